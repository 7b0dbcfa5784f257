//! Worked values of splice losses, and the populations that the model must give.

use super::super::cleave::{CleaveInput, cleave};
use super::super::testing::{Draws, mean_sigma, near};
use super::*;

const W_1310: f64 = 4.6;
const W_1550: f64 = 5.2;

#[test]
fn offsets() {
    let offsets = [0.2, 0.5, 1.0, 1.5, 2.0];
    for (offset, loss) in offsets.into_iter().zip([0.0082, 0.0513, 0.2052, 0.4618, 0.8210]) {
        near(offset_loss_db(offset, W_1310), loss, 0.0001);
    }
    for (offset, loss) in offsets.into_iter().zip([0.0064, 0.0402, 0.1606, 0.3614, 0.6424]) {
        near(offset_loss_db(offset, W_1550), loss, 0.0001);
    }
}

#[test]
fn tilts() {
    let tilts = [0.2, 0.5, 1.0, 1.5, 2.0];
    for (tilt, loss) in tilts.into_iter().zip([0.0139, 0.0867, 0.3468, 0.7803, 1.3872]) {
        near(tilt_loss_db(tilt, W_1310, Wavelength::Nm1310), loss, 0.0001);
    }
    for (tilt, loss) in tilts.into_iter().zip([0.0127, 0.0791, 0.3166, 0.7123, 1.2662]) {
        near(tilt_loss_db(tilt, W_1550, Wavelength::Nm1550), loss, 0.0001);
    }
}

#[test]
fn mismatches() {
    for (a, b, loss) in
        [(9.2, 8.6, 0.0197), (9.2, 8.2, 0.0574), (10.4, 9.8, 0.0153), (10.4, 9.0, 0.0905), (9.2, 6.0, 0.7704)]
    {
        near(mismatch_loss_db(a, b), loss, 0.0001);
        near(mismatch_loss_db(b / 2.0, a / 2.0), loss, 0.0001);
    }
}

#[test]
fn gaps() {
    let gaps = [5.0, 10.0, 20.0, 50.0, 100.0];
    for (gap, loss) in gaps.into_iter().zip([0.0090, 0.0360, 0.1422, 0.8210, 2.6300]) {
        near(gap_loss_db(gap, W_1550, 1.0, Wavelength::Nm1550), loss, 0.0001);
    }
    for (gap, loss) in gaps.into_iter().zip([0.0042, 0.0169, 0.0673, 0.4045, 1.4316]) {
        near(gap_loss_db(gap, W_1550, 1.46, Wavelength::Nm1550), loss, 0.0001);
    }
}

#[test]
fn faces_that_lean_alike_fit() {
    near(relative_face_angle_deg([2.0, 2.0], [30.0, 30.0]), 0.0, 1e-12);
    near(relative_face_angle_deg([2.0, 1.0], [0.0, 180.0]), 3.0, 1e-12);
    near(relative_face_angle_deg([3.0, 4.0], [0.0, 90.0]), 5.0, 1e-12);
}

/// A splice of two G.652.D fibres as a good hand prepares it.
fn good(draws: &mut Draws, alignment: Alignment) -> SpliceInput {
    let spread = [0.15 * draws.normal(), 0.15 * draws.normal()];
    let faces = [0, 1].map(|_| cleave(CleaveInput { normal: draws.rayleigh_vector(1.0), ..Default::default() }));
    SpliceInput {
        mfd_1310_um: spread.map(|s| 9.2 + s),
        mfd_1550_um: spread.map(|s| 10.4 + s),
        cleave_angle_deg: faces.map(|f| f.angle_deg),
        cleave_direction_deg: faces.map(|f| f.direction_deg),
        alignment,
        core_offset_um: [draws.rayleigh_vector(0.15), draws.rayleigh_vector(0.15)],
        normal: [draws.normal(), draws.normal(), draws.normal()],
        uniform: draws.uniform(),
        ..Default::default()
    }
}

fn population(change: impl Fn(SpliceInput) -> SpliceInput, alignment: Alignment) -> Vec<SpliceOutcome> {
    let mut draws = Draws(7);
    (0..2000).map(|_| splice_outcome(change(good(&mut draws, alignment)))).collect()
}

fn losses(population: &[SpliceOutcome]) -> [(f64, f64); 3] {
    let of = |part: fn(&SpliceOutcome) -> f64| mean_sigma(&population.iter().map(part).collect::<Vec<_>>());
    [of(|o| o.loss_1310_db), of(|o| o.loss_1550_db), of(|o| o.estimate_db)]
}

#[test]
fn good_core_aligned_splices() {
    let splices = population(|s| s, Alignment::Core);
    let [at_1310, at_1550, estimate] = losses(&splices);
    println!("core: {at_1310:?} {at_1550:?} estimate {estimate:?}");
    for (mean, sigma) in [at_1310, at_1550] {
        assert!((0.02..=0.03).contains(&mean), "mean {mean}");
        assert!((0.015..=0.02).contains(&sigma), "σ {sigma}");
    }
    near(estimate.0, at_1550.0, 0.004);
    assert!(splices.iter().all(|s| !s.bubble && !s.neck && !s.hot && s.reflectance_db.is_none()));
}

#[test]
fn good_splices_of_simpler_machines() {
    let [at_1310, at_1550, _] = losses(&population(|s| s, Alignment::Cladding));
    println!("cladding: {at_1310:?} {at_1550:?}");
    assert!((0.04..=0.06).contains(&at_1310.0), "mean {}", at_1310.0);
    assert!((0.04..=0.06).contains(&at_1550.0), "mean {}", at_1550.0);
    let [groove, ..] = losses(&population(|s| s, Alignment::VGroove));
    assert!(groove.0 > at_1310.0 && groove.0 < 0.1, "mean {}", groove.0);
}

#[test]
fn cleaves_under_one_degree_add_little_and_three_much() {
    let [clean, ..] = losses(&population(|s| SpliceInput { cleave_angle_deg: [0.0; 2], ..s }, Alignment::Core));
    let added = |angle: f64| {
        let [at_1310, ..] = losses(&population(|s| SpliceInput { cleave_angle_deg: [angle; 2], ..s }, Alignment::Core));
        at_1310.0 - clean.0
    };
    let (one, three) = (added(1.0), added(3.0));
    println!("cleaves: 1° {one}, 3° {three}");
    assert!((0.008..=0.025).contains(&one), "1° adds {one}");
    assert!((0.1..=0.3).contains(&three), "3° adds {three}");
}

#[test]
fn each_extra_arc_adds() {
    let one = splice_outcome(SpliceInput::default());
    let three = splice_outcome(SpliceInput { arcs_before: 2, ..Default::default() });
    near(three.loss_1310_db - one.loss_1310_db, 0.12, 1e-9);
    near(three.loss_1550_db - one.loss_1550_db, 0.12, 1e-9);
}

#[test]
fn dirt_under_a_fibre_lifts_it() {
    let splice =
        |alignment, under| splice_outcome(SpliceInput { alignment, dirt_under_um: [under, 0.0], ..Default::default() });
    near(splice(Alignment::VGroove, 10.0).offset_um, 3.0, 1e-9);
    assert!(splice(Alignment::Core, 10.0).offset_um < 0.3);
    assert!(splice(Alignment::Core, 20.0).tilt_deg > 0.2);
    assert!(splice(Alignment::VGroove, 10.0).loss_1310_db > 1.0);
}

#[test]
fn dirt_on_the_faces_makes_bubbles() {
    let bubbles = |size: f64| {
        let dirty = population(|s| SpliceInput { dirt_on_face_um: [size, 0.0], ..s }, Alignment::Core);
        for splice in dirty.iter().filter(|s| s.bubble) {
            assert!((0.3..=3.0).contains(&splice.bubble_db) && splice.loss_1550_db > splice.bubble_db);
            assert!(splice.reflectance_db.is_some_and(|r| (-60.0..=-45.0).contains(&r)));
            assert!(splice.estimate_db < 0.3);
        }
        dirty.iter().filter(|s| s.bubble).count()
    };
    assert_eq!(bubbles(2.0), 0);
    assert!(bubbles(4.0) > 200 && bubbles(8.0) > bubbles(4.0) && bubbles(15.0) > 1800);
    let small = splice_outcome(SpliceInput { dirt_on_face_um: [9.0, 0.0], ..Default::default() });
    let large = splice_outcome(SpliceInput { dirt_on_face_um: [12.0, 0.0], ..Default::default() });
    assert!(large.bubble_db > small.bubble_db && small.bubble_db > 0.0);
}

#[test]
fn wrong_heat_shows_and_costs() {
    let splice = |program_error, electrode_wear_01| {
        splice_outcome(SpliceInput { program_error, electrode_wear_01, ..Default::default() })
    };
    let right = splice(0.0, 0.0);
    let (cold, hot, worn) = (splice(-1.0, 0.0), splice(1.0, 0.0), splice(0.0, 1.0));
    assert!(!right.neck && !right.hot && cold.neck && !cold.hot && hot.hot && !hot.neck && worn.neck);
    near(cold.loss_1310_db - right.loss_1310_db, 0.3, 1e-9);
    near(hot.loss_1310_db - right.loss_1310_db, 0.5, 1e-9);
    assert_eq!(splice(0.2, 0.0), right);
    assert_eq!(splice(0.0, 0.0).loss_1310_db, splice(-0.2, 0.0).loss_1310_db);
}

#[test]
fn the_estimate_has_two_decimals_and_a_floor() {
    let low = splice_outcome(SpliceInput { normal: [0.0, 0.0, -5.0], ..Default::default() });
    near(low.estimate_db, 0.0, 0.0);
    let mixed = SpliceInput { mfd_1550_um: [10.4, 9.0], uniform: 0.0, ..Default::default() };
    near(splice_outcome(mixed).loss_1550_db, 0.0905, 0.0001);
    near(splice_outcome(mixed).estimate_db, 0.05, 1e-12);
}

#[test]
fn any_number_is_accepted() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0] {
        let outcome = splice_outcome(SpliceInput {
            mfd_1310_um: [value; 2],
            mfd_1550_um: [value; 2],
            cleave_angle_deg: [value; 2],
            cleave_direction_deg: [value; 2],
            face_flaw_um: [value; 2],
            alignment: Alignment::VGroove,
            core_offset_um: [[value; 2]; 2],
            dirt_under_um: [value; 2],
            dirt_on_face_um: [value; 2],
            program_error: value,
            electrode_wear_01: value,
            arcs_before: u32::MAX,
            normal: [value; 3],
            uniform: value,
        });
        assert!(outcome.loss_1310_db.is_finite() && outcome.loss_1550_db.is_finite() && outcome.estimate_db >= 0.0);
        let _ = mismatch_loss_db(value, value);
        let _ = gap_loss_db(value, value, value, Wavelength::Nm1310);
    }
}
