//! Any text as a catalogue: errors that are in it and can be printed, or parts.
#![no_main]

use epissure::catalogue::load::parse_catalogue;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(errors) = parse_catalogue("fuzz.ron", text) {
        assert!(!errors.is_empty());
        for error in errors {
            assert!(text.get(error.span.clone()).is_some());
            assert!(!error.to_string().contains(['\u{1b}', '\0']));
        }
    }
});
