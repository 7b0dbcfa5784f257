//! An attempt cut into gestures: what was done, on what, over which ticks, and how the hand moved.

use serde::Serialize;

use super::Attempted;
use super::figure::{Figure, Moves, Outcome, outcomes};
use crate::bench::GRIPPING;
use crate::bench::facts::{Fact, Stamped};
use crate::catalogue::vocabulary::{Key, Part, Sample, Side, Tick, Tool};
use crate::locale::GOALS;
use crate::scenario::Job;
use crate::scenario::schema::Measure;

/// Gestures of an attempt that are looked at: a splice with its measurements has some two hundred.
pub const MOST: usize = 600;
/// Contacts of one gesture: of more, the figures go on and the movement is left out.
const MOST_CONTACTS: usize = 400;

/// What a gesture does to what: the same in two jobs of one exercise, whatever their seeds drew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Work {
    /// Its name in locale keys and pictograms, as of a goal of the guide.
    pub goal: &'static str,
    /// The fibre that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Site, port or connector, from 1; of tubes, fibres and slots 0 for the job's own.
    pub number: u8,
    /// The control of a panel, the connector (from 1) of a port, or the key of the splicer.
    pub control: i16,
}

/// One gesture: contacts of one kind without another kind between them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gesture {
    /// What is done.
    pub work: Work,
    /// First tick.
    pub from: Tick,
    /// Tick at which the hand has left.
    pub to: Tick,
    /// How the hand moved.
    pub moves: Moves,
    /// What came out of it.
    pub outcomes: Vec<Outcome>,
    /// Ticks of each contact, the end not included.
    #[serde(skip)]
    pub contacts: Vec<(Tick, Tick)>,
}

/// The gestures of an attempt in their order, and whether there were more than [`MOST`].
pub fn of(attempt: &Attempted) -> (Vec<Gesture>, bool) {
    let mut gestures: Vec<Gesture> = Vec::new();
    // A contact's own facts come before its `Gesture` and wait for it.
    let mut waiting: Vec<&Stamped> = Vec::new();
    for stamped in attempt.facts {
        let Fact::Gesture { tool, part, technique } = &stamped.fact else {
            match started_by(&stamped.fact) {
                Some(goal) => {
                    if let Some(started) = gestures.iter_mut().rev().find(|gesture| gesture.work.goal == goal) {
                        started.outcomes.extend(outcomes(attempt.job, &[stamped]));
                    }
                }
                None => waiting.push(stamped),
            }
            continue;
        };
        let samples = contact(attempt.samples, stamped);
        let work = Work::of(*tool, *part, samples, attempt.job);
        let found = outcomes(attempt.job, &std::mem::take(&mut waiting));
        let full = gestures.len() == MOST;
        match gestures.last_mut().filter(|last| last.work == work) {
            Some(last) => {
                last.to = stamped.to;
                last.moves.add(technique);
                last.outcomes.extend(found);
                if last.contacts.len() < MOST_CONTACTS {
                    last.contacts.push((stamped.from, stamped.to));
                }
            }
            None if full => return (settled(gestures), true),
            None => gestures.push(Gesture {
                work,
                from: stamped.from,
                to: stamped.to,
                moves: Moves::of(technique),
                outcomes: found,
                contacts: vec![(stamped.from, stamped.to)],
            }),
        }
    }
    (settled(gestures), false)
}

/// The goal of the gesture that a machine, or the fibres by themselves, bring to its end after the hand has left.
fn started_by(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::Spliced { .. } => Some("inspect"),
        Fact::SleeveHeated { .. } => Some("heat"),
        Fact::FibreLaid { .. } => Some("lay-fibre"),
        _ => None,
    }
}

/// Of what came out several times in one gesture, the last is what stands.
fn settled(mut gestures: Vec<Gesture>) -> Vec<Gesture> {
    for gesture in &mut gestures {
        let all = std::mem::take(&mut gesture.outcomes);
        for (i, outcome) in all.iter().enumerate() {
            if all[i + 1..].iter().all(|later| later.figure != outcome.figure) {
                gesture.outcomes.push(*outcome);
            }
        }
        // One key looks at the ends and fires the arc: what came of it says which it was.
        if gesture.outcomes.iter().any(|outcome| outcome.figure == Figure::Measured(Measure::SpliceLoss)) {
            gesture.work.goal = "arc";
        }
    }
    gestures
}

/// The samples of a contact.
fn contact<'s>(samples: &'s [Sample], stamped: &Stamped) -> &'s [Sample] {
    let end = (stamped.to as usize).min(samples.len());
    samples.get((stamped.from as usize).min(end)..end).unwrap_or_default()
}

impl Work {
    /// What a tool does on a part; `samples` are those of the contact.
    pub fn of(tool: Tool, part: Part, samples: &[Sample], job: &Job) -> Work {
        let goal = goal(tool, part, samples, job);
        let own = |n: u8, of_job: u8| if n == of_job { 0 } else { n };
        let (number, control) = match part {
            Part::Tube(n) | Part::Bundle(n) => (own(n, job.tube), 0),
            Part::Fibre(n) => (own(n, job.fibre), 0),
            Part::TraySlot(n) => (own(n, job.slot), 0),
            Part::Port(n) => (n, tool.plug().map_or(0, |plug| i16::from(plug) + 1)),
            Part::Plug(n) | Part::Site(n) => (n, 0),
            Part::SplicerKey(key) => (0, key as i16),
            // Which control a finger is on stands in the sample.
            Part::Panel(device) => (device as u8 + 1, samples.last().map_or(0, |sample| sample.wheel)),
            Part::Record | Part::Questions => (0, samples.last().map_or(0, |sample| sample.wheel)),
            _ => (0, 0),
        };
        let side = match part {
            Part::FibreEnd(side) | Part::SplicerGroove(side) => Some(side),
            Part::CleaverGroove => tool.fibre(),
            _ => None,
        };
        Work { goal, side, number, control }
    }

    /// Whether it presses controls: which, and in what order, is each person's own way.
    pub fn presses(&self) -> bool {
        matches!(self.goal, "press" | "write" | "sign" | "answer" | "leave-menu" | "choose-oven" | "choose-program")
    }
}

/// The name of the goal that a contact serves.
fn goal(tool: Tool, part: Part, samples: &[Sample], job: &Job) -> &'static str {
    // A lid, or the cleaver's carriage, goes where the gripping hand takes it.
    let ahead = || way(samples) >= 0;
    match part {
        Part::Face => "wear-glasses",
        Part::Sheath if tool == Tool::SheathCutter => "cut-sheath",
        Part::Sheath => "pull-sheath",
        Part::Tube(_) if tool == Tool::TubeCutter => "score-tube",
        Part::Tube(_) if tool == Tool::Hand => "open-tube",
        Part::Tube(_) => "clean-tube",
        Part::Bundle(_) => "degrease",
        Part::Fibre(_) => "pick-fibre",
        Part::FibreEnd(_) => match tool {
            Tool::ProtectionSleeve => "thread-sleeve",
            Tool::Stripper => "strip",
            Tool::Scissors => "cut-back",
            _ => "clean",
        },
        Part::CleaverGroove => "seat",
        Part::CleaverLid if ahead() => "close-cleaver",
        Part::CleaverLid => "open-cleaver",
        Part::CleaverBlade if ahead() => "stroke",
        Part::CleaverBlade => "draw-carriage-back",
        Part::CleaverDial | Part::CleaverHeight => "turn-blade",
        Part::Shard | Part::ShardBin => "bin-shard",
        Part::SplicerGroove(_) => "load",
        Part::SplicerLid if ahead() => "close-splicer",
        Part::SplicerLid => "open-splicer",
        Part::SplicerKey(key) => match key {
            Key::Program => "choose-program",
            Key::View => "read-views",
            Key::Set => "inspect",
            Key::Reset => "take-out",
            Key::Test => "test",
            Key::Heat => "heat",
            _ => "leave-menu",
        },
        Part::Sleeve => "centre-sleeve",
        Part::Oven => "place-in-oven",
        Part::OvenLid if ahead() => "close-oven",
        Part::OvenLid => "open-oven",
        Part::Tray if tool == Tool::Tweezers => "tuck-fibre",
        Part::Tray => "lay-fibre",
        Part::TraySlot(_) => "seat-sleeve",
        Part::TrayLid if ahead() => "close-tray",
        Part::TrayLid => "open-tray",
        Part::Port(_) | Part::Plug(_) => match tool {
            Tool::Probe => "inspect-face",
            Tool::ClickCleaner | Tool::DryWipe | Tool::AlcoholWipe => "clean-face",
            _ => "plug",
        },
        Part::Panel(_) => "press",
        Part::Record => "write",
        Part::Questions => "answer",
        Part::Site(number) => {
            let site = usize::from(number).checked_sub(1).and_then(|i| job.craft.sites.get(i));
            let verb = site.map_or("", |site| site.verb.name());
            let named = |(goal, _): &&(&'static str, _)| goal.strip_prefix("site-").is_some_and(|of| of == verb);
            GOALS.iter().find(named).map_or("site-turn", |(goal, _)| goal)
        }
    }
}

/// Way along the axis while the hand grips, in a sample's own units.
fn way(samples: &[Sample]) -> i64 {
    let both = |pair: &&[Sample]| pair.iter().all(|sample| sample.grip >= GRIPPING);
    samples.windows(2).filter(both).map(|pair| i64::from(pair[1].along) - i64::from(pair[0].along)).sum()
}
