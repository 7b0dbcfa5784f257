//! One trainee's way: every mark over time, passed or not, practice or exam.

use bevy_egui::egui::{self, Color32, Stroke, Ui};
use egui_plot::{HoverPosition, Line, MarkerShape, Plot, PlotPoints, Points};

use super::super::widgets;
use super::{Action, BoardModel, Way, pick, rules, small};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::marking::FULL;

/// Attempts that a moving mean goes over.
const OVER: usize = 5;

pub(super) fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::middle(ui, "board.person", 1_180.0, |ui| {
        let names: Vec<String> = model.rows.iter().map(|row| row.who.clone()).collect();
        ui.horizontal(|ui| {
            let taken = model.person.unwrap_or(usize::MAX);
            if let Some(at) = pick(ui, "board.person.pick", &texts.get("board-tab-person"), &names, taken) {
                action = Some(Action::Person(at));
            }
            if model.person.is_none() {
                ui.label(widgets::soft(&texts.get("board-choose")));
            }
        });
        let Some(way) = &model.way else { return };
        ui.add_space(6.0);
        ui.label(widgets::heading(&way.who));
        for line in &way.about {
            ui.add(egui::Label::new(widgets::soft(line)).wrap());
        }
        ui.add_space(8.0);
        theme::card().show(ui, |ui| {
            let height = (ui.ctx().content_rect().height() - 450.0).clamp(200.0, 460.0);
            plot(ui, way, height, texts);
        });
        ui.horizontal_wrapped(|ui| {
            for (sign, key, colour) in [
                ("●", "board-passed", theme::GOOD),
                ("◆", "board-failed", theme::CLAY),
                ("■", "board-exam", theme::ACCENT),
                ("—", "board-mean", theme::INK_SOFT),
            ] {
                ui.label(small(&format!("{sign}  {}", texts.get(key)), colour));
                ui.add_space(14.0);
            }
        });
    });
    action
}

fn plot(ui: &mut Ui, way: &Way, height: f32, texts: &Texts) {
    let first = way.first_day;
    let date = |day: f64| texts.date(first.saturating_add(day.max(0.0) as u32));
    let about: Vec<([f64; 2], String)> =
        way.points.iter().map(|point| ([point.day, point.mark], point.about.clone())).collect();
    let last = way.points.last().map_or(1.0, |point| point.day).max(1.0);
    Plot::new(("board.way", &way.who))
        .height(height)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .show_grid(false)
        .include_x(-last * 0.03)
        .include_x(last * 1.03)
        .include_y(0.0)
        .include_y(FULL + 1.0)
        .x_axis_formatter(move |mark, _| if mark.value >= 0.0 { date(mark.value) } else { String::new() })
        .y_axis_formatter(|mark, _| if mark.value <= FULL { format!("{:.0}", mark.value) } else { String::new() })
        .label_formatter(move |at| {
            let HoverPosition::NearDataPoint { position, .. } = at else { return None };
            let near = |(point, _): &&([f64; 2], String)| point[0] == position.x && point[1] == position.y;
            about.iter().find(near).map(|(_, about)| about.clone())
        })
        .show(ui, |plot| {
            rules(plot);
            plot.line(Line::new("", PlotPoints::new(mean(way))).stroke(Stroke::new(2.0, theme::INK_SOFT)));
            type Kind = (fn(&super::Point) -> bool, MarkerShape, Color32);
            let kinds: [Kind; 3] = [
                (|point| !point.exam && point.passed, MarkerShape::Circle, theme::GOOD),
                (|point| !point.exam && !point.passed, MarkerShape::Diamond, theme::CLAY),
                (|point| point.exam, MarkerShape::Square, theme::ACCENT),
            ];
            for (is_it, shape, colour) in kinds {
                let some: Vec<[f64; 2]> =
                    way.points.iter().filter(|point| is_it(point)).map(|point| [point.day, point.mark]).collect();
                plot.points(Points::new("", some).shape(shape).radius(5.5).color(colour));
            }
        });
}

/// The mean of each mark and those before it.
fn mean(way: &Way) -> Vec<[f64; 2]> {
    let marks: Vec<f64> = way.points.iter().map(|point| point.mark).collect();
    way.points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let some = &marks[(at + 1).saturating_sub(OVER)..=at];
            [point.day, some.iter().sum::<f64>() / some.len() as f64]
        })
        .collect()
}
