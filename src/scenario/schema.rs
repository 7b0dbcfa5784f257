//! What a scenario says: job sheet, parts, seeded draws and the marking scheme. Data only.

use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::Tool;
use crate::plant::schema::Range;

pub use super::measuring::{Ask, Cord, CordKind, Given, GivenTrace, Limits, Line, MAX_CORDS, MAX_LINES, Measuring};
pub use super::names::{Event, Measure, Mistake, Step};
pub use super::pieces::{Figure, Pieces};

/// Version of the schema that this program writes; older ones are read too, see [`super::migrate`].
pub const FORMAT: u32 = 2;

/// One text in both languages; French is the reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// A language that every [`Text`] is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// French, the reference.
    #[default]
    Fr,
    /// English.
    En,
}

impl Text {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// An exercise as its author wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Schema version, see [`FORMAT`].
    pub format: u32,
    /// `course/name`, lower case with dashes.
    pub id: String,
    /// Title in the list.
    pub title: Text,
    /// Job sheet; its placeholders are those of [`super::job::PLACEHOLDERS`].
    pub brief: Text,
    /// Estimated time in minutes, shown and never marked.
    pub minutes: u32,
    /// Assistance of the hand, 0 (none) to 3 (strong).
    pub assistance: u8,
    /// Catalogue id of the cable.
    pub cable: String,
    /// Catalogue id of the pigtail.
    pub pigtail: String,
    /// Catalogue id of the protection sleeve.
    pub sleeve: String,
    /// Catalogue id of the cleaver.
    pub cleaver: String,
    /// Catalogue id of the splicer.
    pub splicer: String,
    /// Catalogue id of the splice tray.
    pub tray: String,
    /// What is to be done; a whole splice where nothing is said.
    #[serde(default)]
    pub work: Work,
    /// What is measured and with what, where there is a network to measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measuring: Option<Measuring>,
    /// Workpieces, their kit, and questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Pieces>,
    /// Tools on the rack.
    pub tools: Vec<Tool>,
    /// What the seed draws.
    pub draw: Draw,
    /// Lengths that the job sheet asks for.
    pub targets: Targets,
    /// How the attempt is marked.
    pub marking: Marking,
    /// The author's own words for steps of the work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
}

/// An author's own words for a step, which the guide says in the place of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Name of a [`Step`], or a site of the workpieces; the latter may hold what was drawn and end in `*`.
    pub at: String,
    /// Said from this assistance of the exercise on, 0 to 3; of several that are due the highest is said.
    pub level: u8,
    /// What the hand does; its placeholders are those of the job sheet.
    pub text: Text,
}

/// Most fibres in one hand.
pub const MAX_STRANDS: u8 = 24;

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// A splice, from the cable's sheath to the closed tray.
    #[default]
    Splice,
    /// Fibres that pass through the tray uncut and are coiled in it together.
    Coil {
        /// Fibres in the hand, 1 to 24.
        fibres: u8,
        /// Length of each between the tray's entries, mm.
        length_mm: f64,
        /// Fibres in service that lie in the tray already.
        live: u8,
        /// The fibres lie in the tray already too, on its tabs instead of under them.
        laid: bool,
    },
    /// A network is measured; nothing is spliced.
    Measure,
    /// Workpieces and questions; nothing is spliced.
    Pieces,
    /// A part of a splice: what comes before it is done already.
    Part {
        /// First stage that is left to do.
        from: Stage,
        /// Last stage; what comes after it is not asked.
        to: Stage,
    },
}

impl Work {
    /// Whether a cable is opened and fibres are joined, wholly or in part.
    pub fn splices(self) -> bool {
        matches!(self, Work::Splice | Work::Part { .. })
    }
}

/// Stages of a splice, in the order of the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Ring cut and pull of the sheath.
    Sheath,
    /// Tube cleaned, scored, opened; fibres degreased and the right one picked.
    Tube,
    /// Sleeve threaded, both coatings stripped.
    Strip,
    /// Both glasses cleaned.
    Clean,
    /// Both ends cleaved.
    Cleave,
    /// Both ends loaded, looked at, joined and tested.
    Splice,
    /// Sleeve centred and shrunk.
    Sleeve,
    /// Slack laid, sleeve seated, tray closed.
    Tray,
}

impl Stage {
    /// Every stage with its word in files.
    pub const WORDS: [(&'static str, Stage); 8] = [
        ("sheath", Stage::Sheath),
        ("tube", Stage::Tube),
        ("strip", Stage::Strip),
        ("clean", Stage::Clean),
        ("cleave", Stage::Cleave),
        ("splice", Stage::Splice),
        ("sleeve", Stage::Sleeve),
        ("tray", Stage::Tray),
    ];

    /// Word in files.
    pub fn name(self) -> &'static str {
        Stage::WORDS[self as usize].0
    }
}

/// Ranges that the seed draws from, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// Number of the fibre to splice.
    pub fibre: (u8, u8),
}

/// Lengths that the job sheet asks for, in mm: ranges that the seed draws from, both ends included. Both ends are the
/// same where the length is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Targets {
    /// Sheath to remove, from the cable's end.
    pub ring_mm: Range,
    /// Tube left beyond the sheath's edge.
    pub tube_left_mm: Range,
    /// Coating to strip from the fibre's tip.
    pub strip_mm: Range,
}

impl Targets {
    /// Steps in which ring, tube and strip are drawn, mm: what a ring cutter and a stripper can be held to.
    pub const STEPS_MM: [f64; 3] = [5.0, 5.0, 1.0];

    /// Given lengths, in mm.
    pub fn fixed(ring: f64, tube_left: f64, strip: f64) -> Targets {
        Targets { ring_mm: (ring, ring), tube_left_mm: (tube_left, tube_left), strip_mm: (strip, strip) }
    }
}

/// The marking scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marking {
    /// Mark of 20 from which the attempt passes.
    pub pass: f64,
    /// Share of the safety points, 0 to 1, under which the attempt fails whatever its total.
    pub safety_pass: f64,
    /// Criteria; their weights add up to 20.
    pub criteria: Vec<Criterion>,
    /// Faults that fail the attempt at once.
    pub eliminatory: Vec<Eliminatory>,
}

/// The three things that a mark keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// How it was done.
    Technique,
    /// What came out.
    Result,
    /// Whether anybody could have been hurt.
    Safety,
}

impl Axis {
    /// Every axis with its word in files.
    pub const WORDS: [(&'static str, Axis); 3] =
        [("technique", Axis::Technique), ("result", Axis::Result), ("safety", Axis::Safety)];
}

/// The four parts of a measuring job, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Inspecting, cleaning, cords.
    Preparation,
    /// Settings of the instrument.
    Settings,
    /// Markers, events, the record.
    Interpretation,
    /// What follows from it.
    Conclusion,
}

impl Section {
    /// Every part, with its name in scenarios and locale keys.
    pub const WORDS: [(&'static str, Section); 4] = [
        ("preparation", Section::Preparation),
        ("settings", Section::Settings),
        ("interpretation", Section::Interpretation),
        ("conclusion", Section::Conclusion),
    ];

    /// Name in scenarios and locale keys.
    pub fn name(self) -> &'static str {
        Section::WORDS[self as usize].0
    }
}

/// One line of the marking scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Short name, unique in the scenario.
    pub id: String,
    /// What it counts for.
    pub axis: Axis,
    /// Part of a measuring job that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// What it shows of a person: ids of the tree of competences. No mark depends on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competences: Vec<String>,
    /// Points of the 20.
    pub weight: f64,
    /// What is expected, for the result page.
    pub label: Text,
    /// Likely cause when points are lost, and what to do about it.
    pub cause: Text,
    /// How it is measured.
    pub rule: Rule,
    /// The fault hand that must lose this criterion and no other.
    pub fault: Mistake,
}

/// A fault that fails the attempt at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Eliminatory {
    /// Short name, unique in the scenario.
    pub id: String,
    /// What happened, for the result page.
    pub label: Text,
    /// The fact that eliminates.
    pub event: Event,
}

/// How a criterion turns facts into points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Full points up to `full`, none from `zero` on, linear between.
    Low { measure: Measure, full: f64, zero: f64 },
    /// Full points from `full` on, none down to `zero`, linear between.
    High { measure: Measure, full: f64, zero: f64 },
    /// The event must have happened.
    Done { event: Event },
    /// The event must not happen. `given` must have happened: nobody earns points for what was never tried.
    Never { event: Event, given: Event },
    /// Each happening beyond `times` costs `each` points, down to none; `given` as above.
    AtMost { event: Event, times: u32, each: f64, given: Event },
    /// `first` must happen before the first `then`; without any `then`, `first` must still have happened.
    Before { first: Event, then: Event },
    /// `event` must follow each `after` within so many seconds.
    Within { event: Event, after: Event, seconds: f64 },
    /// What was written on the record sheet: full points up to an error of `full`, none from `zero` on; the mean over
    /// the fibres where it was asked for each. An answer that no sound measurement stands behind is worth half.
    Record { ask: Ask, full: f64, zero: f64 },
    /// A figure of the last work at each of these sites, in equal parts: full points at `full`, none at `zero`.
    Sites { sites: Vec<String>, figure: Figure, full: f64, zero: f64 },
    /// These sites were done first in this order; each pair that was not costs its part.
    Sequence { sites: Vec<String> },
    /// Each item is where the plan wants it.
    Planned { items: Vec<String> },
    /// These sites were never worked, nor anything taken out of them; something else was done.
    Untouched { sites: Vec<String> },
    /// Of these sites, those that are to be pointed out were, and no other: each wrong one takes back a right one.
    Picks { sites: Vec<String> },
    /// These questions were answered, in equal parts by how right.
    Answers { questions: Vec<String> },
    /// The attempt ended soon: full points within so many seconds, none from `zero` on, linear between.
    Pace { seconds: f64, zero: f64 },
}

impl Rule {
    /// The mistake that loses a rule about sites and questions; none for other rules, where the author says it.
    pub fn mistake(&self) -> Option<Mistake> {
        Some(match self {
            Rule::Sites { figure, .. } => match figure {
                Figure::Done => Mistake::SiteSkipped,
                Figure::Right => Mistake::SiteWrong,
                Figure::Error => Mistake::SiteOff,
                Figure::Harm => Mistake::SiteForced,
                Figure::Left => Mistake::SiteLeft,
                Figure::Peak => Mistake::SiteRushed,
                Figure::Drift => Mistake::SiteShaky,
            },
            Rule::Sequence { .. } => Mistake::SitesSwapped,
            Rule::Planned { .. } | Rule::Picks { .. } => Mistake::SiteWrong,
            Rule::Untouched { .. } => Mistake::SiteForbidden,
            Rule::Answers { .. } => Mistake::WrongAnswer,
            _ => return None,
        })
    }
}
