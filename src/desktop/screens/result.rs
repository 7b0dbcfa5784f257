//! The mark, what was good, and where each point went.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Fact;
use crate::catalogue::vocabulary::{TICK_S, TICKS_PER_SECOND};
use crate::compare::model;
use crate::library::{self, Library};
use crate::locale::Value;
use crate::scenario::Job;

use super::super::app::{Screen, Shelf, Words};
use super::super::panels::result::{Action, Keeps, ResultModel};
use super::super::panels::{self, result};
use super::super::work::{Done, Picked, Playing, new_seed};
use super::Panels;
use super::compare::Beside;
use super::helps::Helps;
use super::workshop::OnTrial;

/// What led to a lost point is shown too: the replay starts this much earlier.
const LEAD_S: f64 = 1.5;

/// What is known of an attempt as a model: files are not read every frame.
#[derive(Default)]
struct AsModel {
    known: bool,
    /// Hash of the attempt's facts.
    of: String,
    keeps: Option<Keeps>,
    told: Option<String>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Result)));
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    mut helps: ResMut<Helps>,
    done: Option<Res<Done>>,
    picked: Option<Res<Picked>>,
    shelf: Res<Shelf>,
    trial: Option<Res<OnTrial>>,
    mut as_model: Local<AsModel>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    // The attempt is marked at the end of the frame in which it was finished.
    let Some(done) = done else { return Ok(()) };
    let texts = &words.0;
    if !as_model.known || as_model.of != done.mark.facts_hash {
        let told = as_model.told.take().filter(|_| as_model.of == done.mark.facts_hash);
        *as_model = AsModel { known: true, of: done.mark.facts_hash.clone(), keeps: keeps(&done), told };
    }
    let spliced = done.bench.facts().iter().rev().find_map(|stamped| match stamped.fact {
        Fact::Spliced { loss_1550_db, estimate_db, .. } => Some((loss_1550_db, estimate_db)),
        _ => None,
    });
    let shown = ResultModel {
        mark: &done.mark,
        title: texts.pick(&done.job.scenario.title).to_owned(),
        loss_db: spliced.map(|(loss, _)| loss),
        estimate_db: spliced.map(|(_, estimate)| estimate),
        seconds: f64::from(done.bench.now()) * TICK_S,
        report_path: done.report.as_ref().map(|path| path.display().to_string()),
        measures: result::measures(&done.job.scenario),
        helps: helps.of(&done, &shelf.0, texts),
        compares: picked.is_some() && !done.samples.is_empty(),
        keeps: as_model.keeps,
        told: as_model.told.clone(),
    };
    let mut ui = panels::page(contexts.ctx_mut()?);
    match result::show(&mut ui, &shown, texts) {
        None => {}
        Some(Action::See { from, .. }) => {
            let at = (f64::from(from) - LEAD_S * f64::from(TICKS_PER_SECOND)).max(0.0);
            commands.insert_resource(Playing { at, speed: 1.0, running: true });
            next.set(Screen::Replay);
        }
        Some(Action::Compare) => next.set(Screen::Compare),
        Some(asked @ (Action::KeepModel | Action::RemoveModel)) => {
            as_model.known = false;
            as_model.told = keep(asked, &done, picked.as_deref(), &shelf.0)
                .err()
                .map(|why| texts.with("compare-model-not-kept", &[("why", Value::from(why))]));
            // What was compared was compared with another model.
            commands.remove_resource::<Beside>();
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
            if let Some(scenario) = helps.exercise(at) {
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

/// What can be done with an attempt as a model: one that passed and has a journal may become it.
fn keeps(done: &Done) -> Option<Keeps> {
    let journal = done.journal.as_ref().filter(|_| done.mark.passed)?;
    let same = model::is_kept(journal, &library::models_folder(), &done.job.scenario.id);
    Some(if same { Keeps::Is } else { Keeps::May })
}

/// Keeps an attempt as the model of its exercise, or takes the model away.
fn keep(asked: Action, done: &Done, picked: Option<&Picked>, library: &Library) -> Result<(), String> {
    let folder = library::models_folder();
    let (Some(journal), Some(picked)) = (&done.journal, picked) else { return Ok(()) };
    if asked == Action::RemoveModel {
        return model::remove(&folder, &done.job.scenario.id).map(drop).map_err(|why| why.to_string());
    }
    let kept = model::keep(journal, &picked.scenario, &library.catalogue, &folder);
    kept.map(drop).map_err(|why| why.to_string())
}
