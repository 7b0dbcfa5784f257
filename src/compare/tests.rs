//! What synthetic hands differ in is what they were told to do differently.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::bench::Bench;
use crate::bench::testing::job;
use crate::hands::{self, Who};
use crate::locale::{Lang, Texts};
use crate::marking::mark;
use crate::scenario::schema::Mistake;

/// An attempt with all that it holds.
struct Whole {
    samples: Vec<Sample>,
    bench: Bench,
    mark: Mark,
}

impl Whole {
    fn of(samples: Vec<Sample>, bench: Bench) -> Whole {
        let mark = mark(bench.job(), bench.facts(), bench.now());
        Whole { samples, bench, mark }
    }

    fn by(who: Who, seed: u64, hand: u64) -> Whole {
        let (samples, bench) = hands::play(who, job(seed, |_| {}), hand);
        Whole::of(samples, bench)
    }

    fn attempted(&self) -> Attempted<'_> {
        let Whole { samples, bench, mark } = self;
        Attempted { job: bench.job(), samples, facts: bench.facts(), mark, end: bench.now() }
    }
}

/// The reference hand at the first job: the model of these tests.
fn model() -> &'static Whole {
    static MODEL: OnceLock<Whole> = OnceLock::new();
    MODEL.get_or_init(|| Whole::by(Who::Reference, 1, 1))
}

fn compared(mine: &Whole, theirs: &Whole) -> Comparison {
    compare(&mine.attempted(), &theirs.attempted()).expect("one exercise")
}

/// Names of the criteria that a difference is about.
fn criteria(difference: &Difference) -> Vec<&str> {
    match &difference.kind {
        Kind::Criterion { id, .. } => vec![id],
        Kind::NotDone { ids, .. } => ids.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn an_attempt_beside_itself_has_no_difference() {
    for who in [Who::Reference, Who::Novice] {
        let whole = Whole::by(who, 4, 9);
        let found = compared(&whole, &whole);
        assert_eq!(found.differences, []);
        assert!(found.pairs.len() > 20 && found.pairs.iter().all(|pair| !pair.moved && pair.mine == pair.theirs));
        assert!(found.pairs.iter().filter_map(|pair| pair.aligned.as_ref()).all(|aligned| aligned.apart == 0.0));
    }
}

#[test]
fn the_reference_hand_at_another_fibre_differs_in_no_more_than_what_luck_made_it_do_again() {
    let model = model();
    for seed in [2, 7, 12] {
        let found = compared(&Whole::by(Who::Reference, seed, 1), model);
        let again =
            |difference: &Difference| matches!(difference.kind, Kind::Times { times: [a, b] } if a > b && b > 0);
        assert!(found.differences.len() <= 1 && found.differences.iter().all(again), "seed {seed}: {found:?}");
    }
}

#[test]
fn a_fault_hands_mistake_is_the_first_difference() {
    let model = model();
    let scenario = model.bench.job().scenario.clone();
    let told = [
        Mistake::HardStrip,
        Mistake::ShortStrip,
        Mistake::HastyClean,
        Mistake::RingMisplaced,
        Mistake::DeepRingCut,
        Mistake::NoGlasses,
        Mistake::ShardLeft,
        Mistake::NoTensionTest,
        Mistake::SleeveOffCentre,
        Mistake::ShakyHand,
        Mistake::WrongProgram,
    ];
    for criterion in scenario.marking.criteria.iter().filter(|criterion| told.contains(&criterion.fault)) {
        let mine = Whole::by(Who::Fault(criterion.fault), 3, 3);
        let found = compared(&mine, model);
        let first = found.first().first().unwrap_or_else(|| panic!("{:?}", criterion.fault));
        assert_eq!(criteria(first), [criterion.id.as_str()], "{:?}", criterion.fault);
        assert!(first.points > 0.0 && first.theirs.is_some(), "{:?}: {first:?}", criterion.fault);
    }
}

#[test]
fn a_novice_is_told_first_what_cost_most() {
    let model = model();
    for seed in 1..4 {
        let mine = Whole::by(Who::Novice, seed, seed + 40);
        let found = compared(&mine, model);
        assert_eq!(found.first().len(), FIRST);
        let first = &found.first()[0];
        let most = mine.mark.criteria.iter().map(|c| c.of - c.earned).fold(0.0, f64::max);
        assert!(first.points >= most - 1e-9, "seed {seed}: {first:?}");
        let by_points: Vec<f64> = found.differences.iter().map(|d| d.points).collect();
        assert!(by_points.is_sorted_by(|a, b| a >= b), "{by_points:?}");
    }
}

#[test]
fn a_slow_hand_that_loses_no_point_is_told_that_it_is_slow() {
    let (samples, bench) = hands::play(Who::Reference, job(3, |_| {}), 3);
    // Every sample three times: the same way in three times the time.
    let slow: Vec<Sample> = samples.iter().flat_map(|sample| [*sample; 3]).collect();
    let mut again = Bench::new(bench.job().clone());
    again.play(&slow);
    again.finish();
    let (mine, model) = (Whole::of(slow, again), Whole::of(samples, bench));
    let found = compared(&mine, &model);
    let slow = |difference: &&Difference| matches!(difference.kind, Kind::Metric { metric: Metric::Seconds, .. });
    assert!(found.first().iter().any(|difference| slow(&difference)), "{:?}", found.first());
}

#[test]
fn what_is_done_too_early_is_found_out_of_its_order() {
    let model = model();
    let (mut gestures, _) = gesture::of(&model.attempted());
    let theirs = gestures.clone();
    let moved = gestures.remove(10);
    gestures.insert(4, moved.clone());
    let pairs = matching::pairs(gestures, theirs);
    let out: Vec<Work> = pairs.iter().filter(|pair| pair.moved).map(|pair| pair.work).collect();
    assert_eq!(out, [moved.work]);
    assert!(pairs.iter().all(|pair| pair.mine.is_some() && pair.theirs.is_some()));
}

#[test]
fn attempts_at_different_exercises_are_not_compared() {
    let mine = Whole::by(Who::Reference, 1, 1);
    let other = job(1, |job| job.scenario.id = "geste/other".to_owned());
    let theirs = Whole::of(Vec::new(), Bench::new(other));
    let refused = compare(&mine.attempted(), &theirs.attempted());
    assert!(matches!(refused, Err(CompareError::OtherExercise { .. })));
}

#[test]
fn every_difference_is_said_with_its_numbers_in_both_languages() {
    let model = model();
    let mut mines = vec![Whole::by(Who::Novice, 2, 6), Whole::of(Vec::new(), Bench::new(job(1, |_| {})))];
    mines.extend([Mistake::NoGlasses, Mistake::ReArc].map(|mistake| Whole::by(Who::Fault(mistake), 3, 3)));
    for lang in [Lang::Fr, Lang::En] {
        let texts = Texts::new(lang);
        for mine in &mines {
            for difference in &compared(mine, model).differences {
                let sentence = words::sentence(difference, mine.bench.job(), &texts);
                assert!(!sentence.contains("compare-") && !sentence.contains("{$"), "{sentence}");
                assert!(!sentence.contains("goal-") && !sentence.contains("measure-"), "{sentence}");
                let counted = matches!(difference.kind, Kind::Metric { .. } | Kind::Figure { .. } | Kind::Times { .. });
                let left_out = matches!(difference.kind, Kind::Times { times: [0, _] });
                if (counted && !left_out) || difference.points > 0.0 {
                    let number = |c: char| c.is_ascii_digit();
                    let once = sentence.contains("once");
                    assert!(once || sentence.contains(number) || difference.points == 20.0, "{sentence}");
                }
            }
        }
    }
}

#[test]
fn nothing_at_all_beside_a_model_says_what_is_not_done_once() {
    let model = model();
    let mine = Whole::of(Vec::new(), Bench::new(job(1, |_| {})));
    let found = compared(&mine, model);
    let first = &found.first()[0];
    assert!(matches!(&first.kind, Kind::NotDone { ids, .. } if ids.len() > 10), "{first:?}");
    assert!(first.theirs.is_some());
    assert_eq!(found.differences.iter().filter(|d| matches!(d.kind, Kind::NotDone { .. })).count(), 1);
}

fn any_sample() -> impl Strategy<Value = Sample> {
    let number = prop_oneof![-3_000..3_000i32, any::<i32>()];
    (0..24u8, 0..255u8, number.clone(), number, any::<i32>(), any::<u8>(), any::<i16>()).prop_map(
        |(tool, part, along, across, turn, grip, wheel)| Sample {
            tool,
            part,
            along,
            across,
            lift: across,
            turn,
            grip,
            wheel,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_journal_holds_it_is_compared_and_stays_bounded(
        samples in proptest::collection::vec(any_sample(), 0..4_000),
        seed in 0..50u64,
    ) {
        let mut bench = Bench::new(job(seed, |_| {}));
        bench.play(&samples);
        bench.finish();
        let mine = Whole::of(samples, bench);
        for (a, b) in [(&mine, model()), (model(), &mine), (&mine, &mine)] {
            let found = compared(a, b);
            prop_assert!(found.pairs.len() <= 2 * gesture::MOST);
            for aligned in found.pairs.iter().filter_map(|pair| pair.aligned.as_ref()) {
                prop_assert!(aligned.moments.len() <= 2 * align::POINTS);
            }
            for difference in &found.differences {
                prop_assert!(difference.points.is_finite() && difference.steps.is_finite());
            }
            prop_assert_eq!(&found, &compared(a, b));
        }
    }
}
