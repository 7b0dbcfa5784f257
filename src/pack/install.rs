//! Installs packs under a folder, each in a folder of its name: all of a pack or nothing, and from one author.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use super::container::{self, Head, Pack};
use super::content::{self, Parts};
use super::manifest::Manifest;
use super::names;
use crate::catalogue::schema::Catalogue;
use crate::scenario::Course;
use crate::scenario::error::{Located, path_name, quoted};

/// Head and signature of an installed pack, in its folder. No file of a pack can have this name.
pub const HEAD: &str = "pack.head";
/// Most packs that are looked at.
const MAX_PACKS: usize = 200;

/// What packs must not touch: the program's own.
#[derive(Clone, Debug)]
pub struct Own<'a> {
    /// Ids of the program's exercises.
    pub ids: &'a BTreeSet<String>,
    /// The program's catalogue.
    pub catalogue: &'a Catalogue,
}

/// A pack as it is installed.
#[derive(Clone, Debug)]
pub struct Installed {
    /// Its folder.
    pub folder: PathBuf,
    /// Its head.
    pub manifest: Manifest,
    /// What its exercises are made of.
    pub parts: Parts,
    /// Its courses.
    pub courses: Vec<Course>,
}

/// A folder that should hold a pack and does not.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The folder.
    pub folder: PathBuf,
    /// Why not.
    pub errors: Vec<Located>,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The pack that is installed now.
    pub manifest: Manifest,
    /// The version that it replaced.
    pub replaced: Option<String>,
}

/// Every pack in the folder `packs`, in the order of the names; what is broken is told and hides nothing else.
pub fn installed(packs: &Path, own: &Own<'_>) -> Vec<Result<Installed, Broken>> {
    let mut folders: Vec<PathBuf> = match fs::read_dir(packs) {
        Ok(entries) => entries.flatten().take(4 * MAX_PACKS).map(|entry| entry.path()).collect(),
        Err(_) => return Vec::new(),
    };
    folders.retain(|folder| {
        let hidden = folder.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        !hidden && folder.is_dir()
    });
    folders.sort();
    folders.truncate(MAX_PACKS);
    let mut parts = BTreeSet::new();
    let mut ids = own.ids.clone();
    let mut open = |folder: &Path| {
        let found = one(folder, own.catalogue)?;
        let name = path_name(folder);
        let twice = |what: &str, id: &str| Located::whole(&name, format!("{what} {} is there already", quoted(id)));
        let mut errors: Vec<Located> = Vec::new();
        let exercises = found.manifest.files.iter().filter_map(|entry| entry.id.as_ref());
        errors.extend(exercises.clone().filter(|id| ids.contains(*id)).map(|id| twice("exercise", id)));
        let own = found.parts.own.ids();
        errors.extend(own.iter().filter(|id| parts.contains(*id)).map(|(_, id)| twice("part", id)));
        if !errors.is_empty() {
            return Err(errors);
        }
        ids.extend(exercises.cloned());
        parts.extend(own);
        Ok(found)
    };
    folders
        .into_iter()
        .map(|folder| open(&folder).map_err(|errors| Broken { folder: folder.clone(), errors }))
        .collect()
}

fn one(folder: &Path, base: &Catalogue) -> Result<Installed, Vec<Located>> {
    let manifest = head(folder)?.manifest;
    let (parts, courses) = (content::parts(folder, &manifest, base)?, content::courses(folder, &manifest)?);
    Ok(Installed { folder: folder.to_path_buf(), manifest, parts, courses })
}

/// The head of the pack in `folder`, which must bear its name.
fn head(folder: &Path) -> Result<Head, Vec<Located>> {
    let path = folder.join(HEAD);
    let head = container::read_head(&path_name(&path), open(&path)?)?;
    if folder.file_name().is_none_or(|name| name != head.manifest.name.as_str()) {
        let why = format!("this is the head of the pack {}", quoted(&head.manifest.name));
        return Err(vec![Located::whole(&path_name(&path), why)]);
    }
    Ok(head)
}

fn open(path: &Path) -> Result<BufReader<File>, Vec<Located>> {
    let refuse = |why: String| vec![Located::whole(&path_name(path), why)];
    let about = fs::metadata(path).map_err(|why| refuse(format!("this file cannot be read: {why}")))?;
    if !about.is_file() {
        // Opening a pipe would wait for ever.
        return Err(refuse("expected a file, found a folder or a device".to_owned()));
    }
    File::open(path).map(BufReader::new).map_err(|why| refuse(format!("this file cannot be read: {why}")))
}

/// Reads the pack in the file at `path`: signature and hashes are good.
///
/// # Errors
/// What is wrong with it.
pub fn read_pack(path: &Path) -> Result<Pack, Vec<Located>> {
    container::read(&path_name(path), open(path)?)
}

/// Installs the pack in the file at `path` under the folder `packs`. An older or the same version by the same author is
/// replaced; another author's under the same name only where `trust_new_key`.
///
/// # Errors
/// Everything that is wrong with the pack; then nothing has changed.
pub fn import(path: &Path, packs: &Path, own: &Own<'_>, trust_new_key: bool) -> Result<Imported, Vec<Located>> {
    let pack = read_pack(path)?;
    let manifest = pack.head.manifest.clone();
    let file = path_name(path);
    let target = packs.join(&manifest.name);
    let replaced = replaceable(&target, &manifest, &file, trust_new_key)?;
    collisions(&manifest, packs, own, &file)?;

    let failed = |why: std::io::Error| vec![Located::whole(&path_name(packs), format!("cannot be written: {why}"))];
    fs::create_dir_all(packs).map_err(failed)?;
    let new = Beside::new(packs, "new", &manifest.name);
    extract(&pack, &new.0).map_err(failed)?;
    let scratch = path_name(&new.0);
    let as_in_pack = |mut error: Located| {
        // The folder that is loaded from is gone when the errors are read.
        if let Some(inside) = error.file.strip_prefix(&scratch) {
            error.file = format!("{file}{inside}");
        }
        error
    };
    let within = |errors: Vec<Located>| errors.into_iter().map(as_in_pack).collect::<Vec<_>>();
    content::check(&new.0, &manifest, own.catalogue).map_err(within)?;
    let parts = content::parts(&new.0, &manifest, own.catalogue).map_err(within)?;
    part_collisions(&parts.own, &manifest.name, packs, own, &file)?;
    swap(&new.0, &target, packs, &manifest.name).map_err(failed)?;
    Ok(Imported { manifest, replaced })
}

/// The version that `manifest` replaces, where it may.
fn replaceable(target: &Path, manifest: &Manifest, file: &str, trust: bool) -> Result<Option<String>, Vec<Located>> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(None);
    }
    let refuse = |why: String| Err(vec![Located::whole(file, why)]);
    let name = quoted(&manifest.name);
    let there = match head(target) {
        Ok(head) => head.manifest,
        // Whose it was cannot be told any more.
        Err(_) if trust => return Ok(Some("?".to_owned())),
        Err(_) => {
            return refuse(format!(
                "the installed pack {name} is damaged: remove it first (epissure pack remove {})",
                manifest.name
            ));
        }
    };
    if there.key != manifest.key && !trust {
        return refuse(format!(
            "the pack {name} is installed from another author (key {}, this one is {}): ask the author, then import \
             with --trust-new-key",
            there.fingerprint(),
            manifest.fingerprint()
        ));
    }
    if there.key == manifest.key && there.version_numbers() > manifest.version_numbers() {
        return refuse(format!(
            "the pack {name} is installed in version {}, newer than {}: remove it first (epissure pack remove {})",
            there.version, manifest.version, manifest.name
        ));
    }
    Ok(Some(there.version))
}

/// Ids of exercises must be nobody else's: attempts name nothing else.
fn collisions(manifest: &Manifest, packs: &Path, own: &Own<'_>, file: &str) -> Result<(), Vec<Located>> {
    let mut errors = Vec::new();
    let others: Vec<Installed> = others(packs, &manifest.name, own).collect();
    for entry in &manifest.files {
        let Some(id) = &entry.id else { continue };
        let at = format!("{file}/{}", entry.path);
        if own.ids.contains(id) {
            errors.push(Located::whole(&at, format!("the id {} is that of an exercise of the program", quoted(id))));
        }
        if let Some(other) = others.iter().find(|other| other.manifest.scenario(id).is_some()) {
            let why = format!("the id {} is that of an exercise of the pack {}", quoted(id), other.manifest.name);
            errors.push(Located::whole(&at, why));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn part_collisions(parts: &Catalogue, name: &str, packs: &Path, own: &Own<'_>, file: &str) -> Result<(), Vec<Located>> {
    let ids = parts.ids();
    let mut errors = Vec::new();
    for other in others(packs, name, own) {
        let theirs = other.parts.own.ids();
        errors.extend(ids.intersection(&theirs).map(|(kind, id)| {
            let other = &other.manifest.name;
            Located::whole(file, format!("{} of `{kind}` is a part of the pack {other} already", quoted(id)))
        }));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn others(packs: &Path, name: &str, own: &Own<'_>) -> impl Iterator<Item = Installed> {
    let name = name.to_owned();
    installed(packs, own).into_iter().flatten().filter(move |other| other.manifest.name != name)
}

/// A folder beside the packs that is gone at the end, whatever happens.
struct Beside(PathBuf);

impl Beside {
    fn new(packs: &Path, why: &str, name: &str) -> Beside {
        let folder = packs.join(format!(".{why}-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Beside(folder)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes a pack's files into `folder`, which must not be there yet.
fn extract(pack: &Pack, folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    let entries = pack.head.manifest.files.iter().map(|entry| entry.path.as_str());
    let head = (HEAD, &pack.head.bytes);
    for (path, content) in entries.zip(&pack.contents).chain([head]) {
        let path = folder.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(content)?;
        file.sync_all()?;
    }
    Ok(())
}

/// Puts `new` in the place of `target`; what was there comes back where that fails.
fn swap(new: &Path, target: &Path, packs: &Path, name: &str) -> std::io::Result<()> {
    if fs::symlink_metadata(target).is_err() {
        return fs::rename(new, target);
    }
    let old = Beside::new(packs, "old", name);
    fs::rename(target, &old.0)?;
    if let Err(why) = fs::rename(new, target) {
        let _ = fs::rename(&old.0, target);
        return Err(why);
    }
    Ok(())
}

/// Removes the pack `name` from the folder `packs`.
///
/// # Errors
/// When there is none, or its folder cannot be removed.
pub fn remove(packs: &Path, name: &str) -> Result<(), Vec<Located>> {
    let refuse = |why: String| vec![Located::whole(name, why)];
    names::pack(name).map_err(refuse)?;
    let target = packs.join(name);
    if fs::symlink_metadata(&target).is_err() {
        return Err(refuse(format!("there is no pack {}", quoted(name))));
    }
    // Renamed first: a pack is whole or gone.
    let old = Beside::new(packs, "old", name);
    fs::rename(&target, &old.0)
        .and_then(|()| fs::remove_dir_all(&old.0))
        .map_err(|why| refuse(format!("the pack {} cannot be removed: {why}", quoted(name))))
}
