//! An attempt beside a model's: three differences as cards, then each gesture with its times and both movements.

use bevy_egui::egui::{self, Label, Margin, RichText, Sense, Stroke, TextStyle, Ui, vec2};
use egui_plot::{Line, LineStyle, Plot, PlotPoints};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::compare::{Aligned, Unit};
use crate::desktop::theme;
use crate::locale::{Texts, Value};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct CompareModel {
    /// Title of the exercise.
    pub title: String,
    /// Whose hand the model is.
    pub whose: String,
    /// What else is to be said.
    pub note: Option<String>,
    /// The model is still at work.
    pub waits: bool,
    /// The differences that matter most.
    pub cards: Vec<Card>,
    /// Gesture by gesture.
    pub rows: Vec<Row>,
    /// The gesture whose movements are shown, by its place in `rows`.
    pub open: usize,
}

/// A difference.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Pictogram.
    pub goal: &'static str,
    /// What it is about.
    pub about: String,
    /// What differs, with both numbers.
    pub what: String,
    /// Points that it cost, written.
    pub points: Option<String>,
    /// It can be seen in one's own attempt, and in the model's.
    pub seen: [bool; 2],
}

/// A gesture of both.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Pictogram.
    pub goal: &'static str,
    /// Its name.
    pub name: String,
    /// Seconds, trainee and model; none where one did not do it.
    pub seconds: [Option<f64>; 2],
    /// The same in words.
    pub times: [String; 2],
    /// What is to be said of it.
    pub remark: Option<String>,
    /// Figures: name, trainee, model, and whether the trainee's is worse.
    pub figures: Vec<(String, [String; 2], bool)>,
    /// Both movements.
    pub aligned: Option<Aligned>,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See a difference in one's own attempt.
    Mine(usize),
    /// See it in the model's.
    Theirs(usize),
    /// Show a gesture's movements.
    Open(usize),
    /// Back to the mark.
    Back,
}

/// Width of the list of gestures.
const LIST: f32 = 640.0;

/// Shows the comparison over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &CompareModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let left = |ui: &mut Ui| {
        if Push::new(&texts.get("compare-back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
            action = Some(Action::Back);
        }
        ui.add(Label::new(widgets::title(&model.title)).truncate());
    };
    widgets::head(ui, "compare.head", left, |ui| {
        ui.add(Label::new(widgets::soft(&model.whose)).truncate());
    });
    widgets::middle(ui, "compare", 1_300.0, |ui| {
        if let Some(note) = &model.note {
            ui.add(Label::new(RichText::new(note).color(theme::ACCENT)).wrap());
        }
        if model.waits {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(widgets::title(&texts.get("compare-waits")));
            });
            return;
        }
        action = cards(ui, model, texts).or(action);
        ui.add_space(10.0);
        action = gestures(ui, model, texts).or(action);
    });
    action
}

fn cards(ui: &mut Ui, model: &CompareModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.label(widgets::heading(&texts.get("compare-first-three")));
    if model.cards.is_empty() {
        ui.horizontal(|ui| {
            widgets::sign(ui, Sign::Check, 30.0, theme::GOOD);
            ui.label(widgets::title(&texts.get("compare-none")));
        });
        return None;
    }
    let gap = 12.0;
    let width = (ui.available_width() - 2.0 * gap) / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (i, card) in model.cards.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_width(width);
                theme::card().show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.set_min_height(178.0);
                    action = of_card(ui, i, card, texts).or(action);
                });
            });
        }
    });
    action
}

fn of_card(ui: &mut Ui, i: usize, card: &Card, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.horizontal_top(|ui| {
        widgets::goal(ui, card.goal, 56.0, theme::ACCENT);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.add(Label::new(RichText::new(&card.about).strong()).wrap());
            if let Some(points) = &card.points {
                ui.label(RichText::new(points).color(theme::CLAY));
            }
        });
    });
    ui.add(Label::new(widgets::soft(&card.what)).wrap());
    ui.horizontal(|ui| {
        let ways = [
            ("compare-see-mine", "compare-see-mine-this", Action::Mine(i)),
            ("compare-see-theirs", "compare-see-theirs-this", Action::Theirs(i)),
        ];
        for ((key, says, asked), _) in ways.into_iter().zip(card.seen).filter(|(_, seen)| *seen) {
            let says = texts.with(says, &[("what", Value::from(card.about.as_str()))]);
            if Push::new(&texts.get(key), Weight::Plain).sign(Sign::Eye).says(&says).show(ui).clicked() {
                action = Some(asked);
            }
        }
    });
    action
}

fn gestures(ui: &mut Ui, model: &CompareModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.horizontal(|ui| {
        ui.label(widgets::heading(&texts.get("compare-gestures")));
        ui.add_space(16.0);
        legend(ui, texts);
    });
    let longest = model.rows.iter().flat_map(|row| row.seconds).flatten().fold(1.0, f64::max);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        let list = LIST.min(width * 0.55);
        ui.vertical(|ui| {
            ui.set_width(list);
            ui.spacing_mut().item_spacing.y = 4.0;
            for (i, row) in model.rows.iter().enumerate() {
                if of_row(ui, row, i == model.open, longest, texts) {
                    action = Some(Action::Open(i));
                }
            }
        });
        ui.vertical(|ui| {
            ui.set_width(width - list - 20.0);
            if let Some(row) = model.rows.get(model.open) {
                opened(ui, row, texts);
            }
        });
    });
    action
}

fn legend(ui: &mut Ui, texts: &Texts) {
    for (key, colour) in [("compare-mine", theme::ACCENT), ("compare-theirs", theme::GOOD)] {
        let (rect, _) = ui.allocate_exact_size(vec2(26.0, 12.0), Sense::hover());
        ui.painter().rect_filled(rect, 6.0, colour);
        ui.label(widgets::soft(&texts.get(key)));
        ui.add_space(8.0);
    }
}

/// One gesture, a button as a whole; whether it was chosen.
fn of_row(ui: &mut Ui, row: &Row, open: bool, longest: f64, texts: &Texts) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 62.0), Sense::click());
    let says = format!(
        "{} – {} {}, {} {}",
        row.name,
        texts.get("compare-mine"),
        row.times[0],
        texts.get("compare-theirs"),
        row.times[1]
    );
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, open, &says));
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let fill = match (open, response.hovered()) {
        (true, _) => theme::STONE,
        (false, true) => theme::CARD,
        (false, false) => theme::SLATE,
    };
    ui.painter().rect_filled(rect, theme::ROUND_SMALL, fill);
    widgets::focus_ring(ui, rect, &response);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 6.0))));
    inner.horizontal_centered(|ui| {
        widgets::goal(ui, row.goal, 40.0, theme::INK);
        let bars = 250.0;
        let words = (ui.available_width() - bars - 10.0).max(80.0);
        ui.vertical(|ui| {
            ui.set_width(words);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add_space(4.0);
            ui.add(Label::new(&row.name).truncate().selectable(false));
            if let Some(remark) = &row.remark {
                let text = RichText::new(remark).text_style(TextStyle::Small).color(theme::ACCENT);
                ui.add(Label::new(text).truncate().selectable(false));
            }
        });
        ui.vertical(|ui| {
            ui.set_width(bars);
            ui.spacing_mut().item_spacing.y = 2.0;
            for (i, colour) in [theme::ACCENT, theme::GOOD].into_iter().enumerate() {
                ui.horizontal(|ui| {
                    let share = row.seconds[i].map_or(0.0, |seconds| seconds / longest);
                    widgets::bar(ui, share, colour, vec2(150.0, 11.0));
                    let text = RichText::new(&row.times[i]).text_style(TextStyle::Small).color(theme::INK_SOFT);
                    ui.add(Label::new(text).extend().selectable(false));
                });
            }
        });
    });
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// Both movements of the gesture that is open, and its figures.
fn opened(ui: &mut Ui, row: &Row, texts: &Texts) {
    let frame = theme::card().inner_margin(Margin::same(14));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(widgets::title(&row.name)).wrap());
        if let Some(aligned) = &row.aligned {
            let unit = match aligned.unit {
                Unit::Mm => "mm",
                Unit::Deg => "°",
            };
            plot(ui, "way", &format!("{} ({unit})", texts.get("compare-gesture-way")), aligned, |m, i| m.at[i]);
            let name = format!("{} ({unit}/s)", texts.get("compare-gesture-speed"));
            plot(ui, "speed", &name, aligned, |m, i| m.speed[i].abs());
        }
        egui::Grid::new("compare.figures").num_columns(3).spacing(vec2(18.0, 4.0)).show(ui, |ui| {
            for (name, values, worse) in &row.figures {
                ui.label(widgets::soft(name));
                let colour = if *worse { theme::CLAY } else { theme::INK };
                ui.label(RichText::new(&values[0]).color(colour));
                ui.label(RichText::new(&values[1]).color(theme::GOOD));
                ui.end_row();
            }
        });
    });
}

/// A number of both hands at the moments that belong together: what lies apart is another way, not another pace.
fn plot(
    ui: &mut Ui,
    id: &str,
    name: &str,
    aligned: &Aligned,
    of: impl Fn(&crate::compare::align::Moment, usize) -> f64,
) {
    ui.label(widgets::soft(name).text_style(TextStyle::Small));
    let last = aligned.moments.len().saturating_sub(1).max(1) as f64;
    let line = |i: usize| -> PlotPoints<'_> {
        aligned.moments.iter().enumerate().map(|(at, moment)| [at as f64 / last, of(moment, i)]).collect()
    };
    Plot::new(("compare", id))
        .height(118.0)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .show_grid([false, true])
        .show_axes([false, true])
        .show(ui, |plot| {
            let theirs = Line::new("", line(1)).stroke(Stroke::new(3.0, theme::GOOD)).style(LineStyle::dashed_loose());
            plot.line(theirs);
            plot.line(Line::new("", line(0)).stroke(Stroke::new(2.5, theme::ACCENT)));
        });
}
