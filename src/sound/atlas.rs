//! Every sound once, as it would be at a bench: for the files that people listen to and study.

use super::cue::{Cues, Stroke, Struck, Texture};
use super::synth::Synth;

/// Frames a second in which cues are given, as by a bench on an ordinary PC.
const FRAMES: u32 = 60;
/// Seconds that a lasting sound goes on.
const LASTS_S: f32 = 2.4;
/// Silence before and after, s.
const SILENCE_S: f32 = 0.15;

/// A sound and its samples.
#[derive(Clone, Debug)]
pub struct Plate {
    /// Its name.
    pub name: &'static str,
    /// What it does in the file, in plain words.
    pub about: &'static str,
    /// One channel.
    pub samples: Vec<f32>,
}

/// All sounds at `rate` samples a second.
pub fn plates(rate: u32) -> Vec<Plate> {
    let held = Texture::ALL.map(|texture| lasting(texture, rate));
    let struck = Stroke::ALL.map(|stroke| single(stroke, rate));
    held.into_iter().chain(struck).collect()
}

/// A texture that grows from soft and low to loud and high, and ends.
fn lasting(texture: Texture, rate: u32) -> Plate {
    let frames = (LASTS_S * FRAMES as f32) as u32;
    let mut synth = Synth::new(rate);
    let mut samples = quiet(rate);
    let mut frame = vec![0.0; (rate / FRAMES) as usize];
    for i in 0..frames {
        let share = f64::from(i) / f64::from(frames - 1);
        let mut cues = Cues::default();
        cues.hold(texture, 0.15 + 0.75 * share, share);
        synth.play(&cues, &mut frame);
        samples.extend_from_slice(&frame);
    }
    let mut tail = vec![0.0; (0.4 * rate as f32) as usize];
    synth.play(&Cues::default(), &mut tail);
    samples.extend_from_slice(&tail);
    Plate { name: texture.name(), about: "soft and low to loud and high", samples }
}

/// A stroke three times: soft and low, middling, hard and high.
fn single(stroke: Stroke, rate: u32) -> Plate {
    let mut synth = Synth::new(rate);
    let mut samples = quiet(rate);
    for share in [0.0, 0.5, 1.0] {
        synth.strike(Struck { stroke, loud: 0.35 + 0.5 * share, pitch: share });
        let mut out = vec![0.0; rate as usize];
        synth.render(&mut out);
        samples.extend_from_slice(&out);
    }
    Plate { name: stroke.name(), about: "three times: soft and low, middling, hard and high", samples }
}

fn quiet(rate: u32) -> Vec<f32> {
    vec![0.0; (SILENCE_S * rate as f32) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_is_there_once_is_heard_and_ends_in_silence() {
        let plates = plates(24_000);
        assert_eq!(plates.len(), Texture::ALL.len() + Stroke::ALL.len());
        for plate in &plates {
            let loudest = plate.samples.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
            assert!((0.05..1.0).contains(&loudest), "{}: {loudest}", plate.name);
            let last = &plate.samples[plate.samples.len() - 200..];
            assert!(last.iter().all(|sample| sample.abs() < 1e-3), "{} does not end", plate.name);
        }
    }
}
