//! A scenario that builds upon another one: finds the texts that `base` names and lays one tree over the other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::decode::same_name;
use super::error::{Report, nearest, path_name, quoted};
use super::load::{MAX_BYTES, read_text};
use super::migrate;
use super::spanned::{self, Field, Kind, Name, Node};

/// Most scenarios that one builds upon, one upon the other.
pub const MAX_BASES: usize = 4;
/// Longest path of a base, bytes.
const MAX_PATH: usize = 128;
/// Most files looked at for a name that is near to a missing one.
const MAX_NEIGHBOURS: usize = 1_000;
/// Most entries of a list that is merged by id; readers refuse longer ones anyway.
const MAX_LIST: usize = 1_000;
/// What no scenario takes from its base: every file says these for itself.
const OWN: [&str; 3] = ["format", "id", "base"];

/// A text that a scenario builds upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// `course/name.ron`, from the programme's folder.
    pub path: String,
    /// The file's text, byte for byte.
    pub source: String,
}

/// Gives the text at `course/name.ron`, or why not, in words that follow « the base `…` ».
pub type Resolve<'r> = &'r dyn Fn(&str) -> Result<String, String>;

/// Reads bases from the folder of the programme, for a scenario in `folder`, a folder below it.
pub(super) fn from_folder(folder: &Path) -> impl Fn(&str) -> Result<String, String> + use<> {
    let home = programme_folder(folder);
    move |path: &str| {
        let file = home.join(path);
        if !file.exists() {
            return Err(format!("is no file{}", near(&home, path)));
        }
        read_text(&file).map_err(|errors| {
            let why = errors.into_iter().next().map_or(String::new(), |error| error.message);
            format!("cannot be used: {why}")
        })
    }
}

/// The folder of the programme, where `folder` is a course's.
pub(super) fn programme_folder(folder: &Path) -> PathBuf {
    match (folder.file_name(), folder.parent()) {
        (Some(_), Some(home)) => home.to_path_buf(),
        _ => folder.join(".."),
    }
}

/// Names the file that may be meant by one that is missing.
fn near(home: &Path, path: &str) -> String {
    let Some((course, _)) = path.split_once('/') else { return String::new() };
    let entries = std::fs::read_dir(home.join(course)).into_iter().flatten().take(MAX_NEIGHBOURS).flatten();
    let names: BTreeSet<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".ron"))
        .map(|name| format!("{course}/{name}"))
        .collect();
    nearest(path, names.iter().map(String::as_str)).map_or(String::new(), |name| format!("; did you mean `{name}`?"))
}

/// Lays `root`, the tree of the scenario `own`, over those that it builds upon, and brings each to the newest format
/// before. `None` after the reason was reported. `folder` is where the scenario stands.
pub(super) fn inherit(
    root: Node,
    own: &str,
    report: &mut Report<'_>,
    folder: Option<&Path>,
    resolve: Option<Resolve<'_>>,
) -> Option<(Node, Vec<Base>)> {
    let mut bases = Vec::new();
    // Outermost first; laid over each other from the last one on.
    let mut trees = vec![migrate::to_newest(root, report)?];
    while let Some(value) = trees.last_mut().and_then(take_base) {
        let base = one(&value, own, report, folder, resolve, &bases)?;
        let mut alone = Report::new(&base.0, &base.1.source);
        let tree = spanned::parse(&mut alone);
        let errors = alone.finish();
        let broken = !errors.is_empty();
        let home = folder.map(programme_folder);
        let beside = home.zip(base.1.path.split_once('/')).map(|(home, (course, _))| home.join(course));
        let offset = report.adopt(&base.0, beside.as_deref(), base.1.source.clone(), errors);
        if broken {
            return None;
        }
        let scenario = Name { span: 0..0, text: "Scenario".to_owned() };
        if !matches!(&tree.kind, Kind::Struct { name, .. } if same(name.as_ref(), Some(&scenario))) {
            report.error(value.span, format!("the base {} is no scenario", quoted(&base.1.path)));
            return None;
        }
        trees.push(migrate::to_newest(shift(tree, offset), report)?);
        bases.push(base.1);
    }
    let mut merged = trees.pop()?;
    while let Some(over) = trees.pop() {
        if let Kind::Struct { fields, .. } = &mut merged.kind {
            fields.retain(|field| !OWN.contains(&field.name.text.as_str()));
        }
        merged = merge(merged, over, report);
    }
    Some((merged, bases))
}

/// Takes the field `base` out of a scenario.
fn take_base(root: &mut Node) -> Option<Node> {
    let Kind::Struct { fields, .. } = &mut root.kind else { return None };
    let at = fields.iter().position(|field| field.name.text == "base")?;
    Some(fields.remove(at).value)
}

/// Reads the text that the field `base` names; gives it with the name that errors call it.
fn one(
    value: &Node,
    own: &str,
    report: &mut Report<'_>,
    folder: Option<&Path>,
    resolve: Option<Resolve<'_>>,
    before: &[Base],
) -> Option<(String, Base)> {
    let mut refuse = |message: String| {
        report.error(value.span.clone(), message);
        None
    };
    let Kind::Text(path) = &value.kind else {
        let found = value.kind.describe();
        return refuse(format!("expected the path of a scenario like `course/name.ron`, found {found}"));
    };
    if !is_path(path) {
        return refuse(format!(
            "expected a path like `course/name.ron` from the programme's folder, in plain letters, found {}",
            quoted(path)
        ));
    }
    let Some(resolve) = resolve else {
        return refuse("a base can be read with the scenario's file only, not from its text alone".to_owned());
    };
    if path == own || before.iter().any(|base| base.path == *path) {
        return refuse(format!("the base {} builds upon itself", quoted(path)));
    }
    if before.len() >= MAX_BASES {
        return refuse(format!("a scenario builds upon at most {MAX_BASES} others, one upon the other"));
    }
    let source = match resolve(path) {
        Ok(source) if source.len() as u64 > MAX_BYTES => {
            return refuse(format!("the base {} is larger than {} KiB", quoted(path), MAX_BYTES / 1024));
        }
        Ok(source) => source,
        Err(why) => return refuse(format!("the base {} {why}", quoted(path))),
    };
    let name = match folder {
        Some(folder) => path_name(&programme_folder(folder).join(path)),
        None => path.clone(),
    };
    Some((name, Base { path: path.clone(), source }))
}

/// Two plain names, the second ending in `.ron`: nothing that leads out of the programme's folder on any system.
fn is_path(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    let parts: Vec<&str> = path.split('/').collect();
    path.len() <= MAX_PATH && parts.len() == 2 && parts.iter().all(|part| plain(part)) && path.ends_with(".ron")
}

/// Adds `by` to every span of a tree.
fn shift(mut node: Node, by: usize) -> Node {
    fn name(name: &mut Name, by: usize) {
        name.span = name.span.start + by..name.span.end + by;
    }
    node.span = node.span.start + by..node.span.end + by;
    node.kind = match node.kind {
        Kind::Struct { name: mut called, fields, damaged } => {
            called.iter_mut().for_each(|called| name(called, by));
            let moved = |mut field: Field| {
                name(&mut field.name, by);
                Field { name: field.name, value: shift(field.value, by) }
            };
            Kind::Struct { name: called, fields: fields.into_iter().map(moved).collect(), damaged }
        }
        Kind::Tuple { name: mut called, items } => {
            called.iter_mut().for_each(|called| name(called, by));
            Kind::Tuple { name: called, items: items.into_iter().map(|item| shift(item, by)).collect() }
        }
        Kind::List(items) => Kind::List(items.into_iter().map(|item| shift(item, by)).collect()),
        Kind::Map(entries) => {
            Kind::Map(entries.into_iter().map(|(key, value)| (shift(key, by), shift(value, by))).collect())
        }
        leaf => leaf,
    };
    node
}

/// Lays `over` on `base`: structs field by field, lists of what has an id by id, all else as a whole.
fn merge(base: Node, over: Node, report: &mut Report<'_>) -> Node {
    match (base.kind, over.kind) {
        (Kind::Struct { name, fields, damaged }, Kind::Tuple { name: written, items })
            if items.is_empty() && same(name.as_ref(), written.as_ref()) =>
        {
            Node { span: base.span, kind: Kind::Struct { name, fields, damaged } }
        }
        (
            Kind::Struct { name, fields: below, damaged },
            Kind::Struct { name: written, fields: above, damaged: worse },
        ) if same(name.as_ref(), written.as_ref()) => {
            let fields = merge_fields(below, above, report);
            Node { span: over.span, kind: Kind::Struct { name: written.or(name), fields, damaged: damaged || worse } }
        }
        (Kind::List(below), Kind::List(above)) if by_id(&below) && by_id(&above) && !above.is_empty() => {
            Node { span: over.span, kind: Kind::List(merge_list(below, above, report)) }
        }
        (_, kind) => Node { span: over.span, kind },
    }
}

/// Whether two structs are of one kind; a name may be left out, and `at-most` is `AtMost`.
fn same(one: Option<&Name>, other: Option<&Name>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same_name(&one.text, &other.text) || same_name(&other.text, &one.text),
        _ => true,
    }
}

fn merge_fields(below: Vec<Field>, above: Vec<Field>, report: &mut Report<'_>) -> Vec<Field> {
    // What is written above comes first: a missing field is reported where the struct was opened last.
    let mut fields = above;
    for field in below {
        match fields.iter().position(|other| other.name.text == field.name.text) {
            Some(at) => {
                let over = std::mem::replace(&mut fields[at].value, Node { span: 0..0, kind: Kind::Bad });
                fields[at].value = merge(field.value, over, report);
            }
            None => fields.push(field),
        }
    }
    fields
}

/// Whether every entry of a list is a struct with an id.
fn by_id(items: &[Node]) -> bool {
    items.len() <= MAX_LIST && items.iter().all(|item| id(item).is_some())
}

fn id(item: &Node) -> Option<&str> {
    let Kind::Struct { fields, .. } = &item.kind else { return None };
    fields.iter().find(|field| field.name.text == "id").and_then(|field| match &field.value.kind {
        Kind::Text(id) => Some(id.as_str()),
        _ => None,
    })
}

fn merge_list(below: Vec<Node>, above: Vec<Node>, report: &mut Report<'_>) -> Vec<Node> {
    let mut items: Vec<Option<Node>> = below.into_iter().map(Some).collect();
    let inherited = items.len();
    let mut touched = vec![false; inherited];
    for over in above {
        let named = id(&over).unwrap_or_default();
        // A second entry of the same id is appended, so that the reader reports it.
        let at = (0..inherited).find(|at| !touched[*at] && items[*at].as_ref().and_then(id) == Some(named));
        match (removal(&over), at) {
            (None, Some(at)) => {
                touched[at] = true;
                items[at] = items[at].take().map(|base| merge(base, over, report));
            }
            (None, None) => items.push(Some(over)),
            (Some(field), at) => {
                if !matches!(field.value.kind, Kind::Bool(true)) {
                    let message = format!("expected `true`, found {}", field.value.kind.describe());
                    report.error(field.value.span.clone(), message);
                    continue;
                }
                match at {
                    Some(at) => {
                        touched[at] = true;
                        items[at] = None;
                    }
                    None => {
                        let message = format!("the base has no {} to remove", quoted(named));
                        let known = items[..inherited].iter().flatten().filter_map(id);
                        report.error_among(over.span.clone(), message, named, known);
                    }
                }
            }
        }
    }
    items.into_iter().flatten().collect()
}

/// The field `remove` of an entry.
fn removal(item: &Node) -> Option<&Field> {
    let Kind::Struct { fields, .. } = &item.kind else { return None };
    fields.iter().find(|field| field.name.text == "remove")
}
