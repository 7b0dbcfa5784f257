//! The record sheet: lines to fill in, choices to make, and the signature.

use bevy_egui::egui::{self, RichText, Ui, vec2};

use crate::bench::measure::Measure;
use crate::bench::measure::keys::SIGN;
use crate::catalogue::vocabulary::Part;
use crate::locale::{Texts, Value};
use crate::plant::Fault;
use crate::scenario::schema::Ask;

use super::{Asked, Press, small};
use crate::desktop::panels::pictogram::Sign;
use crate::desktop::panels::widgets::{Push, Weight};
use crate::desktop::theme;

fn write(line: usize, hundredths: i32) -> Press {
    Press { part: Part::Record, code: line as i16, value: hundredths }
}

pub fn show(ui: &mut Ui, measure: &Measure, typed: &mut Vec<String>, height: f32, asked: &mut Asked, texts: &Texts) {
    let sheet = &measure.sheet;
    // An attempt that goes on shows what was written before.
    for (line, written) in sheet.written.iter().enumerate().skip(typed.len()) {
        let text = written.map_or(String::new(), |hundredths| texts.number(f64::from(hundredths) / 100.0, 2));
        typed.insert(line, text);
    }
    typed.truncate(sheet.lines.len());
    limits(ui, measure, texts);
    // What is signed stays to be read; nothing on it is written any more.
    let mut written = Asked::default();
    ui.scope(|ui| {
        egui::ScrollArea::vertical().id_salt("record").max_height(height - 110.0).auto_shrink([false, true]).show(
            ui,
            |ui| {
                let mut before = None;
                for (i, (line, strand)) in sheet.lines.iter().enumerate() {
                    if strand.is_some() && *strand != before {
                        before = *strand;
                        let n = strand.unwrap_or(0) + 1;
                        ui.label(RichText::new(texts.with("record-fibre", &[("n", Value::from(n))])).strong());
                    }
                    ui.label(small(&texts.get(&format!("ask-{}", line.ask.name()))));
                    field(ui, i, line.ask, sheet.written[i], &mut typed[i], &mut written, texts);
                }
            },
        );
    });
    if !sheet.signed {
        asked.presses.extend(written.presses);
    }
    ui.add_space(6.0);
    if sheet.signed {
        ui.horizontal(|ui| {
            crate::desktop::panels::widgets::sign(ui, Sign::Check, 26.0, theme::GOOD);
            ui.label(RichText::new(texts.get("record-signed")).color(theme::GOOD));
        });
        return;
    }
    let filled = sheet.written.iter().all(Option::is_some);
    let weight = if filled { Weight::Main } else { Weight::Plain };
    if Push::new(&texts.get("record-sign"), weight).sign(Sign::Check).least(200.0, 46.0).show(ui).clicked() {
        asked.presses.push(Press { part: Part::Record, code: SIGN, value: 0 });
    }
}

fn limits(ui: &mut Ui, measure: &Measure, texts: &Texts) {
    let limits = &measure.sheet.limits;
    let text = match measure.live_dbm {
        Some(_) => {
            let [low, high] = [limits.level_dbm.0, limits.level_dbm.1].map(|dbm| Value::Fixed(dbm, 0));
            texts.with("record-limits-level", &[("low", low), ("high", high)])
        }
        None => texts.with(
            "record-limits",
            &[("splice", Value::Fixed(limits.splice_db, 1)), ("link", Value::Fixed(limits.link_db, 1))],
        ),
    };
    ui.label(small(&text));
}

fn choice(ui: &mut Ui, name: &str, chosen: bool) -> bool {
    let weight = if chosen { Weight::Main } else { Weight::Plain };
    Push::new(name, weight).least(120.0, 40.0).show(ui).clicked()
}

fn field(
    ui: &mut Ui,
    line: usize,
    ask: Ask,
    written: Option<i32>,
    typed: &mut String,
    asked: &mut Asked,
    texts: &Texts,
) {
    match ask {
        Ask::Accepted => {
            ui.horizontal(|ui| {
                for (name, value) in [("record-yes", 100), ("record-no", 0)] {
                    if choice(ui, &texts.get(name), written == Some(value)) {
                        asked.presses.push(write(line, value));
                    }
                }
            });
        }
        Ask::FaultKind => {
            ui.horizontal_wrapped(|ui| {
                for (number, name) in Fault::NAMES.iter().enumerate() {
                    let value = number as i32 * 100;
                    if choice(ui, &texts.get(&format!("fault-{name}")), written == Some(value)) {
                        asked.presses.push(write(line, value));
                    }
                }
            });
        }
        Ask::FarPort | Ask::FaultyFibre | Ask::Events => {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                let from = if ask == Ask::FaultyFibre { 1 } else { 0 };
                for number in from..=12 {
                    let chosen = written == Some(number * 100);
                    let none = ask == Ask::FarPort && number == 0;
                    let name = if none { texts.get("record-none") } else { number.to_string() };
                    let fill = if chosen { theme::ACCENT } else { theme::STONE };
                    let ink = if chosen { theme::ON_ACCENT } else { theme::INK };
                    let width = if none { 64.0 } else { 34.0 };
                    ui.spacing_mut().button_padding = vec2(2.0, 2.0);
                    let button =
                        egui::Button::new(RichText::new(name).color(ink)).fill(fill).min_size(vec2(width, 34.0));
                    if ui.add(button).clicked() {
                        asked.presses.push(write(line, number * 100));
                    }
                }
            });
        }
        _ => number(ui, line, written, typed, asked, texts),
    }
}

/// A number, typed with a comma or a point; written when the field is left.
fn number(ui: &mut Ui, line: usize, written: Option<i32>, typed: &mut String, asked: &mut Asked, texts: &Texts) {
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(typed)
            .desired_width(140.0)
            .font(theme::title())
            .background_color(theme::PAPER)
            .text_color(theme::PAPER_INK);
        let response = ui.add(edit);
        let value = parse(typed);
        if response.lost_focus()
            && let Some(value) = value
        {
            asked.presses.push(write(line, value));
        }
        match (written, value) {
            (Some(written), _) => {
                ui.label(RichText::new(texts.number(f64::from(written) / 100.0, 2)).color(theme::GOOD));
            }
            (None, None) if !typed.is_empty() => {
                ui.label(small("?").color(theme::CLAY));
            }
            _ => {}
        }
    });
}

/// Hundredths of what was typed; `None` where it is no number.
pub(super) fn parse(typed: &str) -> Option<i32> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}')
        .map(|c| match c {
            ',' => '.',
            '\u{2212}' | '–' => '-',
            c => c,
        })
        .collect();
    let value: f64 = plain.parse().ok()?;
    let hundredths = (value * 100.0).round();
    (hundredths.abs() < 2.0e9).then_some(hundredths as i32)
}
