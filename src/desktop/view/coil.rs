//! The fibres in the tray: one glossy tube a strand, moved in place as the rods move, with a glow where light leaks.
//!
//! A strand's meshes are made once, for its longest, and kept: a still fibre costs a comparison of its nodes a frame.

use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::light::{NotShadowCaster, NotShadowReceiver};
use bevy::mesh::{Indices, PrimitiveTopology, VertexAttributeValues};
use bevy::prelude::*;

use crate::bench::Bench;
use crate::bench::coil::SPACING_MM;
use crate::catalogue::vocabulary::{Colour, Side};

use super::super::camera::Gaze;
use super::super::canvas::Canvas;
use super::super::models::{curve, swept_tube, tint_swept_tube, update_swept_tube};
use super::super::work::{Attempt, Desk};
use super::courses::{coated, coils_only, lifted};
use super::{Drawn, fibres};

/// Pieces of a tube for each piece between two nodes.
const STEPS: usize = 3;
/// Sides of a tube.
const SIDES: u32 = 8;
/// Real radius of a coated fibre, mm.
const RADIUS_MM: f64 = 0.125;
/// Loss at which a glow begins, and at which it is full, dB/m.
const LEAKS: (f64, f64) = (0.1, 20.0);
/// Half width of the glow, mm: where it begins, and how much it grows.
const GLOW_MM: (f32, f32) = (2.2, 2.4);
/// Densest glow.
const GLOW_ALPHA: f32 = 0.7;
/// What leaks little and what leaks much, linear.
const AMBER: Vec3 = Vec3::new(1.0, 0.36, 0.02);
const RED: Vec3 = Vec3::new(1.0, 0.025, 0.01);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pool>().add_systems(Startup, dye).add_systems(Update, follow.in_set(Drawn));
}

/// The two materials that all strands share; their colours are in their vertices.
#[derive(Resource)]
struct Skins {
    coat: Handle<StandardMaterial>,
    glow: Handle<StandardMaterial>,
}

/// Every strand that was ever drawn, in the order of the bench's; those that are not there now are hidden.
#[derive(Resource, Default)]
struct Pool(Vec<Tube>);

/// A strand as it is drawn.
struct Tube {
    coat: (Entity, Handle<Mesh>),
    glow: (Entity, Handle<Mesh>),
    /// Most nodes that its meshes have room for.
    room: usize,
    drawn: Option<Drawing>,
    glows: bool,
}

/// What a strand was last drawn from.
#[derive(PartialEq)]
struct Drawing {
    nodes: Vec<[f64; 3]>,
    radius: f32,
    coat: [f32; 4],
    heated: bool,
}

fn dye(mut commands: Commands, mut materials: ResMut<Assets<StandardMaterial>>) {
    let coat = StandardMaterial { base_color: Color::WHITE, perceptual_roughness: 0.4, reflectance: 0.4, ..default() };
    let glow = StandardMaterial {
        base_color: Color::WHITE,
        unlit: true,
        alpha_mode: AlphaMode::Blend,
        cull_mode: None,
        // Over the tube that glows, whatever the distances sort.
        depth_bias: 8.0,
        ..default()
    };
    commands.insert_resource(Skins { coat: materials.add(coat), glow: materials.add(glow) });
}

fn follow(
    desk: Res<Desk>,
    gaze: Res<Gaze>,
    canvas: Res<Canvas>,
    attempt: Option<Res<Attempt>>,
    skins: Res<Skins>,
    mut pool: ResMut<Pool>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut seen: Query<&mut Visibility>,
    mut commands: Commands,
) {
    let Some(bench) = &desk.bench else { return };
    // Whoever works without the guide sees no more than a splicer does; a replay is there to learn from.
    let heated = attempt.is_none_or(|attempt| attempt.guided);
    let radius = coated(fibres::thickness(&gaze, &canvas)) as f32;
    let mut leaks: Option<Vec<Vec<f64>>> = None;
    let mut count = 0;
    let mut nth = [0; 2];
    for (index, (course, nodes)) in bench.coil().strands().enumerate() {
        count = index + 1;
        if pool.0.len() <= index {
            let room = room(bench, course).max(nodes.len());
            pool.0.push(Tube::new(room, &skins, &mut meshes, &mut commands));
        }
        let tube = &mut pool.0[index];
        let nth = &mut nth[course.min(1)];
        let coat = coat(bench, course, *nth);
        *nth += 1;
        let same = tube.drawn.as_ref().is_some_and(|last| {
            last.radius == radius && last.coat == coat && last.heated == heated && last.nodes == nodes
        });
        if !same {
            let hot = heated.then(|| leaks.get_or_insert_with(|| bench.tray_leaks()).get(index)).flatten();
            tube.draw(nodes, radius, coat, hot.map(Vec::as_slice), &mut meshes);
            tube.keep(nodes, radius, coat, heated);
        }
        tube.show(true, &mut seen);
    }
    for tube in pool.0.iter_mut().skip(count) {
        tube.show(false, &mut seen);
    }
}

/// Linear colour of a course's nth strand. Fibres in service are pale beside those that are worked on.
fn coat(bench: &Bench, course: usize, nth: usize) -> [f32; 4] {
    let own = Colour::of((nth % 12) as u8 + 1).srgb();
    let colour = match (coils_only(bench), course) {
        (false, 0) => fibres::coating(bench, Side::Cable),
        (false, _) => fibres::coating(bench, Side::Pigtail),
        (true, 0) => Color::srgb_u8(own[0], own[1], own[2]),
        (true, _) => Color::srgb_u8(own[0], own[1], own[2]).mix(&Color::srgb(0.86, 0.85, 0.80), 0.6),
    };
    colour.to_linear().to_f32_array()
}

/// Most nodes that a strand of a course will have.
fn room(bench: &Bench, course: usize) -> usize {
    let side = if course == Side::Cable.index() { Side::Cable } else { Side::Pigtail };
    (bench.tray_length_mm(side) / SPACING_MM) as usize + 2
}

/// How much a loss shows, 0 to 1: by its order, as an eye would have it.
fn heat(db_per_m: f64) -> f32 {
    if db_per_m <= LEAKS.0 {
        return 0.0;
    }
    ((db_per_m / LEAKS.0).ln() / (LEAKS.1 / LEAKS.0).ln()).min(1.0) as f32
}

impl Tube {
    fn new(room: usize, skins: &Skins, meshes: &mut Assets<Mesh>, commands: &mut Commands) -> Tube {
        let coat = meshes.add(tube_mesh(room));
        let glow = meshes.add(ribbon(room));
        let hidden = (Transform::IDENTITY, NoFrustumCulling, Visibility::Hidden);
        let tube = (Mesh3d(coat.clone()), MeshMaterial3d(skins.coat.clone()), hidden.clone());
        let light = (Mesh3d(glow.clone()), MeshMaterial3d(skins.glow.clone()), hidden);
        Tube {
            coat: (commands.spawn(tube).id(), coat),
            glow: (commands.spawn((light, NotShadowCaster, NotShadowReceiver)).id(), glow),
            room,
            drawn: None,
            glows: false,
        }
    }

    fn show(&self, there: bool, seen: &mut Query<&mut Visibility>) {
        for (entity, shown) in [(self.coat.0, there), (self.glow.0, there && self.glows)] {
            let wanted = if shown { Visibility::Inherited } else { Visibility::Hidden };
            // A tube that was made this frame is found in the next.
            if let Ok(mut visibility) = seen.get_mut(entity)
                && *visibility != wanted
            {
                *visibility = wanted;
            }
        }
    }

    fn keep(&mut self, nodes: &[[f64; 3]], radius: f32, coat: [f32; 4], heated: bool) {
        let mut kept = self.drawn.take().map(|last| last.nodes).unwrap_or_default();
        kept.clear();
        kept.extend_from_slice(nodes);
        self.drawn = Some(Drawing { nodes: kept, radius, coat, heated });
    }

    fn draw(
        &mut self,
        nodes: &[[f64; 3]],
        radius: f32,
        coat: [f32; 4],
        leaks: Option<&[f64]>,
        meshes: &mut Assets<Mesh>,
    ) {
        if nodes.len() > self.room {
            // Longer than any before it: room is made in the same mesh asset.
            self.room = nodes.len();
            for (handle, mesh) in [(&self.coat.1, tube_mesh(self.room)), (&self.glow.1, ribbon(self.room))] {
                if let Some(mut own) = meshes.get_mut(handle) {
                    *own = mesh;
                }
            }
        }
        let times = radius / RADIUS_MM as f32;
        let through: Vec<Vec3> = nodes.iter().map(|node| lifted(node, times)).collect();
        let mut points = curve(&through, STEPS as u32);
        // Rings that are not needed yet lie in the last one.
        points.resize(rings(self.room), points.last().copied().unwrap_or_default());
        let hot: Vec<f32> = match leaks {
            Some(leaks) => (0..points.len()).map(|ring| between(leaks, ring)).collect(),
            None => vec![0.0; points.len()],
        };
        let coat = Vec4::from_array(coat);
        let colours: Vec<[f32; 4]> =
            hot.iter().map(|t| coat.lerp(ember(*t).extend(1.0), 0.9 * t.sqrt()).to_array()).collect();
        if let Some(mut mesh) = meshes.get_mut(&self.coat.1) {
            update_swept_tube(&mut mesh, &points, &[radius]);
            tint_swept_tube(&mut mesh, &colours);
        }
        self.glows = hot.iter().any(|t| *t > 0.0);
        if self.glows
            && let Some(mut mesh) = meshes.get_mut(&self.glow.1)
        {
            lay_ribbon(&mut mesh, &points, radius, &hot);
        }
    }
}

/// Rings of a tube through so many nodes.
fn rings(nodes: usize) -> usize {
    nodes.saturating_sub(1) * STEPS + 1
}

/// Heat at a ring between two nodes.
fn between(leaks: &[f64], ring: usize) -> f32 {
    let (node, part) = (ring / STEPS, (ring % STEPS) as f32 / STEPS as f32);
    let at = |node: usize| leaks.get(node).map_or(0.0, |db| heat(*db));
    at(node) + (at(node + 1) - at(node)) * part
}

fn ember(heat: f32) -> Vec3 {
    AMBER.lerp(RED, ((heat - 0.25) / 0.6).clamp(0.0, 1.0))
}

fn tube_mesh(room: usize) -> Mesh {
    let points: Vec<Vec3> = (0..rings(room)).map(|i| Vec3::X * i as f32).collect();
    swept_tube(&points, &[RADIUS_MM as f32], SIDES)
}

/// A flat band of three vertices a ring, dense in the middle and nothing at its edges.
fn ribbon(room: usize) -> Mesh {
    let count = rings(room);
    let mut indices = Vec::with_capacity(count * 12);
    for ring in 0..count.saturating_sub(1) as u32 {
        for k in [0, 1] {
            let a = ring * 3 + k;
            indices.extend([a, a + 1, a + 3, a + 1, a + 4, a + 3]);
        }
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default())
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vec![[0.0f32; 3]; count * 3])
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, vec![[0.0f32, 1.0, 0.0]; count * 3])
        .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, vec![[0.0f32; 4]; count * 3])
        .with_inserted_indices(Indices::U32(indices))
}

/// Lays the band flat over a fibre, since the tray is looked at from above.
fn lay_ribbon(mesh: &mut Mesh, points: &[Vec3], radius: f32, hot: &[f32]) {
    let (mut positions, mut colours) = (None, None);
    for (_, values) in mesh.attributes_mut() {
        match values {
            VertexAttributeValues::Float32x4(values) => colours = Some(values),
            VertexAttributeValues::Float32x3(values) if positions.is_none() => positions = Some(values),
            _ => {}
        }
    }
    let (Some(positions), Some(colours)) = (positions, colours) else { return };
    let last = points.len().saturating_sub(1);
    let mut side = Vec3::Z;
    for (i, (place, colour)) in
        positions.chunks_exact_mut(3).zip(colours.chunks_exact_mut(3)).enumerate().take(last + 1)
    {
        let way = points[(i + 1).min(last)] - points[i.saturating_sub(1)];
        side = Vec3::new(-way.z, 0.0, way.x).try_normalize().unwrap_or(side);
        let middle = points[i] + Vec3::Y * (radius + 0.12);
        let half = side * (GLOW_MM.0 + GLOW_MM.1 * hot[i]);
        for (k, at) in [middle - half, middle, middle + half].into_iter().enumerate() {
            place[k] = at.to_array();
            let dense = if k == 1 { GLOW_ALPHA * hot[i] } else { 0.0 };
            colour[k] = ember(hot[i]).extend(dense).to_array();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glow_begins_where_light_leaks_and_is_full_at_twenty() {
        assert_eq!((heat(0.0), heat(0.1), heat(20.0), heat(500.0)), (0.0, 0.0, 1.0, 1.0));
        assert!(heat(0.5) > 0.0 && heat(0.5) < heat(5.0));
    }

    #[test]
    fn a_mesh_keeps_its_vertices_while_its_fibre_grows() {
        let mut mesh = tube_mesh(40);
        let count = mesh.count_vertices();
        for nodes in [4, 17, 40] {
            let through: Vec<Vec3> = (0..nodes).map(|i| Vec3::new(5.0 * i as f32, 1.0, 0.0)).collect();
            let mut points = curve(&through, STEPS as u32);
            points.resize(rings(40), points[points.len() - 1]);
            assert!(update_swept_tube(&mut mesh, &points, &[0.2]));
            tint_swept_tube(&mut mesh, &vec![[0.5; 4]; points.len()]);
            assert_eq!(mesh.count_vertices(), count);
        }
        let Some(VertexAttributeValues::Float32x3(places)) = mesh.attribute(Mesh::ATTRIBUTE_POSITION) else {
            panic!("a tube has places")
        };
        let far = places.iter().map(|place| place[0]).fold(0.0, f32::max);
        assert_eq!(far, 195.0);
    }
}
