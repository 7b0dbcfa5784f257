//! Axes of a chart: which stretch is shown, where its ticks are, and where a value stands on the picture.

use super::canvas::Area;
use crate::scenario::schema::Lang;

/// A stretch of values along one side of the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Values at its two ends.
    pub from: f64,
    pub to: f64,
    /// Between ticks.
    pub step: f64,
}

impl Axis {
    /// From `from` to `to` with about `ticks` ticks at round values; `outward` moves the ends to ticks.
    pub fn new(from: f64, to: f64, ticks: f64, outward: bool) -> Axis {
        let span = (to - from).max(1e-9);
        let raw = span / ticks.max(1.0);
        let ten = libm::pow(10.0, libm::floor(libm::log10(raw)));
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|times| times * ten).find(|step| *step >= raw).unwrap_or(raw);
        if outward {
            return Axis { from: libm::floor(from / step) * step, to: libm::ceil(to / step) * step, step };
        }
        Axis { from, to, step }
    }

    /// Values of its ticks; a hundred at most.
    pub fn ticks(self) -> impl Iterator<Item = f64> {
        let first = libm::ceil(self.from / self.step - 1e-9);
        (0..100).map(move |i| (first + f64::from(i)) * self.step).take_while(move |v| *v <= self.to + 1e-9 * self.step)
    }

    /// Decimals that tell its ticks apart.
    pub fn decimals(self, unit: f64) -> usize {
        let step = self.step / unit;
        (0..6)
            .find(|digits| {
                let scaled = step * libm::pow(10.0, *digits as f64);
                (scaled - scaled.round()).abs() < 1e-6 * scaled
            })
            .unwrap_or(3)
    }

    /// Share of the way from `from` to `to`.
    pub fn share(self, value: f64) -> f32 {
        ((value - self.from) / (self.to - self.from)) as f32
    }
}

/// The plot: two axes and where they are on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chart {
    pub area: Area,
    pub across: Axis,
    pub up: Axis,
}

impl Chart {
    /// Where a distance stands, pixels.
    pub fn x(&self, value: f64) -> f32 {
        self.area.left + self.across.share(value) * (self.area.right - self.area.left)
    }

    /// Where a level stands, pixels.
    pub fn y(&self, value: f64) -> f32 {
        self.area.bottom - self.up.share(value) * (self.area.bottom - self.area.top)
    }

    /// A line through values, thinned to what the picture can show: of each half pixel the first, the lowest, the
    /// highest and the last, so that no peak is lost.
    pub fn thinned(&self, values: impl Iterator<Item = (f64, f64)>) -> Vec<(f32, f32)> {
        let mut out = Vec::new();
        let mut cell: Vec<(f32, f32)> = Vec::new();
        let mut column = i64::MIN;
        let (left, right) = (self.area.left - 4.0, self.area.right + 4.0);
        for (x, y) in values.map(|(x, y)| (self.x(x), self.y(y))).filter(|(x, _)| (left..=right).contains(x)) {
            let here = (x * 2.0) as i64;
            if here != column {
                flush(&mut cell, &mut out);
                column = here;
            }
            cell.push((x, y.clamp(self.area.top - 50.0, self.area.bottom + 50.0)));
        }
        flush(&mut cell, &mut out);
        out
    }
}

fn flush(cell: &mut Vec<(f32, f32)>, out: &mut Vec<(f32, f32)>) {
    if cell.len() > 4 {
        let by = |i: &usize, j: &usize| cell[*i].1.total_cmp(&cell[*j].1);
        let low = (0..cell.len()).min_by(by).unwrap_or(0);
        let high = (0..cell.len()).max_by(by).unwrap_or(0);
        let mut kept = [0, low, high, cell.len() - 1];
        kept.sort_unstable();
        out.extend(kept.iter().map(|i| cell[*i]));
    } else {
        out.extend_from_slice(cell);
    }
    cell.clear();
}

/// A number as the language writes it.
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{value:.decimals$}");
    let zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
    let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_stand_at_round_values_within_the_axis() {
        let axis = Axis::new(0.0, 2_530.0, 8.0, false);
        assert_eq!(axis.step, 500.0);
        assert_eq!(axis.ticks().collect::<Vec<_>>(), [0.0, 500.0, 1_000.0, 1_500.0, 2_000.0, 2_500.0]);
        assert_eq!((axis.decimals(1_000.0), axis.decimals(1.0)), (1, 0));
        let up = Axis::new(-43.2, -11.9, 8.0, true);
        assert_eq!((up.from, up.to, up.step), (-45.0, -10.0, 5.0));
    }

    #[test]
    fn thinning_keeps_the_highest_point_of_every_pixel() {
        let area = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let chart = Chart { area, across: Axis::new(0.0, 1e5, 5.0, false), up: Axis::new(0.0, 10.0, 5.0, false) };
        let line = chart.thinned((0..100_000).map(|i| (f64::from(i), if i == 54_321 { 10.0 } else { 1.0 })));
        assert!(line.len() < 1_000);
        assert!(line.iter().any(|(_, y)| *y < 0.1));
    }

    #[test]
    fn numbers_are_written_as_the_language_does_and_never_as_minus_zero() {
        assert_eq!(number(1.25, 1, Lang::Fr), "1,2");
        assert_eq!(number(-0.001, 2, Lang::En), "0.00");
        assert_eq!(number(-3.5, 1, Lang::En), "-3.5");
    }
}
