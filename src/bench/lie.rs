//! How settled fibres lie in a tray: radius, turns, crossings, tabs and walls that they lie on. Reads paths alone.

use super::coil::{self, Point};
use crate::catalogue::schema::Tray;
use crate::rod::{Solid, V3, path};

/// How the fibres lie, from their settled paths.
pub(super) struct Lie {
    /// Turns, the mean of all strands; with the sign of their direction.
    pub loops: f64,
    pub min_radius_mm: f64,
    pub length_mm: f64,
    pub crossings: u32,
    pub over_tabs: u32,
    pub outside_mm: f64,
    /// Where a fibre lies across the wall: its course and strand, and the cosine of its way to the wall's normal.
    pub over_walls: Vec<(u8, usize, f64)>,
    /// Curvature along each strand, 1/mm, with its course.
    pub curvatures: Vec<(u8, Vec<f64>)>,
}

/// Straight pieces at both ends of a strand that its gates hold and no hand laid, nodes.
const HELD_NODES: usize = 2;

impl Lie {
    /// How strands lie in a tray; each comes with its course.
    pub fn of<'p>(paths: impl Iterator<Item = &'p (u8, Vec<Point>)>, tray: &Tray) -> Lie {
        let scene = coil::scene(tray);
        let top = tray.height_mm * 1e-3;
        let strands: Vec<(u8, Vec<V3>)> =
            paths.map(|(course, points)| (*course, points.iter().map(coil::place).collect())).collect();
        let mut lie = Lie {
            loops: 0.0,
            min_radius_mm: 1e4,
            length_mm: 0.0,
            crossings: 0,
            over_tabs: 0,
            outside_mm: 0.0,
            over_walls: Vec::new(),
            curvatures: Vec::new(),
        };
        let rim = scene.solids.iter().find(|solid| matches!(solid, Solid::Rim { .. }));
        let side = |p: &V3| rim.and_then(|rim| rim.side(*p));
        let is_out = |p: &V3| side(p).is_some_and(|(side, _)| side > 0.0);
        for (i, (course, places)) in strands.iter().enumerate() {
            let bends = bends(places);
            let tightest = bends.iter().copied().fold(1e-4, f64::max);
            lie.min_radius_mm = lie.min_radius_mm.min(1.0 / tightest);
            // The tray's frame is seen from above with its width towards the worker: turns have the other sign.
            lie.loops += -path::turned(places) / core::f64::consts::TAU;
            lie.length_mm += path::measured(places) * 1e3;
            let outside = places.iter().filter(|p| is_out(p)).count() as f64 * coil::SPACING_MM;
            lie.outside_mm = lie.outside_mm.max(outside);
            for pair in places.windows(2).filter(|pair| is_out(&pair[0]) != is_out(&pair[1])) {
                let (way, normal) = ([0, 1].map(|k| pair[1][k] - pair[0][k]), side(&pair[0]).map_or([0.0; 2], |s| s.1));
                let long = (way[0] * way[0] + way[1] * way[1]).sqrt().max(1e-9);
                lie.over_walls.push((*course, i, (way[0] * normal[0] + way[1] * normal[1]).abs() / long));
            }
            for (_, other) in &strands[i..] {
                lie.crossings += path::crossings(places, other) as u32;
            }
            lie.curvatures.push((*course, bends));
        }
        // Of fibres side by side it is enough that one lies on a tab.
        let on = |tab: &&Solid| {
            strands.iter().flat_map(|(_, p)| p).any(|p| tab.over(*p) && p[2] > coil::TAB_BOTTOM * top + 2e-4)
        };
        lie.over_tabs = scene.solids.iter().filter(|s| matches!(s, Solid::Tab { .. })).filter(on).count() as u32;
        lie.loops /= strands.len().max(1) as f64;
        lie
    }
}

/// Curvature along a fibre as its light feels it, 1/mm.
pub(super) fn bends(places: &[V3]) -> Vec<f64> {
    let mut bends = path::curvatures(places);
    // At the gates the direction is the gate's, to the width of a node.
    let last = bends.len().saturating_sub(HELD_NODES);
    for (node, bend) in bends.iter_mut().enumerate() {
        if node < HELD_NODES || node >= last {
            *bend = 0.0;
        }
    }
    let mut bends = path::smoothed(&bends, coil::SPACING_MM * 1e-3, 2.0 * coil::SPACING_MM * 1e-3);
    bends.iter_mut().for_each(|bend| *bend *= 1e-3);
    bends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;

    fn points(places: Vec<V3>) -> Vec<Point> {
        places.iter().map(|p| p.map(|v| libm::round(v * 1e5) as i32)).collect()
    }

    #[test]
    fn a_circle_has_its_own_radius_and_number_of_turns() {
        let catalogue = builtin_catalogue().unwrap();
        let tray = &catalogue.catalogue.trays[0];
        for radius in [20.0, 30.0, 45.0] {
            let count = (2.0 * core::f64::consts::TAU * radius / coil::SPACING_MM) as usize;
            let places = path::arc([0.0; 2], -radius * 1e-3, 0.001, 0.0, coil::SPACING_MM * 1e-3, count);
            let lie = Lie::of([(0, points(places))].iter(), tray);
            assert!((lie.min_radius_mm / radius - 1.0).abs() < 0.02, "{radius}: {}", lie.min_radius_mm);
            assert!((lie.loops - 2.0).abs() < 0.1, "{}", lie.loops);
            assert_eq!((lie.over_walls.len(), lie.over_tabs), (0, 0));
        }
    }

    #[test]
    fn a_loop_over_the_wall_is_outside_twice_a_turn() {
        let catalogue = builtin_catalogue().unwrap();
        let tray = &catalogue.catalogue.trays[0];
        let count = (core::f64::consts::TAU * 75.0 / coil::SPACING_MM) as usize + 1;
        let places = path::arc([0.0; 2], 0.075, 0.012, 0.1, coil::SPACING_MM * 1e-3, count);
        let lie = Lie::of([(0, points(places))].iter(), tray);
        assert_eq!(lie.over_walls.len(), 4);
        assert!(lie.over_walls.iter().all(|(_, _, cosine)| (0.3..1.0).contains(cosine)), "{:?}", lie.over_walls);
        assert!(lie.outside_mm > 20.0 && lie.over_tabs > 0);
    }
}
