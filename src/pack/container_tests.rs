//! Packs as files: what is written is read back, and nothing else is taken.

use std::io::Read;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::container::{self, MAX_MANIFEST, Pack};
use super::manifest::{Entry, Manifest};
use super::{content, key};
use crate::scenario::Located;

fn author(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// A manifest of these files, every `.ron` of which is an exercise of the course `c`.
fn manifest(files: &[(&str, &[u8])], key: &SigningKey) -> Manifest {
    let entry = |(at, (path, bytes)): (usize, &(&str, &[u8]))| Entry {
        path: (*path).to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
        id: path.ends_with(".ron").then(|| format!("c/e{at}")),
    };
    Manifest {
        name: "small".to_owned(),
        title: content::title("Petit", Some("Small")),
        version: "1.2".to_owned(),
        author: "Lycée".to_owned(),
        key: key::public(key),
        files: files.iter().enumerate().map(entry).collect(),
    }
}

fn small() -> Vec<u8> {
    let files: [(&str, &[u8]); 3] = [("a/b.ron", b"(one)"), ("a/t.sor", &[0, 1, 2, 255]), ("LISEZ.md", b"")];
    signed(&manifest(&files, &author(1)), &files.map(|(_, bytes)| bytes.to_vec()), 1)
}

fn signed(manifest: &Manifest, contents: &[Vec<u8>], seed: u8) -> Vec<u8> {
    container::write(manifest, contents, &author(seed)).expect("small enough")
}

fn read(bytes: &[u8]) -> Result<Pack, Vec<Located>> {
    container::read("x.epack", bytes)
}

#[track_caller]
fn refused(bytes: &[u8], word: &str) {
    let errors = read(bytes).expect_err("bad");
    assert!(errors.iter().any(|error| error.message.contains(word)), "`{word}` is not in {errors:?}");
}

#[test]
fn what_was_written_is_read_back() {
    let pack = read(&small()).expect("good");
    assert_eq!(pack.contents, [&b"(one)"[..], &[0, 1, 2, 255], b""]);
    assert_eq!(pack.head.manifest.files[0].path, "a/b.ron");
    assert!(small().starts_with(&pack.head.bytes));
    assert_eq!(container::read_head("x", &small()[..]).expect("good"), pack.head);
    // The head alone is good without its contents: that is what an installed pack keeps.
    assert_eq!(container::read_head("x", &pack.head.bytes[..]).expect("good"), pack.head);
}

#[test]
fn any_altered_byte_is_refused() {
    let good = small();
    for at in 0..good.len() {
        for change in [1, 0x20, 0x80, 0xFF] {
            let mut bytes = good.clone();
            bytes[at] ^= change;
            assert!(read(&bytes).is_err(), "byte {at} xor {change}");
        }
    }
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..300 {
        let (mut bytes, at) = (good.clone(), rng.next_u32() as usize % good.len());
        bytes[at] ^= 1 + (rng.next_u32() % 255) as u8;
        assert!(read(&bytes).is_err(), "byte {at} as {}", bytes[at]);
    }
}

#[test]
fn a_pack_cut_or_lengthened_anywhere_is_refused() {
    let good = small();
    for length in 0..good.len() {
        assert!(read(&good[..length]).is_err(), "cut to {length} bytes");
    }
    refused(&[&good[..], b"x"].concat(), "follows");
    refused(&good[..20], "cut short");
    refused(b"PK\x03\x04 and so on and so on", "not a pack");
    refused(b"", "not a pack");
}

/// A reader that counts what was taken from it and never ends.
struct Endless(u64);

impl Read for &mut Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        into.fill(b' ');
        self.0 += into.len() as u64;
        Ok(into.len())
    }
}

#[test]
fn promised_lengths_take_no_memory_and_endless_files_end() {
    let good = small();
    for length in [MAX_MANIFEST + 1, u32::MAX] {
        let head = [&good[..12], &length.to_le_bytes()[..]].concat();
        let mut endless = Endless(0);
        assert!(container::read("x", head.chain(&mut endless)).is_err());
        assert_eq!(endless.0, 0, "nothing is read for a length that cannot be");
    }
    let mut endless = Endless(0);
    let head = [&good[..12], &MAX_MANIFEST.to_le_bytes()[..]].concat();
    assert!(container::read("x", head.chain(&mut endless)).is_err());
    assert!(endless.0 < 4 * u64::from(MAX_MANIFEST), "{} bytes were read", endless.0);
    // A promise within the limits, and nothing behind it.
    let mut promised = manifest(&[("a.sor", b"")], &author(1));
    promised.files[0].bytes = super::MAX_TRACE;
    refused(&signed(&promised, &[Vec::new()], 1), "cut short");
    promised.files[0].bytes = u64::MAX;
    refused(&signed(&promised, &[Vec::new()], 1), "larger than");
    promised.files.push(promised.files[0].clone());
    refused(&signed(&promised, &[Vec::new()], 1), "64 MiB together");
}

#[test]
fn a_signature_of_another_key_is_refused() {
    let files: [(&str, &[u8]); 1] = [("a.ron", b"x")];
    let of_one = manifest(&files, &author(1));
    refused(&signed(&of_one, &[b"x".to_vec()], 2), "signature");
    let mut weak = of_one.clone();
    // A point of small order signs anything.
    weak.key = format!("01{}", "0".repeat(62));
    refused(&signed(&weak, &[b"x".to_vec()], 1), "signature");
    let mut altered = signed(&of_one, &[b"x".to_vec()], 1);
    if let Some(last) = altered.last_mut() {
        *last = b'y';
    }
    refused(&altered, "`a.ron` was altered");
}

#[test]
fn a_signed_head_that_means_harm_is_refused() {
    let good = manifest(&[("a/b.ron", b"x")], &author(1));
    type Change = fn(&mut Manifest);
    let cases: [(Change, &str); 16] = [
        (|m| m.files[0].path = "../b.ron".into(), "inside the pack"),
        (|m| m.files[0].path = "/etc/b.ron".into(), "inside the pack"),
        (|m| m.files[0].path = "c:\\b.ron".into(), "inside the pack"),
        (|m| m.files[0].path = "a/nul.ron".into(), "every system"),
        (|m| m.files[0].path = "a/b.sh".into(), ".ron, .sor and .md"),
        (|m| m.files[0].path = "pack.head".into(), ".ron, .sor and .md"),
        (|m| m.files.push(Entry { path: "A/B.ron".into(), ..m.files[0].clone() }), "there twice"),
        (|m| m.files.push(Entry { path: "z.ron".into(), ..m.files[0].clone() }), "two exercises"),
        (|m| m.files.clear(), "1 to 2000 files"),
        (|m| m.files = (0..2_001).map(|_| m.files[0].clone()).collect(), "1 to 2000 files"),
        (|m| m.files[0].id = None, "exercises have an id"),
        (|m| m.files[0].blake3 = "0".into(), "hexadecimal"),
        (|m| m.name = "../up".into(), "a pack's name"),
        (|m| m.title.fr = "\u{1b}[2J".into(), "cannot be shown"),
        (|m| m.version = "1.2.3.4.5".into(), "a version"),
        (|m| m.version = "99999999999".into(), "a version"),
    ];
    for (change, word) in cases {
        let mut bad = good.clone();
        change(&mut bad);
        refused(&signed(&bad, &[b"x".to_vec()], 1), word);
    }
}

#[test]
fn versions_are_compared_as_numbers() {
    let of = |version: &str| Manifest { version: version.to_owned(), ..manifest(&[], &author(1)) }.version_numbers();
    assert!(of("1.10") > of("1.9") && of("2") > of("1.99") && of("1") == of("1.0.0"));
    for bad in ["", ".", "1.", "-1", "1a", "+1", "1 "] {
        assert_eq!(of(bad), None, "{bad:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_files_come_back_as_they_were(contents in proptest::collection::vec(any::<Vec<u8>>(), 1..12)) {
        let paths: Vec<String> = (0..contents.len()).map(|at| format!("d{}/f{at}.md", at % 3)).collect();
        let files: Vec<(&str, &[u8])> = paths.iter().map(String::as_str).zip(contents.iter().map(Vec::as_slice)).collect();
        let bytes = signed(&manifest(&files, &author(3)), &contents, 3);
        prop_assert_eq!(read(&bytes).expect("good").contents, contents);
    }

    #[test]
    fn random_bytes_are_refused(bytes in any::<Vec<u8>>(), behind_a_good_start in any::<bool>()) {
        let start = if behind_a_good_start { small()[..12].to_vec() } else { Vec::new() };
        prop_assert!(read(&[start, bytes].concat()).is_err());
    }

    #[test]
    fn any_mutation_is_refused(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..9, any::<Vec<u8>>()), 1..4),
    ) {
        let mut bytes = small();
        for (at, length, with) in edits {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, with);
        }
        prop_assume!(bytes != small());
        prop_assert!(read(&bytes).is_err());
    }
}
