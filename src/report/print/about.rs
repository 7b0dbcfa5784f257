//! Whose attempt a document is about, and what the jury made of it.

use serde::Serialize;

use super::words::{grouped, moment, outside, time};
use crate::catalogue::vocabulary::Tick;
use crate::exam::{Head, Jury};
use crate::journal::{Event, Header, Note};
use crate::locale::Texts;
use crate::marking::Mark;
use crate::scenario::schema::Marking;
use crate::signed::fingerprint;

/// Whose attempt it was, and where that is written.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A sealed attempt of an exam: its head, and its hash.
    Exam(&'a Head, &'a str),
    /// An attempt made to learn: the journal's header and notes.
    Practice(&'a Header, &'a [Note]),
}

/// What the jury made of a mark: figures and verdict, the machine's where the jury left them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OfJury {
    /// The mark with the jury's points.
    pub mark: f64,
    /// Whether it is passed.
    pub passed: bool,
    /// Whether the jury said so itself, rather than the figures.
    pub decided: bool,
}

/// Mark and verdict as the jury left them; `None` where it changed neither. Its points are judged by the scenario's own
/// thresholds, its decision stands above them.
pub(super) fn of_jury(mark: &Mark, marking: &Marking, jury: &Jury) -> Option<OfJury> {
    let last = jury.applied(mark, Some(marking.into()))?;
    Some(OfJury { mark: last.mark, passed: last.passed, decided: jury.passed().is_some() })
}

/// Whose attempt it was, for templates.
#[derive(Debug, Serialize)]
pub(super) struct Identity {
    /// An exam, not practice.
    exam: bool,
    /// Title of the session; empty for practice.
    session: String,
    /// Its identifier; empty for practice.
    session_id: String,
    /// Number on the roster; empty for practice.
    number: String,
    /// Name; a pseudonym in practice.
    name: String,
    /// Which part of the session, from 1; none for practice.
    part: Option<u32>,
    /// The synthetic hand that did it; empty for a person.
    synthetic: String,
    /// When it began; empty where no clock was at hand.
    began: String,
    /// When it was sealed; empty for practice.
    ended: String,
    /// Time that was worked.
    worked: String,
    /// Time that was allowed; empty for practice.
    allowed: String,
    /// Extra time was part of it.
    extra: bool,
    /// Help that the program gave, 0 to 3; none for exams, which give none.
    assistance: Option<u8>,
    /// Version that recorded it.
    recorded_by: String,
}

/// What stands for the attempt's integrity, for templates.
#[derive(Debug, Serialize)]
pub(super) struct Seal {
    /// Hash of the sealed attempt, in groups of four.
    hash: String,
    /// Its beginning, for the foot of each page.
    short: String,
    /// The session's public key, in groups of four.
    key: String,
    /// That key shortened: what an examiner compares.
    fingerprint: String,
    /// Hash of the journal, in groups of four.
    journal: String,
    /// Length of the journal, bytes.
    journal_bytes: u64,
}

/// Something that happened around the attempt, for templates.
#[derive(Debug, Serialize)]
pub(super) struct IncidentLine {
    /// Time of the attempt.
    time: String,
    /// The same, 0 to 1 of its length.
    at: f64,
    /// Moment by the machine's clock; empty where it was not noted.
    clock: String,
    /// What.
    what: String,
}

impl About<'_> {
    /// The id of the exercise.
    pub(super) fn scenario(&self) -> &str {
        match self {
            About::Exam(head, _) => &head.scenario,
            About::Practice(header, _) => &header.scenario,
        }
    }

    /// Hashes of scenario and catalogue.
    pub(super) fn hashes(&self) -> [&str; 2] {
        match self {
            About::Exam(head, _) => [&head.scenario_hash, &head.catalogue_hash],
            About::Practice(header, _) => [&header.scenario_hash, &header.catalogue_hash],
        }
    }

    /// Seed of the job.
    pub(super) fn seed(&self) -> u64 {
        match self {
            About::Exam(head, _) => head.seed,
            About::Practice(header, _) => header.seed,
        }
    }

    /// Words that are the same for the same attempt: the document's identifier is made of them.
    pub(super) fn ident(&self, kind: &str, mark: &Mark) -> String {
        match self {
            About::Exam(_, hash) => format!("{kind} {hash}"),
            About::Practice(header, _) => format!("{kind} {} {} {}", header.scenario, header.seed, mark.facts_hash),
        }
    }

    pub(super) fn identity(&self, end: Tick, texts: &Texts) -> Identity {
        match self {
            About::Exam(head, _) => Identity {
                exam: true,
                session: outside(&head.session_title),
                session_id: outside(&head.session),
                number: outside(&head.candidate.number),
                name: outside(&head.candidate.name),
                part: Some(head.part),
                synthetic: String::new(),
                began: moment(&head.times.began, texts),
                ended: moment(&head.times.ended, texts),
                worked: time(head.times.worked, texts),
                allowed: time(head.times.allowed, texts),
                extra: head.times.extra,
                assistance: None,
                recorded_by: outside(&head.program),
            },
            About::Practice(header, _) => Identity {
                exam: false,
                session: String::new(),
                session_id: String::new(),
                number: String::new(),
                name: outside(&header.who),
                part: None,
                synthetic: if header.hand == "person" { String::new() } else { outside(&header.hand) },
                began: header.started.as_deref().map_or_else(String::new, |began| moment(began, texts)),
                ended: String::new(),
                worked: time(end, texts),
                allowed: String::new(),
                extra: false,
                assistance: Some(header.assistance),
                recorded_by: outside(&header.program),
            },
        }
    }

    pub(super) fn seal(&self) -> Option<Seal> {
        let About::Exam(head, hash) = self else { return None };
        Some(Seal {
            hash: grouped(hash),
            short: grouped(hash.get(..16).unwrap_or(hash)),
            key: grouped(&head.key),
            fingerprint: outside(&fingerprint(&head.key)),
            journal: grouped(&head.journal_blake3),
            journal_bytes: head.journal_bytes,
        })
    }

    pub(super) fn incidents(&self, end: Tick, texts: &Texts) -> Vec<IncidentLine> {
        let line = |tick: Tick, clock: String, what: String| IncidentLine {
            time: time(tick, texts),
            at: share(tick, end),
            clock,
            what,
        };
        match self {
            About::Exam(head, _) => {
                let lines = head.incidents.iter().map(|incident| {
                    let what = texts.get(&format!("incident-{}", incident.what.word()));
                    line(incident.tick, moment(&incident.at, texts), what)
                });
                lines.collect()
            }
            About::Practice(_, notes) => {
                let lines = notes.iter().map(|note| {
                    let what = match &note.event {
                        Event::Other(text) => outside(text),
                        known => texts.get(&format!("incident-{}", known.text())),
                    };
                    line(note.tick, String::new(), what)
                });
                lines.collect()
            }
        }
    }
}

/// Where a tick is in the attempt, 0 to 1.
pub(super) fn share(tick: Tick, end: Tick) -> f64 {
    (f64::from(tick) / f64::from(end.max(1))).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::IncidentKind;
    use crate::locale::Lang;

    #[test]
    fn every_incident_has_its_words() {
        for lang in [Lang::Fr, Lang::En] {
            for (word, _) in IncidentKind::WORDS {
                assert!(Texts::new(lang).has(&format!("incident-{word}")), "{word}");
            }
        }
    }

    #[test]
    fn a_moment_of_an_attempt_is_a_share_of_it() {
        assert_eq!([share(0, 0), share(60, 120), share(500, 120)], [0.0, 0.5, 1.0]);
    }
}
