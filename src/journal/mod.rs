//! The journal: one attempt as a header and 120 samples a second, appended as they happen.
//!
//! It knows neither the bench nor the marking, and never reads a clock.
//!
//! A file is the magic `EPISJRN1` and then frames, each
//! `kind u8 · payload length u32 LE · payload · checksum [u8; 16]`, where the checksum is the truncated blake3 of
//! the previous frame's checksum and all that precedes it in its own frame. The first frame is the header:
//!
//! | kind | payload |
//! |------|---------|
//! | 0 | header, JSON, at most 64 KiB; once, first |
//! | 1 | samples: first tick u32 LE, count u32 LE, records |
//! | 2 | keyframe: tick u32 LE, opaque bytes |
//! | 3 | finish: number of samples u32 LE; last |
//! | 4 | note: tick u32 LE, UTF-8 text |
//!
//! A sample record is a mask byte, bit by bit the fields that changed (tool, part, along, across, lift, turn, grip,
//! wheel), and those fields: tool, part and grip as they are, the others as zigzag LEB128 of the wrapping difference.
//! A mask of 0 is followed by LEB128 n and stands for n + 1 samples like the one before. Each frame starts from
//! [`Sample::default`], so that it can be read on its own.

mod format;
mod reader;
mod writer;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::catalogue::vocabulary::{Sample, Tick};

pub use format::{
    Calibration, FORMAT_VERSION, Header, MAX_FILE, MAX_HEADER, MAX_NOTE, MAX_PAYLOAD, MAX_SAMPLES, Mode, NOBODY,
};
pub use reader::{Ending, decode, for_each_sample, is_finished, read, read_header, survey};
pub use writer::Writer;

/// A journal as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// What was attempted, by whom, and with which program.
    pub header: Header,
    /// One sample per tick, from tick 0; at most [`MAX_SAMPLES`].
    pub samples: Vec<Sample>,
    /// What happened around the attempt, in the order of ticks.
    pub notes: Vec<Note>,
    /// Settled states, in the order of ticks.
    pub keyframes: Vec<Keyframe>,
    /// Whether the attempt was ended on purpose, rather than cut short.
    pub finished: bool,
    /// Where a power cut tore the file's end, if one did; all before it is good.
    pub torn: Option<Torn>,
}

/// Something that happened around the attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Number of samples recorded before it.
    pub tick: Tick,
    /// What happened.
    pub event: Event,
}

/// What a note says. Its text is part of the journal format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The window lost the keyboard and pointer.
    FocusLost,
    /// The window has them again.
    FocusRegained,
    /// The attempt went on after an interruption of the program.
    Resumed,
    /// Anything else, at most [`MAX_NOTE`] bytes; a text that names an event above is read back as that event.
    Other(String),
}

impl Event {
    /// The text in the file.
    pub fn text(&self) -> &str {
        match self {
            Event::FocusLost => "focus-lost",
            Event::FocusRegained => "focus-regained",
            Event::Resumed => "resumed",
            Event::Other(text) => text,
        }
    }

    /// The event of a text.
    pub fn from_text(text: &str) -> Event {
        match text {
            "focus-lost" => Event::FocusLost,
            "focus-regained" => Event::FocusRegained,
            "resumed" => Event::Resumed,
            _ => Event::Other(text.to_owned()),
        }
    }
}

/// A settled state of the bench, whose meaning only the bench knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyframe {
    /// Number of samples recorded before it.
    pub tick: Tick,
    /// Opaque bytes, at most [`MAX_PAYLOAD`] - 4.
    pub bytes: Vec<u8>,
}

/// The place from which a journal's end is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torn {
    /// Byte at which the first lost frame begins; the file is good up to there.
    pub offset: u64,
    /// What the tear looks like.
    pub reason: Tear,
}

/// What a torn end looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tear {
    /// The file ends inside a frame.
    CutShort,
    /// The last frame is whole in length, but not what was written.
    Damaged,
    /// The file was lengthened, but its end never reached the disk: it is all zeros.
    Zeros,
}

impl fmt::Display for Torn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            Tear::CutShort => "the last frame is cut short",
            Tear::Damaged => "the last frame is damaged",
            Tear::Zeros => "the end was never written",
        };
        write!(f, "byte {}: {reason}", self.offset)
    }
}

/// Why a journal could not be read or written, and where.
#[derive(Debug, Error)]
#[error("{}byte {offset}, frame {frame}: {fault}", prefix(.path))]
pub struct JournalError {
    /// The file, if the journal is one.
    pub path: Option<PathBuf>,
    /// Byte in the journal at which the fault is; the frames that end before it are good.
    pub offset: u64,
    /// Number of the frame at which the fault is; 0 is the header.
    pub frame: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a journal.
#[derive(Debug, Error)]
pub enum Fault {
    /// The system refused: disk full, read-only, missing…
    #[error("{0}")]
    Io(io::Error),
    /// There is already a file where the journal should be created.
    #[error("a file is already there; a journal is never overwritten")]
    Exists,
    /// Not a plain file.
    #[error("this is not a file")]
    NotAFile,
    /// Another process is recording into it.
    #[error("another program is recording into this journal")]
    Busy,
    /// The magic is missing.
    #[error("this is not a journal of this program")]
    NotAJournal,
    /// The file ends before the header does.
    #[error("the journal ends inside its header")]
    HeaderCut,
    /// The header is not what it should be.
    #[error("the header cannot be read: {0}")]
    HeaderUnreadable(String),
    /// The header is larger than [`MAX_HEADER`].
    #[error("the header has {0} bytes, more than {MAX_HEADER}")]
    HeaderTooLong(u64),
    /// Recorded in a format that this program doesn't know.
    #[error("format version {0} is unknown; this program reads {FORMAT_VERSION}")]
    Version(u32),
    /// A payload is larger than [`MAX_PAYLOAD`], or a note larger than [`MAX_NOTE`].
    #[error("an entry has {length} bytes, more than {limit}")]
    FrameTooLong {
        /// Bytes found.
        length: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// More than [`MAX_FILE`] bytes.
    #[error("the journal is larger than {MAX_FILE} bytes")]
    FileTooLong,
    /// More than [`MAX_SAMPLES`] samples.
    #[error("the attempt is longer than four hours")]
    TooManySamples,
    /// More notes and keyframes than a person's attempt can give.
    #[error("the journal has too many notes and keyframes")]
    TooManyEntries,
    /// A frame of a kind that doesn't exist.
    #[error("there is no frame of kind {0}")]
    UnknownKind(u8),
    /// The checksum doesn't match, and it isn't the torn end that a power cut leaves.
    #[error("the journal was altered after it was recorded")]
    Altered,
    /// The checksum matches, but the content makes no sense.
    #[error("{0}")]
    Malformed(&'static str),
    /// The attempt is finished: nothing can be added.
    #[error("the attempt is finished, nothing can be added to it")]
    Finished,
}

impl JournalError {
    fn new(offset: usize, frame: u32, fault: Fault) -> JournalError {
        JournalError { path: None, offset: offset as u64, frame, fault }
    }

    fn at_path(mut self, path: &Path) -> JournalError {
        self.path = Some(path.to_owned());
        self
    }
}

fn prefix(path: &Option<PathBuf>) -> String {
    path.as_ref().map(|path| format!("{}: ", path.display())).unwrap_or_default()
}
