//! The directory of a SOR file, and where its blocks really stand.

use super::cursor::Cursor;
use super::file::Remark;
use super::text::Text;

/// Blocks whose meaning is known, but for the Cksum block, whose letters some makers write otherwise.
pub(super) const STANDARD: [&str; 7] =
    ["GenParams", "SupParams", "FxdParams", "KeyEvents", "LnkParams", "DataPts", "Cksum"];

/// More entries than any instrument writes; bounds what a hostile map can ask for.
const MOST_ENTRIES: usize = 1024;

/// The standard name equal to `name`, but for the case of letters: some makers write "CKsum".
pub(super) fn standard_name(name: &[u8]) -> Option<&'static str> {
    STANDARD.into_iter().find(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

/// One block: as the map tells it, then where it was found.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub name: Text,
    pub version: u16,
    pub size: usize,
    /// Where the block begins, its own name included.
    pub start: usize,
    /// Where what follows its name begins.
    pub body: usize,
    /// Where it ends, brought within the file.
    pub end: usize,
    /// Where its name was seen: `start` is sure.
    pub seen: bool,
}

/// A directory as read.
#[derive(Debug)]
pub(super) struct Directory {
    pub second: bool,
    pub version: u16,
    pub entries: Vec<Entry>,
    pub remarks: Vec<Remark>,
}

/// Why bytes are no directory.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoMap {
    pub at: usize,
    pub expected: &'static str,
}

fn remark(at: usize, what: String) -> Remark {
    Remark { at, block: "Map".into(), what }
}

/// Reads the directory and finds the blocks. An error means the file is no SOR.
pub(super) fn directory(file: &[u8]) -> Result<Directory, NoMap> {
    let second = file.starts_with(b"Map\0");
    let mut c = Cursor::new(file, if second { 4 } else { 0 }, file.len());
    let version = c.u16("revision");
    let told_size = c.u32("map size") as usize;
    let count = c.u16("block count");
    if let Some(short) = c.short() {
        return Err(NoMap { at: short.at, expected: "a map: revision, size and number of blocks" });
    }
    if !second && !(50..200).contains(&version) {
        return Err(NoMap { at: 0, expected: "\"Map\", or the revision of a version 1 map (100)" });
    }
    let mut remarks = Vec::new();
    let mut entries = entries(&mut c, count, told_size, &mut remarks);
    let after = c.at();
    let listed = entries.iter().any(|entry| standard_name(entry.name.bytes()).is_some());
    let known = listed || second && any_name(file, after);
    if !known {
        let at = if second { 12 } else { 8 };
        return Err(NoMap { at, expected: "the name of a standard block (GenParams …)" });
    }
    let first = map_end(file, second, told_size, after, &entries, &mut remarks);
    place(file, second, &mut entries, first);
    if second {
        seek_lost(file, after, &mut entries, &mut remarks);
        for i in 0..entries.len() {
            entries[i].end = entries[i].end.min(limit(file, &entries, i)).max(entries[i].body);
        }
    }
    Ok(Directory { second, version, entries, remarks })
}

/// The entries, as many as are there; more than told where they fill the map up to its told size.
fn entries(c: &mut Cursor<'_>, count: u16, told_size: usize, remarks: &mut Vec<Remark>) -> Vec<Entry> {
    let told = usize::from(count).saturating_sub(1);
    let mut entries = Vec::new();
    while entries.len() < told.min(MOST_ENTRIES) && (c.at() < told_size || told_size < 12) {
        let Some(entry) = entry(c) else { break };
        entries.push(entry);
    }
    if entries.len() == told && c.at() < told_size {
        let mut ahead = c.fork();
        let mut more = Vec::new();
        while ahead.at() < told_size && more.len() < MOST_ENTRIES - entries.len().min(MOST_ENTRIES) {
            let Some(entry) = entry(&mut ahead).filter(|entry| !entry.name.is_blank()) else { break };
            more.push(entry);
        }
        if ahead.at() == told_size {
            c.skip(ahead.at() - c.at());
            entries.extend(more);
        }
    }
    if entries.len() != told {
        remarks.push(remark(c.at(), format!("the map tells of {told} blocks, {} are listed", entries.len())));
    }
    entries
}

/// One entry; `None`, and the cursor where it was, if what stands there is none.
fn entry(c: &mut Cursor<'_>) -> Option<Entry> {
    let mut ahead = c.fork();
    let name = ahead.text("block name");
    let version = ahead.u16("block revision");
    let size = ahead.u32("block size") as usize;
    let plausible = name.bytes().len() < 64 && !name.bytes().iter().any(u8::is_ascii_control);
    if ahead.short().is_some() || !plausible {
        return None;
    }
    c.skip(ahead.at() - c.at());
    Some(Entry { name, version, size, start: 0, body: 0, end: 0, seen: false })
}

/// Where the first block begins: where the map says it ends, unless the bytes there say otherwise.
fn map_end(
    file: &[u8],
    second: bool,
    told: usize,
    after: usize,
    entries: &[Entry],
    remarks: &mut Vec<Remark>,
) -> usize {
    if told == after {
        return after;
    }
    let named = |at| second && entries.first().is_some_and(|entry| has_name(file, at, entry.name.bytes()));
    let believe = (after..=file.len()).contains(&told) && (named(told) || !named(after));
    remarks.push(remark(4, format!("the map says it is {told} bytes long, its entries end at {after}")));
    if believe { told } else { after }
}

/// Puts the blocks one after another, as the format has it.
fn place(file: &[u8], second: bool, entries: &mut [Entry], first: usize) {
    let mut start = first;
    for entry in entries {
        let name = entry.name.bytes();
        entry.start = start.min(file.len());
        entry.seen = has_name(file, start, name);
        // Version 1 blocks have no name of their own, but makers' blocks in such files do.
        entry.body = if entry.seen { start + name.len() + 1 } else { entry.start };
        entry.end = start.saturating_add(entry.size).min(file.len()).max(entry.body);
        entry.seen |= !second;
        start = start.saturating_add(entry.size);
    }
}

/// Looks for standard blocks which are not where the map puts them, or not in it at all though the file has them.
fn seek_lost(file: &[u8], after: usize, entries: &mut Vec<Entry>, remarks: &mut Vec<Remark>) {
    let names_none = !entries.iter().any(|entry| standard_name(entry.name.bytes()).is_some());
    let doubtful = names_none || !remarks.is_empty() || entries.iter().any(|entry| !entry.seen);
    for known in STANDARD {
        let mut of_name = entries.iter_mut().filter(|entry| standard_name(entry.name.bytes()) == Some(known));
        let listed = of_name.next();
        if listed.as_ref().map_or(!doubtful, |entry| entry.seen) {
            continue;
        }
        let Some(at) = find_name(file, after, known) else { continue };
        let body = at + known.len() + 1;
        match listed {
            Some(entry) => {
                let what = format!("{known} is not at {} as told, but at {at}", entry.start);
                remarks.push(remark(at, what));
                let end = at.saturating_add(entry.size).min(file.len()).max(body);
                (entry.start, entry.body, entry.end, entry.seen) = (at, body, end, true);
            }
            None => {
                remarks.push(remark(at, format!("{known} is in the file, but not in the map")));
                let (size, end) = (file.len() - at, file.len());
                entries.push(Entry { name: known.into(), version: 200, size, start: at, body, end, seen: true });
            }
        }
    }
}

/// Where block `i` must have ended: where the next one which is sure begins, or the file ends.
pub(super) fn limit(file: &[u8], entries: &[Entry], i: usize) -> usize {
    let later = entries.iter().filter(|entry| entry.seen && entry.start > entries[i].start);
    later.map(|entry| entry.start).min().unwrap_or(file.len())
}

fn has_name(file: &[u8], at: usize, name: &[u8]) -> bool {
    let Some(here) = file.get(at..).and_then(|rest| rest.get(..=name.len())) else { return false };
    here[name.len()] == 0 && (here[..name.len()] == *name || here[..name.len()].eq_ignore_ascii_case(name))
}

fn find_name(file: &[u8], from: usize, name: &str) -> Option<usize> {
    let sought: Vec<u8> = name.bytes().chain([0]).collect();
    file.get(from..)?.windows(sought.len()).position(|window| window == sought).map(|at| from + at)
}

fn any_name(file: &[u8], from: usize) -> bool {
    STANDARD.into_iter().any(|name| find_name(file, from, name).is_some())
}
