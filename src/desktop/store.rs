//! What the desktop keeps in the user's folder: settings, journals of attempts, and the marks beside them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use bevy::prelude::warn;

use crate::attempt;
use crate::bench::Bench;
use crate::bench::measure::Stored;
use crate::calendar;
use crate::catalogue::LoadedCatalogue;
use crate::exam::Verdict;
use crate::exam::roster::Seat;
use crate::exam::session::Public;
use crate::instrument::sor;
use crate::journal::{self, Header};
use crate::library;
use crate::marking::Mark;
use crate::records::here;
use crate::report::print::{self, PrintError};
use crate::report::{self, traces};
use crate::scenario::LoadedScenario;
use crate::scenario::schema::Lang;

use super::ghost::Kept;
use super::panels::settings::{Quality, Settings};
use super::work::Done;

/// Journals end so.
const JOURNAL: &str = "epj";
/// Journals looked at for one list; a folder with more than that needs gathering.
const MAX_ATTEMPTS: usize = 5_000;
/// Largest settings or mark file that is read.
const MAX_SMALL_FILE: u64 = 1 << 20;

/// A quality by its name on the command line.
pub fn quality(name: &str) -> Option<Quality> {
    match name {
        "low" => Some(Quality::Low),
        "medium" => Some(Quality::Medium),
        "high" => Some(Quality::High),
        _ => None,
    }
}

/// The settings of the user's folder; the defaults where there are none or they cannot be read.
pub fn load_settings() -> Settings {
    let mut settings: Settings =
        small_file(&settings_file()).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let bounded = |value: f64, low: f64, high: f64| if value.is_finite() { value.clamp(low, high) } else { 1.0 };
    settings.gain = bounded(settings.gain, 0.25, 4.0);
    settings.text_size = bounded(settings.text_size, 0.8, 2.0);
    settings.volume = bounded(settings.volume, 0.0, 1.0);
    settings
}

/// Keeps the settings.
///
/// # Errors
/// When the user's folder cannot be written.
pub fn save_settings(settings: &Settings) -> io::Result<()> {
    let text = serde_json::to_string_pretty(settings).map_err(io::Error::other)?;
    replace(&settings_file(), text.as_bytes())
}

fn settings_file() -> PathBuf {
    library::data_folder().join("settings.json")
}

/// Writes beside and renames, so that a power cut leaves the old file or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn small_file(path: &Path) -> Option<String> {
    let length = fs::metadata(path).ok()?.len();
    if length > MAX_SMALL_FILE {
        return None;
    }
    fs::read_to_string(path).ok()
}

/// Help of every person and exercise; none of a file that cannot be read.
fn ghosts() -> BTreeMap<String, BTreeMap<String, Kept>> {
    let read = |path: &Path| small_file(path).and_then(|text| serde_json::from_str(&text).ok());
    read(&library::data_folder().join(here::GHOSTS)).unwrap_or_default()
}

/// How far the ghost has stepped back for somebody in an exercise.
pub fn ghost(who: &str, exercise: &str) -> Kept {
    ghosts().remove(who).and_then(|mut all| all.remove(exercise)).unwrap_or_default()
}

/// Keeps how far the ghost has stepped back for somebody in an exercise.
///
/// # Errors
/// When the user's folder cannot be written.
pub fn keep_ghost(who: &str, exercise: &str, kept: &Kept) -> io::Result<()> {
    let mut all = ghosts();
    all.entry(who.to_owned()).or_default().insert(exercise.to_owned(), kept.clone());
    let text = serde_json::to_string_pretty(&all).map_err(io::Error::other)?;
    replace(&library::data_folder().join(here::GHOSTS), text.as_bytes())
}

/// What the list says of an exercise's attempts.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Attempts so far.
    pub attempts: u32,
    /// Best mark of 20.
    pub best: Option<f64>,
    /// The latest attempt that was cut off.
    pub resumable: Option<PathBuf>,
}

/// The user's journals with their heads, the latest last: read once for a whole list.
pub fn journals() -> Vec<(PathBuf, Header)> {
    let Ok(entries) = fs::read_dir(library::attempts_folder()) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().take(MAX_ATTEMPTS).map(|entry| entry.path()).collect();
    // Names begin with the time: the last is the latest.
    paths.sort();
    let journals = paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == JOURNAL));
    journals.filter_map(|path| journal::read_header(&path).ok().map(|header| (path, header))).collect()
}

/// Looks through somebody's attempts at one exercise as it is now. One that was finished and never marked, because the
/// program died in between, is marked here.
pub fn history(
    exercise: &LoadedScenario,
    who: &str,
    journals: &[(PathBuf, Header)],
    catalogue: &LoadedCatalogue,
    lang: Lang,
) -> History {
    let mut history = History::default();
    for (path, header) in journals.iter().filter(|(_, header)| header.scenario == exercise.scenario.id) {
        // Others' attempts say nothing here; they are only marked with the rest.
        let theirs = header.is_by(who);
        if !theirs && mark_file(path).exists() {
            continue;
        }
        history.attempts += u32::from(theirs);
        let same_rules = header.scenario_hash == exercise.hash && header.catalogue_hash == catalogue.hash;
        match small_file(&mark_file(path)).and_then(|text| serde_json::from_str::<Mark>(&text).ok()) {
            Some(mark) => history.earned(mark.mark),
            None if same_rules => match attempt::mark_late(path, exercise, catalogue) {
                Ok(Some((header, replayed))) => {
                    if theirs {
                        history.earned(replayed.mark.mark);
                    }
                    if let Err(why) = keep_mark(path, &header, &replayed.bench, &replayed.mark, lang) {
                        warn!("{}: the mark is not kept: {why}", path.display());
                    }
                }
                Ok(None) if theirs => history.resumable = Some(path.clone()),
                Ok(None) => {}
                Err(why) => warn!("an attempt cannot be marked: {why}"),
            },
            None => {}
        }
    }
    history
}

impl History {
    fn earned(&mut self, mark: f64) {
        self.best = Some(self.best.map_or(mark, |best| best.max(mark)));
    }
}

/// Writes mark and report beside a journal; returns where the report is.
///
/// # Errors
/// When the folder cannot be written.
pub fn keep_mark(path: &Path, header: &Header, bench: &Bench, mark: &Mark, lang: Lang) -> io::Result<PathBuf> {
    let json = serde_json::to_vec_pretty(mark).map_err(io::Error::other)?;
    replace(&mark_file(path), &json)?;
    let page = report::html(bench.job(), mark, bench.facts(), header, lang);
    let path = report_file(path);
    replace(&path, page.as_bytes())?;
    Ok(path)
}

/// Writes the page of somebody's skills passport into the user's folder; returns where.
///
/// # Errors
/// When the folder cannot be written.
pub fn keep_passport(who: &str, page: &str) -> io::Result<PathBuf> {
    let path = library::data_folder().join(here::passport_file(who));
    replace(&path, page.as_bytes())?;
    Ok(path)
}

/// The mark beside a journal.
fn mark_file(journal: &Path) -> PathBuf {
    journal.with_extension("mark.json")
}

/// The report beside a journal.
fn report_file(journal: &Path) -> PathBuf {
    journal.with_extension("html")
}

/// A new name for a journal, by the time in milliseconds and the exercise.
pub fn new_journal(scenario: &str, unix_ms: u128) -> PathBuf {
    let name: String = scenario.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    library::attempts_folder().join(format!("{unix_ms:015}-{name}.{JOURNAL}"))
}

/// Writes the trace on the reflectometer's screen as `sor`, `csv` or `png`, with the one laid over it in the picture;
/// returns where.
///
/// # Errors
/// In words, when there is none or the folder cannot be written.
pub fn export_trace(bench: &Bench, kind: &str, lang: Lang) -> Result<PathBuf, String> {
    let nothing = || "–".to_owned();
    let otdr = &bench.measure().ok_or_else(nothing)?.otdr;
    let stored = otdr.on_screen().ok_or_else(nothing)?;
    let taken_at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let about = traces::About { lang, operator: "", taken_at: u32::try_from(taken_at).unwrap_or(0) };
    let file = traces::to_sor(stored, bench.job(), &about);
    let bytes = match kind {
        "csv" => traces::to_csv(&file).into_bytes(),
        "png" => {
            let over = otdr.overlay.and_then(|over| otdr.traces.get(over));
            let all: Vec<_> = [Some(stored), over].into_iter().flatten().map(drawn).collect();
            let title = bench.job().scenario.title.get(lang);
            traces::png(title, &all, lang).map_err(|why| why.to_string())?
        }
        _ => sor::write(&file).map_err(|why| why.to_string())?,
    };
    let path = library::attempts_folder().join("traces").join(format!("{}.{kind}", traces::file_name(stored)));
    replace(&path, &bytes).map_err(|why| why.to_string())?;
    Ok(path)
}

fn drawn(stored: &Stored) -> traces::Drawn<'_> {
    traces::Drawn {
        trace: &stored.trace,
        table: &stored.table,
        label: traces::file_name(stored),
        before_m: stored.before_m,
        after_m: stored.after_m,
        from_far_end: stored.reverse,
    }
}

/// Prints the sheet of a session's codes beside its file; returns where.
///
/// # Errors
/// In words, when it cannot be typeset or the folder cannot be written.
pub fn print_codes(session: &Path, public: &Public, seats: &[Seat], lang: Lang) -> Result<PathBuf, String> {
    let stem = session.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let out = session.with_file_name(format!("{stem}-codes.pdf"));
    print(out, lang, |setting| print::codes(public, seats, setting))
}

/// Prints the report of a sealed attempt, jury's words included, beside it; returns where.
///
/// # Errors
/// In words, when it cannot be typeset or the folder cannot be written.
pub fn print_sealed(path: &Path, verdict: &Verdict, done: &Done, lang: Lang) -> Result<PathBuf, String> {
    let sealed = verdict.sealed.as_ref().ok_or("–")?;
    let jury = verdict.jury.clone().unwrap_or_default();
    print(path.with_extension("pdf"), lang, |setting| {
        let report = print::Report {
            about: print::About::Exam(&sealed.head, &sealed.hash),
            job: &done.job,
            facts: done.bench.facts(),
            end: done.bench.now(),
            mark: &done.mark,
            jury: &jury,
            traces: &print::trace_pictures(&done.bench, lang)?,
            pictures: &[],
        };
        print::report(&report, setting)
    })
}

/// Typesets a document with the school's templates and writes it whole; returns where.
fn print(
    out: PathBuf,
    lang: Lang,
    order: impl FnOnce(&print::Setting<'_>) -> Result<print::Order, PrintError>,
) -> Result<PathBuf, String> {
    let print = || -> Result<Vec<u8>, PrintError> {
        let templates = print::Templates::with(&library::templates_folder())?;
        let order = order(&print::Setting { templates: &templates, lang, day: calendar::today() })?;
        let program = std::env::current_exe().map_err(|why| PrintError::Worker(why.to_string()))?;
        Ok(templates.print(&program, &order, &print::worker::Limits::default())?.pdf)
    };
    let pdf = print().map_err(|why| why.to_string())?;
    replace(&out, &pdf).map_err(|why| format!("{}: {why}", out.display()))?;
    Ok(out)
}
