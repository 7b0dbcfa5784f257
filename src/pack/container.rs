//! The file of a pack: head, signature of the head, contents. Reading trusts no length and no byte.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `EPACK` and three bytes that no text file begins with |
//! | 4 | version of the format, 1, little-endian |
//! | 4 | length of the manifest, little-endian, at most [`MAX_MANIFEST`] |
//! | … | the manifest: JSON, UTF-8 |
//! | 64 | Ed25519 signature of all of the above, after a word of our own |
//! | … | contents of the files, one after another in the manifest's order, and nothing after |
//!
//! The head holds length and BLAKE3 of every content, so the signature covers every byte of the file.

use std::io::Read;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::manifest::{Manifest, from_hex};
use crate::scenario::error::{Located, quoted};

const MAGIC: &[u8; 8] = b"EPACK\r\n\x1a";
const VERSION: u32 = 1;
/// Longest manifest, bytes: 2,000 files with the longest paths and ids fit.
pub const MAX_MANIFEST: u32 = 1 << 20;
/// Signed before the head, so that a signature of a pack is never one of anything else.
const PURPOSE: &[u8] = b"epissure pack\0";
const SIGNATURE: usize = 64;

/// A pack whose signature and hashes are good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its head.
    pub head: Head,
    /// The files' bytes, in the manifest's order.
    pub contents: Vec<Vec<u8>>,
}

/// The head of a pack, whose signature is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it says.
    pub manifest: Manifest,
    /// Its bytes, signature included.
    pub bytes: Vec<u8>,
}

type Refused = Vec<Located>;

fn refuse(file: &str, why: impl Into<String>) -> Refused {
    vec![Located::whole(file, why)]
}

/// The bytes of a pack. The manifest must have passed its [check](Manifest::check), hold the key's public half and
/// lengths and hashes of `contents`.
///
/// # Errors
/// When the manifest is longer than [`MAX_MANIFEST`].
pub fn write(manifest: &Manifest, contents: &[Vec<u8>], key: &SigningKey) -> Result<Vec<u8>, Refused> {
    let text = serde_json::to_vec(manifest).map_err(|why| refuse(&manifest.name, why.to_string()))?;
    let length = u32::try_from(text.len()).ok().filter(|length| *length <= MAX_MANIFEST);
    let length = length.ok_or_else(|| refuse(&manifest.name, "too many files with too long names"))?;
    let mut bytes = [MAGIC, &VERSION.to_le_bytes()[..], &length.to_le_bytes(), &text].concat();
    let signature = key.sign(&[PURPOSE, &bytes].concat());
    bytes.extend_from_slice(&signature.to_bytes());
    contents.iter().for_each(|content| bytes.extend_from_slice(content));
    Ok(bytes)
}

/// Reads a pack, which errors call `file`: head, signature, hashes. Holds no more than what `from` gives and a pack
/// may have.
///
/// # Errors
/// What is wrong with it: of contents everything, of anything before the first.
pub fn read(file: &str, mut from: impl Read) -> Result<Pack, Refused> {
    let head = read_head(file, &mut from)?;
    let mut contents = Vec::new();
    let mut wrong = Vec::new();
    for entry in &head.manifest.files {
        let content = exactly(file, &mut from, entry.bytes)?;
        if blake3::hash(&content).to_hex().as_str() != entry.blake3 {
            wrong.push(Located::whole(file, format!("{} was altered after it was signed", quoted(&entry.path))));
        }
        contents.push(content);
    }
    if !read_some(file, &mut from, 1)?.is_empty() {
        wrong.push(Located::whole(file, "something follows after the last file"));
    }
    if wrong.is_empty() { Ok(Pack { head, contents }) } else { Err(wrong) }
}

/// Reads the head of a pack, which errors call `file`, and nothing after it.
///
/// # Errors
/// When it is none, or its signature is not that of the key in it.
pub fn read_head(file: &str, mut from: impl Read) -> Result<Head, Refused> {
    let mut bytes = read_some(file, &mut from, 16)?;
    let start = bytes.get(..MAGIC.len()).is_some_and(|magic| magic == MAGIC);
    let (Some(version), Some(length), true) = (number(&bytes, 8), number(&bytes, 12), start) else {
        return Err(refuse(file, "this is not a pack of exercises (.epack), or it was cut short"));
    };
    if version != VERSION {
        return Err(refuse(file, format!("a pack of format {version}: this program reads format {VERSION}")));
    }
    if length > MAX_MANIFEST {
        return Err(refuse(file, format!("the head of a pack has at most {} KiB", MAX_MANIFEST >> 10)));
    }
    let text = exactly(file, &mut from, u64::from(length))?;
    let signature = exactly(file, &mut from, SIGNATURE as u64)?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|why| {
        let message = why.to_string();
        refuse(file, format!("the head of this pack cannot be read: {}", quoted(&message)))
    })?;
    manifest.check(file)?;
    bytes.extend_from_slice(&text);
    signed(&manifest, &bytes, &signature).ok_or_else(|| {
        refuse(file, "the signature is not the author's: the pack was altered after it was signed".to_owned())
    })?;
    bytes.extend_from_slice(&signature);
    Ok(Head { manifest, bytes })
}

fn signed(manifest: &Manifest, head: &[u8], signature: &[u8]) -> Option<()> {
    let key = VerifyingKey::from_bytes(&from_hex(&manifest.key)?).ok()?;
    let signature = Signature::from_slice(signature).ok()?;
    key.verify_strict(&[PURPOSE, head].concat(), &signature).ok()
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

fn exactly(file: &str, from: &mut impl Read, length: u64) -> Result<Vec<u8>, Refused> {
    let bytes = read_some(file, from, length)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(refuse(file, "the pack was cut short")) }
}
