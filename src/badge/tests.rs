use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use serde_json::Value;

use super::tree::Node;
use super::*;
use crate::lrs::statement::tests::attempt;

const MADE_S: u64 = 1_795_870_000;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn about() -> About {
    About {
        issuer: "CFA « Les Câbles »".to_owned(),
        issuer_did: did(&key().verifying_key()),
        recipient: Recipient { who: "p003".to_owned(), salt: "0123456789abcdef".to_owned() },
    }
}

fn badge() -> String {
    sign(&credential(&attempt(3), &about()).expect("passed"), MADE_S, &key()).expect("signed")
}

#[test]
fn a_badge_says_what_was_earned_and_by_whose_word() {
    let badge = badge();
    let good = verify(badge.as_bytes(), Some(&about().issuer_did)).expect("good");
    assert_eq!((good.name.as_str(), good.issuer_name.as_str()), ("Cliver / Cleave", "CFA « Les Câbles »"));
    assert_eq!(good.valid_from, "2026-11-28T10:01:01Z");
    let json: Value = serde_json::from_str(&badge).expect("JSON");
    let subject = &json["credentialSubject"];
    assert_eq!(subject["result"][0]["value"], "13.00");
    assert_eq!(subject["achievement"]["alignment"][0]["targetCode"], "cleave");
    assert!(json["evidence"][0]["id"].as_str().is_some_and(|id| id.starts_with("urn:epissure:journal:")));
    // SHA-256 of `p0030123456789abcdef`, by another program.
    let hash = "sha256$b30506cc0c64e78785000389199888a059729e784ee413726a90bf0f4406f57d";
    assert_eq!(subject["identifier"][0]["identityHash"], hash);
    assert!(!badge.contains("p003"), "the recipient is not in the clear");
}

/// The statements of an independent implementation (pyld 3.3), for a credential with every kind of term.
#[test]
fn statements_are_canonical_as_other_programs_make_them() {
    let json: Value = serde_json::from_str(include_str!("sample.json")).expect("JSON");
    let mut map = json.as_object().expect("an object").clone();
    map.remove("@context");
    let node = Node::from_json(&map).expect("of our terms");
    assert_eq!(quads::canonical(&node).expect("told apart"), include_str!("sample.nq"));
    assert_eq!(node.json(), map);
}

#[test]
fn the_same_attempt_gives_the_same_badge() {
    assert_eq!(badge(), badge());
    let hash = blake3::hash(badge().as_bytes()).to_hex().to_string();
    assert_eq!(
        hash, "35e001ee896ff8a178a5871de0528226cb695ea5d710611a4d128fa6fbc7d3fc",
        "others hold badges of this form"
    );
}

#[test]
fn every_changed_byte_is_found() {
    let badge = badge();
    let mut changed = badge.clone().into_bytes();
    for at in 0..changed.len() {
        let was = changed[at];
        // All other values would take minutes; these are the kinds that matter: bits, letters, ends of base 58, spaces.
        for with in [was ^ 1, was ^ 0x20, was ^ 0x80, b' ', b'"', b'0', b'z', b'1', b'\n', 0] {
            if with != was {
                changed[at] = with;
                assert!(verify(&changed, None).is_err(), "byte {at} from {was} to {with}");
            }
        }
        changed[at] = was;
    }
    assert!(verify(&changed, None).is_ok());
}

#[test]
fn what_is_more_or_less_than_the_badge_is_refused() {
    let badge = badge();
    let of = |text: String| verify(text.as_bytes(), None);
    assert_eq!(of(format!("{badge}\n")), Err(BadgeError::Form));
    assert_eq!(of(format!(" {badge}")), Err(BadgeError::Form));
    for end in (0..badge.len()).step_by(37) {
        assert!(verify(&badge.as_bytes()[..end], None).is_err());
    }
    let mut json: Value = serde_json::from_str(&badge).expect("JSON");
    json["credentialSubject"]["achievement"]["tag"] = "expert".into();
    assert_eq!(of(json.to_string()), Err(BadgeError::Form));
    assert_eq!(verify(&vec![b' '; MAX_BADGE + 1], None), Err(BadgeError::TooLarge));
}

#[test]
fn another_key_is_told() {
    let other = SigningKey::from_bytes(&[8; 32]);
    let other_did = did(&other.verifying_key());
    // Whole, but not by the school that was asked for.
    let badge = badge();
    let why = verify(badge.as_bytes(), Some(&other_did)).expect_err("another");
    assert_eq!(why, BadgeError::OtherKey(about().issuer_did));
    // One that claims our key and was signed by another.
    let forged = sign(&credential(&attempt(3), &about()).expect("passed"), MADE_S, &other).expect("signed");
    assert!(verify(forged.as_bytes(), None).is_err());
    let theirs = method_swapped(&forged, &other_did, &about().issuer_did);
    assert_eq!(verify(theirs.as_bytes(), None), Err(BadgeError::Signature));
}

fn method_swapped(badge: &str, from: &str, to: &str) -> String {
    let tail = |did: &str| did.trim_start_matches("did:key:").to_owned();
    badge.replace(&format!("{from}#{}", tail(from)), &format!("{to}#{}", tail(to)))
}

#[test]
fn there_is_no_badge_for_a_failure_or_for_nonsense() {
    assert!(credential(&attempt(1), &about()).expect_err("failed").contains("not passed"));
    let mut wrong = attempt(3);
    wrong.mark.mark = 25.0;
    assert!(credential(&wrong, &about()).is_err());
    let mut nobody = about();
    nobody.recipient.who = " ".to_owned();
    assert!(credential(&attempt(3), &nobody).is_err());
    let mut nobody = about();
    nobody.issuer = "a\nb".to_owned();
    assert!(credential(&attempt(3), &nobody).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verify(&bytes, None).is_err());
    }

    #[test]
    fn any_json_in_a_badge_is_refused(text in "[\\[\\]{}:,\"a-z0-9 ]{0,80}", at in 0_usize..8) {
        let mut json: Value = serde_json::from_str(&badge()).unwrap();
        let names = ["@context", "id", "type", "name", "issuer", "credentialSubject", "evidence", "proof"];
        if let Ok(with) = serde_json::from_str::<Value>(&text) {
            json[names[at]] = with;
            prop_assert!(verify(json.to_string().as_bytes(), None).is_err());
        }
    }
}
