//! Commands about the scenario language itself: its reference.

use std::path::PathBuf;

use crate::scenario::error::path_name;
use crate::scenario::load::read_text;
use crate::scenario::reference;
use crate::workshop::draft::replace;

use super::{Outcome, located, say};

/// Prints the reference, or renews it in documents: all of them, or none where one cannot be.
pub(super) fn schema(write: &[PathBuf]) -> Outcome {
    if write.is_empty() {
        return say(reference::whole().trim_end());
    }
    let mut renewed = Vec::new();
    for path in write {
        let old = read_text(path).map_err(located)?;
        let new = reference::renew(&path_name(path), &old).map_err(located)?;
        renewed.push((path, new != old, new));
    }
    for (path, changed, text) in renewed {
        let name = path.display();
        if changed {
            replace(path, text.as_bytes()).map_err(|why| format!("{name} cannot be written: {why}"))?;
        }
        say(format!("{name}: {}", if changed { "renewed" } else { "up to date" }))?;
    }
    Ok(())
}
