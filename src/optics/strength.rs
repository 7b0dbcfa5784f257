//! How much bending, pulling and nicking a fibre bears, in stress and in newtons.

use std::f64::consts::PI;

/// Cladding diameter for which the stresses hold, µm.
pub const CLADDING_UM: f64 = 125.0;
/// Young's modulus of silica fibre, MPa.
pub const YOUNG_MPA: f64 = 72_000.0;
/// Fracture toughness of silica K_Ic, MPa·√m.
pub const TOUGHNESS_MPA_SQRT_M: f64 = 0.75;
/// Shape factor Y of a surface nick: K = Y·σ·√depth.
pub const NICK_SHAPE: f64 = 1.24;
/// Stress of the manufacturer's proof test, MPa (ITU-T G.652: at least 0.69 GPa).
pub const PROOF_STRESS_MPA: f64 = 690.0;
/// Radius in mm under which ordinary fibre, kept for years, is a fault of reliability whatever the loss.
pub const LIFE_RADIUS_MM: f64 = 15.0;

/// Breaks per second of a fibre that is bent exactly to what it bears.
const BREAK_RATE_AT_LIMIT_PER_S: f64 = 1e-4;
/// Stress-corrosion exponent of silica in air.
const FATIGUE_EXPONENT: f64 = 20.0;

/// Surface strain (1 is 100 %) of a fibre bent to `radius_mm`: 62.5 µm / R. Infinite at zero radius.
pub fn bending_strain(radius_mm: f64) -> f64 {
    CLADDING_UM / 2.0 / (radius_mm.abs() * 1000.0)
}

/// Surface stress in MPa of a fibre bent to `radius_mm`: strain × 72 GPa.
pub fn bending_stress_mpa(radius_mm: f64) -> f64 {
    YOUNG_MPA * bending_strain(radius_mm)
}

/// Stress in MPa that `tension_n` newtons make in the cladding; a push counts as nothing.
pub fn tension_stress_mpa(tension_n: f64) -> f64 {
    tension_n.max(0.0) / section_mm2()
}

/// Tension in N that makes `stress_mpa` in the cladding.
pub fn tension_n(stress_mpa: f64) -> f64 {
    stress_mpa * section_mm2()
}

/// Tension in N of the manufacturer's proof test.
pub fn proof_tension_n() -> f64 {
    tension_n(PROOF_STRESS_MPA)
}

/// Depth in µm of the nick at which `tension_n` newtons break the fibre: (K_Ic/(Y σ))². Infinite without tension.
pub fn critical_nick_um(tension_n: f64) -> f64 {
    let root = TOUGHNESS_MPA_SQRT_M / (NICK_SHAPE * tension_stress_mpa(tension_n));
    root * root * 1e6
}

/// Stress in MPa that a fibre with a nick of `nick_um` bears: K_Ic/(Y √depth), never above the proof stress.
pub fn bearable_stress_mpa(nick_um: f64) -> f64 {
    let depth_m = nick_um.max(0.0) * 1e-6;
    (TOUGHNESS_MPA_SQRT_M / (NICK_SHAPE * depth_m.sqrt())).min(PROOF_STRESS_MPA)
}

/// Tension in N that a fibre with a nick of `nick_um` bears, at most that of the proof test.
pub fn bearable_tension_n(nick_um: f64) -> f64 {
    tension_n(bearable_stress_mpa(nick_um))
}

/// Whether a fibre with a nick of `nick_um` breaks under `tension_n` newtons.
pub fn breaks_in_tension(nick_um: f64, tension_n: f64) -> bool {
    tension_n > bearable_tension_n(nick_um)
}

/// Breaks per second of a fibre bent to `radius_mm` with a nick of `nick_um` on the outside of the bend.
///
/// A model: static fatigue, 1e-4·(stress/bearable stress)²⁰, at most 1e6. Without a nick that is 1e-4 /s at 6.5 mm,
/// 0.02 /s at 5 mm and over 1 /s under 4.1 mm; in straight fibre nothing.
pub fn bend_break_rate_per_s(radius_mm: f64, nick_um: f64) -> f64 {
    let ratio = bending_stress_mpa(radius_mm) / bearable_stress_mpa(nick_um);
    (BREAK_RATE_AT_LIMIT_PER_S * libm::pow(ratio, FATIGUE_EXPONENT)).min(1e6)
}

fn section_mm2() -> f64 {
    let diameter_mm = CLADDING_UM / 1000.0;
    PI / 4.0 * diameter_mm * diameter_mm
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn bending_strain_and_stress() {
        let expected = [
            (30.0, 0.208, 150.0),
            (20.0, 0.312, 225.0),
            (15.0, 0.417, 300.0),
            (10.0, 0.625, 450.0),
            (7.5, 0.833, 600.0),
            (5.0, 1.25, 900.0),
        ];
        for (radius, percent, stress) in expected {
            near(100.0 * bending_strain(radius), percent, 0.001);
            near(bending_stress_mpa(radius), stress, 1e-9);
        }
        assert!(bending_stress_mpa(6.5) > PROOF_STRESS_MPA && bending_stress_mpa(6.6) < PROOF_STRESS_MPA);
    }

    #[test]
    fn tension_test() {
        near(tension_stress_mpa(1.96), 160.0, 1.0);
        near(tension_stress_mpa(2.25), 183.0, 1.0);
        near(critical_nick_um(1.96), 14.0, 1.0);
        near(critical_nick_um(2.25), 11.0, 1.0);
        near(proof_tension_n(), 8.47, 0.01);
    }

    #[test]
    fn nick_and_tension_are_inverse() {
        for tension in [0.5, 1.96, 2.25, 5.0] {
            let nick = critical_nick_um(tension);
            near(bearable_tension_n(nick), tension, 1e-9);
            assert!(breaks_in_tension(nick * 1.01, tension) && !breaks_in_tension(nick * 0.99, tension));
        }
        near(bearable_tension_n(0.0), proof_tension_n(), 1e-12);
        assert!(!breaks_in_tension(0.0, 2.25) && breaks_in_tension(0.0, 8.5));
    }

    #[test]
    fn break_rate_rises_with_bend_and_nick() {
        near(bend_break_rate_per_s(6.522, 0.0), 1e-4, 1e-6);
        assert!(bend_break_rate_per_s(3.0, 0.0) > 100.0);
        assert!(bend_break_rate_per_s(4.1, 0.0) > 1.0);
        near(bend_break_rate_per_s(5.0, 0.0), 0.02, 0.001);
        assert!(bend_break_rate_per_s(15.0, 0.0) < 1e-10);
        assert!(bend_break_rate_per_s(15.0, 10.0) > 1e-4);
        near(bend_break_rate_per_s(f64::INFINITY, 5.0), 0.0, 0.0);
    }

    #[test]
    fn any_number_is_accepted() {
        for value in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            let _ = critical_nick_um(value);
            let _ = bearable_tension_n(value);
            let _ = breaks_in_tension(value, value);
            let _ = bend_break_rate_per_s(value, value);
        }
    }
}
