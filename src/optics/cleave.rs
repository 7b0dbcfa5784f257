//! The cleaved face that a gesture leaves: a calibrated model, not physics of fracture.

use super::within;

/// Rayleigh σ of the angle of a good hand on a good cleaver, degrees (95 % stay under 0.9°).
pub const GOOD_HAND_SIGMA_DEG: f64 = 0.35;
/// Tolerance of the bare length that seating against the stop gives, mm; within it the clamp holds bare glass.
pub const SEATING_TOLERANCE_MM: f64 = 0.5;
/// Twist over the 10 mm between the clamps that leaves no trace, degrees.
pub const HARMLESS_TWIST_DEG: f64 = 3.0;
/// Blade speeds in mm/s that leave no trace: slower gives hackle and lip, faster gives hackle.
pub const CLEAN_STROKE_MM_S: (f64, f64) = (20.0, 250.0);

/// Twist beyond the harmless one that makes 1° of angle: in all 1° per 15–20° of twist.
const TWIST_PER_DEGREE: f64 = 16.0;

/// What the hand did, and two draws. Numbers out of range are held at its ends; NaN counts as zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CleaveInput {
    /// Wear of the blade's position, 0 new to 1 after its thousand cleaves.
    pub blade_wear_01: f64,
    /// Coating or gel left on the fibre, 0 none to 1 untouched: it seats badly, +1° from 0.1 and +3° at 1.
    pub residue_01: f64,
    /// Dirt in the groove and on the pads, 0 to 1.
    pub dirt_01: f64,
    /// Twist of the fibre over the 10 mm between the clamps, degrees, either sign.
    pub twist_deg: f64,
    /// Speed of the blade as it scores, mm/s; zero or less is the slowest.
    pub stroke_mm_s: f64,
    /// How often the blade stopped and began again.
    pub stroke_restarts: u32,
    /// Distance from the stop against which the fibre should sit, mm, either sign.
    pub seating_error_mm: f64,
    /// Touches of the finished face by a finger, pad or tool.
    pub touches_after: u32,
    /// Two standard normal draws: the fracture's own lean, along x and y.
    pub normal: [f64; 2],
}

impl Default for CleaveInput {
    /// A faultless gesture on a new blade, whose draws give a straight face.
    fn default() -> Self {
        Self {
            blade_wear_01: 0.0,
            residue_01: 0.0,
            dirt_01: 0.0,
            twist_deg: 0.0,
            stroke_mm_s: 80.0,
            stroke_restarts: 0,
            seating_error_mm: 0.0,
            touches_after: 0,
            normal: [0.0; 2],
        }
    }
}

/// A cleaved face as the splicer's cameras may see it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CleaveFace {
    /// Lean of the face against the fibre's cross-section, degrees, 0 to 30.
    pub angle_deg: f64,
    /// Where the lean points, degrees from −180 to 180 in the fibre's own frame.
    pub direction_deg: f64,
    /// Height of the rough fracture, µm.
    pub hackle_um: f64,
    /// Height of the lip left standing, µm.
    pub lip_um: f64,
    /// Size of the largest chip out of the edge, µm.
    pub chip_um: f64,
}

impl CleaveFace {
    /// The largest flaw of the face other than its angle, µm.
    pub fn flaw_um(&self) -> f64 {
        self.hackle_um.max(self.lip_um).max(self.chip_um)
    }
}

/// The face that a gesture leaves.
///
/// A model after the trade's figures: the fracture leans at random (Rayleigh, σ 0.35° on a new blade, 2.5 times that
/// on a worn one), and each fault adds its angle in the direction of that lean: residue or a fibre off its seat 1–3°,
/// twist 1° per 15–20°, dirt up to 1°, a slow or interrupted stroke up to 1.5°. Hackle, lip and chip have no chance in
/// them. Twist under 3°, a stroke within 20–250 mm/s and seating within 0.5 mm add exactly nothing.
pub fn cleave(input: CleaveInput) -> CleaveFace {
    let wear = within(input.blade_wear_01, 0.0, 1.0);
    let dirt = within(input.dirt_01, 0.0, 1.0);
    let [x, y] = input.normal.map(|n| within(n, -6.0, 6.0));
    let slow = slowness(input.stroke_mm_s);
    let hurried = within(input.stroke_mm_s / CLEAN_STROKE_MM_S.1 - 1.0, 0.0, 1.0);
    let restarts = f64::from(input.stroke_restarts.min(3));
    let touches = f64::from(input.touches_after.min(5));
    let worn_out = (wear - 0.7).max(0.0) / 0.3;

    // A blade ages slowly at first: half-way through its life it is still good.
    let natural = GOOD_HAND_SIGMA_DEG * (1.0 + 1.5 * wear * wear) * libm::hypot(x, y);
    let faults = bad_seat_deg(input) + twisted_deg(input.twist_deg) + dirt + 0.5 * slow + (restarts / 3.0);
    CleaveFace {
        angle_deg: (natural + faults).min(30.0),
        direction_deg: libm::atan2(y, x).to_degrees(),
        hackle_um: 25.0 * slow + 6.0 * restarts + 12.0 * hurried,
        lip_um: 15.0 * slow + 8.0 * restarts + 6.0 * worn_out,
        chip_um: 12.0 * (dirt - 0.2).max(0.0) + 4.0 * touches + 8.0 * worn_out,
    }
}

/// 0 for a stroke of at least 20 mm/s, rising to 1 at standstill.
fn slowness(stroke_mm_s: f64) -> f64 {
    1.0 - within(stroke_mm_s, 0.0, CLEAN_STROKE_MM_S.0) / CLEAN_STROKE_MM_S.0
}

fn twisted_deg(twist_deg: f64) -> f64 {
    (within(twist_deg.abs(), 0.0, 180.0) - HARMLESS_TWIST_DEG).max(0.0) / TWIST_PER_DEGREE
}

/// Angle that bad seating adds, at most 3°: by residue, or because the clamp holds coating instead of glass.
fn bad_seat_deg(input: CleaveInput) -> f64 {
    let residue = within(input.residue_01, 0.0, 1.0);
    let by_residue = if residue < 0.1 { 10.0 * residue } else { 1.0 + 2.0 * (residue - 0.1) / 0.9 };
    let off_seat = (within(input.seating_error_mm.abs(), 0.0, 10.0) - SEATING_TOLERANCE_MM).max(0.0);
    (by_residue + off_seat).min(3.0)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Draws, near};
    use super::*;

    fn with_lean() -> CleaveInput {
        CleaveInput { normal: [1.0, -0.5], ..Default::default() }
    }

    #[test]
    fn a_good_hand_is_rayleigh() {
        let mut draws = Draws(1);
        let angles: Vec<f64> = (0..4000)
            .map(|_| cleave(CleaveInput { normal: draws.rayleigh_vector(1.0), ..Default::default() }).angle_deg)
            .collect();
        let mean = angles.iter().sum::<f64>() / 4000.0;
        near(mean, 0.35 * libm::sqrt(std::f64::consts::FRAC_PI_2), 0.01);
        let under = angles.iter().filter(|a| **a < 0.9).count();
        assert!((3800..=3900).contains(&under), "{under} of 4000 under 0.9°");
    }

    #[test]
    fn small_faults_add_exactly_nothing() {
        let clean = cleave(with_lean());
        for twist in [-2.9, 0.0, 1.0, 2.9] {
            for stroke in [20.0, 35.0, 120.0, 250.0] {
                for seat in [-0.5, 0.2, 0.5] {
                    let input =
                        CleaveInput { twist_deg: twist, stroke_mm_s: stroke, seating_error_mm: seat, ..with_lean() };
                    assert_eq!(cleave(input), clean);
                }
            }
        }
        near(clean.flaw_um(), 0.0, 0.0);
    }

    #[test]
    fn residue_adds_one_to_three_degrees() {
        let clean = cleave(with_lean()).angle_deg;
        for (residue, added) in [(0.1, 1.0), (0.55, 2.0), (1.0, 3.0), (9.0, 3.0)] {
            near(cleave(CleaveInput { residue_01: residue, ..with_lean() }).angle_deg - clean, added, 1e-12);
        }
        near(cleave(CleaveInput { seating_error_mm: -1.5, ..with_lean() }).angle_deg - clean, 1.0, 1e-12);
    }

    #[test]
    fn twist_adds_a_degree_per_15_to_20() {
        let clean = cleave(with_lean()).angle_deg;
        for twist in [15.0, 20.0, 30.0, 45.0, 90.0] {
            let added = cleave(CleaveInput { twist_deg: -twist, ..with_lean() }).angle_deg - clean;
            assert!((15.0..=20.0).contains(&(twist / added)), "{twist}° of twist added {added}°");
        }
    }

    #[test]
    fn slow_or_interrupted_strokes_leave_hackle_and_lip() {
        for input in [
            CleaveInput { stroke_mm_s: 14.0, ..with_lean() },
            CleaveInput { stroke_mm_s: -3.0, ..with_lean() },
            CleaveInput { stroke_restarts: 1, ..with_lean() },
        ] {
            let face = cleave(input);
            assert!(face.hackle_um > 5.0 && face.lip_um > 4.0, "{face:?}");
        }
        assert!(cleave(CleaveInput { stroke_mm_s: 400.0, ..with_lean() }).hackle_um > 5.0);
    }

    #[test]
    fn wear_dirt_and_touch_show() {
        let clean = cleave(with_lean());
        assert!(cleave(CleaveInput { blade_wear_01: 1.0, ..with_lean() }).angle_deg > 2.0 * clean.angle_deg);
        assert!(cleave(CleaveInput { dirt_01: 1.0, ..with_lean() }).chip_um > 5.0);
        assert!(cleave(CleaveInput { touches_after: 1, ..with_lean() }).chip_um > 2.0);
    }

    #[test]
    fn any_number_is_accepted() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
            let face = cleave(CleaveInput {
                blade_wear_01: value,
                residue_01: value,
                dirt_01: value,
                twist_deg: value,
                stroke_mm_s: value,
                stroke_restarts: u32::MAX,
                seating_error_mm: value,
                touches_after: u32::MAX,
                normal: [value; 2],
            });
            assert!(face.angle_deg.is_finite() && face.direction_deg.is_finite() && face.flaw_um().is_finite());
        }
    }
}
