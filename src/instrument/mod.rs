//! Measuring instruments as models: what they show of a fibre path, right or wrong. Knows optics and plant.

pub mod sor;
