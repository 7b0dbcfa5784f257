//! Tests of reading: whole, cut, altered and hostile journals.

use proptest::prelude::*;

use super::*;
use crate::journal::format::{encode_samples, frame};
use crate::journal::writer::tests::{header, moving, record};

/// A small journal with every kind of frame.
fn small() -> Vec<u8> {
    record(|w| {
        for tick in 0..70 {
            w.push(moving(tick))?;
        }
        w.note(Event::FocusLost)?;
        w.keyframe(&[7; 9])?;
        for _ in 0..30 {
            w.push(moving(70))?;
        }
        w.finish()
    })
}

/// The journal of the header and of frames that need not make sense, each with a good checksum.
fn forged(frames: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = record(|_| Ok(()));
    for (kind, payload) in frames {
        let previous: Checksum = bytes[bytes.len() - SUM..].try_into().expect("sixteen bytes");
        bytes.extend(frame(&previous, *kind, payload).0);
    }
    bytes
}

fn fault(bytes: &[u8]) -> JournalError {
    decode(bytes).expect_err("a fault")
}

#[test]
fn a_small_journal_reads_back_whole() {
    let journal = decode(&small()).expect("good");
    assert_eq!(journal.header, header());
    let expected: Vec<Sample> = (0..70).chain(std::iter::repeat_n(70, 30)).map(moving).collect();
    assert_eq!(journal.samples, expected);
    assert_eq!(journal.notes, [Note { tick: 70, event: Event::FocusLost }]);
    assert_eq!(journal.keyframes, [Keyframe { tick: 70, bytes: vec![7; 9] }]);
    assert!(journal.finished);
    assert_eq!(journal.torn, None);

    let mut streamed = Vec::new();
    let ending = for_each_sample(&small(), |tick, sample| streamed.push((tick, sample))).expect("good");
    assert_eq!(ending, Ending { samples: 100, finished: true, torn: None });
    assert!(streamed.into_iter().eq((0..).zip(expected)));
}

#[test]
fn cut_anywhere_it_gives_what_came_before() {
    let bytes = small();
    let whole = decode(&bytes).expect("good");
    let mut ends = 0;
    for length in 0..bytes.len() {
        match decode(&bytes[..length]) {
            Ok(part) => {
                assert!(!part.finished);
                assert!(whole.samples.starts_with(&part.samples));
                assert!(whole.notes.starts_with(&part.notes));
                match part.torn {
                    Some(torn) => {
                        assert_eq!(torn.reason, Tear::CutShort);
                        assert!((torn.offset as usize) < length);
                    }
                    None => ends += 1,
                }
            }
            Err(e) => assert!(matches!(e.fault, Fault::HeaderCut) && e.offset <= length as u64, "{e}"),
        }
    }
    assert_eq!(ends, 6, "only the ends of frames look whole");
}

#[test]
fn no_flipped_bit_goes_unseen() {
    let bytes = small();
    let whole = decode(&bytes).expect("good");
    let last = bytes.len() - (HEAD + 4 + SUM);
    for bit in 0..bytes.len() * 8 {
        let mut altered = bytes.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        if let Ok(journal) = decode(&altered) {
            assert!(bit / 8 >= last, "byte {} is not in the last frame", bit / 8);
            assert_eq!(journal.torn.map(|t| t.offset), Some(last as u64));
            assert_eq!(journal.samples, whole.samples);
            assert!(!journal.finished);
        }
    }
}

#[test]
fn an_altered_middle_names_its_frame_and_still_gives_what_came_before() {
    let bytes = record(|w| (0..240).try_for_each(|tick| w.push(moving(tick))));
    let start = record(|_| Ok(())).len();
    let frame_length = |at: usize| HEAD + u32_at(&bytes, at + 1).expect("a length") as usize + SUM;
    let second = start + frame_length(start);
    let mut altered = bytes.clone();
    altered[second + 40] ^= 1;
    let e = fault(&altered);
    assert!(matches!(e.fault, Fault::Altered), "{e}");
    assert_eq!((e.offset, e.frame), (second as u64, 2));
    assert_eq!(decode(&altered[..second]).expect("good").samples.len(), 60);

    // A length that swallows the rest of the file is not taken for a power cut.
    let mut altered = bytes.clone();
    altered[second + 3] = 2;
    assert!(matches!(fault(&altered).fault, Fault::Altered));
    // A whole frame out of another place doesn't fit either.
    let mut swapped = bytes[..start].to_vec();
    swapped.extend_from_slice(&bytes[second..]);
    assert!(matches!(fault(&swapped).fault, Fault::Altered));
}

#[test]
fn an_end_of_zeros_is_torn() {
    let mut bytes = record(|w| (0..120).try_for_each(|tick| w.push(moving(tick))));
    let whole = bytes.len();
    bytes.extend([0; 5000]);
    let torn = decode(&bytes).expect("good").torn;
    assert_eq!(torn, Some(Torn { offset: whole as u64, reason: Tear::Zeros }));
    // Zeros that begin inside the second frame.
    bytes[whole - 30..].fill(0);
    let journal = decode(&bytes).expect("good");
    assert_eq!((journal.samples.len(), journal.torn.map(|t| t.reason)), (60, Some(Tear::Zeros)));
}

#[test]
fn forged_frames_are_refused_where_they_are() {
    let mut run = encode_samples(0, &[Sample::default()]);
    run.pop();
    run.extend([0xFF, 0xFF, 0xFF, 0xFF, 0x0F]);
    let mut long = run.clone();
    long[4..8].fill(0xFF);
    let mut trailing = encode_samples(0, &[moving(3)]);
    trailing.push(0);
    let mut varint = encode_samples(0, &[]);
    varint[4] = 1;
    varint.extend([4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    let cases: [(u8, &[u8]); 10] = [
        (KIND_SAMPLES, &run),
        (KIND_SAMPLES, &long),
        (KIND_SAMPLES, &trailing),
        (KIND_SAMPLES, &varint),
        (KIND_SAMPLES, &encode_samples(0, &[])),
        (KIND_SAMPLES, &encode_samples(1, &[moving(3)])),
        (KIND_SAMPLES, &[]),
        (KIND_FINISH, &[1, 0, 0, 0]),
        (KIND_NOTE, &[0, 0, 0, 0, 0xFF]),
        (KIND_KEYFRAME, &[1, 0, 0, 0, 3]),
    ];
    let start = forged(&[]).len() as u64;
    for (i, (kind, payload)) in cases.into_iter().enumerate() {
        let e = fault(&forged(&[(kind, payload)]));
        assert!(matches!(e.fault, Fault::Malformed(_) | Fault::TooManySamples), "{i}: {e}");
        assert!(e.frame == 1 && e.offset >= start, "{i}: {e}");
    }
    let after = fault(&forged(&[(KIND_FINISH, &[0; 4]), (KIND_NOTE, &[0; 4])]));
    assert!(after.to_string().contains("frame 2"), "{after}");
    assert!(matches!(fault(&forged(&[(9, &[])])).fault, Fault::UnknownKind(9)));
    let crowd = vec![(KIND_KEYFRAME, [0u8; 4].as_slice()); MAX_ENTRIES + 1];
    assert!(matches!(fault(&forged(&crowd)).fault, Fault::TooManyEntries));
}

#[test]
fn enormous_lengths_are_refused() {
    let good = forged(&[]);
    for length in [MAX_PAYLOAD as u32 + 1, u32::MAX] {
        let mut bytes = good.clone();
        bytes.push(KIND_SAMPLES);
        bytes.extend(length.to_le_bytes());
        bytes.extend([1; 100]);
        assert!(matches!(fault(&bytes).fault, Fault::FrameTooLong { .. }));
        let mut bytes = good.clone();
        bytes[9..13].copy_from_slice(&length.to_le_bytes());
        assert!(matches!(fault(&bytes).fault, Fault::HeaderTooLong(_)));
    }
}

#[test]
fn a_hostile_tail_is_cut_off_where_it_begins() {
    let mut bytes = forged(&[]);
    // A frame that passes the end, full of what could begin frames of 64 KiB.
    bytes.extend([1, 0x40, 0x0D, 3, 0]);
    bytes.extend([1, 0, 0, 1, 0].iter().cycle().take(190_000));
    assert_eq!(decode(&bytes).expect("good").torn.map(|t| t.reason), Some(Tear::CutShort));
}

#[test]
fn the_last_frame_alone_tells_whether_an_attempt_was_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.epj");
    let finished = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("written");
        is_finished(&path).expect("a plain file")
    };
    let whole = small();
    assert!(finished(&whole));
    for cut in 0..whole.len() {
        assert!(!finished(&whole[..cut]), "cut after {cut} bytes");
    }
    for at in whole.len() - 25..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        assert!(!finished(&altered), "byte {at} altered");
    }
    // A note that looks like the end is none: its checksum is another's.
    let note = [&[0; 4][..], &whole[whole.len() - 25..]].concat();
    assert!(!finished(&forged(&[(KIND_NOTE, &note)])));
    assert!(is_finished(folder.path()).is_err(), "a folder is no file");
}

#[test]
fn what_is_no_journal_is_refused() {
    assert!(matches!(fault(b"PNG").fault, Fault::NotAJournal));
    assert!(matches!(fault(b"").fault, Fault::HeaderCut));
    let folder = tempfile::tempdir().expect("a folder");
    let e = read(folder.path()).expect_err("a folder is no file");
    assert!(matches!(e.fault, Fault::NotAFile) && e.path.as_deref() == Some(folder.path()), "{e}");
    assert!(matches!(read(&folder.path().join("none")).expect_err("missing").fault, Fault::Io(_)));
    let huge = folder.path().join("huge");
    File::create(&huge).and_then(|f| f.set_len(MAX_FILE + 10)).expect("a sparse file");
    assert!(matches!(read(&huge).expect_err("too long").fault, Fault::FileTooLong));
}

proptest! {
    #[test]
    fn random_bytes_never_panic(noise in proptest::collection::vec(any::<u8>(), 0..400), at in 0usize..2000) {
        let _ = decode(&noise);
        let mut bytes = small();
        let at = at % bytes.len();
        bytes.truncate(at);
        bytes.extend(&noise);
        let _ = decode(&bytes);
        let _ = decode(&forged(&[(KIND_SAMPLES, &noise)]));
        let _ = decode(&forged(&[(noise.len() as u8 % 5, &noise)]));
    }
}
