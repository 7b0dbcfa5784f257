//! Any text as a scenario: errors that are in it and can be printed, or a job that can be drawn.
#![no_main]

use std::sync::LazyLock;

use epissure::catalogue::{LoadedCatalogue, builtin_catalogue};
use epissure::scenario::schema::Lang;
use epissure::scenario::{Job, parse_scenario};
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<LoadedCatalogue> = LazyLock::new(|| builtin_catalogue().expect("sound catalogue"));

fuzz_target!(|text: &str| {
    match parse_scenario("fuzz.ron", text, &CATALOGUE.catalogue) {
        Ok(loaded) => {
            let job = Job::draw(&loaded.scenario, &CATALOGUE.catalogue, 1).expect("what was read gives a job");
            let _ = (job.brief(Lang::Fr), job.brief(Lang::En));
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                assert!(text.get(error.span.clone()).is_some());
                assert!(!error.to_string().contains(['\u{1b}', '\0']));
            }
        }
    }
});
