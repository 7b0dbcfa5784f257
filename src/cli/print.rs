//! Printed documents on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::attempts::again;
use super::{Outcome, exam, lang, located, say};
use crate::attempt::{self, Replayed};
use crate::calendar;
use crate::exam::session::{Opened, Public};
use crate::exam::{Head, Jury, Verdict, Verifier, sealed, sitting};
use crate::journal::{self, Header, Note};
use crate::library::{self, Library};
use crate::progress::{gather, passport};
use crate::report::print::{self, About, Order, PrintError, Report, Setting, Templates, worker};
use crate::scenario::error::path_name;
use crate::scenario::schema::Lang;

/// Documents as PDF.
#[derive(Debug, Subcommand)]
pub(super) enum PrintCommand {
    /// The report of one attempt: marks, where each point went, facts, traces, the jury's words, seal.
    Report {
        #[command(flatten)]
        attempt: Attempt,
        #[command(flatten)]
        how: How,
    },
    /// The attestation of an attempt that passed.
    Attestation {
        #[command(flatten)]
        attempt: Attempt,
        #[command(flatten)]
        how: How,
    },
    /// The skills passport of the attempts in a folder.
    Passport {
        /// Folder with the attempts; the user's own without it.
        #[arg(long)]
        attempts: Option<PathBuf>,
        /// Number or pseudonym: the attempts of this person alone.
        #[arg(long)]
        who: Option<String>,
        /// Name on the passport; none without it.
        #[arg(long, default_value = "")]
        name: String,
        #[command(flatten)]
        how: How,
    },
    /// The summary of a session: every sealed attempt in a folder that holds; the others are named.
    Session {
        /// The folder.
        folder: PathBuf,
        #[command(flatten)]
        trust: Trust,
        #[command(flatten)]
        how: How,
    },
    /// The sheet of the candidates' codes; the examiner's passphrase is asked.
    Codes {
        /// The session's file.
        session: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// Copy the built-in templates into a folder to edit them; those that are there already stay.
    Templates {
        /// The folder; the user's own without it, where they are used from then on.
        #[arg(long)]
        into: Option<PathBuf>,
    },
}

/// An attempt on the command line.
#[derive(Debug, Args)]
pub(super) struct Attempt {
    /// A journal, or a sealed attempt.
    attempt: PathBuf,
    /// The scenario's file of a journal, where it is not the library's.
    #[arg(long)]
    scenario: Option<PathBuf>,
    #[command(flatten)]
    trust: Trust,
}

/// Whose seals hold.
#[derive(Debug, Args)]
pub(super) struct Trust {
    /// Files of the sessions whose keys are trusted; needed for sealed attempts.
    #[arg(long = "session", value_name = "FILE")]
    sessions: Vec<PathBuf>,
    /// Open the sessions with the examiner's passphrase: needed where their exercises are not in the library.
    #[arg(long)]
    passphrase: bool,
}

/// How to print.
#[derive(Debug, Args)]
pub(super) struct How {
    /// The document; beside the attempt, or here, without it.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language; the environment's without it.
    #[arg(long)]
    lang: Option<Language>,
    /// Folder with templates in place of the user's own.
    #[arg(long)]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Fr,
    En,
}

/// Runs a command.
pub(super) fn run(command: PrintCommand) -> Outcome {
    match command {
        PrintCommand::Report { attempt, how } => report(&attempt, &how),
        PrintCommand::Attestation { attempt, how } => attestation(&attempt, &how),
        PrintCommand::Passport { attempts, who, name, how } => {
            print_passport((attempts.as_deref(), who.as_deref()), &name, &how)
        }
        PrintCommand::Session { folder, trust, how } => session(&folder, &trust, &how),
        PrintCommand::Codes { session, how } => {
            let (_, opened) = exam::open(&session)?;
            how.print(&named(&session, "codes"), |setting| print::codes(&opened.public, opened.seats(), setting))
        }
        PrintCommand::Templates { into } => {
            let folder = into.unwrap_or_else(library::templates_folder);
            let written = print::copy_out(&folder).map_err(|why| why.to_string())?;
            written.iter().try_for_each(|path| say(path.display()))
        }
    }
}

/// A document's name after the file that it is of.
fn named(path: &Path, what: &str) -> PathBuf {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    path.with_file_name(format!("{stem}-{what}.pdf"))
}

impl How {
    fn lang(&self) -> Lang {
        match self.lang {
            Some(Language::Fr) => Lang::Fr,
            Some(Language::En) => Lang::En,
            None => lang(),
        }
    }

    /// Typesets what `order` makes of the setting, and writes it; `or` is where, unless it was said.
    fn print(&self, or: &Path, order: impl FnOnce(&Setting<'_>) -> Result<Order, PrintError>) -> Outcome {
        let folder = self.templates.clone().unwrap_or_else(library::templates_folder);
        let printed = Templates::with(&folder).and_then(|templates| {
            let setting = Setting { templates: &templates, lang: self.lang(), day: calendar::today() };
            let program = std::env::current_exe().map_err(|why| PrintError::Worker(why.to_string()))?;
            templates.print(&program, &order(&setting)?, &worker::Limits::default())
        });
        let printed = printed.map_err(|why| why.to_string())?;
        let out = self.out.as_deref().unwrap_or(or);
        sitting::write_whole(out, &printed.pdf).map_err(|why| format!("{}: {why}", out.display()))?;
        for warning in &printed.warnings {
            eprintln!("{}: {warning}", out.display());
        }
        if !printed.archival {
            eprintln!("{}: this is a plain PDF, not PDF/A", out.display());
        }
        say(format!("{} ({} p.)", out.display(), printed.pages))
    }
}

/// An attempt that was played again, and whose it is.
struct Source {
    replayed: Replayed,
    whose: Whose,
    jury: Jury,
}

enum Whose {
    Practice(Box<(Header, Vec<Note>)>),
    Exam(Box<(Head, String)>),
}

impl Source {
    fn about(&self) -> About<'_> {
        match &self.whose {
            Whose::Practice(journal) => About::Practice(&journal.0, &journal.1),
            Whose::Exam(sealed) => About::Exam(&sealed.0, &sealed.1),
        }
    }
}

impl Attempt {
    fn read(&self) -> Result<Source, String> {
        let sealed = self.attempt.extension().is_some_and(|end| end == sealed::EXTENSION);
        if !sealed {
            let (journal, replayed) = again(&self.attempt, self.scenario.as_deref())?;
            let whose = Whose::Practice(Box::new((journal.header, journal.notes)));
            return Ok(Source { replayed, whose, jury: Jury::default() });
        }
        let library = Library::open().map_err(located)?;
        let known = self.trust.sessions()?;
        let verdict = exam::one(&known.verifier(&library), &self.attempt);
        // The report of what does not hold would look as if it did.
        let (Some(sealed), true) = (verdict.sealed.as_ref(), verdict.holds) else { return Err(faults(&verdict)) };
        let head = sealed.head.clone();
        let journal = journal::decode(&sealed.journal).map_err(|why| why.to_string())?;
        let opened = known.opened.iter().find(|opened| opened.public.key == head.key);
        let scenario = match opened {
            Some(opened) => opened.scenario(head.part, &library.catalogue, library.own_parts()),
            None => library.load(&library.scenario_file(&head.scenario)),
        };
        let scenario = scenario.map_err(located)?;
        let replayed = attempt::replay(&journal, &scenario, &library.catalogue).map_err(|why| why.to_string())?;
        let whose = Whose::Exam(Box::new((head, sealed.hash.clone())));
        Ok(Source { replayed, whose, jury: verdict.jury.unwrap_or_default() })
    }
}

fn faults(verdict: &Verdict) -> String {
    let said: Vec<String> = verdict.faults.iter().map(|fault| format!("  {:?}: {}", fault.check, fault.says)).collect();
    format!("{}: the seal does not hold\n{}", verdict.file, said.join("\n"))
}

/// Sessions whose keys are trusted.
struct Known {
    publics: Vec<Public>,
    opened: Vec<Opened>,
}

impl Trust {
    fn sessions(&self) -> Result<Known, String> {
        if self.sessions.is_empty() {
            return Err(
                "sealed attempts need the file of their session, to know whose key is good: --session".to_owned()
            );
        }
        let mut known = Known { publics: Vec::new(), opened: Vec::new() };
        for path in &self.sessions {
            if self.passphrase {
                known.opened.push(exam::open(path)?.1);
            } else {
                known.publics.push(sitting::read_session(path).map_err(located)?.public);
            }
        }
        Ok(known)
    }
}

impl Known {
    /// Attempts of other versions pass, if their mark comes out the same: a document says both versions.
    fn verifier<'a>(&'a self, library: &'a Library) -> Verifier<'a> {
        Verifier::new(library, self.publics.clone(), self.opened.iter().collect(), true)
    }
}

fn report(attempt: &Attempt, how: &How) -> Outcome {
    let source = attempt.read()?;
    let replayed = &source.replayed;
    let traces = print::trace_pictures(&replayed.bench, how.lang()).map_err(|why| why.to_string())?;
    how.print(&attempt.attempt.with_extension("pdf"), |setting| {
        let report = Report {
            about: source.about(),
            job: replayed.job(),
            facts: replayed.bench.facts(),
            end: replayed.bench.now(),
            mark: &replayed.mark,
            jury: &source.jury,
            traces: &traces,
            pictures: &[],
        };
        print::report(&report, setting)
    })
}

fn attestation(attempt: &Attempt, how: &How) -> Outcome {
    let source = attempt.read()?;
    let library = Library::open().map_err(located)?;
    let tree = &library.catalogue.catalogue.domains;
    let Source { replayed, jury, .. } = &source;
    let end = replayed.bench.now();
    how.print(&named(&attempt.attempt, "attestation"), |setting| {
        print::attestation(source.about(), replayed.job(), end, &replayed.mark, jury, tree, setting)
    })
}

fn print_passport((attempts, who): (Option<&Path>, Option<&str>), name: &str, how: &How) -> Outcome {
    let library = Library::open().map_err(located)?;
    let catalogue = &library.catalogue.catalogue;
    let (exercises, own) = (library.exercises(), library.own_exercises(&library::own_folder()));
    let scenarios: Vec<_> =
        exercises.iter().chain(&own).filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect();
    let attempts = gather(&attempts.map_or_else(library::attempts_folder, Path::to_path_buf), who);
    let lines = passport(&catalogue.domains, &scenarios, &attempts);
    how.print(Path::new("livret.pdf"), |setting| print::passport(&catalogue.domains, &lines, &scenarios, name, setting))
}

fn session(folder: &Path, trust: &Trust, how: &How) -> Outcome {
    let library = Library::open().map_err(located)?;
    let known = trust.sessions()?;
    let files = exam::spread(&[folder.to_path_buf()])?;
    if files.is_empty() {
        return Err(format!("{}: no sealed attempt (.{}) is here", path_name(folder), sealed::EXTENSION));
    }
    let (mut attempts, mut left_out) = (Vec::new(), Vec::new());
    for verdict in exam::all(&known.verifier(&library), &files) {
        match verdict.sealed.as_ref().filter(|_| verdict.holds) {
            Some(sealed) => attempts.push(print::Attempt {
                head: sealed.head.clone(),
                hash: sealed.hash.clone(),
                jury: verdict.jury.clone().unwrap_or_default(),
                judged: verdict.judged(),
            }),
            None => {
                eprintln!("{}", faults(&verdict));
                let name = Path::new(&verdict.file).file_name().map(|name| name.to_string_lossy().into_owned());
                left_out.push(name.unwrap_or(verdict.file));
            }
        }
    }
    left_out.sort();
    how.print(&folder.join("bilan.pdf"), |setting| print::session(&attempts, &left_out, setting))?;
    if left_out.is_empty() { Ok(()) } else { Err(format!("{} of {} do not hold", left_out.len(), files.len())) }
}
