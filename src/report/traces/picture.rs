//! A trace as a picture for people: the line, its events with their numbers, their table, and what it was taken with.

use embedded_graphics::mono_font::iso_8859_15::{FONT_9X15, FONT_9X18_BOLD, FONT_10X20};
use embedded_graphics::pixelcolor::Rgb888;
use embedded_graphics::text::Alignment;
use thiserror::Error;

use super::canvas::{Area, Canvas};
use super::chart::{Axis, Chart, number};
use super::table::kind;
use crate::instrument::otdr::{Event, EventTable, Kind, Trace};
use crate::scenario::schema::Lang;

/// Width and height, pixels.
const SIZE: (u32, u32) = (1_600, 1_000);
/// The plot.
const PLOT: Area = Area { left: 96.0, top: 112.0, right: 1_568.0, bottom: 724.0 };
/// Lines of the table in one column, and columns.
const TABLE: (usize, usize) = (7, 2);
/// Most traces in one picture.
pub const MOST: usize = 2;

const INK: Rgb888 = Rgb888::new(0x1f, 0x29, 0x33);
const FAINT: Rgb888 = Rgb888::new(0x5c, 0x68, 0x75);
const GRID: Rgb888 = Rgb888::new(0xe2, 0xe7, 0xec);
const FRAME: Rgb888 = Rgb888::new(0xa8, 0xb2, 0xbd);
const PAPER: Rgb888 = Rgb888::new(0xfb, 0xfc, 0xfd);
const CORD: Rgb888 = Rgb888::new(0xf0, 0xf3, 0xf6);
const WHITE: Rgb888 = Rgb888::new(0xff, 0xff, 0xff);
const LINES: [Rgb888; MOST] = [Rgb888::new(0x14, 0x5d, 0xa8), Rgb888::new(0xd0, 0x5a, 0x11)];

/// One trace of a picture.
#[derive(Clone, Debug)]
pub struct Drawn<'a> {
    /// Its levels.
    pub trace: &'a Trace,
    /// Its events.
    pub table: &'a EventTable,
    /// What the legend calls it.
    pub label: String,
    /// Cord before the network, m; 0 for none.
    pub before_m: f64,
    /// Cord behind it, m.
    pub after_m: f64,
    /// It was taken from the other end and is drawn the other way round.
    pub from_far_end: bool,
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// One or two traces make a picture.
    #[error("a picture shows one or two traces, not {0}")]
    Count(usize),
    /// The encoder failed.
    #[error("the picture cannot be written: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// A PNG with one trace or two, 1600 × 1000 pixels. The first gives the event table below the plot.
///
/// # Errors
/// [`PictureError`] for none or more than two traces.
pub fn png(title: &str, drawn: &[Drawn<'_>], lang: Lang) -> Result<Vec<u8>, PictureError> {
    if drawn.is_empty() || drawn.len() > MOST {
        return Err(PictureError::Count(drawn.len()));
    }
    let mut canvas = Canvas::new(SIZE.0, SIZE.1);
    let chart = chart(drawn);
    frame(&mut canvas, &chart, drawn, lang);
    for (line, one) in drawn.iter().enumerate().rev() {
        let trace = one.trace;
        let points = trace.level_db.iter().enumerate();
        let values = points.map(|(i, level)| (place(drawn, one, trace.distance_m(i)), f64::from(*level)));
        canvas.polyline(&chart.thinned(values), 1.7, LINES[line], PLOT);
    }
    for (line, one) in drawn.iter().enumerate() {
        flags(&mut canvas, &chart, drawn, one, LINES[line]);
    }
    head(&mut canvas, title, drawn, lang);
    events(&mut canvas, &drawn[0], lang);
    encode(&canvas)
}

/// Where a distance of a trace stands on the axis, m: one from the far end counts from its end of the network.
fn place(drawn: &[Drawn<'_>], one: &Drawn<'_>, distance_m: f64) -> f64 {
    if one.from_far_end { drawn[0].before_m + one.table.length_m - one.after_m - distance_m } else { distance_m }
}

fn chart(drawn: &[Drawn<'_>]) -> Chart {
    let length = drawn.iter().map(|one| one.table.length_m).fold(0.0, f64::max);
    let whole = drawn.iter().map(|one| one.trace.length_m()).fold(1.0, f64::max);
    let to = if length > 0.0 { (length * 1.12).max(length + 20.0).min(whole) } else { whole };
    // One from the far end begins behind the end of the other.
    let far = drawn.iter().filter(|one| one.from_far_end).map(|one| place(drawn, one, 0.0)).fold(to, f64::max);
    let floor = drawn.iter().map(|one| one.trace.noise_floor_db).fold(f64::MAX, f64::min);
    let shown = drawn.iter().flat_map(|one| &one.trace.level_db);
    let top = shown.fold(f32::MIN, |a, &b| a.max(b));
    // All of the fibre, and no more of the noise than shows where it begins.
    let ends = drawn.iter().filter_map(|one| {
        let end = one.trace.point_at(one.table.length_m - 2.0 * one.trace.spacing_m)?;
        one.trace.level_db.get(end).map(|level| f64::from(*level))
    });
    let lowest = (floor - 2.0).max(ends.fold(f64::from(top), f64::min) - 12.0);
    Chart {
        area: PLOT,
        across: Axis::new(0.0, far * 1.01, 9.0, false),
        up: Axis::new(lowest, f64::from(top) + 3.0, 8.0, true),
    }
}

fn frame(canvas: &mut Canvas, chart: &Chart, drawn: &[Drawn<'_>], lang: Lang) {
    canvas.rectangle(PLOT, PAPER);
    let (first, end) = (&drawn[0], drawn[0].table.length_m);
    let cords = [(0.0, first.before_m), (end - first.after_m, end)];
    for (from, to) in cords.into_iter().filter(|(from, to)| to > from) {
        let right = chart.x(to).min(PLOT.right);
        canvas.rectangle(Area { left: chart.x(from).max(PLOT.left), right, ..PLOT }, CORD);
    }
    let km = chart.across.to > 3_000.0;
    let unit = if km { 1_000.0 } else { 1.0 };
    for tick in chart.across.ticks() {
        let x = chart.x(tick);
        canvas.rectangle(Area { left: x, right: x + 1.0, ..PLOT }, GRID);
        let text = number(tick / unit, chart.across.decimals(unit), lang);
        canvas.text(&text, (x, PLOT.bottom + 18.0), &FONT_9X15, FAINT, Alignment::Center);
    }
    for tick in chart.up.ticks() {
        let y = chart.y(tick);
        canvas.rectangle(Area { top: y, bottom: y + 1.0, ..PLOT }, GRID);
        let text = number(tick, chart.up.decimals(1.0), lang);
        canvas.text(&text, (PLOT.left - 12.0, y), &FONT_9X15, FAINT, Alignment::Right);
    }
    let Area { left, top, right, bottom } = PLOT;
    canvas.rectangle(Area { left, top, right: left + 1.0, bottom }, FRAME);
    canvas.rectangle(Area { left, top: bottom, right, bottom: bottom + 1.0 }, FRAME);
    canvas.text("dB", (PLOT.left - 12.0, PLOT.top - 18.0), &FONT_9X18_BOLD, FAINT, Alignment::Right);
    let words = ["distance depuis le réflectomètre", "distance from the OTDR"];
    let text = format!("{}, {}", words[lang as usize], if km { "km" } else { "m" });
    canvas.text(&text, (PLOT.right, PLOT.bottom + 42.0), &FONT_9X15, FAINT, Alignment::Right);
    let words = [["bobine amorce", "bobine de fin"], ["launch cord", "receive cord"]];
    for ((from, to), word) in cords.into_iter().zip(words[lang as usize]) {
        let (from, to) = (chart.x(from), chart.x(to));
        if to - from > word.len() as f32 * 9.0 {
            canvas.text(word, ((from + to) / 2.0, PLOT.bottom - 14.0), &FONT_9X15, FAINT, Alignment::Center);
        }
    }
}

/// Numbers of the events on stalks over the line; close ones stand higher.
fn flags(canvas: &mut Canvas, chart: &Chart, drawn: &[Drawn<'_>], one: &Drawn<'_>, colour: Rgb888) {
    const RADIUS: f32 = 13.0;
    let mut taken: Vec<(String, f32, f32)> = Vec::new();
    for (i, event) in one.table.events.iter().enumerate() {
        let at = place(drawn, one, event.distance_m);
        let x = chart.x(at);
        if !(PLOT.left - 1.0..=PLOT.right).contains(&x) {
            continue;
        }
        let trace = one.trace;
        let span = trace
            .point_at(event.distance_m - trace.pulse_m())
            .zip(trace.point_at(event.distance_m + 2.0 * trace.pulse_m()));
        let highest = span.and_then(|(a, b)| trace.level_db.get(a..=b)).into_iter().flatten();
        let top = chart.y(f64::from(highest.fold(f32::MIN, |a, &b| a.max(b)))).max(PLOT.top);
        // From the far end they hang below, so that both lines keep theirs apart.
        let (mut y, step) = if one.from_far_end { (top + 54.0, 28.0) } else { (top - 30.0, -28.0) };
        let touches = |y: f32| taken.iter().any(|(_, x2, y2)| (x - x2).abs() < 28.0 && (y - y2).abs() < 28.0);
        for _ in 0..12 {
            if !touches(y) {
                break;
            }
            y += step;
        }
        let y = y.clamp(RADIUS + 84.0, PLOT.bottom - RADIUS);
        canvas.polyline(&[(x, y), (x, top - if one.from_far_end { -2.0 } else { 2.0 })], 1.0, colour, PLOT);
        taken.push(((i + 1).to_string(), x.clamp(PLOT.left + RADIUS + 3.0, PLOT.right - RADIUS), y));
    }
    // Over all stalks, so that none goes through a number.
    for (text, x, y) in taken {
        canvas.disc((x, y), RADIUS, colour);
        canvas.disc((x, y), RADIUS - 1.6, WHITE);
        canvas.text(&text, (x + 0.5, y + 0.5), &FONT_9X15, colour, Alignment::Center);
    }
}

fn head(canvas: &mut Canvas, title: &str, drawn: &[Drawn<'_>], lang: Lang) {
    canvas.text(&fit(title, 90), (PLOT.left, 34.0), &FONT_10X20, INK, Alignment::Left);
    canvas.text("Épissure", (PLOT.right, 34.0), &FONT_9X18_BOLD, FAINT, Alignment::Right);
    let mut x = PLOT.left;
    let room = if drawn.len() > 1 { 78 } else { 150 };
    for (one, colour) in drawn.iter().zip(LINES) {
        let settings = &one.trace.settings;
        let (range, time) = (settings.range_m / 1_000.0, settings.averaging_s);
        let taken = format!(
            "{}{} {} nm, {} ns, {} km, {}n {}",
            one.label,
            if lang == Lang::Fr { " :" } else { ":" },
            settings.wavelength.nm(),
            settings.pulse_ns,
            number(range, if range < 10.0 { 1 } else { 0 }, lang),
            if time > 0.0 { format!("{} s, ", number(time, 0, lang)) } else { String::new() },
            number(settings.index, 4, lang),
        );
        let taken = fit(&taken, room);
        canvas.polyline(
            &[(x, 70.0), (x + 34.0, 70.0)],
            3.0,
            colour,
            Area { left: 0.0, top: 0.0, right: 1_600.0, bottom: 110.0 },
        );
        canvas.text(&taken, (x + 46.0, 70.0), &FONT_9X15, INK, Alignment::Left);
        x += 46.0 + 9.0 * taken.chars().count() as f32 + 40.0;
    }
}

fn events(canvas: &mut Canvas, one: &Drawn<'_>, lang: Lang) {
    let heads = match lang {
        Lang::Fr => ["n°", "distance", "événement", "perte", "réflectance", "cumul"],
        Lang::En => ["no", "distance", "event", "loss", "reflectance", "total"],
    };
    let units = ["", "m", "", "dB", "dB", "dB"];
    // Right edges, but for the words.
    let edges = [30.0, 140.0, 168.0, 410.0, 560.0, 660.0];
    let aligned = |i: usize| if i == 2 { Alignment::Left } else { Alignment::Right };
    let (rows, columns) = TABLE;
    let all = &one.table.events;
    let more = all.len().saturating_sub(rows * columns);
    for column in 0..columns {
        let left = PLOT.left + 760.0 * column as f32;
        let part: Vec<(usize, &Event)> = all.iter().enumerate().skip(column * rows).take(rows).collect();
        if part.is_empty() {
            break;
        }
        for (i, (head, unit)) in heads.iter().zip(units).enumerate() {
            let text = if unit.is_empty() { (*head).to_owned() } else { format!("{head} {unit}") };
            canvas.text(&text, (left + edges[i], 792.0), &FONT_9X15, FAINT, aligned(i));
        }
        canvas.rectangle(Area { left, top: 804.0, right: left + 670.0, bottom: 805.0 }, FRAME);
        for (row, (i, event)) in part.into_iter().enumerate() {
            let y = 820.0 + 23.0 * row as f32;
            for (k, text) in cells(i, event, lang).iter().enumerate() {
                canvas.text(text, (left + edges[k], y), &FONT_9X15, INK, aligned(k));
            }
        }
    }
    if more > 0 {
        let text = match lang {
            Lang::Fr => format!("et {more} de plus"),
            Lang::En => format!("and {more} more"),
        };
        canvas.text(&text, (PLOT.right, 984.0), &FONT_9X15, FAINT, Alignment::Right);
    }
}

fn cells(i: usize, event: &Event, lang: Lang) -> [String; 6] {
    let db = |value: Option<f64>, digits| value.map_or("-".to_owned(), |db| number(db, digits, lang));
    let back = db(event.reflectance_db, 1);
    let mut word = kind(event.kind, lang).to_owned();
    if event.merged {
        word += match lang {
            Lang::Fr => " (confondue)",
            Lang::En => " (merged)",
        };
    }
    [
        (i + 1).to_string(),
        number(event.distance_m, 1, lang),
        word,
        db(event.loss_db, 3),
        if event.saturated { format!("> {back}") } else { back },
        if event.kind == Kind::Ghost { "-".to_owned() } else { number(event.cumulated_db, 2, lang) },
    ]
}

/// A text of so many letters at most that the font has.
fn fit(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c == '→' { '>' } else { c }).collect()
}

fn encode(canvas: &Canvas) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let (width, height) = canvas.size_px();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(canvas.rgba())?;
    writer.finish()?;
    Ok(bytes)
}
