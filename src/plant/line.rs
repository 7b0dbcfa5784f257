//! What an instrument meets along a fibre: lengths of fibre and the points between them, at one wavelength, one way.

use crate::optics::Wavelength;

/// One fibre path as light of one wavelength travels it from the instrument's port.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The wavelength.
    pub wavelength: Wavelength,
    /// What the first connection, at the port itself, does.
    pub entry: Point,
    /// Lengths of fibre, each with the point at its end; the last point ends the path.
    pub legs: Vec<Leg>,
}

/// A length of uniform fibre and what stands at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// True length, m.
    pub length_m: f64,
    /// Attenuation, dB/km.
    pub attenuation_db_km: f64,
    /// Backscatter of a pulse of 1 ns, dB (negative; ITU-T G.652 fibre: −79.4 at 1310 nm).
    pub backscatter_db: f64,
    /// True group index.
    pub group_index: f64,
    /// What stands at its end.
    pub end: Point,
}

/// A joint, a bend, a break or an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// True loss of light that goes through, dB, 0 and more; infinite where nothing goes on.
    pub loss_db: f64,
    /// Share of the light that comes straight back, dB (negative); `None` where nothing does.
    pub reflectance_db: Option<f64>,
    /// Indices of what causes it in the plant's list of causes.
    pub causes: Vec<u16>,
}

impl Line {
    /// Where each leg ends, in true metres from the port.
    pub fn ends_m(&self) -> impl Iterator<Item = f64> + '_ {
        self.legs.iter().scan(0.0, |at, leg| {
            *at += leg.length_m;
            Some(*at)
        })
    }

    /// True metres that light of the port reaches: up to the first point that lets nothing through.
    pub fn reach_m(&self) -> f64 {
        let mut at = 0.0;
        if self.entry.loss_db.is_infinite() {
            return at;
        }
        for leg in &self.legs {
            at += leg.length_m;
            if leg.end.loss_db.is_infinite() {
                break;
            }
        }
        at
    }

    /// Loss from the port to the end of the last leg, without its end point, dB; infinite where light does not come
    /// through.
    pub fn loss_db(&self) -> f64 {
        let last = self.legs.len().saturating_sub(1);
        self.legs.iter().enumerate().fold(self.entry.loss_db, |sum, (i, leg)| {
            let point = if i < last { leg.end.loss_db } else { 0.0 };
            sum + leg.length_m / 1_000.0 * leg.attenuation_db_km + point
        })
    }
}

impl Point {
    /// Another point at the same place: losses add in dB, reflected powers add.
    pub fn join(&mut self, other: &Point) {
        self.reflectance_db = match (self.reflectance_db, other.reflectance_db) {
            (Some(a), Some(b)) => {
                // What stands behind is seen through what stands before, twice.
                let seen = b - 2.0 * self.loss_db;
                let power = libm::pow(10.0, a / 10.0) + libm::pow(10.0, seen / 10.0);
                Some(10.0 * libm::log10(power))
            }
            (Some(a), None) => Some(a),
            (None, Some(b)) => Some(b - 2.0 * self.loss_db).filter(|db| db.is_finite()),
            (None, None) => None,
        };
        self.loss_db += other.loss_db;
        self.causes.extend_from_slice(&other.causes);
    }
}
