//! What a badge says: the achievement, how it was earned, the result, and the attempt that proves it.

use sha2::{Digest, Sha256};

use super::tree::{Node, Said};
use crate::calendar;
use crate::lrs::attempt::Attempt;
use crate::lrs::{check, statement};
use crate::scenario::schema::Text;

/// Most competences that a badge names, and most criteria that it tells.
const MOST: usize = 50;
/// Longest text, characters.
const MAX_TEXT: usize = 4000;

/// Who receives a badge. Never in the clear: who has the text and the badge can tell that they belong together, and
/// nobody else can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// A pseudonym, or an e-mail address.
    pub who: String,
    /// Chance that keeps texts from being guessed, in hexadecimal or any other plain letters.
    pub salt: String,
}

/// Who issues it, and what of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The school's name.
    pub issuer: String,
    /// DID of the key that will sign.
    pub issuer_did: String,
    /// Who receives it.
    pub recipient: Recipient,
}

/// The credential of a passed attempt.
///
/// # Errors
/// In words: when the attempt was not passed, or says what cannot stand in a badge.
pub fn credential(attempt: &Attempt, about: &About) -> Result<Node, String> {
    if !attempt.mark.passed {
        return Err("the attempt was not passed: there is no badge for it".to_owned());
    }
    // What is out of range or form for a record store is so for a badge.
    statement::statements(attempt, "https://check.invalid/").map_err(|wrong| wrong.join("; "))?;
    let exercise = statement::exercise_iri(&attempt.exercise);
    let title = both(attempt.title.as_ref(), &attempt.exercise);
    let note = format!("{exercise}#note");
    let issuer =
        Node::of(&["Profile"]).named(&about.issuer_did).text("name", plain(&about.issuer, "the issuer's name")?);
    let mut achievement = Node::of(&["Achievement"])
        .named(&exercise)
        .text("achievementType", "Competency")
        .text("name", title.clone())
        .text("description", description(&title))
        .text("inLanguage", "fr")
        .say("criteria", Said::One(Node::default().text("narrative", narrative(attempt))));
    let competences: Vec<Node> = attempt
        .shown
        .competences
        .iter()
        .take(MOST)
        .map(|competence| {
            Node::of(&["Alignment"])
                .text("targetName", both(Some(&competence.name), &competence.id))
                .text("targetCode", competence.id.clone())
                .text("targetFramework", "Épissure")
                .say("targetUrl", Said::Uri(statement::competence_iri(&competence.id)))
        })
        .collect();
    if !competences.is_empty() {
        achievement = achievement.say("alignment", Said::Many(competences));
    }
    let description = Node::of(&["ResultDescription"])
        .named(&note)
        .text("name", "Note sur 20 / Mark of 20")
        .text("resultType", "RawScore")
        .text("valueMin", "0")
        .text("valueMax", "20");
    let achievement = achievement.say("resultDescription", Said::Many(vec![description]));
    let result = Node::of(&["Result"])
        .say("resultDescription", Said::Uri(note))
        .text("value", format!("{:.2}", attempt.mark.mark))
        .text("status", "Completed");
    let subject = Node::of(&["AchievementSubject"])
        .say("achievement", Said::One(achievement))
        .say("identifier", Said::Many(vec![identity(&about.recipient)?]))
        .say("result", Said::Many(vec![result]));
    Ok(Node::of(&["VerifiableCredential", "OpenBadgeCredential"])
        .named(format!("urn:uuid:{}", statement::id(&attempt.hash, "badge")))
        .text("name", title)
        .say("issuer", Said::One(issuer))
        .say("validFrom", Said::Moment(calendar::utc(attempt.ended_s)))
        .say("credentialSubject", Said::One(subject))
        .say("evidence", Said::Many(vec![evidence(attempt)?])))
}

/// As Open Badges hash an identity: SHA-256 of the text and the salt after it.
fn identity(recipient: &Recipient) -> Result<Node, String> {
    let who = plain(&recipient.who, "the recipient")?;
    let salt = plain(&recipient.salt, "the salt")?;
    let hash = Sha256::digest(format!("{who}{salt}"));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let kind = if who.contains('@') { "emailAddress" } else { "identifier" };
    Ok(Node::of(&["IdentityObject"])
        .say("hashed", Said::Flag(true))
        .text("identityHash", format!("sha256${hex}"))
        .text("identityType", kind)
        .text("salt", salt))
}

fn evidence(attempt: &Attempt) -> Result<Node, String> {
    let seal = attempt.exam.as_ref().map(|exam| exam.seal.as_str()).filter(|seal| !seal.is_empty());
    let (kind, hash, name) = match seal {
        Some(seal) => ("sealed", seal, "Tentative scellée / Sealed attempt"),
        None => ("journal", attempt.hash.as_str(), "Journal de la tentative / Journal of the attempt"),
    };
    let id = format!("urn:epissure:{kind}:{hash}");
    if !check::is_iri(&id) {
        return Err("the attempt's hash is none".to_owned());
    }
    let hashes = format!(
        "BLAKE3 {hash}; journal {}; facts {}; exercise {}; Épissure {}",
        attempt.hash, attempt.mark.facts_hash, attempt.scenario_hash, attempt.program
    );
    Ok(Node::of(&["Evidence"]).named(id).text("name", name).text("description", plain(&hashes, "a hash")?))
}

fn both(text: Option<&Text>, without: &str) -> String {
    match text {
        Some(text) if text.fr == text.en => cut(&text.fr),
        Some(text) => cut(&format!("{} / {}", text.fr, text.en)),
        None => cut(without),
    }
}

fn description(title: &str) -> String {
    format!(
        "Geste fait au banc de simulation Épissure et noté sur ce que la main a fait : {title}.\n\
         Done by hand on the Épissure bench and marked on what the hand did."
    )
}

/// What was asked for, in Markdown, French first.
fn narrative(attempt: &Attempt) -> String {
    let lines = |pick: fn(&Text) -> &str| -> String {
        let worth = attempt.mark.criteria.iter().filter(|criterion| criterion.of > 0.0).take(MOST);
        worth.map(|criterion| format!("- {} ({:.2})\n", cut(pick(&criterion.label)), criterion.of)).collect()
    };
    let jury = attempt.judged.as_ref().map_or_else(String::new, |judged| {
        let machine = judged.machine.mark;
        format!(
            "Note finale du jury ; note de la machine : {machine:.2}.\n\
             The jury's mark is the final one; the machine's: {machine:.2}.\n\n"
        )
    });
    format!(
        "{jury}Critères (points sur 20) :\n{}\nCriteria (points of 20):\n{}",
        lines(|text| &text.fr),
        lines(|text| &text.en)
    )
}

/// Shortened, and without what is not to be seen.
fn cut(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(MAX_TEXT / 10).collect()
}

fn plain(text: &str, what: &str) -> Result<String, String> {
    if text.trim().is_empty() || text.chars().count() > MAX_TEXT || text.chars().any(char::is_control) {
        return Err(format!("{what} is empty, too long, or holds characters that cannot be shown"));
    }
    Ok(text.to_owned())
}
