//! Reading and writing under any bytes and any values: never a panic, nothing out of proportion, nothing lost.

use super::blocks::{Event, KeyEvents, Landmark, Link, Pulse, Run, Totals};
use super::sample::sample;
use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn small() -> File {
    let mut file = sample();
    if let Some(data) = &mut file.data {
        data.runs[0].values.truncate(60);
    }
    file
}

/// Reads whatever this is: holding no more than the bytes could say, and to be written again.
fn bear(bytes: &[u8]) {
    let Ok(file) = read(bytes) else { return };
    let points = file.data.as_ref().map_or(0, DataPoints::len);
    let events = file.events.as_ref().map_or(0, |events| events.events.len());
    let pulses = file.fixed.as_ref().map_or(0, |fixed| fixed.pulses.len());
    let raw: usize = file.unknown.iter().map(|block| block.body.len()).sum();
    assert!(points <= bytes.len() / 2 && events <= bytes.len() / 23 && pulses <= 1 + bytes.len() / 10);
    assert!(raw <= bytes.len() && file.remarks.len() <= File::MOST_REMARKS);
    let again = write(&file).expect("what was read can be written");
    let again = read(&again).expect("and read again");
    assert!(again.same_meaning(&file));
    assert!(plain::describe(&file).len() < 400_000 + 40 * bytes.len());
}

fn text() -> impl Strategy<Value = Text> {
    vec(1_u8.., 0..12).prop_map(Text)
}

fn general() -> impl Strategy<Value = General> {
    let texts = (text(), text(), text(), text(), text(), text(), text());
    (any::<([u8; 2], u16, u16, [u8; 2], i32, i32)>(), texts).prop_map(|(n, t)| General {
        language: Code(n.0),
        cable_id: t.0,
        fibre_id: t.1,
        fibre_type: n.1,
        wavelength_nm: n.2,
        location_a: t.2,
        location_b: t.3,
        cable_code: t.4,
        build_condition: Code(n.3),
        user_offset: n.4,
        user_offset_distance: n.5,
        operator: t.5,
        comment: t.6,
        tail: vec![],
    })
}

fn fixed() -> impl Strategy<Value = Fixed> {
    let pulses = vec(any::<(u16, u32, u32)>(), 0..4);
    let numbers = any::<(u32, [u8; 2], u16, i32, u32, i16, u32, u16)>();
    (numbers, any::<([i32; 4], [u16; 5], i16, [u8; 2], [i32; 4])>(), pulses).prop_map(|(a, b, pulses)| Fixed {
        timestamp: a.0,
        units: Code(a.1),
        wavelength_tenths: a.2,
        acquisition_offset: a.3,
        acquisition_offset_distance: b.0[0],
        pulses: pulses.into_iter().map(|(width_ns, spacing, points)| Pulse { width_ns, spacing, points }).collect(),
        group_index_e5: a.4,
        backscatter_tenths: a.5,
        averages: a.6,
        averaging_tenths: a.7,
        range: b.0[1],
        range_distance: b.0[2],
        front_panel_offset: b.0[3],
        noise_floor: b.1[0],
        noise_floor_scale: b.2,
        power_offset: b.1[1],
        loss_threshold: b.1[2],
        reflectance_threshold: b.1[3],
        end_threshold: b.1[4],
        trace_type: Code(b.3),
        window: b.4,
        tail: vec![],
    })
}

fn events() -> impl Strategy<Value = KeyEvents> {
    let event =
        (any::<(u16, i32, i16, i16, i32, [u8; 6], [u8; 2], [i32; 5])>(), text()).prop_map(|(e, comment)| Event {
            number: e.0,
            time: e.1,
            slope_milli: e.2,
            loss_milli: e.3,
            reflectance_milli: e.4,
            code: Code(e.5),
            method: Code(e.6),
            markers: e.7,
            comment,
        });
    (vec(event, 0..5), any::<([i32; 5], u16)>()).prop_map(|(events, (t, orl_milli))| KeyEvents {
        events,
        totals: Totals {
            loss_milli: t[0],
            loss_start: t[1],
            loss_finish: t[2],
            orl_milli,
            orl_start: t[3],
            orl_finish: t[4],
        },
        tail: vec![],
    })
}

fn data() -> impl Strategy<Value = DataPoints> {
    vec((any::<u16>(), vec(any::<u16>(), 0..40)), 0..4).prop_map(|runs| DataPoints {
        runs: runs.into_iter().map(|(scale, values)| Run { scale, values }).collect(),
        tail: vec![],
    })
}

fn link() -> impl Strategy<Value = Link> {
    let mark = (any::<(u16, [u8; 2], i32, u16, [i32; 4], i16, [u8; 2], i16)>(), text()).prop_map(|(m, comment)| {
        let [longitude, latitude, sheath_in, sheath_out] = m.4;
        Landmark {
            number: m.0,
            code: Code(m.1),
            location: m.2,
            event: m.3,
            longitude,
            latitude,
            correction: m.5,
            sheath_in,
            sheath_out,
            sheath_units: Code(m.6),
            mode_field: m.7,
            comment,
        }
    });
    vec(mark, 0..4).prop_map(|landmarks| Link { landmarks, tail: vec![] })
}

fn unknown() -> impl Strategy<Value = Vec<UnknownBlock>> {
    let block = ("[A-Za-z ]{1,20}", any::<u16>(), vec(any::<u8>(), 0..50));
    let block = block.prop_map(|(name, version, body)| UnknownBlock { name: name.as_str().into(), version, body });
    vec(block, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..600)) {
        bear(&bytes);
    }

    #[test]
    fn any_bytes_after_a_map_are_borne(count in any::<u16>(), size in 0_u32..200, bytes in vec(any::<u8>(), 0..600)) {
        let mut file = b"Map\0\xc8\0".to_vec();
        file.extend(size.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(b"GenParams\0\xc8\0\x20\0\0\0KeyEvents\0\xc8\0\xff\xff\xff\xffDataPts\0\xc8\0\x20\0\0\0");
        file.extend(b"GenParams\0KeyEvents\0");
        file.extend(bytes);
        bear(&file);
    }

    #[test]
    fn any_changes_to_a_file_are_borne(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        cut in any::<prop::sample::Index>(),
        first in any::<bool>(),
    ) {
        let mut file = if first { super::tests::first_version() } else { write(&small()).expect("it can be written") };
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        bear(&file);
        bear(&file[..cut.index(file.len())]);
    }

    #[test]
    fn any_file_comes_back_from_its_bytes(
        general in prop::option::of(general()),
        fixed in prop::option::of(fixed()),
        events in prop::option::of(events()),
        data in prop::option::of(data()),
        link in prop::option::of(link()),
        unknown in unknown(),
    ) {
        let made = File { version: 200, general, fixed, events, data, link, unknown, ..File::default() };
        let again = read(&write(&made).expect("it can be written")).expect("it can be read");
        prop_assert!(again.same_meaning(&made), "{made:#?}\n{again:#?}");
        prop_assert_eq!(again.checksum.map(|sum| sum.verdict), Some(Verdict::Right));
    }
}

#[test]
fn a_map_of_as_many_blocks_as_fit_takes_no_time() {
    let mut file = b"Map\0\xc8\0\0\0\0\0\xff\xffGenParams\0\xc8\0\x20\0\0\0".to_vec();
    while file.len() < 2_000_000 {
        file.extend(b"DataPts\0\xc8\0\xff\xff\xff\xff\0\xc8\0\0\0\0\0");
    }
    bear(&file);
    let mut runs = write(&small()).expect("it can be written");
    let at = runs.windows(8).rposition(|window| window == b"DataPts\0").expect("it has one") + 8;
    runs.truncate(at);
    runs.extend([0xff; 6]);
    runs.resize(at + 1_000_000, 0);
    bear(&runs);
}
