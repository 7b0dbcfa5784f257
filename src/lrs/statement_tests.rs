use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::attempt::{Exam, Shown};
use super::*;
use crate::marking::{AxisMark, Elimination, Mark};
use crate::scenario::schema::Section;

/// A made-up attempt.
pub fn attempt(number: u32) -> Attempt {
    let text = |fr: &str, en: &str| Text { fr: fr.to_owned(), en: en.to_owned() };
    let criterion = |id: &str, axis, section, earned| CriterionMark {
        id: id.to_owned(),
        axis,
        section,
        earned,
        of: 10.0,
        value: Some(0.1 + 0.2),
        label: text("l", "l"),
        cause: text("c", "c"),
        lost: Vec::new(),
    };
    let earned = f64::from(number % 11);
    let mark = Mark {
        mark: 10.0 + earned,
        passed: earned > 2.0,
        eliminatory: Vec::new(),
        technique: AxisMark { earned: 10.0, of: 10.0 },
        result: AxisMark { earned, of: 10.0 },
        safety: AxisMark::default(),
        safe: true,
        criteria: vec![
            criterion("angle", Axis::Technique, None, 10.0),
            criterion("perte", Axis::Result, Some(Section::Conclusion), earned),
        ],
        facts_hash: "f".repeat(64),
    };
    Attempt {
        hash: blake3::hash(&number.to_le_bytes()).to_hex().to_string(),
        who: format!("p{number:03}"),
        exercise: "geste/cliver-1".to_owned(),
        title: Some(text("Cliver", "Cleave")),
        scenario_hash: "a".repeat(64),
        catalogue_hash: "b".repeat(64),
        program: "0.1.0".to_owned(),
        hand: "person".to_owned(),
        began_s: 1_795_860_000,
        ended_s: 1_795_860_061,
        worked: 61 * 120 + 60,
        exam: None,
        mark,
        judged: None,
        shown: Shown {
            competences: vec![Competence { id: "cleave".to_owned(), name: text("Clive droit", "Cleaves square") }],
            by_criterion: [("angle".to_owned(), vec!["cleave".to_owned()])].into(),
        },
    }
}

fn made(attempt: &Attempt) -> Vec<Value> {
    let all = statements(attempt, "https://ecole.example/").expect("in order");
    all.iter().map(|one| serde_json::from_str(&one.body).expect("JSON")).collect()
}

fn verbs(all: &[Value]) -> Vec<&str> {
    all.iter().map(|one| one["verb"]["id"].as_str().and_then(|id| id.rsplit('/').next()).expect("a verb")).collect()
}

#[test]
fn an_attempt_is_told_in_four_statements() {
    let all = made(&attempt(3));
    assert_eq!(verbs(&all), ["attempted", "completed", "passed", "scored"]);
    assert_eq!(verbs(&made(&attempt(1))), ["attempted", "completed", "failed", "scored"]);
    assert_eq!(all[0]["timestamp"], "2026-11-28T10:00:00Z");
    assert_eq!(all[2]["timestamp"], "2026-11-28T10:01:01Z");
    assert_eq!(all[1]["result"], json!({ "completion": true, "duration": "PT61.50S" }));
    assert_eq!(all[2]["result"]["score"], json!({ "scaled": 0.65, "raw": 13.0, "min": 0, "max": 20.0 }));
    assert_eq!(
        all[3]["result"]["extensions"]["urn:epissure:xapi:criteria"],
        json!([
            { "id": "angle", "axis": "technique", "earned": 10.0, "of": 10.0, "value": 0.30000000000000004,
              "competences": ["cleave"] },
            { "id": "perte", "axis": "result", "section": "conclusion", "earned": 3.0, "of": 10.0,
              "value": 0.30000000000000004 },
        ])
    );
    let competence = &all[0]["context"]["contextActivities"]["other"][0];
    assert_eq!(competence["id"], "urn:epissure:competence:cleave");
    assert_eq!(competence["definition"]["name"]["fr"], "Clive droit");
    assert_eq!(all[0]["object"]["id"], "urn:epissure:exercise:geste/cliver-1");
    assert!(all.iter().all(|one| one["actor"]
        == json!({
            "objectType": "Agent",
            "account": { "homePage": "https://ecole.example/", "name": "p003" },
        })));
}

#[test]
fn the_same_attempt_gives_the_same_bytes_and_another_gives_other_ids() {
    let all = |number| statements(&attempt(number), "https://ecole.example/").expect("in order");
    assert_eq!(all(5), all(5));
    let ids: BTreeSet<String> = (0..200).flat_map(all).map(|one| one.id).collect();
    assert_eq!(ids.len(), 800);
    assert_eq!(all(0)[0].id, "58cbeaa7-ef3e-5eaf-986a-78b5dc2c5816", "what servers hold must be found again");
}

#[test]
fn passed_and_failed_are_one_id() {
    let mut once = attempt(3);
    let passed = made(&once);
    once.mark.passed = false;
    let failed = made(&once);
    assert_eq!((verbs(&passed)[2], verbs(&failed)[2]), ("passed", "failed"));
    assert_eq!(passed[2]["id"], failed[2]["id"]);
}

#[test]
fn an_exam_names_its_session_and_seal() {
    let mut sat = attempt(3);
    sat.exam = Some(Exam { session: "0f".repeat(16), title: "Titre pro".to_owned(), seal: "c".repeat(64) });
    sat.mark.eliminatory = vec![Elimination {
        id: "fibre-nue".to_owned(),
        label: sat.title.clone().expect("one"),
        from_tick: 0,
        to_tick: 1,
    }];
    sat.mark.passed = false;
    let all = made(&sat);
    let context = &all[2]["context"];
    assert_eq!(context["extensions"]["urn:epissure:xapi:mode"], "exam");
    assert_eq!(context["extensions"]["urn:epissure:xapi:seal"], "c".repeat(64));
    assert_eq!(context["contextActivities"]["grouping"][0]["definition"]["name"]["fr"], "Titre pro");
    assert_eq!(all[2]["result"]["extensions"]["urn:epissure:xapi:eliminatory"], json!(["fibre-nue"]));
}

#[test]
fn what_is_out_of_range_or_form_is_never_told() {
    type Case = (&'static str, fn(&mut Attempt));
    let cases: [Case; 9] = [
        ("scaled", |a| a.mark.mark = 30.0),
        ("raw", |a| a.mark.mark = -1.0),
        ("score", |a| a.mark.mark = f64::NAN),
        ("criterion", |a| a.mark.criteria[0].earned = 11.0),
        ("criterion", |a| a.mark.criteria[1].of = f64::INFINITY),
        ("name", |a| a.who = String::new()),
        ("name", |a| a.who = "x\u{7}".to_owned()),
        ("revision", |a| a.scenario_hash = String::new()),
        ("bytes", |a| a.mark.criteria = vec![a.mark.criteria[0].clone(); 5_000]),
    ];
    for (word, spoil) in cases {
        let mut attempt = attempt(3);
        spoil(&mut attempt);
        let wrong = statements(&attempt, "https://ecole.example/").expect_err(word).join("\n");
        assert!(wrong.contains(word), "{word}: {wrong}");
    }
    assert!(statements(&attempt(3), "ecole").is_err());
}

#[test]
fn every_field_that_the_profile_does_not_have_is_refused() {
    let all = made(&attempt(3));
    for value in &all {
        assert_eq!(check::statement(value), Vec::<String>::new());
        for place in ["", "/actor", "/actor/account", "/verb", "/object", "/context", "/context/contextActivities"] {
            let mut more = value.clone();
            more.pointer_mut(place)
                .and_then(Value::as_object_mut)
                .expect("an object")
                .insert("mbox".into(), "x".into());
            assert!(!check::statement(&more).is_empty(), "{place}");
        }
    }
    let spoil = |place: &str, with: Value| {
        let mut value = all[2].clone();
        *value.pointer_mut(place).expect("there") = with;
        assert!(!check::statement(&value).is_empty(), "{place}");
    };
    spoil("/id", "58CBEAA7-EF3E-5EAF-986A-78B5DC2C5816".into());
    spoil("/result/score/scaled", 1.5.into());
    spoil("/result/score/scaled", (-1.01).into());
    spoil("/result/score/raw", "13".into());
    spoil("/result/success", false.into());
    spoil("/result/success", "yes".into());
    spoil("/verb/id", "http://adlnet.gov/expapi/verbs/exited".into());
    spoil("/verb/display", json!({}));
    spoil("/verb/display", json!({ "français": "x" }));
    spoil("/timestamp", "2026-11-28".into());
    spoil("/object/id", "geste cliver".into());
    spoil("/context/language", "f".into());
    spoil("/context/registration", "x".into());
    spoil("/context/contextActivities/category", json!([]));
    spoil("/context/extensions", json!({ "mode": "exam" }));
    spoil("/actor/account/homePage", "ecole".into());
    spoil("/actor", Value::Null);
    assert!(!check::statement(&json!([])).is_empty());
}

proptest! {
    #[test]
    fn ids_and_titles_of_any_text_make_iris(text in "\\PC{1,60}") {
        let iri = format!("urn:epissure:exercise:{}", part(&text));
        prop_assert!(check::is_iri(&iri), "{}", iri);
    }

    #[test]
    fn any_json_is_checked_without_a_panic(text in "[\\[\\]{}:,\"a-z0-9 ]{0,80}", place in 0_usize..6) {
        if let Ok(with) = serde_json::from_str::<Value>(&text) {
            let mut value = made(&attempt(3))[2].clone();
            let places = ["/actor", "/verb", "/object", "/result", "/context", "/context/contextActivities"];
            *value.pointer_mut(places[place]).unwrap() = with;
            prop_assert!(!check::statement(&value).is_empty());
        }
    }
}
