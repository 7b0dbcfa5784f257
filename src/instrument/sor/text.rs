//! Strings and short codes as SOR files hold them: bytes first, since the format never says their encoding.

use std::fmt;

/// A string of a SOR file, kept as the bytes read. The format names no encoding: files hold ASCII, UTF-8, Latin-1,
/// GB18030. Never holds a NUL when it comes from [`super::read`]; [`super::write`] refuses one that does.
#[derive(Clone, PartialEq, Eq, Default, Hash)]
pub struct Text(pub Vec<u8>);

impl Text {
    /// The bytes as they stand in the file.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether the bytes are UTF-8, so that [`Text::shown`] is sure to show what was meant.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(&self.0).is_ok()
    }

    /// Whether there is nothing but blanks to show.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(u8::is_ascii_whitespace)
    }

    /// The text to show on one line: UTF-8 where it is, otherwise read as Latin-1. Line breaks become blanks and
    /// other control characters U+FFFD, so that a file can't steer a terminal.
    pub fn shown(&self) -> String {
        shown(&self.0)
    }
}

fn shown(bytes: &[u8]) -> String {
    let tame = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().map(tame).collect(),
        Err(_) => bytes.iter().map(|&b| tame(char::from(b))).collect(),
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.shown())
    }
}

/// A code of a fixed number of bytes: a unit ("km"), a trace type ("ST"), an event code ("1F9999").
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code<const N: usize>(pub [u8; N]);

impl<const N: usize> Default for Code<N> {
    fn default() -> Self {
        Self([b' '; N])
    }
}

impl<const N: usize> fmt::Display for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
        f.write_str(&shown(&self.0[..end]))
    }
}

impl<const N: usize> fmt::Debug for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_an_unknown_encoding_is_shown_as_latin_1_and_keeps_its_bytes() {
        let text = Text(b"Ch\xe2teau".to_vec());
        assert_eq!(text.shown(), "Château");
        assert!(!text.is_utf8());
        assert_eq!(text.bytes(), b"Ch\xe2teau");
    }

    #[test]
    fn a_string_cannot_steer_a_terminal() {
        assert_eq!(Text(b"a\x1b[2Jb\nc".to_vec()).shown(), "a\u{fffd}[2Jb c");
        assert_eq!(Text(b"\x9b2J".to_vec()).shown(), "\u{fffd}2J");
    }

    #[test]
    fn a_code_padded_with_nul_is_shown_without_them() {
        assert_eq!(Code(*b"m\0").to_string(), "m");
    }
}
