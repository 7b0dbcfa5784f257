//! A fibre end coming to the splicer's electrodes: from above, and along the V-groove.

use bevy_egui::egui::{Align2, Color32, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::lens::{AMBER, GREEN, INK, Lens, STEEL, STEEL_DARK, Scale, dashes, mix};
use super::{Scene, cleaver, rod};
use crate::catalogue::vocabulary::Side;

/// Half width of the groove and the reach of the motors, as the bench has them.
const GROOVE_MM: f64 = 0.3;
const REACH_MM: f64 = 3.0;
const PLATE: Color32 = Color32::from_rgb(64, 76, 90);

pub fn draw(ui: &Ui, room: Rect, scene: &Scene, side: Side) {
    let share = 1.0 - (room.height() / room.width()).clamp(0.32, 0.48);
    let [above, along] = Lens::pair(ui, room, share);
    from_above(above.named(scene.say("dessus", "from above")), scene, side);
    section(along.named(scene.say("en bout", "end on")), scene, side);
}

fn from_above(lens: Lens, scene: &Scene, side: Side) {
    let glass = lens.glass;
    let p = &lens.painter;
    let way = if side == Side::Cable { -1.0 } else { 1.0 };
    let px = glass.width() / 15.0;
    let middle = if way < 0.0 { glass.right() - 2.2 * px } else { glass.left() + 2.2 * px };
    let scale = Scale { origin: pos2(middle, glass.center().y), x: way * px, y: glass.height() * 0.2 };
    let thick = (glass.height() * 0.06).clamp(8.0, 18.0);
    let half = GROOVE_MM as f32 * scale.y;
    // The groove's block ends 3.6 mm before the electrodes, as it does in the machine.
    let (from, to) = (scale.at(3.6, 0.0).x, scale.at(30.0, 0.0).x);
    let block = Rect::from_two_pos(
        pos2(from, glass.top() + glass.height() * 0.2),
        pos2(to, glass.bottom() - glass.height() * 0.2),
    );
    p.rect_filled(block, 3, PLATE);
    let pit = Rect::from_two_pos(pos2(from, scale.origin.y - half), pos2(to, scale.origin.y + half));
    p.rect_filled(pit, 0, Color32::from_rgb(22, 28, 36));
    p.hline(pit.x_range(), pit.top(), Stroke::new(1.5, mix(PLATE, Color32::WHITE, 0.4)));
    for up in [-1.0_f32, 1.0] {
        let base = scale.origin.y + up * glass.height() * 0.5;
        let tip = scale.origin.y + up * glass.height() * 0.2;
        let body = vec![pos2(middle - 13.0, base), pos2(middle + 13.0, base), pos2(middle, tip)];
        p.add(Shape::convex_polygon(body, STEEL, Stroke::new(1.0, STEEL_DARK)));
    }
    dashes(p, pos2(middle, glass.top()), pos2(middle, glass.bottom()), Color32::from_rgb(196, 176, 250));
    let tip_mm = scene.sample.along_mm();
    if scene.helped() {
        let zone = Rect::from_two_pos(
            scale.at(0.05, 0.0) - vec2(0.0, half * 1.5),
            scale.at(REACH_MM, 0.0) + vec2(0.0, half * 1.5),
        );
        p.rect_stroke(zone, 3, Stroke::new(1.5, GREEN.gamma_multiply(0.7)), bevy_egui::egui::StrokeKind::Middle);
    }
    let other = side.other();
    if let Some(loaded) = scene.bench.state().splicer.loaded[other.index()] {
        let y = -loaded.across_mm;
        rod::glass(p, scale.at(-loaded.tip_mm, y), scale.at(-16.0, y), thick);
    }
    let Some(end) = scene.bench.state().end(side) else { return lens.finish() };
    let y = -scene.sample.across_mm();
    let (tip, coat) = (scale.at(tip_mm, y), scale.at(tip_mm + end.bare_mm, y));
    rod::glass(p, tip, coat, thick);
    rod::plastic(
        p,
        coat,
        scale.at(tip_mm + 40.0, y),
        thick * (scene.coat_mm(side) / 0.125).min(3.6) as f32,
        scene.coating(side),
    );
    if let Some(face) = end.face {
        p.vline(tip.x, tip.y - thick / 2.0..=tip.y + thick / 2.0, Stroke::new(2.0, INK));
        if face.dust_um > 0.0 {
            p.circle_filled(
                tip + vec2(0.0, thick * 0.2),
                (face.dust_um as f32 * 0.8).clamp(1.0, 4.0),
                Color32::from_rgb(30, 24, 18),
            );
        }
    }
    if tip_mm < 0.0 {
        p.circle_stroke(tip, thick, Stroke::new(2.5, AMBER));
    }
    lens.ruler(Scale { origin: pos2(middle, 0.0), ..scale }, glass.bottom() - 32.0, 12.0, 2);
    let text = scene.number(tip_mm, 2, " mm");
    let colour = if tip_mm < 0.0 { AMBER } else { INK };
    lens.chip(tip - vec2(0.0, glass.height() * 0.3), Align2::CENTER_CENTER, &text, colour);
    lens.finish();
}

fn section(lens: Lens, scene: &Scene, side: Side) {
    let glass = lens.glass;
    let radius = glass.height().min(glass.width()) * 0.11;
    let px = glass.width() * 0.24 / GROOVE_MM as f32;
    let across = scene.sample.across_mm();
    let half = GROOVE_MM as f32 * px;
    cleaver::v_groove(&lens, half, radius);
    let x = (across as f32 * px).clamp(-glass.width() * 0.45, glass.width() * 0.45);
    rod::glass_disc(&lens.painter, cleaver::rest(&lens, half, radius, x), radius);
    let middle = glass.center().x;
    dashes(
        &lens.painter,
        pos2(middle, glass.top() + 30.0),
        pos2(middle, glass.bottom() - 30.0),
        Color32::from_white_alpha(60),
    );
    let beside = across.abs() > GROOVE_MM;
    let text = scene.number(across.abs(), 2, " mm");
    lens.chip(glass.left_bottom() + vec2(10.0, -10.0), Align2::LEFT_BOTTOM, &text, if beside { AMBER } else { INK });
    let dirty = scene.bench.state().end(side).map_or(0.0, |end| end.dirt_max());
    if dirty > 0.3 {
        for i in 0..(dirty * 14.0) as u32 {
            let a = super::lens::grain(i) * core::f32::consts::TAU;
            let at = cleaver::rest(&lens, half, radius, x) + vec2(a.cos(), a.sin()) * radius;
            lens.painter.circle_filled(at, 1.5 + 2.5 * super::lens::grain(i + 50), Color32::from_rgb(48, 38, 28));
        }
    }
    lens.finish();
}
