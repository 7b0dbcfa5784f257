//! A session: what is open to everybody, and what only the examiner's passphrase opens.
//!
//! The file is signed ([`crate::signed`]). Its head is open: title, times, the session's public key. Its content is
//! encrypted by a passphrase in the age format (scrypt, ChaCha20-Poly1305): subjects, roster with codes and seeds, and
//! the session's signing key, which is never on a disk in the clear.

use std::io::{Read, Write};

use age::secrecy::{ExposeSecret, SecretString};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::roster::{self, CODE_DIGITS, Listed, MAX_SEATS, Seat};
use super::subject::Subject;
use crate::catalogue::LoadedCatalogue;
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::scenario::LoadedScenario;
use crate::scenario::error::printable;
use crate::signed::{self, Form, Refused, at_end, json_error, refuse};

/// Session files end so.
pub const EXTENSION: &str = "epexamen";
/// Shortest passphrase, characters: four common words have more.
pub const MIN_PASSPHRASE: usize = 12;
/// Most parts of a session.
pub const MAX_PARTS: usize = 8;
/// Longest part, minutes; with extra time it stays within the four hours of a journal.
pub const MAX_MINUTES: u32 = 170;
/// Longest title, characters.
const MAX_TITLE: usize = 120;
/// Largest encrypted content, bytes.
const MAX_SECRET: u64 = 128 << 20;
/// scrypt's cost as a power of two: 128 MiB and about half a second on a classroom PC.
const WORK_FACTOR: u8 = 17;
/// Highest cost that is read: a file must not eat the machine.
const MAX_WORK_FACTOR: u8 = 19;

const FORM: Form = Form {
    magic: b"EEXAM\r\n\x1a",
    version: 1,
    purpose: b"epissure exam session\0",
    max_head: 1 << 20,
    name: "an exam session (.epexamen)",
    short: "session",
};

/// What a candidate may have to help.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// The guide with the next step.
    pub guide: bool,
    /// Names of colours under the pointer.
    pub colour_names: bool,
    /// The mark is shown to the candidate at the end.
    pub mark_shown: bool,
}

/// How long each part takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Minutes, without extra time.
    pub minutes: u32,
}

/// What is open to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// 32 hexadecimal digits, drawn once.
    pub id: String,
    /// Title.
    pub title: String,
    /// The session's public key, 64 hexadecimal digits.
    pub key: String,
    /// When it was prepared, RFC 3339.
    pub prepared: String,
    /// Version of the program that prepared it.
    pub program: String,
    /// Hash of the catalogue that it needs.
    pub catalogue_hash: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Help that is allowed.
    pub help: Help,
    /// Number of candidates.
    pub candidates: u32,
    /// Bytes of the encrypted content.
    pub secret_bytes: u64,
    /// BLAKE3 of the encrypted content, hexadecimal.
    pub secret_blake3: String,
}

/// What only the passphrase opens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Secret {
    key: String,
    subjects: Vec<Subject>,
    seats: Vec<Seat>,
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.key.zeroize();
        self.seats.iter_mut().for_each(|seat| seat.code.zeroize());
    }
}

/// How seeds are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeds {
    /// One for all: the same job for everybody.
    Same(u64),
    /// One for each candidate.
    Each,
}

/// What the examiner wants.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Title.
    pub title: String,
    /// Exercises and their minutes.
    pub parts: Vec<(Subject, u32)>,
    /// Who sits.
    pub roster: Vec<Listed>,
    /// How seeds are given.
    pub seeds: Seeds,
    /// Help that is allowed.
    pub help: Help,
}

/// A session as anybody can read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What is open.
    pub public: Public,
    /// The encrypted content.
    secret: Vec<u8>,
}

/// A session that the passphrase opened. Its key dies with it.
pub struct Opened {
    /// What is open to everybody.
    pub public: Public,
    secret: Secret,
    key: SigningKey,
    /// Salted hash of the passphrase, to know the examiner again without another half second.
    check: blake3::Hash,
    salt: [u8; 32],
}

/// Makes the file of a session.
///
/// # Errors
/// What cannot be: no part, a time that is too long, a passphrase that is too short, no randomness.
pub fn prepare(
    plan: Plan,
    catalogue: &LoadedCatalogue,
    passphrase: &SecretString,
    prepared: String,
) -> Result<Vec<u8>, Refused> {
    prepare_at(plan, catalogue, passphrase, prepared, WORK_FACTOR)
}

pub(super) fn prepare_at(
    plan: Plan,
    catalogue: &LoadedCatalogue,
    passphrase: &SecretString,
    prepared: String,
    work_factor: u8,
) -> Result<Vec<u8>, Refused> {
    let name = printable(&plan.title);
    let refuse = |why: String| refuse(&name, why);
    if plan.title.trim().is_empty() || plan.title.chars().count() > MAX_TITLE || name != plan.title {
        return Err(refuse(format!("a title has 1 to {MAX_TITLE} characters that can be shown")));
    }
    if passphrase.expose_secret().chars().count() < MIN_PASSPHRASE {
        let why = format!("a passphrase has at least {MIN_PASSPHRASE} characters: four words that nobody would guess");
        return Err(refuse(why));
    }
    if plan.parts.is_empty() || plan.parts.len() > MAX_PARTS {
        return Err(refuse(format!("a session has 1 to {MAX_PARTS} exercises, found {}", plan.parts.len())));
    }
    if let Some((subject, minutes)) = plan.parts.iter().find(|(_, minutes)| !(1..=MAX_MINUTES).contains(minutes)) {
        return Err(refuse(format!("{}: an exercise takes 1 to {MAX_MINUTES} minutes, found {minutes}", subject.id)));
    }
    roster::check(&plan.roster).map_err(refuse)?;
    let random = || Draw::new().map_err(|why| refuse(format!("this machine gives no random numbers: {why}")));
    let draw = random()?;
    let key = SigningKey::from_bytes(&draw.0);
    let mut id = random()?.0;
    let mut numbers = Numbers::new(random()?);
    let seats = plan.roster.into_iter().map(|listed| {
        let seeds = plan.parts.iter().map(|_| match plan.seeds {
            Seeds::Same(seed) => seed,
            Seeds::Each => numbers.below(1_000_000),
        });
        let seeds = seeds.collect();
        let code = format!("{:0width$}", numbers.below(10_u64.pow(CODE_DIGITS as u32)), width = CODE_DIGITS);
        Seat { number: listed.number, name: listed.name, extra: listed.extra, code, seeds }
    });
    let secret = Secret {
        key: signed::to_hex(&*draw.0),
        seats: seats.collect(),
        subjects: plan.parts.iter().map(|(subject, _)| subject.clone()).collect(),
    };
    let json = Zeroizing::new(serde_json::to_vec(&secret).map_err(|why| refuse(json_error(&why)))?);
    let secret_bytes = encrypt(&json, passphrase, work_factor).map_err(|why| refuse(why.to_string()))?;
    let public = Public {
        id: signed::to_hex(&id[..16]),
        title: plan.title.clone(),
        key: signed::to_hex(key.verifying_key().as_bytes()),
        prepared,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        catalogue_hash: catalogue.hash.clone(),
        parts: plan.parts.iter().map(|(_, minutes)| Part { minutes: *minutes }).collect(),
        help: plan.help,
        candidates: secret.seats.len() as u32,
        secret_bytes: secret_bytes.len() as u64,
        secret_blake3: blake3::hash(&secret_bytes).to_hex().to_string(),
    };
    id.zeroize();
    let json = serde_json::to_vec(&public).map_err(|why| refuse(json_error(&why)))?;
    let mut bytes = FORM.head(&name, &json, &key)?;
    bytes.extend_from_slice(&secret_bytes);
    Ok(bytes)
}

/// Reads a session, which errors call `file`, as far as it is open.
///
/// # Errors
/// What is wrong with it.
pub fn read(file: &str, mut from: impl Read) -> Result<Session, Refused> {
    let unverified = FORM.read(file, &mut from)?;
    let public: Public = serde_json::from_slice(unverified.json())
        .map_err(|why| refuse(file, format!("the head of this session cannot be read: {}", json_error(&why))))?;
    unverified.signed_by(file, &public.key)?;
    let hex = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = hex(&public.id, 32)
        && (1..=MAX_PARTS).contains(&public.parts.len())
        && public.parts.iter().all(|part| (1..=MAX_MINUTES).contains(&part.minutes))
        && public.title.chars().count() <= MAX_TITLE
        && printable(&public.title) == public.title
        && public.secret_bytes <= MAX_SECRET;
    if !fits {
        return Err(refuse(file, "the head of this session says what cannot be"));
    }
    let secret = FORM.exactly(file, &mut from, public.secret_bytes)?;
    if blake3::hash(&secret).to_hex().as_str() != public.secret_blake3 || !at_end(file, &mut from)? {
        return Err(refuse(file, "this session was altered after it was prepared"));
    }
    Ok(Session { public, secret })
}

/// Why a session stays closed.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    /// The passphrase is another's.
    #[error("this is not the passphrase of the session")]
    Passphrase,
    /// The file is not what a session is.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Refused(Refused),
}

impl From<Refused> for Closed {
    fn from(why: Refused) -> Self {
        Closed::Refused(why)
    }
}

impl Session {
    /// Opens it with the examiner's passphrase.
    ///
    /// # Errors
    /// When it is another's, or the content is not what a session holds.
    pub fn open(&self, file: &str, passphrase: &SecretString) -> Result<Opened, Closed> {
        let json = decrypt(file, &self.secret, passphrase)?;
        let secret: Secret = serde_json::from_slice(&json)
            .map_err(|why| refuse(file, format!("the content of this session cannot be read: {}", json_error(&why))))?;
        let seed = signed::from_hex(&secret.key).map(Zeroizing::new);
        let key = seed.map(|seed| SigningKey::from_bytes(&seed));
        let own = key.filter(|key| signed::to_hex(key.verifying_key().as_bytes()) == self.public.key);
        let parts = self.public.parts.len();
        let whole = secret.subjects.len() == parts
            && (1..=MAX_SEATS).contains(&secret.seats.len())
            && secret.seats.iter().all(|seat| seat.seeds.len() == parts && roster::plain(&seat.number).is_ok());
        let (Some(key), true) = (own, whole) else {
            return Err(refuse(file, "the content of this session does not belong to its head").into());
        };
        let salt = *Draw::new().map_err(|why| refuse(file, why.to_string()))?.0;
        let check = blake3::keyed_hash(&salt, passphrase.expose_secret().as_bytes());
        Ok(Opened { public: self.public.clone(), secret, key, check, salt })
    }
}

impl Opened {
    /// Candidates, in the roster's order.
    pub fn seats(&self) -> &[Seat] {
        &self.secret.seats
    }

    /// The candidate of a number.
    pub fn seat(&self, number: &str) -> Option<&Seat> {
        self.secret.seats.iter().find(|seat| seat.number.eq_ignore_ascii_case(number.trim()))
    }

    /// The candidate who gave number and code.
    pub fn admit(&self, number: &str, code: &str) -> Option<&Seat> {
        self.seat(number).filter(|seat| seat.code == code.trim())
    }

    /// The exercise of a part, from 1.
    ///
    /// # Errors
    /// When there is none, or this program cannot read it.
    pub fn scenario(
        &self,
        part: u32,
        catalogue: &LoadedCatalogue,
        own: &crate::catalogue::schema::Catalogue,
    ) -> Result<LoadedScenario, Refused> {
        let title = &self.public.title;
        if catalogue.hash != self.public.catalogue_hash {
            return Err(refuse(title, "this machine has another version of the catalogue than the session needs"));
        }
        let subject = (part as usize).checked_sub(1).and_then(|at| self.secret.subjects.get(at));
        subject.ok_or_else(|| refuse(title, format!("there is no part {part}")))?.load(own)
    }

    /// Ticks that a candidate has for a part, extra time included.
    pub fn allowed(&self, seat: &Seat, part: u32) -> Tick {
        let minutes = (part as usize).checked_sub(1).and_then(|at| self.public.parts.get(at)).map_or(0, |p| p.minutes);
        let ticks = minutes * 60 * TICKS_PER_SECOND;
        if seat.extra { ticks + ticks / 3 } else { ticks }
    }

    /// The session's signing key.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Whether this is the examiner's passphrase again.
    pub fn is_examiner(&self, passphrase: &SecretString) -> bool {
        blake3::keyed_hash(&self.salt, passphrase.expose_secret().as_bytes()) == self.check
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither key nor codes may end in a log.
        f.debug_struct("Opened").field("title", &self.public.title).finish_non_exhaustive()
    }
}

fn encrypt(bytes: &[u8], passphrase: &SecretString, work_factor: u8) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work_factor);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(out)
}

fn decrypt(file: &str, bytes: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>, Closed> {
    let wrong = |why: age::DecryptError| match why {
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => Closed::Passphrase,
        age::DecryptError::ExcessiveWork { .. } => refuse(file, "opening this session would take too long").into(),
        other => refuse(file, format!("this session cannot be opened: {}", printable(&other.to_string()))).into(),
    };
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let decryptor = age::Decryptor::new(bytes).map_err(wrong)?;
    let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(wrong)?;
    let mut json = Zeroizing::new(Vec::new());
    let unreadable = |why: std::io::Error| refuse(file, format!("this session cannot be opened: {why}"));
    reader.take(MAX_SECRET).read_to_end(&mut json).map_err(unreadable)?;
    Ok(json)
}

/// 32 random bytes of the system.
struct Draw(Zeroizing<[u8; 32]>);

impl Draw {
    fn new() -> Result<Draw, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes)?;
        Ok(Draw(bytes))
    }
}

/// Numbers from random bytes, by BLAKE3's extendable output.
struct Numbers(blake3::OutputReader);

impl Numbers {
    fn new(draw: Draw) -> Numbers {
        Numbers(blake3::Hasher::new_keyed(&draw.0).finalize_xof())
    }

    /// From 0 to under `end`; for ends far under 2⁶⁴ every number is as likely as the other.
    fn below(&mut self, end: u64) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes) % end
    }
}
