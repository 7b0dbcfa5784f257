//! A picture in memory to draw on: the instruments' own screens.

use core::convert::Infallible;

use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::{Rgb888, RgbColor};
use embedded_graphics::prelude::{Drawable, Primitive};
use embedded_graphics::primitives::{Line, PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Alignment, Baseline, Text, TextStyleBuilder};

/// Left, middle or right of a text.
pub use embedded_graphics::text::Alignment as Align;

/// An RGBA picture.
pub struct Pixels<'a> {
    /// Its bytes, top row first.
    pub buffer: &'a mut [u8],
    /// Its width and height.
    pub size: (u32, u32),
}

impl OriginDimensions for Pixels<'_> {
    fn size(&self) -> Size {
        Size::new(self.size.0, self.size.1)
    }
}

impl DrawTarget for Pixels<'_> {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            if (0..self.size.0 as i32).contains(&at.x) && (0..self.size.1 as i32).contains(&at.y) {
                let first = (at.y as usize * self.size.0 as usize + at.x as usize) * 4;
                if let Some(pixel) = self.buffer.get_mut(first..first + 4) {
                    pixel.copy_from_slice(&[colour.r(), colour.g(), colour.b(), 255]);
                }
            }
        }
        Ok(())
    }
}

/// Draws everything so many times as large from a corner.
struct Larger<'a, 'b> {
    pixels: &'a mut Pixels<'b>,
    corner: Point,
    times: i32,
}

impl OriginDimensions for Larger<'_, '_> {
    fn size(&self) -> Size {
        self.pixels.size()
    }
}

impl DrawTarget for Larger<'_, '_> {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            let first = self.corner + at * self.times;
            let side = self.times as u32;
            self.pixels.fill(first.x, first.y, side, side, colour);
        }
        Ok(())
    }
}

impl Pixels<'_> {
    /// A filled rectangle.
    pub fn fill(&mut self, x: i32, y: i32, width: u32, height: u32, colour: Rgb888) {
        let area = Rectangle::new(Point::new(x, y), Size::new(width, height));
        let _ = area.into_styled(PrimitiveStyle::with_fill(colour)).draw(self);
    }

    /// A line.
    pub fn line(&mut self, a: (i32, i32), b: (i32, i32), width: u32, colour: Rgb888) {
        let line = Line::new(Point::new(a.0, a.1), Point::new(b.0, b.1));
        let _ = line.into_styled(PrimitiveStyle::with_stroke(colour, width)).draw(self);
    }

    /// A text, `times` as large as its font, its top at `y`.
    pub fn text(&mut self, text: &str, x: i32, y: i32, times: i32, font: &MonoFont, colour: Rgb888, align: Alignment) {
        let style = TextStyleBuilder::new().alignment(align).baseline(Baseline::Top).build();
        let text = Text::with_text_style(text, Point::zero(), MonoTextStyle::new(font, colour), style);
        let _ = text.draw(&mut Larger { pixels: self, corner: Point::new(x, y), times });
    }
}
