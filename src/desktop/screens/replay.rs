//! The replay: play, pause, scrub, slow down, and see what happened when.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};

use super::super::app::{Chosen, Phase, Screen, Words, replays};
use super::super::camera::Gaze;
use super::super::panels::replay_bar::{self, Action};
use super::super::work::{Desk, Done, Keyframes, Playing};
use super::Panels;
use super::bench::loupe;
use super::compare::Beside;
use super::jury::timeline;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Replay), begin)
        .add_systems(OnEnter(Screen::Jury), begin)
        .add_systems(Update, run.in_set(Phase::Work).run_if(replays))
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Replay)));
}

fn begin(mut desk: ResMut<Desk>, mut gaze: ResMut<Gaze>, done: Option<Res<Done>>) {
    if done.is_some() {
        desk.bench = None;
        desk.generation += 1;
    }
    gaze.jump = true;
}

fn run(
    time: Res<Time<Real>>,
    done: Option<Res<Done>>,
    playing: Option<ResMut<Playing>>,
    mut desk: ResMut<Desk>,
    mut keyframes: ResMut<Keyframes>,
) {
    let (Some(done), Some(mut playing)) = (done, playing) else { return };
    let total = done.samples.len() as f64;
    if playing.running {
        playing.at += time.delta_secs_f64().min(0.25) * playing.speed * f64::from(TICKS_PER_SECOND);
        if playing.at >= total {
            playing.at = total;
            playing.running = false;
        }
    }
    let tick = playing.at.clamp(0.0, total) as Tick;
    if desk.bench.as_ref().is_none_or(|bench| bench.now() != tick) {
        let now = desk.bench.take();
        desk.bench = Some(keyframes.bench_at(&done, now, tick));
    }
}

fn show(
    mut contexts: EguiContexts,
    (words, chosen): (Res<Words>, Res<Chosen>),
    done: Option<Res<Done>>,
    desk: Res<Desk>,
    playing: Option<ResMut<Playing>>,
    beside: Option<Res<Beside>>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let texts = &words.0;
    if let Some(bench) = &desk.bench {
        loupe(ctx, bench, chosen.0.left_handed, texts);
    }
    // A picture of a moment has no attempt to scrub through.
    let (Some(done), Some(mut playing)) = (done, playing) else { return Ok(()) };
    let model = timeline(&done, &playing, texts);
    match replay_bar::show(ctx, &model, texts) {
        None => {}
        Some(Action::Seek(tick)) => playing.at = f64::from(tick),
        Some(Action::Speed(speed)) => playing.speed = speed,
        Some(Action::Toggle) => {
            if playing.at >= f64::from(model.total) {
                playing.at = 0.0;
            }
            playing.running = !playing.running;
        }
        Some(Action::Back) => {
            let compared = beside.is_some_and(|beside| beside.watching);
            next.set(if compared { Screen::Compare } else { Screen::Result });
        }
    }
    Ok(())
}
