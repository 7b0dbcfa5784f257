//! The colours of fibres and tubes, in the order of the French code.

use serde::{Deserialize, Serialize};

/// The French colour code of fibres and tubes, in order (TIA-598 orders the same colours otherwise).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// rouge
    Red,
    /// bleu
    Blue,
    /// vert
    Green,
    /// jaune
    Yellow,
    /// violet
    Violet,
    /// blanc
    White,
    /// orange
    Orange,
    /// gris
    Grey,
    /// marron
    Brown,
    /// noir
    Black,
    /// turquoise
    Aqua,
    /// rose
    Pink,
}

impl Colour {
    /// The twelve colours of the French code (FOTAG): 1 is red, 12 is pink.
    pub const CODE: [Colour; 12] = [
        Colour::Red,
        Colour::Blue,
        Colour::Green,
        Colour::Yellow,
        Colour::Violet,
        Colour::White,
        Colour::Orange,
        Colour::Grey,
        Colour::Brown,
        Colour::Black,
        Colour::Aqua,
        Colour::Pink,
    ];

    /// Colour of the n-th fibre or tube, from 1; it repeats after twelve.
    pub fn of(number: u8) -> Colour {
        Colour::CODE[usize::from(number.saturating_sub(1)) % 12]
    }

    /// sRGB bytes, as a person would name the colour on a real fibre.
    pub fn srgb(self) -> [u8; 3] {
        match self {
            Colour::Red => [212, 38, 38],
            Colour::Blue => [38, 92, 210],
            Colour::Green => [34, 150, 66],
            Colour::Yellow => [245, 208, 32],
            Colour::Violet => [124, 60, 166],
            Colour::White => [240, 240, 236],
            Colour::Orange => [240, 124, 26],
            Colour::Grey => [132, 138, 144],
            Colour::Brown => [120, 74, 40],
            Colour::Black => [30, 30, 32],
            Colour::Aqua => [40, 190, 196],
            Colour::Pink => [240, 130, 170],
        }
    }

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Red => "red",
            Colour::Blue => "blue",
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Violet => "violet",
            Colour::White => "white",
            Colour::Orange => "orange",
            Colour::Grey => "grey",
            Colour::Brown => "brown",
            Colour::Black => "black",
            Colour::Aqua => "aqua",
            Colour::Pink => "pink",
        }
    }
}
