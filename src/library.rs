//! Where the program's own files are, and what is in them: catalogue, programme, exercises; and the user's folder.

use std::path::{Path, PathBuf};

use crate::catalogue::{LoadedCatalogue, load_catalogue};
use crate::scenario::schema::Text;
use crate::scenario::{LoadedProgramme, LoadedScenario, Located, load_programme, load_scenario};

/// Environment variable that names the folder with `scenarios` and `assets`.
pub const HOME_VARIABLE: &str = "EPISSURE_HOME";
/// Most own exercises that are listed.
const MAX_OWN: usize = 500;
/// Environment variable that names the folder for attempts and settings.
pub const DATA_VARIABLE: &str = "EPISSURE_DATA";

/// Catalogue and courses as they were found.
#[derive(Clone, Debug)]
pub struct Library {
    /// Folder with `scenarios` and `assets`.
    pub home: PathBuf,
    /// The catalogue.
    pub catalogue: LoadedCatalogue,
    /// The courses.
    pub programme: LoadedProgramme,
}

/// An exercise of the list: good, or with what is wrong with it.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The course that it belongs to.
    pub course: Text,
    /// Its file.
    pub path: PathBuf,
    /// The scenario, or every error of its file.
    pub loaded: Result<LoadedScenario, Vec<Located>>,
}

impl Library {
    /// Opens the library in the program's home.
    ///
    /// # Errors
    /// Every error of catalogue and programme. Exercises are read later, one by one.
    pub fn open() -> Result<Library, Vec<Located>> {
        Library::at(&home())
    }

    /// Opens the library in a folder.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn at(home: &Path) -> Result<Library, Vec<Located>> {
        let catalogue = load_catalogue(&home.join("assets").join("catalogue"))?;
        let programme = load_programme(&home.join("scenarios").join("programme.ron"))?;
        Ok(Library { home: home.to_path_buf(), catalogue, programme })
    }

    /// The file in which an exercise of this id should be.
    pub fn scenario_file(&self, id: &str) -> PathBuf {
        let named = self.programme.programme.courses.iter().flat_map(|course| &course.exercises);
        let stem = |path: &&String| path.strip_suffix(".ron").is_some_and(|stem| stem == id);
        match named.clone().find(stem) {
            Some(path) => self.programme.file(path),
            None => own_file(&own_folder(), id).unwrap_or_else(|| self.programme.folder.join("unknown.ron")),
        }
    }

    /// The user's own exercises in `folder`, as [`own_folder`] lays them out, by name.
    pub fn own_exercises(&self, folder: &Path) -> Vec<Exercise> {
        let course = Text { fr: "Mes exercices".to_owned(), en: "My exercises".to_owned() };
        let found = own_files(folder).into_iter().map(|path| {
            let loaded = load_scenario(&path, &self.catalogue.catalogue);
            Exercise { course: course.clone(), path, loaded }
        });
        found.collect()
    }

    /// Every exercise in the order of the programme.
    pub fn exercises(&self) -> Vec<Exercise> {
        let courses = self.programme.programme.courses.iter();
        let named = courses.flat_map(|course| course.exercises.iter().map(move |name| (course, name)));
        named
            .map(|(course, name)| {
                let path = self.programme.file(name);
                let loaded = load_scenario(&path, &self.catalogue.catalogue);
                Exercise { course: course.title.clone(), path, loaded }
            })
            .collect()
    }
}

/// The program's home: the variable, the current folder, or the nearest folder above the executable that holds the
/// courses.
pub fn home() -> PathBuf {
    if let Some(home) = std::env::var_os(HOME_VARIABLE) {
        return PathBuf::from(home);
    }
    let holds = |folder: &Path| folder.join("scenarios").join("programme.ron").is_file();
    if let Ok(here) = std::env::current_dir()
        && holds(&here)
    {
        return here;
    }
    let exe = std::env::current_exe().ok();
    let above = exe.as_deref().and_then(|exe| exe.ancestors().skip(1).find(|folder| holds(folder)));
    match above {
        Some(folder) => folder.to_path_buf(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    }
}

/// The user's folder for attempts and settings.
pub fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(DATA_VARIABLE) {
        return PathBuf::from(folder);
    }
    match directories::ProjectDirs::from("fr", "epissure", "epissure") {
        Some(folders) => folders.data_dir().to_path_buf(),
        None => PathBuf::from("epissure-data"),
    }
}

/// The folder of attempts in progress and done.
pub fn attempts_folder() -> PathBuf {
    data_folder().join("attempts")
}

/// The folder of the user's own exercises: `course/name.ron` in it.
pub fn own_folder() -> PathBuf {
    data_folder().join("atelier")
}

/// Files of own exercises, in the order of their names.
fn own_files(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.take(MAX_OWN).map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let named = |path: &PathBuf| path.extension().is_some_and(|end| end == "ron") && path.is_file();
    inside(folder).iter().flat_map(|course| inside(course)).filter(named).take(MAX_OWN).collect()
}

/// The own exercise of this id: ids are two plain words, and so no path leads elsewhere.
fn own_file(folder: &Path, id: &str) -> Option<PathBuf> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/');
    if !id.bytes().all(plain) || id.split('/').count() != 2 || id.split('/').any(str::is_empty) {
        return None;
    }
    Some(folder.join(format!("{id}.ron"))).filter(|path| path.is_file())
}
