//! The cleaver's blade: a round blade that serves in 16 positions at three heights, each for about a thousand cleaves.

use crate::catalogue::schema::Cleaver;
use crate::catalogue::vocabulary::{Part, Sample, Tick};

use super::{Bench, Fact, GRIPPING};

/// Positions round the blade.
pub const POSITIONS: usize = 16;
/// Heights of the blade.
pub const HEIGHTS: usize = 3;
/// Cleaves that one position serves.
pub const SERVES: u16 = 1_000;
/// Turn of the dial from one position to the next, degrees.
pub const STEP_DEG: f64 = 360.0 / POSITIONS as f64;
/// Turn of the knob from one height to the next, degrees.
pub const HEIGHT_STEP_DEG: f64 = 120.0;

/// The blade, and how often each of its places has cleaved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blade {
    /// Position, from 0.
    pub position: u8,
    /// Height, from 0.
    pub height: u8,
    /// Cleaves by height and position.
    pub cleaves: [[u16; POSITIONS]; HEIGHTS],
}

impl Blade {
    /// The blade of a cleaver at the start: worn before its place, new after it.
    pub(super) fn of(cleaver: &Cleaver) -> Blade {
        let position = cleaver.position.clamp(1, POSITIONS as u8) - 1;
        let height = cleaver.height.clamp(1, HEIGHTS as u8) - 1;
        let mut blade = Blade { position, height, ..Blade::default() };
        let here = usize::from(height) * POSITIONS + usize::from(position);
        for (i, cleaves) in blade.cleaves.iter_mut().flatten().enumerate() {
            *cleaves = match i.cmp(&here) {
                core::cmp::Ordering::Less => SERVES,
                core::cmp::Ordering::Equal => libm::round(cleaver.wear * f64::from(SERVES)) as u16,
                core::cmp::Ordering::Greater => 0,
            };
        }
        blade
    }

    /// Cleaves of the place in use.
    pub fn used(&self) -> u16 {
        self.cleaves[usize::from(self.height) % HEIGHTS][usize::from(self.position) % POSITIONS]
    }

    /// Wear of the place in use, 0 new to 1 due.
    pub fn wear(&self) -> f64 {
        f64::from(self.used()) / f64::from(SERVES)
    }

    /// Steps of the dial forward to the next place that serves, from 1; `None` where this height has none.
    pub fn next_good(&self) -> Option<u8> {
        let row = &self.cleaves[usize::from(self.height) % HEIGHTS];
        (1..POSITIONS as u8).find(|step| row[usize::from(self.position + step) % POSITIONS] < SERVES)
    }

    pub(super) fn count(&mut self) {
        let cleaves = &mut self.cleaves[usize::from(self.height) % HEIGHTS][usize::from(self.position) % POSITIONS];
        *cleaves = cleaves.saturating_add(1);
    }
}

/// Fingers on the dial or the knob.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turning {
    part: Part,
    was: (u8, u8),
    /// Turn at the moment of the grip, degrees, and the place then.
    from: Option<(f64, (u8, u8))>,
}

impl Bench {
    pub(super) fn begin_turning(&self, part: Part) -> Turning {
        let blade = &self.state.cleaver.blade;
        Turning { part, was: (blade.position, blade.height), from: None }
    }

    pub(super) fn turn_blade(&mut self, work: &mut Turning, now: &Sample) {
        if now.grip < GRIPPING {
            work.from = None;
            self.resistance = 0.0;
            return;
        }
        let blade = &mut self.state.cleaver.blade;
        let (start, (position, height)) = *work.from.get_or_insert((now.turn_deg(), (blade.position, blade.height)));
        let turned = now.turn_deg() - start;
        // It clicks into place: between two places the spring holds it back.
        let step = if work.part == Part::CleaverDial { STEP_DEG } else { HEIGHT_STEP_DEG };
        let steps = libm::round(turned / step);
        self.resistance = 0.3 + 0.6 * (turned / step - steps).abs();
        if work.part == Part::CleaverDial {
            blade.position = (i64::from(position) + steps as i64).rem_euclid(POSITIONS as i64) as u8;
        } else {
            blade.height = (i64::from(height) + steps as i64).clamp(0, HEIGHTS as i64 - 1) as u8;
        }
    }

    pub(super) fn leave_turning(&mut self, work: Turning, from: Tick) {
        let blade = self.state.cleaver.blade;
        if (blade.position, blade.height) != work.was {
            self.say(from, Fact::BladeTurned { position: blade.position + 1, height: blade.height + 1 });
        }
    }
}

#[cfg(test)]
#[path = "blade_tests.rs"]
mod tests;
