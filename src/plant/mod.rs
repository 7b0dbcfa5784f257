//! The optical path from exchange to socket: every joint, bend and break with its loss and reflectance.
//!
//! [`schema`] is what an author writes, [`strand`] one drawn fibre as pieces, [`line`] what an OTDR meets of it.

pub mod line;
pub mod loss;
pub mod schema;
pub mod strand;
#[cfg(test)]
mod tests;

pub use line::{Leg, Line, Point};
pub use schema::{BreakFace, Element, Fault, Hidden, Network, Node, Polish};
pub use strand::{BANDS, Path, Piece, Spot, Strand, What, band};
