//! What leaves the program to be read: finished marks as text and one HTML page, traces as files of the trade.

pub(crate) mod html;
#[cfg(feature = "print")]
pub mod print;
mod proof;
pub mod traces;

pub use html::html;
pub use proof::page as proof_page;

use crate::catalogue::vocabulary::TICK_S;
use crate::locale::Texts;
use crate::marking::{CriterionMark, Deduction, Mark};
use crate::scenario::Job;
use crate::scenario::schema::{Axis, Event, Lang, Rule};

/// The mark and where every point went, as text.
pub fn text(job: &Job, mark: &Mark, lang: Lang) -> String {
    let texts = Texts::new(lang);
    let mut out = format!("{} / 20  {}\n", texts.mark(mark.mark), texts.get(verdict(mark)));
    for axis in [Axis::Technique, Axis::Result, Axis::Safety] {
        let points = mark.axis(axis);
        out += &format!("  {:12} {:5.2} / {:.2}\n", texts.axis(axis), points.earned, points.of);
    }
    for (section, points) in mark.sections() {
        let name = texts.get(&format!("section-{}", section.name()));
        out += &format!("    {name:16} {:5.2} / {:.2}\n", points.earned, points.of);
    }
    for fault in &mark.eliminatory {
        out += &format!("  !! {} ({:.1} s)\n", fault.label.get(lang), f64::from(fault.from_tick) * TICK_S);
    }
    for criterion in &mark.criteria {
        for lost in &criterion.lost {
            out += &format!(
                "  -{:.2} {}: {} ({:.1} s)\n        {}\n",
                lost.points,
                criterion.label.get(lang),
                what(job, criterion, lost, &texts),
                f64::from(lost.from_tick) * TICK_S,
                criterion.cause.get(lang),
            );
        }
    }
    out
}

/// What cost the points, in words, and why an answer counts for half.
fn what(job: &Job, criterion: &CriterionMark, lost: &Deduction, texts: &Texts) -> String {
    let happened = happened(job, criterion, lost, texts);
    match lost.flaw {
        Some(flaw) => {
            let why = texts.get(&format!("flaw-{}", flaw.name()));
            format!("{happened}. {}", texts.with("unsound", &[("why", why.into())]))
        }
        None => happened,
    }
}

/// The measured value with its unit, or what happened.
fn happened(job: &Job, criterion: &CriterionMark, lost: &Deduction, texts: &Texts) -> String {
    let rule = job.scenario.marking.criteria.iter().find(|c| c.id == criterion.id).map(|c| &c.rule);
    match (rule, lost.value) {
        (Some(Rule::Low { measure, .. } | Rule::High { measure, .. }), Some(value)) => texts.measured(*measure, value),
        _ => match Event::ALL.iter().find(|event| event.name() == lost.fact) {
            Some(event) => texts.event(*event),
            None => texts.get("event-not-done"),
        },
    }
}

/// Locale key of the verdict.
fn verdict(mark: &Mark) -> &'static str {
    if mark.passed { "result-passed" } else { "result-not-yet" }
}
