//! The loupe itself: a lit glass in a bezel, its millimetres, its scale bar and its words.

use bevy_egui::egui::{
    Align2, Color32, Direction, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

pub const INK: Color32 = Color32::from_rgb(240, 246, 250);
pub const DIM: Color32 = Color32::from_rgb(168, 184, 198);
pub const AMBER: Color32 = Color32::from_rgb(255, 182, 48);
pub const GREEN: Color32 = Color32::from_rgb(104, 220, 146);
pub const STEEL: Color32 = Color32::from_rgb(176, 186, 196);
pub const STEEL_DARK: Color32 = Color32::from_rgb(92, 102, 112);
const BACK: [Color32; 2] = [Color32::from_rgb(92, 110, 126), Color32::from_rgb(44, 56, 68)];
const BEZEL: Color32 = Color32::from_rgb(28, 32, 38);
const BEZEL_LIGHT: Color32 = Color32::from_rgb(120, 132, 144);

/// Millimetres to points: x right, y up, each with its own scale where thickness must be seen.
#[derive(Clone, Copy)]
pub struct Scale {
    pub origin: Pos2,
    pub x: f32,
    pub y: f32,
}

impl Scale {
    pub fn at(&self, x_mm: f64, y_mm: f64) -> Pos2 {
        pos2(self.origin.x + x_mm as f32 * self.x, self.origin.y - y_mm as f32 * self.y)
    }
}

/// One lens; everything drawn with `painter` stays inside it.
pub struct Lens {
    pub painter: Painter,
    /// What can be seen through it.
    pub glass: Rect,
    frame: Painter,
    outer: Rect,
    name: Option<String>,
}

impl Lens {
    pub fn new(ui: &Ui, outer: Rect) -> Lens {
        let glass = outer.shrink(5.0);
        let frame = ui.painter().clone();
        let painter = frame.with_clip_rect(glass.intersect(frame.clip_rect()));
        frame.add(Shape::rect_filled(outer.translate(vec2(0.0, 3.0)), 16, Color32::from_black_alpha(70)));
        frame.add(Shape::rect_filled(outer, 16, BEZEL));
        painter.add(Shape::gradient_rect(glass, Direction::TopDown, BACK));
        Lens { painter, glass, frame, outer, name: None }
    }

    /// Two lenses side by side, the first with this share of the width.
    pub fn pair(ui: &Ui, room: Rect, share: f32) -> [Lens; 2] {
        let gap = 8.0;
        let width = (room.width() - gap) * share;
        let (left, _) = room.split_left_right_at_x(room.left() + width);
        let (_, right) = room.split_left_right_at_x(room.left() + width + gap);
        [Lens::new(ui, left), Lens::new(ui, right)]
    }

    /// What is looked at, in a corner: a word or two.
    pub fn named(mut self, name: &str) -> Lens {
        self.name = Some(name.to_string());
        self
    }

    /// Size of a text that suits this lens.
    pub fn letter(&self) -> f32 {
        (self.glass.height() * 0.075).clamp(12.0, 19.0)
    }

    /// Words or a number on a dark chip, so that it is read over anything.
    pub fn chip(&self, at: Pos2, anchor: Align2, text: &str, colour: Color32) -> Rect {
        let font = FontId::proportional(self.letter());
        let galley = self.painter.layout_no_wrap(text.to_string(), font, colour);
        let mut rect = anchor.anchor_size(at, galley.size() + vec2(12.0, 5.0));
        // Near the edge the chip moves inwards instead of being cut.
        let room = self.glass.shrink(5.0);
        rect = rect.translate(vec2(
            (room.left() - rect.left()).max(0.0) + (room.right() - rect.right()).min(0.0),
            (room.top() - rect.top()).max(0.0) + (room.bottom() - rect.bottom()).min(0.0),
        ));
        self.painter.rect_filled(rect, 6, Color32::from_rgba_unmultiplied(16, 22, 30, 214));
        self.painter.galley(rect.min + vec2(6.0, 2.5), galley, colour);
        rect
    }

    /// A bar of a round length at the lower right.
    pub fn scale_bar(&self, px_per_mm: f32) {
        const STEPS: [(f32, &str); 9] = [
            (0.05, "50 µm"),
            (0.1, "100 µm"),
            (0.2, "200 µm"),
            (0.5, "500 µm"),
            (1.0, "1 mm"),
            (2.0, "2 mm"),
            (5.0, "5 mm"),
            (10.0, "10 mm"),
            (20.0, "20 mm"),
        ];
        let most = self.glass.width() * 0.26;
        let Some((mm, text)) = STEPS.iter().rev().find(|(mm, _)| mm * px_per_mm <= most).copied() else { return };
        let width = mm * px_per_mm;
        let right = self.glass.right_bottom() - vec2(16.0, 14.0);
        let left = right - vec2(width, 0.0);
        let shade = Stroke::new(4.0, Color32::from_black_alpha(110));
        self.painter.line_segment([left, right], shade);
        let ink = Stroke::new(2.0, INK);
        self.painter.line_segment([left, right], ink);
        for end in [left, right] {
            self.painter.line_segment([end - vec2(0.0, 4.0), end + vec2(0.0, 4.0)], ink);
        }
        let middle = pos2((left.x + right.x) / 2.0, left.y - 5.0);
        self.painter.text(middle, Align2::CENTER_BOTTOM, text, FontId::proportional(12.0), INK);
    }

    /// A ruler along x from 0 to `to_mm`, numbered every `each` millimetres.
    pub fn ruler(&self, scale: Scale, y: f32, to_mm: f64, each: i32) {
        let line = Stroke::new(1.0, DIM);
        let strip = Rect::from_min_max(pos2(self.glass.left(), y - 5.0), self.glass.max);
        self.painter.rect_filled(strip, 0, Color32::from_rgba_unmultiplied(22, 30, 40, 190));
        self.painter.line_segment([pos2(scale.at(0.0, 0.0).x, y), pos2(scale.at(to_mm, 0.0).x, y)], line);
        for mm in 0..=to_mm as i32 {
            let x = scale.at(f64::from(mm), 0.0).x;
            let labelled = mm % each == 0;
            if !labelled && scale.x.abs() < 4.0 && mm % 5 != 0 {
                continue;
            }
            let tall = if labelled {
                9.0
            } else if mm % 5 == 0 {
                6.0
            } else {
                3.5
            };
            self.painter.line_segment([pos2(x, y), pos2(x, y + tall)], line);
            if labelled {
                self.painter.text(pos2(x, y + 10.0), Align2::CENTER_TOP, mm, FontId::proportional(12.0), INK);
            }
        }
    }

    /// Puts the bezel and the reflection of a window over what was drawn.
    pub fn finish(self) {
        if let Some(name) = &self.name {
            let at = self.glass.left_top() + vec2(12.0, 8.0);
            self.painter.text(at + vec2(1.0, 1.0), Align2::LEFT_TOP, name, FontId::proportional(13.0), BEZEL);
            self.painter.text(at, Align2::LEFT_TOP, name, FontId::proportional(13.0), DIM);
        }
        let sheen = Rect::from_min_size(self.glass.min, vec2(self.glass.width(), self.glass.height() * 0.22));
        self.painter.add(Shape::gradient_rect(
            sheen,
            Direction::TopDown,
            [Color32::from_white_alpha(26), Color32::TRANSPARENT],
        ));
        // The glass has square corners under a round bezel: a broad frame hides them.
        self.frame.rect_stroke(self.outer, 16, Stroke::new(7.0, BEZEL), StrokeKind::Inside);
        self.frame.rect_stroke(self.outer, 16, Stroke::new(1.0, BEZEL_LIGHT), StrokeKind::Inside);
        self.frame.rect_stroke(
            self.outer.shrink(6.5),
            10,
            Stroke::new(1.0, Color32::from_black_alpha(160)),
            StrokeKind::Inside,
        );
    }
}

/// A dashed line.
pub fn dashes(painter: &Painter, a: Pos2, b: Pos2, colour: Color32) {
    painter.extend(Shape::dashed_line(&[a, b], Stroke::new(1.5, colour), 6.0, 5.0));
}

/// Fixed noise of 0 to 1, so that specks keep their places.
pub fn grain(n: u32) -> f32 {
    let mut x = n.wrapping_mul(0x9e37_79b1) ^ 0x5bd1_e995;
    x = (x ^ (x >> 15)).wrapping_mul(0x85eb_ca77);
    x ^= x >> 13;
    x = x.wrapping_mul(0xc2b2_ae3d);
    ((x >> 8) & 0xffff) as f32 / 65_535.0
}

pub fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    a.lerp_to_gamma(b, share.clamp(0.0, 1.0))
}
