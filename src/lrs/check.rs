//! Whether a statement is in form and range, before a server sees it: xAPI 1.0.3 for what the profile uses, and nothing
//! else. Servers accept what they should not.

use serde_json::{Map, Value};

use super::duration::is_duration;
use super::statement::{CRITERIA, PROFILE, Verb};
use crate::calendar;
use crate::marking::FULL;
use crate::scenario::error::quoted;

/// Largest statement, bytes of JSON.
pub const MAX_STATEMENT: usize = 256 << 10;
/// Longest IRI.
const MAX_IRI: usize = 500;
/// Longest name, title or other text outside extensions.
const MAX_TEXT: usize = 1000;
/// Most faults that are told.
const MAX_FAULTS: usize = 20;
/// Names of an activity's relations to the statement.
const RELATIONS: [&str; 4] = ["parent", "grouping", "category", "other"];

/// Everything that is wrong with a statement, each with its place; nothing where it may be sent.
pub fn statement(value: &Value) -> Vec<String> {
    let mut check = Check { wrong: Vec::new() };
    check.statement(value);
    let bytes = value.to_string().len();
    if bytes > MAX_STATEMENT {
        check.say("", format!("the statement has {bytes} bytes, more than {MAX_STATEMENT}"));
    }
    check.wrong
}

/// Whether a text is an absolute IRI (RFC 3987): a scheme, and no character that must be encoded.
pub fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let bytes = rest.as_bytes();
    let encoded = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    first
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !rest.is_empty()
        && text.len() <= MAX_IRI
        && !rest.chars().any(|c| c.is_control() || c.is_whitespace() || "<>\"{}|\\^`".contains(c))
        && bytes.iter().enumerate().all(|(at, byte)| *byte != b'%' || encoded(at))
}

/// Whether a text is a UUID as RFC 4122 writes it, in lower case.
pub fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        14 => (b'1'..=b'5').contains(byte),
        19 => b"89ab".contains(byte),
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(byte),
    };
    bytes.len() == 36 && bytes.iter().enumerate().all(plain)
}

/// Whether a text has the form of a language tag (RFC 5646): `fr`, `en-GB`.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && text.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

struct Check {
    wrong: Vec<String>,
}

impl Check {
    fn say(&mut self, place: &str, why: impl Into<String>) {
        if self.wrong.len() < MAX_FAULTS {
            let why = why.into();
            self.wrong.push(if place.is_empty() { why } else { format!("{place}: {why}") });
        }
    }

    /// The object at `place`, whose fields are all among `known` and hold every one of `needed`.
    fn object<'v>(
        &mut self,
        value: &'v Value,
        place: &str,
        needed: &[&str],
        optional: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Some(map) = value.as_object() else {
            self.say(place, "an object is expected");
            return None;
        };
        for name in needed.iter().filter(|name| !map.contains_key(**name)) {
            self.say(place, format!("`{name}` is missing"));
        }
        for name in map.keys().filter(|name| !needed.contains(&name.as_str()) && !optional.contains(&name.as_str())) {
            self.say(place, format!("{} is not of the profile", quoted(name)));
        }
        Some(map)
    }

    fn statement(&mut self, value: &Value) {
        let needed = ["id", "actor", "verb", "object", "context", "timestamp"];
        let Some(map) = self.object(value, "", &needed, &["result"]) else { return };
        let verb = map.get("verb").and_then(|verb| self.verb(verb));
        for (name, value) in map {
            match name.as_str() {
                "id" => self.text(value, "id", "a UUID in lower case", is_uuid),
                "actor" => self.actor(value),
                "object" => self.activity(value, "object", true),
                "context" => self.context(value),
                "timestamp" => {
                    self.text(value, "timestamp", "a moment in UTC (RFC 3339)", |text| {
                        calendar::unix_s(text).is_some()
                    });
                }
                "result" => self.result(value),
                _ => {}
            }
        }
        if let Some(verb) = verb {
            self.agreement(verb, map.get("result").unwrap_or(&Value::Null));
        }
    }

    fn text(&mut self, value: &Value, place: &str, what: &str, is: impl Fn(&str) -> bool) {
        match value.as_str() {
            Some(text) if is(text) => {}
            Some(text) => self.say(place, format!("{what} is expected, found {}", quoted(text))),
            None => self.say(place, format!("{what} is expected")),
        }
    }

    fn words(&mut self, value: &Value, place: &str) {
        let fits = |text: &str| !text.trim().is_empty() && text.len() <= MAX_TEXT && !text.contains(char::is_control);
        self.text(value, place, &format!("a text of 1 to {MAX_TEXT} bytes"), fits);
    }

    /// An account and nothing else: no name and no address of a person can leave.
    fn actor(&mut self, value: &Value) {
        let Some(map) = self.object(value, "actor", &["objectType", "account"], &[]) else { return };
        if map.get("objectType").is_some_and(|kind| kind != "Agent") {
            self.say("actor.objectType", "`Agent` is expected");
        }
        let Some(account) = map.get("account") else { return };
        let Some(account) = self.object(account, "actor.account", &["homePage", "name"], &[]) else { return };
        if let Some(page) = account.get("homePage") {
            let is_page = |text: &str| is_iri(text) && (text.starts_with("https://") || text.starts_with("http://"));
            self.text(page, "actor.account.homePage", "an http address", is_page);
        }
        if let Some(name) = account.get("name") {
            self.words(name, "actor.account.name");
        }
    }

    fn verb(&mut self, value: &Value) -> Option<Verb> {
        let map = self.object(value, "verb", &["id", "display"], &[])?;
        if let Some(display) = map.get("display") {
            self.languages(display, "verb.display");
        }
        let id = map.get("id")?.as_str().unwrap_or("");
        let verb = Verb::ALL.into_iter().find(|verb| verb.iri() == id);
        if verb.is_none() {
            self.say("verb.id", format!("{} is not of the profile", quoted(id)));
        }
        verb
    }

    fn languages(&mut self, value: &Value, place: &str) {
        let Some(map) = value.as_object().filter(|map| !map.is_empty()) else {
            return self.say(place, "texts by language are expected");
        };
        for (tag, text) in map {
            if !is_language(tag) {
                self.say(place, format!("{} is no language tag", quoted(tag)));
            }
            self.words(text, place);
        }
    }

    fn activity(&mut self, value: &Value, place: &str, defined: bool) {
        let needed: &[&str] = if defined { &["objectType", "id", "definition"] } else { &["objectType", "id"] };
        let Some(map) = self.object(value, place, needed, &["definition"]) else { return };
        if map.get("objectType").is_some_and(|kind| kind != "Activity") {
            self.say(place, "`objectType` must be `Activity`");
        }
        if let Some(id) = map.get("id") {
            self.text(id, &format!("{place}.id"), "an IRI", is_iri);
        }
        let Some(definition) = map.get("definition") else { return };
        let place = format!("{place}.definition");
        let Some(definition) = self.object(definition, &place, &["type"], &["name"]) else { return };
        if let Some(kind) = definition.get("type") {
            self.text(kind, &format!("{place}.type"), "an IRI", is_iri);
        }
        if let Some(name) = definition.get("name") {
            self.languages(name, &format!("{place}.name"));
        }
    }

    fn context(&mut self, value: &Value) {
        let needed = ["registration", "platform", "revision", "language", "contextActivities", "extensions"];
        let Some(map) = self.object(value, "context", &needed, &[]) else { return };
        for (name, value) in map {
            let place = format!("context.{name}");
            match name.as_str() {
                "registration" => self.text(value, &place, "a UUID in lower case", is_uuid),
                "platform" | "revision" => self.words(value, &place),
                "language" => self.text(value, &place, "a language tag", is_language),
                "contextActivities" => self.related(value),
                "extensions" => self.extensions(value, &place),
                _ => {}
            }
        }
    }

    fn related(&mut self, value: &Value) {
        let place = "context.contextActivities";
        let Some(map) = self.object(value, place, &["category"], &RELATIONS) else { return };
        for (name, list) in map {
            let place = format!("{place}.{name}");
            let Some(list) = list.as_array().filter(|list| !list.is_empty()) else {
                self.say(&place, "a list of activities is expected");
                continue;
            };
            for activity in list {
                self.activity(activity, &place, false);
            }
        }
        let profile = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(|one| one["id"] == PROFILE));
        if !map.get("category").is_some_and(profile) {
            self.say(place, format!("`category` must name {PROFILE}"));
        }
    }

    fn extensions(&mut self, value: &Value, place: &str) {
        let Some(map) = value.as_object() else { return self.say(place, "an object is expected") };
        for key in map.keys().filter(|key| !is_iri(key)) {
            self.say(place, format!("{} is no IRI", quoted(key)));
        }
        for mark in map.get(CRITERIA).and_then(Value::as_array).into_iter().flatten() {
            let number = |name: &str| mark.get(name).and_then(Value::as_f64);
            let in_range = |earned, of| (0.0..=FULL).contains(&of) && (0.0..=of + 1e-6).contains(&earned);
            if !matches!((number("earned"), number("of")), (Some(earned), Some(of)) if in_range(earned, of)) {
                self.say(
                    place,
                    format!("the points of criterion {} are out of range", quoted(&mark["id"].to_string())),
                );
            }
        }
    }

    fn result(&mut self, value: &Value) {
        let optional = ["score", "success", "completion", "duration", "extensions"];
        let Some(map) = self.object(value, "result", &[], &optional) else { return };
        for (name, value) in map {
            let place = format!("result.{name}");
            match name.as_str() {
                "score" => self.score(value),
                "success" | "completion" if !value.is_boolean() => self.say(&place, "true or false is expected"),
                "duration" => self.text(value, &place, "an ISO 8601 duration", is_duration),
                "extensions" => self.extensions(value, &place),
                _ => {}
            }
        }
    }

    fn score(&mut self, value: &Value) {
        let place = "result.score";
        let Some(map) = self.object(value, place, &["scaled", "raw", "min", "max"], &[]) else { return };
        let number = |name: &str| map.get(name).and_then(Value::as_f64).filter(|number| number.is_finite());
        let (Some(scaled), Some(raw), Some(min), Some(max)) =
            (number("scaled"), number("raw"), number("min"), number("max"))
        else {
            return self.say(place, "numbers are expected");
        };
        if !(-1.0..=1.0).contains(&scaled) {
            self.say("result.score.scaled", format!("{scaled} is not from -1 to 1"));
        }
        if min >= max || !(min..=max).contains(&raw) {
            self.say("result.score.raw", format!("{raw} is not from {min} to {max}"));
        }
    }

    /// What the verb says, the result must say.
    fn agreement(&mut self, verb: Verb, result: &Value) {
        let (needed, success) = match verb {
            Verb::Attempted => {
                if !result.is_null() {
                    self.say("result", "what was only begun has no result");
                }
                return;
            }
            Verb::Completed => ("duration", None),
            Verb::Passed => ("score", Some(true)),
            Verb::Failed => ("score", Some(false)),
            Verb::Scored => ("score", None),
        };
        if result.get(needed).is_none() {
            self.say("result", format!("`{needed}` is missing with `{}`", verb.name()));
        }
        if success.is_some_and(|success| result["success"] != success) {
            self.say("result.success", format!("contradicts `{}`", verb.name()));
        }
        if verb == Verb::Completed && result["completion"] != true {
            self.say("result.completion", "contradicts `completed`");
        }
    }
}
