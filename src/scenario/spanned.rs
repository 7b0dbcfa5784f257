//! Reads RON text to a tree whose nodes know their bytes. Never fails: what is wrong is reported and stepped over.

use std::ops::Range;

use super::error::{Report, quoted};
use super::lexer::{Lexer, is_name, is_name_start};

/// Deepest nesting of brackets.
pub const MAX_DEPTH: usize = 64;
/// Extensions of the `ron` crate that may be enabled; they change nothing for this reader.
const EXTENSIONS: &[&str] = &["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", "explicit_struct_names"];

/// A value and the bytes that it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

impl Node {
    /// The value of a field, where this is a struct that has it.
    pub fn field(&self, name: &str) -> Option<&Node> {
        let Kind::Struct { fields, .. } = &self.kind else { return None };
        fields.iter().find(|field| field.name.text == name).map(|field| &field.value)
    }
}

/// A name and the bytes that it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// The name, without the `r#` of a raw one.
    pub text: String,
}

/// A number, both as a float and, when it was written as one and fits, as an integer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value; may be infinite or not a number, which the decoder refuses.
    pub value: f64,
    /// The value of a number written without point or exponent.
    pub integer: Option<i64>,
}

/// One `name: value` of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Left of the colon.
    pub name: Name,
    /// Right of the colon.
    pub value: Node,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Something that was reported already; nothing more is to be said about it.
    Bad,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// `'c'`.
    Char(char),
    /// A string, with its escapes resolved.
    Text(String),
    /// A bare name: a unit struct, a unit variant or `None`.
    Name(String),
    /// `Name(a: 1, b: 2)` or `(a: 1, b: 2)`.
    Struct {
        /// Name before the bracket.
        name: Option<Name>,
        /// Fields as written, duplicates included.
        fields: Vec<Field>,
        /// Text inside had to be skipped, so that a missing field may stand in it.
        damaged: bool,
    },
    /// `Name(1, 2)`, `(1, 2)`, `()` or `Some(1)`.
    Tuple {
        /// Name before the bracket.
        name: Option<Name>,
        /// Values in order.
        items: Vec<Node>,
    },
    /// `[1, 2]`.
    List(Vec<Node>),
    /// `{1: 2}`.
    Map(Vec<(Node, Node)>),
}

impl Kind {
    /// What to call it in « expected …, found … ».
    pub fn describe(&self) -> String {
        match self {
            Kind::Bad => "something unreadable".to_string(),
            Kind::Bool(value) => format!("`{value}`"),
            Kind::Number(Number { integer: Some(value), .. }) => format!("the number {value}"),
            Kind::Number(Number { value, .. }) => format!("the number {value}"),
            Kind::Char(_) => "a character".to_string(),
            Kind::Text(text) => format!("the text {}", quoted(text)),
            Kind::Name(name) => format!("the name {}", quoted(name)),
            Kind::Struct { name: Some(name), .. } | Kind::Tuple { name: Some(name), .. } => {
                quoted(&format!("{}(…)", name.text))
            }
            Kind::Struct { name: None, .. } => "a struct (…: …)".to_string(),
            Kind::Tuple { name: None, .. } => "a tuple (…)".to_string(),
            Kind::List(_) => "a list […]".to_string(),
            Kind::Map(_) => "a map {…}".to_string(),
        }
    }
}

/// Reads `report`'s source, which nobody reported on yet. Syntax errors go to the report; the tree holds all that could
/// be read.
///
/// Where brackets do not match, the text is read again with its layout as a guide: a bracket is taken to end where the
/// indentation says so, and the one that was forgotten is named, not the one that it left over.
pub fn parse(report: &mut Report<'_>) -> Node {
    let (root, matched) = Parser::new(report, false).root();
    if matched {
        return root;
    }
    let errors = report.take();
    let (by_layout, _) = Parser::new(report, true).root();
    if report.count() > 0 {
        return by_layout;
    }
    report.put(errors);
    root
}

struct Parser<'r, 's> {
    lexer: Lexer<'r, 's>,
    /// Closing brackets that are awaited, outermost first.
    open: Vec<char>,
    /// The end of the file inside a bracket was reported.
    unclosed: bool,
    /// Text was skipped since the innermost struct began.
    skipped: bool,
    /// Brackets do not match.
    unmatched: bool,
    /// Whether the layout tells where brackets end.
    layout: bool,
}

impl<'r, 's> Parser<'r, 's> {
    fn new(report: &'r mut Report<'s>, layout: bool) -> Parser<'r, 's> {
        let lexer = Lexer::new(report);
        Parser { lexer, open: Vec::new(), unclosed: false, skipped: false, unmatched: false, layout }
    }

    /// The value of the whole text, and whether its brackets matched.
    fn root(mut self) -> (Node, bool) {
        self.attributes();
        let root = self.value();
        self.lexer.space();
        if self.lexer.peek().is_some() && self.lexer.errors() == 0 {
            let at = self.lexer.here();
            self.lexer.error(at, "expected the end of the file after the value");
            self.unmatched |= matches!(self.lexer.peek(), Some(',' | ')' | ']' | '}'));
        }
        (root, !self.unmatched)
    }

    /// `#![enable(…)]` lines at the start.
    fn attributes(&mut self) {
        loop {
            self.lexer.space();
            let start = self.lexer.at();
            if !self.lexer.eat_str("#!") {
                return;
            }
            self.lexer.space();
            let opened = self.lexer.eat('[') && self.lexer.name_is("enable") && self.lexer.eat('(');
            if opened {
                self.extensions();
            }
            if !(opened && self.lexer.eat(')') && self.lexer.eat(']')) {
                self.lexer.rest_of_line();
                self.lexer.error(start..self.lexer.at(), "expected `#![enable(…)]`");
            }
        }
    }

    fn extensions(&mut self) {
        loop {
            self.lexer.space();
            let Some(name) = self.lexer.name() else { return };
            if !EXTENSIONS.contains(&name.text.as_str()) {
                let message = format!("unknown extension {}", quoted(&name.text));
                self.lexer.error_among(name.span, message, &name.text, EXTENSIONS);
            }
            self.lexer.space();
            if !self.lexer.eat(',') {
                return;
            }
        }
    }

    fn value(&mut self) -> Node {
        self.lexer.space();
        let start = self.lexer.at();
        let kind = self.kind();
        Node { span: start..self.lexer.at(), kind }
    }

    fn kind(&mut self) -> Kind {
        let Some(first) = self.lexer.peek() else {
            return self.unexpected("expected a value");
        };
        match first {
            '(' => self.round(None),
            '[' => {
                let mut items = Vec::new();
                self.bracketed(']', |parser| items.push(parser.value()));
                Kind::List(items)
            }
            '{' => {
                let mut entries = Vec::new();
                self.bracketed('}', |parser| {
                    let key = parser.value();
                    parser.lexer.space();
                    if parser.lexer.eat(':') {
                        let value = parser.value();
                        entries.push((key, value));
                    } else if !matches!(key.kind, Kind::Bad) {
                        parser.unexpected("expected `:` between key and value");
                    }
                });
                Kind::Map(entries)
            }
            '"' | '\'' => self.quoted_kind(),
            'r' | 'b' if self.lexer.at_prefixed_string() => self.quoted_kind(),
            '0'..='9' | '+' | '-' | '.' => self.lexer.number().map_or(Kind::Bad, Kind::Number),
            first if is_name_start(first) => self.named(),
            _ => self.unexpected("expected a value"),
        }
    }

    fn quoted_kind(&mut self) -> Kind {
        let (kind, cut_short) = self.lexer.quoted();
        self.skipped |= cut_short;
        kind
    }

    fn named(&mut self) -> Kind {
        let Some(name) = self.lexer.name() else { return self.unexpected("expected a value") };
        match name.text.as_str() {
            "true" => return Kind::Bool(true),
            "false" => return Kind::Bool(false),
            "inf" => return Kind::Number(Number { value: f64::INFINITY, integer: None }),
            "NaN" => return Kind::Number(Number { value: f64::NAN, integer: None }),
            _ => {}
        }
        let after = self.lexer.at();
        self.lexer.space();
        if self.lexer.peek() == Some('(') {
            return self.round(Some(name));
        }
        self.lexer.back_to(after);
        Kind::Name(name.text)
    }

    /// A struct or a tuple, from its opening bracket.
    fn round(&mut self, name: Option<Name>) -> Kind {
        let outside = std::mem::replace(&mut self.skipped, false);
        let (mut fields, mut items) = (Vec::new(), Vec::new());
        let closed = self.bracketed(')', |parser| match parser.field_name() {
            Some(name) => {
                let value = parser.value();
                fields.push(Field { name, value });
            }
            None => items.push(parser.value()),
        });
        let damaged = std::mem::replace(&mut self.skipped, outside || !closed);
        if fields.is_empty() {
            return Kind::Tuple { name, items };
        }
        for item in items.iter().filter(|item| !matches!(item.kind, Kind::Bad)) {
            self.lexer.error(item.span.clone(), "expected `name: value`, as the other fields have it");
        }
        Kind::Struct { name, fields, damaged: damaged || !items.is_empty() }
    }

    /// The name and colon of a field, or nothing read at all.
    fn field_name(&mut self) -> Option<Name> {
        let start = self.lexer.at();
        if !self.lexer.peek().is_some_and(is_name_start) || self.lexer.at_prefixed_string() {
            return None;
        }
        let name = self.lexer.name()?;
        let after = self.lexer.at();
        self.lexer.space();
        match self.lexer.peek() {
            Some(':') => {
                self.lexer.bump();
                Some(name)
            }
            Some('=') => {
                let at = self.lexer.here();
                self.lexer.error(at, format!("expected `:` after {}", quoted(&name.text)));
                self.lexer.bump();
                Some(name)
            }
            Some(c) if (is_name(c) || matches!(c, '"' | '-' | '[' | '{')) && !self.lexer.line_break_since(after) => {
                self.lexer.error(after..after, format!("expected `:` after {}", quoted(&name.text)));
                Some(name)
            }
            _ => {
                self.lexer.back_to(start);
                None
            }
        }
    }

    /// Reads `item`s with commas between them, from the opening bracket past the closing one; `false` if that is missing.
    fn bracketed(&mut self, close: char, mut item: impl FnMut(&mut Self)) -> bool {
        let opening = self.lexer.here();
        if self.open.len() >= MAX_DEPTH {
            self.lexer.error(opening, format!("brackets are nested deeper than {MAX_DEPTH}"));
            self.lexer.skip_bracketed();
            self.skipped = true;
            return true;
        }
        self.lexer.bump();
        self.open.push(close);
        let closed = self.items(opening, close, &mut item);
        self.open.pop();
        self.skipped |= !closed;
        closed
    }

    fn items(&mut self, opening: Range<usize>, close: char, item: &mut impl FnMut(&mut Self)) -> bool {
        let never = format!("this bracket is never closed: expected `{close}`");
        loop {
            self.lexer.space();
            let Some(next) = self.lexer.peek() else {
                self.unmatched = true;
                if !std::mem::replace(&mut self.unclosed, true) && !self.lexer.ran_out() {
                    self.lexer.error(opening, never);
                }
                return false;
            };
            if self.lexer.is_full() {
                self.lexer.give_up();
                self.unclosed = true;
                return false;
            }
            let closing = matches!(next, ')' | ']' | '}');
            match self.layout(&opening, closing) {
                // Nothing of it is lost: it ends here as if it were closed.
                Layout::Ended => {
                    self.lexer.error(opening, never);
                    return true;
                }
                Layout::Stray => {
                    let at = self.lexer.here();
                    self.lexer.error(at, format!("this `{next}` closes nothing"));
                    self.lexer.bump();
                    self.lexer.space();
                    self.lexer.eat(',');
                    continue;
                }
                Layout::Silent => {}
            }
            if next == close {
                self.lexer.bump();
                return true;
            }
            if closing {
                self.unmatched = true;
                let at = self.lexer.here();
                self.lexer.error(at, format!("expected `{close}`, found `{next}`"));
                // An outer bracket awaits it: this one was forgotten. Nobody does: it is a slip for ours or a stray.
                if self.open.contains(&next) {
                    return false;
                }
                self.lexer.bump();
                continue;
            }
            if close == ']' && self.open.contains(&')') && self.lexer.at_field() {
                self.unmatched = true;
                let at = self.lexer.here();
                self.lexer.error(at, "expected `]` before the next field");
                return false;
            }
            let (start, errors) = (self.lexer.at(), self.lexer.errors());
            item(self);
            let end = self.lexer.at();
            if end == start {
                self.lexer.bump();
            }
            self.lexer.space();
            match self.lexer.peek() {
                Some(',') => self.lexer.bump(),
                None | Some(')' | ']' | '}') => {}
                Some(c) if is_name(c) || matches!(c, '"' | '\'' | '(' | '[' | '{' | '-' | '+') => {
                    if self.lexer.errors() == errors {
                        self.lexer.error(end..end, format!("expected `,` or `{close}`"));
                    }
                }
                Some(_) => {
                    self.unexpected(&format!("expected `,` or `{close}`"));
                    self.lexer.eat(',');
                }
            }
        }
    }

    /// What the layout says of the bracket opened at `opening`, before a value or a closing bracket.
    fn layout(&self, opening: &Range<usize>, closing: bool) -> Layout {
        if !self.layout {
            return Layout::Silent;
        }
        let (Some(outer), Some(here)) = (self.lexer.line(opening.start), self.lexer.line(self.lexer.at())) else {
            return Layout::Silent;
        };
        if here.start <= opening.start {
            return Layout::Silent;
        }
        match (here.first, closing) {
            (true, false) if here.indent <= outer.indent => Layout::Ended,
            (true, true) if here.indent < outer.indent => Layout::Ended,
            (false, true) if here.indent > outer.indent => Layout::Stray,
            _ => Layout::Silent,
        }
    }

    /// Reports what stands here and skips to the next comma or closing bracket of this level.
    fn unexpected(&mut self, expected: &str) -> Kind {
        match self.lexer.peek() {
            None => {
                let at = self.lexer.here();
                if !std::mem::replace(&mut self.unclosed, true) {
                    self.lexer.error(at, format!("{expected}, found the end of the file"));
                }
            }
            Some(c) => {
                let at = self.lexer.here();
                self.lexer.error(at, format!("{expected}, found {}", quoted(c.encode_utf8(&mut [0; 4]))));
                self.lexer.skip_item();
            }
        }
        Kind::Bad
    }
}

/// What the indentation says where a value or a closing bracket comes next.
enum Layout {
    /// Nothing against reading on.
    Silent,
    /// The bracket should have been closed before.
    Ended,
    /// The closing bracket that comes next belongs to nothing.
    Stray,
}
