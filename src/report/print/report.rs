//! The report of one attempt: who, what, the marks and where every point went, what happened when, what the jury said.

use std::collections::BTreeMap;

use serde::Serialize;

use super::about::{About, Identity, IncidentLine, Seal, of_jury, share};
use super::words::{bound, grouped, moment, outside, time};
use super::{Order, Picture, PrintError, Setting};
use crate::bench::facts::{Fact, Stamped};
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::exam::Jury;
use crate::exam::jury::{Entry, Says};
use crate::locale::Texts;
use crate::marking::{CriterionMark, FULL, Mark};
use crate::scenario::Job;
use crate::scenario::schema::{Axis, Lang, Rule};

/// Most pictures of a kind that are printed; the report says how many there were.
const MOST_PICTURES: usize = 48;
/// Most gestures that are drawn: bars nearer than this share of the attempt are drawn as one.
const DRAWN_APART: f64 = 0.002;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Whose attempt.
    pub about: About<'a>,
    /// The job that was done.
    pub job: &'a Job,
    /// What happened.
    pub facts: &'a [Stamped],
    /// The tick at which it ended.
    pub end: Tick,
    /// The machine's mark.
    pub mark: &'a Mark,
    /// What the jury said beside it; empty where it said nothing.
    pub jury: &'a Jury,
    /// Traces that were taken.
    pub traces: &'a [Picture],
    /// Views of the bench.
    pub pictures: &'a [Picture],
}

#[derive(Debug, Serialize)]
struct Data {
    lang: &'static str,
    printed: String,
    program: &'static str,
    identity: Identity,
    exercise: Exercise,
    mark: MarkLine,
    eliminatory: Vec<EliminatoryLine>,
    axes: Vec<AxisLine>,
    sections: Vec<Points>,
    jury: Option<JuryMark>,
    remarks: Vec<RemarkLine>,
    incidents: Vec<IncidentLine>,
    timeline: Timeline,
    facts: Vec<FactLine>,
    traces: Shown,
    pictures: Shown,
    hashes: Hashes,
    seal: Option<Seal>,
}

#[derive(Debug, Serialize)]
struct Exercise {
    title: String,
    id: String,
    seed: String,
}

#[derive(Debug, Serialize)]
struct MarkLine {
    mark: String,
    full: String,
    share: f64,
    passed: bool,
    verdict: String,
    pass: String,
    safety_pass: String,
    safe: bool,
}

#[derive(Debug, Serialize)]
struct JuryMark {
    mark: String,
    passed: bool,
    verdict: String,
    decided: bool,
}

#[derive(Debug, Serialize)]
struct EliminatoryLine {
    label: String,
    time: String,
    at: f64,
}

#[derive(Debug, Serialize)]
struct Points {
    name: String,
    earned: String,
    of: String,
    share: f64,
}

#[derive(Debug, Serialize)]
struct AxisLine {
    id: &'static str,
    #[serde(flatten)]
    points: Points,
    jury: Option<String>,
    criteria: Vec<CriterionLine>,
}

#[derive(Debug, Serialize)]
struct CriterionLine {
    number: usize,
    id: String,
    label: String,
    section: String,
    earned: String,
    of: String,
    share: f64,
    value: String,
    jury: Option<String>,
    lost: Vec<LostLine>,
}

#[derive(Debug, Serialize)]
struct LostLine {
    points: String,
    what: String,
    time: String,
    at: f64,
    cause: String,
}

#[derive(Debug, Serialize)]
struct RemarkLine {
    by: String,
    at: String,
    criterion: String,
    number: Option<usize>,
    machine: String,
    earned: Option<String>,
    of: String,
    decision: String,
    reason: String,
}

#[derive(Debug, Serialize)]
struct Timeline {
    seconds: f64,
    gestures: Vec<[f64; 2]>,
}

#[derive(Debug, Serialize)]
struct FactLine {
    time: String,
    until: String,
    what: String,
    times: usize,
    lost: String,
}

#[derive(Debug, Serialize)]
struct Shown {
    of: usize,
    shown: Vec<ShownPicture>,
}

#[derive(Debug, Serialize)]
struct ShownPicture {
    file: String,
    caption: String,
}

#[derive(Debug, Serialize)]
struct Hashes {
    scenario: String,
    catalogue: String,
    facts: String,
}

/// The order for the report of one attempt.
///
/// # Errors
/// Never for want of data; only where they cannot be written as JSON.
pub fn report(report: &Report<'_>, setting: &Setting<'_>) -> Result<Order, PrintError> {
    let texts = &Texts::new(setting.lang);
    let Report { about, job, end, mark, jury, .. } = *report;
    let marking = &job.scenario.marking;
    let numbers: BTreeMap<&str, usize> =
        mark.criteria.iter().enumerate().map(|(i, criterion)| (criterion.id.as_str(), i + 1)).collect();
    let mut pictures = BTreeMap::new();
    let traces = shown("trace", report.traces, &mut pictures);
    let bench = shown("bench", report.pictures, &mut pictures);
    let [scenario, catalogue] = about.hashes();
    let data = Data {
        lang: lang_name(setting.lang),
        printed: texts.date(setting.day),
        program: env!("CARGO_PKG_VERSION"),
        identity: about.identity(end, texts),
        exercise: Exercise {
            title: bound(&outside(texts.pick(&job.scenario.title)), texts),
            id: outside(about.scenario()),
            seed: about.seed().to_string(),
        },
        mark: MarkLine {
            mark: texts.mark(mark.mark),
            full: texts.mark(FULL),
            share: mark.mark / FULL,
            passed: mark.passed,
            verdict: texts.get(verdict(mark.passed)),
            pass: texts.mark(marking.pass),
            safety_pass: bound(&format!("{} %", texts.number(marking.safety_pass * 100.0, 0)), texts),
            safe: mark.safe,
        },
        eliminatory: mark
            .eliminatory
            .iter()
            .map(|fault| EliminatoryLine {
                label: bound(&outside(texts.pick(&fault.label)), texts),
                time: time(fault.from_tick, texts),
                at: share(fault.from_tick, end),
            })
            .collect(),
        axes: [Axis::Technique, Axis::Result, Axis::Safety]
            .into_iter()
            .filter(|axis| mark.axis(*axis).of > 0.0)
            .map(|axis| axis_line(report, axis, &numbers, texts))
            .collect(),
        sections: mark
            .sections()
            .into_iter()
            .map(|(section, of)| points(texts.get(&format!("section-{}", section.name())), of.earned, of.of, texts))
            .collect(),
        jury: of_jury(mark, marking, jury).map(|jury| JuryMark {
            mark: texts.mark(jury.mark),
            passed: jury.passed,
            verdict: texts.get(verdict(jury.passed)),
            decided: jury.decided,
        }),
        remarks: jury.entries.iter().map(|entry| remark_line(entry, mark, &numbers, texts)).collect(),
        incidents: about.incidents(end, texts),
        timeline: Timeline { seconds: f64::from(end) * TICK_S, gestures: gestures(report.facts, end) },
        facts: facts(report, texts),
        traces,
        pictures: bench,
        hashes: Hashes { scenario: grouped(scenario), catalogue: grouped(catalogue), facts: grouped(&mark.facts_hash) },
        seal: about.seal(),
    };
    setting.order("report.typ", about.ident("report", mark), &data, pictures)
}

/// Locale key of the verdict: what a jury signs says it plainly.
pub(super) fn verdict(passed: bool) -> &'static str {
    if passed { "result-passed" } else { "exam-not-passed" }
}

/// Name of a language in data.
pub(super) fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

fn points(name: String, earned: f64, of: f64, texts: &Texts) -> Points {
    let share = if of > 0.0 { (earned / of).clamp(0.0, 1.0) } else { 1.0 };
    Points { name, earned: texts.number(earned, 2), of: texts.number(of, 2), share }
}

fn axis_line(report: &Report<'_>, axis: Axis, numbers: &BTreeMap<&str, usize>, texts: &Texts) -> AxisLine {
    let of = report.mark.axis(axis);
    let criteria = || report.mark.criteria.iter().filter(|criterion| criterion.axis == axis);
    let jury = |criterion: &CriterionMark| report.jury.given(criterion);
    let changed = criteria().any(|criterion| jury(criterion).is_some());
    let of_jury = || criteria().map(|criterion| jury(criterion).unwrap_or(criterion.earned)).sum::<f64>();
    AxisLine {
        id: Axis::WORDS.into_iter().find_map(|(word, one)| (one == axis).then_some(word)).unwrap_or_default(),
        points: points(texts.axis(axis), of.earned, of.of, texts),
        jury: changed.then(|| texts.number(of_jury(), 2)),
        criteria: criteria()
            .map(|criterion| {
                let worth = points(String::new(), criterion.earned, criterion.of, texts);
                CriterionLine {
                    number: numbers.get(criterion.id.as_str()).copied().unwrap_or_default(),
                    id: outside(&criterion.id),
                    label: bound(&outside(texts.pick(&criterion.label)), texts),
                    section: criterion
                        .section
                        .map_or_else(String::new, |section| texts.get(&format!("section-{}", section.name()))),
                    earned: worth.earned,
                    of: worth.of,
                    share: worth.share,
                    value: value(report.job, criterion, texts),
                    jury: jury(criterion).map(|points| texts.number(points, 2)),
                    lost: criterion
                        .lost
                        .iter()
                        .map(|lost| LostLine {
                            points: texts.number(lost.points, 2),
                            what: bound(&crate::report::what(report.job, criterion, lost, texts), texts),
                            time: time(lost.from_tick, texts),
                            at: share(lost.from_tick, report.end),
                            cause: bound(&outside(texts.pick(&criterion.cause)), texts),
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}

/// The measured value with its unit; empty where the criterion measures nothing.
fn value(job: &Job, criterion: &CriterionMark, texts: &Texts) -> String {
    let rule = job.scenario.marking.criteria.iter().find(|one| one.id == criterion.id).map(|one| &one.rule);
    match (rule, criterion.value) {
        (Some(Rule::Low { measure, .. } | Rule::High { measure, .. }), Some(value)) => {
            bound(&texts.measured(*measure, value), texts)
        }
        _ => String::new(),
    }
}

fn remark_line(entry: &Entry, mark: &Mark, numbers: &BTreeMap<&str, usize>, texts: &Texts) -> RemarkLine {
    let (about, earned) = match &entry.says {
        Says::Criterion { id, earned } => (Some(id.as_str()), Some(*earned)),
        Says::Remark | Says::Passed(_) => (None, None),
    };
    let criterion = mark.criteria.iter().find(|criterion| Some(criterion.id.as_str()) == about);
    RemarkLine {
        by: outside(&entry.by),
        at: moment(&entry.at, texts),
        criterion: match criterion {
            Some(criterion) => bound(&outside(texts.pick(&criterion.label)), texts),
            // A word on a criterion that is none of these is shown as it was said.
            None => about.map_or_else(String::new, outside),
        },
        number: about.and_then(|id| numbers.get(id).copied()),
        machine: criterion.map_or_else(String::new, |criterion| texts.number(criterion.earned, 2)),
        earned: earned.map(|points| texts.number(points, 2)),
        of: criterion.map_or_else(String::new, |criterion| texts.number(criterion.of, 2)),
        decision: match entry.says {
            Says::Passed(passed) => texts.get(verdict(passed)),
            _ => String::new(),
        },
        reason: outside(&entry.reason),
    }
}

/// When hands were at work: spans of the attempt, 0 to 1, those that touch on paper as one.
fn gestures(facts: &[Stamped], end: Tick) -> Vec<[f64; 2]> {
    let mut spans: Vec<[f64; 2]> = Vec::new();
    for stamped in facts.iter().filter(|stamped| matches!(stamped.fact, Fact::Gesture { .. })) {
        let [from, to] = [share(stamped.from, end), share(stamped.to, end)];
        match spans.last_mut() {
            Some(last) if from - last[1] < DRAWN_APART => last[1] = last[1].max(to),
            _ => spans.push([from, to]),
        }
    }
    spans
}

/// What happened, one after the other; the same several times over is one line.
fn facts(report: &Report<'_>, texts: &Texts) -> Vec<FactLine> {
    let mut lost: BTreeMap<usize, f64> = BTreeMap::new();
    for deduction in report.mark.criteria.iter().flat_map(|criterion| &criterion.lost) {
        if let Some(index) = deduction.fact_index {
            *lost.entry(index).or_default() += deduction.points;
        }
    }
    let mut lines: Vec<(FactLine, f64)> = Vec::new();
    for (index, stamped) in report.facts.iter().enumerate() {
        if matches!(stamped.fact, Fact::Gesture { .. }) {
            continue;
        }
        let what = match stamped.fact {
            Fact::ToolTaken { tool } => texts.with("print-tool-taken", &[("tool", texts.tool(tool).into())]),
            ref fact => texts.event(fact.event()),
        };
        let what = bound(&what, texts);
        let points = lost.get(&index).copied().unwrap_or_default();
        match lines.last_mut() {
            Some((last, sum)) if last.what == what => {
                last.times += 1;
                last.until = time(stamped.to, texts);
                *sum += points;
            }
            _ => {
                let [from, until] = [stamped.from, stamped.to].map(|tick| time(tick, texts));
                lines.push((FactLine { time: from, until, what, times: 1, lost: String::new() }, points));
            }
        }
    }
    let written = lines.into_iter().map(|(line, points)| FactLine {
        lost: if points > 0.0 { texts.number(points, 2) } else { String::new() },
        ..line
    });
    written.collect()
}

/// Gives pictures their names and keeps their files.
fn shown(kind: &str, pictures: &[Picture], files: &mut BTreeMap<String, Vec<u8>>) -> Shown {
    let mut shown = Vec::new();
    for (index, picture) in pictures.iter().take(MOST_PICTURES).enumerate() {
        let file = format!("{kind}-{}.png", index + 1);
        files.insert(file.clone(), picture.png.clone());
        shown.push(ShownPicture { file, caption: outside(&picture.caption) });
    }
    Shown { of: pictures.len(), shown }
}
