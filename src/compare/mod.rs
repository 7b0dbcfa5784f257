//! The professional beside a trainee: two attempts at one exercise, gesture by gesture, and the differences that matter.
//!
//! [`gesture`] cuts an attempt into gestures, [`matching`] finds those that belong together whatever their order,
//! [`align`] lays their movements over each other, [`rank`] says which differences matter most and [`words`] says it in
//! a sentence. [`model`] keeps the attempts that others are compared with. Knows facts, samples and marks; no windows.

pub mod align;
pub mod figure;
pub mod gesture;
pub mod matching;
pub mod model;
pub mod rank;
pub mod shown;
#[cfg(test)]
mod tests;
pub mod words;

use serde::Serialize;
use thiserror::Error;

use crate::attempt::Replayed;
use crate::bench::facts::Stamped;
use crate::catalogue::vocabulary::{Sample, Tick};
use crate::marking::Mark;
use crate::scenario::Job;

pub use align::{Aligned, Unit};
pub use figure::{Figure, Metric, Outcome};
pub use gesture::{Gesture, Work};
pub use rank::{Difference, Kind, Moment};

/// Differences that are shown first.
pub const FIRST: usize = 3;

/// One attempt as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Attempted<'a> {
    /// The job that was done.
    pub job: &'a Job,
    /// One sample a tick.
    pub samples: &'a [Sample],
    /// What happened.
    pub facts: &'a [Stamped],
    /// What it is worth.
    pub mark: &'a Mark,
    /// The tick at which it ended.
    pub end: Tick,
}

impl<'a> Attempted<'a> {
    /// An attempt that was played again, with its samples.
    pub fn of(replayed: &'a Replayed, samples: &'a [Sample]) -> Attempted<'a> {
        let bench = &replayed.bench;
        Attempted { job: bench.job(), samples, facts: bench.facts(), mark: &replayed.mark, end: bench.now() }
    }
}

/// Why two attempts cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompareError {
    /// They are attempts at different exercises.
    #[error("the attempts are at different exercises: `{mine}` and `{theirs}`")]
    OtherExercise {
        /// Exercise of the first.
        mine: String,
        /// Exercise of the second.
        theirs: String,
    },
}

/// A gesture of one attempt beside the same of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// What is done in it.
    pub work: Work,
    /// As the trainee did it.
    pub mine: Option<Gesture>,
    /// As the model did it.
    pub theirs: Option<Gesture>,
    /// Both did it, at different places in their order.
    pub moved: bool,
    /// Their movements over each other, where there is any movement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aligned: Option<Aligned>,
}

/// Two attempts beside each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Gestures in the trainee's order; those that only the model did stand where the model did them.
    pub pairs: Vec<Pair>,
    /// Differences, the one that matters most first.
    pub differences: Vec<Difference>,
    /// An attempt had more than [`gesture::MOST`] gestures: those after them were left out.
    pub cut: bool,
}

impl Comparison {
    /// The differences that matter most, at most [`FIRST`].
    pub fn first(&self) -> &[Difference] {
        &self.differences[..self.differences.len().min(FIRST)]
    }
}

/// Compares an attempt with a model's.
///
/// Deterministic, and bounded whatever the journals hold: at most [`gesture::MOST`] gestures an attempt, and a fixed
/// number of points a gesture.
///
/// # Errors
/// [`CompareError::OtherExercise`]; seeds may differ.
pub fn compare(mine: &Attempted, theirs: &Attempted) -> Result<Comparison, CompareError> {
    let ids = [mine, theirs].map(|attempt| &attempt.job.scenario.id);
    if ids[0] != ids[1] {
        return Err(CompareError::OtherExercise { mine: ids[0].clone(), theirs: ids[1].clone() });
    }
    let (ours, cut) = gesture::of(mine);
    let (models, cut_too) = gesture::of(theirs);
    let pairs = matching::pairs(ours, models);
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .map(|pair| Pair { aligned: align::of(mine.samples, theirs.samples, &pair), ..pair })
        .collect();
    let differences = rank::differences(mine, theirs, &pairs);
    Ok(Comparison { pairs, differences, cut: cut || cut_too })
}
