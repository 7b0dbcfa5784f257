//! Hints: what is read, and what the guide would never say.

use super::schema::Hint;
use super::tests::{FIRST, catalogue, print};
use super::{Located, parse_scenario};

const TUBE: &str = include_str!("../../scenarios/geste/tube.ron");
const LINK: &str = include_str!("../../scenarios/mesure/coupure.ron");
const CRAFT: &str = include_str!("../../scenarios/cuivre/preparer-cable.ron");
const COIL: &str = include_str!("../../scenarios/geste/lover-1.ron");

fn with(text: &str, hints: &str) -> String {
    assert!(text.contains("    marking: ("));
    text.replacen("    marking: (", &format!("    hints: [{hints}],\n    marking: ("), 1)
}

fn at(at: &str) -> String {
    format!("(at: \"{at}\", level: 1, text: (fr: \"Ainsi.\", en: \"So.\"))")
}

fn read(text: &str) -> Result<Vec<Hint>, Vec<Located>> {
    parse_scenario("h.ron", text, &catalogue()).map(|loaded| loaded.scenario.hints)
}

/// The only error, and the text that it is about.
fn error(text: &str) -> (String, String, Option<String>) {
    let errors = read(text).expect_err("an error");
    assert_eq!(errors.len(), 1, "{}", print(&errors));
    (errors[0].message.clone(), text[errors[0].span.clone()].to_owned(), errors[0].nearest.clone())
}

#[test]
fn hints_are_read_for_steps_and_for_sites() {
    let hints = read(&with(FIRST, &[at("strip"), at("cut-back"), at("finish")].join(", "))).expect("good");
    assert_eq!(hints.iter().map(|hint| hint.at.as_str()).collect::<Vec<_>>(), ["strip", "cut-back", "finish"]);
    assert_eq!((hints[0].level, hints[0].text.en.as_str()), (1, "So."));
    for (text, steps) in [
        (TUBE, &["wear-glasses", "score-tube"][..]),
        (LINK, &["inspect-face", "wait-otdr", "sign"]),
        (COIL, &["lay-fibre", "close-tray"]),
        (CRAFT, &["finish"]),
    ] {
        let steps: Vec<String> = steps.iter().map(|step| at(step)).collect();
        read(&with(text, &steps.join(", "))).unwrap_or_else(|errors| panic!("{}", print(&errors)));
    }
    let loaded = parse_scenario("c.ron", CRAFT, &catalogue()).expect("good");
    let job = super::Job::draw(&loaded.scenario, &catalogue(), 1).expect("a job");
    let site = job.craft.sites[0].id.clone();
    let piece = site.split('.').next().expect("a piece").to_owned();
    read(&with(CRAFT, &[at(&site), at(&format!("{piece}.*"))].join(", "))).unwrap_or_else(|e| panic!("{}", print(&e)));
    let (message, found, nearest) = error(&with(CRAFT, &at(&format!("{site}x"))));
    assert_eq!((message, found), (format!("there is no site `{site}x`"), format!("\"{site}x\"")));
    assert_eq!(nearest, Some(site));
}

#[test]
fn a_hint_for_a_step_that_is_never_come_to_says_why() {
    for (text, step, why) in [
        (TUBE, "strip", "the work ends with `tube`"),
        (TUBE, "cut-sheath", "the work begins with `tube`"),
        (TUBE, "wait-otdr", "nothing is measured in this work"),
        (LINK, "strip", "nothing is spliced in this work"),
        (LINK, "wear-glasses", "`safety-glasses` is not among the tools"),
        (LINK, "warm-up", "no `source` is on the bench"),
        (COIL, "arc", "fibres are coiled in this work, not spliced"),
        (FIRST, "answer", "there are no questions"),
        (CRAFT, "cut-sheath", "nothing is spliced in this work"),
    ] {
        let (message, found, _) = error(&with(text, &at(step)));
        assert_eq!(message, format!("the guide never comes to `{step}`: {why}"));
        assert_eq!(found, format!("\"{step}\""));
    }
}

#[test]
fn what_no_hint_can_be_is_told_where_it_is() {
    let (message, found, nearest) = error(&with(FIRST, &at("stripp")));
    assert_eq!((message.as_str(), found.as_str()), ("unknown step `stripp`", "\"stripp\""));
    assert_eq!(nearest.as_deref(), Some("strip"));
    let (message, found, _) = error(&with(FIRST, &format!("{}, {}", at("strip"), at("strip"))));
    assert_eq!((message.as_str(), found.as_str()), ("the hint for `strip` at level 1 is given twice", "\"strip\""));
    let (message, found, _) =
        error(&with(FIRST, &at("strip").replace("So.", "So {rnig}.").replace("Ainsi.", "{ring}.")));
    assert_eq!((message.as_str(), found.as_str()), ("unknown placeholder `{rnig}`", "{rnig}"));
    let (message, found, _) = error(&with(FIRST, &at("strip").replace("level: 1", "level: 4")));
    assert_eq!((message.as_str(), found.as_str()), ("expected a whole number from 0 to 3, found 4", "4"));
    let (message, ..) = error(&with(FIRST, &at("strip").replace(", en: \"So.\"", "")));
    assert_eq!(message, "field `en` is missing in Text");
}
