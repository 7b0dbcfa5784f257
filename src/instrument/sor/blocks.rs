//! What the standard blocks of a SOR file hold: values as stored, in the units named, with readings in plain units.
//!
//! Times are one-way times of travel, in units of 100 ps (0.1 ns); [`super::File::distance_m`] turns one into metres.
//! Field lists after the public readers of the format (pyOTDR, otdrs) and the files of several makers; SR-4731 itself
//! is not public.

use super::text::{Code, Text};

/// Who and where: GenParams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct General {
    /// Language of the strings, two letters: "EN", "FR".
    pub language: Code<2>,
    pub cable_id: Text,
    pub fibre_id: Text,
    /// ITU-T recommendation of the fibre without its "G.": 652, 657. 0 where unknown; version 1 files have none.
    pub fibre_type: u16,
    /// Nominal wavelength, nm.
    pub wavelength_nm: u16,
    /// Where the instrument stands.
    pub location_a: Text,
    /// Where the fibre goes.
    pub location_b: Text,
    pub cable_code: Text,
    /// "BC" as built, "CC" current, "RC" as repaired, "OT" other.
    pub build_condition: Code<2>,
    /// Where the fibre under test begins (length of the launch fibre), 100 ps units.
    pub user_offset: i32,
    /// The same as a distance, tenths of [`Fixed::units`]; 0 in version 1 files.
    pub user_offset_distance: i32,
    pub operator: Text,
    pub comment: Text,
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

/// The instrument: SupParams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supplier {
    pub maker: Text,
    pub mainframe: Text,
    pub mainframe_serial: Text,
    pub module: Text,
    pub module_serial: Text,
    pub software: Text,
    pub other: Text,
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

/// One pulse width of an acquisition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pulse {
    /// Width of the pulse, ns.
    pub width_ns: u16,
    /// One-way time for 10 000 points, 100 ps units: a point every `spacing` × 10 fs.
    pub spacing: u32,
    /// Points taken with this pulse.
    pub points: u32,
}

/// How the trace was taken: FxdParams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fixed {
    /// Seconds since 1970-01-01 UTC.
    pub timestamp: u32,
    /// What distances are shown in: "km", "mt" (metres), "ft", "kf" (1000 ft), "mi".
    pub units: Code<2>,
    /// Wavelength, tenths of nm.
    pub wavelength_tenths: u16,
    /// From the front panel to the first point, 100 ps units.
    pub acquisition_offset: i32,
    /// The same as a distance, tenths of `units`; 0 in version 1 files.
    pub acquisition_offset_distance: i32,
    pub pulses: Vec<Pulse>,
    /// Group index × 100 000: 146 800 for 1.468.
    pub group_index_e5: u32,
    /// Backscatter coefficient, tenths of −dB for a 1 ns pulse: 800 for −80.0 dB.
    pub backscatter_tenths: i16,
    /// Traces averaged; 0 where the time is given instead.
    pub averages: u32,
    /// Tenths of a second; 0 in version 1 files.
    pub averaging_tenths: u16,
    /// 100 ps units.
    pub range: i32,
    /// The same as a distance, tenths of `units`; 0 in version 1 files.
    pub range_distance: i32,
    /// From the detector to the front panel, 100 ps units.
    pub front_panel_offset: i32,
    /// Level below which 98 % of the noise lies, −dB × 1000 (before the scale factor).
    pub noise_floor: u16,
    /// × 1000; 0 and 1000 alike mean none.
    pub noise_floor_scale: i16,
    /// Attenuation or offset the instrument applied at the first point, dB × 1000.
    pub power_offset: u16,
    /// Smallest loss told as an event, dB × 1000.
    pub loss_threshold: u16,
    /// Smallest reflectance told as an event, −dB × 1000: 55 000 for −55 dB.
    pub reflectance_threshold: u16,
    /// Loss taken as the end of the fibre, dB × 1000.
    pub end_threshold: u16,
    /// "ST" standard, "RT" reversed, "DT" difference, "RF" reference. Blank in version 1 files.
    pub trace_type: Code<2>,
    /// The view: time (100 ps) and level (dB × 1000) of the upper right corner, then of the lower left one.
    pub window: [i32; 4],
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

impl Fixed {
    /// Wavelength, nm.
    pub fn wavelength_nm(&self) -> f64 {
        f64::from(self.wavelength_tenths) / 10.0
    }

    /// Group index, as stored; 0 where the file has none.
    pub fn group_index(&self) -> f64 {
        f64::from(self.group_index_e5) / 1e5
    }

    /// Backscatter coefficient, dB for a 1 ns pulse, negative.
    pub fn backscatter_db(&self) -> f64 {
        0.0 - f64::from(self.backscatter_tenths).abs() / 10.0
    }

    /// Averaging time, s.
    pub fn averaging_s(&self) -> f64 {
        f64::from(self.averaging_tenths) / 10.0
    }

    /// Noise floor, dB, negative, with its scale factor.
    pub fn noise_floor_db(&self) -> f64 {
        let scale = if self.noise_floor_scale == 0 { 1.0 } else { f64::from(self.noise_floor_scale) / 1000.0 };
        0.0 - f64::from(self.noise_floor) / 1000.0 * scale
    }

    /// Loss threshold, dB.
    pub fn loss_threshold_db(&self) -> f64 {
        f64::from(self.loss_threshold) / 1000.0
    }

    /// Reflectance threshold, dB, negative.
    pub fn reflectance_threshold_db(&self) -> f64 {
        0.0 - f64::from(self.reflectance_threshold) / 1000.0
    }

    /// End-of-fibre threshold, dB.
    pub fn end_threshold_db(&self) -> f64 {
        f64::from(self.end_threshold) / 1000.0
    }
}

/// What an event does to light, from the first letter of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reflection {
    /// "0": loss or gain only.
    None,
    /// "1": reflects.
    Reflects,
    /// "2": reflects so much that the receiver saturated, or several events in one.
    Saturates,
    /// Another letter.
    Unknown,
}

/// One event of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// From 1.
    pub number: u16,
    /// 100 ps units from the user offset or the front panel (makers differ).
    pub time: i32,
    /// Slope of the fibre before the event, dB/km × 1000.
    pub slope_milli: i16,
    /// Loss of the event, dB × 1000; negative for a gain.
    pub loss_milli: i16,
    /// Reflectance, dB × 1000, negative; 0 where there is none.
    pub reflectance_milli: i32,
    /// Letter 1: see [`Reflection`]; 2: "A" added by a person, "M" moved, "E" end of fibre, "F" found by software,
    /// "O" out of range, "D" end changed; 3 to 6: landmark, "9999" for none.
    pub code: Code<6>,
    /// How the loss was measured: "LS" least squares, "2P" two points, "OT" other.
    pub method: Code<2>,
    /// End of the event before, start of this one, its end, start of the next, its peak: 100 ps units. All 0 in
    /// version 1 files.
    pub markers: [i32; 5],
    pub comment: Text,
}

impl Event {
    /// Slope of the fibre before the event, dB/km.
    pub fn slope_db_km(&self) -> f64 {
        f64::from(self.slope_milli) / 1000.0
    }

    /// Loss, dB.
    pub fn loss_db(&self) -> f64 {
        f64::from(self.loss_milli) / 1000.0
    }

    /// Reflectance, dB, negative; 0 where there is none.
    pub fn reflectance_db(&self) -> f64 {
        f64::from(self.reflectance_milli) / 1000.0
    }

    /// What it does to light.
    pub fn reflection(&self) -> Reflection {
        match self.code.0[0] {
            b'0' => Reflection::None,
            b'1' => Reflection::Reflects,
            b'2' => Reflection::Saturates,
            _ => Reflection::Unknown,
        }
    }

    /// Whether it is the end of the fibre.
    pub fn is_end(&self) -> bool {
        matches!(self.code.0[1], b'E' | b'D')
    }
}

/// Totals over the fibre, at the end of KeyEvents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// End-to-end loss, dB × 1000.
    pub loss_milli: i32,
    /// Between these, 100 ps units.
    pub loss_start: i32,
    pub loss_finish: i32,
    /// Optical return loss, dB × 1000.
    pub orl_milli: u16,
    /// Between these, 100 ps units.
    pub orl_start: i32,
    pub orl_finish: i32,
}

impl Totals {
    /// End-to-end loss, dB.
    pub fn loss_db(&self) -> f64 {
        f64::from(self.loss_milli) / 1000.0
    }

    /// Optical return loss, dB.
    pub fn orl_db(&self) -> f64 {
        f64::from(self.orl_milli) / 1000.0
    }
}

/// The event table: KeyEvents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyEvents {
    /// At most 65 535.
    pub events: Vec<Event>,
    pub totals: Totals,
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

/// A place along the route: one entry of LnkParams. No real file with this block was at hand: after readers only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landmark {
    pub number: u16,
    pub code: Code<2>,
    /// 100 ps units from the user offset.
    pub location: i32,
    /// The event it goes with; 0 for none.
    pub event: u16,
    pub longitude: i32,
    pub latitude: i32,
    /// Fibre longer than the cable by this, % × 100.
    pub correction: i16,
    /// Figures printed on the sheath, entering and leaving.
    pub sheath_in: i32,
    pub sheath_out: i32,
    pub sheath_units: Code<2>,
    /// Mode field diameter of the fibre leaving, hundredths of µm.
    pub mode_field: i16,
    pub comment: Text,
}

/// The route: LnkParams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// At most 65 535.
    pub landmarks: Vec<Landmark>,
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

/// Points which share a scale factor.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// × 1000: with 1000 a value is thousandths of a dB. 0 counts as 1000.
    pub scale: u16,
    /// Levels below the reference, −dB × 1000 before scaling: the greater, the less light.
    pub values: Vec<u16>,
}

impl Run {
    /// The levels, dB, 0 or less.
    pub fn levels_db(&self) -> impl Iterator<Item = f64> + '_ {
        let scale = if self.scale == 0 { 1e-3 } else { f64::from(self.scale) / 1e6 };
        self.values.iter().map(move |&v| 0.0 - f64::from(v) * scale)
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Run {{ scale: {}, {} values }}", self.scale, self.values.len())
    }
}

/// The trace: DataPts. Its runs follow each other along the fibre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataPoints {
    /// At most 65 535.
    pub runs: Vec<Run>,
    /// Bytes the block holds after the fields known here.
    pub tail: Vec<u8>,
}

impl DataPoints {
    /// How many points the runs hold together.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.values.len()).sum()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A block this crate has no meaning for, as read.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct UnknownBlock {
    pub name: Text,
    /// Revision × 100, from the map.
    pub version: u16,
    /// The bytes after the block's name.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for UnknownBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UnknownBlock {{ {:?}, version: {}, {} bytes }}", self.name, self.version, self.body.len())
    }
}
