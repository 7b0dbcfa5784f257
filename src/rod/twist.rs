//! Twist as one number a rod: what the ends force upon it, what the curve's own writhe takes of it, its force.

use super::chain::Rod;
use super::vector::{V3, add, cross, dot, length, scale, sub, unit};

/// Forces of a torque on the nodes of a curve are added to `forces`.
///
/// Bergou and others 2008: the writhe's derivative at a node is the curvature binormal over twice the edge.
pub(super) fn add_forces(rod: &Rod, forces: &mut [V3]) {
    let Some(twist) = rod.twist else { return };
    let torque = rod.material.twisting * rod.twisted / twist.over;
    if torque == 0.0 {
        return;
    }
    for i in 1..rod.active.saturating_sub(1) {
        let (before, after) = (sub(rod.places[i], rod.places[i - 1]), sub(rod.places[i + 1], rod.places[i]));
        let (a, b) = (length(before), length(after));
        let below = a * b + dot(before, after);
        // A fold has no binormal worth the name: leave it to bending.
        if below < 0.3 * a * b || a < 1e-12 || b < 1e-12 {
            continue;
        }
        let binormal = scale(cross(before, after), 2.0 / below);
        let first = scale(binormal, -torque / (2.0 * a));
        let last = scale(binormal, torque / (2.0 * b));
        forces[i - 1] = sub(forces[i - 1], first);
        forces[i + 1] = sub(forces[i + 1], last);
        forces[i] = add(forces[i], add(first, last));
    }
}

/// Follows the twist between two framed ends over whole turns.
pub(super) fn follow(rod: &mut Rod) {
    let Some(twist) = rod.twist else { return };
    let Some([first, last]) = twist.frames else {
        rod.twisted = twist.imposed;
        return;
    };
    let Some(turned) = transported(rod.places(), first, last) else { return };
    let now = twist.imposed - turned;
    // The angle is known up to whole turns; between two steps it changes by less than half a turn.
    let whole = core::f64::consts::TAU;
    rod.twisted = now + whole * libm::round((rod.twisted - now) / whole);
}

/// Angle from the end's material direction to the first one carried along the curve without twist, radians.
fn transported(places: &[V3], first: V3, last: V3) -> Option<f64> {
    let mut tangent = unit(sub(*places.get(1)?, *places.first()?))?;
    let mut carried = across(first, tangent)?;
    for pair in places.windows(2).skip(1) {
        let next = unit(sub(pair[1], pair[0]))?;
        let axis = cross(tangent, next);
        let below = 1.0 + dot(tangent, next);
        if below > 1e-9 {
            // Rodrigues' rotation that takes one tangent to the next.
            let spun = cross(axis, carried);
            carried = add(add(carried, spun), scale(cross(axis, spun), 1.0 / below));
        }
        carried = across(carried, next)?;
        tangent = next;
    }
    let end = across(last, tangent)?;
    Some(libm::atan2(dot(cross(end, carried), tangent), dot(end, carried)))
}

/// The part of a direction that is across a tangent, as a unit vector.
fn across(direction: V3, tangent: V3) -> Option<V3> {
    unit(sub(direction, scale(tangent, dot(direction, tangent))))
}

#[cfg(test)]
mod tests {
    use super::super::chain::Twist;
    use super::super::material::Material;
    use super::*;

    #[test]
    fn force_is_the_slope_of_the_twist_energy() {
        let spacing = 0.01;
        let mut places = vec![[0.0; 3]];
        for i in 0..12 {
            let (a, b) = (0.35 * f64::from(i), 0.2 * libm::sin(f64::from(i)));
            let step = [libm::cos(a) * libm::cos(b), libm::sin(a) * libm::cos(b), libm::sin(b)];
            places.push(add(places[i as usize], scale(step, spacing)));
        }
        let frames = Some([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]);
        let over = 0.12;
        let mut rod = Rod::new(Material::COATED, spacing, places).unwrap();
        rod.set_twist(Some(Twist { imposed: 3.0, over, frames }));
        follow(&mut rod);
        let mut forces = vec![[0.0; 3]; rod.active];
        add_forces(&rod, &mut forces);
        let energy = |rod: &Rod| {
            let mut rod = rod.clone();
            follow(&mut rod);
            0.5 * rod.material.twisting * rod.twisted * rod.twisted / over
        };
        // The clamped edges at the ends are left out: their directions are the frames' own.
        for node in 2..rod.active - 2 {
            for k in 0..3 {
                let (mut up, mut down) = (rod.clone(), rod.clone());
                up.places[node][k] += 1e-7;
                down.places[node][k] -= 1e-7;
                let slope = (energy(&up) - energy(&down)) / 2e-7;
                let found = forces[node][k];
                assert!((slope + found).abs() < 2e-3 * found.abs().max(1e-5), "{node} {k}: {found} against {}", -slope);
            }
        }
    }
}
