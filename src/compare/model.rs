//! The attempts that others are compared with: one kept for each exercise, or else the reference hand's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Attempted;
use crate::attempt::{self, AttemptError, Replayed};
use crate::catalogue::LoadedCatalogue;
use crate::catalogue::vocabulary::Sample;
use crate::hands::{self, Who};
use crate::journal::{self, Header, Journal, JournalError, Writer};
use crate::marking;
use crate::scenario::{Job, LoadedScenario};

/// Journals end so.
const JOURNAL: &str = "epj";
/// What a journal's header calls a hand of flesh and blood.
pub const PERSON: &str = "person";
/// Kept models that are listed.
const MOST: usize = 2_000;
/// Longest id of an exercise that a model is kept for, bytes.
const MAX_ID: usize = 120;

/// Why an attempt cannot be a model.
#[derive(Debug, Error)]
pub enum ModelError {
    /// It cannot be played again.
    #[error("{0}")]
    Attempt(#[from] AttemptError),
    /// It cannot be read.
    #[error("{0}")]
    Journal(#[from] JournalError),
    /// It was cut off.
    #[error("the attempt was not finished: a model shows the whole work")]
    NotFinished,
    /// It did not pass.
    #[error("the attempt did not pass ({0} of 20): a model must")]
    NotPassed(f64),
    /// The exercise's name would lead elsewhere.
    #[error("no model can be kept for an exercise of this name")]
    Name,
    /// The folder cannot be read or written.
    #[error("{path}: {why}")]
    Folder {
        /// Where.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

/// Whose hand a model shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Somebody recorded it and a person chose it.
    Person,
    /// Made by the program: never to be shown as a professional's.
    Synthetic,
}

/// An attempt that others are compared with.
#[derive(Clone, Debug)]
pub struct Model {
    /// Whose hand it is.
    pub whose: Whose,
    /// One sample a tick.
    pub samples: Vec<Sample>,
    /// The attempt, played again.
    pub replayed: Replayed,
}

impl Model {
    /// For [`super::compare`].
    pub fn attempted(&self) -> Attempted<'_> {
        Attempted::of(&self.replayed, &self.samples)
    }

    /// The reference hand at this job: the model where nobody recorded one.
    pub fn reference(job: &Job) -> Model {
        let (samples, bench) = hands::play(Who::Reference, job.clone(), job.seed);
        let mark = marking::mark(job, bench.facts(), bench.now());
        Model { whose: Whose::Synthetic, samples, replayed: Replayed { bench, mark } }
    }

    /// A recorded attempt.
    ///
    /// # Errors
    /// When it was not made with this scenario and catalogue.
    pub fn recorded(
        journal: Journal,
        scenario: &LoadedScenario,
        catalogue: &LoadedCatalogue,
    ) -> Result<Model, AttemptError> {
        let replayed = attempt::replay(&journal, scenario, catalogue)?;
        let whose = if journal.header.hand == PERSON { Whose::Person } else { Whose::Synthetic };
        Ok(Model { whose, samples: journal.samples, replayed })
    }

    /// The model of an exercise: the one kept in `folder`, or the reference hand at `job` where there is none, or where
    /// the exercise has changed since it was recorded. The error says why a kept one does not serve.
    pub fn of(
        folder: &Path,
        job: &Job,
        scenario: &LoadedScenario,
        catalogue: &LoadedCatalogue,
    ) -> (Model, Option<ModelError>) {
        let kept = kept(folder, &scenario.scenario.id).map(|path| {
            let journal = journal::read(&path)?;
            Ok::<_, ModelError>(Model::recorded(journal, scenario, catalogue)?)
        });
        match kept {
            Some(Ok(model)) => (model, None),
            Some(Err(why)) => (Model::reference(job), Some(why)),
            None => (Model::reference(job), None),
        }
    }
}

/// The file that keeps the model of an exercise; none for an id that would lead elsewhere.
fn file(folder: &Path, id: &str) -> Option<PathBuf> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/');
    let sound = id.len() <= MAX_ID && id.bytes().all(plain) && !id.split('/').any(str::is_empty);
    sound.then(|| folder.join(format!("{id}.{JOURNAL}")))
}

/// The kept model of an exercise, if there is one.
pub fn kept(folder: &Path, id: &str) -> Option<PathBuf> {
    file(folder, id).filter(|path| path.is_file())
}

/// Keeps an attempt as the model of its exercise, in place of the one before; returns where it is.
///
/// What is kept bears no name and no hour: a model is a hand, not a person. Written beside and renamed: a power cut leaves
/// the old model or the new one.
///
/// # Errors
/// When it is not a finished attempt at this scenario that passed, or the folder cannot be written.
pub fn keep(
    journal: &Path,
    scenario: &LoadedScenario,
    catalogue: &LoadedCatalogue,
    folder: &Path,
) -> Result<PathBuf, ModelError> {
    let read = journal::read(journal)?;
    if !read.finished {
        return Err(ModelError::NotFinished);
    }
    let mark = attempt::replay(&read, scenario, catalogue)?.mark;
    if !mark.passed {
        return Err(ModelError::NotPassed(mark.mark));
    }
    let path = file(folder, &read.header.scenario).ok_or(ModelError::Name)?;
    let refused = |why: io::Error| ModelError::Folder { path: path.clone(), why };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(refused)?;
    }
    let beside = path.with_extension("new");
    match fs::remove_file(&beside) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(refused(why)),
        _ => {}
    }
    write(&read, &beside)?;
    fs::rename(&beside, &path).map_err(refused)?;
    Ok(path)
}

fn write(read: &Journal, path: &Path) -> Result<(), JournalError> {
    let header = Header { who: String::new(), started: None, ..read.header.clone() };
    let mut writer = Writer::create(path, &header)?;
    for sample in &read.samples {
        writer.push(*sample)?;
    }
    for keyframe in &read.keyframes {
        writer.keyframe(&keyframe.bytes)?;
    }
    writer.finish()
}

/// Whether an attempt is the kept model of its exercise.
pub fn is_kept(journal: &Path, folder: &Path, id: &str) -> bool {
    let read = |path: &Path| journal::read(path).ok();
    let (Some(kept), Some(own)) = (kept(folder, id).as_deref().and_then(read), read(journal)) else { return false };
    kept.samples == own.samples && kept.header.scenario_hash == own.header.scenario_hash
}

/// Takes the model of an exercise away; whether there was one.
///
/// # Errors
/// When the folder cannot be written.
pub fn remove(folder: &Path, id: &str) -> Result<bool, ModelError> {
    let Some(path) = kept(folder, id) else { return Ok(false) };
    fs::remove_file(&path).map_err(|why| ModelError::Folder { path, why })?;
    Ok(true)
}

/// Ids of the exercises that have a kept model, by name.
pub fn all(folder: &Path) -> Vec<String> {
    let inside = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.take(MOST).map(|entry| entry.path()).collect::<Vec<PathBuf>>()
    };
    // Ids are `course/exercise`.
    let files = inside(folder).into_iter().flat_map(|course| inside(&course));
    let id = |path: PathBuf| {
        let inside = path.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        let id = inside.strip_suffix(&format!(".{JOURNAL}"))?.to_owned();
        kept(folder, &id).map(|_| id)
    };
    let mut ids: Vec<String> = files.filter_map(id).take(MOST).collect();
    ids.sort();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attempt::{Setting, header};
    use crate::catalogue::builtin_catalogue;
    use crate::journal::Calibration;
    use crate::scenario::load_scenario;

    fn exercise() -> (LoadedScenario, LoadedCatalogue) {
        let catalogue = builtin_catalogue().expect("the catalogue");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/geste/denuder-250.ron");
        (load_scenario(&path, &catalogue.catalogue).expect("the exercise"), catalogue)
    }

    fn recorded(folder: &Path, who: Who, hand: &str, finish: bool) -> PathBuf {
        let (scenario, catalogue) = exercise();
        let calibration = Calibration { gain: 1.0, left_handed: false, grip_toggle: false };
        let setting =
            Setting { seed: 2, who: "somebody".to_owned(), hand: hand.to_owned(), calibration, started: None };
        let path = folder.join("attempt.epj");
        let _ = fs::remove_file(&path);
        let mut writer = Writer::create(&path, &header(&scenario, &catalogue, &setting)).expect("a journal");
        let job = Job::draw(&scenario.scenario, &catalogue.catalogue, 2).expect("a job");
        for sample in hands::play(who, job, 2).0 {
            writer.push(sample).expect("a sample");
        }
        if finish {
            writer.finish().expect("the end");
        } else {
            writer.flush().expect("written");
        }
        path
    }

    #[test]
    fn a_kept_attempt_is_the_model_until_it_is_removed() {
        let (scenario, catalogue) = exercise();
        let folder = tempfile::tempdir().expect("a folder");
        let models = folder.path().join("models");
        let job = Job::draw(&scenario.scenario, &catalogue.catalogue, 5).expect("a job");
        let whose = |models: &Path| Model::of(models, &job, &scenario, &catalogue).0.whose;
        assert_eq!(whose(&models), Whose::Synthetic);
        for (hand, shown) in [(PERSON, Whose::Person), ("reference", Whose::Synthetic)] {
            let journal = recorded(folder.path(), Who::Reference, hand, true);
            keep(&journal, &scenario, &catalogue, &models).expect("kept");
            assert_eq!(whose(&models), shown, "{hand}");
            assert_eq!(all(&models), ["geste/denuder-250"]);
            assert!(is_kept(&journal, &models, "geste/denuder-250"));
            let kept = journal::read(&models.join("geste/denuder-250.epj")).expect("a journal");
            assert_eq!((kept.header.who.as_str(), kept.finished), ("", true), "it bears no name");
        }
        assert!(remove(&models, "geste/denuder-250").expect("removed"));
        assert!(!remove(&models, "geste/denuder-250").expect("nothing there"));
        assert_eq!(all(&models), Vec::<String>::new());
    }

    #[test]
    fn what_was_cut_off_or_failed_is_no_model() {
        let (scenario, catalogue) = exercise();
        let folder = tempfile::tempdir().expect("a folder");
        let models = folder.path().join("models");
        let cut = recorded(folder.path(), Who::Reference, PERSON, false);
        assert!(matches!(keep(&cut, &scenario, &catalogue, &models), Err(ModelError::NotFinished)));
        // Nobody at the bench: a finished attempt in which nothing was done.
        let failed = folder.path().join("failed.epj");
        let calibration = Calibration { gain: 1.0, left_handed: false, grip_toggle: false };
        let setting = Setting { seed: 2, who: "x".to_owned(), hand: PERSON.to_owned(), calibration, started: None };
        Writer::create(&failed, &header(&scenario, &catalogue, &setting)).expect("a journal").finish().expect("ended");
        assert!(matches!(keep(&failed, &scenario, &catalogue, &models), Err(ModelError::NotPassed(_))));
        assert_eq!(all(&models), Vec::<String>::new());
    }

    #[test]
    fn no_name_of_an_exercise_leads_out_of_the_folder() {
        for id in ["../x", "/x", "a//b", "", "a/../b", "C:x", "a\\b", "é"] {
            assert_eq!(file(Path::new("models"), id), None, "{id}");
        }
        assert_eq!(file(Path::new("m"), "geste/gaine"), Some(Path::new("m").join("geste/gaine.epj")));
    }

    #[test]
    fn a_model_of_an_exercise_that_has_changed_gives_way_to_the_reference_hand() {
        let (scenario, catalogue) = exercise();
        let folder = tempfile::tempdir().expect("a folder");
        let models = folder.path().join("models");
        let journal = recorded(folder.path(), Who::Reference, PERSON, true);
        keep(&journal, &scenario, &catalogue, &models).expect("kept");
        let changed = LoadedScenario { hash: "another".to_owned(), ..scenario.clone() };
        let job = Job::draw(&scenario.scenario, &catalogue.catalogue, 5).expect("a job");
        let (model, why) = Model::of(&models, &job, &changed, &catalogue);
        assert_eq!(model.whose, Whose::Synthetic);
        assert!(matches!(why, Some(ModelError::Attempt(AttemptError::ScenarioChanged { .. }))), "{why:?}");
    }
}
