//! The three-hole fibre stripper.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// Place of the rivet from the working hole.
const RIVET: f32 = 30.0;
/// Holes from the tip back: coating, buffer, jacket; place and half width.
const HOLES: [(f32, f32); 3] = [(0.0, 0.45), (7.0, 0.85), (14.5, 1.5)];

/// A stripper whose smallest hole is at the origin. "jaw-upper" and "jaw-lower" (each with the handle that works it)
/// turn about x at the rivet: open −9° and +9°.
pub fn stripper() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::Steel, cylinder(4.6, 9.6, 0.9, 20).turned(0.0, 0.0, 90.0).at(0.0, 0.0, RIVET));
    kit.body(Surface::DarkSteel, cylinder(2.2, 10.2, 0.3, 6).turned(0.0, 0.0, 90.0).at(0.0, 0.0, RIVET));
    // The spring that opens it.
    let coil: Vec<Vec3> = (0..=60)
        .map(|i| {
            let t = i as f32 / 60.0;
            let a = t * std::f32::consts::TAU * 6.0;
            Vec3::new(2.6 * a.cos(), -7.0 + 14.0 * t, RIVET + 21.0 + 2.6 * a.sin())
        })
        .collect();
    kit.body(Surface::PolishedSteel, swept(&coil, &[0.45], 5));

    let mut jaw = vec![Vec2::new(-6.5, 0.0)];
    for (z, half) in HOLES {
        jaw.extend([Vec2::new(z - half, 0.0), Vec2::new(z, half), Vec2::new(z + half, 0.0)]);
    }
    jaw.push(Vec2::new(RIVET - 6.0, 0.0));
    jaw.extend(rounded_outline(
        &[
            (RIVET - 4.0, -5.0, 1.0),
            (RIVET + 8.0, -10.0, 5.0),
            (RIVET + 16.0, -9.0, 1.0),
            (RIVET + 16.0, -3.0, 1.0),
            (RIVET + 7.0, 3.0, 5.0),
            (RIVET, 9.0, 8.0),
            (12.0, 9.5, 6.0),
            (-6.5, 3.4, 2.0),
        ],
        4,
    ));
    let grip = rounded_outline(
        &[
            (RIVET + 11.0, -2.6, 2.0),
            (RIVET + 11.0, -10.5, 3.0),
            (RIVET + 24.0, -15.0, 12.0),
            (RIVET + 62.0, -19.5, 30.0),
            (RIVET + 96.0, -17.0, 12.0),
            (RIVET + 108.0, -17.5, 5.0),
            (RIVET + 106.0, -9.0, 5.0),
            (RIVET + 62.0, -9.5, 30.0),
            (RIVET + 24.0, -4.5, 12.0),
        ],
        5,
    );
    for (name, side) in [("jaw-upper", 1.0f32), ("jaw-lower", -1.0)] {
        kit.pivot(name, Transform::from_xyz(0.0, 0.0, RIVET));
        let flip = |s: Shape, x: f32| s.stretched(1.0, side, 1.0).at(x, 0.0, -RIVET);
        kit.add(name, Surface::Steel, flip(profile(&jaw, 3.6, 0.5), side * 1.9));
        // The cutting faces meet over each other, on the fibre.
        let edge: Vec<Vec2> =
            jaw[..11].iter().copied().chain([Vec2::new(RIVET - 7.0, 3.0), Vec2::new(-6.0, 2.0)]).collect();
        kit.add(name, Surface::PolishedSteel, flip(profile(&edge, 1.2, 0.0), 0.0));
        kit.add(name, Surface::BlueHandle, flip(profile(&grip, 12.0, 2.6), 0.0));
        let stripe = grown(&grip, -2.9);
        kit.add(name, Surface::BlackRubber, flip(profile(&stripe, 12.6, 0.5), 0.0));
    }
    kit.pieces()
}
