//! The way that fingers take in a tray: along the walls behind the slots, and in a wide turn into the sleeve.

use crate::bench::coil::Gate;
use crate::bench::lanes::{self, STEP_MM, arc, line};
use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::Side;

/// How far a hand that is careless goes beyond the wall, mm.
const OVER_MM: f64 = 15.0;
/// The hand finds the fibre so far from its root, mm.
const FIRST_MM: f64 = 10.0;

/// A way in the tray's plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    /// Along the walls, this far from them.
    Walls { inset_mm: f64 },
    /// Along the walls, with one more turn round the last mandrel at this radius.
    Extra { inset_mm: f64, radius_mm: f64 },
    /// Whole loops from entry to entry.
    Laps { inset_mm: f64, turns: u32 },
    /// Round one mandrel again and again.
    Wound { radius_mm: f64, turns: u32 },
    /// Figures of eight round both mandrels.
    Eights { radius_mm: f64, count: u32 },
}

/// A way of one side, as a step of a hand: small enough to be copied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lane {
    pub side: Side,
    /// Place of the sleeve's slot across the tray, mm.
    pub slot_mm: f64,
    /// Half of the sleeve, mm.
    pub half_mm: f64,
    pub way: Way,
    /// The right half is led out over the wall.
    pub over: bool,
    /// Length after which the hand stops, mm.
    pub length_mm: f64,
}

impl Lane {
    /// Points of the lane, 1 mm apart, from where the hand finds the fibre.
    pub fn points(&self, tray: &Tray) -> Vec<[f64; 2]> {
        let mut points = match self.way {
            Way::Walls { inset_mm } => self.walls(tray, inset_mm, None),
            Way::Laps { inset_mm, turns } => from_entry(lanes::laps(tray, inset_mm, turns)),
            Way::Wound { radius_mm, turns } => from_entry(lanes::wound(tray, radius_mm, turns)),
            Way::Eights { radius_mm, count } => from_entry(lanes::eights(tray, radius_mm, count)),
            Way::Extra { inset_mm, radius_mm } => self.walls(tray, inset_mm, Some(radius_mm)),
        };
        if self.over {
            points = stretched(&points, tray);
        }
        points.truncate(((self.length_mm - FIRST_MM) / STEP_MM).max(2.0) as usize);
        points
    }

    /// Length of the whole lane, mm, and what the fibre needs before it.
    pub fn whole_mm(&self, tray: &Tray) -> f64 {
        let whole = Lane { length_mm: 1e4, ..*self };
        FIRST_MM + whole.points(tray).len() as f64 * STEP_MM
    }

    /// The cable's way; the pigtail's is its mirror, backwards.
    fn walls(&self, tray: &Tray, inset: f64, extra: Option<f64>) -> Vec<[f64; 2]> {
        let (x, y) = (tray.length_mm / 2.0 - inset, tray.width_mm / 2.0 - inset);
        let corner = (tray.corner_mm - inset).max(8.0);
        let (cx, cy) = (x - corner, y - corner);
        let into = -self.half_mm - 2.0;
        let turn = (y + self.slot_mm) / 2.0;
        let mut points = vec![[-tray.entry_mm.0 + FIRST_MM, tray.entry_mm.1]];
        line(&mut points, [cx, y]);
        arc(&mut points, [cx, cy], corner, 90.0, 0.0);
        line(&mut points, [x, -cy]);
        arc(&mut points, [cx, -cy], corner, 0.0, -90.0);
        let mandrel = tray.mandrels.iter().find(|m| m.x_mm < 0.0);
        match extra.zip(mandrel) {
            Some((radius, mandrel)) => {
                arc(&mut points, [mandrel.x_mm, mandrel.y_mm], radius, -90.0, -450.0);
                let turn = (self.slot_mm - mandrel.y_mm + radius) / 2.0;
                arc(&mut points, [mandrel.x_mm, self.slot_mm - turn], turn, -90.0, -270.0);
            }
            None => {
                line(&mut points, [into, -y]);
                arc(&mut points, [into, self.slot_mm - turn], turn, -90.0, -270.0);
            }
        }
        if self.side == Side::Pigtail {
            points.iter_mut().for_each(|point| point[0] = -point[0]);
            points.reverse();
            // The first piece is already out of the sleeve.
            points.drain(..(FIRST_MM as usize - 2).min(points.len() / 2));
        }
        points
    }
}

/// The gate's place as the start of a hand's way.
pub(crate) fn start(gate: Gate) -> [f64; 2] {
    [gate.at[0] + gate.dir[0] * FIRST_MM, gate.at[1] + gate.dir[1] * FIRST_MM]
}

/// Without the piece that is already out of the entry.
fn from_entry(mut points: lanes::Way) -> lanes::Way {
    points.drain(..(FIRST_MM / STEP_MM) as usize);
    points
}

/// A way whose right end reaches over the wall, again 1 mm apart.
fn stretched(points: &[[f64; 2]], tray: &Tray) -> lanes::Way {
    let from = tray.length_mm * 0.15;
    let right = points.iter().map(|p| p[0]).fold(from + 1.0, f64::max);
    let factor = (tray.length_mm / 2.0 + OVER_MM - from) / (right - from);
    let mut way = lanes::Way::new();
    for p in points {
        let x = if p[0] > from { from + (p[0] - from) * factor } else { p[0] };
        // The last point is carried along until a step is full: no length is lost to rounding.
        loop {
            let Some(&[a, b]) = way.last() else {
                way.push([x, p[1]]);
                break;
            };
            let (dx, dy) = (x - a, p[1] - b);
            let far = (dx * dx + dy * dy).sqrt();
            if far < STEP_MM {
                break;
            }
            way.push([a + dx * STEP_MM / far, b + dy * STEP_MM / far]);
        }
    }
    way
}
