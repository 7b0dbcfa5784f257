//! How a hand moved during one contact, folded tick by tick with nothing stored.

use crate::catalogue::vocabulary::{Sample, TICK_S, TICKS_PER_SECOND};

use super::facts::Technique;
use super::stretch::{place, step_mm};
use super::{GRIPPING, square};

/// Share of the newest tick in the low-passed velocity: a time constant of about 50 ms.
const SMOOTHING: f64 = 0.17;
/// Ticks in a second: what a step a tick is multiplied with to be a speed (a division would cost most of a tick).
const RATE: f64 = TICKS_PER_SECOND as f64;
/// Below this speed (mm/s) a hand rests.
const REST_MM_S: f64 = 1.5;
/// A rest longer than this counts as a pause, s.
const PAUSE_S: f64 = 0.4;
/// A change of direction counts once the hand has come back this far, mm.
const REVERSAL_MM: f64 = 1.0;
/// Ticks that [`Motion::push_block`] takes together.
pub const BLOCK: usize = 64;

/// How often a hand came back on its way along an axis.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turns {
    /// 1 or -1, and 0 until the hand first moves.
    heading: f64,
    /// The farthest station in that heading, positive ahead, mm.
    farthest: f64,
    count: u32,
}

impl Turns {
    /// Takes the station of one tick, from the first one, mm.
    #[inline(always)]
    pub fn push(&mut self, station: f64) {
        if self.heading == 0.0 {
            if station != 0.0 {
                self.heading = if station > 0.0 { 1.0 } else { -1.0 };
                self.farthest = station.abs();
            }
            return;
        }
        let ahead = station * self.heading;
        if ahead - self.farthest < -REVERSAL_MM {
            self.count += 1;
            self.heading = -self.heading;
            self.farthest = -ahead;
        } else {
            self.farthest = greater(self.farthest, ahead);
        }
    }

    /// Changes of direction so far.
    pub fn count(&self) -> u32 {
        self.count
    }
}

/// Running figures of one contact.
#[derive(Clone, Copy, Debug, Default)]
pub struct Motion {
    ticks: u32,
    path: f64,
    net: [f64; 3],
    velocity: [f64; 3],
    speed: f64,
    acceleration: f64,
    jerk2: f64,
    peak: f64,
    worked_peak: f64,
    across2: f64,
    gripped: u32,
    resting: u32,
    pauses: u32,
    turns: Turns,
}

/// One tick of a movement: its way and its low-passed speed, and where it is along the axis.
#[derive(Clone, Copy, Default)]
struct Step {
    way_mm: f64,
    speed: f64,
    station_mm: f64,
}

impl Motion {
    /// Takes one tick, `before` being the sample of the tick before.
    #[inline]
    pub fn push(&mut self, before: &Sample, now: &Sample) {
        let step = self.step(&mut place(before), now);
        self.fold(now, &step);
    }

    /// Takes up to [`BLOCK`] ticks; `peaks` are [`Motion::worked_peak`] after each.
    pub fn push_block(&mut self, before: &Sample, block: &[Sample], peaks: &mut [f64; BLOCK]) {
        // A copy, which can stay in registers.
        let (mut now, mut at) = (*self, place(before));
        let mut steps = [Step::default(); BLOCK];
        // Two loops, so that what waits for a root holds nothing up.
        for (sample, step) in block.iter().zip(&mut steps) {
            *step = now.step(&mut at, sample);
        }
        for ((sample, step), peak) in block.iter().zip(&steps).zip(peaks) {
            now.fold(sample, step);
            *peak = now.worked_peak;
        }
        *self = now;
    }

    #[inline(always)]
    fn step(&mut self, at: &mut [f64; 3], now: &Sample) -> Step {
        let step = step_mm(at, now);
        for ((net, velocity), step) in self.net.iter_mut().zip(&mut self.velocity).zip(step) {
            *net += step;
            *velocity += SMOOTHING * (step * RATE - *velocity);
        }
        // Both roots at once cost what one does.
        let [way_mm, speed] = [step, self.velocity].map(square).map(f64::sqrt);
        Step { way_mm, speed, station_mm: self.net[0] }
    }

    #[inline(always)]
    fn fold(&mut self, now: &Sample, step: &Step) {
        let Step { way_mm, speed, station_mm } = *step;
        self.ticks += 1;
        self.path += way_mm;
        let acceleration = (speed - self.speed) * RATE;
        let jerk = (acceleration - self.acceleration) * RATE;
        self.jerk2 += jerk * jerk * TICK_S;
        self.speed = speed;
        self.acceleration = acceleration;
        self.peak = greater(self.peak, speed);
        // Drift and haste count while the tool works.
        if now.grip >= GRIPPING {
            self.worked_peak = greater(self.worked_peak, speed);
            let across = now.across_mm();
            self.across2 += across * across;
            self.gripped += 1;
        }
        self.resting = if speed < REST_MM_S { self.resting + 1 } else { 0 };
        self.pauses += u32::from(self.resting == (PAUSE_S / TICK_S) as u32);
        self.turns.push(station_mm);
    }

    /// Low-passed speed now, mm/s.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Highest low-passed speed while the tool worked, mm/s: an open hand that returns does no harm.
    pub fn worked_peak(&self) -> f64 {
        self.worked_peak
    }

    /// Ticks so far.
    pub fn ticks(&self) -> u32 {
        self.ticks
    }

    /// The figures, with the way that the free hand took before.
    pub fn technique(&self, approach_mm: f64, approach_shortest_mm: f64) -> Technique {
        let seconds = f64::from(self.ticks) * TICK_S;
        let straight = (self.net[0] * self.net[0] + self.net[1] * self.net[1] + self.net[2] * self.net[2]).sqrt();
        let smoothness = if self.peak > 0.0 && self.jerk2 > 0.0 {
            -libm::log(self.jerk2 * seconds * seconds * seconds / (self.peak * self.peak))
        } else {
            0.0
        };
        Technique {
            seconds,
            path_mm: self.path,
            path_ratio: if straight > 0.5 { (self.path / straight).max(1.0) } else { 1.0 },
            mean_mm_s: if seconds > 0.0 { self.path / seconds } else { 0.0 },
            peak_mm_s: self.peak,
            smoothness,
            across_rms_mm: if self.gripped > 0 { (self.across2 / f64::from(self.gripped)).sqrt() } else { 0.0 },
            pauses: self.pauses,
            reversals: self.turns.count(),
            approach_mm,
            approach_shortest_mm,
        }
    }
}

/// The greater of two numbers that are numbers: half the work of `f64::max`.
#[inline(always)]
fn greater(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(stations: impl Iterator<Item = f64>) -> Motion {
        let mut motion = Motion::default();
        let mut before = Sample::default();
        for station in stations {
            let now = Sample { along: Sample::quantise_mm(station), grip: 255, ..before };
            motion.push(&before, &now);
            before = now;
        }
        motion
    }

    #[test]
    fn a_steady_pull_has_its_speed_and_no_reversal() {
        let motion = moved((1..=120).map(|i| f64::from(i) * 0.5));
        let technique = motion.technique(0.0, 0.0);
        assert!((technique.peak_mm_s - 60.0).abs() < 0.5, "{technique:?}");
        assert!((technique.path_mm - 60.0).abs() < 1e-9);
        assert_eq!(technique.reversals, 0);
    }

    #[test]
    fn going_back_and_forth_counts_reversals_and_lengthens_the_path() {
        let motion = moved((1..=240).map(|i| 10.0 * libm::sin(f64::from(i) * TICK_S * core::f64::consts::TAU)));
        assert_eq!(motion.turns.count(), 4);
        assert!(motion.technique(0.0, 0.0).path_mm > 75.0);
    }

    #[test]
    fn a_jerky_hand_is_less_smooth_than_a_calm_one() {
        let calm = moved((1..=120).map(|i| {
            let t = f64::from(i) / 120.0;
            50.0 * t * t * t * (10.0 - 15.0 * t + 6.0 * t * t)
        }));
        let jerky = moved((1..=120).map(|i| f64::from(i / 15) * 6.25));
        assert!(calm.technique(0.0, 0.0).smoothness > jerky.technique(0.0, 0.0).smoothness + 1.0);
    }
}
