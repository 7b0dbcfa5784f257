//! Fibres that are led together from one gate to another: begun, let go, drawn into place, at rest.

use super::super::{distance, length};
use super::{MAX_STRANDS, SPACING_MM};
use crate::rod::{MAX_NODES, Material, Pinch, Rod, Rods, V3, path};

/// Curvature at which handled glass breaks at once, 1/m: 1.5 GPa at 3 mm, twice the stress of the proof test.
const BREAKS: f64 = 1.0 / 3.0e-3;
/// Curvature at which glass breaks that is left so, 1/m: 0.69 GPa, the stress of the proof test, at 6.5 mm.
const FATIGUES: f64 = 1.0 / 6.5e-3;
/// Ticks that a fibre is too sharply bent before it breaks: a glimpse of the solver is no break.
pub(super) const BREAK_TICKS: u32 = 12;
/// Longest time that a coil needs to come to rest, ticks.
pub(super) const RESTS: u32 = 480;
/// Longest time that an end is drawn to its place, ticks.
const DRAWN: u32 = 360;
/// Speed at which an end is drawn to its place, mm a tick.
const DRAW_MM: f64 = 1.2;
/// Distance at which a drawn end has come, m.
const ARRIVED_M: f64 = 2e-3;
/// What a freed end is pulled with by the slack beyond it, N: that of a bend of some 20 mm.
const FREED_N: f64 = 2.5e-3;
/// Nodes before the fingers that their soft pads keep from a sharp bend.
const PAD_NODES: usize = 4;
/// Room between two fibres in the same fingers, mm.
const BESIDE_MM: f64 = 0.26;

/// Where a course begins or ends: a place and the direction of the fibre there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Along, across, up, mm.
    pub at: [f64; 3],
    /// Direction in the tray's plane, a unit vector.
    pub dir: [f64; 2],
}

/// How far a course has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Phase {
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
    /// A tip works on it where it lies.
    Tucked,
    /// It comes to rest, since so many ticks.
    Resting(u32),
    /// It lies.
    Lies,
}

impl Phase {
    /// It lies in its place, be it still or not.
    pub fn lies(self) -> bool {
        matches!(self, Phase::Tucked | Phase::Resting(_) | Phase::Lies)
    }
}

/// Fibres that are led together from one gate to another.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub strands: usize,
    pub length_mm: f64,
    pub end: Option<Gate>,
    pub phase: Phase,
    /// First of its rods.
    pub first: usize,
    pub laid_mm: f64,
    pub tight: u32,
    pub tight_run: u32,
    /// Where the fibre is between the fingers, mm: soft pads do not pass on a tremor.
    pub led: [f64; 3],
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

impl Course {
    /// A course that has not begun.
    pub fn waiting() -> Course {
        Course {
            strands: 1,
            length_mm: 0.0,
            end: None,
            phase: Phase::Waiting,
            first: 0,
            laid_mm: 0.0,
            tight: 0,
            tight_run: 0,
            led: [0.0; 3],
        }
    }

    pub fn take_back(&mut self) {
        self.phase = Phase::Waiting;
        self.laid_mm = 0.0;
        self.tight_run = 0;
        self.end = None;
    }

    pub fn begin(&mut self, rods: &mut Rods, spec: Spec, root: Gate) -> Option<()> {
        self.strands = spec.strands.clamp(1, MAX_STRANDS);
        let h = SPACING_MM * 1e-3;
        let nodes = ((spec.length_mm / SPACING_MM) as usize + 1).clamp(8, MAX_NODES);
        self.length_mm = (nodes - 1) as f64 * SPACING_MM;
        self.first = rods.all().len();
        self.tight = 0;
        for k in 0..self.strands {
            let [y, z] = beside(k);
            let from = [root.at[0] * 1e-3, root.at[1] * 1e-3 + y, root.at[2] * 1e-3 + z];
            let mut rod = Rod::straight(spec.material, h, nodes, from, [root.dir[0], root.dir[1], 0.0]).ok()?;
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

    pub fn each(&self, rods: &mut Option<Box<Rods>>, mut f: impl FnMut(&mut Rod)) {
        if let Some(rods) = rods {
            self.each_of(rods, &mut f);
        }
    }

    pub fn each_of(&self, rods: &mut Rods, mut f: impl FnMut(&mut Rod)) {
        for k in 0..self.strands {
            if let Some(rod) = rods.get_mut(self.first + k) {
                f(rod);
            }
        }
    }

    pub fn free(&self, rods: &mut Option<Box<Rods>>) {
        self.each(rods, |rod| {
            rod.set_pinch(None);
            rod.set_end_force([-0.5 * FREED_N, 0.0, FREED_N]);
        });
    }

    /// The fingers put the end down where it is.
    pub fn park(&self, rods: &mut Option<Box<Rods>>) {
        self.each(rods, |rod| {
            if let Some(pinch) = rod.pinch().copied() {
                rod.set_pinch(Some(Pinch { slips_at: f64::INFINITY, ..pinch }));
            }
        });
    }

    pub fn advance(&mut self, rods: &mut Rods, limit_mm: f64) {
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
            if matches!(self.phase, Phase::Held | Phase::Tucked | Phase::Resting(_)) {
                let soft = if self.phase == Phase::Held { PAD_NODES } else { 0 };
                tightest = tightest.max(path::sharpest(rod.places(), soft));
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
                self.each_of(rods, Rod::sleep);
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

/// Draws a rod's end towards a gate and pays out what is left; whether it has come.
fn draw(rod: &mut Rod, gate: Gate, beside: [f64; 2], h: f64) -> bool {
    let [end, before] = gate_nodes(gate, beside, h);
    let Some(pinch) = rod.pinch().copied() else { return true };
    let whole = h * (rod.capacity() - 1) as f64;
    let step = DRAW_MM * 1e-3;
    // The last but one node is led to its place; the last follows it.
    let at = (pinch.at + step).min(whole - h);
    let way = [0, 1, 2].map(|k| before[k] - pinch.to[k]);
    let far = length(way);
    let to = if far > step { [0, 1, 2].map(|k| pinch.to[k] + way[k] * step / far) } else { before };
    rod.set_active((((at / h) as usize) + 2).min(rod.capacity()));
    rod.set_pinch(Some(Pinch { at, to, slips_at: f64::INFINITY }));
    let place = rod.places().get(rod.active() - 2).copied().unwrap_or(end);
    at >= whole - h && distance(place, before) < ARRIVED_M
}

/// The last node and the one before it at a gate, m.
fn gate_nodes(gate: Gate, beside: [f64; 2], h: f64) -> [V3; 2] {
    let end = [gate.at[0] * 1e-3, gate.at[1] * 1e-3 + beside[0], gate.at[2] * 1e-3 + beside[1]];
    [end, [end[0] - gate.dir[0] * h, end[1] - gate.dir[1] * h, end[2]]]
}

/// Where a strand is beside the first one in the same fingers, across and up, m: stacked in columns.
pub(super) fn beside(strand: usize) -> [f64; 2] {
    let (column, row) = ((strand / 6) as f64, (strand % 6) as f64);
    [column * BESIDE_MM * 1e-3, row * BESIDE_MM * 1e-3]
}
