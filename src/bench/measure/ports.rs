//! Ports and plugs by number, and where they are on the bench.

use crate::bench::layout::Anchor;
use crate::catalogue::vocabulary::{Device, PLUGS, PORTS};

/// Ports of one side of the network at most.
pub const SIDE_PORTS: u8 = 12;
/// First far port.
pub const FAR: u8 = SIDE_PORTS + 1;
/// The OTDR's port.
pub const OTDR: u8 = 2 * SIDE_PORTS + 1;
/// The light source's port.
pub const SOURCE: u8 = OTDR + 1;
/// The power meter's port.
pub const METER: u8 = OTDR + 2;
/// The fault locator's port.
pub const LOCATOR: u8 = OTDR + 3;
/// The couplers' ports: two sides each.
pub const COUPLERS: [[u8; 2]; 2] = [[OTDR + 4, OTDR + 5], [OTDR + 6, OTDR + 7]];

const _: () = assert!(COUPLERS[1][1] == PORTS);

/// Faces on the bench: one a plug, one a port.
pub const FACES: usize = (PLUGS + PORTS) as usize;

/// What a port belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Socket {
    /// Near port of a fibre, from 0.
    Near(u8),
    /// Far port, from 0.
    Far(u8),
    /// An instrument.
    Device(Device),
    /// A side (0 or 1) of a coupler (0 or 1).
    Coupler(u8, u8),
}

impl Socket {
    /// What port `n` (from 1) belongs to.
    pub fn of(n: u8) -> Option<Socket> {
        Some(match n {
            1..FAR => Socket::Near(n - 1),
            FAR..OTDR => Socket::Far(n - FAR),
            OTDR => Socket::Device(Device::Otdr),
            SOURCE => Socket::Device(Device::Source),
            METER => Socket::Device(Device::Meter),
            LOCATOR => Socket::Device(Device::Locator),
            _ if n > LOCATOR && n <= PORTS => Socket::Coupler((n - LOCATOR - 1) / 2, (n - LOCATOR - 1) % 2),
            _ => return None,
        })
    }
}

/// A device's port.
pub fn of_device(device: Device) -> Option<u8> {
    match device {
        Device::Otdr => Some(OTDR),
        Device::Source => Some(SOURCE),
        Device::Meter => Some(METER),
        Device::Locator => Some(LOCATOR),
        Device::Scope => None,
    }
}

/// The other side of a coupler's port.
pub fn across(port: u8) -> Option<u8> {
    let pair = COUPLERS.iter().find(|pair| pair.contains(&port))?;
    Some(if pair[0] == port { pair[1] } else { pair[0] })
}

/// Index of a plug's face (from 0) among all faces.
pub fn plug_face(plug: u8) -> usize {
    usize::from(plug.min(PLUGS - 1))
}

/// Index of a port's face (from 1) among all faces.
pub fn port_face(port: u8) -> usize {
    usize::from(PLUGS) + usize::from(port.clamp(1, PORTS)) - 1
}

/// How far right of the workshop the measuring table stands in a job that has both, mm.
pub const ASIDE_MM: f64 = 1_140.0;
/// Middle of the near panel's row of ports.
pub const NEAR_PANEL: [f64; 3] = [-290.0, 46.0, -35.0];
/// Middle of the far panel's row of ports.
pub const FAR_PANEL: [f64; 3] = [355.0, 46.0, -35.0];
/// Distance between ports of a panel, mm.
pub const PORT_PITCH: f64 = 22.0;
/// Middle of an instrument's foot.
pub fn device_place(device: Device) -> [f64; 3] {
    match device {
        Device::Otdr => [58.0, 0.0, -150.0],
        Device::Source => [-430.0, 0.0, 170.0],
        Device::Meter => [440.0, 0.0, 170.0],
        Device::Locator => [-330.0, 0.0, 170.0],
        Device::Scope => [290.0, 0.0, -180.0],
    }
}
/// Middle of the record sheet's board.
pub const RECORD: [f64; 3] = [290.0, 5.0, 190.0];
/// Middle of the OTDR's screen, from its foot.
pub const OTDR_SCREEN: [f64; 3] = [-18.0, 96.0, 37.2];
/// How far the OTDR's face leans back, degrees.
pub const OTDR_LEAN_DEG: f64 = 32.3;

const X: [f64; 3] = [1.0, 0.0, 0.0];
const Y: [f64; 3] = [0.0, 1.0, 0.0];
const Z: [f64; 3] = [0.0, 0.0, 1.0];

/// Where a port is; stations are counted out of it.
pub fn port_anchor(port: u8, strands: u8) -> Anchor {
    let row = |middle: [f64; 3], i: u8| {
        let shift = (f64::from(i) - (f64::from(strands.max(1)) - 1.0) / 2.0) * PORT_PITCH;
        Anchor { at: [middle[0] + shift, middle[1], middle[2]], along: Z, across: X }
    };
    let at = |foot: [f64; 3], up: [f64; 3]| [foot[0] + up[0], foot[1] + up[1], foot[2] + up[2]];
    match Socket::of(port) {
        Some(Socket::Near(i)) => row(NEAR_PANEL, i),
        Some(Socket::Far(i)) => row(FAR_PANEL, i),
        // The instruments have their port on top, where a cord leaves without crossing the screen.
        Some(Socket::Device(device @ Device::Otdr)) => {
            Anchor { at: at(device_place(device), [-62.0, 158.0, -27.0]), along: Y, across: X }
        }
        Some(Socket::Device(device @ Device::Locator)) => {
            Anchor { at: at(device_place(device), [0.0, 12.0, -66.0]), along: [0.0, 0.0, -1.0], across: X }
        }
        Some(Socket::Device(device)) => {
            Anchor { at: at(device_place(device), [0.0, 30.0, -75.0]), along: [0.0, 0.0, -1.0], across: X }
        }
        Some(Socket::Coupler(which, side)) => {
            let sign = if side == 0 { -1.0 } else { 1.0 };
            let at = [-330.0 + 125.0 * f64::from(which) + 9.0 * sign, 7.0, 276.0];
            Anchor { at, along: [sign, 0.0, 0.0], across: Z }
        }
        None => Anchor { at: [0.0; 3], along: Z, across: X },
    }
}

/// Where a plug (from 0) rests when it is in no port; stations are counted off its tip, which points to the worker.
pub fn rest_anchor(plug: u8) -> Anchor {
    // Under the middle of its cord's reel, see `reel_place`.
    let [x, _, _] = reel_place(plug / 2);
    let end = f64::from(plug % 2) * 2.0 - 1.0;
    Anchor { at: [x + 24.0 * end, 5.5, 206.0], along: Z, across: X }
}

/// Middle of the reel or coil of a cord (from 0) on the mat.
pub fn reel_place(cord: u8) -> [f64; 3] {
    let x = [-150.0, 130.0, -10.0];
    [x[usize::from(cord).min(2)], 0.0, 66.0]
}

/// Where a device's screen is touched.
pub fn panel_anchor(device: Device) -> Anchor {
    let foot = device_place(device);
    let up = match device {
        Device::Otdr => OTDR_SCREEN,
        Device::Scope => [0.0, 84.0, 10.0],
        Device::Locator => [0.0, 22.0, 8.0],
        Device::Source | Device::Meter => [0.0, 36.0, -8.0],
    };
    Anchor { at: [foot[0] + up[0], foot[1] + up[1], foot[2] + up[2]], along: X, across: Z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_port_belongs_to_something_and_every_face_has_its_own_place() {
        let mut seen = std::collections::BTreeSet::new();
        for port in 1..=PORTS {
            assert!(Socket::of(port).is_some(), "{port}");
            assert!(seen.insert(port_face(port)));
        }
        assert!((0..PLUGS).all(|plug| seen.insert(plug_face(plug))));
        assert_eq!(seen.len(), FACES);
        assert_eq!(Socket::of(0), None);
        assert_eq!(Socket::of(PORTS + 1), None);
    }

    #[test]
    fn a_coupler_has_two_sides() {
        for pair in COUPLERS {
            assert_eq!(across(pair[0]), Some(pair[1]));
            assert_eq!(across(pair[1]), Some(pair[0]));
        }
        assert_eq!(across(OTDR), None);
    }
}
