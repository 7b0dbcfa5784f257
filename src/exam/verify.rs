//! Checks a sealed attempt from end to end: seal, chain, scenario, version, and the mark made again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;

use super::jury::{self, Jury, Thresholds};
use super::notes;
use super::sealed::{self, Head, Sealed};
use super::session::{Opened, Public};
use crate::attempt;
use crate::catalogue::vocabulary::TICK_S;
use crate::journal::{self, Journal, Mode};
use crate::library::Library;
use crate::marking::Mark;
use crate::scenario::LoadedScenario;
use crate::scenario::error::{Located, printable};
use crate::signed::fingerprint;

/// What is checked, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Signature, and hash of the journal.
    Seal,
    /// The key is one of a known session.
    Session,
    /// The journal's own chain, and that it was finished.
    Journal,
    /// The head says what the journal says.
    Head,
    /// The program that marked is this one.
    Version,
    /// Catalogue and scenario are those of the attempt.
    Scenario,
    /// Played again, it is worth the same, to the last bit.
    Mark,
    /// Every word of the jury is the jury's.
    Jury,
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// What was checked.
    pub check: Check,
    /// What differs.
    pub says: String,
}

/// What a check of one file came to.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// The file.
    pub file: String,
    /// All holds.
    pub holds: bool,
    /// What was sealed, where it could be read.
    #[serde(skip)]
    pub sealed: Option<Sealed>,
    /// The jury's words, where they hold.
    #[serde(skip)]
    pub jury: Option<Jury>,
    /// The mark that was sealed.
    pub mark: Option<f64>,
    /// The jury's mark, where it left another mark or verdict than the machine: the final one.
    pub jury_mark: Option<f64>,
    /// Whether the jury's mark is passed, likewise.
    pub jury_passed: Option<bool>,
    /// From where figures are passed, where the exercise is known.
    #[serde(skip)]
    pub thresholds: Option<Thresholds>,
    /// The candidate's number.
    pub candidate: Option<String>,
    /// The part, from 1.
    pub part: Option<u32>,
    /// Everything that does not hold.
    pub faults: Vec<Fault>,
}

impl Verdict {
    /// Takes up the jury's words as they are now.
    pub fn heard(&mut self, jury: Option<Jury>) {
        self.jury = jury;
        let judged = self.judged();
        self.jury_mark = judged.as_ref().map(|mark| mark.mark);
        self.jury_passed = judged.map(|mark| mark.passed);
    }

    /// The mark as the jury left it, [`Jury::applied`].
    pub fn judged(&self) -> Option<Mark> {
        let (sealed, jury) = (self.sealed.as_ref()?, self.jury.as_ref()?);
        jury.applied(&sealed.head.mark, self.thresholds)
    }
}

/// Checks attempts with what is known here.
pub struct Verifier<'a> {
    library: &'a Library,
    /// Sessions whose keys are trusted.
    sessions: Vec<Public>,
    /// Those that were opened: their exercises are at hand.
    opened: Vec<&'a Opened>,
    /// Whether attempts of other versions of the program pass, if their mark does.
    any_version: bool,
    /// Scenarios that were read, by session, part and id; a mark costs less than reading one.
    read: Mutex<BTreeMap<Key, Read>>,
}

type Key = (String, u32, String);
type Read = Result<Arc<LoadedScenario>, String>;

impl<'a> Verifier<'a> {
    /// A verifier that knows the program's library and these sessions.
    pub fn new(
        library: &'a Library,
        sessions: Vec<Public>,
        opened: Vec<&'a Opened>,
        any_version: bool,
    ) -> Verifier<'a> {
        let own = opened.iter().map(|opened| opened.public.clone());
        let sessions = sessions.into_iter().chain(own).collect();
        Verifier { library, sessions, opened, any_version, read: Mutex::default() }
    }

    /// Checks the sealed attempt in `bytes`, and the jury's words on it.
    pub fn verify(&self, file: &str, bytes: &[u8], jury: Option<&[u8]>) -> Verdict {
        let mut faults = Vec::new();
        let mut fault = |check, says: String| faults.push(Fault { check, says });
        let sealed = match sealed::read(file, bytes) {
            Ok(sealed) => Some(sealed),
            Err(why) => {
                fault(Check::Seal, said(&why));
                None
            }
        };
        let mut words = None;
        if let Some(sealed) = &sealed {
            self.session(&sealed.head).unwrap_or_else(|why| fault(Check::Session, why));
            self.attempt(sealed, &mut fault);
            if let Some(bytes) = jury {
                match jury::read(file, bytes, &sealed.hash, &sealed.head.key) {
                    Ok(jury) => words = Some(jury),
                    Err(why) => fault(Check::Jury, said(&why)),
                }
            }
        }
        let head = sealed.as_ref().map(|sealed| &sealed.head);
        let scenario = head.and_then(|head| self.scenario(head).ok());
        let mut verdict = Verdict {
            file: file.to_owned(),
            holds: faults.is_empty(),
            mark: head.map(|head| head.mark.mark),
            jury_mark: None,
            jury_passed: None,
            thresholds: scenario.map(|loaded| (&loaded.scenario.marking).into()),
            candidate: head.map(|head| printable(&head.candidate.number)),
            part: head.map(|head| head.part),
            sealed,
            jury: None,
            faults,
        };
        verdict.heard(words);
        verdict
    }

    /// Whether the key is one that is trusted, and the session says the same of the attempt.
    fn session(&self, head: &Head) -> Result<(), String> {
        let known = self.sessions.iter().find(|session| session.key == head.key);
        let known = known.ok_or_else(|| {
            let key = fingerprint(&head.key);
            format!("its key {key} is of no session that was given: anybody can seal with a key of their own")
        })?;
        if known.id != head.session || known.title != head.session_title {
            return Err("its session's name is not that of the key".to_owned());
        }
        if (head.part as usize).checked_sub(1).is_none_or(|at| at >= known.parts.len()) {
            return Err(format!("the session has no part {}", head.part));
        }
        let Some(opened) = self.opened.iter().find(|opened| opened.public.key == head.key) else { return Ok(()) };
        let seat = opened.seat(&head.candidate.number);
        let seat = seat.ok_or_else(|| format!("{} is not on the roster", printable(&head.candidate.number)))?;
        let seed = seat.seeds.get(head.part as usize - 1).copied();
        let same = seat.name == head.candidate.name
            && seed == Some(head.seed)
            && opened.allowed(seat, head.part) == head.times.allowed
            && seat.extra == head.times.extra;
        if same { Ok(()) } else { Err("name, seed or time are not those of the roster".to_owned()) }
    }

    fn attempt(&self, sealed: &Sealed, fault: &mut impl FnMut(Check, String)) {
        let head = &sealed.head;
        let here = env!("CARGO_PKG_VERSION");
        if head.program != here && !self.any_version {
            let was = printable(&head.program);
            fault(Check::Version, format!("it was marked by version {was}, this is {here}"));
        }
        let journal = match journal::decode(&sealed.journal) {
            Ok(journal) => journal,
            Err(why) => return fault(Check::Journal, why.to_string()),
        };
        if !journal.finished || journal.torn.is_some() {
            fault(Check::Journal, "it was not finished".to_owned());
        }
        for (what, sealed, found) in differences(head, &journal) {
            fault(Check::Head, format!("{what}: the seal says {sealed}, the journal {found}"));
        }
        let scenario = match self.scenario(head) {
            Ok(scenario) => scenario,
            Err(why) => return fault(Check::Scenario, why),
        };
        match attempt::replay(&journal, &scenario, &self.library.catalogue) {
            Ok(replayed) => {
                for says in against(&head.mark, &replayed.mark) {
                    fault(Check::Mark, says);
                }
            }
            Err(why) => fault(Check::Scenario, why.to_string()),
        }
    }

    /// The exercise of an attempt: the opened session's, or else the library's.
    fn scenario(&self, head: &Head) -> Read {
        let key = (head.key.clone(), head.part, head.scenario.clone());
        let mut read = match self.read.lock() {
            Ok(read) => read,
            Err(poisoned) => poisoned.into_inner(),
        };
        // Heads come from outside: what they name must not grow without end.
        if read.len() > 1_000 {
            read.clear();
        }
        read.entry(key).or_insert_with(|| self.load(head).map(Arc::new)).clone()
    }

    fn load(&self, head: &Head) -> Result<LoadedScenario, String> {
        let opened = self.opened.iter().find(|opened| opened.public.key == head.key);
        let loaded = match opened {
            Some(opened) => opened.scenario(head.part, &self.library.catalogue, self.library.own_parts()),
            None => self.library.load(&self.library.scenario_file(&head.scenario)),
        };
        loaded.map_err(|why| {
            let hint = if opened.is_none() { "; the session's passphrase opens the exercise" } else { "" };
            format!("{}{hint}", said(&why))
        })
    }
}

fn said(errors: &[Located]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Where head and journal say different things: what, the head's word, the journal's.
fn differences(head: &Head, journal: &Journal) -> Vec<(&'static str, String, String)> {
    let noted = notes::noted(journal);
    let header = &journal.header;
    let mut found = Vec::new();
    let mut differ = |what, sealed: &str, journal: &str| {
        if sealed != journal {
            found.push((what, printable(sealed), printable(journal)));
        }
    };
    let (session, part) = noted.of.unwrap_or_default();
    differ("candidate", &head.candidate.number, &header.who);
    differ("session", &head.session, &session);
    differ("part", &head.part.to_string(), &part.to_string());
    differ("mode", "exam", if header.mode == Mode::Exam { "exam" } else { "practice" });
    differ("exercise", &head.scenario, &header.scenario);
    differ("hash of the exercise", &head.scenario_hash, &header.scenario_hash);
    differ("hash of the catalogue", &head.catalogue_hash, &header.catalogue_hash);
    differ("program", &head.program, &header.program);
    differ("seed", &head.seed.to_string(), &header.seed.to_string());
    differ("beginning", &head.times.began, &noted.began);
    differ("ticks worked", &head.times.worked.to_string(), &journal.samples.len().to_string());
    if head.incidents != noted.incidents {
        found.push(("incidents", head.incidents.len().to_string(), noted.incidents.len().to_string()));
    }
    found
}

/// What the sealed mark and the mark made again disagree about.
fn against(sealed: &Mark, again: &Mark) -> Vec<String> {
    // The sealed one was written and read; so must the other be, to be the same numbers.
    let again: Mark = match serde_json::to_string(again).ok().and_then(|text| serde_json::from_str(&text).ok()) {
        Some(again) => again,
        None => return vec!["the mark cannot be compared".to_owned()],
    };
    if *sealed == again {
        return Vec::new();
    }
    let mut found = Vec::new();
    if sealed.facts_hash != again.facts_hash {
        found.push(format!("the facts: sealed {}, found {}", printable(&sealed.facts_hash), again.facts_hash));
    }
    if (sealed.mark, sealed.passed) != (again.mark, again.passed) {
        let word = |mark: &Mark| format!("{:.2} ({})", mark.mark, if mark.passed { "passed" } else { "not passed" });
        found.push(format!("the mark: sealed {}, found {}", word(sealed), word(&again)));
    }
    for criterion in &again.criteria {
        let was = sealed.criteria.iter().find(|was| was.id == criterion.id);
        let earned = was.map(|was| was.earned);
        if was != Some(criterion) {
            let was = earned.map_or_else(|| "nothing".to_owned(), |earned| format!("{earned:.2}"));
            let first = criterion.lost.first().map_or(0.0, |lost| f64::from(lost.from_tick) * TICK_S);
            found.push(format!("{}: sealed {was}, found {:.2} ({first:.1} s)", criterion.id, criterion.earned));
        }
    }
    if found.is_empty() {
        found.push("the mark differs in what it says of faults or axes".to_owned());
    }
    found
}
