//! Where the trade would put its hand now: the first part that the reference hand touches from the bench as it stands.

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Tool};

use super::plan::{self, Goal, Habits};
use super::script::Step;
use super::{SyntheticHand, Who};

/// What to take, and what to bring it to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// What the hand holds as it touches, or takes.
    pub tool: Tool,
    /// What it touches, and at which station of the part's axis, mm; none where it is only taken.
    pub at: Option<(Part, f64)>,
}

/// The next contact of the reference hand; `None` where the work is done, or time only passes.
///
/// A hand decides a gesture's steps when it begins it: nothing has to be simulated to know them.
pub fn lead(bench: &Bench) -> Option<Lead> {
    let goal = plan::next(bench, &Habits::default());
    if goal == Goal::Finish {
        return None;
    }
    let mut tool = Tool::from_code(bench.hand().tool)?;
    let mut taken = None;
    for step in SyntheticHand::new(Who::Reference, bench.job(), 0).steps(goal, bench) {
        match step {
            Step::Take(new) => {
                tool = new;
                taken = Some(new);
            }
            Step::Touch(part, pose) => return Some(Lead { tool, at: Some((part, pose.along)) }),
            Step::Press(part, ..) => return Some(Lead { tool, at: Some((part, 0.0)) }),
            _ => {}
        }
    }
    taken.map(|tool| Lead { tool, at: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::hands::play;
    use crate::scenario::{Job, parse_scenario};

    fn job() -> Job {
        let catalogue = builtin_catalogue().expect("the catalogue").catalogue;
        let text = include_str!("../../scenarios/geste/premiere-epissure.ron");
        let loaded = parse_scenario("premiere-epissure.ron", text, &catalogue).expect("sound");
        Job::draw(&loaded.scenario, &catalogue, 3).expect("a job")
    }

    #[test]
    fn it_leads_to_the_glasses_first_and_then_to_the_sheath_with_the_ring_cutter() {
        let mut bench = Bench::new(job());
        let first = lead(&bench).expect("somewhere");
        assert_eq!((first.tool, first.at), (Tool::SafetyGlasses, Some((Part::Face, 0.0))));
        let (samples, _) = play(Who::Reference, job(), 1);
        for sample in samples {
            bench.tick(sample);
            if bench.state().glasses && bench.touching().is_none() {
                break;
            }
        }
        let next = lead(&bench).expect("somewhere");
        let (part, along_mm) = next.at.expect("it touches");
        assert_eq!((next.tool, part), (Tool::SheathCutter, Part::Sheath));
        assert!((along_mm - bench.job().lengths.ring_mm).abs() < 40.0, "{along_mm}");
    }

    #[test]
    fn from_every_moment_of_the_work_it_leads_somewhere_and_changes_nothing() {
        let (samples, end) = play(Who::Reference, job(), 1);
        let mut bench = Bench::new(job());
        let mut led = 0;
        for (tick, sample) in samples.iter().enumerate() {
            if tick.is_multiple_of(1_500) {
                led += usize::from(lead(&bench).is_some());
            }
            bench.tick(*sample);
        }
        assert!(led + 2 >= samples.len() / 1_500, "{led} of {}", samples.len() / 1_500);
        bench.finish();
        assert_eq!(bench.facts(), end.facts());
    }
}
