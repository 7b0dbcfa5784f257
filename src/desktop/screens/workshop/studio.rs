//! What is open in the workshop: drafts, how the page is folded, and what the threads have found so far.

use std::path::Path;

use bevy::prelude::Resource;

use super::super::super::panels::workshop::{Kept, Look, labels};
use super::clipboard::Clipboard;
use super::preview::Preview;
use super::proving::Proving;
use crate::catalogue::schema::Catalogue;
use crate::library::{self, Exercise, Library};
use crate::locale::{Texts, Value};
use crate::scenario::Located;
use crate::workshop::advice::{Advice, advise};
use crate::workshop::draft::{is_own, short_path};
use crate::workshop::form::form;
use crate::workshop::words::Examples;
use crate::workshop::{Document, Draft, Seen};

/// How long something is said, s.
const TOLD_S: f64 = 5.0;

/// Everything that the workshop keeps while the author is elsewhere.
#[derive(Resource, Default)]
pub struct Studio {
    /// Drafts that were opened; none is closed, so that nothing unsaved is lost.
    pub drafts: Vec<Draft>,
    /// Which is on the page.
    pub open: Option<usize>,
    /// How the page is folded.
    pub look: Look,
    /// What values of exercises look like.
    pub examples: Examples,
    /// Advice on the open draft.
    pub advice: Vec<Advice>,
    /// Something to say, and until when, s.
    pub notice: Option<(String, f64)>,
    /// Fields that a struct may be given.
    pub offered: Option<(String, Vec<String>)>,
    /// The bench of the picture.
    pub preview: Preview,
    /// The proof.
    pub proving: Proving,
    /// What was copied.
    pub clipboard: Clipboard,
    shelf: Vec<Kept>,
    learnt: bool,
    /// The draft and the change of it that leaving was warned about.
    warned: Option<(usize, u32)>,
}

impl Studio {
    /// Reads anew what there is to open.
    pub fn restock(&mut self, library: &Library, texts: &Texts) {
        let program = library.exercises();
        if !self.learnt {
            self.learnt = true;
            for loaded in program.iter().filter_map(|exercise| exercise.loaded.as_ref().ok()) {
                self.examples.learn(&loaded.source, &form(&loaded.source));
            }
        }
        let own = library.own_exercises(&library::own_folder());
        let kept = |exercise: &Exercise, own: bool| Kept {
            path: exercise.path.clone(),
            title: match &exercise.loaded {
                Ok(loaded) => texts.pick(&loaded.scenario.title).to_owned(),
                Err(_) => {
                    exercise.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
                }
            },
            course: texts.pick(&exercise.course).to_owned(),
            own,
            bad: exercise.loaded.is_err(),
            ..Kept::default()
        };
        self.shelf = own.iter().map(|exercise| kept(exercise, true)).collect();
        self.shelf.extend(program.iter().map(|exercise| kept(exercise, false)));
    }

    /// The shelf as it is now, with copies that are not saved yet.
    pub fn kept(&self) -> Vec<Kept> {
        let mut kept = self.shelf.clone();
        for (at, draft) in self.drafts.iter().enumerate() {
            let document = &draft.document;
            let index = kept.iter().position(|row| row.path == document.path()).unwrap_or_else(|| {
                let own = kept.iter().filter(|row| row.own).count();
                kept.insert(own, Kept { path: document.path().to_path_buf(), own: true, ..Kept::default() });
                own
            });
            let row = &mut kept[index];
            if let Some(title) = document.form().find("title").and_then(|title| title.caption()) {
                title.clone_into(&mut row.title);
            }
            row.bad = !document.is_good();
            row.unsaved = document.is_unsaved();
            row.open = self.open == Some(at);
        }
        kept
    }

    /// Whether leaving the program would lose a text; asked once for a text as it is, for who means it leaves the second
    /// time.
    pub fn holds_back(&mut self, texts: &Texts, now: f64) -> bool {
        let Some(unsaved) = self.drafts.iter().position(|draft| draft.document.is_unsaved()) else { return false };
        let asked = Some((unsaved, self.drafts[unsaved].document.changes()));
        if self.warned == asked {
            return false;
        }
        self.warned = asked;
        self.turn_to(unsaved);
        self.tell(texts.get("workshop-quit-unsaved"), now);
        true
    }

    /// Brings an own exercise on the page.
    pub fn open(&mut self, path: &Path, catalogue: &Catalogue, texts: &Texts, now: f64) {
        if !is_own(path, &library::own_folder()) {
            return self.copy(path, catalogue, texts, now);
        }
        if let Some(at) = self.drafts.iter().position(|draft| draft.document.path() == path) {
            return self.turn_to(at);
        }
        match Draft::open(path, catalogue) {
            Ok(draft) => self.add(draft),
            Err(errors) => self.tell(unreadable(&errors, texts), now),
        }
    }

    /// Makes a new exercise of another.
    pub fn copy(&mut self, path: &Path, catalogue: &Catalogue, texts: &Texts, now: f64) {
        match Draft::copy(path, &library::own_folder(), catalogue) {
            Ok(draft) => {
                let place = draft.document.path();
                // A copy that is not saved yet has the name already.
                match self.drafts.iter().position(|other| other.document.path() == place) {
                    Some(at) => self.turn_to(at),
                    None => self.add(draft),
                }
            }
            Err(errors) => self.tell(unreadable(&errors, texts), now),
        }
    }

    fn add(&mut self, draft: Draft) {
        self.drafts.push(draft);
        self.turn_to(self.drafts.len() - 1);
    }

    fn turn_to(&mut self, at: usize) {
        self.open = Some(at);
        self.look = self.look.anew();
        self.preview.step = 0;
        self.preview.forget();
        self.offered = None;
        self.review();
    }

    /// The draft on the page.
    pub fn draft(&self) -> Option<&Draft> {
        self.drafts.get(self.open?)
    }

    /// The draft on the page.
    pub fn draft_mut(&mut self) -> Option<&mut Draft> {
        self.drafts.get_mut(self.open?)
    }

    /// Does something to the open document.
    pub fn with_document(&mut self, change: impl FnOnce(&mut Document)) {
        if let Some(draft) = self.draft_mut() {
            change(&mut draft.document);
            self.review();
        }
    }

    /// Advises anew.
    pub fn review(&mut self) {
        self.advice = match self.draft() {
            Some(draft) => {
                let document = &draft.document;
                advise(document.text(), document.form(), &short_path(document.path()))
            }
            None => Vec::new(),
        };
    }

    /// Says something for a while.
    pub fn tell(&mut self, told: String, now: f64) {
        self.notice = Some((told, now + TOLD_S));
    }

    /// Follows what others write into the open draft's file.
    pub fn look_at_file(&mut self, now: f64, catalogue: &Catalogue, texts: &Texts) {
        let Some(draft) = self.draft_mut() else { return };
        match draft.look(now, catalogue) {
            // The bar over the page says it.
            Seen::Same | Seen::Conflict => {}
            Seen::Reloaded => {
                self.review();
                self.tell(texts.get("workshop-reloaded"), now);
            }
            Seen::Gone => self.tell(texts.get("workshop-gone"), now),
            Seen::Unreadable(errors) => self.tell(unreadable(&errors, texts), now),
        }
    }
}

/// Why a file cannot be read, in words.
pub fn unreadable(errors: &[Located], texts: &Texts) -> String {
    let why = errors.first().map(|error| labels::told(&error.message, texts)).unwrap_or_default();
    texts.with("workshop-unreadable", &[("why", Value::from(why))])
}
