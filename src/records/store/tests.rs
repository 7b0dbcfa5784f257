use std::fs;

use rusqlite::Connection;

use super::*;
use crate::records::groups::{Counts, Indicator};
use crate::records::roster::Entry;
use crate::records::{Attempt, CriterionPoints, Person};
use crate::scenario::schema::Axis;

fn open(folder: &Path) -> Store {
    Store::open(folder).expect("opened").store
}

fn attempt(n: u64, person: &str) -> Attempt {
    let criterion =
        |id: &str, earned| CriterionPoints { id: id.to_owned(), axis: Axis::Technique, earned, of: 5.0, jury: None };
    Attempt {
        journal: blake3::hash(&n.to_le_bytes()).to_hex().to_string(),
        person: person.to_owned(),
        exercise: "geste/cliver".to_owned(),
        seed: u64::MAX - n,
        began_ms: 1_764_000_000_000 + n,
        mark: 12.5,
        passed: true,
        eliminatory: vec!["live-cut".to_owned(), "eye".to_owned()],
        criteria: vec![criterion("angle", 4.25), criterion("shards", 0.0)],
        ..Attempt::default()
    }
}

fn listed(pseudonym: &str, name: &str, group: &str) -> Entry {
    let person = Person { pseudonym: pseudonym.into(), name: name.into(), extra_time: true };
    Entry { person, group: Some(group.into()) }
}

#[test]
fn what_is_recorded_comes_back_and_the_same_attempt_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    assert_eq!(store.add(&[attempt(1, "P1"), attempt(2, "P1"), attempt(1, "P1")]).expect("added"), 2);
    assert_eq!(store.add(&[attempt(2, "P1")]).expect("added"), 0);
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.attempts_of("P1").expect("read"), [attempt(1, "P1"), attempt(2, "P1")]);
    let histories = store.histories(None).expect("read");
    assert_eq!((histories.len(), histories[0].attempts.len()), (1, 2));
    let points = &histories[0].attempts[0].points;
    assert_eq!((points[0].criterion.as_str(), points[0].earned, points[0].of), ("angle", 4.25, 5.0));
    assert_eq!(store.histories(Some("1A")).expect("read"), [], "nobody is in a group that is not there");
}

#[test]
fn a_number_under_another_name_is_somebody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    let named = |n, name: &str| Attempt { name: name.to_owned(), ..attempt(n, "7") };
    store.add(&[named(1, "Léa"), named(2, "Noé"), named(3, "LÉA"), attempt(4, "7"), named(5, "Noé")]).expect("added");
    let count = |person: &str| store.attempts_of(person).expect("read").len();
    assert_eq!((count("7"), count("7 (Noé)")), (3, 2));
}

#[test]
fn an_old_database_takes_the_steps_that_it_lacks_and_keeps_what_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    let old = Connection::open(&path).expect("made");
    old.execute_batch(schema::STEPS[0]).expect("the first step");
    old.execute_batch(
        "PRAGMA user_version = 1; INSERT INTO person (pseudonym, name) VALUES ('P1', 'Léa');
         INSERT INTO exercise (name) VALUES ('geste/cliver');
         INSERT INTO attempt (journal, person, exercise, seed, exam, began, mark, passed, safe, eliminatory)
         VALUES ('ab', 1, 1, 7, 0, 86400000, 15.5, 1, 1, '');",
    )
    .expect("rows of then");
    drop(old);
    let opened = Store::open(folder.path()).expect("opened");
    assert!(opened.set_aside.is_empty(), "{:?}", opened.set_aside);
    let mut store = opened.store;
    let found = store.attempts_of("P1").expect("read");
    assert_eq!((found.len(), found[0].mark, found[0].seal.as_deref(), found[0].name.as_str()), (1, 15.5, None, "Léa"));
    store.add(&[Attempt { seal: Some("s".into()), ..attempt(1, "P1") }]).expect("the new columns are there");
    assert_eq!(schema::version(store.connection()).expect("a version"), schema::NEWEST);
}

#[test]
fn a_newer_programs_database_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(open(folder.path()));
    let path = folder.path().join(FILE);
    Connection::open(&path).expect("opened").pragma_update(None, "user_version", 99).expect("set");
    let before = fs::read(&path).expect("bytes");
    let why = Store::open(folder.path()).expect_err("newer");
    assert!(why.to_string().contains("newer program"), "{why}");
    assert_eq!(fs::read(&path).expect("bytes"), before);
}

/// Damages the database in one way, and expects it to be set aside and all that is beside it to come back.
#[track_caller]
fn damaged(damage: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.enrol(&[listed("P1", "Léa", "1A"), listed("P2", "", "1B")]).expect("enrolled");
    store.count_group("1A", &Counts::from([(Indicator::Started, 12), (Indicator::Permanent, 3)])).expect("counted");
    store.keep_for(Some(900)).expect("kept");
    let (people, groups) = (store.people(None).expect("read"), store.groups().expect("read"));
    let many: Vec<Attempt> = (0..300).map(|n| attempt(n, "P1")).collect();
    store.add(&many).expect("added");
    drop(store);
    let path = folder.path().join(FILE);
    damage(&path);
    let left = fs::read(&path).expect("bytes");
    let opened = Store::open(folder.path()).expect("opened all the same");
    assert_eq!(opened.set_aside.len(), 1, "{:?}", opened.set_aside);
    assert_eq!(fs::read(&opened.set_aside[0]).expect("the damaged one"), left, "it is kept as it was");
    let store = opened.store;
    assert_eq!(store.people(None).expect("read"), people);
    assert_eq!(store.groups().expect("read"), groups);
    assert_eq!(store.retention().expect("read"), Some(900));
    assert!(Store::open(folder.path()).expect("again").set_aside.is_empty());
}

#[test]
fn a_damaged_database_is_set_aside_and_what_only_it_knew_comes_back() {
    damaged(|path| {
        fs::write(path, b"this is no database, but it is long enough to look like one".repeat(40)).expect("written")
    });
    damaged(|path| {
        let mut bytes = fs::read(path).expect("bytes");
        let middle = bytes.len() / 2;
        bytes[middle..middle + 9_000].fill(0x5a);
        fs::write(path, bytes).expect("written");
    });
    damaged(|path| {
        let bytes = fs::read(path).expect("bytes");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("cut");
    });
    // Sound, of the right version, and not ours.
    damaged(|path| {
        fs::remove_file(path).expect("removed");
        let other = Connection::open(path).expect("made");
        other.execute_batch("CREATE TABLE t (x); PRAGMA user_version = 2;").expect("another's");
    });
}

#[test]
fn a_database_that_is_gone_or_was_never_finished_is_made_of_the_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.enrol(&[listed("P1", "Léa", "1A")]).expect("enrolled");
    drop(store);
    fs::remove_file(folder.path().join(FILE)).expect("removed");
    // What a program that was killed while it made the tables leaves.
    let begun = Connection::open(folder.path().join(FILE)).expect("made");
    schema::STEPS.iter().for_each(|step| begun.execute_batch(step).expect("a step"));
    begun.pragma_update(None, "user_version", schema::NEWEST).expect("set");
    drop(begun);
    assert_eq!(open(folder.path()).people(None).expect("read")[0].name, "Léa");
}

#[test]
fn a_damaged_file_beside_is_set_aside_and_made_again_from_the_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.enrol(&[listed("P1", "Léa", "1A")]).expect("enrolled");
    let file = folder.path().join(sidecar::FILE);
    fs::write(&file, b"{\"people\": [").expect("cut");
    store.keep_for(Some(10)).expect("the next change renews it");
    assert!(fs::read_to_string(&file).expect("text").contains("Léa"));
    // Both at once: the file is kept for whoever can read it.
    drop(store);
    fs::write(&file, b"{\"people\": [").expect("cut");
    fs::write(folder.path().join(FILE), b"x".repeat(5_000)).expect("written");
    assert_eq!(Store::open(folder.path()).expect("opened").set_aside.len(), 2);
}

#[test]
fn two_that_write_at_once_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::thread::scope(|scope| {
        for thread in 0..2u64 {
            let folder = folder.path();
            scope.spawn(move || {
                // Each opens while the other writes.
                for round in 0..8u64 {
                    let mut store = open(folder);
                    let n = thread * 1_000 + round * 10;
                    let some: Vec<Attempt> = (n..n + 5).map(|n| attempt(n, "P1")).collect();
                    assert_eq!(store.add(&some).expect("added"), 5);
                    store.enrol(&[listed(&format!("T{thread}-{round}"), "", "1A")]).expect("enrolled");
                }
            });
        }
    });
    let store = open(folder.path());
    assert_eq!((store.count().expect("read"), store.people(Some("1A")).expect("read").len()), (80, 16));
    let beside = fs::read_to_string(folder.path().join(sidecar::FILE)).expect("text");
    assert_eq!(beside.matches("\"pseudonym\": \"T").count(), 16, "the later one of two is the later one beside, too");
}

#[test]
fn a_database_that_was_taken_away_takes_nothing_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    fs::remove_dir_all(folder.path()).expect("removed");
    let why = store.add(&[attempt(1, "P1")]).expect_err("gone");
    assert!(matches!(why, RecordsError::Gone(_)), "{why:?}");
    assert!(matches!(store.enrol(&[listed("P", "", "A")]), Err(RecordsError::Gone(_))));
}

#[test]
fn somebody_who_waits_too_long_is_told_and_a_change_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.enrol(&[listed("P1", "Léa", "1A")]).expect("enrolled");
    let other = Connection::open(folder.path().join(FILE)).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    store.connection.busy_timeout(Duration::from_millis(50)).expect("set");
    assert!(matches!(store.rename("P1", "Noé"), Err(RecordsError::Busy(_))));
    other.execute_batch("ROLLBACK").expect("unlocked");
    // What only the database knows cannot be written beside: then it does not change either.
    let file = folder.path().join(sidecar::FILE);
    fs::remove_file(&file).expect("removed");
    fs::create_dir(&file).expect("a folder in its place");
    store.rename("P1", "Noé").expect_err("no copy, no change");
    assert_eq!(store.people(None).expect("read")[0].name, "Léa");
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.add(&[attempt(1, "P1")]).expect("added");
    let pages: u32 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).expect("a count");
    store.connection.pragma_update(None, "max_page_count", pages).expect("set");
    let many: Vec<Attempt> = (10..500).map(|n| attempt(n, "P1")).collect();
    let why = store.add(&many).expect_err("full");
    assert!(matches!(why, RecordsError::Full(_)) && why.to_string().contains("disk is full"), "{why:?}");
    assert_eq!(store.count().expect("read"), 1);
    store.connection.pragma_update(None, "max_page_count", 1 << 20).expect("room again");
    assert_eq!(store.add(&many).expect("added"), 490);
}

#[test]
fn counts_that_contradict_each_other_are_refused_and_none_is_of_a_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(folder.path());
    store.enrol(&[listed("P1", "", "1A")]).expect("enrolled");
    let set =
        |store: &mut Store, counts: &[(Indicator, u32)]| store.count_group("1A", &counts.iter().copied().collect());
    set(&mut store, &[(Indicator::Started, 12), (Indicator::Completed, 11)]).expect("counted");
    assert!(set(&mut store, &[(Indicator::Certified, 13)]).is_err());
    assert!(set(&mut store, &[(Indicator::FixedTerm, 7), (Indicator::Permanent, 6)]).is_err());
    assert!(store.count_group("1B", &Counts::new()).is_err(), "there is no such group");
    set(&mut store, &[(Indicator::FixedTerm, 7), (Indicator::Permanent, 5)]).expect("counted");
    assert_eq!(store.groups().expect("read")[0].counts.len(), 4);
    let asked = "SELECT count(*) FROM pragma_table_info('indicator') WHERE name LIKE '%person%'";
    let columns: u32 = store.connection.query_row(asked, [], |row| row.get(0)).expect("a count");
    assert_eq!(columns, 0);
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_what_is_kept_of_people() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    open(folder.path()).enrol(&[listed("P1", "Léa", "1A")]).expect("enrolled");
    for name in [FILE, sidecar::FILE] {
        let mode = fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
