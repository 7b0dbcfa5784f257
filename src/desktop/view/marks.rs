//! Small things that lie about: scraps of bare glass, which one has to see to bin them.

use bevy::prelude::*;

use crate::bench::layout;
use crate::bench::state::ShardPlace;
use crate::catalogue::vocabulary::Part;

use super::super::aim::vec;
use super::super::camera::Gaze;
use super::super::models::shapes;
use super::super::work::Desk;
use super::Drawn;

/// Scraps that can be seen at once.
const SHARDS: usize = 24;

/// A scrap, by its place in the list.
#[derive(Component)]
struct Scrap(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, scraps.in_set(Drawn));
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let mesh = meshes.add(shapes::cylinder(1.0, 1.0, 0.1, 8).turned(0.0, 0.0, 90.0).mesh());
    let material = materials.add(StandardMaterial {
        base_color: Color::srgb(0.80, 0.92, 1.0),
        emissive: LinearRgba::rgb(0.12, 0.17, 0.2),
        perceptual_roughness: 0.05,
        ..default()
    });
    for i in 0..SHARDS {
        commands.spawn((
            Scrap(i),
            Mesh3d(mesh.clone()),
            MeshMaterial3d(material.clone()),
            Transform::default(),
            Visibility::Hidden,
        ));
    }
}

fn scraps(desk: Res<Desk>, gaze: Res<Gaze>, mut shown: Query<(&Scrap, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let shards = &bench.state().shards;
    let first = shards.len().saturating_sub(SHARDS);
    let thick = (gaze.now().width / 260.0).clamp(1.0, 3.0) * 0.1;
    for (scrap, mut transform, mut visibility) in &mut shown {
        let place = shards.get(first + scrap.0).and_then(|shard| {
            let at = match shard.place {
                ShardPlace::Cleaver => vec(layout::anchor(Part::Shard, 0.0).at),
                ShardPlace::Bench(x, z) => Vec3::new(x as f32, 1.2, z as f32),
                ShardPlace::Held => vec(bench.hand_place()),
                ShardPlace::Bin | ShardPlace::Floor => return None,
            };
            Some((at, shard.length_mm as f32))
        });
        match place {
            Some((at, length)) => {
                visibility.set_if_neq(Visibility::Inherited);
                // Scraps fall as they like: the list's order turns them.
                let yaw = Quat::from_rotation_y(scrap.0 as f32 * 0.7);
                transform.set_if_neq(Transform {
                    translation: at,
                    rotation: yaw,
                    scale: Vec3::new(length, thick, thick),
                });
            }
            None => drop(visibility.set_if_neq(Visibility::Hidden)),
        }
    }
}
