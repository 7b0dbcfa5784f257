//! Preparing a session: from what an examiner chose to the session's file, for the command line and for the page.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;

use super::roster::Listed;
use super::session::{self, Help, Plan, Seeds, Session};
use super::sitting;
use super::subject::Subject;
use crate::calendar;
use crate::library::Library;
use crate::scenario::error::{Located, path_name};

/// What an examiner chose.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Title.
    pub title: String,
    /// Files of the exercises and their minutes, in order.
    pub parts: Vec<(PathBuf, u32)>,
    /// Who sits.
    pub roster: Vec<Listed>,
    /// How seeds are given.
    pub seeds: Seeds,
    /// Help that is allowed.
    pub help: Help,
}

/// Writes the file of a session, which must not be there yet, whole or not at all; gives it as it is read again. `now_s` is
/// the moment, seconds since 1970.
///
/// # Errors
/// All that is wrong: an exercise that cannot be taken, what [`session::prepare`] refuses, a disk that refuses.
pub fn write(
    wanted: Wanted,
    library: &Library,
    passphrase: &SecretString,
    out: &Path,
    now_s: u64,
) -> Result<Session, Vec<Located>> {
    let refuse = |why: String| vec![Located::whole(&path_name(out), why)];
    let parts = wanted.parts.iter().map(|(path, minutes)| Ok((Subject::take(library, path)?, *minutes)));
    let parts = parts.collect::<Result<Vec<_>, Vec<Located>>>()?;
    let plan = Plan { title: wanted.title, parts, roster: wanted.roster, seeds: wanted.seeds, help: wanted.help };
    if out.exists() {
        return Err(refuse("a file is already there".to_owned()));
    }
    let bytes = session::prepare(plan, &library.catalogue, passphrase, calendar::utc(now_s))?;
    sitting::write_whole(out, &bytes).map_err(|why| refuse(why.to_string()))?;
    // Read again from the disk: a file that did not arrive must be known now, not in the examination room.
    sitting::read_session(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(title: &str, exercise: &str) -> Wanted {
        let listed = |number: &str| Listed { number: number.to_owned(), name: String::new(), extra: number == "A-02" };
        Wanted {
            title: title.to_owned(),
            parts: vec![(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(exercise), 30)],
            roster: vec![listed("A-01"), listed("A-02")],
            seeds: Seeds::Same(7),
            help: Help::default(),
        }
    }

    #[test]
    fn a_session_is_written_once_and_opens_with_its_passphrase() {
        let library = Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the program's own");
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("sessions/juin.epexamen");
        let secret = SecretString::from("quatre mots que personne");
        let write = |wanted: Wanted, out: &Path| write(wanted, &library, &secret, out, 1_780_000_000);
        let session = write(wanted("Juin", "geste/cliver.ron"), &out).expect("written");
        let public = &session.public;
        assert_eq!((public.title.as_str(), public.candidates, public.parts.len()), ("Juin", 2, 1));
        let opened = session.open("x", &secret).expect("its passphrase");
        assert_eq!(opened.seats().iter().map(|seat| seat.seeds[0]).collect::<Vec<_>>(), [7, 7]);
        assert_eq!(opened.allowed(&opened.seats()[1], 1), 40 * 60 * 120, "a third more");
        let before = std::fs::read(&out).expect("bytes");
        let again = write(wanted("Juin", "geste/cliver.ron"), &out).expect_err("it is there");
        assert!(again[0].message.contains("already there"), "{again:?}");
        assert_eq!(std::fs::read(&out).expect("bytes"), before);
    }

    #[test]
    fn what_cannot_be_is_told_and_leaves_no_file() {
        let library = Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the program's own");
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("x.epexamen");
        let long = SecretString::from("quatre mots que personne");
        for (wanted, secret) in [
            (wanted("", "geste/cliver.ron"), &long),
            (wanted("Juin", "geste/there-is-none.ron"), &long),
            (wanted("Juin", "geste/cliver.ron"), &SecretString::from("court")),
            (Wanted { roster: Vec::new(), ..wanted("Juin", "geste/cliver.ron") }, &long),
        ] {
            assert!(write(wanted, &library, secret, &out, 0).is_err());
            assert!(!out.exists());
        }
    }
}
