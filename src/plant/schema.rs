//! What an author writes of a network: its sections, joints and hidden faults, with ranges that the seed draws from.

use serde::{Deserialize, Serialize};

use crate::optics::FibreType;

/// How a connector's ferrule is polished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polish {
    /// Angled by 8 degrees; green.
    #[default]
    Apc,
    /// Straight; blue.
    Upc,
}

impl Polish {
    /// Both, with their names in scenarios.
    pub const WORDS: [(&'static str, Polish); 2] = [("apc", Polish::Apc), ("upc", Polish::Upc)];
}

/// Where in the network something stands, from exchange to socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// Exchange (nœud de raccordement optique).
    Nro,
    /// Splice closure (boîtier de protection d'épissures).
    Bpe,
    /// Cabinet with the splitters (point de mutualisation).
    Pm,
    /// Last box before the drop (point de branchement optique).
    Pbo,
    /// Socket in the home (prise terminale optique).
    Pto,
    /// Rack or panel of a datacenter.
    Rack,
}

impl Node {
    /// Every node, with its name in scenarios and locale keys.
    pub const WORDS: [(&'static str, Node); 6] = [
        ("nro", Node::Nro),
        ("bpe", Node::Bpe),
        ("pm", Node::Pm),
        ("pbo", Node::Pbo),
        ("pto", Node::Pto),
        ("rack", Node::Rack),
    ];

    /// Name in scenarios and locale keys.
    pub fn name(self) -> &'static str {
        Node::WORDS[self as usize].0
    }
}

/// A range that the seed draws from, both ends included.
pub type Range = (f64, f64);

/// One thing along a fibre.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Element {
    /// A length of fibre.
    Fibre {
        /// Length, m.
        m: Range,
        /// Its type.
        kind: FibreType,
        /// Mode field against the type's nominal one, 0.9 to 1.1; 1 where nothing is said.
        #[serde(default = "nominal")]
        mode_field: f64,
    },
    /// A fusion splice.
    Splice {
        /// Where.
        node: Node,
        /// Offset between the cores, µm.
        offset_um: Range,
    },
    /// A mated pair that stays closed in this exercise.
    Connector {
        /// Where.
        node: Node,
        /// Polish of both sides.
        polish: Polish,
        /// Offset between the cores, µm.
        offset_um: Range,
    },
    /// A splitter.
    Splitter {
        /// Where.
        node: Node,
        /// Outputs: 2, 4, 8, 16, 32 or 64.
        ways: u8,
    },
    /// A bend of the fibre before it.
    Bend {
        /// Where.
        node: Node,
        /// Radius, mm.
        radius_mm: Range,
        /// Turns.
        turns: Range,
    },
    /// The splice made at this bench, with the bends of its tray.
    Handmade {
        /// Where.
        node: Node,
    },
}

/// A mode field as its type has it.
pub fn nominal() -> f64 {
    1.0
}

/// How a broken fibre's face sends light back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreakFace {
    /// Square: it reflects.
    Square,
    /// Slanted or crushed: nothing comes back.
    Crushed,
}

/// A fault that the seed hides. `at` is the index of an element of the path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fault {
    /// The fibre of this element is broken at this share of its length.
    Break {
        /// Index of a `Fibre`.
        at: u8,
        /// Share of the length, 0 to 1.
        share: Range,
        /// Its face.
        face: BreakFace,
    },
    /// The fibre of this element is bent at this share of its length.
    Bend {
        /// Index of a `Fibre`.
        at: u8,
        /// Share of the length, 0 to 1.
        share: Range,
        /// Radius, mm.
        radius_mm: Range,
        /// Turns.
        turns: Range,
    },
    /// The splice of this element is bad.
    BadSplice {
        /// Index of a `Splice`.
        at: u8,
        /// Offset between the cores, µm.
        offset_um: Range,
    },
    /// The closed connector of this element is dirty.
    DirtyConnector {
        /// Index of a `Connector`.
        at: u8,
        /// Air gap that the dirt holds open, µm.
        gap_um: Range,
    },
    /// The closed connector of this element joins an angled with a straight ferrule.
    UnlikeConnector {
        /// Index of a `Connector`.
        at: u8,
    },
    /// The far ends of this fibre and the next are exchanged.
    CrossedPair,
    /// The fibre leads to nowhere: the far port with its number belongs to another cable.
    WrongFibre,
}

impl Fault {
    /// Every kind's name, in locale keys and as the answer to « what is wrong ».
    pub const NAMES: [&'static str; 7] =
        ["break", "bend", "bad-splice", "dirty-connector", "unlike-connector", "crossed-pair", "wrong-fibre"];

    /// Place among [`Fault::NAMES`].
    pub fn number(self) -> usize {
        match self {
            Fault::Break { .. } => 0,
            Fault::Bend { .. } => 1,
            Fault::BadSplice { .. } => 2,
            Fault::DirtyConnector { .. } => 3,
            Fault::UnlikeConnector { .. } => 4,
            Fault::CrossedPair => 5,
            Fault::WrongFibre => 6,
        }
    }

    /// The element that it spoils, if it is one.
    pub fn at(self) -> Option<u8> {
        match self {
            Fault::Break { at, .. }
            | Fault::Bend { at, .. }
            | Fault::BadSplice { at, .. }
            | Fault::DirtyConnector { at, .. }
            | Fault::UnlikeConnector { at } => Some(at),
            Fault::CrossedPair | Fault::WrongFibre => None,
        }
    }
}

/// What the seed hides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    /// How many faults, each on a fibre of its own.
    pub count: (u8, u8),
    /// What they are drawn from.
    pub of: Vec<Fault>,
}

/// A network as an author wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Fibres side by side, 1 to 12; all have the same elements, drawn one by one.
    pub strands: u8,
    /// Where the near ports are, and their polish.
    pub near: (Node, Polish),
    /// Where the far ports are, and their polish.
    pub far: (Node, Polish),
    /// What stands between them.
    pub path: Vec<Element>,
    /// Faults.
    #[serde(default)]
    pub hidden: Hidden,
    /// Power that the exchange sends into the near end at 1490 nm, dBm: then the near ports cannot be touched.
    #[serde(default)]
    pub live_dbm: Option<f64>,
}
