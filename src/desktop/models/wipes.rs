//! Wipes as they are pinched round a fibre, the wipe dispenser, the alcohol bottle, the gel-remover packet.

use std::f32::consts::PI;

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// A cloth folded over the axis, both halves hanging towards the worker.
fn folded(width: f32, leg: f32, tint: [f32; 3], stain: [f32; 3]) -> Shape {
    let gap = 1.4;
    let turn = PI * gap;
    let run = 2.0 * leg + turn;
    let wave = |x: f32, s: f32| (x * 0.34 + s * 0.11).sin() * 1.1 + (x * 0.13 - s * 0.21).sin() * 1.3;
    grid(width, run, 12, 22)
        .bent(|p| {
            let s = p.y;
            let (y, z) = if s > turn / 2.0 {
                (gap + (s - turn / 2.0) * 0.14, s - turn / 2.0)
            } else if s < -turn / 2.0 {
                (-gap + (s + turn / 2.0) * 0.20, -(s + turn / 2.0))
            } else {
                let a = s / gap;
                (gap * a.sin(), -gap * a.cos())
            };
            let loose = (z / leg).clamp(0.0, 1.0);
            let fan = 1.0 + 0.25 * loose;
            Vec3::new(p.x * fan, y + loose * wave(p.x, s), z + loose * 1.5 * (p.x * 0.21).cos())
        })
        .tinted(|p| {
            let wet = (1.0 - p.z / (leg * 0.55)).clamp(0.0, 1.0);
            std::array::from_fn(|i| if i < 3 { tint[i] + (stain[i] - tint[i]) * wet } else { 1.0 })
        })
        .uv_scaled(1.6)
}

/// Lint-free wipe with isopropyl alcohol, folded over a fibre along x.
pub fn alcohol_wipe() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::Cloth, folded(42.0, 40.0, [1.0, 1.0, 1.0], [0.80, 0.87, 0.92]));
    kit.pieces()
}

/// Wipe soaked in gel remover, folded over a tube along x.
pub fn solvent_wipe() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::Cloth, folded(44.0, 42.0, [0.98, 0.72, 0.42], [0.80, 0.46, 0.20]));
    kit.pieces()
}

/// The alcohol bottle with its pump plate.
pub fn bottle() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(40.0, 40.0, 0.0, 0.0, 14.0);
    kit.body(
        Surface::WhitePlastic,
        lathe(
            &[
                (0.0, 0.0),
                (26.0, 0.0),
                (28.0, 2.0),
                (28.0, 74.0),
                (26.5, 80.0),
                (21.0, 86.0),
                (15.0, 88.5),
                (15.0, 91.0),
                (0.0, 91.0),
            ],
            32,
        ),
    );
    kit.body(Surface::BluePlastic, cylinder(17.0, 12.0, 1.2, 28).at(0.0, 96.0, 0.0));
    kit.body(
        Surface::Steel,
        lathe(
            &[(0.0, 101.0), (12.0, 102.0), (25.0, 105.0), (26.0, 108.0), (24.0, 107.0), (11.0, 104.0), (0.0, 103.6)],
            32,
        ),
    );
    kit.body(Surface::Steel, cylinder(3.0, 5.0, 0.8, 14).at(0.0, 105.0, 0.0));
    let label = grid(1.0, 46.0, 12, 1).shaped(|p| {
        let a = p.x * 2.2;
        Vec3::new(28.15 * a.sin(), p.y + 40.0, 28.15 * a.cos())
    });
    kit.body(Surface::BottleLabel, label.bent(|p| p));
    kit.pieces()
}

/// The dispenser of lint-free wipes, one standing out.
pub fn dispenser() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(84.0, 62.0, 0.0, 0.0, 16.0);
    kit.body(Surface::Paper, rounded_box(88.0, 54.0, 66.0, 1.2, 1).at(0.0, 27.0, 0.0));
    kit.body(Surface::BluePlastic, block(88.4, 14.0, 66.4, 1.0).at(0.0, 12.0, 0.0));
    kit.body(Surface::DarkMark, super::labels::letters("LINT-FREE", 8.0, 1.1).at(0.0, 36.0, 33.1));
    kit.body(Surface::Mark, super::labels::letters("280 WIPES", 5.0, 0.7).at(0.0, 12.0, 33.3));
    let oval = rounded_rect(52.0, 16.0, 8.0, 5);
    kit.body(Surface::DarkMark, slab(&oval, 0.4, 0.1).at(0.0, 54.1, 0.0));
    let tuft = grid(40.0, 34.0, 12, 8).at(0.0, 17.0, 0.0).bent(|p| {
        let t = p.y / 34.0;
        let spread = 0.6 + 0.9 * t;
        Vec3::new(
            p.x * spread,
            53.5 + p.y * (1.0 - 0.1 * (p.x * 0.2).cos()),
            (p.x * 0.24).sin() * 5.0 * (1.0 - 0.4 * t) + t * t * 9.0,
        )
    });
    kit.body(Surface::Cloth, tuft);
    kit.pieces()
}

/// A packet of gel-remover wipes, lying.
pub fn packet() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(70.0, 48.0, 0.0, 0.0, 9.0);
    let pillow = |p: Vec3| {
        let (u, v) = ((p.x / 40.0).abs().min(1.0), (p.z / 30.0).abs().min(1.0));
        Vec3::new(p.x, p.y * ((1.0 - u.powi(4)) * (1.0 - v.powi(4))).max(0.04), p.z)
    };
    let top = grid(80.0, 60.0, 10, 8).turned(-90.0, 0.0, 0.0).at(0.0, 7.0, 0.0).bent(pillow);
    kit.body(Surface::PacketLabel, top.at(0.0, 0.8, 0.0));
    kit.pieces()
}
