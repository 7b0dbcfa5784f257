//! Worked values of bends: Bessel functions, Marcuse's table, the standards' maxima, curves.

use super::super::testing::near;
use super::*;

#[track_caller]
fn near_relative(found: f64, expected: f64, share: f64) {
    near(found, expected, share * expected.abs());
}

#[test]
fn bessel_k_at_known_places() {
    // mpmath, 16 digits.
    let expected = [
        (0.1, 2.427_069_024_702_016_4, 9.853_844_780_870_606),
        (1.0, 0.421_024_438_240_708_3, 0.601_907_230_197_234_6),
        (2.0, 0.113_893_872_749_533_44, 0.139_865_881_816_522_43),
        (3.0, 0.034_739_504_386_279_25, 0.040_156_431_128_194_184),
        (10.0, 1.778_006_231_616_765e-5, 1.864_877_345_382_558_5e-5),
    ];
    for (x, k0, k1) in expected {
        near_relative(bessel_k(0, x), k0, 1e-12);
        near_relative(bessel_k(1, x), k1, 1e-12);
    }
}

#[test]
fn silica_by_malitson() {
    near(silica_index(1.31), 1.446_80, 0.000_01);
    near(silica_index(1.55), 1.444_02, 0.000_01);
}

#[test]
fn step_of_g652d_has_its_cut_off() {
    let cut_off_um = 2.0 * PI * G652D_STEP.core_radius_um * G652D_STEP.numerical_aperture / J0_ZERO;
    near(cut_off_um, 1.30, 0.0001);
}

/// Rows of the page's table: radius in mm, dB per turn at each wavelength, shortest first.
const DB_PER_TURN: [(f64, [f64; 5]); 6] = [
    (30.0, [1.89e-12, 8.78e-8, 1.47e-6, 3.24e-5, 8.25e-5]),
    (16.0, [2.9e-5, 7.22e-3, 0.0306, 0.148, 0.239]),
    (15.0, [9.38e-5, 0.0160, 0.0616, 0.268, 0.418]),
    (10.0, [0.0316, 0.834, 1.96, 4.97, 6.58]),
    (7.5, [0.555, 5.77, 10.6, 20.5, 25.0]),
    (5.0, [9.21, 37.6, 54.0, 79.8, 89.6]),
];

#[test]
fn marcuse_per_turn() {
    for (radius, row) in DB_PER_TURN {
        for (wavelength, expected) in Wavelength::ALL.into_iter().zip(row) {
            let mode = G652D_STEP.mode(wavelength.um());
            let turn_m = 2.0 * PI * radius * 1e-3;
            near_relative(turn_m * libm::exp(mode.ln_loss_db_per_m(radius)), expected, 0.005);
            near_relative(BendTable::new(FibreType::G652D, wavelength).loss_db_per_turn(radius), expected, 0.01);
        }
    }
}

#[test]
fn marcuse_beside_beam_propagation() {
    let mode = StepIndex { core_radius_um: 4.282, numerical_aperture: 0.1180 }.mode(1.55);
    let found = [10.0, 7.5].map(|radius| libm::exp(mode.ln_loss_db_per_m(radius)));
    near(found[0], 22.3, 0.1);
    near(found[1], 177.0, 1.0);
    for (formula, propagated) in found.into_iter().zip([18.3, 146.0]) {
        near_relative(formula, propagated, 0.25);
    }
}

#[test]
fn tables_follow_their_formula() {
    for fibre in FibreType::ALL {
        for wavelength in Wavelength::ALL {
            let table = BendTable::new(fibre, wavelength);
            let mode = G652D_STEP.mode(wavelength.um());
            for i in 0..800 {
                let radius = 1.5 + 0.0731 * f64::from(i);
                let ln_loss = match fibre {
                    FibreType::G652D => mode.ln_loss_db_per_m(radius),
                    _ => ln_trench_loss_db_per_m(fibre, radius, wavelength.nm()),
                };
                near_relative(table.loss_db_per_m(1.0 / radius), libm::exp(ln_loss), 0.01);
            }
        }
    }
}

#[test]
fn maxima_as_the_page_prints_them() {
    let expected = [
        (FibreType::G657A1, 15.0, -1.327, 0.059),
        (FibreType::G657A1, 10.0, 2.480, 3.173),
        (FibreType::G657A2, 15.0, -3.447, -2.243),
        (FibreType::G657A2, 10.0, 0.465, 1.158),
        (FibreType::G657A2, 7.5, 2.362, 3.055),
        (FibreType::G657B3, 10.0, -0.739, 0.465),
        (FibreType::G657B3, 7.5, 0.529, 1.669),
        (FibreType::G657B3, 5.0, 1.563, 2.662),
    ];
    for (found, (fibre, radius, at_1550, at_1625)) in BEND_MAXIMA[1..].iter().zip(expected) {
        assert_eq!((found.fibre, found.radius_mm), (fibre, radius));
        near(found.ln_db_per_m()[0], at_1550, 0.001);
        near(found.ln_db_per_m()[1], at_1625, 0.001);
    }
}

#[test]
fn never_above_a_maximum() {
    for maximum in BEND_MAXIMA {
        for (wavelength, limit) in
            [(Wavelength::Nm1550, maximum.max_1550_db), (Wavelength::Nm1625, maximum.max_1625_db)]
        {
            let table = BendTable::new(maximum.fibre, wavelength);
            let all_turns = maximum.turns * table.loss_db_per_turn(maximum.radius_mm);
            assert!(all_turns <= limit, "{maximum:?} at {wavelength:?}: {all_turns} dB");
            if maximum.fibre != FibreType::G652D {
                near_relative(all_turns, limit / 2.0, 0.01);
            }
        }
    }
}

#[test]
fn loss_rises_with_curvature_and_wavelength() {
    for fibre in FibreType::ALL {
        let tables = Wavelength::ALL.map(|wavelength| BendTable::new(fibre, wavelength));
        for i in 1..300 {
            let curvature = 0.002 * f64::from(i);
            if curvature < 0.25 {
                for table in &tables {
                    assert!(table.loss_db_per_m(curvature) >= table.loss_db_per_m(curvature - 0.002));
                }
                for pair in tables.windows(2) {
                    let [short, long] = [0, 1].map(|k| pair[k].loss_db_per_m(curvature));
                    assert!(long >= 0.999 * short, "{fibre:?}, {curvature}: {short} then {long}");
                }
            }
        }
    }
}

#[test]
fn transitions() {
    near(transition_loss_db(1.0 / 10.0, 0.0, 10.4, Wavelength::Nm1550), 0.04, 0.005);
    near(transition_loss_db(1.0 / 7.5, 0.0, 10.4, Wavelength::Nm1550), 0.07, 0.005);
    assert!(transition_loss_db(1.0 / 7.5, 2.0, 10.4, Wavelength::Nm1550) < 0.002);
}

#[test]
fn along_a_curve() {
    let table = BendTable::new(FibreType::G652D, Wavelength::Nm1550);
    // One turn of 10 mm between straight ends, entered and left within one sample.
    let step = 0.05;
    let turn = libm::round(2.0 * PI * 10.0 / step) as usize;
    let mut abrupt = vec![0.0; 200];
    abrupt.extend(vec![0.1; turn]);
    abrupt.extend(vec![0.0; 200]);
    let ends = 2.0 * transition_loss_db(0.1, 0.0, table.mfd_um, Wavelength::Nm1550);
    let expected = table.loss_db_per_turn(10.0) + ends;
    near(loss_along_curve_db(&abrupt, step, &table), expected, 0.003);
    let mirrored: Vec<f64> = abrupt.iter().map(|c| -c).collect();
    near(loss_along_curve_db(&mirrored, step, &table), loss_along_curve_db(&abrupt, step, &table), 1e-12);

    // The same turn, entered over 4 mm: the transitions vanish.
    let ramp: Vec<f64> = (0..80).map(|i| 0.1 * f64::from(i) / 80.0).collect();
    let mut gentle = ramp.clone();
    gentle.extend(vec![0.1; turn]);
    gentle.extend(ramp.iter().rev());
    let only_bend: f64 = gentle.iter().map(|c| table.loss_db_per_m(*c) * step * 1e-3).sum();
    near(loss_along_curve_db(&gentle, step, &table), only_bend, 1e-5);
    near(loss_along_curve_db(&[0.0; 50], step, &table), 0.0, 0.0);
}

#[test]
fn any_number_is_accepted() {
    let table = BendTable::new(FibreType::G657A1, Wavelength::Nm1650);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300] {
        assert!(table.loss_db_per_m(value).is_finite());
        assert!(loss_along_curve_db(&[0.1, value, 0.1], 0.5, &table).is_finite());
        let _ = table.loss_db_per_turn(value);
        let _ = loss_along_curve_db(&[0.1], value, &table);
        let _ = transition_loss_db(value, value, value, Wavelength::Nm1310);
        let _ = bessel_k(1, value);
        let _ = StepIndex { core_radius_um: value, numerical_aperture: value }.mode(value).ln_loss_db_per_m(value);
    }
}
