//! A sealed attempt: what it says of itself, signed with the session's key, and the journal after it.

use std::io::Read;

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::Tick;
use crate::journal::{MAX_FILE, MAX_SAMPLES};
use crate::marking::Mark;
use crate::scenario::schema::Text;
use crate::signed::{self, Form, Refused, at_end, json_error, refuse};

/// Sealed attempts end so.
pub const EXTENSION: &str = "epscelle";
/// Most incidents that are kept by name.
const MAX_INCIDENTS: usize = 100_000;

const FORM: Form = Form {
    magic: b"ESEAL\r\n\x1a",
    version: 1,
    purpose: b"epissure sealed attempt\0",
    max_head: 16 << 20,
    name: "a sealed attempt (.epscelle)",
    short: "sealed attempt",
};

/// The bytes of a sealed attempt. Key, length and hash in `head` are set to what they must be.
///
/// # Errors
/// When the head is too long.
pub fn write(mut head: Head, journal: &[u8], key: &SigningKey) -> Result<Vec<u8>, Refused> {
    head.key = signed::to_hex(key.verifying_key().as_bytes());
    head.journal_bytes = journal.len() as u64;
    head.journal_blake3 = blake3::hash(journal).to_hex().to_string();
    let name = head.candidate.number.clone();
    let json = serde_json::to_vec(&head).map_err(|why| refuse(&name, json_error(&why)))?;
    let mut bytes = FORM.head(&name, &json, key)?;
    bytes.extend_from_slice(journal);
    Ok(bytes)
}

/// Reads a sealed attempt, which errors call `file`: signature, hash, and that nothing follows. Whose key it is, is
/// asked elsewhere.
///
/// # Errors
/// What is wrong with it.
pub fn read(file: &str, mut from: impl Read) -> Result<Sealed, Refused> {
    let (head, hash) = read_head(file, &mut from)?;
    let journal = FORM.exactly(file, &mut from, head.journal_bytes)?;
    if blake3::hash(&journal).to_hex().as_str() != head.journal_blake3 {
        return Err(refuse(file, "the journal in it was altered after it was sealed"));
    }
    if !at_end(file, &mut from)? {
        return Err(refuse(file, "something follows after the journal"));
    }
    Ok(Sealed { head, journal, hash })
}

/// Reads the head of a sealed attempt and the attempt's hash, and not the journal.
///
/// # Errors
/// When it is none, or was altered.
pub fn read_head(file: &str, from: &mut impl Read) -> Result<(Head, String), Refused> {
    let unverified = FORM.read(file, from)?;
    let head: Head = serde_json::from_slice(unverified.json())
        .map_err(|why| refuse(file, format!("the head of this sealed attempt cannot be read: {}", json_error(&why))))?;
    let bytes = unverified.signed_by(file, &head.key)?;
    let allowed = head.journal_bytes <= MAX_FILE
        && head.times.worked <= MAX_SAMPLES
        && head.incidents.len() <= MAX_INCIDENTS
        && head.mark.mark.is_finite();
    if !allowed {
        return Err(refuse(file, "the head of this sealed attempt says what cannot be"));
    }
    Ok((head, blake3::hash(&bytes).to_hex().to_string()))
}

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
