//! Where the network can be reached: the drawer of a cabinet or exchange, and the socket of a home.

use bevy::prelude::*;

use super::connectors::adapter;
use super::labels::letters;
use super::shapes::*;
use super::sweep::curve;
use super::{Kit, Piece, Surface};

/// Height of a rack unit.
const UNIT: f32 = 44.0;

/// Where port `i` of `count` is along a row.
fn shift(i: u8, count: u8, pitch: f32) -> f32 {
    (f32::from(i) - (f32::from(count.max(1)) - 1.0) / 2.0) * pitch
}

/// A digit string without an allocation for the few numbers that panels have.
fn number(n: u8) -> &'static str {
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    NUMBERS.get(usize::from(n)).copied().unwrap_or("")
}

/// An optical drawer round the middle of its row of ports, `foot` over the bench; ports open along +z.
pub fn drawer(count: u8, angled: bool, label: &str, pitch: f32, foot: f32) -> Vec<Piece> {
    let mut kit = Kit::default();
    let width = (f32::from(count) * pitch + 92.0).max(190.0);
    let half = width / 2.0;
    kit.body(Surface::SoftShadow, soft_patch(width - 6.0, 44.0, 16.0, 0.62).at(0.0, 0.3 - foot, -24.0));
    kit.body(Surface::LightGrey, plate(&rounded_rect(width, UNIT, 2.5, 3), 2.4, 0.5).at(0.0, 0.0, -1.2));
    kit.body(Surface::GreyPlastic, rounded_box(width - 26.0, UNIT - 5.0, 44.0, 2.0, 2).at(0.0, -0.5, -25.0));
    // A dark strip in which the adapters stand, and their numbers over it.
    let strip = f32::from(count) * pitch + 8.0;
    kit.body(Surface::DarkPlastic, plate(&rounded_rect(strip, 17.0, 2.0, 2), 0.6, 0.2).at(0.0, 0.0, 0.2));
    for i in 0..count {
        let x = shift(i, count, pitch);
        adapter(&mut kit, angled, Transform::from_xyz(x, 0.0, 0.0));
        kit.body(Surface::DarkMark, letters(number(i), 5.6, 0.95).at(x, 14.6, 0.12));
    }
    // Its name, right of the left pull.
    let wide = label.len() as f32 * 7.0 + 5.0;
    let at = -half + 24.0 + wide / 2.0;
    let plate_of_name = plate(&rounded_rect(wide, 11.0, 1.6, 2), 0.5, 0.1);
    kit.body(Surface::BluePlastic, plate_of_name.at(at, -14.5, 0.15));
    kit.body(Surface::Mark, letters(label, 6.4, 1.1).at(at, -14.5, 0.5));
    // Where light comes out there is a warning.
    kit.body(Surface::YellowPlastic, quad(30.0, 9.0).at(half - 40.0, -14.5, 0.12));
    kit.body(Surface::DarkMark, letters("LASER", 4.4, 0.8).at(half - 40.0, -14.5, 0.25));
    for x in [-1.0, 1.0] {
        for y in [-13.0, 13.0] {
            let screw = super::connectors::along_z(cylinder(2.4, 1.2, 0.4, 12));
            kit.body(Surface::Steel, screw.at(x * (half - 6.0), y, 0.6));
        }
        // The drawer's pulls.
        let pull = [
            Vec3::new(x * (half - 15.0), 11.0, 0.0),
            Vec3::new(x * (half - 15.0), 11.0, 9.0),
            Vec3::new(x * (half - 15.0), -11.0, 9.0),
            Vec3::new(x * (half - 15.0), -11.0, 0.0),
        ];
        kit.body(Surface::BlackPlastic, swept(&pull, &[1.8], 8));
        // It stands on two bent feet.
        kit.body(
            Surface::DarkSteel,
            block(4.0, foot - 6.0, 34.0, 0.8).at(x * (half - 26.0), -(foot + 6.0) / 2.0, -24.0),
        );
        kit.body(Surface::DarkSteel, block(16.0, 3.0, 48.0, 0.8).at(x * (half - 26.0), 1.6 - foot, -22.0));
    }
    let tail = curve(
        &[
            Vec3::new(0.0, -4.0, -46.0),
            Vec3::new(0.0, -6.0, -64.0),
            Vec3::new(-18.0, 4.0 - foot, -92.0),
            Vec3::new(-30.0, 4.0 - foot, -130.0),
            Vec3::new(-34.0, 4.0 - foot, -310.0),
        ],
        6,
    );
    kit.body(Surface::Sheath, swept(&tail, &[4.2], 12));
    kit.pieces()
}

/// The optical socket of a home on a piece of its wall, round the middle of its row of ports.
pub fn socket(count: u8, angled: bool, pitch: f32, foot: f32) -> Vec<Piece> {
    let mut kit = Kit::default();
    let width = (f32::from(count) * pitch + 34.0).max(82.0);
    kit.body(Surface::SoftShadow, soft_patch(width + 60.0, 40.0, 16.0, 0.62).at(0.0, 0.3 - foot, -22.0));
    // The wall, cut out: plaster on board with its skirting.
    let (wall, tall) = (width + 90.0, 108.0);
    kit.body(Surface::Plaster, rounded_box(wall, tall, 12.0, 1.4, 1).at(0.0, tall / 2.0 - foot, -20.0));
    kit.body(Surface::WhitePlastic, rounded_box(wall + 2.0, 15.0, 4.0, 1.2, 1).at(0.0, 8.0 - foot, -12.4));
    kit.body(Surface::BenchTop, block(wall + 6.0, 5.0, 54.0, 1.0).at(0.0, 2.5 - foot, -24.0));
    for x in [-1.0, 1.0] {
        let brace = profile(
            &[Vec2::new(-48.0, 5.0 - foot), Vec2::new(-26.0, 5.0 - foot), Vec2::new(-26.0, 70.0 - foot)],
            5.0,
            0.6,
        );
        kit.body(Surface::BenchTop, brace.at(x * wall * 0.32, 0.0, 0.0));
    }
    // The socket itself: a flat white box with rounded corners, its lid a little smaller.
    kit.body(Surface::WhitePlastic, plate(&rounded_rect(width, 74.0, 7.0, 5), 10.0, 1.6).at(0.0, 10.0, -9.0));
    kit.body(Surface::SocketWhite, plate(&rounded_rect(width - 6.0, 68.0, 6.0, 5), 5.0, 1.8).at(0.0, 10.0, -2.4));
    for i in 0..count {
        let x = shift(i, count, pitch);
        kit.body(Surface::DarkPlastic, plate(&rounded_rect(20.0, 14.0, 1.6, 2), 0.5, 0.1).at(x, 0.0, 0.05));
        adapter(&mut kit, angled, Transform::from_xyz(x, 0.0, 0.0));
        kit.body(Surface::DarkMark, letters(number(i), 5.0, 0.85).at(x, 14.5, 0.16));
    }
    kit.body(Surface::DarkMark, letters("PTO", 9.0, 1.3).at(0.0, 33.0, 0.16));
    kit.body(Surface::DarkMark, quad(width - 34.0, 0.5).at(0.0, 25.0, 0.16));
    kit.body(Surface::GreyPlastic, block(10.0, 2.0, 1.2, 0.3).at(0.0, -22.0, 0.2));
    let drop = curve(
        &[
            Vec3::new(width / 2.0 - 12.0, 46.0, -9.0),
            Vec3::new(width / 2.0 - 12.0, 55.0, -10.5),
            Vec3::new(width / 2.0 - 12.0, tall - foot + 2.0, -13.0),
            Vec3::new(width / 2.0 - 10.0, tall - foot + 5.0, -26.0),
            Vec3::new(width / 2.0, tall - foot - 30.0, -50.0),
            Vec3::new(width / 2.0 + 8.0, 3.0 - foot, -90.0),
            Vec3::new(width / 2.0 + 10.0, 3.0 - foot, -300.0),
        ],
        6,
    );
    kit.body(Surface::WhitePlastic, swept(&drop, &[1.6], 8));
    kit.pieces()
}
