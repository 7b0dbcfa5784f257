//! The event table: everything an instrument concludes from a trace on its own.
//!
//! Only the trace is looked at: what noise or a long pulse hides is missing here too.

use super::acquire::Trace;
use super::bins::Bins;
use super::decibel;
use super::fit::Fit;
use super::markers;
use super::measure::{peak_db, reflectance_db, rise_m, step_m};
use super::peaks::zones;
use super::steps::steps;

/// How far under the peak of an end its echoes are at least, dB on the trace.
const ECHO_DB: f64 = 8.0;

/// From what on something counts as an event; instruments offer these ranges [trade knowledge].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Least loss or gain, dB; 0.02–0.05.
    pub loss_db: f64,
    /// Least reflectance, dB; about −65.
    pub reflectance_db: f64,
    /// Loss that ends the fibre, dB; 3–5, more where splitters are to be seen through.
    pub end_db: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { loss_db: 0.03, reflectance_db: -60.0, end_db: 4.0 }
    }
}

/// What an event is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The instrument's port.
    Launch,
    /// Loss without reflection: splice, bend.
    Loss,
    /// Apparent gain: a joint into a fibre that scatters more.
    Gain,
    /// Reflection, with or without loss: connector, crack.
    Reflective,
    /// A reflection where echoes of earlier ones would be, without loss or behind the end: suspected ghost.
    Ghost,
    /// End of the fibre.
    End,
    /// The fibre is lost in the noise, or the range ends, before an end is seen.
    Fade,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    pub kind: Kind,
    /// Displayed distance of its beginning, m.
    pub distance_m: f64,
    /// Loss by lines through both sides, extrapolated to it, dB; negative for a gain. `None` where a side is hidden.
    pub loss_db: Option<f64>,
    /// Standard deviation of that loss by the trace's noise, dB.
    pub unsure_db: f64,
    /// Reflectance by the height over the line before, dB.
    pub reflectance_db: Option<f64>,
    /// The peak reached the receiver's limit: it reflects at least that much.
    pub saturated: bool,
    /// Attenuation of the section before, dB/km; `None` where it is hidden.
    pub slope_db_km: Option<f64>,
    /// Loss from the port up to here, this event's included, dB.
    pub cumulated_db: f64,
    /// Hidden in the pulse of the event before: that one's loss is both's.
    pub merged: bool,
}

/// All events in order, and the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventTable {
    pub events: Vec<Event>,
    /// Displayed length to the end or to where the trace is lost, m.
    pub length_m: f64,
    /// Loss from the port to there, dB.
    pub loss_db: f64,
    /// Optical return loss of that length, dB; infinite where nothing came back.
    pub orl_db: f64,
}

impl EventTable {
    /// The end, if it was seen.
    pub fn end(&self) -> Option<&Event> {
        self.events.iter().find(|event| event.kind == Kind::End)
    }

    /// The event nearest to a displayed distance and no further from it than `within_m`.
    pub fn near(&self, distance_m: f64, within_m: f64) -> Option<&Event> {
        let away = |event: &&Event| (event.distance_m - distance_m).abs();
        self.events.iter().filter(|event| away(event) <= within_m).min_by(|a, b| away(a).total_cmp(&away(b)))
    }
}

/// A place where something may be: bins before `from` and from `to` on are clear of it.
#[derive(Clone, Copy)]
struct Node {
    kind: Kind,
    from: usize,
    to: usize,
    unsure: usize,
}

/// Finds and measures everything in a trace. A trace of nothing gives an empty table.
pub fn events(trace: &Trace, thresholds: &Thresholds) -> EventTable {
    let Some(bins) = Bins::new(trace) else { return EventTable { orl_db: f64::INFINITY, ..EventTable::default() } };
    let limits = Thresholds {
        loss_db: if thresholds.loss_db >= 0.001 { thresholds.loss_db } else { 0.001 },
        reflectance_db: if thresholds.reflectance_db.is_nan() { -60.0 } else { thresholds.reflectance_db },
        end_db: if thresholds.end_db >= 0.5 { thresholds.end_db } else { 0.5 },
    };
    let (mut nodes, behind) = nodes(&bins, &limits);
    let mut found = measured(trace, &bins, &nodes);
    // What turned out too small goes, and its neighbours are measured again with longer sections.
    loop {
        let keep: Vec<bool> = found.iter().map(|event| counts(event, &limits)).collect();
        if keep.iter().all(|&k| k) {
            break;
        }
        let mut kept = keep.iter();
        nodes.retain(|_| kept.next().copied().unwrap_or(true));
        found = measured(trace, &bins, &nodes);
    }
    let last = found.last().copied();
    let whole_db = last.map_or(0.0, |event| event.cumulated_db);
    found.extend(behind.iter().map(|node| echo(trace, &bins, node, whole_db)));
    suspect_ghosts(trace, &mut found, &limits);
    let length_m = last.map_or(0.0, |event| event.distance_m);
    let orl_db = markers::orl(trace, 0.0, length_m + trace.pulse_m()).unwrap_or(f64::INFINITY);
    EventTable { events: found, length_m, loss_db: whole_db, orl_db }
}

/// Candidates up to the end, and reflections behind it.
fn nodes(bins: &Bins, limits: &Thresholds) -> (Vec<Node>, Vec<Node>) {
    let mut nodes = Vec::new();
    let mut behind = Vec::new();
    let mut ended = false;
    let zones = zones(bins);
    for (i, zone) in zones.iter().enumerate() {
        let start = zone.rises[0];
        if ended || start > bins.last {
            // A reflection a little beyond where the line is lost is the end; further ones are echoes.
            let kind = if ended || start > bins.last + bins.last / 4 { Kind::Ghost } else { Kind::End };
            let node = Node { kind, from: start, to: zone.clear, unsure: 0 };
            if kind == Kind::End {
                nodes.push(node)
            } else {
                behind.push(node)
            }
            ended |= kind == Kind::End;
            continue;
        }
        for (k, &from) in zone.rises.iter().enumerate() {
            let kind = if i == 0 && k == 0 { Kind::Launch } else { Kind::Reflective };
            let to = zone.rises.get(k + 1).copied().unwrap_or(zone.clear);
            nodes.push(Node { kind, from, to, unsure: 0 });
        }
        let next = zones.get(i + 1).map_or(bins.len(), |zone| zone.rises[0]);
        if ends_at(bins, start, zone.clear, next, limits.end_db) {
            let last = end_of(bins, &nodes);
            for mut node in nodes.drain(last + 1..) {
                node.kind = Kind::Ghost;
                behind.push(node);
            }
            if nodes[last].kind != Kind::Launch {
                nodes[last].kind = Kind::End;
            }
            ended = true;
            continue;
        }
        let stop = next.min(bins.last);
        let end = (zone.clear + 3..stop).find(|&bin| falls_at(bins, bin, zone.clear, next, limits.end_db));
        let until = end.unwrap_or(stop);
        for step in steps(bins, zone.clear, until, limits.loss_db) {
            let to = step.bin + bins.pulse + 1;
            nodes.push(Node { kind: Kind::Loss, from: step.bin, to, unsure: step.unsure });
        }
        if let Some(end) = end {
            nodes.push(Node { kind: Kind::End, from: end, to: end + bins.pulse + 3, unsure: bins.pulse + 4 });
            ended = true;
        }
    }
    if !ended {
        let last = bins.last;
        nodes.retain(|node| node.from < last || node.kind == Kind::Launch);
        nodes.push(Node { kind: Kind::Fade, from: last, to: last, unsure: 0 });
    }
    (nodes, behind)
}

/// Whether what is left behind a zone is so little that the fibre ends in it; noise may cut a strong peak's tail short,
/// so that as much again is looked at.
fn ends_at(bins: &Bins, start: usize, clear: usize, next: usize, end_db: f64) -> bool {
    if start < 3 || clear + bins.half + bins.pulse + 2 >= bins.last {
        return clear + bins.half >= bins.last || start >= 3;
    }
    let before = bins.mean_power(start.saturating_sub(4), start - 1);
    let further = (2 * clear - start).min(next.saturating_sub(6)).max(clear);
    [clear, further].iter().any(|&bin| {
        let after = bins.mean_power(bin + 1, bin + 6);
        decibel::level(before.max(1e-30)) - decibel::level(after.max(1e-30)) >= end_db
    })
}

/// Which of the last reflections, between which no line is seen, is the end: the last one that is not far under the
/// highest, as echoes are.
fn end_of(bins: &Bins, nodes: &[Node]) -> usize {
    let top = |node: &Node| {
        let to = node.to.min(node.from + bins.pulse + 2).min(bins.len());
        bins.level[node.from..to].iter().fold(f64::MIN, |a, &b| a.max(b))
    };
    let last = nodes.len() - 1;
    let first = (1..=last).rev().find(|&k| nodes[k].from > nodes[k - 1].to + 3).unwrap_or(0);
    let highest = nodes[first..].iter().map(top).fold(f64::MIN, f64::max);
    (first..=last).rev().find(|&k| top(&nodes[k]) > highest - ECHO_DB).unwrap_or(last)
}

/// Whether the line falls by `end_db` from `bin` on, beyond what noise does.
fn falls_at(bins: &Bins, bin: usize, start: usize, next: usize, end_db: f64) -> bool {
    let count = (12 / bins.per).max(3);
    let from = bin.saturating_sub(count).max(start);
    let gap = bin + bins.pulse + 2;
    if gap + count > next {
        return false;
    }
    let noise = 3.0 * bins.noise / ((bin - from) as f64).sqrt();
    let before = bins.mean_power(from, bin) - noise;
    let after = bins.mean_power(gap, gap + count) + noise;
    before > 0.0 && decibel::level(before) - decibel::level(after) >= end_db
}

/// Every node as an event with places, losses and heights from the sections between them.
fn measured(trace: &Trace, bins: &Bins, nodes: &[Node]) -> Vec<Event> {
    let section = |i: usize| -> Option<Fit> {
        let (a, b) = (nodes.get(i)?, nodes.get(i + 1)?);
        let to = b.from.saturating_sub(1);
        if to < a.to + 2 { None } else { bins.fit(a.to, to) }
    };
    let mut out: Vec<Event> = Vec::with_capacity(nodes.len());
    let mut cumulated_db = 0.0;
    let mut line: Option<Fit> = None;
    for (i, node) in nodes.iter().enumerate() {
        let before = i.checked_sub(1).and_then(section);
        let after = section(i);
        let merged = i > 0 && before.is_none();
        // A group is measured at its first, by the line behind its last.
        let behind = if merged { None } else { (i..nodes.len()).find_map(section) };
        let closed = (i..nodes.len()).find(|&k| section(k).is_some()).unwrap_or(nodes.len());
        let ended = nodes[i..nodes.len().min(closed + 1)].iter().any(|n| matches!(n.kind, Kind::End | Kind::Fade));
        let seen = before.or(line);
        let distance_m = match node.kind {
            Kind::Launch => 0.0,
            Kind::Reflective => rise_m(trace, bins, node.from, before),
            Kind::End if node.unsure == 0 => rise_m(trace, bins, node.from, before),
            Kind::Loss | Kind::Gain | Kind::End => match (before, after.or_else(|| dark(bins, node))) {
                (Some(left), Some(right)) => step_m(trace, bins, node.from, node.unsure, &left, &right),
                _ => bins.edge_km(node.from) * 1e3,
            },
            Kind::Ghost | Kind::Fade => bins.edge_km(node.from) * 1e3,
        };
        let km = distance_m * 1e-3;
        let (mut loss_db, mut unsure_db) = (None, 0.0);
        if let (Some(left), Some(right)) = (before, behind.filter(|_| !ended && node.kind != Kind::Launch)) {
            loss_db = Some(left.at(km) - right.at(km));
            unsure_db = (left.variance(km) + right.variance(km)).sqrt();
        }
        if let (Some(fit), Some(last)) = (seen, out.last()) {
            cumulated_db -= fit.slope * (distance_m - last.distance_m) * 1e-3;
        }
        cumulated_db += loss_db.unwrap_or(0.0);
        // Light of the whole pulse comes from half a pulse before on average.
        let beside = km + 0.5e-3 * trace.pulse_m();
        let under = if node.kind == Kind::Launch { behind } else { seen }.map(|fit| fit.at(beside));
        let reflects =
            matches!(node.kind, Kind::Launch | Kind::Reflective) || node.kind == Kind::End && node.unsure == 0;
        let peak = if reflects { top(trace, bins, nodes, i, distance_m) } else { None };
        let reflectance = peak.zip(under).and_then(|((level, _), under)| reflectance_db(trace, level - under));
        let kind = if node.kind == Kind::Loss && loss_db.is_some_and(|db| db < 0.0) { Kind::Gain } else { node.kind };
        out.push(Event {
            kind,
            distance_m,
            loss_db,
            unsure_db,
            reflectance_db: reflectance,
            saturated: peak.is_some_and(|p| p.1),
            slope_db_km: before.map(|fit| -fit.slope),
            cumulated_db,
            merged,
        });
        line = before.or(line);
    }
    out
}

/// Top of a reflection: up to the pulse's end or the next rise.
fn top(trace: &Trace, bins: &Bins, nodes: &[Node], i: usize, from_m: f64) -> Option<(f64, bool)> {
    let pulse_end = from_m + trace.pulse_m() + 2.0 * trace.spacing_m;
    let next = nodes.get(i + 1).map_or(f64::MAX, |n| (bins.edge_km(n.from) * 1e3 - bins.width_m).max(from_m));
    peak_db(trace, from_m, pulse_end.min(next))
}

/// The level behind an end, as flat as noise is.
fn dark(bins: &Bins, node: &Node) -> Option<Fit> {
    let level = decibel::level(bins.mean_power(node.to, node.to + 8).max(1e-30));
    let mut sums = super::fit::Sums::default();
    sums.add(bins.km(node.to), level, 1.0);
    sums.fit(super::fit::Prior { slope: 0.0, firmness: 1.0 })
}

/// A reflection behind the end: there is no line that its height could be read over.
fn echo(trace: &Trace, bins: &Bins, node: &Node, cumulated_db: f64) -> Event {
    Event {
        kind: Kind::Ghost,
        distance_m: rise_m(trace, bins, node.from, None),
        loss_db: None,
        unsure_db: 0.0,
        reflectance_db: None,
        saturated: false,
        slope_db_km: None,
        cumulated_db,
        merged: false,
    }
}

/// Whether an event is large enough to stand in the table.
fn counts(event: &Event, limits: &Thresholds) -> bool {
    let lossy = event.loss_db.is_some_and(|db| db.abs() >= limits.loss_db && db.abs() > 3.0 * event.unsure_db);
    match event.kind {
        Kind::Launch | Kind::End | Kind::Fade | Kind::Ghost => true,
        Kind::Loss | Kind::Gain => lossy || event.loss_db.is_none(),
        Kind::Reflective => lossy || event.reflectance_db.is_none_or(|db| db >= limits.reflectance_db),
    }
}

/// Marks reflections without loss that stand where light would be that went to and fro between earlier ones.
fn suspect_ghosts(trace: &Trace, events: &mut [Event], limits: &Thresholds) {
    let reflects = |event: &Event| matches!(event.kind, Kind::Launch | Kind::Reflective | Kind::End);
    for i in 1..events.len() {
        let event = events[i];
        let no_loss = event.loss_db.is_none_or(|db| db < limits.loss_db.max(2.0 * event.unsure_db));
        if event.kind != Kind::Reflective || !no_loss || event.merged {
            continue;
        }
        let within = (0.3 * trace.pulse_m()).max(3.0 * trace.spacing_m) + 1e-4 * event.distance_m;
        let height = event.reflectance_db.unwrap_or(f64::NEG_INFINITY);
        let before: Vec<Event> = events[..i].iter().filter(|e| reflects(e)).copied().collect();
        let fits = before.iter().enumerate().any(|(j, near)| {
            let further = || before[j + 1..].iter().filter(|e| e.reflectance_db.is_some_and(|db| db > height + 3.0));
            further().any(|far| {
                further().any(|last| {
                    let at = far.distance_m - near.distance_m + last.distance_m;
                    (at - event.distance_m).abs() <= within
                })
            })
        });
        if fits {
            events[i].kind = Kind::Ghost;
        }
    }
}
