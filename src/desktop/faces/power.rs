//! Faces of light source, power meter and fault locator.

use bevy_egui::egui::{self, Color32, FontFamily, FontId, RichText, Ui, vec2};

use crate::bench::Bench;
use crate::bench::measure::Measure;
use crate::bench::measure::keys::{LocatorKey, MeterKey, SourceKey};
use crate::bench::measure::power::{METER_BANDS, SOURCE_BANDS};
use crate::catalogue::vocabulary::{Device, TICK_S};
use crate::instrument::power::{Reading, Shown, Unit};
use crate::locale::Texts;

use super::{Asked, Press, small, stepper};
use crate::desktop::panels::widgets::{Push, Weight};
use crate::desktop::theme;

/// Seconds from which a source is called warm.
const WARM_S: f64 = 190.0;
const DISPLAY: Color32 = Color32::from_rgb(0x0d, 0x1a, 0x12);
const DIGITS: Color32 = Color32::from_rgb(0x9d, 0xf0, 0xb0);
const WIDTH: f32 = 400.0;

fn display(ui: &mut Ui, main: &str, below: &str) {
    egui::Frame::NONE.fill(DISPLAY).corner_radius(8.0).inner_margin(14.0).show(ui, |ui| {
        ui.set_width(WIDTH - 28.0);
        ui.vertical_centered(|ui| {
            ui.label(RichText::new(main).font(FontId::new(46.0, FontFamily::Monospace)).color(DIGITS));
            ui.label(RichText::new(below).color(DIGITS.gamma_multiply(0.8)));
        });
    });
}

/// A reading in words.
pub fn words(reading: &Reading, texts: &Texts) -> String {
    let unit = match reading.unit {
        Unit::Dbm => "dBm",
        Unit::Db => "dB",
        Unit::Microwatt => "µW",
    };
    match reading.shown {
        Shown::Value(value) => format!("{}\u{202f}{unit}", texts.number(value, 2)),
        Shown::Low => texts.get("face-low"),
        Shown::Overload => texts.get("face-high"),
        Shown::NoReference => texts.get("face-no-reference"),
    }
}

pub fn meter(ui: &mut Ui, bench: &Bench, measure: &Measure, asked: &mut Asked, texts: &Texts) {
    let reading = measure.reading(bench.handmade(), bench.now());
    let band = measure.meter.band;
    let nm = METER_BANDS[band.min(METER_BANDS.len() - 1)].nm();
    let reference = measure.meter.meter.reference();
    let below = match reference {
        Some(reference) => format!("{nm}\u{202f}nm   REF {}\u{202f}dBm", texts.number(reference.dbm, 2)),
        None => format!("{nm}\u{202f}nm"),
    };
    display(ui, &words(&reading, texts), &below);
    let step = stepper(ui, "λ", &format!("{nm}\u{202f}nm"), WIDTH);
    let to = (band as i32 + step).clamp(0, METER_BANDS.len() as i32 - 1);
    if step != 0 && to != band as i32 {
        asked.presses.push(Press::on(Device::Meter, MeterKey::Wavelength.code(), to));
    }
    ui.horizontal(|ui| {
        for (name, key) in
            [("face-unit", MeterKey::Unit), ("face-reference", MeterKey::Reference), ("face-hold", MeterKey::Hold)]
        {
            let weight = if key == MeterKey::Hold { Weight::Main } else { Weight::Plain };
            if Push::new(&texts.get(name), weight).least(124.0, 46.0).show(ui).clicked() {
                asked.presses.push(Press::on(Device::Meter, key.code(), 0));
            }
        }
    });
    if let Some(held) = &measure.meter.held {
        ui.label(small(&format!("{}\u{202f}: {}", texts.get("face-held"), words(held, texts))));
    }
}

pub fn source(ui: &mut Ui, bench: &Bench, measure: &Measure, asked: &mut Asked, texts: &Texts) {
    let source = &measure.source;
    let nm = SOURCE_BANDS[source.band.min(1)].nm();
    let on_s = f64::from(bench.now().saturating_sub(source.since)) * TICK_S;
    let state = match source.on {
        false => texts.get("face-off"),
        true if on_s < WARM_S => format!("{}  {}", texts.get("face-warming"), texts.duration(on_s)),
        true => texts.get("face-warm"),
    };
    display(ui, &format!("{nm}\u{202f}nm"), &state);
    ui.horizontal(|ui| {
        let power = texts.get(if source.on { "face-off" } else { "face-on" });
        if Push::new(&power, Weight::Main).least(150.0, 46.0).show(ui).clicked() {
            asked.presses.push(Press::on(Device::Source, SourceKey::Power.code(), 0));
        }
        for (band, wavelength) in SOURCE_BANDS.iter().enumerate() {
            let weight = if band == source.band { Weight::Plain } else { Weight::Quiet };
            let name = format!("{}\u{202f}nm", wavelength.nm());
            if Push::new(&name, weight).least(108.0, 46.0).show(ui).clicked() {
                asked.presses.push(Press::on(Device::Source, SourceKey::Wavelength.code(), band as i32));
            }
        }
    });
}

pub fn locator(ui: &mut Ui, measure: &Measure, asked: &mut Asked, texts: &Texts) {
    let locator = measure.locator;
    let (light, state) = match (locator.on, locator.blinks) {
        (false, _) => (Color32::from_rgb(0x50, 0x18, 0x18), "face-off"),
        (true, false) => (Color32::from_rgb(0xff, 0x40, 0x30), "face-on"),
        (true, true) => (Color32::from_rgb(0xff, 0x40, 0x30), "face-blink"),
    };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(60.0, 60.0), egui::Sense::hover());
        if locator.on {
            ui.painter().circle_filled(rect.center(), 28.0, light.gamma_multiply(0.25));
        }
        ui.painter().circle_filled(rect.center(), 16.0, light);
        ui.label(RichText::new(texts.get(state)).text_style(theme::title()));
        let power = format!("{} / {} / {}", texts.get("face-on"), texts.get("face-blink"), texts.get("face-off"));
        if Push::new(&power, Weight::Main).least(180.0, 46.0).show(ui).clicked() {
            asked.presses.push(Press::on(Device::Locator, LocatorKey::Power.code(), 0));
        }
    });
    ui.label(small("650\u{202f}nm, < 1\u{202f}mW"));
}
