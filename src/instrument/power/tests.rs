//! Readings, references and budgets against worked values.

use super::*;
use crate::optics::FibreType;

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}

#[track_caller]
fn value(reading: Reading) -> f64 {
    match reading.shown {
        Shown::Value(value) => value,
        other => panic!("{other:?}"),
    }
}

fn warm(nm: f64) -> Light {
    Source::typical(nm).light(1e6).unwrap()
}

#[test]
fn a_cold_source_falls_by_up_to_two_tenths_in_the_first_minutes() {
    let source = Source::typical(1310.0);
    let at = |s| source.light(s).unwrap().dbm;
    near(at(0.0), -4.8, 1e-9);
    near(at(900.0), -5.0, 0.002);
    assert!(at(60.0) > at(180.0));
    assert_eq!(Source { on: false, ..source }.light(10.0), None);
}

#[test]
fn a_tone_halves_the_mean_and_is_recognised_only_well_above_the_floor() {
    let light = Source { modulation: Modulation::Hz270, ..Source::typical(1550.0) }.light(1e6).unwrap();
    let meter = Meter::default();
    near(value(meter.reading(&[light])), -8.01, 1e-9);
    assert_eq!(meter.reading(&[light]).tone_hz, Some(270));
    assert_eq!(meter.reading(&[light.after(55.0)]).tone_hz, None);
    assert_eq!(meter.reading(&[light, warm(1310.0)]).tone_hz, None);
}

#[test]
fn the_units_are_the_same_power() {
    let mut meter = Meter::default();
    near(value(meter.reading(&[warm(1550.0)])), -5.0, 1e-9);
    meter.unit = Unit::Microwatt;
    near(value(meter.reading(&[warm(1550.0)])), 316.2, 0.05);
    meter.unit = Unit::Db;
    assert_eq!(meter.reading(&[warm(1550.0)]).shown, Shown::NoReference);
}

#[test]
fn a_wrong_wavelength_reads_three_to_five_tenths_wrong() {
    let error = calibration_error_db(1310.0, 1550.0);
    assert!((0.3..0.5).contains(&error), "{error}");
    near(calibration_error_db(1550.0, 1310.0), -error, 1e-12);
    near(calibration_error_db(1490.0, 1490.0), 0.0, 0.0);
    let meter = Meter::new(1310.0, Unit::Dbm);
    near(value(meter.reading(&[warm(1550.0)])), -5.0 + error, 0.006);
}

#[test]
fn too_little_and_too_much_light_have_no_figure() {
    let meter = Meter::default();
    assert_eq!(meter.reading(&[]).shown, Shown::Low);
    assert_eq!(meter.reading(&[warm(1550.0).after(66.0)]).shown, Shown::Low);
    assert_eq!(meter.reading(&[warm(1550.0).after(-16.0)]).shown, Shown::Overload);
    near(value(meter.reading(&[warm(1550.0).after(60.0)])), -64.87, 0.02);
}

#[test]
fn a_loss_is_power_less_the_stored_number_so_a_stale_reference_shifts_it() {
    let mut meter = Meter::new(1550.0, Unit::Db);
    let dirty_cord = 0.8;
    assert!(meter.take_reference(&[warm(1550.0).after(dirty_cord)], 100, &[1, 2]));
    near(value(meter.reading(&[warm(1550.0).after(dirty_cord + 3.0)])), -3.0, 1e-9);
    // The cord is cleaned after the reference: every loss comes out 0.6 too small.
    near(value(meter.reading(&[warm(1550.0).after(0.2 + 3.0)])), -2.4, 1e-9);
    let reference = meter.reference().unwrap();
    assert!(!reference.is_stale(&[2, 1, 7]) && reference.is_stale(&[1, 3]));
    meter.wavelength_nm = 1310.0;
    assert_eq!(meter.reading(&[warm(1310.0)]).shown, Shown::NoReference);
    assert!(!meter.take_reference(&[], 5, &[]));
}

#[test]
fn one_cord_includes_both_ends_two_cords_one_three_cords_none() {
    let loss_of = |element| match element {
        Element::Launch | Element::Receive | Element::Middle => 0.0,
        Element::Joint(_) => 0.2,
        Element::End(0) => 0.3,
        Element::End(_) => 0.4,
        Element::Link => 5.0,
    };
    for (method, expected) in Method::ALL.into_iter().zip([5.7, 5.5, 5.3]) {
        near(measured_loss_db(method, loss_of), expected, 1e-12);
    }
    let alike = |element| match element {
        Element::Joint(_) | Element::End(_) => 0.2,
        Element::Link => 5.0,
        _ => 0.01,
    };
    for method in Method::ALL {
        let cords =
            if method == Method::OneCord { 0.01 } else { 0.0 } - if method == Method::ThreeCord { 0.01 } else { 0.0 };
        let expected = 5.0 + 0.2 * f64::from(method.ends_included()) + cords;
        near(measured_loss_db(method, alike), expected, 1e-12);
    }
}

#[test]
fn splitters_and_classes_are_the_trades() {
    let losses = [3.7, 7.3, 10.5, 13.8, 17.1, 20.5];
    for (i, splitter) in Splitter::ALL.into_iter().enumerate() {
        near(splitter.loss_db(), losses[i], 0.0);
        assert_eq!(splitter.ways(), 2 << i);
        assert!(splitter.loss_db() > 10.0 * libm::log10(f64::from(splitter.ways())));
    }
    assert_eq!(PonClass::BPlus.range_db(), (13.0, 28.0));
    assert_eq!(PonClass::CPlus.range_db(), (17.0, 32.0));
    assert_eq!(PonClass::N1.range_db(), (14.0, 29.0));
    assert_eq!(PonClass::CPlus.wavelengths_nm(), (1490.0, 1310.0));
    assert_eq!(PonClass::N1.wavelengths_nm(), (1577.0, 1270.0));
}

#[test]
fn a_budget_adds_up_and_finds_its_class() {
    let plant = Plant {
        fibre: FibreType::G652D,
        length_km: 10.0,
        splices: 6,
        connections: 4,
        splitters: &[Splitter::Eight, Splitter::Eight],
    };
    let up = budget(&plant, 1310.0);
    near(up.total_db(), 3.3 + 0.6 + 1.0 + 21.0, 1e-9);
    assert!(
        matches!(PonClass::BPlus.outcome(up.total_db()), Outcome::Within { margin_db } if (margin_db - 2.1).abs() < 1e-9)
    );
    assert!(matches!(PonClass::BPlus.outcome(12.0), Outcome::TooStrong { .. }));
    assert!(matches!(PonClass::N1.outcome(29.5), Outcome::TooWeak { .. }));
    assert!(matches!(PonClass::N1.outcome(f64::NAN), Outcome::TooWeak { .. }));
    assert!(budget(&plant, 1577.0).total_db() < up.total_db());
}

#[test]
fn any_number_is_accepted() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0] {
        let source = Source { dbm: number, ..Source::typical(number) };
        let light = source.light(number).unwrap();
        let mut meter = Meter::new(number, Unit::Dbm);
        let _ = meter.take_reference(&[light], 0, &[]);
        for unit in [Unit::Db, Unit::Dbm, Unit::Microwatt] {
            meter.unit = unit;
            if let Shown::Value(value) = meter.reading(&[light, light]).shown {
                assert!(value.is_finite());
            }
        }
    }
}
