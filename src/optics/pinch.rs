//! A fibre that a lid presses over the edge of a wall: how sharply it is bent there, what that costs, whether it holds.

use super::bend::{BendTable, loss_along_curve_db};
use super::strength::bend_break_rate_per_s;

/// Distance of two samples along the bend, mm.
const STEP_MM: f64 = 0.05;
/// Obliquest crossing that is still a pinch: beyond it a fibre lies along the wall, cosine to its normal.
const OBLIQUE: f64 = 0.1;

/// What a lid does to a fibre on a wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pinch {
    /// Smallest radius, on the wall, mm.
    pub radius_mm: f64,
    /// Length of the bend to each side of it, mm.
    pub reach_mm: f64,
}

impl Pinch {
    /// A fibre that crosses a wall at `cosine` to the wall's normal, under a lid that presses it `drop_mm` below the
    /// wall's top on both sides, `reach_mm` from the wall's middle.
    ///
    /// A beam on three supports: the deflection P·(2c)³/48EI under the moment P·c/2 gives the curvature 3·drop/c², with
    /// c = reach/cosine. Good while drop < c/3; the wall's own edge and the crushing of the coating are left out.
    pub fn new(cosine: f64, drop_mm: f64, reach_mm: f64) -> Pinch {
        let reach_mm = reach_mm / cosine.abs().clamp(OBLIQUE, 1.0);
        Pinch { radius_mm: reach_mm * reach_mm / (3.0 * drop_mm.max(1e-6)), reach_mm }
    }

    /// Loss in dB: the curvature falls from the wall to nothing at the reach, straight, as a beam's moment does.
    pub fn loss_db(&self, table: &BendTable) -> f64 {
        let steps = (self.reach_mm / STEP_MM) as i32;
        let bends: Vec<f64> = (-steps..=steps)
            .map(|i| (1.0 - f64::from(i.abs()) * STEP_MM / self.reach_mm).max(0.0) / self.radius_mm)
            .collect();
        loss_along_curve_db(&bends, STEP_MM, table)
    }

    /// Chance that the glass breaks in so many seconds under the lid, 0 to 1.
    pub fn break_chance(&self, seconds: f64) -> f64 {
        1.0 - libm::exp(-bend_break_rate_per_s(self.radius_mm, 0.0) * seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FibreType, Wavelength};
    use super::*;

    fn losses(pinch: Pinch, fibre: FibreType) -> [f64; 5] {
        Wavelength::ALL.map(|wavelength| pinch.loss_db(&BendTable::new(fibre, wavelength)))
    }

    #[test]
    fn the_radius_is_that_of_a_beam_on_three_supports() {
        // 3 mm to each side, 0.6 mm down: 9/1.8 mm.
        let square = Pinch::new(1.0, 0.6, 3.0);
        assert!((square.radius_mm - 5.0).abs() < 1e-12 && square.reach_mm == 3.0);
        // At 60° to the normal twice as long, four times as wide.
        assert!((Pinch::new(0.5, 0.6, 3.0).radius_mm - 20.0).abs() < 1e-12);
        for absurd in [f64::NAN, 0.0, 1e9] {
            assert!(Pinch::new(absurd, 0.6, 3.0).radius_mm.is_finite() || absurd.is_nan());
        }
    }

    #[test]
    fn a_pinch_shows_at_1625_first_and_hardly_at_1310() {
        // Marcuse's formula summed by a program of its own over 2·3 mm, 8.108 mm on the wall.
        let [at_1310, _, at_1550, at_1625, at_1650] = losses(Pinch::new(1.0, 0.37, 3.0), FibreType::G652D);
        for (found, worked) in [(at_1310, 0.002_706), (at_1550, 0.101_52), (at_1625, 0.235_94), (at_1650, 0.304_88)] {
            assert!((found / worked - 1.0).abs() < 0.03, "{found} instead of {worked}");
        }
        assert!(at_1650 > at_1625 && at_1625 > 0.1, "{at_1625} {at_1650}");
        // A tighter one loses more at each wavelength; a trench fibre less.
        for (wide, tight) in losses(Pinch::new(1.0, 0.37, 3.0), FibreType::G652D)
            .into_iter()
            .zip(losses(Pinch::new(1.0, 0.5, 3.0), FibreType::G652D))
        {
            assert!(tight > wide);
        }
        assert!(losses(Pinch::new(1.0, 0.37, 3.0), FibreType::G657A2)[3] < 0.1 * at_1625);
    }

    #[test]
    fn glass_breaks_under_a_lid_only_beyond_its_strength() {
        // 1e-4 a second at 6.52 mm, where bending is the proof stress.
        assert!((Pinch { radius_mm: 6.5217, reach_mm: 3.0 }.break_chance(60.0) - 0.006).abs() < 1e-4);
        assert!(Pinch { radius_mm: 5.0, reach_mm: 3.0 }.break_chance(60.0) > 0.5);
        assert!(Pinch { radius_mm: 10.0, reach_mm: 3.0 }.break_chance(60.0) < 1e-5);
    }
}
