//! A ring cutter on a sheath or a tube: the wall in cross-section, what is cut of it, and the blade in it.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::lens::{AMBER, DIM, INK, Lens, STEEL, STEEL_DARK, dashes, mix};
use super::{Scene, fibre_in_tube, rod};
use crate::bench::Bench;
use crate::bench::state::{RingCut, SECTORS};
use crate::catalogue::vocabulary::Colour;

/// Measures of the wall under the cutter, mm.
struct Wall {
    radius: f64,
    wall: f64,
    colour: Color32,
}

pub fn draw(ui: &Ui, room: Rect, scene: &Scene, tube: Option<u8>) {
    let cable = &scene.bench.job().cable;
    let wall = match tube {
        None => Wall { radius: cable.outer_mm / 2.0, wall: cable.sheath_mm, colour: Color32::from_rgb(44, 47, 52) },
        Some(n) => Wall { radius: cable.tube_mm / 2.0, wall: cable.tube_wall_mm, colour: srgb(Colour::of(n)) },
    };
    let cut = cut(scene.bench, tube);
    let depth = scene.bench.blade_depth_mm(scene.sample, tube.is_some());
    let stop = tube.is_none().then(|| Bench::blade_stop_mm(scene.sample.wheel));
    let share = (room.height() / room.width()).clamp(0.45, 0.62);
    let [around, across] = Lens::pair(ui, room, share);
    section(around, scene, tube, &wall, cut, depth);
    profile(across, scene, tube, &wall, cut, depth, stop);
}

/// The ring that is being cut, or the one that was cut before and that the blade has not touched yet.
fn cut(bench: &Bench, tube: Option<u8>) -> Option<RingCut> {
    let cable = &bench.state().cable;
    let known = match tube {
        None => cable.ring,
        Some(n) => usize::from(n).checked_sub(1).and_then(|i| cable.tubes.get(i)).and_then(|tube| tube.score),
    };
    bench.ring_in_progress().copied().filter(|cut| cut.max_mm() > 0.0).or(known)
}

fn srgb(colour: Colour) -> Color32 {
    let [r, g, b] = colour.srgb();
    Color32::from_rgb(r, g, b)
}

/// Direction of an angle round the part: 0 is up, it grows clockwise.
fn towards(deg: f64) -> bevy_egui::egui::Vec2 {
    let a = deg.to_radians() as f32;
    vec2(a.sin(), -a.cos())
}

fn section(lens: Lens, scene: &Scene, tube: Option<u8>, wall: &Wall, cut: Option<RingCut>, depth: f64) {
    let p = &lens.painter;
    let middle = lens.glass.center();
    let px = lens.glass.height().min(lens.glass.width()) * 0.38 / wall.radius as f32;
    let outer = wall.radius as f32 * px;
    let inner = (wall.radius - wall.wall) as f32 * px;
    p.circle_filled(middle, outer, mix(wall.colour, Color32::BLACK, 0.35));
    p.circle_filled(middle, outer - 1.0, wall.colour);
    p.circle_stroke(middle, outer - 2.0, Stroke::new(1.5, mix(wall.colour, Color32::WHITE, 0.35)));
    p.circle_filled(middle, inner, Color32::from_rgb(30, 36, 42));
    inside(&lens, scene, tube, middle, px, inner);
    p.circle_stroke(middle, inner, Stroke::new(1.5, mix(wall.colour, Color32::BLACK, 0.4)));
    if let Some(cut) = cut {
        for (i, deep) in cut.depth_mm.iter().enumerate().filter(|(_, deep)| **deep > 0.0) {
            kerf(&lens, middle, outer, i, (*deep as f32) * px, *deep > wall.wall);
        }
    }
    let ray = towards(scene.sample.turn_deg());
    blade(&lens, middle + ray * (outer - depth as f32 * px), ray, px * wall.radius as f32 * 0.45, depth > wall.wall);
    let turned = scene.number(cut.map_or(0.0, |cut| cut.turned_deg(0.1 * wall.wall)), 0, "°");
    lens.chip(lens.glass.left_bottom() + vec2(10.0, -10.0), Align2::LEFT_BOTTOM, &turned, INK);
    lens.scale_bar(px);
    lens.finish();
}

/// What lies in the wall: tubes round a rod in a cable, fibres in gel in a tube.
fn inside(lens: &Lens, scene: &Scene, tube: Option<u8>, middle: Pos2, px: f32, inner: f32) {
    let job = scene.bench.job();
    let p = &lens.painter;
    let ring = |count: usize, radius: f32, far: f32, each: &dyn Fn(Pos2, u8)| {
        for i in 0..count {
            // The bench counts sectors over the parts in order: the first lies in the first sectors.
            let at = (i as f64 + 0.5) * 360.0 / count.max(1) as f64;
            each(middle + towards(at) * far.min(inner - radius), i as u8 + 1);
        }
    };
    match tube {
        None => {
            let radius = (job.cable.tube_mm / 2.0) as f32 * px;
            let far = inner - radius - 0.1 * px;
            ring(usize::from(job.cable.tubes), radius, far, &|at, n| {
                rod::coated_disc(p, at, radius, srgb(Colour::of(n)));
                p.circle_filled(at, radius * 0.64, Color32::from_rgb(196, 190, 160));
            });
        }
        Some(n) => {
            p.circle_filled(middle, inner, Color32::from_rgb(176, 168, 132));
            let radius = 0.125 * px;
            let per_tube = job.cable.fibres_per_tube;
            ring(usize::from(per_tube), radius, inner * 0.62, &|at, i| {
                let fibre = (n - 1) * per_tube + i;
                rod::coated_disc(p, at, radius, srgb(Colour::of(fibre_in_tube(scene.bench, fibre))));
            });
        }
    }
}

/// The cut of one sector: open from the outside to its depth.
fn kerf(lens: &Lens, middle: Pos2, outer: f32, sector: usize, deep: f32, through: bool) {
    let span = 360.0 / SECTORS as f64;
    let from = sector as f64 * span;
    let rays = [0.0, 0.5, 1.0].map(|t| towards(from + t * span));
    let floor = (outer - deep).max(0.0);
    let colour = if through { AMBER } else { Color32::from_rgb(236, 240, 244) };
    let outside = rays.map(|ray| middle + ray * (outer + 1.0));
    let inside = rays.map(|ray| middle + ray * floor);
    rod::band(&lens.painter, &outside, &inside, mix(colour, Color32::from_rgb(90, 104, 118), 0.35));
    lens.painter.add(Shape::line(inside.to_vec(), Stroke::new(2.0, colour)));
}

/// A blade whose edge is at `tip`, coming along `ray` from outside.
fn blade(lens: &Lens, tip: Pos2, ray: bevy_egui::egui::Vec2, length: f32, through: bool) {
    let side = ray.rot90();
    let wide = (length * 0.24).max(5.0);
    let shoulder = tip + ray * length * 0.55;
    let back = tip + ray * (length + 60.0);
    let p = &lens.painter;
    let edge = Stroke::new(1.0, STEEL_DARK);
    let body = vec![tip, shoulder + side * wide, back + side * wide, back - side * wide, shoulder - side * wide];
    p.add(Shape::convex_polygon(body, STEEL, edge));
    let bevel = vec![tip, shoulder + side * wide, shoulder - side * wide];
    p.add(Shape::convex_polygon(bevel, if through { AMBER } else { Color32::from_rgb(224, 232, 238) }, edge));
}

/// The wall under the blade, unrolled and larger: its thickness, the blade's depth, the stop.
fn profile(
    lens: Lens,
    scene: &Scene,
    tube: Option<u8>,
    wall: &Wall,
    cut: Option<RingCut>,
    depth: f64,
    stop: Option<f64>,
) {
    let p = &lens.painter;
    let glass = lens.glass;
    let px = glass.height() * 0.38 / wall.wall as f32;
    let top = glass.top() + glass.height() * 0.33;
    let y = |mm: f64| top + mm as f32 * px;
    let (left, right) = (glass.left(), glass.right());
    let band = Rect::from_min_max(pos2(left, top), pos2(right, y(wall.wall)));
    p.rect_filled(band, 0, wall.colour);
    let under = Rect::from_min_max(pos2(left, y(wall.wall)), pos2(right, glass.bottom()));
    p.rect_filled(under, 0, Color32::from_rgb(30, 36, 42));
    match tube {
        // 0.1 mm under a sheath lie the tubes: what goes deeper scratches them.
        None => {
            let tube = srgb(Colour::of(scene.bench.job().tube));
            let lies = Rect::from_min_max(pos2(left, y(wall.wall + 0.1)), pos2(right, glass.bottom()));
            p.rect_filled(lies, 0, mix(tube, Color32::BLACK, 0.15));
        }
        Some(_) => {
            p.rect_filled(under, 0, Color32::from_rgb(176, 168, 132));
        }
    }
    p.hline(left..=right, top, Stroke::new(2.0, mix(wall.colour, Color32::WHITE, 0.5)));
    p.hline(left..=right, y(wall.wall), Stroke::new(1.5, mix(wall.colour, Color32::BLACK, 0.5)));
    // The cut beside the blade: sectors before and after it, as the blade left them.
    let x = glass.center().x;
    if let Some(cut) = cut {
        let here = scene.sample.turn_deg() / 10.0;
        let wide = glass.width() / 9.0;
        for step in -5..=5 {
            let sector = (here.floor() as i64 + step).rem_euclid(SECTORS as i64) as usize;
            let deep = cut.depth_mm[sector];
            if deep > 0.0 {
                let at = x + (step as f32 - (here - here.floor()) as f32) * wide;
                let open = Rect::from_min_max(pos2(at, top - 1.0), pos2(at + wide + 0.5, y(deep)));
                let colour = if deep > wall.wall { AMBER } else { Color32::from_rgb(206, 214, 222) };
                p.rect_filled(open, 0, mix(colour, Color32::from_rgb(80, 94, 108), 0.45));
                p.hline(open.left()..=open.right(), open.bottom(), Stroke::new(2.0, colour));
            }
        }
    }
    if let Some(stop) = stop {
        dashes(p, pos2(left + 14.0, y(stop)), pos2(right - 14.0, y(stop)), DIM);
        // The stop as a shoe on both sides of the blade: it meets the sheath when the blade is deep enough.
        let free = (stop - depth).max(0.0) as f32 * px;
        let wide = glass.width() * 0.2;
        for side in [-1.0_f32, 1.0] {
            let shoe = Rect::from_two_pos(
                pos2(x + side * 20.0, top - free - 12.0),
                pos2(x + side * (20.0 + wide), top - free),
            );
            p.rect_filled(shoe, 3, STEEL_DARK);
        }
        let text = scene.number(stop, 1, " mm");
        let name = format!("{} {text}", scene.say("butée", "stop"));
        lens.chip(pos2(x, glass.bottom() - 8.0), Align2::CENTER_BOTTOM, &name, DIM);
    }
    blade(&lens, pos2(x, y(depth)), vec2(0.0, -1.0), glass.height() * 0.26, depth > wall.wall);
    let text = scene.number(depth, 2, " mm");
    let colour = if depth > wall.wall { AMBER } else { INK };
    lens.chip(glass.left_top() + vec2(8.0, 8.0), Align2::LEFT_TOP, &text, colour);
    // The wall's thickness as a bracket at the edge.
    let bracket = Stroke::new(1.5, DIM);
    let at = right - 12.0;
    p.vline(at, top..=y(wall.wall), bracket);
    for end in [top, y(wall.wall)] {
        p.hline(at - 5.0..=at, end, bracket);
    }
    let wall_text = scene.number(wall.wall, 2, " mm");
    lens.chip(glass.right_top() + vec2(-8.0, 8.0), Align2::RIGHT_TOP, &wall_text, DIM);
    lens.finish();
}
