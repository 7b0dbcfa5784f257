//! One fibre as a chain of nodes: what it is made of, where it is, what holds it.

use thiserror::Error;

use super::material::Material;
use super::vector::{V3, ZERO, add, is_finite, length, scale, sub};

/// Most nodes of one rod.
pub const MAX_NODES: usize = 4096;
/// Shortest distance of two nodes, m: a tenth of a millimetre.
const MIN_SPACING: f64 = 1e-4;
/// Strongest pull at an end, N: proof-tested fibre breaks at 8.47 N.
const STRONGEST: f64 = 10.0;
/// Longest distance of two nodes, m.
const MAX_SPACING: f64 = 0.5;

/// Fingers on a point of the rod.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pinch {
    /// Where along the rod, m from its first node.
    pub at: f64,
    /// Where the fingers are, m.
    pub to: V3,
    /// Pull along the fibre, N, from which it runs through the fingers; infinite when they are shut.
    pub slips_at: f64,
}

/// A node that something other than a hand holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Which node.
    pub node: usize,
    /// Where it is held, m.
    pub at: V3,
}

/// Twist that is forced upon a rod; carried as one number, as twist waves are far faster than the rod moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twist {
    /// Turned at the far end, radians.
    pub imposed: f64,
    /// Length that shares it, m.
    pub over: f64,
    /// Material directions at the two clamped ends, across the axis: what the curve's own writhe takes is subtracted.
    /// Without them the twist stays what was imposed.
    pub frames: Option<[V3; 2]>,
}

/// Why a rod is refused.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum RodError {
    /// Too few or too many nodes.
    #[error("a rod has 3 to {MAX_NODES} nodes, not {0}")]
    Nodes(usize),
    /// The distance of two nodes is nothing, absurd, or no number.
    #[error("nodes stand 0.1 mm to 0.5 m apart, not {0} m")]
    Spacing(f64),
    /// Stiffness, mass or radius is not a positive number.
    #[error("a rod's stiffness, mass and radius are positive numbers")]
    Material,
    /// A place is no number.
    #[error("node {0} is nowhere: a coordinate is no number")]
    Place(usize),
    /// Two neighbours are not one spacing apart.
    #[error("nodes {0} and {next} are {1} m apart instead of {2} m", next = .0 + 1)]
    Stretched(usize, f64, f64),
    /// A node is inside a thing that cannot be entered.
    #[error("node {0} starts inside {1}")]
    Inside(usize, &'static str),
}

/// One fibre.
#[derive(Clone, Debug)]
pub struct Rod {
    pub(super) material: Material,
    pub(super) spacing: f64,
    pub(super) places: Vec<V3>,
    pub(super) speeds: Vec<V3>,
    /// Nodes that take part; those behind have not been paid out.
    pub(super) active: usize,
    pub(super) anchors: Vec<Anchor>,
    pub(super) pinch: Option<Pinch>,
    pub(super) twist: Option<Twist>,
    /// Twist between the ends now, radians, followed over whole turns.
    pub(super) twisted: f64,
    /// Constant force on the last active node, N.
    pub(super) end_force: V3,
    /// Steps at rest.
    pub(super) rest: u32,
    pub(super) asleep: bool,
    /// What is beyond the fingers has not been paid out yet.
    pub(super) paying: bool,
    /// Largest force of the pinch along the fibre in the last step, N.
    pub(super) pull: f64,
}

impl Rod {
    /// A rod through these places, at rest. Neighbours stand `spacing` (m) apart, to a hundredth.
    ///
    /// # Errors
    /// [`RodError`] says what is not a rod.
    pub fn new(material: Material, spacing: f64, places: Vec<V3>) -> Result<Rod, RodError> {
        if places.len() < 3 || places.len() > MAX_NODES {
            return Err(RodError::Nodes(places.len()));
        }
        if !(MIN_SPACING..=MAX_SPACING).contains(&spacing) {
            return Err(RodError::Spacing(spacing));
        }
        if !material.is_sound() {
            return Err(RodError::Material);
        }
        if let Some(node) = places.iter().position(|place| !is_finite(*place)) {
            return Err(RodError::Place(node));
        }
        for (node, pair) in places.windows(2).enumerate() {
            let apart = length(sub(pair[1], pair[0]));
            if (apart - spacing).abs() > 0.01 * spacing {
                return Err(RodError::Stretched(node, apart, spacing));
            }
        }
        let nodes = places.len();
        Ok(Rod {
            material,
            spacing,
            speeds: vec![ZERO; nodes],
            active: nodes,
            anchors: Vec::with_capacity(8),
            pinch: None,
            twist: None,
            twisted: 0.0,
            end_force: ZERO,
            rest: 0,
            asleep: false,
            paying: false,
            pull: 0.0,
            places,
        })
    }

    /// A straight rod of `nodes` from `from` along the unit vector `along`.
    ///
    /// # Errors
    /// As [`Rod::new`].
    pub fn straight(material: Material, spacing: f64, nodes: usize, from: V3, along: V3) -> Result<Rod, RodError> {
        if nodes > MAX_NODES {
            return Err(RodError::Nodes(nodes));
        }
        let places = (0..nodes).map(|i| add(from, scale(along, spacing * i as f64))).collect();
        Rod::new(material, spacing, places)
    }

    /// Places of the nodes that take part, m.
    pub fn places(&self) -> &[V3] {
        &self.places[..self.active]
    }

    /// Speeds of the nodes that take part, m/s.
    pub fn speeds(&self) -> &[V3] {
        &self.speeds[..self.active]
    }

    /// Distance of two nodes, m.
    pub fn spacing(&self) -> f64 {
        self.spacing
    }

    /// Material and section.
    pub fn material(&self) -> &Material {
        &self.material
    }

    /// Whether it rests and is not worked on.
    pub fn asleep(&self) -> bool {
        self.asleep
    }

    /// The fingers on it.
    pub fn pinch(&self) -> Option<&Pinch> {
        self.pinch.as_ref()
    }

    /// Only what is behind the fingers takes part; they pay the rest out as they move.
    pub fn set_paying(&mut self, paying: bool) {
        self.paying = paying;
    }

    /// The node before a length along the rod, m, and the share of the way to the next one.
    pub(super) fn node_at(&self, at: f64) -> (usize, f64) {
        let place = (at / self.spacing).clamp(0.0, (self.active - 1) as f64);
        let node = (place as usize).min(self.active - 2);
        (node, place - node as f64)
    }

    /// Pull of the fingers along the fibre in the last step, N.
    pub fn pull(&self) -> f64 {
        self.pull
    }

    /// Nodes that take part.
    pub fn active(&self) -> usize {
        self.active
    }

    /// Most nodes that it could have.
    pub fn capacity(&self) -> usize {
        self.places.len()
    }

    /// Wakes it up.
    pub fn wake(&mut self) {
        self.asleep = false;
        self.rest = 0;
    }

    /// Puts it to rest where it is.
    pub fn sleep(&mut self) {
        self.asleep = true;
        self.speeds.fill(ZERO);
    }

    /// Lets so many nodes take part, at least three; new ones continue the last edge.
    pub fn set_active(&mut self, active: usize) {
        let active = active.clamp(3, self.places.len());
        for node in self.active..active {
            let (last, before) = (self.places[node - 1], self.places[node - 2]);
            self.places[node] = add(last, sub(last, before));
            self.speeds[node] = self.speeds[node - 1];
        }
        self.active = active;
        self.wake();
    }

    /// Holds a node where it is told; a node is held once.
    pub fn anchor(&mut self, node: usize, at: V3) {
        if node >= self.places.len() || !is_finite(at) {
            return;
        }
        match self.anchors.iter_mut().find(|anchor| anchor.node == node) {
            Some(anchor) => anchor.at = at,
            None => self.anchors.push(Anchor { node, at }),
        }
        self.wake();
    }

    /// Lets go of every held node from `first` on.
    pub fn release_from(&mut self, first: usize) {
        self.anchors.retain(|anchor| anchor.node < first);
        self.wake();
    }

    /// Puts fingers on it, moves them, or takes them off. Places that are no numbers are ignored.
    pub fn set_pinch(&mut self, pinch: Option<Pinch>) {
        if pinch.is_some_and(|p| !is_finite(p.to) || !p.at.is_finite() || p.slips_at.is_nan()) {
            return;
        }
        if self.pinch != pinch {
            self.wake();
        }
        self.pinch = pinch;
    }

    /// Forces a twist upon it.
    pub fn set_twist(&mut self, twist: Option<Twist>) {
        if twist.is_some_and(|t| !(t.imposed.is_finite() && t.over.is_finite() && t.over > 0.0)) {
            return;
        }
        if self.twist.is_none()
            && let Some(twist) = &twist
        {
            self.twisted = twist.imposed;
        }
        self.twist = twist;
    }

    /// Pulls its last node with a force, N; no more than glass can bear.
    pub fn set_end_force(&mut self, force: V3) {
        if is_finite(force) {
            self.end_force = scale(force, (STRONGEST / length(force).max(STRONGEST)).min(1.0));
            self.wake();
        }
    }

    /// Largest relative change of a node distance.
    pub fn strain(&self) -> f64 {
        self.places()
            .windows(2)
            .map(|pair| (length(sub(pair[1], pair[0])) / self.spacing - 1.0).abs())
            .fold(0.0, f64::max)
    }
}
