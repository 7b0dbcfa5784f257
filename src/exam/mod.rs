//! Exams: a session that nobody reads before its time, a sitting that survives a power cut, a seal, and the jury.
//!
//! Knows attempts and marks; nothing of windows. Days and hours are given from outside: nothing here reads a clock.

pub mod sealed;

pub use sealed::{Candidate, Head, Incident, IncidentKind, Sealed, Times};
