//! The instruments' faces: screens and keys as panels. They draw what the bench says and give back what was pressed.

pub mod orders;
mod otdr;
mod plot;
mod power;
mod questions;
mod record;
mod scope;
#[cfg(all(test, feature = "desktop-tests"))]
mod tests;

use bevy_egui::egui::{self, Align2, Area, Context, Id, Order, RichText, TextStyle, Ui, vec2};

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Device, Part};
use crate::locale::Texts;

use super::panels::widgets::{Push, Weight};
use super::theme;

/// A control that was pressed: where, its code and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// Which panel.
    pub part: Part,
    /// The control.
    pub code: i16,
    /// Its value.
    pub value: i32,
}

impl Press {
    /// A control of a device.
    pub fn on(device: Device, code: i16, value: i32) -> Press {
        Press { part: Part::Panel(device), code, value }
    }
}

/// What a person asks of a face besides pressing its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Another face, or none.
    Open(Option<Part>),
    /// Let the time of a measurement pass at once.
    Skip,
    /// Write the trace on the screen as this kind of file.
    Export(&'static str),
}

/// Everything that a face gives back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Controls, in order.
    pub presses: Vec<Press>,
    /// The rest.
    pub wishes: Vec<Wish>,
}

/// What the faces remember between frames: how one looks at them, nothing that is measured.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// The face that is open.
    pub open: Option<Part>,
    /// How the reflectometer's screen is looked at.
    pub otdr: otdr::Sheet,
    /// What is being typed on the record.
    pub typed: Vec<String>,
    /// The question sheet.
    pub questions: questions::Sheet,
    /// The microscope's picture.
    pub scope: scope::Picture,
    /// Where a file was written, or why not.
    pub told: Option<String>,
}

/// The faces' looks, for the attempt in progress.
#[derive(bevy::prelude::Resource, Default)]
pub struct FaceLooks(pub Looks);

/// Faces of this bench, in the order of the strip.
fn faces(bench: &Bench) -> Vec<Part> {
    let mut faces = Vec::new();
    if let Some(measure) = bench.measure() {
        let shown = [Device::Otdr, Device::Source, Device::Meter, Device::Locator];
        faces.extend(shown.into_iter().filter(|device| measure.has(*device)).map(Part::Panel));
        faces.push(Part::Record);
    }
    if !bench.job().craft.questions.is_empty() {
        faces.push(Part::Questions);
    }
    faces
}

/// The strip of faces, the open one, and the microscope while its probe is at a connector.
pub fn show(ctx: &Context, bench: &Bench, looks: &mut Looks, texts: &Texts) -> Asked {
    let mut asked = Asked::default();
    let measure = bench.measure();
    if let Some(measure) = measure.filter(|measure| measure.view.is_some()) {
        scope::show(ctx, measure, &mut looks.scope, texts);
        return asked;
    }
    strip(ctx, bench, looks, texts, &mut asked);
    let Some(part) = looks.open else { return asked };
    let screen = ctx.content_rect();
    let wide = part == Part::Panel(Device::Otdr);
    let width = match part {
        _ if wide => 890.0f32,
        Part::Questions => 620.0,
        _ => 430.0,
    };
    let width = width.min(screen.width() - 180.0);
    // Above the tools, below the guide.
    let height = (screen.height() - 290.0).clamp(300.0, 520.0);
    let area = Area::new(Id::new("face")).anchor(Align2::RIGHT_TOP, vec2(-10.0, 112.0)).order(Order::Foreground);
    area.fade_in(false).show(ctx, |ui| {
        let frame = theme::card().fill(theme::SLATE).stroke(egui::Stroke::new(1.0, theme::STONE));
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.set_max_height(height);
            head(ui, part, texts, &mut asked);
            let Some(measure) = measure.filter(|_| part != Part::Questions) else {
                if let Some(craft) = bench.craft() {
                    let questions = &bench.job().craft.questions;
                    let sheet = &mut looks.questions;
                    questions::show(ui, questions, craft, sheet, height - 40.0, &mut asked, texts);
                }
                return;
            };
            match part {
                Part::Panel(Device::Otdr) => {
                    otdr::show(ui, &measure.otdr, bench.now(), &mut looks.otdr, &mut asked, texts);
                    if let Some(told) = &looks.told {
                        ui.label(small(told));
                    }
                }
                Part::Panel(Device::Source) => power::source(ui, bench, measure, &mut asked, texts),
                Part::Panel(Device::Meter) => power::meter(ui, bench, measure, &mut asked, texts),
                Part::Panel(Device::Locator) => power::locator(ui, measure, &mut asked, texts),
                _ => record::show(ui, measure, &mut looks.typed, height - 60.0, &mut asked, texts),
            }
        });
    });
    asked
}

fn strip(ctx: &Context, bench: &Bench, looks: &Looks, texts: &Texts, asked: &mut Asked) {
    if faces(bench).is_empty() {
        return;
    }
    let area = Area::new(Id::new("faces")).anchor(Align2::LEFT_CENTER, vec2(10.0, -10.0)).order(Order::Middle);
    area.fade_in(false).show(ctx, |ui| {
        theme::glass().show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for part in faces(bench) {
                let name = name(part, texts);
                let open = looks.open == Some(part);
                let weight = if open { Weight::Main } else { Weight::Quiet };
                if Push::new(&name, weight).least(150.0, 44.0).show(ui).clicked() {
                    asked.wishes.push(Wish::Open((!open).then_some(part)));
                }
            }
        });
    });
}

fn name(part: Part, texts: &Texts) -> String {
    match part {
        Part::Panel(device) => texts.get(&format!("part-{}", device.name())),
        Part::Questions => texts.get("part-questions"),
        _ => texts.get("part-record"),
    }
}

fn head(ui: &mut Ui, part: Part, texts: &Texts, asked: &mut Asked) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(name(part, texts)).text_style(theme::title()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let says = texts.get("face-close");
            if Push::new("×", Weight::Plain).says(&says).least(44.0, 36.0).show(ui).clicked() {
                asked.wishes.push(Wish::Open(None));
            }
        });
    });
}

fn small(text: &str) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).color(theme::INK_SOFT)
}

/// A value between two arrows, as small instruments have them.
fn stepper(ui: &mut Ui, label: &str, value: &str, width: f32) -> i32 {
    let mut step = 0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.add_sized([width * 0.34, 30.0], egui::Label::new(small(label)).truncate());
        ui.spacing_mut().button_padding = vec2(6.0, 4.0);
        let less = ui.add_sized([30.0, 30.0], egui::Button::new("<"));
        ui.add_sized([width * 0.66 - 72.0, 30.0], egui::Label::new(RichText::new(value).strong()));
        let more = ui.add_sized([30.0, 30.0], egui::Button::new(">"));
        step = i32::from(more.clicked()) - i32::from(less.clicked());
    });
    step
}
