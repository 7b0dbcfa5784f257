//! Right and wrong oven programs.

use super::*;
use crate::bench::testing::{catalogue, go_on, job, last, press, up_to};
use crate::catalogue::vocabulary::Key;
use crate::hands::{Goal, plan};
use crate::scenario::Job;
use crate::scenario::schema::Event;

fn short_sleeve(job: &mut Job) {
    job.sleeve = catalogue().sleeves.into_iter().find(|s| s.id == "sleeve-45").expect("it is there");
}

/// Chooses a program and heats.
fn heat(bench: &mut Bench, program: usize) {
    for _ in 0..3 {
        press(bench, Key::Menu, 0);
    }
    while bench.state().oven.program != program {
        press(bench, Key::Down, 0);
    }
    press(bench, Key::Heat, 20);
}

fn misheated(bench: &Bench) -> Option<(f64, f64)> {
    last(bench, |f| if let Fact::SleeveMisheated { share, open_mm, .. } = f { Some((*share, *open_mm)) } else { None })
}

#[test]
fn each_program_suits_its_own_sleeve_and_no_other() {
    let programs = OvenProgram::usual(12.0);
    for (i, right) in programs.iter().enumerate() {
        for (j, program) in programs.iter().enumerate() {
            let done = heating(program, right, right.sleeve_mm);
            let good = (COLD..=HOT).contains(&done.share) && right.sleeve_mm - done.closed_mm < OPEN_MM;
            assert_eq!(good, i == j, "{} in {}: {done:?}", right.name, program.name);
            assert_eq!(done.loss_db == 0.0, i == j || done.closed_mm == 0.0, "{done:?}");
        }
    }
}

#[test]
fn too_little_heat_leaves_the_ends_open_and_a_second_heating_closes_them() {
    let mut bench = up_to(Goal::Heat, job(1, |_| {}));
    let before = bench.state().joint.expect("a joint").loss_1550_db;
    heat(&mut bench, 1);
    let (share, open_mm) = misheated(&bench).expect("a fact");
    assert!(share < COLD && open_mm > 10.0, "{share} {open_mm}");
    assert!(bench.state().sleeve.shrunk && bench.sleeve_needs_heat());
    assert!(bench.state().joint.expect("a joint").loss_1550_db > before);
    go_on(&mut bench);
    assert!(!bench.sleeve_needs_heat() && bench.state().tray.closed);
    assert!((bench.state().joint.expect("a joint").loss_1550_db - before).abs() < 1e-9);
}

#[test]
fn far_too_little_heat_leaves_the_sleeve_loose_and_the_glass_bare() {
    let mut bench = up_to(Goal::Heat, job(1, |_| {}));
    heat(&mut bench, 3);
    assert!(misheated(&bench).is_some() && !bench.state().sleeve.shrunk);
    assert!(bench.state().sleeve.uncovered_mm > 15.0, "no glass is held");
}

#[test]
fn too_much_heat_boils_the_glue_and_bends_the_fibre_for_good() {
    let mut bench = up_to(Goal::ChooseOven, job(1, short_sleeve));
    let before = bench.state().joint.expect("a joint").loss_1550_db;
    heat(&mut bench, 0);
    let (share, open_mm) = misheated(&bench).expect("a fact");
    assert!(share > HOT && open_mm < OPEN_MM);
    assert!(bench.state().sleeve.bubbled);
    assert!(bench.state().joint.expect("a joint").loss_1550_db > before + 0.03);
}

#[test]
fn the_reference_hand_chooses_the_program_of_its_sleeve() {
    let mut bench = up_to(Goal::ChooseOven, job(2, short_sleeve));
    assert_eq!(plan::next(&bench, &Default::default()), Goal::ChooseOven);
    go_on(&mut bench);
    assert!(bench.happened(Event::OvenProgramChosen) && !bench.happened(Event::SleeveMisheated));
    assert_eq!(bench.state().oven.program, 1);
    assert!(bench.state().tray.closed);
}

#[test]
fn a_program_cannot_be_changed_while_it_heats() {
    let mut bench = up_to(Goal::Heat, job(1, |_| {}));
    press(&mut bench, Key::Heat, 0);
    for _ in 0..3 {
        press(&mut bench, Key::Menu, 0);
    }
    press(&mut bench, Key::Down, 0);
    assert_eq!(bench.state().oven.program, 0);
}
