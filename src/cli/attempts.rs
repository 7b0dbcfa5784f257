//! Commands on attempts: play, grade, replay.

use std::fs;
use std::path::Path;
use std::str::FromStr;

use serde_json::json;

use crate::attempt::{self, Setting};
use crate::bench::{Fact, Stamped};
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::hands::{self, Who};
use crate::journal::{self, Calibration, Journal, Writer};
use crate::library::Library;
use crate::marking::Mark;
use crate::report;
use crate::scenario::Job;
use crate::scenario::error::printable;
use crate::scenario::schema::Scenario;

use super::{Outcome, lang, located, say};

/// The hand of a command line.
pub(super) fn who(name: &str, scenario: &Scenario) -> Result<Who, String> {
    if let Some(criterion) = name.strip_prefix("fault:") {
        let found = scenario.marking.criteria.iter().position(|c| c.id == criterion);
        return found.map(|at| Who::failing(scenario, at)).ok_or_else(|| {
            let known: Vec<&str> = scenario.marking.criteria.iter().map(|c| c.id.as_str()).collect();
            format!("no criterion `{criterion}`; this scenario has {}", known.join(", "))
        });
    }
    if let Some(units) = name.strip_prefix("tremor:") {
        return match f64::from_str(units) {
            Ok(units) if (0.0..=100.0).contains(&units) => Ok(Who::Tremor(units)),
            _ => Err(format!("tremor:{units}: a number from 0 to 100 is expected")),
        };
    }
    match name {
        "reference" => Ok(Who::Reference),
        "expert" => Ok(Who::Expert),
        "trained" => Ok(Who::Trained),
        "novice" => Ok(Who::Novice),
        _ => Err(format!(
            "no hand `{name}`; there are reference, expert, trained, novice, fault:CRITERION, tremor:UNITS"
        )),
    }
}

pub(super) fn play(path: &Path, hand: &str, seed: u64, hand_seed: u64, out: Option<&Path>, as_json: bool) -> Outcome {
    let library = Library::for_files().map_err(located)?;
    let loaded = library.load(path).map_err(located)?;
    let player = who(hand, &loaded.scenario)?;
    let job = Job::draw(&loaded.scenario, &library.catalogue.catalogue, seed).map_err(|why| why.to_string())?;
    let (samples, bench) = hands::play(player, job.clone(), hand_seed);
    let mark = crate::marking::mark(&job, bench.facts(), bench.now());
    if let Some(folder) = out {
        let setting = Setting {
            seed,
            who: "synthetic".to_owned(),
            hand: hand.to_owned(),
            calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
            started: None,
        };
        fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
        let file = folder.join("attempt.epj");
        if file.exists() {
            fs::remove_file(&file).map_err(|why| format!("{}: {why}", file.display()))?;
        }
        let header = attempt::header(&loaded, &library.catalogue, &setting);
        let mut writer = Writer::create(&file, &header).map_err(|why| why.to_string())?;
        for sample in &samples {
            writer.push(*sample).map_err(|why| why.to_string())?;
        }
        attempt::keep(&mut writer, &mut 0, &bench).map_err(|why| why.to_string())?;
        writer.finish().map_err(|why| why.to_string())?;
        write(&folder.join("report.html"), &report::html(&job, &mark, bench.facts(), &header, lang()))?;
        write(&folder.join("mark.json"), &pretty(&mark)?)?;
    }
    print_mark(&job, &mark, as_json)
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|why| format!("{}: {why}", path.display()))
}

fn pretty(mark: &Mark) -> Result<String, String> {
    serde_json::to_string_pretty(mark).map_err(|why| why.to_string())
}

pub(super) fn grade(path: &Path, scenario: Option<&Path>, as_json: bool) -> Outcome {
    let (journal, replayed) = again(path, scenario)?;
    if let Some(torn) = &journal.torn {
        eprintln!("{}: {torn}; what was recorded before it is marked", path.display());
    } else if !journal.finished {
        eprintln!("{}: the attempt was not finished; what was recorded is marked", path.display());
    }
    print_mark(replayed.job(), &replayed.mark, as_json)
}

pub(super) fn replay(path: &Path, moments: bool, resimulate: bool, scenario: Option<&Path>) -> Outcome {
    if resimulate {
        return compare(path, scenario);
    }
    let (journal, replayed) = again(path, scenario)?;
    if moments {
        for (tick, name) in moments_of(replayed.bench.facts()) {
            say(format!("{tick} {name}"))?;
        }
        return Ok(());
    }
    let header = &journal.header;
    // What stands in a file must not steer a terminal.
    let (scenario, hand) = (printable(&header.scenario), printable(&header.hand));
    say(format!("{scenario} · seed {} · {hand} · {} samples", header.seed, journal.samples.len()))?;
    for stamped in replayed.bench.facts() {
        if matches!(stamped.fact, Fact::Gesture { .. }) {
            continue;
        }
        let fact = serde_json::to_string(&stamped.fact).map_err(|why| why.to_string())?;
        say(format!("{:8.2} s  {fact}", f64::from(stamped.from) * TICK_S))?;
    }
    say(&replayed.mark.facts_hash)
}

/// The library; where a scenario's file is named, it need not have any of its own.
pub(super) fn library_of(scenario: Option<&Path>) -> Result<Library, String> {
    if scenario.is_some() { Library::for_files() } else { Library::open() }.map_err(located)
}

/// Simulates the fibres again and says whether they did what the journal's keyframes say.
fn compare(path: &Path, scenario: Option<&Path>) -> Outcome {
    let library = library_of(scenario)?;
    let journal = journal::read(path).map_err(|why| why.to_string())?;
    let loaded = attempt::scenario_of(&journal.header, scenario, &library).map_err(|why| why.to_string())?;
    let told = attempt::replay(&journal, &loaded, &library.catalogue).map_err(|why| why.to_string())?;
    let found = attempt::resimulate(&journal, &loaded, &library.catalogue).map_err(|why| why.to_string())?;
    let written = attempt::outcomes(&journal).map_err(|why| why.to_string())?;
    let again = found.bench.coil().kept();
    for (index, (tick, outcome)) in written.iter().enumerate() {
        let same = again.get(index).is_some_and(|(t, o)| t == tick && o == outcome);
        let name = outcome.name();
        let word = if same { "agrees" } else { "DIFFERS" };
        say(format!("{:8.2} s  {name}: {word}", f64::from(*tick) * TICK_S))?;
    }
    for (tick, outcome) in again.iter().skip(written.len()) {
        say(format!("{:8.2} s  {}: not in the journal", f64::from(*tick) * TICK_S, outcome.name()))?;
    }
    say(format!("marked {} from the keyframes, {} from the simulation", told.mark.mark, found.mark.mark))?;
    if written == again && told.mark.facts_hash == found.mark.facts_hash {
        return say("the journal and the simulation agree to the last bit");
    }
    Err("the journal and the simulation do not agree".to_owned())
}

/// A tick past the middle of the first gesture of each kind, and a name for it.
fn moments_of(facts: &[Stamped]) -> Vec<(Tick, String)> {
    let mut known: Vec<String> = Vec::new();
    let mut moments = Vec::new();
    for stamped in facts {
        let Fact::Gesture { tool, part, .. } = &stamped.fact else { continue };
        let name = format!("{}-{}", tool.name(), part.kind());
        if !known.contains(&name) {
            moments.push((stamped.from + (stamped.to - stamped.from) * 11 / 20, name.clone()));
            known.push(name);
        }
    }
    moments
}

pub(super) fn again(path: &Path, scenario: Option<&Path>) -> Result<(Journal, attempt::Replayed), String> {
    let library = library_of(scenario)?;
    let journal = journal::read(path).map_err(|why| why.to_string())?;
    let loaded = attempt::scenario_of(&journal.header, scenario, &library).map_err(|why| why.to_string())?;
    let replayed = attempt::replay(&journal, &loaded, &library.catalogue).map_err(|why| why.to_string())?;
    if journal.header.program != env!("CARGO_PKG_VERSION") {
        let was = printable(&journal.header.program);
        eprintln!("{}: recorded by version {was}, marked by {}", path.display(), env!("CARGO_PKG_VERSION"));
    }
    Ok((journal, replayed))
}

fn print_mark(job: &Job, mark: &Mark, as_json: bool) -> Outcome {
    if as_json {
        let criteria: Vec<_> = mark
            .criteria
            .iter()
            .map(|c| {
                let lost: Vec<_> = c
                    .lost
                    .iter()
                    .map(|d| {
                        json!({"points": d.points, "fact": d.fact, "from_tick": d.from_tick, "to_tick": d.to_tick, "value": d.value})
                    })
                    .collect();
                json!({"id": c.id, "axis": c.axis, "earned": c.earned, "of": c.of, "lost": lost})
            })
            .collect();
        let object = json!({
            "mark": mark.mark,
            "passed": mark.passed,
            "eliminatory": mark.eliminatory.iter().map(|e| &e.id).collect::<Vec<_>>(),
            "technique": mark.technique,
            "result": mark.result,
            "safety": mark.safety,
            "criteria": criteria,
            "facts_hash": mark.facts_hash,
        });
        return say(object);
    }
    say(report::text(job, mark, lang()).trim_end())
}
