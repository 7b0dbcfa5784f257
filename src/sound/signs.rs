//! What sounds, for the eye: the words that stand on the screen, calm enough to be read and never flashing.

use super::cue::{Cues, Stroke, Texture};

/// Softer than this a lasting sound is not named.
const NAMED: f64 = 0.06;
/// Something that happened stands for this long, s.
const STANDS_S: f64 = 1.1;
/// A lasting sound stands on for this long after it ended, s: a hand that pauses must not make the word blink.
const LINGERS_S: f64 = 0.6;
/// Time in which a word comes and goes, s.
const FADE_S: f64 = 0.18;
/// How fast the shown loudness follows, 1/s.
const FOLLOWS: f64 = 9.0;
/// Words at once.
const MOST: usize = 2;

/// A sound that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// One that lasts.
    Held(Texture),
    /// One that happened.
    Struck(Stroke),
}

impl Sound {
    /// Its word in the locale files.
    pub fn key(self) -> String {
        let name = match self {
            Sound::Held(texture) => texture.name(),
            Sound::Struck(stroke) => stroke.name(),
        };
        format!("sound-{name}")
    }
}

/// A word on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sign {
    /// What sounds.
    pub sound: Sound,
    /// How loud, 0 to 1.
    pub loud: f64,
    /// How much of it is to be seen, 0 to 1.
    pub shown: f64,
    left_s: f64,
}

/// The words on the screen.
#[derive(Clone, Debug, Default)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// The words now, the oldest first.
    pub fn shown(&self) -> &[Sign] {
        &self.0
    }

    /// Nothing is to be seen any more.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes a frame of the bench that lasted `seconds`.
    pub fn take(&mut self, cues: &Cues, seconds: f64) {
        let seconds = if seconds.is_finite() { seconds.clamp(0.0, 1.0) } else { 0.0 };
        for sign in &mut self.0 {
            sign.left_s -= seconds;
        }
        for held in cues.held.iter().filter(|held| held.loud >= NAMED) {
            self.put(Sound::Held(held.texture), held.loud, LINGERS_S, seconds);
        }
        for struck in cues.struck.iter().filter(|struck| is_named(struck.stroke)) {
            self.put(Sound::Struck(struck.stroke), struck.loud, STANDS_S, seconds);
        }
        for sign in &mut self.0 {
            let wanted = if sign.left_s > 0.0 { 1.0 } else { 0.0 };
            let step = seconds / FADE_S;
            sign.shown += (wanted - sign.shown).clamp(-step, step);
        }
        self.0.retain(|sign| sign.left_s > 0.0 || sign.shown > 0.0);
    }

    fn put(&mut self, sound: Sound, loud: f64, stands_s: f64, seconds: f64) {
        if let Some(sign) = self.0.iter_mut().find(|sign| sign.sound == sound) {
            sign.left_s = sign.left_s.max(stands_s);
            sign.loud += (loud - sign.loud) * (FOLLOWS * seconds).min(1.0);
            return;
        }
        // A new word waits until there is room, unless what stands has only been lingering.
        if self.0.len() >= MOST {
            let Some(oldest) = self.0.iter().position(|sign| sign.left_s < 0.5 * LINGERS_S) else { return };
            self.0.remove(oldest);
        }
        self.0.push(Sign { sound, loud, shown: 0.0, left_s: stands_s });
    }
}

/// Detents and taps come by the dozen and tell nothing that the eye does not see already.
fn is_named(stroke: Stroke) -> bool {
    !matches!(stroke, Stroke::Detent | Stroke::Tap | Stroke::Key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: f64 = 1.0 / 30.0;

    fn held(texture: Texture) -> Cues {
        let mut cues = Cues::default();
        cues.hold(texture, 0.5, 0.5);
        cues
    }

    fn struck(stroke: Stroke) -> Cues {
        let mut cues = Cues::default();
        cues.strike(stroke, 0.5, 0.5);
        cues
    }

    #[test]
    fn a_sound_is_named_while_it_lasts_and_fades_after_it() {
        let mut signs = Signs::default();
        for _ in 0..60 {
            signs.take(&held(Texture::Peel), FRAME);
        }
        assert_eq!(signs.shown().iter().map(|sign| sign.sound).collect::<Vec<_>>(), [Sound::Held(Texture::Peel)]);
        assert_eq!(signs.shown()[0].shown, 1.0);
        for _ in 0..60 {
            signs.take(&Cues::default(), FRAME);
        }
        assert!(signs.shown().is_empty());
    }

    #[test]
    fn a_stuttering_hand_makes_no_word_blink() {
        let mut signs = Signs::default();
        let mut least = 1.0_f64;
        for i in 0..300 {
            let cues = if i / 5 % 2 == 0 { held(Texture::Wipe) } else { Cues::default() };
            signs.take(&cues, FRAME);
            if i > 30 {
                least = least.min(signs.shown().first().map_or(0.0, |sign| sign.shown));
            }
        }
        assert_eq!(least, 1.0);
    }

    #[test]
    fn no_word_comes_or_goes_within_one_frame() {
        let mut signs = Signs::default();
        let mut before = 0.0;
        for i in 0..90 {
            signs.take(&if i == 3 { struck(Stroke::Cleave) } else { Cues::default() }, FRAME);
            let shown = signs.shown().first().map_or(0.0, |sign| sign.shown);
            assert!((shown - before).abs() < 0.25, "frame {i}: {before} to {shown}");
            before = shown;
        }
    }

    #[test]
    fn never_more_than_two_words_stand_and_detents_are_not_named() {
        let mut signs = Signs::default();
        for stroke in Stroke::ALL {
            signs.take(&struck(stroke), FRAME);
            assert!(signs.shown().len() <= 2);
        }
        signs.clear();
        signs.take(&struck(Stroke::Detent), FRAME);
        assert!(signs.shown().is_empty());
    }
}
