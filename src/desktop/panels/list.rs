//! The list of exercises: what is advised, what there is to do, how it went, and the way to everything else.

use std::path::PathBuf;

use bevy_egui::egui::{self, RichText, Ui, Vec2, vec2};

use super::pictogram::{self, Sign};
use super::who::shortened;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::{Lang, Texts};
use crate::scenario::programme::Speed;

/// Width of the picture in the head, and of the head's margins.
const LOGO_PX: f32 = 46.0;
const HEAD_MARGINS_PX: f32 = 48.0;
/// Longest name in the head, characters.
const LONGEST_NAME: usize = 16;

/// An exercise at one speed.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// Its speed.
    pub speed: Speed,
    /// Its place among the exercises.
    pub exercise: usize,
    /// Scenario id, `course/name`.
    pub id: String,
    /// Estimated time, minutes.
    pub minutes: u32,
    /// Best mark of 20 so far.
    pub best: Option<f64>,
    /// Journal of an attempt that was cut off.
    pub resumable: Option<PathBuf>,
    /// It was passed at this speed.
    pub passed: bool,
}

/// One exercise at all its speeds.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Place of its course.
    pub course: usize,
    /// The goal that its picture shows, of [`crate::locale::GOALS`] or a verb's; the arc where it is empty.
    pub picture: &'static str,
    /// Title in the language of the texts, or what stands for it.
    pub title: String,
    /// The exercise at its speeds, the slowest first.
    pub takes: Vec<Take>,
    /// The speed to do it at now, a place in `takes`.
    pub now: usize,
    /// A file that cannot be opened, and why.
    pub error: Option<String>,
    /// How far one is with it, in words, where it was done.
    pub standing: Option<String>,
    /// It is mastered or passed.
    pub passed: bool,
    /// It was failed once and is to be done again today.
    pub due: bool,
    /// What comes before it, where that is not mastered.
    pub first: Option<String>,
}

/// One course.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Title.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// Mastered of all and time left, in words.
    pub progress: String,
    /// Share of it that is mastered, 0 to 1.
    pub share: f64,
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Why, in words.
    pub why: String,
    /// What the button says.
    pub go: String,
    /// Place of the row.
    pub row: usize,
    /// What the button does.
    pub action: Action,
}

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct ListModel {
    /// What to call whoever is here; empty where nobody said.
    pub who: String,
    /// The board is offered: it shows everybody's marks.
    pub board: bool,
    /// What is advised.
    pub advice: Option<Advice>,
    /// Courses.
    pub courses: Vec<Course>,
    /// Exercises, in the order of the courses.
    pub rows: Vec<Row>,
}

/// What the person asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open the exercise at this place among the exercises.
    Open(usize),
    /// Go on with the attempt in this journal.
    Resume(PathBuf),
    /// Somebody else is here.
    Who,
    /// See where one stands.
    Passport,
    /// Write exercises.
    Workshop,
    /// Sit or prepare an exam.
    Exam,
    /// Follow a group.
    Board,
    /// Open the settings.
    Settings,
    /// Change between French and English.
    SwitchLanguage,
    /// Leave the program.
    Quit,
}

/// Shows the list over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &ListModel, texts: &Texts) -> Option<Action> {
    let (mut action, mut changes) = (None, false);
    let buttons = [
        ("list-quit", Sign::Door, Action::Quit),
        ("list-settings", Sign::Gear, Action::Settings),
        ("list-workshop", Sign::Sheet, Action::Workshop),
        ("list-exam", Sign::Shield, Action::Exam),
        ("list-board", Sign::Eye, Action::Board),
    ];
    let shown = buttons.into_iter().filter(|(_, _, asked)| model.board || *asked != Action::Board);
    let shown: Vec<(&str, Sign, Action)> = shown.collect();
    // Where there is no room for every word the program's name goes first; then signs stay, and say it under the pointer.
    let width = |text: &str, sign| Push::new(text, Weight::Quiet).sign(sign).width(ui);
    let gap = ui.spacing().item_spacing.x;
    let words: f32 = shown.iter().map(|(key, sign, _)| width(&texts.get(key), *sign) + gap).sum();
    let rest = width(&texts.get("list-passport"), Sign::Star) + 2.0 * theme::TARGET + 4.0 * gap;
    let me = LOGO_PX + width(&who_text(&model.who, texts).0, Sign::Alone) + 3.0 * gap;
    let large = egui::TextStyle::Heading.resolve(ui.style());
    let name = ui.painter().layout_no_wrap(texts.get("app-title"), large, egui::Color32::PLACEHOLDER).size().x + gap;
    let room = ui.available_width() - HEAD_MARGINS_PX - me - rest;
    let (named, tight) = (room >= words + name, room < words);
    widgets::head(
        ui,
        "list.head",
        |ui| {
            widgets::goal(ui, "arc", LOGO_PX, theme::ACCENT);
            // With signs alone there is room again.
            if named || tight {
                ui.label(widgets::heading(&texts.get("app-title")));
            }
            changes = who(ui, &model.who, texts);
        },
        |ui| {
            for (key, sign, asked) in shown {
                let says = texts.get(key);
                let text = if tight { "" } else { says.as_str() };
                if Push::new(text, Weight::Quiet).sign(sign).says(&says).show(ui).clicked() {
                    action = Some(asked);
                }
            }
            let taken = usize::from(texts.lang() == Lang::En);
            let name = texts.get("list-language");
            if widgets::choices(ui, &name, &["FR", "EN"], taken, Vec2::splat(theme::TARGET)).is_some() {
                action = Some(Action::SwitchLanguage);
            }
            if Push::new(&texts.get("list-passport"), Weight::Plain).sign(Sign::Star).show(ui).clicked() {
                action = Some(Action::Passport);
            }
        },
    );
    if changes {
        action = Some(Action::Who);
    }
    widgets::middle(ui, "list", 980.0, |ui| {
        if let Some(advice) = &model.advice {
            action = advised(ui, model, advice).or(action.take());
            ui.add_space(14.0);
        }
        ui.label(widgets::heading(&texts.get("list-heading")));
        ui.add_space(6.0);
        if model.rows.is_empty() {
            ui.label(widgets::soft(&texts.get("list-empty")));
        }
        let mut open = true;
        for (i, row) in model.rows.iter().enumerate() {
            if i == 0 || model.rows[i - 1].course != row.course {
                ui.add_space(if i == 0 { 0.0 } else { 14.0 });
                open = heading(ui, model, row.course, i == 0);
            }
            if open {
                action = card(ui, row, texts).or(action.take());
                ui.add_space(4.0);
            }
        }
    });
    action
}

/// Whoever is here, as a button that changes it; whether it was clicked.
fn who(ui: &mut Ui, name: &str, texts: &Texts) -> bool {
    let (text, says) = who_text(name, texts);
    ui.add_space(8.0);
    Push::new(&text, Weight::Plain).sign(Sign::Alone).says(&says).show(ui).clicked()
}

/// What that button shows, and what it says.
fn who_text(name: &str, texts: &Texts) -> (String, String) {
    let change = texts.get("who-change");
    match name {
        "" => (texts.get("who-nobody"), change),
        name => (shortened(name, LONGEST_NAME), format!("{change} – {name}")),
    }
}

/// The one thing to do next, above all else.
fn advised(ui: &mut Ui, model: &ListModel, advice: &Advice) -> Option<Action> {
    let mut action = None;
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            picture(ui, model.rows.get(advice.row).map_or("", |row| row.picture), 72.0, theme::ACCENT);
            ui.add_space(8.0);
            ui.vertical(|ui| {
                ui.label(widgets::soft(&advice.why));
                let font = theme::title().resolve(ui.style());
                ui.style_mut().text_styles.insert(egui::TextStyle::Button, font);
                let push = Push::new(&advice.go, Weight::Main).sign(Sign::Go).least(ui.available_width(), 60.0);
                let response = push.show(ui);
                widgets::stands(ui, GO, response.rect);
                if response.clicked() {
                    action = Some(advice.action.clone());
                }
            });
        });
    });
    action
}

/// A course's line: what it is for, how much of it is done, and a click that folds it. Whether it is open.
fn heading(ui: &mut Ui, model: &ListModel, at: usize, first: bool) -> bool {
    let Some(course) = model.courses.get(at) else { return true };
    let id = egui::Id::new(("list.course", &course.title));
    let mut rows = model.rows.iter().enumerate().filter(|(_, row)| row.course == at);
    // Open is where one is, and where something is to be done again.
    let now = model.advice.as_ref().map(|advice| advice.row);
    let usual = rows.any(|(i, row)| row.due || now == Some(i)) || (first && now.is_none());
    let mut open = ui.data(|data| data.get_temp(id)).unwrap_or(usual);
    let layout = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER);
    let title = layout(&course.title, theme::title().resolve(ui.style()));
    let progress = layout(&course.progress, egui::TextStyle::Small.resolve(ui.style()));
    // Side by side where there is room, else one below the other.
    let width = ui.available_width();
    let beside = title.size().x + progress.size().x + 60.0 <= width;
    let height = title.size().y + if beside { 0.0 } else { progress.size().y } + 16.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), egui::Sense::click());
    let says = format!("{} – {}", course.title, course.progress);
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::CollapsingHeader, true, open, &says));
    let ink = if response.hovered() { theme::INK } else { theme::INK_SOFT };
    let painter = ui.painter();
    let (line, size) = (title.size().y, progress.size());
    widgets::triangle(painter, rect.min + vec2(8.0, 6.0 + line / 2.0), open, ink);
    painter.galley(rect.min + vec2(26.0, 6.0), title, ink);
    let told = match beside {
        true => vec2(width - size.x, 6.0 + (line - size.y) / 2.0),
        false => vec2(26.0, 6.0 + line),
    };
    painter.galley(rect.min + told, progress, theme::INK_SOFT);
    let rail = egui::Rect::from_min_max(rect.left_bottom() - vec2(0.0, 3.0), rect.right_bottom());
    painter.rect_filled(rail, 1.5, theme::STONE);
    let done = rail.width() * course.share.clamp(0.0, 1.0) as f32;
    painter.rect_filled(egui::Rect::from_min_size(rail.min, vec2(done, 3.0)), 1.5, theme::GOOD);
    widgets::focus_ring(ui, rect, &response);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if open && !course.about.is_empty() {
        ui.label(widgets::soft(&course.about).text_style(egui::TextStyle::Small));
    }
    open
}

fn card(ui: &mut Ui, row: &Row, texts: &Texts) -> Option<Action> {
    let mut action = None;
    // A speed that was chosen holds until another one is advised.
    let key = egui::Id::new(("list.speed", row.takes.first().map(|take| &take.id), row.now));
    let mut chosen: usize = ui.data(|data| data.get_temp(key)).unwrap_or(row.now);
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.set_min_height(76.0);
            let colour = match (&row.error, &row.first) {
                (None, None) => theme::ACCENT,
                _ => theme::STONE_LIT,
            };
            picture(ui, row.picture, 56.0, colour);
            ui.add_space(8.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(take) = row.takes.get(chosen) {
                    action = buttons(ui, row, take, texts);
                    best(ui, take, texts);
                }
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    if let Some(clicked) = about(ui, row, chosen, texts) {
                        chosen = clicked;
                        ui.data_mut(|data| data.insert_temp(key, chosen));
                    }
                });
            });
        });
    });
    action
}

/// What an exercise is about, to be known without reading.
fn picture(ui: &mut Ui, goal: &str, size: f32, colour: egui::Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size), egui::Sense::hover());
    pictogram::goal(ui.painter(), rect, if goal.is_empty() { "arc" } else { goal }, colour);
}

fn buttons(ui: &mut Ui, row: &Row, take: &Take, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let mut push = |key: &str, sign: Sign, asked: Action| {
        let (text, says) = (texts.get(key), format!("{} – {}", texts.get(key), row.title));
        let response = Push::new(&text, Weight::Plain).sign(sign).says(&says).least(150.0, 56.0).show(ui);
        if response.clicked() {
            action = Some(asked);
        }
        response
    };
    let open = push("list-open", Sign::Go, Action::Open(take.exercise));
    if let Some(journal) = &take.resumable {
        push("list-resume", Sign::Again, Action::Resume(journal.clone()));
    }
    widgets::stands(ui, &take.id, open.rect);
    action
}

fn best(ui: &mut Ui, take: &Take, texts: &Texts) {
    let Some(best) = take.best else { return };
    ui.add_space(12.0);
    let column = egui::Layout::top_down(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(132.0, 56.0), column, |ui| {
        ui.set_min_size(vec2(132.0, 56.0));
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(widgets::soft(&texts.get("list-best")).text_style(egui::TextStyle::Small));
        ui.label(widgets::title(&format!("{}\u{202f}/\u{202f}20", texts.mark(best))).color(theme::GOOD));
    });
}

/// Title, speeds, and how it stands; the speed that was clicked.
fn about(ui: &mut Ui, row: &Row, chosen: usize, texts: &Texts) -> Option<usize> {
    let mut clicked = None;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if row.due {
            widgets::sign(ui, Sign::Again, 22.0, theme::ACCENT).on_hover_text(texts.get("list-due"));
        }
        ui.add(egui::Label::new(widgets::title(&row.title)).truncate());
    });
    if row.takes.len() > 1 {
        let names: Vec<String> =
            row.takes.iter().map(|take| texts.get(&format!("speed-{}", take.speed.name()))).collect();
        let chips: Vec<(&str, bool)> =
            names.iter().zip(&row.takes).map(|(name, take)| (name.as_str(), take.passed)).collect();
        clicked = widgets::chips(ui, &format!("{} – {}", texts.get("list-speed"), row.title), &chips, chosen);
    }
    ui.horizontal_wrapped(|ui| {
        let small = |text: String, colour| RichText::new(text).text_style(egui::TextStyle::Small).color(colour);
        if let Some(take) = row.takes.get(chosen) {
            widgets::sign(ui, Sign::Clock, 18.0, theme::INK_SOFT);
            ui.label(small(texts.with("list-minutes", &[("minutes", take.minutes.into())]), theme::INK_SOFT));
        }
        if let Some(standing) = &row.standing {
            ui.add_space(8.0);
            let colour = if row.passed { theme::GOOD } else { theme::ACCENT };
            if row.passed {
                widgets::sign(ui, Sign::Check, 18.0, colour);
            }
            ui.label(small(standing.clone(), colour));
        }
        if row.due {
            ui.add_space(8.0);
            ui.label(small(texts.get("list-due"), theme::ACCENT).strong());
        }
        if let Some(first) = &row.first {
            ui.add_space(8.0);
            ui.label(small(texts.with("list-later", &[("what", first.as_str().into())]), theme::INK_SOFT));
        }
    });
    if let Some(error) = &row.error {
        let line = format!("{} – {error}", texts.get("list-error"));
        ui.add(egui::Label::new(RichText::new(line).color(theme::CLAY)).wrap());
    }
    clicked
}

/// By what the robot of the window test knows the advice's button; those of exercises by their ids.
pub const GO: &str = "list.go";
