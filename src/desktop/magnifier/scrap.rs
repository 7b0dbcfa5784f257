//! Tweezers or fingers at a scrap of glass.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::lens::{AMBER, INK, Lens, STEEL, STEEL_DARK, Scale, mix};
use super::{Scene, rod};
use crate::bench::state::ShardPlace;
use crate::catalogue::vocabulary::Tool;

/// The jaws hold from this near and this firm, as the bench has them.
const NEAR_MM: f64 = 3.0;
const HOLD: f64 = 0.4;

pub fn draw(ui: &Ui, room: Rect, scene: &Scene) {
    let lens = Lens::new(ui, room);
    let glass = lens.glass;
    let state = scene.bench.state();
    let held = state.shards.iter().rposition(|shard| shard.place == ShardPlace::Held);
    let Some(shard) = held.or_else(|| state.next_shard()).and_then(|i| state.shards.get(i)) else {
        return lens.finish();
    };
    let px = (glass.width() / 34.0).min(glass.height() / 20.0);
    let scale = Scale { origin: glass.center(), x: px, y: px };
    let hand = scale.at(scene.sample.along_mm(), -scene.sample.across_mm());
    let at = if held.is_some() { hand } else { scale.origin };
    let near = scene.sample.along_mm().abs() < NEAR_MM && scene.sample.across_mm().abs() < NEAR_MM;
    if held.is_none() && scene.helped() {
        let zone = Rect::from_center_size(scale.origin, vec2(2.0, 2.0) * NEAR_MM as f32 * px);
        let colour = if near { super::lens::GREEN } else { Color32::from_white_alpha(70) };
        lens.painter.rect_stroke(zone, 8, Stroke::new(1.5, colour), bevy_egui::egui::StrokeKind::Middle);
    }
    let half = vec2(shard.length_mm as f32 * px / 2.0, 0.0);
    let thick = (0.125 * px).max(7.0);
    lens.painter.line_segment(
        [at - half + vec2(3.0, 8.0), at + half + vec2(3.0, 8.0)],
        Stroke::new(thick, Color32::from_black_alpha(60)),
    );
    rod::glass(&lens.painter, at - half, at + half, thick);
    // One end is a cleaved face, the other is where the fibre was cut or broken.
    let ragged = vec![
        at + half,
        at + half + vec2(-7.0, -thick / 2.0),
        at + half + vec2(4.0, -1.0),
        at + half + vec2(-3.0, thick / 2.0),
    ];
    lens.painter.add(Shape::line(ragged, Stroke::new(1.5, INK)));
    let grip = (scene.sample.grip_01() / HOLD).min(1.0) as f32;
    if scene.sample.tool == Tool::Tweezers.code() {
        tweezers(&lens, hand, thick, grip);
    } else {
        fingers(&lens, hand, thick, grip, held.is_some());
    }
    lens.chip(
        glass.left_bottom() + vec2(12.0, -12.0),
        Align2::LEFT_BOTTOM,
        &scene.number(shard.length_mm, 0, " mm"),
        INK,
    );
    lens.scale_bar(px);
    lens.finish();
}

/// Two fine tips, crossing the scrap from below.
fn tweezers(lens: &Lens, at: Pos2, thick: f32, grip: f32) {
    let gap = thick * 0.5 + 26.0 * (1.0 - grip);
    let root = at + vec2(90.0, lens.glass.height());
    for side in [-1.0_f32, 1.0] {
        let tip = at + vec2(side * -2.0, side * gap);
        let spread = vec2(side * -30.0 - 12.0, side * 20.0);
        let body = vec![
            tip + vec2(-3.0, -side * 1.0),
            tip + vec2(5.0, 0.0),
            root + spread + vec2(34.0, 0.0),
            root + spread - vec2(10.0, 0.0),
        ];
        lens.painter.add(Shape::convex_polygon(body.clone(), STEEL, Stroke::new(1.5, STEEL_DARK)));
        lens.painter.line_segment([body[0], body[3]], Stroke::new(2.0, Color32::from_rgb(232, 238, 244)));
    }
}

/// Bare fingertips: a warning colour once they touch glass.
fn fingers(lens: &Lens, at: Pos2, thick: f32, grip: f32, held: bool) {
    let skin = Color32::from_rgb(226, 176, 146);
    let gap = thick * 0.5 + 30.0 * (1.0 - grip);
    let size = vec2(46.0, 30.0);
    for side in [-1.0_f32, 1.0] {
        let middle = at + vec2(10.0, side * (gap + size.y * 0.9));
        let tail =
            Rect::from_two_pos(middle - vec2(0.0, size.y * 0.85), pos2(lens.glass.right(), middle.y + size.y * 0.85));
        lens.painter.rect_filled(tail, 0, skin);
        lens.painter.add(Shape::ellipse_filled(middle, size, skin));
        let nail = middle + vec2(-20.0, side * 6.0);
        lens.painter.add(Shape::ellipse_filled(nail, vec2(16.0, 9.0), mix(skin, Color32::WHITE, 0.35)));
        if held {
            lens.painter.add(Shape::ellipse_stroke(middle, size, Stroke::new(2.5, AMBER)));
        }
    }
}
