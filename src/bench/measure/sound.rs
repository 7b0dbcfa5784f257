//! Whether a sound measurement stands behind an answer on the record, by the facts so far.

use crate::bench::{Bench, Fact};
use crate::plant::Fault;
use crate::plant::strand::spots;
use crate::scenario::schema::Ask;

use super::sheet::Flaw;

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

/// What an answer needs of the traces of a fibre.
#[derive(Clone, Copy)]
struct Need {
    /// At this wavelength alone.
    nm: Option<u32>,
    /// So many wavelengths.
    wavelengths: usize,
    /// So many directions.
    directions: usize,
    /// What they must tell apart.
    close: Close,
}

impl Need {
    /// One trace that can be read.
    const ANY: Need = Need { nm: None, wavelengths: 1, directions: 1, close: Close::Nothing };
}

impl Bench {
    /// Why an answer would stand on nothing sound, from what was measured so far.
    pub(super) fn flaw(&self, ask: Ask, strand: Option<u8>) -> Option<Flaw> {
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
            Ask::Length | Ask::FaultDistance => self.traced(about, Need::ANY),
            Ask::Events => self.traced(about, Need { close: Close::Ends, ..Need::ANY }),
            // Two wavelengths tell a bend from a splice; a fibre that ends needs but one.
            Ask::FaultKind => {
                let broken = measure.strands.get(usize::from(about)).and_then(|strand| strand.fault);
                let ends = broken.is_some_and(|fault| matches!(fault.fault, Fault::Break { .. }));
                self.traced(about, Need { wavelengths: if ends { 1 } else { 2 }, ..Need::ANY })
            }
            Ask::FaultLoss => self.traced(about, Need { nm: Some(1550), close: Close::Events, ..Need::ANY }),
            Ask::Splice1310 => {
                self.traced(about, Need { nm: Some(1310), directions: 2, close: Close::Events, ..Need::ANY })
            }
            Ask::FaultyFibre => everywhere(&|i| {
                self.traced(i, Need::ANY).and_then(|_| self.metered(i, 0, false)).map(|_| Flaw::FibresMissing)
            }),
            Ask::Loss1310 => self.lost(about, 1310),
            Ask::Loss1550 => self.lost(about, 1550),
            Ask::Level1490 => self.metered(about, 1490, false),
            Ask::FarPort => match self.lit(about) || self.metered(about, 0, false).is_none() {
                true => None,
                false => Some(Flaw::NotMeasured),
            },
            Ask::Accepted => {
                let one = |i: u8| {
                    if measure.live_dbm.is_some() {
                        return self.metered(i, 1490, false);
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
        let metered = self.metered(strand, nm, true)?;
        let mut why = metered;
        for fact in self.acquired(strand) {
            let Fact::OtdrAcquired { wavelength_nm, before_m, after_m, .. } = fact else { continue };
            if *wavelength_nm as u32 != nm {
                continue;
            }
            match readable(fact).or((before_m.min(*after_m) < LAUNCH_M).then_some(Flaw::NoLaunchCord)) {
                Some(flaw) => why = flaw,
                None => return None,
            }
        }
        Some(why)
    }

    fn acquired(&self, strand: u8) -> impl Iterator<Item = &Fact> {
        self.facts
            .iter()
            .map(|stamped| &stamped.fact)
            .filter(move |fact| matches!(fact, Fact::OtdrAcquired { strand: Some(through), .. } if *through == strand))
    }

    /// Why the traces of a fibre do not carry an answer that needs this.
    fn traced(&self, strand: u8, need: Need) -> Option<Flaw> {
        let mut bands: Vec<u32> = Vec::new();
        let mut ways = [false; 2];
        let mut worst = Some(Flaw::NotMeasured);
        for fact in self.acquired(strand) {
            let Fact::OtdrAcquired { wavelength_nm, reverse, before_m, pulse_ns, .. } = fact else { continue };
            if need.nm.is_some_and(|nm| *wavelength_nm as u32 != nm) {
                continue;
            }
            // The first connector hides what follows it closely, and a long pulse what stands close together.
            let flaw = readable(fact)
                .or((need.close == Close::Ends && *before_m < LAUNCH_M).then_some(Flaw::NoLaunchCord))
                .or((need.close != Close::Nothing && self.hides(strand, *pulse_ns)).then_some(Flaw::LongPulse));
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
        let ways = ways.iter().filter(|way| **way).count();
        worst
            .or((bands.len() < need.wavelengths).then_some(Flaw::OneWavelength))
            .or((ways < need.directions).then_some(Flaw::OneDirection))
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

    /// Why the meter's readings of a fibre do not carry an answer; any wavelength where `nm` is 0. A loss (`referred`)
    /// is read in dB against a reference: a power in dBm is none.
    fn metered(&self, strand: u8, nm: u32, referred: bool) -> Option<Flaw> {
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
            } else if reference_error_db.map_or(referred, |error| error.abs() > REFERENCE_DB) {
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
