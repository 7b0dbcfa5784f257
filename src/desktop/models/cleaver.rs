//! The desktop cleaver: two bridges, a blade carriage that slides under them, a clamp lid, a grooved scale plate.

use bevy::prelude::*;

use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::layout;
use crate::catalogue::schema::Cleaver;

/// A cleaver round the middle of its foot, lid closed, carriage at the worker's end of its travel.
///
/// Moves: "lid" about x (open −70°), "carriage" along −z by `travel_mm`, "dial" about y by a sixteenth of a turn a
/// position, "height" about y by a third a height.
pub fn cleaver(spec: &Cleaver) -> Vec<Piece> {
    let line = layout::CLEAVER_FIBRE_Y as f32;
    let top = line - 0.7;
    let mut kit = Kit::default();
    kit.shade(106.0, 84.0, 8.0, 3.0, 18.0);

    let foot = rounded_outline(&[(-44.0, -38.0, 8.0), (44.0, -38.0, 8.0), (44.0, 44.0, 14.0), (-44.0, 44.0, 14.0)], 5);
    kit.body(Surface::Aluminium, slab(&foot, 9.0, 1.6).at(0.0, 7.5, 0.0));
    kit.body(Surface::BluePlastic, slab(&grown(&foot, 0.4), 2.0, 0.5).at(0.0, 5.2, 0.0));
    for z in [-28.0, 32.0] {
        kit.both(Surface::BlackRubber, cylinder(6.0, 4.0, 0.8, 14).at(34.0, 2.0, z));
    }
    // The rail in its bed.
    kit.body(Surface::DarkSteel, block(28.0, 1.0, 74.0, 0.3).at(0.0, 12.2, 0.0));
    kit.body(Surface::PolishedSteel, block(8.0, 2.4, 72.0, 0.6).at(0.0, 13.6, 0.0));

    let bridge = rounded_outline(
        &[(-24.0, 12.0, 0.0), (13.0, 12.0, 0.0), (13.0, top - 4.0, 3.0), (10.0, top, 2.0), (-24.0, top, 4.0)],
        3,
    );
    let deck = rounded_outline(
        &[(-24.0, 24.5, 0.0), (13.0, 24.5, 0.0), (13.0, top - 4.0, 2.0), (10.0, top, 2.0), (-24.0, top, 4.0)],
        3,
    );
    for side in [-1.0, 1.0] {
        kit.body(Surface::Steel, profile(&bridge, 16.0, 1.0).at(side * 34.0, 0.0, 0.0));
        kit.body(Surface::Steel, profile(&deck, 22.4, 0.8).at(side * 16.4, 0.0, 0.0));
        // Anvils on which the fibre rests on both sides of the blade.
        kit.body(Surface::BlackRubber, block(5.0, 0.7, 8.0, 0.15).at(side * 8.2, line - 0.42, 0.0));
    }
    let groove = [
        (-5.0, top - 0.6),
        (5.0, top - 0.6),
        (5.0, line + 0.1),
        (0.9, line + 0.1),
        (0.0, line - 0.5),
        (-0.9, line + 0.1),
        (-5.0, line + 0.1),
    ];
    let groove = groove.map(|(z, y)| Vec2::new(z, y));
    kit.body(Surface::Brass, profile(&groove, 29.0, 0.15).at(-27.0, 0.0, 0.0));
    scale(&mut kit, top + 0.05);

    carriage(&mut kit, line);
    dial(&mut kit);
    lid(&mut kit, line);

    // Box that catches the scraps, with its roller knob.
    kit.body(Surface::DarkPlastic, rounded_box(22.0, 26.0, 40.0, 3.0, 2).at(55.0, 17.0, -4.0));
    kit.body(Surface::SmokedPlastic, rounded_box(20.0, 5.0, 37.0, 1.6, 2).at(55.0, 31.0, -4.0));
    kit.body(Surface::Aluminium, cylinder(6.5, 7.0, 0.9, 22).turned(90.0, 0.0, 0.0).at(55.0, 19.0, 18.0));
    kit.body(Surface::DarkSteel, torus(6.5, 0.4, 22, 6).turned(90.0, 0.0, 0.0).at(55.0, 19.0, 19.5));
    kit.body(Surface::Mark, letters("CL-80", 4.0, 0.55).at(-24.0, 7.6, 44.08));
    kit.pieces().into_iter().map(|piece| travelled(piece, spec)).collect()
}

/// The carriage's blade is at layout's z 18 at rest; a shorter travel starts nearer.
fn travelled(mut piece: Piece, spec: &Cleaver) -> Piece {
    if piece.name == "carriage" && spec.travel_mm.is_finite() {
        piece.at.translation.z = (spec.travel_mm as f32 / 2.0).clamp(8.0, 18.0);
    }
    piece
}

fn scale(kit: &mut Kit, y: f32) {
    kit.body(Surface::WhitePlastic, block(31.0, 0.3, 4.6, 0.1).at(-26.0, y - 0.05, 8.0));
    for mm in 11..=40 {
        let long = if mm % 10 == 0 {
            3.6
        } else if mm % 5 == 0 {
            2.6
        } else {
            1.6
        };
        let mark = quad(0.26, long).turned(-90.0, 0.0, 0.0);
        kit.body(Surface::DarkMark, mark.at(-(mm as f32), y + 0.14, 5.9 + long / 2.0));
    }
    for (mm, text) in [(20.0, "20"), (30.0, "30"), (40.0, "40")] {
        kit.body(Surface::Mark, letters(text, 2.6, 0.4).turned(-90.0, 0.0, 0.0).at(-mm, y, -8.0));
    }
}

fn carriage(kit: &mut Kit, line: f32) {
    kit.pivot("carriage", Transform::from_xyz(0.0, 16.0, 18.0));
    // The wheel's rim passes just over the fibre line's underside.
    let radius = 8.0;
    let axle = line - 0.05 - radius - 16.0;
    kit.add("carriage", Surface::DarkSteel, rounded_box(26.0, 6.0, 34.0, 1.4, 2).at(0.0, 2.2, 6.0));
    kit.add("carriage", Surface::Aluminium, block(3.0, 9.0, 14.0, 0.5).at(-3.4, 7.0, 0.0));
    kit.add("carriage", Surface::Aluminium, block(3.0, 9.0, 14.0, 0.5).at(3.4, 7.0, 0.0));
    kit.add(
        "carriage",
        Surface::PolishedSteel,
        cylinder(radius, 0.9, 0.42, 32).turned(0.0, 0.0, 90.0).at(0.0, axle, 0.0),
    );
    kit.add("carriage", Surface::Brass, cylinder(1.8, 9.4, 0.3, 12).turned(0.0, 0.0, 90.0).at(0.0, axle, 0.0));
    kit.add("carriage", Surface::BluePlastic, rounded_box(30.0, 12.0, 11.0, 3.0, 3).at(0.0, 4.6, 24.0));
    for i in 0..5 {
        let x = (i as f32 - 2.0) * 4.6;
        kit.add("carriage", Surface::BlackRubber, rounded_box(2.0, 8.0, 1.4, 0.6, 1).at(x, 4.8, 29.3));
    }
}

/// The blade's dial with its sixteen places, and the knob that raises the blade.
fn dial(kit: &mut Kit) {
    let at = |offset: [f64; 3]| Vec3::from(offset.map(|c| c as f32));
    let (dial, knob) = (at(layout::DIAL_OFFSET), at(layout::HEIGHT_OFFSET));
    kit.pivot("dial", Transform::from_translation(dial));
    kit.body(Surface::DarkSteel, cylinder(10.2, 0.8, 0.2, 40).at(dial.x, 12.3, dial.z));
    kit.add("dial", Surface::Aluminium, cylinder(8.6, 5.0, 0.8, 40).at(0.0, -2.7, 0.0));
    kit.add("dial", Surface::BlackRubber, cylinder(8.9, 2.2, 0.3, 32).at(0.0, -3.4, 0.0));
    for place in 0..16 {
        let turn = 22.5 * place as f32;
        let (sin, cos) = turn.to_radians().sin_cos();
        let long = if place % 4 == 0 { 2.6 } else { 1.4 };
        let mark = quad(0.5, long).turned(-90.0, 0.0, 0.0).turned(0.0, -turn, 0.0);
        let from = 8.0 - long / 2.0;
        kit.add("dial", Surface::DarkMark, mark.at(from * sin, -0.14, -from * cos));
    }
    for (number, turn) in [("1", 0.0_f32), ("5", 90.0), ("9", 180.0), ("13", 270.0)] {
        let (sin, cos) = turn.to_radians().sin_cos();
        let text = letters(number, 2.2, 0.42).turned(-90.0, 0.0, 0.0).turned(0.0, -turn, 0.0);
        kit.add("dial", Surface::DarkMark, text.at(4.1 * sin, -0.1, -4.1 * cos));
    }
    // The mark that the place in use stands at, behind the dial.
    kit.body(Surface::Mark, quad(1.1, 2.6).turned(-90.0, 0.0, 0.0).at(dial.x, 12.1, dial.z - 11.7));
    kit.pivot("height", Transform::from_translation(knob));
    kit.body(Surface::DarkSteel, cylinder(6.4, 0.8, 0.2, 30).at(knob.x, 12.3, knob.z));
    kit.add("height", Surface::Brass, cylinder(5.2, 5.0, 0.7, 26).at(0.0, -2.7, 0.0));
    kit.add("height", Surface::DarkMark, quad(0.9, 9.0).turned(-90.0, 0.0, 0.0).at(0.0, -0.14, 0.0));
    for (i, number) in ["1", "2", "3"].into_iter().enumerate() {
        let (sin, cos) = (120.0 * i as f32).to_radians().sin_cos();
        let text = letters(number, 2.0, 0.35).turned(-90.0, 0.0, 0.0);
        kit.body(Surface::Mark, text.at(knob.x + 8.0 * sin, 12.1, knob.z - 8.0 * cos));
    }
}

fn lid(kit: &mut Kit, line: f32) {
    let hinge = Vec3::new(0.0, line + 4.5, -22.0);
    kit.pivot("lid", Transform::from_translation(hinge));
    kit.both(Surface::Steel, rounded_box(7.0, 14.0, 9.0, 1.6, 2).at(20.0, line + 1.0, -21.0));
    kit.add("lid", Surface::PolishedSteel, cylinder(1.7, 46.0, 0.3, 12).turned(0.0, 0.0, 90.0));
    let arm = rounded_outline(
        &[
            (-5.0, -2.4, 1.5),
            (36.0, -2.4, 1.0),
            (47.0, 0.6, 1.5),
            (47.0, 3.2, 1.5),
            (36.0, 6.2, 3.0),
            (-3.0, 5.0, 3.0),
            (-5.0, 2.4, 2.0),
        ],
        3,
    );
    kit.add("lid", Surface::DarkSteel, profile(&arm, 32.0, 1.1));
    kit.add(
        "lid",
        Surface::BluePlastic,
        slab(&rounded_rect(24.0, 22.0, 4.0, 3), 1.4, 0.5).turned(-1.8, 0.0, 0.0).at(0.0, 6.0, 15.0),
    );
    kit.add("lid", Surface::Mark, letters("CLEAVE", 3.2, 0.45).turned(-91.8, 0.0, 0.0).at(0.0, 6.75, 15.0));
    for side in [-1.0, 1.0] {
        // Pads stop just over the fibre, so that they seem to press on it.
        kit.add("lid", Surface::BlackRubber, block(6.0, 2.2, 8.0, 0.3).at(side * 8.2, -3.3, 22.0));
    }
    kit.add("lid", Surface::PolishedSteel, block(7.0, 2.0, 3.0, 0.4).at(0.0, -3.2, 33.0));
}
