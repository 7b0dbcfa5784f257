//! The words that every layer shares: what a hand can hold, what it can touch, colours, sides and keys.
//!
//! Codes are part of the journal format: append, never renumber.

use serde::{Deserialize, Serialize};

pub use super::colour::Colour;
pub use super::key::Key;
pub use super::sample::Sample;

/// Simulation steps per second; one [`Tick`] is 1/120 s.
pub const TICKS_PER_SECOND: u32 = 120;
/// Index of a simulation step since the attempt began.
pub type Tick = u32;

/// Length of one tick in seconds.
pub const TICK_S: f64 = 1.0 / TICKS_PER_SECOND as f64;

/// Which of the two fibres to be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The fibre that comes out of the cable; it lies left in the splicer.
    Cable,
    /// The pigtail; it lies right in the splicer.
    Pigtail,
}

impl Side {
    /// Both sides, cable first.
    pub const BOTH: [Side; 2] = [Side::Cable, Side::Pigtail];

    /// 0 for the cable, 1 for the pigtail.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The opposite side.
    pub fn other(self) -> Side {
        match self {
            Side::Cable => Side::Pigtail,
            Side::Pigtail => Side::Cable,
        }
    }
}

/// What the hand holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// Nothing: bare fingers.
    Hand,
    /// Safety glasses, on their way to the face.
    SafetyGlasses,
    /// Rotary ring cutter for the outer sheath.
    SheathCutter,
    /// Small ring cutter for loose tubes.
    TubeCutter,
    /// Three-hole fibre stripper.
    Stripper,
    /// Wipe soaked in gel remover.
    SolventWipe,
    /// Lint-free wipe with isopropyl alcohol.
    AlcoholWipe,
    /// A heat-shrink protection sleeve, not yet on a fibre.
    ProtectionSleeve,
    /// Tweezers for glass scraps.
    Tweezers,
    /// The cable's fibre end, held behind its tip.
    CableFibre,
    /// The pigtail's fibre end, held behind its tip.
    PigtailFibre,
    /// The spliced fibre, held on both sides of the joint.
    SplicedFibre,
    /// Scissors, to cut a fibre back on purpose.
    Scissors,
    /// Video microscope for connector end faces.
    Probe,
    /// One-click dry cleaner.
    ClickCleaner,
    /// Cassette with a dry cleaning band.
    DryWipe,
    /// First end of the first cord.
    Plug1A,
    /// Second end of the first cord.
    Plug1B,
    /// First end of the second cord.
    Plug2A,
    /// Second end of the second cord.
    Plug2B,
    /// First end of the third cord.
    Plug3A,
    /// Second end of the third cord.
    Plug3B,
    /// A tool or an item of the job's own kit, by its place in it.
    Kit(u8),
}

/// Most tools and items of a job's own kit.
pub const KIT: u8 = 64;
/// Code of the kit's first.
const FIRST_OF_KIT: u8 = 64;

/// Connectors on the ends of cords: two a cord, three cords.
pub const PLUGS: u8 = 6;

impl Tool {
    /// Every tool that is not of a job's own kit, in code order.
    pub const ALL: [Tool; 22] = [
        Tool::Hand,
        Tool::SafetyGlasses,
        Tool::SheathCutter,
        Tool::TubeCutter,
        Tool::Stripper,
        Tool::SolventWipe,
        Tool::AlcoholWipe,
        Tool::ProtectionSleeve,
        Tool::Tweezers,
        Tool::CableFibre,
        Tool::PigtailFibre,
        Tool::SplicedFibre,
        Tool::Scissors,
        Tool::Probe,
        Tool::ClickCleaner,
        Tool::DryWipe,
        Tool::Plug1A,
        Tool::Plug1B,
        Tool::Plug2A,
        Tool::Plug2B,
        Tool::Plug3A,
        Tool::Plug3B,
    ];

    /// Journal code.
    pub fn code(self) -> u8 {
        match self {
            Tool::Hand => 0,
            Tool::SafetyGlasses => 1,
            Tool::SheathCutter => 2,
            Tool::TubeCutter => 3,
            Tool::Stripper => 4,
            Tool::SolventWipe => 5,
            Tool::AlcoholWipe => 6,
            Tool::ProtectionSleeve => 7,
            Tool::Tweezers => 8,
            Tool::CableFibre => 9,
            Tool::PigtailFibre => 10,
            Tool::SplicedFibre => 11,
            Tool::Scissors => 12,
            Tool::Probe => 13,
            Tool::ClickCleaner => 14,
            Tool::DryWipe => 15,
            Tool::Plug1A => 16,
            Tool::Plug1B => 17,
            Tool::Plug2A => 18,
            Tool::Plug2B => 19,
            Tool::Plug3A => 20,
            Tool::Plug3B => 21,
            Tool::Kit(n) => FIRST_OF_KIT + if n < KIT { n } else { KIT - 1 },
        }
    }

    /// The tool of a journal code, `None` for an unknown one.
    pub fn from_code(code: u8) -> Option<Tool> {
        match code.checked_sub(FIRST_OF_KIT) {
            Some(n) => (n < KIT).then_some(Tool::Kit(n)),
            None => Tool::ALL.get(usize::from(code)).copied(),
        }
    }

    /// Its place in the job's own kit.
    pub fn kit(self) -> Option<u8> {
        match self {
            Tool::Kit(n) => Some(n),
            _ => None,
        }
    }

    /// Name in scenarios and locale keys (`sheath-cutter`).
    pub fn name(self) -> &'static str {
        match self {
            Tool::Hand => "hand",
            Tool::SafetyGlasses => "safety-glasses",
            Tool::SheathCutter => "sheath-cutter",
            Tool::TubeCutter => "tube-cutter",
            Tool::Stripper => "stripper",
            Tool::SolventWipe => "solvent-wipe",
            Tool::AlcoholWipe => "alcohol-wipe",
            Tool::ProtectionSleeve => "protection-sleeve",
            Tool::Tweezers => "tweezers",
            Tool::CableFibre => "cable-fibre",
            Tool::PigtailFibre => "pigtail-fibre",
            Tool::SplicedFibre => "spliced-fibre",
            Tool::Scissors => "scissors",
            Tool::Probe => "probe",
            Tool::ClickCleaner => "click-cleaner",
            Tool::DryWipe => "dry-wipe",
            Tool::Plug1A => "plug-1a",
            Tool::Plug1B => "plug-1b",
            Tool::Plug2A => "plug-2a",
            Tool::Plug2B => "plug-2b",
            Tool::Plug3A => "plug-3a",
            Tool::Plug3B => "plug-3b",
            // What it is called stands in the catalogue.
            Tool::Kit(_) => "kit",
        }
    }

    /// The cord's connector that this "tool" is, from 0: two a cord, one after the other.
    pub fn plug(self) -> Option<u8> {
        self.code().checked_sub(Tool::Plug1A.code()).filter(|plug| *plug < PLUGS)
    }

    /// Holding a cord's connector, from 0; the last one for a number beyond.
    pub fn of_plug(plug: u8) -> Tool {
        Tool::ALL[usize::from(Tool::Plug1A.code() + plug.min(PLUGS - 1))]
    }

    /// The fibre end that this "tool" is, if it is one.
    pub fn fibre(self) -> Option<Side> {
        match self {
            Tool::CableFibre => Some(Side::Cable),
            Tool::PigtailFibre => Some(Side::Pigtail),
            _ => None,
        }
    }

    /// Holding the fibre end of `side`.
    pub fn of_fibre(side: Side) -> Tool {
        match side {
            Side::Cable => Tool::CableFibre,
            Side::Pigtail => Tool::PigtailFibre,
        }
    }
}

/// Largest fibre, tube or slot number that a part code can carry.
pub const MAX_NUMBER: u8 = 24;

/// What a hand can touch. A contact is always with exactly one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The worker's own face (glasses).
    Face,
    /// The cable's outer sheath.
    Sheath,
    /// A loose tube, numbered from 1.
    Tube(u8),
    /// The fibres out of an opened tube, still greasy with gel.
    Bundle(u8),
    /// One fibre of the cable, numbered from 1.
    Fibre(u8),
    /// The end of a fibre that is being prepared.
    FibreEnd(Side),
    /// The cleaver's groove, where a fibre is seated.
    CleaverGroove,
    /// The cleaver's clamp lid.
    CleaverLid,
    /// The cleaver's blade carriage.
    CleaverBlade,
    /// The dial that turns the cleaver's blade to its next position.
    CleaverDial,
    /// The knob that raises the cleaver's blade.
    CleaverHeight,
    /// A scrap of bare glass.
    Shard,
    /// The box for glass scraps.
    ShardBin,
    /// A V-groove of the splicer.
    SplicerGroove(Side),
    /// The splicer's wind cover.
    SplicerLid,
    /// A key of the splicer.
    SplicerKey(Key),
    /// The protection sleeve once it is on a fibre.
    Sleeve,
    /// The heating trough of the oven.
    Oven,
    /// The oven's lid.
    OvenLid,
    /// The bottom of the splice tray.
    Tray,
    /// A sleeve slot of the tray, numbered from 1.
    TraySlot(u8),
    /// The tray's lid.
    TrayLid,
    /// A port that a connector goes into, numbered from 1: near, far, instruments, couplers.
    Port(u8),
    /// A cord's connector that lies on the bench, numbered from 1.
    Plug(u8),
    /// Screen and keys of an instrument.
    Panel(Device),
    /// The record sheet.
    Record,
    /// A place of a workpiece where something can be done, numbered from 1.
    Site(u8),
    /// The sheet with the questions of the job.
    Questions,
}

/// Most sites of a job's workpieces.
pub const SITES: u8 = 64;
/// The code ranges that sites have, each with the number of its first: what other parts left free.
const SITE_CODES: [(std::ops::RangeInclusive<u8>, u8); 4] =
    [(68..=80, 1), (105..=120, 14), (145..=160, 30), (229..=247, 46)];

/// An instrument with a face of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Device {
    /// Optical time-domain reflectometer.
    Otdr,
    /// Light source.
    Source,
    /// Power meter.
    Meter,
    /// Visual fault locator.
    Locator,
    /// Screen of the video microscope.
    Scope,
}

impl Device {
    /// Every instrument, in code order.
    pub const ALL: [Device; 5] = [Device::Otdr, Device::Source, Device::Meter, Device::Locator, Device::Scope];

    /// Name in scenarios and locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Device::Otdr => "otdr",
            Device::Source => "source",
            Device::Meter => "meter",
            Device::Locator => "locator",
            Device::Scope => "scope",
        }
    }
}

/// Largest number of a port.
pub const PORTS: u8 = 32;

impl Part {
    /// Journal code; 0 is kept for "no contact".
    pub fn code(self) -> u8 {
        match self {
            Part::Face => 1,
            Part::Sheath => 2,
            Part::CleaverGroove => 3,
            Part::CleaverLid => 4,
            Part::CleaverBlade => 5,
            Part::Shard => 6,
            Part::ShardBin => 7,
            Part::SplicerLid => 8,
            Part::Sleeve => 9,
            Part::Oven => 10,
            Part::OvenLid => 11,
            Part::Tray => 12,
            Part::TrayLid => 13,
            Part::FibreEnd(side) => 14 + side as u8,
            Part::SplicerGroove(side) => 16 + side as u8,
            Part::SplicerKey(key) => 18 + key as u8,
            Part::CleaverDial => 66,
            Part::CleaverHeight => 67,
            Part::Tube(n) => 40 + n.min(MAX_NUMBER),
            Part::Bundle(n) => 80 + n.min(MAX_NUMBER),
            Part::Fibre(n) => 120 + n.min(MAX_NUMBER),
            Part::TraySlot(n) => 160 + n.min(MAX_NUMBER),
            Part::Port(n) => 184 + n.min(PORTS),
            Part::Plug(n) => 216 + n.min(PLUGS),
            Part::Panel(device) => 223 + device as u8,
            Part::Record => 228,
            Part::Site(n) => site_code(n.clamp(1, SITES)),
            Part::Questions => 248,
        }
    }

    /// What kind of part it is, without its number.
    pub fn kind(self) -> &'static str {
        match self {
            Part::Face => "face",
            Part::Sheath => "sheath",
            Part::Tube(_) => "tube",
            Part::Bundle(_) => "bundle",
            Part::Fibre(_) => "fibre",
            Part::FibreEnd(_) => "fibre-end",
            Part::CleaverGroove => "cleaver-groove",
            Part::CleaverLid => "cleaver-lid",
            Part::CleaverBlade => "cleaver-blade",
            Part::CleaverDial => "cleaver-dial",
            Part::CleaverHeight => "cleaver-height",
            Part::Shard => "shard",
            Part::ShardBin => "shard-bin",
            Part::SplicerGroove(_) => "splicer-groove",
            Part::SplicerLid => "splicer-lid",
            Part::SplicerKey(key) => key.name(),
            Part::Sleeve => "sleeve",
            Part::Oven => "oven",
            Part::OvenLid => "oven-lid",
            Part::Tray => "tray",
            Part::TraySlot(_) => "tray-slot",
            Part::TrayLid => "tray-lid",
            Part::Port(_) => "port",
            Part::Plug(_) => "plug",
            Part::Panel(device) => device.name(),
            Part::Record => "record",
            Part::Site(_) => "site",
            Part::Questions => "questions",
        }
    }

    /// The part of a journal code; `None` for 0 and for an unknown one.
    pub fn from_code(code: u8) -> Option<Part> {
        Some(match code {
            1 => Part::Face,
            2 => Part::Sheath,
            3 => Part::CleaverGroove,
            4 => Part::CleaverLid,
            5 => Part::CleaverBlade,
            6 => Part::Shard,
            7 => Part::ShardBin,
            8 => Part::SplicerLid,
            9 => Part::Sleeve,
            10 => Part::Oven,
            11 => Part::OvenLid,
            12 => Part::Tray,
            13 => Part::TrayLid,
            14 => Part::FibreEnd(Side::Cable),
            15 => Part::FibreEnd(Side::Pigtail),
            16 => Part::SplicerGroove(Side::Cable),
            17 => Part::SplicerGroove(Side::Pigtail),
            18..=39 => Part::SplicerKey(*Key::ALL.get(usize::from(code - 18))?),
            41..=64 => Part::Tube(code - 40),
            66 => Part::CleaverDial,
            67 => Part::CleaverHeight,
            81..=104 => Part::Bundle(code - 80),
            121..=144 => Part::Fibre(code - 120),
            161..=184 => Part::TraySlot(code - 160),
            185..=216 => Part::Port(code - 184),
            217..=222 => Part::Plug(code - 216),
            223..=227 => Part::Panel(Device::ALL[usize::from(code - 223)]),
            228 => Part::Record,
            248 => Part::Questions,
            _ => {
                let (range, first) = SITE_CODES.iter().find(|(range, _)| range.contains(&code))?;
                Part::Site(first + (code - range.start()))
            }
        })
    }
}

fn site_code(number: u8) -> u8 {
    let (range, first) = SITE_CODES.iter().rfind(|(_, first)| *first <= number).unwrap_or(&SITE_CODES[0]);
    range.start() + (number - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_code_reads_back() {
        for code in 0..=255u8 {
            if let Some(part) = Part::from_code(code) {
                assert_eq!(part.code(), code, "{part:?}");
            }
        }
        for tool in Tool::ALL.into_iter().chain((0..KIT).map(Tool::Kit)) {
            assert_eq!(Tool::from_code(tool.code()), Some(tool));
        }
        for site in (1..=SITES).map(Part::Site) {
            assert_eq!(Part::from_code(site.code()), Some(site));
        }
    }
}
