//! Figures of marks: how hard an exercise and its criteria are, how well they tell people apart, how far they can be
//! relied on, how groups and levels differ, and how far each figure can be off.
//!
//! Sample variances are those of a sample (over n − 1). Intervals are of 95 %. A figure that cannot be had from what
//! there is (one person, no spread) is none, never a zero.

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};
use serde::Serialize;

use crate::hands::proof::over;

/// Quantile of the normal distribution for 95 %.
const Z95: f64 = 1.959_963_984_540_054;
/// Samples that are drawn from a sample for an interval.
const RESAMPLES: usize = 2_000;
/// Less spread than this is rounding.
const NOTHING: f64 = 1e-12;

/// A figure with the interval in which it would lie for 95 of 100 such classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Variance of a sample; none of fewer than two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| squares / (values.len() - 1) as f64)
}

/// Standard deviation of a sample; none of fewer than two values.
pub fn deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(libm::sqrt)
}

/// Pearson's correlation, −1 to 1; none where one side has no spread.
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mean_a, mean_b) = (mean(a)?, mean(b)?);
    let sums = a.iter().zip(b).fold((0.0, 0.0, 0.0), |sums, (a, b)| {
        let (a, b) = (a - mean_a, b - mean_b);
        (sums.0 + a * b, sums.1 + a * a, sums.2 + b * b)
    });
    let spread = libm::sqrt(sums.1 * sums.2);
    (spread > NOTHING && a.len() == b.len()).then(|| (sums.0 / spread).clamp(-1.0, 1.0))
}

/// Cronbach's alpha of a table with a row a person and a column a criterion (Cronbach 1951): at most 1, negative where
/// criteria contradict each other; none for fewer than two people or criteria, or where all have the same total.
pub fn alpha(rows: &[Vec<f64>]) -> Option<f64> {
    let items = rows.first()?.len();
    if items < 2 {
        return None;
    }
    let column = |item: usize| rows.iter().filter_map(|row| row.get(item).copied()).collect::<Vec<f64>>();
    let of_items: f64 = (0..items).map(|item| variance(&column(item))).sum::<Option<f64>>()?;
    let totals: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    let of_totals = variance(&totals).filter(|variance| *variance > NOTHING)?;
    let items = items as f64;
    Some(items / (items - 1.0) * (1.0 - of_items / of_totals))
}

/// What one criterion does in its exercise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Mean share of its points that was earned, 0 (nobody earns any) to 1 (everybody earns all).
    pub difficulty: f64,
    /// Correlation with the rest of the mark, itself left out: how well it tells people apart.
    pub discrimination: Option<f64>,
    /// Alpha of the exercise without it: higher than with it where it does not belong.
    pub alpha_without: Option<f64>,
}

/// The criteria of an exercise: `worth` holds the points of each, a row of `rows` what a person earned of each.
pub fn items(names: &[String], worth: &[f64], rows: &[Vec<f64>]) -> Vec<Item> {
    let totals: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    let item = |(at, (name, worth)): (usize, (&String, &f64))| {
        let earned: Vec<f64> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        let rest: Vec<f64> = totals.iter().zip(&earned).map(|(total, earned)| total - earned).collect();
        let without = |row: &Vec<f64>| {
            let others = row.iter().enumerate().filter(|(other, _)| *other != at);
            others.map(|(_, earned)| *earned).collect::<Vec<f64>>()
        };
        Item {
            id: name.clone(),
            difficulty: mean(&earned).map_or(0.0, |mean| mean / worth.max(NOTHING)),
            discrimination: correlation(&earned, &rest),
            alpha_without: alpha(&rows.iter().map(without).collect::<Vec<_>>()),
        }
    };
    names.iter().zip(worth).enumerate().map(item).collect()
}

/// How two groups differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// How many are in each.
    pub people: (usize, usize),
    /// Mean of each.
    pub means: (f64, f64),
    /// Standard deviation of each.
    pub deviations: (f64, f64),
    /// Cohen's d, the first over the second: 0.2 is little, 0.5 some, 0.8 much. The interval is that of Hedges and Olkin
    /// (1985).
    pub d: Estimate,
}

/// Compares two groups; none where one has fewer than two people, or nobody differs from anybody.
pub fn compare(first: &[f64], second: &[f64]) -> Option<Comparison> {
    let (n, m) = (first.len() as f64, second.len() as f64);
    let (of_first, of_second) = (variance(first)?, variance(second)?);
    let pooled = libm::sqrt(((n - 1.0) * of_first + (m - 1.0) * of_second) / (n + m - 2.0));
    if pooled < NOTHING {
        return None;
    }
    let means = (mean(first)?, mean(second)?);
    let d = (means.0 - means.1) / pooled;
    let error = libm::sqrt((n + m) / (n * m) + d * d / (2.0 * (n + m)));
    Some(Comparison {
        people: (first.len(), second.len()),
        means,
        deviations: (libm::sqrt(of_first), libm::sqrt(of_second)),
        d: Estimate { value: d, low: d - Z95 * error, high: d + Z95 * error },
    })
}

/// Area under the curve: the chance that one of the better is marked over one of the others, with the interval of DeLong,
/// DeLong and Clarke-Pearson (1988); none where one side has fewer than two people.
pub fn area(better: &[f64], others: &[f64]) -> Option<Estimate> {
    let value = over(better, others);
    let of_better: Vec<f64> = better.iter().map(|one| over(&[*one], others)).collect();
    let of_others: Vec<f64> = others.iter().map(|one| over(better, &[*one])).collect();
    let spread = variance(&of_better)? / better.len() as f64 + variance(&of_others)? / others.len() as f64;
    let error = Z95 * libm::sqrt(spread);
    Some(Estimate { value, low: (value - error).max(0.0), high: (value + error).min(1.0) })
}

/// Intraclass correlation of repeated measurements, a row a person: two-way random, single measurement, absolute
/// agreement, ICC(2,1) of Shrout and Fleiss (1979). None for fewer than two people or measurements, or without any
/// spread.
pub fn icc(rows: &[Vec<f64>]) -> Option<f64> {
    let times = rows.first()?.len();
    if rows.len() < 2 || times < 2 || rows.iter().any(|row| row.len() != times) {
        return None;
    }
    let (n, k) = (rows.len() as f64, times as f64);
    let grand = rows.iter().flatten().sum::<f64>() / (n * k);
    let square = |value: f64| (value - grand) * (value - grand);
    let of_people: f64 = rows.iter().map(|row| square(row.iter().sum::<f64>() / k)).sum::<f64>() * k;
    let of_times: f64 =
        (0..times).map(|time| square(rows.iter().map(|row| row[time]).sum::<f64>() / n)).sum::<f64>() * n;
    let whole: f64 = rows.iter().flatten().map(|value| square(*value)).sum();
    let people = of_people / (n - 1.0);
    let between = of_times / (k - 1.0);
    let rest = ((whole - of_people - of_times) / ((n - 1.0) * (k - 1.0))).max(0.0);
    let below = people + (k - 1.0) * rest + k * (between - rest) / n;
    (below.abs() > NOTHING).then(|| (people - rest) / below)
}

/// A figure of a sample with the interval of what samples drawn from it give (percentiles of the bootstrap, Efron 1979).
/// The same sample gives the same interval.
pub fn estimate<T: Clone>(sample: &[T], figure: impl Fn(&[T]) -> Option<f64>) -> Option<Estimate> {
    let value = figure(sample)?;
    let mut random = ChaCha8Rng::seed_from_u64(sample.len() as u64);
    let count = sample.len() as u64;
    let mut drawn = Vec::with_capacity(sample.len());
    let mut found: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            drawn.clear();
            drawn.extend((0..count).filter_map(|_| {
                let at = (u64::from(random.next_u32()) * count) >> 32;
                sample.get(at as usize).cloned()
            }));
            figure(&drawn)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    let at =
        |share: f64| found.get(((found.len() as f64 * share) as usize).min(found.len().saturating_sub(1))).copied();
    Some(Estimate { value, low: at(0.025)?, high: at(0.975)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four people, three criteria of six points.
    fn four() -> Vec<Vec<f64>> {
        vec![vec![2.0, 3.0, 3.0], vec![4.0, 4.0, 5.0], vec![3.0, 3.0, 4.0], vec![5.0, 6.0, 6.0]]
    }

    #[track_caller]
    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?}, {expected} expected");
    }

    #[test]
    fn alpha_difficulty_and_discrimination_are_those_worked_out_by_hand() {
        // Variances of the criteria 5/3, 2, 5/3; totals 8, 13, 10, 17 with the variance 46/3:
        // alpha = 3/2 · (1 − (16/3)/(46/3)) = 45/46.
        near(alpha(&four()), 45.0 / 46.0);
        let names = ["a", "b", "c"].map(str::to_owned);
        let items = items(&names, &[6.0, 6.0, 6.0], &four());
        near(Some(items[0].difficulty), 3.5 / 6.0);
        // Criterion a against b + c (6, 9, 7, 12): covariance sum 10, squares 5 and 21.
        near(items[0].discrimination, 10.0 / libm::sqrt(5.0 * 21.0));
        // Without a: 2 · (1 − (11/3)/7) = 20/21.
        near(items[0].alpha_without, 20.0 / 21.0);
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        assert_eq!(alpha(&[]), None);
        assert_eq!(alpha(&four()[..1]), None, "one person");
        assert_eq!(alpha(&vec![vec![1.0, 2.0]; 5]), None, "all the same");
        assert_eq!(alpha(&[vec![1.0], vec![2.0]]), None, "one criterion");
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(compare(&[1.0], &[1.0, 2.0]), None);
        assert_eq!(compare(&[1.0, 1.0], &[1.0, 1.0]), None);
        assert_eq!(area(&[1.0], &[2.0, 3.0]), None);
        assert_eq!(icc(&[vec![1.0, 2.0]]), None);
    }

    #[test]
    fn cohens_d_and_its_interval_are_those_worked_out_by_hand() {
        // Both variances 4, so d = (12 − 10)/2; error² = 6/9 + 1/12 = 3/4.
        let found = compare(&[10.0, 12.0, 14.0], &[8.0, 10.0, 12.0]).expect("two groups");
        near(Some(found.d.value), 1.0);
        near(Some(found.d.high), 1.0 + Z95 * libm::sqrt(0.75));
        near(Some(found.d.low), 1.0 - Z95 * libm::sqrt(0.75));
        assert_eq!((found.people, found.means), ((3, 3), (12.0, 10.0)));
    }

    #[test]
    fn the_area_and_its_interval_are_those_worked_out_by_hand() {
        // 3, 5, 6 over 1, 4: shares 1/2, 1, 1 and 1, 2/3; variances 1/12 and 1/18; error² = 1/36 + 1/36.
        let found = area(&[3.0, 5.0, 6.0], &[1.0, 4.0]).expect("an area");
        near(Some(found.value), 5.0 / 6.0);
        near(Some(found.low), 5.0 / 6.0 - Z95 * libm::sqrt(1.0 / 18.0));
        near(Some(found.high), 1.0);
    }

    #[test]
    fn the_intraclass_correlation_is_that_of_the_worked_example_in_its_paper() {
        // Shrout and Fleiss 1979, table 2: ICC(2,1) = 0.29.
        let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|v| f64::from(*v)).collect()).collect();
        assert!(icc(&rows).is_some_and(|icc| (icc - 0.2898).abs() < 5e-5), "{:?}", icc(&rows));
        near(icc(&[vec![1.0, 1.0], vec![5.0, 5.0]]), 1.0);
        // The same order, but all two points higher the second time: no agreement is full.
        assert!(icc(&[vec![1.0, 3.0], vec![5.0, 7.0]]).is_some_and(|icc| icc < 0.95));
    }

    #[test]
    fn an_interval_holds_its_figure_and_is_the_same_each_time() {
        let rows: Vec<Vec<f64>> = (0..12).map(|n| vec![f64::from(n), f64::from(n) + f64::from(n % 3)]).collect();
        let found = estimate(&rows, icc).expect("an estimate");
        assert!(found.low < found.value && found.value <= found.high && found.high <= 1.0, "{found:?}");
        assert_eq!(estimate(&rows, icc), Some(found));
    }
}
