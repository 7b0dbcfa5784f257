//! Commands about the scenario language itself: its reference, and files in its older formats.

use std::path::{Path, PathBuf};

use crate::scenario::error::path_name;
use crate::scenario::load::read_text;
use crate::scenario::schema::FORMAT;
use crate::scenario::{Located, migrate, reference};
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

/// A file to migrate, its text before and after, and what is told of it.
struct File<'p> {
    path: &'p Path,
    before: String,
    after: String,
    told: String,
}

/// Rewrites scenarios in the newest format: all of them, or none where one cannot be.
pub(super) fn migrate(paths: &[PathBuf]) -> Outcome {
    let mut files = Vec::new();
    let mut errors: Vec<Located> = Vec::new();
    for path in paths {
        let name = path_name(path);
        match read_text(path).and_then(|text| Ok((migrate::migrate(&name, &text)?, text))) {
            Ok((migrated, before)) => {
                let mut told = format!("{name}: in format {FORMAT} already");
                if !migrated.changed.is_empty() {
                    told = format!("{name}: now in format {FORMAT}");
                    for (line, old, new) in migrated.changed {
                        told.push_str(&format!("\n  line {line}: `{old}` is `{new}`"));
                    }
                }
                files.push(File { path, before, after: migrated.text, told });
            }
            Err(found) => errors.extend(found),
        }
    }
    if !errors.is_empty() {
        return Err(format!("nothing was written\n{}", located(errors)));
    }
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.before != file.after) {
        if let Err(why) = replace(file.path, file.after.as_bytes()) {
            let back = files[..at].iter().filter(|file| file.before != file.after);
            let stuck: Vec<String> = back
                .filter(|file| replace(file.path, file.before.as_bytes()).is_err())
                .map(|file| path_name(file.path))
                .collect();
            let rest = if stuck.is_empty() {
                "nothing was changed".to_owned()
            } else {
                format!("these stay in format {FORMAT}: {}", stuck.join(", "))
            };
            return Err(format!("{} cannot be written: {why}; {rest}", path_name(file.path)));
        }
    }
    files.iter().try_for_each(|file| say(&file.told))
}
