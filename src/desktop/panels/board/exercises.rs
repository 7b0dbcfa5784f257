//! What exercises are worth with this group: how hard, how far they agree with themselves, criterion by criterion.

use bevy_egui::egui::{self, Sense, TextStyle, Ui, WidgetInfo, WidgetType, vec2};
use egui_plot::{Bar, BarChart, Plot};

use super::super::widgets;
use super::{Action, BoardModel, Exercise, barred, small};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::marking::FULL;

/// Exercises on the plot: more bars say nothing.
const BARS: usize = 40;

pub(super) fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    widgets::middle(ui, "board.exercises", 1_180.0, |ui| {
        if model.exercises.is_empty() {
            ui.label(widgets::soft(&texts.get("board-no-exercises")));
            return;
        }
        ui.label(widgets::title(&texts.get("board-means")));
        theme::card().show(ui, |ui| bars(ui, &model.exercises, texts));
        ui.add(egui::Label::new(small(&texts.get("board-figures-how"), theme::INK_SOFT)).wrap());
        ui.add_space(6.0);
        for (at, exercise) in model.exercises.iter().enumerate() {
            if card(ui, exercise, model.open == Some(at), texts) {
                action = Some(Action::Exercise(at));
            }
        }
    });
    action
}

/// Mean marks, the hardest exercise first.
fn bars(ui: &mut Ui, exercises: &[Exercise], texts: &Texts) {
    let titles: Vec<String> = exercises.iter().map(|exercise| exercise.title.clone()).collect();
    let mean = |value: f64| texts.number(value, 1);
    let chart: Vec<Bar> = exercises
        .iter()
        .take(BARS)
        .enumerate()
        .map(|(at, exercise)| {
            let colour = if exercise.mean < 12.0 { theme::CLAY } else { theme::GOOD };
            let name = format!("{} – {}", exercise.title, mean(exercise.mean));
            Bar::new(at as f64, exercise.mean).width(0.7).fill(colour).name(name)
        })
        .collect();
    let count = chart.len() as f64;
    Plot::new("board.means")
        .height(170.0)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .show_x(false)
        .show_y(false)
        .include_y(0.0)
        .include_y(FULL)
        .include_x(-0.6)
        .include_x(count - 0.4)
        .x_axis_formatter(|mark, _| {
            let at = mark.value.round();
            if (mark.value - at).abs() < 1e-6 && (0.0..count).contains(&at) {
                format!("{}", at as usize + 1)
            } else {
                String::new()
            }
        })
        .y_axis_formatter(|mark, _| format!("{:.0}", mark.value))
        .show(ui, |plot| {
            plot.bar_chart(BarChart::new(texts.get("board-means"), chart).element_formatter(Box::new(
                move |bar, _| titles.get(bar.argument as usize).cloned().unwrap_or_default(),
            )));
        });
}

/// One exercise; whether its line was clicked.
fn card(ui: &mut Ui, exercise: &Exercise, open: bool, texts: &Texts) -> bool {
    let mut clicked = false;
    theme::card().inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::TARGET), Sense::click());
        let percent = texts.number(exercise.passed * 100.0, 0);
        let told = format!(
            "{} – {} – {}",
            exercise.about,
            texts.with("board-mean-of", &[("mean", texts.number(exercise.mean, 1).into())]),
            texts.with("board-passes", &[("percent", percent.into())]),
        );
        let says = format!("{} – {told}", exercise.title);
        response.widget_info(|| WidgetInfo::selected(WidgetType::CollapsingHeader, true, open, &says));
        let painter = ui.painter();
        let ink = if response.hovered() { theme::ACCENT } else { theme::INK };
        widgets::triangle(painter, rect.left_center() + vec2(10.0, 0.0), open, ink);
        let line = |text: &str, style: TextStyle, y: f32, colour| {
            let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), style.resolve(ui.style()), colour);
            job.wrap.max_width = rect.width() - 36.0;
            job.wrap.max_rows = 1;
            let galley = painter.layout_job(job);
            painter.galley(rect.min + vec2(30.0, y), galley, colour);
        };
        line(&exercise.title, TextStyle::Body, 0.0, ink);
        line(&told, TextStyle::Small, 26.0, theme::INK_SOFT);
        widgets::focus_ring(ui, rect, &response);
        clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
        if !open {
            return;
        }
        ui.add_space(6.0);
        if !exercise.alpha.is_empty() {
            ui.add(egui::Label::new(small(&exercise.alpha, theme::ACCENT)).wrap());
        }
        for (what, share, discrimination) in &exercise.criteria {
            ui.add(egui::Label::new(small(what, theme::INK)).wrap());
            let percent = texts.number(share * 100.0, 0);
            let points = texts.with("passport-points", &[("percent", percent.into())]);
            let words = if discrimination.is_empty() { points } else { format!("{points} – {discrimination}") };
            barred(ui, *share, if *share < 0.5 { theme::CLAY } else { theme::GOOD }, &words);
        }
    });
    ui.add_space(2.0);
    clicked
}
