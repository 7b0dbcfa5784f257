//! The command line: a thin layer over the library. Every command says what it did, or why not, and exits so.

mod attempts;
mod authors;
#[cfg(feature = "records")]
mod badge;
#[cfg(feature = "records")]
mod class;
mod compare;
#[cfg(feature = "records")]
mod exam;
mod language;
#[cfg(feature = "records")]
mod lrs;
mod packs;
#[cfg(feature = "print")]
mod print;
mod progress;
#[cfg(feature = "records")]
mod records;
#[cfg(feature = "records")]
mod secret;
mod sounds;
mod traces;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::catalogue::vocabulary::Tick;
use crate::scenario::Located;
use crate::scenario::schema::Lang;

/// Épissure : apprendre et prouver le geste du monteur-raccordeur. Learn and prove the splicer's hand.
#[derive(Debug, Parser)]
#[command(name = "epissure", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the exercises.
    List,
    /// Check scenario, catalogue and programme files; says every error with its place.
    Check {
        /// Files or folders; the whole library without any.
        files: Vec<PathBuf>,
    },
    /// Print the reference of the scenario language as Markdown, from the code that reads it.
    Schema {
        /// Renew the sections of these documents instead: what stands between `<!-- schema: NAME -->` and
        /// `<!-- /schema -->`.
        #[arg(long, num_args = 1.., value_name = "FILE")]
        write: Vec<PathBuf>,
    },
    /// Rewrite scenario files in the newest format, with their comments and layout: all of them, or none.
    Migrate {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Do an exercise with a synthetic hand.
    Play {
        /// The scenario's file.
        scenario: PathBuf,
        /// reference, expert, trained, novice, fault:CRITERION or tremor:UNITS.
        #[arg(long, default_value = "reference")]
        hand: String,
        /// Seed of job and luck.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Seed of the hand's own noise; the job's without it.
        #[arg(long)]
        hand_seed: Option<u64>,
        /// Folder for journal and report.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Mark a journal.
    Grade {
        /// The journal.
        journal: PathBuf,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Play a journal again and print its facts.
    Replay {
        /// The journal.
        journal: PathBuf,
        /// Print only one tick in the middle of each kind of gesture, with the gesture's name.
        #[arg(long)]
        moments: bool,
        /// Simulate the fibres again and say whether they did what the journal says.
        #[arg(long)]
        resimulate: bool,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
    },
    /// Compare an attempt with a model's: the three differences that matter most, and gesture by gesture.
    Compare {
        /// The journal.
        journal: PathBuf,
        /// The model's journal; without it the kept model of the exercise, or else the reference hand.
        model: Option<PathBuf>,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Keep an attempt that passed as the model of its exercise; without a journal, list the kept models.
    Model {
        /// The journal.
        journal: Option<PathBuf>,
        /// Remove the model of this exercise instead.
        #[arg(long, value_name = "EXERCISE", conflicts_with = "journal")]
        remove: Option<String>,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
    },
    /// Take a picture of a moment with the real renderer.
    Shot {
        /// The journal.
        journal: PathBuf,
        /// Tick to show, 120 a second.
        #[arg(long)]
        at: Tick,
        /// The picture.
        #[arg(long)]
        out: PathBuf,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
        /// low, medium or high.
        #[arg(long, default_value = "high")]
        quality: String,
        /// Width of the picture, pixels.
        #[arg(long, default_value_t = 1280)]
        width: u32,
        /// Height of the picture, pixels.
        #[arg(long, default_value_t = 720)]
        height: u32,
    },
    /// Prove exercises: the reference hand earns all, each fault hand loses its criterion and no other, hands are told
    /// apart, luck does not decide.
    Prove {
        /// Scenario files; every exercise of the library without any.
        files: Vec<PathBuf>,
        /// Every exercise of the library, as without files.
        #[arg(long, conflicts_with = "files")]
        all: bool,
        /// Attempts of each hand.
        #[arg(long, default_value_t = 20)]
        seeds: u64,
        /// Folder for a page with a picture an exercise.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Say where a person stands: each exercise, what is due again, and each competence.
    Progress {
        /// Folder with the attempts; the user's own without it.
        #[arg(long)]
        attempts: Option<PathBuf>,
        /// Number or pseudonym: the attempts of this person alone.
        #[arg(long)]
        who: Option<String>,
        /// Write the skills passport as a page to print.
        #[arg(long)]
        html: Option<PathBuf>,
        /// Name on the passport; none without it.
        #[arg(long, default_value = "")]
        name: String,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Write every trace of an attempt as a SOR file.
    Traces {
        /// The journal.
        journal: PathBuf,
        /// Folder for the files.
        #[arg(long)]
        out: PathBuf,
        /// Write the points as CSV, too.
        #[arg(long)]
        csv: bool,
        /// Write pictures, too; one more for both directions of a fibre.
        #[arg(long)]
        png: bool,
        /// The scenario's file, where it is not the library's.
        #[arg(long)]
        scenario: Option<PathBuf>,
    },
    /// Write every sound of the bench as a WAV file, to listen to and to study (docs/sound.md).
    Sounds {
        /// Folder for the files.
        out: PathBuf,
    },
    /// Read SOR files of any instrument and say what is in them. 0: read; 1: unreadable; 2: used wrongly.
    Sor {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print the points as CSV instead.
        #[arg(long)]
        csv: bool,
        /// Picture of one trace, or of two over each other.
        #[arg(long)]
        png: Option<PathBuf>,
        /// Print our own event table beside the file's.
        #[arg(long)]
        events: bool,
    },
    /// Courses as signed files: make one, look into one, install, list, remove.
    Pack {
        #[command(subcommand)]
        command: packs::PackCommand,
    },
    /// Exams: prepare a session, sit it, add the jury's words.
    #[cfg(feature = "records")]
    Exam {
        #[command(subcommand)]
        command: exam::ExamCommand,
    },
    /// Check sealed attempts from end to end and mark them again. 0 only where all of them hold.
    #[cfg(feature = "records")]
    Verify {
        /// Sealed attempts, or folders of them.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Files of the sessions whose keys are trusted.
        #[arg(long = "session", required = true)]
        sessions: Vec<PathBuf>,
        /// Open the sessions with the examiner's passphrase: needed where their exercises are not in the library, and to
        /// compare with the roster.
        #[arg(long)]
        passphrase: bool,
        /// Let attempts of other versions of the program pass, if their mark comes out the same.
        #[arg(long)]
        any_version: bool,
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Open Badges 3.0: make one of a passed attempt, check one.
    #[cfg(feature = "records")]
    Badge {
        #[command(subcommand)]
        command: badge::BadgeCommand,
    },
    /// Tell a Learning Record Store of marked attempts, by xAPI; nothing is sent unless one is named.
    #[cfg(feature = "records")]
    Lrs {
        #[command(subcommand)]
        command: lrs::LrsCommand,
    },
    /// Gather attempts from sticks and shared folders: each whole or not at all, the same ones once.
    #[cfg(feature = "records")]
    Gather {
        /// The folders.
        #[arg(required = true)]
        from: Vec<PathBuf>,
        /// Into this folder alone; into the records of the user's folder without it.
        #[arg(long)]
        into: Option<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// People on record: list, export, erase, name.
    #[cfg(feature = "records")]
    Person {
        #[command(subcommand)]
        command: records::PersonCommand,
    },
    /// Groups: list, import and export rosters, counts for reports.
    #[cfg(feature = "records")]
    Group {
        #[command(subcommand)]
        command: records::GroupCommand,
    },
    /// The records of a class: what is in them, tables, how long they are kept.
    #[cfg(feature = "records")]
    Records {
        #[command(subcommand)]
        command: records::RecordsCommand,
    },
    /// Measure what marks of a real class are worth: levels told apart, test and retest (docs/validity.md).
    #[cfg(feature = "records")]
    ValidityClass {
        /// The folder with the attempts, as `gather --into` makes it.
        folder: PathBuf,
        /// Who is of which level: a table with the columns number and level, a higher level for more skill.
        #[arg(long)]
        levels: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Documents as PDF: report, attestation, passport; and their templates.
    #[cfg(feature = "print")]
    Print {
        #[command(subcommand)]
        command: print::PrintCommand,
    },
    /// Typeset the order on standard input: the program starts itself so, to be able to stop a template.
    #[cfg(feature = "print")]
    #[command(hide = true)]
    PrintWorker,
    /// Measure how well marks tell synthetic hands apart.
    Validity {
        /// The scenario's file.
        scenario: PathBuf,
        /// Attempts of each hand.
        #[arg(long, default_value_t = 200)]
        seeds: u64,
    },
}

/// Prints a line. Nobody reading on is no error; a full disk is.
fn say(line: impl std::fmt::Display) -> Outcome {
    use std::io::{ErrorKind, Write};
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(format!("cannot print: {why}")),
        _ => Ok(()),
    }
}

/// What a command ends with: done, or the reason in words.
type Outcome = Result<(), String>;

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => desktop(),
        Some(Command::List) => authors::list(),
        Some(Command::Check { files }) => authors::check(&files),
        Some(Command::Schema { write }) => language::schema(&write),
        Some(Command::Migrate { files }) => language::migrate(&files),
        Some(Command::Play { scenario, hand, seed, hand_seed, out, json }) => {
            attempts::play(&scenario, &hand, seed, hand_seed.unwrap_or(seed), out.as_deref(), json)
        }
        Some(Command::Grade { journal, scenario, json }) => attempts::grade(&journal, scenario.as_deref(), json),
        Some(Command::Replay { journal, moments, resimulate, scenario }) => {
            attempts::replay(&journal, moments, resimulate, scenario.as_deref())
        }
        Some(Command::Compare { journal, model, scenario, json }) => {
            compare::compare(&journal, model.as_deref(), scenario.as_deref(), json)
        }
        Some(Command::Model { journal, remove, scenario }) => {
            compare::model(journal.as_deref(), remove.as_deref(), scenario.as_deref())
        }
        Some(Command::Shot { journal, at, out, scenario, quality, width, height }) => {
            shot(journal, at, out, scenario, &quality, (width, height))
        }
        Some(Command::Prove { files, seeds, out, json, all: _ }) => authors::prove(&files, seeds, out.as_deref(), json),
        Some(Command::Progress { attempts, who, html, name, json }) => {
            progress::progress((attempts.as_deref(), who.as_deref()), html.as_deref(), &name, json)
        }
        Some(Command::Traces { journal, out, csv, png, scenario }) => {
            traces::write(&journal, &out, csv, png, scenario.as_deref())
        }
        Some(Command::Sounds { out }) => sounds::write(&out),
        Some(Command::Sor { files, png: Some(_), .. }) if files.len() > 2 => {
            let why = "a picture shows one trace or two over each other: give one or two files with --png";
            Arguments::command().error(clap::error::ErrorKind::TooManyValues, why).exit();
        }
        Some(Command::Sor { files, csv, png, events }) => traces::read(&files, csv, png.as_deref(), events),
        Some(Command::Pack { command }) => packs::run(command),
        #[cfg(feature = "records")]
        Some(Command::Exam { command }) => exam::run(command),
        #[cfg(feature = "records")]
        Some(Command::Verify { files, sessions, passphrase, any_version, json }) => {
            exam::verify(&files, &sessions, passphrase, any_version, json)
        }
        #[cfg(feature = "records")]
        Some(Command::Badge { command }) => badge::run(command),
        #[cfg(feature = "records")]
        Some(Command::Lrs { command }) => lrs::run(command),
        #[cfg(feature = "records")]
        Some(Command::Gather { from, into, json }) => records::gather(&from, into.as_deref(), json),
        #[cfg(feature = "records")]
        Some(Command::Person { command }) => records::person(command),
        #[cfg(feature = "records")]
        Some(Command::Group { command }) => records::group(command),
        #[cfg(feature = "records")]
        Some(Command::Records { command }) => records::records(command),
        #[cfg(feature = "records")]
        Some(Command::ValidityClass { folder, levels, json }) => class::validity(&folder, &levels, json),
        #[cfg(feature = "print")]
        Some(Command::Print { command }) => print::run(command),
        #[cfg(feature = "print")]
        Some(Command::PrintWorker) => crate::report::print::worker::serve(),
        Some(Command::Validity { scenario, seeds }) => authors::validity(&scenario, seeds),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // An error with its place says so itself.
            let word = if why.starts_with("error: ") { "" } else { "error: " };
            eprintln!("{word}{why}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "desktop")]
fn desktop() -> Outcome {
    crate::desktop::run()
}

#[cfg(not(feature = "desktop"))]
fn desktop() -> Outcome {
    Err("this build has no desktop; use a subcommand (epissure --help)".to_owned())
}

#[cfg(feature = "desktop")]
fn shot(
    journal: PathBuf,
    at: Tick,
    out: PathBuf,
    scenario: Option<PathBuf>,
    quality: &str,
    size: (u32, u32),
) -> Outcome {
    crate::desktop::shot(&journal, at, &out, scenario.as_deref(), quality, size)
}

#[cfg(not(feature = "desktop"))]
fn shot(_: PathBuf, _: Tick, _: PathBuf, _: Option<PathBuf>, _: &str, _: (u32, u32)) -> Outcome {
    Err("this build has no renderer".to_owned())
}

/// All errors of a file, one below the other.
fn located(errors: Vec<Located>) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Language of printed reports: the environment's, French where it says nothing.
fn lang() -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    if set.is_some_and(|value| value.starts_with("en")) { Lang::En } else { Lang::Fr }
}
