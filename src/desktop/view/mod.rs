//! What moves on the bench, drawn from the bench's state each frame. Holds no truth: delete it and marking still works.

mod cassette;
mod coil;
mod courses;
mod craft;
mod fibres;
mod hand;
mod machines;
mod marks;
mod measuring;

use bevy::prelude::*;

use super::app::{Phase, Screen};
use super::work::Desk;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((cassette::plugin, coil::plugin, fibres::plugin, hand::plugin, machines::plugin, marks::plugin));
    app.add_plugins((measuring::plugin, craft::plugin));
    app.configure_sets(Update, Drawn.in_set(Phase::View).run_if(on_the_bench));
}

/// Systems that draw the bench of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
struct Drawn;

fn on_the_bench(screen: Res<State<Screen>>, desk: Res<Desk>) -> bool {
    matches!(screen.get(), Screen::Bench | Screen::Replay | Screen::Brief | Screen::Workshop) && desk.bench.is_some()
}
