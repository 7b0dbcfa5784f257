//! What fingers do to a fibre: they follow the hand, slide along walls, feed what they travel, catch what is between.

use super::super::{distance, length};
use super::SPACING_MM;
use crate::rod::{Pinch, Rod, Scene, V3};

/// Pull at which a fibre runs through light fingers, N.
pub(super) const RUNS_N: f64 = 0.02;
/// Share of what they travel that moving fingers feed: a little less, so that no fibre heaps up before the hand.
const FED: f64 = 0.98;
/// Cosine of the angle to the fibre within which moving fingers feed it: the other hand gives what they travel.
const FEEDS: f64 = -0.6;
/// Room that a fingertip needs beside a wall, mm.
const FINGER_MM: f64 = 1.5;
/// Distance within which closing fingers take a fibre in service along, mm.
const CATCHES_MM: f64 = 1.2;

/// Fingers do not go through walls and mandrels: they slide along them, mm.
pub(super) fn keep_clear(led: &mut [f64; 3], scene: &Scene) {
    for solid in &scene.solids {
        let at = led.map(|v| v * 1e-3);
        if let Some((out, room)) = solid.beside(at, FINGER_MM * 1e-3) {
            led[0] += out[0] * room * 1e3;
            led[1] += out[1] * room * 1e3;
        }
    }
}

/// Closing fingers take a fibre along that lies between them.
pub(super) fn catch(rod: &mut Rod, to: [f64; 3]) {
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
pub(super) fn fed(rod: &Rod, pinch: Pinch, to: V3) -> f64 {
    let way = [0, 1, 2].map(|k| to[k] - pinch.to[k]);
    let far = length(way);
    // The fibre's direction behind the fingers: what sticks out before them may be bent by anything.
    let node = ((pinch.at / rod.spacing()) as usize).clamp(1, rod.active() - 1);
    let (a, b) = (rod.places()[node - 1], rod.places()[node]);
    let along = (0..3).map(|k| way[k] * (b[k] - a[k])).sum::<f64>() / rod.spacing();
    let run = if along > FEEDS * far { FED * far } else { along };
    let last = rod.spacing() * (rod.capacity() - 1) as f64;
    (pinch.at + run).clamp(1.5 * rod.spacing(), last - 1e-6)
}
