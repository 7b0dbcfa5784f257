//! Which differences between two attempts matter most: points that the model did not lose, then the hand.

use serde::Serialize;

use super::figure::{Figure, Metric};
use super::gesture::{Gesture, Work};
use super::{Attempted, FIRST, Pair, matching};
use crate::bench::facts::Stamped;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::marking::{CriterionMark, Deduction};
use crate::scenario::schema::{Event, Measure, Rule, Text};

/// Points that are rounding.
const NOTHING: f64 = 1e-6;
/// Of a difference that says what one before it already said, this much is left: three cards shall say three things.
const SAID_BEFORE: f64 = 0.5;
/// Steps that another order counts, and another number of tries beyond the first.
const OTHER_ORDER: f64 = 1.5;
/// Differences that are kept.
const MOST: usize = 60;

/// Ticks to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// First tick.
    pub from: Tick,
    /// Last tick.
    pub to: Tick,
}

/// One difference between an attempt and a model's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
    /// The gesture that it shows in; `None` where it is about the whole work.
    pub work: Option<Work>,
    /// Points of 20 that the trainee lost and the model did not.
    pub points: f64,
    /// How large it is, in the thresholds of [`Metric::worse`] and [`Figure::worse`]; 0 where points say it.
    pub steps: f64,
    /// Where it is seen in the trainee's attempt.
    pub mine: Option<Moment>,
    /// Where the model is seen doing it.
    pub theirs: Option<Moment>,
}

/// What a difference is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A fault that fails the attempt.
    Eliminated {
        /// The scenario's name for it.
        id: String,
        /// What happened.
        label: Text,
    },
    /// Points of a criterion.
    Criterion {
        /// The scenario's name for it.
        id: String,
        /// What was expected.
        label: Text,
        /// What it measures, if it measures.
        measure: Option<Measure>,
        /// The measured values, trainee and model.
        values: Option<[f64; 2]>,
        /// What happened, where nothing is measured.
        event: Option<Event>,
    },
    /// What the trainee never did.
    NotDone {
        /// Names of the criteria in the scenario.
        ids: Vec<String>,
        /// What was expected.
        labels: Vec<Text>,
    },
    /// A result of one gesture.
    Figure {
        /// Which.
        figure: Figure,
        /// Its values, trainee and model.
        values: [f64; 2],
    },
    /// How one gesture, or all of them, was done.
    Metric {
        /// Which.
        metric: Metric,
        /// Its values, trainee and model.
        values: [f64; 2],
    },
    /// How often it was done, trainee and model.
    Times {
        /// The numbers.
        times: [u32; 2],
    },
    /// It was done at another place in the order.
    Order {
        /// What the trainee did just before.
        mine_after: Option<Work>,
        /// What the model did just before.
        theirs_after: Option<Work>,
    },
}

/// Every difference, the one that matters most first; at most [`MOST`], of which the first [`FIRST`] say different things.
pub fn differences(mine: &Attempted, theirs: &Attempted, pairs: &[Pair]) -> Vec<Difference> {
    let mut found = by_points(mine, theirs, pairs);
    found.sort_by(|a, b| b.points.total_cmp(&a.points));
    let told: Vec<Moment> = found.iter().filter_map(|difference| difference.mine).collect();
    let said = |gesture: &Gesture| told.iter().any(|moment| moment.from <= gesture.to && gesture.from <= moment.to);
    let mut hand = Vec::new();
    // Half a work is no slower than a whole one.
    let whole = [mine, theirs].map(|attempt| f64::from(attempt.end) * TICK_S);
    let complete = pairs.iter().all(|pair| pair.theirs.is_none() || pair.mine.is_some());
    let steps = Metric::Seconds.worse(whole[0], whole[1]);
    if complete && steps > 0.0 {
        let kind = Kind::Metric { metric: Metric::Seconds, values: whole };
        hand.push(Difference { kind, work: None, points: 0.0, steps, mine: None, theirs: None });
    }
    for pair in pairs {
        let (Some(ours), Some(models)) = (&pair.mine, &pair.theirs) else { continue };
        if !said(ours) {
            hand.extend(of_pair(mine, pair, ours, models));
        }
    }
    hand.extend(tries(pairs, &said));
    hand.extend(order(pairs, &said));
    found.extend(varied(hand));
    found.truncate(MOST);
    found
}

/// The largest first, each counted for less the more of what it says was said before it.
fn varied(mut rest: Vec<Difference>) -> Vec<Difference> {
    rest.sort_by(|a, b| b.steps.total_cmp(&a.steps));
    let mut taken: Vec<Difference> = Vec::new();
    while !rest.is_empty() && taken.len() < FIRST {
        let worth = |difference: &Difference| {
            let alike = taken.iter().map(|before| alike(before, difference)).sum::<u32>();
            difference.steps * libm::pow(SAID_BEFORE, f64::from(alike))
        };
        let best = (0..rest.len()).reduce(|a, b| if worth(&rest[b]) > worth(&rest[a]) { b } else { a });
        taken.extend(best.map(|best| rest.remove(best)));
    }
    taken.extend(rest);
    taken
}

fn alike(a: &Difference, b: &Difference) -> u32 {
    let same_kind = match (&a.kind, &b.kind) {
        (Kind::Metric { metric: a, .. }, Kind::Metric { metric: b, .. }) => a == b,
        (Kind::Figure { figure: a, .. }, Kind::Figure { figure: b, .. }) => a == b,
        (Kind::Times { .. }, Kind::Times { .. }) | (Kind::Order { .. }, Kind::Order { .. }) => true,
        _ => false,
    };
    let same_gesture = a.work.zip(b.work).is_some_and(|(a, b)| a.goal == b.goal);
    u32::from(same_kind) + u32::from(same_gesture)
}

/// What one gesture differs in most.
fn of_pair(attempt: &Attempted, pair: &Pair, ours: &Gesture, models: &Gesture) -> Option<Difference> {
    let figures = ours.outcomes.iter().filter_map(|outcome| {
        let other = models.outcomes.iter().find(|other| other.figure == outcome.figure)?;
        let values = [outcome.value, other.value];
        let kind = Kind::Figure { figure: outcome.figure, values };
        let [mine, theirs] = values.map(|value| no_better(attempt, outcome.figure, value));
        Some((kind, outcome.figure.worse(mine, theirs)))
    });
    let metrics = Metric::ALL.into_iter().filter(|_| !pair.work.presses()).map(|metric| {
        let values = [ours.moves.get(metric), models.moves.get(metric)];
        (Kind::Metric { metric, values }, metric.worse(values[0], values[1]))
    });
    let best = figures.chain(metrics).reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let (kind, steps) = best;
    let (mine, theirs) = (Some(moment(ours)), Some(moment(models)));
    (steps > 0.0).then_some(Difference { kind, work: Some(pair.work), points: 0.0, steps, mine, theirs })
}

/// A result as far as it counts: what is better than full points ask for is no better.
fn no_better(attempt: &Attempted, figure: Figure, value: f64) -> f64 {
    let Figure::Measured(of) = figure else { return value };
    let rules = attempt.job.scenario.marking.criteria.iter().map(|criterion| &criterion.rule);
    rules.fold(value, |value, rule| match rule {
        Rule::Low { measure, full, .. } if *measure == of => value.max(*full),
        Rule::High { measure, full, .. } if *measure == of => value.min(*full),
        _ => value,
    })
}

/// Gestures that were left out, and the one that was first done once more: what follows from doing it again is no news.
fn tries(pairs: &[Pair], said: &impl Fn(&Gesture) -> bool) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut again: Option<Difference> = None;
    for (work, mine, theirs) in matching::times(pairs) {
        // A gesture that the model did not need costs nothing by itself; what is missing is told once.
        let steps = match (mine, theirs) {
            _ if mine == theirs || work.presses() => continue,
            (0, _) => OTHER_ORDER,
            (mine, theirs) if mine > theirs && theirs > 0 => f64::from(mine - theirs).min(4.0),
            _ => continue,
        };
        let of = |pick: fn(&Pair) -> Option<&Gesture>| {
            pairs.iter().filter(|pair| pair.work == work).filter_map(pick).next_back()
        };
        let ours = of(|pair| pair.mine.as_ref().filter(|_| pair.theirs.is_none()));
        if ours.is_some_and(said) {
            continue;
        }
        let models = of(|pair| pair.theirs.as_ref());
        let difference = Difference {
            kind: Kind::Times { times: [mine, theirs] },
            work: Some(work),
            points: 0.0,
            steps,
            mine: ours.map(moment),
            theirs: models.map(moment),
        };
        let begins = |difference: &Difference| difference.mine.map_or(Tick::MAX, |at| at.from);
        if mine == 0 {
            found.push(difference);
        } else if again.as_ref().is_none_or(|known| begins(&difference) < begins(known)) {
            again = Some(difference);
        }
    }
    found.extend(again);
    found
}

/// Gestures that both did, at other places of their order.
fn order(pairs: &[Pair], said: &impl Fn(&Gesture) -> bool) -> Vec<Difference> {
    let mut found = Vec::new();
    for (i, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.moved && !pair.work.presses()) {
        let (Some(ours), Some(models)) = (&pair.mine, &pair.theirs) else { continue };
        if said(ours) {
            continue;
        }
        let mine_after = pairs[..i].iter().rev().find(|pair| pair.mine.is_some()).map(|pair| pair.work);
        let before = pairs.iter().filter_map(|pair| pair.theirs.as_ref()).filter(|gesture| gesture.to <= models.from);
        let theirs_after = before.max_by_key(|gesture| gesture.to).map(|gesture| gesture.work);
        found.push(Difference {
            kind: Kind::Order { mine_after, theirs_after },
            work: Some(pair.work),
            points: 0.0,
            steps: OTHER_ORDER,
            mine: Some(moment(ours)),
            theirs: Some(moment(models)),
        });
    }
    found
}

fn moment(gesture: &Gesture) -> Moment {
    Moment { from: gesture.from, to: gesture.to }
}

/// What cost the trainee points that the model kept.
fn by_points(mine: &Attempted, theirs: &Attempted, pairs: &[Pair]) -> Vec<Difference> {
    let mut found = Vec::new();
    for fault in &mine.mark.eliminatory {
        if theirs.mark.eliminatory.iter().any(|other| other.id == fault.id) {
            continue;
        }
        let at = Moment { from: fault.from_tick, to: fault.to_tick };
        let pair = pair_at(pairs, at);
        found.push(Difference {
            kind: Kind::Eliminated { id: fault.id.clone(), label: fault.label.clone() },
            work: pair.map(|pair| pair.work),
            // Whatever else was lost, this alone fails.
            points: crate::marking::FULL,
            steps: 0.0,
            mine: Some(at),
            theirs: pair.and_then(|pair| pair.theirs.as_ref()).map(moment),
        });
    }
    let mut undone: Option<Difference> = None;
    for criterion in &mine.mark.criteria {
        let other = theirs.mark.criteria.iter().find(|other| other.id == criterion.id);
        let points = lost(criterion) - other.map_or(0.0, lost);
        let worst = criterion.lost.iter().max_by(|a, b| a.points.total_cmp(&b.points));
        let Some(worst) = worst.filter(|_| points > NOTHING) else { continue };
        if worst.fact_index.is_none() {
            add_undone(&mut undone, criterion, points, theirs, pairs);
        } else {
            found.push(of_criterion(mine, theirs, pairs, criterion, other, worst, points));
        }
    }
    found.extend(undone);
    found
}

fn lost(criterion: &CriterionMark) -> f64 {
    criterion.lost.iter().map(|deduction| deduction.points).sum()
}

fn of_criterion(
    mine: &Attempted,
    theirs: &Attempted,
    pairs: &[Pair],
    criterion: &CriterionMark,
    other: Option<&CriterionMark>,
    worst: &Deduction,
    points: f64,
) -> Difference {
    let at = Moment { from: worst.from_tick, to: worst.to_tick };
    let pair = pair_at(pairs, at);
    let rule = rule(mine, &criterion.id);
    let measure = match rule {
        Some(Rule::Low { measure, .. } | Rule::High { measure, .. }) => Some(*measure),
        _ => None,
    };
    let event = Event::ALL.iter().copied().find(|event| event.name() == worst.fact);
    let same = theirs.facts.iter().rev().find(|stamped| Some(stamped.fact.event()) == event).map(at_fact);
    let values = criterion.value.zip(other.and_then(|other| other.value)).map(|(mine, theirs)| [mine, theirs]);
    Difference {
        kind: Kind::Criterion {
            id: criterion.id.clone(),
            label: criterion.label.clone(),
            measure,
            values: values.filter(|_| measure.is_some()),
            event,
        },
        work: pair.map(|pair| pair.work),
        points,
        steps: 0.0,
        mine: Some(at),
        theirs: pair.and_then(|pair| pair.theirs.as_ref()).map(moment).or(same),
    }
}

/// Adds to what was never done: one difference for all of it, shown where the model began with it.
fn add_undone(
    undone: &mut Option<Difference>,
    criterion: &CriterionMark,
    points: f64,
    theirs: &Attempted,
    pairs: &[Pair],
) {
    let known = undone.get_or_insert_with(|| Difference {
        kind: Kind::NotDone { ids: Vec::new(), labels: Vec::new() },
        work: None,
        points: 0.0,
        steps: 0.0,
        mine: None,
        theirs: None,
    });
    known.points += points;
    if let Kind::NotDone { ids, labels } = &mut known.kind {
        ids.push(criterion.id.clone());
        labels.push(criterion.label.clone());
    }
    let event = match rule(theirs, &criterion.id) {
        Some(Rule::Done { event } | Rule::Within { event, .. }) => Some(*event),
        Some(Rule::Never { given, .. } | Rule::AtMost { given, .. }) => Some(*given),
        Some(Rule::Before { first, .. }) => Some(*first),
        _ => None,
    };
    let at = theirs.facts.iter().find(|stamped| Some(stamped.fact.event()) == event).map(at_fact);
    if let Some(at) = at.filter(|at| known.theirs.is_none_or(|known| at.from < known.from)) {
        known.theirs = Some(at);
        let theirs = pairs.iter().filter(|pair| pair.theirs.as_ref().is_some_and(|gesture| holds(gesture, at)));
        known.work = theirs.map(|pair| pair.work).next();
    }
}

fn rule<'a>(attempt: &Attempted<'a>, id: &str) -> Option<&'a Rule> {
    attempt.job.scenario.marking.criteria.iter().find(|criterion| criterion.id == id).map(|criterion| &criterion.rule)
}

fn at_fact(stamped: &Stamped) -> Moment {
    Moment { from: stamped.from, to: stamped.to }
}

fn holds(gesture: &Gesture, at: Moment) -> bool {
    gesture.from <= at.to && at.to <= gesture.to
}

/// The trainee's gesture in which something ended, or else the one before it: a machine does what a hand asked.
fn pair_at(pairs: &[Pair], at: Moment) -> Option<&Pair> {
    let ours = || pairs.iter().filter_map(|pair| Some((pair, pair.mine.as_ref()?)));
    let within = ours().find(|(_, gesture)| holds(gesture, at));
    let before = || ours().filter(|(_, gesture)| gesture.to <= at.to).max_by_key(|(_, gesture)| gesture.to);
    within.or_else(before).map(|(pair, _)| pair)
}
