//! People on record: pseudonyms, the names that may stand beside them, and what a roster adds.

use rusqlite::{OptionalExtension, Transaction, params};

use super::roster::Entry;
use super::{Person, RecordsError, Store, groups, here, names};

impl Store {
    /// Everybody on record, by name; those of a group where one is named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn people(&self, group: Option<&str>) -> Result<Vec<Person>, RecordsError> {
        let read = || -> rusqlite::Result<Vec<Person>> {
            let mut statement = self.connection().prepare(
                "SELECT pseudonym, name, extra_time FROM person
                 WHERE ?1 IS NULL OR id IN (SELECT m.person FROM membership m JOIN class_group g
                   ON g.id = m.class_group WHERE g.name = ?1)
                 ORDER BY name = '', name, pseudonym",
            )?;
            let person = |row: &rusqlite::Row<'_>| {
                Ok(Person { pseudonym: row.get(0)?, name: row.get(1)?, extra_time: row.get(2)? })
            };
            statement.query_map([group], person)?.collect()
        };
        read().map_err(|why| self.sql(why))
    }

    /// Puts the lines of a roster on record: people, their names and extra time, and their groups. Who is there already
    /// keeps a name that the roster leaves empty. All lines, or none. Gives how many people were new.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn enrol(&mut self, roster: &[Entry]) -> Result<u32, RecordsError> {
        self.change_kept(|transaction| {
            let mut added = 0;
            let mut typed: Vec<Person> = all(transaction)?.into_iter().filter(|known| known.name.is_empty()).collect();
            for entry in roster {
                renumber(transaction, &entry.person, &mut typed)?;
                let (person, new) = enrol(transaction, &entry.person)?;
                added += u32::from(new);
                if let Some(group) = &entry.group {
                    groups::join(transaction, group, person)?;
                }
            }
            Ok(added)
        })
    }

    /// Gives a person on record a name; an empty one takes it away.
    ///
    /// # Errors
    /// When nobody has this pseudonym, the name cannot be one, or the database cannot be written.
    pub fn rename(&mut self, pseudonym: &str, name: &str) -> Result<(), RecordsError> {
        let name = names::person(name).map_err(RecordsError::Refused)?;
        let asked = "UPDATE person SET name = ?2 WHERE pseudonym = ?1";
        match self.change_kept(|transaction| transaction.execute(asked, params![pseudonym, name]))? {
            0 => Err(nobody(pseudonym)),
            _ => Ok(()),
        }
    }
}

/// There is nobody of this pseudonym.
pub(super) fn nobody(pseudonym: &str) -> RecordsError {
    RecordsError::Refused(format!("nobody is on record as {}", crate::scenario::error::quoted(pseudonym)))
}

/// Everybody on record.
pub(super) fn all(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<Person>> {
    let mut statement = transaction.prepare("SELECT pseudonym, name, extra_time FROM person ORDER BY id")?;
    let person =
        |row: &rusqlite::Row<'_>| Ok(Person { pseudonym: row.get(0)?, name: row.get(1)?, extra_time: row.get(2)? });
    statement.query_map([], person)?.collect()
}

/// Gives the number of a roster to somebody who is on record already under what they typed themselves: the number in
/// another case, or their name. `typed` are the people on record without a name.
fn renumber(transaction: &Transaction<'_>, person: &Person, typed: &mut Vec<Person>) -> rusqlite::Result<()> {
    let find = "SELECT 1 FROM person WHERE pseudonym = ?1";
    if transaction.query_row(find, [&person.pseudonym], |_| Ok(())).optional()?.is_some() {
        return Ok(());
    }
    let found = here::known_as(&person.pseudonym, typed).or_else(|| here::known_as(&person.name, typed));
    let Some(before) = found.map(|found| found.pseudonym.clone()) else { return Ok(()) };
    transaction.execute("UPDATE person SET pseudonym = ?2 WHERE pseudonym = ?1", [&before, &person.pseudonym])?;
    typed.retain(|known| known.pseudonym != before);
    Ok(())
}

/// Puts somebody on record, or what is new of them; gives their number and whether they are new.
pub(super) fn enrol(transaction: &Transaction<'_>, person: &Person) -> rusqlite::Result<(i64, bool)> {
    let find = "SELECT id FROM person WHERE pseudonym = ?1";
    let found = transaction.query_row(find, [&person.pseudonym], |row| row.get(0)).optional()?;
    let Some(id) = found else {
        transaction.execute(
            "INSERT INTO person (pseudonym, name, extra_time) VALUES (?1, ?2, ?3)",
            params![person.pseudonym, person.name, person.extra_time],
        )?;
        return Ok((transaction.last_insert_rowid(), true));
    };
    let renew = "UPDATE person SET name = iif(?2 = '', name, ?2), extra_time = ?3 WHERE id = ?1";
    transaction.execute(renew, params![id, person.name, person.extra_time])?;
    Ok((id, false))
}
