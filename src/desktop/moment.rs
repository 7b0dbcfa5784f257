//! A moment of the bench to be timed: the reference hand's attempt at a whole splice, played on from the stripper.

use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};

use crate::bench::Fact;
use crate::catalogue::vocabulary::Tool;
use crate::hands::{self, Who};
use crate::marking::mark;
use crate::scenario::Job;

use super::app::{Screen, Shelf};
use super::frames;
use super::work::{Done, Playing};

/// The exercise: a whole splice.
const EXERCISE: &str = "geste/premiere-epissure";
/// Seed of job and hand: every run times the same work.
const SEED: u64 = 3;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, open.run_if(frames::first_drawn.and_then(run_once)));
}

fn open(
    shelf: Res<Shelf>,
    mut pace: ResMut<WinitSettings>,
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
    mut commands: Commands,
) {
    let Some(done) = attempt(&shelf) else {
        error!("no exercise of the library can be done");
        exit.write(AppExit::error());
        return;
    };
    let stripped = done.bench.facts().iter().find(|s| matches!(s.fact, Fact::Gesture { tool: Tool::Stripper, .. }));
    let from = stripped.map_or(0, |stamped| stamped.from);
    // No window manager may ever give this window the focus.
    pace.unfocused_mode = UpdateMode::Continuous;
    commands.insert_resource(Playing { at: f64::from(from), speed: 1.0, running: true });
    commands.insert_resource(done);
    next.set(Screen::Replay);
}

fn attempt(shelf: &Shelf) -> Option<Done> {
    let exercise = shelf.0.load(&shelf.0.scenario_file(EXERCISE)).ok()?;
    let job = Job::draw(&exercise.scenario, &shelf.0.catalogue.catalogue, SEED).ok()?;
    let (samples, bench) = hands::play(Who::Reference, job.clone(), SEED);
    let mark = mark(&job, bench.facts(), bench.now());
    Some(Done { job, samples, bench, mark, report: None, journal: None })
}
