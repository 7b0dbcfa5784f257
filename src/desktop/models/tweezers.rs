//! Tweezers and scissors.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// Tweezers whose tips meet at the origin. "jaw-upper" and "jaw-lower" turn about x at the far end (open ±3°).
pub fn tweezers() -> Vec<Piece> {
    let mut kit = Kit::default();
    let end = 112.0;
    let blade = rounded_outline(
        &[
            (-0.5, 0.0, 0.3),
            (0.5, 0.0, 0.3),
            (3.6, -38.0, 20.0),
            (4.6, -70.0, 20.0),
            (3.4, -end, 3.0),
            (-3.4, -end, 3.0),
            (-4.6, -70.0, 20.0),
            (-3.6, -38.0, 20.0),
        ],
        4,
    );
    for (name, side) in [("jaw-upper", 1.0f32), ("jaw-lower", -1.0)] {
        kit.pivot(name, Transform::from_xyz(0.0, 0.0, end));
        // Bowed out between the tips and the weld.
        let bow = |p: Vec3| {
            let t = (p.z / end).clamp(0.0, 1.0);
            Vec3::new(
                p.x,
                p.y + side * (0.75 + 5.0 * (t * std::f32::consts::PI).sin().powf(0.8) * (1.0 - 0.25 * t)),
                p.z - end,
            )
        };
        let outline: Vec<Vec2> = resampled(&blade, 6.0);
        kit.add(name, Surface::PolishedSteel, strip(&outline).shaped(bow));
        for i in 0..7 {
            let z = 44.0 + i as f32 * 3.2;
            kit.add(name, Surface::DarkSteel, block(6.4, 0.5, 1.0, 0.1).at(0.0, side * 0.55, z).shaped(bow));
        }
    }
    kit.body(Surface::Steel, rounded_box(7.0, 2.8, 14.0, 1.0, 2).at(0.0, 0.0, end - 5.0));
    kit.pieces()
}

/// A strip 1.1 mm thick whose half widths follow an outline in (x, −z), cut across often enough to be bowed.
fn strip(outline: &[Vec2]) -> Shape {
    let half = |z: f32| {
        let mut best = 0.4f32;
        for w in outline.windows(2) {
            let (a, b) = (w[0], w[1]);
            let (za, zb) = (-a.y, -b.y);
            if (za - z) * (zb - z) <= 0.0 && (za - zb).abs() > 1e-4 {
                best = best.max((a.x + (b.x - a.x) * (z - za) / (zb - za)).abs());
            }
        }
        best
    };
    let end = outline.iter().map(|p| -p.y).fold(0.0, f32::max);
    let steps = 16;
    let stretch = |p: Vec3| {
        let z = (p.z + 0.5) * end;
        Vec3::new(p.x * 2.0 * half(z.min(end - 0.5)), p.y, z)
    };
    let face = || grid(1.0, 1.0, 1, steps);
    let mut s = face().turned(-90.0, 0.0, 0.0).at(0.0, 0.55, 0.0);
    s.join(face().turned(90.0, 0.0, 0.0).at(0.0, -0.55, 0.0));
    for side in [-1.0, 1.0] {
        let edge = grid(1.0, 1.1, steps, 1).turned(0.0, 90.0 * side, 0.0).at(0.5 * side, 0.0, 0.0);
        s.join(edge);
    }
    s.shaped(stretch)
}

fn resampled(outline: &[Vec2], step: f32) -> Vec<Vec2> {
    let mut out = Vec::new();
    for (i, a) in outline.iter().enumerate() {
        let b = outline[(i + 1) % outline.len()];
        let n = (a.distance(b) / step).ceil().max(1.0) as usize;
        out.extend((0..n).map(|k| a.lerp(b, k as f32 / n as f32)));
    }
    out
}

/// Scissors that cut at the origin. "jaw-upper" and "jaw-lower" turn about x at the rivet (open +14° and −14°).
pub fn scissors() -> Vec<Piece> {
    let mut kit = Kit::default();
    let rivet = 34.0;
    kit.body(Surface::Brass, cylinder(3.0, 5.0, 0.6, 16).turned(0.0, 0.0, 90.0).at(0.0, 0.0, rivet));
    let blade = rounded_outline(
        &[
            (-12.0, -0.6, 0.3),
            (rivet + 6.0, -3.4, 2.0),
            (rivet + 20.0, -9.0, 6.0),
            (rivet + 20.0, -4.0, 2.0),
            (rivet + 4.0, 4.6, 6.0),
            (rivet - 8.0, 4.6, 8.0),
            (-12.0, 0.5, 0.3),
        ],
        4,
    );
    for (name, side) in [("jaw-upper", 1.0f32), ("jaw-lower", -1.0)] {
        kit.pivot(name, Transform::from_xyz(0.0, 0.0, rivet));
        let flip = |s: Shape| s.stretched(1.0, side, 1.0).at(side * 0.85, 0.0, -rivet);
        kit.add(name, Surface::PolishedSteel, flip(profile(&blade, 1.6, 0.35)));
        let shank = super::sweep::curve(
            &[
                Vec3::new(0.0, -6.0, rivet + 14.0),
                Vec3::new(0.0, -9.5, rivet + 28.0),
                Vec3::new(0.0, -9.0, rivet + 44.0),
            ],
            4,
        );
        kit.add(name, Surface::RedHandle, flip(swept(&shank, &[2.6, 3.2, 3.6, 3.6, 3.4, 3.2], 10)));
        let ring = torus(11.0, 3.4, 28, 8).turned(0.0, 0.0, 90.0).stretched(1.0, 0.92, 1.45);
        kit.add(name, Surface::RedHandle, flip(ring.at(0.0, -14.0, rivet + 60.0)));
    }
    kit.pieces()
}
