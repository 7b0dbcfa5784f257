//! A sitting: the files of an exam on the candidate's machine, from sitting down to the seal.
//!
//! In the exams' folder each session has a folder of its name, with the session's file, and for each candidate and part
//! a journal while it lasts and a sealed attempt afterwards.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;

use super::jury::{self, Jury};
use super::notes::{self, Noted};
use super::roster::Seat;
use super::seal::{self, SealedNow};
use super::sealed::{self, Sealed};
use super::session::{self, Opened, Session};
use crate::attempt::{self, Setting};
use crate::bench::Bench;
use crate::calendar;
use crate::catalogue::LoadedCatalogue;
use crate::journal::{self, Calibration, Mode, Writer};
use crate::library::Library;
use crate::scenario::error::{Located, path_name};
use crate::scenario::{Job, LoadedScenario};

/// Most sessions and attempts that are looked at in a folder.
const MAX_FILES: usize = 5_000;
/// Largest session file that is read, bytes.
const MAX_SESSION: u64 = 160 << 20;

/// The place of one candidate's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The session's folder.
    pub folder: PathBuf,
    /// The candidate's number.
    pub number: String,
    /// The part, from 1.
    pub part: u32,
}

impl Place {
    /// The place in the folder of all exams.
    pub fn new(exams: &Path, session: &str, number: &str, part: u32) -> Place {
        Place { folder: exams.join(session), number: number.to_owned(), part }
    }

    /// The journal while it lasts.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(format!("{}-{}.epj", self.number, self.part))
    }

    /// The sealed attempt.
    pub fn sealed(&self) -> PathBuf {
        self.folder.join(format!("{}-{}.{}", self.number, self.part, sealed::EXTENSION))
    }
}

/// An exam that goes on: what a person, or a synthetic hand, works with.
pub struct Begun {
    /// Where its files are.
    pub place: Place,
    /// The journal.
    pub writer: Writer,
    /// The bench as it stands.
    pub bench: Bench,
    /// The exercise.
    pub scenario: LoadedScenario,
    /// Samples and notes so far; empty at the start.
    pub before: Option<journal::Journal>,
}

/// Reads a session's file.
///
/// # Errors
/// What is wrong with it.
pub fn read_session(path: &Path) -> Result<Session, Vec<Located>> {
    let name = path_name(path);
    let refuse = |why: String| vec![Located::whole(&name, why)];
    let about = fs::metadata(path).map_err(|why| refuse(format!("this file cannot be read: {why}")))?;
    if !about.is_file() || about.len() > MAX_SESSION {
        return Err(refuse("expected the file of an exam session".to_owned()));
    }
    let file = fs::File::open(path).map_err(|why| refuse(format!("this file cannot be read: {why}")))?;
    session::read(&name, io::BufReader::new(file))
}

/// Sits down: begins the journal of a part, or takes it up where it was cut off.
///
/// # Errors
/// In words: it was sealed already, the disk refuses, the exercise cannot be read.
pub fn sit(
    opened: &Opened,
    seat: &Seat,
    part: u32,
    exams: &Path,
    library: &Library,
    (hand, calibration, now_s): (&str, Calibration, u64),
) -> Result<Begun, String> {
    let catalogue = &library.catalogue;
    let scenario = opened.scenario(part, catalogue, library.own_parts()).map_err(said)?;
    let place = Place::new(exams, &opened.public.id, &seat.number, part);
    if place.sealed().exists() {
        return Err(format!("{}: this part was sat and sealed already", place.sealed().display()));
    }
    let path = place.journal();
    if path.exists() {
        return match take_up(opened, part, place, scenario, catalogue, now_s) {
            Err(Unfit::Stump(place, scenario)) => {
                // Killed before the head was on the disk: nothing had been recorded.
                fs::remove_file(&path).map_err(|why| format!("{}: {why}", path.display()))?;
                begin(opened, seat, part, (*place, *scenario), catalogue, (hand, calibration, now_s))
            }
            Err(Unfit::Says(why)) => Err(why),
            Ok(begun) => Ok(begun),
        };
    }
    begin(opened, seat, part, (place, scenario), catalogue, (hand, calibration, now_s))
}

fn begin(
    opened: &Opened,
    seat: &Seat,
    part: u32,
    (place, scenario): (Place, LoadedScenario),
    catalogue: &LoadedCatalogue,
    (hand, calibration, now_s): (&str, Calibration, u64),
) -> Result<Begun, String> {
    let seed = seat.seeds.get(part as usize - 1).copied().ok_or("there is no such part")?;
    let setting = Setting {
        seed,
        who: seat.number.clone(),
        hand: hand.to_owned(),
        calibration,
        started: Some(calendar::utc(now_s)),
    };
    let mut header = attempt::header(&scenario, catalogue, &setting);
    header.mode = Mode::Exam;
    let job = Job::draw(&scenario.scenario, &catalogue.catalogue, seed).map_err(|why| why.to_string())?;
    fs::create_dir_all(&place.folder).map_err(|why| format!("{}: {why}", place.folder.display()))?;
    let mut writer = Writer::create(&place.journal(), &header).map_err(|why| why.to_string())?;
    writer.note(notes::opened(&opened.public.id, part, now_s)).map_err(|why| why.to_string())?;
    Ok(Begun { place, writer, bench: Bench::new(job), scenario, before: None })
}

enum Unfit {
    /// A file without a whole head.
    Stump(Box<Place>, Box<LoadedScenario>),
    Says(String),
}

fn take_up(
    opened: &Opened,
    part: u32,
    place: Place,
    scenario: LoadedScenario,
    catalogue: &LoadedCatalogue,
    now_s: u64,
) -> Result<Begun, Unfit> {
    let says = |why: String| Unfit::Says(why);
    let path = place.journal();
    let (mut writer, journal) = match Writer::resume(&path) {
        Ok(resumed) => resumed,
        Err(why) if matches!(why.fault, journal::Fault::HeaderCut) => {
            return Err(Unfit::Stump(Box::new(place), Box::new(scenario)));
        }
        Err(why) => return Err(says(why.to_string())),
    };
    let noted = notes::noted(&journal);
    // Killed between head and first note: the note is made now.
    if noted.of.is_none() && journal.samples.is_empty() {
        writer.note(notes::opened(&opened.public.id, part, now_s)).map_err(|why| says(why.to_string()))?;
    } else if noted.of != Some((opened.public.id.clone(), part)) {
        return Err(says(format!("{}: this journal is of another session", path.display())));
    }
    if journal.header.mode != Mode::Exam || journal.header.who != place.number {
        return Err(says(format!("{}: this journal is another candidate's", path.display())));
    }
    for what in after_away(&noted, now_s) {
        writer.note(notes::incident(what, now_s)).map_err(|why| says(why.to_string()))?;
    }
    let bench = attempt::go_on(&journal, &scenario, catalogue).map_err(|why| says(why.to_string()))?;
    Ok(Begun { place, writer, bench, scenario, before: Some(journal) })
}

/// What is to be noted when an exam goes on: that it does, and whether the machine's clock went backwards meanwhile.
fn after_away(noted: &Noted, now_s: u64) -> Vec<sealed::IncidentKind> {
    let back = noted.last.is_some_and(|(last, _)| now_s < last);
    let clock = back.then_some(sealed::IncidentKind::ClockChanged);
    std::iter::once(sealed::IncidentKind::Resumed).chain(clock).collect()
}

/// Seals the finished journal of a place, forces the seal to the disk, reads it again, and only then removes the
/// journal, which the seal holds.
///
/// # Errors
/// In words; the journal stays where it is.
pub fn seal(
    opened: &Opened,
    place: &Place,
    scenario: &LoadedScenario,
    catalogue: &LoadedCatalogue,
    now_s: u64,
) -> Result<SealedNow, String> {
    let journal = place.journal();
    let seat = opened.seat(&place.number).ok_or_else(|| format!("{}: not on the roster", place.number))?;
    let bytes = fs::read(&journal).map_err(|why| format!("{}: {why}", journal.display()))?;
    let sealed = seal::seal(opened, seat, place.part, &bytes, (scenario, catalogue), now_s);
    let sealed = sealed.map_err(|why| format!("{}: {why}", journal.display()))?;
    let path = place.sealed();
    write_whole(&path, &sealed.bytes).map_err(|why| format!("{}: {why}", path.display()))?;
    let again = fs::read(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    if again != sealed.bytes {
        return Err(format!("{}: the disk did not keep what was written; the journal stays", path.display()));
    }
    // It is whole inside the seal; should this fail, it is merely there twice.
    let _ = fs::remove_file(&journal);
    Ok(sealed)
}

/// Writes beside and renames, so that a power cut leaves the old file or the new one.
///
/// # Errors
/// When the disk refuses.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Adds a word of the jury beside a sealed attempt; gives the words as they are then.
///
/// # Errors
/// In words: the seal or an earlier word is not good, the word cannot be, the disk refuses.
pub fn remark(
    path: &Path,
    by_at_reason: (&str, String, &str),
    says: jury::Says,
    key: &SigningKey,
) -> Result<Jury, String> {
    let name = path_name(path);
    let file = fs::File::open(path).map_err(|why| format!("{name}: {why}"))?;
    let sealed = sealed::read(&name, io::BufReader::new(file)).map_err(said)?;
    if sealed.head.key != crate::signed::to_hex(key.verifying_key().as_bytes()) {
        return Err(format!("{name}: this attempt is of another session"));
    }
    let beside = path.with_extension(jury::EXTENSION);
    let mut jury = jury_beside(path, &sealed)?.unwrap_or_default();
    jury.add(&sealed.hash, &sealed.head.mark, by_at_reason, says, key)?;
    write_whole(&beside, &jury.to_bytes()).map_err(|why| format!("{}: {why}", beside.display()))?;
    Ok(jury)
}

/// The jury's words beside a sealed attempt; none where there is no such file.
///
/// # Errors
/// In words: the file cannot be read, or is not good.
pub fn jury_beside(path: &Path, sealed: &Sealed) -> Result<Option<Jury>, String> {
    let beside = path.with_extension(jury::EXTENSION);
    let name = path_name(&beside);
    let file = match fs::File::open(&beside) {
        Ok(file) => file,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(format!("{name}: {why}")),
    };
    let mut bytes = Vec::new();
    file.take(jury::MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|why| format!("{name}: {why}"))?;
    jury::read(&name, &bytes, &sealed.hash, &sealed.head.key).map(Some).map_err(said)
}

/// Exams that were cut off on this machine: the session's file and the places, oldest session first.
pub fn unfinished(exams: &Path) -> Vec<(PathBuf, Place)> {
    let mut found = Vec::new();
    for folder in entries(exams) {
        let files = entries(&folder);
        let Some(session) = files.iter().find(|file| file.extension().is_some_and(|e| e == session::EXTENSION)) else {
            continue;
        };
        for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "epj")) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let Some((number, part)) = stem.rsplit_once('-') else { continue };
            let Ok(part) = part.parse() else { continue };
            found.push((session.clone(), Place { folder: folder.clone(), number: number.to_owned(), part }));
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.take(MAX_FILES).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Keeps a session's file in its folder among the exams, so that a restart finds it.
///
/// # Errors
/// When the disk refuses.
pub fn keep_session(exams: &Path, session: &Session, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = exams.join(&session.public.id).join(format!("session.{}", session::EXTENSION));
    if !path.exists() {
        write_whole(&path, bytes)?;
    }
    Ok(path)
}

fn said(errors: Vec<Located>) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
