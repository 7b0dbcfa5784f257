//! What a scenario proves, as one page: marks of hands as dots, criteria as rows, and what does not hold.

use std::fmt::Write;

use super::html::escape;
use crate::hands::proof::{LEAST_APART, MOST_LUCK, Proof};
use crate::scenario::schema::Lang;

const STYLE: &str = "body{font:16px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
color:#1d2733}h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d5dbe1;\
padding:.3rem .6rem;text-align:left}.ok{color:#1c7a44}.bad{color:#a1341c;font-weight:600}svg{width:100%;height:auto}";

/// Width of the strip of marks, and its height, px.
const SIZE: (f64, f64) = (900.0, 190.0);

/// The page.
pub fn page(proof: &Proof, lang: Lang) -> String {
    let say = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let problems = proof.problems();
    let title = escape(&proof.scenario);
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style>\n<h1>{title}</h1>\n",
        say("fr", "en")
    );
    let verdict = if problems.is_empty() {
        format!("<p class=\"ok\">{}</p>", say("Tout est prouvé.", "Everything is proven."))
    } else {
        let items: String =
            problems.iter().map(|problem| format!("<li class=\"bad\">{}</li>", escape(problem))).collect();
        format!("<ul>{items}</ul>")
    };
    // Writing into a text cannot fail.
    let _ = write!(
        out,
        "{verdict}<p>{} {} · {} {:.2} / {:.2} ({} {LEAST_APART}) · {} {:.3} (&lt; {MOST_LUCK})</p>{}",
        proof.seeds,
        say("essais par main synthétique", "attempts of each synthetic hand"),
        say("mains distinguées", "hands told apart"),
        proof.apart[0],
        proof.apart[1],
        say("au moins", "at least"),
        say("chance seule", "luck alone"),
        proof.luck,
        strip(proof, lang),
    );
    let _ = write!(
        out,
        "<table><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>",
        say("critère", "criterion"),
        say("faute", "fault"),
        say("perdu", "lost"),
        say("autres perdus", "others lost")
    );
    for fault in &proof.faults {
        let own = if fault.lost_own > 0 { "ok" } else { "bad" };
        let mut others: Vec<&str> = fault.lost_others.iter().flat_map(|(_, ids)| ids).map(String::as_str).collect();
        others.sort_unstable();
        others.dedup();
        let clean = if others.is_empty() { "ok" } else { "bad" };
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"{own}\">{} / {}</td><td class=\"{clean}\">{}</td></tr>",
            escape(&fault.criterion),
            fault.mistake.name(),
            fault.lost_own,
            proof.seeds,
            if others.is_empty() { "–".to_owned() } else { escape(&others.join(", ")) }
        );
    }
    out += "</table></html>\n";
    out
}

/// Every attempt's mark as a dot on a scale of 20.
fn strip(proof: &Proof, lang: Lang) -> String {
    let names = match lang {
        Lang::Fr => ["expert", "formé", "débutant"],
        Lang::En => ["expert", "trained", "novice"],
    };
    let x = |mark: f64| 110.0 + mark / 20.0 * (SIZE.0 - 140.0);
    let mut svg = format!("<svg viewBox=\"0 0 {} {}\" role=\"img\">", SIZE.0, SIZE.1);
    for mark in [0.0, 5.0, 10.0, 15.0, 20.0] {
        let at = x(mark);
        let _ = write!(
            svg,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"14\" y2=\"160\" stroke=\"#d5dbe1\"/><text x=\"{at:.1}\" y=\"180\" \
             text-anchor=\"middle\" font-size=\"14\" fill=\"#5b6773\">{mark}</text>"
        );
    }
    for (row, (name, marks)) in names.iter().zip(&proof.marks).enumerate() {
        let y = 38.0 + 50.0 * row as f64;
        let _ = write!(svg, "<text x=\"4\" y=\"{:.1}\" font-size=\"16\" fill=\"#1d2733\">{name}</text>", y + 5.0);
        for (i, mark) in marks.iter().enumerate() {
            // Beside each other where they are alike.
            let shift = (i % 7) as f64 * 4.0 - 12.0;
            let _ = write!(
                svg,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\" fill=\"#2f6ea5\" fill-opacity=\"0.45\"/>",
                x(*mark),
                y + shift
            );
        }
    }
    svg + "</svg>"
}
