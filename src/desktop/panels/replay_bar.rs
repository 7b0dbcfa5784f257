//! The bar of a replay: play, scrub over the attempt with its facts as marks, speed, and the way back.

use bevy_egui::egui::{
    self, Align2, Area, Color32, Context, Id, Label, Order, Rect, Response, RichText, Sense, Stroke, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::desktop::theme;
use crate::locale::Texts;

/// Speeds that the bar offers.
pub const SPEEDS: [f64; 6] = [0.1, 0.25, 0.5, 1.0, 2.0, 4.0];

/// A fact on the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct FactMark {
    /// When it happened.
    pub tick: Tick,
    /// What happened, in a few words.
    pub label: String,
    /// It cost points.
    pub is_fault: bool,
}

/// What the bar shows.
#[derive(Clone, Debug)]
pub struct ReplayModel {
    /// Present tick.
    pub tick: Tick,
    /// Ticks of the attempt.
    pub total: Tick,
    /// It runs.
    pub playing: bool,
    /// Speed, 1 as it was done.
    pub speed: f64,
    /// Facts, in the order of their ticks.
    pub marks: Vec<FactMark>,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Go to this tick.
    Seek(Tick),
    /// Run at this speed.
    Speed(f64),
    /// Play or pause.
    Toggle,
    /// Back to the result.
    Back,
}

/// Distance from the window's edge.
const EDGE: f32 = 10.0;
/// Reach of the pointer to a mark on the rail.
const NEAR: f32 = 7.0;

/// Floats at the bottom of the window; the rest stays free.
pub fn show(ctx: &Context, model: &ReplayModel, texts: &Texts) -> Option<Action> {
    let width = ctx.content_rect().width() - 2.0 * EDGE - 24.0;
    let area = Area::new(Id::new("replay.bar")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -EDGE)).order(Order::Middle);
    let shown = area.fade_in(false).show(ctx, |ui| {
        let frame = theme::glass().inner_margin(egui::Margin::symmetric(12, 10));
        frame.show(ui, |ui| {
            ui.set_width(width);
            present(ui, model, texts);
            let sought = rail(ui, model, texts);
            buttons(ui, model, texts).or(sought)
        })
    });
    shown.inner.inner
}

/// The fact at the present tick: the last that has happened.
fn present(ui: &mut Ui, model: &ReplayModel, texts: &Texts) {
    let at = model.marks.iter().rfind(|mark| mark.tick <= model.tick);
    ui.horizontal(|ui| {
        let colour = if at.is_some_and(|mark| mark.is_fault) { theme::CLAY } else { theme::ACCENT };
        let nothing = texts.get("replay-nothing");
        let text = at.map_or(nothing.as_str(), |mark| &mark.label);
        ui.add(Label::new(widgets::title(text).color(colour)).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let total = texts.duration(f64::from(model.total) * TICK_S);
            let now = texts.duration(f64::from(model.tick) * TICK_S);
            ui.label(widgets::soft(&format!("{now} / {total}")));
        });
    });
}

fn rail(ui: &mut Ui, model: &ReplayModel, texts: &Texts) -> Option<Action> {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::click_and_drag());
    let position = texts.get("replay-position");
    response.widget_info(|| WidgetInfo::slider(true, f64::from(model.tick), &position));
    let line = rect.shrink2(vec2(12.0, 0.0));
    let total = model.total.max(1);
    let place = |tick: Tick| line.left() + line.width() * (f64::from(tick.min(total)) / f64::from(total)) as f32;
    let now = place(model.tick);
    let rule = |to: f32, colour: Color32| {
        let bar = Rect::from_min_max(pos2(line.left(), rect.center().y - 4.0), pos2(to, rect.center().y + 4.0));
        ui.painter().rect_filled(bar, 4.0, colour);
    };
    rule(line.right(), theme::STONE);
    rule(now, theme::ACCENT.gamma_multiply(0.7));
    for mark in &model.marks {
        let at = pos2(place(mark.tick), rect.center().y);
        if mark.is_fault {
            // A shape of its own: colour alone is not seen by everyone.
            let points = [vec2(0.0, -11.0), vec2(8.0, 0.0), vec2(0.0, 11.0), vec2(-8.0, 0.0)].map(|d| at + d);
            ui.painter().add(egui::Shape::convex_polygon(points.into(), theme::CLAY, Stroke::new(1.5, theme::NIGHT)));
        } else {
            ui.painter().circle_filled(at, 4.0, theme::INK_SOFT);
        }
    }
    ui.painter().vline(now, rect.y_range(), Stroke::new(3.0, theme::INK));
    ui.painter().circle_filled(pos2(now, rect.top() + 5.0), 6.0, theme::INK);
    widgets::focus_ring(ui, rect, &response);
    hover(&response, model, &place);
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())?;
    let share = f64::from(((pointer.x - line.left()) / line.width()).clamp(0.0, 1.0));
    Some(Action::Seek((share * f64::from(total)).round() as Tick))
}

/// What the marks under the pointer are.
fn hover(response: &Response, model: &ReplayModel, place: &impl Fn(Tick) -> f32) {
    let Some(pointer) = response.hover_pos() else { return };
    let near: Vec<&FactMark> =
        model.marks.iter().filter(|mark| (place(mark.tick) - pointer.x).abs() <= NEAR).take(4).collect();
    if !near.is_empty() {
        response.clone().on_hover_ui_at_pointer(|ui| {
            for mark in near {
                let colour = if mark.is_fault { theme::CLAY } else { theme::INK };
                ui.add(Label::new(RichText::new(&mark.label).color(colour)).extend());
            }
        });
    }
}

fn buttons(ui: &mut Ui, model: &ReplayModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    ui.horizontal(|ui| {
        let back = texts.get("replay-back");
        if Push::new(&back, Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
            action = Some(Action::Back);
        }
        ui.add_space(12.0);
        let before = model.marks.iter().rfind(|mark| mark.tick < model.tick).map_or(0, |mark| mark.tick);
        let push = |ui: &mut Ui, sign: Sign, weight: Weight, key: &str, width: f32| {
            Push::new("", weight).sign(sign).says(&texts.get(key)).least(width, 56.0).show(ui).clicked()
        };
        if push(ui, Sign::Previous, Weight::Plain, "replay-previous", 64.0) {
            action = Some(Action::Seek(before));
        }
        let (sign, key) = if model.playing { (Sign::Pause, "replay-pause") } else { (Sign::Go, "replay-play") };
        if push(ui, sign, Weight::Main, key, 96.0) {
            action = Some(Action::Toggle);
        }
        let after = model.marks.iter().find(|mark| mark.tick > model.tick).map_or(model.total, |mark| mark.tick);
        if push(ui, Sign::Next, Weight::Plain, "replay-next", 64.0) {
            action = Some(Action::Seek(after));
        }
        ui.add_space(16.0);
        ui.label(RichText::new(texts.get("replay-speed")).text_style(TextStyle::Small).color(theme::INK_SOFT));
        let labels = SPEEDS.map(|speed| format!("×{}", texts.number(speed, decimals(speed))));
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let taken = SPEEDS.iter().position(|speed| (speed - model.speed).abs() < 1e-9).unwrap_or(usize::MAX);
        let name = texts.get("replay-speed");
        if let Some(i) = widgets::choices(ui, &name, &labels, taken, vec2(58.0, theme::TARGET)) {
            action = Some(Action::Speed(SPEEDS[i]));
        }
    });
    action
}

fn decimals(speed: f64) -> usize {
    match (speed * 100.0).round() as u32 % 100 {
        0 => 0,
        rest if rest % 10 == 0 => 1,
        _ => 2,
    }
}
