//! A difference in one sentence with its numbers, and the names of gestures, in either language.

use super::figure::{Figure, Metric};
use super::gesture::Work;
use super::rank::{Difference, Kind};
use crate::catalogue::vocabulary::{Colour, Key};
use crate::locale::{Texts, Value, side_name};
use crate::scenario::Job;
use crate::scenario::schema::Text;

/// Labels of undone criteria that are named; of more, their number is said.
const NAMED: usize = 2;

/// A gesture's name: the order of the guide, with the job's numbers and colours.
pub fn gesture(work: &Work, job: &Job, texts: &Texts) -> String {
    let numbered = |name: String| match work.number {
        0 => name,
        number => texts.with("compare-numbered", &[("name", Value::from(name)), ("n", Value::from(number))]),
    };
    if work.goal.starts_with("site-") {
        let site = usize::from(work.number).checked_sub(1).and_then(|i| job.craft.sites.get(i));
        return match site {
            Some(site) => texts.pick(&site.name).to_owned(),
            None => texts.goal(work.goal, &[]),
        };
    }
    let lengths = &job.lengths;
    let mm = match work.goal {
        "cut-sheath" => lengths.ring_mm,
        "score-tube" => lengths.tube_left_mm,
        _ => lengths.strip_mm,
    };
    let tube = if work.number == 0 { job.tube } else { work.number };
    let (fibre, colour) = match (work.goal, work.number) {
        ("pick-fibre", 0) => (job.fibre, Colour::of(job.fibre_in_tube())),
        ("pick-fibre", n) => (n, Colour::of((n - 1) % job.cable.fibres_per_tube.max(1) + 1)),
        _ => (job.fibre, Colour::of(tube)),
    };
    let slot = if work.goal == "seat-sleeve" && work.number > 0 { work.number } else { job.slot };
    let mut values = vec![
        ("mm", Value::Fixed(mm, 0)),
        ("colour", Value::from(texts.colour(colour))),
        ("tube", Value::from(tube)),
        ("fibre", Value::from(fibre)),
        ("slot", Value::from(slot)),
    ];
    values.extend(work.side.map(|side| ("side", Value::from(side_name(side)))));
    // Of the menu's keys the guide knows one goal alone.
    let key = usize::try_from(work.control).ok().and_then(|i| Key::ALL.get(i));
    match (work.goal, key) {
        ("leave-menu", Some(key)) => texts.with("compare-key", &[("key", Value::from(texts.key(*key)))]),
        ("inspect-face" | "clean-face" | "plug", _) => numbered(texts.goal(work.goal, &values)),
        _ => texts.goal(work.goal, &values),
    }
}

/// What a difference is about, in a few words: the gesture, what was expected, or the whole work.
pub fn about(difference: &Difference, job: &Job, texts: &Texts) -> String {
    match (&difference.kind, &difference.work) {
        (Kind::Eliminated { label, .. } | Kind::Criterion { label, .. }, _) => texts.pick(label).to_owned(),
        (Kind::NotDone { labels, .. }, _) => listed(labels, texts),
        (_, Some(work)) => gesture(work, job, texts),
        (_, None) => texts.get("compare-whole"),
    }
}

/// What differs, with the trainee's number and the model's.
pub fn what(difference: &Difference, job: &Job, texts: &Texts) -> String {
    let both = |key: &str, mine: String, theirs: String| {
        texts.with(key, &[("mine", Value::from(mine)), ("theirs", Value::from(theirs))])
    };
    match &difference.kind {
        Kind::Eliminated { .. } => texts.get("compare-eliminated"),
        Kind::NotDone { .. } => texts.get("compare-not-done"),
        Kind::Criterion { measure: Some(measure), values: Some([mine, theirs]), .. } => {
            both("compare-both", texts.measured(*measure, *mine), texts.measured(*measure, *theirs))
        }
        Kind::Criterion { event, .. } => {
            let event = event.map_or_else(|| texts.get("event-not-done"), |event| texts.event(event));
            texts.with("compare-mine-alone", &[("mine", Value::from(event))])
        }
        Kind::Figure { figure, values } => {
            let [mine, theirs] = values.map(|value| figure_text(*figure, value, texts));
            both("compare-both", mine, theirs)
        }
        Kind::Metric { metric, values } => {
            let [mine, theirs] = values.map(|value| metric_text(*metric, value, texts));
            let name = texts.get(&format!("compare-worse-{}", metric.name()));
            let both = both("compare-both", mine, theirs);
            texts.with("compare-metric", &[("name", Value::from(name)), ("both", Value::from(both))])
        }
        Kind::Times { times: [0, _] } => texts.get("compare-left-out"),
        Kind::Times { times } => {
            let [mine, theirs] = times.map(|n| texts.with("compare-times", &[("n", Value::from(n))]));
            both("compare-both", mine, theirs)
        }
        Kind::Order { mine_after, theirs_after } => {
            let after = |work: &Option<Work>| match work {
                Some(work) => texts.with("compare-after", &[("what", Value::from(gesture(work, job, texts)))]),
                None => texts.get("compare-first"),
            };
            both("compare-both", after(mine_after), after(theirs_after))
        }
    }
}

/// The whole sentence.
pub fn sentence(difference: &Difference, job: &Job, texts: &Texts) -> String {
    let values = [
        ("about", Value::from(about(difference, job, texts))),
        ("what", Value::from(what(difference, job, texts))),
        ("points", Value::from(texts.mark(difference.points))),
    ];
    let eliminated = matches!(difference.kind, Kind::Eliminated { .. });
    let key = if difference.points > 0.0 && !eliminated { "compare-sentence-points" } else { "compare-sentence" };
    texts.with(key, &values)
}

/// A metric's value with its unit.
pub fn metric_text(metric: Metric, value: f64, texts: &Texts) -> String {
    if metric == Metric::Seconds && value >= 60.0 {
        return texts.duration(value);
    }
    let value = Value::Fixed(value, metric.decimals());
    texts.with(&format!("compare-value-{}", metric.name()), &[("value", value)])
}

/// A result with its unit.
pub fn figure_text(figure: Figure, value: f64, texts: &Texts) -> String {
    let percent = |key: &str| texts.with(key, &[("value", Value::Fixed(value * 100.0, 0))]);
    match figure {
        Figure::Measured(measure) => texts.measured(measure, value),
        Figure::SiteError => texts.with("compare-site-error", &[("value", Value::Fixed(value, 1))]),
        Figure::SiteHarm => percent("compare-site-harm"),
        Figure::SiteLeft => percent("compare-site-left"),
    }
}

fn listed(labels: &[Text], texts: &Texts) -> String {
    let names: Vec<&str> = labels.iter().take(NAMED).map(|label| texts.pick(label)).collect();
    let names = names.join(" · ");
    match labels.len().saturating_sub(NAMED) {
        0 => names,
        more => texts.with("list-more", &[("what", Value::from(names)), ("n", Value::from(more as u32))]),
    }
}
