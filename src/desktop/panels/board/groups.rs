//! Two groups beside each other, and what is counted of a group for those who pay for its training.

use bevy_egui::egui::{self, Ui};

use super::super::widgets;
use super::{Action, BoardModel, pick, small};
use crate::desktop::theme;
use crate::locale::Texts;

/// Most people that a count names.
const MOST: u32 = 100_000;

pub(super) fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::middle(ui, "board.groups", 980.0, |ui| {
        ui.label(widgets::title(&texts.get("board-compare")));
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            if model.groups.len() < 3 {
                ui.add(egui::Label::new(widgets::soft(&texts.get("board-one-group"))).wrap());
                return;
            }
            ui.horizontal_wrapped(|ui| {
                ui.label(model.groups.get(model.group).map_or("", String::as_str));
                ui.label(widgets::soft(&texts.get("board-with")));
                if let Some(with) = pick(ui, "board.with", &texts.get("board-compare"), &model.groups, model.with) {
                    action = Some(Action::With(with));
                }
            });
            match &model.compared {
                Some(lines) => {
                    for line in lines {
                        ui.add(egui::Label::new(egui::RichText::new(line).color(theme::INK)).wrap());
                    }
                    ui.add(egui::Label::new(small(&texts.get("board-compare-how"), theme::INK_SOFT)).wrap());
                }
                None => {
                    ui.label(widgets::soft(&texts.get("board-too-little")));
                }
            }
        });
        ui.add_space(14.0);
        ui.label(widgets::title(&texts.get("board-counts")));
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            if model.counts.is_empty() {
                ui.label(widgets::soft(&texts.get("board-choose-group")));
                return;
            }
            egui::Grid::new("board.counts").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
                for (at, (name, count)) in model.counts.iter().enumerate() {
                    ui.label(name);
                    let mut value = count.unwrap_or(0);
                    let field = egui::DragValue::new(&mut value).range(0..=MOST).speed(0.2).update_while_editing(false);
                    let response = ui.add_sized([90.0, 36.0], field);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, name));
                    if value != count.unwrap_or(0) {
                        action = Some(Action::Count(at, value));
                    }
                    ui.end_row();
                }
            });
            ui.add(egui::Label::new(small(&texts.get("board-counts-how"), theme::INK_SOFT)).wrap());
        });
    });
    action
}
