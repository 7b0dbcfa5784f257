//! How good a measurement is: what its settings hide and how far its trace stands over the noise.

use crate::optics::FibreType;

use super::acquire::Trace;
use super::decibel;
use super::echoes::{Echo, Echoes, Span};
use super::events::EventTable;
use super::receiver::{Receiver, power};
use super::response::Response;
use super::settings::Settings;

/// Lengths that a reflection hides, displayed m from its beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeadZones {
    /// Until the trace is 1.5 dB under the peak: the next reflection can be told apart.
    pub event_m: f64,
    /// Until the trace is within 0.5 dB of the line: the next loss can be measured.
    pub attenuation_m: f64,
}

/// Facts on a measurement for marker and teacher.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Level at the end of the fibre over the noise, dB on the trace; negative where it is lost before.
    pub snr_at_end_db: f64,
    /// Dead zones of the settings at a reflection of −45 dB.
    pub event_dead_zone_m: f64,
    pub attenuation_dead_zone_m: f64,
    /// Range over displayed length; between 1.2 and 3 is good practice, under 1 light folds over. Infinite at no length.
    pub range_ratio: f64,
    /// Points of the trace.
    pub points: usize,
}

/// Dead zones of settings at a reflection of `reflectance_db` on ordinary fibre (Telcordia GR-196 definitions: 1.5 dB
/// below the peak, 0.5 dB over the line).
pub fn dead_zones_m(settings: &Settings, receiver: &Receiver, reflectance_db: f64) -> DeadZones {
    /// Where the reflection stands, ns: behind all that the launch does.
    const AT_NS: f64 = 1e6;
    const STEPS: usize = 40_000;
    let settings = settings.clamped();
    let receiver = Receiver { launch_db: 0.0, ..*receiver };
    let fibre = FibreType::G652D.optics();
    let scatter = power(fibre.backscatter_db(settings.wavelength.nm()));
    let span = Span { start_ns: 0.0, end_ns: 1e7, scatter, decay: 1e-9 };
    let echo = Echo { at_ns: AT_NS, power: power(reflectance_db.min(0.0)) };
    let response = Response::new(&Echoes { spans: vec![span], echoes: vec![echo] }, &receiver, settings.pulse_ns);
    let step_ns = (settings.pulse_ns / 400.0).max(receiver.rise_ns(settings.pulse_ns) / 40.0);
    let mut seen = vec![0.0; STEPS];
    response.add(AT_NS, step_ns, &mut seen);
    let line = decibel::level(scatter * settings.pulse_ns);
    let limit = receiver.saturation(settings.pulse_ns);
    let levels: Vec<f64> = seen.iter().map(|&p| decibel::level(p.clamp(1e-30, limit))).collect();
    // The end of the highest stretch: a peak at the receiver's limit is flat.
    let (mut top, mut peak) = (f64::MIN, 0);
    for (i, &level) in levels.iter().enumerate() {
        if level >= top - 1e-9 {
            (top, peak) = (level.max(top), i);
        }
    }
    let step_m = step_ns * settings.metres_per_ns();
    // A peak that hardly stands out is over half way down.
    let drop = 1.5_f64.min(0.5 * (top - line));
    let event = levels[peak..].iter().position(|&level| level < top - drop).map_or(0, |i| peak + i);
    let attenuation = levels.iter().rposition(|&level| level > line + 0.5).map_or(0, |i| i + 1);
    DeadZones { event_m: event.max(1) as f64 * step_m, attenuation_m: attenuation as f64 * step_m }
}

/// Facts on a trace and its table; `receiver` is the instrument that it was taken with.
pub fn quality(trace: &Trace, table: &EventTable, receiver: &Receiver) -> Quality {
    let zones = dead_zones_m(&trace.settings, receiver, -45.0);
    let before = table.length_m - trace.pulse_m().max(10.0 * trace.spacing_m);
    let near = trace.point_at(before).zip(trace.point_at(table.length_m));
    let mean = near.and_then(|(from, to)| {
        let levels = trace.level_db.get(from..to).filter(|levels| !levels.is_empty())?;
        Some(levels.iter().map(|&l| decibel::power(f64::from(l))).sum::<f64>() / levels.len() as f64)
    });
    let level = mean.map_or(trace.noise_floor_db, |p| decibel::level(p.max(1e-30)));
    let range = trace.settings.range_m;
    Quality {
        snr_at_end_db: level - trace.noise_floor_db,
        event_dead_zone_m: zones.event_m,
        attenuation_dead_zone_m: zones.attenuation_m,
        range_ratio: if table.length_m > 0.0 { range / table.length_m } else { f64::INFINITY },
        points: trace.level_db.len(),
    }
}
