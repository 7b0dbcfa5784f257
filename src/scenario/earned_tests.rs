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

#[test]
fn a_fault_that_no_hand_can_make_in_a_part_of_the_work_is_refused() {
    let fault = TUBE.find("fault: \"").expect("a fault") + 7;
    let end = TUBE[fault + 1..].find('"').expect("its end") + fault + 2;
    let old = &TUBE[fault..end];
    told(TUBE, old, "\"re-arc\"", "no hand can make `re-arc` here: the work ends with `tube`", "\"re-arc\"");
    told(
        TUBE,
        old,
        "\"ring-misplaced\"",
        "no hand can make `ring-misplaced` here: the work begins with `tube`",
        "\"ring-m",
    );
    told(FIRST, "\"ring-misplaced\"", "\"long-pulse\"", "`long-pulse` here: nothing is measured", "\"long-pulse\"");
    let coiled = COIL.find("fault: \"").expect("a fault") + 7;
    let end = COIL[coiled + 1..].find('"').expect("its end") + coiled + 2;
    told(COIL, &COIL[coiled..end], "\"hard-strip\"", "`hard-strip` here: fibres are coiled", "\"hard-strip\"");
}

#[test]
fn an_eliminatory_event_outside_the_part_of_the_work_is_refused_at_the_event() {
    let fault = |event: &str| {
        format!("eliminatory: [(id: \"x\", label: (fr: \"Trop tard\", en: \"Too late\"), event: \"{event}\"), ")
    };
    let text = TUBE.replacen("eliminatory: [],", "eliminatory: [\n],", 1);
    told(
        &text,
        "eliminatory: [",
        &fault("spliced"),
        "nothing here can trigger `spliced`: the work ends with `tube`",
        "\"spliced\"",
    );
    told(
        &text,
        "eliminatory: [",
        &fault("sheath-pulled"),
        "nothing here can trigger `sheath-pulled`: the work begins with `tube`",
        "\"sheath-pulled\"",
    );
    told(FIRST, "eliminatory: [", &fault("gesture"), "happens in every attempt", "\"gesture\"");
    told(FIRST, "eliminatory: [", &fault("otdr-on-live"), "nothing is measured in this work", "\"otdr-on-live\"");
}

#[test]
fn an_order_before_what_never_comes_is_remarked_and_no_error() {
    let from = TUBE.find("rule: ").expect("a rule");
    let end = TUBE[from..].find("),").expect("its end") + from + 1;
    let text = TUBE.replacen(&TUBE[from + 6..end], "Before(first: \"tube-scored\", then: \"spliced\")", 1);
    let loaded = parse_scenario("x.ron", &text, &catalogue()).unwrap_or_else(|errors| panic!("{}", print(&errors)));
    assert_eq!(loaded.remarks.len(), 1, "{}", print(&loaded.remarks));
    let remark = &loaded.remarks[0];
    assert!(remark.message.starts_with("`spliced` never happens here"), "{}", remark.message);
    assert!(text[remark.span.clone()].starts_with("Before(") && remark.line > 0);
    let whole = parse_scenario("x.ron", FIRST, &catalogue()).expect("sound");
    assert!(whole.remarks.is_empty(), "{}", print(&whole.remarks));
}

#[test]
fn a_range_that_does_not_end_on_a_step_is_remarked() {
    let remarks = |from: &str, to: &str| {
        let text = FIRST.replacen(from, to, 1);
        assert_ne!(text, FIRST);
        let loaded = parse_scenario("x.ron", &text, &catalogue()).unwrap_or_else(|errors| panic!("{}", print(&errors)));
        loaded.remarks.into_iter().map(|remark| remark.message).collect::<Vec<_>>()
    };
    assert_eq!(
        remarks("strip_mm: 35.0", "strip_mm: (33, 35.5)"),
        ["35.5 never comes: in steps of 1 from 33 the last is 35"]
    );
    assert_eq!(
        remarks("ring_mm: 450.0", "ring_mm: (440, 452)"),
        ["452 never comes: in steps of 5 from 440 the last is 450"]
    );
    assert_eq!(remarks("strip_mm: 35.0", "strip_mm: (33.5, 35.5)"), [""; 0]);
    let cable = include_str!("../../scenarios/remise/mon-cable.ron");
    let text = cable.replacen("low: 1, high: 12", "low: 0.1, high: 1.1, step: 0.3", 1);
    let loaded = parse_scenario("x.ron", &text, &catalogue()).unwrap_or_else(|errors| panic!("{}", print(&errors)));
    assert_eq!(loaded.remarks[0].message, "1.1 never comes: in steps of 0.3 from 0.1 the last is 1");
}

#[test]
fn a_short_sentence_that_is_the_same_in_both_languages_is_refused_and_a_name_is_not() {
    let start = FIRST.find("eliminatory: [").expect("faults");
    let label = FIRST[start..].find("label: (").expect("a label") + start + 8;
    let old = &FIRST[label..label + FIRST[label..].find("),").expect("its end")];
    told(FIRST, old, "fr: \"Fibre cassée\", en: \"Fibre cassée\"", "a translation is missing", "\"Fibre cassée\"");
    let start = FIRST.find("title: (").expect("a title") + 8;
    let title = &FIRST[start..start + FIRST[start..].find("),").expect("its end")];
    let text = FIRST.replacen(title, "fr: \"12 rue des Lilas\", en: \"12 rue des Lilas\"", 1);
    assert!(parse_scenario("x.ron", &text, &catalogue()).is_ok());
}
