//! A hand behind a mouse: a synthetic hand's samples turned back into raw pointer motion, for the fairness robots.

use serde::{Deserialize, Serialize};

use crate::bench::control::{KEY_STEP_DEG, RAISE_STEP_MM};
use crate::bench::{Bench, Travel, Wheel};
use crate::catalogue::vocabulary::{Part, Sample, TICK_S, Tool};
use crate::journal::Calibration;
use crate::pointing::{Command, Frame, Pointer, STIFFNESS, on_screen};
use crate::scenario::Job;

use super::{SyntheticHand, Who};

/// Radius of the circles that the robot draws, pixels.
const CIRCLE_PX: f64 = 60.0;

/// What a mouse reported in one 1/120 s.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawEvent {
    /// Done before the motion.
    pub command: Option<Command>,
    /// Motion in whole pixels.
    pub motion: [i32; 2],
    /// Detents of the wheel.
    pub wheel: i32,
    /// The button is down.
    pub held: bool,
    /// Where the pointer is over the bench, mm.
    pub over: Option<[f64; 3]>,
}

/// A journal of raw motion.
pub type RawJournal = Vec<RawEvent>;

/// Plays a job with a mouse and returns what the mouse reported, and the bench at the end.
pub fn record(who: Who, job: Job, hand_seed: u64, assistance: u8) -> (RawJournal, Bench) {
    let mut hand = SyntheticHand::new(who, &job, hand_seed);
    let mut bench = Bench::new(job);
    let mut pointer = Pointer::new(plain(1.0), assistance);
    let mut journal = RawJournal::new();
    let mut mouse = Mouse::default();
    while let Some(wanted) = hand.next(&bench) {
        let event = mouse.report(&wanted, &pointer, &bench);
        if let Some(command) = event.command {
            pointer.command(command, &bench);
        }
        pointer.advance(&frame_of(&event, TICK_S), &mut bench, |_| {});
        journal.push(event);
    }
    bench.finish();
    (journal, bench)
}

/// Plays a journal of raw motion at a frame rate, with every pixel worth `1 / gain` of a recorded one and the pointer
/// calibrated for it.
pub fn play_raw(journal: &[RawEvent], job: Job, frames_per_second: u32, gain: f64, assistance: u8) -> Bench {
    let mut bench = Bench::new(job);
    let mut pointer = Pointer::new(plain(gain), assistance);
    let mut rest = [0.0; 2];
    let per_frame = (120 / frames_per_second.max(1)).max(1) as usize;
    for chunk in journal.chunks(per_frame) {
        let mut frame = Frame { seconds: TICK_S * chunk.len() as f64, ..Frame::default() };
        for event in chunk {
            // What a window does with events: commands at once, motion and wheel added up, the button as it ends.
            if let Some(command) = event.command {
                pointer.command(command, &bench);
            }
            for ((moved, rest), sum) in event.motion.iter().zip(&mut rest).zip(&mut frame.motion) {
                // A mouse of another gain reports whole pixels too.
                let exact = f64::from(*moved) / gain + *rest;
                let whole = libm::round(exact);
                *rest = exact - whole;
                *sum += whole;
            }
            frame.wheel += event.wheel;
            frame.held = event.held;
            frame.over = event.over.or(frame.over);
        }
        pointer.advance(&frame, &mut bench, |_| {});
    }
    bench.finish();
    bench
}

fn plain(gain: f64) -> Calibration {
    Calibration { gain, left_handed: false, grip_toggle: false }
}

fn frame_of(event: &RawEvent, seconds: f64) -> Frame {
    Frame {
        motion: event.motion.map(f64::from),
        wheel: event.wheel,
        held: event.held,
        over: event.over,
        seconds,
        ..Frame::default()
    }
}

/// Where the robot's mouse stands against what the hand wants.
#[derive(Clone, Copy, Debug, Default)]
struct Mouse {
    rest: [f64; 2],
    wheel: i16,
    last: Option<Sample>,
}

impl Mouse {
    fn report(&mut self, wanted: &Sample, pointer: &Pointer, bench: &Bench) -> RawEvent {
        let mut event = RawEvent { command: None, motion: [0; 2], wheel: 0, held: wanted.grip >= 64, over: None };
        let part = Part::from_code(wanted.part);
        let tool = Tool::from_code(wanted.tool).unwrap_or(Tool::Hand);
        let last = self.last.replace(*wanted);
        if tool != pointer.tool() {
            event.command = Some(Command::Take(tool));
            return event;
        }
        match (part, pointer.touching()) {
            (None, Some(_)) => {
                event.command = Some(Command::Leave);
                return event;
            }
            (None, None) => {
                event.over = Some([wanted.along_mm(), wanted.lift_mm(), wanted.across_mm()]);
                return event;
            }
            (Some(part), touching) if touching != Some(part) => {
                self.rest = [0.0; 2];
                self.wheel = 0;
                event.command = Some(Command::Touch { part, along_mm: wanted.along_mm() });
                return event;
            }
            (Some(_), _) => {}
        }
        let (Some(part), Some(control)) = (part, pointer.control()) else { return event };
        let hand = bench.hand();
        let turned = last.map_or(0.0, |last| wanted.turn_deg() - last.turn_deg());
        let wheel = match control.wheel {
            Wheel::Key => libm::round((wanted.turn_deg() - hand.turn_deg()) / KEY_STEP_DEG) as i32,
            Wheel::Turn => libm::round((wanted.turn_deg() - hand.turn_deg()) / 5.0) as i32,
            Wheel::BladeStop | Wheel::FreshArea => i32::from(wanted.wheel - self.wheel),
            Wheel::Raise => libm::round((wanted.lift_mm() - hand.lift_mm()) / RAISE_STEP_MM) as i32,
            Wheel::Lift | Wheel::None => 0,
        };
        self.wheel = wanted.wheel;
        event.wheel = wheel;
        let pixels = if control.travel == Travel::Circle && turned != 0.0 {
            let (from, to) = ((wanted.turn_deg() - turned).to_radians(), wanted.turn_deg().to_radians());
            [CIRCLE_PX * (libm::cos(to) - libm::cos(from)), CIRCLE_PX * (libm::sin(to) - libm::sin(from))]
        } else {
            // A person sees the tool lag and goes on pulling: the robot closes the same loop.
            let anchor = bench.anchor(part);
            let (a, c) = (on_screen(anchor.along), on_screen(anchor.across));
            let scale = control.scale_mm.max(1e-6);
            let ratio = 1.0 - STIFFNESS * if hand.grip >= 64 { bench.resistance() } else { 0.0 };
            let along = (wanted.along_mm() - hand.along_mm()) / (scale * ratio);
            let sideways = if control.travel == Travel::Plane { ratio } else { 1.0 };
            let across = (wanted.across_mm() - hand.across_mm()) / (scale * sideways);
            [a[0] * along + c[0] * across, a[1] * along + c[1] * across]
        };
        for ((wanted, rest), motion) in pixels.iter().zip(&mut self.rest).zip(&mut event.motion) {
            let exact = wanted.clamp(-200.0, 200.0) + *rest;
            *motion = libm::round(exact) as i32;
            // In the closed loop the next look takes care of what rounding left.
            *rest = if control.travel == Travel::Circle { exact - libm::round(exact) } else { 0.0 };
        }
        event
    }
}
