//! Displays of source, meter and microscope, and the record sheet, as one sees them from the bench.

use embedded_graphics::mono_font::iso_8859_15::{FONT_8X13, FONT_9X18_BOLD, FONT_10X20};
use embedded_graphics::pixelcolor::Rgb888;

use crate::bench::measure::power::{METER_BANDS, SOURCE_BANDS};
use crate::bench::measure::{Measure, Sheet};
use crate::instrument::microscope;
use crate::instrument::power::{Reading, Shown, Unit};
use crate::scenario::schema::Lang;

use super::pixels::{Align, Pixels};

/// Pixels of the displays of source and meter.
pub const SMALL: (u32, u32) = (280, 176);
/// Pixels of the microscope's monitor.
pub const MONITOR: (u32, u32) = (320, 240);
/// Pixels of the record sheet.
pub const PAPER: (u32, u32) = (256, 344);

const LCD: Rgb888 = Rgb888::new(186, 202, 178);
const LCD_INK: Rgb888 = Rgb888::new(26, 34, 28);
const LCD_DIM: Rgb888 = Rgb888::new(132, 148, 128);
const BLACK: Rgb888 = Rgb888::new(12, 14, 18);
const WHITE: Rgb888 = Rgb888::new(236, 240, 244);
const GREEN: Rgb888 = Rgb888::new(66, 200, 108);
const RED: Rgb888 = Rgb888::new(232, 70, 56);
const SHEET: Rgb888 = Rgb888::new(248, 247, 243);
const PRINT: Rgb888 = Rgb888::new(60, 66, 76);
const RULE: Rgb888 = Rgb888::new(190, 194, 198);
const PEN: Rgb888 = Rgb888::new(30, 60, 170);

fn comma(text: String, lang: Lang) -> String {
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

/// The light source.
pub fn source(measure: &Measure, lang: Lang, pixels: &mut Pixels) {
    let state = &measure.source;
    pixels.fill(0, 0, SMALL.0, SMALL.1, LCD);
    let band = SOURCE_BANDS[state.band.min(SOURCE_BANDS.len() - 1)].nm();
    pixels.text(&format!("{band} nm"), 140, 22, 3, &FONT_10X20, LCD_INK, Align::Center);
    let (word, ink) = match (state.on, lang) {
        (true, Lang::Fr) => ("LASER ACTIF", RED),
        (true, Lang::En) => ("LASER ON", RED),
        (false, Lang::Fr) => ("ARRÊT", LCD_DIM),
        (false, Lang::En) => ("OFF", LCD_DIM),
    };
    if state.on {
        pixels.fill(14, 100, SMALL.0 - 28, 52, LCD_INK);
    }
    let ink = if state.on { WHITE } else { ink };
    pixels.text(word, 140, 106, 2, &FONT_10X20, ink, Align::Center);
    pixels.text("CW", 14, 6, 1, &FONT_9X18_BOLD, LCD_INK, Align::Left);
}

/// The power meter with what it reads.
pub fn meter(measure: &Measure, reading: Reading, lang: Lang, pixels: &mut Pixels) {
    let state = &measure.meter;
    pixels.fill(0, 0, SMALL.0, SMALL.1, LCD);
    let band = METER_BANDS[state.band.min(METER_BANDS.len() - 1)].nm();
    pixels.text(&format!("{band} nm"), 14, 8, 2, &FONT_10X20, LCD_INK, Align::Left);
    let unit = match reading.unit {
        Unit::Dbm => "dBm",
        Unit::Db => "dB",
        Unit::Microwatt => "µW",
    };
    let figure = match reading.shown {
        Shown::Value(value) => comma(format!("{value:.2}"), lang),
        Shown::Low => "Lo".to_owned(),
        Shown::Overload => "Hi".to_owned(),
        Shown::NoReference => "----".to_owned(),
    };
    pixels.text(&figure, 204, 62, 3, &FONT_10X20, LCD_INK, Align::Right);
    pixels.text(unit, 212, 84, 2, &FONT_9X18_BOLD, LCD_INK, Align::Left);
    if let Some(reference) = state.meter.reference() {
        let words = comma(format!("REF {:.2} dBm", reference.dbm), lang);
        pixels.text(&words, 14, 136, 1, &FONT_10X20, LCD_INK, Align::Left);
    }
    if state.held.is_some() {
        pixels.text("HOLD", 266, 136, 1, &FONT_10X20, LCD_INK, Align::Right);
    }
}

/// The microscope's monitor: the face in its square, and the instrument's verdict beside it.
pub fn monitor(measure: &Measure, lang: Lang, pixels: &mut Pixels) {
    pixels.fill(0, 0, MONITOR.0, MONITOR.1, BLACK);
    let side = MONITOR.1 as usize;
    let words = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let middle = (MONITOR.0 as i32 + side as i32) / 2;
    let Some((face, view)) = measure.view.and_then(|view| Some((measure.faces.get(view.face)?, view.view))) else {
        pixels.text(words("SONDE", "PROBE"), 160, 84, 2, &FONT_10X20, Rgb888::new(90, 100, 112), Align::Center);
        pixels.text("- - -", 160, 128, 1, &FONT_10X20, Rgb888::new(90, 100, 112), Align::Center);
        return;
    };
    let mut square = vec![0; side * side * 4];
    microscope::render(face, &view, side, &mut square);
    for (row, line) in square.chunks_exact(side * 4).enumerate() {
        let first = row * MONITOR.0 as usize * 4;
        if let Some(own) = pixels.buffer.get_mut(first..first + side * 4) {
            own.copy_from_slice(line);
        }
    }
    match measure.analysis() {
        Some(Ok(verdict)) => {
            let (word, colour) = if verdict.pass() { ("OK", GREEN) } else { (words("NON", "FAIL"), RED) };
            pixels.fill(side as i32 + 6, 60, 68, 60, colour);
            pixels.text(word, middle, 70, 2, &FONT_10X20, WHITE, Align::Center);
            for (row, zone) in verdict.zones.iter().enumerate() {
                let y = 140 + 24 * row as i32;
                let colour = if zone.pass() { GREEN } else { RED };
                pixels.text(["A", "B", "C", "D"][row], middle - 16, y, 1, &FONT_10X20, WHITE, Align::Center);
                pixels.fill(middle + 4, y + 3, 14, 14, colour);
            }
        }
        Some(Err(_)) => pixels.text(words("FLOU", "BLUR"), middle, 80, 1, &FONT_10X20, WHITE, Align::Center),
        None => {}
    }
}

/// The record sheet with what is written on it.
pub fn record(sheet: &Sheet, lang: Lang, pixels: &mut Pixels) {
    pixels.fill(0, 0, PAPER.0, PAPER.1, SHEET);
    let title = if lang == Lang::Fr { "FICHE DE MESURE" } else { "TEST RECORD" };
    pixels.text(title, 128, 12, 1, &FONT_10X20, PRINT, Align::Center);
    pixels.line((16, 38), (240, 38), 2, PRINT);
    let count = sheet.lines.len().max(1) as i32;
    let pitch = (238 / count).clamp(9, 26);
    for (i, written) in sheet.written.iter().enumerate() {
        let y = 48 + pitch * i as i32;
        if y > 286 {
            break;
        }
        // What is asked is print too small to read from here.
        let long = 52 + (i as u32 * 37) % 40;
        pixels.fill(18, y + pitch / 2 - 1, long, 3, RULE);
        pixels.line((136, y + pitch - 4), (238, y + pitch - 4), 1, RULE);
        if let Some(value) = written {
            let text = comma(format!("{:.2}", f64::from(*value) / 100.0), lang);
            let font = if pitch >= 18 { &FONT_9X18_BOLD } else { &FONT_8X13 };
            pixels.text(&text, 232, y + pitch - 6 - if pitch >= 18 { 16 } else { 12 }, 1, font, PEN, Align::Right);
        }
    }
    pixels.text(if lang == Lang::Fr { "Signature" } else { "Signed" }, 18, 312, 1, &FONT_8X13, PRINT, Align::Left);
    pixels.line((104, 328), (238, 328), 1, RULE);
    if sheet.signed {
        let stroke = [(112, 322), (124, 300), (130, 324), (142, 306), (150, 322), (164, 310), (176, 322), (206, 308)];
        for pair in stroke.windows(2) {
            pixels.line(pair[0], pair[1], 2, PEN);
        }
    }
}
