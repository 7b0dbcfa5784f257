//! Triangles in the making: positions, normals, UVs and colours that are moved, bent, tinted and welded to a mesh.

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;

/// Triangles in the making, in the frame of the thing that they belong to.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub(super) positions: Vec<Vec3>,
    pub(super) normals: Vec<Vec3>,
    pub(super) uvs: Vec<Vec2>,
    pub(super) colours: Vec<[f32; 4]>,
    pub(super) indices: Vec<u32>,
}

impl Shape {
    pub(super) fn vertex(&mut self, position: Vec3, normal: Vec3, uv: Vec2) -> u32 {
        self.positions.push(position);
        self.normals.push(normal.normalize_or(Vec3::Y));
        self.uvs.push(uv);
        self.colours.push([1.0; 4]);
        self.positions.len() as u32 - 1
    }

    pub(super) fn triangle(&mut self, a: u32, b: u32, c: u32) {
        let [pa, pb, pc] = [a, b, c].map(|i| self.positions[i as usize]);
        if (pb - pa).cross(pc - pa).length_squared() > 1e-14 {
            self.indices.extend([a, b, c]);
        }
    }

    /// Adds the triangles of another shape.
    pub fn join(&mut self, other: Shape) {
        let base = self.positions.len() as u32;
        self.positions.extend(other.positions);
        self.normals.extend(other.normals);
        self.uvs.extend(other.uvs);
        self.colours.extend(other.colours);
        self.indices.extend(other.indices.into_iter().map(|i| i + base));
    }

    /// Moved, turned and scaled; a mirror keeps its faces outward.
    pub fn by(mut self, transform: Transform) -> Shape {
        for p in &mut self.positions {
            *p = transform.transform_point(*p);
        }
        for n in &mut self.normals {
            *n = (transform.rotation * (*n / transform.scale)).normalize_or(Vec3::Y);
        }
        if transform.scale.x * transform.scale.y * transform.scale.z < 0.0 {
            for t in self.indices.chunks_exact_mut(3) {
                t.swap(1, 2);
            }
        }
        self
    }

    /// Moved.
    pub fn at(self, x: f32, y: f32, z: f32) -> Shape {
        self.by(Transform::from_xyz(x, y, z))
    }

    /// Turned about x, then y, then z, in degrees.
    pub fn turned(self, x: f32, y: f32, z: f32) -> Shape {
        let q = Quat::from_euler(EulerRot::ZYX, z.to_radians(), y.to_radians(), x.to_radians());
        self.by(Transform::from_rotation(q))
    }

    /// Stretched about the origin.
    pub fn stretched(self, x: f32, y: f32, z: f32) -> Shape {
        self.by(Transform::from_scale(Vec3::new(x, y, z)))
    }

    /// Mirrored left to right.
    pub fn mirrored(self) -> Shape {
        self.stretched(-1.0, 1.0, 1.0)
    }

    /// Every vertex moved by a rule, with flat normals recomputed from the triangles' mean: for cloth and foam.
    pub fn bent(mut self, rule: impl Fn(Vec3) -> Vec3) -> Shape {
        for p in &mut self.positions {
            *p = rule(*p);
        }
        let mut sums = vec![Vec3::ZERO; self.positions.len()];
        for t in self.indices.chunks_exact(3) {
            let [a, b, c] = [t[0] as usize, t[1] as usize, t[2] as usize];
            let n = (self.positions[b] - self.positions[a]).cross(self.positions[c] - self.positions[a]);
            for i in [a, b, c] {
                sums[i] += n;
            }
        }
        for (n, sum) in self.normals.iter_mut().zip(sums) {
            *n = sum.normalize_or(*n);
        }
        self
    }

    /// Vertex colours by a rule of the position; they multiply the surface's colour.
    pub fn tinted(mut self, rule: impl Fn(Vec3) -> [f32; 4]) -> Shape {
        for (c, p) in self.colours.iter_mut().zip(&self.positions) {
            *c = rule(*p);
        }
        self
    }

    /// Vertices moved by a rule with their normals kept: for gentle tapers.
    pub fn shaped(mut self, rule: impl Fn(Vec3) -> Vec3) -> Shape {
        for p in &mut self.positions {
            *p = rule(*p);
        }
        self
    }

    /// UVs of 0 to 1 narrowed to a window of an atlas along u.
    pub fn uv_window(mut self, from: f32, to: f32) -> Shape {
        for uv in &mut self.uvs {
            uv.x = from + uv.x * (to - from);
        }
        self
    }

    /// UVs turned by a right angle, so that a grain runs the other way.
    pub fn uv_turned(mut self) -> Shape {
        for uv in &mut self.uvs {
            *uv = Vec2::new(uv.y, uv.x);
        }
        self
    }

    /// UVs stretched, for textures that repeat.
    pub fn uv_scaled(mut self, k: f32) -> Shape {
        for uv in &mut self.uvs {
            *uv *= k;
        }
        self
    }

    /// The mesh; it keeps its data on the CPU so that it can be merged or bent later.
    pub fn mesh(self) -> Mesh {
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default())
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, self.normals)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, self.uvs)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colours)
            .with_inserted_indices(Indices::U32(self.indices))
    }
}
