//! How fast the reflectometer is on one core: three wavelengths of 64,000 points with noise, and the event table.
//!
//! `cargo bench --no-default-features --bench otdr`; `benches/otdr.sh` sets numpy's time for the same model beside it.
//! With a file name after `--`, the case and its noiseless trace are written there as JSON for numpy to repeat.

use std::fmt::Write as _;
use std::time::Instant;

use epissure::instrument::otdr::{Receiver, Settings, Thresholds, acquire, events, received};
use epissure::optics::{FibreType, Wavelength};
use epissure::plant::{Leg, Line, Point};

const ROUNDS: usize = 41;
const WAVELENGTHS: [Wavelength; 3] = [Wavelength::Nm1310, Wavelength::Nm1550, Wavelength::Nm1625];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let receiver = Receiver::default();
    let cases: Vec<(Line, Settings)> = WAVELENGTHS.into_iter().map(|nm| (line(nm), settings(nm))).collect();
    let traces: Vec<_> = cases.iter().map(|(line, set)| acquire(line, set, &receiver, 1)).collect();
    let points = traces[0].level_db.len();

    let acquiring = median_ms(|seed| {
        for (line, set) in &cases {
            std::hint::black_box(acquire(line, set, &receiver, seed));
        }
    });
    let noiseless = median_ms(|_| {
        for (line, set) in &cases {
            std::hint::black_box(received(line, set, &receiver));
        }
    });
    let table = median_ms(|_| {
        std::hint::black_box(events(&traces[1], &Thresholds::default()));
    });
    let found = events(&traces[1], &Thresholds::default()).events.len();
    println!("reflectometer, one core, median of {ROUNDS}, {points} points");
    println!("three wavelengths, noise of 60 s: {acquiring:>8.3} ms (aim 10); without noise {noiseless:.3} ms");
    println!("event table, {found:>2} events:           {table:>8.3} ms (aim 5)");
    if let Some(file) = arguments.first() {
        std::fs::write(file, json(&cases, &receiver, acquiring)).expect("a file to write to");
    }
}

/// 18 km with splices, connectors and an open end.
fn line(nm: Wavelength) -> Line {
    let fibre = FibreType::G652D.optics();
    let legs = (0..12).map(|i| {
        let reflectance_db = match i {
            0 => Some(-48.0),
            5 => Some(-42.0),
            11 => Some(-14.5),
            _ => None,
        };
        let loss_db = if i == 11 { f64::INFINITY } else { 0.05 + 0.03 * f64::from(i) };
        Leg {
            length_m: if i == 0 { 500.0 } else { 1_500.0 + 20.0 * f64::from(i) },
            attenuation_db_km: fibre.attenuation_db_per_km(nm.nm()) + 0.002 * f64::from(i % 3),
            backscatter_db: fibre.backscatter_db(nm.nm()) + 0.1 * f64::from(i % 2),
            group_index: fibre.group_index(nm.nm()),
            end: Point { loss_db, reflectance_db, causes: Vec::new() },
        }
    });
    Line { wavelength: nm, entry: Point::default(), legs: legs.collect() }
}

fn settings(nm: Wavelength) -> Settings {
    let index = FibreType::G652D.optics().group_index(nm.nm());
    Settings { wavelength: nm, pulse_ns: 30.0, range_m: 20_000.0, averaging_s: 60.0, index }
}

fn median_ms(mut work: impl FnMut(u64)) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let start = Instant::now();
            work(round as u64);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// The case in plain numbers: an infinite loss is written as 1000 dB, no reflection as −1000 dB.
fn json(cases: &[(Line, Settings)], receiver: &Receiver, ms: f64) -> String {
    let mut out = format!("{{\"ms\": {ms}, \"port_db\": {}, \"cases\": [", receiver.port_reflectance_db);
    for (i, (line, set)) in cases.iter().enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        let rise = receiver.rise_ns(set.pulse_ns);
        let _ = write!(
            out,
            "{comma}{{\"pulse_ns\": {}, \"points\": {}, \"step_ns\": {}, \"rise_ns\": {rise}, \"period_ns\": {}, \"tail_ns\": {}, \
             \"tail_db\": {}, \"overload_ns\": {}, \"overload_db\": {}, \"saturation\": {:e}, \"noise\": {:e}, \"legs\": [",
            set.pulse_ns,
            set.points(),
            set.spacing_m() / set.metres_per_ns(),
            receiver.period_ns(set),
            rise * receiver.tail_ratio,
            receiver.tail_db,
            rise * receiver.overload_ratio,
            receiver.overload_db,
            receiver.saturation(set.pulse_ns),
            receiver.noise(set)
        );
        for (k, leg) in line.legs.iter().enumerate() {
            let comma = if k > 0 { ", " } else { "" };
            let (loss, back) = (leg.end.loss_db.min(1e3), leg.end.reflectance_db.unwrap_or(-1e3));
            let (length, fibre, scatter) = (leg.length_m, leg.attenuation_db_km, leg.backscatter_db);
            let _ = write!(out, "{comma}[{length}, {fibre}, {scatter}, {}, {loss}, {back}]", leg.group_index);
        }
        out.push_str("], \"power\": [");
        for (k, power) in received(line, set, receiver).iter().enumerate() {
            let comma = if k > 0 { "," } else { "" };
            let _ = write!(out, "{comma}{power:e}");
        }
        out.push_str("]}");
    }
    out.push_str("]}\n");
    out
}
