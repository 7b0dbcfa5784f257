//! Who trains at this computer: who said so last, and whom a roster or earlier attempts know. What is kept here of each
//! by name is forgotten with them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Person, RecordsError, files, names, roster, sidecar};
use crate::journal::{self, Mode};

/// Who said last that they are here, in the user's folder.
const LAST: &str = "who.json";
/// Rosters that somebody put into the user's folder, so that trainees find themselves on this computer.
pub const ROSTERS: [&str; 2] = ["liste.csv", "roster.csv"];
/// How far the ghost has stepped back for each person: a JSON object by pseudonym, in the user's folder.
pub const GHOSTS: &str = "ghosts.json";
/// Largest small file, bytes.
const MAX_SMALL: u64 = 1 << 20;
/// Most journals whose heads are read for names.
const MAX_JOURNALS: usize = 5_000;
/// The hand of a person's journal.
const HAND: &str = "person";

#[derive(Serialize, Deserialize)]
struct Last {
    who: String,
}

/// Who said last that they are here; none where nobody ever did.
pub fn last(folder: &Path) -> Option<String> {
    let bytes = files::read(&folder.join(LAST), MAX_SMALL).ok()?;
    let last: Last = serde_json::from_slice(&bytes).ok()?;
    names::pseudonym(&last.who).ok()
}

/// Keeps who is here.
///
/// # Errors
/// When the user's folder cannot be written.
pub fn keep(folder: &Path, who: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let bytes = serde_json::to_vec_pretty(&Last { who: who.to_owned() })?;
    files::write_whole(&folder.join(LAST), &bytes)
}

/// People on record, and then those of a roster that lies in the user's folder. What cannot be read is passed over.
pub fn named(folder: &Path) -> Vec<Person> {
    let rosters = ROSTERS.iter().flat_map(|name| roster::read_file(&folder.join(name)).unwrap_or_default());
    sidecar::people(folder).into_iter().chain(rosters.map(|entry| entry.person)).collect()
}

/// Whoever is known on this computer, by what they are called: those who are [`named`], and those who practised here.
pub fn people(folder: &Path) -> Vec<Person> {
    let mut people = named(folder);
    let practised = practised(&folder.join(super::store::ATTEMPTS));
    people.extend(practised.into_iter().map(|pseudonym| Person { pseudonym, ..Person::default() }));
    let mut seen = BTreeSet::new();
    people.retain(|person| person.pseudonym != names::NOBODY && seen.insert(person.pseudonym.to_lowercase()));
    people.sort_by_cached_key(|person| person.called().to_lowercase());
    people
}

/// Groups on record with their people, by name.
pub fn groups(folder: &Path) -> Vec<(String, Vec<Person>)> {
    sidecar::groups(folder)
}

/// Pseudonyms of people who practised here.
fn practised(attempts: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(attempts).into_iter().flatten().flatten().map(|entry| entry.path());
    let journals = entries.filter(|path| path.extension().is_some_and(|end| end == files::JOURNAL));
    let headers = journals.take(MAX_JOURNALS).filter_map(|path| journal::read_header(&path).ok());
    let people = headers.filter(|header| header.mode == Mode::Practice && header.hand == HAND);
    people.filter_map(|header| names::pseudonym(&header.who).ok()).collect()
}

/// The pseudonym of somebody who typed a name, a number or a pseudonym: that of whoever is known by it.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn meant(typed: &str, people: &[Person]) -> Result<String, String> {
    match known_as(typed.trim(), people) {
        Some(person) => Ok(person.pseudonym.clone()),
        None => names::pseudonym(typed),
    }
}

/// Who goes by this: their pseudonym, whatever its case, or else their name where it is nobody else's.
pub(super) fn known_as<'a>(text: &str, people: &'a [Person]) -> Option<&'a Person> {
    let text = text.to_lowercase();
    if text.is_empty() || text == names::NOBODY {
        return None;
    }
    let by = |of: fn(&Person) -> &str| {
        let mut found = people.iter().filter(|person| of(person).to_lowercase() == text);
        found.next().filter(|_| found.next().is_none())
    };
    by(|person| &person.pseudonym).or_else(|| by(|person| &person.name))
}

/// Whether who is here is asked at the start: nobody ever said so, or others sit at this computer, too.
pub fn asks(last: Option<&str>, people: &[Person]) -> bool {
    last.is_none_or(|last| people.iter().any(|person| person.pseudonym != last))
}

/// The file of somebody's passport page in the user's folder.
pub fn passport_file(who: &str) -> String {
    if who == names::NOBODY {
        return "livret.html".to_owned();
    }
    let who = who.to_lowercase();
    let plain: String = who.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    // Two pseudonyms may read alike once they are plain.
    let hash = blake3::hash(who.as_bytes()).to_hex();
    format!("livret-{plain}-{}.html", &hash[..8])
}

/// Removes what stands in the user's folder under any of these names beside attempts and records; gives how many files
/// were changed.
pub(super) fn forget(folder: &Path, aliases: &[&str]) -> Result<u32, RecordsError> {
    let mut changed = 0;
    let is_theirs = |name: &str| aliases.iter().any(|alias| alias.to_lowercase() == name.to_lowercase());
    if last(folder).is_some_and(|who| is_theirs(&who)) {
        changed += remove(&folder.join(LAST))?;
    }
    for alias in aliases {
        changed += remove(&folder.join(passport_file(alias)))?;
    }
    let ghosts = folder.join(GHOSTS);
    if let Ok(bytes) = files::read(&ghosts, MAX_SMALL)
        && let Ok(serde_json::Value::Object(mut all)) = serde_json::from_slice(&bytes)
    {
        let before = all.len();
        all.retain(|who, _| !is_theirs(who));
        if all.len() < before {
            let bytes = serde_json::to_vec_pretty(&all).map_err(|why| RecordsError::io(&ghosts, why.into()))?;
            files::write_whole(&ghosts, &bytes).map_err(|why| RecordsError::io(&ghosts, why))?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn remove(path: &Path) -> Result<u32, RecordsError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(1),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(why) => Err(RecordsError::io(path, why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(pseudonym: &str, name: &str) -> Person {
        Person { pseudonym: pseudonym.to_owned(), name: name.to_owned(), extra_time: false }
    }

    #[test]
    fn who_is_here_is_remembered_and_a_damaged_file_is_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(last(folder.path()), None);
        keep(folder.path(), "P07").expect("kept");
        assert_eq!(last(folder.path()).as_deref(), Some("P07"));
        fs::write(folder.path().join(LAST), b"{\"who\":\"a\\u001bb\"}").expect("written");
        assert_eq!(last(folder.path()), None, "no sign that steers a screen comes from a file");
    }

    #[test]
    fn a_roster_in_the_folder_names_people_and_each_stands_once() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(people(folder.path()), []);
        fs::write(folder.path().join("liste.csv"), "numéro;nom\n08;MARTIN Léo\n07;DIALLO Aïssatou\n").expect("written");
        fs::write(folder.path().join("roster.csv"), "number,name\n07,Somebody\nx1,\n").expect("written");
        let found = people(folder.path());
        let called: Vec<(&str, &str)> = found.iter().map(|p| (p.pseudonym.as_str(), p.called())).collect();
        assert_eq!(called, [("07", "DIALLO Aïssatou"), ("08", "MARTIN Léo"), ("x1", "x1")]);
        fs::write(folder.path().join("liste.csv"), b"no table").expect("written");
        assert_eq!(people(folder.path()).len(), 2, "a bad roster leaves the others");
    }

    #[test]
    fn what_is_typed_finds_whom_it_means() {
        let known = [person("P07", "DIALLO Aïssatou"), person("P08", "MARTIN Léo"), person("P09", "MARTIN Léo")];
        assert_eq!(meant(" p07 ", &known), Ok("P07".to_owned()));
        assert_eq!(meant("Diallo aïssatou", &known), Ok("P07".to_owned()));
        assert_eq!(meant("Martin Léo", &known), Ok("Martin Léo".to_owned()), "two of them: nobody is chosen for one");
        assert_eq!(meant("Zoé", &known), Ok("Zoé".to_owned()));
        assert_eq!(meant("  ", &known), Ok(names::NOBODY.to_owned()));
        assert!(meant("a;b", &known).is_err());
    }

    #[test]
    fn the_question_comes_where_others_sit_here_too() {
        let two = [person("P07", ""), person("P08", "")];
        assert!(asks(None, &[]), "a first start");
        assert!(asks(Some("P07"), &two) && asks(Some(names::NOBODY), &two[..1]));
        assert!(!asks(Some("P07"), &two[..1]) && !asks(Some(names::NOBODY), &[]));
    }

    #[test]
    fn what_is_kept_by_name_goes_with_the_name() {
        let folder = tempfile::tempdir().expect("a folder");
        keep(folder.path(), "P07").expect("kept");
        let page = folder.path().join(passport_file("P07"));
        fs::write(&page, b"page").expect("written");
        fs::write(folder.path().join(GHOSTS), br#"{"P07":{"a":1},"P08":{"a":2}}"#).expect("written");
        assert_eq!(forget(folder.path(), &["P09"]).expect("looked"), 0);
        assert_eq!(forget(folder.path(), &["p07", "Somebody"]).expect("forgotten"), 3);
        assert_eq!((last(folder.path()), page.exists()), (None, false));
        let ghosts = fs::read_to_string(folder.path().join(GHOSTS)).expect("read");
        assert!(ghosts.contains("P08") && !ghosts.contains("P07"), "{ghosts}");
        assert_ne!(passport_file("P 7"), passport_file("P-7"));
    }
}
