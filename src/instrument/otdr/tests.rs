//! Lines and settings for the tests of this folder.

mod acquiring;
mod finding;
mod reading;

use crate::optics::{FibreType, Wavelength};
use crate::plant::{Leg, Line, Point};

use super::*;

/// A fibre of G.652.D with true values at a wavelength.
pub fn leg(wavelength: Wavelength, length_m: f64, end: Point) -> Leg {
    let fibre = FibreType::G652D.optics();
    Leg {
        length_m,
        attenuation_db_km: fibre.attenuation_db_per_km(wavelength.nm()),
        backscatter_db: fibre.backscatter_db(wavelength.nm()),
        group_index: fibre.group_index(wavelength.nm()),
        end,
    }
}

pub fn splice(loss_db: f64) -> Point {
    Point { loss_db, ..Point::default() }
}

pub fn connector(loss_db: f64, reflectance_db: f64) -> Point {
    Point { loss_db, reflectance_db: Some(reflectance_db), ..Point::default() }
}

pub fn open_end() -> Point {
    connector(f64::INFINITY, -14.5)
}

/// Lengths in m with what stands at their ends.
pub fn line(wavelength: Wavelength, legs: &[(f64, Point)]) -> Line {
    let legs = legs.iter().map(|(length, end)| leg(wavelength, *length, end.clone())).collect();
    Line { wavelength, entry: Point::default(), legs }
}

pub fn settings(wavelength: Wavelength, pulse_ns: f64, range_km: f64, averaging_s: f64) -> Settings {
    let index = FibreType::G652D.optics().group_index(wavelength.nm());
    Settings { wavelength, pulse_ns, range_m: range_km * 1e3, averaging_s, index }
}

/// A measurement without noise, as far as an instrument can have none.
pub fn quiet() -> Receiver {
    Receiver { dynamic_range_db: 60.0, port_reflectance_db: -200.0, ..Receiver::default() }
}

/// Fails unless `found` is within `tolerance` of `expected`.
#[track_caller]
pub fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}
