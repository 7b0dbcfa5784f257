//! A loupe over the work wherever it is under 5 mm: the present contact, magnified, as the bench has it.
//!
//! One file a family of contacts. Nothing here decides anything; positions come from the sample and the bench.

mod cleaver;
mod dial;
mod groove;
mod lens;
mod ring;
mod rod;
mod scrap;
mod seating;
mod strip;
#[cfg(test)]
pub(crate) mod tests;
mod thread;
mod wipe;

use bevy_egui::egui;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Colour, Part, Sample, Side, Tool};
use crate::scenario::schema::Lang;

/// Contacts that need a loupe.
#[derive(Clone, Copy)]
enum View {
    Ring(Option<u8>),
    Strip(Side),
    Glass(Side),
    Film(Part),
    Thread(Side),
    Seat(Side),
    Stroke,
    Dial,
    Load(Side),
    Scrap,
    Centre,
    Slot(u8),
}

/// What every drawing reads.
#[derive(Clone, Copy)]
struct Scene<'a> {
    bench: &'a Bench,
    sample: &'a Sample,
    lang: Lang,
}

impl Scene<'_> {
    fn say<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// A number with its unit, with the language's decimal sign and a space that does not break.
    fn number(&self, value: f64, decimals: usize, unit: &str) -> String {
        let text = format!("{value:.decimals$}{unit}");
        match self.lang {
            Lang::Fr => text.replace('.', ","),
            Lang::En => text,
        }
    }

    fn coating(&self, side: Side) -> egui::Color32 {
        let [r, g, b] = coating_srgb(self.bench, side);
        egui::Color32::from_rgb(r, g, b)
    }

    /// Whether guides may be drawn over the work.
    fn helped(&self) -> bool {
        self.bench.job().scenario.assistance >= 1
    }

    /// Outer diameter of a coated end, mm.
    fn coat_mm(&self, side: Side) -> f64 {
        match side {
            Side::Cable => 0.25,
            Side::Pigtail => self.bench.job().pigtail.buffer_mm,
        }
    }
}

/// Whether the present contact is small enough for a loupe.
pub fn wanted(bench: &Bench, sample: &Sample) -> bool {
    view(bench, sample).is_some()
}

/// Draws the present contact, magnified, in the room that is left; `false` if it needs no loupe.
pub fn show(ui: &mut egui::Ui, bench: &Bench, sample: &Sample, lang: Lang) -> bool {
    let Some(view) = view(bench, sample) else { return false };
    let (_, room) = ui.allocate_space(ui.available_size());
    if room.width() < 80.0 || room.height() < 60.0 {
        return true;
    }
    let scene = Scene { bench, sample, lang };
    match view {
        View::Ring(tube) => ring::draw(ui, room, &scene, tube),
        View::Strip(side) => strip::draw(ui, room, &scene, side),
        View::Glass(side) => wipe::glass(ui, room, &scene, side),
        View::Film(part) => wipe::film(ui, room, &scene, part),
        View::Thread(side) => thread::draw(ui, room, &scene, side),
        View::Seat(side) => cleaver::seat(ui, room, &scene, side),
        View::Stroke => cleaver::stroke(ui, room, &scene),
        View::Dial => dial::draw(ui, room, &scene),
        View::Load(side) => groove::draw(ui, room, &scene, side),
        View::Scrap => scrap::draw(ui, room, &scene),
        View::Centre => seating::centre(ui, room, &scene),
        View::Slot(slot) => seating::slot(ui, room, &scene, slot),
    }
    true
}

/// Colour of the coating, or of the buffer, of a side's fibre.
pub fn coating_srgb(bench: &Bench, side: Side) -> [u8; 3] {
    match side {
        Side::Pigtail => Colour::of(bench.job().pigtail.colour).srgb(),
        Side::Cable => {
            let fibre = bench.state().cable.picked.unwrap_or(bench.job().fibre);
            Colour::of(fibre_in_tube(bench, fibre)).srgb()
        }
    }
}

/// Place of a fibre in its tube, from 1: the place carries the colour.
fn fibre_in_tube(bench: &Bench, fibre: u8) -> u8 {
    fibre.saturating_sub(1) % bench.job().cable.fibres_per_tube.max(1) + 1
}

fn view(bench: &Bench, sample: &Sample) -> Option<View> {
    let tool = Tool::from_code(sample.tool)?;
    Some(match (tool, bench.touching()?) {
        (Tool::SheathCutter, Part::Sheath) => View::Ring(None),
        (Tool::TubeCutter, Part::Tube(n)) => View::Ring(Some(n)),
        (Tool::Stripper, Part::FibreEnd(side)) => View::Strip(side),
        (Tool::SolventWipe | Tool::AlcoholWipe, Part::FibreEnd(side))
            if bench.state().end(side).is_some_and(|end| end.bare_mm > 0.0) =>
        {
            View::Glass(side)
        }
        (Tool::SolventWipe | Tool::AlcoholWipe, part @ (Part::Tube(_) | Part::Bundle(_) | Part::FibreEnd(_))) => {
            View::Film(part)
        }
        (Tool::ProtectionSleeve, Part::FibreEnd(side)) => View::Thread(side),
        (Tool::CableFibre | Tool::PigtailFibre, Part::CleaverGroove) => View::Seat(tool.fibre()?),
        (Tool::Hand, Part::CleaverBlade) => View::Stroke,
        (Tool::Hand, Part::CleaverDial | Part::CleaverHeight) => View::Dial,
        (Tool::CableFibre | Tool::PigtailFibre, Part::SplicerGroove(side)) => View::Load(side),
        (Tool::Hand | Tool::Tweezers, Part::Shard) => View::Scrap,
        (Tool::SplicedFibre, Part::Sleeve) => View::Centre,
        (Tool::SplicedFibre, Part::TraySlot(slot)) => View::Slot(slot),
        _ => return None,
    })
}
