//! What stands round the camera picture: words, keys, bars, banners, and a fibre in its groove.

use core::convert::Infallible;
use core::fmt;

use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::iso_8859_15::{FONT_9X18_BOLD, FONT_10X20};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::{Rgb888, RgbColor};
use embedded_graphics::primitives::{
    Circle, Line as Stroke, Primitive, PrimitiveStyle, Rectangle, RoundedRectangle, Triangle,
};
use embedded_graphics::text::{Alignment, Baseline, Text, TextStyleBuilder};
use embedded_graphics::{Drawable, prelude::Transform};

use super::{FOOTER, SIZE};
use crate::catalogue::vocabulary::Key;

pub const PANEL: Rgb888 = Rgb888::new(14, 22, 34);
pub const INK: Rgb888 = Rgb888::new(236, 242, 248);
pub const DIM: Rgb888 = Rgb888::new(112, 132, 152);
pub const BLUE: Rgb888 = Rgb888::new(46, 122, 214);
pub const GREEN: Rgb888 = Rgb888::new(74, 206, 118);
pub const AMBER: Rgb888 = Rgb888::new(255, 176, 32);
pub const RED: Rgb888 = Rgb888::new(232, 76, 58);
const TRACK: Rgb888 = Rgb888::new(38, 50, 66);

/// Where a text stands by its x.
pub type Align = TextAlign;

/// Left, middle or right.
#[derive(Clone, Copy)]
pub enum TextAlign {
    Left,
    Middle,
    Right,
}

/// A short text without an allocation; what does not fit is cut.
#[derive(Default)]
pub struct Line {
    bytes: [u8; 32],
    len: usize,
}

impl Line {
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }

    pub fn decimal_comma(&mut self) {
        for byte in &mut self.bytes[..self.len] {
            if *byte == b'.' {
                *byte = b',';
            }
        }
    }
}

impl fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            let width = letter.len_utf8();
            let Some(room) = self.bytes.get_mut(self.len..self.len + width) else { return Ok(()) };
            letter.encode_utf8(room);
            self.len += width;
        }
        Ok(())
    }
}

/// The buffer as something that can be drawn on.
pub struct Canvas<'a> {
    pub buffer: &'a mut [u8],
}

impl OriginDimensions for Canvas<'_> {
    fn size(&self) -> Size {
        Size::new(SIZE.0, SIZE.1)
    }
}

impl DrawTarget for Canvas<'_> {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            if (0..SIZE.0 as i32).contains(&at.x) && (0..SIZE.1 as i32).contains(&at.y) {
                let first = (at.y as usize * SIZE.0 as usize + at.x as usize) * 4;
                if let Some(pixel) = self.buffer.get_mut(first..first + 4) {
                    pixel.copy_from_slice(&[colour.r(), colour.g(), colour.b(), 255]);
                }
            }
        }
        Ok(())
    }
}

/// Draws everything twice as large from a corner: the loss is read from an arm's length.
struct Twice<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    corner: Point,
}

impl OriginDimensions for Twice<'_, '_> {
    fn size(&self) -> Size {
        Size::new(SIZE.0 / 2, SIZE.1 / 2)
    }
}

impl DrawTarget for Twice<'_, '_> {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        let corner = self.corner;
        self.canvas.draw_iter(pixels.into_iter().flat_map(|Pixel(at, colour)| {
            let first = corner + Point::new(at.x * 2, at.y * 2);
            [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Pixel(first + Point::new(dx, dy), colour))
        }))
    }
}

impl Canvas<'_> {
    pub fn fill(&mut self, x: i32, y: i32, width: u32, height: u32, colour: Rgb888) {
        let area = Rectangle::new(Point::new(x, y), Size::new(width, height));
        self.put(area.into_styled(PrimitiveStyle::with_fill(colour)));
    }

    fn put(&mut self, shape: impl Drawable<Color = Rgb888>) {
        // Drawing on memory cannot fail.
        let _ = shape.draw(self);
    }

    fn line(&mut self, a: (i32, i32), b: (i32, i32), width: u32, colour: Rgb888) {
        let stroke = Stroke::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
        self.put(stroke.into_styled(PrimitiveStyle::with_stroke(colour, width)));
    }

    fn triangle(&mut self, corners: [(i32, i32); 3], colour: Rgb888) {
        let [a, b, c] = corners.map(|(x, y)| Point::new(x, y));
        self.put(Triangle::new(a, b, c).into_styled(PrimitiveStyle::with_fill(colour)));
    }

    pub fn text(&mut self, text: &str, x: i32, y: i32, font: &MonoFont, colour: Rgb888, align: Align) {
        let alignment = match align {
            TextAlign::Left => Alignment::Left,
            TextAlign::Middle => Alignment::Center,
            TextAlign::Right => Alignment::Right,
        };
        let style = TextStyleBuilder::new().alignment(alignment).baseline(Baseline::Top).build();
        self.put(Text::with_text_style(text, Point::new(x, y), MonoTextStyle::new(font, colour), style));
    }

    /// A text twice as large, centred.
    pub fn large(&mut self, text: &str, x: i32, y: i32, colour: Rgb888) {
        let style = TextStyleBuilder::new().alignment(Alignment::Center).baseline(Baseline::Top).build();
        let text = Text::with_text_style(text, Point::zero(), MonoTextStyle::new(&FONT_9X18_BOLD, colour), style);
        let _ = text.draw(&mut Twice { canvas: self, corner: Point::new(x, y) });
    }

    pub fn bar(&mut self, x: i32, y: i32, width: u32, share: f64, colour: Rgb888) {
        let whole = Rectangle::new(Point::new(x, y), Size::new(width, 10));
        let round = |area| RoundedRectangle::with_equal_corners(area, Size::new(5, 5));
        self.put(round(whole).into_styled(PrimitiveStyle::with_fill(TRACK)));
        let filled = (f64::from(width) * share.clamp(0.0, 1.0)) as u32;
        if filled > 2 {
            let part = Rectangle::new(whole.top_left, Size::new(filled, 10));
            self.put(round(part).into_styled(PrimitiveStyle::with_fill(colour)));
        }
    }

    /// A line over the picture that cannot be overlooked.
    pub fn banner(&mut self, colour: Rgb888, y: i32, text: &str) {
        self.fill(0, y, SIZE.0, 34, Rgb888::new(18, 16, 14));
        self.fill(0, y, SIZE.0, 2, colour);
        let half = text.chars().count() as i32 * 5;
        let x = SIZE.0 as i32 / 2;
        let left = x - half - 22;
        self.triangle([(left - 12, y + 28), (left + 12, y + 28), (left, y + 6)], colour);
        self.fill(left - 1, y + 13, 3, 8, Rgb888::new(18, 16, 14));
        self.fill(left - 1, y + 23, 3, 3, Rgb888::new(18, 16, 14));
        self.text(text, x, y + 8, &FONT_10X20, colour, TextAlign::Middle);
    }

    /// The next step in words, after the key that takes it.
    pub fn hint(&mut self, key: Option<Key>, y: i32, text: &str) {
        self.fill(0, y, SIZE.0, (FOOTER - y) as u32, Rgb888::new(22, 34, 50));
        let x = match key {
            Some(key) => {
                self.key(key, 12, y + 5);
                48
            }
            None => 14,
        };
        self.text(text, x, y + 5, &FONT_10X20, INK, TextAlign::Left);
    }

    /// Another key that works now, at the right.
    pub fn second_hint(&mut self, key: Key, y: i32, text: &str) {
        self.text(text, 466, y + 5, &FONT_10X20, DIM, TextAlign::Right);
        let wide = text.chars().count() as i32 * 10;
        self.key(key, 466 - wide - 36, y + 5);
    }

    /// A key with the legend that its cap carries.
    pub fn key(&mut self, key: Key, x: i32, y: i32) {
        let cap = match key {
            Key::Set => Rgb888::new(24, 118, 66),
            Key::Reset => Rgb888::new(168, 44, 36),
            Key::Heat => Rgb888::new(190, 98, 20),
            Key::Program | Key::View | Key::Test | Key::Menu | Key::Back | Key::Up | Key::Down => {
                Rgb888::new(62, 68, 76)
            }
        };
        let area = Rectangle::new(Point::new(x, y), Size::new(28, 20));
        let round = RoundedRectangle::with_equal_corners(area, Size::new(5, 5));
        self.put(round.into_styled(PrimitiveStyle::with_fill(cap)));
        let (cx, cy) = (x + 14, y + 10);
        match key {
            Key::Set => self.triangle([(cx - 5, cy - 6), (cx - 5, cy + 6), (cx + 7, cy)], INK),
            Key::Reset => {
                let ring = Circle::with_center(Point::new(cx, cy + 1), 12);
                self.put(ring.into_styled(PrimitiveStyle::with_stroke(INK, 2)));
                self.fill(cx - 7, cy - 6, 7, 5, cap);
                self.triangle([(cx - 5, cy - 6), (cx + 2, cy - 9), (cx + 2, cy - 1)], INK);
            }
            Key::View => self.text(
                "X/Y",
                cx,
                cy - 6,
                &embedded_graphics::mono_font::iso_8859_15::FONT_7X13_BOLD,
                INK,
                TextAlign::Middle,
            ),
            Key::Test => {
                self.line((cx - 7, cy), (cx + 7, cy), 2, INK);
                self.triangle([(cx - 11, cy), (cx - 6, cy - 5), (cx - 6, cy + 5)], INK);
                self.triangle([(cx + 11, cy), (cx + 6, cy - 5), (cx + 6, cy + 5)], INK);
            }
            Key::Heat => {
                for dx in [-6, 0, 6] {
                    self.line((cx + dx, cy - 6), (cx + dx + 2, cy - 2), 2, INK);
                    self.line((cx + dx + 2, cy - 2), (cx + dx, cy + 2), 2, INK);
                    self.line((cx + dx, cy + 2), (cx + dx + 2, cy + 6), 2, INK);
                }
            }
            Key::Menu => {
                for (dx, dy) in [(-7, -6), (1, -6), (-7, 1), (1, 1)] {
                    self.fill(cx + dx, cy + dy, 6, 5, INK);
                }
            }
            Key::Back => {
                self.triangle([(cx - 9, cy - 2), (cx - 2, cy - 8), (cx - 2, cy + 4)], INK);
                self.line((cx - 2, cy - 2), (cx + 7, cy - 2), 2, INK);
                self.line((cx + 7, cy - 2), (cx + 7, cy + 6), 2, INK);
                self.line((cx + 7, cy + 6), (cx - 3, cy + 6), 2, INK);
            }
            Key::Up => self.triangle([(cx - 7, cy + 4), (cx + 7, cy + 4), (cx, cy - 6)], INK),
            Key::Down => self.triangle([(cx - 7, cy - 4), (cx + 7, cy - 4), (cx, cy + 6)], INK),
            Key::Program => {
                for dy in [-5, 0, 5] {
                    self.fill(cx - 8, cy + dy - 1, 3, 3, INK);
                    self.fill(cx - 3, cy + dy - 1, 11, 2, INK);
                }
            }
        }
    }

    pub fn battery(&mut self, x: i32, y: i32) {
        let body = Rectangle::new(Point::new(x, y), Size::new(30, 16));
        self.put(body.into_styled(PrimitiveStyle::with_stroke(INK, 2)));
        self.fill(x + 30, y + 5, 3, 6, INK);
        for i in 0..3 {
            self.fill(x + 4 + i * 8, y + 4, 6, 8, GREEN);
        }
    }

    pub fn dashes(&mut self, x: i32, top: i32, bottom: i32, colour: Rgb888) {
        for y in (top..bottom).step_by(10) {
            self.fill(x, y, 1, 6, colour);
        }
    }

    /// The two electrodes, points towards each other.
    pub fn electrodes(&mut self, x: i32, top: i32, bottom: i32) {
        let metal = Rgb888::new(176, 184, 194);
        self.triangle([(x - 9, top), (x + 9, top), (x, top + 26)], metal);
        self.triangle([(x - 9, bottom), (x + 9, bottom), (x, bottom - 26)], metal);
    }

    /// The groove's block, seen from above, with its V as a dark line.
    pub fn groove(&mut self, x: i32, axis: i32, sign: i32) {
        let left = if sign < 0 { 0 } else { x };
        let width = if sign < 0 { x } else { SIZE.0 as i32 - x };
        self.fill(left, axis - 34, width as u32, 68, Rgb888::new(52, 62, 74));
        self.fill(left, axis - 9, width as u32, 18, Rgb888::new(20, 26, 34));
        self.fill(left, axis - 34, width as u32, 2, Rgb888::new(92, 104, 118));
    }

    /// A fibre from its tip over its bare glass to its coating, out to the screen's edge.
    pub fn fibre(&mut self, tip: i32, coat: i32, y: i32, glass: Rgb888, coating: Rgb888) {
        let edge = if coat >= tip { SIZE.0 as i32 } else { 0 };
        let (low, high) = (tip.min(edge), tip.max(edge));
        self.fill(low, y - 3, (high - low) as u32, 6, glass);
        self.fill(low, y - 1, (high - low) as u32, 2, INK);
        let coat = coat.clamp(0, SIZE.0 as i32);
        let (low, high) = (coat.min(edge), coat.max(edge));
        self.fill(low, y - 7, (high - low) as u32, 14, coating);
    }

    /// A protection sleeve at its length: 2 px a millimetre.
    pub fn sleeve(&mut self, x: i32, y: i32, length_mm: f64, lit: bool) {
        let width = (length_mm * 2.0).clamp(8.0, 130.0) as u32;
        let tall = if length_mm <= 40.0 { 8 } else { 14 };
        let area = Rectangle::new(Point::new(x, y - tall / 2), Size::new(width, tall as u32));
        let colour = if lit { INK } else { DIM };
        let round = RoundedRectangle::with_equal_corners(area, Size::new(3, 3));
        self.put(round.into_styled(PrimitiveStyle::with_stroke(colour, 2)));
        self.fill(x, y, width, 1, colour);
    }

    pub fn speck(&mut self, x: i32, y: i32, colour: Rgb888) {
        self.put(Circle::with_center(Point::new(x, y), 7).into_styled(PrimitiveStyle::with_fill(colour)));
    }

    /// The offset between the cores on a scale of ±1 µm.
    pub fn offset_scale(&mut self, x: i32, y: i32, offset_um: f64) {
        self.line((x - 60, y), (x + 60, y), 1, DIM);
        for tick in -2..=2 {
            let tall = if tick % 2 == 0 { 4 } else { 2 };
            self.line((x + tick * 30, y - tall), (x + tick * 30, y + tall), 1, DIM);
        }
        let at = x + (offset_um.clamp(-1.05, 1.05) * 60.0) as i32;
        let mark = Triangle::new(Point::new(-5, -9), Point::new(5, -9), Point::zero());
        self.put(mark.translate(Point::new(at, y)).into_styled(PrimitiveStyle::with_fill(INK)));
    }
}
