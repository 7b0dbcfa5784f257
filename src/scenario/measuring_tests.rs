//! The measuring part of a scenario: errors are found where they are, and what cannot be earned is refused.

use std::path::Path;

use super::error::Located;
use super::{LoadedScenario, parse_scenario};
use crate::catalogue::builtin_catalogue;

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/mesure/coupure.ron");
    std::fs::read_to_string(path).expect("the exercise is there")
}

fn read(text: &str) -> Result<LoadedScenario, Vec<Located>> {
    let catalogue = builtin_catalogue().expect("sound catalogue").catalogue;
    parse_scenario("m.ron", text, &catalogue)
}

/// The errors after `from` was replaced by `to`.
#[track_caller]
fn errors(from: &str, to: &str) -> String {
    let text = text();
    assert!(text.contains(from), "the exercise has no {from}");
    let errors = read(&text.replacen(from, to, 1)).map(|loaded| loaded.scenario.id).expect_err("an error");
    errors.iter().map(|error| format!("{}: {}", error.line, error.message)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_exercise_as_it_is_has_no_error_and_needs_no_cable() {
    let loaded = read(&text()).expect("sound");
    assert!(loaded.scenario.measuring.is_some());
    assert!(!text().contains("\n    cable:"));
}

#[test]
fn what_does_not_fit_is_told_with_what_would() {
    for (from, to, said) in [
        ("\"bpe\"", "\"bpo\"", "unknown node `bpo`"),
        ("\"G.652.D\"", "\"G.652\"", "unknown fibre type"),
        ("m: (700, 1100)", "m: (1100, 700)", "must rise"),
        ("m: (700, 1100)", "m: (0, 1100)", "must rise within 1"),
        ("offset_um: (0.3, 0.8)", "offset_um: (0.3, 80)", "must rise within 0 to 6"),
        ("Break(at: 0", "Break(at: 1", "does not fit element 1"),
        ("Break(at: 0", "Break(at: 9", "does not fit element 9"),
        ("count: (1, 1)", "count: (0, 0)", "no fault is hidden for certain"),
        ("count: (1, 1)", "count: (2, 1)", "expected how many faults"),
        ("kind: \"launch\"", "kind: \"lunch\"", "unknown cord `lunch`"),
        ("devices: [\"otdr\", \"scope\"]", "devices: [\"scope\"]", "no `otdr` is on the bench"),
        ("record: [\"fault-kind\", ", "record: [", "`fault-kind` is on no line of `record`"),
        ("record: [\"fault-kind\"", "record: [\"fault-distance-m\"", "is asked twice"),
        ("tools: [\"probe\", ", "tools: [", "tool `probe` is missing"),
        ("devices: [\"otdr\", \"scope\"]", "devices: [\"otdr\", \"otdr\"]", "instrument `otdr` is listed twice"),
        ("Splice(node: \"pbo\", offset_um: (0.3, 0.8))", "Handmade(node: \"pbo\")", "nothing is spliced in this work"),
        ("level_dbm: (-27.0, -8.0)", "level_dbm: (-8.0, -27.0)", "the weakest power must come first"),
        ("strands: 1", "strands: 13", "from 1 to 12"),
        ("section: \"settings\"", "section: \"setting\"", "unknown section"),
    ] {
        let told = errors(from, to);
        assert!(told.contains(said), "{from} -> {to}: {told}");
    }
}

#[test]
fn measuring_without_a_network_is_refused() {
    let text = text();
    let (from, to) = (text.find("    measuring:").expect("measuring"), text.find("    tools:").expect("tools"));
    let cut = format!("{}{}", &text[..from], &text[to..]);
    let errors = read(&cut).expect_err("an error");
    assert!(errors.iter().any(|error| error.message.contains("field `measuring` is missing")), "{errors:?}");
}
