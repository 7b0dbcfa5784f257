//! A document and its file: opened as itself or as a copy, watched for what others write, saved whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use thiserror::Error;

use super::document::Document;
use super::edit;
use super::form::{Value, form};
use crate::catalogue::schema::Catalogue;
use crate::scenario::Located;
use crate::scenario::load::read_text;

/// The course that copies belong to.
pub const COURSE: &str = "mes-exercices";
/// The file is looked at so often, s.
const LOOK_S: f64 = 0.4;
/// Copies of one name that are told apart.
const MAX_COPIES: u32 = 1_000;

/// What tells versions of a file apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

/// An exercise being written, with its file.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Text, errors, form.
    pub document: Document,
    /// The file has another text than the one that was read, and the text here is not saved.
    pub conflict: bool,
    stamp: Option<Stamp>,
    looked: f64,
}

/// What a look at the file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing new.
    Same,
    /// Somebody wrote it; the text here is theirs now.
    Reloaded,
    /// Somebody wrote it, and what is here is not saved: one of the two must be chosen.
    Conflict,
    /// It is gone.
    Gone,
    /// It cannot be read any more.
    Unreadable(Vec<Located>),
}

/// Why a text was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Somebody else wrote the file since it was read.
    #[error("the file was changed by somebody else since it was read")]
    Changed,
    /// The disk refuses.
    #[error("{0}")]
    Disk(String),
}

impl Draft {
    /// Opens the file at `path` itself.
    ///
    /// # Errors
    /// When it cannot be read as a text. What is wrong in the text is the document's to say.
    pub fn open(path: &Path, catalogue: &Catalogue) -> Result<Draft, Vec<Located>> {
        let stamp = stamp(path);
        let text = read_text(path)?;
        let document = Document::new(path, text, true, catalogue);
        Ok(Draft { document, conflict: false, stamp, looked: 0.0 })
    }

    /// Opens a copy of the file at `path`, with an id and a title of its own, to be kept under `folder`. Nothing is
    /// written before it is saved.
    ///
    /// # Errors
    /// As [`Draft::open`].
    pub fn copy(path: &Path, folder: &Path, catalogue: &Catalogue) -> Result<Draft, Vec<Located>> {
        let text = read_text(path)?;
        let name = fresh_name(&plain_name(path), &folder.join(COURSE));
        let text = renamed(&text, &name);
        let to = folder.join(COURSE).join(format!("{name}.ron"));
        let document = Document::new_beside(&to, path, text, catalogue);
        Ok(Draft { document, conflict: false, stamp: None, looked: 0.0 })
    }

    /// Looks at the file, at a time in seconds that only grows; says what it found. Without changes of its own the text
    /// follows the file.
    pub fn look(&mut self, now_s: f64, catalogue: &Catalogue) -> Seen {
        if now_s - self.looked < LOOK_S || self.document.saved().is_none() {
            return Seen::Same;
        }
        self.looked = now_s;
        let found = stamp(self.document.path());
        if found == self.stamp {
            return Seen::Same;
        }
        self.stamp = found;
        if found.is_none() {
            return Seen::Gone;
        }
        match read_text(self.document.path()) {
            Err(errors) => {
                self.conflict = true;
                Seen::Unreadable(errors)
            }
            Ok(text) if self.document.saved() == Some(&text) => Seen::Same,
            Ok(text) if self.document.text() == text || !self.document.is_unsaved() => {
                self.document.reload(text, catalogue);
                self.conflict = false;
                Seen::Reloaded
            }
            Ok(_) => {
                self.conflict = true;
                Seen::Conflict
            }
        }
    }

    /// Ends a conflict with the file's text; what was here is one step back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn take_theirs(&mut self, catalogue: &Catalogue) -> Result<(), Vec<Located>> {
        self.stamp = stamp(self.document.path());
        let text = read_text(self.document.path())?;
        self.document.reload(text, catalogue);
        self.conflict = false;
        Ok(())
    }

    /// Saves the text; `over` what somebody else wrote in between, too.
    ///
    /// # Errors
    /// When the file was changed since it was read, or cannot be written.
    pub fn save(&mut self, over: bool, catalogue: &Catalogue) -> Result<(), SaveError> {
        let path = self.document.path().to_path_buf();
        let found = stamp(&path);
        // A new time on the old text is no change.
        let same = |found: &Option<Stamp>| {
            *found == self.stamp && !self.conflict
                || found.is_some() && read_text(&path).ok().as_deref() == self.document.saved()
        };
        if !over && found.is_some() && !same(&found) {
            self.conflict = true;
            return Err(SaveError::Changed);
        }
        let disk = |why: std::io::Error| SaveError::Disk(why.to_string());
        replace(&path, self.document.text().as_bytes()).map_err(disk)?;
        self.bring_traces().map_err(disk)?;
        self.document.set_saved(catalogue);
        self.conflict = false;
        self.stamp = stamp(&path);
        Ok(())
    }

    /// A copy takes along the traces that stand beside the exercise that it was made from.
    fn bring_traces(&self) -> std::io::Result<()> {
        let (from, to) = (self.document.read_at().parent(), self.document.path().parent());
        let (Some(from), Some(to), Some(good)) = (from, to, self.document.good()) else { return Ok(()) };
        if from == to {
            return Ok(());
        }
        // The loader vouches for the names: plain, and at most one folder down.
        for given in good.scenario.measuring.iter().flat_map(|measuring| &measuring.given) {
            let target = to.join(&given.file);
            if !target.exists() {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::copy(from.join(&given.file), target)?;
            }
        }
        Ok(())
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some(Stamp { modified: about.modified().ok(), length: about.len() })
}

/// Writes beside and renames, so that a power cut leaves the old file or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("ron-new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// The file's name as a word of an id.
fn plain_name(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().to_lowercase());
    let words: Vec<&str> =
        stem.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit())).filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(32);
    let name = name.trim_end_matches('-');
    if name.is_empty() { "exercice".to_owned() } else { name.to_owned() }
}

/// A name like this that no file of the folder has.
fn fresh_name(name: &str, folder: &Path) -> String {
    let free = |name: &str| !folder.join(format!("{name}.ron")).exists();
    if free(name) {
        return name.to_owned();
    }
    let numbered = (2..MAX_COPIES).map(|n| format!("{name}-{n}")).find(|name| free(name));
    numbered.unwrap_or_else(|| name.to_owned())
}

/// The text with the id of a copy, and titles that say so.
fn renamed(text: &str, name: &str) -> String {
    let mut text = text.to_owned();
    let mut write = |key: &str, words: &dyn Fn(&str) -> String| {
        let tree = form(&text);
        if let Some(field) = tree.find(key)
            && let Value::Text(old) = &field.value
        {
            text = edit::words(&text, field, &words(old)).apply(&text);
        }
    };
    write("id", &|_| format!("{COURSE}/{name}"));
    write("title.fr", &|title| format!("{title} (copie)"));
    write("title.en", &|title| format!("{title} (copy)"));
    text
}

/// The user's own file, or one of the program's that only a copy is made of.
pub fn is_own(path: &Path, folder: &Path) -> bool {
    path.starts_with(folder)
}

/// Where a draft shall be kept, for people: the course and the name.
pub fn short_path(path: &Path) -> String {
    let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}
