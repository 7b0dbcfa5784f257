//! What the event table finds on its own, with good settings and with bad ones.

use super::*;

/// Something on a random line: where it begins in true m, its loss and reflectance.
#[derive(Debug)]
struct Truth {
    at_m: f64,
    loss_db: f64,
    reflectance_db: Option<f64>,
}

/// A random line of about `count` events at least `apart_m` from each other, and what is on it without its end.
fn random_line(seed: u64, nm: Wavelength, count: usize, apart_m: f64) -> (Line, Vec<Truth>, f64) {
    use rand_chacha::rand_core::{RngCore, SeedableRng};
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let mut uniform = |low: f64, high: f64| low + (high - low) * f64::from(rng.next_u32()) / 4_294_967_296.0;
    let (mut legs, mut truth, mut at_m) = (Vec::new(), Vec::new(), 0.0);
    for i in 0..count {
        let length = apart_m * uniform(1.0, 4.0);
        at_m += length;
        let loss_db = 0.1 * libm::pow(5.0, uniform(0.0, 1.0));
        let reflectance_db = (uniform(0.0, 1.0) < 0.3).then(|| uniform(-55.0, -38.0));
        let mut piece = leg(nm, length, Point { loss_db, reflectance_db, causes: Vec::new() });
        piece.attenuation_db_km += uniform(-0.01, 0.01);
        if i + 1 == count {
            piece.end = open_end();
        } else {
            truth.push(Truth { at_m, loss_db, reflectance_db });
        }
        legs.push(piece);
    }
    (Line { wavelength: nm, entry: Point::default(), legs }, truth, at_m)
}

#[derive(Default, Debug)]
struct Score {
    events: usize,
    missed: usize,
    invented: usize,
    displaced: usize,
    worst_loss_db: f64,
    worst_reflectance_db: f64,
    ends_missed: usize,
}

/// Compares the table with the truth; what is within a pulse is found.
fn score(score: &mut Score, table: &EventTable, truth: &[Truth], end_m: f64, pulse_m: f64) {
    let mut used = Vec::new();
    for (i, event) in truth.iter().enumerate() {
        score.events += 1;
        let Some(found) = table.near(event.at_m, 3.0 * pulse_m).filter(|e| e.kind != Kind::Launch) else {
            score.missed += 1;
            println!("missed {event:?}");
            continue;
        };
        if (found.distance_m - event.at_m).abs() > pulse_m {
            score.displaced += 1;
            println!("displaced {:.1} {event:?} {found:?}", found.distance_m - event.at_m);
        }
        used.push(found.distance_m);
        let _ = i;
        let wrong = found.loss_db.map_or(9.0, |db| (db - event.loss_db).abs());
        if wrong > 0.03 { println!("loss {wrong:.3} {event:?} {found:?}"); }
        score.worst_loss_db = score.worst_loss_db.max(wrong);
        if let Some(truth) = event.reflectance_db {
            let wrong = found.reflectance_db.map_or(99.0, |db| (db - truth).abs());
            if wrong > 1.0 { println!("R {wrong:.3} {event:?} {found:?}"); }
            score.worst_reflectance_db = score.worst_reflectance_db.max(wrong);
        }
    }
    for event in &table.events {
        let own = matches!(event.kind, Kind::Launch | Kind::End | Kind::Fade | Kind::Ghost);
        if !own && !used.contains(&event.distance_m) {
            score.invented += 1;
            println!("invented {event:?}");
        }
    }
    if table.end().is_none_or(|end| (end.distance_m - end_m).abs() > pulse_m) {
        score.ends_missed += 1;
        println!("end {end_m} {:?}", table.events.last());
    }
}

#[test]
fn explore() {
    for (pulse, range, apart, count) in [(30.0, 10.0, 200.0, 10), (100.0, 20.0, 500.0, 8), (275.0, 40.0, 1_000.0, 9), (1_000.0, 80.0, 2_000.0, 10), (10.0, 5.0, 60.0, 12)] {
        let mut sum = Score::default();
        for seed in 0..100 {
            let nm = Wavelength::ALL[(seed % 3) as usize * 2 - (seed % 3 == 2) as usize];
            let (line, truth, end) = random_line(seed, nm, count, apart);
            let set = settings(nm, pulse, range, 180.0);
            let trace = acquire(&line, &set, &Receiver::default(), seed);
            let table = events(&trace, &Thresholds { loss_db: 0.05, ..Thresholds::default() });
            let before = sum.missed + sum.invented + sum.displaced + sum.ends_missed;
            score(&mut sum, &table, &truth, end, set.pulse_m());
            if sum.missed + sum.invented + sum.displaced + sum.ends_missed > before {
                println!("  seed {seed} pulse {pulse} nm {nm:?} end {end:.0} floor {:.1}", trace.noise_floor_db);
            }
        }
        println!("== {pulse} ns {range} km: {sum:?}");
    }
}
