//! The visual fault locator: red light in a fibre, and where it comes out for an eye to see.
//!
//! A model: 650 nm at 1 mW at most (class 2), 10 dB/km. What an eye sees is power per centimetre of fibre.

use serde::{Deserialize, Serialize};

/// Greatest power in the fibre, mW: class 2 of IEC 60825-1.
pub const MOST_MW: f64 = 1.0;
/// Attenuation of single-mode fibre at 650 nm, dB/km (trade value; Rayleigh scatter and leaking modes).
pub const ATTENUATION_DB_KM: f64 = 10.0;
/// Power per centimetre that shows in a lit room, mW: 1 % of a full milliwatt.
const ROOM_LIGHT_MW_CM: f64 = 0.01;
/// The same in the dark, under a hand or a cloth, mW.
const DIMMED_MW_CM: f64 = 0.0001;
/// How much less light a blinking point needs to be noticed, as a share (model).
const BLINK_NEEDS: f64 = 0.7;
/// Blinks per second.
const BLINK_HZ: f64 = 2.0;

/// How the locator shines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Steady.
    Cw,
    /// On and off twice a second: easier to find.
    Blink,
}

/// A visual fault locator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Locator {
    /// Whether it is switched on.
    pub on: bool,
    /// How it shines.
    pub mode: Mode,
    /// Power in the fibre, mW, 0 to [`MOST_MW`].
    pub mw: f64,
}

impl Default for Locator {
    fn default() -> Self {
        Self { on: true, mode: Mode::Cw, mw: MOST_MW }
    }
}

/// What light has to get through where it comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cover {
    /// Bare glass or a 250 µm coating.
    Bare,
    /// A 900 µm buffer.
    Buffer,
    /// A 3 mm cord's jacket.
    Cord,
    /// A white ceramic ferrule in its adapter.
    Ferrule,
    /// A cable's sheath or a closed box: no light at all.
    Sheath,
}

impl Cover {
    /// Share of the light that gets through (model).
    pub const fn share(self) -> f64 {
        match self {
            Self::Bare => 0.9,
            Self::Buffer => 0.3,
            Self::Cord => 0.05,
            Self::Ferrule => 0.15,
            Self::Sheath => 0.0,
        }
    }
}

/// A length of fibre and what stands at its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Length, m.
    pub length_m: f64,
    /// Share of the red light that leaves the core at its end, 0 to 1: 1 at a break or an open end.
    pub lost_01: f64,
    /// Length of fibre over which that comes out, cm; at least 0.1, a point.
    pub over_cm: f64,
    /// What is round it there.
    pub cover: Cover,
}

/// A place where light comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glow {
    /// Index of its stretch.
    pub stretch: usize,
    /// Distance from the locator, m.
    pub at_m: f64,
    /// Power per centimetre outside the cover, mW.
    pub mw_cm: f64,
    /// How bright it looks: 0 at the least that shows in the dark to 1 for a full milliwatt, on the eye's logarithm.
    pub brightness_01: f64,
    /// Whether it shows in a lit room.
    pub visible_in_room_light: bool,
    /// Whether it shows in the dark.
    pub visible_dimmed: bool,
}

impl Locator {
    /// Whether it shines at a time in seconds since it was switched on: blinking it starts lit, half of each period.
    pub fn shines(&self, seconds: f64) -> bool {
        let phase = seconds * BLINK_HZ;
        self.on && (self.mode == Mode::Cw || phase - libm::floor(phase) < 0.5)
    }

    /// Power in the core after each stretch, mW, past the point at its end.
    pub fn powers_mw(&self, path: &[Stretch]) -> Vec<f64> {
        self.walk(path).map(|(_, arrives, lost)| arrives - lost).collect()
    }

    /// Where light comes out, nearest first; while it blinks, as it looks when lit. Only what shows at least in the
    /// dark.
    pub fn glows(&self, path: &[Stretch]) -> Vec<Glow> {
        let needs = if self.mode == Mode::Blink { BLINK_NEEDS } else { 1.0 };
        let glow = |(stretch, (at_m, _, lost)): (usize, (f64, f64, f64))| {
            let point = path.get(stretch)?;
            let mw_cm = lost * point.cover.share() / within(point.over_cm, 0.1, 100.0);
            let visible_dimmed = mw_cm >= DIMMED_MW_CM * needs;
            let decades = libm::log10(MOST_MW / DIMMED_MW_CM);
            let brightness_01 = within(libm::log10(mw_cm.max(1e-30) / DIMMED_MW_CM) / decades, 0.0, 1.0);
            let visible_in_room_light = mw_cm >= ROOM_LIGHT_MW_CM * needs;
            visible_dimmed.then_some(Glow {
                stretch,
                at_m,
                mw_cm,
                brightness_01,
                visible_in_room_light,
                visible_dimmed,
            })
        };
        self.walk(path).enumerate().filter_map(glow).collect()
    }

    /// Place, arriving power and lost power at the end of each stretch, m and mW.
    fn walk(&self, path: &[Stretch]) -> impl Iterator<Item = (f64, f64, f64)> {
        let launched = if self.on { within(self.mw, 0.0, MOST_MW) } else { 0.0 };
        path.iter().scan((0.0, launched), |(at_m, power), stretch| {
            let length = within(stretch.length_m, 0.0, 1e6);
            *at_m += length;
            let arrives = *power * libm::pow(10.0, -ATTENUATION_DB_KM * length / 1e4);
            let lost = arrives * within(stretch.lost_01, 0.0, 1.0);
            *power = arrives - lost;
            Some((*at_m, arrives, lost))
        })
    }
}

/// Share of the light that a loss in dB takes away: for [`Stretch::lost_01`].
pub fn share_lost(loss_db: f64) -> f64 {
    1.0 - libm::pow(10.0, -within(loss_db, 0.0, 200.0) / 10.0)
}

/// `value` held between `low` and `high`; NaN counts as `low`.
const fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.max(low).min(high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(length_m: f64, lost_01: f64, over_cm: f64, cover: Cover) -> Stretch {
        Stretch { length_m, lost_01, over_cm, cover }
    }

    fn broken(length_m: f64) -> Stretch {
        point(length_m, 1.0, 0.1, Cover::Bare)
    }

    #[test]
    fn one_percent_of_the_power_per_centimetre_shows_in_a_lit_room() {
        let glow = |lost| Locator::default().glows(&[point(0.0, lost, 1.0, Cover::Bare)])[0];
        assert!(glow(0.012).visible_in_room_light);
        assert!(!glow(0.010).visible_in_room_light && glow(0.010).visible_dimmed);
        assert!(glow(0.9).brightness_01 > glow(0.05).brightness_01);
    }

    #[test]
    fn a_break_shows_to_about_three_kilometres_lit_and_five_in_the_dark() {
        let seen = |metres| Locator::default().glows(&[broken(metres)]);
        assert!(seen(2_800.0)[0].visible_in_room_light);
        assert!(!seen(3_200.0)[0].visible_in_room_light);
        assert!(seen(4_800.0)[0].visible_dimmed);
        assert!(seen(5_200.0).is_empty());
    }

    #[test]
    fn jackets_dim_and_a_sheath_hides() {
        let lit = |cover| Locator::default().glows(&[point(10.0, 0.2, 2.0, cover)]);
        let [bare, buffer, cord] = [Cover::Bare, Cover::Buffer, Cover::Cord].map(|cover| lit(cover)[0]);
        assert!(bare.mw_cm > buffer.mw_cm && buffer.mw_cm > cord.mw_cm);
        assert!(buffer.visible_in_room_light && !cord.visible_in_room_light && cord.visible_dimmed);
        assert!(lit(Cover::Sheath).is_empty());
    }

    #[test]
    fn nothing_glows_past_a_break_and_power_falls_along_the_way() {
        let path = [point(100.0, share_lost(3.0), 3.0, Cover::Bare), broken(900.0), broken(10.0)];
        let glows = Locator::default().glows(&path);
        assert_eq!(glows.iter().map(|glow| glow.stretch).collect::<Vec<_>>(), [0, 1]);
        assert!((glows[1].at_m - 1_000.0).abs() < 1e-9);
        let powers = Locator::default().powers_mw(&path);
        // 1 dB over 100 m and 3 dB at the bend.
        assert!((powers[0] - 0.3981).abs() < 1e-4 && powers[1] == 0.0, "{powers:?}");
    }

    #[test]
    fn blinking_starts_lit_twice_a_second_and_is_found_sooner() {
        let blink = Locator { mode: Mode::Blink, ..Locator::default() };
        let lit = [0.0, 0.2, 0.3, 0.49, 0.5, 0.8].map(|s| blink.shines(s));
        assert_eq!(lit, [true, true, false, false, true, false]);
        let faint = [point(0.0, 0.009, 1.0, Cover::Bare)];
        assert!(blink.glows(&faint)[0].visible_in_room_light);
        assert!(!Locator::default().glows(&faint)[0].visible_in_room_light);
        assert!(Locator { on: false, ..blink }.glows(&faint).is_empty());
    }

    #[test]
    fn any_number_is_accepted() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
            let locator = Locator { mw: value, ..Locator::default() };
            let path = [point(value, value, value, Cover::Bare), broken(1.0)];
            assert!(locator.glows(&path).iter().all(|glow| glow.mw_cm.is_finite()));
            let _ = (locator.shines(value), share_lost(value), locator.powers_mw(&path));
        }
    }
}
