//! What a scenario says: job sheet, parts, seeded draws and the marking scheme. Data only.

use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::Tool;

/// Version of the schema that this program writes and reads.
pub const FORMAT: u32 = 1;

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
    /// Tools on the rack.
    pub tools: Vec<Tool>,
    /// What the seed draws.
    pub draw: Draw,
    /// Lengths that the job sheet asks for.
    pub targets: Targets,
    /// How the attempt is marked.
    pub marking: Marking,
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
    },
}

/// Ranges that the seed draws from, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// Number of the fibre to splice.
    pub fibre: (u8, u8),
}

/// Lengths that the job sheet asks for, in mm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Targets {
    /// Sheath to remove, from the cable's end.
    pub ring_mm: f64,
    /// Tube left beyond the sheath's edge.
    pub tube_left_mm: f64,
    /// Coating to strip from the fibre's tip.
    pub strip_mm: f64,
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

/// One line of the marking scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Short name, unique in the scenario.
    pub id: String,
    /// What it counts for.
    pub axis: Axis,
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
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }
        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Name in scenarios and locale keys.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

named! {
    /// Kinds of facts that a rule can name.
    Event {
        ToolTaken = "tool-taken",
        GlassesWorn = "glasses-worn",
        SheathCut = "sheath-cut",
        TubeNicked = "tube-nicked",
        SheathPulled = "sheath-pulled",
        TubeWiped = "tube-wiped",
        TubeScored = "tube-scored",
        TubeOpened = "tube-opened",
        BundleWiped = "bundle-wiped",
        FibrePicked = "fibre-picked",
        SleeveThreaded = "sleeve-threaded",
        CoatingStripped = "coating-stripped",
        GlassWiped = "glass-wiped",
        FibreSeated = "fibre-seated",
        Cleaved = "cleaved",
        ShardMade = "shard-made",
        ShardTouched = "shard-touched",
        ShardBinned = "shard-binned",
        ShardDropped = "shard-dropped",
        FibreCut = "fibre-cut",
        FibreBroken = "fibre-broken",
        FibreLoaded = "fibre-loaded",
        EndTouched = "end-touched",
        ProgramChosen = "program-chosen",
        Inspected = "inspected",
        WarningOverridden = "warning-overridden",
        Spliced = "spliced",
        ReArced = "re-arced",
        WrongProgram = "wrong-program",
        WrongFibre = "wrong-fibre",
        TensionTested = "tension-tested",
        SleeveHeated = "sleeve-heated",
        SleeveHandledHot = "sleeve-handled-hot",
        FibreLaid = "fibre-laid",
        FibreSprang = "fibre-sprang",
        SleeveSeated = "sleeve-seated",
        WrongSlot = "wrong-slot",
        TrayClosed = "tray-closed",
        Gesture = "gesture",
        ArcChecked = "arc-checked",
        OvenProgramChosen = "oven-program-chosen",
        SleeveMisheated = "sleeve-misheated",
        BladeTurned = "blade-turned",
    }
}

named! {
    /// Numbers that marking folds from facts. Units are in the name's doc.
    Measure {
        /// mm between the ring cut and the job sheet's length.
        RingError = "ring-error-mm",
        /// mm that the blade went deeper than the sheath is thick.
        RingOvercut = "ring-overcut-mm",
        /// Gel on the opened tube, 0 to 1, when it was scored.
        TubeResidue = "tube-residue",
        /// Depth of the tube score over the wall, 0 to 1 and more.
        TubeScoreDepth = "tube-score-depth",
        /// Gel on the fibre, 0 to 1, when it was stripped.
        FibreGel = "fibre-gel",
        /// Deepest nick in the glass, µm, of the two ends that were spliced.
        StripNick = "strip-nick-um",
        /// mm between the stripped length and the job sheet's.
        StripError = "strip-error-mm",
        /// Dirt on the glass, 0 to 1, when it was cleaved.
        GlassDirt = "glass-dirt",
        /// Worse of the two cleave angles at the arc, degrees.
        CleaveAngle = "cleave-angle-deg",
        /// Worse bare length error at the cleave of the ends that were spliced, mm.
        BareError = "bare-error-mm",
        /// Shorter of the times that each view was on the screen before the arc, s.
        ViewTime = "view-time-s",
        /// Loss of the last splice at 1550 nm, dB.
        SpliceLoss = "splice-loss-1550-db",
        /// mm between the sleeve's middle and the joint when it was heated.
        SleeveCentre = "sleeve-centre-mm",
        /// Smallest radius in the tray, mm.
        TrayRadius = "tray-radius-mm",
        /// Turns of twist that the coil leaves in a fibre: its loops one way less those the other way.
        TwistTurns = "twist-turns",
        /// Fibres in service that were pushed from their place.
        Disturbed = "live-fibres-disturbed",
        /// Places where a fibre lies on a tab or over a wall instead of where it belongs.
        OutOfPlace = "fibre-out-of-place",
        /// Loss of the bends in the tray at 1625 nm, without what a lid pinches, dB.
        BendLoss = "bend-loss-1625-db",
        /// Loss of bends and pinches in the tray at 1625 nm, dB.
        TrayLoss = "tray-loss-1625-db",
        /// Pieces of bare glass that are not in the box at the end.
        LooseShards = "loose-shards",
        /// RMS drift across the axis while stripping and wiping a fibre, mm.
        Steadiness = "steadiness-mm",
        /// Path of the hand over the shortest path, in free movement.
        PathRatio = "path-ratio",
    }
}

named! {
    /// What a fault hand does wrong; one each.
    Mistake {
        DeepRingCut = "deep-ring-cut",
        RingMisplaced = "ring-misplaced",
        TubeLeftDirty = "tube-left-dirty",
        DeepTubeScore = "deep-tube-score",
        HastyDegrease = "hasty-degrease",
        HardStrip = "hard-strip",
        ShortStrip = "short-strip",
        HastyClean = "hasty-clean",
        TwistedCleave = "twisted-cleave",
        BadSeating = "bad-seating",
        EndTouched = "end-touched",
        WrongProgram = "wrong-program",
        BlindArc = "blind-arc",
        ReArc = "re-arc",
        NoTensionTest = "no-tension-test",
        SleeveForgotten = "sleeve-forgotten",
        SleeveOffCentre = "sleeve-off-centre",
        HotSleeve = "hot-sleeve",
        TightLoops = "tight-loops",
        FibreOutside = "fibre-outside",
        EarlyRelease = "early-release",
        OneWayCoil = "one-way-coil",
        NeighboursPushed = "neighbours-pushed",
        WrongSlot = "wrong-slot",
        TrayLeftOpen = "tray-left-open",
        BrokenFibre = "broken-fibre",
        NoGlasses = "no-glasses",
        ShardLeft = "shard-left",
        FingersOnShard = "fingers-on-shard",
        ShakyHand = "shaky-hand",
        WanderingHand = "wandering-hand",
    }
}
