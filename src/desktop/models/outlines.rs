//! Outlines in the plane: rounded rectangles, arcs, offsets, and their triangles.

use bevy::prelude::*;

/// Corners of (x, y, radius), counter-clockwise, rounded.
pub fn rounded_outline(corners: &[(f32, f32, f32)], steps: u32) -> Vec<Vec2> {
    let n = corners.len();
    let p = |i: usize| Vec2::new(corners[i % n].0, corners[i % n].1);
    let mut out = Vec::new();
    for (i, corner) in corners.iter().enumerate() {
        let (a, b, c) = (p(i + n - 1), p(i), p(i + 1));
        let (u, v) = ((a - b).normalize_or(Vec2::X), (c - b).normalize_or(Vec2::Y));
        let half = u.angle_to(v).abs() / 2.0;
        let reach = (corner.2 / half.tan().max(1e-3)).min(a.distance(b) * 0.499).min(c.distance(b) * 0.499);
        if corner.2 <= 0.0 || steps == 0 {
            out.push(b);
            continue;
        }
        let (from, to) = (b + u * reach, b + v * reach);
        for k in 0..=steps {
            let t = k as f32 / steps as f32;
            // A quadratic curve is near enough to the arc at these sizes.
            out.push(from * (1.0 - t) * (1.0 - t) + b * 2.0 * t * (1.0 - t) + to * t * t);
        }
    }
    out
}

/// A rectangle with rounded corners, centred, counter-clockwise.
pub fn rounded_rect(width: f32, height: f32, radius: f32, steps: u32) -> Vec<Vec2> {
    let (w, h) = (width / 2.0, height / 2.0);
    rounded_outline(&[(-w, -h, radius), (w, -h, radius), (w, h, radius), (-w, h, radius)], steps)
}

/// Points of an arc in degrees.
pub fn arc(centre: Vec2, radius: f32, from_deg: f32, to_deg: f32, steps: u32) -> Vec<Vec2> {
    (0..=steps)
        .map(|i| {
            let a = (from_deg + (to_deg - from_deg) * i as f32 / steps as f32).to_radians();
            centre + Vec2::from_angle(a) * radius
        })
        .collect()
}

/// A closed outline pushed outward by a distance.
pub fn grown(outline: &[Vec2], by: f32) -> Vec<Vec2> {
    let n = outline.len();
    let area: f32 = (0..n).map(|i| outline[i].perp_dot(outline[(i + 1) % n])).sum();
    let sign = if area < 0.0 { -by } else { by };
    let edge = |i: usize| {
        let d = (outline[(i + 1) % n] - outline[i % n]).normalize_or(Vec2::X);
        Vec2::new(d.y, -d.x)
    };
    (0..n)
        .map(|i| {
            let (a, b) = (edge(i + n - 1), edge(i));
            outline[i] + (a + b) / (1.0 + a.dot(b)).max(0.4) * sign
        })
        .collect()
}

/// Ear clipping of a counter-clockwise outline without holes.
pub(super) fn triangulate(outline: &[Vec2]) -> Vec<[usize; 3]> {
    let mut left: Vec<usize> = (0..outline.len()).collect();
    let mut out = Vec::new();
    while left.len() > 3 {
        let n = left.len();
        let ear = (0..n).find(|&k| {
            let [a, b, c] = [left[(k + n - 1) % n], left[k], left[(k + 1) % n]].map(|i| outline[i]);
            if (b - a).perp_dot(c - b) <= 1e-9 {
                return false;
            }
            !left.iter().map(|&i| outline[i]).any(|p| {
                p != a
                    && p != b
                    && p != c
                    && (b - a).perp_dot(p - a) >= 0.0
                    && (c - b).perp_dot(p - b) >= 0.0
                    && (a - c).perp_dot(p - c) >= 0.0
            })
        });
        // An outline that crosses itself has no ear left; any corner then does.
        let k = ear.unwrap_or(0);
        out.push([left[(k + n - 1) % n], left[k], left[(k + 1) % n]]);
        left.remove(k);
    }
    if let [a, b, c] = left[..] {
        out.push([a, b, c]);
    }
    out
}
