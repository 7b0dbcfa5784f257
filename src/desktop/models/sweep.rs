//! Round tubes along a polyline (cables, tubes, fibres), and their update in place while they move.

use std::f32::consts::TAU;

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology, VertexAttributeValues};
use bevy::prelude::*;

/// A tube with flat ends along `points`. `radii` gives one radius a point; the last one repeats.
pub fn swept_tube(points: &[Vec3], radii: &[f32], sides: u32) -> Mesh {
    let sides = sides.max(3);
    let stride = sides + 1;
    let rings = points.len() as u32;
    let (mut positions, mut normals) = (Vec::new(), Vec::new());
    lay(points, radii, sides as usize, |p, n| {
        positions.push(p.to_array());
        normals.push(n.to_array());
    });
    let uvs: Vec<[f32; 2]> = (0..positions.len() as u32)
        .map(|i| [(i % stride) as f32 / sides as f32, (i / stride) as f32 / rings.max(1) as f32])
        .collect();
    let mut indices = Vec::new();
    for r in 0..rings.saturating_sub(1) {
        for k in 0..sides {
            let a = r * stride + k;
            indices.extend([a, a + 1, a + stride, a + 1, a + stride + 1, a + stride]);
        }
    }
    // The two end rings come after the body's, in the same order.
    for (cap, flip) in [(rings, true), (rings + 1, false)] {
        for k in 1..sides - 1 {
            let base = cap * stride;
            let (b, c) = if flip { (base + k + 1, base + k) } else { (base + k, base + k + 1) };
            indices.extend([base, b, c]);
        }
    }
    let colours = vec![[1.0f32; 4]; positions.len()];
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default())
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, normals)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, colours)
        .with_inserted_indices(Indices::U32(indices))
}

/// Moves a mesh of [`swept_tube`] to new points, without touching its index buffer. The number of points must be the
/// one that it was made with; returns whether it was.
pub fn update_swept_tube(mesh: &mut Mesh, points: &[Vec3], radii: &[f32]) -> bool {
    let rings = points.len() + 2;
    let count = mesh.count_vertices();
    if points.is_empty() || !count.is_multiple_of(rings) || count / rings < 4 {
        return false;
    }
    let sides = count / rings - 1;
    let (mut positions, mut normals) = (None, None);
    for (attribute, values) in mesh.attributes_mut() {
        let VertexAttributeValues::Float32x3(values) = values else { continue };
        if attribute.id == Mesh::ATTRIBUTE_POSITION.id {
            positions = Some(values);
        } else if attribute.id == Mesh::ATTRIBUTE_NORMAL.id {
            normals = Some(values);
        }
    }
    let (Some(positions), Some(normals)) = (positions, normals) else { return false };
    let mut slots = positions.iter_mut().zip(normals);
    lay(points, radii, sides, |p, n| {
        if let Some((position, normal)) = slots.next() {
            (*position, *normal) = (p.to_array(), n.to_array());
        }
    });
    true
}

/// Colours a mesh of [`swept_tube`], one colour a point; the two ends take those of their rings.
pub fn tint_swept_tube(mesh: &mut Mesh, colours: &[[f32; 4]]) {
    let (Some(first), Some(last)) = (colours.first(), colours.last()) else { return };
    let stride = mesh.count_vertices() / (colours.len() + 2);
    if let Some(VertexAttributeValues::Float32x4(values)) = mesh.attribute_mut(Mesh::ATTRIBUTE_COLOR) {
        let rings = colours.iter().chain([first, last]);
        for (ring, colour) in values.chunks_mut(stride.max(1)).zip(rings) {
            ring.fill(*colour);
        }
    }
}

/// Emits the vertices in order: a ring a point, then the two end rings. Frames are carried along without twist.
fn lay(points: &[Vec3], radii: &[f32], sides: usize, mut emit: impl FnMut(Vec3, Vec3)) {
    let n = points.len();
    if n == 0 {
        return;
    }
    let tangent = |i: usize| {
        let (a, b) = (points[i.saturating_sub(1)], points[(i + 1).min(n - 1)]);
        (b - a).try_normalize()
    };
    let radius = |i: usize| radii.get(i).or(radii.last()).copied().unwrap_or(1.0);
    let mut along = (0..n).find_map(tangent).unwrap_or(Vec3::X);
    let mut side = along.any_orthonormal_vector();
    let mut ends = [(points[0], along, side); 2];
    let round: Vec<(f32, f32)> = (0..=sides).map(|k| (TAU * k as f32 / sides as f32).sin_cos()).collect();
    let ring = |centre: Vec3, along: Vec3, side: Vec3, r: f32, flat: Option<Vec3>, emit: &mut dyn FnMut(Vec3, Vec3)| {
        let up = along.cross(side);
        for &(sin, cos) in &round {
            let out = side * cos + up * sin;
            emit(centre + out * r, flat.unwrap_or(out));
        }
    };
    for i in 0..n {
        let next = tangent(i).unwrap_or(along);
        side = Quat::from_rotation_arc(along, next) * side;
        side = (side - next * side.dot(next)).try_normalize().unwrap_or_else(|| next.any_orthonormal_vector());
        along = next;
        ring(points[i], along, side, radius(i), None, &mut emit);
        if i == 0 {
            ends[0] = (points[0], along, side);
        }
        ends[1] = (points[i], along, side);
    }
    for ((at, along, side), r, sign) in [(ends[0], radius(0), -1.0), (ends[1], radius(n - 1), 1.0)] {
        ring(at, along, side, r, Some(along * sign), &mut emit);
    }
}

/// A smooth curve through the given points (Catmull-Rom), for cables and wires.
pub fn curve(through: &[Vec3], steps: u32) -> Vec<Vec3> {
    let n = through.len();
    if n < 2 {
        return through.to_vec();
    }
    let mut out = vec![through[0]];
    for i in 0..n - 1 {
        let (p1, p2) = (through[i], through[i + 1]);
        let p0 = if i > 0 { through[i - 1] } else { p1 * 2.0 - p2 };
        let p3 = if i + 2 < n { through[i + 2] } else { p2 * 2.0 - p1 };
        for k in 1..=steps {
            let t = k as f32 / steps as f32;
            let (t2, t3) = (t * t, t * t * t);
            out.push(
                (p1 * 2.0
                    + (p2 - p0) * t
                    + (p0 * 2.0 - p1 * 5.0 + p2 * 4.0 - p3) * t2
                    + (p1 * 3.0 - p0 - p2 * 3.0 + p3) * t3)
                    * 0.5,
            );
        }
    }
    out
}
