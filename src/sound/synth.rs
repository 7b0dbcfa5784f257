//! The synthesiser: cues in, samples out. No file, no clock, no allocation while it renders; the same cues always give
//! the same samples.

use super::cue::{Cues, Held, Struck, Texture};
use super::held::Voice;
use super::struck::Ringing;

/// Bodies that ring at once; of more the oldest is cut off.
const MOST_RINGING: usize = 16;

/// White noise, −1 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noise(u32);

impl Noise {
    pub(super) fn next(&mut self) -> f32 {
        // Marsaglia's xorshift: cheap, and even enough for an ear.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

/// A band-pass filter: a state variable filter after Simper (2011), which stays stable while it is retuned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    a: [f32; 2],
    k: f32,
    at: [f32; 2],
}

impl Band {
    /// A band round `hz`, the narrower the larger `q`.
    pub(super) fn new(hz: f32, q: f32, rate: f32) -> Band {
        let mut band = Band { a: [0.0; 2], k: 1.0, at: [0.0; 2] };
        band.tune(hz, q, rate);
        band
    }

    pub(super) fn tune(&mut self, hz: f32, q: f32, rate: f32) {
        let g = libm::tanf(core::f32::consts::PI * (hz / rate).clamp(0.0001, 0.45));
        self.k = 1.0 / q.max(0.1);
        let a1 = 1.0 / (1.0 + g * (g + self.k));
        self.a = [a1, g * a1];
    }

    /// One sample: at the middle of the band as loud as it came in.
    pub(super) fn next(&mut self, input: f32) -> f32 {
        let [a1, a2] = self.a;
        let v3 = input - self.at[1];
        let v1 = a1 * self.at[0] + a2 * v3;
        let v2 = self.at[1] + a2 * self.at[0] + a2 * (a2 / a1) * v3;
        self.at = [2.0 * v1 - self.at[0], 2.0 * v2 - self.at[1]];
        v1 * self.k
    }
}

/// The synthesiser.
#[derive(Clone, Debug)]
pub struct Synth {
    rate: f32,
    noise: Noise,
    voices: [Voice; Texture::ALL.len()],
    ringing: [Option<Ringing>; MOST_RINGING],
    next: usize,
}

impl Synth {
    /// A silent one, at `rate` samples a second (8,000 to 384,000; others are brought there).
    pub fn new(rate: u32) -> Synth {
        let rate = rate.clamp(8_000, 384_000) as f32;
        Synth {
            rate,
            noise: Noise(0x9e37_79b9),
            voices: Texture::ALL.map(|texture| Voice::new(texture, rate)),
            ringing: [None; MOST_RINGING],
            next: 0,
        }
    }

    /// Lasting sounds are these from now on, and no others.
    pub fn hold(&mut self, held: &[Held]) {
        for (voice, texture) in self.voices.iter_mut().zip(Texture::ALL) {
            let now = held.iter().find(|held| held.texture == texture);
            let (loud, pitch) = now.map_or((0.0, 0.0), |held| (held.loud as f32, held.pitch as f32));
            voice.want(loud, pitch);
        }
    }

    /// Something happened.
    pub fn strike(&mut self, struck: Struck) {
        for ringing in Ringing::strike(struck, self.rate) {
            let free = self.ringing.iter().position(Option::is_none);
            let at = free.unwrap_or(self.next % MOST_RINGING);
            self.ringing[at] = Some(ringing);
            self.next = (at + 1) % MOST_RINGING;
        }
    }

    /// Whether there is nothing to render.
    pub fn is_silent(&self) -> bool {
        self.ringing.iter().all(Option::is_none) && self.voices.iter().all(Voice::is_silent)
    }

    /// Fills `out` with one channel, within ±1, from what is held and struck.
    pub fn render(&mut self, out: &mut [f32]) {
        out.fill(0.0);
        for voice in self.voices.iter_mut().filter(|voice| !voice.is_silent()) {
            for sample in out.iter_mut() {
                *sample += voice.next(self.rate, &mut self.noise);
            }
        }
        for slot in &mut self.ringing {
            let Some(ringing) = slot else { continue };
            for sample in out.iter_mut() {
                *sample += ringing.next(&mut self.noise);
            }
            if ringing.is_over() {
                *slot = None;
            }
        }
        for sample in out.iter_mut() {
            *sample = soft(*sample);
        }
    }

    /// Renders a frame of the bench: what lasts and what happened in it.
    pub fn play(&mut self, cues: &Cues, out: &mut [f32]) {
        self.hold(&cues.held);
        for struck in &cues.struck {
            self.strike(*struck);
        }
        self.render(out);
    }
}

/// Bends what is loud so that it stays within ±1: several sounds at once never clip.
fn soft(sample: f32) -> f32 {
    sample / libm::sqrtf(1.0 + sample * sample)
}

#[cfg(test)]
#[path = "synth_tests.rs"]
mod tests;
