//! The rotary ring cutter for sheaths and the small one for tubes.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// An open ring in the plane across x, its mouth towards −z and up.
fn hook(inner: f32, outer: f32, width: f32) -> Shape {
    let mut outline = arc(Vec2::ZERO, outer, -150.0, 150.0, 26);
    outline.extend(arc(Vec2::ZERO, inner, 150.0, -150.0, 22));
    profile(&outline, width, 1.2).turned(-35.0, 0.0, 0.0)
}

/// The ring cutter for sheaths: the cable runs through its hook along x, "knob" turns about z to set the depth and
/// "blade" moves along z with it.
pub fn sheath_cutter() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::BluePlastic, hook(8.2, 13.5, 20.0));
    kit.body(Surface::Steel, hook(7.6, 8.6, 14.0));
    let body = rounded_outline(
        &[
            (9.0, -8.0, 3.0),
            (30.0, -11.5, 8.0),
            (62.0, -10.5, 6.0),
            (62.0, 10.5, 6.0),
            (30.0, 11.5, 8.0),
            (9.0, 8.0, 3.0),
        ],
        5,
    );
    kit.body(Surface::BluePlastic, profile(&body, 24.0, 3.0));
    kit.body(Surface::BlackRubber, profile(&grown(&body, -4.5), 25.2, 1.0));
    for i in 0..6 {
        kit.body(Surface::BlackRubber, rounded_box(25.8, 3.0, 2.0, 0.8, 1).at(0.0, 11.1, 28.0 + i as f32 * 5.0));
    }
    kit.pivot("knob", Transform::from_xyz(0.0, 0.0, 64.0));
    kit.add("knob", Surface::OrangePlastic, ridged(10.5, 13.0, 18).turned(90.0, 0.0, 0.0).at(0.0, 0.0, 9.0));
    kit.add("knob", Surface::Brass, cylinder(4.0, 6.0, 0.5, 16).turned(90.0, 0.0, 0.0).at(0.0, 0.0, 1.0));
    kit.add("knob", Surface::Mark, quad(1.2, 6.0).at(0.0, 4.5, 15.7));
    kit.pivot("blade", Transform::from_xyz(0.0, 0.0, 6.6));
    let blade = [(0.0, -0.2), (9.0, -3.2), (9.0, 3.2), (0.0, 0.2)].map(|(z, y)| Vec2::new(z, y));
    kit.add("blade", Surface::PolishedSteel, profile(&blade, 0.8, 0.2));
    kit.add("blade", Surface::DarkSteel, block(6.0, 5.0, 5.0, 0.6).at(0.0, 0.0, 5.5));
    // The sprung rest that presses the cable on the blade.
    kit.pivot("jaw-upper", Transform::from_xyz(0.0, 11.0, 12.0));
    kit.add("jaw-upper", Surface::BlackPlastic, rounded_box(14.0, 4.0, 18.0, 1.6, 2).at(0.0, 1.6, 2.0));
    kit.pieces()
}

/// The small ring cutter for loose tubes, the tube along x. "knob" turns about z.
pub fn tube_cutter() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::OrangePlastic, hook(2.6, 6.2, 12.0));
    let body = rounded_outline(
        &[(4.0, -4.2, 2.0), (14.0, -6.5, 4.0), (34.0, -6.5, 4.0), (34.0, 6.5, 4.0), (14.0, 6.5, 4.0), (4.0, 4.2, 2.0)],
        4,
    );
    kit.body(Surface::OrangePlastic, profile(&body, 13.0, 2.0));
    kit.body(Surface::BlackRubber, profile(&grown(&body, -3.0), 13.8, 0.6));
    kit.body(Surface::PolishedSteel, cylinder(2.4, 0.6, 0.28, 20).turned(0.0, 0.0, 90.0).at(0.0, 0.0, 3.4));
    kit.body(Surface::Brass, cylinder(0.7, 4.0, 0.1, 8).turned(0.0, 0.0, 90.0).at(0.0, 0.0, 3.4));
    kit.pivot("knob", Transform::from_xyz(0.0, 0.0, 35.0));
    kit.add("knob", Surface::BlackPlastic, ridged(6.4, 8.0, 14).turned(90.0, 0.0, 0.0).at(0.0, 0.0, 5.0));
    kit.add("knob", Surface::Mark, quad(0.9, 3.6).at(0.0, 2.6, 9.1));
    kit.pieces()
}

/// A knob along y with ridges for the thumb.
fn ridged(radius: f32, height: f32, ridges: u32) -> Shape {
    let n = ridges * 2;
    let outline: Vec<Vec2> = (0..n)
        .map(|i| {
            Vec2::from_angle(std::f32::consts::TAU * i as f32 / n as f32)
                * if i % 2 == 0 { radius } else { radius * 0.92 }
        })
        .collect();
    slab(&outline, height, 1.2)
}
