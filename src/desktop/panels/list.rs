//! The list of exercises: what there is to do, how it went, and the way to language, settings and the exit.

use std::path::PathBuf;

use bevy_egui::egui::{self, Ui, Vec2};

use super::pictogram::{self, Sign};
use super::widgets::{self, Push, Weight};
use crate::catalogue::vocabulary::Tool;
use crate::desktop::theme;
use crate::locale::{Lang, Texts};

/// One exercise.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its file.
    pub path: PathBuf,
    /// Title of its course.
    pub course: String,
    /// What one takes in hand there.
    pub picture: Option<Tool>,
    /// Scenario id, `course/name`.
    pub id: String,
    /// Title in the language of the texts.
    pub title: String,
    /// Estimated time, minutes.
    pub minutes: u32,
    /// Best mark of 20 so far.
    pub best: Option<f64>,
    /// Attempts so far.
    pub attempts: u32,
    /// Journal of an attempt that was cut off.
    pub resumable: Option<PathBuf>,
    /// Why the file cannot be opened.
    pub error: Option<String>,
    /// How far one is with it, in words, where it was done.
    pub standing: Option<String>,
    /// It is mastered or passed.
    pub passed: bool,
    /// It was failed once and is to be done again today.
    pub due: bool,
}

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct ListModel {
    /// Exercises, in the programme's order.
    pub rows: Vec<Row>,
    /// What each course is for, and what comes before it, by its title.
    pub courses: Vec<(String, String)>,
}

/// What the person asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open the exercise of this row.
    Open(usize),
    /// Go on with the attempt in this journal.
    Resume(PathBuf),
    /// Write exercises.
    Workshop,
    /// Open the settings.
    Settings,
    /// Change between French and English.
    SwitchLanguage,
    /// Leave the program.
    Quit,
}

/// Shows the list over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &ListModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::head(
        ui,
        "list.head",
        |ui| {
            widgets::goal(ui, "arc", 46.0, theme::ACCENT);
            ui.label(widgets::heading(&texts.get("app-title")));
            ui.add_space(4.0);
            ui.label(widgets::soft(&texts.get("app-subtitle")));
        },
        |ui| {
            if Push::new(&texts.get("list-quit"), Weight::Quiet).sign(Sign::Door).show(ui).clicked() {
                action = Some(Action::Quit);
            }
            if Push::new(&texts.get("list-settings"), Weight::Quiet).sign(Sign::Gear).show(ui).clicked() {
                action = Some(Action::Settings);
            }
            if Push::new(&texts.get("list-workshop"), Weight::Quiet).sign(Sign::Sheet).show(ui).clicked() {
                action = Some(Action::Workshop);
            }
            let taken = usize::from(texts.lang() == Lang::En);
            let name = texts.get("list-language");
            if widgets::choices(ui, &name, &["FR", "EN"], taken, Vec2::splat(theme::TARGET)).is_some() {
                action = Some(Action::SwitchLanguage);
            }
        },
    );
    widgets::middle(ui, "list", 980.0, |ui| {
        ui.label(widgets::heading(&texts.get("list-heading")));
        ui.add_space(6.0);
        if model.rows.is_empty() {
            ui.label(widgets::soft(&texts.get("list-empty")));
        }
        let mut open = true;
        for (i, row) in model.rows.iter().enumerate() {
            if !row.course.is_empty() && (i == 0 || model.rows[i - 1].course != row.course) {
                ui.add_space(if i == 0 { 0.0 } else { 14.0 });
                open = heading(ui, model, &row.course, i == 0, texts);
            }
            if open {
                action = card(ui, i, row, texts).or(action.take());
                ui.add_space(4.0);
            }
        }
    });
    action
}

/// A course's line: what it is for, how much of it is done, and a click that folds it. Whether it is open.
fn heading(ui: &mut Ui, model: &ListModel, course: &str, first: bool, texts: &Texts) -> bool {
    let id = egui::Id::new(("list.course", course));
    let rows: Vec<&Row> = model.rows.iter().filter(|row| row.course == course).collect();
    // The first is open; so is one with something to do again.
    let usual = first || rows.iter().any(|row| row.due);
    let mut open = ui.data(|data| data.get_temp(id)).unwrap_or(usual);
    let passed = rows.iter().filter(|row| row.passed).count() as u32;
    let count = texts.with("list-done", &[("n", passed.into()), ("of", (rows.len() as u32).into())]);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 34.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::CollapsingHeader, true, open, course));
    let ink = if response.hovered() { theme::INK } else { theme::INK_SOFT };
    let font = theme::title().resolve(ui.style());
    let painter = ui.painter();
    let middle = rect.left_center();
    let corner = |x: f32, y: f32| middle + egui::vec2(8.0 + x, y);
    let triangle = match open {
        true => vec![corner(-6.0, -4.0), corner(6.0, -4.0), corner(0.0, 5.0)],
        false => vec![corner(-4.0, -6.0), corner(5.0, 0.0), corner(-4.0, 6.0)],
    };
    painter.add(egui::Shape::convex_polygon(triangle, ink, egui::Stroke::NONE));
    painter.text(middle + egui::vec2(26.0, 0.0), egui::Align2::LEFT_CENTER, course, font, ink);
    let small = egui::TextStyle::Small.resolve(ui.style());
    painter.text(rect.right_center(), egui::Align2::RIGHT_CENTER, count, small, theme::INK_SOFT);
    widgets::focus_ring(ui, rect, &response);
    if response.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if open && let Some((_, about)) = model.courses.iter().find(|(title, _)| title == course) {
        ui.label(widgets::soft(about).text_style(egui::TextStyle::Small));
    }
    open
}

fn card(ui: &mut Ui, index: usize, row: &Row, texts: &Texts) -> Option<Action> {
    let mut action = None;
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.set_min_height(76.0);
            let fine = row.error.is_none();
            let (picture, _) = ui.allocate_exact_size(Vec2::splat(56.0), egui::Sense::hover());
            let colour = if fine { theme::ACCENT } else { theme::STONE_LIT };
            pictogram::tool(ui.painter(), picture, row.picture.unwrap_or(Tool::SplicedFibre), colour);
            ui.add_space(8.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if fine {
                    action = buttons(ui, index, row, texts);
                    best(ui, row, texts);
                }
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| about(ui, row, texts));
            });
        });
    });
    action
}

fn buttons(ui: &mut Ui, index: usize, row: &Row, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let named = |key: &str| (texts.get(key), format!("{} – {}", texts.get(key), row.title));
    let (open, says) = named("list-open");
    // Where an attempt was cut off, going on with it is the next thing to do.
    let weight = if row.resumable.is_some() { Weight::Plain } else { Weight::Main };
    if Push::new(&open, weight).sign(Sign::Go).says(&says).least(150.0, 56.0).show(ui).clicked() {
        action = Some(Action::Open(index));
    }
    if let Some(journal) = &row.resumable {
        let (resume, says) = named("list-resume");
        let push = Push::new(&resume, Weight::Main).sign(Sign::Again).says(&says).least(150.0, 56.0);
        if push.show(ui).clicked() {
            action = Some(Action::Resume(journal.clone()));
        }
    }
    action
}

fn best(ui: &mut Ui, row: &Row, texts: &Texts) {
    let Some(best) = row.best else { return };
    ui.add_space(12.0);
    let column = egui::Layout::top_down(egui::Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(132.0, 56.0), column, |ui| {
        ui.set_min_size(egui::vec2(132.0, 56.0));
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(widgets::soft(&texts.get("list-best")).text_style(egui::TextStyle::Small));
        ui.label(widgets::title(&format!("{}\u{202f}/\u{202f}20", texts.mark(best))).color(theme::GOOD));
    });
}

fn about(ui: &mut Ui, row: &Row, texts: &Texts) {
    ui.add_space(8.0);
    let name = if row.title.is_empty() { &row.id } else { &row.title };
    ui.add(egui::Label::new(widgets::title(name)).truncate());
    if let Some(error) = &row.error {
        let line = format!("{} – {} – {error}", texts.get("list-error"), row.path.display());
        ui.add(egui::Label::new(egui::RichText::new(line).color(theme::CLAY)).wrap());
        return;
    }
    ui.horizontal(|ui| {
        widgets::sign(ui, Sign::Clock, 20.0, theme::INK_SOFT);
        ui.label(widgets::soft(&texts.with("list-minutes", &[("minutes", row.minutes.into())])));
        ui.add_space(12.0);
        ui.label(widgets::soft(&texts.with("list-attempts", &[("attempts", row.attempts.into())])));
        if let Some(standing) = &row.standing {
            ui.add_space(12.0);
            let (sign, colour) = if row.passed { (Sign::Check, theme::GOOD) } else { (Sign::Again, theme::ACCENT) };
            widgets::sign(ui, sign, 20.0, colour);
            ui.label(egui::RichText::new(standing).color(colour));
        }
        if row.due {
            ui.add_space(12.0);
            ui.label(egui::RichText::new(texts.get("list-due")).color(theme::ACCENT).strong());
        }
    });
}
