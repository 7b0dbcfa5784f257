//! Exercises of one gesture: parts of a splice, and workpieces of closures and customers.

use epissure::bench::Fact;
use epissure::bench::facts::Stamped;
use epissure::catalogue::vocabulary::{Side, Tool};
use epissure::catalogue::workpiece::Verb;
use epissure::hands::{self, Who};
use epissure::marking::{FULL, Mark, mark};
use epissure::scenario::Job;

use crate::common::job_of;

/// Each stage of a splice with its exercise.
const PARTS: [&str; 8] = [
    "geste/gaine",
    "geste/tube",
    "geste/denuder-250",
    "geste/nettoyer",
    "geste/cliver",
    "geste/souder",
    "geste/manchon",
    "geste/cassette",
];

fn attempt(job: &Job, who: Who) -> (Mark, Vec<Stamped>) {
    let (_, bench) = hands::play(who, job.clone(), job.seed);
    (mark(job, bench.facts(), bench.now()), bench.facts().to_vec())
}

fn lost(mark: &Mark) -> Vec<&str> {
    mark.criteria.iter().filter(|c| !c.lost.is_empty()).map(|c| c.id.as_str()).collect()
}

#[test]
fn the_reference_hand_earns_full_marks_in_every_part_of_a_splice() {
    for id in PARTS {
        for seed in [2, 5] {
            let job = job_of(id, seed);
            let (mark, _) = attempt(&job, Who::Reference);
            assert_eq!(mark.mark, FULL, "{id}, seed {seed}: {:?}", lost(&mark));
        }
    }
}

#[test]
fn each_fault_hand_of_a_part_loses_its_criterion_and_no_other() {
    for id in PARTS {
        let job = job_of(id, 3);
        for (i, criterion) in job.scenario.marking.criteria.iter().enumerate() {
            let (mark, _) = attempt(&job, Who::failing(&job.scenario, i));
            assert_eq!(lost(&mark), [criterion.id.as_str()], "{id}, {:?}", criterion.fault);
        }
    }
}

#[test]
fn a_part_earns_nothing_before_it_is_begun() {
    for id in PARTS {
        let job = job_of(id, 1);
        assert_eq!(mark(&job, &[], 1_000).mark, 0.0, "{id}");
    }
}

/// What was done to one end says nothing of the other.
#[test]
fn one_end_of_two_is_not_measured_where_nothing_is_joined() {
    for (id, criterion) in [
        ("geste/denuder-250", "strip-nick"),
        ("geste/denuder-250", "strip-length"),
        ("geste/nettoyer", "glass-clean"),
        ("geste/cliver", "cleave-angle"),
        ("geste/cliver", "bare-length"),
    ] {
        let job = job_of(id, 1);
        let (whole, facts) = attempt(&job, Who::Reference);
        let one: Vec<Stamped> = facts
            .into_iter()
            .filter(|stamped| {
                !matches!(
                    stamped.fact,
                    Fact::CoatingStripped { side: Side::Pigtail, .. }
                        | Fact::GlassWiped { side: Side::Pigtail, .. }
                        | Fact::Cleaved { side: Side::Pigtail, .. }
                )
            })
            .collect();
        let half = mark(&job, &one, 100_000);
        let earned = |mark: &Mark| mark.criteria.iter().find(|c| c.id == criterion).map(|c| c.earned);
        assert!(earned(&whole) > Some(0.0), "{id}, {criterion}");
        assert_eq!(earned(&half), Some(0.0), "{id}, {criterion}");
    }
}

/// A tool that is pushed in and drawn out again leaves the hole free and the site done.
#[test]
fn a_tool_that_is_inserted_does_not_stay_while_an_item_does() {
    let mut job = job_of("geste/connecteur-terrain", 1);
    let body = job.craft.sites.iter().position(|site| site.id == "fc.body").expect("it is there");
    let connector = job.craft.kit_index("body").expect("it is there");
    let worked = |facts: &[Stamped]| {
        facts.iter().find_map(|stamped| match stamped.fact {
            Fact::SiteWorked { site, done, right, item, .. } if usize::from(site) == body + 1 => {
                Some((done, right, item))
            }
            _ => None,
        })
    };
    let (whole, facts) = attempt(&job, Who::Reference);
    assert_eq!((whole.mark, worked(&facts)), (FULL, Some((true, true, Some(connector)))));

    job.craft.kit[usize::from(connector)].item = false;
    let site = &mut job.craft.sites[body];
    assert!(matches!(site.verb, Verb::Insert { .. }));
    site.holds.clear();
    site.tools = vec![Tool::Kit(connector)];
    let (tool, facts) = attempt(&job, Who::Reference);
    assert_eq!((tool.mark, worked(&facts)), (FULL, Some((true, true, None))));
}
