//! An exam before and after the bench: the examiner's door, the candidate's seat, the parts, the end, and the jury's list.

mod jury;
#[cfg(all(test, feature = "desktop-tests"))]
mod tests;

use bevy_egui::egui::{self, Id, Label, RichText, TextStyle, Ui};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::desktop::theme;
use crate::locale::{Texts, Value};

pub use jury::{Bench, JuryModel, JuryRow, Word, beside};

/// Where an exam is, outside the bench.
#[derive(Clone, Debug)]
pub enum ExamModel {
    /// The examiner chooses a session.
    Door {
        /// Sessions that were found.
        sessions: Vec<SessionRow>,
    },
    /// The examiner gives the passphrase.
    Lock {
        /// The session's title.
        title: String,
        /// The candidate whose exam was cut off here.
        interrupted: Option<String>,
        /// It is being opened.
        busy: bool,
    },
    /// The examiner chooses between sitting and judging.
    Office {
        /// The session's title.
        title: String,
        /// Number of candidates.
        candidates: usize,
        /// Attempts sealed on this machine.
        sealed: usize,
    },
    /// A candidate sits down.
    Seat {
        /// The session's title.
        title: String,
    },
    /// A candidate's parts.
    Parts {
        /// The candidate.
        name: String,
        /// The parts.
        parts: Vec<PartRow>,
        /// A third more time.
        extra: bool,
    },
    /// A part was sealed.
    End {
        /// The candidate.
        name: String,
        /// The mark of 20 and whether it was passed, where the candidate may know.
        mark: Option<(f64, bool)>,
        /// Whether there are parts left.
        more: bool,
        /// Where the seal is.
        path: String,
    },
    /// The jury's list.
    Jury(JuryModel),
}

/// A session of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRow {
    /// Title.
    pub title: String,
    /// When it was prepared, and how long its parts are, in words.
    pub about: String,
    /// An exam of it was cut off on this machine.
    pub interrupted: bool,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PartRow {
    /// Title of its exercise.
    pub title: String,
    /// Time that is left, ticks.
    pub left: Tick,
    /// How it stands.
    pub state: PartState,
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// To do.
    New,
    /// Begun and cut off.
    Begun,
    /// Done and sealed.
    Sealed,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open the session at this place.
    Session(usize),
    /// Open the session in this file.
    File(String),
    /// The examiner's passphrase.
    Passphrase(String),
    /// Let candidates sit.
    Sit,
    /// See what was sealed.
    Jury,
    /// A candidate's number and code.
    Seat {
        /// Number.
        number: String,
        /// Code.
        code: String,
    },
    /// Begin, or go on with, the part at this place.
    Part(usize),
    /// The candidate gets up.
    Done,
    /// See the attempt at this place again.
    Replay(usize),
    /// Prepare a session.
    Prepare,
    /// Back.
    Back,
}

/// Shows the exam over the whole of `ui`. `wrong` is what went wrong with the last order.
pub fn show(ui: &mut Ui, model: &ExamModel, wrong: Option<&str>, texts: &Texts) -> Option<Action> {
    let mut action = head(ui, model, texts);
    let width = if matches!(model, ExamModel::Jury(_)) { 1_180.0 } else { 760.0 };
    widgets::middle(ui, "exam", width, |ui| {
        ui.add_space(20.0);
        if let Some(wrong) = wrong {
            care(ui, wrong);
        }
        action = body(ui, model, texts).or(action.take());
    });
    action
}

fn head(ui: &mut Ui, model: &ExamModel, texts: &Texts) -> Option<Action> {
    let (mut back, mut leave, mut prepare) = (false, false, false);
    // A candidate has no way back: the examiner has.
    let locked = matches!(model, ExamModel::Parts { .. } | ExamModel::End { .. } | ExamModel::Seat { .. });
    let title = match model {
        ExamModel::Lock { title, .. } | ExamModel::Office { title, .. } | ExamModel::Seat { title } => title.clone(),
        ExamModel::Parts { name, .. } | ExamModel::End { name, .. } => name.clone(),
        ExamModel::Jury(jury) => jury.title.clone(),
        ExamModel::Door { .. } => texts.get("exam-title"),
    };
    widgets::head(
        ui,
        "exam.head",
        |ui| {
            back = !locked && Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
            ui.label(widgets::heading(&title));
        },
        |ui| {
            let says = texts.get("exam-examiner");
            let door = matches!(model, ExamModel::Door { .. });
            let text = texts.get("exam-prepare");
            prepare = door && Push::new(&text, Weight::Plain).sign(Sign::Sheet).show(ui).clicked();
            leave = locked && Push::new("", Weight::Quiet).sign(Sign::Shield).says(&says).show(ui).clicked();
        },
    );
    if prepare { Some(Action::Prepare) } else { (back || leave).then_some(Action::Back) }
}

fn body(ui: &mut Ui, model: &ExamModel, texts: &Texts) -> Option<Action> {
    match model {
        ExamModel::Door { sessions } => door(ui, sessions, texts),
        ExamModel::Lock { interrupted, busy, .. } => lock(ui, interrupted.as_deref(), *busy, texts),
        ExamModel::Office { candidates, sealed, .. } => office(ui, *candidates, *sealed, texts),
        ExamModel::Seat { .. } => seat(ui, texts),
        ExamModel::Parts { parts, extra, .. } => list(ui, parts, *extra, texts),
        ExamModel::End { mark, more, path, .. } => end(ui, *mark, *more, path, texts),
        ExamModel::Jury(jury) => jury::list(ui, jury, texts),
    }
}

fn care(ui: &mut Ui, text: &str) {
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            widgets::sign(ui, Sign::Care, 30.0, theme::ACCENT);
            ui.add(Label::new(RichText::new(text).color(theme::CLAY)).wrap());
        });
    });
    ui.add_space(12.0);
}

fn say(ui: &mut Ui, text: &str) {
    ui.add(Label::new(widgets::soft(text)).wrap());
}

fn door(ui: &mut Ui, sessions: &[SessionRow], texts: &Texts) -> Option<Action> {
    let mut action = None;
    say(ui, &texts.get(if sessions.is_empty() { "exam-no-session" } else { "exam-choose-session" }));
    ui.add_space(8.0);
    for (at, session) in sessions.iter().enumerate() {
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                widgets::sign(ui, if session.interrupted { Sign::Care } else { Sign::Sheet }, 34.0, theme::ACCENT);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 190.0);
                    ui.add(Label::new(widgets::title(&session.title)).wrap());
                    let about = if session.interrupted { texts.get("exam-was-cut") } else { session.about.clone() };
                    say(ui, &about);
                });
                let weight = if session.interrupted || sessions.len() == 1 { Weight::Main } else { Weight::Plain };
                if Push::new(&texts.get("exam-open"), weight).sign(Sign::Go).least(160.0, 56.0).show(ui).clicked() {
                    action = Some(Action::Session(at));
                }
            });
        });
        ui.add_space(8.0);
    }
    ui.add_space(16.0);
    say(ui, &texts.get("exam-file"));
    let id = Id::new("exam.file");
    let mut path: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        widgets::field(ui, id.with("edit"), &mut path, &texts.get("exam-file"), 520.0, false);
        if Push::new(&texts.get("exam-open"), Weight::Plain).show(ui).clicked() && !path.trim().is_empty() {
            action = Some(Action::File(path.trim().to_owned()));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, path));
    action
}

fn lock(ui: &mut Ui, interrupted: Option<&str>, busy: bool, texts: &Texts) -> Option<Action> {
    if let Some(who) = interrupted {
        say(ui, &texts.with("exam-goes-on", &[("who", who.into())]));
        ui.add_space(12.0);
    }
    let mut action = None;
    centred(ui, |ui| {
        widgets::sign(ui, Sign::Shield, 64.0, theme::ACCENT);
        ui.add_space(8.0);
        if busy {
            ui.label(widgets::title(&texts.get("exam-opening")));
            return;
        }
        ui.label(widgets::title(&texts.get("exam-passphrase")));
        let typed = passphrase(ui, "exam.passphrase", 420.0, texts);
        let go = Push::new(&texts.get("exam-open"), Weight::Main).sign(Sign::Go).least(220.0, 60.0).show(ui).clicked();
        action = typed.take_if(go).map(Action::Passphrase);
    });
    action
}

/// A passphrase that is being typed; it is forgotten as soon as it was given.
struct Typed {
    text: String,
    entered: bool,
    id: Id,
    ctx: egui::Context,
}

impl Typed {
    fn take_if(self, pressed: bool) -> Option<String> {
        let given = (pressed || self.entered) && !self.text.is_empty();
        self.ctx.data_mut(|data| {
            if given {
                data.remove::<String>(self.id);
            } else {
                data.insert_temp(self.id, self.text.clone());
            }
        });
        given.then_some(self.text)
    }
}

fn passphrase(ui: &mut Ui, id: &str, width: f32, texts: &Texts) -> Typed {
    let id = Id::new(id);
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let response = widgets::field(ui, id.with("edit"), &mut text, &texts.get("exam-passphrase"), width, true);
    // Asked first: taking the focus back makes it forget that it was lost.
    let entered = widgets::entered(ui, &response);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    Typed { text, entered, id, ctx: ui.ctx().clone() }
}

fn centred(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    theme::card().inner_margin(egui::Margin::same(28)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            add(ui);
        });
    });
}

fn office(ui: &mut Ui, candidates: usize, sealed: usize, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let figures = [("candidates", Value::from(candidates as u32)), ("sealed", Value::from(sealed as u32))];
    say(ui, &texts.with("exam-office", &figures));
    ui.add_space(12.0);
    for (key, sign, weight, asked) in
        [("exam-sit", Sign::Alone, Weight::Main, Action::Sit), ("exam-jury", Sign::Check, Weight::Plain, Action::Jury)]
    {
        let width = ui.available_width();
        if Push::new(&texts.get(key), weight).sign(sign).least(width, 84.0).show(ui).clicked() {
            action = Some(asked);
        }
        ui.add_space(6.0);
    }
    say(ui, &texts.get("exam-sit-about"));
    action
}

fn seat(ui: &mut Ui, texts: &Texts) -> Option<Action> {
    let mut action = None;
    centred(ui, |ui| {
        ui.label(widgets::heading(&texts.get("exam-seat")));
        let (number_id, code_id) = (Id::new("exam.number"), Id::new("exam.code"));
        let mut number: String = ui.data(|data| data.get_temp(number_id)).unwrap_or_default();
        let mut code: String = ui.data(|data| data.get_temp(code_id)).unwrap_or_default();
        ui.label(widgets::title(&texts.get("exam-number")));
        widgets::field(ui, number_id.with("edit"), &mut number, &texts.get("exam-number"), 300.0, false);
        ui.label(widgets::title(&texts.get("exam-code")));
        let last = widgets::field(ui, code_id.with("edit"), &mut code, &texts.get("exam-code"), 300.0, false);
        let entered = widgets::entered(ui, &last);
        let sit_down = texts.get("exam-sit-down");
        let push = Push::new(&sit_down, Weight::Main).sign(Sign::Go).least(300.0, 64.0);
        let given = (push.show(ui).clicked() || entered) && !number.trim().is_empty() && !code.trim().is_empty();
        if given {
            action = Some(Action::Seat { number: number.clone(), code: code.clone() });
            code.clear();
        }
        ui.data_mut(|data| {
            data.insert_temp(number_id, number);
            data.insert_temp(code_id, code);
        });
    });
    action
}

/// Minutes and seconds of ticks.
fn time(ticks: Tick, texts: &Texts) -> String {
    texts.duration(f64::from(ticks) * TICK_S)
}

fn list(ui: &mut Ui, parts: &[PartRow], extra: bool, texts: &Texts) -> Option<Action> {
    let mut action = None;
    say(ui, &texts.get("exam-parts-about"));
    if extra {
        say(ui, &texts.get("exam-extra"));
    }
    ui.add_space(12.0);
    let next = parts.iter().position(|part| part.state != PartState::Sealed);
    for (at, part) in parts.iter().enumerate() {
        theme::card().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let (sign, colour) = match part.state {
                    PartState::Sealed => (Sign::Check, theme::GOOD),
                    PartState::Begun => (Sign::Care, theme::ACCENT),
                    PartState::New => (Sign::Sheet, theme::INK_SOFT),
                };
                widgets::sign(ui, sign, 34.0, colour);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 200.0);
                    ui.add(Label::new(widgets::title(&format!("{}. {}", at + 1, part.title))).wrap());
                    let about = match part.state {
                        PartState::Sealed => texts.get("exam-part-sealed"),
                        PartState::Begun => texts.with("exam-part-left", &[("time", time(part.left, texts).into())]),
                        PartState::New => texts.with("exam-part-time", &[("time", time(part.left, texts).into())]),
                    };
                    say(ui, &about);
                });
                if part.state == PartState::Sealed {
                    return;
                }
                let key = if part.state == PartState::Begun { "exam-part-go-on" } else { "exam-part-begin" };
                let weight = if next == Some(at) { Weight::Main } else { Weight::Plain };
                if Push::new(&texts.get(key), weight).sign(Sign::Go).least(180.0, 60.0).show(ui).clicked() {
                    action = Some(Action::Part(at));
                }
            });
        });
        ui.add_space(8.0);
    }
    if next.is_none()
        && Push::new(&texts.get("exam-done"), Weight::Main).sign(Sign::Check).least(260.0, 64.0).show(ui).clicked()
    {
        action = Some(Action::Done);
    }
    action
}

fn end(ui: &mut Ui, mark: Option<(f64, bool)>, more: bool, path: &str, texts: &Texts) -> Option<Action> {
    let mut action = None;
    centred(ui, |ui| {
        widgets::sign(ui, Sign::Check, 72.0, theme::GOOD);
        ui.label(widgets::heading(&texts.get("exam-over")));
        say(ui, &texts.get("exam-over-about"));
        if let Some((mark, passed)) = mark {
            let mark = format!("{} / 20", texts.mark(mark));
            ui.label(RichText::new(mark).text_style(theme::huge()));
            let key = if passed { "result-passed" } else { "exam-not-passed" };
            ui.label(widgets::title(&texts.get(key)));
        }
        ui.label(RichText::new(path).text_style(TextStyle::Small).color(theme::INK_SOFT));
        let key = if more { "exam-next-part" } else { "exam-done" };
        if Push::new(&texts.get(key), Weight::Main).sign(Sign::Go).least(300.0, 64.0).show(ui).clicked() {
            action = Some(Action::Done);
        }
    });
    action
}

/// What the examiner can do while a candidate works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The clock stands still.
    pub paused: bool,
    /// The last passphrase was not the examiner's.
    pub wrong: bool,
}

/// What the examiner asked, with the passphrase that proves who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Stop the clock, or let it run again.
    Pause(String),
    /// End this candidate's part now.
    End(String),
    /// Nothing: close the window.
    Nothing,
}

/// The examiner's window over the bench.
pub fn desk(ctx: &egui::Context, model: Desk, texts: &Texts) -> Option<Order> {
    let frame = egui::Frame::NONE.fill(theme::SLATE).corner_radius(theme::ROUND).inner_margin(egui::Margin::same(28));
    // While the clock stands, what is on the bench is not to be studied.
    let shade = egui::Color32::from_black_alpha(if model.paused { 250 } else { 170 });
    let modal = egui::Modal::new(Id::new("exam.desk")).frame(frame).backdrop_color(shade);
    let shown = modal.show(ctx, |ui| {
        ui.set_width(460.0);
        let key = if model.paused { "exam-paused" } else { "exam-examiner" };
        ui.add(Label::new(widgets::heading(&texts.get(key))).extend());
        say(ui, &texts.get(if model.wrong { "exam-wrong" } else { "exam-passphrase" }));
        let typed = passphrase(ui, "exam.desk.passphrase", 430.0, texts);
        ui.add_space(10.0);
        let (mut pause, mut end, mut close) = (false, false, false);
        let key = if model.paused { "exam-continue" } else { "exam-pause" };
        let sign = if model.paused { Sign::Go } else { Sign::Pause };
        ui.horizontal(|ui| {
            pause = Push::new(&texts.get(key), Weight::Main).sign(sign).least(210.0, 56.0).show(ui).clicked();
            end = Push::new(&texts.get("exam-end"), Weight::Plain)
                .sign(Sign::Check)
                .least(200.0, 56.0)
                .show(ui)
                .clicked();
        });
        if !model.paused {
            close = Push::new(&texts.get("exam-back-to-work"), Weight::Quiet).sign(Sign::Back).show(ui).clicked();
        }
        if close {
            typed.take_if(false);
            return Some(Order::Nothing);
        }
        typed.take_if(pause || end).map(|given| if end { Order::End(given) } else { Order::Pause(given) })
    });
    shown.inner
}
