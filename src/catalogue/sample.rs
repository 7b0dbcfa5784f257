//! One tick of a hand, quantised: what is seen, stored and marked.

/// One tick of what a hand does, quantised when it is made, so that what was seen, stored and marked is one number.
///
/// In contact, `along` is the station on the part's axis, `across` the lateral offset, `lift` the height over the
/// part's plane. Out of contact they are the hand's place on the bench: x to the right, z to the worker, y up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sample {
    /// [`Tool::code`](super::vocabulary::Tool::code) of what is held.
    pub tool: u8,
    /// [`Part::code`](super::vocabulary::Part::code) of what is touched, 0 in free movement.
    pub part: u8,
    /// 0.01 mm.
    pub along: i32,
    /// 0.01 mm.
    pub across: i32,
    /// 0.01 mm.
    pub lift: i32,
    /// 0.1°, accumulated over turns.
    pub turn: i32,
    /// 1/255 of the firmest grip.
    pub grip: u8,
    /// Detents of the wheel since the contact began.
    pub wheel: i16,
}

/// The grip of each code: a look-up, as tools ask for it every tick and a division is slow.
static GRIPS: [f64; 256] = {
    let mut grips = [0.0; 256];
    let mut code = 0;
    while code < 256 {
        grips[code] = code as f64 / 255.0;
        code += 1;
    }
    grips
};

impl Sample {
    /// Farthest place that a hand can be, in mm: anything beyond is clamped.
    pub const REACH_MM: f64 = 5_000.0;

    /// Quantises a length in mm; not-a-number becomes 0, distances beyond reach are clamped.
    pub fn quantise_mm(mm: f64) -> i32 {
        if mm.is_finite() { libm::round(mm.clamp(-Self::REACH_MM, Self::REACH_MM) * 100.0) as i32 } else { 0 }
    }

    /// Quantises an angle in degrees; not-a-number becomes 0, more than 1,000 turns are clamped.
    pub fn quantise_deg(deg: f64) -> i32 {
        if deg.is_finite() { libm::round(deg.clamp(-360_000.0, 360_000.0) * 10.0) as i32 } else { 0 }
    }

    /// Quantises a grip of 0 to 1.
    pub fn quantise_grip(grip: f64) -> u8 {
        if grip.is_finite() { libm::round(grip.clamp(0.0, 1.0) * 255.0) as u8 } else { 0 }
    }

    /// Station in mm.
    pub fn along_mm(&self) -> f64 {
        f64::from(self.along) / 100.0
    }

    /// Lateral offset in mm.
    pub fn across_mm(&self) -> f64 {
        f64::from(self.across) / 100.0
    }

    /// Height in mm.
    pub fn lift_mm(&self) -> f64 {
        f64::from(self.lift) / 100.0
    }

    /// Turned angle in degrees.
    pub fn turn_deg(&self) -> f64 {
        f64::from(self.turn) / 10.0
    }

    /// Grip, 0 to 1.
    pub fn grip_01(&self) -> f64 {
        GRIPS[usize::from(self.grip)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_never_holds_a_number_that_is_none() {
        assert_eq!(Sample::quantise_mm(f64::NAN), 0);
        assert_eq!(Sample::quantise_mm(f64::INFINITY), 0);
        assert_eq!(Sample::quantise_mm(1e12), 500_000);
        assert_eq!(Sample::quantise_grip(7.0), 255);
    }
}
