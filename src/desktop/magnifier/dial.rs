//! The cleaver's blade as its dial shows it: sixteen places round it, how far each is worn, and its height.

use bevy_egui::egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::Scene;
use super::lens::{AMBER, GREEN, INK, Lens, STEEL, STEEL_DARK, mix};
use crate::bench::blade::{HEIGHTS, POSITIONS, SERVES};

const WORN: Color32 = Color32::from_rgb(190, 70, 58);

/// Green for a new place, amber half-way, red once it has served.
fn colour(cleaves: u16) -> Color32 {
    let wear = f32::from(cleaves) / f32::from(SERVES);
    match wear {
        1.0.. => WORN,
        0.7.. => mix(AMBER, WORN, (wear - 0.7) / 0.3),
        _ => mix(GREEN, AMBER, wear / 0.7),
    }
}

pub fn draw(ui: &Ui, room: Rect, scene: &Scene) {
    let lens = Lens::new(ui, room);
    let glass = lens.glass;
    let p = &lens.painter;
    let blade = &scene.bench.state().cleaver.blade;
    let (position, height) = (usize::from(blade.position) % POSITIONS, usize::from(blade.height) % HEIGHTS);
    let centre = pos2(glass.left() + glass.width() * 0.42, glass.center().y);
    let radius = (glass.height() * 0.41).min(glass.width() * 0.3);
    let at = |turns: f32, r: f32| -> Pos2 {
        let (sin, cos) = (turns * core::f32::consts::TAU).sin_cos();
        centre + vec2(sin, -cos) * r
    };
    p.circle_filled(centre, radius * 1.04, STEEL_DARK);
    let font = FontId::proportional((radius * 0.15).max(9.0));
    for place in 0..POSITIONS {
        // The place in use stands at the top.
        let turn = (place as f32 - position as f32) / POSITIONS as f32;
        let half = 0.46 / POSITIONS as f32;
        let cleaves = blade.cleaves[height][place];
        let steps = (0..=4).map(|i| turn - half + half * i as f32 / 2.0);
        let outer = steps.clone().map(|turn| at(turn, radius));
        let inner = steps.rev().map(|turn| at(turn, radius * 0.66));
        p.add(Shape::convex_polygon(outer.chain(inner).collect(), colour(cleaves), Stroke::NONE));
        let number = (place + 1).to_string();
        p.text(at(turn, radius * 0.83), Align2::CENTER_CENTER, number, font.clone(), Color32::from_rgb(16, 22, 28));
    }
    p.circle_filled(centre, radius * 0.6, STEEL);
    // The mark over the place in use.
    let top = at(0.0, radius * 1.02);
    p.add(Shape::convex_polygon(vec![top, top + vec2(-9.0, -13.0), top + vec2(9.0, -13.0)], INK, Stroke::NONE));
    p.text(centre, Align2::CENTER_CENTER, (position + 1).to_string(), FontId::proportional(radius * 0.5), STEEL_DARK);
    // The three heights, one over the other, the one in use lit.
    let x = centre.x + radius * 1.32;
    for step in 0..HEIGHTS {
        let y = centre.y + radius * (0.42 - 0.42 * step as f32);
        let bar = Rect::from_center_size(pos2(x, y), vec2(radius * 0.36, radius * 0.22));
        p.rect_filled(bar, 4, if step == height { INK } else { STEEL_DARK });
        p.text(
            bar.center(),
            Align2::CENTER_CENTER,
            (step + 1).to_string(),
            font.clone(),
            Color32::from_rgb(16, 22, 28),
        );
    }
    let used = blade.used();
    let left = u32::from(SERVES.saturating_sub(used));
    let text = match left {
        0 => scene.say("position usée", "worn position").to_owned(),
        _ => format!("{used} / {SERVES}"),
    };
    let ink = if left == 0 { AMBER } else { INK };
    lens.chip(glass.right_bottom() + vec2(-12.0, -12.0), Align2::RIGHT_BOTTOM, &text, ink);
    lens.finish();
}
