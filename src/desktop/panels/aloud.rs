//! The small loudspeaker beside a sentence that the system's voice can read.
//!
//! What is to be read is kept in egui's memory until the voice takes it: any panel can offer a sentence without passing
//! it through all that stands around.

use bevy_egui::egui::{Context, Id, Ui};

use super::pictogram::Sign;
use super::widgets::{Push, Weight};
use crate::locale::Texts;

/// What panels know of the voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aloud {
    /// The system has a voice.
    pub found: bool,
    /// The person wants to hear it.
    pub on: bool,
}

const STATE: &str = "aloud.state";
const ASKED: &str = "aloud.asked";
const CURRENT: &str = "aloud.current";

/// Tells the panels of the next pass.
pub fn tell(ctx: &Context, aloud: Aloud) {
    ctx.data_mut(|data| data.insert_temp(Id::new(STATE), aloud));
}

/// What panels were told; no voice where nobody told them.
pub fn state(ctx: &Context) -> Aloud {
    ctx.data(|data| data.get_temp(Id::new(STATE))).unwrap_or_default()
}

/// A loudspeaker that reads `text` when it is pressed; nothing where no voice is wanted.
pub fn button(ui: &mut Ui, text: &str, texts: &Texts) {
    let Aloud { found, on } = state(ui.ctx());
    if found && on && Push::new("", Weight::Plain).sign(Sign::Loudspeaker).says(&texts.get("aloud")).show(ui).clicked()
    {
        ui.ctx().data_mut(|data| data.insert_temp(Id::new(ASKED), text.to_owned()));
    }
}

/// The sentence that holds now: it is read by itself when it is new.
pub fn current(ctx: &Context, text: &str) {
    if state(ctx).on {
        ctx.data_mut(|data| data.insert_temp(Id::new(CURRENT), text.to_owned()));
    }
}

/// What was asked for with a button in this pass, and the sentence that holds.
pub fn take(ctx: &Context) -> (Option<String>, Option<String>) {
    ctx.data_mut(|data| (data.remove_temp(Id::new(ASKED)), data.remove_temp(Id::new(CURRENT))))
}
