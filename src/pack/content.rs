//! Loads what is in a pack's folder, as its head says it should be: parts, exercises, courses.

use std::collections::BTreeSet;
use std::path::Path;

use super::manifest::{Entry, Manifest};
use super::names::Kind;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::{LoadedCatalogue, extend_catalogue};
use crate::scenario::error::{Located, path_name, quoted};
use crate::scenario::load::{hash, read_text};
use crate::scenario::programme::{Entry as Exercise, Mastery};
use crate::scenario::schema::Text;
use crate::scenario::{Course, LoadedScenario, load_programme, parse_scenario_at};

/// Most catalogue files of a pack.
const MAX_CATALOGUES: usize = 64;

/// What a pack's exercises are made of.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The program's catalogue and the pack's additions.
    pub all: Catalogue,
    /// The additions alone.
    pub own: Catalogue,
    /// Hash of the additions' texts; none where there are none.
    pub hash: Option<String>,
}

/// Reads the catalogue files of the pack in `folder`, which add to `base`.
///
/// # Errors
/// Everything that is wrong with them; that one is not what was signed.
pub fn parts(folder: &Path, manifest: &Manifest, base: &Catalogue) -> Result<Parts, Vec<Located>> {
    let entries: Vec<&Entry> = manifest.of_kind(Kind::Catalogue).collect();
    if entries.is_empty() {
        return Ok(Parts { all: base.clone(), own: Catalogue::default(), hash: None });
    }
    if entries.len() > MAX_CATALOGUES {
        let why = format!("a pack has at most {MAX_CATALOGUES} catalogue files, found {}", entries.len());
        return Err(vec![Located::whole(&path_name(folder), why)]);
    }
    let mut texts = Vec::new();
    let mut errors = Vec::new();
    for entry in entries {
        let path = folder.join(&entry.path);
        match read_text(&path).and_then(|text| unaltered(&path, entry, &hash(&text)).map(|()| text)) {
            Ok(text) => texts.push((path_name(&path), text)),
            Err(found) => errors.extend(found),
        }
    }
    let read = extend_catalogue(base, texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    match read {
        Ok(read) if errors.is_empty() => {
            let LoadedCatalogue { catalogue: own, hash } = read;
            let mut all = base.clone();
            all.append(own.clone());
            Ok(Parts { all, own, hash: Some(hash) })
        }
        Ok(_) => Err(errors),
        Err(found) => Err([errors, found].concat()),
    }
}

/// Reads an exercise of the pack in `folder`. Its hash covers the pack's parts, too: a mark depends on them.
///
/// # Errors
/// Everything that is wrong with it; that it, or a trace that it gives, is not what was signed.
pub fn scenario(
    folder: &Path,
    manifest: &Manifest,
    entry: &Entry,
    parts: &Parts,
) -> Result<LoadedScenario, Vec<Located>> {
    let path = folder.join(&entry.path);
    // The head says which id is in which file: paths may be any.
    let mut loaded = read_text(&path).and_then(|text| parse_scenario_at(&path, &text, &parts.all))?;
    unaltered(&path, entry, &hash(&loaded.source))?;
    if entry.id.as_deref().is_some_and(|id| id != loaded.scenario.id) {
        return Err(vec![Located::whole(&path_name(&path), "its id is not the one in the pack's head")]);
    }
    let above = entry.path.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
    for given in loaded.scenario.measuring.iter().flat_map(|measuring| &measuring.given) {
        let Some(trace) = &given.trace else { continue };
        let file = format!("{above}{}", given.file);
        match manifest.files.iter().find(|entry| entry.path == file) {
            Some(entry) => unaltered(&folder.join(&file), entry, &trace.hash)?,
            None => {
                let why = format!("the trace {} is not in the pack", quoted(&file));
                return Err(vec![Located::whole(&path_name(&path), why)]);
            }
        }
    }
    // What it builds upon is signed with it: nothing may come from a neighbour, nor be changed later.
    for base in &loaded.bases {
        match manifest.files.iter().find(|entry| entry.path == base.path) {
            Some(entry) => unaltered(&folder.join(&base.path), entry, &hash(&base.source))?,
            None => {
                let why = format!("the exercise {} that it builds upon is not in the pack", quoted(&base.path));
                return Err(vec![Located::whole(&path_name(&path), why)]);
            }
        }
    }
    if let Some(parts) = &parts.hash {
        loaded.hash = hash(&(loaded.hash + parts));
    }
    Ok(loaded)
}

fn unaltered(path: &Path, entry: &Entry, hash: &str) -> Result<(), Vec<Located>> {
    if entry.blake3 == hash {
        return Ok(());
    }
    let why = "this file is not the one that the pack's author signed; import the pack again";
    Err(vec![Located::whole(&path_name(path), why)])
}

/// The courses of the pack in `folder`: its programme's, or one with the pack's title and every exercise in the order
/// of the paths.
///
/// # Errors
/// Everything that is wrong with the programme; that it is not what was signed, or leaves out an exercise.
pub fn courses(folder: &Path, manifest: &Manifest) -> Result<Vec<Course>, Vec<Located>> {
    let Some(entry) = manifest.of_kind(Kind::Programme).next() else {
        let exercises = manifest.of_kind(Kind::Scenario).map(|found| Exercise::of(found.path.clone())).collect();
        let (id, title) = (manifest.name.clone(), manifest.title.clone());
        let mastery = Mastery::default();
        return Ok(vec![Course { id, title, about: None, needs: Vec::new(), mastery, exercises }]);
    };
    let path = folder.join(&entry.path);
    let loaded = load_programme(&path)?;
    unaltered(&path, entry, &loaded.hash)?;
    let courses = loaded.programme.courses;
    let listed: BTreeSet<&str> = courses.iter().flat_map(Course::files).collect();
    let here: BTreeSet<&str> = manifest.of_kind(Kind::Scenario).map(|entry| entry.path.as_str()).collect();
    let name = path_name(&path);
    let missing = here.difference(&listed).map(|path| format!("exercise {} is in no course", quoted(path)));
    let astray = listed.difference(&here).map(|path| format!("{} is no exercise of the pack", quoted(path)));
    let errors: Vec<Located> = missing.chain(astray).map(|why| Located::whole(&name, why)).collect();
    if errors.is_empty() { Ok(courses) } else { Err(errors) }
}

/// Loads everything in `folder`; gives the id of each exercise, in the manifest's order.
///
/// # Errors
/// Everything that is wrong with any file, all files together.
pub fn check(folder: &Path, manifest: &Manifest, base: &Catalogue) -> Result<Vec<LoadedScenario>, Vec<Located>> {
    let mut errors = courses(folder, manifest).err().unwrap_or_default();
    // Without its parts every exercise would be wrong: only the parts' own errors help.
    let loaded = match parts(folder, manifest, base) {
        Ok(parts) => manifest
            .of_kind(Kind::Scenario)
            .filter_map(|entry| scenario(folder, manifest, entry, &parts).map_err(|found| errors.extend(found)).ok())
            .collect(),
        Err(found) => {
            errors.extend(found);
            Vec::new()
        }
    };
    for entry in manifest.of_kind(Kind::Trace) {
        errors.extend(trace(&folder.join(&entry.path)).err().map(|found| *found));
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors) }
}

/// Traces that no exercise gives must be readable, too: nobody sends what nobody can open.
fn trace(path: &Path) -> Result<(), Box<Located>> {
    let refuse = |why: String| Box::new(Located::whole(&path_name(path), why));
    let bytes = super::export::read_file(path, Kind::Trace.max_bytes()).map_err(refuse)?;
    crate::instrument::sor::read(&bytes).map(drop).map_err(|why| refuse(format!("this is no SOR file: {why}")))
}

/// A title of both languages from one that may be given in French only.
pub fn title(fr: &str, en: Option<&str>) -> Text {
    Text { fr: fr.to_owned(), en: en.unwrap_or(fr).to_owned() }
}
