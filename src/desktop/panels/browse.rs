//! Choosing a folder: places where sticks and shares are, the folders inside, and a line to type a path into.

use bevy_egui::egui::{self, Id, Label, RichText, ScrollArea, TextStyle, Ui};

use super::pictogram::Sign;
use super::who::shortened;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::Texts;

/// Longest name of a folder on a button, characters.
const LONGEST: usize = 26;
/// Height of the folders that are seen at once.
const INSIDE_PX: f32 = 230.0;

/// Where one looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folder {
    /// The folder's path.
    pub at: String,
    /// Names of the folders inside.
    pub inside: Vec<String>,
    /// How many attempts lie in it, those in folders inside not counted.
    pub attempts: usize,
    /// Paths of sticks, shares and the user's own places.
    pub places: Vec<String>,
    /// It is being read.
    pub reading: bool,
    /// Why it cannot be read.
    pub wrong: Option<String>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// To this path.
    Go(String),
    /// Into the folder at this place.
    Into(usize),
    /// To the folder around.
    Up,
}

/// Shows where one looks, and the way elsewhere.
pub fn show(ui: &mut Ui, model: &Folder, texts: &Texts) -> Option<Action> {
    let mut action = None;
    if !model.places.is_empty() {
        ui.label(widgets::soft(&texts.get("browse-places")));
        ui.horizontal_wrapped(|ui| {
            for place in &model.places {
                let text = shortened(name_of(place), LONGEST);
                if Push::new(&text, Weight::Plain).says(place).least(120.0, 44.0).show(ui).clicked() {
                    action = Some(Action::Go(place.clone()));
                }
            }
        });
        ui.add_space(6.0);
    }
    let id = Id::new("browse.path");
    // What is typed holds until one is somewhere else.
    let (at, mut typed): (String, String) = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if at != model.at {
        typed.clone_from(&model.at);
    }
    ui.label(widgets::soft(&texts.get("browse-path")));
    ui.horizontal(|ui| {
        let says = texts.get("browse-up");
        if Push::new("", Weight::Plain).sign(Sign::StepBack).says(&says).least(50.0, 50.0).show(ui).clicked() {
            action = Some(Action::Up);
        }
        let width = (ui.available_width() - 190.0).max(200.0);
        let response = widgets::field(ui, id.with("edit"), &mut typed, &texts.get("browse-path"), width, false);
        let entered = widgets::entered(ui, &response);
        let go = Push::new(&texts.get("browse-go"), Weight::Plain).least(130.0, 50.0).show(ui).clicked();
        if (go || entered) && !typed.trim().is_empty() {
            action = Some(Action::Go(typed.trim().to_owned()));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, (model.at.clone(), typed)));
    if let Some(wrong) = &model.wrong {
        ui.add(Label::new(RichText::new(wrong).color(theme::CLAY)).wrap());
    } else if model.reading {
        ui.label(widgets::soft(&texts.get("browse-reading")));
    } else {
        let found = texts.with("browse-attempts", &[("n", (model.attempts as u32).into())]);
        let ink = if model.attempts > 0 { theme::GOOD } else { theme::INK_SOFT };
        ui.label(RichText::new(found).text_style(TextStyle::Small).color(ink));
    }
    ui.add_space(4.0);
    let width = (ui.available_width() - 40.0) / 3.0;
    let area = ScrollArea::vertical().id_salt("browse.inside").max_height(INSIDE_PX).min_scrolled_height(INSIDE_PX);
    area.auto_shrink([false, true]).show(ui, |ui| {
        egui::Grid::new("browse.folders").num_columns(3).spacing([8.0, 8.0]).show(ui, |ui| {
            for (at, name) in model.inside.iter().enumerate() {
                let text = shortened(name, LONGEST);
                if Push::new(&text, Weight::Quiet).sign(Sign::Next).says(name).least(width, 44.0).show(ui).clicked() {
                    action = Some(Action::Into(at));
                }
                if at % 3 == 2 {
                    ui.end_row();
                }
            }
        });
    });
    action
}

/// The last name of a path, or the path where it has none.
pub(super) fn name_of(path: &str) -> &str {
    let trimmed = path.trim_end_matches(['/', '\\']);
    trimmed.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(path)
}
