//! Exercises: what one says, how its file is read with located errors, and what a seed makes of it.
//!
//! Knows nothing of the bench, of marks or of Bevy. Every file is taken as hostile: reading never panics, never hangs,
//! and reports all errors of a file at once.

pub(crate) mod check;
pub mod craft;
pub mod decode;
mod earned;
pub mod error;
pub mod expression;
pub mod inherit;
pub mod job;
mod lexer;
pub mod load;
mod load_given;
mod load_hints;
mod load_marking;
mod load_measuring;
mod load_pieces;
mod measuring;
pub mod migrate;
mod names;
pub mod pace;
pub mod pieces;
mod possible;
pub mod programme;
pub mod reference;
pub mod schema;
pub mod shape;
pub mod spanned;

#[cfg(test)]
mod earned_tests;
#[cfg(test)]
mod hints_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod inherit_tests;
#[cfg(test)]
mod measuring_tests;
#[cfg(test)]
mod pieces_tests;
#[cfg(test)]
mod spanned_tests;
#[cfg(test)]
mod tests;

pub use error::Located;
pub use job::{Job, JobError, Lengths};
pub use load::{
    LoadedScenario, load_scenario, parse_scenario, parse_scenario_as, parse_scenario_at, parse_scenario_with,
    recall_scenario,
};
pub use programme::{Course, LoadedProgramme, Programme, load_programme};
