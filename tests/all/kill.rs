//! A process killed at any moment loses at most the last second of an attempt, and nothing of its mark.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use epissure::attempt;
use epissure::catalogue::vocabulary::{Sample, TICKS_PER_SECOND};
use epissure::hands::{self, Who};
use epissure::journal::{self, Event, Fault, Writer};
use epissure::marking::{Mark, mark};
use epissure::scenario::LoadedScenario;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::common::{exercise, header, job};

/// What the child reads to know that it is one: journal, seed, microseconds between ticks.
const CHILD: &str = "EPISSURE_KILL_CHILD";

/// Kills of a quick run; `EPISSURE_KILLS` asks for a campaign.
fn kills() -> u64 {
    std::env::var("EPISSURE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

/// What the child records, known to the parent as well, and what it is worth.
fn whole_attempt(seed: u64) -> (Vec<Sample>, Mark) {
    let job = job(seed);
    let (samples, bench) = hands::play(Who::Novice, job.clone(), seed);
    let mark = mark(&job, bench.facts(), bench.now());
    (samples, mark)
}

/// Records, or goes on recording, until it is killed. Not a test: the parent runs it in a process of its own.
#[test]
#[ignore = "run by the other tests of this file in a process of its own"]
fn child() {
    let Ok(order) = std::env::var(CHILD) else { return };
    let [path, seed, pace]: [&str; 3] = order.split('|').collect::<Vec<_>>().try_into().expect("three words");
    let (seed, pace) = (seed.parse().expect("a seed"), Duration::from_micros(pace.parse().expect("microseconds")));
    let (samples, _) = whole_attempt(seed);
    let path = Path::new(path);
    let mut writer = if path.exists() {
        Writer::resume(path).expect("what a kill left can be taken up").0
    } else {
        Writer::create(path, &header(seed)).expect("a new journal")
    };
    let mut out = std::io::stdout().lock();
    for sample in &samples[writer.ticks() as usize..] {
        writer.push(*sample).expect("room on the disk");
        // One write a line: what the parent reads was pushed before.
        out.write_all(format!("\ntick {} \n", writer.ticks()).as_bytes()).expect("a parent that reads");
        out.flush().expect("a parent that reads");
        if !pace.is_zero() {
            std::thread::sleep(pace);
        }
    }
    // The parent finishes the attempt: wait to be killed.
    std::thread::sleep(Duration::from_secs(60));
}

fn start(path: &Path, seed: u64, pace: u64) -> Child {
    Command::new(std::env::current_exe().expect("this binary"))
        .args(["kill::child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{}|{seed}|{pace}", path.to_str().expect("a plain name")))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts")
}

/// Kills a child after so long, and returns the last number that it said it had pushed.
fn kill_after(mut child: Child, delay: Duration) -> u32 {
    let out = child.stdout.take().expect("its output");
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        lines.filter_map(|line| line.strip_prefix("tick ")?.trim().parse().ok()).last().unwrap_or(0)
    });
    std::thread::sleep(delay);
    // SIGKILL: no destructor, no handler, no flush.
    child.kill().expect("it was ours to kill");
    child.wait().expect("it is gone");
    reader.join().expect("a reader that ends with its pipe")
}

/// The journal of a killed child, checked against what it said: nothing wrong, and at most one second missing.
fn survivors(path: &Path, said: u32, samples: &[Sample]) -> u32 {
    let found = match journal::read(path) {
        Ok(journal) => journal,
        Err(e) => {
            // Killed before the header was on the disk: then nothing had been recorded.
            let nothing = matches!(&e.fault, Fault::HeaderCut)
                || matches!(&e.fault, Fault::Io(e) if e.kind() == std::io::ErrorKind::NotFound);
            assert!(nothing && said == 0, "after tick {said}: {e}");
            let _ = fs::remove_file(path);
            return 0;
        }
    };
    let kept = found.samples.len() as u32;
    assert!(!found.finished);
    assert!(samples.starts_with(&found.samples), "what was kept is what was pushed");
    assert!(kept + TICKS_PER_SECOND >= said, "{said} ticks were pushed, {kept} kept");
    kept
}

/// Takes the attempt up, does the rest, and compares with the attempt that nobody killed.
fn finish(path: &Path, seed: u64, samples: &[Sample], expected: &Mark) {
    let kept = if path.exists() {
        let (mut writer, before) = Writer::resume(path).expect("it can be taken up");
        assert!(samples.starts_with(&before.samples));
        assert_eq!(writer.ticks() as usize, before.samples.len());
        for sample in &samples[before.samples.len()..] {
            writer.push(*sample).expect("room on the disk");
        }
        writer.finish().expect("room on the disk");
        before.samples.len() as u32
    } else {
        return;
    };
    let journal = journal::read(path).expect("good");
    assert!(journal.finished && journal.torn.is_none());
    assert_eq!(journal.samples, samples);
    assert!(journal.notes.iter().any(|note| note.event == Event::Resumed && note.tick == kept));
    let (scenario, catalogue) = exercise();
    assert_eq!(journal.header, header(seed));
    let again = attempt::replay(&journal, &scenario, &catalogue).expect("the same scenario");
    assert_eq!(again.mark, *expected);
}

/// Kills at a time.
const LANES: u64 = 4;
/// Microseconds between ticks: none, an eighth of a person's, and a person's.
const PACES: [u64; 3] = [0, 1_000, 8_000];

#[test]
fn a_killed_attempt_loses_at_most_a_second_and_grades_the_same_once_finished() {
    let run = u64::from(std::process::id());
    println!("moments drawn from {run}");
    let one = |kill: u64| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("attempt.epj");
        let (samples, expected) = whole_attempt(kill);
        let pace = PACES[kill as usize % PACES.len()];
        let mut rng = ChaCha8Rng::seed_from_u64((run << 32) + kill);
        let delay = Duration::from_millis(u64::from(rng.next_u32()) % if pace == 0 { 500 } else { 1_500 });
        let said = kill_after(start(&path, kill, pace), delay);
        let kept = survivors(&path, said, &samples);
        println!("kill {kill}, after {delay:?}: {said} ticks pushed, {kept} kept");
        finish(&path, kill, &samples, &expected);
    };
    // Side by side, as they mostly wait for the disk.
    std::thread::scope(|scope| {
        for lane in 0..LANES {
            scope.spawn(move || (lane..kills()).step_by(LANES as usize).for_each(one));
        }
    });
}

#[test]
fn an_attempt_killed_again_and_again_grades_the_same_once_finished() {
    let mut rng = ChaCha8Rng::seed_from_u64(u64::from(std::process::id()) + 1);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("attempt.epj");
    let seed = 77;
    let (samples, expected) = whole_attempt(seed);
    let mut kept = 0;
    for kill in 0..kills().div_ceil(2) {
        let child = start(&path, seed, 300);
        let said = kill_after(child, Duration::from_millis(300 + u64::from(rng.next_u32()) % 700));
        let now = survivors(&path, said, &samples);
        println!("kill {kill}: {said} ticks pushed, {now} kept");
        assert!(now >= kept, "what was on the disk once stays there");
        kept = now;
    }
    finish(&path, seed, &samples, &expected);
}

#[test]
fn a_journal_that_is_being_recorded_is_not_taken_up_by_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("attempt.epj");
    let mut child = start(&path, 5, 1_000);
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("tick ")), "it records");
    let busy = Writer::resume(&path).err();
    child.kill().expect("it was ours to kill");
    child.wait().expect("it is gone");
    assert!(matches!(busy.map(|e| e.fault), Some(Fault::Busy)));
    Writer::resume(&path).expect("now it can be");
}

/// Killed between the end of the attempt and its mark: there is nothing to go on with, and the mark is not lost.
#[test]
fn a_finished_attempt_without_its_mark_is_marked_late_and_an_unfinished_one_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("attempt.epj");
    let (scenario, catalogue) = exercise();
    let (samples, expected) = whole_attempt(9);
    let mut writer = Writer::create(&path, &header(9)).expect("a new journal");
    for sample in &samples {
        writer.push(*sample).expect("room on the disk");
    }
    writer.flush().expect("room on the disk");
    assert!(attempt::mark_late(&path, &scenario, &catalogue).expect("a good journal").is_none());
    writer.finish().expect("room on the disk");
    drop(writer);
    let refused = Writer::resume(&path).expect_err("it is finished");
    assert!(matches!(refused.fault, Fault::Finished));
    let (found, late) = attempt::mark_late(&path, &scenario, &catalogue).expect("a good journal").expect("a mark");
    assert_eq!((found, late.mark), (header(9), expected));
    // By other rules there is no mark, and the message names the file whose rules they are.
    let changed = LoadedScenario { hash: "another".to_owned(), ..scenario.clone() };
    let why = attempt::mark_late(&path, &changed, &catalogue).expect_err("other rules").to_string();
    assert!(why.contains("the scenario has changed"), "{why}");
    // What was altered after it was finished is not marked either.
    let mut bytes = fs::read(&path).expect("the journal");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).expect("written");
    let why = attempt::mark_late(&path, &scenario, &catalogue).expect_err("altered").to_string();
    assert!(why.contains("attempt.epj"), "{why}");
}
