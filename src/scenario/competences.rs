//! The tree of competences: what a company understands, and which exercises and criteria show it. Data, not code.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::check;
use super::decode::{Decode, Fields, each, list};
use super::error::{Located, Report, path_name, quoted};
use super::load::{parse_with, read_text};
use super::schema::Text;
use super::spanned::Node;

/// Most domains, competences of one, and pieces of evidence of one.
const MAX_ENTRIES: usize = 200;
/// The tree that comes with the program.
const BUILTIN: &str = include_str!("../../assets/competences.ron");

/// Domains in the order of the passport.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competences {
    /// Domains.
    pub domains: Vec<Domain>,
}

/// Competences that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Short name.
    pub id: String,
    /// Name on the passport.
    pub name: Text,
    /// Competences.
    pub competences: Vec<Competence>,
}

/// Something that a person can do, in words that a company understands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    /// Short name, unique in the tree.
    pub id: String,
    /// A sentence with a verb.
    pub name: Text,
    /// What shows it: `course/exercise`, or `course/exercise#criterion`.
    pub evidence: Vec<String>,
}

/// Reads the tree in a file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn load_competences(path: &Path) -> Result<Competences, Vec<Located>> {
    parse_competences(&path_name(path), &read_text(path)?)
}

/// Reads the tree in `text`, which errors call `name`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_competences(name: &str, text: &str) -> Result<Competences, Vec<Located>> {
    parse_with(name, text, |node, report| tree(&node, report))
}

/// The tree that comes with the program.
///
/// # Errors
/// None as long as the tests pass: they read it.
pub fn builtin_competences() -> Result<Competences, Vec<Located>> {
    parse_competences("competences.ron", BUILTIN)
}

fn tree(node: &Node, report: &mut Report<'_>) -> Option<Competences> {
    let mut fields = Fields::of(node, report, "Competences", &["domains"])?;
    let nodes = list(fields.node(report, "domains")?, report, MAX_ENTRIES)?;
    let mut ids = BTreeSet::new();
    Some(Competences { domains: each(nodes, |node| domain(node, report, &mut ids))? })
}

fn domain(node: &Node, report: &mut Report<'_>, ids: &mut BTreeSet<String>) -> Option<Domain> {
    let mut fields = Fields::of(node, report, "Domain", &["id", "name", "competences"])?;
    let id = fields.take::<String>(report, "id");
    let name = fields.take::<Text>(report, "name");
    let nodes = list(fields.node(report, "competences")?, report, MAX_ENTRIES)?;
    let competences = each(nodes, |node| competence(node, report, ids));
    Some(Domain { id: id?, name: name?, competences: competences? })
}

fn competence(node: &Node, report: &mut Report<'_>, ids: &mut BTreeSet<String>) -> Option<Competence> {
    let mut fields = Fields::of(node, report, "Competence", &["id", "name", "evidence"])?;
    let id = fields.at::<String>(report, "id")?;
    check::id(report, &id, 1);
    if !ids.insert(id.value.clone()) {
        report.error(id.span, format!("competence {} is listed twice", quoted(&id.value)));
        return None;
    }
    let name = fields.take::<Text>(report, "name");
    let nodes = list(fields.node(report, "evidence")?, report, MAX_ENTRIES)?;
    let evidence = each(nodes, |node| {
        let named = String::decode(node, report)?;
        let exercise = named.split('#').next().unwrap_or("");
        let fits = exercise.split('/').count() == 2 && named.split('#').count() <= 2;
        if !fits {
            let message =
                format!("expected `course/exercise` or `course/exercise#criterion`, found {}", quoted(&named));
            report.error(node.span.clone(), message);
        }
        fits.then_some(named)
    });
    Some(Competence { id: id.value, name: name?, evidence: evidence? })
}
