//! A fibre microscope: what a look at an end face shows, and what its automatic analysis says.

mod picture;

use serde::{Deserialize, Serialize};

use super::endface::{Defect, Edition, Ferrule, Kind, Polish, Verdict, judge_those};

pub use picture::render;

/// Width of the field at zoom 1, µm: a 200 times handheld probe.
pub const FIELD_UM: f64 = 340.0;
/// Smallest detail that the optics resolve in focus, µm (IEC 61300-3-35: 2 µm to be detected, better probes 1 µm).
pub const RESOLUTION_UM: f64 = 1.0;
/// Aperture of the objective (model: 0.35, tangent of its half angle 0.37).
const SPREAD: f64 = 0.37;
/// Slope of an angled face under a straight tip: tan 8°.
const SLOPE: f64 = 0.140_54;
/// Least contrast that an eye or an analysis makes out.
const LEAST_CONTRAST: f64 = 0.06;
/// Sharpness from which an instrument analyses.
const ANALYSES_FROM: f64 = 0.5;
/// Farthest that the fibre may be off the middle for an analysis, µm.
const CENTRED_UM: f64 = 40.0;
/// Power from which looking straight into a fibre through lenses is unsafe, dBm (model: IEC 60825-2 hazard level 1 of
/// an unmagnified end is 10 dBm; an eyepiece gathers a hundred times the light, and the trade allows no known light).
const UNSAFE_DBM: f64 = -30.0;

/// How the microscope stands before the face.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct View {
    /// Distance of the focal plane from the fibre's face, µm; 0 in focus.
    pub focus_um: f64,
    /// Where the middle of the picture lies from the fibre's axis, µm.
    pub pan_um: [f64; 2],
    /// Magnification over the widest, 1 to 4.
    pub zoom: f64,
    /// Which polish the tip on the probe is made for.
    pub tip: Polish,
    /// Whether the zones are drawn over the picture.
    pub rings: bool,
    /// Visible light that comes out of the core, 0 to 1: a lamp or red laser at the far end.
    pub core_light_01: f64,
}

impl View {
    /// In focus, centred, without rings, with the right tip.
    pub const fn sharp(tip: Polish) -> Self {
        Self { focus_um: 0.0, pan_um: [0.0; 2], zoom: 1.0, tip, rings: false, core_light_01: 0.0 }
    }

    /// Width of what the picture shows, µm.
    pub fn field_um(&self) -> f64 {
        FIELD_UM / within(self.zoom, 1.0, 4.0)
    }

    /// Standard deviation of the blur at a point of the face, µm: optics and defocus.
    fn blur_um(&self, polish: Polish, at_um: [f64; 2]) -> f64 {
        let slope = if self.tip == polish { 0.0 } else { SLOPE };
        let out = within(self.focus_um, -2e3, 2e3) + slope * at_um[1];
        libm::hypot(RESOLUTION_UM / 2.35, 0.5 * SPREAD * out)
    }

    fn pan(&self) -> [f64; 2] {
        self.pan_um.map(|pan| within(pan, -1e4, 1e4))
    }
}

/// How sharp the fibre in the middle is, 1 in focus to 0: resolution over the width of the blur.
pub fn sharpness(view: &View) -> f64 {
    RESOLUTION_UM / 2.35 / view.blur_um(view.tip, [0.0; 2])
}

/// A defect that a look shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VisibleDefect {
    /// Its place in [`Ferrule::defects`].
    pub index: usize,
    /// Size as it appears, blur and all, µm.
    pub apparent_um: f64,
    /// Contrast against the glass, 0 to 1.
    pub contrast_01: f64,
}

/// What of a face a look shows: in the field, and neither too small nor too blurred.
pub fn shows(face: &Ferrule, view: &View) -> Vec<VisibleDefect> {
    let (half, pan) = (view.field_um() / 2.0, view.pan());
    let inside = |at: [f64; 2], reach: f64| (0..2).all(|axis| (at[axis] - pan[axis]).abs() - reach < half);
    let seen = face.defects().iter().enumerate().filter_map(|(index, defect)| {
        let reach = defect.size_um / 2.0;
        let [a, b] = defect.ends_um();
        let shown = [a, defect.at_um, b].into_iter().any(|at| inside(at, reach));
        let blur = view.blur_um(face.polish, defect.at_um);
        let contrast_01 = contrast(defect) * kept(defect, blur);
        let apparent_um = libm::hypot(defect.size_um, 2.35 * blur);
        (shown && contrast_01 >= LEAST_CONTRAST).then_some(VisibleDefect { index, apparent_um, contrast_01 })
    });
    seen.collect()
}

/// Why an instrument gives no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The picture isn't sharp.
    #[error("out of focus")]
    Unfocused,
    /// The fibre isn't in the middle, or the contact zone isn't all in the picture.
    #[error("fibre not centred")]
    OffCentre,
    /// The tip is for another polish, so that half of the face is out of focus.
    #[error("wrong tip")]
    WrongTip,
}

/// The instrument's automatic verdict, on what it sees alone; only for a sharp and centred picture.
pub fn analyse(face: &Ferrule, view: &View, edition: Edition) -> Result<Verdict, Refusal> {
    if view.tip != face.polish {
        return Err(Refusal::WrongTip);
    }
    if sharpness(view) < ANALYSES_FROM {
        return Err(Refusal::Unfocused);
    }
    let [x, y] = view.pan();
    let off = libm::hypot(x, y);
    if off > CENTRED_UM || off + super::endface::CONTACT_UM / 2.0 > view.field_um() / 2.0 {
        return Err(Refusal::OffCentre);
    }
    let seen = shows(face, view);
    let those = seen.iter().filter_map(|visible| face.defects().get(visible.index));
    Ok(judge_those(face.polish, those, edition))
}

/// How an eye meets the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// A camera and a screen.
    Video,
    /// An eyepiece.
    Eyepiece,
}

/// What becomes of a look at a fibre that may carry light.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Whether the eye is safe.
    pub safe: bool,
    /// Visible light out of the core as the picture shows it, 0 to 1: for [`View::core_light_01`].
    pub core_light_01: f64,
}

/// Looking at a fibre out of which light of this power and wavelength comes.
///
/// A screen is always safe. Neither camera nor eye sees beyond about 1,050 nm: a dark core says nothing about light at
/// 1310 or 1550 nm, so that a meter must say it.
pub fn look(scope: Scope, light_dbm: Option<f64>, wavelength_nm: f64) -> Look {
    let dbm = light_dbm.filter(|dbm| !dbm.is_nan()).unwrap_or(f64::NEG_INFINITY);
    let seen = (380.0..1050.0).contains(&wavelength_nm);
    let core_light_01 = if seen { within((dbm + 60.0) / 50.0, 0.0, 1.0) } else { 0.0 };
    Look { safe: scope == Scope::Video || dbm < UNSAFE_DBM, core_light_01 }
}

/// Contrast of a large defect in focus (model): films are faint, dust is black.
const fn contrast(defect: &Defect) -> f64 {
    match defect.kind {
        Kind::Dust { .. } => 0.9,
        Kind::Oil => 0.4,
        Kind::Residue => 0.3,
        Kind::Scratch { .. } => 0.5,
        Kind::Pit => 0.85,
    }
}

/// Share of the contrast that a blur leaves: of a disc by its area, of a line by its width.
fn kept(defect: &Defect, blur_um: f64) -> f64 {
    let half = defect.size_um / 2.0;
    match defect.kind {
        Kind::Scratch { .. } => half / libm::hypot(half, 1.25 * blur_um),
        _ => half * half / (half * half + 2.0 * blur_um * blur_um),
    }
}

/// `value` held between `low` and `high`; NaN counts as `low`.
const fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.max(low).min(high) }
}

#[cfg(test)]
mod tests;
