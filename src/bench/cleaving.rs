//! The cleaver: seating the fibre, the clamp lid, the stroke of the blade.

use crate::catalogue::vocabulary::{Sample, Side, Tick};
use crate::optics::cleave::{CleaveInput, cleave};

use super::motion::Turns;
use super::state::{EndFace, Seat, ShardPlace};
use super::stretch::{place, step_mm};
use super::{Bench, Fact, GRIPPING};

/// A fibre lies in the groove when it is no farther off its middle, mm.
pub const GROOVE_MM: f64 = 0.4;
/// Where the blade meets the fibre, as shares of the carriage's travel.
pub const BLADE: (f64, f64) = (0.35, 0.65);
/// Shortest bare length that reaches over the blade, mm beyond the cleave length.
const OVER_MM: f64 = 3.0;

/// A fibre being laid in the groove.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seating {
    seat: Seat,
}

/// The carriage being pushed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    from_mm: f64,
    start_mm: f64,
    /// How far it was pushed and drawn back since then, mm, and how often it turned.
    net_mm: f64,
    turns: Turns,
    /// The carriage was on the near side of the blade in this contact: only a stroke from there cleaves.
    ready: bool,
    entered: Option<Tick>,
}

impl Bench {
    pub(super) fn begin_seating(&self, side: Side) -> Option<Seating> {
        let cleaver = &self.state.cleaver;
        (cleaver.lid < 0.5 && cleaver.fibre.is_none())
            .then_some(Seating { seat: Seat { side, error_mm: f64::INFINITY, across_mm: 0.0, twist_deg: 0.0 } })
    }

    pub(super) fn seat(&mut self, work: &mut Seating, now: &Sample) {
        // Against the stop the coating's edge goes no farther.
        work.seat.error_mm = now.along_mm().max(0.0);
        work.seat.across_mm = now.across_mm();
        work.seat.twist_deg = now.turn_deg();
        self.resistance = if now.along <= 0 { 0.9 } else { 0.0 };
    }

    pub(super) fn leave_seat(&mut self, work: Seating) {
        let in_groove = work.seat.across_mm.abs() <= GROOVE_MM && work.seat.error_mm < 12.0;
        if in_groove {
            self.state.cleaver.fibre = Some(work.seat);
        }
    }

    pub(super) fn set_cleaver_lid(&mut self, lid: f64, from: Tick) {
        self.state.cleaver.lid = lid;
        if lid < 0.5 {
            self.state.cleaver.opened = true;
        }
        if lid >= 1.0
            && self.state.cleaver.opened
            && let Some(seat) = self.state.cleaver.fibre
        {
            self.state.cleaver.opened = false;
            self.state.cleaver.struck = false;
            self.say(from, Fact::FibreSeated { side: seat.side, error_mm: seat.error_mm, twist_deg: seat.twist_deg });
        }
    }

    pub(super) fn begin_stroke(&self, sample: &Sample) -> Stroke {
        Stroke {
            from_mm: self.state.cleaver.carriage_mm,
            start_mm: sample.along_mm(),
            net_mm: 0.0,
            turns: Turns::default(),
            ready: self.state.cleaver.carriage_mm < BLADE.0 * self.job.cleaver.travel_mm,
            entered: None,
        }
    }

    pub(super) fn stroke(&mut self, work: &mut Stroke, before: &Sample, now: &Sample, from: Tick) {
        if now.grip < GRIPPING {
            work.start_mm = now.along_mm();
            work.from_mm = self.state.cleaver.carriage_mm;
            self.resistance = 0.0;
            return;
        }
        let travel = self.job.cleaver.travel_mm;
        let at = (work.from_mm + now.along_mm() - work.start_mm).clamp(0.0, travel);
        let share = at / travel;
        self.state.cleaver.carriage_mm = at;
        let under = (BLADE.0..=BLADE.1).contains(&share);
        self.resistance = if under { 0.4 } else { 0.1 };
        if share >= BLADE.0 && work.ready && work.entered.is_none() {
            work.entered = Some(self.tick);
            work.net_mm = 0.0;
            work.turns = Turns::default();
        }
        if share < BLADE.0 {
            work.ready = true;
            work.entered = None;
        }
        if work.entered.is_some() {
            work.net_mm += step_mm(&mut place(before), now)[0];
            work.turns.push(work.net_mm);
        }
        if share > BLADE.1
            && let Some(entered) = work.entered
            && self.state.cleaver.lid >= 1.0
            && !self.state.cleaver.struck
            && let Some(seat) = self.state.cleaver.fibre
        {
            self.state.cleaver.struck = true;
            work.ready = false;
            let seconds = f64::from(self.tick - entered + 1) * crate::catalogue::vocabulary::TICK_S;
            let speed = (BLADE.1 - BLADE.0) * travel / seconds;
            self.cleave(seat, speed, work.turns.count(), from);
        }
    }

    fn cleave(&mut self, seat: Seat, stroke_mm_s: f64, restarts: u32, from: Tick) {
        let length_mm = self.job.cleaver.bare_mm + seat.error_mm;
        let wear = self.state.cleaver.blade.wear();
        let normal = [self.normal(), self.normal()];
        let Some(end) = self.state.end_mut(seat.side) else { return };
        // Too short to reach over the blade: the blade meets coating or nothing, and nothing is cut.
        if end.bare_mm < length_mm + OVER_MM || end.face.is_some() {
            return;
        }
        let dirt = end.dirt_max();
        self.state.cleaver.blade.count();
        let Some(end) = self.state.end_mut(seat.side) else { return };
        let input = CleaveInput {
            blade_wear_01: wear,
            // Gel matters where the clamp holds: on glass that was not cleaned of it.
            residue_01: end.residue.max(end.gel * dirt),
            dirt_01: dirt,
            twist_deg: seat.twist_deg,
            stroke_mm_s,
            stroke_restarts: restarts,
            seating_error_mm: seat.across_mm.abs(),
            touches_after: 0,
            normal,
        };
        let made = cleave(input);
        let scrap = end.bare_mm - length_mm;
        end.free_mm -= scrap;
        end.bare_mm = length_mm;
        let error = seat.error_mm;
        end.face = Some(EndFace {
            angle_deg: made.angle_deg,
            direction_deg: made.direction_deg,
            hackle_um: made.hackle_um,
            lip_um: made.lip_um,
            chip_um: made.chip_um,
            // What stays on the glass after a poor wipe is on the face as well; under a tenth nothing is seen.
            dust_um: ((dirt - 0.12) * 5.0).max(0.0),
            bare_error_mm: error,
        });
        self.say(
            from,
            Fact::Cleaved {
                side: seat.side,
                bare_mm: length_mm,
                angle_deg: made.angle_deg,
                hackle_um: made.hackle_um,
                chip_um: made.chip_um,
                stroke_mm_s,
                dirt,
            },
        );
        self.new_shard(seat.side, scrap, ShardPlace::Cleaver);
    }
}
