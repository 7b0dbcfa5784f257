//! Rows of the form: numbers, texts, words, switches.

use bevy_egui::egui::{self, Id, Response, RichText, TextEdit, Ui};

use super::form::{NAMES, Sheet};
use super::{Action, labels};
use crate::desktop::theme;
use crate::workshop::{Field, Value, edit};

/// A name and its value in a row, with what is wrong under it.
pub(super) fn row(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    let name = labels::field(&field.name, sheet.texts);
    named(sheet, ui, field, &name, |sheet, ui| value(sheet, ui, field));
    sheet.complaints(ui, &field.key);
}

/// A row with `name` on the left.
fn named(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field, name: &str, add: impl FnOnce(&mut Sheet<'_>, &mut Ui)) {
    let chosen = sheet.look.selected == field.key;
    let row = ui.horizontal(|ui| {
        let colour = if sheet.errors.contains_key(field.key.as_str()) {
            theme::CLAY
        } else if chosen {
            theme::ACCENT
        } else {
            theme::INK_SOFT
        };
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(egui::vec2(NAMES, 24.0), layout, |ui| {
            ui.set_min_width(NAMES);
            let label = egui::Label::new(RichText::new(name).color(colour)).truncate();
            ui.add(label).on_hover_text(&field.key);
        });
        add(sheet, ui);
    });
    if chosen {
        let edge = egui::Rect::from_min_size(
            row.response.rect.min - egui::vec2(6.0, 0.0),
            egui::vec2(3.0, row.response.rect.height()),
        );
        ui.painter().rect_filled(edge, 1.0, theme::ACCENT);
    }
    if sheet.look.reveal.as_deref() == Some(&field.key) {
        ui.scroll_to_rect(row.response.rect, Some(egui::Align::Center));
        sheet.look.reveal = None;
    }
}

/// The value alone.
pub(super) fn value(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    match &field.value {
        Value::Number(written) => number(sheet, ui, field, written),
        Value::Bool(on) => {
            let mut on = *on;
            let name = labels::field(&field.name, sheet.texts);
            if ui.checkbox(&mut on, "").on_hover_text(name).changed() {
                sheet.do_edit(Some(edit::switch(field, on)));
            }
        }
        Value::Text(words) | Value::Name(words) => {
            if sheet.draft.document.words(field).is_empty() {
                text(sheet, ui, field, words, ui.available_width());
            } else {
                choice(sheet, ui, field, words);
            }
        }
        Value::Other(written) => {
            ui.label(RichText::new(labels::first_line(written)).monospace().color(theme::INK_SOFT));
        }
        Value::Group { .. } | Value::List(_) => {}
    }
}

/// A number: what is typed goes into the text as soon as it is one.
fn number(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field, written: &str) {
    let id = Id::new(("workshop.number", &field.key));
    let draft = id.with("draft");
    let mut typed = ui.data(|data| data.get_temp::<String>(draft)).unwrap_or_else(|| written.to_owned());
    let fine = edit::number(field, &typed.replace(',', ".")).is_some();
    let edit = TextEdit::singleline(&mut typed).id(id).desired_width(84.0).horizontal_align(egui::Align::RIGHT);
    let response = ui.add(edit.text_color(if fine { theme::INK } else { theme::CLAY }));
    follow(sheet, &response, field);
    if response.changed() {
        // A comma is what French keyboards have.
        if let Some(splice) = edit::number(field, &typed.replace(',', ".")) {
            sheet.action = Some(Action::Edit { splice, typing: true });
        }
    }
    // What is typed stays as it is typed until the field is left.
    let held = response.has_focus();
    ui.data_mut(|data| {
        if held {
            data.insert_temp(draft, typed);
        } else {
            data.remove_temp::<String>(draft);
        }
    });
    let unit = labels::unit(&field.name);
    if !unit.is_empty() {
        ui.label(RichText::new(unit).color(theme::INK_SOFT));
    }
}

/// A text of any length.
fn text(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field, words: &str, width: f32) {
    let id = Id::new(("workshop.words", &field.key));
    let mut typed = words.to_owned();
    let lines = words.contains('\n');
    let mut edit = TextEdit::multiline(&mut typed).id(id).desired_width(width).desired_rows(if lines { 3 } else { 1 });
    if !lines {
        edit = edit.return_key(None);
    }
    let response = ui.add(edit);
    follow(sheet, &response, field);
    if response.changed() {
        let splice = edit::words(sheet.draft.document.text(), field, &typed);
        sheet.action = Some(Action::Edit { splice, typing: true });
    }
}

/// A word of the loader's list.
fn choice(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field, word: &str) {
    if let Some(chosen) = combo(sheet, ui, field, word) {
        let document = sheet.draft.document;
        let example = sheet.draft.examples.variant(field, &chosen).filter(|_| matches!(field.value, Value::Name(_)));
        sheet.do_edit(Some(match example {
            Some(example) => edit::value(field, example),
            None => edit::words(document.text(), field, &chosen),
        }));
    }
}

/// The name of a variant, which says what fields it has.
pub(super) fn variant(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    let Value::Group { variant, .. } = &field.value else { return };
    let name = sheet.texts.get("workshop-kind");
    let current = variant.clone().unwrap_or_default();
    named(sheet, ui, field, &name, |sheet, ui| {
        if let Some(chosen) = combo(sheet, ui, field, &current) {
            let example = sheet.draft.examples.variant(field, &chosen).map(str::to_owned);
            let written = example.unwrap_or_else(|| format!("{chosen}()"));
            sheet.do_edit(Some(edit::value(field, &written)));
        }
    });
}

/// A list of words to choose from; the word that was chosen anew.
fn combo(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field, word: &str) -> Option<String> {
    let words = sheet.draft.document.words(field);
    let shown = labels::word(word, sheet.texts);
    let colour = if words.iter().any(|known| known == word) { theme::INK } else { theme::CLAY };
    let mut chosen = None;
    let width = ui.available_width().min(260.0);
    let combo = egui::ComboBox::from_id_salt(("workshop.word", &field.key)).width(width).height(320.0).truncate();
    let response = combo.selected_text(RichText::new(shown).color(colour)).show_ui(ui, |ui| {
        super::dense(ui);
        for known in words {
            let label = labels::word(known, sheet.texts);
            let row = ui.selectable_label(known == word, &label);
            let row = if label == *known { row } else { row.on_hover_text(known) };
            if row.clicked() && known != word {
                chosen = Some(known.clone());
            }
        }
    });
    let name = format!("{} – {word}", labels::field(&field.name, sheet.texts));
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, &name));
    if response.response.clicked() {
        sheet.choose(field, true);
    }
    chosen
}

/// One text in both languages.
pub(super) fn bilingual(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    let name = labels::field(&field.name, sheet.texts);
    named(sheet, ui, field, &name, |sheet, ui| {
        ui.vertical(|ui| {
            for child in field.children() {
                let Value::Text(words) = &child.value else { continue };
                ui.horizontal_top(|ui| {
                    let colour =
                        if sheet.errors.contains_key(child.key.as_str()) { theme::CLAY } else { theme::INK_SOFT };
                    ui.add_sized(
                        [22.0, 24.0],
                        egui::Label::new(RichText::new(child.name.to_uppercase()).color(colour).size(12.0)),
                    );
                    text(sheet, ui, child, words, ui.available_width());
                    if sheet.look.reveal.as_deref() == Some(&child.key) {
                        ui.scroll_to_rect(ui.min_rect(), Some(egui::Align::Center));
                        sheet.look.reveal = None;
                    }
                });
                sheet.complaints(ui, &child.key);
            }
        });
    });
    sheet.complaints(ui, &field.key);
}

/// A few values side by side.
pub(super) fn tuple(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    let name = labels::field(&field.name, sheet.texts);
    named(sheet, ui, field, &name, |sheet, ui| {
        for child in field.children() {
            value(sheet, ui, child);
        }
    });
    for child in field.children() {
        sheet.complaints(ui, &child.key);
    }
    sheet.complaints(ui, &field.key);
}

/// The text shows what the form works at.
fn follow(sheet: &mut Sheet<'_>, response: &Response, field: &Field) {
    if response.gained_focus() {
        sheet.choose(field, true);
    } else if response.has_focus() {
        sheet.choose(field, false);
    }
}
