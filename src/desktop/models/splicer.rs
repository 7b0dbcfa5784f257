//! The fusion splicer: housing, wind cover, grooves and electrodes, oven, tilting screen and keypad.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::layout;
use crate::catalogue::vocabulary::Key;

/// Height of the deck that carries grooves and oven.
const DECK: f32 = 84.0;
/// Height of the fibre line.
const LINE: f32 = layout::SPLICER_FIBRE_Y as f32;

/// A core-alignment splicer round the middle of its foot, with everything closed.
///
/// Moves: "lid" about x (open −100°), "oven-lid" about x (open −95°), "left-clamp" and "right-clamp" about x
/// (open −80°), "screen" and "screen-frame" together about x, "key-…" down their own −y by 1.2 mm, "electrode-front"
/// and "electrode-back" not at all. The "screen" is a quad with UVs of 0 to 1.
pub fn splicer() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(160.0, 205.0, 0.0, 12.0, 26.0);
    housing(&mut kit);
    grooves(&mut kit);
    wind_cover(&mut kit);
    oven(&mut kit);
    screen(&mut kit);
    keypad(&mut kit);
    kit.pieces()
}

fn housing(kit: &mut Kit) {
    let outline = rounded_outline(
        &[
            (-88.0, 6.0, 5.0),
            (114.0, 6.0, 6.0),
            (114.0, 14.4, 5.0),
            (70.0, 47.4, 3.0),
            (37.0, DECK, 5.0),
            (-88.0, DECK, 9.0),
        ],
        4,
    );
    kit.body(Surface::DarkPlastic, profile(&outline, 152.0, 3.5));
    // Lighter cheeks with a coloured line round them break up the dark box.
    let cheek = grown(&outline, -8.0);
    kit.both(Surface::OrangePlastic, profile(&cheek, 1.6, 0.5).at(76.2, 0.0, 0.0));
    kit.both(Surface::GreyPlastic, profile(&grown(&cheek, -2.6), 2.2, 0.8).at(76.6, 0.0, 0.0));
    for i in 0..5 {
        let z = -44.0 + i as f32 * 9.0;
        kit.both(Surface::BlackRubber, block(1.0, 26.0, 3.6, 0.4).turned(-18.0, 0.0, 0.0).at(77.6, 42.0, z));
    }
    for (x, z) in [(64.0, -76.0), (64.0, 98.0)] {
        kit.both(Surface::BlackRubber, cylinder(9.0, 6.5, 1.0, 14).at(x, 3.25, z));
    }
    // Bumpers on the corners that meet the ground first.
    kit.both(Surface::BlackRubber, rounded_box(14.0, 62.0, 14.0, 5.0, 3).at(71.5, 42.0, -82.5));
    kit.both(Surface::BlackRubber, rounded_box(16.0, 13.0, 18.0, 5.0, 3).at(70.5, 12.0, 107.0));
    // A coloured brow under the screen.
    kit.body(Surface::OrangePlastic, rounded_box(126.0, 3.0, 3.4, 1.2, 2).turned(42.0, 0.0, 0.0).at(0.0, 50.5, 68.0));
}

fn grooves(kit: &mut Kit) {
    kit.body(Surface::DarkSteel, slab(&rounded_rect(124.0, 62.0, 5.0, 3), 1.6, 0.5).at(0.0, DECK + 0.6, 0.0));
    let v = |half: f32, top: f32, depth: f32, open: f32| {
        vec![
            Vec2::new(-half, DECK),
            Vec2::new(half, DECK),
            Vec2::new(half, top),
            Vec2::new(open, top),
            Vec2::new(0.0, top - depth),
            Vec2::new(-open, top),
            Vec2::new(-half, top),
        ]
    };
    kit.both(Surface::Ceramic, profile(&v(7.0, LINE + 1.2, 1.4, 1.9), 13.0, 0.5).at(12.5, 0.0, 0.0));
    kit.both(Surface::Steel, profile(&v(10.0, LINE - 3.0, 0.8, 0.8), 17.0, 0.6).at(12.5, 0.0, 0.0));
    kit.both(Surface::Aluminium, profile(&v(13.0, LINE + 0.7, 1.0, 1.4), 33.0, 0.8).at(43.0, 0.0, 0.0));
    kit.both(Surface::BlackRubber, profile(&v(9.0, LINE + 3.5, 4.0, 5.0), 6.0, 1.2).at(68.0, 0.0, 0.0));
    for z in [-9.5, 9.5] {
        kit.both(Surface::DarkSteel, cylinder(1.6, 0.8, 0.2, 10).at(31.0, LINE + 0.6, z));
    }
    // Objective and lamp of the microscope.
    kit.body(Surface::BlackPlastic, cylinder(4.0, 5.0, 0.6, 18).at(0.0, DECK + 3.5, 0.0));
    kit.body(Surface::Glass, ball(2.6, 12).stretched(1.0, 0.4, 1.0).at(0.0, DECK + 6.0, 0.0));
    for (name, sign) in [("electrode-front", 1.0), ("electrode-back", -1.0)] {
        kit.body(Surface::Ceramic, rounded_box(9.0, 15.0, 7.0, 1.2, 2).at(0.0, DECK + 8.5, 15.0 * sign));
        kit.body(Surface::Steel, cylinder(1.8, 2.4, 0.4, 10).at(0.0, DECK + 17.0, 15.0 * sign));
        kit.pivot(name, Transform::from_xyz(0.0, LINE, 1.6 * sign));
        let needle =
            lathe(&[(0.0, 0.0), (0.12, 0.15), (0.7, 5.0), (0.7, 7.6), (1.9, 7.8), (1.9, 16.4), (0.0, 16.6)], 14);
        kit.add(name, Surface::Brass, needle.turned(90.0 * sign, 0.0, 0.0));
    }
    for (name, x) in [("left-clamp", -43.0), ("right-clamp", 43.0)] {
        let at = Vec3::new(x, LINE + 1.0, -12.5);
        kit.pivot(name, Transform::from_translation(at));
        kit.add(name, Surface::DarkSteel, rounded_box(30.0, 4.5, 22.0, 1.4, 2).at(0.0, 2.8, 12.0));
        kit.add(name, Surface::DarkSteel, cylinder(2.4, 26.0, 0.4, 12).turned(0.0, 0.0, 90.0).at(0.0, 0.6, 0.0));
        kit.add(name, Surface::OrangePlastic, rounded_box(13.0, 3.0, 8.0, 1.2, 2).at(0.0, 3.4, 25.0));
        kit.add(name, Surface::BlackRubber, block(22.0, 1.0, 6.0, 0.2).at(0.0, 0.2, 12.5));
        kit.add(name, Surface::Mark, quad(14.0, 0.8).turned(-90.0, 0.0, 0.0).at(0.0, 5.1, 12.0));
    }
}

fn wind_cover(kit: &mut Kit) {
    let hinge = Vec3::new(0.0, 97.0, -33.0);
    kit.pivot("lid", Transform::from_translation(hinge));
    let local = |z: f32, y: f32, r: f32| (z - hinge.z, y - hinge.y, r);
    let outer = [
        local(-30.0, 87.0, 0.0),
        local(22.0, 87.0, 0.0),
        local(22.0, 103.0, 9.0),
        local(11.0, 119.0, 8.0),
        local(-30.0, 119.0, 12.0),
    ];
    let inner = [
        local(-27.5, 87.0, 0.0),
        local(-27.5, 116.5, 10.0),
        local(9.8, 116.5, 7.0),
        local(19.5, 102.2, 7.0),
        local(19.5, 87.0, 0.0),
    ];
    // An arch: out along the outside, back along the inside.
    let rounded = |corners: &[(f32, f32, f32)]| rounded_outline(corners, 4);
    let (out, inn) = (rounded(&outer), rounded(&inner));
    let mut arch: Vec<Vec2> = out[1..].to_vec();
    arch.push(out[0]);
    arch.extend(&inn);
    kit.add("lid", Surface::GreyPlastic, profile(&arch, 48.0, 0.9));
    let mut side = rounded_outline(&outer, 4);
    // The notch that the fibre passes through.
    let notch =
        [(-3.5, 87.0), (-3.5, 99.0), (3.5, 99.0), (3.5, 87.0)].map(|(z, y)| Vec2::new(z - hinge.z, y - hinge.y));
    side.splice(1..1, notch);
    let side = profile(&side, 2.4, 0.7);
    kit.add("lid", Surface::DarkPlastic, side.clone().at(-24.4, 0.0, 0.0));
    kit.add("lid", Surface::DarkPlastic, side.at(24.4, 0.0, 0.0));
    kit.add("lid", Surface::BlackPlastic, slab(&rounded_rect(34.0, 26.0, 4.0, 3), 1.2, 0.5).at(0.0, 22.2, 22.0));
    kit.add("lid", Surface::OrangePlastic, rounded_box(24.0, 4.0, 4.0, 1.4, 2).at(0.0, 10.5, 55.5));
    kit.add("lid", Surface::DarkPlastic, cylinder(3.2, 44.0, 0.6, 14).turned(0.0, 0.0, 90.0));
    kit.both(Surface::DarkPlastic, rounded_box(7.0, 16.0, 8.0, 2.0, 2).at(28.0, DECK + 7.0, -33.0));
}

fn oven(kit: &mut Kit) {
    let [_, y, z] = layout::OVEN_OFFSET.map(|c| c as f32);
    let outline = [
        (z - 21.0, DECK, 0.0),
        (z + 20.0, DECK, 0.0),
        (z + 20.0, y + 5.0, 3.0),
        (z + 7.0, y + 5.0, 0.0),
        (z + 3.5, y - 1.0, 0.0),
        (z - 3.5, y - 1.0, 0.0),
        (z - 7.0, y + 5.0, 0.0),
        (z - 21.0, y + 5.0, 3.0),
    ];
    kit.body(Surface::GreyPlastic, profile(&rounded_outline(&outline, 3), 94.0, 0.8));
    let lining =
        [(-6.6, 5.2), (-3.2, -0.7), (3.2, -0.7), (6.6, 5.2), (6.0, 5.2), (2.8, -0.2), (-2.8, -0.2), (-6.0, 5.2)];
    kit.body(Surface::Brass, profile(&lining.map(|(a, b)| Vec2::new(z + a, y + b)), 76.0, 0.0));
    for i in 0..9 {
        kit.body(Surface::DarkSteel, block(1.2, 0.3, 5.0, 0.1).at(-32.0 + i as f32 * 8.0, y - 0.2, z));
    }
    // Sprung arms that hold the fibre taut on both sides.
    kit.both(Surface::BlackRubber, rounded_box(9.0, 11.0, 15.0, 2.0, 2).at(55.0, DECK + 5.0, z));
    kit.both(Surface::OrangePlastic, rounded_box(5.0, 3.0, 7.0, 1.2, 2).at(56.0, DECK + 11.0, z + 2.0));
    let hinge = Vec3::new(0.0, y + 6.5, z - 13.0);
    kit.pivot("oven-lid", Transform::from_translation(hinge));
    kit.add("oven-lid", Surface::SmokedPlastic, rounded_box(80.0, 3.2, 20.0, 1.4, 2).at(0.0, 0.6, 13.0));
    kit.add("oven-lid", Surface::DarkPlastic, cylinder(2.2, 78.0, 0.5, 12).turned(0.0, 0.0, 90.0));
    kit.add("oven-lid", Surface::DarkPlastic, rounded_box(6.0, 4.6, 24.0, 1.6, 2).at(-40.0, 0.8, 12.0));
    kit.add("oven-lid", Surface::DarkPlastic, rounded_box(6.0, 4.6, 24.0, 1.6, 2).at(40.0, 0.8, 12.0));
    kit.add("oven-lid", Surface::OrangePlastic, rounded_box(22.0, 3.4, 5.0, 1.3, 2).at(0.0, 1.2, 24.5));
    kit.body(Surface::Diode, cylinder(1.3, 1.0, 0.3, 10).at(34.0, y + 5.2, z + 15.0));
}

fn screen(kit: &mut Kit) {
    let at = Transform::from_xyz(0.0, 49.5, 74.0).with_rotation(Quat::from_rotation_x(-37f32.to_radians()));
    kit.pivot("screen", at);
    kit.pivot("screen-frame", at);
    kit.add(
        "screen-frame",
        Surface::DarkPlastic,
        plate(&rounded_rect(114.0, 73.0, 6.0, 4), 8.0, 1.6).at(0.0, 37.5, -4.0),
    );
    kit.add(
        "screen-frame",
        Surface::BlackPlastic,
        plate(&rounded_rect(109.0, 68.5, 4.0, 4), 1.0, 0.4).at(0.0, 37.5, 0.3),
    );
    kit.add("screen", Surface::Screen, quad(102.0, 63.0).at(0.0, 37.5, 0.85));
    let knuckle = cylinder(3.6, 16.0, 0.8, 14).turned(0.0, 0.0, 90.0).at(40.0, 0.5, -4.0);
    kit.add("screen-frame", Surface::DarkSteel, knuckle.clone().mirrored());
    kit.add("screen-frame", Surface::DarkSteel, knuckle);
}

fn keypad(kit: &mut Kit) {
    let slope = Quat::from_rotation_x(0.75f32.atan());
    let on_slope = |x: f32, z: f32, lift: f32| {
        // The keys' tops are where layout puts the finger; the housing lies 2.5 mm under them.
        Transform::from_translation(Vec3::new(x, 40.0 - 0.75 * (z - 84.0), z) + slope * Vec3::Y * (lift - 2.5))
            .with_rotation(slope)
    };
    kit.body(Surface::BlackPlastic, slab(&rounded_rect(47.0, 31.0, 3.5, 3), 1.0, 0.4).by(on_slope(52.0, 90.0, 0.2)));
    kit.body(Surface::BlackPlastic, slab(&rounded_rect(32.0, 31.0, 3.5, 3), 1.0, 0.4).by(on_slope(8.0, 90.0, 0.2)));
    let legends = Key::ALL.len() as f32;
    for (n, key) in Key::ALL.into_iter().enumerate() {
        let name = match key {
            Key::Program => "key-program",
            Key::View => "key-view",
            Key::Set => "key-set",
            Key::Reset => "key-reset",
            Key::Test => "key-test",
            Key::Heat => "key-heat",
            Key::Menu => "key-menu",
            Key::Back => "key-back",
            Key::Up => "key-up",
            Key::Down => "key-down",
        };
        let at = layout::key_offset(key).map(|c| c as f32);
        kit.pivot(name, Transform::from_translation(Vec3::from(at)).with_rotation(slope));
        let cap = match key {
            Key::Set => Surface::KeyGreen,
            Key::Reset => Surface::KeyRed,
            Key::Heat => Surface::KeyAmber,
            _ => Surface::KeyDark,
        };
        kit.add(name, cap, rounded_box(13.2, 4.0, 12.4, 1.2, 2).at(0.0, -2.0, 0.0));
        let n = n as f32;
        let legend = quad(10.4, 9.6).uv_window(n / legends + 0.001, (n + 1.0) / legends - 0.001);
        kit.add(name, Surface::KeyLegend, legend.turned(-90.0, 0.0, 0.0).at(0.0, 0.06, 0.0));
    }
    kit.body(Surface::Badge, quad(52.0, 9.75).turned(-90.0, 0.0, 0.0).by(on_slope(-38.0, 86.0, 0.12)));
    kit.body(Surface::BlackPlastic, cylinder(5.2, 2.0, 0.6, 20).by(on_slope(-57.0, 101.0, 0.8)));
    kit.body(Surface::Diode, torus(2.4, 0.35, 18, 5).by(on_slope(-57.0, 101.0, 1.8)));
    kit.body(Surface::Diode, cylinder(0.9, 0.8, 0.2, 8).by(on_slope(-44.0, 101.0, 0.3)));
}
