//! Benches in the middle of the work, for unit tests: the reference hand works up to a goal, then the test goes on.

use crate::catalogue::builtin_catalogue;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::{Key, Part, Sample, Tool};
use crate::hands::{Goal, SyntheticHand, Who};
use crate::scenario::{Job, parse_scenario};

use super::{Bench, Fact};

const FIRST: &str = include_str!("../../scenarios/geste/premiere-epissure.ron");

/// The job of a seed, with parts that a test changed.
pub fn job(seed: u64, change: impl Fn(&mut Job)) -> Job {
    let catalogue = catalogue();
    let scenario = parse_scenario("first", FIRST, &catalogue).expect("the exercise loads").scenario;
    let mut job = Job::draw(&scenario, &catalogue, seed).expect("a job is drawn");
    change(&mut job);
    job
}

pub fn catalogue() -> Catalogue {
    builtin_catalogue().expect("the catalogue loads").catalogue
}

/// A bench on which the reference hand has come to this goal and has not begun it.
pub fn up_to(goal: Goal, job: Job) -> Bench {
    let mut hand = SyntheticHand::new(Who::Reference, &job, 1);
    let mut bench = Bench::new(job);
    while let Some(sample) = hand.next(&bench) {
        if hand.goal() == Some(goal) {
            return bench;
        }
        bench.tick(sample);
    }
    panic!("the hand never comes to {goal:?}");
}

/// The reference hand goes on from here to its end.
pub fn go_on(bench: &mut Bench) {
    let mut hand = SyntheticHand::new(Who::Reference, &bench.job().clone(), 1);
    while let Some(sample) = hand.next(bench) {
        bench.tick(sample);
    }
    bench.finish();
}

/// Presses a key, then waits.
pub fn press(bench: &mut Bench, key: Key, seconds: u32) {
    let free = Sample { tool: Tool::Hand.code(), ..Sample::default() };
    let on = Sample { part: Part::SplicerKey(key).code(), ..free };
    for sample in [free, on, Sample { grip: 255, ..on }, on, free] {
        bench.tick(sample);
    }
    for _ in 0..seconds * 120 {
        bench.tick(free);
    }
}

/// Fingers on a part that is turned by so many degrees while it is pressed, or only touched.
pub fn turn(bench: &mut Bench, part: Part, degrees: f64, grip: u8) {
    let free = Sample { tool: Tool::Hand.code(), ..Sample::default() };
    let on = Sample { part: part.code(), grip, ..free };
    bench.tick(free);
    for i in 0..=60 {
        bench.tick(Sample { turn: Sample::quantise_deg(degrees * f64::from(i) / 60.0), ..on });
    }
    bench.tick(free);
}

/// The last fact that answers a question.
pub fn last<T>(bench: &Bench, ask: impl Fn(&Fact) -> Option<T>) -> Option<T> {
    bench.facts().iter().rev().find_map(|stamped| ask(&stamped.fact))
}
