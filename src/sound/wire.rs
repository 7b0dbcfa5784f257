//! Cues on their way to the thread that renders: numbers in atomics, so that neither side ever waits for the other.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::cue::{Cues, Held, Stroke, Struck, Texture};
use super::synth::Synth;

/// Strokes on their way at most; more in one go are left out.
const STROKES: usize = 64;
/// What lasts goes silent when nothing was heard of the bench for this long, s: a halted program must not hum.
const FORGOTTEN_S: f32 = 0.3;

/// The two ends share it.
#[derive(Debug)]
pub struct Wire {
    /// Loudness and height of each texture, 16 bits each.
    held: [AtomicU32; Texture::ALL.len()],
    strokes: [AtomicU64; STROKES],
    /// Strokes that were ever sent.
    sent: AtomicU32,
    /// Strokes that were ever taken.
    taken: AtomicU32,
    /// Counts up with every frame of the bench.
    beat: AtomicU32,
    /// Volume, 0 to 65 535.
    volume: AtomicU32,
}

impl Default for Wire {
    fn default() -> Self {
        Wire {
            held: [const { AtomicU32::new(0) }; Texture::ALL.len()],
            strokes: [const { AtomicU64::new(0) }; STROKES],
            sent: AtomicU32::new(0),
            taken: AtomicU32::new(0),
            beat: AtomicU32::new(0),
            volume: AtomicU32::new(0),
        }
    }
}

fn pack(share: f64) -> u32 {
    if share.is_finite() { libm::round(share.clamp(0.0, 1.0) * 65_535.0) as u32 } else { 0 }
}

fn unpack(word: u32) -> f64 {
    f64::from(word & 0xffff) / 65_535.0
}

impl Wire {
    /// Sends a frame of the bench at a volume of 0 to 1. For one thread alone.
    pub fn send(&self, cues: &Cues, volume: f64) {
        self.volume.store(pack(volume), Ordering::Relaxed);
        for (slot, texture) in self.held.iter().zip(Texture::ALL) {
            let now = cues.held.iter().find(|held| held.texture == texture);
            slot.store(now.map_or(0, |held| pack(held.loud) << 16 | pack(held.pitch)), Ordering::Relaxed);
        }
        let mut sent = self.sent.load(Ordering::Relaxed);
        for struck in &cues.struck {
            if sent.wrapping_sub(self.taken.load(Ordering::Acquire)) as usize >= STROKES {
                break;
            }
            let word = (struck.stroke as u64) << 32 | u64::from(pack(struck.loud) << 16 | pack(struck.pitch));
            self.strokes[sent as usize % STROKES].store(word, Ordering::Relaxed);
            sent = sent.wrapping_add(1);
            self.sent.store(sent, Ordering::Release);
        }
        self.beat.fetch_add(1, Ordering::Release);
    }
}

/// The end that renders.
#[derive(Clone, Debug)]
pub struct Player {
    synth: Synth,
    held: Vec<Held>,
    rate: f32,
    beat: u32,
    forgotten_s: f32,
    volume: f32,
}

impl Player {
    /// A silent one, at `rate` samples a second.
    pub fn new(rate: u32) -> Player {
        let held = Vec::with_capacity(Texture::ALL.len());
        Player { synth: Synth::new(rate), held, rate: rate.max(1) as f32, beat: 0, forgotten_s: 0.0, volume: 0.0 }
    }

    /// Takes what was sent and fills `out` with one channel, within ±1. Allocates nothing and waits for nobody. For one
    /// thread alone.
    pub fn render(&mut self, wire: &Wire, out: &mut [f32]) {
        let beat = wire.beat.load(Ordering::Acquire);
        self.forgotten_s = if beat == self.beat { self.forgotten_s + out.len() as f32 / self.rate } else { 0.0 };
        self.beat = beat;
        self.held.clear();
        if self.forgotten_s < FORGOTTEN_S {
            for (slot, texture) in wire.held.iter().zip(Texture::ALL) {
                let word = slot.load(Ordering::Relaxed);
                if word >> 16 > 0 {
                    self.held.push(Held { texture, loud: unpack(word >> 16), pitch: unpack(word) });
                }
            }
        }
        self.synth.hold(&self.held);
        let sent = wire.sent.load(Ordering::Acquire);
        let mut taken = wire.taken.load(Ordering::Relaxed);
        while taken != sent {
            let word = wire.strokes[taken as usize % STROKES].load(Ordering::Relaxed);
            taken = taken.wrapping_add(1);
            if let Some(stroke) = Stroke::ALL.get((word >> 32) as usize) {
                let (loud, pitch) = (unpack(word as u32 >> 16), unpack(word as u32));
                self.synth.strike(Struck { stroke: *stroke, loud, pitch });
            }
        }
        wire.taken.store(taken, Ordering::Release);
        if self.synth.is_silent() {
            return out.fill(0.0);
        }
        self.synth.render(out);
        let wanted = unpack(wire.volume.load(Ordering::Relaxed)) as f32;
        // Loudness is felt by its logarithm: the square is near enough, and zero is silence.
        let wanted = wanted * wanted;
        for sample in out {
            self.volume += (wanted - self.volume) * 0.002;
            *sample *= self.volume;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cutting() -> Cues {
        let mut cues = Cues::default();
        cues.hold(Texture::Cut, 0.8, 0.5);
        cues
    }

    fn energy(samples: &[f32]) -> f32 {
        samples.iter().map(|sample| sample * sample).sum()
    }

    #[test]
    fn what_is_sent_is_heard_at_the_volume_that_was_set() {
        let heard = [0.0, 0.4, 1.0].map(|volume| {
            let (wire, mut player) = (Wire::default(), Player::new(48_000));
            let mut out = [0.0; 4_800];
            wire.send(&cutting(), volume);
            player.render(&wire, &mut out);
            energy(&out)
        });
        assert!(heard[0] == 0.0 && heard[1] > 0.0 && heard[2] > 5.0 * heard[1], "{heard:?}");
    }

    #[test]
    fn a_program_that_halts_does_not_hum_on() {
        let (wire, mut player) = (Wire::default(), Player::new(48_000));
        wire.send(&cutting(), 1.0);
        let mut out = [0.0; 480];
        for _ in 0..20 {
            player.render(&wire, &mut out);
        }
        assert!(energy(&out) > 0.0, "still within the time that a slow frame may take");
        for _ in 0..80 {
            player.render(&wire, &mut out);
        }
        assert_eq!(energy(&out), 0.0);
    }

    #[test]
    fn every_stroke_arrives_once_and_in_order_and_too_many_are_left_out() {
        let (wire, mut player) = (Wire::default(), Player::new(48_000));
        let mut many = Cues::default();
        for _ in 0..1_000 {
            many.strike(Stroke::Detent, 0.5, 0.5);
        }
        wire.send(&many, 1.0);
        assert_eq!(wire.sent.load(Ordering::Relaxed) as usize, STROKES);
        let mut out = [0.0; 64];
        player.render(&wire, &mut out);
        assert_eq!(wire.taken.load(Ordering::Relaxed) as usize, STROKES);
        wire.send(&many, 1.0);
        assert_eq!(wire.sent.load(Ordering::Relaxed) as usize, 2 * STROKES);
    }
}
