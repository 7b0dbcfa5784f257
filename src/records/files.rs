//! An attempt as it lies in a folder: a journal with its mark beside it, or a sealed attempt; read and found good before
//! anything is recorded of it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use super::{Attempt, CriterionPoints, names};
use crate::calendar;
use crate::exam::sealed;
use crate::journal::{self, Mode};
use crate::marking::{FULL, Mark};

/// Journals end so.
pub(super) const JOURNAL: &str = "epj";
/// Marks beside journals end so.
pub(super) const MARK: &str = "mark.json";
/// Largest journal or sealed attempt, bytes: four hours of the liveliest hand are less.
pub(super) const MAX_ATTEMPT: u64 = 64 << 20;
/// Largest mark beside a journal, bytes.
const MAX_MARK: u64 = 1 << 20;
/// Most criteria of an attempt.
const MAX_CRITERIA: usize = 1_000;
/// The last millisecond of the year 9999.
const LAST_MS: u64 = 253_402_300_799_999;

/// What a file was found to be.
#[derive(Debug)]
pub(super) enum Found {
    /// A finished attempt with its mark.
    Attempt(Box<Attempt>),
    /// A journal that is not finished: its attempt goes on.
    Unfinished,
    /// A finished journal without a mark beside it.
    Unmarked,
}

/// Whether files of this name are attempts.
pub(super) fn is_attempt(name: &str) -> bool {
    [JOURNAL, sealed::EXTENSION].iter().any(|end| has_end(name, end))
}

pub(super) fn has_end(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|stem| stem.len() > 1 && stem.ends_with('.'))
}

/// The bytes of a plain file that is no link and not larger than `most`.
///
/// # Errors
/// In a sentence: it is none, it is larger, or the system refuses.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let about = fs::symlink_metadata(path).map_err(|why| why.to_string())?;
    if about.is_symlink() {
        return Err("a link, not a file".to_owned());
    }
    if !about.is_file() {
        return Err("not a plain file".to_owned());
    }
    let too_large = || format!("larger than {} MiB", most >> 20);
    if about.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    // It may grow while it is read; one byte too many is enough to be refused.
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(|why| why.to_string())?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// An attempt's file: its bytes, those of the mark beside it, and what it is.
pub(super) type Looked = (Vec<u8>, Option<Vec<u8>>, Found);

/// Reads an attempt's file and the mark beside it.
///
/// # Errors
/// As [`read`] and [`examine`].
pub(super) fn look(path: &Path, name: &str) -> Result<Looked, String> {
    let bytes = read(path, MAX_ATTEMPT)?;
    let mark = path.with_extension(MARK);
    let mark = if has_end(name, JOURNAL) && fs::symlink_metadata(&mark).is_ok() {
        Some(read(&mark, MAX_MARK).map_err(|why| format!("the mark beside it: {why}"))?)
    } else {
        None
    };
    let found = examine(name, &bytes, mark.as_deref())?;
    Ok((bytes, mark, found))
}

/// What the bytes of an attempt's file are; `mark` are those of the mark beside a journal.
///
/// # Errors
/// In a sentence, where they are no sound attempt.
fn examine(name: &str, bytes: &[u8], mark: Option<&[u8]>) -> Result<Found, String> {
    if has_end(name, sealed::EXTENSION) { sealed_attempt(name, bytes) } else { journal_attempt(name, bytes, mark) }
}

fn journal_attempt(name: &str, bytes: &[u8], mark: Option<&[u8]>) -> Result<Found, String> {
    let (header, ending) = journal::survey(bytes).map_err(|why| why.to_string())?;
    if !ending.finished {
        return Ok(Found::Unfinished);
    }
    let Some(mark) = mark else { return Ok(Found::Unmarked) };
    let mark: Mark = serde_json::from_slice(mark).map_err(|why| format!("the mark beside it cannot be read: {why}"))?;
    let started = || header.started.as_deref().and_then(calendar::unix_s).map(|seconds| seconds * 1_000);
    let attempt = Attempt {
        journal: blake3::hash(bytes).to_hex().to_string(),
        person: names::pseudonym(&header.who)?,
        name: String::new(),
        exercise: header.scenario,
        seed: header.seed,
        exam: header.mode == Mode::Exam,
        began_ms: in_name(name).or_else(started).unwrap_or(0).min(LAST_MS),
        ..of_mark(mark)?
    };
    names::id(&attempt.exercise)?;
    Ok(Found::Attempt(Box::new(attempt)))
}

fn sealed_attempt(name: &str, bytes: &[u8]) -> Result<Found, String> {
    let sealed = sealed::read(name, bytes).map_err(|errors| {
        errors.into_iter().next().map_or_else(|| "it cannot be read".to_owned(), |error| error.message)
    })?;
    let head = sealed.head;
    let began = calendar::unix_s(&head.times.began).map(|seconds| seconds * 1_000);
    let attempt = Attempt {
        journal: head.journal_blake3,
        person: names::pseudonym(&head.candidate.number)?,
        name: names::person(&head.candidate.name)?,
        exercise: head.scenario,
        seed: head.seed,
        exam: true,
        began_ms: began.unwrap_or(0).min(LAST_MS),
        seal: Some(sealed.hash),
        session: names::session(&head.session)?,
        ..of_mark(head.mark)?
    };
    names::id(&attempt.exercise)?;
    Ok(Found::Attempt(Box::new(attempt)))
}

/// Milliseconds since 1970 at the beginning of a journal's name, as the desktop writes them.
fn in_name(name: &str) -> Option<u64> {
    let digits = name.split(['-', '.']).next()?;
    if digits.len() < 12 { None } else { digits.parse().ok() }
}

pub(super) fn of_mark(mark: Mark) -> Result<Attempt, String> {
    let points = |value: f64, of: f64| value.is_finite() && (0.0..=of + 1e-9).contains(&value);
    if !points(mark.mark, FULL) || mark.criteria.len() > MAX_CRITERIA || mark.eliminatory.len() > MAX_CRITERIA {
        return Err("the mark cannot be one".to_owned());
    }
    let mut criteria: Vec<CriterionPoints> = Vec::with_capacity(mark.criteria.len());
    for criterion in mark.criteria {
        names::id(&criterion.id)?;
        if !points(criterion.of, FULL) || !points(criterion.earned, criterion.of) {
            return Err(format!("the points of {} cannot be", criterion.id));
        }
        if criteria.iter().any(|other| other.id == criterion.id) {
            return Err(format!("the criterion {} is there twice", criterion.id));
        }
        criteria.push(CriterionPoints {
            id: criterion.id,
            axis: criterion.axis,
            earned: criterion.earned.min(criterion.of),
            of: criterion.of,
            jury: None,
        });
    }
    for fault in &mark.eliminatory {
        names::id(&fault.id)?;
    }
    Ok(Attempt {
        mark: mark.mark,
        passed: mark.passed,
        safe: mark.safe,
        eliminatory: mark.eliminatory.into_iter().map(|fault| fault.id).collect(),
        criteria,
        ..Attempt::default()
    })
}

/// Writes a file that is whole or not there: beside, to the disk, then under its name. That the name holds is for
/// [`sync_folder`].
///
/// # Errors
/// Those of the system.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let mut options = File::options();
    options.write(true).create_new(true);
    // Names and marks of people: for the owner's eyes.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = fs::remove_file(&beside);
    let written = options.open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Forces the names in a folder to the disk, where folders can be forced at all.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
