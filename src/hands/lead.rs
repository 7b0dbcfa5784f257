//! Where the trade would put its hand now: the first part that the reference hand touches from the bench as it stands.

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, TICKS_PER_SECOND, Tool};

use super::{SyntheticHand, Who};

/// How long the hand may take to a part, s: across the bench, by way of the tool tray.
const LONGEST_S: u32 = 12;

/// What to take, and what to bring it to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// What the hand holds as it touches.
    pub tool: Tool,
    /// What it touches.
    pub part: Part,
    /// At which station of the part's axis, mm.
    pub along_mm: f64,
}

/// The next contact of the reference hand; `None` where it has nothing more to touch.
///
/// It works on a copy: the bench itself stays as it is.
pub fn lead(bench: &Bench) -> Option<Lead> {
    let mut bench = bench.clone();
    let mut hand = SyntheticHand::new(Who::Reference, bench.job(), 0);
    for _ in 0..LONGEST_S * TICKS_PER_SECOND {
        let sample = hand.next(&bench)?;
        if let Some(part) = Part::from_code(sample.part) {
            return Some(Lead { tool: Tool::from_code(sample.tool)?, part, along_mm: sample.along_mm() });
        }
        bench.tick(sample);
    }
    None
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
        assert_eq!((first.tool, first.part), (Tool::SafetyGlasses, Part::Face));
        let (samples, _) = play(Who::Reference, job(), 1);
        for sample in samples {
            bench.tick(sample);
            if bench.state().glasses && bench.touching().is_none() {
                break;
            }
        }
        let next = lead(&bench).expect("somewhere");
        assert_eq!((next.tool, next.part), (Tool::SheathCutter, Part::Sheath));
        assert!((next.along_mm - bench.job().lengths.ring_mm).abs() < 40.0, "{}", next.along_mm);
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
