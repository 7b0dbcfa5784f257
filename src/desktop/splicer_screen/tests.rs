//! The screen stands any buffer, and what differs on the bench differs on it.

use super::camera::{self, Area, End};
use super::{SIZE, draw};
use crate::bench::state::{EndFace, Phase};
use crate::catalogue::vocabulary::{Key, Part, Side, Tool};
use crate::desktop::magnifier::tests::Hand;
use crate::scenario::schema::Lang;

fn picture(hand: &Hand, lang: Lang) -> Vec<u8> {
    let mut buffer = vec![0; (SIZE.0 * SIZE.1 * 4) as usize];
    draw(&hand.bench, lang, &mut buffer);
    buffer
}

fn differing(a: &[u8], b: &[u8]) -> usize {
    a.chunks_exact(4).zip(b.chunks_exact(4)).filter(|(a, b)| a != b).count()
}

#[test]
fn a_buffer_of_another_size_is_left_alone() {
    let hand = Hand::new(1);
    for size in [0, 3, 4, 1000, (SIZE.0 * SIZE.1 * 4 + 4) as usize] {
        let mut buffer = vec![7; size];
        draw(&hand.bench, Lang::Fr, &mut buffer);
        assert!(buffer.iter().all(|byte| *byte == 7));
    }
}

#[test]
fn every_pixel_is_opaque_and_the_same_bench_gives_the_same_picture() {
    let hand = Hand::new(1);
    let one = picture(&hand, Lang::Fr);
    assert!(one.chunks_exact(4).all(|pixel| pixel[3] == 255));
    assert_eq!(one, picture(&hand, Lang::Fr));
    assert!(differing(&one, &picture(&hand, Lang::En)) > 50);
}

#[test]
fn each_phase_has_its_own_picture() {
    let mut hand = Hand::new(1);
    let mut seen = vec![picture(&hand, Lang::Fr)];
    hand.key(Key::Set);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Refused(_)));
    seen.push(picture(&hand, Lang::Fr));

    let mut hand = Hand::loaded(3);
    seen.push(picture(&hand, Lang::Fr));
    hand.key(Key::Set);
    hand.wait(60);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Aligning(_)));
    seen.push(picture(&hand, Lang::Fr));
    hand.wait(240);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Ready { .. }));
    seen.push(picture(&hand, Lang::Fr));
    hand.key(Key::View);
    seen.push(picture(&hand, Lang::Fr));
    hand.key(Key::Set);
    for _ in 0..3 {
        hand.wait(60);
        assert!(matches!(hand.bench.state().splicer.phase, Phase::Arcing(_)));
        seen.push(picture(&hand, Lang::Fr));
    }
    hand.wait(90);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Joined(_)));
    seen.push(picture(&hand, Lang::Fr));
    hand.key(Key::Test);
    hand.wait(40);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Testing(..)));
    seen.push(picture(&hand, Lang::Fr));

    for (i, a) in seen.iter().enumerate() {
        for (j, b) in seen.iter().enumerate().skip(i + 1) {
            assert!(differing(a, b) > 200, "{i} looks like {j}");
        }
    }
}

#[test]
fn a_finger_on_the_program_key_changes_the_header() {
    let mut hand = Hand::new(1);
    let before = picture(&hand, Lang::Fr);
    hand.key(Key::Program);
    assert!(hand.bench.job().splicer.programs.len() < 2 || differing(&before, &picture(&hand, Lang::Fr)) > 10);
}

#[test]
fn opening_the_cover_is_seen() {
    let mut hand = Hand::loaded(3);
    let closed = picture(&hand, Lang::Fr);
    hand.touch(Tool::Hand, Part::SplicerLid, 40.0, 0.0);
    hand.grip(0.6);
    hand.go(-1.0, 0.0, 0.0, 30);
    assert!(differing(&closed, &picture(&hand, Lang::Fr)) > 50);
}

/// What a person sees on the way through the menu: with its name, each picture.
fn pages() -> Vec<(&'static str, Hand)> {
    let mut all = Vec::new();
    let mut hand = Hand::new(1);
    hand.key(Key::Menu);
    all.push(("memory-empty", hand.clone()));
    let mut hand = Hand::loaded(3);
    hand.key(Key::Menu);
    hand.key(Key::Menu);
    all.push(("upkeep-loaded", hand.clone()));
    let mut empty = Hand::new(1);
    empty.key(Key::Menu);
    empty.key(Key::Menu);
    empty.key(Key::Set);
    all.push(("upkeep-refused", empty));
    hand.key(Key::Set);
    hand.wait(100);
    all.push(("checking-begins", hand.clone()));
    hand.wait(140);
    assert!(matches!(hand.bench.state().splicer.phase, Phase::Checking(_)));
    all.push(("checking-melts", hand.clone()));
    hand.wait(200);
    assert_eq!(hand.bench.state().splicer.phase, Phase::Idle);
    all.push(("upkeep-checked", hand.clone()));
    hand.key(Key::Menu);
    all.push(("oven", hand.clone()));
    hand.key(Key::Up);
    all.push(("oven-last", hand));

    let mut hand = Hand::loaded(3);
    for _ in 0..2 {
        hand.key(Key::Set);
        hand.wait(300);
    }
    hand.key(Key::Test);
    hand.wait(200);
    hand.key(Key::Menu);
    all.push(("memory-one", hand));
    let mut hand = Hand::loaded(4);
    for splice in 0..4 {
        for _ in 0..2 {
            hand.key(Key::Set);
            hand.wait(300);
        }
        if splice == 1 {
            hand.key(Key::Set);
            hand.wait(300);
        }
        if splice == 3 {
            break;
        }
        hand.slide(Tool::Hand, Part::SplicerLid, 40.0, -1.0, 30);
        hand.touch(Tool::Scissors, Part::FibreEnd(Side::Cable), 12.0, 0.0);
        hand.grip(0.9);
        for side in Side::BOTH {
            hand.strip(side, -2.0);
            hand.leave(Tool::Hand);
            hand.cleave_and_load(side);
        }
        hand.slide(Tool::Hand, Part::SplicerLid, 0.0, 41.0, 30);
        hand.key(Key::Program);
    }
    hand.key(Key::Menu);
    all.push(("memory-four", hand.clone()));
    hand.key(Key::Down);
    all.push(("memory-scrolled", hand));
    let mut hand = Hand::altered(3, |job| {
        job.splicer.electrode_wear = 0.95;
        job.splicer.arc_drift = -0.3;
    });
    all.push(("idle-worn", hand.clone()));
    hand.key(Key::Menu);
    hand.key(Key::Menu);
    all.push(("upkeep-worn", hand));
    all
}

/// With `EPISSURE_SCREENS` naming a folder, each picture is left there as RGBA bytes to be looked at.
#[test]
fn each_page_of_the_menu_has_its_own_picture() {
    let seen: Vec<(&str, Vec<u8>)> = pages().into_iter().map(|(name, hand)| (name, picture(&hand, Lang::Fr))).collect();
    if let Ok(folder) = std::env::var("EPISSURE_SCREENS") {
        for (name, pixels) in &seen {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.rgba")), pixels).expect("written");
        }
    }
    for (i, (a, one)) in seen.iter().enumerate() {
        for (b, other) in &seen[i + 1..] {
            assert!(differing(one, other) > 100, "{a} looks like {b}");
        }
    }
}

fn face(angle_deg: f64, dust_um: f64) -> EndFace {
    EndFace { angle_deg, direction_deg: 0.0, hackle_um: 0.0, lip_um: 0.0, chip_um: 0.0, dust_um, bare_error_mm: 0.0 }
}

fn seen(left: EndFace, view: usize) -> Vec<u8> {
    let area = Area { rows: (0, 200), width: 480 };
    let mut buffer = vec![0; 480 * 200 * 4];
    let end = |face| End::new(Some(face), view, 6.0, 0.0);
    camera::ends(&mut buffer, area, [end(left), end(face(0.0, 0.0))], None);
    buffer
}

#[test]
fn a_lean_of_three_degrees_is_seen_from_its_side_and_not_from_the_other() {
    let straight = seen(face(0.0, 0.0), 0);
    assert!(differing(&straight, &seen(face(3.0, 0.0), 0)) > 600);
    assert!(differing(&straight, &seen(face(1.0, 0.0), 0)) > 200);
    // It leans in X: seen along Y it stands straight.
    assert!(differing(&straight, &seen(face(3.0, 0.0), 1)) < 20);
}

#[test]
fn dust_and_every_flaw_is_seen_and_grows() {
    let clean = seen(face(0.0, 0.0), 0);
    let (small, large) = (differing(&clean, &seen(face(0.0, 1.5), 0)), differing(&clean, &seen(face(0.0, 6.0), 0)));
    assert!(small > 3 && large > 3 * small, "{small} {large}");
    let good = face(0.0, 0.0);
    for bad in [EndFace { hackle_um: 6.0, ..good }, EndFace { lip_um: 6.0, ..good }, EndFace { chip_um: 6.0, ..good }] {
        assert!(differing(&clean, &seen(bad, 0)) > 20, "{bad:?}");
    }
}

#[test]
fn a_bubble_and_a_neck_are_seen_in_the_joint() {
    let area = Area { rows: (0, 200), width: 480 };
    let seen = |neck, bubble| {
        let mut buffer = vec![0; 480 * 200 * 4];
        camera::joint(&mut buffer, area, camera::Joint { down: [0.0; 2], neck, bubble, seam: 0.3 }, None);
        buffer
    };
    let good = seen(0.0, 0.0);
    assert!(differing(&good, &seen(0.3, 0.0)) > 500);
    assert!(differing(&good, &seen(0.0, 13.0)) > 200);
}
