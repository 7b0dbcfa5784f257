//! What a measurer holds at a connector: the video probe, the click cleaner and the cleaning cassette.

use bevy::prelude::*;

use super::connectors::along_z;
use super::labels::letters;
use super::shapes::*;
use super::{Kit, Piece, Surface};
use crate::catalogue::vocabulary::Tool;

/// A tool of the measuring bench: its working point is the origin, what it works on is towards -z, the hand at +z.
pub fn tool(tool: Tool) -> Vec<Piece> {
    match tool {
        Tool::Probe => probe(),
        Tool::ClickCleaner => click_cleaner(),
        Tool::DryWipe => cassette(),
        _ => Vec::new(),
    }
}

/// The video microscope: adapter tip, focus ring, barrel, grip with its shutter key.
fn probe() -> Vec<Piece> {
    let mut kit = Kit::default();
    let tip = lathe(
        &[(0.0, 0.0), (2.4, 0.0), (2.6, 4.0), (4.4, 7.0), (4.6, 15.0), (9.0, 18.0), (9.6, 26.0), (0.0, 26.0)],
        26,
    );
    kit.body(Surface::Aluminium, along_z(tip));
    kit.body(Surface::GreenConnector, along_z(pipe(5.4, 4.4, 3.4, 0.5, 24)).at(0.0, 0.0, 12.0));
    let barrel = lathe(
        &[
            (0.0, 25.0),
            (11.0, 25.0),
            (12.2, 28.0),
            (12.2, 52.0),
            (14.5, 58.0),
            (17.0, 76.0),
            (17.0, 122.0),
            (15.0, 150.0),
            (12.0, 158.0),
            (0.0, 160.0),
        ],
        30,
    );
    kit.body(Surface::DarkPlastic, along_z(barrel));
    // The ring that sets the focus.
    kit.body(Surface::BlackRubber, along_z(pipe(14.2, 11.6, 15.0, 1.2, 30)).at(0.0, 0.0, 40.0));
    for i in 0..24 {
        let turn = Quat::from_rotation_z(i as f32 * std::f32::consts::TAU / 24.0);
        let rib = block(1.5, 1.6, 13.0, 0.3).at(0.0, 14.3, 40.0).by(Transform::from_rotation(turn));
        kit.body(Surface::BlackRubber, rib);
    }
    kit.body(Surface::OrangePlastic, along_z(pipe(17.5, 16.4, 3.0, 0.6, 30)).at(0.0, 0.0, 80.0));
    kit.body(Surface::OrangePlastic, rounded_box(10.0, 5.0, 16.0, 2.0, 2).at(0.0, 16.2, 98.0));
    kit.body(Surface::Diode, cylinder(1.3, 1.0, 0.3, 10).at(0.0, 17.0, 114.0));
    let lead = [Vec3::new(0.0, 0.0, 158.0), Vec3::new(0.0, 0.0, 166.0), Vec3::new(0.0, -1.0, 174.0)];
    kit.body(Surface::BlackRubber, swept(&lead, &[4.6, 3.6, 2.6], 12));
    kit.pieces()
}

/// The click cleaner. "nozzle" stays at the face while the pen is pushed down on it.
fn click_cleaner() -> Vec<Piece> {
    let mut kit = Kit::default();
    kit.pivot("nozzle", Transform::IDENTITY);
    let nozzle = lathe(&[(0.0, 0.0), (1.5, 0.0), (1.7, 8.0), (3.4, 10.0), (3.8, 34.0), (0.0, 34.0)], 20);
    kit.add("nozzle", Surface::WhitePlastic, along_z(nozzle));
    // The thread that wipes shows at its end.
    kit.add("nozzle", Surface::Cloth, along_z(cylinder(1.1, 0.8, 0.2, 12)).at(0.0, 0.0, -0.2));
    let sleeve = lathe(&[(0.0, 22.0), (5.6, 22.0), (6.4, 25.0), (7.0, 44.0), (0.0, 44.0)], 24);
    kit.body(Surface::WhitePlastic, along_z(sleeve));
    kit.body(Surface::BluePlastic, rounded_box(19.0, 15.0, 86.0, 6.0, 3).at(0.0, 0.0, 86.0));
    kit.body(Surface::WhitePlastic, rounded_box(19.6, 9.0, 46.0, 3.0, 2).at(0.0, 0.0, 84.0));
    kit.body(Surface::SmokedPlastic, block(12.0, 15.4, 15.0, 1.0).at(0.0, 0.0, 112.0));
    kit.body(Surface::DarkMark, letters("2.5", 5.0, 0.9).turned(-90.0, 90.0, 0.0).at(0.0, 7.7, 70.0));
    for i in 0..5 {
        kit.both(Surface::BluePlastic, block(1.0, 10.0, 1.6, 0.3).at(9.9, 0.0, 96.0 + 4.0 * i as f32));
    }
    kit.pieces()
}

/// The cassette with its cleaning band; the middle of its window is the origin, the window faces -z.
fn cassette() -> Vec<Piece> {
    let mut kit = Kit::default();
    let outline = rounded_rect(116.0, 62.0, 10.0, 5);
    kit.body(Surface::BluePlastic, plate(&outline, 24.0, 2.4).at(0.0, 0.0, 13.2));
    kit.body(Surface::WhitePlastic, plate(&grown(&outline, -5.0), 2.0, 0.6).at(0.0, 0.0, 1.0));
    // The window with the band across, and the shutter slid off it.
    kit.body(Surface::BlackPlastic, block(48.0, 22.0, 1.0, 0.3).at(0.0, 0.0, -0.1));
    let band = grid(44.0, 15.0, 2, 1).turned(0.0, 180.0, 0.0);
    kit.body(Surface::Cloth, band.at(0.0, 0.0, -0.75));
    kit.body(Surface::SmokedPlastic, block(30.0, 25.0, 1.4, 0.4).at(40.0, 0.0, -0.4));
    for x in [-40.0, 40.0] {
        kit.body(Surface::GreyPlastic, along_z(cylinder(9.0, 1.4, 0.5, 22)).at(x, 14.0, 25.4));
    }
    // The lever that winds the band on.
    kit.body(Surface::YellowPlastic, rounded_box(16.0, 12.0, 11.0, 2.4, 2).at(-46.0, -32.0, 13.0));
    let word = letters("SEC", 6.0, 1.0).turned(0.0, 180.0, 0.0);
    kit.body(Surface::DarkMark, word.at(-40.0, 14.0, -0.12));
    kit.pieces()
}
