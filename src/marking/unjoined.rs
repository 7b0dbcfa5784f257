//! Measures of ends that are not joined in the exercise: what stands at the end of the work counts.

use crate::bench::facts::{Fact, Stamped};
use crate::scenario::Job;
use crate::scenario::schema::{Event, Stage, Work};

use super::measures::{Measured, ends, happened, last};

/// The last stage of a job that stops before anything is joined.
pub(super) fn stops_at(job: &Job) -> Option<Stage> {
    match job.scenario.work {
        Work::Part { to, .. } if to < Stage::Splice => Some(to),
        _ => None,
    }
}

/// Gel on the fibres when one was taken out, where nothing is stripped afterwards, 0 to 1.
pub(super) fn fibre_gel(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    if stops_at(job)? != Stage::Tube || !happened(facts, Event::FibrePicked) {
        return None;
    }
    last(facts, |fact| match fact {
        Fact::BundleWiped { tube, gel, .. } if *tube == job.tube => Some(*gel),
        _ => None,
    })
}

/// Dirt that the last wipe left on the worse end, where nothing is cleaved afterwards, 0 to 1.
pub(super) fn glass_dirt(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    if stops_at(job)? != Stage::Clean {
        return None;
    }
    ends(job, facts, |fact| match fact {
        Fact::GlassWiped { side, dirt, .. } => Some((*side, *dirt)),
        _ => None,
    })
}

/// Angle of the worse of the last cleaves, degrees.
pub(super) fn cleave_angle(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    stops_at(job)?;
    ends(job, facts, |fact| match fact {
        Fact::Cleaved { side, angle_deg, .. } => Some((*side, *angle_deg)),
        _ => None,
    })
}

/// Bare length of the last cleaves off what the cleaver is made for, mm.
pub(super) fn bare_error(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    stops_at(job)?;
    ends(job, facts, |fact| match fact {
        Fact::Cleaved { side, bare_mm, .. } => Some((*side, (bare_mm - job.cleaver.bare_mm).abs())),
        _ => None,
    })
}
