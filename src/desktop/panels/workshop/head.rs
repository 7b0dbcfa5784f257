//! The head of the workshop: what is open, whether it is saved, and what can be done with it; keys and conflicts.

use bevy_egui::egui::{self, RichText, Ui};

use super::super::pictogram::Sign;
use super::super::widgets::{Push, Weight};
use super::{Action, DraftModel, Look, Tab, WorkshopModel};
use crate::desktop::theme;
use crate::locale::{Texts, Value};

/// Keys of every editor, before a field takes them for itself.
pub(super) fn keys(ui: &mut Ui, model: &WorkshopModel<'_>) -> Option<Action> {
    model.draft.as_ref()?;
    let command =
        |key: egui::Key, more: egui::Modifiers| egui::KeyboardShortcut::new(egui::Modifiers::COMMAND | more, key);
    ui.input_mut(|input| {
        if input.consume_shortcut(&command(egui::Key::Z, egui::Modifiers::SHIFT))
            || input.consume_shortcut(&command(egui::Key::Y, egui::Modifiers::NONE))
        {
            return Some(Action::Redo);
        }
        if input.consume_shortcut(&command(egui::Key::Z, egui::Modifiers::NONE)) {
            return Some(Action::Undo);
        }
        input.consume_shortcut(&command(egui::Key::S, egui::Modifiers::NONE)).then_some(Action::Save)
    })
}

pub(super) fn show(ui: &mut Ui, model: &WorkshopModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let frame = egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin::symmetric(10, 6));
    egui::Panel::top(egui::Id::new("workshop.head")).frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(38.0);
            let push = |ui: &mut Ui, key: &str, sign: Sign| {
                Push::new(&texts.get(key), Weight::Quiet).sign(sign).least(36.0, 36.0).show(ui).clicked()
            };
            if Push::new("", Weight::Quiet)
                .sign(Sign::Back)
                .says(&texts.get("back"))
                .least(38.0, 36.0)
                .show(ui)
                .clicked()
            {
                action = Some(Action::Back);
            }
            ui.label(RichText::new(texts.get("workshop-title")).size(22.0));
            let Some(draft) = &model.draft else { return };
            ui.add_space(8.0);
            fold(ui, &texts.get("workshop-shelf"), &mut look.shelf);
            fold(ui, &texts.get("workshop-form"), &mut look.form);
            fold(ui, &texts.get("workshop-picture"), &mut look.picture);
            ui.add_space(8.0);
            let unsaved = draft.document.is_unsaved();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let good = draft.document.good().is_some();
                let name = texts.get(if draft.step == 0 { "workshop-try" } else { "workshop-try-here" });
                ui.add_enabled_ui(good, |ui| {
                    let push = Push::new(&name, Weight::Main).sign(Sign::Go).least(96.0, 36.0);
                    if push.show(ui).clicked() {
                        action = Some(Action::Try);
                    }
                });
                ui.add_enabled_ui(good, |ui| {
                    if push(ui, "workshop-prove", Sign::Shield) {
                        look.tab = Tab::Proof;
                        action = Some(Action::Prove);
                    }
                });
                if push(ui, "workshop-check", Sign::Check) {
                    look.tab = Tab::Problems;
                }
                ui.add_enabled_ui(unsaved, |ui| {
                    if push(ui, "workshop-save", Sign::Sheet) {
                        action = Some(Action::Save);
                    }
                });
                for (can, key, sign, what) in [
                    (draft.document.can_redo(), "workshop-redo", "⟳", Action::Redo),
                    (draft.document.can_undo(), "workshop-undo", "⟲", Action::Undo),
                ] {
                    ui.add_enabled_ui(can, |ui| {
                        let says = texts.get(key);
                        if Push::new(sign, Weight::Quiet).says(&says).least(34.0, 36.0).show(ui).clicked() {
                            action = Some(what);
                        }
                    });
                }
                let mut place = draft.place.to_owned();
                if unsaved {
                    place.push_str(" •");
                }
                let colour = if unsaved { theme::ACCENT } else { theme::INK_SOFT };
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let label = ui.add(egui::Label::new(RichText::new(place).color(colour)).truncate());
                    if unsaved {
                        label.on_hover_text(texts.get("workshop-unsaved"));
                    }
                });
            });
        });
    });
    action
}

/// A switch that folds a pane away.
fn fold(ui: &mut Ui, name: &str, seen: &mut bool) {
    if ui.selectable_label(*seen, name).clicked() {
        *seen = !*seen;
    }
}

pub(super) fn conflict(ui: &mut Ui, draft: &DraftModel<'_>, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let frame = egui::Frame::NONE.fill(theme::CARD).inner_margin(egui::Margin::symmetric(16, 6));
    egui::Panel::top(egui::Id::new("workshop.conflict")).frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let told = texts.with("workshop-conflict", &[("place", Value::from(draft.place))]);
            ui.label(RichText::new(told).color(theme::CLAY));
            if ui.button(texts.get("workshop-take-theirs")).clicked() {
                action = Some(Action::TakeTheirs);
            }
            if ui.button(texts.get("workshop-save-over")).clicked() {
                action = Some(Action::SaveOver);
            }
        });
    });
    action
}
