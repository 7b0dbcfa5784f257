//! The same hand earns the same mark on a slow and on a fast machine, with any mouse.

use std::path::Path;

use epissure::catalogue::builtin_catalogue;
use epissure::hands::{Who, robot};
use epissure::marking::mark;
use epissure::scenario::{Job, load_scenario};

fn job(seed: u64) -> Job {
    let catalogue = builtin_catalogue().expect("sound catalogue");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/geste/premiere-epissure.ron");
    let scenario = load_scenario(&path, &catalogue.catalogue).expect("sound exercise");
    Job::draw(&scenario.scenario, &catalogue.catalogue, seed).expect("a job")
}

/// How far marks may differ, of 20.
const TOLERANCE: f64 = 0.25;

#[test]
fn one_journal_of_raw_motion_is_worth_the_same_at_15_and_60_frames_and_at_gain_half_and_double() {
    for (who, seed) in [(Who::Reference, 3), (Who::Expert, 4), (Who::Trained, 6), (Who::Trained, 8), (Who::Trained, 9)]
    {
        let job = job(seed);
        let (journal, bench) = robot::record(who, job.clone(), seed, 1);
        let recorded = mark(&job, bench.facts(), bench.now());
        let play = |rate, gain| {
            let bench = robot::play_raw(&journal, job.clone(), rate, gain, 1);
            mark(&job, bench.facts(), bench.now())
        };
        for (rate, gain) in [(60, 1.0), (15, 1.0), (60, 0.5), (60, 2.0)] {
            let played = play(rate, gain);
            let lost: Vec<_> =
                played.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| (&c.id, c.value)).collect();
            println!("{who:?}: recorded {}, {rate} a second at gain {gain}: {} {lost:?}", recorded.mark, played.mark);
            assert!((played.mark - recorded.mark).abs() <= TOLERANCE);
        }
    }
}

#[test]
fn a_reference_hand_behind_a_mouse_earns_what_it_earns_without_one() {
    let job = job(3);
    let (_, bench) = robot::record(Who::Reference, job.clone(), 3, 1);
    let marked = mark(&job, bench.facts(), bench.now());
    let lost: Vec<_> = marked.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| (&c.id, c.value)).collect();
    assert!(marked.mark >= 19.5, "{} {lost:?}", marked.mark);
}
