//! Fibres in service in the tray: where they lay, whether they were disturbed, how they were bent meanwhile.

use super::super::distance;
use super::GIVES_MM;
use super::course::RESTS;
use super::outcome::{Outcome, point, rounded};
use crate::rod::{Rod, V3, path};

/// The fibres in service, as they lay and as they were bent since.
#[derive(Clone, Debug, Default)]
pub(super) struct Live {
    /// Where each lay.
    lay: Vec<Vec<V3>>,
    /// Each as it was bent most since it last lay still, with that curvature, 1/m.
    most: Vec<(f64, Vec<V3>)>,
    /// Where each last lay still.
    last: Vec<Vec<V3>>,
    stirred: bool,
    /// Ticks that they were waited for.
    waited: u32,
}

impl Live {
    /// Fibres that lie still now.
    pub fn lying<'r>(rods: impl Iterator<Item = &'r Rod>) -> Live {
        let lay: Vec<Vec<V3>> = rods.map(|rod| rod.places().to_vec()).collect();
        let mut live = Live { last: lay.clone(), lay, ..Live::default() };
        live.forget();
        live
    }

    pub fn is_empty(&self) -> bool {
        self.lay.is_empty()
    }

    /// Whether they move, and it is not said yet what came of it.
    pub fn is_stirred(&self) -> bool {
        self.stirred
    }

    fn forget(&mut self) {
        self.most = self.last.iter().map(|places| (path::sharpest(places, 0), places.clone())).collect();
    }

    /// Looks at them for a tick; once they lie still again says which were disturbed. `held` while fingers are there.
    pub fn watch<'r>(
        &mut self,
        rods: impl Iterator<Item = &'r Rod> + Clone,
        limit_mm: f64,
        held: bool,
    ) -> Vec<Outcome> {
        let mut moves = false;
        for (rod, (bent, places)) in rods.clone().zip(&mut self.most).filter(|(rod, _)| !rod.asleep()) {
            moves = true;
            let now = path::sharpest(rod.places(), 0);
            if now > *bent {
                *bent = now;
                places.clear();
                places.extend_from_slice(rod.places());
            }
        }
        self.stirred |= moves;
        if !self.stirred {
            return Vec::new();
        }
        self.waited = if held { 0 } else { self.waited + 1 };
        if held || moves && self.waited < RESTS {
            return Vec::new();
        }
        (self.stirred, self.waited) = (false, 0);
        let mut found = Vec::new();
        for (k, (rod, (last, most))) in rods.zip(self.last.iter_mut().zip(&self.most)).enumerate() {
            let was_bent = most.0 > 1e3 / limit_mm && most.0 > path::sharpest(last, 0);
            if was_bent || moved(rod, last) > GIVES_MM {
                let points = |places: &[V3]| places.iter().map(|place| point(*place)).collect();
                found.push(Outcome::Disturbed {
                    strand: k as u8,
                    paths: [points(last), points(&most.1), points(rod.places())],
                });
            }
            last.clear();
            last.extend_from_slice(rod.places());
        }
        self.forget();
        found
    }

    /// How far each is from where it lay, mm.
    pub fn moved_mm<'r>(&self, rods: impl Iterator<Item = &'r Rod>) -> Vec<f64> {
        rods.zip(&self.lay).map(|(rod, lay)| rounded(moved(rod, lay))).collect()
    }
}

fn moved(rod: &Rod, from: &[V3]) -> f64 {
    rod.places().iter().zip(from).map(|(a, b)| distance(*a, *b)).fold(0.0, f64::max) * 1e3
}

#[cfg(test)]
mod tests {
    use super::super::SPACING_MM;
    use super::*;
    use crate::rod::Material;

    fn rod(radius_mm: f64, asleep: bool) -> Rod {
        let places = path::arc([0.0; 2], radius_mm * 1e-3, 0.001, 0.0, SPACING_MM * 1e-3, 40);
        let mut rod = Rod::new(Material::COATED, SPACING_MM * 1e-3, places).unwrap();
        if asleep {
            rod.sleep()
        } else {
            rod.wake()
        }
        rod
    }

    #[test]
    fn a_fibre_that_was_bent_for_a_moment_is_said_once_with_its_worst_path() {
        let mut live = Live::lying([rod(40.0, true)].iter());
        assert!(live.watch([rod(12.0, false)].iter(), 15.0, true).is_empty() && live.is_stirred());
        assert!(live.watch([rod(40.0, false)].iter(), 15.0, false).is_empty(), "it still moves");
        let found = live.watch([rod(40.0, true)].iter(), 15.0, false);
        let [Outcome::Disturbed { strand: 0, paths: [before, most, after] }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert!(before == after && before != most);
        assert!(!live.is_stirred() && live.watch([rod(40.0, true)].iter(), 15.0, false).is_empty());
    }

    #[test]
    fn a_fibre_that_only_stirred_is_not_disturbed() {
        let mut live = Live::lying([rod(40.0, true)].iter());
        assert!(live.watch([rod(38.0, false)].iter(), 15.0, true).is_empty());
        assert!(live.watch([rod(40.0, true)].iter(), 15.0, false).is_empty());
    }
}
