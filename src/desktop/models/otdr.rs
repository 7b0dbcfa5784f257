//! The reflectometer: a rugged field unit that leans back, its screen to the worker, its port on top.

use bevy::prelude::*;

use super::connectors::adapter;
use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::measure::ports;
use crate::catalogue::vocabulary::Device;

/// Size of its screen.
pub const SCREEN: [f32; 2] = [150.0, 93.75];
const WIDTH: f32 = 218.0;

/// The reflectometer round its foot. The "screen" is a quad with UVs of 0 to 1.
pub fn otdr() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(WIDTH, 128.0, 0.0, 14.0, 24.0);
    let outline = rounded_outline(
        &[(-50.0, 5.0, 8.0), (78.0, 5.0, 6.0), (82.0, 22.0, 5.0), (-4.0, 158.0, 9.0), (-50.0, 158.0, 10.0)],
        5,
    );
    kit.body(Surface::GreyPlastic, profile(&outline, WIDTH - 26.0, 3.0));
    // Rubber guards over both cheeks: what meets the ground first.
    let guard = grown(&outline, 3.5);
    let cheek = profile(&guard, 18.0, 4.0);
    kit.both(Surface::BluePlastic, cheek.at(WIDTH / 2.0 - 8.0, 0.0, 0.0));
    kit.both(Surface::BlackRubber, profile(&grown(&outline, -16.0), 2.0, 0.8).at(WIDTH / 2.0 + 1.2, 0.0, 0.0));
    for (y, z) in [(14.0, 74.0), (148.0, -6.0), (148.0, -42.0), (14.0, -42.0)] {
        let bumper = rounded_box(24.0, 26.0, 26.0, 8.0, 2);
        kit.both(Surface::BlackRubber, bumper.at(WIDTH / 2.0 - 8.0, y, z));
    }
    front(&mut kit);
    top(&mut kit);
    kit.pieces()
}

fn front(kit: &mut Kit) {
    let [x, y, z] = ports::OTDR_SCREEN.map(|c| c as f32);
    let lean = Quat::from_rotation_x(-(ports::OTDR_LEAN_DEG as f32).to_radians());
    let place = |dx: f32, dy: f32, lift: f32| {
        Transform::from_translation(Vec3::new(x, y, z) + lean * Vec3::new(dx, dy, lift)).with_rotation(lean)
    };
    kit.body(Surface::BlackPlastic, plate(&rounded_rect(188.0, 126.0, 6.0, 4), 3.0, 1.0).by(place(18.0, -6.0, -1.4)));
    kit.pivot("screen", place(0.0, 0.0, 0.35));
    kit.add("screen", Surface::OtdrScreen, quad(SCREEN[0], SCREEN[1]));
    // Keys in a column right of the screen: the green one starts.
    for (i, (cap, word)) in [
        (Surface::KeyGreen, "START"),
        (Surface::KeyDark, "MENU"),
        (Surface::KeyDark, "ZOOM"),
        (Surface::KeyDark, "A-B"),
        (Surface::KeyRed, "ESC"),
    ]
    .into_iter()
    .enumerate()
    {
        let dy = 38.0 - 19.0 * i as f32;
        kit.body(cap, rounded_box(23.0, 12.0, 4.0, 1.6, 2).by(place(92.0, dy, 1.0)));
        kit.body(Surface::Mark, letters(word, 3.6, 0.65).by(place(92.0, dy, 3.1)));
    }
    // Under the screen: its name, and what it sends out.
    kit.body(Surface::Mark, letters("OTDR", 7.0, 1.1).by(place(-54.0, -58.0, 0.3)));
    kit.body(Surface::Mark, letters("1310 / 1550 / 1625", 4.2, 0.7).by(place(8.0, -58.0, 0.3)));
    kit.body(Surface::Diode, super::connectors::along_z(cylinder(1.4, 1.0, 0.3, 10)).by(place(92.0, -56.0, 0.4)));
}

fn top(kit: &mut Kit) {
    let foot = Vec3::from(ports::device_place(Device::Otdr).map(|c| c as f32));
    let anchor = ports::port_anchor(ports::OTDR, 1);
    let at = Vec3::from(anchor.at.map(|c| c as f32)) - foot;
    kit.body(Surface::DarkPlastic, rounded_box(52.0, 4.0, 34.0, 1.4, 2).at(at.x + 10.0, 158.0, at.z));
    // Its key's slot is at the back, as `view` turns what is plugged into it.
    adapter(
        kit,
        true,
        Transform::from_translation(at).with_rotation(Quat::from_rotation_x(-std::f32::consts::FRAC_PI_2)),
    );
    let lid = rounded_box(17.0, 2.4, 15.0, 1.0, 2).turned(0.0, 0.0, -62.0);
    kit.body(Surface::BlackRubber, lid.at(at.x + 15.0, at.y + 12.0, at.z));
    let handle = super::sweep::curve(
        &[
            Vec3::new(-18.0, 156.0, -27.0),
            Vec3::new(-16.0, 176.0, -27.0),
            Vec3::new(0.0, 184.0, -27.0),
            Vec3::new(60.0, 184.0, -27.0),
            Vec3::new(76.0, 176.0, -27.0),
            Vec3::new(78.0, 156.0, -27.0),
        ],
        6,
    );
    kit.body(Surface::BlackRubber, swept(&handle, &[5.4], 12));
    kit.body(Surface::YellowPlastic, quad(34.0, 11.0).turned(-90.0, 0.0, 0.0).at(28.0, 158.2, -10.0));
    kit.body(Surface::DarkMark, letters("LASER", 5.4, 0.9).turned(-90.0, 0.0, 0.0).at(28.0, 158.4, -10.0));
}
