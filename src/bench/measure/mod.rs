//! Measuring on the bench: cords, connectors, instruments and the record sheet, as contacts of a hand.
//!
//! [`wiring`] says what light meets as things are plugged; one file a kind of contact says what a hand does to it.

mod handling;
pub mod keys;
mod otdr;
pub mod ports;
pub mod power;
mod seeing;
pub mod sheet;
mod sound;
pub mod wiring;

use std::sync::Arc;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::Bench;
use crate::catalogue::vocabulary::{Device, PLUGS, Part, Tick, Tool};
use crate::instrument::endface::{ClickCleaner, Condition, Ferrule, Fit, judge};
use crate::plant::Strand;
use crate::plant::strand::Handmade;
use crate::scenario::Job;
use crate::scenario::schema::{Cord, Measuring, Work};

pub(super) use handling::{Clean, Look, Mate};
pub(super) use keys::Touch;
pub use otdr::{OtdrState, Running, Stored, THRESHOLDS};
use ports::Socket;
pub use power::{LocatorState, MeterState, SourceState};
pub(super) use seeing::Inspect;
pub use sheet::Sheet;

/// Stream of the seed that belongs to connectors and instruments.
const STREAM: u64 = 4;

/// All that there is to measure and to measure with.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Fibres of the network.
    pub strands: Arc<Vec<Strand>>,
    /// Cords.
    pub cords: Vec<Cord>,
    /// Instruments on the bench.
    pub devices: Vec<Device>,
    /// Power that the exchange sends into the near ports, dBm.
    pub live_dbm: Option<f64>,
    /// Port (from 1) that each plug is in.
    pub plugged: [Option<u8>; PLUGS as usize],
    /// How each plug happens to sit where it is.
    pub fits: [Fit; PLUGS as usize],
    /// End faces: the plugs', then the ports'.
    pub faces: Vec<Ferrule>,
    /// Faces that were looked at since something last touched them.
    pub seen: Vec<bool>,
    /// The click cleaner.
    pub cleaner: ClickCleaner,
    /// What the microscope shows: a face, and how far from sharp, mm of its ring.
    pub view: Option<seeing::View>,
    /// The reflectometer.
    pub otdr: OtdrState,
    /// The light source.
    pub source: SourceState,
    /// The power meter.
    pub meter: MeterState,
    /// The fault locator.
    pub locator: LocatorState,
    /// The record sheet.
    pub sheet: Sheet,
    /// The control under the finger, by device and code.
    pub pressed: Option<(Part, i16)>,
    rng: ChaCha8Rng,
}

impl Measure {
    pub(super) fn new(job: &Job) -> Option<Measure> {
        let measuring = job.scenario.measuring.as_ref()?;
        let mut rng = ChaCha8Rng::seed_from_u64(job.seed);
        rng.set_stream(STREAM);
        let faces = faces(measuring, &mut rng);
        let fit = Fit { offset_um: 0.0, finish_01: 0.5 };
        let mut fits = [fit; PLUGS as usize];
        for fit in &mut fits {
            *fit = Fit::draw(&mut rng);
        }
        let mut plugged = [None; PLUGS as usize];
        // The first cord hangs on the instrument that it is for, as it was left the day before.
        if let Some(port) = measuring.devices.iter().find_map(|device| match device {
            Device::Otdr | Device::Source => ports::of_device(*device),
            _ => None,
        }) && !measuring.cords.is_empty()
        {
            plugged[0] = Some(port);
        }
        Some(Measure {
            strands: Arc::new(job.strands.clone()),
            cords: measuring.cords.clone(),
            devices: measuring.devices.clone(),
            live_dbm: measuring.network.live_dbm,
            plugged,
            fits,
            seen: vec![false; faces.len()],
            faces,
            cleaner: ClickCleaner::default(),
            view: None,
            otdr: OtdrState::new(&mut rng, &measuring.given),
            source: SourceState::default(),
            meter: MeterState::default(),
            locator: LocatorState::default(),
            sheet: Sheet::new(measuring),
            pressed: None,
            rng,
        })
    }

    /// Whether a device is on the bench.
    pub fn has(&self, device: Device) -> bool {
        self.devices.contains(&device)
    }

    /// Whether a port can be reached: the job has it, and nobody else's light goes in there.
    pub fn offers(&self, port: u8) -> bool {
        match Socket::of(port) {
            Some(Socket::Near(i)) => usize::from(i) < self.strands.len() && self.live_dbm.is_none(),
            Some(Socket::Far(i)) => usize::from(i) < self.strands.len(),
            Some(Socket::Device(device)) => self.has(device),
            // Couplers are for references through two and three cords.
            Some(Socket::Coupler(which, _)) => self.has(Device::Source) && usize::from(which) + 1 < self.cords.len(),
            None => false,
        }
    }

    /// Whether a plug (from 0) is one of the job's.
    pub fn owns(&self, plug: u8) -> bool {
        usize::from(plug / 2) < self.cords.len()
    }

    /// Whether light that can hurt an eye comes out of a port or a plug.
    pub fn is_live(&self, face: usize, handmade: Handmade) -> bool {
        let lit = |port: u8| {
            let walk = self.walk(port, handmade);
            walk.faces.contains(&face)
        };
        let near_live = self.live_dbm.is_some()
            && self
                .strands
                .iter()
                .any(|strand| strand.far.is_some_and(|far| ports::port_face(ports::FAR + far) == face));
        (self.source.on && lit(ports::SOURCE))
            || (self.locator.on && lit(ports::LOCATOR))
            || (self.otdr.running.is_some() && lit(ports::OTDR))
            || near_live
    }

    /// Whether a face passes inspection.
    pub fn passes(&self, face: usize) -> bool {
        self.faces.get(face).is_some_and(|face| judge(face).pass())
    }

    pub(super) fn seed(&mut self) -> u64 {
        self.rng.next_u64()
    }
}

/// Faces as the job finds them: the share of `dirt` is dirty in one way or another.
fn faces(measuring: &Measuring, rng: &mut ChaCha8Rng) -> Vec<Ferrule> {
    const DIRTY: [Condition; 4] = [Condition::Dusty, Condition::Fingerprint, Condition::DriedResidue, Condition::New];
    let polish = |face: usize| {
        let plug = face as u8;
        if plug < PLUGS {
            let cord = measuring.cords.get(usize::from(plug / 2));
            return cord
                .map_or_else(Default::default, |cord| if plug.is_multiple_of(2) { cord.ends.0 } else { cord.ends.1 });
        }
        match Socket::of(plug - PLUGS + 1) {
            Some(Socket::Near(_)) => measuring.network.near.1,
            Some(Socket::Far(_)) => measuring.network.far.1,
            // A port takes what the first cord brings; a hybrid cord is there to go from one to the other.
            _ => measuring.cords.first().map_or_else(Default::default, |cord| cord.ends.0),
        }
    };
    (0..ports::FACES)
        .map(|face| {
            let unit = |rng: &mut ChaCha8Rng| (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
            let dirty = unit(rng) < measuring.dirt;
            // What has dried on inside a panel needs more than a hand has on the bench: ports are dusty or greasy.
            let kinds = if face >= usize::from(PLUGS) { &DIRTY[..2] } else { &DIRTY[..] };
            let which = kinds[(rng.next_u32() % kinds.len() as u32) as usize];
            // The instruments' own ports were cleaned when they came back from calibration.
            let device =
                face >= usize::from(PLUGS) && matches!(Socket::of(face as u8 - PLUGS + 1), Some(Socket::Device(_)));
            let condition = if dirty && !device { which } else { Condition::Clean };
            condition.face(polish(face), rng)
        })
        .collect()
}

impl Bench {
    /// What there is to measure; `None` where the job has no network.
    pub fn measure(&self) -> Option<&Measure> {
        self.measure.as_deref()
    }

    /// Whether measuring is all that there is to do.
    pub fn only_measures(&self) -> bool {
        self.job.scenario.work == Work::Measure
    }

    /// Loss of this bench's splice and of its tray at every wavelength, dB.
    pub fn handmade(&self) -> Handmade {
        let joint = self.state.joint?;
        let tray = self.state.tray.loss_db;
        // A splice loses about the same at all wavelengths: between the two that are known, a straight line.
        let slope = (joint.loss_1550_db - joint.loss_1310_db) / 240.0;
        let mut losses = tray;
        for (loss, wavelength) in losses.iter_mut().zip(crate::optics::Wavelength::ALL) {
            *loss += (joint.loss_1310_db + slope * (wavelength.nm() - 1310.0)).max(0.0);
        }
        Some(losses)
    }

    /// Whether a plug can be taken in hand.
    pub(super) fn can_take_plug(&self, tool: Tool) -> bool {
        let Some(plug) = tool.plug() else { return false };
        self.measure.as_ref().is_some_and(|measure| measure.owns(plug))
    }

    /// What the instruments do by themselves.
    #[inline]
    pub(super) fn run_instruments(&mut self) {
        if self.measure.as_ref().is_some_and(|measure| measure.otdr.running.is_some()) {
            self.run_otdr();
        }
    }

    /// Whether no instrument does anything by itself.
    pub(super) fn instruments_rest(&self) -> bool {
        self.measure.as_ref().is_none_or(|measure| measure.otdr.running.is_none())
    }
}

/// Seconds between two ticks.
pub(super) fn seconds(from: Tick, to: Tick) -> f64 {
    f64::from(to.saturating_sub(from)) * crate::catalogue::vocabulary::TICK_S
}
