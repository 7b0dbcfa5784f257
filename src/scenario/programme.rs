//! The programme: courses in order, each a list of exercises with their speeds, and what comes before what.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::check;
use super::decode::{At, Decode, Fields, each};
use super::error::{Located, Report, path_name, quoted};
use super::load::{hash, parse_with, read_text};
use super::schema::Text;
use super::shape::{Shape, field, list, number, whole};
use super::spanned::{Kind, Node};

/// Most courses, and most exercises of a course.
const MAX_ENTRIES: usize = 500;
/// Most exercises of all courses together.
const MAX_EXERCISES: usize = 2_000;

/// The file `programme.ron`.
pub(super) static PROGRAMME: Shape = Shape::new(
    "Programme",
    "all courses",
    &[list("courses", MAX_ENTRIES, "`Course`", "in the order of the list; at most 2,000 exercises together")],
);

/// A course.
pub(super) static COURSE: Shape = Shape::new(
    "Course",
    "exercises that belong together",
    &[
        field("id", "name", "unique in the programme; the name of its folder"),
        field("title", "`Text`", "title in the list"),
        field("about", "`Text`", "what it is for, one sentence").optional(),
        list(
            "needs",
            MAX_ENTRIES,
            "course or path",
            "what comes before every exercise of it: ids of courses, paths of exercises",
        )
        .optional(),
        field("mastery", "`Mastery`", "when an exercise of it is mastered; a mark of 14, twice, where left out")
            .optional(),
        list("exercises", MAX_ENTRIES, "path or `Exercise`", "in the order of learning"),
    ],
);

/// A line of a course; its path alone where nothing else is said.
pub(super) static EXERCISE: Shape = Shape::new(
    "Exercise",
    "an exercise and what belongs to it",
    &[
        field("exercise", "path", "`course/name.ron`, from the programme’s folder; each file once in the programme"),
        field("slow", "path", "the same gesture with more help and more time").optional(),
        field("paced", "path", "the same without help and with a `pace`").optional(),
        list("needs", MAX_ENTRIES, "course or path", "what comes before this one, beside what the course needs")
            .optional(),
        field("mastery", "`Mastery`", "as the course’s, for this one").optional(),
    ],
);

/// When an exercise is mastered.
pub(super) static MASTERY: Shape = Shape::new(
    "Mastery",
    "when an exercise is mastered",
    &[number("mark", 0.0, 20.0, "", "mark that must be reached"), whole("times", 1, 100, "how often")],
);

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
    /// What comes before every exercise of it, as [`Entry::needs`].
    pub needs: Vec<String>,
    /// When an exercise of it is mastered, where the exercise does not say so itself.
    pub mastery: Mastery,
    /// Exercises, in the order of learning.
    pub exercises: Vec<Entry>,
}

impl Course {
    /// Scenario files of all exercises at every speed.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.exercises.iter().flat_map(|entry| entry.files().map(|(_, file)| file))
    }
}

/// One line of a course: an exercise, perhaps with a slower and a faster variant of the same gesture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Scenario file, from the programme's folder, with `/`.
    pub exercise: String,
    /// The same with more help and more time.
    pub slow: Option<String>,
    /// The same without help, at the pace of a worksite.
    pub paced: Option<String>,
    /// What comes before it: courses by their ids, exercises by their files. Advice, never a lock.
    pub needs: Vec<String>,
    /// When it is mastered; as its course says without it.
    pub mastery: Option<Mastery>,
}

impl Entry {
    /// An exercise and nothing else.
    pub fn of(exercise: impl Into<String>) -> Entry {
        Entry { exercise: exercise.into(), ..Entry::default() }
    }

    /// Its scenario files, the slowest first.
    pub fn files(&self) -> impl Iterator<Item = (Speed, &str)> {
        let files = [self.slow.as_deref(), Some(self.exercise.as_str()), self.paced.as_deref()];
        Speed::ALL.into_iter().zip(files).filter_map(|(speed, file)| Some((speed, file?)))
    }
}

/// How fast an exercise is meant to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speed {
    /// With all the help and all the time.
    Slow,
    /// As the exercise is.
    Standard,
    /// Without help, at the pace of a worksite.
    Paced,
}

impl Speed {
    /// Every speed, the slowest first.
    pub const ALL: [Speed; 3] = [Speed::Slow, Speed::Standard, Speed::Paced];

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        ["slow", "standard", "paced"][self as usize]
    }
}

/// Something that comes before an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Every exercise of the course at this place.
    Course(usize),
    /// The exercise at this place, counted through all courses.
    Entry(usize),
}

/// What comes before each exercise, counted through all courses: what its course needs, then what it needs itself.
/// Unknown names are passed over: reading a programme refuses them.
pub fn needs(courses: &[Course]) -> Vec<Vec<Need>> {
    let names = names(courses);
    let all = courses.iter().flat_map(|course| course.exercises.iter().map(move |entry| (course, entry)));
    all.map(|(course, entry)| {
        let mut needs: Vec<Need> = Vec::new();
        for need in course.needs.iter().chain(&entry.needs).filter_map(|name| names.get(name.as_str())) {
            if !needs.contains(need) {
                needs.push(*need);
            }
        }
        needs
    })
    .collect()
}

/// What can be needed, by its name.
fn names(courses: &[Course]) -> BTreeMap<&str, Need> {
    let entries = courses.iter().flat_map(|course| &course.exercises).enumerate();
    let entries = entries.map(|(at, entry)| (entry.exercise.as_str(), Need::Entry(at)));
    courses.iter().enumerate().map(|(at, course)| (course.id.as_str(), Need::Course(at))).chain(entries).collect()
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

/// A course and the places of what it and its exercises need.
struct CourseAt {
    course: Course,
    needs: Vec<Range<usize>>,
    entries: Vec<Vec<Range<usize>>>,
}

fn programme(node: &Node, report: &mut Report<'_>, folder: &Path) -> Option<Programme> {
    let mut fields = Fields::shaped(node, report, &PROGRAMME)?;
    let nodes = fields.list(report, "courses")?;
    let (mut ids, mut files) = (BTreeSet::new(), BTreeSet::new());
    let read = each(nodes, |node| course(node, report, folder, &mut ids, &mut files))?;
    let count: usize = read.iter().map(|read| read.course.exercises.len()).sum();
    if count > MAX_EXERCISES {
        let message = format!("the programme has {count} exercises, at most {MAX_EXERCISES} are allowed");
        report.error(node.span.start..node.span.start + 1, message);
        return None;
    }
    let (courses, places): (Vec<Course>, Vec<_>) =
        read.into_iter().map(|read| (read.course, (read.needs, read.entries))).unzip();
    let mut written = Vec::new();
    for (course, (needs, entries)) in courses.iter().zip(places) {
        written.extend(course.needs.iter().zip(needs).map(|(name, span)| At { value: name.clone(), span }));
        for (entry, spans) in course.exercises.iter().zip(entries) {
            written.extend(entry.needs.iter().zip(spans).map(|(name, span)| At { value: name.clone(), span }));
        }
    }
    let names = names(&courses);
    let mut sound = true;
    for need in written.iter().filter(|need| !names.contains_key(need.value.as_str())) {
        let message = format!("there is no course and no exercise {} in the programme", quoted(&need.value));
        report.error_among(need.span.clone(), message, &need.value, names.keys().copied());
        sound = false;
    }
    if let Some((name, inside)) = ring(&courses) {
        // Reported where one of the ring names the next one.
        let place = written.into_iter().find(|need| need.value == name);
        let message = format!("{} needs itself: {}", quoted(&name), inside.join(" → "));
        report.error(place.map_or(node.span.clone(), |need| need.span), message);
        sound = false;
    }
    sound.then_some(Programme { courses })
}

/// A ring of needs, where there is one: the name that closes it, and the way round. Exercises of a ring would wait for
/// each other.
fn ring(courses: &[Course]) -> Option<(String, Vec<String>)> {
    let needs = needs(courses);
    let all: Vec<&Entry> = courses.iter().flat_map(|course| &course.exercises).collect();
    // The place of each course's first exercise.
    let counts = courses.iter().scan(0, |sum, course| {
        *sum += course.exercises.len();
        Some(*sum - course.exercises.len())
    });
    let first: Vec<usize> = counts.collect();
    let name = |need: Need| match need {
        Need::Course(at) => courses[at].id.clone(),
        Need::Entry(at) => all[at].exercise.clone(),
    };
    let next = |need: Need, at: usize| match need {
        Need::Course(course) => (at < courses[course].exercises.len()).then(|| Need::Entry(first[course] + at)),
        Need::Entry(entry) => needs[entry].get(at).copied(),
    };
    // Depth first without recursion: a file may be as deep as it is long.
    let mut done: BTreeSet<Need> = BTreeSet::new();
    for start in (0..all.len()).map(Need::Entry) {
        let mut way: Vec<(Need, usize)> = vec![(start, 0)];
        while let Some((here, at)) = way.last_mut() {
            match next(*here, *at) {
                _ if done.contains(here) => {
                    way.pop();
                }
                None => {
                    done.insert(*here);
                    way.pop();
                }
                Some(to) => {
                    *at += 1;
                    if let Some(begin) = way.iter().position(|(need, _)| *need == to) {
                        let mut inside: Vec<String> = way[begin..].iter().map(|(need, _)| name(*need)).collect();
                        inside.push(name(to));
                        // A course leads to its exercises without a word written: a written name is told.
                        let told =
                            way[begin..].iter().map(|(need, _)| *need).find(|need| names_it(courses, &name(*need)));
                        return Some((told.map_or_else(|| name(to), name), inside));
                    }
                    if !done.contains(&to) {
                        way.push((to, 0));
                    }
                }
            }
        }
    }
    None
}

/// Whether a name is written among the needs.
fn names_it(courses: &[Course], name: &str) -> bool {
    let entries = courses.iter().flat_map(|course| &course.exercises).flat_map(|entry| &entry.needs);
    courses.iter().flat_map(|course| &course.needs).chain(entries).any(|need| need == name)
}

fn course(
    node: &Node,
    report: &mut Report<'_>,
    folder: &Path,
    ids: &mut BTreeSet<String>,
    files: &mut BTreeSet<String>,
) -> Option<CourseAt> {
    let mut fields = Fields::shaped(node, report, &COURSE)?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
        if !ids.insert(id.value.clone()) {
            report.error(id.span.clone(), format!("course {} is listed twice", quoted(&id.value)));
        }
    }
    let title = fields.take::<Text>(report, "title");
    let nodes = fields.list(report, "exercises");
    let exercises = nodes.and_then(|nodes| each(nodes, |node| entry(node, report, folder, files)));
    let about = match fields.optional("about") {
        Some(_) => Some(fields.sentence(report, "about")?),
        None => None,
    };
    let (needs, places) = read_needs(&mut fields, report)?;
    let mastery = match fields.optional("mastery") {
        Some(node) => mastery(node, report)?,
        None => Mastery::default(),
    };
    let (exercises, entries) = exercises?.into_iter().unzip();
    let course = Course { id: id?.value, title: title?, about, needs, mastery, exercises };
    Some(CourseAt { course, needs: places, entries })
}

/// The names in the field `needs` and their places; none where it is left out.
fn read_needs(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<(Vec<String>, Vec<Range<usize>>)> {
    if fields.optional("needs").is_none() {
        return Some((Vec::new(), Vec::new()));
    }
    let nodes = fields.list(report, "needs")?;
    let names = each(nodes, |node| String::decode(node, report))?;
    Some((names, nodes.iter().map(|node| node.span.clone()).collect()))
}

/// An exercise, by its file alone or with what belongs to it, and the places of what it needs.
fn entry(
    node: &Node,
    report: &mut Report<'_>,
    folder: &Path,
    files: &mut BTreeSet<String>,
) -> Option<(Entry, Vec<Range<usize>>)> {
    if let Kind::Text(_) = node.kind {
        return Some((Entry::of(exercise(node, report, folder, files)?), Vec::new()));
    }
    let mut fields = Fields::shaped(node, report, &EXERCISE)?;
    let standard = fields.node(report, "exercise").and_then(|node| exercise(node, report, folder, files));
    let mut variant = |name: &str| match fields.optional(name) {
        Some(node) => exercise(node, report, folder, files).map(Some),
        None => Some(None),
    };
    let (slow, paced) = (variant("slow"), variant("paced"));
    let (needs, places) = read_needs(&mut fields, report)?;
    let mastery = match fields.optional("mastery") {
        Some(node) => Some(mastery(node, report)?),
        None => None,
    };
    Some((Entry { exercise: standard?, slow: slow?, paced: paced?, needs, mastery }, places))
}

fn mastery(node: &Node, report: &mut Report<'_>) -> Option<Mastery> {
    let mut fields = Fields::shaped(node, report, &MASTERY)?;
    let (mark, times) = (fields.limited(report, "mark"), fields.whole::<u32>(report, "times"));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A programme of files that are there, in the courses `a` and `b`.
    fn read(a: &str, b: &str) -> Result<Programme, Vec<Located>> {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["x", "x-slow", "x-paced", "y", "z"] {
            std::fs::write(folder.path().join(format!("{name}.ron")), "").expect("written");
        }
        let course = |id: &str, rest: &str| format!("(id: \"{id}\", title: (fr: \"A\", en: \"A\"), {rest})");
        let text = format!("Programme(courses: [{}, {}])", course("a", a), course("b", b));
        parse_programme("p.ron", &text, folder.path()).map(|loaded| loaded.programme)
    }

    fn refused(a: &str, b: &str) -> Located {
        let errors = read(a, b).expect_err(a);
        assert_eq!(errors.len(), 1, "{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>());
        errors[0].clone()
    }

    #[test]
    fn a_line_has_its_speeds_and_what_comes_before_it() {
        let a = "mastery: (mark: 15, times: 2), exercises: [\"y.ron\", (exercise: \"x.ron\", slow: \"x-slow.ron\", \
                 paced: \"x-paced.ron\", needs: [\"y.ron\"], mastery: (mark: 18, times: 1))]";
        let programme =
            read(a, "needs: [\"a\"], exercises: [(exercise: \"z.ron\", needs: [\"x.ron\", \"a\"])]").expect("sound");
        let files: Vec<&str> = programme.courses.iter().flat_map(Course::files).collect();
        assert_eq!(files, ["y.ron", "x-slow.ron", "x.ron", "x-paced.ron", "z.ron"]);
        assert_eq!(programme.courses[0].exercises[1].mastery, Some(Mastery { mark: 18.0, times: 1 }));
        let before = needs(&programme.courses);
        assert_eq!(before, [vec![], vec![Need::Entry(0)], vec![Need::Course(0), Need::Entry(1)]]);
    }

    #[test]
    fn what_nobody_knows_is_refused_where_it_is_named() {
        let error = refused("exercises: [(exercise: \"x.ron\", needs: [\"yy.ron\"])]", "exercises: [\"y.ron\"]");
        assert_eq!(error.message, "there is no course and no exercise `yy.ron` in the programme");
        assert_eq!(error.nearest.as_deref(), Some("y.ron"));
        assert_eq!(error.span.len(), "\"yy.ron\"".len());
        refused("needs: [\"c\"], exercises: []", "exercises: []");
        // Another speed is no exercise of its own.
        refused("exercises: [(exercise: \"x.ron\", slow: \"x-slow.ron\")]", "needs: [\"x-slow.ron\"], exercises: []");
        refused("exercises: [(exercise: \"x.ron\", slow: \"x.ron\")]", "exercises: []");
    }

    #[test]
    fn what_waits_for_itself_is_refused() {
        let error = refused("exercises: [(exercise: \"x.ron\", needs: [\"x.ron\"])]", "exercises: []");
        assert_eq!(error.message, "`x.ron` needs itself: x.ron → x.ron");
        let x = "exercises: [(exercise: \"x.ron\", needs: [\"y.ron\"])]";
        let error = refused(
            x,
            "exercises: [(exercise: \"y.ron\", needs: [\"z.ron\"]), (exercise: \"z.ron\", needs: [\"x.ron\"])]",
        );
        assert_eq!(error.message, "`x.ron` needs itself: x.ron → y.ron → z.ron → x.ron");
        assert_eq!(error.span.len(), "\"x.ron\"".len());
        let error = refused("needs: [\"b\"], exercises: [\"x.ron\"]", "needs: [\"a\"], exercises: [\"y.ron\"]");
        assert_eq!(error.message, "`b` needs itself: x.ron → b → y.ron → a → x.ron");
        refused("needs: [\"a\"], exercises: [\"x.ron\"]", "exercises: []");
    }

    #[test]
    fn a_long_chain_is_no_ring_and_takes_no_stack() {
        let entry = |at: usize, needs: Vec<String>| Entry { needs, ..Entry::of(format!("{at}.ron")) };
        let chain = (0..MAX_EXERCISES).map(|at| entry(at, vec![format!("{}.ron", at + 1)])).collect();
        let mut course = Course {
            id: "a".to_owned(),
            title: Text::default(),
            about: None,
            needs: Vec::new(),
            mastery: Mastery::default(),
            exercises: chain,
        };
        assert_eq!(ring(std::slice::from_ref(&course)), None);
        course.exercises.push(entry(MAX_EXERCISES, vec!["0.ron".to_owned()]));
        assert!(ring(&[course]).is_some());
    }
}
