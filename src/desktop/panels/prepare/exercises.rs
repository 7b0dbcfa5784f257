//! Exercises of the session and their minutes; others are found by typing.

use bevy_egui::egui::{self, Id, Label, Ui};

use super::super::widgets::{self, Push, Weight};
use super::{Draft, Part, PrepareModel};
use crate::exam::session::{MAX_MINUTES, MAX_PARTS};
use crate::locale::Texts;

/// Exercises that are offered at once.
const MOST: usize = 6;

pub(super) fn show(ui: &mut Ui, model: &PrepareModel, now: &mut Draft, texts: &Texts) {
    let mut removed = None;
    for (at, part) in now.parts.iter_mut().enumerate() {
        let title = model.exercises.get(part.exercise).map_or("–", |exercise| exercise.title.as_str());
        ui.horizontal(|ui| {
            ui.set_min_height(44.0);
            ui.label(widgets::soft(&format!("{}.", at + 1)));
            let width = (ui.available_width() - 330.0).max(160.0);
            let row = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(egui::vec2(width, 40.0), row, |ui| {
                ui.set_min_size(egui::vec2(width, 40.0));
                ui.add(Label::new(title).truncate());
            });
            let says = format!("{} – {title}", texts.get("prepare-minutes"));
            let field = egui::DragValue::new(&mut part.minutes).range(1..=MAX_MINUTES).speed(0.3);
            let response = ui.add_sized([90.0, 40.0], field);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, &says));
            ui.label(widgets::soft(&texts.get("prepare-minutes")));
            let says = format!("{} – {title}", texts.get("prepare-remove"));
            let text = texts.get("prepare-remove");
            if Push::new(&text, Weight::Quiet).says(&says).least(44.0, 40.0).show(ui).clicked() {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        now.parts.remove(at);
    }
    if now.parts.len() >= MAX_PARTS {
        return;
    }
    let id = Id::new("prepare.search");
    let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.label(widgets::soft(&texts.get("prepare-search")));
    widgets::field(ui, id.with("edit"), &mut typed, &texts.get("prepare-search"), 420.0, false);
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |text: &str| words.iter().all(|word| text.to_lowercase().contains(word.as_str()));
    let all = model.exercises.iter().enumerate();
    let found = all.filter(|(_, exercise)| fits(&format!("{} {}", exercise.title, exercise.course)));
    let width = ui.available_width();
    for (at, exercise) in found.take(MOST) {
        let text = format!("{} – {}", exercise.course, exercise.title);
        let says = format!("{} – {text}", texts.get("prepare-add"));
        let shown = super::super::who::shortened(&text, 70);
        if Push::new(&shown, Weight::Plain).says(&says).least(width, 40.0).show(ui).clicked() {
            now.parts.push(Part { exercise: at, minutes: exercise.minutes.clamp(1, MAX_MINUTES) });
            typed.clear();
        }
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
}
