//! What nobody would hand in on purpose, and what somebody would: every answer is a message, never a panic.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use epissure::attempt;
use epissure::bench::Bench;
use epissure::catalogue::vocabulary::{Sample, TICKS_PER_SECOND};
use epissure::hands::{self, Who};
use epissure::journal::{self, Event, Fault, Header, Journal, Writer};
use epissure::marking::{FULL, Mark, mark};
use epissure::scenario::schema::Mistake;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use tempfile::TempDir;

use crate::common::{exercise, exercise_path, header, job, root};

/// Seeds of a quick run; `EPISSURE_SEEDS` asks for a campaign.
fn seeds() -> u64 {
    std::env::var("EPISSURE_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

fn written(seed: u64, samples: &[Sample]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, &header(seed)).expect("a header");
    for sample in samples {
        writer.push(*sample).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
    drop(writer);
    bytes
}

fn novice(seed: u64) -> Vec<Sample> {
    hands::play(Who::Novice, job(seed), seed).0
}

fn replay(journal: &Journal) -> Mark {
    let (scenario, catalogue) = exercise();
    attempt::replay(journal, &scenario, &catalogue).expect("the same scenario").mark
}

#[track_caller]
fn assert_sane(mark: &Mark) {
    assert!((0.0..=FULL).contains(&mark.mark), "{}", mark.mark);
    for criterion in &mark.criteria {
        assert!((0.0..=criterion.of).contains(&criterion.earned), "{criterion:?}");
        assert!(criterion.value.is_none_or(f64::is_finite), "{criterion:?}");
    }
}

/// Runs the program; returns its exit code and both outputs. It neither panics nor dies of a signal.
#[track_caller]
fn epissure(arguments: &[&Path]) -> (i32, String, String) {
    let said = Command::new(env!("CARGO_BIN_EXE_epissure"))
        .args(arguments)
        .env("EPISSURE_HOME", root())
        .env("LC_ALL", "en_GB.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let (out, err) =
        (String::from_utf8_lossy(&said.stdout).into_owned(), String::from_utf8_lossy(&said.stderr).into_owned());
    assert!(!err.contains("panicked") && !err.contains("overflow"), "{arguments:?}: {err}");
    (said.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {err}")), out, err)
}

#[track_caller]
fn refused(arguments: &[&Path], word: &str) -> String {
    let (code, _, err) = epissure(arguments);
    assert_eq!(code, 1, "{arguments:?}: {err}");
    assert!(err.starts_with("error") && err.contains(word), "{arguments:?}: `{word}` is not in: {err}");
    assert!(err.len() < 200_000, "{} bytes of message", err.len());
    err
}

fn arg(text: &str) -> &Path {
    Path::new(text)
}

fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path)
}

#[test]
fn a_journal_cut_anywhere_is_marked_up_to_the_cut_or_refused() {
    let samples = novice(1);
    let bytes = written(1, &samples);
    let whole = journal::decode(&bytes).expect("good");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..40 {
        let length = rng.next_u32() as usize % bytes.len();
        match journal::decode(&bytes[..length]) {
            Ok(part) => {
                assert!(whole.samples.starts_with(&part.samples) && !part.finished);
                assert_sane(&replay(&part));
            }
            Err(e) => assert!(matches!(e.fault, Fault::HeaderCut), "{e}"),
        }
    }
    let (_folder, path) = file("cut.epj", &bytes[..bytes.len() * 2 / 3]);
    let (code, out, err) = epissure(&[arg("grade"), &path, arg("--json")]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("cut.epj") && err.contains("marked"), "who grades is told: {err}");
    assert!(out.contains("\"facts_hash\""));
    for length in [0, 7, 40] {
        let (_folder, path) = file("stump.epj", &bytes[..length]);
        refused(&[arg("grade"), &path], "stump.epj");
    }
}

#[test]
fn an_altered_journal_is_refused_and_the_place_named() {
    let bytes = written(2, &novice(2));
    let mut altered = bytes.clone();
    altered[bytes.len() / 2] ^= 0x10;
    let (_folder, path) = file("altered.epj", &altered);
    refused(&[arg("grade"), &path], "altered after it was recorded");
    refused(&[arg("replay"), &path], "frame");
    let (_folder, path) = file("picture.epj", b"\x89PNG\r\n\x1a\n and so on");
    refused(&[arg("grade"), &path], "not a journal");
    let (folder, _) = file("x", b"");
    refused(&[arg("grade"), folder.path()], "not a file");
}

#[test]
fn any_mutation_of_a_journal_is_read_or_refused() {
    let bytes = written(3, &novice(3)[..4_000]);
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for _ in 0..seeds() * 20 {
        let mut altered = bytes.clone();
        for _ in 0..1 + rng.next_u32() % 4 {
            let at = rng.next_u32() as usize % altered.len();
            match rng.next_u32() % 5 {
                0 => altered[at] ^= 1 << (rng.next_u32() % 8),
                1 => altered[at] = rng.next_u32() as u8,
                2 => altered.truncate(at.max(1)),
                3 => altered.insert(at, rng.next_u32() as u8),
                _ => {
                    let end = (at + rng.next_u32() as usize % 64).min(altered.len());
                    altered.drain(at..end);
                    if altered.is_empty() {
                        altered.push(0);
                    }
                }
            }
        }
        if let Ok(journal) = journal::decode(&altered) {
            assert!(journal.samples.len() <= 4_000);
        }
    }
}

/// The chain of checksums keeps accidents out, not forgers: whoever can run the program can write any samples.
#[test]
fn a_forged_journal_of_impossible_samples_is_marked_without_a_panic() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let extremes = [i32::MIN, i32::MIN + 1, -500_000, -1, 0, 1, 500_000, i32::MAX - 1, i32::MAX];
    for seed in 0..seeds() / 6 {
        let mut samples = novice(seed);
        for _ in 0..400 {
            let at = rng.next_u32() as usize % samples.len();
            let extreme = extremes[rng.next_u32() as usize % extremes.len()];
            let sample = &mut samples[at];
            match rng.next_u32() % 7 {
                0 => sample.along = extreme,
                1 => sample.across = extreme,
                2 => sample.lift = extreme,
                3 => sample.turn = extreme,
                4 => sample.wheel = rng.next_u32() as i16,
                5 => sample.tool = rng.next_u32() as u8,
                _ => sample.part = rng.next_u32() as u8,
            }
        }
        let journal = journal::decode(&written(seed, &samples)).expect("its checksums are good");
        assert_sane(&replay(&journal));
    }
}

#[test]
fn an_attempt_of_extremes_alone_is_marked_without_a_panic() {
    let extreme = Sample {
        tool: u8::MAX,
        part: u8::MAX,
        along: i32::MAX,
        across: i32::MAX,
        lift: i32::MAX,
        turn: i32::MAX,
        grip: u8::MAX,
        wheel: i16::MAX,
    };
    let other = Sample {
        along: i32::MIN,
        across: i32::MIN,
        lift: i32::MIN,
        turn: i32::MIN,
        grip: 0,
        wheel: i16::MIN,
        ..extreme
    };
    let job = job(0);
    let mut bench = Bench::new(job.clone());
    for tool in 0..=13 {
        for part in 0..=255 {
            for sample in [extreme, other, extreme, other] {
                bench.tick(Sample { tool, part, ..sample });
            }
        }
    }
    bench.finish();
    assert_sane(&mark(&job, bench.facts(), bench.now()));
}

#[test]
fn an_empty_attempt_is_worth_nothing_and_no_panic() {
    let journal = journal::decode(&written(5, &[])).expect("good");
    assert_eq!(replay(&journal).mark, 0.0);
    let (_folder, path) = file("empty.epj", &written(5, &[]));
    assert_eq!(epissure(&[arg("grade"), &path]).0, 0);
    assert_eq!(epissure(&[arg("replay"), &path]).0, 0);
}

#[test]
fn a_header_that_names_odd_things_is_answered_in_words() {
    let odd = |change: fn(&mut Header)| {
        let mut header = header(1);
        change(&mut header);
        let mut bytes = Vec::new();
        drop(Writer::new(&mut bytes, &header).expect("a header"));
        file("odd.epj", &bytes)
    };
    let (_folder, path) = odd(|header| header.scenario = "../../../../etc/passwd".to_owned());
    refused(&[arg("grade"), &path], "unknown.ron");
    let (_folder, path) = odd(|header| header.scenario = "\u{1b}[2J\0".repeat(100));
    let err = refused(&[arg("grade"), &path], "cannot be read");
    assert!(!err.contains('\u{1b}'), "a journal must not steer the terminal");
    let (_folder, path) = odd(|header| header.scenario_hash = "\u{1b}[2J".to_owned());
    let err = refused(&[arg("grade"), &path], "the scenario has changed");
    assert!(!err.contains('\u{1b}'), "a journal must not steer the terminal");
    let (_folder, path) = odd(|header| header.catalogue_hash = String::new());
    refused(&[arg("grade"), &path], "the catalogue has changed");
    let (_folder, path) = odd(|header| header.hand = "\u{1b}[2J\u{202e}".to_owned());
    let (code, out, _) = epissure(&[arg("replay"), &path]);
    assert_eq!(code, 0);
    assert!(!out.contains(['\u{1b}', '\u{202e}']), "a journal must not steer the terminal");
}

#[test]
fn scenarios_that_mean_harm_are_refused_with_a_place() {
    let good = fs::read_to_string(exercise_path()).expect("the exercise");
    let with = |old: &str, new: &str| {
        assert!(good.contains(old), "the exercise holds no {old}");
        good.replacen(old, new, 1)
    };
    let cases: [(String, &str); 18] = [
        (format!("{good}{}", " ".repeat(2 << 20)), "larger than 1024 KiB"),
        ("[".repeat(100_000), "nested deeper"),
        (format!("{}{}", "(".repeat(100_000), ")".repeat(100_000)), "nested deeper"),
        ("Some(".repeat(100_000), "nested deeper"),
        ("/*".repeat(100_000), "error"),
        (String::new(), "error"),
        ("\0".repeat(1_000), "error"),
        (with("pass: 12.0", "pass: NaN"), "bad.ron:"),
        (with("pass: 12.0", "pass: inf"), "bad.ron:"),
        (with("pass: 12.0", "pass: -inf"), "bad.ron:"),
        (with("pass: 12.0", "pass: 1e999"), "bad.ron:"),
        (with("weight: 0.8", "weight: -0.8"), "bad.ron:"),
        (with("weight: 0.8", "weight: 1.8"), "the weights add up to 21"),
        (with("minutes: 20", "minutes: 99999999999999999999"), "bad.ron:"),
        (with("fibre: (1, 12)", "fibre: (12, 1)"), "the draw ends before it begins"),
        (with("ring_mm: 450.0", "ring_mm: 9000.0"), "too long"),
        (with("id: \"ring-station\"", "id: \"ring-depth\""), "used twice"),
        (with("format: 2", "format: 3"), "bad.ron:"),
    ];
    for (text, word) in cases {
        let (_folder, path) = file("bad.ron", text.as_bytes());
        refused(&[arg("check"), &path], word);
        refused(&[arg("play"), &path], word);
    }
    let (_folder, path) = file("bad.ron", &[b'(', 0xFF, 0xFE]);
    refused(&[arg("check"), &path], "not UTF-8");
    let (folder, _) = file("x.ron", b"");
    refused(&[arg("play"), folder.path()], "expected a file, found a folder");
    refused(&[arg("validity"), folder.path()], "expected a file, found a folder");
}

/// Opposite orders can't both be kept: no hand could have full marks.
#[test]
fn a_scenario_that_contradicts_itself_is_refused() {
    let good = fs::read_to_string(exercise_path()).expect("the exercise");
    let Some(at) = good.find("rule: Before(first: ") else { panic!("the exercise has no order") };
    let end = at + good[at..].find(')').expect("its end") + 1;
    let names: Vec<&str> = good[at..end].split('"').collect();
    let turned = format!("rule: Before(first: \"{}\", then: \"{}\")", names[3], names[1]);
    // Another criterion now asks for the opposite order.
    let other = good.find("rule: Low(").expect("a measure");
    let other_end = other + good[other..].find(')').expect("its end") + 1;
    let (_folder, path) = file("bad.ron", good.replacen(&good[other..other_end], &turned, 1).as_bytes());
    refused(&[arg("check"), &path], "bad.ron:");
}

#[test]
fn an_out_folder_that_cannot_be_is_named() {
    let (folder, blocking) = file("not-a-folder", b"");
    let scenario = exercise_path();
    // A plain file in the way refuses root too, whom permissions do not bind.
    for out in [blocking.clone(), blocking.join("deeper")] {
        let err = refused(&[arg("play"), &scenario, arg("--out"), &out], "not-a-folder");
        assert_eq!(err.trim_end().lines().count(), 1, "{err}");
    }
    // What stands where the journal goes is a folder, and not ours to delete.
    let in_the_way = folder.path().join("out").join("attempt.epj");
    fs::create_dir_all(in_the_way.join("precious")).expect("folders");
    refused(&[arg("play"), &scenario, arg("--out"), &folder.path().join("out")], "attempt.epj");
    assert!(in_the_way.join("precious").is_dir());
}

/// A disk with so many bytes left.
struct Disk {
    bytes: Vec<u8>,
    room: usize,
}

impl Write for &mut Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fits = bytes.len().min(self.room);
        if fits == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(&bytes[..fits]);
        self.room -= fits;
        Ok(fits)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_said_and_loses_nothing_that_fitted() {
    let samples = novice(6);
    let whole = written(6, &samples);
    let start = written(6, &[]).len();
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for _ in 0..20 {
        let room = start + rng.next_u32() as usize % (whole.len() - start);
        let mut disk = Disk { bytes: Vec::new(), room };
        let mut writer = Writer::new(&mut disk, &header(6)).expect("room for the header");
        let mut refusals = 0;
        for sample in &samples {
            if let Err(e) = writer.push(*sample) {
                assert!(matches!(e.fault, Fault::Io(_)), "{e}");
                refusals += 1;
            }
        }
        assert!(refusals > 0 || room + 100 > whole.len(), "room {room} of {}", whole.len());
        assert!(writer.finish().is_err());
        drop(writer);
        assert_eq!(disk.bytes.len(), room);
        let part = journal::decode(&disk.bytes).expect("what fitted is good");
        assert!(samples.starts_with(&part.samples) && !part.finished);
        assert_sane(&replay(&part));
    }
    let mut disk = Disk { bytes: Vec::new(), room: 10 };
    assert!(matches!(Writer::new(&mut disk, &header(6)).err().map(|e| e.fault), Some(Fault::Io(_))));
}

#[test]
fn a_disk_that_is_full_for_a_while_loses_nothing() {
    struct Sometimes {
        bytes: Vec<u8>,
        rng: ChaCha8Rng,
    }
    impl Write for &mut Sometimes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.rng.next_u32() % 3 {
                0 => Err(io::ErrorKind::StorageFull.into()),
                1 => {
                    let part = bytes.len().div_ceil(2);
                    self.bytes.extend_from_slice(&bytes[..part]);
                    Ok(part)
                }
                _ => {
                    self.bytes.extend_from_slice(bytes);
                    Ok(bytes.len())
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let samples = novice(7);
    let mut disk = (0..).find_map(|seed| {
        let mut disk = Sometimes { bytes: Vec::new(), rng: ChaCha8Rng::seed_from_u64(seed) };
        let begun = Writer::new(&mut disk, &header(7)).is_ok();
        begun.then(|| Sometimes { bytes: Vec::new(), rng: ChaCha8Rng::seed_from_u64(seed) })
    });
    let disk = disk.as_mut().expect("one that takes the header");
    let mut writer = Writer::new(&mut *disk, &header(7)).expect("it took it before");
    for sample in &samples {
        // What was refused by the disk is kept by the writer.
        let _ = writer.push(*sample);
    }
    let _ = writer.note(Event::Other("end".to_owned()));
    assert!((0..1_000).any(|_| writer.finish().is_ok()), "a disk with room again takes it all");
    drop(writer);
    let journal = journal::decode(&disk.bytes).expect("good");
    assert!(journal.finished && journal.torn.is_none() && journal.notes.len() == 1);
    assert_eq!(journal.samples, samples);
}

/// What a mistake takes with it when many come together, no fault hand shows: any hand, any seed.
#[test]
fn any_hand_on_any_job_is_marked_without_a_panic() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for seed in 0..seeds() {
        let who = match rng.next_u32() % 8 {
            0 => Who::Reference,
            1 => Who::Expert,
            2 => Who::Trained,
            3 | 4 => Who::Novice,
            5 => Who::Tremor(f64::from(rng.next_u32() % 101)),
            _ => Who::Fault(Mistake::ALL[rng.next_u32() as usize % Mistake::ALL.len()]),
        };
        let job = job(rng.next_u64());
        let (samples, bench) = hands::play(who, job.clone(), rng.next_u64());
        let mark = mark(&job, bench.facts(), bench.now());
        assert_sane(&mark);
        // The gesture in hand is still carried out when the time is over.
        let length = samples.len() as u32;
        assert!(length <= hands::MAX_TICKS + 60 * TICKS_PER_SECOND, "{who:?} {seed}: {length} ticks");
        for stamped in bench.facts() {
            assert!(stamped.from <= stamped.to && stamped.to <= bench.now(), "{who:?} {seed}: {stamped:?}");
            let json = serde_json::to_string(stamped).expect("plain data");
            assert!(!json.contains("null"), "{who:?} {seed}: {json}");
        }
    }
}
