//! What a contact has done so far and the state does not hold yet, asked of a copy of the bench.

use crate::bench::state::RingCut;
use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::{Sample, Tick};

/// A bite of the stripper's jaws.
#[derive(Clone, Copy)]
pub struct Bite {
    /// Where the jaws closed, mm from the tip.
    pub from_mm: f64,
    /// Deepest nick so far, µm.
    pub nick_um: f64,
}

/// The ring cut as it would be if the cutter were lifted now.
pub fn ring(bench: &Bench, tube: Option<u8>) -> Option<RingCut> {
    let mut after = bench.clone();
    after.finish();
    let cable = &after.state().cable;
    match tube {
        None => cable.ring,
        Some(n) => cable.tubes.get(usize::from(n).checked_sub(1)?)?.score,
    }
}

/// The bite that would come off if the jaws were at the tip now: the bench keeps its beginning to itself.
pub fn bite(bench: &Bench, sample: &Sample) -> Option<Bite> {
    let mut after = bench.clone();
    let now: Tick = after.now();
    let facts = after.tick(Sample { along: sample.along.min(0) - 1, ..*sample });
    facts.iter().find_map(|stamped| match stamped.fact {
        Fact::CoatingStripped { length_mm, nick_um, .. } if stamped.from <= now => {
            Some(Bite { from_mm: length_mm, nick_um })
        }
        _ => None,
    })
}
