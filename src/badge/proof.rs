//! Signs a credential with Ed25519 and checks one: Data Integrity, cryptosuite `eddsa-rdfc-2022` (W3C vc-di-eddsa 1.0).

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::base58;
use super::quads::{self, Place, Quad};
use super::tree::{Node, contexts};
use crate::calendar;

/// Largest credential that is read, bytes.
pub const MAX_BADGE: usize = 256 << 10;
/// Multicodec of an Ed25519 public key.
const MULTICODEC: [u8; 2] = [0xED, 0x01];
const SUITE: &str = "eddsa-rdfc-2022";
const SECURITY: &str = "https://w3id.org/security#";

/// Why a credential is none.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BadgeError {
    /// Larger than [`MAX_BADGE`].
    #[error("this is larger than a badge")]
    TooLarge,
    /// Not a credential as this program writes it, to the last byte.
    #[error("this is not a badge of this program, or a byte of it was changed")]
    Form,
    /// The signature is not that of its content and key.
    #[error("the signature does not fit: the badge was changed, or another key signed it")]
    Signature,
    /// Signed by another key than the one that was asked for.
    #[error("another key signed it: {0}")]
    OtherKey(String),
}

/// A credential that is good.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it says.
    pub credential: Node,
    /// The issuer's key as a DID.
    pub issuer: String,
    /// The issuer's name, as the badge says; only the key proves who.
    pub issuer_name: String,
    /// Name of the achievement.
    pub name: String,
    /// From when it is valid, RFC 3339.
    pub valid_from: String,
}

/// The DID of a key (did:key).
pub fn did(key: &VerifyingKey) -> String {
    format!("did:key:z{}", base58::encode(&[&MULTICODEC[..], key.as_bytes()].concat()))
}

/// A key's DID with the fragment that names the key in it.
fn method(did: &str) -> String {
    format!("{did}#{}", did.trim_start_matches("did:key:"))
}

fn key_of(did: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 34] = base58::decode(did.strip_prefix("did:key:z")?)?;
    let key = bytes.strip_prefix(&MULTICODEC)?.try_into().ok()?;
    VerifyingKey::from_bytes(key).ok()
}

/// What is signed: the hash of the proof's own statements and that of the credential's.
fn hashes(credential: &Node, created: &str, method: &str) -> Option<[u8; 64]> {
    let proof = Place::Blank(0);
    let quad = |predicate: String, object| Quad { subject: proof.clone(), predicate, object };
    let iri = |text: String| Place::Iri(text);
    let statements = [
        quad("http://www.w3.org/1999/02/22-rdf-syntax-ns#type".into(), iri(format!("{SECURITY}DataIntegrityProof"))),
        quad(
            "http://purl.org/dc/terms/created".into(),
            Place::Literal(created.into(), Some("http://www.w3.org/2001/XMLSchema#dateTime")),
        ),
        quad(
            format!("{SECURITY}cryptosuite"),
            Place::Literal(SUITE.into(), Some("https://w3id.org/security#cryptosuiteString")),
        ),
        quad(format!("{SECURITY}proofPurpose"), iri(format!("{SECURITY}assertionMethod"))),
        quad(format!("{SECURITY}verificationMethod"), iri(method.into())),
    ];
    let mut all = [0; 64];
    all[..32].copy_from_slice(&Sha256::digest(quads::order(&statements, 1)?));
    all[32..].copy_from_slice(&Sha256::digest(quads::canonical(credential)?));
    Some(all)
}

/// The signed credential as one line of JSON, without a line end. `created_s` is when it is signed, seconds since 1970.
///
/// # Errors
/// When the credential says what no badge says, or two nameless parts of it say the same.
pub fn sign(credential: &Node, created_s: u64, key: &SigningKey) -> Result<String, BadgeError> {
    let created = calendar::utc(created_s);
    let method = method(&did(&key.verifying_key()));
    let hashes = hashes(credential, &created, &method).ok_or(BadgeError::Form)?;
    let signature = key.sign(&hashes);
    let json = document(credential, &created, &method, &signature);
    if json.len() > MAX_BADGE { Err(BadgeError::TooLarge) } else { Ok(json) }
}

fn document(credential: &Node, created: &str, method: &str, signature: &Signature) -> String {
    let mut map = credential.json();
    map.insert("@context".to_owned(), contexts());
    map.insert(
        "proof".to_owned(),
        json!({
            "type": "DataIntegrityProof",
            "cryptosuite": SUITE,
            "created": created,
            "verificationMethod": method,
            "proofPurpose": "assertionMethod",
            "proofValue": format!("z{}", base58::encode(&signature.to_bytes())),
        }),
    );
    Value::Object(map).to_string()
}

/// Checks a credential of this program. `issuer` is the DID that must have signed it; without one the badge shows only
/// that the key it names signed it.
///
/// # Errors
/// When a byte of it is another than was signed, or another key signed it.
pub fn verify(bytes: &[u8], issuer: Option<&str>) -> Result<Checked, BadgeError> {
    if bytes.len() > MAX_BADGE {
        return Err(BadgeError::TooLarge);
    }
    let parts = parse(bytes).ok_or(BadgeError::Form)?;
    let hashes = hashes(&parts.credential, &parts.created, &method(&parts.issuer)).ok_or(BadgeError::Form)?;
    let key = key_of(&parts.issuer).ok_or(BadgeError::Form)?;
    key.verify_strict(&hashes, &parts.signature).map_err(|_| BadgeError::Signature)?;
    if issuer.is_some_and(|issuer| issuer != parts.issuer) {
        return Err(BadgeError::OtherKey(parts.issuer));
    }
    let said = |node: Option<&Node>, term| node.and_then(|node| node.get(term)).unwrap_or_default().to_owned();
    let credential = parts.credential;
    Ok(Checked {
        issuer: parts.issuer,
        issuer_name: said(credential.inner("issuer"), "name"),
        name: said(Some(&credential), "name"),
        valid_from: said(Some(&credential), "validFrom"),
        credential,
    })
}

struct Parts {
    credential: Node,
    issuer: String,
    created: String,
    signature: Signature,
}

fn parse(bytes: &[u8]) -> Option<Parts> {
    let mut map: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    map.remove("@context")?;
    let proof = map.remove("proof")?;
    let said = |name: &str| proof.get(name).and_then(Value::as_str);
    let signature = Signature::from_bytes(&base58::decode(said("proofValue")?.strip_prefix('z')?)?);
    let created = said("created")?.to_owned();
    calendar::unix_s(&created)?;
    let credential = Node::from_json(&map)?;
    let issuer = credential.inner("issuer")?.id.clone()?;
    // Written again it must be what was read: contexts, suite, purpose and method, and no byte beside them.
    let again = document(&credential, &created, &method(&issuer), &signature);
    (again.as_bytes() == bytes).then_some(Parts { credential, issuer, created, signature })
}
