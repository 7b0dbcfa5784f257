//! Reads the marking scheme of a scenario: criteria with their rules, eliminatory faults.

use std::ops::Range;

use super::check;
use super::decode::{At, Decode, Fields, variant, word};
use super::earned;
use super::error::Report;
use super::load_pieces;
use super::pace;
use super::possible::Setting;
use super::schema::{Ask, Axis, Criterion, Eliminatory, Event, Figure, Marking, Measure, Mistake, Rule, Section};
use super::shape::{self, Shape, field, list, number, whole, words};
use super::spanned::{self, Node};
use crate::catalogue::competences;
use crate::catalogue::schema::Catalogue;

/// Most criteria, and most eliminatory faults, of a scenario.
const MAX_CRITERIA: usize = 200;
/// Largest threshold of a rule; nothing that is measured comes near.
const MAX_THRESHOLD: f64 = 1e6;
/// The mark that the weights add up to.
pub(super) const FULL_MARK: f64 = 20.0;

/// The marking scheme.
pub(super) static MARKING: Shape = Shape::new(
    "Marking",
    "the marking scheme",
    &[
        number("pass", 0.0, FULL_MARK, "", "mark from which the attempt passes"),
        number("safety_pass", 0.0, 1.0, "", "share of the safety points needed, whatever the mark"),
        list("criteria", MAX_CRITERIA, "`Criterion`", "their weights add up to 20"),
        list("eliminatory", MAX_CRITERIA, "`Eliminatory`", "faults that fail the attempt at once"),
    ],
);

/// A line of the marking scheme.
pub(super) static CRITERION: Shape = Shape::new(
    "Criterion",
    "a line of the marking scheme",
    &[
        field("id", "name", "unique in the file"),
        shape::word("axis", || words(&Axis::WORDS), "how it was done, what came out, who could have been hurt"),
        shape::word("section", || words(&Section::WORDS), "part of a measuring job; it changes no points").optional(),
        list(
            "competences",
            competences::MAX_SHOWN,
            "id of the tree",
            "what it shows of a person; no mark depends on it",
        )
        .optional(),
        number("weight", 0.01, FULL_MARK, "", "points of the 20"),
        field("label", "`Text`", "what is expected; make it agree with the rule’s numbers"),
        field("cause", "`Text`", "likely cause of a loss, and what to do about it"),
        field("rule", "rule", "how facts become points"),
        field("fault", "mistake", "the synthetic hand that must lose this criterion and no other; each is used once")
            .needed("unless the rule is about sites or questions"),
    ],
);

/// A fault that fails the attempt.
pub(super) static ELIMINATORY: Shape = Shape::new(
    "Eliminatory",
    "a fault that fails the attempt at once; the mark stays what it is",
    &[
        field("id", "name", "unique in the file"),
        field("label", "`Text`", "what happened"),
        field("event", "event", "it happens once, the attempt fails"),
    ],
);

/// How facts become points.
pub(super) static RULES: &[Shape] = &[
    Shape::new("Low", "all up to `full`, none from `zero` on, linear between", &[MEASURE, FULL, ZERO]),
    Shape::new("High", "all from `full` on, none down to `zero`, linear between", &[MEASURE, FULL, ZERO]),
    Shape::new("Done", "all, if it happened", &[field("event", "event", "")]),
    Shape::new("Never", "all, if `given` happened and `event` did not", &[field("event", "event", ""), GIVEN]),
    Shape::new(
        "AtMost",
        "each happening beyond `times` costs `each`; `given` as above",
        &[
            field("event", "event", ""),
            whole("times", 0, 10_000, ""),
            number("each", 0.01, FULL_MARK, "points", ""),
            GIVEN,
        ],
    ),
    Shape::new(
        "Before",
        "all, if `first` came before the first `then`; without any `then`, `first` is still needed",
        &[field("first", "event", ""), field("then", "event", "")],
    ),
    Shape::new(
        "Within",
        "all, if each `after` is followed by `event` within so many seconds",
        &[field("event", "event", ""), field("after", "event", ""), number("seconds", 0.1, 36_000.0, "s", "")],
    ),
    Shape::new(
        "Record",
        "all up to an error of `full` in what was written last, none from `zero` on, linear between; equal parts where it is asked for each fibre",
        &[
            field("ask", "question of the record", ""),
            number("full", 0.0, MAX_THRESHOLD, "", ""),
            number("zero", 0.0, MAX_THRESHOLD, "", ""),
        ],
    ),
    Shape::new(
        "Sites",
        "a figure of the last work at each of these sites, in equal parts: all at `full`, none at `zero`",
        &[
            SITES,
            shape::word("figure", || words(&Figure::WORDS), ""),
            number("full", 0.0, MAX_THRESHOLD, "", "1 where left out").needed(UNLESS_DONE),
            number("zero", 0.0, MAX_THRESHOLD, "", "0 where left out").needed(UNLESS_DONE),
        ],
    ),
    Shape::new(
        "Sequence",
        "these sites were done first in this order; each pair that was not costs its part",
        &[SITES],
    ),
    Shape::new(
        "Planned",
        "each item is where the plan wants it",
        &[list("items", load_pieces::MAX_ENTRIES, "kit item", "")],
    ),
    Shape::new("Untouched", "these sites were never worked, nor emptied; something else was done", &[SITES]),
    Shape::new(
        "Picks",
        "of these sites those to point out were, and no other: a wrong one takes back a right one",
        &[SITES],
    ),
    Shape::new(
        "Answers",
        "these questions were answered, in equal parts by how right",
        &[list("questions", load_pieces::MAX_ENTRIES, "question id", "")],
    ),
    Shape::new(
        "Pace",
        "all, if the attempt ended within `seconds`; none from `zero` on, linear between",
        &[number("seconds", 1.0, pace::MOST_SECONDS, "s", ""), number("zero", 1.0, pace::MOST_ZERO, "s", "")],
    ),
];

const UNLESS_DONE: &str = "unless `figure` is `done` or `right`";
const MEASURE: shape::Spec = field("measure", "measure", "");
const FULL: shape::Spec = number("full", -MAX_THRESHOLD, MAX_THRESHOLD, "", "");
const ZERO: shape::Spec = number("zero", -MAX_THRESHOLD, MAX_THRESHOLD, "", "");
const GIVEN: shape::Spec = field("given", "event", "");
const SITES: shape::Spec = list("sites", load_pieces::MAX_ENTRIES, "site", "a name may end in `*`");

/// The marking scheme with the places of its rules.
pub(super) struct MarkingAt {
    /// The scheme.
    pub(super) marking: Marking,
    /// Bytes of the rule of each criterion.
    pub(super) rules: Vec<Range<usize>>,
}

/// Reads the field `marking`.
pub(super) fn marking(
    node: &Node,
    report: &mut Report<'_>,
    catalogue: &Catalogue,
    setting: Option<&Setting<'_>>,
) -> Option<MarkingAt> {
    let mut fields = Fields::shaped(node, report, &MARKING)?;
    let pass = fields.limited(report, "pass");
    let safety_pass = fields.limited(report, "safety_pass");
    let criteria_node = fields.node(report, "criteria");
    let criteria_nodes = criteria_node.and_then(|_| fields.list(report, "criteria")).unwrap_or_default();
    let criteria: Vec<_> = criteria_nodes.iter().map(|node| criterion(node, report, catalogue)).collect();
    let eliminatory_nodes = fields.list(report, "eliminatory");
    let eliminatory: Vec<_> =
        eliminatory_nodes.unwrap_or_default().iter().map(|node| eliminatory(node, report)).collect();

    if let Some(node) = criteria_node
        && criteria.iter().all(Option::is_some)
        && matches!(node.kind, spanned::Kind::List(_))
    {
        let opening = node.span.start..node.span.start + 1;
        check::weights(report, opening, criteria.iter().flatten().map(|found| &found.value.value));
    }
    check::unique(report, &criteria, &eliminatory);
    earned::earned(report, &criteria, &eliminatory, setting);
    let rules = criteria.iter().flatten().map(|criterion| criterion.rule.clone()).collect();
    let unspanned = |found: Option<CriterionAt>| found.map(|found| found.value.value);
    let marking = Marking {
        pass: pass?,
        safety_pass: safety_pass?,
        criteria: criteria_node.and(criteria.into_iter().map(unspanned).collect::<Option<Vec<_>>>())?,
        eliminatory: eliminatory_nodes.and(
            eliminatory.into_iter().map(|found| found.map(|found| found.value.value)).collect::<Option<Vec<_>>>(),
        )?,
    };
    Some(MarkingAt { marking, rules })
}

/// A criterion and the places of what other criteria can contradict.
pub(super) struct CriterionAt {
    /// The criterion at its id.
    pub(super) value: At<Criterion>,
    /// Bytes of its fault.
    pub(super) fault: Range<usize>,
    /// Bytes of its rule.
    pub(super) rule: Range<usize>,
}

fn criterion(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<CriterionAt> {
    let mut fields = Fields::shaped(node, report, &CRITERION)?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
    }
    let axis = fields.take::<Axis>(report, "axis");
    let section = match fields.optional("section") {
        Some(node) => Some(word(node, report, "section", &Section::WORDS)?),
        None => None,
    };
    let competences = match fields.optional("competences") {
        Some(node) => competences::shown(node, report, catalogue)?,
        None => Vec::new(),
    };
    let weight = fields.limited(report, "weight");
    let label = fields.sentence(report, "label");
    let cause = fields.sentence(report, "cause");
    let rule = fields.at::<Rule>(report, "rule");
    let known = rule.as_ref().and_then(|rule| Some(At { value: rule.value.mistake()?, span: rule.span.clone() }));
    let fault = match fields.optional("fault") {
        // A rule about sites and questions says itself what loses it.
        None if known.is_some() => known,
        _ => fields.at::<Mistake>(report, "fault"),
    };
    let (id, rule, fault) = (id?, rule?, fault?);
    let value = Criterion {
        id: id.value,
        axis: axis?,
        section,
        competences,
        weight: weight?,
        label: label?,
        cause: cause?,
        rule: rule.value,
        fault: fault.value,
    };
    Some(CriterionAt { value: At { value, span: id.span }, fault: fault.span, rule: rule.span })
}

/// An eliminatory fault and the place of what triggers it.
pub(super) struct EliminatoryAt {
    /// The fault at its id.
    pub(super) value: At<Eliminatory>,
    /// Bytes of its event.
    pub(super) event: Range<usize>,
}

fn eliminatory(node: &Node, report: &mut Report<'_>) -> Option<EliminatoryAt> {
    let mut fields = Fields::shaped(node, report, &ELIMINATORY)?;
    let id = fields.at::<String>(report, "id");
    if let Some(id) = &id {
        check::id(report, id, 1);
    }
    let label = fields.sentence(report, "label");
    let event = fields.at::<Event>(report, "event");
    let (id, event) = (id?, event?);
    let value = Eliminatory { id: id.value, label: label?, event: event.value };
    Some(EliminatoryAt { value: At { value, span: id.span }, event: event.span })
}

impl Decode for Rule {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Rule> {
        let (at, mut fields) = variant(node, report, "rule", RULES)?;
        let rule = match RULES[at].name {
            name @ ("Low" | "High") => {
                let measure = fields.take::<Measure>(report, "measure");
                let full = fields.limited(report, "full");
                let zero = fields.limited(report, "zero");
                let (measure, full, zero) = (measure?, full?, zero?);
                if name == "Low" { Rule::Low { measure, full, zero } } else { Rule::High { measure, full, zero } }
            }
            "Done" => Rule::Done { event: fields.take(report, "event")? },
            "Never" => {
                let event = fields.take::<Event>(report, "event");
                let given = fields.take::<Event>(report, "given");
                Rule::Never { event: event?, given: given? }
            }
            "AtMost" => {
                let event = fields.take::<Event>(report, "event");
                let times = fields.whole::<u32>(report, "times");
                let each = fields.limited(report, "each");
                let given = fields.take::<Event>(report, "given");
                Rule::AtMost { event: event?, times: times?, each: each?, given: given? }
            }
            "Before" => {
                let first = fields.take::<Event>(report, "first");
                let then = fields.take::<Event>(report, "then");
                Rule::Before { first: first?, then: then? }
            }
            "Record" => {
                let ask = fields.take::<Ask>(report, "ask");
                let full = fields.limited(report, "full");
                let zero = fields.limited(report, "zero");
                Rule::Record { ask: ask?, full: full?, zero: zero? }
            }
            "Sites" => {
                let sites = load_pieces::names(&mut fields, report, "sites");
                let figure =
                    fields.node(report, "figure").and_then(|node| word(node, report, "figure", &Figure::WORDS))?;
                // What is done or right needs no thresholds.
                let usual = if figure.is_high() { (1.0, 0.0) } else { (0.0, 1.0) };
                let mut number = |name: &str, usual: f64| match fields.optional(name) {
                    None if figure.is_high() => Some(usual),
                    _ => fields.limited(report, name),
                };
                let (full, zero) = (number("full", usual.0), number("zero", usual.1));
                Rule::Sites { sites: sites?, figure, full: full?, zero: zero? }
            }
            "Sequence" => Rule::Sequence { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Planned" => Rule::Planned { items: load_pieces::names(&mut fields, report, "items")? },
            "Picks" => Rule::Picks { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Untouched" => Rule::Untouched { sites: load_pieces::names(&mut fields, report, "sites")? },
            "Answers" => Rule::Answers { questions: load_pieces::names(&mut fields, report, "questions")? },
            "Pace" => {
                let seconds = fields.limited(report, "seconds");
                let zero = fields.limited(report, "zero");
                Rule::Pace { seconds: seconds?, zero: zero? }
            }
            _ => {
                let event = fields.take::<Event>(report, "event");
                let after = fields.take::<Event>(report, "after");
                let seconds = fields.limited(report, "seconds");
                Rule::Within { event: event?, after: after?, seconds: seconds? }
            }
        };
        check::rule(report, &node.span, &rule).then_some(rule)
    }
}

impl Decode for Axis {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Axis> {
        word(node, report, "axis", &Axis::WORDS)
    }
}

macro_rules! decode_named {
    ($($name:ident as $what:literal,)*) => {$(
        impl Decode for $name {
            fn decode(node: &Node, report: &mut Report<'_>) -> Option<$name> {
                let words: Vec<_> = $name::ALL.iter().map(|value| (value.name(), *value)).collect();
                word(node, report, $what, &words)
            }
        }
    )*};
}

decode_named! {
    Event as "event",
    Measure as "measure",
    Mistake as "fault",
}
