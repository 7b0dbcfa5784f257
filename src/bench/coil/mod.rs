//! The fibres in the tray as rods: led by fingers from their entry, let go, at rest. Says what came of it, no more.
//!
//! What marking needs of the rods is an [`Outcome`]. A live coil finds outcomes by simulation and keeps them; a told one
//! takes them from a journal and simulates nothing, so that a mark never depends on a solver.

mod course;
mod fingers;
mod live;
mod outcome;
mod solids;
mod tuck;

use std::collections::VecDeque;

pub use course::{Gate, Spec};
pub use outcome::{Outcome, Point, place};
pub use solids::{TAB_BOTTOM, scene, tab};

use super::distance;
use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::rod::{MAX_NODES, Material, Pinch, Rod, Rods, Solid, V3, path};
use course::{BREAK_TICKS, Course, Phase, RESTS, beside};
use fingers::{RUNS_N, catch, fed, keep_clear};
use live::Live;
use outcome::{point, rounded};

/// Distance of two nodes, mm.
pub const SPACING_MM: f64 = 5.0;
/// Distance of the fingers from the fibre's end within which they find it, mm.
const FINDS_MM: f64 = 30.0;
/// Time that a fibre that sprang is seen to spring, ticks.
const SPRINGS: u32 = 150;
/// Share of the way to the fingers' place that the fibre between them goes in a tick.
const PADS: f64 = 0.12;
/// Where fibres in service lie beside the entry's own line, mm.
pub const LIVE_MM: f64 = 2.6;
/// Way that a fibre in service may shift in its loops without being disturbed, mm.
pub const GIVES_MM: f64 = 30.0;
/// Most fibres of one course.
pub const MAX_STRANDS: usize = crate::scenario::schema::MAX_STRANDS as usize;

/// All courses of a tray.
#[derive(Clone, Debug)]
pub struct Coil {
    rods: Option<Box<Rods>>,
    courses: Vec<Course>,
    /// Radius under which a fibre is too tight, mm.
    limit_mm: f64,
    told: Option<VecDeque<(Tick, Outcome)>>,
    kept: Vec<(Tick, Outcome)>,
    /// Found while the hand worked, said at the end of the tick.
    pending: Vec<Outcome>,
    settled: bool,
    /// What lay was worked on since it last settled.
    tucked: bool,
    /// The fibres in service.
    live: Live,
}

impl Coil {
    /// A tray without any fibre; courses are told when they begin.
    pub fn new(tray: &Tray, courses: usize, limit_mm: f64) -> Coil {
        Coil {
            rods: Some(Box::new(Rods::new(scene(tray)))),
            courses: vec![Course::waiting(); courses],
            limit_mm,
            told: None,
            kept: Vec::new(),
            pending: Vec::new(),
            settled: false,
            tucked: false,
            live: Live::default(),
        }
    }

    /// Lays fibres in service into the tray, at rest; they are the last course and stay.
    pub fn lay_live(&mut self, paths: &[Vec<[f64; 2]>]) {
        let Some(last) = self.courses.len().checked_sub(1) else { return };
        let lifted: Vec<Vec<V3>> = paths
            .iter()
            .enumerate()
            .map(|(k, points)| points.iter().map(|p| [p[0], p[1], 1.0 + 0.3 * k as f64]).collect())
            .collect();
        self.put(last, &lifted);
        let first = self.courses[last].first;
        self.live = Live::lying(self.rods.iter().flat_map(|rods| rods.all().iter().skip(first)));
    }

    /// Lays the fibres of a course along paths, mm: they lie there before any hand comes.
    pub fn lay(&mut self, index: usize, paths: &[Vec<V3>]) {
        self.put(index, paths);
        self.settled = true;
    }

    fn put(&mut self, index: usize, paths: &[Vec<V3>]) {
        let (Some(rods), Some(course)) = (&mut self.rods, self.courses.get_mut(index)) else { return };
        course.first = rods.all().len();
        for points in paths.iter().take(MAX_STRANDS) {
            let fine: Vec<V3> = points.iter().map(|p| p.map(|v| v * 1e-3)).collect();
            let places = path::resampled(&fine, SPACING_MM * 1e-3, MAX_NODES);
            let Ok(mut rod) = Rod::new(Material::COATED, SPACING_MM * 1e-3, places) else { continue };
            let last = rod.active() - 1;
            for node in [0, 1, last - 1, last] {
                let at = rod.places()[node];
                rod.anchor(node, at);
            }
            course.length_mm = last as f64 * SPACING_MM;
            course.laid_mm = course.length_mm;
            let _ = rods.add(rod);
        }
        course.strands = rods.all().len() - course.first;
        for _ in 0..RESTS * 2 {
            rods.step(TICK_S);
        }
        course.each_of(rods, Rod::sleep);
        course.phase = Phase::Lies;
    }

    /// Takes outcomes from a journal from now on instead of finding them.
    pub fn tell(&mut self, outcomes: Vec<(Tick, Outcome)>) {
        self.told = Some(outcomes.into());
        self.rods = None;
    }

    /// Whether nothing will happen by itself.
    pub fn rests(&self) -> bool {
        self.pending.is_empty() && self.courses_rest()
    }

    fn courses_rest(&self) -> bool {
        match &self.told {
            Some(told) => told.is_empty(),
            None => {
                !self.live.is_stirred()
                    && self.courses.iter().all(|course| match course.phase {
                        Phase::Waiting | Phase::Lies => true,
                        Phase::Parked => course.end.is_none(),
                        _ => false,
                    })
            }
        }
    }

    /// The outcomes found so far.
    pub fn kept(&self) -> &[(Tick, Outcome)] {
        &self.kept
    }

    /// Length of a course that has been led, mm.
    pub fn laid_mm(&self, course: usize) -> f64 {
        self.courses.get(course).map_or(0.0, |course| course.laid_mm)
    }

    /// Whether a course has been led to its end.
    pub fn is_laid(&self, course: usize) -> bool {
        self.courses.get(course).is_some_and(|c| c.phase.lies() || matches!(c.phase, Phase::Parked | Phase::Drawn(_)))
    }

    /// Whether everything lies still.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// Where the fingers find the end of a course, mm: at its root while it waits.
    pub fn end_place(&self, course: usize, root: Gate) -> [f64; 3] {
        let course = self.courses.get(course);
        let rod = course.filter(|c| c.phase == Phase::Held).and_then(|c| self.rods.as_ref()?.get(c.first));
        match rod.and_then(|rod| rod.places().last()) {
            Some(place) => place.map(|v| v * 1e3),
            None => [root.at[0] + root.dir[0] * 10.0, root.at[1] + root.dir[1] * 10.0, root.at[2]],
        }
    }

    /// Takes every fibre out of the tray.
    pub fn clear(&mut self) {
        let live = usize::from(!self.live.is_empty());
        let work = self.courses.len() - live;
        for course in self.courses.iter_mut().take(work) {
            course.take_back();
        }
        (self.settled, self.tucked) = (false, false);
        self.rebuild();
    }

    /// Rods of the courses that still lie, in a new world: rods are never taken out of one.
    fn rebuild(&mut self) {
        let Some(old) = &self.rods else { return };
        let mut rods = Rods::new(old.scene().clone());
        for course in &mut self.courses {
            if course.phase == Phase::Waiting {
                continue;
            }
            let first = course.first;
            course.first = rods.all().len();
            for rod in old.all().iter().skip(first).take(course.strands) {
                rods.keep(rod.clone());
            }
        }
        self.rods = Some(Box::new(rods));
    }

    /// Puts fingers on a course: `to` is where they are, mm in the tray's frame. Returns how much the fibre holds them
    /// back, 0 to 1; nothing where they find no fibre.
    pub fn hold(&mut self, index: usize, spec: Spec, root: Gate, to: [f64; 3], firm: bool) -> Option<f64> {
        let course = self.courses.get_mut(index)?;
        if matches!(course.phase, Phase::Springing(_)) {
            return None;
        }
        let Some(rods) = &mut self.rods else {
            // Told: the fingers hold what they held.
            course.phase = Phase::Held;
            return Some(0.1);
        };
        if course.phase != Phase::Held {
            let again = course.phase != Phase::Waiting;
            let from = [root.at[0] + root.dir[0] * 10.0, root.at[1] + root.dir[1] * 10.0, to[2]];
            if distance(from, to) > FINDS_MM {
                return None;
            }
            // Taken up again, it is laid anew.
            if again {
                course.take_back();
                self.settled = false;
                self.rebuild();
                return Some(0.0);
            }
            course.begin(rods, spec, root)?;
            course.led = to;
            if let Some(live) = live_of(&self.courses, &self.live) {
                live.each_of(rods, |rod| catch(rod, to));
            }
        }
        let course = self.courses.get_mut(index)?;
        let rods = self.rods.as_mut()?;
        for (led, to) in course.led.iter_mut().zip(to) {
            *led += (to - *led) * PADS;
        }
        keep_clear(&mut course.led, rods.scene());
        let to = course.led;
        let slips_at = if firm { f64::INFINITY } else { RUNS_N };
        let mut pull: f64 = 0.0;
        let caught = to.map(|v| v * 1e-3);
        for k in 0..course.strands {
            let Some(rod) = rods.get_mut(course.first + k) else { continue };
            let [y, z] = beside(k);
            let place = [to[0] * 1e-3, to[1] * 1e-3 + y, (to[2].max(0.3)) * 1e-3 + z];
            let at = match rod.pinch() {
                Some(pinch) if firm => pinch.at,
                Some(pinch) => fed(rod, *pinch, place),
                None => 2.0 * SPACING_MM * 1e-3,
            };
            rod.set_pinch(Some(Pinch { at, to: place, slips_at }));
            pull = pull.max(rod.pull());
        }
        let left = course.length_mm - course.laid_mm;
        if let Some(live) = live_of(&self.courses, &self.live) {
            live.each_of(rods, |rod| {
                if let Some(pinch) = rod.pinch().copied() {
                    rod.set_pinch(Some(Pinch { to: caught, ..pinch }));
                }
            });
        }
        Some(if left < 1.0 { (pull / 0.5).clamp(0.3, 1.0) } else { 0.1 })
    }

    /// Opens the fingers. `stays_mm` of fibre may be left.
    pub fn let_go(&mut self, index: usize, stays_mm: f64) {
        if self.rods.is_none() {
            return;
        }
        if let (Some(rods), Some(live)) = (&mut self.rods, live_of(&self.courses, &self.live)) {
            live.each_of(rods, |rod| rod.set_pinch(None));
        }
        let Some(course) = self.courses.get_mut(index) else { return };
        if course.phase != Phase::Held {
            return;
        }
        let left_mm = course.length_mm - course.laid_mm;
        let outcome = if left_mm > stays_mm {
            Outcome::Sprang { course: index as u8, laid_mm: rounded(course.laid_mm) }
        } else {
            Outcome::Laid { course: index as u8, left_mm: rounded(left_mm), tight_ticks: course.tight }
        };
        self.pending.push(outcome);
    }

    /// Says where a course ends, once that is known: its end is drawn there.
    pub fn set_end(&mut self, index: usize, gate: Gate) {
        if let Some(course) = self.courses.get_mut(index) {
            course.end = Some(gate);
        }
    }

    fn found(&mut self, now: Tick, outcome: Outcome, out: &mut Vec<Outcome>) {
        self.apply(&outcome);
        self.kept.push((now, outcome.clone()));
        out.push(outcome);
    }

    /// What an outcome changes, found or told.
    fn apply(&mut self, outcome: &Outcome) {
        let rods = &mut self.rods;
        match outcome {
            Outcome::Sprang { course, .. } => {
                if let Some(course) = self.courses.get_mut(usize::from(*course)) {
                    course.phase = if rods.is_some() { Phase::Springing(0) } else { Phase::Waiting };
                    course.free(rods);
                }
            }
            Outcome::Laid { course, .. } => {
                if let Some(course) = self.courses.get_mut(usize::from(*course)) {
                    course.phase = Phase::Parked;
                    course.park(rods);
                }
            }
            Outcome::Broke { course } => {
                if let Some(course) = self.courses.get_mut(usize::from(*course)) {
                    course.take_back();
                }
                self.settled = false;
                self.rebuild();
            }
            Outcome::Disturbed { .. } => {}
            Outcome::Settled { .. } => {
                for course in &mut self.courses {
                    if course.phase != Phase::Waiting {
                        course.phase = Phase::Lies;
                    }
                }
                (self.settled, self.tucked) = (true, false);
            }
        }
    }

    /// One tick. `wanted` courses must lie before everything is settled.
    pub fn tick(&mut self, now: Tick, wanted: &[usize], out: &mut Vec<Outcome>) {
        if let Some(told) = &mut self.told {
            let due = told.iter().take_while(|(tick, _)| *tick <= now).count();
            let due: Vec<_> = told.drain(..due).collect();
            for (_, outcome) in due {
                self.apply(&outcome);
                out.push(outcome);
            }
            return;
        }
        for outcome in std::mem::take(&mut self.pending) {
            self.found(now, outcome, out);
        }
        if self.courses_rest() {
            return;
        }
        let Some(rods) = &mut self.rods else { return };
        rods.step(TICK_S);
        let mut broke = None;
        let mut rebuild = false;
        for (index, course) in self.courses.iter_mut().enumerate() {
            course.advance(rods, self.limit_mm);
            if course.tight_run >= BREAK_TICKS && broke.is_none() {
                broke = Some(index);
            }
            if course.phase == Phase::Springing(SPRINGS) {
                course.take_back();
                rebuild = true;
            }
        }
        if rebuild {
            self.rebuild();
        }
        if let Some(index) = broke {
            self.found(now, Outcome::Broke { course: index as u8 }, out);
            return;
        }
        // What fingers took along goes back first.
        let held = self.courses.iter().any(|course| matches!(course.phase, Phase::Held | Phase::Tucked));
        if let (Some(rods), Some(live)) = (&self.rods, live_of(&self.courses, &self.live)) {
            let rods = rods.all().iter().skip(live.first).take(live.strands);
            let disturbed = self.live.watch(rods, self.limit_mm, held);
            if self.live.is_stirred() {
                return;
            }
            for outcome in disturbed {
                self.found(now, outcome, out);
            }
        }
        let lies = |index: &usize| self.courses.get(*index).is_some_and(|c| c.phase == Phase::Lies);
        if !self.settled && wanted.iter().all(lies) {
            let live = live_of(&self.courses, &self.live).zip(self.rods.as_ref());
            let moved_mm =
                live.map_or(Vec::new(), |(live, rods)| self.live.moved_mm(rods.all().iter().skip(live.first)));
            let paths = self.paths();
            self.found(now, Outcome::Settled { paths, moved_mm }, out);
        }
    }

    /// The paths of all strands as they lie now, course by course.
    pub fn paths(&self) -> Vec<(u8, Vec<Point>)> {
        let Some(rods) = &self.rods else { return Vec::new() };
        let mut paths = Vec::new();
        for (index, course) in self.courses.iter().enumerate().filter(|(_, c)| c.phase != Phase::Waiting) {
            for rod in rods.all().iter().skip(course.first).take(course.strands) {
                paths.push((index as u8, rod.places().iter().map(|place| point(*place)).collect()));
            }
        }
        paths
    }

    /// The strands as they are now, for the view: course and places in metres in the tray's frame.
    pub fn strands(&self) -> impl Iterator<Item = (usize, &[V3])> {
        self.courses.iter().enumerate().filter(|(_, c)| c.phase != Phase::Waiting).flat_map(|(index, course)| {
            let rods = self.rods.iter().flat_map(|rods| rods.all().iter());
            rods.skip(course.first).take(course.strands).map(move |rod| (index, rod.places()))
        })
    }

    /// Lowers the lid to a height over the floor, mm; nothing where it is open.
    pub fn set_lid(&mut self, height_mm: Option<f64>) {
        let Some(rods) = &mut self.rods else { return };
        let mut scene = rods.scene().clone();
        scene.solids.retain(|solid| !matches!(solid, Solid::Lid { .. }));
        if let Some(height) = height_mm {
            scene.solids.push(Solid::Lid { z: height * 1e-3 });
        }
        rods.set_scene(scene);
    }
}

/// The course of the fibres in service, where there are any.
fn live_of<'c>(courses: &'c [Course], live: &Live) -> Option<&'c Course> {
    courses.last().filter(|_| !live.is_empty())
}
