//! A scenario proves itself: the reference hand earns all, each fault hand loses its criterion and no other, hands of
//! different skill are told apart, and luck alone does not move the mark. All of it synthetic.

use serde::Serialize;

use super::{Who, play};
use crate::catalogue::schema::Catalogue;
use crate::marking::{FULL, Mark, mark};
use crate::scenario::schema::{Mistake, Scenario};
use crate::scenario::{Job, JobError};

/// Standard deviation that luck alone may give a trained hand, of 20.
pub const MOST_LUCK: f64 = 0.25;
/// Chance that the better of two hands gets the better mark, from which they are told apart.
pub const LEAST_APART: f64 = 0.6;
/// Less than this is rounding, of 20.
const NOTHING: f64 = 1e-6;
/// Attempts over which luck is measured.
const LUCKY: u64 = 12;

/// What one fault hand did to the mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// The criterion that it shall lose.
    pub criterion: String,
    /// What it does wrong.
    pub mistake: Mistake,
    /// Seeds in which it lost that criterion.
    pub lost_own: u64,
    /// Other criteria that it lost, with the seed.
    pub lost_others: Vec<(u64, Vec<String>)>,
}

/// What a scenario proves.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Proof {
    /// The scenario's id.
    pub scenario: String,
    /// Attempts of each hand.
    pub seeds: u64,
    /// Seeds in which the reference hand missed something, with what.
    pub short: Vec<(u64, Vec<String>)>,
    /// One a criterion.
    pub faults: Vec<Fault>,
    /// Marks of expert, trained and novice hands.
    pub marks: [Vec<f64>; 3],
    /// Chance that an expert's mark is over a trained hand's, and a trained hand's over a novice's.
    pub apart: [f64; 2],
    /// Standard deviation of a trained hand's mark by luck alone.
    pub luck: f64,
}

impl Proof {
    /// Plays a scenario with every hand.
    ///
    /// # Errors
    /// When the scenario gives no job with this catalogue.
    pub fn of(scenario: &Scenario, catalogue: &Catalogue, seeds: u64) -> Result<Proof, JobError> {
        // Nobody stops it.
        Proof::watched(scenario, catalogue, seeds, |_, _| true).map(|proof| proof.unwrap_or_default())
    }

    /// As [`Proof::of`], telling `go_on` before each attempt how many are done and how many there are; `None` once it
    /// says no.
    ///
    /// # Errors
    /// As [`Proof::of`].
    pub fn watched(
        scenario: &Scenario,
        catalogue: &Catalogue,
        seeds: u64,
        mut go_on: impl FnMut(u64, u64) -> bool,
    ) -> Result<Option<Proof>, JobError> {
        let all = seeds * (scenario.marking.criteria.len() as u64 + 4) + seeds.min(LUCKY);
        let mut done = 0;
        let mut stopped = false;
        let mut marked = |who: Who, seed: u64, hand: u64| -> Result<Mark, JobError> {
            let job = Job::draw(scenario, catalogue, seed)?;
            stopped = stopped || !go_on(done, all);
            if stopped {
                return Ok(mark(&job, &[], 0));
            }
            done += 1;
            let (_, bench) = play(who, job.clone(), hand);
            Ok(mark(&job, bench.facts(), bench.now()))
        };
        let mut short = Vec::new();
        for seed in 1..=seeds {
            let mark = marked(Who::Reference, seed, seed)?;
            let mut lost = lost(&mark);
            // Full marks of no use: what fails the attempt is part of the work itself.
            lost.extend(mark.eliminatory.iter().map(|fault| format!("{} (eliminatory)", fault.id)));
            if !lost.is_empty() {
                short.push((seed, lost));
            }
        }
        let mut faults = Vec::new();
        for (i, criterion) in scenario.marking.criteria.iter().enumerate() {
            let mut fault = Fault {
                criterion: criterion.id.clone(),
                mistake: criterion.fault,
                lost_own: 0,
                lost_others: Vec::new(),
            };
            for seed in 1..=seeds {
                let (own, others): (Vec<String>, Vec<String>) = lost(&marked(Who::failing(scenario, i), seed, seed)?)
                    .into_iter()
                    .partition(|id| *id == criterion.id);
                fault.lost_own += own.len() as u64;
                if !others.is_empty() {
                    fault.lost_others.push((seed, others));
                }
            }
            faults.push(fault);
        }
        let mut marks: [Vec<f64>; 3] = Default::default();
        for (who, marks) in [Who::Expert, Who::Trained, Who::Novice].into_iter().zip(&mut marks) {
            for seed in 1..=seeds {
                marks.push(marked(who, seed, seed.wrapping_add(1_000))?.mark);
            }
        }
        // One hand, one noise: only the bench's luck and what was drawn differ.
        let lucky: Result<Vec<f64>, JobError> =
            (1..=seeds.min(LUCKY)).map(|seed| Ok(marked(Who::Trained, seed, 7)?.mark)).collect();
        let lucky = lucky?;
        if stopped {
            return Ok(None);
        }
        let apart = [over(&marks[0], &marks[1]), over(&marks[1], &marks[2])];
        let luck = deviation(&lucky);
        Ok(Some(Proof { scenario: scenario.id.clone(), seeds, short, faults, marks, apart, luck }))
    }

    /// Everything that does not hold, in words.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (seed, lost) in &self.short {
            problems.push(format!("the reference hand misses {} with seed {seed}", lost.join(", ")));
        }
        for fault in &self.faults {
            let name = fault.mistake.name();
            if fault.lost_own == 0 {
                problems.push(format!("`{name}` never costs `{}`", fault.criterion));
            }
            for (seed, others) in &fault.lost_others {
                problems.push(format!("`{name}` costs {} too with seed {seed}", others.join(", ")));
            }
        }
        for (apart, pair) in self.apart.iter().zip(["expert and trained", "trained and novice"]) {
            if *apart < LEAST_APART {
                problems.push(format!("{pair} hands are not told apart: {apart:.2}, at least {LEAST_APART} is asked"));
            }
        }
        if self.luck >= MOST_LUCK {
            problems.push(format!("luck alone moves the mark by {:.2}, less than {MOST_LUCK} is asked", self.luck));
        }
        problems
    }
}

fn lost(mark: &Mark) -> Vec<String> {
    let lost = mark.criteria.iter().filter(|criterion| criterion.earned + NOTHING < criterion.of);
    let mut lost: Vec<String> = lost.map(|criterion| criterion.id.clone()).collect();
    if lost.is_empty() && (mark.mark - FULL).abs() > NOTHING {
        lost.push("(total)".to_owned());
    }
    lost
}

/// Chance that one of the better is marked over one of the others, ties counted half (Mann and Whitney).
pub fn over(better: &[f64], others: &[f64]) -> f64 {
    let pairs = (better.len() * others.len()).max(1) as f64;
    let wins: f64 = better
        .iter()
        .flat_map(|a| others.iter().map(move |b| f64::from(u8::from(a > b)) + 0.5 * f64::from(u8::from(a == b))))
        .sum();
    wins / pairs
}

/// Standard deviation.
pub fn deviation(values: &[f64]) -> f64 {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    libm::sqrt(values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    #[test]
    fn a_better_hand_is_over_the_other_by_how_often_it_wins() {
        assert_eq!(over(&[20.0, 20.0], &[10.0, 12.0]), 1.0);
        assert_eq!(over(&[10.0], &[10.0]), 0.5);
        assert_eq!(over(&[10.0, 20.0], &[15.0]), 0.5);
        assert!((deviation(&[1.0, 3.0]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn full_marks_that_the_work_itself_fails_prove_nothing() {
        let catalogue = builtin_catalogue().expect("sound catalogue").catalogue;
        let text = include_str!("../../scenarios/remise/mon-cable.ron");
        let proven = |text: &str| {
            let scenario = parse_scenario("mon-cable.ron", text, &catalogue).expect("a sound exercise").scenario;
            Proof::of(&scenario, &catalogue, 1).expect("a job").problems().join("\n")
        };
        assert!(!proven(text).contains("misses"), "{}", proven(text));
        let doomed = text.replace("event: \"tube-nicked\"", "event: \"sheath-cut\"");
        assert_ne!(doomed, text);
        assert!(proven(&doomed).contains("(eliminatory)"), "{}", proven(&doomed));
    }

    #[test]
    fn what_does_not_hold_is_said() {
        let proof = Proof {
            scenario: "a/b".to_owned(),
            seeds: 2,
            short: vec![(2, vec!["ring".to_owned()])],
            faults: vec![Fault {
                criterion: "ring".to_owned(),
                mistake: Mistake::DeepRingCut,
                lost_own: 0,
                lost_others: vec![(1, vec!["tube".to_owned()])],
            }],
            marks: Default::default(),
            apart: [0.5, 0.9],
            luck: 0.3,
        };
        let problems = proof.problems().join("\n");
        for said in ["misses ring with seed 2", "never costs `ring`", "costs tube too", "not told apart", "luck alone"]
        {
            assert!(problems.contains(said), "{said}: {problems}");
        }
        assert_eq!(proof.problems().len(), 5);
    }
}
