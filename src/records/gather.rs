//! Gathers attempts from sticks and shared folders into one folder: each whole or not at all, the same ones once, what
//! contradicts both kept, nothing outside the folder touched. One attempt is in memory at a time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::files::{self, Found, JOURNAL, MARK};
use super::index::{self, Indexed, MOST_TOLD, Refused};
use super::{Attempt, RecordsError, Store, judged, names, store};
use crate::exam::{jury, sealed};
use crate::scenario::error::path_name;

/// Most folders below one that is gathered from.
const MAX_DEPTH: usize = 8;
/// Most names of one folder that are looked at.
const MOST_NAMES: usize = 200_000;
/// Attempts that are recorded in one go.
const BATCH: usize = 200;

/// What gathering did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gathered {
    /// Attempts that were not there before.
    pub new: u32,
    /// Attempts that were there already.
    pub already: u32,
    /// Files that were there with another content; both are kept, the new one under this name.
    pub conflicts: Vec<String>,
    /// Journals that are not finished: they are gathered when they are.
    pub unfinished: u32,
    /// Finished journals without a mark: the list of exercises on their own PC marks them.
    pub unmarked: u32,
    /// Attempts that were erased here and do not come back.
    pub erased: u32,
    /// Files that were not taken, and why; the first ones.
    pub refused: Vec<Refused>,
    /// Files that were not taken.
    pub refused_count: u32,
    /// The new attempts by whose they are.
    pub by_person: BTreeMap<String, u32>,
}

impl Gathered {
    fn refuse(&mut self, file: &Path, why: impl Into<String>) {
        self.refused_count += 1;
        if self.refused.len() < MOST_TOLD {
            self.refused.push(Refused { file: path_name(file), why: why.into() });
        }
    }

    fn conflict(&mut self, name: String) {
        if self.conflicts.len() < MOST_TOLD {
            self.conflicts.push(name);
        }
    }
}

/// Why gathering ended before its end, and what it had done: what was gathered stays.
#[derive(Debug)]
pub struct Stopped {
    /// Why.
    pub why: RecordsError,
    /// What was done before.
    pub done: Gathered,
}

/// Gathers into the records: into the folder of the gathered, and on record.
///
/// # Errors
/// Where the records or their folder cannot be written. What is wrong with a single file is no error, see
/// [`Gathered::refused`].
pub fn into_records(from: &[PathBuf], store: &mut Store) -> Result<Gathered, Box<Stopped>> {
    into_records_telling(from, store, &|_| {})
}

/// The same, and tells after every attempt how many were looked at.
///
/// # Errors
/// As [`into_records`].
pub fn into_records_telling(from: &[PathBuf], store: &mut Store, told: &dyn Fn(u32)) -> Result<Gathered, Box<Stopped>> {
    let into = store.folder().join(store::GATHERED);
    gather(from, &into, Some(store), told)
}

/// Gathers into a folder alone.
///
/// # Errors
/// Where the folder cannot be written.
pub fn into_folder(from: &[PathBuf], into: &Path) -> Result<Gathered, Box<Stopped>> {
    gather(from, into, None, &|_| {})
}

fn gather(
    from: &[PathBuf],
    into: &Path,
    store: Option<&mut Store>,
    told: &dyn Fn(u32),
) -> Result<Gathered, Box<Stopped>> {
    let (own, batch, done) = (PathBuf::new(), Vec::new(), Gathered::default());
    let mut gatherer = Gatherer { into, own, store, batch, done, looked: 0, told };
    let outcome = gatherer.all(from);
    // What was copied is recorded, whatever stopped the rest.
    let outcome = outcome.and(gatherer.record()).and_then(|()| gatherer.judge());
    match outcome {
        Ok(()) => Ok(gatherer.done),
        Err(why) => Err(Box::new(Stopped { why, done: gatherer.done })),
    }
}

struct Gatherer<'a> {
    into: &'a Path,
    /// The same without links, to know it again.
    own: PathBuf,
    store: Option<&'a mut Store>,
    batch: Vec<Attempt>,
    done: Gathered,
    /// Attempts that were looked at.
    looked: u32,
    told: &'a dyn Fn(u32),
}

/// How a file found its place.
enum Placed {
    /// It is there under this name, and was not before.
    New(String),
    /// It was there under this name.
    Already(String),
}

impl Gatherer<'_> {
    fn all(&mut self, from: &[PathBuf]) -> Result<(), RecordsError> {
        for folder in from {
            if !folder.is_dir() {
                return Err(RecordsError::Refused(format!("{}: there is no such folder", folder.display())));
            }
        }
        fs::create_dir_all(self.into).map_err(|why| RecordsError::io(self.into, why))?;
        self.own = self.into.canonicalize().map_err(|why| RecordsError::io(self.into, why))?;
        // One at a time, so that what a killed one left can be cleared away.
        let _lock = store::lock(&self.into.join(".gather.lock"))?;
        clear(self.into);
        from.iter().try_for_each(|folder| self.folder(folder, MAX_DEPTH))
    }

    fn folder(&mut self, folder: &Path, depth: usize) -> Result<(), RecordsError> {
        if folder.canonicalize().is_ok_and(|real| real == self.own) {
            return Ok(());
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(why) => {
                self.done.refuse(folder, why.to_string());
                return Ok(());
            }
        };
        let mut found = Vec::new();
        for entry in entries.flatten() {
            if found.len() == MOST_NAMES {
                self.done.refuse(folder, format!("more than {MOST_NAMES} files; the others were not looked at"));
                break;
            }
            found.push(entry.file_name());
        }
        found.sort();
        // Attempts first: what stands beside one that had to be renamed goes with it.
        let mut renamed: Vec<(String, String)> = Vec::new();
        let (mut folders, mut juries) = (Vec::new(), Vec::new());
        for name in found {
            let path = folder.join(&name);
            let Some(name) = name.to_str() else {
                self.done.refuse(&path, "its name is no text");
                continue;
            };
            // What systems hide, and what we have in the making.
            if name.starts_with('.') {
                continue;
            }
            let wanted = files::is_attempt(name) || files::has_end(name, jury::EXTENSION);
            match fs::symlink_metadata(&path) {
                Ok(about) if about.is_symlink() => self.done.refuse(&path, "a link, not a file"),
                Ok(about) if about.is_dir() => folders.push(path),
                _ if !wanted => {}
                _ if files::has_end(name, jury::EXTENSION) => juries.push((path, name.to_owned())),
                _ => {
                    self.attempt(&path, name, &mut renamed)?;
                    self.looked += 1;
                    (self.told)(self.looked);
                }
            }
        }
        for (path, name) in juries {
            let moved = renamed.iter().find_map(|(old, new)| Some(format!("{new}{}", name.strip_prefix(old)?)));
            self.beside(&path, moved.as_deref().unwrap_or(&name))?;
        }
        for folder in folders {
            match depth.checked_sub(1) {
                Some(depth) => self.folder(&folder, depth)?,
                None => self.done.refuse(&folder, "too many folders in each other"),
            }
        }
        Ok(())
    }

    /// One attempt: journal and mark, or sealed. The mark comes first, so that a journal that is there is marked.
    fn attempt(&mut self, path: &Path, name: &str, renamed: &mut Vec<(String, String)>) -> Result<(), RecordsError> {
        let looked = names::file(name).and_then(|()| files::look(path, name));
        let (bytes, mark, attempt) = match looked {
            Ok((bytes, mark, Found::Attempt(attempt))) => (bytes, mark, *attempt),
            Ok((_, _, Found::Unfinished)) => {
                self.done.unfinished += 1;
                return Ok(());
            }
            Ok((_, _, Found::Unmarked)) => {
                self.done.unmarked += 1;
                return Ok(());
            }
            Err(why) => {
                self.done.refuse(path, why);
                return Ok(());
            }
        };
        if let Some(store) = &self.store
            && store.was_erased(&attempt.journal)?
        {
            self.done.erased += 1;
            return Ok(());
        }
        let end = if mark.is_some() { JOURNAL } else { sealed::EXTENSION };
        // Sealed attempts are named by number and part alone: those of two sessions are no conflict.
        let wanted = match attempt.session.as_str() {
            "" => name.to_owned(),
            session if name.starts_with(&format!("{session}-")) => name.to_owned(),
            session => format!("{session}-{name}"),
        };
        let target = self.free(&wanted, end, &bytes)?;
        let (placed, is_new) = match &target {
            Placed::New(name) => (name.clone(), true),
            Placed::Already(name) => (name.clone(), false),
        };
        let stem = |name: &str| name.strip_suffix(end).unwrap_or(name).to_owned();
        if let Some(mark) = &mark {
            let name = format!("{}{MARK}", stem(&placed));
            if let Placed::New(under) = self.free(&name, MARK, mark)? {
                self.write(&under, mark)?;
                if under != name {
                    self.done.conflict(under);
                }
            }
        }
        if is_new {
            self.write(&placed, &bytes)?;
            self.done.new += 1;
            *self.done.by_person.entry(attempt.person.clone()).or_default() += 1;
            if placed != wanted {
                self.done.conflict(placed.clone());
            }
        } else {
            self.done.already += 1;
        }
        if placed != name {
            renamed.push((stem(name), stem(&placed)));
        }
        if let Some(store) = &self.store
            && !store.knows(&attempt.journal)?
        {
            let file = index::known_as(store, &self.into.join(&placed));
            self.batch.push(Attempt { file, ..attempt });
        }
        if self.batch.len() >= BATCH { self.record() } else { Ok(()) }
    }

    /// What a jury said, which stands beside an attempt.
    fn beside(&mut self, path: &Path, name: &str) -> Result<(), RecordsError> {
        let read = names::file(name).and_then(|()| files::read(path, jury::MAX_BYTES));
        // Words on an attempt that is here are good words on it; others wait for theirs.
        let there = self.into.join(name);
        let of = judged::sealed_beside(&there);
        let heard = |bytes: Vec<u8>| match &of {
            Some(of) => judged::hear(of, &bytes).map(|heard| (bytes, Some(heard.jury))),
            None => Ok((bytes, None)),
        };
        let (bytes, words) = match read.and_then(heard) {
            Ok(read) => read,
            Err(why) => {
                self.done.refuse(path, why);
                return Ok(());
            }
        };
        // A jury that went on says what it had said before, and more: its file takes the place of the shorter one.
        let before = || files::read(&there, jury::MAX_BYTES).ok();
        if let (Some(of), Some(words), Some(before)) = (&of, words, before())
            && let Ok(before) = judged::hear(of, &before)
        {
            if before.jury.goes_on_from(&words) {
                return Ok(());
            }
            if words.goes_on_from(&before.jury) {
                return self.write(name, &bytes);
            }
        }
        if let Placed::New(under) = self.free(name, jury::EXTENSION, &bytes)? {
            self.write(&under, &bytes)?;
            if under != name {
                self.done.conflict(under);
            }
        }
        Ok(())
    }

    /// Puts on record what was copied, once its names hold.
    fn record(&mut self) -> Result<(), RecordsError> {
        files::sync_folder(self.into);
        if let Some(store) = &mut self.store {
            store.add(&self.batch)?;
        }
        self.batch.clear();
        Ok(())
    }

    /// Brings on record what juries said of what was gathered.
    fn judge(&mut self) -> Result<(), RecordsError> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let mut found = Indexed::default();
        judged::refresh(store, &mut found)?;
        let room = MOST_TOLD.saturating_sub(self.done.refused.len());
        self.done.refused_count += found.refused_count;
        self.done.refused.extend(found.refused.into_iter().take(room));
        Ok(())
    }

    /// The name that a content has in the folder, or gets: its own, or with its hash where something else is there.
    fn free(&self, name: &str, end: &str, bytes: &[u8]) -> Result<Placed, RecordsError> {
        let hash = blake3::hash(bytes).to_hex();
        let stem = name.strip_suffix(end).and_then(|stem| stem.strip_suffix('.')).unwrap_or(name);
        let names = [name.to_owned(), format!("{stem}-{}.{end}", &hash[..8]), format!("{stem}-{hash}.{end}")];
        for name in names {
            let path = self.into.join(&name);
            match fs::symlink_metadata(&path) {
                Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Placed::New(name)),
                Err(why) => return Err(RecordsError::io(&path, why)),
                Ok(about) if about.is_file() && about.len() == bytes.len() as u64 => {
                    let there = fs::read(&path).map_err(|why| RecordsError::io(&path, why))?;
                    if there == bytes {
                        return Ok(Placed::Already(name));
                    }
                }
                Ok(_) => {}
            }
        }
        Err(RecordsError::Refused(format!("{name}: every name for it is taken in {}", self.into.display())))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), RecordsError> {
        let path = self.into.join(name);
        files::write_whole(&path, bytes).map_err(|why| RecordsError::io(&path, why))
    }
}

/// Removes what a gathering that was killed left in the making.
fn clear(into: &Path) {
    for entry in fs::read_dir(into).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = |name: &str| name.starts_with('.') && name.ends_with(".new");
        if name.to_str().is_some_and(ours) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
