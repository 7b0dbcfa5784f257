//! What parses but cannot be: each is told at its place, with what was expected.

use super::error::Located;
use super::parse_scenario;
use super::tests::{FIRST, catalogue, print};

const TUBE: &str = include_str!("../../scenarios/geste/tube.ron");
const LINK: &str = include_str!("../../scenarios/mesure/coupure.ron");
const COIL: &str = include_str!("../../scenarios/geste/lover-1.ron");

fn errors(text: &str, from: &str, to: &str) -> (String, Vec<Located>) {
    assert!(text.contains(from), "{from}");
    let text = text.replacen(from, to, 1);
    let found = parse_scenario("x.ron", &text, &catalogue()).expect_err(to);
    (text, found)
}

/// Some error says this, at what begins so.
#[track_caller]
fn told(text: &str, from: &str, to: &str, said: &str, at: &str) {
    let (text, found) = errors(text, from, to);
    let good = found.iter().any(|error| {
        error.message.contains(said) && text[error.span.clone()].starts_with(at) && error.line > 0 && error.column > 0
    });
    assert!(good, "{said} at {at}: {}", print(&found));
}

#[test]
fn an_order_that_the_work_itself_forbids_is_refused() {
    let rule = "Before(first: \"spliced\", then: \"cleaved\")";
    told(FIRST, "Done(event: \"tray-closed\")", rule, "the work itself want `cleaved` before `spliced`", "Before");
    let rule = "Before(first: \"sleeve-heated\", then: \"coating-stripped\")";
    told(FIRST, "Done(event: \"tray-closed\")", rule, "want `coating-stripped` before `sleeve-heated`", "Before");
}

#[test]
fn what_nothing_on_this_bench_can_trigger_is_refused_with_the_reason() {
    let rule = "Done(event: \"otdr-acquired\")";
    told(
        FIRST,
        "Done(event: \"tray-closed\")",
        rule,
        "`otdr-acquired` never happens here: nothing is measured",
        "Done",
    );
    let rule = "Done(event: \"answered\")";
    told(FIRST, "Done(event: \"tray-closed\")", rule, "`answered` never happens here: there are no questions", "Done");
    let rule = "Never(event: \"site-forbidden\", given: \"tray-closed\")";
    told(FIRST, "Done(event: \"tray-closed\")", rule, "nothing here can trigger `site-forbidden`", "Never");
}

#[test]
fn a_part_of_the_work_gives_no_points_for_another_part() {
    let from = TUBE.find("rule: ").expect("a rule");
    let end = TUBE[from..].find("),").expect("its end") + from + 1;
    let old = &TUBE[from + 6..end];
    told(TUBE, old, "Done(event: \"spliced\")", "`spliced` never happens here: the work ends with `tube`", "Done");
    let low = "Low(measure: \"splice-loss-1550-db\", full: 0.1, zero: 0.2)";
    told(TUBE, old, low, "has nothing to measure here: the work ends with `tube`", "Low");
    told(LINK, "rule: ", "rule: Done(event: \"cleaved\"), rul: ", "nothing is spliced in this work", "Done");
}

#[test]
fn full_marks_out_of_reach_are_refused() {
    let low = "Low(measure: \"path-ratio\", full: 0.5, zero: 9.0)";
    told(FIRST, "Done(event: \"tray-closed\")", low, "`path-ratio` is at least 1 on this bench, `full` is 0.5", "Low");
    let high = "High(measure: \"tray-radius-mm\", full: 900.0, zero: 20.0)";
    told(FIRST, "Done(event: \"tray-closed\")", high, "`tray-radius-mm` is at most", "High");
    let high = "High(measure: \"launch-cord-m\", full: 5000.0, zero: 20.0)";
    told(LINK, "rule: ", &format!("rule: {high}, rul: "), "`launch-cord-m` is at most", "High");
    let low = "Low(measure: \"ring-error-mm\", full: -1.0, zero: 20.0)";
    told(FIRST, "Done(event: \"tray-closed\")", low, "`ring-error-mm` is at least 0", "Low");
}

#[test]
fn a_part_that_does_not_fit_is_refused_where_it_is_named() {
    let mut wide = catalogue();
    wide.trays.iter_mut().for_each(|tray| tray.entry_mm.0 = 600.0);
    let found = parse_scenario("x.ron", COIL, &wide).expect_err("too short");
    let told = |error: &Located| {
        error.message.contains("its entries are 1200 mm apart") && COIL[error.span.clone()].starts_with("Coil(")
    };
    assert!(found.iter().any(told), "{}", print(&found));
    let mut small = catalogue();
    small.splicers.iter_mut().for_each(|splicer| splicer.oven.retain(|program| program.sleeve_mm < 60.0));
    let found = parse_scenario("x.ron", FIRST, &small).expect_err("too long");
    assert!(found.iter().any(|error| error.message.contains("the oven's longest program heats 45 mm")));
    for (from, to) in [("ring_mm: 450.0", "ring_mm: (450, 530)"), ("strip_mm: 35.0", "strip_mm: (9, 35)")] {
        let (text, found) = errors(FIRST, from, to);
        assert_eq!(found.len(), 1, "{}", print(&found));
        assert!(text[found[0].span.clone()].starts_with('('), "{}", print(&found));
    }
}

#[test]
fn a_translation_that_is_missing_or_lacks_what_was_drawn_is_refused() {
    told(FIRST, "{ring}", "450", "the French text lacks `{ring}`", "(");
    let (fr, en) = ("fr: \"deux trois quatre cinq six sept\"", "en: \"deux trois quatre cinq six sept\"");
    let start = FIRST.find("title: (").expect("a title") + 8;
    let title = &FIRST[start..start + FIRST[start..].find("),").expect("its end")];
    told(FIRST, title, &format!("{fr}, {en}"), "a translation is missing", "\"deux trois");
}
