//! Which solid things are near a place: a coarse map of the scene, so that a node asks a few and not all.

use super::scene::{Scene, Solid};
use super::vector::V3;

/// Cells on each side.
const CELLS: usize = 40;
/// Width of a cell, m.
const CELL: f64 = 8e-3;
/// Way that a node may be from a solid and still ask it, m.
const REACH: f64 = 16e-3;
/// Cells on each side of the map for what moves slowly, and their width, m.
const FINE_CELLS: usize = 80;
const FINE_CELL: f64 = 4e-3;
/// Way that a slow node may be from a solid and still ask it, m.
pub(super) const TOUCHES: f64 = 1e-3;
/// Longest edge of a slow rod that asks whether it lies across a wall, m.
pub(super) const STRADDLES: f64 = 5.1e-3;
/// Solids that a scene can hold: one bit each.
pub const MAX_SOLIDS: usize = 64;

/// Bits of solids by cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    cells: Vec<u64>,
    /// The same where nothing moves by more than [`TOUCHES`]: what a node may touch, and what its edge may lie across.
    fine: Vec<[u64; 2]>,
    /// Solids that are everywhere, or so wide that a map would not help.
    everywhere: u64,
    /// Walls.
    pub ridges: u64,
    /// Floors: they are worked for all lanes at once.
    pub floors: u64,
}

impl Grid {
    pub fn new(scene: &Scene) -> Grid {
        let mut grid =
            Grid { cells: vec![0; CELLS * CELLS], fine: vec![[0; 2]; FINE_CELLS * FINE_CELLS], ..Grid::default() };
        for (index, solid) in scene.solids.iter().take(MAX_SOLIDS).enumerate() {
            let bit = 1u64 << index;
            if solid.ridge().is_some() {
                grid.ridges |= bit;
            }
            if matches!(solid, Solid::Floor { .. }) {
                grid.floors |= bit;
                continue;
            }
            if matches!(solid, Solid::Lid { .. }) {
                grid.everywhere |= bit;
                continue;
            }
            for (cell, bits) in grid.fine.iter_mut().enumerate() {
                let far = distance(solid, centre(cell, FINE_CELLS, FINE_CELL));
                for (bits, reach) in bits.iter_mut().zip([TOUCHES, STRADDLES]) {
                    if far < reach + FINE_CELL {
                        *bits |= bit;
                    }
                }
            }
            for (cell, bits) in grid.cells.iter_mut().enumerate() {
                if distance(solid, centre(cell, CELLS, CELL)) < REACH + CELL {
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
            // Their places among the solids may have changed, but not those of what is in the map.
            self.floors = floors(scene);
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

    /// The same for a node that goes no farther than [`TOUCHES`] in a step; and walls that its next edge may lie across,
    /// where that is no longer than [`STRADDLES`].
    #[inline]
    pub fn close(&self, at: V3) -> [u64; 2] {
        let cell = |v: f64| {
            let place = v / FINE_CELL + FINE_CELLS as f64 / 2.0;
            (place >= 0.0 && place < FINE_CELLS as f64).then_some(place as usize)
        };
        match (cell(at[0]), cell(at[1])) {
            (Some(x), Some(y)) => {
                let found = self.fine.get(y * FINE_CELLS + x).copied().unwrap_or_default();
                found.map(|bits| self.everywhere | bits)
            }
            _ => [self.everywhere; 2],
        }
    }

    /// Puts a node that passed through a wall back on the side that it came from.
    pub fn keep_side(&self, scene: &Scene, at: &mut V3, before: V3, radius: f64) {
        let (dx, dy) = (at[0] - before[0], at[1] - before[1]);
        let near = if dx * dx + dy * dy < TOUCHES * TOUCHES { self.close(before)[0] } else { self.near(before) };
        let mut ridges = self.ridges & near;
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
            Solid::Floor { .. } => false,
            Solid::Lid { .. } => true,
            Solid::Post { centre, radius, .. } => far(centre, *radius),
            Solid::Rim { half, thick, .. } => far(half, *thick),
            Solid::Wall { from, to, thick, .. } => far(from, *thick) || far(to, *thick),
            Solid::Tab { from, to, half_width, .. } => far(from, *half_width) || far(to, *half_width),
        };
        bits | if wide { 1 << index } else { 0 }
    })
}

fn floors(scene: &Scene) -> u64 {
    let solids = scene.solids.iter().take(MAX_SOLIDS).enumerate();
    solids.fold(0, |bits, (index, solid)| bits | if matches!(solid, Solid::Floor { .. }) { 1 << index } else { 0 })
}

/// Middle of a cell.
fn centre(cell: usize, cells: usize, width: f64) -> [f64; 2] {
    [cell % cells, cell / cells].map(|at| (at as f64 - cells as f64 / 2.0 + 0.5) * width)
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
            assert_eq!((grid.ridges, grid.floors), (anew.ridges, anew.floors));
            assert_eq!(grid.fine, anew.fine);
            before = now;
        }
    }
}
