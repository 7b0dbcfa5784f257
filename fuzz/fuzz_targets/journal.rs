//! Any bytes as a journal, and as the samples of one whose checksums are good: both are read and marked, or refused.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use epissure::attempt::{self, Setting};
use epissure::bench::Bench;
use epissure::catalogue::vocabulary::Sample;
use epissure::catalogue::{LoadedCatalogue, builtin_catalogue};
use epissure::journal::{self, Calibration, Writer};
use epissure::marking::mark;
use epissure::scenario::{Job, LoadedScenario, load_scenario};
use libfuzzer_sys::fuzz_target;

static EXERCISE: LazyLock<(LoadedScenario, LoadedCatalogue)> = LazyLock::new(|| {
    let catalogue = builtin_catalogue().expect("sound catalogue");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/geste/premiere-epissure.ron");
    let scenario = load_scenario(&path, &catalogue.catalogue).expect("sound exercise");
    (scenario, catalogue)
});

/// Bytes of one sample in the fuzzer's input.
const BYTES: usize = 21;

fn sample(bytes: &[u8; BYTES]) -> Sample {
    let long = |at: usize| i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    Sample {
        tool: bytes[0],
        part: bytes[1],
        along: long(2),
        across: long(6),
        lift: long(10),
        turn: long(14),
        grip: bytes[18],
        wheel: i16::from_le_bytes([bytes[19], bytes[20]]),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let whole = journal::decode(bytes).ok().map(|journal| journal.samples.len());
    let mut streamed = 0;
    let ending = journal::for_each_sample(bytes, |_, _| streamed += 1);
    assert_eq!(ending.is_ok().then_some(streamed), whole);

    let (scenario, catalogue) = &*EXERCISE;
    let setting = Setting {
        seed: 1,
        who: "fuzz".to_owned(),
        hand: "fuzz".to_owned(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: None,
    };
    let samples: Vec<Sample> = bytes.as_chunks::<BYTES>().0.iter().map(sample).collect();
    let mut recorded = Vec::new();
    let mut writer = Writer::new(&mut recorded, &attempt::header(scenario, catalogue, &setting)).expect("a header");
    for sample in &samples {
        writer.push(*sample).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
    drop(writer);
    let journal = journal::decode(&recorded).expect("what was just written");
    assert_eq!(journal.samples, samples);

    let job = Job::draw(&scenario.scenario, &catalogue.catalogue, 1).expect("a job");
    let mut bench = Bench::new(job.clone());
    for sample in journal.samples {
        bench.tick(sample);
    }
    bench.finish();
    for stamped in bench.facts() {
        let json = serde_json::to_string(stamped).expect("plain data");
        assert!(!json.contains("null"), "a number that is none: {json}");
    }
    assert!((0.0..=20.0).contains(&mark(&job, bench.facts(), bench.now()).mark));
});
