//! Draws for what is luck on an end face: places, sizes and counts from one seeded stream.

use std::f64::consts::PI;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;

use super::{CONTACT_UM, Defect, Kind};

/// Uniform from 0 to 1, 1 excluded.
pub fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Uniform between two numbers.
pub fn between(rng: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * uniform(rng)
}

/// Whether something of this probability happens. Draws once whatever the chance, so that streams stay in step.
pub fn happens(rng: &mut ChaCha8Rng, chance: f64) -> bool {
    uniform(rng) < chance
}

/// A whole number whose mean is the mean of the bounds, at most 64.
pub fn count(rng: &mut ChaCha8Rng, low: f64, high: f64) -> u32 {
    let mean = between(rng, low, high);
    libm::floor(mean + uniform(rng)).clamp(0.0, 64.0) as u32
}

/// Two standard normal numbers (Box-Muller).
pub fn normals(rng: &mut ChaCha8Rng) -> [f64; 2] {
    let (a, b) = (1.0 - uniform(rng), uniform(rng));
    let length = libm::sqrt(-2.0 * libm::log(a));
    [length * libm::cos(2.0 * PI * b), length * libm::sin(2.0 * PI * b)]
}

/// A point evenly drawn in a disc of this radius.
pub fn in_disc(rng: &mut ChaCha8Rng, radius: f64) -> [f64; 2] {
    let (r, turn) = (radius * libm::sqrt(uniform(rng)), 2.0 * PI * uniform(rng));
    [r * libm::cos(turn), r * libm::sin(turn)]
}

/// A particle of room dust somewhere on the contact zone: 1.5 to 25 µm, the small far more often (model: number falls
/// with the square of size), every fourth hard.
pub fn dust(rng: &mut ChaCha8Rng) -> Defect {
    let at_um = in_disc(rng, CONTACT_UM / 2.0);
    let size_um = 1.5 / (1.0 - uniform(rng) * (1.0 - 1.5 / 25.0));
    let hard = happens(rng, 0.25);
    Defect { kind: Kind::Dust { hard }, at_um, size_um }
}
