//! What catalogue files may say, and which numbers make no sense.

use super::load::{builtin_catalogue, load_catalogue, parse_catalogue};
use super::schema::Catalogue;
use crate::scenario::Located;

const BASE: &str = include_str!("../../assets/catalogue/base.ron");

/// The only error when `from` is written as `to`; it must stand at `at` in what was written.
fn error(from: &str, to: &str, at: &str) -> Located {
    let text = BASE.replacen(from, to, 1);
    assert_ne!(text, BASE, "{from}");
    let errors = parse_catalogue("base.ron", &text).expect_err(to);
    assert_eq!(errors.len(), 1, "{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>());
    let start = BASE.find(from).expect("replaced") + to.find(at).expect("part of it");
    assert_eq!(errors[0].span.start, start, "{}", errors[0]);
    assert_eq!(errors[0].line as usize, text[..start].matches('\n').count() + 1);
    errors[0].clone()
}

#[test]
fn the_builtin_catalogue_is_what_the_design_says() {
    let catalogue = builtin_catalogue().expect("builtin").catalogue;
    assert_eq!(catalogue.cables[0].id, "loose-tube-12-m6");
    assert_eq!((catalogue.cables[0].tubes, catalogue.cables[0].fibres_per_tube), (2, 6));
    assert_eq!((catalogue.cables[1].tubes, catalogue.cables[1].fibres_per_tube), (1, 12));
    assert_eq!(catalogue.splicers[0].programs.len(), 3);
    assert_eq!(catalogue.trays[0].slots, 12);
}

#[test]
fn what_serde_writes_is_read_back() {
    // Workpieces and kits are written for people: several sites in one, shapes without their wrapping.
    let catalogue =
        Catalogue { workpieces: Vec::new(), kit: Vec::new(), ..builtin_catalogue().expect("builtin").catalogue };
    let text = ron::ser::to_string_pretty(&catalogue, ron::ser::PrettyConfig::default()).expect("ron");
    let read = parse_catalogue("w.ron", &text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    assert_eq!(read.catalogue, catalogue);
    assert_eq!(ron::from_str::<Catalogue>(&text).expect("ron reads it too"), catalogue);
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    for (from, to, at) in [
        ("outer_mm: 8.0", "outer_mm: -8.0", "-8.0"),
        ("outer_mm: 8.0", "outer_mm: 8e9", "8e9"),
        ("outer_mm: 8.0", "outer_mm: inf", "inf"),
        ("sheath_mm: 1.5", "sheath_mm: 4.0", "4.0"),
        ("tube_mm: 2.0", "tube_mm: 3.9", "3.9"),
        ("tube_wall_mm: 0.35", "tube_wall_mm: 1.0", "1.0"),
        ("free_mm: 520.0", "free_mm: 50000.0", "50000.0"),
        ("tubes: 2", "tubes: 0", "0"),
        ("tubes: 2", "tubes: 2.5", "2.5"),
        ("gel: 1.0", "gel: 1.1", "1.1"),
        ("sheath_pull_n: 35.0", "sheath_pull_n: 0", "0"),
        ("\"G.652.D\"", "\"G.652\"", "\"G.652\""),
        ("colour: 1", "colour: 13", "13"),
        ("bore_mm: 1.5", "bore_mm: 2.6", "2.6"),
        ("wear: 0.1", "wear: 2", "2"),
        ("alignment: \"core\"", "alignment: \"cores\"", "\"cores\""),
        ("(name: \"SM G652/G657\"", "(name: \"SM G652/G652\"", "\"SM"),
        ("(name: \"SM G652/G657\"", "(name: \"\"", "\"\""),
        ("heat: 0.0", "heat: -1.5", "-1.5"),
        ("cool_s: 8.0", "cool_s: -8", "-8"),
        ("cool_s: 8.0", "cool_s: 8.0, arc_drift: -1.5", "-1.5"),
        ("travel_mm: 24.0", "travel_mm: 24.0, position: 77", "77"),
        ("travel_mm: 24.0", "travel_mm: 24.0, height: 99", "99"),
        ("cool_s: 8.0", "cool_s: 8.0, oven: []", "[]"),
        ("cool_s: 8.0", "cool_s: 8.0, oven: [(name: \"60\", sleeve_mm: 60, heat_s: 777, celsius: 200)]", "777"),
        ("guide_radius_mm: 30.0", "guide_radius_mm: 70.0", "70.0"),
        ("slots: 12", "slots: 0", "0"),
        ("slots: 12", "slots: 25", "25"),
        ("slot_pitch_mm: 3.4", "slot_pitch_mm: 40", "40"),
        ("entry_mm: (45.0, 61.0)", "entry_mm: (34.0, -20.0)", "(34.0, -20.0)"),
        ("entry_mm: (45.0, 61.0)", "entry_mm: (85.0, 61.0)", "(85.0, 61.0)"),
        ("first_slot_mm: 8.5", "first_slot_mm: 30.0", "30.0"),
        ("first_slot_mm: 8.5", "first_slot_mm: -70.0", "-70.0"),
        ("(x_mm: -34.0, y_mm: -22.0, radius_mm: 16.5)", "(x_mm: -34.0, y_mm: -22.0, radius_mm: 45)", "(x_mm"),
        ("(from_mm: (0.0, -65.0), to", "(from_mm: (0.0, 20.0), to", "(from"),
        ("(from_mm: (0.0, -65.0), to", "(from_mm: (0.0, -65.5), to", "(from"),
        ("guide_radius_mm: 30.0", "guide_radius_mm: 30.0, lid: (drop_mm: 2, reach_mm: 3)", "2"),
        ("id: \"sleeve-45\"", "id: \"sleeve-60\"", "\"sleeve-60\""),
        ("id: \"sleeve-45\"", "id: \"Sleeve 45\"", "\"Sleeve 45\""),
        ("en: \"Loose-tube cable, 12 fibres, 2 tubes of 6\"", "en: \"\"", "\"\""),
        ("fibres_per_tube: 6", "fibres_per_tubes: 6, fibres_per_tube: 6", "fibres_per_tubes"),
    ] {
        error(from, to, at);
    }
    let names = error("\"G.652.D\"", "\"G.652\"", "\"G.652\"");
    assert_eq!((names.nearest.as_deref(), names.allowed.len()), (Some("G.652.D"), 4));
    let many = BASE.replacen("tubes: 2,", "tubes: 5,", 1);
    assert!(parse_catalogue("x", &many).expect_err("30 fibres")[0].message.contains("30 fibres"));
}

#[test]
fn what_a_splicer_or_a_cleaver_leaves_out_is_as_usual() {
    let catalogue = builtin_catalogue().expect("builtin").catalogue;
    let (splicer, cleaver) = (&catalogue.splicers[0], &catalogue.cleavers[0]);
    assert_eq!((cleaver.position, cleaver.height, splicer.arc_drift), (1, 1, 0.0));
    let ovens: Vec<f64> = splicer.oven.iter().map(|program| program.sleeve_mm).collect();
    assert_eq!((ovens, splicer.oven[0].heat_s), (vec![60.0, 45.0, 40.0, 30.0], splicer.heat_s));
}

#[test]
fn a_folder_adds_its_files_and_their_ids_must_differ() {
    let folder = tempfile::tempdir().expect("a folder");
    let load = || load_catalogue(folder.path());
    assert!(load().expect_err("nothing there")[0].message.contains("no catalogue file"));
    assert_eq!(load_catalogue(&folder.path().join("x")).expect_err("missing")[0].line, 0);
    std::fs::write(folder.path().join("base.ron"), BASE).expect("written");
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalogue");
    for entry in std::fs::read_dir(own).expect("the program's own folder").flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("copied");
    }
    assert!(load().expect("the program's own") == builtin_catalogue().expect("builtin"));

    let empty = "Catalogue(cables: [], pigtails: [], cleavers: [], splicers: [], trays: [], sleeves: [";
    let more = |id: &str| format!("{empty}(id: \"{id}\", length_mm: 42, bore_mm: 1.5, outer_mm: 2.6)])");
    std::fs::write(folder.path().join("zz-more.ron"), more("sleeve-42")).expect("written");
    let both = load().expect("both");
    assert_eq!(both.catalogue.sleeves.len(), builtin_catalogue().expect("builtin").catalogue.sleeves.len() + 1);
    assert_ne!(both.hash, builtin_catalogue().expect("builtin").hash);

    std::fs::write(folder.path().join("zz-more.ron"), more("sleeve-60")).expect("written");
    let twice = load().expect_err("an id twice");
    assert!(twice[0].file.ends_with("zz-more.ron") && twice[0].message.contains("used twice"), "{}", twice[0]);
}
