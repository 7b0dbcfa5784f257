//! Two measurements together: both directions averaged, and one trace against another.

use super::acquire::Trace;
use super::events::{Event, EventTable, Kind};
use super::markers::level_at;

/// An event seen from both ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Averaged {
    /// Distance from the forward port, m: the mean of both where both saw it.
    pub distance_m: f64,
    /// Loss seen forward and backward, dB.
    pub forward_db: Option<f64>,
    pub backward_db: Option<f64>,
    /// Their mean: the true loss, whatever the fibres scatter. `None` where one direction does not say.
    pub loss_db: Option<f64>,
    /// The greater reflectance of both, dB.
    pub reflectance_db: Option<f64>,
}

/// Events of both directions of a line of `length_m`, matched within 0.2 % of the length and at least 20 m.
///
/// Ports, ends and suspected ghosts are left out. What one direction saw alone stands without a mean.
pub fn both_ways(forward: &EventTable, backward: &EventTable, length_m: f64) -> Vec<Averaged> {
    if !length_m.is_finite() {
        return Vec::new();
    }
    let wanted = |event: &&Event| matches!(event.kind, Kind::Loss | Kind::Gain | Kind::Reflective);
    let within = (0.002 * length_m).max(20.0);
    let mut left: Vec<&Event> = backward.events.iter().filter(wanted).collect();
    let mut out = Vec::new();
    for event in forward.events.iter().filter(wanted) {
        let away = |other: &Event| (length_m - other.distance_m - event.distance_m).abs();
        let nearest = (0..left.len()).min_by(|&a, &b| away(left[a]).total_cmp(&away(left[b])));
        let other = nearest.filter(|&i| away(left[i]) <= within).map(|i| left.remove(i));
        let mirrored = other.map_or(event.distance_m, |o| length_m - o.distance_m);
        let backward_db = other.and_then(|o| o.loss_db);
        out.push(Averaged {
            distance_m: 0.5 * (event.distance_m + mirrored),
            forward_db: event.loss_db,
            backward_db,
            loss_db: event.loss_db.zip(backward_db).map(|(a, b)| 0.5 * (a + b)),
            reflectance_db: greater(event.reflectance_db, other.and_then(|o| o.reflectance_db)),
        });
    }
    out.extend(left.iter().map(|event| Averaged {
        distance_m: length_m - event.distance_m,
        forward_db: None,
        backward_db: event.loss_db,
        loss_db: None,
        reflectance_db: event.reflectance_db,
    }));
    out.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
    out
}

fn greater(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

/// Level of `trace` less that of `reference` at every point of `trace` that both cover, dB.
pub fn difference(trace: &Trace, reference: &Trace) -> Vec<f32> {
    let covered = reference.length_m() + 1e-9;
    (0..trace.level_db.len())
        .map_while(|point| {
            let at = trace.distance_m(point);
            let other = level_at(reference, at).filter(|_| at <= covered)?;
            Some((f64::from(trace.level_db[point]) - other) as f32)
        })
        .collect()
}
