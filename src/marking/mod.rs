//! From facts to a mark of 20 that explains itself. Reads facts and the scenario; knows nothing of the bench's state.

mod criteria;
pub mod measures;
mod pace;
mod settings;
mod sites;
mod unjoined;

use serde::{Deserialize, Serialize};

use crate::bench::facts::{Stamped, facts_hash};
use crate::bench::measure::sheet::Flaw;
use crate::catalogue::vocabulary::Tick;
use crate::scenario::Job;
use crate::scenario::schema::{Axis, Section, Text};

/// What a full mark is.
pub const FULL: f64 = 20.0;

/// Points lost on one criterion for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deduction {
    /// Points of the 20.
    pub points: f64,
    /// Name of the fact; `not-done` where the fact that was asked for is missing.
    pub fact: String,
    /// Index of the fact among the attempt's facts.
    pub fact_index: Option<usize>,
    /// First tick to look at.
    pub from_tick: Tick,
    /// Last tick to look at.
    pub to_tick: Tick,
    /// The measured value, where the criterion measures.
    pub value: Option<f64>,
    /// Why an answer counts for half only: nothing sound stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<Flaw>,
}

/// What one criterion came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionMark {
    /// The scenario's name for it.
    pub id: String,
    /// What it counts for.
    pub axis: Axis,
    /// Part of a measuring job that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// Points earned.
    pub earned: f64,
    /// Points to be had.
    pub of: f64,
    /// The measured value, where the criterion measures.
    pub value: Option<f64>,
    /// What was expected.
    pub label: Text,
    /// Likely cause of a loss.
    pub cause: Text,
    /// Where the points went.
    pub lost: Vec<Deduction>,
}

/// Points of one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AxisMark {
    /// Points earned.
    pub earned: f64,
    /// Points to be had.
    pub of: f64,
}

impl AxisMark {
    /// Share earned, 0 to 1; 1 where there was nothing to earn.
    pub fn share(&self) -> f64 {
        if self.of > 0.0 { self.earned / self.of } else { 1.0 }
    }
}

/// An eliminatory fault that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elimination {
    /// The scenario's name for it.
    pub id: String,
    /// What happened.
    pub label: Text,
    /// First tick to look at.
    pub from_tick: Tick,
    /// Last tick to look at.
    pub to_tick: Tick,
}

/// The mark of one attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Of 20, to a hundredth.
    pub mark: f64,
    /// Over the pass mark, safety over its own threshold, nothing eliminatory.
    pub passed: bool,
    /// Eliminatory faults that happened.
    pub eliminatory: Vec<Elimination>,
    /// How it was done.
    pub technique: AxisMark,
    /// What came out.
    pub result: AxisMark,
    /// Whether anybody could have been hurt.
    pub safety: AxisMark,
    /// Safety is over its own threshold.
    pub safe: bool,
    /// Criteria, in the scenario's order.
    pub criteria: Vec<CriterionMark>,
    /// Hash over the facts that were marked.
    pub facts_hash: String,
}

impl Mark {
    /// What each part of a measuring job came to, in their order; none where the scheme has no parts.
    pub fn sections(&self) -> Vec<(Section, AxisMark)> {
        let of = |section: Section| {
            let inside = self.criteria.iter().filter(|criterion| criterion.section == Some(section));
            inside.fold(AxisMark::default(), |sum, c| AxisMark { earned: sum.earned + c.earned, of: sum.of + c.of })
        };
        let all = Section::WORDS.map(|(_, section)| (section, of(section)));
        all.into_iter().filter(|(_, mark)| mark.of > 0.0).collect()
    }

    /// The mark that an axis came to.
    pub fn axis(&self, axis: Axis) -> AxisMark {
        match axis {
            Axis::Technique => self.technique,
            Axis::Result => self.result,
            Axis::Safety => self.safety,
        }
    }
}

/// Marks an attempt. `end` is the tick at which it ended.
pub fn mark(job: &Job, facts: &[Stamped], end: Tick) -> Mark {
    let marking = &job.scenario.marking;
    let mut criteria: Vec<CriterionMark> =
        marking.criteria.iter().map(|criterion| criteria::judge(job, criterion, facts, end)).collect();
    pace::unless_worked(&marking.criteria, &mut criteria, end);
    let axis = |axis: Axis| {
        criteria
            .iter()
            .filter(|c| c.axis == axis)
            .fold(AxisMark::default(), |sum, c| AxisMark { earned: sum.earned + c.earned, of: sum.of + c.of })
    };
    let eliminatory: Vec<Elimination> = marking
        .eliminatory
        .iter()
        .filter_map(|fault| {
            let stamped = facts.iter().find(|stamped| stamped.fact.event() == fault.event)?;
            Some(Elimination {
                id: fault.id.clone(),
                label: fault.label.clone(),
                from_tick: stamped.from,
                to_tick: stamped.to,
            })
        })
        .collect();
    let (technique, result, safety) = (axis(Axis::Technique), axis(Axis::Result), axis(Axis::Safety));
    let total = technique.earned + result.earned + safety.earned;
    let mark = libm::round(total.clamp(0.0, FULL) * 100.0) / 100.0;
    // A rounding of sums must not fail anybody who stands exactly on a threshold.
    let safe = safety.share() + 1e-9 >= marking.safety_pass;
    Mark {
        mark,
        passed: mark + 1e-9 >= marking.pass && safe && eliminatory.is_empty(),
        eliminatory,
        technique,
        result,
        safety,
        safe,
        criteria,
        facts_hash: facts_hash(facts),
    }
}
