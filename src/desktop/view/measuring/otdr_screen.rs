//! The reflectometer's screen as one sees it from the bench: settings, trace, events, and a bar while it measures.

use embedded_graphics::mono_font::iso_8859_15::{FONT_7X13, FONT_8X13, FONT_10X20};
use embedded_graphics::pixelcolor::Rgb888;

use crate::bench::measure::{OtdrState, Stored};
use crate::catalogue::vocabulary::Tick;
use crate::instrument::otdr::{Kind, Trace};
use crate::scenario::schema::Lang;

use super::pixels::{Align, Pixels};

/// Width and height in pixels.
pub const SIZE: (u32, u32) = (480, 300);

const PAPER: Rgb888 = Rgb888::new(10, 16, 26);
const BAR: Rgb888 = Rgb888::new(24, 40, 62);
const GRID: Rgb888 = Rgb888::new(34, 50, 68);
const INK: Rgb888 = Rgb888::new(232, 240, 248);
const DIM: Rgb888 = Rgb888::new(128, 150, 172);
const TRACE: Rgb888 = Rgb888::new(96, 220, 255);
const OTHER: Rgb888 = Rgb888::new(255, 176, 64);
const MARK: Rgb888 = Rgb888::new(255, 92, 76);
const GREEN: Rgb888 = Rgb888::new(74, 206, 118);

/// The field of the trace: left, top, right, bottom.
const PLOT: [i32; 4] = [34, 32, 470, 196];

/// A number with the language's decimal sign.
fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{value:.decimals$}");
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

/// Draws the screen.
pub fn draw(state: &OtdrState, now: Tick, lang: Lang, pixels: &mut Pixels) {
    let say = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    pixels.fill(0, 0, SIZE.0, SIZE.1, PAPER);
    pixels.fill(0, 0, SIZE.0, 24, BAR);
    let shown = state.on_screen();
    let band = state.bands.iter().position(|on| *on).unwrap_or(1);
    let settings = shown.map_or_else(|| state.settings(band), |stored| stored.trace.settings);
    let head = format!(
        "{} nm  {} ns  {} km  {} s  n {}",
        settings.wavelength.nm(),
        settings.pulse_ns,
        number(settings.range_m / 1_000.0, 1, lang),
        settings.averaging_s,
        number(settings.index, 4, lang)
    );
    pixels.text(&head, 8, 5, 1, &FONT_8X13, INK, Align::Left);
    let [left, top, right, bottom] = PLOT;
    for i in 0..=8 {
        let x = left + (right - left) * i / 8;
        pixels.line((x, top), (x, bottom), 1, GRID);
    }
    for i in 0..=5 {
        let y = top + (bottom - top) * i / 5;
        pixels.line((left, y), (right, y), 1, GRID);
    }
    if let Some(stored) = shown {
        let field = Field::of(stored);
        if let Some(other) = state.overlay.and_then(|other| state.traces.get(other)) {
            field.trace(&other.trace, OTHER, pixels);
        }
        field.trace(&stored.trace, TRACE, pixels);
        field.events(stored, pixels);
        field.scale(lang, pixels);
        table(stored, lang, pixels);
    } else if state.running.is_none() {
        let middle = (left + right) / 2;
        pixels.text(say("PRÊT", "READY"), middle, 88, 2, &FONT_10X20, GREEN, Align::Center);
        let bands: Vec<String> = (0..state.bands.len())
            .filter(|band| state.bands[*band])
            .map(|band| format!("{} nm", state.settings(band).wavelength.nm()))
            .collect();
        pixels.text(&bands.join(" + "), middle, 140, 1, &FONT_10X20, INK, Align::Center);
    }
    if let Some(running) = state.running {
        let whole = f64::from(running.until.saturating_sub(running.from).max(1));
        let done = (f64::from(now.saturating_sub(running.from)) / whole).clamp(0.0, 1.0);
        pixels.fill(80, 96, 340, 64, BAR);
        pixels.fill(80, 96, 340, 2, TRACE);
        let band = state.settings(running.band).wavelength.nm();
        let words = format!("{}  {band} nm", say("EN MESURE", "MEASURING"));
        pixels.text(&words, 250, 104, 1, &FONT_10X20, INK, Align::Center);
        pixels.fill(100, 134, 300, 12, GRID);
        pixels.fill(100, 134, (300.0 * done) as u32, 12, GREEN);
    }
}

/// What part of a trace is drawn where.
struct Field {
    to_m: f64,
    top_db: f64,
    bottom_db: f64,
}

impl Field {
    fn of(stored: &Stored) -> Field {
        let trace = &stored.trace;
        let end = stored.table.length_m;
        let all = trace.length_m().max(1.0);
        let to_m = if end > 0.0 { (end * 1.25 + 20.0).min(all) } else { all };
        // The scatter of the fibre fills the height; the tips of reflections may leave the picture.
        let early = [0.03, 0.06, 0.09].map(|share| {
            let point = trace.point_at(share * to_m).and_then(|point| trace.level_db.get(point));
            f64::from(point.copied().unwrap_or(0.0))
        });
        let scatter = early.into_iter().fold(f64::MAX, f64::min);
        let top_db = scatter.max(trace.noise_floor_db + 4.0) + 3.5;
        Field { to_m, top_db, bottom_db: trace.noise_floor_db - 2.0 }
    }

    fn x(&self, metres: f64) -> i32 {
        let [left, _, right, _] = PLOT;
        left + (metres / self.to_m * f64::from(right - left)).clamp(-10.0, 2_000.0) as i32
    }

    fn y(&self, db: f64) -> i32 {
        let [_, top, _, bottom] = PLOT;
        let share = (self.top_db - db) / (self.top_db - self.bottom_db).max(0.1);
        (top + (share * f64::from(bottom - top)) as i32).clamp(top, bottom)
    }

    /// One upright stroke a column, from the lowest to the highest point in it: noise shows as noise.
    fn trace(&self, trace: &Trace, colour: Rgb888, pixels: &mut Pixels) {
        let [left, _, right, _] = PLOT;
        let metres = |x: i32| f64::from(x - left) / f64::from(right - left) * self.to_m;
        let mut before: Option<i32> = None;
        for x in left..right {
            let (Some(from), Some(to)) = (trace.point_at(metres(x)), trace.point_at(metres(x + 1))) else { return };
            let Some(points) = trace.level_db.get(from..=to.max(from)) else { return };
            let low = points.iter().copied().fold(f32::MAX, f32::min);
            let high = points.iter().copied().fold(f32::MIN, f32::max);
            let (mut a, mut b) = (self.y(f64::from(high)), self.y(f64::from(low)));
            if let Some(before) = before {
                (a, b) = (a.min(before), b.max(before));
            }
            before = Some(self.y(f64::from(*points.last().unwrap_or(&low))));
            pixels.line((x, a), (x, b), 1, colour);
            pixels.line((x, b + 1), (x, b + 1), 1, colour);
        }
    }

    fn events(&self, stored: &Stored, pixels: &mut Pixels) {
        let bottom = PLOT[3];
        for (i, event) in stored.table.events.iter().enumerate() {
            let x = self.x(event.distance_m);
            let colour = if matches!(event.kind, Kind::End | Kind::Fade) { GREEN } else { MARK };
            pixels.line((x, bottom - 34), (x, bottom - 4), 1, colour);
            pixels.line((x - 3, bottom - 34), (x + 3, bottom - 34), 1, colour);
            pixels.text(&format!("{i}"), x, bottom - 48, 1, &FONT_7X13, colour, Align::Center);
        }
    }

    fn scale(&self, lang: Lang, pixels: &mut Pixels) {
        let [left, top, right, bottom] = PLOT;
        for i in [0, 4, 8] {
            let metres = self.to_m * f64::from(i) / 8.0;
            let x = left + (right - left) * i / 8;
            let align = [Align::Left, Align::Center, Align::Right][i as usize / 4];
            let text = if self.to_m >= 2_000.0 {
                format!("{} km", number(metres / 1_000.0, 2, lang))
            } else {
                format!("{metres:.0} m")
            };
            pixels.text(&text, x, bottom + 2, 1, &FONT_7X13, DIM, align);
        }
        pixels.text("dB", 6, top, 1, &FONT_7X13, DIM, Align::Left);
    }
}

/// The last lines of the table: the end is always among them.
fn table(stored: &Stored, lang: Lang, pixels: &mut Pixels) {
    const ROWS: usize = 5;
    let events = &stored.table.events;
    let first = events.len().saturating_sub(ROWS);
    pixels.fill(0, 214, SIZE.0, 1, GRID);
    for (row, (i, event)) in events.iter().enumerate().skip(first).enumerate() {
        let y = 218 + 16 * row as i32;
        let colour = if event.kind == Kind::End { GREEN } else { INK };
        let loss = event.loss_db.map_or("--".to_owned(), |db| format!("{} dB", number(db, 2, lang)));
        let back = event.reflectance_db.map_or(String::new(), |db| format!("{} dB", number(db, 1, lang)));
        pixels.text(&format!("{i}"), 20, y, 1, &FONT_8X13, colour, Align::Right);
        pixels.text(&format!("{} m", number(event.distance_m, 1, lang)), 150, y, 1, &FONT_8X13, colour, Align::Right);
        pixels.text(&loss, 270, y, 1, &FONT_8X13, colour, Align::Right);
        pixels.text(&back, 390, y, 1, &FONT_8X13, DIM, Align::Right);
    }
}
