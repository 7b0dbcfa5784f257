//! An exam from end to end: prepared, sat, cut off, sealed, verified, judged. `EPISSURE_KILLS` and `EPISSURE_BYTES` ask
//! for campaigns.
#![cfg(feature = "records")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use age::secrecy::SecretString;
use epissure::catalogue::vocabulary::TICKS_PER_SECOND;
use epissure::exam::jury::{self, Says};
use epissure::exam::roster::Listed;
use epissure::exam::session::{self, Help, Opened, Plan, Seeds, Session};
use epissure::exam::sitting::{self, Place};
use epissure::exam::subject::Subject;
use epissure::exam::{Check, IncidentKind, Verifier, notes, sealed};
use epissure::hands::{self, Who};
use epissure::journal::{self, Calibration};
use epissure::library::Library;
use epissure::marking::{Mark, mark};
use epissure::scenario::Job;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

const PASSPHRASE: &str = "cuivre lampe orage melon";
const EXERCISE: &str = "geste/cliver";
/// Moments of the tests, seconds since 1970.
const NOON: u64 = 1_795_867_200;

fn passphrase() -> SecretString {
    SecretString::from(PASSPHRASE.to_owned())
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::at(&home()).expect("a good library"));

fn listed(number: &str, name: &str, extra: bool) -> Listed {
    Listed { number: number.to_owned(), name: name.to_owned(), extra }
}

/// One session for all tests: opening one takes half a second.
struct Prepared {
    bytes: Vec<u8>,
    session: Session,
    opened: Opened,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let subject = Subject::take(&LIBRARY, &LIBRARY.scenario_file(EXERCISE)).expect("a good exercise");
    let plan = Plan {
        title: "Titre pro, session de test".to_owned(),
        parts: vec![(subject, 30)],
        roster: vec![listed("A-01", "Léa Martin", false), listed("A-02", "Noé Diallo", true)],
        seeds: Seeds::Each,
        help: Help::default(),
    };
    let bytes = session::prepare(plan, &LIBRARY.catalogue, &passphrase(), "2026-11-28T08:00:00Z".to_owned());
    let bytes = bytes.expect("a good plan");
    let session = session::read("x.epexamen", &bytes[..]).expect("just made");
    let opened = session.open("x.epexamen", &passphrase()).expect("the right passphrase");
    Prepared { bytes, session, opened }
});

const CALIBRATION: Calibration = Calibration { gain: 1.0, left_handed: false, grip_toggle: false };

/// What the hand would do if nobody cut it off, and what that is worth.
fn whole(number: &str, hand: Who) -> (Vec<epissure::catalogue::vocabulary::Sample>, Mark) {
    let opened = &PREPARED.opened;
    let scenario = opened.scenario(1, &LIBRARY.catalogue, LIBRARY.own_parts()).expect("the exercise");
    let seed = opened.seat(number).expect("on the roster").seeds[0];
    let job = Job::draw(&scenario.scenario, &LIBRARY.catalogue.catalogue, seed).expect("a job");
    let (samples, bench) = hands::play(hand, job.clone(), 1);
    let worth = mark(&job, bench.facts(), bench.now());
    (samples, worth)
}

/// Sits and works up to so many samples; `None` is to the end, sealed.
fn work(exams: &Path, number: &str, hand: Who, upto: Option<usize>, now: u64) -> Option<sitting::Begun> {
    let opened = &PREPARED.opened;
    let seat = opened.seat(number).expect("on the roster");
    let mut begun = sitting::sit(opened, seat, 1, exams, &LIBRARY, ("person", CALIBRATION, now)).expect("a seat");
    let (samples, _) = whole(number, hand);
    let from = begun.writer.ticks() as usize;
    let to = upto.unwrap_or(samples.len());
    for sample in &samples[from..to] {
        begun.bench.tick(*sample);
        begun.writer.push(*sample).expect("room");
    }
    if upto.is_some() {
        begun.writer.flush().expect("room");
        return Some(begun);
    }
    begun.writer.finish().expect("room");
    let place = begun.place.clone();
    let scenario = begun.scenario.clone();
    drop(begun);
    sitting::seal(opened, &place, &scenario, &LIBRARY.catalogue, now + 900).expect("sealed");
    None
}

fn place(exams: &Path, number: &str) -> Place {
    Place::new(exams, &PREPARED.opened.public.id, number, 1)
}

fn sealed_file(exams: &Path, number: &str, hand: Who) -> Vec<u8> {
    work(exams, number, hand, None, NOON);
    fs::read(place(exams, number).sealed()).expect("the seal")
}

fn verifier(opened: bool) -> Verifier<'static> {
    let opened = if opened { vec![&PREPARED.opened] } else { Vec::new() };
    Verifier::new(&LIBRARY, vec![PREPARED.session.public.clone()], opened, false)
}

#[test]
fn nobody_reads_the_subject_or_a_code_without_the_passphrase() {
    let Prepared { bytes, session, opened } = &*PREPARED;
    let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(holds("Titre pro"), "the title is open");
    for secret in ["cliver", "Léa", "Martin", "A-01", &opened.seats()[0].code] {
        assert!(!holds(secret), "{secret}");
    }
    let why = session.open("x", &SecretString::from("orage melon lampe cuivre".to_owned())).expect_err("another");
    assert!(matches!(why, session::Closed::Passphrase), "{why}");
    let seat = &opened.seats()[0];
    assert!(opened.admit("a-01", &seat.code).is_some(), "case does not matter");
    assert!(opened.admit("A-01", &opened.seats()[1].code).is_none());
    assert!(opened.is_examiner(&passphrase()) && !opened.is_examiner(&SecretString::from("x".to_owned())));
    assert_ne!(opened.seats()[0].seeds, opened.seats()[1].seeds, "each has a job of their own");
}

#[test]
fn a_sealed_attempt_holds_and_is_worth_what_it_would_be_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = sealed_file(folder.path(), "A-01", Who::Trained);
    let (_, worth) = whole("A-01", Who::Trained);
    for opened in [false, true] {
        let verdict = verifier(opened).verify("a", &bytes, None);
        assert!(verdict.holds, "{:?}", verdict.faults);
        assert_eq!(verdict.mark, Some(worth.mark));
    }
    assert!(!place(folder.path(), "A-01").journal().exists(), "the seal holds the journal");
    // A second try is refused, and costs nothing.
    let seat = PREPARED.opened.seat("A-01").expect("on the roster");
    let again = sitting::sit(&PREPARED.opened, seat, 1, folder.path(), &LIBRARY, ("person", CALIBRATION, NOON));
    assert!(again.err().is_some_and(|why| why.contains("sealed already")));
}

#[test]
fn extra_time_is_a_third_more() {
    let opened = &PREPARED.opened;
    let time = |number: &str| opened.allowed(opened.seat(number).expect("on the roster"), 1);
    assert_eq!(time("A-01"), 30 * 60 * TICKS_PER_SECOND);
    assert_eq!(time("A-02"), 40 * 60 * TICKS_PER_SECOND);
}

#[test]
fn what_was_cut_off_goes_on_with_the_clock_right_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let half = whole("A-01", Who::Trained).0.len() / 2;
    let begun = work(folder.path(), "A-01", Who::Trained, Some(half), NOON).expect("in the middle");
    drop(begun);
    assert_eq!(sitting::unfinished(folder.path()).len(), 0, "the session's file is not there yet");
    sitting::keep_session(folder.path(), &PREPARED.session, &PREPARED.bytes).expect("room");
    let found = sitting::unfinished(folder.path());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, place(folder.path(), "A-01"));
    // An hour later, and the machine's clock was set back by two.
    work(folder.path(), "A-01", Who::Trained, None, NOON - 3_600);
    let bytes = fs::read(place(folder.path(), "A-01").sealed()).expect("the seal");
    let verdict = verifier(true).verify("a", &bytes, None);
    assert!(verdict.holds, "{:?}", verdict.faults);
    let head = verdict.sealed.expect("read").head;
    let (samples, worth) = whole("A-01", Who::Trained);
    assert_eq!((head.times.worked as usize, &head.mark.facts_hash), (samples.len(), &worth.facts_hash));
    let kinds: Vec<IncidentKind> = head.incidents.iter().map(|incident| incident.what).collect();
    assert_eq!(kinds, [IncidentKind::Resumed, IncidentKind::ClockChanged]);
    assert!(head.incidents.iter().all(|incident| incident.tick as usize == half && incident.at.ends_with('Z')));
}

#[test]
fn another_session_or_candidate_does_not_take_a_journal_up() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(work(folder.path(), "A-01", Who::Trained, Some(300), NOON));
    fs::rename(place(folder.path(), "A-01").journal(), place(folder.path(), "A-02").journal()).expect("renamed");
    let seat = PREPARED.opened.seat("A-02").expect("on the roster");
    let taken = sitting::sit(&PREPARED.opened, seat, 1, folder.path(), &LIBRARY, ("person", CALIBRATION, NOON));
    assert!(taken.err().is_some_and(|why| why.contains("another candidate")));
}

#[test]
fn a_seal_by_another_key_and_a_changed_roster_do_not_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = sealed_file(folder.path(), "A-01", Who::Novice);
    let good = sealed::read("a", &bytes[..]).expect("good");
    // A forger writes a better mark and signs with a key of their own.
    let forger = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let mut head = good.head.clone();
    head.mark.mark = 20.0;
    let forged = sealed::write(head, &good.journal, &forger).expect("small enough");
    let verdict = verifier(false).verify("a", &forged, None);
    let checks: Vec<Check> = verdict.faults.iter().map(|fault| fault.check).collect();
    assert!(checks.contains(&Check::Session) && checks.contains(&Check::Mark), "{:?}", verdict.faults);
    // With the session's own key: what the head says must still be what the journal says.
    let mut head = good.head.clone();
    head.mark.mark += 1.0;
    head.seed += 1;
    head.times.allowed += 1;
    head.incidents.push(epissure::exam::Incident { tick: 1, at: String::new(), what: IncidentKind::Paused });
    head.program = "0.0.0".to_owned();
    let forged = sealed::write(head, &good.journal, PREPARED.opened.key()).expect("small enough");
    let verdict = verifier(true).verify("a", &forged, None);
    let checks: Vec<Check> = verdict.faults.iter().map(|fault| fault.check).collect();
    for check in [Check::Session, Check::Head, Check::Version, Check::Mark] {
        assert!(checks.contains(&check), "{check:?}: {:?}", verdict.faults);
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    let count: u64 = std::env::var("EPISSURE_BYTES").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = sealed_file(folder.path(), "A-01", Who::Novice);
    let verifier = verifier(true);
    assert!(verifier.verify("a", &bytes, None).holds);
    let missed = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..4)
            .map(|lane| {
                let (verifier, mut bytes) = (&verifier, bytes.clone());
                scope.spawn(move || {
                    let mut missed = 0;
                    for change in (lane..count).step_by(4) {
                        let mut rng = ChaCha8Rng::seed_from_u64(change);
                        let at = rng.next_u64() as usize % bytes.len();
                        let was = bytes[at];
                        bytes[at] ^= (rng.next_u32() % 255 + 1) as u8;
                        missed += u64::from(verifier.verify("a", &bytes, None).holds);
                        bytes[at] = was;
                    }
                    missed
                })
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().expect("no panic")).sum::<u64>()
    });
    println!("{count} changes of one byte in {} bytes: {missed} missed", bytes.len());
    assert_eq!(missed, 0);
    for end in [0, 8, 16, 100, bytes.len() - 1] {
        assert!(!verifier.verify("a", &bytes[..end], None).holds, "cut at {end}");
    }
    assert!(!verifier.verify("a", &[&bytes[..], b"x"].concat(), None).holds, "lengthened");
}

#[test]
fn the_jury_stands_beside_the_mark_and_cannot_be_altered() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = sealed_file(folder.path(), "A-01", Who::Novice);
    let path = place(folder.path(), "A-01").sealed();
    let head = sealed::read("a", &bytes[..]).expect("good").head;
    let lost = head.mark.criteria.iter().find(|c| c.earned < c.of).expect("a novice loses something");
    let key = PREPARED.opened.key();
    let says = |by: &str, reason: &str, says: Says| {
        sitting::remark(&path, (by, "2026-11-28T16:00:00Z".to_owned(), reason), says, key)
    };
    let criterion = |id: &str, earned: f64| Says::Criterion { id: id.to_owned(), earned };
    assert!(says("M. Roux", "", Says::Remark).expect_err("no reason").contains("reason"));
    assert!(says("M. Roux", "x", criterion("nothing", 0.0)).expect_err("unknown").contains("there are"));
    assert!(says("M. Roux", "x", criterion(&lost.id, lost.of + 1.0)).is_err());
    says("M. Roux", "Le candidat a redemandé la consigne.", Says::Remark).expect("kept");
    says("Mme Le Gall", "Geste repris, résultat bon.", criterion(&lost.id, lost.of)).expect("kept");
    let jury = says("Mme Le Gall", "Décision du jury.", Says::Passed(true)).expect("kept");
    assert_eq!(fs::read(&path).expect("still there"), bytes, "the machine's mark is untouched");
    let higher = head.mark.mark + lost.of - lost.earned;
    assert!(jury.mark(&head.mark).is_some_and(|mark| (mark - higher).abs() < 0.011));
    assert_eq!(jury.passed(), Some(true));
    let words = fs::read(path.with_extension(jury::EXTENSION)).expect("the jury's words");
    let verdict = verifier(true).verify("a", &bytes, Some(&words));
    assert!(verdict.holds, "{:?}", verdict.faults);
    assert_eq!(verdict.jury.expect("read").entries.len(), 3);
    // Altered, taken out, or under another attempt: it is the jury's no longer.
    let text = String::from_utf8(words.clone()).expect("JSON");
    let altered = text.replace("redemand", "demandre");
    assert_ne!(altered, text);
    let mut lines: Vec<serde_json::Value> = serde_json::from_slice(&words).expect("JSON");
    lines.remove(1);
    let without = serde_json::to_vec(&lines).expect("JSON");
    let other = sealed_file(folder.path(), "A-02", Who::Novice);
    for (bytes, words) in [(&bytes, altered.as_bytes()), (&bytes, &without[..]), (&other, &words[..])] {
        let verdict = verifier(true).verify("a", bytes, Some(words));
        assert!(verdict.faults.iter().any(|fault| fault.check == Check::Jury), "{:?}", verdict.faults);
    }
}

/// A candidate's process is killed at any moment, again and again; it is started again, and ends as if nothing had been.
#[test]
#[cfg(unix)]
fn a_killed_exam_resumes_and_is_worth_the_same() {
    let kills: u64 = std::env::var("EPISSURE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("session.epexamen");
    fs::write(&file, &PREPARED.bytes).expect("room");
    let (number, hand) = ("A-02", Who::Trained);
    let seat = PREPARED.opened.seat(number).expect("on the roster");
    let (samples, worth) = whole(number, hand);
    let start = |exams: &Path, speed: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_epissure"));
        command.args(["exam", "sit"]).arg(&file).args(["--number", number, "--code", &seat.code]);
        command.args(["--hand", "trained", "--progress", "--speed", speed, "--exams"]).arg(exams);
        command.env("EPISSURE_PASSPHRASE", PASSPHRASE).env("EPISSURE_HOME", home()).stdout(Stdio::piped());
        command.spawn().expect("it starts")
    };
    let lanes = (kills / 3).clamp(1, 12);
    let one = |lane: u64| {
        let exams = folder.path().join(format!("exams-{lane}"));
        let place = place(&exams, number);
        let (mut resumed, mut before, mut most_lost) = (0, 0, 0);
        for kill in 0..kills.div_ceil(lanes) {
            let mut rng = ChaCha8Rng::seed_from_u64(lane * 1_000_000 + kill);
            let mut child = start(&exams, "4");
            let out = child.stdout.take().expect("its output");
            let reader = std::thread::spawn(move || {
                let lines = BufReader::new(out).lines().map_while(Result::ok);
                lines.filter_map(|line| line.strip_prefix("tick ")?.parse::<usize>().ok()).last()
            });
            // Most of the time goes into opening the session; the moment is drawn over the work.
            std::thread::sleep(Duration::from_millis(u64::from(rng.next_u32()) % 2_500 + 300));
            let _ = child.kill();
            child.wait().expect("it is gone");
            let said = reader.join().expect("a reader that ends with its pipe").unwrap_or(before);
            if place.sealed().exists() {
                check_end(&place, &worth, resumed, before);
                fs::remove_file(place.sealed()).expect("ours");
                let _ = fs::remove_file(place.journal());
                (resumed, before) = (0, 0);
                continue;
            }
            let kept = match journal::read(&place.journal()) {
                Ok(journal) => {
                    assert!(samples.starts_with(&journal.samples), "what was kept is what was done");
                    resumed = notes::noted(&journal).incidents.len();
                    journal.samples.len()
                }
                Err(why) => {
                    assert!(said == 0, "after tick {said}: {why}");
                    0
                }
            };
            assert!(kept >= before, "what was on the disk once stays there");
            assert!(kept + TICKS_PER_SECOND as usize >= said, "{said} ticks were recorded, {kept} kept");
            most_lost = most_lost.max(said.saturating_sub(kept));
            before = kept;
        }
        let last = start(&exams, "0").wait_with_output().expect("it ends");
        assert!(last.status.success() || place.sealed().exists());
        check_end(&place, &worth, resumed, before);
        most_lost
    };
    let lost = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..lanes).map(|lane| scope.spawn(move || one(lane))).collect();
        lanes.into_iter().map(|lane| lane.join().expect("no panic")).max()
    });
    println!(
        "{kills} kills: every exam resumed, sealed, and worth {:.2}; {} ticks lost at most",
        worth.mark,
        lost.unwrap_or(0)
    );
}

#[cfg(unix)]
fn check_end(place: &Place, worth: &Mark, resumed: usize, before: usize) {
    let bytes = fs::read(place.sealed()).expect("the seal");
    let verdict = verifier(true).verify("a", &bytes, None);
    assert!(verdict.holds, "{:?}", verdict.faults);
    let head = verdict.sealed.expect("read").head;
    assert_eq!((head.mark.mark, &head.mark.facts_hash), (worth.mark, &worth.facts_hash), "marked the same");
    assert!(head.incidents.len() >= resumed && head.times.worked as usize >= before);
}
