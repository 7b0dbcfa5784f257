//! Wipes under the loupe: dirt on the four quarters of bare glass, and a film of gel on tubes and fibres.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::lens::{DIM, INK, Lens, Scale, grain, mix};
use super::{Scene, fibre_in_tube, rod};
use crate::bench::Bench;
use crate::catalogue::vocabulary::{Colour, Part, Side, Tool};

const DIRT: Color32 = Color32::from_rgb(58, 46, 32);
const GEL: Color32 = Color32::from_rgb(214, 186, 96);
const CLOTH: Color32 = Color32::from_rgb(236, 240, 242);
/// Grip from which a wipe touches.
const PINCHED: f64 = 0.25;

/// Bare glass: along it, and end on with its four quarters.
pub fn glass(ui: &Ui, room: Rect, scene: &Scene, side: Side) {
    let [along, round] = Lens::pair(ui, room, 1.0 - (room.height() / room.width()).clamp(0.36, 0.48));
    let Some(end) = scene.bench.state().end(side) else {
        along.finish();
        return round.finish();
    };
    let turn = scene.sample.turn_deg();
    let under = (turn / 90.0).floor().rem_euclid(4.0) as usize;
    let pinched = scene.sample.grip_01() >= PINCHED;
    let way = if side == Side::Cable { -1.0 } else { 1.0 };

    let length = end.bare_mm.max(8.0);
    let px = along.glass.width() / (length as f32 * 1.35);
    let tip = if way > 0.0 {
        along.glass.left() + 0.12 * length as f32 * px
    } else {
        along.glass.right() - 0.12 * length as f32 * px
    };
    let scale = Scale { origin: pos2(tip, along.glass.top() + along.glass.height() * 0.46), x: way * px, y: px };
    let thick = (along.glass.height() * 0.16).clamp(18.0, 46.0);
    rod::glass(&along.painter, scale.at(0.0, 0.0), scale.at(end.bare_mm, 0.0), thick);
    let coat = thick * (scene.coat_mm(side) / 0.125).min(3.6) as f32;
    rod::plastic(&along.painter, scale.at(end.bare_mm, 0.0), scale.at(length * 2.0, 0.0), coat, scene.coating(side));
    // Seen from above: the quarter under the wipe in the upper half, its neighbour in the lower.
    for (half, quarter) in [(-1.0, under), (1.0, (under + 1) % 4)] {
        let count = (end.dirt[quarter] * 90.0).round() as u32;
        for i in 0..count {
            let seed = quarter as u32 * 997 + i * 11;
            let at =
                scale.at(f64::from(grain(seed)) * end.bare_mm, 0.0) + vec2(0.0, half * thick * 0.46 * grain(seed + 1));
            speck(&along, at, 1.0 + 2.2 * grain(seed + 2), seed);
        }
    }
    let flakes = (end.residue * 26.0).round() as u32;
    for i in 0..flakes {
        let at = scale.at(f64::from(grain(i * 3 + 1)) * end.bare_mm, 0.0) + vec2(0.0, (grain(i * 3 + 2) - 0.5) * thick);
        along.painter.add(Shape::ellipse_filled(at, vec2(6.0, 2.5), scene.coating(side)));
    }
    cloth(&along, scale.at(scene.sample.along_mm(), 0.0), thick, pinched, tint(scene));
    along.ruler(scale, along.glass.bottom() - 32.0, length, 10);
    along.finish();
    quarters(round, scene, end.dirt, (turn, under, pinched));
}

fn quarters(lens: Lens, scene: &Scene, dirt: [f64; 4], (turn, under, pinched): (f64, usize, bool)) {
    let p = &lens.painter;
    let middle = lens.glass.center() + vec2(0.0, -2.0);
    let radius = lens.glass.height().min(lens.glass.width()) * 0.3;
    // The fibre turns in the wipe: the angle that is on top is the turn, and its quarter and the opposite are wiped.
    let towards = |deg: f64| {
        let a = (deg - turn).to_radians() as f32;
        vec2(a.sin(), -a.cos())
    };
    rod::glass_disc(p, middle, radius);
    p.circle_filled(middle, radius * 0.075, Color32::from_rgb(244, 250, 252));
    for (quarter, dirt) in dirt.into_iter().enumerate() {
        let from = quarter as f64 * 90.0;
        p.line_segment(
            [middle + towards(from) * radius * 0.82, middle + towards(from) * radius],
            Stroke::new(1.0, DIM),
        );
        let count = (dirt * 46.0).round() as u32;
        for i in 0..count {
            let seed = quarter as u32 * 997 + i * 11;
            let at = from + 90.0 * f64::from(grain(seed + 5));
            let out = radius + (1.0 + 5.0 * grain(seed + 6)) * dirt as f32;
            speck(&lens, middle + towards(at) * out, 1.4 + 3.2 * grain(seed + 2), seed);
        }
        let active = quarter % 2 == under % 2;
        if active {
            let arc: Vec<Pos2> =
                (0..=16).map(|i| middle + towards(from + 4.0 + f64::from(i) * 82.0 / 16.0) * (radius + 12.0)).collect();
            let width = if pinched { 11.0 } else { 5.0 };
            let colour = if pinched { tint(scene) } else { mix(tint(scene), Color32::from_rgb(70, 84, 98), 0.45) };
            p.add(Shape::line(arc, Stroke::new(width, colour)));
        }
        let percent = scene.number(dirt * 100.0, 0, " %");
        let at = middle + towards(from + 45.0) * (radius * 0.52);
        let colour = if active { Color32::from_rgb(20, 34, 48) } else { Color32::from_rgb(78, 98, 114) };
        p.text(at, Align2::CENTER_CENTER, percent, bevy_egui::egui::FontId::proportional(13.0), colour);
    }
    lens.finish();
}

fn tint(scene: &Scene) -> Color32 {
    match Tool::from_code(scene.sample.tool) {
        Some(Tool::SolventWipe) => Color32::from_rgb(250, 214, 176),
        _ => CLOTH,
    }
}

fn speck(lens: &Lens, at: Pos2, size: f32, seed: u32) {
    let squash = 0.6 + 0.8 * grain(seed + 9);
    lens.painter.add(Shape::ellipse_filled(at, vec2(size, size * squash), DIRT));
}

/// A folded wipe round the part: two pads that the fingers press.
fn cloth(lens: &Lens, at: Pos2, thick: f32, pinched: bool, colour: Color32) {
    let gap = if pinched { thick * 0.30 } else { thick * 0.5 + lens.glass.height() * 0.10 };
    let half = Vec2::new((lens.glass.width() * 0.055).clamp(16.0, 40.0), lens.glass.height() * 0.15);
    for up in [-1.0_f32, 1.0] {
        let near = at + vec2(0.0, up * gap);
        let pad = Rect::from_two_pos(near - vec2(half.x, 0.0), near + vec2(half.x, up * half.y * 2.0));
        lens.painter.rect_filled(pad.translate(vec2(2.0, 3.0)), 7, Color32::from_black_alpha(60));
        lens.painter.rect_filled(pad, 7, colour);
        // Weave.
        for i in 1..6 {
            let x = pad.left() + pad.width() * i as f32 / 6.0;
            lens.painter.vline(
                x,
                pad.top() + 3.0..=pad.bottom() - 3.0,
                Stroke::new(1.0, mix(colour, Color32::BLACK, 0.1)),
            );
        }
    }
}

/// A film of gel along a tube, a bundle or a coated end, and the wipe on it.
pub fn film(ui: &Ui, room: Rect, scene: &Scene, part: Part) {
    let lens = Lens::new(ui, room);
    let Some((gel, length, bars)) = filmed(scene, part) else { return lens.finish() };
    let glass = lens.glass;
    let way = if part == Part::FibreEnd(Side::Pigtail) { 1.0 } else { -1.0 };
    let px = glass.width() / (length as f32 * 1.25);
    let start =
        if way > 0.0 { glass.left() + 0.1 * length as f32 * px } else { glass.right() - 0.1 * length as f32 * px };
    let scale = Scale { origin: pos2(start, glass.top() + glass.height() * 0.46), x: way * px, y: px };
    let all = glass.height() * 0.26;
    let each = (all / bars.len().max(1) as f32).min(all);
    for (i, colour) in bars.iter().enumerate() {
        let down = vec2(0.0, (i as f32 - (bars.len() as f32 - 1.0) / 2.0) * each);
        rod::plastic(
            &lens.painter,
            scale.at(0.0, 0.0) + down,
            scale.at(length * 1.4, 0.0) + down,
            each * 0.94,
            *colour,
        );
    }
    coat_of_gel(&lens, scale, length, all, gel);
    let pinched = scene.sample.grip_01() >= PINCHED;
    cloth(&lens, scale.at(scene.sample.along_mm(), 0.0), all * 1.1, pinched, tint(scene));
    lens.ruler(scale, glass.bottom() - 32.0, length, if length > 150.0 { 50 } else { 10 });
    let text = format!("gel {}", scene.number(gel * 100.0, 0, " %"));
    lens.chip(glass.left_top() + vec2(10.0, 10.0), Align2::LEFT_TOP, &text, if gel > 0.3 { GEL } else { INK });
    lens.finish();
}

/// Gel of a part, the length to wipe and the colours of what lies under it.
fn filmed(scene: &Scene, part: Part) -> Option<(f64, f64, Vec<Color32>)> {
    let bench: &Bench = scene.bench;
    let cable = &bench.state().cable;
    let srgb = |colour: Colour| {
        let [r, g, b] = colour.srgb();
        Color32::from_rgb(r, g, b)
    };
    Some(match part {
        Part::Tube(n) => {
            let tube = cable.tubes.get(usize::from(n).checked_sub(1)?)?;
            (tube.gel, cable.exposed_mm.max(8.0), vec![srgb(Colour::of(n))])
        }
        Part::Bundle(n) => {
            let per_tube = bench.job().cable.fibres_per_tube;
            let first = n.checked_sub(1)?.checked_mul(per_tube)?;
            let gel = cable.fibres.get(usize::from(first))?.gel;
            let length = cable.tubes.get(usize::from(n) - 1)?.opened_mm.max(8.0);
            let bars = (1..=per_tube).map(|i| srgb(Colour::of(fibre_in_tube(bench, first + i)))).collect();
            (gel, length, bars)
        }
        Part::FibreEnd(side) => (bench.state().end(side)?.gel, 60.0, vec![scene.coating(side)]),
        _ => return None,
    })
}

/// Gel as it lies: a translucent skin whose waves and drops shrink with what is left.
fn coat_of_gel(lens: &Lens, scale: Scale, length: f64, all: f32, gel: f64) {
    if gel <= 0.004 {
        return;
    }
    let g = gel as f32;
    let steps = 64;
    let skin = |up: f32| -> Vec<Pos2> {
        (0..=steps)
            .map(|i| {
                let t = i as f32 / steps as f32;
                let wave = 0.5 + 0.3 * (t * 31.0 + up).sin() + 0.2 * (t * 13.0 - 2.0 * up).cos();
                scale.at(f64::from(t) * length, 0.0) + vec2(0.0, up * (all * 0.5 + all * 0.2 * g * wave))
            })
            .collect()
    };
    let (top, bottom) = (skin(-1.0), skin(1.0));
    let body = Color32::from_rgba_unmultiplied(GEL.r(), GEL.g(), GEL.b(), (30.0 + 120.0 * g) as u8);
    rod::band(&lens.painter, &top, &bottom, body);
    let rim = Color32::from_rgba_unmultiplied(250, 236, 180, (70.0 + 130.0 * g) as u8);
    lens.painter.add(Shape::line(top, Stroke::new(1.5, rim)));
    lens.painter.add(Shape::line(bottom, Stroke::new(1.5, rim)));
    for i in 0..(g * 22.0).round() as u32 {
        let at = scale.at(f64::from(grain(i * 5 + 1)) * length, 0.0) + vec2(0.0, (grain(i * 5 + 2) - 0.5) * all);
        let size = all * 0.05 * (0.6 + grain(i * 5 + 3));
        lens.painter.circle_filled(at, size, Color32::from_rgba_unmultiplied(244, 226, 150, 120));
        lens.painter.circle_filled(at - Vec2::splat(size * 0.3), size * 0.28, Color32::from_white_alpha(190));
    }
}
