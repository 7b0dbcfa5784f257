//! Packs: a course as one signed file, made from a folder and installed from a file that nobody vouches for.
//!
//! Knows exercises and catalogue, not the library that shows them. A pack is read in this order: what its head says,
//! whether the author signed that, whether the contents are what was signed. Only then anything is written or loaded.

pub mod container;
pub mod content;
pub mod export;
pub mod install;
pub mod key;
pub mod manifest;
pub mod names;

#[cfg(test)]
mod container_tests;
#[cfg(test)]
mod install_tests;

pub use container::{Pack, read};
pub use export::{About, Exported, export};
pub use install::{Imported, Own, import, remove};
pub use manifest::{Entry, Manifest};

/// Most files of a pack.
pub const MAX_FILES: usize = 2_000;
/// Most bytes of all files of a pack.
pub const MAX_TOTAL: u64 = 64 << 20;
/// Most bytes of a text: an exercise, a catalogue, a programme, a note.
pub const MAX_TEXT: u64 = 1 << 20;
/// Most bytes of a trace.
pub const MAX_TRACE: u64 = 8 << 20;
