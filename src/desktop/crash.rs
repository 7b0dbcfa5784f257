//! What remains when the program breaks: a report in the user's folder, and a word that a person can act on.
//!
//! The journal needs no help here: it is written as the work goes, and the list offers to go on with it.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use crate::calendar;
use crate::library;
use crate::locale::{Texts, Value};

/// Reports that are kept, the latest.
const KEPT: usize = 10;
/// Words by which the engine says that nothing on this machine can draw.
const NO_RENDERER: [&str; 3] = ["Unable to find a GPU", "No GPU", "NoAdapter"];

fn folder() -> PathBuf {
    library::data_folder().join("crashes")
}

/// Runs the program; where it breaks, a report is written and the reason is given in words.
///
/// # Errors
/// In words, when it broke or says itself that it failed.
pub fn watched(texts: &Texts, run: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        usual(info);
        // Whoever breaks while reporting a break gets no second report.
        let _ = keep(&folder(), &report(&info.to_string(), &Backtrace::force_capture().to_string()));
    }));
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(said) => said,
        Err(broke) => {
            let words = broke
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| broke.downcast_ref::<&str>().copied())
                .unwrap_or("");
            Err(told(words, texts))
        }
    }
}

/// What a person is told of a break, by the engine's words for it.
fn told(words: &str, texts: &Texts) -> String {
    if NO_RENDERER.iter().any(|sign| words.contains(sign)) {
        return texts.get("crash-no-renderer");
    }
    let folder = folder().display().to_string();
    texts.with("crash-told", &[("folder", Value::from(folder))])
}

fn report(what: &str, trace: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "Épissure {}", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(out, "{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(out, "\n{what}\n\n{trace}");
    out
}

/// Writes a report; of many, the oldest go.
fn keep(folder: &Path, report: &str) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let mut old: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    old.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    // Names begin with the time.
    old.sort();
    let surplus = (old.len() + 1).saturating_sub(KEPT);
    for path in &old[..surplus] {
        fs::remove_file(path)?;
    }
    let path = folder.join(format!("{:012}-{}.txt", calendar::now_s(), std::process::id()));
    fs::write(&path, report)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn a_machine_that_cannot_draw_is_told_what_to_do_and_any_other_break_where_its_report_is() {
        let texts = Texts::new(Lang::En);
        let none = told("Unable to find a GPU! Make sure you have installed required drivers!", &texts);
        assert_eq!(none, texts.get("crash-no-renderer"));
        assert!(told("index out of bounds", &texts).contains("crashes"));
    }

    #[test]
    fn of_many_reports_the_latest_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for n in 0..30 {
            fs::write(folder.path().join(format!("{n:015}.txt")), "old").expect("written");
        }
        let path = keep(folder.path(), "new").expect("kept");
        let mut names: Vec<PathBuf> =
            fs::read_dir(folder.path()).expect("read").flatten().map(|entry| entry.path()).collect();
        names.sort();
        assert_eq!(names.len(), KEPT);
        assert_eq!(names.last(), Some(&path));
        assert_eq!(fs::read_to_string(path).expect("read"), "new");
    }
}
