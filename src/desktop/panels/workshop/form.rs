//! The form: every field of the exercise, made of its text alone, with what is wrong beside it.

use std::collections::BTreeMap;

use bevy_egui::egui::collapsing_header::CollapsingState;
use bevy_egui::egui::{self, Id, RichText, Ui};

use super::{Action, DraftModel, Look, entries, labels, leaf};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::scenario::Located;
use crate::workshop::{Field, Value, edit};

/// Width of the names of fields.
pub(super) const NAMES: f32 = 148.0;

/// What the parts of the form share.
pub(super) struct Sheet<'a> {
    pub draft: &'a DraftModel<'a>,
    pub texts: &'a Texts,
    pub look: &'a mut Look,
    /// Errors by the key of their field.
    pub errors: BTreeMap<&'a str, Vec<&'a Located>>,
    pub action: Option<Action>,
}

pub(super) fn show(ui: &mut Ui, draft: &DraftModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    let document = draft.document;
    let mut errors: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
    for (error, place) in document.errors().iter().zip(document.places()) {
        errors.entry(place.as_deref().unwrap_or("")).or_default().push(error);
    }
    let mut sheet = Sheet { draft, texts, look, errors, action: None };
    egui::ScrollArea::vertical().id_salt(("workshop.form", draft.place)).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 4.0);
        let root = document.form();
        sheet.complaints(ui, &root.key);
        let plain = |field: &&Field| !is_section(field);
        for field in root.children().iter().filter(plain) {
            sheet.field(ui, field);
        }
        for field in root.children().iter().filter(|field| is_section(field)) {
            ui.add_space(2.0);
            sheet.field(ui, field);
        }
        sheet.offer(ui, root);
        ui.add_space(24.0);
    });
    sheet.action
}

/// Whether a field folds.
fn is_section(field: &Field) -> bool {
    match &field.value {
        Value::Group { fields, tuple, .. } => !(bilingual(field) || *tuple && fields.iter().all(is_leaf)),
        Value::List(_) => true,
        _ => false,
    }
}

/// Whether a field is shown in one row.
pub(super) fn is_leaf(field: &Field) -> bool {
    !matches!(field.value, Value::Group { .. } | Value::List(_))
}

/// Whether a field is one text in two languages.
pub(super) fn bilingual(field: &Field) -> bool {
    let Value::Group { fields, .. } = &field.value else { return false };
    let text = |name: &str| fields.iter().any(|f| f.name == name && matches!(f.value, Value::Text(_)));
    fields.len() == 2 && text("fr") && text("en")
}

impl Sheet<'_> {
    /// A field with all that is in it.
    pub fn field(&mut self, ui: &mut Ui, field: &Field) {
        match &field.value {
            Value::Group { .. } if bilingual(field) => leaf::bilingual(self, ui, field),
            Value::Group { fields, tuple: true, .. } if fields.iter().all(is_leaf) => leaf::tuple(self, ui, field),
            Value::Group { .. } => self.section(ui, field),
            Value::List(_) => entries::list(self, ui, field),
            _ => leaf::row(self, ui, field),
        }
    }

    /// A struct that folds.
    fn section(&mut self, ui: &mut Ui, field: &Field) {
        let name = labels::field(&field.name, self.texts);
        self.fold(ui, field, &name, |_, _| {}, |sheet, ui| sheet.inside(ui, field));
    }

    /// The fields of a struct, its variant first.
    pub fn inside(&mut self, ui: &mut Ui, field: &Field) {
        if !field.pattern.is_empty() && !self.draft.document.words(field).is_empty() {
            leaf::variant(self, ui, field);
        }
        for child in field.children() {
            self.field(ui, child);
        }
        self.offer(ui, field);
    }

    /// A header that folds what is under it; it opens for what shall be seen.
    pub fn fold(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        name: &str,
        right: impl FnOnce(&mut Self, &mut Ui),
        body: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let id = Id::new(("workshop.fold", &field.key));
        let mut state = CollapsingState::load_with_default_open(ui.ctx(), id, field.children().len() < 3);
        let asked = self.look.reveal.as_deref().is_some_and(|key| leads(&field.key, key));
        if asked {
            state.set_open(true);
        }
        let wrong = self.errors.keys().any(|key| leads(&field.key, key));
        let chosen = self.look.selected == field.key;
        let mut toggled = false;
        let header = state.show_header(ui, |ui| {
            let mut text = RichText::new(name);
            if wrong {
                text = RichText::new(format!("{name} ⚠")).color(theme::CLAY);
            } else if chosen {
                text = text.color(theme::ACCENT);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                right(self, ui);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let label = ui.add(egui::Label::new(text).truncate().sense(egui::Sense::click()));
                    if label.clicked() {
                        toggled = true;
                        self.choose(field, true);
                    }
                    if self.look.reveal.as_deref() == Some(&field.key) {
                        ui.scroll_to_rect(label.rect, Some(egui::Align::Center));
                        self.look.reveal = None;
                    }
                });
            });
        });
        let _ = header.body(|ui| {
            self.complaints(ui, &field.key);
            body(self, ui);
        });
        if toggled && let Some(mut state) = CollapsingState::load(ui.ctx(), id) {
            state.toggle(ui);
            state.store(ui.ctx());
        }
    }

    /// The form works at this field: the text shows where it is.
    pub fn choose(&mut self, field: &Field, scroll: bool) {
        self.look.selected.clone_from(&field.key);
        self.look.mark = Some((field.span.clone(), scroll));
    }

    /// What is wrong with a field, under it.
    pub fn complaints(&mut self, ui: &mut Ui, key: &str) {
        let Some(errors) = self.errors.get(key) else { return };
        for error in errors {
            let line = egui::Label::new(
                RichText::new(format!("⚠ {}", labels::told(&error.message, self.texts))).color(theme::CLAY).size(14.0),
            );
            let label = ui.add(line.wrap().sense(egui::Sense::click()));
            if label.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.look.go_to(error.span.start, Some(key));
            }
        }
    }

    /// What can be added to a struct, once it was asked for.
    fn offer(&mut self, ui: &mut Ui, group: &Field) {
        let Value::Group { tuple: false, fields, .. } = &group.value else { return };
        let draft = self.draft;
        let offered = draft.offered.filter(|(key, _)| *key == group.key);
        let Some((_, names)) = offered else {
            if ui
                .add(
                    egui::Button::new(RichText::new(format!("+ {}", self.texts.get("workshop-add-field"))).size(13.0))
                        .frame(false),
                )
                .clicked()
            {
                self.action = Some(Action::Offer(group.key.clone()));
            }
            return;
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(self.texts.get("workshop-add")).color(theme::INK_SOFT));
            if names.is_empty() {
                ui.label(RichText::new(self.texts.get("workshop-add-nothing")).color(theme::INK_SOFT));
            }
            for name in names {
                if ui.button(labels::field(name, self.texts)).on_hover_text(name).clicked() {
                    let written = draft.examples.value(group, name).unwrap_or("()");
                    self.do_edit(edit::add_field(draft.document.text(), group, name, written));
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(self.texts.get("workshop-remove-field")).color(theme::INK_SOFT));
            for field in fields {
                if ui.small_button(labels::field(&field.name, self.texts)).on_hover_text(&field.name).clicked() {
                    self.do_edit(edit::remove_field(draft.document.text(), group, &field.name));
                }
            }
        });
    }

    /// Asks for an edit as a step of its own.
    pub fn do_edit(&mut self, splice: Option<edit::Splice>) {
        if let Some(splice) = splice {
            self.action = Some(Action::Edit { splice, typing: false });
        }
    }
}

/// Whether `key` is `above` or lies under it.
pub(super) fn leads(above: &str, key: &str) -> bool {
    key.strip_prefix(above).is_some_and(|rest| rest.is_empty() || above.is_empty() || rest.starts_with(['.', '[']))
}
