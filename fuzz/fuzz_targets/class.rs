//! Any bytes as the roster of a class: errors that can be printed, or people who come back as they were written.
#![no_main]

use epissure::records::cells::Style;
use epissure::records::roster;
use epissure::scenario::schema::Lang;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match roster::read("fuzz.csv", bytes) {
    Ok(entries) => {
        let again = roster::write(&entries, Lang::Fr, Style::FRENCH);
        assert_eq!(roster::read("again.csv", &again), Ok(entries));
    }
    Err(errors) => {
        assert!(!errors.is_empty());
        for error in errors {
            assert!(!error.to_string().contains(['\u{1b}', '\0']));
        }
    }
});
