//! What stands for a job's workpieces: made when that job comes onto the desk, shown and hidden as sites are worked.

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Tool};
use crate::catalogue::workpiece::{Verb, When};
use crate::scenario::craft::JobSite;

use super::super::super::aim::vec;
use super::super::super::models::{self, Piece, Surface, crafted, papers};
use super::super::super::stage::Dresser;
use super::super::super::work::Desk;
use super::super::{Drawn, Shown, to_lay_out};
use super::kit_pose;

/// Anything that stands for the workpieces of the job on the desk.
#[derive(Component)]
struct Standing;

/// A shape of a site (from 1) that is seen at a time.
#[derive(Component)]
struct Seen(u8, When);

/// A kit tool or item.
#[derive(Component)]
struct KitBody(u8);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay_out, change, follow).chain().in_set(Drawn));
}

fn lay_out(
    desk: Res<Desk>,
    mut shown: Local<Shown>,
    old: Query<Entity, With<Standing>>,
    mut dresser: Dresser,
    mut commands: Commands,
) {
    let Some(bench) = to_lay_out(&desk, &mut shown, |bench| bench.craft().is_some()) else { return };
    for entity in &old {
        commands.entity(entity).despawn();
    }
    if bench.craft().is_none() {
        return;
    }
    let (job, table) = (bench.job(), vec(bench.craft_at()));
    let mut still: Vec<(Transform, Vec<Piece>)> = Vec::new();
    if !bench.only_crafts() {
        still.push((Transform::from_translation(table), models::bench()));
    }
    if !job.craft.kit.is_empty() {
        let first = bench.kit_place(0);
        let at = Vec3::new(table.x, 0.0, first[2] as f32);
        still.push((Transform::from_translation(at), crafted::kit_mat(job.craft.kit.len())));
    }
    if !job.craft.questions.is_empty() {
        let at = vec(bench.anchor(Part::Questions).at);
        // Blank: the questions themselves are read on their panel.
        let blank = |piece: Piece| match piece.surface {
            Surface::SheetPaper => Piece { surface: Surface::Paper, ..piece },
            _ => piece,
        };
        still.push((Transform::from_translation(at), papers::record().into_iter().map(blank).collect()));
    }
    for piece in &job.craft.pieces {
        let at = Transform::from_translation(table + vec(piece.at));
        still.push((at, crafted::crafted(&piece.look, When::Always)));
    }
    for site in &job.craft.sites {
        still.push((place(site, table), crafted::crafted(&site.look, When::Always)));
    }
    for piece in models::merge(still) {
        let at = piece.at;
        dresser.spawn(&mut commands, piece, at).insert(Standing);
    }
    for (i, site) in job.craft.sites.iter().enumerate() {
        for when in [When::Before, When::Done, When::Moving] {
            for piece in crafted::crafted(&site.look, when) {
                let at = place(site, table) * piece.at;
                let seen = (Seen(i as u8 + 1, when), Visibility::Hidden);
                commands.spawn((Standing, seen, dresser.dress(piece, at)));
            }
        }
    }
    for (n, tool) in job.craft.kit.iter().enumerate() {
        let body = commands.spawn((Standing, KitBody(n as u8), Transform::default(), Visibility::Inherited)).id();
        for piece in crafted::crafted(&tool.look, When::Always) {
            let at = piece.at;
            commands.spawn((dresser.dress(piece, at), ChildOf(body)));
        }
    }
}

fn place(site: &JobSite, table: Vec3) -> Transform {
    Transform::from_translation(table + vec(site.at))
}

fn change(desk: Res<Desk>, mut shapes: Query<(&Seen, &mut Visibility, &mut Transform)>) {
    let Some(bench) = &desk.bench else { return };
    let table = vec(bench.craft_at());
    for (seen, mut visibility, mut transform) in &mut shapes {
        let Some((site, state)) = bench.site(seen.0) else { continue };
        let (shown, moved) = match (seen.1, &site.verb) {
            (When::Always, _) => (true, 0.0),
            (When::Before, _) => (!state.done, 0.0),
            (When::Done, _) => (state.done, 0.0),
            // What is drawn off comes with the jaws, and lies on no bench afterwards.
            (When::Moving, Verb::Draw { .. }) => (!state.done, -state.progress as f32),
            (When::Moving, _) => {
                let at_it = bench.touching() == Some(Part::Site(seen.0));
                (true, if at_it { bench.hand().along_mm() as f32 } else { 0.0 })
            }
        };
        let wanted = if shown { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
        let mut at = place(site, table);
        at.translation += vec(site.along) * moved;
        if let (When::Moving, Verb::Turn { .. }) = (seen.1, &site.verb) {
            at = place(site, table);
            at.rotation = Quat::from_axis_angle(vec(site.along), (state.progress as f32).to_radians());
        }
        transform.set_if_neq(at);
    }
}

fn follow(desk: Res<Desk>, mut bodies: Query<(&KitBody, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    for (body, mut transform, mut visibility) in &mut bodies {
        let pose = kit_pose(bench, body.0);
        transform.set_if_neq(pose);
        // A tool in a hand that presses a key or a sheet would hide it.
        let away = bench.hand().tool == Tool::Kit(body.0).code()
            && matches!(bench.touching(), Some(Part::Panel(_) | Part::Record | Part::Questions));
        let wanted = if away { Visibility::Hidden } else { Visibility::Inherited };
        visibility.set_if_neq(wanted);
    }
}

/// The bench of the desk, for what is drawn beside the still things.
pub(super) fn bench(desk: &Desk) -> Option<&Bench> {
    desk.bench.as_ref().filter(|bench| bench.craft().is_some())
}
