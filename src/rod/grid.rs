//! Which solid things are near a place: a coarse map of the scene, so that a node asks a few and not all.

use super::scene::{Scene, Solid};
use super::vector::V3;

/// Cells on each side.
const CELLS: usize = 40;
/// Width of a cell, m.
const CELL: f64 = 8e-3;
/// Way that a node may be from a solid and still ask it, m.
const REACH: f64 = 16e-3;
/// Solids that a scene can hold: one bit each.
pub const MAX_SOLIDS: usize = 64;

/// Bits of solids by cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    cells: Vec<u64>,
    /// Solids that are everywhere, or so wide that a map would not help.
    everywhere: u64,
    /// Walls.
    pub ridges: u64,
}

impl Grid {
    pub fn new(scene: &Scene) -> Grid {
        let mut grid = Grid { cells: vec![0; CELLS * CELLS], everywhere: 0, ridges: 0 };
        for (index, solid) in scene.solids.iter().take(MAX_SOLIDS).enumerate() {
            let bit = 1u64 << index;
            if solid.ridge().is_some() {
                grid.ridges |= bit;
            }
            if matches!(solid, Solid::Floor { .. } | Solid::Lid { .. }) {
                grid.everywhere |= bit;
                continue;
            }
            for (cell, bits) in grid.cells.iter_mut().enumerate() {
                let centre = |at: usize| (at as f64 - CELLS as f64 / 2.0 + 0.5) * CELL;
                let place = [centre(cell % CELLS), centre(cell / CELLS)];
                if distance(solid, place) < REACH + CELL {
                    *bits |= bit;
                }
            }
        }
        grid.everywhere |= outside(scene);
        grid
    }

    /// The same for another scene. Floor and lid are not in the map: where only they moved it stays.
    pub fn follow(&mut self, before: &Scene, scene: &Scene) {
        let mapped = |scene: &Scene| {
            let solids = scene.solids.iter().take(MAX_SOLIDS).copied().enumerate();
            solids.filter(|(_, solid)| !matches!(solid, Solid::Floor { .. } | Solid::Lid { .. })).collect::<Vec<_>>()
        };
        if self.cells.is_empty() || mapped(before) != mapped(scene) {
            *self = Grid::new(scene);
        } else {
            self.everywhere = outside(scene);
        }
    }

    /// Bits of the solids that a node here may touch.
    #[inline]
    pub fn near(&self, at: V3) -> u64 {
        let cell = |v: f64| {
            let place = v / CELL + CELLS as f64 / 2.0;
            (place >= 0.0 && place < CELLS as f64).then_some(place as usize)
        };
        match (cell(at[0]), cell(at[1])) {
            (Some(x), Some(y)) => self.everywhere | self.cells.get(y * CELLS + x).copied().unwrap_or(0),
            _ => self.everywhere,
        }
    }

    /// Puts a node that passed through a wall back on the side that it came from.
    pub fn keep_side(&self, scene: &Scene, at: &mut V3, before: V3, radius: f64) {
        let mut ridges = self.ridges & self.near(before);
        while ridges != 0 {
            let solid = &scene.solids[ridges.trailing_zeros() as usize];
            ridges &= ridges - 1;
            let (Some(top), Some((was, _)), Some((is, out))) = (solid.ridge(), solid.side(before), solid.side(*at))
            else {
                continue;
            };
            if was * is < 0.0 && before[2] < top && at[2] < top {
                let back = is + if was < 0.0 { radius } else { -radius };
                at[0] -= back * out[0];
                at[1] -= back * out[1];
            }
        }
    }
}

/// Solids that reach beyond the map.
fn outside(scene: &Scene) -> u64 {
    let edge = CELLS as f64 / 2.0 * CELL - REACH;
    let far = |p: &[f64; 2], by: f64| p[0].abs() + by > edge || p[1].abs() + by > edge;
    scene.solids.iter().take(MAX_SOLIDS).enumerate().fold(0, |bits, (index, solid)| {
        let wide = match solid {
            Solid::Floor { .. } | Solid::Lid { .. } => true,
            Solid::Post { centre, radius, .. } => far(centre, *radius),
            Solid::Rim { half, thick, .. } => far(half, *thick),
            Solid::Wall { from, to, thick, .. } => far(from, *thick) || far(to, *thick),
            Solid::Tab { from, to, half_width, .. } => far(from, *half_width) || far(to, *half_width),
        };
        bits | if wide { 1 << index } else { 0 }
    })
}

fn distance(solid: &Solid, at: [f64; 2]) -> f64 {
    let place = [at[0], at[1], 0.0];
    let segment = |from: [f64; 2], to: [f64; 2]| {
        let (ux, uy) = (to[0] - from[0], to[1] - from[1]);
        let (px, py) = (at[0] - from[0], at[1] - from[1]);
        let square = ux * ux + uy * uy;
        let share = if square > 0.0 { ((px * ux + py * uy) / square).clamp(0.0, 1.0) } else { 0.0 };
        let (dx, dy) = (px - share * ux, py - share * uy);
        (dx * dx + dy * dy).sqrt()
    };
    match *solid {
        Solid::Floor { .. } | Solid::Lid { .. } => 0.0,
        Solid::Post { centre, radius, .. } => segment(centre, centre) - radius,
        Solid::Rim { thick, .. } => solid.side(place).map_or(0.0, |(side, _)| side.abs() - thick),
        Solid::Wall { from, to, thick, .. } => segment(from, to) - thick,
        Solid::Tab { from, to, half_width, .. } => segment(from, to) - half_width,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_that_follows_a_lid_is_the_map_drawn_anew() {
        let post = |x: f64| Solid::Post { centre: [x, 0.02], radius: 0.012, top: 0.01 };
        let lid = |z: f64| Solid::Lid { z };
        let scene = |solids: &[Solid]| Scene { solids: solids.to_vec(), ..Scene::default() };
        let floor = Solid::Floor { z: 0.0 };
        let mut before = Scene::empty();
        let mut grid = Grid::default();
        for solids in [
            vec![floor, post(0.03)],
            vec![floor, post(0.03), lid(0.05)],
            vec![floor, post(0.03), lid(0.02)],
            vec![lid(0.02), floor, post(0.03)],
            vec![floor, post(-0.03)],
            vec![floor, post(-0.03), post(0.03)],
        ] {
            let now = scene(&solids);
            grid.follow(&before, &now);
            let anew = Grid::new(&now);
            assert_eq!((grid.cells.as_slice(), grid.everywhere), (anew.cells.as_slice(), anew.everywhere));
            assert_eq!(grid.ridges, anew.ridges);
            before = now;
        }
    }
}
