//! What stands round the bench: wall, pegboard, shelf with boxes, cable coil; and the props that are never handled.

use std::f32::consts::TAU;

use bevy::prelude::*;

use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface, wipes};

/// Where the wall stands.
const WALL_Z: f32 = -352.0;

/// Wall, pegboard and shelf, in bench coordinates.
pub fn room() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::Wall, quad(3600.0, 2200.0).uv_scaled(5.0).at(0.0, 250.0, WALL_Z));
    // The wall darkens towards the bench, as in a corner that light reaches less.
    let corner = grid(2800.0, 320.0, 8, 4).tinted(|p| {
        let (x, y) = (p.x.abs() / 1400.0, p.y.abs() / 160.0);
        [1.0, 1.0, 1.0, 0.5 * (1.0 - x) * (1.0 - y) * (1.0 - y)]
    });
    kit.body(Surface::SoftShadow, corner.at(0.0, -25.0, WALL_Z + 0.5));

    kit.body(Surface::Pegboard, plate(&rounded_rect(900.0, 330.0, 4.0, 2), 5.0, 0.8).at(0.0, 275.0, WALL_Z + 10.0));
    kit.body(
        Surface::SoftShadow,
        soft_patch(900.0, 330.0, 16.0, 0.35).turned(90.0, 0.0, 0.0).at(0.0, 270.0, WALL_Z + 1.0),
    );
    hung(&mut kit, WALL_Z + 13.0);
    shelf(&mut kit);
    kit.pieces()
}

fn hook(kit: &mut Kit, x: f32, y: f32, z: f32) {
    let wire = [Vec3::new(x, y, z), Vec3::new(x, y, z + 14.0), Vec3::new(x, y + 5.0, z + 17.0)];
    kit.body(Surface::Steel, swept(&wire, &[1.5], 6));
}

/// Tools that only dress the wall.
fn hung(kit: &mut Kit, z: f32) {
    for (i, (grip, long)) in [
        (Surface::RedHandle, 84.0),
        (Surface::BlueHandle, 104.0),
        (Surface::YellowPlastic, 72.0),
        (Surface::OrangePlastic, 94.0),
    ]
    .into_iter()
    .enumerate()
    {
        let x = 150.0 + i as f32 * 32.0;
        hook(kit, x - 7.0, 345.0, z);
        hook(kit, x + 7.0, 345.0, z);
        let handle = lathe(
            &[(0.0, 0.0), (7.0, 1.0), (9.0, 8.0), (8.0, 30.0), (9.5, 50.0), (6.5, 60.0), (5.0, 68.0), (0.0, 70.0)],
            14,
        );
        kit.body(grip, handle.at(x, 352.0, z + 11.0));
        kit.body(Surface::PolishedSteel, cylinder(2.6, long, 0.6, 10).at(x, 352.0 - long / 2.0, z + 11.0));
    }
    // A coil of yellow patch cord and one of black cable.
    for (x, r, surface, thick, turns) in
        [(-250.0, 62.0, Surface::YellowSheath, 1.5, 6), (-85.0, 52.0, Surface::Sheath, 3.6, 4)]
    {
        hook(kit, x, 360.0, z);
        let points: Vec<Vec3> = (0..=turns * 24)
            .map(|i| {
                let t = i as f32 / 24.0;
                let a = t * TAU;
                let rr = r + 4.0 * (t * 2.3).sin() + thick * (t * 1.7).cos();
                Vec3::new(x + rr * a.sin(), 360.0 - r + rr * a.cos() * 1.02, z + 8.0 + thick * 1.9 * t * 0.8)
            })
            .collect();
        kit.body(surface, swept(&points, &[thick], 5));
        for side in [-1.0, 1.0] {
            kit.body(
                Surface::BlackRubber,
                rounded_box(22.0, 9.0, 22.0, 3.0, 1).turned(0.0, 0.0, 12.0 * side).at(
                    x + side * r,
                    360.0 - r,
                    z + 12.0,
                ),
            );
        }
    }
    // A spirit level and a card with the colour code's first letters.
    kit.body(Surface::OrangePlastic, rounded_box(150.0, 24.0, 12.0, 2.0, 2).at(345.0, 335.0, z + 8.0));
    kit.body(Surface::Glass, cylinder(5.0, 34.0, 0.8, 12).turned(0.0, 0.0, 90.0).at(345.0, 336.0, z + 13.0));
    kit.body(Surface::Paper, plate(&rounded_rect(96.0, 132.0, 2.0, 2), 0.8, 0.1).at(30.0, 320.0, z + 2.0));
    kit.body(Surface::DarkMark, letters("CODE", 9.0, 1.4).at(30.0, 374.0, z + 2.6));
    for i in 0..6 {
        let y = 356.0 - i as f32 * 17.0;
        kit.body(Surface::DarkMark, quad(46.0, 1.2).at(46.0, y, z + 2.6));
        let swatch = [
            Surface::RedHandle,
            Surface::BluePlastic,
            Surface::GreenConnector,
            Surface::YellowPlastic,
            Surface::GreyPlastic,
            Surface::WhitePlastic,
        ][i];
        kit.body(swatch, plate(&rounded_rect(16.0, 10.0, 2.0, 2), 0.8, 0.2).at(4.0, y, z + 2.6));
    }
}

fn shelf(kit: &mut Kit) {
    let y = 530.0;
    kit.body(Surface::BenchTop, rounded_box(980.0, 20.0, 120.0, 2.0, 1).uv_scaled(0.25).at(0.0, y, WALL_Z + 61.0));
    for x in [-400.0, 400.0] {
        kit.body(Surface::DarkSteel, block(5.0, 50.0, 80.0, 1.0).at(x, y - 34.0, WALL_Z + 40.0));
    }
    for (x, w, h, surface) in [
        (-390.0, 150.0, 110.0, Surface::Cardboard),
        (-215.0, 130.0, 80.0, Surface::BluePlastic),
        (-60.0, 130.0, 80.0, Surface::GreyPlastic),
        (110.0, 160.0, 130.0, Surface::Cardboard),
        (300.0, 130.0, 80.0, Surface::RedHandle),
        (425.0, 90.0, 100.0, Surface::WhitePlastic),
    ] {
        kit.body(surface, rounded_box(w, h, 90.0, 3.0, 1).at(x, y + 10.0 + h / 2.0, WALL_Z + 58.0));
        kit.body(Surface::Paper, quad(w * 0.5, h * 0.3).at(x, y + 10.0 + h * 0.45, WALL_Z + 103.3));
        kit.body(Surface::DarkMark, quad(w * 0.36, h * 0.04).at(x, y + 10.0 + h * 0.49, WALL_Z + 103.6));
        kit.body(Surface::DarkMark, quad(w * 0.26, h * 0.04).at(x, y + 10.0 + h * 0.40, WALL_Z + 103.6));
    }
}

/// Bottle, wipe dispenser and gel-remover packet, in bench coordinates, out of the hand's way.
pub fn props() -> Vec<Piece> {
    super::merge(vec![
        (Transform::from_xyz(-505.0, 0.0, -40.0).with_rotation(Quat::from_rotation_y(0.72)), wipes::bottle()),
        (Transform::from_xyz(-20.0, 0.0, -262.0).with_rotation(Quat::from_rotation_y(0.06)), wipes::dispenser()),
        (Transform::from_xyz(-505.0, -1.5, -130.0).with_rotation(Quat::from_rotation_y(0.25)), wipes::packet()),
    ])
}
