//! What a fibre is made of, as a rod: stiffness, weight, thickness.

/// A rod's material and section. SI units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Material {
    /// Bending stiffness EI, N·m².
    pub bending: f64,
    /// Twisting stiffness GJ, N·m².
    pub twisting: f64,
    /// Stretching stiffness EA, N.
    pub stretching: f64,
    /// Mass per length, kg/m.
    pub mass: f64,
    /// Outer radius, m.
    pub radius: f64,
    /// Coulomb friction with plastic and with other fibres.
    pub friction: f64,
}

/// EI over GJ of glass: E/(2 G) with Poisson's number 0.17.
pub const BENDING_OVER_TWISTING: f64 = 1.17;
/// Stretching stiffness of 125 µm glass, N: 72 GPa on its section.
const GLASS_EA: f64 = 883.0;

const fn fibre(bending: f64, mass: f64, radius: f64, friction: f64) -> Material {
    Material { bending, twisting: bending / BENDING_OVER_TWISTING, stretching: GLASS_EA, mass, radius, friction }
}

impl Material {
    /// Bare glass of 125 µm.
    pub const BARE: Material = fibre(8.63e-7, 2.7e-5, 62.5e-6, 0.2);
    /// Fibre with its coating of 250 µm.
    pub const COATED: Material = fibre(1.0e-6, 6.7e-5, 125e-6, 0.3);
    /// Tight buffer of 900 µm.
    pub const BUFFERED: Material = fibre(1.7e-5, 7.7e-4, 450e-6, 0.3);
    /// Micromodule of 12 fibres, 1.3 mm: its fibres slide in gel, so that their stiffness adds up, with a soft skin.
    pub const MICROMODULE: Material = fibre(1.6e-5, 1.7e-3, 650e-6, 0.4);
    /// Pigtail of a patch panel: 900 µm buffer.
    pub const PIGTAIL: Material = Material::BUFFERED;
    /// Drop cable of 4 mm with two rods of glass-reinforced plastic of 0.5 mm (50 GPa, 1 mm from the axis).
    pub const DROP: Material = fibre(2.0e-2, 1.3e-2, 2.0e-3, 0.4);

    /// Whether a rod can be made of it: all numbers finite and positive, friction not negative.
    pub fn is_sound(&self) -> bool {
        let positive = [self.bending, self.twisting, self.stretching, self.mass, self.radius];
        positive.iter().all(|v| v.is_finite() && *v > 0.0) && self.friction.is_finite() && self.friction >= 0.0
    }
}
