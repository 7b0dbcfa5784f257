//! One acquisition: the received power of a line under noise, as levels on the screen.

use crate::plant::Line;

use super::decibel;
use super::echoes::echoes;
use super::noise::Noise;
use super::receiver::Receiver;
use super::response::Response;
use super::settings::Settings;

/// Earlier pulses whose late light is followed when the range is set shorter than the line.
const LATE_PULSES: usize = 8;
/// Lowest level that is drawn, under the noise at signal to noise 1, dB on the trace (an amplitude of σ/40).
const UNDER_NOISE_DB: f64 = 8.0;

/// What the instrument shows, and what it knows of its own state.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Settings as used: held to what the instrument can do.
    pub settings: Settings,
    /// Displayed metres per point, by the set index: true × true index / set index. The first point is the port.
    pub spacing_m: f64,
    /// 5·log10 of received over nominal launched power, dB: 0 at the top, falling.
    pub level_db: Vec<f32>,
    /// Level of the noise's standard deviation (signal to noise 1), as the instrument finds it before the pulse.
    pub noise_floor_db: f64,
    /// Level at which the receiver saturates.
    pub saturation_db: f64,
    /// Pulses averaged.
    pub averages: u32,
}

impl Trace {
    /// Displayed distance of a point, m.
    pub fn distance_m(&self, point: usize) -> f64 {
        point as f64 * self.spacing_m
    }

    /// Displayed distance of the last point, m; 0 without points.
    pub fn length_m(&self) -> f64 {
        self.distance_m(self.level_db.len().saturating_sub(1))
    }

    /// The point nearest to a displayed distance, held to the trace; `None` without points or for NaN.
    pub fn point_at(&self, distance_m: f64) -> Option<usize> {
        let last = self.level_db.len().checked_sub(1)?;
        if distance_m.is_nan() || self.spacing_m.is_nan() || self.spacing_m <= 0.0 {
            return None;
        }
        Some(((distance_m / self.spacing_m + 0.5).max(0.0) as usize).min(last))
    }

    /// Length of the pulse on the trace, displayed m.
    pub fn pulse_m(&self) -> f64 {
        self.settings.pulse_m()
    }

    /// Hash of every bit of the levels, for golden tests.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for level in &self.level_db {
            hasher.update(&level.to_bits().to_le_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Measures a line. `seed` gives the noise; two wavelengths of one seed have noise of their own.
///
/// An absurd setting is held to what the instrument can do ([`Settings::clamped`]); an empty line gives the port's
/// reflection and noise. Light that comes back after the next pulse is drawn where that one's light is, as on a real
/// instrument whose range is set too short.
pub fn acquire(line: &Line, settings: &Settings, receiver: &Receiver, seed: u64) -> Trace {
    let settings = settings.clamped();
    let mut power = received(line, &settings, receiver);
    let sigma = receiver.noise(&settings);
    let saturation = receiver.saturation(settings.pulse_ns);
    let noise_floor_db = decibel::level(sigma);
    let saturation_db = decibel::level(saturation);
    let least = decibel::power(noise_floor_db - UNDER_NOISE_DB);

    // Noise passes the same pole as the signal: neighbouring points share some of it.
    let step_ns = settings.spacing_m() / settings.metres_per_ns();
    let kept = libm::exp(-step_ns / receiver.rise_ns(settings.pulse_ns));
    let fresh = libm::sqrt(1.0 - kept * kept);
    let mut noise = Noise::new(seed, settings.wavelength.nm() as u64);
    let mut draws = [0.0; 1_024];
    noise.fill(&mut draws[..1]);
    let mut last = sigma * draws[0];
    let mut level_db = Vec::with_capacity(power.len());
    for block in power.chunks_mut(draws.len()) {
        let draws = &mut draws[..block.len()];
        noise.fill(draws);
        for draw in draws.iter_mut() {
            last = kept * last + fresh * sigma * *draw;
            *draw = last;
        }
        for (value, draw) in block.iter_mut().zip(draws.iter()) {
            *value = (value.min(saturation) + draw).max(least).min(saturation);
        }
        level_db.extend(block.iter().map(|&value| decibel::level(value) as f32));
    }
    Trace {
        settings,
        spacing_m: settings.spacing_m(),
        level_db,
        noise_floor_db,
        saturation_db,
        averages: receiver.averages(&settings),
    }
}

/// Received power of a line without noise and saturation at the points of a trace, shares of nominal launched power.
pub fn received(line: &Line, settings: &Settings, receiver: &Receiver) -> Vec<f64> {
    let settings = settings.clamped();
    let response = Response::new(&echoes(line, receiver), receiver, settings.pulse_ns);
    let step_ns = settings.spacing_m() / settings.metres_per_ns();
    let period_ns = receiver.period_ns(&settings);
    let mut power = vec![0.0; settings.points()];
    for late in 0..=LATE_PULSES {
        let from_ns = late as f64 * period_ns;
        if from_ns < response.dark_ns() {
            response.add(from_ns, step_ns, &mut power);
        }
    }
    power
}
