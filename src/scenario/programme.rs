//! The programme: courses in order, each a list of exercise files.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::check;
use super::decode::{Fields, each, list};
use super::error::{Located, Report, path_name, quoted};
use super::load::{hash, parse_with, read_text};
use super::schema::Text;
use super::spanned::Node;

/// Most courses, and most exercises of a course.
const MAX_ENTRIES: usize = 500;

/// All courses, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Courses.
    pub courses: Vec<Course>,
}

/// A course: exercises that belong together, in the order of learning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Short name, unique in the programme; lower case with dashes.
    pub id: String,
    /// Title in the list.
    pub title: Text,
    /// Scenario files, from the programme's folder, with `/`.
    pub exercises: Vec<String>,
}

/// A programme with what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let source = read_text(path)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let programme = parse_with(&path_name(path), &source, |node, report| programme(&node, report, &folder))?;
    Ok(LoadedProgramme { programme, hash: hash(&source), folder })
}

fn programme(node: &Node, report: &mut Report<'_>, folder: &Path) -> Option<Programme> {
    let mut fields = Fields::of(node, report, "Programme", &["courses"])?;
    let courses = list(fields.node(report, "courses")?, report, MAX_ENTRIES)?;
    let (mut ids, mut files) = (BTreeSet::new(), BTreeSet::new());
    let courses = each(courses, |node| course(node, report, folder, &mut ids, &mut files))?;
    Some(Programme { courses })
}

fn course(
    node: &Node,
    report: &mut Report<'_>,
    folder: &Path,
    ids: &mut BTreeSet<String>,
    files: &mut BTreeSet<String>,
) -> Option<Course> {
    let mut fields = Fields::of(node, report, "Course", &["id", "title", "exercises"])?;
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
    Some(Course { id: id?.value, title: title?, exercises: exercises? })
}

fn exercise(node: &Node, report: &mut Report<'_>, folder: &Path, files: &mut BTreeSet<String>) -> Option<String> {
    let name = <String as super::decode::Decode>::decode(node, report)?;
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
