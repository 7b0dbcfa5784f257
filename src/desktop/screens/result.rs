//! The mark, what was good, and where each point went.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Fact;
use crate::catalogue::vocabulary::TICK_S;
use crate::compare::model;
use crate::library::{self, Library};
use crate::locale::Value;

use super::super::app::{Screen, Shelf, Words};
use super::super::panels::result::{Action, Keeps, ResultModel};
use super::super::panels::{self, result};
use super::super::work::{Done, Picked, Playing};
use super::Panels;
use super::compare::Beside;
use super::helps::Helps;
use super::list::Rows;
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
    (mut helps, rows): (ResMut<Helps>, Res<Rows>),
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
        helps: helps.of(&done, &rows.exercises, texts),
        compares: picked.is_some() && !done.samples.is_empty(),
        keeps: as_model.keeps,
        told: as_model.told.clone(),
    };
    let mut ui = panels::page(contexts.ctx_mut()?);
    match result::show(&mut ui, &shown, texts) {
        None => {}
        Some(Action::See { from, .. }) => {
            commands.insert_resource(Playing::leading_to(from, LEAD_S));
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
            if let Some(again) = picked.and_then(|picked| Picked::draw(picked.scenario.clone(), &shelf.0).ok()) {
                commands.insert_resource(again);
            }
            next.set(Screen::Brief);
        }
        Some(Action::Train(at)) => {
            let exercise = rows.exercises.get(at).and_then(|exercise| exercise.loaded.as_ref().ok());
            if let Some(picked) = exercise.and_then(|scenario| Picked::draw(scenario.clone(), &shelf.0).ok()) {
                commands.insert_resource(picked);
                next.set(Screen::Brief);
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
