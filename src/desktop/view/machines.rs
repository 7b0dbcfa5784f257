//! Lids, carriages, keys and the splicer's screen, as the bench says they stand.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

use crate::bench::Bench;
use crate::bench::blade::{HEIGHT_STEP_DEG, STEP_DEG};
use crate::bench::state::Phase as Cycle;
use crate::catalogue::vocabulary::{Key, Tool};

use super::super::aim::vec;
use super::super::app::Chosen;
use super::super::models::{Surface, shapes};
use super::super::splicer_screen;
use super::super::stage::{Materials, Moving, Thing};
use super::super::work::Desk;
use super::Drawn;

/// Frames between two pictures of the splicer's screen while nothing else changed.
const SCREEN_TICKS: u32 = 8;

/// The splicer's screen as an image.
#[derive(Resource)]
pub struct SplicerScreen {
    /// The picture.
    pub image: Handle<Image>,
    drawn: Option<(u32, u32, bool)>,
    /// What the next picture is drawn into.
    fresh: Vec<u8>,
}

/// The light of the arc.
#[derive(Component)]
struct Arc;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostStartup, prepare).add_systems(Update, (parts, screen, arc).in_set(Drawn));
}

fn prepare(
    mut commands: Commands,
    mut known: ResMut<Materials>,
    mut images: ResMut<Assets<Image>>,
    mut materials: ResMut<Assets<StandardMaterial>>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let (width, height) = splicer_screen::SIZE;
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let black = [6, 8, 10, 255];
    let image = Image::new_fill(
        size,
        TextureDimension::D2,
        &black,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::default(),
    );
    let image = images.add(image);
    let screen = known.get(Surface::Screen, &mut materials, &mut images);
    if let Some(mut material) = materials.get_mut(&screen) {
        material.base_color_texture = Some(image.clone());
        material.base_color = Color::WHITE;
        material.unlit = true;
    }
    commands.insert_resource(SplicerScreen { image, drawn: None, fresh: Vec::new() });
    let glow = materials.add(StandardMaterial {
        base_color: Color::srgb(0.75, 0.85, 1.0),
        emissive: LinearRgba::rgb(6.0, 9.0, 16.0),
        unlit: true,
        ..default()
    });
    let at = vec(crate::bench::layout::anchor(
        crate::catalogue::vocabulary::Part::SplicerGroove(crate::catalogue::vocabulary::Side::Cable),
        0.0,
    )
    .at);
    commands.spawn((
        Arc,
        Mesh3d(meshes.add(shapes::ball(1.6, 16).mesh())),
        MeshMaterial3d(glow),
        Transform::from_translation(at),
        Visibility::Hidden,
    ));
}

fn turned(rest: &Transform, degrees: f64) -> Transform {
    Transform { rotation: rest.rotation * Quat::from_rotation_x((degrees as f32).to_radians()), ..*rest }
}

/// Turned about its own upright axis: the place that comes next comes from the right.
fn twisted(rest: &Transform, degrees: f64) -> Transform {
    Transform { rotation: rest.rotation * Quat::from_rotation_y((degrees as f32).to_radians()), ..*rest }
}

fn moved(rest: &Transform, by: Vec3) -> Transform {
    Transform { translation: rest.translation + rest.rotation * by, ..*rest }
}

/// How far a lid of this travel (0 open, 1 closed) has turned, degrees.
fn lid(closed: f64, open_deg: f64) -> f64 {
    (1.0 - closed) * open_deg
}

fn parts(desk: Res<Desk>, mut pieces: Query<(&Moving, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let state = bench.state();
    for (moving, mut transform, mut visibility) in &mut pieces {
        let rest = &moving.rest;
        let wanted = match (moving.thing, moving.name) {
            (Thing::Splicer, "lid") => turned(rest, lid(state.splicer.lid, -100.0)),
            (Thing::Splicer, "oven-lid") => turned(rest, lid(state.oven.lid, -95.0)),
            (Thing::Splicer, "left-clamp") => turned(rest, clamp(bench, 0)),
            (Thing::Splicer, "right-clamp") => turned(rest, clamp(bench, 1)),
            (Thing::Splicer, name) => match key(name) {
                Some(key) if state.splicer.key_down == Some(key) => moved(rest, Vec3::NEG_Y * 1.2),
                _ => *rest,
            },
            (Thing::Cleaver, "lid") => turned(rest, lid(state.cleaver.lid, -70.0)),
            (Thing::Cleaver, "carriage") => moved(rest, Vec3::NEG_Z * state.cleaver.carriage_mm as f32),
            (Thing::Cleaver, "dial") => twisted(rest, f64::from(state.cleaver.blade.position) * STEP_DEG),
            (Thing::Cleaver, "height") => twisted(rest, f64::from(state.cleaver.blade.height) * -HEIGHT_STEP_DEG),
            (Thing::Tray, "lid") => turned(rest, lid(state.tray.lid, -115.0)),
            (Thing::Rack(tool), _) => {
                // What is not of this trade is not on the bench.
                let other = !bench.has_workshop() || matches!(tool, Tool::Probe | Tool::ClickCleaner | Tool::DryWipe);
                let away = bench.hand().tool == tool.code()
                    || (tool == Tool::SafetyGlasses && state.glasses)
                    || (other && !bench.job().scenario.tools.contains(&tool));
                let wanted = if away { Visibility::Hidden } else { Visibility::Inherited };
                visibility.set_if_neq(wanted);
                continue;
            }
            _ => continue,
        };
        transform.set_if_neq(wanted);
    }
}

/// A fibre clamp is down on a fibre that lies under it.
fn clamp(bench: &Bench, side: usize) -> f64 {
    let state = &bench.state().splicer;
    if state.loaded[side].is_some() || state.lid > 0.5 { 0.0 } else { -80.0 }
}

fn key(name: &str) -> Option<Key> {
    let name = name.strip_prefix("key-")?;
    Key::ALL.into_iter().find(|key| key.name() == name)
}

fn screen(
    desk: Res<Desk>,
    chosen: Res<Chosen>,
    mut screen: ResMut<SplicerScreen>,
    mut images: ResMut<Assets<Image>>,
    known: Res<Materials>,
    mut materials: ResMut<Assets<StandardMaterial>>,
) {
    let Some(bench) = &desk.bench else { return };
    let busy = bench.state().splicer.phase.is_busy();
    let step = if busy { SCREEN_TICKS } else { SCREEN_TICKS * 3 };
    let now = (desk.generation, bench.now() / step, bench.state().splicer.key_down.is_some());
    if screen.drawn == Some(now) {
        return;
    }
    screen.drawn = Some(now);
    let Some(shown) = images.get(&screen.image).and_then(|image| image.data.as_deref()) else { return };
    let mut fresh = std::mem::take(&mut screen.fresh);
    fresh.resize(shown.len(), 0);
    splicer_screen::draw(bench, chosen.0.lang, &mut fresh);
    // The same picture again is no change: nothing need be drawn for it.
    let same = shown == fresh;
    if !same && let Some(mut image) = images.get_mut(&screen.image) {
        // What it showed is what is drawn over next.
        screen.fresh = image.data.replace(fresh).unwrap_or_default();
    } else {
        screen.fresh = fresh;
    }
    if same {
        return;
    }
    // The engine binds a changed image anew only where its material is touched.
    if let Some(handle) = known.known(Surface::Screen) {
        let _ = materials.get_mut(&handle);
    }
}

fn arc(desk: Res<Desk>, mut arcs: Query<(&mut Visibility, &mut Transform), With<Arc>>) {
    let Some(bench) = &desk.bench else { return };
    let burns = match bench.state().splicer.phase {
        Cycle::Arcing(_) => true,
        // A check looks at the ends first and measures them last.
        Cycle::Checking(until) => (60..250).contains(&until.saturating_sub(bench.now())),
        _ => false,
    };
    for (mut visibility, mut transform) in &mut arcs {
        visibility.set_if_neq(if burns { Visibility::Inherited } else { Visibility::Hidden });
        let flicker = 1.0 + 0.25 * ((bench.now() * 37 % 11) as f32 / 11.0 - 0.5);
        if burns {
            transform.scale = Vec3::new(2.2, 1.0, 1.0) * flicker;
        }
    }
}
