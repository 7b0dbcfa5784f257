//! Mesh primitives of the models: rounded boxes, turned and moulded profiles, bevelled plates, with normals and UVs.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI, TAU};

use bevy::mesh::VertexAttributeValues;
use bevy::prelude::*;

use super::outlines::triangulate;
pub use super::outlines::{arc, grown, rounded_outline, rounded_rect};
pub use super::shape::Shape;

/// Edges that meet under a smaller angle are shaded as one curve.
const SMOOTH_RAD: f32 = 0.7;

/// A round tube along a polyline, see [`super::sweep::swept_tube`].
pub fn swept(points: &[Vec3], radii: &[f32], sides: u32) -> Shape {
    let mesh = super::sweep::swept_tube(points, radii, sides);
    let mut s = Shape::default();
    if let (Some(VertexAttributeValues::Float32x3(p)), Some(VertexAttributeValues::Float32x3(n))) =
        (mesh.attribute(Mesh::ATTRIBUTE_POSITION), mesh.attribute(Mesh::ATTRIBUTE_NORMAL))
    {
        for (p, n) in p.iter().zip(n) {
            s.vertex(Vec3::from(*p), Vec3::from(*n), Vec2::ZERO);
        }
    }
    let indices: Vec<u32> = mesh.indices().map_or(Vec::new(), |i| i.iter().map(|i| i as u32).collect());
    for t in indices.chunks_exact(3) {
        s.triangle(t[0], t[1], t[2]);
    }
    s
}

/// A flat quad facing +z, UVs 0 to 1 with v down, centred.
pub fn quad(width: f32, height: f32) -> Shape {
    grid(width, height, 1, 1)
}

/// A flat grid facing +z, UVs 0 to 1 with v down, centred.
pub fn grid(width: f32, height: f32, columns: u32, rows: u32) -> Shape {
    let mut s = Shape::default();
    for j in 0..=rows {
        for i in 0..=columns {
            let (u, v) = (i as f32 / columns as f32, j as f32 / rows as f32);
            s.vertex(Vec3::new((u - 0.5) * width, (0.5 - v) * height, 0.0), Vec3::Z, Vec2::new(u, v));
        }
    }
    for j in 0..rows {
        for i in 0..columns {
            let a = j * (columns + 1) + i;
            let (b, c, d) = (a + 1, a + columns + 1, a + columns + 2);
            s.triangle(a, c, b);
            s.triangle(b, c, d);
        }
    }
    s
}

/// A box with rounded edges, centred. UVs run 0 to 1 a 100 mm.
pub fn rounded_box(width: f32, height: f32, depth: f32, radius: f32, steps: u32) -> Shape {
    let half = Vec3::new(width, height, depth) / 2.0;
    let radius = radius.min(half.min_element()).max(0.0);
    let inner = half - Vec3::splat(radius);
    // Nobody sees more than one facet of so small an edge.
    if steps < 2 || radius < 2.6 {
        return chamfered(half, radius);
    }
    let steps = steps.min(2);
    let axis = |h: f32, inner: f32| -> Vec<f32> {
        let bend: Vec<f32> =
            (0..=steps).map(|i| inner + (h - inner) * (FRAC_PI_4 * i as f32 / steps.max(1) as f32).tan()).collect();
        bend.iter().rev().map(|v| -v).chain(bend.iter().copied()).collect()
    };
    let mut s = Shape::default();
    for (n, u) in [
        (Vec3::X, Vec3::Y),
        (Vec3::NEG_X, Vec3::Y),
        (Vec3::Y, Vec3::Z),
        (Vec3::NEG_Y, Vec3::Z),
        (Vec3::Z, Vec3::X),
        (Vec3::NEG_Z, Vec3::X),
    ] {
        let v = n.cross(u);
        let us = axis(half.dot(u.abs()), inner.dot(u.abs()));
        let vs = axis(half.dot(v.abs()), inner.dot(v.abs()));
        let base = s.positions.len() as u32;
        for &b in &vs {
            for &a in &us {
                let p = n * half.dot(n.abs()) + u * a + v * b;
                let core = p.clamp(-inner, inner);
                let normal = (p - core).normalize_or(n);
                s.vertex(core + normal * radius, normal, Vec2::new(a, b) / 100.0);
            }
        }
        let w = us.len() as u32;
        for j in 0..vs.len() as u32 - 1 {
            for i in 0..w - 1 {
                let a = base + j * w + i;
                s.triangle(a, a + 1, a + w);
                s.triangle(a + 1, a + w + 1, a + w);
            }
        }
    }
    s
}

/// Flat faces joined by one facet an edge, shaded round: 44 triangles.
fn chamfered(half: Vec3, radius: f32) -> Shape {
    const AXES: [Vec3; 3] = [Vec3::X, Vec3::Y, Vec3::Z];
    let core = half - Vec3::splat(radius);
    let sign = |corner: usize, axis: usize| if corner & (1 << axis) == 0 { -1.0 } else { 1.0 };
    let mut s = Shape::default();
    for (axis, direction) in AXES.into_iter().enumerate() {
        for corner in 0..8 {
            let signs = Vec3::new(sign(corner, 0), sign(corner, 1), sign(corner, 2));
            let normal = direction * signs[axis];
            let p = core * signs + normal * radius;
            let uv = [Vec2::new(p.y, p.z), Vec2::new(p.z, p.x), Vec2::new(p.x, p.y)][axis] / 100.0;
            s.vertex(p, normal, uv);
        }
    }
    let at = |axis: usize, corner: usize| (axis * 8 + corner) as u32;
    let outward = |s: &mut Shape, a: u32, b: u32, c: u32| {
        let [pa, pb, pc] = [a, b, c].map(|i| s.positions[i as usize]);
        let out = [a, b, c].iter().map(|&i| s.normals[i as usize]).sum::<Vec3>();
        if (pb - pa).cross(pc - pa).dot(out) < 0.0 { s.triangle(a, c, b) } else { s.triangle(a, b, c) }
    };
    for axis in 0..3 {
        let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
        for end in [0, 1 << axis] {
            let c = [end, end | 1 << u, end | 1 << v, end | 1 << u | 1 << v].map(|corner| at(axis, corner));
            outward(&mut s, c[0], c[1], c[2]);
            outward(&mut s, c[1], c[3], c[2]);
        }
        // The four edges along this axis, each between a face of u and one of v.
        for corner in (0..8).filter(|corner| corner & (1 << axis) == 0) {
            let far = corner | 1 << axis;
            outward(&mut s, at(u, corner), at(u, far), at(v, corner));
            outward(&mut s, at(u, far), at(v, far), at(v, corner));
        }
    }
    for corner in 0..8 {
        outward(&mut s, at(0, corner), at(1, corner), at(2, corner));
    }
    s
}

/// A box with chamfered edges: the cheap rounded box.
pub fn block(width: f32, height: f32, depth: f32, bevel: f32) -> Shape {
    rounded_box(width, height, depth, bevel, 1)
}

/// Normals of a profile's edges at both their ends, smoothed where the profile bends gently.
fn profile_normals(profile: &[Vec2]) -> Vec<(Vec2, Vec2)> {
    let edges: Vec<Vec2> =
        profile.windows(2).map(|w| Vec2::new(w[1].y - w[0].y, w[0].x - w[1].x).normalize_or(Vec2::X)).collect();
    let joint = |a: Vec2, b: Vec2| if a.angle_to(b).abs() < SMOOTH_RAD { (a + b).normalize_or(a) } else { a };
    let closed = profile.len() > 2 && profile[0].distance(profile[profile.len() - 1]) < 1e-4;
    let n = edges.len();
    (0..n)
        .map(|i| {
            let before = if i > 0 { Some(edges[i - 1]) } else { closed.then(|| edges[n - 1]) };
            let after = if i + 1 < n { Some(edges[i + 1]) } else { closed.then(|| edges[0]) };
            (before.map_or(edges[i], |b| joint(edges[i], b)), after.map_or(edges[i], |a| joint(edges[i], a)))
        })
        .collect()
}

/// A profile of (radius, y) turned about y. List it from the bottom, outward, up and in: faces look right of its run.
pub fn lathe(profile: &[(f32, f32)], segments: u32) -> Shape {
    let profile: Vec<Vec2> = profile.iter().map(|&(r, y)| Vec2::new(r, y)).collect();
    let normals = profile_normals(&profile);
    let mut s = Shape::default();
    for (edge, (n0, n1)) in profile.windows(2).zip(normals) {
        let base = s.positions.len() as u32;
        for i in 0..=segments {
            let a = TAU * i as f32 / segments as f32;
            for (p, n) in [(edge[0], n0), (edge[1], n1)] {
                let (sin, cos) = a.sin_cos();
                s.vertex(
                    Vec3::new(p.x * cos, p.y, p.x * sin),
                    Vec3::new(n.x * cos, n.y, n.x * sin),
                    Vec2::new(a / TAU, p.y / 100.0),
                );
            }
        }
        for i in 0..segments {
            let a = base + 2 * i;
            s.triangle(a, a + 1, a + 2);
            s.triangle(a + 2, a + 1, a + 3);
        }
    }
    s
}

/// A cylinder along y with chamfered ends, centred.
pub fn cylinder(radius: f32, height: f32, bevel: f32, segments: u32) -> Shape {
    let h = height / 2.0;
    let b = bevel.min(h).min(radius);
    lathe(&[(0.0, -h), (radius - b, -h), (radius, -h + b), (radius, h - b), (radius - b, h), (0.0, h)], segments)
}

/// A hollow cylinder along y, centred.
pub fn pipe(outer: f32, inner: f32, height: f32, bevel: f32, segments: u32) -> Shape {
    let h = height / 2.0;
    let b = bevel.min((outer - inner) / 2.0).min(h);
    lathe(
        &[
            (inner, -h),
            (outer - b, -h),
            (outer, -h + b),
            (outer, h - b),
            (outer - b, h),
            (inner + b, h),
            (inner, h - b),
            (inner, -h),
        ],
        segments,
    )
}

/// A ball.
pub fn ball(radius: f32, segments: u32) -> Shape {
    let steps = (segments / 2).max(3);
    let profile: Vec<(f32, f32)> = (0..=steps)
        .map(|i| {
            let a = -FRAC_PI_2 + PI * i as f32 / steps as f32;
            (radius * a.cos().max(0.0), radius * a.sin())
        })
        .collect();
    lathe(&profile, segments)
}

/// A ring about y.
pub fn torus(radius: f32, thickness: f32, segments: u32, sides: u32) -> Shape {
    let profile: Vec<(f32, f32)> = (0..=sides)
        .map(|i| {
            let a = -PI + TAU * i as f32 / sides as f32;
            (radius + thickness * a.cos(), thickness * a.sin())
        })
        .collect();
    lathe(&profile, segments)
}

/// A cross section of (offset, y) drawn along a path in the bench plane (x, z). Offsets are to the right of the run;
/// list the section from the outer foot up and back down, as for [`lathe`].
pub fn moulding(path: &[Vec2], closed: bool, section: &[(f32, f32)]) -> Shape {
    let n = path.len();
    let section: Vec<Vec2> = section.iter().map(|&(o, y)| Vec2::new(o, y)).collect();
    let normals = profile_normals(&section);
    let right = |a: Vec2, b: Vec2| {
        let d = (b - a).normalize_or(Vec2::X);
        Vec2::new(d.y, -d.x)
    };
    let mitre: Vec<Vec2> = (0..n)
        .map(|i| {
            let before = if i > 0 || closed { Some(right(path[(i + n - 1) % n], path[i])) } else { None };
            let after = if i + 1 < n || closed { Some(right(path[i], path[(i + 1) % n])) } else { None };
            match (before, after) {
                (Some(a), Some(b)) => (a + b) / (1.0 + a.dot(b)).max(0.3),
                (Some(a), None) | (None, Some(a)) => a,
                (None, None) => Vec2::X,
            }
        })
        .collect();
    let mut s = Shape::default();
    let rings = if closed { n + 1 } else { n };
    for (edge, (n0, n1)) in section.windows(2).zip(normals) {
        let base = s.positions.len() as u32;
        let mut run = 0.0;
        for k in 0..rings {
            let i = k % n;
            if k > 0 {
                run += path[i].distance(path[k - 1]);
            }
            for (p, nn) in [(edge[0], n0), (edge[1], n1)] {
                let xz = path[i] + mitre[i] * p.x;
                let side = mitre[i].normalize_or(Vec2::X) * nn.x;
                s.vertex(Vec3::new(xz.x, p.y, xz.y), Vec3::new(side.x, nn.y, side.y), Vec2::new(run, p.y) / 100.0);
            }
        }
        for k in 0..rings as u32 - 1 {
            let a = base + 2 * k;
            s.triangle(a, a + 1, a + 2);
            s.triangle(a + 2, a + 1, a + 3);
        }
    }
    s
}

/// A wall of a thickness and height along a path, its middle on the path, with a chamfered top.
pub fn wall(path: &[Vec2], closed: bool, thickness: f32, height: f32) -> Shape {
    let (t, b) = (thickness / 2.0, thickness / 4.0);
    let mut s = moulding(
        path,
        closed,
        &[(t, 0.0), (t, height - b), (t - b, height), (b - t, height), (-t, height - b), (-t, 0.0)],
    );
    if !closed {
        // The two ends would show a hollow wall.
        for (end, next) in [(0, 1), (path.len() - 1, path.len() - 2)] {
            let out = (path[end] - path[next]).normalize_or(Vec2::X);
            let yaw = out.x.atan2(out.y).to_degrees();
            s.join(quad(thickness, height).at(0.0, height / 2.0, 0.0).turned(0.0, yaw, 0.0).at(
                path[end].x,
                0.0,
                path[end].y,
            ));
        }
    }
    s
}

/// An outline, counter-clockwise, pushed out along z to a plate with chamfered edges, centred on z = 0.
pub fn plate(outline: &[Vec2], depth: f32, bevel: f32) -> Shape {
    let mut outline = outline.to_vec();
    let area: f32 = (0..outline.len()).map(|i| outline[i].perp_dot(outline[(i + 1) % outline.len()])).sum();
    if area < 0.0 {
        outline.reverse();
    }
    let n = outline.len();
    let h = depth / 2.0;
    let edge: Vec<Vec2> = (0..n)
        .map(|i| {
            let d = (outline[(i + 1) % n] - outline[i]).normalize_or(Vec2::X);
            Vec2::new(d.y, -d.x)
        })
        .collect();
    let inset: Vec<Vec2> = (0..n)
        .map(|i| {
            let (a, b) = (edge[(i + n - 1) % n], edge[i]);
            outline[i] - (a + b) / (1.0 + a.dot(b)).max(0.4) * bevel
        })
        .collect();
    let soft = |own: Vec2, other: Vec2| {
        if own.angle_to(other).abs() < SMOOTH_RAD { (own + other).normalize_or(own) } else { own }
    };
    let mut s = Shape::default();
    for i in 0..n {
        let j = (i + 1) % n;
        let (n0, n1) = (soft(edge[i], edge[(i + n - 1) % n]), soft(edge[i], edge[j]));
        let mut strip = |lo: [Vec2; 2], z0: f32, hi: [Vec2; 2], z1: f32, tilt: f32| {
            let at = |p: Vec2, z: f32, nn: Vec2, s: &mut Shape| {
                s.vertex(p.extend(z), nn.extend(tilt), Vec2::new(p.x + p.y, z) / 100.0)
            };
            let a = at(lo[0], z0, n0, &mut s);
            let b = at(lo[1], z0, n1, &mut s);
            let c = at(hi[0], z1, n0, &mut s);
            let d = at(hi[1], z1, n1, &mut s);
            s.triangle(a, b, c);
            s.triangle(b, d, c);
        };
        strip([outline[i], outline[j]], bevel - h, [outline[i], outline[j]], h - bevel, 0.0);
        if bevel > 0.0 {
            strip([outline[i], outline[j]], h - bevel, [inset[i], inset[j]], h, 1.0);
            strip([inset[i], inset[j]], -h, [outline[i], outline[j]], bevel - h, -1.0);
        }
    }
    let ears = triangulate(&inset);
    for (z, normal) in [(h, Vec3::Z), (-h, Vec3::NEG_Z)] {
        let base = s.positions.len() as u32;
        for p in &inset {
            s.vertex(p.extend(z), normal, *p / 100.0);
        }
        for t in &ears {
            let [a, b, c] = t.map(|i| base + i as u32);
            if z > 0.0 { s.triangle(a, b, c) } else { s.triangle(a, c, b) }
        }
    }
    s
}

/// An outline of (z, y) seen from the right side, pushed out along x: for profiles of housings, pliers, grooves.
pub fn profile(outline_zy: &[Vec2], width: f32, bevel: f32) -> Shape {
    let outline: Vec<Vec2> = outline_zy.iter().map(|p| Vec2::new(-p.x, p.y)).collect();
    plate(&outline, width, bevel).turned(0.0, 90.0, 0.0)
}

/// An outline of (x, z) pushed up along y: for feet, floors and lids.
pub fn slab(outline_xz: &[Vec2], height: f32, bevel: f32) -> Shape {
    let outline: Vec<Vec2> = outline_xz.iter().map(|p| Vec2::new(p.x, -p.y)).collect();
    plate(&outline, height, bevel).turned(-90.0, 0.0, 0.0)
}

/// A dark patch on the bench that fades outward: the soft shadow under a thing, kept even without shadow maps.
pub fn soft_patch(width: f32, depth: f32, spread: f32, strength: f32) -> Shape {
    let mut s = Shape::default();
    let rings = [(-spread * 0.5, 1.0), (spread * 0.15, 0.55), (spread * 0.5, 0.2), (spread, 0.0)];
    let outline = |grow: f32| rounded_rect(width + 2.0 * grow, depth + 2.0 * grow, (spread * 0.6 + grow).max(1.0), 4);
    let n = outline(0.0).len() as u32;
    let centre = s.vertex(Vec3::ZERO, Vec3::Y, Vec2::ZERO);
    s.colours[0] = [1.0, 1.0, 1.0, strength];
    for (grow, alpha) in rings {
        for p in outline(grow) {
            let i = s.vertex(Vec3::new(p.x, 0.0, -p.y), Vec3::Y, Vec2::ZERO) as usize;
            s.colours[i] = [1.0, 1.0, 1.0, strength * alpha];
        }
    }
    for k in 0..n {
        let (a, b) = (1 + k, 1 + (k + 1) % n);
        s.triangle(centre, a, b);
        for r in 0..rings.len() as u32 - 1 {
            let (a, b) = (a + r * n, b + r * n);
            s.triangle(a, a + n, b);
            s.triangle(b, a + n, b + n);
        }
    }
    s
}
