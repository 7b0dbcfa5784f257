//! Keyboard and gamepad do real gestures on a real bench, through the pointer that the mouse uses.

use bevy::prelude::KeyCode;

use super::pad::{Grip, Pad};
use super::*;
use crate::bench::Fact;
use crate::bench::testing::job;
use crate::catalogue::vocabulary::Side;
use crate::journal::Calibration;
use crate::pointing::{Command, Pointer};

const FRAME: f64 = 1.0 / 60.0;

struct Desk {
    bench: Bench,
    pointer: Pointer,
}

impl Desk {
    fn at(tool: Tool, part: Part, along_mm: f64) -> Desk {
        let bench = Bench::new(job(1, |_| {}));
        let hand = Calibration { gain: 1.0, left_handed: false, grip_toggle: false };
        let mut desk = Desk { bench, pointer: Pointer::new(hand, 0) };
        assert!(desk.pointer.command(Command::Take(tool), &desk.bench));
        desk.go(&Steering::default(), 6);
        assert!(desk.pointer.command(Command::Touch { part, along_mm }, &desk.bench));
        desk
    }

    fn go(&mut self, steering: &Steering, frames: u32) {
        for _ in 0..frames {
            let contact = self.pointer.touching().is_some();
            let frame = steering.add_to(Frame { seconds: FRAME, ..Frame::default() }, contact);
            self.pointer.advance(&frame, &mut self.bench, |_| {});
        }
    }

    fn keys(&mut self, keys: &[KeyCode], frames: u32) {
        let mut held = super::keys::Held::default();
        for i in 0..frames {
            let steering = held.steer(|key| keys.contains(&key), |key| i == 0 && keys.contains(&key), FRAME);
            self.go(&steering, 1);
        }
    }

    fn pad(&mut self, grip: &mut Grip, pad: Pad, frames: u32) {
        for _ in 0..frames {
            let axes = self.pointer.touching().map(|part| Axes::of(&self.bench, self.pointer.tool(), part));
            let steering = grip.steer(&pad, axes.as_ref(), FRAME);
            self.go(&steering, 1);
        }
    }

    fn stripped_mm(&self) -> Option<(f64, f64)> {
        self.bench.facts().iter().find_map(|stamped| match stamped.fact {
            Fact::CoatingStripped { length_mm, nick_um, .. } => Some((length_mm, nick_um)),
            _ => None,
        })
    }
}

#[test]
fn keys_alone_strip_a_fibre() {
    // From 15 mm, where the jaws begin, towards the clamp on the right; then back over the tip.
    let mut desk = Desk::at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), 15.0);
    desk.keys(&[KeyCode::ArrowRight], 50);
    desk.keys(&[KeyCode::Space], 15);
    desk.keys(&[KeyCode::Space, KeyCode::ArrowLeft], 400);
    let (length, nick) = desk.stripped_mm().expect("the coating came off");
    assert!((length - 35.0).abs() < 1.0 && nick == 0.0, "{length} mm, {nick} µm");
}

#[test]
fn a_gamepad_alone_strips_a_fibre_and_its_trigger_decides_whether_the_jaws_reach_the_glass() {
    let strip = |trigger: f64| {
        let mut desk = Desk::at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), 15.0);
        let mut grip = Grip::default();
        let stick = |x: f64, trigger: f64| Pad { left: [x, 0.3 * x], trigger, ..Pad::default() };
        desk.pad(&mut grip, stick(0.6, 0.0), 100);
        desk.pad(&mut grip, Pad { trigger, ..Pad::default() }, 10);
        desk.pad(&mut grip, stick(-0.7, trigger), 400);
        desk.stripped_mm()
    };
    let (_, gentle) = strip(0.65).expect("the coating came off");
    let (_, firm) = strip(0.9).expect("the coating came off");
    assert!(gentle == 0.0 && firm > 5.0, "{gentle} and {firm} µm");
    assert_eq!(strip(0.2), None, "open jaws take nothing");
}

#[test]
fn a_thumb_that_goes_round_and_a_key_that_is_held_cut_a_ring() {
    let turned = |desk: &Desk| desk.bench.ring_in_progress().map_or(0.0, |ring| ring.turned_deg(0.5));
    let mut by_pad = Desk::at(Tool::SheathCutter, Part::Sheath, 450.0);
    let mut grip = Grip::default();
    by_pad.pad(&mut grip, Pad { trigger: 0.6, ..Pad::default() }, 20);
    for i in 0..240 {
        let angle = f64::from(i) / 60.0 * core::f64::consts::TAU;
        let right = [libm::cos(angle), libm::sin(angle)];
        by_pad.pad(&mut grip, Pad { right, trigger: 0.6, ..Pad::default() }, 1);
    }
    assert!(turned(&by_pad) >= 350.0, "{}", turned(&by_pad));
    let mut by_keys = Desk::at(Tool::SheathCutter, Part::Sheath, 450.0);
    by_keys.keys(&[KeyCode::Space], 60);
    by_keys.keys(&[KeyCode::Space, KeyCode::KeyE], 400);
    assert!(turned(&by_keys) >= 350.0, "{}", turned(&by_keys));
}

#[test]
fn a_pad_that_is_let_go_opens_the_hand() {
    let mut desk = Desk::at(Tool::Stripper, Part::FibreEnd(Side::Pigtail), 15.0);
    let mut grip = Grip::default();
    desk.pad(&mut grip, Pad { trigger: 0.8, ..Pad::default() }, 10);
    assert!(desk.bench.hand().grip > 180);
    desk.pad(&mut grip, Pad::default(), 20);
    assert_eq!(desk.bench.hand().grip, 0);
}
