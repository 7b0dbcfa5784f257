//! Times a window: process start to the first whole frame, the mean of frames after it, and the peak of memory.
//!
//! The desktop and the bare window of `examples/` carry the same clock, so that `scripts/bench` can print ratios.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bevy::prelude::*;
use bevy::render::render_resource::{PipelineCache, PollType};
use bevy::render::renderer::{RenderAdapterInfo, RenderDevice};
use bevy::render::{Render, RenderApp, RenderSystems};

/// Set to a number of frames, the window times so many, prints its figures and closes.
const VARIABLE: &str = "EPISSURE_FRAMES";
/// Frames drawn whole before timing starts: caches fill, and a scene that was opened has arrived.
const WARM_FRAMES: u32 = 10;
/// The kernel counts a process's start in these, whatever its own clock runs at.
const KERNEL_TICK_MS: u64 = 10;

/// What the renderer, on its own thread, tells the clock.
#[derive(Resource, Clone, Default)]
pub struct Watch(Arc<Seen>);

#[derive(Default)]
struct Seen {
    /// When the first frame was whole.
    first: OnceLock<Instant>,
    /// Something is still being compiled, so frames lack it.
    lacking: AtomicBool,
}

/// The clock.
#[derive(Resource)]
struct Clock {
    started: Instant,
    count: u32,
    warm: u32,
    timed: u32,
    since: Instant,
}

/// How many frames to time, where somebody asks.
pub fn asked() -> Option<u32> {
    std::env::var(VARIABLE).ok()?.parse().ok().filter(|count| *count > 0)
}

/// Adds the clock to an app that has its renderer already.
pub fn clock(app: &mut App, count: u32) {
    let watch = Watch::default();
    if let Some(renderer) = app.get_sub_app_mut(RenderApp) {
        renderer.insert_resource(watch.clone()).add_systems(Render, look.in_set(RenderSystems::Cleanup));
    }
    let now = Instant::now();
    let started = age().and_then(|age| now.checked_sub(age)).unwrap_or(now);
    app.insert_resource(watch)
        .insert_resource(Clock { started, count, warm: 0, timed: 0, since: now })
        .add_systems(Last, time);
}

/// Run condition: the first whole frame has been drawn.
pub(super) fn first_drawn(watch: Option<Res<Watch>>) -> bool {
    watch.is_some_and(|watch| watch.0.first.get().is_some())
}

/// A frame is whole when no pipeline is missing and the frame after it asks for no more; until then the window is
/// there, but empty.
fn look(
    watch: Res<Watch>,
    pipelines: Res<PipelineCache>,
    device: Res<RenderDevice>,
    mut candidate: Local<Option<(usize, Instant)>>,
) {
    let known = pipelines.pipelines().count();
    let lacking = known == 0 || pipelines.waiting_pipelines().next().is_some();
    watch.0.lacking.store(lacking, Ordering::Relaxed);
    if watch.0.first.get().is_some() {
        return;
    }
    // Sent is not drawn: wait until it is.
    if lacking || device.poll(PollType::wait_indefinitely()).is_err() {
        *candidate = None;
        return;
    }
    match *candidate {
        Some((before, at)) if before == known => {
            let _ = watch.0.first.set(at);
        }
        _ => *candidate = Some((known, Instant::now())),
    }
}

fn time(
    watch: Res<Watch>,
    mut clock: ResMut<Clock>,
    adapter: Option<Res<RenderAdapterInfo>>,
    mut exit: MessageWriter<AppExit>,
) {
    let Some(first) = watch.0.first.get() else { return };
    if clock.warm < WARM_FRAMES {
        clock.warm = if watch.0.lacking.load(Ordering::Relaxed) { 0 } else { clock.warm + 1 };
        clock.since = Instant::now();
        return;
    }
    clock.timed += 1;
    if clock.timed < clock.count {
        return;
    }
    let said = say(&clock, *first, adapter.as_deref());
    exit.write(if said.is_ok() { AppExit::Success } else { AppExit::error() });
}

fn say(clock: &Clock, first: Instant, adapter: Option<&RenderAdapterInfo>) -> io::Result<()> {
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let mut out = io::stdout().lock();
    writeln!(out, "first_frame_ms {:.0}", ms(first.saturating_duration_since(clock.started)))?;
    writeln!(out, "frame_ms {:.2}", ms(clock.since.elapsed()) / f64::from(clock.count))?;
    if let Some(peak) = peak_mib() {
        writeln!(out, "peak_mib {peak:.1}")?;
    }
    if let Some(adapter) = adapter {
        writeln!(out, "renderer {:?} {}", adapter.device_type, adapter.name)?;
    }
    Ok(())
}

/// How old this process is; `None` where the system does not say, and then time counts from the clock's making.
fn age() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in parentheses, may hold anything; the start is the twentieth word after it.
    let born: u64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let now: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(now).ok()?.checked_sub(Duration::from_millis(born.checked_mul(KERNEL_TICK_MS)?))
}

/// The most memory that this process has had, MiB.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1_024.0)
}
