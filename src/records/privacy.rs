//! A person's rights over what is kept of them: all of it in a folder, all of it erased; and what is older than a school
//! keeps. What was erased does not come back with the next gathering.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

use super::cells::Style;
use super::results::{self, Lines, Wanted};
use super::{RecordsError, Store, files, here, index, people};
use crate::exam::{jury, sealed};
use crate::journal;
use crate::scenario::schema::Lang;

/// The setting that holds the retention period in days.
const RETENTION: &str = "retention-days";

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Attempts.
    pub attempts: u32,
    /// Files.
    pub files: u32,
    /// People.
    pub people: u32,
    /// Damaged databases that had been set aside: they may hold anybody.
    pub set_aside: u32,
}

/// All that is kept of a person, as their export says it.
#[derive(Serialize)]
struct Whole<'a> {
    pseudonym: &'a str,
    name: &'a str,
    extra_time: bool,
    groups: &'a str,
    attempts: usize,
    files: Vec<String>,
}

/// Writes all that is kept of a person into a new folder: who they are, tables of their results, their files. Gives how
/// many files.
///
/// # Errors
/// When nobody has this pseudonym, the folder is there already, or cannot be written.
pub fn export(store: &mut Store, pseudonym: &str, out: &Path, lang: Lang) -> Result<u32, RecordsError> {
    store.refresh()?;
    let person = store.people(None)?.into_iter().find(|person| person.pseudonym == pseudonym);
    let person = person.ok_or_else(|| people::nobody(pseudonym))?;
    let io = |path: &Path| {
        let path = path.to_path_buf();
        move |why| RecordsError::io(&path, why)
    };
    if let Some(above) = out.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above).map_err(io(above))?;
    }
    fs::create_dir(out).map_err(io(out))?;
    let folder = out.join("files");
    fs::create_dir(&folder).map_err(io(&folder))?;
    let ids = journals(store, pseudonym)?;
    let aliases = aliases(store, pseudonym)?;
    let mut copied = Vec::new();
    for path in files_of(store, &ids, &aliases)? {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // The user's own folder and that of the gathered may hold the same name.
        let mut to = folder.join(&name);
        let mut n = 2;
        while to.exists() {
            to = folder.join(format!("{n}-{name}"));
            n += 1;
        }
        fs::copy(&path, &to).map_err(io(&path))?;
        copied.push(to.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()));
    }
    for (name, lines) in [("attempts.csv", Lines::Attempts), ("criteria.csv", Lines::Criteria)] {
        let style = if lang == Lang::Fr { Style::FRENCH } else { Style::PLAIN };
        let title = |id: &str| id.to_owned();
        let wanted = Wanted { person: Some(pseudonym), group: None, lines, lang, style, title: &title };
        let path = out.join(name);
        let file = fs::File::create(&path).map_err(io(&path))?;
        results::write(store, &wanted, std::io::BufWriter::new(file))?;
    }
    let groups = store.groups_of()?.remove(pseudonym).unwrap_or_default();
    let count = copied.len() as u32;
    let whole = Whole {
        pseudonym: &person.pseudonym,
        name: &person.name,
        extra_time: person.extra_time,
        groups: &groups,
        attempts: ids.len(),
        files: copied,
    };
    let path = out.join("person.json");
    let bytes = serde_json::to_vec_pretty(&whole).map_err(|why| RecordsError::io(&path, why.into()))?;
    files::write_whole(&path, &bytes).map_err(io(&path))?;
    Ok(count)
}

/// Erases all that is kept of a person: rows, files, and the damaged databases that may hold them.
///
/// # Errors
/// When nobody has this pseudonym, or something cannot be removed: then the person is still on record, and the same
/// command goes on where this one stopped.
pub fn erase(store: &mut Store, pseudonym: &str) -> Result<Erased, RecordsError> {
    store.refresh()?;
    let find = "SELECT id FROM person WHERE pseudonym = ?1";
    let id: Option<i64> =
        store.connection().query_row(find, [pseudonym], |row| row.get(0)).optional().map_err(|why| store.sql(why))?;
    let id = id.ok_or_else(|| people::nobody(pseudonym))?;
    let ids = journals(store, pseudonym)?;
    let aliases = aliases(store, pseudonym)?;
    let files = files_of(store, &ids, &aliases)?;
    // Journals that are not finished, or not marked, are on no record; they must not come back either.
    let mut away = ids.clone();
    away.extend(files.iter().filter(|path| is_journal(path)).filter_map(|path| {
        let bytes = files::read(path, files::MAX_ATTEMPT).ok()?;
        Some(blake3::hash(&bytes).to_hex().to_string())
    }));
    let beside = here::forget(store.folder(), &aliases.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut erased = remove(store, &ids, &away, &files, |transaction| {
        transaction.execute("DELETE FROM person WHERE id = ?1", [id]).map(|count| count as u32)
    })?;
    erased.files += beside;
    for path in store.set_aside() {
        fs::remove_file(&path).map_err(|why| RecordsError::io(&path, why))?;
        erased.set_aside += 1;
    }
    Ok(erased)
}

/// Erases attempts that began before a day since 1970, and the people who have nothing left and are in no group. Sealed
/// attempts prove an exam and go only where they are asked for.
///
/// # Errors
/// When something cannot be removed.
pub fn purge(store: &mut Store, before: u32, sealed_too: bool) -> Result<Erased, RecordsError> {
    store.refresh()?;
    let asked = "SELECT journal FROM attempt WHERE began > 0 AND began < ?1 AND (?2 OR seal IS NULL)";
    let before_ms = i64::from(before) * i64::from(crate::calendar::DAY_S) * 1_000;
    let ids = {
        let mut statement = store.connection().prepare(asked).map_err(|why| store.sql(why))?;
        let rows =
            statement.query_map(params![before_ms, sealed_too], |row| row.get(0)).map_err(|why| store.sql(why))?;
        rows.collect::<rusqlite::Result<BTreeSet<String>>>().map_err(|why| store.sql(why))?
    };
    if ids.is_empty() {
        return Ok(Erased::default());
    }
    let files = files_of(store, &ids, &[])?;
    remove(store, &ids, &ids, &files, |transaction| {
        let gone = "DELETE FROM person WHERE id NOT IN (SELECT person FROM attempt)
                    AND id NOT IN (SELECT person FROM membership)";
        transaction.execute(gone, []).map(|count| count as u32)
    })
}

/// Takes attempts away: `ids` from the records, `files` from the disk; `away` never come back.
fn remove(
    store: &mut Store,
    ids: &BTreeSet<String>,
    away: &BTreeSet<String>,
    files: &[PathBuf],
    people: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<u32>,
) -> Result<Erased, RecordsError> {
    // Whether the records can be written is known before the first file goes.
    store.change(|transaction| transaction.execute("UPDATE setting SET value = value WHERE name = ''", []))?;
    for path in files {
        match fs::remove_file(path) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => return Err(RecordsError::io(path, why)),
            _ => {}
        }
    }
    let people = store.change_kept(|transaction| {
        for id in ids {
            transaction.execute("DELETE FROM attempt WHERE journal = ?1", [id])?;
        }
        for id in away {
            transaction.execute("INSERT OR IGNORE INTO erased (journal) VALUES (?1)", [id])?;
        }
        people(transaction)
    })?;
    Ok(Erased { attempts: ids.len() as u32, files: files.len() as u32, people, set_aside: 0 })
}

impl Store {
    /// How many days attempts are kept; `None` where nobody said.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn retention(&self) -> Result<Option<u32>, RecordsError> {
        let asked = "SELECT value FROM setting WHERE name = ?1";
        let found: Option<String> = self
            .connection()
            .query_row(asked, [RETENTION], |row| row.get(0))
            .optional()
            .map_err(|why| self.sql(why))?;
        Ok(found.and_then(|days| days.parse().ok()))
    }

    /// Says how many days attempts are kept; `None` for as long as somebody erases them.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_for(&mut self, days: Option<u32>) -> Result<(), RecordsError> {
        self.change_kept(|transaction| match days {
            Some(days) => {
                let set = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)";
                transaction.execute(set, params![RETENTION, days.to_string()])
            }
            None => transaction.execute("DELETE FROM setting WHERE name = ?1", [RETENTION]),
        })
        .map(|_| ())
    }
}

/// What a person's journals may call them: the pseudonym, and the name where it is nobody else's.
fn aliases(store: &Store, pseudonym: &str) -> Result<Vec<String>, RecordsError> {
    let people = store.people(None)?;
    let name = people.iter().find(|person| person.pseudonym == pseudonym).map(|person| person.name.as_str());
    let own = name.filter(|name| here::known_as(name, &people).is_some_and(|known| known.pseudonym == pseudonym));
    Ok(std::iter::once(pseudonym).chain(own).map(str::to_owned).collect())
}

/// The journals of a person's attempts.
fn journals(store: &Store, pseudonym: &str) -> Result<BTreeSet<String>, RecordsError> {
    let read = || -> rusqlite::Result<BTreeSet<String>> {
        let asked = "SELECT a.journal FROM attempt a JOIN person p ON p.id = a.person WHERE p.pseudonym = ?1";
        let mut statement = store.connection().prepare(asked)?;
        statement.query_map([pseudonym], |row| row.get(0))?.collect()
    };
    read().map_err(|why| store.sql(why))
}

fn is_journal(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| files::has_end(name, files::JOURNAL))
}

/// The files of attempts in the user's folders, and what stands beside each: those on record as `ids`, and the journals
/// that say they are by one of `aliases`.
fn files_of(store: &Store, ids: &BTreeSet<String>, aliases: &[String]) -> Result<Vec<PathBuf>, RecordsError> {
    let mut recorded = BTreeSet::new();
    {
        let mut statement =
            store.connection().prepare("SELECT journal, file FROM attempt").map_err(|why| store.sql(why))?;
        let mut rows = statement.query([]).map_err(|why| store.sql(why))?;
        while let Some(row) = rows.next().map_err(|why| store.sql(why))? {
            let pair: rusqlite::Result<(String, String)> = row.get(0).and_then(|id| Ok((id, row.get(1)?)));
            let (journal, file) = pair.map_err(|why| store.sql(why))?;
            recorded.insert((file, ids.contains(&journal)));
        }
    }
    let mut found = Vec::new();
    for folder in store.own_folders()? {
        let names: Vec<String> = match fs::read_dir(&folder) {
            Ok(entries) => entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect(),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => continue,
            Err(why) => return Err(RecordsError::io(&folder, why)),
        };
        for name in names.iter().filter(|name| files::is_attempt(name)) {
            let path = folder.join(name);
            let file = index::known_as(store, &path);
            let theirs = if recorded.contains(&(file.clone(), true)) {
                true
            } else if recorded.contains(&(file, false)) {
                false
            } else {
                is_theirs(&path, name, ids, aliases)
            };
            if theirs {
                found.extend(beside(name, &names).map(|name| folder.join(name)));
                found.push(path);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Whether a file that is not on record under its name is one of a person: a second copy, or an attempt that goes on.
fn is_theirs(path: &Path, name: &str, ids: &BTreeSet<String>, aliases: &[String]) -> bool {
    if files::has_end(name, files::JOURNAL) {
        let says = journal::read_header(path).is_ok_and(|header| aliases.iter().any(|alias| header.is_by(alias)));
        // Read only where it could be: a copy of one that is on record.
        return says
            || (!ids.is_empty()
                && files::read(path, files::MAX_ATTEMPT)
                    .is_ok_and(|bytes| ids.contains(blake3::hash(&bytes).to_hex().as_str())));
    }
    let sealed = files::read(path, files::MAX_ATTEMPT).ok().and_then(|bytes| sealed::read(name, &bytes[..]).ok());
    sealed.is_some_and(|sealed| ids.contains(&sealed.head.journal_blake3))
}

/// What stands beside an attempt: mark, report, what a jury remarked.
fn beside<'a>(name: &'a str, names: &'a [String]) -> impl Iterator<Item = &'a String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    names.iter().filter(move |other| {
        let Some(rest) = other.strip_prefix(stem) else { return false };
        // What a gathering named by its hash.
        let hash = rest.strip_prefix('-').and_then(|rest| rest.strip_suffix(jury::EXTENSION)?.strip_suffix('.'));
        let jury = hash.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
        *other != name && (rest.starts_with('.') || jury) && !files::is_attempt(other)
    })
}
