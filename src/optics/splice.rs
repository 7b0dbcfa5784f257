//! What a splice costs: the loss of each misfit of two modes, and the model from the gesture to the splice.

use std::f64::consts::PI;

use super::fibre::{GLASS_INDEX, Wavelength};
use super::{DB_PER_NEPER, within};

/// Lateral offset before alignment per height of dirt under a fibre.
pub const DIRT_LEVER: f64 = 0.3;
/// Tilt that is left of the relative angle of the faces after the arc.
pub const MELTED_TILT_SHARE: f64 = 0.10;
/// Core step in µm that each degree of the relative angle of the faces leaves.
pub const CORE_STEP_UM_PER_DEG: f64 = 0.12;
/// σ of the machine's estimate about what it sees, dB.
pub const ESTIMATE_SIGMA_DB: f64 = 0.015;
/// Loss that each arc after the first adds, dB.
pub const EXTRA_ARC_DB: f64 = 0.06;

/// Share of the arc's heat that worn-out electrodes lose: a checked arc makes up for it.
pub const WEAR_HEAT: f64 = 0.5;
/// Error of heat, −1 to 1, that a checked arc may have without loss.
pub const HEAT_TOLERANCE: f64 = 0.2;

/// Mean of the loss that the arc itself leaves (kinked core, diffused dopant), exponentially spread, dB.
const ARC_SCATTER_DB: f64 = 0.0155;
/// Length over which dirt tilts a fibre in its groove, µm.
const GROOVE_UM: f64 = 4000.0;
/// Share of the offset by dirt that remains where the machine aligns actively.
const ALIGNED_DIRT_SHARE: f64 = 0.05;
/// Extra loss from which heat shows as a neck or a deformed cladding, dB.
const HEAT_SHOWS_DB: f64 = 0.05;
/// Share of the mode-field mismatch that the machine sees.
const MISMATCH_SEEN: f64 = 0.5;

/// Loss in dB of a lateral offset of `offset_um` between modes of radius `w_um`: T = exp(−d²/w²), Marcuse 1977.
pub fn offset_loss_db(offset_um: f64, w_um: f64) -> f64 {
    DB_PER_NEPER * offset_um * offset_um / (w_um * w_um)
}

/// Loss in dB of a tilt of `tilt_deg` between modes of radius `w_um`: T = exp(−(π n w θ/λ)²), Marcuse 1977.
pub fn tilt_loss_db(tilt_deg: f64, w_um: f64, wavelength: Wavelength) -> f64 {
    let x = PI * GLASS_INDEX * w_um * tilt_deg.to_radians() / wavelength.um();
    DB_PER_NEPER * x * x
}

/// Loss in dB between two mode-field diameters (or two radii): T = (2 w₁ w₂/(w₁² + w₂²))², Marcuse 1977.
pub fn mismatch_loss_db(mfd_a_um: f64, mfd_b_um: f64) -> f64 {
    -20.0 * libm::log10(2.0 * mfd_a_um * mfd_b_um / (mfd_a_um * mfd_a_um + mfd_b_um * mfd_b_um))
}

/// Loss in dB of a gap of `gap_um` in a medium of index `index` between modes of radius `w_um`, Marcuse 1977.
///
/// T = 1/(1 + (λ z/(2π m w²))²): the spread of the beam alone, without reflections (see `reflection`).
pub fn gap_loss_db(gap_um: f64, w_um: f64, index: f64, wavelength: Wavelength) -> f64 {
    let x = wavelength.um() * gap_um / (2.0 * PI * index * w_um * w_um);
    10.0 * libm::log10(1.0 + x * x)
}

/// Loss in dB of several small misfits together: transmissions multiply, so decibels add.
pub fn combine(losses_db: &[f64]) -> f64 {
    // An empty sum of f64 is −0, which would print as such.
    losses_db.iter().sum::<f64>() + 0.0
}

/// Angle in degrees between two faces with these angles, whose leans point in these directions of a common frame.
///
/// Faces that lean alike fit each other: 0. Faces that lean oppositely: the sum.
pub fn relative_face_angle_deg(angle_deg: [f64; 2], direction_deg: [f64; 2]) -> f64 {
    let [x, y] = relative_lean(angle_deg, direction_deg);
    libm::hypot(x, y)
}

fn relative_lean(angle_deg: [f64; 2], direction_deg: [f64; 2]) -> [f64; 2] {
    let lean = |i: usize| {
        let turn = direction_deg[i].to_radians();
        [angle_deg[i] * libm::cos(turn), angle_deg[i] * libm::sin(turn)]
    };
    let (a, b) = (lean(0), lean(1));
    [a[0] - b[0], a[1] - b[1]]
}

/// How a machine brings two fibres together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// By the image of the cores.
    Core,
    /// By the outlines of the claddings: the cores keep their concentricity errors.
    Cladding,
    /// By fixed grooves alone: also dirt under a fibre keeps its offset.
    VGroove,
}

impl Alignment {
    /// Rayleigh σ of the offset that the machine itself leaves, µm.
    pub const fn offset_sigma_um(self) -> f64 {
        match self {
            Self::Core => 0.10,
            Self::Cladding => 0.15,
            Self::VGroove => 0.25,
        }
    }
}

/// All that a splice is made of, fibre by fibre, and four draws. Numbers out of range are held at its ends; NaN counts
/// as zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpliceInput {
    /// Mode-field diameters at 1310 nm, µm.
    pub mfd_1310_um: [f64; 2],
    /// Mode-field diameters at 1550 nm, µm.
    pub mfd_1550_um: [f64; 2],
    /// Angles of the cleaved faces, degrees.
    pub cleave_angle_deg: [f64; 2],
    /// Directions in which they lean, as the fibres lie in the machine, degrees.
    pub cleave_direction_deg: [f64; 2],
    /// Largest hackle, lip or chip of each face, µm.
    pub face_flaw_um: [f64; 2],
    /// How the machine aligns.
    pub alignment: Alignment,
    /// Where each core lies from the centre of its cladding, as the fibres lie in the machine, µm.
    pub core_offset_um: [[f64; 2]; 2],
    /// Height of the dirt under each fibre in its groove, µm.
    pub dirt_under_um: [f64; 2],
    /// Size of the largest particle on each face, µm.
    pub dirt_on_face_um: [f64; 2],
    /// Error of the program for these fibres, −1 far too cold to 1 far too hot.
    pub program_error: f64,
    /// Wear of the electrodes, 0 new to 1 due for exchange: the arc grows cold and uneven.
    pub electrode_wear_01: f64,
    /// Arcs that this splice has already had.
    pub arcs_before: u32,
    /// Standard normal draws: residual offset along x and y, error of the estimate.
    pub normal: [f64; 3],
    /// Uniform draw from 0 to 1: the chance of a bubble, and what is left of it the scatter of the arc.
    pub uniform: f64,
}

impl Default for SpliceInput {
    /// Two nominal G.652.D fibres, perfectly prepared, core-aligned, with the median of every draw.
    fn default() -> Self {
        Self {
            mfd_1310_um: [9.2; 2],
            mfd_1550_um: [10.4; 2],
            cleave_angle_deg: [0.0; 2],
            cleave_direction_deg: [0.0; 2],
            face_flaw_um: [0.0; 2],
            alignment: Alignment::Core,
            core_offset_um: [[0.0; 2]; 2],
            dirt_under_um: [0.0; 2],
            dirt_on_face_um: [0.0; 2],
            program_error: 0.0,
            electrode_wear_01: 0.0,
            arcs_before: 0,
            normal: [0.0; 3],
            uniform: 0.5,
        }
    }
}

/// A finished splice: the truth, and what the machine says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpliceOutcome {
    /// Lateral offset of the cores, µm.
    pub offset_um: f64,
    /// Tilt between the cores, degrees.
    pub tilt_deg: f64,
    /// Whether a bubble shows.
    pub bubble: bool,
    /// Loss of the bubble, dB, 0.3 to 3; 0 without one.
    pub bubble_db: f64,
    /// Too cold: a neck shows, the splice is weak.
    pub neck: bool,
    /// Too hot: the cladding is deformed.
    pub hot: bool,
    /// True loss at 1310 nm, dB.
    pub loss_1310_db: f64,
    /// True loss at 1550 nm, dB.
    pub loss_1550_db: f64,
    /// Reflectance of the bubble, dB, −60 to −45; nothing else in a splice reflects.
    pub reflectance_db: Option<f64>,
    /// The machine's estimate, dB, two decimals, not under 0.
    pub estimate_db: f64,
}

/// The splice that these preparations and draws give.
///
/// A model calibrated on the trade's figures, not physics of the arc: loss = mismatch + offset + tilt + scatter of the
/// arc + flaws of the faces + heat + extra arcs + bubble. Good core-aligned splices of G.652.D come to 0.02–0.03 dB (σ
/// 0.015–0.02), cladding-aligned ones to 0.04–0.06 dB. The estimate is for 1550 nm; it misses bubbles and half of the
/// mismatch.
pub fn splice_outcome(input: SpliceInput) -> SpliceOutcome {
    let angles = input.cleave_angle_deg.map(|a| within(a, 0.0, 30.0));
    let directions = input.cleave_direction_deg.map(|d| within(d, -720.0, 720.0));
    let under = input.dirt_under_um.map(|h| within(h, 0.0, 125.0));
    let wear = within(input.electrode_wear_01, 0.0, 1.0);

    let lean = relative_lean(angles, directions);
    let [dx, dy] = offset(input, lean, under);
    // Both ends are lifted, so the fibres' tilts add, where their offsets cancel.
    let tilt_by_dirt = ((under[0] + under[1]) / GROOVE_UM).to_degrees();
    let offset_um = libm::hypot(dx, dy);
    let tilt_deg = libm::hypot(MELTED_TILT_SHARE * lean[0], MELTED_TILT_SHARE * lean[1] + tilt_by_dirt);

    let flaws = input.face_flaw_um.map(|f| within(f, 0.0, 60.0));
    let bubble = bubble(input.dirt_on_face_um, flaws, within(input.uniform, 0.0, 1.0));
    let heat = within(input.program_error, -1.0, 1.0) - WEAR_HEAT * wear;
    let (cold_db, hot_db) = (0.3 * heat_excess(-heat), 0.5 * heat_excess(heat));
    let common_db = combine(&[
        ARC_SCATTER_DB * (1.0 + 2.0 * wear) * bubble.scatter,
        0.008 * (flaws[0] + flaws[1]),
        cold_db + hot_db,
        EXTRA_ARC_DB * f64::from(input.arcs_before.min(50)),
    ]);
    let at = |mfds: [f64; 2], wavelength: Wavelength| {
        let [a, b] = mfds.map(|mfd| within(mfd, 1.0, 50.0));
        let w = (a + b) / 4.0;
        let seen = combine(&[offset_loss_db(offset_um, w), tilt_loss_db(tilt_deg, w, wavelength), common_db]);
        (seen, mismatch_loss_db(a, b))
    };
    let (seen_1310, mismatch_1310) = at(input.mfd_1310_um, Wavelength::Nm1310);
    let (seen_1550, mismatch_1550) = at(input.mfd_1550_um, Wavelength::Nm1550);
    let estimate = seen_1550 + MISMATCH_SEEN * mismatch_1550 + ESTIMATE_SIGMA_DB * within(input.normal[2], -6.0, 6.0);
    SpliceOutcome {
        offset_um,
        tilt_deg,
        bubble: bubble.db > 0.0,
        bubble_db: bubble.db,
        neck: cold_db >= HEAT_SHOWS_DB,
        hot: hot_db >= HEAT_SHOWS_DB,
        loss_1310_db: seen_1310 + mismatch_1310 + bubble.db,
        loss_1550_db: seen_1550 + mismatch_1550 + bubble.db,
        reflectance_db: bubble.reflectance_db,
        estimate_db: libm::round(estimate.max(0.0) * 100.0) / 100.0,
    }
}

/// Offset of the cores after alignment and arc, µm along x and y.
fn offset(input: SpliceInput, lean: [f64; 2], under_um: [f64; 2]) -> [f64; 2] {
    let sigma = input.alignment.offset_sigma_um();
    let (keeps_cores, keeps_dirt) = match input.alignment {
        Alignment::Core => (0.0, ALIGNED_DIRT_SHARE),
        Alignment::Cladding => (1.0, ALIGNED_DIRT_SHARE),
        Alignment::VGroove => (1.0, 1.0),
    };
    let lift = keeps_dirt * DIRT_LEVER * (under_um[0] - under_um[1]);
    [0, 1].map(|axis| {
        let [a, b] = input.core_offset_um.map(|core| within(core[axis], -10.0, 10.0));
        let residual = sigma * within(input.normal[axis], -6.0, 6.0);
        let dirt = if axis == 1 { lift } else { 0.0 };
        residual + keeps_cores * (a - b) + CORE_STEP_UM_PER_DEG * lean[axis] + dirt
    })
}

/// 0 within the tolerance of heat, rising to 1 at an error of 1 and no further.
fn heat_excess(heat: f64) -> f64 {
    within((heat - HEAT_TOLERANCE) / (1.0 - HEAT_TOLERANCE), 0.0, 1.0)
}

struct Bubble {
    db: f64,
    reflectance_db: Option<f64>,
    /// Exponential draw of mean 1 for the arc's scatter.
    scatter: f64,
}

/// Whether dirt or a flaw on the faces leaves a bubble; one uniform draw serves both this and the arc's scatter.
fn bubble(dirt_um: [f64; 2], flaw_um: [f64; 2], uniform: f64) -> Bubble {
    // A flaw traps air where the faces meet, half as readily as a particle of its size gives off gas.
    let clear = |i: usize| 1.0 - bubble_chance(dirt_um[i].max(0.5 * flaw_um[i]));
    let chance = 1.0 - clear(0) * clear(1);
    if uniform < chance {
        // More dirt under the same draw never makes a smaller bubble.
        let size = 1.0 - uniform / chance;
        Bubble { db: 0.3 * libm::pow(10.0, size), reflectance_db: Some(-60.0 + 15.0 * size), scatter: 1.0 }
    } else {
        let rest = within((uniform - chance) / (1.0 - chance), 0.0, 0.9999);
        Bubble { db: 0.0, reflectance_db: None, scatter: -libm::log(1.0 - rest) }
    }
}

/// Chance that a particle of `size_um` on a face leaves a bubble: none up to 2 µm, 0.95 from 12 µm.
fn bubble_chance(size_um: f64) -> f64 {
    0.95 * (within(size_um, 2.0, 12.0) - 2.0) / 10.0
}

#[cfg(test)]
#[path = "splice_tests.rs"]
mod tests;
