//! Sounds that last: noise and stick-slip through resonances, whose loudness and height follow the contact.

use core::f32::consts::TAU;

use super::cue::Texture;
use super::synth::{Band, Noise};

/// Time in which a sound comes and goes, s: a contact that breaks off must not click.
const COMES_S: f32 = 0.012;
const GOES_S: f32 = 0.045;
/// Samples between two settings of the filters.
const SET_EVERY: u32 = 32;
/// Softer than this is silence.
const SILENT: f32 = 1e-4;

/// One lasting sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    texture: Texture,
    wanted: (f32, f32),
    loud: f32,
    pitch: f32,
    band: Band,
    body: Band,
    /// Place in the period of an oscillator, 0 to 1, its length in samples, and what it does in this period.
    phase: f32,
    period: f32,
    grain: f32,
    slow: f32,
    set_in: u32,
}

/// How a texture is made at a height of 0 to 1.
struct Make {
    /// Middle of the noise's band at both ends of the range, Hz, and how narrow it is.
    band: (f32, f32, f32),
    /// The body that resonates, as a multiple of the band's middle, and how narrow it is.
    body: (f32, f32),
    /// Strokes or vibrations a second at both ends of the range.
    beat: (f32, f32),
    /// Loudness of the whole.
    level: f32,
}

const fn make(band: (f32, f32, f32), body: (f32, f32), beat: (f32, f32), level: f32) -> Make {
    Make { band, body, beat, level }
}

/// In the order of [`Texture::ALL`].
const MAKES: [Make; Texture::ALL.len()] = [
    // Cut: the blade breaks through in many small steps.
    make((900.0, 3_200.0, 1.1), (0.5, 2.5), (70.0, 240.0), 0.85),
    // Peel: a tearing whose grains come closer together the faster it goes.
    make((700.0, 2_800.0, 1.4), (0.6, 3.0), (45.0, 210.0), 0.9),
    // Rub.
    make((260.0, 1_300.0, 0.9), (0.6, 1.0), (0.0, 0.0), 0.5),
    // Wipe.
    make((900.0, 3_600.0, 0.8), (0.55, 0.9), (0.0, 0.0), 0.3),
    // Squeak: stick and slip at the frequency that is heard.
    make((820.0, 2_600.0, 9.0), (2.0, 6.0), (820.0, 2_600.0), 0.5),
    // Scrape.
    make((2_600.0, 5_000.0, 2.6), (1.5, 2.0), (110.0, 320.0), 0.6),
    // Creak: slow stick and slip in a wooden body.
    make((380.0, 950.0, 3.5), (2.1, 4.0), (18.0, 70.0), 0.8),
    // Motor.
    make((420.0, 900.0, 1.5), (2.0, 1.2), (95.0, 210.0), 0.3),
    // Arc: hiss over the beat of its supply, with crackles.
    make((5_200.0, 3_600.0, 0.7), (0.5, 2.2), (100.0, 100.0), 0.5),
    // Fan.
    make((240.0, 520.0, 0.7), (2.2, 1.0), (62.0, 118.0), 0.32),
];

impl Voice {
    pub(super) fn new(texture: Texture, rate: f32) -> Voice {
        let mut voice = Voice {
            texture,
            wanted: (0.0, 0.5),
            loud: 0.0,
            pitch: 0.5,
            band: Band::new(1_000.0, 1.0, rate),
            body: Band::new(1_000.0, 1.0, rate),
            phase: 0.0,
            period: 1.0,
            grain: 0.0,
            slow: 0.0,
            set_in: 0,
        };
        voice.set(rate);
        voice
    }

    /// How loud and how high it is to be.
    pub(super) fn want(&mut self, loud: f32, pitch: f32) {
        // Out of silence it begins at its height, and glides only while it sounds.
        if self.loud <= SILENT {
            self.pitch = pitch;
        }
        self.wanted = (loud, if loud > 0.0 { pitch } else { self.wanted.1 });
    }

    /// Whether nothing of it is to be heard.
    pub(super) fn is_silent(&self) -> bool {
        self.loud <= SILENT && self.wanted.0 <= 0.0
    }

    fn set(&mut self, rate: f32) {
        let make = &MAKES[self.texture as usize];
        let between = |(low, high): (f32, f32)| if low > 0.0 { low * libm::powf(high / low, self.pitch) } else { 0.0 };
        let middle = between((make.band.0, make.band.1));
        self.band.tune(middle, make.band.2, rate);
        self.body.tune(middle * make.body.0, make.body.1, rate);
        let beat = between(make.beat);
        self.period = if beat > 0.0 { rate / beat } else { f32::INFINITY };
    }

    /// One sample.
    pub(super) fn next(&mut self, rate: f32, noise: &mut Noise) -> f32 {
        if self.set_in == 0 {
            self.set_in = SET_EVERY;
            self.set(rate);
        }
        self.set_in -= 1;
        let time = if self.wanted.0 > self.loud { COMES_S } else { GOES_S };
        self.loud += (self.wanted.0 - self.loud) / (time * rate);
        self.pitch += (self.wanted.1 - self.pitch) / (0.03 * rate);
        if self.loud <= SILENT && self.wanted.0 <= 0.0 {
            self.loud = 0.0;
            return 0.0;
        }
        let white = noise.next();
        // A drifting hand: slow noise, so that no two periods are alike.
        self.slow += (white - self.slow) * 0.002;
        self.phase += (1.0 + 1.6 * self.slow) / self.period;
        if self.phase >= 1.0 {
            self.phase -= libm::floorf(self.phase);
            self.grain = 0.35 + 0.65 * noise.next().abs();
        }
        self.loud * MAKES[self.texture as usize].level * self.sound(white, noise)
    }

    fn sound(&mut self, white: f32, noise: &mut Noise) -> f32 {
        // Grains: loud as each begins, then fading.
        let grain = self.grain * (1.0 - self.phase);
        match self.texture {
            Texture::Rub | Texture::Wipe => self.band.next(white) + 0.5 * self.body.next(white),
            Texture::Cut | Texture::Peel | Texture::Scrape => {
                let torn = white * (0.25 + 1.4 * grain * grain);
                self.band.next(torn) + 0.6 * self.body.next(torn)
            }
            Texture::Squeak => {
                // It sticks while the phase runs and slips at its end: a saw with a trace of breath, through the glass.
                let saw = 2.0 * self.phase - 1.0 + 0.08 * white;
                0.55 * self.band.next(saw) + 0.12 * self.body.next(saw)
            }
            Texture::Creak => {
                let slip = if self.phase < 0.06 { self.grain } else { 0.0 };
                let push = slip * (0.6 + 0.4 * white);
                2.6 * self.band.next(push) + 1.2 * self.body.next(push)
            }
            Texture::Motor => {
                let turns = libm::sinf(TAU * self.phase) + 0.4 * libm::sinf(TAU * 2.0 * self.phase);
                0.5 * turns + 0.5 * self.body.next(white) + 0.3 * self.band.next(2.0 * self.phase - 1.0)
            }
            Texture::Arc => {
                // Twice a period of its supply it burns up; now and then it crackles, worn electrodes more often.
                let burn = 0.45 + 0.55 * libm::sinf(TAU * self.phase).abs();
                let crackle = if noise.next() > 0.9993 - 0.0012 * self.pitch { 3.0 * white } else { 0.0 };
                let hum = 0.16 * libm::sinf(TAU * 2.0 * self.phase);
                self.band.next(white * burn + crackle) + 0.8 * self.body.next(crackle) + hum
            }
            Texture::Fan => {
                let blades = 0.22 * libm::sinf(TAU * self.phase);
                self.band.next(white) + 0.4 * self.body.next(white) + blades
            }
        }
    }
}
