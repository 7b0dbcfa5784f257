//! The text in colours: comments, texts, numbers; errors underlined; what the form works at lit.

use std::ops::Range;

use bevy_egui::egui::text::{LayoutJob, TextFormat};
use bevy_egui::egui::{Color32, FontId, Stroke};

use crate::desktop::theme;

const COMMENT: Color32 = Color32::from_rgb(0x7d, 0x8f, 0x9c);
const QUOTED: Color32 = Color32::from_rgb(0xa9, 0xd3, 0xa8);
const NUMBER: Color32 = Color32::from_rgb(0xf0, 0xc0, 0x80);
const NAME: Color32 = Color32::from_rgb(0x9c, 0xc4, 0xe8);
const LIT: Color32 = Color32::from_rgb(0x2e, 0x3c, 0x49);

/// Lays `text` out in colours. `errors` and `lit` are bytes of it; what lies outside is left out.
pub(super) fn job(text: &str, font: &FontId, errors: &[Range<usize>], lit: Option<&Range<usize>>) -> LayoutJob {
    let mut cuts: Vec<usize> = Vec::new();
    let pieces = pieces(text);
    cuts.extend(pieces.iter().map(|(range, _)| range.start));
    for range in errors.iter().chain(lit) {
        cuts.extend([range.start, range.end]);
    }
    cuts.push(text.len());
    cuts.retain(|at| *at <= text.len() && text.is_char_boundary(*at));
    cuts.sort_unstable();
    cuts.dedup();
    let mut job = LayoutJob::default();
    let (mut from, mut piece) = (0, 0);
    for to in cuts {
        let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) else { continue };
        while pieces.get(piece + 1).is_some_and(|(range, _)| range.start <= from) {
            piece += 1;
        }
        let inside = |range: &Range<usize>| range.start <= from && to <= range.end;
        let colour = pieces.get(piece).map_or(theme::INK, |(_, colour)| *colour);
        let mut format = TextFormat::simple(font.clone(), colour);
        if errors.iter().any(inside) {
            format.underline = Stroke::new(2.0, theme::CLAY);
            format.color = theme::CLAY;
        }
        if lit.is_some_and(inside) {
            format.background = LIT;
        }
        job.append(part, 0.0, format);
        from = to;
    }
    job
}

/// The text in pieces of one colour each, in order and without gaps.
fn pieces(text: &str) -> Vec<(Range<usize>, Color32)> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut plain = 0;
    while at < bytes.len() {
        let (end, colour) = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => (line_end(bytes, at), COMMENT),
            b'/' if bytes.get(at + 1) == Some(&b'*') => (comment_end(bytes, at), COMMENT),
            b'"' => (quoted_end(bytes, at + 1), QUOTED),
            b'r' if raw_hashes(bytes, at).is_some() && !inside_word(bytes, at) => (raw_end(bytes, at), QUOTED),
            b if (b.is_ascii_digit() || b == b'-') && !inside_word(bytes, at) => (word_end(bytes, at), NUMBER),
            b if b.is_ascii_uppercase() && !inside_word(bytes, at) => (word_end(bytes, at), NAME),
            _ => {
                at += 1;
                continue;
            }
        };
        if plain < at {
            pieces.push((plain..at, theme::INK));
        }
        pieces.push((at..end, colour));
        (at, plain) = (end, end);
    }
    if plain < bytes.len() {
        pieces.push((plain..bytes.len(), theme::INK));
    }
    pieces
}

fn inside_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let more = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
    at + 1 + bytes[at + 1..].iter().take_while(more).count()
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n)
}

fn comment_end(bytes: &[u8], at: usize) -> usize {
    bytes[at + 2..].windows(2).position(|pair| pair == b"*/").map_or(bytes.len(), |n| at + n + 4)
}

fn quoted_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b) = bytes.get(at) {
        match b {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Number of `#` of a raw text that begins here.
fn raw_hashes(bytes: &[u8], at: usize) -> Option<usize> {
    let hashes = bytes[at + 1..].iter().take_while(|b| **b == b'#').count();
    (bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

fn raw_end(bytes: &[u8], at: usize) -> usize {
    let hashes = raw_hashes(bytes, at).unwrap_or(0);
    let mut close = vec![b'"'];
    close.extend(std::iter::repeat_n(b'#', hashes));
    let from = at + 2 + hashes;
    let found = bytes.get(from..).and_then(|rest| rest.windows(close.len()).position(|window| window == close));
    found.map_or(bytes.len(), |n| from + n + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_one_colour_whatever_the_text() {
        for text in ["", "r#\"a\"b\"# // é\n-1.5 Low(", "\"\\", "/*", "é\"é", "r\"", "a1 -", "//\n/* x */ Name"] {
            let mut at = 0;
            for (range, _) in pieces(text) {
                assert_eq!(range.start, at, "{text}");
                assert!(text.get(range.clone()).is_some(), "{text}");
                at = range.end;
            }
            assert_eq!(at, text.len(), "{text}");
            assert_eq!(job(text, &FontId::default(), &[0..1, 3..400], Some(&(1..2))).text, text);
        }
    }

    #[test]
    fn a_raw_text_ends_where_its_hashes_say() {
        let text = "r#\"a\" // no comment\"# 1";
        let found = pieces(text);
        assert_eq!(found[0], (0..21, QUOTED));
        assert_eq!(found.last(), Some(&(22..23, NUMBER)));
    }
}
