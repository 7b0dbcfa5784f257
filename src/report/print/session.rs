//! A whole session: the summary of its sealed attempts, and the sheet with its candidates' codes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::report::{lang_name, verdict};
use super::words::{bound, grouped, moment, outside, time};
use super::{Order, PrintError, Setting};
use crate::exam::roster::Seat;
use crate::exam::session::Public;
use crate::exam::{Head, Jury};
use crate::locale::Texts;
use crate::marking::{FULL, Mark};
use crate::scenario::schema::Axis;
use crate::signed::fingerprint;

/// A sealed attempt of a session, without its journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// What it says.
    pub head: Head,
    /// Its hash.
    pub hash: String,
    /// What the jury said beside it.
    pub jury: Jury,
    /// The mark as the jury left it, [`Jury::applied`]: the final one. None where it left the machine's.
    pub judged: Option<Mark>,
}

impl Attempt {
    /// The final mark: the jury's, or else the machine's.
    fn last(&self) -> &Mark {
        self.judged.as_ref().unwrap_or(&self.head.mark)
    }
}

#[derive(Debug, Serialize)]
struct Data {
    lang: &'static str,
    printed: String,
    program: &'static str,
    session: String,
    session_id: String,
    key: String,
    fingerprint: String,
    full: String,
    parts: Vec<Part>,
    left_out: Vec<String>,
    candidates: usize,
    attempts: usize,
    passed: usize,
}

#[derive(Debug, Serialize)]
struct Part {
    part: u32,
    exercise: String,
    exercise_id: String,
    rows: Vec<Row>,
    passed: usize,
    mean: String,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    name: String,
    mark: String,
    /// The machine's, where the final one is the jury's.
    machine: Option<String>,
    passed: bool,
    decided: bool,
    verdict: String,
    axes: Vec<String>,
    eliminatory: Vec<String>,
    incidents: usize,
    worked: String,
    extra: bool,
    ended: String,
    short: String,
}

/// The order for the summary of one session. Attempts of other sessions are not for this table: the session is that of
/// the first. `left_out` names files whose seal does not hold, so that none is missing without a word.
///
/// # Errors
/// Only where the data cannot be written as JSON.
pub fn session(attempts: &[Attempt], left_out: &[String], setting: &Setting<'_>) -> Result<Order, PrintError> {
    let texts = &Texts::new(setting.lang);
    let first = attempts.first().map(|attempt| &attempt.head);
    let mut of_session: Vec<&Attempt> =
        attempts.iter().filter(|attempt| Some(&attempt.head.session) == first.map(|head| &head.session)).collect();
    of_session.sort_by(|a, b| (&a.head.candidate.number, &a.hash).cmp(&(&b.head.candidate.number, &b.hash)));
    let parts: BTreeSet<u32> = of_session.iter().map(|attempt| attempt.head.part).collect();
    let key = first.map_or("", |head| &head.key);
    let data = Data {
        lang: lang_name(setting.lang),
        printed: texts.date(setting.day),
        program: env!("CARGO_PKG_VERSION"),
        session: first.map_or_else(String::new, |head| outside(&head.session_title)),
        session_id: first.map_or_else(String::new, |head| outside(&head.session)),
        key: grouped(key),
        fingerprint: outside(&fingerprint(key)),
        full: texts.mark(FULL),
        parts: parts.into_iter().map(|part| part_of(part, &of_session, texts)).collect(),
        left_out: left_out.iter().map(|file| outside(file)).collect(),
        candidates: of_session.iter().map(|attempt| &attempt.head.candidate.number).collect::<BTreeSet<_>>().len(),
        attempts: of_session.len(),
        passed: of_session.iter().filter(|attempt| passed(attempt)).count(),
    };
    let ident = format!("session {}", first.map_or("", |head| &head.session));
    setting.order("session.typ", ident, &data, BTreeMap::new())
}

fn passed(attempt: &Attempt) -> bool {
    attempt.last().passed
}

fn part_of(part: u32, attempts: &[&Attempt], texts: &Texts) -> Part {
    let heads: Vec<_> = attempts.iter().filter(|attempt| attempt.head.part == part).collect();
    let marks: f64 = heads.iter().map(|attempt| attempt.last().mark).sum();
    let rows = heads.iter().map(|attempt| {
        let Attempt { head, hash, jury, judged } = attempt;
        let last = attempt.last();
        let axes = [Axis::Technique, Axis::Result, Axis::Safety].map(|axis| last.axis(axis));
        Row {
            number: outside(&head.candidate.number),
            name: outside(&head.candidate.name),
            mark: texts.mark(last.mark),
            machine: judged.as_ref().map(|_| texts.mark(head.mark.mark)),
            passed: passed(attempt),
            decided: jury.passed().is_some(),
            verdict: texts.get(verdict(passed(attempt))),
            axes: axes
                .map(|of| {
                    if of.of > 0.0 {
                        bound(&format!("{} %", texts.number(of.share() * 100.0, 0)), texts)
                    } else {
                        "–".to_owned()
                    }
                })
                .to_vec(),
            eliminatory: head
                .mark
                .eliminatory
                .iter()
                .map(|fault| bound(&outside(texts.pick(&fault.label)), texts))
                .collect(),
            incidents: head.incidents.len(),
            worked: time(head.times.worked, texts),
            extra: head.times.extra,
            ended: moment(&head.times.ended, texts),
            short: grouped(hash.get(..16).unwrap_or(hash)),
        }
    });
    let title = heads.first().map(|attempt| &attempt.head);
    Part {
        part,
        exercise: title.map_or_else(String::new, |head| bound(&outside(texts.pick(&head.scenario_title)), texts)),
        exercise_id: title.map_or_else(String::new, |head| outside(&head.scenario)),
        rows: rows.collect(),
        passed: heads.iter().filter(|attempt| passed(attempt)).count(),
        mean: texts.number(marks / heads.len().max(1) as f64, 2),
    }
}

#[derive(Debug, Serialize)]
struct CodesData {
    lang: &'static str,
    printed: String,
    program: &'static str,
    session: String,
    session_id: String,
    codes: Vec<CodeLine>,
}

#[derive(Debug, Serialize)]
struct CodeLine {
    number: String,
    name: String,
    code: String,
    extra: bool,
}

/// The order for the sheet of codes of a session, in the order given: a list for the examiner, then slips to cut out.
///
/// # Errors
/// Only where the data cannot be written as JSON.
pub fn codes(session: &Public, seats: &[Seat], setting: &Setting<'_>) -> Result<Order, PrintError> {
    let texts = &Texts::new(setting.lang);
    let lines = seats.iter().map(|seat| CodeLine {
        number: outside(&seat.number),
        name: outside(&seat.name),
        code: outside(&seat.code),
        extra: seat.extra,
    });
    let data = CodesData {
        lang: lang_name(setting.lang),
        printed: texts.date(setting.day),
        program: env!("CARGO_PKG_VERSION"),
        session: outside(&session.title),
        session_id: outside(&session.id),
        codes: lines.collect(),
    };
    setting.order("codes.typ", format!("codes {}", session.id), &data, BTreeMap::new())
}
