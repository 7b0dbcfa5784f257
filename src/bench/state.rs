//! What is on the bench and in what condition. The view reads it; only the bench's own tool files change it.

use crate::catalogue::vocabulary::{Key, MAX_NUMBER, Part, Side, Tick};

/// Sectors of 10° round a sheath or a tube.
pub const SECTORS: usize = 36;

/// A cut that goes round a part: how deep it is in each sector, mm.
#[derive(Clone, Copy, Debug)]
pub struct RingCut {
    /// Station from the free end, mm.
    pub station_mm: f64,
    /// Depth by sector, mm.
    pub depth_mm: [f64; SECTORS],
}

impl RingCut {
    /// No cut yet, at this station.
    pub fn at(station_mm: f64) -> RingCut {
        RingCut { station_mm, depth_mm: [0.0; SECTORS] }
    }

    /// Shallowest sector, mm.
    pub fn min_mm(&self) -> f64 {
        self.depth_mm.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// Deepest sector, mm.
    pub fn max_mm(&self) -> f64 {
        self.depth_mm.iter().copied().fold(0.0, f64::max)
    }

    /// Degrees that are at least so deep.
    pub fn turned_deg(&self, depth_mm: f64) -> f64 {
        self.depth_mm.iter().filter(|d| **d >= depth_mm).count() as f64 * 10.0
    }

    /// Deepens every sector that the blade passed between two angles, in degrees.
    pub fn deepen(&mut self, from_deg: f64, to_deg: f64, depth_mm: f64) {
        let (low, high) = if from_deg < to_deg { (from_deg, to_deg) } else { (to_deg, from_deg) };
        let first = libm::floor(low / 10.0) as i64;
        let last = libm::floor(high / 10.0) as i64;
        for sector in first..=last.min(first + SECTORS as i64) {
            let depth = &mut self.depth_mm[sector.rem_euclid(SECTORS as i64) as usize];
            *depth = depth.max(depth_mm);
        }
    }
}

/// The cable in its clamp.
#[derive(Clone, Debug)]
pub struct CableState {
    /// The ring cut in the sheath, if there is one.
    pub ring: Option<RingCut>,
    /// Length of sheath taken off, mm.
    pub exposed_mm: f64,
    /// How far the loose piece of sheath has slid, mm.
    pub slid_mm: f64,
    /// Tubes, the first at index 0.
    pub tubes: Vec<TubeState>,
    /// Fibres, the first at index 0.
    pub fibres: Vec<FibreEnd>,
    /// Length that the job's fibre lost before it came out of its tube, mm.
    pub lost_mm: f64,
    /// Number of the fibre taken out of the bundle.
    pub picked: Option<u8>,
}

/// One loose tube.
#[derive(Clone, Debug)]
pub struct TubeState {
    /// Gel outside, 0 to 1.
    pub gel: f64,
    /// The score, if there is one; depths in mm, stations from the tube's free end.
    pub score: Option<RingCut>,
    /// How far the loose piece has slid, mm.
    pub slid_mm: f64,
    /// Length of tube taken off, mm; 0 while closed.
    pub opened_mm: f64,
}

/// A cleaved end face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndFace {
    /// Angle to the perpendicular, degrees.
    pub angle_deg: f64,
    /// Direction of the tilt round the axis, degrees.
    pub direction_deg: f64,
    /// Height of hackle, µm.
    pub hackle_um: f64,
    /// Height of the lip, µm.
    pub lip_um: f64,
    /// Depth of the largest chip, µm.
    pub chip_um: f64,
    /// Largest particle on it, µm.
    pub dust_um: f64,
    /// Error of the bare length, mm.
    pub bare_error_mm: f64,
}

/// The working end of one fibre.
#[derive(Clone, Debug)]
pub struct FibreEnd {
    /// Length between the clamp (or the tube's edge) and the tip, mm.
    pub free_mm: f64,
    /// Bare glass at the tip, mm.
    pub bare_mm: f64,
    /// Gel on the coating, 0 to 1.
    pub gel: f64,
    /// Coating left on the bare part, 0 to 1.
    pub residue: f64,
    /// Dirt on the four quarters of the bare part, 0 to 1.
    pub dirt: [f64; 4],
    /// Deepest nick in the bare part, µm.
    pub nick_um: f64,
    /// Length that the last strip took, mm.
    pub stripped_mm: f64,
    /// The end face, once cleaved.
    pub face: Option<EndFace>,
}

impl FibreEnd {
    /// A coated end of this length and gel.
    pub fn coated(free_mm: f64, gel: f64) -> FibreEnd {
        FibreEnd {
            free_mm,
            bare_mm: 0.0,
            gel,
            residue: 0.0,
            dirt: [0.0; 4],
            nick_um: 0.0,
            stripped_mm: 0.0,
            face: None,
        }
    }

    /// The dirtiest quarter, 0 to 1.
    pub fn dirt_max(&self) -> f64 {
        self.dirt.iter().copied().fold(0.0, f64::max)
    }

    /// Loses its tip: what was prepared is gone.
    pub fn shorten(&mut self, lost_mm: f64) {
        self.free_mm = (self.free_mm - lost_mm).max(0.0);
        self.bare_mm = 0.0;
        self.residue = 0.0;
        self.dirt = [0.0; 4];
        self.nick_um = 0.0;
        self.stripped_mm = 0.0;
        self.face = None;
    }
}

/// The protection sleeve.
#[derive(Clone, Copy, Debug, Default)]
pub struct SleeveState {
    /// The fibre that it is on.
    pub on: Option<Side>,
    /// Its middle, from the joint, mm; negative on the cable's side.
    pub centre_mm: f64,
    /// It has been shrunk.
    pub shrunk: bool,
    /// Bare glass that it leaves out, mm, once shrunk.
    pub uncovered_mm: f64,
    /// It sits in this slot of the tray.
    pub slot: Option<u8>,
    /// Length round its middle that closed on the fibre, mm.
    pub closed_mm: f64,
    /// It was overheated: bubbles stand in its glue.
    pub bubbled: bool,
    /// Loss that its heating left in the joint by micro-bends, at 1550 nm, dB.
    pub loss_db: f64,
}

/// The cleaver.
#[derive(Clone, Copy, Debug, Default)]
pub struct CleaverState {
    /// The fibre in its groove.
    pub fibre: Option<Seat>,
    /// Travel of the lid, 0 open to 1 closed.
    pub lid: f64,
    /// Travel of the blade carriage, mm.
    pub carriage_mm: f64,
    /// The lid has been open since it last closed on a fibre.
    pub opened: bool,
    /// The blade has passed since the lid closed.
    pub struck: bool,
    /// Position and height of the blade, from 0, and the cleaves of each.
    pub blade: super::blade::Blade,
}

/// How a fibre lies in the cleaver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// Which fibre.
    pub side: Side,
    /// Distance of the coating's edge from the stop, mm.
    pub error_mm: f64,
    /// Offset from the groove's middle, mm.
    pub across_mm: f64,
    /// Twist, degrees.
    pub twist_deg: f64,
}

/// A piece of bare glass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shard {
    /// Length, mm.
    pub length_mm: f64,
    /// Where it is.
    pub place: ShardPlace,
}

/// Where a piece of glass is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShardPlace {
    /// Where the cleaver left it.
    Cleaver,
    /// On the bench, x and z in mm.
    Bench(f64, f64),
    /// Between tweezers or fingers.
    Held,
    /// In the box.
    Bin,
    /// On the floor.
    Floor,
}

/// How a fibre end lies in the splicer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loaded {
    /// Distance of the tip behind the electrodes, mm.
    pub tip_mm: f64,
    /// Offset from the groove's middle, mm.
    pub across_mm: f64,
    /// Dirt that it brought under itself, µm.
    pub groove_um: f64,
}

/// Why a splicer refuses to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The lid is open.
    LidOpen,
    /// An end is missing.
    NoFibre(Side),
    /// An end is not cleaved.
    NotCleaved(Side),
    /// An end is too far from the electrodes.
    TooFar(Side),
    /// An end lies beside its groove.
    Misplaced(Side),
    /// A face is too bad to be joined.
    BadFace(Side),
}

/// Where the splicer is in its cycle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// Waiting for two ends.
    Idle,
    /// Moving the ends together, until the tick.
    Aligning(Tick),
    /// It says why it will not.
    Refused(Refusal),
    /// Both ends are on the screen; `warned` when it is not content.
    Ready {
        /// A face or dust is over the limit.
        warned: bool,
    },
    /// The arc burns, until the tick.
    Arcing(Tick),
    /// The fibres are one; what it estimates, dB.
    Joined(f64),
    /// It pulls on the joint, until the tick.
    Testing(Tick, f64),
    /// It checks its arc on two ends, until the tick.
    Checking(Tick),
}

impl Phase {
    /// It works by itself and takes no key.
    pub fn is_busy(self) -> bool {
        matches!(self, Phase::Aligning(_) | Phase::Arcing(_) | Phase::Testing(..) | Phase::Checking(_))
    }
}

/// A page of the splicer's screen, in the order of the menu key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Splicing.
    #[default]
    Splice,
    /// The splices so far.
    Memory,
    /// Electrodes and arc check.
    Upkeep,
    /// Oven programs.
    Oven,
}

/// A splice that the splicer remembers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remembered {
    /// Number in this attempt, from 1.
    pub number: u32,
    /// Program used.
    pub program: u8,
    /// What it estimated last, dB.
    pub estimate_db: f64,
    /// Angles of the two faces, degrees, cable first.
    pub angles_deg: [f64; 2],
    /// Arcs of this joint.
    pub arcs: u32,
    /// Whether it held in the tension test; `None` without one.
    pub held: Option<bool>,
}

/// What the last arc check found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// Error of the arc's power that it measured, -1 to 1.
    pub measured: f64,
    /// Its arc, by the life counter.
    pub at_arc: u32,
}

/// The fusion splicer and its oven.
#[derive(Clone, Debug)]
pub struct SplicerState {
    /// Travel of the wind cover, 0 open to 1 closed.
    pub lid: f64,
    /// What lies in the grooves, cable first.
    pub loaded: [Option<Loaded>; 2],
    /// Program in use.
    pub program: usize,
    /// View on the screen: 0 is X, 1 is Y.
    pub view: usize,
    /// Where it is in its cycle.
    pub phase: Phase,
    /// Ticks that each view was shown with both ends ready.
    pub view_ticks: [u32; 2],
    /// Arcs fired on this joint.
    pub arcs: u32,
    /// Residual offset that the screen shows after alignment, µm, in X and Y.
    pub residual_um: [f64; 2],
    /// The tension test that this joint went through.
    pub tested: bool,
    /// Key that is down.
    pub key_down: Option<Key>,
    /// Page of the screen.
    pub page: Page,
    /// First line of the memory that the screen shows, the newest splice being 0.
    pub scroll: usize,
    /// The splices of this attempt, the oldest first.
    pub memory: Vec<Remembered>,
    /// Arcs that the electrodes have burnt in their life.
    pub arcs_done: u32,
    /// What the arc check set against the arc's error, -1 to 1.
    pub correction: f64,
    /// The last arc check of this attempt.
    pub checked: Option<Checked>,
}

/// The joint, while the two fibres are one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joint {
    /// True loss at 1310 nm, dB.
    pub loss_1310_db: f64,
    /// True loss at 1550 nm, dB.
    pub loss_1550_db: f64,
    /// Deepest nick beside it, µm.
    pub nick_um: f64,
    /// Bare glass on both sides of it, mm, cable first.
    pub bare_mm: [f64; 2],
    /// The fusion was too cold: the joint is weak.
    pub weak: bool,
    /// A bubble is in it.
    pub bubble: bool,
}

/// The oven.
#[derive(Clone, Copy, Debug, Default)]
pub struct OvenState {
    /// Travel of the lid, 0 open to 1 closed.
    pub lid: f64,
    /// A joint lies in it.
    pub holds: bool,
    /// When heating began.
    pub since: Option<Tick>,
    /// The fibre was shrunk and may still be hot.
    pub done: Option<Tick>,
    /// Program in use.
    pub program: usize,
}

/// The splice tray. Where its fibres are is the coil's.
#[derive(Clone, Debug, Default)]
pub struct TrayState {
    /// Length led into it, cable first, mm.
    pub laid_mm: [f64; 2],
    /// Which sides were led to their end.
    pub laid: [bool; 2],
    /// Fibre that was left over when each was let go, mm.
    pub left_mm: [f64; 2],
    /// Ticks that each was bent too tightly while it was handled.
    pub tight_ticks: [u32; 2],
    /// Every fibre lies still.
    pub settled: bool,
    /// Where fibres lie across the wall: course, strand, cosine of their way to the wall's normal.
    pub over_walls: Vec<(u8, usize, f64)>,
    /// Loss of the bends at 1310, 1490, 1550, 1625 and 1650 nm, dB.
    pub loss_db: [f64; super::tray::BANDS],
    /// Smallest radius, mm.
    pub min_radius_mm: f64,
    /// Travel of the lid, 0 open to 1 closed.
    pub lid: f64,
    /// The lid has been closed.
    pub closed: bool,
}

/// Everything on the bench.
#[derive(Clone, Debug)]
pub struct State {
    /// The glasses are worn.
    pub glasses: bool,
    /// How far down the glasses are, mm, while they are put on.
    pub glasses_mm: f64,
    /// The cable.
    pub cable: CableState,
    /// The pigtail's end.
    pub pigtail: FibreEnd,
    /// The sleeve.
    pub sleeve: SleeveState,
    /// The cleaver.
    pub cleaver: CleaverState,
    /// The splicer.
    pub splicer: SplicerState,
    /// The joint, if there is one.
    pub joint: Option<Joint>,
    /// The oven.
    pub oven: OvenState,
    /// The tray.
    pub tray: TrayState,
    /// Every piece of bare glass that came off.
    pub shards: Vec<Shard>,
    /// Fibres broken so far.
    pub breaks: u32,
}

impl State {
    /// The working end of a side; `None` while no fibre of the cable has been picked.
    pub fn end(&self, side: Side) -> Option<&FibreEnd> {
        match side {
            Side::Pigtail => Some(&self.pigtail),
            Side::Cable => self.cable.fibres.get(usize::from(self.cable.picked?.checked_sub(1)?)),
        }
    }

    /// The same, to change it.
    pub(super) fn end_mut(&mut self, side: Side) -> Option<&mut FibreEnd> {
        match side {
            Side::Pigtail => Some(&mut self.pigtail),
            Side::Cable => self.cable.fibres.get_mut(usize::from(self.cable.picked?.checked_sub(1)?)),
        }
    }

    /// Pieces of glass that are neither in the box nor held.
    pub fn loose_shards(&self) -> u32 {
        self.shards.iter().filter(|s| !matches!(s.place, ShardPlace::Bin | ShardPlace::Held)).count() as u32
    }

    /// The piece of glass that a hand would reach for: the last that lies about.
    pub fn next_shard(&self) -> Option<usize> {
        self.shards.iter().rposition(|s| matches!(s.place, ShardPlace::Cleaver | ShardPlace::Bench(..)))
    }

    /// Length that a part's anchor needs: from the clamp to the free end, mm.
    pub fn tip_mm(&self, part: Part, cable_free_mm: f64) -> f64 {
        match part {
            Part::FibreEnd(Side::Pigtail) => self.pigtail.free_mm,
            Part::FibreEnd(Side::Cable) => {
                cable_free_mm - self.cable.exposed_mm + self.end(Side::Cable).map_or(0.0, |end| end.free_mm)
            }
            _ => cable_free_mm,
        }
    }
}

const _: () = assert!(MAX_NUMBER >= 24);
