//! What each type of single-mode fibre is, optically: mode field, cladding, attenuation, index and backscatter.

use serde::{Deserialize, Serialize};

/// Index that the splice and reflection formulas take for glass (group index of G.652.D at 1310 nm).
pub const GLASS_INDEX: f64 = 1.4677;

/// Diameter over a fibre's primary coating without colour, µm (tolerance ± 10; about 250 coloured).
pub const COATING_UM: f64 = 245.0;

/// Diameter of a tight buffer, µm.
pub const TIGHT_BUFFER_UM: f64 = 900.0;

/// Wavelengths of the tables `attenuation`, `group_index` and `backscatter` of [`FibreOptics`], nm.
pub const TABLE_NM: [f64; 3] = [1310.0, 1550.0, 1625.0];

/// Range in which a mode field is interpolated, nm: the single-mode bands O to U.
const SINGLE_MODE_NM: (f64, f64) = (1260.0, 1675.0);

/// Wavelengths at which the simulator measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Wavelength {
    Nm1310,
    Nm1490,
    Nm1550,
    Nm1625,
    Nm1650,
}

impl Wavelength {
    /// All wavelengths, shortest first.
    pub const ALL: [Self; 5] = [Self::Nm1310, Self::Nm1490, Self::Nm1550, Self::Nm1625, Self::Nm1650];

    /// Vacuum wavelength in nanometres.
    pub const fn nm(self) -> f64 {
        match self {
            Self::Nm1310 => 1310.0,
            Self::Nm1490 => 1490.0,
            Self::Nm1550 => 1550.0,
            Self::Nm1625 => 1625.0,
            Self::Nm1650 => 1650.0,
        }
    }

    /// Vacuum wavelength in micrometres.
    pub const fn um(self) -> f64 {
        self.nm() / 1000.0
    }
}

/// Types of fibre by their ITU-T recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FibreType {
    #[serde(rename = "G.652.D")]
    G652D,
    #[serde(rename = "G.657.A1")]
    G657A1,
    #[serde(rename = "G.657.A2")]
    G657A2,
    #[serde(rename = "G.657.B3")]
    G657B3,
}

/// Optical data of a fibre type; nominal values with the spread of production.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FibreOptics {
    /// Mode-field diameter at 1310 nm, µm.
    pub mfd_1310_um: f64,
    /// Mode-field diameter at 1550 nm, µm.
    pub mfd_1550_um: f64,
    /// Standard deviation of the mode-field diameter from fibre to fibre, µm.
    pub mfd_sigma_um: f64,
    /// Cladding diameter, µm.
    pub cladding_um: f64,
    /// Standard deviation of the cladding diameter, µm.
    pub cladding_sigma_um: f64,
    /// Greatest deviation of the cladding diameter that the standard allows, µm.
    pub cladding_tolerance_um: f64,
    /// Rayleigh σ of the distance between the centres of core and cladding, µm.
    pub concentricity_sigma_um: f64,
    /// Greatest core-cladding concentricity error that the standard allows, µm.
    pub concentricity_limit_um: f64,
    /// Typical attenuation at [`TABLE_NM`], dB/km.
    pub attenuation: [f64; 3],
    /// Greatest attenuation that the standard allows at [`TABLE_NM`], dB/km.
    pub attenuation_limit: [f64; 3],
    /// Group index at [`TABLE_NM`].
    pub group_index: [f64; 3],
    /// Backscatter of a pulse of 1 ns at [`TABLE_NM`], dB (negative).
    pub backscatter: [f64; 3],
}

impl FibreOptics {
    /// Attenuation in dB/km at any wavelength in nm, linear between the table's and beyond.
    pub fn attenuation_db_per_km(&self, lambda_nm: f64) -> f64 {
        along_table(&self.attenuation, lambda_nm)
    }

    /// Group index at any wavelength in nm, linear between the table's and beyond.
    pub fn group_index(&self, lambda_nm: f64) -> f64 {
        along_table(&self.group_index, lambda_nm)
    }

    /// Backscatter of a pulse of 1 ns in dB at any wavelength in nm, linear between the table's and beyond.
    pub fn backscatter_db(&self, lambda_nm: f64) -> f64 {
        along_table(&self.backscatter, lambda_nm)
    }
}

impl FibreType {
    /// All types, the ordinary fibre first.
    pub const ALL: [Self; 4] = [Self::G652D, Self::G657A1, Self::G657A2, Self::G657B3];

    /// Name as the recommendation writes it; also the serde name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::G652D => "G.652.D",
            Self::G657A1 => "G.657.A1",
            Self::G657A2 => "G.657.A2",
            Self::G657B3 => "G.657.B3",
        }
    }

    /// Optical data of the type (ITU-T G.652, G.657 and trade values).
    pub const fn optics(self) -> FibreOptics {
        let (mfd_1310_um, mfd_1550_um, concentricity_limit_um) = match self {
            Self::G652D => (9.2, 10.4, 0.6),
            Self::G657A1 => (9.0, 10.1, 0.6),
            Self::G657A2 | Self::G657B3 => (8.6, 9.8, 0.5),
        };
        FibreOptics {
            mfd_1310_um,
            mfd_1550_um,
            mfd_sigma_um: 0.15,
            cladding_um: 125.0,
            cladding_sigma_um: 0.2,
            cladding_tolerance_um: 0.7,
            concentricity_sigma_um: 0.15,
            concentricity_limit_um,
            attenuation: [0.33, 0.19, 0.20],
            attenuation_limit: [0.40, 0.30, 0.40],
            group_index: [1.4677, 1.4682, 1.4685],
            backscatter: [-79.4, -81.9, -82.5],
        }
    }

    /// Nominal mode-field diameter in µm at `lambda_nm`, on the line through the values at 1310 and 1550 nm.
    ///
    /// Wavelengths outside 1260–1675 nm, where the fibre isn't used as single-mode, give the value at that end.
    pub fn mode_field_diameter(self, lambda_nm: f64) -> f64 {
        let optics = self.optics();
        let lambda = lambda_nm.clamp(SINGLE_MODE_NM.0, SINGLE_MODE_NM.1);
        line(1310.0, optics.mfd_1310_um, 1550.0, optics.mfd_1550_um, lambda)
    }
}

/// Value at `x` of the line through two points; the first point's value where both have the same `x`.
pub(super) fn line(x0: f64, y0: f64, x1: f64, y1: f64, x: f64) -> f64 {
    if x0 == x1 { y0 } else { y0 + (y1 - y0) * (x - x0) / (x1 - x0) }
}

fn along_table(values: &[f64; 3], lambda_nm: f64) -> f64 {
    let first = usize::from(lambda_nm > TABLE_NM[1]);
    line(TABLE_NM[first], values[first], TABLE_NM[first + 1], values[first + 1], lambda_nm)
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn tables_return_their_own_values() {
        let optics = FibreType::G652D.optics();
        for (i, nm) in TABLE_NM.into_iter().enumerate() {
            near(optics.attenuation_db_per_km(nm), [0.33, 0.19, 0.20][i], 1e-12);
            near(optics.group_index(nm), [1.4677, 1.4682, 1.4685][i], 1e-12);
            near(optics.backscatter_db(nm), [-79.4, -81.9, -82.5][i], 1e-12);
        }
    }

    #[test]
    fn mode_field_is_linear_in_wavelength() {
        let expected = [(9.2, 10.4), (9.0, 10.1), (8.6, 9.8), (8.6, 9.8)];
        for (fibre, (at_1310, at_1550)) in FibreType::ALL.into_iter().zip(expected) {
            near(fibre.mode_field_diameter(1310.0), at_1310, 1e-12);
            near(fibre.mode_field_diameter(1550.0), at_1550, 1e-12);
            near(fibre.mode_field_diameter(1430.0), (at_1310 + at_1550) / 2.0, 1e-12);
        }
        near(FibreType::G652D.mode_field_diameter(650.0), 8.95, 1e-12);
    }

    #[test]
    fn names_are_the_serialised_ones() {
        for fibre in FibreType::ALL {
            let text = serde_json::to_string(&fibre).unwrap();
            assert_eq!(text, format!("\"{}\"", fibre.name()));
            assert_eq!(serde_json::from_str::<FibreType>(&text).unwrap(), fibre);
        }
    }

    #[test]
    fn any_number_is_accepted() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0] {
            let _ = FibreType::G652D.mode_field_diameter(value);
            let _ = FibreType::G652D.optics().group_index(value);
        }
    }

    #[test]
    fn wavelengths_agree_in_both_units() {
        for wavelength in Wavelength::ALL {
            near(wavelength.um() * 1000.0, wavelength.nm(), 1e-9);
        }
        near(Wavelength::Nm1625.um(), 1.625, 1e-12);
    }
}
