//! Where a clear stretch of the trace changes level without a reflection: narrowest window over threshold first.
//!
//! A step is searched for with windows from a pulse to the whole stretch on both sides, narrow ones first, so that one
//! step is not blurred by the next (after Baranowski, Chen and Fryzlewicz 2019). The statistic is the distance between
//! the two weighted lines at the step over its own uncertainty.

use super::bins::Bins;

/// Uncertainties that a step has to stand out, rarely reached by noise on a whole trace: in windows of [`FEW`] bins, of
/// which there are most and in which noise is least known, and in longer ones.
const SURE: [f64; 2] = [6.5, 5.0];
const FEW: usize = 16;
/// Share of the threshold over which a step is measured at all; the final reading decides.
const WORTH: f64 = 0.7;
/// Least bins of a window.
const LEAST: usize = 3;
/// Most steps of a trace.
const MOST: usize = 128;

/// A change of level: it begins at `bin` and is over a pulse later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub bin: usize,
    /// Bins by which the place may be wrong.
    pub unsure: usize,
}

/// All steps of a stretch in order.
pub fn steps(bins: &Bins, from: usize, to: usize, threshold_db: f64) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    let mut window = (2 * LEAST).max(bins.pulse);
    let longest = to.saturating_sub(from);
    while window <= 2 * longest && window > 0 {
        // Stretches between steps already found are searched one by one, and again where one is found.
        let mut open = stretches(bins, from, to, &found);
        while let Some((start, end)) = open.pop() {
            if found.len() >= MOST {
                break;
            }
            if let Some(step) = strongest(bins, start, end, window, threshold_db * WORTH) {
                open.push((start, step.bin));
                open.push((step.bin + bins.pulse + 1, end));
                found.push(step);
            }
        }
        window *= 2;
    }
    found.sort_by_key(|step| step.bin);
    found
}

fn stretches(bins: &Bins, from: usize, to: usize, found: &[Step]) -> Vec<(usize, usize)> {
    let mut at: Vec<usize> = found.iter().map(|step| step.bin).collect();
    at.sort_unstable();
    let mut start = from;
    let mut out = Vec::new();
    for bin in at {
        out.push((start, bin));
        start = bin + bins.pulse + 1;
    }
    out.push((start, to));
    out
}

/// The place of a stretch that stands out most with windows of one length.
fn strongest(bins: &Bins, start: usize, end: usize, window: usize, least_db: f64) -> Option<Step> {
    let gap = bins.pulse + 1;
    if end < start + 2 * LEAST + gap {
        return None;
    }
    let score = |bin: usize| -> f64 {
        let left = bins.fit(bin.saturating_sub(window).max(start), bin);
        let right = bins.fit(bin + gap, (bin + gap + window).min(end));
        let (Some(left), Some(right)) = (left, right) else { return 0.0 };
        let at = bins.edge_km(bin) + 0.5e-3 * gap as f64 * bins.width_m;
        let step = (left.at(at) - right.at(at)).abs();
        // Where a bin's level is uncertain by much its distribution has long tails: more is asked for.
        let more = 1.0 + 2.0 * bins.random_db(bin);
        if step < least_db { 0.0 } else { step * step / (left.variance(at) + right.variance(at)) / (more * more) }
    };
    let stride = (window / 3).max(1);
    let (first, last) = (start + LEAST, end - LEAST - gap);
    let coarse = best((first..=last).step_by(stride), &score)?;
    let fine = best(coarse.saturating_sub(stride).max(first)..=(coarse + stride).min(last), &score)?;
    let sure = SURE[usize::from(window > FEW)];
    (score(fine) > sure * sure).then_some(Step { bin: fine, unsure: gap.max(window / 4) })
}

fn best(places: impl Iterator<Item = usize>, score: &impl Fn(usize) -> f64) -> Option<usize> {
    let mut found: Option<(f64, usize)> = None;
    for place in places {
        let value = score(place);
        if value > found.map_or(0.0, |f| f.0) {
            found = Some((value, place));
        }
    }
    found.map(|f| f.1)
}
