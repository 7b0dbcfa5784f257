//! The trace gathered into bins of a quarter pulse: levels with their uncertainty, running sums, where fibre is seen.

use crate::optics::FibreType;

use super::acquire::Trace;
use super::decibel;
use super::fit::{Fit, Prior, Sums};

/// Least width of a bin, m: shorter ones would share the receiver's noise.
const LEAST_M: f64 = 0.4;
/// Uncertainty that no averaging removes, dB: keeps a clean trace from finding its own curvature.
const LEAST_SIGMA_DB: f64 = 0.002;
/// How far a fibre's slope may be from the trace's common one, dB/km (standard deviation).
const SLOPE_SPREAD: f64 = 0.04;
/// Mean power, in standard deviations of a point's noise, over which fibre is seen; cut-off noise alone has 0.4.
const SEEN: f64 = 1.0;

pub struct Bins {
    /// Points per bin, and its width in displayed m.
    pub per: usize,
    pub width_m: f64,
    /// Bins that the pulse covers.
    pub pulse: usize,
    /// Mean power and its level.
    pub power: Vec<f64>,
    pub level: Vec<f64>,
    /// Uncertainty of each level, dB.
    pub sigma: Vec<f64>,
    /// Standard deviation of a bin's power.
    pub noise: f64,
    /// Bins on both sides over which presence is averaged.
    pub half: usize,
    /// First bin behind the last stretch where fibre is seen.
    pub last: usize,
    /// Expected slope.
    pub prior: Prior,
    sums: Vec<Sums>,
}

impl Bins {
    /// `None` where a trace is too short to say anything (under 16 bins).
    pub fn new(trace: &Trace) -> Option<Self> {
        let spacing = trace.spacing_m;
        let pulse_m = trace.pulse_m();
        if !(spacing > 0.0 && spacing.is_finite() && pulse_m.is_finite()) {
            return None;
        }
        let per = (((pulse_m / 4.0).max(LEAST_M) / spacing + 0.5) as usize).clamp(1, 4_096);
        let width_m = per as f64 * spacing;
        let points: Vec<f64> = trace.level_db.iter().map(|&level| decibel::power(f64::from(level))).collect();
        let power: Vec<f64> = points.chunks_exact(per).map(|c| c.iter().sum::<f64>() / per as f64).collect();
        if power.len() < 16 {
            return None;
        }
        let level: Vec<f64> = power.iter().map(|&p| decibel::level(p)).collect();
        let point_noise = decibel::power(trace.noise_floor_db);
        let noise = bin_noise(&power, point_noise / (per as f64).sqrt(), point_noise);
        let pulse = ((pulse_m / width_m).ceil() as usize).max(1);

        let half = (16 / per).max(pulse / 2).max(2);
        let smooth = running_mean(&power, half);
        let sigma: Vec<f64> = (0..power.len())
            .map(|i| {
                // The weaker side: a peak must not make the noise beside it look small.
                let (left, right) = (smooth[i.saturating_sub(half)], smooth[(i + half).min(power.len() - 1)]);
                let p = left.min(right);
                let share = noise / p.max(0.5 * point_noise);
                let db = 5.0 * std::f64::consts::LOG10_E * share;
                (db * db + LEAST_SIGMA_DB * LEAST_SIGMA_DB).sqrt()
            })
            .collect();
        let last = last_seen(&smooth, SEEN * point_noise, 4 * half + 2 * pulse + 2);
        let sums = Vec::new();
        let mut bins = Self { per, width_m, pulse, power, level, sigma, noise, half, last, prior: Prior::NONE, sums };
        bins.prior = Prior { slope: bins.common_slope(trace), firmness: 1.0 / (SLOPE_SPREAD * SLOPE_SPREAD) };
        bins.add_up();
        Some(bins)
    }

    pub fn len(&self) -> usize {
        self.level.len()
    }

    /// Displayed distance of a bin's middle, km.
    pub fn km(&self, bin: usize) -> f64 {
        self.edge_km(bin) + 0.5e-3 * self.width_m
    }

    /// Displayed distance of a bin's start, km.
    pub fn edge_km(&self, bin: usize) -> f64 {
        bin as f64 * self.width_m * 1e-3
    }

    /// Uncertainty of a level by noise alone, dB.
    pub fn random_db(&self, bin: usize) -> f64 {
        (self.sigma[bin] * self.sigma[bin] - LEAST_SIGMA_DB * LEAST_SIGMA_DB).max(0.0).sqrt()
    }

    /// Line through the bins of a stretch.
    pub fn fit(&self, from: usize, to: usize) -> Option<Fit> {
        if to <= from || to >= self.sums.len() {
            return None;
        }
        self.sums[to].since(&self.sums[from]).fit(self.prior)
    }

    /// Mean power of a stretch.
    pub fn mean_power(&self, from: usize, to: usize) -> f64 {
        let to = to.min(self.len());
        if to <= from {
            return 0.0;
        }
        self.power[from..to].iter().sum::<f64>() / (to - from) as f64
    }

    fn add_up(&mut self) {
        let mut sum = Sums::default();
        self.sums = Vec::with_capacity(self.len() + 1);
        self.sums.push(sum);
        for bin in 0..self.len() {
            sum.add(self.km(bin), self.level[bin], 1.0 / (self.sigma[bin] * self.sigma[bin]));
            self.sums.push(sum);
        }
    }

    /// Median slope over stretches of where fibre is seen best; the fibre standard's where there are too few.
    fn common_slope(&self, trace: &Trace) -> f64 {
        let usual = -FibreType::G652D.optics().attenuation_db_per_km(trace.settings.wavelength.nm());
        let reach = (self.last / 40).max(8);
        let mut found: Vec<(f64, f64)> = (0..self.last.saturating_sub(2 * reach))
            .step_by((reach / 4).max(1))
            .map(|bin| {
                let (a, b) = (self.mean_level(bin, reach / 2), self.mean_level(bin + reach, reach / 2));
                (self.sigma[bin + reach], (b - a) / (reach as f64 * self.width_m * 1e-3))
            })
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.truncate((found.len() * 2 / 3).max(1));
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        match found.get(found.len() / 2) {
            Some(&(_, slope)) if found.len() >= 8 && (usual * 2.0..=usual * 0.5).contains(&slope) => slope,
            _ => usual,
        }
    }

    /// Mean level of some bins.
    pub fn mean_level(&self, from: usize, count: usize) -> f64 {
        let values = &self.level[from..(from + count.max(1)).min(self.len())];
        values.iter().sum::<f64>() / values.len() as f64
    }
}

/// Standard deviation of bins from second differences of means of four where the signal is weak, so that noise which
/// neighbours share counts; twice `white` where that says too little.
fn bin_noise(power: &[f64], white: f64, point: f64) -> f64 {
    let means: Vec<f64> = power.chunks_exact(4).map(|c| 0.25 * (c[0] + c[1] + c[2] + c[3])).collect();
    let mut found: Vec<f64> = means
        .windows(3)
        .filter(|w| w[1] > 1.5 * point && w[1] < 60.0 * point)
        .map(|w| (w[0] - 2.0 * w[1] + w[2]).abs())
        .collect();
    if found.len() < 30 {
        return 2.0 * white;
    }
    let middle = found.len() / 2;
    let (_, median, _) = found.select_nth_unstable_by(middle, f64::total_cmp);
    // √6 for the second difference, 0.6745 for the median of a normal distribution, 2 for the mean of four.
    (2.0 * *median / (0.6745 * 2.449_49)).clamp(white, 4.0 * white)
}

/// Mean over `half` values on both sides.
fn running_mean(values: &[f64], half: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let mut sums = Vec::with_capacity(values.len() + 1);
    sums.push(0.0);
    for value in values {
        sum += value;
        sums.push(sum);
    }
    (0..values.len())
        .map(|i| {
            let (from, to) = (i.saturating_sub(half), (i + half + 1).min(values.len()));
            (sums[to] - sums[from]) / (to - from) as f64
        })
        .collect()
}

/// End of the last run over `limit` that is at least `least` long; shorter ones are echoes.
fn last_seen(smooth: &[f64], limit: f64, least: usize) -> usize {
    let mut run = 0;
    let mut last = 0;
    for (i, &value) in smooth.iter().enumerate() {
        run = if value > limit { run + 1 } else { 0 };
        if run >= least || run > i {
            last = i + 1;
        }
    }
    last
}
