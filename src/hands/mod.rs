//! Synthetic hands: they do a job through the same samples that a person makes. Figures from them are synthetic.
//!
//! [`plan`] says which gesture comes next, `gestures` writes it as steps, `script` turns steps into samples, and
//! [`noise`] makes them a hand's. The reference hand has no noise; a fault hand is the reference hand with one mistake.

mod connectors;
mod craft;
mod gestures;
pub mod ghost;
pub mod hint;
pub(crate) mod lane;
pub mod lead;
mod measuring;
pub mod noise;
pub mod plan;
pub mod proof;
mod reading;
pub mod robot;
pub(crate) mod script;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Sample, TICKS_PER_SECOND};
use crate::scenario::Job;
use crate::scenario::schema::{Mistake, Rule, Scenario};

pub use noise::{Noise, Skill};
pub use plan::{Goal, Habits};
use script::Player;

/// Longest attempt of a synthetic hand: 40 minutes.
pub const MAX_TICKS: u32 = 40 * 60 * TICKS_PER_SECOND;
/// Tries at one goal before a hand gives up.
const MAX_TRIES: u32 = 12;

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Who {
    /// Without noise.
    Reference,
    /// Years of practice.
    Expert,
    /// At the end of a course.
    Trained,
    /// First days.
    Novice,
    /// The reference hand with one mistake.
    Fault(Mistake),
    /// The reference hand that fails one criterion about sites or questions, by its place in the scheme.
    Fails(usize),
    /// The reference hand with this much tremor, in units of hand movement.
    Tremor(f64),
}

impl Who {
    /// The hand that must lose a criterion of a scenario and no other, by its place in the scheme.
    pub fn failing(scenario: &Scenario, criterion: usize) -> Who {
        match scenario.marking.criteria.get(criterion) {
            Some(found) if found.rule.mistake().is_none() => Who::Fault(found.fault),
            _ => Who::Fails(criterion),
        }
    }

    /// The skill of this hand.
    pub fn skill(self) -> Skill {
        let base = Skill::REFERENCE;
        match self {
            Who::Fault(Mistake::SlowHand) => Skill { pace: 0.6, ..base },
            Who::Fault(Mistake::WanderingHand) => Skill { detour: 450.0, ..base },
            Who::Reference | Who::Fault(_) | Who::Fails(_) => base,
            Who::Tremor(tremor) => Skill { tremor, drift: tremor * 0.5, ..base },
            Who::Expert => Skill {
                tremor: 0.6,
                drift: 0.5,
                speed_noise: 0.0006,
                aim: 6.0,
                grip: 0.02,
                angle: 1.0,
                pace: 1.1,
                lapse: 0.003,
                detour: 15.0,
                haste: 0.05,
            },
            Who::Trained => Skill {
                tremor: 2.4,
                drift: 2.0,
                speed_noise: 0.002,
                aim: 22.0,
                grip: 0.05,
                angle: 4.0,
                pace: 0.85,
                lapse: 0.07,
                detour: 60.0,
                haste: 0.3,
            },
            Who::Novice => Skill {
                tremor: 5.0,
                drift: 4.5,
                speed_noise: 0.005,
                aim: 45.0,
                grip: 0.09,
                angle: 10.0,
                pace: 0.6,
                lapse: 0.18,
                detour: 160.0,
                haste: 0.55,
            },
        }
    }
}

/// A hand that does a job by itself.
#[derive(Clone, Debug)]
pub struct SyntheticHand {
    habits: Habits,
    noise: Noise,
    player: Player,
    last: Option<Goal>,
    tries: u32,
    done: bool,
    /// What it has already got wrong on purpose.
    pub(self) slips: Vec<Mistake>,
}

impl SyntheticHand {
    /// A hand for a job; `seed` is the hand's own, apart from the job's.
    pub fn new(who: Who, job: &Job, seed: u64) -> SyntheticHand {
        let mut noise = Noise::new(who.skill(), seed);
        let mut habits = Habits::default();
        let skill = who.skill();
        if let Who::Fault(mistake) = who {
            habits.mistakes.push(mistake);
        } else if let Who::Fails(criterion) = who {
            habits.failed.push(criterion);
        } else if skill.lapse > 0.0 {
            for (i, criterion) in job.scenario.marking.criteria.iter().enumerate() {
                if !noise.chance(skill.lapse) {
                    continue;
                }
                if criterion.rule.mistake().is_some() {
                    habits.failed.push(i);
                } else if !habits.mistakes.contains(&criterion.fault) {
                    habits.mistakes.push(criterion.fault);
                }
            }
        }
        habits.gel += skill.haste * 0.2 * noise.uniform();
        habits.dirt += skill.haste * 0.25 * noise.uniform();
        habits.angle_deg += skill.haste * noise.uniform();
        if habits.makes(Mistake::HastyDegrease) {
            habits.gel = 0.45;
        }
        if habits.makes(Mistake::HastyClean) {
            habits.dirt = 0.3;
        }
        if habits.makes(Mistake::TwistedCleave) {
            habits.angle_deg = 6.0;
        }
        let mut player = Player::new();
        if habits.makes(Mistake::SlowHand) {
            // Oven and instruments wait for nobody: a slow pace alone may still be in time.
            player.rest(late(&job.scenario).unwrap_or(0.0));
        }
        SyntheticHand { habits, noise, player, last: None, tries: 0, done: false, slips: Vec::new() }
    }

    /// The next sample; `None` when the hand has done all that it can.
    pub fn next(&mut self, bench: &Bench) -> Option<Sample> {
        loop {
            if bench.now() >= MAX_TICKS {
                return None;
            }
            if let Some(sample) = self.player.next(bench, &mut self.noise) {
                return Some(sample);
            }
            if self.done {
                return None;
            }
            let goal = plan::next(bench, &self.habits);
            self.tries = if self.last == Some(goal) { self.tries + 1 } else { 0 };
            self.last = Some(goal);
            if goal == Goal::Finish || self.tries > MAX_TRIES {
                self.done = true;
                return None;
            }
            let steps = self.steps(goal, bench);
            self.player.add(steps);
            if self.player.is_idle() {
                self.done = true;
                return None;
            }
        }
    }

    /// The steps of a goal as the bench stands: for a robot that does them with a real pointer.
    #[cfg(feature = "desktop-tests")]
    pub(crate) fn steps_of(&mut self, goal: Goal, bench: &Bench) -> Vec<script::Step> {
        self.steps(goal, bench)
    }

    /// The goal that it is at.
    pub fn goal(&self) -> Option<Goal> {
        self.last
    }

    pub(self) fn slips_once(&mut self, mistake: Mistake) -> bool {
        if self.habits.makes(mistake) && !self.slips.contains(&mistake) {
            self.slips.push(mistake);
            return true;
        }
        false
    }
}

/// The time that a hand must let pass to be late, s; none where nothing is timed.
fn late(scenario: &Scenario) -> Option<f64> {
    scenario.marking.criteria.iter().find_map(|criterion| match criterion.rule {
        Rule::Pace { seconds, .. } => Some(seconds),
        _ => None,
    })
}

/// Plays a whole job and returns its samples with the bench as it stands at the end.
pub fn play(who: Who, job: Job, hand_seed: u64) -> (Vec<Sample>, Bench) {
    let mut hand = SyntheticHand::new(who, &job, hand_seed);
    let mut bench = Bench::new(job);
    let mut samples = Vec::new();
    while let Some(sample) = hand.next(&bench) {
        bench.tick(sample);
        samples.push(sample);
    }
    bench.finish();
    (samples, bench)
}
