//! Reads the workpieces, draws and questions of a scenario, and refuses what names nothing or has no answer.

use std::collections::BTreeSet;
use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::check;
use super::craft::Craft;
use super::decode::{At, Decode, Fields, Variant, each, list, variant};
use super::error::{Report, quoted};
use super::pieces::{Answer, Draw, Drawn, Pieces, Placed, Plan, Question, Sketch, Target};
use super::schema::{Marking, Rule, Text};
use super::spanned::Node;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::{Colour, KIT};
use crate::catalogue::workpiece::Verb;

/// Most pieces, draws and plan entries.
const MAX_ENTRIES: usize = 64;
/// Most questions of an exercise.
pub const MAX_QUESTIONS: usize = 60;
/// Most options, items and pairs of a question.
const MAX_OPTIONS: usize = 24;
/// Farthest place from the bench's middle, mm.
const FAR_MM: f64 = 600.0;
/// Seeds that are tried when a scenario is loaded, so that what a draw breaks is found then.
const TRIED_SEEDS: u64 = 24;

/// The pieces, and what some seeds make of them.
pub(super) fn pieces(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<(Pieces, Vec<Craft>)> {
    let names = &["on_bench", "kit", "draw", "plan", "targets", "wanted", "questions"];
    let fields = Fields::of(node, report, "Pieces", names)?;
    let errors = report.count();
    let on_bench =
        some(&fields, "on_bench", |node| each_of(node, report, |node, report| placed(node, report, catalogue)));
    let kit = some(&fields, "kit", |node| kit(node, report, catalogue));
    let draw = some(&fields, "draw", |node| each_of(node, report, draw));
    let plan = some(&fields, "plan", |node| each_of(node, report, plan));
    let targets = some(&fields, "targets", |node| each_of(node, report, target));
    let wanted = some(&fields, "wanted", |node| each_of(node, report, String::decode));
    let questions = some(&fields, "questions", |node| {
        let read = each(list(node, report, MAX_QUESTIONS)?, |node| question(node, report))?;
        unique(read.iter().map(|at| (&at.value.id, at.span.clone())), "question", report);
        Some(read.into_iter().map(|at| at.value).collect())
    });
    let pieces = Pieces {
        on_bench: on_bench?,
        kit: kit?,
        draw: draw?,
        plan: plan?,
        targets: targets?,
        wanted: wanted?,
        questions: questions?,
    };
    if report.count() > errors {
        return None;
    }
    let drawn = drawn(&pieces, fields.span(), report, catalogue)?;
    Some((pieces, drawn))
}

/// The draws of some seeds: what is wrong with names only shows then.
fn drawn(pieces: &Pieces, span: Range<usize>, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Vec<Craft>> {
    let draw = |seed| Craft::draw(pieces, catalogue, &mut ChaCha8Rng::seed_from_u64(seed));
    let drawn: Result<Vec<Craft>, String> = (0..TRIED_SEEDS).map(draw).collect();
    drawn.map_err(|why| report.error(span, why)).ok()
}

/// A list of names that is not empty.
pub(super) fn names(fields: &mut Fields<'_>, report: &mut Report<'_>, name: &str) -> Option<Vec<String>> {
    let node = fields.node(report, name)?;
    let names = each_of(node, report, String::decode)?;
    if names.is_empty() {
        report.error(node.span.clone(), format!("`{name}` names nothing"));
    }
    (!names.is_empty()).then_some(names)
}

/// What a criterion names must be in the exercise, whatever is drawn.
pub(super) fn marking(report: &mut Report<'_>, opening: Range<usize>, drawn: &[Craft], marking: &Marking) {
    for criterion in &marking.criteria {
        let missing = drawn.iter().find_map(|craft| missing(&criterion.rule, craft));
        if let Some(why) = missing {
            report.error(opening.clone(), format!("criterion `{}` cannot be earned: {why}", criterion.id));
        }
    }
}

fn missing(rule: &Rule, craft: &Craft) -> Option<String> {
    match rule {
        Rule::Sites { sites, .. } | Rule::Sequence { sites } | Rule::Untouched { sites } | Rule::Picks { sites } => {
            if let Some(none) = sites.iter().find(|name| craft.sites_named(name).is_empty()) {
                return Some(format!("there is no site `{}`", craft.plain(none)));
            }
            let mut named = sites.iter().flat_map(|name| craft.sites_named(name));
            let idle = named.find_map(|at| {
                let site = &craft.sites[usize::from(at)];
                let by_item = matches!(site.verb, Verb::Insert { .. }) && craft.kit.iter().any(|tool| tool.item);
                (site.tools.is_empty() && !by_item).then_some(&site.id)
            })?;
            Some(format!("no tool of the kit can work on site `{idle}`"))
        }
        Rule::Planned { items } => items.iter().find_map(|item| match craft.kit_index(item) {
            None => Some(format!("`{item}` is not in the kit")),
            Some(at) if craft.belongs(at).is_none() => Some(format!("no site holds `{item}`, and the plan says none")),
            Some(_) => None,
        }),
        Rule::Answers { questions } => {
            let none = questions.iter().find(|name| craft.question_index(name).is_none())?;
            Some(format!("there is no question `{none}`"))
        }
        _ => None,
    }
}

fn some<'n, T>(fields: &Fields<'n>, name: &str, read: impl FnOnce(&'n Node) -> Option<Vec<T>>) -> Option<Vec<T>> {
    fields.optional(name).map_or(Some(Vec::new()), read)
}

fn each_of<T>(
    node: &Node,
    report: &mut Report<'_>,
    mut read: impl FnMut(&Node, &mut Report<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let nodes = list(node, report, MAX_ENTRIES)?;
    each(nodes, |node| read(node, report))
}

fn unique<'v>(ids: impl Iterator<Item = (&'v String, Range<usize>)>, what: &str, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (id, span) in ids {
        if !seen.insert(id) {
            report.error(span, format!("{what} {} is given twice", quoted(id)));
        }
    }
}

fn id(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<At<String>> {
    let id = fields.at::<String>(report, "id")?;
    check::id(report, &id, 1);
    Some(id)
}

fn placed(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Placed> {
    let mut fields = Fields::of(node, report, "Placed", &["id", "piece", "at"])?;
    let piece = fields.at::<String>(report, "piece");
    let id = match fields.optional("id") {
        Some(_) => id(&mut fields, report),
        None => piece.clone(),
    };
    let at = fields.at::<(f64, f64)>(report, "at");
    if let Some(at) = &at
        && (at.value.0.abs() > FAR_MM || at.value.1.abs() > FAR_MM)
    {
        report.error(at.span.clone(), format!("a workpiece stands at most {FAR_MM} mm from the bench's middle"));
    }
    let piece = check::known(report, piece?, "workpiece", &catalogue.workpieces, |piece| &piece.id)?;
    Some(Placed { id: id?.value, piece: piece.value.id.clone(), at: at?.value })
}

fn kit(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Vec<String>> {
    let read = each(list(node, report, usize::from(KIT))?, |node| {
        let id = At { value: String::decode(node, report)?, span: node.span.clone() };
        check::known(report, id, "tool", &catalogue.kit, |tool| &tool.id)
    })?;
    unique(read.iter().map(|at| (&at.value.id, at.span.clone())), "tool", report);
    Some(read.into_iter().map(|at| at.value.id.clone()).collect())
}

fn draw(node: &Node, report: &mut Report<'_>) -> Option<Draw> {
    let names = &["id", "low", "high", "step", "unlike", "value", "words"];
    let mut fields = Fields::of(node, report, "Draw", names)?;
    let id = fields.take::<String>(report, "id");
    let from = if let Some(node) = fields.optional("words") {
        let words = each(list(node, report, MAX_OPTIONS)?, |node| Text::decode(node, report))?;
        if words.is_empty() {
            report.error(node.span.clone(), "there is no word to draw");
            return None;
        }
        Drawn::Word(words)
    } else if fields.optional("value").is_some() {
        Drawn::Value(fields.take::<String>(report, "value")?)
    } else {
        let (low, high) = (fields.number(report, "low", -1e6, 1e6), fields.number_at(report, "high", -1e6, 1e6));
        let step = match fields.optional("step") {
            Some(_) => fields.number(report, "step", 1e-3, 1e6)?,
            None => 1.0,
        };
        let unlike = match fields.optional("unlike") {
            Some(node) => each(list(node, report, MAX_ENTRIES)?, |node| String::decode(node, report))?,
            None => Vec::new(),
        };
        let (low, high) = (low?, high?);
        if high.value < low {
            report.error(high.span, format!("the highest, {}, is under the lowest, {low}", high.value));
            return None;
        }
        Drawn::Number { low, high: high.value, step, unlike }
    };
    Some(Draw { id: id?, from })
}

fn plan(node: &Node, report: &mut Report<'_>) -> Option<Plan> {
    let mut fields = Fields::of(node, report, "Plan", &["item", "into"])?;
    let (item, into) = (fields.take::<String>(report, "item"), fields.take::<String>(report, "into"));
    Some(Plan { item: item?, into: into? })
}

fn target(node: &Node, report: &mut Report<'_>) -> Option<Target> {
    let mut fields = Fields::of(node, report, "Target", &["site", "value"])?;
    let (site, value) = (fields.take::<String>(report, "site"), fields.take::<String>(report, "value"));
    Some(Target { site: site?, value: value? })
}

fn question(node: &Node, report: &mut Report<'_>) -> Option<At<Question>> {
    let mut fields = Fields::of(node, report, "Question", &["id", "text", "answer", "sketch"])?;
    let id = id(&mut fields, report)?;
    let text = fields.take::<Text>(report, "text");
    let answer = fields.node(report, "answer").and_then(|node| answer(node, report));
    let sketch = some(&fields, "sketch", |node| each_of(node, report, stroke));
    let value = Question { id: id.value, text: text?, answer: answer?, sketch: sketch? };
    Some(At { value, span: id.span })
}

const ANSWERS: &[Variant] = &[
    ("Choose", &["options", "right"]),
    ("Number", &["unit", "value", "tolerance"]),
    ("Order", &["items"]),
    ("Match", &["pairs"]),
    ("Write", &["wants", "least", "model"]),
];

fn answer(node: &Node, report: &mut Report<'_>) -> Option<Answer> {
    let (which, mut f) = variant(node, report, "answer", ANSWERS)?;
    match which {
        0 => {
            let options = f.node(report, "options").and_then(|node| at_least_two::<Text>(node, report));
            let count = options.as_ref().map_or(MAX_OPTIONS, Vec::len);
            let right_node = f.node(report, "right")?;
            let right = each(list(right_node, report, MAX_OPTIONS)?, |node| {
                let number = u8::decode(node, report)?;
                let fits = (1..=count).contains(&usize::from(number));
                if !fits {
                    report.error(node.span.clone(), format!("there are options 1 to {count}, found {number}"));
                }
                fits.then_some(number)
            })?;
            if right.is_empty() {
                report.error(right_node.span.clone(), "no option is right: nobody can answer this");
                return None;
            }
            Some(Answer::Choose { options: options?, right })
        }
        1 => {
            let unit = f.take::<String>(report, "unit");
            let value = f.take::<String>(report, "value");
            let tolerance = f.number(report, "tolerance", 0.0, 1e6);
            Some(Answer::Number { unit: unit?, value: value?, tolerance: tolerance? })
        }
        2 => Some(Answer::Order { items: f.node(report, "items").and_then(|node| at_least_two(node, report))? }),
        3 => Some(Answer::Match { pairs: f.node(report, "pairs").and_then(|node| at_least_two(node, report))? }),
        _ => {
            let wants = f.node(report, "wants").and_then(|node| {
                each(list(node, report, MAX_OPTIONS)?, |node| {
                    let group = each(list(node, report, MAX_OPTIONS)?, |node| String::decode(node, report))?;
                    if group.is_empty() {
                        report.error(node.span.clone(), "no word is in this group");
                    }
                    (!group.is_empty()).then_some(group)
                })
            });
            let least = f.integer::<u32>(report, "least", 0, 200);
            let model = f.at::<Text>(report, "model");
            Some(Answer::Write { wants: wants?, least: least?, model: model?.value })
        }
    }
}

fn at_least_two<T: Decode>(node: &Node, report: &mut Report<'_>) -> Option<Vec<T>> {
    let read = each(list(node, report, MAX_OPTIONS)?, |node| T::decode(node, report))?;
    if read.len() < 2 {
        report.error(node.span.clone(), "at least two are needed");
        return None;
    }
    Some(read)
}

const STROKES: &[Variant] = &[
    ("Box", &["at", "size", "text", "colour"]),
    ("Line", &["through", "text", "colour", "width"]),
    ("Note", &["at", "text"]),
];

fn stroke(node: &Node, report: &mut Report<'_>) -> Option<Sketch> {
    let (which, mut f) = variant(node, report, "stroke", STROKES)?;
    let at =
        |f: &mut Fields<'_>, report: &mut Report<'_>| f.at::<(f64, f64)>(report, "at").and_then(|at| place(at, report));
    let text = |f: &mut Fields<'_>, report: &mut Report<'_>| match f.optional("text") {
        Some(_) => f.take::<String>(report, "text"),
        None => Some(String::new()),
    };
    match which {
        0 => {
            let (at, size) = (at(&mut f, report), f.at::<(f64, f64)>(report, "size").and_then(|at| place(at, report)));
            let (text, colour) = (text(&mut f, report), colour(&f, report, [235, 240, 246]));
            Some(Sketch::Box { at: at?, size: size?, text: text?, colour: colour? })
        }
        1 => {
            let through = f.node(report, "through").and_then(|node| {
                each_of(node, report, |node, report| {
                    place(At { value: <(f64, f64)>::decode(node, report)?, span: node.span.clone() }, report)
                })
            });
            let width = match f.optional("width") {
                Some(_) => f.number(report, "width", 0.1, 10.0),
                None => Some(0.6),
            };
            let (text, colour) = (text(&mut f, report), colour(&f, report, [40, 50, 60]));
            Some(Sketch::Line { through: through?, text: text?, colour: colour?, width: width? })
        }
        _ => {
            let (at, text) = (at(&mut f, report), f.take::<Text>(report, "text"));
            Some(Sketch::Note { at: at?, text: text? })
        }
    }
}

/// A place on the sheet of 100 by 60.
fn place(at: At<(f64, f64)>, report: &mut Report<'_>) -> Option<(f64, f64)> {
    let inside = (0.0..=100.0).contains(&at.value.0) && (0.0..=60.0).contains(&at.value.1);
    if !inside {
        report.error(at.span, "the sheet of a drawing is 100 wide and 60 high");
    }
    inside.then_some(at.value)
}

fn colour(fields: &Fields<'_>, report: &mut Report<'_>, usual: [u8; 3]) -> Option<[u8; 3]> {
    let words = Colour::CODE.map(|colour| (colour.name(), colour.srgb()));
    fields.optional("colour").map_or(Some(usual), |node| super::decode::word(node, report, "colour", &words))
}
