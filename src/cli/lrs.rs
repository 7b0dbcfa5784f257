//! Commands for a Learning Record Store: name the server, queue attempts, send, say how it stands.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Subcommand;

use crate::exam::{sealed, session, sitting};
use crate::library::{self, Library};
use crate::lrs::attempt::{Attempt, Told};
use crate::lrs::http::Lrs;
use crate::lrs::queue::{self, Put};
use crate::lrs::send::{self, Limits, Pace};
use crate::lrs::settings::{Secret, Settings, SettingsError};
use crate::lrs::{Queue, statements};
use crate::scenario::LoadedScenario;
use crate::scenario::error::{path_name, printable};

use super::{Outcome, located, say, secret};

/// Environment variable that holds the password for `lrs set`.
const PASSWORD: &str = "EPISSURE_LRS_PASSWORD";
/// Most attempts of a folder.
const MAX_ATTEMPTS: usize = 200_000;
/// Statements that `lrs status` names.
const NAMED: usize = 20;

/// What can be done with a Learning Record Store.
#[derive(Debug, Subcommand)]
pub(super) enum LrsCommand {
    /// Name the server. The password is read from EPISSURE_LRS_PASSWORD, typed unseen, or one line of the standard input.
    Set {
        /// Its xAPI address, https://…/xAPI.
        url: String,
        /// Name for basic authentication.
        #[arg(long)]
        user: String,
        /// The school's own page: with a pseudonym it names one person. The server's address without it.
        #[arg(long, value_name = "URL")]
        home_page: Option<String>,
    },
    /// Forget the server and the password: nothing is sent from then on.
    Off,
    /// Put marked attempts into the queue; what is known there stays as it is.
    Queue {
        /// Journals, sealed attempts, or folders of them; the user's own attempts without any.
        paths: Vec<PathBuf>,
        /// Files of the sessions whose keys are trusted; sealed attempts need theirs.
        #[arg(long = "session", value_name = "FILE")]
        sessions: Vec<PathBuf>,
        /// Pseudonym for attempts that name nobody.
        #[arg(long = "as", value_name = "PSEUDONYM")]
        who: Option<String>,
        /// Synthetic hands, too.
        #[arg(long)]
        synthetic: bool,
    },
    /// Send what waits.
    Send {
        /// Stop at the first failure instead of trying again for some minutes.
        #[arg(long)]
        once: bool,
        /// What was set aside waits again first.
        #[arg(long)]
        again: bool,
        /// Longest wait for one answer, seconds.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
        timeout: u64,
        /// Most statements at once; fewer for a weak line.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=500))]
        batch: u16,
    },
    /// Say what waits, what was sent, and what was set aside and why.
    Status {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Forget what waits of one person.
    Erase {
        /// The pseudonym.
        who: String,
    },
}

pub(super) fn run(command: LrsCommand) -> Outcome {
    let folder = library::data_folder();
    match command {
        LrsCommand::Set { url, user, home_page } => set(&folder, &url, &user, home_page.as_deref()),
        LrsCommand::Off => match Settings::forget(&folder).map_err(words)? {
            true => say("the server is forgotten; nothing is sent any more"),
            false => say("no server was named"),
        },
        LrsCommand::Queue { paths, sessions, who, synthetic } => {
            put(&folder, &paths, &sessions, Told { who: who.as_deref(), synthetic })
        }
        LrsCommand::Send { once, again, timeout, batch } => {
            let patience = if once { 0 } else { Limits::default().patience };
            let limits = Limits { count: usize::from(batch), patience, ..Limits::default() };
            send(&folder, again, Duration::from_secs(timeout), limits)
        }
        LrsCommand::Status { json } => status(&folder, json),
        LrsCommand::Erase { who } => {
            let erased = open(&folder)?.erase(&who).map_err(words)?;
            say(format!("{erased} statement(s) are forgotten; what was sent is on the server"))
        }
    }
}

fn words(why: impl std::fmt::Display) -> String {
    why.to_string()
}

fn open(folder: &Path) -> Result<Queue, String> {
    let (queue, damaged) = Queue::open(folder).map_err(words)?;
    if let Some(aside) = damaged {
        eprintln!("the queue was damaged and is now {}; queue the attempts again", aside.display());
    }
    Ok(queue)
}

fn set(folder: &Path, url: &str, user: &str, home_page: Option<&str>) -> Outcome {
    let settings = Settings::new(url, user, password()?, home_page).map_err(words)?;
    settings.keep(folder).map_err(words)?;
    say(format!("statements go to {}", printable(&settings.url)))?;
    say(format!("pseudonyms belong to {}", printable(&settings.home_page)))
}

/// Never from an argument: other users see the arguments of every program.
fn password() -> Result<Secret, String> {
    match std::env::var(PASSWORD) {
        Ok(password) => return Ok(Secret::new(password)),
        Err(std::env::VarError::NotUnicode(_)) => return Err(format!("{PASSWORD} is not UTF-8")),
        Err(std::env::VarError::NotPresent) => {}
    }
    secret::ask("password: ").map(Secret::new)
}

fn put(folder: &Path, paths: &[PathBuf], sessions: &[PathBuf], told: Told<'_>) -> Outcome {
    let settings = Settings::load(folder).map_err(words)?;
    let keys = sessions.iter().map(|path| session_key(path)).collect::<Result<Vec<_>, _>>()?;
    let mut queue = open(folder)?;
    let library = Library::open().map_err(located)?;
    let mut known = Exercises { library: &library, last: None };
    let own = [library::attempts_folder()];
    let (mut put, mut silent) = (Put::default(), 0);
    for path in if paths.is_empty() { &own[..] } else { paths } {
        for file in files(path)? {
            let made = attempt(&file, &keys, told).and_then(|mut attempt| {
                known.explain(&mut attempt);
                statements(&attempt, &settings.home_page).map_err(|wrong| wrong.join("\n    "))
            });
            match made {
                Ok(statements) => {
                    let one = queue.put(&statements).map_err(words)?;
                    if one.other > 0 {
                        eprintln!("{}: the queue knows it with another mark or name; that stays", file.display());
                    }
                    put = Put { new: put.new + one.new, known: put.known + one.known, other: put.other + one.other };
                }
                Err(why) => {
                    silent += 1;
                    eprintln!("{}: {why}", file.display());
                }
            }
        }
    }
    say(format!("{} statement(s) are new in the queue, {} were known", put.new, put.known + put.other))?;
    if silent > 0 { Err(format!("nothing is told of {silent} attempt(s)")) } else { Ok(()) }
}

/// The public key of a session.
pub(super) fn session_key(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(session::read(&path_name(path), file).map_err(located)?.public.key)
}

/// The attempt of a journal with its mark, or of a seal by one of the keys.
pub(super) fn attempt(path: &Path, keys: &[String], told: Told<'_>) -> Result<Attempt, String> {
    if path.extension().is_none_or(|end| end != sealed::EXTENSION) {
        return Attempt::from_journal(path, told).map_err(words);
    }
    let sealed = sealed::read(&path_name(path), File::open(path).map_err(words)?).map_err(located)?;
    if !keys.contains(&sealed.head.key) {
        return Err("none of the sessions that were given (--session) sealed it".to_owned());
    }
    let jury = sitting::jury_beside(path, &sealed)?;
    Attempt::from_sealed(&sealed, jury.as_ref(), told).map_err(words)
}

/// Exercises of attempts; the last is kept, because attempts at one lie together.
struct Exercises<'a> {
    library: &'a Library,
    last: Option<(String, Option<LoadedScenario>)>,
}

impl Exercises<'_> {
    fn explain(&mut self, attempt: &mut Attempt) {
        let id = &attempt.exercise;
        if self.last.as_ref().is_none_or(|(last, _)| last != id) {
            self.last = Some((id.clone(), self.library.load(&self.library.scenario_file(id)).ok()));
        }
        if let Some((_, Some(loaded))) = &self.last {
            attempt.explain(&loaded.scenario, &loaded.hash, &self.library.catalogue.catalogue);
        }
    }
}

/// The attempts of a folder in the order of their names, or the one file.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |why: std::io::Error| format!("{}: {why}", path.display());
    if !path.metadata().map_err(told)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(told)?;
    let is_attempt = |path: &PathBuf| path.extension().is_some_and(|end| end == "epj" || end == sealed::EXTENSION);
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(is_attempt).take(MAX_ATTEMPTS).collect();
    files.sort();
    Ok(files)
}

/// The real clock and the system's chance.
struct Now;

impl Pace for Now {
    fn wait(&mut self, how_long: Duration) -> bool {
        eprintln!("no answer; again in {:.1} s", how_long.as_secs_f64());
        std::thread::sleep(how_long);
        true
    }

    fn chance(&mut self) -> f64 {
        getrandom::u32().map_or(0.5, |drawn| f64::from(drawn) / f64::from(u32::MAX))
    }
}

fn send(folder: &Path, again: bool, timeout: Duration, limits: Limits) -> Outcome {
    let settings = Settings::load(folder).map_err(words)?;
    let mut queue = open(folder)?;
    let lock = folder.join(format!("{}.lock", queue::FILE));
    let lock = File::create(&lock).map_err(|why| format!("{}: {why}", lock.display()))?;
    if lock.try_lock().is_err() {
        return Err("another program is sending".to_owned());
    }
    if again {
        let waits = queue.again().map_err(words)?;
        say(format!("{waits} statement(s) wait again"))?;
    }
    let mut server = Lrs::new(&settings, timeout)?;
    let sent = send::send(&mut queue, &mut server, &mut Now, limits).map_err(words)?;
    let left = queue.counts().map_err(words)?.waiting;
    let (done, refused, conflicts) = (sent.done, sent.refused, sent.conflicts);
    say(format!("{done} statement(s) sent, {refused} refused, {conflicts} in conflict, {left} left"))?;
    match sent.stopped {
        Some(why) => Err(words(why)),
        None if refused + conflicts > 0 => Err("some were set aside; `epissure lrs status` says why".to_owned()),
        None => Ok(()),
    }
}

fn status(folder: &Path, json: bool) -> Outcome {
    let settings = match Settings::load(folder) {
        Ok(settings) => Some(settings),
        Err(SettingsError::None) => None,
        Err(why) => return Err(words(why)),
    };
    let queue = open(folder)?;
    let (counts, asides) = (queue.counts().map_err(words)?, queue.asides(NAMED).map_err(words)?);
    if json {
        let asides: Vec<_> = asides
            .iter()
            .map(|one| serde_json::json!({ "id": one.id, "conflict": one.conflict, "reason": one.reason }))
            .collect();
        let about = settings.map(|of| serde_json::json!({ "url": of.url, "user": of.user, "home_page": of.home_page }));
        return say(serde_json::json!({ "server": about, "counts": counts, "aside": asides }));
    }
    match &settings {
        Some(of) => say(format!("{} as {}", printable(&of.url), printable(&of.user)))?,
        None => say("no server is named; nothing is sent")?,
    }
    let queue::Counts { waiting, done, refused, conflicts } = counts;
    say(format!("{waiting} wait, {done} sent, {refused} refused, {conflicts} in conflict"))?;
    for one in asides {
        let word = if one.conflict { "conflict" } else { "refused" };
        say(format!("{word}  {}  {}", printable(&one.id), printable(&one.reason)))?;
    }
    Ok(())
}
