//! Folders that are looked through beside the window: a stick may take its time.

use std::fs;
use std::path::{Path, PathBuf};

use crate::exam::sealed;
use crate::locale::Texts;

use super::super::beside::Beside;
use super::super::invigilate;
use super::super::panels::browse::{Action, Folder};

/// Most names of a folder that are looked at.
const MOST: usize = 5_000;

/// A folder as it was read.
struct Read {
    at: PathBuf,
    inside: Result<(Vec<String>, usize), String>,
    places: Vec<String>,
}

/// Where one looks.
#[derive(Default)]
pub(super) struct Folders {
    at: PathBuf,
    pub(super) model: Folder,
    coming: Option<Beside<Read>>,
}

impl Folders {
    /// Looks at a folder; what it is comes with [`Folders::hear`].
    pub(super) fn go(&mut self, at: PathBuf) {
        self.model.reading = true;
        self.model.wrong = None;
        self.coming = Some(Beside::run(move || {
            let places = invigilate::places().into_iter().filter(|place| place.is_dir());
            let places = places.map(|place| place.display().to_string()).collect();
            let inside = inside(&at);
            Read { at, inside, places }
        }));
    }

    /// Does what was asked of the folder.
    pub(super) fn act(&mut self, asked: Action) {
        let to = match asked {
            Action::Go(path) => PathBuf::from(path),
            Action::Into(at) => match self.model.inside.get(at) {
                Some(name) => self.at.join(name),
                None => return,
            },
            Action::Up => match self.at.parent() {
                Some(above) => above.to_path_buf(),
                None => return,
            },
        };
        self.go(to);
    }

    /// Takes up what was read; whether something is still to come.
    pub(super) fn hear(&mut self, texts: &Texts) -> bool {
        let Some(heard) = Beside::take(&mut self.coming) else { return self.coming.is_some() };
        let Ok(read) = heard else {
            self.model.reading = false;
            return false;
        };
        let (wrong, (inside, attempts)) = match read.inside {
            Ok(inside) => (None, inside),
            Err(why) => (Some(texts.with("browse-wrong", &[("why", why.into())])), Default::default()),
        };
        let at = read.at.display().to_string();
        self.at = read.at;
        self.model = Folder { at, inside, attempts, places: read.places, reading: false, wrong };
        false
    }

    /// The folder that is shown.
    pub(super) fn at(&self) -> &Path {
        &self.at
    }
}

/// Names of the folders in a folder, and how many attempts lie in it.
fn inside(at: &Path) -> Result<(Vec<String>, usize), String> {
    let entries = fs::read_dir(at).map_err(|why| why.to_string())?;
    let (mut folders, mut attempts) = (Vec::new(), 0);
    for entry in entries.flatten().take(MOST) {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(name);
        } else if path.extension().is_some_and(|end| end == "epj" || end == sealed::EXTENSION) {
            attempts += 1;
        }
    }
    folders.sort_by_key(|name| name.to_lowercase());
    Ok((folders, attempts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_in_order_and_attempts_are_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["PC2", "pc1", ".hidden"] {
            fs::create_dir(folder.path().join(name)).expect("made");
        }
        for name in ["a.epj", "b.epscelle", "a.mark.json", "notes.txt"] {
            fs::write(folder.path().join(name), b"x").expect("written");
        }
        assert_eq!(inside(folder.path()), Ok((vec!["pc1".to_owned(), "PC2".to_owned()], 2)));
        assert!(inside(&folder.path().join("gone")).is_err());
    }
}
