//! What happened at the bench, measured: the only thing that marking, reports and explanations read.

use serde::{Deserialize, Serialize};

use crate::catalogue::vocabulary::{Part, Side, Tick, Tool};
use crate::scenario::schema::{Ask, Event};

use super::measure::sheet::Flaw;

/// A fact with the ticks over which it happened, both ends included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    /// First tick.
    pub from: Tick,
    /// Last tick.
    pub to: Tick,
    /// What happened.
    #[serde(flatten)]
    pub fact: Fact,
}

/// Why a fibre broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreakCause {
    /// The sheath cutter went through sheath and tube.
    RingCut,
    /// The tube cutter went through the wall.
    TubeScore,
    /// The tube was torn off too fast.
    TubePull,
    /// Pulled or pinched too hard while it was picked.
    Picking,
    /// The stripper bit into the glass.
    Stripper,
    /// The tension test found a weak joint or a nick.
    TensionTest,
    /// A joint without its sleeve was bent.
    Unprotected,
    /// Bent under the radius at which glass breaks at once.
    Bend,
    /// Pinched between a tray's lid and its wall.
    Lid,
}

/// How a gesture was carried out, whatever its result. See [`super::motion`] for the formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Technique {
    /// Seconds in contact.
    pub seconds: f64,
    /// Path of the tool, mm.
    pub path_mm: f64,
    /// Path over the straight way between start and end, at least 1; 1 where nothing moved.
    pub path_ratio: f64,
    /// Mean speed, mm/s.
    pub mean_mm_s: f64,
    /// Highest speed, mm/s, over 50 ms.
    pub peak_mm_s: f64,
    /// Log dimensionless jerk, higher is smoother (Balasubramanian and others 2015), of the low-passed speed.
    pub smoothness: f64,
    /// RMS of the drift across the axis while gripping, mm.
    pub across_rms_mm: f64,
    /// Stops longer than 0.4 s.
    pub pauses: u32,
    /// Changes of direction along the axis.
    pub reversals: u32,
    /// Path of the free hand since the contact before, mm.
    pub approach_mm: f64,
    /// Shortest way for it, by the tools that were taken, mm.
    pub approach_shortest_mm: f64,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A tool left the rack, or a fibre end was taken in hand.
    ToolTaken { tool: Tool },
    /// The safety glasses are on the nose.
    GlassesWorn,
    /// The ring cutter left the sheath. Depths over the whole turn; `over_mm` is what went beyond the sheath.
    SheathCut { station_mm: f64, spread_mm: f64, min_depth_mm: f64, max_depth_mm: f64, over_mm: f64, turned_deg: f64 },
    /// The sheath cutter touched a tube.
    TubeNicked { tube: u8, depth_mm: f64 },
    /// The sheath came off.
    SheathPulled { length_mm: f64, peak_mm_s: f64 },
    /// A wipe left a tube; `residue` is the gel that stays, 0 to 1.
    TubeWiped { tube: u8, residue: f64, strokes: u32 },
    /// The tube cutter left a tube. `depth` is over the wall's thickness; `residue` the gel on the tube.
    TubeScored { tube: u8, station_mm: f64, depth: f64, turned_deg: f64, residue: f64 },
    /// The tube slid off its fibres.
    TubeOpened { tube: u8, length_mm: f64, peak_mm_s: f64 },
    /// A wipe left the fibres of a tube; `gel` stays, 0 to 1.
    BundleWiped { tube: u8, gel: f64, strokes: u32 },
    /// One fibre was taken out of the bundle.
    FibrePicked { fibre: u8, right: bool },
    /// The protection sleeve is on a fibre.
    SleeveThreaded { side: Side, missed: u32 },
    /// The stripper came off the tip with the coating. `residue` of coating stays, 0 to 1.
    CoatingStripped { side: Side, length_mm: f64, peak_mm_s: f64, nick_um: f64, residue: f64, gel: f64 },
    /// An alcohol wipe left bare glass; `dirt` is the dirtiest quarter, 0 to 1.
    GlassWiped { side: Side, dirt: f64, strokes: u32, quarters: u32 },
    /// The cleaver's lid closed on a fibre.
    FibreSeated { side: Side, error_mm: f64, twist_deg: f64 },
    /// The blade passed under a fibre.
    Cleaved { side: Side, bare_mm: f64, angle_deg: f64, hackle_um: f64, chip_um: f64, stroke_mm_s: f64, dirt: f64 },
    /// A piece of bare glass came off.
    ShardMade { side: Side, length_mm: f64 },
    /// Bare fingers on a piece of glass.
    ShardTouched,
    /// A piece of glass went into the box.
    ShardBinned,
    /// A piece of glass fell off the bench.
    ShardDropped,
    /// Scissors cut a fibre.
    FibreCut { side: Side, length_mm: f64 },
    /// A fibre broke and its preparation starts again with less slack.
    FibreBroken { side: Side, cause: BreakCause, left_mm: f64 },
    /// A fibre end was laid in the splicer's groove. `tip_mm` is its distance from the electrodes.
    FibreLoaded { side: Side, tip_mm: f64, across_mm: f64 },
    /// A clean end touched something.
    EndTouched { side: Side, dust_um: f64 },
    /// The program key was pressed.
    ProgramChosen { program: u8 },
    /// The splicer looked at both ends.
    Inspected { angles_deg: [f64; 2], dust_um: f64, warned: bool },
    /// The arc was asked for in spite of a warning.
    WarningOverridden,
    /// The arc joined the fibres.
    Spliced {
        program: u8,
        loss_1310_db: f64,
        loss_1550_db: f64,
        estimate_db: f64,
        offset_um: f64,
        tilt_deg: f64,
        bubble: bool,
        angles_deg: [f64; 2],
        bare_error_mm: f64,
        nick_um: f64,
        view_s: [f64; 2],
        sleeve: bool,
        arcs: u32,
    },
    /// A joint was given one more arc; the next [`Fact::Spliced`] holds what came of it.
    ReArced { arcs: u32 },
    /// The program in use is not made for these two fibres.
    WrongProgram { program: u8 },
    /// The joined fibre is not the one of the job sheet.
    WrongFibre { fibre: u8 },
    /// The splicer pulled on the joint.
    TensionTested { force_n: f64, held: bool },
    /// The oven finished. `bare_mm` is the bare glass that the sleeve leaves out.
    SleeveHeated { centre_mm: f64, bare_mm: f64 },
    /// The sleeve was taken out before it was cool.
    SleeveHandledHot { early_s: f64 },
    /// The fibres lie still in the tray. `loops` is signed by their direction; `tight_s` is how long they were bent under
    /// the smallest radius while they were handled; `over_tabs` counts tabs that a fibre lies on instead of under.
    FibreLaid {
        loops: f64,
        min_radius_mm: f64,
        tight_s: f64,
        laid_mm: f64,
        left_mm: f64,
        crossings: u32,
        over_tabs: u32,
        /// Fibres in service that were pushed from their place.
        disturbed: u32,
        outside_mm: f64,
        loss_1310_db: f64,
        loss_1490_db: f64,
        loss_1550_db: f64,
        loss_1625_db: f64,
        loss_1650_db: f64,
        /// Stress at the tightest place.
        stress_mpa: f64,
        /// Breaks to be expected there in a year, of unscratched glass; zero where it lasts.
        breaks_per_year: f64,
    },
    /// A fibre in service was pulled or bent: what it lost by its bends in the tray before, at the worst, and afterwards.
    LiveDisturbed {
        /// Its number in the tray, from 1.
        strand: u8,
        before_1550_db: f64,
        peak_1550_db: f64,
        after_1550_db: f64,
        before_1625_db: f64,
        peak_1625_db: f64,
        after_1625_db: f64,
    },
    /// The fibre was let go and jumped out of the tray.
    FibreSprang { laid_mm: f64 },
    /// The sleeve was pushed into a slot.
    SleeveSeated { slot: u8, error_mm: f64 },
    /// The sleeve sits in another slot than the job sheet's.
    WrongSlot { slot: u8 },
    /// The tray's lid was closed. The losses are those of bends and pinches in the tray.
    TrayClosed { pinched: u32, loss_1550_db: f64, loss_1625_db: f64 },
    /// The lid was closed on fibre that sticks out: the sharpest bend under it, and what all of them cost.
    LidPinched {
        /// Places where a fibre lies on the wall.
        places: u32,
        radius_mm: f64,
        stress_mpa: f64,
        loss_1310_db: f64,
        loss_1550_db: f64,
        loss_1625_db: f64,
    },
    /// The splicer checked its arc. Errors of its heat, -1 to 1: what it measured, and what is left after correction.
    ArcChecked { measured: f64, left: f64, arcs_done: u32 },
    /// An oven program was chosen.
    OvenProgramChosen { program: u8 },
    /// The oven's program was not this sleeve's. `share` is its heat over what the sleeve needs, `open_mm` the length of
    /// the sleeve that stays open, the loss that of micro-bends.
    SleeveMisheated { program: u8, share: f64, open_mm: f64, loss_1550_db: f64 },
    /// The cleaver's blade was turned or raised: its position, from 1 to 16, and its height, from 1 to 3.
    BladeTurned { position: u8, height: u8 },
    /// An end face was seen sharply under the microscope. Faces are numbered: the plugs', then the ports'.
    ConnectorInspected { face: u8, passed: bool, live: bool },
    /// An end face was cleaned: what lay on it before and after, and whether it passes.
    ConnectorCleaned { face: u8, wet: bool, strokes: u32, before: u32, after: u32, was_clean: bool, clean: bool },
    /// A connector clicked into a port.
    ConnectorMated { plug: u8, port: u8, loss_1310_db: f64, loss_1550_db: f64, reflectance_db: f64 },
    /// It was mated with a face that nobody had looked at since it was last touched.
    MatedUnseen { plug: u8, port: u8 },
    /// It was mated with a face that does not pass.
    MatedDirty { plug: u8, port: u8 },
    /// An angled ferrule met a straight one.
    MatedUnlike { plug: u8, port: u8 },
    /// It was pushed against the adapter's rim.
    MatedBadly { plug: u8, port: u8, across_mm: f64, turn_deg: f64 },
    /// It was pulled out of its port while light went through.
    LiveUnplugged { plug: u8, port: u8 },
    /// A connector was held before the eye.
    LookedIntoFibre { plug: u8, live: bool },
    /// A trace was taken. `strand` is the network's fibre that it went through, from 0.
    OtdrAcquired {
        #[serde(skip_serializing_if = "Option::is_none")]
        strand: Option<u8>,
        reverse: bool,
        wavelength_nm: f64,
        pulse_ns: f64,
        range_m: f64,
        averaging_s: f64,
        index_error: f64,
        before_m: f64,
        after_m: f64,
        length_m: f64,
        signal_at_end_db: f64,
        events: u32,
    },
    /// A trace was taken of a fibre in service.
    OtdrOnLive,
    /// A marker was set on the screen.
    MarkerPlaced { marker: u8, at_m: f64 },
    /// The meter stored its reference. `error_db` is by how much it makes a loss read wrong.
    ReferenceTaken { dbm: f64, wavelength_nm: f64, cords: u8, error_db: f64 },
    /// A reading was kept. `reference_error_db` is `None` where it is in dBm.
    PowerRead {
        #[serde(skip_serializing_if = "Option::is_none")]
        strand: Option<u8>,
        wavelength_nm: f64,
        shown: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        reference_error_db: Option<f64>,
        meter_error_db: f64,
    },
    /// Red light was sent into a fibre.
    LocatorLit {
        #[serde(skip_serializing_if = "Option::is_none")]
        strand: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reaches: Option<u8>,
    },
    /// A line of the record was written; `error` is its difference from the truth.
    RecordWritten {
        line: u8,
        ask: Ask,
        #[serde(skip_serializing_if = "Option::is_none")]
        strand: Option<u8>,
        value: f64,
        error: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        flaw: Option<Flaw>,
    },
    /// The record was signed.
    RecordSigned { filled: u32, of: u32 },
    /// A contact ended: how it was carried out.
    Gesture { tool: Tool, part: Part, technique: Technique },
    /// A site of a workpiece was worked; figures as in [`super::craft::SiteState`].
    SiteWorked {
        /// Its number, from 1.
        site: u8,
        /// Done, be it well or badly.
        done: bool,
        /// What belongs there is there.
        right: bool,
        /// Distance from where or how far it belongs, mm or degrees.
        error: f64,
        /// Harm, 0 to 1 and more.
        harm: f64,
        /// Dirt left, 0 to 1.
        left: f64,
        /// Highest speed, mm/s.
        peak: f64,
        /// RMS drift across, mm.
        drift: f64,
        /// The item that is in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u8>,
    },
    /// A site was ruined.
    SiteHarmed { site: u8, harm: f64 },
    /// A site that must not be touched was.
    SiteForbidden { site: u8 },
    /// An item was taken out of a site.
    ItemRemoved { site: u8, item: u8 },
    /// An answer was handed in: the question's number from 0, and how right it is, 0 to 1.
    Answered { question: u8, share: f64 },
}

impl Fact {
    /// The name by which rules know this fact.
    pub fn event(&self) -> Event {
        match self {
            Fact::ToolTaken { .. } => Event::ToolTaken,
            Fact::GlassesWorn => Event::GlassesWorn,
            Fact::SheathCut { .. } => Event::SheathCut,
            Fact::TubeNicked { .. } => Event::TubeNicked,
            Fact::SheathPulled { .. } => Event::SheathPulled,
            Fact::TubeWiped { .. } => Event::TubeWiped,
            Fact::TubeScored { .. } => Event::TubeScored,
            Fact::TubeOpened { .. } => Event::TubeOpened,
            Fact::BundleWiped { .. } => Event::BundleWiped,
            Fact::FibrePicked { .. } => Event::FibrePicked,
            Fact::SleeveThreaded { .. } => Event::SleeveThreaded,
            Fact::CoatingStripped { .. } => Event::CoatingStripped,
            Fact::GlassWiped { .. } => Event::GlassWiped,
            Fact::FibreSeated { .. } => Event::FibreSeated,
            Fact::Cleaved { .. } => Event::Cleaved,
            Fact::ShardMade { .. } => Event::ShardMade,
            Fact::ShardTouched => Event::ShardTouched,
            Fact::ShardBinned => Event::ShardBinned,
            Fact::ShardDropped => Event::ShardDropped,
            Fact::FibreCut { .. } => Event::FibreCut,
            Fact::FibreBroken { .. } => Event::FibreBroken,
            Fact::FibreLoaded { .. } => Event::FibreLoaded,
            Fact::EndTouched { .. } => Event::EndTouched,
            Fact::ProgramChosen { .. } => Event::ProgramChosen,
            Fact::Inspected { .. } => Event::Inspected,
            Fact::WarningOverridden => Event::WarningOverridden,
            Fact::Spliced { .. } => Event::Spliced,
            Fact::ReArced { .. } => Event::ReArced,
            Fact::WrongProgram { .. } => Event::WrongProgram,
            Fact::WrongFibre { .. } => Event::WrongFibre,
            Fact::TensionTested { .. } => Event::TensionTested,
            Fact::SleeveHeated { .. } => Event::SleeveHeated,
            Fact::SleeveHandledHot { .. } => Event::SleeveHandledHot,
            Fact::FibreLaid { .. } => Event::FibreLaid,
            Fact::LiveDisturbed { .. } => Event::LiveDisturbed,
            Fact::FibreSprang { .. } => Event::FibreSprang,
            Fact::SleeveSeated { .. } => Event::SleeveSeated,
            Fact::WrongSlot { .. } => Event::WrongSlot,
            Fact::TrayClosed { .. } => Event::TrayClosed,
            Fact::LidPinched { .. } => Event::LidPinched,
            Fact::ArcChecked { .. } => Event::ArcChecked,
            Fact::OvenProgramChosen { .. } => Event::OvenProgramChosen,
            Fact::SleeveMisheated { .. } => Event::SleeveMisheated,
            Fact::BladeTurned { .. } => Event::BladeTurned,
            Fact::ConnectorInspected { .. } => Event::ConnectorInspected,
            Fact::ConnectorCleaned { .. } => Event::ConnectorCleaned,
            Fact::ConnectorMated { .. } => Event::ConnectorMated,
            Fact::MatedUnseen { .. } => Event::MatedUnseen,
            Fact::MatedDirty { .. } => Event::MatedDirty,
            Fact::MatedUnlike { .. } => Event::MatedUnlike,
            Fact::MatedBadly { .. } => Event::MatedBadly,
            Fact::LiveUnplugged { .. } => Event::LiveUnplugged,
            Fact::LookedIntoFibre { .. } => Event::LookedIntoFibre,
            Fact::OtdrAcquired { .. } => Event::OtdrAcquired,
            Fact::MarkerPlaced { .. } => Event::MarkerPlaced,
            Fact::ReferenceTaken { .. } => Event::ReferenceTaken,
            Fact::PowerRead { .. } => Event::PowerRead,
            Fact::LocatorLit { .. } => Event::LocatorLit,
            Fact::RecordWritten { .. } => Event::RecordWritten,
            Fact::RecordSigned { .. } => Event::RecordSigned,
            Fact::OtdrOnLive => Event::OtdrOnLive,
            Fact::Gesture { .. } => Event::Gesture,
            Fact::SiteWorked { .. } => Event::SiteWorked,
            Fact::SiteHarmed { .. } => Event::SiteHarmed,
            Fact::SiteForbidden { .. } => Event::SiteForbidden,
            Fact::ItemRemoved { .. } => Event::ItemRemoved,
            Fact::Answered { .. } => Event::Answered,
        }
    }
}

/// Bytes of facts that are hashed together.
const HASHED_AT_ONCE: usize = 64 * 1024;

/// Hash over facts, to the last bit of every number, in hexadecimal.
pub fn facts_hash(facts: &[Stamped]) -> String {
    let mut hasher = blake3::Hasher::new();
    // The hash takes large pieces several blocks at a time.
    let mut lines = Vec::with_capacity(HASHED_AT_ONCE + 1024);
    for stamped in facts {
        let before = lines.len();
        // Printing a finite f64 as JSON is exact and one-to-one; the bench emits finite numbers alone.
        if serde_json::to_writer(&mut lines, stamped).is_err() {
            lines.truncate(before);
        }
        lines.push(b'\n');
        if lines.len() >= HASHED_AT_ONCE {
            hasher.update(&lines);
            lines.clear();
        }
    }
    hasher.update(&lines);
    hasher.finalize().to_hex().to_string()
}
