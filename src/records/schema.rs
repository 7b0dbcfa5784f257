//! The tables, step by step: `user_version` counts the steps that a database has taken.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::RecordsError;

/// What made each version of the one before. A step that was released is never changed; a new one is appended.
pub(super) const STEPS: [&str; 3] = [
    // People, groups, attempts and what they earned. Names that repeat stand once and are numbered.
    "CREATE TABLE person (id INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '') STRICT;
     CREATE TABLE class_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
     CREATE TABLE membership (
       class_group INTEGER NOT NULL REFERENCES class_group ON DELETE CASCADE,
       person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
       PRIMARY KEY (class_group, person)) STRICT, WITHOUT ROWID;
     CREATE INDEX membership_of ON membership (person);
     CREATE TABLE exercise (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
     CREATE TABLE criterion (
       id INTEGER PRIMARY KEY, exercise INTEGER NOT NULL REFERENCES exercise, name TEXT NOT NULL, axis TEXT NOT NULL,
       UNIQUE (exercise, name)) STRICT;
     CREATE TABLE attempt (
       id INTEGER PRIMARY KEY,
       journal TEXT NOT NULL UNIQUE,
       person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
       exercise INTEGER NOT NULL REFERENCES exercise,
       seed INTEGER NOT NULL,
       exam INTEGER NOT NULL,
       began INTEGER NOT NULL,
       mark REAL NOT NULL,
       passed INTEGER NOT NULL,
       safe INTEGER NOT NULL,
       eliminatory TEXT NOT NULL) STRICT;
     CREATE INDEX attempt_of ON attempt (person);
     CREATE TABLE criterion_mark (
       attempt INTEGER NOT NULL REFERENCES attempt ON DELETE CASCADE,
       criterion INTEGER NOT NULL REFERENCES criterion,
       earned REAL NOT NULL, worth REAL NOT NULL,
       PRIMARY KEY (attempt, criterion)) STRICT, WITHOUT ROWID;",
    // Seals, where the file is, extra time, what groups report, and what was erased and must not come back.
    "ALTER TABLE person ADD COLUMN extra_time INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE attempt ADD COLUMN seal TEXT;
     ALTER TABLE attempt ADD COLUMN file TEXT NOT NULL DEFAULT '';
     CREATE TABLE indicator (
       class_group INTEGER NOT NULL REFERENCES class_group ON DELETE CASCADE,
       kind TEXT NOT NULL, count INTEGER NOT NULL,
       PRIMARY KEY (class_group, kind)) STRICT, WITHOUT ROWID;
     CREATE TABLE erased (journal TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
     CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
    // What a jury left of an attempt: the hash of its file and how many words it has, its mark and
    // verdict where they are not the machine's.
    "ALTER TABLE attempt ADD COLUMN jury TEXT NOT NULL DEFAULT '';
     ALTER TABLE attempt ADD COLUMN jury_words INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE attempt ADD COLUMN jury_mark REAL;
     ALTER TABLE attempt ADD COLUMN jury_passed INTEGER;
     ALTER TABLE criterion_mark ADD COLUMN jury REAL;",
];

/// The newest format.
pub(super) const NEWEST: u32 = STEPS.len() as u32;

/// How many steps a database has taken.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Takes the steps that are missing, all or none of them.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), RecordsError> {
    let sql = |why| RecordsError::sql(path, why);
    let found = version(connection).map_err(sql)?;
    if found > NEWEST {
        return Err(RecordsError::Newer { path: path.to_path_buf(), found, known: NEWEST });
    }
    if found == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    // Another process may have taken them in between.
    let found = version(&transaction).map_err(sql)?;
    for step in STEPS.iter().skip(found as usize) {
        transaction.execute_batch(step).map_err(sql)?;
    }
    transaction.pragma_update(None, "user_version", NEWEST).map_err(sql)?;
    transaction.commit().map_err(sql)
}
