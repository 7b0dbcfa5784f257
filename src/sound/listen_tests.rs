//! What a bench sounds like while the reference hand, or another, works on it.

use std::collections::BTreeSet;

use super::*;
use crate::bench::testing::{job, press, up_to};
use crate::catalogue::vocabulary::Side;
use crate::hands::{Goal, SyntheticHand, Who};

/// Ticks between two looks, as at 30 frames a second.
const LOOK: u32 = 4;

/// What is heard while a hand does all of a job.
fn heard(who: Who) -> (BTreeSet<Texture>, BTreeSet<Stroke>) {
    let job = job(1, |_| {});
    let mut hand = SyntheticHand::new(who, &job, 1);
    let mut bench = Bench::new(job);
    let (mut textures, mut strokes) = (BTreeSet::new(), BTreeSet::new());
    let mut before = Seen::of(&bench);
    while let Some(sample) = hand.next(&bench) {
        bench.tick(sample);
        if bench.now() - before.tick() >= LOOK {
            let cues = listen(&before, &bench);
            textures.extend(cues.held.iter().map(|held| held.texture));
            strokes.extend(cues.struck.iter().map(|struck| struck.stroke));
            before = Seen::of(&bench);
        }
    }
    (textures, strokes)
}

fn at(tool: Tool, part: Part, along: f64, grip: f64) -> Sample {
    Sample {
        tool: tool.code(),
        part: part.code(),
        along: Sample::quantise_mm(along),
        grip: Sample::quantise_grip(grip),
        ..Sample::default()
    }
}

/// Wipes a stroke of the pigtail's glass at a speed and hears how high each look squeaks.
fn squeaks(bench: &mut Bench, mm_s: f64) -> Vec<Option<f64>> {
    let part = Part::FibreEnd(Side::Pigtail);
    let sample = |along| at(Tool::AlcoholWipe, part, along, 0.5);
    bench.tick(Sample { part: 0, ..sample(0.0) });
    let mut along = 32.0;
    for _ in 0..6 {
        bench.tick(sample(along));
    }
    let mut heights = Vec::new();
    while along > 2.0 {
        let before = Seen::of(bench);
        for _ in 0..LOOK {
            along -= mm_s / 120.0;
            bench.tick(sample(along));
        }
        let held = listen(&before, bench).held;
        heights.push(held.iter().find(|held| held.texture == Texture::Squeak).map(|held| held.pitch));
    }
    bench.tick(Sample { part: 0, ..sample(0.0) });
    heights
}

#[test]
fn a_whole_splice_is_heard_contact_by_contact() {
    let (textures, strokes) = heard(Who::Reference);
    for texture in [
        Texture::Cut,
        Texture::Peel,
        Texture::Rub,
        Texture::Wipe,
        Texture::Squeak,
        Texture::Motor,
        Texture::Arc,
        Texture::Fan,
    ] {
        assert!(textures.contains(&texture), "{texture:?} is missing in {textures:?}");
    }
    for stroke in [
        Stroke::Cleave,
        Stroke::Bite,
        Stroke::Pop,
        Stroke::Lid,
        Stroke::Stop,
        Stroke::Latch,
        Stroke::Tap,
        Stroke::Tinkle,
        Stroke::Key,
        Stroke::Beep,
        Stroke::OvenBeep,
    ] {
        assert!(strokes.contains(&stroke), "{stroke:?} is missing in {strokes:?}");
    }
    assert!(!strokes.contains(&Stroke::Snap) && !strokes.contains(&Stroke::Nick), "a good hand breaks nothing");
}

#[test]
fn a_hand_that_rests_is_silent() {
    let mut bench = Bench::new(job(1, |_| {}));
    let sample = at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), 35.0, 0.6);
    for _ in 0..60 {
        bench.tick(sample);
    }
    let before = Seen::of(&bench);
    for _ in 0..LOOK {
        bench.tick(sample);
    }
    assert!(listen(&before, &bench).is_silent());
}

#[test]
fn a_faster_pull_is_louder_and_higher() {
    let peel = |mm_s: f64| {
        let mut bench = Bench::new(job(1, |_| {}));
        let sample = |along| at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), along, 0.6);
        for _ in 0..10 {
            bench.tick(sample(35.0));
        }
        for i in 0..12 {
            bench.tick(sample(35.0 - f64::from(i) * mm_s / 120.0));
        }
        let before = Seen::of(&bench);
        for i in 12..16 {
            bench.tick(sample(35.0 - f64::from(i) * mm_s / 120.0));
        }
        listen(&before, &bench).held.into_iter().find(|held| held.texture == Texture::Peel).expect("it peels")
    };
    let (slow, fast) = (peel(30.0), peel(150.0));
    assert!(fast.loud > 1.3 * slow.loud && fast.pitch > slow.pitch, "{slow:?} {fast:?}");
}

#[test]
fn glass_begins_to_squeak_as_it_gets_clean() {
    let mut bench = up_to(Goal::Clean(Side::Pigtail), job(1, |_| {}));
    let looks: Vec<Option<f64>> = (0..4).flat_map(|_| squeaks(&mut bench, 60.0)).collect();
    assert_eq!(looks[..4], [None; 4], "dirty glass is mute");
    let heights: Vec<f64> = looks.iter().flatten().copied().collect();
    assert!(heights.is_sorted() && heights[0] < 0.2 && heights[heights.len() - 1] > 0.8, "{heights:?}");
}

#[test]
fn a_bench_that_stands_or_jumps_is_silent() {
    let mut bench = up_to(Goal::Clean(Side::Pigtail), job(1, |_| {}));
    let before = Seen::of(&bench);
    assert!(listen(&before, &bench).is_silent(), "paused");
    let earlier = bench.clone();
    press(&mut bench, Key::Set, 2);
    assert!(listen(&before, &bench).is_silent(), "ahead");
    assert!(listen(&Seen::of(&bench), &earlier).is_silent(), "back");
}

#[test]
fn too_firm_a_grip_scratches_and_breaks_the_fibre_and_both_are_heard() {
    let mut bench = Bench::new(job(1, |_| {}));
    let sample = |along, across, grip| Sample {
        across: Sample::quantise_mm(across),
        ..at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), along, grip)
    };
    for _ in 0..10 {
        bench.tick(sample(35.0, 0.0, 0.6));
    }
    let mut strokes = Vec::new();
    for i in 0..40 {
        let before = Seen::of(&bench);
        let share = f64::from(i) / 40.0;
        bench.tick(sample(34.0 - 10.0 * share, 6.0 * share, 0.6 + 0.4 * share));
        strokes.extend(listen(&before, &bench).struck.iter().map(|struck| struck.stroke));
    }
    assert!(strokes.contains(&Stroke::Nick) && strokes.contains(&Stroke::Snap), "{strokes:?}");
}
