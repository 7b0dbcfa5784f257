//! What the jury adds to a sealed attempt: remarks and decisions, each signed, beside the machine's mark and never over
//! it.
//!
//! A file `.epjury` is a JSON list of `{entry, signature}`. An entry is JSON in a text, signed byte for byte with the
//! session's key after a word of our own; it names the seal that it is about and the entry before it, so that none can
//! be taken out, moved or put under another attempt.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::marking::{FULL, Mark};
use crate::scenario::error::{Located, printable, quoted};
use crate::signed::{from_hex, json_error, to_hex};

/// Jury files end so.
pub const EXTENSION: &str = "epjury";
/// Largest jury file, bytes.
pub const MAX_BYTES: u64 = 4 << 20;
/// Most entries.
const MAX_ENTRIES: usize = 1_000;
/// Longest name of a member of the jury, characters.
const MAX_NAME: usize = 80;
/// Longest reason, characters.
const MAX_REASON: usize = 2_000;
const PURPOSE: &[u8] = b"epissure jury entry\0";

/// One word of the jury.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Hash of the sealed attempt.
    pub seal: String,
    /// Hash of the entry before; empty for the first.
    pub before: String,
    /// Who says it.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What.
    pub says: Says,
    /// Why; never empty.
    pub reason: String,
}

/// What a word of the jury does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Says {
    /// It observes, and changes no figure.
    Remark,
    /// One criterion is worth this much to the jury.
    Criterion {
        /// The criterion's id.
        id: String,
        /// Points, 0 to what the criterion is worth.
        earned: f64,
    },
    /// The attempt is passed, or not, whatever the figures say.
    Passed(bool),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    entry: String,
    signature: String,
}

/// The jury's words on one attempt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jury {
    /// Words in the order in which they were said.
    pub entries: Vec<Entry>,
    lines: Vec<(String, String)>,
}

fn refuse(file: &str, why: impl Into<String>) -> Vec<Located> {
    vec![Located::whole(file, why)]
}

/// Reads the jury's words on the sealed attempt `seal`, signed by `key`; errors call the file `file`.
///
/// # Errors
/// When one was altered, is about another attempt, or is missing between others.
pub fn read(file: &str, bytes: &[u8], seal: &str, key: &str) -> Result<Jury, Vec<Located>> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(refuse(file, format!("a jury file has at most {} KiB", MAX_BYTES >> 10)));
    }
    let lines: Vec<Line> = serde_json::from_slice(bytes)
        .map_err(|why| refuse(file, format!("this jury file cannot be read: {}", json_error(&why))))?;
    if lines.len() > MAX_ENTRIES {
        return Err(refuse(file, format!("a jury file has at most {MAX_ENTRIES} entries")));
    }
    let key = from_hex(key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let key = key.ok_or_else(|| refuse(file, "the session's key is none"))?;
    let mut jury = Jury::default();
    for (number, line) in (1..).zip(lines) {
        let signature = bytes_64(&line.signature).map(|bytes| Signature::from_bytes(&bytes));
        let good = signature
            .is_some_and(|found| key.verify_strict(&[PURPOSE, line.entry.as_bytes()].concat(), &found).is_ok());
        if !good {
            return Err(refuse(file, format!("entry {number} was altered, or another key signed it")));
        }
        let entry: Entry = serde_json::from_str(&line.entry)
            .map_err(|why| refuse(file, format!("entry {number} cannot be read: {}", json_error(&why))))?;
        if entry.seal != seal {
            return Err(refuse(file, format!("entry {number} is about another attempt")));
        }
        if entry.before != jury.last() {
            return Err(refuse(file, format!("before entry {number} something is missing")));
        }
        jury.lines.push((line.entry, line.signature));
        jury.entries.push(entry);
    }
    Ok(jury)
}

fn bytes_64(text: &str) -> Option<[u8; 64]> {
    let (first, second) = (text.len() == 128 && text.is_ascii()).then(|| text.split_at(64))?;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&from_hex(first)?);
    bytes[32..].copy_from_slice(&from_hex(second)?);
    Some(bytes)
}

impl Jury {
    /// Hash of the last entry; empty where there is none.
    fn last(&self) -> String {
        self.lines.last().map_or_else(String::new, |(entry, _)| blake3::hash(entry.as_bytes()).to_hex().to_string())
    }

    /// Adds a word on the attempt `seal`, whose mark is `mark`.
    ///
    /// # Errors
    /// When it names no criterion of the attempt, gives more than the criterion is worth, or has no name or reason.
    pub fn add(
        &mut self,
        seal: &str,
        mark: &Mark,
        (by, at, reason): (&str, String, &str),
        says: Says,
        key: &SigningKey,
    ) -> Result<(), String> {
        let (by, reason) = (by.trim(), reason.trim());
        if by.is_empty() || by.chars().count() > MAX_NAME || printable(by) != by {
            return Err(format!("who says it, in 1 to {MAX_NAME} characters"));
        }
        if reason.is_empty() || reason.chars().count() > MAX_REASON {
            return Err(format!("a reason, in 1 to {MAX_REASON} characters: a mark must be defended"));
        }
        if let Says::Criterion { id, earned } = &says {
            let known = || mark.criteria.iter().map(|criterion| criterion.id.as_str()).collect::<Vec<_>>().join(", ");
            let found = mark.criteria.iter().find(|criterion| criterion.id == *id);
            let criterion = found.ok_or_else(|| format!("no criterion {}; there are {}", quoted(id), known()))?;
            if !earned.is_finite() || !(0.0..=criterion.of).contains(earned) {
                return Err(format!("`{id}` is worth 0 to {}, found {earned}", criterion.of));
            }
        }
        if self.entries.len() >= MAX_ENTRIES {
            return Err(format!("at most {MAX_ENTRIES} entries"));
        }
        let entry = Entry {
            seal: seal.to_owned(),
            before: self.last(),
            by: by.to_owned(),
            at,
            says,
            reason: reason.to_owned(),
        };
        let text = serde_json::to_string(&entry).map_err(|why| json_error(&why))?;
        let signature = key.sign(&[PURPOSE, text.as_bytes()].concat());
        self.lines.push((text, to_hex(&signature.to_bytes())));
        self.entries.push(entry);
        Ok(())
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines: Vec<Line> = self
            .lines
            .iter()
            .map(|(entry, signature)| Line { entry: entry.clone(), signature: signature.clone() })
            .collect();
        serde_json::to_vec_pretty(&lines).unwrap_or_default()
    }

    /// The mark of 20 with the jury's figures for the criteria that it judged anew; none where it judged none.
    pub fn mark(&self, machine: &Mark) -> Option<f64> {
        let judged = |id: &str| {
            self.entries.iter().rev().find_map(|entry| match &entry.says {
                Says::Criterion { id: of, earned } if of == id => Some(*earned),
                _ => None,
            })
        };
        machine.criteria.iter().find(|criterion| judged(&criterion.id).is_some())?;
        let total: f64 = machine.criteria.iter().map(|c| judged(&c.id).unwrap_or(c.earned)).sum();
        Some(libm::round(total.clamp(0.0, FULL) * 100.0) / 100.0)
    }

    /// What the jury decided; none where it leaves it to the figures.
    pub fn passed(&self) -> Option<bool> {
        self.entries.iter().rev().find_map(|entry| match entry.says {
            Says::Passed(passed) => Some(passed),
            _ => None,
        })
    }
}
