//! Optical time-domain reflectometer: what it draws of a line with given settings, and what it concludes from that.
//!
//! [`acquire`] makes a [`Trace`] from a [`crate::plant::Line`]; everything else ([`events`], [`markers`], [`compare`],
//! [`quality`]) sees the trace only, so that a bad setting gives a bad trace and a bad trace gives a bad table.
//! Distances are metres as displayed with the set index, levels are 5·log10 of received over launched power, dB.

pub mod acquire;
mod bins;
pub mod compare;
mod decibel;
mod echoes;
pub mod events;
mod fit;
pub mod markers;
mod measure;
mod noise;
mod peaks;
pub mod quality;
pub mod receiver;
mod response;
pub mod settings;
mod steps;
#[cfg(test)]
mod tests;

pub use acquire::{Trace, acquire, received};
pub use compare::{Averaged, both_ways, difference};
pub use events::{Event, EventTable, Kind, Thresholds, events};
pub use quality::{DeadZones, Quality, dead_zones_m, quality};
pub use receiver::Receiver;
pub use settings::{PULSES_NS, RANGES_KM, Settings, TIMES_S};

/// Speed of light in vacuum, m/ns.
pub const LIGHT_M_PER_NS: f64 = 0.299_792_458;
