//! The stripper's jaws on a coated fibre, seen from the side, with the millimetres from the tip.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::lens::{AMBER, GREEN, INK, Lens, STEEL, STEEL_DARK, Scale, grain, mix};
use super::{Scene, rod};
use crate::catalogue::vocabulary::Side;

/// Grip at which the jaws meet the coating, and at which they meet the glass, as the bench has them.
const MEETS_COAT: f64 = 0.35;
const MEETS_GLASS: f64 = 0.75;

pub fn draw(ui: &Ui, room: Rect, scene: &Scene, side: Side) {
    let lens = Lens::new(ui, room);
    let Some(end) = scene.bench.state().end(side) else { return lens.finish() };
    let glass = lens.glass;
    let sample = scene.sample;
    let station = sample.along_mm();
    let bite = scene.bench.bite();
    let from = bite.map_or(station, |(from_mm, _)| from_mm);
    // The cable's end points right, the pigtail's left, as on the bench.
    let way = if side == Side::Cable { -1.0 } else { 1.0 };
    let span = if station.max(from) > 52.0 { 92.0 } else { 62.0 };
    let px = glass.width() / span;
    let tip = if way > 0.0 { glass.left() + 9.0 * px } else { glass.right() - 9.0 * px };
    let scale = Scale { origin: pos2(tip, glass.top() + glass.height() * 0.45), x: way * px, y: px };
    // Thickness is larger than length, and the same for glass and coating.
    let thin = (glass.height() * 0.075).clamp(9.0, 22.0);
    let thick = thin * (scene.coat_mm(side) / 0.125).min(4.4) as f32;
    let colour = scene.coating(side);
    let far = f64::from(span);
    let bare = end.bare_mm;

    // What lies still: coating up to where it was bitten, then glass that is free already or under the moving piece.
    let whole = if bite.is_some() && from > bare { from } else { bare };
    rod::glass(&lens.painter, scale.at(0.0, 0.0), scale.at(whole.max(0.5), 0.0), thin);
    rod::plastic(&lens.painter, scale.at(whole, 0.0), scale.at(far, 0.0), thick, colour);
    cut_edge(&lens, scale.at(whole, 0.0), thick, colour);
    leftovers(&lens, scale, thin, whole.min(bare.max(if bite.is_some() { whole } else { 0.0 })), end.residue, colour);
    if let Some((from_mm, nick_um)) = bite.filter(|(from_mm, _)| *from_mm > bare) {
        sliding(&lens, scale, (station, from_mm, bare), thick, colour);
        glint(&lens, scale.at((station + 0.5).min(from_mm), 0.0), thin, nick_um);
    } else {
        glint(&lens, scale.at(bare * 0.6, 0.0), thin, end.nick_um);
    }
    jaws(&lens, scene, scale.at(station, 0.0), (thin, thick));
    lens.ruler(scale, glass.bottom() - 34.0, far - 12.0, 10);
    if scene.helped() {
        flag(&lens, scale, scene.bench.job().lengths.strip_mm);
    }
    let above = scale.at(station, 0.0) - vec2(0.0, glass.height() * 0.36);
    lens.chip(above, Align2::CENTER_CENTER, &scene.number(station.max(0.0), 1, " mm"), INK);
    lens.finish();
}

/// The coating's end is a little torn, not a straight line.
fn cut_edge(lens: &Lens, at: Pos2, thick: f32, colour: Color32) {
    let pale = mix(colour, Color32::WHITE, 0.4);
    for i in 0..11 {
        let y = at.y + (i as f32 / 10.0 - 0.5) * thick * 0.94;
        lens.painter.circle_filled(pos2(at.x + 3.0 * (grain(i) - 0.5), y), (thick / 26.0).clamp(1.2, 2.4), pale);
    }
}

/// Coating that stayed on the glass.
fn leftovers(lens: &Lens, scale: Scale, thin: f32, length: f64, residue: f64, colour: Color32) {
    let count = (residue * 34.0).round() as u32;
    for i in 0..count {
        let at = scale.at(f64::from(grain(i * 3 + 1)) * length, 0.0);
        let off = vec2(0.0, (grain(i * 3 + 2) - 0.5) * thin * 0.9);
        let size = vec2(3.0 + 7.0 * grain(i * 5 + 4), 1.6 + 2.4 * grain(i * 7 + 3));
        lens.painter.add(Shape::ellipse_filled(at + off, size, mix(colour, Color32::WHITE, 0.2)));
    }
}

/// The bitten piece of coating on its way: pushed to the tip, whitened and curled where the jaws press it.
fn sliding(lens: &Lens, scale: Scale, (station, from, bare): (f64, f64, f64), thick: f32, colour: Color32) {
    let gone = from - station;
    // Old bare glass ahead of the piece lets it slide off; it shortens like a concertina by a fifth.
    let front = (bare - gone * 0.8).min(station - 1.0);
    let (a, b) = (scale.at(front, 0.0), scale.at(station, 0.0));
    rod::plastic(&lens.painter, a, b, thick, colour);
    let pull = (gone / 6.0).clamp(0.0, 1.0) as f32;
    let white = mix(colour, Color32::WHITE, 0.62);
    for i in 0..9 {
        let t = i as f32 / 9.0;
        let mut tint = white;
        tint = Color32::from_rgba_unmultiplied(tint.r(), tint.g(), tint.b(), (150.0 * pull * (1.0 - t)) as u8);
        let x = b.lerp(a, 0.02 + 0.28 * t);
        lens.painter.vline(x.x, x.y - thick * 0.46..=x.y + thick * 0.46, Stroke::new(2.5, tint));
    }
    // Folds, then shavings that stand off the fibre.
    let ahead = -scale.x.signum();
    for i in 0..(pull * 7.0) as u32 {
        let up = if i % 2 == 0 { -1.0 } else { 1.0 };
        let root = b + vec2(ahead * (5.0 + 6.0 * i as f32), up * thick * 0.46);
        let size = thick * (0.25 + 0.5 * grain(i + 40)) * pull;
        let curl: Vec<Pos2> = (0..=10)
            .map(|k| {
                let turn = k as f32 / 10.0 * (2.2 + 1.2 * grain(i + 60));
                let r = size * (1.0 - 0.07 * k as f32);
                root + vec2(ahead * r * turn.sin() * 0.7, up * r * (1.0 - turn.cos()) * 0.55)
            })
            .collect();
        lens.painter.add(Shape::line(curl, Stroke::new(3.0, mix(colour, Color32::WHITE, 0.3))));
    }
}

/// Light that a nick in the glass throws back.
fn glint(lens: &Lens, at: Pos2, thin: f32, nick_um: f64) {
    if nick_um < 0.5 {
        return;
    }
    let size = (nick_um as f32 / 24.0).clamp(0.12, 1.0) * thin * 1.5;
    let top = at - vec2(0.0, thin * 0.5);
    lens.painter.circle_filled(top, size * 0.9, Color32::from_rgba_unmultiplied(255, 190, 80, 70));
    for ray in [vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(0.6, 0.6), vec2(0.6, -0.6)] {
        lens.painter.line_segment([top - ray * size, top + ray * size], Stroke::new(1.5, AMBER));
    }
    let notch = [top + vec2(-size * 0.3, 0.0), top + vec2(size * 0.3, 0.0), top + vec2(0.0, size * 0.6)];
    lens.painter.add(Shape::convex_polygon(notch.to_vec(), Color32::from_rgb(30, 40, 50), Stroke::new(1.0, INK)));
}

/// Two jaws with a round notch; they lean as the hand does and close with its grip.
fn jaws(lens: &Lens, scene: &Scene, at: Pos2, (thin, thick): (f32, f32)) {
    let grip = scene.sample.grip_01();
    let share = |from: f64, to: f64| ((grip - from) / (to - from)).clamp(0.0, 1.0) as f32;
    let height = lens.glass.height();
    // Open, on the coating, through the coating, on the glass: the notch follows the grip.
    let open = height * 0.13 * (1.0 - share(0.05, MEETS_COAT));
    let closed = thick + (thin - thick) * share(MEETS_COAT, MEETS_GLASS);
    let gap = closed / 2.0 + open + 0.5;
    let lean = (scene.sample.across_mm() * 0.16).clamp(-0.6, 0.6) as f32;
    let turn = bevy_egui::egui::emath::Rot2::from_angle(lean);
    let point = |x: f32, y: f32| at + turn * Vec2::new(x, y);
    let biting = grip > MEETS_GLASS;
    // Blade and shank grow with the lens, the notch stays at the fibre.
    let k = (height / 230.0).clamp(0.8, 2.4);
    for up in [-1.0_f32, 1.0] {
        let edge = up * gap;
        let shoulder = edge + up * 20.0 * k;
        let body = vec![
            point(-2.5 * k, edge),
            point(2.5 * k, edge),
            point(13.0 * k, shoulder),
            point(16.0 * k, up * height),
            point(-16.0 * k, up * height),
            point(-13.0 * k, shoulder),
        ];
        lens.painter.add(Shape::convex_polygon(body, STEEL, Stroke::new(1.5, STEEL_DARK)));
        let shine =
            vec![point(-9.0 * k, shoulder), point(-4.0 * k, edge + up * 16.0 * k), point(-6.0 * k, up * height)];
        lens.painter.add(Shape::convex_polygon(shine, Color32::from_rgb(224, 230, 236), Stroke::NONE));
        let bright = if biting { AMBER } else { Color32::from_rgb(236, 242, 246) };
        lens.painter.line_segment([point(-2.5 * k, edge), point(2.5 * k, edge)], Stroke::new(3.0, bright));
    }
}

fn flag(lens: &Lens, scale: Scale, mm: f64) {
    let foot = pos2(scale.at(mm, 0.0).x, lens.glass.bottom() - 34.0);
    let top = foot - vec2(0.0, 26.0);
    lens.painter.line_segment([foot, top], Stroke::new(2.0, GREEN));
    let cloth = vec![top, top + vec2(14.0, 5.0), top + vec2(0.0, 10.0)];
    lens.painter.add(Shape::convex_polygon(cloth, GREEN, Stroke::NONE));
}
