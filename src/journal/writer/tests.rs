//! Tests of recording: full disks, interruptions, limits, and random samples.

use proptest::prelude::*;

use super::*;
use crate::journal::format::{Calibration, FORMAT_VERSION, MAX_HEADER, Mode, NOBODY};
use crate::journal::{Note, Tear, decode, read};

pub fn header() -> Header {
    Header {
        format: FORMAT_VERSION,
        scenario: "first-splice".to_owned(),
        scenario_path: "learn/première épissure.ron".to_owned(),
        scenario_hash: "ab".repeat(32),
        catalogue_hash: "cd".repeat(32),
        program: "0.1.0".to_owned(),
        seed: u64::MAX,
        who: "hirondelle".to_owned(),
        mode: Mode::Exam,
        hand: "person".to_owned(),
        assistance: 2,
        calibration: Calibration { gain: 1.0 / 3.0 + 1e-16, left_handed: true, grip_toggle: false },
        started: Some("2026-03-21T10:00:00Z".to_owned()),
    }
}

/// A hand that moves a little each tick.
pub fn moving(tick: u32) -> Sample {
    let t = tick as i32;
    Sample {
        tool: (tick / 50 % 12) as u8,
        part: (tick / 70 % 20) as u8,
        along: t * 3 - 500,
        across: (t * 7) % 40 - 20,
        lift: -(t / 9),
        turn: t * t % 1000,
        grip: (tick % 256) as u8,
        wheel: (t / 30) as i16,
    }
}

/// The bytes of a journal into which `how` records.
pub fn record(how: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> Result<(), JournalError>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, &header()).expect("a journal");
    how(&mut writer).expect("recorded");
    drop(writer);
    bytes
}

/// A disk that holds `room` bytes more, and counts what it is told.
#[derive(Debug, Default)]
struct Disk {
    bytes: Vec<u8>,
    room: usize,
    rewinds: usize,
}

impl Write for &mut Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = bytes.len().min(self.room);
        if n == 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        self.room -= n;
        self.bytes.extend_from_slice(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_keeps_what_it_has_and_what_waits() {
    let bare = record(|_| Ok(())).len();
    for can_rewind in [false, true] {
        for room in (bare..bare + 600).step_by(3) {
            let mut disk = Disk { room, ..Disk::default() };
            let mut writer = Writer::new(&mut disk, &header()).expect("room for the header");
            if can_rewind {
                writer.rewind = |disk, length| {
                    disk.rewinds += 1;
                    disk.room += disk.bytes.len() - length as usize;
                    disk.bytes.truncate(length as usize);
                    Ok(())
                };
            }
            let mut refused = 0;
            for tick in 0..200 {
                if let Err(e) = writer.push(moving(tick)) {
                    assert!(matches!(e.fault, Fault::Io(_)), "{e}");
                    refused += 1;
                }
            }
            let kept = decode(&writer.sink.bytes).expect("still valid");
            assert_eq!(kept.torn.is_some(), writer.taken > 0);
            assert!(!can_rewind || kept.torn.is_none());
            assert!(kept.samples.iter().copied().eq((0..kept.samples.len() as u32).map(moving)));
            assert_eq!(refused > 0, kept.samples.len() < 180);

            writer.sink.room = usize::MAX / 2;
            writer.finish().expect("room again");
            drop(writer);
            let whole = decode(&disk.bytes).expect("good");
            assert!(whole.finished && whole.torn.is_none());
            assert!(whole.samples.into_iter().eq((0..200).map(moving)));
        }
    }
}

#[test]
fn a_disk_without_room_for_the_header_is_an_error() {
    let mut disk = Disk { room: 20, ..Disk::default() };
    assert!(matches!(Writer::new(&mut disk, &header()).expect_err("full").fault, Fault::Io(_)));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("none").join("a.journal");
    let e = Writer::create(&path, &header()).expect_err("no such folder");
    assert!(matches!(e.fault, Fault::Io(_)) && e.path.as_deref() == Some(path.as_path()), "{e}");
}

#[test]
fn a_file_is_never_overwritten_and_has_one_writer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.journal");
    let mut writer = Writer::create(&path, &header()).expect("created");
    assert!(matches!(Writer::create(&path, &header()).expect_err("there").fault, Fault::Exists));
    assert!(matches!(Writer::resume(&path).expect_err("in use").fault, Fault::Busy));
    for tick in 0..61 {
        writer.push(moving(tick)).expect("pushed");
    }
    assert_eq!(read(&path).expect("good").samples.len(), 60, "half a second is in the file at once");
    drop(writer);
    assert_eq!(read(&path).expect("good").samples.len(), 61, "the rest when the program ends");
}

#[test]
fn an_attempt_goes_on_after_a_torn_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.journal");
    let bytes = record(|w| (0..240).try_for_each(|tick| w.push(moving(tick))));
    let start = record(|_| Ok(())).len();
    for length in (start..=bytes.len()).rev().step_by(23) {
        fs::write(&path, &bytes[..length]).expect("written");
        let (mut writer, before) = Writer::resume(&path).expect("resumed");
        let count = before.samples.len() as u32;
        assert!(before.torn.is_none_or(|t| t.reason == Tear::CutShort));
        assert_eq!(writer.ticks(), count);
        for tick in count..250 {
            writer.push(moving(tick)).expect("pushed");
        }
        writer.finish().expect("finished");
        assert!(matches!(writer.push(moving(0)).expect_err("over").fault, Fault::Finished));
        drop(writer);
        let after = read(&path).expect("good");
        assert!(after.finished && after.torn.is_none());
        assert_eq!(after.notes, [Note { tick: count, event: Event::Resumed }]);
        assert!(after.samples.into_iter().eq((0..250).map(moving)));
        let e = Writer::resume(&path).expect_err("finished");
        assert!(matches!(e.fault, Fault::Finished) && e.path.is_some(), "{e}");
    }
}

#[test]
fn too_much_is_refused_and_nothing_is_lost() {
    let bytes = record(|w| {
        w.push(moving(1))?;
        let long = w.note(Event::Other("é".repeat(MAX_NOTE))).expect_err("too long");
        assert!(matches!(long.fault, Fault::FrameTooLong { .. }));
        assert!(w.keyframe(&vec![0; MAX_PAYLOAD - 3]).is_err());
        w.keyframe(&vec![0; MAX_PAYLOAD - 4])?;
        w.reserved = MAX_FILE - 100;
        assert!(matches!(w.push(moving(2)).expect_err("full").fault, Fault::FileTooLong));
        w.finish()
    });
    assert_eq!(decode(&bytes).expect("good").samples, [moving(1)]);
    let bytes = record(|w| {
        (0..MAX_SAMPLES).try_for_each(|_| w.push(Sample::default()))?;
        assert!(matches!(w.push(moving(2)).expect_err("over").fault, Fault::TooManySamples));
        w.finish()
    });
    assert_eq!(decode(&bytes).expect("good").samples.len(), MAX_SAMPLES as usize);
}

#[test]
fn a_header_that_could_not_be_read_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.journal");
    let mut wrong = header();
    wrong.calibration.gain = f64::NAN;
    assert!(matches!(Writer::create(&path, &wrong).expect_err("NaN").fault, Fault::HeaderUnreadable(_)));
    let later = Header { format: 2, ..header() };
    assert!(matches!(Writer::create(&path, &later).expect_err("later").fault, Fault::Version(2)));
    let long = Header { who: "x".repeat(MAX_HEADER), ..header() };
    assert!(matches!(Writer::create(&path, &long).expect_err("long").fault, Fault::HeaderTooLong(_)));
    assert!(!path.exists());
}

fn sample() -> impl Strategy<Value = Sample> {
    let place = || prop_oneof![any::<i32>(), -20..20i32];
    let hand = (any::<u8>(), any::<u8>(), place(), place());
    (hand, (place(), place(), any::<u8>(), any::<i16>())).prop_map(
        |((tool, part, along, across), (lift, turn, grip, wheel))| Sample {
            tool,
            part,
            along,
            across,
            lift,
            turn,
            grip,
            wheel,
        },
    )
}

proptest! {
    #[test]
    fn any_samples_read_back(runs in proptest::collection::vec((sample(), 1usize..90), 0..40), notes in any::<u64>()) {
        let samples: Vec<Sample> = runs.iter().flat_map(|(s, n)| std::iter::repeat_n(*s, *n)).collect();
        let mut noted = Vec::new();
        let bytes = record(|w| {
            for (tick, sample) in samples.iter().enumerate() {
                if tick < 64 && notes >> tick & 1 == 1 {
                    let note = Note { tick: tick as u32, event: Event::Other(format!("n° {tick}")) };
                    w.note(note.event.clone())?;
                    noted.push(note);
                }
                w.push(*sample)?;
            }
            w.finish()
        });
        let journal = decode(&bytes).expect("good");
        prop_assert_eq!(journal.samples, samples);
        prop_assert_eq!(journal.notes, noted);
        prop_assert!(journal.finished && journal.torn.is_none());
    }
}

#[test]
fn an_attempt_is_somebodys_whatever_the_case_and_without_a_name_nobodys() {
    let by = |who: &str| Header { who: who.to_owned(), ..header() };
    assert!(by("P07").is_by(" p07 ") && !by("P07").is_by("P08"));
    assert!(by("").is_by(NOBODY) && by(NOBODY).is_by("anonyme") && !by("Zoé").is_by(NOBODY));
}
