//! Cords from each plug to its reel or coil: tubes whose meshes are moved as the plugs are, never made anew.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use crate::bench::measure::ports;
use crate::catalogue::vocabulary::PLUGS;

use super::super::super::aim::vec;
use super::super::super::models::connectors::CORD_RADIUS_MM;
use super::super::super::models::papers::{RIM_MM, RIM_Y};
use super::super::super::models::{swept_tube, update_swept_tube};
use super::super::super::work::Desk;
use super::super::Drawn;
use super::{cord_start, plug_pose};

/// Points of a cord from its plug to its reel.
const POINTS: usize = 56;
/// Points of it that follow the rim of the reel.
const ON_RIM: usize = 12;
/// How far it follows the rim, radians.
const RIM_RAD: f32 = 0.9;
const SIDES: u32 = 10;

/// The half of a cord that ends in a plug, from 0; with where its plug was when it was drawn.
#[derive(Component)]
struct Half(u8, Option<Transform>);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, follow.in_set(Drawn));
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let material = materials.add(StandardMaterial {
        base_color: Color::srgb(0.93, 0.76, 0.12),
        perceptual_roughness: 0.5,
        ..default()
    });
    for plug in 0..PLUGS {
        let points: Vec<Vec3> = (0..POINTS).map(|i| Vec3::new(i as f32, -50.0, 0.0)).collect();
        commands.spawn((
            Half(plug, None),
            Mesh3d(meshes.add(swept_tube(&points, &[CORD_RADIUS_MM], SIDES))),
            MeshMaterial3d(material.clone()),
            Transform::default(),
            NoFrustumCulling,
            Visibility::Hidden,
        ));
    }
}

fn follow(desk: Res<Desk>, mut meshes: ResMut<Assets<Mesh>>, mut halves: Query<(&mut Half, &Mesh3d, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    for (mut half, mesh, mut visibility) in &mut halves {
        let pose = plug_pose(bench, half.0);
        let wanted = if pose.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != wanted {
            *visibility = wanted;
        }
        let Some(pose) = pose.filter(|pose| half.1 != Some(*pose)) else { continue };
        half.1 = Some(pose);
        let points = course(half.0, &pose, vec(bench.measuring_at()));
        if let Some(mut mesh) = meshes.get_mut(&mesh.0) {
            update_swept_tube(&mut mesh, &points, &[CORD_RADIUS_MM]);
        }
    }
}

/// From the plug's boot down to the mat, onto the rim of the reel and a little way round it.
fn course(plug: u8, pose: &Transform, table: Vec3) -> Vec<Vec3> {
    let (from, leaves) = cord_start(pose);
    let middle = table + vec(ports::reel_place(plug / 2)) + Vec3::Y * (RIM_Y - 2.0 * f32::from(plug % 2));
    // The first end meets the rim on its left, the second on its right.
    let turn = if plug.is_multiple_of(2) { -1.0 } else { 1.0 };
    let flat = Vec2::new(from.x - middle.x, from.z - middle.z);
    let away = flat.length().max(RIM_MM + 1.0);
    let towards = flat.y.atan2(flat.x);
    let touch = towards + turn * (RIM_MM / away).acos();
    let rim = |angle: f32| middle + Vec3::new(angle.cos(), 0.0, angle.sin()) * RIM_MM;
    let to = rim(touch);
    let along = turn * Vec3::new(-touch.sin(), 0.0, touch.cos());
    let distance = from.distance(to);
    // A cord is stiff: it leaves its boot straight, and hangs only then.
    let (out, inwards) = ((distance * 0.45).clamp(12.0, 110.0), (distance * 0.5).clamp(10.0, 160.0));
    let (c1, c2) = (from + leaves * out, to - along * inwards);
    // What leaves upwards has its bow overhead and comes down without touching the instrument.
    let hang = (from.y - to.y).max(0.0) * (0.4 - 0.3 * leaves.y.max(0.0));
    let count = POINTS - ON_RIM;
    let mut points: Vec<Vec3> = (0..count)
        .map(|i| {
            let t = i as f32 / (count - 1) as f32;
            let s = 1.0 - t;
            let mut at = from * (s * s * s) + c1 * (3.0 * s * s * t) + c2 * (3.0 * s * t * t) + to * (t * t * t);
            at.y = (at.y - hang * 6.75 * t * t * s).max(CORD_RADIUS_MM + 0.2);
            at
        })
        .collect();
    points.extend((1..=ON_RIM).map(|i| rim(touch + turn * RIM_RAD * i as f32 / ON_RIM as f32)));
    points
}
