//! Measures of how instruments were set: over the last trace or reading of each fibre, wavelength and direction.

use std::collections::BTreeMap;

use crate::bench::facts::{Fact, Stamped};
use crate::scenario::Job;
use crate::scenario::schema::Measure;

use super::measures::Measured;

/// A range is right from this many times the length to that many.
const RANGE_FITS: (f64, f64) = (1.1, 4.0);

/// The value of a measure of settings; `None` where nothing was measured on the network.
pub(super) fn measure(job: &Job, measure: Measure, facts: &[Stamped]) -> Option<Measured> {
    match measure {
        Measure::PulseLongest => worst(facts, true, |fact| match fact {
            Fact::OtdrAcquired { pulse_ns, .. } => Some(*pulse_ns),
            _ => None,
        }),
        Measure::AveragingShortest => worst(facts, false, |fact| match fact {
            Fact::OtdrAcquired { averaging_s, .. } => Some(*averaging_s),
            _ => None,
        }),
        Measure::RangeMisfit => worst(facts, true, |fact| match fact {
            Fact::OtdrAcquired { range_m, length_m, .. } => {
                let times = range_m / length_m.max(1.0);
                Some((RANGE_FITS.0 / times).max(times / RANGE_FITS.1).max(1.0) - 1.0)
            }
            _ => None,
        }),
        Measure::IndexError => worst(facts, true, |fact| match fact {
            Fact::OtdrAcquired { index_error, .. } => Some(*index_error),
            _ => None,
        }),
        Measure::LaunchCord => worst(facts, false, |fact| match fact {
            Fact::OtdrAcquired { before_m, .. } => Some(*before_m),
            _ => None,
        }),
        Measure::SignalAtEnd => worst(facts, false, |fact| match fact {
            Fact::OtdrAcquired { signal_at_end_db, .. } => Some(*signal_at_end_db),
            _ => None,
        }),
        Measure::Wavelengths => kinds(job, facts, |fact| match fact {
            Fact::OtdrAcquired { wavelength_nm, .. } => Some(*wavelength_nm as u32),
            Fact::PowerRead { wavelength_nm, .. } => Some(*wavelength_nm as u32),
            _ => None,
        }),
        Measure::Directions => kinds(job, facts, |fact| match fact {
            Fact::OtdrAcquired { reverse, .. } => Some(u32::from(*reverse)),
            _ => None,
        }),
        Measure::ReferenceError => readings(facts, |fact| match fact {
            Fact::PowerRead { reference_error_db: Some(error), .. } => Some(error.abs()),
            _ => None,
        }),
        Measure::MeterError => readings(facts, |fact| match fact {
            Fact::PowerRead { meter_error_db, .. } => Some(meter_error_db.abs()),
            _ => None,
        }),
        _ => None,
    }
}

/// The fibre that a fact measures.
fn strand(fact: &Fact) -> Option<u8> {
    match fact {
        Fact::OtdrAcquired { strand, .. } | Fact::PowerRead { strand, .. } => *strand,
        _ => None,
    }
}

/// The last trace of each fibre, wavelength and direction.
fn traces(facts: &[Stamped]) -> impl Iterator<Item = usize> {
    let mut last = BTreeMap::new();
    for (i, stamped) in facts.iter().enumerate() {
        if let Fact::OtdrAcquired { strand: Some(strand), wavelength_nm, reverse, .. } = stamped.fact {
            last.insert((strand, wavelength_nm as u32, reverse), i);
        }
    }
    last.into_values()
}

fn worst(facts: &[Stamped], high: bool, value: impl Fn(&Fact) -> Option<f64>) -> Option<Measured> {
    let values = traces(facts).filter_map(|fact| Some(Measured { value: value(&facts[fact].fact)?, fact }));
    values.reduce(
        |worst, next| if (next.value > worst.value) == high && next.value != worst.value { next } else { worst },
    )
}

/// The worst of the last readings of each fibre and wavelength.
fn readings(facts: &[Stamped], value: impl Fn(&Fact) -> Option<f64>) -> Option<Measured> {
    let mut last = BTreeMap::new();
    for (i, stamped) in facts.iter().enumerate() {
        if let Fact::PowerRead { strand: Some(strand), wavelength_nm, .. } = stamped.fact {
            last.insert((strand, wavelength_nm as u32), i);
        }
    }
    let values = last.into_values().filter_map(|fact| Some(Measured { value: value(&facts[fact].fact)?, fact }));
    values.reduce(|worst, next| if next.value > worst.value { next } else { worst })
}

/// How many different values every measured fibre has at least.
fn kinds(job: &Job, facts: &[Stamped], value: impl Fn(&Fact) -> Option<u32>) -> Option<Measured> {
    let mut found: BTreeMap<u8, (Vec<u32>, usize)> = BTreeMap::new();
    for (i, stamped) in facts.iter().enumerate() {
        if let (Some(strand), Some(value)) = (strand(&stamped.fact), value(&stamped.fact))
            && usize::from(strand) < job.strands.len()
        {
            let (values, last) = found.entry(strand).or_default();
            *last = i;
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    let least = found.into_values().min_by_key(|(values, _)| values.len())?;
    Some(Measured { value: least.0.len() as f64, fact: least.1 })
}
