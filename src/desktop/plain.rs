//! The low preset's way to draw: every standard material by a shader that a processor can afford.
//!
//! The engine's own shader takes three quarters of a microsecond a pixel where no graphics card draws. It is replaced as
//! an asset, so that whatever makes a material need not know of presets.

use bevy::prelude::*;
use bevy::shader::Shader;

use super::app::Chosen;
use super::panels::settings::Quality;

/// Where the engine keeps the shader of its standard material.
const STANDARD: &str = "embedded://bevy_pbr/render/pbr.wgsl";

/// The engine's shader, and what it was before it was replaced.
#[derive(Resource)]
struct Standard {
    handle: Handle<Shader>,
    full: Option<Shader>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, find.run_if(resource_exists::<Assets<Shader>>))
        .add_systems(First, exchange.run_if(resource_exists::<Standard>));
}

fn find(mut commands: Commands, assets: Res<AssetServer>) {
    commands.insert_resource(Standard { handle: assets.load(STANDARD), full: None });
}

/// Puts the shader of the chosen preset in place, once the engine's own has been read.
fn exchange(mut standard: ResMut<Standard>, chosen: Res<Chosen>, mut shaders: ResMut<Assets<Shader>>) {
    let plain = chosen.0.quality == Quality::Low;
    if plain == standard.full.is_some() {
        return;
    }
    let Some(present) = shaders.get(&standard.handle).cloned() else { return };
    let next = standard.full.take().unwrap_or_else(|| {
        standard.full = Some(present);
        Shader::from_wgsl(include_str!("plain.wgsl"), "epissure/plain.wgsl")
    });
    if let Err(why) = shaders.insert(&standard.handle, next) {
        warn!("the low preset draws with the full shader: {why}");
    }
}
