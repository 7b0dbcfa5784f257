//! The tip of tweezers on fibres that lie in the tray: it takes along what is under it, lets it slide, puts it down.

use super::super::distance;
use super::course::Phase;
use super::fingers::{RUNS_N, keep_clear};
use super::{Coil, SPACING_MM};
use crate::rod::Pinch;

/// Distance within which the tip finds a fibre, mm.
const FINDS_MM: f64 = 4.0;
/// Fibres so much farther than the nearest one are taken along with it, mm.
const TOGETHER_MM: f64 = 1.0;

impl Coil {
    /// Whether fibres that lay are worked on by a tip.
    pub fn is_tucked(&self) -> bool {
        self.tucked
    }

    /// Closes the tip at a place, mm in the tray's frame, on the fibres that lie there. Nothing else rests meanwhile:
    /// a replay, which knows no rods, waits for them as the hand did.
    pub fn pick_up(&mut self, at: [f64; 3]) {
        self.tucked = true;
        self.settled = false;
        for course in self.courses.iter_mut().filter(|course| course.phase.lies()) {
            course.phase = Phase::Tucked;
        }
        let Some(rods) = &mut self.rods else { return };
        let near: Vec<(f64, usize)> = rods
            .all()
            .iter()
            .map(|rod| {
                let far = |place: &[f64; 3]| distance(place.map(|v| v * 1e3), at);
                let nearest = rod.places().iter().map(far).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
                nearest.map_or((f64::INFINITY, 0), |(node, far)| (far, node))
            })
            .collect();
        let nearest = near.iter().map(|near| near.0).fold(FINDS_MM, f64::min);
        for (index, (far, node)) in near.into_iter().enumerate() {
            if far <= nearest + TOGETHER_MM
                && far < FINDS_MM + SPACING_MM / 2.0
                && let Some(rod) = rods.get_mut(index)
            {
                let along = rod.spacing() * node as f64;
                rod.set_pinch(Some(Pinch { at: along, to: at.map(|v| v * 1e-3), slips_at: RUNS_N }));
            }
        }
    }

    /// Moves the tip with what it took along; how much that holds it back, 0 to 1.
    pub fn move_tip(&mut self, to: [f64; 3]) -> f64 {
        let Some(rods) = &mut self.rods else { return 0.1 };
        let mut to = to;
        keep_clear(&mut to, rods.scene());
        to[2] = to[2].max(0.3);
        let mut back = 0.0;
        for index in 0..rods.all().len() {
            let Some(rod) = rods.get_mut(index) else { continue };
            if let Some(pinch) = rod.pinch().copied() {
                back = 0.2;
                rod.set_pinch(Some(Pinch { to: to.map(|v| v * 1e-3), ..pinch }));
            }
        }
        back
    }

    /// Opens the tip.
    pub fn put_down(&mut self) {
        for course in self.courses.iter_mut().filter(|course| course.phase == Phase::Tucked) {
            course.phase = Phase::Resting(0);
        }
        let Some(rods) = &mut self.rods else { return };
        for index in 0..rods.all().len() {
            if let Some(rod) = rods.get_mut(index) {
                rod.set_pinch(None);
            }
        }
    }
}
