//! What a splicer does next, from how things stand: the order of the trade, and the way back after a mishap.

use crate::bench::blade::{HEIGHTS, SERVES};
use crate::bench::facts::Fact;
use crate::bench::state::{Page, Phase, Refusal};
use crate::bench::{Bench, State};
use crate::catalogue::vocabulary::{Part, Side, TICK_S, Tool};
use crate::scenario::schema::{Mistake, Stage, Step, Work};

/// One gesture that has a name: what the guide shows and a synthetic hand does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Put the safety glasses on.
    WearGlasses,
    /// Ring cut of the sheath.
    CutSheath,
    /// Pull the sheath off.
    PullSheath,
    /// Wipe the gel off the job's tube.
    CleanTube,
    /// Score the tube.
    ScoreTube,
    /// Slide the tube off.
    OpenTube,
    /// Wipe the gel off the fibres.
    Degrease,
    /// Take the job's fibre out of the bundle.
    PickFibre,
    /// Thread the protection sleeve.
    ThreadSleeve,
    /// Strip the coating.
    Strip(Side),
    /// Clean the bare glass.
    Clean(Side),
    /// Open the cleaver's lid.
    OpenCleaver,
    /// Draw the blade's carriage back.
    DrawCarriageBack,
    /// Turn the cleaver's blade to its next good position.
    TurnBlade,
    /// Seat the fibre in the cleaver.
    Seat(Side),
    /// Close the cleaver's lid.
    CloseCleaver,
    /// Push the blade through.
    Stroke,
    /// Put the scrap into the box.
    BinShard,
    /// Take a cleaved end out of the cleaver and lay it aside.
    LiftEnd(Side),
    /// Open the splicer's cover.
    OpenSplicer,
    /// Lay an end in the splicer.
    Load(Side),
    /// Close the splicer's cover.
    CloseSplicer,
    /// Choose the program for these fibres.
    ChooseProgram,
    /// Let the splicer check its arc on both ends.
    CheckArc,
    /// Back to the splicer's page for splicing.
    LeaveMenu,
    /// Let the splicer align and look.
    Inspect,
    /// Read both views.
    ReadViews,
    /// Put a bad end back to work.
    Reject(Side),
    /// Fire the arc.
    Arc,
    /// Tension test.
    Test,
    /// Slide the sleeve over the joint.
    CentreSleeve,
    /// Open the oven's lid.
    OpenOven,
    /// Lower the joint into the oven.
    PlaceInOven,
    /// Close the oven's lid.
    CloseOven,
    /// Choose the oven's program for this sleeve.
    ChooseOven,
    /// Start the oven and wait.
    Heat,
    /// Wait until the sleeve is cool.
    Cool,
    /// Lift the joint out of the oven.
    LiftOut,
    /// Lay the slack in the tray.
    LayFibre,
    /// Push the sleeve into its slot.
    SeatSleeve,
    /// Slip a fibre that lies on a tab under it.
    TuckFibre(u8),
    /// Open the tray again: what the lid pinched is laid anew.
    OpenTray,
    /// Close the tray.
    CloseTray,
    /// Cut a joint out and start again.
    CutBack,
    /// Nothing is left to do.
    Finish,
    /// Look at an end face under the microscope.
    InspectFace(Part),
    /// Clean an end face.
    CleanFace {
        /// Which.
        part: Part,
        /// With alcohol, and dry afterwards.
        wet: bool,
    },
    /// Plug a cord's connector (from 0) into a port (from 1).
    Plug {
        /// The connector.
        plug: u8,
        /// The port.
        port: u8,
    },
    /// Pull a cord's connector (from 0) out.
    Unplug(u8),
    /// Press a control of an instrument or of the record sheet.
    Press {
        /// Where.
        part: Part,
        /// The control.
        code: i16,
        /// Its value.
        value: i32,
    },
    /// Wait for the trace.
    WaitOtdr,
    /// Let the light source warm up.
    WarmUp,
    /// Work at a site of a workpiece, by its number from 1.
    Site(u8),
    /// Answer a question, by its number from 0.
    Answer(u8),
    /// Write on a line of the record sheet.
    Write {
        /// The line, from 0.
        line: u8,
        /// What is written, in hundredths.
        value: i32,
    },
}

impl Goal {
    /// The step of the work that it is: what hints are said at.
    pub fn step(self) -> Step {
        match self {
            Goal::WearGlasses => Step::WearGlasses,
            Goal::CutSheath => Step::CutSheath,
            Goal::PullSheath => Step::PullSheath,
            Goal::CleanTube => Step::CleanTube,
            Goal::ScoreTube => Step::ScoreTube,
            Goal::OpenTube => Step::OpenTube,
            Goal::Degrease => Step::Degrease,
            Goal::PickFibre => Step::PickFibre,
            Goal::ThreadSleeve => Step::ThreadSleeve,
            Goal::Strip(_) => Step::Strip,
            Goal::Clean(_) => Step::Clean,
            Goal::OpenCleaver => Step::OpenCleaver,
            Goal::DrawCarriageBack => Step::DrawCarriageBack,
            Goal::TurnBlade => Step::TurnBlade,
            Goal::Seat(_) => Step::Seat,
            Goal::CloseCleaver => Step::CloseCleaver,
            Goal::Stroke => Step::Stroke,
            Goal::BinShard => Step::BinShard,
            Goal::LiftEnd(_) => Step::LiftEnd,
            Goal::OpenSplicer => Step::OpenSplicer,
            Goal::Load(_) => Step::Load,
            Goal::CloseSplicer => Step::CloseSplicer,
            Goal::ChooseProgram => Step::ChooseProgram,
            Goal::CheckArc => Step::CheckArc,
            Goal::LeaveMenu => Step::LeaveMenu,
            Goal::Inspect => Step::Inspect,
            Goal::ReadViews => Step::ReadViews,
            Goal::Reject(_) => Step::Reject,
            Goal::CutBack => Step::CutBack,
            Goal::Arc => Step::Arc,
            Goal::Test => Step::Test,
            Goal::CentreSleeve => Step::CentreSleeve,
            Goal::OpenOven => Step::OpenOven,
            Goal::PlaceInOven => Step::PlaceInOven,
            Goal::CloseOven => Step::CloseOven,
            Goal::ChooseOven => Step::ChooseOven,
            Goal::Heat => Step::Heat,
            Goal::Cool => Step::Cool,
            Goal::LiftOut => Step::LiftOut,
            Goal::LayFibre => Step::LayFibre,
            Goal::SeatSleeve => Step::SeatSleeve,
            Goal::TuckFibre(_) => Step::TuckFibre,
            Goal::OpenTray => Step::OpenTray,
            Goal::CloseTray => Step::CloseTray,
            Goal::InspectFace(_) => Step::InspectFace,
            Goal::CleanFace { .. } => Step::CleanFace,
            Goal::Plug { .. } => Step::Plug,
            Goal::Unplug(_) => Step::Unplug,
            Goal::Press { part: Part::Record, .. } => Step::Sign,
            Goal::Press { .. } => Step::Press,
            Goal::WaitOtdr => Step::WaitOtdr,
            Goal::WarmUp => Step::WarmUp,
            Goal::Write { .. } => Step::Write,
            Goal::Site(_) => Step::Site,
            Goal::Answer(_) => Step::Answer,
            Goal::Finish => Step::Finish,
        }
    }

    /// Name in locale keys and pictograms.
    pub fn name(self) -> &'static str {
        self.step().name()
    }

    /// The fibre that the goal is about.
    pub fn side(self) -> Option<Side> {
        match self {
            Goal::Strip(side)
            | Goal::Clean(side)
            | Goal::Seat(side)
            | Goal::LiftEnd(side)
            | Goal::Load(side)
            | Goal::Reject(side) => Some(side),
            _ => None,
        }
    }
}

/// How far a hand goes before it is content, and which mistakes it makes.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Mistakes of this hand.
    pub mistakes: Vec<Mistake>,
    /// Criteria about sites and questions that this hand fails, by their place in the scheme.
    pub failed: Vec<usize>,
    /// Gel left on tube or fibre that it accepts.
    pub gel: f64,
    /// Dirt left on the glass that it accepts.
    pub dirt: f64,
    /// Cleave angle that it accepts, degrees.
    pub angle_deg: f64,
    /// Estimated loss that it accepts, dB.
    pub estimate_db: f64,
}

impl Default for Habits {
    fn default() -> Self {
        Habits { mistakes: Vec::new(), failed: Vec::new(), gel: 0.09, dirt: 0.09, angle_deg: 0.95, estimate_db: 0.11 }
    }
}

impl Habits {
    /// Whether this hand makes a mistake.
    pub fn makes(&self, mistake: Mistake) -> bool {
        self.mistakes.contains(&mistake)
    }
}

/// Seconds that each view must have been on the screen.
const VIEW_S: f64 = 1.2;

/// The next gesture, by the order of the trade.
pub fn next(bench: &Bench, habits: &Habits) -> Goal {
    match trade(bench, habits) {
        Goal::Finish => super::craft::next(bench, habits),
        // Nothing is laid under a lid.
        Goal::LayFibre | Goal::SeatSleeve if bench.state().tray.lid > 0.0 && !bench.state().oven.holds => {
            Goal::OpenTray
        }
        goal => goal,
    }
}

/// The next gesture of splicing, coiling and measuring.
fn trade(bench: &Bench, habits: &Habits) -> Goal {
    let state = bench.state();
    if !state.glasses && !habits.makes(Mistake::NoGlasses) && bench.can_take(Tool::SafetyGlasses) {
        return Goal::WearGlasses;
    }
    if bench.coils() {
        return coiling(bench, state, habits);
    }
    if bench.only_measures() {
        return super::measuring::next(bench, habits);
    }
    if bench.only_crafts() {
        return Goal::Finish;
    }
    if let Work::Part { to, .. } = bench.job().scenario.work {
        return part(bench, state, habits, to);
    }
    if state.joint.is_some() {
        return after_joint(bench, state, habits);
    }
    opening(bench, state, habits)
        .or_else(|| preparing(bench, state, habits))
        .unwrap_or_else(|| joining(bench, state, habits))
}

/// The next gesture of an exercise that ends with a stage.
fn part(bench: &Bench, state: &State, habits: &Habits, to: Stage) -> Goal {
    let within = |goal: &Goal| stage(*goal).is_some_and(|stage| stage <= to);
    let goal = if state.joint.is_some() {
        after_joint(bench, state, habits)
    } else if to < Stage::Splice {
        let end = |side| prepare_end(bench, state, habits, side).filter(within);
        let threads = to >= Stage::Strip && state.sleeve.on.is_none() && !habits.makes(Mistake::SleeveForgotten);
        opening(bench, state, habits)
            .or_else(|| threads.then_some(Goal::ThreadSleeve))
            .or_else(|| Side::BOTH.into_iter().find_map(end))
            .unwrap_or(Goal::Finish)
    } else {
        opening(bench, state, habits)
            .or_else(|| preparing(bench, state, habits))
            .unwrap_or_else(|| joining(bench, state, habits))
    };
    match goal {
        // The work ends with the sleeve in the hand, not in the oven.
        Goal::LayFibre if to == Stage::Sleeve && state.oven.holds => Goal::LiftOut,
        // Nothing is loaded in this work: the first end makes room for the other.
        Goal::Seat(side) if within(&goal) => match state.cleaver.fibre {
            Some(seat) if seat.side != side => Goal::LiftEnd(seat.side),
            _ => goal,
        },
        goal if within(&goal) => goal,
        _ => Goal::Finish,
    }
}

/// The stage that a gesture belongs to.
pub fn stage(goal: Goal) -> Option<Stage> {
    goal.step().stage()
}

fn coiling(bench: &Bench, state: &State, habits: &Habits) -> Goal {
    if !bench.tray_laid() || !state.tray.settled {
        return Goal::LayFibre;
    }
    let tweezers = bench.job().scenario.tools.contains(&Tool::Tweezers);
    if state.tray.lid == 0.0
        && tweezers
        && !habits.makes(Mistake::TabsForgotten)
        && let Some(missed) = bench.missed_tab()
    {
        return Goal::TuckFibre(missed.tab as u8);
    }
    if state.tray.lid < 1.0 && !habits.makes(Mistake::TrayLeftOpen) {
        return Goal::CloseTray;
    }
    Goal::Finish
}

fn opening(bench: &Bench, state: &State, habits: &Habits) -> Option<Goal> {
    let job = bench.job();
    if state.cable.exposed_mm <= 0.0 {
        return Some(if bench.sheath_parts() { Goal::PullSheath } else { Goal::CutSheath });
    }
    let tube = state.cable.tubes.get(usize::from(job.tube).checked_sub(1)?)?;
    if tube.opened_mm <= 0.0 {
        let dirty = tube.gel > habits.gel.max(0.1) && !habits.makes(Mistake::TubeLeftDirty);
        return Some(match (bench.tube_parts(job.tube), dirty) {
            (true, _) => Goal::OpenTube,
            (false, true) => Goal::CleanTube,
            (false, false) => Goal::ScoreTube,
        });
    }
    if state.cable.picked != Some(job.fibre) {
        let gel = state.cable.fibres.get(usize::from(job.fibre).checked_sub(1)?)?.gel;
        return Some(if gel > habits.gel { Goal::Degrease } else { Goal::PickFibre });
    }
    None
}

fn preparing(bench: &Bench, state: &State, habits: &Habits) -> Option<Goal> {
    let late = habits.makes(Mistake::SleeveForgotten) && !state.breaks_or_cuts(bench);
    if state.sleeve.on.is_none() && !late && state.splicer.loaded[0].is_none() && state.cleaver.fibre.is_none() {
        return Some(Goal::ThreadSleeve);
    }
    let side = Side::BOTH.into_iter().find(|side| state.splicer.loaded[side.index()].is_none())?;
    // A cleaved end goes straight into the splicer: laid down, it would pick up dust.
    let load = if state.splicer.lid > 0.0 { Goal::OpenSplicer } else { Goal::Load(side) };
    Some(prepare_end(bench, state, habits, side).unwrap_or(load))
}

fn prepare_end(bench: &Bench, state: &State, habits: &Habits, side: Side) -> Option<Goal> {
    let end = state.end(side)?;
    let cleaver = &state.cleaver;
    let here = cleaver.fibre.is_some_and(|seat| seat.side == side);
    let known_bad = end.face.is_some_and(|face| face.angle_deg > habits.angle_deg || face.dust_um > 2.0)
        && inspected_since_cleave(bench, side);
    if end.face.is_some() && !known_bad {
        if here && cleaver.lid > 0.0 {
            return Some(Goal::OpenCleaver);
        }
        return (state.next_shard().is_some() && cleaver.lid < 0.5 && !habits.makes(Mistake::ShardLeft))
            .then_some(Goal::BinShard);
    }
    if here && end.bare_mm > 13.0 {
        return Some(if cleaver.carriage_mm > 1.0 && (cleaver.struck || cleaver.lid < 1.0) {
            Goal::DrawCarriageBack
        } else if cleaver.lid < 1.0 {
            Goal::CloseCleaver
        } else {
            Goal::Stroke
        });
    }
    if end.bare_mm < 20.0 || known_bad {
        return Some(Goal::Strip(side));
    }
    if end.dirt_max() > habits.dirt {
        return Some(Goal::Clean(side));
    }
    if cleaver.lid > 0.0 {
        return Some(Goal::OpenCleaver);
    }
    if state.next_shard().is_some() && !habits.makes(Mistake::ShardLeft) {
        return Some(Goal::BinShard);
    }
    if cleaver.carriage_mm > 1.0 {
        return Some(Goal::DrawCarriageBack);
    }
    let blade = &cleaver.blade;
    if blade.used() >= SERVES && (blade.next_good().is_some() || usize::from(blade.height) + 1 < HEIGHTS) {
        return Some(Goal::TurnBlade);
    }
    Some(Goal::Seat(side))
}

/// Whether the splicer has shown an end's present face.
fn inspected_since_cleave(bench: &Bench, side: Side) -> bool {
    for stamped in bench.facts().iter().rev() {
        match stamped.fact {
            Fact::Inspected { .. } => return true,
            Fact::Cleaved { side: of, .. } if of == side => return false,
            _ => {}
        }
    }
    false
}

fn joining(bench: &Bench, state: &State, habits: &Habits) -> Goal {
    let splicer = &state.splicer;
    if !splicer.phase.is_busy() {
        // An arc check has melted both ends.
        let melted = |side: &Side| state.end(*side).is_some_and(|end| end.face.is_none());
        if splicer.checked.is_some()
            && let Some(side) = Side::BOTH.into_iter().find(melted)
        {
            return Goal::Reject(side);
        }
        if bench.arc_check_due() && splicer.lid >= 1.0 && !matches!(splicer.phase, Phase::Refused(_)) {
            return Goal::CheckArc;
        }
        if splicer.page != Page::Splice {
            return Goal::LeaveMenu;
        }
    }
    match splicer.phase {
        Phase::Ready { .. } => {
            for side in Side::BOTH {
                let bad = state
                    .end(side)
                    .and_then(|end| end.face)
                    .is_some_and(|face| face.angle_deg > habits.angle_deg || face.dust_um > 2.0);
                if bad {
                    return Goal::Reject(side);
                }
            }
            let seen = splicer.view_ticks.iter().all(|ticks| f64::from(*ticks) * TICK_S >= VIEW_S);
            if seen || habits.makes(Mistake::BlindArc) { Goal::Arc } else { Goal::ReadViews }
        }
        Phase::Refused(Refusal::LidOpen) => Goal::CloseSplicer,
        Phase::Refused(
            Refusal::NoFibre(side)
            | Refusal::TooFar(side)
            | Refusal::Misplaced(side)
            | Refusal::NotCleaved(side)
            | Refusal::BadFace(side),
        ) => Goal::Reject(side),
        _ if splicer.lid < 1.0 => Goal::CloseSplicer,
        _ if !program_fits(bench) && !habits.makes(Mistake::WrongProgram) => Goal::ChooseProgram,
        _ => Goal::Inspect,
    }
}

/// Whether the program in use is made for the two fibres.
pub fn program_fits(bench: &Bench) -> bool {
    let job = bench.job();
    let fibres = (job.cable.fibre, job.pigtail.fibre);
    job.splicer
        .programs
        .get(bench.state().splicer.program)
        .is_some_and(|program| program.fibres == fibres || program.fibres == (fibres.1, fibres.0))
}

fn after_joint(bench: &Bench, state: &State, habits: &Habits) -> Goal {
    if bench.joint_in_splicer() {
        if state.sleeve.on.is_none() {
            return Goal::CutBack;
        }
        if state.splicer.page != Page::Splice && !state.splicer.phase.is_busy() {
            return Goal::LeaveMenu;
        }
        if let Phase::Joined(estimate) = state.splicer.phase {
            if habits.makes(Mistake::ReArc) && state.splicer.arcs < 5 {
                return Goal::Arc;
            }
            if estimate > habits.estimate_db && !habits.makes(Mistake::ReArc) {
                return Goal::CutBack;
            }
        }
        if !state.splicer.tested && !habits.makes(Mistake::NoTensionTest) {
            return Goal::Test;
        }
        if state.splicer.lid > 0.0 {
            return Goal::OpenSplicer;
        }
    }
    if bench.sleeve_needs_heat() || state.oven.holds {
        return heating(bench, state, habits);
    }
    if !state.tray.laid[0] {
        return Goal::LayFibre;
    }
    if state.sleeve.slot.is_none() {
        return Goal::SeatSleeve;
    }
    if !state.tray.laid[1] || !state.tray.settled {
        return Goal::LayFibre;
    }
    if state.next_shard().is_some() && !habits.makes(Mistake::ShardLeft) {
        return if state.cleaver.lid > 0.0 { Goal::OpenCleaver } else { Goal::BinShard };
    }
    if state.tray.lid < 1.0 && !habits.makes(Mistake::TrayLeftOpen) {
        return Goal::CloseTray;
    }
    // What was spliced is measured, where the job has a network.
    super::measuring::next(bench, habits)
}

fn heating(bench: &Bench, state: &State, habits: &Habits) -> Goal {
    let oven = &state.oven;
    if !oven.holds {
        let wanted = if habits.makes(Mistake::SleeveOffCentre) { 7.0 } else { 0.0 };
        if (state.sleeve.centre_mm - wanted).abs() > 2.4 && !state.sleeve.shrunk {
            return Goal::CentreSleeve;
        }
        return if oven.lid > 0.0 { Goal::OpenOven } else { Goal::PlaceInOven };
    }
    if let Some(done) = oven.done {
        let cooled = f64::from(bench.now() - done) * TICK_S > bench.job().splicer.cool_s + 0.3;
        if !cooled && !habits.makes(Mistake::HotSleeve) {
            return Goal::Cool;
        }
        return if oven.lid > 0.0 { Goal::OpenOven } else { Goal::LayFibre };
    }
    if oven.lid < 1.0 {
        return Goal::CloseOven;
    }
    if oven.since.is_none() && oven.program != bench.right_oven_program() { Goal::ChooseOven } else { Goal::Heat }
}

impl State {
    /// Whether a joint was already cut out or broken: a forgotten sleeve is remembered then.
    fn breaks_or_cuts(&self, bench: &Bench) -> bool {
        self.breaks > 0 || bench.facts().iter().any(|stamped| matches!(stamped.fact, Fact::FibreCut { .. }))
    }
}
