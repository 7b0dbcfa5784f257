//! What the pointer does with frames, whatever their length.

use super::*;
use crate::catalogue::builtin_catalogue;
use crate::catalogue::vocabulary::Side;
use crate::scenario::{Job, parse_scenario};

fn bench() -> Bench {
    let catalogue = builtin_catalogue().expect("the built-in catalogue is sound");
    let source = include_str!("../../scenarios/geste/premiere-epissure.ron");
    let scenario = parse_scenario("premiere-epissure.ron", source, &catalogue.catalogue).expect("sound");
    Bench::new(Job::draw(&scenario.scenario, &catalogue.catalogue, 1).expect("a job"))
}

fn pointer(gain: f64) -> Pointer {
    Pointer::new(Calibration { gain, left_handed: false, grip_toggle: false }, 0)
}

fn stripped(frames_per_second: u32, gain: f64) -> Sample {
    let (mut bench, mut pointer) = (bench(), pointer(gain));
    assert!(pointer.command(Command::Take(Tool::Stripper), &bench));
    let seconds = 1.0 / f64::from(frames_per_second);
    let mut last = Sample::default();
    pointer.advance(&Frame { seconds, ..Frame::default() }, &mut bench, |_| {});
    let part = Part::FibreEnd(Side::Pigtail);
    assert!(pointer.command(Command::Touch { part, along_mm: 0.0 }, &bench));
    for _ in 0..frames_per_second {
        // Towards the pigtail's clamp is to the right: 200 units of 0.1 mm in one second.
        let motion = [200.0 / f64::from(frames_per_second) / gain, 0.0];
        pointer.advance(&Frame { motion, seconds, ..Frame::default() }, &mut bench, |s| last = s);
    }
    last
}

#[test]
fn the_same_motion_goes_as_far_at_any_frame_rate_and_gain() {
    let at_60 = stripped(60, 1.0);
    assert!((at_60.along_mm() - 35.0).abs() < 0.05, "{}", at_60.along_mm());
    for (rate, gain) in [(15, 1.0), (30, 1.0), (120, 1.0), (240, 1.0), (60, 0.5), (60, 2.0)] {
        assert!((stripped(rate, gain).along_mm() - at_60.along_mm()).abs() < 0.2, "{rate} a second, gain {gain}");
    }
}

#[test]
fn a_lost_window_opens_the_hand() {
    let (mut bench, mut pointer) = (bench(), pointer(1.0));
    pointer.command(Command::Take(Tool::Stripper), &bench);
    pointer.advance(&Frame { seconds: 0.1, ..Frame::default() }, &mut bench, |_| {});
    pointer.command(Command::Touch { part: Part::FibreEnd(Side::Pigtail), along_mm: 0.0 }, &bench);
    pointer.advance(&Frame { held: true, seconds: 0.4, ..Frame::default() }, &mut bench, |_| {});
    assert!(bench.hand().grip > 100);
    pointer.freeze(&bench);
    pointer.advance(&Frame { seconds: 0.05, ..Frame::default() }, &mut bench, |_| {});
    assert_eq!(bench.hand().grip, 0);
}

#[test]
fn a_frame_that_took_an_hour_is_a_pause() {
    let (mut bench, mut pointer) = (bench(), pointer(1.0));
    pointer.advance(&Frame { seconds: 3600.0, motion: [f64::NAN, 5.0], ..Frame::default() }, &mut bench, |_| {});
    assert!(bench.now() <= 60);
    pointer.advance(&Frame { seconds: f64::INFINITY, ..Frame::default() }, &mut bench, |_| {});
    assert!(bench.now() <= 61);
}

#[test]
fn resistance_makes_the_tool_lag_behind_the_pointer() {
    let (mut bench, mut pointer) = (bench(), pointer(1.0));
    pointer.command(Command::Take(Tool::Stripper), &bench);
    pointer.advance(&Frame { seconds: 0.1, ..Frame::default() }, &mut bench, |_| {});
    pointer.command(Command::Touch { part: Part::FibreEnd(Side::Pigtail), along_mm: 0.0 }, &bench);
    let mut go = |motion: f64, held: bool, pointer: &mut Pointer| {
        for _ in 0..30 {
            let frame = Frame { motion: [motion, 0.0], held, seconds: 1.0 / 60.0, ..Frame::default() };
            pointer.advance(&frame, &mut bench, |_| {});
        }
        bench.hand().along_mm()
    };
    let far = go(10.0, false, &mut pointer);
    let closed = go(0.0, true, &mut pointer);
    let pulled = go(-4.0, true, &mut pointer);
    let (free_travel, held_travel) = (300.0 * 0.1, closed - pulled);
    assert!((far - 45.0).abs() < 0.1 && held_travel < 0.7 * 120.0 * 0.1 && free_travel > 0.0, "{held_travel}");
}

#[test]
fn a_trigger_grips_as_far_as_it_is_pulled_and_opens_when_it_is_let_go() {
    let (mut bench, mut pointer) = (bench(), pointer(1.0));
    pointer.command(Command::Take(Tool::Stripper), &bench);
    pointer.advance(&Frame { seconds: 0.1, ..Frame::default() }, &mut bench, |_| {});
    pointer.command(Command::Touch { part: Part::FibreEnd(Side::Pigtail), along_mm: 0.0 }, &bench);
    for pulled in [0.2, 0.5, 0.9, 0.4] {
        let frame = Frame { pressure: Some(pulled), seconds: 0.05, ..Frame::default() };
        pointer.advance(&frame, &mut bench, |_| {});
        assert_eq!(bench.hand().grip, Sample::quantise_grip(pulled));
    }
    pointer.advance(&Frame { seconds: 0.3, ..Frame::default() }, &mut bench, |_| {});
    assert_eq!(bench.hand().grip, 0);
}
