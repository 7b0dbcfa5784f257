//! Lists of the form: words to switch on and off, entries to copy, move, remove and add.

use bevy_egui::egui::{self, RichText, Ui};

use super::form::{Sheet, bilingual, is_leaf};
use super::{labels, leaf};
use crate::desktop::theme;
use crate::workshop::{Field, Value, edit};

/// A list that folds.
pub(super) fn list(sheet: &mut Sheet<'_>, ui: &mut Ui, field: &Field) {
    let entries = field.children();
    let name = format!("{} ({})", labels::field(&field.name, sheet.texts), entries.len());
    sheet.fold(
        ui,
        field,
        &name,
        |_, _| {},
        |sheet, ui| {
            let words = entries.first().map_or(&[][..], |first| sheet.draft.document.words(first));
            if !words.is_empty() && entries.iter().all(|entry| matches!(entry.value, Value::Text(_))) {
                switches(sheet, ui, field, words);
                return;
            }
            for (at, entry) in entries.iter().enumerate() {
                one(sheet, ui, field, at, entry);
            }
            push(sheet, ui, field);
        },
    );
}

/// Every word of the loader's list, on or off.
fn switches(sheet: &mut Sheet<'_>, ui: &mut Ui, list: &Field, words: &[String]) {
    let text = sheet.draft.document.text();
    let at = |word: &str| {
        list.children().iter().position(|entry| matches!(&entry.value, Value::Text(there) if there == word))
    };
    ui.horizontal_wrapped(|ui| {
        for word in words {
            let there = at(word);
            let label = labels::word(word, sheet.texts);
            let response = ui.selectable_label(there.is_some(), label).on_hover_text(word);
            if response.clicked() {
                sheet.do_edit(match there {
                    // The last word shows which others there are.
                    Some(_) if list.children().len() == 1 => None,
                    Some(at) => edit::remove(text, list, at),
                    None => edit::push(text, list, &edit::quote(word, "")),
                });
            }
        }
    });
    for entry in list.children() {
        if let Value::Text(word) = &entry.value
            && !words.contains(word)
        {
            leaf::row(sheet, ui, entry);
        }
    }
}

/// An entry with what can be done to it.
fn one(sheet: &mut Sheet<'_>, ui: &mut Ui, list: &Field, at: usize, entry: &Field) {
    if is_leaf(entry) {
        ui.horizontal(|ui| {
            leaf::value(sheet, ui, entry);
            tools(sheet, ui, list, at);
        });
        sheet.complaints(ui, &entry.key);
        return;
    }
    let name = labels::entry(at, entry, sheet.texts);
    sheet.fold(
        ui,
        entry,
        &name,
        |sheet, ui| tools(sheet, ui, list, at),
        |sheet, ui| {
            if bilingual(entry) {
                leaf::bilingual(sheet, ui, entry);
            } else if let Value::List(_) = entry.value {
                for (at, inner) in entry.children().iter().enumerate() {
                    one(sheet, ui, entry, at, inner);
                }
                push(sheet, ui, entry);
            } else {
                sheet.inside(ui, entry);
            }
        },
    );
}

/// Remove, move, copy. Laid out from the right in a header, from the left behind a value.
fn tools(sheet: &mut Sheet<'_>, ui: &mut Ui, list: &Field, at: usize) {
    let text = sheet.draft.document.text();
    let last = list.children().len().saturating_sub(1);
    let tool = |ui: &mut Ui, sign: &str, key: &str, can: bool| {
        let list = labels::field(&list.name, sheet.texts);
        let says = format!("{} – {list} {}", sheet.texts.get(key), at + 1);
        let button = egui::Button::new(RichText::new(sign).size(13.0).color(theme::INK_SOFT)).frame(false);
        let response = ui.add_enabled(can, button.min_size(egui::vec2(20.0, 20.0)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, can, &says));
        response.on_hover_text(says).clicked()
    };
    let mut splice = None;
    if tool(ui, "🗑", "workshop-remove", true) {
        splice = edit::remove(text, list, at);
    }
    if tool(ui, "⏷", "workshop-down", at < last) {
        splice = edit::swap(text, list, at);
    }
    if tool(ui, "⏶", "workshop-up", at > 0) {
        splice = edit::swap(text, list, at.saturating_sub(1));
    }
    if tool(ui, "🗐", "workshop-copy", true) {
        splice = edit::copy(text, list, at);
    }
    sheet.do_edit(splice);
}

/// One more entry: a copy of the last, or one as other exercises have it.
fn push(sheet: &mut Sheet<'_>, ui: &mut Ui, list: &Field) {
    let text = sheet.draft.document.text();
    let example = sheet.draft.examples.entry(list);
    let last = list.children().len().checked_sub(1);
    if last.is_none() && example.is_none() {
        return;
    }
    let name = format!("+ {}", sheet.texts.get("workshop-add-entry"));
    if ui.add(egui::Button::new(RichText::new(name).size(13.0)).frame(false)).clicked() {
        sheet.do_edit(match (last, example) {
            (Some(last), _) => edit::copy(text, list, last),
            (None, Some(example)) => edit::push(text, list, example),
            (None, None) => None,
        });
    }
}
