//! One marked attempt as a server is told of it: from a journal with its mark beside it, or from a sealed attempt.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

use crate::calendar;
use crate::catalogue::competences::Competence;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::exam::{Jury, Sealed};
use crate::journal::{self, Header, JournalError, MAX_FILE, Mode};
use crate::marking::Mark;
use crate::scenario::error::quoted;
use crate::scenario::schema::{Scenario, Text};

/// Largest mark file that is read, bytes.
const MAX_MARK: u64 = 1 << 20;
/// What the program writes where nobody gave a name: no pseudonym, because everybody shares it.
const NOBODY: [&str; 3] = ["", journal::NOBODY, "synthetic"];
/// The hand of a journal that a person recorded.
const PERSON: &str = "person";

/// One marked attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// BLAKE3 of the journal's bytes, hexadecimal: the same attempt wherever it lies, sealed or not.
    pub hash: String,
    /// Pseudonym of the person.
    pub who: String,
    /// Id of the exercise.
    pub exercise: String,
    /// Its title, where the library or the seal has it.
    pub title: Option<Text>,
    /// BLAKE3 of the exercise, as in the journal.
    pub scenario_hash: String,
    /// BLAKE3 of the catalogue, as in the journal.
    pub catalogue_hash: String,
    /// Version of the program that recorded.
    pub program: String,
    /// `person`, or the name of the synthetic hand.
    pub hand: String,
    /// When it began, seconds since 1970.
    pub began_s: u64,
    /// When it ended, seconds since 1970.
    pub ended_s: u64,
    /// Ticks that were worked, 120 a second.
    pub worked: Tick,
    /// The exam that it belongs to; none for practice.
    pub exam: Option<Exam>,
    /// What it is worth: the jury's mark where a jury left another, else the machine's.
    pub mark: Mark,
    /// What a jury judged, where it did; then `mark` is what it left.
    pub judged: Option<Judged>,
    /// The competences that its criteria show; none where the exercise is not in the library as it was.
    pub shown: Shown,
}

/// The exam of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exam {
    /// Identifier of the session; empty where a journal only says that it was an exam.
    pub session: String,
    /// Its title.
    pub title: String,
    /// Hash of the sealed attempt; empty where it is not sealed.
    pub seal: String,
}

/// The machine's mark, and the jury's words that made another of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The machine's mark.
    pub machine: Mark,
    /// The jury's words.
    pub jury: Jury,
}

/// Competences that criteria show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Every competence that is shown, in the tree's order.
    pub competences: Vec<Competence>,
    /// Ids of the competences of each criterion, by the criterion's id.
    pub by_criterion: BTreeMap<String, Vec<String>>,
}

/// Why nothing can be told of an attempt.
#[derive(Debug, Error)]
pub enum Untold {
    /// The journal cannot be read.
    #[error("{0}")]
    Journal(#[from] JournalError),
    /// A file cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The attempt goes on, or was cut off.
    #[error("the attempt is not finished")]
    Unfinished,
    /// There is no mark beside it.
    #[error("there is no mark beside it; `epissure grade` makes one")]
    Unmarked,
    /// The mark is not a mark.
    #[error("its mark cannot be read: {0}")]
    BadMark(String),
    /// It has no pseudonym of one person.
    #[error("it names no person; say whose attempts these are with --as PSEUDONYM")]
    Nobody,
    /// A program did it.
    #[error("a synthetic hand did it ({0}); --synthetic tells of it nevertheless")]
    Synthetic(String),
    /// Nothing says when it began.
    #[error("nothing says when it began: neither its header nor its name, which should begin with milliseconds")]
    NoTime,
    /// Journal or moments in a seal are none.
    #[error("what is in the seal makes no sense: {0}")]
    BadSeal(String),
}

/// What may be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// Pseudonym for all that name nobody.
    pub who: Option<&'a str>,
    /// Tell of synthetic hands, too: for tests of a server.
    pub synthetic: bool,
}

impl Attempt {
    /// The attempt of a finished journal with its mark beside it.
    ///
    /// # Errors
    /// Why nothing can be told of it.
    pub fn from_journal(path: &Path, told: Told<'_>) -> Result<Attempt, Untold> {
        let header = journal::read_header(path)?;
        let bytes = bounded(path, MAX_FILE)?;
        let ending = journal::for_each_sample(&bytes, |_, _| {})?;
        if !ending.finished {
            return Err(Untold::Unfinished);
        }
        let mark = mark_beside(path)?;
        let who = person(&header.who, told)?;
        by_a_person(&header.hand, told)?;
        let began_s = began(&header, path).ok_or(Untold::NoTime)?;
        Ok(Attempt {
            hash: blake3::hash(&bytes).to_hex().to_string(),
            who,
            exercise: header.scenario,
            title: None,
            scenario_hash: header.scenario_hash,
            catalogue_hash: header.catalogue_hash,
            program: header.program,
            hand: header.hand,
            began_s,
            ended_s: began_s.saturating_add(u64::from(ending.samples / TICKS_PER_SECOND)),
            worked: ending.samples,
            exam: (header.mode == Mode::Exam).then(Exam::unsealed),
            mark,
            judged: None,
            shown: Shown::default(),
        })
    }

    /// The attempt of a seal, with the jury's words on it where there are any. The person is the session and the number in it: names are never told, and a number alone
    /// is another person in another session.
    ///
    /// # Errors
    /// When a synthetic hand did it, or what is in the seal makes no sense.
    pub fn from_sealed(sealed: &Sealed, jury: Option<&Jury>, told: Told<'_>) -> Result<Attempt, Untold> {
        let head = &sealed.head;
        let last = jury.and_then(|jury| Some((jury, jury.applied(&head.mark, None)?)));
        let moment = |text: &str| calendar::unix_s(text).ok_or_else(|| Untold::BadSeal(quoted(text)));
        let header = journal::decode(&sealed.journal).map_err(|why| Untold::BadSeal(why.to_string()))?.header;
        by_a_person(&header.hand, told)?;
        Ok(Attempt {
            hash: head.journal_blake3.clone(),
            who: format!("{}-{}", head.session, head.candidate.number),
            exercise: head.scenario.clone(),
            title: Some(head.scenario_title.clone()),
            scenario_hash: head.scenario_hash.clone(),
            catalogue_hash: head.catalogue_hash.clone(),
            program: head.program.clone(),
            hand: header.hand,
            began_s: moment(&head.times.began)?,
            ended_s: moment(&head.times.ended)?,
            worked: head.times.worked,
            exam: Some(Exam {
                session: head.session.clone(),
                title: head.session_title.clone(),
                seal: sealed.hash.clone(),
            }),
            mark: last.as_ref().map_or(&head.mark, |(_, last)| last).clone(),
            judged: last.map(|(jury, _)| Judged { machine: head.mark.clone(), jury: jury.clone() }),
            shown: Shown::default(),
        })
    }

    /// Adds title and competences from the exercise, where it is the one that was attempted; a jury's figures are judged
    /// by its thresholds.
    pub fn explain(&mut self, scenario: &Scenario, hash: &str, catalogue: &Catalogue) {
        if hash != self.scenario_hash || scenario.id != self.exercise {
            return;
        }
        if let Some(Judged { machine, jury }) = &self.judged
            && let Some(last) = jury.applied(machine, Some((&scenario.marking).into()))
        {
            self.mark = last;
        }
        self.title = Some(scenario.title.clone());
        let criteria = scenario.marking.criteria.iter().filter(|criterion| !criterion.competences.is_empty());
        let by_criterion: BTreeMap<_, _> = criteria.map(|c| (c.id.clone(), c.competences.clone())).collect();
        let is_shown = |competence: &&Competence| by_criterion.values().any(|ids| ids.contains(&competence.id));
        let competences = catalogue.competences().filter(is_shown).cloned().collect();
        self.shown = Shown { competences, by_criterion };
    }
}

impl Exam {
    fn unsealed() -> Exam {
        Exam { session: String::new(), title: String::new(), seal: String::new() }
    }
}

fn person(who: &str, told: Told<'_>) -> Result<String, Untold> {
    match told.who {
        _ if !NOBODY.contains(&who) => Ok(who.to_owned()),
        Some(given) => Ok(given.to_owned()),
        None => Err(Untold::Nobody),
    }
}

fn by_a_person(hand: &str, told: Told<'_>) -> Result<(), Untold> {
    if hand == PERSON || told.synthetic { Ok(()) } else { Err(Untold::Synthetic(quoted(hand))) }
}

/// The header's own word, or else the milliseconds that the program's names of journals begin with.
fn began(header: &Header, path: &Path) -> Option<u64> {
    if let Some(started) = &header.started {
        return calendar::unix_s(started);
    }
    let digits = path.file_stem()?.to_str()?.split('-').next()?;
    digits.parse::<u64>().ok().map(|ms| ms / 1000).filter(|seconds| *seconds > 0)
}

/// The mark of the file beside a journal.
///
/// # Errors
/// When there is none, or it is none.
pub fn mark_beside(path: &Path) -> Result<Mark, Untold> {
    let bytes = match bounded(&path.with_extension("mark.json"), MAX_MARK) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Err(Untold::Unmarked),
        bytes => bytes?,
    };
    serde_json::from_slice(&bytes).map_err(|why| Untold::BadMark(why.to_string()))
}

/// All bytes of a plain file that has no more than `most`.
fn bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("more than {most} bytes")));
    }
    Ok(bytes)
}
