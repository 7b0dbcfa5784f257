//! The blade's places, how they are turned, and what a worn one does.

use super::*;
use crate::bench::testing::{catalogue, go_on, job, last, turn, up_to};
use crate::hands::Goal;
use crate::scenario::Job;
use crate::scenario::schema::Event;

fn worn(job: &mut Job) {
    job.cleaver = catalogue().cleavers.into_iter().find(|c| c.id == "cleaver-10-worn").expect("it is there");
}

fn place(bench: &Bench) -> (u8, u8) {
    (bench.state().cleaver.blade.position, bench.state().cleaver.blade.height)
}

#[test]
fn places_before_the_one_in_use_are_worn_and_those_after_it_new() {
    let cleaver = Cleaver { position: 3, height: 2, wear: 0.4, ..catalogue().cleavers[0].clone() };
    let blade = Blade::of(&cleaver);
    assert_eq!((blade.used(), blade.wear(), blade.next_good()), (400, 0.4, Some(1)));
    assert_eq!(blade.cleaves[0], [SERVES; POSITIONS]);
    assert_eq!((blade.cleaves[1][1], blade.cleaves[1][3], blade.cleaves[2]), (SERVES, 0, [0; POSITIONS]));
    let last = Blade::of(&Cleaver { position: 16, height: 3, wear: 1.0, ..cleaver });
    assert_eq!(last.next_good(), None);
}

#[test]
fn the_dial_turns_by_pressing_and_turning_and_not_by_a_touch() {
    let mut bench = Bench::new(job(1, |_| {}));
    turn(&mut bench, Part::CleaverDial, 90.0, 0);
    assert_eq!(place(&bench), (0, 0));
    turn(&mut bench, Part::CleaverDial, 0.0, 255);
    assert!(!bench.happened(Event::BladeTurned));
    turn(&mut bench, Part::CleaverDial, 10.0, 255);
    assert_eq!(place(&bench), (0, 0), "under half a click it springs back");
    turn(&mut bench, Part::CleaverDial, 25.0, 255);
    assert_eq!(place(&bench), (1, 0));
    turn(&mut bench, Part::CleaverDial, -45.0, 255);
    assert_eq!(place(&bench), (15, 0), "it goes round");
    let position = last(&bench, |f| if let Fact::BladeTurned { position, .. } = f { Some(*position) } else { None });
    assert_eq!(position, Some(16));
}

#[test]
fn the_knob_raises_the_blade_and_stops_at_its_ends() {
    let mut bench = Bench::new(job(1, |_| {}));
    turn(&mut bench, Part::CleaverHeight, 120.0, 255);
    assert_eq!(place(&bench), (0, 1));
    turn(&mut bench, Part::CleaverHeight, 900.0, 255);
    assert_eq!(place(&bench), (0, 2));
    turn(&mut bench, Part::CleaverHeight, -900.0, 255);
    assert_eq!(place(&bench), (0, 0));
}

#[test]
fn each_cleave_wears_the_place_in_use_alone() {
    let bench = up_to(Goal::Inspect, job(1, |_| {}));
    let blade = bench.state().cleaver.blade;
    assert_eq!((blade.used(), blade.cleaves[0][1]), (102, 0));
}

#[test]
fn a_worn_place_gives_worse_faces_than_the_next_one() {
    let angle = |worn_out: bool| {
        let cleaved = (0..10).map(|seed| {
            let job = job(seed, |job| {
                if worn_out {
                    worn(job)
                }
            });
            let goal = if worn_out { Goal::TurnBlade } else { Goal::Seat(crate::catalogue::vocabulary::Side::Cable) };
            let mut bench = up_to(goal, job);
            // The same hand, which does not mind the blade.
            if worn_out {
                bench.state.cleaver.blade.cleaves[0][4] = SERVES - 1;
            }
            go_on(&mut bench);
            let first = bench.facts().iter().find_map(|s| match s.fact {
                Fact::Cleaved { angle_deg, chip_um, .. } => Some((angle_deg, chip_um)),
                _ => None,
            });
            first.expect("a cleave")
        });
        let sum = cleaved.fold((0.0, 0.0), |sum, (angle, chip)| (sum.0 + angle, sum.1 + chip));
        (sum.0 / 10.0, sum.1 / 10.0)
    };
    let (good, bad) = (angle(false), angle(true));
    assert!(bad.0 > 1.8 * good.0 && bad.1 > good.1 + 4.0, "{good:?} {bad:?}");
}

#[test]
fn the_reference_hand_turns_a_worn_blade_once_and_raises_it_after_the_last_position() {
    let mut bench = up_to(Goal::TurnBlade, job(2, worn));
    go_on(&mut bench);
    assert_eq!(place(&bench), (5, 0));
    assert!(bench.state().tray.closed);
    let mut bench = up_to(
        Goal::TurnBlade,
        job(2, |job| {
            worn(job);
            job.cleaver.position = 16;
        }),
    );
    go_on(&mut bench);
    assert_eq!(place(&bench), (15, 1));
    assert!(bench.state().tray.closed);
}
