//! The app as a whole: its states, the order of its systems, and the window that it opens.

use std::time::Duration;

use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::window::{PresentMode, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiGlobalSettings, EguiPlugin};

use crate::library::Library;
use crate::locale::Texts;

use super::panels::settings::{Quality, Settings};
use super::{
    aim, camera, canvas, crash, effort, frames, ghost, here, input, invigilate, lead, moment, plain, preset, screens,
    sound, stage, steer, store, tour, view, voice, work,
};

/// Where the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, States)]
pub enum Screen {
    /// The list of exercises.
    #[default]
    List,
    /// Who is here.
    Who,
    /// The skills passport.
    Passport,
    /// The job sheet.
    Brief,
    /// At the bench.
    Bench,
    /// The mark.
    Result,
    /// The attempt beside a model's.
    Compare,
    /// Watching an attempt.
    Replay,
    /// Settings.
    Settings,
    /// Writing exercises.
    Workshop,
    /// An exam, outside the bench.
    Exam,
    /// An exam session is prepared.
    Prepare,
    /// The jury sees an attempt again.
    Jury,
    /// The instructor's board.
    Board,
    /// Attempts of others are gathered.
    Gather,
}

impl Screen {
    /// Whether an attempt is watched again.
    pub fn replays(self) -> bool {
        matches!(self, Screen::Replay | Screen::Jury)
    }

    /// Whether the bench fills the window.
    pub fn is_at_bench(self) -> bool {
        self == Screen::Bench || self.replays()
    }
}

/// Whether an attempt is watched again.
pub fn replays(screen: Res<State<Screen>>) -> bool {
    screen.get().replays()
}

/// Order of a frame. Each set ends before the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
pub enum Phase {
    /// What devices did becomes a frame for the pointer.
    Input,
    /// The bench is ticked, or the replay moved on.
    Work,
    /// Meshes, lights and camera follow the bench.
    View,
}

/// The person's settings.
#[derive(Resource, Clone, Copy)]
pub struct Chosen(pub Settings);

impl Chosen {
    /// Keeps them for the next start; where that fails they hold for this one.
    pub fn keep(&self) {
        if let Err(why) = store::save_settings(&self.0) {
            warn!("settings are not kept: {why}");
        }
    }
}

/// The texts of the chosen language.
#[derive(Resource)]
pub struct Words(pub Texts);

/// Catalogue and courses.
#[derive(Resource)]
pub struct Shelf(pub Library);

/// Opens the desktop.
///
/// # Errors
/// When the library cannot be read, no picture can be drawn on this machine, or the program broke.
pub fn run() -> Result<(), String> {
    crash::watched(&Texts::new(store::load_settings().lang), open)
}

fn open() -> Result<(), String> {
    if invigilate::another_runs() {
        return Err(Texts::new(store::load_settings().lang).get("exam-runs"));
    }
    let library =
        Library::open().map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let settings = store::load_settings();
    let mut app = App::new();
    app.add_plugins(window(settings.quality, (1366, 768)));
    build(&mut app, library, settings);
    // Idle screens sleep; the bench asks for frames while something moves.
    app.insert_resource(WinitSettings {
        focused_mode: UpdateMode::Continuous,
        unfocused_mode: UpdateMode::reactive_low_power(Duration::from_millis(250)),
    });
    app.add_plugins(effort::plugin);
    if frames::asked().is_none() {
        here::at_the_start(&mut app);
    }
    if !settings.measured {
        preset::first_choice(&mut app);
    }
    #[cfg(feature = "desktop-tests")]
    super::robot::plugin(&mut app);
    if let Some(count) = frames::asked() {
        frames::clock(&mut app, count);
        app.add_plugins(moment::plugin);
    }
    match app.run() {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => Err(format!("the desktop ended with code {code}")),
    }
}

/// The window and everything of the engine that a machine with a display needs.
pub fn window(quality: Quality, size: (u32, u32)) -> impl PluginGroup {
    let log = LogPlugin { filter: "warn,wgpu=error,naga=error,bevy_winit=error".to_owned(), ..default() };
    let present = if quality == Quality::Low { PresentMode::AutoNoVsync } else { PresentMode::AutoVsync };
    DefaultPlugins.set(log).set(WindowPlugin {
        primary_window: Some(Window {
            title: "Épissure".to_owned(),
            resolution: WindowResolution::new(size.0, size.1).with_scale_factor_override(1.0),
            present_mode: present,
            ..default()
        }),
        // Asked first: the workshop may hold a text that was never saved, and an exam is left by its examiner alone.
        close_when_requested: false,
        ..default()
    })
}

/// Everything of ours, on an app that has windows or stands in a test.
pub fn build(app: &mut App, library: Library, settings: Settings) {
    if !app.is_plugin_added::<EguiPlugin>() {
        app.add_plugins(EguiPlugin::default());
    }
    app.insert_resource(EguiGlobalSettings { auto_create_primary_context: false, ..default() })
        .insert_resource(Chosen(settings))
        .insert_resource(Words(Texts::new(settings.lang)))
        .insert_resource(Shelf(library))
        .init_state::<Screen>()
        .configure_sets(Update, (Phase::Input, Phase::Work, Phase::View).chain())
        .add_plugins((
            here::plugin,
            work::plugin,
            aim::plugin,
            steer::plugin,
            input::plugin,
            invigilate::plugin,
            stage::plugin,
            canvas::plugin,
            plain::plugin,
            preset::plugin,
            camera::plugin,
            view::plugin,
            screens::plugin,
        ))
        // What helps: shown, said and heard beside the work.
        .add_plugins((ghost::plugin, lead::plugin, tour::plugin, sound::plugin, voice::plugin));
}
