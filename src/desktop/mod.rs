//! The Bevy shell: window, input, view, screens. It draws what the bench is and decides nothing.

mod aim;
mod app;
mod beside;
mod camera;
mod canvas;
mod crash;
mod effort;
pub mod faces;
pub mod frames;
mod ghost;
mod here;
mod input;
mod invigilate;
mod lead;
mod magnifier;
pub mod models;
mod moment;
pub mod panels;
mod plain;
mod preset;
#[cfg(feature = "desktop-tests")]
mod robot;
mod screens;
mod shot;
mod sound;
mod splicer_screen;
mod stage;
mod steer;
pub mod store;
pub mod theme;
mod tour;
mod view;
mod voice;
mod work;

pub use app::{run, window};
pub use shot::shot;
