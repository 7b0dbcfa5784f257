//! What sounds, as words at the bench's edge, for those who do not hear or have no loudspeaker.

use bevy_egui::egui::{
    self, Align2, Area, Context, Id, Label, Order, Rect, RichText, Sense, Stroke, TextStyle, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use crate::desktop::theme;
use crate::locale::Texts;
use crate::sound::signs::Sign;

/// Bars at the edge of the window that the words stand above.
const BARS: [&str; 2] = ["hud.tools", "replay.bar"];
/// Distance from them, and from the edge of a window without any.
const GAP: f32 = 10.0;

/// Shows the words; nothing where nothing sounds.
pub fn show(ctx: &Context, signs: &[Sign], texts: &Texts) {
    if signs.is_empty() {
        return;
    }
    let screen = ctx.content_rect();
    let bars = BARS.iter().filter_map(|bar| ctx.memory(|memory| memory.area_rect(Id::new(*bar))));
    let top = bars.map(|bar| bar.top()).fold(screen.bottom(), f32::min);
    let offset = vec2(0.0, top - screen.bottom() - GAP);
    let area = Area::new(Id::new("sounds")).anchor(Align2::CENTER_BOTTOM, offset).order(Order::Middle);
    area.interactable(false).fade_in(false).show(ctx, |ui| {
        let seen = signs.iter().map(|sign| sign.shown).fold(0.0, f64::max);
        ui.set_opacity(seen as f32);
        theme::glass().show(ui, |ui| {
            ui.horizontal(|ui| {
                for sign in signs {
                    word(ui, sign, texts);
                }
            });
        });
    });
}

fn word(ui: &mut Ui, sign: &Sign, texts: &Texts) {
    ui.scope(|ui| {
        ui.set_opacity(sign.shown as f32);
        waves(ui, sign.loud as f32);
        let text = texts.get(&sign.sound.key());
        let says = format!("{} – {text}", texts.get("sounds-now"));
        let shown = ui.add(Label::new(RichText::new(&text).text_style(TextStyle::Body).color(theme::INK)).extend());
        shown.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &says));
    });
}

/// A source and three waves: the more of them are lit, the louder.
fn waves(ui: &mut Ui, loud: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(34.0, 26.0), Sense::hover());
    let from = pos2(rect.left() + 6.0, rect.center().y);
    let painter = ui.painter();
    painter.rect_filled(Rect::from_center_size(from, vec2(7.0, 10.0)), 2.0, theme::ACCENT);
    for i in 0..3 {
        let radius = 8.0 + 6.0 * i as f32;
        let lit = (loud * 3.0 - i as f32).clamp(0.0, 1.0);
        let colour = theme::ACCENT.gamma_multiply(0.2 + 0.8 * lit);
        let arc = (-6..=6).map(|step| {
            let angle = step as f32 / 6.0 * 0.8;
            from + radius * vec2(angle.cos(), angle.sin())
        });
        painter.add(egui::Shape::line(arc.collect(), Stroke::new(2.4, colour)));
    }
}
