//! The splice tray of the job: its model is made when a bench with another tray comes onto the desk.

use bevy::light::NotShadowCaster;
use bevy::prelude::*;

use crate::bench::layout;
use crate::catalogue::schema::Tray;

use super::super::aim::vec;
use super::super::models::{self, BODY};
use super::super::stage::{Materials, Moving, Thing};
use super::super::work::Desk;
use super::Drawn;

/// A piece of the tray that stands on the bench.
#[derive(Component)]
struct Cassette;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, change.in_set(Drawn));
}

fn change(
    desk: Res<Desk>,
    old: Query<Entity, With<Cassette>>,
    mut shown: Local<Option<Option<Tray>>>,
    mut known: ResMut<Materials>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<StandardMaterial>>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    let Some(bench) = &desk.bench else { return };
    // A bench that only measures has none.
    let tray = Some(&bench.job().tray).filter(|_| bench.has_workshop());
    if shown.as_ref().is_some_and(|shown| shown.as_ref() == tray) {
        return;
    }
    *shown = Some(tray.cloned());
    for entity in &old {
        commands.entity(entity).despawn();
    }
    let Some(tray) = tray else { return };
    let place = Transform::from_translation(vec(layout::TRAY));
    for piece in models::tray(tray) {
        let at = place * piece.at;
        let material = known.get(piece.surface, &mut materials, &mut images);
        let mut entity = commands.spawn((Cassette, Mesh3d(meshes.add(piece.mesh)), MeshMaterial3d(material), at));
        if !piece.surface.casts_shadow() {
            entity.insert(NotShadowCaster);
        }
        if piece.name != BODY {
            entity.insert(Moving { thing: Thing::Tray, name: piece.name, rest: at });
        }
    }
}
