//! How the workshop looks and answers, through AccessKit, in both languages.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use bevy_egui::egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::catalogue::builtin_catalogue;
use crate::catalogue::schema::Catalogue;
use crate::locale::Lang;
use crate::workshop::Document;
use crate::workshop::advice::advise;

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];
const SOURCE: &str = include_str!("../../../../scenarios/geste/premiere-epissure.ron");

fn catalogue() -> Catalogue {
    builtin_catalogue().expect("the catalogue is whole").catalogue
}

fn document(text: &str) -> Document {
    Document::new(Path::new("mes-exercices/a.ron"), text.to_owned(), true, &catalogue())
}

fn shelf() -> Vec<Kept> {
    let row = |title: &str, own: bool| Kept {
        path: PathBuf::from(format!("{title}.ron")),
        title: title.to_owned(),
        course: "Cours".to_owned(),
        own,
        ..Kept::default()
    };
    vec![row("La mienne", true), row("Modèle un", false), row("Modèle deux", false)]
}

/// The workshop on a screen, and what was asked.
struct Shown<'a> {
    harness: Harness<'a>,
    asked: Rc<RefCell<Vec<Action>>>,
    look: Rc<RefCell<Look>>,
}

/// What a test changes of a draft.
#[derive(Clone, Default)]
struct With {
    step: usize,
    conflict: bool,
    offered: Option<(String, Vec<String>)>,
    running: bool,
    tab: Tab,
    none: bool,
}

fn shown(lang: Lang, size: Vec2, text: &str, with: With) -> Shown<'static> {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let look = Rc::new(RefCell::new(Look { tab: with.tab, ..Look::default() }));
    let (heard, folded) = (asked.clone(), look.clone());
    let (texts, document, examples) = (Texts::new(lang), document(text), Examples::default());
    let (shelf, steps) = (shelf(), vec!["Start".to_owned(), "1 · One".to_owned(), "2 · Two".to_owned()]);
    let mut styled = false;
    let mut harness = Harness::builder().with_size(size).build_ui(move |ui| {
        if styled {
            let advice = advise(document.text(), document.form(), "mes-exercices/a.ron");
            let draft = DraftModel {
                document: &document,
                examples: &examples,
                advice: &advice,
                place: "mes-exercices/a.ron",
                conflict: with.conflict,
                seed: 3,
                steps: &steps,
                step: with.step,
                working: false,
                offered: with.offered.as_ref().map(|(key, names)| (key.as_str(), names.as_slice())),
                proof: if with.running { ProofModel::Running(2, 9) } else { ProofModel::None },
            };
            let model = WorkshopModel { shelf: &shelf, draft: (!with.none).then_some(draft), ..Default::default() };
            heard.borrow_mut().extend(show(ui, &model, &mut folded.borrow_mut(), &texts));
        }
        theme::apply(ui.ctx(), 1.0);
        styled = true;
    });
    harness.run_steps(6);
    Shown { harness, asked, look }
}

impl Shown<'_> {
    fn click(&mut self, label: &str) -> &mut Self {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
        self
    }

    fn last(&mut self) -> Action {
        self.asked.borrow_mut().pop().expect("something was asked")
    }

    fn words(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let all = nodes.flat_map(|node| {
            let inner = node.accesskit_node();
            inner.label().into_iter().chain(inner.value()).collect::<Vec<_>>()
        });
        all.collect()
    }

    fn says(&self, text: &str) -> bool {
        self.words().iter().any(|word| word.contains(text))
    }
}

const WIDE: Vec2 = vec2(1366.0, 768.0);

#[test]
fn form_text_and_picture_stand_side_by_side_without_a_key_or_a_word_off_the_screen() {
    for lang in LANGS {
        for size in [WIDE, vec2(1920.0, 1080.0)] {
            let page = shown(lang, size, SOURCE, With::default());
            let texts = Texts::new(lang);
            for key in ["workshop-title", "workshop-save", "workshop-try", "workshop-good", "field-brief"] {
                assert!(page.says(&texts.get(key)), "{key}");
            }
            for node in page.harness.root().children_recursive() {
                let inner = node.accesskit_node();
                for text in inner.label().into_iter().chain(inner.value()) {
                    let is_key = ["workshop-", "field-", "word-"].iter().any(|start| text.starts_with(start));
                    assert!(!is_key && !text.contains("{$"), "a key is shown: {text}");
                    let rect = node.rect();
                    assert!(rect.left() >= -0.5 && rect.left() <= size.x, "{text} is at {rect:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_pressed_is_given_back() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let mut page = shown(lang, WIDE, SOURCE, With::default());
        assert!(page.asked.borrow().is_empty());
        page.click(&texts.get("workshop-try"));
        assert_eq!(page.last(), Action::Try);
        page.click(&texts.get("workshop-prove"));
        assert_eq!(page.last(), Action::Prove);
        page.click(&texts.get("back"));
        assert_eq!(page.last(), Action::Back);
        page.click("La mienne");
        assert_eq!(page.last(), Action::Open("La mienne.ron".into()));
        page.click("+ Modèle deux");
        assert_eq!(page.last(), Action::Copy("Modèle deux.ron".into()));
        page.click(&texts.get("workshop-step-after"));
        assert_eq!(page.last(), Action::Step(1));
        page.click(&texts.get("workshop-seed-other"));
        assert!(matches!(page.last(), Action::Seed(seed) if seed != 3));
        page.click(&texts.get("workshop-save"));
        assert!(page.asked.borrow().is_empty(), "there is nothing to save");
    }
}

#[test]
fn from_a_step_the_trial_says_so() {
    let texts = Texts::new(Lang::Fr);
    let mut page = shown(Lang::Fr, WIDE, SOURCE, With { step: 2, ..With::default() });
    page.click(&texts.get("workshop-try-here"));
    assert_eq!(page.last(), Action::Try);
    page.click(&texts.get("workshop-step-before"));
    assert_eq!(page.last(), Action::Step(1));
}

#[test]
fn an_error_is_at_its_field_and_under_the_text_with_line_and_column_and_the_word_that_was_meant() {
    let text = SOURCE.replacen("axis: \"technique\"", "axis: \"tecnique\"", 1);
    for lang in LANGS {
        let texts = Texts::new(lang);
        let mut page = shown(lang, WIDE, &text, With::default());
        let error = document(&text).errors()[0].clone();
        let place = format!("{}:{}", error.line, error.column);
        assert!(page.says(&place), "{place}");
        assert!(page.says(&labels::told(&error.message, &texts)));
        assert!(page.says(&texts.with("workshop-problems-n", &[("n", Value::from(1u32))])));
        assert!(page.says(&format!("{} ⚠", texts.get("field-marking"))), "the folded section is marked");
        page.click(&texts.with("workshop-put", &[("word", Value::from("technique"))]));
        let Action::Edit { splice, typing: false } = page.last() else { panic!("an edit was asked") };
        assert_eq!(splice.apply(&text), SOURCE);
        page.click(&place);
        assert_eq!(page.look.borrow().selected, "marking.criteria[0].axis");
        assert!(page.says(&format!("⚠ {}", labels::told(&error.message, &texts))), "the form opened at the field");
    }
}

#[test]
fn a_number_is_typed_into_its_own_bytes() {
    let mut page = shown(Lang::Fr, WIDE, SOURCE, With::default());
    let at = document(SOURCE).form().find("minutes").expect("a field").clone();
    page.harness.get_all_by_value("20").next().expect("a field").focus();
    page.harness.run_steps(2);
    page.harness.get_all_by_value("20").next().expect("a field").type_text("5");
    page.harness.run_steps(4);
    let asked = page.asked.borrow();
    let splice = asked.iter().find_map(|action| match action {
        Action::Edit { splice, typing: true } => Some(splice),
        _ => None,
    });
    let splice = splice.expect("an edit was asked");
    assert_eq!(splice.span, at.span);
    assert!(splice.with.contains('5'), "{}", splice.with);
    assert_eq!(page.look.borrow().selected, "minutes");
}

#[test]
fn a_tool_is_switched_off_and_an_entry_is_moved() {
    let texts = Texts::new(Lang::Fr);
    let tools = format!("{} (9)", texts.get("field-tools"));
    // High enough that nothing has to be scrolled to.
    let mut page = shown(Lang::Fr, vec2(1366.0, 2_400.0), SOURCE, With::default());
    page.click(&tools).click(&texts.get("tool-tweezers"));
    let Action::Edit { splice, .. } = page.last() else { panic!("an edit was asked") };
    assert!(!splice.apply(SOURCE).contains("\"tweezers\",\n"));
    page.click(&texts.get("field-marking"));
    let count = document(SOURCE).form().find("marking.criteria").expect("a list").children().len();
    page.click(&format!("{} ({count})", texts.get("field-criteria")));
    page.click(&format!("{} – {} 1", texts.get("workshop-down"), texts.get("field-criteria")));
    let Action::Edit { splice, .. } = page.last() else { panic!("an edit was asked") };
    let moved = splice.apply(SOURCE);
    let first = crate::workshop::form::form(&moved);
    assert_eq!(first.find("marking.criteria[0]").and_then(|entry| entry.caption()), Some("ring-station"));
}

#[test]
fn fields_are_offered_and_put_in() {
    let texts = Texts::new(Lang::En);
    let mut page = shown(Lang::En, WIDE, "Scenario(format: 1)", With::default());
    page.click(&format!("+ {}", texts.get("workshop-add-field")));
    assert_eq!(page.last(), Action::Offer(String::new()));
    let offered = Some((String::new(), vec!["minutes".to_owned()]));
    let mut page = shown(Lang::En, WIDE, "Scenario(format: 1)", With { offered, ..With::default() });
    page.click(&texts.get("field-minutes"));
    let Action::Edit { splice, .. } = page.last() else { panic!("an edit was asked") };
    assert_eq!(splice.apply("Scenario(format: 1)"), "Scenario(format: 1, minutes: ())");
}

#[test]
fn a_conflict_asks_which_text_stays() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let mut page = shown(lang, WIDE, SOURCE, With { conflict: true, ..With::default() });
        page.click(&texts.get("workshop-take-theirs"));
        assert_eq!(page.last(), Action::TakeTheirs);
        page.click(&texts.get("workshop-save-over"));
        assert_eq!(page.last(), Action::SaveOver);
    }
}

#[test]
fn checking_shows_advice_and_proving_can_be_stopped() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let text = SOURCE.replacen("Première épissure", "L'épissure", 1);
        let page = shown(lang, WIDE, &text, With { tab: Tab::Problems, ..With::default() });
        assert!(page.says(&texts.get("workshop-advice-apostrophe")));
        let mut page = shown(lang, WIDE, SOURCE, With { tab: Tab::Proof, running: true, ..With::default() });
        page.click(&texts.get("workshop-proof-stop"));
        assert_eq!(page.last(), Action::StopProof);
    }
}

#[test]
fn with_nothing_open_the_shelf_leads_on_and_with_nothing_good_nothing_can_be_tried() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let page = shown(lang, WIDE, SOURCE, With { none: true, ..With::default() });
        assert!(page.says(&texts.get("workshop-welcome")) && page.says("Modèle un"));
        let mut page = shown(lang, WIDE, "((", With::default());
        assert!(page.says(&texts.get("workshop-text")));
        page.click(&texts.get("workshop-try"));
        assert!(page.asked.borrow().is_empty());
    }
}

#[test]
fn panes_fold_away_and_come_back() {
    let texts = Texts::new(Lang::Fr);
    let mut page = shown(Lang::Fr, WIDE, SOURCE, With::default());
    assert!(page.says("La mienne") && page.says(&texts.get("field-brief")));
    page.click(&texts.get("workshop-shelf")).click(&texts.get("workshop-form"));
    page.harness.run_steps(20);
    assert!(!page.says("La mienne") && !page.says(&texts.get("field-brief")));
    page.click(&texts.get("workshop-form"));
    assert!(page.says(&texts.get("field-brief")));
}
