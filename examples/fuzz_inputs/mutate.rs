//! Spoils good files from a seed: bytes, tokens, nodes, numbers, nesting, cuts. The same seed spoils the same way.

use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Largest input that is made, bytes: a little more than any reader takes.
const MAX_BYTES: usize = (1 << 20) + 64;

/// Numbers that no file of the trade holds.
const NUMBERS: [&str; 14] = [
    "99999999999999999999999999",
    "-9223372036854775809",
    "18446744073709551616",
    "1e308",
    "-1e999",
    "1e-400",
    "NaN",
    "inf",
    "0x7fffffffffffffff",
    "4294967296",
    "-0.0",
    "0b1111111111111111111111111111111111111111111111111111111111111111111",
    "1_000_000_000_000",
    "256",
];

/// Pieces that upset readers of text.
const PIECES: [&[u8]; 16] = [
    b"\0",
    b"\x1b[2J",
    b"\xff\xfe",
    b"\xc3",
    b"\xf0\x9f\x94",
    b"\xed\xa0\x80",
    "\u{202e}".as_bytes(),
    "\u{feff}".as_bytes(),
    b"/*",
    b"*/",
    b"//",
    b"r#\"",
    b"\"",
    b"Some(",
    b"\\u{110000}",
    b"\r\n\t",
];

/// Random choices that depend on campaign and input alone.
pub struct Luck(ChaCha8Rng);

impl Luck {
    /// The luck of one input of a campaign.
    pub fn of(seed: u64, input: u64) -> Luck {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(input);
        Luck(rng)
    }

    /// A number less than `limit`; 0 where that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.0.next_u64() % limit as u64) as usize }
    }

    fn byte(&mut self) -> u8 {
        self.0.next_u32() as u8
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// A small number, now and then a large one.
    fn many(&mut self) -> usize {
        match self.below(20) {
            0 => 1 + self.below(20_000),
            1..=4 => 1 + self.below(300),
            _ => 1 + self.below(8),
        }
    }
}

/// One of `good`, spoilt one to four times. `good` must not be empty.
pub fn spoilt(good: &[Vec<u8>], luck: &mut Luck) -> Vec<u8> {
    let mut bytes = good[luck.below(good.len())].clone();
    for _ in 0..1 + luck.below(4) {
        once(&mut bytes, good, luck);
        bytes.truncate(MAX_BYTES);
    }
    bytes
}

fn once(bytes: &mut Vec<u8>, good: &[Vec<u8>], luck: &mut Luck) {
    let at = luck.below(bytes.len());
    match luck.below(14) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << luck.below(8),
        1 if !bytes.is_empty() => bytes[at] = luck.byte(),
        2 => put(bytes, at..at, luck.pick(&PIECES)),
        3 => bytes.truncate(at),
        4 => {
            let end = (at + luck.many()).min(bytes.len());
            bytes.drain(at..end);
        }
        5 => {
            let token = token(bytes, luck);
            bytes.drain(token);
        }
        6 => {
            let token = token(bytes, luck);
            let word = bytes[token.clone()].to_vec();
            put(bytes, token.end..token.end, &word);
        }
        7 => {
            let from = &good[luck.below(good.len())];
            let word = from[self::token(from, luck)].to_vec();
            let token = token(bytes, luck);
            put(bytes, token, &word);
        }
        8 => {
            let number = number(bytes, luck);
            put(bytes, number, luck.pick(&NUMBERS).as_bytes());
        }
        9 => {
            let node = node(bytes, luck);
            let copy = [b", ", &bytes[node.clone()]].concat();
            let times = luck.many().min(MAX_BYTES / copy.len());
            put(bytes, node.end..node.end, &copy.repeat(times));
        }
        10 => {
            let node = node(bytes, luck);
            bytes.drain(node);
        }
        11 => {
            let from = &good[luck.below(good.len())];
            let other = from[self::node(from, luck)].to_vec();
            let node = node(bytes, luck);
            put(bytes, node, &other);
        }
        12 => {
            let node = node(bytes, luck);
            let (open, close) = luck.pick(&[&("(", ")"), &("[", "]"), &("Some(", ")"), &("{1: ", "}"), &("(a: ", ")")]);
            let depth = luck.many();
            let deep = [open.repeat(depth).as_bytes(), &bytes[node.clone()], close.repeat(depth).as_bytes()].concat();
            put(bytes, node, &deep);
        }
        _ => {
            let open = luck.pick(&["(", "[", "{", "((", "/*", "\"", "Some(", "-", ",", "é"]);
            let times = luck.many();
            put(bytes, at..at, open.repeat(times).as_bytes());
        }
    }
}

fn put(bytes: &mut Vec<u8>, place: Range<usize>, with: &[u8]) {
    bytes.splice(place, with.iter().copied());
}

/// A word, a text in quotes, or one other character near a random place; empty where there is nothing.
fn token(bytes: &[u8], luck: &mut Luck) -> Range<usize> {
    let Some(at) = place(bytes, luck, |byte| !byte.is_ascii_whitespace()) else { return 0..0 };
    if bytes[at] == b'"' {
        let end = bytes[at + 1..].iter().position(|byte| *byte == b'"').map_or(bytes.len(), |end| at + 1 + end + 1);
        return at..end;
    }
    if !in_word(bytes[at]) {
        return at..at + 1;
    }
    let start = bytes[..at].iter().rposition(|byte| !in_word(*byte)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| !in_word(*byte)).map_or(bytes.len(), |after| at + after);
    start..end
}

/// A number near a random place.
fn number(bytes: &[u8], luck: &mut Luck) -> Range<usize> {
    let Some(at) = place(bytes, luck, |byte| byte.is_ascii_digit()) else { return 0..0 };
    let part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e' | b'_');
    let start = bytes[..at].iter().rposition(|byte| !part(*byte)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| !part(*byte)).map_or(bytes.len(), |after| at + after);
    start..end
}

/// Something in brackets, with them, near a random place.
fn node(bytes: &[u8], luck: &mut Luck) -> Range<usize> {
    let Some(start) = place(bytes, luck, |byte| matches!(byte, b'(' | b'[' | b'{')) else { return 0..0 };
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start..at + 1;
        }
    }
    start..bytes.len()
}

/// The first byte of a kind from a random place on, and else before it.
fn place(bytes: &[u8], luck: &mut Luck, is: impl Fn(u8) -> bool) -> Option<usize> {
    let from = luck.below(bytes.len());
    let after = bytes[from..].iter().position(|byte| is(*byte)).map(|after| from + after);
    after.or_else(|| bytes[..from].iter().position(|byte| is(*byte)))
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-') || byte >= 0x80
}
