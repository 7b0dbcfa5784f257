//! The 3D models of everything on the bench, made by code: millimetres, x right, y up, z to the worker.
//!
//! A thing is a list of [`Piece`]s in its own frame, where `bench::layout` puts its origin. Pieces of one name move
//! together: their meshes are made round the pivot that is their transform's place. What never moves is named "body".
//! Models know nothing of the bench's state.

mod bench;
mod bin;
mod cleaver;
pub mod connectors;
pub mod crafted;
mod cutters;
mod glasses;
pub mod glove;
pub mod handhelds;
mod instruments;
mod labels;
pub mod lighting;
pub mod materials;
pub mod otdr;
mod outlines;
pub mod panels;
pub mod papers;
mod rack;
mod room;
mod shape;
pub mod shapes;
mod sleeve;
mod splicer;
mod stripper;
pub mod sweep;
mod textures;
mod tray;
mod tweezers;
mod wipes;

use bevy::prelude::*;

pub use bench::{bench, cable_clamp, pigtail_clamp};
pub use bin::bin;
pub use cleaver::cleaver;
pub use materials::Surface;
pub use rack::{HELD_DEG, rack, rack_pose, tool_model};
pub use room::{props, room};
pub use sleeve::sleeve;
pub use splicer::splicer;
pub use sweep::{curve, swept_tube, tint_swept_tube, update_swept_tube};
pub use tray::tray;

use shapes::Shape;

/// Name of the pieces that never move.
pub const BODY: &str = "body";

/// One mesh of one surface.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is; pieces that share a name move together.
    pub name: &'static str,
    /// Its triangles, round its pivot.
    pub mesh: Mesh,
    /// What it is made of.
    pub surface: Surface,
    /// Where its pivot stands in the thing's frame, at rest (closed).
    pub at: Transform,
}

/// Collects shapes and welds those of one name and surface into one mesh, so that a thing costs few draw calls.
#[derive(Default)]
struct Kit {
    pivots: Vec<(&'static str, Transform)>,
    parts: Vec<(&'static str, Surface, Shape)>,
}

impl Kit {
    /// Declares a moving part and its pivot; its shapes are then given round that pivot.
    fn pivot(&mut self, name: &'static str, at: Transform) {
        self.pivots.push((name, at));
    }

    /// Adds a shape to a part.
    fn add(&mut self, name: &'static str, surface: Surface, shape: Shape) {
        match self.parts.iter_mut().find(|(n, s, _)| *n == name && *s == surface) {
            Some((_, _, own)) => own.join(shape),
            None => self.parts.push((name, surface, shape)),
        }
    }

    /// Adds a shape that never moves.
    fn body(&mut self, surface: Surface, shape: Shape) {
        self.add(BODY, surface, shape);
    }

    /// Adds a shape and its mirror image to what never moves.
    fn both(&mut self, surface: Surface, shape: Shape) {
        self.body(surface, shape.clone().mirrored());
        self.body(surface, shape);
    }

    /// Adds a shape and its mirror image front to back.
    fn both_z(&mut self, surface: Surface, shape: Shape) {
        self.body(surface, shape.clone().stretched(1.0, 1.0, -1.0));
        self.body(surface, shape);
    }

    /// Adds the still shapes of another kit, moved.
    fn take(&mut self, other: Kit, at: Transform) {
        for (name, surface, shape) in other.parts {
            self.add(name, surface, shape.by(at));
        }
    }

    /// A soft patch on the bench under the thing.
    fn shade(&mut self, width: f32, depth: f32, x: f32, z: f32, spread: f32) {
        self.body(Surface::SoftShadow, shapes::soft_patch(width, depth, spread, 0.62).at(x, 0.25, z));
    }

    fn pieces(self) -> Vec<Piece> {
        let pivots = self.pivots;
        self.parts
            .into_iter()
            .map(|(name, surface, shape)| Piece {
                name,
                mesh: shape.mesh(),
                surface,
                at: pivots.iter().find(|(n, _)| *n == name).map_or(Transform::IDENTITY, |(_, at)| *at),
            })
            .collect()
    }
}

/// Welds the still pieces of many things, each with its place, into one mesh a surface. Moving pieces pass through.
pub fn merge(things: Vec<(Transform, Vec<Piece>)>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for (place, pieces) in things {
        for mut piece in pieces {
            let at = place * piece.at;
            if piece.name != BODY {
                piece.at = at;
                out.push(piece);
                continue;
            }
            let mesh = piece.mesh.transformed_by(at);
            // Every model mesh has the same attributes; a foreign one stays a piece of its own.
            let own = out.iter_mut().find(|p| p.name == BODY && p.surface == piece.surface);
            if own.is_none_or(|own| own.mesh.merge(&mesh).is_err()) {
                out.push(Piece { mesh, at: Transform::IDENTITY, ..piece });
            }
        }
    }
    out
}
