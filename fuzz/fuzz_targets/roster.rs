//! Any bytes as a list of candidates: errors that can be shown, or seats that files can be named after.
#![no_main]

use epissure::exam::roster::{MAX_SEATS, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match read("fuzz.csv", bytes) {
    Ok(seats) => {
        assert!((1..=MAX_SEATS).contains(&seats.len()));
        for seat in seats {
            assert!(!seat.number.contains(['/', '\\', '.', ':']));
        }
    }
    Err(errors) => {
        assert!(!errors.is_empty());
        for error in errors {
            assert!(!error.to_string().contains(['\u{1b}', '\0']));
        }
    }
});
