//! Any bytes as an OTDR trace: read or refused; what is read can be described, written, and read again the same.
#![no_main]

use epissure::instrument::sor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = sor::read(bytes) else { return };
    assert!(file.remarks.len() <= sor::File::MOST_REMARKS);
    assert!(file.trace_db().len() <= bytes.len() / 2);
    sor::plain::describe(&file);
    let written = sor::write(&file).expect("what was read can be written");
    let again = sor::read(&written).expect("what was written can be read");
    assert!(again.same_meaning(&file));
});
