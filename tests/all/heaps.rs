//! Heaps of fibres: they come to rest, most sleep while one is moved, and what sleeps holds up, yields and falls.

use epissure::rod::{Material, Pinch, Rod, Rods, Scene, Solid, V3, path};

const FIBRE: Material = Material::COATED;
const STEP: f64 = 1.0 / 120.0;
const SPACING: f64 = 0.0045;

fn tray() -> Scene {
    Scene {
        solids: vec![
            Solid::Floor { z: 0.0 },
            Solid::Rim { half: [0.08, 0.055], corner: 0.03, thick: 0.00075, top: 0.01 },
            Solid::Post { centre: [-0.03, 0.0], radius: 0.012, top: 0.01 },
            Solid::Post { centre: [0.03, 0.0], radius: 0.012, top: 0.01 },
        ],
        ..Scene::default()
    }
}

/// Coils that were let go over the floor of a tray, layer upon layer; one end of each is held.
fn heap(count: usize, nodes: usize) -> Rods {
    let mut rods = Rods::new(tray());
    for i in 0..count {
        let radius = 0.046 + 0.0004 * (i % 12) as f64;
        let mut places = path::arc([0.0; 2], radius, 0.0005, 0.02 * i as f64, SPACING, nodes);
        places.iter_mut().enumerate().for_each(|(k, place)| place[2] += 2e-5 * k as f64 + 6e-4 * (i / 12) as f64);
        let held = [places[0], places[1]];
        let mut rod = Rod::new(FIBRE, SPACING, places).unwrap();
        rod.anchor(0, held[0]);
        rod.anchor(1, held[1]);
        rods.add(rod).unwrap();
    }
    rods
}

fn straight(from: V3, nodes: usize, along: V3) -> Rod {
    Rod::straight(FIBRE, SPACING, nodes, from, along).unwrap()
}

fn kinetic(rods: &Rods) -> f64 {
    let speeds = rods.all().iter().flat_map(|rod| rod.speeds());
    speeds.flatten().map(|v| 0.5 * FIBRE.mass * SPACING * v * v).sum()
}

fn awake(rods: &Rods) -> usize {
    rods.all().iter().filter(|rod| !rod.asleep()).count()
}

/// Steps until all sleep; how many seconds that took, no more than `most`.
fn settle(rods: &mut Rods, most: f64) -> Option<f64> {
    let steps = (most / STEP) as u32;
    (0..steps).find_map(|step| {
        rods.step(STEP);
        rods.at_rest().then(|| f64::from(step) * STEP)
    })
}

#[test]
fn a_heap_that_is_left_alone_comes_to_rest() {
    let mut rods = heap(24, 96);
    let most = |rods: &mut Rods, steps: u32| {
        (0..steps).fold(0.0f64, |most, _| {
            rods.step(STEP);
            most.max(kinetic(rods))
        })
    };
    let [early, late] = [most(&mut rods, 60), most(&mut rods, 180)];
    let rested = settle(&mut rods, 6.0);
    println!("heap: {early:.1e} J in motion at first, {late:.1e} J later, at rest {rested:?} s after two");
    assert!(late < 0.1 * early);
    assert!(rested.is_some(), "{} awake", awake(&rods));
}

#[test]
fn most_of_a_heap_sleep_while_one_fibre_is_pulled_through_it() {
    let mut rods = heap(144, 64);
    let rested = settle(&mut rods, 40.0);
    assert!(rested.is_some(), "{} awake", awake(&rods));
    let steps = 240;
    let mut sum = 0;
    for step in 0..steps {
        let angle = 0.025 * f64::from(step);
        let to = [0.05 * libm::cos(angle), 0.05 * libm::sin(angle), 0.003];
        rods.get_mut(0).unwrap().set_pinch(Some(Pinch { at: 0.2, to, slips_at: 0.02 }));
        rods.step(STEP);
        sum += awake(&rods);
    }
    let mean = sum / steps as usize;
    println!("heap of 144: at rest after {rested:?} s, {mean} awake while one is pulled");
    assert!((2..72).contains(&mean), "{mean}");
    rods.get_mut(0).unwrap().set_pinch(None);
    assert!(settle(&mut rods, 40.0).is_some(), "{} awake", awake(&rods));
}

/// Two fibres side by side on the floor and one across them, all asleep.
fn bridge() -> Rods {
    let mut rods = Rods::new(Scene { solids: vec![Solid::Floor { z: 0.0 }], ..Scene::default() });
    for x in [-0.02, 0.02] {
        let mut beam = straight([x, -0.03, FIBRE.radius + 0.004], 14, [0.0, 1.0, 0.0]);
        for node in [0, 1, 12, 13] {
            let at = beam.places()[node];
            beam.anchor(node, at);
        }
        rods.add(beam).unwrap();
    }
    rods.add(straight([-0.036, 0.0, 3.0 * FIBRE.radius + 0.004 - 1e-6], 17, [1.0, 0.0, 0.0])).unwrap();
    assert!(settle(&mut rods, 10.0).is_some());
    rods
}

fn height(rods: &Rods, rod: usize) -> f64 {
    rods.all()[rod].places().iter().map(|place| place[2]).fold(0.0, f64::max)
}

#[test]
fn what_sleeps_holds_up_what_is_laid_on_it() {
    let mut rods = bridge();
    let before = height(&rods, 2);
    assert!(before > 0.004);
    let middle = rods.all()[2].places()[8][2];
    rods.add(straight([0.0, -0.027, middle + 2.0 * FIBRE.radius - 1e-6], 13, [0.0, 1.0, 0.0])).unwrap();
    assert!(settle(&mut rods, 10.0).is_some());
    let (below, above) = (height(&rods, 2), height(&rods, 3));
    println!("it lies at {:.3} mm on what sleeps at {:.3} mm", above * 1e3, below * 1e3);
    assert!(above > below && below > 0.004);
}

#[test]
fn what_sleeps_falls_when_its_support_is_pulled_away() {
    let mut rods = bridge();
    rods.get_mut(0).unwrap().release_from(0);
    for step in 0..240 {
        let to = [-0.02 - 0.0003 * f64::from(step), 0.0, 0.004];
        rods.get_mut(0).unwrap().set_pinch(Some(Pinch { at: 0.03, to, slips_at: f64::INFINITY }));
        rods.step(STEP);
    }
    rods.get_mut(0).unwrap().set_pinch(None);
    assert!(settle(&mut rods, 10.0).is_some());
    let before = 0.004;
    let lowest = rods.all()[2].places().iter().map(|place| place[2]).fold(1.0, f64::min);
    println!("its end lies at {:.3} mm", lowest * 1e3);
    assert!(lowest < before - 0.003);
}

#[test]
fn what_sleeps_wakes_when_its_neighbour_pulls_it_along() {
    let mut rods = bridge();
    let before = height(&rods, 2);
    // Through under the bridge, then up.
    let mut hook = straight([0.0, -0.03, 0.001], 14, [0.0, 1.0, 0.0]);
    hook.wake();
    rods.add(hook).unwrap();
    for step in 0..120 {
        let to = [0.0, 0.0, 0.001 + 0.0001 * f64::from(step)];
        rods.get_mut(3).unwrap().set_pinch(Some(Pinch { at: 0.03, to, slips_at: f64::INFINITY }));
        rods.step(STEP);
    }
    let lifted = height(&rods, 2);
    println!("lifted from {:.3} to {:.3} mm", before * 1e3, lifted * 1e3);
    assert!(!rods.all()[2].asleep() && lifted > before + 0.003);
}
