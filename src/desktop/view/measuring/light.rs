//! The fault locator's red light: at its mouth, and where it comes out for an eye to see.

use bevy::light::{NotShadowCaster, NotShadowReceiver};
use bevy::prelude::*;

use crate::bench::Bench;
use crate::bench::measure::ports;
use crate::catalogue::vocabulary::{Device, PLUGS, Part, TICKS_PER_SECOND};
use crate::plant::{Piece, What};

use super::super::super::aim::vec;
use super::super::super::camera::Gaze;
use super::super::super::models::connectors::MOUTH_MM;
use super::super::super::models::shapes;
use super::super::super::work::Desk;
use super::super::Drawn;
use super::{out_of, plug_pose};

/// Blinks per second.
const BLINK_HZ: u32 = 2;

/// A glow; the second of each pair is the faint halo round it.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
enum Glow {
    Mouth,
    Exit,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, shine.in_set(Drawn));
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let core =
        materials.add(StandardMaterial { base_color: Color::linear_rgb(4.0, 0.12, 0.08), unlit: true, ..default() });
    let halo = |alpha: f32| StandardMaterial {
        base_color: Color::linear_rgba(1.6, 0.0, 0.0, alpha),
        unlit: true,
        alpha_mode: AlphaMode::Blend,
        depth_bias: 10.0,
        ..default()
    };
    let halos = [(3.6, 0.42), (6.0, 0.24), (9.5, 0.13), (14.0, 0.06)]
        .map(|(radius, alpha)| (radius, materials.add(halo(alpha))));
    for glow in [Glow::Mouth, Glow::Exit] {
        let mut put = |radius: f32, material: &Handle<StandardMaterial>| {
            commands.spawn((
                glow,
                Mesh3d(meshes.add(shapes::ball(radius, 20).mesh())),
                MeshMaterial3d(material.clone()),
                Transform::default(),
                Visibility::Hidden,
                NotShadowCaster,
                NotShadowReceiver,
            ));
        };
        put(2.0, &core);
        for (radius, material) in &halos {
            put(*radius, material);
        }
    }
}

/// The port or plug out of which the locator's light comes into the open, if it comes out of any but its own.
pub fn exit(bench: &Bench) -> Option<Part> {
    let measure = bench.measure().filter(|measure| measure.has(Device::Locator) && measure.locator.on)?;
    let walk = measure.walk(ports::LOCATOR, bench.handmade());
    let (last, way) = walk.path.pieces.split_last()?;
    // In the open something comes back from the end; what goes on into somebody's cable shows nothing.
    let open = matches!(last, Piece::Point(spot) if spot.what == What::End && spot.reflectance_db[0].is_some());
    let whole = way.iter().all(|piece| match piece {
        Piece::Point(spot) => spot.loss_db[0].is_finite(),
        Piece::Fibre { .. } => true,
    });
    let face = walk.faces.last().filter(|_| open && whole && walk.reaches.is_none())?;
    let face = *face as u8;
    let part = if face < PLUGS { Part::Plug(face + 1) } else { Part::Port(face - PLUGS + 1) };
    (part != Part::Port(ports::LOCATOR)).then_some(part)
}

fn shine(desk: Res<Desk>, gaze: Res<Gaze>, mut glows: Query<(&Glow, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let measure = bench.measure().filter(|measure| measure.has(Device::Locator) && measure.locator.on);
    let dark = measure.is_none_or(|measure| {
        measure.locator.blinks && !(bench.now() * BLINK_HZ * 2 / TICKS_PER_SECOND).is_multiple_of(2)
    });
    let place = |glow: Glow| -> Option<Vec3> {
        let port = |port: u8| {
            let anchor = bench.anchor(Part::Port(port));
            vec(anchor.at) + out_of(&anchor) * (MOUTH_MM * 0.75)
        };
        match (glow, exit(bench)) {
            _ if dark => None,
            (Glow::Mouth, _) => Some(port(ports::LOCATOR)),
            (Glow::Exit, Some(Part::Port(n))) => Some(port(n)),
            (Glow::Exit, Some(Part::Plug(n))) => plug_pose(bench, n - 1).map(|pose| pose.translation),
            (Glow::Exit, _) => None,
        }
    };
    // From afar a point of light still catches the eye.
    let size = Vec3::splat((gaze.now().width / 420.0).clamp(0.8, 2.2));
    let places = [Glow::Mouth, Glow::Exit].map(|glow| (glow, place(glow)));
    for (glow, mut transform, mut visibility) in &mut glows {
        let at = places.iter().find(|(of, _)| of == glow).and_then(|(_, at)| *at);
        let wanted = if at.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != wanted {
            *visibility = wanted;
        }
        if let Some(at) = at {
            transform.set_if_neq(Transform { translation: at, scale: size, ..*transform });
        }
    }
}
