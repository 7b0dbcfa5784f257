//! Exact places and heights of what was found: where a step or a reflection begins, how high a reflection stands.

use crate::optics::FibreType;

use super::acquire::Trace;
use super::bins::Bins;
use super::decibel;
use super::fit::Fit;

/// Backscatter of 1 ns that an instrument is set to at a wavelength, dB: the ordinary fibre's.
pub fn set_backscatter_db(trace: &Trace) -> f64 {
    FibreType::G652D.optics().backscatter_db(trace.settings.wavelength.nm())
}

/// Reflectance of a peak that stands `height_db` over the line on the trace, dB; `None` where it does not stand out.
/// H = 5·log10(1 + 10^((R − B − 10·log10 τ)/10)) solved for R [trade knowledge].
pub fn reflectance_db(trace: &Trace, height_db: f64) -> Option<f64> {
    let over = decibel::power(height_db) - 1.0;
    let pulse_db = 10.0 * libm::log10(trace.settings.pulse_ns);
    (over > 1e-6).then(|| set_backscatter_db(trace) + pulse_db + 10.0 * libm::log10(over))
}

/// Highest level from a displayed distance over a pulse, dB, and whether the receiver was at its limit there.
///
/// Where a point's noise is over 0.02 dB the mean of three points is taken.
pub fn peak_db(trace: &Trace, from_m: f64, to_m: f64) -> Option<(f64, bool)> {
    let (from, to) = (trace.point_at(from_m)?, trace.point_at(to_m)?);
    let levels = trace.level_db.get(from..=to)?;
    let single = levels.iter().fold(f64::MIN, |a, &b| a.max(f64::from(b)));
    let noisy = decibel::power(trace.noise_floor_db - single) * 2.17 > 0.02;
    let triple = levels.windows(3).map(|w| w.iter().map(|&l| decibel::power(f64::from(l))).sum::<f64>() / 3.0);
    let level = if noisy && levels.len() > 3 { decibel::level(triple.fold(1e-30, f64::max)) } else { single };
    Some((level, single >= trace.saturation_db - 0.01))
}

/// Where a reflection that begins around a bin leaves the line before it, displayed m.
pub fn rise_m(trace: &Trace, bins: &Bins, bin: usize, before: Option<Fit>) -> f64 {
    let first = bin.saturating_sub(2) * bins.per;
    let last = ((bin + 2) * bins.per).min(trace.level_db.len());
    let noise = decibel::power(trace.noise_floor_db);
    let top = trace.level_db[first..last].iter().fold(f64::MIN, |a, &b| a.max(f64::from(b)));
    let Some(before) = before else {
        // In another's flank, or out of nothing: where power rises most.
        let power = |point: usize| decibel::power(f64::from(trace.level_db[point]));
        let rise = |point: usize| power(point) - power(point - 1);
        let steepest = (first.max(1)..last).max_by(|&a, &b| rise(a).total_cmp(&rise(b)));
        return steepest.map_or(bins.edge_km(bin) * 1e3, |point| trace.distance_m(point) - 0.5 * trace.spacing_m);
    };
    for point in first..last {
        let at = trace.distance_m(point);
        let line = before.at(at * 1e-3).max(trace.noise_floor_db);
        let unsure = 2.17 * noise / decibel::power(line);
        let level = f64::from(trace.level_db[point]);
        if level - line > (4.0 * unsure).max(((top - line) / 8.0).min(0.5)) {
            // It began between this point and the one before.
            return (at - 0.5 * trace.spacing_m).max(0.0);
        }
    }
    bins.edge_km(bin) * 1e3
}

/// Where a step between two lines begins, displayed m: least squares of power over places up to `unsure` bins away.
///
/// The backscatter of a pulse goes over from one line to the other along its length.
pub fn step_m(trace: &Trace, bins: &Bins, bin: usize, unsure: usize, left: &Fit, right: &Fit) -> f64 {
    let coarse =
        place(bins, bin as f64, unsure, left, right, bins.width_m, trace.pulse_m(), &|i| bins.power.get(i).copied());
    let around = coarse * bins.per as f64;
    let point = |i: usize| trace.level_db.get(i).map(|&level| decibel::power(f64::from(level)));
    let fine = place(bins, around, 3 * bins.per, left, right, trace.spacing_m, trace.pulse_m(), &point);
    fine * trace.spacing_m
}

/// Best start of a step among places up to `reach` samples of `width_m` around.
fn place(
    bins: &Bins,
    around: f64,
    reach: usize,
    left: &Fit,
    right: &Fit,
    width_m: f64,
    pulse_m: f64,
    sample: &impl Fn(usize) -> Option<f64>,
) -> f64 {
    let pulse = pulse_m / width_m;
    let reach = reach.min(96);
    let centre = around as i64;
    // Bins average over their width, points stand at their place.
    let middle = if (width_m - bins.width_m).abs() < 1e-9 && bins.per > 1 { 0.5 } else { 0.0 };
    let from = (centre - reach as i64 - 2).max(0);
    let to = centre + reach as i64 + pulse as i64 + 3;
    let seen: Vec<[f64; 4]> = (from..to)
        .map_while(|i| {
            let at = i as f64 + middle;
            let km = at * width_m * 1e-3;
            sample(i as usize).map(|p| [at, p, decibel::power(left.at(km)), decibel::power(right.at(km))])
        })
        .collect();
    let mut best = (f64::MAX, around);
    for shift in -(reach as i64)..=reach as i64 {
        let start = centre as f64 + shift as f64;
        let wrong: f64 = seen
            .iter()
            .map(|[at, power, before, after]| {
                let share = ((at - start) / pulse.max(1e-6)).clamp(0.0, 1.0);
                let off = power - before - share * (after - before);
                off * off
            })
            .sum();
        if wrong < best.0 {
            best = (wrong, start);
        }
    }
    best.1
}
