//! The exam's pages as a candidate, an examiner and a jury use them, in both languages.

use bevy_egui::egui::{self, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::locale::Lang;

fn harness<'a>(model: &'a ExamModel, texts: &'a Texts) -> Harness<'a, Option<Action>> {
    let show = move |ui: &mut egui::Ui, asked: &mut Option<Action>| {
        theme::apply(ui.ctx(), 1.0);
        *asked = super::show(ui, model, None, texts).or(asked.take());
    };
    Harness::builder().with_size(vec2(1366.0, 768.0)).build_ui_state(show, None)
}

fn both() -> [Texts; 2] {
    [Texts::new(Lang::Fr), Texts::new(Lang::En)]
}

#[test]
fn a_candidate_sits_down_with_number_and_code() {
    for texts in both() {
        let model = ExamModel::Seat { title: "Titre pro".to_owned() };
        let mut harness = harness(&model, &texts);
        harness.run();
        harness.get_by_label(&texts.get("exam-number")).focus();
        harness.run();
        harness.get_by_label(&texts.get("exam-number")).type_text("A-01");
        harness.run();
        harness.get_by_label(&texts.get("exam-code")).focus();
        harness.run();
        harness.get_by_label(&texts.get("exam-code")).type_text("123456");
        harness.run();
        harness.get_by_label(&texts.get("exam-sit-down")).click();
        harness.run();
        let expected = Action::Seat { number: "A-01".to_owned(), code: "123456".to_owned() };
        assert_eq!(harness.state().as_ref(), Some(&expected));
        // There is no way back without the examiner.
        assert!(harness.query_by_label(&texts.get("back")).is_none());
    }
}

#[test]
fn the_next_part_is_offered_and_a_sealed_one_is_not() {
    for texts in both() {
        let part = |title: &str, state| PartRow { title: title.to_owned(), left: 36_000, state };
        let parts = vec![part("Cliver", PartState::Sealed), part("Lover", PartState::Begun)];
        let model = ExamModel::Parts { name: "A-01 Léa".to_owned(), parts, extra: true };
        let mut harness = harness(&model, &texts);
        harness.run();
        assert!(harness.query_by_label(&texts.get("exam-part-begin")).is_none());
        harness.get_by_label(&texts.get("exam-part-go-on")).click();
        harness.run();
        assert_eq!(harness.state().as_ref(), Some(&Action::Part(1)));
    }
}
