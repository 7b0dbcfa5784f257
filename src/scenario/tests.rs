//! What scenario files may say, and where each mistake is found.

use std::path::Path;

use super::schema::{Scenario, Text};
use super::*;
use crate::catalogue::vocabulary::Tool;
use crate::catalogue::{builtin_catalogue, load_catalogue, schema::Catalogue};

/// The repository's first exercise, as every test's starting point.
pub(super) const FIRST: &str = include_str!("../../scenarios/geste/premiere-epissure.ron");

/// A file of the repository.
fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(super) fn catalogue() -> Catalogue {
    builtin_catalogue().expect("the builtin catalogue").catalogue
}

pub(super) fn first() -> LoadedScenario {
    parse_scenario("first.ron", FIRST, &catalogue()).unwrap_or_else(|errors| panic!("{}", print(&errors)))
}

pub(super) fn print(errors: &[Located]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

/// Errors of the first exercise once `from` is written as `to`.
fn errors(from: &str, to: &str) -> Vec<Located> {
    assert!(FIRST.contains(from), "{from}");
    parse_scenario("x.ron", &FIRST.replacen(from, to, 1), &catalogue()).expect_err(to)
}

/// The only error when `from` is written as `to`; it must stand at the first `at` in what was written, or else in all.
fn error(from: &str, to: &str, at: &str) -> Located {
    let found = errors(from, to);
    assert_eq!(found.len(), 1, "{}", print(&found));
    let source = FIRST.replacen(from, to, 1);
    let start = match to.find(at) {
        Some(within) => FIRST.find(from).expect("replaced") + within,
        None => source.find(at).expect("somewhere"),
    };
    let error = found[0].clone();
    assert_eq!(error.span.start, start, "{error}");
    let before = &source[..start];
    assert_eq!(error.line as usize, before.matches('\n').count() + 1, "{error}");
    assert_eq!(error.column as usize, before.rsplit('\n').next().expect("a line").chars().count() + 1, "{error}");
    assert_eq!(error.text, source.lines().nth(error.line as usize - 1).expect("its line"));
    error
}

#[test]
fn the_repositorys_files_load() {
    let catalogue = load_catalogue(&root("assets/catalogue")).unwrap_or_else(|errors| panic!("{}", print(&errors)));
    assert_eq!(catalogue, builtin_catalogue().expect("builtin"));
    let path = root("scenarios/programme.ron");
    let programme = load_programme(&path).unwrap_or_else(|errors| panic!("{}", print(&errors)));
    let mut wrong = String::new();
    for exercise in programme.programme.courses.iter().flat_map(|course| course.files()) {
        let loaded = match load_scenario(&programme.file(exercise), &catalogue.catalogue) {
            Ok(loaded) => loaded,
            Err(errors) => {
                wrong.push_str(&print(&errors));
                continue;
            }
        };
        assert_eq!(format!("{}.ron", loaded.scenario.id), exercise);
        assert_eq!(loaded.hash.len(), 64);
        // The power-on program must not be the right one, or choosing it would teach nothing.
        let job = Job::draw(&loaded.scenario, &catalogue.catalogue, 1).expect("a job");
        assert_ne!(job.splicer.programs[0].fibres, (job.cable.fibre, job.pigtail.fibre));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn french_texts_follow_the_typographic_rules() {
    let scenario = first().scenario;
    let marking = &scenario.marking;
    let labels = marking.criteria.iter().flat_map(|c| [&c.label, &c.cause]);
    let texts = labels.chain(marking.eliminatory.iter().map(|e| &e.label)).chain([&scenario.title, &scenario.brief]);
    for Text { fr, en } in texts {
        assert!(!fr.contains('\'') && !en.contains('\''), "{fr} / {en}");
        for sign in [" :", " ;", " !", " ?"] {
            assert!(!fr.contains(sign), "{fr}");
        }
    }
}

#[test]
fn what_serde_writes_is_read_back() {
    let scenario = first().scenario;
    let pretty = ron::ser::to_string_pretty(&scenario, ron::ser::PrettyConfig::new().struct_names(true)).expect("ron");
    let plain = ron::ser::to_string(&scenario).expect("ron");
    for text in [pretty, plain] {
        let read = parse_scenario("w.ron", &text, &catalogue()).unwrap_or_else(|errors| panic!("{}", print(&errors)));
        assert_eq!(read.scenario, scenario);
        assert_eq!(ron::from_str::<Scenario>(&text).expect("ron reads it too"), read.scenario);
    }
}

#[test]
fn each_mistake_is_found_where_it_is() {
    let misspelt = error("strip_mm: 35.0", "strip_m: 35.0, strip_mm: 35.0", "strip_m");
    assert_eq!(misspelt.nearest.as_deref(), Some("strip_mm"));
    assert_eq!(misspelt.allowed, ["ring_mm", "tube_left_mm", "strip_mm"]);

    assert!(
        error("    minutes: 20,\n", "    minutes: 20,\n    minutes: 30,\n", "minutes: 30").message.contains("twice")
    );
    assert!(error("minutes: 20", "minutes: \"vingt\"", "\"vingt\"").message.contains("expected a whole number"));
    assert!(error("minutes: 20", "minutes: 20.5", "20.5").message.contains("whole number"));
    assert!(error("assistance: 1", "assistance: 7", "7").message.contains("0 to 3"));
    assert!(error("weight: 0.8", "weight: NaN", "NaN").message.contains("finite"));
    assert!(error("weight: 0.8", "weight: 1e999", "1e999").message.contains("finite"));
    assert!(error("pass: 12.0", "pass: -inf", "-inf").message.contains("finite"));
    assert!(error("pass: 12.0", "pass: 21", "21").message.contains("from 0 to 20"));
    assert!(error("safety_pass: 0.6", "safety_pass: 60", "60").message.contains("from 0 to 1"));
    assert!(error("format: 2", "format: 3", "3").message.contains("this program reads formats 1 to 2"));
    assert!(error("\"geste/premiere-epissure\"", "\"Première\"", "\"Première\"").message.contains("course/name"));
}

#[test]
fn names_outside_a_list_come_with_the_list_and_the_nearest() {
    let tool = error("\"tweezers\"", "\"tweezer\"", "\"tweezer\"");
    assert_eq!(tool.nearest.as_deref(), Some("tweezers"));
    assert_eq!(tool.allowed.len(), Tool::ALL.len());
    let rule = error("Low(measure: \"ring-o", "Lo(measure: \"ring-o", "Lo");
    assert_eq!(rule.nearest.as_deref(), Some("Low"));
    assert_eq!(
        error("(event: \"wrong-slot", "(event: \"wrong-slit", "\"wrong-slit").nearest.as_deref(),
        Some("wrong-slot")
    );
    assert_eq!(error("\"ring-overcut-mm\"", "\"ring-overcut\"", "\"ring").nearest.as_deref(), Some("ring-overcut-mm"));
    assert_eq!(error("\"safety\"", "\"security\"", "\"security\"").allowed, ["technique", "result", "safety"]);
    let cable = error("\"loose-tube-12-m6\"", "\"loose-tube-12-m8\"", "\"loose");
    assert_eq!(cable.nearest.as_deref(), Some("loose-tube-12-m6"));
    assert!(cable.message.contains("no cable"));
    let placeholder = error("{ring}", "{rnig}", "{rnig}");
    assert_eq!(placeholder.nearest.as_deref(), Some("ring"));
}

#[test]
fn what_cannot_be_is_refused() {
    let message = |from: &str, to: &str, at: &str| error(from, to, at).message;
    assert!(message("(1, 12)", "(1, 13)", "(1, 13)").contains("the cable has 12"));
    assert!(message("(1, 12)", "(0, 12)", "(0, 12)").contains("from 1"));
    assert!(message("(1, 12)", "(9, 3)", "(9, 3)").contains("ends before"));
    assert!(message("weight: 1.2", "weight: 1.3", "[\n            (").contains("20.1"));
    assert!(
        message("Low(measure: \"ring-overcut-mm\", full: 0.1", "Low(measure: \"ring-overcut-mm\", full: 0.6", "L")
            .contains("less than `zero`")
    );
    assert!(
        message("High(measure: \"tray-radius-mm\", full: 27.0", "High(measure: \"tray-radius-mm\", full: 5.0", "H")
            .contains("more than `zero`")
    );
    assert!(message("id: \"ring-station\"", "id: \"ring-depth\"", "\"r").contains("used twice"));
    assert!(message("fault: \"ring-misplaced\"", "fault: \"deep-ring-cut\"", "\"d").contains("proves `ring-depth`"));
    assert!(message("\"First splice\"", "\" \"", "\" \"").contains("English text is empty"));
    assert!(message("        \"stripper\",\n", "", "[\n        \"safety").contains("`stripper` is missing"));
    assert!(message("        \"tweezers\",\n", "", "[\n        \"safety").contains("`tweezers` is missing"));
    assert!(message("ring_mm: 450.0", "ring_mm: 520", "520").contains("free length"));
    assert!(message("tube_left_mm: 60.0", "tube_left_mm: 450", "450").contains("opened length"));
    assert!(message("strip_mm: 35.0", "strip_mm: 400", "400").contains("beyond the tube"));
    assert!(message("strip_mm: 35.0", "strip_mm: 10", "10").contains("cleaver"));
    assert!(
        message(
            "Before(first: \"tension-tested\", then: \"sleeve-heated\"",
            "Before(first: \"tension-tested\", then: \"tension-tested\"",
            "B"
        )
        .contains("before itself")
    );
    let circle = message("Done(event: \"tray-closed\")", "Before(first: \"spliced\", then: \"sleeve-threaded\")", "B");
    assert!(circle.contains("no order keeps this"), "{circle}");
    assert!(
        message("Done(event: \"tray-closed\")", "Done(event: \"wrong-slot\")", "D").contains("forbidden by `slot`")
    );
}

#[test]
fn given_must_be_possible() {
    let message = |from: &str, to: &str, at: &str| error(from, to, at).message;
    let never = "Never(event: \"wrong-slot\", given: ";
    assert!(message(&format!("{never}\"sleeve-seated\""), &format!("{never}\"wrong-slot\""), "N").contains("must not"));
    assert!(
        message(&format!("{never}\"sleeve-seated\""), &format!("{never}\"wrong-fibre\""), "N").contains("forbidden")
    );
}

#[test]
fn all_errors_of_a_file_are_told_at_once_in_its_order() {
    let text = FIRST
        .replacen("minutes: 20", "minuts: 20", 1)
        .replacen("\"sleeve-60\"", "\"sleeve-61\"", 1)
        .replacen("(1, 12)", "(1, 60)", 1)
        .replacen("weight: 0.8", "weight: \"0.8\"", 1)
        .replacen("weight: 0.8", "weight: @", 1)
        .replacen("fault: \"wrong-slot\"", "fault: \"wrong-slots\"", 1);
    let errors = parse_scenario("x.ron", &text, &catalogue()).expect_err("six mistakes");
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    let expected = [
        "field `minutes` is missing",
        "unknown field `minuts`",
        "the catalogue has no sleeve `sleeve-61`",
        "the draw goes to fibre 60, the cable has 12",
        "expected a number, found the text `0.8`",
        "expected a value, found `@`",
        "unknown fault `wrong-slots`",
    ];
    assert_eq!(messages.len(), expected.len(), "{}", print(&errors));
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn an_error_prints_as_a_compiler_prints_it() {
    let printed = error("strip_mm: 35.0", "strip_mm: 35.0, é_mm: 2", "é_mm").to_string();
    let line = FIRST.lines().position(|line| line.contains("strip_mm")).expect("a line") + 1;
    let expected = [
        "error: unknown field `é_mm` in Targets".to_string(),
        format!("  --> x.ron:{line}:67"),
        "   |".to_string(),
        format!("{line} |     targets: (ring_mm: 450.0, tube_left_mm: 60.0, strip_mm: 35.0, é_mm: 2),"),
        format!("   | {}^^^^", " ".repeat(66)),
        "   = allowed: ring_mm, tube_left_mm, strip_mm".to_string(),
    ];
    assert_eq!(printed, expected.join("\n"));
}

#[test]
fn a_newer_format_is_one_error_whatever_else_changed() {
    let error = error("format: 2,", "format: 7, weather: \"rain\",", "7");
    assert!(error.message.contains("format 7 is not supported"));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_without_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let load = |name: &str| load_scenario(&folder.path().join(name), &catalogue()).expect_err(name);
    std::fs::write(folder.path().join("latin1.ron"), b"Scenario(\n title: \"\xe9\")").expect("written");
    std::fs::write(folder.path().join("empty.ron"), "").expect("written");
    std::fs::write(folder.path().join("huge.ron"), "(".repeat(3 << 20)).expect("written");
    for (name, says) in [
        ("missing.ron", "cannot be read"),
        ("", "found a folder"),
        ("latin1.ron", "not UTF-8: byte 19, on line 2"),
        ("huge.ron", "larger than 1024 KiB"),
    ] {
        let errors = load(name);
        assert_eq!((errors.len(), errors[0].line), (1, 0), "{name}");
        assert!(errors[0].message.contains(says), "{}", errors[0]);
    }
    assert_eq!(load("empty.ron")[0].message, "expected a value, found the end of the file");
    let huge = " ".repeat(2 << 20);
    assert_eq!(parse_scenario("huge", &huge, &catalogue()).expect_err("too large")[0].line, 0);
}

#[test]
fn a_programme_names_files_inside_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("geste")).expect("made");
    let text = FIRST.replacen("geste/premiere-epissure", "geste/a", 1);
    std::fs::write(folder.path().join("geste/a.ron"), text).expect("written");
    let path = folder.path().join("programme.ron");
    let load = |exercises: &str| {
        let course = format!("(id: \"geste\", title: (fr: \"a\", en: \"b\"), exercises: [{exercises}])");
        std::fs::write(&path, format!("Programme(courses: [{course}])")).expect("written");
        load_programme(&path)
    };
    let good = load("\"geste/a.ron\"").expect("good");
    assert!(load_scenario(&good.file(&good.programme.courses[0].exercises[0].exercise), &catalogue()).is_ok());
    for bad in
        ["../a.ron", "/etc/passwd", "geste/b.ron", "geste", "", "c:a.ron", "geste\\\\a.ron", "./geste/../../x.ron"]
    {
        assert_eq!(load(&format!("\"{bad}\"")).expect_err(bad).len(), 1, "{bad}");
    }
    assert!(load("\"geste/a.ron\", \"geste/a.ron\"").expect_err("twice")[0].message.contains("twice"));
}

#[test]
fn a_forgotten_or_stray_bracket_is_one_error_where_it_is() {
    for (from, to, at) in [
        ("en: \"First splice\"),", "en: \"First splice\",", "(fr: \"Prem"),
        ("en: \"First splice\"),", "en: \"First splice\")),", "),"),
        ("draw: (fibre: (1, 12)),", "draw: (fibre: (1, 12),", "(fibre: (1, 12)"),
        ("        \"scissors\",\n    ],", "        \"scissors\",", "[\n        \"safety"),
        (
            "            ),\n            (\n                id: \"slot\"",
            "            (\n                id: \"slot\"",
            "",
        ),
        ("        ],\n        eliminatory", "        eliminatory", "[\n            ("),
        ("        ],\n    ),\n)", "        ],\n)", "(\n        pass"),
        ("        ],\n    ),\n)", "        ],\n    ),\n", "(\n    format"),
        ("        ],\n    ),\n)", "        ],\n    ),\n))", ")"),
    ] {
        assert!(FIRST.contains(from), "{from}");
        let text = FIRST.replacen(from, to, 1);
        let errors = parse_scenario("x.ron", &text, &catalogue()).expect_err(to);
        assert!(errors.len() <= 2, "{to}: {}", print(&errors));
        let found = &text[errors[0].span.start..];
        assert!(found.starts_with(at.trim_end_matches(',')) || found.starts_with(at), "{to}: {}", print(&errors));
    }
}

#[test]
fn an_id_in_a_course_is_the_files_own_and_elsewhere_may_be_any() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        path
    };
    let lone = file("geste/autre.ron", FIRST);
    assert!(load_scenario(&lone, &catalogue()).is_ok(), "no programme, no course");
    file("programme.ron", "Programme(courses: [])");
    let found = load_scenario(&lone, &catalogue()).expect_err("another name");
    assert_eq!(found.len(), 1, "{}", print(&found));
    assert_eq!(found[0].message, "the file is `geste/autre.ron`: its id must be `geste/autre`");
    assert_eq!(&FIRST[found[0].span.clone()], "\"geste/premiere-epissure\"");
    assert!(load_scenario(&file("geste/premiere-epissure.ron", FIRST), &catalogue()).is_ok());
    let found = load_scenario(&file("remise/premiere-epissure.ron", FIRST), &catalogue()).expect_err("another course");
    assert!(found[0].message.contains("its id must be `remise/premiere-epissure`"), "{}", found[0]);
}

#[test]
fn a_name_that_is_far_from_all_is_no_suggestion() {
    for (from, to) in [
        ("\"tweezers\"", "\"xylophone\""),
        ("\"sleeve-60\"", "\"z\""),
        ("fault: \"wrong-slot\"", "fault: \"qqqqqqqq\""),
    ] {
        let found = errors(from, to);
        assert!(found.iter().all(|error| error.nearest.is_none()), "{}", print(&found));
        assert!(found.iter().any(|error| !error.allowed.is_empty()));
    }
}
