//! The trace on the reflectometer's screen: zoom, pan, markers, events, and a second trace over it.

use bevy_egui::egui::{Color32, Stroke, Ui, Vec2b, vec2};
use egui_plot::{HoverPosition, Line, Plot, PlotBounds, PlotPoint, PlotPoints, Text, VLine};

use crate::bench::measure::keys::OtdrKey;
use crate::bench::measure::{OtdrState, Stored};
use crate::catalogue::vocabulary::Device;
use crate::instrument::otdr::{Kind, Trace};
use crate::locale::Texts;

use super::otdr::{LETTERS, Sheet};
use super::{Asked, Press};
use crate::desktop::theme;

/// Colours of the markers.
pub const MARKERS: [Color32; 5] = [
    Color32::from_rgb(0x6c, 0xc4, 0xff),
    Color32::from_rgb(0x6c, 0xc4, 0xff),
    Color32::from_rgb(0xff, 0xd1, 0x66),
    Color32::from_rgb(0x9b, 0xe2, 0x9b),
    Color32::from_rgb(0x9b, 0xe2, 0x9b),
];
const TRACE: Color32 = Color32::from_rgb(0xf4, 0xf2, 0xec);
const OVER: Color32 = Color32::from_rgb(0xee, 0x9d, 0x82);
/// How much of the noise under the trace is shown, dB.
const BELOW_DB: f64 = 4.0;

pub fn show(ui: &mut Ui, otdr: &OtdrState, sheet: &mut Sheet, height: f32, asked: &mut Asked, texts: &Texts) {
    let stored = otdr.on_screen();
    let overlay = otdr.overlay.and_then(|over| otdr.traces.get(over));
    let columns = ui.available_width().max(100.0) as usize;
    let number = |value: f64| texts.number(value, if value.abs() < 10.0 { 1 } else { 0 });
    let plot = Plot::new(("otdr", sheet.fitted))
        .height(height)
        .allow_scroll(false)
        .allow_drag(Vec2b::TRUE)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .x_axis_label(texts.get("face-distance"))
        .x_axis_formatter(move |mark, _| number(mark.value))
        .y_axis_formatter(|mark, _| format!("{:.0}", mark.value))
        .label_formatter(|at| {
            let at = match at {
                HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position } => position,
            };
            Some(format!("{:.1} m\n{:.2} dB", at.x, at.y))
        })
        .y_axis_min_width(34.0);
    let shown = plot.show(ui, |plot| {
        let stored = stored?;
        let (from, to) = whole(stored);
        let first = plot.response().ctx.data(|data| data.get_temp::<u32>(seen_id())) != Some(sheet.fitted);
        if first {
            plot.set_plot_bounds(PlotBounds::from_min_max(from, to));
            plot.response().ctx.data_mut(|data| data.insert_temp(seen_id(), sheet.fitted));
        }
        // The wheel zooms where the pointer is.
        let scrolled = plot.ctx().input(|input| input.smooth_scroll_delta.y);
        if plot.response().hovered() && scrolled != 0.0 {
            let factor = (scrolled / 240.0).exp();
            plot.zoom_bounds_around_hovered(vec2(factor, factor));
        }
        let bounds = plot.plot_bounds();
        let seen = (bounds.min()[0], bounds.max()[0]);
        if let Some(over) = overlay {
            let end = stored.table.length_m;
            // From the other side: the same fibre the other way round, so that events stand under each other.
            let turned = (over.reverse != stored.reverse).then_some(end);
            plot.line(Line::new("over", points(&over.trace, seen, columns, turned)).stroke(Stroke::new(1.2, OVER)));
        }
        plot.line(Line::new("trace", points(&stored.trace, seen, columns, None)).stroke(Stroke::new(1.4, TRACE)));
        events(plot, stored);
        for (marker, cm) in otdr.markers_cm.iter().enumerate().filter(|(_, cm)| **cm > 0) {
            let at = f64::from(*cm) / 100.0;
            plot.vline(VLine::new(LETTERS[marker], at).stroke(Stroke::new(1.4, MARKERS[marker])));
            let label = bevy_egui::egui::RichText::new(LETTERS[marker]).color(MARKERS[marker]).strong();
            let top = bounds.max()[1] - (bounds.max()[1] - bounds.min()[1]) * 0.06;
            plot.text(Text::new(LETTERS[marker], PlotPoint::new(at, top), label));
        }
        if plot.response().double_clicked() {
            plot.set_plot_bounds(PlotBounds::from_min_max(from, to));
            return None;
        }
        let clicked = plot.response().clicked();
        plot.pointer_coordinate().filter(|_| clicked).map(|at| at.x)
    });
    if let (Some(Some(at)), Some(marker)) = (Some(shown.inner), sheet.marker) {
        let code = OtdrKey::MarkerA.code() + marker as i16;
        let cm = (at.max(0.0) * 100.0).round().min(40_000_000.0) as i32;
        asked.presses.push(Press::on(Device::Otdr, code, cm));
        // The next letter waits for the next click.
        sheet.marker = (marker + 1 < LETTERS.len()).then_some(marker + 1);
    }
}

fn seen_id() -> bevy_egui::egui::Id {
    bevy_egui::egui::Id::new("otdr-fitted")
}

/// The bounds that show the whole of a trace: a little beyond its end, and its noise just below.
fn whole(stored: &Stored) -> ([f64; 2], [f64; 2]) {
    let trace = &stored.trace;
    let level = |at: f64| trace.point_at(at).map(|point| f64::from(trace.level_db[point]));
    let end = (stored.table.length_m * 1.15).max(50.0).min(trace.length_m().max(50.0));
    // From the line behind the launch to the end: the port's own peak may leave the screen.
    let begins = level(end * 0.06).unwrap_or(-30.0);
    let floor = trace.noise_floor_db - BELOW_DB;
    let last = stored.table.end().and_then(|end| level(end.distance_m - 3.0 * trace.pulse_m())).unwrap_or(floor);
    let margin = ((begins - last) * 0.4).clamp(3.0, 8.0);
    ([-end * 0.02, (last - margin).max(floor)], [end, begins + margin])
}

/// A trace as one would see it at so many columns: lowest and highest level of each, so that no spike is lost.
fn points(trace: &Trace, (from, to): (f64, f64), columns: usize, turned: Option<f64>) -> PlotPoints<'static> {
    let (from, to) = match turned {
        Some(end) => (end - to, end - from),
        None => (from, to),
    };
    let (Some(first), Some(last)) = (trace.point_at(from), trace.point_at(to)) else {
        return PlotPoints::new(Vec::new());
    };
    let place = |point: usize| match turned {
        Some(end) => end - trace.distance_m(point),
        None => trace.distance_m(point),
    };
    let step = ((last - first) / columns.max(1)).max(1);
    let mut points = Vec::with_capacity(2 * columns + 4);
    let mut at = first;
    while at <= last {
        let end = (at + step).min(last + 1);
        let some = &trace.level_db[at..end];
        if step == 1 {
            points.push([place(at), f64::from(some[0])]);
        } else {
            let low = some.iter().copied().fold(f32::INFINITY, f32::min);
            let high = some.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            points.push([place(at), f64::from(high)]);
            points.push([place(at), f64::from(low)]);
        }
        at = end;
    }
    PlotPoints::new(points)
}

fn events(plot: &mut egui_plot::PlotUi<'_>, stored: &Stored) {
    let bounds = plot.plot_bounds();
    let height = bounds.max()[1] - bounds.min()[1];
    for (number, event) in stored.table.events.iter().enumerate() {
        let Some(point) = stored.trace.point_at(event.distance_m) else { continue };
        let level = f64::from(stored.trace.level_db[point]);
        let colour = if event.kind == Kind::Ghost { theme::INK_SOFT } else { theme::ACCENT };
        let foot = level - height * 0.05;
        let tick = vec![[event.distance_m, foot], [event.distance_m, foot - height * 0.07]];
        plot.line(Line::new("event", PlotPoints::new(tick)).stroke(Stroke::new(1.6, colour)));
        let label = bevy_egui::egui::RichText::new(format!("{}", number + 1)).color(colour).small();
        plot.text(Text::new("event", PlotPoint::new(event.distance_m, foot - height * 0.11), label));
    }
}
