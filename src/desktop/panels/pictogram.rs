//! Pictograms for tools, goals and signs, drawn with strokes so that they are sharp at any size and in any colour.
//!
//! Every one is drawn on a square of 100 by 100. What acts is drawn full, what it acts on is drawn soft.

mod goals;
mod measuring;
mod signs;
mod tools;
mod verbs;

use bevy_egui::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

use crate::catalogue::vocabulary::Tool;

pub use signs::Sign;

/// Draws a tool into `rect`.
pub fn tool(painter: &Painter, rect: Rect, tool: Tool, colour: Color32) {
    tools::draw(&Pen::new(painter, rect, colour), tool);
}

/// Draws a goal of [`crate::locale::GOALS`] into `rect`; an unknown one is a plain dot.
pub fn goal(painter: &Painter, rect: Rect, goal: &str, colour: Color32) {
    goals::draw(&Pen::new(painter, rect, colour), goal);
}

/// Draws a sign into `rect`.
pub fn sign(painter: &Painter, rect: Rect, sign: Sign, colour: Color32) {
    signs::draw(&Pen::new(painter, rect, colour), sign);
}

/// Whether `name` has a pictogram of its own.
pub fn has_goal(name: &str) -> bool {
    goals::NAMES.contains(&name) || measuring::NAMES.contains(&name) || verbs::NAMES.contains(&name)
}

/// A pen on a square of 100 by 100.
#[derive(Clone, Copy)]
struct Pen<'a> {
    painter: &'a Painter,
    square: Rect,
    colour: Color32,
    /// Of the square's 100.
    width: f32,
}

impl<'a> Pen<'a> {
    fn new(painter: &'a Painter, rect: Rect, colour: Color32) -> Self {
        let square = Rect::from_center_size(rect.center(), Vec2::splat(rect.width().min(rect.height())));
        Pen { painter, square, colour, width: 7.0 }
    }

    /// For what is acted on.
    fn soft(self) -> Self {
        Pen { colour: self.colour.gamma_multiply(0.5), ..self }
    }

    fn wide(self, width: f32) -> Self {
        Pen { width, ..self }
    }

    /// The same pen on a part of the square.
    fn within(self, x: f32, y: f32, size: f32) -> Self {
        let square = Rect::from_min_size(self.at((x, y)), Vec2::splat(self.scale() * size));
        Pen { square, width: self.width * 100.0 / size, ..self }
    }

    fn scale(&self) -> f32 {
        self.square.width() / 100.0
    }

    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        pos2(self.square.left() + x * self.scale(), self.square.top() + y * self.scale())
    }

    fn stroke(&self) -> Stroke {
        Stroke::new((self.width * self.scale()).max(1.2), self.colour)
    }

    /// A line with round ends.
    fn line(&self, points: &[(f32, f32)]) {
        let stroke = self.stroke();
        let points: Vec<Pos2> = points.iter().map(|point| self.at(*point)).collect();
        // Round ends would show where a soft line lies on them twice.
        if self.colour.a() == 255 {
            for end in points.first().into_iter().chain(points.last()) {
                self.painter.circle_filled(*end, (stroke.width / 2.0 - 0.35).max(0.5), self.colour);
            }
        }
        self.painter.add(Shape::line(points, stroke));
    }

    fn closed(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.painter.add(Shape::closed_line(points, self.stroke()));
    }

    /// A filled convex shape.
    fn fill(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.painter.add(Shape::convex_polygon(points, self.colour, Stroke::NONE));
    }

    fn dot(&self, centre: (f32, f32), radius: f32) {
        self.painter.circle_filled(self.at(centre), radius * self.scale(), self.colour);
    }

    fn circle(&self, centre: (f32, f32), radius: f32) {
        self.painter.circle_stroke(self.at(centre), radius * self.scale(), self.stroke());
    }

    fn area(&self, from: (f32, f32), to: (f32, f32)) -> Rect {
        Rect::from_two_pos(self.at(from), self.at(to))
    }

    fn corner(&self, radius: f32) -> CornerRadius {
        CornerRadius::from(radius * self.scale())
    }

    fn frame(&self, from: (f32, f32), to: (f32, f32), radius: f32) {
        let area = self.area(from, to);
        self.painter.rect_stroke(area, self.corner(radius), self.stroke(), StrokeKind::Middle);
    }

    fn block(&self, from: (f32, f32), to: (f32, f32), radius: f32) {
        self.painter.rect_filled(self.area(from, to), self.corner(radius), self.colour);
    }

    /// An arc, degrees clockwise from the right.
    fn arc(&self, centre: (f32, f32), radius: (f32, f32), from: f32, to: f32) {
        self.line(&arc(centre, radius, from, to));
    }

    /// An arrow whose point is at `to`.
    fn arrow(&self, from: (f32, f32), to: (f32, f32)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1e-3);
        let (ux, uy) = (dx / length, dy / length);
        let head = 15.0_f32.min(length * 0.8);
        let base = (to.0 - ux * head, to.1 - uy * head);
        self.line(&[from, base]);
        let half = head * 0.72;
        self.fill(&[to, (base.0 - uy * half, base.1 + ux * half), (base.0 + uy * half, base.1 - ux * half)]);
    }

    /// A turning arrow along an arc, its point at the arc's end.
    fn turning(&self, centre: (f32, f32), radius: (f32, f32), from: f32, to: f32) {
        let points = arc(centre, radius, from, to);
        self.line(&points);
        let (end, before) = (points[points.len() - 1], points[points.len() - 2]);
        let (dx, dy) = (end.0 - before.0, end.1 - before.1);
        let length = dx.hypot(dy).max(1e-3);
        let (ux, uy) = (dx / length, dy / length);
        let half = self.width * 1.75;
        let tip = (end.0 + ux * half * 1.5, end.1 + uy * half * 1.5);
        self.fill(&[tip, (end.0 - uy * half, end.1 + ux * half), (end.0 + uy * half, end.1 - ux * half)]);
    }
}

fn arc(centre: (f32, f32), radius: (f32, f32), from: f32, to: f32) -> Vec<(f32, f32)> {
    let steps = 24;
    let point = |i: i32| {
        let angle = (from + (to - from) * i as f32 / steps as f32).to_radians();
        (centre.0 + radius.0 * angle.cos(), centre.1 + radius.1 * angle.sin())
    };
    (0..=steps).map(point).collect()
}
