//! The database of the user's folder: opened, checked, set aside where it is damaged and made again from the files.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::index::{self, Indexed};
use super::{RecordsError, judged, schema, sidecar};

/// Name of the database in the user's folder.
const FILE: &str = "records.sqlite";
/// Folder of what was gathered, in the user's folder.
pub(super) const GATHERED: &str = "gathered";
/// Folder of the user's own attempts, as [`crate::library::attempts_folder`] names it.
pub(super) const ATTEMPTS: &str = "attempts";
/// Folder of exams, as [`crate::library::exams_folder`] names it.
const EXAMS: &str = "exams";
/// Most sessions that are looked at.
const MOST_SESSIONS: usize = 5_000;
/// How long one waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most damaged databases that are kept.
const MOST_SET_ASIDE: u32 = 999;

/// Records of a class.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    path: PathBuf,
    connection: Connection,
}

/// Records that were opened, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    /// The records.
    pub store: Store,
    /// Where a damaged database, and a damaged file of what only it knows, were put; then all was made again.
    pub set_aside: Vec<PathBuf>,
    /// What was found in the files, where the database was made of them.
    pub rebuilt: Option<Indexed>,
}

impl Store {
    /// Opens the records in a user's folder, and makes both where they are not there yet.
    ///
    /// # Errors
    /// Where the folder cannot be read or written, or a newer program wrote the records. A damaged database is no
    /// error, see [`Opened::set_aside`].
    pub fn open(folder: &Path) -> Result<Opened, RecordsError> {
        let path = folder.join(FILE);
        fs::create_dir_all(folder).map_err(|why| RecordsError::io(folder, why))?;
        // One process at a time looks whether the database is sound: two must not set aside each other's.
        let _lock = lock(&folder.join("records.lock"))?;
        match Store::sound(folder, &path) {
            Ok(store) if sidecar::is_whole(&store)? => Ok(Opened { store, set_aside: Vec::new(), rebuilt: None }),
            Ok(store) => store.rebuild(None),
            Err(RecordsError::Damaged(_)) => {
                let aside = set_aside(&path)?;
                Store::sound(folder, &path)?.rebuild(Some(aside))
            }
            Err(why) => Err(why),
        }
    }

    /// Opens what is there, and looks through all of it.
    fn sound(folder: &Path, path: &Path) -> Result<Store, RecordsError> {
        let sql = |why| RecordsError::sql(path, why);
        // Without URIs: a folder's name is a name.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        owners_alone(path);
        let mut connection = Connection::open_with_flags(path, flags).map_err(sql)?;
        connection.busy_timeout(PATIENCE).map_err(sql)?;
        // A rollback journal and no shared memory: homes in schools are on servers. What was erased is overwritten.
        connection
            .execute_batch(
                "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
                 PRAGMA cache_size = -32000;",
            )
            .map_err(sql)?;
        let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sql)?;
        if said != "ok" {
            return Err(RecordsError::Damaged(path.to_path_buf()));
        }
        schema::migrate(&mut connection, path).map_err(|why| match why {
            // Tables that are not those of its version: no step can be taken from there.
            RecordsError::Sql { path, .. } => RecordsError::Damaged(path),
            why => why,
        })?;
        let store = Store { folder: folder.to_path_buf(), path: path.to_path_buf(), connection };
        if store.has_tables()? { Ok(store) } else { Err(RecordsError::Damaged(path.to_path_buf())) }
    }

    /// A database of another program can be sound and still not ours.
    fn has_tables(&self) -> Result<bool, RecordsError> {
        let wanted = ["person", "class_group", "membership", "attempt", "criterion_mark", "indicator", "erased"];
        let mut statement = self
            .connection
            .prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1")
            .map_err(|why| self.sql(why))?;
        for name in wanted {
            let count: u32 = statement.query_row([name], |row| row.get(0)).map_err(|why| self.sql(why))?;
            if count == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes all again from the files. A program that is killed here begins anew with the next opening.
    fn rebuild(mut self, damaged: Option<PathBuf>) -> Result<Opened, RecordsError> {
        let set_aside: Vec<PathBuf> = damaged.into_iter().chain(sidecar::restore(&mut self)?).collect();
        let found = self.refresh()?;
        sidecar::is_now_whole(&mut self)?;
        Ok(Opened { store: self, set_aside, rebuilt: Some(found) })
    }

    /// Looks through the user's folder for attempts that are not recorded yet.
    ///
    /// # Errors
    /// When the records cannot be written.
    pub fn refresh(&mut self) -> Result<Indexed, RecordsError> {
        let mut found = Indexed::default();
        for folder in self.own_folders()? {
            index::folder(self, &folder, &mut found)?;
        }
        judged::refresh(self, &mut found)?;
        Ok(found)
    }

    /// The folders of the user's folder in which attempts are: the user's own, the gathered, and those of exams.
    pub(super) fn own_folders(&self) -> Result<Vec<PathBuf>, RecordsError> {
        let exams = self.folder.join(EXAMS);
        let mut folders = vec![self.folder.join(ATTEMPTS), self.folder.join(GATHERED)];
        match fs::read_dir(&exams) {
            Ok(entries) => {
                let sessions = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
                let mut sessions: Vec<PathBuf> = sessions.take(MOST_SESSIONS).map(|entry| entry.path()).collect();
                sessions.sort();
                folders.append(&mut sessions);
            }
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {}
            Err(why) => return Err(RecordsError::io(&exams, why)),
        }
        Ok(folders)
    }

    /// The user's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Damaged files that were set aside.
    pub fn set_aside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let ours = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("records.damaged-"))
        };
        entries.filter(ours).collect()
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn sql(&self, why: rusqlite::Error) -> RecordsError {
        RecordsError::sql(&self.path, why)
    }

    /// Changes something, all of it or nothing.
    pub(super) fn change<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, RecordsError> {
        self.transact(change, |_, _| Ok(()))
    }

    /// The same for what only the database knows: its copy beside is renewed before the change holds, while no other
    /// process can write, so that of two the later one is the later one in both.
    pub(super) fn change_kept<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, RecordsError> {
        let folder = self.folder.clone();
        self.transact(change, |transaction, path| sidecar::write(transaction, &folder, path))
    }

    fn transact<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
        before_commit: impl FnOnce(&Transaction<'_>, &Path) -> Result<(), RecordsError>,
    ) -> Result<T, RecordsError> {
        // A database that was deleted can be written to, and is lost with the last program that has it open.
        if !self.path.is_file() {
            return Err(RecordsError::Gone(self.path.clone()));
        }
        let path = self.path.clone();
        let sql = |why| RecordsError::sql(&path, why);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        let done = change(&transaction).map_err(sql)?;
        before_commit(&transaction, &path)?;
        transaction.commit().map_err(sql)?;
        Ok(done)
    }
}

/// Makes the database's file so that only its owner reads it, before anything is in it. Where that cannot be, opening it
/// says why.
fn owners_alone(path: &Path) {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

/// Waits until no other process opens the records.
pub(super) fn lock(path: &Path) -> Result<Option<File>, RecordsError> {
    let file = match File::options().create(true).append(true).open(path) {
        Ok(file) => file,
        // Where nothing can be written there is nothing to guard; the database says so itself.
        Err(_) => return Ok(None),
    };
    let step = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            // Some file systems know no locks.
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if waited >= PATIENCE => return Err(RecordsError::Busy(path.to_path_buf())),
            Err(TryLockError::WouldBlock) => std::thread::sleep(step),
        }
        waited += step;
    }
}

/// A name beside a damaged file that nothing has yet.
pub(super) fn free_name(path: &Path, end: &str) -> Result<PathBuf, RecordsError> {
    let mut names = (1..=MOST_SET_ASIDE).map(|n| path.with_extension(format!("damaged-{n}.{end}")));
    let free = names.find(|aside| fs::symlink_metadata(aside).is_err());
    free.ok_or_else(|| RecordsError::Refused("too many damaged files were set aside; remove some".to_owned()))
}

/// Puts a damaged database under another name, with its unfinished change: that must not be played into a new one.
fn set_aside(path: &Path) -> Result<PathBuf, RecordsError> {
    let aside = free_name(path, "sqlite")?;
    fs::rename(path, &aside).map_err(|why| RecordsError::io(path, why))?;
    for end in ["-journal", "-wal", "-shm"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        };
        let (beside, to) = (with(path), with(&aside));
        if fs::symlink_metadata(&beside).is_ok() {
            fs::rename(&beside, &to).map_err(|why| RecordsError::io(&beside, why))?;
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests;
