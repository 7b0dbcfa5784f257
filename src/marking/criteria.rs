//! From one criterion and the facts to its points and where they went.

use crate::bench::facts::{Fact, Stamped};
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::scenario::Job;
use crate::scenario::schema::{Ask, Criterion, Event, Rule};

use super::measures::measure;
use super::{CriterionMark, Deduction};
use super::{pace, sites};

/// Less than this is rounding, not a loss.
const NOTHING: f64 = 1e-9;

/// Points of one criterion.
pub(super) fn judge(job: &Job, criterion: &Criterion, facts: &[Stamped], end: Tick) -> CriterionMark {
    let of = criterion.weight;
    let mut value = None;
    let lost = match &criterion.rule {
        rule @ (Rule::Sites { .. }
        | Rule::Sequence { .. }
        | Rule::Planned { .. }
        | Rule::Untouched { .. }
        | Rule::Picks { .. }
        | Rule::Answers { .. }) => {
            let (lost, worst) = sites::lost(job, rule, facts, of, end).unwrap_or_default();
            value = worst;
            lost
        }
        Rule::Low { measure: name, full, zero } | Rule::High { measure: name, full, zero } => {
            match measure(job, *name, facts) {
                None => not_done(of, end),
                Some(measured) => {
                    value = Some(measured.value);
                    let share = ((measured.value - full) / (zero - full)).clamp(0.0, 1.0);
                    at(facts, measured.fact, of * share, value)
                }
            }
        }
        Rule::Done { event } => match first(facts, *event, 0) {
            Some(_) => Vec::new(),
            None => not_done(of, end),
        },
        Rule::Never { event, given } => match first(facts, *event, 0) {
            Some(i) => at(facts, i, of, None),
            None => unless_tried(facts, *given, of, end),
        },
        Rule::AtMost { event, times, each, given } => {
            let mut left = of;
            let mut lost = Vec::new();
            for (i, _) in facts.iter().enumerate().filter(|(_, s)| s.fact.event() == *event).skip(*times as usize) {
                lost.extend(at(facts, i, each.min(left), None));
                left = (left - each).max(0.0);
            }
            if lost.is_empty() { unless_tried(facts, *given, of, end) } else { lost }
        }
        Rule::Before { first: wanted, then } => match (first(facts, *wanted, 0), first(facts, *then, 0)) {
            (Some(a), Some(b)) if a > b => at(facts, b, of, None),
            (None, Some(b)) => at(facts, b, of, None),
            (None, None) => not_done(of, end),
            (Some(_), _) => Vec::new(),
        },
        Rule::Record { ask, full, zero } => record(job, *ask, *full, *zero, facts, of, end),
        Rule::Pace { seconds, zero } => {
            let (lost, took) = pace::lost(*seconds, *zero, facts, of, end);
            value = took;
            lost
        }
        Rule::Within { event, after, seconds } => within(facts, *event, *after, *seconds, of, end),
    };
    let lost: Vec<Deduction> = lost.into_iter().filter(|d| d.points > NOTHING).collect();
    let earned = (of - lost.iter().map(|d| d.points).sum::<f64>()).max(0.0);
    CriterionMark {
        id: criterion.id.clone(),
        axis: criterion.axis,
        section: criterion.section,
        earned,
        of,
        value,
        label: criterion.label.clone(),
        cause: criterion.cause.clone(),
        lost,
    }
}

fn first(facts: &[Stamped], event: Event, from: usize) -> Option<usize> {
    facts.iter().skip(from).position(|stamped| stamped.fact.event() == event).map(|i| i + from)
}

pub(super) fn at(facts: &[Stamped], index: usize, points: f64, value: Option<f64>) -> Vec<Deduction> {
    let Some(stamped) = facts.get(index) else { return Vec::new() };
    vec![Deduction {
        points,
        fact: stamped.fact.event().name().to_owned(),
        fact_index: Some(index),
        from_tick: stamped.from,
        to_tick: stamped.to,
        value,
        flaw: None,
    }]
}

pub(super) fn not_done(points: f64, end: Tick) -> Vec<Deduction> {
    vec![Deduction {
        points,
        fact: "not-done".to_owned(),
        fact_index: None,
        from_tick: end,
        to_tick: end,
        value: None,
        flaw: None,
    }]
}

pub(super) fn unless_tried(facts: &[Stamped], given: Event, of: f64, end: Tick) -> Vec<Deduction> {
    if first(facts, given, 0).is_some() { Vec::new() } else { not_done(of, end) }
}

fn within(facts: &[Stamped], event: Event, after: Event, seconds: f64, of: f64, end: Tick) -> Vec<Deduction> {
    let limit = (seconds * f64::from(TICKS_PER_SECOND)).max(0.0) as Tick;
    // From the end, so that what follows a cause first is known when the cause is met.
    let (mut next, mut late, mut tried) = (None, None, false);
    for (i, stamped) in facts.iter().enumerate().rev() {
        let name = stamped.fact.event();
        if name == after {
            tried = true;
            if next.is_none_or(|to: Tick| to.saturating_sub(stamped.to) > limit) {
                late = Some(i);
            }
        }
        if name == event {
            next = Some(stamped.to);
        }
    }
    match late {
        Some(i) => at(facts, i, of, None),
        None if tried => Vec::new(),
        None => not_done(of, end),
    }
}

/// Share that a right answer is worth when no sound measurement stands behind it.
const UNSOUND: f64 = 0.5;

/// What was written last on each line that asks this: an equal part of the points for each.
fn record(job: &Job, ask: Ask, full: f64, zero: f64, facts: &[Stamped], of: f64, end: Tick) -> Vec<Deduction> {
    let asked = job.scenario.measuring.iter().flat_map(|measuring| &measuring.record).find(|line| line.ask == ask);
    let each = asked.is_some_and(|line| line.each);
    let strands: Vec<Option<u8>> = if each { (0..job.strands.len() as u8).map(Some).collect() } else { vec![None] };
    let part = of / strands.len().max(1) as f64;
    let mut lost = Vec::new();
    for strand in strands {
        let written = facts.iter().rposition(|stamped| {
            matches!(stamped.fact, Fact::RecordWritten { ask: about, strand: of, .. } if about == ask && of == strand)
        });
        let Some(index) = written else {
            lost.extend(not_done(part, end));
            continue;
        };
        let Fact::RecordWritten { error, flaw, value, .. } = facts[index].fact else { continue };
        let wrong = ((error - full) / (zero - full)).clamp(0.0, 1.0);
        let kept = (1.0 - wrong) * if flaw.is_some() { UNSOUND } else { 1.0 };
        let halved = at(facts, index, part * (1.0 - kept), Some(value)).into_iter();
        lost.extend(halved.map(|deduction| Deduction { flaw, ..deduction }));
    }
    lost
}
