//! The fusion splicer: loading, inspection, arc, tension test.

use crate::catalogue::schema::Alignment as Aligns;
use crate::catalogue::vocabulary::{Sample, Side, TICK_S, TICKS_PER_SECOND, Tick};
use crate::optics::strength::breaks_in_tension;
use crate::optics::{Alignment, SpliceInput, splice_outcome};

use super::facts::BreakCause;
use super::state::{EndFace, Joint, Loaded, Page, Phase, Refusal, Remembered};
use super::{Bench, Fact};

/// A fibre lies in the V-groove when it is no farther off its middle, mm.
pub const GROOVE_MM: f64 = 0.3;
/// Tip closer than this to the electrodes is good to go, farther the motors cannot reach, mm.
pub const REACH_MM: f64 = 3.0;
/// A tip that comes in this far beside its groove meets the holder, mm.
const BESIDE_MM: f64 = 1.2;
/// Dust that a touched face picks up, µm.
const TOUCH_UM: f64 = 1.2;
/// Dust that is seen on the screen, µm.
pub const SEEN_UM: f64 = 2.0;
/// Angle at which every splicer refuses, degrees.
pub const REFUSE_DEG: f64 = 6.0;
/// Chip or lip at which it refuses, µm.
pub const REFUSE_FLAW_UM: f64 = 12.0;
/// Seconds of alignment.
pub const ALIGN_S: u32 = 2;
/// Seconds of an arc.
pub const ARC_S: u32 = 2;
/// Seconds of a tension test.
pub const TEST_S: u32 = 1;
/// Heat error of a program made for other fibres, each fibre that differs.
const WRONG_PROGRAM: f64 = 0.35;
/// Length that both ends lose with a joint that is broken or cut, mm.
const JOINT_LOST_MM: f64 = 12.0;
/// Free length under which an end no longer reaches the splicer, mm.
pub const SHORTEST_MM: f64 = 180.0;

/// A fibre being laid in the splicer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loading {
    side: Side,
    loaded: Loaded,
    touched: bool,
}

impl Bench {
    pub(super) fn begin_loading(&self, side: Side, groove: Side) -> Option<Loading> {
        let splicer = &self.state.splicer;
        let end = self.state.end(side)?;
        let free = side == groove && splicer.lid < 0.5 && splicer.loaded[side.index()].is_none();
        (free && end.bare_mm > 0.0 && end.free_mm >= SHORTEST_MM).then_some(Loading {
            side,
            loaded: Loaded { tip_mm: f64::INFINITY, across_mm: 0.0, groove_um: 0.0 },
            touched: false,
        })
    }

    pub(super) fn load(&mut self, work: &mut Loading, now: &Sample, from: Tick) {
        let tip = now.along_mm();
        work.loaded.tip_mm = tip;
        work.loaded.across_mm = now.across_mm();
        self.resistance = 0.0;
        let meets_holder = tip < 8.0 && now.across_mm().abs() > BESIDE_MM;
        if (tip < 0.0 || meets_holder) && !work.touched {
            work.touched = true;
            if let Some(face) = self.state.end_mut(work.side).and_then(|end| end.face.as_mut()) {
                face.dust_um = face.dust_um.max(TOUCH_UM);
                face.chip_um += 0.5;
            }
            self.say(from, Fact::EndTouched { side: work.side, dust_um: TOUCH_UM });
        }
        if tip < 0.0 {
            self.resistance = 0.8;
        }
    }

    pub(super) fn leave_load(&mut self, work: Loading, from: Tick) {
        let mut loaded = work.loaded;
        if loaded.tip_mm > 14.0 {
            return;
        }
        loaded.tip_mm = loaded.tip_mm.max(0.05);
        let Some(end) = self.state.end(work.side) else { return };
        // What sits on coating and glass goes into the groove with them.
        loaded.groove_um = 4.0 * (end.gel - 0.1).max(0.0) + 6.0 * (end.dirt_max() - 0.3).max(0.0);
        self.state.splicer.loaded[work.side.index()] = Some(loaded);
        self.say(from, Fact::FibreLoaded { side: work.side, tip_mm: loaded.tip_mm, across_mm: loaded.across_mm });
    }

    /// Whether the joint still lies in the splicer's grooves.
    pub fn joint_in_splicer(&self) -> bool {
        self.state.joint.is_some() && self.state.splicer.loaded.iter().all(Option::is_some)
    }

    pub(super) fn fire(&mut self) {
        self.state.splicer.phase = Phase::Arcing(self.tick + ARC_S * TICKS_PER_SECOND);
    }

    /// Why the splicer would not go on now.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let splicer = &self.state.splicer;
        if splicer.lid < 0.9 {
            return Some(Refusal::LidOpen);
        }
        for side in Side::BOTH {
            let Some(loaded) = splicer.loaded[side.index()] else { return Some(Refusal::NoFibre(side)) };
            let Some(face) = self.state.end(side).and_then(|end| end.face) else {
                return Some(Refusal::NotCleaved(side));
            };
            if loaded.tip_mm > REACH_MM {
                return Some(Refusal::TooFar(side));
            }
            if loaded.across_mm.abs() > GROOVE_MM {
                return Some(Refusal::Misplaced(side));
            }
            if face.angle_deg > REFUSE_DEG || face.chip_um.max(face.lip_um) > REFUSE_FLAW_UM {
                return Some(Refusal::BadFace(side));
            }
        }
        None
    }

    pub(super) fn faces(&self) -> Option<[EndFace; 2]> {
        let face = |side| self.state.end(side).and_then(|end| end.face);
        Some([face(Side::Cable)?, face(Side::Pigtail)?])
    }

    /// What the splicer, the oven and time do by themselves.
    #[inline]
    pub(super) fn run_machines(&mut self) {
        match self.state.splicer.phase {
            Phase::Idle | Phase::Joined(_) | Phase::Refused(_) => {}
            Phase::Aligning(until) if self.tick >= until => self.inspect(),
            Phase::Ready { .. } => {
                let splicer = &mut self.state.splicer;
                if splicer.lid < 0.5 {
                    splicer.phase = Phase::Idle;
                } else if splicer.page == Page::Splice {
                    splicer.view_ticks[splicer.view & 1] += 1;
                }
            }
            Phase::Arcing(until) if self.tick >= until => self.fuse(),
            Phase::Testing(until, estimate) if self.tick >= until => self.tension_test(estimate),
            Phase::Checking(until) if self.tick >= until => self.check_arc(),
            Phase::Aligning(_) | Phase::Arcing(_) | Phase::Testing(..) | Phase::Checking(_) => {}
        }
        if self.state.oven.since.is_some() {
            self.run_oven();
        }
    }

    fn inspect(&mut self) {
        let Some(faces) = self.faces() else {
            self.state.splicer.phase = Phase::Idle;
            return;
        };
        let angles = [faces[0].angle_deg, faces[1].angle_deg];
        let dust = faces[0].dust_um.max(faces[1].dust_um);
        let warned = angles.iter().any(|angle| *angle > self.job.splicer.warn_deg) || dust > SEEN_UM;
        let sigma = align(self.job.splicer.alignment).offset_sigma_um();
        self.state.splicer.residual_um = [self.normal() * sigma, self.normal() * sigma];
        self.state.splicer.phase = Phase::Ready { warned };
        self.say(self.tick, Fact::Inspected { angles_deg: angles, dust_um: dust, warned });
    }

    fn fuse(&mut self) {
        let (Some(faces), [Some(left), Some(right)]) = (self.faces(), self.state.splicer.loaded) else {
            self.state.splicer.phase = Phase::Idle;
            return;
        };
        let fibres = [self.job.cable.fibre, self.job.pigtail.fibre];
        let program = self.job.splicer.programs.get(self.state.splicer.program);
        let (made_for, heat) = program.map_or((fibres, 0.0), |p| ([p.fibres.0, p.fibres.1], p.heat));
        let misfit = program_misfit(fibres, made_for);
        let wear = self.electrode_wear();
        let drift = self.arc_error();
        let rotation = [self.uniform() * 360.0, self.uniform() * 360.0];
        let mut core = [[0.0; 2]; 2];
        for (offset, fibre) in core.iter_mut().zip(fibres) {
            let sigma = fibre.optics().concentricity_sigma_um;
            *offset = [self.normal() * sigma, self.normal() * sigma];
        }
        let spread = fibres.map(|fibre| self.normal() * fibre.optics().mfd_sigma_um);
        let mfd =
            |nm: f64| [fibres[0].mode_field_diameter(nm) + spread[0], fibres[1].mode_field_diameter(nm) + spread[1]];
        let arcs = self.state.splicer.arcs;
        let [x, y] = self.state.splicer.residual_um;
        let sigma = align(self.job.splicer.alignment).offset_sigma_um();
        let outcome = splice_outcome(SpliceInput {
            mfd_1310_um: mfd(1310.0),
            mfd_1550_um: mfd(1550.0),
            cleave_angle_deg: faces.map(|face| face.angle_deg),
            cleave_direction_deg: [faces[0].direction_deg + rotation[0], faces[1].direction_deg + rotation[1]],
            face_flaw_um: faces.map(|face| face.hackle_um.max(face.lip_um).max(face.chip_um)),
            alignment: align(self.job.splicer.alignment),
            core_offset_um: core,
            dirt_under_um: [left.groove_um, right.groove_um],
            dirt_on_face_um: faces.map(|face| face.dust_um),
            program_error: heat + WRONG_PROGRAM * f64::from(misfit) + drift,
            electrode_wear_01: wear,
            arcs_before: arcs,
            // What the screen showed as residual is the offset that is joined.
            normal: [x / sigma, y / sigma, self.normal()],
            uniform: self.uniform(),
        });
        let side = |side: Side| self.state.end(side).map_or((0.0, 0.0), |end| (end.bare_mm, end.nick_um));
        let (cable, pigtail) = (side(Side::Cable), side(Side::Pigtail));
        let joint = Joint {
            loss_1310_db: outcome.loss_1310_db,
            loss_1550_db: outcome.loss_1550_db,
            nick_um: cable.1.max(pigtail.1),
            bare_mm: [cable.0, pigtail.0],
            weak: outcome.neck,
            bubble: outcome.bubble,
        };
        self.state.joint = Some(joint);
        self.state.splicer.arcs = arcs + 1;
        self.state.splicer.tested = false;
        self.state.splicer.phase = Phase::Joined(outcome.estimate_db);
        self.state.splicer.arcs_done += 1;
        let program = self.state.splicer.program as u8;
        self.remember(Remembered {
            number: 0,
            program,
            estimate_db: outcome.estimate_db,
            angles_deg: faces.map(|face| face.angle_deg),
            arcs: arcs + 1,
            held: None,
        });
        if misfit > 0 {
            self.say(self.tick, Fact::WrongProgram { program });
        }
        if let Some(fibre) = self.state.cable.picked
            && fibre != self.job.fibre
        {
            self.say(self.tick, Fact::WrongFibre { fibre });
        }
        let view_s = self.state.splicer.view_ticks.map(|ticks| f64::from(ticks) * TICK_S);
        self.say(
            self.tick,
            Fact::Spliced {
                program,
                loss_1310_db: joint.loss_1310_db,
                loss_1550_db: joint.loss_1550_db,
                estimate_db: outcome.estimate_db,
                offset_um: outcome.offset_um,
                tilt_deg: outcome.tilt_deg,
                bubble: outcome.bubble,
                angles_deg: faces.map(|face| face.angle_deg),
                bare_error_mm: faces[0].bare_error_mm.max(faces[1].bare_error_mm),
                nick_um: joint.nick_um,
                view_s,
                sleeve: self.state.sleeve.on.is_some(),
                arcs: arcs + 1,
            },
        );
    }

    fn tension_test(&mut self, estimate: f64) {
        let force_n = self.job.splicer.test_n;
        let held = self.state.joint.is_some_and(|joint| !joint.weak && !breaks_in_tension(joint.nick_um, force_n));
        self.say(self.tick, Fact::TensionTested { force_n, held });
        if let Some(last) = self.state.splicer.memory.last_mut() {
            last.held = Some(held);
        }
        if held {
            self.state.splicer.tested = true;
            self.state.splicer.phase = Phase::Joined(estimate);
        } else {
            self.break_joint(BreakCause::TensionTest, self.tick);
        }
    }

    /// The joint gives way: both ends start again.
    pub(super) fn break_joint(&mut self, cause: BreakCause, from: Tick) {
        self.state.breaks += 1;
        self.undo_joint(Side::Cable, 0.0);
        let left_mm = self.state.end(Side::Cable).map_or(0.0, |end| end.free_mm);
        self.say(from, Fact::FibreBroken { side: Side::Cable, cause, left_mm });
    }

    /// Parts the joint on purpose or by accident; `extra_mm` more is lost on one side.
    pub(super) fn undo_joint(&mut self, side: Side, extra_mm: f64) {
        if self.state.joint.take().is_none() {
            return;
        }
        for end in Side::BOTH {
            self.shed_glass(end);
        }
        for at in Side::BOTH {
            if let Some(end) = self.state.end_mut(at) {
                let bare = end.bare_mm;
                let extra = if at == side { (extra_mm - bare).clamp(0.0, 200.0) } else { 0.0 };
                end.shorten(JOINT_LOST_MM + bare + extra);
            }
        }
        let state = &mut self.state;
        if state.sleeve.shrunk || state.sleeve.slot.is_some() {
            state.sleeve = Default::default();
        }
        state.splicer.phase = Phase::Idle;
        state.splicer.loaded = [None; 2];
        state.splicer.arcs = 0;
        state.oven.holds = false;
        state.oven.since = None;
        state.oven.done = None;
        self.clear_tray();
    }

    /// Whether the joined fibre can be lifted out of where it lies.
    pub(super) fn can_lift_joint(&self) -> bool {
        let state = &self.state;
        if state.joint.is_none() {
            return false;
        }
        if state.oven.holds {
            return state.oven.lid < 0.5;
        }
        !self.joint_in_splicer() || (state.splicer.lid < 0.5 && matches!(state.splicer.phase, Phase::Joined(_)))
    }

    pub(super) fn lift_joint(&mut self) {
        if self.state.oven.holds {
            self.state.oven.holds = false;
            let cool_s = self.job.splicer.cool_s;
            if let Some(done) = self.state.oven.done {
                let early_s = cool_s - f64::from(self.tick - done) * TICK_S;
                if early_s > 0.0 {
                    self.say(self.tick, Fact::SleeveHandledHot { early_s });
                }
            }
            self.state.oven.since = None;
            self.state.oven.done = None;
        }
        if self.joint_in_splicer() {
            self.state.splicer.loaded = [None; 2];
            self.state.splicer.phase = Phase::Idle;
        }
    }
}

/// How many of the two fibres a program is not made for, in the better order.
fn program_misfit<T: PartialEq>(fibres: [T; 2], made_for: [T; 2]) -> u32 {
    let straight = u32::from(fibres[0] != made_for[0]) + u32::from(fibres[1] != made_for[1]);
    let crossed = u32::from(fibres[0] != made_for[1]) + u32::from(fibres[1] != made_for[0]);
    straight.min(crossed)
}

fn align(by: Aligns) -> Alignment {
    match by {
        Aligns::Core => Alignment::Core,
        Aligns::Cladding => Alignment::Cladding,
        Aligns::VGroove => Alignment::VGroove,
    }
}

#[cfg(test)]
mod tests {
    use super::program_misfit;

    #[test]
    fn a_program_fits_its_fibres_in_either_order() {
        assert_eq!(program_misfit(["D", "A2"], ["A2", "D"]), 0);
        assert_eq!(program_misfit(["D", "A2"], ["D", "D"]), 1);
        assert_eq!(program_misfit(["D", "D"], ["A2", "A2"]), 2);
    }
}
