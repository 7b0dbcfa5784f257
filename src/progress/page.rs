//! The skills passport as one page to print: self-contained HTML.

use std::fmt::Write;

use super::{Level, Line};
use crate::catalogue::competences::Domain;
use crate::locale::Texts;
use crate::report::html::escape;
use crate::scenario::schema::Scenario;

/// Exercises that are named under a competence: the latest that showed it.
const NAMED: usize = 3;

/// The page of a person's passport; `exercises` are those that evidence may name. `name` may be empty: a pseudonym
/// does.
pub fn page(tree: &[Domain], lines: &[Line], exercises: &[&Scenario], name: &str, texts: &Texts) -> String {
    let mut rows = String::new();
    for domain in tree {
        let _ = write!(rows, "<tr><th colspan=\"3\">{}</th></tr>", escape(texts.pick(&domain.name)));
        for competence in &domain.competences {
            let Some(line) = lines.iter().find(|line| line.id == competence.id) else { continue };
            let filled = line.level as usize;
            let dots: String = (1..Level::ALL.len()).map(|n| if n <= filled { '●' } else { '○' }).collect();
            let _ = write!(
                rows,
                "<tr class=\"l{filled}\"><td>{}{}</td><td class=\"d\">{dots}</td><td>{}</td></tr>",
                escape(texts.pick(&competence.name)),
                evidence(line, exercises, texts),
                escape(&texts.get(&format!("level-{}", line.level.name()))),
            );
        }
    }
    let title = escape(&texts.get("passport-title"));
    format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><title>{title}</title><style>\
         body{{font:15px/1.35 sans-serif;max-width:52rem;margin:1.5rem auto;color:#1d2733}}h1{{margin:0}}\
         table{{width:100%;border-collapse:collapse;margin-top:1rem}}td,th{{padding:.28rem .5rem;text-align:left;\
         border-bottom:1px solid #d6dde3;vertical-align:top}}th{{padding-top:1rem;font-size:1.05rem}}\
         td small{{display:block;color:#5b6873}}tr{{break-inside:avoid}}.d{{letter-spacing:.15em;\
         white-space:nowrap;color:#b4581a}}.l0{{color:#7c8894}}@media print{{body{{margin:0}}}}</style>\
         <h1>{title}</h1><p>{name}<br>{count}</p><table>{rows}</table><p><small>{how}</small></p></html>",
        lang = if texts.lang() == crate::locale::Lang::En { "en" } else { "fr" },
        name = escape(name),
        count = escape(&count(lines, texts)),
        how = escape(&texts.get("passport-how")),
    )
}

/// How many competences are acquired, of all, in words.
pub fn count(lines: &[Line], texts: &Texts) -> String {
    let sure = lines.iter().filter(|line| line.level >= Level::Acquired).count();
    texts.with("passport-count", &[("n", (sure as u32).into()), ("of", (lines.len() as u32).into())])
}

/// What showed a competence last, under its name.
fn evidence(line: &Line, exercises: &[&Scenario], texts: &Texts) -> String {
    let named = line
        .evidence
        .iter()
        .take(NAMED)
        .map(|found| format!("{} ({})", escape(found.title(exercises, texts)), texts.date(found.day)));
    let named: Vec<String> = named.collect();
    if named.is_empty() { String::new() } else { format!("<small>{}</small>", named.join(" · ")) }
}
