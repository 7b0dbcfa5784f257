//! Trying an exercise from any step: the reference hand does what comes before, and hands the bench over.

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Sample, Tick};
use crate::hands::{Goal, SyntheticHand, Who};
use crate::scenario::Job;

/// Most steps that are listed.
const MAX_STEPS: usize = 400;

/// A step of the reference hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub goal: Goal,
    /// When it begins, ticks.
    pub from: Tick,
}

/// The reference hand's attempt at a job.
#[derive(Clone, Debug)]
pub struct Run {
    job: Job,
    samples: Vec<Sample>,
    steps: Vec<Step>,
}

impl Run {
    /// Lets the reference hand do a job, asking `go_on` now and then; `None` once it says no.
    pub fn of(job: &Job, seed: u64, mut go_on: impl FnMut() -> bool) -> Option<Run> {
        let mut hand = SyntheticHand::new(Who::Reference, job, seed);
        let mut bench = Bench::new(job.clone());
        let mut run = Run { job: job.clone(), samples: Vec::new(), steps: Vec::new() };
        let mut last = None;
        while let Some(sample) = hand.next(&bench) {
            if bench.now().is_multiple_of(120) && !go_on() {
                return None;
            }
            if hand.goal() != last {
                last = hand.goal();
                let new = last.filter(|goal| *goal != Goal::Finish && run.steps.len() < MAX_STEPS);
                // Keys pressed one after another are one step.
                if let Some(goal) = new
                    && !run.steps.last().is_some_and(|step| alike(step.goal, goal))
                {
                    run.steps.push(Step { goal, from: bench.now() });
                }
            }
            bench.tick(sample);
            run.samples.push(sample);
        }
        Some(run)
    }

    /// The steps in their order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The job that was done.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Length of the whole attempt, ticks.
    pub fn length(&self) -> Tick {
        self.samples.len() as Tick
    }

    /// The bench when a step begins, with the samples that led there; the untouched bench for a step that is not.
    pub fn at(&self, step: usize) -> (Bench, &[Sample]) {
        let from = self.steps.get(step).map_or(0, |step| step.from as usize);
        let samples = self.samples.get(..from).unwrap_or_default();
        let mut bench = Bench::new(self.job.clone());
        for sample in samples {
            bench.tick(*sample);
        }
        (bench, samples)
    }
}

/// Whether two goals read as one step.
fn alike(a: Goal, b: Goal) -> bool {
    a.name() == b.name() && matches!(a, Goal::Press { .. } | Goal::Write { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::marking::mark;
    use crate::scenario::load_scenario;

    fn first() -> Job {
        let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let library = Library::at(home).expect("the library is good");
        let catalogue = &library.catalogue.catalogue;
        let path = home.join("scenarios/geste/premiere-epissure.ron");
        let loaded = load_scenario(&path, catalogue).expect("it is good");
        Job::draw(&loaded.scenario, catalogue, 3).expect("a job")
    }

    #[test]
    fn a_bench_is_handed_over_where_a_step_begins_and_can_be_brought_to_the_full_mark() {
        let job = first();
        let run = Run::of(&job, 3, || true).expect("nobody stops it");
        let at = run.steps().iter().position(|step| step.goal.name() == "arc").expect("an arc is fired");
        let (mut bench, samples) = run.at(at);
        assert_eq!(bench.now() as usize, samples.len());
        assert!(bench.now() > 0 && bench.now() < run.length());
        assert_eq!(crate::hands::plan::next(&bench, &crate::hands::Habits::default()), Goal::Arc);
        for sample in &run.samples[samples.len()..] {
            bench.tick(*sample);
        }
        bench.finish();
        assert_eq!(mark(&job, bench.facts(), bench.now()).mark, 20.0);
    }

    #[test]
    fn steps_grow_and_a_step_that_is_not_gives_the_untouched_bench() {
        let run = Run::of(&first(), 3, || true).expect("nobody stops it");
        assert!(run.steps().len() > 20, "{}", run.steps().len());
        assert!(run.steps().windows(2).all(|pair| pair[0].from < pair[1].from));
        assert_eq!(run.at(usize::MAX).0.now(), 0);
        assert_eq!(run.steps()[0].from, 0);
    }

    #[test]
    fn a_run_can_be_stopped() {
        assert!(Run::of(&first(), 3, || false).is_none());
    }
}
