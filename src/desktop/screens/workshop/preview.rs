//! The bench in the picture: the last good version with a seed, at the beginning or at a step of the reference hand.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};

use bevy::prelude::*;

use super::super::super::app::{Shelf, Words};
use super::super::super::camera::{self, Gaze, Look};
use super::super::super::work::Desk;
use super::super::bench::sentence;
use super::studio::Studio;
use crate::bench::Bench;
use crate::hands::Goal;
use crate::locale::Texts;
use crate::scenario::Job;
use crate::scenario::schema::Scenario;
use crate::workshop::trial::Run;

/// Frames that are asked for after another bench: meshes and textures arrive over a few.
const FRESH: u8 = 4;

/// What a thread works out, and the flag that stops it.
struct Task<T> {
    heard: Mutex<Receiver<T>>,
    stop: Arc<AtomicBool>,
}

impl<T: Send + 'static> Task<T> {
    fn start(work: impl FnOnce(&AtomicBool) -> Option<T> + Send + 'static) -> Task<T> {
        let (say, heard) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        std::thread::spawn(move || {
            if let Some(found) = work(&stopped) {
                // Nobody listens any more where the task was dropped.
                let _ = say.send(found);
            }
        });
        Task { heard: Mutex::new(heard), stop }
    }

    /// What it found; `Err` when it never will.
    fn hear(&self) -> Result<Option<T>, ()> {
        let Ok(heard) = self.heard.lock() else { return Err(()) };
        match heard.try_recv() {
            Ok(found) => Ok(Some(found)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(()),
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The bench of the preview.
pub struct Preview {
    /// Seed of the job.
    pub seed: u64,
    /// Step that is shown; 0 is the beginning.
    pub step: usize,
    scenario: Option<(Scenario, u64)>,
    job: Option<Job>,
    shown: Option<usize>,
    run: Option<Arc<Run>>,
    labels: Vec<String>,
    running: Option<Task<Run>>,
    going: Option<(usize, Task<Bench>)>,
    fresh: u8,
    moved: (Vec3, f32),
}

impl Default for Preview {
    fn default() -> Self {
        Preview {
            seed: 1,
            step: 0,
            scenario: None,
            job: None,
            shown: None,
            run: None,
            labels: Vec::new(),
            running: None,
            going: None,
            fresh: 0,
            moved: (Vec3::ZERO, 1.0),
        }
    }
}

impl Preview {
    /// Draws anew whatever is written: another bench was on the desk.
    pub fn forget(&mut self) {
        self.scenario = None;
        self.shown = None;
    }

    /// Steps in words, the beginning first.
    pub fn steps(&self) -> &[String] {
        &self.labels
    }

    /// Whether a thread is at work for it.
    pub fn is_working(&self) -> bool {
        self.running.is_some() || self.going.is_some()
    }

    /// Whether another bench has just come.
    pub fn is_fresh(&self) -> bool {
        self.fresh > 0
    }

    /// The job that is shown.
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// The reference hand's run, once it is there.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_deref()
    }

    fn goal(&self) -> Option<Goal> {
        let step = self.step.checked_sub(1)?;
        self.run.as_ref()?.steps().get(step).map(|step| step.goal)
    }

    /// The job of another scenario or seed, and a thread for its steps.
    fn begin(&mut self, job: Job, scenario: &Scenario, desk: &mut Desk) {
        self.scenario = Some((scenario.clone(), self.seed));
        self.shown = None;
        self.run = None;
        self.going = None;
        let (run_of, seed) = (job.clone(), self.seed);
        self.running = Some(Task::start(move |stop| Run::of(&run_of, seed, || !stop.load(Ordering::Relaxed))));
        // The beginning is there at once; a later step stays in the picture until the new one is worked out.
        if self.step == 0 || desk.bench.is_none() {
            self.put(Bench::new(job.clone()), 0, desk);
        }
        self.job = Some(job);
    }

    fn put(&mut self, bench: Bench, step: usize, desk: &mut Desk) {
        desk.bench = Some(bench);
        desk.generation = desk.generation.wrapping_add(1);
        self.shown = Some(step);
        self.fresh = FRESH;
    }

    /// Hears the threads and brings the step that is asked for into the picture.
    fn turn(&mut self, desk: &mut Desk, texts: &Texts) {
        if let Some(running) = &self.running {
            match running.hear() {
                Ok(None) => {}
                Ok(Some(run)) => {
                    self.running = None;
                    self.labels = labels(&run, texts);
                    self.run = Some(Arc::new(run));
                    self.step = self.step.min(self.labels.len().saturating_sub(1));
                }
                Err(()) => self.running = None,
            }
        }
        if let Some((step, going)) = &self.going {
            match going.hear() {
                Ok(None) => {}
                Ok(Some(bench)) => {
                    let step = *step;
                    self.going = None;
                    if step == self.step {
                        self.put(bench, step, desk);
                    }
                }
                Err(()) => self.going = None,
            }
        }
        let asked = self.going.as_ref().map(|(step, _)| *step).or(self.shown);
        if asked == Some(self.step) {
            return;
        }
        match (self.step.checked_sub(1), &self.run, &self.job) {
            (None, _, Some(job)) => {
                let bench = Bench::new(job.clone());
                self.put(bench, 0, desk);
            }
            (Some(step), Some(run), _) => {
                let run = run.clone();
                self.going = Some((self.step, Task::start(move |_| Some(run.at(step).0))));
            }
            _ => {}
        }
    }
}

/// The steps in words, numbered.
fn labels(run: &Run, texts: &Texts) -> Vec<String> {
    let bench = Bench::new(run.job().clone());
    let mut labels = vec![texts.get("workshop-step-start")];
    for (at, step) in run.steps().iter().enumerate() {
        let words = match step.goal {
            Goal::Site(number) => match bench.site(number) {
                Some((site, _)) => texts.get(&format!("goal-site-{}", site.verb.name())),
                None => texts.get("part-site"),
            },
            goal => sentence(goal, &bench, texts),
        };
        labels.push(format!("{} · {words}", at + 1));
    }
    labels
}

/// Another good version, another seed, another step: the bench follows.
pub(super) fn follow(
    mut studio: ResMut<Studio>,
    mut desk: ResMut<Desk>,
    shelf: Res<Shelf>,
    words: Res<Words>,
    time: Res<Time<Real>>,
) {
    let Studio { drafts, open, preview, notice, .. } = &mut *studio;
    let good = open.and_then(|open| drafts.get(open)).and_then(|draft| draft.document.good());
    preview.fresh = preview.fresh.saturating_sub(1);
    let Some(good) = good else {
        if desk.bench.take().is_some() {
            desk.generation = desk.generation.wrapping_add(1);
        }
        return;
    };
    let same = preview.scenario.as_ref().is_some_and(|(was, seed)| *seed == preview.seed && *was == good.scenario);
    if !same {
        match Job::draw(&good.scenario, &shelf.0.catalogue.catalogue, preview.seed) {
            Ok(job) => preview.begin(job, &good.scenario, &mut desk),
            Err(why) => {
                preview.scenario = Some((good.scenario.clone(), preview.seed));
                // Nothing can be tried that cannot be drawn.
                (preview.job, preview.run, preview.running) = (None, None, None);
                let told = words.0.with("workshop-no-job", &[("why", why.to_string().into())]);
                *notice = Some((told, time.elapsed_secs_f64() + 5.0));
            }
        }
    }
    preview.turn(&mut desk, &words.0);
}

/// The eye goes where the step is done, and where the author drags it.
pub(super) fn gaze(mut studio: ResMut<Studio>, desk: Res<Desk>, mut gaze: ResMut<Gaze>, mut last: Local<Option<Goal>>) {
    let Some(bench) = &desk.bench else { return };
    let Studio { preview, look, .. } = &mut *studio;
    let goal = preview.goal();
    if *last != goal {
        *last = goal;
        preview.moved = (Vec3::ZERO, 1.0);
    }
    let seen = camera::of_goal(goal, bench);
    let (drag, zoom) = std::mem::take(&mut look.moved);
    let across = look.pane.map_or(600.0, |pane| pane.width().max(1.0));
    let (shift, scale) = &mut preview.moved;
    if zoom.is_nan() {
        (*shift, *scale) = (Vec3::ZERO, 1.0);
    } else {
        *scale = (*scale * 0.88f32.powf(zoom)).clamp(0.1, 2.5);
        let mm = seen.width * *scale / across;
        *shift -= Vec3::new(drag.x * mm, 0.0, drag.y * mm / seen.pitch.sin().max(0.3));
        *shift = shift.clamp_length_max(1_500.0);
    }
    gaze.jump_to(Look { at: seen.at + *shift, width: seen.width * *scale, ..seen });
}
