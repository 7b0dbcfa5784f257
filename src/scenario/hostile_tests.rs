//! Files that mean harm: none may panic, hang or fill the memory.

use proptest::prelude::*;

use super::error::{MAX_ERRORS, Report};
use super::spanned::{MAX_DEPTH, parse};
use super::tests::{FIRST, catalogue};
use super::{Located, load_programme, parse_scenario};
use crate::catalogue::load::parse_catalogue;

/// Reads `text` as everything it could be; whatever is wrong must be located in it and printable.
fn endure(text: &str) -> Vec<Located> {
    let scenario = parse_scenario("x.ron", text, &catalogue()).err().unwrap_or_default();
    let parts = parse_catalogue("x.ron", text).err().unwrap_or_default();
    for error in scenario.iter().chain(&parts) {
        assert!(text.get(error.span.clone()).is_some(), "{error}");
        assert!(error.line as usize <= text.matches('\n').count() + 1);
        assert!(error.text.chars().count() < 200 && error.message.chars().count() < 400);
        assert!(error.caret.end as usize <= error.text.chars().count());
        assert!(!error.to_string().contains(['\u{1b}', '\0', '\u{202e}']));
    }
    assert!(scenario.len() <= MAX_ERRORS && parts.len() <= MAX_ERRORS);
    scenario
}

#[test]
fn nesting_stops_at_its_limit() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("A(a:", ")"), ("[(", ")]"), ("Some(", ")")] {
        for n in [1, MAX_DEPTH / 2, MAX_DEPTH + 1, 100_000] {
            let mut report = Report::new("x", "");
            parse(&mut report);
            let text = format!("{}{}", open.repeat(n), close.repeat(n));
            let mut report = Report::new("x", &text);
            parse(&mut report);
            let deep = report.finish().iter().any(|error| error.message.contains("nested deeper than 64"));
            assert_eq!(deep, n * open.matches(['(', '[', '{']).count() > MAX_DEPTH, "{open} {n}");
            endure(&open.repeat(n));
        }
    }
}

#[test]
fn large_files_of_one_sort_end_in_errors() {
    for piece in [
        "(",
        ")",
        "\"",
        "'",
        "\\",
        "\"\\",
        "r#",
        "r\"",
        "b'",
        "/*",
        "/*/",
        "//\n",
        ",",
        ":",
        "a:",
        "a ",
        "1 ",
        "1e",
        "#!",
        "#![",
        "[],",
        "(a:[",
        "\"\n",
        "\"a\" \n",
        "é",
        "{1:",
        "@",
        "\u{202e}",
        "\u{1b}[31m",
        "a(",
        "-",
        "r#\"#",
        "x:\"",
    ] {
        for before in ["", "(", "(id: [", "{1: \""] {
            endure(&format!("{before}{}", piece.repeat((1 << 15) / piece.len())));
        }
    }
    let criterion = "(id: \"a\", rule: Before(first: \"spliced\", then: \"cleaved\"), fault: \"re-arc\"), ";
    let many = format!("(marking: (criteria: [{}]))", criterion.repeat((1 << 20) / criterion.len() - 1));
    assert!(endure(&many).last().is_some_and(|last| last.message.contains("too many errors")));
}

/// A fault that proves two criteria is told with the other one's id, which is wrong itself.
#[test]
fn ids_that_a_message_quotes_cannot_steer_the_terminal() {
    for bad in ["\u{1b}[2J", "\u{202e}", "\0"] {
        let text = FIRST.replacen("id: \"in-place\"", &format!("id: \"in-{bad}place\""), 1);
        let faults: Vec<(usize, &str)> = text
            .match_indices("fault: \"")
            .map(|(at, key)| at + key.len())
            .map(|at| (at, text[at..].split('"').next().unwrap_or("")))
            .collect();
        let place = text.find(bad).expect("the id");
        let (_, own) = faults.iter().find(|(at, _)| *at > place).expect("its fault");
        let told = faults.iter().filter(|(_, fault)| fault != own).any(|(at, fault)| {
            let errors = endure(&[&text[..*at], own, &text[at + fault.len()..]].concat());
            errors.iter().any(|error| error.message.contains("already"))
        });
        assert!(told, "some criterion has the same fault twice");
    }
}

#[test]
fn excerpts_of_long_lines_hold_the_error() {
    let text = format!("(a: {}@{})", "1_".repeat(5_000), "2".repeat(5_000));
    let errors = endure(&format!("({}, @, {})", " ".repeat(5_000), " ".repeat(5_000)));
    let error = errors.iter().find(|error| error.message.contains("`@`")).expect("found");
    assert_eq!(error.text.chars().nth(error.caret.start as usize), Some('@'));
    assert_eq!(error.column, 5_004);
    endure(&text);
}

#[test]
fn what_would_steer_a_terminal_is_not_printed() {
    let text = FIRST.replacen("\"cleaver-10\"", "\"\u{1b}[2J\u{202e}\u{7}\"", 1);
    assert_eq!(endure(&text).len(), 1);
}

#[test]
fn a_pipe_or_a_device_is_refused_without_waiting() {
    #[cfg(unix)]
    assert!(load_programme(std::path::Path::new("/dev/zero")).expect_err("a device")[0].message.contains("device"));
}

/// Pieces that a mutation may put into a scenario.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[\\(\\)\\[\\]\\{\\},:\"'/*#r\\\\ \n]{1,6}",
        Just("NaN".to_string()),
        Just("-1e308".to_string()),
        Just("99999999999999999999".to_string()),
        Just("Some(".to_string()),
        Just("\u{0}".to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_is_endured(text in "(?s).{0,300}") {
        endure(&text);
    }

    #[test]
    fn random_bytes_are_endured(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        endure(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_ron_is_endured(pieces in proptest::collection::vec(piece(), 0..60)) {
        endure(&pieces.concat());
    }

    #[test]
    fn mutations_of_a_real_scenario_are_endured(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..40, piece()), 1..4),
    ) {
        let mut chars: Vec<char> = FIRST.chars().collect();
        for (at, length, piece) in edits {
            let at = at.index(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        endure(&chars.into_iter().collect::<String>());
    }
}
