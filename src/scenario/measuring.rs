//! What a scenario says of measuring: network, instruments, cords, record sheet and limits. Data only.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::Device;
use crate::instrument::otdr::{Thresholds, Trace};
use crate::plant::{Network, Polish};

/// A network and what there is to measure it with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measuring {
    /// The network.
    pub network: Network,
    /// Instruments on the bench.
    pub devices: Vec<Device>,
    /// Cords, at most three.
    pub cords: Vec<Cord>,
    /// Share of the connectors that are dirty at the start, 0 to 1.
    pub dirt: f64,
    /// The record sheet, in the order of its lines.
    pub record: Vec<Line>,
    /// What the acceptance asks for.
    pub limits: Limits,
    /// Traces in the reflectometer's memory at the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
}

/// A trace that the exercise gives, from a SOR file beside the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The file: `name.sor`, or `folder/name.sor`.
    pub file: String,
    /// Cord between the instrument and the network when it was taken, m.
    #[serde(default)]
    pub launch_m: f64,
    /// Cord behind the network, m.
    #[serde(default)]
    pub receive_m: f64,
    /// What the author says is true of it: answers to lines of the record.
    pub answers: Vec<(Ask, f64)>,
    /// What was read from the file.
    #[serde(skip)]
    pub trace: Option<GivenTrace>,
}

/// What a given trace's file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenTrace {
    /// The trace.
    pub trace: Arc<Trace>,
    /// From what on its instrument calls something an event.
    pub thresholds: Thresholds,
    /// BLAKE3 of the file, in hexadecimal.
    pub hash: String,
}

/// Most cords.
pub const MAX_CORDS: usize = 3;
/// Most lines of a record sheet.
pub const MAX_LINES: usize = 48;

/// A cord with a connector at both ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cord {
    /// What it is for.
    pub kind: CordKind,
    /// Length, m.
    pub length_m: f64,
    /// Polish of its two connectors.
    pub ends: (Polish, Polish),
}

/// What a cord is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CordKind {
    /// Launch cord (bobine amorce).
    Launch,
    /// Receive cord (bobine de fin).
    Receive,
    /// Test cord (jarretière de référence).
    Patch,
}

impl CordKind {
    /// Every kind, with its name in scenarios and locale keys.
    pub const WORDS: [(&'static str, CordKind); 3] =
        [("launch", CordKind::Launch), ("receive", CordKind::Receive), ("patch", CordKind::Patch)];

    /// Name in scenarios and locale keys.
    pub fn name(self) -> &'static str {
        CordKind::WORDS[self as usize].0
    }
}

/// What is asked on one line of the record sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Length of the fibre, m.
    #[serde(rename = "length-m")]
    Length,
    /// Distance of the fault from the near port, m.
    #[serde(rename = "fault-distance-m")]
    FaultDistance,
    /// What the fault is, by [`crate::plant::Fault::NAMES`].
    #[serde(rename = "fault-kind")]
    FaultKind,
    /// Loss of the fault at 1550 nm, dB.
    #[serde(rename = "fault-loss-1550-db")]
    FaultLoss,
    /// Number of the fibre that has the fault.
    #[serde(rename = "faulty-fibre")]
    FaultyFibre,
    /// Loss of the link at 1310 nm, dB.
    #[serde(rename = "loss-1310-db")]
    Loss1310,
    /// Loss of the link at 1550 nm, dB.
    #[serde(rename = "loss-1550-db")]
    Loss1550,
    /// Power at the far port at 1490 nm, dBm.
    #[serde(rename = "level-1490-dbm")]
    Level1490,
    /// Loss of the first splice at 1310 nm, mean of both ways, dB.
    #[serde(rename = "splice-1310-db")]
    Splice1310,
    /// Number of events between near and far port.
    #[serde(rename = "events")]
    Events,
    /// Number of the far port that the fibre comes out at; 0 for none.
    #[serde(rename = "far-port")]
    FarPort,
    /// Whether what was measured is within the limits: 1 yes, 0 no.
    #[serde(rename = "accepted")]
    Accepted,
}

const LINK: &str = "loss of the link with a clean connection at each end; a broken link has none";

impl Ask {
    /// Everything that can be asked, with its name in scenarios and locale keys.
    pub const WORDS: [(&'static str, Ask); 12] = [
        ("length-m", Ask::Length),
        ("fault-distance-m", Ask::FaultDistance),
        ("fault-kind", Ask::FaultKind),
        ("fault-loss-1550-db", Ask::FaultLoss),
        ("faulty-fibre", Ask::FaultyFibre),
        ("loss-1310-db", Ask::Loss1310),
        ("loss-1550-db", Ask::Loss1550),
        ("level-1490-dbm", Ask::Level1490),
        ("splice-1310-db", Ask::Splice1310),
        ("events", Ask::Events),
        ("far-port", Ask::FarPort),
        ("accepted", Ask::Accepted),
    ];

    /// Least and most that an answer can be.
    pub(super) fn limits(self) -> (f64, f64) {
        match self {
            Ask::Length | Ask::FaultDistance => (0.0, 1e6),
            Ask::FaultKind => (0.0, 6.0),
            Ask::FaultLoss | Ask::Loss1310 | Ask::Loss1550 => (0.0, 100.0),
            Ask::Splice1310 => (-10.0, 100.0),
            Ask::Level1490 => (-120.0, 40.0),
            Ask::FaultyFibre => (1.0, 12.0),
            Ask::FarPort => (0.0, 12.0),
            Ask::Events => (0.0, 1_000.0),
            Ask::Accepted => (0.0, 1.0),
        }
    }

    /// Whether the answer is a number of things, or one of two.
    pub(super) fn counts(self) -> bool {
        matches!(self, Ask::FaultyFibre | Ask::FarPort | Ask::Events | Ask::Accepted)
    }

    /// What the reference says of each, in the order of [`Ask::WORDS`]: unit, true answer, what must have been measured.
    pub(super) const MEANINGS: [[&'static str; 3]; 12] = [
        ["m", "length of the fibre", "a readable trace"],
        ["m", "fault from the near port", "a readable trace"],
        ["choice", "the fault", "traces at two wavelengths; one for a break"],
        ["dB", "loss of the fault; a break has none", "a trace whose pulse hides nothing"],
        ["number", "fibre with the first fault", "every fibre, by trace or meter"],
        ["dB", LINK, "a meter’s reading, or a trace with 50 m of cord at each end"],
        ["dB", LINK, "a meter’s reading, or a trace with 50 m of cord at each end"],
        ["dBm", "power at the far port; needs `live_dbm`", "a held reading"],
        ["dB", "loss of the first splice", "traces in both directions whose pulse hides nothing"],
        [
            "number",
            "points of 0.05 dB or more at 1550 nm between the ports",
            "a trace through 50 m of cord whose pulse hides nothing",
        ],
        ["number", "port that the fibre comes out at; 0 for none", "red light, or a reading"],
        ["yes, no", "within the limits", "both losses, or the level"],
    ];

    /// Name in scenarios and locale keys.
    pub fn name(self) -> &'static str {
        Ask::WORDS[self as usize].0
    }
}

/// One line of the record sheet; asked once for every fibre where `each` is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What is asked.
    pub ask: Ask,
    /// Asked for every fibre of the network.
    #[serde(default)]
    pub each: bool,
}

/// What an acceptance asks for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest loss of a splice, dB.
    pub splice_db: f64,
    /// Largest loss of the link at 1310 and 1550 nm, dB.
    pub link_db: f64,
    /// Weakest and strongest power at the far port, dBm.
    pub level_dbm: (f64, f64),
}
