//! The fibres in the tray as rods: led by fingers from their entry, let go, at rest. Says what came of it, no more.
//!
//! What marking needs of the rods is an [`Outcome`]. A live coil finds outcomes by simulation and keeps them; a told one
//! takes them from a journal and simulates nothing, so that a mark never depends on a solver.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::rod::{Material, Pinch, Rod, Rods, Scene, Solid, V3, path};

/// Distance of two nodes, mm.
pub const SPACING_MM: f64 = 5.0;
/// Pull at which a fibre runs through light fingers, N.
const RUNS_N: f64 = 0.02;
/// Share of what they travel that moving fingers feed: a little less, so that no fibre heaps up before the hand.
const FED: f64 = 0.98;
/// Cosine of the angle to the fibre within which moving fingers feed it: the other hand gives what they travel.
const FEEDS: f64 = -0.6;
/// Distance of the fingers from the fibre's end within which they find it, mm.
const FINDS_MM: f64 = 30.0;
/// Curvature at which handled glass breaks at once, 1/m: 1.5 GPa at 3 mm, twice the stress of the proof test.
const BREAKS: f64 = 1.0 / 3.0e-3;
/// Curvature at which glass breaks that is left so, 1/m: 0.69 GPa, the stress of the proof test, at 6.5 mm.
const FATIGUES: f64 = 1.0 / 6.5e-3;
/// Ticks that a fibre is too sharply bent before it breaks: a glimpse of the solver is no break.
const BREAK_TICKS: u32 = 12;
/// Time that a fibre that sprang is seen to spring, ticks.
const SPRINGS: u32 = 150;
/// Longest time that a coil needs to come to rest, ticks.
const RESTS: u32 = 480;
/// Longest time that an end is drawn to its place, ticks.
const DRAWN: u32 = 360;
/// Speed at which an end is drawn to its place, mm a tick.
const DRAW_MM: f64 = 1.2;
/// What a freed end is pulled with by the slack beyond it, N: that of a bend of some 20 mm.
const FREED_N: f64 = 2.5e-3;
/// Nodes before the fingers that their soft pads keep from a sharp bend.
const PAD_NODES: usize = 4;
/// Share of the way to the fingers' place that the fibre between them goes in a tick.
const PADS: f64 = 0.12;
/// Room that a fingertip needs beside a wall, mm.
const FINGER_MM: f64 = 1.5;
/// Distance within which closing fingers take a fibre in service along, mm.
const CATCHES_MM: f64 = 1.2;
/// Where fibres in service lie beside the entry's own line, mm.
pub const LIVE_MM: f64 = 2.6;
/// Way that a fibre in service may shift in its loops without being disturbed, mm.
pub const GIVES_MM: f64 = 30.0;
/// Room between two fibres in the same fingers, mm.
const BESIDE_MM: f64 = 0.26;
/// Most fibres of one course.
pub const MAX_STRANDS: usize = crate::scenario::schema::MAX_STRANDS as usize;

/// A place in the tray, hundredths of a millimetre: along, across, up.
pub type Point = [i32; 3];

/// What the rods did that matters, once it is sure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Let go too early, the fibre sprang out of the fingers.
    Sprang { course: u8, laid_mm: f64 },
    /// Led to its end, with so much that the fingers left over.
    Laid { course: u8, left_mm: f64, tight_ticks: u32 },
    /// Bent until it broke.
    Broke { course: u8 },
    /// Everything lies still; the paths of all strands, course by course.
    /// `moved_mm` is how far each fibre in service was pushed.
    Settled { paths: Vec<(u8, Vec<Point>)>, moved_mm: Vec<f64> },
}

impl Outcome {
    /// A word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Sprang { .. } => "sprang",
            Outcome::Laid { .. } => "laid",
            Outcome::Broke { .. } => "broke",
            Outcome::Settled { .. } => "settled",
        }
    }

    /// Whether it can have been: numbers that are numbers, paths of a tray's size.
    pub fn is_sound(&self) -> bool {
        match self {
            Outcome::Sprang { laid_mm, .. } => laid_mm.is_finite(),
            Outcome::Laid { left_mm, .. } => left_mm.is_finite(),
            Outcome::Broke { .. } => true,
            Outcome::Settled { paths, moved_mm } => {
                paths.len() <= MAX_STRANDS * 4
                    && moved_mm.len() <= MAX_STRANDS
                    && moved_mm.iter().all(|mm| mm.is_finite())
                    && paths.iter().all(|(_, path)| {
                        path.len() <= crate::rod::MAX_NODES && path.iter().flatten().all(|v| v.abs() <= 1_000_000)
                    })
            }
        }
    }
}

/// Where a course begins or ends: a place and the direction of the fibre there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Along, across, up, mm.
    pub at: [f64; 3],
    /// Direction in the tray's plane, a unit vector.
    pub dir: [f64; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    /// Not begun, or taken back.
    Waiting,
    /// Between fingers.
    Held,
    /// Let go too early, since so many ticks.
    Springing(u32),
    /// Led to its end, whose place is not known yet.
    Parked,
    /// Its end goes to its gate, since so many ticks.
    Drawn(u32),
    /// It comes to rest, since so many ticks.
    Resting(u32),
    /// It lies.
    Lies,
}

/// Fibres that are led together from one gate to another.
#[derive(Clone, Debug)]
struct Course {
    strands: usize,
    length_mm: f64,
    material: Material,
    root: Option<Gate>,
    end: Option<Gate>,
    phase: Phase,
    /// First of its rods.
    first: usize,
    laid_mm: f64,
    tight: u32,
    tight_run: u32,
    /// Where the fibre is between the fingers, mm: soft pads do not pass on a tremor.
    led: [f64; 3],
}

/// What a course is made of.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Fibres led together.
    pub strands: usize,
    /// Length of each, mm.
    pub length_mm: f64,
    /// Their material.
    pub material: Material,
}

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
    /// Where the fibres in service lay.
    live: Vec<Vec<V3>>,
    /// Ticks that they were waited for.
    waited: u32,
}

impl Coil {
    /// A tray without any fibre; courses are told when they begin.
    pub fn new(tray: &Tray, courses: usize, limit_mm: f64) -> Coil {
        let course = Course {
            strands: 1,
            length_mm: 0.0,
            material: Material::COATED,
            root: None,
            end: None,
            phase: Phase::Waiting,
            first: 0,
            laid_mm: 0.0,
            tight: 0,
            tight_run: 0,
            led: [0.0; 3],
        };
        Coil {
            rods: Some(Box::new(Rods::new(scene(tray)))),
            courses: vec![course; courses],
            limit_mm,
            told: None,
            kept: Vec::new(),
            pending: Vec::new(),
            settled: false,
            live: Vec::new(),
            waited: 0,
        }
    }

    /// Lays fibres in service into the tray, at rest; they are the last course and stay.
    pub fn lay_live(&mut self, paths: &[Vec<[f64; 2]>]) {
        let (Some(rods), Some(course)) = (&mut self.rods, self.courses.last_mut()) else { return };
        course.first = rods.all().len();
        for (k, points) in paths.iter().take(MAX_STRANDS).enumerate() {
            let z = (1.0 + 0.3 * k as f64) * 1e-3;
            let fine: Vec<V3> = points.iter().map(|p| [p[0] * 1e-3, p[1] * 1e-3, z]).collect();
            let places = path::resampled(&fine, SPACING_MM * 1e-3, crate::rod::MAX_NODES);
            let Ok(mut rod) = Rod::new(Material::COATED, SPACING_MM * 1e-3, places) else { continue };
            let last = rod.active() - 1;
            for node in [0, 1, last - 1, last] {
                let at = rod.places()[node];
                rod.anchor(node, at);
            }
            let _ = rods.add(rod);
        }
        course.strands = rods.all().len() - course.first;
        for _ in 0..RESTS * 2 {
            rods.step(TICK_S);
        }
        for k in 0..course.strands {
            if let Some(rod) = rods.get_mut(course.first + k) {
                rod.sleep();
            }
        }
        course.phase = Phase::Lies;
        self.live = rods.all().iter().skip(course.first).map(|rod| rod.places().to_vec()).collect();
    }

    /// How far each fibre in service is from where it lay, mm.
    fn moved_mm(&self) -> Vec<f64> {
        let (Some(rods), Some(course)) = (&self.rods, self.courses.last()) else { return Vec::new() };
        let rods = rods.all().iter().skip(course.first);
        let far = |a: &V3, b: &V3| (0..3).map(|k| (a[k] - b[k]) * (a[k] - b[k])).sum::<f64>();
        let moved = |(rod, was): (&Rod, &Vec<V3>)| {
            let most = rod.places().iter().zip(was).map(|(a, b)| far(a, b)).fold(0.0, f64::max);
            rounded(most.sqrt() * 1e3)
        };
        rods.zip(&self.live).map(moved).collect()
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
            None => self.courses.iter().all(|course| match course.phase {
                Phase::Waiting | Phase::Lies => true,
                Phase::Parked => course.end.is_none(),
                _ => false,
            }),
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
        self.courses
            .get(course)
            .is_some_and(|c| matches!(c.phase, Phase::Parked | Phase::Drawn(_) | Phase::Resting(_) | Phase::Lies))
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
        self.settled = false;
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
        if course.phase == Phase::Springing(0) || matches!(course.phase, Phase::Springing(_)) {
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
            if let Some(live) = self.courses.last().filter(|_| !self.live.is_empty()) {
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
        if let Some(live) = self.courses.last().filter(|_| !self.live.is_empty()) {
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
        if let (Some(rods), Some(live)) = (&mut self.rods, self.courses.last().filter(|_| !self.live.is_empty())) {
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
            Outcome::Settled { .. } => {
                for course in &mut self.courses {
                    if course.phase != Phase::Waiting {
                        course.phase = Phase::Lies;
                    }
                }
                self.settled = true;
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
        let live_moves = self.courses.last().is_some_and(|live| {
            let rods = self.rods.iter().flat_map(|rods| rods.all().iter());
            !self.live.is_empty() && rods.skip(live.first).take(live.strands).any(|rod| !rod.asleep())
        });
        if live_moves && self.waited < RESTS {
            self.waited += 1;
            return;
        }
        let lies = |index: &usize| self.courses.get(*index).is_some_and(|c| c.phase == Phase::Lies);
        if !self.settled && wanted.iter().all(lies) {
            let (paths, moved_mm) = (self.paths(), self.moved_mm());
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

impl Course {
    fn take_back(&mut self) {
        self.phase = Phase::Waiting;
        self.laid_mm = 0.0;
        self.tight_run = 0;
        self.end = None;
    }

    fn begin(&mut self, rods: &mut Rods, spec: Spec, root: Gate) -> Option<()> {
        self.strands = spec.strands.clamp(1, MAX_STRANDS);
        self.material = spec.material;
        let h = SPACING_MM * 1e-3;
        let nodes = ((spec.length_mm / SPACING_MM) as usize + 1).clamp(8, crate::rod::MAX_NODES);
        self.length_mm = (nodes - 1) as f64 * SPACING_MM;
        self.root = Some(root);
        self.first = rods.all().len();
        self.tight = 0;
        for k in 0..self.strands {
            let [y, z] = beside(k);
            let from = [root.at[0] * 1e-3, root.at[1] * 1e-3 + y, root.at[2] * 1e-3 + z];
            let mut rod = Rod::straight(self.material, h, nodes, from, [root.dir[0], root.dir[1], 0.0]).ok()?;
            for node in 0..2 {
                let at = rod.places()[node];
                rod.anchor(node, at);
            }
            rod.set_active(4);
            rod.set_paying(true);
            rods.add(rod).ok()?;
        }
        self.phase = Phase::Held;
        Some(())
    }

    fn each(&self, rods: &mut Option<Box<Rods>>, mut f: impl FnMut(&mut Rod)) {
        if let Some(rods) = rods {
            self.each_of(rods, &mut f);
        }
    }

    fn each_of(&self, rods: &mut Rods, mut f: impl FnMut(&mut Rod)) {
        for k in 0..self.strands {
            if let Some(rod) = rods.get_mut(self.first + k) {
                f(rod);
            }
        }
    }

    fn free(&self, rods: &mut Option<Box<Rods>>) {
        self.each(rods, |rod| {
            rod.set_pinch(None);
            rod.set_end_force([-0.5 * FREED_N, 0.0, FREED_N]);
        });
    }

    /// The fingers put the end down where it is.
    fn park(&self, rods: &mut Option<Box<Rods>>) {
        self.each(rods, |rod| {
            if let Some(pinch) = rod.pinch().copied() {
                rod.set_pinch(Some(Pinch { slips_at: f64::INFINITY, ..pinch }));
            }
        });
    }

    fn advance(&mut self, rods: &mut Rods, limit_mm: f64) {
        let h = SPACING_MM * 1e-3;
        let mut tightest: f64 = 0.0;
        let mut asleep = true;
        let mut arrived = true;
        for k in 0..self.strands {
            let Some(rod) = rods.get_mut(self.first + k) else { continue };
            if self.phase == Phase::Held {
                self.laid_mm = rod.pinch().map_or(0.0, |pinch| pinch.at * 1e3);
            }
            // While its end is drawn into place it is on its way: only what a hand does, and what stays, breaks it.
            if matches!(self.phase, Phase::Held | Phase::Resting(_)) {
                let bends = path::curvatures(rod.places());
                let soft = if self.phase == Phase::Held { PAD_NODES } else { 0 };
                let firm = bends.len().saturating_sub(soft);
                tightest = bends[..firm].iter().copied().fold(tightest, f64::max);
            }
            if let (Phase::Drawn(_), Some(gate)) = (self.phase, self.end) {
                arrived &= draw(rod, gate, beside(k), h);
            }
            asleep &= rod.asleep();
        }
        if tightest > 1e3 / limit_mm {
            self.tight += 1;
        }
        self.tight_run = if tightest > BREAKS { self.tight_run + 1 } else { 0 };
        self.phase = match self.phase {
            Phase::Springing(ticks) => Phase::Springing(ticks + 1),
            Phase::Parked if self.end.is_some() => Phase::Drawn(0),
            Phase::Drawn(ticks) if arrived || ticks >= DRAWN => {
                self.fasten(rods, arrived);
                Phase::Resting(0)
            }
            Phase::Drawn(ticks) => Phase::Drawn(ticks + 1),
            Phase::Resting(ticks) if asleep || ticks >= RESTS => {
                if tightest > FATIGUES {
                    self.tight_run = BREAK_TICKS;
                }
                for k in 0..self.strands {
                    if let Some(rod) = rods.get_mut(self.first + k) {
                        rod.sleep();
                    }
                }
                Phase::Lies
            }
            Phase::Resting(ticks) => Phase::Resting(ticks + 1),
            phase => phase,
        };
    }

    /// Its end is held where it arrived: the last two nodes in the gate's direction.
    fn fasten(&self, rods: &mut Rods, arrived: bool) {
        for k in 0..self.strands {
            let Some(rod) = rods.get_mut(self.first + k) else { continue };
            let last = rod.active() - 1;
            rod.set_pinch(None);
            rod.set_paying(false);
            match self.end.filter(|_| arrived) {
                Some(gate) => {
                    let [end, before] = gate_nodes(gate, beside(k), SPACING_MM * 1e-3);
                    rod.anchor(last, end);
                    rod.anchor(last - 1, before);
                }
                // It does not reach: it stays as far as it came, and pulls.
                None => {
                    let at = rod.places()[last];
                    rod.anchor(last, at);
                }
            }
        }
    }
}

/// Fingers do not go through walls and mandrels: they slide along them, mm.
fn keep_clear(led: &mut [f64; 3], scene: &Scene) {
    for solid in &scene.solids {
        let at = led.map(|v| v * 1e-3);
        if let Some((out, room)) = solid.beside(at, FINGER_MM * 1e-3) {
            led[0] += out[0] * room * 1e3;
            led[1] += out[1] * room * 1e3;
        }
    }
}

/// Closing fingers take a fibre along that lies between them.
fn catch(rod: &mut Rod, to: [f64; 3]) {
    let far = |place: &V3| distance(place.map(|v| v * 1e3), to);
    let near = rod.places().iter().map(far).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((node, far)) = near
        && far < SPACING_MM / 2.0 + CATCHES_MM
        && (rod.places()[node][1] * 1e3 - to[1]).abs() < CATCHES_MM
    {
        let at = rod.spacing() * node as f64;
        rod.set_pinch(Some(Pinch { at, to: to.map(|v| v * 1e-3), slips_at: RUNS_N }));
    }
}

/// Where the fingers are along the fibre after they moved: ahead they feed what they travel, back they take it in.
fn fed(rod: &Rod, pinch: Pinch, to: V3) -> f64 {
    let way = [0, 1, 2].map(|k| to[k] - pinch.to[k]);
    let far = (way[0] * way[0] + way[1] * way[1] + way[2] * way[2]).sqrt();
    // The fibre's direction behind the fingers: what sticks out before them may be bent by anything.
    let node = ((pinch.at / rod.spacing()) as usize).clamp(1, rod.active() - 1);
    let (a, b) = (rod.places()[node - 1], rod.places()[node]);
    let along = (0..3).map(|k| way[k] * (b[k] - a[k])).sum::<f64>() / rod.spacing();
    let run = if along > FEEDS * far { FED * far } else { along };
    let last = rod.spacing() * (rod.capacity() - 1) as f64;
    (pinch.at + run).clamp(1.5 * rod.spacing(), last - 1e-6)
}

/// Draws a rod's end towards a gate and pays out what is left; whether it has come.
fn draw(rod: &mut Rod, gate: Gate, beside: [f64; 2], h: f64) -> bool {
    let [end, before] = gate_nodes(gate, beside, h);
    let Some(pinch) = rod.pinch().copied() else { return true };
    let length = h * (rod.capacity() - 1) as f64;
    let step = DRAW_MM * 1e-3;
    // The last but one node is led to its place; the last follows it.
    let at = (pinch.at + step).min(length - h);
    let way = [0, 1, 2].map(|k| before[k] - pinch.to[k]);
    let far = (way[0] * way[0] + way[1] * way[1] + way[2] * way[2]).sqrt();
    let to = if far > step { [0, 1, 2].map(|k| pinch.to[k] + way[k] * step / far) } else { before };
    rod.set_active((((at / h) as usize) + 2).min(rod.capacity()));
    rod.set_pinch(Some(Pinch { at, to, slips_at: f64::INFINITY }));
    let place = rod.places().get(rod.active() - 2).copied().unwrap_or(end);
    let off = [0, 1, 2].map(|k| place[k] - before[k]);
    at >= length - h && (off[0] * off[0] + off[1] * off[1] + off[2] * off[2]).sqrt() < 2e-3
}

/// The last node and the one before it at a gate, m.
fn gate_nodes(gate: Gate, beside: [f64; 2], h: f64) -> [V3; 2] {
    let end = [gate.at[0] * 1e-3, gate.at[1] * 1e-3 + beside[0], gate.at[2] * 1e-3 + beside[1]];
    [end, [end[0] - gate.dir[0] * h, end[1] - gate.dir[1] * h, end[2]]]
}

/// Where a strand is beside the first one in the same fingers, across and up, m: stacked in columns.
fn beside(strand: usize) -> [f64; 2] {
    let (column, row) = ((strand / 6) as f64, (strand % 6) as f64);
    [column * BESIDE_MM * 1e-3, row * BESIDE_MM * 1e-3]
}

/// What a tray is to a rod.
pub fn scene(tray: &Tray) -> Scene {
    let m = |mm: f64| mm * 1e-3;
    let top = m(tray.height_mm);
    let half = [m(tray.length_mm / 2.0), m(tray.width_mm / 2.0)];
    let corner = m(tray.corner_mm).min(half[0].min(half[1]));
    let mut solids = vec![Solid::Floor { z: 0.0 }, Solid::Rim { half, corner, thick: m(0.75), top }];
    for mandrel in &tray.mandrels {
        solids.push(Solid::Post { centre: [m(mandrel.x_mm), m(mandrel.y_mm)], radius: m(mandrel.radius_mm), top });
    }
    for tab in &tray.tabs {
        solids.push(Solid::Tab {
            from: [m(tab.from_mm.0), m(tab.from_mm.1)],
            to: [m(tab.to_mm.0), m(tab.to_mm.1)],
            half_width: m(tab.width_mm / 2.0),
            bottom: m(tray.height_mm * TAB_BOTTOM),
            top: m(tray.height_mm * TAB_BOTTOM + 1.0),
        });
    }
    Scene { solids, ..Scene::default() }
}

/// Height of a tab's underside, as a share of the wall's.
pub const TAB_BOTTOM: f64 = 0.5;

fn point(place: V3) -> Point {
    place.map(|v| libm::round(v * 1e5).clamp(-1e8, 1e8) as i32)
}

/// A place in metres of a point of a journal.
pub fn place(point: &Point) -> V3 {
    point.map(|v| f64::from(v) * 1e-5)
}

/// To a hundredth: what is written is what is marked.
fn rounded(mm: f64) -> f64 {
    libm::round(mm * 100.0) / 100.0
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    super::distance(a, b)
}
