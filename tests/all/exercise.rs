//! The first splice from scenario to mark, by hands that need nobody.

use epissure::bench::{Bench, Fact};
use epissure::catalogue::vocabulary::{Part, Sample, Side, Tool};
use epissure::hands::{self, Who};
use epissure::marking::{FULL, Mark, mark};
use epissure::scenario::schema::Event;

use crate::common::job;

fn attempt(who: Who, seed: u64) -> (Mark, Bench) {
    let job = job(seed);
    let (_, bench) = hands::play(who, job.clone(), seed);
    (mark(&job, bench.facts(), bench.now()), bench)
}

fn lost(mark: &Mark) -> Vec<String> {
    mark.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| c.id.clone()).collect()
}

#[test]
fn the_reference_hand_earns_full_marks_for_any_seed() {
    for seed in 0..40 {
        let (mark, _) = attempt(Who::Reference, seed);
        assert_eq!(mark.mark, FULL, "seed {seed}: {:?}", lost(&mark));
        assert!(mark.passed, "seed {seed}");
    }
}

#[test]
fn each_fault_hand_loses_its_criterion_and_no_other() {
    let criteria = job(0).scenario.marking.criteria;
    assert!(criteria.len() >= 25);
    for criterion in criteria {
        for seed in [3, 11] {
            let (mark, _) = attempt(Who::Fault(criterion.fault), seed);
            assert_eq!(lost(&mark).join(", "), criterion.id, "{:?}, seed {seed}", criterion.fault);
        }
    }
}

#[test]
fn every_lost_point_names_its_fact_and_its_ticks() {
    for seed in 0..6 {
        let (mark, bench) = attempt(Who::Novice, seed);
        for deduction in mark.criteria.iter().flat_map(|c| &c.lost) {
            assert!(deduction.from_tick <= deduction.to_tick && deduction.to_tick <= bench.now());
            match deduction.fact_index {
                Some(index) => {
                    let stamped = &bench.facts()[index];
                    assert_eq!(stamped.fact.event().name(), deduction.fact);
                    assert_eq!((stamped.from, stamped.to), (deduction.from_tick, deduction.to_tick));
                }
                None => assert_eq!(deduction.fact, "not-done"),
            }
        }
    }
}

#[test]
fn an_attempt_in_which_nothing_is_done_earns_nothing() {
    let job = job(1);
    let mut bench = Bench::new(job.clone());
    for _ in 0..1200 {
        bench.tick(Sample::default());
    }
    let mark = mark(&job, bench.facts(), bench.now());
    assert_eq!(mark.mark, 0.0);
    assert!(!mark.passed);
}

/// A robot that presses every tool on every part, and never moves while it holds.
#[test]
fn a_robot_that_only_clicks_completes_no_gesture() {
    let job = job(2);
    let mut bench = Bench::new(job.clone());
    for tool in Tool::ALL {
        for code in 0..=255u8 {
            let Some(part) = Part::from_code(code) else { continue };
            let control = bench.control(tool, part);
            let [along, across, lift] = control.start.unwrap_or([200.0, 0.0, 0.0]);
            for tick in 0..60 {
                let pressed = (10..40).contains(&tick);
                bench.tick(Sample {
                    tool: tool.code(),
                    part: code,
                    along: Sample::quantise_mm(along),
                    across: Sample::quantise_mm(across),
                    lift: Sample::quantise_mm(lift),
                    turn: Sample::quantise_deg(control.start_turn_deg),
                    grip: if pressed { 255 } else { 0 },
                    wheel: 0,
                });
            }
        }
    }
    bench.finish();
    let harmless = [Event::ToolTaken, Event::Gesture, Event::ProgramChosen, Event::SheathCut, Event::FibreCut];
    for stamped in bench.facts() {
        assert!(harmless.contains(&stamped.fact.event()), "a click did this: {:?}", stamped.fact);
        if let Fact::SheathCut { turned_deg, .. } = stamped.fact {
            assert!(turned_deg <= 10.0, "a press without a turn cuts no ring");
        }
    }
    assert_eq!(mark(&job, bench.facts(), bench.now()).mark, 0.0);
}

#[test]
fn the_mark_falls_steadily_as_tremor_grows() {
    let mean = |tremor: f64| {
        let marks: Vec<f64> = (0..10).map(|seed| attempt(Who::Tremor(tremor), seed).0.mark).collect();
        marks.iter().sum::<f64>() / marks.len() as f64
    };
    let means: Vec<f64> = [0.0, 4.0, 8.0, 12.0, 16.0].map(mean).to_vec();
    println!("mean mark by tremor: {means:?}");
    for pair in means.windows(2) {
        assert!(pair[1] <= pair[0] + 1e-9, "{means:?}");
    }
    assert!(means[4] < means[0] - 1.5, "{means:?}");
}

#[test]
fn a_forgotten_sleeve_is_paid_for_with_a_second_splice() {
    let (_, bench) = attempt(Who::Fault(epissure::scenario::schema::Mistake::SleeveForgotten), 5);
    let splices = bench.facts().iter().filter(|s| s.fact.event() == Event::Spliced).count();
    assert_eq!(splices, 2);
    assert!(bench.happened(Event::FibreCut));
}

#[test]
fn a_broken_fibre_is_shorter_for_good() {
    let (_, good) = attempt(Who::Reference, 4);
    let (_, broken) = attempt(Who::Fault(epissure::scenario::schema::Mistake::BrokenFibre), 4);
    let length = |bench: &Bench| Side::BOTH.map(|side| bench.tray_length_mm(side)).iter().sum::<f64>();
    assert!(length(&broken) < length(&good) - 30.0);
}

#[test]
fn a_mark_from_keyframes_is_the_mark_of_the_simulation_to_the_last_bit() {
    use epissure::bench::coil::Outcome;
    use epissure::scenario::schema::Mistake;
    for who in [Who::Reference, Who::Trained, Who::Fault(Mistake::EarlyRelease), Who::Fault(Mistake::FibreOutside)] {
        for seed in 0..4 {
            let job = job(seed);
            let (samples, live) = hands::play(who, job.clone(), seed);
            let mut told = Bench::new(job);
            told.recall(live.coil().kept().to_vec());
            told.play(&samples);
            told.finish();
            assert_eq!(told.facts(), live.facts(), "{who:?}, seed {seed}");
        }
    }
    // And the mark really comes from them: with other paths it is another.
    let job = job(3);
    let (samples, live) = hands::play(Who::Reference, job.clone(), 3);
    let mut kept = live.coil().kept().to_vec();
    for (_, outcome) in &mut kept {
        if let Outcome::Settled { paths, .. } = outcome {
            paths.iter_mut().flat_map(|(_, path)| path).for_each(|point| point[0] /= 4);
        }
    }
    let mut told = Bench::new(job.clone());
    told.recall(kept);
    told.play(&samples);
    told.finish();
    let mark = mark(&job, told.facts(), told.now());
    assert!(lost(&mark).contains(&"tray-radius".to_owned()), "{:?}", lost(&mark));
}
