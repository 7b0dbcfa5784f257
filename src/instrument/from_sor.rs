//! From a SOR file of any instrument to a trace that the event table and the markers work on.

use thiserror::Error;

use super::otdr::{Receiver, Settings, Thresholds, Trace};
use super::sor::File;
use crate::optics::{FibreType, Wavelength};

/// Maker's name in files that Épissure wrote: their levels stand on the trace's own scale.
pub const OWN_MAKER: &str = "Epissure";
/// Level under which 98 % of a normal noise lies, over its standard deviation, dB on the trace (5·log10 2.326).
pub const FLOOR_OVER_SIGMA_DB: f64 = 1.833;
/// Fewest points of a trace.
pub const LEAST_POINTS: usize = 64;
/// Most points that are taken.
pub const MOST_POINTS: usize = 512 * 1024;
/// How far a laser may be from a wavelength that is known, nm.
const NEAR_NM: f64 = 80.0;
/// Longest way to a point that is taken, m.
const MOST_M: f64 = 1_000_000.0;
/// Spread of neighbouring levels, dB, from which the end of a trace is noise and no fibre.
const NOISY_DB: f64 = 0.6;

/// Why a SOR file is no trace.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum NotATrace {
    /// It says nothing of how it was taken.
    #[error("the file says nothing of how the trace was taken (no FxdParams)")]
    NoSettings,
    /// It has no points.
    #[error("the file holds no trace points")]
    NoPoints,
    /// It has too few points to say anything.
    #[error("the file holds {0} points; a trace has {LEAST_POINTS} at least")]
    TooFew(usize),
    /// It has more points than any instrument takes.
    #[error("the file holds {0} points; at most {MOST_POINTS} are taken")]
    TooMany(usize),
    /// Points of several pulse widths.
    #[error("the trace was taken with {0} pulse widths; one can be read")]
    SeveralPulses(usize),
    /// A pulse of no length, or points at no distance from each other.
    #[error("{0} makes no sense")]
    Senseless(&'static str),
    /// A laser of another fibre world.
    #[error("{0} nm is not a wavelength of single-mode fibre that is known here")]
    Wavelength(u32),
    /// Every point is alike.
    #[error("all points have the same level")]
    Flat,
}

/// The trace in a file: settings as the file tells them, the wavelength as the nearest one known, distances from the
/// front panel.
///
/// Levels of other instruments count from a reference of their own; they are shifted so that backscatter begins where
/// an ordinary fibre's would, so that traces lie over each other. What the file does not tell is read from the points.
///
/// # Errors
/// [`NotATrace`] with the reason.
pub fn from_sor(file: &File) -> Result<Trace, NotATrace> {
    let fixed = file.fixed.as_ref().ok_or(NotATrace::NoSettings)?;
    let count = file.data.as_ref().map_or(0, |data| data.len());
    match count {
        0 => return Err(NotATrace::NoPoints),
        _ if count < LEAST_POINTS => return Err(NotATrace::TooFew(count)),
        _ if count > MOST_POINTS => return Err(NotATrace::TooMany(count)),
        _ => {}
    }
    let pulses = fixed.pulses.iter().filter(|pulse| pulse.points > 0).count();
    if pulses > 1 {
        return Err(NotATrace::SeveralPulses(pulses));
    }
    let which = fixed.pulses.iter().position(|pulse| pulse.points > 0).unwrap_or(0);
    let pulse_ns = fixed.pulses.get(which).map_or(0.0, |pulse| f64::from(pulse.width_ns));
    if !(1.0..=50_000.0).contains(&pulse_ns) {
        return Err(NotATrace::Senseless("the pulse width"));
    }
    let spacing_m = spacing_m(file, which, count);
    if !(1e-3..=1e3).contains(&spacing_m) || spacing_m * count as f64 > MOST_M {
        return Err(NotATrace::Senseless("the distance between points"));
    }
    let index = file.group_index();
    if !(1.3..=1.7).contains(&index) {
        return Err(NotATrace::Senseless("the group index"));
    }
    let mut level_db = file.trace_db();
    if level_db.iter().all(|level| *level == level_db[0]) {
        return Err(NotATrace::Flat);
    }
    from_the_panel(&mut level_db, file.distance_m(fixed.acquisition_offset), spacing_m);
    if level_db.len() < LEAST_POINTS {
        return Err(NotATrace::TooFew(level_db.len()));
    }
    let settings = Settings {
        wavelength: wavelength(file)?,
        pulse_ns,
        range_m: level_db.len() as f64 * spacing_m,
        averaging_s: fixed.averaging_s(),
        index,
    };
    let own = is_own(file);
    let shift_db = if own { 0.0 } else { start_db(&settings) - begins_db(&level_db, &settings, spacing_m) };
    level_db.iter_mut().for_each(|level| *level += shift_db as f32);
    let (noise_floor_db, saturation_db) = if own {
        let saturation = Receiver::default().saturation(pulse_ns);
        (fixed.noise_floor_db() - FLOOR_OVER_SIGMA_DB, 5.0 * libm::log10(saturation))
    } else {
        (noise_floor_db(&level_db, fixed.noise_floor_db() + shift_db), plateau_db(&level_db))
    };
    Ok(Trace { settings, spacing_m, level_db, noise_floor_db, saturation_db, averages: fixed.averages })
}

/// Whether Épissure wrote the file.
pub fn is_own(file: &File) -> bool {
    file.supplier.as_ref().is_some_and(|supplier| supplier.maker.bytes() == OWN_MAKER.as_bytes())
}

/// From what on something in a file's trace is an event: what its instrument was set to, but no loss under 0.1 dB,
/// which the ripple of a real receiver reaches.
pub fn thresholds(file: &File) -> Thresholds {
    let usual = Thresholds { loss_db: 0.1, reflectance_db: -65.0, end_db: 4.0 };
    let Some(fixed) = &file.fixed else { return usual };
    if is_own(file) {
        let told = fixed.reflectance_threshold_db();
        return Thresholds {
            loss_db: fixed.loss_threshold_db(),
            // The field ends at 65.535 dB, the bench's threshold is beyond.
            reflectance_db: if fixed.reflectance_threshold == u16::MAX { -66.0 } else { told },
            end_db: fixed.end_threshold_db(),
        };
    }
    let told = |value: f64, low: f64, high: f64, usual: f64| if value == 0.0 { usual } else { value.clamp(low, high) };
    Thresholds {
        loss_db: told(fixed.loss_threshold_db(), 0.1, 1.0, usual.loss_db),
        reflectance_db: told(fixed.reflectance_threshold_db(), -70.0, -30.0, usual.reflectance_db),
        end_db: told(fixed.end_threshold_db(), 2.0, 10.0, usual.end_db),
    }
}

/// Metres between points. The range over its points tells it finer than its own field, where both agree.
fn spacing_m(file: &File, which: usize, count: usize) -> f64 {
    let told = file.spacing_m(which);
    let Some(fixed) = &file.fixed else { return told };
    let by_range = file.distance_m(fixed.range) / count as f64;
    let unit = file.distance_m(1) * 1e-4;
    if (told - by_range).abs() <= unit { by_range } else { told }
}

/// Makes the first point that of the front panel: points before it go, a gap is filled with the first level.
fn from_the_panel(level_db: &mut Vec<f32>, offset_m: f64, spacing_m: f64) {
    let points = (offset_m.abs() / spacing_m).round() as usize;
    if offset_m < 0.0 {
        level_db.drain(..points.min(level_db.len()));
    } else if points > 0 && points <= level_db.len() {
        let first = level_db[0];
        level_db.splice(0..0, std::iter::repeat_n(first, points));
    }
}

/// The nearest wavelength that is known. Some makers write nm where the field has tenths.
fn wavelength(file: &File) -> Result<Wavelength, NotATrace> {
    let told = file.fixed.as_ref().map_or(0.0, |fixed| fixed.wavelength_nm());
    let nominal = file.general.as_ref().map_or(0.0, |general| f64::from(general.wavelength_nm));
    let sensible = |nm: &f64| (600.0..=2_000.0).contains(nm);
    let nm = [told, told * 10.0, nominal].into_iter().find(sensible).unwrap_or(told);
    let away = |wavelength: &Wavelength| (wavelength.nm() - nm).abs();
    let nearest = Wavelength::ALL.into_iter().min_by(|a, b| away(a).total_cmp(&away(b)));
    nearest.filter(|nearest| away(nearest) <= NEAR_NM).ok_or(NotATrace::Wavelength(nm as u32))
}

/// Level of an ordinary fibre's backscatter at the port, dB.
fn start_db(settings: &Settings) -> f64 {
    let backscatter = FibreType::G652D.optics().backscatter_db(settings.wavelength.nm());
    (backscatter + 10.0 * libm::log10(settings.pulse_ns)) / 2.0
}

/// Level at which the file's backscatter begins, behind the dead zone of the port.
fn begins_db(level_db: &[f32], settings: &Settings, spacing_m: f64) -> f64 {
    let points = |m: f64| (m / spacing_m) as usize;
    let from = points((5.0 * settings.pulse_m()).max(30.0)).min(level_db.len() / 4);
    let to = (from + points((5.0 * settings.pulse_m()).max(100.0)).max(8)).min(level_db.len());
    quantile(&level_db[from..to], 0.5)
}

/// Level of the noise's standard deviation, from the last tenth of the points; where fibre reaches up to there, from
/// what the file says or from under the lowest level.
fn noise_floor_db(level_db: &[f32], told_db: f64) -> f64 {
    let tail = &level_db[level_db.len() - (level_db.len() / 10).max(32).min(level_db.len())..];
    let mut steps: Vec<f32> = tail.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    steps.sort_by(f32::total_cmp);
    let jumps = f64::from(steps[steps.len() / 2]) > 0.02;
    let sigma = quantile(tail, 0.841);
    if jumps && sigma - quantile(tail, 0.1) > NOISY_DB {
        return sigma;
    }
    let lowest = level_db.iter().fold(f32::MAX, |a, &b| a.min(b));
    let under = f64::from(lowest) - 3.0;
    if told_db < f64::from(lowest) && told_db > under - 30.0 { told_db } else { under }
}

/// Level at which the receiver saturates: that of a flat top, else a little over the highest level.
fn plateau_db(level_db: &[f32]) -> f64 {
    let top = level_db.iter().fold(f32::MIN, |a, &b| a.max(b));
    let flat = level_db.windows(3).any(|three| three.iter().all(|level| *level == top));
    f64::from(top) + if flat { 0.0 } else { 1.0 }
}

/// The level under which a share of the levels lies.
fn quantile(level_db: &[f32], share: f64) -> f64 {
    let mut sorted: Vec<f32> = level_db.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = (share * sorted.len() as f64) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).map_or(0.0, |level| f64::from(*level))
}

#[cfg(test)]
mod tests {
    use super::super::otdr::events;
    use super::super::sor::sample::sample;
    use super::super::sor::{Fixed, Pulse};
    use super::*;

    #[test]
    fn the_events_of_a_made_up_file_are_found_again() {
        let trace = from_sor(&sample()).expect("a trace");
        assert!((trace.spacing_m - 1.0).abs() < 1e-4);
        let table = events(&trace, &Thresholds::default());
        for wanted in [2_000.0, 5_000.0, 8_000.0] {
            let found = table.near(wanted, 6.0);
            assert!(found.is_some(), "{wanted} m: {table:?}");
        }
    }

    #[test]
    fn what_cannot_be_a_trace_is_refused_with_a_reason() {
        let with = |change: fn(&mut File)| {
            let mut file = sample();
            change(&mut file);
            from_sor(&file).expect_err("no trace")
        };
        assert_eq!(with(|f| f.fixed = None), NotATrace::NoSettings);
        assert_eq!(with(|f| f.data = None), NotATrace::NoPoints);
        let mut short = sample();
        short.data.iter_mut().flat_map(|data| &mut data.runs).for_each(|run| run.values.truncate(10));
        assert_eq!(from_sor(&short), Err(NotATrace::TooFew(10)));
        let mut flat = sample();
        flat.data.iter_mut().flat_map(|data| &mut data.runs).for_each(|run| run.values.fill(7));
        assert_eq!(from_sor(&flat), Err(NotATrace::Flat));
        let set = |change: fn(&mut Fixed)| {
            let mut file = sample();
            file.fixed.iter_mut().for_each(change);
            from_sor(&file).expect_err("no trace")
        };
        assert_eq!(set(|fixed| fixed.wavelength_tenths = 8_500), NotATrace::Wavelength(850));
        assert!(matches!(set(|fixed| fixed.pulses[0].spacing = u32::MAX), NotATrace::Senseless(_)));
        let more = set(|fixed| fixed.pulses.push(Pulse { width_ns: 5, spacing: 1, points: 9 }));
        assert_eq!(more, NotATrace::SeveralPulses(2));
    }

    #[test]
    fn nm_in_the_field_of_tenths_and_points_before_the_panel_are_understood() {
        let mut file = sample();
        let points = file.trace_db().len();
        file.fixed.iter_mut().for_each(|fixed| {
            fixed.wavelength_tenths = 1_550;
            fixed.acquisition_offset = -490;
        });
        let trace = from_sor(&file).expect("a trace");
        assert_eq!(trace.settings.wavelength, Wavelength::Nm1550);
        assert_eq!(trace.level_db.len(), points - 10);
    }
}
