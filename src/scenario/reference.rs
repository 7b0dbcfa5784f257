//! The reference of the scenario language, as Markdown from the tables that the decoder obeys.
//!
//! Documents hold it between `<!-- schema: NAME -->` and `<!-- /schema -->`; [`renew`] writes what stands there anew.

use std::fmt::Write;

use super::error::{Located, Report, quoted};
use super::job::PLACEHOLDERS;
use super::measuring::Ask;
use super::names::{Event, Measure, Mistake, Named, Step};
use super::possible::Staged;
use super::shape::{Need, Shape, Spec, Takes};
use super::{decode, load, load_given, load_hints, load_marking, load_measuring, load_pieces, pace, programme, schema};
use crate::catalogue::load::FIBRES;
use crate::catalogue::shapes;
use crate::catalogue::vocabulary::{Device, Tool};

/// One section: its name in markers, its heading, what it says.
type Section = (&'static str, &'static str, fn() -> String);

/// Every section, in the order of the whole reference.
const SECTIONS: &[Section] = &[
    ("text", "Texts", || table(&decode::TEXT)),
    ("scenario", "Exercise", || table(&load::SCENARIO)),
    ("placeholders", "Placeholders of the job sheet", || listed(PLACEHOLDERS.iter().map(|name| format!("{{{name}}}")))),
    ("work", "Work", || variants("work", load::WORKS)),
    ("tools", "Tools of the rack", || listed(Tool::ALL.iter().map(|tool| tool.name().to_owned()))),
    ("draw", "Draw", || table(&load::DRAW)),
    ("targets", "Targets", || table(&load::TARGETS)),
    ("marking", "Marking scheme", || table(&load_marking::MARKING)),
    ("criterion", "Criterion", || table(&load_marking::CRITERION)),
    ("eliminatory", "Eliminatory fault", || table(&load_marking::ELIMINATORY)),
    ("pace", "Pace", || table(&pace::PACE)),
    ("hint", "Hints", || table(&load_hints::HINT)),
    ("steps", "Steps", steps),
    ("rules", "Rules", || variants("rule", load_marking::RULES)),
    ("measures", "Measures of a splice", || staged::<Measure>("measure", &["unit", "what", "which fact"])),
    ("events", "Events of a splice", || staged::<Event>("event", &["happens when"])),
    ("mistakes", "Mistakes in a splice", || staged::<Mistake>("mistake", &["what the hand does"])),
    ("measuring", "Measuring", || table(&load_measuring::MEASURING)),
    ("network", "Network", || table(&load_measuring::NETWORK)),
    ("fibres", "Types of fibre", || listed(FIBRES.iter().map(|(name, _)| (*name).to_owned()))),
    ("elements", "Elements of a path", || variants("element", load_measuring::ELEMENTS)),
    ("hidden", "Hidden faults", || table(&load_measuring::HIDDEN)),
    ("faults", "Faults", || variants("fault", load_measuring::FAULTS)),
    ("instruments", "Instruments", || listed(Device::ALL.iter().map(|device| device.name().to_owned()))),
    ("cord", "Cords", || table(&load_measuring::CORD)),
    ("limits", "Limits", || table(&load_measuring::LIMITS)),
    ("questions", "Questions of the record", questions),
    ("given", "Given traces", || table(&load_given::GIVEN)),
    ("measuring-measures", "Measures of measuring", || named::<Measure>("measuring", "measure", &["unit", "what"])),
    ("measuring-events", "Events of measuring", || named::<Event>("measuring", "event", &["happens when"])),
    ("measuring-mistakes", "Mistakes in measuring", || {
        named::<Mistake>("measuring", "mistake", &["what the hand does"])
    }),
    ("pieces", "Workpieces of an exercise", || table(&load_pieces::PIECES)),
    ("placed", "On the bench", || table(&load_pieces::PLACED)),
    ("drawn", "Draws", || table(&load_pieces::DRAW)),
    ("plan", "Plan", || table(&load_pieces::PLAN)),
    ("target", "Targets of sites", || table(&load_pieces::TARGET)),
    ("question", "Questions", || table(&load_pieces::QUESTION)),
    ("answers", "Answers", || variants("answer", load_pieces::ANSWERS)),
    ("strokes", "Drawings", || variants("stroke", load_pieces::STROKES)),
    ("pieces-events", "Events on workpieces", || named::<Event>("pieces", "event", &["happens when"])),
    ("pieces-mistakes", "Mistakes on workpieces", || named::<Mistake>("pieces", "mistake", &["what the hand does"])),
    ("catalogue", "Catalogue", || table(&shapes::CATALOGUE)),
    ("cable", "Cable", || table(&shapes::CABLE)),
    ("pigtail", "Pigtail", || table(&shapes::PIGTAIL)),
    ("sleeve", "Protection sleeve", || table(&shapes::SLEEVE)),
    ("cleaver", "Cleaver", || table(&shapes::CLEAVER)),
    ("splicer", "Fusion splicer", || tables(&[&shapes::SPLICER, &shapes::PROGRAM, &shapes::OVEN_PROGRAM])),
    ("tray", "Splice tray", || tables(&[&shapes::TRAY, &shapes::MANDREL, &shapes::TAB])),
    ("workpiece", "Workpiece", || tables(&[&shapes::WORKPIECE, &shapes::SITE, &shapes::REPEAT])),
    ("verbs", "Verbs", || variants("verb", shapes::VERBS)),
    ("kit", "Kit", || table(&shapes::KIT_TOOL)),
    ("shapes", "Looks", || variants("shape", shapes::SHAPES)),
    ("domain", "Competences", || tables(&[&shapes::DOMAIN, &shapes::COMPETENCE])),
    ("programme", "Programme", || {
        tables(&[&programme::PROGRAMME, &programme::COURSE, &programme::EXERCISE, &programme::MASTERY])
    }),
    ("colours", "Colours of the code", || listed(shapes::colours().into_iter().map(str::to_owned))),
];

/// What opens a section in a document, before its name.
const OPENS: &str = "<!-- schema: ";
/// What ends the line of a marker.
const ENDS: &str = " -->";
/// What closes a section.
const CLOSES: &str = "<!-- /schema -->";

/// The whole reference.
pub fn whole() -> String {
    let mut text = format!("# Scenario files, format {}\n", schema::FORMAT);
    for (_, heading, section) in SECTIONS {
        let _ = write!(text, "\n## {heading}\n\n{}", section());
    }
    text
}

/// A document with every section between its markers as the code has it now.
///
/// # Errors
/// Markers that name no section, open twice or are never closed, each at its place.
pub fn renew(name: &str, text: &str) -> Result<String, Vec<Located>> {
    let mut report = Report::new(name, text);
    let mut renewed = String::with_capacity(text.len());
    let mut open = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let span = at..at + line.trim_end().len();
        at += line.len();
        if words == CLOSES {
            if open.take().is_none() {
                report.error(span, "this closes no section");
            }
        } else if let Some(section) = words.strip_prefix(OPENS).and_then(|rest| rest.strip_suffix(ENDS)) {
            if open.is_some() {
                report.error(span.clone(), format!("the section before this one is not closed by `{CLOSES}`"));
            }
            let known = SECTIONS.iter().find(|(known, ..)| *known == section);
            if known.is_none() {
                let message = format!("the schema has no section {}", quoted(section));
                report.error_among(span.clone(), message, section, SECTIONS.iter().map(|(name, ..)| *name));
            }
            open = Some(span);
            renewed.push_str(line);
            if let Some((.., text)) = known {
                let _ = write!(renewed, "{}", text());
            }
            continue;
        } else if open.is_some() {
            continue;
        }
        renewed.push_str(line);
    }
    if let Some(span) = open {
        report.error(span, format!("this section is never closed by `{CLOSES}`"));
    }
    if report.count() > 0 { Err(report.finish()) } else { Ok(renewed) }
}

/// A table of the fields of a struct.
fn table(shape: &Shape) -> String {
    let mut text = format!("| field of `{}` | what it takes | meaning |\n|---|---|---|\n", shape.name);
    for spec in shape.fields {
        let _ = writeln!(text, "| `{}` | {} | {} |", spec.name, takes(spec), cell(spec.means));
    }
    text
}

/// Several tables, one below the other.
fn tables(shapes: &[&Shape]) -> String {
    shapes.iter().map(|shape| table(shape)).collect::<Vec<_>>().join("\n")
}

/// A table of the variants of an enum.
fn variants(what: &str, shapes: &[Shape]) -> String {
    let mut text = format!("| {what} | meaning | fields |\n|---|---|---|\n");
    for shape in shapes {
        let names: Vec<&str> = shape.fields.iter().map(|spec| spec.name).collect();
        let brackets = if names.is_empty() { String::new() } else { format!("({})", names.join(", ")) };
        let fields: Vec<String> = shape.fields.iter().map(described).collect();
        let _ = writeln!(text, "| `{}{brackets}` | {} | {} |", shape.name, cell(shape.about), fields.join("; "));
    }
    text
}

/// A field in the cell of its variant.
fn described(spec: &Spec) -> String {
    let means = if spec.means.is_empty() { String::new() } else { format!(" ({})", cell(spec.means)) };
    format!("`{}` {}{means}", spec.name, takes(spec))
}

/// A table of a closed list of words: those of a group.
fn named<T: Named>(group: &str, what: &str, headings: &[&str]) -> String {
    words(group, what, headings, |word: T| word.cells().iter().map(|text| cell(text)).collect())
}

/// The same of a splice, with the stage that each word belongs to.
fn staged<T: Named + Staged>(what: &str, headings: &[&str]) -> String {
    let headings: Vec<&str> = std::iter::once("stage").chain(headings.iter().copied()).collect();
    words("splice", what, &headings, |word: T| {
        let stage = word.stage().map_or_else(|| "any".to_owned(), |stage| format!("`{}`", stage.name()));
        std::iter::once(stage).chain(word.cells().iter().map(|text| cell(text))).collect()
    })
}

fn words<T: Named>(group: &str, what: &str, headings: &[&str], cells: impl Fn(T) -> Vec<String>) -> String {
    let mut text = format!("| {what} | {} |\n|---|{}\n", headings.join(" | "), "---|".repeat(headings.len()));
    for word in T::ALL.iter().filter(|word| word.group() == group) {
        let _ = writeln!(text, "| `{}` | {} |", word.name(), cells(*word).join(" | "));
    }
    text
}

fn questions() -> String {
    let mut text =
        "| question | unit | true answer | what must have been measured for it to count in full |\n".to_owned();
    text.push_str("|---|---|---|---|\n");
    for ((word, _), cells) in Ask::WORDS.iter().zip(Ask::MEANINGS) {
        let _ = writeln!(text, "| `{word}` | {} |", cells.join(" | "));
    }
    text
}

fn steps() -> String {
    let mut text = "| step | of | what is done |\n|---|---|---|\n".to_owned();
    for step in Step::ALL.iter().filter(|step| **step != Step::Site) {
        let _ = writeln!(text, "| `{}` | {} | {} |", step.name(), step.group(), cell(&step.cells().join(", ")));
    }
    text
}

/// Words in a row.
fn listed(words: impl Iterator<Item = String>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ") + "\n"
}

/// What a field takes, in words.
fn takes(spec: &Spec) -> String {
    let limits = |least: f64, most: f64, unit: &str| {
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        format!("{} to {}{unit}", figure(least), figure(most))
    };
    let takes = match &spec.takes {
        Takes::Number { least, most, unit } => limits(*least, *most, unit),
        Takes::Range { least, most, unit, step } => {
            let steps = if *step > 0.0 { format!(" in steps of {}", figure(*step)) } else { String::new() };
            format!("{} or a range{steps}", limits(*least, *most, unit))
        }
        Takes::Whole { least, most } => limits(*least as f64, *most as f64, ""),
        Takes::List { most, of } => format!("list of up to {most}: {of}"),
        Takes::Word(words) => words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Takes::Other(words) => cell(words),
    };
    match spec.need {
        Need::Always => takes,
        Need::Never => format!("{takes}, optional"),
        Need::When(when) => format!("{takes}; needed {when}"),
    }
}

/// A number as one reads it: thousands apart, a true minus.
fn figure(value: f64) -> String {
    let written = format!("{}", value.abs());
    let (whole, rest) =
        written.split_once('.').map_or((written.as_str(), String::new()), |(a, b)| (a, format!(".{b}")));
    let mut apart = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    format!("{}{apart}{rest}", if value < 0.0 { "−" } else { "" })
}

/// A text as it may stand in the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents that hold sections.
    const DOCUMENTS: [&str; 2] = ["docs/scenario.md", "docs/workpieces.md"];

    fn document(path: &str) -> String {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(path).expect("a document")
    }

    #[test]
    fn the_documents_say_what_the_code_says() {
        for path in DOCUMENTS {
            let text = document(path);
            let renewed = renew(path, &text).expect("markers in order");
            assert!(renewed == text, "{path} is not up to date: run `epissure schema --write {path}`");
        }
    }

    #[test]
    fn every_section_stands_in_a_document_once() {
        let all: String = DOCUMENTS.map(document).concat();
        for (name, ..) in SECTIONS {
            assert_eq!(all.matches(&format!("{OPENS}{name}{ENDS}")).count(), 1, "{name}");
        }
    }

    #[test]
    fn a_limit_that_changes_in_a_table_changes_the_document() {
        let line = "| `minutes` | 1 to 600 | estimated time, shown and never marked |";
        assert!(whole().contains(line));
        let text = format!("{OPENS}scenario{ENDS}\n{}\n{CLOSES}\n", line.replace("600", "700"));
        let renewed = renew("x.md", &text).expect("in order");
        assert!(renewed.contains(line) && !renewed.contains("700"));
        assert_eq!(renew("x.md", &renewed).as_deref(), Ok(renewed.as_str()));
    }

    #[test]
    fn words_of_a_splice_are_listed_with_their_stage() {
        let reference = whole();
        for line in [
            "| `strip-nick-um` | `strip` | µm |",
            "| `steadiness-mm` | any | mm |",
            "| `tray-closed` | `tray` | the tray’s lid shuts |",
            "| `re-arc` | `splice` | fires up to five arcs |",
            "| `shaky-hand` | any |",
        ] {
            assert!(reference.contains(line), "{line}");
        }
    }

    #[test]
    fn a_field_is_needed_exactly_where_its_line_says() {
        use crate::scenario::parse_scenario;
        use crate::scenario::tests::{FIRST, catalogue};
        let missing = |text: &str, name: &str| {
            let from = text.lines().position(|line| line.starts_with(&format!("    {name}: "))).expect(name);
            let lines = text.lines().enumerate().filter(|(at, _)| *at != from).map(|(_, line)| line);
            let found = parse_scenario("x.ron", &lines.collect::<Vec<_>>().join("\n"), &catalogue()).err();
            let told = format!("field `{name}` is missing in Scenario");
            found.into_iter().flatten().any(|error| error.message == told)
        };
        let pieces = include_str!("../../scenarios/remise/dangers.ron");
        assert!(pieces.contains("work: Pieces"));
        for name in ["cable", "pigtail", "sleeve", "cleaver", "splicer", "tray", "draw", "targets"] {
            assert!(missing(FIRST, name), "{name}");
            assert!(!pieces.contains(&format!("\n    {name}: ")), "{name}");
            let line = format!("| `{name}` | ");
            let table = table(&load::SCENARIO);
            let line = table.lines().find(|other| other.starts_with(&line)).expect("a line");
            assert!(line.contains("; needed unless `work` is `Measure` or `Pieces` |"), "{line}");
        }
        for (work, name) in [("Measure", "measuring"), ("Pieces", "pieces")] {
            let text = FIRST.replacen("    tools: [", &format!("    work: {work},\n    tools: ["), 1);
            let found = parse_scenario("x.ron", &text, &catalogue()).expect_err("nothing to work on");
            assert!(found.iter().any(|error| error.message.starts_with(&format!("field `{name}` is missing"))));
        }
    }

    #[test]
    fn markers_out_of_order_are_errors_at_their_place() {
        let lines = |text: &str| {
            let errors = renew("x.md", text).expect_err(text);
            errors.iter().map(|error| (error.line, error.nearest.clone())).collect::<Vec<_>>()
        };
        assert_eq!(lines("a\n<!-- schema: event -->\n<!-- /schema -->\n"), [(2, Some("events".to_owned()))]);
        assert_eq!(lines("<!-- /schema -->\n"), [(1, None)]);
        assert_eq!(lines("<!-- schema: rules -->\n\n<!-- schema: work -->\n"), [(3, None), (3, None)]);
    }

    #[test]
    fn figures_are_written_as_one_reads_them() {
        let written = [1e6, -36_000.0, 0.01, 999.0, 1_000.0, -0.5].map(figure);
        assert_eq!(written, ["1,000,000", "−36,000", "0.01", "999", "1,000", "−0.5"]);
    }
}
