//! Reading little-endian values from a span of bytes that may be too short: what is missing reads as zero, once told.

use super::text::{Code, Text};

/// Where a span ended before a value did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short {
    /// Byte offset in the file where the value should have begun.
    pub at: usize,
    /// The name of the value.
    pub field: &'static str,
}

/// A place in a file, which can't leave its span.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    pos: usize,
    short: Option<Short>,
}

impl<'a> Cursor<'a> {
    /// Over `file[start..end]`, both brought within the file.
    pub fn new(file: &'a [u8], start: usize, end: usize) -> Self {
        let end = end.min(file.len());
        Self { bytes: &file[..end], pos: start.min(end), short: None }
    }

    /// The offset in the file of the next byte.
    pub fn at(&self) -> usize {
        self.pos
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.pos
    }

    /// The first value that was not there, if one was not.
    pub fn short(&self) -> Option<Short> {
        self.short
    }

    /// What is left, without taking it.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.pos..]
    }

    /// The same place, to try something out.
    pub fn fork(&self) -> Self {
        Self { bytes: self.bytes, pos: self.pos, short: None }
    }

    /// Steps over `n` bytes, or to the end.
    pub fn skip(&mut self, n: usize) {
        self.pos += n.min(self.left());
    }

    fn array<const N: usize>(&mut self, field: &'static str) -> Option<[u8; N]> {
        let Some(array) = self.rest().first_chunk::<N>() else {
            self.short.get_or_insert(Short { at: self.pos, field });
            self.pos = self.bytes.len();
            return None;
        };
        self.pos += N;
        Some(*array)
    }

    pub fn u16(&mut self, field: &'static str) -> u16 {
        self.array(field).map_or(0, u16::from_le_bytes)
    }

    pub fn i16(&mut self, field: &'static str) -> i16 {
        self.array(field).map_or(0, i16::from_le_bytes)
    }

    pub fn u32(&mut self, field: &'static str) -> u32 {
        self.array(field).map_or(0, u32::from_le_bytes)
    }

    pub fn i32(&mut self, field: &'static str) -> i32 {
        self.array(field).map_or(0, i32::from_le_bytes)
    }

    pub fn code<const N: usize>(&mut self, field: &'static str) -> Code<N> {
        self.array(field).map_or_else(Code::default, Code)
    }

    /// A string up to its NUL; one that has none takes what is left and counts as short.
    pub fn text(&mut self, field: &'static str) -> Text {
        let rest = self.rest();
        let Some(len) = rest.iter().position(|&b| b == 0) else {
            self.short.get_or_insert(Short { at: self.pos, field });
            self.pos = self.bytes.len();
            return Text(rest.to_vec());
        };
        self.pos += len + 1;
        Text(rest[..len].to_vec())
    }

    /// At most `n` values, as many as are there.
    pub fn u16s(&mut self, n: usize) -> Vec<u16> {
        let n = n.min(self.left() / 2);
        let values = self.rest()[..2 * n].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        self.pos += 2 * n;
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_reads_as_zero_and_the_first_lack_is_told() {
        let mut c = Cursor::new(&[1, 0, 2], 0, 99);
        assert_eq!((c.u16("a"), c.u32("b"), c.u16("c")), (1, 0, 0));
        assert_eq!(c.short(), Some(Short { at: 2, field: "b" }));
    }

    #[test]
    fn a_string_without_its_nul_keeps_what_there_is() {
        let mut c = Cursor::new(b"ab\0cd", 0, 5);
        assert_eq!((c.text("x"), c.text("y")), (Text::from("ab"), Text::from("cd")));
        assert_eq!(c.short().map(|s| s.field), Some("y"));
    }

    #[test]
    fn a_span_outside_the_file_is_empty() {
        assert_eq!(Cursor::new(b"abc", 9, 4).left(), 0);
        assert_eq!(Cursor::new(b"abc", 2, 1).left(), 0);
    }
}
