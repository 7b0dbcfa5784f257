//! The courses prove themselves: every exercise on workpieces and every single gesture, with every hand.

use std::path::Path;

use epissure::hands::proof::Proof;
use epissure::library::Library;
use epissure::progress::{silent, unshown};
use epissure::scenario::schema::Work;

/// Attempts of each hand where a whole job takes no time to play.
const SEEDS: u64 = 12;
/// The same where instruments measure: what tells hands apart is left to `epissure prove`.
const FEW_SEEDS: u64 = 2;

fn library() -> Library {
    Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a sound library")
}

#[test]
fn every_exercise_loads_and_every_course_has_what_was_promised() {
    let library = library();
    let exercises = library.exercises();
    for exercise in &exercises {
        if let Err(errors) = &exercise.loaded {
            panic!("{}", errors[0]);
        }
    }
    let count = |course: &str| {
        let courses = &library.programme.programme.courses;
        courses.iter().find(|found| found.id == course).map_or(0, |found| found.exercises.len())
    };
    for (course, least) in [("remise", 14), ("geste", 16), ("chantier", 10), ("datacenter", 8), ("cuivre", 3)] {
        assert!(count(course) >= least, "{course} has {} exercises, {least} were promised", count(course));
    }
}

/// The hundreds of plays are shared out among the tests, so that they run side by side.
fn prove(share: usize) {
    let library = library();
    let mut problems = Vec::new();
    let exercises = library.exercises().into_iter().filter_map(|exercise| exercise.loaded.ok());
    for (_, loaded) in exercises.enumerate().filter(|(i, _)| i % 4 == share) {
        let scenario = &loaded.scenario;
        // Whole splices, coils and measuring have tests of their own.
        let seeds = match scenario.work {
            Work::Splice | Work::Coil { .. } => continue,
            Work::Measure if scenario.pieces.is_none() => continue,
            Work::Measure => FEW_SEEDS,
            _ => SEEDS,
        };
        let proof = Proof::of(scenario, &library.catalogue.catalogue, seeds).expect("a job");
        let found =
            proof.problems().into_iter().filter(|problem| seeds == SEEDS || !problem.contains("hands are not told"));
        problems.extend(found.map(|problem| format!("{}: {problem}", scenario.id)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
#[ignore = "hundreds of plays: scripts/test asks for them in a step of its own"]
fn the_first_share_of_exercises_is_proven() {
    prove(0);
}

#[test]
#[ignore = "hundreds of plays: scripts/test asks for them in a step of its own"]
fn the_second_share_of_exercises_is_proven() {
    prove(1);
}

#[test]
#[ignore = "hundreds of plays: scripts/test asks for them in a step of its own"]
fn the_third_share_of_exercises_is_proven() {
    prove(2);
}

#[test]
#[ignore = "hundreds of plays: scripts/test asks for them in a step of its own"]
fn the_fourth_share_of_exercises_is_proven() {
    prove(3);
}

#[test]
fn every_competence_is_shown_by_an_exercise_and_every_criterion_shows_one() {
    let library = library();
    let loaded: Vec<_> = library.exercises().into_iter().filter_map(|exercise| exercise.loaded.ok()).collect();
    let scenarios: Vec<_> = loaded.iter().map(|loaded| &loaded.scenario).collect();
    assert_eq!(unshown(&library.catalogue.catalogue, &scenarios), [""; 0]);
    for scenario in scenarios {
        assert_eq!(silent(scenario), [""; 0], "{}", scenario.id);
        assert!(scenario.marking.criteria.iter().any(|criterion| !criterion.competences.is_empty()), "{}", scenario.id);
    }
}
