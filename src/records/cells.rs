//! Tables as files for spreadsheets: separated values that open as they are in French and English Excel, and no cell of
//! which is ever taken for a formula.

use std::fmt::Write;

use super::names::FORMULA;
use crate::scenario::error::{Located, printable};

/// Largest table that is read, bytes.
pub const MAX_TABLE: u64 = 16 << 20;
/// Most lines of a table that is read.
pub const MAX_LINES: usize = 200_000;
/// Most columns of a table that is read.
const MAX_COLUMNS: usize = 200;
/// Most errors that are told of one table.
const MAX_ERRORS: usize = 50;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Between cells: `;` or `,`, or a tab.
    pub separator: u8,
    /// Numbers have a comma; else a point.
    pub decimal_comma: bool,
}

impl Style {
    /// As French Excel opens it.
    pub const FRENCH: Style = Style { separator: b';', decimal_comma: true };
    /// As the rest of the world's programs read it.
    pub const PLAIN: Style = Style { separator: b',', decimal_comma: false };
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words; never a formula.
    Text(String),
    /// A number with so many decimals.
    Number(f64, usize),
    /// A whole number.
    Whole(i64),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

/// A table as bytes: UTF-8 with the mark by which Excel knows it, lines as Windows ends them.
pub fn table<'a>(head: &[&str], rows: impl IntoIterator<Item = &'a [Cell]>, style: Style) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), style);
    // Writing into memory does not fail.
    let _ = writer.head(head);
    for row in rows {
        let _ = writer.row(row);
    }
    writer.done().unwrap_or_default()
}

/// Writes a table line by line, for those that are longer than memory.
pub struct Writer<W: std::io::Write> {
    csv: csv::Writer<W>,
    style: Style,
}

impl<W: std::io::Write> Writer<W> {
    /// A table into `sink`.
    pub fn new(sink: W, style: Style) -> Writer<W> {
        let csv = csv::WriterBuilder::new()
            .delimiter(style.separator)
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(sink);
        Writer { csv, style }
    }

    /// The names of the columns.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn head(&mut self, names: &[&str]) -> std::io::Result<()> {
        let marked = names.iter().enumerate().map(|(at, name)| match at {
            0 => format!("\u{feff}{name}"),
            _ => (*name).to_owned(),
        });
        self.csv.write_record(marked).map_err(std::io::Error::other)
    }

    /// One line.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        let style = self.style;
        let written = cells.iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Number(number, decimals) if number.is_finite() => {
                let mut text = String::new();
                let _ = write!(text, "{number:.decimals$}");
                if style.decimal_comma { text.replace('.', ",") } else { text }
            }
            Cell::Whole(number) => number.to_string(),
            Cell::Number(..) | Cell::Empty => String::new(),
        });
        self.csv.write_record(written).map_err(std::io::Error::other)
    }

    /// The sink, with all of it written.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn done(self) -> std::io::Result<W> {
        self.csv.into_inner().map_err(|why| std::io::Error::other(why.to_string()))
    }
}

/// Words with an apostrophe before them where a spreadsheet would take them for a formula, or would lose one of two
/// apostrophes when [`plain`] reads them again.
pub fn guarded(text: &str) -> String {
    let mut signs = text.chars();
    let guard = match signs.next() {
        Some('\'') => signs.next().is_some_and(|second| second == '\'' || FORMULA.contains(&second)),
        Some(first) => FORMULA.contains(&first),
        None => false,
    };
    if guard { format!("'{text}") } else { text.to_owned() }
}

/// The words of a guarded cell.
pub fn plain(cell: &str) -> &str {
    let mut signs = cell.chars();
    match (signs.next(), signs.next()) {
        (Some('\''), Some(second)) if second == '\'' || FORMULA.contains(&second) => &cell[1..],
        _ => cell,
    }
}

/// A table that was read: names of its columns in lower case, and lines of as many cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// Lines: their number in the file from 1, and their cells.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    /// The column of one of these names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.head.iter().position(|head| names.contains(&head.as_str()))
    }

    /// Reads a table: UTF-8, or what older spreadsheets write in its place (Windows-1252); `;`, tab or `,` between cells,
    /// whichever the first line has most of. Lines with nothing in them are passed over.
    ///
    /// # Errors
    /// Each with its line.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Table, Vec<Located>> {
        let whole = |why: String| vec![Located::whole(file, why)];
        if bytes.len() as u64 > MAX_TABLE {
            return Err(whole(format!("a table has at most {} MiB", MAX_TABLE >> 20)));
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(whole("this is UTF-16: save it as CSV UTF-8".to_owned()));
        }
        let text = decoded(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // The first line that says something names the columns.
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let count = |sign: char| first.chars().filter(|c| *c == sign).count();
        let separator = [';', '\t', ','].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(';');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator as u8)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut table = Table::default();
        let mut errors = Vec::new();
        let (mut line, mut counted) = (1, 0);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(why) => {
                    errors.push(Located::whole(file, why.to_string()));
                    break;
                }
            };
            // The reader's own count is one off where lines end as Windows ends them.
            let begins = record.position().map_or(0, |at| at.byte() as usize).min(text.len());
            let begins =
                begins + text.as_bytes()[begins..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            line += text.as_bytes()[counted..begins.max(counted)].iter().filter(|byte| **byte == b'\n').count() as u32;
            counted = begins.max(counted);
            let cells: Vec<String> = record.iter().map(|cell| plain(cell.trim_matches(' ')).to_owned()).collect();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if table.head.is_empty() {
                if cells.len() > MAX_COLUMNS {
                    return Err(whole(format!("a table has at most {MAX_COLUMNS} columns")));
                }
                table.head = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
            } else if cells.len() != table.head.len() {
                let why = format!("{} cells, where the first line names {} columns", cells.len(), table.head.len());
                errors.push(at(file, line, text, why));
            } else {
                table.rows.push((line, cells));
            }
            if table.rows.len() > MAX_LINES {
                return Err(whole(format!("a table has at most {MAX_LINES} lines")));
            }
            if errors.len() >= MAX_ERRORS {
                break;
            }
        }
        if table.head.is_empty() && errors.is_empty() {
            errors.push(Located::whole(file, "the table is empty: its first line names the columns"));
        }
        if errors.is_empty() { Ok(table) } else { Err(errors) }
    }
}

/// An error about a line of a table.
pub(super) fn at(file: &str, line: u32, text: &str, why: impl Into<String>) -> Located {
    let shown = text.lines().nth((line as usize).saturating_sub(1)).unwrap_or_default();
    let shown: String = printable(shown).chars().take(160).collect();
    let carets = 0..shown.chars().count() as u32;
    Located { line, column: 1, text: shown, caret: carets, ..Located::whole(file, why) }
}

/// UTF-8, or Windows-1252 where it is none.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    /// What 0x80 to 0x9f stand for.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes
            .iter()
            .map(|byte| match byte {
                0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
                byte => char::from(*byte),
            })
            .collect::<String>()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_ours_come_back_as_they_were() {
        for text in
            ["=1+1", "+33", "-x", "@a", "\tx", "\rx", "\nx", "＝1", "'=1", "''", "'''", "'", "'Ndiaye", "", "a=b"]
        {
            let cell = guarded(text);
            assert!(!cell.starts_with(FORMULA), "{text:?} became {cell:?}");
            assert_eq!(plain(&cell), text);
        }
        assert_eq!(guarded("'Ndiaye"), "'Ndiaye", "names are left alone");
    }

    #[test]
    fn french_excel_opens_it_as_it_is() {
        let row = [Cell::from("=cmd"), Cell::Number(-12.5, 2), Cell::Whole(3), Cell::Empty, Cell::from("a;b")];
        let bytes = table(&["numéro", "note", "n", "vide", "mots"], [&row[..]], Style::FRENCH);
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text, "\u{feff}numéro;note;n;vide;mots\r\n'=cmd;-12,50;3;;\"a;b\"\r\n");
    }

    #[test]
    fn a_table_is_read_in_any_of_the_usual_forms() {
        let read = |bytes: &[u8]| Table::read("t.csv", bytes).expect("a table");
        let plain = read(b"A;B\n1;\xc3\xa9t\xc3\xa9\n");
        assert_eq!(
            (plain.head.clone(), plain.rows.clone()),
            (vec!["a".into(), "b".into()], vec![(2, vec!["1".into(), "été".into()])])
        );
        assert_eq!(read("\u{feff}A;B\r\n1;été\r\n\r\n".as_bytes()), plain, "a mark, Windows lines, an empty line");
        assert_eq!(read(b"A,B\n1,\xe9t\xe9\n"), plain, "commas, Windows-1252");
        assert_eq!(read(b"A\tB\n1\t\"\xc3\xa9t\xc3\xa9\"\n"), plain, "tabs, quotes");
    }

    #[test]
    fn what_is_no_table_is_told_with_its_line() {
        let errors = Table::read("t.csv", b"a;b\n1;2\n1;2;3\n4\n").expect_err("two lines");
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [3, 4]);
        assert!(Table::read("t.csv", b"").is_err() && Table::read("t.csv", b"\n \n").is_err());
        assert!(Table::read("t.csv", &[0xff, 0xfe, 0x41, 0]).is_err());
    }

    proptest! {
        #[test]
        fn any_words_come_back_and_none_is_a_formula(
            words in proptest::collection::vec("[=+@'a-c;,\" \t\r\n\u{ff1d}-]{0,6}", 2..5),
            french in any::<bool>(),
        ) {
            // Blanks at the ends are no part of a cell; an empty line is none.
            prop_assume!(words.iter().any(|word| !word.trim().is_empty()));
            prop_assume!(words.iter().all(|word| guarded(word).trim_matches(' ') == guarded(word)));
            let head: Vec<String> = (0..words.len()).map(|n| format!("c{n}")).collect();
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let row: Vec<Cell> = words.iter().map(|word| Cell::Text(word.clone())).collect();
            let style = if french { Style::FRENCH } else { Style::PLAIN };
            let bytes = table(&head, [&row[..]], style);
            let mut raw = csv::ReaderBuilder::new().delimiter(style.separator).from_reader(&bytes[..]);
            for record in raw.records() {
                for cell in record.expect("well formed").iter() {
                    prop_assert!(!cell.starts_with(FORMULA), "{cell:?}");
                }
            }
            let read = Table::read("t.csv", &bytes).expect("our own");
            prop_assert_eq!(&read.rows[0].1, &words);
        }

        #[test]
        fn no_bytes_make_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(table) = Table::read("t.csv", &bytes) {
                for (_, cells) in &table.rows {
                    prop_assert_eq!(cells.len(), table.head.len());
                }
            }
        }
    }
}
