//! The jury: what was sealed, with the machine's mark and the jury's; and, beside a replay, criteria and the jury's words.

use bevy_egui::egui::{self, Id, Label, RichText, ScrollArea, TextEdit, TextStyle, Ui};

use super::super::pictogram::Sign;
use super::super::widgets::{self, Push, Weight};
use super::Action;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::desktop::theme;
use crate::exam::jury::{Entry, Says};
use crate::locale::Texts;
use crate::marking::Mark;

/// What was sealed.
#[derive(Clone, Debug, Default)]
pub struct JuryModel {
    /// The session's title.
    pub title: String,
    /// Attempts, by number and part.
    pub rows: Vec<JuryRow>,
    /// Folder in which they lie.
    pub folder: String,
}

/// One sealed attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct JuryRow {
    /// Number and name.
    pub who: String,
    /// Title of the exercise.
    pub exercise: String,
    /// The machine's mark.
    pub mark: f64,
    /// Passed, by the machine.
    pub passed: bool,
    /// Something eliminatory happened.
    pub eliminatory: bool,
    /// The jury's mark.
    pub jury: Option<f64>,
    /// The jury's decision.
    pub decided: Option<bool>,
    /// Incidents around it.
    pub incidents: usize,
    /// What does not hold; none where all does.
    pub fault: Option<String>,
}

/// Widths of the columns.
const COLUMNS: [f32; 6] = [260.0, 300.0, 150.0, 150.0, 120.0, 120.0];

pub(super) fn list(ui: &mut Ui, model: &JuryModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let heads = ["exam-who", "exam-exercise", "exam-machine", "exam-jury-mark", "exam-seal", ""];
    row(ui, |ui, at| {
        let text = if heads[at].is_empty() { String::new() } else { texts.get(heads[at]) };
        ui.label(RichText::new(text).text_style(TextStyle::Small).color(theme::INK_SOFT));
    });
    if model.rows.is_empty() {
        ui.add_space(20.0);
        ui.label(widgets::soft(&texts.get("exam-nothing-sealed")));
    }
    for (place, found) in model.rows.iter().enumerate() {
        theme::card().inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            row(ui, |ui, at| match at {
                0 => _ = ui.add(Label::new(&found.who).truncate()),
                1 => _ = ui.add(Label::new(widgets::soft(&found.exercise)).truncate()),
                2 => mark(ui, found.mark, found.passed, texts),
                3 => match (found.jury, found.decided) {
                    (None, None) => _ = ui.label(widgets::soft("–")),
                    (jury, decided) => mark(ui, jury.unwrap_or(found.mark), decided.unwrap_or(found.passed), texts),
                },
                4 => {
                    let (sign, colour) = match found.fault {
                        None => (Sign::Check, theme::GOOD),
                        Some(_) => (Sign::Care, theme::CLAY),
                    };
                    let shown = widgets::sign(ui, sign, 26.0, colour);
                    let says = found.fault.clone().unwrap_or_else(|| texts.get("exam-holds"));
                    shown.on_hover_text(says);
                    if found.incidents > 0 {
                        let n = texts.with("exam-incidents", &[("n", (found.incidents as u32).into())]);
                        ui.label(RichText::new(format!("{}", found.incidents)).color(theme::ACCENT)).on_hover_text(n);
                    }
                }
                _ => {
                    if Push::new(&texts.get("exam-see"), Weight::Plain).sign(Sign::Eye).show(ui).clicked() {
                        action = Some(Action::Replay(place));
                    }
                }
            });
        });
        ui.add_space(4.0);
    }
    ui.add_space(8.0);
    ui.label(RichText::new(&model.folder).text_style(TextStyle::Small).color(theme::INK_SOFT));
    action
}

fn row(ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize)) {
    let scale = (ui.available_width() - 60.0) / COLUMNS.iter().sum::<f32>();
    ui.horizontal(|ui| {
        for (at, width) in COLUMNS.iter().enumerate() {
            let size = egui::vec2(width * scale, 40.0);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_size(size);
                cell(ui, at);
            });
        }
    });
}

fn mark(ui: &mut Ui, mark: f64, passed: bool, texts: &Texts) {
    let (sign, colour) = if passed { (Sign::Check, theme::GOOD) } else { (Sign::Care, theme::CLAY) };
    widgets::sign(ui, sign, 20.0, colour);
    ui.label(widgets::title(&format!("{} / 20", texts.mark(mark))));
}

/// What stands beside the replay of a sealed attempt.
#[derive(Clone, Debug)]
pub struct Bench<'a> {
    /// Who sat.
    pub who: String,
    /// The machine's mark.
    pub mark: &'a Mark,
    /// The jury's words.
    pub words: &'a [Entry],
    /// The jury's mark, and whether it is passed: the final one.
    pub jury: Option<(f64, bool)>,
    /// What went wrong with the last word.
    pub wrong: Option<&'a str>,
}

/// What the jury asked beside a replay.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// Show what happened at this tick.
    Seek(Tick),
    /// Say this.
    Say {
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// What.
        says: Says,
    },
    /// Write the report.
    Print,
}

/// The column beside the replay.
pub fn beside(ctx: &egui::Context, model: &Bench<'_>, texts: &Texts) -> Option<Word> {
    let mut asked = None;
    let height = ctx.content_rect().height() - 190.0;
    let area = egui::Area::new(Id::new("jury.side")).anchor(egui::Align2::RIGHT_TOP, egui::vec2(-10.0, 10.0));
    area.order(egui::Order::Middle).fade_in(false).show(ctx, |ui| {
        theme::glass().inner_margin(egui::Margin::same(14)).show(ui, |ui| {
            ui.set_width(430.0);
            ui.horizontal(|ui| {
                ui.add(Label::new(widgets::title(&model.who)).truncate());
            });
            ui.horizontal(|ui| {
                ui.label(widgets::soft(&texts.get("exam-machine")));
                mark(ui, model.mark.mark, model.mark.passed, texts);
            });
            if let Some((jury, passed)) = model.jury {
                ui.horizontal(|ui| {
                    ui.label(widgets::soft(&texts.get("exam-jury-mark")));
                    mark(ui, jury, passed, texts);
                });
            }
            ScrollArea::vertical().max_height(height - 360.0).auto_shrink([false, false]).show(ui, |ui| {
                asked = criteria(ui, model, texts).or(asked.take());
            });
            ui.separator();
            asked = form(ui, model, texts).or(asked.take());
        });
    });
    asked
}

/// The criterion that the jury looks at, in egui's memory: it is the screen's state.
fn chosen() -> Id {
    Id::new("jury.criterion")
}

fn criteria(ui: &mut Ui, model: &Bench<'_>, texts: &Texts) -> Option<Word> {
    let mut asked = None;
    let picked: Option<String> = ui.data(|data| data.get_temp(chosen())).flatten();
    for fault in &model.mark.eliminatory {
        let text = format!("!! {}", texts.pick(&fault.label));
        if ui.add(Label::new(RichText::new(text).color(theme::CLAY)).sense(egui::Sense::click()).wrap()).clicked() {
            asked = Some(Word::Seek(fault.from_tick));
        }
    }
    for criterion in &model.mark.criteria {
        let taken = picked.as_deref() == Some(criterion.id.as_str());
        let fill = if taken { theme::STONE } else { egui::Color32::TRANSPARENT };
        egui::Frame::NONE
            .fill(fill)
            .corner_radius(theme::ROUND_SMALL)
            .inner_margin(egui::Margin::symmetric(8, 4))
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    let whole = criterion.earned + 1e-9 >= criterion.of;
                    let (sign, colour) = if whole { (Sign::Check, theme::GOOD) } else { (Sign::Care, theme::CLAY) };
                    widgets::sign(ui, sign, 18.0, colour);
                    let label = Label::new(texts.pick(&criterion.label)).truncate().sense(egui::Sense::click());
                    let points = format!("{} / {}", texts.number(criterion.earned, 2), texts.number(criterion.of, 2));
                    ui.scope(|ui| {
                        ui.set_width(250.0);
                        if ui.add(label).clicked() {
                            ui.data_mut(|data| data.insert_temp(chosen(), Some(criterion.id.clone())));
                            if let Some(lost) = criterion.lost.first() {
                                asked = Some(Word::Seek(lost.from_tick));
                            }
                        }
                    });
                    ui.label(RichText::new(points).text_style(TextStyle::Small));
                    if let Some(lost) = criterion.lost.first() {
                        let at = texts.duration(f64::from(lost.from_tick) * TICK_S);
                        ui.label(RichText::new(at).text_style(TextStyle::Small).color(theme::INK_SOFT));
                    }
                });
            });
    }
    for entry in model.words {
        let what = match &entry.says {
            Says::Remark => String::new(),
            Says::Criterion { id, earned } => {
                let of = model.mark.criteria.iter().find(|criterion| criterion.id == *id);
                let name = of.map_or(id.as_str(), |criterion| texts.pick(&criterion.label));
                format!("{name} = {}. ", texts.number(*earned, 2))
            }
            Says::Passed(passed) => {
                format!("{}. ", texts.get(if *passed { "result-passed" } else { "exam-not-passed" }))
            }
        };
        let text = format!("{} – {what}{}", entry.by, entry.reason);
        ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small).color(theme::ACCENT)).wrap());
    }
    asked
}

/// What the form says: a remark, a criterion or the whole.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    by: String,
    reason: String,
    kind: usize,
    points: String,
    passed: bool,
}

fn form(ui: &mut Ui, model: &Bench<'_>, texts: &Texts) -> Option<Word> {
    let id = Id::new("jury.draft");
    let mut draft: Draft = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let picked: Option<String> = ui.data(|data| data.get_temp(chosen())).flatten();
    let criterion = model.mark.criteria.iter().find(|c| picked.as_deref() == Some(c.id.as_str()));
    let kinds = ["exam-word-remark", "exam-word-criterion", "exam-word-decision"].map(|key| texts.get(key));
    let labels: Vec<&str> = kinds.iter().map(String::as_str).collect();
    if let Some(kind) = widgets::choices(ui, &texts.get("exam-word"), &labels, draft.kind, egui::vec2(120.0, 40.0)) {
        draft.kind = kind;
    }
    let margin = egui::Margin::symmetric(8, 6);
    let mut asked = None;
    match draft.kind {
        1 => {
            _ = ui.horizontal(|ui| match criterion {
                Some(criterion) => {
                    ui.add(TextEdit::singleline(&mut draft.points).desired_width(70.0).margin(margin).hint_text("0"));
                    ui.label(widgets::soft(&format!(
                        "/ {} – {}",
                        texts.number(criterion.of, 2),
                        texts.pick(&criterion.label)
                    )));
                }
                None => _ = ui.label(widgets::soft(&texts.get("exam-word-choose"))),
            })
        }
        2 => {
            let labels = [texts.get("result-passed"), texts.get("exam-not-passed")];
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let taken = usize::from(!draft.passed);
            if let Some(at) = widgets::choices(ui, &texts.get("exam-word"), &labels, taken, egui::vec2(120.0, 40.0)) {
                draft.passed = at == 0;
            }
        }
        _ => {}
    }
    let by = TextEdit::singleline(&mut draft.by).margin(margin).desired_width(f32::INFINITY);
    ui.add(by.hint_text(texts.get("exam-word-by")));
    ui.add(
        TextEdit::multiline(&mut draft.reason)
            .desired_width(f32::INFINITY)
            .desired_rows(2)
            .margin(margin)
            .hint_text(texts.get("exam-word-reason")),
    );
    if let Some(wrong) = model.wrong {
        ui.add(Label::new(RichText::new(wrong).text_style(TextStyle::Small).color(theme::CLAY)).wrap());
    }
    ui.horizontal(|ui| {
        let says = match draft.kind {
            1 => criterion.and_then(|criterion| {
                let earned = draft.points.trim().replace(',', ".").parse().ok()?;
                Some(Says::Criterion { id: criterion.id.clone(), earned })
            }),
            2 => Some(Says::Passed(draft.passed)),
            _ => Some(Says::Remark),
        };
        let ready = says.is_some() && !draft.by.trim().is_empty() && !draft.reason.trim().is_empty();
        ui.add_enabled_ui(ready, |ui| {
            if Push::new(&texts.get("exam-word-sign"), Weight::Main).sign(Sign::Check).show(ui).clicked()
                && let Some(says) = says
            {
                asked = Some(Word::Say { by: draft.by.clone(), reason: std::mem::take(&mut draft.reason), says });
            }
        });
        if Push::new(&texts.get("exam-print"), Weight::Plain).sign(Sign::Sheet).show(ui).clicked() {
            asked = Some(Word::Print);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, draft));
    asked
}
