//! What glass faces send back, and what such a face or an air gap costs in transmission.

use std::f64::consts::PI;

use super::fibre::{GLASS_INDEX, Wavelength};

/// Reflectance of a clean mated UPC connector, dB: from the best to the worst.
pub const UPC_MATED_DB: (f64, f64) = (-55.0, -50.0);
/// Reflectance of a dirty mated UPC connector, dB: from the best to the worst.
pub const UPC_DIRTY_DB: (f64, f64) = (-40.0, -30.0);
/// Reflectance of a real mated APC connector, dB: from the best to the worst.
pub const APC_MATED_DB: (f64, f64) = (-70.0, -60.0);

/// Share of power (0 to 1) that a face between glass of index `n` and air reflects: ((n−1)/(n+1))², Fresnel.
pub fn fresnel_reflectance(n: f64) -> f64 {
    let ratio = (n - 1.0) / (n + 1.0);
    ratio * ratio
}

/// Reflectance in dB (negative) of a straight face between glass and air, Fresnel.
pub fn face_reflectance_db() -> f64 {
    10.0 * libm::log10(fresnel_reflectance(GLASS_INDEX))
}

/// Transmission loss in dB of one straight face between glass and air: −10·log10(1 − R).
pub fn face_loss_db() -> f64 {
    -10.0 * libm::log10(1.0 - fresnel_reflectance(GLASS_INDEX))
}

/// Transmission loss in dB of an air gap, average over its length: two faces without interference.
///
/// The spread of the beam in the gap comes on top, see [`gap_loss_db`](super::splice::gap_loss_db).
pub fn air_gap_average_loss_db() -> f64 {
    2.0 * face_loss_db()
}

/// Greatest transmission loss in dB of an air gap, both reflections in phase: −20·log10((1−R)/(1+R)), Fabry-Perot.
pub fn air_gap_maximum_loss_db() -> f64 {
    let r = fresnel_reflectance(GLASS_INDEX);
    -20.0 * libm::log10((1.0 - r) / (1.0 + r))
}

/// Reflectance in dB (negative) back into the mode from a glass-air face tilted by `angle_deg`, Gaussian mode.
///
/// R·exp(−(2π n w θ/λ)²) with w half of `mfd_um` in µm. No floor: 8° gives −103 dB at 1310 nm, where a real APC
/// connector gives [`APC_MATED_DB`].
pub fn tilted_face_reflectance_db(angle_deg: f64, mfd_um: f64, wavelength: Wavelength) -> f64 {
    let x = 2.0 * PI * GLASS_INDEX * (mfd_um / 2.0) * angle_deg.to_radians() / wavelength.um();
    face_reflectance_db() - super::DB_PER_NEPER * x * x
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn a_straight_face() {
        near(fresnel_reflectance(GLASS_INDEX), 0.03592, 0.000_01);
        near(face_reflectance_db(), -14.45, 0.01);
        near(face_loss_db(), 0.159, 0.001);
    }

    #[test]
    fn an_air_gap() {
        near(air_gap_average_loss_db() * 1000.0, 318.0, 1.0);
        near(air_gap_maximum_loss_db(), 0.624, 0.001);
    }

    #[test]
    fn a_tilted_face() {
        let expected = [
            (Wavelength::Nm1310, 9.2, [-14.4, -15.8, -20.0, -36.6]),
            (Wavelength::Nm1550, 10.4, [-14.4, -15.7, -19.5, -34.7]),
        ];
        for (wavelength, mfd, levels) in expected {
            for (angle, level) in [0.0, 1.0, 2.0, 4.0].into_iter().zip(levels) {
                near(tilted_face_reflectance_db(angle, mfd, wavelength), level, 0.1);
                near(tilted_face_reflectance_db(-angle, mfd, wavelength), level, 0.1);
            }
            assert!(tilted_face_reflectance_db(8.0, mfd, wavelength) < -90.0);
        }
    }

    #[test]
    fn any_number_is_accepted() {
        for value in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            let _ = fresnel_reflectance(value);
            let _ = tilted_face_reflectance_db(value, value, Wavelength::Nm1310);
        }
    }
}
