//! One HTML page that explains a mark: no script, no outside resource, printable.

use crate::bench::facts::{Fact, Stamped};
use crate::catalogue::vocabulary::TICK_S;
use crate::journal::Header;
use crate::locale::Texts;
use crate::marking::Mark;
use crate::scenario::Job;
use crate::scenario::schema::{Axis, Lang};

const STYLE: &str = "body{font:16px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2733}\
h1{font-size:1.5rem}.mark{font-size:3rem;font-weight:700}table{border-collapse:collapse;width:100%;margin:1rem 0}\
td,th{border-bottom:1px solid #d5dbe1;padding:.4rem .6rem;text-align:left;vertical-align:top}\
.n{text-align:right;white-space:nowrap}.lost{color:#8a4b08}small{color:#5b6773}";

/// The page. Texts from files are escaped: a title cannot become markup.
pub fn html(job: &Job, mark: &Mark, facts: &[Stamped], header: &Header, lang: Lang) -> String {
    let texts = Texts::new(lang);
    let title = escape(job.scenario.title.get(lang));
    let mut page = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style>\n<h1>{title}</h1>\n",
        if lang == Lang::Fr { "fr" } else { "en" },
    );
    page += &format!(
        "<p class=\"mark\">{} / 20</p><p>{}</p>\n",
        escape(&texts.mark(mark.mark)),
        escape(&texts.get(super::verdict(mark)))
    );
    page += "<table>";
    for axis in [Axis::Technique, Axis::Result, Axis::Safety] {
        let points = mark.axis(axis);
        page += &format!(
            "<tr><td>{}</td><td class=\"n\">{} / {}</td></tr>",
            escape(&texts.axis(axis)),
            texts.number(points.earned, 2),
            texts.number(points.of, 2)
        );
    }
    for (section, points) in mark.sections() {
        page += &format!(
            "<tr><td>{}</td><td class=\"n\">{} / {}</td></tr>",
            escape(&texts.get(&format!("section-{}", section.name()))),
            texts.number(points.earned, 2),
            texts.number(points.of, 2)
        );
    }
    page += "</table>\n";
    for fault in &mark.eliminatory {
        page += &format!("<p class=\"lost\"><strong>{}</strong></p>\n", escape(fault.label.get(lang)));
    }
    page += "<table>";
    for criterion in &mark.criteria {
        let points = format!("{} / {}", texts.number(criterion.earned, 2), texts.number(criterion.of, 2));
        page += &format!("<tr><td>{}", escape(criterion.label.get(lang)));
        for lost in &criterion.lost {
            page += &format!(
                "<div class=\"lost\">−{} · {} s · {}</div><small>{}</small>",
                texts.number(lost.points, 2),
                texts.number(f64::from(lost.from_tick) * TICK_S, 1),
                escape(&super::what(job, criterion, lost, &texts)),
                escape(criterion.cause.get(lang))
            );
        }
        page += &format!("</td><td class=\"n\">{points}</td></tr>");
    }
    page += "</table>\n<table>";
    for stamped in facts.iter().filter(|stamped| !matches!(stamped.fact, Fact::Gesture { .. })) {
        page += &format!(
            "<tr><td class=\"n\">{} s</td><td>{}</td></tr>",
            texts.number(f64::from(stamped.from) * TICK_S, 1),
            escape(&texts.event(stamped.fact.event()))
        );
    }
    page += &format!(
        "</table>\n<p><small>{} · seed {} · {} · {} · facts {}</small></p></html>\n",
        escape(&header.scenario),
        header.seed,
        escape(&header.hand),
        escape(&header.who),
        escape(&mark.facts_hash)
    );
    page
}

pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_title_cannot_become_markup() {
        assert_eq!(escape("<b a=\"1\">&"), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }
}
