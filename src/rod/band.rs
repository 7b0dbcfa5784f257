//! Symmetric systems of half bandwidth six, four at once: factored as L·D·Lᵀ and solved in place.

use super::lanes::Lanes;

/// Half bandwidth: bending couples a node with the second next one, three numbers a node.
pub(super) const HALF: usize = 6;

/// The lower band by columns, and the right-hand side that becomes the solution.
#[derive(Clone, Debug, Default)]
pub(super) struct Band {
    /// `columns[c][k]` is the entry in row c + k, column c.
    pub columns: Vec<[Lanes; HALF + 1]>,
    pub right: Vec<Lanes>,
}

impl Band {
    /// Room for so many unknowns; columns behind the last one save every check for an end.
    pub fn reserve(&mut self, unknowns: usize) {
        let room = unknowns + HALF;
        if self.columns.len() < room {
            self.columns.resize(room, [Lanes::ZERO; HALF + 1]);
            self.right.resize(room, Lanes::ZERO);
        }
    }

    /// All zero for so many unknowns.
    #[inline(always)]
    pub fn clear(&mut self, unknowns: usize) {
        let room = unknowns + HALF;
        self.columns[..room].fill([Lanes::ZERO; HALF + 1]);
        self.right[..room].fill(Lanes::ZERO);
    }

    /// Solves for so many unknowns; the solution is in `right`. The matrix must be positive definite.
    #[inline(always)]
    pub fn solve(&mut self, unknowns: usize) {
        for c in 0..unknowns {
            let Some([column, rest @ ..]) = self.columns.get_mut(c..c + HALF + 1) else { return };
            let inverse = column[0].recip();
            let value = self.right[c];
            let mut l = [Lanes::ZERO; HALF + 1];
            for k in 1..=HALF {
                l[k] = column[k] * inverse;
            }
            for m in 1..=HALF {
                let below = &mut rest[m - 1];
                for k in m..=HALF {
                    below[k - m] -= l[m] * column[k];
                }
            }
            *column = l;
            column[0] = inverse;
            let right = &mut self.right[c..c + HALF + 1];
            for k in 1..=HALF {
                right[k] -= l[k] * value;
            }
            right[0] = value * inverse;
        }
        for c in (0..unknowns).rev() {
            let column = self.columns[c];
            let right = &mut self.right[c..c + HALF + 1];
            let mut value = right[0];
            for k in 1..=HALF {
                value -= column[k] * right[k];
            }
            right[0] = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_systems_are_solved_side_by_side() {
        let unknowns = 30;
        let mut band = Band::default();
        band.reserve(unknowns);
        band.clear(unknowns);
        let entry = |lane: usize, row: usize, k: usize| {
            let wave = libm::sin((row * 7 + k * 3 + lane) as f64);
            if k == 0 { 9.0 + wave } else { wave }
        };
        for c in 0..unknowns {
            for k in 0..=HALF.min(unknowns - 1 - c) {
                band.columns[c][k] = Lanes(std::array::from_fn(|lane| entry(lane, c, k)));
            }
        }
        let wanted = |lane: usize, row: usize| libm::cos((row + 2 * lane) as f64);
        for row in 0..unknowns {
            for col in 0..unknowns {
                let (c, k) = if row >= col { (col, row - col) } else { (row, col - row) };
                if k <= HALF {
                    let a = band.columns[c][k];
                    band.right[row] += Lanes(std::array::from_fn(|lane| a.0[lane] * wanted(lane, col)));
                }
            }
        }
        band.solve(unknowns);
        for row in 0..unknowns {
            for lane in 0..4 {
                assert!((band.right[row].0[lane] - wanted(lane, row)).abs() < 1e-12);
            }
        }
    }
}
