//! What a person reads with markers: levels, two points, least squares, five-point splice loss, reflectance, ORL.
//!
//! Distances are displayed metres. Readings are `None` where markers hold no points between them or are not numbers.

use super::acquire::Trace;
use super::decibel;
use super::fit::{Fit, Prior, Sums};
use super::measure::reflectance_db;

/// Reading between two markers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoPoint {
    /// Distance from the first to the second, m; negative where they are swapped.
    pub distance_m: f64,
    /// Level at the first less that at the second, dB.
    pub loss_db: f64,
    /// The same per km; 0 at no distance.
    pub loss_db_km: f64,
}

/// Level at a distance, linear between points, dB.
pub fn level_at(trace: &Trace, distance_m: f64) -> Option<f64> {
    trace.point_at(distance_m)?;
    let at = (distance_m / trace.spacing_m).clamp(0.0, (trace.level_db.len() - 1) as f64);
    let first = at as usize;
    let here = f64::from(trace.level_db[first]);
    let next = trace.level_db.get(first + 1).map_or(here, |&level| f64::from(level));
    Some(here + (at - first as f64) * (next - here))
}

/// Loss between two points of the trace as they are drawn: noise and dead zones included.
pub fn two_point(trace: &Trace, a_m: f64, b_m: f64) -> Option<TwoPoint> {
    let loss_db = level_at(trace, a_m)? - level_at(trace, b_m)?;
    let distance_m = b_m - a_m;
    let loss_db_km = if distance_m == 0.0 { 0.0 } else { loss_db / (distance_m * 1e-3) };
    Some(TwoPoint { distance_m, loss_db, loss_db_km })
}

/// Attenuation of the best line between two markers, dB/km (positive where levels fall).
pub fn attenuation_lsa(trace: &Trace, a_m: f64, b_m: f64) -> Option<f64> {
    line(trace, a_m, b_m).map(|fit| -fit.slope)
}

/// Splice loss with five markers, dB: lines through `[a0, a1]` and `[b0, b1]`, both extrapolated to the event `e` in
/// the middle. Negative for a gain.
pub fn splice_loss_5(trace: &Trace, markers_m: [f64; 5]) -> Option<f64> {
    let [a0, a1, event, b0, b1] = markers_m;
    if !event.is_finite() {
        return None;
    }
    let (left, right) = (line(trace, a0, a1)?, line(trace, b0, b1)?);
    Some(left.at(event * 1e-3) - right.at(event * 1e-3))
}

/// Reflectance from a marker on the line just before a peak and one on its top, dB; `None` where nothing stands out.
pub fn reflectance_at(trace: &Trace, before_m: f64, peak_m: f64) -> Option<f64> {
    reflectance_db(trace, level_at(trace, peak_m)? - level_at(trace, before_m)?)
}

/// Optical return loss between two markers, dB (positive): all power that comes back from there, against the power that
/// arrives there.
///
/// Received power is the answer to the whole pulse, so that its integral over time divided by the pulse length is the
/// returned share. What arrives is read from the level at the first marker where it stands on fibre; at the port it is
/// the launched power.
pub fn orl(trace: &Trace, a_m: f64, b_m: f64) -> Option<f64> {
    let (from, to) = (trace.point_at(a_m.min(b_m))?, trace.point_at(a_m.max(b_m))?);
    let noise = decibel::power(trace.noise_floor_db);
    // Noise cut off at the bottom of the screen has a mean of 0.4 σ: what is under 1 σ is left out.
    let sum: f64 = trace.level_db[from..=to].iter().map(|&l| decibel::power(f64::from(l))).filter(|&p| p > noise).sum();
    let step_ns = trace.spacing_m / trace.settings.metres_per_ns();
    let returned = sum * step_ns / trace.settings.pulse_ns;
    let arrives_db = if from == 0 { 0.0 } else { arriving_db(trace, from) };
    (returned > 0.0).then(|| arrives_db - 10.0 * libm::log10(returned))
}

/// Power that arrives at a point and comes back from it, against the launched, dB: the level there less that of
/// backscatter at a start.
fn arriving_db(trace: &Trace, point: usize) -> f64 {
    let start = super::measure::set_backscatter_db(trace) + 10.0 * libm::log10(trace.settings.pulse_ns);
    (2.0 * f64::from(trace.level_db[point]) - start).min(0.0)
}

/// The best line through the levels between two markers.
fn line(trace: &Trace, a_m: f64, b_m: f64) -> Option<Fit> {
    let (from, to) = (trace.point_at(a_m.min(b_m))?, trace.point_at(a_m.max(b_m))?);
    if a_m.is_nan() || b_m.is_nan() || to <= from {
        return None;
    }
    let mut sums = Sums::default();
    let origin = trace.distance_m(from) * 1e-3;
    for point in from..=to {
        sums.add(trace.distance_m(point) * 1e-3 - origin, f64::from(trace.level_db[point]), 1.0);
    }
    sums.fit(Prior::NONE).map(|fit| fit.moved(origin))
}
