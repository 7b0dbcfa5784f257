//! Base 58 with Bitcoin's alphabet, as multibase `z` has it.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Bytes in base 58.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            (*digit, carry) = ((carry % 58) as u8, carry / 58);
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).map(|_| 0);
    digits.extend(zeros);
    digits.iter().rev().map(|digit| char::from(ALPHABET[usize::from(*digit)])).collect()
}

/// The `N` bytes of a base 58 text; `None` where it is none, or of other bytes.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    // Longer texts cannot be N bytes; nothing is worked out for them.
    if text.len() > N * 2 {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::new();
    for letter in text.bytes() {
        let mut carry = ALPHABET.iter().position(|known| *known == letter)?;
        for byte in &mut bytes {
            carry += usize::from(*byte) * 58;
            (*byte, carry) = ((carry & 0xFF) as u8, carry >> 8);
        }
        while carry > 0 {
            bytes.push((carry & 0xFF) as u8);
            carry >>= 8;
        }
    }
    bytes.extend(text.bytes().take_while(|letter| *letter == ALPHABET[0]).map(|_| 0));
    bytes.reverse();
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_texts() {
        assert_eq!(encode(b""), "");
        assert_eq!(encode(b"Hello World!"), "2NEpo7TZRRrLZSi2U");
        assert_eq!(encode(&[0, 0, 0x28, 0x7f, 0xb4, 0xcd]), "11233QC4");
        assert_eq!(decode::<6>("11233QC4"), Some([0, 0, 0x28, 0x7f, 0xb4, 0xcd]));
        assert_eq!(decode::<6>("11233QC0"), None);
        assert_eq!(decode::<5>("11233QC4"), None);
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in any::<[u8; 32]>(), zeros in 0_usize..5) {
            let mut bytes = bytes;
            bytes[..zeros].fill(0);
            prop_assert_eq!(decode::<32>(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,200}") {
            let _ = decode::<64>(&text);
        }
    }
}
