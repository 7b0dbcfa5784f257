//! From the attempts that lie in a folder to rows of the database: each read once, and found good before it counts.

use std::fs;
use std::path::Path;

use super::files::{self, Found};
use super::{Attempt, RecordsError, Store};

/// Attempts that are recorded in one go.
const BATCH: usize = 200;
/// Most names of a folder that are looked at.
const MOST_NAMES: usize = 200_000;

/// A file that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// Why, in a sentence.
    pub why: String,
}

/// Most refusals that are kept word for word.
pub(super) const MOST_TOLD: usize = 200;

/// What was found in folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Attempts that are on record now and were not before.
    pub added: u32,
    /// Attempts that go on, or wait for their mark.
    pub waiting: u32,
    /// Files that were not taken; the first ones word for word.
    pub refused: Vec<Refused>,
    /// Files that were not taken.
    pub refused_count: u32,
}

impl Indexed {
    pub(super) fn refuse(&mut self, file: &Path, why: String) {
        self.refused_count += 1;
        if self.refused.len() < MOST_TOLD {
            self.refused.push(Refused { file: crate::scenario::error::path_name(file), why });
        }
    }
}

/// Records what is new in a folder of attempts, which need not be there.
pub(super) fn folder(store: &mut Store, folder: &Path, found: &mut Indexed) -> Result<(), RecordsError> {
    let known = store.files()?;
    let mut batch: Vec<Attempt> = Vec::new();
    for name in names(folder)? {
        let path = folder.join(&name);
        let file = known_as(store, &path);
        if known.contains(&file) {
            continue;
        }
        if let Some(attempt) = one(&path, &name, found) {
            batch.push(Attempt { file, ..attempt });
        }
        if batch.len() >= BATCH {
            found.added += store.add(&batch)?;
            batch.clear();
        }
    }
    found.added += store.add(&batch)?;
    Ok(())
}

/// The attempts in a folder, the oldest first, on no record.
///
/// # Errors
/// When the folder cannot be read. What is wrong with a file is no error, see [`Indexed::refused`].
pub fn attempts_in(folder: &Path) -> Result<(Vec<Attempt>, Indexed), RecordsError> {
    if !folder.is_dir() {
        return Err(RecordsError::Refused(format!("{}: there is no such folder", folder.display())));
    }
    let mut found = Indexed::default();
    let mut attempts: Vec<Attempt> = Vec::new();
    for name in names(folder)? {
        attempts.extend(one(&folder.join(&name), &name, &mut found));
    }
    attempts.sort_by(|a, b| (a.began_ms, &a.journal).cmp(&(b.began_ms, &b.journal)));
    // A journal that lies beside its sealed attempt is the same attempt.
    attempts.dedup_by(|a, b| a.journal == b.journal);
    found.added = attempts.len() as u32;
    Ok((attempts, found))
}

/// Names of attempts in a folder, in their order; none where the folder is not there.
fn names(folder: &Path) -> Result<Vec<String>, RecordsError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(RecordsError::io(folder, why)),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| files::is_attempt(name)).take(MOST_NAMES).collect();
    names.sort();
    Ok(names)
}

/// How the database names a file: below the user's folder by the way from there, so that the folder can move.
pub(super) fn known_as(store: &Store, path: &Path) -> String {
    crate::scenario::error::path_name(path.strip_prefix(store.folder()).unwrap_or(path))
}

/// A marked attempt; what it is instead is counted.
fn one(path: &Path, name: &str, found: &mut Indexed) -> Option<Attempt> {
    match files::look(path, name) {
        Ok((_, _, Found::Attempt(attempt))) => return Some(*attempt),
        Ok((_, _, Found::Unfinished | Found::Unmarked)) => found.waiting += 1,
        Err(why) => found.refuse(path, why),
    }
    None
}
