//! The job sheet: what is to be done, as a paper card with the colours to find.

use bevy_egui::egui::{self, Align2, RichText, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, WidgetType, vec2};

use super::aloud;
use super::pictogram::{self, Sign};
use super::widgets::{self, Push, Weight};
use crate::catalogue::vocabulary::Colour;
use crate::desktop::theme;
use crate::locale::Texts;

/// What the job sheet shows.
#[derive(Clone, Debug)]
pub struct BriefModel {
    /// Title of the exercise.
    pub title: String,
    /// The job sheet's text, one order a line.
    pub brief: String,
    /// What is to be found, where something is to be spliced.
    pub places: Option<Places>,
    /// Guidance is on.
    pub guided: bool,
    /// Assistance of the hand, 0 to 3.
    pub assistance: u8,
    /// The time of an exam, in words; none in practice.
    pub exam: Option<String>,
}

/// What is to be found in cable and tray.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Number and colour of the tube.
    pub tube: (u8, Colour),
    /// Number of the fibre and its colour.
    pub fibre: (u8, Colour),
    /// Slot of the tray.
    pub slot: u8,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Begin the attempt.
    Start,
    /// With guidance, or free.
    Guided(bool),
    /// Back to the list.
    Back,
}

/// Shows the job sheet over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &BriefModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::head(
        ui,
        "brief.head",
        |ui| {
            if Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
                action = Some(Action::Back);
            }
            ui.label(widgets::heading(&model.title));
        },
        |_| {},
    );
    let side =
        egui::Frame::NONE.fill(theme::NIGHT).inner_margin(egui::Margin { left: 8, right: 24, top: 24, bottom: 24 });
    egui::Panel::right(egui::Id::new("brief.side"))
        .frame(side)
        .resizable(false)
        .show_separator_line(false)
        .exact_size(380.0)
        .show(ui, |ui| action = choose(ui, model, texts).or(action));
    widgets::middle(ui, "brief", 860.0, |ui| {
        ui.add_space(8.0);
        theme::paper().show(ui, |ui| {
            ui.set_width(ui.available_width());
            sheet(ui, model, texts);
        });
    });
    action
}

fn sheet(ui: &mut Ui, model: &BriefModel, texts: &Texts) {
    ui.style_mut().visuals.override_text_color = Some(theme::PAPER_INK);
    ui.label(RichText::new(texts.get("brief-heading")).color(theme::PAPER_SOFT));
    ui.horizontal(|ui| {
        ui.label(RichText::new(&model.title).text_style(TextStyle::Heading));
        aloud::button(ui, &format!("{}. {}", model.title, model.brief), texts);
    });
    ui.add_space(10.0);
    if let Some(places) = &model.places {
        found(ui, places, texts);
        ui.add_space(14.0);
    }
    for line in model.brief.lines().filter(|line| !line.trim().is_empty()) {
        let (rule, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().rect_filled(rule, 0.0, theme::PAPER_LINE);
        ui.add(egui::Label::new(RichText::new(line).text_style(TextStyle::Body)).wrap());
    }
}

fn found(ui: &mut Ui, places: &Places, texts: &Texts) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 28.0;
        let (tube, fibre) = (places.tube, places.fibre);
        coloured(ui, &texts.get("brief-tube"), tube, &texts.colour(tube.1));
        coloured(ui, &texts.get("brief-fibre"), fibre, &texts.colour(fibre.1));
        ui.vertical(|ui| {
            ui.label(RichText::new(texts.get("brief-slot")).color(theme::PAPER_SOFT));
            let (rect, _) = ui.allocate_exact_size(vec2(128.0, 72.0), Sense::hover());
            let line = Stroke::new(2.0, theme::PAPER_SOFT);
            ui.painter().rect_stroke(rect, theme::ROUND_SMALL, line, StrokeKind::Inside);
            let font = egui::FontId::proportional(43.0);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, places.slot, font, theme::PAPER_INK);
        });
    });
}

/// A number on its colour, with the colour's name below: the name is for whoever does not see the colour.
fn coloured(ui: &mut Ui, what: &str, (number, colour): (u8, Colour), name: &str) {
    ui.vertical(|ui| {
        ui.label(RichText::new(what).color(theme::PAPER_SOFT));
        widgets::swatch(ui, colour, &number.to_string(), vec2(128.0, 72.0));
        ui.label(RichText::new(name).text_style(theme::title()));
    });
}

fn choose(ui: &mut Ui, model: &BriefModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.spacing_mut().item_spacing.y = 12.0;
    if let Some(time) = &model.exam {
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                widgets::sign(ui, Sign::Clock, 44.0, theme::ACCENT);
                ui.add(egui::Label::new(widgets::title(time)).wrap());
            });
            ui.add(egui::Label::new(widgets::soft(&texts.get("exam-clock-starts"))).wrap());
        });
        let width = ui.available_width();
        let start = texts.get("brief-start");
        let push = Push::new(&start, Weight::Main).sign(Sign::Go).least(width, 72.0);
        return push.show(ui).clicked().then_some(Action::Start);
    }
    for (guided, sign, key) in [(true, Sign::Lamp, "brief-guided"), (false, Sign::Alone, "brief-free")] {
        if option(ui, sign, &texts.get(key), &texts.get(&format!("{key}-about")), guided == model.guided)
            && guided != model.guided
        {
            action = Some(Action::Guided(guided));
        }
    }
    let level = texts.with("brief-assistance", &[("level", model.assistance.into())]);
    ui.horizontal(|ui| {
        widgets::sign(ui, Sign::Mouse, 24.0, theme::INK_SOFT);
        ui.label(widgets::soft(&level));
    });
    ui.add_space(8.0);
    let width = ui.available_width();
    if Push::new(&texts.get("brief-start"), Weight::Main).sign(Sign::Go).least(width, 72.0).show(ui).clicked() {
        action = Some(Action::Start);
    }
    action
}

/// One of two ways to work, as a card that is taken or not.
fn option(ui: &mut Ui, sign: Sign, name: &str, about: &str, taken: bool) -> bool {
    let width = ui.available_width();
    let text_width = width - 96.0;
    let layout = |text: &str, style: TextStyle, colour| {
        ui.painter().layout(text.to_owned(), style.resolve(ui.style()), colour, text_width)
    };
    let head = layout(name, theme::title(), theme::INK);
    let body = layout(about, TextStyle::Small, theme::INK_SOFT);
    let height = (head.size().y + body.size().y + 34.0).max(88.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, taken, name));
    let fill = if response.hovered() && !taken { theme::STONE } else { theme::CARD };
    let line = if taken { Stroke::new(3.0, theme::ACCENT) } else { Stroke::new(1.0, theme::STONE) };
    ui.painter().rect(rect, theme::ROUND, fill, line, StrokeKind::Inside);
    widgets::focus_ring(ui, rect, &response);
    let icon = egui::Rect::from_center_size(rect.left_center() + vec2(44.0, 0.0), egui::Vec2::splat(44.0));
    pictogram::sign(ui.painter(), icon, sign, if taken { theme::ACCENT } else { theme::INK_SOFT });
    let top = rect.center().y - (head.size().y + body.size().y + 4.0) / 2.0;
    let below = top + head.size().y + 4.0;
    ui.painter().galley(egui::pos2(rect.left() + 82.0, top), head, theme::INK);
    ui.painter().galley(egui::pos2(rect.left() + 82.0, below), body, theme::INK_SOFT);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
