//! What the synthesiser makes of cues: silence, loudness, height, and nothing that hurts.

use super::super::RATE;
use super::super::cue::{Stroke, Texture};
use super::*;

/// A quarter of a second of a texture, after it has come.
fn lasting(texture: Texture, loud: f64, pitch: f64) -> Vec<f32> {
    let (mut synth, mut cues) = (Synth::new(RATE), Cues::default());
    cues.hold(texture, loud, pitch);
    let mut out = vec![0.0; RATE as usize / 4];
    synth.play(&cues, &mut out);
    synth.play(&cues, &mut out);
    out
}

fn struck(stroke: Stroke, loud: f64) -> Vec<f32> {
    let (mut synth, mut cues) = (Synth::new(RATE), Cues::default());
    cues.strike(stroke, loud, 0.5);
    let mut out = vec![0.0; RATE as usize];
    synth.play(&cues, &mut out);
    out
}

fn rms(samples: &[f32]) -> f32 {
    libm::sqrtf(samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32)
}

/// The strongest frequency, Hz, from 200 to 6,000: Goertzel's sums on a ladder of twelfths of an octave.
fn strongest_hz(samples: &[f32]) -> f64 {
    let power = |hz: f64| {
        let turn = core::f64::consts::TAU * hz / f64::from(RATE);
        let (mut re, mut im) = (0.0, 0.0);
        for (i, sample) in samples.iter().enumerate() {
            let angle = turn * i as f64;
            re += f64::from(*sample) * libm::cos(angle);
            im += f64::from(*sample) * libm::sin(angle);
        }
        re * re + im * im
    };
    let ladder = (0..=300).map(|i| 200.0 * libm::exp2(f64::from(i) * 5.0 / 300.0));
    ladder.max_by(|a, b| power(*a).total_cmp(&power(*b))).unwrap_or(0.0)
}

#[test]
fn it_is_silent_when_nothing_touches() {
    let mut synth = Synth::new(RATE);
    let mut out = [1.0; 4_800];
    synth.play(&Cues::default(), &mut out);
    assert!(out.iter().all(|sample| *sample == 0.0) && synth.is_silent());
}

#[test]
fn a_contact_that_ended_falls_silent_and_costs_nothing_more() {
    let (mut synth, mut cues) = (Synth::new(RATE), Cues::default());
    cues.hold(Texture::Peel, 0.9, 0.5);
    cues.strike(Stroke::Bite, 0.9, 0.5);
    let mut out = vec![0.0; RATE as usize / 2];
    synth.play(&cues, &mut out);
    assert!(rms(&out) > 0.01);
    synth.play(&Cues::default(), &mut out);
    synth.play(&Cues::default(), &mut out);
    assert!(synth.is_silent());
}

#[test]
fn everything_at_once_and_as_loud_as_can_be_stays_within_one() {
    let mut cues = Cues::default();
    for texture in Texture::ALL {
        cues.hold(texture, 1.0, 1.0);
    }
    for stroke in Stroke::ALL {
        cues.strike(stroke, 1.0, 1.0);
    }
    for rate in [8_000, 22_050, 44_100, 48_000, 192_000] {
        let mut synth = Synth::new(rate);
        let mut out = vec![0.0; rate as usize / 2];
        for _ in 0..4 {
            synth.play(&cues, &mut out);
            assert!(out.iter().all(|sample| sample.is_finite() && sample.abs() <= 1.0), "at {rate}");
        }
    }
}

#[test]
fn cues_that_are_no_numbers_are_not_heard() {
    let mut cues = Cues::default();
    cues.hold(Texture::Cut, f64::NAN, 0.5);
    cues.hold(Texture::Rub, 0.5, f64::INFINITY);
    cues.strike(Stroke::Key, 0.5, f64::NAN);
    assert!(cues.is_silent());
}

#[test]
fn every_texture_grows_with_its_loudness() {
    for texture in Texture::ALL {
        let [soft, middling, loud] = [0.1, 0.4, 0.9].map(|loud| rms(&lasting(texture, loud, 0.5)));
        assert!(soft > 0.0 && middling > 1.5 * soft && loud > 1.3 * middling, "{texture:?}: {soft} {middling} {loud}");
    }
}

#[test]
fn every_stroke_is_heard_at_once_and_fades() {
    for stroke in Stroke::ALL {
        let out = struck(stroke, 0.8);
        let (begin, end) = (rms(&out[..2_400]), rms(&out[RATE as usize - 2_400..]));
        assert!(begin > 0.004, "{stroke:?}: {begin}");
        assert!(end < 0.01 * begin, "{stroke:?}: {begin} to {end}");
    }
}

#[test]
fn the_squeak_rises_as_glass_gets_clean() {
    let heights = [0.0, 0.5, 1.0].map(|clean| strongest_hz(&lasting(Texture::Squeak, 0.8, clean)));
    assert!(heights[0] > 700.0 && heights[1] > 1.4 * heights[0] && heights[2] > 1.4 * heights[1], "{heights:?}");
}

#[test]
fn the_same_cues_always_give_the_same_samples() {
    for texture in Texture::ALL {
        assert_eq!(lasting(texture, 0.7, 0.3), lasting(texture, 0.7, 0.3));
    }
    assert_eq!(struck(Stroke::Tinkle, 0.5), struck(Stroke::Tinkle, 0.5));
}

#[test]
fn nothing_jumps_when_a_sound_comes_or_goes() {
    let (mut synth, mut cues, silence) = (Synth::new(RATE), Cues::default(), Cues::default());
    cues.hold(Texture::Motor, 0.9, 0.5);
    let mut out = vec![0.0; 4_800];
    let mut before = 0.0_f32;
    for frame in 0..8 {
        synth.play(if frame % 2 == 0 { &cues } else { &silence }, &mut out);
        for sample in &out {
            assert!((sample - before).abs() < 0.2, "frame {frame}");
            before = *sample;
        }
    }
}
