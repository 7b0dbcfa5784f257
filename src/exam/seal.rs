//! Seals a finished attempt: plays it again, marks it, and says it all in a signed head.

use thiserror::Error;

use super::notes::{self, Noted};
use super::roster::Seat;
use super::sealed::{self, Candidate, Head, Times};
use super::session::{Opened, Public};
use crate::attempt::{self, AttemptError, Replayed};
use crate::calendar;
use crate::catalogue::LoadedCatalogue;
use crate::catalogue::vocabulary::Tick;
use crate::journal::{self, Journal, Mode};
use crate::scenario::error::printable;
use crate::scenario::{LoadedScenario, Located};

/// Why an attempt cannot be sealed.
#[derive(Debug, Error)]
pub enum SealError {
    /// The journal cannot be read, or its scenario is another.
    #[error("{0}")]
    Attempt(#[from] AttemptError),
    /// It was not finished.
    #[error("the attempt was not finished")]
    NotFinished,
    /// It is none of this session.
    #[error("this is no attempt of the session: {0}")]
    Stranger(String),
    /// The head is too long.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Refused(Vec<Located>),
}

/// An attempt that was sealed.
#[derive(Debug)]
pub struct SealedNow {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says.
    pub head: Head,
    /// The attempt.
    pub replayed: Replayed,
}

/// Seals the journal in `bytes` as the attempt of `seat` at `part`.
///
/// # Errors
/// When it is another's, unfinished, or damaged.
pub fn seal(
    opened: &Opened,
    seat: &Seat,
    part: u32,
    bytes: &[u8],
    (scenario, catalogue): (&LoadedScenario, &LoadedCatalogue),
    ended_s: u64,
) -> Result<SealedNow, SealError> {
    let journal = journal::decode(bytes).map_err(AttemptError::Journal)?;
    if !journal.finished {
        return Err(SealError::NotFinished);
    }
    let noted = notes::noted(&journal);
    let stranger = |what: &str, found: &str| Err(SealError::Stranger(format!("{what} is {}", printable(found))));
    if journal.header.who != seat.number {
        return stranger("its candidate", &journal.header.who);
    }
    if journal.header.mode != Mode::Exam {
        return stranger("its mode", "practice");
    }
    if noted.of.as_ref() != Some(&(opened.public.id.clone(), part)) {
        return stranger(
            "its session",
            &noted.of.map_or_else(String::new, |(session, part)| format!("{session} {part}")),
        );
    }
    let replayed = attempt::replay(&journal, scenario, catalogue)?;
    let times = Times {
        allowed: opened.allowed(seat, part),
        extra: seat.extra,
        worked: journal.samples.len() as Tick,
        began: noted.began.clone(),
        ended: calendar::utc(ended_s),
    };
    let candidate = Candidate { number: seat.number.clone(), name: seat.name.clone() };
    let head = head_of(&opened.public, (candidate, part, times), &journal, noted, scenario, &replayed);
    let bytes = sealed::write(head.clone(), bytes, opened.key()).map_err(SealError::Refused)?;
    Ok(SealedNow { bytes, head, replayed })
}

/// What a sealed attempt says, all but key, length and hash of the journal, which the seal fills in.
fn head_of(
    session: &Public,
    (candidate, part, times): (Candidate, u32, Times),
    journal: &Journal,
    noted: Noted,
    scenario: &LoadedScenario,
    replayed: &Replayed,
) -> Head {
    let header = &journal.header;
    Head {
        session: session.id.clone(),
        session_title: session.title.clone(),
        key: session.key.clone(),
        candidate,
        part,
        scenario: header.scenario.clone(),
        scenario_title: scenario.scenario.title.clone(),
        scenario_hash: header.scenario_hash.clone(),
        catalogue_hash: header.catalogue_hash.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        seed: header.seed,
        times,
        incidents: noted.incidents,
        mark: replayed.mark.clone(),
        journal_bytes: 0,
        journal_blake3: String::new(),
    }
}
