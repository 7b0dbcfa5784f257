//! The tool in the hand, where the hand is, doing what the hand does; bare fingers where it holds nothing.

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Side, Tool};

use super::super::aim::vec;
use super::super::models::shapes;
use super::super::stage::{Moving, Thing};
use super::super::work::Desk;
use super::{Drawn, courses, craft, measuring};

/// A finger of the bare hand: -1 is the thumb, 1 the forefinger.
#[derive(Component)]
struct Finger(f32);

/// Distance of open fingertips from what they will pinch, mm.
const OPEN_MM: f32 = 7.0;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, (tool, fingers, sleeve).in_set(Drawn));
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    // Nitrile gloves, as a splicer wears them: no skin to get wrong.
    let glove = materials.add(StandardMaterial {
        base_color: Color::srgb(0.16, 0.34, 0.52),
        perceptual_roughness: 0.55,
        ..default()
    });
    let profile: Vec<(f32, f32)> = vec![
        (0.0, 0.0),
        (3.2, 0.5),
        (5.4, 2.2),
        (6.6, 5.5),
        (7.0, 12.0),
        (7.3, 22.0),
        (7.8, 30.0),
        (7.4, 38.0),
        (8.2, 52.0),
        (8.8, 66.0),
        (0.0, 66.5),
    ];
    for side in [-1.0, 1.0] {
        // The finger points down and inwards; its tip is the origin.
        let shape = shapes::lathe(&profile, 20).stretched(1.0, 1.0, 0.86);
        commands.spawn((
            Finger(side),
            Mesh3d(meshes.add(shape.mesh())),
            MeshMaterial3d(glove.clone()),
            Transform::default(),
            Visibility::Hidden,
        ));
    }
}

fn held(bench: &Bench) -> Tool {
    Tool::from_code(bench.hand().tool).unwrap_or(Tool::Hand)
}

fn touched(bench: &Bench) -> Option<Part> {
    bench.touching()
}

fn tool(desk: Res<Desk>, mut pieces: Query<(&Moving, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let held = held(bench);
    let at = vec(bench.hand_place());
    let grip = bench.hand().grip_01() as f32;
    let turn = (bench.hand().turn_deg() as f32).to_radians();
    for (moving, mut transform, mut visibility) in &mut pieces {
        let Thing::Held(of) = moving.thing else { continue };
        // A threaded sleeve is drawn on its fibre, worn glasses on the face.
        let shown = of == held && bench.can_take(of);
        let wanted = if shown { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != wanted {
            *visibility = wanted;
        }
        if !shown {
            continue;
        }
        let mut pose = Transform::from_translation(at);
        match (of, touched(bench)) {
            // Cutters go round what they cut.
            (Tool::SheathCutter | Tool::TubeCutter, Some(_)) => pose.rotate_local_x(turn),
            (Tool::Tweezers, Some(_)) => pose.rotate_local_x(-0.5),
            (Tool::ProtectionSleeve, Some(_)) => {
                // The sleeve's leading edge is its working point.
                pose.translation += Vec3::NEG_X * (bench.job().sleeve.length_mm as f32 / 2.0) * -1.0;
            }
            _ => {}
        }
        let mut pushed = 0.0;
        if let Some((at_connector, into)) = measuring::tool_pose(bench, of) {
            (pose, pushed) = (at_connector, into);
        } else if matches!(of, Tool::Probe | Tool::ClickCleaner | Tool::DryWipe) {
            pose.rotation = measuring::facing(Vec3::new(0.0, 0.45, 0.89));
        }
        let closing = jaw_angle(of) * (1.0 - (grip / 0.6).min(1.0));
        let rest = match moving.name {
            "jaw-upper" => turned_x(&moving.rest, closing),
            "jaw-lower" => turned_x(&moving.rest, -closing),
            "nozzle" => Transform { translation: moving.rest.translation + Vec3::Z * pushed, ..moving.rest },
            _ => moving.rest,
        };
        *transform = pose * rest;
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

fn fingers(desk: Res<Desk>, mut fingers: Query<(&Finger, &mut Transform, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let held = held(bench);
    let bare = matches!(held, Tool::Hand | Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre)
        || held.plug().is_some()
        || held.kit().is_some_and(|n| bench.job().craft.kit.get(usize::from(n)).is_some_and(|kit| kit.item))
        || !bench.can_take(held);
    // A plug that is stroked over the cassette is held too, and any hand can press a key.
    let bare = bare
        || matches!(touched(bench), Some(Part::Panel(_) | Part::Record | Part::Questions))
        || cassette_at_plug(bench);
    let grip = bench.hand().grip_01() as f32;
    let part = touched(bench);
    let pressing = matches!(part, Some(Part::SplicerKey(_) | Part::Panel(_) | Part::Record));
    // Which control it is and what it is set to is no place on the bench.
    let finger_on = part.and_then(|part| measuring::finger(bench, part));
    let at = vec(bench.hand_place());
    let stroked = match (held, part) {
        (Tool::DryWipe, Some(Part::Plug(number))) => number.checked_sub(1),
        _ => held.plug(),
    };
    let plug = stroked.and_then(|plug| measuring::plug_pose(bench, plug));
    let item = held.kit().map(|n| craft::kit_pose(bench, n));
    // Fingers hold what they carry some way behind its tip.
    let behind = match held {
        Tool::CableFibre | Tool::PigtailFibre if part == Some(Part::CleaverGroove) => Vec3::X * 24.0,
        Tool::CableFibre => Vec3::NEG_X * 26.0,
        Tool::PigtailFibre => Vec3::X * 26.0,
        _ => Vec3::ZERO,
    };
    let thick = match part {
        Some(Part::Sheath) => bench.job().cable.outer_mm as f32 / 2.0,
        Some(Part::CleaverLid | Part::SplicerLid | Part::OvenLid | Part::TrayLid | Part::CleaverBlade) => 4.0,
        _ => 0.6,
    };
    let carrying = matches!(held, Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre);
    let open = if carrying { 0.4 } else { OPEN_MM * (1.0 - (grip / 0.5).min(1.0)) };
    for (finger, mut transform, mut visibility) in &mut fingers {
        let shown = bare && !(pressing && finger.0 < 0.0);
        let wanted = if shown { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != wanted {
            *visibility = wanted;
        }
        if !shown {
            continue;
        }
        if let Some((tip, from)) = finger_on {
            let rotation = Quat::from_rotation_arc(Vec3::Y, from.normalize());
            let off = from.normalize() * (5.0 - 6.0 * grip.min(0.8));
            // Long enough to come from outside the picture.
            *transform = Transform { translation: tip + off, rotation, scale: Vec3::new(0.8, 4.6, 0.8) };
            continue;
        }
        if let Some(pose) = plug {
            // Thumb and forefinger hold a connector by its flanks, behind its key, and leave the port in view.
            let out = pose.rotation * Vec3::Z;
            let frame = measuring::facing(out);
            let lie = Vec3::new(finger.0 * 0.62, 0.5, 1.0).normalize();
            let rotation = Quat::from_rotation_arc(Vec3::Y, frame * lie);
            let translation = pose.translation + out * 20.5 + frame * Vec3::new(finger.0 * 6.9, 0.2, 0.0);
            *transform = Transform { translation, rotation, scale: Vec3::splat(0.62) };
            continue;
        }
        if let Some(pose) = item {
            // An item is held by its flanks, behind its tip, so that what it goes into stays in view.
            let out = pose.rotation * Vec3::X;
            let frame = measuring::facing(out);
            let lie = Vec3::new(finger.0 * 0.62, 0.5, 1.0).normalize();
            let rotation = Quat::from_rotation_arc(Vec3::Y, frame * lie);
            let translation = pose.translation + out * 24.0 + frame * Vec3::new(finger.0 * 5.2, 0.2, 0.0);
            *transform = Transform { translation, rotation, scale: Vec3::splat(0.55) };
            continue;
        }
        let lean = Quat::from_rotation_y(0.35) * Quat::from_rotation_x(0.62 + finger.0 * 0.2);
        let press = if pressing { Vec3::Y * (2.0 - 2.5 * grip.min(0.8)) } else { Vec3::ZERO };
        let across = Vec3::Z * finger.0 * -(thick + open) * 0.9 + Vec3::Y * (finger.0 * 0.6 + 0.4);
        *transform = Transform { translation: at + behind + across + press, rotation: lean, scale: Vec3::splat(0.72) };
    }
}

/// Whether a plug is on the cleaning cassette.
fn cassette_at_plug(bench: &Bench) -> bool {
    held(bench) == Tool::DryWipe && matches!(touched(bench), Some(Part::Plug(_)))
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
        if *visibility != wanted {
            *visibility = wanted;
        }
        if let Some((at, along)) = place {
            let shrink = if state.sleeve.shrunk && moving.name == "outer" { 0.8 } else { 1.0 };
            // Its steel stays below however the fibre turns.
            let turn = Quat::from_rotation_y((-along.z).atan2(along.x)) * Quat::from_rotation_z(along.y.asin());
            let rotation = turn * moving.rest.rotation;
            *transform = Transform { translation: at, rotation, scale: Vec3::new(1.0, shrink, shrink) };
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
