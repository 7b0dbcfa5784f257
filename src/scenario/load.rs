//! Reads a scenario's file: from bytes that nobody vouches for to a [`Scenario`] that a job can be drawn from.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::check::{self, Parts, TargetsAt};
use super::craft::Craft;
use super::decode::{At, Decode, Fields, Variant, each, list, variant, word};
use super::error::{Located, Report, path_name};
use super::inherit::{self, Base, Resolve};
use super::schema::{
    Ask, Axis, Criterion, Draw, Eliminatory, Event, Figure, MAX_STRANDS, Marking, Measure, Mistake, Rule, Scenario,
    Section, Stage, Targets, Text, Work,
};
use super::spanned::{self, Node};
use super::{load_measuring, load_pieces, pace};
use crate::catalogue::competences;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::Tool;

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 1 << 20;
/// Most criteria, and most eliminatory faults, of a scenario.
const MAX_CRITERIA: usize = 200;
/// Largest threshold of a rule; nothing that is measured comes near.
const MAX_THRESHOLD: f64 = 1e6;

/// A scenario with what it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedScenario {
    /// The exercise.
    pub scenario: Scenario,
    /// The file's text, byte for byte.
    pub source: String,
    /// The texts that it builds upon, the nearest first.
    pub bases: Vec<Base>,
    /// BLAKE3 of all these texts and of the traces that they give, in hexadecimal.
    pub hash: String,
    /// Where it was read.
    pub path: PathBuf,
}

/// Reads the scenario in the file at `path`, whose parts are in `catalogue`.
///
/// # Errors
/// Everything that is wrong with the file, in its order, at most [`MAX_ERRORS`](super::error::MAX_ERRORS).
pub fn load_scenario(path: &Path, catalogue: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
    let source = read_text(path)?;
    let loaded = parse_scenario_in(&path_name(path), &source, catalogue, path.parent())?;
    Ok(LoadedScenario { path: path.to_path_buf(), ..loaded })
}

/// Reads the scenario in `text`, which errors call `name`.
///
/// # Errors
/// As [`load_scenario`]; and where it builds upon another or gives traces: these stand in files beside its own.
pub fn parse_scenario(name: &str, text: &str, catalogue: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
    parse_scenario_with(name, text, catalogue, None, None)
}

/// Reads the scenario in `text` as if it stood in the file at `path`, whether that is there yet or not: the traces that
/// it gives are looked for beside it.
///
/// # Errors
/// As [`load_scenario`].
pub fn parse_scenario_at(path: &Path, text: &str, catalogue: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
    let loaded = parse_scenario_in(&path_name(path), text, catalogue, path.parent())?;
    Ok(LoadedScenario { path: path.to_path_buf(), ..loaded })
}

/// The same for a text that belongs into `folder`, a course's, and may not be saved yet.
///
/// # Errors
/// As [`load_scenario`].
pub fn parse_scenario_in(
    name: &str,
    text: &str,
    catalogue: &Catalogue,
    folder: Option<&Path>,
) -> Result<LoadedScenario, Vec<Located>> {
    let Some(folder) = folder else { return parse_scenario(name, text, catalogue) };
    let resolve = inherit::from_folder(folder);
    parse_scenario_with(name, text, catalogue, Some(folder), Some(&resolve))
}

/// The same with bases from `resolve`.
///
/// # Errors
/// As [`load_scenario`].
pub fn parse_scenario_with(
    name: &str,
    text: &str,
    catalogue: &Catalogue,
    folder: Option<&Path>,
    resolve: Option<Resolve<'_>>,
) -> Result<LoadedScenario, Vec<Located>> {
    let mut bases = Vec::new();
    // What the file itself would be called as a base.
    let file = name.rsplit('/').next().unwrap_or(name);
    let course = folder.and_then(Path::file_name).and_then(|course| course.to_str());
    let own = course.map_or(String::new(), |course| format!("{course}/{file}"));
    let scenario = parse_with(name, text, |node, report| {
        let (node, found) = inherit::inherit(node, &own, report, folder, resolve)?;
        bases = found;
        scenario(&node, report, catalogue, folder)
    })?;
    let hash = hash_of(text, &bases, &scenario);
    Ok(LoadedScenario { scenario, source: text.to_string(), bases, hash, path: PathBuf::from(name) })
}

/// The text's hash; where it builds upon others or gives traces, that of its and their hashes one after another: a mark
/// depends on every byte of them.
fn hash_of(text: &str, bases: &[Base], scenario: &Scenario) -> String {
    let given = scenario.measuring.iter().flat_map(|measuring| &measuring.given);
    let traces: String = given.flat_map(|given| &given.trace).map(|trace| trace.hash.as_str()).collect();
    let below: String = bases.iter().map(|base| format!("base{}", hash(&base.source))).collect();
    let others = below + &traces;
    if others.is_empty() { hash(text) } else { hash(&(hash(text) + &others)) }
}

/// BLAKE3 of `text`, in hexadecimal.
pub(crate) fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Reads a file of at most [`MAX_BYTES`] as UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Vec<Located>> {
    let name = path_name(path);
    let refuse = |message: String| vec![Located::whole(&name, message)];
    let unreadable = |error: std::io::Error| refuse(format!("this file cannot be read: {error}"));
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(refuse("expected a file, found a folder".to_string()));
    }
    if !about.is_file() {
        // Opening a pipe would wait for ever.
        return Err(refuse("expected a file, found a pipe or a device".to_string()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(refuse(too_large()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        refuse(format!("this file is not UTF-8: byte {good}, on line {line}, begins no character"))
    })
}

/// Parses `text` and reads its root with `read`; all errors of both are returned together.
pub(crate) fn parse_with<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(Node, &mut Report<'_>) -> Option<T>,
) -> Result<T, Vec<Located>> {
    if text.len() as u64 > MAX_BYTES {
        return Err(vec![Located::whole(name, too_large())]);
    }
    let mut report = Report::new(name, text);
    let root = spanned::parse(&mut report);
    let value = read(root, &mut report);
    match (value, report.count()) {
        (Some(value), 0) => Ok(value),
        (None, 0) => Err(vec![Located::whole(name, "this file cannot be understood")]),
        _ => Err(report.finish()),
    }
}

fn too_large() -> String {
    format!("this file is larger than {} KiB", MAX_BYTES / 1024)
}

fn scenario(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue, folder: Option<&Path>) -> Option<Scenario> {
    let mut fields = Fields::of(
        node,
        report,
        "Scenario",
        &[
            "format",
            "id",
            "title",
            "brief",
            "minutes",
            "assistance",
            "cable",
            "pigtail",
            "sleeve",
            "cleaver",
            "splicer",
            "tray",
            "work",
            "measuring",
            "pieces",
            "tools",
            "draw",
            "targets",
            "marking",
            "pace",
        ],
    )?;
    let format = fields.take::<u32>(report, "format");
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 2);
    }
    let title = fields.take::<Text>(report, "title");
    let brief = fields.at::<Text>(report, "brief");
    let minutes = fields.integer::<u32>(report, "minutes", 1, 600);
    let assistance = fields.integer::<u8>(report, "assistance", 0, 3);
    let work = match fields.optional("work") {
        Some(node) => work(node, report),
        None => Some(Work::Splice),
    };
    // A job that opens no cable needs no parts: the catalogue's first entries stand in.
    let measures = matches!(work, Some(Work::Measure | Work::Pieces));
    let opening = fields.span();
    let mut part = |report: &mut Report<'_>, name: &str, first: Option<&String>| match fields.optional(name) {
        None if measures => first.map(|id| At { value: id.clone(), span: opening.clone() }),
        _ => fields.at::<String>(report, name),
    };
    let parts = Parts {
        cable: part(report, "cable", catalogue.cables.first().map(|c| &c.id))
            .and_then(|id| check::known(report, id, "cable", &catalogue.cables, |c| &c.id)),
        pigtail: part(report, "pigtail", catalogue.pigtails.first().map(|p| &p.id))
            .and_then(|id| check::known(report, id, "pigtail", &catalogue.pigtails, |p| &p.id)),
        sleeve: part(report, "sleeve", catalogue.sleeves.first().map(|s| &s.id))
            .and_then(|id| check::known(report, id, "sleeve", &catalogue.sleeves, |s| &s.id)),
        cleaver: part(report, "cleaver", catalogue.cleavers.first().map(|c| &c.id))
            .and_then(|id| check::known(report, id, "cleaver", &catalogue.cleavers, |c| &c.id)),
        splicer: part(report, "splicer", catalogue.splicers.first().map(|s| &s.id))
            .and_then(|id| check::known(report, id, "splicer", &catalogue.splicers, |s| &s.id)),
        tray: part(report, "tray", catalogue.trays.first().map(|t| &t.id))
            .and_then(|id| check::known(report, id, "tray", &catalogue.trays, |t| &t.id)),
    };
    if !measures {
        check::parts(report, &parts);
    }
    let measuring = match fields.optional("measuring") {
        Some(node) => Some(load_measuring::measuring(node, report, folder)?),
        None if work == Some(Work::Measure) => {
            report.error(opening.clone(), "field `measuring` is missing: the work is to measure");
            None
        }
        None => None,
    };
    let pieces = match fields.optional("pieces") {
        Some(node) => Some(load_pieces::pieces(node, report, catalogue)?),
        None if work == Some(Work::Pieces) => {
            report.error(opening.clone(), "field `pieces` is missing: the work is on workpieces");
            None
        }
        None => None,
    };
    let (pieces, drawn) = match pieces {
        Some((pieces, drawn)) => (Some(pieces), drawn),
        None => (None, vec![Craft::default()]),
    };
    if let Some(brief) = &brief {
        let drawn = pieces.iter().flat_map(|pieces| &pieces.draw).map(|draw| draw.id.as_str()).collect::<Vec<_>>();
        check::placeholders(report, brief, &drawn);
    }
    let tools = fields.node(report, "tools").and_then(|node| tools(node, report));
    let draw = match fields.optional("draw") {
        None if measures => Some(Draw { fibre: (1, 1) }),
        _ => fields.node(report, "draw").and_then(|node| draw(node, report, &parts)),
    };
    let targets = match fields.optional("targets") {
        None if measures => Some(Targets { ring_mm: 450.0, tube_left_mm: 60.0, strip_mm: 35.0 }),
        _ => fields.node(report, "targets").and_then(|node| targets(node, report)).and_then(|targets| {
            check::targets(report, &parts, &targets);
            targets.targets()
        }),
    };
    let marking = fields.node(report, "marking").and_then(|node| marking(node, report, catalogue));
    if let Some(marking) = &marking {
        let opening = fields.span();
        check::measuring(report, opening, work, measuring.as_ref(), tools.as_ref().map(|tools| &tools.value), marking);
    }
    if let Some(marking) = &marking {
        load_pieces::marking(report, fields.span(), &drawn, marking);
    }
    if let Some(tools) = &tools
        && work.is_some_and(Work::splices)
    {
        check::tools(report, &parts, work.unwrap_or_default(), tools, marking.as_ref());
    }
    let mut marking = marking;
    if let Some(node) = fields.optional("pace") {
        let (pace, marking) = (pace::pace(node, report), marking.as_mut());
        if let Some(why) = pace.zip(marking).and_then(|(pace, marking)| pace.apply(marking).err()) {
            report.error(node.span.clone(), why);
        }
    }
    Some(Scenario {
        format: format?,
        id: id?.value,
        title: title?,
        brief: brief?.value,
        minutes: minutes?,
        assistance: assistance?,
        cable: parts.cable?.value.id.clone(),
        pigtail: parts.pigtail?.value.id.clone(),
        sleeve: parts.sleeve?.value.id.clone(),
        cleaver: parts.cleaver?.value.id.clone(),
        splicer: parts.splicer?.value.id.clone(),
        tray: parts.tray?.value.id.clone(),
        work: work?,
        measuring,
        pieces,
        tools: tools?.value,
        draw: draw?,
        targets: targets?,
        marking: marking?,
    })
}

fn work(node: &Node, report: &mut Report<'_>) -> Option<Work> {
    match &node.kind {
        spanned::Kind::Name(name) if name == "Splice" => return Some(Work::Splice),
        spanned::Kind::Name(name) if name == "Measure" => return Some(Work::Measure),
        spanned::Kind::Name(name) if name == "Pieces" => return Some(Work::Pieces),
        _ => {}
    }
    let variants: &[Variant] = &[
        ("Splice", &[]),
        ("Measure", &[]),
        ("Coil", &["fibres", "length_mm", "live", "laid"]),
        ("Pieces", &[]),
        ("Part", &["from", "to"]),
    ];
    let (which, mut fields) = variant(node, report, "work", variants)?;
    match which {
        0 => return Some(Work::Splice),
        1 => return Some(Work::Measure),
        3 => return Some(Work::Pieces),
        4 => {
            let mut stage =
                |name| fields.node(report, name).and_then(|node| word(node, report, "stage", &Stage::WORDS));
            let (from, to) = (stage("from")?, stage("to")?);
            if from > to {
                report.error(node.span.clone(), "the work ends before it begins");
                return None;
            }
            return Some(Work::Part { from, to });
        }
        _ => {}
    }
    let fibres = fields.integer::<u8>(report, "fibres", 1, i64::from(MAX_STRANDS));
    let length_mm = fields.number(report, "length_mm", 120.0, 5_000.0);
    let live = fields.integer::<u8>(report, "live", 0, i64::from(MAX_STRANDS));
    let laid = fields.optional("laid").map_or(Some(false), |node| bool::decode(node, report));
    Some(Work::Coil { fibres: fibres?, length_mm: length_mm?, live: live?, laid: laid? })
}

fn tools(node: &Node, report: &mut Report<'_>) -> Option<At<Vec<Tool>>> {
    let words = Tool::ALL.map(|tool| (tool.name(), tool));
    let nodes = list(node, report, 100)?;
    let value = each(nodes, |node| word(node, report, "tool", &words))?;
    for (at, tool) in value.iter().enumerate() {
        if value[..at].contains(tool) {
            report.error(nodes[at].span.clone(), format!("tool `{}` is listed twice", tool.name()));
        }
    }
    Some(At { value, span: node.span.clone() })
}

fn draw(node: &Node, report: &mut Report<'_>, parts: &Parts<'_>) -> Option<Draw> {
    let mut fields = Fields::of(node, report, "Draw", &["fibre"])?;
    let fibre = fields.at::<(u8, u8)>(report, "fibre")?;
    check::draw(report, parts, &fibre);
    Some(Draw { fibre: fibre.value })
}

fn targets(node: &Node, report: &mut Report<'_>) -> Option<TargetsAt> {
    let mut fields = Fields::of(node, report, "Targets", &["ring_mm", "tube_left_mm", "strip_mm"])?;
    Some(TargetsAt {
        ring: fields.number_at(report, "ring_mm", 1.0, 10_000.0),
        tube_left: fields.number_at(report, "tube_left_mm", 0.0, 10_000.0),
        strip: fields.number_at(report, "strip_mm", 1.0, 1_000.0),
    })
}

fn marking(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Marking> {
    let mut fields = Fields::of(node, report, "Marking", &["pass", "safety_pass", "criteria", "eliminatory"])?;
    let pass = fields.number(report, "pass", 0.0, 20.0);
    let safety_pass = fields.number(report, "safety_pass", 0.0, 1.0);
    let criteria_node = fields.node(report, "criteria");
    let criteria_nodes = criteria_node.and_then(|node| list(node, report, MAX_CRITERIA)).unwrap_or_default();
    let criteria: Vec<_> = criteria_nodes.iter().map(|node| criterion(node, report, catalogue)).collect();
    let eliminatory_nodes = fields.node(report, "eliminatory").and_then(|node| list(node, report, MAX_CRITERIA));
    let eliminatory: Vec<_> =
        eliminatory_nodes.unwrap_or_default().iter().map(|node| eliminatory(node, report)).collect();

    if let Some(node) = criteria_node
        && criteria.iter().all(Option::is_some)
        && matches!(node.kind, spanned::Kind::List(_))
    {
        let opening = node.span.start..node.span.start + 1;
        check::weights(report, opening, criteria.iter().flatten().map(|found| &found.value.value));
    }
    check::unique(report, &criteria, &eliminatory);
    check::order(report, &criteria, &eliminatory);
    let unspanned = |found: Option<CriterionAt>| found.map(|found| found.value.value);
    Some(Marking {
        pass: pass?,
        safety_pass: safety_pass?,
        criteria: criteria_node.and(criteria.into_iter().map(unspanned).collect::<Option<Vec<_>>>())?,
        eliminatory: eliminatory_nodes
            .and(eliminatory.into_iter().map(|found| found.map(|found| found.value)).collect::<Option<Vec<_>>>())?,
    })
}

/// A criterion and the places of what other criteria can contradict.
pub(super) struct CriterionAt {
    /// The criterion at its id.
    pub(super) value: At<Criterion>,
    /// Bytes of its fault.
    pub(super) fault: Range<usize>,
    /// Bytes of its rule.
    pub(super) rule: Range<usize>,
}

fn criterion(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<CriterionAt> {
    let names = &["id", "axis", "section", "competences", "weight", "label", "cause", "rule", "fault"];
    let mut fields = Fields::of(node, report, "Criterion", names)?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
    }
    let axis = fields.take::<Axis>(report, "axis");
    let section = match fields.optional("section") {
        Some(node) => Some(word(node, report, "section", &Section::WORDS)?),
        None => None,
    };
    let competences = match fields.optional("competences") {
        Some(node) => competences::shown(node, report, catalogue)?,
        None => Vec::new(),
    };
    let weight = fields.number(report, "weight", 0.01, 20.0);
    let label = fields.take::<Text>(report, "label");
    let cause = fields.take::<Text>(report, "cause");
    let rule = fields.at::<Rule>(report, "rule");
    let known = rule.as_ref().and_then(|rule| Some(At { value: rule.value.mistake()?, span: rule.span.clone() }));
    let fault = match fields.optional("fault") {
        // A rule about sites and questions says itself what loses it.
        None if known.is_some() => known,
        _ => fields.at::<Mistake>(report, "fault"),
    };
    let (id, rule, fault) = (id?, rule?, fault?);
    let value = Criterion {
        id: id.value,
        axis: axis?,
        section,
        competences,
        weight: weight?,
        label: label?,
        cause: cause?,
        rule: rule.value,
        fault: fault.value,
    };
    Some(CriterionAt { value: At { value, span: id.span }, fault: fault.span, rule: rule.span })
}

fn eliminatory(node: &Node, report: &mut Report<'_>) -> Option<At<Eliminatory>> {
    let mut fields = Fields::of(node, report, "Eliminatory", &["id", "label", "event"])?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
    }
    let label = fields.take::<Text>(report, "label");
    let event = fields.take::<Event>(report, "event");
    let id = id?;
    Some(At { value: Eliminatory { id: id.value, label: label?, event: event? }, span: id.span })
}

const RULES: &[Variant] = &[
    ("Low", &["measure", "full", "zero"]),
    ("High", &["measure", "full", "zero"]),
    ("Done", &["event"]),
    ("Never", &["event", "given"]),
    ("AtMost", &["event", "times", "each", "given"]),
    ("Before", &["first", "then"]),
    ("Within", &["event", "after", "seconds"]),
    ("Record", &["ask", "full", "zero"]),
    ("Sites", &["sites", "figure", "full", "zero"]),
    ("Sequence", &["sites"]),
    ("Planned", &["items"]),
    ("Untouched", &["sites"]),
    ("Picks", &["sites"]),
    ("Answers", &["questions"]),
    ("Pace", &["seconds", "zero"]),
];

impl Decode for Rule {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Rule> {
        let (at, mut fields) = variant(node, report, "rule", RULES)?;
        let rule = match RULES[at].0 {
            name @ ("Low" | "High") => {
                let measure = fields.take::<Measure>(report, "measure");
                let full = fields.number(report, "full", -MAX_THRESHOLD, MAX_THRESHOLD);
                let zero = fields.number(report, "zero", -MAX_THRESHOLD, MAX_THRESHOLD);
                let (measure, full, zero) = (measure?, full?, zero?);
                if name == "Low" { Rule::Low { measure, full, zero } } else { Rule::High { measure, full, zero } }
            }
            "Done" => Rule::Done { event: fields.take(report, "event")? },
            "Never" => {
                let event = fields.take::<Event>(report, "event");
                let given = fields.take::<Event>(report, "given");
                Rule::Never { event: event?, given: given? }
            }
            "AtMost" => {
                let event = fields.take::<Event>(report, "event");
                let times = fields.integer::<u32>(report, "times", 0, 10_000);
                let each = fields.number(report, "each", 0.01, 20.0);
                let given = fields.take::<Event>(report, "given");
                Rule::AtMost { event: event?, times: times?, each: each?, given: given? }
            }
            "Before" => {
                let first = fields.take::<Event>(report, "first");
                let then = fields.take::<Event>(report, "then");
                Rule::Before { first: first?, then: then? }
            }
            "Record" => {
                let ask = fields.take::<Ask>(report, "ask");
                let full = fields.number(report, "full", 0.0, MAX_THRESHOLD);
                let zero = fields.number(report, "zero", 0.0, MAX_THRESHOLD);
                Rule::Record { ask: ask?, full: full?, zero: zero? }
            }
            "Sites" => {
                let sites = load_pieces::names(&mut fields, report, "sites");
                let figure =
                    fields.node(report, "figure").and_then(|node| word(node, report, "figure", &Figure::WORDS))?;
                // What is done or right needs no thresholds.
                let usual = if figure.is_high() { (1.0, 0.0) } else { (0.0, 1.0) };
                let mut number = |name: &str, usual: f64| match fields.optional(name) {
                    None if figure.is_high() => Some(usual),
                    _ => fields.number(report, name, 0.0, MAX_THRESHOLD),
                };
                let (full, zero) = (number("full", usual.0), number("zero", usual.1));
                Rule::Sites { sites: sites?, figure, full: full?, zero: zero? }
            }
            "Sequence" => Rule::Sequence { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Planned" => Rule::Planned { items: load_pieces::names(&mut fields, report, "items")? },
            "Picks" => Rule::Picks { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Untouched" => Rule::Untouched { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Answers" => Rule::Answers { questions: load_pieces::names(&mut fields, report, "questions")? },
            "Pace" => {
                let seconds = fields.number(report, "seconds", 1.0, pace::MOST_SECONDS);
                let zero = fields.number(report, "zero", 1.0, pace::MOST_ZERO);
                Rule::Pace { seconds: seconds?, zero: zero? }
            }
            _ => {
                let event = fields.take::<Event>(report, "event");
                let after = fields.take::<Event>(report, "after");
                let seconds = fields.number(report, "seconds", 0.1, 36_000.0);
                Rule::Within { event: event?, after: after?, seconds: seconds? }
            }
        };
        check::rule(report, &node.span, &rule).then_some(rule)
    }
}

impl Decode for Axis {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Axis> {
        let words = [("technique", Axis::Technique), ("result", Axis::Result), ("safety", Axis::Safety)];
        word(node, report, "axis", &words)
    }
}

macro_rules! decode_named {
    ($($name:ident as $what:literal,)*) => {$(
        impl Decode for $name {
            fn decode(node: &Node, report: &mut Report<'_>) -> Option<$name> {
                let words: Vec<_> = $name::ALL.iter().map(|value| (value.name(), *value)).collect();
                word(node, report, $what, &words)
            }
        }
    )*};
}

decode_named! {
    Event as "event",
    Measure as "measure",
    Mistake as "fault",
}
