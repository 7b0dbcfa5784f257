//! Turns nodes into values: each mismatch is reported at its place, and reading goes on with the next value.

use std::ops::Range;

use super::check;
use super::error::{Report, quoted};
use super::schema::Text;
use super::shape::{Need, Shape, field};
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
    shape: Option<&'static Shape>,
    span: Range<usize>,
    known: Vec<&'static str>,
    fields: Vec<Option<&'n Node>>,
    damaged: bool,
}

impl<'n> Fields<'n> {
    /// Reads `node` as a struct of this shape: reports unknown fields, and known ones that come twice.
    pub fn shaped(node: &'n Node, report: &mut Report<'_>, shape: &'static Shape) -> Option<Fields<'n>> {
        let known = shape.fields.iter().map(|spec| spec.name).collect();
        Fields::read(node, report, shape.name, known, Some(shape))
    }

    /// The same for a struct `what` with the fields `known`, whose limits the reader says.
    pub fn of(
        node: &'n Node,
        report: &mut Report<'_>,
        what: &'static str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        Fields::read(node, report, what, known.to_vec(), None)
    }

    fn read(
        node: &'n Node,
        report: &mut Report<'_>,
        what: &'static str,
        known: Vec<&'static str>,
        shape: Option<&'static Shape>,
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
        Some(Fields::new(node, report, what, known, shape, (written, damaged)))
    }

    /// The same for the fields of an enum's variant, whose name was read before.
    fn new(
        node: &'n Node,
        report: &mut Report<'_>,
        what: &'static str,
        known: Vec<&'static str>,
        shape: Option<&'static Shape>,
        (written, damaged): (&'n [Field], bool),
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
        Fields { what, shape, span: node.span.start..node.span.start + opening, known, fields, damaged }
    }

    /// The node of a field; reports when it is missing.
    pub fn node(&mut self, report: &mut Report<'_>, name: &str) -> Option<&'n Node> {
        debug_assert!(self.need(name) != Some(Need::Never) || self.optional(name).is_some(), "`{name}` is optional");
        let at = self.known.iter().position(|known| *known == name)?;
        let node = self.fields[at];
        if node.is_none() && !self.damaged {
            report.error(self.span.clone(), format!("field `{name}` is missing in {}", self.what));
        }
        node
    }

    /// The node of a field that may be left out.
    pub fn optional(&self, name: &str) -> Option<&'n Node> {
        debug_assert_ne!(self.need(name), Some(Need::Always), "`{name}` must be there");
        self.fields[self.known.iter().position(|known| *known == name)?]
    }

    fn need(&self, name: &str) -> Option<Need> {
        let need = self.shape.map(|shape| shape.need(name));
        debug_assert_ne!(need, Some(None), "`{name}` is in no table of {}", self.what);
        need.flatten()
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

    /// A sentence in both languages and its place: unlike a name it is not the same in both.
    pub fn sentence_at(&mut self, report: &mut Report<'_>, name: &str) -> Option<At<Text>> {
        let node = self.node(report, name)?;
        Some(At { value: text(node, report, FEW_WORDS)?, span: node.span.clone() })
    }

    /// A sentence in both languages.
    pub fn sentence(&mut self, report: &mut Report<'_>, name: &str) -> Option<Text> {
        self.sentence_at(report, name).map(|text| text.value)
    }

    /// A number within the limits of the table, and its place.
    pub fn limited_at(&mut self, report: &mut Report<'_>, name: &str) -> Option<At<f64>> {
        let (least, most) = self.shape?.limits(name)?;
        let number = self.at::<f64>(report, name)?;
        if (least..=most).contains(&number.value) {
            return Some(number);
        }
        report.error(number.span, format!("`{name}` must be from {least} to {most}, found {}", number.value));
        None
    }

    /// A number within the limits of the table.
    pub fn limited(&mut self, report: &mut Report<'_>, name: &str) -> Option<f64> {
        self.limited_at(report, name).map(|number| number.value)
    }

    /// The same for one that may be left out; then it is `usual`.
    pub fn limited_or(&mut self, report: &mut Report<'_>, name: &str, usual: f64) -> Option<f64> {
        if self.optional(name).is_some() { self.limited(report, name) } else { Some(usual) }
    }

    /// A range `(from, to)` within the limits of the table, or one number for both; and its place.
    pub fn range_at(&mut self, report: &mut Report<'_>, name: &str) -> Option<At<(f64, f64)>> {
        let (least, most) = self.shape?.limits(name)?;
        let node = self.node(report, name)?;
        let (from, to) = match &node.kind {
            Kind::Number(_) => {
                let value = f64::decode(node, report)?;
                (value, value)
            }
            Kind::Tuple { .. } => <(f64, f64)>::decode(node, report)?,
            _ => {
                mismatch(node, report, "a number, or two values (…, …)");
                return None;
            }
        };
        let inside = |value: f64| (least..=most).contains(&value);
        if from == to && !inside(from) {
            report.error(node.span.clone(), format!("`{name}` must be from {least} to {most}, found {from}"));
            return None;
        }
        if from > to || !inside(from) || !inside(to) {
            let message = format!("`{name}` must rise within {least} to {most}, found ({from}, {to})");
            report.error(node.span.clone(), message);
            return None;
        }
        check::steps(report, &node.span, (from, to), self.shape?.step(name));
        Some(At { value: (from, to), span: node.span.clone() })
    }

    /// A range `(from, to)` within the limits of the table, or one number for both.
    pub fn range(&mut self, report: &mut Report<'_>, name: &str) -> Option<(f64, f64)> {
        self.range_at(report, name).map(|range| range.value)
    }

    /// A whole number within the limits of the table.
    pub fn whole<T: TryFrom<i64>>(&mut self, report: &mut Report<'_>, name: &str) -> Option<T> {
        let (least, most) = self.shape?.whole_limits(name)?;
        self.integer(report, name, least, most)
    }

    /// The nodes of a list, at most as many as the table says.
    pub fn list(&mut self, report: &mut Report<'_>, name: &str) -> Option<&'n [Node]> {
        let most = self.shape?.most_entries(name)?;
        list(self.node(report, name)?, report, most)
    }

    /// A number from `least` to `most`.
    pub fn number(&mut self, report: &mut Report<'_>, name: &str, least: f64, most: f64) -> Option<f64> {
        let number = self.at::<f64>(report, name)?;
        if (least..=most).contains(&number.value) {
            return Some(number.value);
        }
        report.error(number.span, format!("`{name}` must be from {least} to {most}, found {}", number.value));
        None
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

/// Reads `node` as one of `variants`; gives its place among them and its fields.
pub fn variant<'n>(
    node: &'n Node,
    report: &mut Report<'_>,
    what: &'static str,
    variants: &'static [Shape],
) -> Option<(usize, Fields<'n>)> {
    let names = || variants.iter().map(|shape| shape.name);
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
                report.error_among(node.span.clone(), message, found, names());
            }
            return None;
        }
    };
    let Some(at) = variants.iter().position(|shape| same_name(&name.text, shape.name)) else {
        let message = format!("unknown {what} {}", quoted(&name.text));
        report.error_among(name.span.clone(), message, &name.text, names());
        return None;
    };
    let shape = &variants[at];
    let known = shape.fields.iter().map(|spec| spec.name).collect();
    Some((at, Fields::new(node, report, shape.name, known, Some(shape), (fields, damaged))))
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

/// A text in both languages.
pub(super) static TEXT: Shape = Shape::new(
    "Text",
    "a text in both languages, neither of them empty",
    &[field("fr", "text", "French, the reference"), field("en", "text", "English")],
);

/// Words from which two equal texts are no name, number or address any more, but a missing translation.
const MANY_WORDS: usize = 5;
/// The same in a sentence: what is expected, what happened, what to do.
const FEW_WORDS: usize = 2;

impl Decode for Text {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Text> {
        text(node, report, MANY_WORDS)
    }
}

/// A text in both languages; from so many words on, both may not be the same.
fn text(node: &Node, report: &mut Report<'_>, words: usize) -> Option<Text> {
    let mut fields = Fields::shaped(node, report, &TEXT)?;
    let mut language = |name: &str, language: &str| {
        let At { value, span } = fields.at::<String>(report, name)?;
        if value.trim().is_empty() {
            report.error(span, format!("the {language} text is empty"));
            return None;
        }
        Some(value)
    };
    let (fr, en) = (language("fr", "French"), language("en", "English"));
    let (fr, en) = (fr?, en?);
    let long = fr.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    if fr == en && long.count() >= words {
        let node = fields.node(report, "en")?;
        report.error(node.span.clone(), "the English text is the French one: a translation is missing");
        return None;
    }
    Some(Text { fr, en })
}
