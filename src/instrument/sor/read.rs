//! Reading a SOR file: finds its blocks, gives each to its reader, and gathers what is odd.

use super::blocks::UnknownBlock;
use super::checksum;
use super::cursor::Cursor;
use super::file::{File, Remark};
use super::map::{self, Directory, Entry};
use super::read_blocks::{self as blocks, Oddities};
use super::text::Text;
use thiserror::Error;

/// How the remark on a block without a known meaning begins.
pub(super) const UNKNOWN: &str = "unknown block";

/// The bytes are no SOR file at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a SOR file: at byte {at}, expected {expected}")]
pub struct ReadError {
    /// Byte offset.
    pub at: usize,
    /// What should have been there.
    pub expected: &'static str,
}

/// Reads a SOR file of version 1 or 2. What is missing, cut short or false is told in [`File::remarks`]; only bytes
/// without a map, or whose map names no standard block, are an error. Time and memory stay in proportion to `file`,
/// whatever it claims.
///
/// # Errors
/// [`ReadError`], with the offset and what was expected there.
pub fn read(file: &[u8]) -> Result<File, ReadError> {
    let directory = map::directory(file).map_err(|map::NoMap { at, expected }| ReadError { at, expected })?;
    let mut reader = Reader { file, directory: &directory, out: File::default() };
    reader.out.version = directory.version;
    reader.out.remarks.extend(directory.remarks.iter().cloned());
    for i in 0..directory.entries.len() {
        reader.block(i);
    }
    reader.afterwards();
    let mut out = reader.out;
    if out.remarks.len() > File::MOST_REMARKS {
        out.remarks.truncate(File::MOST_REMARKS - 1);
        out.remarks.push(Remark { at: file.len(), block: "File".into(), what: "more remarks left out".into() });
    }
    Ok(out)
}

struct Reader<'a> {
    file: &'a [u8],
    directory: &'a Directory,
    out: File,
}

impl Reader<'_> {
    fn remark(&mut self, at: usize, block: impl ToString, what: impl Into<String>) {
        // One more than is kept, so that it can be told that some were left out.
        if self.out.remarks.len() > File::MOST_REMARKS {
            return;
        }
        self.out.remarks.push(Remark { at, block: block.to_string(), what: what.into() });
    }

    fn block(&mut self, i: usize) {
        let entry = &self.directory.entries[i];
        let Some(standard) = map::standard_name(entry.name.bytes()) else { return self.unknown(entry) };
        if !entry.seen {
            return self.remark(entry.start, standard, "not where the map puts it, nor elsewhere in the file");
        }
        let twice = match standard {
            "GenParams" => self.out.general.is_some(),
            "SupParams" => self.out.supplier.is_some(),
            "FxdParams" => self.out.fixed.is_some(),
            "KeyEvents" => self.out.events.is_some(),
            "LnkParams" => self.out.link.is_some(),
            "DataPts" => self.out.data.is_some(),
            _ => self.out.checksum.is_some(),
        };
        if twice {
            return self.remark(entry.start, standard, "the map names this block twice: the first one counts");
        }
        if entry.start.saturating_add(entry.size) > self.file.len() {
            let (size, there) = (entry.size, self.file.len() - entry.start);
            self.remark(entry.start, standard, format!("said to be {size} bytes long, the file has {there} more"));
        }
        let (general, supplier) = (blocks::general, blocks::supplier);
        match standard {
            "GenParams" => self.out.general = Some(self.parse(i, standard, general)),
            "SupParams" => self.out.supplier = Some(self.parse(i, standard, supplier)),
            "FxdParams" => self.out.fixed = Some(self.parse(i, standard, blocks::fixed)),
            "KeyEvents" => self.out.events = Some(self.parse(i, standard, blocks::key_events)),
            "LnkParams" => self.out.link = Some(self.parse(i, standard, blocks::link)),
            "DataPts" => self.out.data = Some(self.parse(i, standard, blocks::data)),
            _ => self.checksum(entry),
        }
    }

    /// Reads one block with its reader; once more up to the next block where its told size proves too small.
    fn parse<T>(&mut self, i: usize, name: &str, reader: impl Fn(&mut Cursor<'_>, bool, &mut Oddities) -> T) -> T {
        let entry = &self.directory.entries[i];
        let second = self.directory.second;
        let once = |end| {
            let mut cursor = Cursor::new(self.file, entry.body, end);
            let mut odd = Oddities::default();
            let value = reader(&mut cursor, second, &mut odd);
            (value, odd, cursor.short())
        };
        let (mut value, mut odd, mut short) = once(entry.end);
        let limit = map::limit(self.file, &self.directory.entries, i);
        if second && short.is_some() && limit > entry.end {
            let further = once(limit);
            if further.2.is_none() {
                (value, odd, short) = further;
                let size = entry.size;
                self.remark(entry.start, name, format!("longer than the {size} bytes the map tells: read on"));
            }
        }
        if let Some(short) = short {
            self.remark(short.at, name, format!("the block ends before \"{}\": the rest is unknown", short.field));
        }
        for (at, what) in odd.0 {
            self.remark(at, name, what);
        }
        value
    }

    fn unknown(&mut self, entry: &Entry) {
        let size = entry.end - entry.start;
        if !entry.seen && self.directory.second {
            self.remark(entry.start, &entry.name, "the block does not begin with its name");
        }
        if size < entry.size {
            let told = entry.size;
            self.remark(entry.start, &entry.name, format!("said to be {told} bytes long, {size} are there"));
        }
        self.remark(entry.start, &entry.name, format!("{UNKNOWN}, {size} bytes, kept as they are"));
        let body = self.file[entry.body..entry.end].to_vec();
        self.out.unknown.push(UnknownBlock { name: entry.name.clone(), version: entry.version, body });
    }

    fn checksum(&mut self, entry: &Entry) {
        let mut cursor = Cursor::new(self.file, entry.body, entry.end);
        let stored = cursor.u16("checksum");
        let end = entry.end.max(cursor.at());
        let judged = checksum::judge(self.file, stored, entry.body, entry.start, end);
        match judged.filter(|_| cursor.short().is_none()) {
            None => self.remark(entry.body, "Cksum", "the block ends before its value"),
            Some(sum) => {
                if let Some(what) = sum.remark() {
                    self.remark(sum.at, "Cksum", what);
                }
                self.out.checksum = Some(sum);
            }
        }
    }

    /// What can only be told when all is read.
    fn afterwards(&mut self) {
        let end = self.file.len();
        for name in map::STANDARD {
            let listed = |entry: &Entry| map::standard_name(entry.name.bytes()) == Some(name);
            if name != "LnkParams" && !self.directory.entries.iter().any(listed) {
                self.remark(end, name, "the file has no such block");
            }
        }
        let last = self.directory.entries.iter().map(|entry| entry.end).max().unwrap_or(end);
        if last < end {
            self.remark(last, "File", format!("{} bytes after the last block, left out", end - last));
        }
        if let (Some(fixed), Some(data)) = (&self.out.fixed, &self.out.data) {
            let told = fixed.pulses.iter().fold(0_u64, |sum, pulse| sum + u64::from(pulse.points));
            let there = data.len() as u64;
            if told != there {
                self.remark(end, "DataPts", format!("FxdParams tells of {told} points, the trace has {there}"));
            }
        }
        if self.out.fixed.as_ref().is_some_and(|fixed| fixed.group_index_e5 == 0) {
            self.remark(end, "FxdParams", "no group index: distances take 1.468");
        }
        let remarks: Vec<Remark> = self.strange_texts();
        self.out.remarks.extend(remarks);
    }

    /// Strings that are not UTF-8, whose letters are a guess.
    fn strange_texts(&self) -> Vec<Remark> {
        let out = &self.out;
        let mut texts: Vec<(&str, &str, &Text)> = Vec::new();
        if let Some(general) = &out.general {
            texts.extend(blocks::general_texts(general).map(|(field, text)| ("GenParams", field, text)));
        }
        if let Some(supplier) = &out.supplier {
            texts.extend(blocks::supplier_texts(supplier).map(|(field, text)| ("SupParams", field, text)));
        }
        let events = out.events.iter().flat_map(|events| &events.events);
        texts.extend(events.map(|event| ("KeyEvents", "comment", &event.comment)));
        let strange = texts.into_iter().filter(|(_, _, text)| !text.is_utf8()).take(File::MOST_REMARKS);
        let remark = |(block, field, text): (&str, &str, &Text)| {
            let start = self.directory.entries.iter().find(|e| map::standard_name(e.name.bytes()) == Some(block));
            let what = format!("\"{field}\" is not UTF-8: shown as Latin-1 (\"{}\"), its bytes are kept", text.shown());
            Remark { at: start.map_or(0, |entry| entry.start), block: block.into(), what }
        };
        strange.map(remark).collect()
    }
}
