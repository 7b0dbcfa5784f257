//! Commands for the records of a class: gathering, people, groups, tables, what is kept.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use crate::calendar;
use crate::library::{self, Library};
use crate::records::cells::{self, Cell, Style};
use crate::records::gather::{self, Gathered};
use crate::records::groups::{Counts, FEWEST, Indicator};
use crate::records::results::{self, Lines, Wanted};
use crate::records::{Indexed, RecordsError, Refused, Store, privacy, roster};
use crate::scenario::error::printable;
use crate::scenario::schema::Lang;

use super::{Outcome, class, lang, located, say};

/// What can be done with people on record.
#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// List the people on record.
    List {
        /// Of this group alone.
        #[arg(long)]
        group: Option<String>,
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Write all that is kept of a person into a new folder.
    Export {
        /// Number or pseudonym.
        pseudonym: String,
        /// The folder, which must not be there yet.
        #[arg(long)]
        out: PathBuf,
    },
    /// Erase all that is kept of a person: records and files. It does not come back with the next gathering.
    Erase {
        /// Number or pseudonym.
        pseudonym: String,
        /// Yes, erase it.
        #[arg(long)]
        yes: bool,
    },
    /// Give a person a name, or take it away with "".
    Name {
        /// Number or pseudonym.
        pseudonym: String,
        /// The name.
        name: String,
    },
}

/// What can be done with groups.
#[derive(Debug, Subcommand)]
pub(super) enum GroupCommand {
    /// List the groups.
    List,
    /// Put the people of a roster on record: a table with number, name, group, extra time.
    Import {
        /// The roster, CSV.
        roster: PathBuf,
        /// The group of the lines that name none.
        #[arg(long)]
        group: Option<String>,
    },
    /// Write the roster of a group as CSV.
    Export {
        /// The group.
        group: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Print or renew the counts that a school reports of a group.
    Indicators {
        /// The group; every group without one.
        group: Option<String>,
        /// A count: started, completed, certified, fixed-term (CDD), permanent (CDI), temporary (intérim), training
        /// (formation qualifiante).
        #[arg(long, value_name = "KIND=COUNT", requires = "group")]
        set: Vec<String>,
        /// Write them as CSV.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Take somebody out of a group; the person and the attempts stay.
    Leave {
        /// The group.
        group: String,
        /// Number or pseudonym.
        pseudonym: String,
    },
    /// Remove a group; its people and their attempts stay.
    Remove {
        /// The group.
        group: String,
    },
}

/// What can be done with records as a whole.
#[derive(Debug, Subcommand)]
pub(super) enum RecordsCommand {
    /// Say where the records are and what is in them; takes up new attempts, and makes a damaged database anew.
    Status {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say where everybody in a group stands, who is stuck, and what the group loses points on.
    Board {
        /// The group; everybody without one.
        #[arg(long)]
        group: Option<String>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print difficulty, discrimination and reliability of exercises and criteria.
    Figures {
        /// The group; everybody without one.
        #[arg(long)]
        group: Option<String>,
        /// Compare it with this group.
        #[arg(long)]
        with: Option<String>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Write results as CSV, as French Excel opens it.
    Export {
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// A line a criterion instead of a line an attempt.
        #[arg(long)]
        criteria: bool,
        /// Of this group alone.
        #[arg(long)]
        group: Option<String>,
        /// Of this person alone.
        #[arg(long)]
        person: Option<String>,
        /// Commas between cells and points in numbers, as other programs read it.
        #[arg(long)]
        plain: bool,
    },
    /// Erase attempts that are older than a school keeps; sealed ones only with --sealed.
    Purge {
        /// Days; the retention period without it.
        #[arg(long)]
        older_than: Option<u32>,
        /// Sealed attempts, too.
        #[arg(long)]
        sealed: bool,
    },
    /// Print or set how many days attempts are kept.
    Retention {
        /// Days, or `none`.
        days: Option<String>,
    },
}

fn told(why: RecordsError) -> String {
    why.to_string()
}

/// Opens the records of the user's folder, and says what had to be done for it.
pub(super) fn open() -> Result<Store, String> {
    let opened = Store::open(&library::data_folder()).map_err(told)?;
    for path in &opened.set_aside {
        eprintln!("{}: a damaged file was set aside here", path.display());
    }
    if let (Some(found), false) = (&opened.rebuilt, opened.set_aside.is_empty()) {
        eprintln!("the records were made anew: {} attempt(s)", found.added);
        refusals(&found.refused, found.refused_count);
    }
    Ok(opened.store)
}

pub(super) fn refusals(refused: &[Refused], count: u32) {
    for Refused { file, why } in refused {
        eprintln!("not taken: {}: {}", printable(file), printable(why));
    }
    if let Some(more) = count.checked_sub(refused.len() as u32).filter(|more| *more > 0) {
        eprintln!("not taken: {more} more");
    }
}

/// Gathers attempts into the records, or into a folder alone.
pub(super) fn gather(from: &[PathBuf], into: Option<&Path>, json: bool) -> Outcome {
    let outcome = match into {
        Some(into) => gather::into_folder(from, into),
        None => gather::into_records(from, &mut open()?),
    };
    let (done, stopped) = match outcome {
        Ok(done) => (done, None),
        Err(stopped) => (stopped.done, Some(stopped.why)),
    };
    refusals(&done.refused, done.refused_count);
    if json {
        say(serde_json::to_string(&done).map_err(|why| why.to_string())?)?;
    } else {
        say(in_short(&done))?;
        for name in &done.conflicts {
            say(format!("another content under the same name; kept as {}", printable(name)))?;
        }
    }
    match stopped {
        Some(why) => Err(format!("{why}; what was gathered before stays, and the same command goes on")),
        None if done.refused_count > 0 => Err(format!("{} file(s) were not taken", done.refused_count)),
        None => Ok(()),
    }
}

fn in_short(done: &Gathered) -> String {
    let Gathered { new, already, unfinished, unmarked, erased, .. } = done;
    let mut line = format!("{new} new attempt(s), {already} already there");
    for (count, what) in [(unfinished, "not finished"), (unmarked, "without a mark"), (erased, "erased here before")] {
        if *count > 0 {
            line += &format!(", {count} {what}");
        }
    }
    line
}

pub(super) fn person(command: PersonCommand) -> Outcome {
    let mut store = open()?;
    match command {
        PersonCommand::List { group, json } => {
            let people = store.people(group.as_deref()).map_err(told)?;
            if json {
                let all: Vec<_> = people
                    .iter()
                    .map(|p| json!({ "pseudonym": p.pseudonym, "name": p.name, "extra_time": p.extra_time }))
                    .collect();
                return say(json!(all));
            }
            people.iter().try_for_each(|person| {
                let extra = if person.extra_time { "  +1/3" } else { "" };
                say(format!("{:<20} {}{extra}", person.pseudonym, person.name))
            })
        }
        PersonCommand::Export { pseudonym, out } => {
            let files = privacy::export(&mut store, &pseudonym, &out, lang()).map_err(told)?;
            say(format!("{}: {files} file(s) and the tables", out.display()))
        }
        PersonCommand::Erase { pseudonym, yes: false } => Err(format!(
            "this removes every attempt and file of {}, for good; say --yes, after `epissure person export` where a copy \
             is wanted",
            printable(&pseudonym)
        )),
        PersonCommand::Erase { pseudonym, yes: true } => {
            let erased = privacy::erase(&mut store, &pseudonym).map_err(told)?;
            say(format!("erased: {} attempt(s), {} file(s)", erased.attempts, erased.files))?;
            match erased.set_aside {
                0 => Ok(()),
                n => say(format!("erased: {n} damaged database(s) that had been set aside")),
            }
        }
        PersonCommand::Name { pseudonym, name } => store.rename(&pseudonym, &name).map_err(told),
    }
}

pub(super) fn group(command: GroupCommand) -> Outcome {
    let mut store = open()?;
    match command {
        GroupCommand::List => store
            .groups()
            .map_err(told)?
            .iter()
            .try_for_each(|group| say(format!("{:<30} {}", group.name, group.people))),
        GroupCommand::Import { roster, group } => {
            let mut entries = roster::read(&roster.display().to_string(), &table(&roster)?).map_err(located)?;
            if let Some(group) = group {
                let group = crate::records::names::group(&group)?;
                entries.iter_mut().for_each(|entry| {
                    entry.group.get_or_insert_with(|| group.clone());
                });
            }
            let added = store.enrol(&entries).map_err(told)?;
            say(format!("{} line(s), {added} new", entries.len()))
        }
        GroupCommand::Export { group, out } => {
            if !store.groups().map_err(told)?.iter().any(|known| known.name == group) {
                return Err(format!("there is no group {}", printable(&group)));
            }
            let entries = roster::of(&store, Some(&group)).map_err(told)?;
            write(&out, &roster::write(&entries, lang(), style(false)))?;
            say(format!("{}: {} line(s)", out.display(), entries.len()))
        }
        GroupCommand::Indicators { group, set, out } => indicators(&mut store, group.as_deref(), &set, out.as_deref()),
        GroupCommand::Leave { group, pseudonym } => store.leave_group(&group, &pseudonym).map_err(told),
        GroupCommand::Remove { group } => store.remove_group(&group).map_err(told),
    }
}

fn indicators(store: &mut Store, group: Option<&str>, set: &[String], out: Option<&Path>) -> Outcome {
    if let (Some(group), false) = (group, set.is_empty()) {
        let mut new = Counts::new();
        for pair in set {
            let known = || Indicator::ALL.map(Indicator::name).join(", ");
            let found =
                pair.split_once('=').and_then(|(kind, count)| Some((Indicator::of(kind)?, count.parse().ok()?)));
            let (kind, count) =
                found.ok_or_else(|| format!("{}: KIND=COUNT is expected, KIND one of {}", printable(pair), known()))?;
            new.insert(kind, count);
        }
        store.count_group(group, &new).map_err(told)?;
    }
    let mut groups = store.groups().map_err(told)?;
    groups.retain(|known| group.is_none_or(|group| known.name == group));
    if let (Some(group), true) = (group, groups.is_empty()) {
        return Err(format!("there is no group {}", printable(group)));
    }
    for group in &groups {
        let counts: Vec<String> = group.counts.iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
        say(format!("{:<30} {}", group.name, counts.join(", ")))?;
        if group.counts.get(&Indicator::Started).is_some_and(|started| *started < FEWEST) {
            eprintln!("{}: fewer than {FEWEST} people: a count may say something of one of them", group.name);
        }
    }
    let Some(out) = out else { return Ok(()) };
    let mut head = vec![if lang() == Lang::Fr { "groupe" } else { "group" }];
    let texts = crate::locale::Texts::new(lang());
    let names = Indicator::ALL.map(|indicator| texts.get(&format!("indicator-{}", indicator.name())));
    head.extend(names.iter().map(String::as_str));
    let rows: Vec<Vec<Cell>> = groups
        .iter()
        .map(|group| {
            let count = |indicator| match group.counts.get(&indicator) {
                Some(count) => Cell::Whole(i64::from(*count)),
                None => Cell::Empty,
            };
            std::iter::once(Cell::from(group.name.as_str())).chain(Indicator::ALL.map(count)).collect()
        })
        .collect();
    write(out, &cells::table(&head, rows.iter().map(Vec::as_slice), style(false)))
}

pub(super) fn records(command: RecordsCommand) -> Outcome {
    let mut store = open()?;
    match command {
        RecordsCommand::Board { group, json } => class::board(store, group.as_deref(), json),
        RecordsCommand::Figures { group, with, json } => class::figures(store, group.as_deref(), with.as_deref(), json),
        RecordsCommand::Status { json } => {
            let found = store.refresh().map_err(told)?;
            status(&store, &found, json)
        }
        RecordsCommand::Export { out, criteria, group, person, plain } => {
            store.refresh().map_err(told)?;
            let titles = titles();
            let title = |id: &str| titles(id);
            let lines = if criteria { Lines::Criteria } else { Lines::Attempts };
            let (person, group) = (person.as_deref(), group.as_deref());
            let wanted = Wanted { person, group, lines, lang: lang(), style: style(plain), title: &title };
            let io = |why: std::io::Error| format!("{}: {why}", out.display());
            let file = std::fs::File::create(&out).map_err(io)?;
            let count = results::write(&store, &wanted, std::io::BufWriter::new(file)).map_err(told)?;
            say(format!("{}: {count} line(s)", out.display()))
        }
        RecordsCommand::Purge { older_than, sealed } => {
            let days = match older_than {
                Some(days) => days,
                None => store
                    .retention()
                    .map_err(told)?
                    .ok_or("no retention period is set: say --older-than DAYS, or `epissure records retention DAYS`")?,
            };
            let before = calendar::today().saturating_sub(days);
            let erased = privacy::purge(&mut store, before, sealed).map_err(told)?;
            say(format!(
                "erased: {} attempt(s), {} file(s), {} person(s)",
                erased.attempts, erased.files, erased.people
            ))
        }
        RecordsCommand::Retention { days } => {
            match days.as_deref() {
                None => {}
                Some("none") => store.keep_for(None).map_err(told)?,
                Some(days) => {
                    let days = days.parse().map_err(|_| format!("{}: days or `none` expected", printable(days)))?;
                    store.keep_for(Some(days)).map_err(told)?;
                }
            }
            match store.retention().map_err(told)? {
                Some(days) => say(format!("{days} days")),
                None => say("none"),
            }
        }
    }
}

fn status(store: &Store, found: &Indexed, json: bool) -> Outcome {
    let (people, groups) = (store.people(None).map_err(told)?.len(), store.groups().map_err(told)?.len());
    let attempts = store.count().map_err(told)?;
    let retention = store.retention().map_err(told)?;
    refusals(&found.refused, found.refused_count);
    if json {
        return say(json!({
            "database": store.path().display().to_string(), "people": people, "groups": groups, "attempts": attempts,
            "new": found.added, "waiting": found.waiting, "refused": found.refused_count, "retention_days": retention,
        }));
    }
    say(store.path().display())?;
    say(format!(
        "{people} people, {groups} groups, {attempts} attempts ({} new, {} waiting)",
        found.added, found.waiting
    ))
}

/// Titles of exercises by their ids; the id where no library has it.
fn titles() -> impl Fn(&str) -> String {
    let exercises = Library::open().map(|library| library.exercises()).unwrap_or_default();
    let lang = lang();
    move |id| {
        let known = exercises.iter().filter_map(|exercise| exercise.loaded.as_ref().ok());
        let found = known.map(|loaded| &loaded.scenario).find(|scenario| scenario.id == id);
        found.map_or(id, |scenario| scenario.title.get(lang)).to_owned()
    }
}

/// The bytes of a table, bounded.
pub(super) fn table(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let read = file.take(cells::MAX_TABLE + 1).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|why| format!("{}: {why}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    std::fs::write(path, bytes).map_err(|why| format!("{}: {why}", path.display()))
}

/// How tables are written: as the language's Excel opens them.
fn style(plain: bool) -> Style {
    if plain || lang() == Lang::En { Style::PLAIN } else { Style::FRENCH }
}
