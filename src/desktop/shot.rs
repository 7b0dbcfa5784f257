//! A picture of a moment of a journal, by the real renderer, on a window that shows nothing else.

use std::path::{Path, PathBuf};

use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};

use crate::attempt;
use crate::bench::Bench;
use crate::catalogue::vocabulary::Tick;
use crate::journal;
use crate::library::Library;
use crate::scenario::Job;

use super::app::{self, Screen};
use super::camera::Gaze;
use super::store;
use super::work::{Desk, Playing};

/// Frames until every pipeline is compiled and every texture has arrived.
const WARM_FRAMES: u32 = 24;
/// Frames after the order in which the picture comes back and is written.
const AFTER_FRAMES: u32 = 6;
/// Frames that a picture may take to be written before something is wrong.
const PATIENCE: u32 = 900;

/// The picture to take.
#[derive(Resource)]
struct Order {
    out: PathBuf,
    frames: u32,
    asked: bool,
}

/// Takes a picture of a journal at a tick.
///
/// # Errors
/// When the journal cannot be read, the tick lies beyond it, or no picture can be drawn or written.
pub fn shot(
    path: &Path,
    at: Tick,
    out: &Path,
    scenario: Option<&Path>,
    quality: &str,
    size: (u32, u32),
) -> Result<(), String> {
    let quality = store::quality(quality).ok_or_else(|| format!("no quality `{quality}`; low, medium or high"))?;
    if !(64..=7680).contains(&size.0) || !(64..=4320).contains(&size.1) {
        return Err(format!("{} × {} is no size for a picture", size.0, size.1));
    }
    let library =
        Library::open().map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let journal = journal::read(path).map_err(|why| why.to_string())?;
    let loaded = attempt::scenario_of(&journal.header, scenario, &library).map_err(|why| why.to_string())?;
    if at as usize > journal.samples.len() {
        return Err(format!("tick {at} lies beyond the journal's {}", journal.samples.len()));
    }
    let job = Job::draw(&loaded.scenario, &library.catalogue.catalogue, journal.header.seed)
        .map_err(|why| why.to_string())?;
    let mut bench = Bench::new(job);
    for sample in journal.samples.iter().take(at as usize) {
        bench.tick(*sample);
    }
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    }
    if out.exists() {
        std::fs::remove_file(out).map_err(|why| format!("{}: {why}", out.display()))?;
    }
    let mut settings = store::load_settings();
    settings.quality = quality;
    let mut app = App::new();
    // A pipeline that is still being compiled draws nothing: a small picture would be taken before it was ready.
    let render = RenderPlugin { synchronous_pipeline_compilation: true, ..default() };
    app.add_plugins(app::window(quality, size).set(render));
    app::build(&mut app, library, settings);
    app.insert_resource(Order { out: out.to_path_buf(), frames: 0, asked: false })
        .insert_resource(Desk { bench: Some(bench), generation: 1 })
        .insert_resource(Playing { at: f64::from(at), speed: 0.0, running: false })
        .insert_state(Screen::Replay)
        .add_systems(Last, take);
    match app.run() {
        AppExit::Success => {}
        AppExit::Error(code) => return Err(format!("the renderer ended with code {code}")),
    }
    match std::fs::metadata(out) {
        Ok(file) if file.len() > 0 => Ok(()),
        _ => Err(format!("{}: the picture was not written", out.display())),
    }
}

fn take(mut order: ResMut<Order>, mut gaze: ResMut<Gaze>, mut commands: Commands, mut exit: MessageWriter<AppExit>) {
    order.frames += 1;
    gaze.jump = true;
    if order.frames == WARM_FRAMES {
        order.asked = true;
        commands.spawn(Screenshot::primary_window()).observe(save_to_disk(order.out.clone()));
    }
    let written = order.asked && std::fs::metadata(&order.out).is_ok_and(|file| file.len() > 0);
    if written && order.frames > WARM_FRAMES + AFTER_FRAMES {
        exit.write(AppExit::Success);
    } else if order.frames > PATIENCE {
        exit.write(AppExit::error());
    }
}
