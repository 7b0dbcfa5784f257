//! The exam's pages as a candidate, an examiner and a jury use them, in both languages and at every size of text.

use egui_kittest::kittest::Queryable;

use super::super::settings::Settings;
use super::super::tests::shown;
use super::super::{hud, samples};
use super::*;
use crate::locale::Lang;

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

fn part(title: &str, state: PartState) -> PartRow {
    PartRow { title: title.to_owned(), left: 36_000, state }
}

fn parts() -> ExamModel {
    let parts = vec![part("Cliver", PartState::Sealed), part("Lover une fibre", PartState::Begun)];
    ExamModel::Parts { name: "A-01 Léa Martin".to_owned(), parts, extra: true }
}

fn pages() -> Vec<ExamModel> {
    let title = "Titre professionnel de monteur-raccordeur, session de juin".to_owned();
    let session = SessionRow { title: title.clone(), about: "–".to_owned(), interrupted: true };
    let row = JuryRow {
        who: "A-02 Noé Diallo".to_owned(),
        exercise: "Première épissure".to_owned(),
        mark: 12.5,
        passed: false,
        eliminatory: true,
        jury: Some(14.0),
        decided: Some(true),
        incidents: 3,
        fault: Some("altered".to_owned()),
    };
    vec![
        ExamModel::Door { sessions: vec![session] },
        ExamModel::Door { sessions: Vec::new() },
        ExamModel::Lock { title: title.clone(), interrupted: Some("A-01".to_owned()), busy: false },
        ExamModel::Office { title: title.clone(), candidates: 12, sealed: 3 },
        ExamModel::Seat { title: title.clone() },
        parts(),
        ExamModel::End { name: "A-01 Léa".to_owned(), mark: Some((17.25, true)), more: true, path: "x".to_owned() },
        ExamModel::Jury(JuryModel { title, rows: vec![row], folder: "exams".to_owned() }),
    ]
}

#[test]
fn every_page_is_whole_in_both_languages_and_at_every_size() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        for model in pages() {
            for size in Settings::TEXT_SIZES {
                shown(size, |ui| show(ui, &model, Some("–"), &texts)).is_whole(true);
            }
        }
    }
}

#[test]
fn a_candidate_sits_down_with_number_and_code() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = ExamModel::Seat { title: "Titre pro".to_owned() };
        let mut page = shown(1.0, |ui| show(ui, &model, None, &texts));
        for (key, typed) in [("exam-number", "A-01"), ("exam-code", "123456")] {
            let field =
                |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::TextInput;
            page.harness.get_all_by_label(&texts.get(key)).find(field).expect("a line to type into").focus();
            page.harness.run_steps(2);
            page.harness.get_all_by_label(&texts.get(key)).find(field).expect("still there").type_text(typed);
            page.harness.run_steps(2);
        }
        page.click(&texts.get("exam-sit-down"));
        assert_eq!(page.last(), Action::Seat { number: "A-01".to_owned(), code: "123456".to_owned() });
        // There is no way back without the examiner.
        assert!(page.harness.query_by_label(&texts.get("back")).is_none());
    }
}

#[test]
fn what_was_cut_off_goes_on_and_what_is_sealed_is_done() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = parts();
        let mut page = shown(1.0, |ui| show(ui, &model, None, &texts));
        page.says(&texts.get("exam-part-sealed"));
        page.says(&texts.get("exam-extra"));
        assert!(page.harness.query_by_label(&texts.get("exam-part-begin")).is_none());
        page.click(&texts.get("exam-part-go-on"));
        assert_eq!(page.last(), Action::Part(1));
    }
}

#[test]
fn an_exam_at_the_bench_has_a_clock_and_no_way_out() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let mut model = samples::hud(&texts);
        model.exam = Some(hud::Exam { who: "A-01 Léa".to_owned(), left_s: 1_000.0, guide: false });
        model.guide = None;
        let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
        for way in ["hud-leave", "hud-pause", "hud-guide-show"] {
            assert!(page.harness.query_by_label(&texts.get(way)).is_none(), "{way}");
        }
        page.says(&texts.get("exam-time-left"));
        page.click(&texts.get("exam-examiner"));
        assert_eq!(page.last(), hud::Action::Examiner);
    }
}

#[test]
fn the_jury_signs_a_word_only_with_a_name_and_a_reason() {
    let texts = Texts::new(Lang::Fr);
    let result = samples::mark_mixed();
    let model = Bench { who: "A-02".to_owned(), mark: &result, words: &[], jury: None, wrong: None };
    let mut page = shown(1.0, |ui| beside(ui.ctx(), &model, &texts));
    page.click(&texts.get("exam-word-sign"));
    assert!(page.asked.borrow().is_empty(), "nobody said anything");
    page.click(&texts.get("exam-print"));
    assert_eq!(page.last(), Word::Print);
}
