//! The instructor's code: without it nobody opens the board of a computer that trainees share. It keeps marks out of
//! sight and is no encryption: the files under the board can be read by whoever reads this folder.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::files;
use crate::signed::{from_hex, to_hex};

/// The file in the user's folder; who forgets the code removes it.
pub const FILE: &str = "board-code.json";
/// Shortest code, characters.
pub const LEAST: usize = 4;
/// Largest such file, bytes.
const MAX_BYTES: u64 = 4 << 10;
/// Hashes in a row: a guess costs a moment.
const ROUNDS: u32 = 200_000;

#[derive(Serialize, Deserialize)]
struct Kept {
    salt: String,
    hash: String,
}

/// Whether a code is set.
pub fn is_set(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(FILE)).is_ok()
}

/// Sets the code; an empty one takes it away.
///
/// # Errors
/// When it is shorter than [`LEAST`], the machine gives no random numbers, or the folder cannot be written.
pub fn set(folder: &Path, code: &str) -> io::Result<()> {
    let code = code.trim();
    if code.is_empty() {
        return match fs::remove_file(folder.join(FILE)) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
            _ => Ok(()),
        };
    }
    if code.chars().count() < LEAST {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|why| io::Error::other(why.to_string()))?;
    let kept = Kept { salt: to_hex(&salt), hash: hash(&salt, code) };
    fs::create_dir_all(folder)?;
    files::write_whole(&folder.join(FILE), &serde_json::to_vec_pretty(&kept)?)
}

/// Whether this is the code. A file that cannot be read opens to none.
pub fn opens(folder: &Path, code: &str) -> bool {
    let open = || {
        let bytes = files::read(&folder.join(FILE), MAX_BYTES).ok()?;
        let kept: Kept = serde_json::from_slice(&bytes).ok()?;
        Some(hash(&from_hex(&kept.salt)?, code.trim()) == kept.hash)
    };
    open().unwrap_or(false)
}

fn hash(salt: &[u8; 32], code: &str) -> String {
    let first = blake3::keyed_hash(salt, code.as_bytes());
    let last = (1..ROUNDS).fold(first, |hash, _| blake3::keyed_hash(salt, hash.as_bytes()));
    last.to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_code_opens_and_an_empty_one_takes_it_away() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!is_set(folder.path()) && !opens(folder.path(), "") && !opens(folder.path(), "1234"));
        assert!(set(folder.path(), "123").is_err(), "too short");
        set(folder.path(), " 1234 ").expect("set");
        assert!(is_set(folder.path()) && opens(folder.path(), "1234") && !opens(folder.path(), "1235"));
        let text = fs::read_to_string(folder.path().join(FILE)).expect("read");
        assert!(!text.contains("1234"), "{text}");
        set(folder.path(), "").expect("taken away");
        assert!(!is_set(folder.path()));
    }

    #[test]
    fn a_damaged_file_stays_shut() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), b"{}").expect("written");
        assert!(is_set(folder.path()) && !opens(folder.path(), ""));
    }
}
