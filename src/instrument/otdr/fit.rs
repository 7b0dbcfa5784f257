//! Straight lines through weighted levels, with what is known of a fibre's slope beforehand.

/// Slope that a fibre is expected to have, dB/km (negative: levels fall), and how firmly, 1/(dB/km)².
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    pub slope: f64,
    pub firmness: f64,
}

impl Prior {
    /// No expectation at all.
    pub const NONE: Self = Self { slope: 0.0, firmness: 0.0 };
}

/// Sums of a weighted regression; distances in km, levels in dB.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    pub w: f64,
    pub x: f64,
    pub y: f64,
    pub xx: f64,
    pub xy: f64,
}

impl Sums {
    /// One more level.
    pub fn add(&mut self, x: f64, y: f64, w: f64) {
        let wx = w * x;
        self.w += w;
        self.x += wx;
        self.y += w * y;
        self.xx += wx * x;
        self.xy += wx * y;
    }

    /// What lies between two running sums.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            w: self.w - before.w,
            x: self.x - before.x,
            y: self.y - before.y,
            xx: self.xx - before.xx,
            xy: self.xy - before.xy,
        }
    }

    /// The best line; `None` without any weight.
    pub fn fit(&self, prior: Prior) -> Option<Fit> {
        if self.w.is_nan() || self.w <= 0.0 {
            return None;
        }
        let centre = self.x / self.w;
        let spread = (self.xx - self.x * centre).max(0.0) + prior.firmness;
        let slope = if spread > 0.0 {
            (self.xy - self.y * centre + prior.slope * prior.firmness) / spread
        } else {
            prior.slope
        };
        Some(Fit { centre, level: self.y / self.w, slope, weight: self.w, spread: spread.max(1e-12) })
    }
}

/// A fitted line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    centre: f64,
    level: f64,
    /// dB/km, negative where levels fall.
    pub slope: f64,
    weight: f64,
    spread: f64,
}

impl Fit {
    /// The same line with distances counted from `by` km further back.
    pub fn moved(self, by: f64) -> Self {
        Self { centre: self.centre + by, ..self }
    }

    /// Level at a distance in km, dB.
    pub fn at(&self, x: f64) -> f64 {
        self.level + self.slope * (x - self.centre)
    }

    /// Variance of [`Fit::at`] where weights are 1/variance, dB².
    pub fn variance(&self, x: f64) -> f64 {
        let away = x - self.centre;
        1.0 / self.weight + away * away / self.spread
    }
}
