//! The bench is heard: cues of the bench on the desk go to the loudspeaker, and to words on the screen.
//!
//! A replay at its own speed sounds as the work did; paused, scrubbed or slowed down it is silent.

mod output;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::sound::signs::Signs;
use crate::sound::{Cues, Seen, listen};

use super::app::{Chosen, Phase, Screen, Words};
use super::panels::sounds;
use super::screens::Panels;
use super::work::{Attempt, Desk, Playing};
use output::Output;

/// What was last heard of the bench.
#[derive(Resource)]
struct Ear {
    seen: Option<Seen>,
    /// Which bench that was.
    generation: u32,
    signs: Signs,
    output: Output,
}

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Ear { seen: None, generation: 0, signs: Signs::default(), output: Output::new() })
        .add_systems(Update, hear.in_set(Phase::View))
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(at_bench));
}

fn at_bench(screen: Res<State<Screen>>) -> bool {
    screen.get().is_at_bench()
}

fn hear(
    time: Res<Time<Real>>,
    chosen: Res<Chosen>,
    screen: Res<State<Screen>>,
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
    playing: Option<Res<Playing>>,
    mut ear: ResMut<Ear>,
) {
    let sounds = sounds(*screen.get(), attempt.as_deref(), playing.as_deref());
    let ear = ear.as_mut();
    let mut cues = Cues::default();
    match &desk.bench {
        Some(bench) => {
            let known = ear.seen.as_ref().filter(|_| sounds && ear.generation == desk.generation);
            if let Some(seen) = known {
                cues = listen(seen, bench);
            }
            // A frame in which nothing was ticked is no silence: what lasted lasts on.
            let stands = known.is_some_and(|seen| seen.tick() == bench.now());
            if stands {
                ear.signs.take(&Cues::default(), time.delta_secs_f64());
                return;
            }
            (ear.seen, ear.generation) = (Some(Seen::of(bench)), desk.generation);
        }
        None => ear.seen = None,
    }
    ear.signs.take(&cues, time.delta_secs_f64());
    ear.output.play(&cues, chosen.0.volume, screen.get().is_at_bench());
}

/// Whether what is on the desk may be heard: it goes on, and as fast as hands did.
fn sounds(screen: Screen, attempt: Option<&Attempt>, playing: Option<&Playing>) -> bool {
    match screen {
        Screen::Bench => attempt.is_some_and(|attempt| !attempt.paused),
        screen if screen.replays() => playing.is_some_and(|playing| playing.running && is_own_speed(playing.speed)),
        _ => false,
    }
}

fn is_own_speed(speed: f64) -> bool {
    (speed - 1.0).abs() < 1e-6
}

fn show(mut contexts: EguiContexts, chosen: Res<Chosen>, words: Res<Words>, ear: Res<Ear>) -> Result {
    if chosen.0.see_sounds {
        sounds::show(contexts.ctx_mut()?, ear.signs.shown(), &words.0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replay(running: bool, speed: f64) -> bool {
        sounds(Screen::Replay, None, Some(&Playing { at: 0.0, speed, running }))
    }

    #[test]
    fn a_replay_sounds_at_its_own_speed_and_only_while_it_runs() {
        assert!(replay(true, 1.0));
        assert!(!replay(false, 1.0) && !replay(true, 0.1) && !replay(true, 4.0));
        assert!(!sounds(Screen::Replay, None, None));
    }

    #[test]
    fn no_other_screen_sounds() {
        for screen in [Screen::List, Screen::Brief, Screen::Result, Screen::Settings, Screen::Workshop] {
            assert!(!sounds(screen, None, Some(&Playing { at: 0.0, speed: 1.0, running: true })), "{screen:?}");
        }
    }
}
