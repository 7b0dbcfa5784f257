//! Gathering: where from, how far it is, and what came of it – what came in, what was known, what was refused and why.

use bevy_egui::egui::{self, Label, RichText, TextStyle, Ui};

use super::browse::{self, Folder};
use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::records::gather::Gathered;

/// Where gathering is.
#[derive(Clone, Debug)]
pub enum GatherModel {
    /// A folder is chosen.
    Choose(Folder),
    /// It is gathered from; so many attempts were looked at.
    Running(u32),
    /// What came of it.
    Done {
        /// What was done.
        done: Box<Gathered>,
        /// What to call those whose attempts came in, and how many of each.
        people: Vec<(String, u32)>,
        /// Why it stopped before its end.
        stopped: Option<String>,
    },
}

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Another folder.
    Browse(browse::Action),
    /// Gather from the folder that is shown.
    Gather,
    /// Gather from somewhere else.
    Again,
    /// See the board.
    Board,
}

/// Shows gathering over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &GatherModel, texts: &Texts) -> Option<Action> {
    let (mut back, mut action) = (false, None);
    widgets::head(
        ui,
        "gather.head",
        |ui| {
            // What runs is waited for: it is short, and what it did is to be seen.
            if !matches!(model, GatherModel::Running(_)) {
                back = Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
            }
            ui.label(widgets::heading(&texts.get("gather-title")));
        },
        |_| {},
    );
    widgets::middle(ui, "gather", 980.0, |ui| {
        action = match model {
            GatherModel::Choose(folder) => choose(ui, folder, texts),
            GatherModel::Running(looked) => {
                running(ui, *looked, texts);
                None
            }
            GatherModel::Done { done, people, stopped } => told(ui, done, people, stopped.as_deref(), texts),
        };
    });
    if back { Some(Action::Board) } else { action }
}

fn choose(ui: &mut Ui, folder: &Folder, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.add(Label::new(widgets::soft(&texts.get("gather-about"))).wrap());
    ui.add_space(8.0);
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        action = browse::show(ui, folder, texts).map(Action::Browse);
    });
    ui.add_space(12.0);
    let text = texts.with("gather-go", &[("folder", browse::name_of(&folder.at).to_owned().into())]);
    let ready = folder.wrong.is_none() && !folder.at.is_empty();
    ui.add_enabled_ui(ready, |ui| {
        let width = ui.available_width();
        let weight = if ready { Weight::Main } else { Weight::Plain };
        if Push::new(&text, weight).sign(Sign::Go).least(width, 60.0).show(ui).clicked() {
            action = Some(Action::Gather);
        }
    });
    action
}

fn running(ui: &mut Ui, looked: u32, texts: &Texts) {
    ui.add_space(60.0);
    ui.vertical_centered(|ui| {
        ui.add(egui::Spinner::new().size(48.0).color(theme::ACCENT));
        ui.add_space(12.0);
        ui.label(widgets::title(&texts.with("gather-running", &[("n", looked.into())])));
    });
}

fn told(
    ui: &mut Ui,
    done: &Gathered,
    people: &[(String, u32)],
    stopped: Option<&str>,
    texts: &Texts,
) -> Option<Action> {
    let mut action = None;
    let count = |key: &str, n: u32| texts.with(key, &[("n", n.into())]);
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let (sign, colour) = match (stopped, done.refused_count) {
                (None, 0) => (Sign::Check, theme::GOOD),
                _ => (Sign::Care, theme::ACCENT),
            };
            widgets::sign(ui, sign, 34.0, colour);
            ui.label(widgets::title(&count("gather-new", done.new)));
        });
        if let Some(stopped) = stopped {
            ui.add(Label::new(RichText::new(stopped).color(theme::CLAY)).wrap());
            ui.add(Label::new(widgets::soft(&texts.get("gather-stopped"))).wrap());
        }
        let all = [
            ("gather-known", done.already),
            ("gather-unfinished", done.unfinished),
            ("gather-unmarked", done.unmarked),
            ("gather-erased", done.erased),
            ("gather-refused", done.refused_count),
        ];
        for (key, n) in all.into_iter().filter(|(_, n)| *n > 0) {
            ui.add(Label::new(widgets::soft(&count(key, n))).wrap());
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if Push::new(&texts.get("gather-board"), Weight::Main).sign(Sign::Eye).least(240.0, 56.0).show(ui).clicked() {
            action = Some(Action::Board);
        }
        if Push::new(&texts.get("gather-again"), Weight::Plain).sign(Sign::Again).least(240.0, 56.0).show(ui).clicked()
        {
            action = Some(Action::Again);
        }
    });
    if !people.is_empty() {
        ui.add_space(12.0);
        ui.label(widgets::title(&texts.get("gather-people")));
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (called, n) in people {
                ui.horizontal(|ui| {
                    ui.label(widgets::soft(&count("board-attempts-of", *n)));
                    ui.add(Label::new(called).truncate());
                });
            }
        });
    }
    list(ui, &texts.get("gather-conflicts"), done.conflicts.iter().map(|name| (name.as_str(), String::new())));
    let why = done.refused.iter().map(|refused| (refused.file.as_str(), reason(&refused.why, texts)));
    list(ui, &texts.get("gather-refusals"), why);
    action
}

/// Files, each with a word; nothing where there are none.
fn list<'a>(ui: &mut Ui, title: &str, lines: impl ExactSizeIterator<Item = (&'a str, String)>) {
    if lines.len() == 0 {
        return;
    }
    ui.add_space(12.0);
    ui.label(widgets::title(title));
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        for (file, why) in lines {
            ui.add(Label::new(RichText::new(file).text_style(TextStyle::Small)).wrap());
            if !why.is_empty() {
                let why = RichText::new(why).text_style(TextStyle::Small).color(theme::CLAY);
                ui.add(Label::new(why).wrap());
            }
        }
    });
}

/// Sentences of the core by a part of each, and the key of what the page says instead.
const REASONS: [(&str, &str); 9] = [
    ("a link, not a file", "gather-why-link"),
    ("not a plain file", "gather-why-link"),
    ("larger than", "gather-why-large"),
    ("no name for an attempt", "gather-why-name"),
    ("its name is no text", "gather-why-name"),
    ("number or pseudonym", "gather-why-who"),
    ("mark", "gather-why-mark"),
    ("altered", "gather-why-altered"),
    ("too many folders", "gather-why-deep"),
];

/// Why a file was not taken, in the language of the page; the core's own sentence where the page has none.
pub fn reason(why: &str, texts: &Texts) -> String {
    let known = REASONS.iter().find(|(part, _)| why.contains(part));
    known.map_or_else(|| why.to_owned(), |(_, key)| texts.get(key))
}
