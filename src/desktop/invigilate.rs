//! An exam while it lasts: the clock, what happens around it, the seal at its end.
//!
//! The clock counts what was recorded, 120 ticks a second: no change of the machine's clock, no pause and no power cut
//! can lengthen or shorten it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use bevy::prelude::*;
use bevy::window::{MonitorSelection, PrimaryWindow, WindowMode};

use crate::calendar;
use crate::catalogue::vocabulary::Tick;
use crate::exam::sitting::Place;
use crate::exam::{IncidentKind, Opened, notes};
use crate::journal::Event;
use crate::library;

use super::app::{Phase, Screen};
use super::work::{Attempt, Desk};

/// File that is locked while an exam lasts.
const LOCK: &str = "running.lock";
/// File by which a second program says that it was started.
const SECOND: &str = "second-instance";
/// Seconds between two looks at clocks and files.
const LOOK_S: u64 = 1;
/// Clocks that differ by more than this were changed, s.
const JUMP_S: f64 = 3.0;

/// The session that the examiner opened. Its key lives here and nowhere on the disk.
#[derive(Resource)]
pub struct ExamRoom {
    /// The session.
    pub opened: Opened,
    /// Who sits: the number.
    pub seated: Option<String>,
    /// The lock that tells other programs of the exam.
    _lock: Option<File>,
}

impl ExamRoom {
    /// A room with an opened session and nobody in it.
    pub fn new(opened: Opened) -> ExamRoom {
        ExamRoom { opened, seated: None, _lock: lock(&library::exams_folder()) }
    }
}

/// What an attempt knows of its exam.
#[derive(Debug)]
pub struct Sitting {
    /// Where its files are.
    pub place: Place,
    /// The candidate, for the screen.
    pub name: String,
    /// Ticks that are allowed.
    pub allowed: Tick,
    /// The guide is allowed.
    pub guide: bool,
    /// The examiner's window is open.
    pub desk: bool,
    /// The last passphrase there was wrong.
    pub wrong: bool,
    /// The part is to be ended now.
    pub ends: bool,
    /// Beats that were written.
    beats: Tick,
    /// The machine's clocks when they were last compared: one that only runs, and one that people set.
    clocks: (Instant, u64),
}

impl Sitting {
    /// An exam that begins or goes on at `ticks`.
    pub fn new(place: Place, name: String, (allowed, guide): (Tick, bool), ticks: Tick) -> Sitting {
        let clocks = (Instant::now(), calendar::now_s());
        let beats = ticks / notes::BEAT_TICKS;
        Sitting { place, name, allowed, guide, desk: false, wrong: false, ends: false, beats, clocks }
    }

    /// Ticks that are left.
    pub fn left(&self, now: Tick) -> Tick {
        self.allowed.saturating_sub(now)
    }

    /// Notes that are due at `now`: the beat, and a clock that was changed.
    fn due(&mut self, now: Tick) -> Vec<Event> {
        let mut due = Vec::new();
        let (since, was) = self.clocks;
        let wall = calendar::now_s();
        let ran = since.elapsed().as_secs_f64();
        if ran >= LOOK_S as f64 {
            let walked = wall as f64 - was as f64;
            if (walked - ran).abs() > JUMP_S {
                due.push(notes::incident(IncidentKind::ClockChanged, wall));
            }
            self.clocks = (Instant::now(), wall);
        }
        if now / notes::BEAT_TICKS > self.beats {
            self.beats = now / notes::BEAT_TICKS;
            due.push(notes::beat(wall));
        }
        due
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, watch.in_set(Phase::Work).run_if(in_state(Screen::Bench)))
        .add_systems(Update, second_instance.run_if(resource_exists::<ExamRoom>))
        .add_systems(Update, full_screen);
}

/// Whether no candidate sits at this machine.
pub fn nobody_sits(room: Option<Res<ExamRoom>>) -> bool {
    room.is_none_or(|room| room.seated.is_none())
}

/// Beats, clocks and the end of the time.
fn watch(attempt: Option<ResMut<Attempt>>, desk: Res<Desk>) {
    let (Some(mut attempt), Some(bench)) = (attempt, &desk.bench) else { return };
    let now = bench.now();
    let Some(sitting) = &mut attempt.sitting else { return };
    let due = sitting.due(now);
    let over = !sitting.ends && sitting.left(now) == 0;
    if over {
        sitting.ends = true;
    }
    due.into_iter().for_each(|event| attempt.note(event));
    if over {
        attempt.note(notes::incident(IncidentKind::TimeUp, calendar::now_s()));
    }
}

/// A second program that was started beside the exam left a word.
fn second_instance(time: Res<Time<Real>>, mut looked: Local<f64>, attempt: Option<ResMut<Attempt>>) {
    let now = time.elapsed_secs_f64();
    if now - *looked < LOOK_S as f64 {
        return;
    }
    *looked = now;
    let word = library::exams_folder().join(SECOND);
    if !word.exists() {
        return;
    }
    // Before the first part there is no journal yet: then the word stays until there is one.
    if let Some(mut attempt) = attempt.filter(|attempt| attempt.sitting.is_some()) {
        attempt.note(notes::incident(IncidentKind::SecondInstance, calendar::now_s()));
        let _ = fs::remove_file(word);
    }
}

/// The exam takes the whole screen from the moment a candidate sits down.
fn full_screen(room: Option<Res<ExamRoom>>, mut windows: Query<&mut Window, With<PrimaryWindow>>) {
    let Ok(mut window) = windows.single_mut() else { return };
    let wanted = match room {
        Some(room) if room.seated.is_some() => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
        _ => WindowMode::Windowed,
    };
    if window.mode != wanted {
        window.mode = wanted;
    }
}

/// Locks the exams' folder for as long as the file lives; none where the file system knows no locks.
fn lock(exams: &Path) -> Option<File> {
    fs::create_dir_all(exams).ok()?;
    let file = File::create(exams.join(LOCK)).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// Whether an exam runs in another program on this machine; that one is told.
pub fn another_runs() -> bool {
    let exams = library::exams_folder();
    let Ok(file) = File::open(exams.join(LOCK)) else { return false };
    let busy = matches!(file.try_lock_shared(), Err(fs::TryLockError::WouldBlock));
    if busy {
        let _ = File::create(exams.join(SECOND));
    }
    busy
}

/// Where sessions are put that are prepared on this machine.
pub fn sessions_folder() -> PathBuf {
    library::data_folder().join("sessions")
}

/// Folders in which people look for files: what is plugged in, and the user's own.
pub fn places() -> Vec<PathBuf> {
    let mut places = sticks();
    if let Some(home) = directories::UserDirs::new() {
        places.push(home.home_dir().to_path_buf());
        places.extend(
            [home.desktop_dir(), home.document_dir(), home.download_dir()].into_iter().flatten().map(Path::to_path_buf),
        );
    }
    places
}

/// What is plugged in: /media/USER/NAME and /run/media/USER/NAME; drives of Windows; /Volumes of macOS. Those of Windows
/// need not be there.
pub fn sticks() -> Vec<PathBuf> {
    let mut sticks = Vec::new();
    for root in ["/media", "/run/media", "/Volumes"] {
        for user in inside(PathBuf::from(root)).into_iter().filter(|path| path.is_dir()) {
            sticks.extend(inside(user.clone()).into_iter().filter(|path| path.is_dir()));
            sticks.push(user);
        }
    }
    if cfg!(windows) {
        sticks.extend(('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))));
    }
    sticks
}

fn inside(folder: PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.take(500).map(|entry| entry.path()).collect()
}

/// Session files that were found: those kept from exams, those in the user's folder, and those on what is plugged in.
pub fn session_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let named = |path: &PathBuf| path.extension().is_some_and(|end| end == crate::exam::session::EXTENSION);
    for folder in inside(library::exams_folder()) {
        found.extend(inside(folder).into_iter().filter(named));
    }
    for place in std::iter::once(sessions_folder()).chain(places()) {
        found.extend(inside(place).into_iter().filter(named));
    }
    found.sort();
    found.dedup();
    found
}
