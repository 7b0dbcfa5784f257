//! What the bench sounds like: cues from its state, a synthesiser that renders them, WAV files to study them.
//!
//! Nothing is recorded and nothing is played for effect: what is heard is the state of a contact or of a machine. The
//! same cues feed the loudspeaker and the words for those who do not hear. Knows no device and no window.

pub mod atlas;
pub mod cue;
mod held;
pub mod listen;
pub mod signs;
mod sites;
mod struck;
pub mod synth;
pub mod wav;
pub mod wire;

pub use cue::{Cues, Held, Stroke, Struck, Texture};
pub use listen::{Seen, listen};
pub use synth::Synth;
pub use wire::{Player, Wire};

/// Samples a second of files, and of the loudspeaker unless its device wants others.
pub const RATE: u32 = 48_000;
