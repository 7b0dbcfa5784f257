//! The cleaver under the loupe: the coating's edge against the stop, twist and groove, and the blade's stroke.

use bevy_egui::egui::{Align2, Color32, Id, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::lens::{AMBER, DIM, GREEN, INK, Lens, STEEL, STEEL_DARK, Scale, mix};
use super::{Scene, rod};
use crate::bench::state::Seat;
use crate::catalogue::vocabulary::{Side, TICKS_PER_SECOND, Tick};

/// Half width of the groove and the blade's zone on its way, as the bench has them.
const GROOVE_MM: f64 = 0.4;
const BLADE: (f64, f64) = (0.35, 0.65);
const PLATE: Color32 = Color32::from_rgb(70, 82, 96);
const PIT: Color32 = Color32::from_rgb(24, 30, 38);

/// A fibre being laid in the groove.
pub fn seat(ui: &Ui, room: Rect, scene: &Scene, side: Side) {
    let sample = scene.sample;
    let seat = Seat {
        side,
        error_mm: sample.along_mm().max(0.0),
        across_mm: sample.across_mm(),
        twist_deg: sample.turn_deg(),
    };
    let share = 1.0 - (room.height() / room.width()).clamp(0.32, 0.48);
    let [above, end_on] = Lens::pair(ui, room, share);
    from_above(above.named(scene.say("dessus", "from above")), scene, &seat);
    section(end_on.named(scene.say("en bout", "end on")), scene, &seat);
}

fn from_above(lens: Lens, scene: &Scene, seat: &Seat) {
    let glass = lens.glass;
    let p = &lens.painter;
    let px = glass.width() / 27.0;
    // Across and thickness are drawn larger than along: 0.1 mm has to be seen.
    let thick = (glass.height() * 0.062).clamp(8.0, 18.0);
    let scale = Scale { origin: pos2(glass.left() + 13.0 * px, glass.center().y), x: px, y: glass.height() * 0.15 };
    let half = GROOVE_MM as f32 * scale.y;
    let top = glass.top() + glass.height() * 0.16;
    let bed = Rect::from_min_max(pos2(glass.left(), top), pos2(glass.right(), glass.bottom() - 42.0));
    p.rect_filled(bed, 0, PLATE);
    let groove =
        Rect::from_min_max(pos2(glass.left(), scale.origin.y - half), pos2(glass.right(), scale.origin.y + half));
    p.rect_filled(groove, 0, PIT);
    p.hline(groove.x_range(), groove.top(), Stroke::new(1.5, mix(PLATE, Color32::WHITE, 0.35)));
    p.hline(groove.x_range(), groove.bottom(), Stroke::new(1.5, mix(PLATE, Color32::BLACK, 0.4)));
    let blade_x = scale.at(-scene.bench.job().cleaver.bare_mm, 0.0).x;
    p.vline(blade_x, bed.y_range(), Stroke::new(5.0, STEEL_DARK));
    p.vline(blade_x, bed.y_range(), Stroke::new(1.5, Color32::from_rgb(230, 238, 244)));

    let bare = scene.bench.state().end(seat.side).map_or(0.0, |end| end.bare_mm);
    // Across grows to the worker, so down.
    let y = -seat.across_mm;
    let edge = scene.sample.along_mm().max(0.0);
    if bare > 0.0 {
        rod::glass(p, scale.at(edge - bare, y), scale.at(edge, y), thick);
    }
    let coat = thick * (scene.coat_mm(seat.side) / 0.125).min(3.6) as f32;
    let (a, b) = (scale.at(edge, y), scale.at(26.0, y * 0.4));
    rod::plastic(p, a, b, coat, scene.coating(seat.side));
    stripe(&lens, (a, b), (scale.at(edge - bare, y), thick), coat, seat.twist_deg);

    // The stop: a bridge that glass passes under and coating does not.
    let stop = scale.at(0.0, 0.0).x;
    for up in [-1.0_f32, 1.0] {
        let inner = scale.origin.y + up * thick * 0.9;
        let outer = if up < 0.0 { bed.top() } else { bed.bottom() };
        let arm = Rect::from_two_pos(pos2(stop - 9.0, inner), pos2(stop, outer));
        p.rect_filled(arm, 0, STEEL);
        p.vline(stop, arm.y_range(), Stroke::new(2.0, Color32::WHITE));
    }
    lens.ruler(Scale { origin: pos2(stop, 0.0), ..scale }, glass.bottom() - 38.0, 12.0, 2);
    let error = scene.number(seat.error_mm, 2, " mm");
    let at_stop = seat.error_mm <= 0.5;
    let colour = if at_stop && scene.helped() { GREEN } else { INK };
    lens.chip(pos2(a.x + 10.0, bed.top() + 6.0), Align2::LEFT_TOP, &error, colour);
    lens.finish();
}

/// A line drawn along the fibre: straight where it is held, turned by the twist at its tip.
fn stripe(lens: &Lens, (a, b): (Pos2, Pos2), (tip, thin): (Pos2, f32), thick: f32, twist_deg: f64) {
    let ink = Color32::from_rgba_unmultiplied(20, 24, 30, 220);
    let mut last: Option<Pos2> = None;
    for i in 0..=60 {
        let t = i as f32 / 60.0;
        let x = b.x + (tip.x - b.x) * t;
        let on_coat = x > a.x;
        let axis = if on_coat { b.y + (a.y - b.y) * ((b.x - x) / (b.x - a.x).max(1.0)) } else { a.y };
        let angle = (twist_deg as f32 * t).to_radians();
        let radius = if on_coat { thick } else { thin } / 2.0;
        let here = pos2(x, axis + radius * 0.96 * angle.sin());
        // On the far side it is hidden, on glass it shines through.
        let seen = angle.cos() > 0.0 || !on_coat;
        if let Some(before) = last.filter(|_| seen) {
            lens.painter.line_segment([before, here], Stroke::new(if on_coat { 2.5 } else { 1.5 }, ink));
        }
        last = Some(here);
    }
}

/// The V seen along the fibre, with the mark on the fibre that tells its twist.
fn section(lens: Lens, scene: &Scene, seat: &Seat) {
    let glass = lens.glass;
    let radius = glass.height().min(glass.width()) * 0.15;
    let px = glass.width() * 0.30 / GROOVE_MM as f32;
    let x = (seat.across_mm as f32 * px).clamp(-glass.width() * 0.45, glass.width() * 0.45);
    v_groove(&lens, GROOVE_MM as f32 * px, radius);
    let at = rest(&lens, GROOVE_MM as f32 * px, radius, x);
    rod::coated_disc(&lens.painter, at, radius, scene.coating(seat.side));
    lens.painter.circle_filled(at, radius * 0.5, Color32::from_rgb(196, 224, 238));
    let turn = seat.twist_deg.to_radians() as f32;
    let ray = vec2(turn.sin(), -turn.cos());
    let p = &lens.painter;
    p.line_segment([at - vec2(0.0, radius * 1.35), at - vec2(0.0, radius * 1.75)], Stroke::new(2.0, DIM));
    p.line_segment([at, at + ray * radius * 1.3], Stroke::new(3.0, Color32::from_rgb(20, 24, 30)));
    p.circle_filled(at + ray * radius * 1.3, 4.0, INK);
    let twist = scene.number(seat.twist_deg, 0, "°");
    lens.chip(glass.right_bottom() - vec2(10.0, 10.0), Align2::RIGHT_BOTTOM, &twist, INK);
    let across = scene.number(seat.across_mm.abs(), 2, " mm");
    let beside = seat.across_mm.abs() > GROOVE_MM;
    lens.chip(glass.left_bottom() + vec2(10.0, -10.0), Align2::LEFT_BOTTOM, &across, if beside { AMBER } else { INK });
    lens.finish();
}

/// A block with a V cut into it; `half` is half of its opening.
pub fn v_groove(lens: &Lens, half: f32, radius: f32) {
    let glass = lens.glass;
    let top = glass.center().y + radius * 0.5;
    let deep = half.max(radius * 1.6);
    let middle = glass.center().x;
    let block = mix(PLATE, Color32::WHITE, 0.12);
    for side in [-1.0_f32, 1.0] {
        let edge = if side < 0.0 { glass.left() } else { glass.right() };
        // Two convex pieces: above and below the V's bottom.
        let (corner, lip, bottom) = (pos2(edge, top), pos2(middle + side * half, top), pos2(middle, top + deep));
        let flank = vec![corner, lip, bottom, pos2(edge, top + deep)];
        lens.painter.add(Shape::convex_polygon(flank, block, Stroke::NONE));
        let below = Rect::from_two_pos(pos2(edge, top + deep - 0.5), pos2(middle, glass.bottom()));
        lens.painter.rect_filled(below, 0, block);
        let shine = Stroke::new(2.0, mix(block, Color32::WHITE, 0.5));
        lens.painter.line_segment([corner, lip], shine);
        lens.painter.line_segment([lip, bottom], shine);
    }
}

/// Where a fibre comes to lie: on the V's flanks, or on the block beside it.
pub fn rest(lens: &Lens, half: f32, radius: f32, x: f32) -> Pos2 {
    let top = lens.glass.center().y + radius * 0.5;
    let deep = half.max(radius * 1.6);
    let slope = deep / half;
    let norm = (1.0 + slope * slope).sqrt();
    let flank = top + deep - slope * x.abs() - radius * norm;
    let beside = top - radius;
    let y = if x.abs() > half { beside } else { flank.max(beside) };
    // Off its middle a fibre would slide down; while it is held it stays where the hand is.
    pos2(lens.glass.center().x + x, y)
}

/// Places of the carriage over the last moments, for the trail.
#[derive(Clone, Default)]
struct Trail {
    points: Vec<(Tick, f64)>,
}

/// The carriage being pushed under the fibre: where the blade is, and how fast it came there.
pub fn stroke(ui: &Ui, room: Rect, scene: &Scene) {
    let lens = Lens::new(ui, room);
    let cleaver = &scene.bench.state().cleaver;
    let travel = scene.bench.job().cleaver.travel_mm;
    let glass = lens.glass;
    let p = &lens.painter;
    let px = glass.width() * 0.84 / travel as f32;
    let rail = glass.top() + glass.height() * 0.66;
    let scale = Scale { origin: pos2(glass.left() + glass.width() * 0.08, rail), x: px, y: px };
    let radius = (glass.height() * 0.075).clamp(9.0, 22.0);
    let disc = glass.height() * 0.15;
    let fibre = pos2(scale.at(travel / 2.0, 0.0).x, rail - disc * 2.0 - radius * 0.55);

    // The bed with the zone where the blade meets the fibre.
    let bed = Rect::from_min_max(pos2(glass.left(), rail + 4.0), pos2(glass.right(), rail + 18.0));
    p.rect_filled(bed, 0, PLATE);
    let zone = Rect::from_min_max(
        scale.at(travel * BLADE.0, 0.0) + vec2(0.0, 4.0),
        scale.at(travel * BLADE.1, 0.0) + vec2(0.0, 18.0),
    );
    p.rect_filled(zone, 0, mix(PLATE, GREEN, 0.35));
    lens.ruler(Scale { origin: pos2(scale.origin.x, 0.0), ..scale }, rail + 24.0, travel, 5);

    // The fibre, end on, between the clamp's pads.
    let lid = cleaver.lid as f32;
    let pad = vec2(radius * 3.4, radius * 2.0);
    let upper =
        Rect::from_center_size(fibre - vec2(0.0, radius + pad.y / 2.0 + (1.0 - lid) * glass.height() * 0.12), pad);
    p.rect_filled(upper, 4, Color32::from_rgb(52, 58, 66));
    if let Some(seat) = cleaver.fibre {
        rod::glass_disc(p, fibre, radius);
        if cleaver.struck {
            p.circle_filled(fibre, radius * 0.84, Color32::from_rgb(226, 240, 248));
            p.line_segment(
                [fibre + vec2(-radius * 0.6, radius * 0.7), fibre + vec2(radius * 0.6, radius * 0.7)],
                Stroke::new(2.0, PIT),
            );
        }
        let coat = Rect::from_center_size(upper.center(), vec2(radius * 0.9, radius * 0.9));
        p.circle_filled(coat.center(), radius * 0.34, scene.coating(seat.side));
    }

    let trail = remember(ui, scene.bench.now(), cleaver.carriage_mm);
    // A fast stroke leaves a tall trail, a slow one a thin line; both fade within 0.7 s.
    let mut tall_before = 0.0;
    for pair in trail.points.windows(2) {
        let (older, newer) = (pair[0], pair[1]);
        let seconds = |ticks: Tick| f64::from(ticks) / f64::from(TICKS_PER_SECOND);
        let age = seconds(scene.bench.now().saturating_sub(newer.0)) / 0.7;
        let colour = Color32::from_rgba_unmultiplied(214, 232, 246, ((1.0 - age).clamp(0.0, 1.0) * 150.0) as u8);
        let speed = (newer.1 - older.1).abs() / seconds((newer.0 - older.0).max(1));
        let tall = disc * (0.08 + (speed / 240.0).min(1.0) as f32 * 0.85);
        let ends = [(older.1, tall_before), (newer.1, tall)];
        let edge = |up: f32| ends.map(|(mm, tall)| scale.at(mm, 0.0) + vec2(0.0, up * tall - disc));
        rod::band(p, &edge(-1.0), &edge(1.0), colour);
        tall_before = tall;
    }
    let at = scale.at(cleaver.carriage_mm, 0.0) - vec2(0.0, disc);
    p.circle_filled(at, disc, STEEL);
    p.circle_stroke(at, disc, Stroke::new(2.5, Color32::from_rgb(236, 242, 248)));
    p.circle_filled(at, disc * 0.3, STEEL_DARK);
    let turn = (cleaver.carriage_mm * 0.2) as f32;
    for i in 0..3 {
        let a = turn + i as f32 * core::f32::consts::TAU / 3.0;
        p.circle_filled(at + vec2(a.cos(), a.sin()) * disc * 0.62, disc * 0.07, STEEL_DARK);
    }
    let foot = Rect::from_center_size(at + vec2(0.0, disc + 1.0), vec2(disc * 1.5, 9.0));
    p.rect_filled(foot, 2, STEEL_DARK);
    let speed = scene.number(scene.bench.speed(), 0, " mm/s");
    lens.chip(glass.left_top() + vec2(12.0, 12.0), Align2::LEFT_TOP, &speed, INK);
    if cleaver.lid < 1.0 {
        lens.chip(
            glass.right_top() + vec2(-12.0, 12.0),
            Align2::RIGHT_TOP,
            scene.say("couvercle ouvert", "lid open"),
            AMBER,
        );
    }
    lens.finish();
}

fn remember(ui: &Ui, now: Tick, at_mm: f64) -> Trail {
    ui.ctx().data_mut(|data| {
        let trail = data.get_temp_mut_or_default::<Trail>(Id::new("loupe-cleaver-trail"));
        // A replay may jump: a trail from another time is no trail.
        trail.points.retain(|(tick, _)| *tick < now && now - tick < TICKS_PER_SECOND * 7 / 10);
        trail.points.push((now, at_mm));
        trail.clone()
    })
}
