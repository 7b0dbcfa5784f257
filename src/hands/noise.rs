//! What keeps a hand from being a machine: tremor, noise that grows with speed, misjudged lengths, detours.
//!
//! Tremor of 8–12 Hz and signal-dependent noise (Harris and Wolpert 1998). All of it comes from one seeded stream.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::catalogue::vocabulary::TICK_S;

/// How well a hand is mastered. Lengths in units of hand movement (a pixel at gain 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Amplitude of the tremor, units.
    pub tremor: f64,
    /// Slow wander across the axis, units.
    pub drift: f64,
    /// Noise for each unit/s of speed, units.
    pub speed_noise: f64,
    /// Standard deviation of a misjudged place, units.
    pub aim: f64,
    /// Standard deviation of a misjudged grip, 0 to 1.
    pub grip: f64,
    /// Standard deviation of a misjudged angle, degrees.
    pub angle: f64,
    /// Pace over the reference hand's.
    pub pace: f64,
    /// Chance of each mistake, 0 to 1.
    pub lapse: f64,
    /// Detours of the free hand, mm.
    pub detour: f64,
    /// Chance of stopping a wipe one stroke early, and of being content with too little, 0 to 1.
    pub haste: f64,
}

impl Skill {
    /// As the trade prescribes, without noise.
    pub const REFERENCE: Skill = Skill {
        tremor: 0.0,
        drift: 0.0,
        speed_noise: 0.0,
        aim: 0.0,
        grip: 0.0,
        angle: 0.0,
        pace: 1.0,
        lapse: 0.0,
        detour: 0.0,
        haste: 0.0,
    };
}

/// The noise of one hand in one attempt.
#[derive(Clone, Debug)]
pub struct Noise {
    skill: Skill,
    rng: ChaCha8Rng,
    /// What a hand misjudges on workpieces: apart from what shakes it, so that a longer way changes no aim.
    aims: ChaCha8Rng,
    phase: [f64; 2],
    drift: [f64; 2],
    last_along: Option<f64>,
    speed: f64,
    /// A slow sway across the axis that a shaky hand adds, mm.
    pub(super) sway_mm: f64,
}

impl Noise {
    /// Noise of a skill from a seed.
    pub fn new(skill: Skill, seed: u64) -> Noise {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(2);
        let mut aims = ChaCha8Rng::seed_from_u64(seed);
        aims.set_stream(6);
        Noise { skill, rng, aims, phase: [0.0, 1.7], drift: [0.0; 2], last_along: None, speed: 0.0, sway_mm: 0.0 }
    }

    /// The skill behind it.
    pub fn skill(&self) -> Skill {
        self.skill
    }

    /// Pace over the reference hand's.
    pub fn pace(&self) -> f64 {
        self.skill.pace
    }

    /// Draws from the stream of misjudgements until it is called again.
    pub(super) fn swap_streams(&mut self) {
        std::mem::swap(&mut self.rng, &mut self.aims);
    }

    /// Uniform in 0 to 1.
    pub fn uniform(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        let u = 1.0 - self.uniform();
        let v = self.uniform();
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(core::f64::consts::TAU * v)
    }

    /// A place as this hand judges it, mm; `scale_mm` is the contact's.
    pub fn aim(&mut self, mm: f64, scale_mm: f64) -> f64 {
        let off = self.normal();
        mm + off * self.skill.aim * scale_mm
    }

    /// A grip as this hand judges it.
    pub fn grip(&mut self, grip: f64) -> f64 {
        let off = self.normal();
        (grip + off * self.skill.grip).clamp(0.0, 1.0)
    }

    /// An angle as this hand judges it, degrees.
    pub fn angle(&mut self, deg: f64) -> f64 {
        let off = self.normal();
        deg + off * self.skill.angle
    }

    /// Whether something with this chance happens.
    pub fn chance(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// Offsets along and across of one tick, mm.
    pub(super) fn shake(&mut self, along: f64, scale_mm: f64) -> [f64; 2] {
        let skill = self.skill;
        let quiet = skill.tremor == 0.0 && skill.drift == 0.0 && skill.speed_noise == 0.0 && self.sway_mm == 0.0;
        if quiet {
            return [0.0; 2];
        }
        self.speed = self.last_along.map_or(0.0, |last| ((along - last) / TICK_S / scale_mm).abs().min(4_000.0));
        self.last_along = Some(along);
        let mut offset = [0.0; 2];
        for (axis, offset) in offset.iter_mut().enumerate() {
            // The frequency wanders between 8 and 12 Hz.
            let frequency = 10.0 + 2.0 * libm::sin(self.phase[axis] * 0.037);
            self.phase[axis] += core::f64::consts::TAU * frequency * TICK_S;
            self.drift[axis] = self.drift[axis] * 0.995 + self.normal() * 0.1;
            let jitter = self.normal() * skill.speed_noise * self.speed;
            let units = skill.tremor * libm::sin(self.phase[axis]) + skill.drift * self.drift[axis] + jitter;
            *offset = units * scale_mm;
        }
        offset[1] += self.sway_mm * libm::sin(self.phase[0] * 0.25);
        // Along the axis a hand is steadier than across it: the tool is guided by the part.
        [offset[0] * 0.4, offset[1]]
    }

    /// Places that the free hand passes on its way, mm.
    pub(super) fn detour(&mut self, from: [f64; 3], to: [f64; 3]) -> Vec<[f64; 3]> {
        if self.skill.detour <= 0.0 {
            return Vec::new();
        }
        let size = self.skill.detour * self.uniform() * 2.0;
        let angle = self.uniform() * core::f64::consts::TAU;
        let middle = |k: usize| (from[k] + to[k]) / 2.0;
        vec![[middle(0) + size * libm::cos(angle), middle(1), middle(2) + size * libm::sin(angle)]]
    }
}
