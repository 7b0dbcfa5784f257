//! What an exam asks: an exercise with everything that it builds upon, held in memory and never laid on a disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::catalogue::extend_catalogue;
use crate::catalogue::schema::Catalogue;
use crate::library::Library;
use crate::pack::names::Kind;
use crate::scenario::error::{Located, Memory};
use crate::scenario::load::hash;
use crate::scenario::{LoadedScenario, recall_scenario};

/// Most bytes of all files of an exercise.
const MAX_BYTES: usize = 32 << 20;

/// One exercise of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its file among [`Subject::files`], `course/name.ron`.
    pub path: String,
    /// Its hash, as journals have it.
    pub hash: String,
    /// Its text, its bases and its traces by `course/name`, as base64.
    files: BTreeMap<String, String>,
    /// Texts of the pack's parts, where it is a pack's exercise.
    parts: Vec<String>,
}

impl Subject {
    /// Takes an exercise from the library, with everything that it needs.
    ///
    /// # Errors
    /// Everything that is wrong with it; that it cannot be carried so.
    pub fn take(library: &Library, path: &Path) -> Result<Subject, Vec<Located>> {
        let loaded = library.load(path)?;
        let refuse = |why: String| vec![Located::whole(&path.display().to_string(), why)];
        let (course, name) = (path.parent().and_then(Path::file_name), path.file_name());
        let own = course.zip(name).and_then(|(course, name)| Some(format!("{}/{}", course.to_str()?, name.to_str()?)));
        let own = own.ok_or_else(|| refuse("an exercise of an exam stands in the folder of a course".to_owned()))?;
        let mut files = BTreeMap::new();
        let mut total = 0;
        let mut keep = |name: String, bytes: &[u8]| {
            total += bytes.len();
            files.insert(name, STANDARD.encode(bytes));
            total <= MAX_BYTES
        };
        let mut fits = keep(own.clone(), loaded.source.as_bytes());
        for base in &loaded.bases {
            fits &= keep(base.path.clone(), base.source.as_bytes());
        }
        // A base's traces stand beside the base.
        let home = path.parent().and_then(Path::parent);
        let courses = std::iter::once(own.as_str()).chain(loaded.bases.iter().map(|base| base.path.as_str()));
        let courses: Vec<&str> = courses.filter_map(|path| path.split_once('/').map(|(course, _)| course)).collect();
        for given in loaded.scenario.measuring.iter().flat_map(|measuring| &measuring.given) {
            for course in &courses {
                let Some(home) = home else { continue };
                if let Ok(bytes) = std::fs::read(home.join(course).join(&given.file)) {
                    fits &= keep(format!("{course}/{}", given.file), &bytes);
                }
            }
        }
        if !fits {
            return Err(refuse(format!("with its traces the exercise is larger than {} MiB", MAX_BYTES >> 20)));
        }
        let mut parts = Vec::new();
        for pack in library.packs.iter().flatten().filter(|pack| path.starts_with(&pack.folder)) {
            for entry in pack.manifest.of_kind(Kind::Catalogue) {
                parts.push(crate::scenario::load::read_text(&pack.folder.join(&entry.path))?);
            }
        }
        let subject = Subject { id: loaded.scenario.id.clone(), path: own, hash: loaded.hash, files, parts };
        // What cannot be read again as it was must not be sealed away.
        subject.load(library.own_parts())?;
        Ok(subject)
    }

    /// The exercise, from memory alone; `own` is the program's catalogue.
    ///
    /// # Errors
    /// Everything that is wrong with it, and that it is not what was taken.
    pub fn load(&self, own: &Catalogue) -> Result<LoadedScenario, Vec<Located>> {
        let refuse = |why: &str| vec![Located::whole(&self.path, why)];
        let decoded = self.files.iter().map(|(name, text)| Some((name.clone(), STANDARD.decode(text).ok()?)));
        let files: Option<BTreeMap<String, Vec<u8>>> = decoded.collect();
        let memory: Memory = Arc::new(files.ok_or_else(|| refuse("a file of the session is damaged"))?);
        let mut loaded = if self.parts.is_empty() {
            recall_scenario(&memory, &self.path, own)?
        } else {
            let texts = self.parts.iter().map(|text| ("parts.ron", text.as_str()));
            let read = extend_catalogue(own, texts)?;
            let mut all = own.clone();
            all.append(read.catalogue);
            let loaded = recall_scenario(&memory, &self.path, &all)?;
            LoadedScenario { hash: hash(&(loaded.hash.clone() + &read.hash)), ..loaded }
        };
        if loaded.hash != self.hash || loaded.scenario.id != self.id {
            return Err(refuse("this program reads the exercise otherwise than the one that prepared the session"));
        }
        loaded.path = Path::new(&self.path).to_path_buf();
        Ok(loaded)
    }
}
