//! A timed variant: part of the mark goes to a criterion on how soon the attempt ended.

use super::decode::Fields;
use super::error::Report;
use super::load_marking::FULL_MARK;
use super::schema::{Axis, Criterion, Marking, Mistake, Rule, Text};
use super::shape::{Shape, number};
use super::spanned::Node;

/// Id of the criterion.
pub const ID: &str = "pace";
/// Longest time within which all points are earned, s: what a synthetic hand that is late can still end in.
pub(super) const MOST_SECONDS: f64 = 1_800.0;
/// Longest time from which no points are earned, s.
pub(super) const MOST_ZERO: f64 = 7_200.0;

/// The field `pace`.
pub(super) static PACE: Shape = Shape::new(
    "Pace",
    "one more criterion, on how soon the attempt ends; the others make room for it in proportion",
    &[
        number("seconds", 1.0, MOST_SECONDS, "s", "all points up to here"),
        number("zero", 1.0, MOST_ZERO, "s", "none from here on"),
        number("weight", 0.1, 10.0, "", "points of the 20"),
    ],
);

/// How soon an attempt must end, and what that is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    /// All points up to here, s.
    seconds: f64,
    /// None from here on, s.
    zero: f64,
    /// Points of the 20.
    weight: f64,
}

/// Reads the field `pace`.
pub(super) fn pace(node: &Node, report: &mut Report<'_>) -> Option<Pace> {
    let mut fields = Fields::shaped(node, report, &PACE)?;
    let seconds = fields.limited(report, "seconds");
    let zero = fields.limited_at(report, "zero");
    let weight = fields.limited(report, "weight");
    let (seconds, zero, weight) = (seconds?, zero?, weight?);
    if zero.value <= seconds {
        let message = format!("`zero` must be more than `seconds`, found {} and {seconds}", zero.value);
        report.error(zero.span, message);
        return None;
    }
    Some(Pace { seconds, zero: zero.value, weight })
}

impl Pace {
    /// Makes room for the criterion among the others, in proportion, and appends it.
    ///
    /// # Errors
    /// Where the scheme has its name or its fault already.
    pub(super) fn apply(self, marking: &mut Marking) -> Result<(), String> {
        let ids = marking.criteria.iter().map(|criterion| &criterion.id);
        if ids.chain(marking.eliminatory.iter().map(|fault| &fault.id)).any(|id| id == ID) {
            return Err(format!("id `{ID}` is used in `marking` already, and `pace` makes a criterion of that name"));
        }
        if let Some(other) = marking.criteria.iter().find(|criterion| criterion.fault == Mistake::SlowHand) {
            return Err(format!("fault `{}` proves `{}` already", Mistake::SlowHand.name(), other.id));
        }
        let share = (FULL_MARK - self.weight) / FULL_MARK;
        for criterion in &mut marking.criteria {
            criterion.weight *= share;
            // What each happening costs is points, too.
            if let Rule::AtMost { each, .. } = &mut criterion.rule {
                *each *= share;
            }
        }
        let time = time(self.seconds);
        marking.criteria.push(Criterion {
            id: ID.to_owned(),
            axis: Axis::Technique,
            section: None,
            competences: Vec::new(),
            weight: self.weight,
            label: Text { fr: format!("Finir en {time}"), en: format!("Finish within {time}") },
            cause: Text {
                fr: "Le travail a pris trop de temps. Préparer l’outil suivant, éviter les gestes inutiles.".to_owned(),
                en: "The work took too long. Have the next tool ready, leave out what is not needed.".to_owned(),
            },
            rule: Rule::Pace { seconds: self.seconds, zero: self.zero },
            fault: Mistake::SlowHand,
        });
        Ok(())
    }
}

/// A time as one says it, the same in both languages, with no-break spaces.
fn time(seconds: f64) -> String {
    let whole = libm::round(seconds) as u64;
    match (whole / 60, whole % 60) {
        (0, seconds) => format!("{seconds}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, seconds) => format!("{minutes}\u{a0}min\u{a0}{seconds}\u{a0}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse_scenario;
    use crate::scenario::tests::{FIRST, catalogue, first, print};

    fn with(pace: &str) -> String {
        FIRST.replacen("minutes: 20,", &format!("minutes: 20, pace: {pace},"), 1)
    }

    #[test]
    fn a_pace_takes_its_part_of_every_weight_and_becomes_a_criterion() {
        let text = with("Pace(seconds: 90, zero: 180, weight: 2)");
        let timed = parse_scenario("x.ron", &text, &catalogue()).unwrap_or_else(|e| panic!("{}", print(&e))).scenario;
        let plain = first().scenario;
        let (last, others) = timed.marking.criteria.split_last().expect("criteria");
        assert_eq!((last.id.as_str(), last.weight, last.axis), ("pace", 2.0, Axis::Technique));
        assert_eq!(last.rule, Rule::Pace { seconds: 90.0, zero: 180.0 });
        assert_eq!((last.label.fr.as_str(), last.fault), ("Finir en 1\u{a0}min\u{a0}30\u{a0}s", Mistake::SlowHand));
        assert_eq!(others.len(), plain.marking.criteria.len());
        for (now, before) in others.iter().zip(&plain.marking.criteria) {
            assert!((now.weight - before.weight * 0.9).abs() < 1e-12);
            if let (Rule::AtMost { each: now, .. }, Rule::AtMost { each: before, .. }) = (&now.rule, &before.rule) {
                assert!((now - before * 0.9).abs() < 1e-12);
            }
        }
        let sum: f64 = timed.marking.criteria.iter().map(|criterion| criterion.weight).sum();
        assert!((sum - FULL_MARK).abs() < 1e-9);
    }

    #[test]
    fn a_pace_that_cannot_be_is_an_error_at_its_place() {
        let error = |text: &str| {
            let found = parse_scenario("x.ron", text, &catalogue()).expect_err(text);
            assert_eq!(found.len(), 1, "{}", print(&found));
            (found[0].message.clone(), text[found[0].span.clone()].to_owned())
        };
        let (message, at) = error(&with("(seconds: 90, zero: 90, weight: 2)"));
        assert_eq!((message.as_str(), at.as_str()), ("`zero` must be more than `seconds`, found 90 and 90", "90"));
        let (message, at) = error(&with("(seconds: 90, zero: 180, weight: 11)"));
        assert_eq!((message.as_str(), at.as_str()), ("`weight` must be from 0.1 to 10, found 11", "11"));
        let named = with("(seconds: 90, zero: 180, weight: 2)").replacen("\"ring-depth\"", "\"pace\"", 1);
        assert!(error(&named).0.starts_with("id `pace` is used in `marking` already"));
    }
}
