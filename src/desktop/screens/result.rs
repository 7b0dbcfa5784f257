//! The mark, what was good, and where each point went.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Fact;
use crate::catalogue::vocabulary::{TICK_S, TICKS_PER_SECOND};
use crate::library::{Exercise, Library};
use crate::locale::Texts;
use crate::progress::trains;
use crate::scenario::Job;

use super::super::app::{Screen, Shelf, Words};
use super::super::panels::result::{Action, Help, ResultModel};
use super::super::panels::{self, result};
use super::super::work::{Done, Picked, Playing, new_seed};
use super::Panels;
use super::workshop::OnTrial;

/// What led to a lost point is shown too: the replay starts this much earlier.
const LEAD_S: f64 = 1.5;

/// What a page that teaches says beside lost points, found once an attempt.
#[derive(Resource, Default)]
struct Helps {
    exercises: Vec<Exercise>,
    found: Option<Vec<(String, Help)>>,
}

impl Helps {
    fn of(&mut self, done: &Done, library: &Library, texts: &Texts) -> Vec<(String, Help)> {
        if let Some(found) = &self.found {
            return found.clone();
        }
        self.exercises = library.exercises();
        let known = |at: usize| self.exercises[at].loaded.as_ref().ok().map(|loaded| &loaded.scenario);
        let lost = done.mark.criteria.iter().filter(|criterion| !criterion.lost.is_empty());
        let helps = lost.filter_map(|criterion| {
            let competences = done.job.scenario.marking.criteria.iter().find(|own| own.id == criterion.id);
            let competences = &competences?.competences;
            let key = |name: &String| Some(format!("network-{name}")).filter(|key| texts.has(key));
            let all = (0..self.exercises.len()).filter_map(|at| Some((at, known(at)?)));
            let train = trains(all, &done.job.scenario, competences);
            let help = Help {
                network: competences.iter().find_map(key).map(|key| texts.get(&key)),
                train: train.and_then(|at| Some((texts.pick(&known(at)?.title).to_owned(), at))),
            };
            Some((criterion.id.clone(), help))
        });
        let helps: Vec<(String, Help)> = helps.collect();
        self.found = Some(helps.clone());
        helps
    }
}

/// Another attempt has other help.
fn forget(mut helps: ResMut<Helps>) {
    *helps = Helps::default();
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Helps>()
        .add_systems(OnEnter(Screen::Result), forget)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Result)));
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    mut helps: ResMut<Helps>,
    done: Option<Res<Done>>,
    picked: Option<Res<Picked>>,
    shelf: Res<Shelf>,
    trial: Option<Res<OnTrial>>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    // The attempt is marked at the end of the frame in which it was finished.
    let Some(done) = done else { return Ok(()) };
    let texts = &words.0;
    let spliced = done.bench.facts().iter().rev().find_map(|stamped| match stamped.fact {
        Fact::Spliced { loss_1550_db, estimate_db, .. } => Some((loss_1550_db, estimate_db)),
        _ => None,
    });
    let model = ResultModel {
        mark: &done.mark,
        title: texts.pick(&done.job.scenario.title).to_owned(),
        loss_db: spliced.map(|(loss, _)| loss),
        estimate_db: spliced.map(|(_, estimate)| estimate),
        seconds: f64::from(done.bench.now()) * TICK_S,
        report_path: done.report.as_ref().map(|path| path.display().to_string()),
        measures: result::measures(&done.job.scenario),
        helps: helps.of(&done, &shelf.0, texts),
    };
    let mut ui = panels::page(contexts.ctx_mut()?);
    match result::show(&mut ui, &model, texts) {
        None => {}
        Some(Action::See { from, .. }) => {
            let at = (f64::from(from) - LEAD_S * f64::from(TICKS_PER_SECOND)).max(0.0);
            commands.insert_resource(Playing { at, speed: 1.0, running: true });
            next.set(Screen::Replay);
        }
        Some(Action::Replay) => {
            commands.insert_resource(Playing { at: 0.0, speed: 1.0, running: true });
            next.set(Screen::Replay);
        }
        // A trial begins and ends where its author is.
        Some(Action::Again | Action::Back) if trial.is_some() => next.set(Screen::Workshop),
        Some(Action::Again) => {
            // Another fibre and other luck: a second try is no rehearsed one.
            if let Some(picked) = &picked {
                let seed = new_seed();
                let job = Job::draw(&picked.scenario.scenario, &shelf.0.catalogue.catalogue, seed);
                if let Ok(job) = job {
                    commands.insert_resource(Picked { seed, job, ..Picked::clone(picked) });
                }
            }
            next.set(Screen::Brief);
        }
        Some(Action::Train(at)) => {
            let found = helps.exercises.get(at).and_then(|exercise| exercise.loaded.as_ref().ok());
            if let Some(scenario) = found {
                let seed = new_seed();
                if let Ok(job) = Job::draw(&scenario.scenario, &shelf.0.catalogue.catalogue, seed) {
                    commands.insert_resource(Picked { scenario: scenario.clone(), seed, job });
                    next.set(Screen::Brief);
                }
            }
        }
        Some(Action::Back) => next.set(Screen::List),
    }
    Ok(())
}
