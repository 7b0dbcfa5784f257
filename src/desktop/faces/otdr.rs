//! The reflectometer's face: settings at the left, trace, event table and markers at the right.

use bevy_egui::egui::{self, RichText, TextStyle, Ui, vec2};

use crate::bench::measure::keys::OtdrKey;
use crate::bench::measure::{OtdrState, Stored};
use crate::catalogue::vocabulary::{Device, TICKS_PER_SECOND, Tick};
use crate::instrument::otdr::markers::{splice_loss_5, two_point};
use crate::instrument::otdr::{Event, Kind, PULSES_NS, RANGES_KM, TIMES_S, both_ways};
use crate::locale::{Texts, Value};

use super::{Asked, Press, Wish, plot, small, stepper};
use crate::desktop::panels::widgets::{Push, Weight};
use crate::desktop::theme;

/// What stands under the trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The event table.
    #[default]
    Events,
    /// The markers' readings.
    Markers,
    /// The memory.
    Traces,
    /// Both directions and their mean.
    Both,
}

/// How one looks at the reflectometer's screen.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    tab: Tab,
    /// Marker that a click on the trace sets.
    pub marker: Option<usize>,
    /// Counts up when the whole trace shall be seen again.
    pub fitted: u32,
    /// Traces that were seen, so that a new one is shown whole.
    seen: usize,
}

/// Letters of the markers.
pub const LETTERS: [&str; 5] = ["A", "B", "E", "C", "D"];

const COLUMN: f32 = 218.0;

fn key(key: OtdrKey, value: i32) -> Press {
    Press::on(Device::Otdr, key.code(), value)
}

pub fn show(ui: &mut Ui, otdr: &OtdrState, now: Tick, sheet: &mut Sheet, asked: &mut Asked, texts: &Texts) {
    if otdr.traces.len() != sheet.seen {
        sheet.seen = otdr.traces.len();
        sheet.fitted += 1;
    }
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(COLUMN);
            ui.spacing_mut().item_spacing.y = 6.0;
            settings(ui, otdr, now, asked, texts);
        });
        ui.separator();
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            let height = (ui.available_height() - 196.0).clamp(150.0, 300.0);
            plot::show(ui, otdr, sheet, height, asked, texts);
            tabs(ui, otdr, sheet, asked, texts);
        });
    });
}

fn settings(ui: &mut Ui, otdr: &OtdrState, now: Tick, asked: &mut Asked, texts: &Texts) {
    let running = otdr.running;
    ui.add_enabled_ui(running.is_none(), |ui| {
        ui.label(small(&texts.get("face-wavelengths")));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let keys = [(OtdrKey::Band1310, "1310"), (OtdrKey::Band1550, "1550"), (OtdrKey::Band1625, "1625")];
            for (band, (which, name)) in keys.into_iter().enumerate() {
                let lit = otdr.bands[band];
                let text = RichText::new(name).color(if lit { theme::ON_ACCENT } else { theme::INK });
                let fill = if lit { theme::ACCENT } else { theme::STONE };
                ui.spacing_mut().button_padding = vec2(4.0, 4.0);
                if ui.add_sized([70.0, 34.0], egui::Button::new(text).fill(fill)).clicked() {
                    asked.presses.push(key(which, 0));
                }
            }
        });
        let distance = |km: f64| match km {
            km if km < 1.0 => format!("{}\u{202f}m", texts.number(km * 1_000.0, 0)),
            km => format!("{}\u{202f}km", texts.number(km, if km == 2.5 { 1 } else { 0 })),
        };
        let pulse = |ns: f64| match ns {
            ns if ns >= 1_000.0 => format!("{}\u{202f}µs", texts.number(ns / 1_000.0, 0)),
            ns => format!("{}\u{202f}ns", texts.number(ns, 0)),
        };
        let mut menu = |ui: &mut Ui, label: &str, value: String, which: OtdrKey, at: usize, count: usize| {
            let step = stepper(ui, &texts.get(label), &value, COLUMN);
            let to = (at as i32 + step).clamp(0, count as i32 - 1);
            if step != 0 && to != at as i32 {
                asked.presses.push(key(which, to));
            }
        };
        menu(ui, "face-pulse", pulse(PULSES_NS[otdr.pulse]), OtdrKey::Pulse, otdr.pulse, PULSES_NS.len());
        menu(ui, "face-range", distance(RANGES_KM[otdr.range]), OtdrKey::Range, otdr.range, RANGES_KM.len());
        let seconds = format!("{}\u{202f}s", texts.number(TIMES_S[otdr.time], 0));
        menu(ui, "face-time", seconds, OtdrKey::Time, otdr.time, TIMES_S.len());
        index(ui, otdr, asked, texts);
    });
    ui.add_space(4.0);
    match running {
        None => {
            let start = texts.get("face-start");
            let any = otdr.bands.iter().any(|on| *on);
            ui.add_enabled_ui(any, |ui| {
                if Push::new(&start, Weight::Main).least(COLUMN, 48.0).show(ui).clicked() {
                    asked.presses.push(key(OtdrKey::Start, 0));
                }
            });
        }
        Some(running) => {
            let nm = [1310u32, 1550, 1625][running.band.min(2)];
            ui.label(small(&texts.with("face-running", &[("nm", Value::from(nm))])));
            let whole = f64::from(running.until.saturating_sub(running.from)).max(1.0);
            let done = f64::from(now.saturating_sub(running.from)) / whole;
            ui.add(egui::ProgressBar::new(done as f32).desired_width(COLUMN).fill(theme::ACCENT));
            ui.horizontal(|ui| {
                let stop = texts.get("face-stop");
                if Push::new(&stop, Weight::Plain).least(96.0, 40.0).show(ui).clicked() {
                    asked.presses.push(key(OtdrKey::Start, 0));
                }
                let left_s = f64::from(running.until.saturating_sub(now)) / f64::from(TICKS_PER_SECOND);
                let skip = texts.get("face-skip");
                if left_s > 1.0 && Push::new(&skip, Weight::Quiet).least(96.0, 40.0).show(ui).clicked() {
                    asked.wishes.push(Wish::Skip);
                }
            });
        }
    }
}

/// The index in steps of a ten thousandth; a click with Shift goes by hundredths.
fn index(ui: &mut Ui, otdr: &OtdrState, asked: &mut Asked, texts: &Texts) {
    let value = texts.number(f64::from(otdr.index) / 10_000.0, 4);
    let step = stepper(ui, &texts.get("face-index"), &value, COLUMN);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (name, by) in [("−0,01", -100), ("−0,001", -10), ("+0,001", 10), ("+0,01", 100)] {
            let button = egui::Button::new(small(name)).min_size(vec2(50.0, 26.0));
            ui.spacing_mut().button_padding = vec2(2.0, 2.0);
            if ui.add(button).clicked() {
                asked.presses.push(key(OtdrKey::Index, otdr.index + by));
            }
        }
    });
    if step != 0 {
        asked.presses.push(key(OtdrKey::Index, otdr.index + step));
    }
}

fn tabs(ui: &mut Ui, otdr: &OtdrState, sheet: &mut Sheet, asked: &mut Asked, texts: &Texts) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let tabs = [
            (Tab::Events, "face-events"),
            (Tab::Markers, "face-markers"),
            (Tab::Both, "face-both"),
            (Tab::Traces, "face-traces"),
        ];
        for (tab, name) in tabs {
            let open = sheet.tab == tab;
            let weight = if open { Weight::Plain } else { Weight::Quiet };
            if Push::new(&texts.get(name), weight).least(96.0, 32.0).show(ui).clicked() {
                sheet.tab = tab;
            }
        }
    });
    let room = (ui.available_height() - 4.0).clamp(100.0, 300.0);
    egui::ScrollArea::vertical().id_salt("otdr-tab").max_height(room).auto_shrink([false, false]).show(
        ui,
        |ui| match (sheet.tab, otdr.on_screen()) {
            (Tab::Traces, _) => traces(ui, otdr, asked, texts),
            (_, None) => {
                ui.label(small(&texts.get("face-no-trace")));
            }
            (Tab::Events, Some(stored)) => events(ui, stored, texts),
            (Tab::Both, Some(stored)) => both(ui, otdr, stored, texts),
            (Tab::Markers, Some(stored)) => markers(ui, otdr, stored, sheet, texts),
        },
    );
}

fn decibels(value: Option<f64>, decimals: usize, texts: &Texts) -> String {
    value.filter(|db| db.is_finite()).map_or("–".to_owned(), |db| texts.number(db, decimals))
}

fn events(ui: &mut Ui, stored: &Stored, texts: &Texts) {
    let table = &stored.table;
    egui::Grid::new("otdr-events").striped(true).spacing([18.0, 2.0]).show(ui, |ui| {
        for head in ["", "", "face-col-distance", "face-col-loss", "face-col-back", "face-col-total"] {
            ui.label(small(&if head.is_empty() { String::new() } else { texts.get(head) }));
        }
        ui.end_row();
        for (number, event) in table.events.iter().enumerate() {
            row(ui, number, event, texts);
        }
    });
    let whole = format!(
        "{}\u{202f}: {}\u{202f}m   {}\u{202f}: {}\u{202f}dB   {}\u{202f}: {}\u{202f}dB",
        texts.get("face-length"),
        texts.number(table.length_m, 1),
        texts.get("face-total"),
        texts.number(table.loss_db, 2),
        texts.get("face-orl"),
        decibels(Some(table.orl_db), 1, texts),
    );
    ui.label(small(&whole));
}

/// Name of a kind in locale keys.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Launch => "face-event-launch",
        Kind::Loss => "face-event-loss",
        Kind::Gain => "face-event-gain",
        Kind::Reflective => "face-event-reflective",
        Kind::Ghost => "face-event-ghost",
        Kind::End => "face-event-end",
        Kind::Fade => "face-event-fade",
    }
}

fn row(ui: &mut Ui, number: usize, event: &Event, texts: &Texts) {
    let text = |text: String| RichText::new(text).text_style(TextStyle::Small);
    ui.label(text(format!("{}", number + 1)));
    ui.label(text(texts.get(kind(event.kind))));
    ui.label(text(texts.number(event.distance_m, 1)));
    ui.label(text(decibels(event.loss_db, 2, texts)));
    ui.label(text(decibels(event.reflectance_db, 1, texts)));
    ui.label(text(decibels(Some(event.cumulated_db), 2, texts)));
    ui.end_row();
}

fn markers(ui: &mut Ui, otdr: &OtdrState, stored: &Stored, sheet: &mut Sheet, texts: &Texts) {
    let at = otdr.markers_cm.map(|cm| f64::from(cm) / 100.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (marker, letter) in LETTERS.iter().enumerate() {
            let chosen = sheet.marker == Some(marker);
            let text = RichText::new(*letter).color(if chosen { theme::ON_ACCENT } else { plot::MARKERS[marker] });
            let fill = if chosen { theme::ACCENT } else { theme::STONE };
            ui.spacing_mut().button_padding = vec2(4.0, 4.0);
            if ui.add_sized([38.0, 32.0], egui::Button::new(text).fill(fill)).clicked() {
                sheet.marker = if chosen { None } else { Some(marker) };
            }
            if at[marker] > 0.0 {
                ui.label(small(&format!("{}\u{202f}m", texts.number(at[marker], 1))));
            }
        }
    });
    let line = |ui: &mut Ui, name: &str, text: String| {
        ui.label(small(&format!("{}\u{202f}: {text}", texts.get(name))));
    };
    if let Some(two) = two_point(&stored.trace, at[0], at[1]) {
        let text = format!(
            "{}\u{202f}m, {}\u{202f}dB, {}\u{202f}dB/km",
            texts.number(two.distance_m, 1),
            texts.number(two.loss_db, 3),
            texts.number(two.loss_db_km, 2)
        );
        line(ui, "face-a-to-b", text);
    }
    let sorted = at.windows(2).all(|pair| pair[0] < pair[1]);
    let splice = if sorted { splice_loss_5(&stored.trace, at) } else { None };
    line(ui, "face-splice", format!("{}\u{202f}dB (A < B < E < C < D)", decibels(splice, 3, texts)));
}

/// Both directions side by side: the mean alone is the loss.
fn both(ui: &mut Ui, otdr: &OtdrState, stored: &Stored, texts: &Texts) {
    let back = otdr.overlay.and_then(|over| otdr.traces.get(over)).filter(|over| {
        over.strand == stored.strand && over.reverse != stored.reverse && over.wavelength() == stored.wavelength()
    });
    let Some(back) = back else {
        ui.label(small(&texts.get("face-both-how")));
        return;
    };
    let averaged = both_ways(&stored.table, &back.table, stored.table.length_m);
    egui::Grid::new("otdr-both").striped(true).spacing([22.0, 2.0]).show(ui, |ui| {
        let ways = if stored.reverse { ["B › A", "A › B"] } else { ["A › B", "B › A"] };
        let heads = [texts.get("face-col-distance"), ways[0].to_owned(), ways[1].to_owned(), texts.get("face-mean")];
        for head in heads {
            ui.label(small(&head));
        }
        ui.end_row();
        for event in &averaged {
            let text = |text: String| RichText::new(text).text_style(TextStyle::Small);
            ui.label(text(texts.number(event.distance_m, 1)));
            ui.label(text(decibels(event.forward_db, 2, texts)));
            ui.label(text(decibels(event.backward_db, 2, texts)));
            ui.label(text(decibels(event.loss_db, 2, texts)).strong());
            ui.end_row();
        }
    });
}

/// What a trace is called in the memory.
fn title(stored: &Stored, number: usize, texts: &Texts) -> String {
    let fibre = stored
        .strand
        .map_or(texts.get("face-nothing"), |strand| texts.with("record-fibre", &[("n", Value::from(strand + 1))]));
    let way = if stored.reverse { "B › A" } else { "A › B" };
    let settings = &stored.trace.settings;
    format!("{}. {fibre}, {} nm, {way}, {} ns", number + 1, settings.wavelength.nm(), settings.pulse_ns)
}

fn traces(ui: &mut Ui, otdr: &OtdrState, asked: &mut Asked, texts: &Texts) {
    ui.horizontal(|ui| {
        for (name, kind) in [("face-export-sor", "sor"), ("face-export-csv", "csv"), ("face-export-png", "png")] {
            let any = otdr.on_screen().is_some();
            ui.add_enabled_ui(any, |ui| {
                if Push::new(&texts.get(name), Weight::Quiet).least(116.0, 30.0).show(ui).clicked() {
                    asked.wishes.push(Wish::Export(kind));
                }
            });
        }
    });
    for (number, stored) in otdr.traces.iter().enumerate().rev() {
        ui.horizontal(|ui| {
            let shown = otdr.shown == Some(number);
            let weight = if shown { Weight::Plain } else { Weight::Quiet };
            if Push::new(&title(stored, number, texts), weight).least(330.0, 30.0).show(ui).clicked() {
                asked.presses.push(key(OtdrKey::Show, number as i32));
            }
            let over = otdr.overlay == Some(number);
            let weight = if over { Weight::Plain } else { Weight::Quiet };
            if Push::new(&texts.get("face-overlay"), weight).least(100.0, 30.0).show(ui).clicked() {
                asked.presses.push(key(OtdrKey::Overlay, number as i32));
            }
        });
    }
}
