//! How a hand's movement drives a tool on a part: degrees of freedom, scale, grip. The table of gestures, as data.

use crate::catalogue::vocabulary::{Part, Side, Tool};

use super::Bench;
pub use super::cutting::{PARTS_AT, STOP_LEFT_MM, STOP_STEP_MM, TUBE_PRESS_MM};
pub use super::glass::BIN_DEPTH_MM;
pub use super::sleeve::BEYOND_MM;

/// What the pointer's movement does in a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// Along the axis and across it.
    Line,
    /// While pressed, circling turns the tool round the part; otherwise as [`Travel::Line`].
    Circle,
    /// Both ways in the part's plane.
    Plane,
    /// Nothing: the part is pressed.
    Press,
}

/// What the wheel does in a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wheel {
    /// Nothing.
    None,
    /// Sets the blade's stop.
    BladeStop,
    /// Folds the wipe to a fresh area.
    FreshArea,
    /// Turns the fibre round its axis.
    Turn,
    /// Turns a connector's key round its axis, by larger steps.
    Key,
    /// Raises and lowers by tenths of a millimetre.
    Lift,
    /// Raises and lowers by millimetres: over a wall, under a tab.
    Raise,
}

/// How a held button becomes a grip of 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// Rise, 1/s.
    pub rise: f64,
    /// Where the rise ends.
    pub hold: f64,
    /// Further rise while it is held: a hand that holds on squeezes harder, 1/s.
    pub creep: f64,
}

/// Everything that a pointer needs to know of a contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Control {
    /// What the pointer does.
    pub travel: Travel,
    /// Millimetres of the tool for one unit of calibrated hand movement (a pixel at gain 1).
    pub scale_mm: f64,
    /// Where the contact begins: along, across, lift, mm; `None` where the pointer is.
    pub start: Option<[f64; 3]>,
    /// Turned angle at the beginning, degrees.
    pub start_turn_deg: f64,
    /// What a held button does.
    pub grip: Grip,
    /// What the wheel does.
    pub wheel: Wheel,
    /// Length that the close view should show, mm.
    pub view_mm: f64,
    /// The stations that a hand can reach, mm.
    pub reach_mm: (f64, f64),
}

/// Turn of the fibre for one detent of the wheel, degrees.
pub const TURN_STEP_DEG: f64 = 5.0;
/// Turn of a connector for one detent, degrees.
pub const KEY_STEP_DEG: f64 = 15.0;
/// Lift for one detent of the wheel, mm.
pub const LIFT_STEP_MM: f64 = 0.1;
/// The same where the hand is raised, mm.
pub const RAISE_STEP_MM: f64 = 2.0;

const FIRM: Grip = Grip { rise: 6.0, hold: 0.6, creep: 0.02 };
pub(super) const LIGHT: Grip = Grip { rise: 5.0, hold: 0.45, creep: 0.015 };

/// Travel that closes a lid, mm.
pub fn lid_travel_mm(part: Part) -> f64 {
    match part {
        Part::CleaverLid => 15.0,
        Part::SplicerLid => 40.0,
        Part::OvenLid => 22.0,
        _ => 60.0,
    }
}

pub(super) fn control(bench: &Bench, tool: Tool, part: Part) -> Control {
    let base = Control {
        travel: Travel::Line,
        scale_mm: 0.1,
        start: Some([0.0; 3]),
        start_turn_deg: 0.0,
        grip: FIRM,
        wheel: Wheel::None,
        view_mm: 60.0,
        reach_mm: (-20.0, 120.0),
    };
    let job = bench.job();
    match (tool, part) {
        (Tool::SheathCutter, _) => Control {
            travel: Travel::Circle,
            scale_mm: 0.4,
            start: None,
            grip: Grip { rise: 0.7, hold: 1.0, creep: 0.0 },
            wheel: Wheel::BladeStop,
            view_mm: 90.0,
            reach_mm: (5.0, job.cable.free_mm - 10.0),
            ..base
        },
        (Tool::TubeCutter, _) => Control {
            travel: Travel::Circle,
            scale_mm: 0.25,
            start: None,
            grip: Grip { rise: 1.2, hold: 0.58, creep: 0.02 },
            view_mm: 60.0,
            reach_mm: (2.0, bench.state().cable.exposed_mm - 2.0),
            ..base
        },
        (Tool::Hand, Part::Sheath | Part::Tube(_)) => {
            Control { scale_mm: 0.9, start: None, view_mm: 560.0, reach_mm: (-460.0, job.cable.free_mm), ..base }
        }
        (Tool::SolventWipe, _) | (Tool::AlcoholWipe, Part::Tube(_) | Part::Bundle(_) | Part::FibreEnd(_)) => {
            let length = bench.stroke_length_mm(part);
            Control {
                scale_mm: (length / 380.0).max(0.08),
                start: Some([length, 0.0, 0.0]),
                grip: LIGHT,
                wheel: if matches!(part, Part::FibreEnd(_)) { Wheel::Turn } else { Wheel::FreshArea },
                view_mm: (length * 1.5).max(40.0),
                reach_mm: (-8.0, length + 8.0),
                ..base
            }
        }
        (Tool::Hand, Part::Fibre(_)) => Control {
            travel: Travel::Plane,
            scale_mm: 0.15,
            start: Some([30.0, 0.0, 0.0]),
            grip: LIGHT,
            view_mm: 120.0,
            reach_mm: (0.0, 200.0),
            ..base
        },
        (Tool::ProtectionSleeve, _) => Control {
            scale_mm: 0.15,
            start: Some([-8.0, 1.5, 0.0]),
            grip: LIGHT,
            wheel: Wheel::Lift,
            view_mm: 20.0,
            reach_mm: (-15.0, 140.0),
            ..base
        },
        (Tool::Stripper, _) => Control {
            scale_mm: 0.1,
            start: Some([15.0, 0.0, 0.0]),
            grip: Grip { rise: 4.0, hold: 0.62, creep: 0.03 },
            view_mm: 60.0,
            reach_mm: (-5.0, 85.0),
            ..base
        },
        (Tool::Scissors, _) => Control {
            scale_mm: 0.15,
            start: Some([20.0, 0.0, 0.0]),
            grip: Grip { rise: 3.0, hold: 0.9, creep: 0.0 },
            view_mm: 120.0,
            reach_mm: (0.0, 300.0),
            ..base
        },
        (Tool::Probe, Part::Port(_) | Part::Plug(_)) => Control {
            scale_mm: 0.12,
            start: Some([24.0, 0.0, 0.0]),
            grip: LIGHT,
            wheel: Wheel::Lift,
            view_mm: 90.0,
            reach_mm: (0.0, 60.0),
            ..base
        },
        (Tool::ClickCleaner, Part::Port(_) | Part::Plug(_)) => {
            Control { scale_mm: 0.14, start: Some([22.0, 0.0, 0.0]), view_mm: 110.0, reach_mm: (-11.0, 60.0), ..base }
        }
        (Tool::DryWipe | Tool::AlcoholWipe, Part::Plug(_)) => Control {
            scale_mm: 0.12,
            start: Some([12.0, 0.0, 0.0]),
            grip: LIGHT,
            wheel: Wheel::FreshArea,
            view_mm: 60.0,
            reach_mm: (-30.0, 30.0),
            ..base
        },
        (_, Part::Port(_)) => Control {
            scale_mm: 0.07,
            start: Some([18.0, 2.2, 0.0]),
            start_turn_deg: key_deg(bench, tool),
            grip: LIGHT,
            wheel: Wheel::Key,
            view_mm: 44.0,
            reach_mm: (0.0, 30.0),
            ..base
        },
        (_, Part::Site(number)) => bench.craft_control(number, base).unwrap_or(base),
        (_, Part::Panel(_) | Part::Record | Part::Questions) => {
            Control { travel: Travel::Press, grip: Grip { rise: 12.0, hold: 0.8, creep: 0.0 }, view_mm: 260.0, ..base }
        }
        (_, Part::CleaverGroove) => Control {
            scale_mm: 0.035,
            start: Some([10.0, 1.0, 0.0]),
            start_turn_deg: tool.fibre().map_or(0.0, |side| curl_deg(bench, side)),
            grip: LIGHT,
            wheel: Wheel::Turn,
            view_mm: 16.0,
            reach_mm: (-0.5, 14.0),
            ..base
        },
        (_, Part::SplicerGroove(_)) => Control {
            scale_mm: 0.035,
            start: Some([12.0, 0.9, 0.0]),
            grip: LIGHT,
            view_mm: 16.0,
            reach_mm: (-1.0, 16.0),
            ..base
        },
        (_, Part::CleaverLid | Part::SplicerLid | Part::OvenLid | Part::TrayLid) => {
            let travel = lid_travel_mm(part);
            let lid = bench.lid(part).unwrap_or(0.0);
            Control {
                scale_mm: travel / 260.0,
                start: Some([lid * travel, 0.0, 0.0]),
                view_mm: 200.0,
                reach_mm: (-4.0, travel + 4.0),
                ..base
            }
        }
        (_, Part::CleaverBlade) => Control {
            scale_mm: job.cleaver.travel_mm / 220.0,
            start: Some([bench.state().cleaver.carriage_mm, 0.0, 0.0]),
            view_mm: 90.0,
            reach_mm: (-2.0, job.cleaver.travel_mm + 2.0),
            ..base
        },
        (_, Part::CleaverDial | Part::CleaverHeight) => {
            Control { travel: Travel::Circle, wheel: Wheel::Turn, view_mm: 90.0, reach_mm: (-1.0, 1.0), ..base }
        }
        (_, Part::Shard) => Control {
            travel: Travel::Plane,
            scale_mm: 0.06,
            start: Some([8.0, 5.0, 0.0]),
            view_mm: 36.0,
            reach_mm: (-20.0, 20.0),
            ..base
        },
        (_, Part::ShardBin) => Control { scale_mm: 0.15, view_mm: 160.0, reach_mm: (-10.0, 40.0), ..base },
        (_, Part::SplicerKey(_)) => {
            Control { travel: Travel::Press, grip: Grip { rise: 12.0, hold: 0.8, creep: 0.0 }, view_mm: 220.0, ..base }
        }
        (_, Part::Face) => Control { scale_mm: 0.35, view_mm: 300.0, reach_mm: (0.0, 90.0), ..base },
        (_, Part::Sleeve) => Control {
            scale_mm: 0.3,
            start: Some([bench.state().sleeve.centre_mm, 0.0, 0.0]),
            grip: LIGHT,
            view_mm: 110.0,
            reach_mm: (-160.0, 160.0),
            ..base
        },
        (_, Part::Oven) => Control { scale_mm: 0.1, view_mm: 140.0, reach_mm: (-5.0, 14.0), ..base },
        // The tip begins on the fibre that lies on a tab.
        (Tool::Tweezers, Part::Tray) => Control {
            travel: Travel::Plane,
            scale_mm: 0.12,
            start: Some(bench.missed_tab().map_or([0.0, 0.0, 8.0], |missed| missed.at)),
            grip: Grip { creep: 0.0, ..LIGHT },
            wheel: Wheel::Raise,
            view_mm: 120.0,
            reach_mm: (-130.0, 130.0),
            ..base
        },
        (_, Part::Tray) => {
            let root = bench.tray_gates(bench.tray_side())[0];
            let at = root.map_or([0.0; 3], |root| bench.coil().end_place(bench.tray_side().index(), root));
            Control {
                travel: Travel::Plane,
                scale_mm: 0.25,
                start: Some([at[0], at[1], 2.0]),
                // A slow hand must not end with shut fingers: coiling takes its time.
                grip: Grip { creep: 0.0, ..LIGHT },
                wheel: Wheel::Raise,
                view_mm: 200.0,
                reach_mm: (-130.0, 130.0),
                ..base
            }
        }
        (_, Part::TraySlot(_)) => Control {
            travel: Travel::Plane,
            scale_mm: 0.08,
            start: Some([12.0, 9.0, 0.0]),
            grip: Grip { rise: 2.5, hold: 0.9, creep: 0.0 },
            view_mm: 70.0,
            reach_mm: (-30.0, 30.0),
            ..base
        },
        _ => base,
    }
}

/// How far a connector's key is turned away from the slot when it comes to hand, degrees: a different way each time.
fn key_deg(bench: &Bench, tool: Tool) -> f64 {
    const WAYS: [f64; 6] = [-90.0, 45.0, 180.0, -45.0, 90.0, -135.0];
    let plug = usize::from(tool.plug().unwrap_or(0));
    let seed = (bench.job().seed % WAYS.len() as u64) as usize;
    WAYS[(seed + plug * 5) % WAYS.len()]
}

/// Twist that a fibre has by its own curl when it comes to the cleaver, degrees: by seed, side and what it lost.
///
/// A small hash instead of the bench's luck, so that looking at a control draws nothing.
fn curl_deg(bench: &Bench, side: Side) -> f64 {
    let breaks = u64::from(bench.state().breaks);
    let mut x = bench.job().seed ^ ((side.index() as u64 + 1) << 32) ^ (breaks << 48) ^ 0x9e37_79b9_7f4a_7c15;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    let unit = (x >> 11) as f64 / (1u64 << 53) as f64;
    // Between 8 and 20 degrees to either side: always to be seen, never hopeless.
    let size = 8.0 + 12.0 * (2.0 * unit - 1.0).abs();
    if unit < 0.5 { -size } else { size }
}
