//! The measuring exercises: the reference hand earns full marks from what instruments show, each fault hand loses its
//! criterion and no other.

use epissure::bench::Bench;
use epissure::bench::facts::Fact;
use epissure::bench::measure::keys::{MeterKey, OtdrKey, SourceKey};
use epissure::bench::measure::ports;
use epissure::catalogue::builtin_catalogue;
use epissure::catalogue::vocabulary::{Device, Part, Sample, Tool};
use epissure::hands::{self, Who};
use epissure::instrument::power::Shown;
use epissure::marking::{Mark, mark};
use epissure::scenario::schema::{Ask, Mistake};
use epissure::scenario::{Job, parse_scenario};

const ALL: [&str; 12] = [
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
    "souder-puis-mesurer",
    "diagnostic",
];

fn job(name: &str, seed: u64) -> Job {
    crate::common::job_of(&format!("mesure/{name}"), seed)
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

#[test]
fn what_the_hand_made_of_the_splice_is_what_the_link_loses() {
    let read = |who| {
        let (_, facts, _) = played("souder-puis-mesurer", who, 2);
        let told = |ask| {
            facts.iter().find_map(|fact| match fact {
                Fact::RecordWritten { ask: of, value, .. } if *of == ask => Some(*value),
                _ => None,
            })
        };
        let joint = facts.iter().rev().find_map(|fact| match fact {
            Fact::Spliced { loss_1550_db, .. } => Some(*loss_1550_db),
            _ => None,
        });
        (joint.expect("a splice"), told(Ask::Loss1550).expect("a loss on the record"))
    };
    let (good, bad) = (read(Who::Reference), read(Who::Fault(Mistake::ReArc)));
    assert!(bad.0 > good.0 + 0.15, "{good:?} {bad:?}");
    let (made, measured) = (bad.0 - good.0, bad.1 - good.1);
    assert!((made - measured).abs() < 0.15, "the joint lost {made:.3} dB more, the trace shows {measured:.3}");
}

/// A bench on which things are plugged at once and keys pressed by hand.
struct Worker {
    bench: Bench,
}

impl Worker {
    fn new(name: &str, seed: u64) -> Worker {
        Worker { bench: Bench::new(job(name, seed)) }
    }

    fn press(&mut self, device: Device, code: i16, value: i32) {
        let free = Sample::default();
        let on = Sample { part: Part::Panel(device).code(), wheel: code, along: value, ..free };
        for sample in [free, on, Sample { grip: 200, ..on }, on, free] {
            self.bench.tick(sample);
        }
    }

    /// Takes a plug and pushes it into a port, key to the slot.
    fn plug(&mut self, plug: u8, port: u8) {
        let tool = Tool::of_plug(plug).code();
        let free = Sample { tool, ..Sample::default() };
        let at = |mm: f64, grip| Sample { part: Part::Port(port).code(), along: Sample::quantise_mm(mm), grip, ..free };
        for sample in [free, at(18.0, 0), at(18.0, 120), at(4.0, 120), at(0.0, 120), free, Sample::default()] {
            self.bench.tick(sample);
        }
        let measure = self.bench.measure().expect("a network");
        assert_eq!(measure.plugged[usize::from(plug)], Some(port), "plug {plug} in port {port}");
    }

    fn wait(&mut self, seconds: f64) {
        for _ in 0..(seconds * 120.0) as u32 {
            self.bench.tick(Sample::default());
        }
    }

    fn reading(&self) -> Shown {
        let measure = self.bench.measure().expect("a network");
        measure.reading(self.bench.handmade(), self.bench.now()).shown
    }
}

#[test]
fn with_nothing_plugged_in_there_is_a_trace_of_noise_and_no_light_to_read() {
    let mut worker = Worker::new("coupure", 1);
    let tool = Tool::of_plug(0).code();
    for sample in [Sample { tool, ..Sample::default() }, Sample::default()] {
        worker.bench.tick(sample);
    }
    worker.press(Device::Otdr, OtdrKey::Start.code(), 0);
    worker.wait(6.0);
    let measure = worker.bench.measure().expect("a network");
    let stored = measure.otdr.traces.last().expect("a trace");
    assert_eq!((stored.strand, stored.before_m), (None, 0.0));
    assert!(stored.table.end().is_none_or(|end| end.distance_m < 20.0), "{:?}", stored.table);
    let mut worker = Worker::new("reference", 1);
    assert_eq!(worker.reading(), Shown::Low);
    worker.press(Device::Meter, MeterKey::Reference.code(), 0);
    worker.press(Device::Meter, MeterKey::Hold.code(), 0);
    assert!(!worker.bench.happened(epissure::scenario::schema::Event::ReferenceTaken));
}

#[test]
fn a_reference_through_more_cords_gives_connections_to_the_link_for_nothing() {
    // The same clean connectors each time: what differs is how many of them the reference holds.
    let loss = |cords: u8, seed: u64| {
        let mut text =
            std::fs::read_to_string(crate::common::root().join("scenarios/mesure/reference.ron")).expect("there");
        text = text.replace("dirt: 0.4", "dirt: 0.0");
        text = text.replace("cords: [", "cords: [(kind: \"patch\", length_m: 2, ends: (\"apc\", \"apc\")),");
        let catalogue = builtin_catalogue().expect("sound catalogue").catalogue;
        let scenario = parse_scenario("r.ron", &text, &catalogue).expect("sound").scenario;
        let mut worker = Worker { bench: Bench::new(Job::draw(&scenario, &catalogue, seed).expect("a job")) };
        worker.press(Device::Source, SourceKey::Power.code(), 0);
        worker.press(Device::Meter, MeterKey::Wavelength.code(), 0);
        worker.wait(600.0);
        // Launch cord: plugs 0 and 1; receive cord: 2 and 3; the one between: 4 and 5.
        let [[a0, a1], [b0, b1]] = ports::COUPLERS;
        let wires: &[(u8, u8)] = match cords {
            1 => &[(1, ports::METER)],
            2 => &[(1, a0), (2, a1), (3, ports::METER)],
            _ => &[(1, a0), (4, a1), (5, b0), (2, b1), (3, ports::METER)],
        };
        for (plug, port) in wires {
            worker.plug(*plug, *port);
        }
        worker.press(Device::Meter, MeterKey::Reference.code(), 0);
        worker.press(Device::Meter, MeterKey::Unit.code(), 0);
        worker.plug(1, 1);
        worker.plug(2, ports::FAR);
        if cords == 1 {
            worker.plug(3, ports::METER);
        }
        let Shown::Value(shown) = worker.reading() else { panic!("no reading with {cords} cords") };
        -shown
    };
    // IEC 61280-4-2: two, one and none of the link's connections are in it. A pair loses 0.12 dB in the mean, drawn anew
    // at each mating: over enough jobs the differences are those of one and of two pairs.
    const JOBS: u64 = 24;
    let mean = |cords| (1..=JOBS).map(|seed| loss(cords, seed)).sum::<f64>() / JOBS as f64;
    let [one, two, three] = [1, 2, 3].map(mean);
    assert!((one - two - 0.12).abs() < 0.08, "{one} {two} {three}");
    assert!((one - three - 0.24).abs() < 0.1, "{one} {two} {three}");
}

#[test]
fn who_looks_into_a_fibre_fails_whatever_else_was_done() {
    let job = job("coupure", 1);
    let (_, mut bench) = hands::play(Who::Reference, job.clone(), 1);
    let free = Sample { tool: Tool::of_plug(1).code(), ..Sample::default() };
    let at = |mm| Sample { part: Part::Face.code(), along: Sample::quantise_mm(mm), ..free };
    for sample in [free, at(0.0), at(40.0), at(80.0), free, Sample::default()] {
        bench.tick(sample);
    }
    let mark = mark(&job, bench.facts(), bench.now());
    assert_eq!(mark.eliminatory.len(), 1, "{:?}", mark.eliminatory);
    assert!(mark.mark > 19.0 && !mark.passed, "{}", mark.mark);
}
