//! Draws, arithmetic, names and questions of a scenario: what is wrong is told at the word that is.

use super::error::Located;
use super::parse_scenario;
use super::tests::{catalogue, print};

const CABLE: &str = include_str!("../../scenarios/remise/mon-cable.ron");
const PORT: &str = include_str!("../../scenarios/datacenter/brassage-lc.ron");

/// The only error once `from` is written as `to`, and the text that it is about.
#[track_caller]
fn error(text: &str, from: &str, to: &str) -> (Located, String) {
    assert!(text.contains(from), "{from}");
    let text = text.replacen(from, to, 1);
    let found = parse_scenario("x.ron", &text, &catalogue()).expect_err(to);
    assert_eq!(found.len(), 1, "{}", print(&found));
    let at = text[found[0].span.clone()].to_owned();
    (found[0].clone(), at)
}

#[test]
fn a_placeholder_of_a_question_must_be_something_drawn() {
    let (found, at) = error(CABLE, "In which tube is fibre {n}?", "In which tube is fibre {m}?");
    assert_eq!((found.message.as_str(), at.as_str()), ("unknown placeholder `{m}`", "{m}"));
    assert_eq!(found.nearest, None, "`m` and `n` have nothing in common");
    assert_eq!(found.allowed, ["n", "holder"]);
    let (found, at) = error(CABLE, "Put tape over the nick", "Put tape over the nick of {holdr}");
    assert_eq!((found.nearest.as_deref(), at.as_str()), (Some("holder"), "{holdr}"));
}

#[test]
fn what_only_the_job_sheet_fills_in_is_unknown_to_a_question() {
    let (found, at) = error(CABLE, "est la fibre {n}", "est la fibre {n} de la cassette {slot}");
    assert_eq!((found.message.as_str(), at.as_str()), ("unknown placeholder `{slot}`", "{slot}"));
}

#[test]
fn a_question_that_says_what_was_drawn_in_one_language_only_is_refused() {
    let (found, _) = error(CABLE, "In which tube is fibre {n}?", "In which tube is it?");
    assert_eq!(found.message, "the English text lacks `{n}`");
}

#[test]
fn a_draw_bears_no_name_of_the_job_sheet_and_no_name_twice() {
    let (found, at) =
        error(CABLE, "(id: \"n\", low: 1, high: 12)", "(id: \"n\", low: 1, high: 12), (id: \"tube\", low: 1, high: 2)");
    assert_eq!(at, "\"tube\"");
    assert!(found.message.contains("`tube` is the job sheet's own"), "{found}");
    let (found, at) = error(
        CABLE,
        "(id: \"holder\", value: \"ceil(n / 6)\")",
        "(id: \"holder\", value: \"ceil(n / 6)\"), (id: \"n\", low: 1, high: 2)",
    );
    assert_eq!((found.message.as_str(), at.as_str()), ("`n` is drawn twice", "\"n\""));
}

#[test]
fn a_drawn_name_with_a_dash_is_refused_since_arithmetic_reads_a_minus() {
    let (found, at) = error(
        CABLE,
        "(id: \"n\", low: 1, high: 12)",
        "(id: \"n\", low: 1, high: 12), (id: \"tube-count\", low: 1, high: 2)",
    );
    assert_eq!(at, "\"tube-count\"");
    assert!(found.message.contains("letters, digits and `_`"), "{found}");
}

#[test]
fn arithmetic_that_is_wrong_is_told_at_the_token() {
    let (found, at) = error(CABLE, "\"ceil(n / 6)\"", "\"ceil(n / 6) + nn\"");
    assert_eq!((found.message.as_str(), at.as_str()), ("nothing is called `nn`", "nn"));
    let (_, at) = error(CABLE, "\"ceil(n / 6)\"", "\"ceil(n / 6) % 2\"");
    assert_eq!(at, "%");
    let (found, at) = error(CABLE, "value: \"holder\"", "value: \"2 * holdr\"");
    assert_eq!((found.nearest.as_deref(), at.as_str()), (Some("holder"), "holdr"));
    let (found, at) = error(CABLE, "value: \"holder\"", "value: \"2 * tube-count\"");
    assert_eq!(at, "tube-count");
    assert!(found.message.contains("`-` is a minus here"), "{found}");
    let (found, at) = error(CABLE, "value: \"holder\"", "value: \"holder / 0\"");
    assert_eq!((found.message.as_str(), at.as_str()), ("its value is no finite number", "holder / 0"));
    // Bytes of an escaped text are not those of the file: all of it is shown.
    let (_, at) = error(CABLE, "value: \"holder\"", "value: \"2 \\u{2a} holdr\"");
    assert_eq!(at, "\"2 \\u{2a} holdr\"");
}

#[test]
fn an_answer_beyond_what_can_be_written_is_told_where_it_is_worked_out() {
    let (found, at) = error(CABLE, "value: \"holder\"", "value: \"1000000 * 1000\"");
    assert!(found.message.contains("beyond what can be written"), "{found}");
    assert_eq!(at, "\"1000000 * 1000\"");
}

#[test]
fn an_unknown_question_or_site_comes_with_the_nearest_at_its_name() {
    let (found, at) = error(CABLE, "Answers(questions: [\"which-tube\"])", "Answers(questions: [\"wich-tube\"])");
    assert_eq!((found.nearest.as_deref(), at.as_str()), (Some("which-tube"), "\"wich-tube\""));
    let text = PORT;
    let from = text.find("into: \"").expect("a plan") + 7;
    let site = &text[from..from + text[from..].find('"').expect("its end")];
    let (found, at) = error(text, &format!("into: \"{site}\""), &format!("into: \"x{site}\""));
    assert_eq!(at, format!("\"x{site}\""));
    assert!(found.message.starts_with("there is no site"), "{found}");
    assert!(found.nearest.is_some() && !found.allowed.is_empty(), "{found}");
}

#[test]
fn every_wrong_name_of_the_pieces_is_told_at_once() {
    let text = PORT.replace("into: \"", "into: \"x");
    let found = parse_scenario("x.ron", &text, &catalogue()).expect_err("all plans are wrong");
    assert!(found.len() > 1 && found.iter().all(|error| error.message.starts_with("there is no site")));
}

#[test]
fn what_a_number_shall_be_unlike_must_have_been_drawn_before() {
    let (found, at) =
        error(CABLE, "(id: \"n\", low: 1, high: 12)", "(id: \"n\", low: 1, high: 12, unlike: [\"holder\"])");
    assert_eq!((found.message.as_str(), at.as_str()), ("nothing called `holder` was drawn before", "\"holder\""));
}
