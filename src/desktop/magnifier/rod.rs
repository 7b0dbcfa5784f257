//! Round bars seen from the side: glass, coating, tube, steel. Shaded across, so that they look round.

use bevy_egui::egui::epaint::{Mesh, Vertex};
use bevy_egui::egui::{Color32, Painter, Pos2, Shape, Stroke, Vec2};

use super::lens::mix;

/// Colours across a bar, from one edge (−1) to the other (1).
type Across<'a> = &'a [(f32, Color32)];

/// A bar from `a` to `b`, shaded across.
pub fn bar(painter: &Painter, a: Pos2, b: Pos2, width: f32, across: Across) {
    let along = b - a;
    if along.length() < 0.1 {
        return;
    }
    let side = along.normalized().rot90() * (width / 2.0);
    let mut mesh = Mesh::default();
    for (i, (t, colour)) in across.iter().enumerate() {
        for end in [a, b] {
            mesh.vertices.push(Vertex::untextured(end + side * *t, *colour));
        }
        if i > 0 {
            let k = 2 * i as u32;
            mesh.add_triangle(k - 2, k - 1, k);
            mesh.add_triangle(k - 1, k, k + 1);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// A bar of opaque plastic.
pub fn plastic(painter: &Painter, a: Pos2, b: Pos2, width: f32, colour: Color32) {
    let dark = mix(colour, Color32::BLACK, 0.5);
    let light = mix(colour, Color32::WHITE, 0.5);
    let edge = mix(colour, Color32::BLACK, 0.28);
    // Light falls from above: the side that the screen shows higher is the lit one.
    let up = if (b - a).normalized().rot90().y < 0.0 { 1.0 } else { -1.0 };
    bar(
        painter,
        a,
        b,
        width,
        &[(-up, dark), (-up * 0.6, edge), (0.0, colour), (up * 0.42, light), (up * 0.62, colour), (up, edge)],
    );
    edges(painter, a, b, width, mix(colour, Color32::BLACK, 0.62));
}

/// A bar of bare glass.
pub fn glass(painter: &Painter, a: Pos2, b: Pos2, width: f32) {
    let clear = Color32::from_rgba_unmultiplied(196, 226, 240, 110);
    let deep = Color32::from_rgba_unmultiplied(70, 110, 140, 190);
    let bright = Color32::from_rgba_unmultiplied(255, 255, 255, 235);
    let up = if (b - a).normalized().rot90().y < 0.0 { 1.0 } else { -1.0 };
    bar(
        painter,
        a,
        b,
        width,
        &[
            (-up, deep),
            (-up * 0.72, Color32::from_rgba_unmultiplied(168, 210, 230, 190)),
            (-up * 0.5, clear),
            (0.0, clear),
            (up * 0.28, clear),
            (up * 0.42, bright),
            (up * 0.54, clear),
            (up, deep),
        ],
    );
    edges(painter, a, b, width, Color32::from_rgba_unmultiplied(220, 240, 250, 210));
}

/// A band between two lines of points, in one colour, without seams.
pub fn band(painter: &Painter, one: &[Pos2], other: &[Pos2], colour: Color32) {
    let mut mesh = Mesh::default();
    for (i, (a, b)) in one.iter().zip(other).enumerate() {
        mesh.vertices.push(Vertex::untextured(*a, colour));
        mesh.vertices.push(Vertex::untextured(*b, colour));
        if i > 0 {
            let k = 2 * i as u32;
            mesh.add_triangle(k - 2, k - 1, k);
            mesh.add_triangle(k - 1, k, k + 1);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// Thin lines along both edges: they soften the steps of the mesh.
fn edges(painter: &Painter, a: Pos2, b: Pos2, width: f32, colour: Color32) {
    let side = normal(a, b) * (width / 2.0);
    for sign in [-1.0, 1.0] {
        painter.line_segment([a + side * sign, b + side * sign], Stroke::new(1.0, colour));
    }
}

/// Unit vector across a bar.
pub fn normal(a: Pos2, b: Pos2) -> Vec2 {
    (b - a).normalized().rot90()
}

/// A round bar of glass seen end on.
pub fn glass_disc(painter: &Painter, at: Pos2, radius: f32) {
    painter.circle_filled(at, radius, Color32::from_rgb(92, 132, 158));
    painter.circle_filled(at, radius * 0.94, Color32::from_rgb(168, 204, 222));
    painter.circle_filled(at - Vec2::splat(radius * 0.08), radius * 0.74, Color32::from_rgb(196, 224, 238));
    painter.circle_stroke(at, radius, Stroke::new(1.5, Color32::from_rgb(232, 246, 252)));
}

/// A coated fibre seen end on, its glass inside.
pub fn coated_disc(painter: &Painter, at: Pos2, radius: f32, colour: Color32) {
    painter.circle_filled(at, radius, mix(colour, Color32::BLACK, 0.35));
    painter.circle_filled(at, radius * 0.92, colour);
    painter.circle_stroke(at, radius * 0.97, Stroke::new(1.0, mix(colour, Color32::WHITE, 0.45)));
}
