//! One calm look for every panel: palette, type, spacing and the style of egui's widgets.
//!
//! Dark slate keeps the eye on the lit bench, one warm accent says what to do next. Nothing here is red: a loss is
//! shown in clay, so that a page of a first attempt does not shout.

use bevy_egui::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Visuals, vec2,
};

/// Behind everything.
pub const NIGHT: Color32 = Color32::from_rgb(0x14, 0x1a, 0x21);
/// Bars and panels.
pub const SLATE: Color32 = Color32::from_rgb(0x1c, 0x25, 0x2e);
/// Cards on a panel.
pub const CARD: Color32 = Color32::from_rgb(0x26, 0x32, 0x3d);
/// Buttons at rest, rails of bars.
pub const STONE: Color32 = Color32::from_rgb(0x37, 0x47, 0x55);
/// Buttons under the pointer.
pub const STONE_LIT: Color32 = Color32::from_rgb(0x47, 0x5a, 0x6a);
/// Text.
pub const INK: Color32 = Color32::from_rgb(0xf4, 0xf2, 0xec);
/// Text of less weight; still 7 to 1 on [`CARD`].
pub const INK_SOFT: Color32 = Color32::from_rgb(0xbd, 0xc8, 0xd1);
/// What to do next.
pub const ACCENT: Color32 = Color32::from_rgb(0xf4, 0xab, 0x4a);
/// The accent under the pointer.
pub const ACCENT_LIT: Color32 = Color32::from_rgb(0xff, 0xc2, 0x72);
/// Text on the accent.
pub const ON_ACCENT: Color32 = Color32::from_rgb(0x22, 0x18, 0x08);
/// What was good.
pub const GOOD: Color32 = Color32::from_rgb(0x84, 0xce, 0xa2);
/// What can be better.
pub const CLAY: Color32 = Color32::from_rgb(0xee, 0x9d, 0x82);
/// A card of paper.
pub const PAPER: Color32 = Color32::from_rgb(0xf7, 0xf2, 0xe6);
/// Text on paper.
pub const PAPER_INK: Color32 = Color32::from_rgb(0x2b, 0x27, 0x20);
/// Text of less weight on paper.
pub const PAPER_SOFT: Color32 = Color32::from_rgb(0x62, 0x5a, 0x4c);
/// Lines on paper.
pub const PAPER_LINE: Color32 = Color32::from_rgb(0xdb, 0xd1, 0xbc);
/// Overlays on the bench: dark enough to read, clear enough to see that the bench goes on below.
pub const GLASS: Color32 = Color32::from_rgba_premultiplied(0x10, 0x16, 0x1c, 0xdc);

/// Least side of anything that is clicked.
pub const TARGET: f32 = 48.0;
/// Side of a tool's button.
pub const TOOL: f32 = 64.0;
/// Corner of cards.
pub const ROUND: CornerRadius = CornerRadius::same(12);
/// Corner of buttons.
pub const ROUND_SMALL: CornerRadius = CornerRadius::same(9);

/// Titles of cards and the guide's order.
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// The one number of a page.
pub fn huge() -> TextStyle {
    TextStyle::Name("huge".into())
}

/// Puts the look on a context, with texts `text_size` times the design's size.
pub fn apply(ctx: &egui::Context, text_size: f64) {
    let scale = text_size.clamp(0.8, 1.5) as f32;
    let font = |size: f32| FontId::new((size * scale).round(), FontFamily::Proportional);
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, font(15.0)),
            (TextStyle::Body, font(18.0)),
            (TextStyle::Button, font(18.0)),
            (TextStyle::Monospace, FontId::new((16.0 * scale).round(), FontFamily::Monospace)),
            (TextStyle::Heading, font(30.0)),
            (title(), font(23.0)),
            (huge(), font(72.0)),
        ]
        .into();
        style.spacing.item_spacing = vec2(10.0, 8.0);
        style.spacing.button_padding = vec2(16.0, 11.0);
        // Rows are as high as what they hold: buttons bring their own least size.
        style.spacing.interact_size = vec2(TARGET, 24.0);
        style.spacing.slider_width = 260.0;
        style.spacing.slider_rail_height = 10.0;
        style.spacing.scroll = egui::style::ScrollStyle { bar_width: 12.0, ..egui::style::ScrollStyle::solid() };
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.25;
        style.animation_time = 0.1;
        style.visuals = visuals();
    });
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::dark();
    visuals.override_text_color = Some(INK);
    visuals.weak_text_color = Some(INK_SOFT);
    visuals.panel_fill = NIGHT;
    visuals.window_fill = SLATE;
    visuals.window_stroke = Stroke::new(1.0, STONE);
    visuals.window_corner_radius = ROUND;
    visuals.menu_corner_radius = ROUND_SMALL;
    visuals.extreme_bg_color = NIGHT;
    visuals.faint_bg_color = SLATE;
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(120) };
    visuals.window_shadow = visuals.popup_shadow;
    visuals.selection.bg_fill = ACCENT;
    visuals.selection.stroke = Stroke::new(2.0, ACCENT);
    visuals.hyperlink_color = ACCENT;
    visuals.warn_fg_color = ACCENT;
    visuals.error_fg_color = CLAY;
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.noninteractive, SLATE),
        (&mut widgets.inactive, STONE),
        (&mut widgets.hovered, STONE_LIT),
        (&mut widgets.active, STONE_LIT),
        (&mut widgets.open, STONE),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.5, INK);
        widget.corner_radius = ROUND_SMALL;
        widget.expansion = 0.0;
    }
    visuals
}

/// A card on a page.
pub fn card() -> egui::Frame {
    egui::Frame::NONE.fill(CARD).corner_radius(ROUND).inner_margin(Margin::same(16))
}

/// A sheet of paper.
pub fn paper() -> egui::Frame {
    egui::Frame::NONE
        .fill(PAPER)
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(32, 24))
        .shadow(Shadow { offset: [0, 6], blur: 20, spread: 0, color: Color32::from_black_alpha(110) })
}

/// An overlay on the bench.
pub fn glass() -> egui::Frame {
    egui::Frame::NONE.fill(GLASS).corner_radius(ROUND).inner_margin(Margin::same(8))
}
