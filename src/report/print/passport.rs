//! The skills passport: each competence, how sure one is of it, and what showed it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::lang_name;
use super::words::{bound, outside};
use super::{Order, PrintError, Setting};
use crate::catalogue::competences::Domain;
use crate::locale::Texts;
use crate::progress::{Level, Line, count};
use crate::scenario::schema::Scenario;

/// Exercises that are named under a competence: the latest that showed it.
const NAMED: usize = 3;

#[derive(Debug, Serialize)]
struct Data {
    lang: &'static str,
    printed: String,
    program: &'static str,
    name: String,
    count: String,
    how: String,
    steps: usize,
    domains: Vec<DomainLines>,
}

#[derive(Debug, Serialize)]
struct DomainLines {
    name: String,
    competences: Vec<CompetenceLine>,
}

#[derive(Debug, Serialize)]
struct CompetenceLine {
    name: String,
    filled: usize,
    level: String,
    share: f64,
    percent: String,
    attempts: usize,
    evidence: Vec<String>,
}

/// The order for a person's passport; `exercises` are those that evidence may name. `name` may be empty: a pseudonym
/// does.
///
/// # Errors
/// Only where the data cannot be written as JSON.
pub fn passport(
    tree: &[Domain],
    lines: &[Line],
    exercises: &[&Scenario],
    name: &str,
    setting: &Setting<'_>,
) -> Result<Order, PrintError> {
    let texts = &Texts::new(setting.lang);
    let competence = |line: &Line, name: &str| CompetenceLine {
        name: bound(&outside(name), texts),
        filled: line.level as usize,
        level: texts.get(&format!("level-{}", line.level.name())),
        share: line.share.clamp(0.0, 1.0),
        percent: bound(&format!("{} %", texts.number(line.share * 100.0, 0)), texts),
        attempts: line.attempts,
        evidence: line
            .evidence
            .iter()
            .take(NAMED)
            .map(|found| {
                let title = bound(&outside(found.title(exercises, texts)), texts);
                format!("{title} ({})", texts.date(found.day))
            })
            .collect(),
    };
    let domains = tree.iter().map(|domain| DomainLines {
        name: bound(&outside(texts.pick(&domain.name)), texts),
        competences: domain
            .competences
            .iter()
            .filter_map(|one| Some((lines.iter().find(|line| line.id == one.id)?, one)))
            .map(|(line, one)| competence(line, texts.pick(&one.name)))
            .collect(),
    });
    let data = Data {
        lang: lang_name(setting.lang),
        printed: texts.date(setting.day),
        program: env!("CARGO_PKG_VERSION"),
        name: outside(name),
        count: bound(&count(lines, texts), texts),
        how: bound(&texts.get("passport-how"), texts),
        steps: Level::ALL.len() - 1,
        domains: domains.collect(),
    };
    setting.order("passport.typ", format!("passport {name}"), &data, BTreeMap::new())
}
