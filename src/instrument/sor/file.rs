//! A SOR file as a whole, and its distances and levels.

use super::blocks::{DataPoints, Fixed, General, KeyEvents, Link, Supplier, UnknownBlock};
use super::checksum::Checksum;
use crate::calendar;

/// Speed of light in vacuum, m/s (exact).
pub const LIGHT_M_S: f64 = 299_792_458.0;

/// Group index taken where a file gives none: the format's own default.
pub const DEFAULT_GROUP_INDEX: f64 = 1.468;

/// Something told about a file besides what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Byte offset in the file.
    pub at: usize,
    /// The block it is about, to show; "Map" for the directory.
    pub block: String,
    /// What is odd, in English.
    pub what: String,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "byte {}, {}: {}", self.at, self.block, self.what)
    }
}

/// A SOR file. A block that was not there is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// Revision × 100 from the map: 100 for version 1, 200 or more for version 2. [`super::write()`] writes 200.
    pub version: u16,
    pub general: Option<General>,
    pub supplier: Option<Supplier>,
    pub fixed: Option<Fixed>,
    pub events: Option<KeyEvents>,
    pub link: Option<Link>,
    pub data: Option<DataPoints>,
    /// Blocks of makers, in the order of the map.
    pub unknown: Vec<UnknownBlock>,
    /// What the file said of itself when read; not used for writing.
    pub checksum: Option<Checksum>,
    /// What was odd when read, at most [`File::MOST_REMARKS`]; not used for writing.
    pub remarks: Vec<Remark>,
}

impl File {
    /// How many remarks are kept.
    pub const MOST_REMARKS: usize = 200;

    /// Whether both say the same of the fibre: all but version, checksum and remarks, which belong to the bytes.
    pub fn same_meaning(&self, other: &Self) -> bool {
        self.general == other.general
            && self.supplier == other.supplier
            && self.fixed == other.fixed
            && self.events == other.events
            && self.link == other.link
            && self.data == other.data
            && self.unknown == other.unknown
    }

    /// Group index used for distances: the file's, or [`DEFAULT_GROUP_INDEX`] where it gives none or 0.
    pub fn group_index(&self) -> f64 {
        match &self.fixed {
            Some(fixed) if fixed.group_index_e5 > 0 => fixed.group_index(),
            _ => DEFAULT_GROUP_INDEX,
        }
    }

    /// Metres of fibre that light goes through in a one-way time of `time_units` × 100 ps.
    pub fn distance_m(&self, time_units: i32) -> f64 {
        f64::from(time_units) * 1e-10 * LIGHT_M_S / self.group_index()
    }

    /// Metres between two points taken with pulse number `pulse` (from 0); 0 where the file does not say.
    ///
    /// The AFL/Noyes OFL250 writes ten times too much (pyOTDR); this takes it into account.
    pub fn spacing_m(&self, pulse: usize) -> f64 {
        let Some(pulse) = self.fixed.as_ref().and_then(|fixed| fixed.pulses.get(pulse)) else { return 0.0 };
        let tenfold = self.supplier.as_ref().is_some_and(|s| s.mainframe.bytes() == b"OFL250");
        let correction = if tenfold { 0.1 } else { 1.0 };
        f64::from(pulse.spacing) * 1e-14 * LIGHT_M_S / self.group_index() * correction
    }

    /// The whole trace, dB: 0 is the reference of the instrument, less light is more negative. Empty without DataPts.
    pub fn trace_db(&self) -> Vec<f32> {
        let runs = self.data.iter().flat_map(|data| &data.runs);
        runs.flat_map(|run| run.levels_db()).map(|level| level as f32).collect()
    }

    /// The points with their distance from the first one, m, and their level, dB. With several pulse widths each
    /// stretch begins again at 0, with its own spacing.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let stretches: Vec<(usize, f64)> = self.stretches();
        let levels = self.data.iter().flat_map(|data| &data.runs).flat_map(|run| run.levels_db());
        let places = stretches.into_iter().flat_map(|(n, step)| (0..n).map(move |i| i as f64 * step));
        places.zip(levels)
    }

    /// How many points each pulse took and their spacing, m; the last takes what the file holds beyond what it told.
    fn stretches(&self) -> Vec<(usize, f64)> {
        let mut left = self.data.as_ref().map_or(0, DataPoints::len);
        let pulses = self.fixed.as_ref().map_or(0, |fixed| fixed.pulses.len()).max(1);
        let mut stretches = Vec::new();
        for pulse in 0..pulses {
            let told = self.fixed.as_ref().and_then(|fixed| fixed.pulses.get(pulse)).map_or(0, |p| p.points as usize);
            let n = if pulse + 1 == pulses { left } else { told.min(left) };
            left -= n;
            stretches.push((n, self.spacing_m(pulse)));
        }
        stretches
    }

    /// When the trace was taken, "2024-05-31 14:05:09" in UTC; `None` where the file does not say.
    pub fn taken_at(&self) -> Option<String> {
        let seconds = self.fixed.as_ref()?.timestamp;
        (seconds != 0).then(|| utc(seconds))
    }
}

fn utc(seconds: u32) -> String {
    let ((year, month, date), time) = (calendar::date(seconds / calendar::DAY_S), seconds % calendar::DAY_S);
    format!("{year:04}-{month:02}-{date:02} {:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60)
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Pulse, Run};
    use super::*;

    fn with(fixed: Fixed) -> File {
        File { fixed: Some(fixed), ..File::default() }
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(utc(0), "1970-01-01 00:00:00");
        assert_eq!(utc(951_827_696), "2000-02-29 12:34:56");
        assert_eq!(utc(u32::MAX), "2106-02-07 06:28:15");
    }

    #[test]
    fn a_time_becomes_a_distance_by_the_group_index() {
        let file = with(Fixed { group_index_e5: 146_800, ..Fixed::default() });
        assert!((file.distance_m(48_967) - 1000.0).abs() < 0.01);
        assert_eq!(File::default().group_index(), DEFAULT_GROUP_INDEX);
    }

    #[test]
    fn points_past_those_told_belong_to_the_last_pulse() {
        let pulse = |points| Pulse { width_ns: 10, spacing: 50_000, points };
        let mut file = with(Fixed { group_index_e5: 150_000, pulses: vec![pulse(2), pulse(1)], ..Fixed::default() });
        file.data = Some(DataPoints { runs: vec![Run { scale: 1000, values: vec![1000; 5] }], tail: vec![] });
        let step = file.spacing_m(0);
        assert!((step - 0.0999).abs() < 1e-4);
        let places: Vec<f64> = file.points().map(|p| p.0).collect();
        assert_eq!(places, [0.0, step, 0.0, step, 2.0 * step]);
        assert_eq!(file.trace_db(), [-1.0; 5]);
    }
}
