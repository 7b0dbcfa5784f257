//! Commands on models: keep an attempt as the model of its exercise, and compare another with it.

use std::path::Path;

use serde_json::json;

use crate::attempt;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::compare::model::{self, Model, Whose};
use crate::compare::{self, Attempted, Comparison, Difference, Metric, Moment, words};
use crate::journal;
use crate::library;
use crate::locale::{Texts, Value};
use crate::scenario::Job;

use super::attempts::library_of;
use super::{Outcome, lang, say};

/// Compares an attempt with another, or with the model of its exercise.
pub(super) fn compare(path: &Path, with: Option<&Path>, scenario: Option<&Path>, as_json: bool) -> Outcome {
    let library = library_of(scenario)?;
    let (catalogue, words) = (&library.catalogue, Texts::new(lang()));
    let read = |path: &Path| journal::read(path).map_err(|why| why.to_string());
    let journal = read(path)?;
    let loaded = attempt::scenario_of(&journal.header, scenario, &library).map_err(|why| why.to_string())?;
    let mine = attempt::replay(&journal, &loaded, catalogue).map_err(|why| why.to_string())?;
    let model = match with {
        Some(with) => {
            let theirs = read(with)?;
            if theirs.header.scenario != journal.header.scenario {
                let why = compare::CompareError::OtherExercise {
                    mine: journal.header.scenario.clone(),
                    theirs: theirs.header.scenario,
                };
                return Err(why.to_string());
            }
            Model::recorded(theirs, &loaded, catalogue).map_err(|why| why.to_string())?
        }
        None => {
            let (model, unfit) = Model::of(&library::models_folder(), mine.job(), &loaded, catalogue);
            if let Some(why) = unfit {
                eprintln!("the kept model does not serve: {why}");
            }
            model
        }
    };
    let attempted = Attempted::of(&mine, &journal.samples);
    let found = compare::compare(&attempted, &model.attempted()).map_err(|why| why.to_string())?;
    if as_json {
        let differences: Vec<_> = found.differences.iter().map(|d| (d, mine.job(), &words)).map(spoken).collect();
        return say(json!({
            "model": match model.whose { Whose::Person => "person", Whose::Synthetic => "synthetic" },
            "marks": [mine.mark.mark, model.replayed.mark.mark],
            "differences": differences,
            "gestures": found.pairs,
            "cut": found.cut,
        }));
    }
    print(&found, mine.job(), &model, &words)
}

/// A difference with its sentence.
fn spoken((difference, job, texts): (&Difference, &Job, &Texts)) -> serde_json::Value {
    let mut value = json!(difference);
    value["sentence"] = json!(words::sentence(difference, job, texts));
    value
}

fn print(found: &Comparison, job: &Job, model: &Model, texts: &Texts) -> Outcome {
    say(texts.get(match model.whose {
        Whose::Person => "compare-model-is-person",
        Whose::Synthetic => "compare-model-is-synthetic",
    }))?;
    if found.first().is_empty() {
        say(texts.get("compare-none"))?;
    }
    let at = |moment: Option<Moment>| match moment {
        Some(moment) => seconds(moment.from, texts),
        None => "–".to_owned(),
    };
    for (i, difference) in found.first().iter().enumerate() {
        let (mine, theirs) = (at(difference.mine), at(difference.theirs));
        say(format!("{}. {}", i + 1, words::sentence(difference, job, texts)))?;
        say(format!("     {} {mine} · {} {theirs}", texts.get("compare-mine"), texts.get("compare-theirs")))?;
    }
    for pair in &found.pairs {
        let time = |gesture: &Option<compare::Gesture>| match gesture {
            Some(gesture) => words::metric_text(Metric::Seconds, gesture.moves.technique.seconds, texts),
            None => "–".to_owned(),
        };
        let moved = if pair.moved { format!("  ({})", texts.get("compare-moved")) } else { String::new() };
        let name = words::gesture(&pair.work, job, texts);
        say(format!("  {:>14} {:>14}  {name}{moved}", time(&pair.mine), time(&pair.theirs)))?;
    }
    if found.cut { say(texts.get("compare-cut")) } else { Ok(()) }
}

fn seconds(tick: Tick, texts: &Texts) -> String {
    texts.with("compare-value-seconds", &[("value", Value::Fixed(f64::from(tick) * TICK_S, 1))])
}

/// Keeps an attempt as the model of its exercise, takes one away, or lists those that are kept.
pub(super) fn model(path: Option<&Path>, remove: Option<&str>, scenario: Option<&Path>) -> Outcome {
    let folder = library::models_folder();
    if let Some(id) = remove {
        return match model::remove(&folder, id).map_err(|why| why.to_string())? {
            true => say(format!("the model of {id} is removed; the reference hand stands in its place")),
            false => Err(format!("there is no model of `{}`", crate::scenario::error::printable(id))),
        };
    }
    let Some(path) = path else {
        for id in model::all(&folder) {
            say(id)?;
        }
        return Ok(());
    };
    let library = library_of(scenario)?;
    let header = journal::read_header(path).map_err(|why| why.to_string())?;
    let loaded = attempt::scenario_of(&header, scenario, &library).map_err(|why| why.to_string())?;
    let kept = model::keep(path, &loaded, &library.catalogue, &folder).map_err(|why| why.to_string())?;
    say(format!("{} is now the model of {}", kept.display(), loaded.scenario.id))
}
