"""Looks at the sounds of the bench: figures of each WAV file, and one picture of their spectrograms.

Usage: python3 scripts/sound_spectra.py FOLDER [PICTURE.png]   (numpy; Pillow for the picture)
"""

import sys
import wave
from pathlib import Path

import numpy as np

FRAME, HOP = 1024, 256
FLOOR_DB = -80.0


def read(path):
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return samples.astype(float) / 32767.0, file.getframerate()


def spectrogram(samples):
    """Power of each frame by frequency, dB over full scale."""
    window = np.hanning(FRAME)
    count = max(1, (len(samples) - FRAME) // HOP)
    frames = np.stack([samples[i * HOP : i * HOP + FRAME] * window for i in range(count)])
    return 20 * np.log10(np.abs(np.fft.rfft(frames)) / (FRAME / 4) + 1e-9)


def strongest(part, rate):
    """The strongest frequency and the middle of the energy, Hz."""
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    hz = np.fft.rfftfreq(len(part), 1 / rate)
    power[hz < 60] = 0
    return hz[power.argmax()], float((hz * power).sum() / max(power.sum(), 1e-12))


def loud_parts(samples, rate):
    """Where it sounds at its beginning and at its end, a tenth of a second each."""
    length = rate // 10
    envelope = np.abs(samples) > 0.004
    where = np.flatnonzero(envelope)
    first, last = where[0], where[-1]
    return samples[first : first + length], samples[max(first, last - length) : last]


def report(path):
    samples, rate = read(path)
    peak, rms = np.abs(samples).max(), np.sqrt((samples**2).mean())
    early, late = (strongest(part, rate) for part in loud_parts(samples, rate))
    print(
        f"{path.stem:10} peak {peak:5.2f}  rms {20 * np.log10(rms + 1e-9):6.1f} dB  "
        f"begins {early[0]:6.0f} Hz (middle {early[1]:6.0f})  ends {late[0]:6.0f} Hz (middle {late[1]:6.0f})"
    )
    return spectrogram(samples)


def picture(plates, out):
    from PIL import Image, ImageDraw

    columns, wide, high, gap = 6, 220, 120, 18
    rows = -(-len(plates) // columns)
    sheet = Image.new("RGB", (columns * (wide + gap) + gap, rows * (high + gap + 14) + gap), (18, 22, 28))
    draw = ImageDraw.Draw(sheet)
    for i, (name, levels) in enumerate(plates):
        # Up to 12 kHz, the lowest at the bottom.
        shown = levels[:, : FRAME // 4].T[::-1]
        grey = np.clip((shown - FLOOR_DB) / -FLOOR_DB, 0, 1)
        colour = np.stack([255 * grey**0.8, 210 * grey**1.6, 60 + 60 * grey - 60 * grey**2], axis=-1)
        tile = Image.fromarray(colour.clip(0, 255).astype("uint8")).resize((wide, high))
        at = (gap + i % columns * (wide + gap), gap + i // columns * (high + gap + 14))
        sheet.paste(tile, (at[0], at[1] + 14))
        draw.text(at, name, fill=(230, 230, 225))
    sheet.save(out, optimize=True)


def main():
    folder = Path(sys.argv[1])
    plates = [(path.stem, report(path)) for path in sorted(folder.glob("*.wav"))]
    if len(sys.argv) > 2:
        picture(plates, sys.argv[2])


if __name__ == "__main__":
    main()
