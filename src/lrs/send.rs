//! Empties the queue to a server: in batches, again after a failure, each statement but once in the server's book.
//!
//! A batch that is sent twice does no harm: ids are those of the attempts, and a server keeps one of each. So the queue
//! gives a statement up only when the server has said that it has it, or that it will not.

use std::time::Duration;

use serde_json::Value;

use super::check;
use super::queue::{Queue, QueueError, Waiting};
use crate::scenario::error::printable;

/// Longest wait between two tries.
const MAX_WAIT: Duration = Duration::from_secs(60);
/// Longest wait that a server may ask for.
const MAX_ASKED: Duration = Duration::from_secs(300);
/// Longest part of an answer that is kept as a reason, characters.
const MAX_REASON: usize = 300;

/// What a server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its body, cut where it was long.
    pub body: Vec<u8>,
    /// How long it asks to be left alone.
    pub retry_after: Option<Duration>,
}

/// Where statements go.
pub trait Server {
    /// Posts a JSON array of statements.
    ///
    /// # Errors
    /// In words, where no answer came back: the statements may have arrived or not.
    fn post(&mut self, body: &str) -> Result<Answer, String>;
}

/// Time and chance, from outside.
pub trait Pace {
    /// Waits; false where there is no more time to wait.
    fn wait(&mut self, how_long: Duration) -> bool;
    /// A number from 0 to 1 by chance, so that twelve PCs that lost one network do not come back at one moment.
    fn chance(&mut self) -> f64;
}

/// How much at once, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most statements of a batch.
    pub count: usize,
    /// Most bytes of a batch.
    pub bytes: usize,
    /// Failures one after the other that are waited for; none with 0.
    pub patience: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { count: 50, bytes: 1 << 20, patience: 8 }
    }
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Statements that the server has now.
    pub done: u64,
    /// Statements that were set aside as refused.
    pub refused: u64,
    /// Statements of which the server has others.
    pub conflicts: u64,
    /// Batches that were posted.
    pub posts: u64,
    /// Why it ended before the queue did.
    pub stopped: Option<Stop>,
}

/// Why sending ended before the queue did. Nothing is lost: what was not sent waits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// No answer, or one that says to come again.
    #[error("the server cannot be reached for now: {0}")]
    Unreachable(String),
    /// The server answers, but not as a record store to this name and password.
    #[error("the server does not take statements at this address, or not with this name and password: {0}")]
    Settings(String),
}

/// Sends what waits until nothing does, or it is no use.
///
/// # Errors
/// When the queue cannot be read or written.
pub fn send(
    queue: &mut Queue,
    server: &mut impl Server,
    pace: &mut impl Pace,
    limits: Limits,
) -> Result<Sent, QueueError> {
    let mut sent = Sent::default();
    let mut count = limits.count.max(1);
    let mut failures = 0;
    loop {
        let batch = sound(queue, count, limits.bytes, &mut sent)?;
        if batch.is_empty() {
            return Ok(sent);
        }
        let bodies: Vec<&str> = batch.iter().map(|statement| statement.body.as_str()).collect();
        sent.posts += 1;
        let verdict = match server.post(&format!("[{}]", bodies.join(","))) {
            Ok(answer) => judge(&answer, &batch),
            Err(why) => Verdict::Again(why, None),
        };
        match verdict {
            Verdict::Taken => {
                queue.done(&batch)?;
                sent.done += batch.len() as u64;
                failures = 0;
                count = (count * 2).min(limits.count.max(1));
            }
            // One bad statement fails its whole batch: halves are tried until it stands alone.
            Verdict::Refused { .. } | Verdict::TooLarge(_) if batch.len() > 1 => count = batch.len() / 2,
            Verdict::Refused { conflict, why } => {
                queue.set_aside(&batch[0].id, conflict, &why)?;
                if conflict {
                    sent.conflicts += 1
                } else {
                    sent.refused += 1
                }
                failures = 0;
            }
            Verdict::TooLarge(why) => {
                queue.set_aside(&batch[0].id, false, &why)?;
                sent.refused += 1;
            }
            Verdict::Settings(why) => {
                sent.stopped = Some(Stop::Settings(why));
                return Ok(sent);
            }
            Verdict::Broken(why) | Verdict::Again(why, _) if failures >= limits.patience => {
                sent.stopped = Some(Stop::Unreachable(why));
                return Ok(sent);
            }
            verdict => {
                let (why, asked) = match verdict {
                    // It may be one statement that the server stumbles over: the others pass before it.
                    Verdict::Broken(why) => {
                        if let [alone] = batch.as_slice() {
                            queue.later(&alone.id)?;
                        }
                        count = (batch.len() / 2).max(1);
                        (why, None)
                    }
                    Verdict::Again(why, asked) => (why, asked),
                    _ => (String::new(), None),
                };
                failures += 1;
                let wait = back_off(failures, pace.chance(), asked);
                if !pace.wait(wait) {
                    sent.stopped = Some(Stop::Unreachable(why));
                    return Ok(sent);
                }
            }
        }
    }
}

/// 1 s, 2 s, 4 s and so on to a minute, half of it by chance; never less than the server asked for.
fn back_off(failures: u32, chance: f64, asked: Option<Duration>) -> Duration {
    let chance = if (0.0..=1.0).contains(&chance) { chance } else { 0.5 };
    let full = Duration::from_secs(1 << (failures.clamp(1, 7) - 1)).min(MAX_WAIT);
    (full / 2 + full.mul_f64(chance / 2.0)).max(asked.unwrap_or_default().min(MAX_ASKED))
}

/// The next batch of statements that are in order. Those that are not, because somebody changed the file, never leave.
fn sound(queue: &mut Queue, count: usize, bytes: usize, sent: &mut Sent) -> Result<Vec<Waiting>, QueueError> {
    loop {
        let mut next = queue.next(count, bytes)?;
        let before = next.len();
        let mut bad = Vec::new();
        next.retain(|statement| match faults(statement) {
            None => true,
            Some(why) => {
                bad.push((statement.id.clone(), why));
                false
            }
        });
        for (id, why) in &bad {
            queue.set_aside(id, false, why)?;
        }
        sent.refused += bad.len() as u64;
        if !next.is_empty() || before == 0 {
            return Ok(next);
        }
    }
}

fn faults(statement: &Waiting) -> Option<String> {
    let value: Value = match serde_json::from_str(&statement.body) {
        Ok(value) => value,
        Err(why) => return Some(format!("this is not JSON: {why}")),
    };
    if value["id"] != statement.id.as_str() {
        return Some("its id is another one".to_owned());
    }
    let wrong = check::statement(&value);
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

enum Verdict {
    /// The server has all of the batch.
    Taken,
    /// It will not have at least one of them.
    Refused { conflict: bool, why: String },
    /// The batch is too large for it.
    TooLarge(String),
    /// It fails by itself.
    Broken(String),
    /// Another time.
    Again(String, Option<Duration>),
    /// It is no server for us.
    Settings(String),
}

fn judge(answer: &Answer, batch: &[Waiting]) -> Verdict {
    let why = || said(answer);
    match answer.status {
        204 => Verdict::Taken,
        200 if names_ours(&answer.body, batch) => Verdict::Taken,
        // A portal of the network, or another page, says yes to everything.
        200..=399 => Verdict::Settings(format!("it answered {} without the statements' ids", answer.status)),
        401 | 403..=405 | 407 | 410 | 421 => Verdict::Settings(why()),
        409 => Verdict::Refused { conflict: true, why: why() },
        413 => Verdict::TooLarge(why()),
        408 | 425 | 429 | 502..=504 => Verdict::Again(why(), answer.retry_after),
        400..=499 => Verdict::Refused { conflict: false, why: why() },
        _ => Verdict::Broken(why()),
    }
}

/// Whether a body is the list of ids that a store answers with: of the batch, and nothing else. Some name only those
/// that are new to them.
fn names_ours(body: &[u8], batch: &[Waiting]) -> bool {
    let Ok(ids) = serde_json::from_slice::<Vec<String>>(body) else { return false };
    !ids.is_empty() && ids.iter().all(|id| batch.iter().any(|statement| statement.id == *id))
}

/// Status and the beginning of the answer, without what could steer a terminal.
fn said(answer: &Answer) -> String {
    let body: String = String::from_utf8_lossy(&answer.body).chars().take(MAX_REASON).collect();
    let body = printable(&body);
    if body.trim().is_empty() { format!("{}", answer.status) } else { format!("{}: {body}", answer.status) }
}

#[cfg(test)]
#[path = "send_tests.rs"]
mod tests;
