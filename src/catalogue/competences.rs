//! The tree of competences: what a person can do, in words that a company understands. Criteria of exercises name what
//! they show. Data, not code.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::schema::Catalogue;
use super::shapes::{COMPETENCE, DOMAIN};
use crate::scenario::check;
use crate::scenario::decode::{At, Decode, Fields, each, list};
use crate::scenario::error::{Report, quoted};
use crate::scenario::schema::Text;
use crate::scenario::spanned::Node;

/// Most competences that one criterion shows.
pub(crate) const MAX_SHOWN: usize = 8;

/// Competences that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Short name.
    pub id: String,
    /// Name on the passport.
    pub name: Text,
    /// Competences, in the order of the passport.
    pub competences: Vec<Competence>,
}

/// Something that a person can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    /// Short name, unique in the tree.
    pub id: String,
    /// A sentence with a verb.
    pub name: Text,
}

impl Catalogue {
    /// Every competence of the tree, in its order.
    pub fn competences(&self) -> impl Iterator<Item = &Competence> {
        self.domains.iter().flat_map(|domain| &domain.competences)
    }
}

/// Reads the field `domains` of a catalogue file; `ids` are those of all files so far.
pub(super) fn domains(
    fields: &mut Fields<'_>,
    report: &mut Report<'_>,
    ids: &mut BTreeSet<(&'static str, String)>,
) -> Option<Vec<Domain>> {
    if fields.optional("domains").is_none() {
        return Some(Vec::new());
    }
    each(fields.list(report, "domains")?, |node| {
        let mut fields = Fields::shaped(node, report, &DOMAIN)?;
        let id = new_id(&mut fields, report, "domains", ids);
        let name = fields.take::<Text>(report, "name");
        let competences = each(fields.list(report, "competences")?, |node| {
            let mut fields = Fields::shaped(node, report, &COMPETENCE)?;
            let id = new_id(&mut fields, report, "competences", ids);
            let name = fields.sentence(report, "name");
            Some(Competence { id: id?, name: name? })
        });
        Some(Domain { id: id?, name: name?, competences: competences? })
    })
}

fn new_id(
    fields: &mut Fields<'_>,
    report: &mut Report<'_>,
    kind: &'static str,
    ids: &mut BTreeSet<(&'static str, String)>,
) -> Option<String> {
    let id = fields.at::<String>(report, "id")?;
    check::id(report, &id, 1);
    let At { value, span } = id;
    if ids.insert((kind, value.clone())) {
        return Some(value);
    }
    report.error(span, format!("id {} is used twice", quoted(&value)));
    None
}

/// Reads which competences of the tree something shows.
pub(crate) fn shown(node: &Node, report: &mut Report<'_>, catalogue: &Catalogue) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for node in list(node, report, MAX_SHOWN)? {
        let name = String::decode(node, report)?;
        if !catalogue.competences().any(|competence| competence.id == name) {
            let message = format!("there is no competence {}", quoted(&name));
            let known = catalogue.competences().map(|competence| competence.id.as_str());
            report.error_among(node.span.clone(), message, &name, known);
        } else if names.contains(&name) {
            report.error(node.span.clone(), format!("competence {} is listed twice", quoted(&name)));
        } else {
            names.push(name);
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use crate::catalogue::load::{builtin_catalogue, parse_catalogue};
    use crate::scenario::parse_scenario;

    const CLEAVE: &str = include_str!("../../scenarios/geste/cliver.ron");

    #[test]
    fn a_criterion_names_what_it_shows_and_a_wrong_name_is_told_with_the_nearest() {
        let catalogue = builtin_catalogue().expect("builtin").catalogue;
        let loaded = parse_scenario("x.ron", CLEAVE, &catalogue).expect("a sound exercise").scenario;
        assert_eq!(loaded.marking.criteria[0].competences, ["cleave"]);
        let text = CLEAVE.replacen("[\"cleave\"]", "[\"cleve\"]", 1);
        let errors = parse_scenario("x.ron", &text, &catalogue).expect_err("a wrong name");
        assert_eq!(errors.len(), 1);
        assert_eq!(&text[errors[0].span.clone()], "\"cleve\"");
        assert_eq!(errors[0].nearest.as_deref(), Some("cleave"));
        let twice = CLEAVE.replacen("[\"cleave\"]", "[\"cleave\", \"cleave\"]", 1);
        assert!(parse_scenario("x.ron", &twice, &catalogue).is_err());
    }

    #[test]
    fn ids_of_the_tree_are_used_once_over_all_domains() {
        let tree = |second: &str| {
            format!(
                "Catalogue(domains: [(id: \"a\", name: (fr: \"A\", en: \"A\"), competences: [(id: \"x\", name: (fr: \"X\", \
                 en: \"X\"))]), (id: \"b\", name: (fr: \"B\", en: \"B\"), competences: [(id: \"{second}\", name: (fr: \"Y\", \
                 en: \"Y\"))])])"
            )
        };
        assert_eq!(parse_catalogue("t.ron", &tree("y")).expect("sound").catalogue.competences().count(), 2);
        let errors = parse_catalogue("t.ron", &tree("x")).expect_err("twice");
        assert_eq!(errors[0].message, "id `x` is used twice");
    }

    #[test]
    fn the_words_of_the_tree_are_no_part_of_what_marks_depend_on() {
        let part = "Catalogue(sleeves: [(id: \"s\", length_mm: 60, bore_mm: 1.5, outer_mm: 3)])";
        let hash = |text: &str| parse_catalogue("t.ron", text).unwrap_or_else(|e| panic!("{}", e[0])).hash;
        assert_eq!(hash("Catalogue(domains: [])"), hash("Catalogue(domains: [ ])"));
        assert_ne!(hash(part), hash(&part.replace("60", "45")));
    }
}
