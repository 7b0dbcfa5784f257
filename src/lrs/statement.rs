//! The statements of one attempt, as docs/xapi.md lays them down: attempted, completed, passed or failed, scored.

use serde_json::{Map, Value, json};

use super::attempt::{Attempt, Judged};
use super::check;
use super::duration::duration;
use crate::calendar;
use crate::catalogue::competences::Competence;
use crate::marking::{CriterionMark, FULL};
use crate::scenario::schema::{Axis, Text};

/// The profile that every statement names.
pub const PROFILE: &str = "urn:epissure:xapi:profile:1";
/// The extension that holds what each criterion came to.
pub const CRITERIA: &str = "urn:epissure:xapi:criteria";
/// Extensions begin so.
const EXTENSION: &str = "urn:epissure:xapi:";
/// Verbs of ADL's list begin so.
const VERBS: &str = "http://adlnet.gov/expapi/verbs/";
/// Types of activities of ADL's list begin so.
const TYPES: &str = "http://adlnet.gov/expapi/activities/";

/// What a statement says of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It began.
    Attempted,
    /// It was ended on purpose.
    Completed,
    /// It was enough.
    Passed,
    /// It was not enough.
    Failed,
    /// What each criterion came to.
    Scored,
}

impl Verb {
    /// Every verb of the profile.
    pub const ALL: [Verb; 5] = [Verb::Attempted, Verb::Completed, Verb::Passed, Verb::Failed, Verb::Scored];

    /// English name, and end of the verb's IRI.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Attempted => "attempted",
            Verb::Completed => "completed",
            Verb::Passed => "passed",
            Verb::Failed => "failed",
            Verb::Scored => "scored",
        }
    }

    /// The verb's IRI.
    pub fn iri(self) -> String {
        format!("{VERBS}{}", self.name())
    }

    fn french(self) -> &'static str {
        match self {
            Verb::Attempted => "a tenté",
            Verb::Completed => "a terminé",
            Verb::Passed => "a réussi",
            Verb::Failed => "a échoué à",
            Verb::Scored => "a obtenu",
        }
    }

    /// Passed and failed share one: a server that holds one of them must not take the other.
    fn slot(self) -> &'static str {
        match self {
            Verb::Passed | Verb::Failed => "outcome",
            other => other.name(),
        }
    }
}

/// A statement that is in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its id, a UUID.
    pub id: String,
    /// Its JSON, as it is sent.
    pub body: String,
}

/// The four statements of an attempt of a person of `home_page`, the same to the last byte whenever they are made.
///
/// # Errors
/// Everything that is out of range or form in one of them: nothing is told of such an attempt.
pub fn statements(attempt: &Attempt, home_page: &str) -> Result<Vec<Statement>, Vec<String>> {
    let outcome = if attempt.mark.passed { Verb::Passed } else { Verb::Failed };
    let context = context(attempt);
    let all = [Verb::Attempted, Verb::Completed, outcome, Verb::Scored].map(|verb| {
        let at_s = if verb == Verb::Attempted { attempt.began_s } else { attempt.ended_s };
        let id = id(&attempt.hash, &slot(attempt, verb));
        let mut value = json!({
            "id": id,
            "actor": {
                "objectType": "Agent",
                "account": { "homePage": home_page, "name": attempt.who },
            },
            "verb": { "id": verb.iri(), "display": { "fr": verb.french(), "en": verb.name() } },
            "object": exercise(attempt),
            "context": context,
            "timestamp": calendar::utc(at_s),
        });
        if let Some(result) = result(attempt, verb) {
            value["result"] = result;
        }
        (id, value)
    });
    let mut wrong = Vec::new();
    for (_, value) in &all {
        wrong.extend(check::statement(value));
    }
    wrong.sort();
    wrong.dedup();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(all.into_iter().map(|(id, value)| Statement { id, body: value.to_string() }).collect())
}

/// What the id of a statement is made of. What a jury decided is told beside what the machine said before, under an id of
/// its own: a record store keeps both.
fn slot(attempt: &Attempt, verb: Verb) -> String {
    match (&attempt.judged, verb) {
        (Some(judged), Verb::Passed | Verb::Failed | Verb::Scored) => {
            format!("{} jury {}", verb.slot(), judged.jury.last())
        }
        _ => verb.slot().to_owned(),
    }
}

/// A UUID of an attempt's hash and a word: the same attempt gives the same id on every machine. It bears version 5, as
/// RFC 4122 marks those made of a name; the hash is BLAKE3.
pub fn id(attempt: &str, word: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("epissure xAPI statement 1");
    hasher.update(attempt.as_bytes()).update(b"/").update(word.as_bytes());
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    bytes[6] = bytes[6] & 0x0F | 0x50;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn exercise(attempt: &Attempt) -> Value {
    let title = attempt.title.as_ref();
    activity(&exercise_iri(&attempt.exercise), "simulation", title)
}

/// The IRI of an exercise.
pub fn exercise_iri(id: &str) -> String {
    format!("urn:epissure:exercise:{}", part(id))
}

/// The IRI of a competence.
pub fn competence_iri(id: &str) -> String {
    format!("urn:epissure:competence:{}", part(id))
}

fn activity(id: &str, kind: &str, name: Option<&Text>) -> Value {
    let mut definition = Map::new();
    definition.insert("type".to_owned(), format!("{TYPES}{kind}").into());
    if let Some(name) = name {
        definition.insert("name".to_owned(), json!({ "fr": name.fr, "en": name.en }));
    }
    json!({ "objectType": "Activity", "id": id, "definition": definition })
}

/// A text as the end of an IRI: all that is not plain is percent-encoded.
fn part(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn context(attempt: &Attempt) -> Value {
    let mut activities = json!({ "category": [{ "objectType": "Activity", "id": PROFILE }] });
    let mut extensions = Map::new();
    let mut extend = |name: &str, value: Value| extensions.insert(format!("{EXTENSION}{name}"), value);
    extend("mode", if attempt.exam.is_some() { "exam" } else { "practice" }.into());
    extend("catalogue", attempt.catalogue_hash.as_str().into());
    extend("journal", attempt.hash.as_str().into());
    extend("facts", attempt.mark.facts_hash.as_str().into());
    if attempt.hand != "person" {
        extend("hand", attempt.hand.as_str().into());
    }
    if let Some(exam) = attempt.exam.as_ref().filter(|exam| !exam.session.is_empty()) {
        let title = (!exam.title.is_empty()).then(|| Text { fr: exam.title.clone(), en: exam.title.clone() });
        let session = format!("urn:epissure:session:{}", part(&exam.session));
        activities["grouping"] = json!([activity(&session, "meeting", title.as_ref())]);
        extend("seal", exam.seal.as_str().into());
    }
    if !attempt.shown.competences.is_empty() {
        let competence = |of: &Competence| activity(&competence_iri(&of.id), "objective", Some(&of.name));
        activities["other"] = attempt.shown.competences.iter().map(competence).collect();
    }
    json!({
        "registration": id(&attempt.hash, "registration"),
        "platform": format!("Épissure {}", attempt.program),
        "revision": attempt.scenario_hash,
        "language": "fr",
        "contextActivities": activities,
        "extensions": extensions,
    })
}

fn result(attempt: &Attempt, verb: Verb) -> Option<Value> {
    let mark = &attempt.mark;
    let score = json!({ "scaled": rounded(mark.mark / FULL), "raw": rounded(mark.mark), "min": 0, "max": FULL });
    match verb {
        Verb::Attempted => None,
        Verb::Completed => Some(json!({ "completion": true, "duration": duration(attempt.worked) })),
        Verb::Passed | Verb::Failed => {
            let faults: Vec<Value> = mark.eliminatory.iter().map(|fault| fault.id.as_str().into()).collect();
            let mut extensions = by(attempt);
            extensions.insert(format!("{EXTENSION}eliminatory"), faults.into());
            Some(json!({
                "score": score,
                "success": mark.passed,
                "completion": true,
                "extensions": extensions,
            }))
        }
        Verb::Scored => {
            let axes: Map<String, Value> = Axis::WORDS
                .into_iter()
                .map(|(word, axis)| {
                    let mark = mark.axis(axis);
                    (word.to_owned(), json!({ "earned": rounded(mark.earned), "of": rounded(mark.of) }))
                })
                .collect();
            let criteria: Vec<Value> = mark.criteria.iter().map(|mark| criterion(attempt, mark)).collect();
            let mut extensions = by(attempt);
            extensions.insert(format!("{EXTENSION}axes"), axes.into());
            extensions.insert(CRITERIA.to_owned(), criteria.into());
            Some(json!({
                "score": score,
                "success": mark.passed,
                "extensions": extensions,
            }))
        }
    }
}

/// Whose the mark is, and the machine's beside a jury's.
fn by(attempt: &Attempt) -> Map<String, Value> {
    let mut extensions = Map::new();
    let by = if attempt.judged.is_some() { "jury" } else { "machine" };
    extensions.insert(format!("{EXTENSION}marked-by"), by.into());
    if let Some(Judged { machine, .. }) = &attempt.judged {
        let machine = json!({ "raw": rounded(machine.mark), "success": machine.passed });
        extensions.insert(format!("{EXTENSION}machine"), machine);
    }
    extensions
}

fn criterion(attempt: &Attempt, mark: &CriterionMark) -> Value {
    let mut value = json!({
        "id": mark.id,
        "axis": mark.axis,
        "earned": rounded(mark.earned),
        "of": rounded(mark.of),
    });
    if let Some(section) = mark.section {
        value["section"] = section.name().into();
    }
    if let Some(measured) = mark.value {
        value["value"] = measured.into();
    }
    if let Some(ids) = attempt.shown.by_criterion.get(&mark.id) {
        value["competences"] = ids.as_slice().into();
    }
    value
}

/// To a millionth: what other programs read and write again stays the same.
fn rounded(value: f64) -> f64 {
    libm::round(value * 1e6) / 1e6
}

#[cfg(test)]
#[path = "statement_tests.rs"]
pub(crate) mod tests;
