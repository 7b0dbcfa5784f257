//! SOR files, the OTDR record of Telcordia SR-4731 (GR-196): [`read`], [`write()`], and [`plain`] text of them.
//!
//! Reading never fails on a file that is a SOR at all: it reads as far as it can and tells the rest as [`Remark`]s,
//! since instruments differ and files get cut. What this crate does not know is kept as bytes.

mod blocks;
mod checksum;
mod cursor;
mod file;
mod map;
pub mod plain;
mod read;
mod read_blocks;
#[doc(hidden)]
pub mod sample;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_any;
mod text;
mod write;

pub use blocks::{
    DataPoints, Event, Fixed, General, KeyEvents, Landmark, Link, Pulse, Reflection, Run, Supplier, Totals,
    UnknownBlock,
};
pub use checksum::{Checksum, Cover, Crc, Verdict};
pub use file::{DEFAULT_GROUP_INDEX, File, LIGHT_M_S, Remark};
pub use read::{ReadError, read};
pub use text::{Code, Text};
pub use write::{WriteError, write};
