//! What a result page says beside lost points: what they cost the network, and which exercise trains them.

use bevy::prelude::*;

use crate::library::{Exercise, Library};
use crate::locale::Texts;
use crate::progress::trains;
use crate::scenario::LoadedScenario;

use super::super::app::Screen;
use super::super::panels::result::Help;
use super::super::work::Done;

/// What a page that teaches says beside lost points, found once an attempt.
#[derive(Resource, Default)]
pub struct Helps {
    exercises: Vec<Exercise>,
    found: Option<Vec<(String, Help)>>,
}

impl Helps {
    /// The help for each criterion that lost points, by its id.
    pub fn of(&mut self, done: &Done, library: &Library, texts: &Texts) -> Vec<(String, Help)> {
        if let Some(found) = &self.found {
            return found.clone();
        }
        self.exercises = library.exercises();
        let known = |at: usize| self.exercises[at].loaded.as_ref().ok().map(|loaded| &loaded.scenario);
        let lost = done.mark.criteria.iter().filter(|criterion| !criterion.lost.is_empty());
        let helps = lost.filter_map(|criterion| {
            let competences = done.job.scenario.marking.criteria.iter().find(|own| own.id == criterion.id);
            let competences = &competences?.competences;
            let key = |name: &String| Some(format!("network-{name}")).filter(|key| texts.has(key));
            let all = (0..self.exercises.len()).filter_map(|at| Some((at, known(at)?)));
            let train = trains(all, &done.job.scenario, competences);
            let help = Help {
                network: competences.iter().find_map(key).map(|key| texts.get(&key)),
                train: train.and_then(|at| Some((texts.pick(&known(at)?.title).to_owned(), at))),
            };
            Some((criterion.id.clone(), help))
        });
        let helps: Vec<(String, Help)> = helps.collect();
        self.found = Some(helps.clone());
        helps
    }
}

/// Another attempt has other help.
fn forget(mut helps: ResMut<Helps>) {
    *helps = Helps::default();
}

impl Helps {
    /// The exercise at this place, if it can be opened.
    pub fn exercise(&self, at: usize) -> Option<&LoadedScenario> {
        self.exercises.get(at).and_then(|exercise| exercise.loaded.as_ref().ok())
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Helps>().add_systems(OnEnter(Screen::Result), forget);
}
