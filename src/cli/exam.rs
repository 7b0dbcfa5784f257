//! Commands of examiners: prepare a session, look into it, sit it with a synthetic hand, add the jury's words, verify.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use age::secrecy::{ExposeSecret, SecretString};
use clap::{Args, Subcommand};
use serde_json::json;

use super::attempts::who;
use super::{Outcome, located, say, secret};
use crate::attempt;
use crate::calendar;
use crate::catalogue::vocabulary::Tick;
use crate::exam::jury::{self, Says};
use crate::exam::session::{Help, Opened, Seeds, Session};
use crate::exam::sitting;
use crate::exam::{IncidentKind, Verdict, Verifier, notes, prepare};
use crate::hands;
use crate::journal::{Calibration, JournalError};
use crate::library::{self, Library};
use crate::marking::Mark;
use crate::records::roster;
use crate::scenario::Job;
use crate::scenario::error::{path_name, printable};
use crate::signed::fingerprint;

/// What is asked for it.
const ASKED: &str = "Phrase secrète / passphrase: ";
/// Environment variable with the examiner's passphrase; without it, it is typed unseen, or the first line of the
/// standard input.
const PASSPHRASE: &str = "EPISSURE_PASSPHRASE";
/// Largest list of candidates, bytes.
const MAX_ROSTER: u64 = 1 << 20;
/// Most bytes of a file that is verified.
const MAX_SEALED: u64 = (256 << 20) + (17 << 20);

#[derive(Debug, Subcommand)]
pub(super) enum ExamCommand {
    /// Prepare a session: exercises, candidates, times; encrypted by a passphrase.
    Prepare(Prepare),
    /// Say what is open in a session; with --codes, the candidates' codes, for which the passphrase is asked.
    Show {
        /// The session's file.
        session: PathBuf,
        /// Print number, name and code of every candidate as CSV.
        #[arg(long)]
        codes: bool,
    },
    /// Sit a part with a synthetic hand, as a candidate would; goes on where it was cut off, and seals at the end.
    Sit {
        /// The session's file.
        session: PathBuf,
        /// The candidate's number.
        #[arg(long)]
        number: String,
        /// The candidate's code.
        #[arg(long)]
        code: String,
        /// The part, from 1.
        #[arg(long, default_value_t = 1)]
        part: u32,
        /// reference, expert, trained, novice, fault:CRITERION or tremor:UNITS.
        #[arg(long, default_value = "trained")]
        hand: String,
        /// Seed of the hand's own noise.
        #[arg(long, default_value_t = 1)]
        hand_seed: u64,
        /// Folder of the exams; the user's own without it.
        #[arg(long)]
        exams: Option<PathBuf>,
        /// Times faster than a person; 0 is as fast as can be.
        #[arg(long, default_value_t = 0.0)]
        speed: f64,
        /// Say after every tenth of a second how many ticks were recorded.
        #[arg(long)]
        progress: bool,
    },
    /// Add a word of the jury beside a sealed attempt.
    Remark {
        /// The sealed attempt.
        sealed: PathBuf,
        /// The session's file.
        #[arg(long)]
        session: PathBuf,
        /// Who says it.
        #[arg(long)]
        by: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// The criterion that the jury judges anew.
        #[arg(long, requires = "earned")]
        criterion: Option<String>,
        /// What it is worth to the jury, points.
        #[arg(long, requires = "criterion")]
        earned: Option<f64>,
        /// The jury's decision on the attempt as a whole: yes or no.
        #[arg(long, conflicts_with = "criterion", value_parser = ["yes", "no"])]
        passed: Option<String>,
    },
}

#[derive(Args, Debug)]
pub(super) struct Prepare {
    /// Title.
    #[arg(long)]
    title: String,
    /// Exercise and minutes, `course/name=45` or `FILE.ron=45`; once a part, in order.
    #[arg(long = "part", required = true)]
    parts: Vec<String>,
    /// Candidates as CSV: `numéro`, `nom`, `tiers-temps`.
    #[arg(long)]
    roster: PathBuf,
    /// `same:N`, the same job for all, or `each`.
    #[arg(long, default_value = "each")]
    seeds: String,
    /// Allow the guide.
    #[arg(long)]
    guide: bool,
    /// Allow names of colours.
    #[arg(long)]
    colour_names: bool,
    /// Show the mark to the candidate at the end.
    #[arg(long)]
    show_mark: bool,
    /// The session's file.
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(command: ExamCommand) -> Outcome {
    match command {
        ExamCommand::Prepare(wanted) => write_session(wanted),
        ExamCommand::Show { session, codes } => show(&session, codes),
        ExamCommand::Sit { session, number, code, part, hand, hand_seed, exams, speed, progress } => {
            let exams = exams.unwrap_or_else(library::exams_folder);
            let pace = Pace { between: (speed > 0.0).then(|| Duration::from_secs_f64(0.1 / speed)), told: progress };
            sit(&session, (&number, &code), part, (&hand, hand_seed), &exams, pace)
        }
        ExamCommand::Remark { sealed, session, by, reason, criterion, earned, passed } => {
            let says = match (criterion, earned, passed) {
                (Some(id), Some(earned), _) => Says::Criterion { id, earned },
                (_, _, Some(passed)) => Says::Passed(passed == "yes"),
                _ => Says::Remark,
            };
            remark(&sealed, &session, (&by, &reason), says)
        }
    }
}

/// The examiner's passphrase.
pub(super) fn passphrase() -> Result<SecretString, String> {
    if let Ok(passphrase) = std::env::var(PASSPHRASE) {
        return Ok(SecretString::from(passphrase));
    }
    let given = secret::ask(ASKED)?;
    if given.is_empty() { Err("no passphrase was given".to_owned()) } else { Ok(SecretString::from(given)) }
}

/// A passphrase that locks something: where a person types it, unseen, it is typed twice.
fn new_passphrase() -> Result<SecretString, String> {
    let first = passphrase()?;
    if std::env::var_os(PASSPHRASE).is_none() && secret::is_typed() {
        let again = SecretString::from(secret::ask("La même encore / once more: ")?);
        if again.expose_secret() != first.expose_secret() {
            return Err("the two passphrases differ; nothing was written".to_owned());
        }
    }
    Ok(first)
}

/// Reads a session and opens it with the examiner's passphrase.
pub(super) fn open(path: &Path) -> Result<(Session, Opened), String> {
    let session = sitting::read_session(path).map_err(located)?;
    let opened = session.open(&path_name(path), &passphrase()?).map_err(|why| why.to_string())?;
    Ok((session, opened))
}

fn write_session(wanted: Prepare) -> Outcome {
    let library = Library::open().map_err(located)?;
    let mut parts = Vec::new();
    for part in &wanted.parts {
        let (exercise, minutes) =
            part.rsplit_once('=').ok_or_else(|| format!("{part}: `course/name=45` is expected"))?;
        let minutes = minutes.parse().map_err(|_| format!("{part}: whole minutes are expected after `=`"))?;
        let path = match exercise.strip_suffix(".ron") {
            Some(_) => PathBuf::from(exercise),
            None => library.scenario_file(exercise),
        };
        parts.push((path, minutes));
    }
    let list = read_bounded(&wanted.roster, MAX_ROSTER)?;
    let roster = roster::read(&path_name(&wanted.roster), &list).map_err(located)?;
    let roster = roster.into_iter().map(Into::into).collect();
    let seeds = match wanted.seeds.split_once(':') {
        Some(("same", seed)) => Seeds::Same(seed.parse().map_err(|_| format!("{seed}: a whole number is expected"))?),
        None if wanted.seeds == "each" => Seeds::Each,
        _ => return Err(format!("{}: `each` or `same:NUMBER` is expected", wanted.seeds)),
    };
    let help = Help { guide: wanted.guide, colour_names: wanted.colour_names, mark_shown: wanted.show_mark };
    if wanted.out.exists() {
        return Err(format!("{}: a file is already there", wanted.out.display()));
    }
    let plan = prepare::Wanted { title: wanted.title, parts, roster, seeds, help };
    prepare::write(plan, &library, &new_passphrase()?, &wanted.out, calendar::now_s()).map_err(located)?;
    show(&wanted.out, false)
}

fn show(path: &Path, codes: bool) -> Outcome {
    if codes {
        let (_, opened) = open(path)?;
        let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        let mut row = |cells: [&str; 4]| out.write_record(cells).map_err(|why| why.to_string());
        row(["numéro", "nom", "tiers-temps", "code"])?;
        for seat in opened.seats() {
            row([&seat.number, &seat.name, if seat.extra { "oui" } else { "non" }, &seat.code])?;
        }
        let bytes = out.into_inner().map_err(|why| why.to_string())?;
        return say(String::from_utf8_lossy(&bytes).trim_end());
    }
    let public = sitting::read_session(path).map_err(located)?.public;
    let minutes: Vec<String> = public.parts.iter().map(|part| format!("{} min", part.minutes)).collect();
    say(format!("{}\n  session  {}", public.title, public.id))?;
    say(format!("  key      {}\n  prepared {}", fingerprint(&public.key), public.prepared))?;
    say(format!("  parts    {}\n  seats    {}", minutes.join(", "), public.candidates))
}

fn sit(
    path: &Path,
    (number, code): (&str, &str),
    part: u32,
    (hand, hand_seed): (&str, u64),
    exams: &Path,
    pace: Pace,
) -> Outcome {
    let library = Library::open().map_err(located)?;
    let (session, opened) = open(path)?;
    let bytes = fs::read(path).map_err(|why| format!("{}: {why}", path.display()))?;
    sitting::keep_session(exams, &session, &bytes).map_err(|why| format!("{}: {why}", exams.display()))?;
    let seat = opened.admit(number, code).ok_or("number and code do not belong together")?;
    let calibration = Calibration { gain: 1.0, left_handed: false, grip_toggle: false };
    let now = calendar::now_s();
    let mut begun = sitting::sit(&opened, seat, part, exams, &library, (hand, calibration, now))?;
    let job = Job::draw(&begun.scenario.scenario, &library.catalogue.catalogue, seat.seeds[part as usize - 1])
        .map_err(|why| why.to_string())?;
    // The hand knows nothing of power cuts: what it would have done is done from where the journal ends.
    let (samples, _) = hands::play(who(hand, &begun.scenario.scenario)?, job, hand_seed);
    let allowed = opened.allowed(seat, part) as usize;
    let done = begun.writer.ticks() as usize;
    let mut kept = begun.before.as_ref().map_or(0, |journal| journal.keyframes.len());
    let refused = |why: JournalError| why.to_string();
    for (at, sample) in samples.iter().enumerate().take(allowed).skip(done) {
        begun.bench.tick(*sample);
        begun.writer.push(*sample).map_err(refused)?;
        attempt::keep(&mut begun.writer, &mut kept, &begun.bench).map_err(refused)?;
        if (at as Tick + 1).is_multiple_of(notes::BEAT_TICKS) {
            begun.writer.note(notes::beat(calendar::now_s())).map_err(refused)?;
        }
        if at % 12 == 11 {
            pace.step(begun.writer.ticks())?;
        }
    }
    if samples.len() > allowed {
        begun.writer.note(notes::incident(IncidentKind::TimeUp, calendar::now_s())).map_err(refused)?;
    }
    begun.bench.finish();
    attempt::keep(&mut begun.writer, &mut kept, &begun.bench).map_err(refused)?;
    begun.writer.finish().map_err(refused)?;
    drop(begun.writer);
    let sealed = sitting::seal(&opened, &begun.place, &begun.scenario, &library.catalogue, calendar::now_s())?;
    say(format!("{}: {}", begun.place.sealed().display(), figures(&sealed.head.mark)))
}

/// How a synthetic candidate keeps time.
#[derive(Clone, Copy)]
struct Pace {
    /// Waited after a tenth of a second's work.
    between: Option<Duration>,
    told: bool,
}

impl Pace {
    fn step(self, ticks: Tick) -> Outcome {
        if self.told {
            say(format!("tick {ticks}"))?;
        }
        if let Some(between) = self.between {
            std::thread::sleep(between);
        }
        Ok(())
    }
}

fn figures(mark: &Mark) -> String {
    let verdict = if mark.passed { "passed" } else { "not passed" };
    format!("{:.2}/20, {verdict}", mark.mark)
}

fn remark(sealed: &Path, session: &Path, (by, reason): (&str, &str), says: Says) -> Outcome {
    let (_, opened) = open(session)?;
    let at = calendar::utc(calendar::now_s());
    let jury = sitting::remark(sealed, (by, at, reason), says, opened.key())?;
    say(format!("{}: {} entries", sealed.with_extension(jury::EXTENSION).display(), jury.entries.len()))
}

/// Verifies sealed attempts; folders are looked through, and jury files beside attempts with them.
pub(super) fn verify(
    files: &[PathBuf],
    sessions: &[PathBuf],
    with_passphrase: bool,
    any_version: bool,
    as_json: bool,
) -> Outcome {
    let library = Library::open().map_err(located)?;
    let (mut publics, mut opened) = (Vec::new(), Vec::new());
    for path in sessions {
        let session = sitting::read_session(path).map_err(located)?;
        if with_passphrase {
            opened.push(session.open(&path_name(path), &passphrase()?).map_err(|why| why.to_string())?);
        } else {
            publics.push(session.public);
        }
    }
    let verifier = Verifier::new(&library, publics, opened.iter().collect(), any_version);
    let files = spread(files)?;
    if files.is_empty() {
        return Err(format!("no sealed attempt (.{}) was found", crate::exam::sealed::EXTENSION));
    }
    let mut verdicts = all(&verifier, &files);
    verdicts.sort_by(|a, b| a.file.cmp(&b.file));
    if as_json {
        say(serde_json::to_string_pretty(&json!(verdicts)).map_err(|why| why.to_string())?)?;
    } else {
        for verdict in &verdicts {
            tell(verdict)?;
        }
    }
    let bad = verdicts.iter().filter(|verdict| !verdict.holds).count();
    if bad > 0 { Err(format!("{bad} of {} do not hold", verdicts.len())) } else { Ok(()) }
}

fn tell(verdict: &Verdict) -> Outcome {
    let (who, part) = (verdict.candidate.as_deref().unwrap_or("?"), verdict.part.unwrap_or(0));
    let mark = match (verdict.mark, verdict.jury_mark.zip(verdict.jury_passed)) {
        (Some(machine), Some((jury, passed))) => {
            let word = if passed { "passed" } else { "not passed" };
            format!(" {jury:.2}/20, {word} (jury; machine {machine:.2})")
        }
        (Some(machine), None) => format!(" {machine:.2}/20"),
        (None, _) => String::new(),
    };
    let word = if verdict.holds { "holds" } else { "DOES NOT HOLD" };
    say(format!("{}: {who}, part {part}{mark}: {word}", printable(&verdict.file)))?;
    if let Some(sealed) = &verdict.sealed {
        // What stands on a printed report.
        say(format!("    seal {}", sealed.hash))?;
    }
    for fault in &verdict.faults {
        say(format!("    {:?}: {}", fault.check, fault.says))?;
    }
    let entries = verdict.jury.as_ref().map_or(0, |jury| jury.entries.len());
    if entries > 0 { say(format!("    jury: {entries} entries")) } else { Ok(()) }
}

/// Every file on as many threads as there are cores; no more of them in memory at a time.
pub(super) fn all(verifier: &Verifier<'_>, files: &[PathBuf]) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let work = || {
        let mut found = Vec::new();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut verdict = one(verifier, path);
            // Journals of ten thousand attempts would not fit.
            if let Some(sealed) = &mut verdict.sealed {
                sealed.journal = Vec::new();
            }
            found.push(verdict);
        }
        found
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

pub(super) fn one(verifier: &Verifier<'_>, path: &Path) -> Verdict {
    let name = path_name(path);
    let jury = path.with_extension(jury::EXTENSION);
    let jury = jury.exists().then(|| read_bounded(&jury, jury::MAX_BYTES));
    let (bytes, unreadable) = match read_bounded(path, MAX_SEALED) {
        Ok(bytes) => (bytes, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let mut verdict = verifier.verify(&name, &bytes, jury.as_ref().and_then(|jury| jury.as_deref().ok()));
    let unread_jury = jury.and_then(Result::err);
    for (check, why) in [(crate::exam::Check::Seal, unreadable), (crate::exam::Check::Jury, unread_jury)] {
        if let Some(says) = why {
            verdict.faults.push(crate::exam::verify::Fault { check, says });
            verdict.holds = false;
        }
    }
    verdict
}

fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let unreadable = |why: io::Error| format!("{}: {why}", path.display());
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(format!("{}: expected a file", path.display()));
    }
    if about.len() > most {
        return Err(format!("{}: larger than {} KiB", path.display(), most >> 10));
    }
    fs::read(path).map_err(unreadable)
}

/// The files that were named, and the sealed attempts in the folders that were.
pub(super) fn spread(files: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in files {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|why| format!("{}: {why}", path.display()))?;
        let sealed = entries.flatten().map(|entry| entry.path());
        let sealed = sealed.filter(|path| path.extension().is_some_and(|e| e == crate::exam::sealed::EXTENSION));
        found.extend(sealed);
    }
    found.sort();
    Ok(found)
}
