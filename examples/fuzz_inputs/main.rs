//! A campaign of spoilt files: counts them, the slowest and the memory; fails when a reader panics.
//!
//! `cargo run --release --no-default-features --example fuzz_inputs -- --inputs 1000000 --kind scenario`
//! reads as many inputs; `--seed S --from N --inputs 1` is one of them again.

mod kinds;
mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use kinds::{Kind, Reader};
use mutate::{Luck, spoilt};

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
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some((name, kind)) = Kind::ALL.into_iter().find(|(name, _)| *name == arguments.kind) else {
        return ExitCode::FAILURE;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (reader, good) = Reader::new(kind, Path::new(env!("CARGO_MANIFEST_DIR")), folder.path());
    let (mut taken, mut panics, mut bytes) = (0_u64, 0_u64, 0_u64);
    let mut slowest = (Duration::ZERO, 0_u64, 0_usize);
    let begun = Instant::now();
    for input in arguments.from..arguments.from.saturating_add(arguments.inputs) {
        let spoilt = spoilt(&good, &mut Luck::of(arguments.seed, input));
        bytes += spoilt.len() as u64;
        let start = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| reader.read(&spoilt))) {
            Ok(good) => taken += u64::from(good),
            Err(_) => {
                panics += 1;
                eprintln!("input {input} of seed {} panics", arguments.seed);
            }
        }
        slowest = slowest.max((start.elapsed(), input, spoilt.len()));
    }
    let (longest, input, length) = slowest;
    println!(
        "{name}: {} inputs ({} MB) in {:.0} s, {taken} taken, {panics} panics; slowest {:.1} ms (input {input}, \
         {length} bytes); peak memory {}",
        arguments.inputs,
        bytes / 1_000_000,
        begun.elapsed().as_secs_f64(),
        longest.as_secs_f64() * 1e3,
        peak_memory().unwrap_or_else(|| "unknown".to_owned()),
    );
    if panics == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The most memory that this process held, where the system tells.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(format!("{} MiB", kib.div_ceil(1024)))
}
