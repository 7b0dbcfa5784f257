//! Groups, who is in them, and the counts that a school reports of them. A count is a number of a group that somebody
//! typed in; none is kept of a person.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::{RecordsError, Store, names};

/// Most people of a group that a count can name.
const MOST: u32 = 100_000;
/// Groups of fewer people are not reported by count: each count would say something of somebody.
pub const FEWEST: u32 = 5;

/// What is counted of a group for those who pay for its training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Indicator {
    /// Began the training.
    Started,
    /// Stayed to its end.
    Completed,
    /// Got the certificate.
    Certified,
    /// Left to a job with an end (CDD).
    FixedTerm,
    /// Left to a job without an end (CDI).
    Permanent,
    /// Left to temporary work (intérim).
    Temporary,
    /// Left to a training that qualifies (formation qualifiante).
    Training,
}

impl Indicator {
    /// Every indicator, in the order of reports.
    pub const ALL: [Indicator; 7] = [
        Indicator::Started,
        Indicator::Completed,
        Indicator::Certified,
        Indicator::FixedTerm,
        Indicator::Permanent,
        Indicator::Temporary,
        Indicator::Training,
    ];

    /// Name in files, commands and locale keys.
    pub fn name(self) -> &'static str {
        ["started", "completed", "certified", "fixed-term", "permanent", "temporary", "training"][self as usize]
    }

    /// The indicator of a name.
    pub fn of(name: &str) -> Option<Indicator> {
        Indicator::ALL.into_iter().find(|indicator| indicator.name() == name)
    }

    /// Whether it counts a positive exit.
    pub fn is_exit(self) -> bool {
        self >= Indicator::FixedTerm
    }
}

/// Counts of a group.
pub type Counts = BTreeMap<Indicator, u32>;

/// A group on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name, unique.
    pub name: String,
    /// How many people are in it.
    pub people: u32,
    /// Its counts; what was never typed in is not there.
    pub counts: Counts,
}

/// What cannot be in the counts of a group, in a sentence; none where they can.
pub fn contradiction(counts: &Counts) -> Option<String> {
    let of = |indicator| counts.get(&indicator).copied();
    let started = of(Indicator::Started)?;
    let more = |name: &str, count: u32| format!("{name} ({count}) is more than started ({started})");
    for indicator in [Indicator::Completed, Indicator::Certified] {
        if let Some(count) = of(indicator).filter(|count| *count > started) {
            return Some(more(indicator.name(), count));
        }
    }
    let exits = counts.iter().filter(|(indicator, _)| indicator.is_exit()).map(|(_, count)| *count).sum();
    (exits > started).then(|| more("the sum of positive exits", exits))
}

impl Store {
    /// Every group, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn groups(&self) -> Result<Vec<Group>, RecordsError> {
        let read = || -> rusqlite::Result<Vec<Group>> {
            let asked = "SELECT g.id, g.name, count(m.person) FROM class_group g
                         LEFT JOIN membership m ON m.class_group = g.id GROUP BY g.id ORDER BY g.name";
            let mut statement = self.connection().prepare(asked)?;
            let mut counts = self.connection().prepare("SELECT kind, count FROM indicator WHERE class_group = ?1")?;
            let mut groups = Vec::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let found = counts.query_map([row.get::<_, i64>(0)?], |row| {
                    Ok((Indicator::of(&row.get::<_, String>(0)?), row.get::<_, i64>(1)?))
                })?;
                let mut counts = Counts::new();
                for pair in found {
                    if let (Some(indicator), count) = pair? {
                        counts.insert(indicator, u32::try_from(count).unwrap_or(0));
                    }
                }
                groups.push(Group { name: row.get(1)?, people: row.get(2)?, counts });
            }
            Ok(groups)
        };
        read().map_err(|why| self.sql(why))
    }

    /// Renews counts of a group; the others stay.
    ///
    /// # Errors
    /// When there is no such group, the counts contradict each other, or the database cannot be written.
    pub fn count_group(&mut self, group: &str, new: &Counts) -> Result<(), RecordsError> {
        let there = self.groups()?.into_iter().find(|known| known.name == group);
        let mut all = there.ok_or_else(|| no_group(group))?.counts;
        all.extend(new);
        if let Some(count) = new.values().find(|count| **count > MOST) {
            return Err(RecordsError::Refused(format!("{count} people are no group")));
        }
        if let Some(why) = contradiction(&all) {
            return Err(RecordsError::Refused(why));
        }
        self.change_kept(|transaction| new.iter().try_for_each(|(what, count)| set(transaction, group, *what, *count)))
    }

    /// Removes a group; its people and their attempts stay.
    ///
    /// # Errors
    /// When there is no such group, or the database cannot be written.
    pub fn remove_group(&mut self, group: &str) -> Result<(), RecordsError> {
        match self.change_kept(|transaction| transaction.execute("DELETE FROM class_group WHERE name = ?1", [group]))? {
            0 => Err(no_group(group)),
            _ => Ok(()),
        }
    }

    /// Takes somebody out of a group.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn leave_group(&mut self, group: &str, pseudonym: &str) -> Result<(), RecordsError> {
        let asked = "DELETE FROM membership WHERE class_group = (SELECT id FROM class_group WHERE name = ?1)
                     AND person = (SELECT id FROM person WHERE pseudonym = ?2)";
        self.change_kept(|transaction| transaction.execute(asked, [group, pseudonym])).map(|_| ())
    }
}

fn no_group(group: &str) -> RecordsError {
    RecordsError::Refused(format!("there is no group {}", crate::scenario::error::quoted(group)))
}

/// The number of a group, which is made where there is none of this name.
fn number(transaction: &Transaction<'_>, group: &str) -> rusqlite::Result<i64> {
    let find = "SELECT id FROM class_group WHERE name = ?1";
    match transaction.query_row(find, [group], |row| row.get(0)).optional()? {
        Some(id) => Ok(id),
        None => {
            transaction.execute("INSERT INTO class_group (name) VALUES (?1)", [group])?;
            Ok(transaction.last_insert_rowid())
        }
    }
}

/// Puts somebody into a group, which is made where there is none of this name.
pub(super) fn join(transaction: &Transaction<'_>, group: &str, person: i64) -> rusqlite::Result<()> {
    let group = number(transaction, group)?;
    let add = "INSERT OR IGNORE INTO membership (class_group, person) VALUES (?1, ?2)";
    transaction.execute(add, [group, person]).map(|_| ())
}

/// Renews one count of a group, which is made where there is none of this name.
pub(super) fn set(transaction: &Transaction<'_>, group: &str, what: Indicator, count: u32) -> rusqlite::Result<()> {
    let group = number(transaction, group)?;
    let set = "INSERT OR REPLACE INTO indicator (class_group, kind, count) VALUES (?1, ?2, ?3)";
    transaction.execute(set, params![group, what.name(), count]).map(|_| ())
}

/// A group without people yet.
pub(super) fn found(transaction: &Transaction<'_>, group: &str) -> rusqlite::Result<()> {
    number(transaction, group).map(|_| ())
}

/// What is wrong with the name of a group that is to be made.
pub(super) fn checked(group: &str) -> Result<String, RecordsError> {
    names::group(group).map_err(RecordsError::Refused)
}
