//! The ghost beside the trainee: a see-through tool or hand that shows the gesture, or only its way.

use std::collections::HashSet;

use bevy::light::NotShadowCaster;
use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Sample, Tool};
use crate::hands::ghost::{Degree, Rehearsal};

use super::super::aim::vec;
use super::super::app::{Chosen, Screen};
use super::super::ghost::Ghost;
use super::super::models::{self, shapes};
use super::super::work::Desk;
use super::glove::{self, Made};
use super::{Drawn, hand, measuring};

/// Beads along the way.
const BEADS: usize = 22;
/// Size of a bead, of the length that the close view shows.
const BEAD: f32 = 0.006;
/// A gesture that goes less far shows where it begins and no way, mm.
const LEAST_MM: f32 = 2.0;
/// A turn from here on is shown as an arc, degrees.
const LEAST_DEG: f32 = 60.0;

/// A piece of a see-through tool.
#[derive(Component)]
struct Piece {
    tool: Tool,
    name: &'static str,
    rest: Transform,
}

/// A see-through hand.
#[derive(Component)]
struct Glove;

/// What shows the way.
#[derive(Component, Clone, Copy, PartialEq)]
enum Mark {
    /// One of the beads, by its place.
    Bead(usize),
    /// Round where it begins.
    Ring,
    /// Which way it goes, at its end.
    Arrow,
}

/// What ghosts are made of, and the tools that were made of it.
#[derive(Resource)]
struct Matter {
    body: Handle<StandardMaterial>,
    made: HashSet<Tool>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn)
        .add_systems(Update, (make, tools, fingers, way).chain().in_set(Drawn))
        .add_systems(OnExit(Screen::Bench), hide);
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let matter = |alpha: f32, unlit: bool| StandardMaterial {
        base_color: Color::srgba(0.55, 0.86, 1.0, alpha),
        perceptual_roughness: 0.6,
        alpha_mode: AlphaMode::Blend,
        unlit,
        ..default()
    };
    let body = materials.add(matter(0.42, false));
    let sign = materials.add(matter(0.85, true));
    let look = (Mesh3d::default(), MeshMaterial3d(body.clone()), Transform::default());
    commands.spawn((Glove, look, NotShadowCaster, Visibility::Hidden));
    let bead = meshes.add(shapes::ball(1.0, 10).mesh());
    let ring = meshes.add(shapes::torus(1.0, 0.14, 28, 8).mesh());
    let arrow = meshes.add(shapes::lathe(&[(0.0, 2.4), (1.0, 0.0), (0.0, 0.0)], 16).mesh());
    let mut mark = |mark: Mark, mesh: &Handle<Mesh>| {
        let look = (Mesh3d(mesh.clone()), MeshMaterial3d(sign.clone()), Transform::default());
        commands.spawn((mark, look, NotShadowCaster, Visibility::Hidden));
    };
    (0..BEADS).for_each(|i| mark(Mark::Bead(i), &bead));
    mark(Mark::Ring, &ring);
    mark(Mark::Arrow, &arrow);
    commands.insert_resource(Matter { body, made: HashSet::new() });
}

/// Makes a tool of ghost's matter when it is first shown.
fn make(mut commands: Commands, ghost: Res<Ghost>, mut matter: ResMut<Matter>, mut meshes: ResMut<Assets<Mesh>>) {
    let Some((rehearsal, ..)) = ghost.shown() else { return };
    let tool = rehearsal.tool;
    if tool == Tool::Hand || !matter.made.insert(tool) {
        return;
    }
    for piece in models::tool_model(tool) {
        let look = (Mesh3d(meshes.add(piece.mesh)), MeshMaterial3d(matter.body.clone()), Transform::default());
        let piece = Piece { tool, name: piece.name, rest: piece.at };
        commands.spawn((piece, look, NotShadowCaster, Visibility::Hidden));
    }
}

/// The sample that a ghost is at, while one plays.
fn playing<'g>(ghost: &'g Ghost, desk: &'g Desk) -> Option<(&'g Rehearsal, &'g Sample, &'g Bench)> {
    let (rehearsal, at, degree) = ghost.shown()?;
    let sample = rehearsal.samples.get(at)?;
    (degree == Degree::Shown).then_some((rehearsal, sample, desk.bench.as_ref()?))
}

fn show(visibility: &mut Mut<Visibility>, shown: bool) {
    visibility.set_if_neq(if shown { Visibility::Inherited } else { Visibility::Hidden });
}

fn tools(ghost: Res<Ghost>, desk: Res<Desk>, mut pieces: Query<(&Piece, &mut Transform, &mut Visibility)>) {
    let now = playing(&ghost, &desk);
    for (piece, mut transform, mut visibility) in &mut pieces {
        let here = now.filter(|(_, sample, _)| piece.tool.code() == sample.tool);
        show(&mut visibility, here.is_some());
        if let Some((_, sample, bench)) = here {
            let rest = hand::gripped(piece.tool, piece.name, &piece.rest, sample.grip_01() as f32);
            transform.set_if_neq(pose(piece.tool, sample, bench) * rest);
        }
    }
}

/// How a tool stands for a sample, as the tool in the hand would.
fn pose(tool: Tool, sample: &Sample, bench: &Bench) -> Transform {
    let part = Part::from_code(sample.part);
    let pose = hand::pose_at(bench, tool, sample, part);
    match (tool, part) {
        (Tool::Probe | Tool::ClickCleaner, Some(part @ (Part::Port(_) | Part::Plug(_)))) => {
            pose.with_rotation(measuring::facing(vec(bench.anchor(part).along)))
        }
        _ => pose,
    }
}

/// The hand where nothing but fingers holds.
fn fingers(
    ghost: Res<Ghost>,
    desk: Res<Desk>,
    chosen: Res<Chosen>,
    mut made: ResMut<Made>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut gloves: Query<(&mut Mesh3d, &mut Transform, &mut Visibility), With<Glove>>,
) {
    let now = playing(&ghost, &desk).filter(|(rehearsal, ..)| {
        let tool = rehearsal.tool;
        tool == Tool::Hand || tool.fibre().is_some() || tool == Tool::SplicedFibre || tool.kit().is_some()
    });
    for (mut mesh, mut transform, mut visibility) in &mut gloves {
        show(&mut visibility, now.is_some());
        let Some((rehearsal, sample, bench)) = now else { continue };
        let grasp = glove::bare_grasp(bench, rehearsal.tool, sample, chosen.0.left_handed);
        mesh.set_if_neq(Mesh3d(made.glove(grasp, &mut meshes)));
        transform.set_if_neq(grasp.at);
    }
}

/// The way of a gesture: beads along it, a ring where it begins, an arrow where it ends.
fn way(ghost: Res<Ghost>, desk: Res<Desk>, mut marks: Query<(&Mark, &mut Transform, &mut Visibility)>) {
    let shown = ghost.shown().zip(desk.bench.as_ref());
    let course = shown.and_then(|((rehearsal, _, degree), bench)| {
        let size = rehearsal.part.map_or(60.0, |part| bench.control(rehearsal.tool, part).view_mm as f32) * BEAD;
        let points = course(rehearsal, bench, size);
        (!points.is_empty()).then_some((points, size, degree))
    });
    for (mark, mut transform, mut visibility) in &mut marks {
        let place = course.as_ref().and_then(|(points, size, degree)| stand(*mark, points, *size, *degree));
        show(&mut visibility, place.is_some());
        if let Some(place) = place {
            transform.set_if_neq(place);
        }
    }
}

/// Where a mark stands; none where it is not seen. A playing ghost needs no way, only where to begin.
fn stand(mark: Mark, points: &[Vec3], size: f32, degree: Degree) -> Option<Transform> {
    let (first, last) = (*points.first()?, *points.last()?);
    let moves = points.len() > 1;
    match mark {
        Mark::Ring => {
            let scale = Vec3::splat(size * 4.0);
            Some(Transform { translation: first, scale, ..default() })
        }
        _ if degree != Degree::Hinted || !moves => None,
        Mark::Bead(i) => {
            let place = i as f32 / (BEADS - 1) as f32 * (points.len() - 1) as f32;
            let k = (place as usize).min(points.len() - 2);
            let at = points[k].lerp(points[k + 1], place - k as f32);
            // Smaller at its beginning: the eye follows what grows.
            let scale = Vec3::splat(size * (0.55 + 0.45 * i as f32 / BEADS as f32));
            Some(Transform { translation: at, scale, ..default() })
        }
        Mark::Arrow => {
            let before = *points.get(points.len().checked_sub(2)?)?;
            let rotation = Quat::from_rotation_arc(Vec3::Y, (last - before).normalize_or(Vec3::Y));
            Some(Transform { translation: last, rotation, scale: Vec3::splat(size * 2.2) })
        }
    }
}

/// The places of a gesture from where the tool works on, evenly along its way; one alone where it hardly moves.
fn course(rehearsal: &Rehearsal, bench: &Bench, size: f32) -> Vec<Vec3> {
    let contact = &rehearsal.samples[rehearsal.contact.min(rehearsal.samples.len())..];
    let place = |sample: &Sample| vec(bench.place_of(sample));
    let Some(start) = contact.first().or(rehearsal.samples.last()) else { return Vec::new() };
    // The first grip to the first release: of many strokes one is enough.
    let from = contact.iter().position(|sample| sample.grip >= GRIPS).unwrap_or(0);
    let till = contact[from.min(contact.len())..].iter().position(|sample| sample.grip < GRIPS);
    let work = &contact[from..till.map_or(contact.len(), |till| from + till)];
    let turned = work.last().zip(work.first()).map_or(0.0, |(a, b)| (a.turn_deg() - b.turn_deg()) as f32);
    if turned.abs() >= LEAST_DEG
        && let Some(part) = rehearsal.part
    {
        return arc(place(&work[0]), vec(bench.anchor(part).along), turned.min(330.0), size * 9.0);
    }
    let mut points = vec![work.first().map_or_else(|| place(start), place)];
    for sample in work {
        let at = place(sample);
        if points.last().is_some_and(|last| last.distance(at) >= LEAST_MM / 2.0) {
            points.push(at);
        }
    }
    let length: f32 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    if length < LEAST_MM {
        points.truncate(1);
    }
    points
}

/// Grip from which a tool works, of 255.
const GRIPS: u8 = 64;

/// The way round a part.
fn arc(middle: Vec3, axis: Vec3, degrees: f32, radius: f32) -> Vec<Vec3> {
    let up = axis.any_orthonormal_vector();
    let turned = |i: u32| middle + Quat::from_axis_angle(axis, (degrees * i as f32 / 32.0).to_radians()) * up * radius;
    (0..=32).map(turned).collect()
}

/// Any part of a ghost.
type Ghostly = Or<(With<Piece>, With<Glove>, With<Mark>)>;

fn hide(mut all: Query<&mut Visibility, Ghostly>) {
    for mut visibility in &mut all {
        show(&mut visibility, false);
    }
}
