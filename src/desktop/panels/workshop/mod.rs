//! The instructor's workshop: exercises on the left, the form in the middle, picture and text on the right.
//!
//! Like every panel it holds no truth: it shows a model and gives back what was pressed. [`Look`] is how it is folded
//! and what is pointed at, nothing else.

mod code;
mod colour;
mod entries;
mod form;
mod head;
pub(in crate::desktop) mod labels;
mod leaf;
mod preview;
mod problems;
mod proof;
mod shelf;
#[cfg(all(test, feature = "desktop-tests"))]
mod tests;

use std::ops::Range;
use std::path::PathBuf;

use bevy_egui::egui::{self, Rect, RichText, TextStyle, Ui, Vec2, vec2};

use super::widgets;
use crate::desktop::theme;
use crate::hands::proof::Proof;
use crate::locale::{Texts, Value};
use crate::workshop::Document;
use crate::workshop::Splice;
use crate::workshop::advice::Advice;
use crate::workshop::words::Examples;

/// Everything that the workshop shows.
#[derive(Clone, Debug, Default)]
pub struct WorkshopModel<'a> {
    /// Exercises that can be opened, own ones first.
    pub shelf: &'a [Kept],
    /// The one that is open.
    pub draft: Option<DraftModel<'a>>,
    /// Something to say.
    pub notice: Option<&'a str>,
    /// The picture of the bench.
    pub picture: Option<egui::TextureId>,
}

/// An exercise on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its file.
    pub path: PathBuf,
    /// Title, or the file's name where it cannot be read.
    pub title: String,
    /// Title of its course.
    pub course: String,
    /// The user's own: it is opened itself, others as a copy.
    pub own: bool,
    /// It is open and not saved.
    pub unsaved: bool,
    /// It is open.
    pub open: bool,
    /// It has errors.
    pub bad: bool,
}

/// The exercise that is open.
#[derive(Clone, Debug)]
pub struct DraftModel<'a> {
    /// Text, errors, form.
    pub document: &'a Document,
    /// What values of other exercises look like.
    pub examples: &'a Examples,
    /// What could be better.
    pub advice: &'a [Advice],
    /// Where it is kept, for people.
    pub place: &'a str,
    /// The file has another text than the one that was read.
    pub conflict: bool,
    /// Seed of the preview and of trials.
    pub seed: u64,
    /// Steps of the reference hand, in words; the first is the beginning.
    pub steps: &'a [String],
    /// The step that the preview shows.
    pub step: usize,
    /// Something is still being worked out for the preview.
    pub working: bool,
    /// Fields that a struct, by its key, may be given.
    pub offered: Option<(&'a str, &'a [String])>,
    /// The proof.
    pub proof: ProofModel<'a>,
}

/// How far a proof is.
#[derive(Clone, Copy, Debug, Default)]
pub enum ProofModel<'a> {
    /// None was asked for.
    #[default]
    None,
    /// Attempts done, and how many there are.
    Running(u64, u64),
    /// What was found; `stale` where the text has changed since.
    Done {
        /// The table.
        proof: &'a Proof,
        /// Of an older text.
        stale: bool,
    },
    /// Why there is none.
    Failed(&'a str),
}

/// What the author asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Back to the list.
    Back,
    /// Open an own exercise.
    Open(PathBuf),
    /// Make a new exercise of this one.
    Copy(PathBuf),
    /// The whole text as it was typed.
    Type(String),
    /// Another value somewhere; `typing` goes on with the letters before.
    Edit {
        /// What is replaced.
        splice: Splice,
        /// Letters in a row are one step back.
        typing: bool,
    },
    /// Which fields may this struct be given?
    Offer(String),
    /// A step back.
    Undo,
    /// A step forth.
    Redo,
    /// Keep it.
    Save,
    /// Keep it over what somebody else wrote.
    SaveOver,
    /// Take what somebody else wrote.
    TakeTheirs,
    /// Another seed.
    Seed(u64),
    /// Another step in the preview.
    Step(usize),
    /// Try it from the step that is shown.
    Try,
    /// Prove it.
    Prove,
    /// Stop proving.
    StopProof,
}

/// What the pane under the picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The text.
    #[default]
    Text,
    /// Errors and advice.
    Problems,
    /// The proof.
    Proof,
}

/// How the workshop is folded and what is pointed at.
#[derive(Clone, Debug)]
pub struct Look {
    /// Pane under the picture.
    pub tab: Tab,
    /// The shelf is seen.
    pub shelf: bool,
    /// The form is seen.
    pub form: bool,
    /// The picture is seen.
    pub picture: bool,
    /// Key of the field that is worked at.
    pub selected: String,
    /// Bytes of the text that the form works at, and whether to bring them into view.
    pub mark: Option<(Range<usize>, bool)>,
    /// Key of a field that the form shall bring into view.
    pub reveal: Option<String>,
    /// Byte that the text's cursor shall go to.
    pub jump: Option<usize>,
    /// Where the picture was shown, points.
    pub pane: Option<Rect>,
    /// How far the picture was dragged, points, and zoomed, steps.
    pub moved: (Vec2, f32),
    /// Where the text's cursor was last, characters.
    cursor: usize,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            tab: Tab::Text,
            shelf: true,
            form: true,
            picture: true,
            selected: String::new(),
            mark: None,
            reveal: None,
            jump: None,
            pane: None,
            moved: (Vec2::ZERO, 0.0),
            cursor: 0,
        }
    }
}

impl Look {
    /// Folded alike, for another exercise.
    pub fn anew(&self) -> Look {
        Look { tab: self.tab, shelf: self.shelf, form: self.form, picture: self.picture, ..Look::default() }
    }

    /// Points at a place of the text: the form follows.
    pub fn go_to(&mut self, byte: usize, key: Option<&str>) {
        self.tab = Tab::Text;
        self.jump = Some(byte);
        if let Some(key) = key {
            self.selected = key.to_owned();
            self.reveal = Some(key.to_owned());
        }
    }
}

/// Shows the workshop over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &WorkshopModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    dense(ui);
    look.pane = None;
    let mut action = head::keys(ui, model);
    action = head::show(ui, model, look, texts).or(action);
    if let Some(draft) = model.draft.as_ref().filter(|draft| draft.conflict) {
        action = head::conflict(ui, draft, texts).or(action);
    }
    if let Some(notice) = model.notice {
        let frame = egui::Frame::NONE.fill(theme::CARD).inner_margin(egui::Margin::symmetric(16, 6));
        egui::Panel::top(egui::Id::new("workshop.notice")).frame(frame).show(ui, |ui| ui.label(notice));
    }
    let side =
        egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin { left: 10, right: 4, top: 8, bottom: 4 });
    let mut open = look.shelf || model.draft.is_none();
    egui::Panel::left(egui::Id::new("workshop.shelf"))
        .frame(side)
        .resizable(true)
        .default_size(236.0)
        .size_range(150.0..=420.0)
        .show_collapsible(ui, &mut open, |ui| action = shelf::show(ui, model, texts).or(action.take()));
    if model.draft.is_some() {
        look.shelf = open;
    }
    let Some(draft) = &model.draft else {
        egui::CentralPanel::no_frame().frame(egui::Frame::NONE.fill(theme::NIGHT).inner_margin(32)).show(ui, |ui| {
            ui.label(widgets::heading(&texts.get("workshop-welcome")));
            ui.add_space(6.0);
            ui.label(widgets::soft(&texts.get("workshop-welcome-about")));
        });
        return action;
    };
    let pane = egui::Frame::NONE.fill(theme::NIGHT).inner_margin(egui::Margin { left: 8, right: 6, top: 6, bottom: 4 });
    if look.form {
        egui::Panel::right(egui::Id::new("workshop.right"))
            .frame(pane)
            .resizable(true)
            .default_size((ui.available_width() * 0.53).round())
            .size_range(300.0..=1100.0)
            .show(ui, |ui| action = right(ui, model, draft, look, texts).or(action.take()));
        egui::CentralPanel::no_frame().frame(pane).show(ui, |ui| {
            action = form::show(ui, draft, look, texts).or(action.take());
        });
    } else {
        egui::CentralPanel::no_frame().frame(pane).show(ui, |ui| {
            action = right(ui, model, draft, look, texts).or(action.take());
        });
    }
    action
}

/// A page that holds much, and what pops up over it: small type, close rows.
fn dense(ui: &mut Ui) {
    let style = ui.style_mut();
    let small = style.text_styles.get(&TextStyle::Small).cloned().unwrap_or_default();
    for kind in [TextStyle::Body, TextStyle::Button] {
        style.text_styles.insert(kind, small.clone());
    }
    let mono = egui::FontId::new((small.size * 0.87).round(), egui::FontFamily::Monospace);
    style.text_styles.insert(TextStyle::Monospace, mono);
    style.spacing.item_spacing = vec2(6.0, 5.0);
    style.spacing.button_padding = vec2(8.0, 4.0);
    style.spacing.interact_size = vec2(28.0, 24.0);
    style.spacing.scroll.bar_width = 9.0;
    style.spacing.indent = 14.0;
    style.visuals.widgets.inactive.corner_radius = egui::CornerRadius::same(5);
    style.visuals.widgets.hovered.corner_radius = egui::CornerRadius::same(5);
    style.visuals.extreme_bg_color = egui::Color32::from_rgb(0x10, 0x15, 0x1b);
    style.visuals.widgets.noninteractive.bg_stroke = egui::Stroke::new(1.0, theme::STONE);
    style.visuals.selection.bg_fill = theme::STONE_LIT;
    style.visuals.selection.stroke = egui::Stroke::new(1.5, theme::INK);
}

/// The picture, and under it text, problems or proof.
fn right(
    ui: &mut Ui,
    model: &WorkshopModel<'_>,
    draft: &DraftModel<'_>,
    look: &mut Look,
    texts: &Texts,
) -> Option<Action> {
    let mut action = None;
    let mut seen = look.picture;
    let height = (ui.available_height() * 0.5).round();
    egui::Panel::top(egui::Id::new("workshop.picture"))
        .frame(egui::Frame::NONE.inner_margin(egui::Margin { bottom: 6, ..egui::Margin::ZERO }))
        .resizable(true)
        .default_size(height)
        .size_range(120.0..=900.0)
        .show_collapsible(ui, &mut seen, |ui| action = preview::show(ui, model.picture, draft, look, texts));
    look.picture = seen;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let count = draft.document.errors().len();
        let problems = match count {
            0 => texts.get("workshop-problems"),
            n => texts.with("workshop-problems-n", &[("n", Value::from(n as u32))]),
        };
        for (tab, name) in [
            (Tab::Text, texts.get("workshop-text")),
            (Tab::Problems, problems),
            (Tab::Proof, texts.get("workshop-proof")),
        ] {
            let name = RichText::new(name);
            let name = if tab == Tab::Problems && count > 0 { name.color(theme::CLAY) } else { name };
            if ui.selectable_label(look.tab == tab, name).clicked() {
                look.tab = tab;
            }
        }
    });
    match look.tab {
        Tab::Text => code::show(ui, draft, look, texts),
        Tab::Problems => problems::show(ui, draft, look, texts),
        Tab::Proof => proof::show(ui, draft, look, texts),
    }
    .or(action)
}
