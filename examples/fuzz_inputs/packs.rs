//! Packs to spoil: a good one of the program's exercises, and ways to spoil it that its signature does not stop at once.

use std::fs;
use std::path::Path;

use ed25519_dalek::{Signer, SigningKey};
use epissure::catalogue::schema::Catalogue;
use epissure::pack::container::{self, Head};
use epissure::pack::{About, content, export};

use super::mutate::{Luck, spoilt};

/// What the program signs before a head.
const PURPOSE: &[u8] = b"epissure pack\0";
/// Bytes before the manifest: magic, version, length.
const START: usize = 16;
/// Bytes of a signature.
const SIGNATURE: usize = 64;
/// Paths that lead elsewhere, or that some system reads as another one.
const PATHS: [&str; 18] = [
    "../x.ron",
    "/etc/x.ron",
    "a/../../x.ron",
    "a//x.ron",
    "./x.ron",
    "C:x.ron",
    "a\\x.ron",
    "CON.ron",
    "a/nul.ron",
    "a/x.ron/",
    ".hidden.ron",
    "a./x.ron",
    "X.RON",
    "a/x.exe",
    "",
    "e\u{301}.ron",
    "a\u{202e}x.ron",
    "pack.head",
];

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// Good packs, made in `folder` from the exercises in `scenarios`: small ones, so that many can be read.
pub fn good(scenarios: &Path, folder: &Path, catalogue: &Catalogue) -> Vec<Vec<u8>> {
    let courses: [(&str, &[(&str, &str)]); 3] = [
        ("un", &[("geste/cliver.ron", "cours/un.ron")]),
        (
            "deux",
            &[
                ("mesure/lire-une-trace.ron", "cours/lire.ron"),
                ("remise/mon-cable.ron", "cours/cable.ron"),
                ("mesure/traces", "cours/traces"),
            ],
        ),
        ("trois", &[("remise/dangers.ron", "cours/a.ron"), ("remise/ordre.ron", "cours/b.ron")]),
    ];
    let mut packs = Vec::new();
    for (name, files) in courses {
        let course = folder.join(name);
        for (from, to) in files {
            copy(&scenarios.join(from), &course.join(to));
        }
        if name == "trois" {
            let text = "Programme(courses: [(id: \"cours\", title: (fr: \"Cours\", en: \"Course\"), exercises: \
                        [\"cours/a.ron\", \"cours/b.ron\"])])";
            fs::write(course.join("programme.ron"), text).expect("room for a file");
        }
        let about = About {
            name: name.to_owned(),
            title: content::title("Cours", Some("Course")),
            version: "1.2".to_owned(),
            author: "Lycée".to_owned(),
        };
        let made = export(&course, about, &key(), catalogue).unwrap_or_else(|errors| panic!("{}", errors[0]));
        packs.push(made.bytes);
    }
    packs
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder of the program").flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    // An id that no exercise of the program has.
    match fs::read_to_string(from) {
        Ok(text) => {
            let at = text.find("    id: \"").expect("an id") + 9;
            let end = at + text[at..].find('"').expect("its end");
            let id = format!("cours/{}", to.file_stem().and_then(|stem| stem.to_str()).expect("a plain name"));
            fs::write(to, format!("{}{id}{}", &text[..at], &text[end..])).expect("room for a file");
        }
        Err(_) => {
            fs::copy(from, to).expect("a copy");
        }
    }
}

/// One of the packs, spoilt: bytes of the file, or the head or a content that is signed again.
pub fn spoil(good: &[Vec<u8>], luck: &mut Luck) -> Vec<u8> {
    let which = luck.below(10);
    if which < 3 {
        return spoilt(good, luck);
    }
    let pack = &good[luck.below(good.len())];
    let head = container::read_head("good", &pack[..]).expect("a good pack");
    if which < 6 { spoil_head(pack, &head, luck) } else { spoil_content(pack, head, luck) }
}

/// The manifest as text, spoilt and signed.
fn spoil_head(pack: &[u8], head: &Head, luck: &mut Luck) -> Vec<u8> {
    let text = &head.bytes[START..head.bytes.len() - SIGNATURE];
    let text = spoilt(&[text.to_vec()], luck);
    let length = u32::try_from(text.len()).expect("inputs are small");
    let mut bytes = [&pack[..START - 4], &length.to_le_bytes(), &text].concat();
    let signature = key().sign(&[PURPOSE, &bytes].concat()).to_bytes();
    bytes.extend_from_slice(&signature);
    bytes.extend_from_slice(&pack[head.bytes.len()..]);
    bytes
}

/// A file or its path, spoilt; its length and hash are told truly, and all is signed.
fn spoil_content(pack: &[u8], head: Head, luck: &mut Luck) -> Vec<u8> {
    let mut manifest = head.manifest;
    let mut rest = &pack[head.bytes.len()..];
    let mut contents: Vec<Vec<u8>> = Vec::new();
    for entry in &manifest.files {
        let (content, after) = rest.split_at(usize::try_from(entry.bytes).expect("small"));
        contents.push(content.to_vec());
        rest = after;
    }
    let at = luck.below(contents.len());
    if luck.below(4) == 0 {
        manifest.files[at].path = PATHS[luck.below(PATHS.len())].to_owned();
    } else {
        contents[at] = spoilt(&[contents[at].clone()], luck);
        manifest.files[at].bytes = contents[at].len() as u64;
        manifest.files[at].blake3 = blake3::hash(&contents[at]).to_hex().to_string();
    }
    container::write(&manifest, &contents, &key()).expect("a short manifest")
}
