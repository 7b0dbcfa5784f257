//! Both languages have every word, and numbers are written as each language writes them.

use std::collections::BTreeSet;

use super::*;

fn keys(source: &str) -> BTreeSet<&str> {
    assert!(FluentResource::try_new(source.to_owned()).is_ok(), "the file parses");
    let mut keys = BTreeSet::new();
    for line in source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
        let (key, _) = line.split_once(" =").expect("a message");
        assert!(keys.insert(key), "{key} is there twice");
    }
    keys
}

fn both() -> [Texts; 2] {
    [Texts::new(Lang::Fr), Texts::new(Lang::En)]
}

fn whole(text: &str, key: &str) {
    assert!(!text.is_empty() && text != key && !text.contains("{$"), "{key}: {text}");
}

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(keys(FR), keys(EN));
}

#[test]
fn every_name_of_the_program_has_its_text() {
    for texts in both() {
        let mut names: Vec<String> = Vec::new();
        names.extend(Tool::ALL.map(|tool| format!("tool-{}", tool.name())));
        names.extend(Colour::CODE.map(|colour| format!("colour-{}", colour.name())));
        names.extend(Key::ALL.map(|key| format!("key-{}", key.name())));
        names.extend(Event::ALL.iter().map(|event| format!("event-{}", event.name())));
        names.extend(Measure::ALL.iter().map(|measure| format!("measure-{}", measure.name())));
        for name in names {
            assert!(texts.has(&name), "{name}");
        }
        for axis in [Axis::Technique, Axis::Result, Axis::Safety] {
            whole(&texts.axis(axis), "axis");
        }
        for cause in [
            BreakCause::RingCut,
            BreakCause::TubeScore,
            BreakCause::TubePull,
            BreakCause::Picking,
            BreakCause::Stripper,
            BreakCause::TensionTest,
            BreakCause::Unprotected,
            BreakCause::Bend,
        ] {
            whole(&texts.break_cause(cause), break_key(cause));
        }
        let mut refusals = vec![texts.refusal(Refusal::LidOpen)];
        for side in Side::BOTH {
            whole(&texts.side(side), "side");
            for refusal in [
                Refusal::NoFibre(side),
                Refusal::NotCleaved(side),
                Refusal::TooFar(side),
                Refusal::Misplaced(side),
                Refusal::BadFace(side),
            ] {
                refusals.push(texts.refusal(refusal));
            }
        }
        assert_eq!(refusals.iter().collect::<BTreeSet<_>>().len(), refusals.len(), "each side is named");
        assert!(refusals.iter().all(|text| !text.starts_with("refusal-")), "{refusals:?}");
    }
}

#[test]
fn a_goal_is_a_short_order_with_its_hint() {
    for texts in both() {
        for (goal, variables) in GOALS {
            let values: Vec<(&str, Value)> = variables.iter().map(|name| (*name, Value::from(12u8))).collect();
            for side in [None, Some("cable"), Some("pigtail")] {
                let mut values = values.clone();
                values.extend(side.map(|side| ("side", Value::from(side))));
                let sentence = texts.goal(goal, &values);
                whole(&sentence, &format!("goal-{goal}"));
                // A narrow space joins what is one word to the eye: « 12 mm ».
                let words = sentence.split(' ').count();
                assert!(words <= 9, "{words} words: {sentence}");
            }
            whole(&texts.hint(goal), &format!("hint-{goal}"));
        }
    }
}

#[test]
fn numbers_are_written_as_the_language_writes_them() {
    let [fr, en] = both();
    assert_eq!(fr.measured(Measure::SpliceLoss, 0.0512), "0,05\u{202f}dB");
    assert_eq!(en.measured(Measure::SpliceLoss, 0.0512), "0.05\u{202f}dB");
    assert_eq!(fr.measured(Measure::GlassDirt, 0.42), "42\u{202f}% de saleté");
    assert_eq!((fr.number(-0.001, 2), fr.number(-1.5, 1)), ("0,00".to_owned(), "\u{2212}1,5".to_owned()));
    assert_eq!((fr.mark(14.0), fr.mark(14.5), en.mark(14.25)), ("14".into(), "14,5".into(), "14.25".into()));
    assert_eq!(fr.goal("cut-sheath", &[("mm", 12.5.into())]), "Couper la gaine à 12,5\u{202f}mm du bout");
    assert_eq!((fr.duration(59.9), fr.duration(125.0)), ("59\u{202f}s".into(), "2\u{202f}min\u{202f}05".into()));
    let seen = |texts: &Texts, n: u32| texts.with("passport-seen", &[("n", n.into()), ("date", "01/02".into())]);
    assert_eq!((seen(&fr, 1), seen(&en, 1)), ("1 essai, le 01/02".into(), "1 attempt, on 01/02".into()));
    assert_eq!(
        (seen(&fr, 3), seen(&en, 3)),
        ("3 essais, le dernier le 01/02".into(), "3 attempts, the last on 01/02".into())
    );
}

#[test]
fn a_key_without_a_text_shows_itself() {
    assert_eq!(Texts::default().get("no-such-key"), "no-such-key");
}

#[test]
fn an_author_who_wrote_one_language_is_still_read() {
    let text = Text { fr: "Cliver".into(), en: String::new() };
    assert_eq!(Texts::new(Lang::En).pick(&text), "Cliver");
}

#[test]
fn french_is_set_as_french_is_set() {
    for (n, line) in FR.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        assert!(!line.contains('\''), "line {}: straight apostrophe", n + 1);
        for sign in [" ;", " :", " !", " ?", " »", "« ", " %"] {
            assert!(!line.contains(sign), "line {}: plain space at {sign}", n + 1);
        }
    }
}

#[test]
fn long_times_and_dates_are_written_as_one_says_them() {
    let texts = Texts::new(Lang::Fr);
    let times = [0, 45, 60, 130].map(|minutes| texts.hours(minutes).replace('\u{202f}', " "));
    assert_eq!(times, ["0 min", "45 min", "1 h", "2 h 10"]);
    assert_eq!(texts.date(20_785), "28/11/2026");
}
