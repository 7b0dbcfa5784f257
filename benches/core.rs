//! How fast the core is, on one core of this machine, as ratios where a ratio says more: bench, marking, journal.
//!
//! `cargo bench --no-default-features --bench core`; a word after `--` keeps the sections whose name holds it.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use epissure::attempt::{self, Setting};
use epissure::bench::Bench;
use epissure::catalogue::vocabulary::{Sample, TICKS_PER_SECOND};
use epissure::catalogue::{LoadedCatalogue, builtin_catalogue};
use epissure::hands::{self, Who};
use epissure::instrument::from_sor::thresholds;
use epissure::instrument::otdr::events;
use epissure::instrument::sor::sample;
use epissure::journal::{self, Calibration, Writer};
use epissure::marking::mark;
use epissure::report::traces::from_sor;
use epissure::scenario::error::Report;
use epissure::scenario::{Job, LoadedScenario, load_scenario, spanned};

/// Rounds of each measurement; the median is printed, the spread beside it.
const ROUNDS: usize = 15;

/// A name and what it measures.
type Section = (&'static str, fn(&Exercise));

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` runs this too: there is nothing to assert here.
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let wanted = arguments.into_iter().find(|argument| !argument.starts_with('-'));
    let sections: [Section; 5] = [
        ("ticks", ticks),
        ("marking", marking),
        ("journal", journal_speed),
        ("validity", validity),
        ("hostile", hostile),
    ];
    let exercise = Exercise::load();
    for (name, section) in sections {
        if wanted.as_deref().is_none_or(|wanted| name.contains(wanted)) {
            println!("\n{name}");
            section(&exercise);
        }
    }
}

struct Exercise {
    scenario: LoadedScenario,
    catalogue: LoadedCatalogue,
}

impl Exercise {
    fn load() -> Exercise {
        let catalogue = builtin_catalogue().expect("sound catalogue");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/geste/premiere-epissure.ron");
        let scenario = load_scenario(&path, &catalogue.catalogue).expect("sound exercise");
        Exercise { scenario, catalogue }
    }

    fn job(&self, seed: u64) -> Job {
        Job::draw(&self.scenario.scenario, &self.catalogue.catalogue, seed).expect("a job")
    }

    /// Journals of a mixed class, as bytes and as samples.
    fn journals(&self, count: u64) -> Vec<(Vec<u8>, Vec<Sample>)> {
        let class = [Who::Expert, Who::Trained, Who::Trained, Who::Novice];
        (0..count)
            .zip(class.iter().cycle())
            .map(|(seed, who)| {
                let samples = hands::play(*who, self.job(seed), seed).0;
                (self.encode(seed, &samples), samples)
            })
            .collect()
    }

    fn encode(&self, seed: u64, samples: &[Sample]) -> Vec<u8> {
        let setting = Setting {
            seed,
            who: "bench".to_owned(),
            hand: "synthetic".to_owned(),
            calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
            started: None,
        };
        let mut bytes = Vec::new();
        let header = attempt::header(&self.scenario, &self.catalogue, &setting);
        let mut writer = Writer::new(&mut bytes, &header).expect("a header");
        for sample in samples {
            writer.push(*sample).expect("memory takes it");
        }
        writer.finish().expect("memory takes it");
        drop(writer);
        bytes
    }
}

/// Seconds of one run: median, fastest and slowest.
struct Times {
    median: f64,
    fastest: f64,
    slowest: f64,
}

impl Times {
    fn of(mut seconds: Vec<f64>) -> Times {
        seconds.sort_by(f64::total_cmp);
        Times { median: seconds[seconds.len() / 2], fastest: seconds[0], slowest: seconds[seconds.len() - 1] }
    }

    /// So many of something a second, with the spread in per cent.
    fn rate(&self, count: f64, unit: &str) -> String {
        let spread = 100.0 * (self.slowest - self.fastest) / self.median;
        format!("{:>12} {unit}/s  (median of {ROUNDS}, spread {spread:.0} %)", grouped(count / self.median))
    }
}

fn grouped(value: f64) -> String {
    if value >= 1e6 { format!("{:.2} million", value / 1e6) } else { format!("{value:.1}") }
}

fn seconds(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

fn timed(mut run: impl FnMut()) -> Times {
    run();
    Times::of((0..ROUNDS).map(|_| seconds(&mut run)).collect())
}

/// Several runs taken in turn, so that a busy machine slows all of them alike.
fn side_by_side<const N: usize>(mut runs: [&mut dyn FnMut(); N]) -> [Times; N] {
    let mut all: [Vec<f64>; N] = [const { Vec::new() }; N];
    for round in 0..=ROUNDS {
        for (run, times) in runs.iter_mut().zip(&mut all) {
            let time = seconds(&mut **run);
            // The first round only warms up.
            if round > 0 {
                times.push(time);
            }
        }
    }
    all.map(Times::of)
}

fn ticks(exercise: &Exercise) {
    for (name, who) in [("reference", Who::Reference), ("novice", Who::Novice)] {
        let samples = hands::play(who, exercise.job(1), 1).0;
        // Some two million ticks a round.
        let times = 2_000_000 / samples.len() + 1;
        let blank = Bench::new(exercise.job(1));
        let replays = timed(|| {
            for _ in 0..times {
                let mut bench = blank.clone();
                for sample in &samples {
                    bench.tick(*sample);
                }
                bench.finish();
                black_box(bench.facts().len());
            }
        });
        let count = (times * samples.len()) as f64;
        let minutes = samples.len() as f64 / f64::from(TICKS_PER_SECOND) / 60.0;
        println!("  bench, {name} attempt of {minutes:.1} min   {}", replays.rate(count, "ticks"));
    }
}

fn marking(exercise: &Exercise) {
    let journals = exercise.journals(60);
    let samples: usize = journals.iter().map(|(_, samples)| samples.len()).sum();
    let count = journals.len() as f64;
    let mut decode = || {
        for (bytes, _) in &journals {
            black_box(journal::decode(bytes).expect("good").samples.len());
        }
    };
    let mut grade = || {
        for (bytes, _) in &journals {
            let journal = journal::decode(bytes).expect("good");
            let again = attempt::replay(&journal, &exercise.scenario, &exercise.catalogue).expect("the same scenario");
            black_box(again.mark.mark);
        }
    };
    let mut play = || {
        for (seed, (_, samples)) in (0..).zip(&journals) {
            let mut bench = Bench::new(exercise.job(seed));
            bench.play(samples);
            bench.finish();
            black_box(bench.facts().len());
        }
    };
    let done: Vec<_> = (0..)
        .zip(&journals)
        .map(|(seed, (_, samples))| {
            let mut bench = Bench::new(exercise.job(seed));
            for sample in samples {
                bench.tick(*sample);
            }
            bench.finish();
            bench
        })
        .collect();
    let mut judge = || {
        for bench in &done {
            black_box(mark(bench.job(), bench.facts(), bench.now()).mark);
        }
    };
    let [decoded, graded, played, judged] = side_by_side([&mut decode, &mut grade, &mut play, &mut judge]);
    println!("  {} journals of a mixed class, {:.2} million samples", journals.len(), samples as f64 / 1e6);
    println!("  decoded                  {}", decoded.rate(count, "journals"));
    println!("  decoded and marked       {}", graded.rate(count, "journals"));
    println!("  marking over decoding    {:>12.2} times  (aim: at most 1.5)", graded.median / decoded.median);
    let share = |part: &Times| 100.0 * part.median / graded.median;
    println!(
        "  of marking: decode {:.0} %, bench {:.0} %, criteria {:.0} %",
        share(&decoded),
        share(&played),
        share(&judged)
    );
}

fn journal_speed(exercise: &Exercise) {
    let journals = exercise.journals(24);
    let megabytes = journals.iter().map(|(bytes, _)| bytes.len()).sum::<usize>() as f64 / 1e6;
    let samples = journals.iter().map(|(_, samples)| samples.len()).sum::<usize>() as f64;
    let mut encode = || {
        for (seed, (_, samples)) in (0..).zip(&journals) {
            black_box(exercise.encode(seed, samples).len());
        }
    };
    let mut decode = || {
        for (bytes, _) in &journals {
            black_box(journal::decode(bytes).expect("good").samples.len());
        }
    };
    // The checksum is the floor of both.
    let mut checksum = || {
        for (bytes, _) in &journals {
            for piece in bytes.chunks(700) {
                black_box(blake3::hash(piece));
            }
        }
    };
    let [encoded, decoded, summed] = side_by_side([&mut encode, &mut decode, &mut checksum]);
    println!(
        "  {:.2} bytes a sample, {:.0} bytes a second of work",
        megabytes * 1e6 / samples,
        megabytes * 1.2e8 / samples
    );
    println!("  encode                   {}", encoded.rate(megabytes, "MB"));
    println!("                           {}", encoded.rate(samples, "samples"));
    println!("  decode                   {}", decoded.rate(megabytes, "MB"));
    println!("                           {}", decoded.rate(samples, "samples"));
    println!("  of decode, checksums {:.0} %", 100.0 * summed.median / decoded.median);
}

fn validity(exercise: &Exercise) {
    let seeds: u64 = std::env::var("EPISSURE_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    for who in [Who::Expert, Who::Trained, Who::Novice] {
        let mut ticks = 0_u64;
        let mut sum = 0.0;
        let start = Instant::now();
        for seed in 0..seeds {
            let job = exercise.job(seed);
            let (samples, bench) = hands::play(who, job.clone(), seed.wrapping_add(1_000));
            ticks += samples.len() as u64;
            sum += mark(&job, bench.facts(), bench.now()).mark;
        }
        let took: Duration = start.elapsed();
        println!(
            "  {seeds} attempts of {who:?} played and marked in {:.2} s: {:.0} attempts/s, {:.2} million ticks/s, mean mark {:.2} (synthetic)",
            took.as_secs_f64(),
            seeds as f64 / took.as_secs_f64(),
            ticks as f64 / took.as_secs_f64() / 1e6,
            sum / seeds as f64
        );
    }
}

/// Files that were made to take time: twice as much of the same takes twice as long, where nothing is quadratic.
fn hostile(exercise: &Exercise) {
    let twice = |name: &str, read: &dyn Fn(usize)| {
        let [once, twice] = side_by_side([&mut || read(1), &mut || read(2)]);
        let (once, twice) = (once.median, twice.median);
        println!("{name:44} {:>8.2} ms, twice as much: {:.2} times", once * 1e3, twice / once);
    };
    for piece in ["(", "\"\\", "/*", "a:", "[],", "(a:[", "{1:", "r#\"#", "x:\""] {
        twice(&format!("scenario of `{piece}`, 128 KiB"), &|times| {
            let text = piece.repeat(times * (1 << 17) / piece.len());
            let mut report = Report::new("x", &text);
            black_box(spanned::parse(&mut report));
            black_box(report.finish());
        });
    }
    let journal = exercise.encode(1, &[]);
    twice("journal whose tail could begin 190,000 frames", &|times| {
        let mut bytes = journal.clone();
        bytes.extend([1, 0x40, 0x0D, 3, 0]);
        bytes.extend([1, 0, 0, 1, 0].iter().cycle().take(times * 190_000));
        let _ = black_box(journal::decode(&bytes));
    });
    let sor = sample::sample();
    twice("events of a trace of noise, 30,000 points", &|times| {
        let mut file = sor.clone();
        if let Some(data) = &mut file.data {
            data.runs[0].values = (0..times * 30_000).map(|at| noise(at as u32)).collect();
        }
        if let Ok(trace) = from_sor(&file) {
            black_box(events(&trace, &thresholds(&file)));
        }
    });
}

/// Noise without a generator's state.
fn noise(at: u32) -> u16 {
    (at.wrapping_mul(2_654_435_761).wrapping_add(1_013_904_223) >> 13) as u16
}
