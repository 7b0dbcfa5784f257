//! Traces of played exercises as files of the trade: nothing is lost on the way, another reader agrees, and real
//! instruments' files come in.

use std::path::PathBuf;

use epissure::bench::Bench;
use epissure::bench::measure::THRESHOLDS;
use epissure::hands::{self, Who};
use epissure::instrument::from_sor::thresholds;
use epissure::instrument::otdr::{Kind, Trace, events};
use epissure::instrument::sor::{self, File};
use epissure::report::traces::{
    About, Drawn, NotATrace, PictureError, file_name, from_sor, png, table, to_csv, to_sor,
};
use epissure::scenario::schema::Lang;

fn played(name: &str, seed: u64) -> Bench {
    hands::play(Who::Reference, crate::common::job_of(&format!("mesure/{name}"), seed), seed).1
}

/// Every trace of some exercises with its file, written and read again.
fn files() -> Vec<(String, Trace, File)> {
    let mut all = Vec::new();
    for (name, seed) in [("coupure", 1), ("deux-sens", 2), ("recette-logement", 3), ("zone-morte", 1)] {
        let bench = played(name, seed);
        let measure = bench.measure().expect("it measures");
        assert!(!measure.otdr.traces.is_empty(), "{name}");
        for stored in &measure.otdr.traces {
            let file = to_sor(stored, bench.job(), &About { operator: "nobody", ..About::default() });
            let bytes = sor::write(&file).expect("it can be written");
            let again = sor::read(&bytes).expect("it can be read");
            assert!(again.same_meaning(&file) && again.remarks.is_empty(), "{:?}", again.remarks);
            all.push((format!("{name} {}", file_name(stored)), (*stored.trace).clone(), again));
        }
    }
    all
}

#[test]
fn a_trace_comes_back_from_its_file_with_the_same_levels_and_events() {
    for (name, trace, file) in files() {
        let again = from_sor(&file).expect("a trace");
        assert_eq!(again.level_db.len(), trace.level_db.len(), "{name}");
        for (a, b) in again.level_db.iter().zip(&trace.level_db) {
            // The format ends at -65.535 dB, far under the noise.
            assert!((a - b.max(-65.535)).abs() <= 0.001, "{name}: {a} {b}");
        }
        let settings = (again.settings.wavelength, again.settings.pulse_ns, again.settings.averaging_s);
        assert_eq!(settings, (trace.settings.wavelength, trace.settings.pulse_ns, trace.settings.averaging_s));
        assert!((again.settings.index - trace.settings.index).abs() < 1e-9);
        assert!((again.noise_floor_db - trace.noise_floor_db).abs() < 0.001);
        assert_eq!(again.averages, trace.averages);
        let (before, after) = (events(&trace, &THRESHOLDS), events(&again, &thresholds(&file)));
        assert_eq!(before.events.len(), after.events.len(), "{name}: {before:?}\n{after:?}");
        for (a, b) in before.events.iter().zip(&after.events) {
            assert_eq!(a.kind, b.kind, "{name}");
            let apart = (a.distance_m - b.distance_m).abs();
            assert!(apart <= 0.5 * trace.spacing_m, "{name}: {a:?} {b:?}");
            assert!((a.loss_db.unwrap_or(0.0) - b.loss_db.unwrap_or(0.0)).abs() < 0.005, "{name}: {a:?} {b:?}");
        }
    }
}

#[test]
fn the_files_own_table_ends_with_the_end_and_says_what_the_instrument_found() {
    for (name, trace, file) in files() {
        let found = events(&trace, &THRESHOLDS);
        let ours: Vec<_> = found.events.iter().take_while(|event| event.kind != Kind::Ghost).collect();
        let listed = &file.events.as_ref().expect("events").events;
        assert_eq!(listed.len(), ours.len(), "{name}");
        assert!(listed.last().is_some_and(|last| last.is_end()), "{name}");
        for (event, other) in ours.iter().zip(listed) {
            assert!((event.distance_m - file.distance_m(other.time)).abs() <= 0.011, "{name}");
            assert!((event.loss_db.unwrap_or(0.0) - other.loss_db()).abs() <= 0.0005 + 1e-9, "{name}");
        }
        let lines = table(&found, &file, Lang::En);
        assert_eq!(lines.lines().count(), 1 + found.events.len(), "{name}: every event has its partner\n{lines}");
    }
}

#[test]
fn what_was_measured_from_the_far_end_names_its_places_the_other_way_round() {
    let all = files();
    let of = |ending: &str| {
        let found = all.iter().find(|(name, ..)| name.starts_with("deux-sens") && name.ends_with(ending));
        found.and_then(|(_, _, file)| file.general.clone()).expect("a trace")
    };
    let (there, back) = (of("1550-a"), of("1550-b"));
    assert_eq!(
        (there.location_a.shown(), there.location_b.shown()),
        (back.location_b.shown(), back.location_a.shown())
    );
    assert_ne!(there.location_a, there.location_b);
    assert_eq!((there.fibre_id.shown(), there.operator.shown()), ("fibre 1".to_owned(), "nobody".to_owned()));
    assert!(there.comment.shown().contains("simulateur"));
}

#[test]
fn another_reader_agrees_on_a_trace_of_a_played_exercise() {
    for (name, trace, file) in files() {
        let bytes = sor::write(&file).expect("it can be written");
        let (_, theirs) = otdrs::parser::parse_file(&bytes).expect("otdrs reads it");
        let fixed = theirs.fixed_parameters.expect("settings");
        assert_eq!(f64::from(fixed.actual_wavelength) / 10.0, trace.settings.wavelength.nm());
        assert_eq!(f64::from(fixed.group_index) / 1e5, trace.settings.index);
        assert_eq!(f64::from(fixed.pulse_widths_used[0]), trace.settings.pulse_ns);
        let points = theirs.data_points.expect("points");
        assert_eq!(points.number_of_data_points as usize, trace.level_db.len());
        for (value, level) in points.scale_factors[0].data.iter().zip(&trace.level_db) {
            assert!((f64::from(*value) / -1_000.0 - f64::from(level.max(-65.535))).abs() <= 0.001);
        }
        let (listed, key) = (&file.events.as_ref().expect("events").events, theirs.key_events.expect("events"));
        assert_eq!(key.number_of_key_events as usize, listed.len(), "{name}");
        for (ours, other) in listed.iter().zip(&key.key_events) {
            assert_eq!(ours.time, other.event_propogation_time, "{name}");
            assert_eq!((ours.loss_milli, ours.reflectance_milli), (other.event_loss, other.event_reflectance));
        }
    }
}

/// Size of a PNG and whether it shows more than a few colours.
fn picture(bytes: &[u8]) -> (u32, u32, usize) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    let colours: std::collections::BTreeSet<&[u8]> = pixels.chunks(4).collect();
    (info.width, info.height, colours.len())
}

fn drawn<'a>(trace: &'a Trace, found: &'a epissure::instrument::otdr::EventTable, far: bool) -> Drawn<'a> {
    let label = "é".to_owned();
    Drawn { trace, table: found, label, before_m: 300.0, after_m: 0.0, from_far_end: far }
}

#[test]
fn pictures_show_one_trace_or_two_and_nothing_else() {
    let all = files();
    let (_, trace, file) = &all[0];
    let found = events(trace, &THRESHOLDS);
    for lang in [Lang::Fr, Lang::En] {
        for set in [vec![drawn(trace, &found, false)], vec![drawn(trace, &found, false), drawn(trace, &found, true)]] {
            let (width, height, colours) = picture(&png("Fibre 1 → 2", &set, lang).expect("a picture"));
            assert_eq!((width, height), (1_600, 1_000));
            assert!(colours > 50, "smooth lines have many shades, found {colours}");
        }
    }
    assert!(matches!(png("", &[], Lang::Fr), Err(PictureError::Count(0))));
    let csv = to_csv(file);
    assert_eq!(csv.lines().filter(|line| !line.starts_with('#')).count(), 1 + trace.level_db.len());
}

#[test]
fn a_picture_bears_a_trace_of_nothing() {
    let (_, mut trace, _) = files().swap_remove(0);
    for levels in [Vec::new(), vec![-20.0; 3], vec![f32::NAN; 500], vec![f32::NEG_INFINITY; 500]] {
        trace.level_db = levels;
        let found = events(&trace, &THRESHOLDS);
        png("", &[drawn(&trace, &found, false), drawn(&trace, &found, true)], Lang::En).expect("a picture");
    }
}

/// A real instrument's file; `None`, with a message, where it is not at hand.
fn real(name: &str) -> Option<File> {
    let path: PathBuf = crate::common::root().join("../shared/data/sor").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(sor::read(&bytes).expect("it is a SOR file")),
        Err(_) => {
            eprintln!("skipped: {} is not at hand", path.display());
            None
        }
    }
}

#[test]
fn a_real_instruments_file_gives_a_trace_a_table_like_its_own_and_a_picture() {
    // What each file lists, from the front panel: the first counts from its user offset of 152.7 m.
    type Expected<'a> = (&'a str, &'a [(f64, f64)], f64);
    let expected: [Expected<'_>; 2] = [
        ("M200_Sample_005_S13.sor", &[(244.1, 0.791), (548.0, 0.045), (948.8, 0.347)], 3_939.9),
        ("sample1310_lowDR.sor", &[(2_019.9, 0.557)], 17_065.4),
    ];
    for (name, wanted, end_m) in expected {
        let Some(file) = real(name) else { continue };
        let trace = from_sor(&file).expect("a trace");
        let found = events(&trace, &thresholds(&file));
        let near = 2.5 * trace.spacing_m + 2.0;
        for (at, loss) in wanted {
            let event = found.near(*at, near).unwrap_or_else(|| panic!("{name}: nothing at {at} m: {found:?}"));
            // What is merged is measured at its first.
            let first = found.events.iter().rfind(|e| e.distance_m <= event.distance_m && !e.merged).expect("one");
            let told = event.loss_db.or(first.loss_db).expect("a loss");
            assert!((told - loss).abs() < 0.07, "{name}: {told} dB for {loss} dB at {at} m");
        }
        let end = found.end().unwrap_or_else(|| panic!("{name}: no end"));
        assert!((end.distance_m - end_m).abs() < near, "{name}: {}", end.distance_m);
        let before = found.events.iter().filter(|event| event.distance_m < end.distance_m).count();
        assert!(before <= 10, "{name}: {before} events");
        let set = [Drawn {
            trace: &trace,
            table: &found,
            label: name.into(),
            before_m: 0.0,
            after_m: 0.0,
            from_far_end: false,
        }];
        assert!(picture(&png(name, &set, Lang::Fr).expect("a picture")).2 > 50);
    }
}

#[test]
fn points_that_are_nothing_but_noise_give_a_trace_and_no_panic() {
    let (_, _, mut file) = files().swap_remove(0);
    let mut dice = 7_u32;
    let mut roll = || {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 16) as u16
    };
    for pulse_ns in [1, 50, 20_000] {
        if let Some(data) = &mut file.data {
            data.runs[0].values = (0..64_000).map(|_| roll()).collect();
        }
        if let Some(fixed) = &mut file.fixed {
            fixed.pulses[0].width_ns = pulse_ns;
        }
        let trace = from_sor(&file).expect("a trace");
        events(&trace, &thresholds(&file));
    }
    file.data = None;
    assert_eq!(from_sor(&file), Err(NotATrace::NoPoints));
}
