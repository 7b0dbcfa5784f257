//! Words that come from outside: pseudonyms, names, groups, ids and file names that can do no harm where they are shown,
//! written in a table or used as a file.

pub use crate::journal::NOBODY;
use crate::pack::names::is_reserved;
use crate::scenario::error::quoted;

/// Longest pseudonym, characters.
pub const MAX_PSEUDONYM: usize = 40;
/// Longest name of a person or a group, characters.
pub const MAX_NAME: usize = 80;
/// Longest id of an exercise or a criterion, bytes.
const MAX_ID: usize = 128;
/// Longest name of a file, bytes.
const MAX_FILE_NAME: usize = 150;

/// What makes a formula of a cell for one spreadsheet or another, at its beginning.
pub(super) const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A pseudonym as it is kept; that of nobody where it is empty.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn pseudonym(text: &str) -> Result<String, String> {
    match words("a number or pseudonym", text, MAX_PSEUDONYM)? {
        empty if empty.is_empty() => Ok(NOBODY.to_owned()),
        some => Ok(some),
    }
}

/// A person's name as it is kept; may be empty.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn person(text: &str) -> Result<String, String> {
    words("a name", text, MAX_NAME)
}

/// A group's name as it is kept.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn group(text: &str) -> Result<String, String> {
    match words("a group's name", text, MAX_NAME)? {
        empty if empty.is_empty() => Err("a group needs a name".to_owned()),
        some => Ok(some),
    }
}

/// One line of plain words: no sign that steers a screen, turns the direction of reading, or parts a table.
fn words(what: &str, text: &str, most: usize) -> Result<String, String> {
    let text = text.trim();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if text.chars().count() > most {
        return Err(format!("{what} has at most {most} characters, found {}", quoted(text)));
    }
    // A comma right before a sign of formulas would begin one where a table is read with another separator.
    let mut pairs = text.chars().zip(text.chars().skip(1));
    if text.chars().any(|c| hidden(c) || matches!(c, ';' | '"')) || pairs.any(|(a, b)| a == ',' && FORMULA.contains(&b))
    {
        return Err(format!("{what} is plain words without `;` and `\"`, found {}", quoted(text)));
    }
    Ok(text.to_owned())
}

/// Whether this can be the id of an exercise or a criterion: lower case, digits, dashes and slashes.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn id(text: &str) -> Result<(), String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/');
    if text.is_empty() || text.len() > MAX_ID || !text.bytes().all(plain) || text.starts_with('-') {
        return Err(format!("{} is no id of an exercise or a criterion", quoted(text)));
    }
    Ok(())
}

/// The beginning of a session's identifier, of 32 hexadecimal digits: enough to tell the files of two sessions apart.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn session(text: &str) -> Result<String, String> {
    match text.get(..8) {
        Some(start) if text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(start.to_owned()),
        _ => Err(format!("{} is no identifier of a session", quoted(text))),
    }
}

/// Whether a file that is gathered may have this name: one that every system can write and that leads nowhere.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn file(name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')' | '\'' | '+');
    let edges = name.starts_with(['.', ' ']) || name.ends_with(['.', ' ']);
    if name.is_empty() || name.len() > MAX_FILE_NAME || edges || !name.chars().all(plain) || is_reserved(name) {
        return Err(format!("{} is no name for an attempt's file on every system", quoted(name)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_people_are_kept_and_what_steers_screens_or_tables_is_refused() {
        assert_eq!(pseudonym(" P-07 "), Ok("P-07".to_owned()));
        assert_eq!(pseudonym(""), Ok(NOBODY.to_owned()));
        assert_eq!(person("N’Diaye, Aïssatou"), Ok("N’Diaye, Aïssatou".to_owned()));
        assert_eq!(group("Bac pro 1re"), Ok("Bac pro 1re".to_owned()));
        assert!(group("  ").is_err());
        for bad in ["a;b", "a\"b", "a\tb", "a\u{1b}[31m", "a\u{202e}b", "a,=1+1", "a\u{200b}", &"x".repeat(81)] {
            assert!(person(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn file_names_that_lead_out_or_fool_a_system_are_refused() {
        for bad in [
            "",
            ".",
            "..",
            "../a.epj",
            "a/b.epj",
            "a\\b.epj",
            ".hidden.epj",
            "con.epj",
            "NUL.epj",
            "a.epj.",
            "a.epj ",
            "c:a.epj",
            "a\0.epj",
            "a\n.epj",
            "a\u{202e}jpe.epj",
            "a*.epj",
            "a|b.epj",
            &"a".repeat(200),
        ] {
            assert!(file(bad).is_err(), "{bad:?}");
        }
        for good in ["001764000000000-geste-cliver.epj", "Dupont Zoé (2).epscelle", "a-1a2b.mark.json"] {
            assert_eq!(file(good), Ok(()), "{good:?}");
        }
    }

    proptest! {
        #[test]
        fn a_file_name_that_is_allowed_stays_in_its_folder(name in "[a-c./\\\\:~ \u{e9}]{0,12}(\\.epj)?") {
            if file(&name).is_ok() {
                let parts: Vec<_> = std::path::Path::new(&name).components().collect();
                let inside = matches!(parts[..], [std::path::Component::Normal(_)]) && !name.contains(['\\', ':']);
                prop_assert!(inside);
            }
        }
    }
}
