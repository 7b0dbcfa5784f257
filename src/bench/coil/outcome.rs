//! What the fibres in the tray did that matters: found by simulation, kept in journals, told to replays.

use serde::{Deserialize, Serialize};

use super::MAX_STRANDS;
use crate::rod::V3;

/// Most points of all strands together: 24 of 5 m, and as many in service.
const MAX_POINTS: usize = 30_000;
/// Farthest point from the tray's middle, in its hundredths of a millimetre: ten metres.
const REACH: u32 = 1_000_000;

/// A place in the tray, hundredths of a millimetre: along, across, up.
pub type Point = [i32; 3];

/// What the rods did that matters, once it is sure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Let go too early, the fibre sprang out of the fingers.
    Sprang { course: u8, laid_mm: f64 },
    /// Led to its end, with so much that the fingers left over.
    Laid { course: u8, left_mm: f64, tight_ticks: u32 },
    /// Bent until it broke.
    Broke { course: u8 },
    /// Fibres in service were pulled or bent and lie still again: how this one lay, lay when it was bent most, lies now.
    Disturbed { strand: u8, paths: [Vec<Point>; 3] },
    /// Everything lies still; the paths of all strands, course by course.
    /// `moved_mm` is how far each fibre in service was pushed.
    Settled { paths: Vec<(u8, Vec<Point>)>, moved_mm: Vec<f64> },
}

impl Outcome {
    /// A word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Sprang { .. } => "sprang",
            Outcome::Laid { .. } => "laid",
            Outcome::Broke { .. } => "broke",
            Outcome::Disturbed { .. } => "disturbed",
            Outcome::Settled { .. } => "settled",
        }
    }

    /// Whether it can have been: numbers that are numbers, paths of a tray's size.
    pub fn is_sound(&self) -> bool {
        match self {
            Outcome::Sprang { laid_mm, .. } => laid_mm.is_finite(),
            Outcome::Laid { left_mm, .. } => left_mm.is_finite(),
            Outcome::Broke { .. } => true,
            Outcome::Disturbed { strand, paths } => {
                usize::from(*strand) < MAX_STRANDS && are_sound(paths.iter().map(Vec::as_slice))
            }
            Outcome::Settled { paths, moved_mm } => {
                moved_mm.len() <= MAX_STRANDS
                    && moved_mm.iter().all(|mm| mm.is_finite())
                    && are_sound(paths.iter().map(|(_, path)| path.as_slice()))
            }
        }
    }
}

/// Crossings are counted pair by pair: a file must not make that take hours.
fn are_sound<'p>(paths: impl Iterator<Item = &'p [Point]> + Clone) -> bool {
    paths.clone().map(<[Point]>::len).sum::<usize>() <= MAX_POINTS
        && paths.flatten().flatten().all(|v| v.unsigned_abs() <= REACH)
}

pub(super) fn point(place: V3) -> Point {
    place.map(|v| libm::round(v * 1e5).clamp(-1e8, 1e8) as i32)
}

/// A place in metres of a point of a journal.
pub fn place(point: &Point) -> V3 {
    point.map(|v| f64::from(v) * 1e-5)
}

/// To a hundredth: what is written is what is marked.
pub(super) fn rounded(mm: f64) -> f64 {
    libm::round(mm * 100.0) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_tray_can_have_done_is_not_sound() {
        let settled = |paths, moved_mm| Outcome::Settled { paths, moved_mm };
        assert!(settled(vec![(0, vec![[0, 0, 100]; 1_000]); 24], vec![0.0]).is_sound());
        for absurd in [
            settled(vec![(0, vec![[0, 0, 0]; 1_001]); 30], Vec::new()),
            settled(vec![(0, vec![[i32::MIN, 0, 0]])], Vec::new()),
            settled(Vec::new(), vec![f64::NAN]),
            settled(Vec::new(), vec![0.0; 25]),
            Outcome::Sprang { course: 0, laid_mm: f64::INFINITY },
            Outcome::Disturbed { strand: 24, paths: Default::default() },
            Outcome::Disturbed { strand: 0, paths: [vec![], vec![[0, 0, 2_000_000]], vec![]] },
            Outcome::Laid { course: 200, left_mm: f64::NAN, tight_ticks: u32::MAX },
        ] {
            assert!(!absurd.is_sound(), "{absurd:?}");
        }
    }
}
