//! Edits as replaced bytes: each touches the value that it changes, never comments, order or layout around it.

use std::ops::Range;

use super::form::{Field, Value};

/// Bytes of a text and what takes their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Bytes that go.
    pub span: Range<usize>,
    /// What comes.
    pub with: String,
}

impl Splice {
    /// The text with this edit done; as it is where the bytes are none of its own.
    pub fn apply(&self, text: &str) -> String {
        let (Some(before), Some(after)) = (text.get(..self.span.start), text.get(self.span.end..)) else {
            return text.to_owned();
        };
        [before, self.with.as_str(), after].concat()
    }

    /// The edit that leads from `old` to `new`; none where they are the same.
    pub fn between(old: &str, new: &str) -> Option<Splice> {
        if old == new {
            return None;
        }
        let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - start;
        let end = old.bytes().rev().zip(new.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let floor = |mut at: usize| {
            while !old.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let ceil = |mut at: usize| {
            while !old.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        // What is common is cut at characters of `old`, and so at those of `new`.
        let (start, stop) = (floor(start), ceil(old.len() - end));
        let end = old.len() - stop;
        Some(Splice { span: start..stop, with: new.get(start..new.len() - end)?.to_owned() })
    }

    /// The edit that takes this one back from the text after it.
    pub fn inverse(&self, before: &str) -> Splice {
        let was = before.get(self.span.clone()).unwrap_or_default().to_owned();
        Splice { span: self.span.start..self.span.start + self.with.len(), with: was }
    }
}

/// Writes another number.
pub fn number(field: &Field, written: &str) -> Option<Splice> {
    let written = written.trim();
    let fine = written.parse::<f64>().is_ok_and(f64::is_finite)
        && written.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    fine.then(|| Splice { span: field.span.clone(), with: written.to_owned() })
}

/// Writes `true` or `false`.
pub fn switch(field: &Field, on: bool) -> Splice {
    Splice { span: field.span.clone(), with: on.to_string() }
}

/// Writes another text in the kind of quotes that stand there, or another bare name.
pub fn words(text: &str, field: &Field, words: &str) -> Splice {
    let old = text.get(field.span.clone()).unwrap_or_default();
    let with = match field.value {
        Value::Name(_) => words.to_owned(),
        _ => quote(words, old),
    };
    Splice { span: field.span.clone(), with }
}

/// A text as RON, raw where the old one was raw and nothing forbids it.
pub fn quote(words: &str, old: &str) -> String {
    let hashes = old.strip_prefix('r').map(|rest| rest.bytes().take_while(|b| *b == b'#').count());
    let plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
    if let Some(mut hashes) = hashes
        && words.chars().all(plain)
    {
        while words.contains(&format!("\"{}", "#".repeat(hashes))) {
            hashes += 1;
        }
        let hashes = "#".repeat(hashes);
        return format!("r{hashes}\"{words}\"{hashes}");
    }
    // Lines that were written as lines stay lines.
    let lines = old.contains('\n');
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for c in words.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' if lines => quoted.push('\n'),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes a whole value as RON.
pub fn value(field: &Field, written: &str) -> Splice {
    Splice { span: field.span.clone(), with: written.to_owned() }
}

/// Puts a copy of the entry `at` of a list behind it; an `id` in it becomes one that the list has not.
pub fn copy(text: &str, list: &Field, at: usize) -> Option<Splice> {
    let entry = list.children().get(at)?;
    let written = text.get(entry.span.clone())?;
    let mut written = written.to_owned();
    if let Some(id) = entry.children().iter().find(|child| child.name == "id")
        && let Value::Text(name) = &id.value
    {
        let name = fresh_id(name, list);
        let span = id.span.start - entry.span.start..id.span.end - entry.span.start;
        written = Splice { span, with: quote(&name, "") }.apply(&written);
    }
    let with = format!(",{}{written}", lead(text, entry.span.start));
    Some(Splice { span: entry.span.end..entry.span.end, with })
}

/// An id like `name` that no entry of the list has.
fn fresh_id(name: &str, list: &Field) -> String {
    let stem = match name.rsplit_once('-') {
        Some((stem, number)) if !stem.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => stem,
        _ => name,
    };
    let taken = |id: &str| list.children().iter().any(|entry| entry.caption() == Some(id));
    (2..).map(|n: u32| format!("{stem}-{n}")).find(|id| !taken(id)).unwrap_or_else(|| name.to_owned())
}

/// Puts a first entry into an empty list, or another behind the last.
pub fn push(text: &str, list: &Field, written: &str) -> Option<Splice> {
    let Value::List(entries) = &list.value else { return None };
    match entries.last() {
        Some(last) => {
            let with = format!(",{}{written}", lead(text, last.span.start));
            Some(Splice { span: last.span.end..last.span.end, with })
        }
        None => {
            let at = list.span.start + 1;
            text.get(list.span.clone()).filter(|written| written.starts_with('['))?;
            Some(Splice { span: at..at, with: written.to_owned() })
        }
    }
}

/// Takes the entry `at` out of a list, with its comma, and with its line where nothing else stands on it.
pub fn remove(text: &str, list: &Field, at: usize) -> Option<Splice> {
    let entries = list.children();
    let entry = entries.get(at)?;
    let Range { mut start, mut end } = entry.span.clone();
    if let Some(comma) = comma_after(text, end) {
        let between = text.get(end..comma)?;
        if between.trim().is_empty() {
            end = comma + 1;
        }
    } else if let Some(before) = at.checked_sub(1).and_then(|before| entries.get(before)) {
        // The last without a comma: the one before it needs none either.
        let comma = comma_after(text, before.span.end)?;
        if text.get(comma + 1..start)?.trim().is_empty() {
            return Some(Splice { span: comma..end, with: String::new() });
        }
    }
    let line = text.get(..start)?.rfind('\n').map_or(0, |n| n + 1);
    let alone = text.get(line..start)?.trim().is_empty();
    let after = text.get(end..)?;
    let spaces = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    if alone && after[spaces..].starts_with('\n') {
        (start, end) = (line, end + spaces + 1);
    } else if !alone {
        end += spaces;
    }
    Some(Splice { span: start..end, with: String::new() })
}

/// Exchanges the entries `at` and `at + 1`; what stands between them stays.
pub fn swap(text: &str, list: &Field, at: usize) -> Option<Splice> {
    let (first, second) = (list.children().get(at)?, list.children().get(at + 1)?);
    let between = text.get(first.span.end..second.span.start)?;
    let with = [text.get(second.span.clone())?, between, text.get(first.span.clone())?].concat();
    Some(Splice { span: first.span.start..second.span.end, with })
}

/// Adds a field behind the last of a struct.
pub fn add_field(text: &str, group: &Field, name: &str, written: &str) -> Option<Splice> {
    let Value::Group { fields, tuple: false, .. } = &group.value else { return None };
    match fields.last() {
        Some(last) => {
            let with = format!(",{}{name}: {written}", lead(text, last.whole.start));
            Some(Splice { span: last.span.end..last.span.end, with })
        }
        None => {
            let at = group.span.end.checked_sub(1)?;
            text.get(at..group.span.end).filter(|bracket| *bracket == ")")?;
            Some(Splice { span: at..at, with: format!("{name}: {written}") })
        }
    }
}

/// Takes a field out of its struct, with its comma and its line.
pub fn remove_field(text: &str, group: &Field, name: &str) -> Option<Splice> {
    let Value::Group { fields, tuple: false, .. } = &group.value else { return None };
    // The same as in a list, whose entries are name and value.
    let entries = fields.iter().map(|field| Field { span: field.whole.clone(), ..field.clone() }).collect();
    let at = fields.iter().position(|field| field.name == name)?;
    remove(text, &Field { value: Value::List(entries), ..group.clone() }, at)
}

/// What separates an entry at `start` from the one before it: a line with its indent, or a space.
fn lead(text: &str, start: usize) -> String {
    let before = text.get(..start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |n| n + 1);
    let indent = &before[line..];
    if line > 0 && indent.trim().is_empty() { format!("\n{indent}") } else { " ".to_owned() }
}

/// The comma that follows a value, past spaces and comments.
fn comma_after(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with(',') {
            return Some(at);
        } else if trimmed.starts_with("//") {
            at += trimmed.find('\n')? + 1;
        } else if trimmed.starts_with("/*") {
            at += comment_length(trimmed)?;
        } else {
            return None;
        }
    }
}

/// Length of the comment that a text begins with; they nest.
fn comment_length(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0u32, 0);
    let bytes = text.as_bytes();
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => {
                (depth, at) = (depth.checked_sub(1)?, at + 2);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}
