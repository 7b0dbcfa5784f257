//! What the trade is made of: the words that every layer shares, and the parts, tools and competences that exercises
//! name.

mod colour;
pub mod competences;
mod extend;
mod key;
pub mod load;
mod load_tray;
mod load_workpiece;
mod sample;
pub mod schema;
pub(crate) mod shapes;
pub mod vocabulary;
pub mod workpiece;

#[cfg(test)]
mod load_tests;

pub use extend::extend_catalogue;
pub use load::{LoadedCatalogue, builtin_catalogue, load_catalogue};
