//! The board's lock: nothing of the group is seen without the code.

use super::board::{Action, BoardModel, Lock, show};
use super::samples;
use super::settings::Settings;
use super::tests::shown;
use super::who_tests::typed;
use crate::locale::{Lang, Texts};

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

#[test]
fn without_the_code_no_name_is_seen() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        for lock in [Lock::Ask(false), Lock::Ask(true), Lock::Change(false), Lock::Change(true)] {
            let model = BoardModel { lock: Some(lock), ..samples::board(&texts, 6) };
            for size in Settings::TEXT_SIZES {
                shown(size, |ui| show(ui, &model, &texts)).is_whole(true);
            }
        }
        let model = BoardModel { lock: Some(Lock::Ask(false)), ..samples::board(&texts, 6) };
        let mut page = shown(1.0, |ui| show(ui, &model, &texts));
        let names: Vec<String> = model.rows.iter().map(|row| row.who.clone()).collect();
        assert!(page.words().iter().all(|(word, _)| !names.contains(word)));
        page.click(&texts.get("exam-open"));
        assert!(page.asked.borrow().is_empty(), "nothing was typed");
        typed(&mut page, &texts.get("board-code"), "4711");
        page.click(&texts.get("exam-open"));
        assert_eq!(page.last(), Action::Code("4711".to_owned()));
        page.click(&texts.get("back"));
        assert_eq!(page.last(), Action::Back);
    }
}

#[test]
fn a_code_is_set_and_taken_away() {
    let texts = Texts::new(Lang::Fr);
    let model = samples::board(&texts, 6);
    let mut page = shown(1.0, |ui| show(ui, &model, &texts));
    page.click(&texts.get("board-code-new"));
    assert_eq!(page.last(), Action::Lock);
    let model = BoardModel { lock: Some(Lock::Change(true)), ..samples::board(&texts, 6) };
    let mut page = shown(1.0, |ui| show(ui, &model, &texts));
    typed(&mut page, &texts.get("board-code"), "12");
    page.click(&texts.get("board-code-set"));
    assert!(page.asked.borrow().is_empty(), "too short");
    typed(&mut page, &texts.get("board-code"), "34");
    page.click(&texts.get("board-code-set"));
    assert_eq!(page.last(), Action::Code("1234".to_owned()));
    page.click(&texts.get("board-code-none"));
    assert_eq!(page.last(), Action::Code(String::new()));
    page.click(&texts.get("back"));
    assert_eq!(page.last(), Action::Lock, "back to the board");
}
