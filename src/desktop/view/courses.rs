//! Where each strand runs: a line through space and its thickness, from the bench's state alone.

use bevy::prelude::*;

use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::{Part, Side, Tool};
use crate::scenario::schema::Work;

use super::super::aim::vec;
use super::fibres::Strand;

/// Pieces that a bow is drawn in.
const PIECES: usize = 48;
/// Glass on each side of the joint that has no coating, mm.
const JOINT_BARE_MM: f32 = 10.0;
/// Distance from its entry within which a coil's end has come there, mm.
const AT_ENTRY_MM: f32 = 12.0;
/// How far outside the tray a fibre is in line with its entry, mm.
const MOUTH_MM: f64 = 12.0;
/// Longest way from the coil's end to a joint that the hand carries to its slot, mm.
const CARRIED_MM: f32 = 90.0;
/// Distance under which two ends are one, mm.
const NEAR_MM: f32 = 3.0;
/// Height up to which fibres are drawn as if they lay on each other, mm.
const STACK_MM: f32 = 0.6;

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
        let count = PIECES;
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
    (0..=PIECES)
        .map(|i| {
            let t = i as f32 / PIECES as f32;
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

/// How many times thicker a thin fibre is drawn: from afar the more, or it breaks up into dots.
pub fn swelling(thick: f32) -> f32 {
    (1.5 * thick * thick.sqrt()).max(1.0)
}

/// Radius of a coated fibre, mm, as it is drawn.
pub fn coated(thick: f32) -> f64 {
    0.125 * f64::from(swelling(thick))
}

/// The course of a strand now; `None` while it is not to be seen.
pub fn course(bench: &Bench, strand: Strand, thick: f32) -> Option<Course> {
    let job = bench.job();
    let cable = &bench.state().cable;
    let clamp = vec(layout::CABLE_CLAMP);
    let x = |mm: f64| clamp + Vec3::X * mm as f32;
    if coils_only(bench) {
        return uncut(bench, strand, thick);
    }
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
            let line = end_line(bench, Side::Pigtail, thick)?;
            let bare = bench.state().pigtail.bare_mm as f32;
            let length = Course { points: line.clone(), radius: 0.0 }.length();
            let stop = match bench.state().joint {
                Some(_) if in_tray(bench, Side::Pigtail, thick).is_some() => length,
                Some(_) => length - JOINT_BARE_MM,
                None => length - bare,
            };
            // From afar too the buffered part is thicker than a coated fibre.
            let radius = (job.pigtail.buffer_mm / 2.0 * f64::from(thick.min(2.0))).max(coated(thick) * 1.3);
            let course = Course { points: line, radius: radius as f32 };
            Some(Course { points: course.part(0.0, stop.max(1.0)), ..course })
        }
        Strand::Bare(side) => {
            let end = bench.state().end(side).filter(|end| end.bare_mm > 0.0)?;
            let points = link_line(bench, side, thick).or_else(|| end_line(bench, side, thick))?;
            let course = Course { points, radius: 0.0625 * swelling(thick) };
            let length = course.length();
            Some(Course { points: course.part(length - end.bare_mm as f32, length), ..course })
        }
        Strand::Link(side) => {
            let course = Course { points: link_line(bench, side, thick)?, radius: coated(thick) as f32 };
            let length = course.length();
            (length > JOINT_BARE_MM)
                .then(|| Course { points: course.part(0.0, length - JOINT_BARE_MM), radius: course.radius })
        }
    }
}

/// Whether the work is only to coil fibres that pass through the tray uncut.
pub fn coils_only(bench: &Bench) -> bool {
    matches!(bench.job().scenario.work, Work::Coil { .. })
}

/// Fibres that pass uncut come and go in transport tubes, from clamp to clamp.
fn uncut(bench: &Bench, strand: Strand, thick: f32) -> Option<Course> {
    let (cable, pigtail) = (vec(layout::CABLE_CLAMP), vec(layout::PIGTAIL_CLAMP));
    match strand {
        Strand::Sheath => {
            let radius = bench.job().cable.outer_mm / 2.0;
            Some(Course::straight(cable - Vec3::X * 12.0, cable + Vec3::X * 24.0, radius))
        }
        Strand::Link(side) => {
            let (from, dir) = if side == Side::Cable { (cable, Vec3::X) } else { (pigtail, Vec3::NEG_X) };
            let sign: f64 = if side == Side::Cable { -1.0 } else { 1.0 };
            let points = match in_tray(bench, side, thick) {
                Some(_) => joined_line(bench, side, from, dir, thick),
                None => bow(from, dir, mouth(bench, sign), dir),
            };
            Some(Course { points, radius: tube_radius(bench, thick) * 0.7 })
        }
        _ => None,
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
        let course = Course { points: end_line(bench, Side::Cable, thick)?, radius };
        let length = course.length();
        let bare = match state.joint {
            Some(_) if in_tray(bench, Side::Cable, thick).is_some() => 0.0,
            Some(_) => JOINT_BARE_MM,
            None => end.bare_mm as f32,
        };
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
pub fn end_line(bench: &Bench, side: Side, thick: f32) -> Option<Vec<Vec3>> {
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
    if state.joint.is_some() {
        return Some(joined_line(bench, side, from, dir, thick));
    }
    let to = vec(bench.tip_place(side));
    if bench.at_cleaver(side) {
        // Straight through the groove, in a bow up to it.
        let edge = to + Vec3::X * 46.0;
        let mut line = bow(from, dir, edge, Vec3::NEG_X);
        line.push(to);
        return Some(line);
    }
    Some(bow(from, dir, to, dir))
}

/// From the clamp to where the side's coil begins, or to the joint while it has none.
fn joined_line(bench: &Bench, side: Side, from: Vec3, dir: Vec3, thick: f32) -> Vec<Vec3> {
    let Some(coil) = in_tray(bench, side, thick) else {
        let (at, along) = joint(bench);
        if bench.touching() != Some(Part::Tray) && bench.state().sleeve.slot.is_none() {
            return bow(from, dir, at, dir);
        }
        // It comes down over the wall to the sleeve's end, and straight on to the joint.
        let out = if side == Side::Cable { -along } else { along };
        let edge = at + out * (bench.job().sleeve.length_mm as f32 / 2.0);
        let mut line = bow(from, dir, edge, (Vec3::NEG_Y * 0.7 - out * 0.7).normalize_or(dir));
        line.push(at);
        return line;
    };
    let sign: f64 = if side == Side::Cable { -1.0 } else { 1.0 };
    let end = match side {
        Side::Cable => coil.first,
        Side::Pigtail => coil.last,
    };
    if end.distance(entry(bench, sign)) > AT_ENTRY_MM {
        return bow(from, dir, end, (Vec3::NEG_Y - coil.last_dir * 0.5).normalize_or(dir));
    }
    // Through the opening of the wall, in line with the entry.
    let mut line = bow(from, dir, mouth(bench, sign), dir);
    line.push(end);
    line
}

/// The entry of the tray on a side, -1 left, and where a fibre comes in line with it outside.
fn entry(bench: &Bench, sign: f64) -> Vec3 {
    let (along, across) = bench.job().tray.entry_mm;
    in_bench(&[sign * along * 1e-3, across * 1e-3, 1e-3])
}

fn mouth(bench: &Bench, sign: f64) -> Vec3 {
    let tray = &bench.job().tray;
    entry(bench, sign) + Vec3::X * (sign * (tray.length_mm / 2.0 - tray.entry_mm.0 + MOUTH_MM)) as f32
}

/// The coated fibre and the glass between the coil of a side and the joint, from the coil.
fn link_line(bench: &Bench, side: Side, thick: f32) -> Option<Vec<Vec3>> {
    bench.state().joint?;
    let coil = in_tray(bench, side, thick)?;
    let (at, along) = joint(bench);
    let half = bench.job().sleeve.length_mm as f32 / 2.0;
    Some(match side {
        Side::Cable => {
            let edge = at - along * half;
            let mut line = if edge.distance(coil.last) < NEAR_MM {
                vec![coil.last]
            } else {
                bow(coil.last, coil.last_dir, edge, along)
            };
            line.push(at);
            line
        }
        Side::Pigtail => vec![coil.first, at + along * half, at],
    })
}

/// Both ends of what a side has in the tray.
struct Ends {
    first: Vec3,
    last: Vec3,
    last_dir: Vec3,
}

fn in_tray(bench: &Bench, side: Side, thick: f32) -> Option<Ends> {
    let times = swelling(thick);
    let wanted = if coils_only(bench) { 0 } else { side.index() };
    let (_, nodes) = bench.coil().strands().find(|(course, _)| *course == wanted)?;
    // Over some nodes: a free end trembles.
    let before = lifted(nodes.get(nodes.len().saturating_sub(4))?, times);
    let last = lifted(nodes.last()?, times);
    Some(Ends { first: lifted(nodes.first()?, times), last, last_dir: (last - before).normalize_or(Vec3::X) })
}

/// Where the joint is, and the direction of the fibre through it from the cable to the pigtail.
pub fn joint(bench: &Bench) -> (Vec3, Vec3) {
    let at = vec(bench.joint_place());
    if bench.state().sleeve.slot.is_some() {
        // The sleeve lies on the comb's floor.
        return (at + Vec3::Y * (bench.job().sleeve.outer_mm as f32 * 0.5 + 0.2), Vec3::X);
    }
    let Some(coil) = in_tray(bench, Side::Cable, 0.0) else { return (at, Vec3::X) };
    let half = bench.job().sleeve.length_mm as f32 / 2.0;
    // A sleeve that hangs from the fingers does not dip into the floor.
    let flat = Vec3::new(coil.last_dir.x, 0.0, coil.last_dir.z).normalize_or(Vec3::X);
    let dips = ((layout::TRAY_FLOOR_Y as f32 + bench.job().sleeve.outer_mm as f32 / 2.0) - coil.last.y) / (2.0 * half);
    let level = (flat + Vec3::Y * coil.last_dir.y.clamp(dips.clamp(-0.3, 0.5), 0.5)).normalize_or(Vec3::X);
    let lead = coil.last + level * half;
    let carried = bench.hand().tool == Tool::SplicedFibre.code() && bench.touching() != Some(Part::Tray);
    if carried && at.distance(coil.last) < half + CARRIED_MM { (at, Vec3::X) } else { (lead, level) }
}

/// A node of the coil, m in the tray, as a place of the bench. Fibres are drawn thicker than they are, so what lies
/// on another is drawn higher than it is by as much.
pub fn lifted(node: &[f64; 3], times: f32) -> Vec3 {
    let place = in_bench(node);
    let low = ((node[2] * 1e3) as f32).clamp(0.0, STACK_MM);
    place + Vec3::Y * (low * (times - 1.0))
}

fn in_bench(node: &[f64; 3]) -> Vec3 {
    let [along, across, up] = node.map(|m| m * 1e3);
    vec(layout::place(&layout::anchor(Part::Tray, 0.0), along, across, up))
}
