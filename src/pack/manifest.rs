//! What a pack says of itself: its name, its author's key, and every file with its length and hash.

use serde::{Deserialize, Serialize};

use super::names::{self, Kind, Taken};
use super::{MAX_FILES, MAX_TOTAL};
use crate::scenario::error::{Located, MAX_ERRORS, printable, quoted};
use crate::scenario::schema::Text;
use crate::signed;

/// Longest title, and longest name of an author, characters.
const MAX_WORDS: usize = 120;

/// A pack's head, as its author signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Short name: the folder that it is installed in; lower case with dashes.
    pub name: String,
    /// Title in the list.
    pub title: Text,
    /// One to four numbers with dots, such as `1.2`.
    pub version: String,
    /// Who made it, in free words; may be empty. Only [`Manifest::key`] proves anything.
    pub author: String,
    /// The author's public Ed25519 key, 64 hexadecimal digits.
    pub key: String,
    /// Every file, in the order of the contents.
    pub files: Vec<Entry>,
}

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Path inside the pack, with `/`.
    pub path: String,
    /// Length, bytes.
    pub bytes: u64,
    /// BLAKE3 of the content, 64 hexadecimal digits.
    pub blake3: String,
    /// The id of the exercise, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl Entry {
    /// What the file is; none only before [`Manifest::check`].
    pub fn kind(&self) -> Option<Kind> {
        Kind::of(&self.path)
    }
}

impl Manifest {
    /// Files of a kind, in the pack's order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.files.iter().filter(move |entry| entry.kind() == Some(kind))
    }

    /// The file of an exercise.
    pub fn scenario(&self, id: &str) -> Option<&Entry> {
        self.files.iter().find(|entry| entry.id.as_deref() == Some(id))
    }

    /// The author's key, short enough to be read out: its first 16 digits in fours.
    pub fn fingerprint(&self) -> String {
        signed::fingerprint(&self.key)
    }

    /// The version as numbers that can be compared; none where it is not written so.
    pub fn version_numbers(&self) -> Option<[u32; 4]> {
        let mut numbers = [0; 4];
        let parts: Vec<&str> = self.version.split('.').collect();
        if parts.len() > numbers.len() {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            if part.is_empty() || part.len() > 9 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            *number = part.parse().ok()?;
        }
        Some(numbers)
    }

    /// Whether names, paths, numbers and sizes are such as a pack may have. `file` is the pack in errors.
    ///
    /// # Errors
    /// Everything that is not, at most [`MAX_ERRORS`].
    pub fn check(&self, file: &str) -> Result<(), Vec<Located>> {
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(names::pack(&self.name).err());
        for (what, text) in [("title", &self.title.fr), ("title", &self.title.en)] {
            if text.trim().is_empty() {
                wrong.push(format!("the {what} is empty"));
            }
        }
        for (what, text) in [("title", &self.title.fr), ("title", &self.title.en), ("author", &self.author)] {
            if text.chars().count() > MAX_WORDS {
                wrong.push(format!("the {what} has more than {MAX_WORDS} characters"));
            }
            if printable(text) != **text {
                wrong.push(format!("the {what} holds characters that cannot be shown: {}", quoted(text)));
            }
        }
        if self.version_numbers().is_none() {
            wrong.push(format!("expected a version like `1` or `1.2.0`, found {}", quoted(&self.version)));
        }
        if !signed::is_hex(&self.key) {
            wrong.push("the author's key is not 64 hexadecimal digits".to_owned());
        }
        if self.files.is_empty() || self.files.len() > MAX_FILES {
            wrong.push(format!("a pack has 1 to {MAX_FILES} files, found {}", self.files.len()));
        }
        let mut taken = Taken::default();
        for entry in self.files.iter().take(MAX_FILES) {
            if wrong.len() >= MAX_ERRORS {
                break;
            }
            wrong.extend(entry.check(&mut taken).err());
        }
        let total = self.files.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
        if total > MAX_TOTAL {
            wrong.push(format!("the files of a pack have at most {} MiB together", MAX_TOTAL >> 20));
        }
        let mut ids: Vec<&str> = self.files.iter().filter_map(|entry| entry.id.as_deref()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            wrong.push(format!("two exercises have the id {}", quoted(twice[0])));
        }
        wrong.truncate(MAX_ERRORS);
        if wrong.is_empty() { Ok(()) } else { Err(wrong.iter().map(|why| Located::whole(file, why)).collect()) }
    }
}

impl Entry {
    fn check(&self, taken: &mut Taken) -> Result<(), String> {
        let kind = names::file(&self.path)?;
        taken.take(&self.path)?;
        if self.bytes > kind.max_bytes() {
            return Err(format!("{} is larger than {} KiB", quoted(&self.path), kind.max_bytes() >> 10));
        }
        if !signed::is_hex(&self.blake3) {
            return Err(format!("the hash of {} is not 64 hexadecimal digits", quoted(&self.path)));
        }
        if (kind == Kind::Scenario) != self.id.is_some() {
            return Err(format!("exercises have an id and no other file has: {}", quoted(&self.path)));
        }
        Ok(())
    }
}
