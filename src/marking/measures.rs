//! Measures: each folds the facts into one number and remembers the fact that decided it.

use crate::bench::facts::{Fact, Stamped, Technique};
use crate::catalogue::vocabulary::{Part, Side, Tool};
use crate::scenario::Job;
use crate::scenario::schema::{Event, Measure, Stage, Work};

/// A value and the fact that decided it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value, in the measure's unit.
    pub value: f64,
    /// Index of the deciding fact.
    pub fact: usize,
}

/// The value of a measure over an attempt; `None` where nothing was done that it could measure.
pub fn measure(job: &Job, measure: Measure, facts: &[Stamped]) -> Option<Measured> {
    let lengths = &job.lengths;
    match measure {
        Measure::RingError => last(facts, |fact| match fact {
            Fact::SheathCut { station_mm, .. } => Some((station_mm - lengths.ring_mm).abs()),
            _ => None,
        })
        .filter(|_| happened(facts, Event::SheathPulled)),
        Measure::RingOvercut => highest(facts, |fact| match fact {
            Fact::SheathCut { over_mm, .. } => Some(*over_mm),
            _ => None,
        })
        .filter(|_| happened(facts, Event::SheathPulled)),
        Measure::TubeResidue => last(facts, |fact| match fact {
            Fact::TubeScored { residue, tube, .. } if *tube == job.tube => Some(*residue),
            _ => None,
        })
        .filter(|_| happened(facts, Event::TubeOpened)),
        Measure::TubeScoreDepth => highest(facts, |fact| match fact {
            Fact::TubeScored { depth, .. } => Some(*depth),
            _ => None,
        })
        .filter(|_| happened(facts, Event::TubeOpened)),
        Measure::FibreGel => super::unjoined::fibre_gel(job, facts).or_else(|| {
            last(facts, |fact| match fact {
                Fact::CoatingStripped { side: Side::Cable, gel, .. } => Some(*gel),
                _ => None,
            })
        }),
        Measure::StripNick => strip_nick(job, facts),
        Measure::StripError => ends(job, facts, |fact| match fact {
            Fact::CoatingStripped { side, length_mm, .. } => Some((*side, (length_mm - lengths.strip_mm).abs())),
            _ => None,
        }),
        Measure::GlassDirt => super::unjoined::glass_dirt(job, facts).or_else(|| {
            ends(job, facts, |fact| match fact {
                Fact::Cleaved { side, dirt, .. } => Some((*side, *dirt)),
                _ => None,
            })
        }),
        Measure::CleaveAngle => super::unjoined::cleave_angle(job, facts).or_else(|| {
            last(facts, |fact| match fact {
                Fact::Spliced { angles_deg, .. } => Some(angles_deg[0].max(angles_deg[1])),
                _ => None,
            })
        }),
        Measure::BareError => super::unjoined::bare_error(job, facts).or_else(|| {
            last(facts, |fact| match fact {
                Fact::Spliced { bare_error_mm, .. } => Some(*bare_error_mm),
                _ => None,
            })
        }),
        Measure::ViewTime => last(facts, |fact| match fact {
            Fact::Spliced { view_s, .. } => Some(view_s[0].min(view_s[1])),
            _ => None,
        }),
        Measure::SpliceLoss => last(facts, |fact| match fact {
            Fact::Spliced { loss_1550_db, .. } => Some(*loss_1550_db),
            _ => None,
        }),
        Measure::SleeveCentre => last(facts, |fact| match fact {
            Fact::SleeveHeated { centre_mm, .. } => Some(centre_mm.abs()),
            _ => None,
        }),
        Measure::TrayRadius => last(facts, |fact| match fact {
            Fact::FibreLaid { min_radius_mm, .. } => Some(*min_radius_mm),
            _ => None,
        }),
        Measure::TwistTurns => last(facts, |fact| match fact {
            Fact::FibreLaid { loops, .. } => Some(loops.abs()),
            _ => None,
        }),
        Measure::Disturbed => last(facts, |fact| match fact {
            Fact::FibreLaid { disturbed, .. } => Some(f64::from(*disturbed)),
            _ => None,
        }),
        Measure::LiveLoss => highest(facts, |fact| match fact {
            Fact::LiveDisturbed { before_1550_db, peak_1550_db, .. } => Some(peak_1550_db - before_1550_db),
            // Undisturbed, they lost nothing.
            Fact::FibreLaid { .. } => Some(0.0),
            _ => None,
        })
        .filter(|_| happened(facts, Event::FibreLaid)),
        Measure::OutOfPlace => last(facts, |fact| match fact {
            Fact::FibreLaid { over_tabs, outside_mm, .. } => Some(f64::from(*over_tabs) + (outside_mm / 20.0).ceil()),
            _ => None,
        }),
        Measure::BendLoss => last(facts, |fact| match fact {
            Fact::FibreLaid { loss_1625_db, .. } => Some(*loss_1625_db),
            _ => None,
        }),
        Measure::TrayLoss => last(facts, |fact| match fact {
            Fact::TrayClosed { loss_1625_db, .. } | Fact::FibreLaid { loss_1625_db, .. } => Some(*loss_1625_db),
            _ => None,
        })
        .filter(|_| happened(facts, Event::FibreLaid)),
        Measure::LooseShards => loose_shards(facts),
        Measure::Steadiness => steadiness(job, facts),
        Measure::PathRatio => path_ratio(job, facts),
        Measure::PulseLongest
        | Measure::AveragingShortest
        | Measure::RangeMisfit
        | Measure::IndexError
        | Measure::Wavelengths
        | Measure::Directions
        | Measure::LaunchCord
        | Measure::SignalAtEnd
        | Measure::ReferenceError
        | Measure::MeterError => super::settings::measure(job, measure, facts),
    }
}

/// What the work is for: how a hand moved is worth nothing before it.
fn aim(job: &Job) -> Event {
    let Work::Part { to, .. } = job.scenario.work else { return Event::Spliced };
    match to {
        Stage::Sheath => Event::SheathPulled,
        Stage::Tube => Event::FibrePicked,
        Stage::Strip => Event::CoatingStripped,
        Stage::Clean => Event::GlassWiped,
        Stage::Cleave => Event::Cleaved,
        Stage::Splice => Event::Spliced,
        Stage::Sleeve => Event::SleeveHeated,
        Stage::Tray => Event::FibreLaid,
    }
}

pub(super) fn happened(facts: &[Stamped], event: Event) -> bool {
    facts.iter().any(|stamped| stamped.fact.event() == event)
}

pub(super) fn last(facts: &[Stamped], value: impl Fn(&Fact) -> Option<f64>) -> Option<Measured> {
    facts
        .iter()
        .enumerate()
        .rev()
        .find_map(|(fact, stamped)| value(&stamped.fact).map(|value| Measured { value, fact }))
}

fn highest(facts: &[Stamped], value: impl Fn(&Fact) -> Option<f64>) -> Option<Measured> {
    facts
        .iter()
        .enumerate()
        .filter_map(|(fact, stamped)| value(&stamped.fact).map(|value| Measured { value, fact }))
        .reduce(|best, next| if next.value > best.value { next } else { best })
}

/// The worse of the last value of each side; where nothing is joined afterwards, both must have been done.
pub(super) fn ends(job: &Job, facts: &[Stamped], value: impl Fn(&Fact) -> Option<(Side, f64)>) -> Option<Measured> {
    match each_side(facts, value) {
        [Some(a), Some(b)] => Some(if b.value > a.value { b } else { a }),
        _ if super::unjoined::stops_at(job).is_some() => None,
        [one, other] => one.or(other),
    }
}

/// The last value of each side.
fn each_side(facts: &[Stamped], value: impl Fn(&Fact) -> Option<(Side, f64)>) -> [Option<Measured>; 2] {
    let mut sides: [Option<Measured>; 2] = [None; 2];
    for (fact, stamped) in facts.iter().enumerate() {
        if let Some((side, value)) = value(&stamped.fact) {
            sides[side.index()] = Some(Measured { value, fact });
        }
    }
    sides
}

/// The nick of the ends that were joined, laid at the door of the strip that made it.
fn strip_nick(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    let nick = |fact: &Fact| match fact {
        Fact::CoatingStripped { side, nick_um, .. } => Some((*side, *nick_um)),
        _ => None,
    };
    if super::unjoined::stops_at(job).is_some() {
        return ends(job, facts, nick);
    }
    let joined = facts.iter().rposition(|stamped| matches!(stamped.fact, Fact::Spliced { .. }))?;
    ends(job, &facts[..joined], nick)
}

fn loose_shards(facts: &[Stamped]) -> Option<Measured> {
    let made = facts.iter().filter(|s| matches!(s.fact, Fact::ShardMade { .. })).count();
    let binned = facts.iter().filter(|s| matches!(s.fact, Fact::ShardBinned)).count();
    let fact = facts.iter().rposition(|s| matches!(s.fact, Fact::ShardMade { .. }))?;
    Some(Measured { value: made.saturating_sub(binned) as f64, fact })
}

fn gestures(facts: &[Stamped]) -> impl Iterator<Item = (usize, Tool, Part, &Technique)> {
    facts.iter().enumerate().filter_map(|(i, stamped)| match &stamped.fact {
        Fact::Gesture { tool, part, technique } => Some((i, *tool, *part, technique)),
        _ => None,
    })
}

/// RMS over the contacts in which a fibre is worked along its axis; the shakiest one decides what is shown.
fn steadiness(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    if !happened(facts, aim(job)) {
        return None;
    }
    let (mut sum, mut seconds) = (0.0, 0.0);
    let mut worst = (0.0, None);
    for (i, tool, part, technique) in gestures(facts) {
        let worked = matches!(tool, Tool::Stripper | Tool::AlcoholWipe) && matches!(part, Part::FibreEnd(_));
        if worked && technique.path_mm > 5.0 {
            sum += technique.across_rms_mm * technique.across_rms_mm * technique.seconds;
            seconds += technique.seconds;
            if technique.across_rms_mm >= worst.0 {
                worst = (technique.across_rms_mm, Some(i));
            }
        }
    }
    Some(Measured { value: if seconds > 0.0 { (sum / seconds).sqrt() } else { 0.0 }, fact: worst.1? })
}

/// Way of the free hand over the shortest one; the most roundabout approach decides what is shown.
fn path_ratio(job: &Job, facts: &[Stamped]) -> Option<Measured> {
    if !happened(facts, aim(job)) {
        return None;
    }
    let (mut path, mut shortest) = (0.0, 0.0);
    let mut worst = (f64::NEG_INFINITY, 0);
    for (i, _, _, technique) in gestures(facts) {
        path += technique.approach_mm;
        shortest += technique.approach_shortest_mm;
        let detour = technique.approach_mm - technique.approach_shortest_mm;
        if detour > worst.0 {
            worst = (detour, i);
        }
    }
    Some(Measured { value: if shortest > 1.0 { path / shortest } else { 1.0 }, fact: worst.1 })
}
