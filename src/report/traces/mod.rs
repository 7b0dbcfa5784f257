//! Traces of a reflectometer as the trade's files: SOR, CSV, and a picture for people.

mod canvas;
mod chart;
mod picture;
mod table;
mod taken;
mod to_sor;

pub use crate::instrument::from_sor::{NotATrace, from_sor};
pub use crate::instrument::sor::plain::to_csv;
pub use picture::{Drawn, PictureError, png};
pub use table::table;
pub use taken::{pairs, picture, taken};
pub use to_sor::{About, file_name, to_sor};
