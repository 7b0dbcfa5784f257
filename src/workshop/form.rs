//! The form of a text: a tree of fields, each with the bytes that it was written in. Made of any RON, good or damaged.

use std::ops::Range;

use crate::scenario::error::{Located, Report};
use crate::scenario::spanned::{self, Kind, Node};

/// A place in the text that can be edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its place in this text, `marking.criteria[3].weight`; empty for the whole.
    pub key: String,
    /// The place without numbers and with the names of variants, `marking.criteria[].rule/Low.full`: what is alike in
    /// all exercises.
    pub pattern: String,
    /// Name of the field; empty for an entry of a list.
    pub name: String,
    /// Bytes of name and value.
    pub whole: Range<usize>,
    /// Bytes of the value.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, as it was written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A text with its escapes resolved; a word where the loader has a list of them.
    Text(String),
    /// A bare name.
    Name(String),
    /// Fields under each other, with the name before the bracket.
    Group {
        /// Name of struct or variant.
        variant: Option<String>,
        /// Bytes of that name; empty where there is none.
        named: Range<usize>,
        /// Values have no names of their own.
        tuple: bool,
        /// Fields in the order of the text.
        fields: Vec<Field>,
    },
    /// Entries.
    List(Vec<Field>),
    /// Nothing that the form can show, as it was written.
    Other(String),
}

/// Reads `text` to its form; never fails.
pub fn form(text: &str) -> Field {
    let mut report = Report::new("", text);
    let root = spanned::parse(&mut report);
    field(text, &root, String::new(), String::new(), String::new(), root.span.clone())
}

fn field(text: &str, node: &Node, key: String, pattern: String, name: String, whole: Range<usize>) -> Field {
    let written = || text.get(node.span.clone()).unwrap_or_default().to_owned();
    let under = |variant: Option<&str>| match variant {
        // The root's name says nothing; a variant's name says which fields there are.
        Some(variant) if !pattern.is_empty() => format!("{pattern}/{variant}"),
        _ => pattern.clone(),
    };
    let dot = |path: &str, name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let value = match &node.kind {
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(_) => Value::Number(written()),
        Kind::Text(value) => Value::Text(value.clone()),
        Kind::Name(value) => Value::Name(value.clone()),
        Kind::Struct { name: variant, fields, .. } => {
            let above = under(variant.as_ref().map(|variant| variant.text.as_str()));
            let fields = fields.iter().map(|inner| {
                let (name, value) = (&inner.name.text, &inner.value);
                let whole = inner.name.span.start..value.span.end;
                field(text, value, dot(&key, name), dot(&above, name), name.clone(), whole)
            });
            Value::Group {
                variant: variant.as_ref().map(|variant| variant.text.clone()),
                named: variant.as_ref().map_or(node.span.start..node.span.start, |variant| variant.span.clone()),
                tuple: false,
                fields: fields.collect(),
            }
        }
        Kind::Tuple { name: variant, items } => {
            let above = under(variant.as_ref().map(|variant| variant.text.as_str()));
            let fields = items.iter().enumerate().map(|(i, item)| {
                let name = (i + 1).to_string();
                field(text, item, dot(&key, &name), dot(&above, &name), name, item.span.clone())
            });
            Value::Group {
                variant: variant.as_ref().map(|variant| variant.text.clone()),
                named: variant.as_ref().map_or(node.span.start..node.span.start, |variant| variant.span.clone()),
                tuple: !items.is_empty(),
                fields: fields.collect(),
            }
        }
        Kind::List(items) => {
            let entries = items.iter().enumerate().map(|(i, item)| {
                field(text, item, format!("{key}[{i}]"), format!("{pattern}[]"), String::new(), item.span.clone())
            });
            Value::List(entries.collect())
        }
        Kind::Char(_) | Kind::Map(_) | Kind::Bad => Value::Other(written()),
    };
    Field { key, pattern, name, whole, span: node.span.clone(), value }
}

impl Field {
    /// What is directly inside.
    pub fn children(&self) -> &[Field] {
        match &self.value {
            Value::Group { fields, .. } | Value::List(fields) => fields,
            _ => &[],
        }
    }

    /// The field with this key.
    pub fn find(&self, key: &str) -> Option<&Field> {
        if self.key == key {
            return Some(self);
        }
        // Keys are paths: only the branch that begins like it can hold it.
        let leads = |child: &&Field| {
            let rest = key.strip_prefix(child.key.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.children().iter().filter(leads).find_map(|child| child.find(key))
    }

    /// The innermost field that the byte `at` lies in.
    pub fn at(&self, at: usize) -> Option<&Field> {
        if !(self.whole.start..=self.whole.end).contains(&at) {
            return None;
        }
        Some(self.children().iter().find_map(|child| child.at(at)).unwrap_or(self))
    }

    /// A short name of an entry: its `id`, its title, or the first text inside.
    pub fn caption(&self) -> Option<&str> {
        let named = |name: &str| {
            self.children().iter().find(|child| child.name == name).and_then(|child| match &child.value {
                Value::Text(text) | Value::Name(text) => Some(text.as_str()),
                _ => None,
            })
        };
        named("id").or_else(|| named("fr")).or_else(|| match &self.value {
            Value::Group { fields, .. } => fields.iter().find_map(|field| match &field.value {
                Value::Text(text) => Some(text.as_str()),
                Value::Group { .. } => field.caption(),
                _ => None,
            }),
            _ => None,
        })
    }

    /// For each error that has a place, the key of the innermost field that it lies in.
    pub fn places(&self, errors: &[Located]) -> Vec<Option<String>> {
        let place = |error: &Located| (error.line > 0).then(|| self.at(error.span.start))?.map(|f| f.key.clone());
        errors.iter().map(place).collect()
    }
}
