//! Workpieces and kit tools from the shapes that a catalogue gives them.

use bevy::prelude::*;

use super::labels::letters;
use super::shapes::{Shape, rounded_box, swept};
use super::{BODY, Piece, Surface};
use crate::bench::craft::KIT_ROW;
use crate::catalogue::workpiece::{self, Finish, Look, When};

/// Weight of a sign's strokes over its height.
const STROKE: f32 = 0.14;
/// A sign stands so far off what it is written on, mm.
const OFF_MM: f32 = 0.15;

fn v(at: [f64; 3]) -> Vec3 {
    Vec3::new(at[0] as f32, at[1] as f32, at[2] as f32)
}

/// What a finish is made of; its colour is in the vertices.
fn surface(finish: Finish) -> Surface {
    match finish {
        Finish::Matt => Surface::DyedMatt,
        Finish::Plastic => Surface::DyedPlastic,
        Finish::Metal => Surface::DyedMetal,
        Finish::Lit => Surface::DyedLit,
    }
}

/// Vertex colours are linear.
fn dye(colour: [u8; 3]) -> [f32; 4] {
    let linear = Color::srgb_u8(colour[0], colour[1], colour[2]).to_linear();
    [linear.red, linear.green, linear.blue, 1.0]
}

fn shape(look: &Look) -> (Surface, Shape) {
    let made = match &look.shape {
        workpiece::Shape::Box { size, at, round } => {
            let [w, h, d] = size.map(|mm| (mm as f32).max(0.05));
            let at = v(*at);
            rounded_box(w, h, d, *round as f32, 2).at(at.x, at.y, at.z)
        }
        workpiece::Shape::Tube { through, diameter } => {
            let points: Vec<Vec3> = through.iter().map(|at| v(*at)).collect();
            let sides = if *diameter > 8.0 { 24 } else { 12 };
            swept(&super::curve(&points, 6), &[*diameter as f32 / 2.0], sides)
        }
        workpiece::Shape::Sign { text, at, height, upright } => {
            let (at, height) = (v(*at), *height as f32);
            let flat = letters(&capitals(text), height, height * STROKE);
            let turned = if *upright { flat } else { flat.turned(-90.0, 0.0, 0.0) };
            let off = if *upright { Vec3::Z } else { Vec3::Y } * OFF_MM;
            turned.at(at.x + off.x, at.y + off.y, at.z + off.z)
        }
    };
    let sign = matches!(look.shape, workpiece::Shape::Sign { .. });
    let colour = dye(look.colour);
    (if sign { Surface::DyedLit } else { surface(look.finish) }, made.tinted(|_| colour))
}

/// Signs are written in capitals without accents, as labels are.
fn capitals(text: &str) -> String {
    let plain = |c: char| match c {
        'À' | 'Â' => 'A',
        'È' | 'Ê' | 'Ë' => 'E',
        'Î' | 'Ï' => 'I',
        'Ô' => 'O',
        'Ù' | 'Û' => 'U',
        'Ç' => 'C',
        '–' | '—' => '-',
        c => c,
    };
    text.to_uppercase().chars().map(plain).collect()
}

/// The shapes that are seen at one time, welded to one piece a surface.
pub fn crafted(looks: &[Look], when: When) -> Vec<Piece> {
    let mut kit = super::Kit::default();
    for look in looks.iter().filter(|look| look.when == when) {
        let (surface, shape) = shape(look);
        kit.add(BODY, surface, shape);
    }
    kit.pieces()
}

/// Radius of the first round bar of a look, mm: what a blade or a wipe goes round.
pub fn radius_mm(looks: &[Look]) -> Option<f32> {
    looks.iter().find_map(|look| match &look.shape {
        workpiece::Shape::Tube { diameter, .. } => Some(*diameter as f32 / 2.0),
        _ => None,
    })
}

/// The mat that a kit of so many tools lies on, round its first row's middle.
pub fn kit_mat(count: usize) -> Vec<Piece> {
    let (row, wide, deep) = KIT_ROW;
    let (rows, columns) = (count.div_ceil(row).max(1) as f32, count.clamp(1, row) as f32);
    let (width, depth) = (columns * wide as f32 + 24.0, rows * deep as f32 + 26.0);
    let back = -(rows - 1.0) * deep as f32 / 2.0;
    let mut kit = super::Kit::default();
    kit.shade(width + 4.0, depth + 4.0, 14.0, back, 16.0);
    kit.body(Surface::Foam, rounded_box(width, 6.0, depth, 2.0, 2).at(14.0, 3.0, back));
    kit.pieces()
}
