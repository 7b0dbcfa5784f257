//! The result of an attempt: what was good first, then each point lost with its cause and the way to see it again.

use bevy_egui::egui::{self, Label, Margin, RichText, Sense, TextStyle, Ui, vec2};

use super::aloud;
use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::bench::measure::sheet::Flaw;
use crate::catalogue::vocabulary::Tick;
use crate::desktop::theme;
use crate::locale::{Texts, Value};
use crate::marking::{CriterionMark, Deduction, Elimination, FULL, Mark};
use crate::scenario::schema::{Axis, Measure, Rule, Scenario};

/// What the result page shows.
#[derive(Clone, Debug)]
pub struct ResultModel<'a> {
    /// The mark.
    pub mark: &'a Mark,
    /// Title of the exercise.
    pub title: String,
    /// True loss of the splice at 1550 nm, dB.
    pub loss_db: Option<f64>,
    /// What the splicer estimated, dB.
    pub estimate_db: Option<f64>,
    /// Length of the attempt, s.
    pub seconds: f64,
    /// Where the report was written.
    pub report_path: Option<String>,
    /// The attempt can be compared with a model's.
    pub compares: bool,
    /// It can be kept as the model of its exercise; none where it cannot.
    pub keeps: Option<Keeps>,
    /// What came of keeping it, where that failed.
    pub told: Option<String>,
    /// What each criterion measures, by its id: a mark holds values without units. See [`measures`].
    pub measures: Vec<(String, Measure)>,
    /// What may follow in the network and what trains it, by the criterion's id.
    pub helps: Vec<(String, Help)>,
}

/// What a page that teaches says beside a lost point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Help {
    /// What such a fault does in the network, in words.
    pub network: Option<String>,
    /// Title and place of the exercise that trains it.
    pub train: Option<(String, usize)>,
}

/// What can be done with an attempt as a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// It may become the model.
    May,
    /// It is the model, and can be removed.
    Is,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Replay what happened between these ticks.
    See {
        /// First tick.
        from: Tick,
        /// Last tick.
        to: Tick,
    },
    /// See it beside a model's.
    Compare,
    /// Keep it as the model of its exercise.
    KeepModel,
    /// Take the model of its exercise away.
    RemoveModel,
    /// Replay the whole attempt.
    Replay,
    /// Try the exercise again.
    Again,
    /// Open the exercise at this place among the exercises.
    Train(usize),
    /// Back to the list.
    Back,
}

/// What the criteria of a scenario measure, for [`ResultModel::measures`].
pub fn measures(scenario: &Scenario) -> Vec<(String, Measure)> {
    let measured = scenario.marking.criteria.iter().filter_map(|criterion| match criterion.rule {
        Rule::Low { measure, .. } | Rule::High { measure, .. } => Some((criterion.id.clone(), measure)),
        _ => None,
    });
    measured.collect()
}

/// Width of the column of what was good.
const GOOD_COLUMN: f32 = 410.0;

/// Shows the result over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &ResultModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    head(ui, model, texts);
    let foot = egui::Frame::NONE.fill(theme::SLATE).inner_margin(Margin::symmetric(24, 12));
    egui::Panel::bottom(egui::Id::new("result.foot")).frame(foot).show_separator_line(false).show(ui, |ui| {
        action = ways_on(ui, model, texts);
    });
    widgets::middle(ui, "result", 1240.0, |ui| {
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let good = GOOD_COLUMN.min(width * 0.4);
            ui.vertical(|ui| {
                ui.set_width(good);
                ui.spacing_mut().item_spacing.x = 10.0;
                facts(ui, model, texts);
                what_was_good(ui, model.mark, texts);
            });
            ui.vertical(|ui| {
                ui.set_width(width - good - 24.0);
                ui.spacing_mut().item_spacing.x = 10.0;
                action = to_improve(ui, model, texts).or(action);
            });
        });
    });
    action
}

fn head(ui: &mut Ui, model: &ResultModel, texts: &Texts) {
    let mark = model.mark;
    let frame = egui::Frame::NONE.fill(theme::SLATE).inner_margin(Margin::symmetric(28, 14));
    egui::Panel::top(egui::Id::new("result.head")).frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(texts.mark(mark.mark)).text_style(theme::huge()));
            ui.vertical(|ui| {
                ui.add_space(12.0);
                ui.label(widgets::soft(&texts.with("result-out-of", &[("full", FULL.into())])));
                let (key, colour) =
                    if mark.passed { ("result-passed", theme::GOOD) } else { ("result-not-yet", theme::ACCENT) };
                ui.label(widgets::title(&texts.get(key)).color(colour));
            });
            ui.add_space(28.0);
            ui.vertical(|ui| {
                ui.set_width(380.0);
                ui.add(Label::new(widgets::title(&model.title)).truncate());
                for axis in [Axis::Technique, Axis::Result] {
                    axis_bar(ui, mark, axis, theme::ACCENT, texts);
                }
            });
            ui.add_space(28.0);
            // Safety stands apart: it is never made up for by the rest.
            let frame = theme::card().inner_margin(Margin::symmetric(16, 10));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let colour = if mark.safe { theme::GOOD } else { theme::CLAY };
                    let sign = if mark.safe { Sign::Shield } else { Sign::ShieldCare };
                    widgets::sign(ui, sign, 48.0, colour);
                    ui.vertical(|ui| {
                        let key = if mark.safe { "result-safe-enough" } else { "result-not-safe" };
                        ui.add(Label::new(texts.get(key)).extend());
                        axis_bar(ui, mark, Axis::Safety, colour, texts);
                    });
                });
            });
        });
    });
}

fn axis_bar(ui: &mut Ui, mark: &Mark, axis: Axis, colour: egui::Color32, texts: &Texts) {
    let points = mark.axis(axis);
    // An exercise without a criterion of this kind says nothing of it.
    if points.of <= 0.0 {
        return;
    }
    ui.horizontal(|ui| {
        let size = TextStyle::Body.resolve(ui.style()).size;
        ui.allocate_ui(vec2(size * 5.2, size * 1.4), |ui| {
            ui.set_min_width(size * 5.2);
            ui.add(Label::new(widgets::soft(&texts.axis(axis))).extend());
        });
        widgets::bar(ui, points.share(), colour, vec2(150.0, 14.0));
        ui.add(Label::new(format!("{}\u{202f}/\u{202f}{}", texts.mark(points.earned), texts.mark(points.of))).extend());
    });
}

fn ways_on(ui: &mut Ui, model: &ResultModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.horizontal(|ui| {
        if Push::new(&texts.get("result-back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
            action = Some(Action::Back);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Push::new(&texts.get("result-again"), Weight::Main).sign(Sign::Again).least(0.0, 56.0).show(ui).clicked()
            {
                action = Some(Action::Again);
            }
            if Push::new(&texts.get("result-replay"), Weight::Plain).sign(Sign::Eye).least(0.0, 56.0).show(ui).clicked()
            {
                action = Some(Action::Replay);
            }
            if model.compares {
                let text = texts.get("compare-open");
                if Push::new(&text, Weight::Plain).sign(Sign::Beside).least(0.0, 56.0).show(ui).clicked() {
                    action = Some(Action::Compare);
                }
            }
            if let Some(keeps) = model.keeps {
                let (key, sign, asked) = match keeps {
                    Keeps::May => ("compare-model-keep", Sign::Star, Action::KeepModel),
                    Keeps::Is => ("compare-model-remove", Sign::Check, Action::RemoveModel),
                };
                if Push::new(&texts.get(key), Weight::Quiet).sign(sign).show(ui).clicked() {
                    action = Some(asked);
                }
            }
            if let Some(told) = &model.told {
                ui.add(Label::new(RichText::new(told).color(theme::ACCENT)).truncate());
            } else if let Some(path) = &model.report_path {
                let text = texts.with("result-report", &[("path", Value::from(path.as_str()))]);
                ui.add(Label::new(widgets::soft(&text).text_style(TextStyle::Small)).truncate());
            }
        });
    });
    action
}

fn what_was_good(ui: &mut Ui, mark: &Mark, texts: &Texts) {
    ui.label(widgets::heading(&texts.get("result-good")).color(theme::GOOD));
    let full = |c: &&CriterionMark| c.lost.is_empty() && c.of > 0.0;
    if !mark.criteria.iter().any(|c| full(&c)) {
        ui.add(Label::new(texts.get("result-nothing-good")).wrap());
    }
    for axis in [Axis::Safety, Axis::Technique, Axis::Result] {
        let mut good = mark.criteria.iter().filter(full).filter(|c| c.axis == axis).peekable();
        if good.peek().is_some() {
            ui.add_space(4.0);
            ui.label(widgets::soft(&texts.axis(axis)).text_style(TextStyle::Small));
        }
        for criterion in good {
            ui.horizontal_top(|ui| {
                widgets::sign(ui, Sign::Check, 22.0, theme::GOOD);
                ui.add(Label::new(texts.pick(&criterion.label)).wrap());
            });
        }
    }
    ui.add_space(14.0);
}

fn facts(ui: &mut Ui, model: &ResultModel, texts: &Texts) {
    let decibels = |value: f64| texts.with("result-db", &[("value", Value::Fixed(value, 2))]);
    let line = |ui: &mut Ui, key: &str, value: String| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add(Label::new(value).extend());
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(Label::new(widgets::soft(&texts.get(key))).wrap());
                });
            });
        });
    };
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        if let Some(loss) = model.loss_db {
            line(ui, "result-loss", decibels(loss));
        }
        if let Some(estimate) = model.estimate_db {
            line(ui, "result-estimate", decibels(estimate));
        }
        line(ui, "result-time", texts.duration(model.seconds));
        for (section, points) in model.mark.sections() {
            let name = format!("section-{}", section.name());
            line(ui, &name, format!("{}\u{202f}/\u{202f}{}", texts.mark(points.earned), texts.mark(points.of)));
        }
    });
    ui.add_space(8.0);
}

fn to_improve(ui: &mut Ui, model: &ResultModel, texts: &Texts) -> Option<Action> {
    let mark = model.mark;
    let mut action = None;
    ui.label(widgets::heading(&texts.get("result-to-improve")));
    if !mark.eliminatory.is_empty() {
        action = eliminatory(ui, &mark.eliminatory, texts);
        ui.add_space(4.0);
    }
    let missing = |lost: &Deduction| lost.fact_index.is_none();
    let lost: Vec<&CriterionMark> = mark.criteria.iter().filter(|c| !c.lost.is_empty()).collect();
    if lost.is_empty() && mark.eliminatory.is_empty() {
        ui.label(texts.get("result-all-good"));
    }
    for criterion in lost.iter().filter(|c| !c.lost.iter().all(missing)) {
        action = loss(ui, model, criterion, texts).or(action);
    }
    let undone: Vec<&&CriterionMark> = lost.iter().filter(|c| c.lost.iter().all(missing)).collect();
    if !undone.is_empty() {
        not_done(ui, &undone, texts);
    }
    action
}

/// Faults that nobody may pass with: said once, calmly, with the way to see them.
fn eliminatory(ui: &mut Ui, faults: &[Elimination], texts: &Texts) -> Option<Action> {
    let mut action = None;
    let frame = theme::card().stroke(egui::Stroke::new(2.0, theme::CLAY));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            widgets::sign(ui, Sign::ShieldCare, 32.0, theme::CLAY);
            ui.label(widgets::title(&texts.get("result-eliminatory")).color(theme::CLAY));
        });
        for fault in faults {
            let label = texts.pick(&fault.label);
            seen(ui, label, texts, fault.from_tick, fault.to_tick, &mut action, |ui| {
                ui.add(Label::new(widgets::title(label)).wrap());
            });
        }
        ui.add(Label::new(widgets::soft(&texts.get("result-eliminatory-about"))).wrap());
    });
    action
}

/// One criterion that lost points: how many, what for, why, and a button for each time that it happened.
fn loss(ui: &mut Ui, model: &ResultModel, criterion: &CriterionMark, texts: &Texts) -> Option<Action> {
    let mut action = None;
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        let label = texts.pick(&criterion.label);
        ui.horizontal(|ui| {
            aloud::button(ui, &format!("{label}. {}", texts.pick(&criterion.cause)), texts);
            ui.add(Label::new(widgets::title(label)).wrap());
        });
        for lost in &criterion.lost {
            let measure = model.measures.iter().find(|(id, _)| *id == criterion.id).map(|(_, measure)| *measure);
            let measured = lost.value.zip(measure).map(|(value, measure)| texts.measured(measure, value));
            let happened = measured.unwrap_or_else(|| texts.get(&format!("event-{}", lost.fact)));
            let row = |ui: &mut Ui| {
                points(ui, lost.points, theme::CLAY, texts);
                ui.add(Label::new(happened).wrap());
            };
            if let Some(flaw) = lost.flaw {
                ui.add(Label::new(unsound(flaw, texts)).wrap());
            }
            if lost.fact_index.is_some() {
                seen(ui, label, texts, lost.from_tick, lost.to_tick, &mut action, row);
            } else {
                ui.horizontal(row);
            }
        }
        ui.add(Label::new(widgets::soft(texts.pick(&criterion.cause))).wrap());
        if let Some((_, help)) = model.helps.iter().find(|(id, _)| *id == criterion.id) {
            action = helped(ui, help, texts).or(action.take());
        }
    });
    action
}

/// What it does in the network, and the exercise that trains it.
fn helped(ui: &mut Ui, help: &Help, texts: &Texts) -> Option<Action> {
    let mut action = None;
    if let Some(network) = &help.network {
        ui.horizontal_top(|ui| {
            widgets::sign(ui, Sign::Care, 20.0, theme::ACCENT);
            let text = texts.with("result-network", &[("what", Value::from(network.as_str()))]);
            ui.add(Label::new(text).wrap());
        });
    }
    if let Some((title, at)) = &help.train {
        let text = texts.with("result-train", &[("title", Value::from(title.as_str()))]);
        if Push::new(&text, Weight::Plain).sign(Sign::Go).show(ui).clicked() {
            action = Some(Action::Train(*at));
        }
    }
    action
}

/// Why an answer counts for half.
fn unsound(flaw: Flaw, texts: &Texts) -> RichText {
    let why = texts.get(&format!("flaw-{}", flaw.name()));
    RichText::new(texts.with("unsound", &[("why", Value::from(why))])).color(theme::ACCENT)
}

/// What was never tried, in one card: a list of reproaches would teach nothing.
fn not_done(ui: &mut Ui, undone: &[&&CriterionMark], texts: &Texts) {
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(widgets::title(&texts.get("result-not-done")));
        for criterion in undone {
            ui.horizontal(|ui| {
                points(ui, criterion.of - criterion.earned, theme::INK_SOFT, texts);
                ui.add(Label::new(texts.pick(&criterion.label)).wrap());
            });
        }
    });
}

fn points(ui: &mut Ui, points: f64, colour: egui::Color32, texts: &Texts) {
    let text = texts.with("result-lost", &[("points", Value::from(texts.mark(points)))]);
    let font = TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.clone(), font, colour);
    let width = (galley.size().x + 20.0).max(96.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 8.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &text));
    ui.painter().rect_filled(rect, rect.height() / 2.0, colour.gamma_multiply(0.16));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
}

/// A row with a button that replays its ticks.
fn seen(
    ui: &mut Ui,
    what: &str,
    texts: &Texts,
    from: Tick,
    to: Tick,
    action: &mut Option<Action>,
    row: impl FnOnce(&mut Ui),
) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let says = texts.with("result-see-this", &[("what", Value::from(what))]);
            if Push::new(&texts.get("result-see"), Weight::Plain).sign(Sign::Eye).says(&says).show(ui).clicked() {
                *action = Some(Action::See { from, to });
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), row);
        });
    });
}
