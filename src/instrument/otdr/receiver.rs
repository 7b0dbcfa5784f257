//! The instrument itself: launch, port, bandwidth, tail after strong reflections, repetition and noise.

use crate::optics::{FibreType, Wavelength};

use super::settings::Settings;

/// Pulse, averaging time and range at which [`Receiver::dynamic_range_db`] holds.
const REFERENCE: Settings = Settings {
    wavelength: Wavelength::Nm1550,
    pulse_ns: 20_000.0,
    range_m: 80_000.0,
    averaging_s: 180.0,
    index: 1.4682,
};

/// Backscatter of 1 ns that the gain is laid out for, dB.
const GAIN_BACKSCATTER_DB: f64 = -80.0;

/// Instrument constants. The default is a typical portable instrument [trade knowledge].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Receiver {
    /// Launched power against nominal, dB; an aged laser is negative.
    pub launch_db: f64,
    /// Reflectance of the instrument's own port, dB (negative).
    pub port_reflectance_db: f64,
    /// Rise time constant as a share of the pulse: gain and bandwidth are chosen per pulse.
    pub rise_share: f64,
    /// Least rise time constant, ns.
    pub rise_least_ns: f64,
    /// Share of the signal that comes through the slow tail, dB of power.
    pub tail_db: f64,
    /// Time constant of the slow tail over that of the rise.
    pub tail_ratio: f64,
    /// Tail that a peak over saturation leaves, dB of what is over.
    pub overload_db: f64,
    /// Time constant of that tail over that of the rise.
    pub overload_ratio: f64,
    /// Height over the start of an ordinary fibre's backscatter at which the receiver saturates, dB on the trace.
    pub headroom_db: f64,
    /// Start of backscatter over noise at signal to noise 1: 1550 nm, 20 µs, 3 min, 80 km, G.652.D; dB on the trace.
    pub dynamic_range_db: f64,
    /// Most pulses per second.
    pub rate_hz: f64,
    /// Most of the time that the laser may be on, a share.
    pub duty: f64,
}

impl Default for Receiver {
    fn default() -> Self {
        Self {
            launch_db: 0.0,
            port_reflectance_db: -45.0,
            rise_share: 0.1,
            rise_least_ns: 2.0,
            tail_db: -30.0,
            tail_ratio: 8.0,
            overload_db: -30.0,
            overload_ratio: 20.0,
            headroom_db: 18.0,
            dynamic_range_db: 37.0,
            rate_hz: 20_000.0,
            duty: 0.02,
        }
    }
}

impl Receiver {
    /// Launched power over nominal, a ratio.
    pub fn launch(&self) -> f64 {
        power(self.launch_db.clamp(-40.0, 20.0))
    }

    /// Rise time constant with a pulse, ns.
    pub fn rise_ns(&self, pulse_ns: f64) -> f64 {
        (self.rise_share * pulse_ns).max(self.rise_least_ns).clamp(0.1, 10_000.0)
    }

    /// Time between pulses, ns: the range there and back with a margin, and what laser and electronics allow.
    pub fn period_ns(&self, settings: &Settings) -> f64 {
        let trip = settings.range_m / settings.metres_per_ns();
        let least = 1e9 / self.rate_hz.clamp(1.0, 1e6);
        (1.02 * trip + 2.0 * settings.pulse_ns + 5_000.0).max(least).max(settings.pulse_ns / self.duty.clamp(1e-4, 1.0))
    }

    /// Pulses averaged, at least 1.
    pub fn averages(&self, settings: &Settings) -> u32 {
        (settings.averaging_s * 1e9 / self.period_ns(settings)).clamp(1.0, 4e9) as u32
    }

    /// Standard deviation of a point's noise as a share of the nominal launched power: falls with the square root of
    /// averages, grows with that of bandwidth.
    pub fn noise(&self, settings: &Settings) -> f64 {
        let backscatter = FibreType::G652D.optics().backscatter_db(REFERENCE.wavelength.nm());
        let start_db = backscatter + 10.0 * libm::log10(REFERENCE.pulse_ns);
        let reference = power(start_db - 2.0 * self.dynamic_range_db.clamp(0.0, 60.0));
        let band = self.rise_ns(REFERENCE.pulse_ns) / self.rise_ns(settings.pulse_ns);
        let shots = f64::from(self.averages(&REFERENCE)) / f64::from(self.averages(settings));
        reference * libm::sqrt(band * shots)
    }

    /// Power at which the receiver saturates with a pulse, a share of the nominal launched power.
    pub fn saturation(&self, pulse_ns: f64) -> f64 {
        power(GAIN_BACKSCATTER_DB + 10.0 * libm::log10(pulse_ns) + 2.0 * self.headroom_db.clamp(0.0, 60.0))
    }
}

/// Power ratio of decibels; NaN counts as 0 dB.
pub(super) fn power(db: f64) -> f64 {
    if db.is_nan() { 1.0 } else { libm::pow(10.0, db / 10.0) }
}
