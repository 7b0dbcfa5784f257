//! Exams: a session that nobody reads before its time, a sitting that survives a power cut, a seal, and the jury.
//!
//! Knows attempts and marks; nothing of windows. Moments are given from outside: nothing here reads a clock.

pub mod jury;
pub mod notes;
pub mod prepare;
pub mod roster;
pub mod seal;
pub mod sealed;
pub mod session;
pub mod sitting;
pub mod subject;
pub mod verify;

pub use jury::Jury;
pub use sealed::{Candidate, Head, Incident, IncidentKind, Sealed, Times};
pub use session::{Opened, Session};
pub use verify::{Check, Verdict, Verifier};
