//! Four numbers that are worked side by side: one of each of four rods. The compiler makes vector instructions of it.

use core::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// Rods that are solved side by side.
pub(super) const LANES: usize = 4;

/// One number of each of four rods.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(32))]
pub(super) struct Lanes(pub [f64; LANES]);

impl Lanes {
    pub const ZERO: Lanes = Lanes([0.0; LANES]);

    #[inline(always)]
    pub const fn all(value: f64) -> Lanes {
        Lanes([value; LANES])
    }

    #[inline(always)]
    fn with(self, other: Lanes, f: impl Fn(f64, f64) -> f64) -> Lanes {
        let (a, b) = (self.0, other.0);
        Lanes([f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])])
    }

    #[inline(always)]
    pub fn sqrt(self) -> Lanes {
        Lanes(self.0.map(f64::sqrt))
    }

    /// Nothing in the lanes that are not open.
    #[inline(always)]
    pub fn only(self, open: [bool; LANES]) -> Lanes {
        let a = self.0;
        let keep = |lane: usize| if open[lane] { a[lane] } else { 0.0 };
        Lanes([keep(0), keep(1), keep(2), keep(3)])
    }

    /// One over each.
    #[inline(always)]
    pub fn recip(self) -> Lanes {
        Lanes::all(1.0).with(self, |a, b| a / b)
    }

    #[inline(always)]
    pub fn max(self, other: Lanes) -> Lanes {
        self.with(other, |a, b| if a > b { a } else { b })
    }
}

impl Add for Lanes {
    type Output = Lanes;
    #[inline(always)]
    fn add(self, other: Lanes) -> Lanes {
        self.with(other, |a, b| a + b)
    }
}

impl Sub for Lanes {
    type Output = Lanes;
    #[inline(always)]
    fn sub(self, other: Lanes) -> Lanes {
        self.with(other, |a, b| a - b)
    }
}

impl Mul for Lanes {
    type Output = Lanes;
    #[inline(always)]
    fn mul(self, other: Lanes) -> Lanes {
        self.with(other, |a, b| a * b)
    }
}

impl Neg for Lanes {
    type Output = Lanes;
    #[inline(always)]
    fn neg(self) -> Lanes {
        Lanes::ZERO - self
    }
}

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Lanes) {
        *self = *self + other;
    }
}

impl SubAssign for Lanes {
    #[inline(always)]
    fn sub_assign(&mut self, other: Lanes) {
        *self = *self - other;
    }
}

impl MulAssign for Lanes {
    #[inline(always)]
    fn mul_assign(&mut self, other: Lanes) {
        *self = *self * other;
    }
}

/// A place or a force of each of four rods.
pub(super) type Lanes3 = [Lanes; 3];
