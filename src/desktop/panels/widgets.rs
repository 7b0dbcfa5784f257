//! Small widgets that several panels share: push buttons with signs, choices, bars, swatches.

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Rect, Response, RichText, Sense, Stroke, StrokeKind, TextStyle, Ui,
    Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use super::pictogram::{self, Sign};
use crate::catalogue::vocabulary::Colour;
use crate::desktop::theme;

/// How much a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desktop) enum Weight {
    /// The next thing to do: one on a page.
    Main,
    /// Something else that can be done.
    Plain,
    /// A way out.
    Quiet,
}

/// A button with a text, a sign, or both.
pub(in crate::desktop) struct Push<'a> {
    text: &'a str,
    says: &'a str,
    sign: Option<Sign>,
    weight: Weight,
    least: Vec2,
}

impl<'a> Push<'a> {
    pub fn new(text: &'a str, weight: Weight) -> Self {
        Push { text, says: text, sign: None, weight, least: Vec2::splat(theme::TARGET) }
    }

    pub fn sign(self, sign: Sign) -> Self {
        Push { sign: Some(sign), ..self }
    }

    /// What a screen reader and the tooltip say where the visible text is too short for it.
    pub fn says(self, says: &'a str) -> Self {
        Push { says, ..self }
    }

    pub fn least(self, width: f32, height: f32) -> Self {
        Push { least: vec2(width, height), ..self }
    }

    /// How wide it is going to be.
    pub fn width(&self, ui: &Ui) -> f32 {
        let font = TextStyle::Button.resolve(ui.style());
        let icon = if self.sign.is_some() { font.size * 1.25 } else { 0.0 };
        let gap = if self.sign.is_some() && !self.text.is_empty() { 9.0 } else { 0.0 };
        let galley = ui.painter().layout_no_wrap(self.text.to_owned(), font, Color32::PLACEHOLDER);
        (icon + gap + galley.size().x + 2.0 * ui.spacing().button_padding.x).max(self.least.x)
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let font = TextStyle::Button.resolve(ui.style());
        let icon = if self.sign.is_some() { font.size * 1.25 } else { 0.0 };
        let gap = if self.sign.is_some() && !self.text.is_empty() { 9.0 } else { 0.0 };
        let galley = ui.painter().layout_no_wrap(self.text.to_owned(), font, Color32::PLACEHOLDER);
        let content = vec2(icon + gap + galley.size().x, galley.size().y.max(icon));
        let size = (content + 2.0 * ui.spacing().button_padding).max(self.least);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, self.says));
        stands(ui, self.says, rect);
        if ui.is_rect_visible(rect) {
            let lit = enabled && (response.hovered() || response.has_focus());
            let (fill, ink) = match (self.weight, lit) {
                (Weight::Main, false) => (theme::ACCENT, theme::ON_ACCENT),
                (Weight::Main, true) => (theme::ACCENT_LIT, theme::ON_ACCENT),
                (Weight::Plain, false) => (theme::STONE, theme::INK),
                (Weight::Quiet, false) => (Color32::TRANSPARENT, theme::INK_SOFT),
                (_, true) => (theme::STONE_LIT, theme::INK),
            };
            let fade = if enabled { 1.0 } else { 0.4 };
            ui.painter().rect_filled(rect, theme::ROUND_SMALL, fill.gamma_multiply(fade));
            focus_ring(ui, rect, &response);
            let ink = ink.gamma_multiply(fade);
            let left = rect.center().x - content.x / 2.0;
            if let Some(sign) = self.sign {
                let at = Rect::from_center_size(pos2(left + icon / 2.0, rect.center().y), Vec2::splat(icon));
                pictogram::sign(ui.painter(), at, sign, ink);
            }
            ui.painter().galley(pos2(left + icon + gap, rect.center().y - galley.size().y / 2.0), galley, ink);
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if self.says == self.text { response } else { response.on_hover_text(self.says) }
    }
}

/// Keeps where a button stands in this frame, for the robot of the window test: by what it says, or by another name.
pub(super) fn stands(ui: &Ui, says: &str, rect: Rect) {
    if cfg!(feature = "desktop-tests") {
        let now = ui.ctx().cumulative_frame_nr();
        ui.data_mut(|data| data.insert_temp(egui::Id::new(("push.place", says)), (rect, now)));
    }
}

/// Where the button stands that says this, if it is on the screen now.
#[cfg(feature = "desktop-tests")]
pub fn place(ctx: &egui::Context, says: &str) -> Option<Rect> {
    let (rect, seen): (Rect, u64) = ctx.data(|data| data.get_temp(egui::Id::new(("push.place", says))))?;
    (seen + 2 >= ctx.cumulative_frame_nr()).then_some(rect)
}

/// Shows where the keyboard is.
pub fn focus_ring(ui: &Ui, rect: Rect, response: &Response) {
    if response.has_focus() {
        let ring = Stroke::new(2.5, theme::INK);
        ui.painter().rect_stroke(rect.expand(2.0), theme::ROUND_SMALL, ring, StrokeKind::Outside);
    }
}

/// Choices side by side, one of them taken; returns the one that was clicked.
///
/// `name` is what is chosen: a screen reader says it before each choice.
pub(super) fn choices(ui: &mut Ui, name: &str, labels: &[&str], taken: usize, least: Vec2) -> Option<usize> {
    let mut clicked = None;
    let font = TextStyle::Button.resolve(ui.style());
    let layout = |label: &&str| ui.painter().layout_no_wrap((*label).to_owned(), font.clone(), Color32::PLACEHOLDER);
    let galleys: Vec<_> = labels.iter().map(layout).collect();
    let size_of = |galley: &egui::Galley| (galley.size() + vec2(30.0, 18.0)).max(least);
    let gap = 2.0;
    let width: f32 = galleys.iter().map(|galley| size_of(galley).x + gap).sum();
    let height = galleys.iter().map(|galley| size_of(galley).y).fold(0.0, f32::max);
    // Left to right whatever the row around: the first choice stands first.
    let row = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width - gap, height), row, |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (i, (label, galley)) in labels.iter().zip(&galleys).enumerate() {
            let size = size_of(galley);
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let says = if name.is_empty() { (*label).to_owned() } else { format!("{name} – {label}") };
            stands(ui, &says, rect);
            response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, i == taken, &says));
            let (fill, ink) = match (i == taken, response.hovered()) {
                (true, _) => (theme::ACCENT, theme::ON_ACCENT),
                (false, true) => (theme::STONE_LIT, theme::INK),
                (false, false) => (theme::STONE, theme::INK),
            };
            let end = theme::ROUND_SMALL.nw;
            let corner = CornerRadius {
                nw: if i == 0 { end } else { 0 },
                sw: if i == 0 { end } else { 0 },
                ne: if i + 1 == labels.len() { end } else { 0 },
                se: if i + 1 == labels.len() { end } else { 0 },
            };
            ui.painter().rect_filled(rect, corner, fill);
            focus_ring(ui, rect, &response);
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley.clone(), ink);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() && i != taken {
                clicked = Some(i);
            }
        }
    });
    clicked
}

/// A bar filled to `share` of its width.
pub(super) fn bar(ui: &mut Ui, share: f64, colour: Color32, size: Vec2) {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let corner = CornerRadius::from(size.y / 2.0);
    ui.painter().rect_filled(rect, corner, theme::STONE);
    let width = (rect.width() * share.clamp(0.0, 1.0) as f32).max(if share > 0.0 { size.y } else { 0.0 });
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(width, rect.height())), corner, colour);
}

/// Small choices side by side, one of them taken, those that are done with a check; returns the one that was clicked.
///
/// `name` is what is chosen: a screen reader says it before each choice.
pub(super) fn chips(ui: &mut Ui, name: &str, chips: &[(&str, bool)], taken: usize) -> Option<usize> {
    let mut clicked = None;
    let font = TextStyle::Button.resolve(ui.style());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (i, (text, done)) in chips.iter().enumerate() {
            let galley = ui.painter().layout_no_wrap((*text).to_owned(), font.clone(), Color32::PLACEHOLDER);
            let check = if *done { font.size + 4.0 } else { 0.0 };
            let size = vec2(galley.size().x + check + 28.0, (galley.size().y + 12.0).max(38.0));
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let says = format!("{name} – {text}");
            response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, i == taken, &says));
            let (fill, ink) = match (i == taken, response.hovered()) {
                (true, _) => (theme::STONE_LIT, theme::INK),
                (false, true) => (theme::STONE, theme::INK),
                (false, false) => (theme::SLATE, theme::INK_SOFT),
            };
            let round = CornerRadius::from(size.y / 2.0);
            ui.painter().rect_filled(rect, round, fill);
            if i == taken {
                ui.painter().rect_stroke(rect, round, Stroke::new(2.0, theme::INK_SOFT), StrokeKind::Inside);
            }
            focus_ring(ui, rect, &response);
            let left = rect.left_center() + vec2(14.0, 0.0);
            if *done {
                let sign = Rect::from_center_size(left + vec2(font.size / 2.0, 0.0), Vec2::splat(font.size));
                pictogram::sign(ui.painter(), sign, Sign::Check, theme::GOOD);
            }
            ui.painter().galley(left + vec2(check, -galley.size().y / 2.0), galley, ink);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() && i != taken {
                clicked = Some(i);
            }
        }
    });
    clicked
}

/// The triangle before something that folds: it points at what is open.
pub(super) fn triangle(painter: &egui::Painter, centre: egui::Pos2, open: bool, colour: Color32) {
    let corners = if open { [(-6.0, -4.0), (6.0, -4.0), (0.0, 5.0)] } else { [(-4.0, -6.0), (5.0, 0.0), (-4.0, 6.0)] };
    let points = corners.map(|(x, y)| centre + vec2(x, y)).to_vec();
    painter.add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// A pictogram as a widget that only shows.
pub(in crate::desktop) fn sign(ui: &mut Ui, sign: Sign, size: f32, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    pictogram::sign(ui.painter(), rect, sign, colour);
    response
}

/// The pictogram of a goal as a widget that only shows.
pub(super) fn goal(ui: &mut Ui, goal: &str, size: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    pictogram::goal(ui.painter(), rect, goal, colour);
}

/// A field of a fibre's colour with `text` on it, readable on every one of the twelve.
pub(super) fn swatch(ui: &mut Ui, colour: Colour, text: &str, size: Vec2) {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let [r, g, b] = colour.srgb();
    let fill = Color32::from_rgb(r, g, b);
    ui.painter().rect(rect, theme::ROUND_SMALL, fill, Stroke::new(1.5, theme::PAPER_SOFT), StrokeKind::Inside);
    let light = 0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b) > 128.0;
    let ink = if light { Color32::from_rgb(0x1c, 0x18, 0x12) } else { Color32::WHITE };
    let font = FontId::proportional(size.y * 0.6);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, ink);
}

/// A line to type into, as high as a button.
pub(super) fn field(
    ui: &mut Ui,
    id: egui::Id,
    text: &mut String,
    says: &str,
    width: f32,
    hidden: bool,
) -> egui::Response {
    let edit = egui::TextEdit::singleline(text)
        .id(id)
        .password(hidden)
        .desired_width(width)
        .margin(egui::Margin::symmetric(12, 12))
        .font(TextStyle::Body);
    let rest = ui.visuals_mut();
    (rest.extreme_bg_color, rest.widgets.inactive.bg_stroke) = (theme::SLATE, egui::Stroke::new(1.5, theme::STONE_LIT));
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, says));
    response
}

/// Whether the line was left by the enter key.
pub(super) fn entered(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// A page's head: its title on the left, what `right` shows on the right.
pub(super) fn head(ui: &mut Ui, id: &str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin::symmetric(24, 12));
    egui::Panel::top(egui::Id::new(id)).frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(theme::TARGET);
            left(ui);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), right);
        });
    });
}

pub(super) fn heading(text: &str) -> RichText {
    RichText::new(text).text_style(TextStyle::Heading).color(theme::INK)
}

pub(super) fn title(text: &str) -> RichText {
    RichText::new(text).text_style(theme::title())
}

pub(super) fn soft(text: &str) -> RichText {
    RichText::new(text).color(theme::INK_SOFT)
}

/// The page's middle, scrolling, no wider than is easy to read.
pub(super) fn middle(ui: &mut Ui, id: &str, width: f32, add: impl FnOnce(&mut Ui)) {
    let frame =
        egui::Frame::NONE.fill(theme::NIGHT).inner_margin(egui::Margin { left: 24, right: 8, top: 16, bottom: 8 });
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
            let free = (ui.available_width() - 16.0).max(200.0);
            let width = free.min(width);
            ui.horizontal_top(|ui| {
                ui.add_space(((free - width) / 2.0).max(0.0));
                ui.vertical(|ui| {
                    ui.set_width(width);
                    add(ui);
                    ui.add_space(16.0);
                });
            });
        });
    });
}
