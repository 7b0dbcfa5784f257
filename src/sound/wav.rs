//! Sound as a WAV file: 16 bits, one channel.

/// Bytes of the header.
const HEAD: u32 = 44;

/// A WAV file of `samples` at `rate` a second. Beyond ±1 they are clipped; what is no number is silence.
pub fn wav(samples: &[f32], rate: u32) -> Vec<u8> {
    // A WAV file counts its bytes in 32 bits.
    let most = (u32::MAX - HEAD) as usize / 2;
    let samples = &samples[..samples.len().min(most)];
    let bytes = samples.len() as u32 * 2;
    let mut file = Vec::with_capacity(HEAD as usize + bytes as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(HEAD - 8 + bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16u32.to_le_bytes());
    // Plain PCM, one channel.
    file.extend_from_slice(&1u16.to_le_bytes());
    file.extend_from_slice(&1u16.to_le_bytes());
    file.extend_from_slice(&rate.to_le_bytes());
    file.extend_from_slice(&rate.saturating_mul(2).to_le_bytes());
    file.extend_from_slice(&2u16.to_le_bytes());
    file.extend_from_slice(&16u16.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&bytes.to_le_bytes());
    for sample in samples {
        let value = if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
        file.extend_from_slice(&((value * 32_767.0) as i16).to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_how_long_it_is_and_keeps_every_sample() {
        let file = wav(&[0.0, 1.0, -1.0, 2.0, f32::NAN], 48_000);
        let word = |at: usize| u32::from_le_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]]);
        assert_eq!((word(4), word(24), word(40)), (file.len() as u32 - 8, 48_000, 10));
        let values: Vec<i16> = file[44..].chunks(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
        assert_eq!(values, [0, 32_767, -32_767, 32_767, 0]);
    }
}
