//! A hand in a nitrile glove, in the grips of the trade: round cones along its bones, melted into one skin.

use bevy::math::Vec3Swizzles;
use bevy::prelude::*;
use fast_surface_nets::ndshape::{RuntimeShape, Shape as _};
use fast_surface_nets::{SurfaceNetsBuffer, surface_nets};

use super::shapes::{self, Shape};

/// How a hand holds what it works with. The right hand; mirrored in x it is the left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grip {
    /// Thumb and forefinger about the origin, forefinger towards −z, so far open, mm.
    Pinch(f32),
    /// The forefinger's tip on the origin from above.
    Point,
    /// Fingers round a handle along z through the origin, so much wider than a pencil, mm.
    Wrap(f32),
}

/// Edge of a cell of the grid that the skin is found on, mm.
const CELL: f32 = 2.6;
/// Points along each edge of a block that is skipped where the skin is far.
const BLOCK: usize = 5;
/// How softly fingers pass into each other and the palm, mm.
const WEB: f32 = 5.0;
/// How softly the bones of the palm do, mm.
const PALM: f32 = 14.0;
/// How far the arm is part of the skin: the cuff hides its end, mm from the wrist.
const ARM: f32 = 62.0;
/// From the glove's end to the elbow, and from there to beyond every picture, mm.
const FOREARM: f32 = 210.0;
const UPPER_ARM: f32 = 900.0;

/// A bone: two ends and the radii there, mm.
type Bone = (Vec3, Vec3, f32, f32);

/// The bones of a grip.
struct Bones {
    /// Each finger from its tip to its knuckle.
    fingers: Vec<Vec<Bone>>,
    /// From the knuckles to the wrist.
    palm: Vec<Bone>,
    wrist: Vec3,
    /// Which way the arm goes.
    arm: Vec3,
}

/// Radii of forefinger, middle, ring and little finger and of the thumb from the tip on, mm.
const RADII: [[f32; 4]; 5] =
    [[6.6, 7.6, 8.8, 10.5], [6.8, 7.8, 9.0, 10.8], [6.6, 7.4, 8.6, 10.4], [5.8, 6.6, 7.6, 9.4], [7.4, 8.8, 10.2, 14.0]];

impl Bones {
    /// Joints of the five fingers from the tip on, the thumb last.
    fn new(joints: [[[f32; 3]; 4]; 5], extra: &[Bone], wrist: [f32; 3], arm: [f32; 3]) -> Bones {
        let joints = joints.map(|finger| finger.map(Vec3::from));
        let wrist = Vec3::from(wrist);
        let fingers = joints
            .iter()
            .zip(RADII)
            .map(|(at, r)| (0..3).map(|i| (at[i], at[i + 1], r[i], r[i + 1])).collect())
            .collect();
        let knuckles = joints.iter().zip(RADII).map(|(at, r)| (at[3], wrist, r[3], 18.5));
        let palm = knuckles.chain(extra.iter().copied()).collect();
        Bones { fingers, palm, wrist, arm: Vec3::from(arm).normalize() }
    }

    fn of(grip: Grip) -> Bones {
        match grip {
            Grip::Pinch(open) => {
                let o = open;
                let web = (Vec3::new(50.0, 10.0, 24.0 + o * 0.4), Vec3::new(72.0, 24.0, 2.0), 7.0, 9.0);
                Bones::new(
                    [
                        [
                            [1.5, 2.0, -6.8 - o],
                            [10.0, 12.0, -17.0 - o],
                            [32.0, 26.0, -17.0 - o * 0.5],
                            [68.0, 29.0, 0.0],
                        ],
                        [
                            [19.0, 1.0, -5.0 - o],
                            [27.0, 9.0, -17.0 - o],
                            [47.0, 22.0, -20.0 - o * 0.5],
                            [82.0, 23.0, 1.0],
                        ],
                        [[56.0, -6.0, 16.0], [44.0, 0.0, -2.0], [62.0, 14.0, -14.0], [92.0, 15.0, 6.0]],
                        [[72.0, -10.0, 22.0], [60.0, -8.0, 8.0], [74.0, 3.0, -1.0], [97.0, 6.0, 17.0]],
                        [[2.0, 0.5, 7.4 + o], [24.0, 7.0, 17.0 + o], [50.0, 10.0, 24.0 + o * 0.4], [92.0, 6.0, 36.0]],
                    ],
                    &[web],
                    [138.0, 8.0, 44.0],
                    [102.0, -6.0, 36.0],
                )
            }
            Grip::Point => Bones::new(
                [
                    [[1.0, 6.8, 0.0], [16.0, 15.0, 1.0], [38.0, 24.0, 3.0], [74.0, 30.0, 7.0]],
                    [[64.0, -10.0, 16.0], [46.0, 2.0, 6.0], [56.0, 20.0, 4.0], [86.0, 25.0, 9.0]],
                    [[70.0, -14.0, 22.0], [55.0, -6.0, 14.0], [66.0, 11.0, 10.0], [95.0, 17.0, 14.0]],
                    [[80.0, -16.0, 30.0], [67.0, -10.0, 22.0], [77.0, 2.0, 20.0], [99.0, 8.0, 23.0]],
                    [[47.0, 9.0, 19.0], [58.0, 10.0, 31.0], [78.0, 10.0, 37.0], [100.0, 8.0, 42.0]],
                ],
                &[],
                [142.0, 10.0, 44.0],
                [102.0, -4.0, 36.0],
            ),
            Grip::Wrap(wide) => {
                let k = wide;
                let round = |z: f32, s: f32| {
                    [[-13.0 * s, 9.0 + k * 0.3, z - 2.0], [-17.0 * s - k, -4.0, z], [-2.0, -19.0 - k, z + 2.0]]
                };
                let finger = |z: f32, s: f32, knuckle: [f32; 3]| {
                    let [a, b, c] = round(z, s);
                    [a, b, c, knuckle]
                };
                let knuckles = [[19.0, -12.0, -26.0], [22.0, -6.0, -6.0], [22.0, -4.0, 13.0], [18.0, -8.0, 29.0]];
                let ball = (Vec3::new(20.0, 8.0, -10.0), Vec3::new(26.0, 8.0, 30.0), 10.0, 13.0);
                Bones::new(
                    [
                        finger(-30.0, 1.0, knuckles[0]),
                        finger(-10.0, 1.08, knuckles[1]),
                        finger(9.0, 1.02, knuckles[2]),
                        finger(27.0, 0.8, knuckles[3]),
                        [
                            [-4.0, 17.0 + k, -40.0],
                            [2.0, 19.0 + k, -20.0],
                            [12.0, 20.0 + k * 0.6, 4.0],
                            [24.0, 14.0, 34.0],
                        ],
                    ],
                    &[ball],
                    [36.0, 2.0, 74.0],
                    [38.0, -8.0, 96.0],
                )
            }
        }
    }

    /// Distance of a place from the skin, mm; negative inside.
    fn distance(&self, p: Vec3) -> f32 {
        let arm = (self.wrist, self.wrist + self.arm * (ARM + 20.0), 18.5, 25.0);
        let mut skin =
            self.palm.iter().chain([&arm]).map(|bone| cone(p, bone)).fold(f32::INFINITY, |a, b| melt(a, b, PALM));
        for finger in &self.fingers {
            let finger = finger.iter().map(|bone| cone(p, bone)).fold(f32::INFINITY, |a, b| melt(a, b, 3.0));
            skin = melt(skin, finger, WEB);
        }
        // The glove folds a little where it is loose, over the wrist.
        let down = (p - self.wrist).dot(self.arm);
        let loose = (1.0 - (down - 12.0).abs() / 30.0).max(0.0);
        skin + loose * 0.7 * (down * 0.55 + (p.y + p.z) * 0.06).sin()
    }

    /// Which way is out.
    fn outward(&self, p: Vec3) -> Vec3 {
        const STEP: f32 = 0.4;
        let along = |way: Vec3| self.distance(p + way * STEP) - self.distance(p - way * STEP);
        Vec3::new(along(Vec3::X), along(Vec3::Y), along(Vec3::Z)).normalize_or(Vec3::Y)
    }

    /// How much light reaches the skin between fingers, 0 to 1.
    fn open_to_light(&self, p: Vec3, outward: Vec3) -> f32 {
        let free = [4.0, 9.0, 16.0].map(|far| (self.distance(p + outward * far) / far).clamp(0.0, 1.0));
        free.iter().sum::<f32>() / 3.0
    }

    fn bounds(&self) -> (Vec3, Vec3) {
        let hand = self.fingers.iter().flatten().chain(&self.palm);
        let mut low = self.wrist.min(self.wrist + self.arm * ARM) - 30.0;
        let mut high = self.wrist.max(self.wrist + self.arm * ARM) + 30.0;
        for (a, b, ra, rb) in hand {
            let r = ra.max(*rb) + 2.0 * CELL;
            low = low.min(a.min(*b) - r);
            high = high.max(a.max(*b) + r);
        }
        (low, high)
    }
}

/// Distance from a cone with round ends.
fn cone(p: Vec3, (a, b, ra, rb): &Bone) -> f32 {
    let bone = *b - *a;
    let share = ((p - *a).dot(bone) / bone.length_squared()).clamp(0.0, 1.0);
    p.distance(*a + bone * share) - (ra + (rb - ra) * share)
}

/// The nearer of two skins, melted together over `soft` mm (polynomial smooth minimum).
fn melt(a: f32, b: f32, soft: f32) -> f32 {
    let near = (soft - (a - b).abs()).max(0.0) / soft;
    if near == 0.0 { a.min(b) } else { a.min(b) - near * near * soft * 0.25 }
}

/// The glove of the right hand in a grip.
pub fn glove(grip: Grip) -> Shape {
    let bones = Bones::of(grip);
    let (low, high) = bones.bounds();
    let size = ((high - low) / CELL).ceil().as_uvec3() + 2;
    let shape = RuntimeShape::<u32, 3>::new(size.to_array());
    let place = |at: [u32; 3]| low + Vec3::new(at[0] as f32, at[1] as f32, at[2] as f32) * CELL;
    let mut field = vec![f32::INFINITY; shape.size() as usize];
    // Whole blocks are skipped where their middle is far from the skin.
    let reach = CELL * BLOCK as f32 * 0.9;
    let starts = |n: u32| (0..n).step_by(BLOCK);
    for (x, y, z) in
        starts(size.x).flat_map(|x| starts(size.y).flat_map(move |y| starts(size.z).map(move |z| (x, y, z))))
    {
        let half = BLOCK as u32 / 2;
        let middle = bones.distance(place([x + half, y + half, z + half]));
        let ends = (size - UVec3::new(x, y, z)).min(UVec3::splat(BLOCK as u32));
        for i in 0..ends.x {
            for j in 0..ends.y {
                for k in 0..ends.z {
                    let at = [x + i, y + j, z + k];
                    field[shape.linearize(at) as usize] =
                        if middle.abs() > reach { middle } else { bones.distance(place(at)) };
                }
            }
        }
    }
    let mut skin = SurfaceNetsBuffer::default();
    surface_nets(&field, &shape, [0; 3], (size - 1).to_array(), &mut skin);
    let mut out = Shape::default();
    for at in &skin.positions {
        let at = low + Vec3::from(*at) * CELL;
        let outward = bones.outward(at);
        // Back on the skin itself: cells are coarser than a fingertip's curve.
        let at = at - outward * bones.distance(at).clamp(-CELL, CELL);
        out.vertex(at, outward, at.xz() / 100.0);
        let light = 0.45 + 0.55 * bones.open_to_light(at, outward);
        if let Some(colour) = out.colours.last_mut() {
            *colour = [light, light, light, 1.0];
        }
    }
    for corners in skin.indices.chunks_exact(3) {
        out.triangle(corners[0], corners[1], corners[2]);
    }
    out.join(cuff(&bones));
    out
}

/// The glove's rolled edge.
fn cuff(bones: &Bones) -> Shape {
    let profile = [(24.2, 0.0), (25.2, 4.0), (26.2, 9.0), (27.3, 11.0), (27.3, 13.0), (26.0, 14.0), (22.0, 14.5)];
    shapes::lathe(&profile, 26).by(along_arm(bones, ARM - 14.0))
}

/// The sleeve of the jacket that the arm goes into, past the elbow to the worker.
pub fn sleeve(grip: Grip) -> Shape {
    let bones = Bones::of(grip);
    let hem = [(22.0, -3.0), (29.5, -3.5), (31.5, -1.0), (32.0, 14.0), (30.5, 16.0)];
    let mut sleeve = shapes::lathe(&hem, 24).by(along_arm(&bones, ARM - 2.0));
    let start = bones.wrist + bones.arm * (ARM + 10.0);
    let elbow = start + bones.arm * FOREARM;
    let shoulder = elbow + Vec3::new(0.22, 0.12, 0.97) * UPPER_ARM;
    let bend = 70.0;
    let to_shoulder = (shoulder - elbow).normalize();
    let mut points: Vec<Vec3> = (0..=8).map(|i| start.lerp(elbow - bones.arm * bend, i as f32 / 8.0)).collect();
    points.extend((1..8).map(|i| {
        // A quadratic Bézier curve round the elbow.
        let t = i as f32 / 8.0;
        let [a, b] = [elbow - bones.arm * bend, elbow + to_shoulder * bend];
        a.lerp(elbow, t).lerp(elbow.lerp(b, t), t)
    }));
    points.extend((0..=8).map(|i| (elbow + to_shoulder * bend).lerp(shoulder, i as f32 / 8.0)));
    // Folds of cloth, wider towards the shoulder.
    let radii: Vec<f32> = (0..points.len()).map(|i| 31.0 + i as f32 * 1.25 + [1.2, -0.8][i % 2]).collect();
    sleeve.join(shapes::swept(&points, &radii, 20));
    sleeve
}

/// A frame whose y goes up the arm, so far from the wrist, mm.
fn along_arm(bones: &Bones, down: f32) -> Transform {
    Transform::from_translation(bones.wrist + bones.arm * down)
        .with_rotation(Quat::from_rotation_arc(Vec3::Y, bones.arm))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRIPS: [Grip; 4] = [Grip::Pinch(0.0), Grip::Pinch(7.0), Grip::Point, Grip::Wrap(6.0)];

    #[test]
    fn a_pinch_leaves_as_much_room_as_it_is_open() {
        for open in [0.0, 3.0, 7.0] {
            let bones = Bones::of(Grip::Pinch(open));
            assert!(bones.distance(Vec3::new(0.0, 1.0, 0.0)) > open * 0.7 - 1.0, "at {open} mm");
            assert!(bones.distance(Vec3::new(1.5, 2.0, -6.8 - open)) < -5.0, "the forefinger is there");
        }
    }

    #[test]
    fn a_glove_is_one_closed_skin_that_a_weak_machine_can_draw() {
        for grip in GRIPS {
            let shape = glove(grip);
            assert!(shape.positions.iter().all(|p| p.is_finite()) && shape.normals.iter().all(|n| n.is_finite()));
            let triangles = shape.indices.len() / 3;
            assert!((3_000..20_000).contains(&triangles), "{grip:?}: {triangles} triangles");
        }
    }

    #[test]
    fn every_vertex_lies_on_the_skin() {
        let bones = Bones::of(Grip::Point);
        let cuff = cuff(&bones).positions.len();
        let shape = glove(Grip::Point);
        let skin = &shape.positions[..shape.positions.len() - cuff];
        // The open end of the arm, under the cuff, is where the grid ends.
        let inside = skin.iter().filter(|p| (**p - bones.wrist).dot(bones.arm) < ARM - 16.0);
        let off = inside.map(|p| bones.distance(*p).abs()).fold(0.0, f32::max);
        assert!(off < 0.8, "{off} mm");
    }
}
