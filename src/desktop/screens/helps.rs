//! What a result page says beside lost points: what they cost the network, and which exercise trains them.

use bevy::prelude::*;

use crate::library::Exercise;
use crate::locale::Texts;
use crate::progress::trains;

use super::super::app::Screen;
use super::super::panels::result::Help;
use super::super::work::Done;

/// What a page that teaches says beside lost points, by the criterion's id; found once an attempt.
#[derive(Resource, Default)]
pub struct Helps(Option<Vec<(String, Help)>>);

impl Helps {
    /// The help for each criterion that lost points, by its id.
    pub fn of(&mut self, done: &Done, exercises: &[Exercise], texts: &Texts) -> Vec<(String, Help)> {
        self.0.get_or_insert_with(|| find(done, exercises, texts)).clone()
    }
}

fn find(done: &Done, exercises: &[Exercise], texts: &Texts) -> Vec<(String, Help)> {
    let known = |at: usize| exercises[at].loaded.as_ref().ok().map(|loaded| &loaded.scenario);
    let lost = done.mark.criteria.iter().filter(|criterion| !criterion.lost.is_empty());
    let helps = lost.filter_map(|criterion| {
        let own = done.job.scenario.marking.criteria.iter().find(|own| own.id == criterion.id);
        let competences = &own?.competences;
        let key = |name: &String| Some(format!("network-{name}")).filter(|key| texts.has(key));
        let all = (0..exercises.len()).filter_map(|at| Some((at, known(at)?)));
        let train = trains(all, &done.job.scenario, competences);
        let help = Help {
            network: competences.iter().find_map(key).map(|key| texts.get(&key)),
            train: train.and_then(|at| Some((texts.pick(&known(at)?.title).to_owned(), at))),
        };
        Some((criterion.id.clone(), help))
    });
    helps.collect()
}

/// Another attempt has other help.
fn forget(mut helps: ResMut<Helps>) {
    *helps = Helps::default();
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Helps>().add_systems(OnEnter(Screen::Result), forget);
}
