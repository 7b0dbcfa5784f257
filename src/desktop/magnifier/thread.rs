//! A protection sleeve before the tip of a fibre: from above, and end on with bore and fibre to scale.

use bevy_egui::egui::{Align2, Color32, Rect, Stroke, Ui, pos2, vec2};

use super::lens::{AMBER, GREEN, INK, Lens, Scale, dashes};
use super::{Scene, rod};
use crate::catalogue::vocabulary::Side;

const SKIN: Color32 = Color32::from_rgba_premultiplied(80, 96, 106, 110);

/// Firmer resistance than this is a tip that stands against the sleeve's end.
const BLOCKED: f64 = 0.9;

pub fn draw(ui: &Ui, room: Rect, scene: &Scene, side: Side) {
    let share = 1.0 - (room.height() / room.width()).clamp(0.34, 0.5);
    let [above, end_on] = Lens::pair(ui, room, share);
    let blocked = scene.bench.resistance() > BLOCKED;
    from_above(above.named(scene.say("dessus", "from above")), scene, side, blocked);
    mouth(end_on.named(scene.say("en bout", "end on")), scene, side, blocked);
}

fn from_above(lens: Lens, scene: &Scene, side: Side, blocked: bool) {
    let (job, sample) = (scene.bench.job(), scene.sample);
    let glass = lens.glass;
    let way = if side == Side::Cable { -1.0 } else { 1.0 };
    // Some 18 mm around the tip; once the sleeve is on, the view follows its mouth.
    let px = glass.width() / 18.0;
    let station = sample.along_mm();
    let follow = (station - 6.0).max(0.0);
    let tip = glass.center().x - way * (follow as f32 * px);
    let scale = Scale { origin: pos2(tip, glass.center().y), x: way * px, y: px };
    let Some(end) = scene.bench.state().end(side) else { return lens.finish() };
    let far = follow + 30.0;
    // Across grows to the worker, so down; the sleeve is what moves.
    let across = -sample.across_mm();
    let coat = scene.coat_mm(side) as f32 * px;
    let bend = if blocked { (across * 0.5).clamp(-0.6, 0.6) } else { 0.0 };
    if end.bare_mm > 0.0 {
        rod::glass(&lens.painter, scale.at(0.0, bend), scale.at(end.bare_mm, 0.0), (0.125 * px).max(3.0));
    }
    let neck = end.bare_mm + 5.0;
    rod::plastic(
        &lens.painter,
        scale.at(end.bare_mm, if end.bare_mm > 0.0 { 0.0 } else { bend }),
        scale.at(neck, 0.0),
        coat,
        scene.coating(side),
    );
    rod::plastic(&lens.painter, scale.at(neck, 0.0), scale.at(far, 0.0), coat, scene.coating(side));
    if blocked {
        lens.painter.circle_stroke(scale.at(0.0, bend), coat.max(9.0), Stroke::new(2.0, AMBER));
    }
    // The sleeve: shrink skin, hot-melt bore, steel rod below it.
    let (bore, outer) = (job.sleeve.bore_mm as f32 * px, job.sleeve.outer_mm as f32 * px);
    let (back, front) = (scale.at(station - job.sleeve.length_mm, across), scale.at(station, across));
    let lit = Color32::from_rgba_unmultiplied(236, 246, 252, 150);
    rod::bar(
        &lens.painter,
        back,
        front,
        outer,
        &[(-1.0, SKIN), (-0.7, lit), (-0.45, SKIN), (0.45, SKIN), (0.8, lit), (1.0, SKIN)],
    );
    for up in [-1.0_f32, 1.0] {
        let off = vec2(0.0, up * bore / 2.0);
        lens.painter.line_segment([back + off, front + off], Stroke::new(1.5, INK));
    }
    lens.painter.vline(front.x, front.y - outer / 2.0..=front.y + outer / 2.0, Stroke::new(2.0, INK));
    lens.scale_bar(px);
    lens.finish();
}

fn mouth(lens: Lens, scene: &Scene, side: Side, blocked: bool) {
    let (job, sample) = (scene.bench.job(), scene.sample);
    let glass = lens.glass;
    let px = glass.height().min(glass.width()) * 0.44 / job.sleeve.outer_mm as f32;
    let scale = Scale { origin: glass.center() - vec2(0.0, glass.height() * 0.02), x: px, y: px };
    let p = &lens.painter;
    // The fibre stays in the middle and the sleeve moves, as it does in the hand; far off it waits at the edge.
    let room = f64::from(glass.width().min(glass.height()) / px) * 0.62;
    let (x, y) = (sample.across_mm().clamp(-room, room), sample.lift_mm().clamp(-room, room));
    let at = scale.at(x, y);
    let (outer, bore) = ((job.sleeve.outer_mm / 2.0) as f32 * px, (job.sleeve.bore_mm / 2.0) as f32 * px);
    p.circle_filled(at, outer, SKIN);
    p.circle_stroke(at, outer, Stroke::new(2.0, INK));
    p.circle_filled(at + vec2(0.0, (outer + bore) / 2.0), (outer - bore) * 0.36, Color32::from_rgb(150, 160, 170));
    p.circle_filled(at, bore, Color32::from_rgb(26, 34, 42));
    p.circle_stroke(at, bore, Stroke::new(1.5, Color32::from_rgb(150, 172, 188)));
    let centre = scale.at(0.0, 0.0);
    for way in [vec2(1.0, 0.0), vec2(0.0, 1.0)] {
        dashes(p, centre - way * 400.0, centre + way * 400.0, Color32::from_white_alpha(46));
    }
    let radius = (scene.coat_mm(side) / 2.0) as f32 * px;
    if scene.bench.state().end(side).is_some_and(|end| end.bare_mm > 0.0) {
        rod::glass_disc(p, centre, (0.0625 * px).max(3.0));
    } else {
        rod::coated_disc(p, centre, radius, scene.coating(side));
    }
    let miss = (sample.across_mm().powi(2) + sample.lift_mm().powi(2)).sqrt();
    // The bench lets every fibre through as one of 0.25 mm.
    let fits = miss <= job.sleeve.bore_mm / 2.0 - 0.125;
    if blocked {
        p.circle_stroke(centre, radius + 5.0, Stroke::new(2.5, AMBER));
    } else if fits && scene.helped() {
        p.circle_stroke(centre, radius + 5.0, Stroke::new(2.0, GREEN));
    }
    let text = scene.number(miss, 2, " mm");
    let colour = if blocked { AMBER } else { INK };
    lens.chip(glass.left_bottom() + vec2(10.0, -10.0), Align2::LEFT_BOTTOM, &text, colour);
    lens.scale_bar(px);
    lens.finish();
}
