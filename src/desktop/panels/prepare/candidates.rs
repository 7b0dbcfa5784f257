//! Candidates of the session: a line each, added from a group, from a list, or typed.

use bevy_egui::egui::{self, Id, ScrollArea, Ui};

use super::super::browse::name_of;
use super::super::widgets::{self, Push, Weight};
use super::super::{board, who};
use super::{Action, Candidate, Draft, PrepareModel};
use crate::locale::Texts;

/// Height of the lines that are seen at once, and of one of them.
const SEEN: f32 = 300.0;
const LINE: f32 = 50.0;

pub(super) fn show(ui: &mut Ui, model: &PrepareModel, now: &mut Draft, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.horizontal_wrapped(|ui| {
        if !model.groups.is_empty() {
            let head = std::iter::once(texts.get("prepare-group"));
            let names: Vec<String> = head.chain(model.groups.iter().cloned()).collect();
            if let Some(at) = board::pick(ui, "prepare.group", &texts.get("prepare-group"), &names, 0) {
                action = at.checked_sub(1).map(Action::Group);
            }
        }
        for list in &model.lists {
            let text = who::shortened(name_of(list), 26);
            let says = format!("{} – {list}", texts.get("prepare-list"));
            if Push::new(&text, Weight::Plain).says(&says).show(ui).clicked() {
                action = Some(Action::List(list.clone()));
            }
        }
    });
    let id = Id::new("prepare.list");
    let mut path: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.label(widgets::soft(&texts.get("prepare-list-path")));
    ui.horizontal(|ui| {
        widgets::field(ui, id.with("edit"), &mut path, &texts.get("prepare-list-path"), 520.0, false);
        let clicked = Push::new(&texts.get("prepare-list"), Weight::Plain).least(120.0, 50.0).show(ui).clicked();
        if clicked && !path.trim().is_empty() {
            action = Some(Action::List(path.trim().to_owned()));
            path.clear();
        }
    });
    ui.data_mut(|data| data.insert_temp(id, path));
    ui.add_space(6.0);
    lines(ui, now, texts);
    ui.horizontal(|ui| {
        if Push::new(&texts.get("prepare-candidate"), Weight::Plain).least(220.0, 44.0).show(ui).clicked() {
            let number = format!("{:02}", now.people.len() + 1);
            let taken = now.people.iter().any(|person| person.number == number);
            let number = if taken { String::new() } else { number };
            now.people.push(Candidate { number, ..Candidate::default() });
        }
        ui.label(widgets::soft(&texts.with("prepare-count", &[("n", (now.people.len() as u32).into())])));
    });
    action
}

fn lines(ui: &mut Ui, now: &mut Draft, texts: &Texts) {
    let (mut removed, count) = (None, now.people.len());
    let mut show = |ui: &mut Ui, range: std::ops::Range<usize>| {
        for at in range {
            if now.people.get_mut(at).is_some_and(|person| line(ui, at, person, texts)) {
                removed = Some(at);
            }
        }
    };
    // A few stand on the page; many scroll in their own place.
    if count as f32 * LINE <= SEEN {
        show(ui, 0..count);
    } else {
        let area = ScrollArea::vertical().id_salt("prepare.people").max_height(SEEN).min_scrolled_height(SEEN);
        area.auto_shrink([false, true]).show_rows(ui, LINE, count, show);
    }
    if let Some(at) = removed {
        now.people.remove(at);
    }
}

/// One candidate; whether the line is to go.
fn line(ui: &mut Ui, at: usize, person: &mut Candidate, texts: &Texts) -> bool {
    let mut removed = false;
    ui.horizontal(|ui| {
        let id = Id::new(("prepare.person", at));
        let says = format!("{} {}", texts.get("prepare-number"), at + 1);
        widgets::field(ui, id.with("number"), &mut person.number, &says, 90.0, false);
        let says = format!("{} {}", texts.get("prepare-person"), at + 1);
        let width = (ui.available_width() - 320.0).max(140.0);
        widgets::field(ui, id.with("name"), &mut person.name, &says, width, false);
        let text = texts.get("prepare-extra");
        let says = format!("{text} – {} {}", person.number, person.name);
        let weight = if person.extra { Weight::Main } else { Weight::Quiet };
        let push = Push::new(&text, weight).says(&says).least(130.0, 46.0).show(ui);
        push.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Checkbox, true, person.extra, &says));
        if push.clicked() {
            person.extra = !person.extra;
        }
        let says = format!("{} – {} {}", texts.get("prepare-remove"), person.number, person.name);
        let text = texts.get("prepare-remove");
        removed = Push::new(&text, Weight::Quiet).says(&says).least(44.0, 46.0).show(ui).clicked();
    });
    removed
}
