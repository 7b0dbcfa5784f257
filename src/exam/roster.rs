//! Who sits an exam: the list that an examiner gives as CSV, and the seats that come of it.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, Trim};
use serde::{Deserialize, Serialize};

use crate::scenario::error::{Located, printable, quoted};

/// Most candidates of a session.
pub const MAX_SEATS: usize = 500;
/// Largest list, bytes.
pub const MAX_BYTES: u64 = 1 << 20;
/// Longest number, characters.
const MAX_NUMBER: usize = 24;
/// Longest name, characters.
const MAX_NAME: usize = 80;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// A candidate's place in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Number; unique in its session; plain letters, digits and dashes, since files are named after it.
    pub number: String,
    /// Name; may be empty.
    pub name: String,
    /// Entitled to a third more time (tiers-temps).
    pub extra: bool,
    /// What the candidate types to sit down: [`CODE_DIGITS`] digits.
    pub code: String,
    /// Seed of each part.
    pub seeds: Vec<u64>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// As [`Seat::number`].
    pub number: String,
    /// As [`Seat::name`].
    pub name: String,
    /// As [`Seat::extra`].
    pub extra: bool,
}

/// Heads that a column may have.
const NUMBER: [&str; 6] = ["number", "numero", "numéro", "n°", "no", "id"];
const NAME: [&str; 4] = ["name", "nom", "candidat", "candidate"];
const EXTRA: [&str; 5] = ["extra", "extra time", "tiers-temps", "tiers temps", "tiers_temps"];

/// Reads a list, which errors call `file`: CSV with a line of heads, separated by `,` or `;`. Needed is a column
/// `numéro` (`number`); `nom` (`name`) and `tiers-temps` (`extra`: oui, yes, 1, x) may be there.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Listed>, Vec<Located>> {
    let whole = |why: String| vec![Located::whole(file, why)];
    if bytes.len() as u64 > MAX_BYTES {
        return Err(whole(format!("this list is larger than {} KiB", MAX_BYTES >> 10)));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| whole("this list is not UTF-8: save it as « CSV UTF-8 »".into()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let heads = text.lines().next().unwrap_or_default();
    let delimiter = if heads.matches(';').count() >= heads.matches(',').count() { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|why| whole(printable(&why.to_string())))?.clone();
    let column = |known: &[&str]| heads.iter().position(|head| known.contains(&head.to_lowercase().as_str()));
    let Some(number_at) = column(&NUMBER) else {
        let found: Vec<String> = heads.iter().take(10).map(quoted).collect();
        return Err(whole(format!("no column is called `numéro` or `number`; found {}", found.join(", "))));
    };
    let (name_at, extra_at) = (column(&NAME), column(&EXTRA));
    let (mut seats, mut errors, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    for record in reader.records() {
        let record = record.map_err(|why| whole(printable(&why.to_string())))?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut wrong = |why: String| errors.push(Located::whole(file, format!("line {line}: {why}")));
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let (number, name) = (cell(Some(number_at)), cell(name_at));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if seats.len() >= MAX_SEATS {
            return Err(whole(format!("a session has at most {MAX_SEATS} candidates")));
        }
        let extra = match cell(extra_at).to_lowercase().as_str() {
            "" | "non" | "no" | "0" | "false" => false,
            "oui" | "yes" | "1" | "x" | "true" | "vrai" => true,
            other => {
                wrong(format!("expected `oui` or `non` for extra time, found {}", quoted(other)));
                continue;
            }
        };
        if let Err(why) = plain(number) {
            wrong(why);
        } else if name.chars().count() > MAX_NAME || printable(name) != name {
            wrong(format!("a name has at most {MAX_NAME} characters that can be shown, found {}", quoted(name)));
        } else if !taken.insert(number.to_lowercase()) {
            wrong(format!("the number {} is there twice", quoted(number)));
        } else {
            seats.push(Listed { number: number.to_owned(), name: name.to_owned(), extra });
        }
        if errors.len() > 50 {
            break;
        }
    }
    if seats.is_empty() && errors.is_empty() {
        return Err(whole("this list names nobody".to_owned()));
    }
    if errors.is_empty() { Ok(seats) } else { Err(errors) }
}

/// Whether files can be named after a number on every system.
pub(super) fn plain(number: &str) -> Result<(), String> {
    let fits = !number.is_empty()
        && number.len() <= MAX_NUMBER
        && number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if fits {
        return Ok(());
    }
    let found = quoted(number);
    Err(format!("a number is 1 to {MAX_NUMBER} plain letters, digits, dashes and underscores, found {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_from_a_french_spreadsheet_is_read() {
        let text = "\u{feff}Numéro;Nom;Tiers-temps\r\nA-01;Léa Martin;oui\r\n;;\r\nA-02; \"Noé; dit Lou\" ;\r\n";
        let seats = read("liste.csv", text.as_bytes()).expect("good");
        assert_eq!(seats.len(), 2);
        assert_eq!(seats[0], Listed { number: "A-01".into(), name: "Léa Martin".into(), extra: true });
        assert_eq!((seats[1].number.as_str(), seats[1].extra), ("A-02", false));
        assert_eq!(read("x", b"number,name\n7,Zoe\n").expect("good")[0].name, "Zoe");
    }

    #[test]
    fn every_line_that_is_wrong_is_named() {
        let text = "number,extra\nA,no\na,no\n../up,no\nC,perhaps\n,yes\n";
        let errors = read("list.csv", text.as_bytes()).expect_err("wrong");
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors.len(), 4, "{told:?}");
        for (line, word) in [(3, "twice"), (4, "plain"), (5, "extra time"), (6, "plain")] {
            assert!(told.iter().any(|t| t.contains(&format!("line {line}")) && t.contains(word)), "{told:?}");
        }
        assert!(read("x", b"").is_err());
        assert!(read("x", b"nom\nZoe\n").expect_err("no number")[0].message.contains("numéro"));
        assert!(read("x", b"number\n").expect_err("nobody")[0].message.contains("nobody"));
        assert!(read("x", &[0xff, 0xfe, 0]).is_err());
    }

    proptest! {
        #[test]
        fn no_list_is_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(seats) = read("x", &bytes) {
                prop_assert!(seats.iter().all(|seat| plain(&seat.number).is_ok()));
            }
        }

        #[test]
        fn no_text_is_a_panic(text in "number[;,]name[;,]extra\n([a-z\";,\n=@-]{0,80})") {
            let _ = read("x", text.as_bytes());
        }
    }
}
