//! After its exercise the robot walks through the program as a person would, by what is written on the buttons, and
//! takes a picture of every page where a folder is given.

use std::path::PathBuf;

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};
use bevy_egui::egui;

use super::super::app::Screen;
use super::super::panels::widgets;
use crate::locale::Texts;

/// Set to a folder, it gets the pictures of the pages.
const PICTURES: &str = "EPISSURE_ROBOT_PICTURES";
/// Frames after which a page stands still.
const CALM: u32 = 12;

/// From a page, by what is written on a button, to a page.
type Leg = (Screen, &'static [&'static str], Screen);

/// The walk: the way back by replay, then every page of the list, in French and then in English.
const WALK: [Leg; 28] = [
    (Screen::Result, &["result-replay"], Screen::Replay),
    (Screen::Replay, &["replay-back"], Screen::Result),
    (Screen::Result, &["result-back"], Screen::List),
    (Screen::List, &["who-change"], Screen::Who),
    (Screen::Who, &["back"], Screen::List),
    (Screen::List, &["list-passport"], Screen::Passport),
    (Screen::Passport, &["back"], Screen::List),
    (Screen::List, &["list-board"], Screen::Board),
    (Screen::Board, &["board-gather"], Screen::Gather),
    (Screen::Gather, &["back"], Screen::Board),
    (Screen::Board, &["back"], Screen::List),
    (Screen::List, &["list-exam"], Screen::Exam),
    (Screen::Exam, &["exam-prepare"], Screen::Prepare),
    (Screen::Prepare, &["back"], Screen::Exam),
    (Screen::Exam, &["back"], Screen::List),
    (Screen::List, &["list-workshop"], Screen::Workshop),
    (Screen::Workshop, &["back"], Screen::List),
    (Screen::List, &["list-settings"], Screen::Settings),
    (Screen::Settings, &["settings-language", "lang-en"], Screen::Settings),
    (Screen::Settings, &["back"], Screen::List),
    (Screen::List, &["list-passport"], Screen::Passport),
    (Screen::Passport, &["back"], Screen::List),
    (Screen::List, &["list-exam"], Screen::Exam),
    (Screen::Exam, &["back"], Screen::List),
    (Screen::List, &["list-workshop"], Screen::Workshop),
    (Screen::Workshop, &["back"], Screen::List),
    (Screen::List, &["list-settings"], Screen::Settings),
    (Screen::Settings, &["settings-language", "lang-fr"], Screen::Settings),
];

/// How far the walk is.
#[derive(Default)]
pub(super) struct Visit {
    leg: usize,
    /// The leg's button was clicked.
    clicked: bool,
    calm: u32,
    shots: u32,
}

/// What the walk wants of a frame.
pub(super) enum Want {
    /// Nothing yet.
    Wait,
    /// A click here.
    Click(Vec2),
    /// It is at its end.
    Done,
}

impl Visit {
    /// One frame at a page whose buttons stand as `ctx` keeps them.
    pub(super) fn step(&mut self, screen: Screen, ctx: &egui::Context, texts: &Texts, commands: &mut Commands) -> Want {
        let Some((from, button, to)) = WALK.get(self.leg) else { return Want::Done };
        self.calm += 1;
        if self.calm < CALM {
            return Want::Wait;
        }
        if !self.clicked {
            if screen != *from {
                return Want::Wait;
            }
            if self.calm == CALM {
                self.shoot(screen, texts, commands);
                return Want::Wait;
            }
            let words: Vec<String> = button.iter().map(|key| texts.get(key)).collect();
            let Some(place) = widgets::place(ctx, &words.join(" – ")) else { return Want::Wait };
            (self.clicked, self.calm) = (true, 0);
            return Want::Click(Vec2::new(place.center().x, place.center().y) * ctx.pixels_per_point());
        }
        if screen == *to {
            println!("robot: {from:?} to {to:?} ({:?})", texts.lang());
            (self.clicked, self.calm) = (false, 0);
            self.leg += 1;
        }
        Want::Wait
    }

    fn shoot(&mut self, screen: Screen, texts: &Texts, commands: &mut Commands) {
        let Some(folder) = std::env::var_os(PICTURES) else { return };
        self.shots += 1;
        let name = format!("{:02}-{screen:?}-{:?}.png", self.shots, texts.lang()).to_lowercase();
        commands.spawn(Screenshot::primary_window()).observe(save_to_disk(PathBuf::from(folder).join(name)));
    }
}
