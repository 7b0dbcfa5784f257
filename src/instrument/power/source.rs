//! A handheld light source: one wavelength at a time, steady or with a tone, drifting while it warms up.

use serde::{Deserialize, Serialize};

use super::within;

/// How far above its settled power a cold source starts, dB (model of handheld laser sources).
const DRIFT_DB: f64 = 0.2;
/// Time in which the drift falls to a third, s (model: makers ask for 5–15 minutes of warm-up).
const WARM_UP_S: f64 = 180.0;
/// Mean power that an even on-off tone costs, dB.
const CHOPPED_DB: f64 = 3.010_299_956_639_812;

/// What a source lays over its light so that a meter can tell fibres apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modulation {
    /// Steady light.
    Cw,
    /// On and off 270 times a second.
    Hz270,
    /// 1,000 times.
    Hz1000,
    /// 2,000 times.
    Hz2000,
}

impl Modulation {
    /// Frequency of the tone, Hz.
    pub const fn hz(self) -> Option<u32> {
        match self {
            Self::Cw => None,
            Self::Hz270 => Some(270),
            Self::Hz1000 => Some(1000),
            Self::Hz2000 => Some(2000),
        }
    }
}

/// A light source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// Wavelength, nm.
    pub wavelength_nm: f64,
    /// Whether it is switched on.
    pub on: bool,
    /// Settled power in the fibre, dBm; −5 is typical.
    pub dbm: f64,
    /// The tone.
    pub modulation: Modulation,
}

/// Light of one wavelength at some place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Light {
    /// Wavelength, nm.
    pub wavelength_nm: f64,
    /// Mean power, dBm.
    pub dbm: f64,
    /// Its tone.
    pub modulation: Modulation,
}

impl Source {
    /// A source of −5 dBm, switched on, without a tone.
    pub const fn typical(wavelength_nm: f64) -> Self {
        Self { wavelength_nm, on: true, dbm: -5.0, modulation: Modulation::Cw }
    }

    /// What it launches when it has been on for so many seconds; `None` while it is off.
    pub fn light(&self, on_for_s: f64) -> Option<Light> {
        let drift = DRIFT_DB * libm::exp(-within(on_for_s, 0.0, 1e6) / WARM_UP_S);
        let chopped = if self.modulation == Modulation::Cw { 0.0 } else { CHOPPED_DB };
        self.on.then_some(Light {
            wavelength_nm: self.wavelength_nm,
            dbm: self.dbm + drift - chopped,
            modulation: self.modulation,
        })
    }
}

impl Light {
    /// The same light after a loss, dB.
    #[must_use]
    pub fn after(mut self, loss_db: f64) -> Self {
        self.dbm -= loss_db;
        self
    }
}
