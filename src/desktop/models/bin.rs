//! The yellow box for glass scraps, with its label and flap lid.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// The box for glass scraps round the middle of its foot; its opening is 60 mm up. "flap" turns about x (open −75°).
pub fn bin() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(74.0, 62.0, 0.0, 0.0, 18.0);
    let taper = |p: Vec3| {
        let k = 0.86 + 0.14 * (p.y / 56.0);
        Vec3::new(p.x * k, p.y, p.z * k)
    };
    let body = slab(&rounded_rect(80.0, 66.0, 11.0, 5), 54.0, 1.6).at(0.0, 28.0, 0.0);
    kit.body(Surface::YellowPlastic, body.shaped(taper));
    for x in [-27.0, 27.0] {
        kit.body(Surface::BlackRubber, cylinder(5.0, 1.6, 0.3, 10).at(x, 0.6, 20.0));
    }
    // Lid with a dark throat.
    kit.body(Surface::RedHandle, slab(&rounded_rect(84.0, 70.0, 12.0, 5), 6.0, 1.5).at(0.0, 56.5, 0.0));
    kit.body(Surface::BlackPlastic, slab(&rounded_rect(46.0, 30.0, 8.0, 4), 0.5, 0.1).at(0.0, 59.6, 3.0));
    let throat = grown(&rounded_rect(46.0, 30.0, 8.0, 4), 1.2);
    kit.body(Surface::RedHandle, wall(&throat, true, 2.4, 2.4).at(0.0, 59.0, 3.0));
    kit.pivot("flap", Transform::from_xyz(0.0, 61.6, -15.0));
    kit.add("flap", Surface::RedHandle, slab(&rounded_rect(48.0, 13.0, 4.0, 4), 1.8, 0.6).at(0.0, 0.6, 6.0));
    kit.add("flap", Surface::RedHandle, cylinder(1.6, 44.0, 0.4, 10).turned(0.0, 0.0, 90.0));
    let lean = (4.62f32 / 54.0).atan().to_degrees();
    kit.body(Surface::BinLabel, quad(50.0, 37.5).turned(lean, 0.0, 0.0).at(0.0, 29.0, 31.05));
    kit.pieces()
}
