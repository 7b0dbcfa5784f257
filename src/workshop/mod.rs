//! Writing exercises: a document with its errors, a form made from its text, edits that touch only what they change.
//!
//! Knows neither Bevy nor egui. The form is made from the spanned tree alone, and what may stand somewhere is asked of
//! the loader, so that whatever the schema gains can be edited the day it is read.

pub mod advice;
pub mod document;
pub mod draft;
pub mod edit;
pub mod form;
pub mod french;
pub mod trial;
pub mod words;

#[cfg(test)]
mod draft_tests;
#[cfg(test)]
mod tests;

pub use document::Document;
pub use draft::{Draft, SaveError, Seen};
pub use edit::Splice;
pub use form::{Field, Value};
