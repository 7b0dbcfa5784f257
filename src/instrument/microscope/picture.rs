//! The grey picture of a fibre microscope: ferrule, fibre, core, dirt and blur, with the zones drawn over it.

use std::f64::consts::PI;

use super::super::endface::{Defect, Edition, Ferrule, Kind};
use super::{View, within};

/// Radius of the glass, µm.
const GLASS_UM: f64 = 62.5;
/// Radius of the core as it shows, µm.
const CORE_UM: f64 = 4.3;
/// Largest blur that is drawn, pixels.
const MOST_BLUR: f64 = 24.0;
/// Largest picture, pixels a side.
const MOST_PX: usize = 1024;

/// Draws what a view shows of a face into a square RGBA picture of `size_px` a side, top row first, y upwards.
///
/// Grey under coaxial light: ceramic scatters and shows its grain, glass mirrors evenly. Nothing is drawn where the
/// buffer is too short or the size out of 1–1024.
pub fn render(face: &Ferrule, view: &View, size_px: usize, rgba: &mut [u8]) {
    if size_px == 0 || size_px > MOST_PX || rgba.len() < size_px * size_px * 4 {
        return;
    }
    let scene = Scene::new(view, size_px);
    let mut grey = vec![0.0_f64; size_px * size_px];
    for (i, value) in grey.iter_mut().enumerate() {
        *value = scene.light(scene.place((i % size_px) as f64, (i / size_px) as f64));
    }
    for defect in face.defects() {
        scene.lay(defect, &mut grey);
    }
    blur(&mut grey, size_px, |row| {
        let y = scene.place(0.0, row as f64)[1];
        (view.blur_um(face.polish, [0.0, y]) / scene.um_per_px).min(MOST_BLUR)
    });
    for (i, value) in grey.iter().enumerate() {
        let (column, row) = ((i % size_px) as f64, (i / size_px) as f64);
        let at = scene.place(column, row);
        // Falling light towards the corners and the sensor's own noise come after the optics.
        let (u, v) = (2.0 * column / size_px as f64 - 1.0, 2.0 * row / size_px as f64 - 1.0);
        let lit = value * (1.0 - 0.13 * (u * u + v * v)) + 0.012 * (hash(i as i64, 77) - 0.5);
        let mut colour = [lit * 0.985, lit, lit * 1.01];
        if view.rings {
            scene.ring(at, &mut colour);
        }
        for (channel, value) in rgba[i * 4..].iter_mut().zip(colour) {
            *channel = libm::round(within(value, 0.0, 1.0) * 255.0) as u8;
        }
        rgba[i * 4 + 3] = 255;
    }
}

struct Scene<'a> {
    view: &'a View,
    size_px: usize,
    um_per_px: f64,
    /// Half the width of an edge, µm: a pixel's.
    soft: f64,
}

impl<'a> Scene<'a> {
    fn new(view: &'a View, size_px: usize) -> Self {
        let um_per_px = view.field_um() / size_px as f64;
        Self { view, size_px, um_per_px, soft: um_per_px * 0.6 }
    }

    fn place(&self, column: f64, row: f64) -> [f64; 2] {
        let half = self.size_px as f64 / 2.0;
        let pan = self.view.pan();
        [pan[0] + (column + 0.5 - half) * self.um_per_px, pan[1] - (row + 0.5 - half) * self.um_per_px]
    }

    /// 1 inside an edge, 0 outside, `depth` µm from it.
    fn cover(&self, depth: f64) -> f64 {
        smooth(0.5 + depth / (2.0 * self.soft))
    }

    /// Brightness of the clean face.
    fn light(&self, at: [f64; 2]) -> f64 {
        let r = libm::hypot(at[0], at[1]);
        let glass = self.cover(GLASS_UM - r);
        let grain =
            0.030 * (noise(at, 1.7, 1) - 0.5) + 0.034 * (noise(at, 4.3, 2) - 0.5) + 0.03 * (noise(at, 46.0, 3) - 0.5);
        let ceramic = 0.50 + grain;
        let cladding = 0.655 + 0.008 * (noise(at, 30.0, 4) - 0.5) - 0.02 * (r / GLASS_UM) * (r / GLASS_UM);
        let mut value = ceramic + (cladding - ceramic) * glass;
        // The bond between glass and ceramic, thinner on one side, and the glass's bevelled rim.
        let bond = 0.95 + 0.35 * libm::cos(libm::atan2(at[1], at[0]) - 0.9);
        value -= 0.36 * bell(r - GLASS_UM - 0.5, bond);
        value += 0.05 * bell(r - GLASS_UM + 2.2, 1.2);
        // The core's dopant etches a little deeper and is lit from behind by stray light.
        let core = smooth(0.5 + (CORE_UM - r) / 2.2);
        value += 0.075 * core - 0.05 * bell(r - CORE_UM - 0.8, 0.9);
        let lit = within(self.view.core_light_01, 0.0, 1.0);
        value + lit * (1.4 * core + 0.35 * libm::exp(-r / 9.0))
    }

    /// Lays a defect over the picture, within its own box.
    fn lay(&self, defect: &Defect, grey: &mut [f64]) {
        let reach = defect.size_um * 0.75 + 3.0;
        let [a, b] = defect.ends_um();
        let half = self.size_px as f64 / 2.0;
        let pan = self.view.pan();
        let column = |x: f64| (x - pan[0]) / self.um_per_px + half;
        let row = |y: f64| half - (y - pan[1]) / self.um_per_px;
        let hold = |at: f64| within(at, 0.0, self.size_px as f64) as usize;
        let columns = hold(column(a[0].min(b[0]) - reach))..hold(column(a[0].max(b[0]) + reach) + 1.0);
        let rows = hold(row(a[1].max(b[1]) + reach))..hold(row(a[1].min(b[1]) - reach) + 1.0);
        let seed = i64::from((defect.at_um[0] * 7.0) as i32) * 131 + i64::from((defect.at_um[1] * 7.0) as i32);
        for y in rows {
            for x in columns.clone() {
                let at = self.place(x as f64, y as f64);
                let value = &mut grey[y * self.size_px + x];
                *value = self.shade(defect, seed, at, *value);
            }
        }
    }

    /// Brightness at a point under a defect, over the brightness below.
    fn shade(&self, defect: &Defect, seed: i64, at: [f64; 2], under: f64) -> f64 {
        let half = defect.size_um / 2.0;
        let (dx, dy) = (at[0] - defect.at_um[0], at[1] - defect.at_um[1]);
        let (r, turn) = (libm::hypot(dx, dy), libm::atan2(dy, dx));
        match defect.kind {
            Kind::Dust { hard } => {
                let depth = half * outline(seed, turn, if hard { 0.30 } else { 0.16 }, hard) - r;
                let cover = self.cover(depth);
                let body = 0.07 + 0.10 * noise([at[0] * 3.0, at[1] * 3.0], 2.5, seed) * f64::from(u8::from(hard));
                // A bright fringe round the grain, as coaxial light makes it.
                let fringe = 0.09 * bell(depth + 0.9, 0.7) * (half / 2.0).min(1.0);
                under + (body - under) * cover + fringe * (1.0 - cover)
            }
            Kind::Oil => {
                let depth = half * outline(seed, turn, 0.06, false) - r;
                let cover = self.cover(depth);
                // A lens of grease: darker slopes, a bright middle, here and there a Newton's ring.
                let share = within(r / half.max(0.5), 0.0, 1.2);
                let rings = libm::cos(PI * (0.6 + 4.5 * (1.0 - share * share)));
                let lens = -0.09 + 0.045 * rings * (1.0 - share).max(0.0) - 0.10 * bell(depth - 1.0, 1.3);
                let shine = 0.10 * bell(libm::hypot(dx + 0.25 * half, dy - 0.3 * half), 0.22 * half);
                under + (lens + shine) * cover + 0.05 * bell(depth + 0.8, 0.8)
            }
            Kind::Residue => {
                let depth = half * outline(seed, turn, 0.34, false) - r;
                let cover = self.cover(depth);
                let mottle = 0.075 * (noise(at, 5.0, seed) - 0.5) + 0.05 * (noise(at, 13.0, seed + 1) - 0.5);
                // Drying draws what was dissolved to the rim, and leaves older shore lines inside.
                let rim = 0.15 * bell(depth, 0.9) + 0.05 * bell(depth - 0.22 * half, 0.8);
                under + (mottle - 0.045) * cover - rim
            }
            Kind::Scratch { length_um, .. } => {
                let [from, to] = defect.ends_um();
                let along = ((at[0] - from[0]) * (to[0] - from[0]) + (at[1] - from[1]) * (to[1] - from[1]))
                    / (length_um * length_um).max(1e-6);
                let side = ((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]))
                    / length_um.max(1e-3);
                let fade = smooth(6.0 * along) * smooth(6.0 * (1.0 - along));
                let chatter = 0.65 + 0.7 * noise([along * length_um, 0.0], 6.0, seed);
                let wave = 0.5 * (noise([along * length_um, 9.0], 28.0, seed) - 0.5);
                let dark = self.cover(half - (side - wave).abs());
                let lip = bell((side - wave - half - 0.4).abs(), 0.55);
                under + fade * chatter * (-0.30 * dark + 0.09 * lip)
            }
            Kind::Pit => {
                let depth = half * outline(seed, turn, 0.22, true) - r;
                let cover = self.cover(depth);
                let chips = 0.13 * bell(depth + 0.7, 0.6) * (0.4 + 0.6 * libm::cos(turn - 2.2).max(0.0));
                under + (0.11 - under) * cover + chips * (1.0 - cover)
            }
        }
    }

    /// Blends the zones' circles in.
    fn ring(&self, at: [f64; 2], colour: &mut [f64; 3]) {
        const TINTS: [[f64; 3]; 4] = [[0.95, 0.35, 0.30], [0.98, 0.80, 0.25], [0.35, 0.75, 0.95], [0.40, 0.90, 0.50]];
        let r = libm::hypot(at[0], at[1]);
        for (diameter, tint) in Edition::default().diameters_um().into_iter().zip(TINTS) {
            let share = 0.8 * within(1.1 - (r - diameter / 2.0).abs() / self.um_per_px, 0.0, 1.0);
            for (channel, tint) in colour.iter_mut().zip(tint) {
                *channel += (tint - *channel) * share;
            }
        }
    }
}

/// Radius in a direction over the mean: a rounded outline, or the facets of a grain.
fn outline(seed: i64, turn: f64, rough: f64, facets: bool) -> f64 {
    if facets {
        // A polygon: the nearest of seven edges at uneven angles and distances.
        let edge = |n: i64| {
            let facing = (n as f64 + 0.7 * hash(seed, n)) * 2.0 * PI / 7.0;
            let slant = libm::cos(turn - facing).max(0.2);
            (1.0 - rough * hash(seed, n + 20)) / slant
        };
        return (0..7).map(edge).fold(1.25, f64::min);
    }
    let wave = |n: i64| hash(seed, n + 20) / n as f64 * libm::cos(n as f64 * turn + 2.0 * PI * hash(seed, n));
    (1.0 + 1.6 * rough * (2..7).map(wave).sum::<f64>()).max(0.3)
}

/// Gaussian blur, rows and columns apart, with a width for each row; edges repeat.
fn blur(grey: &mut [f64], size: usize, sigma_of: impl Fn(usize) -> f64) {
    let mut across = vec![0.0; grey.len()];
    let kernels: Vec<Vec<f64>> = (0..size).map(|row| kernel(sigma_of(row))).collect();
    let last = size - 1;
    for (row, kernel) in kernels.iter().enumerate() {
        let line = &grey[row * size..(row + 1) * size];
        for x in 0..size {
            let sum = kernel.iter().enumerate().fold(kernel[0] * line[x], |sum, (step, weight)| {
                if step == 0 { sum } else { sum + weight * (line[x.saturating_sub(step)] + line[(x + step).min(last)]) }
            });
            across[row * size + x] = sum;
        }
    }
    for (row, kernel) in kernels.iter().enumerate() {
        let out = &mut grey[row * size..(row + 1) * size];
        out.fill(0.0);
        for (step, weight) in kernel.iter().enumerate() {
            let (above, below) = (row.saturating_sub(step) * size, (row + step).min(last) * size);
            let weight = if step == 0 { weight * 0.5 } else { *weight };
            for (x, value) in out.iter_mut().enumerate() {
                *value += weight * (across[above + x] + across[below + x]);
            }
        }
    }
}

/// Weights of a Gaussian from its middle outwards, summing to 1 over both sides.
fn kernel(sigma: f64) -> Vec<f64> {
    let reach = libm::ceil(3.0 * sigma).min(3.0 * MOST_BLUR) as usize;
    let mut weights: Vec<f64> = (0..=reach).map(|step| bell(step as f64, sigma.max(0.05))).collect();
    let sum = 2.0 * weights.iter().sum::<f64>() - weights[0];
    weights.iter_mut().for_each(|weight| *weight /= sum);
    weights
}

fn bell(x: f64, sigma: f64) -> f64 {
    let share = x / sigma.max(0.05);
    if share.abs() > 5.0 { 0.0 } else { libm::exp(-share * share / 2.0) }
}

fn smooth(x: f64) -> f64 {
    let x = within(x, 0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Smooth noise, 0 to 1, with grains of `grain_um`, fixed to the face.
fn noise(at: [f64; 2], grain_um: f64, seed: i64) -> f64 {
    let [x, y] = at.map(|at| at / grain_um);
    let (i, j) = (libm::floor(x), libm::floor(y));
    let (u, v) = (smooth(x - i), smooth(y - j));
    let corner = |a: i64, b: i64| hash((i as i64 + a) * 73_856_093 + (j as i64 + b) * 19_349_663, seed);
    let low = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * u;
    let high = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * u;
    low + (high - low) * v
}

/// A number from 0 to 1 that belongs to two whole numbers (SplitMix64's finaliser).
fn hash(a: i64, b: i64) -> f64 {
    let mut z = (a as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (b as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
