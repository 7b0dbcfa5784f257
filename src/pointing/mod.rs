//! How a mouse becomes a hand: raw motion in frames of any length becomes 120 samples a second.
//!
//! Knows the bench's table of gestures ([`Control`]) and its resistance, and nothing of windows. The bench is ticked
//! here, because what a tool does in one tick decides how far the pointer moves it in the next.

mod circle;

use serde::{Deserialize, Serialize};

use crate::bench::control::{KEY_STEP_DEG, LIFT_STEP_MM, RAISE_STEP_MM, TURN_STEP_DEG};
use crate::bench::{Bench, Control, Travel, Wheel, layout};
use crate::catalogue::vocabulary::{Part, Sample, TICKS_PER_SECOND, Tool};
use crate::journal::Calibration;
use circle::Circling;

/// How fast a let-go grip opens, 1/s.
const OPEN: f64 = 8.0;
/// Share of the pointer's movement that full resistance takes away.
pub const STIFFNESS: f64 = 0.75;
/// Fastest free hand, mm/s: a warped pointer is no teleport.
const FREE_MM_S: f64 = 2_500.0;
/// Most ticks that one frame can stand for: a longer halt of the machine is a pause, not a movement.
const MAX_FRAME_TICKS: u32 = 60;

/// What arrived from the devices since the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Raw motion, pixels, x to the right and y down.
    pub motion: [f64; 2],
    /// Detents of the wheel, away from the worker positive.
    pub wheel: i32,
    /// Detents of turning by key.
    pub turn: i32,
    /// The button is down at the frame's end.
    pub held: bool,
    /// Pressure of a pen or trigger, 0 to 1, instead of the button.
    pub pressure: Option<f64>,
    /// Where the pointer is over the bench, mm; moves the hand while it is free.
    pub over: Option<[f64; 3]>,
    /// Time that the frame took, s.
    pub seconds: f64,
}

/// Something done at once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Take this in hand.
    Take(Tool),
    /// Engage a part; `along_mm` is where the pointer is on it, for contacts that begin there.
    Touch {
        /// The part.
        part: Part,
        /// Station under the pointer, mm.
        along_mm: f64,
    },
    /// Leave the contact.
    Leave,
}

#[derive(Clone, Copy, Debug)]
struct Contact {
    part: Part,
    control: Control,
    along_dir: [f64; 2],
    across_dir: [f64; 2],
    circling: Circling,
}

/// Grip of a finger on a control, tick by tick: down, held, off.
pub const PRESS: [u8; 14] = [0, 80, 160, 200, 200, 200, 200, 200, 200, 200, 160, 80, 0, 0];

/// The hand behind the pointer.
#[derive(Clone, Debug)]
pub struct Pointer {
    calibration: Calibration,
    assistance: u8,
    tool: Tool,
    place: [f64; 3],
    contact: Option<Contact>,
    pose: Pose,
    grip: f64,
    wheel: i32,
    toggled: bool,
    was_held: bool,
    /// Part of a tick that is still owed.
    owed: f64,
    /// Motion that came in frames shorter than a tick.
    waiting: [f64; 2],
}

#[derive(Clone, Copy, Debug, Default)]
struct Pose {
    along: f64,
    across: f64,
    lift: f64,
    turn: f64,
}

impl Pointer {
    /// A free hand over the bench.
    pub fn new(calibration: Calibration, assistance: u8) -> Pointer {
        Pointer {
            calibration,
            assistance: assistance.min(3),
            tool: Tool::Hand,
            place: [0.0, layout::HAND_HEIGHT, 180.0],
            contact: None,
            pose: Pose::default(),
            grip: 0.0,
            wheel: 0,
            toggled: false,
            was_held: false,
            owed: 0.0,
            waiting: [0.0; 2],
        }
    }

    /// Takes up where recorded samples ended: the hand is free and holds what it held.
    pub fn resume(&mut self, last: &Sample, bench: &Bench) {
        self.tool = Tool::from_code(last.tool).unwrap_or(Tool::Hand);
        self.place = bench.place_of(last);
    }

    /// What is in hand.
    pub fn tool(&self) -> Tool {
        self.tool
    }

    /// The part in contact.
    pub fn touching(&self) -> Option<Part> {
        self.contact.map(|contact| contact.part)
    }

    /// The table's line for the contact.
    pub fn control(&self) -> Option<Control> {
        self.contact.map(|contact| contact.control)
    }

    /// Where the hand is on the bench, mm.
    pub fn place(&self) -> [f64; 3] {
        self.place
    }

    /// Changes gain and grip at once; what is done stays done.
    pub fn set_calibration(&mut self, calibration: Calibration) {
        self.calibration = calibration;
    }

    /// The window lost the pointer: the hand opens and nothing is cut. A scrap between the jaws is not dropped.
    pub fn freeze(&mut self, bench: &Bench) {
        if !self.carries(bench) {
            self.grip = 0.0;
        }
        self.toggled = false;
        self.was_held = false;
        self.waiting = [0.0; 2];
        self.owed = 0.0;
    }

    /// A finger on a control of a panel: with what is in hand, and back to where the hand was.
    pub fn press(&self, part: Part, code: i16, value: i32) -> Vec<Sample> {
        let free = self.rest();
        let on = Sample { part: part.code(), along: value, across: 0, lift: 0, wheel: code, ..free };
        let mut samples: Vec<Sample> = PRESS.iter().map(|grip| Sample { grip: *grip, ..on }).collect();
        samples.push(free);
        samples
    }

    /// The free hand as it is.
    pub fn rest(&self) -> Sample {
        Sample {
            tool: self.tool.code(),
            along: Sample::quantise_mm(self.place[0]),
            across: Sample::quantise_mm(self.place[2]),
            lift: Sample::quantise_mm(self.place[1]),
            ..Sample::default()
        }
    }

    /// Does something at once. `false` where the bench does not allow it.
    pub fn command(&mut self, command: Command, bench: &Bench) -> bool {
        match command {
            Command::Take(tool) => {
                if tool == self.tool || !bench.can_take(tool) {
                    return tool == self.tool;
                }
                self.leave(bench);
                self.tool = tool;
                if !self.carries(bench) {
                    self.grip = 0.0;
                }
            }
            Command::Touch { part, along_mm } => {
                if !bench.can_touch(self.tool, part) {
                    return false;
                }
                self.touch(part, along_mm, bench);
            }
            Command::Leave => self.leave(bench),
        }
        true
    }

    /// A scrap between the jaws is held while the hand travels.
    fn carries(&self, bench: &Bench) -> bool {
        bench.state().shards.iter().any(|shard| shard.place == crate::bench::state::ShardPlace::Held)
    }

    fn touch(&mut self, part: Part, along_mm: f64, bench: &Bench) {
        let control = bench.control(self.tool, part);
        let anchor = bench.anchor(part);
        let [along, across, lift] = control.start.unwrap_or([along_mm, 0.0, 0.0]);
        let (low, high) = control.reach_mm;
        self.pose = Pose {
            along: if low < high { along.clamp(low, high) } else { along },
            across,
            lift,
            turn: control.start_turn_deg,
        };
        self.wheel = 0;
        self.toggled = self.carries(bench) && self.calibration.grip_toggle;
        self.contact = Some(Contact {
            part,
            control,
            along_dir: on_screen(anchor.along),
            across_dir: on_screen(anchor.across),
            circling: Circling::default(),
        });
    }

    fn leave(&mut self, bench: &Bench) {
        if self.contact.take().is_some() {
            self.place = bench.hand_place();
        }
    }

    /// Spreads a frame over the ticks that it lasted, ticks the bench, and hands every sample on.
    pub fn advance(&mut self, frame: &Frame, bench: &mut Bench, mut on_sample: impl FnMut(Sample)) {
        let seconds = if frame.seconds.is_finite() { frame.seconds.max(0.0) } else { 0.0 };
        self.owed += seconds * f64::from(TICKS_PER_SECOND);
        // A sum of frame times falls a hair short of a whole tick; the hair is not time.
        let ticks = ((self.owed + 1e-6) as u32).min(MAX_FRAME_TICKS);
        for (waiting, motion) in self.waiting.iter_mut().zip(frame.motion) {
            *waiting += if motion.is_finite() { motion } else { 0.0 };
        }
        self.turn_and_wheel(frame);
        if ticks == 0 {
            return;
        }
        self.owed = (self.owed - f64::from(ticks)).clamp(0.0, 1.0);
        if frame.held && !self.was_held {
            self.toggled = !self.toggled;
        }
        self.was_held = frame.held;
        let held = if self.calibration.grip_toggle { self.toggled } else { frame.held };
        let share = 1.0 / f64::from(ticks);
        let step = self.waiting.map(|motion| motion * share);
        self.waiting = [0.0; 2];
        let free_step = frame.over.map(|over| {
            let way = [0, 1, 2].map(|i| (over[i] - self.place[i]) * share);
            let length = (way[0] * way[0] + way[1] * way[1] + way[2] * way[2]).sqrt();
            let most = FREE_MM_S / f64::from(TICKS_PER_SECOND);
            if length > most { way.map(|w| w / length * most) } else { way }
        });
        for _ in 0..ticks {
            self.squeeze(held, frame.pressure, bench);
            match self.contact {
                Some(contact) => self.drive(contact, step, bench),
                None => {
                    if let Some(way) = free_step {
                        self.place = [0, 1, 2].map(|i| self.place[i] + way[i]);
                    }
                }
            }
            let sample = self.sample();
            bench.tick(sample);
            on_sample(sample);
        }
    }

    fn turn_and_wheel(&mut self, frame: &Frame) {
        let Some(contact) = &self.contact else { return };
        let wheel = frame.wheel.clamp(-100, 100);
        match contact.control.wheel {
            Wheel::Turn => self.pose.turn += f64::from(wheel) * TURN_STEP_DEG,
            Wheel::Key => self.pose.turn = nearer(self.pose.turn + f64::from(wheel) * KEY_STEP_DEG),
            Wheel::Lift => self.pose.lift += f64::from(wheel) * LIFT_STEP_MM,
            Wheel::Raise => self.pose.lift = (self.pose.lift + f64::from(wheel) * RAISE_STEP_MM).clamp(1.0, 40.0),
            Wheel::BladeStop | Wheel::FreshArea => self.wheel = (self.wheel + wheel).clamp(-1_000, 1_000),
            Wheel::None => {}
        }
        self.pose.turn += f64::from(frame.turn.clamp(-100, 100)) * TURN_STEP_DEG;
    }

    fn squeeze(&mut self, held: bool, pressure: Option<f64>, bench: &Bench) {
        let dt = 1.0 / f64::from(TICKS_PER_SECOND);
        if let Some(pressure) = pressure.filter(|p| p.is_finite()) {
            self.grip = pressure.clamp(0.0, 1.0);
            return;
        }
        let Some(contact) = &self.contact else {
            // On the way a hand keeps what it holds and opens when it holds nothing.
            if !self.carries(bench) {
                self.grip = (self.grip - OPEN * dt).max(0.0);
            }
            return;
        };
        let grip = contact.control.grip;
        let keeps = matches!(contact.part, Part::Shard | Part::ShardBin) && self.carries(bench);
        if held {
            let rate = if self.grip < grip.hold { grip.rise } else { grip.creep };
            let top = if self.grip < grip.hold { grip.hold } else { 1.0 };
            self.grip = (self.grip + rate * dt).min(top);
        } else if !keeps || self.let_go_asked(contact.part) {
            self.grip = (self.grip - OPEN * dt).max(0.0);
        }
    }

    /// Tweezers close on a scrap with the button and stay closed; over the box, the next release opens them.
    fn let_go_asked(&self, part: Part) -> bool {
        part == Part::ShardBin && self.pose.along >= crate::bench::control::BIN_DEPTH_MM && !self.was_held
    }

    fn drive(&mut self, contact: Contact, step: [f64; 2], bench: &Bench) {
        let gain = self.calibration.gain;
        let units = step.map(|s| s * gain);
        let gripping = self.grip >= 0.25;
        let ratio = if gripping { 1.0 - STIFFNESS * bench.resistance() } else { 1.0 };
        let scale = contact.control.scale_mm;
        let along = units[0] * contact.along_dir[0] + units[1] * contact.along_dir[1];
        let across = units[0] * contact.across_dir[0] + units[1] * contact.across_dir[1];
        match contact.control.travel {
            Travel::Press => {}
            Travel::Circle if gripping => {
                let mut circling = contact.circling;
                self.pose.turn += circling.turn_deg(units);
                if let Some(contact) = &mut self.contact {
                    contact.circling = circling;
                }
            }
            Travel::Plane => {
                self.pose.along += along * scale * ratio;
                self.pose.across += across * scale * ratio;
            }
            Travel::Line | Travel::Circle => {
                // The work holds the tool back along its axis; across it the tool is free.
                self.pose.along += along * scale * ratio;
                self.pose.across += across * scale;
                // Assistance straightens: it takes drift away and draws back to the axis. Level 0 does neither.
                let help = f64::from(self.assistance) / 3.0;
                if gripping {
                    self.pose.across *= 1.0 - help * 0.03;
                }
            }
        }
        let (low, high) = contact.control.reach_mm;
        if low < high {
            self.pose.along = self.pose.along.clamp(low, high);
        }
        self.pose.across = self.pose.across.clamp(-120.0, 120.0);
    }

    fn sample(&self) -> Sample {
        let grip = Sample::quantise_grip(self.grip);
        match &self.contact {
            None => Sample {
                tool: self.tool.code(),
                part: 0,
                along: Sample::quantise_mm(self.place[0]),
                across: Sample::quantise_mm(self.place[2]),
                lift: Sample::quantise_mm(self.place[1]),
                turn: 0,
                grip,
                wheel: 0,
            },
            Some(contact) => Sample {
                tool: self.tool.code(),
                part: contact.part.code(),
                along: Sample::quantise_mm(self.pose.along),
                across: Sample::quantise_mm(self.pose.across),
                lift: Sample::quantise_mm(self.pose.lift),
                turn: Sample::quantise_deg(self.pose.turn),
                grip,
                wheel: self.wheel as i16,
            },
        }
    }
}

/// Direction on the screen, x right and y down, of a direction on the bench as the worker sees it.
pub fn on_screen(direction: [f64; 3]) -> [f64; 2] {
    let seen = [direction[0], direction[2] - direction[1]];
    let length = (seen[0] * seen[0] + seen[1] * seen[1]).sqrt();
    if length > 1e-9 { seen.map(|s| s / length) } else { [0.0, 1.0] }
}

/// An angle in degrees, between −180 and 180.
fn nearer(deg: f64) -> f64 {
    deg - 360.0 * libm::round(deg / 360.0)
}

#[cfg(test)]
mod tests;
