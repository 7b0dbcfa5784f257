//! The skills passport: each competence in words, how sure one is of it, and on demand what showed it.

use bevy_egui::egui::{self, RichText, Sense, TextStyle, Ui, WidgetInfo, WidgetType, vec2};

use super::pictogram::Sign;
use super::who::shortened;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::progress::Level;

/// Width that a level takes at the right of its line, at the design's size of texts.
const LEVEL_PX: f32 = 250.0;

/// Competences that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    /// Name.
    pub name: String,
    /// Competences.
    pub lines: Vec<Line>,
}

/// One competence.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its sentence.
    pub name: String,
    /// How sure one is.
    pub level: Level,
    /// What showed it: title of the exercise, and how often, when and how well, in words.
    pub evidence: Vec<(String, String)>,
}

/// What the passport shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassportModel {
    /// Whose it is; empty where nobody said.
    pub who: String,
    /// How many are acquired of all, in words.
    pub count: String,
    /// Nothing was done yet.
    pub empty: bool,
    /// Domains in the tree's order.
    pub domains: Vec<Domain>,
    /// Where the page was written, or why not, in words.
    pub saved: Option<Result<String, String>>,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write the page to print.
    Save,
    /// Back to the list.
    Back,
}

/// Shows the passport over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &PassportModel, texts: &Texts) -> Option<Action> {
    let (mut back, mut save) = (false, false);
    widgets::head(
        ui,
        "passport.head",
        |ui| {
            back = Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
            let mine = texts.get("passport-mine");
            let title = if model.who.is_empty() { mine } else { format!("{mine} – {}", shortened(&model.who, 40)) };
            ui.label(widgets::heading(&title));
        },
        |ui| {
            save = Push::new(&texts.get("passport-save"), Weight::Main).sign(Sign::Sheet).show(ui).clicked();
        },
    );
    widgets::middle(ui, "passport", 980.0, |ui| {
        match &model.saved {
            None => {}
            Some(Ok(line)) => {
                ui.add(egui::Label::new(RichText::new(line).color(theme::GOOD)).wrap());
            }
            Some(Err(line)) => {
                ui.add(egui::Label::new(RichText::new(line).color(theme::CLAY)).wrap());
            }
        }
        ui.label(widgets::title(&model.count));
        if model.empty {
            ui.label(widgets::soft(&texts.get("passport-empty")));
        }
        for domain in &model.domains {
            ui.add_space(16.0);
            ui.label(widgets::title(&domain.name).color(theme::ACCENT));
            theme::card().inner_margin(egui::Margin::symmetric(8, 6)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                domain.lines.iter().for_each(|line| competence(ui, line, texts));
            });
        }
        ui.add_space(16.0);
        let how = widgets::soft(&texts.get("passport-how")).text_style(TextStyle::Small);
        ui.add(egui::Label::new(how).wrap());
    });
    if back { Some(Action::Back) } else { save.then_some(Action::Save) }
}

/// One competence; a click shows what it stands on.
fn competence(ui: &mut Ui, line: &Line, texts: &Texts) {
    let id = egui::Id::new(("passport.line", &line.name));
    let mut open: bool = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let level = texts.get(&format!("level-{}", line.level.name()));
    let body = TextStyle::Body.resolve(ui.style());
    let right = LEVEL_PX * body.size / 18.0;
    let seen = line.level != Level::NotSeen;
    let ink = if seen { theme::INK } else { theme::INK_SOFT };
    let wrap = (ui.available_width() - right - 34.0).max(160.0);
    let name = ui.painter().layout(line.name.clone(), body.clone(), ink, wrap);
    let size = vec2(ui.available_width(), (name.size().y + 18.0).max(theme::TARGET));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let says = format!("{} – {level}", line.name);
    response.widget_info(|| WidgetInfo::selected(WidgetType::CollapsingHeader, true, open, &says));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if response.hovered() {
            painter.rect_filled(rect, theme::ROUND_SMALL, theme::STONE);
        }
        let middle = rect.left_center();
        widgets::triangle(painter, middle + vec2(14.0, 0.0), open, theme::INK_SOFT);
        painter.galley(middle + vec2(30.0, -name.size().y / 2.0), name, ink);
        // Three dots say it without a word; full ones are reached.
        let colour = if line.level >= Level::Acquired { theme::GOOD } else { theme::ACCENT };
        let at = egui::pos2(rect.right() - right, rect.center().y);
        for n in 1..Level::ALL.len() {
            let centre = at + vec2(8.0 + 20.0 * (n - 1) as f32, 0.0);
            if n <= line.level as usize {
                painter.circle_filled(centre, 7.0, colour);
            } else {
                painter.circle_stroke(centre, 6.0, egui::Stroke::new(2.0, theme::STONE_LIT));
            }
        }
        let colour = if seen { colour } else { theme::INK_SOFT };
        painter.text(at + vec2(74.0, 0.0), egui::Align2::LEFT_CENTER, &level, body, colour);
        widgets::focus_ring(ui, rect, &response);
    }
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if !open {
        return;
    }
    let small = |text: &str, ink| RichText::new(text).text_style(TextStyle::Small).color(ink);
    let indent = |ui: &mut Ui, add: &dyn Fn(&mut Ui)| {
        ui.horizontal_wrapped(|ui| {
            ui.add_space(30.0);
            add(ui);
        });
    };
    if line.evidence.is_empty() {
        indent(ui, &|ui| {
            ui.label(small(&texts.get("passport-nothing"), theme::INK_SOFT));
        });
    }
    for (title, about) in &line.evidence {
        indent(ui, &|ui| {
            ui.label(small(title, theme::INK));
            ui.label(small(about, theme::INK_SOFT));
        });
    }
    ui.add_space(8.0);
}
