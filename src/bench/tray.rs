//! The splice tray: the slack laid by hand on a constrained path, the sleeve's slot, the lid. The oven's trough too.

use std::sync::OnceLock;

use crate::catalogue::vocabulary::{Sample, Side, Tick};
use crate::optics::bend::loss_along_curve_db;
use crate::optics::{BendTable, FibreType, Wavelength};

use super::facts::BreakCause;
use super::{Bench, Fact, GRIPPING};

/// Distance of two points of the laid path, mm.
pub const STEP_MM: f64 = 2.0;
/// Points to either side over which a curvature is taken: glass does not follow a hand's tremor.
const SPAN: usize = 8;
/// Slack that may still be outside when the fibre is let go and stays, mm.
pub const STAYS_MM: f64 = 45.0;
/// Fibre on both sides that the tray's entry takes up, mm.
const ENTRY_MM: f64 = 130.0;
/// Radius and length of the bend where a lid pinches a fibre on the wall, mm.
const PINCH_RADIUS_MM: f64 = 8.0;
const PINCH_MM: f64 = 4.0;
/// Radius under which coated glass breaks at once, mm: 0.69 GPa, the stress of the proof test, is reached there.
const BREAK_RADIUS_MM: f64 = 6.5;
/// The sleeve enters its slot within this, mm along and across.
pub const SLOT_MM: (f64, f64) = (4.0, 1.6);
/// Grip that pushes a sleeve home, of 255.
const PUSH: u8 = 178;
/// Depth of the oven's trough, mm.
pub const TROUGH_MM: f64 = 10.0;
/// Bare glass outside the sleeve that a bend in the tray breaks, mm.
const BARE_BREAKS_MM: f64 = 2.0;

/// A held point laying the fibre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lay {
    holding: bool,
    length_mm: f64,
}

/// A joint lowered into a slot of the tray or into the oven.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    slot: Option<u8>,
    start_mm: f64,
    done: bool,
}

impl Bench {
    /// Length of fibre that has to find its place in the tray, mm.
    pub fn slack_mm(&self) -> f64 {
        let free = |side| self.state.end(side).map_or(0.0, |end| end.free_mm);
        (free(Side::Cable) + free(Side::Pigtail) - 2.0 * ENTRY_MM).max(80.0)
    }

    pub(super) fn begin_lay(&self) -> Option<Lay> {
        let state = &self.state;
        (state.joint.is_some() && !state.oven.holds && state.tray.lid < 0.5)
            .then_some(Lay { holding: false, length_mm: self.slack_mm() })
    }

    pub(super) fn lay(&mut self, work: &mut Lay, now: &Sample, from: Tick) {
        let holding = now.grip >= GRIPPING;
        if holding && !work.holding && !self.state.tray.path.is_empty() {
            // Taken up again, it is laid anew.
            self.clear_tray();
        }
        if !holding && work.holding {
            self.let_go(work, from);
        }
        work.holding = holding;
        if !holding {
            self.resistance = 0.0;
            return;
        }
        let at = [now.along_mm(), now.across_mm()];
        let tray = &mut self.state.tray;
        self.resistance = 0.1;
        let Some(last) = tray.path.last().copied() else {
            tray.path.push(at);
            return;
        };
        let mut from_point = last;
        loop {
            let (dx, dz) = (at[0] - from_point[0], at[1] - from_point[1]);
            let far = (dx * dx + dz * dz).sqrt();
            if far < STEP_MM {
                break;
            }
            if tray.laid_mm + STEP_MM > work.length_mm {
                // No more fibre: the hand is held by it.
                self.resistance = 1.0;
                break;
            }
            from_point = [from_point[0] + dx / far * STEP_MM, from_point[1] + dz / far * STEP_MM];
            tray.path.push(from_point);
            tray.laid_mm += STEP_MM;
        }
    }

    fn let_go(&mut self, work: &Lay, from: Tick) {
        let left = work.length_mm - self.state.tray.laid_mm;
        if left > STAYS_MM {
            let laid_mm = self.state.tray.laid_mm;
            if laid_mm > 10.0 {
                self.say(from, Fact::FibreSprang { laid_mm });
            }
            self.clear_tray();
        } else {
            self.settle(left, from);
        }
    }

    fn clear_tray(&mut self) {
        let tray = &mut self.state.tray;
        tray.path.clear();
        tray.laid_mm = 0.0;
        tray.settled = false;
        tray.loss_db = [0.0; 2];
        tray.outside = (0.0, 0);
        tray.min_radius_mm = 0.0;
    }

    pub(super) fn leave_lay(&mut self, work: Lay, from: Tick) {
        if work.holding {
            self.let_go(&work, from);
        }
    }

    fn settle(&mut self, left_mm: f64, from: Tick) {
        let (curvature, turned) = curvatures(&self.state.tray.path);
        let tightest = curvature.iter().copied().fold(0.0, f64::max);
        let half = [self.job.tray.length_mm / 2.0, self.job.tray.width_mm / 2.0];
        let tray = &mut self.state.tray;
        tray.outside = outside(&tray.path, half);
        tray.min_radius_mm = if tightest > 1e-4 { 1.0 / tightest } else { 1e4 };
        // Half of the coil is the cable's fibre, half the pigtail's.
        let middle = curvature.len() / 2;
        let (cable, pigtail) = curvature.split_at(middle);
        let tables = &self.tables;
        for (i, loss) in tray.loss_db.iter_mut().enumerate() {
            *loss = loss_along_curve_db(cable, STEP_MM, tables.cable[i])
                + loss_along_curve_db(pigtail, STEP_MM, tables.pigtail[i]);
        }
        tray.settled = true;
        let fact = Fact::FibreLaid {
            loops: turned / core::f64::consts::TAU,
            min_radius_mm: tray.min_radius_mm,
            laid_mm: tray.laid_mm,
            left_mm,
            outside_mm: tray.outside.0,
            loss_1550_db: tray.loss_db[0],
            loss_1625_db: tray.loss_db[1],
        };
        let radius = tray.min_radius_mm;
        self.say(from, fact);
        let sleeve = self.state.sleeve;
        if !sleeve.shrunk || sleeve.uncovered_mm > BARE_BREAKS_MM {
            // A joint without its sleeve does not survive the coil.
            self.break_joint(BreakCause::Unprotected, from);
        } else if radius < BREAK_RADIUS_MM {
            self.break_joint(BreakCause::Bend, from);
        }
    }

    pub(super) fn begin_slot(&self, slot: u8) -> Option<Slot> {
        let state = &self.state;
        let fits = (1..=self.job.tray.slots).contains(&slot) && state.sleeve.shrunk && state.sleeve.slot.is_none();
        (fits && state.joint.is_some() && !state.oven.holds && state.tray.lid < 0.5).then_some(Slot {
            slot: Some(slot),
            start_mm: 0.0,
            done: false,
        })
    }

    pub(super) fn begin_oven(&self) -> Option<Slot> {
        let state = &self.state;
        (state.oven.lid < 0.5 && !state.oven.holds && state.joint.is_some() && !state.sleeve.shrunk).then_some(Slot {
            slot: None,
            start_mm: 0.0,
            done: false,
        })
    }

    pub(super) fn lower(&mut self, work: &mut Slot, now: &Sample, from: Tick) {
        if work.done {
            return;
        }
        match work.slot {
            Some(slot) => {
                let (along, across) = (now.along_mm().abs(), now.across_mm().abs());
                let over = along <= SLOT_MM.0 && across <= SLOT_MM.1;
                self.resistance = if over { 0.3 } else { 0.0 };
                if over && now.grip >= PUSH {
                    work.done = true;
                    self.state.sleeve.slot = Some(slot);
                    self.say(from, Fact::SleeveSeated { slot, error_mm: along.max(across) });
                    if slot != self.job.slot {
                        self.say(from, Fact::WrongSlot { slot });
                    }
                }
            }
            None => {
                if now.grip < GRIPPING {
                    work.start_mm = now.along_mm();
                } else if now.along_mm() - work.start_mm >= TROUGH_MM {
                    work.done = true;
                    self.state.oven.holds = true;
                    self.state.oven.since = None;
                    self.state.oven.done = None;
                }
            }
        }
    }

    pub(super) fn set_tray_lid(&mut self, lid: f64, from: Tick) {
        let was = self.state.tray.lid;
        self.state.tray.lid = lid;
        self.state.tray.closed = lid >= 1.0;
        if was >= 1.0 || lid < 1.0 {
            return;
        }
        let tray = &self.state.tray;
        let crossings = tray.outside.1;
        let mut loss = tray.loss_db;
        for (i, loss) in loss.iter_mut().enumerate() {
            let pinch = self.tables.cable[i].loss_db_per_m(1.0 / PINCH_RADIUS_MM) * PINCH_MM / 1000.0;
            *loss += f64::from(crossings) * pinch;
        }
        self.say(from, Fact::TrayClosed { pinched: crossings, loss_1550_db: loss[0], loss_1625_db: loss[1] });
    }
}

/// Bend tables of the two fibres at 1550 and 1625 nm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    cable: [&'static BendTable; 2],
    pigtail: [&'static BendTable; 2],
}

impl Tables {
    pub(super) fn new(cable: FibreType, pigtail: FibreType) -> Tables {
        Tables { cable: tables_of(cable), pigtail: tables_of(pigtail) }
    }
}

/// Tables are pure and costly: computed once a fibre type and shared.
fn tables_of(fibre: FibreType) -> [&'static BendTable; 2] {
    static TABLES: [OnceLock<[BendTable; 2]>; FibreType::ALL.len()] = [const { OnceLock::new() }; FibreType::ALL.len()];
    let slot = &TABLES[fibre as usize % FibreType::ALL.len()];
    let [a, b] =
        slot.get_or_init(|| [BendTable::new(fibre, Wavelength::Nm1550), BendTable::new(fibre, Wavelength::Nm1625)]);
    [a, b]
}

/// Curvature at each point, 1/mm, and the angle turned in all, radians, without regard to direction.
///
/// Each is the turn between the chords to the point [`SPAN`] steps before and after, over one chord's length.
fn curvatures(path: &[[f64; 2]]) -> (Vec<f64>, f64) {
    if path.len() < 2 * SPAN + 1 {
        return (Vec::new(), 0.0);
    }
    let heading = |a: [f64; 2], b: [f64; 2]| libm::atan2(b[1] - a[1], b[0] - a[0]);
    let mut turned = 0.0;
    let bends: Vec<f64> = (SPAN..path.len() - SPAN)
        .map(|i| {
            let before = heading(path[i - SPAN], path[i]);
            let after = heading(path[i], path[i + SPAN]);
            let turn = libm::remainder(after - before, core::f64::consts::TAU);
            let curvature = turn / (SPAN as f64 * STEP_MM);
            turned += curvature * STEP_MM;
            curvature.abs()
        })
        .collect();
    (bends, turned)
}

/// Length outside the walls, mm, and how often the path crosses a wall.
fn outside(path: &[[f64; 2]], half: [f64; 2]) -> (f64, u32) {
    let is_out = |p: &[f64; 2]| p[0].abs() > half[0] || p[1].abs() > half[1];
    let length = path.iter().filter(|p| is_out(p)).count() as f64 * STEP_MM;
    let crossings = path.windows(2).filter(|pair| is_out(&pair[0]) != is_out(&pair[1])).count() as u32;
    (length, crossings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(radius: f64, turns: f64) -> Vec<[f64; 2]> {
        let steps = (turns * core::f64::consts::TAU * radius / STEP_MM) as usize;
        (0..steps)
            .map(|i| {
                let angle = i as f64 * STEP_MM / radius;
                [radius * libm::cos(angle), radius * libm::sin(angle)]
            })
            .collect()
    }

    #[test]
    fn a_circle_has_its_own_radius_and_number_of_turns() {
        for radius in [15.0, 30.0, 40.0] {
            let (bends, turned) = curvatures(&circle(radius, 2.0));
            let tightest = bends.iter().copied().fold(0.0, f64::max);
            assert!((1.0 / tightest - radius).abs() < 0.05 * radius, "{radius}: {}", 1.0 / tightest);
            let ends = 2.0 * SPAN as f64 * STEP_MM / (core::f64::consts::TAU * radius);
            assert!((turned / core::f64::consts::TAU - (2.0 - ends)).abs() < 0.05);
        }
    }

    #[test]
    fn a_loop_over_the_wall_is_outside_twice_a_turn() {
        let (length, crossings) = outside(&circle(40.0, 1.0), [30.0, 60.0]);
        assert_eq!(crossings, 4);
        assert!(length > 20.0);
    }
}
