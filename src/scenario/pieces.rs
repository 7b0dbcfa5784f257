//! What a scenario says of workpieces: what stands on the bench, the kit, what the seed draws, what belongs where, and
//! the questions that are asked with it.

use serde::{Deserialize, Serialize};

use super::schema::Text;

/// Workpieces and questions of an exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pieces {
    /// What stands on the bench.
    pub on_bench: Vec<Placed>,
    /// Tools and items, in the order of the rack.
    pub kit: Vec<String>,
    /// What the seed draws.
    pub draw: Vec<Draw>,
    /// What belongs where.
    pub plan: Vec<Plan>,
    /// Where sites want what was drawn: a station, a length, an angle.
    pub targets: Vec<Target>,
    /// Sites to point out; where it is empty, those that the catalogue calls right.
    pub wanted: Vec<String>,
    /// Questions.
    pub questions: Vec<Question>,
}

/// A workpiece at its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// Its name in this exercise; sites are called `name.site`.
    pub id: String,
    /// Catalogue id.
    pub piece: String,
    /// Where it stands: to the right and towards the worker from the bench's middle, mm.
    pub at: (f64, f64),
}

/// Something that the seed draws; texts name it in braces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draw {
    /// Its name.
    pub id: String,
    /// How.
    pub from: Drawn,
}

/// How something is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Drawn {
    /// A number from `low` to `high` in steps.
    Number {
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
        /// Step.
        step: f64,
        /// Names of numbers that it must differ from.
        unlike: Vec<String>,
    },
    /// Worked out of what was drawn before it.
    Value(String),
    /// One of some words.
    Word(Vec<Text>),
}

/// An item and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Kit item.
    pub item: String,
    /// Site; may hold what was drawn, in braces.
    pub into: String,
}

/// What a site of this exercise wants instead of what its catalogue entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The site.
    pub site: String,
    /// Station, length or angle: arithmetic with what was drawn.
    pub value: String,
}

/// A question on the sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Short name, unique in the exercise.
    pub id: String,
    /// What is asked.
    pub text: Text,
    /// How it is answered.
    pub answer: Answer,
    /// A drawing: a plan, a label, a piece of equipment.
    pub sketch: Vec<Sketch>,
}

/// How a question is answered, and what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Some of these.
    Choose {
        /// What can be chosen.
        options: Vec<Text>,
        /// Numbers of the right ones, from 1.
        right: Vec<u8>,
    },
    /// A number.
    Number {
        /// Unit, shown behind it.
        unit: String,
        /// The right value: arithmetic with what was drawn.
        value: String,
        /// How far off is still right.
        tolerance: f64,
    },
    /// These, brought into order; written here in the right one.
    Order {
        /// The items.
        items: Vec<Text>,
    },
    /// What belongs together.
    Match {
        /// Left and right of each pair.
        pairs: Vec<(Text, Text)>,
    },
    /// A short report in one's own words.
    Write {
        /// Each group of words of which one must stand in it.
        wants: Vec<Vec<String>>,
        /// Words at least.
        least: u32,
        /// One that is good.
        model: Text,
    },
}

impl Answer {
    /// Name in locale keys.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Choose { right, .. } if right.len() == 1 => "choose-one",
            Answer::Choose { .. } => "choose",
            Answer::Number { .. } => "number",
            Answer::Order { .. } => "order",
            Answer::Match { .. } => "match",
            Answer::Write { .. } => "write",
        }
    }
}

/// A stroke of a drawing on a sheet of 100 by 60.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Sketch {
    /// A box with a name in it.
    Box {
        /// Upper left corner.
        at: (f64, f64),
        /// Width and height.
        size: (f64, f64),
        /// What stands in it; what was drawn in braces.
        text: String,
        /// Filling, sRGB.
        colour: [u8; 3],
    },
    /// A line, with a name at its middle.
    Line {
        /// Points.
        through: Vec<(f64, f64)>,
        /// What stands at it.
        text: String,
        /// sRGB.
        colour: [u8; 3],
        /// Width.
        width: f64,
    },
    /// Words.
    Note {
        /// Where they begin.
        at: (f64, f64),
        /// The words.
        text: Text,
    },
}

/// A figure of a site's work that a rule can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Done at all: 1, else 0.
    Done,
    /// What belongs there is there, what is to be pointed out is: 1, else 0.
    Right,
    /// Distance from where or how far it belongs: mm, or degrees for what is turned.
    Error,
    /// Harm to what lies beneath or beside, 0 none to 1 ruined and more.
    Harm,
    /// Dirt left, 0 to 1.
    Left,
    /// Highest speed while working, mm/s.
    Peak,
    /// RMS of the drift across while working, mm.
    Drift,
}

impl Figure {
    /// Every figure with its word in files.
    pub const WORDS: [(&'static str, Figure); 7] = [
        ("done", Figure::Done),
        ("right", Figure::Right),
        ("error", Figure::Error),
        ("harm", Figure::Harm),
        ("left", Figure::Left),
        ("peak", Figure::Peak),
        ("drift", Figure::Drift),
    ];

    /// Whether more of it is better.
    pub fn is_high(self) -> bool {
        matches!(self, Figure::Done | Figure::Right)
    }
}
