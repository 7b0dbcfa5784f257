//! Beyond one machine: marked attempts as xAPI 1.0.3 statements, queued here and sent to a Learning Record Store.
//!
//! Knows marks, journals' headers and sealed attempts; nothing of the bench or of windows. Clock, waiting and chance are
//! given from outside. The profile is docs/xapi.md. No network is touched unless somebody named a server.

pub mod attempt;
pub mod check;
pub mod duration;
pub mod http;
pub mod queue;
pub mod send;
pub mod settings;
pub mod statement;

pub use attempt::Attempt;
pub use queue::Queue;
pub use settings::Settings;
pub use statement::statements;
