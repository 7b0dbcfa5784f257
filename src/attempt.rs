//! One attempt as a whole: header, bench and mark from a scenario, a seed and samples; and back from its journal.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::bench::Bench;
use crate::bench::coil::Outcome;
use crate::catalogue::LoadedCatalogue;
use crate::catalogue::vocabulary::Tick;
use crate::journal::{self, Calibration, FORMAT_VERSION, Header, Journal, JournalError, Mode};
use crate::library::Library;
use crate::marking::{Mark, mark};
use crate::scenario::error::printable;
use crate::scenario::{Job, JobError, LoadedScenario, Located};

/// Why an attempt cannot be made or read again.
#[derive(Debug, Error)]
pub enum AttemptError {
    /// The journal cannot be read.
    #[error("{0}")]
    Journal(#[from] JournalError),
    /// The scenario gives no job with this catalogue.
    #[error("{0}")]
    Job(#[from] JobError),
    /// The scenario's file has errors.
    #[error("{}", all(.0))]
    Scenario(Vec<Located>),
    /// The scenario is no longer what was attempted.
    #[error(
        "{path}: the scenario has changed since the attempt (it was {was}, it is {is}); give the old file with --scenario"
    )]
    ScenarioChanged {
        /// Where it is.
        path: PathBuf,
        /// Hash in the journal.
        was: String,
        /// Hash of the file.
        is: String,
    },
    /// A keyframe of the journal makes no sense.
    #[error("the keyframe at tick {tick} makes no sense: {why}")]
    Keyframe {
        /// Where it is.
        tick: Tick,
        /// What is wrong.
        why: String,
    },
    /// The catalogue is no longer what was used.
    #[error("the catalogue has changed since the attempt (it was {was}, it is {is})")]
    CatalogueChanged {
        /// Hash in the journal.
        was: String,
        /// Hash of the catalogue.
        is: String,
    },
}

fn all(errors: &[Located]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Who attempts, and how.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Seed of job and luck.
    pub seed: u64,
    /// Pseudonym.
    pub who: String,
    /// `person`, or the synthetic hand's name.
    pub hand: String,
    /// Pointer calibration.
    pub calibration: Calibration,
    /// RFC 3339 time of the start, where a clock was at hand.
    pub started: Option<String>,
}

/// The journal header of an attempt.
pub fn header(scenario: &LoadedScenario, catalogue: &LoadedCatalogue, setting: &Setting) -> Header {
    Header {
        format: FORMAT_VERSION,
        scenario: scenario.scenario.id.clone(),
        scenario_path: format!("{}.ron", scenario.scenario.id),
        scenario_hash: scenario.hash.clone(),
        catalogue_hash: catalogue.hash.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        seed: setting.seed,
        who: setting.who.clone(),
        mode: Mode::Practice,
        hand: setting.hand.clone(),
        assistance: scenario.scenario.assistance,
        calibration: setting.calibration,
        started: setting.started.clone(),
    }
}

/// An attempt that was played again from its journal.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The bench as it stood at the end.
    pub bench: Bench,
    /// What it is worth.
    pub mark: Mark,
}

impl Replayed {
    /// The job that was done.
    pub fn job(&self) -> &Job {
        self.bench.job()
    }
}

/// Plays a journal again on its own scenario.
///
/// # Errors
/// When scenario or catalogue are not those of the attempt: a mark from other rules would be no mark.
pub fn replay(
    journal: &Journal,
    scenario: &LoadedScenario,
    catalogue: &LoadedCatalogue,
) -> Result<Replayed, AttemptError> {
    let mut bench = bench_of(journal, scenario, catalogue)?;
    let told = outcomes(journal)?;
    // A journal without keyframes, of an older program or of a hand that never came to the tray, is simulated.
    if !told.is_empty() {
        bench.recall(told);
    }
    bench.play(&journal.samples);
    bench.finish();
    let mark = mark(bench.job(), bench.facts(), bench.now());
    Ok(Replayed { bench, mark })
}

/// The same, but what the fibres did is simulated again instead of taken from the journal's keyframes.
///
/// # Errors
/// As [`replay`].
pub fn resimulate(
    journal: &Journal,
    scenario: &LoadedScenario,
    catalogue: &LoadedCatalogue,
) -> Result<Replayed, AttemptError> {
    let mut bench = go_on(journal, scenario, catalogue)?;
    bench.finish();
    let mark = mark(bench.job(), bench.facts(), bench.now());
    Ok(Replayed { bench, mark })
}

/// The bench as it stands after a journal that was not finished: with what still moves, the hand off.
///
/// # Errors
/// As [`replay`].
pub fn go_on(journal: &Journal, scenario: &LoadedScenario, catalogue: &LoadedCatalogue) -> Result<Bench, AttemptError> {
    let mut bench = bench_of(journal, scenario, catalogue)?;
    bench.play(&journal.samples);
    bench.let_go();
    Ok(bench)
}

/// What the fibres did, from a journal's keyframes.
///
/// # Errors
/// [`AttemptError::Keyframe`] where one makes no sense.
pub fn outcomes(journal: &Journal) -> Result<Vec<(Tick, Outcome)>, AttemptError> {
    let mut found: Vec<(Tick, Outcome)> = Vec::new();
    for keyframe in &journal.keyframes {
        let tick = keyframe.tick;
        let read: (Tick, Outcome) = serde_json::from_slice(&keyframe.bytes)
            .map_err(|why| AttemptError::Keyframe { tick, why: why.to_string() })?;
        if found.last().is_some_and(|(before, _)| *before > read.0) || read.0 > tick {
            return Err(AttemptError::Keyframe { tick, why: "it is not in the order of time".to_owned() });
        }
        if !read.1.is_sound() {
            return Err(AttemptError::Keyframe { tick, why: "its paths cannot be".to_owned() });
        }
        found.push(read);
    }
    Ok(found)
}

/// Writes what the fibres did since the last call.
///
/// # Errors
/// As [`journal::Writer::keyframe`]; what could not be written is tried again with the next call.
pub fn keep<W: std::io::Write>(
    writer: &mut journal::Writer<W>,
    kept: &mut usize,
    bench: &Bench,
) -> Result<(), JournalError> {
    while let Some(outcome) = bench.coil().kept().get(*kept) {
        if let Ok(bytes) = serde_json::to_vec(outcome) {
            writer.keyframe(&bytes)?;
        }
        *kept += 1;
    }
    Ok(())
}

fn bench_of(journal: &Journal, scenario: &LoadedScenario, catalogue: &LoadedCatalogue) -> Result<Bench, AttemptError> {
    let header = &journal.header;
    if header.scenario_hash != scenario.hash {
        return Err(AttemptError::ScenarioChanged {
            path: scenario.path.clone(),
            was: printable(&header.scenario_hash),
            is: scenario.hash.clone(),
        });
    }
    if header.catalogue_hash != catalogue.hash {
        return Err(AttemptError::CatalogueChanged {
            was: printable(&header.catalogue_hash),
            is: catalogue.hash.clone(),
        });
    }
    Ok(Bench::new(Job::draw(&scenario.scenario, &catalogue.catalogue, header.seed)?))
}

/// Marks an attempt that was finished but never marked, because the program died in between. `None` where it was not
/// finished: then it can be gone on with.
///
/// # Errors
/// As [`replay`], and where the file cannot be read.
pub fn mark_late(
    path: &Path,
    scenario: &LoadedScenario,
    catalogue: &LoadedCatalogue,
) -> Result<Option<(Header, Replayed)>, AttemptError> {
    if !journal::is_finished(path)? {
        return Ok(None);
    }
    let journal = journal::read(path)?;
    let replayed = replay(&journal, scenario, catalogue)?;
    Ok(journal.finished.then_some((journal.header, replayed)))
}

/// Finds the scenario of a journal: the one given, or the library's with the same id.
///
/// # Errors
/// When neither can be read.
pub fn scenario_of(header: &Header, given: Option<&Path>, library: &Library) -> Result<LoadedScenario, AttemptError> {
    let path = match given {
        Some(path) => path.to_path_buf(),
        None => library.scenario_file(&header.scenario),
    };
    library.load(&path).map_err(AttemptError::Scenario)
}
