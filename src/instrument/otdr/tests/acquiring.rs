//! Worked values of the trace itself, against physics and the receiver's figures.

use super::*;

const NM: [Wavelength; 3] = [Wavelength::Nm1310, Wavelength::Nm1550, Wavelength::Nm1625];

/// Level of received power over launched, dB of power.
fn power_db(trace: &Trace, at_m: f64) -> f64 {
    2.0 * markers::level_at(trace, at_m).unwrap()
}

#[test]
fn backscatter_starts_at_the_worked_levels() {
    for (nm, expected) in NM.into_iter().zip([-59.4, -61.9, -62.5]) {
        let plain = line(nm, &[(5_000.0, splice(0.0))]);
        let trace = acquire(&plain, &settings(nm, 100.0, 5.0, 180.0), &quiet(), 1);
        let slope = plain.legs[0].attenuation_db_km;
        near(power_db(&trace, 200.0) + 2.0 * slope * 0.2, expected, 0.05);
    }
}

#[test]
fn the_slope_on_the_trace_is_the_one_way_attenuation() {
    for nm in NM {
        let plain = line(nm, &[(20_000.0, splice(0.0))]);
        let trace = acquire(&plain, &settings(nm, 100.0, 20.0, 180.0), &quiet(), 1);
        let found = markers::attenuation_lsa(&trace, 1_000.0, 15_000.0).unwrap();
        near(found, plain.legs[0].attenuation_db_km, 1e-4);
    }
}

#[test]
fn a_reflection_stands_as_high_as_the_formula_says() {
    let nm = Wavelength::Nm1310;
    for (pulse_ns, reflectance) in [(100.0, -45.0), (100.0, -60.0), (1_000.0, -50.0), (1_000.0, -35.0)] {
        let plain = line(nm, &[(20_000.0, connector(0.0, reflectance)), (20_000.0, splice(0.0))]);
        let trace = acquire(&plain, &settings(nm, pulse_ns, 40.0, 180.0), &quiet(), 1);
        let within = 0.85 * trace.pulse_m();
        let height = power_db(&trace, 20_000.0 + within) / 2.0 - power_db(&trace, 19_980.0) / 2.0;
        let ratio = libm::pow(10.0, (reflectance + 79.4 - 10.0 * libm::log10(pulse_ns)) / 10.0);
        // The backscatter under the peak has fallen on by there.
        let under = libm::pow(10.0, -0.33 * within * 1e-3 / 5.0);
        near(height, 5.0 * libm::log10(under + ratio), 0.04);
    }
}

#[test]
fn the_event_dead_zone_is_about_the_pulse() {
    let receiver = Receiver::default();
    for pulse_ns in [10.0, 30.0, 100.0, 1_000.0] {
        let set = settings(Wavelength::Nm1550, pulse_ns, 5.0, 30.0);
        let zones = dead_zones_m(&set, &receiver, -45.0);
        let share = zones.event_m / set.pulse_m();
        assert!((1.0..1.3).contains(&share), "{pulse_ns} ns: {share} pulses");
        assert!(zones.attenuation_m > zones.event_m, "{zones:?}");
    }
    // A portable instrument's data sheet: under 1 m and about 4 m.
    let short = settings(Wavelength::Nm1550, 5.0, 1.0, 30.0);
    let zones = dead_zones_m(&short, &receiver, -45.0);
    assert!(zones.event_m < 1.0 && (1.5..4.5).contains(&zones.attenuation_m), "{zones:?}");
}

#[test]
fn a_stronger_reflection_hides_more_fibre() {
    let set = settings(Wavelength::Nm1550, 10.0, 5.0, 30.0);
    let hidden: Vec<f64> = [-55.0, -45.0, -35.0, -25.0, -14.4]
        .iter()
        .map(|&r| dead_zones_m(&set, &Receiver::default(), r).attenuation_m)
        .collect();
    assert!(hidden.windows(2).all(|w| w[0] < w[1]), "{hidden:?}");
}

#[test]
fn the_dead_zones_told_are_those_of_the_trace() {
    let nm = Wavelength::Nm1550;
    let set = settings(nm, 100.0, 5.0, 180.0);
    let plain = line(nm, &[(2_000.0, connector(0.0, -45.0)), (3_000.0, splice(0.0))]);
    let trace = acquire(&plain, &set, &quiet(), 3);
    let told = dead_zones_m(&set, &quiet(), -45.0);
    let levels = &trace.level_db;
    let line_at = |at: f64| markers::level_at(&trace, 1_990.0).unwrap() - 0.19e-3 * (at - 1_990.0);
    let top = levels.iter().fold(f32::MIN, |a, &b| a.max(b));
    let peak = levels.iter().position(|&l| l == top).unwrap();
    let event = (peak..).find(|&i| levels[i] < top - 1.5).unwrap();
    let clear = levels.iter().enumerate().rposition(|(i, &l)| {
        let at = trace.distance_m(i);
        at < 4_900.0 && f64::from(l) > line_at(at) + 0.5
    });
    near(trace.distance_m(event) - 2_000.0, told.event_m, 2.0 * trace.spacing_m);
    near(trace.distance_m(clear.unwrap()) - 2_000.0, told.attenuation_m, 2.0 * trace.spacing_m);
}

#[test]
fn four_times_the_time_gains_one_and_a_half_decibels() {
    let receiver = Receiver::default();
    let plain = line(Wavelength::Nm1550, &[(1_000.0, open_end())]);
    let at = |seconds| {
        let trace = acquire(&plain, &settings(Wavelength::Nm1550, 100.0, 20.0, seconds), &receiver, 5);
        let tail = &trace.level_db[trace.level_db.len() / 2..];
        let square: f64 = tail.iter().map(|&l| libm::pow(10.0, f64::from(l) / 5.0)).map(|p| p * p).sum();
        // Half of the noise is cut off.
        let seen = 5.0 * libm::log10(libm::sqrt(2.0 * square / tail.len() as f64));
        near(seen, trace.noise_floor_db, 0.1);
        (trace.noise_floor_db, seen)
    };
    let (short, long) = (at(45.0), at(180.0));
    near(short.0 - long.0, 1.505, 0.001);
    near(short.1 - long.1, 1.505, 0.1);
}

#[test]
fn the_dynamic_range_is_that_of_a_portable_instrument() {
    let receiver = Receiver::default();
    for range_km in [80.0, 120.0, 160.0] {
        let set = settings(Wavelength::Nm1550, 20_000.0, range_km, 180.0);
        let plain = line(Wavelength::Nm1550, &[(60_000.0, splice(0.0))]);
        let trace = acquire(&plain, &set, &receiver, 1);
        let start = markers::level_at(&trace, 10_000.0).unwrap() + 1.9;
        let range = start - trace.noise_floor_db;
        assert!((35.0..=38.0).contains(&range), "{range_km} km: {range} dB");
    }
    let set = settings(Wavelength::Nm1550, 20_000.0, 80.0, 180.0);
    near(-38.89 / 2.0 - 5.0 * libm::log10(receiver.noise(&set)), 37.0, 0.01);
}

#[test]
fn a_ghost_stands_as_far_behind_the_second_reflector_as_the_first_before() {
    let nm = Wavelength::Nm1310;
    let legs = [(1_000.0, connector(0.3, -25.0)), (500.0, connector(0.3, -22.0)), (4_000.0, splice(0.0))];
    let set = settings(nm, 20.0, 5.0, 180.0);
    let receiver = Receiver { headroom_db: 60.0, ..quiet() };
    let power = received(&line(nm, &legs), &set, &receiver);
    let point = |m: f64| power[((m + 0.9 * set.pulse_m()) / set.spacing_m()) as usize];
    let (first, second) = (point(1_000.0), point(1_500.0));
    // z2 + (z2 − z1): reflects twice at the second, once at the first, and passes the stretch between once more.
    let ghost = point(2_000.0) - point(1_990.0);
    let expected = second * libm::pow(10.0, (-25.0 - 22.0 - 2.0 * (0.33 * 0.5)) / 10.0);
    assert!((10.0 * libm::log10(ghost / expected)).abs() < 0.2, "{first} {second} {ghost} {expected}");
    // Against the instrument's own port at twice the distance.
    let own = received(&line(nm, &legs), &set, &Receiver { port_reflectance_db: -30.0, ..receiver });
    let behind = ((3_000.0 + 0.9 * set.pulse_m()) / set.spacing_m()) as usize;
    let expected = second * libm::pow(10.0, (-30.0 - 22.0 - 2.0 * (0.33 * 1.5 + 0.3)) / 10.0);
    let share = (own[behind] - power[behind]) / expected;
    assert!((0.95..1.05).contains(&share), "{share}");
}

#[test]
fn a_joint_into_a_smaller_mode_field_looks_like_a_gain_and_the_way_back_like_a_loss() {
    let nm = Wavelength::Nm1310;
    let mismatch = 10.0 * libm::log10(9.2 / 8.6);
    for (sign, expected) in [(1.0, -0.29), (-1.0, 0.29)] {
        let mut plain = line(nm, &[(3_000.0, splice(0.0)), (3_000.0, splice(0.0))]);
        plain.legs[1].backscatter_db += sign * 2.0 * mismatch;
        let trace = acquire(&plain, &settings(nm, 100.0, 10.0, 180.0), &quiet(), 1);
        let found = markers::splice_loss_5(&trace, [1_000.0, 2_900.0, 3_000.0, 3_100.0, 5_000.0]).unwrap();
        near(found, expected, 0.005);
    }
}

#[test]
fn a_wrong_index_moves_every_distance() {
    let nm = Wavelength::Nm1550;
    let plain = line(nm, &[(10_000.0, open_end())]);
    let right = settings(nm, 100.0, 20.0, 30.0);
    let end = |set: &Settings| events(&acquire(&plain, set, &Receiver::default(), 1), &Thresholds::default()).length_m;
    near(end(&right), 10_000.0, 2.0);
    near(end(&Settings { index: 1.45, ..right }), 10_000.0 * 1.4682 / 1.45, 2.0);
}

#[test]
fn a_range_shorter_than_the_line_folds_late_light_over_the_trace() {
    let nm = Wavelength::Nm1550;
    let plain = line(nm, &[(30_000.0, open_end())]);
    let receiver = Receiver { rate_hz: 1e6, ..Receiver::default() };
    let set = settings(nm, 100.0, 20.0, 30.0);
    let trace = acquire(&plain, &set, &receiver, 1);
    let folded = 30_000.0 - receiver.period_ns(&set) * set.metres_per_ns();
    let peak = markers::level_at(&trace, folded + 8.0).unwrap();
    assert!(peak > markers::level_at(&trace, folded - 20.0).unwrap() + 5.0);
}

#[test]
fn every_menu_setting_keeps_points_and_spacing_within_bounds() {
    for pulse in PULSES_NS {
        for range in RANGES_KM {
            let set = settings(Wavelength::Nm1550, pulse, range, 5.0);
            assert!(set.points() <= 64_000 && set.points() >= 60, "{pulse} ns, {range} km: {}", set.points());
            assert!((0.05..=8.0).contains(&set.spacing_m()), "{}", set.spacing_m());
        }
    }
    assert_eq!(settings(Wavelength::Nm1550, 30.0, 20.0, 5.0).points(), 64_000);
}

#[test]
fn absurd_settings_and_lines_give_a_trace_and_no_panic() {
    let values = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 1e300];
    let nm = Wavelength::Nm1550;
    let good = settings(nm, 100.0, 5.0, 5.0);
    let plain = line(nm, &[(1_000.0, connector(0.3, -40.0)), (2_000.0, open_end())]);
    let check = |line: &Line, set: &Settings, receiver: &Receiver| {
        let trace = acquire(line, set, receiver, 1);
        assert!(!trace.level_db.is_empty() && trace.level_db.iter().all(|l| l.is_finite()), "{set:?} {line:?}");
        let table = events(&trace, &Thresholds::default());
        let facts = quality(&trace, &table, receiver);
        assert!(table.length_m.is_finite() && facts.snr_at_end_db.is_finite(), "{table:?} {facts:?}");
    };
    let empty = Line { wavelength: nm, entry: Point::default(), legs: Vec::new() };
    check(&empty, &good, &Receiver::default());
    let dark = Line { entry: splice(f64::INFINITY), ..plain.clone() };
    check(&dark, &good, &Receiver::default());
    for value in values {
        for set in [
            Settings { pulse_ns: value, ..good },
            Settings { range_m: value, ..good },
            Settings { averaging_s: value, ..good },
            Settings { index: value, ..good },
        ] {
            check(&plain, &set, &Receiver::default());
        }
        for i in 0..6 {
            let mut absurd = plain.clone();
            let leg = &mut absurd.legs[0];
            match i {
                0 => leg.length_m = value,
                1 => leg.attenuation_db_km = value,
                2 => leg.backscatter_db = value,
                3 => leg.group_index = value,
                4 => leg.end.loss_db = value,
                _ => leg.end.reflectance_db = Some(value),
            }
            check(&absurd, &good, &Receiver::default());
        }
        let kinds: [fn(&mut Receiver, f64); 7] = [
            |r, v| r.launch_db = v,
            |r, v| r.port_reflectance_db = v,
            |r, v| r.rise_share = v,
            |r, v| r.tail_ratio = v,
            |r, v| r.headroom_db = v,
            |r, v| r.dynamic_range_db = v,
            |r, v| r.duty = v,
        ];
        for set in kinds {
            let mut receiver = Receiver::default();
            set(&mut receiver, value);
            check(&plain, &good, &receiver);
        }
    }
}

#[test]
fn a_trace_is_the_same_to_the_bit_and_another_seed_gives_another() {
    let nm = Wavelength::Nm1550;
    let plain = line(nm, &[(2_000.0, splice(0.1)), (1_000.0, connector(0.3, -45.0)), (3_000.0, open_end())]);
    let set = settings(nm, 100.0, 10.0, 15.0);
    let trace = acquire(&plain, &set, &Receiver::default(), 42);
    assert_ne!(trace.hash(), acquire(&plain, &set, &Receiver::default(), 43).hash());
    assert_eq!(trace.hash(), GOLDEN);
}

const GOLDEN: &str = "f6175940d6ed15898f6a6d5668946fd18b47be319e8dea1e718f5820f89135aa";
