//! The author's key: made once, kept in the user's folder, readable by nobody else, never in a pack.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use ed25519_dalek::SigningKey;

use crate::scenario::error::{Located, path_name};
use crate::signed::{from_hex, to_hex};

/// Name of the key's file in the user's folder.
pub const FILE: &str = "author.key";

/// The author's key in `folder`; makes one where there is none yet.
///
/// # Errors
/// When it cannot be read or written, or is damaged: a new key in its place would make a stranger of the author.
pub fn author_key(folder: &Path) -> Result<SigningKey, Vec<Located>> {
    let path = folder.join(FILE);
    let refuse = |why: String| vec![Located::whole(&path_name(&path), why)];
    let mut text = String::new();
    match File::open(&path).and_then(|file| file.take(256).read_to_string(&mut text)) {
        Ok(_) => match from_hex(text.trim_end()) {
            Some(seed) => Ok(SigningKey::from_bytes(&seed)),
            None => Err(refuse("the author's key is damaged: put back a copy, or remove it to be a new author".into())),
        },
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            make(folder, &path).map_err(|why| refuse(format!("the author's key cannot be made: {why}")))
        }
        Err(why) => Err(refuse(format!("the author's key cannot be read: {why}"))),
    }
}

/// Written beside and renamed: a key is whole or not there.
fn make(folder: &Path, path: &Path) -> io::Result<SigningKey> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|why| io::Error::other(why.to_string()))?;
    fs::create_dir_all(folder)?;
    let beside = folder.join(format!("{FILE}.new"));
    let _ = fs::remove_file(&beside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    writeln!(file, "{}", to_hex(&seed))?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    Ok(SigningKey::from_bytes(&seed))
}

/// The public half of a key, 64 hexadecimal digits.
pub fn public(key: &SigningKey) -> String {
    to_hex(key.verifying_key().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("new");
        let first = author_key(&home).expect("made");
        assert_eq!(author_key(&home).expect("read").to_bytes(), first.to_bytes());
        let other = tempfile::tempdir().expect("a folder");
        assert_ne!(author_key(other.path()).expect("made").to_bytes(), first.to_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(home.join(FILE)).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "abc", &"g".repeat(64), &"0".repeat(1_000)] {
            fs::write(folder.path().join(FILE), text).expect("written");
            let errors = author_key(folder.path()).expect_err("damaged");
            assert!(errors[0].message.contains("damaged"), "{}", errors[0]);
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).expect("there"), text);
        }
    }
}
