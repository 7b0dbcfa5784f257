//! The splice tray: fibres led to their place by hand, the sleeve's slot, the lid. The oven's trough too.
//!
//! How a fibre behaves is the rods' business (`coil`); what comes of it is measured here, from the settled paths alone.

use std::sync::OnceLock;

use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::{Sample, Side, TICK_S, Tick};
use crate::optics::bend::loss_along_curve_db;
use crate::optics::pinch::Pinch;
use crate::optics::{BendTable, FibreType, Wavelength, strength};
use crate::rod::{Material, path};
use crate::scenario::schema::Work;

use super::coil::{self, Gate, Outcome, Point, Spec};
use super::facts::BreakCause;
use super::lie::Lie;
use super::{Bench, Fact, GRIPPING};

/// Wavelengths that losses are computed for: 1310, 1490, 1550, 1625 and 1650 nm.
pub const BANDS: usize = Wavelength::ALL.len();
/// The one at which a bend shows first, 1625 nm.
const WARNS: usize = 3;
/// Seconds of a year.
const YEAR_S: f64 = 365.25 * 86_400.0;
/// Slack that may still be outside when the fibre is let go and stays, mm.
pub const STAYS_MM: f64 = 60.0;
/// Fibre that a side has behind its clamp and gives for the tray, over what it shows on the bench, cable first, mm.
const RESERVE_MM: [f64; 2] = [92.0, 62.0];
/// Height of a fibre at its entry and in the slot, mm.
const GATE_MM: f64 = 1.0;
/// Grip from which the fingers no longer let the fibre run, of 255.
const FIRM: u8 = 190;
/// Time before an outcome that shows how it came about, ticks.
const SEEN_TICKS: u32 = 240;
/// Longest time that the fibres need to lie still, ticks.
pub(super) const MAX_REST_TICKS: u32 = 1200;
/// Radius under which a fibre is too tight while it is handled, mm.
pub(super) const TIGHT_MM: f64 = 15.0;
/// Time that a fibre lies pinched before the work is handed over and beyond, s: what breaks it later is not this hand's.
const PINCHED_S: f64 = 60.0;
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
    course: usize,
    holding: bool,
    /// The fingers found nothing to hold: they must open before they try again.
    missed: bool,
}

/// A joint lowered into a slot of the tray or into the oven.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    slot: Option<u8>,
    start_mm: f64,
    done: bool,
}

/// Tweezers that move fibres where they lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tuck {
    holding: bool,
}

/// A tab that a fibre lies on instead of under.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missed {
    /// Its number in the catalogue's list, from 0.
    pub tab: usize,
    /// Where the fibre lies on it, mm in the tray's frame.
    pub at: [f64; 3],
    /// From its root to its tip, a unit vector.
    pub along: [f64; 2],
    /// How far along that way nothing of the tab is left, mm from `at`.
    pub clear_mm: f64,
}

impl Bench {
    /// A tongue that a fibre lies on now; its round tip ends half its width beyond its line.
    pub fn missed_tab(&self) -> Option<Missed> {
        let tray = &self.job.tray;
        let over_mm = tray.height_mm * coil::TAB_BOTTOM + 0.2;
        for (tab, spec) in tray.tabs.iter().enumerate() {
            let solid = coil::tab(tray, spec);
            let way = [spec.to_mm.0 - spec.from_mm.0, spec.to_mm.1 - spec.from_mm.1];
            let long = (way[0] * way[0] + way[1] * way[1]).sqrt();
            if long < 1.0 {
                continue;
            }
            let along = way.map(|v| v / long);
            let own = self.coil.strands().filter(|(course, _)| *course < self.own_courses());
            let on = own.flat_map(|(_, places)| places).filter(|place| solid.over(**place) && place[2] * 1e3 > over_mm);
            let places = on.map(|place| place.map(|v| v * 1e3));
            // Of several passes the one nearest to the tip.
            let gone = |at: &[f64; 3]| (at[0] - spec.from_mm.0) * along[0] + (at[1] - spec.from_mm.1) * along[1];
            if let Some(at) = places.max_by(|a, b| gone(a).total_cmp(&gone(b))) {
                return Some(Missed { tab, at, along, clear_mm: long + spec.width_mm / 2.0 - gone(&at) });
            }
        }
        None
    }

    /// Courses that this hand lays; the one after them is in service.
    fn own_courses(&self) -> usize {
        if self.coils() { 1 } else { 2 }
    }

    /// Fibre that lies in the tray before the work begins, across the tabs instead of under them.
    pub(super) fn lay_before(&mut self) {
        let Work::Coil { fibres, length_mm, laid: true, .. } = self.job.scenario.work else { return };
        let paths = loose_paths(&self.job.tray, fibres, length_mm);
        self.coil.lay(0, &paths);
        self.look_at_tray();
    }

    pub(super) fn begin_tuck(&self) -> Option<Tuck> {
        let lies = self.tray_laid() && (self.coil.is_settled() || self.coil.is_tucked());
        (lies && self.state.tray.lid < 0.5).then_some(Tuck { holding: false })
    }

    pub(super) fn tuck(&mut self, work: &mut Tuck, now: &Sample) {
        if now.grip < GRIPPING {
            self.leave_tuck(*work);
            work.holding = false;
            self.resistance = 0.0;
            return;
        }
        let at = [now.along_mm(), now.across_mm(), now.lift_mm()];
        if !work.holding {
            work.holding = true;
            self.coil.pick_up(at);
        }
        self.resistance = self.coil.move_tip(at);
        self.look_at_tray();
    }

    pub(super) fn leave_tuck(&mut self, work: Tuck) {
        if work.holding {
            self.coil.put_down();
        }
    }

    /// Length of a side's fibre that has to find its place in the tray, mm.
    pub fn tray_length_mm(&self, side: Side) -> f64 {
        if let Work::Coil { length_mm, .. } = self.job.scenario.work {
            return length_mm;
        }
        (self.state.end(side).map_or(0.0, |end| end.free_mm) + RESERVE_MM[side.index()]).max(120.0)
    }

    /// The side that is to be led into the tray now: the cable's up to the joint, then the pigtail's from there.
    pub fn tray_side(&self) -> Side {
        if self.coils() {
            return Side::Cable;
        }
        if self.state.sleeve.slot.is_some() && self.coil.is_laid(Side::Cable.index()) {
            Side::Pigtail
        } else {
            Side::Cable
        }
    }

    /// Where the course of a side begins and ends; the joint's own gates are known once it has a slot.
    pub fn tray_gates(&self, side: Side) -> [Option<Gate>; 2] {
        let tray = &self.job.tray;
        let entry = |x: f64| Gate { at: [x, tray.entry_mm.1, GATE_MM], dir: [1.0, 0.0] };
        let sleeve = |end: f64| {
            let [x, y] = super::layout::slot_place(tray, self.state.sleeve.slot?);
            let half = self.job.sleeve.length_mm / 2.0;
            Some(Gate { at: [x + end * half, y, GATE_MM], dir: [1.0, 0.0] })
        };
        if self.coils() {
            return [Some(entry(-tray.entry_mm.0)), Some(entry(tray.entry_mm.0))];
        }
        match side {
            Side::Cable => [Some(entry(-tray.entry_mm.0)), sleeve(-1.0)],
            Side::Pigtail => [sleeve(1.0), Some(entry(tray.entry_mm.0))],
        }
    }

    /// Whether fibres are coiled that pass through uncut, instead of a splice.
    pub fn coils(&self) -> bool {
        matches!(self.job.scenario.work, Work::Coil { .. })
    }

    /// Fibres that a hand holds together.
    pub fn strands(&self) -> usize {
        match self.job.scenario.work {
            Work::Coil { fibres, .. } => usize::from(fibres),
            _ => 1,
        }
    }

    /// Whether every course that the work asks for was led to its end.
    pub fn tray_laid(&self) -> bool {
        self.coil.is_laid(0) && (self.coils() || self.coil.is_laid(1))
    }

    /// The fibres in the tray.
    pub fn coil(&self) -> &coil::Coil {
        &self.coil
    }

    /// What each strand loses at each of its nodes now at 1625 nm, dB/m: where light leaks.
    pub fn tray_leaks(&self) -> Vec<Vec<f64>> {
        self.coil
            .strands()
            .map(|(course, places)| {
                let table = if course == 0 { self.tables.cable[WARNS] } else { self.tables.pigtail[WARNS] };
                path::curvatures(places).into_iter().map(|bend| table.loss_db_per_m(bend * 1e-3)).collect()
            })
            .collect()
    }

    /// Takes what the fibres do from a journal instead of simulating them. Before the first tick.
    pub fn recall(&mut self, outcomes: Vec<(Tick, Outcome)>) {
        self.coil.tell(outcomes);
    }

    fn tray_spec(&self, side: Side) -> Spec {
        let strands = self.strands();
        // A pigtail's buffer is taken off at the entry: what is coiled is coated fibre on both sides.
        Spec { strands, length_mm: self.tray_length_mm(side), material: Material::COATED }
    }

    pub(super) fn begin_lay(&self) -> Option<Lay> {
        let state = &self.state;
        let side = self.tray_side();
        let joined = state.joint.is_some() && !state.oven.holds;
        let ready = (joined || self.coils()) && state.tray.lid < 0.5;
        (ready && self.tray_gates(side)[0].is_some()).then_some(Lay {
            course: side.index(),
            holding: false,
            missed: false,
        })
    }

    pub(super) fn lay(&mut self, work: &mut Lay, now: &Sample) {
        let gripping = now.grip >= GRIPPING;
        if !gripping {
            if work.holding {
                self.release(work);
            }
            work.missed = false;
            self.resistance = 0.0;
            return;
        }
        if work.missed || self.state.joint.is_none() && !self.coils() {
            return;
        }
        let side = if work.course == 0 { Side::Cable } else { Side::Pigtail };
        let [Some(root), _] = self.tray_gates(side) else { return };
        let to = [now.along_mm(), now.across_mm(), now.lift_mm()];
        let spec = self.tray_spec(side);
        match self.coil.hold(work.course, spec, root, to, now.grip >= FIRM) {
            Some(back) => {
                work.holding = true;
                self.resistance = back;
            }
            None => {
                work.missed = true;
                self.resistance = 0.0;
            }
        }
        self.look_at_tray();
    }

    fn release(&mut self, work: &mut Lay) {
        work.holding = false;
        self.coil.let_go(work.course, STAYS_MM);
    }

    pub(super) fn leave_lay(&mut self, mut work: Lay) {
        if work.holding {
            self.release(&mut work);
        }
    }

    /// What the fibres do by themselves.
    pub(super) fn run_coil(&mut self) {
        if self.coil.rests() {
            return;
        }
        let mut outcomes = Vec::new();
        let wanted: &[usize] = if self.coils() { &[0] } else { &[0, 1] };
        self.coil.tick(self.tick, wanted, &mut outcomes);
        self.tell_of(outcomes);
    }

    fn look_at_tray(&mut self) {
        let tray = &mut self.state.tray;
        tray.laid_mm = [self.coil.laid_mm(0), self.coil.laid_mm(1)];
        tray.laid = [self.coil.is_laid(0), self.coil.is_laid(1)];
        tray.settled = self.coil.is_settled();
    }

    fn tell_of(&mut self, outcomes: Vec<Outcome>) {
        // What led to it was seen in the seconds before.
        let from = self.tick.saturating_sub(SEEN_TICKS);
        for outcome in outcomes {
            match outcome {
                Outcome::Sprang { laid_mm, .. } => self.say(from, Fact::FibreSprang { laid_mm }),
                Outcome::Laid { course, left_mm, tight_ticks } => {
                    let index = usize::from(course).min(1);
                    self.state.tray.left_mm[index] = left_mm;
                    self.state.tray.tight_ticks[index] = tight_ticks;
                    self.laid(from);
                }
                Outcome::Broke { .. } if self.state.joint.is_some() => self.break_joint(BreakCause::Bend, from),
                Outcome::Broke { .. } if self.coils() => {
                    let left_mm = self.tray_length_mm(Side::Cable);
                    self.state.breaks += 1;
                    self.say(from, Fact::FibreBroken { side: Side::Cable, cause: BreakCause::Bend, left_mm });
                }
                Outcome::Broke { .. } => {}
                Outcome::Disturbed { strand, paths } => self.disturbed(strand, &paths, from),
                Outcome::Settled { paths, moved_mm } => self.settle(&paths, &moved_mm, from),
            }
        }
        self.look_at_tray();
    }

    /// A course has been led to its end: where its end goes is known, or will be once the sleeve has a slot.
    fn laid(&mut self, from: Tick) {
        self.draw_ends();
        let sleeve = self.state.sleeve;
        if self.coils() {
            return;
        }
        if !sleeve.shrunk || sleeve.uncovered_mm > BARE_BREAKS_MM {
            // A joint without its sleeve does not survive the coil.
            self.break_joint(BreakCause::Unprotected, from);
        }
    }

    fn draw_ends(&mut self) {
        for side in Side::BOTH {
            if let Some(end) = self.tray_gates(side)[1]
                && self.coil.is_laid(side.index())
            {
                self.coil.set_end(side.index(), end);
            }
        }
    }

    /// A fibre in service lies still again: what its customer lost meanwhile, and what stays lost.
    fn disturbed(&mut self, strand: u8, paths: &[Vec<Point>; 3], from: Tick) {
        let [before, most, after] = paths.each_ref().map(|points| {
            let bends = super::lie::bends(&points.iter().map(coil::place).collect::<Vec<_>>());
            self.tables.cable.map(|table| loss_along_curve_db(&bends, coil::SPACING_MM, table))
        });
        // What was bent most at one place need not have lost most in all.
        let peak: [f64; BANDS] = std::array::from_fn(|i| most[i].max(before[i]).max(after[i]));
        let fact = Fact::LiveDisturbed {
            strand: strand + 1,
            before_1550_db: before[2],
            peak_1550_db: peak[2],
            after_1550_db: after[2],
            before_1625_db: before[WARNS],
            peak_1625_db: peak[WARNS],
            after_1625_db: after[WARNS],
        };
        self.say(from, fact);
    }

    fn settle(&mut self, paths: &[(u8, Vec<Point>)], moved_mm: &[f64], from: Tick) {
        // Fibres in service are the last course: how they lie is not this hand's doing.
        let own = self.own_courses();
        let lie = Lie::of(paths.iter().filter(|(course, _)| usize::from(*course) < own), &self.job.tray);
        let mut worst = [[0.0_f64; BANDS]; 2];
        for (course, curvature) in &lie.curvatures {
            let tables = if *course == 0 { self.tables.cable } else { self.tables.pigtail };
            for (worst, table) in worst[usize::from(*course & 1)].iter_mut().zip(tables) {
                *worst = worst.max(loss_along_curve_db(curvature, coil::SPACING_MM, table));
            }
        }
        // One fibre after the other; of fibres side by side the worst.
        let loss_db = std::array::from_fn(|i| worst[0][i] + worst[1][i]);
        let tray = &mut self.state.tray;
        tray.over_walls = lie.over_walls;
        tray.min_radius_mm = lie.min_radius_mm;
        tray.loss_db = loss_db;
        tray.settled = true;
        let tight_s = tray.tight_ticks.map(f64::from).iter().sum::<f64>() * TICK_S;
        let fact = Fact::FibreLaid {
            loops: lie.loops,
            min_radius_mm: lie.min_radius_mm,
            tight_s,
            laid_mm: lie.length_mm,
            left_mm: tray.left_mm[0].max(tray.left_mm[1]),
            crossings: lie.crossings,
            over_tabs: lie.over_tabs,
            disturbed: moved_mm.iter().filter(|mm| **mm > coil::GIVES_MM).count() as u32,
            outside_mm: lie.outside_mm,
            loss_1310_db: loss_db[0],
            loss_1490_db: loss_db[1],
            loss_1550_db: loss_db[2],
            loss_1625_db: loss_db[WARNS],
            loss_1650_db: loss_db[4],
            stress_mpa: strength::bending_stress_mpa(lie.min_radius_mm),
            breaks_per_year: strength::bend_break_rate_per_s(lie.min_radius_mm, 0.0) * YEAR_S,
        };
        self.say(from, fact);
        if self.state.tray.closed {
            self.say_closed(from);
        }
    }

    pub(super) fn clear_tray(&mut self) {
        self.coil.clear();
        let lid = self.state.tray.lid;
        self.state.tray = super::state::TrayState { lid, closed: lid >= 1.0, ..Default::default() };
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
        (state.oven.lid < 0.5 && !state.oven.holds && state.joint.is_some() && self.sleeve_needs_heat())
            .then_some(Slot { slot: None, start_mm: 0.0, done: false })
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
                    self.draw_ends();
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
        let height = self.job.tray.height_mm;
        // The lid feels the fibres over the last part of its way.
        self.coil.set_lid((lid > 0.7).then_some(height + (1.0 - lid.min(1.0)) * 60.0));
        if was >= 1.0 || lid < 1.0 {
            return;
        }
        // Closed on fibres that still move, it is said once they lie.
        if self.coil.is_settled() || !self.tray_laid() {
            self.say_closed(from);
        }
    }

    fn say_closed(&mut self, from: Tick) {
        let (pinches, pinched_db) = self.pinches();
        let loss: [f64; BANDS] = std::array::from_fn(|i| self.state.tray.loss_db[i] + pinched_db[i]);
        let places = pinches.len() as u32;
        if let Some(tightest) = pinches.iter().min_by(|a, b| a.radius_mm.total_cmp(&b.radius_mm)) {
            self.say(
                from,
                Fact::LidPinched {
                    places,
                    radius_mm: tightest.radius_mm,
                    stress_mpa: strength::bending_stress_mpa(tightest.radius_mm),
                    loss_1310_db: pinched_db[0],
                    loss_1550_db: pinched_db[2],
                    loss_1625_db: pinched_db[WARNS],
                },
            );
        }
        self.say(from, Fact::TrayClosed { pinched: places, loss_1550_db: loss[2], loss_1625_db: loss[WARNS] });
        // Each place tries its own luck: the reference of no pinch at all draws nothing.
        let broke = pinches.iter().filter(|pinch| self.uniform() < pinch.break_chance(PINCHED_S)).count();
        if broke > 0 {
            self.break_under_lid(from);
        }
    }

    /// What the lid pinches, and what that costs: of fibres side by side the worst, one course after the other.
    fn pinches(&self) -> (Vec<Pinch>, [f64; BANDS]) {
        let lid = self.job.tray.lid;
        let mut worst = [[0.0_f64; BANDS]; 2];
        let mut pinches = Vec::new();
        let mut strand = (None, [0.0; BANDS]);
        for (course, number, cosine) in &self.state.tray.over_walls {
            let pinch = Pinch::new(*cosine, lid.drop_mm, lid.reach_mm);
            if strand.0 != Some(*number) {
                strand = (Some(*number), [0.0; BANDS]);
            }
            let tables = if *course == 0 { self.tables.cable } else { self.tables.pigtail };
            for (i, table) in tables.iter().enumerate() {
                strand.1[i] += pinch.loss_db(table);
                let worst = &mut worst[usize::from(*course & 1)][i];
                *worst = worst.max(strand.1[i]);
            }
            pinches.push(pinch);
        }
        (pinches, std::array::from_fn(|i| worst[0][i] + worst[1][i]))
    }

    fn break_under_lid(&mut self, from: Tick) {
        if self.state.joint.is_some() {
            return self.break_joint(BreakCause::Lid, from);
        }
        let left_mm = self.tray_length_mm(Side::Cable);
        self.state.breaks += 1;
        self.clear_tray();
        self.say(from, Fact::FibreBroken { side: Side::Cable, cause: BreakCause::Lid, left_mm });
    }
}

/// Where fibres in service lie in a tray: loops along the walls, from entry to entry.
pub(super) fn live_paths(tray: &Tray, count: u8) -> Vec<Vec<[f64; 2]>> {
    let mut beside = tray.clone();
    beside.entry_mm.1 += coil::LIVE_MM;
    (0..count).map(|k| super::lanes::laps(&beside, 1.4 + 0.3 * f64::from(k), 2)).collect()
}

/// Where fibres lie that were laid without care: once round, on every tab, as far from the walls as their length asks.
fn loose_paths(tray: &Tray, count: u8, length_mm: f64) -> Vec<Vec<[f64; 3]>> {
    const RAMP_MM: f64 = 30.0;
    let over_mm = tray.height_mm * coil::TAB_BOTTOM + 1.4;
    let (mut low, mut high) = (2.0, 40.0);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        let long = super::lanes::laps(tray, middle, 1).len() as f64 * super::lanes::STEP_MM;
        if long > length_mm { low = middle } else { high = middle }
    }
    let path = |k: u8| {
        let points = super::lanes::laps(tray, high, 1);
        let last = points.len() as f64;
        let raised = |i: usize| ((i as f64).min(last - i as f64) * super::lanes::STEP_MM / RAMP_MM).clamp(0.0, 1.0);
        let up = GATE_MM + 0.3 * f64::from(k);
        points.iter().enumerate().map(|(i, p)| [p[0], p[1], up + (over_mm - GATE_MM) * raised(i)]).collect()
    };
    (0..count).map(path).collect()
}

/// Bend tables of the two fibres at each wavelength.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    cable: [&'static BendTable; BANDS],
    pigtail: [&'static BendTable; BANDS],
}

impl Tables {
    pub(super) fn new(cable: FibreType, pigtail: FibreType) -> Tables {
        Tables { cable: tables_of(cable), pigtail: tables_of(pigtail) }
    }
}

/// Tables are pure and costly: computed once a fibre type and shared.
fn tables_of(fibre: FibreType) -> [&'static BendTable; BANDS] {
    static TABLES: [OnceLock<[BendTable; BANDS]>; FibreType::ALL.len()] =
        [const { OnceLock::new() }; FibreType::ALL.len()];
    let slot = &TABLES[fibre as usize % FibreType::ALL.len()];
    slot.get_or_init(|| Wavelength::ALL.map(|wavelength| BendTable::new(fibre, wavelength))).each_ref()
}
