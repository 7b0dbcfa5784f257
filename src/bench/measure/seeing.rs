//! The video microscope at an end face: seat the tip, turn the ring until it is sharp, look.

use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{Part, Sample, TICK_S, Tick};
use crate::instrument::endface::{Edition, Verdict};
use crate::instrument::microscope::{self, analyse, sharpness};

use super::Measure;
use super::ports::{self, Socket};

/// The tip is seated from this station on, mm.
const SEATED_MM: f64 = 1.0;
/// How far the ring moves the focus, µm a mm.
const FOCUS_UM_PER_MM: f64 = 30.0;
/// How far out of focus the ring may stand at first, mm of its travel.
const FOCUS_SPREAD_MM: f64 = 2.0;
/// A step sideways moves the picture by this much, µm a mm.
const PAN_UM_PER_MM: f64 = 100.0;
/// Sharpness from which an eye can tell.
const SHARP: f64 = 0.5;
/// Seconds of a sharp picture that make an inspection.
const LOOK_S: f64 = 0.6;

/// What is on the microscope's screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The face, by its number.
    pub face: usize,
    /// How it is seen.
    pub view: microscope::View,
}

/// The probe at a face.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Inspect {
    face: usize,
    /// Where the ring is sharp, mm.
    sharp_mm: f64,
    sharp_ticks: u32,
    said: bool,
}

impl Measure {
    /// The face that a part shows to the probe.
    pub fn face_of(&self, part: Part) -> Option<usize> {
        match part {
            Part::Port(port) if self.offers(port) && self.plug_in(port).is_none() => match Socket::of(port)? {
                Socket::Coupler(..) => None,
                _ => Some(ports::port_face(port)),
            },
            Part::Plug(number) => {
                let plug = number.checked_sub(1)?;
                let free = self.owns(plug) && self.plugged[usize::from(plug)].is_none();
                free.then_some(ports::plug_face(plug))
            }
            _ => None,
        }
    }

    /// Where the ring is sharp on a face, mm: every face sits a little differently in the tip.
    pub fn sharp_mm(&self, face: usize) -> f64 {
        // A whole number of clicks, spread by a small hash: looking at a control draws nothing.
        let mixed = (face as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let clicks = (mixed % 41) as f64 - 20.0;
        let near = if clicks.abs() < 5.0 { clicks + 8.0 } else { clicks };
        near * FOCUS_SPREAD_MM / 20.0
    }

    /// What the microscope says of the face on its screen: its verdict, or why it gives none.
    pub fn analysis(&self) -> Option<Result<Verdict, microscope::Refusal>> {
        let view = self.view?;
        Some(analyse(self.faces.get(view.face)?, &view.view, Edition::default()))
    }
}

impl Bench {
    pub(in crate::bench) fn begin_inspect(&self, part: Part) -> Option<Inspect> {
        let measure = self.measure.as_ref()?;
        let face = measure.face_of(part)?;
        Some(Inspect { face, sharp_mm: measure.sharp_mm(face), sharp_ticks: 0, said: false })
    }

    pub(in crate::bench) fn inspect_face(&mut self, work: &mut Inspect, now: &Sample, from: Tick) {
        let handmade = self.handmade();
        let Some(measure) = &mut self.measure else { return };
        if now.along_mm() > SEATED_MM {
            measure.view = None;
            return;
        }
        let polish = measure.faces[work.face].polish;
        let mut view = microscope::View::sharp(polish);
        view.focus_um = (now.lift_mm() - work.sharp_mm) * FOCUS_UM_PER_MM;
        view.pan_um = [now.across_mm() * PAN_UM_PER_MM, 0.0];
        view.rings = true;
        measure.view = Some(View { face: work.face, view });
        if sharpness(&view) < SHARP {
            return;
        }
        work.sharp_ticks += 1;
        if f64::from(work.sharp_ticks) * TICK_S < LOOK_S || work.said {
            return;
        }
        work.said = true;
        let Ok(verdict) = analyse(&measure.faces[work.face], &view, Edition::default()) else { return };
        measure.seen[work.face] = true;
        let live = measure.is_live(work.face, handmade);
        let (face, passed) = (work.face as u8, verdict.pass());
        self.say(from, Fact::ConnectorInspected { face, passed, live });
    }

    pub(in crate::bench) fn leave_inspect(&mut self) {
        if let Some(measure) = &mut self.measure {
            measure.view = None;
        }
    }
}
