//! Reads the measuring part of a scenario: network, faults, cords, record sheet, limits.

use std::path::Path;

use super::decode::{At, Decode, Fields, each, variant, word};
use super::error::Report;
use super::load_given;
use super::measuring::{Ask, Cord, CordKind, Given, Limits, Line, MAX_CORDS, MAX_LINES, Measuring};
use super::shape::{self, Shape, Spec, field, list, number, range, whole, words};
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

/// The field `measuring`.
pub(super) static MEASURING: Shape = Shape::new(
    "Measuring",
    "a network and what there is to measure it with",
    &[
        field("network", "`Network`", "what is measured"),
        list("devices", Device::ALL.len(), "instrument", "instruments on the bench, each once"),
        list("cords", MAX_CORDS, "`Cord`", "cords with a connector at both ends"),
        number("dirt", 0.0, 1.0, "", "share of the connectors that are dirty at the start"),
        list("record", MAX_LINES, "question", "the record sheet"),
        field("limits", "`Limits`", "what `accepted` means"),
        list("given", load_given::MAX_GIVEN, "`Given`", "traces in the reflectometer’s memory at the start").optional(),
    ],
);

/// A cord.
pub(super) static CORD: Shape = Shape::new(
    "Cord",
    "a cord",
    &[
        shape::word("kind", || words(&CordKind::WORDS), "what it is for"),
        number("length_m", 0.5, 2_000.0, "m", "its length"),
        field("ends", "`(polish, polish)`", "polish of its ends A and B"),
    ],
);

/// What is asked for each fibre.
pub(super) static EACH: &[Shape] = &[Shape::new("Each", "asked for every fibre", &[field("ask", "question", "")])];

/// The limits of an acceptance.
pub(super) static LIMITS: Shape = Shape::new(
    "Limits",
    "what an acceptance asks for",
    &[
        number("splice_db", 0.01, 5.0, "dB", "largest loss of a splice"),
        number("link_db", 0.1, 60.0, "dB", "largest loss of the link at 1310 and 1550 nm"),
        field("level_dbm", "`(from, to)` in dBm", "weakest and strongest power at the far port"),
    ],
);

/// What is measured.
pub(super) static NETWORK: Shape = Shape::new(
    "Network",
    "what is measured",
    &[
        whole("strands", 1, MAX_STRANDS, "fibres side by side; the same path, drawn one by one"),
        field("near", "`(node, polish)`", "where the near ports are, and their polish"),
        field("far", "`(node, polish)`", "the same of the far ports"),
        list("path", MAX_ELEMENTS, "element", "what stands between them; it begins with a `Fibre`"),
        field("hidden", "`Hidden`", "faults that the seed hides; without it, none").optional(),
        number(
            "live_dbm",
            -40.0,
            10.0,
            "dBm",
            "the line is in service: this power at 1490 nm comes from the near end, and nobody can plug there",
        )
        .optional(),
    ],
);

const NODE: Spec = shape::word("node", || words(&Node::WORDS), "");
const POLISH: Spec = shape::word("polish", || words(&Polish::WORDS), "");
const RADIUS: Spec = range("radius_mm", 3.0, 60.0, "mm", "");
const TURNS: Spec = range("turns", 0.1, 50.0, "", "");
const SHARE: Spec = range("share", 0.0, 1.0, "", "of the fibre’s length");
const AT_FIBRE: Spec = field("at", "place of a `Fibre` in `path`, from 0", "");
const AT_CONNECTOR: Spec = field("at", "place of a `Connector` in `path`, from 0", "");

/// What a path is made of.
pub(super) static ELEMENTS: &[Shape] = &[
    Shape::new(
        "Fibre",
        "a length of fibre",
        &[
            range("m", 1.0, MAX_M, "m", ""),
            field("kind", "type of fibre", ""),
            number("mode_field", 0.9, 1.1, "", "its mode field against the type’s; 1 where left out").optional(),
        ],
    ),
    Shape::new(
        "Splice",
        "a splice: 0.5 µm loses 0.05 dB at 1310 nm, 1 µm 0.2, 2 µm 0.8, 3 µm 1.8",
        &[NODE, range("offset_um", 0.0, 6.0, "µm", "")],
    ),
    Shape::new("Connector", "a mated pair that stays closed", &[NODE, POLISH, range("offset_um", 0.0, 4.0, "µm", "")]),
    Shape::new("Splitter", "one way through a splitter", &[NODE, field("ways", "2, 4, 8, 16, 32 or 64", "")]),
    Shape::new("Bend", "a bend of the fibre before it", &[NODE, RADIUS, TURNS]),
    Shape::new("Handmade", "the splice that is made on this bench; needs a `work` that splices", &[NODE]),
];

/// Faults that a seed hides.
pub(super) static HIDDEN: Shape = Shape::new(
    "Hidden",
    "faults that the seed hides, each on a fibre of its own",
    &[field("count", "`(from, to)`", "how many"), list("of", MAX_ELEMENTS, "fault", "what they are drawn from")],
);

const FACES: [(&str, BreakFace); 2] = [("square", BreakFace::Square), ("crushed", BreakFace::Crushed)];

/// What can be hidden.
pub(super) static FAULTS: &[Shape] = &[
    Shape::new(
        "Break",
        "broken there; a square face reflects",
        &[AT_FIBRE, SHARE, shape::word("face", || words(&FACES), "")],
    ),
    Shape::new("Bend", "bent there", &[AT_FIBRE, SHARE, RADIUS, TURNS]),
    Shape::new(
        "BadSplice",
        "this splice is bad",
        &[field("at", "place of a `Splice` in `path`, from 0", ""), range("offset_um", 0.0, 6.0, "µm", "")],
    ),
    Shape::new("DirtyConnector", "dirt holds it open", &[AT_CONNECTOR, range("gap_um", 0.0, 60.0, "µm", "")]),
    Shape::new("UnlikeConnector", "APC on UPC", &[AT_CONNECTOR]),
    Shape::new("CrossedPair", "the far ends of a fibre and the next are exchanged", &[]),
    Shape::new("WrongFibre", "the fibre leads to nowhere", &[]),
];

/// `folder` is the scenario's, where its file is at hand: traces that it gives are read from there.
pub(super) fn measuring(node: &Tree, report: &mut Report<'_>, folder: Option<&Path>) -> Option<Measuring> {
    let mut fields = Fields::shaped(node, report, &MEASURING)?;
    let network = fields.node(report, "network").and_then(|node| network(node, report));
    let devices = fields.node(report, "devices").and_then(|node| {
        let words = Device::ALL.map(|device| (device.name(), device));
        let devices = each(fields.list(report, "devices")?, |node| word(node, report, "instrument", &words))?;
        if let Some(twice) = (1..devices.len()).find(|at| devices[..*at].contains(&devices[*at])) {
            report.error(node.span.clone(), format!("instrument `{}` is listed twice", devices[twice].name()));
        }
        Some(devices)
    });
    let cords = fields.list(report, "cords").and_then(|nodes| each(nodes, |node| cord(node, report)));
    let dirt = fields.limited(report, "dirt");
    let record = fields
        .list(report, "record")
        .and_then(|nodes| each(nodes, |node| Some(At { value: line(node, report)?, span: node.span.clone() })));
    let limits = fields.node(report, "limits").and_then(|node| limits(node, report));
    let given_node = fields.optional("given");
    let given = match given_node {
        Some(_) => fields.list(report, "given").and_then(|nodes| load_given::given(nodes, report, folder)),
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
    let mut fields = Fields::shaped(node, report, &CORD)?;
    let kind = fields.node(report, "kind").and_then(|node| word(node, report, "cord", &CordKind::WORDS));
    let length_m = fields.limited(report, "length_m");
    let ends = fields.take::<(Polish, Polish)>(report, "ends");
    Some(Cord { kind: kind?, length_m: length_m?, ends: ends? })
}

fn line(node: &Tree, report: &mut Report<'_>) -> Option<Line> {
    if matches!(node.kind, Kind::Text(_) | Kind::Name(_)) {
        return Some(Line { ask: word(node, report, "question", &Ask::WORDS)?, each: false });
    }
    let (_, mut fields) = variant(node, report, "question", EACH)?;
    Some(Line { ask: fields.take(report, "ask")?, each: true })
}

fn limits(node: &Tree, report: &mut Report<'_>) -> Option<Limits> {
    let mut fields = Fields::shaped(node, report, &LIMITS)?;
    let splice_db = fields.limited(report, "splice_db");
    let link_db = fields.limited(report, "link_db");
    let level = fields.at::<(f64, f64)>(report, "level_dbm")?;
    if level.value.0 >= level.value.1 {
        report.error(level.span, "the weakest power must come first".to_owned());
        return None;
    }
    Some(Limits { splice_db: splice_db?, link_db: link_db?, level_dbm: level.value })
}

fn network(node: &Tree, report: &mut Report<'_>) -> Option<Network> {
    let mut fields = Fields::shaped(node, report, &NETWORK)?;
    let strands = fields.whole::<u8>(report, "strands");
    let near = fields.take::<(Node, Polish)>(report, "near");
    let far = fields.take::<(Node, Polish)>(report, "far");
    let path_node = fields.node(report, "path");
    let path = path_node.and_then(|_| each(fields.list(report, "path")?, |node| element(node, report)));
    let hidden = match fields.optional("hidden") {
        Some(node) => hidden(node, report, path.as_deref().unwrap_or_default()),
        None => Some(Hidden::default()),
    };
    let live_dbm = match fields.optional("live_dbm") {
        Some(_) => Some(fields.limited(report, "live_dbm")?),
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

fn element(node: &Tree, report: &mut Report<'_>) -> Option<Element> {
    let (which, mut fields) = variant(node, report, "element", ELEMENTS)?;
    Some(match ELEMENTS[which].name {
        "Fibre" => {
            let m = fields.range(report, "m");
            let kind = fields.take::<FibreType>(report, "kind");
            let mode_field = fields.limited_or(report, "mode_field", 1.0);
            Element::Fibre { m: m?, kind: kind?, mode_field: mode_field? }
        }
        "Splice" => {
            let node = fields.take(report, "node");
            Element::Splice { offset_um: fields.range(report, "offset_um")?, node: node? }
        }
        "Connector" => {
            let (node, polish) = (fields.take(report, "node"), fields.take(report, "polish"));
            let offset_um = fields.range(report, "offset_um");
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
    (fields.range(report, "radius_mm"), fields.range(report, "turns"))
}

fn hidden(node: &Tree, report: &mut Report<'_>, path: &[Element]) -> Option<Hidden> {
    let mut fields = Fields::shaped(node, report, &HIDDEN)?;
    let count = fields.at::<(u8, u8)>(report, "count")?;
    let of = each(fields.list(report, "of")?, |node| fault(node, report, path))?;
    let (from, to) = count.value;
    if from > to || i64::from(to) > MAX_STRANDS || (to > 0 && of.is_empty()) {
        report.error(count.span, format!("expected how many faults are drawn, as (1, 2), found ({from}, {to})"));
        return None;
    }
    Some(Hidden { count: (from, to), of })
}

fn fault(node: &Tree, report: &mut Report<'_>, path: &[Element]) -> Option<Fault> {
    let (which, mut fields) = if let Kind::Name(name) = &node.kind
        && let Some(which) = FAULTS.iter().position(|shape| shape.name == name && shape.fields.is_empty())
    {
        return Some(if which == 5 { Fault::CrossedPair } else { Fault::WrongFibre });
    } else {
        variant(node, report, "fault", FAULTS)?
    };
    let name = FAULTS[which].name;
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
            let share = fields.range(report, "share");
            let face = fields.node(report, "face").and_then(|node| word(node, report, "face", &FACES));
            Fault::Break { at, share: share?, face: face? }
        }
        "Bend" => {
            let share = fields.range(report, "share");
            let (radius_mm, turns) = curve(&mut fields, report);
            Fault::Bend { at, share: share?, radius_mm: radius_mm?, turns: turns? }
        }
        "BadSplice" => Fault::BadSplice { at, offset_um: fields.range(report, "offset_um")? },
        "DirtyConnector" => Fault::DirtyConnector { at, gap_um: fields.range(report, "gap_um")? },
        "UnlikeConnector" => Fault::UnlikeConnector { at },
        "CrossedPair" => Fault::CrossedPair,
        _ => Fault::WrongFibre,
    })
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
