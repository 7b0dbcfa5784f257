//! A line as the light of one pulse sees it in time: lengths that scatter, points that reflect, and their ghosts.

use crate::plant::Line;

use super::LIGHT_M_PER_NS;
use super::receiver::{Receiver, power};
use super::settings::within;

/// Reflectors whose mutual ghosts are followed: the strongest ones.
const GHOST_SOURCES: usize = 12;
/// Ghosts that are kept: the strongest ones.
const MOST_GHOSTS: usize = 64;
/// Power under which a ghost is left out, a share of the launched one: far under any noise.
const FAINTEST: f64 = 1e-14;
/// One-way loss after which nothing is followed, dB.
const DARK_DB: f64 = 100.0;

/// A uniform length: scattered power per ns of pulse and ns of round trip, falling exponentially.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Round trip to its start, ns.
    pub start_ns: f64,
    /// Round trip to its end, ns.
    pub end_ns: f64,
    /// Power that 1 ns of pulse sends back from its start, a share of the launched one.
    pub scatter: f64,
    /// Decay, 1/ns of round trip.
    pub decay: f64,
}

/// A reflection, or an echo of reflections.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Echo {
    /// Round trip, ns.
    pub at_ns: f64,
    /// Power that comes back, a share of the launched one.
    pub power: f64,
}

/// All that comes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Echoes {
    pub spans: Vec<Span>,
    pub echoes: Vec<Echo>,
}

/// A reflector and the light around it.
#[derive(Clone, Copy)]
struct Reflector {
    at_ns: f64,
    ratio: f64,
    /// Shares of launched light that arrive before it and go on behind it, one way.
    before: f64,
    behind: f64,
}

/// What a line sends back. Lengths of nothing, losses under 0 and other absurd values are held to the nearest that make
/// sense.
pub fn echoes(line: &Line, receiver: &Receiver) -> Echoes {
    let mut found = Echoes::default();
    let mut reflectors = Vec::new();
    let port = power(receiver.port_reflectance_db.min(0.0));
    let mut share = receiver.launch();
    let entry = line.entry.reflectance_db.map_or(0.0, |db| power(db.min(0.0)));
    let mut loss_db = loss(line.entry.loss_db);
    let after = share * power(-loss_db);
    reflectors.push(Reflector { at_ns: 0.0, ratio: port + entry, before: share, behind: after });
    share = after;
    let mut at_ns = 0.0;
    for leg in &line.legs {
        if loss_db > DARK_DB {
            break;
        }
        let length_m = within(leg.length_m, 0.0, 1e6);
        let fibre_db = length_m / 1_000.0 * within(leg.attenuation_db_km, 1e-4, 1e4);
        if length_m > 0.0 {
            let trip = 2.0 * within(leg.group_index, 1.0, 2.0) * length_m / LIGHT_M_PER_NS;
            // Launched power counts once: `share` holds it already, so its square would count it twice.
            let scatter = power(within(leg.backscatter_db, -120.0, -40.0)) * share * share / receiver.launch();
            let decay = 2.0 * fibre_db * std::f64::consts::LN_10 / 10.0 / trip;
            found.spans.push(Span { start_ns: at_ns, end_ns: at_ns + trip, scatter, decay });
            at_ns += trip;
        }
        let point_db = loss(leg.end.loss_db);
        let before = share * power(-fibre_db);
        share = before * power(-point_db);
        loss_db += fibre_db + point_db;
        if let Some(db) = leg.end.reflectance_db {
            reflectors.push(Reflector { at_ns, ratio: power(db.min(0.0)), before, behind: share });
        }
    }
    let launch = receiver.launch();
    let direct = reflectors.iter().map(|r| Echo { at_ns: r.at_ns, power: r.ratio * r.before * r.before / launch });
    found.echoes.extend(direct);
    ghosts(&mut reflectors, launch, &mut found.echoes);
    found
}

/// Light that goes to `far`, back to `near`, out to `last` and home: arrives at far − near + last (for one pair at
/// z₂ + (z₂ − z₁), with twice the reflection loss of z₂).
fn ghosts(reflectors: &mut Vec<Reflector>, launch: f64, out: &mut Vec<Echo>) {
    reflectors.sort_by(|a, b| (b.ratio * b.before).total_cmp(&(a.ratio * a.before)).then(a.at_ns.total_cmp(&b.at_ns)));
    reflectors.truncate(GHOST_SOURCES);
    let mut ghosts = Vec::new();
    for near in reflectors.iter() {
        for far in reflectors.iter().filter(|far| far.at_ns > near.at_ns) {
            for last in reflectors.iter().filter(|last| last.at_ns > near.at_ns) {
                if near.behind <= 0.0 {
                    continue;
                }
                let between = far.before * last.before / (near.behind * near.behind);
                let power = far.before * far.ratio * near.ratio * between * last.ratio * last.before / launch;
                if power > FAINTEST {
                    ghosts.push(Echo { at_ns: far.at_ns - near.at_ns + last.at_ns, power });
                }
            }
        }
    }
    ghosts.sort_by(|a, b| b.power.total_cmp(&a.power).then(a.at_ns.total_cmp(&b.at_ns)));
    ghosts.truncate(MOST_GHOSTS);
    out.append(&mut ghosts);
}

/// Loss of a point, dB from 0; infinite stays infinite.
const fn loss(db: f64) -> f64 {
    within(db, 0.0, f64::INFINITY)
}
