//! The measuring exercises: the reference hand earns full marks from what instruments show, each fault hand loses its
//! criterion and no other.

mod common;

use epissure::bench::Bench;
use epissure::bench::facts::Fact;
use epissure::hands::{self, Who};
use epissure::marking::{Mark, mark};
use epissure::scenario::Job;

const ALL: [&str; 10] = [
    "lire-une-trace",
    "coupure",
    "soudure-ou-courbure",
    "zone-morte",
    "reference",
    "bilan-28",
    "inspecter-nettoyer",
    "deux-sens",
    "recette-logement",
    "recette-tube-12",
];

fn job(name: &str, seed: u64) -> Job {
    common::job_of(&format!("mesure/{name}"), seed)
}

fn played(name: &str, who: Who, seed: u64) -> (Mark, Vec<Fact>, Bench) {
    let job = job(name, seed);
    let (_, bench) = hands::play(who, job.clone(), seed);
    let facts = bench.facts().iter().map(|stamped| stamped.fact.clone()).collect();
    (mark(&job, bench.facts(), bench.now()), facts, bench)
}

/// What the reflectometer made of its traces, for a failure's message.
fn tables(bench: &Bench) -> String {
    let mut text = String::new();
    for stored in bench.measure().iter().flat_map(|measure| &measure.otdr.traces) {
        text += &format!("{:?} {} reverse {}\n", stored.strand, stored.wavelength().nm(), stored.reverse);
        for event in &stored.table.events {
            let (loss, back) = (event.loss_db.unwrap_or(f64::NAN), event.reflectance_db.unwrap_or(f64::NAN));
            text += &format!("  {:?} {:.1} m, {loss:.3} dB, {back:.1} dB\n", event.kind, event.distance_m);
        }
    }
    text
}

fn lost(mark: &Mark) -> Vec<String> {
    let lost = mark.criteria.iter().filter(|criterion| criterion.earned + 1e-6 < criterion.of);
    lost.map(|criterion| format!("{} ({:?})", criterion.id, criterion.value)).collect()
}

fn seeds() -> u64 {
    std::env::var("EPISSURE_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(4)
}

#[test]
fn the_reference_hand_earns_full_marks_from_what_the_instruments_show() {
    for name in ALL {
        let count = if name == "recette-tube-12" { seeds().min(2) } else { seeds() };
        for seed in 1..=count {
            let (mark, facts, bench) = played(name, Who::Reference, seed);
            let told: Vec<&Fact> = if name.contains("12") {
                facts.iter().filter(|fact| matches!(fact, Fact::RecordWritten { error, flaw, .. } if *error > 0.4 || flaw.is_some())).collect()
            } else {
                Vec::new()
            };
            let all: Vec<&Fact> = facts
                .iter()
                .filter(|fact| {
                    !matches!(
                        fact,
                        Fact::Gesture { .. }
                            | Fact::ToolTaken { .. }
                            | Fact::ConnectorInspected { .. }
                            | Fact::ConnectorCleaned { .. }
                    )
                })
                .collect();
            let told = if told.is_empty() { all } else { told };
            assert_eq!(mark.mark, 20.0, "{name}, seed {seed}: {:?}\n{told:?}\n{}", lost(&mark), tables(&bench));
            assert!(mark.passed);
        }
    }
}

#[test]
fn each_fault_hand_loses_its_criterion_and_no_other() {
    let mut wrong = Vec::new();
    for name in ALL {
        if name == "recette-tube-12" {
            continue;
        }
        for criterion in job(name, 1).scenario.marking.criteria {
            let mut hit = false;
            for seed in 1..=seeds().min(3) {
                let (mark, ..) = played(name, Who::Fault(criterion.fault), seed);
                let lost = lost(&mark);
                hit |= !lost.is_empty();
                if !lost.iter().all(|id| id.starts_with(&format!("{} ", criterion.id))) {
                    wrong.push(format!("{name}, {}, seed {seed}: lost {lost:?}", criterion.fault.name()));
                }
            }
            if !hit {
                wrong.push(format!("{name}: {} costs nothing", criterion.fault.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
