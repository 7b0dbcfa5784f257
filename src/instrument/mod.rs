//! Measuring instruments as models: what they show of a fibre path, right or wrong. Knows optics and plant.

pub mod endface;
pub mod from_sor;
pub mod locator;
pub mod microscope;
pub mod otdr;
pub mod power;
pub mod sor;
