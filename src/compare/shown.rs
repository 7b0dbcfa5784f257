//! A recorded hand as a ghost: the model's own gesture in place of the reference hand's, where it fits the bench.

use super::gesture::{self, Gesture, Work};
use super::model::{Model, Whose};
use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Sample};
use crate::hands::ghost::Rehearsal;
use crate::scenario::job::Lengths;

/// A contact that begins farther than this from where the bench would have it begun does not fit, mm.
const FITS_MM: f64 = 5.0;
/// Longest contact of a model that is shown, ticks: a minute.
const MOST: usize = 60 * crate::catalogue::vocabulary::TICKS_PER_SECOND as usize;

/// The gestures of a recorded model, ready to be shown.
#[derive(Clone, Debug)]
pub struct Recorded {
    samples: Vec<Sample>,
    gestures: Vec<Gesture>,
    lengths: Lengths,
}

impl Recorded {
    /// Those of a model that a person recorded; the reference hand is played from the bench instead.
    pub fn of(model: Model) -> Option<Recorded> {
        if model.whose != Whose::Person {
            return None;
        }
        let (gestures, _) = gesture::of(&model.attempted());
        let lengths = model.replayed.job().lengths;
        Some(Recorded { samples: model.samples, gestures, lengths })
    }

    /// The same gesture as `rehearsal` by the model's hand: none where it never did it, or did it to other lengths or
    /// from another place, so that it would show the wrong thing.
    pub fn instead(&self, rehearsal: &Rehearsal, bench: &Bench) -> Option<Rehearsal> {
        let part = rehearsal.part?;
        let begun = rehearsal.samples.get(rehearsal.contact..)?;
        // A coil, and cords between ports, depend on where everything else lies.
        if self.lengths != bench.job().lengths || matches!(part, Part::Tray | Part::Port(_) | Part::Plug(_)) {
            return None;
        }
        let work = Work::of(rehearsal.tool, part, begun, bench.job());
        let found = self.gestures.iter().rev().filter(|gesture| gesture.work == work);
        let (from, to) = found.max_by_key(|gesture| !gesture.outcomes.is_empty())?.contacts.last().copied()?;
        let end = (to as usize).min(self.samples.len());
        let contact = self.samples.get((from as usize).min(end)..end)?;
        let contact = &contact[..contact.len().min(MOST)];
        let (first, here) = (contact.first()?, begun.first()?);
        if (first.along_mm() - here.along_mm()).abs() > FITS_MM && bench.control(rehearsal.tool, part).start.is_some() {
            return None;
        }
        let mut samples = rehearsal.samples[..rehearsal.contact].to_vec();
        // Tubes, fibres and slots have other numbers in another job.
        samples.extend(contact.iter().map(|sample| Sample { tool: here.tool, part: here.part, ..*sample }));
        Some(Rehearsal { samples, ..rehearsal.clone() })
    }
}
