//! Where a finger presses on an instrument or writes on the record, by the control that its contact names.

use bevy::prelude::*;

use crate::bench::Bench;
use crate::bench::measure::keys::{MeterKey, OtdrKey, SIGN, SourceKey};
use crate::bench::measure::ports;
use crate::catalogue::vocabulary::{Device, Part};

use super::super::super::aim::vec;

/// The fingertip's place on an instrument or the record, and where the finger comes from.
pub fn finger(bench: &Bench, part: Part) -> Option<(Vec3, Vec3)> {
    let at = vec(bench.anchor(part).at);
    let code = bench.hand().wheel;
    let flat = Vec3::new(0.30, 0.72, 0.62);
    Some(match part {
        Part::Panel(Device::Otdr) => {
            let lean = Quat::from_rotation_x(-(ports::OTDR_LEAN_DEG as f32).to_radians());
            let on = match OtdrKey::of(code) {
                Some(OtdrKey::Start) => Vec3::new(92.0, 38.0, 3.0),
                // Everything else is on the screen: settings along its foot, markers in the trace.
                Some(key) if key.code() < OtdrKey::Start.code() => {
                    Vec3::new(-60.0 + 18.0 * f32::from(key.code()), -38.0, 1.0)
                }
                _ => Vec3::new(0.0, 0.0, 1.0),
            };
            (at + lean * on, Vec3::new(0.42, 0.16, 0.9))
        }
        Part::Panel(Device::Scope) => (at, Vec3::new(0.42, 0.2, 0.9)),
        Part::Panel(device @ (Device::Source | Device::Meter)) => {
            let key = match device {
                Device::Source => SourceKey::of(code).map(|key| key.code()),
                _ => MeterKey::of(code).map(|key| key.code()),
            };
            let key = f32::from(key.unwrap_or(0));
            let foot = vec(ports::device_place(device)) + vec(bench.measuring_at());
            // Two keys a row, as they are made.
            (
                foot + Vec3::new(
                    -15.0 + 30.0 * (key % 2.0),
                    30.5 - 3.5 * (key / 2.0).floor(),
                    20.0 + 21.0 * (key / 2.0).floor(),
                ),
                flat,
            )
        }
        Part::Panel(Device::Locator) => (at + Vec3::new(0.0, 3.0, -32.0), flat),
        Part::Record => {
            // On the line that is written, or where one signs.
            let lines = bench.measure().map_or(1, |measure| measure.sheet.lines.len().max(1)) as f32;
            let down =
                if code == SIGN { 0.93 } else { 0.16 + 0.69 * ((f32::from(code) + 0.5) / lines.max(9.2)).min(1.0) };
            (at + Vec3::new(30.0, 0.0, 8.0 - 86.0 + 172.0 * down), flat)
        }
        _ => return None,
    })
}
