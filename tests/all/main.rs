//! Whole flows of the core in one program: one link instead of one a file.

mod bad_input;
mod cli;
mod coils;
#[path = "../common/mod.rs"]
mod common;
mod courses;
mod exercise;
mod fairness;
mod given;
mod golden;
#[cfg(unix)]
mod kill;
mod measuring;
mod parts;
mod rods;
mod sor;
mod traces;
