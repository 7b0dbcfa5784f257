//! The heat-shrink protection sleeve: clear outer tube, inner tube, steel rod.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::catalogue::schema::Sleeve;

/// A sleeve along x, its middle at the origin, the fibre on the axis. To shrink it, scale "outer" in y and z.
pub fn sleeve(spec: &Sleeve) -> Vec<Piece> {
    let mm = |v: f64, low: f32, high: f32| if v.is_finite() { (v as f32).clamp(low, high) } else { low };
    sleeve_of(mm(spec.length_mm, 10.0, 80.0), mm(spec.bore_mm, 0.4, 4.0), mm(spec.outer_mm, 1.5, 6.0))
}

/// As [`sleeve`], in mm.
pub(super) fn sleeve_of(length: f32, bore: f32, outer: f32) -> Vec<Piece> {
    let mut kit = Kit::default();
    let lying = |s: Shape| s.turned(0.0, 0.0, 90.0);
    let (r, b) = (outer / 2.0, bore / 2.0);
    let rod = ((r - b) * 0.75).clamp(0.25, 0.75);
    for name in ["outer", "inner", "rod"] {
        kit.pivot(name, Transform::IDENTITY);
    }
    kit.add("outer", Surface::ClearPlastic, lying(pipe(r, r - 0.25, length, 0.12, 20)));
    // Milky ends show where the tube is cut.
    for side in [-1.0, 1.0] {
        kit.add(
            "outer",
            Surface::FrostedPlastic,
            lying(torus(r - 0.14, 0.13, 20, 6)).at(side * (length / 2.0 - 0.1), 0.0, 0.0),
        );
    }
    kit.add("inner", Surface::FrostedPlastic, lying(pipe(b + 0.12, b, length * 0.97, 0.05, 14)));
    kit.add(
        "rod",
        Surface::PolishedSteel,
        lying(cylinder(rod, length * 0.95, rod * 0.3, 12)).at(0.0, -(b + rod).min(r - rod - 0.1), 0.0),
    );
    kit.pieces()
}
