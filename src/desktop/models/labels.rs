//! Printed things drawn by code: bin, bottle and packet labels, key legends, badge, the splicer's idle picture.

use bevy::prelude::*;

use super::shapes::{Shape, quad};
use super::textures::image;

type Ink = [f32; 3];
const BLACK: Ink = [0.10, 0.10, 0.11];
const WHITE: Ink = [0.96, 0.96, 0.95];

/// A sheet to draw on; lengths in pixels, y down.
struct Sheet {
    width: u32,
    height: u32,
    pixels: Vec<[f32; 4]>,
}

impl Sheet {
    fn new(width: u32, height: u32, paper: Ink) -> Sheet {
        Sheet { width, height, pixels: vec![[paper[0], paper[1], paper[2], 1.0]; (width * height) as usize] }
    }

    /// A sheet that lets the part under it through.
    fn clear(width: u32, height: u32) -> Sheet {
        Sheet { width, height, pixels: vec![[0.93, 0.95, 0.96, 0.0]; (width * height) as usize] }
    }

    fn image(self) -> Image {
        image(self.width, self.height, self.pixels, false)
    }

    /// Lays ink where `distance` is under 0, with a soft edge of one pixel.
    fn ink(&mut self, ink: Ink, distance: impl Fn(Vec2) -> f32) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let p = Vec2::new((i as u32 % self.width) as f32 + 0.5, (i as u32 / self.width) as f32 + 0.5);
            let cover = (0.5 - distance(p)).clamp(0.0, 1.0);
            let cover_ink = if pixel[3] == 0.0 && cover > 0.0 { 1.0 } else { cover };
            for (own, new) in pixel.iter_mut().zip(ink) {
                *own += (new - *own) * cover_ink;
            }
            pixel[3] += (1.0 - pixel[3]) * cover;
        }
    }

    fn rect(&mut self, ink: Ink, x: f32, y: f32, w: f32, h: f32, radius: f32) {
        let (centre, half) = (Vec2::new(x + w / 2.0, y + h / 2.0), Vec2::new(w, h) / 2.0 - Vec2::splat(radius));
        self.ink(ink, |p| ((p - centre).abs() - half).max(Vec2::ZERO).length() - radius);
    }

    fn line(&mut self, ink: Ink, points: &[(f32, f32)], width: f32) {
        let points: Vec<Vec2> = points.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
        self.ink(ink, |p| points.windows(2).map(|w| segment(p, w[0], w[1])).fold(f32::MAX, f32::min) - width / 2.0);
    }

    fn polygon(&mut self, ink: Ink, points: &[(f32, f32)], round: f32) {
        let points: Vec<Vec2> = points.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
        let n = points.len();
        self.ink(ink, |p| {
            let mut inside = false;
            let mut near = f32::MAX;
            for i in 0..n {
                let (a, b) = (points[i], points[(i + 1) % n]);
                near = near.min(segment(p, a, b));
                if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
                    inside = !inside;
                }
            }
            if inside { -near - round } else { near - round }
        });
    }

    fn circle(&mut self, ink: Ink, x: f32, y: f32, radius: f32) {
        self.ink(ink, |p| p.distance(Vec2::new(x, y)) - radius);
    }

    /// Capital letters and digits, `height` high, from `x` on or centred on it.
    fn text(&mut self, ink: Ink, text: &str, (x, y): (f32, f32), height: f32, weight: f32, centred: bool) {
        let unit = height / 6.0;
        let advance = unit * 5.8;
        let start = if centred { x - (text.chars().count() as f32 * advance - unit * 1.8) / 2.0 } else { x };
        for (i, letter) in text.chars().enumerate() {
            let left = start + i as f32 * advance;
            for run in strokes(letter).split('|').filter(|run| !run.is_empty()) {
                let points: Vec<(f32, f32)> = run
                    .split(' ')
                    .filter_map(|xy| {
                        let mut digits = xy.chars().filter_map(|c| c.to_digit(10)).map(|d| d as f32);
                        Some((left + digits.next()? * unit, y + digits.next()? * unit))
                    })
                    .collect();
                self.line(ink, &points, weight);
            }
            if letter == 'É' {
                self.line(ink, &[(left + 1.6 * unit, y - 1.0 * unit), (left + 2.8 * unit, y - 1.9 * unit)], weight);
            }
        }
    }
}

/// Letters as flat strokes facing +z, centred, for marks on parts.
pub fn letters(text: &str, height: f32, weight: f32) -> Shape {
    let unit = height / 6.0;
    let count = text.chars().count() as f32;
    let mut s = Shape::default();
    for (i, letter) in text.chars().enumerate() {
        let left = (i as f32 - count / 2.0) * unit * 5.8 + unit * 0.9;
        for run in strokes(letter).split('|').filter(|run| !run.is_empty()) {
            let points: Vec<Vec2> = run
                .split(' ')
                .filter_map(|xy| {
                    let mut digits = xy.chars().filter_map(|c| c.to_digit(10)).map(|d| d as f32);
                    Some(Vec2::new(left + digits.next()? * unit, height / 2.0 - digits.next()? * unit))
                })
                .collect();
            for w in points.windows(2) {
                let (d, middle) = (w[1] - w[0], (w[0] + w[1]) / 2.0);
                let stroke = quad(d.length(), weight).turned(0.0, 0.0, d.to_angle().to_degrees());
                s.join(stroke.at(middle.x, middle.y, 0.0));
            }
            // Strokes have round ends and joints, as a pen leaves them.
            for p in points {
                s.join(dot(weight / 2.0).at(p.x, p.y, 0.0));
            }
        }
    }
    s
}

/// A flat disc facing +z.
fn dot(radius: f32) -> Shape {
    let mut s = Shape::default();
    let rim: Vec<u32> = (0..8)
        .map(|i| {
            let at = Vec2::from_angle(std::f32::consts::FRAC_PI_4 * i as f32) * radius;
            s.vertex(at.extend(0.0), Vec3::Z, Vec2::ZERO)
        })
        .collect();
    for pair in rim.windows(2).skip(1) {
        s.triangle(rim[0], pair[0], pair[1]);
    }
    s
}

fn segment(p: Vec2, a: Vec2, b: Vec2) -> f32 {
    let t = ((p - a).dot(b - a) / (b - a).length_squared().max(1e-6)).clamp(0.0, 1.0);
    p.distance(a + (b - a) * t)
}

/// Runs of points on a grid of 4 by 6, y down.
fn strokes(letter: char) -> &'static str {
    match letter {
        'A' => "06 20 46|14 34",
        'B' => "06 00 30 41 42 33 03|33 44 45 36 06",
        'C' => "41 30 10 01 05 16 36 45",
        'D' => "06 00 20 42 44 26 06",
        'E' | 'É' => "40 00 06 46|03 33",
        'F' => "40 00 06|03 33",
        'G' => "41 30 10 01 05 16 36 45 43 23",
        'H' => "00 06|40 46|03 43",
        'I' => "20 26",
        'J' => "40 45 36 16 05",
        'K' => "00 06|40 03 46",
        'L' => "00 06 46",
        'M' => "06 00 23 40 46",
        'N' => "06 00 46 40",
        'O' | '0' => "10 30 41 45 36 16 05 01 10",
        'P' => "06 00 30 41 42 33 03",
        'Q' => "10 30 41 45 36 16 05 01 10|34 46",
        'R' => "06 00 30 41 42 33 03|23 46",
        'S' => "41 30 10 01 02 13 33 44 45 36 16 05",
        'T' => "00 40|20 26",
        'U' => "00 05 16 36 45 40",
        'V' => "00 26 40",
        'W' => "00 16 22 36 40",
        'X' => "00 46|40 06",
        'Y' => "00 23 40|23 26",
        'Z' => "00 40 06 46",
        '1' => "11 20 26",
        '2' => "01 10 30 41 42 06 46",
        '3' => "00 40 22 32 43 45 36 16 05",
        '4' => "36 30 04 44",
        '5' => "40 00 02 32 43 45 36 16 05",
        '6' => "41 30 10 01 05 16 36 45 44 33 03",
        '7' => "00 40 16",
        '8' => "10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33",
        '9' => "43 13 02 01 10 30 41 45 36 16",
        '%' => "40 06|00 11|35 46",
        '-' => "13 33",
        '.' => "26 26",
        '/' => "40 06",
        _ => "",
    }
}

/// Warning label of the scrap box.
pub fn bin() -> Image {
    let mut s = Sheet::new(256, 192, WHITE);
    s.rect(BLACK, 0.0, 0.0, 256.0, 192.0, 4.0);
    s.rect([0.98, 0.80, 0.08], 4.0, 4.0, 248.0, 184.0, 4.0);
    s.polygon(BLACK, &[(128.0, 20.0), (182.0, 108.0), (74.0, 108.0)], 9.0);
    s.polygon([0.98, 0.80, 0.08], &[(128.0, 34.0), (171.0, 103.0), (85.0, 103.0)], 2.0);
    // A splinter that pricks a finger says it without words.
    s.line(BLACK, &[(102.0, 94.0), (138.0, 62.0)], 4.0);
    s.polygon(BLACK, &[(142.0, 58.0), (160.0, 96.0), (144.0, 96.0), (132.0, 72.0)], 3.0);
    s.text(BLACK, "DÉCHETS FIBRE", (128.0, 132.0), 17.0, 4.2, true);
    s.text(BLACK, "FIBRE SHARDS", (128.0, 162.0), 13.0, 2.8, true);
    s.image()
}

/// Label of the alcohol bottle.
pub fn bottle() -> Image {
    let mut s = Sheet::new(256, 192, WHITE);
    s.rect([0.10, 0.42, 0.66], 0.0, 0.0, 256.0, 58.0, 0.0);
    s.text(WHITE, "IPA 99.9%", (92.0, 17.0), 24.0, 5.0, true);
    s.text([0.12, 0.2, 0.3], "ALCOOL", (76.0, 76.0), 15.0, 3.2, true);
    s.text([0.12, 0.2, 0.3], "ISOPROPYLIQUE", (84.0, 106.0), 10.0, 2.3, true);
    let frame = [(200.0, 84.0), (236.0, 120.0), (200.0, 156.0), (164.0, 120.0), (200.0, 84.0)];
    s.line([0.85, 0.12, 0.12], &frame, 5.0);
    s.polygon(
        BLACK,
        &[(200.0, 100.0), (212.0, 124.0), (207.0, 137.0), (193.0, 137.0), (188.0, 122.0), (195.0, 118.0)],
        1.0,
    );
    s.line([0.5, 0.5, 0.5], &[(20.0, 140.0), (140.0, 140.0)], 2.0);
    s.line([0.5, 0.5, 0.5], &[(20.0, 152.0), (120.0, 152.0)], 2.0);
    s.line([0.5, 0.5, 0.5], &[(20.0, 164.0), (132.0, 164.0)], 2.0);
    s.image()
}

/// Label of the gel-remover packet.
pub fn packet() -> Image {
    let mut s = Sheet::new(256, 192, [0.93, 0.94, 0.94]);
    s.rect([0.91, 0.45, 0.10], 0.0, 0.0, 256.0, 66.0, 0.0);
    s.text(WHITE, "D-GEL", (128.0, 18.0), 30.0, 6.5, true);
    s.text([0.2, 0.2, 0.22], "DÉGRAISSANT", (128.0, 92.0), 15.0, 3.2, true);
    s.text([0.4, 0.4, 0.42], "GEL REMOVER", (128.0, 124.0), 12.0, 2.4, true);
    s.circle([0.91, 0.45, 0.10], 128.0, 166.0, 9.0);
    s.image()
}

/// Legends of the keys side by side, in the order of the keypad's codes: program, view, set, reset, test, heat, menu,
/// back, up, down.
pub fn keys() -> Image {
    let ink = [0.93, 0.95, 0.96];
    let mut s = Sheet::clear(640, 64);
    for y in [20.0, 32.0, 44.0] {
        s.circle(ink, 18.0, y, 3.0);
        s.line(ink, &[(27.0, y), (48.0, y)], 5.0);
    }
    s.text(ink, "X/Y", (96.0, 23.0), 18.0, 4.0, true);
    s.polygon(ink, &[(150.0, 16.0), (174.0, 32.0), (150.0, 48.0)], 2.0);
    let turn: Vec<(f32, f32)> = (0..=14)
        .map(|i| {
            let a = (-60.0 + i as f32 * 20.0_f32).to_radians();
            (224.0 + 14.0 * a.cos(), 33.0 + 14.0 * a.sin())
        })
        .collect();
    s.line(ink, &turn, 5.0);
    s.polygon(ink, &[(222.0, 10.0), (238.0, 15.0), (227.0, 28.0)], 1.0);
    s.line(ink, &[(270.0, 32.0), (306.0, 32.0)], 5.0);
    s.polygon(ink, &[(264.0, 32.0), (275.0, 22.0), (275.0, 42.0)], 1.0);
    s.polygon(ink, &[(312.0, 32.0), (301.0, 22.0), (301.0, 42.0)], 1.0);
    for x in [340.0, 352.0, 364.0] {
        let wave: Vec<(f32, f32)> =
            (0..=8).map(|i| (x + 4.0 * (i as f32 * 0.8).sin(), 16.0 + 4.0 * i as f32)).collect();
        s.line(ink, &wave, 4.0);
    }
    for (x, y) in [(398.0, 16.0), (418.0, 16.0), (398.0, 35.0), (418.0, 35.0)] {
        s.rect(ink, x, y, 15.0, 13.0, 2.0);
    }
    s.polygon(ink, &[(460.0, 26.0), (476.0, 13.0), (476.0, 39.0)], 1.0);
    s.line(ink, &[(474.0, 26.0), (498.0, 26.0), (498.0, 46.0), (470.0, 46.0)], 5.0);
    s.polygon(ink, &[(526.0, 44.0), (562.0, 44.0), (544.0, 18.0)], 2.0);
    s.polygon(ink, &[(590.0, 20.0), (626.0, 20.0), (608.0, 46.0)], 2.0);
    s.image()
}

/// Name plate of the splicer.
pub fn badge() -> Image {
    let mut s = Sheet::clear(256, 48);
    s.polygon([0.95, 0.48, 0.12], &[(14.0, 12.0), (30.0, 12.0), (22.0, 36.0), (6.0, 36.0)], 0.0);
    s.text([0.92, 0.93, 0.94], "ÉPISSURE", (40.0, 15.0), 18.0, 3.6, false);
    s.text([0.95, 0.55, 0.2], "C6", (206.0, 15.0), 18.0, 3.6, false);
    s.image()
}

/// What the splicer's screen shows before anything writes to it: two ends facing each other.
pub fn idle_screen() -> Image {
    let mut s = Sheet::new(420, 260, [0.02, 0.05, 0.10]);
    for (top, shift) in [(34.0, 0.0), (134.0, 3.0)] {
        s.rect([0.30, 0.33, 0.36], 10.0, top, 400.0, 92.0, 3.0);
        for (x, dy) in [(10.0, shift), (236.0, -shift)] {
            s.rect([0.08, 0.09, 0.10], x, top + 22.0 + dy, 174.0, 48.0, 1.0);
            s.rect([0.50, 0.54, 0.57], x, top + 30.0 + dy, 173.0, 32.0, 1.0);
            s.rect([0.86, 0.90, 0.92], x, top + 42.0 + dy, 173.0, 8.0, 1.0);
        }
    }
    s.text([0.55, 0.85, 0.98], "SM G657", (12.0, 11.0), 12.0, 2.2, false);
    s.text([0.35, 0.85, 0.45], "READY", (342.0, 11.0), 12.0, 2.2, false);
    s.text([0.85, 0.88, 0.9], "X", (18.0, 42.0), 11.0, 2.2, false);
    s.text([0.85, 0.88, 0.9], "Y", (18.0, 142.0), 11.0, 2.2, false);
    s.text([0.7, 0.75, 0.8], "L 0.4  R 0.5", (12.0, 238.0), 11.0, 2.0, false);
    s.image()
}
