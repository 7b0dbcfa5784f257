//! What only the database knows, as a small file beside it: names, groups, counts, settings, and what was erased. It is
//! renewed with every change of these, and read where the database is made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::groups::{self, Counts};
use super::{Person, RecordsError, Store, files, names, people};

/// Name of the file in the user's folder.
pub(super) const FILE: &str = "records.json";
/// Largest such file that is read, bytes: a hundred thousand people need less.
const MAX_BYTES: u64 = 64 << 20;
/// The setting that says that the database has been made of the files once.
const WHOLE: &str = "whole";

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    people: Vec<KeptPerson>,
    groups: BTreeMap<String, KeptGroup>,
    settings: BTreeMap<String, String>,
    erased: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptPerson {
    pseudonym: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    extra_time: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct KeptGroup {
    members: Vec<String>,
    #[serde(default, skip_serializing_if = "Counts::is_empty")]
    counts: Counts,
}

/// Writes what the database knows inside a change that does not hold yet.
pub(super) fn write(transaction: &Transaction<'_>, folder: &Path, path: &Path) -> Result<(), RecordsError> {
    let kept = read(transaction).map_err(|why| RecordsError::sql(path, why))?;
    let file = folder.join(FILE);
    let bytes = serde_json::to_vec_pretty(&kept).map_err(|why| RecordsError::io(&file, why.into()))?;
    files::write_whole(&file, &bytes).map_err(|why| RecordsError::io(&file, why))?;
    files::sync_folder(folder);
    Ok(())
}

fn read(transaction: &Transaction<'_>) -> rusqlite::Result<Kept> {
    let mut kept = Kept::default();
    let mut statement = transaction.prepare("SELECT pseudonym, name, extra_time FROM person ORDER BY id")?;
    let person =
        |row: &rusqlite::Row<'_>| Ok(KeptPerson { pseudonym: row.get(0)?, name: row.get(1)?, extra_time: row.get(2)? });
    kept.people = statement.query_map([], person)?.collect::<rusqlite::Result<_>>()?;
    let mut statement = transaction.prepare(
        "SELECT g.name, p.pseudonym FROM class_group g LEFT JOIN membership m ON m.class_group = g.id
         LEFT JOIN person p ON p.id = m.person ORDER BY g.id, p.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (group, member): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        kept.groups.entry(group).or_default().members.extend(member);
    }
    drop(rows);
    let mut statement = transaction
        .prepare("SELECT g.name, i.kind, i.count FROM indicator i JOIN class_group g ON g.id = i.class_group")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (group, kind, count): (String, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if let Some(kind) = groups::Indicator::of(&kind) {
            kept.groups.entry(group).or_default().counts.insert(kind, count);
        }
    }
    drop(rows);
    let mut statement = transaction.prepare("SELECT journal FROM erased")?;
    kept.erased = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut statement = transaction.prepare("SELECT name, value FROM setting WHERE name <> ?1")?;
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    kept.settings = statement.query_map([WHOLE], pair)?.collect::<rusqlite::Result<_>>()?;
    Ok(kept)
}

/// The people whom the file beside the database names, without opening the database.
pub(super) fn people(folder: &Path) -> Vec<Person> {
    let kept = load(&folder.join(FILE)).map(|kept| kept.people).unwrap_or_default();
    // Somebody may have written into the file: the same rules as for a roster.
    let person = |KeptPerson { pseudonym, name, extra_time }: KeptPerson| {
        Some(Person { pseudonym: names::pseudonym(&pseudonym).ok()?, name: names::person(&name).ok()?, extra_time })
    };
    kept.into_iter().filter_map(person).collect()
}

/// The groups that the file beside the database names, with their people, by name.
pub(super) fn groups(folder: &Path) -> Vec<(String, Vec<Person>)> {
    let known = people(folder);
    let groups = load(&folder.join(FILE)).map(|kept| kept.groups).unwrap_or_default();
    let of = |group: KeptGroup| {
        let member = |who: &String| known.iter().find(|person| person.pseudonym == *who).cloned();
        group.members.iter().filter_map(member).collect()
    };
    groups.into_iter().filter_map(|(name, group)| Some((names::group(&name).ok()?, of(group)))).collect()
}

/// Whether the database has been made of the files once.
pub(super) fn is_whole(store: &Store) -> Result<bool, RecordsError> {
    let asked = "SELECT 1 FROM setting WHERE name = ?1";
    let found = store.connection().query_row(asked, [WHOLE], |_| Ok(())).optional();
    found.map(|found| found.is_some()).map_err(|why| store.sql(why))
}

/// Puts back what the file beside says. Where that is damaged it is set aside; gives where.
pub(super) fn restore(store: &mut Store) -> Result<Option<PathBuf>, RecordsError> {
    let file = store.folder().join(FILE);
    let (kept, aside) = match load(&file) {
        Ok(kept) => (kept, None),
        Err(Unread::Missing) => (Kept::default(), None),
        Err(Unread::Damaged) => {
            let aside = super::store::free_name(&file, "json")?;
            fs::rename(&file, &aside).map_err(|why| RecordsError::io(&file, why))?;
            (Kept::default(), Some(aside))
        }
        Err(Unread::Refused(why)) => return Err(RecordsError::io(&file, why)),
    };
    store.change_kept(|transaction| {
        for KeptPerson { pseudonym, name, extra_time } in &kept.people {
            // Somebody may have written into the file: the same rules as for a roster.
            let (Ok(pseudonym), Ok(name)) = (names::pseudonym(pseudonym), names::person(name)) else { continue };
            people::enrol(transaction, &Person { pseudonym, name, extra_time: *extra_time })?;
        }
        for (name, group) in &kept.groups {
            let Ok(name) = groups::checked(name) else { continue };
            groups::found(transaction, &name)?;
            for member in &group.members {
                let find = "SELECT id FROM person WHERE pseudonym = ?1";
                if let Some(id) = transaction.query_row(find, [member], |row| row.get(0)).optional()? {
                    groups::join(transaction, &name, id)?;
                }
            }
            for (what, count) in &group.counts {
                groups::set(transaction, &name, *what, *count)?;
            }
        }
        for journal in &kept.erased {
            transaction.execute("INSERT OR IGNORE INTO erased (journal) VALUES (?1)", [journal])?;
        }
        let set = "INSERT OR IGNORE INTO setting (name, value) VALUES (?1, ?2)";
        for (name, value) in &kept.settings {
            transaction.execute(set, [name, value])?;
        }
        Ok(())
    })?;
    Ok(aside)
}

/// Notes that the database has been made of the files.
pub(super) fn is_now_whole(store: &mut Store) -> Result<(), RecordsError> {
    let set = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, '1')";
    store.change(|transaction| transaction.execute(set, [WHOLE])).map(|_| ())
}

enum Unread {
    Missing,
    Damaged,
    Refused(std::io::Error),
}

fn load(file: &Path) -> Result<Kept, Unread> {
    match fs::symlink_metadata(file) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(Unread::Missing),
        Err(why) => return Err(Unread::Refused(why)),
        Ok(about) if !about.is_file() || about.len() > MAX_BYTES => return Err(Unread::Damaged),
        Ok(_) => {}
    }
    let bytes = fs::read(file).map_err(Unread::Refused)?;
    serde_json::from_slice(&bytes).map_err(|_| Unread::Damaged)
}
