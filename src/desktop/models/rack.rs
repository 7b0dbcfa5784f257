//! What the hand can hold: each tool's model, how it lies on the tool tray, and the tray itself.

use bevy::prelude::*;

use super::shapes::*;
use super::{Kit, Piece, Surface, cutters, glasses, instruments, sleeve, stripper, tweezers, wipes};
use crate::bench::layout;
use crate::catalogue::vocabulary::Tool;

/// How far a held tool's handle is raised towards the worker, degrees.
pub const HELD_DEG: f32 = 24.0;

/// A tool round its working point, the worked part's axis along +x, its handle towards the worker and up. Bare
/// fingers and fibres have no model.
pub fn tool_model(tool: Tool) -> Vec<Piece> {
    let flat = match tool {
        Tool::Hand | Tool::Kit(_) | Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre => return Vec::new(),
        Tool::SafetyGlasses => return glasses::glasses(),
        Tool::ProtectionSleeve => return sleeve::sleeve_of(60.0, 1.6, 3.4),
        Tool::SheathCutter => cutters::sheath_cutter(),
        Tool::TubeCutter => cutters::tube_cutter(),
        Tool::Stripper => stripper::stripper(),
        Tool::SolventWipe => wipes::solvent_wipe(),
        Tool::AlcoholWipe => wipes::alcohol_wipe(),
        Tool::Tweezers => tweezers::tweezers(),
        Tool::Scissors => tweezers::scissors(),
        Tool::Probe
        | Tool::ClickCleaner
        | Tool::DryWipe
        | Tool::Plug1A
        | Tool::Plug1B
        | Tool::Plug2A
        | Tool::Plug2B
        | Tool::Plug3A
        | Tool::Plug3B => return instruments::tool(tool),
    };
    let tilt = Transform::from_rotation(Quat::from_rotation_x(-HELD_DEG.to_radians()));
    flat.into_iter().map(|piece| Piece { at: tilt * piece.at, ..piece }).collect()
}

/// How a tool lies on the tray, from its `layout::rack_place`.
pub fn rack_pose(tool: Tool) -> Transform {
    let level = Quat::from_rotation_x(HELD_DEG.to_radians());
    // Pliers lie on their side: their own plane is upright while they work.
    let flat = |yaw: f32| Quat::from_rotation_y(yaw.to_radians()) * Quat::from_rotation_z(90f32.to_radians()) * level;
    let lying = |yaw: f32| Quat::from_rotation_y(yaw.to_radians()) * level;
    let (x, y, z, rotation) = match tool {
        Tool::SafetyGlasses => (-14.0, 19.0, -32.0, Quat::from_rotation_y(-4f32.to_radians())),
        Tool::SheathCutter => (4.0, 12.0, -26.0, flat(6.0)),
        Tool::TubeCutter => (0.0, 6.5, -16.0, flat(-8.0)),
        Tool::Stripper => (6.0, 6.0, -18.0, flat(3.0)),
        Tool::SolventWipe => (0.0, 5.0, -14.0, lying(12.0)),
        Tool::AlcoholWipe => (0.0, 5.0, -14.0, lying(-10.0)),
        Tool::ProtectionSleeve => (0.0, 1.9, 0.0, Quat::from_rotation_y(14f32.to_radians())),
        Tool::Tweezers => (0.0, 4.6, -30.0, flat(-5.0)),
        Tool::Scissors => (40.0, 4.0, 4.0, flat(-84.0)),
        // These are made along their own axis: they lie across the tray.
        Tool::Probe => (-52.0, 18.5, -14.0, Quat::from_rotation_y(86f32.to_radians())),
        Tool::ClickCleaner => (-20.0, 8.6, -12.0, Quat::from_rotation_y(92f32.to_radians())),
        Tool::DryWipe => {
            (20.0, 26.4, -2.0, Quat::from_rotation_y(184f32.to_radians()) * Quat::from_rotation_x(90f32.to_radians()))
        }
        _ => (0.0, 0.0, 0.0, Quat::IDENTITY),
    };
    Transform::from_xyz(x, y, z).with_rotation(rotation)
}

/// The tool tray round `layout::RACK`: a shallow case with foam, its surface where the tools lie.
pub fn rack() -> Vec<Piece> {
    let top = layout::rack_place(Tool::Hand)[1] as f32;
    let mut kit = Kit::default();
    let outline = rounded_rect(372.0, 246.0, 14.0, 5);
    kit.shade(376.0, 250.0, 0.0, 0.0, 22.0);
    kit.body(Surface::Foam, slab(&outline, top + 2.0, 0.4).uv_scaled(2.2).at(0.0, top / 2.0 - 1.0, 0.0));
    kit.body(Surface::GreyPlastic, wall(&grown(&outline, 2.0), true, 5.0, top + 8.0).at(0.0, -2.0, 0.0));
    for side in [-1.0, 1.0] {
        kit.body(Surface::BlackPlastic, rounded_box(7.0, 6.0, 46.0, 2.4, 2).at(side * 190.5, 9.0, 0.0));
    }
    kit.pieces()
}
