//! What a tree of nodes says as RDF statements in their canonical form (RDFC-1.0), which is what a proof signs.
//!
//! Nodes without a name get one by what is said of them (the "first degree" of RDFC-1.0). Two that cannot be told apart
//! so are refused: no badge of ours has such.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::tree::{Node, Said, term_iri, type_iri};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const MOMENT: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
// The context of Open Badges writes these two with https, and so must we.
const FLAG: &str = "https://www.w3.org/2001/XMLSchema#boolean";
const URI: &str = "https://www.w3.org/2001/XMLSchema#anyURI";
/// Most nodes of a credential.
const MAX_NODES: usize = 1000;

/// A place of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Iri(String),
    /// A node without a name, by the order in which it was met.
    Blank(usize),
    Literal(String, Option<&'static str>),
}

#[derive(Clone, Debug)]
pub(super) struct Quad {
    pub(super) subject: Place,
    pub(super) predicate: String,
    pub(super) object: Place,
}

/// The canonical statements of a tree, one a line; `None` where a term or a type is unknown, or two nameless nodes say
/// the same.
pub(super) fn canonical(root: &Node) -> Option<String> {
    let mut flat = Flat::default();
    flat.node(root)?;
    order(&flat.quads, flat.blanks)
}

#[derive(Default)]
struct Flat {
    quads: Vec<Quad>,
    blanks: usize,
    nodes: usize,
}

impl Flat {
    fn node(&mut self, node: &Node) -> Option<Place> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return None;
        }
        let place = match &node.id {
            Some(id) => Place::Iri(id.clone()),
            None => {
                self.blanks += 1;
                Place::Blank(self.blanks - 1)
            }
        };
        for name in &node.types {
            self.quad(&place, RDF_TYPE.to_owned(), Place::Iri(type_iri(name)?));
        }
        for (term, said) in &node.said {
            let predicate = term_iri(term)?;
            match said {
                Said::Text(text) => self.quad(&place, predicate, Place::Literal(text.clone(), None)),
                Said::Moment(text) => self.quad(&place, predicate, Place::Literal(text.clone(), Some(MOMENT))),
                Said::Uri(text) => self.quad(&place, predicate, Place::Literal(text.clone(), Some(URI))),
                Said::Flag(flag) => self.quad(&place, predicate, Place::Literal(flag.to_string(), Some(FLAG))),
                Said::One(inner) => {
                    let inner = self.node(inner)?;
                    self.quad(&place, predicate, inner);
                }
                Said::Many(many) => {
                    for inner in many {
                        let inner = self.node(inner)?;
                        self.quad(&place, predicate.clone(), inner);
                    }
                }
            }
        }
        Some(place)
    }

    fn quad(&mut self, subject: &Place, predicate: String, object: Place) {
        self.quads.push(Quad { subject: subject.clone(), predicate, object });
    }
}

/// Statements with canonical names, sorted.
pub(super) fn order(quads: &[Quad], blanks: usize) -> Option<String> {
    let mut by_hash: BTreeMap<String, usize> = BTreeMap::new();
    for blank in 0..blanks {
        let of = |quad: &&Quad| quad.subject == Place::Blank(blank) || quad.object == Place::Blank(blank);
        let seen = |other: usize| if other == blank { "_:a".to_owned() } else { "_:z".to_owned() };
        let mut lines: Vec<String> = quads.iter().filter(of).map(|quad| line(quad, &seen)).collect();
        lines.sort();
        if by_hash.insert(hex(&Sha256::digest(lines.concat())), blank).is_some() {
            return None;
        }
    }
    let mut names = vec![0; blanks];
    for (name, blank) in by_hash.into_values().enumerate() {
        names[blank] = name;
    }
    // A set: what is said twice is said once.
    let lines: BTreeSet<String> =
        quads.iter().map(|quad| line(quad, &|blank| format!("_:c14n{}", names[blank]))).collect();
    Some(lines.into_iter().collect())
}

fn line(quad: &Quad, name: &impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    place(&mut out, &quad.subject, name);
    out.push_str(&format!(" <{}> ", quad.predicate));
    place(&mut out, &quad.object, name);
    out.push_str(" .\n");
    out
}

fn place(out: &mut String, place: &Place, name: &impl Fn(usize) -> String) {
    match place {
        Place::Iri(iri) => out.extend(["<", iri, ">"]),
        Place::Blank(blank) => out.push_str(&name(*blank)),
        Place::Literal(text, kind) => {
            out.push('"');
            for letter in text.chars() {
                match letter {
                    '\u{8}' => out.push_str("\\b"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\u{C}' => out.push_str("\\f"),
                    '\r' => out.push_str("\\r"),
                    '"' => out.push_str("\\\""),
                    '\\' => out.push_str("\\\\"),
                    '\0'..='\u{1F}' | '\u{7F}' => drop(write!(out, "\\u{:04X}", letter as u32)),
                    letter => out.push(letter),
                }
            }
            out.push('"');
            if let Some(kind) = kind {
                out.extend(["^^<", kind, ">"]);
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
