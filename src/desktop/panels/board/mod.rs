//! The instructor's board: who stands where, who needs somebody, one trainee's way, what exercises are worth, groups.

mod exercises;
mod groups;
mod help;
mod lock;
mod matrix;
mod person;

use bevy_egui::egui::{self, RichText, TextStyle, Ui};

pub use lock::Lock;

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::marking::FULL;
use crate::progress::Level;
use crate::records::board::State;

/// Competences that belong together: a group of columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Domain {
    /// Name.
    pub name: String,
    /// The sentence of each competence.
    pub competences: Vec<String>,
}

/// A trainee's line.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What to call them.
    pub who: String,
    /// How sure they are of each competence, in the columns' order.
    pub levels: Vec<Level>,
    /// How it is going.
    pub state: State,
    /// The same in words: where they are stuck, when they were last there.
    pub about: String,
}

/// What a group loses points on.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What was expected.
    pub what: String,
    /// Title of the exercise.
    pub exercise: String,
    /// How many of how many, in words.
    pub count: String,
    /// Share of them, 0 to 1.
    pub share: f64,
}

/// One attempt on the way of a trainee.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Days since the first attempt, with a fraction.
    pub day: f64,
    /// Mark of 20.
    pub mark: f64,
    /// Passed.
    pub passed: bool,
    /// In an exam.
    pub exam: bool,
    /// Exercise, date and mark in words.
    pub about: String,
}

/// One trainee's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What to call them.
    pub who: String,
    /// Attempts, competences, last day, in words.
    pub about: Vec<String>,
    /// Attempts, the oldest first.
    pub points: Vec<Point>,
    /// Date of the first attempt, as a day since 1970.
    pub first_day: u32,
}

/// What is known of an exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// Title.
    pub title: String,
    /// People, attempts, in words.
    pub about: String,
    /// Mean mark of 20.
    pub mean: f64,
    /// Share of the people who passed, 0 to 1.
    pub passed: f64,
    /// Reliability in figures and words; empty where it cannot be said.
    pub alpha: String,
    /// Criteria: what was expected, share of its points, discrimination in figures.
    pub criteria: Vec<(String, f64, String)>,
}

/// What is on show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Trainees by competences.
    #[default]
    Matrix,
    /// Who and what needs somebody.
    Help,
    /// One trainee.
    Person,
    /// Exercises.
    Exercises,
    /// Groups: compared, and counted.
    Groups,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Tab; 5] = [Tab::Matrix, Tab::Help, Tab::Person, Tab::Exercises, Tab::Groups];

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        ["matrix", "help", "person", "exercises", "groups"][self as usize]
    }
}

/// What the board shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardModel {
    /// The code is asked or changed, and nothing else is shown.
    pub lock: Option<Lock>,
    /// It is still being read.
    pub reading: bool,
    /// Names of groups; the first is everybody.
    pub groups: Vec<String>,
    /// The group that is shown, a place in `groups`.
    pub group: usize,
    /// What is on show.
    pub tab: Tab,
    /// Columns.
    pub domains: Vec<Domain>,
    /// Lines.
    pub rows: Vec<Row>,
    /// What the group loses points on, the most common first.
    pub faults: Vec<Fault>,
    /// The trainee whose way is shown, a place in `rows`.
    pub person: Option<usize>,
    /// Their way.
    pub way: Option<Way>,
    /// Exercises.
    pub exercises: Vec<Exercise>,
    /// The exercise whose criteria are open, a place in `exercises`.
    pub open: Option<usize>,
    /// The group to compare with, a place in `groups`.
    pub with: usize,
    /// How the two differ, in words; none where one is to be chosen, or there is too little.
    pub compared: Option<Vec<String>>,
    /// What is counted of the group: names and counts.
    pub counts: Vec<(String, Option<u32>)>,
    /// What was written where, or why not; what is wrong with the records.
    pub told: Vec<Result<String, String>>,
}

/// What the person asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Back to the list.
    Back,
    /// Gather attempts from somewhere.
    Gather,
    /// See the code's page, or leave it.
    Lock,
    /// This is the code; an empty one takes it away.
    Code(String),
    /// Show another group.
    Group(usize),
    /// Show something else.
    Tab(Tab),
    /// Show the way of this trainee.
    Person(usize),
    /// Open or close the criteria of an exercise.
    Exercise(usize),
    /// Compare with this group.
    With(usize),
    /// Set a count of the group.
    Count(usize, u32),
    /// Write the tables of the group.
    Save,
}

/// Shows the board over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let (mut back, mut action) = (false, None);
    if let Some(lock) = model.lock {
        return locked(ui, lock, texts);
    }
    widgets::head(
        ui,
        "board.head",
        |ui| back = title(ui, texts),
        |ui| {
            if Push::new(&texts.get("board-save"), Weight::Plain).sign(Sign::Sheet).show(ui).clicked() {
                action = Some(Action::Save);
            }
            let says = texts.get("board-code-new");
            if Push::new("", Weight::Quiet).sign(Sign::Shield).says(&says).show(ui).clicked() {
                action = Some(Action::Lock);
            }
            if Push::new(&texts.get("board-gather"), Weight::Plain).sign(Sign::Next).show(ui).clicked() {
                action = Some(Action::Gather);
            }
            if model.groups.len() > 1
                && let Some(group) = pick(ui, "board.group", &texts.get("board-group"), &model.groups, model.group)
            {
                action = Some(Action::Group(group));
            }
        },
    );
    let frame =
        egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin { left: 24, right: 24, top: 0, bottom: 10 });
    egui::Panel::top("board.tabs").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let names = Tab::ALL.map(|tab| texts.get(&format!("board-tab-{}", tab.name())));
            let names = names.each_ref().map(String::as_str);
            let taken = Tab::ALL.iter().position(|tab| *tab == model.tab).unwrap_or(0);
            let least = egui::vec2(120.0, theme::TARGET);
            if let Some(tab) = widgets::choices(ui, &texts.get("board-show"), &names, taken, least) {
                action = Tab::ALL.get(tab).map(|tab| Action::Tab(*tab)).or(action.take());
            }
        });
        for told in &model.told {
            let (line, colour) = match told {
                Ok(line) => (line, theme::GOOD),
                Err(line) => (line, theme::CLAY),
            };
            ui.add(egui::Label::new(RichText::new(line).text_style(TextStyle::Small).color(colour)).wrap());
        }
    });
    let shown = match model.tab {
        _ if model.reading => {
            note(ui, &texts.get("board-reading"));
            None
        }
        _ if model.rows.is_empty() => {
            note(ui, &texts.get("board-empty"));
            None
        }
        Tab::Matrix => matrix::show(ui, model, texts),
        Tab::Help => help::show(ui, model, texts),
        Tab::Person => person::show(ui, model, texts),
        Tab::Exercises => exercises::show(ui, model, texts),
        Tab::Groups => groups::show(ui, model, texts),
    };
    if back { Some(Action::Back) } else { action.or(shown) }
}

/// The way back, whether it was taken, and the board's name.
fn title(ui: &mut Ui, texts: &Texts) -> bool {
    let back = Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
    ui.label(widgets::heading(&texts.get("board-title")));
    back
}

/// The code's page: of the board nothing is seen.
fn locked(ui: &mut Ui, lock: Lock, texts: &Texts) -> Option<Action> {
    let mut back = false;
    widgets::head(ui, "board.head", |ui| back = title(ui, texts), |_| {});
    let asked = lock::show(ui, lock, texts);
    match (back, lock) {
        (true, Lock::Change(_)) => Some(Action::Lock),
        (true, Lock::Ask(_)) => Some(Action::Back),
        (false, _) => asked,
    }
}

/// A page with one sentence.
fn note(ui: &mut Ui, text: &str) {
    widgets::middle(ui, "board.note", 760.0, |ui| {
        ui.add_space(24.0);
        ui.add(egui::Label::new(widgets::soft(text)).wrap());
    });
}

/// One of several names; the one that was picked.
pub(super) fn pick(ui: &mut Ui, id: &str, what: &str, names: &[String], taken: usize) -> Option<usize> {
    let mut picked = None;
    // As high as the buttons beside it.
    ui.spacing_mut().interact_size.y = theme::TARGET;
    let name = names.get(taken).map_or("", String::as_str);
    let shown =
        egui::ComboBox::from_id_salt(id).width(220.0).height(520.0).truncate().selected_text(name).show_ui(ui, |ui| {
            for (at, name) in names.iter().enumerate() {
                let ink = if at == taken { theme::ON_ACCENT } else { theme::INK };
                if ui.selectable_label(at == taken, RichText::new(name).color(ink)).clicked() && at != taken {
                    picked = Some(at);
                }
            }
        });
    let says = format!("{what} – {name}");
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, &says));
    picked
}

/// Words of a figure with a bar before it.
fn barred(ui: &mut Ui, share: f64, colour: egui::Color32, words: &str) {
    ui.horizontal(|ui| {
        widgets::bar(ui, share, colour, egui::vec2(150.0, 12.0));
        ui.label(widgets::soft(words).text_style(TextStyle::Small));
    });
}

fn small(text: &str, colour: egui::Color32) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).color(colour)
}

/// Lines of a plot of marks: quiet ones, every five points.
fn rules(plot: &mut egui_plot::PlotUi<'_>) {
    for mark in [0.0, 5.0, 10.0, 15.0, FULL] {
        plot.hline(egui_plot::HLine::new("", mark).stroke(egui::Stroke::new(1.0, theme::STONE)));
    }
}
