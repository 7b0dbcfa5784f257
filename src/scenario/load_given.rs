//! Reads the traces that an exercise gives: SOR files beside the scenario, and what their author says is in them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::decode::{Decode, Fields, each, mismatch, word};
use super::error::{Memory, Report, quoted};
use super::measuring::{Ask, Given, GivenTrace, Line};
use super::shape::{Shape, field, list, number};
use super::spanned::{Kind, Node};
use crate::instrument::from_sor::{from_sor, thresholds};
use crate::instrument::otdr::settings::MOST_POINTS;
use crate::instrument::sor;
use crate::plant::Fault;

/// Most traces that an exercise gives.
pub(super) const MAX_GIVEN: usize = 8;
/// Largest file of a trace, bytes.
const MAX_BYTES: u64 = 4 << 20;
/// Longest name of a file, bytes.
const MAX_NAME: usize = 128;
/// Longest cord, m.
const MAX_CORD_M: f64 = 10_000.0;
/// Largest answer.
const MAX_ANSWER: f64 = 1e6;

/// A trace that the exercise gives.
pub(super) static GIVEN: Shape = Shape::new(
    "Given",
    "a trace in the reflectometer’s memory at the start",
    &[
        field(
            "file",
            "`name.sor` or `folder/name.sor`",
            "SOR file beside the scenario or one folder below; plain letters, digits, `-`, `_`, `.`; at most 4 MiB and 64,000 points",
        ),
        number("launch_m", 0.0, MAX_CORD_M, "m", "cord before the network; 0 where left out").optional(),
        number("receive_m", 0.0, MAX_CORD_M, "m", "cord behind it; 0 where left out").optional(),
        list("answers", Ask::WORDS.len(), "`(question, value)`", "what is true of it; may be empty"),
    ],
);

/// The traces of a scenario in `folder`; `None` where only the scenario's text is at hand.
pub(super) fn given(nodes: &[Node], report: &mut Report<'_>, folder: Option<&Path>) -> Option<Vec<Given>> {
    let mut answered: Vec<Ask> = Vec::new();
    each(nodes, |node| one(node, report, folder, &mut answered))
}

/// Every answer must belong to a line of the record that is asked once.
pub(super) fn asked(given: &[Given], node: &Node, report: &mut Report<'_>, record: &[Line]) -> Option<()> {
    let astray = given.iter().flat_map(|given| &given.answers).find(|(ask, _)| {
        let line = record.iter().find(|line| line.ask == *ask);
        line.is_none_or(|line| line.each)
    });
    let Some((ask, _)) = astray else { return Some(()) };
    let name = ask.name();
    report.error(
        node.span.start..node.span.start + 1,
        format!("a given trace answers `{name}`, which the record does not ask once"),
    );
    None
}

fn one(node: &Node, report: &mut Report<'_>, folder: Option<&Path>, answered: &mut Vec<Ask>) -> Option<Given> {
    let mut fields = Fields::shaped(node, report, &GIVEN)?;
    let file = fields.at::<String>(report, "file");
    let [launch_m, receive_m] = ["launch_m", "receive_m"].map(|name| fields.limited_or(report, name, 0.0));
    let answers = fields.list(report, "answers").and_then(|nodes| {
        each(nodes, |node| {
            let (ask, value) = answer(node, report)?;
            if answered.contains(&ask) {
                report.error(node.span.clone(), format!("`{}` is answered twice", ask.name()));
                return None;
            }
            answered.push(ask);
            Some((ask, value))
        })
    });
    let file = file?;
    // A base's traces stand beside the base.
    let beside = report.folder(&file.span).or(folder);
    let trace = match report.memory() {
        Some(memory) => recall(memory, beside, &file.value),
        None => read(beside, &file.value),
    };
    let trace = trace.and_then(|bytes| given_trace(&bytes, &file.value));
    let trace = match trace {
        Ok(trace) => Some(trace),
        Err(why) => {
            report.error(file.span, why);
            None
        }
    };
    Some(Given { file: file.value, launch_m: launch_m?, receive_m: receive_m?, answers: answers?, trace: Some(trace?) })
}

/// A question and its answer: a number, or a fault by its name.
fn answer(node: &Node, report: &mut Report<'_>) -> Option<(Ask, f64)> {
    let Kind::Tuple { name: None, items } = &node.kind else {
        mismatch(node, report, "a question with its answer (\"…\", …)");
        return None;
    };
    let [ask, value] = items.as_slice() else {
        mismatch(node, report, "a question with its answer (\"…\", …)");
        return None;
    };
    let ask = Ask::decode(ask, report)?;
    if ask == Ask::FaultKind && matches!(value.kind, Kind::Text(_) | Kind::Name(_)) {
        let words: Vec<(&'static str, f64)> = Fault::NAMES.iter().enumerate().map(|(i, n)| (*n, i as f64)).collect();
        return Some((ask, word(value, report, "fault", &words)?));
    }
    let told = f64::decode(value, report)?;
    if ask == Ask::FaultKind || told.abs() > MAX_ANSWER {
        mismatch(value, report, if ask == Ask::FaultKind { "the name of a fault" } else { "a number up to a million" });
        return None;
    }
    let (least, most) = ask.limits();
    if !(least..=most).contains(&told) {
        let name = ask.name();
        report.error(value.span.clone(), format!("`{name}` must be from {least} to {most}, found {told}"));
        return None;
    }
    if ask.counts() && told.fract() != 0.0 {
        report.error(value.span.clone(), format!("`{}` is a whole number, found {told}", ask.name()));
        return None;
    }
    Some((ask, told))
}

/// Reads a trace beside the scenario.
fn read(folder: Option<&Path>, name: &str) -> Result<Vec<u8>, String> {
    let folder = folder.ok_or("a given trace can be read with the scenario's file only, not from its text alone")?;
    let path = beside(folder, name)?;
    let unreadable = |why: std::io::Error| format!("the trace {} cannot be read: {why}", quoted(name));
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("the trace {} is larger than {} MiB", quoted(name), MAX_BYTES >> 20));
    }
    Ok(bytes)
}

/// The same from files in memory, whose folders are named like those on a disk.
fn recall(memory: &Memory, folder: Option<&Path>, name: &str) -> Result<Vec<u8>, String> {
    let course = folder.and_then(Path::file_name).and_then(|course| course.to_str()).unwrap_or_default();
    let bytes = memory.get(&format!("{course}/{name}"));
    bytes.cloned().ok_or_else(|| format!("there is no trace {}", quoted(name)))
}

fn given_trace(bytes: &[u8], name: &str) -> Result<GivenTrace, String> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let file = sor::read(bytes).map_err(|why| format!("{} is no SOR file: {why}", quoted(name)))?;
    let trace = from_sor(&file).map_err(|why| format!("{} is no trace: {why}", quoted(name)))?;
    if trace.level_db.len() > MOST_POINTS {
        return Err(format!("{} has {} points, at most {MOST_POINTS} are shown", quoted(name), trace.level_db.len()));
    }
    Ok(GivenTrace { trace: Arc::new(trace), thresholds: thresholds(&file), hash })
}

/// The path of a file that stands beside the scenario or one folder below it, and nowhere else.
fn beside(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    let parts: Vec<&str> = name.split('/').collect();
    if name.len() > MAX_NAME || parts.len() > 2 || !parts.iter().all(|part| plain(part)) {
        return Err(format!(
            "{} is no place for a trace: `name.sor` beside the scenario, or `folder/name.sor`, in plain letters",
            quoted(name)
        ));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let missing = |why: std::io::Error| format!("there is no trace {}: {why}", quoted(name));
    let home = folder.canonicalize().map_err(missing)?;
    let path = folder.join(name).canonicalize().map_err(missing)?;
    if !path.starts_with(&home) {
        return Err(format!("{} leads out of the scenario's folder", quoted(name)));
    }
    let about = std::fs::metadata(&path).map_err(missing)?;
    // Opening a pipe would wait for ever.
    if !about.is_file() {
        return Err(format!("{} is no file", quoted(name)));
    }
    Ok(path)
}
