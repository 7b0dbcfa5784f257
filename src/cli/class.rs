//! Commands for the figures of a class: who stands where, how hard exercises are, how well they measure.

use std::path::Path;

use serde_json::json;

use crate::calendar;
use crate::library::{self, Library};
use crate::progress::Level;
use crate::records::board::{self, Figures, State};
use crate::records::class::{self, Measured};
use crate::records::stats::{Comparison, Estimate};
use crate::records::{Store, attempts_in};
use crate::scenario::error::printable;

use super::{Outcome, located, records, say};

/// Prints where everybody in a group stands, who is stuck, and what the group loses points on.
pub(super) fn board(mut store: Store, group: Option<&str>, json: bool) -> Outcome {
    store.refresh().map_err(|why| why.to_string())?;
    let histories = histories(&store, group)?;
    let library = Library::open().map_err(located)?;
    let mut exercises = library.exercises();
    exercises.extend(library.own_exercises(&library::own_folder()));
    let scenarios: Vec<_> = exercises.iter().filter_map(|e| Some(&e.loaded.as_ref().ok()?.scenario)).collect();
    let board = board::board(&library.catalogue.catalogue.domains, &scenarios, &histories, calendar::today());
    if json {
        let rows: Vec<_> = board
            .rows
            .iter()
            .map(|row| {
                let stuck: Vec<_> =
                    row.stuck.iter().map(|s| json!({"exercise": s.exercise, "failures": s.failures})).collect();
                json!({
                    "person": row.person.pseudonym, "state": row.state.name(), "attempts": row.attempts,
                    "last_day": row.last_day, "progress_day": row.progress_day, "stuck": stuck, "levels": row.levels,
                })
            })
            .collect();
        let faults: Vec<_> = board
            .faults
            .iter()
            .map(|f| json!({"exercise": f.exercise, "criterion": f.criterion, "people": f.people, "of": f.of}))
            .collect();
        return say(json!({ "competences": board.competences, "rows": rows, "faults": faults }));
    }
    for row in &board.rows {
        // As on the passport: a sign for each level, so that a line reads at a glance.
        let signs: String = row.levels.iter().map(|level| ['·', '○', '●', '★'][*level as usize]).collect();
        let where_ = row.stuck.first().map_or(String::new(), |stuck| format!("{} ×{}", stuck.exercise, stuck.failures));
        let state = if row.state == State::Going { "" } else { row.state.name() };
        say(format!("{:<24} {signs}  {state} {where_}", row.person.called()).trim_end())?;
    }
    for fault in board.faults.iter().take(10) {
        say(format!("{}/{} lose {} of {}", fault.people, fault.of, fault.criterion, fault.exercise))?;
    }
    let acquired = |row: &board::Row| row.levels.iter().filter(|level| **level >= Level::Acquired).count();
    let sum: usize = board.rows.iter().map(acquired).sum();
    say(format!(
        "{} people, {:.1} competences acquired each",
        board.rows.len(),
        sum as f64 / board.rows.len().max(1) as f64
    ))
}

fn histories(store: &Store, group: Option<&str>) -> Result<Vec<crate::records::History>, String> {
    if let Some(name) = group {
        let groups = store.groups().map_err(|why| why.to_string())?;
        if !groups.iter().any(|known| known.name == name) {
            return Err(format!("there is no group {}", printable(name)));
        }
    }
    store.histories(group).map_err(|why| why.to_string())
}

/// Prints difficulty, discrimination and reliability of every exercise that a group did; compared with another group
/// where one is named.
pub(super) fn figures(mut store: Store, group: Option<&str>, with: Option<&str>, json: bool) -> Outcome {
    store.refresh().map_err(|why| why.to_string())?;
    let own = histories(&store, group)?;
    let figures = board::figures(&own);
    let compared = match with {
        None => None,
        Some(with) => board::compare(&own, &histories(&store, Some(with))?),
    };
    if json {
        let exercises: Vec<_> = figures
            .iter()
            .map(|f| {
                json!({
                    "exercise": f.exercise, "people": f.people, "attempts": f.attempts, "mean": f.mean,
                    "deviation": f.deviation, "passed": f.passed, "alpha": f.alpha, "criteria": f.items,
                })
            })
            .collect();
        return say(json!({ "exercises": exercises, "comparison": compared }));
    }
    figures.iter().try_for_each(exercise)?;
    match (with, compared) {
        (None, _) => Ok(()),
        (Some(with), Some(found)) => comparison(group.unwrap_or("all"), with, &found),
        (Some(_), None) => say("too little that both groups did to compare them"),
    }
}

fn exercise(figures: &Figures) -> Outcome {
    let Figures { exercise, people, attempts, mean, passed, .. } = figures;
    say(format!(
        "{exercise}: {people} people, {attempts} attempts, mean {mean:.2} ({}), {:.0} % passed, alpha {}",
        or_dash(figures.deviation),
        passed * 100.0,
        or_dash(figures.alpha),
    ))?;
    figures.items.iter().try_for_each(|item| {
        say(format!(
            "    {:<24} difficulty {:.2}  discrimination {}  alpha without {}",
            item.id,
            item.difficulty,
            or_dash(item.discrimination),
            or_dash(item.alpha_without),
        ))
    })
}

fn comparison(first: &str, second: &str, found: &Comparison) -> Outcome {
    say(format!(
        "{first} (n {}, mean {:.2}, sd {:.2}) and {second} (n {}, mean {:.2}, sd {:.2}): Cohen's d {}",
        found.people.0,
        found.means.0,
        found.deviations.0,
        found.people.1,
        found.means.1,
        found.deviations.1,
        range(&found.d),
    ))
}

fn or_dash(figure: Option<f64>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.2}"))
}

fn range(estimate: &Estimate) -> String {
    format!("{:.2} [{:.2}; {:.2}]", estimate.value, estimate.low, estimate.high)
}

/// Prints what marks of a real class are worth, by the protocol of docs/validity.md.
pub(super) fn validity(folder: &Path, levels: &Path, json: bool) -> Outcome {
    let levels = class::levels(&levels.display().to_string(), &records::table(levels)?).map_err(located)?;
    let (attempts, found) = attempts_in(folder).map_err(|why| why.to_string())?;
    records::refusals(&found.refused, found.refused_count);
    let measured = class::measure(&attempts, &levels);
    if json {
        return say(json!({ "attempts": attempts.len(), "exercises": measured }));
    }
    say(format!("{} attempts, {} people with a level; intervals of 95 %", attempts.len(), levels.len()))?;
    if measured.is_empty() {
        return Err(format!("{}: no attempts", folder.display()));
    }
    measured.iter().try_for_each(one)
}

fn one(measured: &Measured) -> Outcome {
    say(&measured.exercise)?;
    for at in &measured.levels {
        let deviation = or_dash(at.deviation);
        say(format!("    level {}: n {}, mean {:.2}, sd {deviation}", at.level, at.people, at.mean))?;
    }
    for pair in &measured.apart {
        say(format!("    level {} over {}: area {}", pair.over, pair.under, range(&pair.area)))?;
    }
    if let Some(retest) = &measured.retest {
        let (icc, change, error) = (range(&retest.icc), retest.change, retest.error);
        say(format!(
            "    retest: n {}, ICC {icc}, change {change:+.2}, error of measurement {error:.2}",
            retest.people
        ))?;
    }
    if let Some(alpha) = &measured.alpha {
        say(format!("    Cronbach's alpha {}", range(alpha)))?;
    }
    for item in &measured.items {
        let discrimination = or_dash(item.discrimination);
        say(format!("    {:<24} difficulty {:.2}  discrimination {discrimination}", item.id, item.difficulty))?;
    }
    measured.missing.iter().try_for_each(|missing| say(format!("    MISSING: {missing}")))
}
