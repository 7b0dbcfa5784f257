//! The hand itself: which grip it has now, where, and the glove that is drawn so.

use std::collections::HashMap;
use std::f32::consts::FRAC_PI_2;

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Sample, Side, Tool};

use super::super::aim::vec;
use super::super::app::Chosen;
use super::super::camera::Eye;
use super::super::models::glove::{self, Grip};
use super::super::models::shapes::Shape;
use super::super::models::{HELD_DEG, Surface};
use super::super::stage::Materials;
use super::super::work::Desk;
use super::hand::{held, tool_pose, touched};
use super::{Drawn, craft, measuring};

/// The glove, and the sleeve of the arm in it.
#[derive(Component, Clone, Copy, PartialEq, Eq, Hash)]
enum Skin {
    Glove,
    Sleeve,
}

/// Distance of open fingertips from what they will pinch, mm.
const OPEN_MM: f32 = 7.0;
/// Grips are made in steps of so much, mm: a finger's movement is seen, and few meshes are made.
const STEP_MM: f32 = 1.0;
/// Widest grip that is made, mm.
const WIDEST_MM: f32 = 16.0;
/// How far an arm comes from the worker's side rather than from the right, radians.
const FROM_WORKER: f32 = 0.38;

/// Nearer to the eye no hand is drawn, mm.
const NEAR_MM: f32 = 88.0;

/// A hand that holds something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grasp {
    /// How.
    pub grip: Grip,
    /// Whether it is the left hand: its mesh is the right one's mirror image.
    pub left: bool,
    /// Where the grip's origin is, and how the hand is turned.
    pub at: Transform,
}

/// A grip as the right hand would have it: in the frame of what is held, so that the left hand is its mirror there.
struct Hold {
    grip: Grip,
    frame: Transform,
    on: Transform,
    /// The hand whose work it always is.
    only: Option<Side>,
}

impl Hold {
    fn new(grip: Grip, frame: Transform, on: Transform) -> Hold {
        Hold { grip, frame, on, only: None }
    }

    fn by(self, left_handed: bool) -> Grasp {
        let left = self.only.map_or(left_handed, |side| side == Side::Cable);
        let on = if left { mirrored(self.on) } else { self.on };
        Grasp { grip: self.grip, left, at: self.frame * on }
    }
}

/// A pose seen in a mirror across x.
fn mirrored(pose: Transform) -> Transform {
    let [x, y, z, w] = pose.rotation.to_array();
    let at = pose.translation;
    Transform::from_xyz(-at.x, at.y, at.z).with_rotation(Quat::from_xyzw(x, -y, -z, w))
}

/// Meshes of the grips that were needed so far.
#[derive(Resource, Default)]
pub struct Made(HashMap<(u8, u8, bool, Skin), Handle<Mesh>>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Made>().add_systems(Startup, spawn).add_systems(Update, draw.in_set(Drawn));
}

fn spawn(
    mut commands: Commands,
    mut known: ResMut<Materials>,
    mut materials: ResMut<Assets<StandardMaterial>>,
    mut images: ResMut<Assets<Image>>,
) {
    for (skin, surface) in [(Skin::Glove, Surface::Nitrile), (Skin::Sleeve, Surface::Jacket)] {
        commands.spawn((
            skin,
            Mesh3d::default(),
            MeshMaterial3d(known.get(surface, &mut materials, &mut images)),
            Transform::default(),
            Visibility::Hidden,
        ));
    }
}

fn draw(
    desk: Res<Desk>,
    chosen: Res<Chosen>,
    eyes: Query<&Transform, (With<Eye>, Without<Skin>)>,
    mut made: ResMut<Made>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut skins: Query<(&Skin, &mut Mesh3d, &mut Transform, &mut Visibility)>,
) {
    let Some(bench) = &desk.bench else { return };
    // A fist round a handle, where the eye leans in to its tool's tip, would be all that is seen.
    let far = |grasp: &Grasp| eyes.iter().all(|eye| eye.translation.distance(grasp.at.translation) > NEAR_MM);
    let grasp = grasp(bench, chosen.0.left_handed).filter(far);
    for (skin, mut mesh, mut transform, mut visibility) in &mut skins {
        let wanted = if grasp.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
        let Some(grasp) = grasp else { continue };
        let now = made.mesh(grasp, *skin, &mut meshes);
        if mesh.0 != now {
            mesh.0 = now;
        }
        transform.set_if_neq(grasp.at);
    }
}

impl Made {
    /// The glove alone, in a grip.
    pub fn glove(&mut self, grasp: Grasp, meshes: &mut Assets<Mesh>) -> Handle<Mesh> {
        self.mesh(grasp, Skin::Glove, meshes)
    }

    fn mesh(&mut self, grasp: Grasp, skin: Skin, meshes: &mut Assets<Mesh>) -> Handle<Mesh> {
        let (kind, wide) = match grasp.grip {
            Grip::Pinch(open) => (0, open),
            Grip::Point => (1, 0.0),
            Grip::Wrap(wide) => (2, wide),
        };
        let step = (wide.clamp(0.0, WIDEST_MM) / STEP_MM).round();
        // A sleeve hangs the same however wide the fingers are.
        let step = if skin == Skin::Sleeve { 0.0 } else { step };
        let wide = step * STEP_MM;
        let grip = match grasp.grip {
            Grip::Pinch(_) => Grip::Pinch(wide),
            Grip::Point => Grip::Point,
            Grip::Wrap(_) => Grip::Wrap(wide),
        };
        let key = (kind, step as u8, grasp.left, skin);
        let make = || {
            let right: Shape = if skin == Skin::Glove { glove::glove(grip) } else { glove::sleeve(grip) };
            meshes.add(if grasp.left { right.mirrored() } else { right }.mesh())
        };
        self.0.entry(key).or_insert_with(make).clone()
    }
}

/// How the bench's hand holds what it holds; `None` where no hand is drawn.
pub fn grasp(bench: &Bench, left_handed: bool) -> Option<Grasp> {
    hold(bench).map(|hold| hold.by(left_handed))
}

fn hold(bench: &Bench) -> Option<Hold> {
    let held = held(bench);
    let part = touched(bench);
    let squeezed = squeeze(bench.hand());
    // Which control it is and what it is set to is no place on the bench.
    if let Some((tip, from)) = part.and_then(|part| measuring::finger(bench, part)) {
        let from = from.normalize();
        // On an upright face the finger's pad is turned to it, the arm still comes from beside.
        let upright = if from.z > 0.8 { Quat::from_rotation_x(1.25) } else { Quat::IDENTITY };
        let frame = Transform::from_translation(tip + from * (4.0 - 5.0 * squeezed)).with_rotation(upright);
        return Some(Hold::new(Grip::Point, frame, turned(-0.75)));
    }
    // A key is pressed with the finger, whatever the hand holds.
    if part.is_some_and(is_pressed) {
        return Some(bare(bench, held, bench.hand(), part));
    }
    let stroked = match (held, part) {
        (Tool::DryWipe, Some(Part::Plug(number))) => number.checked_sub(1),
        _ => held.plug(),
    };
    if let Some(pose) = stroked.and_then(|plug| measuring::plug_pose(bench, plug)) {
        // By its flanks, behind its key, so that the port stays in view.
        return Some(by_flanks(2.0, pose.translation, pose.rotation * Vec3::Z, 21.0));
    }
    if let Some(number) = held.kit() {
        let item = bench.job().craft.kit.get(usize::from(number)).is_some_and(|kit| kit.item);
        let pose = craft::kit_pose(bench, number);
        return item.then(|| by_flanks(0.0, pose.translation, pose.rotation * Vec3::X, 25.0));
    }
    if !bench.can_take(held) || matches!(held, Tool::Hand | Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre)
    {
        return Some(bare(bench, held, bench.hand(), part));
    }
    let (grip, on) = round_tool(held, squeezed)?;
    let pose = tool_pose(bench, held).0;
    if matches!(held, Tool::SheathCutter | Tool::TubeCutter) {
        // What goes round its part is held where it is now by a hand that does not go round with it.
        let handle = pose.transform_point(on.translation);
        return Some(Hold::new(grip, Transform::from_translation(handle), turned(-FROM_WORKER)));
    }
    Some(Hold::new(grip, pose, on))
}

/// Turned about the upright, radians.
fn turned(angle: f32) -> Transform {
    Transform::from_rotation(Quat::from_rotation_y(angle))
}

/// How far fingers are closed, 0 to 1.
fn squeeze(sample: &Sample) -> f32 {
    (sample.grip_01() as f32 / 0.5).min(1.0)
}

/// What a finger presses rather than holds.
fn is_pressed(part: Part) -> bool {
    matches!(part, Part::SplicerKey(_) | Part::Panel(_) | Part::Record | Part::Questions)
}

/// A hand without a tool in a sample that is not the bench's own: a ghost's.
pub fn bare_grasp(bench: &Bench, held: Tool, sample: &Sample, left_handed: bool) -> Grasp {
    bare(bench, held, sample, Part::from_code(sample.part)).by(left_handed)
}

/// Bare fingertips on a part, or on the fibre that they carry; one of them on what is pressed.
fn bare(bench: &Bench, held: Tool, sample: &Sample, part: Option<Part>) -> Hold {
    let (squeezed, at) = (squeeze(sample), vec(bench.place_of(sample)));
    if part.is_some_and(is_pressed) {
        let frame = Transform::from_translation(at + Vec3::Y * (2.0 - 2.5 * squeezed));
        return Hold::new(Grip::Point, frame, turned(-0.75));
    }
    // What they carry they hold some way behind its tip, each side's end with the hand of that side.
    let in_cleaver = part == Some(Part::CleaverGroove);
    let (behind, only) = match held {
        Tool::CableFibre | Tool::PigtailFibre if in_cleaver => (Vec3::X * 24.0, Some(Side::Pigtail)),
        Tool::CableFibre => (Vec3::NEG_X * 26.0, Some(Side::Cable)),
        Tool::PigtailFibre => (Vec3::X * 26.0, Some(Side::Pigtail)),
        _ => (Vec3::ZERO, None),
    };
    let thick = match part {
        Some(Part::Sheath) => bench.job().cable.outer_mm as f32 / 2.0,
        Some(Part::CleaverLid | Part::SplicerLid | Part::OvenLid | Part::TrayLid | Part::CleaverBlade) => 3.0,
        _ => 0.0,
    };
    let carrying = matches!(held, Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre);
    let open = if carrying { 0.0 } else { OPEN_MM * (1.0 - squeezed) };
    // Over the work the hand dips to it.
    let dip = Quat::from_rotation_y(-FROM_WORKER) * Quat::from_rotation_z(0.25);
    let frame = Transform::from_translation(at + behind);
    Hold { only, ..Hold::new(Grip::Pinch(thick + open), frame, Transform::from_rotation(dip)) }
}

/// Thumb and forefinger so far open on the flanks of something that leaves what it is in along `out`, so far up it, mm.
fn by_flanks(open: f32, tip: Vec3, out: Vec3, up: f32) -> Hold {
    let frame = Transform::from_translation(tip + out * up).with_rotation(measuring::facing(out));
    // The grip's arm (+x) goes outwards, its forefinger (-z) to the right.
    Hold::new(Grip::Pinch(open), frame, turned(-FRAC_PI_2 - 0.25))
}

/// How a tool is held, in its own frame: its working point is the origin, its handle goes to +z and up.
fn round_tool(tool: Tool, squeezed: f32) -> Option<(Grip, Transform)> {
    let raised = Transform::from_rotation(Quat::from_rotation_x(-HELD_DEG.to_radians()));
    let back = |z: f32| raised * Transform::from_xyz(0.0, 0.0, z);
    // Thumb below and forefinger above, the arm to the worker.
    let over = Transform::from_rotation(Quat::from_rotation_x(FRAC_PI_2) * Quat::from_rotation_y(-1.1));
    let beside = Transform::from_rotation(Quat::from_rotation_x(FRAC_PI_2));
    let loose = 1.0 - squeezed;
    Some(match tool {
        Tool::Stripper => (Grip::Wrap(7.0 + 3.0 * loose), back(92.0)),
        Tool::Scissors => (Grip::Wrap(9.0 + 3.0 * loose), back(92.0)),
        Tool::Tweezers => (Grip::Pinch(2.0 + 3.0 * loose), back(52.0) * over),
        // From beside, so that the port before it stays in view.
        Tool::Probe => (Grip::Pinch(11.0), Transform::from_xyz(0.0, 0.0, 66.0) * beside),
        Tool::ClickCleaner => (Grip::Pinch(7.0), Transform::from_xyz(0.0, 0.0, 78.0) * beside),
        Tool::SolventWipe | Tool::AlcoholWipe => (Grip::Pinch(1.0 + 4.0 * loose), back(10.0) * over),
        Tool::SheathCutter => (Grip::Pinch(5.0), back(46.0)),
        Tool::TubeCutter => (Grip::Pinch(1.0), back(25.0)),
        Tool::ProtectionSleeve => (Grip::Pinch(0.0), Transform::from_xyz(24.0, 0.0, 0.0) * turned(-0.5)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_left_hand_is_the_mirror_of_the_right_in_the_frame_of_what_it_holds() {
        let frame = Transform::from_xyz(40.0, 5.0, -3.0).with_rotation(Quat::from_rotation_y(0.7));
        let on =
            Transform::from_xyz(12.0, 3.0, 9.0).with_rotation(Quat::from_rotation_y(0.4) * Quat::from_rotation_x(0.3));
        let [right, left] = [false, true].map(|left| Hold::new(Grip::Point, frame, on).by(left));
        assert!(left.left && !right.left);
        // A place of the right hand's mesh and the same of the mirrored mesh.
        let (p, mirror) = (Vec3::new(31.0, 7.0, 2.0), Vec3::new(-1.0, 1.0, 1.0));
        let inverse = frame.to_matrix().inverse();
        let [right, left] = [right.at.transform_point(p), left.at.transform_point(p * mirror)];
        assert!((inverse.transform_point3(right) * mirror).distance(inverse.transform_point3(left)) < 1e-3);
    }
}
