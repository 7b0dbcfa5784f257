//! The mark, what was good, and where each point went.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Fact;
use crate::catalogue::vocabulary::{TICK_S, TICKS_PER_SECOND};
use crate::scenario::Job;

use super::super::app::{Screen, Shelf, Words};
use super::super::panels::result::{Action, ResultModel};
use super::super::panels::{self, result};
use super::super::work::{Done, Picked, Playing, new_seed};
use super::Panels;
use super::workshop::OnTrial;

/// What led to a lost point is shown too: the replay starts this much earlier.
const LEAD_S: f64 = 1.5;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Result)));
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
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
        Some(Action::Back) => next.set(Screen::List),
    }
    Ok(())
}
