//! Who sits an exam: the lines of a list, and the seats that come of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::scenario::error::quoted;

/// Most candidates of a session.
pub const MAX_SEATS: usize = 500;
/// Longest number, characters.
const MAX_NUMBER: usize = 24;
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

/// Whether these can sit one session: their number, and numbers that files can be named after, each once.
///
/// # Errors
/// The first thing that is wrong, in words.
pub(super) fn check(listed: &[Listed]) -> Result<(), String> {
    if listed.is_empty() || listed.len() > MAX_SEATS {
        return Err(format!("a session has 1 to {MAX_SEATS} candidates, found {}", listed.len()));
    }
    let mut taken = BTreeSet::new();
    for one in listed {
        plain(&one.number)?;
        // Some file systems know no case.
        if !taken.insert(one.number.to_lowercase()) {
            return Err(format!("the number {} is there twice", quoted(&one.number)));
        }
    }
    Ok(())
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

    #[test]
    fn numbers_are_plain_and_stand_once() {
        let list = |numbers: &[&str]| -> Result<(), String> {
            let listed = |number: &&str| Listed { number: (*number).to_owned(), name: String::new(), extra: false };
            check(&numbers.iter().map(listed).collect::<Vec<_>>())
        };
        assert_eq!(list(&["A-01", "A-02", "b_3"]), Ok(()));
        assert!(list(&[]).is_err());
        assert!(list(&["A", "a"]).is_err_and(|why| why.contains("twice")));
        for number in ["", "../up", "a/b", "a b", "a.b", "é", &"9".repeat(25)] {
            assert!(list(&[number]).is_err_and(|why| why.contains("plain")), "{number}");
        }
    }
}
