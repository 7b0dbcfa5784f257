//! The screens: each reads the app, shows a panel, and does what was asked.

mod bench;
mod board;
mod brief;
mod compare;
pub mod exam;
mod folders;
mod gather;
mod helps;
mod jury;
mod list;
mod passport;
mod prepare;
mod present;
mod replay;
mod result;
mod settings;
mod who;
pub mod workshop;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::app::Chosen;
use super::theme;
pub(super) use bench::tools_on_bar;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((list::plugin, brief::plugin, bench::plugin, result::plugin, replay::plugin, settings::plugin))
        .add_plugins((
            passport::plugin,
            workshop::plugin,
            exam::plugin,
            jury::plugin,
            board::plugin,
            helps::plugin,
            present::plugin,
        ))
        .add_plugins((compare::plugin, who::plugin, gather::plugin, prepare::plugin))
        .configure_sets(EguiPrimaryContextPass, Panels.after(dress))
        .add_systems(EguiPrimaryContextPass, dress);
}

/// Systems that show panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
pub struct Panels;

/// Fonts and colours, before the first panel and whenever the text size changes.
fn dress(mut contexts: EguiContexts, chosen: Res<Chosen>, mut worn: Local<Option<f64>>) -> Result {
    let size = chosen.0.text_size;
    if *worn != Some(size) {
        theme::apply(contexts.ctx_mut()?, size);
        *worn = Some(size);
    }
    Ok(())
}
