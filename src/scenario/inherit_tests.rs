//! Scenarios that build upon others: what they take, what they change, and in which file an error is.

use super::tests::{FIRST, catalogue, first, print};
use super::{LoadedScenario, Located, load_scenario, parse_scenario, parse_scenario_at, parse_scenario_with};

/// Reads `text` where the bases are these.
fn read(text: &str, bases: &[(&str, &str)]) -> Result<LoadedScenario, Vec<Located>> {
    let resolve = |path: &str| {
        let found = bases.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| "is no file".to_owned())
    };
    parse_scenario_with("own.ron", text, &catalogue(), None, Some(&resolve))
}

fn good(text: &str, bases: &[(&str, &str)]) -> LoadedScenario {
    read(text, bases).unwrap_or_else(|errors| panic!("{}", print(&errors)))
}

/// A scenario upon the first exercise, with `more` fields.
fn upon(more: &str) -> String {
    format!("Scenario(format: 1, id: \"geste/own\", base: \"geste/first.ron\", {more})")
}

const BASES: &[(&str, &str)] = &[("geste/first.ron", FIRST)];

/// The only error of `text`.
fn error(text: &str, bases: &[(&str, &str)]) -> Located {
    let found = read(text, bases).expect_err(text);
    assert_eq!(found.len(), 1, "{}", print(&found));
    found.into_iter().next().expect("one")
}

#[test]
fn what_is_not_said_comes_from_the_base_and_what_is_said_replaces_it() {
    let mut expected = first().scenario;
    expected.id = "geste/own".to_owned();
    expected.minutes = 3;
    // A struct is merged field by field.
    expected.targets.strip_mm = (40.0, 40.0);
    // A list without ids is replaced as a whole.
    expected.tools.retain(|tool| tool.name() != "scissors");
    let tools: Vec<String> = expected.tools.iter().map(|tool| format!("\"{}\"", tool.name())).collect();
    let text = upon(&format!("minutes: 3, targets: Targets(strip_mm: 40), draw: (), tools: [{}]", tools.join(", ")));
    assert_eq!(good(&text, BASES).scenario, expected);
}

#[test]
fn lists_of_what_has_an_id_are_merged_by_id() {
    let before = first().scenario;
    let (one, other) = (&before.marking.criteria[0], &before.marking.criteria[1]);
    let text = upon(&format!(
        "marking: (pass: 15, criteria: [(id: \"{}\", remove: true), (id: \"{}\", weight: {}),
            (id: \"new\", axis: \"technique\", weight: {}, rule: Done(event: \"shard-binned\"), fault: \"fibre-outside\",
             label: (fr: \"a\", en: \"b\"), cause: (fr: \"a\", en: \"b\"))])",
        one.id,
        other.id,
        other.weight + one.weight / 2.0,
        one.weight / 2.0,
    ));
    let text = text.replace("fibre-outside", one.fault.name());
    let after = good(&text, BASES).scenario;
    assert_eq!(after.marking.pass, 15.0);
    assert_eq!(after.marking.criteria.len(), before.marking.criteria.len());
    assert!(after.marking.criteria.iter().all(|criterion| criterion.id != one.id));
    assert_eq!(after.marking.criteria[0].id, other.id);
    assert_eq!(after.marking.criteria[0].rule, other.rule);
    assert_eq!(after.marking.criteria.last().map(|last| last.id.as_str()), Some("new"));
    assert_eq!(after.marking.eliminatory, before.marking.eliminatory);
}

#[test]
fn what_the_base_has_not_cannot_be_removed() {
    let found = error(&upon("marking: (criteria: [(id: \"ring-dept\", remove: true)])"), BASES);
    assert_eq!(found.message, "the base has no `ring-dept` to remove");
    assert_eq!(found.nearest.as_deref(), Some("ring-depth"));
    let found = error(&upon("marking: (criteria: [(id: \"ring-depth\", remove: 1)])"), BASES);
    assert!(found.message.starts_with("expected `true`, found the number 1"), "{found}");
}

#[test]
fn an_id_that_is_given_twice_is_reported_as_everywhere() {
    let found = read(&upon("marking: (criteria: [(id: \"ring-depth\"), (id: \"ring-depth\")])"), BASES);
    let found = print(&found.expect_err("twice"));
    assert!(found.contains("field `axis` is missing in Criterion"), "{found}");
}

#[test]
fn an_error_in_what_came_from_the_base_names_the_bases_file_line_and_text() {
    let base = FIRST.replacen("minutes: 20", "minutes: 0", 1);
    let found = error(&upon(""), &[("geste/first.ron", &base)]);
    assert_eq!((found.file.as_str(), found.text.trim()), ("geste/first.ron", "minutes: 0,"));
    let line = base.lines().position(|line| line.contains("minutes: 0")).expect("there") + 1;
    assert_eq!(found.line as usize, line);
    assert_eq!(&base[found.span.clone()], "0");
    // The file that is read comes first, however far down its error is.
    let both = read(&upon("assistance: 9"), &[("geste/first.ron", &base)]).expect_err("two");
    assert_eq!(both.iter().map(|error| error.file.as_str()).collect::<Vec<_>>(), ["own.ron", "geste/first.ron"]);
}

#[test]
fn a_base_that_cannot_be_read_as_ron_is_reported_in_its_own_file() {
    let found = error(&upon(""), &[("geste/first.ron", "Scenario(format: 1, minutes: !)")]);
    assert_eq!((found.file.as_str(), found.line, found.column), ("geste/first.ron", 1, 30));
    let found = error(&upon(""), &[("geste/first.ron", "[1]")]);
    assert_eq!((found.file.as_str(), found.message.as_str()), ("own.ron", "the base `geste/first.ron` is no scenario"));
}

#[test]
fn a_path_that_leads_elsewhere_a_missing_file_and_a_circle_are_errors_at_the_base() {
    for path in [
        "/etc/passwd",
        "../a/b.ron",
        "a/../b.ron",
        "a\\\\b.ron",
        "a.ron",
        "a/b/c.ron",
        "a/b.txt",
        "",
        "C:/a.ron",
        "a/.ron",
    ] {
        let found = error(&format!("Scenario(format: 1, base: \"{path}\")"), BASES);
        assert!(found.message.starts_with("expected a path like `course/name.ron`"), "{path}: {found}");
        assert_eq!(found.column, 27);
    }
    let found = error("Scenario(format: 1, base: 3)", BASES);
    assert!(found.message.ends_with("found the number 3"), "{found}");
    let found = error("Scenario(format: 1, base: \"geste/none.ron\")", BASES);
    assert_eq!(found.message, "the base `geste/none.ron` is no file");
    let circle = [("a/a.ron", "(format: 1, base: \"a/b.ron\")"), ("a/b.ron", "(format: 1, base: \"a/a.ron\")")];
    let found = error("Scenario(format: 1, base: \"a/a.ron\")", &circle);
    assert_eq!((found.file.as_str(), found.message.as_str()), ("a/b.ron", "the base `a/a.ron` builds upon itself"));
}

#[test]
fn a_scenario_builds_upon_four_others_and_no_more() {
    let chain: Vec<(String, String)> = (1..6)
        .map(|at| {
            let next = if at == 4 { "geste/first.ron".to_owned() } else { format!("a/{}.ron", at + 1) };
            (format!("a/{at}.ron"), format!("(format: 1, id: \"a/a\", minutes: {at}, base: \"{next}\")"))
        })
        .collect();
    let mut bases: Vec<(&str, &str)> = chain.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    bases.extend(BASES);
    let found = error("(format: 1, id: \"a/own\", base: \"a/1.ron\")", &bases);
    assert_eq!(
        (found.file.as_str(), found.message.as_str()),
        ("a/4.ron", "a scenario builds upon at most 4 others, one upon the other")
    );
    let loaded = good("(format: 1, id: \"a/own\", base: \"a/2.ron\")", &bases);
    // The nearest speaks last.
    assert_eq!((loaded.scenario.minutes, loaded.bases.len()), (2, 4));
}

#[test]
fn the_hash_depends_on_every_text_that_was_read() {
    let plain = good(&upon(""), BASES);
    let commented = format!("{FIRST}// x");
    assert_ne!(plain.hash, good(&upon(""), &[("geste/first.ron", &commented)]).hash);
    assert_ne!(plain.hash, super::load::hash(&plain.source));
    assert_eq!(plain.bases[0].source, FIRST);
    assert_eq!(first().hash, super::load::hash(FIRST));
}

#[test]
fn a_text_alone_refuses_a_base_and_a_text_in_a_folder_finds_it() {
    let text = upon("");
    let found = parse_scenario("x.ron", &text, &catalogue()).expect_err("no folder");
    assert_eq!(found[0].message, "a base can be read with the scenario's file only, not from its text alone");
    assert_eq!(found.len(), 1);

    let home = tempfile::tempdir().expect("a folder");
    let course = home.path().join("geste");
    std::fs::create_dir(&course).expect("a folder");
    std::fs::write(course.join("first.ron"), FIRST).expect("a file");
    let read = |text: &str| parse_scenario_at(&course.join("own.ron"), text, &catalogue());
    assert_eq!(read(&text).expect("sound").scenario.id, "geste/own");
    std::fs::write(course.join("own.ron"), &text).expect("a file");
    let loaded = load_scenario(&course.join("own.ron"), &catalogue()).expect("sound");
    assert_eq!((loaded.bases.len(), loaded.hash), (1, read(&text).expect("sound").hash));

    let found = read(&text.replace("first.ron", "frist.ron")).expect_err("missing");
    assert_eq!(found[0].message, "the base `geste/frist.ron` is no file; did you mean `geste/first.ron`?");
    let found = read(&text.replace("first.ron", "own.ron")).expect_err("itself");
    assert_eq!(found[0].message, "the base `geste/own.ron` builds upon itself");
}
