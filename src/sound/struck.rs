//! Sounds that happen once: a few damped resonances of the body that was struck, and the noise of the stroke itself.

use core::f32::consts::TAU;

use super::cue::{Stroke, Struck};
use super::synth::{Band, Noise};

/// Resonances of one body.
const MODES: usize = 4;

/// What a stroke sounds like at the middle of its range.
struct Body {
    /// Resonances: frequency in Hz, time in which they fade by 60 dB in s, share of the loudness.
    modes: &'static [(f32, f32, f32)],
    /// Noise of the stroke: middle of its band in Hz, time in which it fades by 60 dB in s, share of the loudness.
    noise: (f32, f32, f32),
    /// How much higher the top of its range is than the bottom, octaves.
    octaves: f32,
    /// Further strokes of the same, each so many seconds after the one before.
    again: (u32, f32),
    /// A tone that is held instead of one that rings out, s.
    tone_s: f32,
}

const fn body(modes: &'static [(f32, f32, f32)], noise: (f32, f32, f32), octaves: f32) -> Body {
    Body { modes, noise, octaves, again: (0, 0.0), tone_s: 0.0 }
}

/// A body a stroke, in the order of [`Stroke::ALL`]: tiny parts ring high and short, lids low and dull.
const BODIES: [Body; Stroke::ALL.len()] = [
    // Cleave: 125 µm of glass let go of its tension against a steel anvil.
    body(&[(3_900.0, 0.09, 0.45), (6_300.0, 0.06, 0.35), (9_100.0, 0.035, 0.2)], (7_500.0, 0.018, 0.8), 0.9),
    // Bite.
    body(&[(1_250.0, 0.05, 0.5), (2_700.0, 0.03, 0.3)], (2_200.0, 0.03, 0.5), 1.0),
    // Nick.
    body(&[(5_200.0, 0.04, 0.4)], (6_000.0, 0.05, 0.7), 0.6),
    // Snip: two blades that meet.
    Body { again: (1, 0.035), ..body(&[(2_900.0, 0.11, 0.4), (4_700.0, 0.08, 0.25)], (4_000.0, 0.05, 0.6), 0.6) },
    // Snap.
    body(&[(1_900.0, 0.05, 0.4), (4_400.0, 0.04, 0.4)], (3_400.0, 0.025, 0.9), 0.8),
    // Pop.
    body(&[(210.0, 0.11, 0.7), (460.0, 0.06, 0.3)], (900.0, 0.03, 0.4), 1.8),
    // Lid.
    body(&[(330.0, 0.12, 0.5), (840.0, 0.08, 0.35), (1_750.0, 0.05, 0.2)], (1_600.0, 0.03, 0.7), 1.6),
    // Stop.
    body(&[(240.0, 0.10, 0.6), (620.0, 0.06, 0.3)], (1_000.0, 0.02, 0.4), 1.6),
    // Click.
    Body { again: (1, 0.022), ..body(&[(1_700.0, 0.05, 0.5), (3_400.0, 0.035, 0.35)], (3_000.0, 0.012, 0.6), 0.9) },
    // Unplug.
    body(&[(1_100.0, 0.05, 0.5), (2_300.0, 0.03, 0.3)], (2_000.0, 0.03, 0.5), 0.9),
    // Latch.
    body(&[(760.0, 0.07, 0.5), (1_900.0, 0.05, 0.3)], (1_800.0, 0.02, 0.6), 0.9),
    // Tap.
    body(&[(520.0, 0.05, 0.6), (1_300.0, 0.03, 0.25)], (1_200.0, 0.015, 0.35), 2.2),
    // Tinkle: a scrap falls on others.
    Body {
        again: (2, 0.075),
        ..body(&[(5_600.0, 0.16, 0.4), (7_900.0, 0.11, 0.3), (10_400.0, 0.07, 0.15)], (8_000.0, 0.01, 0.25), 0.5)
    },
    // Spring: a fibre whips.
    body(&[(150.0, 0.22, 0.4), (420.0, 0.12, 0.25)], (700.0, 0.20, 0.8), 1.2),
    // Detent.
    body(&[(2_100.0, 0.018, 0.5)], (2_600.0, 0.008, 0.5), 1.4),
    // Key: a dome of rubber under a finger.
    body(&[(950.0, 0.03, 0.5), (2_000.0, 0.02, 0.25)], (1_700.0, 0.012, 0.4), 1.0),
    // Beep.
    Body { tone_s: 0.09, ..body(&[(2_050.0, 0.03, 0.6), (4_100.0, 0.03, 0.08)], (2_000.0, 0.01, 0.0), 0.6) },
    // Oven beep: three, slowly.
    Body {
        tone_s: 0.16,
        again: (2, 0.34),
        ..body(&[(1_760.0, 0.04, 0.42), (5_280.0, 0.03, 0.04)], (2_000.0, 0.01, 0.0), 0.4)
    },
    // Pencil.
    body(&[(900.0, 0.02, 0.1)], (4_200.0, 0.16, 0.6), 0.8),
];

#[derive(Clone, Copy, Debug, Default)]
struct Mode {
    /// The oscillator: its place on its circle, its step there, its fading.
    at: [f32; 2],
    step: [f32; 2],
    fade: f32,
    level: f32,
}

/// A body that sounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ringing {
    modes: [Mode; MODES],
    band: Band,
    noise: f32,
    noise_fade: f32,
    /// Samples before it sounds, and samples that its tone is held.
    wait: u32,
    hold: u32,
    /// Samples that it has sounded; the first few are faded in, so that nothing jumps.
    age: u32,
}

impl Ringing {
    /// What is struck, at `rate` samples a second: one body, and one more for each stroke that follows it.
    pub(super) fn strike(struck: Struck, rate: f32) -> impl Iterator<Item = Ringing> {
        let body = &BODIES[struck.stroke as usize];
        let (times, apart_s) = body.again;
        (0..=times).map(move |time| {
            let softer = if body.tone_s > 0.0 { 1.0 } else { libm::powf(0.7, time as f32) };
            Ringing::one(body, struck, softer, (time as f32 * apart_s * rate) as u32, rate)
        })
    }

    fn one(body: &Body, struck: Struck, softer: f32, wait: u32, rate: f32) -> Ringing {
        let loud = struck.loud as f32 * softer;
        let higher = libm::exp2f(body.octaves * (struck.pitch as f32 - 0.5));
        // 60 dB are a factor of a thousand.
        let fade = |seconds: f32| libm::expf(-6.9 / (seconds * rate).max(1.0));
        let mut modes = [Mode::default(); MODES];
        for (mode, (hz, seconds, share)) in modes.iter_mut().zip(body.modes) {
            let turn = TAU * (hz * higher).min(0.45 * rate) / rate;
            *mode = Mode {
                at: [0.0, 1.0],
                step: [libm::cosf(turn), libm::sinf(turn)],
                fade: fade(*seconds),
                level: loud * share,
            };
        }
        let (hz, seconds, share) = body.noise;
        Ringing {
            modes,
            band: Band::new(hz * higher, 0.9, rate),
            noise: loud * share,
            noise_fade: fade(seconds),
            wait,
            hold: (body.tone_s * rate) as u32,
            age: 0,
        }
    }

    /// Whether it has faded.
    pub(super) fn is_over(&self) -> bool {
        const SILENT: f32 = 1e-4;
        self.wait == 0 && self.noise < SILENT && self.modes.iter().all(|mode| mode.level < SILENT)
    }

    /// One sample.
    pub(super) fn next(&mut self, noise: &mut Noise) -> f32 {
        const FADE_IN: f32 = 24.0;
        if self.wait > 0 {
            self.wait -= 1;
            return 0.0;
        }
        self.age = self.age.saturating_add(1);
        let held = self.age < self.hold;
        let mut sum = 0.0;
        for mode in &mut self.modes {
            let ([x, y], [c, s]) = (mode.at, mode.step);
            mode.at = [x * c + y * s, y * c - x * s];
            sum += mode.at[0] * mode.level;
            if !held {
                mode.level *= mode.fade;
            }
        }
        sum += self.band.next(noise.next()) * self.noise * 2.0;
        self.noise *= self.noise_fade;
        sum * (self.age as f32 / FADE_IN).min(1.0)
    }
}
