//! Statements that wait to be sent, in one SQLite file: whole or not there after a power cut, safe with two processes,
//! bounded. What was sent stays known by its hash, so that nothing is queued twice.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use thiserror::Error;

use super::statement::Statement;

/// Name of the file in the user's folder.
pub const FILE: &str = "lrs.sqlite";
/// Most statements that wait or are set aside.
pub const MAX_WAITING: u64 = 200_000;
/// Largest file, bytes: SQLite itself refuses to grow past it.
const MAX_BYTES: i64 = 1 << 30;
const PAGE: i64 = 4096;
/// Longest reason that is kept, characters.
const MAX_REASON: usize = 500;
/// Marks the file as this queue.
const APPLICATION: i32 = 0x4550_4C52;
const VERSION: i32 = 1;
/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(20);

/// How far a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits to be sent.
    Waiting = 0,
    /// The server has it.
    Done = 1,
    /// The server, or our own check, refused it.
    Refused = 2,
    /// The server has another one under its id.
    Conflict = 3,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    base: Connection,
}

/// Why the queue cannot be used.
#[derive(Debug, Error)]
pub enum QueueError {
    /// The file or its folder cannot be used.
    #[error("{}: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// It is full.
    #[error("the queue is full ({0} statements wait or are set aside): send first")]
    Full(u64),
    /// Disk or file have no room left.
    #[error("there is no room for more statements on the disk or in the queue's file: send first, or make room")]
    NoRoom,
    /// SQLite says no.
    #[error("the queue cannot be used: {0}")]
    Base(#[from] rusqlite::Error),
    /// A newer program made it.
    #[error("the queue was made by a newer program (format {0}); this one leaves it alone")]
    Newer(i32),
}

/// What became of statements that were put into the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Put {
    /// They wait now.
    pub new: u64,
    /// They wait already, or were sent.
    pub known: u64,
    /// Others are known under their ids; those stay.
    pub other: u64,
}

/// A statement that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Its JSON, as it was queued; what the file says may be anything.
    pub body: String,
}

/// A statement that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its id.
    pub id: String,
    /// Another one is known under its id.
    pub conflict: bool,
    /// Why, in the server's words or ours.
    pub reason: String,
}

/// How many statements are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// They wait.
    pub waiting: u64,
    /// The server has them.
    pub done: u64,
    /// They were refused.
    pub refused: u64,
    /// The server has others.
    pub conflicts: u64,
}

impl Queue {
    /// Opens the queue of a folder; makes one where there is none. A file that is damaged is set aside under the name
    /// that comes back, and a new one is begun: attempts can be queued again, and a server takes each but once.
    ///
    /// # Errors
    /// When the folder cannot be written, or the file is a newer program's.
    pub fn open(folder: &Path) -> Result<(Queue, Option<PathBuf>), QueueError> {
        let path = folder.join(FILE);
        let io = |why| QueueError::Io { path: path.clone(), why };
        fs::create_dir_all(folder).map_err(io)?;
        match Queue::at(&path) {
            Err(QueueError::Base(why)) if is_damage(&why) => {
                let aside = set_aside(&path).map_err(io)?;
                Ok((Queue::at(&path)?, Some(aside)))
            }
            queue => Ok((queue?, None)),
        }
    }

    fn at(path: &Path) -> Result<Queue, QueueError> {
        // Made here and not by SQLite: it tells of persons, and takes its rights on to the files beside it.
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(|why| QueueError::Io { path: path.to_owned(), why })?;
        let mut base = Connection::open(path)?;
        base.busy_timeout(PATIENCE)?;
        base.pragma_update(None, "page_size", PAGE)?;
        base.pragma_update(None, "trusted_schema", false)?;
        base.pragma_update(None, "cell_size_check", true)?;
        base.pragma_update(None, "journal_mode", "wal")?;
        base.pragma_update(None, "synchronous", "full")?;
        let _: i64 = base.pragma_update_and_check(None, "max_page_count", MAX_BYTES / PAGE, |row| row.get(0))?;
        let (application, version) = {
            let number = |name: &str| base.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
            (number("application_id")?, number("user_version")?)
        };
        match (application, version) {
            (APPLICATION, VERSION) => {
                let sound: String = base.pragma_query_value(None, "quick_check", |row| row.get(0))?;
                if sound != "ok" {
                    return Err(corrupt().into());
                }
            }
            (APPLICATION, newer) if newer > VERSION => return Err(QueueError::Newer(newer)),
            (0, 0) => begin(&mut base)?,
            _ => return Err(corrupt().into()),
        }
        Ok(Queue { base })
    }

    /// Puts the statements of one attempt into the queue: all that are new, or none.
    ///
    /// # Errors
    /// When the queue is full or cannot be written.
    pub fn put(&mut self, statements: &[Statement]) -> Result<Put, QueueError> {
        self.put_all(statements).map_err(|why| match why {
            QueueError::Base(why) if why.sqlite_error_code() == Some(ErrorCode::DiskFull) => QueueError::NoRoom,
            why => why,
        })
    }

    fn put_all(&mut self, statements: &[Statement]) -> Result<Put, QueueError> {
        let change = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut put = Put::default();
        for statement in statements {
            let digest = blake3::hash(statement.body.as_bytes());
            let known: Option<Vec<u8>> = change
                .prepare("SELECT digest FROM statement WHERE id = ?1")?
                .query_row([&statement.id], |row| row.get(0))
                .optional()?;
            match known {
                Some(known) if known == digest.as_bytes() => put.known += 1,
                Some(_) => put.other += 1,
                None => {
                    change
                        .prepare("INSERT INTO statement (id, state, digest, body) VALUES (?1, ?2, ?3, ?4)")?
                        .execute(params![statement.id, State::Waiting as i64, digest.as_bytes(), statement.body])?;
                    put.new += 1;
                }
            }
        }
        let kept = change
            .prepare("SELECT count(*) FROM statement WHERE state <> ?1")?
            .query_row([State::Done as i64], |row| row.get::<_, i64>(0))?
            .unsigned_abs();
        if put.new > 0 && kept > MAX_WAITING {
            return Err(QueueError::Full(kept - put.new));
        }
        change.commit()?;
        Ok(put)
    }

    /// The first statements that wait: at most `count`, and no more than `bytes` of JSON unless the first alone has.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn next(&self, count: usize, bytes: usize) -> Result<Vec<Waiting>, QueueError> {
        let mut query = self.base.prepare("SELECT id, body FROM statement WHERE state = ?1 ORDER BY place LIMIT ?2")?;
        let mut rows = query.query(params![State::Waiting as i64, i64::try_from(count).unwrap_or(i64::MAX)])?;
        let mut next: Vec<Waiting> = Vec::new();
        let mut total = 0;
        while let Some(row) = rows.next()? {
            // What another program put there need not be UTF-8, nor even text.
            let text =
                |at| row.get_ref(at).map(|value| value.as_bytes().map(String::from_utf8_lossy).unwrap_or_default());
            let (id, body) = (text(0)?, text(1)?);
            total += body.len();
            if total > bytes && !next.is_empty() {
                break;
            }
            next.push(Waiting { id: id.into_owned(), body: body.into_owned() });
        }
        Ok(next)
    }

    /// The server has these: their bodies are dropped, their hashes stay.
    ///
    /// # Errors
    /// When the queue cannot be written.
    pub fn done(&mut self, statements: &[Waiting]) -> Result<(), QueueError> {
        let change = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for statement in statements {
            change
                .prepare(
                    // Moved to the end: a page that no row is left on can be used again.
                    "UPDATE statement SET place = (SELECT max(place) + 1 FROM statement), state = ?2, body = '',
                        reason = '' WHERE id = ?1",
                )?
                .execute(params![statement.id, State::Done as i64])?;
        }
        Ok(change.commit()?)
    }

    /// Sets a statement aside, with the reason.
    ///
    /// # Errors
    /// When the queue cannot be written.
    pub fn set_aside(&mut self, id: &str, conflict: bool, reason: &str) -> Result<(), QueueError> {
        let state = if conflict { State::Conflict } else { State::Refused };
        let reason: String = reason.chars().take(MAX_REASON).collect();
        self.base.prepare("UPDATE statement SET state = ?2, reason = ?3 WHERE id = ?1")?.execute(params![
            id,
            state as i64,
            reason
        ])?;
        Ok(())
    }

    /// Lets all others pass before this one.
    ///
    /// # Errors
    /// When the queue cannot be written.
    pub fn later(&mut self, id: &str) -> Result<(), QueueError> {
        self.base
            .prepare("UPDATE statement SET place = (SELECT max(place) + 1 FROM statement) WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    /// Lets what was refused wait again, conflicts included; says how many.
    ///
    /// # Errors
    /// When the queue cannot be written.
    pub fn again(&mut self) -> Result<usize, QueueError> {
        let sql = "UPDATE statement SET state = ?1, reason = '' WHERE state IN (?2, ?3)";
        let states = [State::Waiting, State::Refused, State::Conflict].map(|state| state as i64);
        Ok(self.base.prepare(sql)?.execute(states)?)
    }

    /// Forgets every statement that names this pseudonym and was not sent; says how many. What a server has, the
    /// server's own keeper erases.
    ///
    /// # Errors
    /// When the queue cannot be written.
    pub fn erase(&mut self, who: &str) -> Result<usize, QueueError> {
        let sql = "DELETE FROM statement WHERE state <> ?1 AND json_valid(body)
                   AND json_extract(body, '$.actor.account.name') = ?2";
        Ok(self.base.prepare(sql)?.execute(params![State::Done as i64, who])?)
    }

    /// How many statements are how far.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn counts(&self) -> Result<Counts, QueueError> {
        let mut query = self.base.prepare("SELECT state, count(*) FROM statement GROUP BY state")?;
        let mut counts = Counts::default();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (state, number) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?.unsigned_abs());
            match state {
                0 => counts.waiting = number,
                1 => counts.done = number,
                2 => counts.refused = number,
                _ => counts.conflicts = number,
            }
        }
        Ok(counts)
    }

    /// The first statements that were set aside, with the reasons.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn asides(&self, count: usize) -> Result<Vec<Aside>, QueueError> {
        let sql = "SELECT id, state, reason FROM statement WHERE state IN (?1, ?2) ORDER BY place LIMIT ?3";
        let mut query = self.base.prepare(sql)?;
        let (refused, conflict) = (State::Refused as i64, State::Conflict as i64);
        let limit = i64::try_from(count).unwrap_or(i64::MAX);
        let rows = query.query_map(params![refused, conflict, limit], |row| {
            Ok(Aside { id: row.get(0)?, conflict: row.get::<_, i64>(1)? == conflict, reason: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn begin(base: &mut Connection) -> Result<(), rusqlite::Error> {
    let change = base.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have begun it while this one waited.
    if change.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))? == 0 {
        change.execute_batch(
            "CREATE TABLE statement (
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                state INTEGER NOT NULL,
                digest BLOB NOT NULL,
                body TEXT NOT NULL,
                reason TEXT NOT NULL DEFAULT ''
            ) STRICT;
            CREATE INDEX statement_state ON statement (state, place);",
        )?;
        change.pragma_update(None, "application_id", APPLICATION)?;
        change.pragma_update(None, "user_version", VERSION)?;
    }
    change.commit()
}

fn corrupt() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}

fn is_damage(why: &rusqlite::Error) -> bool {
    matches!(why.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Renames the file, and those that SQLite keeps beside it, to a name that is free.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let named = |number: u32| path.with_extension(format!("damaged-{number}"));
    let free = (1..1000).map(named).find(|aside| !aside.exists());
    let aside = free.ok_or_else(|| io::Error::other("too many damaged queues lie beside it"))?;
    fs::rename(path, &aside)?;
    for end in ["-wal", "-shm"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        let _ = fs::rename(beside(path), beside(&aside));
    }
    Ok(aside)
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
