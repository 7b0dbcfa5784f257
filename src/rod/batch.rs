//! One implicit step of four rods side by side: forces, their slopes, one banded solve a Newton iteration.
//!
//! Implicit Euler on a discrete elastic rod: bending as the second difference of the places (Bergou and others 2006,
//! right for rods that do not stretch, with a constant Hessian), Gauss-Newton for stretch, contacts as springs with
//! lagged Coulomb friction in the same system.

use super::band::Band;
use super::chain::Rod;
use super::grid::Grid;
use super::lanes::{LANES, Lanes, Lanes3};
use super::scene::Scene;
use super::touch::Touch;
use super::twist;
use super::vector::{V3, ZERO, add, dot, is_finite, length, scale, sub, unit};

/// Stiffness of a held node, N/m: so large against all else that it stays where it is held.
const HELD: f64 = 1e12;
/// Stiffness of fingers, N/m.
pub(super) const FINGERS: f64 = 500.0;
/// Stiffness of a surface, N/m.
const SURFACE: f64 = 500.0;
/// Stiffness between fibres, N/m.
const BETWEEN: f64 = 200.0;
/// Speed under which friction falls off, m/s.
const STICKS: f64 = 2e-3;
/// Newton iterations of a step, at most.
const ITERATIONS: usize = 4;
/// Stretch at which another iteration is done.
const STRETCHED: f64 = 1e-3;
/// Stretch that no fibre survives: after it the rod is laid out anew.
const TORN: f64 = 0.5;
/// Fastest node, m/s: a fibre freed from a circle of 30 mm jumps at up to 4 m/s.
const FASTEST: f64 = 8.0;

/// Everything one batch needs; reserved once, never in a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    band: Band,
    start: Vec<Lanes3>,
    now: Vec<Lanes3>,
    aim: Vec<Lanes3>,
    extra: Vec<Lanes3>,
    mass: Vec<Lanes>,
    bend: Vec<Lanes>,
    pull: Vec<Lanes>,
    forces: Vec<V3>,
}

/// What a step's surroundings are.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub scene: &'a Scene,
    pub grid: &'a Grid,
    pub touches: &'a [Vec<Touch>],
    pub dt: f64,
}

impl Batch {
    pub fn reserve(&mut self, nodes: usize) {
        if self.now.len() < nodes {
            self.band.reserve(3 * nodes);
            for list in [&mut self.start, &mut self.now, &mut self.aim, &mut self.extra] {
                list.resize(nodes, [Lanes::ZERO; 3]);
            }
            for list in [&mut self.mass, &mut self.bend, &mut self.pull] {
                list.resize(nodes, Lanes::ZERO);
            }
            self.forces.resize(nodes, ZERO);
        }
    }

    /// Steps the rods of these indices, at most four. Returns how many had to be put back or mended.
    pub fn step(&mut self, rods: &mut [Rod], which: &[usize], around: Surroundings) -> u32 {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it has what the function needs.
            return unsafe { self.step_wide(rods, which, around) };
        }
        self.step_plain(rods, which, around)
    }

    /// The same work in vectors of four: the same operations, none of them fused, so the same to the last bit.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn step_wide(&mut self, rods: &mut [Rod], which: &[usize], around: Surroundings) -> u32 {
        self.step_plain(rods, which, around)
    }

    #[inline(always)]
    fn step_plain(&mut self, rods: &mut [Rod], which: &[usize], around: Surroundings) -> u32 {
        let nodes = which.iter().map(|r| rods[*r].active).max().unwrap_or(0);
        let mut spacing = Lanes::all(1.0);
        for lane in 0..LANES {
            match which.get(lane) {
                Some(index) => {
                    spacing.0[lane] = rods[*index].spacing;
                    self.gather(&rods[*index], lane, nodes, around);
                }
                None => self.gather_nothing(lane, nodes),
            }
        }
        // A lane that is done stays as it is: what its neighbours still need must not change it.
        let mut open = [true; LANES];
        for iteration in 0..ITERATIONS {
            self.assemble(nodes, spacing);
            for (lane, index) in which.iter().enumerate() {
                self.hold(&rods[*index], lane);
                self.press(&rods[*index], lane, around, iteration);
                self.rub(&around.touches[*index], lane, around.dt);
            }
            self.band.solve(3 * nodes);
            let mut worst = Lanes::ZERO;
            for i in 0..nodes {
                for k in 0..3 {
                    let moved = self.band.right[3 * i + k].only(open);
                    self.now[i][k] += moved;
                }
                if i > 0 {
                    let e = between(&self.now, i - 1);
                    let long = (e[0] * e[0] + e[1] * e[1] + e[2] * e[2]).sqrt();
                    let strain = long - spacing;
                    worst = worst.max(strain.max(-strain) * self.pull[i - 1]);
                }
            }
            // `pull` is in N/m: a strain beyond the limit would be a force of its share of EA.
            for (lane, index) in which.iter().enumerate() {
                let limit = STRETCHED * rods[*index].material.stretching;
                open[lane] &= worst.0[lane] > limit;
            }
            if !open[..which.len()].contains(&true) {
                break;
            }
        }
        which.iter().enumerate().map(|(lane, index)| self.scatter(&mut rods[*index], lane, around)).sum()
    }

    #[inline(always)]
    fn gather_nothing(&mut self, lane: usize, nodes: usize) {
        for i in 0..nodes {
            for k in 0..3 {
                let at = if k == 0 { i as f64 } else { 0.0 };
                self.start[i][k].0[lane] = at;
                self.now[i][k].0[lane] = at;
                self.aim[i][k].0[lane] = at;
                self.extra[i][k].0[lane] = 0.0;
            }
            self.mass[i].0[lane] = 1.0;
            self.bend[i].0[lane] = 0.0;
            self.pull[i].0[lane] = 0.0;
        }
    }

    #[inline(always)]
    fn gather(&mut self, rod: &Rod, lane: usize, nodes: usize, around: Surroundings) {
        let Surroundings { scene, dt, .. } = around;
        let forces = &mut self.forces[..rod.active];
        forces.fill(ZERO);
        twist::add_forces(rod, forces);
        forces[rod.active - 1] = add(forces[rod.active - 1], rod.end_force);
        let (h, material) = (rod.spacing, &rod.material);
        let bend = material.bending / (h * h * h);
        let pull = material.stretching / h;
        let last = rod.active - 1;
        let slow = 1.0 / (1.0 + scene.drag * dt);
        for i in 0..nodes {
            if i > last {
                // Not there: a place that makes no force and no division by nothing.
                let beyond = add(rod.places[last], [h * (i - last) as f64, 0.0, 0.0]);
                for (k, at) in beyond.iter().enumerate() {
                    self.start[i][k].0[lane] = *at;
                    self.now[i][k].0[lane] = *at;
                    self.aim[i][k].0[lane] = *at;
                    self.extra[i][k].0[lane] = 0.0;
                }
                self.mass[i].0[lane] = 1.0;
                self.bend[i].0[lane] = 0.0;
                self.pull[i].0[lane] = 0.0;
                continue;
            }
            let mass = material.mass * h * if i == 0 || i == last { 0.5 } else { 1.0 };
            for k in 0..3 {
                let at = rod.places[i][k];
                self.start[i][k].0[lane] = at;
                self.now[i][k].0[lane] = at;
                self.aim[i][k].0[lane] = at + dt * slow * (rod.speeds[i][k] + dt * scene.gravity[k]);
                self.extra[i][k].0[lane] = forces[i][k];
            }
            self.mass[i].0[lane] = mass / (dt * dt * slow);
            self.bend[i].0[lane] = if i > 0 && i < last { bend } else { 0.0 };
            self.pull[i].0[lane] = if i < last { pull } else { 0.0 };
        }
    }

    /// Inertia, bending and stretch of all lanes.
    #[inline(always)]
    fn assemble(&mut self, nodes: usize, spacing: Lanes) {
        self.band.clear(3 * nodes);
        let Band { columns, right } = &mut self.band;
        for i in 0..nodes {
            let mass = self.mass[i];
            for k in 0..3 {
                columns[3 * i + k][0] += mass;
                right[3 * i + k] += mass * (self.aim[i][k] - self.now[i][k]) + self.extra[i][k];
            }
        }
        for i in 1..nodes.saturating_sub(1) {
            let bend = self.bend[i];
            let twice = bend + bend;
            for k in 0..3 {
                let d = self.now[i - 1][k] - self.now[i][k] - self.now[i][k] + self.now[i + 1][k];
                let force = bend * d;
                right[3 * (i - 1) + k] -= force;
                right[3 * i + k] += force + force;
                right[3 * (i + 1) + k] -= force;
                let first = &mut columns[3 * (i - 1) + k];
                first[0] += bend;
                first[3] -= twice;
                first[6] += bend;
                let middle = &mut columns[3 * i + k];
                middle[0] += twice + twice;
                middle[3] -= twice;
                columns[3 * (i + 1) + k][0] += bend;
            }
        }
        for i in 0..nodes.saturating_sub(1) {
            let pull = self.pull[i];
            let e = between(&self.now, i);
            let long = (e[0] * e[0] + e[1] * e[1] + e[2] * e[2]).sqrt();
            let inverse = long.recip();
            let t = [e[0] * inverse, e[1] * inverse, e[2] * inverse];
            let force = pull * (long - spacing);
            // Tension straightens; what compression would bend is left out, so that the system stays definite.
            let tension = force.max(Lanes::ZERO) * inverse;
            let along = pull - tension;
            for a in 0..3 {
                right[3 * i + a] += force * t[a];
                right[3 * (i + 1) + a] -= force * t[a];
                for b in 0..3 {
                    let mut slope = along * t[a] * t[b];
                    if a == b {
                        slope += tension;
                    }
                    if a >= b {
                        columns[3 * i + b][a - b] += slope;
                        columns[3 * (i + 1) + b][a - b] += slope;
                    }
                    columns[3 * i + b][3 + a - b] -= slope;
                }
            }
        }
    }

    /// What holds a rod: anchors and fingers.
    #[inline(always)]
    fn hold(&mut self, rod: &Rod, lane: usize) {
        for anchor in rod.anchors.iter().filter(|anchor| anchor.node < rod.active) {
            for k in 0..3 {
                let at = 3 * anchor.node + k;
                self.band.columns[at][0].0[lane] += HELD;
                self.band.right[at].0[lane] += HELD * (anchor.at[k] - self.now[anchor.node][k].0[lane]);
            }
        }
        let Some(pinch) = rod.pinch else { return };
        let (node, share) = rod.node_at(pinch.at);
        let weights = [1.0 - share, share];
        for k in 0..3 {
            let at = weights[0] * self.now[node][k].0[lane] + weights[1] * self.now[node + 1][k].0[lane];
            let force = FINGERS * (pinch.to[k] - at);
            for (w, weight) in weights.iter().enumerate() {
                let row = 3 * (node + w) + k;
                self.band.right[row].0[lane] += weight * force;
                self.band.columns[row][0].0[lane] += FINGERS * weight * weight;
            }
            self.band.columns[3 * node + k][3].0[lane] += FINGERS * weights[0] * weights[1];
        }
    }

    /// Solid things under each node.
    #[inline(always)]
    fn press(&mut self, rod: &Rod, lane: usize, around: Surroundings, iteration: usize) {
        let Surroundings { scene, grid, dt, .. } = around;
        let radius = rod.material.radius;
        for i in 0..rod.active {
            let at: V3 = [0, 1, 2].map(|k| self.now[i][k].0[lane]);
            let mut near = grid.near(at);
            while near != 0 {
                let index = near.trailing_zeros() as usize;
                near &= near - 1;
                let solid = &scene.solids[index];
                let before = rod.places[i];
                // In the first look a node that flies towards a surface is stopped there, not behind it.
                let ahead = if iteration == 0 { dt * length(rod.speeds[i]) } else { 0.0 };
                let Some(contact) = solid.contact(at, before, radius, ahead.max(1e-7)) else { continue };
                let way = if iteration == 0 { dt * dot(rod.speeds[i], contact.normal) } else { 0.0 };
                if contact.gap + way.min(0.0) >= 0.0 {
                    continue;
                }
                let moved = sub(at, before);
                self.push(i, lane, contact.normal, contact.gap, SURFACE, 1.0);
                let pressing = SURFACE * (-contact.gap).max(0.0);
                let slip = length(sub(rod.speeds[i], scale(contact.normal, dot(rod.speeds[i], contact.normal))));
                let drag = rod.material.friction * pressing / (slip.max(STICKS) * dt);
                self.drag(i, lane, contact.normal, drag, moved);
            }
            // An edge that lies across a wall has no node in it: it rests on the wall's top.
            if i + 1 < rod.active {
                self.straddle(rod, i, lane, around, at);
            }
        }
    }

    #[inline(always)]
    fn straddle(&mut self, rod: &Rod, i: usize, lane: usize, around: Surroundings, at: V3) {
        let Surroundings { scene, grid, .. } = around;
        let mut ridges = grid.ridges & grid.near(at);
        while ridges != 0 {
            let solid = &scene.solids[ridges.trailing_zeros() as usize];
            ridges &= ridges - 1;
            let next: V3 = [0, 1, 2].map(|k| self.now[i + 1][k].0[lane]);
            let (Some((a, _)), Some((b, _)), Some(top)) = (solid.side(at), solid.side(next), solid.ridge()) else {
                continue;
            };
            if a * b >= 0.0 {
                continue;
            }
            let share = a / (a - b);
            let gap = at[2] + share * (next[2] - at[2]) - top - rod.material.radius;
            if gap < 0.0 {
                let weights = [1.0 - share, share];
                self.push_edge(i, lane, [0.0, 0.0, 1.0], gap, SURFACE, weights);
            }
        }
    }

    /// Other fibres.
    #[inline(always)]
    fn rub(&mut self, touches: &[Touch], lane: usize, dt: f64) {
        for touch in touches {
            let i = touch.edge as usize;
            let moved: [V3; 2] =
                [i, i + 1].map(|node| [0, 1, 2].map(|k| (self.now[node][k].0[lane]) - self.start[node][k].0[lane]));
            let way = add(scale(moved[0], touch.weight[0]), scale(moved[1], touch.weight[1]));
            // The other fibre yields as much: each takes half of the way.
            let gap = 0.5 * touch.gap + dot(way, touch.normal);
            if gap < 0.0 {
                self.push_edge(i, lane, touch.normal, gap, BETWEEN, touch.weight);
                let drag = 0.2 * BETWEEN * (-touch.gap).max(0.0) / (STICKS * 5.0 * dt);
                for w in 0..2 {
                    self.drag(i + w, lane, touch.normal, drag * touch.weight[w], moved[w]);
                }
            }
        }
    }

    #[inline(always)]
    fn push(&mut self, node: usize, lane: usize, normal: V3, gap: f64, stiffness: f64, weight: f64) {
        for a in 0..3 {
            self.band.right[3 * node + a].0[lane] -= weight * stiffness * gap * normal[a];
            for b in 0..=a {
                self.band.columns[3 * node + b][a - b].0[lane] += weight * weight * stiffness * normal[a] * normal[b];
            }
        }
    }

    #[inline(always)]
    fn push_edge(&mut self, edge: usize, lane: usize, normal: V3, gap: f64, stiffness: f64, weight: [f64; 2]) {
        self.push(edge, lane, normal, gap, stiffness, weight[0]);
        self.push(edge + 1, lane, normal, gap, stiffness, weight[1]);
        for a in 0..3 {
            for b in 0..3 {
                self.band.columns[3 * edge + b][3 + a - b].0[lane] +=
                    weight[0] * weight[1] * stiffness * normal[a] * normal[b];
            }
        }
    }

    /// Friction across a normal, against what the node has moved since the step began.
    #[inline(always)]
    fn drag(&mut self, node: usize, lane: usize, normal: V3, drag: f64, moved: V3) {
        let along = dot(moved, normal);
        for a in 0..3 {
            self.band.right[3 * node + a].0[lane] -= drag * (moved[a] - along * normal[a]);
            for b in 0..=a {
                let same = if a == b { 1.0 } else { 0.0 };
                self.band.columns[3 * node + b][a - b].0[lane] += drag * (same - normal[a] * normal[b]);
            }
        }
    }

    #[inline(always)]
    fn scatter(&mut self, rod: &mut Rod, lane: usize, around: Surroundings) -> u32 {
        let place = |i: usize| -> V3 { [0, 1, 2].map(|k| self.now[i][k].0[lane]) };
        if !(0..rod.active).all(|i| is_finite(place(i))) {
            // Nothing that is not a number leaves: the rod stays where it was, at rest.
            rod.speeds.fill(ZERO);
            return 1;
        }
        let fastest = FASTEST * around.dt;
        for i in 0..rod.active {
            let before = rod.places[i];
            let way = sub(place(i), before);
            let far = length(way);
            let mut at = if far > fastest { add(before, scale(way, fastest / far)) } else { place(i) };
            around.grid.keep_side(around.scene, &mut at, before, rod.material.radius);
            rod.places[i] = at;
            rod.speeds[i] = scale(sub(at, before), 1.0 / around.dt);
        }
        if let Some(pinch) = rod.pinch {
            let (node, share) = rod.node_at(pinch.at);
            let at = add(scale(rod.places[node], 1.0 - share), scale(rod.places[node + 1], share));
            let tangent = scale(sub(rod.places[node + 1], rod.places[node]), 1.0 / rod.spacing);
            rod.pull = FINGERS * dot(sub(pinch.to, at), tangent);
        } else {
            rod.pull = 0.0;
        }
        let torn = rod.strain() > TORN;
        if torn {
            mend(rod);
        }
        twist::follow(rod);
        u32::from(torn)
    }
}

/// Gives every edge its length again, in the direction that it has: from the root on, at rest.
fn mend(rod: &mut Rod) {
    let mut last = [1.0, 0.0, 0.0];
    for i in 1..rod.active {
        last = unit(sub(rod.places[i], rod.places[i - 1])).unwrap_or(last);
        let at = add(rod.places[i - 1], scale(last, rod.spacing));
        // The next edge keeps its direction, so what follows moves along.
        let moved = sub(at, rod.places[i]);
        for place in &mut rod.places[i..rod.active] {
            *place = add(*place, moved);
        }
    }
    rod.speeds.fill(ZERO);
}

#[inline(always)]
fn between(places: &[Lanes3], i: usize) -> Lanes3 {
    let (a, b) = (&places[i], &places[i + 1]);
    [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
}
