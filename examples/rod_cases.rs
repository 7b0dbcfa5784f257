//! Prints our answers and their cost, as JSON, for the two cases that `benches/pyelastica.sh` puts beside PyElastica's.
//!
//! A heavy cantilever until it hangs still, and the twist at which a closed ring leaves its plane. The places, the drag
//! and the simulated time are those of `benches/pyelastica.py`; a rod is woken each step, so that no sleep is free time.

use std::f64::consts::{PI, TAU};
use std::time::Instant;

use epissure::rod::{Material, Rod, Rods, Scene, Twist, V3, path};

const FIBRE: Material = Material::COATED;
const STEP: f64 = 1.0 / 120.0;
/// Times that each run is repeated for its cost: one is over in less than a millisecond.
const REPEATS: u32 = 200;

const CANTILEVER: f64 = 0.1;
const CANTILEVER_EDGES: usize = 32;
const CANTILEVER_TIP: [f64; 2] = [0.099618, -0.008172];
const CANTILEVER_DRAG: f64 = 80.0;
const CANTILEVER_TIME: f64 = 0.5;

const RING: f64 = 0.05;
const RING_EDGES: usize = 48;
const RING_DRAG: f64 = 80.0;
const RING_TIME: f64 = 0.4;
/// How far the ring is bent out of its plane to start with, m; by which shares of the exact threshold it is twisted.
const RING_BEND: f64 = 2e-5;
const RING_SHARES: [f64; 2] = [0.99, 1.01];

fn main() {
    let (tip, cantilever_cost) = cantilever();
    let off = (tip[0] - CANTILEVER_TIP[0]).hypot(tip[2] - CANTILEVER_TIP[1]);
    let (threshold, ring_cost) = ring();
    let exact = TAU * f64::sqrt(3.0) * FIBRE.bending / FIBRE.twisting;
    println!(
        "{}",
        serde_json::json!([
            { "case": "cantilever", "elements": CANTILEVER_EDGES, "step": STEP, "error": off * 1e3, "unit": "mm",
              "cost": cantilever_cost },
            { "case": "ring", "elements": RING_EDGES, "step": STEP, "error": (threshold / exact - 1.0) * 1e2, "unit": "%",
              "cost": ring_cost },
        ])
    );
}

/// Runs `rods` for so long, many times from the same start: the last state and the seconds for one simulated second.
fn run(start: &Rods, time: f64) -> (Rods, f64) {
    let steps = (time / STEP).round() as u32;
    let mut rods = start.clone();
    let mut spent = 0.0;
    for _ in 0..REPEATS {
        rods = start.clone();
        let clock = Instant::now();
        for _ in 0..steps {
            if let Some(rod) = rods.get_mut(0) {
                rod.wake();
            }
            rods.step(STEP);
        }
        spent += clock.elapsed().as_secs_f64();
    }
    (rods, spent / f64::from(REPEATS) / time)
}

fn world(rod: Rod, gravity: f64, drag: f64) -> Rods {
    let mut rods = Rods::new(Scene { solids: Vec::new(), gravity: [0.0, 0.0, gravity], drag });
    rods.set_touching(false);
    rods.add(rod).expect("nothing is in the way");
    rods
}

/// The clamp holds the direction of the first edge, that is the tangent at its middle: the free length starts there.
fn cantilever() -> (V3, f64) {
    let h = CANTILEVER / (CANTILEVER_EDGES as f64 - 0.5);
    let from = [-h / 2.0, 0.0, 0.0];
    let mut rod = Rod::straight(FIBRE, h, CANTILEVER_EDGES + 1, from, [1.0, 0.0, 0.0]).expect("a rod");
    let held = [rod.places()[0], rod.places()[1]];
    rod.anchor(0, held[0]);
    rod.anchor(1, held[1]);
    let (rods, cost) = run(&world(rod, -9.81, CANTILEVER_DRAG), CANTILEVER_TIME);
    (*rods.all()[0].places().last().expect("a tip"), cost)
}

/// Where the rate at which a bent ring grows or comes back is nothing, between two twists beside the exact threshold.
fn ring() -> (f64, f64) {
    let exact = TAU * f64::sqrt(3.0) * FIBRE.bending / FIBRE.twisting;
    let mut cost = 0.0;
    let rates = RING_SHARES.map(|share| {
        // Half the difference of both directions: what the clamp makes it lean by itself drops out.
        let [up, down] = [RING_BEND, -RING_BEND].map(|bend| {
            let (read, spent) = twisted_ring(exact * share, bend);
            cost += spent / 4.0;
            read
        });
        libm::log((up[1] - down[1]) / (up[0] - down[0])) / (RING_TIME / 2.0)
    });
    let share = RING_SHARES[0] - rates[0] * (RING_SHARES[1] - RING_SHARES[0]) / (rates[1] - rates[0]);
    (exact * share, cost)
}

/// How far a twisted ring that was bent out of its plane is bent at half time and at the end.
fn twisted_ring(turned: f64, bend: f64) -> ([f64; 2], f64) {
    let h = 2.0 * RING * libm::sin(PI / RING_EDGES as f64);
    // The first and the last edge are the same one, clamped, so that the ring is closed.
    let mut places = path::arc([0.0; 2], RING, 0.0, 0.0, h, RING_EDGES + 2);
    let angle = |i: usize| TAU * (i as f64 - 0.5) / RING_EDGES as f64;
    for (i, place) in places.iter_mut().enumerate().take(RING_EDGES).skip(2) {
        place[2] = bend * (libm::sin(2.0 * angle(i)) - 2.0 * libm::sin(angle(i)));
    }
    let held: Vec<(usize, V3)> = [0, 1, RING_EDGES, RING_EDGES + 1].map(|i| (i, places[i])).to_vec();
    let mut rod = Rod::new(FIBRE, h, places).expect("a rod");
    for (node, at) in held {
        rod.anchor(node, at);
    }
    let up = [0.0, 0.0, 1.0];
    rod.set_twist(Some(Twist { imposed: turned, over: h * RING_EDGES as f64, frames: Some([up, up]) }));
    let start = world(rod, 0.0, RING_DRAG);
    let read = |rods: &Rods| {
        rods.all()[0].places().iter().enumerate().map(|(i, at)| at[2] * libm::sin(2.0 * angle(i))).sum::<f64>()
    };
    let (half, first) = run(&start, RING_TIME / 2.0);
    let (end, second) = run(&half, RING_TIME / 2.0);
    ([read(&half), read(&end)], (first + second) / 2.0)
}
