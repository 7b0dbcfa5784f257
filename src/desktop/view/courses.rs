//! Where each strand runs: a line through space and its thickness, from the bench's state alone.

use bevy::prelude::*;

use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::{Part, Side};

use super::super::aim::vec;
use super::fibres::Strand;

/// A line through space and its radius, mm.
#[derive(Clone, Debug)]
pub struct Course {
    /// Points, any distance apart.
    pub points: Vec<Vec3>,
    /// Radius.
    pub radius: f32,
}

impl Course {
    fn straight(from: Vec3, to: Vec3, radius: f64) -> Course {
        Course { points: vec![from, to], radius: radius as f32 }
    }

    /// Length along the line.
    fn length(&self) -> f32 {
        self.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }

    /// The point at a distance along the line.
    pub fn at(&self, distance: f32) -> Vec3 {
        let mut left = distance.max(0.0);
        for pair in self.points.windows(2) {
            let step = pair[0].distance(pair[1]);
            if left <= step && step > 0.0 {
                return pair[0].lerp(pair[1], left / step);
            }
            left -= step;
        }
        self.points.last().copied().unwrap_or_default()
    }

    /// The same line between two distances.
    fn part(&self, from: f32, to: f32) -> Vec<Vec3> {
        let count = 24;
        (0..=count).map(|i| self.at(from + (to - from) * i as f32 / count as f32)).collect()
    }

    /// So many points at even distances, with their radii.
    pub fn spread(&self, count: usize) -> (Vec<Vec3>, Vec<f32>) {
        let length = self.length();
        // A line of no length would give a tube without a direction.
        let points = (0..count)
            .map(|i| {
                let share = i as f32 / (count - 1).max(1) as f32;
                self.at(length * share) + Vec3::X * (share * 1e-3)
            })
            .collect();
        (points, vec![self.radius; count])
    }
}

/// A smooth line from one point and direction to another.
fn bow(from: Vec3, from_dir: Vec3, to: Vec3, to_dir: Vec3) -> Vec<Vec3> {
    let pull = from.distance(to) * 0.75;
    (0..=32)
        .map(|i| {
            let t = i as f32 / 32.0;
            let (t2, t3) = (t * t, t * t * t);
            let (a, b) = (2.0 * t3 - 3.0 * t2 + 1.0, t3 - 2.0 * t2 + t);
            let (c, d) = (-2.0 * t3 + 3.0 * t2, t3 - t2);
            from * a + from_dir * pull * b + to * c + to_dir * pull * d
        })
        .collect()
}

/// Radius of a tube, mm, as it is drawn: a little thicker from afar.
fn tube_radius(bench: &Bench, thick: f32) -> f32 {
    (bench.job().cable.tube_mm / 2.0) as f32 * (1.0 + (thick - 1.0) * 0.4)
}

/// Thickness of a coated fibre, mm, as it is drawn.
fn coated(thick: f32) -> f64 {
    0.125 * f64::from(thick) * 1.5
}

/// The course of a strand now; `None` while it is not to be seen.
pub fn course(bench: &Bench, strand: Strand, thick: f32) -> Option<Course> {
    let job = bench.job();
    let cable = &bench.state().cable;
    let clamp = vec(layout::CABLE_CLAMP);
    let x = |mm: f64| clamp + Vec3::X * mm as f32;
    let free = job.cable.free_mm;
    match strand {
        Strand::Sheath => {
            let end = if cable.exposed_mm > 0.0 {
                free - cable.exposed_mm
            } else {
                cable.ring.map_or(free, |ring| free - ring.station_mm)
            };
            Some(Course::straight(clamp - Vec3::X * 12.0, x(end), job.cable.outer_mm / 2.0))
        }
        Strand::LooseSheath => {
            let ring = cable.ring.filter(|_| cable.exposed_mm <= 0.0)?;
            // The groove of the blade shows as a thin gap.
            let gap = if ring.max_mm() > 0.1 { 0.7 } else { 0.0 };
            let slid = cable.slid_mm + gap;
            Some(Course::straight(x(free - ring.station_mm + slid), x(free + slid), job.cable.outer_mm / 2.0))
        }
        Strand::Tube(n) => {
            let tube = cable.tubes.get(usize::from(n) - 1)?;
            cable.ring.filter(|_| cable.exposed_mm > 0.0 || cable.slid_mm > 0.0)?;
            let end = match tube.score {
                _ if tube.opened_mm > 0.0 => free - tube.opened_mm,
                Some(score) if tube.slid_mm > 0.0 || score.max_mm() > 0.0 => free - score.station_mm,
                _ => free,
            };
            Some(Course { points: tube_line(bench, n, end), radius: tube_radius(bench, thick) })
        }
        Strand::LooseTube(n) => {
            let tube = cable.tubes.get(usize::from(n) - 1)?;
            let score = tube.score.filter(|score| tube.opened_mm <= 0.0 && score.max_mm() > 0.0)?;
            let (from, to) = (free - score.station_mm + 0.5, free);
            let along = Course { points: tube_line(bench, n, to), radius: 0.0 };
            let points = along.part(from as f32, to as f32).into_iter().map(|p| p + Vec3::X * tube.slid_mm as f32);
            Some(Course { points: points.collect(), radius: tube_radius(bench, thick) })
        }
        Strand::Gel(n) => {
            let tube = cable.tubes.get(usize::from(n) - 1)?;
            if cable.exposed_mm <= 0.0 {
                return None;
            }
            if tube.opened_mm > 0.0 {
                let mut points = tube_line(bench, n, free - tube.opened_mm);
                let edge = *points.last()?;
                let set_aside = if cable.picked.is_some() { -44.0 } else { 0.0 };
                points = bow(edge, Vec3::X, x(free - 20.0) + Vec3::Z * set_aside, Vec3::X);
                return Some(Course { points, radius: 1.6 });
            }
            Some(Course { points: tube_line(bench, n, free), radius: tube_radius(bench, thick) * 1.24 })
        }
        Strand::Fibre(n) => fibre(bench, n, thick),
        Strand::Pigtail => {
            let line = end_line(bench, Side::Pigtail)?;
            let bare = bench.state().pigtail.bare_mm as f32;
            let joint = bench.state().joint.is_some();
            let length = Course { points: line.clone(), radius: 0.0 }.length();
            let stop = if joint { length - 10.0 } else { length - bare };
            let course = Course { points: line, radius: (job.pigtail.buffer_mm / 2.0) as f32 * thick.min(2.0) };
            Some(Course { points: course.part(0.0, stop.max(1.0)), ..course })
        }
        Strand::Bare(side) => {
            let end = bench.state().end(side).filter(|end| end.bare_mm > 0.0)?;
            if bench.state().tray.settled {
                return None;
            }
            let course = Course { points: end_line(bench, side)?, radius: 0.0625 * thick * 1.5 };
            let length = course.length();
            Some(Course { points: course.part(length - end.bare_mm as f32, length), ..course })
        }
        Strand::Coil => {
            let tray = &bench.state().tray;
            if tray.path.len() < 3 {
                return None;
            }
            let anchor = layout::anchor(Part::Tray, 0.0);
            let step = (tray.path.len() / 400).max(1);
            let points = tray.path.iter().enumerate().step_by(step).map(|(i, [a, c])| {
                // Each turn lies on the one before.
                vec(layout::place(&anchor, *a, *c, 1.2 + i as f64 * 0.006))
            });
            Some(Course { points: points.collect(), radius: coated(thick) as f32 })
        }
    }
}

/// A tube from inside the sheath to a distance from the clamp.
fn tube_line(bench: &Bench, tube: u8, end_mm: f64) -> Vec<Vec3> {
    let job = bench.job();
    let clamp = vec(layout::CABLE_CLAMP);
    let spread = bench.spread_mm(tube) as f32;
    let sheath = (job.cable.free_mm - bench.state().cable.exposed_mm) as f32;
    let exposed = bench.state().cable.exposed_mm as f32;
    (0..=24)
        .map(|i| {
            let d = end_mm as f32 * i as f32 / 24.0;
            let out = if exposed > 0.0 { ((d - sheath) / exposed.max(1.0)).clamp(0.0, 1.0) } else { 0.0 };
            clamp + Vec3::new(d, 0.0, spread * (0.11 + 1.1 * out * (2.0 - out)))
        })
        .collect()
}

fn fibre(bench: &Bench, n: u8, thick: f32) -> Option<Course> {
    let state = bench.state();
    let job = bench.job();
    let per_tube = job.cable.fibres_per_tube.max(1);
    let tube = (n - 1) / per_tube + 1;
    let opened = state.cable.tubes.get(usize::from(tube) - 1)?.opened_mm;
    let end = state.cable.fibres.get(usize::from(n) - 1).filter(|_| opened > 0.0)?;
    let radius = coated(thick) as f32;
    if state.cable.picked == Some(n) {
        let course = Course { points: end_line(bench, Side::Cable)?, radius };
        let length = course.length();
        let bare = if state.joint.is_some() { 10.0 } else { end.bare_mm as f32 };
        return Some(Course { points: course.part(0.0, (length - bare).max(1.0)), ..course });
    }
    let edge = *tube_line(bench, tube, job.cable.free_mm - opened).last()?;
    let aside = if state.cable.picked.is_some() { -44.0 } else { 0.0 };
    let fan = bench.fan_mm(n);
    let tip = vec(layout::CABLE_CLAMP)
        + Vec3::new((job.cable.free_mm - opened + end.free_mm) as f32, 0.0, fan as f32 + aside);
    Some(Course { points: bow(edge, Vec3::X, tip, Vec3::X), radius })
}

/// The whole line of the fibre that is worked on, from tube or clamp to its tip, its joint or its coil.
pub fn end_line(bench: &Bench, side: Side) -> Option<Vec<Vec3>> {
    let state = bench.state();
    let (from, dir) = match side {
        Side::Pigtail => (vec(layout::PIGTAIL_CLAMP), Vec3::NEG_X),
        Side::Cable => {
            let job = bench.job();
            let tube = (state.cable.picked?.max(1) - 1) / job.cable.fibres_per_tube.max(1) + 1;
            let opened = state.cable.tubes.get(usize::from(tube) - 1)?.opened_mm;
            (*tube_line(bench, tube, job.cable.free_mm - opened).last()?, Vec3::X)
        }
    };
    let to = if state.joint.is_some() { joint_end(bench, side) } else { vec(bench.tip_place(side)) };
    if state.joint.is_none() && bench.at_cleaver(side) {
        // Straight through the groove, in a bow up to it.
        let edge = to + Vec3::X * 46.0;
        let mut line = bow(from, dir, edge, Vec3::NEG_X);
        line.push(to);
        return Some(line);
    }
    Some(bow(from, dir, to, dir))
}

/// Where a side's fibre ends once the two are one: at the joint, or where the coil begins and ends.
fn joint_end(bench: &Bench, side: Side) -> Vec3 {
    let tray = &bench.state().tray;
    let ends = match side {
        Side::Cable => tray.path.first(),
        Side::Pigtail => tray.path.last(),
    };
    match ends {
        Some([a, c]) if tray.settled => {
            let anchor = layout::anchor(Part::Tray, 0.0);
            vec(layout::place(&anchor, *a, *c, 1.5))
        }
        _ => vec(bench.joint_place()),
    }
}
