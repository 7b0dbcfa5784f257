//! The optical path from exchange to socket: every joint, bend and break with its loss and reflectance.

pub mod line;

pub use line::{Leg, Line, Point};
