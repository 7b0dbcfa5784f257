//! Safety glasses.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// Safety glasses round the bridge of the nose, temples to +z, as they are worn by somebody who looks to −z.
pub fn glasses() -> Vec<Piece> {
    let mut kit = Kit::default();
    let wrap = |p: Vec3| Vec3::new(p.x, p.y, p.z + p.x * p.x * 0.0042 + p.y * p.y * 0.004);
    // Lower and upper edge of the one-piece lens: it leaves room for the nose and rises to the temples.
    let edges = |x: f32| {
        let t = x.abs() / 66.0;
        let nose = (1.0 - x.abs() / 17.0).max(0.0).powf(0.7) * 20.0;
        let tip = (t - 0.55).max(0.0).powi(2) * 95.0;
        (-24.0 + nose + tip, 17.0 - t * t * 3.0)
    };
    let lens = grid(132.0, 1.0, 24, 4).bent(|p| {
        let (bottom, top) = edges(p.x);
        wrap(Vec3::new(p.x, bottom + (top - bottom) * (p.y + 0.5), 0.0))
    });
    kit.body(Surface::Glass, lens);
    let steps = (-12..=12).map(|i| i as f32 * 5.5);
    let brow: Vec<Vec3> = steps.clone().map(|x| wrap(Vec3::new(x, edges(x).1, 0.0))).collect();
    let brow = swept(&brow, &[2.6], 8);
    kit.body(Surface::BluePlastic, brow);
    let rim: Vec<Vec3> = steps.map(|x| wrap(Vec3::new(x, edges(x).0, 0.0))).collect();
    kit.body(Surface::BlackPlastic, swept(&rim, &[1.1], 6));
    kit.both(Surface::BlackRubber, ball(3.0, 8).stretched(0.6, 1.8, 1.2).at(8.0, -6.0, 2.5));
    let temple = super::sweep::curve(
        &[
            Vec3::new(66.0, 12.0, 17.0),
            Vec3::new(70.0, 12.0, 40.0),
            Vec3::new(69.0, 10.0, 95.0),
            Vec3::new(66.0, -4.0, 128.0),
            Vec3::new(65.0, -18.0, 140.0),
        ],
        4,
    );
    // Flat arms, higher than thick.
    let arm = swept(&temple, &[3.0, 2.8, 2.6, 2.4, 2.2], 8).shaped(|p| {
        let lift = if p.z < 96.0 { 12.0 - (p.z - 17.0).max(0.0) / 39.5 } else { p.y };
        Vec3::new(p.x, lift + (p.y - lift) * 1.7, p.z)
    });
    kit.both(Surface::BluePlastic, arm);
    kit.both(Surface::BlackRubber, rounded_box(6.0, 11.0, 10.0, 2.0, 1).at(66.5, 12.5, 19.0));
    // Side shields.
    kit.both(Surface::Glass, quad(30.0, 24.0).turned(0.0, 86.0, 0.0).at(68.5, 3.0, 36.0));
    kit.pieces()
}
