//! The checksum of a SOR file, and the ways makers compute it.

/// What the Cksum block says, against the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checksum {
    /// Byte offset of the stored value.
    pub at: usize,
    /// As stored.
    pub stored: u16,
    /// As the format has it: CRC-16/CCITT-FALSE of all the bytes before the stored value.
    pub computed: u16,
    pub verdict: Verdict,
}

/// How a stored checksum stands to the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the computed one.
    Right,
    /// It is right by another way of computing, which some makers use.
    RightAs(Cover, Crc),
    /// 0: the maker does not fill it in. The bytes are not vouched for.
    NotFilled,
    /// No known way gives it: the file was changed, or the maker fills in something else.
    Wrong,
}

/// Which bytes a checksum covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// Those before the stored value.
    BeforeValue,
    /// Those before the Cksum block.
    BeforeBlock,
    /// All but the Cksum block.
    AroundBlock,
    /// All, the stored value taken as 0.
    ValueZeroed,
}

/// A 16-bit CRC of the CCITT polynomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crc {
    /// Begins with 0xFFFF: the format's own (CRC-16/CCITT-FALSE, also called IBM-3740).
    CcittFalse,
    /// Begins with 0 (CRC-16/XMODEM): Anritsu.
    Xmodem,
    /// Begins with 0, bits reflected (CRC-16/KERMIT).
    Kermit,
}

impl Crc {
    /// Of `parts` one after another.
    fn of(self, parts: &[&[u8]]) -> u16 {
        let bytes = parts.iter().copied().flatten();
        match self {
            Self::CcittFalse => bytes.fold(0xffff, forward),
            Self::Xmodem => bytes.fold(0, forward),
            Self::Kermit => bytes.fold(0, reflected),
        }
    }
}

const FORWARD: [u16; 256] = table(true);
const REFLECTED: [u16; 256] = table(false);

const fn table(forward: bool) -> [u16; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut crc = if forward { (i as u16) << 8 } else { i as u16 };
        let mut bit = 0;
        while bit < 8 {
            crc = match (forward, crc & 0x8000 != 0, crc & 1 != 0) {
                (true, true, _) => (crc << 1) ^ 0x1021,
                (true, false, _) => crc << 1,
                (false, _, true) => (crc >> 1) ^ 0x8408,
                (false, _, false) => crc >> 1,
            };
            bit += 1;
        }
        table[i] = crc;
        i += 1;
    }
    table
}

fn forward(crc: u16, byte: &u8) -> u16 {
    (crc << 8) ^ FORWARD[usize::from((crc >> 8) as u8 ^ byte)]
}

fn reflected(crc: u16, byte: &u8) -> u16 {
    (crc >> 8) ^ REFLECTED[usize::from(crc as u8 ^ byte)]
}

/// CRC-16/CCITT-FALSE, the checksum of the format, over the bytes before the stored value.
pub(super) fn standard(before_value: &[u8]) -> u16 {
    Crc::CcittFalse.of(&[before_value])
}

/// Compares `stored`, which stands at `at` in a Cksum block `file[block..block_end]`, with every known way.
/// `None` where these don't follow each other within the file.
pub(super) fn judge(file: &[u8], stored: u16, at: usize, block: usize, block_end: usize) -> Option<Checksum> {
    let before_value = file.get(..at)?;
    let before_block = file.get(..block)?;
    let after_block = file.get(block_end..)?;
    let after_value = file.get(at + 2..)?;
    let covers: [(Cover, &[&[u8]]); 4] = [
        (Cover::BeforeValue, &[before_value]),
        (Cover::BeforeBlock, &[before_block]),
        (Cover::AroundBlock, &[before_block, after_block]),
        (Cover::ValueZeroed, &[before_value, &[0, 0], after_value]),
    ];
    let computed = standard(before_value);
    let known = || {
        let ways = [Crc::CcittFalse, Crc::Xmodem, Crc::Kermit].into_iter();
        let mut ways = ways.flat_map(|crc| covers.iter().map(move |&(cover, parts)| (cover, crc, parts)));
        ways.find(|(_, crc, parts)| crc.of(parts) == stored)
    };
    let verdict = if stored == computed {
        Verdict::Right
    } else if stored == 0 {
        Verdict::NotFilled
    } else {
        known().map_or(Verdict::Wrong, |(cover, crc, _)| Verdict::RightAs(cover, crc))
    };
    Some(Checksum { at, stored, computed, verdict })
}

impl Checksum {
    /// What to tell of it; `None` where it is right as the format has it.
    pub(super) fn remark(&self) -> Option<String> {
        let Self { stored, computed, .. } = self;
        match self.verdict {
            Verdict::Right => None,
            Verdict::NotFilled => Some(format!(
                "checksum not filled in: stored 0x0000, computed 0x{computed:04X}; nothing vouches for the bytes"
            )),
            Verdict::Wrong => Some(format!(
                "wrong checksum: stored 0x{stored:04X}, computed 0x{computed:04X}; the file was changed, or its maker \
                 fills in something else"
            )),
            Verdict::RightAs(cover, crc) => {
                let crc = match crc {
                    Crc::CcittFalse => "CRC-16/CCITT-FALSE",
                    Crc::Xmodem => "CRC-16/XMODEM",
                    Crc::Kermit => "CRC-16/KERMIT",
                };
                let cover = match cover {
                    Cover::BeforeValue => "the bytes before the value",
                    Cover::BeforeBlock => "the bytes before the block",
                    Cover::AroundBlock => "all bytes but the block",
                    Cover::ValueZeroed => "all bytes with the value as 0",
                };
                Some(format!(
                    "checksum of another kind: stored 0x{stored:04X} is {crc} of {cover}; the usual one is \
                     0x{computed:04X}"
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_kinds_give_their_published_check_values() {
        let of = |crc: Crc| crc.of(&[b"1234", b"56789"]);
        assert_eq!((of(Crc::CcittFalse), of(Crc::Xmodem), of(Crc::Kermit)), (0x29b1, 0x31c3, 0x2189));
    }

    #[test]
    fn a_value_of_another_kind_is_known_as_such() {
        let mut file = b"some bytes Cksum\0".to_vec();
        let value = Crc::Xmodem.of(&[&file]);
        file.extend(value.to_le_bytes());
        let sum = judge(&file, value, 17, 11, 19).map(|sum| sum.verdict);
        assert_eq!(sum, Some(Verdict::RightAs(Cover::BeforeValue, Crc::Xmodem)));
        assert_eq!(judge(&file, 0, 17, 11, 19).map(|sum| sum.verdict), Some(Verdict::NotFilled));
        assert_eq!(judge(&file, 1, 17, 11, 19).map(|sum| sum.verdict), Some(Verdict::Wrong));
    }
}
