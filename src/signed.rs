//! A signed file: a head, its Ed25519 signature, contents. Reading trusts no length and no byte.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic of the form: a word and three bytes that no text file begins with |
//! | 4 | version of the form, little-endian |
//! | 4 | length of the head, little-endian |
//! | … | the head: JSON, UTF-8 |
//! | 64 | Ed25519 signature of all of the above, after a word of the form's own |
//! | … | contents |
//!
//! The head holds its signer's public key, and length and BLAKE3 of every content: so the signature covers every byte
//! of the file. Whether the signer is to be trusted is for others to say.

use std::io::Read;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::scenario::error::{Located, printable};

/// Bytes of a signature.
const SIGNATURE: usize = 64;

/// A kind of signed file.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// What every file of the kind begins with.
    pub magic: &'static [u8; 8],
    /// Version that this program writes and reads.
    pub version: u32,
    /// Signed before the head, so that a signature of one kind is never one of another.
    pub purpose: &'static [u8],
    /// Longest head, bytes.
    pub max_head: u32,
    /// What such a file is called in messages: `a pack of exercises (.epack)`.
    pub name: &'static str,
    /// The same, short: `pack`.
    pub short: &'static str,
}

/// Why a signed file is refused: all that is wrong with it.
pub type Refused = Vec<Located>;

pub(crate) fn refuse(file: &str, why: impl Into<String>) -> Refused {
    vec![Located::whole(file, why)]
}

/// A head as it was read, whose signature nobody looked at yet.
#[derive(Debug)]
pub struct Unverified {
    form: Form,
    /// Everything before the signature.
    signed: Vec<u8>,
    signature: Vec<u8>,
}

impl Form {
    /// Head and signature, to be followed by the contents.
    ///
    /// # Errors
    /// When the head is longer than the form allows.
    pub fn head(&self, file: &str, json: &[u8], key: &SigningKey) -> Result<Vec<u8>, Refused> {
        let length = u32::try_from(json.len()).ok().filter(|length| *length <= self.max_head);
        let length = length.ok_or_else(|| {
            refuse(file, format!("the head of a {} has at most {} KiB", self.short, self.max_head >> 10))
        })?;
        let mut bytes = [self.magic, &self.version.to_le_bytes()[..], &length.to_le_bytes(), json].concat();
        let signature = key.sign(&[self.purpose, &bytes].concat());
        bytes.extend_from_slice(&signature.to_bytes());
        Ok(bytes)
    }

    /// Reads a head and nothing after it. Holds no more than what `from` gives.
    ///
    /// # Errors
    /// When it is none, or was cut short.
    pub fn read(&self, file: &str, from: &mut impl Read) -> Result<Unverified, Refused> {
        let mut signed = read_some(file, from, 16)?;
        let start = signed.get(..self.magic.len()).is_some_and(|magic| magic == self.magic);
        let (Some(version), Some(length), true) = (number(&signed, 8), number(&signed, 12), start) else {
            return Err(refuse(file, format!("this is not {}, or it was cut short", self.name)));
        };
        if version != self.version {
            let (short, known) = (self.short, self.version);
            return Err(refuse(file, format!("a {short} of format {version}: this program reads format {known}")));
        }
        if length > self.max_head {
            let why = format!("the head of a {} has at most {} KiB", self.short, self.max_head >> 10);
            return Err(refuse(file, why));
        }
        signed.extend(self.exactly(file, from, u64::from(length))?);
        let signature = self.exactly(file, from, SIGNATURE as u64)?;
        Ok(Unverified { form: *self, signed, signature })
    }

    /// A content of so many bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn exactly(&self, file: &str, from: &mut impl Read, length: u64) -> Result<Vec<u8>, Refused> {
        let bytes = read_some(file, from, length)?;
        if bytes.len() as u64 == length {
            Ok(bytes)
        } else {
            Err(refuse(file, format!("the {} was cut short", self.short)))
        }
    }
}

impl Unverified {
    /// The head's JSON.
    pub fn json(&self) -> &[u8] {
        self.signed.get(16..).unwrap_or_default()
    }

    /// The bytes of head and signature, where `key`, 64 hexadecimal digits, made the signature.
    ///
    /// # Errors
    /// When it did not.
    pub fn signed_by(self, file: &str, key: &str) -> Result<Vec<u8>, Refused> {
        let good = || {
            let key = VerifyingKey::from_bytes(&from_hex(key)?).ok()?;
            let signature = Signature::from_slice(&self.signature).ok()?;
            key.verify_strict(&[self.form.purpose, &self.signed].concat(), &signature).ok()
        };
        if good().is_none() {
            let short = self.form.short;
            return Err(refuse(
                file,
                format!("the signature is not right: the {short} was altered after it was signed"),
            ));
        }
        Ok([self.signed, self.signature].concat())
    }
}

/// Whether nothing is left to read.
///
/// # Errors
/// When it cannot be read.
pub fn at_end(file: &str, from: &mut impl Read) -> Result<bool, Refused> {
    Ok(read_some(file, from, 1)?.is_empty())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes)
}

/// Bytes up to `most`; memory grows with what comes, never with what was promised.
fn read_some(file: &str, from: &mut impl Read, most: u64) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    match from.take(most).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(why) => Err(refuse(file, format!("this file cannot be read: {why}"))),
    }
}

/// What a JSON reader says, fit to be shown.
pub fn json_error(why: &serde_json::Error) -> String {
    printable(&why.to_string())
}

/// Whether a text is 32 bytes as hexadecimal digits.
pub fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Bytes of 64 hexadecimal digits.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    if !is_hex(text) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Bytes as hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 16 digits of a key in fours, short enough to be read out.
pub fn fingerprint(key: &str) -> String {
    let digits: Vec<char> = key.chars().take(16).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
