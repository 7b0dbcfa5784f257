//! The reflectometer on the bench: its settings as the last user left them, its runs, its memory, its markers.

use std::sync::Arc;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;

use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::instrument::otdr::{
    EventTable, PULSES_NS, RANGES_KM, Receiver, Settings, TIMES_S, Thresholds, Trace, acquire, events, quality,
};
use crate::optics::Wavelength;
use crate::scenario::schema::{Given, GivenTrace};

use super::keys::{MARKERS, OtdrKey};
use super::ports;

/// Wavelengths of the instrument.
pub const BANDS: [Wavelength; 3] = [Wavelength::Nm1310, Wavelength::Nm1550, Wavelength::Nm1625];
/// From what on the instrument calls something an event: an open angled connector is one.
pub const THRESHOLDS: Thresholds = Thresholds { loss_db: 0.03, reflectance_db: -66.0, end_db: 4.0 };
/// Traces in memory; the oldest goes.
pub const MEMORY: usize = 48;
/// Group indices that can be set, in ten thousandths.
pub const INDICES: (i32, i32) = (14_000, 15_500);
/// What a forgotten index of another cable looks like.
const OTHER_INDEX: [i32; 3] = [14_600, 14_640, 14_750];

/// The reflectometer.
#[derive(Clone, Debug)]
pub struct OtdrState {
    /// Wavelengths that a run takes, by [`BANDS`].
    pub bands: [bool; 3],
    /// Place in the menu of pulses.
    pub pulse: usize,
    /// Place in the menu of ranges.
    pub range: usize,
    /// Place in the menu of times.
    pub time: usize,
    /// Group index, in ten thousandths.
    pub index: i32,
    /// The run in progress.
    pub running: Option<Running>,
    /// Traces, the oldest first.
    pub traces: Vec<Stored>,
    /// Trace on the screen.
    pub shown: Option<usize>,
    /// Trace laid over it.
    pub overlay: Option<usize>,
    /// Markers, displayed cm.
    pub markers_cm: [i32; MARKERS],
}

/// A run in progress: one wavelength after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Wavelength that is being measured, by [`BANDS`].
    pub band: usize,
    /// When it began.
    pub from: Tick,
    /// When it ends.
    pub until: Tick,
}

/// A trace in memory.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Fibre of the network that it went through, from 0; `None` for a given trace, too.
    pub strand: Option<u8>,
    /// Place among the traces that the exercise gives; `None` for one that was taken here.
    pub given: Option<u8>,
    /// From the far port.
    pub reverse: bool,
    /// Cord before the network, m.
    pub before_m: f64,
    /// Cord behind it, m.
    pub after_m: f64,
    /// What was drawn.
    pub trace: Arc<Trace>,
    /// What the instrument makes of it.
    pub table: Arc<EventTable>,
    /// When it was done.
    pub at: Tick,
}

impl Stored {
    fn given(i: usize, given: &Given) -> Option<Stored> {
        let GivenTrace { trace, thresholds, .. } = given.trace.as_ref()?;
        Some(Stored {
            strand: None,
            given: Some(i as u8),
            reverse: false,
            before_m: given.launch_m,
            after_m: given.receive_m,
            table: Arc::new(events(trace, thresholds)),
            trace: trace.clone(),
            at: 0,
        })
    }

    /// Its wavelength.
    pub fn wavelength(&self) -> Wavelength {
        self.trace.settings.wavelength
    }
}

impl OtdrState {
    /// As the last user left it: for another cable, another length.
    ///
    /// Traces that the exercise gives are in its memory, the first on the screen.
    pub(super) fn new(rng: &mut ChaCha8Rng, given: &[Given]) -> OtdrState {
        let traces: Vec<Stored> = given.iter().enumerate().filter_map(|(i, given)| Stored::given(i, given)).collect();
        let mut pick = |from: usize, to: usize| from + (rng.next_u32() as usize) % (to - from + 1);
        OtdrState {
            bands: [false, true, false],
            pulse: pick(9, 12),
            range: pick(7, 9),
            time: 0,
            index: OTHER_INDEX[pick(0, OTHER_INDEX.len() - 1)],
            running: None,
            shown: if traces.is_empty() { None } else { Some(0) },
            traces,
            overlay: None,
            markers_cm: [0; MARKERS],
        }
    }

    /// The settings of a run at a wavelength.
    pub fn settings(&self, band: usize) -> Settings {
        Settings {
            wavelength: BANDS[band.min(2)],
            pulse_ns: PULSES_NS[self.pulse.min(PULSES_NS.len() - 1)],
            range_m: RANGES_KM[self.range.min(RANGES_KM.len() - 1)] * 1_000.0,
            averaging_s: TIMES_S[self.time.min(TIMES_S.len() - 1)],
            index: f64::from(self.index) / 10_000.0,
        }
    }

    /// The trace on the screen.
    pub fn on_screen(&self) -> Option<&Stored> {
        self.traces.get(self.shown?)
    }

    fn next_band(&self, after: Option<usize>) -> Option<usize> {
        let from = after.map_or(0, |band| band + 1);
        (from..BANDS.len()).find(|band| self.bands[*band])
    }

    fn run(&self, band: usize, now: Tick) -> Running {
        let ticks = TIMES_S[self.time.min(TIMES_S.len() - 1)] * f64::from(TICKS_PER_SECOND);
        Running { band, from: now, until: now + ticks as Tick }
    }
}

/// A place in a menu of so many entries.
fn place(value: i32, entries: usize) -> usize {
    usize::try_from(value).unwrap_or(0).min(entries - 1)
}

impl Bench {
    pub(super) fn otdr_key(&mut self, code: i16, value: i32, began: bool, from: Tick) {
        let tick = self.tick;
        let Some(measure) = &mut self.measure else { return };
        let otdr = &mut measure.otdr;
        let Some(key) = OtdrKey::of(code) else { return };
        if otdr.running.is_some() && key != OtdrKey::Start {
            return;
        }
        match key {
            OtdrKey::Band1310 => otdr.bands[0] ^= true,
            OtdrKey::Band1550 => otdr.bands[1] ^= true,
            OtdrKey::Band1625 => otdr.bands[2] ^= true,
            OtdrKey::Pulse => otdr.pulse = place(value, PULSES_NS.len()),
            OtdrKey::Range => otdr.range = place(value, RANGES_KM.len()),
            OtdrKey::Time => otdr.time = place(value, TIMES_S.len()),
            OtdrKey::Index => otdr.index = value.clamp(INDICES.0, INDICES.1),
            OtdrKey::Start => {
                if otdr.running.take().is_none() {
                    otdr.running = otdr.next_band(None).map(|band| otdr.run(band, tick));
                }
            }
            OtdrKey::Show => otdr.shown = usize::try_from(value).ok().filter(|n| *n < otdr.traces.len()),
            OtdrKey::Overlay => {
                let wanted = usize::try_from(value).ok().filter(|n| *n < otdr.traces.len());
                otdr.overlay = if otdr.overlay == wanted { None } else { wanted };
            }
            OtdrKey::MarkerA | OtdrKey::MarkerB | OtdrKey::MarkerE | OtdrKey::MarkerC | OtdrKey::MarkerD => {
                let marker = (code - OtdrKey::MarkerA.code()) as usize;
                otdr.markers_cm[marker] = value.clamp(0, 40_000_000);
                if began {
                    self.say(from, Fact::MarkerPlaced { marker: marker as u8, at_m: f64::from(value) / 100.0 });
                }
            }
        }
    }

    pub(super) fn run_otdr(&mut self) {
        let Some(running) = self.measure.as_ref().and_then(|measure| measure.otdr.running) else { return };
        if self.tick < running.until {
            return;
        }
        let (tick, handmade) = (self.tick, self.handmade());
        let Some(measure) = &mut self.measure else { return };
        let walk = measure.walk(ports::OTDR, handmade);
        let settings = measure.otdr.settings(running.band);
        let line = walk.path.line(settings.wavelength);
        let seed = measure.seed();
        let trace = acquire(&line, &settings, &Receiver::default(), seed);
        let table = events(&trace, &THRESHOLDS);
        let found = quality(&trace, &table, &Receiver::default());
        let true_index = line.legs.first().map_or(settings.index, |leg| leg.group_index);
        let strand_m = walk.strand.and_then(|i| measure.strands.get(usize::from(i))).map_or(0.0, |s| s.length_m());
        let fact = Fact::OtdrAcquired {
            strand: walk.strand,
            reverse: walk.reverse,
            wavelength_nm: settings.wavelength.nm(),
            pulse_ns: settings.pulse_ns,
            range_m: settings.range_m,
            averaging_s: settings.averaging_s,
            index_error: (settings.index - true_index).abs(),
            before_m: walk.before_m,
            after_m: walk.after_m,
            length_m: walk.before_m + strand_m + walk.after_m,
            signal_at_end_db: found.snr_at_end_db,
            events: table.events.len() as u32,
        };
        let stored = Stored {
            strand: walk.strand,
            given: None,
            reverse: walk.reverse,
            before_m: walk.before_m,
            after_m: walk.after_m,
            trace: Arc::new(trace),
            table: Arc::new(table),
            at: tick,
        };
        let live = measure.live_dbm.is_some() && walk.strand.is_some();
        let otdr = &mut measure.otdr;
        if otdr.traces.len() >= MEMORY {
            // The exercise is about the given ones: the oldest of the others goes.
            let oldest = otdr.traces.iter().position(|stored| stored.given.is_none()).unwrap_or(0);
            otdr.traces.remove(oldest);
            otdr.overlay = None;
        }
        otdr.traces.push(stored);
        otdr.shown = Some(otdr.traces.len() - 1);
        otdr.running = otdr.next_band(Some(running.band)).map(|band| otdr.run(band, tick));
        self.say(running.from, fact);
        if live {
            self.say(running.from, Fact::OtdrOnLive);
        }
    }
}
