//! The first minute: what the mouse does at the bench, learned by doing it once.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Bench;

use super::app::{Chosen, Phase, Screen, Words};
use super::effort::Effort;
use super::panels::tour::{self as panel, Action};
use super::screens::Panels;
use super::work::{Attempt, Desk};

/// What is learned, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Bring the pointer to the ring and click.
    #[default]
    Click,
    /// In contact the mouse moves the tool.
    Move,
    /// The held button grips.
    Grip,
    /// The right button lets go.
    Leave,
    /// That is all.
    Done,
}

impl Step {
    /// Every step in its order.
    pub const ALL: [Step; 5] = [Step::Click, Step::Move, Step::Grip, Step::Leave, Step::Done];
}

/// Movement in contact that shows that it is understood, mm.
const MOVED_MM: f64 = 15.0;
/// A grip that is one, 0 to 1.
const GRIPPED: f64 = 0.35;
/// How long the last word stays, s.
const DONE_S: f64 = 6.0;

/// How far somebody is.
#[derive(Resource, Debug, Default)]
pub struct Tour {
    step: Step,
    moved_mm: f64,
    last: Option<[f64; 3]>,
    since_s: f64,
}

/// What a frame shows of the hand.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    touches: bool,
    at: [f64; 3],
    grip: f64,
}

impl Tour {
    /// Takes a frame of so many seconds; whether the tour is over.
    fn see(&mut self, seen: Seen, seconds: f64) -> bool {
        self.since_s += seconds;
        if let Some(last) = self.last.filter(|_| seen.touches) {
            self.moved_mm += (0..3).map(|i| (seen.at[i] - last[i]).powi(2)).sum::<f64>().sqrt();
        }
        self.last = seen.touches.then_some(seen.at);
        let next = match self.step {
            Step::Click => seen.touches.then_some(Step::Move),
            Step::Move => (self.moved_mm > MOVED_MM).then_some(Step::Grip),
            Step::Grip => (seen.touches && seen.grip > GRIPPED).then_some(Step::Leave),
            // Whoever let go before has shown it too.
            Step::Leave => (!seen.touches).then_some(Step::Done),
            Step::Done => return self.since_s > DONE_S,
        };
        if let Some(next) = next {
            self.step = next;
            self.since_s = 0.0;
        }
        false
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (begin, watch).chain().in_set(Phase::View).run_if(in_state(Screen::Bench)))
        .add_systems(OnExit(Screen::Bench), end)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Bench)));
}

/// In the first attempts with a guide, until it was seen to its end or put away. Never in an exam.
fn begin(mut commands: Commands, chosen: Res<Chosen>, attempt: Option<Res<Attempt>>, tour: Option<Res<Tour>>) {
    let fit = attempt.is_some_and(|attempt| attempt.guided && attempt.sitting.is_none() && !attempt.is_trial());
    if fit && !chosen.0.toured && tour.is_none() {
        commands.insert_resource(Tour::default());
    }
}

fn watch(
    time: Res<Time<Real>>,
    mut commands: Commands,
    tour: Option<ResMut<Tour>>,
    mut chosen: ResMut<Chosen>,
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
) {
    let (Some(mut tour), Some(bench), Some(attempt)) = (tour, &desk.bench, attempt) else { return };
    if attempt.paused {
        return;
    }
    if tour.see(seen(bench), time.delta_secs_f64().min(0.25)) {
        over(&mut commands, &mut chosen);
    }
}

fn seen(bench: &Bench) -> Seen {
    Seen { touches: bench.touching().is_some(), at: bench.hand_place(), grip: bench.hand().grip_01() }
}

fn over(commands: &mut Commands, chosen: &mut Chosen) {
    commands.remove_resource::<Tour>();
    chosen.0.toured = true;
    chosen.keep();
}

fn end(mut commands: Commands) {
    commands.remove_resource::<Tour>();
}

fn show(
    mut contexts: EguiContexts,
    mut commands: Commands,
    words: Res<Words>,
    tour: Option<Res<Tour>>,
    attempt: Option<Res<Attempt>>,
    effort: Option<ResMut<Effort>>,
    mut chosen: ResMut<Chosen>,
) -> Result {
    let (Some(tour), Some(attempt)) = (tour, attempt) else { return Ok(()) };
    if attempt.paused {
        return Ok(());
    }
    let (still, left) = (chosen.0.still, chosen.0.left_handed);
    if !still && let Some(mut effort) = effort {
        effort.breathe();
    }
    let asked = panel::show(contexts.ctx_mut()?, tour.step, still, left, &words.0);
    if asked == Some(Action::Skip) {
        over(&mut commands, &mut chosen);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_passed_by_doing_it_and_by_nothing_else() {
        let mut tour = Tour::default();
        let mut see = |touches: bool, x: f64, grip: f64| {
            let over = tour.see(Seen { touches, at: [x, 0.0, 0.0], grip }, 0.1);
            (tour.step, over)
        };
        assert_eq!(see(false, 900.0, 1.0), (Step::Click, false), "far from everything nothing is learned");
        assert_eq!(see(true, 0.0, 0.0), (Step::Move, false));
        assert_eq!(see(true, 1.0, 1.0), (Step::Move, false), "a tremble is no movement");
        assert_eq!(see(true, 30.0, 0.0), (Step::Grip, false));
        assert_eq!(see(true, 60.0, 0.1), (Step::Grip, false));
        assert_eq!(see(true, 60.0, 0.9), (Step::Leave, false));
        assert_eq!(see(true, 80.0, 0.0), (Step::Leave, false));
        assert_eq!(see(false, 80.0, 0.0), (Step::Done, false));
        for _ in 0..59 {
            assert!(!see(false, 80.0, 0.0).1);
        }
        assert!((0..3).any(|_| see(false, 80.0, 0.0).1), "the last word goes by itself");
    }

    #[test]
    fn jumping_from_part_to_part_is_no_movement_in_contact() {
        let mut tour = Tour::default();
        for i in 0..10 {
            let at = [f64::from(i) * 100.0, 0.0, 0.0];
            tour.see(Seen { touches: true, at, grip: 0.0 }, 0.1);
            tour.see(Seen { touches: false, at, grip: 0.0 }, 0.1);
        }
        assert_eq!(tour.step, Step::Move);
    }
}
