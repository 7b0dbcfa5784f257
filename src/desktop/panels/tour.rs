//! The card of the first minute: a mouse that shows what to do, one short sentence, how far one is, and a way out.

use bevy_egui::egui::{self, Align2, Area, Context, Id, Order, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::desktop::tour::Step;
use crate::locale::Texts;

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// No tour.
    Skip,
}

/// How long the mouse takes to show it once, s.
const ROUND_S: f64 = 2.4;
/// Width of the card's inside, points.
const WIDTH: f32 = 210.0;

/// Shows a step beside the bench, clear of the guide above and the tools below. `still`: nothing moves by itself.
pub fn show(ctx: &Context, step: Step, still: bool, left_handed: bool, texts: &Texts) -> Option<Action> {
    let mut action = None;
    // The loupe and the gauges stand on the hand's own side.
    let (align, offset) =
        if left_handed { (Align2::RIGHT_TOP, vec2(-10.0, 128.0)) } else { (Align2::LEFT_TOP, vec2(10.0, 84.0)) };
    let area = Area::new(Id::new("tour")).anchor(align, offset).order(Order::Middle).fade_in(false);
    area.show(ctx, |ui| {
        theme::glass().stroke(Stroke::new(2.0, theme::ACCENT)).show(ui, |ui| {
            ui.set_width(WIDTH);
            let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 104.0), egui::Sense::hover());
            let share = if still { 0.6 } else { (ui.input(|input| input.time) / ROUND_S).fract() as f32 };
            mouse(ui.painter(), rect, step, share);
            ui.add(egui::Label::new(widgets::title(&texts.get(key(step)))).wrap());
            ui.horizontal(|ui| {
                dots(ui, step, texts);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let text = if step == Step::Done { "tour-done" } else { "tour-skip" };
                    if Push::new(&texts.get(text), Weight::Quiet).show(ui).clicked() {
                        action = Some(Action::Skip);
                    }
                });
            });
        });
    });
    action
}

fn key(step: Step) -> &'static str {
    match step {
        Step::Click => "tour-click",
        Step::Move => "tour-move",
        Step::Grip => "tour-grip",
        Step::Leave => "tour-leave",
        Step::Done => "tour-end",
    }
}

fn dots(ui: &mut egui::Ui, step: Step, texts: &Texts) {
    let at = Step::ALL.iter().position(|known| *known == step).unwrap_or(0);
    let count = Step::ALL.len() - 1;
    let (rect, response) = ui.allocate_exact_size(vec2(count as f32 * 20.0, 22.0), egui::Sense::hover());
    let says = texts.with("tour-step", &[("n", (at.min(count - 1) as u32 + 1).into()), ("of", (count as u32).into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &says));
    for i in 0..count {
        let centre = pos2(rect.left() + 10.0 + i as f32 * 20.0, rect.center().y);
        let colour = if i < at {
            theme::GOOD
        } else if i == at {
            theme::ACCENT
        } else {
            theme::STONE_LIT
        };
        ui.painter().circle_filled(centre, 6.0, colour);
    }
}

/// A mouse seen from above that does what the step asks; `share` of its round, 0 to 1.
fn mouse(painter: &Painter, rect: Rect, step: Step, share: f32) {
    let beat = 0.5 - 0.5 * (share * std::f32::consts::TAU).cos();
    let aside = if step == Step::Move { (share * std::f32::consts::TAU).sin() * 24.0 } else { 0.0 };
    let body = Rect::from_center_size(rect.center() + vec2(aside, 2.0), vec2(58.0, 88.0));
    let line = Stroke::new(3.5, theme::INK);
    painter.rect_filled(body, 29.0, theme::STONE);
    let (left, right) = match step {
        Step::Click => (if beat > 0.6 { 1.0 } else { 0.0 }, 0.0),
        Step::Grip => (if share > 0.2 { 1.0 } else { 0.0 }, 0.0),
        Step::Leave => (0.0, if beat > 0.6 { 1.0 } else { 0.0 }),
        _ => (0.0, 0.0),
    };
    let button = |x: f32, pressed: f32| {
        let area = Rect::from_min_size(body.min + vec2(x, 0.0), vec2(29.0, 38.0));
        let corner =
            egui::CornerRadius { nw: if x == 0.0 { 29 } else { 0 }, ne: if x > 0.0 { 29 } else { 0 }, sw: 0, se: 0 };
        painter.rect_filled(area, corner, theme::ACCENT.gamma_multiply(pressed));
    };
    button(0.0, left);
    button(29.0, right);
    painter.rect_stroke(body, 29.0, line, StrokeKind::Inside);
    painter.line_segment([body.center_top(), body.center_top() + vec2(0.0, 38.0)], line);
    painter.line_segment([body.left_top() + vec2(0.0, 38.0), body.right_top() + vec2(0.0, 38.0)], line);
    if step == Step::Move {
        for side in [-1.0, 1.0] {
            let tip = pos2(rect.center().x + side * 58.0, rect.center().y);
            let base = tip - vec2(side * 14.0, 0.0);
            let points = vec![tip, base + vec2(0.0, -9.0), base + vec2(0.0, 9.0)];
            painter.add(egui::Shape::convex_polygon(points, theme::ACCENT, Stroke::NONE));
        }
    }
    if step == Step::Done {
        let stroke = Stroke::new(8.0, theme::GOOD);
        let c = body.center() + vec2(0.0, 12.0);
        painter.line(vec![c + vec2(-14.0, 0.0), c + vec2(-3.0, 12.0), c + vec2(17.0, -14.0)], stroke);
    }
}
