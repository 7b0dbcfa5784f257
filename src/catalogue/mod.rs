//! What the trade is made of: the words that every layer shares, and the parts and tools that exercises name.

mod extend;
mod key;
pub mod load;
mod load_workpiece;
pub mod schema;
pub mod vocabulary;
pub mod workpiece;

#[cfg(test)]
mod load_tests;

pub use extend::extend_catalogue;
pub use load::{LoadedCatalogue, builtin_catalogue, load_catalogue};
