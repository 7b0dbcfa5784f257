//! Reading files that are odd, cut, false or real, and writing them again.

use super::blocks::{Event, Fixed, Landmark, Link, Pulse, Run};
use super::sample::{sample, sample_far};
use super::*;

fn bytes() -> Vec<u8> {
    write(&sample()).expect("the sample can be written")
}

fn find(file: &[u8], sought: &[u8], from: usize) -> usize {
    from + file[from..].windows(sought.len()).position(|window| window == sought).expect("it is there")
}

/// Where the body of a block begins in a file of [`bytes`].
fn body(file: &[u8], name: &str) -> usize {
    let sought: Vec<u8> = name.bytes().chain([0]).collect();
    find(file, &sought, find(file, b"Cksum\0", 0) + 6) + sought.len()
}

fn told(file: &File, what: &str) -> bool {
    file.remarks.iter().any(|remark| remark.to_string().contains(what))
}

fn doctored(change: impl FnOnce(&mut Vec<u8>)) -> File {
    let mut file = bytes();
    change(&mut file);
    read(&file).expect("still a SOR")
}

#[test]
fn what_is_written_reads_the_same_and_has_the_right_checksum() {
    for made in [sample(), sample_far(), File { general: Some(General::default()), ..File::default() }] {
        let again = read(&write(&made).expect("it can be written")).expect("it can be read");
        assert!(again.same_meaning(&made));
        assert_eq!(again.checksum.map(|sum| sum.verdict), Some(Verdict::Right));
    }
    let only = read(&bytes()).expect("it can be read").remarks;
    assert_eq!(only.len(), 1, "{only:?}");
    assert!(only[0].to_string().ends_with("EpissureTest: unknown block, 16 bytes, kept as they are"), "{only:?}");
}

#[test]
fn several_pulses_runs_and_landmarks_come_back() {
    let mut made = sample();
    let fixed = made.fixed.as_mut().expect("it has one");
    fixed.pulses.push(Pulse { width_ns: 1000, spacing: 900_000, points: 3 });
    made.data.as_mut().expect("it has one").runs.push(Run { scale: 500, values: vec![1, 2, 3] });
    let mark = Landmark { number: 1, code: Code(*b"MH"), comment: "chambre".into(), ..Landmark::default() };
    made.link = Some(Link { landmarks: vec![mark], tail: vec![] });
    let again = read(&write(&made).expect("it can be written")).expect("it can be read");
    assert!(again.same_meaning(&made));
}

#[test]
fn bytes_that_are_no_sor_are_refused_with_the_place_and_what_was_expected() {
    let at = |bytes: &[u8]| read(bytes).expect_err("no SOR").at;
    assert_eq!(at(b""), 0);
    assert_eq!(at(b"Map\0\xc8\0\x20"), 6);
    assert_eq!(at(b"\x89PNG\r\n\x1a\n0000"), 0);
    assert_eq!(at(b"Map\0\xc8\0\x20\0\0\0\x02\0Nothing\0\0\0\0\0\0\0"), 12);
    let error = read(b"GIF89a, not this").expect_err("no SOR");
    assert!(error.to_string().contains("at byte 0, expected \"Map\""), "{error}");
}

#[test]
fn a_changed_byte_is_told_with_the_stored_and_the_computed_checksum() {
    let whole = read(&bytes()).expect("it can be read").checksum.expect("it has one");
    let file = doctored(|file| {
        let at = body(file, "DataPts") + 40;
        file[at] ^= 1;
    });
    let sum = file.checksum.expect("it has one");
    assert_eq!((sum.stored, sum.verdict), (whole.stored, Verdict::Wrong));
    assert_ne!(sum.computed, sum.stored);
    assert!(told(&file, &format!("wrong checksum: stored 0x{:04X}, computed 0x{:04X}", sum.stored, sum.computed)));
}

#[test]
fn a_checksum_left_at_0_is_told_as_not_filled_in() {
    let file = doctored(|file| {
        let at = file.len() - 2;
        file[at..].copy_from_slice(&[0, 0]);
    });
    assert_eq!(file.checksum.map(|sum| sum.verdict), Some(Verdict::NotFilled));
    assert!(told(&file, "stored 0x0000"));
}

#[test]
fn counts_of_4_billion_give_what_is_there() {
    let points = doctored(|file| {
        let at = body(file, "DataPts");
        file[at..at + 4].fill(0xff);
        file[at + 6..at + 10].fill(0xff);
    });
    assert!(told(&points, "4294967295 points told, 9000 are there"), "{:?}", points.remarks);
    assert!(points.same_meaning(&sample()));
    let events = doctored(|file| {
        let at = body(file, "KeyEvents");
        file[at..at + 2].fill(0xff);
    });
    assert!(told(&events, "65535 events told, 3 are there"), "{:?}", events.remarks);
    assert!(events.same_meaning(&sample()));
    let pulses = doctored(|file| {
        let at = body(file, "FxdParams") + 16;
        file[at..at + 2].fill(0xff);
    });
    assert!(told(&pulses, "65535 pulse widths told, there is room for 1"), "{:?}", pulses.remarks);
    assert!(pulses.same_meaning(&sample()));
    let blocks = doctored(|file| file[10..12].fill(0xff));
    assert!(told(&blocks, "65534 blocks, 7 are listed"), "{:?}", blocks.remarks);
    assert!(blocks.same_meaning(&sample()));
}

#[test]
fn events_beyond_a_number_told_too_low_are_read() {
    let file = doctored(|file| {
        let at = body(file, "KeyEvents");
        file[at] = 1;
    });
    assert!(told(&file, "1 events told, 2 more follow"), "{:?}", file.remarks);
    assert!(file.same_meaning(&sample()));
}

#[test]
fn a_map_that_hides_blocks_does_not_hide_them_from_the_reader() {
    let few = doctored(|file| file[10] = 3);
    assert!(told(&few, "the map tells of 2 blocks, 7 are listed"), "{:?}", few.remarks);
    assert!(few.same_meaning(&sample()));
    let renamed = doctored(|file| {
        let at = find(file, b"FxdParams", 0);
        file[at] = b'X';
    });
    assert!(told(&renamed, "FxdParams is in the file, but not in the map"), "{:?}", renamed.remarks);
    assert_eq!((&renamed.fixed, &renamed.events), (&sample().fixed, &sample().events));
}

#[test]
fn blocks_that_stand_in_another_order_than_in_the_map_are_found() {
    let file = bytes();
    let (general, supplier) = (body(&file, "GenParams") - 10, body(&file, "SupParams") - 10);
    let fixed = body(&file, "FxdParams") - 10;
    let parts = [&file[..general], &file[supplier..fixed], &file[general..supplier], &file[fixed..]];
    let swapped = read(&parts.concat()).expect("still a SOR");
    assert!(told(&swapped, "GenParams is not at"), "{:?}", swapped.remarks);
    assert_eq!((&swapped.general, &swapped.supplier), (&sample().general, &sample().supplier));
    assert!(swapped.same_meaning(&sample()));
}

#[test]
fn a_size_that_lies_does_not_stop_the_reading() {
    for size in [0_u32, 3, 40, 5000, u32::MAX] {
        let file = doctored(|file| {
            let at = find(file, b"GenParams\0", 0) + 12;
            file[at..at + 4].copy_from_slice(&size.to_le_bytes());
        });
        assert!(!file.remarks.is_empty());
        assert_eq!(file.general, sample().general, "{size}: {:?}", file.remarks);
        assert_eq!((&file.fixed, &file.data), (&sample().fixed, &sample().data), "{size}");
    }
}

#[test]
fn a_map_that_names_a_block_twice_gives_the_first() {
    let file = doctored(|file| {
        let at = find(file, b"SupParams", 0);
        file[at..at + 9].copy_from_slice(b"GenParams");
        let at = body(file, "SupParams") - 10;
        file[at..at + 9].copy_from_slice(b"GenParams");
    });
    assert!(told(&file, "names this block twice"), "{:?}", file.remarks);
    assert_eq!(file.general, sample().general);
    assert_eq!(file.supplier, None);
    assert!(told(&file, "SupParams: the file has no such block"));
}

#[test]
fn every_truncation_is_read_as_far_as_it_goes_or_refused() {
    let whole = bytes();
    let names = find(&whole, b"GenParams\0", 0) + 10;
    for length in (0..whole.len()).filter(|length| *length < 800 || length % 499 == 0) {
        match read(&whole[..length]) {
            Ok(file) => assert!(!file.remarks.is_empty()),
            Err(_) => assert!(length < names + 6, "refused at {length}"),
        }
    }
    let half = read(&whole[..body(&whole, "DataPts") + 4000]).expect("still a SOR");
    assert_eq!(half.data.as_ref().map(DataPoints::len), Some((4000 - 12) / 2));
    assert_eq!(half.events, sample().events);
}

/// The sample as version 1 has it: no names before blocks, and fewer fields.
pub(super) fn first_version() -> Vec<u8> {
    let made = write(&sample()).expect("it can be written");
    let span = |name: &str, next: &str| made[body(&made, name)..body(&made, next) - next.len() - 1].to_vec();
    let mut general = span("GenParams", "SupParams");
    general.drain(10..12);
    let at = find(&general, b"BC", 0) + 6;
    general.drain(at..at + 4);
    let mut fixed = span("FxdParams", "KeyEvents");
    fixed.drain(64..);
    fixed.drain(44..48);
    fixed.drain(38..40);
    fixed.drain(12..16);
    let events = sample().events.expect("it has them");
    let mut table = (events.events.len() as u16).to_le_bytes().to_vec();
    let mut from = span("KeyEvents", "DataPts");
    for _ in &events.events {
        table.extend(&from[2..24]);
        table.push(0);
        from.drain(2..45);
    }
    table.extend(&from[2..]);
    let blocks = [
        ("GenParams", general),
        ("SupParams", span("SupParams", "FxdParams")),
        ("FxdParams", fixed),
        ("DataPts", span("DataPts", "EpissureTest")),
        ("KeyEvents", table),
        ("Cksum", vec![0, 0]),
    ];
    let size = 8 + blocks.iter().map(|(name, _)| name.len() + 7).sum::<usize>();
    let mut file = 100_u16.to_le_bytes().to_vec();
    file.extend((size as u32).to_le_bytes());
    file.extend((blocks.len() as u16 + 1).to_le_bytes());
    for (name, body) in &blocks {
        file.extend(name.bytes().chain([0, 100, 0]));
        file.extend((body.len() as u32).to_le_bytes());
    }
    blocks.iter().for_each(|(_, body)| file.extend(body));
    file
}

#[test]
fn a_version_1_file_is_read_without_what_it_lacks() {
    let file = read(&first_version()).expect("a SOR");
    assert_eq!(file.version, 100);
    let mut wanted = sample();
    wanted.unknown.clear();
    wanted.general.as_mut().expect("it has one").fibre_type = 0;
    let fixed = wanted.fixed.as_mut().expect("it has one");
    *fixed = Fixed { averaging_tenths: 0, trace_type: Code(*b"  "), ..fixed.clone() };
    let bare = |event: &mut Event| event.markers = [0; 5];
    wanted.events.as_mut().expect("it has them").events.iter_mut().for_each(bare);
    assert_eq!(file.general, wanted.general);
    assert_eq!(file.fixed, wanted.fixed);
    assert!(file.same_meaning(&wanted), "{file:#?}");
}

#[test]
fn a_name_in_another_encoding_is_told_and_keeps_its_bytes() {
    let mut made = sample();
    let name = Text(b"\xb9\xe2\xcf\xcb".to_vec());
    made.general.as_mut().expect("it has one").fibre_id = name.clone();
    let again = read(&write(&made).expect("it can be written")).expect("it can be read");
    assert!(told(&again, "\"fibre id\" is not UTF-8"), "{:?}", again.remarks);
    assert_eq!(again.general.map(|general| general.fibre_id), Some(name));
}

#[test]
fn what_the_format_cannot_hold_is_refused() {
    let mut made = sample();
    made.general.as_mut().expect("it has one").comment = "a\0b".into();
    assert_eq!(write(&made), Err(WriteError::Nul { block: "GenParams", field: "comment" }));
    let mut made = sample();
    made.events.as_mut().expect("it has them").events = vec![Event::default(); 70_000];
    assert!(matches!(write(&made), Err(WriteError::TooMany { count: 70_000, .. })));
    let mut made = sample();
    made.unknown[0].name = "cksum".into();
    assert_eq!(write(&made), Err(WriteError::StandardName("cksum".into())));
}

#[test]
fn real_files_read_and_come_back_the_same() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sor");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no real SOR files, {} is not there", folder.display());
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let bytes = std::fs::read(&path).expect("it is there");
        let file = read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let again = read(&write(&file).expect("it can be written")).expect("it can be read");
        assert!(again.same_meaning(&file), "{}", path.display());
        let points = file.data.as_ref().map_or(0, DataPoints::len);
        assert!(points > 10_000 && file.events.as_ref().is_some_and(|events| events.events.len() >= 2));
        if path.ends_with("M200_Sample_005_S13.sor") {
            // A version 1 file of Noyes; figures as pyOTDR gives them.
            assert_eq!((file.version, points), (100, 16_000));
            assert_eq!(file.checksum.map(|sum| (sum.stored, sum.verdict)), Some((45_751, Verdict::Right)));
        }
    }
}
