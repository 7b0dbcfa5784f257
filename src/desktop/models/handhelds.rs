//! Handheld instruments: light source, power meter, fault locator, and the monitor of the video microscope.

use bevy::prelude::*;

use super::connectors::{adapter, along_z};
use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::bench::measure::ports;
use crate::catalogue::vocabulary::Device;

/// Size of the display of source and meter.
pub const DISPLAY: [f32; 2] = [56.0, 35.0];
/// Size of the monitor's screen.
pub const MONITOR: [f32; 2] = [144.0, 108.0];

/// Slope of their front.
const SLOPE_DEG: f32 = 9.6;

fn port(device: Device, port: u8) -> Vec3 {
    let foot = Vec3::from(ports::device_place(device).map(|c| c as f32));
    Vec3::from(ports::port_anchor(port, 1).at.map(|c| c as f32)) - foot
}

/// Light source or power meter round its foot: a wedge with a display over four keys, its port at the far end. The
/// "screen" is a quad with UVs of 0 to 1.
pub fn handheld(device: Device) -> Vec<Piece> {
    let source = device == Device::Source;
    let mut kit = Kit::default();
    kit.shade(76.0, 140.0, 0.0, 0.0, 16.0);
    let outline = rounded_outline(
        &[(-70.0, 3.0, 5.0), (70.0, 3.0, 7.0), (70.0, 20.0, 7.0), (-64.0, 43.0, 7.0), (-70.0, 42.0, 5.0)],
        4,
    );
    let skin = if source { Surface::OrangePlastic } else { Surface::BluePlastic };
    kit.body(Surface::DarkPlastic, profile(&outline, 70.0, 2.4));
    // A rubber jacket in the instrument's colour: the two are never taken for one another.
    kit.both(skin, profile(&grown(&outline, 2.2), 9.0, 3.4).at(34.5, 0.0, 0.0));
    kit.body(skin, rounded_box(74.0, 17.0, 10.0, 4.0, 2).at(0.0, 12.0, 67.0));
    let lean = Quat::from_rotation_x(SLOPE_DEG.to_radians()) * Quat::from_rotation_x(-std::f32::consts::FRAC_PI_2);
    let place = |dx: f32, dz: f32, lift: f32| {
        let y = 20.0 + (70.0 - dz) * SLOPE_DEG.to_radians().tan();
        Transform::from_translation(Vec3::new(dx, y, dz) + lean * Vec3::Z * lift).with_rotation(lean)
    };
    kit.body(Surface::BlackPlastic, plate(&rounded_rect(62.0, 52.0, 4.0, 3), 1.6, 0.5).by(place(0.0, -26.0, 0.4)));
    kit.pivot("screen", place(0.0, -23.0, 1.35));
    let screen = if source { Surface::SourceScreen } else { Surface::MeterScreen };
    kit.add("screen", screen, quad(DISPLAY[0], DISPLAY[1]));
    let name = if source { "SOURCE" } else { "PUISSANCE" };
    kit.body(Surface::Mark, letters(name, 4.2, 0.75).by(place(0.0, -46.4, 1.3)));
    let keys: [(Surface, &str); 4] = if source {
        [(Surface::KeyRed, "ON"), (Surface::KeyDark, "NM"), (Surface::KeyDark, "CW"), (Surface::KeyDark, "F")]
    } else {
        [(Surface::KeyDark, "NM"), (Surface::KeyDark, "DB"), (Surface::KeyGreen, "REF"), (Surface::KeyDark, "HOLD")]
    };
    for (i, (cap, word)) in keys.into_iter().enumerate() {
        let (dx, dz) = (if i % 2 == 0 { -15.0 } else { 15.0 }, 20.0 + 21.0 * (i / 2) as f32);
        kit.body(cap, rounded_box(24.0, 13.0, 4.0, 1.8, 2).by(place(dx, dz, 1.4)));
        kit.body(Surface::Mark, letters(word, 4.4, 0.8).by(place(dx, dz, 3.5)));
    }
    let own = if source { ports::SOURCE } else { ports::METER };
    let back = Quat::from_rotation_y(std::f32::consts::PI);
    adapter(&mut kit, true, Transform::from_translation(port(device, own)).with_rotation(back));
    kit.body(Surface::BlackRubber, rounded_box(30.0, 20.0, 6.0, 2.0, 2).at(0.0, 29.0, -69.0));
    kit.pieces()
}

/// The fault locator round its foot: a pen that lies on its clip, its red mouth at the far end.
pub fn locator() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(14.0, 120.0, 0.0, 8.0, 8.0);
    let mouth = port(Device::Locator, ports::LOCATOR);
    let body = lathe(
        &[(0.0, 0.0), (8.0, 0.6), (10.0, 3.0), (10.0, 70.0), (11.0, 73.0), (11.0, 104.0), (9.4, 108.0), (0.0, 109.0)],
        24,
    );
    // From the tail, which is towards the worker, to the neck.
    kit.body(Surface::DarkPlastic, body.turned(-90.0, 0.0, 0.0).at(0.0, mouth.y, 64.0));
    let neck = lathe(&[(0.0, 0.0), (9.4, 0.0), (6.6, 7.0), (4.6, 9.0), (4.6, 20.0), (3.4, 21.0), (0.0, 21.0)], 22);
    kit.body(Surface::RedHandle, neck.turned(-90.0, 0.0, 0.0).at(0.0, mouth.y, -44.5));
    for i in 0..6 {
        let ring = torus(10.2, 0.7, 22, 6);
        kit.body(Surface::BlackRubber, along_z(ring).at(0.0, mouth.y, 8.0 + 5.0 * i as f32));
    }
    kit.body(Surface::Steel, along_z(cylinder(11.3, 3.0, 0.6, 22)).at(0.0, mouth.y, -10.0));
    kit.body(Surface::RedHandle, rounded_box(8.0, 4.0, 13.0, 1.6, 2).at(0.0, mouth.y + 11.0, -24.0));
    kit.body(Surface::Steel, block(5.0, 1.2, 46.0, 0.4).at(9.0, mouth.y + 5.0, 36.0));
    kit.body(Surface::YellowPlastic, quad(7.0, 20.0).turned(-90.0, 0.0, 0.0).at(0.0, mouth.y + 10.35, 46.0));
    kit.body(Surface::DarkMark, letters("650", 3.6, 0.6).turned(-90.0, 90.0, 0.0).at(0.0, mouth.y + 10.5, 46.0));
    kit.pieces()
}

/// The microscope's monitor round its foot, on its easel. The "screen" is a quad with UVs of 0 to 1.
pub fn monitor() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.shade(150.0, 70.0, 0.0, -6.0, 18.0);
    let lean = Quat::from_rotation_x(-24f32.to_radians());
    let place = |dx: f32, dy: f32, lift: f32| {
        Transform::from_translation(Vec3::new(0.0, 86.0, 6.0) + lean * Vec3::new(dx, dy, lift)).with_rotation(lean)
    };
    kit.body(Surface::DarkPlastic, plate(&rounded_rect(174.0, 128.0, 9.0, 5), 16.0, 3.0).by(place(0.0, 0.0, -9.0)));
    kit.body(Surface::BlackPlastic, plate(&rounded_rect(164.0, 118.0, 6.0, 4), 1.4, 0.5).by(place(0.0, 0.0, -0.7)));
    kit.pivot("screen", place(-4.0, 0.0, 0.25));
    kit.add("screen", Surface::ScopeScreen, quad(MONITOR[0], MONITOR[1]));
    for (dx, dy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        kit.body(Surface::OrangePlastic, rounded_box(15.0, 15.0, 19.0, 4.0, 2).by(place(dx * 81.5, dy * 58.5, -9.0)));
    }
    for i in 0..3 {
        let key = along_z(cylinder(3.0, 2.0, 0.6, 14));
        kit.body(Surface::KeyDark, key.by(place(74.5, 18.0 - 18.0 * i as f32, 0.6)));
    }
    kit.both(Surface::DarkSteel, block(5.0, 92.0, 4.0, 0.8).turned(24.0, 0.0, 0.0).at(54.0, 42.0, -34.0));
    kit.body(Surface::DarkSteel, block(126.0, 4.0, 12.0, 1.0).at(0.0, 3.0, -52.0));
    kit.body(Surface::BlackRubber, rounded_box(110.0, 30.0, 16.0, 3.0, 2).at(0.0, 15.0, 20.0));
    kit.pieces()
}
