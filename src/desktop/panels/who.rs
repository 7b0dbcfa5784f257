//! Who is here: a name to click on, or one to type, or none.

use bevy_egui::egui::{self, Id, Label, RichText, TextStyle, Ui, Vec2};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::{Lang, Texts};

/// People who are shown at once: the others are found by typing.
const MOST: usize = 60;
/// Longest name on a button, characters.
const LONGEST: usize = 24;

/// Who may be here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhoModel {
    /// Pseudonym and what to call them, in order.
    pub people: Vec<(String, String)>,
    /// Who was here last: what to call them, empty for nobody; none where nobody ever said.
    pub now: Option<String>,
    /// There is a way back.
    pub back: bool,
    /// What is wrong with what was typed.
    pub wrong: Option<String>,
}

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It is still the same person.
    Same,
    /// It is the person at this place.
    Known(usize),
    /// This was typed.
    Typed(String),
    /// Nobody is named.
    Nobody,
    /// Change between French and English.
    SwitchLanguage,
    /// Back, unchanged.
    Back,
}

/// Shows the question over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &WhoModel, texts: &Texts) -> Option<Action> {
    let (mut action, mut back) = (None, false);
    widgets::head(
        ui,
        "who.head",
        |ui| {
            if model.back {
                back = Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
            } else {
                widgets::goal(ui, "arc", 46.0, theme::ACCENT);
            }
            ui.label(widgets::heading(&texts.get("who-heading")));
        },
        |ui| {
            let taken = usize::from(texts.lang() == Lang::En);
            let name = texts.get("list-language");
            if widgets::choices(ui, &name, &["FR", "EN"], taken, Vec2::splat(theme::TARGET)).is_some() {
                action = Some(Action::SwitchLanguage);
            }
        },
    );
    if back {
        action = Some(Action::Back);
    }
    widgets::middle(ui, "who", 980.0, |ui| {
        // To stay without a name is one of the ways below, not the next thing to do.
        if let Some(now) = model.now.as_ref().filter(|now| !model.back && !now.is_empty()) {
            action = same(ui, now, texts).or(action.take());
        }
        let id = Id::new("who.typed");
        let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(widgets::title(&texts.get("who-type")));
            ui.horizontal_wrapped(|ui| {
                let response = widgets::field(ui, id.with("edit"), &mut typed, &texts.get("who-type"), 460.0, false);
                let entered = widgets::entered(ui, &response);
                // The next thing to do, once somebody began to type.
                let weight = if typed.trim().is_empty() { Weight::Plain } else { Weight::Main };
                let push = Push::new(&texts.get("who-me"), weight).sign(Sign::Alone).least(170.0, 50.0).show(ui);
                if (push.clicked() || entered) && !typed.trim().is_empty() {
                    action = Some(Action::Typed(typed.trim().to_owned()));
                }
                if Push::new(&texts.get("who-nobody"), Weight::Quiet).least(140.0, 50.0).show(ui).clicked() {
                    action = Some(Action::Nobody);
                }
            });
            if let Some(wrong) = &model.wrong {
                ui.add(Label::new(RichText::new(wrong).color(theme::CLAY)).wrap());
            }
            ui.add(Label::new(widgets::soft(&texts.get("who-about")).text_style(TextStyle::Small)).wrap());
        });
        ui.add_space(12.0);
        action = people(ui, model, typed.trim(), texts).or(action.take());
        ui.data_mut(|data| match action {
            // The next person starts with nothing typed.
            Some(Action::Same | Action::Known(_) | Action::Nobody | Action::Back) => data.remove::<String>(id),
            _ => _ = data.insert_temp(id, typed),
        });
    });
    action
}

/// Whoever was here last goes on with one click.
fn same(ui: &mut Ui, now: &str, texts: &Texts) -> Option<Action> {
    let text = texts.with("who-still", &[("name", shortened(now, 40).into())]);
    let width = ui.available_width();
    let clicked = Push::new(&text, Weight::Main).sign(Sign::Go).least(width, 60.0).show(ui).clicked();
    ui.add_space(12.0);
    clicked.then_some(Action::Same)
}

/// Those who are known, as far as they go with what is typed.
fn people(ui: &mut Ui, model: &WhoModel, typed: &str, texts: &Texts) -> Option<Action> {
    let typed = typed.to_lowercase();
    let fits = |text: &str| text.to_lowercase().contains(&typed);
    let all = model.people.iter().enumerate().filter(|(_, (who, called))| fits(who) || fits(called));
    let all: Vec<(usize, &(String, String))> = all.collect();
    if all.is_empty() {
        return None;
    }
    let mut action = None;
    ui.label(widgets::title(&texts.get("who-list")));
    ui.add_space(4.0);
    let width = (ui.available_width() - 20.0) / 3.0;
    egui::Grid::new("who.people").num_columns(3).spacing([10.0, 10.0]).show(ui, |ui| {
        for (place, (at, (who, called))) in all.iter().take(MOST).enumerate() {
            // Two people of one name are told apart by their numbers.
            let says = if who == called { called.clone() } else { format!("{called} – {who}") };
            let text = shortened(called, LONGEST);
            if Push::new(&text, Weight::Plain).says(&says).least(width, 52.0).show(ui).clicked() {
                action = Some(Action::Known(*at));
            }
            if place % 3 == 2 {
                ui.end_row();
            }
        }
    });
    if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
        ui.label(widgets::soft(&texts.with("who-more", &[("n", (more as u32).into())])));
    }
    action
}

/// A name that fits on a button.
pub(super) fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let start: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}
