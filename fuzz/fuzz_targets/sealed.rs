//! Any bytes as a sealed attempt, an exam session, or the jury's words: refused in words that can be shown.
#![no_main]

use epissure::exam::{jury, sealed, session};
use epissure::scenario::Located;
use libfuzzer_sys::fuzz_target;

fn sane(errors: &[Located]) {
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.to_string().contains(['\u{1b}', '\0']));
    }
}

fuzz_target!(|bytes: &[u8]| {
    // Nobody guesses a signature: what is taken was signed.
    sane(&sealed::read("fuzz", bytes).expect_err("no signature"));
    sane(&session::read("fuzz", bytes).expect_err("no signature"));
    if let Err(errors) = jury::read("fuzz", bytes, &"0".repeat(64), &"0".repeat(64)) {
        sane(&errors);
    }
});
