//! Fibres as stiff rods in real time: implicit discrete elastic rods, four side by side, asleep when at rest.
//!
//! Knows metres, newtons and seconds; nothing of trays, trades or marks. Fixed step, no clock, no randomness, no
//! allocation in the step: the same calls give the same places to the last bit, whichever rods share a batch.

#![allow(clippy::needless_range_loop, reason = "one index walks the axes or nodes of several lists")]

mod band;
mod batch;
mod chain;
mod grid;
mod lanes;
pub mod material;
pub mod path;
pub mod scene;
mod touch;
mod twist;
mod vector;

pub use chain::{Anchor, MAX_NODES, Pinch, Rod, RodError, Twist};
pub use grid::MAX_SOLIDS;
pub use material::Material;
pub use scene::{Scene, Solid};
pub use vector::V3;

use batch::{Batch, FINGERS, Surroundings};
use grid::Grid;
use lanes::LANES;
use vector::{add, dot, length, scale, sub};

/// Most rods of one world.
pub const MAX_RODS: usize = 1024;
/// Speed under which a node is at rest, m/s.
const RESTS: f64 = 4e-3;
/// Time at rest after which a rod sleeps, s.
const DOZES: f64 = 0.25;
/// Fingers move at most so far in one step, m: faster pointers are followed over several steps.
const REACH: f64 = 12e-3;
/// Fingers that lead a fibre let it be pushed back by so many times the pull that draws it out.
const PUSHED_BACK: f64 = 20.0;
/// The step is between these, s.
const STEP: (f64, f64) = (1e-6, 0.1);

/// All rods of a place and what they lie against.
#[derive(Clone, Debug)]
pub struct Rods {
    rods: Vec<Rod>,
    scene: Scene,
    grid: Grid,
    finder: touch::Finder,
    batch: Batch,
    touching: bool,
    recovered: u32,
}

impl Rods {
    /// An empty world. Solids beyond [`MAX_SOLIDS`] and unsound ones are left out.
    pub fn new(scene: Scene) -> Rods {
        let mut rods = Rods {
            rods: Vec::new(),
            grid: Grid::default(),
            finder: touch::Finder::default(),
            batch: Batch::default(),
            touching: true,
            recovered: 0,
            scene: Scene::empty(),
        };
        rods.set_scene(scene);
        rods
    }

    /// Whether fibres feel one another.
    pub fn set_touching(&mut self, touching: bool) {
        self.touching = touching;
        self.finder.forget();
    }

    /// Changes what the rods lie against and wakes them.
    pub fn set_scene(&mut self, mut scene: Scene) {
        scene.solids.retain(Solid::is_sound);
        scene.solids.truncate(MAX_SOLIDS);
        let drag = scene.drag;
        if !scene.is_sound() {
            scene.gravity = [0.0; 3];
            scene.drag = if drag.is_finite() { drag.max(0.0) } else { 0.0 };
        }
        self.grid.follow(&self.scene, &scene);
        self.scene = scene;
        self.rods.iter_mut().for_each(Rod::wake);
    }

    /// What the rods lie against.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Takes a rod in.
    ///
    /// # Errors
    /// When a node starts inside a solid, or there are [`MAX_RODS`] already.
    pub fn add(&mut self, rod: Rod) -> Result<usize, RodError> {
        if self.rods.len() >= MAX_RODS {
            return Err(RodError::Nodes(MAX_RODS));
        }
        for (node, at) in rod.places().iter().enumerate() {
            if let Some(solid) = self.scene.inside(*at, rod.material.radius) {
                return Err(RodError::Inside(node, solid.name()));
            }
        }
        self.batch.reserve(rod.capacity());
        self.finder.reserve(rod.capacity());
        self.rods.push(rod);
        Ok(self.rods.len() - 1)
    }

    /// Takes in a rod of another world as it is, asleep or not.
    pub fn keep(&mut self, rod: Rod) {
        if self.rods.len() < MAX_RODS {
            self.batch.reserve(rod.capacity());
            self.finder.reserve(rod.capacity());
            self.rods.push(rod);
        }
    }

    /// The rods, in the order in which they came.
    pub fn all(&self) -> &[Rod] {
        &self.rods
    }

    /// A rod.
    pub fn get(&self, index: usize) -> Option<&Rod> {
        self.rods.get(index)
    }

    /// A rod, to hold or pull it.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Rod> {
        self.rods.get_mut(index)
    }

    /// Times that a rod was put back or mended because it was torn beyond all measure: only a wild hand does that.
    pub fn recovered(&self) -> u32 {
        self.recovered
    }

    /// Whether every rod sleeps.
    pub fn at_rest(&self) -> bool {
        self.rods.iter().all(Rod::asleep)
    }

    /// One step of `dt` seconds.
    pub fn step(&mut self, dt: f64) {
        let dt = if dt.is_nan() { STEP.0 } else { dt.clamp(STEP.0, STEP.1) };
        for rod in &mut self.rods {
            run_through(rod);
        }
        if self.at_rest() {
            return;
        }
        if self.touching && self.rods.len() + usize::from(self.rods.iter().any(|r| r.active() > 8)) > 1 {
            self.finder.find(&self.rods, dt);
            for (rod, wake) in self.rods.iter_mut().zip(&self.finder.wake) {
                if *wake {
                    rod.wake();
                }
            }
        }
        let mut which = [0; LANES];
        let mut count = 0;
        for index in 0..=self.rods.len() {
            let awake = self.rods.get(index).is_some_and(|rod| !rod.asleep);
            if awake {
                which[count] = index;
                count += 1;
            }
            if count == LANES || index == self.rods.len() && count > 0 {
                let around = Surroundings { scene: &self.scene, grid: &self.grid, touches: &self.finder.touches, dt };
                self.recovered += self.batch.step(&mut self.rods, &which[..count], around);
                count = 0;
            }
        }
        for rod in self.rods.iter_mut().filter(|rod| !rod.asleep) {
            doze(rod, dt);
        }
    }
}

/// A rod that has not moved for a while sleeps.
fn doze(rod: &mut Rod, dt: f64) {
    let moves = rod.speeds().iter().any(|speed| dot(*speed, *speed) > RESTS * RESTS);
    if moves || rod.pinch.is_some() {
        rod.rest = 0;
        return;
    }
    rod.rest += 1;
    if f64::from(rod.rest) * dt >= DOZES {
        rod.sleep();
    }
}

/// Lets a fibre run through the fingers where they pull harder than they hold, and pays it out behind them.
fn run_through(rod: &mut Rod) {
    let Some(mut pinch) = rod.pinch else { return };
    let h = rod.spacing;
    let (node, share) = rod.node_at(pinch.at);
    let at = add(scale(rod.places[node], 1.0 - share), scale(rod.places[node + 1], share));
    let way = sub(pinch.to, at);
    if pinch.slips_at.is_finite()
        && let Some(tangent) = vector::unit(sub(rod.places[node + 1], rod.places[node]))
    {
        let along = dot(way, tangent);
        let slips = pinch.slips_at / FINGERS;
        let run = if along > slips {
            along - slips
        } else if along < -slips * PUSHED_BACK {
            along + slips * PUSHED_BACK
        } else {
            0.0
        };
        if run != 0.0 {
            let most = h * (rod.capacity() - 1) as f64 - 1e-6;
            pinch.at = (pinch.at + run.clamp(-REACH, REACH)).clamp(1.5 * h, most);
        }
    }
    if rod.paying {
        let wanted = ((pinch.at / h) as usize + 2).clamp(3, rod.capacity());
        if wanted != rod.active {
            rod.set_active(wanted);
        }
    }
    // The fingers themselves move only so far in one step.
    let (node, share) = rod.node_at(pinch.at);
    let at = add(scale(rod.places[node], 1.0 - share), scale(rod.places[node + 1], share));
    let way = sub(pinch.to, at);
    let far = length(way);
    if far > REACH {
        pinch.to = add(at, scale(way, REACH / far));
    }
    rod.pinch = Some(pinch);
}
