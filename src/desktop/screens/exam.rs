//! The exam outside the bench: the examiner opens it, a candidate sits down, does the parts, and they are sealed.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::calendar;
use crate::catalogue::vocabulary::Tick;
use crate::exam::seal::SealedNow;
use crate::exam::session::{Closed, Opened};
use crate::exam::sitting::{self, Place};
use crate::exam::{IncidentKind, Session, notes};
use crate::journal;
use crate::library::{self, Library};
use crate::locale::{Texts, Value};
use crate::scenario::error::path_name;
use crate::scenario::{Job, Located};

use super::super::app::{Chosen, Phase, Screen, Shelf, Words};
use super::super::beside::{Beside, Lost};
use super::super::invigilate::{ExamRoom, Sitting, session_files};
use super::super::panels;
use super::super::panels::exam::{self, Action, ExamModel, PartRow, PartState, SessionRow};
use super::super::panels::settings::Settings;
use super::super::work::{Attempt, Desk, Keyframes, Picked, calibration};
use super::Panels;
use super::jury::Bundle;

/// Where the exam stands, outside the bench.
#[derive(Default)]
pub(super) enum Stage {
    /// Sessions to choose from.
    #[default]
    Door,
    /// A session that waits for its passphrase.
    Lock { path: PathBuf, session: Box<Session>, interrupted: Option<String> },
    /// The examiner chooses.
    Office,
    /// Somebody sits down.
    Seat,
    /// A candidate's parts.
    Parts,
    /// The part was sealed.
    End { mark: Option<(f64, bool)>, path: PathBuf },
    /// The candidate's machine asks who takes it out of the exam.
    Guard,
    /// What was sealed.
    Jury,
}

/// The exam's screen.
#[derive(Resource, Default)]
pub struct Hall {
    pub(super) stage: Stage,
    wrong: Option<String>,
    sessions: Vec<(PathBuf, SessionRow, Option<String>)>,
    parts: Vec<PartRow>,
    /// A session that is being opened, in a thread of its own: that takes half a second on purpose.
    opening: Option<Beside<Result<Opened, Shut>>>,
    /// What was sealed, and what it is worth.
    pub(super) bundle: Bundle,
}

/// Why a session stays closed.
enum Shut {
    Passphrase,
    Says(String),
}

impl From<Closed> for Shut {
    fn from(why: Closed) -> Self {
        match why {
            Closed::Passphrase => Shut::Passphrase,
            Closed::Refused(why) => Shut::Says(said(&why)),
        }
    }
}

/// The part that the job sheet is shown of.
#[derive(Resource, Clone, Copy)]
pub struct ExamPart(pub u32);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hall>()
        .add_systems(Startup, look_for_interrupted)
        .add_systems(OnEnter(Screen::Exam), read)
        .add_systems(
            Update,
            end.in_set(Phase::Work).after(super::super::input::Steered).run_if(in_state(Screen::Bench)),
        )
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Exam)));
}

/// An exam that was cut off on this machine comes before everything else.
fn look_for_interrupted(mut next: ResMut<NextState<Screen>>, shot: Option<Res<Desk>>) {
    // A picture of a moment is no start of the program.
    if shot.is_some_and(|desk| desk.bench.is_none()) && !sitting::unfinished(&library::exams_folder()).is_empty() {
        next.set(Screen::Exam);
    }
}

fn read(mut hall: ResMut<Hall>, words: Res<Words>, shelf: Res<Shelf>, room: Option<Res<ExamRoom>>) {
    match (&hall.stage, room) {
        (Stage::Door, _) | (_, None) => {
            hall.stage = Stage::Door;
            hall.sessions = sessions(&words.0);
        }
        (Stage::Parts | Stage::End { .. }, Some(room)) => hall.parts = parts(&room, &shelf.0, &words.0),
        (Stage::Jury | Stage::Office, Some(room)) => hall.bundle.read(&room.opened, &shelf.0),
        _ => {}
    }
}

fn sessions(texts: &Texts) -> Vec<(PathBuf, SessionRow, Option<String>)> {
    let cut = sitting::unfinished(&library::exams_folder());
    let mut known: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for path in session_files() {
        let Ok(session) = sitting::read_session(&path) else { continue };
        let public = session.public;
        if known.contains(&public.id) {
            continue;
        }
        let folder = library::exams_folder().join(&public.id);
        let interrupted = cut.iter().find(|(_, place)| place.folder == folder).map(|(_, place)| place.number.clone());
        let minutes: u32 = public.parts.iter().map(|part| part.minutes).sum();
        let day = calendar::unix_s(&public.prepared).map_or(0, |s| (s / u64::from(calendar::DAY_S)) as u32);
        let about = texts.with(
            "exam-session-about",
            &[
                ("date", texts.date(day).into()),
                ("parts", (public.parts.len() as u32).into()),
                ("time", texts.hours(minutes).into()),
                ("candidates", public.candidates.into()),
            ],
        );
        let row = SessionRow { title: public.title.clone(), about, interrupted: interrupted.is_some() };
        known.push(public.id);
        rows.push((path, row, interrupted));
    }
    rows.sort_by_key(|(_, row, _)| !row.interrupted);
    rows
}

fn parts(room: &ExamRoom, library: &Library, texts: &Texts) -> Vec<PartRow> {
    let Some(seat) = room.seated.as_ref().and_then(|number| room.opened.seat(number)) else { return Vec::new() };
    let rows = (1..=room.opened.public.parts.len() as u32).map(|part| {
        let scenario = room.opened.scenario(part, &library.catalogue, library.own_parts());
        let title = match &scenario {
            Ok(loaded) => texts.pick(&loaded.scenario.title).to_owned(),
            Err(why) => said(why),
        };
        let place = place_of(room, &seat.number, part);
        let allowed = room.opened.allowed(seat, part);
        let (state, worked) = if place.sealed().exists() {
            (PartState::Sealed, 0)
        } else if place.journal().exists() {
            let worked = journal::read(&place.journal()).map_or(0, |journal| journal.samples.len() as Tick);
            (PartState::Begun, worked)
        } else {
            (PartState::New, 0)
        };
        PartRow { title, left: allowed.saturating_sub(worked), state }
    });
    rows.collect()
}

fn place_of(room: &ExamRoom, number: &str, part: u32) -> Place {
    Place::new(&library::exams_folder(), &room.opened.public.id, number, part)
}

pub(super) fn said(errors: &[Located]) -> String {
    errors.iter().map(|error| error.message.clone()).collect::<Vec<_>>().join("\n")
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    chosen: Res<Chosen>,
    shelf: Res<Shelf>,
    mut hall: ResMut<Hall>,
    room: Option<ResMut<ExamRoom>>,
    mut desk: ResMut<Desk>,
    mut keyframes: ResMut<Keyframes>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    let texts = &words.0;
    let mut room = room;
    // The session's door, once its passphrase was tried.
    if let Some(opened) = hall.opened() {
        match opened {
            Ok(opened) => {
                let interrupted = matches!(&hall.stage, Stage::Lock { interrupted: Some(_), .. });
                hall.stage = if interrupted { Stage::Seat } else { Stage::Office };
                hall.bundle.read(&opened, &shelf.0);
                commands.insert_resource(ExamRoom::new(opened));
                return Ok(());
            }
            Err(Shut::Passphrase) => hall.wrong = Some(texts.get("exam-wrong")),
            Err(Shut::Says(why)) => hall.wrong = Some(why),
        }
    }
    let model = model(&hall, room.as_deref(), texts);
    let mut ui = panels::page(contexts.ctx_mut()?);
    let asked = exam::show(&mut ui, &model, hall.wrong.as_deref(), texts);
    let Some(asked) = asked else { return Ok(()) };
    hall.wrong = None;
    match asked {
        Action::Session(at) => {
            if let Some((path, _, interrupted)) = hall.sessions.get(at).cloned() {
                hall.choose(path, interrupted);
            }
        }
        Action::File(path) => hall.choose(PathBuf::from(path), None),
        Action::Passphrase(given) => hall.unlock(SecretString::from(given), room.as_deref_mut(), &shelf.0, texts),
        Action::Sit => hall.stage = Stage::Seat,
        Action::Jury => {
            if let Some(room) = &room {
                hall.bundle.read(&room.opened, &shelf.0);
            }
            hall.stage = Stage::Jury;
        }
        Action::Seat { number, code } => {
            let Some(room) = &mut room else { return Ok(()) };
            match room.opened.admit(&number, &code).map(|seat| seat.number.clone()) {
                Some(number) => {
                    room.seated = Some(number);
                    hall.parts = parts(room, &shelf.0, texts);
                    hall.stage = Stage::Parts;
                }
                None => hall.wrong = Some(texts.get("exam-wrong-code")),
            }
        }
        Action::Part(at) => {
            let Some(room) = &room else { return Ok(()) };
            let part = at as u32 + 1;
            let begun = hall.parts.get(at).is_some_and(|row| row.state == PartState::Begun);
            match pick(room, part, &shelf.0) {
                Ok(picked) => {
                    commands.insert_resource(picked);
                    commands.insert_resource(ExamPart(part));
                    if !begun {
                        next.set(Screen::Brief);
                        return Ok(());
                    }
                    match sit_down(room, part, &shelf.0, &chosen.0) {
                        Ok((attempt, bench)) => {
                            desk.bench = Some(bench);
                            desk.generation += 1;
                            commands.insert_resource(attempt);
                            next.set(Screen::Bench);
                        }
                        Err(why) => hall.wrong = Some(why),
                    }
                }
                Err(why) => hall.wrong = Some(why),
            }
        }
        Action::Done => {
            let Some(room) = &mut room else { return Ok(()) };
            hall.parts = parts(room, &shelf.0, texts);
            let more = hall.parts.iter().any(|row| row.state != PartState::Sealed);
            hall.stage = if more && matches!(hall.stage, Stage::End { .. }) { Stage::Parts } else { Stage::Seat };
            if matches!(hall.stage, Stage::Seat) {
                room.seated = None;
            }
        }
        Action::Replay(at) => {
            if let Some(done) = hall.bundle.done(at, room.as_deref(), &shelf.0) {
                keyframes.clear();
                commands.insert_resource(done);
                commands.insert_resource(super::super::work::Playing { at: 0.0, speed: 1.0, running: false });
                next.set(Screen::Jury);
            }
        }
        Action::Prepare => next.set(Screen::Prepare),
        Action::Back => hall.back(&mut next, &mut commands),
    }
    Ok(())
}

impl Hall {
    /// Says what went wrong when the screen is shown next.
    pub(super) fn tell(&mut self, why: String) {
        self.wrong = Some(why);
    }

    fn choose(&mut self, path: PathBuf, interrupted: Option<String>) {
        match sitting::read_session(&path) {
            Ok(session) => self.stage = Stage::Lock { path, session: Box::new(session), interrupted },
            Err(why) => self.wrong = Some(said(&why)),
        }
    }

    fn unlock(&mut self, passphrase: SecretString, room: Option<&mut ExamRoom>, library: &Library, texts: &Texts) {
        match (&self.stage, room) {
            (Stage::Guard, Some(room)) => {
                if room.opened.is_examiner(&passphrase) {
                    room.seated = None;
                    self.bundle.read(&room.opened, library);
                    self.stage = Stage::Office;
                } else {
                    self.wrong = Some(texts.get("exam-wrong"));
                }
            }
            (Stage::Lock { path, session, .. }, _) => {
                let (path, session) = (path.clone(), session.clone());
                self.opening = Some(Beside::run(move || {
                    let opened = session.open(&path_name(&path), &passphrase).map_err(Shut::from)?;
                    keep(&path, &session).map_err(Shut::Says)?;
                    Ok(opened)
                }));
            }
            _ => {}
        }
    }

    /// What came of opening, once.
    fn opened(&mut self) -> Option<Result<Opened, Shut>> {
        Some(Beside::take(&mut self.opening)?.unwrap_or_else(|Lost| Err(Shut::Says("…".to_owned()))))
    }

    fn back(&mut self, next: &mut NextState<Screen>, commands: &mut Commands) {
        match self.stage {
            Stage::Door => next.set(Screen::List),
            Stage::Seat | Stage::Parts | Stage::End { .. } => self.stage = Stage::Guard,
            Stage::Jury => self.stage = Stage::Office,
            Stage::Guard => self.stage = Stage::Seat,
            Stage::Lock { .. } => self.stage = Stage::Door,
            Stage::Office => {
                self.stage = Stage::Door;
                commands.remove_resource::<ExamRoom>();
                next.set(Screen::List);
            }
        }
    }
}

/// The session's file stays with its exams, so that a restart finds it without the stick.
fn keep(path: &Path, session: &Session) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let exams = library::exams_folder();
    sitting::keep_session(&exams, session, &bytes).map(drop).map_err(|why| format!("{}: {why}", exams.display()))
}

fn model(hall: &Hall, room: Option<&ExamRoom>, texts: &Texts) -> ExamModel {
    let title = room.map_or_else(String::new, |room| room.opened.public.title.clone());
    let name = || {
        let seat = room.and_then(|room| room.seated.as_ref().and_then(|number| room.opened.seat(number)));
        seat.map_or_else(String::new, |seat| format!("{} {}", seat.number, seat.name))
    };
    match &hall.stage {
        Stage::Lock { session, interrupted, .. } => ExamModel::Lock {
            title: session.public.title.clone(),
            interrupted: interrupted.clone(),
            busy: hall.opening.is_some(),
        },
        Stage::Guard => ExamModel::Lock { title, interrupted: None, busy: false },
        Stage::Office => {
            let candidates = room.map_or(0, |room| room.opened.seats().len());
            ExamModel::Office { title, candidates, sealed: hall.bundle.len() }
        }
        Stage::Seat => ExamModel::Seat { title },
        Stage::Parts => {
            let seat = room.and_then(|room| room.seated.as_ref().and_then(|number| room.opened.seat(number)));
            ExamModel::Parts { name: name(), parts: hall.parts.clone(), extra: seat.is_some_and(|seat| seat.extra) }
        }
        Stage::End { mark, path } => {
            let more = hall.parts.iter().any(|row| row.state != PartState::Sealed);
            ExamModel::End { name: name(), mark: *mark, more, path: path.display().to_string() }
        }
        Stage::Jury => ExamModel::Jury(hall.bundle.model(title, texts)),
        Stage::Door => ExamModel::Door { sessions: hall.sessions.iter().map(|(_, row, _)| row.clone()).collect() },
    }
}

fn pick(room: &ExamRoom, part: u32, library: &Library) -> Result<Picked, String> {
    let scenario = room.opened.scenario(part, &library.catalogue, library.own_parts()).map_err(|why| said(&why))?;
    let seat = room.seated.as_ref().and_then(|number| room.opened.seat(number)).ok_or("nobody sits here")?;
    let seed = seat.seeds.get(part as usize - 1).copied().ok_or("there is no such part")?;
    let job = Job::draw(&scenario.scenario, &library.catalogue.catalogue, seed).map_err(|why| why.to_string())?;
    Ok(Picked { scenario, seed, job })
}

/// Begins a part, or takes it up again.
pub(super) fn sit_down(
    room: &ExamRoom,
    part: u32,
    library: &Library,
    settings: &Settings,
) -> Result<(Attempt, crate::bench::Bench), String> {
    let seat = room.seated.as_ref().and_then(|number| room.opened.seat(number)).ok_or("nobody sits here")?;
    let (exams, now) = (library::exams_folder(), calendar::now_s());
    let begun = sitting::sit(&room.opened, seat, part, &exams, library, ("person", calibration(settings), now))?;
    let ticks = begun.writer.ticks();
    let was_paused = begun.before.as_ref().is_some_and(|journal| notes::noted(journal).paused());
    let allowed = (room.opened.allowed(seat, part), room.opened.public.help.guide);
    let sitting = Sitting::new(begun.place.clone(), format!("{} {}", seat.number, seat.name), allowed, ticks);
    let (mut attempt, bench) = Attempt::sit(begun, sitting, settings);
    // The examiner opened the session again: that lets the clock run.
    if was_paused {
        attempt.note(notes::incident(IncidentKind::Continued, now));
    }
    Ok((attempt, bench))
}

/// Seals a part whose time is up, or that its candidate or the examiner ended.
fn end(attempt: Option<Res<Attempt>>, mut commands: Commands) {
    if attempt.is_some_and(|attempt| attempt.sitting.as_ref().is_some_and(|sitting| sitting.ends)) {
        commands.queue(seal);
    }
}

fn seal(world: &mut World) {
    let Some(attempt) = world.remove_resource::<Attempt>() else { return };
    let bench = world.resource_mut::<Desk>().bench.take();
    let sealed = match (bench, world.get_resource::<ExamRoom>(), world.get_resource::<Picked>()) {
        (Some(bench), Some(room), Some(picked)) => {
            let library = &world.resource::<Shelf>().0;
            attempt.seal(bench, &room.opened, picked, library)
        }
        _ => Err("there is nothing to seal".to_owned()),
    };
    let shown = world.get_resource::<ExamRoom>().is_some_and(|room| room.opened.public.help.mark_shown);
    let parts = world
        .get_resource::<ExamRoom>()
        .map(|room| parts(room, &world.resource::<Shelf>().0, &world.resource::<Words>().0));
    let place = world
        .get_resource::<ExamPart>()
        .copied()
        .zip(world.get_resource::<ExamRoom>())
        .and_then(|(part, room)| Some(place_of(room, room.seated.as_ref()?, part.0)));
    let mut hall = world.resource_mut::<Hall>();
    hall.parts = parts.unwrap_or_default();
    match sealed {
        Ok(SealedNow { head, .. }) => {
            let path = place.map_or_else(PathBuf::new, |place| place.sealed());
            hall.stage = Stage::End { mark: shown.then_some((head.mark.mark, head.mark.passed)), path };
        }
        Err(why) => {
            // The journal is still there: the part can be sealed from its list once the disk is well.
            hall.stage = Stage::Parts;
            hall.wrong = Some(why);
        }
    }
    world.resource_mut::<NextState<Screen>>().set(Screen::Exam);
}

/// What is said above the job sheet of an exam: the time.
pub(super) fn time_of(room: &ExamRoom, part: u32, texts: &Texts) -> String {
    let seat = room.seated.as_ref().and_then(|number| room.opened.seat(number));
    let allowed = seat.map_or(0, |seat| room.opened.allowed(seat, part));
    let time = texts.duration(f64::from(allowed) * crate::catalogue::vocabulary::TICK_S);
    texts.with("exam-part-time", &[("time", Value::from(time))])
}
