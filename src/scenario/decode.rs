//! Turns nodes into values: each mismatch is reported at its place, and reading goes on with the next value.

use std::ops::Range;

use super::error::{Report, quoted};
use super::schema::Text;
use super::spanned::{Field, Kind, Name, Node, Number};

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Bytes of the source.
    pub span: Range<usize>,
}

/// Something that a node can be read as.
pub trait Decode: Sized {
    /// Reads `node`; `None` after the reason was reported.
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Self>;
}

/// Reports that something else than `expected` stands at `node`, unless that was reported already.
pub fn mismatch(node: &Node, report: &mut Report<'_>, expected: &str) {
    if !matches!(node.kind, Kind::Bad) {
        report.error(node.span.clone(), format!("expected {expected}, found {}", node.kind.describe()));
    }
}

/// The fields of a struct, to be taken one by one.
pub struct Fields<'n> {
    what: &'static str,
    span: Range<usize>,
    known: &'static [&'static str],
    fields: Vec<Option<&'n Node>>,
    damaged: bool,
}

impl<'n> Fields<'n> {
    /// Reads `node` as the struct `what` with the fields `known`: reports unknown fields, and known ones that come twice.
    pub fn of(
        node: &'n Node,
        report: &mut Report<'_>,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        let (name, written, damaged): (&Option<Name>, &[Field], bool) = match &node.kind {
            Kind::Struct { name, fields, damaged } => (name, fields, *damaged),
            Kind::Tuple { name, items } if items.is_empty() => (name, &[], false),
            _ => {
                mismatch(node, report, &format!("{what}({}: …)", known.first().unwrap_or(&"")));
                return None;
            }
        };
        if let Some(name) = name.as_ref().filter(|name| !same_name(&name.text, what)) {
            let message = format!("expected {what}(…), found {}", quoted(&name.text));
            report.error_among(name.span.clone(), message, &name.text, [what]);
        }
        Some(Fields::new(node, report, what, known, written, damaged))
    }

    /// The same for the fields of an enum's variant, whose name was read before.
    fn new(
        node: &'n Node,
        report: &mut Report<'_>,
        what: &'static str,
        known: &'static [&'static str],
        written: &'n [Field],
        damaged: bool,
    ) -> Fields<'n> {
        let mut fields = vec![None; known.len()];
        for Field { name, value } in written {
            match known.iter().position(|known| *known == name.text) {
                None => {
                    let message = format!("unknown field {} in {what}", quoted(&name.text));
                    report.error_among(name.span.clone(), message, &name.text, known.iter().copied());
                }
                Some(at) if fields[at].is_some() => {
                    report.error(name.span.clone(), format!("field `{}` is given twice", name.text));
                }
                Some(at) => fields[at] = Some(value),
            }
        }
        // A missing field is reported at the opening of its struct, not all over it.
        let end = match &node.kind {
            Kind::Struct { fields, .. } => fields.first().map_or(node.span.end, |field| field.name.span.start),
            _ => node.span.end,
        };
        let opening = report.text(node.span.start..end).map_or(0, |text| text.trim_end().len());
        Fields { what, span: node.span.start..node.span.start + opening, known, fields, damaged }
    }

    /// The node of a field; reports when it is missing.
    pub fn node(&mut self, report: &mut Report<'_>, name: &str) -> Option<&'n Node> {
        let at = self.known.iter().position(|known| *known == name)?;
        let node = self.fields[at];
        if node.is_none() && !self.damaged {
            report.error(self.span.clone(), format!("field `{name}` is missing in {}", self.what));
        }
        node
    }

    /// The node of a field that may be left out.
    pub fn optional(&self, name: &str) -> Option<&'n Node> {
        self.fields[self.known.iter().position(|known| *known == name)?]
    }

    /// The value of a field and its place; reports when it is missing or unfit.
    pub fn at<T: Decode>(&mut self, report: &mut Report<'_>, name: &str) -> Option<At<T>> {
        let node = self.node(report, name)?;
        Some(At { value: T::decode(node, report)?, span: node.span.clone() })
    }

    /// The value of a field; reports when it is missing or unfit.
    pub fn take<T: Decode>(&mut self, report: &mut Report<'_>, name: &str) -> Option<T> {
        self.at(report, name).map(|at| at.value)
    }

    /// A number from `least` to `most` and its place.
    pub fn number_at(&mut self, report: &mut Report<'_>, name: &str, least: f64, most: f64) -> Option<At<f64>> {
        let number = self.at::<f64>(report, name)?;
        if (least..=most).contains(&number.value) {
            return Some(number);
        }
        report.error(number.span, format!("`{name}` must be from {least} to {most}, found {}", number.value));
        None
    }

    /// A number from `least` to `most`.
    pub fn number(&mut self, report: &mut Report<'_>, name: &str, least: f64, most: f64) -> Option<f64> {
        self.number_at(report, name, least, most).map(|number| number.value)
    }

    /// An integer from `least` to `most`.
    pub fn integer<T: TryFrom<i64>>(
        &mut self,
        report: &mut Report<'_>,
        name: &str,
        least: i64,
        most: i64,
    ) -> Option<T> {
        let node = self.node(report, name)?;
        let value = integer(node, report, least, most)?;
        T::try_from(value).ok()
    }

    /// Bytes of the opening of the struct, for errors about it as a whole.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// One variant of an enum whose variants have fields: its name and its fields.
pub type Variant = (&'static str, &'static [&'static str]);

/// Reads `node` as one of `variants`; gives its place among them and its fields.
pub fn variant<'n>(
    node: &'n Node,
    report: &mut Report<'_>,
    what: &'static str,
    variants: &'static [Variant],
) -> Option<(usize, Fields<'n>)> {
    let (name, fields, damaged): (&Name, &[Field], bool) = match &node.kind {
        Kind::Struct { name: Some(name), fields, damaged } => (name, fields, *damaged),
        Kind::Tuple { name: Some(name), items } if items.is_empty() => (name, &[], false),
        _ => {
            if !matches!(node.kind, Kind::Bad) {
                let found = match &node.kind {
                    Kind::Name(name) | Kind::Text(name) => name.as_str(),
                    _ => "",
                };
                let message = format!("expected {what}, found {}", node.kind.describe());
                report.error_among(node.span.clone(), message, found, variants.iter().map(|(name, _)| *name));
            }
            return None;
        }
    };
    let Some(at) = variants.iter().position(|(known, _)| same_name(&name.text, known)) else {
        let message = format!("unknown {what} {}", quoted(&name.text));
        report.error_among(name.span.clone(), message, &name.text, variants.iter().map(|(name, _)| *name));
        return None;
    };
    let (known, names) = variants[at];
    Some((at, Fields::new(node, report, known, names, fields, damaged)))
}

/// Whether `written` is `name`, as it is or in kebab case (`at-most` for `AtMost`), as serde writes it.
pub(super) fn same_name(written: &str, name: &str) -> bool {
    let mut kebab = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    written == name || written == kebab
}

/// Reads `node` as one of a closed list of words, each with its value.
pub fn word<T: Copy>(node: &Node, report: &mut Report<'_>, what: &str, words: &[(&'static str, T)]) -> Option<T> {
    let (Kind::Text(found) | Kind::Name(found)) = &node.kind else {
        if !matches!(node.kind, Kind::Bad) {
            let message = format!("expected {what}, found {}", node.kind.describe());
            report.error_among(node.span.clone(), message, "", words.iter().map(|(word, _)| *word));
        }
        return None;
    };
    if let Some((_, value)) = words.iter().find(|(word, _)| word == found) {
        return Some(*value);
    }
    let message = format!("unknown {what} {}", quoted(found));
    report.error_among(node.span.clone(), message, found, words.iter().map(|(word, _)| *word));
    None
}

/// Reads `node` as a list of at most `most` nodes.
pub fn list<'n>(node: &'n Node, report: &mut Report<'_>, most: usize) -> Option<&'n [Node]> {
    let Kind::List(items) = &node.kind else {
        mismatch(node, report, "a list […]");
        return None;
    };
    if items.len() > most {
        let span = items.get(most).map_or(node.span.clone(), |item| item.span.clone());
        report.error(span, format!("the list has {} entries, at most {most} are allowed", items.len()));
        return items.get(..most);
    }
    Some(items)
}

/// Reads every node of a list, unfit ones included, so that each is reported; `None` if any is unfit.
pub fn each<T>(nodes: &[Node], mut read: impl FnMut(&Node) -> Option<T>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = nodes.iter().map(&mut read).collect();
    read.into_iter().collect()
}

fn integer(node: &Node, report: &mut Report<'_>, least: i64, most: i64) -> Option<i64> {
    match node.kind {
        Kind::Number(Number { integer: Some(value), .. }) if (least..=most).contains(&value) => Some(value),
        Kind::Number(Number { integer: Some(value), .. }) => {
            report.error(node.span.clone(), format!("expected a whole number from {least} to {most}, found {value}"));
            None
        }
        _ => {
            mismatch(node, report, &format!("a whole number from {least} to {most}"));
            None
        }
    }
}

impl Decode for f64 {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<f64> {
        match node.kind {
            Kind::Number(Number { value, .. }) if value.is_finite() => Some(value),
            Kind::Number(Number { value, .. }) => {
                report.error(node.span.clone(), format!("expected a finite number, found {value}"));
                None
            }
            _ => {
                mismatch(node, report, "a number");
                None
            }
        }
    }
}

impl Decode for bool {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<bool> {
        match node.kind {
            Kind::Bool(value) => Some(value),
            _ => {
                mismatch(node, report, "true or false");
                None
            }
        }
    }
}

impl Decode for u32 {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<u32> {
        integer(node, report, 0, i64::from(u32::MAX)).and_then(|value| u32::try_from(value).ok())
    }
}

impl Decode for u8 {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<u8> {
        integer(node, report, 0, i64::from(u8::MAX)).and_then(|value| u8::try_from(value).ok())
    }
}

impl Decode for String {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<String> {
        match &node.kind {
            Kind::Text(text) => Some(text.clone()),
            _ => {
                mismatch(node, report, "a text \"…\"");
                None
            }
        }
    }
}

impl<A: Decode, B: Decode> Decode for (A, B) {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<(A, B)> {
        match &node.kind {
            Kind::Tuple { name: None, items } if items.len() == 2 => {
                let (first, second) = (A::decode(&items[0], report), B::decode(&items[1], report));
                first.zip(second)
            }
            _ => {
                mismatch(node, report, "two values (…, …)");
                None
            }
        }
    }
}

impl Decode for Text {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Text> {
        let mut fields = Fields::of(node, report, "Text", &["fr", "en"])?;
        let mut language = |name: &str, language: &str| {
            let At { value, span } = fields.at::<String>(report, name)?;
            if value.trim().is_empty() {
                report.error(span, format!("the {language} text is empty"));
                return None;
            }
            Some(value)
        };
        let (fr, en) = (language("fr", "French"), language("en", "English"));
        Some(Text { fr: fr?, en: en? })
    }
}
