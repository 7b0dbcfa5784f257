//! Who needs somebody, and what the whole group loses points on: what to do next in the room.

use bevy_egui::egui::{self, Ui};

use super::super::pictogram::Sign;
use super::super::widgets::{self, Push, Weight};
use super::{Action, BoardModel, barred, small};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::records::board::State;

/// Faults that are shown: the most common ones.
const FAULTS: usize = 12;

pub(super) fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::middle(ui, "board.help", 1_180.0, |ui| {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            left.label(widgets::title(&texts.get("board-who")));
            let waiting = |state: State| model.rows.iter().enumerate().filter(move |(_, row)| row.state == state);
            if waiting(State::Stuck).chain(waiting(State::Away)).next().is_none() {
                left.label(widgets::soft(&texts.get("board-nobody")));
            }
            for (at, row) in waiting(State::Stuck).chain(waiting(State::Away)) {
                theme::card().show(left, |ui| {
                    ui.set_width(ui.available_width());
                    ui.horizontal(|ui| {
                        let (sign, colour) = match row.state {
                            State::Stuck => (Sign::Care, theme::CLAY),
                            _ => (Sign::Clock, theme::INK_SOFT),
                        };
                        widgets::sign(ui, sign, 30.0, colour);
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            let says = format!("{} – {}", texts.get("board-look"), row.who);
                            let push = Push::new("", Weight::Plain).sign(Sign::Eye).says(&says);
                            if push.show(ui).clicked() {
                                action = Some(Action::Person(at));
                            }
                            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                                ui.add(egui::Label::new(widgets::title(&row.who)).truncate());
                                ui.add(egui::Label::new(small(&row.about, theme::INK_SOFT)).wrap());
                            });
                        });
                    });
                });
            }
            right.label(widgets::title(&texts.get("board-faults")));
            if model.faults.is_empty() {
                right.label(widgets::soft(&texts.get("board-no-faults")));
            }
            for fault in model.faults.iter().take(FAULTS) {
                theme::card().show(right, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 4.0;
                    ui.add(egui::Label::new(egui::RichText::new(&fault.what).color(theme::INK)).wrap());
                    barred(ui, fault.share, theme::CLAY, &fault.count);
                    ui.add(egui::Label::new(small(&fault.exercise, theme::INK_SOFT)).truncate());
                });
            }
        });
    });
    action
}
