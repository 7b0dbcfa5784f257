//! What the shape of a settled fibre says: curvature, turns, length, and what would be read off it.

use super::vector::{V3, cross, dot, length, scale, sub, unit};

/// Curvature at each node, 1/m, from the turn of the tangent over half of both edges; zero at the ends.
pub fn curvatures(places: &[V3]) -> Vec<f64> {
    let mut found = vec![0.0; places.len()];
    for (bend, three) in found.iter_mut().skip(1).zip(places.windows(3)) {
        *bend = curvature(three);
    }
    found
}

/// The sharpest curvature, 1/m, but for the last `soft` nodes.
pub fn sharpest(places: &[V3], soft: usize) -> f64 {
    let firm = places.len().saturating_sub(soft.max(1) + 1);
    places.windows(3).take(firm).map(curvature).fold(0.0, f64::max)
}

fn curvature(three: &[V3]) -> f64 {
    let [before, at, after] = three else { return 0.0 };
    let (a, b) = (sub(*at, *before), sub(*after, *at));
    let (la, lb) = (length(a), length(b));
    let angle = libm::atan2(length(cross(a, b)), dot(a, b));
    if la + lb > 0.0 { 2.0 * angle / (la + lb) } else { 0.0 }
}

/// Curvature averaged over a window of `over` metres: a mode does not feel less.
pub fn smoothed(curvature: &[f64], spacing: f64, over: f64) -> Vec<f64> {
    let half = (over / spacing / 2.0).clamp(0.0, 1e4) as usize;
    (0..curvature.len())
        .map(|i| {
            let window = &curvature[i.saturating_sub(half)..(i + half + 1).min(curvature.len())];
            window.iter().sum::<f64>() / window.len() as f64
        })
        .collect()
}

/// Angle turned in the plane, radians: positive against the clock as seen from above.
pub fn turned(places: &[V3]) -> f64 {
    places
        .windows(3)
        .map(|three| {
            let [before, at, after] = three else { return 0.0 };
            let (a, b) = (sub(*at, *before), sub(*after, *at));
            libm::atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])
        })
        .sum()
}

/// Length, m.
pub fn measured(places: &[V3]) -> f64 {
    places.windows(2).map(|pair| length(sub(pair[1], pair[0]))).sum()
}

/// How often a path passes over itself or over another one, seen from above.
pub fn crossings(path: &[V3], other: &[V3]) -> usize {
    let same = core::ptr::eq(path, other);
    let mut count = 0;
    for (i, p) in path.windows(2).enumerate() {
        let (plow, phigh) = bounds(p);
        for (j, q) in other.windows(2).enumerate() {
            if same && j < i + 2 {
                continue;
            }
            let (qlow, qhigh) = bounds(q);
            let apart = plow[0] > qhigh[0] || qlow[0] > phigh[0] || plow[1] > qhigh[1] || qlow[1] > phigh[1];
            if !apart && cross_in_plane(p[0], p[1], q[0], q[1]) {
                count += 1;
            }
        }
    }
    count
}

fn bounds(pair: &[V3]) -> ([f64; 2], [f64; 2]) {
    let of = |k: usize| (pair[0][k].min(pair[1][k]), pair[0][k].max(pair[1][k]));
    let (x, y) = (of(0), of(1));
    ([x.0, y.0], [x.1, y.1])
}

fn cross_in_plane(a: V3, b: V3, c: V3, d: V3) -> bool {
    let turn = |p: V3, q: V3, r: V3| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// A path with its nodes `spacing` metres apart through points that are not; the last piece may be lost.
///
/// Straight between the points. Nothing for fewer than two points or a spacing of nothing.
pub fn resampled(points: &[V3], spacing: f64, most: usize) -> Vec<V3> {
    let mut path = Vec::new();
    let Some(first) = points.first() else { return path };
    if spacing.is_nan() || spacing <= 0.0 {
        return path;
    }
    path.push(*first);
    let mut last = *first;
    for to in &points[1..] {
        while path.len() < most {
            let way = sub(*to, last);
            let far = length(way);
            if far < spacing {
                break;
            }
            let Some(along) = unit(way) else { break };
            last = [0, 1, 2].map(|k| last[k] + along[k] * spacing);
            path.push(last);
        }
    }
    path
}

/// Points of a circle arc in the plane at a height, `count` of them, from an angle on; negative `radius` turns with the
/// clock.
pub fn arc(centre: [f64; 2], radius: f64, z: f64, from: f64, spacing: f64, count: usize) -> Vec<V3> {
    // The chord, not the arc, is one spacing long.
    let step = 2.0 * libm::asin((spacing / (2.0 * radius.abs())).min(1.0)) * if radius < 0.0 { -1.0 } else { 1.0 };
    (0..count)
        .map(|i| {
            let angle = from + step * i as f64;
            let out = scale([libm::cos(angle), libm::sin(angle), 0.0], radius.abs());
            [centre[0] + out[0], centre[1] + out[1], z]
        })
        .collect()
}
