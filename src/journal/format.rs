//! The bytes of a journal: limits, header, frames with their chained checksum, and the coding of samples.

use serde::{Deserialize, Serialize};

use super::Fault;
use crate::catalogue::vocabulary::{Sample, TICKS_PER_SECOND, Tick};

/// Version of the format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;
/// Largest header, in bytes of JSON.
pub const MAX_HEADER: usize = 64 * 1024;
/// Largest payload of a frame, in bytes.
pub const MAX_PAYLOAD: usize = 256 * 1024;
/// Largest note, in bytes of UTF-8.
pub const MAX_NOTE: usize = 4 * 1024;
/// Longest attempt, in samples: four hours.
pub const MAX_SAMPLES: u32 = 4 * 3600 * TICKS_PER_SECOND;
/// Largest journal, in bytes.
pub const MAX_FILE: u64 = 256 * 1024 * 1024;
/// Most notes and keyframes together; keeps memory bounded when a file is made of tiny ones.
pub(super) const MAX_ENTRIES: usize = 100_000;

pub(super) const MAGIC: [u8; 8] = *b"EPISJRN1";
/// Bytes of a checksum.
pub(super) const SUM: usize = 16;
/// Bytes of kind and length.
pub(super) const HEAD: usize = 5;

pub(super) const KIND_HEADER: u8 = 0;
pub(super) const KIND_SAMPLES: u8 = 1;
pub(super) const KIND_KEYFRAME: u8 = 2;
pub(super) const KIND_FINISH: u8 = 3;
pub(super) const KIND_NOTE: u8 = 4;

pub(super) type Checksum = [u8; SUM];

/// Who attempts where nobody said.
pub const NOBODY: &str = "anonyme";

/// What was attempted, by whom, and with which program. Strings are kept as given; who compares hashes checks them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT_VERSION`].
    pub format: u32,
    /// Identifier of the scenario.
    pub scenario: String,
    /// Where the scenario's file was, relative to the scenarios' folder.
    pub scenario_path: String,
    /// blake3 of the scenario, hexadecimal.
    pub scenario_hash: String,
    /// blake3 of the catalogue, hexadecimal.
    pub catalogue_hash: String,
    /// Version of the program that recorded.
    pub program: String,
    /// Seed of the attempt's randomness.
    pub seed: u64,
    /// Pseudonym of the person; [`NOBODY`] where nobody said.
    pub who: String,
    /// Practice or exam.
    pub mode: Mode,
    /// `person`, or the name of the synthetic hand.
    pub hand: String,
    /// Level of assistance, as in the scenario.
    pub assistance: u8,
    /// How the person's pointer was set.
    pub calibration: Calibration,
    /// When it began, RFC 3339, as the caller says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
}

/// Why the attempt was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// To learn.
    Practice,
    /// To prove.
    Exam,
}

/// How the person's pointer was set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Millimetres on the bench per millimetre of the hand; finite.
    #[serde(with = "exact")]
    pub gain: f64,
    /// Mirrored for a left hand.
    pub left_handed: bool,
    /// The grip is a toggle rather than held.
    pub grip_toggle: bool,
}

impl Header {
    /// Whether the attempt is by whoever goes by this pseudonym, whatever its case; one that names nobody is [`NOBODY`]'s.
    pub fn is_by(&self, who: &str) -> bool {
        let by = self.who.trim();
        let by = if by.is_empty() { NOBODY } else { by };
        by.to_lowercase() == who.trim().to_lowercase()
    }

    /// JSON bytes. Fails on another format version, a gain that is no number, or more than [`MAX_HEADER`] bytes.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        self.check()?;
        let json = serde_json::to_vec(self).map_err(|e| Fault::HeaderUnreadable(e.to_string()))?;
        if json.len() > MAX_HEADER { Err(Fault::HeaderTooLong(json.len() as u64)) } else { Ok(json) }
    }

    pub(super) fn from_bytes(json: &[u8]) -> Result<Header, Fault> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        // The version first: a later format's header may lack fields, and the message should say why.
        let unreadable = |e: serde_json::Error| Fault::HeaderUnreadable(e.to_string());
        let Version { format } = serde_json::from_slice(json).map_err(unreadable)?;
        if format != FORMAT_VERSION {
            return Err(Fault::Version(format));
        }
        let header: Header = serde_json::from_slice(json).map_err(unreadable)?;
        header.check()?;
        Ok(header)
    }

    fn check(&self) -> Result<(), Fault> {
        if self.format != FORMAT_VERSION {
            return Err(Fault::Version(self.format));
        }
        if !self.calibration.gain.is_finite() {
            return Err(Fault::HeaderUnreadable("the gain is not a number".to_owned()));
        }
        Ok(())
    }
}

/// Floats as decimal text: serde_json's own may come back one unit in the last place away.
mod exact {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| D::Error::custom("a decimal number as text is expected"))
    }
}

/// What stands before the header's frame in the chain.
pub(super) fn chain_start() -> Checksum {
    checksum(&MAGIC)
}

/// Truncated blake3.
pub(super) fn checksum(bytes: &[u8]) -> Checksum {
    let mut sum = [0; SUM];
    sum.copy_from_slice(&blake3::hash(bytes).as_bytes()[..SUM]);
    sum
}

/// A whole frame, and the checksum that the next one chains on. The payload fits in [`MAX_PAYLOAD`].
pub(super) fn frame(previous: &Checksum, kind: u8, payload: &[u8]) -> (Vec<u8>, Checksum) {
    let mut bytes = Vec::with_capacity(SUM + HEAD + payload.len() + SUM);
    bytes.extend_from_slice(previous);
    bytes.push(kind);
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(payload);
    let sum = checksum(&bytes);
    bytes.drain(..SUM);
    bytes.extend_from_slice(&sum);
    (bytes, sum)
}

/// Reads a u32 LE; `None` where the bytes end before it does.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// Codes samples that begin at tick `first`; 27 bytes a sample at worst.
pub(super) fn encode_samples(first: Tick, samples: &[Sample]) -> Vec<u8> {
    let mut out = Vec::with_capacity(8 + samples.len() * 8);
    out.extend_from_slice(&first.to_le_bytes());
    out.extend_from_slice(&(samples.len() as u32).to_le_bytes());
    let mut previous = Sample::default();
    let mut rest = samples;
    while let Some((&sample, after)) = rest.split_first() {
        if sample == previous {
            let run = rest.iter().take_while(|s| **s == previous).count();
            out.push(0);
            put_varint(&mut out, run as u32 - 1);
            rest = &rest[run..];
        } else {
            put_sample(&mut out, &previous, &sample);
            previous = sample;
            rest = after;
        }
    }
    out
}

fn put_sample(out: &mut Vec<u8>, old: &Sample, new: &Sample) {
    let place = out.len();
    out.push(0);
    let mut mask = 0;
    for (bit, old, new) in [(0, old.tool, new.tool), (1, old.part, new.part)] {
        if old != new {
            mask |= 1 << bit;
            out.push(new);
        }
    }
    let lengths = [(old.along, new.along), (old.across, new.across), (old.lift, new.lift), (old.turn, new.turn)];
    for (bit, (old, new)) in (2..).zip(lengths) {
        if old != new {
            mask |= 1 << bit;
            put_varint(out, zigzag(new.wrapping_sub(old)));
        }
    }
    if old.grip != new.grip {
        mask |= 1 << 6;
        out.push(new.grip);
    }
    if old.wheel != new.wheel {
        mask |= 1 << 7;
        put_varint(out, zigzag(i32::from(new.wheel.wrapping_sub(old.wheel))));
    }
    out[place] = mask;
}

fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    #[inline(always)]
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline(always)]
    fn varint(&mut self) -> Option<u32> {
        let first = self.byte()?;
        if first < 0x80 { Some(u32::from(first)) } else { self.long_varint(first) }
    }

    #[inline]
    fn long_varint(&mut self, first: u8) -> Option<u32> {
        let mut value = u32::from(first & 0x7F);
        for shift in [7, 14, 21, 28] {
            let byte = self.byte()?;
            if shift == 28 && byte > 0x0F {
                return None;
            }
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    #[inline(always)]
    fn change(&mut self, field: &mut i32) -> Option<()> {
        *field = field.wrapping_add(unzigzag(self.varint()?));
        Some(())
    }

    #[inline(always)]
    fn sample(&mut self, mask: u8, sample: &mut Sample) -> Option<()> {
        if mask & 1 != 0 {
            sample.tool = self.byte()?;
        }
        if mask & 2 != 0 {
            sample.part = self.byte()?;
        }
        if mask & 4 != 0 {
            self.change(&mut sample.along)?;
        }
        if mask & 8 != 0 {
            self.change(&mut sample.across)?;
        }
        if mask & 16 != 0 {
            self.change(&mut sample.lift)?;
        }
        if mask & 32 != 0 {
            self.change(&mut sample.turn)?;
        }
        if mask & 64 != 0 {
            sample.grip = self.byte()?;
        }
        if mask & 128 != 0 {
            sample.wheel = sample.wheel.wrapping_add(unzigzag(self.varint()?) as i16);
        }
        Some(())
    }
}

/// Decodes a samples payload whose first tick must be `expected`; gives each sample in turn and returns their number.
/// Fails with the byte in the payload where it makes no sense, or where it would pass [`MAX_SAMPLES`].
pub(super) fn decode_samples(
    payload: &[u8],
    expected: Tick,
    mut each: impl FnMut(Tick, Sample),
) -> Result<u32, (usize, Fault)> {
    let (Some(first), Some(count)) = (u32_at(payload, 0), u32_at(payload, 4)) else {
        return Err((0, Fault::Malformed("a frame of samples is too short for its own head")));
    };
    if first != expected {
        return Err((0, Fault::Malformed("a frame of samples doesn't follow on the one before")));
    }
    if count == 0 {
        return Err((4, Fault::Malformed("a frame of samples is empty")));
    }
    let Some(end) = first.checked_add(count).filter(|end| *end <= MAX_SAMPLES) else {
        return Err((4, Fault::TooManySamples));
    };
    let mut from = Cursor { bytes: payload, at: 8 };
    let mut sample = Sample::default();
    let mut tick = first;
    while tick < end {
        let place = from.at;
        let broken = || (place, Fault::Malformed("a sample cannot be decoded"));
        let mask = from.byte().ok_or_else(broken)?;
        if mask == 0 {
            let more = from.varint().ok_or_else(broken)?;
            if more >= end - tick {
                return Err((place, Fault::Malformed("a run of samples is longer than its frame")));
            }
            for tick in tick..=tick + more {
                each(tick, sample);
            }
            tick += more + 1;
        } else {
            from.sample(mask, &mut sample).ok_or_else(broken)?;
            each(tick, sample);
            tick += 1;
        }
    }
    if from.at != payload.len() {
        return Err((from.at, Fault::Malformed("bytes follow the last sample of a frame")));
    }
    Ok(count)
}
