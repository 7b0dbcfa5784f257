//! Attempts in the database: added once each, read for one person or a whole group.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{RecordsError, Store, here, people};
use crate::progress::{Attempted, Points};
use crate::scenario::schema::Axis;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// One marked attempt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempt {
    /// BLAKE3 of its journal, hexadecimal: two files with one are one attempt.
    pub journal: String,
    /// Pseudonym of who attempted.
    pub person: String,
    /// Their name, where the attempt says it; may be empty.
    pub name: String,
    /// Scenario id.
    pub exercise: String,
    /// Seed of the job.
    pub seed: u64,
    /// In an exam; else practice.
    pub exam: bool,
    /// When it began, milliseconds since 1970; 0 where nobody knows.
    pub began_ms: u64,
    /// The machine's mark of 20.
    pub mark: f64,
    /// Passed, as the machine says.
    pub passed: bool,
    /// What a jury said of it.
    pub jury: Option<Judged>,
    /// Safety was over its threshold.
    pub safe: bool,
    /// Eliminatory faults.
    pub eliminatory: Vec<String>,
    /// BLAKE3 of the seal, hexadecimal, where it was sealed.
    pub seal: Option<String>,
    /// The beginning of its session's identifier, where its file says it; the database does not keep it.
    pub session: String,
    /// Where its file was seen last.
    pub file: String,
    /// What each criterion earned.
    pub criteria: Vec<CriterionPoints>,
}

impl Attempt {
    /// The day since 1970 on which it began.
    pub fn day(&self) -> u32 {
        (self.began_ms / DAY_MS as u64) as u32
    }

    /// The final mark of 20: the jury's, or else the machine's.
    pub fn last_mark(&self) -> f64 {
        self.jury.as_ref().and_then(|jury| jury.mark).unwrap_or(self.mark)
    }

    /// Whether it is passed in the end: as the jury left it, or else as the machine says.
    pub fn last_passed(&self) -> bool {
        self.jury.as_ref().and_then(|jury| jury.passed).unwrap_or(self.passed)
    }
}

/// What a jury's file says of an attempt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// BLAKE3 of the file, hexadecimal.
    pub file: String,
    /// The jury's mark of 20; none where it left the machine's mark and verdict.
    pub mark: Option<f64>,
    /// Whether that is passed; none likewise.
    pub passed: Option<bool>,
}

/// What one criterion of an attempt earned.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionPoints {
    /// The criterion's id.
    pub id: String,
    /// What it counts for.
    pub axis: Axis,
    /// Points earned, 0 to `of`, as the machine says.
    pub earned: f64,
    /// Points that it is worth.
    pub of: f64,
    /// What the jury gave in place of the machine's points.
    pub jury: Option<f64>,
}

impl CriterionPoints {
    /// The final points: the jury's, or else the machine's.
    pub fn last(&self) -> f64 {
        self.jury.unwrap_or(self.earned)
    }
}

/// A person on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Number or pseudonym, unique.
    pub pseudonym: String,
    /// Name; may be empty.
    pub name: String,
    /// Has a third more time in exams.
    pub extra_time: bool,
}

impl Person {
    /// What to call them: the name, or the pseudonym where there is none.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.pseudonym } else { &self.name }
    }
}

/// What a person did, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Who.
    pub person: Person,
    /// Their attempts.
    pub attempts: Vec<Attempted>,
}

impl Store {
    /// Records attempts that are not on record yet, all of them or none; gives how many were new. What was erased stays
    /// away.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add(&mut self, attempts: &[Attempt]) -> Result<u32, RecordsError> {
        // Names come with sealed attempts: they are among what only the database keeps.
        let named = attempts.iter().any(|attempt| !attempt.name.is_empty());
        let add = |transaction: &Transaction<'_>| {
            let mut added = 0;
            for attempt in attempts {
                added += u32::from(add(transaction, attempt)?);
            }
            Ok(added)
        };
        if named { self.change_kept(add) } else { self.change(add) }
    }

    /// Whether the attempt with this journal is on record, or was erased.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn knows(&self, journal: &str) -> Result<bool, RecordsError> {
        let asked = "SELECT 1 FROM attempt WHERE journal = ?1 UNION ALL SELECT 1 FROM erased WHERE journal = ?1";
        let found = self.connection().query_row(asked, [journal], |_| Ok(())).optional();
        found.map(|found| found.is_some()).map_err(|why| self.sql(why))
    }

    /// Whether the attempt with this journal was erased.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn was_erased(&self, journal: &str) -> Result<bool, RecordsError> {
        let asked = "SELECT 1 FROM erased WHERE journal = ?1";
        let found = self.connection().query_row(asked, [journal], |_| Ok(())).optional();
        found.map(|found| found.is_some()).map_err(|why| self.sql(why))
    }

    /// Names of the files that are on record, each relative to the user's folder where it is in there.
    pub(super) fn files(&self) -> Result<HashSet<String>, RecordsError> {
        let mut statement = self.connection().prepare("SELECT file FROM attempt").map_err(|why| self.sql(why))?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(|why| self.sql(why))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|why| self.sql(why))
    }

    /// How many attempts are on record.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self) -> Result<u32, RecordsError> {
        let count = self.connection().query_row("SELECT count(*) FROM attempt", [], |row| row.get(0));
        count.map_err(|why| self.sql(why))
    }

    /// What the people of a group did, or everybody without one, by name: with no attempt they are there, too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn histories(&self, group: Option<&str>) -> Result<Vec<History>, RecordsError> {
        self.read_histories(group).map_err(|why| self.sql(why))
    }

    fn read_histories(&self, group: Option<&str>) -> rusqlite::Result<Vec<History>> {
        let connection = self.connection();
        // One reading: another process may write in between.
        let transaction = connection.unchecked_transaction()?;
        let wanted = "(?1 IS NULL OR person.id IN (SELECT m.person FROM membership m JOIN class_group g
                       ON g.id = m.class_group WHERE g.name = ?1))";
        let names = |table: &str| -> rusqlite::Result<HashMap<i64, String>> {
            let mut statement = transaction.prepare(&format!("SELECT id, name FROM {table}"))?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let (exercises, criteria) = (names("exercise")?, names("criterion")?);
        let named = |names: &HashMap<i64, String>, id: i64| names.get(&id).cloned().unwrap_or_default();

        let mut people: Vec<History> = Vec::new();
        let mut place_of: HashMap<i64, usize> = HashMap::new();
        let asked = format!(
            "SELECT id, pseudonym, name, extra_time FROM person WHERE {wanted} ORDER BY name = '', name, pseudonym"
        );
        let mut statement = transaction.prepare(&asked)?;
        let mut rows = statement.query([group])?;
        while let Some(row) = rows.next()? {
            place_of.insert(row.get(0)?, people.len());
            let person = Person { pseudonym: row.get(1)?, name: row.get(2)?, extra_time: row.get(3)? };
            people.push(History { person, attempts: Vec::new() });
        }
        drop(rows);

        // Attempts in the order of time; where each went, for what its criteria earned.
        let mut at: HashMap<i64, (usize, usize)> = HashMap::new();
        let asked =
            "SELECT id, person, exercise, began, coalesce(jury_mark, mark), coalesce(jury_passed, passed) FROM attempt
                     ORDER BY began, id";
        let mut statement = transaction.prepare(asked)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let person: i64 = row.get(1)?;
            let Some(place) = place_of.get(&person).copied() else { continue };
            let Some(history) = people.get_mut(place) else { continue };
            at.insert(row.get(0)?, (place, history.attempts.len()));
            let began: i64 = row.get(3)?;
            history.attempts.push(Attempted {
                exercise: named(&exercises, row.get(2)?),
                day: u32::try_from(began / DAY_MS).unwrap_or(0),
                mark: row.get(4)?,
                passed: row.get(5)?,
                points: Vec::new(),
            });
        }
        drop(rows);

        let asked =
            "SELECT attempt, criterion, coalesce(jury, earned), worth FROM criterion_mark ORDER BY attempt, criterion";
        let mut statement = transaction.prepare(asked)?;
        let mut rows = statement.query([])?;
        let mut last = (0, None);
        while let Some(row) = rows.next()? {
            let attempt: i64 = row.get(0)?;
            if last.0 != attempt {
                last = (attempt, at.get(&attempt).copied());
            }
            let Some((person, place)) = last.1 else { continue };
            let attempts = people.get_mut(person).map(|history| &mut history.attempts);
            let Some(attempt) = attempts.and_then(|attempts| attempts.get_mut(place)) else { continue };
            let of: f64 = row.get(3)?;
            if of > 0.0 {
                attempt.points.push(Points { criterion: named(&criteria, row.get(1)?), earned: row.get(2)?, of });
            }
        }
        Ok(people)
    }

    /// Hands every attempt to `each`, the oldest first, one in memory at a time; those of a person or a group where one
    /// is named.
    ///
    /// # Errors
    /// When the database cannot be read, and what `each` refuses.
    pub fn each_attempt(
        &self,
        person: Option<&str>,
        group: Option<&str>,
        mut each: impl FnMut(Attempt) -> Result<(), RecordsError>,
    ) -> Result<(), RecordsError> {
        let sql = |why| self.sql(why);
        let transaction = self.connection().unchecked_transaction().map_err(sql)?;
        let asked = "SELECT a.journal, p.pseudonym, p.name, e.name, a.seed, a.exam, a.began, a.mark, a.passed, a.safe,
                       a.eliminatory, a.seal, a.file, a.id, a.jury, a.jury_mark, a.jury_passed
                     FROM attempt a JOIN person p ON p.id = a.person JOIN exercise e ON e.id = a.exercise
                     WHERE (?1 IS NULL OR p.pseudonym = ?1)
                       AND (?2 IS NULL OR p.id IN (SELECT m.person FROM membership m JOIN class_group g
                            ON g.id = m.class_group WHERE g.name = ?2))
                     ORDER BY a.began, a.id";
        let mut statement = transaction.prepare(asked).map_err(sql)?;
        let asked = "SELECT c.name, c.axis, m.earned, m.worth, m.jury FROM criterion_mark m JOIN criterion c
                     ON c.id = m.criterion WHERE m.attempt = ?1 ORDER BY m.criterion";
        let mut points = transaction.prepare(asked).map_err(sql)?;
        let mut rows = statement.query(params![person, group]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let (mut attempt, id) = attempt(row).map_err(sql)?;
            let found = points.query_map([id], criterion).map_err(sql)?;
            attempt.criteria = found.collect::<rusqlite::Result<_>>().map_err(sql)?;
            each(attempt)?;
        }
        Ok(())
    }

    /// Attempts of one person, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn attempts_of(&self, person: &str) -> Result<Vec<Attempt>, RecordsError> {
        let mut attempts = Vec::new();
        self.each_attempt(Some(person), None, |attempt| {
            attempts.push(attempt);
            Ok(())
        })?;
        Ok(attempts)
    }
}

fn attempt(row: &Row<'_>) -> rusqlite::Result<(Attempt, i64)> {
    let (seed, began, eliminatory): (i64, i64, String) = (row.get(4)?, row.get(6)?, row.get(10)?);
    let jury = Judged { file: row.get(14)?, mark: row.get(15)?, passed: row.get(16)? };
    let attempt = Attempt {
        journal: row.get(0)?,
        person: row.get(1)?,
        name: row.get(2)?,
        exercise: row.get(3)?,
        seed: seed as u64,
        exam: row.get(5)?,
        began_ms: u64::try_from(began).unwrap_or(0),
        mark: row.get(7)?,
        passed: row.get(8)?,
        safe: row.get(9)?,
        eliminatory: eliminatory.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        seal: row.get(11)?,
        session: String::new(),
        file: row.get(12)?,
        criteria: Vec::new(),
        jury: Some(jury).filter(|jury| !jury.file.is_empty()),
    };
    Ok((attempt, row.get(13)?))
}

fn criterion(row: &Row<'_>) -> rusqlite::Result<CriterionPoints> {
    let axis: String = row.get(1)?;
    let axis = Axis::WORDS.iter().find(|(word, _)| *word == axis).map_or(Axis::Technique, |(_, axis)| *axis);
    Ok(CriterionPoints { id: row.get(0)?, axis, earned: row.get(2)?, of: row.get(3)?, jury: row.get(4)? })
}

fn add(transaction: &Transaction<'_>, attempt: &Attempt) -> rusqlite::Result<bool> {
    let erased = "SELECT 1 FROM erased WHERE journal = ?1";
    if transaction.query_row(erased, [&attempt.journal], |_| Ok(())).optional()?.is_some() {
        return Ok(false);
    }
    // The sealed one of an attempt says more than its journal, whichever comes first.
    let known = "SELECT id, seal IS NULL FROM attempt WHERE journal = ?1";
    let known: Option<(i64, bool)> =
        transaction.query_row(known, [&attempt.journal], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match known {
        Some((id, true)) if attempt.seal.is_some() => {
            transaction.execute("DELETE FROM attempt WHERE id = ?1", [id])?;
        }
        Some((id, _)) => {
            let moved = "UPDATE attempt SET file = ?2 WHERE id = ?1 AND file = ''";
            transaction.execute(moved, params![id, attempt.file])?;
            return Ok(false);
        }
        None => {}
    }
    let person = person_of(transaction, attempt)?;
    transaction.execute("INSERT OR IGNORE INTO exercise (name) VALUES (?1)", [&attempt.exercise])?;
    let exercise: i64 =
        transaction.query_row("SELECT id FROM exercise WHERE name = ?1", [&attempt.exercise], |row| row.get(0))?;
    transaction.execute(
        "INSERT INTO attempt (journal, person, exercise, seed, exam, began, mark, passed, safe, eliminatory, seal, file)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            attempt.journal,
            person,
            exercise,
            attempt.seed as i64,
            attempt.exam,
            attempt.began_ms as i64,
            attempt.mark,
            attempt.passed,
            attempt.safe,
            attempt.eliminatory.join(" "),
            attempt.seal,
            attempt.file,
        ],
    )?;
    let id = transaction.last_insert_rowid();
    let mut name = transaction.prepare("INSERT OR IGNORE INTO criterion (exercise, name, axis) VALUES (?1, ?2, ?3)")?;
    let mut points = transaction.prepare(
        "INSERT OR REPLACE INTO criterion_mark (attempt, criterion, earned, worth)
         SELECT ?1, id, ?4, ?5 FROM criterion WHERE exercise = ?2 AND name = ?3",
    )?;
    for criterion in &attempt.criteria {
        name.execute(params![exercise, criterion.id, axis_word(criterion.axis)])?;
        points.execute(params![id, exercise, criterion.id, criterion.earned, criterion.of])?;
    }
    Ok(known.is_none())
}

/// The word of an axis in tables.
pub(super) fn axis_word(axis: Axis) -> &'static str {
    Axis::WORDS.iter().find(|(_, known)| *known == axis).map_or("technique", |(word, _)| word)
}

/// Who an attempt is by. Numbers are unique in their session alone: the same number under another name is somebody
/// else, and goes by number and name.
fn person_of(transaction: &Transaction<'_>, attempt: &Attempt) -> rusqlite::Result<i64> {
    let find = "SELECT id, name FROM person WHERE pseudonym = ?1";
    let found = |pseudonym: &str| -> rusqlite::Result<Option<(i64, String)>> {
        transaction.query_row(find, [pseudonym], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    };
    let new = |pseudonym: &str| {
        let add = "INSERT INTO person (pseudonym, name) VALUES (?1, ?2)";
        transaction.execute(add, [pseudonym, &attempt.name]).map(|_| transaction.last_insert_rowid())
    };
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    match found(&attempt.person)? {
        // Practice on a computer without the roster: a number in another case, or a name in place of the number.
        None if attempt.name.is_empty() => {
            let all = people::all(transaction)?;
            match here::known_as(&attempt.person, &all) {
                Some(person) => found(&person.pseudonym)?.map_or_else(|| new(&attempt.person), |(id, _)| Ok(id)),
                None => new(&attempt.person),
            }
        }
        None => new(&attempt.person),
        Some((id, _)) if attempt.name.is_empty() => Ok(id),
        Some((id, name)) if name.is_empty() => {
            transaction.execute("UPDATE person SET name = ?2 WHERE id = ?1", params![id, attempt.name])?;
            Ok(id)
        }
        Some((id, name)) if same(&name, &attempt.name) => Ok(id),
        Some(_) => {
            let other = format!("{} ({})", attempt.person, attempt.name);
            match found(&other)? {
                Some((id, _)) => Ok(id),
                None => new(&other),
            }
        }
    }
}
