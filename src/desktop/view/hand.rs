//! The tool in the hand, where the hand is, doing what the hand does.

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Sample, Side, Tool};

use super::super::aim::vec;
use super::super::stage::{Moving, Thing};
use super::super::work::Desk;
use super::{Drawn, courses, measuring};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (tool, sleeve).in_set(Drawn));
}

/// What the hand holds.
pub fn held(bench: &Bench) -> Tool {
    Tool::from_code(bench.hand().tool).unwrap_or(Tool::Hand)
}

/// What it touches with it.
pub fn touched(bench: &Bench) -> Option<Part> {
    bench.touching()
}

fn tool(desk: Res<Desk>, mut pieces: Query<(&Moving, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let held = held(bench);
    let grip = bench.hand().grip_01() as f32;
    for (moving, mut transform, mut visibility) in &mut pieces {
        let Thing::Held(of) = moving.thing else { continue };
        // A threaded sleeve is drawn on its fibre, worn glasses on the face.
        let shown = of == held && bench.can_take(of);
        let wanted = if shown { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
        if !shown {
            continue;
        }
        let (pose, pushed) = tool_pose(bench, of);
        let mut rest = gripped(of, moving.name, &moving.rest, grip);
        if moving.name == "nozzle" {
            rest.translation += Vec3::Z * pushed;
        }
        transform.set_if_neq(pose * rest);
    }
}

/// Where a held tool's working point is and how the tool is turned; and how far its nozzle is pushed in, mm.
pub fn tool_pose(bench: &Bench, of: Tool) -> (Transform, f32) {
    let at_connector = measuring::tool_pose(bench, of);
    at_connector.unwrap_or_else(|| (pose_at(bench, of, bench.hand(), touched(bench)), 0.0))
}

/// How a tool stands in a sample of a hand that touches this with it, away from connectors.
pub fn pose_at(bench: &Bench, of: Tool, sample: &Sample, part: Option<Part>) -> Transform {
    let turn = (sample.turn_deg() as f32).to_radians();
    let mut pose = Transform::from_translation(vec(bench.place_of(sample)));
    match (of, part) {
        // Cutters go round what they cut.
        (Tool::SheathCutter | Tool::TubeCutter, Some(_)) => pose.rotate_local_x(turn),
        (Tool::Tweezers, Some(_)) => pose.rotate_local_x(-0.5),
        // The sleeve's leading edge is its working point.
        (Tool::ProtectionSleeve, Some(_)) => pose.translation += Vec3::X * (bench.job().sleeve.length_mm as f32 / 2.0),
        (Tool::Probe | Tool::ClickCleaner | Tool::DryWipe, _) => {
            pose.rotation = measuring::facing(Vec3::new(0.0, 0.45, 0.89));
        }
        _ => {}
    }
    pose
}

/// A piece of a tool at rest, its jaws as wide as the grip leaves them.
pub fn gripped(of: Tool, name: &str, rest: &Transform, grip: f32) -> Transform {
    let closing = jaw_angle(of) * (1.0 - (grip / 0.6).min(1.0));
    match name {
        "jaw-upper" => turned_x(rest, closing),
        "jaw-lower" => turned_x(rest, -closing),
        _ => *rest,
    }
}

/// Opening of a tool's jaws, degrees.
fn jaw_angle(tool: Tool) -> f32 {
    match tool {
        Tool::Stripper => -9.0,
        Tool::Scissors => 14.0,
        Tool::Tweezers => 3.0,
        _ => 0.0,
    }
}

fn turned_x(rest: &Transform, degrees: f32) -> Transform {
    Transform { rotation: rest.rotation * Quat::from_rotation_x(degrees.to_radians()), ..*rest }
}

/// The protection sleeve on its fibre, over the joint, or in its slot.
fn sleeve(desk: Res<Desk>, mut pieces: Query<(&Moving, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let state = bench.state();
    let place = state.sleeve.on.map(|side| match state.joint {
        Some(_) => {
            let (at, along) = courses::joint(bench);
            (at + along * state.sleeve.centre_mm as f32, along)
        }
        None => (parked(bench, side), Vec3::X),
    });
    for (moving, mut transform, mut visibility) in &mut pieces {
        if moving.thing != Thing::Sleeve {
            continue;
        }
        let wanted = if place.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
        if let Some((at, along)) = place {
            let shrink = if state.sleeve.shrunk && moving.name == "outer" { 0.8 } else { 1.0 };
            // Its steel stays below however the fibre turns.
            let turn = Quat::from_rotation_y((-along.z).atan2(along.x)) * Quat::from_rotation_z(along.y.asin());
            let rotation = turn * moving.rest.rotation;
            transform.set_if_neq(Transform { translation: at, rotation, scale: Vec3::new(1.0, shrink, shrink) });
        }
    }
}

/// Where a threaded sleeve waits: so far behind the tip along the fibre.
fn parked(bench: &Bench, side: Side) -> Vec3 {
    let Some(line) = courses::end_line(bench, side, 1.0) else { return vec(bench.tip_place(side)) };
    let course = courses::Course { points: line, radius: 0.0 };
    let length: f32 = course.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    course.at((length - bench.state().sleeve.centre_mm.abs() as f32).max(10.0))
}
