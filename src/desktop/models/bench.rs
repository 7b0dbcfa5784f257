//! The bench top with its mat, and the two clamps that hold cable and pigtail.

use bevy::prelude::*;

use super::shapes::*;
use super::sweep::curve;
use super::{Kit, Piece, Surface};
use crate::bench::layout;

/// The bench top in bench coordinates: a wooden board with an antistatic mat whose surface is y = 0.
pub fn bench() -> Vec<Piece> {
    let [half_x, half_z] = layout::BENCH_HALF.map(|v| v as f32);
    let mut kit = Kit::default();
    kit.body(
        Surface::BenchTop,
        rounded_box(2.0 * half_x, 30.0, 2.0 * half_z, 3.0, 2).uv_turned().uv_scaled(0.25).at(0.0, -17.0, 0.0),
    );
    let mat = rounded_rect(984.0, 566.0, 14.0, 5);
    kit.body(Surface::Mat, slab(&mat, 2.0, 0.5).uv_scaled(0.5).at(0.0, -1.0, 22.0));
    kit.body(Surface::MatEdge, wall(&grown(&mat, -5.0), true, 1.4, 2.08).at(0.0, -2.0, 22.0));
    // The earthing stud in the mat's corner.
    kit.body(
        Surface::Steel,
        lathe(&[(0.0, -0.2), (7.0, -0.2), (6.4, 1.4), (3.2, 1.8), (3.0, 3.6), (0.0, 3.8)], 20).at(472.0, 0.0, 285.0),
    );
    let wire = curve(
        &[
            Vec3::new(474.0, 2.0, 286.0),
            Vec3::new(496.0, 1.0, 292.0),
            Vec3::new(520.0, -0.6, 270.0),
            Vec3::new(545.0, -0.6, 300.0),
            Vec3::new(566.0, -8.0, 306.0),
            Vec3::new(566.0, -60.0, 306.0),
        ],
        6,
    );
    kit.body(Surface::YellowSheath, swept(&wire, &[1.1], 6));
    // Apron and legs, for low cameras.
    kit.body(Surface::GreyPlastic, block(2.0 * half_x - 60.0, 60.0, 30.0, 2.0).at(0.0, -62.0, half_z - 50.0));
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        kit.body(
            Surface::GreyPlastic,
            block(50.0, 700.0, 50.0, 3.0).at(x * (half_x - 40.0), -382.0, z * (half_z - 50.0)),
        );
    }
    kit.pieces()
}

/// The cable clamp round its exit, the cable leaving along +x. `outer_mm` is the cable's diameter; the cable's tail
/// runs off the bench on the left.
pub fn cable_clamp(outer_mm: f64) -> Vec<Piece> {
    let r = if outer_mm.is_finite() { (outer_mm as f32 / 2.0).clamp(1.0, 15.0) } else { 5.0 };
    let drop = layout::CABLE_CLAMP[1] as f32;
    let mut kit = Kit::default();
    kit.body(Surface::SoftShadow, soft_patch(64.0, 66.0, 16.0, 0.6).at(-32.0, 0.3 - drop, 0.0));
    kit.body(Surface::DarkSteel, rounded_box(72.0, 9.0, 74.0, 2.0, 2).at(-32.0, 2.5 - drop, 0.0));
    kit.body(
        Surface::Aluminium,
        rounded_box(40.0, drop - 12.0, 30.0, 2.5, 2).at(-24.0, (6.0 - drop + -r - 2.0) / 2.0 - 1.0, 0.0),
    );
    for z in [-27.0, 27.0] {
        kit.body(Surface::Steel, cylinder(4.0, 4.0, 0.7, 6).at(-52.0, 8.4 - drop, z));
    }
    // Two jaws with a groove each; the upper one is screwed down.
    let v = |flip: f32| {
        [
            (-19.0, 0.8),
            (-r * 0.95, 0.8),
            (0.0, r * 0.98),
            (r * 0.95, 0.8),
            (19.0, 0.8),
            (19.0, r + 10.0),
            (-19.0, r + 10.0),
        ]
        .map(|(z, y)| Vec2::new(z, y * flip))
    };
    kit.body(Surface::Steel, profile(&v(-1.0), 46.0, 1.0).at(-24.0, 0.0, 0.0));
    kit.body(Surface::Steel, profile(&v(1.0), 40.0, 1.0).at(-24.0, 0.0, 0.0));
    kit.body(Surface::BlackRubber, pipe(r + 1.6, r, 50.0, 0.4, 20).turned(0.0, 0.0, 90.0).at(-24.0, 0.0, 0.0));
    for z in [-14.0, 14.0] {
        let post = cylinder(2.6, r + 22.0, 0.4, 12).at(-24.0, r / 2.0 + 8.0, z);
        kit.body(Surface::PolishedSteel, post);
        kit.body(Surface::BlackPlastic, cylinder(7.0, 8.0, 1.6, 12).at(-24.0, r + 18.0, z));
        kit.body(Surface::RedHandle, cylinder(4.2, 1.2, 0.5, 12).at(-24.0, r + 22.2, z));
    }
    let tail = curve(
        &[
            Vec3::new(0.0, 0.0, 0.0),
            Vec3::new(-55.0, 0.0, 0.0),
            Vec3::new(-90.0, -6.0, 2.0),
            Vec3::new(-122.0, -50.0, 8.0),
            Vec3::new(-128.0, -130.0, 10.0),
            Vec3::new(-120.0, -320.0, 0.0),
        ],
        7,
    );
    kit.body(Surface::Sheath, swept(&tail, &[r], 16));
    kit.pieces()
}

/// The pigtail clamp round its exit, the pigtail leaving along −x: a green SC/APC connector in a holder.
pub fn pigtail_clamp() -> Vec<Piece> {
    let drop = layout::PIGTAIL_CLAMP[1] as f32;
    let mut kit = Kit::default();
    kit.body(Surface::SoftShadow, soft_patch(48.0, 48.0, 14.0, 0.6).at(30.0, 0.3 - drop, 0.0));
    kit.body(Surface::DarkSteel, rounded_box(54.0, 8.0, 54.0, 2.0, 2).at(32.0, 2.0 - drop, 0.0));
    kit.body(Surface::Aluminium, rounded_box(18.0, drop - 8.0, 16.0, 2.0, 2).at(36.0, -drop / 2.0 - 2.0, 0.0));
    kit.body(Surface::GreyPlastic, rounded_box(34.0, 5.0, 24.0, 1.6, 2).at(34.0, -8.0, 0.0));
    kit.both_z(Surface::GreyPlastic, rounded_box(30.0, 12.0, 4.0, 1.4, 2).at(34.0, -2.0, 8.6));
    // Boot, body, ferrule.
    let boot = lathe(&[(0.0, 0.0), (1.1, 0.0), (1.5, 3.0), (2.6, 17.0), (2.6, 20.0), (0.0, 20.0)], 16);
    kit.body(Surface::GreenConnector, boot.turned(0.0, 0.0, -90.0));
    for i in 0..5 {
        let x = 4.0 + i as f32 * 2.8;
        kit.body(Surface::GreenConnector, torus(1.5 + x * 0.075, 0.55, 14, 5).turned(0.0, 0.0, 90.0).at(x, 0.0, 0.0));
    }
    kit.body(Surface::GreenConnector, rounded_box(26.0, 9.0, 9.0, 0.9, 2).at(33.0, 0.0, 0.0));
    kit.body(Surface::WhitePlastic, block(12.0, 9.4, 5.0, 0.4).at(38.0, 0.0, 0.0));
    kit.body(Surface::Ceramic, cylinder(1.25, 9.0, 0.3, 14).turned(0.0, 0.0, 90.0).at(50.0, 0.0, 0.0));
    kit.body(Surface::BlackPlastic, rounded_box(16.0, 4.0, 16.0, 1.4, 2).at(34.0, 7.2, 0.0));
    kit.body(Surface::Steel, cylinder(3.4, 7.0, 0.8, 14).at(34.0, 12.0, 0.0));
    kit.pieces()
}
