//! Records of a class: people, groups, attempts and marks in one database of the user's folder, and what is made of
//! them: gathering, tables, figures, the instructor's board.
//!
//! Knows attempts, exams and progress; nothing of windows. Days are given from outside; no network anywhere. Journals
//! are the truth: the database is made of them again, and what only it knows stands in `records.json` beside it.

mod attempts;
pub mod board;
pub mod cells;
pub mod class;
pub mod code;
mod error;
mod files;
pub mod gather;
pub mod groups;
pub mod here;
mod index;
mod judged;
pub mod names;
mod people;
pub mod privacy;
pub mod results;
pub mod roster;
mod schema;
mod sidecar;
pub mod stats;
mod store;

pub use attempts::{Attempt, CriterionPoints, History, Judged, Person};
pub use error::RecordsError;
pub use index::{Indexed, Refused, attempts_in};
pub use store::{Opened, Store};
