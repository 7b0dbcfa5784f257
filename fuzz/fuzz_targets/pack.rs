//! Any bytes as a pack: refused in words that can be shown, since nobody guesses a signature.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let errors = epissure::pack::read("fuzz.epack", bytes).expect_err("no signature");
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.to_string().contains(['\u{1b}', '\0']));
    }
});
