//! What may stand somewhere, asked of the loader itself: a wrong word is put there, and the error lists the right ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::edit::Splice;
use super::form::{Field, Value};
use crate::catalogue::schema::Catalogue;
use crate::scenario::parse_scenario_at;

/// A word that no list holds.
const WRONG: &str = "zzzz-zzzz";
/// The same as a name.
const WRONG_NAME: &str = "Zzzzzzzz";

/// Answers so far, by the pattern of the place.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Words, or no word where any text may stand.
    words: BTreeMap<String, Vec<String>>,
    /// Names of the fields that a struct may have.
    fields: BTreeMap<String, Vec<String>>,
    /// Places where a text with errors may have kept the loader from answering.
    doubtful: BTreeSet<String>,
}

/// What values of other exercises look like, by pattern: for fields and variants that are added.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    values: BTreeMap<String, String>,
    variants: BTreeMap<(String, String), String>,
}

impl Words {
    /// The words for a place, if they were asked for; empty where any text may stand.
    pub fn of(&self, field: &Field) -> &[String] {
        self.words.get(&field.pattern).map_or(&[], Vec::as_slice)
    }

    /// Asks for every place of the form that was not asked for yet; `good` where the text has no errors.
    pub fn learn(&mut self, text: &str, path: &Path, catalogue: &Catalogue, form: &Field, good: bool) {
        for child in form.children() {
            self.learn(text, path, catalogue, child, good);
        }
        if self.words.contains_key(&form.pattern) {
            return;
        }
        let probe = match &form.value {
            Value::Text(text) if looks_like_word(text) => {
                Splice { span: form.span.clone(), with: format!("\"{WRONG}\"") }
            }
            Value::Name(_) => Splice { span: form.span.clone(), with: WRONG_NAME.to_owned() },
            Value::Group { variant: Some(_), named, .. } if !form.pattern.is_empty() => {
                Splice { span: named.clone(), with: WRONG_NAME.to_owned() }
            }
            _ => return,
        };
        let words = ask(text, path, catalogue, &probe);
        if words.is_empty() && !good {
            self.doubtful.insert(form.pattern.clone());
        }
        self.words.insert(form.pattern.clone(), words);
    }

    /// Names of fields that a struct may have and has not.
    pub fn missing(&mut self, text: &str, path: &Path, catalogue: &Catalogue, group: &Field) -> Vec<String> {
        let Value::Group { variant, fields, tuple: false, .. } = &group.value else { return Vec::new() };
        let pattern = format!("{}/{}", group.pattern, variant.as_deref().unwrap_or(""));
        if !self.fields.contains_key(&pattern) {
            let probe = match fields.first() {
                Some(first) => {
                    let at = first.whole.start;
                    Splice { span: at..at, with: format!("{WRONG_NAME}: 0, ") }
                }
                None => return Vec::new(),
            };
            let asked = Splice { span: probe.span.start..probe.span.start, ..probe };
            let known = ask(text, path, catalogue, &asked);
            self.fields.insert(pattern.clone(), known);
        }
        let there = |name: &&String| !fields.iter().any(|field| field.name == **name);
        self.fields.get(&pattern).into_iter().flatten().filter(there).cloned().collect()
    }

    /// Forgets the answers « any text » that a text with errors gave: the text is good again.
    pub fn doubt(&mut self) {
        for pattern in std::mem::take(&mut self.doubtful) {
            self.words.remove(&pattern);
        }
        self.fields.retain(|_, names| !names.is_empty());
    }
}

/// What the loader would have allowed where the wrong word stands.
fn ask(text: &str, path: &Path, catalogue: &Catalogue, probe: &Splice) -> Vec<String> {
    let Err(errors) = parse_scenario_at(path, &probe.apply(text), catalogue) else { return Vec::new() };
    let at = probe.span.start;
    let found = errors.into_iter().find(|error| error.line > 0 && error.span.start == at && !error.allowed.is_empty());
    found.map(|error| error.allowed).unwrap_or_default()
}

fn looks_like_word(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    !text.is_empty() && text.len() <= 48 && text.bytes().all(plain)
}

impl Examples {
    /// Learns from a good exercise; what was learnt first stays.
    pub fn learn(&mut self, text: &str, form: &Field) {
        let written = text.get(form.span.clone()).unwrap_or_default();
        if let Value::Group { variant: Some(variant), .. } | Value::Name(variant) = &form.value {
            self.variants.entry((form.pattern.clone(), variant.clone())).or_insert_with(|| written.to_owned());
        }
        self.values.entry(form.pattern.clone()).or_insert_with(|| written.to_owned());
        for child in form.children() {
            self.learn(text, child);
        }
    }

    /// A value for a field `name` of a struct, as RON.
    pub fn value(&self, group: &Field, name: &str) -> Option<&str> {
        let above = match &group.value {
            Value::Group { variant: Some(variant), .. } if !group.pattern.is_empty() => {
                format!("{}/{variant}.{name}", group.pattern)
            }
            _ if group.pattern.is_empty() => name.to_owned(),
            _ => format!("{}.{name}", group.pattern),
        };
        self.values.get(&above).map(String::as_str)
    }

    /// An entry for a list, as RON.
    pub fn entry(&self, list: &Field) -> Option<&str> {
        self.values.get(&format!("{}[]", list.pattern)).map(String::as_str)
    }

    /// A value of this variant for a place, as RON.
    pub fn variant(&self, field: &Field, variant: &str) -> Option<&str> {
        self.variants.get(&(field.pattern.clone(), variant.to_owned())).map(String::as_str)
    }
}
