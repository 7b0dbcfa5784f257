//! Records a journal as it happens, so that a power cut loses at most the last second.

use std::collections::VecDeque;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::format::{
    Checksum, HEAD, KIND_FINISH, KIND_HEADER, KIND_KEYFRAME, KIND_NOTE, KIND_SAMPLES, MAGIC, MAX_ENTRIES, MAX_FILE,
    MAX_NOTE, MAX_PAYLOAD, MAX_SAMPLES, SUM, chain_start, encode_samples, frame,
};
use super::reader::{decode_counted, load, open};
use super::{Event, Fault, Header, Journal, JournalError};
use crate::catalogue::vocabulary::{Sample, TICKS_PER_SECOND, Tick};

/// Samples in a frame: half a second.
const FRAME_SAMPLES: usize = TICKS_PER_SECOND as usize / 2;
/// Ticks after which written frames are forced to the disk.
const SYNC_TICKS: u32 = TICKS_PER_SECOND;

/// Records one attempt.
///
/// When a method that adds something fails with [`Fault::Io`], what it added is kept and goes out with the next call
/// that succeeds, so it must not be added again; what was recorded before stays valid. The other faults refuse what
/// was to be added. Dropping a writer writes what it still holds, if it can, but doesn't finish the attempt.
#[derive(Debug)]
pub struct Writer<W: Write = File> {
    sink: W,
    sync: fn(&mut W) -> io::Result<()>,
    rewind: fn(&mut W, u64) -> io::Result<()>,
    path: Option<PathBuf>,
    /// Checksum of the last frame, written or waiting.
    chain: Checksum,
    /// Samples of the frame that is being filled.
    filling: Vec<Sample>,
    /// Whole frames that are not written yet, oldest first.
    waiting: VecDeque<Vec<u8>>,
    /// Bytes of the oldest waiting frame that the sink has already taken.
    taken: usize,
    /// Bytes of whole frames in the sink.
    length: u64,
    /// Bytes of whole frames, written or waiting.
    reserved: u64,
    /// Frames in the sink.
    frames: u32,
    /// Samples pushed.
    ticks: Tick,
    /// Notes and keyframes, written or waiting.
    entries: usize,
    synced_at: Tick,
    finished: bool,
}

impl Writer<File> {
    /// Creates the journal at `path` and writes its header. Fails if there is already something, if the header is
    /// refused (too long, another format version, a gain that is no number), or if the system refuses.
    pub fn create(path: &Path, header: &Header) -> Result<Writer<File>, JournalError> {
        let fail = |fault| JournalError::new(0, 0, fault).at_path(path);
        // Before the file: a refused header leaves none behind.
        header.to_bytes().map_err(fail)?;
        let file = File::options()
            .write(true)
            .create_new(true)
            .open(path)
            .map_err(|e| fail(if e.kind() == ErrorKind::AlreadyExists { Fault::Exists } else { Fault::Io(e) }))?;
        let begun = lock(&file).and_then(|()| Writer::begin(file, header)).and_then(|mut writer| {
            writer.attach(path);
            writer.force().map(|()| writer)
        });
        match begun {
            Ok(writer) => {
                sync_folder(path);
                Ok(writer)
            }
            Err(e) => {
                // A stump without a header is of no use, and would stand in the way of another try.
                let _ = fs::remove_file(path);
                Err(e.at_path(path))
            }
        }
    }

    /// Takes up an interrupted attempt: cuts off a torn end, goes on after the last good frame, and records
    /// [`Event::Resumed`]. The journal returned is what was recorded before. Fails if the attempt is finished, if
    /// another process records into it, and as [`super::read`] does.
    pub fn resume(path: &Path) -> Result<(Writer<File>, Journal), JournalError> {
        Writer::reopen(path).map_err(|e| e.at_path(path))
    }

    fn reopen(path: &Path) -> Result<(Writer<File>, Journal), JournalError> {
        let file = open(path, File::options().read(true).write(true))?;
        lock(&file)?;
        let bytes = load(&file)?;
        let (journal, frames) = decode_counted(&bytes)?;
        if journal.finished {
            return Err(JournalError::new(bytes.len(), frames, Fault::Finished));
        }
        let good = journal.torn.map_or(bytes.len() as u64, |torn| torn.offset);
        let mut writer = Writer::over(file);
        writer.attach(path);
        writer.length = good;
        writer.reserved = good;
        writer.ticks = journal.samples.len() as u32;
        writer.synced_at = writer.ticks;
        writer.entries = journal.notes.len() + journal.keyframes.len();
        writer.frames = frames;
        let last = bytes.get(..good as usize).and_then(|good| good.last_chunk::<SUM>());
        writer.chain = *last.ok_or_else(|| JournalError::new(0, 0, Fault::HeaderCut))?;
        let cut = |e| JournalError::new(good as usize, frames, Fault::Io(e));
        writer.sink.set_len(good).map_err(cut)?;
        writer.sink.seek(SeekFrom::Start(good)).map_err(cut)?;
        writer.force()?;
        writer.note(Event::Resumed)?;
        Ok((writer, journal))
    }

    fn attach(&mut self, path: &Path) {
        self.path = Some(path.to_owned());
        self.sync = |file| file.sync_data();
        self.rewind = |file, length| {
            file.seek(SeekFrom::Start(length))?;
            // Should this fail, the same bytes are written over the torn ones next time.
            let _ = file.set_len(length);
            Ok(())
        };
    }
}

impl<W: Write> Writer<W> {
    /// Records into any sink and writes the header; nothing is forced to a disk. Fails as [`Writer::create`] does.
    pub fn new(sink: W, header: &Header) -> Result<Writer<W>, JournalError> {
        Writer::begin(sink, header)
    }

    fn begin(sink: W, header: &Header) -> Result<Writer<W>, JournalError> {
        let json = header.to_bytes().map_err(|fault| JournalError::new(0, 0, fault))?;
        let (bytes, chain) = frame(&chain_start(), KIND_HEADER, &json);
        let mut writer = Writer::over(sink);
        writer.chain = chain;
        writer.reserved = (MAGIC.len() + bytes.len()) as u64;
        writer.waiting.push_back([MAGIC.as_slice(), &bytes].concat());
        writer.write_waiting()?;
        Ok(writer)
    }

    fn over(sink: W) -> Writer<W> {
        Writer {
            sink,
            sync: |_| Ok(()),
            rewind: |_, _| Err(ErrorKind::Unsupported.into()),
            path: None,
            chain: [0; SUM],
            filling: Vec::with_capacity(FRAME_SAMPLES),
            waiting: VecDeque::new(),
            taken: 0,
            length: 0,
            reserved: 0,
            frames: 0,
            ticks: 0,
            entries: 0,
            synced_at: 0,
            finished: false,
        }
    }

    /// Number of samples pushed: the tick of the next one.
    pub fn ticks(&self) -> Tick {
        self.ticks
    }

    /// Adds the next tick's sample; writes every half second. Refuses it after [`MAX_SAMPLES`] or [`MAX_FILE`], or
    /// once finished.
    pub fn push(&mut self, sample: Sample) -> Result<(), JournalError> {
        self.check_open()?;
        if self.ticks >= MAX_SAMPLES {
            return Err(self.error(Fault::TooManySamples));
        }
        // At worst 27 bytes a sample, so a frame that is being filled always fits once its first sample did.
        if self.filling.is_empty() {
            self.check_room(8 + 27 * FRAME_SAMPLES)?;
        }
        self.filling.push(sample);
        self.ticks += 1;
        if self.filling.len() >= FRAME_SAMPLES { self.flush() } else { Ok(()) }
    }

    /// Adds a note at the present tick and writes it. Refuses one of more than [`MAX_NOTE`] bytes, or once finished.
    pub fn note(&mut self, event: Event) -> Result<(), JournalError> {
        self.entry(KIND_NOTE, event.text().as_bytes(), MAX_NOTE)
    }

    /// Adds a settled state at the present tick and writes it. Refuses one of more than [`MAX_PAYLOAD`] - 4 bytes, or
    /// once finished.
    pub fn keyframe(&mut self, bytes: &[u8]) -> Result<(), JournalError> {
        self.entry(KIND_KEYFRAME, bytes, MAX_PAYLOAD - 4)
    }

    /// Ends the attempt and forces all of it to the disk. After a failure, call it again.
    pub fn finish(&mut self) -> Result<(), JournalError> {
        if !self.finished {
            self.seal_samples();
            self.seal(KIND_FINISH, &self.ticks.to_le_bytes());
            self.finished = true;
        }
        self.write_waiting()?;
        self.force()
    }

    /// Writes all that was added, without waiting for the half second, and forces it to the disk if the last time was
    /// a second ago or more.
    pub fn flush(&mut self) -> Result<(), JournalError> {
        self.seal_samples();
        self.write_waiting()?;
        if self.ticks - self.synced_at >= SYNC_TICKS { self.force() } else { Ok(()) }
    }

    fn entry(&mut self, kind: u8, content: &[u8], limit: usize) -> Result<(), JournalError> {
        self.check_open()?;
        if content.len() > limit {
            return Err(self.error(Fault::FrameTooLong { length: content.len() as u64, limit: limit as u64 }));
        }
        if self.entries >= MAX_ENTRIES {
            return Err(self.error(Fault::TooManyEntries));
        }
        self.check_room(4 + content.len() + HEAD + SUM + 8 + 27 * FRAME_SAMPLES)?;
        self.entries += 1;
        self.seal_samples();
        self.seal(kind, &[&self.ticks.to_le_bytes(), content].concat());
        self.flush()
    }

    fn check_open(&self) -> Result<(), JournalError> {
        if self.finished { Err(self.error(Fault::Finished)) } else { Ok(()) }
    }

    /// Whether a payload still fits, and a finish after it.
    fn check_room(&self, payload: usize) -> Result<(), JournalError> {
        let end = self.reserved + (HEAD + payload + SUM) as u64 + (HEAD + 4 + SUM) as u64;
        if end > MAX_FILE { Err(self.error(Fault::FileTooLong)) } else { Ok(()) }
    }

    fn seal_samples(&mut self) {
        if !self.filling.is_empty() {
            let first = self.ticks - self.filling.len() as u32;
            let payload = encode_samples(first, &self.filling);
            self.filling.clear();
            self.seal(KIND_SAMPLES, &payload);
        }
    }

    fn seal(&mut self, kind: u8, payload: &[u8]) {
        let (bytes, chain) = frame(&self.chain, kind, payload);
        self.chain = chain;
        self.reserved += bytes.len() as u64;
        self.waiting.push_back(bytes);
    }

    fn write_waiting(&mut self) -> Result<(), JournalError> {
        while let Some(bytes) = self.waiting.front() {
            let written = write_counting(&mut self.sink, bytes, &mut self.taken);
            if let Err(e) = written {
                // Without a rewind, the next try goes on in the middle of the frame.
                if self.taken > 0 && (self.rewind)(&mut self.sink, self.length).is_ok() {
                    self.taken = 0;
                }
                return Err(self.error(Fault::Io(e)));
            }
            self.length += bytes.len() as u64;
            self.frames += 1;
            self.taken = 0;
            self.waiting.pop_front();
        }
        self.sink.flush().map_err(|e| self.error(Fault::Io(e)))
    }

    fn force(&mut self) -> Result<(), JournalError> {
        (self.sync)(&mut self.sink).map_err(|e| self.error(Fault::Io(e)))?;
        self.synced_at = self.ticks;
        Ok(())
    }

    fn error(&self, fault: Fault) -> JournalError {
        JournalError { path: self.path.clone(), offset: self.length, frame: self.frames, fault }
    }
}

impl<W: Write> Drop for Writer<W> {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

/// Writes the rest of `bytes` after `taken`, in one go where the sink takes it in one, and counts what it took.
fn write_counting(sink: &mut impl Write, bytes: &[u8], taken: &mut usize) -> io::Result<()> {
    while *taken < bytes.len() {
        match sink.write(&bytes[*taken..]) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => *taken += n.min(bytes.len() - *taken),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Keeps a second process from recording into the same file. Some file systems know no locks; then there is none.
fn lock(file: &File) -> Result<(), JournalError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(JournalError::new(0, 0, Fault::Busy)),
        Err(TryLockError::Error(_)) | Ok(()) => Ok(()),
    }
}

/// A new file's name must survive a power cut too, where folders can be forced to the disk at all.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
pub(super) mod tests;
