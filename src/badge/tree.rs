//! A credential as a tree of nodes, each written as JSON and as the statements that are signed: the two cannot disagree.

use serde_json::{Map, Value as Json, json};

/// The contexts that give the terms their meaning; nothing is ever fetched from there.
pub(super) const CONTEXTS: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
const SCHEMA: &str = "https://schema.org/";
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";

/// A thing that a credential tells of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its IRI; none where it has no name of its own.
    pub(super) id: Option<String>,
    /// What it is.
    pub(super) types: Vec<String>,
    /// What is said of it, by term, each term once.
    pub(super) said: Vec<(String, Said)>,
}

/// What is said of a node.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// A text.
    Text(String),
    /// A moment, RFC 3339.
    Moment(String),
    /// An IRI that is only named.
    Uri(String),
    /// True or false.
    Flag(bool),
    /// One node.
    One(Node),
    /// Nodes in any order; written as a list even where there is but one.
    Many(Vec<Node>),
}

/// The IRI of a term and how JSON writes what it says; `None` for a term that no badge of ours has.
fn term(name: &str) -> Option<(&'static str, Form)> {
    Some(match name {
        "name" | "description" | "inLanguage" | "genre" | "value" | "targetName" | "targetFramework" => {
            (SCHEMA, Form::Text)
        }
        "targetUrl" => (SCHEMA, Form::Uri),
        "achievementType" | "narrative" | "identityHash" | "identityType" | "salt" | "status" | "targetCode"
        | "resultType" | "valueMin" | "valueMax" => (OPEN_BADGES, Form::Text),
        "hashed" => (OPEN_BADGES, Form::Flag),
        "achievement" | "criteria" => (OPEN_BADGES, Form::One),
        "alignment" | "identifier" | "result" => (OPEN_BADGES, Form::Many),
        // Nodes of an achievement, and of a result the name of one.
        "resultDescription" => (OPEN_BADGES, Form::ManyOrUri),
        "issuer" | "credentialSubject" => (CREDENTIALS, Form::One),
        "evidence" => (CREDENTIALS, Form::Many),
        "validFrom" => (CREDENTIALS, Form::Moment),
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum Form {
    Text,
    Moment,
    Uri,
    Flag,
    One,
    Many,
    ManyOrUri,
}

/// The IRI of a type; `None` for one that no badge of ours has.
pub(super) fn type_iri(name: &str) -> Option<String> {
    Some(match name {
        "VerifiableCredential" => format!("{CREDENTIALS}{name}"),
        "Alignment" => format!("{SCHEMA}AlignmentObject"),
        "OpenBadgeCredential"
        | "Profile"
        | "AchievementSubject"
        | "IdentityObject"
        | "Achievement"
        | "ResultDescription"
        | "Result"
        | "Evidence" => format!("{OPEN_BADGES}{name}"),
        _ => return None,
    })
}

/// The IRI of a term.
pub(super) fn term_iri(name: &str) -> Option<String> {
    let (vocabulary, _) = term(name)?;
    // The vocabulary writes this one with a capital letter.
    Some(format!("{vocabulary}{}", if name == "criteria" { "Criteria" } else { name }))
}

/// Whether a context makes a list of a node's types even where there is but one.
fn one_type_is_text(types: &[String]) -> bool {
    types.iter().any(|name| name == "IdentityObject")
}

impl Node {
    /// A node of a type.
    pub(super) fn of(types: &[&str]) -> Node {
        Node { types: types.iter().map(|name| (*name).to_owned()).collect(), ..Node::default() }
    }

    /// Named by an IRI.
    pub(super) fn named(mut self, id: impl Into<String>) -> Node {
        self.id = Some(id.into());
        self
    }

    /// Says one thing more.
    pub(super) fn say(mut self, term: &str, said: Said) -> Node {
        self.said.push((term.to_owned(), said));
        self
    }

    /// Says a text.
    pub(super) fn text(self, term: &str, text: impl Into<String>) -> Node {
        self.say(term, Said::Text(text.into()))
    }

    /// The node as JSON, without contexts.
    pub(super) fn json(&self) -> Map<String, Json> {
        let mut map = Map::new();
        if let Some(id) = &self.id {
            map.insert("id".to_owned(), id.as_str().into());
        }
        match self.types.as_slice() {
            [] => {}
            [one] if one_type_is_text(&self.types) => drop(map.insert("type".to_owned(), one.as_str().into())),
            all => drop(map.insert("type".to_owned(), all.into())),
        }
        for (term, said) in &self.said {
            let json = match said {
                Said::Text(text) | Said::Moment(text) | Said::Uri(text) => text.as_str().into(),
                Said::Flag(flag) => (*flag).into(),
                Said::One(node) => Json::Object(node.json()),
                Said::Many(nodes) => nodes.iter().map(|node| Json::Object(node.json())).collect(),
            };
            map.insert(term.clone(), json);
        }
        map
    }

    /// The node of JSON as [`json`](Node::json) writes it. `None` where it says anything that no badge of ours says.
    pub(super) fn from_json(map: &Map<String, Json>) -> Option<Node> {
        let mut node = Node::default();
        for (name, json) in map {
            let text = || json.as_str().map(str::to_owned);
            match name.as_str() {
                "id" => node.id = Some(text()?),
                "type" => {
                    node.types = match json {
                        Json::String(one) => vec![one.clone()],
                        list => serde_json::from_value(list.clone()).ok()?,
                    };
                    node.types.iter().try_for_each(|name| type_iri(name).map(drop))?;
                }
                _ => {
                    let nodes = || -> Option<Said> {
                        let nodes = json.as_array()?.iter().map(|one| Node::from_json(one.as_object()?));
                        Some(Said::Many(nodes.collect::<Option<_>>()?))
                    };
                    let (_, form) = term(name)?;
                    let said = match form {
                        Form::Text => Said::Text(text()?),
                        Form::Moment => Said::Moment(text()?),
                        Form::Uri => Said::Uri(text()?),
                        Form::Flag => Said::Flag(json.as_bool()?),
                        Form::One => Said::One(Node::from_json(json.as_object()?)?),
                        Form::ManyOrUri if json.is_string() => Said::Uri(text()?),
                        Form::Many | Form::ManyOrUri => nodes()?,
                    };
                    node.said.push((name.clone(), said));
                }
            }
        }
        Some(node)
    }

    /// The text of a term.
    pub(super) fn get(&self, term: &str) -> Option<&str> {
        self.said.iter().find(|(name, _)| name == term).and_then(|(_, said)| match said {
            Said::Text(text) | Said::Moment(text) | Said::Uri(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The node of a term; the first where there are many.
    pub(super) fn inner(&self, term: &str) -> Option<&Node> {
        self.said.iter().find(|(name, _)| name == term).and_then(|(_, said)| match said {
            Said::One(node) => Some(node),
            Said::Many(nodes) => nodes.first(),
            _ => None,
        })
    }
}

/// The contexts as JSON.
pub(super) fn contexts() -> Json {
    json!(CONTEXTS)
}
