//! What work leaves on workpieces: the mark of a blade, dirt, the way of what is led, cords between ends.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{KIT, SITES};
use crate::catalogue::workpiece::Verb;

use super::super::super::aim::vec;
use super::super::super::models::crafted::radius_mm;
use super::super::super::models::{swept_tube, update_swept_tube};
use super::super::super::work::Desk;
use super::super::Drawn;
use super::{kit_pose, stand};

/// Points of a tube that is moved.
const POINTS: usize = 48;
/// Radius of a cord, and of what is led, mm.
const CORD_MM: f32 = 1.5;
/// Marks, ways and cords that can be seen at once.
const MANY: usize = 24;

/// One of the tubes that are lent to what must be drawn.
#[derive(Component)]
struct Lent {
    kind: Kind,
    index: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Mark,
    Dirt,
    Way,
    Gate,
    Cord,
}

/// What a tube shall look like now.
struct Wanted {
    points: Vec<Vec3>,
    radius: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, draw.in_set(Drawn));
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let mut made = |colour: Color, rough: f32| {
        let blends = colour.alpha() < 1.0;
        materials.add(StandardMaterial {
            base_color: colour,
            perceptual_roughness: rough,
            alpha_mode: if blends { AlphaMode::Blend } else { AlphaMode::Opaque },
            ..default()
        })
    };
    let kinds = [
        (Kind::Mark, made(Color::srgb(0.03, 0.03, 0.04), 0.9)),
        (Kind::Dirt, made(Color::srgba(0.62, 0.47, 0.16, 0.72), 0.25)),
        (Kind::Way, made(Color::srgb(0.93, 0.76, 0.12), 0.45)),
        (Kind::Gate, made(Color::srgba(0.95, 0.55, 0.15, 0.75), 0.6)),
        (Kind::Cord, made(Color::srgb(0.93, 0.76, 0.12), 0.45)),
    ];
    let start: Vec<Vec3> = (0..POINTS).map(|i| Vec3::new(i as f32, -50.0, 0.0)).collect();
    for (kind, material) in kinds {
        for index in 0..MANY {
            commands.spawn((
                Lent { kind, index },
                Mesh3d(meshes.add(swept_tube(&start, &[CORD_MM], 10))),
                MeshMaterial3d(material.clone()),
                Transform::default(),
                NoFrustumCulling,
                Visibility::Hidden,
            ));
        }
    }
}

fn draw(desk: Res<Desk>, mut meshes: ResMut<Assets<Mesh>>, mut tubes: Query<(&Lent, &Mesh3d, &mut Visibility)>) {
    let wanted = stand::bench(&desk).map(all).unwrap_or_default();
    for (lent, mesh, mut visibility) in &mut tubes {
        let found = wanted.iter().filter(|(kind, _)| *kind == lent.kind).nth(lent.index);
        let shown = if found.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != shown {
            *visibility = shown;
        }
        if let Some((_, wanted)) = found
            && let Some(mut mesh) = meshes.get_mut(&mesh.0)
        {
            update_swept_tube(&mut mesh, &spread(&wanted.points), &[wanted.radius]);
        }
    }
}

/// The points at even distances, as many as a lent tube has.
fn spread(points: &[Vec3]) -> Vec<Vec3> {
    let whole: f32 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let mut out = Vec::with_capacity(POINTS);
    let (mut at, mut gone) = (0, 0.0);
    for i in 0..POINTS {
        let want = whole * i as f32 / (POINTS - 1) as f32;
        while at + 2 < points.len() && gone + points[at].distance(points[at + 1]) < want {
            gone += points[at].distance(points[at + 1]);
            at += 1;
        }
        let [a, b] = [points[at], points[(at + 1).min(points.len() - 1)]];
        let part = a.distance(b).max(1e-4);
        out.push(a.lerp(b, ((want - gone) / part).clamp(0.0, 1.0)));
    }
    out
}

fn all(bench: &Bench) -> Vec<(Kind, Wanted)> {
    let mut wanted = Vec::new();
    let table = vec(bench.craft_at());
    for number in 1..=SITES {
        let Some((site, state)) = bench.site(number) else { break };
        let at = |along: f64, across: f64| {
            table + vec(site.at) + vec(site.along) * along as f32 + vec(site.across) * across as f32
        };
        let radius = radius_mm(&site.look).unwrap_or(2.0);
        match &site.verb {
            Verb::Score { .. } => {
                if let Some(cut) = state.cut {
                    let (axis, middle) = (vec(site.along), at(cut.station_mm, 0.0));
                    let side = axis.any_orthonormal_vector();
                    // As far round as the blade has been.
                    let turned = cut.depth_mm.iter().filter(|depth| **depth > 0.0).count();
                    let ring = |i: usize| {
                        let angle = std::f32::consts::TAU * turned as f32 / 36.0 * i as f32 / 23.0;
                        middle + Quat::from_axis_angle(axis, angle) * side * (radius + 0.05)
                    };
                    wanted.push((Kind::Mark, Wanted { points: (0..24).map(ring).collect(), radius: 0.28 }));
                }
            }
            Verb::Slit { .. } if state.progress > 0.5 => {
                let up = Vec3::Y * radius;
                let points = vec![at(0.0, 0.0) + up, at(state.progress, 0.0) + up];
                wanted.push((Kind::Mark, Wanted { points, radius: 0.3 }));
            }
            Verb::Wipe { length, .. } if state.dirt > 0.04 => {
                let radius = radius + 0.05 + 0.25 * state.dirt as f32;
                wanted.push((Kind::Dirt, Wanted { points: vec![at(0.0, 0.0), at(*length, 0.0)], radius }));
            }
            Verb::Lead { gates, gate, .. } => {
                if state.way.len() > 1 {
                    let points = state.way.iter().map(|p| at(f64::from(p.0), f64::from(p.1)) + Vec3::Y * 2.0);
                    wanted.push((Kind::Way, Wanted { points: points.collect(), radius: CORD_MM }));
                }
                // The next gate stands out; those that were passed are gone.
                for middle in gates.iter().skip(state.progress as usize).take(2) {
                    let ring = |i: usize| {
                        let angle = std::f64::consts::TAU * i as f64 / 23.0;
                        at(middle.0 + gate * angle.cos(), middle.1 + gate * angle.sin()) + Vec3::Y * 0.5
                    };
                    wanted.push((Kind::Gate, Wanted { points: (0..24).map(ring).collect(), radius: 0.6 }));
                }
            }
            _ => {}
        }
    }
    let kit = &bench.job().craft.kit;
    for a in 0..kit.len().min(usize::from(KIT)) {
        let Some(cord) = &kit[a].cord else { continue };
        let Some(b) = (a + 1..kit.len()).find(|b| kit[*b].cord.as_ref() == Some(cord)) else { continue };
        wanted.push((Kind::Cord, Wanted { points: hang(bench, a as u8, b as u8), radius: CORD_MM }));
    }
    wanted
}

/// A cord from one end to the other: out of both, and down between them.
fn hang(bench: &Bench, a: u8, b: u8) -> Vec<Vec3> {
    const BODY_MM: f32 = 24.0;
    let [a, b] = [a, b].map(|n| kit_pose(bench, n));
    let [from, to] = [a, b].map(|pose| pose.translation + pose.rotation * Vec3::X * BODY_MM);
    let distance = from.distance(to);
    let out = (distance * 0.4).clamp(15.0, 90.0);
    let [c1, c2] = [from + a.rotation * Vec3::X * out, to + b.rotation * Vec3::X * out];
    (0..32)
        .map(|i| {
            let t = i as f32 / 31.0;
            let s = 1.0 - t;
            let mut at = from * (s * s * s) + c1 * (3.0 * s * s * t) + c2 * (3.0 * s * t * t) + to * (t * t * t);
            at.y = (at.y - distance * 0.18 * 4.0 * t * s).max(CORD_MM + 0.3);
            at
        })
        .collect()
}
