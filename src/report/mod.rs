//! Finished marks as something to read: plain text for the terminal, one HTML page for people.

mod html;

pub use html::html;

use crate::catalogue::vocabulary::TICK_S;
use crate::locale::Texts;
use crate::marking::Mark;
use crate::scenario::schema::{Axis, Lang};

/// The mark and where every point went, as text.
pub fn text(mark: &Mark, lang: Lang) -> String {
    let texts = Texts::new(lang);
    let mut out = format!("{} / 20  {}\n", texts.mark(mark.mark), texts.get(verdict(mark)));
    for axis in [Axis::Technique, Axis::Result, Axis::Safety] {
        let points = mark.axis(axis);
        out += &format!("  {:12} {:5.2} / {:.2}\n", texts.axis(axis), points.earned, points.of);
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
                lost.value.map_or_else(|| lost.fact.clone(), |value| texts.number(value, 2)),
                f64::from(lost.from_tick) * TICK_S,
                criterion.cause.get(lang),
            );
        }
    }
    out
}

/// Locale key of the verdict.
fn verdict(mark: &Mark) -> &'static str {
    if mark.passed { "result-passed" } else { "result-not-yet" }
}
