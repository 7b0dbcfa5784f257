//! The record sheet: what is asked, what is true, and whether a sound measurement stands behind an answer.

use serde::{Deserialize, Serialize};

use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{Device, Tick};
use crate::instrument::endface::{Ferrule, Fit, mate};
use crate::optics::Wavelength;
use crate::plant::strand::{Handmade, spots};
use crate::plant::{Path, Piece, What, band};
use crate::scenario::schema::{Ask, Limits, Line, Measuring};

use super::Measure;
use super::keys::SIGN;

/// Nearer to a limit than this, either verdict can be defended, dB: two connectors that pass inspection may differ by it.
const BORDER_DB: f64 = 0.5;
/// The same for a single joint, dB.
const JOINT_BORDER_DB: f64 = 0.08;
/// Loss from which something along a fibre is an event, dB.
const EVENT_DB: f64 = 0.05;

/// The record sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Lines with the fibre that each is about, from 0.
    pub lines: Vec<(Line, Option<u8>)>,
    /// What is written, in hundredths.
    pub written: Vec<Option<i32>>,
    /// It is signed.
    pub signed: bool,
    /// Limits of the acceptance.
    pub limits: Limits,
    /// Answers that the author of a given trace wrote.
    pub told: Vec<(Ask, f64)>,
}

/// Why no sound measurement stands behind an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// Nothing was measured that could tell.
    NotMeasured,
    /// Distances were counted with another index.
    WrongIndex,
    /// The trace is lost in noise before the end.
    Noise,
    /// The range ends before the fibre.
    ShortRange,
    /// The pulse hides what stands close together.
    LongPulse,
    /// No cord stands between the instrument and the network.
    NoLaunchCord,
    /// One wavelength cannot tell a bend from a splice.
    OneWavelength,
    /// One direction cannot tell a gainer from a good splice.
    OneDirection,
    /// The power was read without a reference, or with a stale one.
    Reference,
    /// The meter stood at another wavelength.
    MeterWavelength,
    /// Not every fibre was measured.
    FibresMissing,
}

impl Flaw {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Flaw::NotMeasured => "not-measured",
            Flaw::WrongIndex => "wrong-index",
            Flaw::Noise => "noise",
            Flaw::ShortRange => "short-range",
            Flaw::LongPulse => "long-pulse",
            Flaw::NoLaunchCord => "no-launch-cord",
            Flaw::OneWavelength => "one-wavelength",
            Flaw::OneDirection => "one-direction",
            Flaw::Reference => "reference",
            Flaw::MeterWavelength => "meter-wavelength",
            Flaw::FibresMissing => "fibres-missing",
        }
    }
}

impl Sheet {
    pub(super) fn new(measuring: &Measuring) -> Sheet {
        let mut lines = Vec::new();
        // Fibre by fibre, as one works.
        let strands = measuring.network.strands;
        for strand in 0..strands {
            lines.extend(measuring.record.iter().filter(|line| line.each).map(|line| (*line, Some(strand))));
        }
        lines.extend(measuring.record.iter().filter(|line| !line.each).map(|line| (*line, None)));
        let told = measuring.given.iter().flat_map(|given| given.answers.iter().copied()).collect();
        Sheet { written: vec![None; lines.len()], lines, signed: false, limits: measuring.limits, told }
    }

    /// The author's answer to a line that is about a given trace.
    pub fn told(&self, ask: Ask, strand: Option<u8>) -> Option<f64> {
        let found = self.told.iter().find(|(answered, _)| *answered == ask);
        found.filter(|_| strand.is_none()).map(|(_, value)| *value)
    }
}

impl Bench {
    pub(super) fn write(&mut self, code: i16, value: i32, from: Tick) {
        let handmade = self.handmade();
        let Some(measure) = &mut self.measure else { return };
        if measure.sheet.signed {
            return;
        }
        if code == SIGN {
            measure.sheet.signed = true;
            let filled = measure.sheet.written.iter().flatten().count() as u32;
            let of = measure.sheet.lines.len() as u32;
            self.say(from, Fact::RecordSigned { filled, of });
            return;
        }
        let Some(at) = usize::try_from(code).ok().filter(|at| *at < measure.sheet.lines.len()) else { return };
        measure.sheet.written[at] = Some(value);
        let (line, strand) = measure.sheet.lines[at];
        let value = f64::from(value) / 100.0;
        let truth = measure.truth(line.ask, strand, handmade);
        let told = measure.sheet.told(line.ask, strand).is_some();
        let borderline = line.ask == Ask::Accepted && !told && measure.is_borderline(strand, handmade);
        let flaw = self.flaw(line.ask, strand);
        let error = match truth {
            // So near a limit that no instrument could tell: either verdict can be defended.
            Some(_) if borderline => 0.0,
            Some(truth) => (value - truth).abs(),
            None => f64::MAX,
        };
        self.say(from, Fact::RecordWritten { line: at as u8, ask: line.ask, strand, value, error, flaw });
    }
}

impl Measure {
    /// The true answer; `None` where there is none.
    pub fn truth(&self, ask: Ask, strand: Option<u8>, handmade: Handmade) -> Option<f64> {
        if let Some(told) = self.sheet.told(ask, strand) {
            return Some(told);
        }
        let faulty = self.strands.iter().position(|strand| strand.fault.is_some());
        let about = strand.map(usize::from).or(faulty).unwrap_or(0);
        let fibre = self.strands.get(about)?;
        let fault = fibre.fault;
        match ask {
            Ask::Length => Some(fibre.length_m()),
            Ask::FaultDistance => fault.map(|fault| fault.at_m),
            Ask::FaultKind => fault.map(|fault| fault.fault.number() as f64),
            Ask::FaultLoss => fault.map(|fault| fault.loss_db[band(Wavelength::Nm1550)]).filter(|db| db.is_finite()),
            Ask::FaultyFibre => faulty.map(|i| i as f64 + 1.0),
            Ask::Loss1310 => self.link_db(about, Wavelength::Nm1310, handmade, 2).filter(|db| db.is_finite()),
            Ask::Loss1550 => self.link_db(about, Wavelength::Nm1550, handmade, 2).filter(|db| db.is_finite()),
            Ask::Level1490 => Some(self.live_dbm? - self.link_db(about, Wavelength::Nm1490, handmade, 1)?),
            Ask::Splice1310 => {
                let pieces = fibre.with(handmade);
                let (_, spot) = spots(&pieces).find(|(_, spot)| spot.what == What::Splice)?;
                Some(spot.loss_db[band(Wavelength::Nm1310)])
            }
            Ask::Events => {
                let pieces = fibre.with(handmade);
                let seen = spots(&pieces).filter(|(_, spot)| spot.loss_db[band(Wavelength::Nm1550)] >= EVENT_DB);
                Some(seen.count() as f64)
            }
            Ask::FarPort => Some(fibre.far.map_or(0.0, |far| f64::from(far) + 1.0)),
            Ask::Accepted => Some(f64::from(u8::from(match strand {
                Some(i) => self.accepts(usize::from(i), handmade),
                None => (0..self.strands.len()).all(|i| self.accepts(i, handmade)),
            }))),
        }
    }

    /// Loss of a fibre with so many clean connections at its ends, dB.
    pub fn link_db(&self, strand: usize, wavelength: Wavelength, handmade: Handmade, ends: u32) -> Option<f64> {
        let fibre = self.strands.get(strand)?;
        let path = Path { pieces: fibre.with(handmade) };
        // A pair as it should be: what the hand's own dirt adds is not the link's.
        let clean = Ferrule::perfect(Default::default());
        let fit = Fit { offset_um: MEAN_OFFSET_UM, finish_01: 0.5 };
        Some(path.loss_db(wavelength) + f64::from(ends) * mate(&clean, &clean, wavelength, fit).loss_db)
    }

    /// Whether what decides is nearer to its limit than an instrument can tell.
    fn is_borderline(&self, strand: Option<u8>, handmade: Handmade) -> bool {
        let limits = &self.sheet.limits;
        let within = |value: f64, limit: f64, border: f64| (value - limit).abs() < border;
        let near = |value: f64, limit: f64| within(value, limit, BORDER_DB);
        let one = |i: usize| {
            let Some(fibre) = self.strands.get(i) else { return false };
            let pieces = fibre.with(handmade);
            let link = |wavelength, ends| self.link_db(i, wavelength, handmade, ends).unwrap_or(f64::INFINITY);
            let joints = spots(&pieces).any(|(_, spot)| {
                matches!(spot.what, What::Splice | What::Bend)
                    && within(spot.loss_db[band(Wavelength::Nm1550)], limits.splice_db, JOINT_BORDER_DB)
            });
            match self.live_dbm {
                Some(live) => {
                    let level = live - link(Wavelength::Nm1490, 1);
                    near(level, limits.level_dbm.0) || near(level, limits.level_dbm.1)
                }
                None => {
                    let links = [Wavelength::Nm1310, Wavelength::Nm1550].map(|wavelength| link(wavelength, 2));
                    links.iter().any(|db| near(*db, limits.link_db)) || (self.has(Device::Otdr) && joints)
                }
            }
        };
        match strand {
            Some(i) => one(usize::from(i)),
            None => (0..self.strands.len()).any(one),
        }
    }

    /// Whether a fibre is within the limits.
    pub fn accepts(&self, strand: usize, handmade: Handmade) -> bool {
        let limits = &self.sheet.limits;
        let Some(fibre) = self.strands.get(strand) else { return false };
        if fibre.far != Some(strand as u8) {
            return false;
        }
        if let Some(live) = self.live_dbm {
            let level = self.link_db(strand, Wavelength::Nm1490, handmade, 1).map_or(f64::NEG_INFINITY, |db| live - db);
            return (limits.level_dbm.0..=limits.level_dbm.1).contains(&level);
        }
        let links = [Wavelength::Nm1310, Wavelength::Nm1550];
        let linked = links
            .iter()
            .all(|wavelength| self.link_db(strand, *wavelength, handmade, 2).is_some_and(|db| db <= limits.link_db));
        let pieces = fibre.with(handmade);
        // Source and meter see the whole alone; joints are a reflectometer's business.
        let jointed = !self.has(Device::Otdr)
            || pieces.iter().all(|piece| match piece {
                Piece::Point(spot) if matches!(spot.what, What::Splice | What::Bend) => {
                    spot.loss_db[band(Wavelength::Nm1550)] <= limits.splice_db
                }
                _ => true,
            });
        linked && jointed
    }
}

/// Offset of the cores of a mean pair, µm (0.12 dB at 1310 nm).
const MEAN_OFFSET_UM: f64 = 0.76;
