//! The end face of a connector: what lies on it, and what fingers, air and another face do to it.

mod cleaning;
mod condition;
mod luck;
mod mating;
mod verdict;

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

pub use crate::plant::Polish;
pub use cleaning::{ClickCleaner, Push, Stroke, click, wipe};
pub use condition::Condition;
pub use mating::{Fit, Mated, blocked_loss_db, mate, open_reflectance_db, press};
pub use verdict::{Edition, Judged, Limit, SMALLEST_UM, Verdict, Zone, ZoneVerdict, judge, judge_by, judge_those};

/// Most defects that a face keeps; past it the smallest gives way.
pub const MAX_DEFECTS: usize = 256;
/// Diameter of the part of a ferrule that touches the other one, µm (zone D of IEC 61300-3-35).
pub const CONTACT_UM: f64 = 250.0;

/// Time in which a film of alcohol on a face dries to a third, s (model).
const DRYING_S: f64 = 15.0;
/// Particles that settle on the contact zone of an open face in a street cabinet, per minute (model).
const SETTLING_PER_MIN: f64 = 0.15;

/// What a defect is. The first three are loose and can be cleaned off; the last two stay for good.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A particle; a hard one (sand, ceramic) doesn't give way under pressure.
    Dust {
        /// Whether it can mark glass.
        hard: bool,
    },
    /// A drop of grease off a finger.
    Oil,
    /// A dried film of alcohol or of what it had dissolved.
    Residue,
    /// A scratch; the defect's size is its width.
    Scratch {
        /// Direction, degrees from the x axis.
        angle_deg: f64,
        /// Length, µm.
        length_um: f64,
    },
    /// A pit that something hard has pressed into the glass.
    Pit,
}

/// One thing that doesn't belong on a face.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Defect {
    /// What it is.
    pub kind: Kind,
    /// Its centre from the fibre's axis, µm.
    pub at_um: [f64; 2],
    /// Its diameter, or a scratch's width, µm.
    pub size_um: f64,
}

/// An end face.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "Written")]
pub struct Ferrule {
    /// How it is polished.
    pub polish: Polish,
    defects: Vec<Defect>,
    /// How wet with alcohol, 0 dry to 1 just wiped wet.
    solvent_01: f64,
}

/// A face as a file gives it, not yet held to its bounds.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    polish: Polish,
    #[serde(default)]
    defects: Vec<Defect>,
    #[serde(default)]
    solvent_01: f64,
}

impl From<Written> for Ferrule {
    fn from(written: Written) -> Self {
        let mut face = Self::perfect(written.polish);
        for defect in written.defects {
            face.add(defect);
        }
        face.solvent_01 = within(written.solvent_01, 0.0, 1.0);
        face
    }
}

impl Defect {
    /// Whether cleaning can take it off.
    pub const fn is_loose(&self) -> bool {
        matches!(self.kind, Kind::Dust { .. } | Kind::Oil | Kind::Residue)
    }

    /// Distance of its centre from the fibre's axis, µm.
    pub fn from_axis_um(&self) -> f64 {
        libm::hypot(self.at_um[0], self.at_um[1])
    }

    /// Ends of the line along its middle, µm: both at the centre but for a scratch.
    pub fn ends_um(&self) -> [[f64; 2]; 2] {
        let Kind::Scratch { angle_deg, length_um } = self.kind else { return [self.at_um; 2] };
        let angle = angle_deg.to_radians();
        let half = [libm::cos(angle) * length_um / 2.0, libm::sin(angle) * length_um / 2.0];
        let [x, y] = self.at_um;
        [[x - half[0], y - half[1]], [x + half[0], y + half[1]]]
    }

    /// Distance from a point to the line along its middle, µm.
    pub fn distance_um(&self, point: [f64; 2]) -> f64 {
        let [a, b] = self.ends_um();
        let (run, to) = ([b[0] - a[0], b[1] - a[1]], [point[0] - a[0], point[1] - a[1]]);
        let square = run[0] * run[0] + run[1] * run[1];
        let share = if square > 0.0 { within((to[0] * run[0] + to[1] * run[1]) / square, 0.0, 1.0) } else { 0.0 };
        libm::hypot(to[0] - share * run[0], to[1] - share * run[1])
    }

    /// The same, seen from the face that is pressed against this one.
    fn mirrored(mut self) -> Self {
        self.at_um[0] = -self.at_um[0];
        if let Kind::Scratch { angle_deg, .. } = &mut self.kind {
            *angle_deg = -*angle_deg;
        }
        self
    }

    fn held(mut self) -> Self {
        self.at_um = self.at_um.map(|x| within(x, -CONTACT_UM, CONTACT_UM));
        self.size_um = within(self.size_um, 0.0, CONTACT_UM);
        if let Kind::Scratch { angle_deg, length_um } = &mut self.kind {
            *angle_deg = within(*angle_deg, -360.0, 360.0);
            *length_um = within(*length_um, 0.0, 4.0 * CONTACT_UM);
        }
        self
    }
}

impl Ferrule {
    /// A face without a blemish.
    pub const fn perfect(polish: Polish) -> Self {
        Self { polish, defects: Vec::new(), solvent_01: 0.0 }
    }

    /// What lies on it, in order of arrival.
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    /// How wet with alcohol, 0 dry to 1 just wiped wet.
    pub const fn solvent_01(&self) -> f64 {
        self.solvent_01
    }

    /// Adds a defect, its numbers held within the contact zone; on a full face the smallest gives way.
    pub fn add(&mut self, defect: Defect) {
        let defect = defect.held();
        if defect.size_um <= 0.0 {
            return;
        }
        if self.defects.len() < MAX_DEFECTS {
            self.defects.push(defect);
            return;
        }
        let smallest = self.defects.iter_mut().min_by(|a, b| a.size_um.total_cmp(&b.size_um));
        if let Some(smallest) = smallest.filter(|smallest| smallest.size_um < defect.size_um) {
            *smallest = defect;
        }
    }

    /// A finger on the face: drops of grease and now and then a flake of skin.
    pub fn touch(&mut self, rng: &mut ChaCha8Rng) {
        let centre = [luck::between(rng, -40.0, 40.0), luck::between(rng, -40.0, 40.0)];
        for _ in 0..luck::count(rng, 14.0, 26.0) {
            let [x, y] = luck::in_disc(rng, 100.0);
            let at_um = [x + centre[0], y + centre[1]];
            // Many small drops, a few large ones.
            let share = luck::uniform(rng);
            self.add(Defect { kind: Kind::Oil, at_um, size_um: 4.0 + 34.0 * share * share });
        }
        for _ in 0..luck::count(rng, 0.0, 3.0) {
            let at_um = luck::in_disc(rng, CONTACT_UM / 2.0);
            self.add(Defect { kind: Kind::Dust { hard: false }, at_um, size_um: luck::between(rng, 4.0, 16.0) });
        }
    }

    /// Left without its cap: alcohol dries, dust settles. The expected dust doesn't depend on the length of the steps.
    pub fn uncapped(&mut self, seconds: f64, rng: &mut ChaCha8Rng) {
        let seconds = within(seconds, 0.0, 86_400.0);
        self.solvent_01 *= libm::exp(-seconds / DRYING_S);
        let expected = SETTLING_PER_MIN * seconds / 60.0;
        for _ in 0..luck::count(rng, expected, expected) {
            let defect = luck::dust(rng);
            self.add(defect);
        }
    }
}

/// `value` held between `low` and `high`; NaN counts as zero.
const fn within(value: f64, low: f64, high: f64) -> f64 {
    let value = if value.is_nan() { 0.0 } else { value };
    value.max(low).min(high)
}

#[cfg(test)]
mod tests;
