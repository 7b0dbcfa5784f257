//! What fields and words of exercises are called: in the reader's language where they are known, else as they are.

use crate::locale::{Lang, Texts};
use crate::workshop::french::french;
use crate::workshop::{Field, Value};

/// Locale groups in which words of exercises have names already.
const GROUPS: [&str; 5] = ["word", "tool", "event", "axis", "section"];

/// Units that names of fields end in.
const UNITS: [(&str, &str); 9] = [
    ("_um", "µm"),
    ("_mm", "mm"),
    ("_dbm", "dBm"),
    ("_db", "dB"),
    ("_m", "m"),
    ("_s", "s"),
    ("_deg", "°"),
    ("minutes", "min"),
    ("seconds", "s"),
];

/// A field's name.
pub(super) fn field(name: &str, texts: &Texts) -> String {
    let key = format!("field-{}", name.replace('_', "-"));
    if texts.has(&key) { texts.get(&key) } else { name.replace('_', " ") }
}

/// The unit of a number, by its name.
pub(super) fn unit(name: &str) -> &'static str {
    UNITS.iter().find(|(end, _)| name.ends_with(end)).map_or("", |(_, unit)| unit)
}

/// A word of an exercise.
pub(super) fn word(word: &str, texts: &Texts) -> String {
    let kebab = kebab(word);
    let known = GROUPS.iter().map(|group| format!("{group}-{kebab}")).find(|key| texts.has(key));
    known.map_or_else(|| word.to_owned(), |key| texts.get(&key))
}

/// What the loader says of an error.
pub(in crate::desktop) fn told(message: &str, texts: &Texts) -> String {
    match texts.lang() {
        Lang::Fr => french(message),
        Lang::En => message.to_owned(),
    }
}

/// A name as it stands in locale keys.
fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab.replace(['_', ' '], "-")
}

/// An entry of a list: its number and what tells it apart.
pub(super) fn entry(at: usize, entry: &Field, texts: &Texts) -> String {
    // What people read, where an entry has it; its id or first text where it has not.
    let shown = entry.children().iter().find(|child| matches!(child.name.as_str(), "label" | "title"));
    let lang = if texts.lang() == Lang::Fr { "fr" } else { "en" };
    let text = shown.and_then(|shown| shown.children().iter().find(|child| child.name == lang));
    if let Some(Value::Text(text)) = text.map(|text| &text.value)
        && !text.trim().is_empty()
    {
        return format!("{} · {}", at + 1, first_line(text));
    }
    match entry.caption() {
        Some(caption) => format!("{} · {}", at + 1, word(&first_line(caption), texts)),
        None => (at + 1).to_string(),
    }
}

/// The beginning of a text, for a line.
pub(super) fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(60).collect();
    if line.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
