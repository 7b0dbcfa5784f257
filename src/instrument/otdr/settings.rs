//! What a person sets on the instrument before a measurement, and the menus a field instrument offers.

use crate::optics::Wavelength;

use super::LIGHT_M_PER_NS;

/// Pulse lengths on the menu, ns.
pub const PULSES_NS: [f64; 15] =
    [3.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0, 200.0, 275.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0];

/// Ranges on the menu, km.
pub const RANGES_KM: [f64; 10] = [0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 120.0, 160.0];

/// Averaging times on the menu, s.
pub const TIMES_S: [f64; 5] = [5.0, 15.0, 30.0, 60.0, 180.0];

/// Most points of a trace.
pub const MOST_POINTS: usize = 64_000;

/// Spacings the instrument can sample at, m; from 0.3125 on a range of 20 km, 40 km… fills [`MOST_POINTS`].
pub const SPACINGS_M: [f64; 9] = [0.05, 0.078_125, 0.156_25, 0.312_5, 0.625, 1.25, 2.5, 5.0, 8.0];

/// Settings of one acquisition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Wavelength of the laser. The line is taken as given at its own wavelength: hand over the one of this wavelength.
    pub wavelength: Wavelength,
    /// Pulse length, ns.
    pub pulse_ns: f64,
    /// Range that the screen covers, displayed m.
    pub range_m: f64,
    /// Averaging time, s.
    pub averaging_s: f64,
    /// Group index that turns time into distance.
    pub index: f64,
}

impl Settings {
    /// The same with every value within what the instrument can do: pulse 1–50,000 ns, range 100 m–400 km, time
    /// 0.1 s–1 h, index 1–2. NaN becomes the least value, an impossible index 1.468.
    pub fn clamped(&self) -> Self {
        Self {
            wavelength: self.wavelength,
            pulse_ns: within(self.pulse_ns, 1.0, 50_000.0),
            range_m: within(self.range_m, 100.0, 400_000.0),
            averaging_s: within(self.averaging_s, 0.1, 3_600.0),
            index: if (1.0..=2.0).contains(&self.index) { self.index } else { 1.468 },
        }
    }

    /// Displayed metres that one ns of round trip covers: c/(2n).
    pub fn metres_per_ns(&self) -> f64 {
        LIGHT_M_PER_NS / (2.0 * self.index)
    }

    /// Length of the pulse on the trace, displayed m (0.102 m per ns).
    pub fn pulse_m(&self) -> f64 {
        self.pulse_ns * self.metres_per_ns()
    }

    /// Metres between points: an eighth of the pulse at most, as few points as that needs, 0.05–8 m, and never more
    /// than [`MOST_POINTS`].
    pub fn spacing_m(&self) -> f64 {
        let wanted = self.pulse_m() / 8.0;
        let least = self.range_m / MOST_POINTS as f64;
        let fine = SPACINGS_M.iter().rev().find(|&&m| m <= wanted).unwrap_or(&SPACINGS_M[0]);
        let enough = SPACINGS_M.iter().find(|&&m| m >= least * (1.0 - 1e-9)).unwrap_or(&SPACINGS_M[8]);
        fine.max(*enough)
    }

    /// Points of the trace.
    pub fn points(&self) -> usize {
        ((self.range_m / self.spacing_m()) as usize).min(MOST_POINTS)
    }
}

/// `value` held between `low` and `high`; NaN is `low`.
pub(super) const fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.max(low).min(high) }
}
