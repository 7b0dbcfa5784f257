//! Where things stand on the bench, so that hands and views agree. Millimetres; x right, y up, z to the worker.

use super::measure::ports;
use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::{Key, Part, Side, Tool};

/// A place on the bench with the directions that a contact's coordinates run in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Where station 0 is.
    pub at: [f64; 3],
    /// Direction of `along`, a unit vector.
    pub along: [f64; 3],
    /// Direction of `across`, a unit vector.
    pub across: [f64; 3],
}

/// Half width and half depth of the bench top.
pub const BENCH_HALF: [f64; 2] = [560.0, 330.0];
/// Height at which an idle hand moves over the bench.
pub const HAND_HEIGHT: f64 = 90.0;
/// Exit of the cable clamp.
pub const CABLE_CLAMP: [f64; 3] = [-470.0, 42.0, 90.0];
/// Exit of the pigtail clamp.
pub const PIGTAIL_CLAMP: [f64; 3] = [500.0, 42.0, 90.0];
/// Middle of the splicer's foot; its electrodes stand over it.
pub const SPLICER: [f64; 3] = [110.0, 0.0, -150.0];
/// Height of the fibre line over the splicer's foot.
pub const SPLICER_FIBRE_Y: f64 = 96.0;
/// Middle of the cleaver's foot.
pub const CLEAVER: [f64; 3] = [330.0, 0.0, -40.0];
/// Height of the fibre line over the cleaver's foot.
pub const CLEAVER_FIBRE_Y: f64 = 34.0;
/// Distance of the cleaver's stop from its blade.
pub const CLEAVE_MM: f64 = 10.0;
/// Middle of the splice tray.
pub const TRAY: [f64; 3] = [140.0, 0.0, 225.0];
/// Height of the tray's bottom over the bench.
pub const TRAY_FLOOR_Y: f64 = 6.0;
/// Middle of the box for glass scraps.
pub const SHARD_BIN: [f64; 3] = [440.0, 0.0, -190.0];
/// Middle of the tool rack.
pub const RACK: [f64; 3] = [-260.0, 0.0, -210.0];
/// The worker's face, over the bench's near edge.
pub const FACE: [f64; 3] = [0.0, 380.0, 420.0];
/// Place of the oven in the splicer, from its foot.
pub const OVEN_OFFSET: [f64; 3] = [0.0, 92.0, -62.0];

/// Top of the dial that turns the cleaver's blade, from the cleaver's foot.
pub const DIAL_OFFSET: [f64; 3] = [-31.0, 15.0, 32.0];
/// Top of the knob that raises the blade, from the cleaver's foot.
pub const HEIGHT_OFFSET: [f64; 3] = [31.0, 15.0, 32.0];

const X: [f64; 3] = [1.0, 0.0, 0.0];
const MINUS_X: [f64; 3] = [-1.0, 0.0, 0.0];
const Z: [f64; 3] = [0.0, 0.0, 1.0];
const Y: [f64; 3] = [0.0, 1.0, 0.0];

fn plus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// Where a tool lies on the rack.
pub fn rack_place(tool: Tool) -> [f64; 3] {
    if let Some(plug) = tool.plug() {
        return ports::rest_anchor(plug).at;
    }
    // The fibres in hand and the hand itself leave places free: long things lie across two of them.
    let slot = match tool {
        Tool::DryWipe => 0.0,
        Tool::Probe => 10.4,
        Tool::ClickCleaner => 12.8,
        _ => f64::from(tool.code()),
    };
    let (column, row) = (slot % 5.0, libm::floor(slot / 5.0));
    plus(RACK, [(column - 2.0) * 66.0, 12.0, (row - 1.0) * 74.0])
}

/// Where a tray slot is, in the tray's own plane (along its length, across its width), mm from its middle.
pub fn slot_place(tray: &Tray, slot: u8) -> [f64; 2] {
    [0.0, tray.first_slot_mm + (f64::from(slot) - 1.0) * tray.slot_pitch_mm]
}

/// The anchor of a part; `tip_mm` is the free length of the fibre, tube or cable that the part belongs to.
pub fn anchor(part: Part, tip_mm: f64) -> Anchor {
    let splicer_line = plus(SPLICER, [0.0, SPLICER_FIBRE_Y, 0.0]);
    let cleaver_line = plus(CLEAVER, [0.0, CLEAVER_FIBRE_Y, 0.0]);
    match part {
        Part::Face => Anchor { at: FACE, along: [0.0, -1.0, 0.0], across: X },
        // Stations on the cable are counted from its free end, towards the clamp.
        Part::Sheath | Part::Tube(_) | Part::Bundle(_) | Part::Fibre(_) | Part::FibreEnd(Side::Cable) => {
            Anchor { at: plus(CABLE_CLAMP, [tip_mm, 0.0, 0.0]), along: MINUS_X, across: Z }
        }
        Part::FibreEnd(Side::Pigtail) => Anchor { at: plus(PIGTAIL_CLAMP, [-tip_mm, 0.0, 0.0]), along: X, across: Z },
        // The fibre comes from the right: its coating's edge meets the stop a cleave length from the blade.
        Part::CleaverGroove => Anchor { at: plus(cleaver_line, [CLEAVE_MM, 0.0, 0.0]), along: X, across: Z },
        Part::CleaverLid => Anchor { at: plus(cleaver_line, [0.0, 22.0, 0.0]), along: [0.0, -1.0, 0.0], across: X },
        Part::CleaverBlade => Anchor { at: plus(CLEAVER, [0.0, 16.0, 18.0]), along: [0.0, 0.0, -1.0], across: X },
        Part::CleaverDial => Anchor { at: plus(CLEAVER, DIAL_OFFSET), along: [0.0, -1.0, 0.0], across: X },
        Part::CleaverHeight => Anchor { at: plus(CLEAVER, HEIGHT_OFFSET), along: [0.0, -1.0, 0.0], across: X },
        Part::Shard => Anchor { at: plus(cleaver_line, [-14.0, 1.0, 0.0]), along: X, across: Z },
        Part::ShardBin => Anchor { at: plus(SHARD_BIN, [0.0, 60.0, 0.0]), along: [0.0, -1.0, 0.0], across: X },
        Part::SplicerGroove(Side::Cable) => Anchor { at: splicer_line, along: MINUS_X, across: Z },
        Part::SplicerGroove(Side::Pigtail) => Anchor { at: splicer_line, along: X, across: Z },
        Part::SplicerLid => Anchor { at: plus(splicer_line, [0.0, 30.0, -20.0]), along: [0.0, -1.0, 0.0], across: X },
        Part::SplicerKey(key) => Anchor { at: plus(SPLICER, key_offset(key)), along: [0.0, -1.0, 0.0], across: X },
        Part::Sleeve => Anchor { at: plus(splicer_line, [0.0, 40.0, 20.0]), along: X, across: Z },
        Part::Oven => Anchor { at: plus(SPLICER, OVEN_OFFSET), along: [0.0, -1.0, 0.0], across: X },
        Part::OvenLid => {
            Anchor { at: plus(SPLICER, plus(OVEN_OFFSET, [0.0, 24.0, -10.0])), along: [0.0, -1.0, 0.0], across: X }
        }
        Part::Tray | Part::TraySlot(_) => Anchor { at: plus(TRAY, [0.0, TRAY_FLOOR_Y, 0.0]), along: X, across: Z },
        // Where these are depends on the job: see `Bench::anchor`.
        Part::Port(port) => ports::port_anchor(port, ports::SIDE_PORTS),
        Part::Plug(number) => ports::rest_anchor(number.saturating_sub(1)),
        Part::Panel(device) => ports::panel_anchor(device),
        Part::Site(_) | Part::Questions => super::craft::nowhere(),
        Part::Record => Anchor { at: ports::RECORD, along: X, across: Z },
        Part::TrayLid => Anchor { at: plus(TRAY, [0.0, 70.0, -60.0]), along: [0.0, -0.6, 0.8], across: X },
    }
}

/// Place of a key from the splicer's foot, on the sloping front: two rows of three, and the menu's four left of them.
pub fn key_offset(key: Key) -> [f64; 3] {
    let n = key as u8;
    let (x, row) = match n {
        0..6 => (52.0 + (f64::from(n % 3) - 1.0) * 15.0, n / 3),
        _ => (0.5 + f64::from((n - 6) / 2) * 15.0, (n - 6) % 2),
    };
    let row = f64::from(row);
    [x, 40.0 - row * 9.0, 84.0 + row * 12.0]
}

/// A point of a contact in bench coordinates.
pub fn place(anchor: &Anchor, along_mm: f64, across_mm: f64, lift_mm: f64) -> [f64; 3] {
    let mut at = plus(anchor.at, scaled(Y, lift_mm));
    at = plus(at, scaled(anchor.along, along_mm));
    plus(at, scaled(anchor.across, across_mm))
}

fn scaled(v: [f64; 3], k: f64) -> [f64; 3] {
    [v[0] * k, v[1] * k, v[2] * k]
}
