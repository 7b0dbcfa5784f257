//! Electrodes that wear, the drift of the day, and the arc check.

use super::*;
use crate::bench::testing::{catalogue, go_on, job, last, press, up_to};
use crate::catalogue::vocabulary::{Key, Side};
use crate::hands::{Goal, plan};
use crate::scenario::Job;
use crate::scenario::schema::Event;

fn unchecked(job: &mut Job) {
    job.splicer = catalogue().splicers.into_iter().find(|s| s.id == "core-splicer-unchecked").expect("it is there");
}

/// Loaded, on the upkeep page.
fn ready_to_check(change: impl Fn(&mut Job)) -> Bench {
    let mut bench = up_to(Goal::Inspect, job(1, |job| job.splicer.arc_drift = 0.0));
    change(&mut bench.job);
    press(&mut bench, Key::Menu, 0);
    press(&mut bench, Key::Menu, 0);
    bench
}

#[test]
fn the_day_is_the_seeds_and_alone_never_asks_for_a_check() {
    let mut asked = 0;
    for seed in 0..2_000 {
        let air = Air::of_day(seed);
        assert_eq!(air, Air::of_day(seed));
        assert!((988.0..=1038.0).contains(&air.hpa) && (6.0..=34.0).contains(&air.celsius));
        assert!(air.heat().abs() < 0.1);
        asked += u32::from(Bench::new(job(seed % 50, |_| {})).arc_check_due());
    }
    assert_eq!(asked, 0);
    assert!((0..100).map(|seed| Air::of_day(seed).heat()).any(|heat| heat.abs() > 0.03), "days differ");
}

#[test]
fn every_arc_counts_and_wears_the_electrodes() {
    let mut bench = up_to(Goal::Test, job(1, |_| {}));
    assert_eq!(bench.state().splicer.arcs_done, 301);
    press(&mut bench, Key::Set, 3);
    assert_eq!(bench.state().splicer.arcs_done, 302);
    assert!((bench.electrode_wear() - 302.0 / 3000.0).abs() < 1e-12);
}

#[test]
fn worn_electrodes_join_worse() {
    let loss = |wear: f64| {
        let losses = (0..12).map(|seed| {
            let mut bench = up_to(Goal::ReadViews, job(seed, |_| {}));
            bench.state.splicer.arcs_done = (wear * 3000.0) as u32;
            press(&mut bench, Key::Set, 3);
            last(&bench, |f| if let Fact::Spliced { loss_1550_db, .. } = f { Some(*loss_1550_db) } else { None })
        });
        losses.map(|loss| loss.expect("a splice")).sum::<f64>() / 12.0
    };
    let (new, worn) = (loss(0.0), loss(1.0));
    assert!(worn > new + 0.05, "{new} {worn}");
}

#[test]
fn a_check_measures_the_drift_takes_most_of_it_and_melts_both_ends() {
    let mut bench = ready_to_check(|job| job.splicer.arc_drift = -0.3);
    let before = bench.heat_error();
    assert!(bench.arc_check_due());
    press(&mut bench, Key::Set, CHECK_S + 1);
    let found =
        last(&bench, |f| if let Fact::ArcChecked { measured, left, .. } = f { Some((*measured, *left)) } else { None });
    let (measured, left) = found.expect("a check");
    assert!((measured - before).abs() < 0.06, "{measured} {before}");
    assert!(left.abs() < 0.1 && !bench.arc_check_due(), "{left}");
    assert_eq!(bench.state().splicer.arcs_done, 301, "its arc counts too");
    for side in Side::BOTH {
        assert_eq!(bench.state().end(side).expect("an end").face, None);
    }
    press(&mut bench, Key::Back, 0);
    press(&mut bench, Key::Set, 0);
    assert!(matches!(bench.state().splicer.phase, Phase::Refused(crate::bench::state::Refusal::NotCleaved(_))));
}

#[test]
fn a_check_needs_two_cleaved_ends_under_a_closed_cover() {
    let mut bench = Bench::new(job(1, |_| {}));
    press(&mut bench, Key::Menu, 0);
    press(&mut bench, Key::Menu, 0);
    press(&mut bench, Key::Set, CHECK_S + 1);
    assert!(matches!(bench.state().splicer.phase, Phase::Refused(_)));
    assert!(!bench.happened(Event::ArcChecked));
    let mut steep = ready_to_check(|_| {});
    if let Some(face) = steep.state.pigtail.face.as_mut() {
        face.angle_deg = 7.0;
    }
    press(&mut steep, Key::Set, CHECK_S + 1);
    assert!(matches!(steep.state().splicer.phase, Phase::Refused(_)));
}

#[test]
fn an_unchecked_arc_makes_weak_joints_and_a_checked_one_does_not() {
    let mut blind = up_to(Goal::CheckArc, job(3, unchecked));
    press(&mut blind, Key::Set, 3);
    press(&mut blind, Key::Set, 3);
    assert!(blind.state().joint.is_some_and(|joint| joint.weak));

    let mut bench = up_to(Goal::CheckArc, job(3, unchecked));
    assert_eq!(plan::next(&bench, &Default::default()), Goal::CheckArc);
    go_on(&mut bench);
    assert!(bench.happened(Event::ArcChecked) && bench.state().tray.closed);
    assert!(bench.state().joint.is_some_and(|joint| !joint.weak && joint.loss_1550_db < 0.2));
}
