//! The splice tray of the job: its model is made when a bench with another tray comes onto the desk.

use bevy::prelude::*;

use crate::bench::layout;
use crate::catalogue::schema::Tray;

use super::super::aim::vec;
use super::super::models::{self, BODY};
use super::super::stage::{Dresser, Moving, Thing};
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
    mut dresser: Dresser,
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
        let name = piece.name;
        let mut entity = dresser.spawn(&mut commands, piece, at);
        entity.insert(Cassette);
        if name != BODY {
            entity.insert(Moving { thing: Thing::Tray, name, rest: at });
        }
    }
}
