//! Golden pictures: moments of the bench as the renderer draws them now, beside those that were looked at and kept in
//! `docs/gallery`. Ignored where nothing can be drawn; `scripts/test` runs it on a display of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Side of the blocks whose mean colours are compared: what is finer than that no eye misses at a glance.
const BLOCK: usize = 8;
/// Largest mean difference of a whole picture, of 255.
const MEAN: f64 = 3.0;
/// Largest share of blocks that differ clearly.
const SHARE: f64 = 0.02;
/// A clear difference of a block, of 255.
const CLEAR: f64 = 24.0;

struct Picture {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

fn read(path: &Path) -> Picture {
    let file = fs::File::open(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("a PNG");
    let mut data = vec![0; reader.output_buffer_size().expect("of a size")];
    let info = reader.next_frame(&mut data).expect("a frame");
    let samples = info.color_type.samples();
    let rgb = data[..info.buffer_size()].chunks(samples).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Picture { width: info.width as usize, height: info.height as usize, rgb }
}

/// Mean colours of the blocks, row by row.
fn blocks(picture: &Picture) -> Vec<[f64; 3]> {
    let mut out = Vec::new();
    for y in (0..picture.height).step_by(BLOCK) {
        for x in (0..picture.width).step_by(BLOCK) {
            let (mut sum, mut count) = ([0.0; 3], 0.0);
            for row in y..(y + BLOCK).min(picture.height) {
                for column in x..(x + BLOCK).min(picture.width) {
                    let at = (row * picture.width + column) * 3;
                    for (total, value) in sum.iter_mut().zip(&picture.rgb[at..at + 3]) {
                        *total += f64::from(*value);
                    }
                    count += 1.0;
                }
            }
            out.push(sum.map(|total| total / count));
        }
    }
    out
}

/// Mean difference, and share of blocks that differ clearly.
fn difference(a: &Picture, b: &Picture) -> (f64, f64) {
    let pairs: Vec<f64> = blocks(a)
        .iter()
        .zip(&blocks(b))
        .map(|(a, b)| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f64>() / 3.0)
        .collect();
    let mean = pairs.iter().sum::<f64>() / pairs.len() as f64;
    (mean, pairs.iter().filter(|pair| **pair > CLEAR).count() as f64 / pairs.len() as f64)
}

fn epissure(words: &[&str]) {
    let out = Command::new(env!("CARGO_BIN_EXE_epissure")).args(words).output().expect("it runs");
    assert!(out.status.success(), "{words:?}: {}", String::from_utf8_lossy(&out.stderr));
}

#[test]
#[ignore = "needs a display"]
fn moments_of_the_bench_look_as_they_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = root.join("docs/gallery");
    let out = tempfile::tempdir().expect("a folder");
    let list = fs::read_to_string(golden.join("moments.txt")).expect("the list of moments");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in list.lines().filter(|line| !line.trim().is_empty()) {
        let [name, scenario, tick] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        let attempt: PathBuf = out.path().join(scenario.replace('/', "-"));
        if !attempt.exists() {
            let scenario = root.join("scenarios").join(scenario).with_extension("ron");
            let [scenario, attempt] = [&scenario, &attempt].map(|path| path.to_str().expect("a plain path"));
            epissure(&["play", scenario, "--hand", "reference", "--seed", "3", "--out", attempt]);
        }
        let fresh = out.path().join(format!("{name}.png"));
        let journal = attempt.join("attempt.epj");
        let [journal, to] = [&journal, &fresh].map(|path| path.to_str().expect("a plain path"));
        let size = ["--quality", "low", "--width", "640", "--height", "360"];
        epissure(&[["shot", journal, "--at", tick, "--out", to].as_slice(), size.as_slice()].concat());
        let (now, before) = (read(&fresh), read(&golden.join(format!("{name}.png"))));
        assert_eq!((now.width, now.height), (before.width, before.height), "{name}");
        let (mean, share) = difference(&now, &before);
        println!("{name:24} mean {mean:5.2}, clearly different {:5.2} %", share * 100.0);
        if mean > MEAN || share > SHARE {
            wrong.push(name.to_owned());
        }
        seen += 1;
    }
    assert!(seen >= 20, "{seen}");
    assert!(
        wrong.is_empty(),
        "these look different; where that is meant, `scripts/gallery` makes them anew: {wrong:?}"
    );
}

#[test]
fn a_moved_tool_is_noticed_and_a_little_noise_is_not() {
    let (width, height) = (640, 360);
    let bench = |shift: usize, noise: u8| {
        let pixel = |i: usize| {
            let (x, y) = (i % width, i / width);
            let tool = (200 + shift..300 + shift).contains(&x) && (100..200).contains(&y);
            let value: u8 = if tool { 200 } else { 90 };
            value + ((x * 7 + y * 13) % 3) as u8 * noise
        };
        let rgb = (0..width * height).flat_map(|i| [pixel(i); 3]).collect();
        Picture { width, height, rgb }
    };
    let judged = |shift, noise| {
        let (mean, share) = difference(&bench(0, 0), &bench(shift, noise));
        mean <= MEAN && share <= SHARE
    };
    assert!(judged(0, 1), "noise of one level");
    assert!(!judged(60, 0), "a tool a hand's breadth away");
}
