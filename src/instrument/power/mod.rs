//! Light source and power meter: what is launched, what is read, by which reference, and what a link may lose.

mod budget;
mod meter;
mod method;
mod source;

pub use budget::{Budget, Outcome, Plant, PonClass, Splitter, budget};
pub use meter::{FLOOR_DBM, Meter, OVERLOAD_DBM, Reading, Reference, Shown, Unit, calibration_error_db};
pub use method::{Element, Method, measured_loss_db};
pub use source::{Light, Modulation, Source};

/// `value` held between `low` and `high`; NaN counts as `low`.
const fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.max(low).min(high) }
}

#[cfg(test)]
mod tests;
