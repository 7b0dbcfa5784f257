//! Reads the marked attempts of a folder: journals with their mark beside them. What cannot be read is passed over.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde::Serialize;

use crate::journal;
use crate::marking::Mark;

/// Most names of a folder that are kept in memory.
const MOST_NAMES: usize = 200_000;
/// Most journals of a folder that are looked at.
const MAX_ATTEMPTS: usize = 20_000;
/// Largest mark file that is read, bytes.
const MAX_MARK: u64 = 1 << 20;
/// Milliseconds of a day.
const DAY_MS: u128 = 86_400_000;

/// One marked attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attempted {
    /// Scenario id.
    pub exercise: String,
    /// Day since 1970 on which it began, from the journal's name.
    pub day: u32,
    /// Mark of 20.
    pub mark: f64,
    /// Passed.
    pub passed: bool,
    /// What each criterion earned.
    pub points: Vec<Points>,
}

/// What one criterion of an attempt earned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Points {
    /// The criterion's id.
    pub criterion: String,
    /// Points earned, 0 to `of`.
    pub earned: f64,
    /// Points that it is worth.
    pub of: f64,
}

/// Marked attempts of a folder, the oldest first; those of one person where one is named.
pub fn gather(folder: &Path, who: Option<&str>) -> Vec<Attempted> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "epj"))
        .take(MOST_NAMES)
        .collect();
    paths.sort();
    // The latest say how it is now.
    let latest = &paths[paths.len().saturating_sub(MAX_ATTEMPTS)..];
    latest.iter().filter_map(|path| attempted(path, who)).collect()
}

fn attempted(path: &Path, who: Option<&str>) -> Option<Attempted> {
    let header = journal::read_header(path).ok().filter(|header| who.is_none_or(|who| header.is_by(who)))?;
    let mut text = String::new();
    fs::File::open(path.with_extension("mark.json")).ok()?.take(MAX_MARK).read_to_string(&mut text).ok()?;
    let mark: Mark = serde_json::from_str(&text).ok()?;
    let stem = path.file_stem()?.to_str()?;
    let began_ms: u128 = stem.split('-').next()?.parse().ok()?;
    let worth = mark.criteria.into_iter().filter(|criterion| criterion.of > 0.0);
    let points = worth.map(|c| Points { earned: c.earned.clamp(0.0, c.of), of: c.of, criterion: c.id });
    Some(Attempted {
        exercise: header.scenario,
        day: u32::try_from(began_ms / DAY_MS).unwrap_or(0),
        mark: mark.mark,
        passed: mark.passed,
        points: points.collect(),
    })
}
