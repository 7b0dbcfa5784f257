//! Brings older scenarios to the newest format: in memory, so that errors stay where their author wrote, and in the text.
//!
//! Each step from one format to the next is a list of changed bytes. The tree and the text are changed by the same list.

use std::ops::Range;

use super::decode::same_name;
use super::error::{Located, Report};
use super::schema::FORMAT;
use super::spanned::{self, Field, Kind, Node, Number};

/// Bytes of a text, and what stands there in a newer format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What takes their place: a value, or the name of a field.
    pub with: String,
}

/// A text in the newest format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The text.
    pub text: String,
    /// What was changed: the line from 1, what stood there, what stands there now.
    pub changed: Vec<(usize, String, String)>,
}

/// What leads from a format to the next; a step may also refuse what its format does not have.
type Step = fn(&Node, &mut Report<'_>) -> Vec<Change>;

/// The first leads from format 1 to 2, and so on.
const STEPS: [Step; FORMAT as usize - 1] = [to_2];

/// The same scenario in the newest format; its spans stay those of the text. `None` after the reason was reported.
pub(super) fn to_newest(mut root: Node, report: &mut Report<'_>) -> Option<Node> {
    changes(&mut root, report).map(|_| root)
}

/// The scenario in `text`, which errors call `name`, in the newest format; all that needs no change stays as it is,
/// comments and layout included.
///
/// # Errors
/// Where the text is no scenario or of a format that this program does not know.
pub fn migrate(name: &str, text: &str) -> Result<Migrated, Vec<Located>> {
    let changes = super::load::parse_with(name, text, |mut root, report| {
        let scenario = matches!(&root.kind, Kind::Struct { name: Some(name), .. } if same_name(&name.text, "Scenario"));
        if !scenario {
            report.error(root.span.start..root.span.start + 1, "expected Scenario(…): only scenarios have a format");
            return None;
        }
        if format(&root).is_none() {
            report.error(root.span.start..root.span.start + 1, "the format of this scenario cannot be read");
            return None;
        }
        changes(&mut root, report)
    })?;
    let mut migrated = Migrated { text: text.to_owned(), changed: Vec::new() };
    // From the last one on, so that those before it stay where they are.
    for Change { span, with } in changes.into_iter().rev() {
        let old = text.get(span.clone()).unwrap_or_default().to_owned();
        let line = text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        migrated.text.replace_range(span, &with);
        migrated.changed.insert(0, (line, old, with));
    }
    Ok(migrated)
}

/// Does every step that is needed to a tree; gives what was changed in it, in the order of the text.
fn changes(root: &mut Node, report: &mut Report<'_>) -> Option<Vec<Change>> {
    // An unreadable format is left to the decoder.
    let Some((found, span)) = format(root) else { return Some(Vec::new()) };
    let from = usize::try_from(found).ok().and_then(|from| from.checked_sub(1)).filter(|from| *from <= STEPS.len());
    let Some(from) = from else {
        let newer = if found > i64::from(FORMAT) { ", a newer one wrote this file" } else { "" };
        report.error(span, format!("format {found} is not supported: this program reads formats 1 to {FORMAT}{newer}"));
        return None;
    };
    let mut all: Vec<Change> = Vec::new();
    for step in &STEPS[from..] {
        let errors = report.count();
        let changes = step(root, report);
        if report.count() > errors {
            return None;
        }
        for change in changes {
            apply(root, &change);
            match all.iter_mut().find(|other| other.span == change.span) {
                Some(other) => *other = change,
                None => all.push(change),
            }
        }
    }
    all.sort_by_key(|change| change.span.start);
    Some(all)
}

/// The format that a scenario says, and where.
fn format(root: &Node) -> Option<(i64, Range<usize>)> {
    let value = &field(root, "format")?.value;
    match value.kind {
        Kind::Number(Number { integer: Some(found), .. }) => Some((found, value.span.clone())),
        _ => None,
    }
}

fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Field> {
    let Kind::Struct { fields, .. } = &node.kind else { return None };
    fields.iter().find(|field| field.name.text == name)
}

/// Puts what a change says into the tree, where its span is that of a value or of a field's name.
fn apply(node: &mut Node, change: &Change) {
    if node.span == change.span {
        let mut alone = Report::new("", &change.with);
        node.kind = at(spanned::parse(&mut alone), &change.span).kind;
        return;
    }
    match &mut node.kind {
        Kind::Struct { fields, .. } => {
            for field in fields {
                if field.name.span == change.span {
                    field.name.text.clone_from(&change.with);
                }
                apply(&mut field.value, change);
            }
        }
        Kind::Tuple { items, .. } | Kind::List(items) => items.iter_mut().for_each(|item| apply(item, change)),
        Kind::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
            apply(key, change);
            apply(value, change);
        }),
        Kind::Bad | Kind::Bool(_) | Kind::Number(_) | Kind::Char(_) | Kind::Text(_) | Kind::Name(_) => {}
    }
}

/// A tree all of which stands where something else was written.
fn at(mut node: Node, span: &Range<usize>) -> Node {
    node.span = span.clone();
    match &mut node.kind {
        Kind::Struct { name, fields, .. } => {
            name.iter_mut().for_each(|name| name.span = span.clone());
            for field in fields {
                field.name.span = span.clone();
                let value = std::mem::replace(&mut field.value, Node { span: 0..0, kind: Kind::Bad });
                field.value = at(value, span);
            }
        }
        Kind::Tuple { items, .. } | Kind::List(items) => {
            *items = std::mem::take(items).into_iter().map(|item| at(item, span)).collect();
        }
        Kind::Map(entries) => {
            let moved = std::mem::take(entries).into_iter().map(|(key, value)| (at(key, span), at(value, span)));
            *entries = moved.collect();
        }
        Kind::Bad | Kind::Bool(_) | Kind::Number(_) | Kind::Char(_) | Kind::Text(_) | Kind::Name(_) => {}
    }
    node
}

/// Format 2 has hints, and ranges of lengths that the seed draws from; all that format 1 could say means the same.
fn to_2(root: &Node, report: &mut Report<'_>) -> Vec<Change> {
    let needs = "needs format 2: `epissure migrate` brings this file there";
    if let Some(hints) = field(root, "hints") {
        report.error(hints.name.span.clone(), format!("field `hints` {needs}"));
    }
    if let Some(Kind::Struct { fields, .. }) = field(root, "targets").map(|targets| &targets.value.kind) {
        for length in fields.iter().filter(|field| matches!(field.value.kind, Kind::Tuple { .. })) {
            report.error(length.value.span.clone(), format!("a range of lengths {needs}"));
        }
    }
    let (_, span) = format(root).unwrap_or_default();
    vec![Change { span, with: "2".to_owned() }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse_scenario;
    use crate::scenario::tests::{FIRST, catalogue, print};

    fn first_in_1() -> String {
        FIRST.replacen(&format!("format: {FORMAT},"), "format: 1, // as it was", 1)
    }

    #[test]
    fn an_old_file_loads_as_what_its_text_becomes_and_keeps_its_own_hash() {
        let old = parse_scenario("x.ron", &first_in_1(), &catalogue()).unwrap_or_else(|e| panic!("{}", print(&e)));
        let migrated = migrate("x.ron", &first_in_1()).expect("a scenario");
        let new = parse_scenario("x.ron", &migrated.text, &catalogue()).unwrap_or_else(|e| panic!("{}", print(&e)));
        assert_eq!(old.scenario, new.scenario);
        assert_eq!((old.scenario.format, old.source.as_str()), (FORMAT, first_in_1().as_str()));
        assert_ne!(old.hash, new.hash, "a journal knows the bytes that it was made with");
    }

    #[test]
    fn only_what_must_change_does_and_the_rest_stays_to_the_byte() {
        let migrated = migrate("x.ron", &first_in_1()).expect("a scenario");
        assert_eq!(migrated.text, FIRST.replacen("format: 2,", "format: 2, // as it was", 1));
        let line = FIRST.lines().position(|line| line.contains("format:")).expect("a line") + 1;
        assert_eq!(migrated.changed, [(line, "1".to_owned(), "2".to_owned())]);
        assert_eq!(migrate("x.ron", FIRST), Ok(Migrated { text: FIRST.to_owned(), changed: Vec::new() }));
    }

    #[test]
    fn errors_of_an_old_file_stand_where_its_author_wrote_them() {
        let text = first_in_1().replacen("minutes: 20", "minutes: 0", 1);
        let errors = parse_scenario("x.ron", &text, &catalogue()).expect_err("wrong");
        assert_eq!((errors.len(), &text[errors[0].span.clone()]), (1, "0"), "{}", print(&errors));
    }

    #[test]
    fn what_an_old_format_does_not_have_is_refused_with_the_way_out() {
        for (from, to, at) in [
            ("minutes: 20,", "minutes: 20, hints: [],", "hints"),
            ("ring_mm: 450.0", "ring_mm: (400, 450)", "(400, 450)"),
        ] {
            let text = first_in_1().replacen(from, to, 1);
            let errors = parse_scenario("x.ron", &text, &catalogue()).expect_err(to);
            assert_eq!((errors.len(), &text[errors[0].span.clone()]), (1, at), "{}", print(&errors));
            assert!(errors[0].message.contains("needs format 2: `epissure migrate`"), "{}", errors[0]);
        }
    }

    #[test]
    fn what_is_no_scenario_or_from_the_future_is_not_migrated() {
        for (text, said) in [
            ("Scenario(format: 9)", "a newer one wrote this file"),
            ("Scenario(format: 0)", "reads formats 1 to 2"),
            ("Scenario(format: -5)", "is not supported"),
            ("Scenario(format: \"1\")", "cannot be read"),
            ("Scenario()", "only scenarios"),
            ("Programme(courses: [])", "only scenarios"),
            ("[1, 2]", "only scenarios"),
            ("", "the end of the file"),
            ("Scenario(format: 1", "never closed"),
        ] {
            let errors = migrate("x.ron", text).expect_err(text);
            assert!(errors.iter().any(|error| error.message.contains(said)), "{text}: {}", print(&errors));
        }
    }

    #[test]
    fn a_change_puts_any_value_and_any_name_into_the_tree_at_its_place() {
        let text = "(old: [1, (2, {3: 4})], name: 5)";
        let mut report = Report::new("x.ron", text);
        let mut root = spanned::parse(&mut report);
        let span = |piece: &str| {
            let start = text.find(piece).expect("a piece");
            start..start + piece.len()
        };
        apply(&mut root, &Change { span: span("{3: 4}"), with: "Some(a: [6], b: (7, {8: 9}))".to_owned() });
        apply(&mut root, &Change { span: span("name"), with: "new".to_owned() });
        let Kind::Struct { fields, .. } = &root.kind else { panic!("a struct") };
        assert_eq!((fields[1].name.text.as_str(), fields[1].name.span.clone()), ("new", span("name")));
        let Kind::List(items) = &fields[0].value.kind else { panic!("a list") };
        let Kind::Tuple { items, .. } = &items[1].kind else { panic!("a tuple") };
        let Kind::Struct { name: Some(name), fields, .. } = &items[1].kind else { panic!("a struct") };
        assert_eq!((name.text.as_str(), fields.len()), ("Some", 2));
        let place = span("{3: 4}");
        assert!(fields.iter().all(|field| field.name.span == place && field.value.span == place));
    }
}
