//! Reads the author's own hints, and refuses those that the guide would never come to.

use super::check;
use super::craft::Craft;
use super::decode::{At, Fields, each};
use super::error::{Report, quoted};
use super::job::PLACEHOLDERS;
use super::names::Step;
use super::possible::Setting;
use super::schema::{Hint, Text};
use super::shape::{Shape, field, whole};
use super::spanned::Node;

/// Most hints of an exercise.
pub(super) const MAX_HINTS: usize = 200;

/// An author's own words for a step.
pub(super) static HINT: Shape = Shape::new(
    "Hint",
    "an author’s own words for a step: the guide says them in the place of its second sentence",
    &[
        field("at", "step or site", "a step of the list below, or a site of the workpieces, which may end in `*`"),
        whole(
            "level",
            0,
            3,
            "said from this `assistance` of the exercise on; of several that are due the highest is said",
        ),
        field("text", "`Text`", "what the hand does; with the placeholders of the job sheet"),
    ],
);

/// A hint with its places.
pub(super) struct HintAt {
    hint: At<Hint>,
    text: At<Text>,
}

/// Reads the field `hints`, where there is one.
pub(super) fn hints(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Vec<HintAt>> {
    if fields.optional("hints").is_none() {
        return Some(Vec::new());
    }
    each(fields.list(report, "hints")?, |node| hint(node, report))
}

fn hint(node: &Node, report: &mut Report<'_>) -> Option<HintAt> {
    let mut fields = Fields::shaped(node, report, &HINT)?;
    let at = fields.at::<String>(report, "at");
    let level = fields.whole::<u8>(report, "level");
    let text = fields.sentence_at(report, "text");
    let (at, text) = (at?, text?);
    let hint = Hint { at: at.value, level: level?, text: text.value.clone() };
    Some(HintAt { hint: At { value: hint, span: at.span }, text })
}

/// Says which hints name nothing, are never come to, or are given twice; gives them without their places.
pub(super) fn reached(
    hints: Vec<HintAt>,
    report: &mut Report<'_>,
    setting: Option<&Setting<'_>>,
    drawn: &[&str],
) -> Vec<Hint> {
    let mut read: Vec<Hint> = Vec::new();
    for HintAt { hint: At { value: hint, span }, text } in hints {
        check::placeholders(report, &text, PLACEHOLDERS, drawn);
        let twice = read.iter().any(|other| (&other.at, other.level) == (&hint.at, hint.level));
        if twice {
            report.error(span, format!("the hint for {} at level {} is given twice", quoted(&hint.at), hint.level));
        } else if hint.at.contains('.') {
            let known = setting.map(|setting| setting.drawn).unwrap_or_default();
            if let Some((craft, why)) = known.iter().find_map(|craft| Some((craft, site(craft, &hint.at)?))) {
                let sites = craft.sites.iter().map(|site| site.id.as_str());
                report.error_among(span, why, &craft.plain(&hint.at), sites);
            }
        } else {
            let steps = Step::ALL.iter().filter(|step| **step != Step::Site).map(|step| step.name());
            match Step::ALL.iter().find(|step| step.name() == hint.at && **step != Step::Site) {
                None => report.error_among(span, format!("unknown step {}", quoted(&hint.at)), &hint.at, steps),
                Some(step) => {
                    if let Some(Err(why)) = setting.map(|setting| setting.step(*step)) {
                        report.error(span, format!("the guide never comes to `{}`: {why}", step.name()));
                    }
                }
            }
        }
        read.push(hint);
    }
    read
}

/// Why a draw never comes to the sites of this name.
fn site(craft: &Craft, name: &str) -> Option<String> {
    let sites = craft.sites_named(name);
    if sites.is_empty() {
        return Some(format!("there is no site {}", quoted(&craft.plain(name))));
    }
    let forbidden = sites.iter().all(|at| craft.sites[usize::from(*at)].forbidden);
    forbidden.then(|| format!("the guide never comes to {}: it must not be touched", quoted(&craft.plain(name))))
}
