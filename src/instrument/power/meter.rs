//! A power meter: physical power through its calibration, and what it shows of it against a stored reference.

use serde::{Deserialize, Serialize};

use super::source::{Light, Modulation};
use super::within;

/// Power of the detector's own noise, dBm; less can't be read.
pub const FLOOR_DBM: f64 = -70.0;
/// Power from which an ordinary meter overloads, dBm.
pub const OVERLOAD_DBM: f64 = 10.0;
/// How far a tone must stand above the floor to be recognised, dB (model).
const TONE_MARGIN_DB: f64 = 15.0;
/// Most references that a meter stores, one a wavelength.
const MAX_REFERENCES: usize = 12;
/// Most ids of mated connections that a reference remembers.
const MAX_CORDS: usize = 16;
/// Response of an InGaAs detector, nm and A/W: a model after makers' curves, cut off beyond 1650 nm.
const RESPONSE: [(f64, f64); 10] = [
    (600.0, 0.06),
    (650.0, 0.08),
    (850.0, 0.22),
    (980.0, 0.65),
    (1270.0, 0.88),
    (1310.0, 0.91),
    (1490.0, 0.98),
    (1550.0, 1.00),
    (1625.0, 0.96),
    (1650.0, 0.82),
];

/// What a meter's figures are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Absolute power.
    Dbm,
    /// Loss against the reference: a loss is negative, as meters show it.
    Db,
    /// Absolute power in microwatts.
    Microwatt,
}

/// A stored power.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What the meter read then, dBm.
    pub dbm: f64,
    /// Its setting then, nm.
    pub wavelength_nm: f64,
    /// When, in ticks of the journal.
    pub tick: u64,
    /// Which matings the light went through: ids that the plant gives, a new one for each mating.
    pub matings: Vec<u32>,
}

impl Reference {
    /// Whether a mating of the reference has since been opened: `mated` is what is mated now.
    pub fn is_stale(&self, mated: &[u32]) -> bool {
        self.matings.iter().any(|id| !mated.contains(id))
    }
}

/// A power meter.
#[derive(Debug, Clone, PartialEq)]
pub struct Meter {
    /// Wavelength that it is set to, nm.
    pub wavelength_nm: f64,
    /// Unit of the display.
    pub unit: Unit,
    references: Vec<Reference>,
}

/// What a display shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// A figure: dBm and dB to 0.01, µW to four digits.
    Value(f64),
    /// Too little light: "Lo".
    Low,
    /// Too much: "OL" or "Hi".
    Overload,
    /// dB without a reference at this wavelength: dashes.
    NoReference,
}

/// A look at the display.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The figure or what stands in its place.
    pub shown: Shown,
    /// Its unit.
    pub unit: Unit,
    /// Tone that the meter recognises, Hz.
    pub tone_hz: Option<u32>,
}

impl Default for Meter {
    fn default() -> Self {
        Self::new(1550.0, Unit::Dbm)
    }
}

impl Meter {
    /// A meter without references.
    pub const fn new(wavelength_nm: f64, unit: Unit) -> Self {
        Self { wavelength_nm, unit, references: Vec::new() }
    }

    /// The reference for the wavelength that is set, if one was ever taken.
    pub fn reference(&self) -> Option<&Reference> {
        self.references.iter().find(|reference| reference.wavelength_nm.total_cmp(&self.wavelength_nm).is_eq())
    }

    /// Stores what is read now as the reference for the wavelength that is set. False when there is nothing to read.
    pub fn take_reference(&mut self, lights: &[Light], tick: u64, matings: &[u32]) -> bool {
        let Ok(dbm) = self.dbm(lights) else { return false };
        let wavelength_nm = self.wavelength_nm;
        self.references.retain(|reference| reference.wavelength_nm.total_cmp(&wavelength_nm).is_ne());
        if self.references.len() >= MAX_REFERENCES {
            self.references.remove(0);
        }
        let matings = matings.iter().copied().take(MAX_CORDS).collect();
        self.references.push(Reference { dbm: hundredths(dbm), wavelength_nm, tick, matings });
        true
    }

    /// What it shows of the light at its port. All wavelengths add up, as a meter without filters sees them.
    ///
    /// A reading in dB is physical power less the stored number, nothing else: a cord that was moved, or a connector
    /// that was cleaned since, shifts it by itself.
    pub fn reading(&self, lights: &[Light]) -> Reading {
        let reading = |shown| Reading { shown, unit: self.unit, tone_hz: self.tone(lights) };
        let dbm = match self.dbm(lights) {
            Ok(dbm) => dbm,
            Err(shown) => return reading(shown),
        };
        reading(match self.unit {
            Unit::Dbm => Shown::Value(hundredths(dbm)),
            Unit::Microwatt => Shown::Value(four_digits(libm::pow(10.0, dbm / 10.0) * 1e3)),
            Unit::Db => match self.reference() {
                Some(reference) => Shown::Value(hundredths(dbm - reference.dbm)),
                None => Shown::NoReference,
            },
        })
    }

    /// Power as the meter measures it, dBm.
    fn dbm(&self, lights: &[Light]) -> Result<f64, Shown> {
        let measured = |light: &Light| {
            let error = calibration_error_db(self.wavelength_nm, light.wavelength_nm);
            libm::pow(10.0, (within(light.dbm, -300.0, 60.0) + error) / 10.0)
        };
        let dbm = 10.0 * libm::log10(lights.iter().map(measured).sum::<f64>().max(1e-30));
        if dbm > OVERLOAD_DBM {
            Err(Shown::Overload)
        } else if dbm < FLOOR_DBM {
            Err(Shown::Low)
        } else {
            // Near the floor the detector's noise adds to what is read.
            Ok(10.0 * libm::log10(libm::pow(10.0, dbm / 10.0) + libm::pow(10.0, (FLOOR_DBM - 10.0) / 10.0)))
        }
    }

    /// The tone of the strongest light, if it alone stands out.
    fn tone(&self, lights: &[Light]) -> Option<u32> {
        let strongest = lights.iter().max_by(|a, b| a.dbm.total_cmp(&b.dbm))?;
        let drowned = lights.iter().filter(|light| light.dbm > strongest.dbm - 10.0).count() > 1;
        let heard = strongest.modulation != Modulation::Cw && strongest.dbm > FLOOR_DBM + TONE_MARGIN_DB;
        (heard && !drowned).then(|| strongest.modulation.hz()).flatten()
    }
}

/// What a meter reads too much (or, negative, too little), dB, when it is set to one wavelength and lit by another.
///
/// Ratio of the detector's response at the two (model): 1310 for light of 1550 reads 0.41 dB too much.
pub fn calibration_error_db(set_nm: f64, light_nm: f64) -> f64 {
    10.0 * libm::log10(response(light_nm) / response(set_nm))
}

/// A/W at a wavelength in nm, linear between the table's points.
fn response(nm: f64) -> f64 {
    let nm = within(nm, RESPONSE[0].0, RESPONSE[RESPONSE.len() - 1].0);
    let upper = RESPONSE.iter().position(|point| point.0 >= nm).unwrap_or(RESPONSE.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (RESPONSE[upper - 1], RESPONSE[upper]);
    y0 + (y1 - y0) * (nm - x0) / (x1 - x0)
}

fn hundredths(value: f64) -> f64 {
    libm::round(value * 100.0) / 100.0 + 0.0
}

fn four_digits(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let scale = libm::pow(10.0, 3.0 - libm::floor(libm::log10(value)));
    libm::round(value * scale) / scale
}
