//! Copying and pasting inside the workshop: this build's window has no clipboard of its own.

use bevy_egui::egui::{Context, Event, Key, OutputCommand};

/// What was copied last.
#[derive(Default)]
pub struct Clipboard(String);

impl Clipboard {
    /// Turns the keys into what text fields listen to; before the page is shown.
    pub fn before(&self, ctx: &Context) {
        ctx.input_mut(|input| {
            if !input.modifiers.command || input.modifiers.alt {
                return;
            }
            let told = |wanted: &[Event]| input.events.iter().any(|event| wanted.contains(event));
            let pasted = input.events.iter().any(|event| matches!(event, Event::Paste(_)));
            if input.key_pressed(Key::C) && !told(&[Event::Copy]) {
                input.events.push(Event::Copy);
            } else if input.key_pressed(Key::X) && !told(&[Event::Cut]) {
                input.events.push(Event::Cut);
            } else if input.key_pressed(Key::V) && !pasted && !self.0.is_empty() {
                input.events.push(Event::Paste(self.0.clone()));
            }
        });
    }

    /// Keeps what was copied; after the page was shown.
    pub fn after(&mut self, ctx: &Context) {
        ctx.output(|output| {
            for command in &output.commands {
                if let OutputCommand::CopyText(text) = command {
                    self.0.clone_from(text);
                }
            }
        });
    }
}
