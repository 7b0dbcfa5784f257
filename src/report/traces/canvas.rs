//! A picture in memory: shapes and letters by embedded-graphics, smooth lines by their distance to each pixel.

use std::convert::Infallible;

use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::{Rgb888, RgbColor};
use embedded_graphics::primitives::{Primitive, PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Alignment, Baseline, Text, TextStyleBuilder};
use embedded_graphics::{Drawable, pixelcolor::WebColors};

/// A part of the picture, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// The picture.
pub struct Canvas {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Canvas {
    /// A white one.
    pub fn new(width: u32, height: u32) -> Canvas {
        let mut canvas = Canvas { width, height, rgba: vec![255; width as usize * height as usize * 4] };
        canvas.rectangle(Area { left: 0.0, top: 0.0, right: width as f32, bottom: height as f32 }, Rgb888::CSS_WHITE);
        canvas
    }

    /// Its size, pixels.
    pub fn size_px(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Its pixels, four bytes each, row by row.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// Fills a rectangle.
    pub fn rectangle(&mut self, area: Area, colour: Rgb888) {
        let (left, top) = (area.left.round() as i32, area.top.round() as i32);
        let size = Size::new(
            (area.right.round() as i32 - left).max(0) as u32,
            (area.bottom.round() as i32 - top).max(0) as u32,
        );
        let style = PrimitiveStyle::with_fill(colour);
        let Ok(()) = Rectangle::new(Point::new(left, top), size).into_styled(style).draw(self);
    }

    /// A text on the line whose middle is at `y`.
    pub fn text(&mut self, text: &str, (x, y): (f32, f32), font: &MonoFont<'_>, colour: Rgb888, align: Alignment) {
        let style = TextStyleBuilder::new().alignment(align).baseline(Baseline::Middle).build();
        let at = Point::new(x.round() as i32, y.round() as i32);
        let Ok(_) = Text::with_text_style(text, at, MonoTextStyle::new(font, colour), style).draw(self);
    }

    /// A smooth line through points, `width` pixels wide, within an area.
    pub fn polyline(&mut self, points: &[(f32, f32)], width: f32, colour: Rgb888, clip: Area) {
        let x0 = clip.left.max(0.0) as usize;
        let y0 = clip.top.max(0.0) as usize;
        let x1 = (clip.right.ceil().max(0.0) as usize).min(self.width as usize);
        let y1 = (clip.bottom.ceil().max(0.0) as usize).min(self.height as usize);
        if x1 <= x0 || y1 <= y0 {
            return;
        }
        // Coverage of the whole line first: where its pieces meet, nothing is painted twice.
        let across = x1 - x0;
        let mut cover = vec![0.0_f32; across * (y1 - y0)];
        let reach = width / 2.0 + 1.0;
        let within = |value: f32, low: usize, high: usize| (value.max(low as f32) as usize).min(high);
        for pair in points.windows(2) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            if ![ax, ay, bx, by].iter().all(|value| value.is_finite()) {
                continue;
            }
            let (dx, dy) = (bx - ax, by - ay);
            let length = dx * dx + dy * dy;
            let rows = within(ay.min(by) - reach, y0, y1)..within(ay.max(by) + reach + 1.0, y0, y1);
            for y in rows {
                for x in within(ax.min(bx) - reach, x0, x1)..within(ax.max(bx) + reach + 1.0, x0, x1) {
                    let (px, py) = (x as f32 + 0.5 - ax, y as f32 + 0.5 - ay);
                    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
                    let (ex, ey) = (px - along * dx, py - along * dy);
                    let seen = (width / 2.0 + 0.5 - (ex * ex + ey * ey).sqrt()).clamp(0.0, 1.0);
                    let cell = &mut cover[(y - y0) * across + x - x0];
                    *cell = cell.max(seen);
                }
            }
        }
        for (i, share) in cover.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            self.blend(x0 + i % across, y0 + i / across, colour, *share);
        }
    }

    /// A smooth disc.
    pub fn disc(&mut self, (x, y): (f32, f32), radius: f32, colour: Rgb888) {
        let all = Area { left: 0.0, top: 0.0, right: self.width as f32, bottom: self.height as f32 };
        self.polyline(&[(x, y), (x, y)], 2.0 * radius, colour, all);
    }

    fn blend(&mut self, x: usize, y: usize, colour: Rgb888, share: f32) {
        let at = (y * self.width as usize + x) * 4;
        let Some(pixel) = self.rgba.get_mut(at..at + 3) else { return };
        for (value, wanted) in pixel.iter_mut().zip([colour.r(), colour.g(), colour.b()]) {
            *value = (f32::from(*value) + share * (f32::from(wanted) - f32::from(*value))).round() as u8;
        }
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }
}

impl DrawTarget for Canvas {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(at.x), usize::try_from(at.y)) else { continue };
            if x < self.width as usize {
                self.blend(x, y, colour, 1.0);
            }
        }
        Ok(())
    }
}
