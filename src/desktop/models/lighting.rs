//! Light on the bench: a warm key from the upper left, a cool fill, soft surroundings for reflections.

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::light::{CascadeShadowConfigBuilder, DirectionalLightShadowMap, EnvironmentMapLight, GlobalAmbientLight};
use bevy::prelude::*;
use bevy::render::render_resource::{
    Extent3d, TextureDimension, TextureFormat, TextureViewDescriptor, TextureViewDimension,
};

/// The lamp that throws shadows where the preset has them; without, the soft patches under the things remain.
#[derive(Component)]
pub struct Key;

/// The light that lifts the dark sides, where the preset has it.
#[derive(Component)]
pub struct Fill;

/// Spawns the lights and the ambient light. `scale` is metres a model unit: 0.001, or 1 where millimetres are drawn
/// as they are; shadow distances follow it. Give the camera [`surroundings`] too, or metals stay black,
/// and `Tonemapping::TonyMcMapface`, which these lights were set for.
pub fn spawn_lights(commands: &mut Commands, scale: f32) {
    commands.insert_resource(GlobalAmbientLight {
        color: Color::srgb(0.92, 0.95, 1.0),
        brightness: 110.0,
        ..default()
    });
    commands.insert_resource(DirectionalLightShadowMap { size: 2048 });
    commands.spawn((
        Key,
        DirectionalLight {
            color: Color::srgb(1.0, 0.955, 0.89),
            illuminance: 5_200.0,
            // A length: the default is made for metres and would lift shadows off things of a millimetre.
            shadow_depth_bias: 0.9 * scale,
            shadow_normal_bias: 2.2,
            ..default()
        },
        CascadeShadowConfigBuilder {
            num_cascades: 1,
            minimum_distance: 50.0 * scale,
            maximum_distance: 1_900.0 * scale,
            ..default()
        }
        .build(),
        Transform::from_xyz(-0.55, 1.25, 0.62).looking_at(Vec3::ZERO, Vec3::Y),
    ));
    commands.spawn((
        Fill,
        DirectionalLight { color: Color::srgb(0.80, 0.88, 1.0), illuminance: 1_300.0, ..default() },
        Transform::from_xyz(0.9, 0.75, 0.35).looking_at(Vec3::ZERO, Vec3::Y),
        Visibility::Hidden,
    ));
}

/// What metals and glossy plastic reflect: a bright ceiling with two lamps, a pale wall, the bench's colour below.
/// A component for the camera.
pub fn surroundings(images: &mut Assets<Image>) -> EnvironmentMapLight {
    EnvironmentMapLight {
        diffuse_map: images.add(cube(8, 1, |_| 1.0)),
        specular_map: images.add(cube(64, 6, |level| level as f32 / 5.0)),
        intensity: 1_050.0,
        ..default()
    }
}

/// Radiance, 0 to 1, seen along `d` through a surface of this roughness.
fn radiance(d: Vec3, roughness: f32) -> Vec3 {
    let blur = 0.04 + 0.7 * roughness;
    let edge = |x: f32, half: f32| {
        let t = ((half + blur - x.abs()) / (2.0 * blur)).clamp(0.0, 1.0);
        t * t * (3.0 - 2.0 * t)
    };
    let up = ((d.y + 0.15) / 0.9).clamp(0.0, 1.0);
    let mut light = Vec3::new(0.20, 0.175, 0.15).lerp(Vec3::new(0.42, 0.43, 0.44), up);
    if d.y < 0.0 {
        // Below the horizon lies the mat.
        light = light.lerp(Vec3::new(0.12, 0.15, 0.17), (-d.y * 2.5).min(1.0));
    }
    let strength = 1.0 / (1.0 + 2.2 * roughness);
    if d.y > 0.05 {
        // Two tubes across the ceiling and a window on the left.
        let (x, z) = (d.x / d.y, d.z / d.y);
        light += Vec3::new(0.62, 0.60, 0.56) * edge(x, 1.5) * (edge(z - 0.55, 0.16) + edge(z + 0.5, 0.16)) * strength;
    }
    if d.x < -0.05 {
        let (y, z) = (d.y / -d.x, d.z / -d.x);
        light += Vec3::new(0.42, 0.48, 0.56) * edge(y - 0.55, 0.30) * edge(z - 0.5, 0.45) * strength;
    }
    light.min(Vec3::ONE)
}

fn cube(size: u32, levels: u32, roughness: impl Fn(u32) -> f32) -> Image {
    let mut data = Vec::new();
    for face in 0..6 {
        for level in 0..levels {
            let n = (size >> level).max(1);
            for j in 0..n {
                for i in 0..n {
                    let (u, v) = ((i as f32 + 0.5) / n as f32 * 2.0 - 1.0, (j as f32 + 0.5) / n as f32 * 2.0 - 1.0);
                    let d = match face {
                        0 => Vec3::new(1.0, -v, -u),
                        1 => Vec3::new(-1.0, -v, u),
                        2 => Vec3::new(u, 1.0, v),
                        3 => Vec3::new(u, -1.0, -v),
                        4 => Vec3::new(u, -v, 1.0),
                        _ => Vec3::new(-u, -v, -1.0),
                    };
                    let c = radiance(d.normalize(), roughness(level));
                    let c = LinearRgba::rgb(c.x, c.y, c.z);
                    let s = Srgba::from(c);
                    data.extend([s.red, s.green, s.blue, 1.0].map(|c| (c.clamp(0.0, 1.0) * 255.0 + 0.5) as u8));
                }
            }
        }
    }
    let mut image = Image::new_uninit(
        Extent3d { width: size, height: size, depth_or_array_layers: 6 },
        TextureDimension::D2,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    );
    image.texture_descriptor.mip_level_count = levels;
    image.data = Some(data);
    image.texture_view_descriptor =
        Some(TextureViewDescriptor { dimension: Some(TextureViewDimension::Cube), ..default() });
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        mipmap_filter: ImageFilterMode::Linear,
        ..ImageSamplerDescriptor::linear()
    });
    image
}
