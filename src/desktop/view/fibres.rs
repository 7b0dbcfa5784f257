//! Cable, tubes, fibres and pigtail as glossy tubes whose meshes are moved, never made anew.

use bevy::light::NotShadowCaster;
use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Colour, MAX_NUMBER, Side};

use super::super::camera::Gaze;
use super::super::canvas::Canvas;
use super::super::magnifier::coating_srgb;
use super::super::models::{swept_tube, update_swept_tube};
use super::super::work::Desk;
use super::Drawn;
use super::courses::{self, Course};

/// Points of every strand.
const POINTS: usize = 64;
/// Sides of a cable and of a fibre.
const SIDES: u32 = 18;
const FIBRE_SIDES: u32 = 8;

/// What a strand is.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strand {
    /// The sheath that stays.
    Sheath,
    /// The piece of sheath that was cut off.
    LooseSheath,
    /// A tube, from 1.
    Tube(u8),
    /// The piece of tube that was scored off.
    LooseTube(u8),
    /// Gel on a tube or on its fibres.
    Gel(u8),
    /// The coated part of a fibre, from 1.
    Fibre(u8),
    /// Buffered part of the pigtail.
    Pigtail,
    /// Bare glass at an end.
    Bare(Side),
    /// Coated fibre between the tray's coil and the joint.
    Link(Side),
}

/// Course that a strand was last drawn with, so that still strands cost nothing.
#[derive(Component, Default)]
struct Last(u64);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(Update, (follow, wet).in_set(Drawn));
}

fn colour(number: u8) -> Color {
    let [r, g, b] = Colour::of(number).srgb();
    Color::srgb_u8(r, g, b)
}

/// Colour of the coated fibre of a side.
pub(super) fn coating(bench: &Bench, side: Side) -> Color {
    let [r, g, b] = coating_srgb(bench, side);
    Color::srgb_u8(r, g, b)
}

fn spawn(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StandardMaterial>>) {
    let mut made: Vec<(Strand, StandardMaterial)> = Vec::new();
    let glossy = |colour: Color, roughness: f32| StandardMaterial {
        base_color: colour,
        perceptual_roughness: roughness,
        reflectance: 0.4,
        ..default()
    };
    let clear = |colour: Color| StandardMaterial {
        base_color: colour,
        perceptual_roughness: 0.08,
        reflectance: 0.6,
        alpha_mode: AlphaMode::Blend,
        ..default()
    };
    made.push((Strand::Sheath, glossy(Color::srgb(0.055, 0.057, 0.062), 0.5)));
    made.push((Strand::LooseSheath, glossy(Color::srgb(0.055, 0.057, 0.062), 0.5)));
    for n in 1..=4 {
        made.push((Strand::Tube(n), glossy(colour(n), 0.3)));
        made.push((Strand::LooseTube(n), glossy(colour(n), 0.3)));
        made.push((Strand::Gel(n), clear(Color::srgba(0.93, 0.95, 0.86, 0.3))));
    }
    for n in 1..=MAX_NUMBER {
        made.push((Strand::Fibre(n), glossy(colour(n), 0.4)));
    }
    made.push((Strand::Pigtail, glossy(Color::srgb(0.96, 0.80, 0.10), 0.35)));
    let glass = || StandardMaterial {
        base_color: Color::srgba(0.86, 0.94, 1.0, 0.85),
        emissive: LinearRgba::rgb(0.05, 0.07, 0.09),
        ..clear(Color::WHITE)
    };
    for side in Side::BOTH {
        made.push((Strand::Bare(side), glass()));
        made.push((Strand::Link(side), glossy(colour(1), 0.4)));
    }
    for (strand, material) in made {
        let points: Vec<Vec3> = (0..POINTS).map(|i| Vec3::new(i as f32, -50.0, 0.0)).collect();
        let sides = match strand {
            Strand::Sheath | Strand::LooseSheath | Strand::Tube(_) | Strand::LooseTube(_) | Strand::Gel(_) => SIDES,
            _ => FIBRE_SIDES,
        };
        let mut entity = commands.spawn((
            strand,
            Last::default(),
            Mesh3d(meshes.add(swept_tube(&points, &[0.5], sides))),
            MeshMaterial3d(materials.add(material)),
            Transform::default(),
            // Its bounds move with it: cheaper to draw always than to measure.
            bevy::camera::visibility::NoFrustumCulling,
            Visibility::Hidden,
        ));
        if matches!(strand, Strand::Gel(_) | Strand::Bare(_)) {
            entity.insert(NotShadowCaster);
        }
    }
}

/// Glass of an eighth of a millimetre is thinner than a pixel from afar: it is drawn so many times thicker there, never
/// near. A coarser picture needs thicker ones, or they break up into dashes.
pub(super) fn thickness(gaze: &Gaze, canvas: &Canvas) -> f32 {
    (gaze.now().width / 260.0).max(1.0 / canvas.scale()).clamp(1.0, 3.2)
}

fn follow(
    desk: Res<Desk>,
    gaze: Res<Gaze>,
    canvas: Res<Canvas>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut strands: Query<(&Strand, &mut Last, &Mesh3d, &mut Visibility)>,
) {
    let Some(bench) = &desk.bench else { return };
    let thick = thickness(&gaze, &canvas);
    for (strand, mut last, mesh, mut visibility) in &mut strands {
        let course = if !bench.has_workshop() { None } else { courses::course(bench, *strand, thick) };
        let Some(course) = course else {
            if *visibility != Visibility::Hidden {
                *visibility = Visibility::Hidden;
            }
            continue;
        };
        if *visibility != Visibility::Inherited {
            *visibility = Visibility::Inherited;
        }
        let print = course.print();
        if last.0 == print {
            continue;
        }
        last.0 = print;
        let (points, radii) = course.spread(POINTS);
        if let Some(mut mesh) = meshes.get_mut(&mesh.0) {
            update_swept_tube(&mut mesh, &points, &radii);
        }
    }
}

/// Gel fades as it is wiped, fibres have the colours of their places, and the pigtail its own.
fn wet(
    desk: Res<Desk>,
    mut materials: ResMut<Assets<StandardMaterial>>,
    strands: Query<(&Strand, &MeshMaterial3d<StandardMaterial>)>,
    mut shown: Local<Vec<(Strand, u32)>>,
) {
    let Some(bench) = &desk.bench else { return };
    for (strand, material) in &strands {
        let wanted = match *strand {
            Strand::Gel(n) => Color::srgba(0.93, 0.95, 0.86, gel(bench, n) as f32 * 0.42),
            Strand::Link(_) if courses::coils_only(bench) => Color::srgb(0.90, 0.91, 0.88),
            Strand::Link(side) => coating(bench, side),
            Strand::Fibre(n) => colour((n - 1) % bench.job().cable.fibres_per_tube.max(1) + 1),
            Strand::Pigtail => colour(bench.job().pigtail.colour).mix(&Color::srgb(0.98, 0.92, 0.75), 0.15),
            _ => continue,
        };
        let seen = u32::from_le_bytes(wanted.to_srgba().to_u8_array());
        match shown.iter_mut().find(|(known, _)| known == strand) {
            Some((_, last)) if *last == seen => continue,
            Some((_, last)) => *last = seen,
            None => shown.push((*strand, seen)),
        }
        if let Some(mut material) = materials.get_mut(&material.0) {
            material.base_color = wanted;
        }
    }
}

/// Gel on a tube while it is closed, on its fibres once it is open, 0 to 1.
fn gel(bench: &Bench, tube: u8) -> f64 {
    let cable = &bench.state().cable;
    let Some(state) = cable.tubes.get(usize::from(tube).wrapping_sub(1)) else { return 0.0 };
    if state.opened_mm <= 0.0 {
        return state.gel;
    }
    let first = usize::from(tube - 1) * usize::from(bench.job().cable.fibres_per_tube);
    cable.fibres.get(first).map_or(0.0, |end| end.gel)
}

impl Course {
    /// A number that changes with the course.
    fn print(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take = |value: f32| hash = (hash ^ u64::from(value.to_bits())).wrapping_mul(0x0100_0000_01b3);
        for point in self.points.iter() {
            point.to_array().into_iter().for_each(&mut take);
        }
        take(self.radius);
        hash
    }
}
