//! Light source, power meter and fault locator on the bench.

use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::Tick;
use crate::instrument::power::{Light, Meter, Modulation, Reading, Shown, Source, Unit, calibration_error_db};
use crate::optics::Wavelength;
use crate::plant::strand::Handmade;

use super::keys::{LocatorKey, MeterKey, SourceKey};
use super::ports::{self, Socket};
use super::{Measure, seconds};

/// Wavelengths of the meter's menu.
pub const METER_BANDS: [Wavelength; 4] =
    [Wavelength::Nm1310, Wavelength::Nm1490, Wavelength::Nm1550, Wavelength::Nm1625];
/// Wavelengths of the source.
pub const SOURCE_BANDS: [Wavelength; 2] = [Wavelength::Nm1310, Wavelength::Nm1550];

/// The light source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SourceState {
    /// It is on.
    pub on: bool,
    /// Place in the menu of wavelengths.
    pub band: usize,
    /// When it was switched on.
    pub since: Tick,
}

/// The power meter.
#[derive(Clone, Debug)]
pub struct MeterState {
    /// The instrument.
    pub meter: Meter,
    /// Place in the menu of wavelengths.
    pub band: usize,
    /// The reading that was kept last.
    pub held: Option<Reading>,
}

impl Default for MeterState {
    fn default() -> MeterState {
        // As the last user left it: for another wavelength than most jobs want.
        let band = 3;
        MeterState { meter: Meter::new(METER_BANDS[band].nm(), Unit::Dbm), band, held: None }
    }
}

/// The visual fault locator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocatorState {
    /// It shines.
    pub on: bool,
    /// It blinks.
    pub blinks: bool,
}

impl Measure {
    /// What shines into the meter now, and the wavelength that a person would want to read.
    pub fn light_at_meter(&self, handmade: Handmade, now: Tick) -> Vec<Light> {
        let walk = self.walk(ports::METER, handmade);
        match walk.reaches.and_then(Socket::of) {
            Some(Socket::Device(crate::catalogue::vocabulary::Device::Source)) => {
                let wavelength = SOURCE_BANDS[self.source.band.min(1)];
                self.source_light(now).map(|light| light.after(walk.path.loss_db(wavelength))).into_iter().collect()
            }
            Some(Socket::Near(_)) => {
                let lost = walk.path.loss_db(Wavelength::Nm1490);
                let sent = self.live_dbm.map(|dbm| Light {
                    wavelength_nm: Wavelength::Nm1490.nm(),
                    dbm,
                    modulation: Modulation::Cw,
                });
                sent.map(|light| light.after(lost)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn source_light(&self, now: Tick) -> Option<Light> {
        let wavelength_nm = SOURCE_BANDS[self.source.band.min(1)].nm();
        let source = Source { on: self.source.on, ..Source::typical(wavelength_nm) };
        source.light(seconds(self.source.since, now))
    }

    /// What the meter shows now.
    pub fn reading(&self, handmade: Handmade, now: Tick) -> Reading {
        self.meter.meter.reading(&self.light_at_meter(handmade, now))
    }

    /// By how much the stored reference is off what the first cord alone would give now, dB.
    fn reference_error_db(&self, now: Tick) -> Option<f64> {
        let reference = self.meter.meter.reference()?;
        let light = self.source_light(now)?;
        let wavelength = SOURCE_BANDS[self.source.band.min(1)];
        let plug = self.plug_in(ports::SOURCE)?;
        let cord = self.cords.get(usize::from(plug / 2))?;
        let fit = self.fits[usize::from(plug)];
        let [a, b] = [ports::port_face(ports::SOURCE), ports::plug_face(plug)];
        let met = crate::instrument::endface::mate(&self.faces[a], &self.faces[b], wavelength, fit).loss_db;
        let glass = crate::optics::FibreType::G652D.optics().attenuation_db_per_km(wavelength.nm());
        let straight = light.dbm - met - glass * cord.length_m / 1_000.0;
        let error = calibration_error_db(self.meter.meter.wavelength_nm, light.wavelength_nm);
        Some(reference.dbm - (straight + error))
    }
}

impl Bench {
    pub(super) fn meter_key(&mut self, code: i16, value: i32, from: Tick) {
        let (tick, handmade) = (self.tick, self.handmade());
        let Some(measure) = &mut self.measure else { return };
        let lights = measure.light_at_meter(handmade, tick);
        match MeterKey::of(code) {
            Some(MeterKey::Wavelength) => {
                let band = usize::try_from(value).unwrap_or(0).min(METER_BANDS.len() - 1);
                measure.meter.band = band;
                measure.meter.meter.wavelength_nm = METER_BANDS[band].nm();
            }
            Some(MeterKey::Unit) => {
                let meter = &mut measure.meter.meter;
                meter.unit = match meter.unit {
                    Unit::Dbm => Unit::Db,
                    Unit::Db | Unit::Microwatt => Unit::Dbm,
                };
            }
            Some(MeterKey::Reference) => {
                let cords = measure.walk(ports::METER, handmade).cords;
                if !measure.meter.meter.take_reference(&lights, u64::from(tick), &[]) {
                    return;
                }
                let dbm = measure.meter.meter.reference().map_or(0.0, |reference| reference.dbm);
                let wavelength_nm = measure.meter.meter.wavelength_nm;
                let error_db = measure.reference_error_db(tick).unwrap_or(0.0);
                self.say(from, Fact::ReferenceTaken { dbm, wavelength_nm, cords, error_db });
            }
            Some(MeterKey::Hold) => {
                let reading = measure.meter.meter.reading(&lights);
                measure.meter.held = Some(reading);
                let Shown::Value(shown) = reading.shown else { return };
                let walk = measure.walk(ports::METER, handmade);
                let Some(light) = lights.first() else { return };
                // A loss over a link without a fresh reference of its own is only a number.
                let reference_error_db = match reading.unit {
                    Unit::Db => Some(measure.reference_error_db(tick).unwrap_or(f64::MAX)),
                    Unit::Dbm | Unit::Microwatt => None,
                };
                let meter_error_db = calibration_error_db(measure.meter.meter.wavelength_nm, light.wavelength_nm);
                let fact = Fact::PowerRead {
                    strand: walk.strand,
                    wavelength_nm: light.wavelength_nm,
                    shown,
                    reference_error_db,
                    meter_error_db,
                };
                self.say(from, fact);
            }
            None => {}
        }
    }

    pub(super) fn source_key(&mut self, code: i16, value: i32) {
        let tick = self.tick;
        let Some(measure) = &mut self.measure else { return };
        match SourceKey::of(code) {
            Some(SourceKey::Power) => {
                measure.source.on ^= true;
                measure.source.since = tick;
            }
            Some(SourceKey::Wavelength) => {
                measure.source.band = usize::try_from(value).unwrap_or(0).min(SOURCE_BANDS.len() - 1);
            }
            None => {}
        }
    }

    pub(super) fn locator_key(&mut self, code: i16, from: Tick) {
        let handmade = self.handmade();
        let Some(measure) = &mut self.measure else { return };
        if LocatorKey::of(code).is_none() {
            return;
        }
        let locator = &mut measure.locator;
        (locator.on, locator.blinks) = match (locator.on, locator.blinks) {
            (false, _) => (true, false),
            (true, false) => (true, true),
            (true, true) => (false, false),
        };
        if measure.locator.on && !measure.locator.blinks {
            let walk = measure.walk(ports::LOCATOR, handmade);
            // Where the far port stays open, red light comes out of it.
            let reaches = walk.reaches.or_else(|| {
                let strand = measure.strands.get(usize::from(walk.strand?))?;
                let whole = walk.path.pieces.iter().rev().skip(1).all(|piece| match piece {
                    crate::plant::Piece::Point(spot) => spot.loss_db[0].is_finite(),
                    crate::plant::Piece::Fibre { .. } => true,
                });
                strand.far.filter(|_| whole && !walk.reverse).map(|far| ports::FAR + far)
            });
            self.say(from, Fact::LocatorLit { strand: walk.strand, reaches });
        }
    }
}
