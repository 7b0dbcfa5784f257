//! What a bend costs: loss per length at a radius, along a curve, and where the curvature changes.

use std::f64::consts::{LN_2, PI};

use super::DB_PER_NEPER;
use super::fibre::{FibreType, Wavelength, line};

/// Effective over geometric radius of a bend in silica (elasto-optic correction).
pub const ELASTO_OPTIC: f64 = 1.28;

/// Equivalent step of G.652.D: mode field 9.2 µm at 1310 nm, cut-off 1.30 µm (NA 0.1174 before rounding).
pub const G652D_STEP: StepIndex = StepIndex { core_radius_um: 4.239, numerical_aperture: 0.117_377 };

/// First zero of J₀: the largest u of the fundamental mode.
const J0_ZERO: f64 = 2.404_825_557_695_773;

/// A trench fibre's typical loss, as a share of the standard's maximum.
const TYPICAL_SHARE_LN: f64 = -LN_2;

/// Nodes of a table per 1/mm of curvature.
const NODES_PER_CURVATURE: f64 = 512.0;
/// Strongest curvature that a table knows, 1/mm; beyond it the fibre has broken.
const MAX_CURVATURE: f64 = 1.0;

/// A maximum of bend loss in a standard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BendMaximum {
    pub fibre: FibreType,
    pub radius_mm: f64,
    pub turns: f64,
    /// Greatest loss of all turns at 1550 nm, dB.
    pub max_1550_db: f64,
    /// Greatest loss of all turns at 1625 nm, dB.
    pub max_1625_db: f64,
}

/// Maxima of bend loss, ITU-T G.652 table 2 and G.657 tables 1 and 2; widest radius first within a fibre.
pub const BEND_MAXIMA: [BendMaximum; 9] = [
    maximum(FibreType::G652D, 30.0, 100.0, 0.1, 0.1),
    maximum(FibreType::G657A1, 15.0, 10.0, 0.25, 1.0),
    maximum(FibreType::G657A1, 10.0, 1.0, 0.75, 1.5),
    maximum(FibreType::G657A2, 15.0, 10.0, 0.03, 0.1),
    maximum(FibreType::G657A2, 10.0, 1.0, 0.1, 0.2),
    maximum(FibreType::G657A2, 7.5, 1.0, 0.5, 1.0),
    maximum(FibreType::G657B3, 10.0, 1.0, 0.03, 0.1),
    maximum(FibreType::G657B3, 7.5, 1.0, 0.08, 0.25),
    maximum(FibreType::G657B3, 5.0, 1.0, 0.15, 0.45),
];

const fn maximum(fibre: FibreType, radius_mm: f64, turns: f64, max_1550_db: f64, max_1625_db: f64) -> BendMaximum {
    BendMaximum { fibre, radius_mm, turns, max_1550_db, max_1625_db }
}

impl BendMaximum {
    /// ln of the maximum in dB/m at 1550 and 1625 nm.
    pub fn ln_db_per_m(&self) -> [f64; 2] {
        let length_m = 2.0 * PI * self.radius_mm * 1e-3 * self.turns;
        [libm::log(self.max_1550_db / length_m), libm::log(self.max_1625_db / length_m)]
    }
}

/// A step-index fibre with a cladding of pure silica.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepIndex {
    /// Core radius a, µm.
    pub core_radius_um: f64,
    /// Numerical aperture √(n₁² − n₂²).
    pub numerical_aperture: f64,
}

/// The fundamental mode of a [`StepIndex`] at one wavelength; lengths in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepMode {
    kappa: f64,
    gamma: f64,
    beta: f64,
    v: f64,
    /// K₁(γa), which is also K₋₁(γa).
    k1: f64,
}

impl StepIndex {
    /// Solves LP₀₁, u J₁(u) K₀(w) = w K₁(w) J₀(u) with u² + w² = V², by bisection; wavelength in µm.
    pub fn mode(&self, wavelength_um: f64) -> StepMode {
        let k_per_m = 2.0e6 * PI / wavelength_um;
        let core_m = self.core_radius_um * 1e-6;
        let v = k_per_m * core_m * self.numerical_aperture;
        let (mut low, mut high) = (0.0, v.min(J0_ZERO));
        for _ in 0..60 {
            let u = 0.5 * (low + high);
            let w = (v * v - u * u).sqrt();
            let excess = u * libm::j1(u) * bessel_k(0, w) - w * bessel_k(1, w) * libm::j0(u);
            if excess > 0.0 { high = u } else { low = u }
        }
        let w = (v * v - low * low).sqrt();
        let (kappa, gamma) = (low / core_m, w / core_m);
        let cladding_index = silica_index(wavelength_um);
        let core_index_squared = cladding_index * cladding_index + self.numerical_aperture * self.numerical_aperture;
        let beta = (k_per_m * k_per_m * core_index_squared - kappa * kappa).sqrt();
        StepMode { kappa, gamma, beta, v, k1: bessel_k(1, w) }
    }
}

impl StepMode {
    /// ln of the loss in dB/m in a bend of `radius_mm`: Marcuse 1976, R_eff = 1.28 R.
    ///
    /// 2α = √π κ² exp(−(2/3)(γ³/β²) R_eff) / (2 γ^{3/2} V² √R_eff K₁²(γa)). Trust it to 25 %: real fibres wander
    /// about it by a factor of 2, as coating reflections come and go.
    pub fn ln_loss_db_per_m(&self, radius_mm: f64) -> f64 {
        let radius_m = ELASTO_OPTIC * radius_mm * 1e-3;
        let decay = 2.0 / 3.0 * self.gamma * self.gamma * self.gamma / (self.beta * self.beta);
        let ln_front = libm::log(PI.sqrt() * self.kappa * self.kappa * DB_PER_NEPER / 2.0)
            - 1.5 * libm::log(self.gamma)
            - 2.0 * libm::log(self.v * self.k1);
        ln_front - 0.5 * libm::log(radius_m) - decay * radius_m
    }
}

/// ln of a trench fibre's typical loss in dB/m in a bend of `radius_mm`; NaN for a fibre without tabulated maxima.
///
/// Half of the straight line of ln(2α) in R through the standard's maxima, in λ through 1550 and 1625 nm, both
/// continued outside. Where the lines in λ would cross (A1 under 5 mm), longer waves keep the loss of the shorter.
pub fn ln_trench_loss_db_per_m(fibre: FibreType, radius_mm: f64, lambda_nm: f64) -> f64 {
    let mut nodes = BEND_MAXIMA.iter().filter(|m| m.fibre == fibre).map(|m| (m.radius_mm, m.ln_db_per_m()));
    let (Some(mut wide), Some(mut narrow)) = (nodes.next(), nodes.next()) else {
        return f64::NAN;
    };
    for node in nodes {
        if radius_mm < narrow.0 {
            (wide, narrow) = (narrow, node);
        }
    }
    let [at_1550, at_1625] = [0, 1].map(|i| line(wide.0, wide.1[i], narrow.0, narrow.1[i], radius_mm));
    line(1550.0, at_1550, 1625.0, at_1625.max(at_1550), lambda_nm) + TYPICAL_SHARE_LN
}

/// Loss of a bend against its curvature for one fibre and wavelength: cheap to ask, built once.
#[derive(Debug, Clone, PartialEq)]
pub struct BendTable {
    /// κ·ln(2α in dB/m) at equal steps of κ = 1/R: almost a straight line, where ln(2α) itself falls like −1/κ.
    scaled: Vec<f64>,
    mfd_um: f64,
    wavelength: Wavelength,
}

impl BendTable {
    /// Tabulates `fibre` at `wavelength`: G.652.D by Marcuse's formula, trench fibres by their lines.
    pub fn new(fibre: FibreType, wavelength: Wavelength) -> Self {
        let step_mode = match fibre {
            FibreType::G652D => Some(G652D_STEP.mode(wavelength.um())),
            FibreType::G657A1 | FibreType::G657A2 | FibreType::G657B3 => None,
        };
        let last = (MAX_CURVATURE * NODES_PER_CURVATURE) as usize;
        let scaled = (0..=last)
            .map(|i| {
                // The first node stands for the limit of a straight fibre.
                let curvature = (i as f64 / NODES_PER_CURVATURE).max(1e-9);
                let radius_mm = 1.0 / curvature;
                let ln_loss = step_mode.map_or_else(
                    || ln_trench_loss_db_per_m(fibre, radius_mm, wavelength.nm()),
                    |mode| mode.ln_loss_db_per_m(radius_mm),
                );
                curvature * ln_loss
            })
            .collect();
        Self { scaled, mfd_um: fibre.mode_field_diameter(wavelength.nm()), wavelength }
    }

    /// Wavelength for which the table was built.
    pub const fn wavelength(&self) -> Wavelength {
        self.wavelength
    }

    /// Loss in dB/m at a curvature in 1/mm of either sign; NaN counts as straight, over 1/mm as 1/mm.
    pub fn loss_db_per_m(&self, curvature_per_mm: f64) -> f64 {
        let curvature = super::within(curvature_per_mm.abs(), 0.0, MAX_CURVATURE);
        if curvature == 0.0 {
            return 0.0;
        }
        let place = curvature * NODES_PER_CURVATURE;
        let first = (place as usize).min(self.scaled.len() - 2);
        let share = place - first as f64;
        let scaled = self.scaled[first] * (1.0 - share) + self.scaled[first + 1] * share;
        libm::exp(scaled / curvature)
    }

    /// Loss in dB of one whole turn of `radius_mm`.
    pub fn loss_db_per_turn(&self, radius_mm: f64) -> f64 {
        let radius_mm = radius_mm.abs();
        2.0 * PI * radius_mm * 1e-3 * self.loss_db_per_m(1.0 / radius_mm)
    }
}

/// Loss in dB where curvature changes by `change_per_mm` (1/mm) over `ramp_mm`: the mode must shift outwards.
///
/// d = β² w⁴ Δ(1/R)/(4·1.28), T = exp(−d²/w²), the dB scaled by exp(−(ramp/1 mm)²); β of silica, w half of `mfd_um`.
pub fn transition_loss_db(change_per_mm: f64, ramp_mm: f64, mfd_um: f64, wavelength: Wavelength) -> f64 {
    let beta_per_um = 2.0 * PI * silica_index(wavelength.um()) / wavelength.um();
    let w = mfd_um / 2.0;
    let shift_over_w = beta_per_um * beta_per_um * w * w * w * (change_per_mm * 1e-3) / (4.0 * ELASTO_OPTIC);
    DB_PER_NEPER * shift_over_w * shift_over_w * libm::exp(-ramp_mm * ramp_mm)
}

/// Loss in dB along a curve whose curvature (1/mm, signed if known) is sampled every `step_mm`.
///
/// The sum of each sample's loss over its step, and of a transition for each rise and fall of curvature. A rise's ramp
/// is its height over its steepest slope, so one sample's jump counts as spread over `step_mm`: sample at 0.25 mm or
/// finer to see abrupt changes. NaN samples count as straight; a step of zero, less or NaN gives no loss.
pub fn loss_along_curve_db(curvature_per_mm: &[f64], step_mm: f64, table: &BendTable) -> f64 {
    if step_mm.is_nan() || step_mm <= 0.0 {
        return 0.0;
    }
    let curvatures = curvature_per_mm.iter().map(|c| super::within(*c, -MAX_CURVATURE, MAX_CURVATURE));
    let (mut loss_db, mut before) = (0.0, None);
    let (mut height, mut steepest) = (0.0_f64, 0.0_f64);
    let transition = |height: f64, steepest: f64| {
        if steepest == 0.0 {
            return 0.0;
        }
        transition_loss_db(height, step_mm * (height / steepest).abs(), table.mfd_um, table.wavelength)
    };
    for curvature in curvatures {
        loss_db += table.loss_db_per_m(curvature) * step_mm * 1e-3;
        let change = curvature - before.unwrap_or(curvature);
        if change * height <= 0.0 {
            loss_db += transition(height, steepest);
            (height, steepest) = (0.0, 0.0);
        }
        height += change;
        steepest = steepest.max(change.abs());
        before = Some(curvature);
    }
    loss_db + transition(height, steepest)
}

/// Refractive index of pure silica at a vacuum wavelength in µm: Malitson 1965, valid 0.21–3.71 µm.
pub fn silica_index(wavelength_um: f64) -> f64 {
    let square = wavelength_um * wavelength_um;
    let term = |strength: f64, pole_um: f64| strength * square / (square - pole_um * pole_um);
    (1.0 + term(0.696_166_3, 0.068_404_3) + term(0.407_942_6, 0.116_241_4) + term(0.897_479_4, 9.896_161)).sqrt()
}

/// Modified Bessel function of the second kind K of integer order, x > 0; infinite at x ≤ 0, NaN for NaN.
///
/// K(x) = ∫₀^∞ exp(−x cosh t) cosh(order·t) dt by the trapezoid rule, whose error falls like exp(−π²/step): better than
/// 1e-12 relative for orders 0 and 1 from x = 1e-6.
pub fn bessel_k(order: u8, x: f64) -> f64 {
    const STEP: f64 = 0.125;
    if x.is_nan() {
        return x;
    }
    if x <= 0.0 {
        return f64::INFINITY;
    }
    let order = f64::from(order);
    let mut sum = 0.5 * libm::exp(-x);
    for i in 1..400_u32 {
        let t = STEP * f64::from(i);
        let exponent = x * libm::cosh(t);
        if exponent > 745.0 {
            break;
        }
        sum += libm::exp(-exponent) * libm::cosh(order * t);
    }
    STEP * sum
}

#[cfg(test)]
#[path = "bend_tests.rs"]
mod tests;
