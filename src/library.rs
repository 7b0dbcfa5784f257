//! Where the program's own files are, and what is in them: catalogue, programme, exercises; and the user's folder, with
//! the packs that were installed there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::catalogue::schema::Catalogue;
use crate::catalogue::{LoadedCatalogue, builtin_catalogue, load_catalogue};
use crate::pack::install::{self, Broken, Installed};
use crate::pack::{Own, content};
use crate::progress::Lesson;
use crate::scenario::error::{path_name, printable};
use crate::scenario::load::{PROGRAMME, file_id, read_text};
use crate::scenario::programme::{Need, Programme, Speed, needs};
use crate::scenario::schema::Text;
use crate::scenario::{
    Course, LoadedProgramme, LoadedScenario, Located, load_programme, load_scenario, parse_scenario_as,
};

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
    /// The catalogue, with the parts of the packs after its own. The hash is that of its own alone, so that attempts
    /// outlive the coming and going of packs: the hashes of a pack's exercises cover the pack's parts.
    pub catalogue: LoadedCatalogue,
    /// The program's own courses.
    pub programme: LoadedProgramme,
    /// The packs, those that cannot be read included.
    pub packs: Vec<Result<Installed, Broken>>,
    /// The program's own parts.
    own: Catalogue,
}

/// An exercise of the list: good, or with what is wrong with it.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The course that it belongs to.
    pub course: Text,
    /// Its place in the programmes; none for the user's own, and for a pack that cannot be read.
    pub place: Option<Place>,
    /// Its file.
    pub path: PathBuf,
    /// The scenario, or every error of its file.
    pub loaded: Loaded,
}

/// A scenario, or every error of its file.
type Loaded = Result<LoadedScenario, Vec<Located>>;

/// Where an exercise stands in the programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its course, as [`Library::courses`] counts them.
    pub course: usize,
    /// Its lesson, counted through all courses: the speeds of one gesture share it.
    pub lesson: usize,
    /// Its speed.
    pub speed: Speed,
}

impl Library {
    /// Opens the library in the program's home, and the packs in the user's folder.
    ///
    /// # Errors
    /// Every error of catalogue and programme. Exercises are read later, one by one; a pack's errors are shown as its
    /// exercises.
    pub fn open() -> Result<Library, Vec<Located>> {
        Ok(Library::at(&home())?.with_packs(&packs_folder()))
    }

    /// Opens the library for files that are named: where the program's home has no courses or no catalogue, it has no
    /// exercises of its own, and the parts that came with the program.
    ///
    /// # Errors
    /// Every error of catalogue and programme that are there.
    pub fn for_files() -> Result<Library, Vec<Located>> {
        let home = home();
        let parts = home.join("assets").join("catalogue");
        let catalogue = if parts.is_dir() { load_catalogue(&parts)? } else { builtin_catalogue()? };
        let courses = home.join("scenarios").join(PROGRAMME);
        let programme = if courses.is_file() {
            load_programme(&courses)?
        } else {
            LoadedProgramme { programme: Programme::default(), hash: String::new(), folder: home.join("scenarios") }
        };
        Ok(Library::of(home, catalogue, programme).with_packs(&packs_folder()))
    }

    fn of(home: PathBuf, catalogue: LoadedCatalogue, programme: LoadedProgramme) -> Library {
        let own = catalogue.catalogue.clone();
        Library { home, catalogue, programme, packs: Vec::new(), own }
    }

    /// Opens the library in a folder, without packs.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn at(home: &Path) -> Result<Library, Vec<Located>> {
        let catalogue = load_catalogue(&home.join("assets").join("catalogue"))?;
        let programme = load_programme(&home.join("scenarios").join(PROGRAMME))?;
        Ok(Library::of(home.to_path_buf(), catalogue, programme))
    }

    /// The same library with the packs in the folder `packs`.
    pub fn with_packs(mut self, packs: &Path) -> Library {
        self.packs = install::installed(packs, &Own { ids: &self.ids(), catalogue: &self.own });
        self.catalogue.catalogue = self.own.clone();
        for pack in self.packs.iter().flatten() {
            self.catalogue.catalogue.append(pack.parts.own.clone());
        }
        self
    }

    /// Ids of the program's own exercises: their files bear them.
    pub fn ids(&self) -> BTreeSet<String> {
        let named = self.programme.programme.courses.iter().flat_map(Course::files);
        named.filter_map(|path| path.strip_suffix(".ron")).map(str::to_owned).collect()
    }

    /// The program's own parts, without those of the packs.
    pub fn own_parts(&self) -> &Catalogue {
        &self.own
    }

    /// The file in which an exercise of this id should be.
    pub fn scenario_file(&self, id: &str) -> PathBuf {
        let mut named = self.programme.programme.courses.iter().flat_map(Course::files);
        if let Some(path) = named.find(|path| path.strip_suffix(".ron").is_some_and(|stem| stem == id)) {
            return self.programme.file(path);
        }
        let of_pack = |pack: &Installed| Some(pack.folder.join(&pack.manifest.scenario(id)?.path));
        let found = self.packs.iter().flatten().find_map(of_pack).or_else(|| own_file(&own_folder(), id));
        found.unwrap_or_else(|| self.programme.folder.join("unknown.ron"))
    }

    /// Reads an exercise: a pack's with the pack's parts, any other with the program's own.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(&self, path: &Path) -> Result<LoadedScenario, Vec<Located>> {
        for pack in self.packs.iter().flatten() {
            let inside = path.strip_prefix(&pack.folder).ok().map(path_name);
            let entry = inside.and_then(|inside| pack.manifest.files.iter().find(|entry| entry.path == inside));
            if let Some(entry) = entry {
                return content::scenario(&pack.folder, &pack.manifest, entry, &pack.parts);
            }
        }
        load_scenario(path, &self.own)
    }

    /// The user's own exercises in `folder`, as [`own_folder`] lays them out, by name.
    pub fn own_exercises(&self, folder: &Path) -> Vec<Exercise> {
        let course = Text { fr: "Mes exercices".to_owned(), en: "My exercises".to_owned() };
        let found = own_files(folder).into_iter().map(|path| {
            // By this id an attempt at it finds its file again.
            let loaded = read_text(&path)
                .and_then(|text| parse_scenario_as(&path, &text, &self.catalogue.catalogue, file_id(&path).as_deref()));
            Exercise { course: course.clone(), place: None, path, loaded }
        });
        found.collect()
    }

    /// The courses in the order of the list, those of packs after the program's own.
    pub fn courses(&self) -> impl Iterator<Item = &Course> {
        self.programme.programme.courses.iter().chain(self.packs.iter().flatten().flat_map(|pack| &pack.courses))
    }

    /// Every exercise at every speed, in the order of the programme, those of packs after the program's own.
    pub fn exercises(&self) -> Vec<Exercise> {
        let (mut exercises, mut course, mut lesson) = (Vec::new(), 0, 0);
        let mut add = |courses: &[Course], folder: &Path, read: &dyn Fn(&Path) -> Loaded| {
            for of in courses {
                for entry in &of.exercises {
                    for (speed, file) in entry.files() {
                        let path = folder.join(file);
                        let loaded = read(&path);
                        let place = Some(Place { course, lesson, speed });
                        exercises.push(Exercise { course: of.title.clone(), place, path, loaded });
                    }
                    lesson += 1;
                }
                course += 1;
            }
        };
        let programme = &self.programme;
        add(&programme.programme.courses, &programme.folder, &|path| load_scenario(path, &self.own));
        for pack in self.packs.iter().flatten() {
            add(&pack.courses, &pack.folder, &|path| self.load(path));
        }
        for Broken { folder, errors } in self.packs.iter().filter_map(|pack| pack.as_ref().err()) {
            let name = folder.file_name().map_or_else(String::new, |name| printable(&name.to_string_lossy()));
            let course = Text { fr: name.clone(), en: name };
            let loaded = Err(errors.clone());
            exercises.push(Exercise { course, place: None, path: folder.clone(), loaded });
        }
        exercises
    }

    /// The lessons that [`exercises`](Library::exercises) are places of, in their order.
    pub fn lessons(&self, exercises: &[Exercise]) -> Vec<Lesson> {
        let mut lessons: Vec<Lesson> = Vec::new();
        let packs = self.packs.iter().flatten().map(|pack| pack.courses.as_slice());
        let (mut course, mut first) = (0, 0);
        for courses in std::iter::once(self.programme.programme.courses.as_slice()).chain(packs) {
            // Programmes name their own courses and exercises alone.
            let shifted = |need: Need| match need {
                Need::Course(at) => Need::Course(course + at),
                Need::Entry(at) => Need::Entry(first + at),
            };
            let entries = courses.iter().enumerate().flat_map(|(at, of)| of.exercises.iter().map(move |e| (at, of, e)));
            lessons.extend(entries.zip(needs(courses)).map(|((at, of, entry), needs)| Lesson {
                course: course + at,
                ids: Vec::new(),
                minutes: 0,
                needs: needs.into_iter().map(shifted).collect(),
                mastery: entry.mastery.unwrap_or(of.mastery),
            }));
            (course, first) = (course + courses.len(), lessons.len());
        }
        for exercise in exercises {
            let (Some(place), Ok(loaded)) = (exercise.place, &exercise.loaded) else { continue };
            let Some(lesson) = lessons.get_mut(place.lesson) else { continue };
            lesson.ids.push((place.speed, loaded.scenario.id.clone()));
            if place.speed == Speed::Standard || lesson.minutes == 0 {
                lesson.minutes = loaded.scenario.minutes;
            }
        }
        lessons
    }
}

/// The program's home: the variable, the current folder, or the nearest folder above the executable that holds the
/// courses.
pub fn home() -> PathBuf {
    if let Some(home) = std::env::var_os(HOME_VARIABLE) {
        return PathBuf::from(home);
    }
    let holds = |folder: &Path| folder.join("scenarios").join(PROGRAMME).is_file();
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

/// The folder of exams, each session in a folder of its name.
pub fn exams_folder() -> PathBuf {
    data_folder().join("exams")
}

/// The folder of installed packs, each in a folder of its name.
pub fn packs_folder() -> PathBuf {
    data_folder().join("packs")
}

/// The folder of attempts that others are compared with: `course/exercise.epj` in it.
pub fn models_folder() -> PathBuf {
    data_folder().join("models")
}

/// The folder of templates for printed documents that stand in place of the built-in ones.
pub fn templates_folder() -> PathBuf {
    data_folder().join("templates")
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
