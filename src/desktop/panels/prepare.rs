//! Preparing an exam session: title, exercises and their minutes, candidates, what is drawn, help, and the passphrase.

mod candidates;
mod exercises;
#[cfg(all(test, feature = "desktop-tests"))]
mod tests;

use bevy_egui::egui::{self, Id, Label, RichText, Ui, Vec2};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::exam::session::{Help, MIN_PASSPHRASE};
use crate::locale::Texts;

/// One exercise of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place among the exercises.
    pub exercise: usize,
    /// Minutes, without extra time.
    pub minutes: u32,
}

/// One candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Number; files are named after it.
    pub number: String,
    /// Name; may be empty.
    pub name: String,
    /// Entitled to a third more time.
    pub extra: bool,
}

/// What the examiner has chosen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Exercises, in order.
    pub parts: Vec<Part>,
    /// Who sits.
    pub people: Vec<Candidate>,
    /// The same job for everybody, of this seed; a job for each without it.
    pub same: Option<u64>,
    /// Help that is allowed.
    pub help: Help,
    /// The folder into which the session is written.
    pub folder: String,
}

/// An exercise that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Title; those of other speeds than the usual one say so themselves.
    pub title: String,
    /// Its course.
    pub course: String,
    /// Minutes that it usually takes.
    pub minutes: u32,
}

/// A session that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its file.
    pub path: String,
    /// How many sit.
    pub candidates: u32,
    /// The beginning of its public key.
    pub key: String,
    /// Where the sheet of codes is, or why there is none; none where nobody asked.
    pub codes: Option<Result<String, String>>,
    /// The sheet is being made.
    pub busy: bool,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct PrepareModel {
    /// What was chosen so far.
    pub draft: Draft,
    /// Exercises to choose from.
    pub exercises: Vec<Exercise>,
    /// Groups on record.
    pub groups: Vec<String>,
    /// Files of lists that were found.
    pub lists: Vec<String>,
    /// Folders into which a session can go: the user's own, and what is plugged in.
    pub places: Vec<String>,
    /// It is being written.
    pub busy: bool,
    /// What is wrong.
    pub wrong: Option<String>,
    /// What was written.
    pub done: Option<Written>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// This is the draft now.
    Set(Draft),
    /// Add the people of the group at this place.
    Group(usize),
    /// Add the people of the list in this file.
    List(String),
    /// Write the session, locked by this passphrase.
    Write(String),
    /// Make the sheet of codes.
    Codes,
    /// Prepare another session.
    Another,
    /// Back to the exam.
    Back,
}

/// Shows the page over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &PrepareModel, texts: &Texts) -> Option<Action> {
    let (mut back, mut action) = (false, None);
    widgets::head(
        ui,
        "prepare.head",
        |ui| {
            back = Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
            ui.label(widgets::heading(&texts.get("prepare-title")));
        },
        |_| {},
    );
    widgets::middle(ui, "prepare", 980.0, |ui| {
        action = match &model.done {
            Some(written) => done(ui, written, texts),
            None => form(ui, model, texts),
        };
    });
    if back {
        forget(ui);
        return Some(Action::Back);
    }
    action
}

fn form(ui: &mut Ui, model: &PrepareModel, texts: &Texts) -> Option<Action> {
    let mut now = model.draft.clone();
    let mut action = None;
    card(ui, &texts.get("prepare-name"), |ui| {
        let says = texts.get("prepare-name");
        widgets::field(ui, Id::new("prepare.title"), &mut now.title, &says, 620.0, false);
    });
    card(ui, &texts.get("prepare-parts"), |ui| exercises::show(ui, model, &mut now, texts));
    card(ui, &texts.get("prepare-people"), |ui| action = candidates::show(ui, model, &mut now, texts));
    card(ui, &texts.get("prepare-rules"), |ui| rules(ui, &mut now, texts));
    card(ui, &texts.get("prepare-lock"), |ui| {
        place(ui, model, &mut now, texts);
        action = lock(ui, model, texts).or(action.take());
    });
    if now != model.draft { Some(Action::Set(now)) } else { action }
}

fn card(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(widgets::title(title));
        ui.add_space(4.0);
        add(ui);
    });
    ui.add_space(8.0);
}

/// A choice of two beside its name.
fn either(ui: &mut Ui, name: &str, labels: [&str; 2], second: bool) -> bool {
    let mut now = second;
    ui.horizontal_wrapped(|ui| {
        if let Some(at) = widgets::choices(ui, name, &labels, usize::from(second), Vec2::new(110.0, 44.0)) {
            now = at == 1;
        }
        ui.add(Label::new(name).wrap());
    });
    now
}

fn rules(ui: &mut Ui, now: &mut Draft, texts: &Texts) {
    let [each, same] = ["prepare-each", "prepare-same"].map(|key| texts.get(key));
    let is_same = either(ui, &texts.get("prepare-jobs"), [&each, &same], now.same.is_some());
    match (is_same, now.same) {
        (false, _) => now.same = None,
        (true, None) => now.same = Some(1),
        (true, Some(mut seed)) => {
            let says = texts.get("prepare-seed");
            ui.horizontal(|ui| {
                let field = egui::DragValue::new(&mut seed).range(0..=999_999).speed(0.2);
                let response = ui.add_sized([110.0, 40.0], field);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, &says));
                ui.label(widgets::soft(&says));
            });
            now.same = Some(seed);
        }
    }
    let [no, yes] = ["settings-off", "settings-on"].map(|key| texts.get(key));
    for (key, help) in [
        ("prepare-guide", &mut now.help.guide),
        ("prepare-colours", &mut now.help.colour_names),
        ("prepare-shown", &mut now.help.mark_shown),
    ] {
        *help = either(ui, &texts.get(key), [&no, &yes], *help);
    }
}

/// Where the file goes.
fn place(ui: &mut Ui, model: &PrepareModel, now: &mut Draft, texts: &Texts) {
    ui.label(widgets::soft(&texts.get("prepare-folder")));
    widgets::field(ui, Id::new("prepare.folder"), &mut now.folder, &texts.get("prepare-folder"), 620.0, false);
    ui.horizontal_wrapped(|ui| {
        for place in &model.places {
            let text = super::who::shortened(super::browse::name_of(place), 24);
            if Push::new(&text, Weight::Plain).says(place).least(110.0, 40.0).show(ui).clicked() {
                now.folder.clone_from(place);
            }
        }
    });
    ui.add_space(6.0);
}

/// The two lines that a passphrase is typed into, in egui's memory alone.
fn lines() -> [Id; 2] {
    [Id::new("prepare.passphrase"), Id::new("prepare.passphrase.again")]
}

/// Forgets what was typed of a passphrase.
fn forget(ui: &Ui) {
    ui.data_mut(|data| lines().map(|id| data.remove::<String>(id)));
}

fn lock(ui: &mut Ui, model: &PrepareModel, texts: &Texts) -> Option<Action> {
    let mut typed = lines().map(|id| ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default());
    for ((id, key), text) in lines().into_iter().zip(["prepare-secret", "prepare-secret-again"]).zip(&mut typed) {
        ui.label(widgets::soft(&texts.get(key)));
        widgets::field(ui, id.with("edit"), text, &texts.get(key), 420.0, true);
    }
    let [first, second] = typed;
    let (length, same) = (first.chars().count(), first == second);
    let hint = match (length, same) {
        (0, _) => texts.with("prepare-secret-how", &[("n", (MIN_PASSPHRASE as u32).into())]),
        (short, _) if short < MIN_PASSPHRASE => {
            texts.with("prepare-secret-short", &[("n", ((MIN_PASSPHRASE - short) as u32).into())])
        }
        (_, false) if !second.is_empty() => texts.get("prepare-secret-differs"),
        _ => texts.get("prepare-secret-lost"),
    };
    ui.add(Label::new(widgets::soft(&hint)).wrap());
    if let Some(wrong) = &model.wrong {
        ui.add(Label::new(RichText::new(wrong).color(theme::CLAY)).wrap());
    }
    let missing = missing(&model.draft);
    if let Some(key) = missing {
        ui.add(Label::new(RichText::new(texts.get(key)).color(theme::ACCENT)).wrap());
    }
    let ready = length >= MIN_PASSPHRASE && same && missing.is_none() && !model.busy;
    let mut written = false;
    ui.add_enabled_ui(ready, |ui| {
        let text = texts.get(if model.busy { "prepare-busy" } else { "prepare-write" });
        let width = ui.available_width();
        // What cannot be done yet is not what to do next.
        let weight = if ready { Weight::Main } else { Weight::Plain };
        written = Push::new(&text, weight).sign(Sign::Shield).least(width, 60.0).show(ui).clicked();
    });
    if written {
        forget(ui);
        return Some(Action::Write(first));
    }
    let [one, two] = lines();
    ui.data_mut(|data| {
        data.insert_temp(one, first);
        data.insert_temp(two, second);
    });
    None
}

/// What is still to be said before a session can be written, as a key.
fn missing(draft: &Draft) -> Option<&'static str> {
    if draft.title.trim().is_empty() {
        Some("prepare-no-title")
    } else if draft.parts.is_empty() {
        Some("prepare-no-part")
    } else if draft.people.iter().all(|person| person.number.trim().is_empty()) {
        Some("prepare-no-people")
    } else {
        None
    }
}

fn done(ui: &mut Ui, written: &Written, texts: &Texts) -> Option<Action> {
    let mut action = None;
    card(ui, &texts.get("prepare-done"), |ui| {
        let line = |ui: &mut Ui, text: &str| _ = ui.add(Label::new(widgets::soft(text)).wrap());
        line(ui, &written.path);
        let values = [("n", written.candidates.into()), ("key", written.key.clone().into())];
        line(ui, &texts.with("prepare-done-about", &values));
        line(ui, &texts.get("prepare-done-how"));
        ui.add_space(8.0);
        match &written.codes {
            Some(Ok(path)) => {
                let path = texts.with("prepare-codes-at", &[("path", path.clone().into())]);
                ui.add(Label::new(RichText::new(path).color(theme::GOOD)).wrap());
            }
            Some(Err(why)) => _ = ui.add(Label::new(RichText::new(why).color(theme::CLAY)).wrap()),
            None => {}
        }
        ui.horizontal_wrapped(|ui| {
            let text = texts.get(if written.busy { "prepare-codes-busy" } else { "prepare-codes" });
            ui.add_enabled_ui(!written.busy, |ui| {
                if Push::new(&text, Weight::Main).sign(Sign::Sheet).least(260.0, 56.0).show(ui).clicked() {
                    action = Some(Action::Codes);
                }
            });
            let text = texts.get("prepare-another");
            if Push::new(&text, Weight::Plain).sign(Sign::Again).least(220.0, 56.0).show(ui).clicked() {
                action = Some(Action::Another);
            }
        });
        line(ui, &texts.get("prepare-codes-how"));
    });
    action
}
