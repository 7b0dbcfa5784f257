//! What moves on the bench, drawn from the bench's state each frame. Holds no truth: delete it and marking still works.

mod cassette;
mod coil;
mod courses;
mod craft;
mod fibres;
mod ghost;
mod glove;
mod hand;
mod machines;
mod marks;
mod measuring;

use bevy::prelude::*;

use super::app::{Phase, Screen};
use super::work::Desk;
use crate::bench::Bench;
use crate::scenario::Job;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((cassette::plugin, coil::plugin, fibres::plugin, glove::plugin, hand::plugin));
    app.add_plugins((machines::plugin, marks::plugin));
    app.add_plugins((measuring::plugin, craft::plugin, ghost::plugin));
    app.configure_sets(Update, Drawn.in_set(Phase::View).run_if(on_the_bench));
}

/// Systems that draw the bench of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
struct Drawn;

fn on_the_bench(screen: Res<State<Screen>>, desk: Res<Desk>) -> bool {
    (screen.get().is_at_bench() || matches!(screen.get(), Screen::Brief | Screen::Workshop)) && desk.bench.is_some()
}

/// What was last laid out: for which bench, and for which job if anything of it stands.
type Shown = (u32, Option<Job>);

/// The bench on the desk, if what stands for its job is to be laid out anew or taken away; `has` says whether a bench
/// has such things at all. The whole job is compared: in the workshop its author moves things under the same name.
fn to_lay_out<'d>(desk: &'d Desk, shown: &mut Shown, has: impl Fn(&Bench) -> bool) -> Option<&'d Bench> {
    let bench = desk.bench.as_ref().filter(|_| shown.0 != desk.generation)?;
    shown.0 = desk.generation;
    let job = Some(bench.job()).filter(|_| has(bench));
    if shown.1.as_ref() == job {
        return None;
    }
    shown.1 = job.cloned();
    Some(bench)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    #[test]
    fn what_an_author_moves_is_laid_out_anew_and_what_stays_is_kept() {
        let catalogue = builtin_catalogue().expect("the catalogue").catalogue;
        let before = include_str!("../../../scenarios/datacenter/brassage-lc.ron");
        let after = before.replace("at: (0, -150)", "at: (0, -120)");
        assert_ne!(before, after);
        let [before, after] = [before, &after].map(|text| {
            let loaded = parse_scenario("patching.ron", text, &catalogue).expect("sound");
            Bench::new(Job::draw(&loaded.scenario, &catalogue, 3).expect("a job"))
        });
        let mut shown = Shown::default();
        let mut lies = |generation, bench: &Bench| {
            let desk = Desk { bench: Some(bench.clone()), generation };
            to_lay_out(&desk, &mut shown, |bench| bench.craft().is_some()).is_some()
        };
        assert!(lies(1, &before));
        assert!(!lies(1, &before) && !lies(2, &before), "the same job again");
        assert!(lies(3, &after), "under the same name and seed");
    }
}
