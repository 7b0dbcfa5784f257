//! What is wrong and what could be better, with its place: a click goes there.

use bevy_egui::egui::{self, RichText, Ui};

use super::super::widgets;
use super::{Action, DraftModel, Look, labels};
use crate::desktop::theme;
use crate::locale::{Texts, Value};
use crate::scenario::Located;
use crate::workshop::advice::{Advice, Kind};
use crate::workshop::{Splice, edit};

pub(super) fn show(ui: &mut Ui, draft: &DraftModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    let mut action = None;
    egui::ScrollArea::vertical().id_salt("workshop.problems").auto_shrink([false, false]).show(ui, |ui| {
        let errors = draft.document.errors();
        if errors.is_empty() {
            ui.label(RichText::new(format!("✔ {}", texts.get("workshop-good"))).color(theme::GOOD));
        } else {
            ui.label(RichText::new(texts.get("workshop-errors")).color(theme::CLAY));
            if draft.document.good().is_some() {
                ui.label(widgets::soft(&texts.get("workshop-last-good")));
            }
        }
        for (error, place) in errors.iter().zip(draft.document.places()) {
            action = self::error(ui, draft, error, place.as_deref(), look, texts).or(action.take());
            if !error.allowed.is_empty() {
                let allowed = error.allowed.iter().take(24).cloned().collect::<Vec<_>>().join(", ");
                ui.label(widgets::soft(&texts.with("workshop-allowed", &[("words", Value::from(allowed))])).size(13.0));
            }
        }
        if !draft.advice.is_empty() {
            ui.add_space(10.0);
            ui.label(RichText::new(texts.get("workshop-advice")).color(theme::ACCENT));
            for advice in draft.advice {
                self::advice(ui, advice, look, texts);
            }
        }
    });
    action
}

/// One error in a line, with the word that was perhaps meant.
pub(super) fn error(
    ui: &mut Ui,
    draft: &DraftModel<'_>,
    error: &Located,
    key: Option<&str>,
    look: &mut Look,
    texts: &Texts,
) -> Option<Action> {
    let mut action = None;
    ui.horizontal_wrapped(|ui| {
        let place = RichText::new(format!("{}:{}", error.line, error.column)).monospace().color(theme::ACCENT);
        let message = RichText::new(labels::told(&error.message, texts)).color(theme::INK);
        let place = ui.add(egui::Label::new(place).sense(egui::Sense::click()));
        let message = ui.add(egui::Label::new(message).sense(egui::Sense::click()));
        let hand = egui::CursorIcon::PointingHand;
        if error.line > 0 && (place.on_hover_cursor(hand).clicked() || message.on_hover_cursor(hand).clicked()) {
            look.go_to(error.span.start, key);
        }
        if let Some(nearest) = &error.nearest {
            let name = texts.with("workshop-put", &[("word", Value::from(nearest.as_str()))]);
            if ui.small_button(name).clicked() {
                let old = draft.document.text().get(error.span.clone()).unwrap_or_default();
                let with = if old.starts_with(['"', 'r']) && old.ends_with(['"', '#']) {
                    edit::quote(nearest, old)
                } else {
                    nearest.clone()
                };
                let splice = Splice { span: error.span.clone(), with };
                action = Some(Action::Edit { splice, typing: false });
            }
        }
    });
    action
}

fn advice(ui: &mut Ui, advice: &Advice, look: &mut Look, texts: &Texts) {
    ui.horizontal_wrapped(|ui| {
        let place = RichText::new(format!("{}", advice.line)).monospace().color(theme::ACCENT);
        let words = match advice.kind {
            Kind::LongSentence(words) => words as u32,
            _ => 0,
        };
        let key = format!("workshop-advice-{}", advice.kind.name());
        let told = texts.with(&key, &[("words", Value::from(words))]);
        let place = ui.add(egui::Label::new(place).sense(egui::Sense::click()));
        let told = ui.add(egui::Label::new(told).sense(egui::Sense::click()));
        let hand = egui::CursorIcon::PointingHand;
        if place.on_hover_cursor(hand).clicked() || told.on_hover_cursor(hand).clicked() {
            look.go_to(advice.span.start, Some(&advice.key));
        }
    });
}
