//! Reads a scenario's file: from bytes that nobody vouches for to a [`Scenario`] that a job can be drawn from.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::check::{self, Parts, TargetsAt};
use super::craft::Craft;
use super::decode::{At, Decode, Fields, each, variant, word};
use super::error::{Located, Memory, Report, path_name, quoted};
use super::inherit::{self, Base, Resolve};
use super::job::PLACEHOLDERS;
use super::load_marking::MarkingAt;
use super::possible::Setting;
use super::schema::{Draw, MAX_STRANDS, Scenario, Stage, Targets, Text, Work};
use super::shape::{self, Shape, field, list, number, range, whole, words};
use super::spanned::{self, Node};
use super::{load_hints, load_marking, load_measuring, load_pieces, pace};
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::Tool;

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 1 << 20;

/// The programme's file, beside the folders of its courses.
pub const PROGRAMME: &str = "programme.ron";

/// Most tools of a rack.
const MAX_TOOLS: usize = 100;

/// When the parts of a splice are needed.
const OPENS: &str = "unless `work` is `Measure` or `Pieces`";

/// An exercise.
pub(super) static SCENARIO: Shape = Shape::new(
    "Scenario",
    "an exercise",
    &[
        field("format", "whole number", "version of the schema"),
        field("id", "`course/name`", "lower case with dashes, at most 64 characters"),
        field("base", "`course/name.ron`", "the exercise that it builds upon").optional(),
        field("title", "`Text`", "title in the list"),
        field("brief", "`Text`", "job sheet; placeholders below"),
        whole("minutes", 1, 600, "estimated time, shown and never marked"),
        whole("assistance", 0, 3, "help of the hand: 0 none, 3 strong; from 1 on the loupe draws guides"),
        field("cable", "id", "the cable, from the catalogue").needed(OPENS),
        field("pigtail", "id", "the pigtail").needed(OPENS),
        field("sleeve", "id", "the protection sleeve").needed(OPENS),
        field("cleaver", "id", "the cleaver").needed(OPENS),
        field("splicer", "id", "the fusion splicer").needed(OPENS),
        field("tray", "id", "the splice tray").needed(OPENS),
        field("work", "`Work`", "what is to be done; left out: a whole splice").optional(),
        field("measuring", "`Measuring`", "network, instruments, cords and record").needed("where `work` is `Measure`"),
        field("pieces", "`Pieces`", "workpieces, kit and questions").needed("where `work` is `Pieces`"),
        list("tools", MAX_TOOLS, "tool", "tools on the rack, each once"),
        field("draw", "`Draw`", "what the seed draws").needed(OPENS),
        field("targets", "`Targets`", "lengths of the job sheet").needed(OPENS),
        field("marking", "`Marking`", "marking scheme"),
        field("pace", "`Pace`", "one more criterion: how soon the attempt ends").optional(),
        list("hints", load_hints::MAX_HINTS, "`Hint`", "the author’s own words for steps of the work").optional(),
    ],
);

/// What is to be done.
pub(super) static WORKS: &[Shape] = &[
    Shape::new("Splice", "a whole splice, from the sheath to the closed tray", &[]),
    Shape::new("Measure", "a network is measured and nothing is spliced", &[]),
    Shape::new(
        "Coil",
        "fibres that pass through the tray uncut are coiled in it",
        &[
            whole("fibres", 1, MAX_STRANDS as i64, "fibres in the hand"),
            number("length_mm", 120.0, 5_000.0, "mm", "length of each between the tray’s entries"),
            whole("live", 0, MAX_STRANDS as i64, "fibres in service that lie along the walls already"),
            field(
                "laid",
                "`true` or `false`",
                "the fibres lie there already, once round and on the tabs: they are slipped under with `tweezers`",
            )
            .optional(),
        ],
    ),
    Shape::new("Pieces", "workpieces and questions; nothing is spliced", &[]),
    Shape::new(
        "Part",
        "a part of a splice; what comes before it is done already",
        &[
            shape::word("from", || words(&Stage::WORDS), "first stage that is left to do"),
            shape::word("to", || words(&Stage::WORDS), "last stage"),
        ],
    ),
];

/// What the seed draws.
pub(super) static DRAW: Shape = Shape::new(
    "Draw",
    "what the seed draws",
    &[field("fibre", "`(from, to)`", "number of the fibre to splice, both ends included, from 1 to the cable’s last")],
);

/// Lengths of the job sheet.
pub(super) static TARGETS: Shape = Shape::new(
    "Targets",
    "lengths of the job sheet",
    &[
        range("ring_mm", 1.0, 10_000.0, "mm", "sheath to remove, from the cable’s end; `ring-error-mm` measures it")
            .in_steps(Targets::STEPS_MM[0]),
        range("tube_left_mm", 0.0, 10_000.0, "mm", "tube left beyond the sheath’s edge; nothing measures it yet")
            .in_steps(Targets::STEPS_MM[1]),
        range("strip_mm", 1.0, 1_000.0, "mm", "coating to strip, from the tip; `strip-error-mm` measures it")
            .in_steps(Targets::STEPS_MM[2]),
    ],
);

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
    /// What is no error in it and yet may not be meant.
    pub remarks: Vec<Located>,
}

/// Reads the scenario in the file at `path`, whose parts are in `catalogue`. In the course of a programme its id must be
/// the one that [`course_id`] says.
///
/// # Errors
/// Everything that is wrong with the file, in its order, at most [`MAX_ERRORS`](super::error::MAX_ERRORS).
pub fn load_scenario(path: &Path, catalogue: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
    parse_scenario_as(path, &read_text(path)?, catalogue, course_id(path).as_deref())
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
    parse_scenario_as(path, text, catalogue, None)
}

/// The same for one that must have this `id`: by it journals find the file.
///
/// # Errors
/// As [`load_scenario`].
pub fn parse_scenario_as(
    path: &Path,
    text: &str,
    catalogue: &Catalogue,
    id: Option<&str>,
) -> Result<LoadedScenario, Vec<Located>> {
    let (name, folder) = (path_name(path), path.parent());
    let resolve = folder.map(inherit::from_folder);
    let resolve = resolve.as_ref().map(|resolve| resolve as Resolve<'_>);
    let loaded = parse(&name, text, catalogue, (folder, resolve), None, id)?;
    Ok(LoadedScenario { path: path.to_path_buf(), ..loaded })
}

/// Reads the scenario in `text`, which belongs into `folder`, a course's, with bases from `resolve`.
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
    parse(name, text, catalogue, (folder, resolve), None, None)
}

/// Reads the scenario at `course/name.ron` in `memory`, with its bases and traces from there alone: no disk is touched.
///
/// # Errors
/// As [`load_scenario`].
pub fn recall_scenario(memory: &Memory, path: &str, catalogue: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
    let text = |path: &str| {
        let bytes = memory.get(path).ok_or("is no file")?;
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| "is not UTF-8".to_owned())
    };
    let source = text(path).map_err(|why| vec![Located::whole(path, format!("this file {why}"))])?;
    parse(path, &source, catalogue, (Path::new(path).parent(), Some(&text)), Some(memory), None)
}

fn parse(
    name: &str,
    text: &str,
    catalogue: &Catalogue,
    (folder, resolve): (Option<&Path>, Option<Resolve<'_>>),
    memory: Option<&Memory>,
    id: Option<&str>,
) -> Result<LoadedScenario, Vec<Located>> {
    let (mut bases, mut remarks) = (Vec::new(), Vec::new());
    // What the file itself would be called as a base.
    let file = name.rsplit('/').next().unwrap_or(name);
    let course = folder.and_then(Path::file_name).and_then(|course| course.to_str());
    let own = course.map_or(String::new(), |course| format!("{course}/{file}"));
    let scenario = parse_with(name, text, |node, report| {
        if let Some(memory) = memory {
            report.remember(memory);
        }
        let (node, found) = inherit::inherit(node, &own, report, folder, resolve)?;
        bases = found;
        let scenario = scenario(&node, report, catalogue, folder, id);
        remarks = report.take_remarks();
        scenario
    })?;
    let hash = hash_of(text, &bases, &scenario);
    Ok(LoadedScenario { scenario, source: text.to_string(), bases, hash, path: PathBuf::from(name), remarks })
}

/// `course/name`, the id that belongs to a file of this name in a folder of this name.
pub fn file_id(path: &Path) -> Option<String> {
    let course = path.parent()?.file_name()?.to_str()?;
    Some(format!("{course}/{}", path.file_name()?.to_str()?.strip_suffix(".ron")?))
}

/// The same where the folder is a course of a programme, which stands beside it. Anywhere else a file may have any name.
pub fn course_id(path: &Path) -> Option<String> {
    path.parent()?.parent()?.join(PROGRAMME).is_file().then(|| file_id(path))?
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

fn scenario(
    node: &Node,
    report: &mut Report<'_>,
    catalogue: &Catalogue,
    folder: Option<&Path>,
    own_id: Option<&str>,
) -> Option<Scenario> {
    let mut fields = Fields::shaped(node, report, &SCENARIO)?;
    let format = fields.take::<u32>(report, "format");
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 2);
        if let Some(own) = own_id.filter(|own| *own != id.value) {
            let message = format!("the file is {}: its id must be `{own}`", quoted(&format!("{own}.ron")));
            report.error(id.span.clone(), message);
        }
    }
    // The first was taken when the files were laid over each other.
    if let Some(node) = fields.optional("base") {
        report.error(node.span.clone(), "field `base` is given twice");
    }
    let title = fields.take::<Text>(report, "title");
    let brief = fields.sentence_at(report, "brief");
    let minutes = fields.whole::<u32>(report, "minutes");
    let assistance = fields.whole::<u8>(report, "assistance");
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
    if let (Some(Work::Coil { length_mm, .. }), Some(tray), Some(node)) = (work, &parts.tray, fields.optional("work")) {
        check::coil(report, node, length_mm, tray.value);
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
    let names = pieces.iter().flat_map(|pieces| &pieces.draw).map(|draw| draw.id.as_str()).collect::<Vec<_>>();
    if let Some(brief) = &brief {
        check::placeholders(report, brief, PLACEHOLDERS, &names);
    }
    let tools = tools(&mut fields, report);
    let draw = match fields.optional("draw") {
        None if measures => Some(Draw { fibre: (1, 1) }),
        _ => fields.node(report, "draw").and_then(|node| draw(node, report, &parts)),
    };
    let targets = match fields.optional("targets") {
        None if measures => Some(Targets::fixed(450.0, 60.0, 35.0)),
        _ => fields.node(report, "targets").and_then(|node| targets(node, report)).and_then(|targets| {
            check::targets(report, &parts, &targets);
            targets.targets()
        }),
    };
    let setting = work.zip(tools.as_ref()).map(|(work, tools)| Setting {
        work,
        measuring: measuring.as_ref(),
        drawn: &drawn,
        tools: &tools.value,
        gel: parts.cable.as_ref().map_or(1.0, |cable| cable.value.gel),
        tray: parts.tray.as_ref().map(|tray| tray.value),
    });
    let marking = fields
        .node(report, "marking")
        .and_then(|node| load_marking::marking(node, report, catalogue, setting.as_ref()));
    if let Some(MarkingAt { marking, rules }) = &marking {
        let (opening, tools) = (fields.span(), tools.as_ref().map(|tools| &tools.value));
        check::measuring(report, opening.clone(), work, measuring.as_ref(), tools, (marking, rules));
        load_pieces::marking(report, opening, &drawn, (marking, rules));
    }
    let hints = load_hints::hints(&mut fields, report)
        .map(|hints| load_hints::reached(hints, report, setting.as_ref(), &names));
    let marking = marking.map(|found| found.marking);
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
        hints: hints?,
    })
}

fn work(node: &Node, report: &mut Report<'_>) -> Option<Work> {
    match &node.kind {
        spanned::Kind::Name(name) if name == "Splice" => return Some(Work::Splice),
        spanned::Kind::Name(name) if name == "Measure" => return Some(Work::Measure),
        spanned::Kind::Name(name) if name == "Pieces" => return Some(Work::Pieces),
        _ => {}
    }
    let (which, mut fields) = variant(node, report, "work", WORKS)?;
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
    let fibres = fields.whole::<u8>(report, "fibres");
    let length_mm = fields.limited(report, "length_mm");
    let live = fields.whole::<u8>(report, "live");
    let laid = fields.optional("laid").map_or(Some(false), |node| bool::decode(node, report));
    Some(Work::Coil { fibres: fibres?, length_mm: length_mm?, live: live?, laid: laid? })
}

fn tools(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<At<Vec<Tool>>> {
    let words = Tool::ALL.map(|tool| (tool.name(), tool));
    let node = fields.node(report, "tools")?;
    let nodes = fields.list(report, "tools")?;
    let value = each(nodes, |node| word(node, report, "tool", &words))?;
    for (at, tool) in value.iter().enumerate() {
        if value[..at].contains(tool) {
            report.error(nodes[at].span.clone(), format!("tool `{}` is listed twice", tool.name()));
        }
    }
    Some(At { value, span: node.span.clone() })
}

fn draw(node: &Node, report: &mut Report<'_>, parts: &Parts<'_>) -> Option<Draw> {
    let mut fields = Fields::shaped(node, report, &DRAW)?;
    let fibre = fields.at::<(u8, u8)>(report, "fibre")?;
    check::draw(report, parts, &fibre);
    Some(Draw { fibre: fibre.value })
}

fn targets(node: &Node, report: &mut Report<'_>) -> Option<TargetsAt> {
    let mut fields = Fields::shaped(node, report, &TARGETS)?;
    Some(TargetsAt {
        ring: fields.range_at(report, "ring_mm"),
        tube_left: fields.range_at(report, "tube_left_mm"),
        strip: fields.range_at(report, "strip_mm"),
    })
}
