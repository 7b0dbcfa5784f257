//! A hand that drives a bench into states that drawings are tested with, and what holds for every loupe.

use bevy_egui::egui;

use super::{show, wanted};
use crate::bench::Bench;
use crate::bench::state::Phase;
use crate::catalogue::builtin_catalogue;
use crate::catalogue::vocabulary::{Key, Part, Sample, Side, Tool};
use crate::scenario::schema::Lang;
use crate::scenario::{Job, parse_scenario};

const FIRST: &str = include_str!("../../../scenarios/geste/premiere-epissure.ron");

/// A hand and the bench under it.
#[derive(Clone)]
pub(crate) struct Hand {
    pub bench: Bench,
    pub sample: Sample,
}

impl Hand {
    pub(crate) fn new(seed: u64) -> Hand {
        Hand::altered(seed, |_| {})
    }

    /// On a bench whose parts a test changed.
    pub(crate) fn altered(seed: u64, change: impl Fn(&mut Job)) -> Hand {
        let catalogue = builtin_catalogue().expect("the catalogue loads").catalogue;
        let scenario = parse_scenario("first", FIRST, &catalogue).expect("the exercise loads").scenario;
        let mut job = Job::draw(&scenario, &catalogue, seed).expect("a job is drawn");
        change(&mut job);
        Hand { bench: Bench::new(job), sample: Sample::default() }
    }

    pub(crate) fn touch(&mut self, tool: Tool, part: Part, along: f64, across: f64) {
        self.leave(tool);
        self.sample.part = part.code();
        self.sample.along = Sample::quantise_mm(along);
        self.sample.across = Sample::quantise_mm(across);
        self.bench.tick(self.sample);
        assert_eq!(self.bench.touching(), Some(part), "{tool:?}");
    }

    pub(crate) fn leave(&mut self, tool: Tool) {
        self.sample = Sample { tool: tool.code(), ..Sample::default() };
        self.bench.tick(self.sample);
    }

    pub(crate) fn grip(&mut self, grip: f64) {
        self.sample.grip = Sample::quantise_grip(grip);
        self.bench.tick(self.sample);
    }

    pub(crate) fn go(&mut self, along: f64, across: f64, turn: f64, ticks: i32) {
        let (from, to) = (self.sample, [Sample::quantise_mm(along), Sample::quantise_mm(across)]);
        let turn = Sample::quantise_deg(turn);
        for i in 1..=ticks {
            self.sample.along = from.along + (to[0] - from.along) * i / ticks;
            self.sample.across = from.across + (to[1] - from.across) * i / ticks;
            self.sample.turn = from.turn + (turn - from.turn) * i / ticks;
            self.bench.tick(self.sample);
        }
    }

    pub(crate) fn wait(&mut self, ticks: u32) {
        for _ in 0..ticks {
            self.bench.tick(self.sample);
        }
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.touch(Tool::Hand, Part::SplicerKey(key), 0.0, 0.0);
        self.grip(0.8);
        self.leave(Tool::Hand);
    }

    pub(crate) fn slide(&mut self, tool: Tool, part: Part, from: f64, to: f64, ticks: i32) {
        self.touch(tool, part, from, 0.0);
        self.grip(0.6);
        self.go(to, 0.0, 0.0, ticks);
        self.leave(tool);
    }

    fn ring(&mut self, tool: Tool, part: Part, at: f64, stop: i16, grip: f64) {
        self.touch(tool, part, at, 0.0);
        self.sample.wheel = stop;
        self.grip(grip);
        self.go(at, 0.0, 380.0, 150);
    }

    /// The job's fibre in hand.
    pub(crate) fn open_cable(&mut self) {
        let tube = Part::Tube(self.bench.job().tube);
        self.ring(Tool::SheathCutter, Part::Sheath, 450.0, 4, 1.0);
        self.slide(Tool::Hand, Part::Sheath, 300.0, -160.0, 200);
        self.ring(Tool::TubeCutter, tube, 390.0, 0, 0.58);
        self.slide(Tool::Hand, tube, 300.0, -100.0, 200);
        let fibre = Part::Fibre(self.bench.job().fibre);
        self.touch(Tool::Hand, fibre, 30.0, 0.0);
        self.grip(0.4);
        self.go(30.0, 28.0, 0.0, 60);
        self.leave(Tool::Hand);
    }

    /// Jaws closed at 35 mm and drawn to a station.
    pub(crate) fn strip(&mut self, side: Side, to: f64) {
        self.touch(Tool::Stripper, Part::FibreEnd(side), 35.0, 0.0);
        self.grip(0.62);
        self.go(to, 0.0, 0.0, 60);
    }

    /// A cleaved end in its groove of the splicer.
    pub(crate) fn cleave_and_load(&mut self, side: Side) {
        self.touch(Tool::of_fibre(side), Part::CleaverGroove, 10.0, 0.0);
        self.go(0.1, 0.0, 0.0, 30);
        self.slide(Tool::Hand, Part::CleaverLid, 0.0, 16.0, 30);
        self.slide(Tool::Hand, Part::CleaverBlade, 0.0, 25.0, 20);
        self.slide(Tool::Hand, Part::CleaverLid, 15.0, -1.0, 30);
        self.leave(Tool::Hand);
        let back = self.bench.state().cleaver.carriage_mm;
        self.slide(Tool::Hand, Part::CleaverBlade, back, 0.0, 20);
        self.touch(Tool::of_fibre(side), Part::SplicerGroove(side), 12.0, 0.0);
        self.go(1.2, 0.0, 0.0, 60);
        self.leave(Tool::Hand);
    }

    /// Both ends in the splicer, cover closed.
    pub(crate) fn loaded(seed: u64) -> Hand {
        let mut hand = Hand::new(seed);
        hand.slide(Tool::Hand, Part::SplicerLid, 40.0, -1.0, 30);
        hand.open_cable();
        for side in Side::BOTH {
            hand.strip(side, -2.0);
            hand.leave(Tool::Hand);
            hand.cleave_and_load(side);
        }
        hand.slide(Tool::Hand, Part::SplicerLid, 0.0, 41.0, 30);
        assert_eq!(hand.bench.state().splicer.phase, Phase::Idle);
        hand
    }
}

/// How many shapes a loupe draws of what the hand is doing, in a room of this size.
fn shapes(hand: &Hand, lang: Lang, room: [f32; 2]) -> Option<usize> {
    let ctx = egui::Context::default();
    let mut drawn = false;
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let area = egui::Rect::from_min_size(egui::Pos2::ZERO, room.into());
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area));
        drawn = show(&mut child, &hand.bench, &hand.sample, lang);
    });
    output.textures_delta.clear();
    drawn.then_some(output.shapes.len())
}

fn drawn(hand: &Hand) {
    assert!(wanted(&hand.bench, &hand.sample));
    for lang in [Lang::Fr, Lang::En] {
        assert!(shapes(hand, lang, [440.0, 250.0]).is_some_and(|count| count > 15));
        // No room at all, a sliver, a whole screen: never a panic.
        for room in [[0.0, 0.0], [90.0, 400.0], [1920.0, 70.0], [1920.0, 1080.0]] {
            assert!(shapes(hand, lang, room).is_some());
        }
    }
}

#[test]
fn an_idle_hand_needs_no_loupe() {
    let mut hand = Hand::new(1);
    assert!(!wanted(&hand.bench, &hand.sample));
    assert_eq!(shapes(&hand, Lang::Fr, [440.0, 250.0]), None);
    hand.touch(Tool::Hand, Part::SplicerLid, 0.0, 0.0);
    assert!(!wanted(&hand.bench, &hand.sample));
}

#[test]
fn every_small_contact_is_drawn_in_any_room() {
    let mut hand = Hand::new(2);
    hand.ring(Tool::SheathCutter, Part::Sheath, 450.0, 9, 1.0);
    drawn(&hand);
    hand.leave(Tool::Hand);

    let mut hand = Hand::new(2);
    hand.open_cable();
    let (tube, side) = (hand.bench.job().tube, Side::Cable);
    for (tool, part, at) in [
        (Tool::SolventWipe, Part::Bundle(tube), 200.0),
        (Tool::SolventWipe, Part::FibreEnd(side), 30.0),
        (Tool::ProtectionSleeve, Part::FibreEnd(side), -3.0),
        (Tool::Stripper, Part::FibreEnd(side), 20.0),
    ] {
        hand.touch(tool, part, at, 0.4);
        drawn(&hand);
        hand.leave(Tool::Hand);
    }
    hand.strip(side, 12.0);
    drawn(&hand);
    hand.go(-2.0, 0.0, 0.0, 30);
    hand.touch(Tool::AlcoholWipe, Part::FibreEnd(side), 30.0, 0.0);
    drawn(&hand);
    hand.touch(Tool::CableFibre, Part::CleaverGroove, 5.0, -0.9);
    drawn(&hand);
    hand.touch(Tool::Hand, Part::CleaverBlade, 0.0, 0.0);
    drawn(&hand);
    hand.slide(Tool::Hand, Part::SplicerLid, 40.0, -1.0, 30);
    hand.touch(Tool::CableFibre, Part::SplicerGroove(side), -0.5, 2.0);
    drawn(&hand);
}

#[test]
fn scraps_and_the_sleeve_are_drawn() {
    let mut hand = Hand::loaded(3);
    hand.touch(Tool::Tweezers, Part::Shard, 1.0, 1.0);
    drawn(&hand);
    hand.grip(0.6);
    drawn(&hand);
}

#[test]
fn the_ring_is_seen_while_it_is_cut() {
    let mut hand = Hand::new(4);
    hand.touch(Tool::SheathCutter, Part::Sheath, 450.0, 0.0);
    hand.grip(1.0);
    hand.go(450.0, 0.0, 90.0, 60);
    assert!(hand.bench.state().cable.ring.is_none());
    let cut = hand.bench.ring_in_progress().expect("the cutter turns");
    assert_eq!(cut.turned_deg(0.5), 100.0);
}

#[test]
fn the_bite_of_the_jaws_is_seen_before_it_comes_off() {
    let mut hand = Hand::new(4);
    hand.touch(Tool::Stripper, Part::FibreEnd(Side::Pigtail), 35.0, 0.0);
    assert!(hand.bench.bite().is_none());
    hand.leave(Tool::Hand);
    hand.strip(Side::Pigtail, 12.0);
    let (from_mm, _) = hand.bench.bite().expect("the jaws are closed");
    assert!((from_mm - 35.0).abs() < 1.0, "{from_mm}");
    assert_eq!(hand.bench.state().pigtail.bare_mm, 0.0);
}

#[test]
fn the_blade_s_dial_and_its_height_knob_are_drawn() {
    for part in [Part::CleaverDial, Part::CleaverHeight] {
        let mut hand = Hand::new(1);
        hand.touch(Tool::Hand, part, 0.0, 0.0);
        drawn(&hand);
        hand.grip(0.6);
        hand.go(0.0, 0.0, 130.0, 40);
        drawn(&hand);
    }
}
