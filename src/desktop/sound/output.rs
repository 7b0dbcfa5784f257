//! The loudspeaker, on a thread of its own. Without a device, or when it fails or is unplugged, there is silence and
//! nobody is told; the device is looked for again while sound is wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{FromSample, SampleFormat, SizedSample, Stream, StreamConfig, StreamError};

use crate::sound::{Cues, Player, Wire};

/// A device that was not there is looked for again after this time.
const AGAIN: Duration = Duration::from_secs(3);
/// Samples that are rendered in one go.
const BLOCK: usize = 512;

/// What both threads share.
#[derive(Default)]
struct Shared {
    wire: Wire,
    /// Sound is wanted: a volume is set and the bench is on the screen.
    wanted: AtomicBool,
    /// The stream said that it cannot go on.
    failed: AtomicBool,
    /// The program ends.
    over: AtomicBool,
}

/// The loudspeaker.
pub(super) struct Output {
    shared: Arc<Shared>,
    /// The thread that holds the device; started when sound is first wanted. Opening a device can take seconds, or for
    /// ever: nobody waits for it.
    thread: Option<Thread>,
}

impl Output {
    pub(super) fn new() -> Output {
        Output { shared: Arc::default(), thread: None }
    }

    /// Plays a frame of the bench at a volume of 0 to 1; the device is open only while that is wanted.
    pub(super) fn play(&mut self, cues: &Cues, volume: f64, at_bench: bool) {
        self.shared.wire.send(cues, volume);
        let wanted = at_bench && volume > 0.0;
        if self.shared.wanted.swap(wanted, Ordering::Relaxed) == wanted {
            return;
        }
        match &self.thread {
            Some(thread) => thread.unpark(),
            None if wanted => {
                let shared = Arc::clone(&self.shared);
                let started = thread::Builder::new().name("sound".to_owned()).spawn(move || hold(&shared));
                self.thread = started.ok().map(|handle| handle.thread().clone());
            }
            None => {}
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        if let Some(thread) = &self.thread {
            thread.unpark();
        }
    }
}

/// Opens and closes the device as it is wanted, until the program ends.
fn hold(shared: &Arc<Shared>) {
    let mut stream: Option<Stream> = None;
    while !shared.over.load(Ordering::Relaxed) {
        let wanted = shared.wanted.load(Ordering::Relaxed);
        if !wanted || shared.failed.swap(false, Ordering::Relaxed) {
            stream = None;
        }
        if wanted && stream.is_none() {
            stream = open(shared);
        }
        if wanted { thread::park_timeout(AGAIN) } else { thread::park() }
    }
}

/// Whether it makes sense to ask: without a card and a sound server, ALSA fills the terminal with its complaints.
#[cfg(target_os = "linux")]
fn may_have_device() -> bool {
    let card = std::fs::read_dir("/dev/snd").is_ok_and(|mut nodes| {
        nodes.any(|node| node.is_ok_and(|node| node.file_name().to_string_lossy().starts_with("pcm")))
    });
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(std::path::PathBuf::from);
    let server =
        runtime.is_some_and(|folder| ["pulse/native", "pipewire-0"].iter().any(|socket| folder.join(socket).exists()));
    card || server || std::env::var_os("PULSE_SERVER").is_some()
}

#[cfg(not(target_os = "linux"))]
fn may_have_device() -> bool {
    true
}

fn open(shared: &Arc<Shared>) -> Option<Stream> {
    if !may_have_device() {
        return None;
    }
    let device = cpal::default_host().default_output_device()?;
    let config = device.default_output_config().ok()?;
    let format = config.sample_format();
    let config = config.config();
    match format {
        SampleFormat::F32 => stream::<f32>(&device, &config, shared),
        SampleFormat::F64 => stream::<f64>(&device, &config, shared),
        SampleFormat::I8 => stream::<i8>(&device, &config, shared),
        SampleFormat::I16 => stream::<i16>(&device, &config, shared),
        SampleFormat::I32 => stream::<i32>(&device, &config, shared),
        SampleFormat::U8 => stream::<u8>(&device, &config, shared),
        SampleFormat::U16 => stream::<u16>(&device, &config, shared),
        SampleFormat::U32 => stream::<u32>(&device, &config, shared),
        // No driver in use has others as its own.
        _ => None,
    }
}

fn stream<T: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: &StreamConfig,
    shared: &Arc<Shared>,
) -> Option<Stream> {
    let channels = usize::from(config.channels.max(1));
    let mut player = Player::new(config.sample_rate);
    let mut block = [0.0_f32; BLOCK];
    let wires = Arc::clone(shared);
    let render = move |out: &mut [T], _: &cpal::OutputCallbackInfo| {
        for out in out.chunks_mut(BLOCK * channels) {
            let block = &mut block[..out.len().div_ceil(channels)];
            player.render(&wires.wire, block);
            for (frame, sample) in out.chunks_mut(channels).zip(block) {
                frame.fill(T::from_sample(*sample));
            }
        }
    };
    let fails = Arc::clone(shared);
    let thread = thread::current();
    let failed = move |why: StreamError| {
        // A gap is only a gap.
        if !matches!(why, StreamError::BufferUnderrun) {
            fails.failed.store(true, Ordering::Relaxed);
            thread.unpark();
        }
    };
    let stream = device.build_output_stream(config, render, failed, None).ok()?;
    stream.play().ok()?;
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Texture;

    #[test]
    fn whether_there_is_a_device_or_none_nobody_waits_and_nothing_fails() {
        let mut cues = Cues::default();
        cues.hold(Texture::Rub, 0.5, 0.5);
        let mut output = Output::new();
        for (volume, at_bench) in [(0.0, true), (0.01, true), (0.01, false), (0.0, false), (0.01, true)] {
            output.play(&cues, volume, at_bench);
        }
        let shared = Arc::downgrade(&output.shared);
        drop(output);
        // The thread lets go of everything once it sees that the program ends.
        while shared.upgrade().is_some() {
            thread::yield_now();
        }
    }
}
