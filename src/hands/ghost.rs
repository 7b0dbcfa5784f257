//! The gesture that is due, shown beside a trainee: the reference hand's own samples, from the bench as it stands.
//!
//! A hand decides a gesture's steps when it begins it, so nothing has to be simulated to know its samples: the same
//! state gives the same gesture, damage and all. Help steps back by degrees, each gesture for itself.

use serde::{Deserialize, Serialize};

use super::noise::{Noise, Skill};
use super::plan::{self, Goal, Habits};
use super::script::Player;
use super::{SyntheticHand, Who};
use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{Part, Sample, TICKS_PER_SECOND, Tick, Tool};
use crate::marking::mark;

/// Longest gesture that is shown, ticks: a minute.
const MOST: usize = 60 * TICKS_PER_SECOND as usize;
/// Of the way to a part this much is shown, ticks.
const LEAD: usize = 60;
/// Of a rest this much is shown, ticks.
const REST: usize = 90;
/// Speed at which it is shown to somebody who has not begun, 1 as the hand does it.
const SLOW: f64 = 0.5;
/// Pause at its end before it is shown again, s.
const PAUSE_S: f64 = 1.0;

/// How much of a gesture is shown before it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// A hand does it.
    #[default]
    Shown,
    /// Its way, where it begins and which way it goes.
    Hinted,
    /// Nothing.
    Alone,
}

impl Degree {
    /// Every degree, the most help first.
    pub const ALL: [Degree; 3] = [Degree::Shown, Degree::Hinted, Degree::Alone];

    /// One degree less of help.
    pub fn back(self) -> Degree {
        match self {
            Degree::Shown => Degree::Hinted,
            Degree::Hinted | Degree::Alone => Degree::Alone,
        }
    }

    /// Name in locale keys, and in the notes of a journal.
    pub fn name(self) -> &'static str {
        match self {
            Degree::Shown => "shown",
            Degree::Hinted => "hinted",
            Degree::Alone => "alone",
        }
    }
}

/// A gesture as a hand would do it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Rehearsal {
    /// What for.
    pub goal: Goal,
    /// With what.
    pub tool: Tool,
    /// On what; `None` for something that is only taken in hand.
    pub part: Option<Part>,
    /// The samples: the end of the way there, then the contact.
    pub samples: Vec<Sample>,
    /// The first of them in contact.
    pub contact: usize,
}

/// The gesture that the guide proposes now, as the reference hand does it; none where there is nothing to be seen: the
/// work is done, time passes, or a finger presses a control whose place is a face's own affair.
pub fn rehearse(bench: &Bench) -> Option<Rehearsal> {
    let goal = plan::next(bench, &Habits::default());
    if goal == Goal::Finish {
        return None;
    }
    let mut hand = SyntheticHand::new(Who::Reference, bench.job(), bench.job().seed);
    let steps = hand.steps(goal, bench);
    let (mut player, mut noise) = (Player::new(), Noise::new(Skill::REFERENCE, 0));
    player.add(steps);
    let mut samples: Vec<Sample> = Vec::new();
    while let Some(sample) = player.next(bench, &mut noise)
        && samples.len() < MOST
    {
        samples.push(sample);
    }
    let touches = |sample: &Sample| sample.part != 0;
    let (first, last) = (samples.iter().position(touches), samples.iter().rposition(touches));
    let (Some(first), Some(last)) = (first, last) else { return taken(goal, &samples) };
    let part = Part::from_code(samples[first].part)?;
    if matches!(part, Part::Panel(_) | Part::Record | Part::Questions) {
        return None;
    }
    let tool = Tool::from_code(samples[first].tool)?;
    let lead = samples[..first].iter().rev().take_while(|sample| sample.tool == samples[first].tool).count().min(LEAD);
    let samples = without_rests(&samples[first - lead..=last]);
    let contact = samples.iter().position(touches)?;
    Some(Rehearsal { goal, tool, part: Some(part), samples, contact })
}

/// Something is only taken in hand: the way to it.
fn taken(goal: Goal, samples: &[Sample]) -> Option<Rehearsal> {
    let at = samples.windows(2).position(|pair| pair[0].tool != pair[1].tool && pair[1].tool != 0)? + 1;
    let tool = Tool::from_code(samples[at].tool)?;
    let samples = without_rests(&samples[at.saturating_sub(2 * LEAD)..samples.len().min(at + LEAD)]);
    let contact = samples.len();
    Some(Rehearsal { goal, tool, part: None, samples, contact })
}

/// The same with long rests cut short.
fn without_rests(samples: &[Sample]) -> Vec<Sample> {
    let mut kept: Vec<Sample> = Vec::with_capacity(samples.len());
    let mut alike = 0;
    for sample in samples {
        alike = if kept.last() == Some(sample) { alike + 1 } else { 0 };
        if alike < REST {
            kept.push(*sample);
        }
    }
    kept
}

/// Where a showing is in its rehearsal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Showing {
    at: f64,
    pause_s: f64,
}

impl Showing {
    /// Goes on by `seconds` and says which sample is shown. `begun` is how many ticks ago the trainee began the very
    /// contact: the ghost then goes in step, and stays at its end; before, it is shown slowly again and again.
    pub fn advance(&mut self, rehearsal: &Rehearsal, seconds: f64, begun: Option<Tick>) -> usize {
        let last = rehearsal.samples.len().saturating_sub(1);
        if let Some(ticks) = begun {
            *self = Showing { at: (rehearsal.contact as f64 + f64::from(ticks)).min(last as f64), pause_s: 0.0 };
            return self.at as usize;
        }
        if self.at >= last as f64 {
            self.pause_s += seconds;
            if self.pause_s >= PAUSE_S {
                *self = Showing::default();
            }
        } else {
            self.at = (self.at + seconds * SLOW * f64::from(TICKS_PER_SECOND)).min(last as f64);
        }
        (self.at as usize).min(last)
    }
}

/// Whether the bench's last contact, which ended in the facts from `known` on, served `goal` at full points as far as
/// marking can tell by now: the plan has gone on, and no point is lost by anything that happened in it.
pub fn succeeded(bench: &Bench, known: usize, goal: Goal) -> bool {
    let facts = bench.facts();
    let contact = facts.iter().skip(known).rev().find(|stamped| matches!(stamped.fact, Fact::Gesture { .. }));
    let Some(contact) = contact.filter(|_| plan::next(bench, &Habits::default()) != goal) else { return false };
    let mark = mark(bench.job(), facts, bench.now());
    let mut lost = mark.criteria.iter().flat_map(|criterion| &criterion.lost);
    let faulty = mark.eliminatory.iter().any(|fault| fault.from_tick <= contact.to && contact.from <= fault.to_tick);
    !faulty
        && !lost.any(|lost| lost.fact_index.is_some() && lost.from_tick <= contact.to && contact.from <= lost.to_tick)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::testing::{job, up_to};
    use crate::catalogue::vocabulary::Side;
    use crate::scenario::schema::Mistake;

    /// The samples of the contacts that a hand makes for one goal.
    fn contacts(samples: &[Sample]) -> Vec<Sample> {
        without_rests(&samples.iter().copied().filter(|sample| sample.part != 0).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_shown_is_what_the_reference_hand_does_next_at_every_gesture() {
        let job = job(6, |_| {});
        let mut hand = SyntheticHand::new(Who::Reference, &job, job.seed);
        let mut bench = Bench::new(job);
        let mut now: Option<(Option<Goal>, Option<Rehearsal>, Vec<Sample>)> = None;
        let mut seen = 0;
        loop {
            let before = rehearse(&bench);
            let sample = hand.next(&bench);
            let begins = now.as_ref().is_none_or(|(goal, ..)| *goal != hand.goal());
            if begins || sample.is_none() {
                if let Some((Some(goal), Some(shown), done)) = now.take() {
                    assert_eq!(shown.goal, goal);
                    if shown.part.is_some() {
                        // A goal that is tried twice has its gesture twice: the first is what was shown.
                        let (shown, done) = (contacts(&shown.samples), contacts(&done));
                        assert!(done.len() >= shown.len() && done[..shown.len()] == shown, "{goal:?}");
                        seen += 1;
                    }
                }
                now = Some((hand.goal(), before, Vec::new()));
            }
            let Some(sample) = sample else { break };
            if let Some((_, _, done)) = &mut now {
                done.push(sample);
            }
            bench.tick(sample);
        }
        assert!(seen > 25, "{seen}");
    }

    #[test]
    fn every_gesture_is_shown_in_bounded_time_from_a_damaged_bench_too() {
        for who in [Who::Novice, Who::Fault(Mistake::BrokenFibre), Who::Fault(Mistake::TabsForgotten)] {
            let job = job(2, |_| {});
            let mut hand = SyntheticHand::new(who, &job, 3);
            let mut bench = Bench::new(job);
            while let Some(sample) = hand.next(&bench) {
                if bench.now().is_multiple_of(240)
                    && let Some(shown) = rehearse(&bench)
                {
                    assert!(!shown.samples.is_empty() && shown.samples.len() <= MOST, "{:?}", shown.goal);
                    assert!(shown.contact <= shown.samples.len());
                    assert_eq!(Some(shown.clone()), rehearse(&bench), "{:?}", shown.goal);
                }
                bench.tick(sample);
            }
        }
    }

    #[test]
    fn a_ghost_waits_slowly_and_goes_in_step_once_the_trainee_begins() {
        let bench = up_to(Goal::Strip(Side::Cable), job(1, |_| {}));
        let shown = rehearse(&bench).expect("a gesture");
        assert_eq!((shown.tool, shown.part), (Tool::Stripper, Some(Part::FibreEnd(Side::Cable))));
        let mut showing = Showing::default();
        let slow = showing.advance(&shown, 0.5, None);
        assert_eq!(slow, (0.5 * SLOW * 120.0) as usize);
        assert_eq!(showing.advance(&shown, 0.1, Some(0)), shown.contact);
        assert_eq!(showing.advance(&shown, 0.1, Some(40)), shown.contact + 40);
        assert_eq!(showing.advance(&shown, 0.1, Some(1_000_000)), shown.samples.len() - 1);
        // Let go again, it is shown anew after a pause.
        let places: Vec<usize> = (0..30).map(|_| showing.advance(&shown, 0.1, None)).collect();
        assert_eq!(places[0], shown.samples.len() - 1);
        assert!(places.contains(&0));
    }

    #[test]
    fn help_steps_back_after_full_points_and_not_after_a_fault() {
        let done = |who: Who| {
            let job = job(1, |_| {});
            let mut hand = SyntheticHand::new(who, &job, 1);
            let mut bench = Bench::new(job);
            let goal = Goal::Strip(Side::Cable);
            let mut known = None;
            while let Some(sample) = hand.next(&bench) {
                if hand.goal() == Some(goal) {
                    known.get_or_insert(bench.facts().len());
                } else if known.is_some() {
                    break;
                }
                bench.tick(sample);
            }
            succeeded(&bench, known.expect("it strips"), goal)
        };
        assert!(done(Who::Reference));
        assert!(!done(Who::Fault(Mistake::ShortStrip)));
        assert_eq!(Degree::ALL.map(Degree::back), [Degree::Hinted, Degree::Alone, Degree::Alone]);
    }
}
