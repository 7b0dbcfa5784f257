//! Whether criteria can be earned and lost on this bench: an order that can be kept, events that something triggers,
//! figures within reach.

use std::collections::BTreeMap;
use std::ops::Range;

use super::error::Report;
use super::load_marking::{CriterionAt, EliminatoryAt};
use super::possible::{Setting, stage};
use super::schema::{Event, Measure, Rule, Work};

/// What the work itself wants before something can happen for the first time: the one, then the other.
pub(super) const NECESSARY: &[(Event, Event)] = &[
    (Event::SheathCut, Event::SheathPulled),
    (Event::SheathPulled, Event::TubeScored),
    (Event::TubeScored, Event::TubeOpened),
    (Event::TubeOpened, Event::FibrePicked),
    (Event::FibrePicked, Event::Spliced),
    (Event::CoatingStripped, Event::GlassWiped),
    (Event::CoatingStripped, Event::Cleaved),
    (Event::Cleaved, Event::Spliced),
    (Event::FibreLoaded, Event::Spliced),
    (Event::Spliced, Event::ReArced),
    (Event::Spliced, Event::TensionTested),
    (Event::Spliced, Event::SleeveHeated),
    (Event::SleeveThreaded, Event::SleeveHeated),
    (Event::SleeveHeated, Event::SleeveHandledHot),
    (Event::ShardMade, Event::ShardTouched),
    (Event::ShardMade, Event::ShardBinned),
    (Event::ShardMade, Event::ShardDropped),
];

/// What must happen must be possible: no circle of « before », nothing both required and forbidden, nothing that no
/// tool, instrument or workpiece of this exercise can bring about, no figure that cannot be come to.
pub(super) fn earned(
    report: &mut Report<'_>,
    criteria: &[Option<CriterionAt>],
    eliminatory: &[Option<EliminatoryAt>],
    setting: Option<&Setting<'_>>,
) {
    order(report, criteria, eliminatory, setting);
    let Some(setting) = setting else { return };
    for CriterionAt { value, rule, fault } in criteria.iter().flatten() {
        let criterion = &value.value;
        if let Err(why) = possible(&criterion.rule, setting) {
            report.error(rule.clone(), format!("criterion `{}` {why}", criterion.id));
        }
        // A rule about sites or questions says itself what loses it.
        let mistake = criterion.rule.mistake().map_or_else(|| setting.mistake(criterion.fault), |_| Ok(()));
        if let Err(why) = mistake {
            report.error(fault.clone(), format!("no hand can make `{}` here: {why}", criterion.fault.name()));
        }
        if let Rule::Before { first, then } = criterion.rule
            && let Err(why) = setting.reached(then)
        {
            let (first, then) = (first.name(), then.name());
            let told = format!("`{then}` never happens here, so this asks for `{first}` and for no order: {why}");
            report.remark(rule.clone(), told);
        }
    }
    for EliminatoryAt { value, event } in eliminatory.iter().flatten() {
        let named = value.value.event;
        if matches!(named, Event::ToolTaken | Event::Gesture) {
            report.error(event.clone(), format!("`{}` happens in every attempt: all would fail", named.name()));
        } else if let Err(why) = setting.reached(named) {
            report.error(event.clone(), format!("nothing here can trigger `{}`: {why}", named.name()));
        }
    }
}

fn possible(rule: &Rule, setting: &Setting<'_>) -> Result<(), String> {
    let happens = |event: Event| {
        let never = |why| format!("cannot be earned: `{}` never happens here: {why}", event.name());
        setting.reached(event).map_err(never)
    };
    let triggered = |event: Event| {
        let never = |why| format!("cannot be lost: nothing here can trigger `{}`: {why}", event.name());
        setting.event(event).map_err(never)
    };
    let measured = |measure: Measure| {
        let never = |why| format!("cannot be earned: `{}` has nothing to measure here: {why}", measure.name());
        setting.measure(measure).map_err(never)
    };
    let out_of_reach = |measure: Measure, full: f64, limit: &str, of: f64| {
        let name = measure.name();
        Err(format!("cannot be earned in full: `{name}` is {limit} {of} on this bench, `full` is {full}"))
    };
    match *rule {
        Rule::Done { event } => happens(event),
        Rule::Never { event, given } | Rule::AtMost { event, given, .. } => happens(given).and(triggered(event)),
        Rule::Before { first, .. } => happens(first),
        Rule::Within { event, after, .. } => happens(after).and(happens(event)),
        Rule::Low { measure, full, .. } => {
            measured(measure)?;
            let (least, _) = setting.bounds(measure);
            if full < least { out_of_reach(measure, full, "at least", least) } else { Ok(()) }
        }
        Rule::High { measure, full, .. } => {
            measured(measure)?;
            let (_, most) = setting.bounds(measure);
            if full > most { out_of_reach(measure, full, "at most", most) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn order(
    report: &mut Report<'_>,
    criteria: &[Option<CriterionAt>],
    eliminatory: &[Option<EliminatoryAt>],
    setting: Option<&Setting<'_>>,
) {
    let mut after: BTreeMap<Event, Vec<Event>> = BTreeMap::new();
    if let Some(setting) = setting.filter(|setting| setting.work.splices()) {
        // What was done before the work begins wants nothing any more.
        let asked = |event: Event| match setting.work {
            Work::Part { from, .. } => stage(event).is_none_or(|stage| stage >= from),
            _ => true,
        };
        for (first, then) in NECESSARY.iter().filter(|(first, _)| asked(*first)) {
            after.entry(*first).or_default().push(*then);
        }
    }
    let mut forbidden: BTreeMap<Event, &str> = BTreeMap::new();
    for EliminatoryAt { value, .. } in eliminatory.iter().flatten() {
        forbidden.insert(value.value.event, &value.value.id);
    }
    for criterion in criteria.iter().flatten() {
        if let Rule::Never { event, .. } = criterion.value.value.rule {
            forbidden.insert(event, &criterion.value.value.id);
        }
    }
    for criterion in criteria.iter().flatten() {
        let required = match criterion.value.value.rule {
            Rule::Before { first, then } => {
                if reaches(&after, then, first) {
                    let message = format!(
                        "no order keeps this: other rules or the work itself want `{}` before `{}`",
                        then.name(),
                        first.name()
                    );
                    report.error(criterion.rule.clone(), message);
                }
                after.entry(first).or_default().push(then);
                first
            }
            Rule::Done { event } => event,
            Rule::Never { given, .. } | Rule::AtMost { given, .. } => given,
            _ => continue,
        };
        if let Some(id) = forbidden.get(&required) {
            let message = format!("`{}` is required here and forbidden by `{id}`", required.name());
            report.error(criterion.rule.clone(), message);
        }
    }
}

/// Whether a chain of « before » leads from `from` to `to`.
fn reaches(after: &BTreeMap<Event, Vec<Event>>, from: Event, to: Event) -> bool {
    let (mut seen, mut next) = (vec![from], vec![from]);
    while let Some(event) = next.pop() {
        if event == to {
            return true;
        }
        for then in after.get(&event).into_iter().flatten() {
            if !seen.contains(then) {
                seen.push(*then);
                next.push(*then);
            }
        }
    }
    false
}

/// Where a criterion's rule stands; the opening of the file for one that has none.
pub(super) fn place(rules: &[Range<usize>], at: usize, opening: &Range<usize>) -> Range<usize> {
    rules.get(at).unwrap_or(opening).clone()
}
