//! The splice tray: rim, guides, retaining tabs, sleeve comb with numbered slots, clear lid.

use bevy::prelude::*;

use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::layout;
use crate::catalogue::schema::Tray;

/// Height of the rim over the bench.
const RIM: f32 = 17.0;

/// A splice tray round its middle, closed. "lid" turns about x (open −115°).
pub fn tray(spec: &Tray) -> Vec<Piece> {
    let mm = |v: f64, low: f32, high: f32| if v.is_finite() { (v as f32).clamp(low, high) } else { low };
    let (length, width) = (mm(spec.length_mm, 60.0, 400.0), mm(spec.width_mm, 40.0, 300.0));
    let radius = mm(spec.guide_radius_mm, 5.0, width / 2.0 - 4.0);
    let floor = layout::TRAY_FLOOR_Y as f32;
    let corner = (width * 0.28).min(34.0);
    let mut kit = Kit::default();
    kit.shade(length + 6.0, width + 6.0, 0.0, 0.0, 14.0);

    let inner = rounded_rect(length, width, corner, 7);
    kit.body(Surface::FrostedPlastic, slab(&grown(&inner, 1.0), 2.0, 0.4).at(0.0, floor - 1.0, 0.0));
    kit.body(Surface::WhitePlastic, wall(&grown(&inner, 1.0), true, 2.0, RIM - floor + 2.0).at(0.0, floor - 2.0, 0.0));
    // A foot ring lifts the floor to where layout says it is.
    kit.body(Surface::WhitePlastic, wall(&grown(&inner, -6.0), true, 2.0, floor - 2.0).at(0.0, 0.0, 0.0));

    let reach = (length / 2.0 - radius - 11.0).max(0.0);
    for side in [-1.0, 1.0] {
        let centre = Vec2::new(side * reach, 0.0);
        let from = if side > 0.0 { -82.0 } else { 98.0 };
        let bend = arc(centre, radius, from, from + 164.0, 18);
        kit.body(Surface::WhitePlastic, wall(&bend, false, 1.5, 8.5).at(0.0, floor, 0.0));
        // Tabs over the fibre's path keep the loops down.
        for degrees in [-52.0_f32, 0.0, 52.0] {
            let out = Vec2::from_angle(degrees.to_radians()) * Vec2::new(side, 1.0);
            let at = centre + out * (radius + 2.6);
            let yaw = -out.to_angle().to_degrees();
            let tab = rounded_box(6.6, 1.2, 9.0, 0.5, 1).turned(0.0, yaw, 0.0);
            kit.body(Surface::WhitePlastic, tab.at(at.x, floor + 8.6, at.y));
        }
    }
    for side in [-1.0, 1.0] {
        for x in [-0.26, 0.0, 0.26] {
            let tab = rounded_box(13.0, 1.3, 8.0, 0.6, 1).at(x * length, RIM - 2.2, side * (width / 2.0 - 3.6));
            kit.body(Surface::WhitePlastic, tab);
        }
    }
    comb(&mut kit, spec, width, floor);

    // Cable entries at the near corners, with their tie posts.
    for side in [-1.0, 1.0] {
        let x = side * (length / 2.0 - corner - 2.0);
        for dx in [-5.0, 5.0] {
            kit.body(Surface::WhitePlastic, cylinder(1.8, 6.0, 0.5, 10).at(x + dx, floor + 3.0, width / 2.0 - 9.0));
        }
        kit.body(Surface::WhitePlastic, rounded_box(16.0, 1.4, 3.0, 0.5, 1).at(x, floor + 4.5, width / 2.0 - 5.5));
    }
    lid(&mut kit, length, width, corner);
    kit.pieces()
}

fn comb(kit: &mut Kit, spec: &Tray, width: f32, floor: f32) {
    let slots = spec.slots.max(1);
    let z = |slot: u8| layout::slot_place(slot, slots, spec.slot_pitch_mm, f64::from(width))[1] as f32;
    let pitch = if slots > 1 { z(2) - z(1) } else { 4.5 };
    let thick = (pitch * 0.28).clamp(0.6, 1.3);
    let (first, last) = (z(1) - pitch / 2.0, z(slots) + pitch / 2.0);
    kit.body(
        Surface::GreyPlastic,
        block(48.0, 0.8, last - first + thick, 0.2).at(0.0, floor + 0.4, (first + last) / 2.0),
    );
    for i in 0..=slots {
        let rib = z(1) - pitch / 2.0 + f32::from(i) * pitch;
        for x in [-17.0, 0.0, 17.0] {
            kit.body(Surface::GreyPlastic, block(10.0, 5.0, thick, 0.25).at(x, floor + 2.5, rib));
        }
    }
    // A number by every second slot where they are tight, else by each.
    let step = if pitch < 4.0 { 2 } else { 1 };
    for slot in (1..=slots).step_by(step) {
        let number = letters(&slot.to_string(), (pitch * 0.62).clamp(1.8, 3.2), 0.4).turned(-90.0, 0.0, 0.0);
        kit.body(Surface::DarkMark, number.at(27.5, floor + 0.12, z(slot)));
    }
}

fn lid(kit: &mut Kit, length: f32, width: f32, corner: f32) {
    let hinge = Vec3::new(0.0, RIM + 1.0, -width / 2.0 - 2.5);
    kit.pivot("lid", Transform::from_translation(hinge));
    let outline = rounded_rect(length + 4.0, width + 4.0, corner + 1.0, 7);
    let middle = -hinge.z;
    kit.add("lid", Surface::ClearPlastic, slab(&outline, 1.2, 0.3).at(0.0, 0.4, middle));
    kit.add("lid", Surface::FrostedPlastic, wall(&outline, true, 1.2, 2.2).at(0.0, -1.2, middle));
    kit.add("lid", Surface::WhitePlastic, rounded_box(22.0, 2.4, 6.0, 0.9, 2).at(0.0, 0.2, middle + width / 2.0 + 3.6));
    for x in [-0.3, 0.3] {
        let x = x * length;
        kit.add("lid", Surface::WhitePlastic, cylinder(1.9, 14.0, 0.4, 12).turned(0.0, 0.0, 90.0).at(x, 0.0, 0.0));
        for dx in [-10.0, 10.0] {
            kit.body(Surface::WhitePlastic, rounded_box(5.0, 6.0, 4.6, 1.2, 1).at(x + dx, RIM - 0.5, hinge.z));
        }
    }
}
