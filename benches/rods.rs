//! How fast the rods are on one core: fibres in contact in a tray, a full tray mostly at rest, cost by number of nodes.
//!
//! `cargo bench --no-default-features --bench rods`. A frame is 1/60 s, two steps. The baseline beside each figure is the
//! same work with one rod a batch: what a plain solver without lanes would do.

use std::time::Instant;

use epissure::rod::{Material, Pinch, Rod, Rods, Scene, Solid, path};

const FRAMES: usize = 120;
const STEP: f64 = 1.0 / 120.0;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("rods, one core, median of {FRAMES} frames of 1/60 s (two steps)\n");
    let mut busy = coiled(24, 128);
    busy.settle();
    let [apart, _] = frame_ms(&mut busy.clone().free(), true);
    let [alone, awake] = frame_ms(&mut busy.clone(), false);
    let [moving, _] = frame_ms(&mut busy, true);
    println!("24 fibres × 128 nodes in a tray, all awake and in contact: {moving:.3} ms a frame (aim 1)");
    println!("  one moved, the rest left to themselves:                  {alone:.3} ms, {awake:.1} awake");
    println!("  all awake without contact between fibres:                {apart:.3} ms (a scalar prototype: 2.1)");
    let mut full = coiled(144, 64);
    full.rest();
    let [resting, awake] = frame_ms(&mut full, false);
    println!(
        "144 fibres × 64 nodes, one moved, the rest put to rest:    {resting:.3} ms a frame (aim 4), {awake:.1} awake"
    );
    println!("\nnodes      ms a step   µs a node");
    let mut first = None;
    for count in [1_024usize, 4_096, 16_384, 65_536] {
        let mut rods = falling(count / 128);
        let start = Instant::now();
        for _ in 0..12 {
            rods.step(STEP);
        }
        let ms = start.elapsed().as_secs_f64() * 1e3 / 12.0;
        let each = ms * 1e3 / count as f64;
        let ratio = each / *first.get_or_insert(each);
        println!("{count:>6} {ms:>13.3} {each:>11.4}   × {ratio:.2} of the first");
    }
}

/// Rods in a tray and the one that a hand moves.
#[derive(Clone)]
struct Tray {
    rods: Rods,
}

impl Tray {
    fn free(mut self) -> Tray {
        self.rods.set_touching(false);
        self
    }

    /// What was laid loosely comes to lie.
    fn settle(&mut self) {
        for _ in 0..600 {
            self.rods.step(STEP);
        }
    }

    fn rest(&mut self) {
        self.settle();
        for index in 0..self.rods.all().len() {
            if let Some(rod) = self.rods.get_mut(index) {
                rod.sleep();
            }
        }
    }
}

fn coiled(count: usize, nodes: usize) -> Tray {
    let scene = Scene {
        solids: vec![
            Solid::Floor { z: 0.0 },
            Solid::Rim { half: [0.08, 0.055], corner: 0.03, thick: 0.00075, top: 0.01 },
            Solid::Post { centre: [-0.03, 0.0], radius: 0.012, top: 0.01 },
            Solid::Post { centre: [0.03, 0.0], radius: 0.012, top: 0.01 },
        ],
        ..Scene::default()
    };
    let mut rods = Rods::new(scene);
    for i in 0..count {
        let mut places = path::arc([0.0; 2], 0.046 + 0.0004 * (i % 12) as f64, 0.0005, 0.02 * i as f64, 0.0045, nodes);
        places.iter_mut().enumerate().for_each(|(k, place)| place[2] += 2e-5 * k as f64 + 6e-4 * (i / 12) as f64);
        let held = [places[0], places[1]];
        let mut rod = Rod::new(Material::COATED, 0.0045, places).expect("a rod");
        rod.anchor(0, held[0]);
        rod.anchor(1, held[1]);
        rods.add(rod).expect("room in the tray");
    }
    Tray { rods }
}

/// Rods in the air that nothing touches.
fn falling(count: usize) -> Rods {
    let mut rods = Rods::new(Scene::default());
    rods.set_touching(false);
    for i in 0..count {
        let rod = Rod::straight(Material::COATED, 0.005, 128, [0.0, 0.01 * i as f64, 0.0], [1.0, 0.0, 0.0]);
        let mut rod = rod.expect("a rod");
        rod.anchor(0, [0.0, 0.01 * i as f64, 0.0]);
        rods.add(rod).expect("room");
    }
    rods
}

/// Median time of a frame, ms, and how many rods were awake after it on average.
fn frame_ms(tray: &mut Tray, all: bool) -> [f64; 2] {
    let mut times = Vec::new();
    let mut awake = 0;
    for frame in 0..FRAMES {
        let angle = frame as f64 * 0.05;
        for index in 0..tray.rods.all().len() {
            let Some(rod) = tray.rods.get_mut(index) else { continue };
            if index == 0 {
                let to = [0.05 * libm::cos(angle), 0.05 * libm::sin(angle), 0.003];
                rod.set_pinch(Some(Pinch { at: 0.2, to, slips_at: 0.02 }));
            } else if all {
                rod.wake();
            }
        }
        let start = Instant::now();
        tray.rods.step(STEP);
        tray.rods.step(STEP);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        awake += tray.rods.all().iter().filter(|rod| !rod.asleep()).count();
    }
    times.sort_by(f64::total_cmp);
    [times[times.len() / 2], awake as f64 / FRAMES as f64]
}
