//! Losses, reflections and strength of optical fibre as pure formulas; knows nothing of tools, marks or pictures.
//!
//! Every function is total and deterministic: transcendental functions come from `libm`, whose results are the same on
//! every platform. The formulas let NaN through; the two models (`cleave`, `splice_outcome`) read it as zero.

pub mod bend;
pub mod cleave;
pub mod fibre;
pub mod pinch;
pub mod reflection;
pub mod splice;
pub mod strength;

pub use bend::BendTable;
pub use cleave::{CleaveFace, CleaveInput, cleave};
pub use fibre::{FibreOptics, FibreType, Wavelength};
pub use splice::{Alignment, SpliceInput, SpliceOutcome, splice_outcome};

/// Decibels of one neper of power, 10/ln 10.
const DB_PER_NEPER: f64 = 10.0 / std::f64::consts::LN_10;

/// `value` held between `low` and `high`; NaN counts as zero, so that no measurement can poison a result.
const fn within(value: f64, low: f64, high: f64) -> f64 {
    let value = if value.is_nan() { 0.0 } else { value };
    value.max(low).min(high)
}

#[cfg(test)]
mod testing {
    /// Deterministic draws for the tests of populations (Knuth's 64-bit LCG, Box-Muller).
    pub struct Draws(pub u64);

    impl Draws {
        pub fn uniform(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        }

        pub fn normal(&mut self) -> f64 {
            let (a, b) = (1.0 - self.uniform(), self.uniform());
            libm::sqrt(-2.0 * libm::log(a)) * libm::cos(2.0 * std::f64::consts::PI * b)
        }

        pub fn rayleigh_vector(&mut self, sigma: f64) -> [f64; 2] {
            [sigma * self.normal(), sigma * self.normal()]
        }
    }

    /// Fails unless `found` is within `tolerance` of `expected`.
    #[track_caller]
    pub fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
    }

    /// Mean and standard deviation.
    pub fn mean_sigma(values: &[f64]) -> (f64, f64) {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count;
        (mean, variance.sqrt())
    }
}
