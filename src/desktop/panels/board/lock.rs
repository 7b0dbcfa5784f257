//! The board's lock: the instructor's code is asked, set or taken away.

use bevy_egui::egui::{Id, Label, RichText, Ui};

use super::super::pictogram::Sign;
use super::super::widgets::{self, Push, Weight};
use super::Action;
use crate::desktop::theme;
use crate::locale::Texts;
use crate::records::code::LEAST;

/// What is asked about the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The code, to open the board; whether the last one was wrong.
    Ask(bool),
    /// A new code, or none; whether there is one.
    Change(bool),
}

pub(super) fn show(ui: &mut Ui, lock: Lock, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let id = Id::new("board.code");
    let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    widgets::middle(ui, "board.lock", 760.0, |ui| {
        ui.add_space(20.0);
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.vertical_centered(|ui| {
                widgets::sign(ui, Sign::Shield, 64.0, theme::ACCENT);
                let changes = matches!(lock, Lock::Change(_));
                ui.label(widgets::title(&texts.get(if changes { "board-code-new" } else { "board-code" })));
                let says = texts.get("board-code");
                let response = widgets::field(ui, id.with("edit"), &mut typed, &says, 260.0, !changes);
                let entered = widgets::entered(ui, &response);
                if ui.memory(|memory| memory.focused().is_none()) {
                    response.request_focus();
                }
                if lock == Lock::Ask(true) {
                    ui.label(RichText::new(texts.get("board-code-wrong")).color(theme::CLAY));
                }
                let about = if changes { "board-code-about" } else { "board-code-why" };
                ui.add(Label::new(widgets::soft(&texts.get(about))).wrap());
                let long = typed.trim().chars().count() >= LEAST;
                ui.add_enabled_ui(long, |ui| {
                    let text = texts.get(if changes { "board-code-set" } else { "exam-open" });
                    let weight = if long { Weight::Main } else { Weight::Plain };
                    let go = Push::new(&text, weight).sign(Sign::Go).least(240.0, 56.0).show(ui).clicked();
                    if (go || entered) && long {
                        action = Some(Action::Code(std::mem::take(&mut typed)));
                    }
                });
                if lock == Lock::Change(true)
                    && Push::new(&texts.get("board-code-none"), Weight::Quiet).show(ui).clicked()
                {
                    action = Some(Action::Code(String::new()));
                }
            });
        });
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
    action
}
