//! A campaign of spoilt files: counts them, the slowest and the memory; fails when a reader panics, hangs or swells.
//!
//! `cargo run --release --no-default-features --example fuzz_inputs -- --inputs 1000000 --kind scenario --jobs 16`
//! reads as many inputs; `--seed S --from N --inputs 1` is one of them again. `scripts/fuzz-campaign` does all kinds.

mod kinds;
mod mutate;
mod packs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;

use kinds::{Kind, Reader};
use mutate::Luck;

/// How often hung readers are looked for.
const LOOK: Duration = Duration::from_millis(200);

#[derive(Parser)]
struct Arguments {
    /// How many inputs.
    #[arg(long, default_value_t = 10_000)]
    inputs: u64,
    /// What they are inputs for.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(Kind::ALL.map(|(name, _)| name)))]
    kind: String,
    /// Seed of the campaign.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of the first input.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// Readers side by side; all cores without it. The same inputs are read whatever it is.
    #[arg(long)]
    jobs: Option<usize>,
    /// An input that takes longer than so many seconds hangs.
    #[arg(long, default_value_t = 20)]
    longest: u64,
    /// More memory than so many MiB, all readers together, is a finding.
    #[arg(long, default_value_t = 2_048)]
    memory: u64,
    /// Folder with `scenarios` and `assets`: the current one, or else the one that this was built in.
    #[arg(long)]
    root: Option<PathBuf>,
}

/// What readers found, together.
#[derive(Default)]
struct Found {
    taken: u64,
    bytes: u64,
    /// The longest time, its input and that input's length.
    slowest: (Duration, u64, usize),
}

/// An input that a reader has begun.
type Begun = Mutex<Option<(u64, Instant)>>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some((name, kind)) = Kind::ALL.into_iter().find(|(name, _)| *name == arguments.kind) else {
        return ExitCode::FAILURE;
    };
    let here = Path::new(".").join("scenarios").join("programme.ron").is_file();
    let built = || PathBuf::from(if here { "." } else { env!("CARGO_MANIFEST_DIR") });
    let root = arguments.root.clone().unwrap_or_else(built);
    let jobs = arguments.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let end = arguments.from.saturating_add(arguments.inputs);
    let (next, panics, done) = (AtomicU64::new(arguments.from), AtomicU64::new(0), AtomicBool::new(false));
    let found = Mutex::new(Found::default());
    let begun: Vec<Begun> = (0..jobs).map(|_| Mutex::new(None)).collect();
    let start = Instant::now();
    thread::scope(|scope| {
        let (next, panics, found, root) = (&next, &panics, &found, &root);
        let readers: Vec<_> = begun
            .iter()
            .map(|begun| scope.spawn(move || reading(kind, root, arguments.seed, (next, end), begun, panics, found)))
            .collect();
        // A reader that hangs cannot be stopped: the process ends, and says at which input.
        scope.spawn(|| watch(&begun, arguments.longest, arguments.seed, &done));
        for reader in readers {
            // One that dies outside an input leaves no good file to spoil: that is a finding, too.
            if reader.join().is_err() {
                panics.fetch_add(1, Relaxed);
            }
        }
        done.store(true, Relaxed);
    });
    let Found { taken, bytes, slowest: (longest, input, length) } = found.into_inner().expect("readers are gone");
    let (panics, peak) = (panics.into_inner(), peak_memory());
    println!(
        "{name}: {} inputs ({} MB) in {:.0} s on {jobs} core(s), {taken} taken, {panics} panics; slowest {:.1} ms \
         (input {input}, {length} bytes); peak memory {}",
        arguments.inputs,
        bytes / 1_000_000,
        start.elapsed().as_secs_f64(),
        longest.as_secs_f64() * 1e3,
        peak.map_or_else(|| "unknown".to_owned(), |mib| format!("{mib} MiB")),
    );
    let swollen = peak.is_some_and(|mib| mib > arguments.memory);
    if swollen {
        eprintln!("more than {} MiB of memory", arguments.memory);
    }
    if panics == 0 && !swollen { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads inputs until none is left.
fn reading(
    kind: Kind,
    root: &Path,
    seed: u64,
    (next, end): (&AtomicU64, u64),
    begun: &Begun,
    panics: &AtomicU64,
    found: &Mutex<Found>,
) {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = Reader::new(kind, root, folder.path());
    let mut mine = Found::default();
    loop {
        let input = next.fetch_add(1, Relaxed);
        if input >= end {
            break;
        }
        let spoilt = reader.spoil(&mut Luck::of(seed, input));
        mine.bytes += spoilt.len() as u64;
        let start = Instant::now();
        *begun.lock().expect("nobody panics with it") = Some((input, start));
        match catch_unwind(AssertUnwindSafe(|| reader.read(&spoilt))) {
            Ok(good) => mine.taken += u64::from(good),
            Err(_) => {
                panics.fetch_add(1, Relaxed);
                eprintln!("input {input} of seed {seed} panics");
            }
        }
        *begun.lock().expect("nobody panics with it") = None;
        mine.slowest = mine.slowest.max((start.elapsed(), input, spoilt.len()));
    }
    let mut all = found.lock().expect("nobody panics with it");
    all.taken += mine.taken;
    all.bytes += mine.bytes;
    all.slowest = all.slowest.max(mine.slowest);
}

/// Ends the process when a reader hangs.
fn watch(begun: &[Begun], longest: u64, seed: u64, done: &AtomicBool) {
    while !done.load(Relaxed) {
        thread::sleep(LOOK);
        for begun in begun {
            let begun = *begun.lock().expect("nobody panics with it");
            if let Some((input, start)) = begun.filter(|(_, start)| start.elapsed().as_secs() >= longest) {
                let time = start.elapsed().as_secs();
                eprintln!("input {input} of seed {seed} hangs: {time} s");
                std::process::exit(1);
            }
        }
    }
}

/// The most memory that this process held, MiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib.div_ceil(1024))
}
