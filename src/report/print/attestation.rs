//! The attestation that an attempt passed: one page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::about::{About, Identity, Seal, of_jury};
use super::report::lang_name;
use super::words::{bound, outside};
use super::{Order, PrintError, Setting};
use crate::catalogue::competences::Domain;
use crate::catalogue::vocabulary::Tick;
use crate::exam::Jury;
use crate::locale::Texts;
use crate::marking::{FULL, Mark};
use crate::scenario::Job;
use crate::scenario::schema::Axis;

#[derive(Debug, Serialize)]
struct Data {
    lang: &'static str,
    printed: String,
    program: &'static str,
    identity: Identity,
    exercise: String,
    exercise_id: String,
    seed: String,
    mark: String,
    full: String,
    by_jury: bool,
    axes: Vec<(String, String, String)>,
    competences: Vec<String>,
    seal: Option<Seal>,
}

/// The order for the attestation of an attempt that passed, on the machine's points or, where the jury gave others or
/// decided itself, on that. `tree` gives names to the competences that the exercise shows.
///
/// # Errors
/// [`PrintError::NotPassed`] where it did not.
pub fn attestation(
    about: About<'_>,
    job: &Job,
    end: Tick,
    mark: &Mark,
    jury: &Jury,
    tree: &[Domain],
    setting: &Setting<'_>,
) -> Result<Order, PrintError> {
    let texts = &Texts::new(setting.lang);
    let jury = of_jury(mark, &job.scenario.marking, jury);
    let points = jury.map_or(mark.mark, |jury| jury.mark);
    if !jury.map_or(mark.passed, |jury| jury.passed) {
        return Err(PrintError::NotPassed);
    }
    let axes = [Axis::Technique, Axis::Result, Axis::Safety].into_iter().filter(|axis| mark.axis(*axis).of > 0.0);
    let data = Data {
        lang: lang_name(setting.lang),
        printed: texts.date(setting.day),
        program: env!("CARGO_PKG_VERSION"),
        identity: about.identity(end, texts),
        exercise: bound(&outside(texts.pick(&job.scenario.title)), texts),
        exercise_id: outside(about.scenario()),
        seed: about.seed().to_string(),
        mark: texts.mark(points),
        full: texts.mark(FULL),
        by_jury: jury.is_some(),
        axes: axes
            .map(|axis| {
                let of = mark.axis(axis);
                (texts.axis(axis), texts.number(of.earned, 2), texts.number(of.of, 2))
            })
            .collect(),
        competences: competences(tree, job, texts),
        seal: about.seal(),
    };
    setting.order("attestation.typ", about.ident("attestation", mark), &data, BTreeMap::new())
}

/// Names of the competences that an exercise's criteria show, in the order of the tree.
fn competences(tree: &[Domain], job: &Job, texts: &Texts) -> Vec<String> {
    let criteria = &job.scenario.marking.criteria;
    let shown = |id: &String| criteria.iter().any(|criterion| criterion.competences.contains(id));
    let all = tree.iter().flat_map(|domain| &domain.competences);
    all.filter(|one| shown(&one.id)).map(|one| bound(&outside(texts.pick(&one.name)), texts)).collect()
}
