//! The first exercise, its jobs and its journal headers, for every test that needs them.
#![allow(dead_code, reason = "each test is a program of its own and uses a part of this")]

use std::path::{Path, PathBuf};

use epissure::attempt::{self, Setting};
use epissure::catalogue::{LoadedCatalogue, builtin_catalogue};
use epissure::journal::{Calibration, Header};
use epissure::scenario::{Job, LoadedScenario, load_scenario};

/// The folder with `scenarios` and `assets`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn exercise_path() -> PathBuf {
    root().join("scenarios/geste/premiere-epissure.ron")
}

pub fn exercise() -> (LoadedScenario, LoadedCatalogue) {
    let catalogue = builtin_catalogue().expect("the catalogue that comes with the program is sound");
    let scenario = load_scenario(&exercise_path(), &catalogue.catalogue).expect("the first exercise is sound");
    (scenario, catalogue)
}

pub fn job(seed: u64) -> Job {
    let (scenario, catalogue) = exercise();
    Job::draw(&scenario.scenario, &catalogue.catalogue, seed).expect("the exercise gives a job for any seed")
}

/// The header of an attempt by a synthetic hand.
pub fn header(seed: u64) -> Header {
    let (scenario, catalogue) = exercise();
    let setting = Setting {
        seed,
        who: "nobody".to_owned(),
        hand: "synthetic".to_owned(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: None,
    };
    attempt::header(&scenario, &catalogue, &setting)
}

/// A job of any exercise, by its id.
pub fn job_of(id: &str, seed: u64) -> Job {
    let catalogue = builtin_catalogue().expect("the catalogue that comes with the program is sound");
    let path = root().join(format!("scenarios/{id}.ron"));
    let scenario = load_scenario(&path, &catalogue.catalogue).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
    Job::draw(&scenario.scenario, &catalogue.catalogue, seed).expect("the exercise gives a job for any seed")
}
