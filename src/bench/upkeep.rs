//! The splicer's upkeep: electrodes that wear, an arc that drifts with the day, and the check that corrects it.
//!
//! A model after the trade's figures: makers give electrodes 1,000 to 5,000 arcs and ask for an arc check after a change
//! of altitude, season or electrodes. Thinner or colder air carries less heat to the glass, and so do worn electrodes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::optics::splice::{HEAT_TOLERANCE, WEAR_HEAT};

use super::state::{Checked, Phase};
use super::{Bench, Fact, normal};

/// Arcs after which electrodes are due for exchange.
pub const ELECTRODE_LIFE: u32 = 3_000;
/// Arcs from which the splicer warns of it.
pub const ELECTRODE_WARN: u32 = 2_700;
/// Seconds of an arc check.
pub const CHECK_S: u32 = 3;
/// Error of the arc that a check is content with, -1 to 1; above it the check asks to be done again.
pub const CHECK_GOOD: f64 = 0.1;

/// Share of what was measured that one check takes away.
const CORRECTS: f64 = 0.85;
/// Most that one check corrects.
const MOST_AT_ONCE: f64 = 0.4;
/// σ of a check on square faces, and what each degree of the worse face adds.
const CHECK_SIGMA: (f64, f64) = (0.01, 0.012);
/// Glass that melts back into a ball, mm.
const MELTED_MM: f64 = 0.3;
/// Change of the arc's heat by a hPa of air pressure and by a degree.
const PER_HPA: f64 = 0.002;
const PER_DEGREE: f64 = 0.003;

/// The air of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Air {
    /// Pressure, hPa, 988 to 1038.
    pub hpa: f64,
    /// Temperature, °C, 6 to 34.
    pub celsius: f64,
}

impl Air {
    /// The air of a seed's day. A stream of its own: the bench's luck is drawn as without it.
    pub(super) fn of_day(seed: u64) -> Air {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(2);
        let (a, b) = (normal(&mut rng), normal(&mut rng));
        Air { hpa: 1013.0 + (9.0 * a).clamp(-25.0, 25.0), celsius: 20.0 + (6.0 * b).clamp(-14.0, 14.0) }
    }

    /// What it adds to the arc's heat, -0.1 to 0.1: alone it never asks for a check.
    pub fn heat(&self) -> f64 {
        PER_HPA * (self.hpa - 1013.0) + PER_DEGREE * (self.celsius - 20.0)
    }
}

impl Bench {
    /// Pressure and temperature of the day.
    pub fn air(&self) -> Air {
        self.air
    }

    /// Wear of the electrodes, 0 new to 1 due for exchange and no further.
    pub fn electrode_wear(&self) -> f64 {
        (f64::from(self.state.splicer.arcs_done) / f64::from(ELECTRODE_LIFE)).min(1.0)
    }

    /// Error of the arc's power without the electrodes' wear, about -1 to 1.
    pub(super) fn arc_error(&self) -> f64 {
        self.job.splicer.arc_drift + self.air.heat() + self.state.splicer.correction
    }

    /// Error of the arc's heat with the electrodes as they are.
    fn heat_error(&self) -> f64 {
        self.arc_error() - WEAR_HEAT * self.electrode_wear()
    }

    /// Whether the splicer asks for an arc check, from its barometer, its thermometer and its counters: past this error
    /// splices suffer.
    pub fn arc_check_due(&self) -> bool {
        self.heat_error().abs() > HEAT_TOLERANCE
    }

    /// The arc burns on two ends apart from each other, and how far they melt back tells its heat.
    pub(super) fn check_arc(&mut self) {
        self.state.splicer.phase = Phase::Idle;
        let Some(faces) = self.faces() else { return };
        let steep = faces[0].angle_deg.max(faces[1].angle_deg);
        let measured = self.heat_error() + self.normal() * (CHECK_SIGMA.0 + CHECK_SIGMA.1 * steep);
        let step = (CORRECTS * measured).clamp(-MOST_AT_ONCE, MOST_AT_ONCE);
        let splicer = &mut self.state.splicer;
        splicer.correction -= step;
        splicer.arcs_done += 1;
        splicer.checked = Some(Checked { measured, at_arc: splicer.arcs_done });
        let arcs_done = splicer.arcs_done;
        for side in crate::catalogue::vocabulary::Side::BOTH {
            if let Some(end) = self.state.end_mut(side) {
                end.face = None;
                end.bare_mm = (end.bare_mm - MELTED_MM).max(0.0);
            }
        }
        let left = self.heat_error();
        self.say(self.tick, Fact::ArcChecked { measured, left, arcs_done });
    }
}

#[cfg(test)]
#[path = "upkeep_tests.rs"]
mod tests;
