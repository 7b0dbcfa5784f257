//! What lies on the mat: the record sheet on its clipboard, reels of launch fibre, coils of cord.

use std::f32::consts::TAU;

use bevy::prelude::*;

use super::connectors::CORD_RADIUS_MM;
use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};

/// Size of the record sheet.
pub const SHEET: [f32; 2] = [128.0, 172.0];
/// Radius at which a reel's or coil's cords leave it.
pub const RIM_MM: f32 = 46.0;
/// Height at which they do.
pub const RIM_Y: f32 = 8.0;

/// The record sheet round the middle of its board, a little over the bench. The "screen" is the paper.
pub fn record() -> Vec<Piece> {
    let mut kit = Kit::default();
    // Its soft shadow lies on the bench, not on the paper.
    kit.body(Surface::SoftShadow, soft_patch(144.0, 196.0, 10.0, 0.62).at(0.0, -4.7, 0.0));
    kit.body(Surface::Board, slab(&rounded_rect(148.0, 202.0, 6.0, 4), 3.0, 0.8).at(0.0, -3.2, 0.0));
    kit.pivot("screen", Transform::from_xyz(0.0, -0.7, 8.0).with_rotation(Quat::from_rotation_x(-TAU / 4.0)));
    kit.add("screen", Surface::SheetPaper, quad(SHEET[0], SHEET[1]));
    kit.body(Surface::PolishedSteel, rounded_box(72.0, 4.0, 16.0, 1.6, 2).at(0.0, 0.4, -91.0));
    kit.body(Surface::Steel, cylinder(3.4, 66.0, 0.6, 12).turned(0.0, 0.0, 90.0).at(0.0, 2.4, -88.0));
    kit.body(Surface::PolishedSteel, block(30.0, 1.4, 18.0, 0.4).turned(24.0, 0.0, 0.0).at(0.0, 6.0, -99.0));
    // A pen lies beside the sheet.
    let pen = lathe(&[(0.0, 0.0), (0.5, 0.0), (3.0, 9.0), (3.8, 12.0), (3.8, 112.0), (2.8, 116.0), (0.0, 116.0)], 14);
    let turn = Quat::from_rotation_y(0.05) * Quat::from_rotation_x(TAU / 4.0);
    let lie = Transform::from_xyz(83.0, -0.8, -54.0).with_rotation(turn);
    kit.body(Surface::BluePlastic, pen.by(lie));
    kit.body(
        Surface::Steel,
        block(1.6, 1.0, 34.0, 0.2)
            .at(0.0, 4.2, 96.0)
            .by(lie * Transform::from_rotation(Quat::from_rotation_x(-TAU / 4.0) * Quat::from_rotation_x(TAU / 4.0))),
    );
    kit.pieces()
}

/// A reel of launch or receive fibre round the middle of its foot: a flat round case.
pub fn reel(word: &str, metres: &str, launch: bool) -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(62.0, 62.0, 0.0, 0.0, 36.0);
    let case = lathe(
        &[
            (0.0, 0.8),
            (54.0, 0.8),
            (58.0, 3.0),
            (58.0, 5.0),
            (55.0, 6.6),
            (55.0, 10.0),
            (58.0, 11.6),
            (58.0, 16.0),
            (54.0, 19.0),
            (24.0, 19.0),
            (22.0, 16.5),
            (0.0, 16.5),
        ],
        56,
    );
    kit.body(Surface::DarkPlastic, case);
    let ring = if launch { Surface::OrangePlastic } else { Surface::BluePlastic };
    kit.body(ring, pipe(56.5, 50.0, 1.6, 0.6, 56).at(0.0, 19.2, 0.0));
    kit.body(Surface::LightGrey, pipe(49.0, 25.0, 0.8, 0.3, 56).at(0.0, 19.0, 0.0));
    let flat = |word: &str, height: f32, weight: f32| letters(word, height, weight).turned(-90.0, 0.0, 0.0);
    kit.body(Surface::DarkMark, flat(word, 8.0, 1.3).at(0.0, 19.5, 37.0));
    kit.body(Surface::DarkMark, flat(metres, 8.0, 1.3).at(0.0, 19.5, -37.0));
    kit.body(Surface::GreyPlastic, cylinder(14.0, 3.0, 1.0, 32).at(0.0, 17.6, 0.0));
    kit.body(Surface::Mark, flat("SM", 8.0, 1.3).at(0.0, 19.2, 0.0));
    kit.pieces()
}

/// The loose loops of a short cord round the middle of its coil, held by a strap.
pub fn loops(surface: Surface) -> Vec<Piece> {
    let mut kit = Kit::default();
    let count = 3;
    let points: Vec<Vec3> = (0..=count * 40)
        .map(|i| {
            let t = i as f32 / 40.0;
            let a = t * TAU;
            let r = RIM_MM + 1.6 * (t * 2.1).sin();
            Vec3::new(r * a.cos(), CORD_RADIUS_MM + 0.3 + 2.0 * t, r * a.sin())
        })
        .collect();
    kit.body(surface, swept(&points, &[CORD_RADIUS_MM], 8));
    let strap = rounded_box(15.0, 10.0, 9.0, 2.6, 2).at(0.0, 5.0, -RIM_MM);
    kit.body(Surface::BlackRubber, strap);
    kit.pieces()
}
