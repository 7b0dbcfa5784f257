//! The question sheet: one question at a time, with its drawing; every tick and letter is a press of the hand.

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Pos2, Rect, RichText, Sense, Stroke, StrokeKind, Ui, vec2,
};

use crate::bench::craft::Craft;
use crate::bench::craft::answers::{ERASE, Given, HAND_IN, code};
use crate::catalogue::vocabulary::Part;
use crate::locale::{Texts, Value};
use crate::scenario::craft::{JobAnswer, JobQuestion};
use crate::scenario::pieces::Sketch;

use super::{Asked, Press, small};
use crate::desktop::panels::pictogram::Sign;
use crate::desktop::panels::widgets::{self, Push, Weight};
use crate::desktop::theme;

/// What the sheet remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The question that is open, from 0.
    pub open: usize,
    /// What is being typed.
    typed: String,
    /// The question that it is typed for.
    typed_for: Option<usize>,
}

fn press(question: usize, control: i16, value: i32) -> Press {
    Press { part: Part::Questions, code: code(question as u8, control), value }
}

/// Shows the open question, and the way to the others.
pub fn show(
    ui: &mut Ui,
    questions: &[JobQuestion],
    craft: &Craft,
    sheet: &mut Sheet,
    height: f32,
    asked: &mut Asked,
    texts: &Texts,
) {
    let Some(last) = questions.len().checked_sub(1) else { return };
    sheet.open = sheet.open.min(last);
    tabs(ui, craft, sheet, last, texts);
    let at = sheet.open;
    let (question, given) = (&questions[at], &craft.given[at]);
    if sheet.typed_for != Some(at) {
        sheet.typed_for = Some(at);
        sheet.typed = match &question.answer {
            JobAnswer::Number { .. } => given.number.map_or(String::new(), |n| texts.number(f64::from(n) / 100.0, 2)),
            _ => given.text.clone(),
        };
    }
    let mut answered = Asked::default();
    egui::ScrollArea::vertical().id_salt(("question", at)).max_height(height - 130.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.add(egui::Label::new(RichText::new(texts.pick(&question.text)).text_style(theme::title())).wrap());
            if !question.sketch.is_empty() {
                ui.add_space(4.0);
                sketch(ui, &question.sketch, texts);
            }
            ui.add_space(6.0);
            ui.add_enabled_ui(!given.handed_in, |ui| answer(ui, at, question, given, sheet, &mut answered, texts));
        },
    );
    if !given.handed_in {
        asked.presses.extend(answered.presses);
    }
    ui.add_space(6.0);
    if given.handed_in {
        ui.horizontal(|ui| {
            widgets::sign(ui, Sign::Check, 26.0, theme::GOOD);
            ui.label(RichText::new(texts.get("sheet-handed-in")).color(theme::GOOD));
        });
        return;
    }
    let begun = given.is_begun() || !sheet.typed.trim().is_empty();
    let weight = if begun { Weight::Main } else { Weight::Plain };
    if Push::new(&texts.get("sheet-hand-in"), weight).sign(Sign::Check).least(200.0, 46.0).show(ui).clicked() && begun {
        asked.presses.push(press(at, HAND_IN, 0));
        // On to the next that is open.
        if let Some(next) = (0..=last).find(|i| *i != at && !craft.given[*i].handed_in) {
            sheet.open = next;
        }
    }
}

/// A round tab a question: empty, begun or handed in.
fn tabs(ui: &mut Ui, craft: &Craft, sheet: &mut Sheet, last: usize, texts: &Texts) {
    if last == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
        for i in 0..=last {
            let given = &craft.given[i];
            let (fill, ink) = match (i == sheet.open, given.handed_in) {
                (true, _) => (theme::ACCENT, theme::ON_ACCENT),
                (false, true) => (theme::GOOD, theme::ON_ACCENT),
                (false, false) => (theme::STONE, theme::INK),
            };
            let (rect, response) = ui.allocate_exact_size(vec2(34.0, 34.0), Sense::click());
            let name = texts.with("sheet-question", &[("n", Value::from(i as u32 + 1))]);
            response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, i == sheet.open, &name));
            ui.painter().circle_filled(rect.center(), 16.0, fill);
            let font = FontId::proportional(17.0);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, (i + 1).to_string(), font, ink);
            widgets::focus_ring(ui, rect, &response);
            if response.clicked() {
                sheet.open = i;
            }
        }
    });
    ui.add_space(6.0);
}

fn answer(
    ui: &mut Ui,
    at: usize,
    question: &JobQuestion,
    given: &Given,
    sheet: &mut Sheet,
    asked: &mut Asked,
    texts: &Texts,
) {
    match &question.answer {
        JobAnswer::Choose { options, right } => {
            let round = right.len() == 1;
            for (i, option) in options.iter().enumerate() {
                if row(ui, texts.pick(option), given.ticked[i], if round { "○" } else { "□" }) {
                    asked.presses.push(press(at, i as i16, 0));
                }
            }
        }
        JobAnswer::Number { unit, .. } => number(ui, at, unit, given, sheet, asked, texts),
        JobAnswer::Order { items, .. } => {
            for (i, item) in items.iter().enumerate() {
                let place = given.order.iter().position(|put| usize::from(*put) == i);
                let mark = place.map_or(String::new(), |place| (place + 1).to_string());
                if row(ui, texts.pick(item), place.is_some(), &mark) {
                    asked.presses.push(press(at, i as i16, 0));
                }
            }
        }
        JobAnswer::Match { left, right, .. } => pairs(ui, at, left, right, given, asked, texts),
        JobAnswer::Write { least, .. } => {
            let edit = egui::TextEdit::multiline(&mut sheet.typed)
                .desired_rows(6)
                .desired_width(f32::INFINITY)
                .background_color(theme::PAPER)
                .text_color(theme::PAPER_INK);
            if ui.add(edit).changed() {
                asked.presses.extend(typed(at, &given.text, &sheet.typed));
            }
            let words = sheet.typed.split_whitespace().count() as u32;
            ui.label(small(&texts.with("sheet-words", &[("n", Value::from(words)), ("least", Value::from(*least))])));
        }
    }
}

/// The presses that make one text of another: letters back to where they part, then the new ones.
fn typed(at: usize, old: &str, new: &str) -> Vec<Press> {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let back = std::iter::repeat_n(press(at, ERASE, 0), old.chars().count() - same);
    back.chain(new.chars().skip(same).map(|letter| press(at, 0, letter as i32))).collect()
}

/// A line that can be chosen, as broad as the sheet.
fn row(ui: &mut Ui, text: &str, chosen: bool, mark: &str) -> bool {
    let width = ui.available_width();
    let font = egui::TextStyle::Body.resolve(ui.style());
    let ink = if chosen { theme::ON_ACCENT } else { theme::INK };
    let galley = ui.painter().layout(text.to_owned(), font.clone(), ink, width - 56.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, (galley.size().y + 16.0).max(42.0)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, chosen, text));
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme::ACCENT,
        (false, true) => theme::STONE_LIT,
        (false, false) => theme::STONE,
    };
    ui.painter().rect_filled(rect, theme::ROUND_SMALL, fill);
    let left = rect.left_center() + vec2(22.0, 0.0);
    ui.painter().text(left, Align2::CENTER_CENTER, mark, font, ink);
    ui.painter().galley(egui::pos2(rect.left() + 44.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    widgets::focus_ring(ui, rect, &response);
    response.clicked()
}

fn number(ui: &mut Ui, at: usize, unit: &str, given: &Given, sheet: &mut Sheet, asked: &mut Asked, texts: &Texts) {
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(&mut sheet.typed)
            .desired_width(150.0)
            .font(theme::title())
            .background_color(theme::PAPER)
            .text_color(theme::PAPER_INK);
        let changed = ui.add(edit).changed();
        let value = super::record::parse(&sheet.typed);
        if let Some(value) = value.filter(|value| changed && Some(*value) != given.number) {
            asked.presses.push(press(at, 0, value));
        }
        ui.label(unit);
        if value.is_none() && !sheet.typed.is_empty() {
            ui.label(small(&texts.get("sheet-no-number")).color(theme::CLAY));
        }
    });
}

/// Both columns; a click on the left, then on the right, joins them.
fn pairs(
    ui: &mut Ui,
    at: usize,
    left: &[crate::scenario::schema::Text],
    right: &[crate::scenario::schema::Text],
    given: &Given,
    asked: &mut Asked,
    texts: &Texts,
) {
    let id = egui::Id::new(("sheet.pair", at));
    let mut from: Option<usize> = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| first_free(given));
    ui.columns(2, |columns| {
        for (i, text) in left.iter().enumerate() {
            let mark = given.joined[i].map_or("·".to_owned(), |to| letter(usize::from(to)));
            if row(&mut columns[0], texts.pick(text), from == Some(i), &mark) {
                from = Some(i);
            }
        }
        for (j, text) in right.iter().enumerate() {
            let taken = given.joined.contains(&Some(j as u8));
            if row(&mut columns[1], texts.pick(text), taken, &letter(j))
                && let Some(i) = from
            {
                asked.presses.push(press(at, i as i16, j as i32));
                from = (0..left.len()).find(|other| *other != i && given.joined[*other].is_none());
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(id, from));
}

fn first_free(given: &Given) -> Option<usize> {
    given.joined.iter().position(Option::is_none)
}

fn letter(at: usize) -> String {
    char::from(b'A' + (at % 26) as u8).to_string()
}

/// A drawing on a sheet of 100 by 60.
fn sketch(ui: &mut Ui, strokes: &[Sketch], texts: &Texts) {
    let width = ui.available_width().min(640.0);
    let (rect, _) = ui.allocate_exact_size(vec2(width, width * 0.6), Sense::hover());
    ui.painter().rect_filled(rect, theme::ROUND_SMALL, theme::PAPER);
    let unit = rect.width() / 100.0;
    let at = |(x, y): (f64, f64)| rect.min + vec2(x as f32, y as f32) * unit;
    let ink = theme::PAPER_INK;
    let font = FontId::proportional((3.3 * unit).max(11.0));
    for stroke in strokes {
        match stroke {
            Sketch::Box { at: corner, size, text, colour } => {
                let fill = Color32::from_rgb(colour[0], colour[1], colour[2]);
                let area = Rect::from_min_size(at(*corner), vec2(size.0 as f32, size.1 as f32) * unit);
                ui.painter().rect(area, CornerRadius::same(3), fill, Stroke::new(1.2, ink), StrokeKind::Inside);
                let dark = u32::from(colour[0]) * 3 + u32::from(colour[1]) * 6 + u32::from(colour[2]) < 1_150;
                let ink = if dark { Color32::WHITE } else { ink };
                let galley = ui.painter().layout(text.clone(), font.clone(), ink, area.width());
                ui.painter().galley(area.center() - galley.size() / 2.0, galley, ink);
            }
            Sketch::Line { through, text, colour, width } => {
                let points: Vec<Pos2> = through.iter().map(|point| at(*point)).collect();
                let middle = points.get(points.len() / 2).zip(points.get((points.len() / 2).saturating_sub(1)));
                let written = middle.map(|(a, b)| *a + (*b - *a) * 0.5);
                let stroke = Stroke::new(*width as f32 * unit, Color32::from_rgb(colour[0], colour[1], colour[2]));
                ui.painter().add(egui::Shape::line(points, stroke));
                if let Some(place) = written.filter(|_| !text.is_empty()) {
                    let place = place - vec2(0.0, 1.2 * unit);
                    ui.painter().text(place, Align2::CENTER_BOTTOM, text, font.clone(), ink);
                }
            }
            Sketch::Note { at: corner, text } => {
                let galley = ui.painter().layout(texts.pick(text).to_owned(), font.clone(), ink, rect.width() - 10.0);
                ui.painter().galley(at(*corner), galley, ink);
            }
        }
    }
}
