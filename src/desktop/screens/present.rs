//! Presenting to a class: F8 at the bench, or a button over a replay, brings the large pointer and the pen.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::super::app::{Screen, Words};
use super::super::panels::present::{self, Action, Sheet};
use super::super::work::{Attempt, Playing};
use super::Panels;

/// The sheet, while somebody presents.
#[derive(Resource, Default)]
struct Presenting(Option<Sheet>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Presenting>()
        .add_systems(EguiPrimaryContextPass, show.after(Panels).run_if(at_bench))
        .add_systems(Update, end.run_if(state_changed::<Screen>));
}

fn at_bench(screen: Res<State<Screen>>) -> bool {
    screen.get().is_at_bench()
}

/// What was drawn belongs to what was seen.
fn end(mut presenting: ResMut<Presenting>) {
    if let Some(sheet) = &mut presenting.0 {
        *sheet = Sheet::default();
    }
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    screen: Res<State<Screen>>,
    keys: Res<ButtonInput<KeyCode>>,
    attempt: Option<Res<Attempt>>,
    playing: Option<ResMut<Playing>>,
    mut presenting: ResMut<Presenting>,
) -> Result {
    // A candidate has nothing to present.
    if attempt.is_some_and(|attempt| attempt.sitting.is_some()) && *screen.get() == Screen::Bench {
        presenting.0 = None;
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let asked = keys.just_pressed(KeyCode::F8);
    let Some(sheet) = &mut presenting.0 else {
        // A picture of a moment has no attempt, and no buttons over it.
        let offered = *screen.get() == Screen::Replay && playing.is_some_and(|playing| playing.speed > 0.0);
        if asked || (offered && present::offer(ctx, &words.0)) {
            presenting.0 = Some(Sheet::default());
        }
        return Ok(());
    };
    match present::show(ctx, sheet, &words.0) {
        Some(Action::Close) => presenting.0 = None,
        Some(Action::Draw) => {
            if let Some(mut playing) = playing {
                playing.running = false;
            }
        }
        None if asked => presenting.0 = None,
        None => {}
    }
    Ok(())
}
