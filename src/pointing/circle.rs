//! Circling: how far a moving pointer has turned, from the change of its own heading.
//!
//! The heading of a circle turns by 360° a round wherever its centre is and however large it is, so that nobody has
//! to aim at a centre.

/// Movement after which a heading is taken, units.
const STRIDE: f64 = 7.0;
/// A sharper change than this is a turning back, not a circle, degrees.
const TURNING_BACK: f64 = 115.0;

/// The heading of a moving pointer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Circling {
    gone: [f64; 2],
    heading: Option<f64>,
}

impl Circling {
    /// Degrees turned by one more step, clockwise on the screen positive.
    pub fn turn_deg(&mut self, step: [f64; 2]) -> f64 {
        self.gone[0] += step[0];
        self.gone[1] += step[1];
        let length2 = self.gone[0] * self.gone[0] + self.gone[1] * self.gone[1];
        if length2 < STRIDE * STRIDE {
            return 0.0;
        }
        let heading = libm::atan2(self.gone[1], self.gone[0]).to_degrees();
        self.gone = [0.0; 2];
        let turned = match self.heading {
            Some(last) => libm::remainder(heading - last, 360.0),
            None => 0.0,
        };
        self.heading = Some(heading);
        if turned.abs() > TURNING_BACK { 0.0 } else { turned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circled(radius: f64, turns: f64, steps: u32) -> f64 {
        let mut circling = Circling::default();
        let at = |i: u32| {
            let angle = f64::from(i) / f64::from(steps) * turns * core::f64::consts::TAU;
            [radius * libm::cos(angle), radius * libm::sin(angle)]
        };
        (1..=steps).map(|i| circling.turn_deg([at(i)[0] - at(i - 1)[0], at(i)[1] - at(i - 1)[1]])).sum()
    }

    #[test]
    fn a_circle_of_any_size_turns_once_a_round() {
        for radius in [25.0, 60.0, 200.0] {
            let turned = circled(radius, 2.0, 400);
            assert!((turned - 720.0).abs() < 50.0, "radius {radius}: {turned}");
        }
    }

    #[test]
    fn going_to_and_fro_turns_nothing() {
        let mut circling = Circling::default();
        let turned: f64 = (0..40).map(|i| circling.turn_deg([if i / 10 % 2 == 0 { 9.0 } else { -9.0 }, 0.0])).sum();
        assert_eq!(turned, 0.0);
    }
}
