//! Reads a journal: all of it, or sample by sample, and tells a torn end from an altered middle.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::format::{
    Checksum, HEAD, KIND_FINISH, KIND_HEADER, KIND_KEYFRAME, KIND_NOTE, KIND_SAMPLES, MAGIC, MAX_ENTRIES, MAX_FILE,
    MAX_HEADER, MAX_NOTE, MAX_PAYLOAD, SUM, chain_start, checksum, decode_samples, u32_at,
};
use super::{Event, Fault, Header, Journal, JournalError, Keyframe, Note, Tear, Torn};
use crate::catalogue::vocabulary::{Sample, Tick};

/// How a journal ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Number of samples, also the tick after the last one.
    pub samples: u32,
    /// Whether the attempt was ended on purpose.
    pub finished: bool,
    /// Where the end is torn, if it is.
    pub torn: Option<Torn>,
}

/// Reads the journal at `path`. A torn end is not an error, see [`Journal::torn`]; the errors are those of [`decode`]
/// and those of the system, each with the path.
pub fn read(path: &Path) -> Result<Journal, JournalError> {
    open(path, File::options().read(true))
        .and_then(|file| load(&file))
        .and_then(|bytes| decode(&bytes))
        .map_err(|e| e.at_path(path))
}

/// Reads the header alone: what a list of attempts needs.
///
/// # Errors
/// As [`read`], for the part that it reads.
pub fn read_header(path: &Path) -> Result<Header, JournalError> {
    let most = (MAGIC.len() + HEAD + MAX_HEADER + SUM) as u64;
    let start = |file: File| {
        let mut bytes = Vec::new();
        let io = |e| JournalError::new(0, 0, Fault::Io(e));
        file.take(most).read_to_end(&mut bytes).map_err(io)?;
        header(&bytes).map(|(header, _)| header)
    };
    open(path, File::options().read(true)).and_then(start).map_err(|e| e.at_path(path))
}

/// Whether the journal at `path` was ended on purpose, told from its last frame alone: what a list of attempts needs.
/// The frames before it may still be bad.
///
/// # Errors
/// Those of the system.
pub fn is_finished(path: &Path) -> Result<bool, JournalError> {
    const TAIL: usize = SUM + HEAD + 4 + SUM;
    let mut tail = [0; TAIL];
    let last = |mut file: File| {
        let io = |e| JournalError::new(0, 0, Fault::Io(e));
        if file.metadata().map_err(io)?.len() < TAIL as u64 {
            return Ok(false);
        }
        file.seek(SeekFrom::End(-(TAIL as i64))).and_then(|_| file.read_exact(&mut tail)).map_err(io)?;
        Ok(tail[SUM] == KIND_FINISH && u32_at(&tail, SUM + 1) == Some(4) && matches(&tail, SUM, SUM + HEAD + 4))
    };
    open(path, File::options().read(true)).and_then(last).map_err(|e| e.at_path(path))
}

/// Opens a plain file; anything else, a pipe for one, might never end.
pub(super) fn open(path: &Path, how: &fs::OpenOptions) -> Result<File, JournalError> {
    let io = |e| JournalError::new(0, 0, Fault::Io(e));
    if !fs::metadata(path).map_err(io)?.is_file() {
        return Err(JournalError::new(0, 0, Fault::NotAFile));
    }
    how.open(path).map_err(io)
}

/// All bytes of a file; fails if they are more than [`MAX_FILE`].
pub(super) fn load(file: &File) -> Result<Vec<u8>, JournalError> {
    let io = |e| JournalError::new(0, 0, Fault::Io(e));
    if file.metadata().map_err(io)?.len() > MAX_FILE {
        return Err(JournalError::new(MAX_FILE as usize, 0, Fault::FileTooLong));
    }
    let mut bytes = Vec::new();
    // It may still grow while it is read; one byte too many is enough to be refused.
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

/// Reads a journal's bytes. Fails where they were altered, make no sense or pass a limit; the frames before
/// [`JournalError::offset`] are good, so `decode(&bytes[..offset])` gives what was recorded up to an altered frame.
pub fn decode(bytes: &[u8]) -> Result<Journal, JournalError> {
    decode_counted(bytes).map(|(journal, _)| journal)
}

/// The journal and its number of good frames.
pub(super) fn decode_counted(bytes: &[u8]) -> Result<(Journal, u32), JournalError> {
    let mut samples = Vec::new();
    let mut notes = Vec::new();
    let mut keyframes = Vec::new();
    let (header, ending, frames) = walk(
        bytes,
        |_, sample| samples.push(sample),
        |entry| match entry {
            Entry::Note(tick, text) => notes.push(Note { tick, event: Event::from_text(text) }),
            Entry::Keyframe(tick, bytes) => keyframes.push(Keyframe { tick, bytes: bytes.to_owned() }),
        },
    )?;
    Ok((Journal { header, samples, notes, keyframes, finished: ending.finished, torn: ending.torn }, frames))
}

/// Gives each sample in turn without holding them; errors as in [`decode`], possibly after some samples were given.
pub fn for_each_sample(bytes: &[u8], each: impl FnMut(Tick, Sample)) -> Result<Ending, JournalError> {
    walk(bytes, each, |_| {}).map(|(_, ending, _)| ending)
}

/// The header and how the journal ends, once every frame was found good; errors as in [`decode`].
pub fn survey(bytes: &[u8]) -> Result<(Header, Ending), JournalError> {
    walk(bytes, |_, _| {}, |_| {}).map(|(header, ending, _)| (header, ending))
}

enum Entry<'a> {
    Note(Tick, &'a str),
    Keyframe(Tick, &'a [u8]),
}

fn walk(
    bytes: &[u8],
    mut each: impl FnMut(Tick, Sample),
    mut entry: impl FnMut(Entry<'_>),
) -> Result<(Header, Ending, u32), JournalError> {
    let (header, mut at) = header(bytes)?;
    let mut ending = Ending { samples: 0, finished: false, torn: None };
    let mut entries = 0;
    let mut number = 1;
    while at < bytes.len() {
        let fail = |place: usize, fault| JournalError::new(at + HEAD + place, number, fault);
        if ending.finished {
            return Err(JournalError::new(at, number, Fault::Malformed("bytes follow the end of the attempt")));
        }
        let Frame { kind, payload, end } = match frame_at(bytes, at) {
            Ok(frame) => frame,
            Err(Broken::Torn(reason)) => {
                ending.torn = Some(Torn { offset: at as u64, reason });
                break;
            }
            Err(Broken::For(fault)) => return Err(JournalError::new(at, number, fault)),
        };
        match kind {
            KIND_SAMPLES => {
                let count = decode_samples(payload, ending.samples, &mut each);
                ending.samples += count.map_err(|(place, fault)| fail(place, fault))?;
            }
            KIND_FINISH => {
                if payload.len() != 4 || u32_at(payload, 0) != Some(ending.samples) {
                    return Err(fail(0, Fault::Malformed("the number of samples is not the one at the end")));
                }
                ending.finished = true;
            }
            _ => {
                entries += 1;
                if entries > MAX_ENTRIES {
                    return Err(fail(0, Fault::TooManyEntries));
                }
                if u32_at(payload, 0) != Some(ending.samples) {
                    return Err(fail(0, Fault::Malformed("an entry is not at the tick at which it stands")));
                }
                entry(read_entry(kind, ending.samples, &payload[4..]).map_err(|fault| fail(4, fault))?);
            }
        }
        at = end;
        number += 1;
    }
    Ok((header, ending, number))
}

fn read_entry(kind: u8, tick: Tick, content: &[u8]) -> Result<Entry<'_>, Fault> {
    if kind == KIND_KEYFRAME {
        return Ok(Entry::Keyframe(tick, content));
    }
    if content.len() > MAX_NOTE {
        return Err(Fault::FrameTooLong { length: content.len() as u64, limit: MAX_NOTE as u64 });
    }
    let text = std::str::from_utf8(content).map_err(|_| Fault::Malformed("a note is not UTF-8"))?;
    Ok(Entry::Note(tick, text))
}

/// The header, and the byte after it.
fn header(bytes: &[u8]) -> Result<(Header, usize), JournalError> {
    let at = MAGIC.len();
    let fail = |place, fault| Err(JournalError::new(place, 0, fault));
    if bytes.len() as u64 > MAX_FILE {
        return fail(MAX_FILE as usize, Fault::FileTooLong);
    }
    if !bytes.starts_with(&MAGIC) {
        return fail(0, if MAGIC.starts_with(bytes) { Fault::HeaderCut } else { Fault::NotAJournal });
    }
    let (Some(kind), Some(length)) = (bytes.get(at), u32_at(bytes, at + 1)) else {
        return fail(bytes.len(), Fault::HeaderCut);
    };
    let length = length as usize;
    if *kind != KIND_HEADER {
        return fail(at, Fault::Altered);
    }
    if length > MAX_HEADER {
        return fail(at + 1, Fault::HeaderTooLong(length as u64));
    }
    let end = at + HEAD + length + SUM;
    let Some(frame) = bytes.get(at..end) else {
        return fail(bytes.len(), Fault::HeaderCut);
    };
    let (body, sum) = frame.split_at(HEAD + length);
    let chained = [&chain_start(), body].concat();
    if checksum(&chained) != sum {
        return fail(at, Fault::Altered);
    }
    match Header::from_bytes(&body[HEAD..]) {
        Ok(header) => Ok((header, end)),
        Err(fault) => fail(at + HEAD, fault),
    }
}

struct Frame<'a> {
    kind: u8,
    payload: &'a [u8],
    end: usize,
}

enum Broken {
    Torn(Tear),
    For(Fault),
}

/// The frame that begins at `at`, which follows on another frame. What is wrong with it is a torn end if nothing that
/// was whole comes after it.
fn frame_at(bytes: &[u8], at: usize) -> Result<Frame<'_>, Broken> {
    let torn_unless_followed = |reason, fault| {
        if followed(bytes, at + 1) { Broken::For(fault) } else { Broken::Torn(reason) }
    };
    let (Some(&kind), Some(length)) = (bytes.get(at), u32_at(bytes, at + 1)) else {
        return Err(Broken::Torn(Tear::CutShort));
    };
    if !(KIND_SAMPLES..=KIND_NOTE).contains(&kind) {
        let zeros = bytes[at..].iter().all(|b| *b == 0);
        return Err(if zeros { Broken::Torn(Tear::Zeros) } else { Broken::For(Fault::UnknownKind(kind)) });
    }
    let length = length as usize;
    if length > MAX_PAYLOAD {
        return Err(Broken::For(Fault::FrameTooLong { length: length as u64, limit: MAX_PAYLOAD as u64 }));
    }
    let sum_at = at + HEAD + length;
    let end = sum_at + SUM;
    if end > bytes.len() {
        return Err(torn_unless_followed(Tear::CutShort, Fault::Altered));
    }
    if !matches(bytes, at, sum_at) {
        let reason = if end == bytes.len() { Tear::Damaged } else { Tear::Zeros };
        let lost = bytes[end..].iter().all(|b| *b == 0);
        return Err(if lost { torn_unless_followed(reason, Fault::Altered) } else { Broken::For(Fault::Altered) });
    }
    Ok(Frame { kind, payload: &bytes[at + HEAD..sum_at], end })
}

/// Whether the checksum at `sum_at` is that of the frame at `at`, whose predecessor's checksum stands right before it.
fn matches(bytes: &[u8], at: usize, sum_at: usize) -> bool {
    let sum: Checksum = checksum(&bytes[at - SUM..sum_at]);
    bytes[sum_at..].starts_with(&sum)
}

/// Whether a whole frame begins anywhere from `from` on: then what is before it is an altered middle (a length that
/// was changed hides the frames after it) and cutting it off would lose what is good.
fn followed(bytes: &[u8], from: usize) -> bool {
    // A hostile file can offer a frame at every byte; an honest one offers few and short ones.
    let mut budget = 8 * 1024 * 1024_usize;
    for at in from.max(SUM)..bytes.len() {
        if !(KIND_SAMPLES..=KIND_NOTE).contains(&bytes[at]) {
            continue;
        }
        let Some(length) = u32_at(bytes, at + 1) else {
            return false;
        };
        let length = length as usize;
        let sum_at = at + HEAD + length;
        if length > MAX_PAYLOAD || sum_at + SUM > bytes.len() {
            continue;
        }
        let Some(rest) = budget.checked_sub(HEAD + length + SUM) else {
            return false;
        };
        budget = rest;
        if matches(bytes, at, sum_at) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
