//! How the comparison, the ghost's button and the ways to a model look and answer.

use bevy_egui::egui;

use super::settings::Settings;
use super::tests::shown;
use super::{compare, hud, result, samples};
use crate::hands::ghost::Degree;
use crate::locale::{Lang, Texts, Value};

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

#[test]
fn three_cards_lead_to_both_attempts_and_each_gesture_opens() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::compare(&texts);
        for size in Settings::TEXT_SIZES {
            shown(size, |ui| compare::show(ui, &model, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| compare::show(ui, &model, &texts));
        page.says(&model.whose);
        for card in &model.cards {
            page.says(&card.about);
            page.says(&card.what);
        }
        let see = |key: &str, i: usize| texts.with(key, &[("what", Value::from(model.cards[i].about.as_str()))]);
        page.click(&see("compare-see-mine-this", 1));
        assert_eq!(page.last(), compare::Action::Mine(1));
        page.click(&see("compare-see-theirs-this", 2));
        assert_eq!(page.last(), compare::Action::Theirs(2));
        let unseen = see("compare-see-mine-this", 2);
        assert!(page.words().iter().all(|(word, _)| *word != unseen), "it was never done");
        let row = &model.rows[1];
        let says = format!(
            "{} – {} {}, {} {}",
            row.name,
            texts.get("compare-mine"),
            row.times[0],
            texts.get("compare-theirs"),
            row.times[1]
        );
        page.click(&says);
        assert_eq!(page.last(), compare::Action::Open(1));
        page.click(&texts.get("compare-back"));
        assert_eq!(page.last(), compare::Action::Back);
    }
}

#[test]
fn the_keyboard_reaches_every_gesture() {
    let texts = Texts::new(Lang::Fr);
    let model = samples::compare(&texts);
    let mut page = shown(1.0, |ui| compare::show(ui, &model, &texts));
    let mut opened = Vec::new();
    for _ in 0..14 {
        page.harness.key_press(egui::Key::Tab);
        page.harness.run_steps(2);
        page.harness.key_press(egui::Key::Enter);
        page.harness.run_steps(2);
        opened.extend(page.asked.borrow_mut().drain(..));
    }
    for row in 0..model.rows.len() {
        assert!(opened.contains(&compare::Action::Open(row)), "{row}: {opened:?}");
    }
    assert!(opened.contains(&compare::Action::Mine(0)) && opened.contains(&compare::Action::Back));
}

#[test]
fn a_model_at_work_is_waited_for_and_no_difference_is_praised() {
    let texts = Texts::new(Lang::Fr);
    let waits = compare::CompareModel { waits: true, ..compare::CompareModel::default() };
    shown(1.0, |ui| compare::show(ui, &waits, &texts)).says(&texts.get("compare-waits"));
    let alike = compare::CompareModel { cards: Vec::new(), ..samples::compare(&texts) };
    shown(1.0, |ui| compare::show(ui, &alike, &texts)).says(&texts.get("compare-none"));
}

#[test]
fn the_ghosts_button_says_its_degree_and_is_not_in_an_exam() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        for degree in Degree::ALL {
            for (chosen, how) in [(true, "chosen"), (false, "auto")] {
                let model = hud::HudModel { ghost: Some((degree, chosen)), ..samples::hud(&texts) };
                let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
                page.click(&texts.get(&format!("hud-ghost-{}-{how}", degree.name())));
                assert_eq!(page.last(), hud::Action::TurnGhost);
            }
        }
        let model = hud::HudModel { ghost: None, ..samples::hud(&texts) };
        let page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
        let word = if lang == Lang::Fr { "Fantôme" } else { "Ghost" };
        assert!(page.words().iter().all(|(text, _)| !text.starts_with(word)));
    }
}

#[test]
fn a_result_leads_to_the_comparison_and_is_kept_as_the_model_by_choice() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let fine = samples::mark_fine();
        let may = result::ResultModel { keeps: Some(result::Keeps::May), ..samples::result(&fine, &texts) };
        for size in Settings::TEXT_SIZES {
            shown(size, |ui| result::show(ui, &may, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| result::show(ui, &may, &texts));
        page.click(&texts.get("compare-open"));
        assert_eq!(page.last(), result::Action::Compare);
        page.click(&texts.get("compare-model-keep"));
        assert_eq!(page.last(), result::Action::KeepModel);
        let is = result::ResultModel { keeps: Some(result::Keeps::Is), ..samples::result(&fine, &texts) };
        let mut page = shown(1.0, |ui| result::show(ui, &is, &texts));
        page.click(&texts.get("compare-model-remove"));
        assert_eq!(page.last(), result::Action::RemoveModel);
        let never = result::ResultModel { keeps: None, compares: false, ..samples::result(&fine, &texts) };
        let page = shown(1.0, |ui| result::show(ui, &never, &texts));
        let asked = [texts.get("compare-open"), texts.get("compare-model-keep")];
        assert!(page.words().iter().all(|(text, _)| !asked.contains(text)));
    }
}
