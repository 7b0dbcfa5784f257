//! A class from end to end: attempts on sticks, gathered, on record, in tables, exported, erased. `EPISSURE_ATTEMPTS`
//! asks for the campaign: so many attempts gathered by the program, its memory measured.
#![cfg(feature = "records")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ed25519_dalek::SigningKey;
use epissure::catalogue::vocabulary::Sample;
use epissure::exam::jury::Says;
use epissure::exam::{Candidate, Head, Jury, Times, sealed};
use epissure::journal::{Header, Writer};
use epissure::marking::{AxisMark, CriterionMark, Mark};
use epissure::records::cells::Style;
use epissure::records::{Store, gather, privacy, results, roster};
use epissure::scenario::schema::{Axis, Lang, Text};
use tempfile::TempDir;

/// A day of the class, milliseconds since 1970.
const MORNING: u64 = 1_764_000_000_000;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn mark_of(points: f64) -> Mark {
    let criterion = |id: &str, axis, earned| CriterionMark {
        id: id.to_owned(),
        axis,
        section: None,
        earned,
        of: 10.0,
        value: None,
        label: Text::default(),
        cause: Text::default(),
        lost: Vec::new(),
    };
    Mark {
        mark: points,
        passed: points >= 12.0,
        eliminatory: Vec::new(),
        technique: AxisMark { earned: points / 2.0, of: 10.0 },
        result: AxisMark { earned: points / 2.0, of: 10.0 },
        safety: AxisMark::default(),
        safe: true,
        criteria: vec![
            criterion("angle", Axis::Technique, points / 2.0),
            criterion("shards", Axis::Safety, points / 2.0),
        ],
        facts_hash: String::new(),
    }
}

fn journal_of(who: &str, seed: u64, ticks: usize) -> Vec<u8> {
    let header = Header { who: who.to_owned(), seed, scenario: "geste/cliver".to_owned(), ..common::header(1) };
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, &header).expect("a header");
    for tick in 0..ticks {
        let sample = Sample { along: (tick as i32 * 7) ^ seed as i32, lift: tick as i32 % 90, ..Sample::default() };
        writer.push(sample).expect("room");
    }
    writer.finish().expect("room");
    drop(writer);
    bytes
}

/// Puts a marked attempt into a folder; gives the journal's path.
fn put(folder: &Path, name: &str, who: &str, seed: u64, points: f64) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(format!("{name}.epj"));
    fs::write(&path, journal_of(who, seed, 60)).expect("written");
    fs::write(path.with_extension("mark.json"), serde_json::to_vec(&mark_of(points)).expect("JSON")).expect("written");
    path
}

fn sealed_by(session: &str, number: &str, name: &str, seed: u64) -> Vec<u8> {
    let head = Head {
        session: session.to_owned(),
        session_title: "Titre pro".to_owned(),
        key: String::new(),
        candidate: Candidate { number: number.to_owned(), name: name.to_owned() },
        part: 1,
        scenario: "geste/cliver".to_owned(),
        scenario_title: Text::default(),
        scenario_hash: String::new(),
        catalogue_hash: String::new(),
        program: "0".to_owned(),
        seed,
        times: Times {
            allowed: 9_000,
            extra: false,
            worked: 60,
            began: "2026-11-28T08:00:00Z".to_owned(),
            ended: "2026-11-28T08:10:00Z".to_owned(),
        },
        incidents: Vec::new(),
        mark: mark_of(17.0),
        journal_bytes: 0,
        journal_blake3: String::new(),
    };
    sealed::write(head, &journal_of(number, seed, 60), &SigningKey::from_bytes(&[7; 32])).expect("sealed")
}

/// The file of a jury that says these words on a sealed attempt.
fn jury_on(sealed: &Path, words: &[Says]) -> Vec<u8> {
    let bytes = fs::read(sealed).expect("bytes");
    let sealed = sealed::read("x", &bytes[..]).expect("a seal");
    let mut jury = Jury::default();
    for says in words {
        let by = ("Mme Leroy", "2026-11-28T14:02:10Z".to_owned(), "vu au ralenti");
        jury.add(&sealed.hash, &sealed.head.mark, by, says.clone(), &SigningKey::from_bytes(&[7; 32])).expect("a word");
    }
    jury.to_bytes()
}

fn open(folder: &Path) -> Store {
    Store::open(folder).expect("opened").store
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().expect("plain names")).collect();
    names.sort();
    names.retain(|name| name != ".gather.lock");
    names
}

#[test]
fn what_is_gathered_twice_is_there_once_and_contradictions_are_both_kept() {
    let (data, stick) = (folder(), folder());
    let name = format!("{MORNING:015}-geste-cliver");
    put(&stick.path().join("PC1"), &name, "P1", 1, 15.0);
    put(&stick.path().join("PC2"), &name, "P2", 2, 9.0);
    put(&stick.path().join("PC2/old/deep"), "000000000000001-geste-cliver", "P2", 3, 9.5);
    let mut store = open(data.path());
    let from = [stick.path().to_path_buf()];
    let done = gather::into_records(&from, &mut store).expect("gathered");
    assert_eq!((done.new, done.already, done.conflicts.len(), done.refused_count), (3, 0, 1, 0), "{done:?}");
    let people: Vec<String> = store.histories(None).expect("read").iter().map(|h| h.person.pseudonym.clone()).collect();
    assert_eq!(people, ["P1", "P2"]);
    assert_eq!(store.attempts_of("P1").expect("read")[0].mark, 15.0, "each has its own mark");
    assert_eq!(store.attempts_of("P2").expect("read")[1].mark, 9.0);
    assert_eq!(store.attempts_of("P2").expect("read")[1].began_ms, MORNING);
    let there = names(&data.path().join("gathered"));
    assert_eq!(there.len(), 6, "{there:?}");

    let again = gather::into_records(&from, &mut store).expect("gathered");
    assert_eq!((again.new, again.already, again.conflicts.len()), (0, 3, 0), "{again:?}");
    assert_eq!(names(&data.path().join("gathered")), there);
    assert_eq!(store.count().expect("read"), 3);

    // A database that is lost comes back from what was gathered.
    drop(store);
    fs::remove_file(data.path().join("records.sqlite")).expect("removed");
    let again = open(data.path());
    assert_eq!(again.count().expect("read"), 3);
    assert_eq!(again.attempts_of("P2").expect("read")[1].mark, 9.0);
}

#[test]
fn practice_joins_the_roster_by_number_in_any_case_and_by_a_name_that_is_nobody_elses() {
    let (data, stick) = (folder(), folder());
    let mut store = open(data.path());
    let list = "numéro;nom\nP07;DIALLO Aïssatou\nP08;MARTIN Léo\nP09;MARTIN Léo\n";
    store.enrol(&roster::read("liste.csv", list.as_bytes()).expect("a roster")).expect("enrolled");
    for (n, who) in ["p07", "Diallo Aïssatou", "martin léo", "anonyme"].into_iter().enumerate() {
        put(stick.path(), &format!("{:015}-geste-cliver", MORNING + n as u64), who, n as u64, 15.0);
    }
    gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    let of = |store: &Store, who: &str| store.attempts_of(who).expect("read").len();
    let all = |store: &Store| ["P07", "P08", "P09", "martin léo", "anonyme"].map(|who| of(store, who));
    assert_eq!(all(&store), [2, 0, 0, 1, 1], "of two people of one name nobody is chosen");

    // The same from the files alone, once the database is lost.
    drop(store);
    fs::remove_file(data.path().join("records.sqlite")).expect("removed");
    let mut store = open(data.path());
    assert_eq!(all(&store), [2, 0, 0, 1, 1]);

    // Who is erased is erased under what the journals call them.
    assert_eq!(privacy::erase(&mut store, "P07").expect("erased").attempts, 2);
    assert_eq!(names(&data.path().join("gathered")).len(), 4, "two attempts of others, with their marks");
}

#[test]
fn a_roster_that_comes_later_gives_its_number_to_who_typed_a_name() {
    let (data, stick) = (folder(), folder());
    let mut store = open(data.path());
    put(stick.path(), &format!("{MORNING:015}-geste-cliver"), "diallo aïssatou", 1, 15.0);
    gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    let list = "numéro;nom;groupe\nP07;DIALLO Aïssatou;A\n";
    store.enrol(&roster::read("liste.csv", list.as_bytes()).expect("a roster")).expect("enrolled");
    let people: Vec<String> = store.people(None).expect("read").into_iter().map(|p| p.pseudonym).collect();
    assert_eq!(people, ["P07"]);
    assert_eq!(store.histories(Some("A")).expect("read")[0].attempts.len(), 1);
}

#[test]
fn sealed_attempts_bring_their_names_and_what_the_jury_said() {
    let (data, stick) = (folder(), folder());
    let (one, other) = ("a".repeat(32), "b".repeat(32));
    for (session, seed) in [(&one, 1), (&other, 2)] {
        let place = stick.path().join(session);
        fs::create_dir_all(&place).expect("a folder");
        fs::write(place.join("A-01-1.epscelle"), sealed_by(session, "A-01", "Léa Martin", seed)).expect("written");
        fs::write(place.join("A-01-1.epjury"), jury_on(&place.join("A-01-1.epscelle"), &[Says::Remark]))
            .expect("written");
    }
    let mut store = open(data.path());
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    assert_eq!((done.new, done.conflicts.len(), done.refused_count), (2, 0, 0), "{done:?}");
    let there = names(&data.path().join("gathered"));
    let expected =
        ["aaaaaaaa-A-01-1.epjury", "aaaaaaaa-A-01-1.epscelle", "bbbbbbbb-A-01-1.epjury", "bbbbbbbb-A-01-1.epscelle"];
    assert_eq!(there, expected);
    let attempts = store.attempts_of("A-01").expect("read");
    assert_eq!(attempts.len(), 2);
    assert!(attempts.iter().all(|a| a.exam && a.seal.is_some() && a.name == "Léa Martin" && a.mark == 17.0));

    // Another gathering of what was gathered changes no name; a jury that contradicts itself is kept twice.
    let second = folder();
    let mut other = open(second.path());
    let place = stick.path().join(&one);
    let otherwise = jury_on(&place.join("A-01-1.epscelle"), &[Says::Passed(false)]);
    fs::write(place.join("A-01-1.epjury"), otherwise).expect("written");
    gather::into_records(&[data.path().join("gathered"), stick.path().to_path_buf()], &mut other).expect("gathered");
    let again = names(&second.path().join("gathered"));
    assert_eq!(again.len(), 5, "{again:?}");
    assert!(expected.iter().all(|name| again.iter().any(|there| there == name)), "{again:?}");
    assert_eq!(other.count().expect("read"), 2);
}

#[test]
fn the_jurys_mark_is_the_final_one_wherever_results_are_and_the_machines_stays_beside_it() {
    let (data, stick) = (folder(), folder());
    let sealed = stick.path().join("A-01-1.epscelle");
    let words = stick.path().join("A-01-1.epjury");
    fs::write(&sealed, sealed_by(&"a".repeat(32), "A-01", "Léa Martin", 1)).expect("written");
    let from = [stick.path().to_path_buf()];
    let mut store = open(data.path());
    gather::into_records(&from, &mut store).expect("gathered");
    let of = |store: &Store| {
        let attempt = store.attempts_of("A-01").expect("read").remove(0);
        let history = store.histories(None).expect("read").remove(0).attempts.remove(0);
        let points = history.points[0].earned;
        assert_eq!(
            (history.mark, history.passed),
            (attempt.last_mark(), attempt.last_passed()),
            "the board says it, too"
        );
        assert_eq!(points, attempt.criteria[0].last());
        ((attempt.mark, attempt.passed), (attempt.last_mark(), attempt.last_passed()), points)
    };
    assert_eq!(of(&store), ((17.0, true), (17.0, true), 8.5));

    // Words that come later, and those after them.
    let points = Says::Criterion { id: "angle".to_owned(), earned: 2.0 };
    for (says, last) in [
        (vec![Says::Remark], (17.0, true)),
        (vec![Says::Remark, points.clone()], (10.5, true)),
        (vec![Says::Remark, points.clone(), Says::Passed(false)], (10.5, false)),
    ] {
        fs::write(&words, jury_on(&sealed, &says)).expect("written");
        let done = gather::into_records(&from, &mut store).expect("gathered");
        assert_eq!((done.already, done.conflicts.len(), done.refused_count), (1, 0, 0), "{done:?}");
        assert_eq!(of(&store).1, last, "{says:?}");
        assert_eq!(of(&store).0, (17.0, true), "the machine's stays");
    }
    assert_eq!(names(&data.path().join("gathered")).len(), 2, "one file of the jury, the longest");

    // An older stick says less, and takes nothing away.
    fs::write(&words, jury_on(&sealed, &[Says::Remark])).expect("written");
    gather::into_records(&from, &mut store).expect("gathered");
    assert_eq!(of(&store).1, (10.5, false));

    let mut table = Vec::new();
    let title = |id: &str| id.to_owned();
    let wanted = results::Wanted {
        person: None,
        group: None,
        lines: results::Lines::Attempts,
        lang: Lang::Fr,
        style: Style::FRENCH,
        title: &title,
    };
    results::write(&store, &wanted, &mut table).expect("a table");
    let text = String::from_utf8(table).expect("text");
    assert!(
        text.contains(";note finale;réussi;note de la machine;réussi (machine);note du jury;réussi (jury);"),
        "{text}"
    );
    assert!(text.contains(";10,50;non;17,00;oui;10,50;non;"), "{text}");
    let mut table = Vec::new();
    results::write(&store, &results::Wanted { lines: results::Lines::Criteria, ..wanted }, &mut table)
        .expect("a table");
    let text = String::from_utf8(table).expect("text");
    assert!(text.contains(";angle;technique;2,000;10,000;8,500;2,000;"), "{text}");
    assert!(text.contains(";shards;safety;8,500;10,000;8,500;;"), "{text}");

    // From the files alone; and without the jury's file the machine's mark is all there is.
    drop(store);
    fs::remove_file(data.path().join("records.sqlite")).expect("removed");
    let mut store = open(data.path());
    assert_eq!(of(&store).1, (10.5, false));
    fs::remove_file(data.path().join("gathered/aaaaaaaa-A-01-1.epjury")).expect("removed");
    store.refresh().expect("read");
    assert_eq!(of(&store), ((17.0, true), (17.0, true), 8.5));
}

#[test]
fn words_of_a_jury_that_were_altered_are_refused_and_change_nothing() {
    let (data, stick) = (folder(), folder());
    let sealed = stick.path().join("A-01-1.epscelle");
    fs::write(&sealed, sealed_by(&"a".repeat(32), "A-01", "Léa Martin", 1)).expect("written");
    let good = String::from_utf8(jury_on(&sealed, &[Says::Passed(false)])).expect("text");
    let bad = good.replace("false", "true");
    assert_ne!(good, bad);
    fs::write(stick.path().join("A-01-1.epjury"), bad).expect("written");
    let mut store = open(data.path());
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    assert_eq!((done.new, done.refused_count), (1, 1), "{done:?}");
    assert!(done.refused[0].why.contains("altered"), "{done:?}");
    assert_eq!(store.attempts_of("A-01").expect("read")[0].jury, None);
}

#[test]
fn one_changed_byte_of_an_attempt_is_enough_to_be_refused() {
    let stick = folder();
    let path = put(stick.path(), "000000000000001-x", "P1", 1, 15.0);
    let sound = fs::read(&path).expect("bytes");
    for at in (0..sound.len()).step_by(sound.len() / 12) {
        let mut bytes = sound.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).expect("written");
        let into = folder();
        let done = gather::into_folder(&[stick.path().to_path_buf()], into.path()).expect("looked at");
        assert_eq!(done.new, 0, "byte {at}: {done:?}");
        assert_eq!(names(into.path()), [""; 0]);
    }
}

#[test]
fn what_is_hostile_is_told_and_nothing_leaves_the_folder() {
    let (data, stick, outside) = (folder(), folder(), folder());
    put(stick.path(), "good", "P1", 1, 15.0);
    put(stick.path(), "no-mark", "P1", 2, 15.0);
    fs::remove_file(stick.path().join("no-mark.mark.json")).expect("removed");
    let cut = journal_of("P1", 3, 500);
    fs::write(stick.path().join("goes-on.epj"), &cut[..cut.len() - 30]).expect("written");
    put(stick.path(), "x\\..\\up", "P1", 4, 15.0);
    put(stick.path(), "a\nb", "P1", 5, 15.0);
    put(stick.path(), "con", "P1", 6, 15.0);
    put(stick.path(), "steers", "\u{1b}[2J", 7, 15.0);
    put(stick.path(), "bad-mark", "P1", 8, 15.0);
    fs::write(stick.path().join("bad-mark.mark.json"), "{\"mark\": 1e999}").expect("written");
    put(stick.path(), "too-good", "P1", 9, 15.0);
    let mark = serde_json::to_string(&mark_of(15.0)).expect("JSON").replacen("15.0", "1500.0", 1);
    fs::write(stick.path().join("too-good.mark.json"), mark).expect("written");
    let giant = fs::File::create(stick.path().join("giant.epj")).expect("made");
    giant.set_len(10 << 30).expect("sparse");
    fs::write(outside.path().join("secret.epj"), journal_of("P1", 10, 60)).expect("written");
    #[cfg(not(unix))]
    let links = 0;
    #[cfg(unix)]
    let links = {
        std::os::unix::fs::symlink(outside.path().join("secret.epj"), stick.path().join("link.epj")).expect("a link");
        std::os::unix::fs::symlink(outside.path(), stick.path().join("folder")).expect("a link");
        let _ = Command::new("mkfifo").arg(stick.path().join("pipe.epj")).status();
        3
    };
    let mut store = open(data.path());
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    assert_eq!((done.new, done.unmarked, done.unfinished), (1, 1, 1), "{done:?}");
    assert_eq!(done.refused_count, 7 + links, "{done:#?}");
    for word in ["larger than 64 MiB", "no name for an attempt", "pseudonym", "the mark beside it", "cannot be one"] {
        assert!(done.refused.iter().any(|refused| refused.why.contains(word)), "{word}: {done:#?}");
    }
    assert_eq!(names(&data.path().join("gathered")), ["good.epj", "good.mark.json"]);
    assert_eq!(names(data.path()), ["gathered", "records.json", "records.lock", "records.sqlite"]);
    assert_eq!(names(outside.path()), ["secret.epj"]);

    // A target that somebody replaced by a link leads nowhere.
    #[cfg(unix)]
    {
        let into = folder();
        std::os::unix::fs::symlink(outside.path().join("secret.epj"), into.path().join("good.epj")).expect("a link");
        let only = folder();
        put(only.path(), "good", "P1", 1, 15.0);
        let done = gather::into_folder(&[only.path().to_path_buf()], into.path()).expect("gathered");
        assert_eq!((done.new, done.conflicts.len()), (1, 1), "{done:?}");
        assert_eq!(fs::read(outside.path().join("secret.epj")).expect("bytes"), journal_of("P1", 10, 60));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told_and_what_was_gathered_stays() {
    use std::os::unix::fs::PermissionsExt;
    let (data, stick) = (folder(), folder());
    put(stick.path(), "one", "P1", 1, 15.0);
    let into = data.path().join("gathered");
    fs::create_dir(&into).expect("a folder");
    let mode = |mode| fs::set_permissions(&into, fs::Permissions::from_mode(mode)).expect("set");
    mode(0o555);
    if fs::write(into.join("x"), "").is_ok() {
        // Whoever may do everything meets no such folder.
        return;
    }
    let stopped = gather::into_records(&[stick.path().to_path_buf()], &mut open(data.path())).expect_err("read-only");
    assert!(stopped.why.to_string().contains("read-only"), "{}", stopped.why);
    mode(0o755);
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut open(data.path())).expect("gathered");
    assert_eq!(done.new, 1);
}

#[test]
fn what_a_killed_gathering_left_is_cleared_and_the_rest_follows() {
    let (data, stick) = (folder(), folder());
    put(stick.path(), "one", "P1", 1, 15.0);
    let into = data.path().join("gathered");
    fs::create_dir(&into).expect("a folder");
    // Killed between the mark and the journal, with a file half written.
    fs::copy(stick.path().join("one.mark.json"), into.join("one.mark.json")).expect("copied");
    fs::write(into.join(".one.epj.99.new"), "half").expect("written");
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut open(data.path())).expect("gathered");
    assert_eq!((done.new, done.conflicts.len()), (1, 0), "{done:?}");
    assert_eq!(names(&into), ["one.epj", "one.mark.json"]);
}

#[test]
fn all_that_is_kept_of_a_person_is_exported_and_erased_for_good() {
    let (data, stick) = (folder(), folder());
    for n in 0..3 {
        put(stick.path(), &format!("{:015}-cliver", MORNING + n), "P1", n, 15.0);
        put(stick.path(), &format!("{:015}-cliver", MORNING + 10 + n), "P2", 10 + n, 8.0);
    }
    put(&data.path().join("attempts"), &format!("{MORNING:015}-mine"), "P1", 99, 12.0);
    let unfinished = journal_of("P1", 77, 500);
    fs::write(data.path().join("attempts/goes-on.epj"), &unfinished[..unfinished.len() - 30]).expect("written");
    let mut store = open(data.path());
    gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    let out = data.path().join("for-P1");
    assert_eq!(privacy::export(&mut store, "P1", &out, Lang::Fr).expect("exported"), 9, "five journals, four marks");
    let told = fs::read_to_string(out.join("person.json")).expect("text");
    assert!(told.contains("\"pseudonym\": \"P1\"") && told.contains("\"attempts\": 4"), "{told}");
    assert_eq!(fs::read_to_string(out.join("attempts.csv")).expect("text").lines().count(), 5);
    assert_eq!(fs::read_to_string(out.join("criteria.csv")).expect("text").lines().count(), 9);
    assert!(privacy::export(&mut store, "P1", &out, Lang::Fr).is_err(), "nothing is written over");
    assert!(privacy::export(&mut store, "P9", &data.path().join("no"), Lang::Fr).is_err());
    fs::remove_dir_all(&out).expect("removed");

    let aside = data.path().join("records.damaged-1.sqlite");
    fs::write(&aside, "may hold P1").expect("written");
    let erased = privacy::erase(&mut store, "P1").expect("erased");
    assert_eq!((erased.attempts, erased.files, erased.people, erased.set_aside), (4, 9, 1, 1));
    assert!(!aside.exists());
    let left = data.path().join("gathered");
    assert!(names(&left).iter().all(|name| fs::read(left.join(name)).is_ok_and(|bytes| !holds(&bytes, b"P1"))));
    assert!(
        !holds(&fs::read(data.path().join("records.sqlite")).expect("bytes"), b"P1"),
        "overwritten, not only freed"
    );
    assert!(!holds(&fs::read(data.path().join("records.json")).expect("bytes"), b"P1"));

    let done = gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    assert_eq!((done.new, done.erased), (0, 3), "the stick brings nobody back");
    assert!(privacy::erase(&mut store, "P1").is_err(), "nobody is left");
    assert_eq!(store.attempts_of("P2").expect("read").len(), 3);
    // Not even from a database that is made anew.
    drop(store);
    fs::remove_file(data.path().join("records.sqlite")).expect("removed");
    let done = gather::into_records(&[stick.path().to_path_buf()], &mut open(data.path())).expect("gathered");
    assert_eq!((done.new, done.erased), (0, 3));
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn what_is_older_than_a_school_keeps_goes_and_seals_stay_unless_asked_for() {
    const DAY_MS: u64 = 86_400_000;
    let (data, stick) = (folder(), folder());
    put(stick.path(), &format!("{:015}-old", 100 * DAY_MS), "P1", 1, 15.0);
    put(stick.path(), &format!("{:015}-new", 200 * DAY_MS), "P2", 2, 15.0);
    put(stick.path(), "no-date", "P3", 3, 15.0);
    fs::write(stick.path().join("7-1.epscelle"), sealed_by(&"c".repeat(32), "7", "Léa", 4)).expect("written");
    let mut store = open(data.path());
    gather::into_records(&[stick.path().to_path_buf()], &mut store).expect("gathered");
    let erased = privacy::purge(&mut store, 150, false).expect("purged");
    assert_eq!((erased.attempts, erased.files, erased.people), (1, 2, 1));
    let erased = privacy::purge(&mut store, 90_000, false).expect("purged");
    assert_eq!((erased.attempts, erased.people), (1, 1), "what has no date and what is sealed stay");
    let erased = privacy::purge(&mut store, 90_000, true).expect("purged");
    assert_eq!((erased.attempts, erased.files), (1, 1));
    assert_eq!(store.people(None).expect("read").len(), 1);
}

/// The program, on records of its own.
fn program(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_epissure"));
    command
        .args(arguments)
        .env("EPISSURE_HOME", common::root())
        .env("EPISSURE_DATA", data)
        .env("LC_ALL", "fr_FR.UTF-8");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(command: &mut Command) -> (bool, String, String) {
    let output = command.output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(!err.contains("panicked") && output.status.code().is_some(), "{err}");
    (output.status.success(), out, err)
}

#[test]
fn a_class_from_the_command_line() {
    let (data, stick) = (folder(), folder());
    let at = |name: &str| data.path().join(name).display().to_string();
    let run = |arguments: &[&str]| said(&mut program(data.path(), arguments));
    put(stick.path(), &format!("{MORNING:015}-cliver"), "07", 1, 12.5);
    let roster = stick.path().join("classe.csv");
    fs::write(
        &roster,
        b"Num\xe9ro;Nom;Classe;Tiers-temps\r\n07;=DIALLO A\xefssatou;1re A;oui\r\n08;MARTIN L\xe9o;;\r\n",
    )
    .expect("as an older Excel writes it");
    let (good, out, err) = run(&["group", "import", roster.to_str().expect("plain"), "--group", "1re B"]);
    assert!(good && out.contains("2 line(s), 2 new"), "{out}{err}");
    let stick = stick.path().to_str().expect("plain");
    let (good, out, err) = run(&["gather", stick, "--json"]);
    let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert!(good && told["new"] == 1 && told["already"] == 0, "{out}{err}");
    let (good, out, _) = run(&["gather", stick]);
    assert!(good && out.starts_with("0 new attempt(s), 1 already there"), "{out}");

    assert!(run(&["records", "export", "--out", &at("notes.csv")]).0);
    let table = fs::read_to_string(at("notes.csv")).expect("a table");
    let line = table.lines().nth(1).expect("a line");
    assert!(table.starts_with("\u{feff}numéro;nom;groupe;"), "{table}");
    assert!(line.starts_with("07;'=DIALLO Aïssatou;1re A;geste/cliver;") && line.contains(";12,50;oui;"), "{line}");
    assert!(run(&["records", "export", "--criteria", "--plain", "--out", &at("criteria.csv")]).0);
    assert!(fs::read_to_string(at("criteria.csv")).expect("a table").contains(",angle,technique,6.250,10.000,6.250,,"));

    let counts = ["group", "indicators", "1re A", "--set", "started=12", "--set", "permanent=4"];
    let (good, out, err) = run(&counts);
    assert!(good && out.contains("started 12, permanent 4"), "{out}{err}");
    assert!(!run(&["group", "indicators", "1re A", "--set", "temporary=9"]).0, "thirteen left, twelve came");
    assert!(run(&["group", "indicators", "--out", &at("counts.csv")]).0);
    assert!(fs::read_to_string(at("counts.csv")).expect("a table").contains("1re A;12;;;;4;;"));

    assert!(run(&["group", "export", "1re A", "--out", &at("liste.csv")]).0);
    assert!(fs::read_to_string(at("liste.csv")).expect("a table").contains("07;'=DIALLO Aïssatou;1re A;oui"));
    assert!(run(&["group", "import", &at("liste.csv")]).1.contains("1 line(s), 0 new"), "our own comes back");

    let (good, out, _) = run(&["person", "list"]);
    assert!(good && out.contains("=DIALLO Aïssatou  +1/3"), "{out}");
    assert!(!run(&["person", "erase", "07"]).0, "not without a yes");
    let (good, out, err) = run(&["person", "erase", "07", "--yes"]);
    assert!(good && out.contains("1 attempt(s), 2 file(s)"), "{out}{err}");
    assert_eq!(run(&["records", "retention", "900"]).1.trim(), "900 days");
    assert!(run(&["records", "purge"]).0);
    let (good, out, _) = run(&["records", "status", "--json"]);
    assert!(good && out.contains("\"attempts\":0") && out.contains("\"people\":1"), "{out}");

    fs::write(at("records.sqlite"), "no database at all, but here it is".repeat(90)).expect("written");
    let (good, out, err) = run(&["group", "list"]);
    assert!(good && out.contains("1re A") && err.contains("set aside"), "{out}{err}");
    let (good, _, err) = run(&["gather", &at("nowhere")]);
    assert!(!good && err.contains("no such folder"), "{err}");
}

#[test]
fn two_programs_that_gather_at_once_record_everything_once() {
    let (data, stick) = (folder(), folder());
    for n in 0..30 {
        put(stick.path(), &format!("{:015}-cliver", MORNING + n), "P1", n, 15.0);
    }
    let stick = stick.path().to_str().expect("plain");
    let both: Vec<_> = (0..2).map(|_| program(data.path(), &["gather", stick]).spawn().expect("it starts")).collect();
    for one in both {
        let output = one.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(open(data.path()).count().expect("read"), 30);
    assert_eq!(names(&data.path().join("gathered")).len(), 60);
}

#[test]
fn many_attempts_are_gathered_in_bounded_memory() {
    let asked = std::env::var("EPISSURE_ATTEMPTS").ok().and_then(|count| count.parse().ok());
    let (count, ticks) = (asked.unwrap_or(300), if asked.is_some() { 36_000 } else { 600 });
    let (data, stick) = (folder(), folder());
    let mark = serde_json::to_vec(&mark_of(14.0)).expect("JSON");
    for n in 0..count {
        let path = stick.path().join(format!("PC{:02}/{:015}-cliver.epj", n % 12, MORNING + n));
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, journal_of(&format!("P{}", n % 120), n, ticks)).expect("written");
        fs::write(path.with_extension("mark.json"), &mark).expect("written");
    }
    let stick = stick.path().to_str().expect("plain");
    let run = |what: &str| {
        let mut gather = program(data.path(), &["gather", stick, "--json"]).spawn().expect("it starts");
        let started = std::time::Instant::now();
        let mut most = 0;
        // The most that it ever held, as the system counts it; sampled while it lives.
        while gather.try_wait().expect("a child").is_none() {
            most = most.max(peak_kib(gather.id()));
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let output = gather.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        println!("{what}: {count} attempts in {:.1} s, at most {most} KiB", started.elapsed().as_secs_f64());
        (String::from_utf8_lossy(&output.stdout).into_owned(), most)
    };
    let (out, most) = run("gathered");
    assert!(out.contains(&format!("\"new\":{count},")), "{out}");
    assert!(most < 64 * 1024, "{most} KiB");
    let (out, most) = run("gathered again");
    assert!(out.contains(&format!("\"new\":0,\"already\":{count},")), "{out}");
    assert!(most < 64 * 1024, "{most} KiB");
}

/// The most memory that a process ever held, KiB; 0 where the system does not say.
fn peak_kib(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
