//! The measuring bench: what stands on it, cords that follow their plugs, screens of the instruments, red light.

mod cords;
mod displays;
mod light;
mod otdr_screen;
mod pixels;
mod plugs;
mod screens;
mod stand;
mod touch;

use bevy::prelude::*;

use crate::bench::Bench;
use crate::bench::layout::Anchor;
use crate::bench::measure::ports;
use crate::catalogue::vocabulary::{Part, Tool};

use super::super::aim::vec;
use super::super::models::connectors::CORD_MM;

pub use plugs::pose as tool_pose;
pub use touch::finger;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((stand::plugin, plugs::plugin, cords::plugin, screens::plugin, light::plugin));
}

/// A thing made along +z, with +y up, as it stands when its axis points `out`; upright things have their top behind.
pub fn facing(out: Vec3) -> Quat {
    let up = if out.y.abs() > 0.7 { Vec3::NEG_Z } else { Vec3::Y };
    let x = up.cross(out).normalize_or(Vec3::X);
    Quat::from_mat3(&Mat3::from_cols(x, out.cross(x), out))
}

fn out_of(anchor: &Anchor) -> Vec3 {
    vec(anchor.along)
}

/// Where the tip of a plug (from 0) is, and how the plug is turned: its cord leaves along the turned +z.
pub fn plug_pose(bench: &Bench, plug: u8) -> Option<Transform> {
    let tip = vec(bench.plug_place(plug)?);
    let measure = bench.measure()?;
    let hand = bench.hand();
    if hand.tool == Tool::of_plug(plug).code() && measure.plugged[usize::from(plug)].is_none() {
        let turn = Quat::from_rotation_z((hand.turn_deg() as f32).to_radians());
        let out = match bench.touching() {
            Some(part @ Part::Port(_)) => out_of(&bench.anchor(part)),
            // Held up to the eye its tip points to the face.
            Some(Part::Face) => Vec3::new(0.0, -0.6, -0.8),
            _ => Vec3::new(0.0, 0.45, 0.89),
        };
        return Some(Transform::from_translation(tip).with_rotation(facing(out.normalize()) * turn));
    }
    if hand.tool == Tool::DryWipe.code() && bench.touching() == Some(Part::Plug(plug + 1)) {
        // Stroked over the band: upright on the window while it is pressed, a little over it between two strokes.
        let lift = if hand.grip_01() > 0.2 { 1.0 } else { 7.0 };
        let at = tip + plugs::WINDOW + Vec3::new(hand.along_mm() as f32 * 0.8, lift, 0.0);
        return Some(Transform::from_translation(at).with_rotation(facing(Vec3::new(0.0, 0.96, -0.28))));
    }
    let (at, out) = match measure.plugged[usize::from(plug)] {
        Some(port) => {
            let anchor = bench.anchor(Part::Port(port));
            (vec(anchor.at), out_of(&anchor))
        }
        None => {
            let anchor = ports::rest_anchor(plug);
            (tip, -out_of(&anchor))
        }
    };
    Some(Transform::from_translation(at).with_rotation(facing(out)))
}

/// Where a plug's cord begins, and which way it leaves.
fn cord_start(pose: &Transform) -> (Vec3, Vec3) {
    let out = pose.rotation * Vec3::Z;
    (pose.translation + out * CORD_MM, out)
}
