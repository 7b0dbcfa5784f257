//! What a look tells and what it cannot tell.

use super::super::endface::{Condition, judge};
use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

fn faces() -> impl Iterator<Item = Ferrule> {
    (0..120).map(|seed| {
        let condition = Condition::ALL[seed as usize % Condition::ALL.len()];
        condition.face(Polish::Upc, &mut ChaCha8Rng::seed_from_u64(seed))
    })
}

#[test]
fn a_sharp_look_gives_the_true_verdict_almost_always() {
    let view = View::sharp(Polish::Upc);
    let right = faces().filter(|face| analyse(face, &view, Edition::default()).unwrap().pass() == judge(face).pass());
    assert!(right.count() >= 114);
}

#[test]
fn an_unfocused_look_hides_dirt_and_gets_no_verdict() {
    let sharp = View::sharp(Polish::Upc);
    let soft = View { focus_um: 60.0, ..sharp };
    let (mut seen, mut hidden) = (0, 0);
    for face in faces() {
        seen += shows(&face, &sharp).len();
        hidden += shows(&face, &soft).len();
        assert_eq!(analyse(&face, &soft, Edition::default()), Err(Refusal::Unfocused));
    }
    assert!(hidden * 2 < seen, "{hidden} of {seen}");
    assert!(sharpness(&sharp) > 0.999 && sharpness(&soft) < 0.1);
    let mut last = 1.1;
    for focus_um in [0.0, 1.0, 2.0, 5.0, 20.0, 100.0] {
        let now = sharpness(&View { focus_um, ..sharp });
        assert!(now < last);
        last = now;
    }
}

#[test]
fn only_a_centred_fibre_with_the_right_tip_is_analysed() {
    let face = Ferrule::perfect(Polish::Apc);
    let view = View::sharp(Polish::Apc);
    assert!(analyse(&face, &view, Edition::default()).unwrap().pass());
    let off = View { pan_um: [90.0, 0.0], ..view };
    let close = View { zoom: 3.0, ..view };
    for view in [off, close] {
        assert_eq!(analyse(&face, &view, Edition::default()), Err(Refusal::OffCentre));
    }
    let tip = View::sharp(Polish::Upc);
    assert_eq!(analyse(&face, &tip, Edition::default()), Err(Refusal::WrongTip));
}

#[test]
fn the_wrong_tip_shows_only_a_strip_of_an_angled_face() {
    let mut face = Ferrule::perfect(Polish::Apc);
    for y in [0.0, 90.0] {
        face.add(Defect { kind: Kind::Dust { hard: false }, at_um: [20.0, y], size_um: 1.5 });
    }
    assert_eq!(shows(&face, &View::sharp(Polish::Apc)).len(), 2);
    let seen = shows(&face, &View::sharp(Polish::Upc));
    assert_eq!(seen.iter().map(|visible| visible.index).collect::<Vec<_>>(), [0]);
}

#[test]
fn only_an_eyepiece_on_a_live_fibre_is_unsafe_and_infrared_stays_dark() {
    let live = look(Scope::Eyepiece, Some(0.0), 1550.0);
    assert!(!live.safe && live.core_light_01 == 0.0);
    assert!(look(Scope::Video, Some(3.0), 1490.0).safe);
    assert!(look(Scope::Eyepiece, None, 1550.0).safe);
    assert!(look(Scope::Video, Some(-3.0), 650.0).core_light_01 > 0.9);
}

#[test]
fn the_picture_is_the_same_to_the_bit_and_any_view_is_accepted() {
    let face = Condition::Fingerprint.face(Polish::Upc, &mut ChaCha8Rng::seed_from_u64(3));
    let draw = |view: &View| {
        let mut rgba = vec![0; 64 * 64 * 4];
        render(&face, view, 64, &mut rgba);
        rgba
    };
    let view = View::sharp(Polish::Upc);
    assert_eq!(draw(&view), draw(&view));
    assert_ne!(draw(&view), draw(&View { focus_um: 30.0, ..view }));
    for value in [f64::NAN, f64::INFINITY, -1e300] {
        let wild = View { focus_um: value, pan_um: [value; 2], zoom: value, core_light_01: value, ..view };
        draw(&wild);
        let _ = (shows(&face, &wild), sharpness(&wild), look(Scope::Video, Some(value), value));
    }
    render(&face, &view, 64, &mut [0; 10]);
}
