//! The comparison page: the model works beside the program, then both attempts can be seen at a difference.

use std::sync::{Arc, OnceLock};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::bench::Bench;
use crate::catalogue::LoadedCatalogue;
use crate::catalogue::vocabulary::Sample;
use crate::compare::model::{Model, Whose};
use crate::compare::{self, Attempted, Comparison, Difference, Gesture, Kind, Metric, Pair, words};
use crate::library;
use crate::locale::{Texts, Value};
use crate::marking::Mark;
use crate::scenario::{Job, LoadedScenario};

use super::super::app::{Screen, Shelf, Words};
use super::super::panels::compare::{Action, Card, CompareModel, Row};
use super::super::panels::{self, compare as panel};
use super::super::work::{Done, Keyframes, Picked, Playing};
use super::Panels;

/// What leads to a moment is shown too: the replay starts this much earlier.
const LEAD_S: f64 = 1.0;

/// What was found, and the model that it was found with.
struct Found {
    comparison: Comparison,
    model: Model,
    /// A kept model does not serve.
    unfit: bool,
}

/// The comparison of the attempt that is done.
#[derive(Resource)]
pub struct Beside {
    /// Which attempt it is: its facts' hash.
    of: String,
    found: Arc<OnceLock<Option<Found>>>,
    open: usize,
    /// The trainee's own attempt, while the model's is watched.
    aside: Option<Done>,
    /// The replay goes back to the comparison.
    pub watching: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Compare), enter)
        .add_systems(OnEnter(Screen::Result), forget_watching)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Compare)));
}

/// What a thread needs to compare.
struct Order {
    job: Job,
    samples: Vec<Sample>,
    bench: Bench,
    mark: Mark,
    scenario: LoadedScenario,
    catalogue: LoadedCatalogue,
}

impl Order {
    fn carry_out(self) -> Option<Found> {
        let (model, why) = Model::of(&library::models_folder(), &self.job, &self.scenario, &self.catalogue);
        let mine = Attempted {
            job: &self.job,
            samples: &self.samples,
            facts: self.bench.facts(),
            mark: &self.mark,
            end: self.bench.now(),
        };
        let comparison = compare::compare(&mine, &model.attempted()).ok()?;
        Some(Found { comparison, model, unfit: why.is_some() })
    }
}

/// Puts one's own attempt back after the model's was watched, and compares where nothing was compared yet.
fn enter(world: &mut World) {
    let aside = world.get_resource_mut::<Beside>().and_then(|mut beside| {
        beside.watching = false;
        beside.aside.take()
    });
    if let Some(mine) = aside {
        world.insert_resource(mine);
        world.resource_mut::<Keyframes>().clear();
    }
    let (Some(done), Some(picked)) = (world.get_resource::<Done>(), world.get_resource::<Picked>()) else { return };
    let hash = done.mark.facts_hash.clone();
    if world.get_resource::<Beside>().is_some_and(|beside| beside.of == hash) {
        return;
    }
    let order = Order {
        job: done.job.clone(),
        samples: done.samples.clone(),
        bench: done.bench.clone(),
        mark: done.mark.clone(),
        scenario: picked.scenario.clone(),
        catalogue: world.resource::<Shelf>().0.catalogue.clone(),
    };
    let found = Arc::new(OnceLock::new());
    let slot = found.clone();
    std::thread::spawn(move || {
        // Nobody else fills it.
        let _ = slot.set(order.carry_out());
    });
    world.insert_resource(Beside { of: hash, found, open: 0, aside: None, watching: false });
}

/// However the replay was left, the result page shows one's own attempt.
fn forget_watching(world: &mut World) {
    let Some(mut beside) = world.get_resource_mut::<Beside>() else { return };
    beside.watching = false;
    if let Some(mine) = beside.aside.take() {
        world.insert_resource(mine);
        world.resource_mut::<Keyframes>().clear();
    }
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    done: Option<Res<Done>>,
    beside: Option<ResMut<Beside>>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    let (Some(done), Some(mut beside)) = (done, beside) else {
        next.set(Screen::Result);
        return Ok(());
    };
    let texts = &words.0;
    let ctx = contexts.ctx_mut()?;
    let model = match beside.found.get() {
        Some(Some(found)) => page(found, &done.job, beside.open, texts),
        Some(None) => CompareModel { note: Some(texts.get("compare-model-changed")), ..CompareModel::default() },
        None => {
            // The thread cannot wake the page.
            ctx.request_repaint_after(std::time::Duration::from_millis(200));
            CompareModel { waits: true, ..CompareModel::default() }
        }
    };
    let title = texts.pick(&done.job.scenario.title).to_owned();
    let mut ui = panels::page(ctx);
    let action = panel::show(&mut ui, &CompareModel { title, ..model }, texts);
    let at = |i: usize, theirs: bool| {
        let difference = beside.found.get()?.as_ref()?.comparison.first().get(i)?;
        if theirs { difference.theirs } else { difference.mine }.map(|moment| moment.from)
    };
    match action {
        None => {}
        Some(Action::Back) => next.set(Screen::Result),
        Some(Action::Open(row)) => beside.open = row,
        Some(Action::Mine(i)) => {
            if let Some(from) = at(i, false) {
                commands.insert_resource(Playing::leading_to(from, LEAD_S));
                beside.watching = true;
                next.set(Screen::Replay);
            }
        }
        Some(Action::Theirs(i)) => {
            if let Some(from) = at(i, true) {
                commands.insert_resource(Playing::leading_to(from, LEAD_S));
                commands.queue(watch_model);
                next.set(Screen::Replay);
            }
        }
    }
    Ok(())
}

/// Lays the model's attempt in place of one's own, which is put aside.
fn watch_model(world: &mut World) {
    let Some(beside) = world.get_resource::<Beside>() else { return };
    let Some(Some(Found { model, .. })) = beside.found.get() else { return };
    let replayed = &model.replayed;
    let theirs = Done {
        job: replayed.job().clone(),
        samples: model.samples.clone(),
        bench: replayed.bench.clone(),
        mark: replayed.mark.clone(),
        report: None,
        journal: None,
    };
    let mine = world.remove_resource::<Done>();
    world.insert_resource(theirs);
    world.resource_mut::<Keyframes>().clear();
    let mut beside = world.resource_mut::<Beside>();
    (beside.aside, beside.watching) = (mine, true);
}

fn page(found: &Found, job: &Job, open: usize, texts: &Texts) -> CompareModel {
    let Found { comparison, model, unfit } = found;
    let whose = match model.whose {
        Whose::Person => "compare-model-is-person",
        Whose::Synthetic => "compare-model-is-synthetic",
    };
    let note = match (unfit, comparison.cut) {
        (true, _) => Some(texts.get("compare-model-changed")),
        (false, true) => Some(texts.get("compare-cut")),
        (false, false) => None,
    };
    CompareModel {
        title: String::new(),
        whose: texts.get(whose),
        note,
        waits: false,
        cards: comparison.first().iter().map(|difference| card(difference, job, texts)).collect(),
        rows: comparison.pairs.iter().map(|pair| row(pair, job, texts)).collect(),
        open: opening(comparison, open),
    }
}

/// Before anything was chosen, the gesture of the first difference is open.
fn opening(comparison: &Comparison, open: usize) -> usize {
    if open > 0 {
        return open;
    }
    let first = comparison.first().iter().find_map(|difference| Some((difference.work?, difference.mine)));
    let is_it = |pair: &Pair| {
        first.is_some_and(|(work, at)| {
            pair.work == work
                && pair.mine.as_ref().is_none_or(|mine| at.is_none_or(|at| mine.from <= at.to && at.from <= mine.to))
        })
    };
    comparison.pairs.iter().position(is_it).unwrap_or(0)
}

fn card(difference: &Difference, job: &Job, texts: &Texts) -> Card {
    let eliminated = matches!(difference.kind, Kind::Eliminated { .. });
    let points = (difference.points > 0.0 && !eliminated)
        .then(|| texts.with("result-lost", &[("points", Value::from(texts.mark(difference.points)))]));
    Card {
        goal: difference.work.map_or("finish", |work| work.goal),
        about: words::about(difference, job, texts),
        what: words::what(difference, job, texts),
        points,
        seen: [difference.mine.is_some(), difference.theirs.is_some()],
    }
}

fn row(pair: &Pair, job: &Job, texts: &Texts) -> Row {
    let both = [&pair.mine, &pair.theirs];
    let seconds = both.map(|gesture| gesture.as_ref().map(|gesture| gesture.moves.technique.seconds));
    let times = seconds
        .map(|seconds| seconds.map_or_else(|| "–".to_owned(), |s| words::metric_text(Metric::Seconds, s, texts)));
    let remark = match (&pair.mine, &pair.theirs, pair.moved) {
        (Some(_), None, _) => Some("compare-only-mine"),
        (None, Some(_), _) => Some("compare-only-theirs"),
        (_, _, true) => Some("compare-moved"),
        _ => None,
    };
    Row {
        goal: pair.work.goal,
        name: words::gesture(&pair.work, job, texts),
        seconds,
        times,
        remark: remark.map(|key| texts.get(key)),
        figures: figures(both, texts),
        aligned: pair.aligned.clone(),
    }
}

/// The figures of a gesture side by side.
fn figures([mine, theirs]: [&Option<Gesture>; 2], texts: &Texts) -> Vec<(String, [String; 2], bool)> {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return Vec::new() };
    let metrics = Metric::ALL.into_iter().map(|metric| {
        let values = [mine, theirs].map(|gesture| gesture.moves.get(metric));
        let name = texts.get(&format!("compare-metric-{}", metric.name()));
        let worse = metric.worse(values[0], values[1]) > 0.0;
        (name, values.map(|value| words::metric_text(metric, value, texts)), worse)
    });
    let outcomes = mine.outcomes.iter().filter_map(|outcome| {
        let other = theirs.outcomes.iter().find(|other| other.figure == outcome.figure)?;
        let values = [outcome.value, other.value];
        let worse = outcome.figure.worse(values[0], values[1]) > 0.0;
        let name = texts.get("compare-came-out");
        Some((name, values.map(|value| words::figure_text(outcome.figure, value, texts)), worse))
    });
    outcomes.chain(metrics).collect()
}
