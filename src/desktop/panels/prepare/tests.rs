//! The page on which a session is prepared, in both languages and at every size of text.

use egui_kittest::kittest::Queryable;

use super::super::settings::Settings;
use super::super::tests::shown;
use super::super::who_tests::typed;
use super::*;
use crate::locale::Lang;

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];
const SECRET: &str = "quatre mots que personne";

fn model() -> PrepareModel {
    let exercise = |title: &str, minutes| Exercise { title: title.to_owned(), course: "Le geste".to_owned(), minutes };
    let candidate =
        |number: &str, name: &str, extra| Candidate { number: number.to_owned(), name: name.to_owned(), extra };
    PrepareModel {
        draft: Draft {
            title: "Titre pro, juin".to_owned(),
            parts: vec![Part { exercise: 1, minutes: 45 }],
            people: vec![candidate("A-01", "Léa Martin", false), candidate("A-02", "", true)],
            folder: "/srv/sessions".to_owned(),
            ..Draft::default()
        },
        exercises: vec![exercise("Cliver", 6), exercise("Première épissure", 20)],
        groups: vec!["Titre pro 2026".to_owned()],
        lists: vec!["/media/CLE/classe.csv".to_owned()],
        places: vec!["/media/CLE".to_owned()],
        ..PrepareModel::default()
    }
}

#[test]
fn the_page_is_whole_before_and_after_the_session_is_written() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let written = |codes, busy| Written {
            path: "/srv/sessions/juin.epexamen".to_owned(),
            candidates: 2,
            key: "1234 abcd".to_owned(),
            codes,
            busy,
        };
        let many = (0..500).map(|n| Candidate { number: format!("{n}"), ..Candidate::default() }).collect();
        for model in [
            PrepareModel::default(),
            PrepareModel { wrong: Some("–".to_owned()), ..model() },
            PrepareModel { draft: Draft { people: many, same: Some(7), ..model().draft }, busy: true, ..model() },
            PrepareModel { done: Some(written(None, true)), ..model() },
            PrepareModel { done: Some(written(Some(Ok("/srv/codes.pdf".to_owned())), false)), ..model() },
        ] {
            for size in Settings::TEXT_SIZES {
                shown(size, |ui| show(ui, &model, &texts)).is_whole(true);
            }
        }
    }
}

#[test]
fn a_session_is_written_with_a_passphrase_that_was_typed_twice_and_is_never_shown() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = model();
        let mut page = shown(1.0, |ui| show(ui, &model, &texts));
        typed(&mut page, &texts.get("prepare-secret"), SECRET);
        page.press(&texts.get("prepare-write"));
        assert!(page.asked.borrow().is_empty(), "once is not enough");
        typed(&mut page, &texts.get("prepare-secret-again"), "quatre mots que personna");
        page.says(&texts.get("prepare-secret-differs"));
        page.press(&texts.get("prepare-write"));
        assert!(page.asked.borrow().is_empty());
        assert!(page.words().iter().all(|(word, _)| !word.contains("quatre mots")), "it is never on the screen");
    }
    let texts = Texts::new(Lang::Fr);
    let model = model();
    let mut page = shown(1.0, |ui| show(ui, &model, &texts));
    typed(&mut page, &texts.get("prepare-secret"), SECRET);
    typed(&mut page, &texts.get("prepare-secret-again"), SECRET);
    page.press(&texts.get("prepare-write"));
    assert_eq!(page.last(), Action::Write(SECRET.to_owned()));
    page.asked.borrow_mut().clear();
    page.press(&texts.get("prepare-write"));
    assert!(page.asked.borrow().is_empty(), "it was forgotten when it was given");
}

#[test]
fn what_is_missing_is_said_and_nothing_is_written() {
    let texts = Texts::new(Lang::Fr);
    for (draft, key) in [
        (Draft { title: " ".to_owned(), ..model().draft }, "prepare-no-title"),
        (Draft { parts: Vec::new(), ..model().draft }, "prepare-no-part"),
        (Draft { people: vec![Candidate::default()], ..model().draft }, "prepare-no-people"),
    ] {
        let model = PrepareModel { draft, ..model() };
        let mut page = shown(1.0, |ui| show(ui, &model, &texts));
        page.says(&texts.get(key));
        typed(&mut page, &texts.get("prepare-secret"), SECRET);
        typed(&mut page, &texts.get("prepare-secret-again"), SECRET);
        page.press(&texts.get("prepare-write"));
        assert!(page.asked.borrow().is_empty(), "{key}");
    }
}

#[test]
fn exercises_and_candidates_come_and_go() {
    let texts = Texts::new(Lang::Fr);
    let model = model();
    let mut page = shown(1.0, |ui| show(ui, &model, &texts));
    let draft = |page: &mut super::super::tests::Shown<'_, Action>| match page.last() {
        Action::Set(draft) => draft,
        other => panic!("{other:?}"),
    };
    page.press(&format!("{} – Le geste – Cliver", texts.get("prepare-add")));
    assert_eq!(draft(&mut page).parts[1], Part { exercise: 0, minutes: 6 });
    page.press(&format!("{} – Première épissure", texts.get("prepare-remove")));
    assert_eq!(draft(&mut page).parts, []);
    page.press(&format!("{} – A-01 Léa Martin", texts.get("prepare-extra")));
    assert!(draft(&mut page).people[0].extra);
    page.press(&format!("{} – A-01 Léa Martin", texts.get("prepare-remove")));
    assert_eq!(draft(&mut page).people.len(), 1);
    page.press(&texts.get("prepare-candidate"));
    assert_eq!(draft(&mut page).people[2].number, "03");
    page.press(&format!("{} – /media/CLE/classe.csv", texts.get("prepare-list")));
    assert_eq!(page.last(), Action::List("/media/CLE/classe.csv".to_owned()));
    page.press(&format!("{} – {}", texts.get("prepare-jobs"), texts.get("prepare-same")));
    assert_eq!(draft(&mut page).same, Some(1));
    page.press("/media/CLE");
    assert_eq!(draft(&mut page).folder, "/media/CLE");
    page.press(&texts.get("back"));
    assert_eq!(page.last(), Action::Back);
}

#[test]
fn once_it_is_written_the_codes_can_be_printed() {
    let texts = Texts::new(Lang::Fr);
    let done = Written {
        path: "juin.epexamen".to_owned(),
        candidates: 2,
        key: "1234".to_owned(),
        codes: Some(Err("disk full".to_owned())),
        busy: false,
    };
    let model = PrepareModel { done: Some(done), ..model() };
    let mut page = shown(1.0, |ui| show(ui, &model, &texts));
    page.says("disk full");
    page.press(&texts.get("prepare-codes"));
    assert_eq!(page.last(), Action::Codes);
    assert!(page.harness.query_by_label(&texts.get("prepare-write")).is_none());
    page.press(&texts.get("prepare-another"));
    assert_eq!(page.last(), Action::Another);
}
