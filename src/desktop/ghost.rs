//! The ghost beside a trainee: which gesture is shown, how far it is, and how help steps back. Never in an exam.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Tick};
use crate::compare::model::{self, Model};
use crate::compare::shown::Recorded;
use crate::hands::ghost::{Degree, Rehearsal, Showing, rehearse, succeeded};
use crate::hands::plan::{self, Goal, Habits};
use crate::journal::{self, Event};
use crate::library::{self, Library};

use super::app::{Phase, Screen, Shelf};
use super::here::Here;
use super::input::Steered;
use super::store;
use super::work::{Attempt, Desk, Picked};

/// Help that a gesture has stepped back to, by the gesture's name.
pub type Kept = BTreeMap<String, Degree>;

/// What is shown beside the trainee.
#[derive(Resource, Default)]
pub struct Ghost {
    /// The gesture that is due, as a hand would do it now.
    rehearsal: Option<Rehearsal>,
    showing: Showing,
    /// The sample that is shown.
    at: usize,
    /// What the person chose for this attempt; without it each gesture has its own.
    own: Option<Degree>,
    kept: Kept,
    exercise: String,
    /// Whose attempt it is.
    who: String,
    generation: u32,
    contact: Option<Contact>,
    /// What the journal was last told.
    noted: Option<Degree>,
    recorded: Arc<OnceLock<Option<Recorded>>>,
}

/// A contact of the trainee.
struct Contact {
    part: Part,
    from: Tick,
    /// Facts before it.
    known: usize,
    /// What was due when it began.
    goal: Goal,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Ghost>()
        .add_systems(Update, follow.after(Steered).in_set(Phase::Work).run_if(in_state(Screen::Bench)))
        .add_systems(OnExit(Screen::Bench), vanish);
}

impl Ghost {
    /// What is shown of the gesture that is due, and which of its samples; none where nothing is.
    pub fn shown(&self) -> Option<(&Rehearsal, usize, Degree)> {
        let rehearsal = self.rehearsal.as_ref()?;
        let done = self.contact.as_ref().is_some_and(|contact| Some(contact.part) != rehearsal.part);
        let degree = self.degree(rehearsal.goal);
        (degree != Degree::Alone && !done).then_some((rehearsal, self.at, degree))
    }

    /// How much is shown of a gesture.
    fn degree(&self, goal: Goal) -> Degree {
        self.own.or_else(|| self.kept.get(goal.name()).copied()).unwrap_or_default()
    }

    /// How much is shown now, and whether the person chose it.
    pub fn setting(&self) -> (Degree, bool) {
        (
            self.rehearsal.as_ref().map_or_else(|| self.own.unwrap_or_default(), |r| self.degree(r.goal)),
            self.own.is_some(),
        )
    }

    /// The next choice for this attempt: one degree less from what is shown, then by itself again.
    pub fn turn(&mut self) {
        self.own = match (self.own, self.setting().0) {
            (Some(Degree::Alone), _) => None,
            (_, Degree::Alone) => Some(Degree::Shown),
            (_, shown) => Some(shown.back()),
        };
    }

    fn begin(&mut self, generation: u32, picked: &Picked, library: &Library, who: &str) {
        let exercise = picked.scenario.scenario.id.clone();
        let (who, kept) = (who.to_owned(), store::ghost(who, &exercise));
        *self = Ghost { generation, kept, exercise, who, ..Ghost::default() };
        self.read_model(picked, library);
    }

    /// Reads the kept model of the exercise beside the work: playing it again takes a moment.
    fn read_model(&mut self, picked: &Picked, library: &Library) {
        let Some(path) = model::kept(&library::models_folder(), &self.exercise) else { return };
        let (scenario, catalogue, slot) = (picked.scenario.clone(), library.catalogue.clone(), self.recorded.clone());
        std::thread::spawn(move || {
            let read = journal::read(&path).ok();
            let played = read.and_then(|journal| Model::recorded(journal, &scenario, &catalogue).ok());
            // Nobody else fills it.
            let _ = slot.set(played.and_then(Recorded::of));
        });
    }

    /// What a hand would do now, by the model where it fits.
    fn rehearse(&mut self, bench: &Bench) {
        let own = rehearse(bench);
        let recorded = self.recorded.get().and_then(Option::as_ref);
        let by_model = own.as_ref().zip(recorded).and_then(|(own, recorded)| recorded.instead(own, bench));
        self.rehearsal = by_model.or(own);
        (self.showing, self.at) = (Showing::default(), 0);
    }

    /// Sees contacts begin and end; a gesture that succeeded needs less help the next time.
    fn watch(&mut self, bench: &Bench, goal: Goal) -> Seen {
        let touching = bench.touching();
        let mut seen = Seen::default();
        if let Some(contact) = self.contact.take_if(|contact| Some(contact.part) != touching) {
            seen.ended = true;
            if succeeded(bench, contact.known, contact.goal) {
                let kept = self.kept.entry(contact.goal.name().to_owned()).or_default();
                seen.stepped_back = *kept != kept.back();
                *kept = kept.back();
            }
        }
        if self.contact.is_none()
            && let Some(part) = touching
        {
            // What was due before the hand touched anything.
            let goal = self.rehearsal.as_ref().map_or(goal, |rehearsal| rehearsal.goal);
            self.contact = Some(Contact { part, from: bench.now(), known: bench.facts().len(), goal });
        }
        seen
    }
}

/// What happened to the trainee's contact.
#[derive(Default)]
struct Seen {
    /// It ended.
    ended: bool,
    /// It served its goal at full points, and help stepped back.
    stepped_back: bool,
}

fn follow(
    time: Res<Time<Real>>,
    desk: Res<Desk>,
    (shelf, here): (Res<Shelf>, Res<Here>),
    picked: Option<Res<Picked>>,
    attempt: Option<ResMut<Attempt>>,
    mut ghost: ResMut<Ghost>,
) {
    let (Some(bench), Some(picked), Some(mut attempt)) = (&desk.bench, picked, attempt) else { return };
    if attempt.sitting.is_some() || !attempt.guided {
        ghost.rehearsal = None;
        if ghost.noted.take().is_some() {
            attempt.note(Event::Other("ghost alone".to_owned()));
        }
        return;
    }
    if ghost.generation != desk.generation {
        ghost.begin(desk.generation, &picked, &shelf.0, &here.who);
    }
    let goal = plan::next(bench, &Habits::default());
    let seen = ghost.watch(bench, goal);
    if seen.stepped_back
        && let Err(why) = store::keep_ghost(&ghost.who, &ghost.exercise, &ghost.kept)
    {
        warn!("the ghost's degrees are not kept: {why}");
    }
    let due = ghost.rehearsal.as_ref().map(|rehearsal| rehearsal.goal);
    if ghost.contact.is_none() && (seen.ended || due != Some(goal)) {
        ghost.rehearse(bench);
    }
    let degree = ghost.rehearsal.as_ref().map(|rehearsal| ghost.degree(rehearsal.goal));
    if let Some(degree) = degree.filter(|degree| ghost.noted != Some(*degree)) {
        ghost.noted = Some(degree);
        attempt.note(Event::Other(format!("ghost {}", degree.name())));
    }
    let held = attempt.is_held();
    let Ghost { rehearsal: Some(rehearsal), showing, at, contact, .. } = &mut *ghost else { return };
    let same = |contact: &&Contact| Some(contact.part) == rehearsal.part && attempt.pointer.tool() == rehearsal.tool;
    let begun = contact.as_ref().filter(same).map(|contact| bench.now().saturating_sub(contact.from));
    let seconds = if held { 0.0 } else { time.delta_secs_f64().min(0.25) };
    *at = showing.advance(rehearsal, seconds, begun);
}

fn vanish(mut ghost: ResMut<Ghost>) {
    *ghost = Ghost::default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::testing::{job, up_to};
    use crate::catalogue::vocabulary::Side;
    use crate::hands::{SyntheticHand, Who};

    #[test]
    fn the_button_goes_through_the_degrees_and_back_to_each_gestures_own() {
        let mut ghost = Ghost::default();
        let mut settings = vec![ghost.setting()];
        for _ in 0..3 {
            ghost.turn();
            settings.push(ghost.setting());
        }
        assert_eq!(
            settings,
            [(Degree::Shown, false), (Degree::Hinted, true), (Degree::Alone, true), (Degree::Shown, false)]
        );
    }

    #[test]
    fn a_gesture_done_well_is_shown_less_the_next_time_and_the_others_as_before() {
        let goal = Goal::Strip(Side::Cable);
        let mut bench = up_to(goal, job(1, |_| {}));
        let mut ghost = Ghost { kept: Kept::from([("strip".to_owned(), Degree::Alone)]), ..Ghost::default() };
        ghost.rehearse(&bench);
        assert!(ghost.shown().is_none(), "it is done alone");
        ghost.kept.clear();
        assert!(matches!(ghost.shown(), Some((shown, 0, Degree::Shown)) if shown.goal == goal));
        ghost.own = Some(Degree::Hinted);
        assert!(matches!(ghost.shown(), Some((_, _, Degree::Hinted))));
        let mut hand = SyntheticHand::new(Who::Reference, bench.job(), 1);
        let mut stepped = false;
        while !stepped && let Some(sample) = hand.next(&bench) {
            bench.tick(sample);
            stepped = ghost.watch(&bench, goal).stepped_back;
        }
        assert!(stepped && ghost.contact.is_none());
        assert_eq!(ghost.kept, Kept::from([("strip".to_owned(), Degree::Hinted)]));
    }
}
