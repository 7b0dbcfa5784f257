//! One exercise being written: its text, what is wrong with it, the last good version, and the way back and forth.

use std::path::{Path, PathBuf};

use super::draft::is_own;
use super::edit::Splice;
use super::form::{Field, form};
use super::words::Words;
use crate::catalogue::schema::Catalogue;
use crate::library::own_folder;
use crate::scenario::load::{course_id, file_id};
use crate::scenario::{LoadedScenario, Located, parse_scenario_as};

/// Steps back that are kept.
const MAX_STEPS: usize = 1_000;

/// A step of writing, and whether typing goes on in it.
#[derive(Clone, Debug)]
struct Step {
    /// What leads back.
    back: Splice,
    /// What led here.
    forth: Splice,
}

/// An exercise being written.
#[derive(Clone, Debug)]
pub struct Document {
    path: PathBuf,
    /// The id that belongs to this path; none where a file may have any.
    id: Option<String>,
    /// What stands beside the exercise is looked for here: for a copy that is not saved, beside the original.
    read_at: PathBuf,
    text: String,
    saved: Option<String>,
    errors: Vec<Located>,
    places: Vec<Option<String>>,
    form: Field,
    good: Option<LoadedScenario>,
    goods: u32,
    changes: u32,
    words: Words,
    past: Vec<Step>,
    future: Vec<Step>,
    /// The next edit begins a step of its own.
    apart: bool,
}

impl Document {
    /// A text that stands in the file at `path`, or that will: then nothing is `saved` yet.
    pub fn new(path: &Path, text: String, saved: bool, catalogue: &Catalogue) -> Document {
        Document::made(path, path, text, saved, catalogue)
    }

    /// A text to be kept at `path`, made from the exercise at `original`.
    pub fn new_beside(path: &Path, original: &Path, text: String, catalogue: &Catalogue) -> Document {
        Document::made(path, original, text, false, catalogue)
    }

    fn made(path: &Path, read_at: &Path, text: String, saved: bool, catalogue: &Catalogue) -> Document {
        let own = || is_own(path, &own_folder()).then(|| file_id(path)).flatten();
        let mut document = Document {
            path: path.to_path_buf(),
            id: course_id(path).or_else(own),
            read_at: read_at.to_path_buf(),
            form: form(&text),
            saved: saved.then(|| text.clone()),
            text,
            errors: Vec::new(),
            places: Vec::new(),
            good: None,
            goods: 0,
            changes: 0,
            words: Words::default(),
            past: Vec::new(),
            future: Vec::new(),
            apart: true,
        };
        document.read(catalogue);
        document
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file beside which traces are looked for.
    pub fn read_at(&self) -> &Path {
        &self.read_at
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every error of the text, in its order.
    pub fn errors(&self) -> &[Located] {
        &self.errors
    }

    /// For each error the key of the field that it belongs to.
    pub fn places(&self) -> &[Option<String>] {
        &self.places
    }

    /// The form of the text as it is now.
    pub fn form(&self) -> &Field {
        &self.form
    }

    /// The last version without errors.
    pub fn good(&self) -> Option<&LoadedScenario> {
        self.good.as_ref()
    }

    /// Counts good versions: what is drawn from one is stale when it changes.
    pub fn goods(&self) -> u32 {
        self.goods
    }

    /// Counts changes of the text.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Whether the text is the good version: no errors.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether there is something to save.
    pub fn is_unsaved(&self) -> bool {
        self.saved.as_deref() != Some(&self.text)
    }

    /// The text as it was last read or written; `None` for one that was never kept.
    pub fn saved(&self) -> Option<&str> {
        self.saved.as_deref()
    }

    /// Says that the text was written to its file, and what belongs to it beside.
    pub fn set_saved(&mut self, catalogue: &Catalogue) {
        self.saved = Some(self.text.clone());
        self.apart = true;
        if self.read_at != self.path {
            self.read_at.clone_from(&self.path);
            self.read(catalogue);
        }
    }

    /// The words that may stand in a field; empty where any text may.
    pub fn words(&self, field: &Field) -> &[String] {
        self.words.of(field)
    }

    /// Names of fields that a struct may have and has not.
    pub fn missing(&mut self, key: &str, catalogue: &Catalogue) -> Vec<String> {
        let Some(group) = self.form.find(key) else { return Vec::new() };
        self.words.missing(&self.text, &self.read_at, catalogue, group)
    }

    /// Does an edit, as a step of its own.
    pub fn edit(&mut self, splice: &Splice, catalogue: &Catalogue) {
        self.apart = true;
        self.step(splice.clone(), catalogue);
        self.apart = true;
    }

    /// Takes over a text that was typed; letters in a row are one step.
    pub fn type_text(&mut self, text: &str, catalogue: &Catalogue) {
        if let Some(splice) = Splice::between(&self.text, text) {
            self.step(splice, catalogue);
        }
    }

    /// Takes over a text that somebody else wrote to the file; what was here can be had back.
    pub fn reload(&mut self, text: String, catalogue: &Catalogue) {
        if let Some(splice) = Splice::between(&self.text, &text) {
            self.edit(&splice, catalogue);
        }
        self.saved = Some(text);
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forth.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Goes a step back; says where in the text.
    pub fn undo(&mut self, catalogue: &Catalogue) -> Option<usize> {
        let step = self.past.pop()?;
        let at = step.back.span.start + step.back.with.len();
        self.text = step.back.apply(&self.text);
        self.future.push(step);
        self.apart = true;
        self.read(catalogue);
        Some(at)
    }

    /// Goes a step forth again; says where in the text.
    pub fn redo(&mut self, catalogue: &Catalogue) -> Option<usize> {
        let step = self.future.pop()?;
        let at = step.forth.span.start + step.forth.with.len();
        self.text = step.forth.apply(&self.text);
        self.past.push(step);
        self.apart = true;
        self.read(catalogue);
        Some(at)
    }

    fn step(&mut self, splice: Splice, catalogue: &Catalogue) {
        let back = splice.inverse(&self.text);
        let text = splice.apply(&self.text);
        if text == self.text {
            return;
        }
        self.text = text;
        self.future.clear();
        match self.past.last_mut().filter(|last| !self.apart && goes_on(last, &splice, &back)) {
            Some(last) => {
                last.forth.with.push_str(&splice.with);
                last.back.span.end += splice.with.len();
            }
            None => {
                if self.past.len() >= MAX_STEPS {
                    self.past.remove(0);
                }
                self.past.push(Step { back, forth: splice });
            }
        }
        self.apart = false;
        self.read(catalogue);
    }

    fn read(&mut self, catalogue: &Catalogue) {
        self.changes = self.changes.wrapping_add(1);
        self.form = form(&self.text);
        match parse_scenario_as(&self.read_at, &self.text, catalogue, self.id.as_deref()) {
            Ok(loaded) => {
                self.words.doubt();
                self.errors.clear();
                if self.good.as_ref() != Some(&loaded) {
                    self.good = Some(loaded);
                    self.goods = self.goods.wrapping_add(1);
                }
            }
            Err(errors) => self.errors = errors,
        }
        self.places = self.form.places(&self.errors);
        self.words.learn(&self.text, &self.read_at, catalogue, &self.form, self.errors.is_empty());
    }
}

/// Whether an edit is more of the same typing: letters behind the last ones, on the same line.
fn goes_on(last: &Step, splice: &Splice, back: &Splice) -> bool {
    let behind = last.forth.span.start + last.forth.with.len();
    back.with.is_empty() && splice.span.start == behind && splice.with.chars().count() == 1 && splice.with != "\n"
}
