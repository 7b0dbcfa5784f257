//! Reads the workpieces, draws and questions of a scenario, and refuses what names nothing or has no answer.

use std::collections::BTreeSet;
use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::check;
use super::craft::{Craft, Fault, JobAnswer, Of};
use super::decode::{self, At, Decode, Fields, each, variant};
use super::earned::place;
use super::error::{Report, quoted};
use super::job::PLACEHOLDERS;
use super::pieces::{Answer, Draw, Drawn, Pieces, Placed, Plan, Question, Sketch, Target};
use super::schema::{Marking, Rule, Text};
use super::shape::{Shape, Spec, field, list, number, whole};
use super::spanned::{Kind, Node};
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::{Colour, KIT};
use crate::catalogue::workpiece::Verb;

/// Most pieces, draws and plan entries.
pub(super) const MAX_ENTRIES: usize = 64;
/// Most questions of an exercise.
pub const MAX_QUESTIONS: usize = 60;
/// Most options, items and pairs of a question.
const MAX_OPTIONS: usize = 24;
/// Farthest place from the bench's middle, mm.
const FAR_MM: f64 = 600.0;
/// Largest number that a sheet takes: hundredths in 32 bits.
const MOST_WRITTEN: f64 = i32::MAX as f64 / 100.0;
/// Largest number that is drawn or answered.
const MAX_DRAWN: f64 = 1e6;
/// Longest name of something drawn, characters.
const MAX_NAME: usize = 32;
/// Seeds that are tried when a scenario is loaded, so that what a draw breaks is found then.
const TRIED_SEEDS: u64 = 24;

/// The field `pieces`.
pub(super) static PIECES: Shape = Shape::new(
    "Pieces",
    "workpieces, their kit, and questions",
    &[
        list("on_bench", MAX_ENTRIES, "`Placed`", "workpieces on the bench").optional(),
        list("kit", KIT as usize, "kit id", "tools and items, from the catalogue; the hand is always there").optional(),
        list("draw", MAX_ENTRIES, "`Draw`", "what the seed draws, one after the other").optional(),
        list("plan", MAX_ENTRIES, "`Plan`", "what belongs where").optional(),
        list("targets", MAX_ENTRIES, "`Target`", "lengths, stations and angles instead of the catalogue’s").optional(),
        list("wanted", MAX_ENTRIES, "site", "sites that are to be pointed out").optional(),
        list("questions", MAX_QUESTIONS, "`Question`", "questions on the sheet").optional(),
    ],
);

/// A workpiece on the bench.
pub(super) static PLACED: Shape = Shape::new(
    "Placed",
    "a workpiece on the bench",
    &[
        field("id", "name", "what its sites are called by: `id.site`; the workpiece’s where left out").optional(),
        field("piece", "workpiece id", "from the catalogue"),
        field("at", "`(x, z)` in mm", "from the bench’s middle, at most 600: right, and towards the worker"),
    ],
);

/// When a draw needs its limits.
const A_NUMBER: &str = "unless there is a `value` or `words`";

/// Something that a seed draws for workpieces and questions.
pub(super) static DRAW: Shape = Shape::new(
    "Draw",
    "something drawn: a number from `low` to `high`, a `value` worked out of others, or one of some `words`",
    &[
        field("id", "name", "stands in braces in texts and names: `{n}`, `{colour:n}`"),
        number("low", -MAX_DRAWN, MAX_DRAWN, "", "lowest").needed(A_NUMBER),
        number("high", -MAX_DRAWN, MAX_DRAWN, "", "highest").needed(A_NUMBER),
        number("step", 1e-3, MAX_DRAWN, "", "step; 1 where left out").optional(),
        list("unlike", MAX_ENTRIES, "name", "names of numbers that it must differ from").optional(),
        field(
            "value",
            "arithmetic",
            "with `+ - * /`, `ceil`, `floor`, `round`, `abs`, `log10`, `min`, `max`, `mod`, `pow`",
        )
        .optional(),
        list("words", MAX_OPTIONS, "`Text`", "one of them is drawn").optional(),
    ],
);

/// Where an item belongs.
pub(super) static PLAN: Shape = Shape::new(
    "Plan",
    "an item and where it belongs",
    &[field("item", "kit id", "the item"), field("into", "site", "may hold what was drawn: `panel.port-{n}`")],
);

/// What a site of this exercise wants.
pub(super) static TARGET: Shape = Shape::new(
    "Target",
    "what a site wants instead of what the catalogue says",
    &[
        field("site", "site", "where one scores, draws off, turns or squeezes at a station"),
        field("value", "arithmetic in quotes", "mm, or degrees where something is turned"),
    ],
);

/// A question on the sheet.
pub(super) static QUESTION: Shape = Shape::new(
    "Question",
    "a question on the sheet",
    &[
        field("id", "name", "unique in the exercise"),
        field("text", "`Text`", "what is asked"),
        field("answer", "answer", "how it is answered, and what is right"),
        list("sketch", MAX_ENTRIES, "stroke", "a drawing on a sheet of 100 by 60").optional(),
    ],
);

/// How questions are answered.
pub(super) static ANSWERS: &[Shape] = &[
    Shape::new(
        "Choose",
        "some of the options",
        &[
            list("options", MAX_OPTIONS, "`Text`", "at least two"),
            list("right", MAX_OPTIONS, "number", "the right ones, from 1"),
        ],
    ),
    Shape::new(
        "Number",
        "a number",
        &[
            field("unit", "text", "shown behind it"),
            field("value", "arithmetic in quotes", "the right one"),
            number("tolerance", 0.0, MAX_DRAWN, "", "how far off is still right"),
        ],
    ),
    Shape::new(
        "Order",
        "items to bring into order",
        &[list("items", MAX_OPTIONS, "`Text`", "in the right order; at least two")],
    ),
    Shape::new("Match", "what belongs together", &[list("pairs", MAX_OPTIONS, "`(Text, Text)`", "at least two")]),
    Shape::new(
        "Write",
        "a short report in one’s own words",
        &[
            list("wants", MAX_OPTIONS, "list of words", "of each list one must stand in it"),
            whole("least", 0, 200, "words at least"),
            field("model", "`Text`", "one that is good"),
        ],
    ),
];

const PLACE: Spec = field("at", "`(x, y)`", "");
const COLOUR: Spec = field("colour", "colour of the code", "").optional();
const WORDS: Spec = field("text", "text", "").optional();

/// Strokes of a drawing.
pub(super) static STROKES: &[Shape] = &[
    Shape::new("Box", "a box with a name in it", &[PLACE, field("size", "`(x, y)`", ""), WORDS, COLOUR]),
    Shape::new(
        "Line",
        "a line with a name at its middle",
        &[list("through", MAX_ENTRIES, "`(x, y)`", ""), WORDS, COLOUR, number("width", 0.1, 10.0, "", "").optional()],
    ),
    Shape::new("Note", "words", &[PLACE, field("text", "`Text`", "")]),
];

/// The pieces, and what some seeds make of them.
pub(super) fn pieces(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<(Pieces, Vec<Craft>)> {
    let mut fields = Fields::shaped(node, report, &PIECES)?;
    let errors = report.count();
    let on_bench = some(&mut fields, report, "on_bench", |node, report| placed(node, report, catalogue));
    let kit = kit(&mut fields, report, catalogue);
    let mut names: Vec<String> = Vec::new();
    let draw = some(&mut fields, report, "draw", |node, report| draw(node, report, &mut names));
    let plan = some(&mut fields, report, "plan", plan);
    let targets = some(&mut fields, report, "targets", target);
    let wanted = some(&mut fields, report, "wanted", String::decode);
    // Where a draw cannot be read, what braces may hold is not known.
    let names: Option<Vec<&str>> = draw.as_ref().map(|_| names.iter().map(String::as_str).collect());
    let questions = some(&mut fields, report, "questions", |node, report| question(node, report, names.as_deref()));
    let questions = questions.map(|read| {
        unique(read.iter().map(|at| (&at.value.id, at.span.clone())), "question", report);
        read.into_iter().map(|at| at.value).collect()
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
    let drawn = drawn(&pieces, &fields, report, catalogue)?;
    Some((pieces, drawn))
}

/// The draws of some seeds: what is wrong with names only shows then.
fn drawn(pieces: &Pieces, fields: &Fields<'_>, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Vec<Craft>> {
    let mut drawn = Vec::new();
    for seed in 0..TRIED_SEEDS {
        let (craft, faults) = Craft::tried(pieces, catalogue, &mut ChaCha8Rng::seed_from_u64(seed));
        for fault in &faults {
            tell(fault, fields, report);
        }
        // Another seed would tell the same again.
        if !faults.is_empty() {
            return None;
        }
        drawn.push(craft);
    }
    let numbers = drawn.iter().flat_map(|craft| craft.questions.iter().enumerate());
    let answers = numbers.filter_map(|(i, question)| match question.answer {
        JobAnswer::Number { value, .. } => Some((i, &question.id, value)),
        _ => None,
    });
    if let Some((i, id, value)) = answers.into_iter().find(|(.., value)| value.abs() > MOST_WRITTEN) {
        let why = format!("question {} has the answer {value}, beyond what can be written", quoted(id));
        report.error(spot(fields, Of::Answer(i)), why);
        return None;
    }
    Some(drawn)
}

/// Tells what is wrong at the word that is.
fn tell(fault: &Fault, fields: &Fields<'_>, report: &mut Report<'_>) {
    let whole = spot(fields, fault.of);
    // Bytes of a text are bytes of the file where nothing in it is escaped.
    let plain = report.text(whole.clone()).is_some_and(|text| text.starts_with('"') && !text.contains('\\'));
    let span = match &fault.within {
        Some(within) if plain => whole.start + 1 + within.start..whole.start + 1 + within.end,
        _ => whole,
    };
    match &fault.names {
        Some((name, known)) => report.error_among(span, fault.why.clone(), name, known.iter().map(String::as_str)),
        None => report.error(span, fault.why.clone()),
    }
}

/// Bytes of a part of the pieces; their opening where it is not found.
fn spot(fields: &Fields<'_>, of: Of) -> Range<usize> {
    let (list, at, inside): (&str, usize, &[&str]) = match of {
        Of::Draw(i) => ("draw", i, &[]),
        Of::DrawValue(i) => ("draw", i, &["value"]),
        Of::Kit(i) => ("kit", i, &[]),
        Of::Placed(i) => ("on_bench", i, &[]),
        Of::PlanItem(i) => ("plan", i, &["item"]),
        Of::PlanInto(i) => ("plan", i, &["into"]),
        Of::TargetSite(i) => ("targets", i, &["site"]),
        Of::TargetValue(i) => ("targets", i, &["value"]),
        Of::Wanted(i) => ("wanted", i, &[]),
        Of::Answer(i) => ("questions", i, &["answer", "value"]),
    };
    let entry = fields.optional(list).and_then(|node| match &node.kind {
        Kind::List(nodes) => nodes.get(at),
        _ => None,
    });
    let found = entry.map(|entry| inside.iter().try_fold(entry, |node, name| node.field(name)).unwrap_or(entry));
    found.map_or_else(|| fields.span(), |node| node.span.clone())
}

/// A list of names that is not empty.
pub(super) fn names(fields: &mut Fields<'_>, report: &mut Report<'_>, name: &str) -> Option<Vec<String>> {
    let node = fields.node(report, name)?;
    let names = each(fields.list(report, name)?, |node| String::decode(node, report))?;
    if names.is_empty() {
        report.error(node.span.clone(), format!("`{name}` names nothing"));
    }
    (!names.is_empty()).then_some(names)
}

/// What a criterion names must be in the exercise, whatever is drawn.
pub(super) fn marking(
    report: &mut Report<'_>,
    opening: Range<usize>,
    drawn: &[Craft],
    (marking, rules): (&Marking, &[Range<usize>]),
) {
    for (at, criterion) in marking.criteria.iter().enumerate() {
        let missing = drawn.iter().find_map(|craft| missing(&criterion.rule, craft));
        if let Some(Missing { why, name, known }) = missing {
            let place = place(rules, at, &opening);
            // At the name, where the rule writes it as it is.
            let written = name.as_ref().map(|name| format!("\"{name}\""));
            let within = written.and_then(|name| Some((report.text(place.clone())?.find(&name)?, name.len())));
            let span = within.map_or(place.clone(), |(at, length)| place.start + at..place.start + at + length);
            let message = format!("criterion `{}` cannot be earned: {why}", criterion.id);
            report.error_among(span, message, &name.unwrap_or_default(), known.iter().map(String::as_str));
        }
    }
}

/// Why a rule cannot be earned; the name that stands for nothing, and the names that there are.
struct Missing {
    why: String,
    name: Option<String>,
    known: Vec<String>,
}

impl Missing {
    fn because(why: String) -> Option<Missing> {
        Some(Missing { why, name: None, known: Vec::new() })
    }

    fn unknown<'n>(why: String, name: &str, known: impl Iterator<Item = &'n String>) -> Option<Missing> {
        Some(Missing { why, name: Some(name.to_owned()), known: known.cloned().collect() })
    }
}

fn missing(rule: &Rule, craft: &Craft) -> Option<Missing> {
    match rule {
        Rule::Sites { sites, .. } | Rule::Sequence { sites } | Rule::Untouched { sites } | Rule::Picks { sites } => {
            if let Some(none) = sites.iter().find(|name| craft.sites_named(name).is_empty()) {
                let why = format!("there is no site `{}`", craft.plain(none));
                return Missing::unknown(why, none, craft.sites.iter().map(|site| &site.id));
            }
            let mut named = sites.iter().flat_map(|name| craft.sites_named(name));
            let idle = named.find_map(|at| {
                let site = &craft.sites[usize::from(at)];
                let by_item = matches!(site.verb, Verb::Insert { .. }) && craft.kit.iter().any(|tool| tool.item);
                (site.tools.is_empty() && !by_item).then_some(&site.id)
            })?;
            Missing::because(format!("no tool of the kit can work on site `{idle}`"))
        }
        Rule::Planned { items } => items.iter().find_map(|item| match craft.kit_index(item) {
            None => {
                let known = craft.kit.iter().filter(|tool| tool.item).map(|tool| &tool.id);
                Missing::unknown(format!("`{item}` is not in the kit"), item, known)
            }
            Some(at) if craft.belongs(at).is_none() => {
                Missing::because(format!("no site holds `{item}`, and the plan says none"))
            }
            Some(_) => None,
        }),
        Rule::Answers { questions } => {
            let none = questions.iter().find(|name| craft.question_index(name).is_none())?;
            let known = craft.questions.iter().map(|question| &question.id);
            Missing::unknown(format!("there is no question `{none}`"), none, known)
        }
        _ => None,
    }
}

/// A list that may be left out; then it is empty.
fn some<T>(
    fields: &mut Fields<'_>,
    report: &mut Report<'_>,
    name: &str,
    mut read: impl FnMut(&Node, &mut Report<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    if fields.optional(name).is_none() {
        return Some(Vec::new());
    }
    each(fields.list(report, name)?, |node| read(node, report))
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
    let mut fields = Fields::shaped(node, report, &PLACED)?;
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

fn kit(fields: &mut Fields<'_>, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Vec<String>> {
    let read = some(fields, report, "kit", |node, report| {
        let id = At { value: String::decode(node, report)?, span: node.span.clone() };
        check::known(report, id, "tool", &catalogue.kit, |tool| &tool.id)
    })?;
    unique(read.iter().map(|at| (&at.value.id, at.span.clone())), "tool", report);
    Some(read.into_iter().map(|at| at.value.id.clone()).collect())
}

fn draw(node: &Node, report: &mut Report<'_>, names: &mut Vec<String>) -> Option<Draw> {
    let mut fields = Fields::shaped(node, report, &DRAW)?;
    let id = fields.at::<String>(report, "id").filter(|id| drawn_name(id, names, report));
    let before = names.len();
    names.extend(id.iter().map(|id| id.value.clone()));
    let from = if let Some(node) = fields.optional("words") {
        let words = each(fields.list(report, "words")?, |node| Text::decode(node, report))?;
        if words.is_empty() {
            report.error(node.span.clone(), "there is no word to draw");
            return None;
        }
        Drawn::Word(words)
    } else if fields.optional("value").is_some() {
        Drawn::Value(fields.take::<String>(report, "value")?)
    } else {
        let (low, high) = (fields.limited(report, "low"), fields.limited_at(report, "high"));
        let step = fields.limited_or(report, "step", 1.0)?;
        let unlike = some(&mut fields, report, "unlike", |node, report| {
            let name = String::decode(node, report)?;
            let known = names[..before].contains(&name);
            if !known {
                let message = format!("nothing called {} was drawn before", quoted(&name));
                report.error_among(node.span.clone(), message, &name, names[..before].iter().map(String::as_str));
            }
            known.then_some(name)
        })?;
        let (low, high) = (low?, high?);
        if high.value < low {
            report.error(high.span, format!("the highest, {}, is under the lowest, {low}", high.value));
            return None;
        }
        check::steps(report, &high.span, (low, high.value), step);
        Drawn::Number { low, high: high.value, step, unlike }
    };
    Some(Draw { id: id?.value, from })
}

/// Whether something may be drawn under this name: texts hold it in braces, arithmetic reads it.
fn drawn_name(id: &At<String>, names: &[String], report: &mut Report<'_>) -> bool {
    let written = quoted(&id.value);
    let plain = id.value.chars().all(|c| c.is_alphanumeric() || c == '_') && id.value.chars().count() <= MAX_NAME;
    let message = if !plain || !id.value.starts_with(char::is_alphabetic) {
        format!("expected a name of letters, digits and `_`, found {written}")
    } else if PLACEHOLDERS.contains(&id.value.as_str()) {
        format!("{written} is the job sheet's own: what is drawn here needs another name")
    } else if names.contains(&id.value) {
        format!("{written} is drawn twice")
    } else {
        return true;
    };
    report.error(id.span.clone(), message);
    false
}

fn plan(node: &Node, report: &mut Report<'_>) -> Option<Plan> {
    let mut fields = Fields::shaped(node, report, &PLAN)?;
    let (item, into) = (fields.take::<String>(report, "item"), fields.take::<String>(report, "into"));
    Some(Plan { item: item?, into: into? })
}

fn target(node: &Node, report: &mut Report<'_>) -> Option<Target> {
    let mut fields = Fields::shaped(node, report, &TARGET)?;
    let (site, value) = (fields.take::<String>(report, "site"), fields.take::<String>(report, "value"));
    Some(Target { site: site?, value: value? })
}

fn question(node: &Node, report: &mut Report<'_>, drawn: Option<&[&str]>) -> Option<At<Question>> {
    let mut fields = Fields::shaped(node, report, &QUESTION)?;
    let id = id(&mut fields, report)?;
    let text = fields.sentence_at(report, "text");
    let answer = fields.node(report, "answer").and_then(|node| answer(node, report));
    let sketch = some(&mut fields, report, "sketch", stroke);
    // Nothing but what was drawn is filled in here: the job sheet's own words are the job sheet's.
    if let Some(drawn) = drawn {
        braces(node, report, drawn);
    }
    let text = text.map(|text| text.value);
    let value = Question { id: id.value, text: text?, answer: answer?, sketch: sketch? };
    Some(At { value, span: id.span })
}

fn answer(node: &Node, report: &mut Report<'_>) -> Option<Answer> {
    let (which, mut f) = variant(node, report, "answer", ANSWERS)?;
    match which {
        0 => {
            let options = at_least_two::<Text>(&mut f, report, "options");
            let count = options.as_ref().map_or(MAX_OPTIONS, Vec::len);
            let right_node = f.node(report, "right")?;
            let right = each(f.list(report, "right")?, |node| {
                let number = u8::decode(node, report)?;
                let fits = (1..=count).contains(&usize::from(number));
                if !fits {
                    report.error(node.span.clone(), format!("there are options 1 to {count}, found {number}"));
                }
                fits.then_some(number)
            })?;
            if let Some(twice) = (1..right.len()).find(|at| right[..*at].contains(&right[*at])) {
                report.error(right_node.span.clone(), format!("option {} is right twice", right[twice]));
                return None;
            }
            if right.is_empty() {
                report.error(right_node.span.clone(), "no option is right: nobody can answer this");
                return None;
            }
            Some(Answer::Choose { options: options?, right })
        }
        1 => {
            let unit = f.take::<String>(report, "unit");
            let value = f.take::<String>(report, "value");
            let tolerance = f.limited(report, "tolerance");
            Some(Answer::Number { unit: unit?, value: value?, tolerance: tolerance? })
        }
        2 => Some(Answer::Order { items: at_least_two(&mut f, report, "items")? }),
        3 => Some(Answer::Match { pairs: at_least_two(&mut f, report, "pairs")? }),
        _ => {
            let wants = f.list(report, "wants").and_then(|nodes| {
                each(nodes, |node| {
                    let group = each(decode::list(node, report, MAX_OPTIONS)?, |node| String::decode(node, report))?;
                    if group.is_empty() {
                        report.error(node.span.clone(), "no word is in this group");
                    }
                    (!group.is_empty()).then_some(group)
                })
            });
            let least = f.whole::<u32>(report, "least");
            let model = f.at::<Text>(report, "model");
            let (wants, least, model) = (wants?, least?, model?);
            let words = model.value.fr.split_whitespace().count();
            if words < least as usize {
                report.error(model.span, format!("the model has {words} words, at least {least} are asked"));
                return None;
            }
            Some(Answer::Write { wants, least, model: model.value })
        }
    }
}

/// Every text of a question, at whatever depth, holds in braces what was drawn and nothing else.
fn braces(node: &Node, report: &mut Report<'_>, drawn: &[&str]) {
    let mut next = vec![node];
    while let Some(node) = next.pop() {
        if let (Some(Kind::Text(fr)), Some(Kind::Text(en))) =
            (node.field("fr").map(|node| &node.kind), node.field("en").map(|node| &node.kind))
        {
            let text = At { value: Text { fr: fr.clone(), en: en.clone() }, span: node.span.clone() };
            check::placeholders(report, &text, &[], drawn);
            continue;
        }
        match &node.kind {
            Kind::Struct { fields, .. } => next.extend(fields.iter().rev().map(|field| &field.value)),
            Kind::Tuple { items, .. } | Kind::List(items) => next.extend(items.iter().rev()),
            // One text for both languages: a box of a drawing, a word that a report wants.
            Kind::Text(text) if text.contains('{') => {
                let text = At { value: Text { fr: text.clone(), en: text.clone() }, span: node.span.clone() };
                check::placeholders(report, &text, &[], drawn);
            }
            _ => {}
        }
    }
}

fn at_least_two<T: Decode + PartialEq>(fields: &mut Fields<'_>, report: &mut Report<'_>, name: &str) -> Option<Vec<T>> {
    let node = fields.node(report, name)?;
    let read = each(fields.list(report, name)?, |node| T::decode(node, report))?;
    if read.len() < 2 {
        report.error(node.span.clone(), "at least two are needed");
        return None;
    }
    // Of two that are the same nobody can know which is meant.
    if let Some(twice) = (1..read.len()).find(|at| read[..*at].contains(&read[*at])) {
        let span = fields.list(report, name)?.get(twice)?.span.clone();
        report.error(span, "the same stands here twice");
        return None;
    }
    Some(read)
}

fn stroke(node: &Node, report: &mut Report<'_>) -> Option<Sketch> {
    let (which, mut f) = variant(node, report, "stroke", STROKES)?;
    let at = |f: &mut Fields<'_>, report: &mut Report<'_>| {
        f.at::<(f64, f64)>(report, "at").and_then(|at| on_sheet(at, report))
    };
    let text = |f: &mut Fields<'_>, report: &mut Report<'_>| match f.optional("text") {
        Some(_) => f.take::<String>(report, "text"),
        None => Some(String::new()),
    };
    match which {
        0 => {
            let (at, size) =
                (at(&mut f, report), f.at::<(f64, f64)>(report, "size").and_then(|at| on_sheet(at, report)));
            let (text, colour) = (text(&mut f, report), colour(&f, report, [235, 240, 246]));
            Some(Sketch::Box { at: at?, size: size?, text: text?, colour: colour? })
        }
        1 => {
            let through = f.list(report, "through").and_then(|nodes| {
                each(nodes, |node| {
                    on_sheet(At { value: <(f64, f64)>::decode(node, report)?, span: node.span.clone() }, report)
                })
            });
            let width = f.limited_or(report, "width", 0.6);
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
fn on_sheet(at: At<(f64, f64)>, report: &mut Report<'_>) -> Option<(f64, f64)> {
    let inside = (0.0..=100.0).contains(&at.value.0) && (0.0..=60.0).contains(&at.value.1);
    if !inside {
        report.error(at.span, "the sheet of a drawing is 100 wide and 60 high");
    }
    inside.then_some(at.value)
}

fn colour(fields: &Fields<'_>, report: &mut Report<'_>, usual: [u8; 3]) -> Option<[u8; 3]> {
    let words = Colour::CODE.map(|colour| (colour.name(), colour.srgb()));
    fields.optional("colour").map_or(Some(usual), |node| decode::word(node, report, "colour", &words))
}
