//! The question who is here, and what the pages say of the answer.

use bevy_egui::egui;
use egui_kittest::kittest::{NodeT, Queryable};

use super::settings::Settings;
use super::tests::{Shown, shown};
use super::who::{Action, WhoModel, show};
use super::{list, passport, samples};
use crate::locale::{Lang, Texts};

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

fn model(now: Option<&str>, back: bool) -> WhoModel {
    let person = |(who, called): &(&str, &str)| ((*who).to_owned(), (*called).to_owned());
    let people = [("P07", "DIALLO Aïssatou"), ("P08", "MARTIN Léo"), ("P09", "MARTIN Léo"), ("Zoé", "Zoé")];
    let wrong = Some("–".to_owned());
    WhoModel { people: people.iter().map(person).collect(), now: now.map(str::to_owned), back, wrong }
}

/// Types into the line that is called so.
pub(super) fn typed<A>(page: &mut Shown<'_, A>, name: &str, text: &str) {
    let field = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::TextInput;
    page.harness.get_all_by_label(name).find(field).expect("a line to type into").focus();
    page.harness.run_steps(2);
    page.harness.get_all_by_label(name).find(field).expect("still there").type_text(text);
    page.harness.run_steps(4);
}

#[test]
fn the_question_is_whole_at_every_size_however_many_are_known() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let person = |n: u32| (format!("N{n:03}"), format!("Jean-Baptiste de la Très-Longue-Rivière {n}"));
        let many = WhoModel { people: (0..200).map(person).collect(), ..model(Some("Zoé"), false) };
        for model in [WhoModel::default(), model(Some(""), false), model(None, true), many] {
            for size in Settings::TEXT_SIZES {
                shown(size, |ui| show(ui, &model, &texts)).is_whole(true);
            }
        }
    }
}

#[test]
fn who_was_here_last_goes_on_with_one_click_and_another_with_one_more() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let known = model(Some("MARTIN Léo"), false);
        let mut page = shown(1.0, |ui| show(ui, &known, &texts));
        page.click(&texts.with("who-still", &[("name", "MARTIN Léo".into())]));
        assert_eq!(page.last(), Action::Same);
        page.click("MARTIN Léo – P09");
        assert_eq!(page.last(), Action::Known(2), "two of one name are told apart");
        page.click(&texts.get("who-nobody"));
        assert_eq!(page.last(), Action::Nobody);
        assert!(page.harness.query_by_label(&texts.get("back")).is_none(), "at the start there is nothing behind");
    }
}

#[test]
fn what_is_typed_narrows_the_list_and_may_be_a_new_name() {
    let texts = Texts::new(Lang::Fr);
    let known = model(None, true);
    let mut page = shown(1.0, |ui| show(ui, &known, &texts));
    typed(&mut page, &texts.get("who-type"), "dia");
    page.says("DIALLO Aïssatou");
    assert!(page.words().iter().all(|(word, _)| !word.contains("MARTIN")), "others are out of sight");
    page.click(&texts.get("who-me"));
    assert_eq!(page.last(), Action::Typed("dia".to_owned()));
    page.click(&texts.get("back"));
    assert_eq!(page.last(), Action::Back);
}

#[test]
fn nothing_typed_is_no_answer() {
    let texts = Texts::new(Lang::Fr);
    let known = model(None, false);
    let mut page = shown(1.0, |ui| show(ui, &known, &texts));
    page.click(&texts.get("who-me"));
    assert!(page.asked.borrow().is_empty());
}

#[test]
fn the_list_says_who_is_here_and_keeps_everybodys_marks_from_them() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let long = "Jean-Baptiste de la Très-Longue-Rivière".to_owned();
        let named = list::ListModel { who: long.clone(), board: false, ..samples::list(&texts) };
        for size in Settings::TEXT_SIZES {
            shown(size, |ui| list::show(ui, &named, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| list::show(ui, &named, &texts));
        assert!(page.harness.query_by_label(&texts.get("list-board")).is_none());
        page.click(&format!("{} – {long}", texts.get("who-change")));
        assert_eq!(page.last(), list::Action::Who);
        let nobody = samples::list(&texts);
        let mut page = shown(1.0, |ui| list::show(ui, &nobody, &texts));
        page.click(&texts.get("who-change"));
        assert_eq!(page.last(), list::Action::Who);
        page.click(&texts.get("list-board"));
    }
}

#[test]
fn the_passport_bears_its_owners_name() {
    let texts = Texts::new(Lang::En);
    let model = passport::PassportModel { who: "Zoé".to_owned(), ..samples::passport(&texts) };
    shown(1.0, |ui| passport::show(ui, &model, &texts)).says("Zoé");
}
