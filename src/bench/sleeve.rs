//! The protection sleeve: threaded on a fibre before the joint, slid over it afterwards.

use crate::catalogue::vocabulary::{Sample, Side, Tick};

use super::{Bench, Fact, GRIPPING, length};

/// Where a sleeve waits on its fibre, mm from the tip to its middle.
pub(super) const PARKED_MM: f64 = 90.0;
/// Beyond the sleeve's length, how far it must go on, mm.
pub const BEYOND_MM: f64 = 15.0;
/// Radius of a coated fibre, mm.
pub const FIBRE_RADIUS_MM: f64 = 0.125;
/// Resistance of a sleeve that meets the fibre beside its bore.
pub const BLOCKED: f64 = 0.95;

/// A sleeve before the tip of a fibre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thread {
    side: Side,
    entered: bool,
    blocked: bool,
    missed: u32,
    on: bool,
}

/// A sleeve slid along the joined fibre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Centre {
    last: Option<f64>,
}

impl Bench {
    pub(super) fn begin_thread(&self, side: Side) -> Option<Thread> {
        (self.state.sleeve.on.is_none() && self.lies_free(side)).then_some(Thread {
            side,
            entered: false,
            blocked: false,
            missed: 0,
            on: false,
        })
    }

    pub(super) fn thread(&mut self, work: &mut Thread, before: &Sample, now: &Sample, from: Tick) {
        if work.on {
            return;
        }
        if now.grip < GRIPPING {
            self.resistance = 0.0;
            return;
        }
        let (was, station) = (before.along_mm(), now.along_mm());
        let bore = self.bore_play_mm(work.side);
        if was <= 0.0 && station > 0.0 {
            let miss = length([0.0, now.across_mm(), now.lift_mm()]);
            work.entered = miss <= bore;
            work.blocked = !work.entered;
            if work.blocked {
                work.missed += 1;
            }
        } else if station <= 0.0 {
            work.entered = false;
            work.blocked = false;
        }
        self.resistance = if work.blocked { BLOCKED } else { 0.1 };
        if work.entered && station >= self.job.sleeve.length_mm + BEYOND_MM {
            work.on = true;
            self.state.sleeve.on = Some(work.side);
            self.state.sleeve.centre_mm = if work.side == Side::Cable { -PARKED_MM } else { PARKED_MM };
            if let Some(end) = self.state.end_mut(work.side)
                && end.bare_mm > 0.0
            {
                // Drawn over bare glass, the sleeve leaves its dust on it.
                end.dirt = end.dirt.map(|dirt| (dirt + 0.3).min(1.0));
            }
            self.say(from, Fact::SleeveThreaded { side: work.side, missed: work.missed });
        }
    }

    /// How far off the bore's axis a fibre still enters the sleeve, mm.
    pub fn bore_play_mm(&self, side: Side) -> f64 {
        let radius = match side {
            Side::Cable => FIBRE_RADIUS_MM,
            Side::Pigtail => self.job.pigtail.buffer_mm / 2.0,
        };
        self.job.sleeve.bore_mm / 2.0 - radius
    }

    pub(super) fn begin_centre(&self, _sample: &Sample) -> Option<Centre> {
        let sleeve = &self.state.sleeve;
        (sleeve.on.is_some() && !sleeve.shrunk && self.state.joint.is_some() && !self.state.oven.holds)
            .then_some(Centre { last: None })
    }

    pub(super) fn centre(&mut self, work: &mut Centre, now: &Sample) {
        if now.grip < GRIPPING {
            work.last = None;
            self.resistance = 0.0;
            return;
        }
        let station = now.along_mm();
        let step = work.last.map_or(0.0, |last| station - last);
        work.last = Some(station);
        self.resistance = 0.15;
        let sleeve = &mut self.state.sleeve;
        sleeve.centre_mm = (sleeve.centre_mm + step).clamp(-2.0 * PARKED_MM, 2.0 * PARKED_MM);
    }

    /// Bare glass that the sleeve leaves out where `closed_mm` round its middle close on the fibre, mm.
    pub(super) fn uncovered_mm(&self, closed_mm: f64) -> f64 {
        let Some(joint) = &self.state.joint else { return 0.0 };
        let half = closed_mm / 2.0;
        let centre = self.state.sleeve.centre_mm;
        let left = (joint.bare_mm[0] - (half - centre)).max(0.0);
        let right = (joint.bare_mm[1] - (half + centre)).max(0.0);
        left + right
    }
}
