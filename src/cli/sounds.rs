//! The command that writes every sound of the bench as a file, to listen to and to study.

use std::fs;
use std::path::Path;

use crate::sound::{RATE, atlas, wav};

use super::{Outcome, say};

/// Writes one WAV file a sound into a folder.
pub(super) fn write(out: &Path) -> Outcome {
    fs::create_dir_all(out).map_err(|why| format!("{}: {why}", out.display()))?;
    for plate in atlas::plates(RATE) {
        let path = out.join(format!("{}.wav", plate.name));
        fs::write(&path, wav::wav(&plate.samples, RATE)).map_err(|why| format!("{}: {why}", path.display()))?;
        say(format!("{}: {}", path.display(), plate.about))?;
    }
    Ok(())
}
