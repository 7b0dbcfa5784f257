//! The sleeve on the joint and in the tray: its middle against the joint, its body against the comb.

use bevy_egui::egui::{Align2, Color32, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::lens::{AMBER, GREEN, INK, Lens, Scale, dashes, mix};
use super::{Scene, rod};
use crate::bench::layout;
use crate::bench::tray::SLOT_MM;
use crate::catalogue::vocabulary::Side;

/// The sleeve's body over a fibre: shrink skin and steel rod, what lies in it shines through.
fn sleeve(painter: &Painter, a: Pos2, b: Pos2, outer: f32, shrunk: bool) {
    let skin = |alpha: u8| Color32::from_rgba_unmultiplied(214, 230, 240, alpha);
    let dense = if shrunk { 26 } else { 0 };
    rod::bar(
        painter,
        a,
        b,
        outer,
        &[
            (-1.0, skin(150)),
            (-0.75, skin(96 + dense)),
            (-0.4, skin(56 + dense)),
            (0.5, skin(60 + dense)),
            (1.0, skin(160)),
        ],
    );
    let down = vec2(0.0, outer * 0.27);
    rod::bar(
        painter,
        a + down,
        b + down,
        outer * 0.26,
        &[
            (-1.0, Color32::from_rgb(96, 106, 116)),
            (-0.2, Color32::from_rgb(214, 222, 230)),
            (0.3, Color32::from_rgb(160, 170, 180)),
            (1.0, Color32::from_rgb(84, 94, 104)),
        ],
    );
    let body = Rect::from_two_pos(a - vec2(0.0, outer / 2.0), b + vec2(0.0, outer / 2.0));
    painter.rect_stroke(body, 4, Stroke::new(2.0, Color32::from_rgb(236, 244, 250)), StrokeKind::Inside);
    let gleam = Stroke::new(2.0, Color32::from_white_alpha(170));
    painter.line_segment([a + vec2(6.0, -outer * 0.34), b + vec2(-6.0, -outer * 0.34)], gleam);
}

/// The joined fibre with its bare glass, and the sleeve that slides over it.
pub fn centre(ui: &Ui, room: Rect, scene: &Scene) {
    let lens = Lens::new(ui, room);
    let state = scene.bench.state();
    let Some(joint) = state.joint else { return lens.finish() };
    let glass = lens.glass;
    let p = &lens.painter;
    let half = scene.bench.job().sleeve.length_mm / 2.0;
    let middle = state.sleeve.centre_mm;
    // The view holds the joint; it widens while the sleeve is still far off.
    let reach = (middle.abs() + half + 8.0).max(half * 1.45);
    let px = glass.width() / (2.0 * reach as f32);
    let scale = Scale { origin: glass.center() - vec2(0.0, glass.height() * 0.04), x: px, y: px };
    let thin = (glass.height() * 0.05).clamp(6.0, 14.0);
    let [left, right] = [-joint.bare_mm[0], joint.bare_mm[1]];
    for (side, from, to) in [(Side::Cable, left, -reach - 9.0), (Side::Pigtail, right, reach + 9.0)] {
        let thick = thin * (scene.coat_mm(side) / 0.125).min(3.4) as f32;
        rod::plastic(p, scale.at(from, 0.0), scale.at(to, 0.0), thick, scene.coating(side));
    }
    rod::glass(p, scale.at(left, 0.0), scale.at(right, 0.0), thin);
    p.circle_filled(scale.at(0.0, 0.0), thin * 0.42, Color32::from_rgb(232, 240, 255));
    let outer = glass.height() * 0.34;
    sleeve(p, scale.at(middle - half, 0.0), scale.at(middle + half, 0.0), outer, state.sleeve.shrunk);

    // Marks: the joint from above, the sleeve's middle from below; bare glass that stays out glows.
    let joint_at = scale.at(0.0, 0.0);
    dashes(p, pos2(joint_at.x, glass.top() + 26.0), joint_at - vec2(0.0, thin), INK);
    let tick = scale.at(middle, 0.0).x;
    p.vline(tick, joint_at.y + outer * 0.5..=joint_at.y + outer * 0.5 + 16.0, Stroke::new(3.0, INK));
    for (a, b) in [(left, (middle - half).min(right)), ((middle + half).max(left), right)] {
        if b - a > 0.05 {
            let bare = Rect::from_two_pos(scale.at(a, 0.0) - vec2(0.0, thin), scale.at(b, 0.0) + vec2(0.0, thin));
            p.rect_stroke(bare, 3, Stroke::new(2.0, AMBER), StrokeKind::Middle);
        }
    }
    for limit in [left, right] {
        let x = scale.at(limit, 0.0).x;
        p.vline(x, joint_at.y - outer * 0.62..=joint_at.y - outer * 0.5 - 2.0, Stroke::new(1.5, INK));
    }
    let bare = Stroke::new(1.5, INK);
    p.hline(scale.at(left, 0.0).x..=scale.at(right, 0.0).x, joint_at.y - outer * 0.62, bare);
    lens.chip(pos2(tick, joint_at.y + outer * 0.5 + 18.0), Align2::CENTER_TOP, &scene.number(middle, 1, " mm"), INK);
    lens.scale_bar(px);
    lens.finish();
}

/// The sleeve over the comb of the tray, from above.
pub fn slot(ui: &Ui, room: Rect, scene: &Scene, slot: u8) {
    let lens = Lens::new(ui, room);
    let job = scene.bench.job();
    let glass = lens.glass;
    let p = &lens.painter;
    let px = (glass.width() / 78.0).min(glass.height() / 17.0);
    let scale = Scale { origin: glass.center(), x: px, y: px };
    let place = |n: u8| layout::slot_place(&job.tray, n)[1];
    let pitch = job.tray.slot_pitch_mm;
    let outer = job.sleeve.outer_mm as f32 * px;
    let floor = Color32::from_rgb(92, 104, 114);
    p.rect_filled(glass, 0, floor);
    let half = job.sleeve.length_mm / 2.0 + 2.0;
    // Across grows to the worker, so down. Teeth stand between slots.
    for n in 1..=job.tray.slots {
        let off = -(place(n) - place(slot));
        let bed = Rect::from_two_pos(scale.at(-half, off + pitch * 0.42), scale.at(half, off - pitch * 0.42));
        let wanted = n == job.slot && scene.helped();
        p.rect_filled(bed, 3, if wanted { mix(floor, GREEN, 0.45) } else { mix(floor, Color32::BLACK, 0.3) });
        for x in [-half * 0.55, half * 0.55] {
            for edge in [0.5, -0.5] {
                let at = scale.at(x, off + pitch * edge);
                let tooth = Rect::from_center_size(at, vec2(6.0 * px, pitch as f32 * px * 0.26));
                p.rect_filled(tooth.translate(vec2(1.5, 2.0)), 3, Color32::from_black_alpha(50));
                p.rect_filled(tooth, 3, Color32::from_rgb(238, 241, 243));
            }
        }
        let name = scale.at(-half - 3.0, off);
        let ink = if n == slot { INK } else { Color32::from_rgb(158, 170, 180) };
        p.text(
            name,
            Align2::CENTER_CENTER,
            n,
            bevy_egui::egui::FontId::proportional((px * 2.2).clamp(10.0, 18.0)),
            ink,
        );
    }
    let seated = scene.bench.state().sleeve.slot == Some(slot);
    let (along, across) = (scene.sample.along_mm(), scene.sample.across_mm());
    let (x, y) = if seated { (0.0, 0.0) } else { (along, -across) };
    let body = job.sleeve.length_mm / 2.0;
    let (a, b) = (scale.at(x - body, y), scale.at(x + body, y));
    // Pushed down it comes to its own shadow.
    let high = if seated { 0.0 } else { 1.0 - scene.sample.grip_01() as f32 };
    let shade = Rect::from_two_pos(a - vec2(0.0, outer / 2.0), b + vec2(0.0, outer / 2.0));
    p.rect_filled(shade.translate(vec2(3.0, 10.0) * high), 5, Color32::from_black_alpha(70));
    for (side, from, to) in [(Side::Cable, x - body, x - 60.0), (Side::Pigtail, x + body, x + 60.0)] {
        let thick = (scene.coat_mm(side) as f32 * px).max(3.0);
        rod::plastic(p, scale.at(from, y), scale.at(to, y), thick, scene.coating(side));
    }
    p.rect_filled(shade, 4, Color32::from_rgb(120, 134, 146));
    sleeve(p, a, b, outer, true);
    let over = along.abs() <= SLOT_MM.0 && across.abs() <= SLOT_MM.1;
    if !seated && over && scene.helped() {
        p.rect_stroke(shade.expand(3.0), 6, Stroke::new(2.0, GREEN), StrokeKind::Middle);
    }
    lens.scale_bar(px);
    lens.finish();
}
