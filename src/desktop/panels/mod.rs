//! Screens and overlays as pure functions over egui: each reads a model, shows it and returns what the person asked.
//!
//! Panels hold no truth and compute nothing but layout. Pages ([`list`], [`passport`], [`board`], [`brief`], [`result`], [`compare`], [`settings`]) fill a
//! `Ui` made by [`page`]; overlays ([`hud`], [`replay_bar`]) float at the edges of a `Context` and leave the middle free.

pub mod aloud;
#[cfg(all(test, feature = "desktop-tests"))]
mod beside_tests;
pub mod board;
#[cfg(all(test, feature = "desktop-tests"))]
mod board_lock_tests;
pub mod brief;
pub mod browse;
pub mod compare;
pub mod exam;
pub mod gather;
#[cfg(all(test, feature = "desktop-tests"))]
mod gather_tests;
pub mod hud;
pub mod list;
pub mod passport;
pub mod pictogram;
pub mod prepare;
pub mod present;
pub mod replay_bar;
pub mod result;
#[cfg(all(test, feature = "desktop-tests"))]
mod samples;
pub mod settings;
pub mod sounds;
#[cfg(all(test, feature = "desktop-tests"))]
mod tests;
pub mod tour;
pub mod who;
#[cfg(all(test, feature = "desktop-tests"))]
mod who_tests;
pub(in crate::desktop) mod widgets;
pub mod workshop;

use bevy_egui::egui;

/// A `Ui` over the whole window, for a page.
pub fn page(ctx: &egui::Context) -> egui::Ui {
    let builder = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(ctx.content_rect());
    egui::Ui::new(ctx.clone(), egui::Id::new("page"), builder)
}
