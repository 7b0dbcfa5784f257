//! SC connectors and what they go into: plugs, adapters, dust caps, couplers.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};

/// Where a plug's cord begins, behind the tip of its ferrule.
pub const CORD_MM: f32 = 47.0;
/// Where the mouth of an adapter is, in front of the tip of a plug that sits in it.
pub const MOUTH_MM: f32 = 9.5;
/// Thickness of a cord.
pub const CORD_RADIUS_MM: f32 = 1.35;

fn shell(angled: bool) -> Surface {
    if angled { Surface::GreenConnector } else { Surface::BlueConnector }
}

/// A shape that was made along y, along z.
pub(super) fn along_z(shape: Shape) -> Shape {
    shape.turned(90.0, 0.0, 0.0)
}

/// An SC plug: the tip of its ferrule is the origin, its cord leaves along +z, its key is on top (+y).
pub fn plug(angled: bool) -> Vec<Piece> {
    let mut kit = Kit::default();
    let colour = shell(angled);
    let ferrule = lathe(&[(0.0, 0.0), (0.95, 0.0), (1.25, 0.4), (1.25, 9.0), (0.0, 9.0)], 18);
    kit.body(Surface::WhiteCeramic, along_z(ferrule));
    // The plug frame round the ferrule, white inside the coloured grip.
    kit.body(Surface::WhitePlastic, block(6.2, 5.6, 8.0, 0.6).at(0.0, 0.0, 7.6));
    kit.body(Surface::DarkMark, along_z(pipe(2.1, 1.3, 0.2, 0.0, 16)).at(0.0, 0.0, 3.58));
    kit.body(colour, block(9.0, 7.6, 18.6, 0.8).at(0.0, 0.0, 15.0));
    // The key, with a white line that says where it points.
    kit.body(colour, block(2.4, 1.5, 9.0, 0.35).at(0.0, 4.2, 11.5));
    kit.body(Surface::Mark, quad(0.9, 8.0).turned(-90.0, 0.0, 0.0).at(0.0, 4.98, 11.6));
    kit.both(Surface::DarkMark, quad(3.0, 2.6).turned(0.0, 90.0, 0.0).at(4.53, 0.0, 10.0));
    for i in 0..4 {
        let z = 16.5 + 1.9 * i as f32;
        kit.both(colour, block(0.7, 6.4, 0.9, 0.2).at(4.7, 0.0, z));
    }
    let boot = lathe(&[(0.0, 0.0), (1.5, 0.0), (1.9, 1.2), (2.9, 15.0), (3.3, 20.0), (3.3, 23.0), (0.0, 23.0)], 18);
    // Turned over: its thin end is where the cord leaves.
    kit.body(colour, boot.turned(-90.0, 0.0, 0.0).at(0.0, 0.0, CORD_MM));
    for i in 0..5 {
        let t = i as f32;
        let ring = torus(3.05 - 0.24 * t, 0.42, 16, 6);
        kit.body(colour, along_z(ring).at(0.0, 0.0, 28.6 + 3.2 * t));
    }
    kit.pieces()
}

/// The walls of an adapter from `back` to its mouth, the slot for the key on top; with the sleeve inside.
fn walls(kit: &mut Kit, colour: Surface, back: f32, front: f32) {
    let (long, middle) = (front - back, (front + back) / 2.0);
    kit.both(colour, block(1.8, 11.6, long, 0.35).at(5.6, 0.0, middle));
    kit.body(colour, block(11.0, 1.8, long, 0.35).at(0.0, -4.9, middle));
    kit.both(colour, block(4.2, 1.8, long, 0.35).at(3.7, 4.9, middle));
    kit.body(Surface::DarkMark, quad(9.6, 8.2).at(0.0, 0.0, 1.4));
    let sleeve = along_z(pipe(2.2, 1.35, 5.4, 0.3, 16));
    kit.body(Surface::WhiteCeramic, sleeve.at(0.0, 0.0, 4.0));
}

/// An SC adapter in a wall, round the tip of a plug that sits in it; it opens along +z.
pub(super) fn adapter(kit: &mut Kit, angled: bool, at: Transform) {
    let mut own = Kit::default();
    let colour = shell(angled);
    walls(&mut own, colour, -4.0, MOUTH_MM);
    // The flange that is screwed to the panel.
    own.both(colour, block(4.0, 11.6, 2.0, 0.4).at(8.0, 0.0, 0.0));
    kit.take(own, at);
}

/// The cap of a free adapter, in the adapter's frame.
pub fn cap() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.body(Surface::FrostedPlastic, block(9.2, 7.6, 6.5, 0.5).at(0.0, 0.0, MOUTH_MM - 2.0));
    kit.body(Surface::FrostedPlastic, block(12.6, 11.4, 1.6, 0.6).at(0.0, 0.0, MOUTH_MM + 0.9));
    kit.body(Surface::FrostedPlastic, block(3.0, 7.0, 6.0, 0.8).at(0.0, 0.0, MOUTH_MM + 4.0));
    kit.pieces()
}

/// A coupler that joins two plugs, round its middle; it opens along both z.
pub fn coupler(angled: bool) -> Vec<Piece> {
    let mut kit = Kit::default();
    let colour = shell(angled);
    kit.shade(10.0, 40.0, 0.0, 0.0, 5.0);
    let mut half = Kit::default();
    walls(&mut half, colour, -9.0, MOUTH_MM);
    half.both(colour, block(5.0, 12.0, 2.2, 0.4).at(8.0, 0.0, -8.0));
    let mut other = Kit::default();
    walls(&mut other, colour, -9.0, MOUTH_MM);
    kit.take(half, Transform::from_xyz(0.0, 0.0, 9.0));
    kit.take(other, Transform::from_xyz(0.0, 0.0, -9.0).with_rotation(Quat::from_rotation_y(std::f32::consts::PI)));
    kit.pieces()
}
