//! A bare window of the engine to time the desktop beside: the same plugins, size and camera, a plane under a lamp.
//!
//! The plane fills the picture, as the bench does. The word `cube` shows a small cube instead; `empty` shows nothing.

use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::prelude::*;
use bevy::winit::WinitSettings;
use epissure::desktop::panels::settings::Quality;
use epissure::desktop::{frames, window};

/// Frames timed where the environment names no number.
const FRAMES: u32 = 30;

/// The word on the command line.
#[derive(Resource)]
struct Word(String);

fn main() -> AppExit {
    let mut app = App::new();
    app.add_plugins(window(Quality::Low, (1366, 768)))
        .insert_resource(WinitSettings::continuous())
        .insert_resource(Word(std::env::args().nth(1).unwrap_or_default()))
        .add_systems(Startup, scene);
    frames::clock(&mut app, frames::asked().unwrap_or(FRAMES));
    app.run()
}

fn scene(
    mut commands: Commands,
    word: Res<Word>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<StandardMaterial>>,
) {
    // As the desktop's eye at the low preset.
    commands.spawn((
        Camera3d::default(),
        Tonemapping::TonyMcMapface,
        Msaa::Off,
        Transform::from_xyz(2.0, 2.0, 4.0).looking_at(Vec3::ZERO, Vec3::Y),
    ));
    if word.0 == "empty" {
        return;
    }
    let white = materials.add(Color::WHITE);
    commands.spawn((DirectionalLight::default(), Transform::from_xyz(1.0, 3.0, 2.0).looking_at(Vec3::ZERO, Vec3::Y)));
    let (shape, at): (Mesh, Transform) = match word.0.as_str() {
        "cube" => (Cuboid::default().into(), Transform::default()),
        _ => (Plane3d::new(Vec3::Y, Vec2::splat(100.0)).into(), Transform::from_xyz(0.0, -0.5, 0.0)),
    };
    commands.spawn((Mesh3d(meshes.add(shape)), MeshMaterial3d(white), at));
}
