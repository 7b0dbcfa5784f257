//! What can be written but cannot be: parts that do not fit, marks that do not add up, orders that nobody can keep.

use std::collections::BTreeMap;
use std::ops::Range;

use super::decode::At;
use super::earned::place;
use super::error::{Report, quoted};
use super::load_marking::{CriterionAt, EliminatoryAt, FULL_MARK};
use super::schema::{Ask, Criterion, Event, Marking, Measure, Measuring, Rule, Stage, Targets, Text, Work};
use super::spanned::Node;
use crate::catalogue::load::fibre_name;
use crate::catalogue::schema::{Cable, Cleaver, Pigtail, Sleeve, Splicer, Tray};
use crate::catalogue::vocabulary::{Device, Tool};
use crate::plant::Element;

/// The catalogue's entries that a scenario names, each at its id; `None` for those that were reported.
pub(super) struct Parts<'c> {
    pub(super) cable: Option<At<&'c Cable>>,
    pub(super) pigtail: Option<At<&'c Pigtail>>,
    pub(super) sleeve: Option<At<&'c Sleeve>>,
    pub(super) cleaver: Option<At<&'c Cleaver>>,
    pub(super) splicer: Option<At<&'c Splicer>>,
    pub(super) tray: Option<At<&'c Tray>>,
}

/// The target lengths in mm, each at its place.
pub(super) struct TargetsAt {
    pub(super) ring: Option<At<(f64, f64)>>,
    pub(super) tube_left: Option<At<(f64, f64)>>,
    pub(super) strip: Option<At<(f64, f64)>>,
}

impl TargetsAt {
    /// The lengths without their places, when all could be read.
    pub(super) fn targets(self) -> Option<Targets> {
        Some(Targets { ring_mm: self.ring?.value, tube_left_mm: self.tube_left?.value, strip_mm: self.strip?.value })
    }
}

/// An id is `parts` words with `/` between them; a word is lower-case letters and digits, with single dashes inside.
pub(crate) fn id(report: &mut Report<'_>, id: &At<String>, parts: usize) {
    let word = |word: &str| {
        let inside = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        inside && !word.is_empty() && !word.starts_with('-') && !word.ends_with('-') && !word.contains("--")
    };
    let words = id.value.split('/').count();
    if words != parts || id.value.len() > 64 || !id.value.split('/').all(word) {
        let shape = if parts == 2 { "`course/name`" } else { "`a-name`" };
        let message = format!("expected an id like {shape}, lower case with dashes, found {}", quoted(&id.value));
        report.error(id.span.clone(), message);
    }
}

/// The entry of the catalogue that `id` names.
pub(super) fn known<'c, T>(
    report: &mut Report<'_>,
    id: At<String>,
    what: &str,
    entries: &'c [T],
    name: fn(&T) -> &String,
) -> Option<At<&'c T>> {
    let found = entries.iter().find(|entry| *name(entry) == id.value);
    if found.is_none() {
        let message = format!("the catalogue has no {what} {}", quoted(&id.value));
        report.error_among(id.span.clone(), message, &id.value, entries.iter().map(|entry| name(entry).as_str()));
    }
    found.map(|value| At { value, span: id.span })
}

/// Placeholders of a text must be among the `sheet`'s own words or what was `drawn`, and stand in both languages: what
/// one leaves out half of the readers do not learn.
pub(super) fn placeholders(report: &mut Report<'_>, text: &At<Text>, sheet: &[&str], drawn: &[&str]) {
    let is_known = |name: &str| sheet.contains(&name) || drawn.contains(&name.strip_prefix("colour:").unwrap_or(name));
    let Text { fr, en } = &text.value;
    let (errors, mut lacks) = (report.count(), Vec::new());
    let mut told: Vec<String> = Vec::new();
    for (one, other, language) in [(fr, en, "English"), (en, fr, "French")] {
        for piece in one.split('{').skip(1) {
            let name = piece.split_once('}').map(|(name, _)| name);
            let written = name.map_or("{".to_string(), |name| format!("{{{name}}}"));
            if name.is_some_and(is_known) {
                if !other.contains(&written) {
                    lacks.push(format!("the {language} text lacks {}", quoted(&written)));
                }
                continue;
            }
            // One text for both languages, or the same slip in both: each place once.
            let all = report.text(text.span.clone()).unwrap_or_default();
            let before = told.iter().filter(|told| **told == written).count();
            let within = all.match_indices(&written).nth(before).map(|(at, _)| at);
            if within.is_none() && before > 0 {
                continue;
            }
            let span = match within {
                Some(at) => text.span.start + at..text.span.start + at + written.len(),
                None => text.span.clone(),
            };
            let message = format!("unknown placeholder {}", quoted(&written));
            report.error_among(span, message, name.unwrap_or(""), sheet.iter().chain(drawn).copied());
            told.push(written);
            if report.is_full() {
                return;
            }
        }
    }
    // A misspelt one is said above, and is the one that is lacking.
    if report.count() == errors
        && let Some(why) = lacks.into_iter().next()
    {
        report.error(text.span.start..text.span.start + 1, why);
    }
}

/// What is drawn in steps from the lower end of a range should come to its upper end.
pub(super) fn steps(report: &mut Report<'_>, span: &Range<usize>, (from, to): (f64, f64), step: f64) {
    let count = libm::floor((to - from) / step + 1e-9);
    let last = from + count * step;
    if step > 0.0 && to - last > 1e-6 {
        // Without the noise of binary fractions.
        let last = libm::round(last * 1e6) / 1e6;
        report.remark(span.clone(), format!("{to} never comes: in steps of {step} from {from} the last is {last}"));
    }
}

/// Parts must fit each other.
pub(super) fn parts(report: &mut Report<'_>, parts: &Parts<'_>) {
    if let (Some(sleeve), Some(pigtail)) = (&parts.sleeve, &parts.pigtail)
        && sleeve.value.bore_mm <= pigtail.value.buffer_mm
    {
        let (bore, buffer) = (sleeve.value.bore_mm, pigtail.value.buffer_mm);
        report.error(sleeve.span.clone(), format!("a bore of {bore} mm does not take the pigtail's {buffer} mm"));
    }
    if let (Some(sleeve), Some(cleaver)) = (&parts.sleeve, &parts.cleaver)
        && sleeve.value.length_mm <= 2.0 * cleaver.value.bare_mm
    {
        let (length, bare) = (sleeve.value.length_mm, 2.0 * cleaver.value.bare_mm);
        report.error(sleeve.span.clone(), format!("a sleeve of {length} mm does not cover {bare} mm of bare glass"));
    }
    if let (Some(sleeve), Some(tray)) = (&parts.sleeve, &parts.tray)
        && sleeve.value.length_mm > tray.value.length_mm
    {
        let (length, room) = (sleeve.value.length_mm, tray.value.length_mm);
        report.error(tray.span.clone(), format!("a tray of {room} mm does not hold a sleeve of {length} mm"));
    }
    if let (Some(sleeve), Some(splicer)) = (&parts.sleeve, &parts.splicer) {
        let longest = splicer.value.oven.iter().map(|program| program.sleeve_mm).fold(0.0, f64::max);
        if longest < sleeve.value.length_mm {
            let length = sleeve.value.length_mm;
            let message = format!("a sleeve of {length} mm stays open: the oven's longest program heats {longest} mm");
            report.error(sleeve.span.clone(), message);
        }
    }
    if let (Some(splicer), Some(cable), Some(pigtail)) = (&parts.splicer, &parts.cable, &parts.pigtail) {
        let pair = (cable.value.fibre, pigtail.value.fibre);
        let fits = |fibres| fibres == pair || fibres == (pair.1, pair.0);
        if !splicer.value.programs.iter().any(|program| fits(program.fibres)) {
            let message = format!("this splicer has no program for {} with {}", fibre_name(pair.0), fibre_name(pair.1));
            report.error(splicer.span.clone(), message);
        }
    }
}

/// Fibres that pass through a tray must reach from one of its entries to the other.
pub(super) fn coil(report: &mut Report<'_>, work: &Node, length_mm: f64, tray: &Tray) {
    let apart = 2.0 * tray.entry_mm.0.abs();
    if length_mm <= apart {
        let message =
            format!("{length_mm} mm of fibre do not reach through the tray: its entries are {apart} mm apart");
        report.error(work.span.clone(), message);
    }
}

/// The draw must lie in the cable.
pub(super) fn draw(report: &mut Report<'_>, parts: &Parts<'_>, fibre: &At<(u8, u8)>) {
    let (from, to) = fibre.value;
    if from == 0 {
        report.error(fibre.span.clone(), "fibres are numbered from 1");
    }
    if from > to {
        report.error(fibre.span.clone(), format!("the draw ends before it begins: {from} to {to}"));
    }
    if let Some(cable) = &parts.cable {
        let count = u32::from(cable.value.tubes) * u32::from(cable.value.fibres_per_tube);
        if u32::from(to.max(from)) > count {
            report.error(fibre.span.clone(), format!("the draw goes to fibre {}, the cable has {count}", to.max(from)));
        }
    }
}

/// Target lengths must fit cable, pigtail and cleaver, whatever is drawn of them.
pub(super) fn targets(report: &mut Report<'_>, parts: &Parts<'_>, targets: &TargetsAt) {
    let mut short = |length: &Option<At<(f64, f64)>>, room: Option<f64>, what: &str| {
        if let (Some(length), Some(room)) = (length, room)
            && length.value.1 >= room
        {
            report.error(length.span.clone(), format!("{} mm is too long: {what} is {room} mm", length.value.1));
        }
    };
    let (ring, tube_left) = (&targets.ring, &targets.tube_left);
    short(ring, parts.cable.as_ref().map(|cable| cable.value.free_mm), "the cable's free length");
    short(tube_left, ring.as_ref().map(|ring| ring.value.0), "the opened length");
    let beyond = ring.as_ref().zip(tube_left.as_ref()).map(|(ring, tube)| ring.value.0 - tube.value.1);
    short(&targets.strip, beyond.filter(|beyond| *beyond > 0.0), "the fibre beyond the tube");
    short(&targets.strip, parts.pigtail.as_ref().map(|pigtail| pigtail.value.free_mm), "the pigtail's free length");
    if let (Some(strip), Some(cleaver)) = (&targets.strip, &parts.cleaver)
        && strip.value.0 <= cleaver.value.bare_mm
    {
        let message =
            format!("{} mm is too short: the cleaver needs more than {} mm", strip.value.0, cleaver.value.bare_mm);
        report.error(strip.span.clone(), message);
    }
}

/// The rack must hold what the work needs. What a hand always has (itself and the fibres) may be listed.
pub(super) fn tools(
    report: &mut Report<'_>,
    parts: &Parts<'_>,
    work: Work,
    tools: &At<Vec<Tool>>,
    marking: Option<&Marking>,
) {
    let (from, to) = match work {
        Work::Part { from, to } => (from, to),
        _ => (Stage::Sheath, Stage::Tray),
    };
    let mut needed = vec![
        (Stage::Sheath, Tool::SheathCutter, "to cut the sheath"),
        (Stage::Tube, Tool::TubeCutter, "to open the tube"),
        (Stage::Strip, Tool::Stripper, "to strip the fibres"),
        (Stage::Clean, Tool::AlcoholWipe, "to clean the glass"),
        (Stage::Strip, Tool::ProtectionSleeve, "to protect the splice"),
    ];
    if parts.cable.as_ref().is_some_and(|cable| cable.value.gel > 0.0) {
        needed.push((Stage::Tube, Tool::SolventWipe, "to wipe off the cable's gel"));
    }
    let mut needed: Vec<_> =
        needed.into_iter().filter(|need| (from..=to).contains(&need.0)).map(|(_, tool, why)| (tool, why)).collect();
    for criterion in marking.map(|marking| marking.criteria.as_slice()).unwrap_or_default() {
        let events = events(&criterion.rule);
        if events.contains(&Event::GlassesWorn) {
            needed.push((Tool::SafetyGlasses, "because a criterion asks for the glasses"));
        }
        let scraps = matches!(criterion.rule, Rule::Low { measure: Measure::LooseShards, .. });
        if scraps || [Event::ShardBinned, Event::ShardTouched].iter().any(|event| events.contains(event)) {
            needed.push((Tool::Tweezers, "because a criterion asks for scraps to be picked up"));
        }
    }
    let mut missed = Vec::new();
    for (tool, why) in needed {
        if !tools.value.contains(&tool) && !missed.contains(&tool) {
            missed.push(tool);
            let opening = tools.span.start..tools.span.start + 1;
            report.error(opening, format!("tool `{}` is missing: it is needed {why}", tool.name()));
        }
    }
}

/// What a criterion asks of measuring must be on the record, on the bench and in the rack.
pub(super) fn measuring(
    report: &mut Report<'_>,
    opening: Range<usize>,
    work: Option<Work>,
    measuring: Option<&Measuring>,
    tools: Option<&Vec<Tool>>,
    (marking, rules): (&Marking, &[Range<usize>]),
) {
    let handmade = |measuring: &Measuring| measuring.network.path.iter().any(|e| matches!(e, Element::Handmade { .. }));
    if work == Some(Work::Measure) && measuring.is_some_and(handmade) {
        report.error(opening.clone(), "the path has a `Handmade` splice, and nothing is spliced in this work");
    }
    for (at, criterion) in marking.criteria.iter().enumerate() {
        let (id, place) = (&criterion.id, place(rules, at, &opening));
        let mut refuse = |why: String| report.error(place.clone(), format!("criterion `{id}` cannot be earned: {why}"));
        let has = |device| measuring.is_some_and(|measuring| measuring.devices.contains(&device));
        let listed = |tool| tools.is_none_or(|tools| tools.contains(&tool));
        match criterion.rule {
            Rule::Record { ask, .. }
                if measuring.is_none_or(|measuring| measuring.record.iter().all(|line| line.ask != ask)) =>
            {
                refuse(format!("`{}` is on no line of `record`", ask.name()));
            }
            Rule::Record { ask: Ask::FarPort, .. } if !has(Device::Locator) && !has(Device::Meter) => {
                refuse("neither `locator` nor `meter` is on the bench".to_owned());
            }
            Rule::Low { measure, .. } | Rule::High { measure, .. } => {
                let needs = match measure {
                    Measure::PulseLongest
                    | Measure::AveragingShortest
                    | Measure::RangeMisfit
                    | Measure::IndexError
                    | Measure::Directions
                    | Measure::LaunchCord
                    | Measure::SignalAtEnd => &[Device::Otdr][..],
                    Measure::ReferenceError => &[Device::Source, Device::Meter],
                    Measure::MeterError => &[Device::Meter],
                    _ => &[],
                };
                if let Some(missing) = needs.iter().find(|device| !has(**device)) {
                    refuse(format!("no `{}` is on the bench", missing.name()));
                }
            }
            _ => {}
        }
        let seen = [Event::ConnectorInspected, Event::MatedUnseen];
        if events(&criterion.rule).iter().any(|event| seen.contains(event)) && !listed(Tool::Probe) {
            refuse("tool `probe` is missing".to_owned());
        }
    }
}

/// Whether a rule makes sense by itself.
pub(super) fn rule(report: &mut Report<'_>, span: &Range<usize>, rule: &Rule) -> bool {
    let message = match rule {
        Rule::Record { full, zero, .. } if full >= zero => {
            format!("Record gives full points up to `full`: it must be less than `zero`, found {full} and {zero}")
        }
        Rule::Low { full, zero, .. } if full >= zero => {
            format!("Low gives full points up to `full`: it must be less than `zero`, found {full} and {zero}")
        }
        Rule::Pace { seconds, zero } if seconds >= zero => {
            format!("`zero` must be more than `seconds`, found {zero} and {seconds}")
        }
        Rule::High { full, zero, .. } if full <= zero => {
            format!("High gives full points from `full` on: it must be more than `zero`, found {full} and {zero}")
        }
        Rule::Before { first, then } if first == then => {
            format!("`{}` cannot come before itself", first.name())
        }
        Rule::Never { event, given } | Rule::AtMost { event, given, times: 0, .. } if event == given => {
            format!("`{}` must not happen and must have happened", event.name())
        }
        Rule::Within { event, after, .. } if event == after => {
            format!("`{}` cannot follow itself", event.name())
        }
        _ => return true,
    };
    report.error(span.clone(), message);
    false
}

/// Weights must add up to the full mark.
pub(super) fn weights<'c>(report: &mut Report<'_>, span: Range<usize>, criteria: impl Iterator<Item = &'c Criterion>) {
    let sum: f64 = criteria.map(|criterion| criterion.weight).sum();
    if (sum - FULL_MARK).abs() > 1e-6 {
        // Six digits say where the difference is without the noise of binary fractions.
        let sum = (sum * 1e6).round() / 1e6;
        report.error(span, format!("the weights add up to {sum}, they must add up to {FULL_MARK}"));
    }
}

/// Ids, and the faults that prove criteria, must be unique.
pub(super) fn unique(report: &mut Report<'_>, criteria: &[Option<CriterionAt>], eliminatory: &[Option<EliminatoryAt>]) {
    let mut faults = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for criterion in criteria.iter().flatten() {
        let At { value, span } = &criterion.value;
        if ids.insert(value.id.as_str(), ()).is_some() {
            report.error(span.clone(), format!("id `{}` is used twice", value.id));
        }
        // The hand that fails a rule about sites fails them where that rule says.
        if value.rule.mistake().is_none()
            && let Some(other) = faults.insert(value.fault, value.id.as_str())
        {
            let message = format!("fault `{}` proves `{other}` already", value.fault.name());
            report.error(criterion.fault.clone(), message);
        }
    }
    for At { value, span } in eliminatory.iter().flatten().map(|found| &found.value) {
        if ids.insert(value.id.as_str(), ()).is_some() {
            report.error(span.clone(), format!("id `{}` is used twice", value.id));
        }
    }
}

pub(super) fn events(rule: &Rule) -> Vec<Event> {
    match *rule {
        Rule::Low { .. }
        | Rule::High { .. }
        | Rule::Record { .. }
        | Rule::Sites { .. }
        | Rule::Sequence { .. }
        | Rule::Planned { .. }
        | Rule::Untouched { .. }
        | Rule::Picks { .. }
        | Rule::Answers { .. }
        | Rule::Pace { .. } => Vec::new(),
        Rule::Done { event } => vec![event],
        Rule::Never { event, given } | Rule::AtMost { event, given, .. } => vec![event, given],
        Rule::Before { first, then } => vec![first, then],
        Rule::Within { event, after, .. } => vec![event, after],
    }
}
