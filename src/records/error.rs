//! Why records cannot be read or written, in words that say what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why records cannot be read or written. Nothing was changed where one comes back.
#[derive(Debug, Error)]
pub enum RecordsError {
    /// A newer program wrote them.
    #[error("{}: written by a newer program (format {found}, this one knows {known}); nothing was changed", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// Another program holds the database longer than one waits.
    #[error("{}: another program is writing; nothing was changed, try again", .0.display())]
    Busy(PathBuf),
    /// The disk is full.
    #[error("{}: the disk is full; nothing was changed, make room and try again", .0.display())]
    Full(PathBuf),
    /// The folder or the file may not be written.
    #[error("{}: cannot be written (read-only); nothing was changed", .0.display())]
    ReadOnly(PathBuf),
    /// The folder or the file is no longer there.
    #[error("{}: is not there any more; nothing was changed, put the folder back and start again", .0.display())]
    Gone(PathBuf),
    /// The database is damaged; opening it again sets it aside and makes it anew.
    #[error("{}: the database is damaged; open it again and it is made anew from the attempts", .0.display())]
    Damaged(PathBuf),
    /// The system refused.
    #[error("{}: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// The database refused in any other way.
    #[error("{}: {why}", path.display())]
    Sql {
        /// The database.
        path: PathBuf,
        /// What it said.
        why: rusqlite::Error,
    },
    /// What was asked cannot be done with what is recorded.
    #[error("{0}")]
    Refused(String),
}

impl RecordsError {
    /// The error of a file, by what the system said.
    pub fn io(path: &Path, why: io::Error) -> RecordsError {
        let path = path.to_path_buf();
        match why.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => RecordsError::Full(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => RecordsError::ReadOnly(path),
            io::ErrorKind::NotFound => RecordsError::Gone(path),
            _ => RecordsError::Io { path, why },
        }
    }

    /// The error of a database, by its code.
    pub(super) fn sql(path: &Path, why: rusqlite::Error) -> RecordsError {
        let path = path.to_path_buf();
        let code = why.sqlite_error().map(|error| (error.code, error.extended_code));
        match code {
            Some((ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _)) => RecordsError::Busy(path),
            Some((ErrorCode::DiskFull, _)) => RecordsError::Full(path),
            Some((ErrorCode::ReadOnly, rusqlite::ffi::SQLITE_READONLY_DBMOVED)) => RecordsError::Gone(path),
            Some((ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _)) => RecordsError::ReadOnly(path),
            Some((ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _)) => RecordsError::Damaged(path),
            // The folder may not be written, or is gone: the system's own word is better than SQLite's.
            Some((ErrorCode::CannotOpen, _)) => match path.parent().map(std::fs::metadata) {
                Some(Ok(folder)) if folder.is_dir() => RecordsError::ReadOnly(path),
                _ => RecordsError::Gone(path),
            },
            _ => RecordsError::Sql { path, why },
        }
    }
}
