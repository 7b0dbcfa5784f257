//! The preset: what it means for light, smoothing and the window, at once; and a first choice by measuring the machine.

use bevy::core_pipeline::core_3d::CORE_3D_DEPTH_FORMAT;
use bevy::light::EnvironmentMapLight;
use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use bevy::render::renderer::{RenderAdapter, RenderAdapterInfo};
use bevy::window::{PresentMode, PrimaryWindow};
use wgpu::DeviceType;

use super::app::{Chosen, Phase, Screen};
use super::camera::Eye;
use super::models;
use super::models::lighting::{self, Fill, Key};
use super::panels::settings::Quality;
use super::stage::{Dresser, Room};

/// Time at the start that says nothing: pipelines are compiled and textures arrive, s.
const WARM_S: f32 = 0.7;
/// Time over which a machine is measured, s.
const MEASURED_S: f32 = 1.3;
/// Fewest frames that a measurement stands on.
const LEAST_FRAMES: u32 = 8;
/// A frame of the medium preset, drawn as fast as it can be, in no more than this leaves room for the high one, ms.
const HIGH_MS: f32 = 9.0;
/// In no more than this it is smooth enough to stay, ms: 30 frames a second.
const MEDIUM_MS: f32 = 33.0;

/// A machine that nobody has chosen a preset for is being measured.
#[derive(Resource, Debug, Default)]
pub struct Trial {
    passed_s: f32,
    frames: u32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, apply.in_set(Phase::View).run_if(resource_changed::<Chosen>));
}

/// Chooses the preset of a machine on which nobody has: for a program that a person opens.
pub(super) fn first_choice(app: &mut App) {
    app.insert_resource(Trial::default())
        .add_systems(PreStartup, processor)
        .add_systems(Update, measure.run_if(resource_exists::<Trial>).run_if(in_state(Screen::List)));
}

/// Where the processor draws there is nothing to measure.
fn processor(mut commands: Commands, mut chosen: ResMut<Chosen>, adapter: Option<Res<RenderAdapterInfo>>) {
    if adapter.is_some_and(|adapter| adapter.device_type == DeviceType::Cpu) {
        choose(&mut chosen, Quality::Low);
        commands.remove_resource::<Trial>();
    }
}

fn measure(
    time: Res<Time<Real>>,
    mut commands: Commands,
    mut trial: ResMut<Trial>,
    mut chosen: ResMut<Chosen>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    let Ok(mut window) = windows.single_mut() else { return };
    // As fast as it can: a display's pace would hide what the machine is able to.
    if trial.passed_s == 0.0 {
        window.present_mode = PresentMode::AutoNoVsync;
    }
    trial.passed_s += time.delta_secs();
    if trial.passed_s < WARM_S {
        return;
    }
    trial.frames += 1;
    let measured = trial.passed_s - WARM_S;
    if measured < MEASURED_S || trial.frames < LEAST_FRAMES {
        return;
    }
    choose(&mut chosen, preset_for(measured * 1_000.0 / trial.frames as f32));
    commands.remove_resource::<Trial>();
}

/// The preset for a machine that draws the bench at the medium one in so long, ms.
fn preset_for(frame_ms: f32) -> Quality {
    if frame_ms <= HIGH_MS {
        Quality::High
    } else if frame_ms <= MEDIUM_MS {
        Quality::Medium
    } else {
        Quality::Low
    }
}

fn choose(chosen: &mut Chosen, quality: Quality) {
    chosen.0.quality = quality;
    chosen.0.measured = true;
    chosen.keep();
}

fn apply(
    mut commands: Commands,
    chosen: Res<Chosen>,
    mut last: Local<Option<Quality>>,
    adapter: Option<Res<RenderAdapter>>,
    mut dresser: Dresser,
    mut keys: Query<&mut DirectionalLight, With<Key>>,
    mut fills: Query<&mut Visibility, (With<Fill>, Without<Room>)>,
    mut rooms: Query<&mut Visibility, (With<Room>, Without<Fill>)>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
    eyes: Query<Entity, With<Eye>>,
) {
    let quality = chosen.0.quality;
    if last.replace(quality) == Some(quality) {
        return;
    }
    let rich = quality != Quality::Low;
    let seen = if rich { Visibility::Inherited } else { Visibility::Hidden };
    for mut key in &mut keys {
        key.shadow_maps_enabled = quality == Quality::High;
    }
    fills.iter_mut().for_each(|mut fill| *fill = seen);
    if rich && rooms.is_empty() {
        for piece in models::merge(vec![(Transform::IDENTITY, models::room())]) {
            let at = piece.at;
            dresser.spawn(&mut commands, piece, at).insert(Room);
        }
    }
    rooms.iter_mut().for_each(|mut room| *room = seen);
    for mut window in &mut windows {
        window.present_mode = if rich { PresentMode::AutoVsync } else { PresentMode::AutoNoVsync };
    }
    for eye in &eyes {
        let mut eye = commands.entity(eye);
        eye.insert(smoothing(quality, adapter.as_deref()));
        if rich {
            eye.insert(lighting::surroundings(dresser.images()));
        } else {
            eye.remove::<EnvironmentMapLight>();
        }
    }
}

/// Samples a pixel. Only 1 and 4 are promised by every adapter: where it cannot do 2, as renderers without a graphics
/// card, the next that it can do takes their place, or nothing would be drawn at all.
fn smoothing(quality: Quality, adapter: Option<&RenderAdapter>) -> Msaa {
    let able = |samples: Msaa| {
        adapter.is_none_or(|adapter| {
            // What the eye draws into, and its depth.
            [TextureFormat::Rgba8UnormSrgb, TextureFormat::Rgba16Float, CORE_3D_DEPTH_FORMAT].into_iter().all(
                |format| adapter.get_texture_format_features(format).flags.sample_count_supported(samples.samples()),
            )
        })
    };
    let wanted: &[Msaa] = match quality {
        Quality::Low => &[],
        Quality::Medium => &[Msaa::Sample2, Msaa::Sample4],
        Quality::High => &[Msaa::Sample4],
    };
    wanted.iter().copied().find(|samples| able(*samples)).unwrap_or(Msaa::Off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slower_a_machine_draws_the_lighter_its_preset() {
        assert_eq!(preset_for(4.0), Quality::High);
        assert_eq!(preset_for(20.0), Quality::Medium);
        assert_eq!(preset_for(120.0), Quality::Low);
    }
}
