//! Plugs in hand, in ports and at rest; caps on free ports; probe and cleaners at a connector.

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Tool};

use super::super::super::aim::vec;
use super::super::super::work::Desk;
use super::super::Drawn;
use super::{facing, light, out_of, plug_pose};

/// A plug, from 0.
#[derive(Component)]
pub struct PlugBody(pub u8);

/// The cap of a port, from 1.
#[derive(Component)]
pub struct Cap(pub u8);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (follow, caps).in_set(Drawn));
}

fn follow(desk: Res<Desk>, mut plugs: Query<(&PlugBody, &mut Transform)>) {
    let Some(bench) = &desk.bench else { return };
    for (plug, mut transform) in &mut plugs {
        if let Some(pose) = plug_pose(bench, plug.0)
            && *transform != pose
        {
            transform.set_if_neq(pose);
        }
    }
}

/// A free port has its cap on, unless somebody works at it or light comes out of it.
fn caps(desk: Res<Desk>, mut caps: Query<(&Cap, &mut Visibility)>) {
    let Some(bench) = &desk.bench else { return };
    let Some(measure) = bench.measure() else { return };
    let lit = light::exit(bench);
    for (cap, mut visibility) in &mut caps {
        let used = measure.plug_in(cap.0).is_some()
            || bench.touching() == Some(Part::Port(cap.0))
            || lit == Some(Part::Port(cap.0));
        let wanted = if used { Visibility::Hidden } else { Visibility::Inherited };
        visibility.set_if_neq(wanted);
    }
}

/// Where the window of the cassette lies, from the tip of the plug that is cleaned on it.
pub const WINDOW: Vec3 = Vec3::new(0.0, 21.5, 46.0);

/// The cassette on its back, its window up.
fn cassette_lies() -> Quat {
    Quat::from_rotation_y(std::f32::consts::PI) * Quat::from_rotation_x(std::f32::consts::FRAC_PI_2)
}

/// How a probe, a cleaner or a wipe is held at the connector that it touches; `None` where it touches none. With it
/// how far the nozzle of a click cleaner is pushed back into its pen, mm.
pub fn pose(bench: &Bench, tool: Tool) -> Option<(Transform, f32)> {
    let part = bench.touching().filter(|part| matches!(part, Part::Port(_) | Part::Plug(_)))?;
    let anchor = bench.anchor(part);
    let (at, out, hand) = (vec(anchor.at), out_of(&anchor), bench.hand());
    let along = hand.along_mm() as f32;
    let turned = facing(out) * Quat::from_rotation_z((hand.turn_deg() as f32).to_radians());
    let side = vec(anchor.across);
    Some(match tool {
        Tool::Probe => {
            // Inside a port its tip goes in as far as the ferrule; the focus is a ring, not a way.
            let place = at + out * along + side * hand.across_mm() as f32;
            (Transform::from_translation(place).with_rotation(turned), 0.0)
        }
        Tool::ClickCleaner => {
            let place = at + out * along + side * hand.across_mm() as f32;
            (Transform::from_translation(place).with_rotation(turned), (-along).max(0.0))
        }
        // The cassette lies before the plugs: the plug is brought to it, see `plug_pose`.
        Tool::DryWipe => (Transform::from_translation(at + WINDOW).with_rotation(cassette_lies()), 0.0),
        Tool::AlcoholWipe => {
            let gap = if hand.grip_01() > 0.2 { -2.0 } else { 6.0 };
            let turn = Quat::from_rotation_y(-std::f32::consts::FRAC_PI_2);
            let place = at + out * gap + side * along * 0.5;
            (Transform::from_translation(place).with_rotation(turn), 0.0)
        }
        _ => return None,
    })
}
