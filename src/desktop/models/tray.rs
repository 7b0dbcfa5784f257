//! The splice tray (cassette de lovage): rim with its entries, mandrels, tongues, sleeve comb, clear lid.
//!
//! What the fibres touch stands where the bench's rods feel it; the rest is dress.

use bevy::prelude::*;

use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::coil::TAB_BOTTOM;
use crate::bench::layout;
use crate::catalogue::schema::{Tab, Tray};

/// Thickness of the rim.
const WALL: f32 = 1.5;
/// Half length of the comb along the sleeves.
const COMB: f32 = 30.0;
/// Half width of the opening where a fibre comes in.
const OPENING: f32 = 4.4;
/// How far the ears of the entries stand out of the tray.
const EAR: f32 = 11.0;

/// Tints: the floor is a little darker than what stands on it, so that fibres and tongues stand out.
const FLOOR_TINT: [f32; 4] = [0.46, 0.54, 0.60, 1.0];
const BED_TINT: [f32; 4] = [0.20, 0.25, 0.30, 1.0];

/// A splice tray round its middle, closed. "lid" turns about x (open −115°).
pub fn tray(spec: &Tray) -> Vec<Piece> {
    let mm = |v: f64, low: f32, high: f32| if v.is_finite() { (v as f32).clamp(low, high) } else { low };
    let (length, width) = (mm(spec.length_mm, 60.0, 400.0), mm(spec.width_mm, 40.0, 300.0));
    let corner = mm(spec.corner_mm, 0.0, length.min(width) / 2.0);
    let height = mm(spec.height_mm, 3.0, 60.0);
    let floor = layout::TRAY_FLOOR_Y as f32;
    let top = floor + height;
    let mut kit = Kit::default();
    kit.shade(length + 6.0, width + 6.0, 0.0, 0.0, 14.0);

    let rim = outline(length, width, corner);
    let pan = slab(&grown(&rim, WALL / 2.0 - 0.1), 2.0, 0.2).at(0.0, floor - 1.0, 0.0);
    kit.body(Surface::WhitePlastic, pan.tinted(|_| FLOOR_TINT));
    for piece in opened(&rim, spec) {
        let closed = piece.len() == rim.len();
        kit.body(Surface::WhitePlastic, wall(&piece, closed, WALL, height + 2.0).at(0.0, floor - 2.0, 0.0));
    }
    // A foot ring lifts the floor to where layout says it is.
    kit.body(Surface::WhitePlastic, wall(&grown(&rim, -6.0), true, 2.0, floor - 2.0).at(0.0, 0.0, 0.0));

    for mandrel in &spec.mandrels {
        let radius = mm(mandrel.radius_mm, 1.0, 200.0);
        let (x, z) = (mandrel.x_mm as f32, mandrel.y_mm as f32);
        spool(&mut kit, radius, height, Vec3::new(x, floor, z));
    }
    for tab in &spec.tabs {
        tongue(&mut kit, spec, tab, floor + TAB_BOTTOM as f32 * height);
    }
    comb(&mut kit, spec, floor);
    for side in [-1.0, 1.0] {
        entry(&mut kit, spec, side, length, floor);
    }
    lid(&mut kit, length, width, corner, top);
    kit.pieces()
}

/// The rim's middle line, with true arcs: fibres lie along it.
fn outline(length: f32, width: f32, corner: f32) -> Vec<Vec2> {
    let (x, z) = (length / 2.0 - corner, width / 2.0 - corner);
    let turns = [(-x, -z, 180.0), (x, -z, 270.0), (x, z, 0.0), (-x, z, 90.0)];
    let steps = if corner > 0.5 { 16 } else { 0 };
    let mut line: Vec<Vec2> = Vec::new();
    for (cx, cz, from) in turns {
        let centre = Vec2::new(cx, cz);
        if steps == 0 {
            line.push(centre);
        } else {
            line.extend(arc(centre, corner, from, from + 90.0, steps));
        }
    }
    line
}

/// The rim in pieces, open where a fibre comes in.
fn opened(rim: &[Vec2], spec: &Tray) -> Vec<Vec<Vec2>> {
    // Fine enough that an opening is as wide as it should be.
    let mut fine: Vec<Vec2> = Vec::new();
    for (i, a) in rim.iter().enumerate() {
        let b = rim[(i + 1) % rim.len()];
        let count = (a.distance(b) / 1.5).ceil().max(1.0) as usize;
        fine.extend((0..count).map(|k| a.lerp(b, k as f32 / count as f32)));
    }
    let (x, z) = (spec.entry_mm.0.abs() as f32, spec.entry_mm.1 as f32);
    let gone = |p: &Vec2| (p.y - z).abs() < OPENING && p.x.abs() > x + 8.0;
    let Some(first) = fine.iter().position(gone) else { return vec![rim.to_vec()] };
    fine.rotate_left(first);
    fine.split(gone).filter(|piece| piece.len() > 1).map(<[Vec2]>::to_vec).collect()
}

/// A mandrel: hollow, as it is moulded, with a rounded lip.
fn spool(kit: &mut Kit, radius: f32, height: f32, foot: Vec3) {
    let (inner, lip) = ((radius - 1.8).max(radius * 0.5), (radius * 0.1).min(0.6));
    let profile = [
        (radius + 0.7, 0.0),
        (radius, 0.7),
        (radius, height - lip),
        (radius - lip, height),
        (inner + lip, height),
        (inner, height - lip),
        (inner, height * 0.45),
        (0.0, height * 0.45),
    ];
    kit.body(Surface::WhitePlastic, lathe(&profile, 40).at(foot.x, foot.y, foot.z));
    if inner > 4.0 {
        let boss = pipe(inner * 0.42, inner * 0.25, height * 0.3, 0.3, 24);
        kit.body(Surface::WhitePlastic, boss.at(foot.x, foot.y + height * 0.6, foot.z));
    }
}

/// A tongue from the wall or from a mandrel, with its underside at a height.
fn tongue(kit: &mut Kit, spec: &Tray, tab: &Tab, under: f32) {
    let point = |p: (f64, f64)| Vec2::new(p.0 as f32, p.1 as f32);
    let (mut from, to) = (point(tab.from_mm), point(tab.to_mm));
    for mandrel in &spec.mandrels {
        let inside = mandrel.radius_mm as f32 - 1.0 - from.distance(point((mandrel.x_mm, mandrel.y_mm)));
        if inside > 0.0 {
            from += (to - from).normalize_or_zero() * inside;
        }
    }
    let (long, half) = (from.distance(to), tab.width_mm as f32 / 2.0);
    if tab.from_mm == tab.to_mm && half > 0.2 {
        // A flange: as wide as it is long.
        let disc = cylinder(half, 1.0, 0.3, 40);
        kit.body(Surface::WhitePlastic, disc.at(to.x, under + 0.5, to.y));
        return;
    }
    if !(long > 0.5 && half > 0.2) {
        return;
    }
    let round = half.min(long * 0.6) * 0.9;
    let shape = rounded_outline(&[(0.0, -half, 0.0), (long, -half, round), (long, half, round), (0.0, half, 0.0)], 6);
    let way = to - from;
    let leaf = slab(&shape, 1.0, 0.3).turned(0.0, -way.to_angle().to_degrees(), 0.0);
    kit.body(Surface::WhitePlastic, leaf.at(from.x, under + 0.5, from.y));
}

fn comb(kit: &mut Kit, spec: &Tray, floor: f32) {
    let slots = spec.slots.max(1);
    let [x, first] = layout::slot_place(spec, 1).map(|v| v as f32);
    let pitch = (spec.slot_pitch_mm as f32).max(0.5);
    let z = |slot: u8| first + f32::from(slot - 1) * pitch;
    let thick = (pitch * 0.26).clamp(0.5, 1.2);
    let (near, far) = (z(1) - pitch / 2.0, z(slots) + pitch / 2.0);
    let bed = block(COMB * 2.0, 0.4, far - near + thick, 0.15).at(x, floor + 0.1, (near + far) / 2.0);
    kit.body(Surface::WhitePlastic, bed.tinted(|_| BED_TINT));
    for i in 0..=slots {
        let rib = near + f32::from(i) * pitch;
        for dx in [-22.0, 0.0, 22.0] {
            kit.body(Surface::WhitePlastic, block(11.0, 4.6, thick, 0.2).at(x + dx, floor + 2.3, rib));
        }
    }
    // A number by every second slot where they are tight, else by each.
    let step = if pitch < 4.0 { 2 } else { 1 };
    for slot in (1..=slots).step_by(step) {
        let number = letters(&slot.to_string(), (pitch * 0.7).clamp(1.8, 3.2), 0.4).turned(-90.0, 0.0, 0.0);
        kit.body(Surface::DarkMark, number.at(x + COMB + 3.2, floor + 0.12, z(slot)));
    }
}

/// An ear outside of the wall that the cable's or the pigtail's end is tied to.
fn entry(kit: &mut Kit, spec: &Tray, side: f32, length: f32, floor: f32) {
    let (x, z) = (spec.entry_mm.0.abs() as f32, spec.entry_mm.1 as f32);
    let (from, to) = (x + 14.0, length / 2.0 + EAR);
    let middle = side * (from + to) / 2.0;
    // A little under the floor, which covers its root.
    let ear = rounded_rect(to - from, OPENING * 2.0 + 5.0, 3.0, 4);
    kit.body(Surface::WhitePlastic, slab(&ear, 2.0, 0.3).at(middle, floor - 1.25, z).tinted(|_| FLOOR_TINT));
    for dz in [-1.0, 1.0] {
        // Two posts with heads, that a tie holds on to.
        for (at, radius) in [(to - 4.0, 1.5), (to - 13.0, 1.5)] {
            let (x, z) = (side * at, z + dz * 4.4);
            kit.body(Surface::WhitePlastic, cylinder(radius, 6.0, 0.4, 14).at(x, floor + 2.6, z));
            kit.body(Surface::WhitePlastic, cylinder(radius + 0.7, 1.2, 0.4, 14).at(x, floor + 5.8, z));
        }
    }
    // The tie round the sheath's end, from post to post.
    let tie = rounded_box(2.2, 0.9, 8.6, 0.3, 1).at(side * (to - 8.5), floor + 2.6, z);
    kit.body(Surface::BlackPlastic, tie);
    for dz in [-1.0, 1.0] {
        let leg = rounded_box(2.2, 2.8, 0.9, 0.3, 1).at(side * (to - 8.5), floor + 1.2, z + dz * 4.0);
        kit.body(Surface::BlackPlastic, leg);
    }
}

fn lid(kit: &mut Kit, length: f32, width: f32, corner: f32, top: f32) {
    let hinge = Vec3::new(0.0, top + 1.0, -width / 2.0 - 2.5);
    kit.pivot("lid", Transform::from_translation(hinge));
    let shape = outline(length + 4.0, width + 4.0, corner + 2.0);
    let middle = -hinge.z;
    kit.add("lid", Surface::ClearPlastic, slab(&shape, 1.2, 0.3).at(0.0, 0.4, middle));
    kit.add("lid", Surface::FrostedPlastic, wall(&shape, true, 1.2, 2.2).at(0.0, -1.2, middle));
    kit.add("lid", Surface::WhitePlastic, rounded_box(22.0, 2.4, 6.0, 0.9, 2).at(0.0, 0.2, middle + width / 2.0 + 3.6));
    for x in [-0.22, 0.22] {
        let x = x * length;
        kit.add("lid", Surface::WhitePlastic, cylinder(1.9, 14.0, 0.4, 12).turned(0.0, 0.0, 90.0).at(x, 0.0, 0.0));
        for dx in [-10.0, 10.0] {
            kit.body(Surface::WhitePlastic, rounded_box(5.0, 6.0, 4.6, 1.2, 1).at(x + dx, top - 0.5, hinge.z));
        }
    }
}
