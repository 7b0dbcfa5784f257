//! The still scene: room, bench and what stands on it for every job, spawned once and kept.

use std::collections::HashMap;

use bevy::ecs::system::SystemParam;
use bevy::light::NotShadowCaster;
use bevy::prelude::*;

use crate::bench::layout;
use crate::catalogue::schema::{Cleaver, Sleeve};
use crate::catalogue::vocabulary::Tool;

use super::aim::vec;
use super::app::{Phase, Shelf};
use super::models::{self, Piece, Surface, lighting};
use super::work::Desk;

/// Which thing a moving piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// The splicer.
    Splicer,
    /// The cleaver.
    Cleaver,
    /// The splice tray.
    Tray,
    /// A tool that lies on the rack.
    Rack(Tool),
    /// The same tool in the hand.
    Held(Tool),
    /// The protection sleeve on a fibre.
    Sleeve,
}

/// A piece that something moves.
#[derive(Component, Clone, Debug)]
pub struct Moving {
    /// What it belongs to.
    pub thing: Thing,
    /// Its name in the model.
    pub name: &'static str,
    /// How it stands at rest.
    pub rest: Transform,
}

/// What stands on the bench for splicing alone: a bench that only measures is cleared of it.
#[derive(Component)]
pub struct Workshop;

/// The tray that tools of the trade lie on.
#[derive(Component)]
pub struct ToolTray;

/// The room round the bench, which the low preset does without.
#[derive(Component)]
pub struct Room;

/// Which jobs a still thing is for.
#[derive(Clone, Copy)]
enum Of {
    Every,
    Splicing,
    Tools,
}

/// Materials by surface: one each, however many pieces.
#[derive(Resource, Default)]
pub struct Materials(HashMap<Surface, Handle<StandardMaterial>>);

impl Materials {
    /// The material of a surface, made at first use.
    pub fn get(
        &mut self,
        surface: Surface,
        materials: &mut Assets<StandardMaterial>,
        images: &mut Assets<Image>,
    ) -> Handle<StandardMaterial> {
        self.0.entry(surface).or_insert_with(|| materials.add(surface.textured(images))).clone()
    }

    /// The material of a surface, if anything is made of it.
    pub fn known(&self, surface: Surface) -> Option<Handle<StandardMaterial>> {
        self.0.get(&surface).cloned()
    }
}

/// Makes what is seen of models.
#[derive(SystemParam)]
pub struct Dresser<'w> {
    known: ResMut<'w, Materials>,
    meshes: ResMut<'w, Assets<Mesh>>,
    materials: ResMut<'w, Assets<StandardMaterial>>,
    images: ResMut<'w, Assets<Image>>,
}

impl Dresser<'_> {
    /// A piece at a place, for a child of what throws its shadow or a thing that throws it itself.
    pub fn dress(&mut self, piece: Piece, at: Transform) -> impl Bundle + use<> {
        let material = self.known.get(piece.surface, &mut self.materials, &mut self.images);
        (Mesh3d(self.meshes.add(piece.mesh)), MeshMaterial3d(material), at)
    }

    /// Textures that are made by code.
    pub fn images(&mut self) -> &mut Assets<Image> {
        &mut self.images
    }

    /// Spawns a piece at a place; it throws a shadow if its surface does.
    pub fn spawn<'c>(&mut self, commands: &'c mut Commands, piece: Piece, at: Transform) -> EntityCommands<'c> {
        let casts = piece.surface.casts_shadow();
        let mut entity = commands.spawn(self.dress(piece, at));
        if !casts {
            entity.insert(NotShadowCaster);
        }
        entity
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Materials>()
        .insert_resource(ClearColor(Color::srgb(0.75, 0.74, 0.71)))
        .add_systems(Startup, (lights, things))
        .add_systems(Update, clear.in_set(Phase::View));
}

fn lights(mut commands: Commands) {
    lighting::spawn_lights(&mut commands, 1.0);
}

fn placed(at: [f64; 3]) -> Transform {
    Transform::from_translation(vec(at))
}

fn things(mut commands: Commands, shelf: Res<Shelf>, mut dresser: Dresser) {
    let catalogue = &shelf.0.catalogue.catalogue;
    let cleaver = catalogue.cleavers.first().cloned().unwrap_or(DEFAULT_CLEAVER);
    let sleeve = catalogue.sleeves.first().cloned().unwrap_or(DEFAULT_SLEEVE);
    let outer = catalogue.cables.first().map_or(8.0, |cable| cable.outer_mm);
    let still = vec![(Transform::IDENTITY, models::bench()), (Transform::IDENTITY, models::props())];
    // The tool tray, which a job of workpieces has no use for.
    let tray = vec![(placed(layout::RACK), models::rack())];
    let mut workshop = vec![
        (placed(layout::SHARD_BIN), models::bin()),
        (placed(layout::CABLE_CLAMP), models::cable_clamp(outer)),
        (placed(layout::PIGTAIL_CLAMP), models::pigtail_clamp()),
    ];
    let mut moving: Vec<(Thing, Transform, Piece)> = Vec::new();
    let mut devices = vec![
        (Thing::Splicer, placed(layout::SPLICER), models::splicer()),
        (Thing::Cleaver, placed(layout::CLEAVER), models::cleaver(&cleaver)),
    ];
    for (thing, place, pieces) in &mut devices {
        let (body, parts): (Vec<Piece>, Vec<Piece>) = pieces.drain(..).partition(|piece| piece.name == models::BODY);
        workshop.push((*place, body));
        moving.extend(parts.into_iter().map(|piece| (*thing, *place, piece)));
    }
    for tool in Tool::ALL {
        let pose = placed(layout::rack_place(tool)) * models::rack_pose(tool);
        for piece in models::tool_model(tool) {
            moving.push((Thing::Rack(tool), pose, piece.clone()));
            moving.push((Thing::Held(tool), Transform::IDENTITY, piece));
        }
    }
    moving.extend(models::sleeve(&sleeve).into_iter().map(|piece| (Thing::Sleeve, Transform::IDENTITY, piece)));
    let mut spawn = |piece: Piece, at: Transform, thing: Option<Thing>, of: Of| {
        let name = piece.name;
        let mut entity = dresser.spawn(&mut commands, piece, at);
        match of {
            Of::Every => {}
            Of::Splicing => drop(entity.insert(Workshop)),
            Of::Tools => drop(entity.insert(ToolTray)),
        }
        if let Some(thing) = thing {
            let hidden = matches!(thing, Thing::Held(_) | Thing::Sleeve);
            entity.insert((
                Moving { thing, name, rest: at },
                if hidden { Visibility::Hidden } else { Visibility::Inherited },
            ));
        }
    };
    for (things, of) in [(still, Of::Every), (tray, Of::Tools), (workshop, Of::Splicing)] {
        for piece in models::merge(things) {
            let at = piece.at;
            spawn(piece, at, None, of);
        }
    }
    for (thing, place, piece) in moving {
        let at = place * piece.at;
        let of = if matches!(thing, Thing::Splicer | Thing::Cleaver) { Of::Splicing } else { Of::Every };
        spawn(piece, at, Some(thing), of);
    }
}

/// Clears the bench for a job that only measures, and lays it out again for one that splices.
fn clear(
    desk: Res<Desk>,
    mut last: Local<Option<u32>>,
    mut things: Query<&mut Visibility, (With<Workshop>, Without<ToolTray>)>,
    mut trays: Query<&mut Visibility, With<ToolTray>>,
) {
    let Some(bench) = desk.bench.as_ref().filter(|_| *last != Some(desk.generation)) else { return };
    *last = Some(desk.generation);
    let wanted = if !bench.has_workshop() { Visibility::Hidden } else { Visibility::Inherited };
    for mut visibility in &mut things {
        *visibility = wanted;
    }
    let bare = bench.only_crafts() && bench.job().scenario.tools.iter().all(|tool| *tool == Tool::Hand);
    for mut visibility in &mut trays {
        *visibility = if bare { Visibility::Hidden } else { Visibility::Inherited };
    }
}

const DEFAULT_CLEAVER: Cleaver =
    Cleaver { id: String::new(), bare_mm: 10.0, wear: 0.0, travel_mm: 24.0, position: 1, height: 1 };
const DEFAULT_SLEEVE: Sleeve = Sleeve { id: String::new(), length_mm: 60.0, bore_mm: 1.5, outer_mm: 2.6 };
