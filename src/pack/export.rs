//! Makes a pack from a folder: finds its files, loads them all, signs.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use ed25519_dalek::SigningKey;

use super::manifest::{Entry, Manifest};
use super::names::{self, Kind};
use super::{MAX_FILES, MAX_TOTAL, container, content, key};
use crate::catalogue::schema::Catalogue;
use crate::scenario::error::{Located, path_name};
use crate::scenario::schema::Text;

/// What the author says of a pack.
#[derive(Clone, Debug)]
pub struct About {
    /// Short name, lower case with dashes.
    pub name: String,
    /// Title in the list.
    pub title: Text,
    /// One to four numbers with dots.
    pub version: String,
    /// Who made it; may be empty.
    pub author: String,
}

/// A pack that was made.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is in it.
    pub manifest: Manifest,
    /// Files of the folder that packs do not hold, in order.
    pub left_out: Vec<String>,
}

/// Makes a pack of everything in `folder` that packs hold. Files and folders whose names begin with a dot are passed
/// over; a link is an error, and never followed.
///
/// # Errors
/// Every name that a pack cannot have, or else everything that is wrong with any file.
pub fn export(folder: &Path, about: About, key: &SigningKey, base: &Catalogue) -> Result<Exported, Vec<Located>> {
    let mut found = Found::default();
    found.walk(folder, "");
    if !found.errors.is_empty() {
        return Err(found.errors);
    }
    found.files.sort();
    let mut manifest = Manifest {
        name: about.name,
        title: about.title,
        version: about.version,
        author: about.author,
        key: key::public(key),
        files: Vec::new(),
    };
    let mut contents = Vec::new();
    let mut total = 0;
    for path in found.files {
        let file = folder.join(&path);
        let refuse = |why: String| vec![Located::whole(&path_name(&file), why)];
        let kind = names::file(&path).map_err(refuse)?;
        let bytes = read_file(&file, kind.max_bytes()).map_err(refuse)?;
        total += bytes.len() as u64;
        if total > MAX_TOTAL {
            return Err(refuse(format!("with this file the pack is larger than {} MiB", MAX_TOTAL >> 20)));
        }
        let (blake3, id) = (blake3::hash(&bytes).to_hex().to_string(), None);
        manifest.files.push(Entry { path, bytes: bytes.len() as u64, blake3, id });
        contents.push(bytes);
    }
    let mut ids = content::check(folder, &manifest, base)?.into_iter().map(|loaded| loaded.scenario.id);
    for entry in &mut manifest.files {
        if entry.kind() == Some(Kind::Scenario) {
            entry.id = ids.next();
        }
    }
    if manifest.of_kind(Kind::Scenario).next().is_none() {
        return Err(vec![Located::whole(&path_name(folder), "this folder holds no exercise (.ron)")]);
    }
    manifest.check(&path_name(folder))?;
    let bytes = container::write(&manifest, &contents, key)?;
    Ok(Exported { bytes, manifest, left_out: found.left_out })
}

/// What a walk through a folder found.
#[derive(Default)]
struct Found {
    files: Vec<String>,
    left_out: Vec<String>,
    errors: Vec<Located>,
    seen: usize,
}

impl Found {
    /// Looks through `folder`, whose path inside the pack is `inside`.
    fn walk(&mut self, folder: &Path, inside: &str) {
        match fs::symlink_metadata(folder) {
            Ok(about) if about.is_dir() => {}
            Ok(_) => return self.refuse(folder, "expected a folder, and no link to one"),
            Err(why) => return self.refuse(folder, format!("this folder cannot be read: {why}")),
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(why) => return self.refuse(folder, format!("this folder cannot be read: {why}")),
        };
        for entry in entries {
            self.seen += 1;
            if self.seen > 4 * MAX_FILES || self.errors.len() > 100 {
                return self.refuse(folder, "this folder holds too much for a pack");
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(why) => return self.refuse(folder, format!("this folder cannot be read: {why}")),
            };
            let path = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                self.refuse(&path, "this name is not UTF-8");
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let inside = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
            // A directory's entry tells what it is itself, not what it leads to.
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => self.refuse(&path, "this is a link: a pack holds files, not links"),
                Ok(kind) if kind.is_dir() && inside.split('/').count() < 8 => self.walk(&path, &inside),
                Ok(kind) if kind.is_file() => self.file(&path, inside),
                _ => self.refuse(&path, "this is no file, or too many folders deep"),
            }
        }
    }

    fn file(&mut self, path: &Path, inside: String) {
        if Kind::of(&inside).is_none() {
            self.left_out.push(inside);
            self.left_out.sort();
            return;
        }
        match names::file(&inside) {
            Ok(_) if self.files.len() < MAX_FILES => self.files.push(inside),
            Ok(_) => self.refuse(path, format!("a pack has at most {MAX_FILES} files")),
            Err(why) => self.refuse(path, why),
        }
    }

    fn refuse(&mut self, path: &Path, why: impl Into<String>) {
        self.errors.push(Located::whole(&path_name(path), why));
    }
}

/// Reads a plain file of at most `most` bytes; no link, pipe or device.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let unreadable = |why: std::io::Error| format!("this file cannot be read: {why}");
    let about = fs::symlink_metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err("expected a file, found a folder, a link or a device".to_owned());
    }
    let file = File::open(path).map_err(unreadable)?;
    #[cfg(unix)]
    {
        // Somebody may have put a link there since it was looked at.
        use std::os::unix::fs::MetadataExt;
        let opened = file.metadata().map_err(unreadable)?;
        if (opened.dev(), opened.ino()) != (about.dev(), about.ino()) {
            return Err("this file was replaced while it was read".to_owned());
        }
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(format!("this file is larger than {} KiB", most >> 10));
    }
    Ok(bytes)
}
