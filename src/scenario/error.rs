//! Errors with their place: file, line, column, the line's text, what was expected and the nearest name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most errors reported of one file.
pub const MAX_ERRORS: usize = 200;
/// Longest excerpt of a line, in characters; a longer line is cut around the error.
const MAX_EXCERPT: usize = 160;
/// Longest piece of a file that a message quotes, in characters.
const MAX_QUOTE: usize = 40;
/// Names further than this share of their length are no suggestion.
const NEAR_ENOUGH: f64 = 0.55;

/// One error in a file from outside. Its `Display` prints it as a compiler would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file as the caller named it.
    pub file: String,
    /// Line from 1; 0 when the error is about the file as a whole.
    pub line: u32,
    /// Column from 1, in characters; 0 when the error is about the file as a whole.
    pub column: u32,
    /// The offending line, without control characters; cut around the error when it is very long.
    pub text: String,
    /// Characters of [`Located::text`] that the error is about.
    pub caret: Range<u32>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What may stand there; empty when there is no list to give.
    pub allowed: Vec<String>,
    /// The allowed name that is nearest to what was written.
    pub nearest: Option<String>,
    /// Bytes of [`Located::file`] that the error is about.
    pub span: Range<usize>,
}

impl Located {
    /// An error about a whole file: missing, unreadable, too large.
    pub fn whole(file: &str, message: impl Into<String>) -> Located {
        Located {
            file: printable(file),
            line: 0,
            column: 0,
            text: String::new(),
            caret: 0..0,
            message: printable(&message.into()),
            allowed: Vec::new(),
            nearest: None,
            span: 0..0,
        }
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        if self.line == 0 {
            write!(f, "\n{margin}--> {}", self.file)?;
        } else {
            let before = " ".repeat(self.caret.start as usize);
            let under = "^".repeat(self.caret.len().max(1));
            write!(f, "\n{margin}--> {}:{}:{}", self.file, self.line, self.column)?;
            write!(f, "\n{margin} |\n{number} | {}", self.text)?;
            write!(f, "\n{margin} | {before}{under}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "\n{margin} = did you mean `{nearest}`?")?;
        }
        if !self.allowed.is_empty() {
            write!(f, "\n{margin} = allowed: {}", self.allowed.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Located {}

/// The texts under examination and the errors found in them so far. One text is read; those that it builds upon are
/// [adopted](Report::adopt) and numbered on behind it, so that a span says which text it is in.
pub struct Report<'a> {
    source: &'a str,
    memory: Option<Memory>,
    texts: Vec<Examined<'a>>,
    errors: Vec<Located>,
    remarks: Vec<Located>,
    dropped: usize,
}

/// Files by `course/name`, where none may lie on a disk.
pub type Memory = Arc<BTreeMap<String, Vec<u8>>>;

/// One text and the number of its first byte among those of all texts.
struct Examined<'a> {
    file: String,
    folder: Option<PathBuf>,
    text: Cow<'a, str>,
    start: usize,
    line_starts: Vec<usize>,
}

impl<'a> Examined<'a> {
    fn new(file: &str, folder: Option<&Path>, text: Cow<'a, str>, start: usize) -> Examined<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Examined { file: file.to_string(), folder: folder.map(Path::to_path_buf), text, start, line_starts }
    }
}

impl<'a> Report<'a> {
    /// A report on `source`, which the caller calls `file`.
    pub fn new(file: &str, source: &'a str) -> Report<'a> {
        let texts = vec![Examined::new(file, None, Cow::Borrowed(source), 0)];
        Report { source, memory: None, texts, errors: Vec::new(), remarks: Vec::new(), dropped: 0 }
    }

    /// Makes `memory` the only place in which files beside a text are looked for.
    pub fn remember(&mut self, memory: &Memory) {
        self.memory = Some(Arc::clone(memory));
    }

    /// The files that stand for the disk, if any do.
    pub fn memory(&self) -> Option<&Memory> {
        self.memory.as_ref()
    }

    /// The text that is read, without those that were adopted.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Takes in a text that was read with a report of its own, and what that report found. Gives how much must be added
    /// to its spans before this report understands them.
    pub fn adopt(&mut self, file: &str, folder: Option<&Path>, text: String, errors: Vec<Located>) -> usize {
        // One more, so that the end of a text is not the beginning of the next.
        let start = self.texts.last().map_or(0, |last| last.start + last.text.len() + 1);
        self.texts.push(Examined::new(file, folder, Cow::Owned(text), start));
        for error in errors {
            if self.errors.len() < MAX_ERRORS {
                self.errors.push(error);
            } else {
                self.dropped += 1;
            }
        }
        start
    }

    /// What stands at `span`, in whichever text it is.
    pub fn text(&self, span: Range<usize>) -> Option<&str> {
        let of = self.of(span.start)?;
        of.text.get(span.start - of.start..span.end.checked_sub(of.start)?)
    }

    /// The folder of the adopted text that `span` is in; none for the text that is read.
    pub fn folder(&self, span: &Range<usize>) -> Option<&Path> {
        self.of(span.start)?.folder.as_deref()
    }

    fn of(&self, at: usize) -> Option<&Examined<'a>> {
        self.texts.get(self.texts.partition_point(|text| text.start <= at).saturating_sub(1))
    }

    /// Adds an error about the bytes of `span`.
    pub fn error(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.push(span, message.into(), Vec::new(), None);
    }

    /// Adds what is no error and yet may not be meant.
    pub fn remark(&mut self, span: Range<usize>, message: impl Into<String>) {
        if self.remarks.len() < MAX_ERRORS
            && let Some(remark) = self.locate(span, message.into(), Vec::new(), None)
        {
            self.remarks.push(remark);
        }
    }

    /// Takes the remarks out, in the order in which they were made.
    pub fn take_remarks(&mut self) -> Vec<Located> {
        std::mem::take(&mut self.remarks)
    }

    /// Adds an error about a name: lists what is allowed and, when one is near to `found`, suggests it.
    pub fn error_among<'n>(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        found: &str,
        allowed: impl IntoIterator<Item = &'n str>,
    ) {
        let allowed: Vec<String> = allowed.into_iter().map(str::to_string).collect();
        let nearest = nearest(found, allowed.iter().map(String::as_str)).map(str::to_string);
        self.push(span, message.into(), allowed, nearest);
    }

    /// Takes all errors out, to put others in their place or to [`put`](Report::put) them back.
    pub fn take(&mut self) -> (Vec<Located>, usize) {
        (std::mem::take(&mut self.errors), std::mem::take(&mut self.dropped))
    }

    /// Puts errors that were taken out in the place of those there are.
    pub fn put(&mut self, (errors, dropped): (Vec<Located>, usize)) {
        (self.errors, self.dropped) = (errors, dropped);
    }

    /// Number of errors so far, those that are no longer kept included.
    pub fn count(&self) -> usize {
        self.errors.len() + self.dropped
    }

    /// Whether further errors are only counted; readers may then stop early.
    pub fn is_full(&self) -> bool {
        self.dropped > 0
    }

    /// All errors in the order of the file, at most [`MAX_ERRORS`].
    pub fn finish(mut self) -> Vec<Located> {
        let texts = &self.texts;
        let file = |error: &Located| texts.iter().position(|text| printable(&text.file) == error.file);
        self.errors.sort_by_cached_key(|error| (file(error), error.span.start, error.span.end));
        if self.dropped > 0 {
            self.errors.truncate(MAX_ERRORS - 1);
            let message = format!("too many errors: the first {} are shown", self.errors.len());
            let file = self.texts.first().map_or("", |text| &text.file);
            self.errors.push(Located::whole(file, message));
        }
        self.errors
    }

    fn push(&mut self, span: Range<usize>, message: String, allowed: Vec<String>, nearest: Option<String>) {
        if self.errors.len() >= MAX_ERRORS {
            self.dropped += 1;
            return;
        }
        let error = self.locate(span, message, allowed, nearest);
        self.errors.extend(error);
    }

    fn locate(
        &self,
        span: Range<usize>,
        message: String,
        allowed: Vec<String>,
        nearest: Option<String>,
    ) -> Option<Located> {
        let of = self.of(span.start)?;
        let source = &*of.text;
        let start = floor_boundary(source, span.start - of.start);
        let end = floor_boundary(source, span.end.saturating_sub(of.start)).max(start);
        let line = of.line_starts.partition_point(|at| *at <= start).saturating_sub(1);
        let line_start = of.line_starts.get(line).copied().unwrap_or(0);
        let line_end = of.line_starts.get(line + 1).copied().unwrap_or(source.len());
        let whole = source[line_start..line_end].trim_end_matches(['\n', '\r']);
        let column = source[line_start..start].chars().count();
        let covered = source[start..end.min(line_start + whole.len()).max(start)].chars().take(MAX_EXCERPT).count();
        let (text, caret) = excerpt(whole, column);
        let caret_end = (caret + covered).min(text.chars().count()).max(caret);
        let file = printable(&of.file);
        Some(Located {
            file,
            line: clamp_u32(line + 1),
            column: clamp_u32(column + 1),
            text,
            caret: clamp_u32(caret)..clamp_u32(caret_end),
            // Names of the file stand in messages, too.
            message: printable(&message),
            allowed,
            nearest,
            span: start..end,
        })
    }
}

/// The name nearest to `found`, if one is near enough to be meant.
pub fn nearest<'n>(found: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if found.len() > 64 {
        return None;
    }
    let found = found.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let near = strsim::normalized_damerau_levenshtein(&found, &name.to_lowercase());
        if near >= NEAR_ENOUGH && best.is_none_or(|(most, _)| near > most) {
            best = Some((near, name));
        }
    }
    best.map(|(_, name)| name)
}

/// A piece of a file, short and safe to print, for a message.
pub fn quoted(text: &str) -> String {
    let mut chars = text.chars();
    let mut short = printable(&chars.by_ref().take(MAX_QUOTE).collect::<String>());
    if chars.next().is_some() {
        short.push('…');
    }
    format!("`{short}`")
}

/// The path as it stands in errors, with `/` on every system.
pub fn path_name(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// The line with its control characters replaced, cut around `column` when long, and the error's place in it.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let length = line.chars().count();
    if length <= MAX_EXCERPT {
        return (printable(line), column.min(length));
    }
    let skip = column.saturating_sub(MAX_EXCERPT / 4);
    let mut text = String::from(if skip > 0 { "…" } else { "" });
    let lead = usize::from(skip > 0);
    text.push_str(&printable(&line.chars().skip(skip).take(MAX_EXCERPT).collect::<String>()));
    if skip + MAX_EXCERPT < length {
        text.push('…');
    }
    let caret = (column - skip + lead).min(text.chars().count());
    (text, caret)
}

/// Tabs become spaces; what would steer a terminal or turn the reading direction becomes `�`.
pub(crate) fn printable(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(safe).collect()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn clamp_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
