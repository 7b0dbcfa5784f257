//! The page that gathers: where from, and what came of it.

use egui_kittest::kittest::Queryable;

use super::browse::{self, Folder};
use super::gather::{Action, GatherModel, reason, show};
use super::settings::Settings;
use super::tests::shown;
use super::who_tests::typed;
use crate::locale::{Lang, Texts};
use crate::records::Refused;
use crate::records::gather::Gathered;

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

fn choose() -> GatherModel {
    GatherModel::Choose(Folder {
        at: "/media/formateur/CLE".to_owned(),
        inside: (1..=12).map(|n| format!("PC{n}")).collect(),
        attempts: 3,
        places: vec!["/media/formateur/CLE".to_owned(), "/home/formateur/Bureau".to_owned()],
        ..Folder::default()
    })
}

fn done(stopped: Option<&str>) -> GatherModel {
    let refused = |file: &str, why: &str| Refused { file: file.to_owned(), why: why.to_owned() };
    let done = Gathered {
        new: 12,
        already: 3,
        conflicts: vec!["A-01-1-1a2b3c4d.epscelle".to_owned()],
        unfinished: 1,
        unmarked: 2,
        erased: 1,
        refused: vec![refused("lien.epj", "a link, not a file"), refused("x.epj", "something of its own")],
        refused_count: 2,
        ..Gathered::default()
    };
    let people = vec![("DIALLO Aïssatou".to_owned(), 8), ("P08".to_owned(), 4)];
    GatherModel::Done { done: Box::new(done), people, stopped: stopped.map(str::to_owned) }
}

#[test]
fn gathering_is_whole_at_every_step_and_size() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let lost = Folder { at: "/gone".to_owned(), wrong: Some("–".to_owned()), ..Folder::default() };
        let empty = GatherModel::Done { done: Box::default(), people: Vec::new(), stopped: None };
        for model in [choose(), GatherModel::Choose(lost), done(Some("–")), empty] {
            for size in Settings::TEXT_SIZES {
                shown(size, |ui| show(ui, &model, &texts)).is_whole(true);
            }
        }
    }
}

#[test]
fn a_folder_is_chosen_by_its_place_by_walking_or_by_typing() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = choose();
        let mut page = shown(1.0, |ui| show(ui, &model, &texts));
        page.click("/home/formateur/Bureau");
        assert_eq!(page.last(), Action::Browse(browse::Action::Go("/home/formateur/Bureau".to_owned())));
        page.click("PC3");
        assert_eq!(page.last(), Action::Browse(browse::Action::Into(2)));
        page.click(&texts.get("browse-up"));
        assert_eq!(page.last(), Action::Browse(browse::Action::Up));
        typed(&mut page, &texts.get("browse-path"), "/PC1");
        page.click(&texts.get("browse-go"));
        assert_eq!(page.last(), Action::Browse(browse::Action::Go("/media/formateur/CLE/PC1".to_owned())));
        page.click(&texts.with("gather-go", &[("folder", "CLE".to_owned().into())]));
        assert_eq!(page.last(), Action::Gather);
    }
}

#[test]
fn what_came_in_what_was_known_and_what_is_refused_is_said_with_the_reason() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = done(None);
        let mut page = shown(1.0, |ui| show(ui, &model, &texts));
        for (key, n) in [("gather-new", 12_u32), ("gather-known", 3), ("gather-unmarked", 2), ("gather-refused", 2)] {
            page.says(&texts.with(key, &[("n", n.into())]));
        }
        page.says("DIALLO Aïssatou");
        page.says("A-01-1-1a2b3c4d.epscelle");
        page.says(&texts.get("gather-why-link"));
        page.says("something of its own");
        page.click(&texts.get("gather-again"));
        assert_eq!(page.last(), Action::Again);
        page.click(&texts.get("gather-board"));
        assert_eq!(page.last(), Action::Board);
    }
}

#[test]
fn nothing_interrupts_what_runs() {
    let texts = Texts::new(Lang::Fr);
    let model = GatherModel::Running(3);
    let page = shown(1.0, |ui| show(ui, &model, &texts));
    page.says(&texts.with("gather-running", &[("n", 3_u32.into())]));
    assert!(page.harness.query_by_label(&texts.get("back")).is_none());
}

#[test]
fn the_cores_reasons_are_told_in_the_language_of_the_page() {
    let texts = Texts::new(Lang::Fr);
    for why in [
        "larger than 64 MiB",
        "\"con.epj\" is no name for an attempt's file on every system",
        "a number or pseudonym has at most 40 characters, found \"x\"",
        "the mark cannot be one",
        "entry 1 was altered, or another key signed it",
    ] {
        let told = reason(why, &texts);
        assert_ne!(told, why);
        assert!(!told.starts_with("gather-"), "{told}");
    }
}
