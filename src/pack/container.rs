//! The file of a pack: a signed head ([`crate::signed`]) that lists the files, and their contents one after another in
//! the manifest's order, with nothing after.

use std::io::Read;

use ed25519_dalek::SigningKey;

use super::manifest::Manifest;
use crate::scenario::error::{Located, quoted};
use crate::signed::{Form, Refused, at_end, json_error, refuse};

/// Longest manifest, bytes: 2,000 files with the longest paths and ids fit.
pub const MAX_MANIFEST: u32 = 1 << 20;

const FORM: Form = Form {
    magic: b"EPACK\r\n\x1a",
    version: 1,
    purpose: b"epissure pack\0",
    max_head: MAX_MANIFEST,
    name: "a pack of exercises (.epack)",
    short: "pack",
};

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

/// The bytes of a pack. The manifest must have passed its [check](Manifest::check), hold the key's public half and
/// lengths and hashes of `contents`.
///
/// # Errors
/// When the manifest is longer than [`MAX_MANIFEST`].
pub fn write(manifest: &Manifest, contents: &[Vec<u8>], key: &SigningKey) -> Result<Vec<u8>, Refused> {
    let json = serde_json::to_vec(manifest).map_err(|why| refuse(&manifest.name, json_error(&why)))?;
    let mut bytes = FORM.head(&manifest.name, &json, key)?;
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
        let content = FORM.exactly(file, &mut from, entry.bytes)?;
        if blake3::hash(&content).to_hex().as_str() != entry.blake3 {
            wrong.push(Located::whole(file, format!("{} was altered after it was signed", quoted(&entry.path))));
        }
        contents.push(content);
    }
    if !at_end(file, &mut from)? {
        wrong.push(Located::whole(file, "something follows after the last file"));
    }
    if wrong.is_empty() { Ok(Pack { head, contents }) } else { Err(wrong) }
}

/// Reads the head of a pack, which errors call `file`, and nothing after it.
///
/// # Errors
/// When it is none, or its signature is not that of the key in it.
pub fn read_head(file: &str, mut from: impl Read) -> Result<Head, Refused> {
    let head = FORM.read(file, &mut from)?;
    let manifest: Manifest = serde_json::from_slice(head.json()).map_err(|why| {
        let message = why.to_string();
        refuse(file, format!("the head of this pack cannot be read: {}", quoted(&message)))
    })?;
    manifest.check(file)?;
    let bytes = head.signed_by(file, &manifest.key)?;
    Ok(Head { manifest, bytes })
}
