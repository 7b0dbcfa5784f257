//! What the jury adds to a sealed attempt: remarks and decisions, each signed, beside the machine's mark and never over
//! it.
//!
//! A file `.epjury` is a JSON list of `{entry, signature}`. An entry is JSON in a text, signed byte for byte with the
//! session's key after a word of our own; it names the seal that it is about and the entry before it, so that none can
//! be taken out, moved or put under another attempt.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::marking::{AxisMark, CriterionMark, FULL, Mark};
use crate::scenario::error::{Located, printable, quoted};
use crate::scenario::schema::{Axis, Marking};
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

/// From where figures are passed, as an exercise says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Mark of 20.
    pub pass: f64,
    /// Share of the points of safety, 0 to 1.
    pub safety: f64,
}

impl From<&Marking> for Thresholds {
    fn from(marking: &Marking) -> Thresholds {
        Thresholds { pass: marking.pass, safety: marking.safety_pass }
    }
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
    /// Hash of the last entry, hexadecimal; empty where there is none.
    pub fn last(&self) -> String {
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

    /// The points that the jury last gave a criterion, 0 to what it is worth.
    pub fn given(&self, criterion: &CriterionMark) -> Option<f64> {
        let points = self.entries.iter().rev().find_map(|entry| match &entry.says {
            Says::Criterion { id, earned } if *id == criterion.id => Some(*earned),
            _ => None,
        })?;
        Some(points.clamp(0.0, criterion.of))
    }

    /// The mark as the jury left it, which is the final one: its points in place of the machine's, sums and verdict made
    /// anew. None where it changed neither figures nor verdict. Figures that it changed are judged by `thresholds`; the
    /// machine's verdict stands where those are not known, and the jury's own decision stands above both.
    pub fn applied(&self, machine: &Mark, thresholds: Option<Thresholds>) -> Option<Mark> {
        let (figures, decision) = (self.mark(machine), self.passed());
        let mut mark = machine.clone();
        if let Some(total) = figures {
            for criterion in &mut mark.criteria {
                criterion.earned = self.given(criterion).unwrap_or(criterion.earned);
            }
            let earned = |axis| mark.criteria.iter().filter(|c| c.axis == axis).map(|c| c.earned).sum::<f64>();
            let sum = |axis, of: AxisMark| AxisMark { earned: earned(axis), of: of.of };
            (mark.technique, mark.result, mark.safety) =
                (sum(Axis::Technique, mark.technique), sum(Axis::Result, mark.result), sum(Axis::Safety, mark.safety));
            mark.mark = total;
            if let Some(from) = thresholds {
                mark.safe = mark.safety.share() + 1e-9 >= from.safety;
                mark.passed = total + 1e-9 >= from.pass && mark.safe && mark.eliminatory.is_empty();
            }
        }
        mark.passed = decision.unwrap_or(mark.passed);
        (figures.is_some() || decision.is_some()).then_some(mark)
    }

    /// Whether these words go on from where those of `other` end, or are the same.
    pub fn goes_on_from(&self, other: &Jury) -> bool {
        self.lines.starts_with(&other.lines)
    }

    /// What the jury decided; none where it leaves it to the figures.
    pub fn passed(&self) -> Option<bool> {
        self.entries.iter().rev().find_map(|entry| match entry.says {
            Says::Passed(passed) => Some(passed),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::Text;

    fn machine() -> Mark {
        let criterion = |id: &str, axis, earned| CriterionMark {
            id: id.to_owned(),
            axis,
            section: None,
            earned,
            of: 10.0,
            value: None,
            label: Text::default(),
            cause: Text::default(),
            lost: Vec::new(),
        };
        Mark {
            mark: 9.0,
            passed: false,
            eliminatory: Vec::new(),
            technique: AxisMark { earned: 3.0, of: 10.0 },
            result: AxisMark::default(),
            safety: AxisMark { earned: 6.0, of: 10.0 },
            safe: true,
            criteria: vec![criterion("angle", Axis::Technique, 3.0), criterion("shards", Axis::Safety, 6.0)],
            facts_hash: String::new(),
        }
    }

    fn said(words: &[Says]) -> Jury {
        let mut jury = Jury::default();
        let key = SigningKey::from_bytes(&[7; 32]);
        for says in words {
            let by = ("Mme Leroy", "2026-11-28T14:02:10Z".to_owned(), "vu au ralenti");
            jury.add("ab", &machine(), by, says.clone(), &key).expect("a word");
        }
        jury
    }

    fn points(id: &str, earned: f64) -> Says {
        Says::Criterion { id: id.to_owned(), earned }
    }

    const FROM: Thresholds = Thresholds { pass: 12.0, safety: 0.6 };

    #[test]
    fn remarks_leave_the_machines_mark_the_final_one() {
        assert_eq!(said(&[Says::Remark]).applied(&machine(), Some(FROM)), None);
    }

    #[test]
    fn points_of_the_jury_make_sums_and_verdict_anew() {
        let mark =
            said(&[points("angle", 1.0), points("angle", 7.5)]).applied(&machine(), Some(FROM)).expect("changed");
        assert_eq!((mark.mark, mark.passed, mark.safe), (13.5, true, true), "the last word on a criterion holds");
        assert_eq!((mark.technique.earned, mark.criteria[0].earned, mark.criteria[1].earned), (7.5, 7.5, 6.0));
        let unsafe_mark = said(&[points("angle", 10.0), points("shards", 5.0)]).applied(&machine(), Some(FROM));
        let mark = unsafe_mark.expect("changed");
        assert_eq!((mark.mark, mark.passed, mark.safe), (15.0, false, false), "safety has its own threshold");
        let mark = said(&[points("angle", 10.0)]).applied(&machine(), None).expect("changed");
        assert_eq!((mark.mark, mark.passed), (16.0, false), "without thresholds the machine's verdict stands");
    }

    #[test]
    fn a_decision_stands_above_all_figures() {
        let mark = said(&[Says::Passed(true)]).applied(&machine(), Some(FROM)).expect("decided");
        assert_eq!((mark.mark, mark.passed), (9.0, true));
        let mark =
            said(&[Says::Passed(false), points("angle", 10.0)]).applied(&machine(), Some(FROM)).expect("decided");
        assert_eq!((mark.mark, mark.passed), (16.0, false));
    }

    #[test]
    fn words_go_on_from_those_that_they_begin_with() {
        let (first, more) = (said(&[Says::Remark]), said(&[Says::Remark, Says::Passed(true)]));
        assert!(more.goes_on_from(&first) && first.goes_on_from(&first) && !first.goes_on_from(&more));
        assert!(!said(&[Says::Passed(true)]).goes_on_from(&first));
    }
}
