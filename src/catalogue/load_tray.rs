//! Reads the splice trays of catalogue files, and says what of one lies outside it.

use std::ops::Range;

use super::load::{entry_id, under};
use super::schema::{Lid, Mandrel, Tab, Tray};
use super::shapes::{LID, MANDREL, TAB, TRAY};
use crate::scenario::decode::{At, Fields, each};
use crate::scenario::error::Report;
use crate::scenario::spanned::Node;

/// Room that a fibre needs, mm.
const FIBRE_MM: f64 = 0.2;
/// A tab that begins so near to the wall is part of it, mm.
const ROOTED_MM: f64 = 4.0;

pub(super) fn tray(node: &Node, report: &mut Report<'_>) -> Option<At<Tray>> {
    let mut fields = Fields::shaped(node, report, &TRAY)?;
    let id = entry_id(&mut fields, report);
    let length = fields.limited(report, "length_mm");
    let width = fields.limited(report, "width_mm");
    let guide = fields.limited_at(report, "guide_radius_mm");
    under(report, &guide, length.zip(width).map(|(length, width)| length.min(width) / 2.0), "half the tray");
    let height_mm = fields.limited(report, "height_mm");
    let corner = fields.limited_at(report, "corner_mm");
    under(report, &corner, length.zip(width).map(|(length, width)| length.min(width) / 2.0), "half the tray");
    let first_slot = fields.limited_at(report, "first_slot_mm");
    let entry = fields.at::<(f64, f64)>(report, "entry_mm");
    let walls = length.zip(width).zip(corner.as_ref()).map(|((length, width), corner)| Walls {
        half: (length / 2.0, width / 2.0),
        corner: corner.value.min(length.min(width) / 2.0),
    });
    let mandrels = fields.list(report, "mandrels").and_then(|nodes| each(nodes, |node| mandrel(node, report, walls)));
    if let Some(entry) = &entry {
        inside(report, entry.value, &entry.span, walls, "the entry");
        // The cable's is on the left, the pigtail's on the right, at the same height.
        let (x, y) = entry.value;
        if let Some(mandrel) = mandrels.iter().flatten().find(|m| [x, -x].iter().any(|x| m.holds((*x, y), FIBRE_MM))) {
            let Mandrel { x_mm, y_mm, radius_mm } = mandrel;
            let message =
                format!("the entry is inside the mandrel at {x_mm}, {y_mm} mm, which has a radius of {radius_mm} mm");
            report.error(entry.span.clone(), message);
        }
    }
    let tabs =
        fields.list(report, "tabs").and_then(|nodes| each(nodes, |node| tab(node, report, walls, mandrels.as_deref())));
    let lid = match fields.optional("lid") {
        Some(node) => lid(node, report),
        None => Some(Lid::USUAL),
    };
    let slots = fields.whole::<u8>(report, "slots");
    let pitch = fields.limited_at(report, "slot_pitch_mm");
    if let (Some(slots), Some(pitch), Some(room)) = (slots, &pitch, length.zip(width).map(|(l, w)| l.max(w))) {
        let needed = f64::from(slots) * pitch.value;
        let half = width.map_or(room, |width| width) / 2.0;
        if needed > room {
            report.error(pitch.span.clone(), format!("{slots} slots take {needed} mm, the tray has {room} mm"));
        } else if let Some(first) = &first_slot {
            let last = first.value + f64::from(slots - 1) * pitch.value;
            for (at, which) in [(first.value, "first"), (last, "last")] {
                if at.abs() > half {
                    let message = format!("the {which} slot is at {at} mm, outside the tray, which ends at {half} mm");
                    report.error(first.span.clone(), message);
                    break;
                }
            }
        }
    }
    let At { value: id, span } = id?;
    let tray = Tray {
        id,
        length_mm: length?,
        width_mm: width?,
        height_mm: height_mm?,
        corner_mm: corner?.value,
        guide_radius_mm: guide?.value,
        slots: slots?,
        slot_pitch_mm: pitch?.value,
        first_slot_mm: first_slot?.value,
        entry_mm: entry?.value,
        mandrels: mandrels?,
        tabs: tabs?,
        lid: lid?,
    };
    Some(At { value: tray, span })
}

/// The walls of a tray as far as they can be read.
#[derive(Clone, Copy)]
struct Walls {
    half: (f64, f64),
    corner: f64,
}

impl Walls {
    /// Distance of a place from the wall, mm; negative outside.
    fn room(&self, at: (f64, f64)) -> f64 {
        let (x, y) = (at.0.abs() - self.half.0 + self.corner, at.1.abs() - self.half.1 + self.corner);
        let far = (x.max(0.0).powi(2) + y.max(0.0).powi(2)).sqrt();
        self.corner - if far > 0.0 { far } else { x.max(y) }
    }
}

impl Mandrel {
    fn holds(&self, at: (f64, f64), room: f64) -> bool {
        let (x, y) = (at.0 - self.x_mm, at.1 - self.y_mm);
        (x * x + y * y).sqrt() < self.radius_mm + room
    }
}

fn mandrel(node: &Node, report: &mut Report<'_>, walls: Option<Walls>) -> Option<Mandrel> {
    let mut fields = Fields::shaped(node, report, &MANDREL)?;
    let x = fields.limited(report, "x_mm");
    let y = fields.limited(report, "y_mm");
    let radius = fields.limited(report, "radius_mm");
    let (x_mm, y_mm, radius_mm) = (x?, y?, radius?);
    let fits = walls.is_none_or(|walls| walls.room((x_mm, y_mm)) >= radius_mm);
    if !fits && let Some(Walls { half, .. }) = walls {
        let message = format!("the mandrel is outside the tray, which ends at {} and {} mm", half.0, half.1);
        report.error(node.span.clone(), message);
    }
    Some(Mandrel { x_mm, y_mm, radius_mm })
}

fn tab(node: &Node, report: &mut Report<'_>, walls: Option<Walls>, mandrels: Option<&[Mandrel]>) -> Option<Tab> {
    let mut fields = Fields::shaped(node, report, &TAB)?;
    let from = fields.take::<(f64, f64)>(report, "from_mm");
    let to = fields.take::<(f64, f64)>(report, "to_mm");
    let width_mm = fields.limited(report, "width_mm");
    let (from_mm, to_mm) = (from?, to?);
    let fits = [from_mm, to_mm].map(|end| inside(report, end, &node.span, walls, "the tab"));
    if let (Some(walls), Some(mandrels), [true, true]) = (walls, mandrels, fits)
        && walls.room(from_mm) > ROOTED_MM
        && !mandrels.iter().any(|mandrel| mandrel.holds(from_mm, ROOTED_MM))
    {
        report.error(node.span.clone(), "the tab begins nowhere: `from_mm` is neither on the wall nor on a mandrel");
    }
    Some(Tab { from_mm, to_mm, width_mm: width_mm? })
}

fn lid(node: &Node, report: &mut Report<'_>) -> Option<Lid> {
    let mut fields = Fields::shaped(node, report, &LID)?;
    let drop = fields.limited_at(report, "drop_mm");
    let reach_mm = fields.limited(report, "reach_mm");
    under(report, &drop, reach_mm.map(|reach| reach / 3.0), "a third of its reach");
    Some(Lid { drop_mm: drop?.value, reach_mm: reach_mm? })
}

/// Whether something of a tray is in it; says so when not.
fn inside(report: &mut Report<'_>, at: (f64, f64), span: &Range<usize>, walls: Option<Walls>, what: &str) -> bool {
    let Some(walls) = walls else { return true };
    let fits = walls.room(at) >= 0.0;
    if !fits {
        let (length, width) = walls.half;
        report.error(span.clone(), format!("{what} is outside the tray, which ends at {length} and {width} mm"));
    }
    fits
}
