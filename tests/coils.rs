//! The coiling exercises: the reference hand earns full marks, each fault hand loses its criterion and no other.

mod common;

use epissure::bench::Bench;
use epissure::catalogue::builtin_catalogue;
use epissure::hands::{self, Who};
use epissure::marking::{FULL, Mark, mark};
use epissure::scenario::{Job, load_scenario};

const EXERCISES: [&str; 7] =
    ["lover-1", "lover-12", "lover-24", "reprise-cassette", "huit", "rayon-g652d", "rayon-g657a2"];

fn job(name: &str, seed: u64) -> Job {
    let catalogue = builtin_catalogue().unwrap();
    let path = common::root().join(format!("scenarios/geste/{name}.ron"));
    let loaded = load_scenario(&path, &catalogue.catalogue).unwrap();
    Job::draw(&loaded.scenario, &catalogue.catalogue, seed).unwrap()
}

fn attempt(who: Who, name: &str, seed: u64) -> (Mark, Bench) {
    let job = job(name, seed);
    let (_, bench) = hands::play(who, job.clone(), seed);
    (mark(&job, bench.facts(), bench.now()), bench)
}

fn lost(mark: &Mark) -> Vec<String> {
    mark.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| c.id.clone()).collect()
}

#[test]
fn the_reference_hand_coils_every_exercise_to_full_marks() {
    for name in EXERCISES {
        let (mark, bench) = attempt(Who::Reference, name, 1);
        let said: Vec<_> = bench.facts().iter().filter(|s| s.fact.event().name() == "fibre-laid").collect();
        assert_eq!(mark.mark, FULL, "{name}: {:?} {said:?}", lost(&mark));
        assert_eq!(bench.coil().kept().len(), 2, "{name}: {:?}", said);
    }
}

#[test]
fn each_fault_hand_loses_its_criterion_and_no_other() {
    for name in EXERCISES.into_iter().filter(|name| *name != "lover-24") {
        for criterion in job(name, 1).scenario.marking.criteria {
            let (mark, bench) = attempt(Who::Fault(criterion.fault), name, 1);
            let said: Vec<_> = bench.facts().iter().filter(|s| s.fact.event().name() == "fibre-laid").collect();
            assert_eq!(lost(&mark).join(", "), criterion.id, "{name}, {:?}: {said:?}", criterion.fault);
        }
    }
}
