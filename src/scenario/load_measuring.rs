//! Reads the measuring part of a scenario: network, faults, cords, record sheet, limits.

use std::path::Path;

use super::decode::{At, Decode, Fields, Variant, each, list, mismatch, variant, word};
use super::error::Report;
use super::load_given;
use super::measuring::{Ask, Cord, CordKind, Given, Limits, Line, MAX_CORDS, MAX_LINES, Measuring};
use super::spanned::{Kind, Node as Tree};
use crate::catalogue::vocabulary::Device;
use crate::optics::FibreType;
use crate::plant::schema::Range;
use crate::plant::{BreakFace, Element, Fault, Hidden, Network, Node, Polish};

/// Most elements of a path, and most faults to draw from.
const MAX_ELEMENTS: usize = 64;
/// Longest fibre, m.
const MAX_M: f64 = 200_000.0;
/// Fibres of a network at most.
const MAX_STRANDS: i64 = 12;
/// Outputs that a splitter can have.
const WAYS: [u8; 6] = [2, 4, 8, 16, 32, 64];

/// `folder` is the scenario's, where its file is at hand: traces that it gives are read from there.
pub(super) fn measuring(node: &Tree, report: &mut Report<'_>, folder: Option<&Path>) -> Option<Measuring> {
    let names = &["network", "devices", "cords", "dirt", "record", "limits", "given"];
    let mut fields = Fields::of(node, report, "Measuring", names)?;
    let network = fields.node(report, "network").and_then(|node| network(node, report));
    let devices = fields.node(report, "devices").and_then(|node| {
        let words = Device::ALL.map(|device| (device.name(), device));
        let devices = each(list(node, report, Device::ALL.len())?, |node| word(node, report, "instrument", &words))?;
        if let Some(twice) = (1..devices.len()).find(|at| devices[..*at].contains(&devices[*at])) {
            report.error(node.span.clone(), format!("instrument `{}` is listed twice", devices[twice].name()));
        }
        Some(devices)
    });
    let cords =
        fields.node(report, "cords").and_then(|node| each(list(node, report, MAX_CORDS)?, |node| cord(node, report)));
    let dirt = fields.number(report, "dirt", 0.0, 1.0);
    let record = fields.node(report, "record").and_then(|node| {
        each(list(node, report, MAX_LINES)?, |node| Some(At { value: line(node, report)?, span: node.span.clone() }))
    });
    let limits = fields.node(report, "limits").and_then(|node| limits(node, report));
    let given_node = fields.optional("given");
    let given = match given_node {
        Some(node) => load_given::given(node, report, folder),
        None => Some(Vec::new()),
    };
    let (network, record, given) = (network?, record?, given?);
    possible(report, &network, &record, &given)?;
    let record: Vec<Line> = record.into_iter().map(|line| line.value).collect();
    if let Some(node) = given_node {
        load_given::asked(&given, node, report, &record)?;
    }
    Some(Measuring { network, devices: devices?, cords: cords?, dirt: dirt?, record, limits: limits?, given })
}

/// What is asked must have an answer in this network, or of the author's.
fn possible(report: &mut Report<'_>, network: &Network, record: &[At<Line>], given: &[Given]) -> Option<()> {
    let told = |ask: Ask| given.iter().flat_map(|given| &given.answers).any(|(answered, _)| *answered == ask);
    let mut sound = true;
    let asked: usize = record.iter().map(|line| if line.value.each { usize::from(network.strands) } else { 1 }).sum();
    let mut refuse = |line: &At<Line>, why: String| {
        report.error(line.span.clone(), why);
        sound = false;
    };
    for (i, line) in record.iter().enumerate() {
        if record[..i].iter().any(|other| other.value.ask == line.value.ask) {
            refuse(line, format!("`{}` is asked twice", line.value.ask.name()));
        }
        if told(line.value.ask) {
            continue;
        }
        let about_fault =
            matches!(line.value.ask, Ask::FaultDistance | Ask::FaultKind | Ask::FaultLoss | Ask::FaultyFibre);
        if about_fault && network.hidden.count.0 == 0 {
            refuse(line, format!("`{}` has no answer: no fault is hidden for certain", line.value.ask.name()));
        }
        let splice = network.path.iter().any(|e| matches!(e, Element::Splice { .. } | Element::Handmade { .. }));
        if line.value.ask == Ask::Splice1310 && !splice {
            refuse(line, "`splice-1310-db` has no answer: the path has no splice".to_owned());
        }
        if line.value.ask == Ask::Level1490 && network.live_dbm.is_none() {
            refuse(line, "`level-1490-dbm` has no answer: `live_dbm` is not given".to_owned());
        }
        if asked > MAX_LINES && i == 0 {
            refuse(line, format!("the record has {asked} lines, at most {MAX_LINES} are allowed"));
        }
    }
    sound.then_some(())
}

fn cord(node: &Tree, report: &mut Report<'_>) -> Option<Cord> {
    let mut fields = Fields::of(node, report, "Cord", &["kind", "length_m", "ends"])?;
    let kind = fields.node(report, "kind").and_then(|node| word(node, report, "cord", &CordKind::WORDS));
    let length_m = fields.number(report, "length_m", 0.5, 2_000.0);
    let ends = fields.take::<(Polish, Polish)>(report, "ends");
    Some(Cord { kind: kind?, length_m: length_m?, ends: ends? })
}

fn line(node: &Tree, report: &mut Report<'_>) -> Option<Line> {
    if matches!(node.kind, Kind::Text(_) | Kind::Name(_)) {
        return Some(Line { ask: word(node, report, "question", &Ask::WORDS)?, each: false });
    }
    let (_, mut fields) = variant(node, report, "question", &[("Each", &["ask"])])?;
    Some(Line { ask: fields.take(report, "ask")?, each: true })
}

fn limits(node: &Tree, report: &mut Report<'_>) -> Option<Limits> {
    let mut fields = Fields::of(node, report, "Limits", &["splice_db", "link_db", "level_dbm"])?;
    let splice_db = fields.number(report, "splice_db", 0.01, 5.0);
    let link_db = fields.number(report, "link_db", 0.1, 60.0);
    let level = fields.at::<(f64, f64)>(report, "level_dbm")?;
    if level.value.0 >= level.value.1 {
        report.error(level.span, "the weakest power must come first".to_owned());
        return None;
    }
    Some(Limits { splice_db: splice_db?, link_db: link_db?, level_dbm: level.value })
}

fn network(node: &Tree, report: &mut Report<'_>) -> Option<Network> {
    let names = &["strands", "near", "far", "path", "hidden", "live_dbm"];
    let mut fields = Fields::of(node, report, "Network", names)?;
    let strands = fields.integer::<u8>(report, "strands", 1, MAX_STRANDS);
    let near = fields.take::<(Node, Polish)>(report, "near");
    let far = fields.take::<(Node, Polish)>(report, "far");
    let path_node = fields.node(report, "path");
    let path = path_node.and_then(|node| each(list(node, report, MAX_ELEMENTS)?, |node| element(node, report)));
    let hidden = match fields.optional("hidden") {
        Some(node) => hidden(node, report, path.as_deref().unwrap_or_default()),
        None => Some(Hidden::default()),
    };
    let live_dbm = match fields.optional("live_dbm") {
        Some(_) => Some(fields.number(report, "live_dbm", -40.0, 10.0)?),
        None => None,
    };
    let path = path?;
    if let Some(node) = path_node
        && !matches!(path.first(), Some(Element::Fibre { .. }))
    {
        report.error(node.span.start..node.span.start + 1, "a path begins with a `Fibre`");
        return None;
    }
    Some(Network { strands: strands?, near: near?, far: far?, path, hidden: hidden?, live_dbm })
}

const ELEMENTS: &[Variant] = &[
    ("Fibre", &["m", "kind", "mode_field"]),
    ("Splice", &["node", "offset_um"]),
    ("Connector", &["node", "polish", "offset_um"]),
    ("Splitter", &["node", "ways"]),
    ("Bend", &["node", "radius_mm", "turns"]),
    ("Handmade", &["node"]),
];

fn element(node: &Tree, report: &mut Report<'_>) -> Option<Element> {
    let (which, mut fields) = variant(node, report, "element", ELEMENTS)?;
    Some(match ELEMENTS[which].0 {
        "Fibre" => {
            let m = range(&mut fields, report, "m", 1.0, MAX_M);
            let kind = fields.take::<FibreType>(report, "kind");
            let mode_field = match fields.optional("mode_field") {
                Some(_) => fields.number(report, "mode_field", 0.9, 1.1),
                None => Some(1.0),
            };
            Element::Fibre { m: m?, kind: kind?, mode_field: mode_field? }
        }
        "Splice" => {
            let node = fields.take(report, "node");
            Element::Splice { offset_um: range(&mut fields, report, "offset_um", 0.0, 6.0)?, node: node? }
        }
        "Connector" => {
            let (node, polish) = (fields.take(report, "node"), fields.take(report, "polish"));
            let offset_um = range(&mut fields, report, "offset_um", 0.0, 4.0);
            Element::Connector { node: node?, polish: polish?, offset_um: offset_um? }
        }
        "Splitter" => {
            let node = fields.take(report, "node");
            let ways = fields.at::<u8>(report, "ways")?;
            if !WAYS.contains(&ways.value) {
                report.error(ways.span, format!("a splitter has 2, 4, 8, 16, 32 or 64 outputs, found {}", ways.value));
                return None;
            }
            Element::Splitter { node: node?, ways: ways.value }
        }
        "Bend" => {
            let node = fields.take(report, "node");
            let (radius_mm, turns) = curve(&mut fields, report);
            Element::Bend { node: node?, radius_mm: radius_mm?, turns: turns? }
        }
        _ => Element::Handmade { node: fields.take(report, "node")? },
    })
}

fn curve(fields: &mut Fields<'_>, report: &mut Report<'_>) -> (Option<Range>, Option<Range>) {
    (range(fields, report, "radius_mm", 3.0, 60.0), range(fields, report, "turns", 0.1, 50.0))
}

const FAULTS: &[Variant] = &[
    ("Break", &["at", "share", "face"]),
    ("Bend", &["at", "share", "radius_mm", "turns"]),
    ("BadSplice", &["at", "offset_um"]),
    ("DirtyConnector", &["at", "gap_um"]),
    ("UnlikeConnector", &["at"]),
    ("CrossedPair", &[]),
    ("WrongFibre", &[]),
];

fn hidden(node: &Tree, report: &mut Report<'_>, path: &[Element]) -> Option<Hidden> {
    let mut fields = Fields::of(node, report, "Hidden", &["count", "of"])?;
    let count = fields.at::<(u8, u8)>(report, "count")?;
    let of = fields.node(report, "of")?;
    let of = each(list(of, report, MAX_ELEMENTS)?, |node| fault(node, report, path))?;
    let (from, to) = count.value;
    if from > to || i64::from(to) > MAX_STRANDS || (to > 0 && of.is_empty()) {
        report.error(count.span, format!("expected how many faults are drawn, as (1, 2), found ({from}, {to})"));
        return None;
    }
    Some(Hidden { count: (from, to), of })
}

fn fault(node: &Tree, report: &mut Report<'_>, path: &[Element]) -> Option<Fault> {
    let (which, mut fields) = if let Kind::Name(name) = &node.kind
        && let Some(which) = FAULTS.iter().position(|(known, names)| known == name && names.is_empty())
    {
        return Some(if which == 5 { Fault::CrossedPair } else { Fault::WrongFibre });
    } else {
        variant(node, report, "fault", FAULTS)?
    };
    let name = FAULTS[which].0;
    let at = if which < 5 { Some(fields.at::<u8>(report, "at")?) } else { None };
    if let Some(at) = &at
        && !path.is_empty()
    {
        let fits = match (path.get(usize::from(at.value)), name) {
            (Some(Element::Fibre { .. }), "Break" | "Bend") => true,
            (Some(Element::Splice { .. }), "BadSplice") => true,
            (Some(Element::Connector { .. }), "DirtyConnector" | "UnlikeConnector") => true,
            (None | Some(_), _) => false,
        };
        if !fits {
            let message = format!("`{name}` does not fit element {} of the path (they are numbered from 0)", at.value);
            report.error(at.span.clone(), message);
            return None;
        }
    }
    let at = at.map_or(0, |at| at.value);
    Some(match name {
        "Break" => {
            let share = range(&mut fields, report, "share", 0.0, 1.0);
            let faces = [("square", BreakFace::Square), ("crushed", BreakFace::Crushed)];
            let face = fields.node(report, "face").and_then(|node| word(node, report, "face", &faces));
            Fault::Break { at, share: share?, face: face? }
        }
        "Bend" => {
            let share = range(&mut fields, report, "share", 0.0, 1.0);
            let (radius_mm, turns) = curve(&mut fields, report);
            Fault::Bend { at, share: share?, radius_mm: radius_mm?, turns: turns? }
        }
        "BadSplice" => Fault::BadSplice { at, offset_um: range(&mut fields, report, "offset_um", 0.0, 6.0)? },
        "DirtyConnector" => Fault::DirtyConnector { at, gap_um: range(&mut fields, report, "gap_um", 0.0, 60.0)? },
        "UnlikeConnector" => Fault::UnlikeConnector { at },
        "CrossedPair" => Fault::CrossedPair,
        _ => Fault::WrongFibre,
    })
}

/// A range `(from, to)` within limits, or one number for both.
fn range(fields: &mut Fields<'_>, report: &mut Report<'_>, name: &str, least: f64, most: f64) -> Option<(f64, f64)> {
    let node = fields.node(report, name)?;
    let (from, to) = match &node.kind {
        Kind::Number(_) => {
            let value = f64::decode(node, report)?;
            (value, value)
        }
        Kind::Tuple { .. } => <(f64, f64)>::decode(node, report)?,
        _ => {
            mismatch(node, report, "a number, or two values (…, …)");
            return None;
        }
    };
    let inside = |value: f64| (least..=most).contains(&value);
    if from > to || !inside(from) || !inside(to) {
        report.error(node.span.clone(), format!("`{name}` must rise within {least} to {most}, found ({from}, {to})"));
        return None;
    }
    Some((from, to))
}

macro_rules! decode_words {
    ($($name:ident as $what:literal,)*) => {$(
        impl Decode for $name {
            fn decode(node: &Tree, report: &mut Report<'_>) -> Option<$name> {
                word(node, report, $what, &$name::WORDS)
            }
        }
    )*};
}

decode_words! {
    Node as "node",
    Polish as "polish",
    Ask as "question",
}
