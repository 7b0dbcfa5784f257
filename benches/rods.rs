//! How fast the rods are on one core: fibres in contact in a tray, a full tray mostly at rest, cost by number of nodes.
//!
//! `cargo bench --no-default-features --bench rods`. A frame is 1/60 s, two steps.

use std::time::Instant;

use epissure::rod::{Material, Pinch, Rod, Rods, Scene, Solid, path};

const FRAMES: usize = 120;
const STEP: f64 = 1.0 / 120.0;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("rods, one core, median and fastest of {FRAMES} frames of 1/60 s (two steps)\n");
    let mut busy = coiled(24, 128);
    busy.settle(5.0);
    println!("24 fibres × 128 nodes in a tray, one pulled through them");
    frames("all awake and in contact (aim 1)", &mut busy.clone(), true);
    frames("the rest left to themselves", &mut busy.clone(), false);
    frames("all awake without contact between fibres", &mut busy.clone().free(), true);
    let mut still = busy.clone();
    still.pulled = false;
    frames("all kept awake, none pulled", &mut still, true);
    let mut full = coiled(144, 64);
    let rested = full.settle(60.0);
    println!("144 fibres × 64 nodes, at rest after {rested:.1} s, one pulled through them");
    frames("the rest left to themselves (aim 4)", &mut full, false);
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
    pulled: bool,
}

impl Tray {
    fn free(mut self) -> Tray {
        self.rods.set_touching(false);
        self
    }

    /// What was laid loosely comes to lie: after how many seconds, at most so many.
    fn settle(&mut self, most: f64) -> f64 {
        let steps = (most / STEP) as u32;
        let rested = (0..steps).find(|_| {
            self.rods.step(STEP);
            self.rods.at_rest()
        });
        f64::from(rested.unwrap_or(steps)) * STEP
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
    Tray { rods, pulled: true }
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

/// Prints what frames take, ms, and how many rods were awake on average.
fn frames(what: &str, tray: &mut Tray, all: bool) {
    let mut times = Vec::new();
    let mut awake = 0;
    for frame in 0..FRAMES {
        let angle = frame as f64 * 0.05;
        for index in 0..tray.rods.all().len() {
            let Some(rod) = tray.rods.get_mut(index) else { continue };
            if index == 0 && tray.pulled {
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
    let awake = awake as f64 / FRAMES as f64;
    println!("  {what:<45} {:.3} ms, fastest {:.3} ms, {awake:.1} awake", times[times.len() / 2], times[0]);
}
