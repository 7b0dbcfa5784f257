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
        // The indices are written out: as loops they would be worked one by one.
        macro_rules! each {
            ($do:ident: $($m:literal: $($k:literal)+;)+) => { $($( $do!($m, $k); )+)+ };
        }
        for c in 0..unknowns {
            let Some([column, rest @ ..]) = self.columns[c..].first_chunk_mut::<{ HALF + 1 }>() else { return };
            let Some(right) = self.right[c..].first_chunk_mut::<{ HALF + 1 }>() else { return };
            let inverse = column[0].recip();
            let value = right[0];
            let old = *column;
            let mut l = [inverse; HALF + 1];
            macro_rules! divide {
                ($k:literal, $unused:literal) => {
                    l[$k] = old[$k] * inverse;
                    right[$k] -= l[$k] * value;
                };
            }
            each!(divide: 1: 0; 2: 0; 3: 0; 4: 0; 5: 0; 6: 0;);
            macro_rules! eliminate {
                ($m:literal, $k:literal) => {
                    rest[$m - 1][$k - $m] -= l[$m] * old[$k];
                };
            }
            each!(eliminate: 1: 1 2 3 4 5 6; 2: 2 3 4 5 6; 3: 3 4 5 6; 4: 4 5 6; 5: 5 6; 6: 6;);
            *column = l;
            right[0] = value * inverse;
        }
        for c in (0..unknowns).rev() {
            let Some(column) = self.columns.get(c) else { return };
            let Some(right) = self.right[c..].first_chunk_mut::<{ HALF + 1 }>() else { return };
            let mut value = right[0];
            macro_rules! back {
                ($k:literal, $unused:literal) => {
                    value -= column[$k] * right[$k];
                };
            }
            each!(back: 6: 0; 5: 0; 4: 0; 3: 0; 2: 0; 1: 0;);
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
