//! What a link ought to lose, from what it is made of, and whether that suits a class of passive network.

use serde::{Deserialize, Serialize};

use crate::optics::FibreType;

use super::within;

/// Loss that is reckoned for a splice, dB (usual acceptance mean).
const SPLICE_DB: f64 = 0.1;
/// Loss that is reckoned for a connection, dB (grade B, 97 %: 0.25; ISO/IEC 11801 allows 0.75).
const CONNECTION_DB: f64 = 0.25;

/// An optical splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Splitter {
    #[serde(rename = "1:2")]
    Two,
    #[serde(rename = "1:4")]
    Four,
    #[serde(rename = "1:8")]
    Eight,
    #[serde(rename = "1:16")]
    Sixteen,
    #[serde(rename = "1:32")]
    ThirtyTwo,
    #[serde(rename = "1:64")]
    SixtyFour,
}

impl Splitter {
    /// All splitters, the smallest first.
    pub const ALL: [Self; 6] = [Self::Two, Self::Four, Self::Eight, Self::Sixteen, Self::ThirtyTwo, Self::SixtyFour];

    /// Loss of each way with excess, dB (trade values).
    pub const fn loss_db(self) -> f64 {
        match self {
            Self::Two => 3.7,
            Self::Four => 7.3,
            Self::Eight => 10.5,
            Self::Sixteen => 13.8,
            Self::ThirtyTwo => 17.1,
            Self::SixtyFour => 20.5,
        }
    }

    /// How many ways it has.
    pub const fn ways(self) -> u32 {
        1 << (self as u32 + 1)
    }
}

/// A class of optical distribution network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PonClass {
    /// GPON B+ (ITU-T G.984.2).
    #[serde(rename = "B+")]
    BPlus,
    /// GPON C+.
    #[serde(rename = "C+")]
    CPlus,
    /// XGS-PON N1 (ITU-T G.9807.1).
    #[serde(rename = "N1")]
    N1,
}

impl PonClass {
    /// Least and greatest loss between exchange and subscriber, dB.
    pub const fn range_db(self) -> (f64, f64) {
        match self {
            Self::BPlus => (13.0, 28.0),
            Self::CPlus => (17.0, 32.0),
            Self::N1 => (14.0, 29.0),
        }
    }

    /// Wavelengths downstream and upstream, nm.
    pub const fn wavelengths_nm(self) -> (f64, f64) {
        match self {
            Self::BPlus | Self::CPlus => (1490.0, 1310.0),
            Self::N1 => (1577.0, 1270.0),
        }
    }

    /// How a loss stands in the class.
    pub fn outcome(self, loss_db: f64) -> Outcome {
        let (least, most) = self.range_db();
        if loss_db < least {
            Outcome::TooStrong { missing_db: least - loss_db }
        } else if loss_db <= most {
            Outcome::Within { margin_db: most - loss_db }
        } else {
            Outcome::TooWeak { over_db: loss_db - most }
        }
    }
}

/// Whether a receiver gets the light that it needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// So much attenuation is missing that the receiver may overload.
    TooStrong { missing_db: f64 },
    /// In range, with this left.
    Within { margin_db: f64 },
    /// So much is lost too many. NaN counts as this.
    TooWeak { over_db: f64 },
}

/// What a link is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Plant<'a> {
    /// Type of its fibre.
    pub fibre: FibreType,
    /// Length, km.
    pub length_km: f64,
    /// How many splices.
    pub splices: u32,
    /// How many mated connections.
    pub connections: u32,
    /// The splitters that the light goes through.
    pub splitters: &'a [Splitter],
}

/// What a link ought to lose, part by part, dB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    pub fibre_db: f64,
    pub splices_db: f64,
    pub connections_db: f64,
    pub splitters_db: f64,
}

impl Budget {
    /// The whole loss, dB.
    pub const fn total_db(&self) -> f64 {
        self.fibre_db + self.splices_db + self.connections_db + self.splitters_db
    }
}

/// Reckons a link's loss at a wavelength in nm: Σ αL + Σ splices + Σ connections + splitters.
pub fn budget(plant: &Plant, wavelength_nm: f64) -> Budget {
    let attenuation = plant.fibre.optics().attenuation_db_per_km(within(wavelength_nm, 1260.0, 1675.0));
    Budget {
        fibre_db: within(plant.length_km, 0.0, 1e4) * attenuation,
        splices_db: SPLICE_DB * f64::from(plant.splices),
        connections_db: CONNECTION_DB * f64::from(plant.connections),
        splitters_db: plant.splitters.iter().map(|splitter| splitter.loss_db()).sum::<f64>() + 0.0,
    }
}
