//! How panels look and answer, through AccessKit as a person with a screen reader meets them.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use bevy_egui::egui::{self, Rect, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{board, brief, hud, list, passport, pictogram, present, replay_bar, result, samples, settings, tour};
use crate::catalogue::vocabulary::Tool;
use crate::desktop::theme;
use crate::desktop::tour::Step;
use crate::locale::{GOALS, Lang, Texts};
use crate::marking::Mark;

const SCREEN: Vec2 = vec2(1366.0, 768.0);
const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

/// A panel on the screen, and what it has asked.
pub(super) struct Shown<'a, A> {
    pub(super) harness: Harness<'a>,
    pub(super) asked: Rc<RefCell<Vec<A>>>,
}

pub(super) fn shown<'a, A: 'a>(text_size: f64, mut show: impl FnMut(&mut Ui) -> Option<A> + 'a) -> Shown<'a, A> {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let heard = asked.clone();
    let mut styled = false;
    let mut harness = Harness::builder().with_size(SCREEN).build_ui(move |ui| {
        // A Ui takes its style when it is made: the look holds from the second frame.
        if styled {
            heard.borrow_mut().extend(show(ui));
        }
        theme::apply(ui.ctx(), text_size);
        styled = true;
    });
    harness.run_steps(4);
    Shown { harness, asked }
}

impl<A> Shown<'_, A> {
    pub(super) fn click(&mut self, label: &str) -> &mut Self {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
        self
    }

    /// Clicks on something that may be further down on a page.
    pub(super) fn press(&mut self, label: &str) -> &mut Self {
        self.harness.get_by_label(label).scroll_to_me();
        self.harness.run_steps(20);
        self.click(label)
    }

    /// What was asked last; each test starts from nothing asked.
    pub(super) fn last(&mut self) -> A {
        self.asked.borrow_mut().pop().expect("something was asked")
    }

    /// Every label and value on the screen, with its place.
    pub(super) fn words(&self) -> Vec<(String, Rect)> {
        let mut words = Vec::new();
        for node in self.harness.root().children_recursive() {
            let inner = node.accesskit_node();
            for text in inner.label().into_iter().chain(inner.value()) {
                words.push((text, node.rect()));
            }
        }
        words
    }

    /// No word is a key, and nothing leaves the screen; a scrolled page may go on below.
    pub(super) fn is_whole(&self, scrolls: bool) {
        let words = self.words();
        assert!(words.len() > 2, "{words:?}");
        for (text, rect) in words {
            assert!(!is_key(&text) && !text.contains("{$"), "a key is shown: {text}");
            let sideways = rect.left() >= -0.5 && rect.right() <= SCREEN.x + 0.5;
            let upright = rect.top() >= -0.5 && (scrolls || rect.bottom() <= SCREEN.y + 0.5);
            assert!(sideways && upright, "{text} is at {rect:?}");
        }
    }

    pub(super) fn says(&self, text: &str) {
        let words = self.words();
        assert!(words.iter().any(|(word, _)| word.contains(text)), "{text} is not among {words:?}");
    }
}

/// Whether a text looks like `list-open`; the model's ids and paths hold a slash.
fn is_key(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

#[test]
fn the_list_shows_what_there_is_and_opens_it() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::list(&texts);
        for size in settings::Settings::TEXT_SIZES {
            shown(size, |ui| list::show(ui, &model, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| list::show(ui, &model, &texts));
        page.says(&model.rows[0].title);
        page.says(&texts.get("list-heading"));
        page.says("12:9");
        page.says(&model.courses[0].progress);
        page.says(&texts.get("list-due"));
        page.click(&format!("{} – {}", texts.get("list-open"), model.rows[1].title));
        assert_eq!(page.last(), list::Action::Open(1), "what comes later is not refused");
        page.says(&texts.with("list-later", &[("what", model.rows[1].first.as_deref().expect("given").into())]));
        page.click(&format!("{} – {}", texts.get("list-resume"), model.rows[0].title));
        assert_eq!(page.last(), list::Action::Resume(PathBuf::from("a.journal")));
        page.click(&model.advice.as_ref().expect("given").go);
        assert_eq!(page.last(), list::Action::Open(2));
        page.click(&texts.get("list-passport"));
        assert_eq!(page.last(), list::Action::Passport);
        let other = if lang == Lang::Fr { "EN" } else { "FR" };
        page.click(&format!("{} – {other}", texts.get("list-language")));
        assert_eq!(page.last(), list::Action::SwitchLanguage);
        page.click(&texts.get("list-board"));
        assert_eq!(page.last(), list::Action::Board);
        page.click(&texts.get("list-settings"));
        assert_eq!(page.last(), list::Action::Settings);
        page.click(&texts.get("list-quit"));
        assert_eq!(page.last(), list::Action::Quit);
    }
}

#[test]
fn a_row_is_done_at_the_speed_that_was_chosen() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::list(&texts);
        let row = &model.rows[2];
        let mut page = shown(1.0, |ui| list::show(ui, &model, &texts));
        let open = format!("{} – {}", texts.get("list-open"), row.title);
        page.click(&open);
        assert_eq!(page.last(), list::Action::Open(3), "the speed to do it at now");
        for (speed, exercise) in [("speed-paced", 4), ("speed-slow", 2), ("speed-standard", 3)] {
            page.click(&format!("{} – {} – {}", texts.get("list-speed"), row.title, texts.get(speed)));
            assert!(page.asked.borrow().is_empty(), "to choose is not to begin");
            page.click(&open);
            assert_eq!(page.last(), list::Action::Open(exercise));
        }
        page.click(&format!("{} – {} – {}", texts.get("list-speed"), row.title, texts.get("speed-slow")));
        page.says("20\u{202f}/\u{202f}20");
    }
}

#[test]
fn a_course_is_open_where_one_is_and_folds_at_a_click() {
    let texts = Texts::new(Lang::Fr);
    let mut model = samples::list(&texts);
    model.rows = model.rows.split_off(2);
    model.rows.remove(1);
    model.advice.as_mut().expect("given").row = 0;
    let mut page = shown(1.0, |ui| list::show(ui, &model, &texts));
    let far = &model.rows[1].title;
    assert!(page.words().iter().all(|(word, _)| word != far), "nothing is to be done there now");
    page.click(&format!("{} – ", model.courses[1].title));
    page.says(far);
}

#[test]
fn the_passport_says_each_competence_and_on_demand_what_showed_it() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::passport(&texts);
        for size in settings::Settings::TEXT_SIZES {
            shown(size, |ui| passport::show(ui, &model, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| passport::show(ui, &model, &texts));
        page.says(&model.count);
        for line in model.domains.iter().flat_map(|domain| &domain.lines) {
            page.says(&format!("{} – {}", line.name, texts.get(&format!("level-{}", line.level.name()))));
        }
        let shown = &model.domains[0].lines[1];
        let says = format!("{} – {}", shown.name, texts.get("level-learning"));
        assert!(page.words().iter().all(|(word, _)| *word != shown.evidence[0].1), "not unasked");
        page.click(&says).says(&shown.evidence[0].1);
        let unseen = &model.domains[0].lines[0];
        page.click(&format!("{} – {}", unseen.name, texts.get("level-not-seen"))).says(&texts.get("passport-nothing"));
        page.click(&texts.get("passport-save"));
        assert_eq!(page.last(), passport::Action::Save);
        page.click(&texts.get("back"));
        assert_eq!(page.last(), passport::Action::Back);
    }
}

#[test]
fn an_empty_passport_invites_and_a_saved_one_says_where() {
    let texts = Texts::new(Lang::Fr);
    let saved = Some(Ok("livret.html".to_owned()));
    let model = passport::PassportModel { empty: true, saved, ..samples::passport(&texts) };
    let page = shown(1.0, |ui| passport::show(ui, &model, &texts));
    page.says(&texts.get("passport-empty"));
    page.says("livret.html");
}

#[test]
fn an_empty_list_says_so() {
    let texts = Texts::new(Lang::Fr);
    let model = list::ListModel::default();
    shown(1.0, |ui| list::show(ui, &model, &texts)).says(&texts.get("list-empty"));
}

#[test]
fn the_job_sheet_shows_colours_by_name_and_starts() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::brief(&texts);
        for size in settings::Settings::TEXT_SIZES {
            shown(size, |ui| brief::show(ui, &model, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| brief::show(ui, &model, &texts));
        let places = model.places.expect("something is to be spliced");
        page.says(&texts.colour(places.tube.1));
        page.says(&texts.colour(places.fibre.1));
        page.says(model.brief.lines().next().expect("a line"));
        page.click(&texts.get("brief-guided"));
        assert!(page.asked.borrow().is_empty(), "it is guided already");
        page.click(&texts.get("brief-free"));
        assert_eq!(page.last(), brief::Action::Guided(false));
        page.click(&texts.get("brief-start"));
        assert_eq!(page.last(), brief::Action::Start);
        page.click(&texts.get("back"));
        assert_eq!(page.last(), brief::Action::Back);
    }
}

#[test]
fn the_bench_is_surrounded_and_its_middle_is_free() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::hud(&texts);
        for size in settings::Settings::TEXT_SIZES {
            let page = shown(size, |ui| hud::show(ui.ctx(), &model, &texts));
            page.is_whole(false);
            let middle = Rect::from_center_size((SCREEN / 2.0).to_pos2(), vec2(640.0, 300.0));
            let ctx = &page.harness.ctx;
            for at in [middle.left_top(), middle.center(), middle.right_bottom()] {
                assert_eq!(ctx.layer_id_at(at).filter(|layer| layer.order != egui::Order::Background), None);
            }
        }
        let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
        page.says(&texts.hint("strip"));
        page.says(model.message.as_deref().expect("a message"));
        page.click(&texts.tool(Tool::Scissors));
        assert_eq!(page.last(), hud::Action::Take(Tool::Scissors));
        page.click(&texts.get("hud-leave-contact"));
        assert_eq!(page.last(), hud::Action::Leave);
        page.click(&texts.get("hud-guide-hide"));
        assert_eq!(page.last(), hud::Action::ToggleGuide);
        page.click(&texts.get("hud-pause"));
        assert_eq!(page.last(), hud::Action::Pause);
        page.click(&texts.tool(Tool::SplicedFibre));
        assert!(page.asked.borrow().is_empty(), "what cannot be taken is not taken");
    }
}

#[test]
fn a_tool_that_touches_nothing_is_put_down() {
    let texts = Texts::new(Lang::Fr);
    let model = hud::HudModel { touching: None, ..samples::hud(&texts) };
    let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
    page.click(&texts.get("hud-put-down"));
    assert_eq!(page.last(), hud::Action::Take(Tool::Hand));
}

#[test]
fn the_end_is_asked_back() {
    let texts = Texts::new(Lang::Fr);
    let model = samples::hud(&texts);
    let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
    page.click(&texts.get("hud-finish"));
    page.is_whole(false);
    page.click(&texts.get("hud-finish-no"));
    assert!(page.asked.borrow().is_empty());
    page.click(&texts.get("hud-finish")).click(&texts.get("hud-finish-yes"));
    assert_eq!(page.last(), hud::Action::Finish);
    page.click(&texts.get("hud-leave")).click(&texts.get("hud-quit-yes"));
    assert_eq!(page.last(), hud::Action::Quit);
}

#[test]
fn a_pause_covers_the_bench_until_it_ends() {
    let texts = Texts::new(Lang::En);
    let model = hud::HudModel { paused: true, ..samples::hud(&texts) };
    let mut page = shown(1.0, |ui| hud::show(ui.ctx(), &model, &texts));
    page.says(&texts.get("hud-paused"));
    let big = |node: &egui_kittest::Node| node.rect().width() > 200.0;
    page.harness.get_all_by_label(&texts.get("hud-resume")).find(big).expect("the big button").click();
    page.harness.run_steps(4);
    assert_eq!(page.last(), hud::Action::Pause);
}

fn result_page(mark: &Mark, lang: Lang, look: impl FnOnce(&mut Shown<result::Action>, &Texts)) {
    let texts = Texts::new(lang);
    let model = samples::result(mark, &texts);
    for size in settings::Settings::TEXT_SIZES {
        shown(size, |ui| result::show(ui, &model, &texts)).is_whole(true);
    }
    let mut page = shown(1.0, |ui| result::show(ui, &model, &texts));
    look(&mut page, &texts);
}

#[test]
fn a_mark_says_what_was_good_and_shows_what_was_not() {
    let mark = samples::mark_mixed();
    for lang in LANGS {
        result_page(&mark, lang, |page, texts| {
            page.says(&texts.mark(15.25));
            page.says(&texts.get("result-not-yet"));
            let good = page.harness.get_by_label(&texts.get("result-good")).rect();
            let better = page.harness.get_by_label(&texts.get("result-to-improve")).rect();
            assert!(good.left() < better.left(), "what was good comes first");
            page.says(texts.pick(&mark.criteria[1].cause));
            let fault = texts.pick(&mark.eliminatory[0].label);
            page.says(fault);
            page.click(&texts.with("result-see-this", &[("what", fault.into())]));
            assert_eq!(page.last(), result::Action::See { from: 4_000, to: 4_100 });
            let cost = texts.get("network-cleave");
            page.says(&texts.with("result-network", &[("what", cost.as_str().into())]));
            let title = texts.pick(&samples::job().scenario.title).to_owned();
            page.click(&texts.with("result-train", &[("title", title.as_str().into())]));
            assert_eq!(page.last(), result::Action::Train(5));
            page.click(&texts.get("result-again"));
            assert_eq!(page.last(), result::Action::Again);
            page.click(&texts.get("result-replay"));
            assert_eq!(page.last(), result::Action::Replay);
            page.click(&texts.get("result-back"));
            assert_eq!(page.last(), result::Action::Back);
        });
    }
}

#[test]
fn the_first_minute_says_one_thing_at_a_time_and_can_be_put_away() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        for step in Step::ALL {
            for left_handed in [false, true] {
                for size in settings::Settings::TEXT_SIZES {
                    shown(size, |ui| tour::show(ui.ctx(), step, true, left_handed, &texts)).is_whole(false);
                }
            }
            let mut page = shown(1.0, |ui| tour::show(ui.ctx(), step, true, false, &texts));
            page.click(&texts.get(if step == Step::Done { "tour-done" } else { "tour-skip" }));
            assert_eq!(page.last(), tour::Action::Skip);
        }
    }
}

#[test]
fn a_pen_draws_over_the_picture_and_is_wiped() {
    let texts = Texts::new(Lang::Fr);
    let sheet = Rc::new(RefCell::new(present::Sheet::default()));
    let held = sheet.clone();
    let mut page = shown(1.0, move |ui| present::show(ui.ctx(), &mut held.borrow_mut(), &Texts::new(Lang::Fr)));
    page.is_whole(false);
    let stroke = |page: &mut Shown<present::Action>| {
        page.harness.drag_at(egui::pos2(300.0, 400.0));
        page.harness.step();
        for i in 1..8 {
            page.harness.hover_at(egui::pos2(300.0 + 20.0 * i as f32, 400.0));
            page.harness.step();
        }
        page.harness.drop_at(egui::pos2(460.0, 400.0));
        page.harness.run_steps(3);
    };
    stroke(&mut page);
    assert!(sheet.borrow().lines.is_empty(), "without the pen the pointer only points");
    page.click(&texts.get("present-pen"));
    assert_eq!(page.last(), present::Action::Draw);
    stroke(&mut page);
    let lines = sheet.borrow().lines.clone();
    assert!(lines.len() == 1 && lines[0].len() > 3, "{lines:?}");
    page.click(&texts.get("present-wipe"));
    assert!(sheet.borrow().lines.is_empty());
    page.click(&texts.get("present-close"));
    assert_eq!(page.last(), present::Action::Close);
}

#[test]
fn an_empty_mark_does_not_scold() {
    let mark = samples::mark_empty();
    for lang in LANGS {
        result_page(&mark, lang, |page, texts| {
            page.says(&texts.get("result-nothing-good"));
            page.says(&texts.get("result-not-done"));
            page.says(texts.pick(&mark.criteria[0].label));
            let cause = texts.pick(&mark.criteria[0].cause);
            assert!(page.words().iter().all(|(word, _)| word != cause), "nothing was done, so nothing was the cause");
        });
    }
}

#[test]
fn a_full_mark_has_nothing_to_put_right() {
    let mark = samples::mark_fine();
    for lang in LANGS {
        result_page(&mark, lang, |page, texts| {
            page.says(&texts.get("result-passed"));
            page.says(&texts.get("result-all-good"));
            page.says(texts.pick(&mark.criteria[0].label));
        });
    }
}

#[test]
fn the_replay_bar_leads_from_fact_to_fact() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = samples::replay(&texts);
        for size in settings::Settings::TEXT_SIZES {
            shown(size, |ui| replay_bar::show(ui.ctx(), &model, &texts)).is_whole(false);
        }
        let mut page = shown(1.0, |ui| replay_bar::show(ui.ctx(), &model, &texts));
        page.says(&model.marks[2].label);
        page.click(&texts.get("replay-next"));
        assert_eq!(page.last(), replay_bar::Action::Seek(15_500));
        page.click(&texts.get("replay-previous"));
        assert_eq!(page.last(), replay_bar::Action::Seek(9_000));
        page.click(&texts.get("replay-play"));
        assert_eq!(page.last(), replay_bar::Action::Toggle);
        let half = texts.number(0.5, 1);
        page.click(&format!("{} – ×{half}", texts.get("replay-speed")));
        assert_eq!(page.last(), replay_bar::Action::Speed(0.5));
        page.click(&texts.get("replay-position"));
        let replay_bar::Action::Seek(tick) = page.last() else { panic!("a click on the rail seeks") };
        assert!((i64::from(tick) - 18_000).abs() < 200, "its middle is the middle of the attempt: {tick}");
        page.click(&texts.get("replay-back"));
        assert_eq!(page.last(), replay_bar::Action::Back);
    }
}

#[test]
fn each_setting_answers_with_all_of_them() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = settings::Settings { lang, gain: 1.5, ..Default::default() };
        for size in settings::Settings::TEXT_SIZES {
            shown(size, |ui| settings::show(ui, &model, &texts)).is_whole(true);
        }
        let mut page = shown(1.0, |ui| settings::show(ui, &model, &texts));
        let mut choose = |what: &str, choice: &str| {
            page.click(&format!("{} – {}", texts.get(what), texts.get(choice)));
            page.last()
        };
        let set = settings::Action::Set;
        let (quality, measured) = (settings::Quality::Low, true);
        assert_eq!(
            choose("settings-quality", "settings-quality-low"),
            set(settings::Settings { quality, measured, ..model })
        );
        let left = set(settings::Settings { left_handed: true, ..model });
        assert_eq!(choose("settings-side", "settings-left-handed"), left);
        let grip = settings::GripMode::Toggle;
        assert_eq!(choose("settings-grip", "settings-grip-toggle"), set(settings::Settings { grip, ..model }));
        let large = set(settings::Settings { text_size: 1.15, ..model });
        assert_eq!(choose("settings-text", "settings-text-large"), large);
        page.click(&texts.get("settings-calibrate"));
        assert_eq!(page.last(), settings::Action::Calibrate);
        page.click(&texts.get("back"));
        assert_eq!(page.last(), settings::Action::Back);
    }
}

#[test]
fn every_goal_has_its_own_pictogram() {
    for (goal, _) in GOALS {
        assert!(pictogram::has_goal(goal), "{goal}");
    }
}

/// States that no test shows have words as well.
#[test]
fn every_key_that_a_panel_asks_for_has_a_text() {
    let sources = [
        include_str!("brief.rs"),
        include_str!("hud.rs"),
        include_str!("list.rs"),
        include_str!("passport.rs"),
        include_str!("replay_bar.rs"),
        include_str!("result.rs"),
        include_str!("settings.rs"),
        include_str!("tour.rs"),
    ];
    let texts = Texts::new(Lang::Fr);
    let mut seen = 0;
    for key in sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2)) {
        let page = ["brief-", "hud-", "list-", "passport-", "replay-", "result-", "settings-", "tour-"];
        let begins = page.iter().any(|page| key.starts_with(page));
        let stem = key.contains('{');
        if begins && !stem {
            // What is asked back is a question with its answers.
            let question = ["question", "about", "yes", "no"].iter().all(|part| texts.has(&format!("{key}-{part}")));
            assert!(texts.has(key) || question, "{key}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn the_board_is_whole_on_every_tab_and_answers() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        for tab in board::Tab::ALL {
            let model = board::BoardModel { tab, ..samples::board(&texts, 12) };
            for size in settings::Settings::TEXT_SIZES {
                shown(size, |ui| board::show(ui, &model, &texts)).is_whole(true);
            }
        }
        let model = samples::board(&texts, 12);
        let mut page = shown(1.0, |ui| board::show(ui, &model, &texts));
        let sure = model.rows[1].levels.iter().filter(|level| **level >= crate::progress::Level::Acquired).count();
        let values = [("n", (sure as u32).into()), ("of", (model.rows[1].levels.len() as u32).into())];
        let line =
            format!("{} – {} – {}", model.rows[1].who, texts.with("board-acquired", &values), model.rows[1].about);
        page.click(&line);
        assert_eq!(page.last(), board::Action::Person(1));
        for tab in &board::Tab::ALL[1..] {
            let name = texts.get(&format!("board-tab-{}", tab.name()));
            page.click(&format!("{} – {name}", texts.get("board-show")));
            assert_eq!(page.last(), board::Action::Tab(*tab));
        }
        page.click(&texts.get("board-save"));
        assert_eq!(page.last(), board::Action::Save);
        page.click(&texts.get("back"));
        assert_eq!(page.last(), board::Action::Back);
        let model = board::BoardModel { tab: board::Tab::Help, ..samples::board(&texts, 12) };
        let mut page = shown(1.0, |ui| board::show(ui, &model, &texts));
        page.says("7");
        page.click(&format!("{} – {}", texts.get("board-look"), model.rows[1].who));
        assert_eq!(page.last(), board::Action::Person(1));
    }
}

#[test]
fn a_board_of_a_thousand_draws_the_lines_that_are_seen_and_no_others() {
    let texts = Texts::new(Lang::Fr);
    let model = samples::board(&texts, 1_000);
    let page = shown(1.0, |ui| board::show(ui, &model, &texts));
    let lines = page.words().iter().filter(|(text, _)| model.rows.iter().any(|row| text.starts_with(&row.who))).count();
    assert!((10..80).contains(&lines), "{lines} lines");
}

#[test]
fn a_board_without_anybody_says_what_to_do_and_one_that_is_read_says_so() {
    for lang in LANGS {
        let texts = Texts::new(lang);
        let model = board::BoardModel::default();
        shown(1.0, |ui| board::show(ui, &model, &texts)).says(&texts.get("board-empty"));
        let model = board::BoardModel { reading: true, ..model };
        shown(1.0, |ui| board::show(ui, &model, &texts)).says(&texts.get("board-reading"));
    }
}
