//! A sealed attempt: what it says of itself, signed with the session's key, and the journal after it.

use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::Tick;
use crate::marking::Mark;
use crate::scenario::schema::Text;

/// Sealed attempts end so.
pub const EXTENSION: &str = "epscelle";

/// A sealed attempt whose signature and hashes are good.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// What it says.
    pub head: Head,
    /// The journal's bytes.
    pub journal: Vec<u8>,
    /// BLAKE3 of head and signature, hexadecimal: remarks name it, and two attempts with one are one.
    pub hash: String,
}

/// What a sealed attempt says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Identifier of the session, 32 hexadecimal digits.
    pub session: String,
    /// Title of the session.
    pub session_title: String,
    /// The session's public key, 64 hexadecimal digits.
    pub key: String,
    /// Who sat.
    pub candidate: Candidate,
    /// Which of the session's parts, from 1.
    pub part: u32,
    /// Identifier of the exercise.
    pub scenario: String,
    /// Its title.
    pub scenario_title: Text,
    /// Its hash, as in the journal's header.
    pub scenario_hash: String,
    /// The catalogue's hash, as in the journal's header.
    pub catalogue_hash: String,
    /// Version of the program that recorded and marked.
    pub program: String,
    /// Seed of the job.
    pub seed: u64,
    /// Time allowed and used.
    pub times: Times,
    /// What happened around the attempt, in the order of ticks.
    pub incidents: Vec<Incident>,
    /// The machine's mark.
    pub mark: Mark,
    /// Bytes of the journal.
    pub journal_bytes: u64,
    /// BLAKE3 of the journal, hexadecimal.
    pub journal_blake3: String,
}

/// Who sat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Number on the roster; unique in its session.
    pub number: String,
    /// Name, as the examiner gave it; may be empty.
    pub name: String,
}

/// Time allowed and used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Ticks that were allowed, extra time included, 120 a second.
    pub allowed: Tick,
    /// Whether extra time (a third) was part of it.
    pub extra: bool,
    /// Ticks that were worked. Pauses and power cuts are not among them.
    pub worked: Tick,
    /// When it began, RFC 3339 in UTC, by the machine's clock.
    pub began: String,
    /// When it was sealed, RFC 3339 in UTC, by the machine's clock.
    pub ended: String,
}

/// Something that happened around the attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Ticks worked before it.
    pub tick: Tick,
    /// When, RFC 3339 in UTC, by the machine's clock; empty where it was not noted.
    pub at: String,
    /// What.
    pub what: IncidentKind,
}

/// What can happen around an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentKind {
    /// The window lost keyboard and pointer.
    FocusLost,
    /// It had them again.
    FocusRegained,
    /// The program ended before the attempt did, and the attempt was taken up again here.
    Resumed,
    /// The examiner stopped the clock.
    Paused,
    /// The examiner let it run again.
    Continued,
    /// The machine's clock jumped against the time that went by.
    ClockChanged,
    /// The program was started a second time beside the exam.
    SecondInstance,
    /// The time was up.
    TimeUp,
}
