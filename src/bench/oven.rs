//! The oven: its programs, the heat that a sleeve gets, and what a wrong program leaves of it.

use crate::catalogue::schema::OvenProgram;
use crate::catalogue::vocabulary::{TICK_S, Tick};

use super::{Bench, Fact};

/// Temperature at which a sleeve's glue begins to flow, °C.
const FLOWS_C: f64 = 90.0;
/// Temperature at which heating times are compared, °C.
const USUAL_C: f64 = 200.0;
/// Share of the heat that a sleeve needs under which it stays loose.
pub const LOOSE: f64 = 0.5;
/// The same under which its ends stay open.
pub const COLD: f64 = 0.8;
/// The same over which its glue boils and its tube yellows.
pub const HOT: f64 = 1.25;
/// Length of open ends from which a sleeve ought to be heated again, mm.
pub const OPEN_MM: f64 = 3.0;
/// Micro-bend loss at 1550 nm of each mm of open ends, dB.
const OPEN_DB_PER_MM: f64 = 0.002;
/// The same of bubbles at the limit, of each unit of heat beyond, and at most, dB.
const BUBBLES_DB: (f64, f64, f64) = (0.04, 0.25, 0.5);
/// Share of a micro-bend loss at 1550 nm that is met at 1310 nm.
const AT_1310: f64 = 0.5;

/// Heat of a program: seconds at [`USUAL_C`].
fn dose(program: &OvenProgram) -> f64 {
    program.heat_s * (program.celsius - FLOWS_C).max(0.0) / (USUAL_C - FLOWS_C)
}

/// What a heating does to a sleeve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heating {
    /// Heat over the heat that this sleeve needs.
    pub share: f64,
    /// Length round its middle that closes on the fibre, mm.
    pub closed_mm: f64,
    /// Micro-bend loss at 1550 nm, dB.
    pub loss_db: f64,
}

/// What `program` does to a sleeve of `length_mm`, for which `right` is made.
pub fn heating(program: &OvenProgram, right: &OvenProgram, length_mm: f64) -> Heating {
    let share = dose(program) / dose(right).max(0.1);
    let closed_mm = match share {
        cold if cold < LOOSE => 0.0,
        cold if cold < COLD => length_mm.min(program.sleeve_mm) * cold / COLD,
        _ => length_mm.min(program.sleeve_mm.max(length_mm * COLD)),
    };
    let open = if closed_mm > 0.0 { (length_mm - closed_mm - OPEN_MM).max(0.0) * OPEN_DB_PER_MM } else { 0.0 };
    let bubbles = if share > HOT { (BUBBLES_DB.0 + BUBBLES_DB.1 * (share - HOT)).min(BUBBLES_DB.2) } else { 0.0 };
    Heating { share, closed_mm, loss_db: open + bubbles }
}

impl Bench {
    /// The oven's program in use.
    pub fn oven_program(&self) -> Option<&OvenProgram> {
        self.job.splicer.oven.get(self.state.oven.program)
    }

    /// Number of the oven's program that the job's sleeve needs: the nearest in length.
    pub fn right_oven_program(&self) -> usize {
        let off = |program: &OvenProgram| (program.sleeve_mm - self.job.sleeve.length_mm).abs();
        let programs = self.job.splicer.oven.iter().enumerate();
        programs.min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b))).map_or(0, |(number, _)| number)
    }

    /// Length of the sleeve's ends that a heating left open, mm; 0 before it and once all is closed.
    pub fn sleeve_open_mm(&self) -> f64 {
        let sleeve = &self.state.sleeve;
        if sleeve.shrunk { (self.job.sleeve.length_mm - sleeve.closed_mm).max(0.0) } else { 0.0 }
    }

    /// Whether the sleeve has still to go into the oven.
    pub fn sleeve_needs_heat(&self) -> bool {
        !self.state.sleeve.shrunk || self.sleeve_open_mm() > OPEN_MM
    }

    pub(super) fn choose_oven(&mut self, next: bool, from: Tick) {
        if self.state.oven.since.is_some() {
            return;
        }
        let count = self.job.splicer.oven.len().max(1);
        let program = (self.state.oven.program + if next { 1 } else { count - 1 }) % count;
        self.state.oven.program = program;
        self.say(from, Fact::OvenProgramChosen { program: program as u8 });
    }

    pub(super) fn start_oven(&mut self) {
        let oven = &mut self.state.oven;
        if oven.holds && oven.lid >= 0.9 && oven.since.is_none() && oven.done.is_none() {
            oven.since = Some(self.tick);
        }
    }

    pub(super) fn run_oven(&mut self) {
        let (Some(since), Some(program)) = (self.state.oven.since, self.oven_program()) else { return };
        let heated = f64::from(self.tick - since) * TICK_S;
        if heated < program.heat_s {
            return;
        }
        let right = self.job.splicer.oven.get(self.right_oven_program()).unwrap_or(program);
        let length_mm = self.job.sleeve.length_mm;
        let done = heating(program, right, length_mm);
        self.state.oven.since = None;
        self.state.oven.done = Some(self.tick);
        if self.state.sleeve.on.is_none() {
            return;
        }
        let sleeve = &mut self.state.sleeve;
        sleeve.closed_mm = sleeve.closed_mm.max(done.closed_mm);
        sleeve.shrunk = sleeve.closed_mm > 0.0;
        sleeve.bubbled |= done.share > HOT;
        let centre_mm = sleeve.centre_mm;
        // Heated well, what an earlier heating left open closes; bubbles stay.
        let was = sleeve.loss_db;
        sleeve.loss_db = if sleeve.bubbled { was.max(done.loss_db) } else { done.loss_db };
        let more_db = sleeve.loss_db - was;
        let (closed_mm, loss_1550_db) = (sleeve.closed_mm, sleeve.loss_db);
        if let Some(joint) = &mut self.state.joint {
            joint.loss_1550_db += more_db;
            joint.loss_1310_db += AT_1310 * more_db;
        }
        let bare_mm = self.uncovered_mm(closed_mm);
        self.state.sleeve.uncovered_mm = bare_mm;
        self.say(since, Fact::SleeveHeated { centre_mm, bare_mm });
        let open_mm = length_mm - closed_mm;
        if open_mm > OPEN_MM || done.share > HOT {
            let program = self.state.oven.program as u8;
            self.say(since, Fact::SleeveMisheated { program, share: done.share, open_mm, loss_1550_db });
        }
    }
}

#[cfg(test)]
#[path = "oven_tests.rs"]
mod tests;
