//! The shelf: own exercises to open, the program's to make a new one of.

use bevy_egui::egui::{self, RichText, Ui};

use super::super::widgets;
use super::{Action, Kept, WorkshopModel};
use crate::desktop::theme;
use crate::locale::{Texts, Value};

pub(super) fn show(ui: &mut Ui, model: &WorkshopModel<'_>, texts: &Texts) -> Option<Action> {
    let mut action = None;
    egui::ScrollArea::vertical().id_salt("workshop.shelf").auto_shrink([false, false]).show(ui, |ui| {
        heading(ui, &texts.get("workshop-mine"));
        let mine = model.shelf.iter().filter(|kept| kept.own);
        if mine.clone().next().is_none() {
            ui.label(widgets::soft(&texts.get("workshop-none")));
        }
        for kept in mine {
            action = own(ui, kept, texts).or(action.take());
        }
        ui.add_space(14.0);
        heading(ui, &texts.get("workshop-templates"));
        ui.label(widgets::soft(&texts.get("workshop-templates-about")).size(13.0));
        let mut course = "";
        for kept in model.shelf.iter().filter(|kept| !kept.own) {
            if kept.course != course {
                course = &kept.course;
                ui.add_space(6.0);
                ui.label(widgets::soft(course));
            }
            action = template(ui, kept, texts).or(action.take());
        }
    });
    action
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).size(18.0));
}

fn own(ui: &mut Ui, kept: &Kept, texts: &Texts) -> Option<Action> {
    let mut name = RichText::new(if kept.unsaved { format!("{} •", kept.title) } else { kept.title.clone() });
    if kept.bad {
        name = name.color(theme::CLAY);
    } else if kept.unsaved {
        name = name.color(theme::ACCENT);
    }
    let row = egui::Button::selectable(kept.open, name).truncate().min_size(egui::vec2(ui.available_width(), 26.0));
    let response = ui.add(row).on_hover_text(kept.path.display().to_string());
    let mut action = (response.clicked() && !kept.open).then(|| Action::Open(kept.path.clone()));
    response.context_menu(|ui| {
        super::dense(ui);
        if ui.button(texts.get("workshop-duplicate")).clicked() {
            action = Some(Action::Copy(kept.path.clone()));
        }
    });
    action
}

fn template(ui: &mut Ui, kept: &Kept, texts: &Texts) -> Option<Action> {
    let size = egui::vec2(ui.available_width(), 26.0);
    let row = egui::Button::selectable(false, format!("+ {}", kept.title)).truncate().min_size(size);
    let says = texts.with("workshop-new-from", &[("title", Value::from(kept.title.as_str()))]);
    let response = ui.add(row).on_hover_text(says);
    response.clicked().then(|| Action::Copy(kept.path.clone()))
}
