//! The attempt in progress: bench, pointer and journal together, and the replay of one that is done.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use bevy::prelude::*;

use crate::attempt::{self, Setting};
use crate::bench::Bench;
use crate::calendar;
use crate::catalogue::vocabulary::{Sample, TICKS_PER_SECOND, Tick};
use crate::exam::seal::SealedNow;
use crate::exam::sitting::{self, Begun};
use crate::exam::{IncidentKind, Opened, notes};
use crate::journal::{self, Calibration, Event, Writer};
use crate::library::Library;
use crate::marking::{Mark, mark};
use crate::pointing::{Frame, Pointer};
use crate::scenario::{Job, JobError, LoadedScenario};

use super::invigilate::Sitting;
use super::panels::settings::{GripMode, Settings};
use super::store;

/// What is shown on the bench, whatever the screen: a live bench or one of a replay.
#[derive(Resource, Default)]
pub struct Desk {
    /// The bench to draw.
    pub bench: Option<Bench>,
    /// Counts up whenever another bench takes its place, so that views start anew.
    pub generation: u32,
}

/// The exercise that was chosen.
#[derive(Resource, Clone)]
pub struct Picked {
    /// The scenario.
    pub scenario: LoadedScenario,
    /// Seed of the job.
    pub seed: u64,
    /// The job.
    pub job: Job,
}

impl Picked {
    /// An exercise to be begun: what its seed draws differs from attempt to attempt.
    ///
    /// # Errors
    /// When the scenario cannot be drawn.
    pub fn draw(scenario: LoadedScenario, library: &Library) -> Result<Picked, JobError> {
        let seed = new_seed();
        let job = Job::draw(&scenario.scenario, &library.catalogue.catalogue, seed)?;
        Ok(Picked { scenario, seed, job })
    }
}

/// The attempt in progress.
#[derive(Resource)]
pub struct Attempt {
    /// The hand.
    pub pointer: Pointer,
    /// The journal; `None` when the disk refused it.
    writer: Option<Writer>,
    /// Where the journal is.
    pub path: PathBuf,
    /// The guide is on.
    pub guided: bool,
    /// Work stands still.
    pub paused: bool,
    /// Something to say for a moment, and until when (in ticks).
    pub message: Option<(String, Tick)>,
    /// Outcomes of the tray that the journal holds.
    kept: usize,
    /// Samples of a trial, which has no journal.
    trial: Option<Vec<Sample>>,
    /// The exam that it is, if it is one.
    pub sitting: Option<Sitting>,
}

/// An attempt that is done: what the result page and the replay show.
#[derive(Resource)]
pub struct Done {
    /// The job.
    pub job: Job,
    /// The samples.
    pub samples: Vec<Sample>,
    /// The bench at the end.
    pub bench: Bench,
    /// The mark.
    pub mark: Mark,
    /// The report that was written.
    pub report: Option<PathBuf>,
    /// Its journal, if it has one that was finished.
    pub journal: Option<PathBuf>,
}

/// The replay's position.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Playing {
    /// Present tick, with its fraction.
    pub at: f64,
    /// Speed, 1 as it was done.
    pub speed: f64,
    /// It runs.
    pub running: bool,
}

impl Playing {
    /// At a moment with so much before it, s, that shows what led there.
    pub fn leading_to(tick: Tick, lead_s: f64) -> Playing {
        let at = (f64::from(tick) - lead_s * f64::from(TICKS_PER_SECOND)).max(0.0);
        Playing { at, speed: 1.0, running: true }
    }
}

/// Benches a replay keeps to jump back without starting over, one every so many ticks.
const KEYFRAME_TICKS: u32 = 1_200;

/// Benches along a replay.
#[derive(Resource, Default)]
pub struct Keyframes(Vec<Bench>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Desk>().init_resource::<Keyframes>();
}

/// A seed that differs from attempt to attempt. The clock is read here, at the edge, and written into the journal.
fn new_seed() -> u64 {
    // The window test does the same job every time.
    #[cfg(feature = "desktop-tests")]
    if let Some(seed) = std::env::var("EPISSURE_SEED").ok().and_then(|seed| seed.parse().ok()) {
        return seed;
    }
    now_ms() as u64 % 1_000_000
}

fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

/// The calibration of the settings.
pub fn calibration(settings: &Settings) -> Calibration {
    Calibration {
        gain: settings.gain,
        left_handed: settings.left_handed,
        grip_toggle: settings.grip == GripMode::Toggle,
    }
}

impl Attempt {
    /// Begins an attempt of whoever goes by the pseudonym `who`, and its journal. Without a disk the work goes on and says so.
    pub fn begin(picked: &Picked, library: &Library, settings: &Settings, guided: bool, who: &str) -> (Attempt, Bench) {
        let path = store::new_journal(&picked.scenario.scenario.id, now_ms());
        let setting = Setting {
            seed: picked.seed,
            who: who.to_owned(),
            hand: "person".to_owned(),
            calibration: calibration(settings),
            started: None,
        };
        let header = attempt::header(&picked.scenario, &library.catalogue, &setting);
        let made = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .map_err(|why| why.to_string())
            .and_then(|()| Writer::create(&path, &header).map_err(|why| why.to_string()));
        let (writer, message) = match made {
            Ok(writer) => (Some(writer), None),
            Err(why) => (None, Some((why, Tick::MAX))),
        };
        let pointer = Pointer::new(calibration(settings), picked.scenario.scenario.assistance);
        let mut attempt =
            Attempt { pointer, writer, path, guided, paused: false, message, kept: 0, trial: None, sitting: None };
        attempt.guide(guided);
        (attempt, Bench::new(picked.job.clone()))
    }

    /// A trial by the author of an exercise, from where `samples` led `bench`: there is no journal, and nothing is kept.
    pub fn trial(picked: &Picked, settings: &Settings, samples: Vec<Sample>, bench: &Bench) -> Attempt {
        let mut pointer = Pointer::new(calibration(settings), picked.scenario.scenario.assistance);
        if let Some(last) = samples.last() {
            pointer.resume(last, bench);
        }
        let (path, message) = (PathBuf::new(), None);
        let trial = Some(samples);
        Attempt { pointer, writer: None, path, guided: true, paused: false, message, kept: 0, trial, sitting: None }
    }

    /// An exam that begins, or goes on where it was cut off.
    pub fn sit(begun: Begun, sitting: Sitting, settings: &Settings) -> (Attempt, Bench) {
        let Begun { place, writer, bench, scenario, before } = begun;
        let mut pointer = Pointer::new(calibration(settings), scenario.scenario.assistance);
        let last = before.as_ref().and_then(|journal| journal.samples.last());
        if let Some(last) = last {
            pointer.resume(last, &bench);
        }
        let kept = before.as_ref().map_or(0, |journal| journal.keyframes.len());
        let attempt = Attempt {
            pointer,
            writer: Some(writer),
            path: place.journal(),
            guided: false,
            paused: false,
            message: None,
            kept,
            trial: None,
            sitting: Some(sitting),
        };
        (attempt, bench)
    }

    /// Whether hands are off the bench: it stands still, or the examiner's window is open.
    pub fn is_held(&self) -> bool {
        self.paused || self.sitting.as_ref().is_some_and(|sitting| sitting.desk)
    }

    /// Ends an exam: finishes the journal and seals it.
    ///
    /// # Errors
    /// In words; what was recorded stays where it is and can be sealed later.
    pub fn seal(
        mut self,
        mut bench: Bench,
        opened: &Opened,
        picked: &Picked,
        library: &Library,
    ) -> Result<SealedNow, String> {
        bench.finish();
        self.keep_outcomes(&bench);
        let sitting = self.sitting.take().ok_or("this is no exam")?;
        let mut writer = self.writer.take().ok_or("there is no journal")?;
        writer.finish().map_err(|why| why.to_string())?;
        drop(writer);
        let now = calendar::now_s();
        sitting::seal(opened, &sitting.place, &picked.scenario, &library.catalogue, now)
    }

    /// Writes that the window lost keyboard and pointer, or has them again.
    pub fn focus(&mut self, focused: bool) {
        let event = match (&self.sitting, focused) {
            (Some(_), true) => notes::incident(IncidentKind::FocusRegained, calendar::now_s()),
            (Some(_), false) => notes::incident(IncidentKind::FocusLost, calendar::now_s()),
            (None, true) => Event::FocusRegained,
            (None, false) => Event::FocusLost,
        };
        self.note(event);
    }

    /// Whether it is an author's trial.
    pub fn is_trial(&self) -> bool {
        self.trial.is_some()
    }

    /// Takes an attempt up again from its journal.
    ///
    /// # Errors
    /// When the journal or its scenario cannot be read, in words.
    pub fn resume(path: PathBuf, library: &Library, settings: &Settings) -> Result<(Attempt, Bench, Picked), String> {
        let (writer, journal) = Writer::resume(&path).map_err(|why| why.to_string())?;
        let scenario = attempt::scenario_of(&journal.header, None, library).map_err(|why| why.to_string())?;
        // Refused here what `grade` would refuse later: a mark by other rules.
        let bench = attempt::go_on(&journal, &scenario, &library.catalogue).map_err(|why| why.to_string())?;
        let seed = journal.header.seed;
        let job = bench.job().clone();
        // What the journal holds already is not written twice; what it lost with its last second is.
        let kept = journal.keyframes.len();
        let mut pointer = Pointer::new(calibration(settings), journal.header.assistance);
        if let Some(last) = journal.samples.last() {
            pointer.resume(last, &bench);
        }
        let off = |note: &&journal::Note| note.event.text().starts_with("guide ");
        let guided = journal.notes.iter().rev().find(off).is_none_or(|note| note.event.text() == "guide on");
        let (paused, message, trial) = (false, None, None);
        let writer = Some(writer);
        let attempt = Attempt { pointer, writer, path, guided, paused, message, kept, trial, sitting: None };
        Ok((attempt, bench, Picked { scenario, seed, job }))
    }

    /// One frame of the hand: ticks the bench and writes the journal.
    pub fn advance(&mut self, frame: &Frame, bench: &mut Bench) {
        let (writer, trial) = (&mut self.writer, &mut self.trial);
        let mut failed = None;
        self.pointer.advance(frame, bench, |sample| {
            if let Some(trial) = trial {
                trial.push(sample);
            }
            if let Some(writer) = writer
                && let Err(why) = writer.push(sample)
            {
                // The writer keeps what it was given and tries again with the next sample.
                failed = Some(why.to_string());
            }
        });
        if let Some(why) = failed {
            self.message = Some((why, bench.now() + 600));
        }
        self.keep_outcomes(bench);
    }

    /// Samples that the hand makes by itself: a finger on a control, or time that passes.
    pub fn tell(&mut self, samples: impl IntoIterator<Item = Sample>, bench: &mut Bench) {
        for sample in samples {
            bench.tick(sample);
            if let Some(trial) = &mut self.trial {
                trial.push(sample);
            }
            if let Some(writer) = &mut self.writer
                && let Err(why) = writer.push(sample)
            {
                self.message = Some((why.to_string(), bench.now() + 600));
            }
        }
        self.keep_outcomes(bench);
    }

    fn keep_outcomes(&mut self, bench: &Bench) {
        if let Some(writer) = &mut self.writer
            && let Err(why) = attempt::keep(writer, &mut self.kept, bench)
        {
            self.message = Some((why.to_string(), bench.now() + 600));
        }
    }

    /// Writes what happened around the work.
    pub fn note(&mut self, event: Event) {
        if let Some(writer) = &mut self.writer
            && let Err(why) = writer.note(event)
        {
            self.message = Some((why.to_string(), Tick::MAX));
        }
    }

    /// Guide on or off; the journal says so, because help is never silent.
    pub fn guide(&mut self, on: bool) {
        self.guided = on;
        self.note(Event::Other(if on { "guide on" } else { "guide off" }.to_owned()));
    }

    /// Writes what is pending, so that leaving to the list loses nothing.
    pub fn keep(&mut self) {
        if let Some(writer) = &mut self.writer
            && let Err(why) = writer.flush()
        {
            self.message = Some((why.to_string(), Tick::MAX));
        }
    }

    /// Ends the attempt: marks it, writes mark and report beside the journal.
    pub fn finish(mut self, mut bench: Bench, picked: &Picked, lang: crate::scenario::schema::Lang) -> Done {
        bench.finish();
        self.keep_outcomes(&bench);
        let mark = mark(&picked.job, bench.facts(), bench.now());
        let mut samples = self.trial.take().unwrap_or_default();
        let (mut report, mut kept) = (None, None);
        if let Some(mut writer) = self.writer.take() {
            let finished = writer.finish();
            drop(writer);
            if finished.is_ok()
                && let Ok(journal) = journal::read(&self.path)
            {
                report = store::keep_mark(&self.path, &journal.header, &bench, &mark, lang).ok();
                samples = journal.samples;
                kept = Some(self.path.clone());
            }
        }
        Done { job: picked.job.clone(), samples, bench, mark, report, journal: kept }
    }
}

impl Keyframes {
    /// Forgets the benches of another attempt.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The bench of an attempt at a tick, from the nearest bench that is known.
    pub fn bench_at(&mut self, done: &Done, now: Option<Bench>, tick: Tick) -> Bench {
        let tick = tick.min(done.samples.len() as Tick);
        if self.0.is_empty() {
            self.0.push(Bench::new(done.job.clone()));
        }
        let known = self.0.iter().rev().find(|bench| bench.now() <= tick);
        // Going on from where the replay stands is cheaper than from a keyframe, if it stands before.
        let mut bench = match (now, known) {
            (Some(now), Some(known)) if now.now() <= tick && now.now() >= known.now() => now,
            (_, Some(known)) => known.clone(),
            (_, None) => Bench::new(done.job.clone()),
        };
        while bench.now() < tick {
            let Some(sample) = done.samples.get(bench.now() as usize) else { break };
            bench.tick(*sample);
            let due = bench.now().is_multiple_of(KEYFRAME_TICKS);
            if due && self.0.last().is_none_or(|last| last.now() < bench.now()) {
                self.0.push(bench.clone());
            }
        }
        bench
    }
}
