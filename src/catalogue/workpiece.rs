//! Workpieces of any trade as data: places where a verb can be done, what they look like, and the tools of a kit.
//!
//! A verb is general: cutting round, drawing off, slitting, wiping, turning, inserting, squeezing, leading, framing,
//! picking, testing. What is cut and how deep is the catalogue's; another trade needs no other verb, only other files.

use serde::{Deserialize, Serialize};

use crate::scenario::schema::Text;

/// Something that is worked on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workpiece {
    /// Catalogue id.
    pub id: String,
    /// Name on screen.
    pub name: Text,
    /// What it looks like, whatever is done to it.
    pub look: Vec<Look>,
    /// Where something can be done.
    pub sites: Vec<Site>,
}

/// A place of a workpiece where one verb can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Short name, unique in the workpiece.
    pub id: String,
    /// Name on screen.
    pub name: Text,
    /// What to do here, one short sentence.
    pub how: Text,
    /// Station 0, mm from the workpiece's place: x right, y up, z towards the worker.
    pub at: [f64; 3],
    /// Direction of its stations.
    pub axis: Axis,
    /// What is done here.
    pub verb: Verb,
    /// Kit tools that can do it; `hand` for the bare hand.
    pub tools: Vec<String>,
    /// Sites that must be done before this one can be reached.
    pub after: Vec<String>,
    /// Sites that close this one for good once they are done.
    pub before: Vec<String>,
    /// Sites that are as new once this one is done: what is cut off is started again.
    pub renews: Vec<String>,
    /// Must not be touched: a cord in service, a seal.
    pub forbidden: bool,
    /// What it looks like.
    pub look: Vec<Look>,
}

/// Direction along which a site's stations run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Axis {
    /// To the right.
    #[default]
    Right,
    /// To the left.
    Left,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Towards the worker.
    Near,
    /// Away from the worker.
    Far,
}

impl Axis {
    /// Every direction with its word in files.
    pub const WORDS: [(&'static str, Axis); 6] = [
        ("right", Axis::Right),
        ("left", Axis::Left),
        ("up", Axis::Up),
        ("down", Axis::Down),
        ("near", Axis::Near),
        ("far", Axis::Far),
    ];

    /// Unit vectors along and across.
    pub fn directions(self) -> ([f64; 3], [f64; 3]) {
        let (x, z) = ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0]);
        match self {
            Axis::Right => (x, z),
            Axis::Left => ([-1.0, 0.0, 0.0], z),
            Axis::Up => ([0.0, 1.0, 0.0], x),
            Axis::Down => ([0.0, -1.0, 0.0], x),
            Axis::Near => (z, x),
            Axis::Far => ([0.0, 0.0, -1.0], x),
        }
    }
}

/// What is done at a site, with its physics. Lengths in mm, angles in degrees, grips from 0 (open) to 1 (firmest).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verb {
    /// A blade goes round: depth grows with the grip, the circle adds up.
    Score {
        /// Station where the cut belongs.
        station: f64,
        /// What must be cut.
        wall: f64,
        /// Depth of the blade at the firmest grip.
        reach: f64,
        /// Deeper than the wall by this much harms what lies beneath.
        spare: f64,
    },
    /// Jaws close on a length and draw it off: a sheath, a coating, a jacket.
    Draw {
        /// Length that belongs off.
        length: f64,
        /// Faster than this harms, mm/s.
        speed: f64,
        /// Grip over which the jaws bite too deep.
        firm: f64,
    },
    /// A blade runs along: depth grows with the grip, drift cuts what lies beside.
    Slit {
        /// Length to open.
        length: f64,
        /// What must be cut.
        wall: f64,
        /// Depth at the firmest grip.
        reach: f64,
        /// Deeper than the wall by this much harms what lies beneath.
        spare: f64,
        /// Drift across that harms.
        drift: f64,
    },
    /// Strokes take dirt off.
    Wipe {
        /// Length of a stroke.
        length: f64,
        /// Dirt at the beginning, 0 to 1.
        dirt: f64,
        /// Share that one full stroke leaves.
        left: f64,
    },
    /// Turned home: a screw, a gland, a pair to untwist.
    Turn {
        /// Angle that it needs; negative turns the other way.
        angle: f64,
        /// This much too far harms.
        over: f64,
    },
    /// Something held goes in: a plug, a wire, a tube. Where no item is named, the tool in hand.
    Insert {
        /// How far away it begins.
        depth: f64,
        /// Offset across from which it jams.
        tolerance: f64,
        /// Items that belong here; the scenario's plan may say others.
        holds: Vec<String>,
        /// In at the beginning.
        starts: Option<String>,
    },
    /// Squeezed: crimped, punched down, cut, tied, marked, labelled.
    Squeeze {
        /// Grip that is enough.
        from: f64,
        /// Grip that harms.
        to: f64,
        /// Seconds that it must be held.
        hold: f64,
        /// Station where it belongs, where that matters.
        station: Option<f64>,
    },
    /// Led through gates in the plane: a cable dressed, a cord in its guide.
    Lead {
        /// Gates: along, across.
        gates: Vec<(f64, f64)>,
        /// How far from a gate's middle it still goes through.
        gate: f64,
        /// Radius under which it is bent too tight.
        radius: f64,
    },
    /// Brought into the middle of a frame and held still: a photograph, an inspection.
    Frame {
        /// Offset that is still in the middle.
        aim: f64,
        /// Seconds that it must be still.
        still: f64,
    },
    /// Pointed out.
    Pick {
        /// Whether it is one to point out.
        right: bool,
    },
    /// A tester that says whether sites are as they should be.
    Test {
        /// The sites.
        of: Vec<String>,
    },
}

impl Verb {
    /// Every verb's name, as in files and locale keys.
    pub const NAMES: [&'static str; 11] =
        ["score", "draw", "slit", "wipe", "turn", "insert", "squeeze", "lead", "frame", "pick", "test"];

    /// Its name in locale keys and pictograms.
    pub fn name(&self) -> &'static str {
        let at = match self {
            Verb::Score { .. } => 0,
            Verb::Draw { .. } => 1,
            Verb::Slit { .. } => 2,
            Verb::Wipe { .. } => 3,
            Verb::Turn { .. } => 4,
            Verb::Insert { .. } => 5,
            Verb::Squeeze { .. } => 6,
            Verb::Lead { .. } => 7,
            Verb::Frame { .. } => 8,
            Verb::Pick { .. } => 9,
            Verb::Test { .. } => 10,
        };
        Verb::NAMES[at]
    }
}

/// A tool or an item of a kit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KitTool {
    /// Catalogue id.
    pub id: String,
    /// Name on screen.
    pub name: Text,
    /// Stays where it is put: a plug, a wire, a label; a tool otherwise.
    pub item: bool,
    /// The cord whose end it is: ends of one cord are joined by it.
    pub cord: Option<String>,
    /// What it looks like, from the point that works.
    pub look: Vec<Look>,
}

/// When a shape is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Always.
    #[default]
    Always,
    /// Until the site is done.
    Before,
    /// Once it is done.
    Done,
    /// Goes with the tool while the site is worked, and with what was drawn off.
    Moving,
}

impl When {
    /// Every value with its word in files.
    pub const WORDS: [(&'static str, When); 4] =
        [("always", When::Always), ("before", When::Before), ("done", When::Done), ("moving", When::Moving)];
}

/// One shape of what something looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The shape.
    pub shape: Shape,
    /// sRGB.
    pub colour: [u8; 3],
    /// Shininess.
    pub finish: Finish,
    /// When it is seen.
    pub when: When,
}

/// How a surface takes light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    /// Rubber, paper.
    Matt,
    /// Plastic.
    #[default]
    Plastic,
    /// Metal.
    Metal,
    /// Shines by itself: a lamp, a screen.
    Lit,
}

impl Finish {
    /// Every value with its word in files.
    pub const WORDS: [(&'static str, Finish); 4] =
        [("matt", Finish::Matt), ("plastic", Finish::Plastic), ("metal", Finish::Metal), ("lit", Finish::Lit)];
}

/// A shape, mm from its workpiece's or site's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// A box by its middle.
    Box {
        /// Width, height, depth.
        size: [f64; 3],
        /// Its middle.
        at: [f64; 3],
        /// Rounding of its edges.
        round: f64,
    },
    /// A round bar through points: a cable, a wire, a screw.
    Tube {
        /// Points, at least two.
        through: Vec<[f64; 3]>,
        /// Diameter.
        diameter: f64,
    },
    /// A written sign that faces up or the worker.
    Sign {
        /// What it says.
        text: String,
        /// Its middle.
        at: [f64; 3],
        /// Height of the letters.
        height: f64,
        /// Stands up and faces the worker; lies otherwise.
        upright: bool,
    },
}
