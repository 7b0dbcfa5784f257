//! Results as tables for schools: a line an attempt, or a line a criterion of an attempt; written as they are read.

use std::collections::HashMap;
use std::io::Write;

use super::attempts::axis_word;
use super::cells::{Cell, Style, Writer};
use super::{Attempt, RecordsError, Store};
use crate::calendar;
use crate::scenario::schema::Lang;

/// Seconds of an hour.
const HOUR_S: u64 = 3_600;

/// What a table of results holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A line an attempt.
    Attempts,
    /// A line a criterion of an attempt.
    Criteria,
}

/// Whose results, and how they are written.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Those of one person.
    pub person: Option<&'a str>,
    /// Those of a group.
    pub group: Option<&'a str>,
    /// A line for what.
    pub lines: Lines,
    /// Language of the columns' names.
    pub lang: Lang,
    /// Separator and decimals.
    pub style: Style,
    /// The title of an exercise by its id.
    pub title: &'a dyn Fn(&str) -> String,
}

/// Writes results, the oldest attempt first; gives how many lines.
///
/// # Errors
/// When the database cannot be read, or the sink refuses.
pub fn write<W: Write>(store: &Store, wanted: &Wanted<'_>, sink: W) -> Result<u32, RecordsError> {
    let refused = |why: std::io::Error| RecordsError::Refused(format!("the table cannot be written: {why}"));
    let groups = store.groups_of()?;
    let mut writer = Writer::new(sink, wanted.style);
    writer.head(head(wanted)).map_err(refused)?;
    let mut lines = 0;
    store.each_attempt(wanted.person, wanted.group, |attempt| {
        let group = groups.get(&attempt.person).map_or("", String::as_str);
        match wanted.lines {
            Lines::Attempts => {
                lines += 1;
                writer.row(&of_attempt(&attempt, group, wanted)).map_err(refused)?;
            }
            Lines::Criteria => {
                for criterion in &attempt.criteria {
                    lines += 1;
                    let mut row = who(&attempt, group, wanted).to_vec();
                    row.extend([
                        Cell::from(criterion.id.as_str()),
                        Cell::from(axis_word(criterion.axis)),
                        Cell::Number(criterion.last(), 3),
                        Cell::Number(criterion.of, 3),
                        Cell::Number(criterion.earned, 3),
                        criterion.jury.map_or(Cell::Empty, |points| Cell::Number(points, 3)),
                        Cell::from(&attempt.journal[..attempt.journal.len().min(16)]),
                    ]);
                    writer.row(&row).map_err(refused)?;
                }
            }
        }
        Ok(())
    })?;
    writer.done().map_err(refused)?.flush().map_err(refused)?;
    Ok(lines)
}

fn head(wanted: &Wanted<'_>) -> &'static [&'static str] {
    match (wanted.lines, wanted.lang) {
        (Lines::Attempts, Lang::Fr) => &[
            "numéro",
            "nom",
            "groupe",
            "exercice",
            "titre",
            "date",
            "heure (UTC)",
            "type",
            "note finale",
            "réussi",
            "note de la machine",
            "réussi (machine)",
            "note du jury",
            "réussi (jury)",
            "sécurité",
            "fautes éliminatoires",
            "tirage",
            "essai",
            "scellé",
        ],
        (Lines::Attempts, Lang::En) => &[
            "number",
            "name",
            "group",
            "exercise",
            "title",
            "date",
            "time (UTC)",
            "kind",
            "final mark",
            "passed",
            "machine’s mark",
            "passed (machine)",
            "jury’s mark",
            "passed (jury)",
            "safe",
            "eliminatory faults",
            "seed",
            "attempt",
            "seal",
        ],
        (Lines::Criteria, Lang::Fr) => &[
            "numéro",
            "nom",
            "groupe",
            "exercice",
            "titre",
            "date",
            "heure (UTC)",
            "type",
            "critère",
            "axe",
            "points",
            "sur",
            "points de la machine",
            "points du jury",
            "essai",
        ],
        (Lines::Criteria, Lang::En) => &[
            "number",
            "name",
            "group",
            "exercise",
            "title",
            "date",
            "time (UTC)",
            "kind",
            "criterion",
            "axis",
            "points",
            "of",
            "machine’s points",
            "jury’s points",
            "attempt",
        ],
    }
}

/// The cells that every line begins with.
fn who(attempt: &Attempt, group: &str, wanted: &Wanted<'_>) -> [Cell; 8] {
    let (date, time) = when(attempt);
    let kind = match (attempt.exam, wanted.lang) {
        (true, Lang::Fr) => "examen",
        (true, Lang::En) => "exam",
        (false, Lang::Fr) => "entraînement",
        (false, Lang::En) => "practice",
    };
    [
        Cell::from(attempt.person.as_str()),
        Cell::from(attempt.name.as_str()),
        Cell::from(group),
        Cell::from(attempt.exercise.as_str()),
        Cell::Text((wanted.title)(&attempt.exercise)),
        date,
        time,
        Cell::from(kind),
    ]
}

fn of_attempt(attempt: &Attempt, group: &str, wanted: &Wanted<'_>) -> Vec<Cell> {
    let yes = |is: bool| match (is, wanted.lang) {
        (true, Lang::Fr) => Cell::from("oui"),
        (true, Lang::En) => Cell::from("yes"),
        (false, Lang::Fr) => Cell::from("non"),
        (false, Lang::En) => Cell::from("no"),
    };
    let jury = attempt.jury.as_ref();
    let mut row = who(attempt, group, wanted).to_vec();
    row.extend([
        Cell::Number(attempt.last_mark(), 2),
        yes(attempt.last_passed()),
        Cell::Number(attempt.mark, 2),
        yes(attempt.passed),
        jury.and_then(|jury| jury.mark).map_or(Cell::Empty, |mark| Cell::Number(mark, 2)),
        jury.and_then(|jury| jury.passed).map_or(Cell::Empty, yes),
        yes(attempt.safe),
        Cell::Text(attempt.eliminatory.join(" ")),
        // As words: spreadsheets keep fifteen digits of a number.
        Cell::Text(attempt.seed.to_string()),
        Cell::from(&attempt.journal[..attempt.journal.len().min(16)]),
        Cell::from(attempt.seal.as_deref().unwrap_or("")),
    ]);
    row
}

fn when(attempt: &Attempt) -> (Cell, Cell) {
    if attempt.began_ms == 0 {
        return (Cell::Empty, Cell::Empty);
    }
    let (year, month, day) = calendar::date(attempt.day());
    let of_day = attempt.began_ms / 1_000 % u64::from(calendar::DAY_S);
    let time = format!("{:02}:{:02}", of_day / HOUR_S, of_day % HOUR_S / 60);
    (Cell::Text(format!("{year:04}-{month:02}-{day:02}")), Cell::Text(time))
}

impl Store {
    /// The groups of each person in one line, by pseudonym.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn groups_of(&self) -> Result<HashMap<String, String>, RecordsError> {
        let read = || -> rusqlite::Result<HashMap<String, String>> {
            let mut statement = self.connection().prepare(
                "SELECT p.pseudonym, g.name FROM membership m JOIN person p ON p.id = m.person
                 JOIN class_group g ON g.id = m.class_group ORDER BY g.name",
            )?;
            let mut groups: HashMap<String, String> = HashMap::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (person, group): (String, String) = (row.get(0)?, row.get(1)?);
                let all = groups.entry(person).or_default();
                if !all.is_empty() {
                    all.push_str(" / ");
                }
                all.push_str(&group);
            }
            Ok(groups)
        };
        read().map_err(|why| self.sql(why))
    }
}
