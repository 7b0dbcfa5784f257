//! The programme: courses in order, each a list of exercise files.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::check;
use super::decode::{Decode, Fields, each, list};
use super::error::{Located, Report, path_name, quoted};
use super::load::{hash, parse_with, read_text};
use super::schema::Text;
use super::spanned::Node;

/// Most courses, and most exercises of a course.
const MAX_ENTRIES: usize = 500;

/// All courses, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Courses.
    pub courses: Vec<Course>,
}

/// A course: exercises that belong together, in the order of learning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Short name, unique in the programme; lower case with dashes.
    pub id: String,
    /// Title in the list.
    pub title: Text,
    /// What it is for, one sentence.
    pub about: Option<Text>,
    /// Ids of courses that come before it: advice, never a lock.
    pub needs: Vec<String>,
    /// When an exercise of it is mastered.
    pub mastery: Mastery,
    /// Scenario files, from the programme's folder, with `/`.
    pub exercises: Vec<String>,
}

/// When an exercise is mastered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mastery {
    /// Mark of 20.
    pub mark: f64,
    /// How often it must be reached.
    pub times: u32,
}

impl Default for Mastery {
    fn default() -> Mastery {
        Mastery { mark: 14.0, times: 2 }
    }
}

/// A programme with what it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedProgramme {
    /// The courses.
    pub programme: Programme,
    /// BLAKE3 of the file, in hexadecimal.
    pub hash: String,
    /// Folder that exercises are named from.
    pub folder: PathBuf,
}

impl LoadedProgramme {
    /// The file of an exercise of this programme.
    pub fn file(&self, exercise: &str) -> PathBuf {
        self.folder.join(exercise)
    }
}

/// Reads the programme in the file at `path`. Exercises are found, not read.
///
/// # Errors
/// Everything that is wrong with the file, exercises that are no files included.
pub fn load_programme(path: &Path) -> Result<LoadedProgramme, Vec<Located>> {
    parse_programme(&path_name(path), &read_text(path)?, path.parent().unwrap_or(Path::new("")))
}

/// Reads the programme in `text`, which errors call `name`; its exercises are looked for in `folder`.
///
/// # Errors
/// As [`load_programme`].
pub fn parse_programme(name: &str, text: &str, folder: &Path) -> Result<LoadedProgramme, Vec<Located>> {
    let programme = parse_with(name, text, |node, report| programme(&node, report, folder))?;
    Ok(LoadedProgramme { programme, hash: hash(text), folder: folder.to_path_buf() })
}

fn programme(node: &Node, report: &mut Report<'_>, folder: &Path) -> Option<Programme> {
    let mut fields = Fields::of(node, report, "Programme", &["courses"])?;
    let courses = list(fields.node(report, "courses")?, report, MAX_ENTRIES)?;
    let (mut ids, mut files) = (BTreeSet::new(), BTreeSet::new());
    let nodes = courses;
    let courses = each(nodes, |node| course(node, report, folder, &mut ids, &mut files))?;
    let known: Vec<&str> = courses.iter().map(|course| course.id.as_str()).collect();
    let mut sound = true;
    for (at, course) in courses.iter().enumerate() {
        for need in &course.needs {
            let place = known.iter().position(|id| id == need);
            // Only a course that stands before can be needed: so no two can wait for each other.
            if place.is_none_or(|place| place >= at) {
                let message = format!("course `{}` needs {}, which is no course before it", course.id, quoted(need));
                report.error_among(nodes[at].span.clone(), message, need, known[..at].iter().copied());
                sound = false;
            }
        }
    }
    sound.then_some(Programme { courses })
}

fn course(
    node: &Node,
    report: &mut Report<'_>,
    folder: &Path,
    ids: &mut BTreeSet<String>,
    files: &mut BTreeSet<String>,
) -> Option<Course> {
    let mut fields = Fields::of(node, report, "Course", &["id", "title", "about", "needs", "mastery", "exercises"])?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
        if !ids.insert(id.value.clone()) {
            report.error(id.span.clone(), format!("course {} is listed twice", quoted(&id.value)));
        }
    }
    let title = fields.take::<Text>(report, "title");
    let nodes = fields.node(report, "exercises").and_then(|node| list(node, report, MAX_ENTRIES));
    let exercises = nodes.and_then(|nodes| each(nodes, |node| exercise(node, report, folder, files)));
    let about = match fields.optional("about") {
        Some(_) => Some(fields.take::<Text>(report, "about")?),
        None => None,
    };
    let needs = match fields.optional("needs") {
        Some(node) => each(list(node, report, MAX_ENTRIES)?, |node| String::decode(node, report))?,
        None => Vec::new(),
    };
    let mastery = match fields.optional("mastery") {
        Some(node) => mastery(node, report)?,
        None => Mastery::default(),
    };
    Some(Course { id: id?.value, title: title?, about, needs, mastery, exercises: exercises? })
}

fn mastery(node: &Node, report: &mut Report<'_>) -> Option<Mastery> {
    let mut fields = Fields::of(node, report, "Mastery", &["mark", "times"])?;
    let (mark, times) = (fields.number(report, "mark", 0.0, 20.0), fields.integer::<u32>(report, "times", 1, 100));
    Some(Mastery { mark: mark?, times: times? })
}

fn exercise(node: &Node, report: &mut Report<'_>, folder: &Path, files: &mut BTreeSet<String>) -> Option<String> {
    let name = String::decode(node, report)?;
    let path = Path::new(&name);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let message = if name.is_empty() || !inside || name.contains(['\\', ':', '\0']) || !name.ends_with(".ron") {
        format!("expected a path like `course/name.ron` inside the programme's folder, found {}", quoted(&name))
    } else if !folder.join(path).is_file() {
        format!("there is no file {}", quoted(&name))
    } else if !files.insert(name.clone()) {
        format!("exercise {} is listed twice", quoted(&name))
    } else {
        return Some(name);
    };
    report.error(node.span.clone(), message);
    None
}
