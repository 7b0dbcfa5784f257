//! What faces do in a connector's life, against the trade's figures and the worked values of reflection.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::*;
use crate::optics::Wavelength;

const FIT: Fit = Fit { offset_um: 0.72, finish_01: 0.5 };

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}

fn with(polish: Polish, defects: &[(Kind, [f64; 2], f64)]) -> Ferrule {
    let mut face = Ferrule::perfect(polish);
    for (kind, at_um, size_um) in defects {
        face.add(Defect { kind: *kind, at_um: *at_um, size_um: *size_um });
    }
    face
}

const SOFT: Kind = Kind::Dust { hard: false };
const HARD: Kind = Kind::Dust { hard: true };

fn loss(face: &Ferrule) -> f64 {
    mate(face, &Ferrule::perfect(face.polish), Wavelength::Nm1310, FIT).loss_db
}

fn passing(condition: Condition, clean: impl Fn(&mut Ferrule, &mut ChaCha8Rng)) -> f64 {
    let passed = (0..400).filter(|seed| {
        let mut rng = rng(*seed);
        let mut face = condition.face(Polish::Upc, &mut rng);
        clean(&mut face, &mut rng);
        judge(&face).pass()
    });
    passed.count() as f64 / 400.0
}

fn dry(face: &mut Ferrule, rng: &mut ChaCha8Rng) {
    wipe(face, Stroke::default(), rng);
}

fn wet(face: &mut Ferrule, rng: &mut ChaCha8Rng) {
    wipe(face, Stroke { wet: true, ..Stroke::default() }, rng);
}

#[test]
fn matings_of_clean_pairs_are_grade_b() {
    let mut rng = rng(1);
    let clean = Ferrule::perfect(Polish::Upc);
    let mut losses: Vec<f64> =
        (0..4000).map(|_| mate(&clean, &clean, Wavelength::Nm1310, Fit::draw(&mut rng)).loss_db).collect();
    losses.sort_by(f64::total_cmp);
    near(losses.iter().sum::<f64>() / 4000.0, 0.12, 0.005);
    assert!(losses[3880] <= 0.25, "97 % within {}", losses[3880]);
}

#[test]
fn clean_reflectances_are_the_trades() {
    for finish_01 in [0.0, 0.5, 1.0] {
        let fit = Fit { offset_um: 0.5, finish_01 };
        let upc = Ferrule::perfect(Polish::Upc);
        let apc = Ferrule::perfect(Polish::Apc);
        let (upc, apc) = (mate(&upc, &upc, Wavelength::Nm1310, fit), mate(&apc, &apc, Wavelength::Nm1310, fit));
        near(upc.reflectance_db, -55.0 + 5.0 * finish_01, 0.1);
        near(apc.reflectance_db, -70.0 + 10.0 * finish_01, 0.1);
        near(upc.gap_um + apc.gap_um, 0.0, 0.0);
    }
    near(open_reflectance_db(&Ferrule::perfect(Polish::Upc)), -14.45, 0.01);
    assert!(open_reflectance_db(&Ferrule::perfect(Polish::Apc)) <= -55.0);
}

#[test]
fn a_dirty_core_reflects_minus_forty_to_minus_thirty() {
    for defect in [(Kind::Residue, [0.0, 0.0], 20.0), (Kind::Oil, [2.0, 0.0], 12.0), (SOFT, [3.0, 1.0], 3.0)] {
        let dirty = with(Polish::Upc, &[defect]);
        let found = mate(&dirty, &Ferrule::perfect(Polish::Upc), Wavelength::Nm1310, FIT).reflectance_db;
        assert!((-41.0..=-29.9).contains(&found), "{defect:?}: {found}");
    }
}

#[test]
fn a_disc_on_the_core_blocks_what_the_gaussian_mode_carries_there() {
    for (w, size) in [(4.6, 1.0), (4.6, 3.0), (4.6, 5.0), (5.2, 5.0), (5.2, 9.0)] {
        let disc = Defect { kind: SOFT, at_um: [0.0, 0.0], size_um: size };
        let outside = libm::exp(-2.0 * (size / 2.0) * (size / 2.0) / (w * w));
        let expected = -20.0 * libm::log10(outside);
        near(blocked_loss_db(&[disc], &[], w), expected, 0.03 * expected + 0.02);
    }
}

#[test]
fn dirt_costs_less_where_the_mode_is_wider() {
    let face = with(Polish::Upc, &[(SOFT, [1.0, 0.0], 4.0)]);
    let clean = Ferrule::perfect(Polish::Upc);
    let [short, long] =
        [Wavelength::Nm1310, Wavelength::Nm1550].map(|wavelength| mate(&face, &clean, wavelength, FIT).loss_db);
    assert!(short > long + 0.3, "{short} {long}");
}

#[test]
fn the_same_dirt_twice_blocks_once() {
    let speck = Defect { kind: SOFT, at_um: [2.0, 1.0], size_um: 4.0 };
    let opposite = Defect { at_um: [-2.0, 1.0], ..speck };
    near(blocked_loss_db(&[speck], &[opposite], 4.6), blocked_loss_db(&[speck], &[], 4.6), 1e-12);
}

#[test]
fn a_hard_grain_off_the_core_opens_an_air_gap() {
    let clean = Ferrule::perfect(Polish::Upc);
    let grain = with(Polish::Upc, &[(HARD, [60.0, 0.0], 12.0)]);
    let mated = mate(&grain, &clean, Wavelength::Nm1550, FIT);
    near(mated.gap_um, 12.0 * 0.4 - 60.0 * 60.0 / 15_000.0 - 1.4, 1e-9);
    assert!(mated.reflectance_db > -35.0, "{mated:?}");
    // Offset, spread of the gap and at most both faces in phase.
    let contact = mate(&clean, &clean, Wavelength::Nm1550, FIT);
    let gap = crate::optics::splice::gap_loss_db(mated.gap_um, 5.2, 1.0, Wavelength::Nm1550);
    let faces = mated.loss_db - contact.loss_db - gap;
    assert!((0.0..=0.625).contains(&faces), "{faces}");
}

#[test]
fn angled_on_straight_loses_four_decibels_and_more() {
    let (apc, upc) = (Ferrule::perfect(Polish::Apc), Ferrule::perfect(Polish::Upc));
    for wavelength in [Wavelength::Nm1310, Wavelength::Nm1550] {
        let (from_apc, from_upc) = (mate(&apc, &upc, wavelength, FIT), mate(&upc, &apc, wavelength, FIT));
        assert!((4.0..8.0).contains(&from_apc.loss_db), "{from_apc:?}");
        near(from_apc.loss_db, from_upc.loss_db, 1e-12);
        near(from_upc.reflectance_db, -14.45, 0.01);
        assert!((-32.0..-20.0).contains(&from_apc.reflectance_db), "{from_apc:?}");
    }
}

#[test]
fn zones_keep_the_standards_limits() {
    let scratch = |at: [f64; 2], angle_deg, width| (Kind::Scratch { angle_deg, length_um: 60.0 }, at, width);
    type Case = (Polish, Vec<(Kind, [f64; 2], f64)>, bool);
    let cases: &[Case] = &[
        (Polish::Upc, vec![], true),
        (Polish::Upc, vec![(SOFT, [5.0, 0.0], 1.0)], false),
        (Polish::Upc, vec![(SOFT, [13.0, 0.0], 1.5)], false),
        (Polish::Upc, vec![(SOFT, [30.0, 0.0], 1.5); 40], true),
        (Polish::Upc, vec![(SOFT, [30.0, 0.0], 3.0); 5], true),
        (Polish::Upc, vec![(SOFT, [30.0, 0.0], 3.0); 6], false),
        (Polish::Upc, vec![(SOFT, [30.0, 0.0], 5.5)], false),
        (Polish::Upc, vec![(SOFT, [62.0, 0.0], 7.0)], true),
        (Polish::Upc, vec![(SOFT, [90.0, 0.0], 9.0); 30], true),
        (Polish::Upc, vec![(SOFT, [90.0, 0.0], 11.0)], false),
        (Polish::Upc, vec![scratch([0.0, 5.0], 0.0, 1.0)], false),
        (Polish::Apc, vec![scratch([0.0, 5.0], 0.0, 1.0); 4], true),
        (Polish::Apc, vec![scratch([0.0, 5.0], 0.0, 1.0); 5], false),
        (Polish::Apc, vec![scratch([0.0, 5.0], 0.0, 3.5)], false),
        (Polish::Upc, vec![scratch([0.0, 40.0], 0.0, 2.5); 9], true),
        (Polish::Upc, vec![scratch([0.0, 40.0], 0.0, 3.5)], false),
        (Polish::Apc, vec![scratch([0.0, 40.0], 0.0, 3.5)], true),
        (Polish::Upc, vec![(Kind::Oil, [40.0, 0.0], 70.0)], false),
    ];
    for (polish, defects, pass) in cases {
        let verdict = judge(&with(*polish, defects));
        assert_eq!(verdict.pass(), *pass, "{polish:?} {defects:?}: {verdict:#?}");
    }
}

#[test]
fn a_scratch_counts_in_every_zone_that_it_crosses() {
    let kind = Kind::Scratch { angle_deg: 0.0, length_um: 200.0 };
    let verdict = judge(&with(Polish::Upc, &[(kind, [100.0, 0.0], 2.0)]));
    assert_eq!(verdict.zones.map(|zone| zone.scratches.count), [1; 4]);
    let kind = Kind::Scratch { angle_deg: 90.0, length_um: 10.0 };
    let verdict = judge(&with(Polish::Upc, &[(kind, [40.0, 0.0], 2.0)]));
    assert_eq!(verdict.zones.map(|zone| zone.scratches.count), [0, 1, 0, 0]);
}

#[test]
fn most_new_connectors_fail_before_they_are_cleaned() {
    let new = passing(Condition::New, |_, _| {});
    assert!((0.05..0.6).contains(&new), "{new}");
    near(passing(Condition::Clean, |_, _| {}), 1.0, 0.0);
    assert!(passing(Condition::Fingerprint, |_, _| {}) < 0.02);
}

#[test]
fn one_full_push_cleans_most_dusty_faces_and_half_a_push_few() {
    let push = |push_mm| {
        move |face: &mut Ferrule, rng: &mut ChaCha8Rng| {
            click(face, &mut ClickCleaner::default(), Push { push_mm, turned_deg: 0.0 }, rng);
        }
    };
    let (full, half) = (passing(Condition::Dusty, push(10.0)), passing(Condition::Dusty, push(6.0)));
    assert!(full > 0.7 && half < full - 0.3, "{full} {half}");
    let mut cleaner = ClickCleaner::default();
    let mut face = Ferrule::perfect(Polish::Upc);
    assert!(click(&mut face, &mut cleaner, Push { push_mm: 10.5, turned_deg: 0.0 }, &mut rng(1)));
    assert!(!click(&mut face, &mut cleaner, Push { push_mm: 9.0, turned_deg: 0.0 }, &mut rng(1)));
}

#[test]
fn a_band_that_has_run_out_puts_dirt_back() {
    let mut cleaner = ClickCleaner { left: 0.0, soiled_01: 0.0 };
    let mut rng = rng(4);
    let full = Push { push_mm: 10.0, turned_deg: 0.0 };
    for _ in 0..4 {
        click(&mut Condition::Dusty.face(Polish::Upc, &mut rng), &mut cleaner, full, &mut rng);
    }
    let mut clean = Ferrule::perfect(Polish::Upc);
    click(&mut clean, &mut cleaner, full, &mut rng);
    assert!(clean.defects().len() >= 3, "{clean:?}");
}

#[test]
fn wet_then_dry_beats_dry_and_wet_alone_on_a_dried_film() {
    let only_dry = passing(Condition::DriedResidue, dry);
    let only_wet = passing(Condition::DriedResidue, wet);
    let both = passing(Condition::DriedResidue, |face, rng| {
        wet(face, rng);
        dry(face, rng);
    });
    let too_late = passing(Condition::DriedResidue, |face, rng| {
        wet(face, rng);
        face.uncapped(120.0, rng);
        dry(face, rng);
    });
    assert!(both > 0.8, "{both}");
    assert!(only_dry < 0.15 && only_wet < 0.3 && too_late < 0.3, "{only_dry} {only_wet} {too_late}");
}

#[test]
fn rubbing_circles_and_used_wipes_clean_worse_than_one_straight_stroke() {
    let straight = passing(Condition::Dusty, dry);
    let others = [
        Stroke { reversals: 4, ..Stroke::default() },
        Stroke { circular: true, ..Stroke::default() },
        Stroke { fresh_area_01: 0.2, ..Stroke::default() },
        Stroke { length_mm: 3.0, ..Stroke::default() },
    ];
    for stroke in others {
        let other = passing(Condition::Dusty, |face, rng| wipe(face, stroke, rng));
        assert!(straight > other + 0.25, "{stroke:?}: {straight} {other}");
    }
}

#[test]
fn scratches_and_pits_never_leave_and_pressure_makes_them() {
    let mut face = with(Polish::Upc, &[(Kind::Pit, [3.0, 0.0], 2.0), (HARD, [0.0, 0.0], 8.0)]);
    let mut rng = rng(2);
    let hard = Stroke { pressure_01: 1.0, ..Stroke::default() };
    for _ in 0..20 {
        wipe(&mut face, hard, &mut rng);
        face.add(Defect { kind: HARD, at_um: [0.0, 0.0], size_um: 8.0 });
    }
    for _ in 0..20 {
        wet(&mut face, &mut rng);
        dry(&mut face, &mut rng);
    }
    let lasting = face.defects().iter().filter(|defect| !defect.is_loose()).count();
    assert!(lasting > 10, "{lasting}");
    let mut gentle = with(Polish::Upc, &[(HARD, [0.0, 0.0], 8.0)]);
    wipe(&mut gentle, Stroke { pressure_01: 0.6, ..Stroke::default() }, &mut rng);
    assert!(gentle.defects().iter().all(Defect::is_loose));
}

#[test]
fn mating_dirty_faces_spoils_the_other_and_pits_the_core() {
    let (mut moved, mut pitted) = (0, 0);
    for seed in 0..100 {
        let mut dirty = with(Polish::Upc, &[(HARD, [2.0, 1.0], 6.0), (Kind::Oil, [40.0, 0.0], 20.0)]);
        let mut clean = Ferrule::perfect(Polish::Upc);
        press(&mut dirty, &mut clean, &mut rng(seed));
        moved += usize::from(clean.defects().iter().any(Defect::is_loose));
        let pits = |face: &Ferrule| face.defects().iter().filter(|defect| defect.kind == Kind::Pit).count();
        assert_eq!(pits(&dirty), pits(&clean));
        pitted += pits(&clean);
    }
    assert!(moved > 30 && (40..80).contains(&pitted), "{moved} {pitted}");
}

#[test]
fn a_finger_and_an_open_cap_dirty_a_face() {
    let mut rng = rng(3);
    let mut face = Ferrule::perfect(Polish::Upc);
    face.touch(&mut rng);
    assert!(face.defects().iter().filter(|defect| defect.kind == Kind::Oil).count() >= 8);
    let settled = |steps: u32, rng: &mut ChaCha8Rng| {
        let mut sum = 0;
        for _ in 0..200 {
            let mut face = Ferrule::perfect(Polish::Upc);
            for _ in 0..steps {
                face.uncapped(3600.0 / f64::from(steps), rng);
            }
            sum += face.defects().len();
        }
        sum as f64 / 200.0
    };
    near(settled(1, &mut rng), 9.0, 0.2);
    near(settled(600, &mut rng), 9.0, 0.7);
}

#[test]
fn the_same_seed_gives_the_same_face_to_the_bit() {
    for condition in Condition::ALL {
        let make = || {
            let mut rng = rng(11);
            let mut face = condition.face(Polish::Apc, &mut rng);
            wipe(&mut face, Stroke { circular: true, reversals: 2, ..Stroke::default() }, &mut rng);
            face
        };
        assert_eq!(make(), make());
    }
}

#[test]
fn a_face_survives_its_file_and_hostile_numbers() {
    let face = Condition::Scratched.face(Polish::Apc, &mut rng(5));
    let text = serde_json::to_string(&face).unwrap();
    let back: Ferrule = serde_json::from_str(&text).unwrap();
    assert_eq!(back.defects().len(), face.defects().len());
    let mut rng = rng(6);
    let mut wild = Ferrule::perfect(Polish::Upc);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        wild.add(Defect { kind: HARD, at_um: [value, value], size_um: value });
        wild.add(Defect {
            kind: Kind::Scratch { angle_deg: value, length_um: value },
            at_um: [0.0, value],
            size_um: 3.0,
        });
        let stroke = Stroke { length_mm: value, direction_deg: value, pressure_01: value, ..Stroke::default() };
        wipe(&mut wild, stroke, &mut rng);
        wipe(&mut wild, Stroke { fresh_area_01: value, reversals: 255, ..Stroke::default() }, &mut rng);
        let mut cleaner = ClickCleaner { left: value, soiled_01: value };
        click(&mut wild, &mut cleaner, Push { push_mm: value, turned_deg: value }, &mut rng);
        wild.uncapped(value, &mut rng);
        let mated = mate(&wild, &face, Wavelength::Nm1310, Fit { offset_um: value, finish_01: value });
        assert!(!mated.loss_db.is_nan() && !mated.reflectance_db.is_nan(), "{mated:?}");
        assert!(loss(&wild).is_finite());
        let _ = blocked_loss_db(wild.defects(), &[], value);
        let _ = judge(&wild);
    }
    for _ in 0..40 {
        wild.touch(&mut rng);
    }
    assert!(wild.defects().len() <= MAX_DEFECTS);
}
