//! The same hand earns the same mark on a slow and on a fast machine, with any mouse.
//!
//! A journal of raw motion is played blind: nobody looks and corrects. A hand that stood within a hair of a threshold
//! can fall on either side of it, so that the trained hands, who do stand there, are judged by how many keep their mark.

use epissure::hands::{Who, robot};
use epissure::marking::mark;

use crate::common::job;

/// How far marks may differ, of 20.
const TOLERANCE: f64 = 0.25;
/// Frames a second and gain.
const SETTINGS: [(u32, f64); 4] = [(60, 1.0), (15, 1.0), (60, 0.5), (60, 2.0)];

/// Differences of the marks from the recorded one, by setting.
fn differences(who: Who, seed: u64) -> [f64; 4] {
    let job = job(seed);
    let (journal, bench) = robot::record(who, job.clone(), seed, 1);
    let recorded = mark(&job, bench.facts(), bench.now()).mark;
    SETTINGS.map(|(rate, gain)| {
        let bench = robot::play_raw(&journal, job.clone(), rate, gain, 1);
        mark(&job, bench.facts(), bench.now()).mark - recorded
    })
}

#[test]
fn one_journal_of_raw_motion_is_worth_the_same_at_15_and_60_frames_and_at_gain_half_and_double() {
    for who in [Who::Reference, Who::Expert] {
        for seed in 0..8 {
            let found = differences(who, seed);
            println!("{who:?}, seed {seed}: 60, 15 a second, gain 0.5, 2: {found:?}");
            assert!(found.iter().all(|d| d.abs() <= TOLERANCE), "{who:?}, seed {seed}: {found:?}");
        }
    }
}

#[test]
fn most_trained_hands_keep_their_mark_even_when_played_blind() {
    let all: Vec<f64> = (0..12).flat_map(|seed| differences(Who::Trained, seed)).map(f64::abs).collect();
    let kept = all.iter().filter(|d| **d <= TOLERANCE).count();
    println!("trained hands: {kept} of {} within {TOLERANCE}: {all:.2?}", all.len());
    assert!(kept * 10 >= all.len() * 8);
}

#[test]
fn a_reference_hand_behind_a_mouse_earns_what_it_earns_without_one() {
    for seed in 0..6 {
        let job = job(seed);
        let (_, bench) = robot::record(Who::Reference, job.clone(), seed, 1);
        let marked = mark(&job, bench.facts(), bench.now());
        let lost: Vec<_> = marked.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| (&c.id, c.value)).collect();
        assert!(marked.mark >= 19.5, "seed {seed}: {} {lost:?}", marked.mark);
    }
}
