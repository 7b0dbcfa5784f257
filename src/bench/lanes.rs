//! Ways in a tray's plane as points a millimetre apart: along its walls, round its mandrels, in a figure of eight.

use crate::catalogue::schema::Tray;

/// Distance of two points of a way, mm.
pub const STEP_MM: f64 = 1.0;

/// Points of a way.
pub type Way = Vec<[f64; 2]>;

/// Continues a way straight to a point.
pub fn line(points: &mut Way, to: [f64; 2]) {
    let Some(from) = points.last().copied() else {
        points.push(to);
        return;
    };
    let way = [to[0] - from[0], to[1] - from[1]];
    let long = (way[0] * way[0] + way[1] * way[1]).sqrt();
    let count = libm::round(long / STEP_MM) as usize;
    for i in 1..=count {
        let share = i as f64 / count as f64;
        points.push([from[0] + way[0] * share, from[1] + way[1] * share]);
    }
}

/// Continues a way to a circle and along it.
pub fn arc(points: &mut Way, centre: [f64; 2], radius: f64, from_deg: f64, to_deg: f64) {
    let count = libm::round((to_deg - from_deg).abs().to_radians() * radius / STEP_MM).max(1.0) as usize;
    line(points, on_circle(centre, radius, from_deg));
    for i in 1..=count {
        points.push(on_circle(centre, radius, from_deg + (to_deg - from_deg) * i as f64 / count as f64));
    }
}

fn on_circle(centre: [f64; 2], radius: f64, deg: f64) -> [f64; 2] {
    let angle = deg.to_radians();
    [centre[0] + radius * libm::cos(angle), centre[1] + radius * libm::sin(angle)]
}

/// Whole loops along the walls from the left entry to the right one, each a little inside the one before.
pub fn laps(tray: &Tray, inset_mm: f64, turns: u32) -> Way {
    let entry = tray.entry_mm;
    let mut points = vec![[-entry.0, entry.1]];
    for turn in 0..turns {
        let inset = inset_mm + 0.5 * f64::from(turn);
        let (x, y) = (tray.length_mm / 2.0 - inset, tray.width_mm / 2.0 - inset);
        let corner = (tray.corner_mm - inset).max(8.0);
        let (cx, cy) = (x - corner, y - corner);
        line(&mut points, [cx, y]);
        arc(&mut points, [cx, cy], corner, 90.0, 0.0);
        arc(&mut points, [cx, -cy], corner, 0.0, -90.0);
        arc(&mut points, [-cx, -cy], corner, -90.0, -180.0);
        arc(&mut points, [-cx, cy], corner, 180.0, 90.0);
    }
    line(&mut points, [entry.0, entry.1]);
    points
}

/// From the left entry round the right mandrel so many times at a radius, and out at the right entry.
pub fn wound(tray: &Tray, radius_mm: f64, turns: u32) -> Way {
    let entry = tray.entry_mm;
    let mut points = vec![[-entry.0, entry.1]];
    let Some(mandrel) = tray.mandrels.iter().find(|mandrel| mandrel.x_mm > 0.0) else { return points };
    let centre = [mandrel.x_mm, mandrel.y_mm];
    for turn in 0..turns {
        let radius = radius_mm + 0.15 * f64::from(turn);
        arc(&mut points, centre, radius, 90.0, -270.0);
    }
    line(&mut points, [entry.0, entry.1]);
    points
}

/// Figures of eight round the two mandrels: what one lobe twists, the other one untwists.
pub fn eights(tray: &Tray, radius_mm: f64, count: u32) -> Way {
    let entry = tray.entry_mm;
    let mut points = vec![[-entry.0, entry.1]];
    let mandrel = |right: bool| tray.mandrels.iter().find(|m| (m.x_mm > 0.0) == right).map(|m| [m.x_mm, m.y_mm]);
    let (Some(right), Some(left)) = (mandrel(true), mandrel(false)) else { return points };
    let apart = (right[0] - left[0]) / 2.0;
    let lean = libm::asin((radius_mm / apart).clamp(-1.0, 1.0)).to_degrees();
    for eight in 0..count {
        let first = if eight == 0 { 90.0 } else { 90.0 + lean };
        arc(&mut points, right, radius_mm, first, -90.0 - lean);
        arc(&mut points, left, radius_mm, 90.0 - lean, 270.0 + lean);
    }
    line(&mut points, [entry.0 - 12.0, entry.1 - 3.0]);
    line(&mut points, [entry.0, entry.1]);
    points
}
