//! Characters of RON text: spaces and comments, names, numbers, strings, and skipping over what cannot be read.

use std::ops::Range;

use super::error::{Report, quoted};
use super::spanned::{Kind, Name, Number};

/// Lines among which the field after an unclosed text is looked for.
const MAX_TEXT_LINES: usize = 50;

/// Longest way back to a line's beginning; looking no further keeps files of one long line cheap.
const MAX_INDENT: usize = 240;

/// A line and a place in it.
pub(super) struct Line {
    /// Byte that it begins at.
    pub(super) start: usize,
    /// Spaces and tabs that it begins with.
    pub(super) indent: usize,
    /// Nothing else comes before the place.
    pub(super) first: bool,
}

/// A place in a text, and the report that its errors go to.
pub(super) struct Lexer<'r, 's> {
    report: &'r mut Report<'s>,
    source: &'s str,
    at: usize,
    ran_out: bool,
}

/// Whether a name can begin with `c`.
pub(super) fn is_name_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

/// Whether `c` can stand in a name.
pub(super) fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl<'r, 's> Lexer<'r, 's> {
    /// Starts at the beginning, past a byte-order mark.
    pub(super) fn new(report: &'r mut Report<'s>) -> Lexer<'r, 's> {
        let source = report.source();
        let at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lexer { report, source, at, ran_out: false }
    }

    /// Byte that comes next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Bytes of the next character; empty at the end.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over one character.
    pub(super) fn bump(&mut self) {
        self.at = self.here().end;
    }

    /// Returns to a place that was passed.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Steps over `c` if it comes next.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.bump();
        }
        found
    }

    /// Steps over `text` if it comes next.
    pub(super) fn eat_str(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Whether lines end between `from` and here.
    pub(super) fn line_break_since(&self, from: usize) -> bool {
        self.source[from..self.at].contains('\n')
    }

    /// Reports an error.
    pub(super) fn error(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.report.error(span, message);
    }

    /// Reports an error about a name that is not among those allowed.
    pub(super) fn error_among(&mut self, span: Range<usize>, message: String, found: &str, allowed: &[&str]) {
        self.report.error_among(span, message, found, allowed.iter().copied());
    }

    /// Whether the end was reached too early for a reason that was reported.
    pub(super) fn ran_out(&self) -> bool {
        self.ran_out
    }

    /// The line that holds `at`; none when it begins too far before to be layout.
    pub(super) fn line(&self, at: usize) -> Option<Line> {
        let window = at.saturating_sub(MAX_INDENT);
        let before = &self.source.as_bytes()[window..at];
        let start = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => window + end + 1,
            None if window == 0 => 0,
            None => return None,
        };
        let indent = before[start - window..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        Some(Line { start, indent, first: start + indent == at })
    }

    /// Number of errors in the report.
    pub(super) fn errors(&self) -> usize {
        self.report.count()
    }

    /// Whether `name:` comes next.
    pub(super) fn at_field(&mut self) -> bool {
        let start = self.at;
        let found = self.peek().is_some_and(is_name_start) && self.name().is_some();
        self.space();
        let found = found && self.peek() == Some(':');
        self.at = start;
        found
    }

    /// Whether so many errors were found that reading on is pointless.
    pub(super) fn is_full(&self) -> bool {
        self.report.is_full()
    }

    /// Gives up: goes to the end of the text.
    pub(super) fn give_up(&mut self) {
        self.at = self.source.len();
    }

    /// Skips spaces and comments.
    pub(super) fn space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.rest_of_line();
            } else if trimmed.starts_with("/*") {
                self.block_comment();
            } else {
                return;
            }
        }
    }

    /// Skips to the end of the line, before its break.
    pub(super) fn rest_of_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(next) = self.rest().find(['/', '*']) {
            self.at += next;
            if self.eat_str("/*") {
                depth += 1;
            } else if self.eat_str("*/") {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
        self.give_up();
        self.ran_out = true;
        self.error(start..start + 2, "this comment is never closed: expected `*/`");
    }

    /// A name, or a raw name `r#like-this`; nothing is read where none stands.
    pub(super) fn name(&mut self) -> Option<Name> {
        let start = self.at;
        let raw = self.eat_str("r#");
        let from = self.at;
        let inside = |c: char| is_name(c) || raw && matches!(c, '-' | '+' | '.');
        let length = self.rest().find(|c: char| !inside(c)).unwrap_or(self.rest().len());
        if length == 0 {
            self.at = start;
            return None;
        }
        self.at += length;
        Some(Name { span: start..self.at, text: self.source[from..self.at].to_string() })
    }

    /// Steps over the name `expected` if it comes next.
    pub(super) fn name_is(&mut self, expected: &str) -> bool {
        let start = self.at;
        let found = self.name().is_some_and(|name| name.text == expected);
        if !found {
            self.at = start;
        }
        found
    }

    /// A number; one that is malformed or too large is reported.
    pub(super) fn number(&mut self) -> Option<Number> {
        let start = self.at;
        let mut previous = ' ';
        let mut inside = |c: char| {
            let exponent = matches!(c, '+' | '-') && matches!(previous, 'e' | 'E' | ' ');
            previous = c;
            is_name(c) || c == '.' || exponent
        };
        let length = self.rest().find(|c: char| !inside(c)).unwrap_or(self.rest().len());
        self.at += length.max(1);
        let text = &self.source[start..self.at];
        let number = read_number(text);
        if number.is_none() {
            self.error(start..self.at, format!("{} is not a number", quoted(text)));
        }
        number
    }

    /// Whether a raw string or a byte string begins here, not a name.
    pub(super) fn at_prefixed_string(&self) -> bool {
        let rest = self.rest();
        let rest = rest.strip_prefix('b').unwrap_or(rest);
        let hashes = rest.strip_prefix('r').map(|rest| rest.trim_start_matches('#'));
        hashes.is_some_and(|rest| rest.starts_with('"'))
            || self.rest().starts_with("b\"")
            || self.rest().starts_with("b'")
    }

    /// A string, raw string, byte string or character, and whether text after it was skipped to find its end.
    pub(super) fn quoted(&mut self) -> (Kind, bool) {
        let start = self.at;
        let bytes = self.eat('b');
        let (kind, cut_short) = match self.peek() {
            Some('\'') => (self.character(), false),
            Some('r') => self.raw_string(),
            _ => self.string(),
        };
        if bytes && !matches!(kind, Kind::Bad) {
            self.error(start..self.at, "bytes have no meaning here: expected a text without `b`");
            return (Kind::Bad, cut_short);
        }
        (kind, cut_short)
    }

    fn character(&mut self) -> Kind {
        let start = self.at;
        self.bump();
        let found = match self.peek() {
            Some('\\') => self.escape(),
            Some('\'' | '\n') | None => None,
            Some(c) => {
                self.bump();
                Some(c)
            }
        };
        if self.eat('\'') {
            return found.map_or(Kind::Bad, Kind::Char);
        }
        self.error(start..self.at, "expected one character between two `'`; texts stand between two `\"`");
        // A text between single quotes on one line is the usual slip.
        let line = self.rest().split('\n').next().unwrap_or("");
        self.at += line.find('\'').map_or(0, |end| end + 1);
        Kind::Bad
    }

    fn raw_string(&mut self) -> (Kind, bool) {
        let start = self.at;
        self.bump();
        let from = self.at;
        while self.eat('#') {}
        let end = format!("\"{}", &self.source[from..self.at]);
        self.bump();
        if let Some(length) = self.rest().find(&end) {
            let text = self.rest()[..length].to_string();
            self.at += length + end.len();
            if !self.swallowed(start) {
                return (Kind::Text(text), false);
            }
        }
        self.cut_short(start, &end)
    }

    fn string(&mut self) -> (Kind, bool) {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        while let Some(next) = self.rest().find(['"', '\\']) {
            text.push_str(&self.rest()[..next]);
            self.at += next;
            if self.peek() == Some('"') {
                self.bump();
                if self.swallowed(start) {
                    break;
                }
                return (Kind::Text(text), false);
            }
            text.extend(self.escape());
        }
        self.cut_short(start, "\"")
    }

    /// A text from `start` without an end, or whose end is the next text's beginning: it was meant to stop before the
    /// next field, or on its first line before the brackets and commas that close it.
    fn cut_short(&mut self, start: usize, end: &str) -> (Kind, bool) {
        self.at = start;
        let rest = self.rest();
        let first = rest.split('\n').next().unwrap_or("");
        let comma = first.match_indices(',').map(|(at, _)| at).find(|comma| is_field(&rest[comma + 1..]));
        let mut lines = rest.match_indices('\n').map(|(at, _)| at).take(MAX_TEXT_LINES);
        let line = || {
            lines.find(|at| {
                let line = rest[at + 1..].trim_start_matches([' ', '\t']);
                line.starts_with("//") || is_field(line)
            })
        };
        let kept = rest[..comma.or_else(line).unwrap_or(first.len())].trim_end_matches(|c| ",)]} \t\r\n".contains(c));
        let opening = start..start + rest.find('"').map_or(1, |quote| quote + 1);
        self.at = start + kept.len().max(opening.len());
        self.error(opening, format!("this text is not closed: expected `{end}` before the next field"));
        (Kind::Bad, true)
    }

    /// Whether what follows the string from `start` to here shows that its closing quote was forgotten.
    fn swallowed(&mut self, start: usize) -> bool {
        if self.peek().is_some_and(is_name) {
            return true;
        }
        if !self.line_break_since(start) {
            return false;
        }
        let rest = self.rest().trim_start();
        !rest.is_empty() && !rest.starts_with([',', ')', ']', '}', ':', '/'])
    }

    /// An escape sequence, from its backslash; one that is unknown is reported.
    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.bump();
        let kind = self.peek();
        if kind.is_some() {
            self.bump();
        }
        let found = match kind {
            Some(c @ ('"' | '\'' | '\\' | '/')) => Some(c),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('0') => Some('\0'),
            Some('x') => self.hexadecimal(2),
            Some('u') if self.eat('{') => {
                let code = self.hexadecimal(6);
                if self.eat('}') { code } else { None }
            }
            Some('u') => self.hexadecimal(4),
            _ => None,
        };
        if found.is_none() {
            let span = start..self.at;
            let message = format!("{} is no escape sequence", quoted(&self.source[span.clone()]));
            self.report.error_among(span, message, "", ["\\\"", "\\\\", "\\n", "\\t", "\\u{…}"]);
        }
        found
    }

    /// Up to `most` hexadecimal digits as a character.
    fn hexadecimal(&mut self, most: usize) -> Option<char> {
        let digits = self.rest().bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let text = &self.rest()[..digits];
        self.at += digits;
        char::from_u32(u32::from_str_radix(text, 16).ok()?)
    }

    /// Skips to the next comma or closing bracket that is not inside brackets or a string.
    pub(super) fn skip_item(&mut self) {
        self.skip(0);
    }

    /// Skips a bracket with all that it holds.
    pub(super) fn skip_bracketed(&mut self) {
        self.bump();
        self.skip(1);
    }

    fn skip(&mut self, mut depth: usize) {
        let nested = depth > 0;
        loop {
            self.space();
            match self.peek() {
                None => return,
                Some('"') => {
                    // Only its end matters, and only on this line: more would swallow what can still be read.
                    self.bump();
                    if let Some(end) = self.rest().find(['"', '\n'])
                        && self.rest()[end..].starts_with('"')
                    {
                        self.at += end + 1;
                    }
                    continue;
                }
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') if depth == 0 => return,
                Some(')' | ']' | '}') => depth -= 1,
                Some(',') if depth == 0 => return,
                Some(_) => {}
            }
            self.bump();
            if nested && depth == 0 {
                return;
            }
        }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }
}

/// Whether `text` begins with `name:`, as fields are named; prose with a colon seldom looks like that.
fn is_field(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let after = text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    after.len() < text.len() && after.starts_with(':')
}

/// A number as RON writes it: sign, `0x`, `0o`, `0b`, `_` between digits, a type's name behind.
fn read_number(text: &str) -> Option<Number> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    if matches!(digits, "inf" | "NaN") {
        let value = if digits == "inf" { f64::INFINITY } else { f64::NAN };
        return Some(Number { value: sign * value, integer: None });
    }
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = plain.strip_prefix(prefix).filter(|digits| !digits.starts_with(['+', '-'])) {
            let value = i64::from_str_radix(digits, radix).ok()?;
            let integer = if negative { -value } else { value };
            return Some(Number { value: integer as f64, integer: Some(integer) });
        }
    }
    let types = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"];
    let plain = types.iter().find_map(|kind| plain.strip_suffix(kind)).unwrap_or(&plain);
    if !plain.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !plain.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value: f64 = plain.parse().ok()?;
    let integer = plain.parse::<i64>().ok().map(|value| if negative { -value } else { value });
    Some(Number { value: sign * value, integer })
}
