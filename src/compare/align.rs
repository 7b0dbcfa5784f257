//! Two movements of one gesture over each other: dynamic time warping on the travel along its axis.
//!
//! Sakoe and Chiba 1978, with their band, symmetric steps and no slope limit. Both movements are first sampled at the
//! same number of even moments, so that the band is a share of each hand's own time, whoever is slower.

use serde::Serialize;

use super::Pair;
use crate::catalogue::vocabulary::{Sample, TICK_S, Tick};

/// Moments of a movement, at most.
pub const POINTS: usize = 96;
/// Half width of the band, in moments: a quarter of the gesture, and more where one of them has few ticks.
const BAND: usize = POINTS / 4;
/// Ticks on either side over which a speed is taken: 50 ms in all, as the bench's own low pass.
const SPEED_TICKS: usize = 3;
/// A movement along the axis counts from here, mm or degrees.
const LEAST_MM: f64 = 2.0;
const LEAST_DEG: f64 = 20.0;

/// What a travel is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Millimetres.
    Mm,
    /// Degrees.
    Deg,
}

/// One moment of both movements.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// Seconds in contact, trainee and model.
    pub seconds: [f64; 2],
    /// Travel, in the unit.
    pub at: [f64; 2],
    /// Speed, unit/s.
    pub speed: [f64; 2],
}

/// Two movements laid over each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aligned {
    /// What the travel is measured in.
    pub unit: Unit,
    /// Moments that belong together, at most two for each of [`POINTS`].
    pub moments: Vec<Moment>,
    /// Mean distance between the two travels, each as a share of its own length: 0 where both have one shape.
    pub apart: f64,
}

/// Which of a sample's numbers a gesture travels in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Along,
    Across,
    Lift,
    Turn,
}

impl Axis {
    fn of(self, sample: &Sample) -> f64 {
        match self {
            Axis::Along => sample.along_mm(),
            Axis::Across => sample.across_mm(),
            Axis::Lift => sample.lift_mm(),
            Axis::Turn => sample.turn_deg(),
        }
    }

    fn least(self) -> f64 {
        if self == Axis::Turn { LEAST_DEG } else { LEAST_MM }
    }
}

/// The movements of a pair, if both moved.
pub fn of(mine: &[Sample], theirs: &[Sample], pair: &Pair) -> Option<Aligned> {
    let (ours, models) = (pair.mine.as_ref()?, pair.theirs.as_ref()?);
    if pair.work.presses() {
        return None;
    }
    // The model says what the gesture's axis is: a trainee may have missed it.
    let order = [Axis::Along, Axis::Turn, Axis::Across, Axis::Lift];
    let axis = order.into_iter().find(|axis| range(theirs, &models.contacts, *axis) >= axis.least())?;
    let [a, b] = [(mine, &ours.contacts), (theirs, &models.contacts)].map(|(all, spans)| track(all, spans, axis));
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let (way, apart) = warp(&shape(&a), &shape(&b));
    let moments = way.into_iter().map(|(i, j)| Moment {
        seconds: [a[i].seconds, b[j].seconds],
        at: [a[i].at, b[j].at],
        speed: [a[i].speed, b[j].speed],
    });
    let unit = if axis == Axis::Turn { Unit::Deg } else { Unit::Mm };
    Some(Aligned { unit, moments: moments.collect(), apart })
}

#[derive(Clone, Copy, Debug)]
struct Point {
    seconds: f64,
    at: f64,
    speed: f64,
}

fn spans<'s>(samples: &'s [Sample], contacts: &'s [(Tick, Tick)]) -> impl Iterator<Item = &'s [Sample]> {
    contacts.iter().filter_map(|(from, to)| {
        let to = (*to as usize).min(samples.len());
        samples.get((*from as usize).min(to)..to).filter(|span| !span.is_empty())
    })
}

/// How far a gesture goes along an axis.
fn range(samples: &[Sample], contacts: &[(Tick, Tick)], axis: Axis) -> f64 {
    let all = spans(samples, contacts).flatten().map(|sample| axis.of(sample));
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
    (high - low).max(0.0)
}

/// A gesture's movement at [`POINTS`] even moments of its contacts; fewer where it has fewer ticks.
fn track(samples: &[Sample], contacts: &[(Tick, Tick)], axis: Axis) -> Vec<Point> {
    let ticks: usize = spans(samples, contacts).map(<[Sample]>::len).sum();
    let count = ticks.min(POINTS);
    let mut points = Vec::with_capacity(count);
    let mut before = 0;
    for span in spans(samples, contacts) {
        while points.len() < count {
            let tick = points.len() * ticks.saturating_sub(1) / count.saturating_sub(1).max(1);
            let Some(i) = tick.checked_sub(before).filter(|i| *i < span.len()) else { break };
            let (first, last) = (i.saturating_sub(SPEED_TICKS), (i + SPEED_TICKS).min(span.len() - 1));
            let over = (last - first).max(1) as f64 * TICK_S;
            let speed = (axis.of(&span[last]) - axis.of(&span[first])) / over;
            points.push(Point { seconds: tick as f64 * TICK_S, at: axis.of(&span[i]), speed });
        }
        before += span.len();
    }
    points
}

/// The travel as a share of its own length: what two hands with other lengths to do have in common.
fn shape(points: &[Point]) -> Vec<f64> {
    let (low, high) =
        points.iter().fold((f64::MAX, f64::MIN), |(low, high), point| (low.min(point.at), high.max(point.at)));
    let length = (high - low).max(1e-9);
    points.iter().map(|point| (point.at - low) / length).collect()
}

/// The cheapest way through both, and its mean cost. Bounded by [`POINTS`] times the band.
fn warp(a: &[f64], b: &[f64]) -> (Vec<(usize, usize)>, f64) {
    let (n, m) = (a.len(), b.len());
    let band = BAND.max(n.abs_diff(m));
    let width = 2 * band + 1;
    // Place of row i in the columns of b; the band lies round the diagonal.
    let first = |i: usize| (i * (m - 1) / (n - 1).max(1)).saturating_sub(band);
    let inside = |i: usize, j: usize| j >= first(i) && j < (first(i) + width).min(m);
    let mut cost = vec![f64::INFINITY; n * width];
    let mut from = vec![0u8; n * width];
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate().take(first(i) + width).skip(first(i)) {
            let known = |i: usize, j: usize| if inside(i, j) { cost[i * width + j - first(i)] } else { f64::INFINITY };
            let (best, step) = if i == 0 && j == 0 {
                (0.0, 0)
            } else {
                let ways = [
                    (i > 0 && j > 0).then(|| known(i - 1, j - 1)),
                    (i > 0).then(|| known(i - 1, j)),
                    (j > 0).then(|| known(i, j - 1)),
                ];
                let ways = ways.into_iter().enumerate().filter_map(|(step, cost)| Some((cost?, step as u8)));
                ways.fold((f64::INFINITY, 0), |best, way| if way.0 < best.0 { way } else { best })
            };
            let at = i * width + j - first(i);
            cost[at] = best + (a - b).abs();
            from[at] = step;
        }
    }
    let mut way = vec![(n - 1, m - 1)];
    let (mut i, mut j) = (n - 1, m - 1);
    while (i, j) != (0, 0) {
        // At an edge only one step is left, whatever the band said.
        match from[i * width + j - first(i)] {
            _ if i == 0 => j -= 1,
            _ if j == 0 => i -= 1,
            0 => (i, j) = (i - 1, j - 1),
            1 => i -= 1,
            _ => j -= 1,
        }
        if !inside(i, j) {
            break;
        }
        way.push((i, j));
    }
    way.reverse();
    let whole = cost[(n - 1) * width + (m - 1) - first(n - 1)];
    let apart = if whole.is_finite() { whole / way.len() as f64 } else { 1.0 };
    (way, apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smooth(count: usize) -> Vec<f64> {
        let at = |i: usize| i as f64 / (count - 1) as f64;
        (0..count).map(|i| at(i) * at(i) * (3.0 - 2.0 * at(i))).collect()
    }

    #[test]
    fn a_movement_lies_on_itself() {
        let a = smooth(POINTS);
        let (way, apart) = warp(&a, &a);
        assert_eq!(apart, 0.0);
        assert!(way.iter().all(|(i, j)| i == j));
        assert_eq!(way.len(), POINTS);
    }

    #[test]
    fn a_hand_that_waits_first_is_brought_in_step_with_one_that_does_not() {
        let mut late = vec![0.0; 14];
        late.extend(smooth(POINTS - 14));
        let (a, b) = (smooth(POINTS), late);
        let plain = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum::<f64>() / POINTS as f64;
        let (_, apart) = warp(&a, &b);
        assert!(plain > 0.06 && apart < plain / 8.0, "{plain} {apart}");
    }

    #[test]
    fn another_shape_stays_apart() {
        let there_and_back: Vec<f64> = (0..POINTS).map(|i| 1.0 - (i as f64 / 47.5 - 1.0).abs()).collect();
        assert!(warp(&smooth(POINTS), &there_and_back).1 > 0.1);
    }

    proptest::proptest! {
        #[test]
        fn a_way_goes_from_end_to_end_without_a_jump(
            a in proptest::collection::vec(0.0f64..1.0, 2..POINTS),
            b in proptest::collection::vec(0.0f64..1.0, 2..POINTS),
        ) {
            let (way, apart) = warp(&a, &b);
            proptest::prop_assert_eq!(way[0], (0, 0));
            proptest::prop_assert_eq!(*way.last().unwrap(), (a.len() - 1, b.len() - 1));
            for pair in way.windows(2) {
                let (di, dj) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
                proptest::prop_assert!(di <= 1 && dj <= 1 && di + dj > 0);
            }
            proptest::prop_assert!(apart.is_finite() && way.len() <= 2 * POINTS);
            let (back, same) = warp(&b, &a);
            proptest::prop_assert!(!back.is_empty());
            proptest::prop_assert!((0.0..=1.0).contains(&same));
        }
    }
}
