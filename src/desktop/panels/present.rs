//! For a projector: a large pointer and a pen over whatever is shown.

use bevy_egui::egui::{self, Align2, Area, Context, Id, LayerId, Order, Pos2, Rect, Sense, Stroke, Vec2, vec2};

use super::pictogram::Sign;
use super::widgets::{Push, Weight};
use crate::desktop::theme;
use crate::locale::Texts;

/// What was drawn over the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Lines, each a row of places as shares of the window: they stay where they were when it changes size.
    pub lines: Vec<Vec<Vec2>>,
    /// The pointer draws.
    pub pen: bool,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Back to showing nothing of its own.
    Close,
    /// The pen was taken: what moves stands still for it.
    Draw,
}

/// Radius of the large pointer, points.
const HALO: f32 = 34.0;
/// Lines and places that are kept at most: a sheet is wiped, not filled.
const MAX_LINES: usize = 400;
const MAX_PLACES: usize = 4_000;
/// Places nearer than this to the last one say nothing new, points.
const NEAR: f32 = 3.0;

/// Shows pointer, sheet and tools over everything.
pub fn show(ctx: &Context, sheet: &mut Sheet, texts: &Texts) -> Option<Action> {
    let screen = ctx.content_rect();
    if sheet.pen {
        draw(ctx, sheet, screen);
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::new("present.sheet")));
    for line in &sheet.lines {
        let points: Vec<Pos2> = line.iter().map(|at| screen.min + *at * screen.size()).collect();
        painter.add(egui::Shape::line(points.clone(), Stroke::new(8.0, egui::Color32::from_black_alpha(110))));
        painter.add(egui::Shape::line(points, Stroke::new(5.0, theme::ACCENT)));
    }
    if let Some(at) = ctx.input(|input| input.pointer.hover_pos()) {
        let pressed = ctx.input(|input| input.pointer.any_down());
        let radius = if pressed { HALO * 0.75 } else { HALO };
        let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::new("present.halo")));
        painter.circle_filled(at, radius, theme::ACCENT.gamma_multiply(if pressed { 0.32 } else { 0.18 }));
        painter.circle_stroke(at, radius, Stroke::new(3.0, theme::ACCENT));
    }
    tools(ctx, sheet, texts)
}

fn tools(ctx: &Context, sheet: &mut Sheet, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let area =
        Area::new(Id::new("present.tools")).anchor(Align2::RIGHT_TOP, vec2(-10.0, 10.0)).order(Order::Foreground);
    area.fade_in(false).show(ctx, |ui| {
        theme::glass().show(ui, |ui| {
            ui.horizontal(|ui| {
                let weight = if sheet.pen { Weight::Main } else { Weight::Plain };
                if Push::new(&texts.get("present-pen"), weight).sign(Sign::Sheet).show(ui).clicked() {
                    sheet.pen = !sheet.pen;
                    action = sheet.pen.then_some(Action::Draw);
                }
                if Push::new(&texts.get("present-wipe"), Weight::Plain).sign(Sign::Again).show(ui).clicked() {
                    sheet.lines.clear();
                }
                if Push::new(&texts.get("present-close"), Weight::Quiet).sign(Sign::Door).show(ui).clicked() {
                    action = Some(Action::Close);
                }
            });
        });
    });
    action
}

/// The whole window takes the pen.
fn draw(ctx: &Context, sheet: &mut Sheet, screen: Rect) {
    let area = Area::new(Id::new("present.pen")).fixed_pos(screen.min).order(Order::Middle).fade_in(false);
    area.show(ctx, |ui| {
        let response = ui.allocate_rect(screen, Sense::drag());
        let Some(at) = response.interact_pointer_pos() else { return };
        let share = (at - screen.min) / screen.size();
        if response.drag_started() {
            if sheet.lines.len() < MAX_LINES {
                sheet.lines.push(vec![share]);
            }
        } else if response.dragged()
            && let Some(line) = sheet.lines.last_mut()
            && line.len() < MAX_PLACES
            && line.last().is_none_or(|last| ((share - *last) * screen.size()).length() > NEAR)
        {
            line.push(share);
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
    });
}

/// The button that begins it, where an attempt is watched again.
pub fn offer(ctx: &Context, texts: &Texts) -> bool {
    let area = Area::new(Id::new("present.offer")).anchor(Align2::RIGHT_TOP, vec2(-10.0, 10.0)).order(Order::Middle);
    let shown = area.fade_in(false).show(ctx, |ui| {
        theme::glass()
            .show(ui, |ui| Push::new(&texts.get("present-open"), Weight::Quiet).sign(Sign::Eye).show(ui).clicked())
            .inner
    });
    shown.inner
}
