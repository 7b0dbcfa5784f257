//! Writes the marked attempts of made-up schools, for `scripts/lrs-test`: `lrs_sample FOLDER SCHOOLS TRAINEES SESSIONS`.
//!
//! Each attempt is a synthetic hand's, done and marked as a person's would be. `FOLDER/ecole-01/attempts` and so on hold
//! journals and marks as the program keeps them.

use std::error::Error;
use std::fs;
use std::path::Path;

use epissure::attempt::{self, Setting};
use epissure::hands::{self, Who};
use epissure::journal::{Calibration, Mode, Writer};
use epissure::library::Library;
use epissure::marking::mark;
use epissure::scenario::{Job, LoadedScenario};

/// Short exercises: one a session, over and over.
const EXERCISES: [&str; 3] = ["geste/cliver", "geste/denuder-250", "geste/cliver-lent"];
/// 2026-09-07, 08:00 UTC, milliseconds since 1970.
const FIRST_DAY_MS: u64 = 1_788_768_000_000;
/// Days between sessions, milliseconds.
const WEEK_MS: u64 = 7 * 86_400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, schools, trainees, sessions] = arguments.as_slice() else {
        return Err("lrs_sample FOLDER SCHOOLS TRAINEES SESSIONS".into());
    };
    let library = Library::open().map_err(|errors| format!("{errors:?}"))?;
    let load = |id: &&str| library.load(&library.scenario_file(id)).map_err(|errors| format!("{errors:?}"));
    let exercises: Vec<LoadedScenario> = EXERCISES.iter().map(load).collect::<Result<_, _>>()?;
    for school in 1..=schools.parse::<u64>()? {
        let attempts = Path::new(folder).join(format!("ecole-{school:02}")).join("attempts");
        fs::create_dir_all(&attempts)?;
        for trainee in 1..=trainees.parse::<u64>()? {
            for session in 0..sessions.parse::<u64>()? {
                let exercise = &exercises[session as usize % exercises.len()];
                record(&library, exercise, &attempts, [school, trainee, session])?;
            }
        }
    }
    Ok(())
}

fn record(library: &Library, exercise: &LoadedScenario, folder: &Path, place: [u64; 3]) -> Result<(), Box<dyn Error>> {
    let [school, trainee, session] = place;
    let seed = (school * 1000 + trainee) * 100 + session;
    let job = Job::draw(&exercise.scenario, &library.catalogue.catalogue, seed)?;
    // The first of a class know it, the last are at their beginning.
    let who = [Who::Expert, Who::Trained, Who::Novice][(trainee as usize - 1) % 3];
    let (samples, bench) = hands::play(who, job.clone(), seed);
    let setting = Setting {
        seed,
        who: format!("p-{school:02}-{trainee:02}"),
        hand: format!("{who:?}").to_lowercase(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: None,
    };
    let mut header = attempt::header(exercise, &library.catalogue, &setting);
    if session == 2 {
        header.mode = Mode::Exam;
    }
    let began_ms = FIRST_DAY_MS + session * WEEK_MS + trainee * 60_000 + school;
    let path = folder.join(format!("{began_ms:015}-{}.epj", exercise.scenario.id.replace('/', "-")));
    let mut writer = Writer::create(&path, &header)?;
    for sample in &samples {
        writer.push(*sample)?;
    }
    attempt::keep(&mut writer, &mut 0, &bench)?;
    writer.finish()?;
    let marked = mark(&job, bench.facts(), bench.now());
    fs::write(path.with_extension("mark.json"), serde_json::to_vec_pretty(&marked)?)?;
    Ok(())
}
