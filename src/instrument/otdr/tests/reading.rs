//! What markers, comparison and quality facts read from a trace.

use super::*;

fn measured(seed: u64) -> Trace {
    let nm = Wavelength::Nm1550;
    let legs = [(2_000.0, splice(0.2)), (2_000.0, connector(0.3, -45.0)), (2_000.0, open_end())];
    acquire(&line(nm, &legs), &settings(nm, 50.0, 10.0, 60.0), &Receiver::default(), seed)
}

#[test]
fn five_markers_read_a_splice_better_than_two() {
    let trace = measured(1);
    let five = markers::splice_loss_5(&trace, [500.0, 1_950.0, 2_000.0, 2_050.0, 3_900.0]).unwrap();
    near(five, 0.2, 0.005);
    let two = markers::two_point(&trace, 1_900.0, 2_100.0).unwrap();
    near(two.loss_db, 0.2 + 0.19 * 0.2, 0.03);
    near(two.distance_m, 200.0, 1e-9);
    near(two.loss_db_km, two.loss_db / 0.2, 1e-9);
    near(markers::attenuation_lsa(&trace, 500.0, 1_900.0).unwrap(), 0.19, 0.002);
}

#[test]
fn the_reflectance_of_a_connector_is_read_from_its_height() {
    let trace = measured(1);
    near(markers::reflectance_at(&trace, 3_990.0, 4_003.5).unwrap(), -45.0, 0.3);
    assert_eq!(markers::reflectance_at(&trace, 4_003.5, 3_990.0), None);
}

#[test]
fn return_loss_is_that_of_backscatter_and_reflections_together() {
    let nm = Wavelength::Nm1310;
    // Endless fibre: 1 ns scatters 10^-7.94; 0.33 dB/km there and back; 9,791 ns a km.
    let share = libm::pow(10.0, -7.94) * 9_791.0 / (0.066 * std::f64::consts::LN_10);
    let plain = line(nm, &[(100_000.0, splice(0.0))]);
    let trace = acquire(&plain, &settings(nm, 1_000.0, 120.0, 180.0), &quiet(), 1);
    near(markers::orl(&trace, 0.0, 110_000.0).unwrap(), -10.0 * libm::log10(share), 0.05);
    // With a reflection of −30 dB at the start the two add.
    let entry = Point { reflectance_db: Some(-30.0), ..Point::default() };
    let trace = acquire(&Line { entry, ..plain }, &settings(nm, 1_000.0, 120.0, 180.0), &quiet(), 1);
    near(markers::orl(&trace, 0.0, 110_000.0).unwrap(), -10.0 * libm::log10(share + 1e-3), 0.05);
    // Seen from 40 km on, as far as that fibre goes, it is the fibre alone.
    near(markers::orl(&trace, 40_000.0, 110_000.0).unwrap(), -10.0 * libm::log10(share), 0.2);
}

#[test]
fn a_new_loss_shows_in_the_difference_of_two_traces() {
    let nm = Wavelength::Nm1550;
    let set = settings(nm, 50.0, 10.0, 60.0);
    let take = |db| acquire(&line(nm, &[(2_000.0, splice(db)), (4_000.0, open_end())]), &set, &Receiver::default(), 3);
    let (before, after) = (take(0.05), take(0.45));
    let change = difference(&after, &before);
    let mean = |from: f64, to: f64| {
        let part = &change[(from / set.spacing_m()) as usize..(to / set.spacing_m()) as usize];
        part.iter().map(|&d| f64::from(d)).sum::<f64>() / part.len() as f64
    };
    near(mean(500.0, 1_900.0), 0.0, 0.002);
    near(mean(2_100.0, 4_000.0), -0.4, 0.005);
    assert!(difference(&Trace { level_db: Vec::new(), ..after }, &before).is_empty());
}

#[test]
fn absurd_markers_read_nothing_and_do_not_panic() {
    let trace = measured(1);
    let empty = Trace { level_db: Vec::new(), ..trace.clone() };
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -5.0, 0.0, 1e300] {
        for trace in [&trace, &empty] {
            let _ = markers::two_point(trace, value, 100.0);
            let _ = markers::splice_loss_5(trace, [value, 1.0, value, 2.0, value]);
            let _ = markers::attenuation_lsa(trace, value, value);
            let _ = markers::reflectance_at(trace, value, 4_000.0);
            let _ = markers::orl(trace, value, 0.0);
            let _ = both_ways(&EventTable::default(), &EventTable::default(), value);
        }
    }
    assert_eq!(markers::level_at(&empty, 10.0), None);
    assert_eq!(markers::level_at(&trace, f64::NAN), None);
    assert_eq!(markers::attenuation_lsa(&trace, 100.0, 100.0), None);
}

#[test]
fn quality_tells_a_good_setting_from_a_bad_one() {
    let nm = Wavelength::Nm1550;
    let legs = [(10_000.0, splice(0.1)), (10_000.0, open_end())];
    let facts = |pulse, range, time| {
        let trace = acquire(&line(nm, &legs), &settings(nm, pulse, range, time), &Receiver::default(), 1);
        quality(&trace, &events(&trace, &Thresholds::default()), &Receiver::default())
    };
    let (good, poor) = (facts(100.0, 40.0, 60.0), facts(10_000.0, 160.0, 5.0));
    near(good.range_ratio, 2.0, 0.01);
    near(poor.range_ratio, 8.0, 0.5);
    assert!(good.snr_at_end_db > 8.0, "{good:?}");
    assert!(good.event_dead_zone_m < 15.0 && poor.event_dead_zone_m > 900.0, "{good:?} {poor:?}");
    assert!(good.attenuation_dead_zone_m > good.event_dead_zone_m);
}
