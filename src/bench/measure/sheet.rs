//! The record sheet: what is asked, what is true, and whether a sound measurement stands behind an answer.

use serde::{Deserialize, Serialize};

use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{Device, Tick};
use crate::instrument::endface::{Ferrule, Fit, mate};
use crate::optics::Wavelength;
use crate::plant::strand::{Handmade, spots};
use crate::plant::{Fault, Path, Piece, What, band};
use crate::scenario::schema::{Ask, Limits, Line, Measuring};

use super::Measure;
use super::keys::SIGN;

/// Largest error of the group index that leaves distances right, two parts in a thousand.
pub const INDEX_ERROR: f64 = 0.003;
/// Signal over noise at the end of the fibre from which a trace can be read, dB.
pub const SIGNAL_DB: f64 = 1.0;
/// Cord ahead of the network that shows its first connector: longer than the dead zone behind the port, m.
pub const LAUNCH_M: f64 = 50.0;
/// Error of a reference that leaves a reading sound, dB.
pub const REFERENCE_DB: f64 = 0.25;
/// The same for a meter that stands at another wavelength, dB.
pub const METER_DB: f64 = 0.5;
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

/// What a trace must tell apart for an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    /// Nothing that stands close together.
    Nothing,
    /// Events of the fibre.
    Events,
    /// Its first connector, too.
    Ends,
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
        if measure.sheet.written[at] == Some(value) {
            return;
        }
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

    /// Why an answer would stand on nothing sound, from what was measured so far.
    fn flaw(&self, ask: Ask, strand: Option<u8>) -> Option<Flaw> {
        let measure = self.measure.as_ref()?;
        let everywhere = |sound: &dyn Fn(u8) -> Option<Flaw>| (0..measure.strands.len() as u8).find_map(sound);
        let faulty = measure.strands.iter().position(|strand| strand.fault.is_some()).unwrap_or(0) as u8;
        let about = strand.unwrap_or(faulty);
        if measure.sheet.told(ask, strand).is_some() {
            // Nothing is to be measured, but somebody must have looked: a marker stands on the trace.
            let marked = self.facts.iter().any(|stamped| matches!(stamped.fact, Fact::MarkerPlaced { .. }));
            return (!marked).then_some(Flaw::NotMeasured);
        }
        match ask {
            Ask::Length | Ask::FaultDistance => self.traced(about, 1, 1, Close::Nothing),
            Ask::Events => self.traced(about, 1, 1, Close::Ends),
            // Two wavelengths tell a bend from a splice; a fibre that ends needs but one.
            Ask::FaultKind => {
                let broken = measure.strands.get(usize::from(about)).and_then(|strand| strand.fault);
                let ends = broken.is_some_and(|fault| matches!(fault.fault, Fault::Break { .. }));
                self.traced(about, if ends { 1 } else { 2 }, 1, Close::Nothing)
            }
            Ask::FaultLoss => self.traced(about, 1, 1, Close::Events),
            Ask::Splice1310 => self.traced(about, 1, 2, Close::Events),
            Ask::FaultyFibre => everywhere(&|i| {
                self.traced(i, 1, 1, Close::Nothing).and_then(|_| self.metered(i, 0)).map(|_| Flaw::FibresMissing)
            }),
            Ask::Loss1310 => self.lost(about, 1310),
            Ask::Loss1550 => self.lost(about, 1550),
            Ask::Level1490 => self.metered(about, 1490),
            Ask::FarPort => match self.lit(about) || self.metered(about, 0).is_none() {
                true => None,
                false => Some(Flaw::NotMeasured),
            },
            Ask::Accepted => {
                let one = |i: u8| {
                    if measure.live_dbm.is_some() {
                        return self.metered(i, 1490);
                    }
                    self.lost(i, 1310).or_else(|| self.lost(i, 1550))
                };
                match strand {
                    Some(i) => one(i),
                    None => everywhere(&one),
                }
            }
        }
    }

    /// A loss is known from a reference and a meter, or from a trace with cords at both ends.
    fn lost(&self, strand: u8, nm: u32) -> Option<Flaw> {
        let metered = self.metered(strand, nm)?;
        let traced = self.acquired(strand).any(|fact| match fact {
            Fact::OtdrAcquired { wavelength_nm, before_m, after_m, .. } => {
                *wavelength_nm as u32 == nm && *before_m >= LAUNCH_M && *after_m >= LAUNCH_M && readable(fact).is_none()
            }
            _ => false,
        });
        (!traced).then_some(metered)
    }

    fn acquired(&self, strand: u8) -> impl Iterator<Item = &Fact> {
        self.facts
            .iter()
            .map(|stamped| &stamped.fact)
            .filter(move |fact| matches!(fact, Fact::OtdrAcquired { strand: Some(through), .. } if *through == strand))
    }

    /// Why the traces of a fibre do not carry an answer that needs so many wavelengths and directions.
    fn traced(&self, strand: u8, wavelengths: usize, directions: usize, close: Close) -> Option<Flaw> {
        let mut bands: Vec<u32> = Vec::new();
        let mut ways = [false; 2];
        let mut worst = Some(Flaw::NotMeasured);
        for fact in self.acquired(strand) {
            let Fact::OtdrAcquired { wavelength_nm, reverse, before_m, pulse_ns, .. } = fact else { continue };
            // The first connector hides what follows it closely, and a long pulse what stands close together.
            let flaw = readable(fact)
                .or((close == Close::Ends && *before_m < LAUNCH_M).then_some(Flaw::NoLaunchCord))
                .or((close != Close::Nothing && self.hides(strand, *pulse_ns)).then_some(Flaw::LongPulse));
            match flaw {
                Some(flaw) => worst = worst.and(Some(flaw)),
                None => {
                    worst = None;
                    let nm = *wavelength_nm as u32;
                    if !bands.contains(&nm) {
                        bands.push(nm);
                    }
                    ways[usize::from(*reverse)] = true;
                }
            }
        }
        worst.or((bands.len() < wavelengths).then_some(Flaw::OneWavelength)).or((ways
            .iter()
            .filter(|way| **way)
            .count()
            < directions)
            .then_some(Flaw::OneDirection))
    }

    /// Whether a pulse covers two events of a fibre at once.
    fn hides(&self, strand: u8, pulse_ns: f64) -> bool {
        let Some(strand) = self.measure.as_ref().and_then(|measure| measure.strands.get(usize::from(strand))) else {
            return false;
        };
        // Two-way in glass: 0.102 m for each ns.
        let pulse_m = 0.102 * pulse_ns;
        let mut before = 0.0;
        let mut hidden = false;
        for at in spots(&strand.pieces).map(|(at, _)| at).chain([strand.length_m()]) {
            hidden |= at - before < pulse_m && at > before;
            before = at;
        }
        hidden
    }

    fn lit(&self, strand: u8) -> bool {
        self.facts
            .iter()
            .any(|stamped| matches!(stamped.fact, Fact::LocatorLit { strand: Some(through), .. } if through == strand))
    }

    /// Why the meter's readings of a fibre do not carry an answer; any wavelength where `nm` is 0.
    fn metered(&self, strand: u8, nm: u32) -> Option<Flaw> {
        let mut worst = Some(Flaw::NotMeasured);
        for stamped in &self.facts {
            let Fact::PowerRead { strand: Some(through), wavelength_nm, reference_error_db, meter_error_db, .. } =
                stamped.fact
            else {
                continue;
            };
            if through != strand || (nm != 0 && wavelength_nm as u32 != nm) {
                continue;
            }
            worst = worst.and(if meter_error_db.abs() > METER_DB {
                Some(Flaw::MeterWavelength)
            } else if reference_error_db.is_some_and(|error| error.abs() > REFERENCE_DB) {
                Some(Flaw::Reference)
            } else {
                None
            });
        }
        worst
    }
}

/// Why one trace cannot be read.
fn readable(fact: &Fact) -> Option<Flaw> {
    let Fact::OtdrAcquired { index_error, signal_at_end_db, range_m, length_m, .. } = fact else {
        return Some(Flaw::NotMeasured);
    };
    if range_m < length_m {
        Some(Flaw::ShortRange)
    } else if *index_error > INDEX_ERROR {
        Some(Flaw::WrongIndex)
    } else if *signal_at_end_db < SIGNAL_DB {
        Some(Flaw::Noise)
    } else {
        None
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
