//! The words of a marking scheme: events that rules name, measures that they weigh, mistakes that prove them.

use serde::{Deserialize, Serialize};

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
        LiveDisturbed = "live-disturbed",
        SleeveSeated = "sleeve-seated",
        WrongSlot = "wrong-slot",
        TrayClosed = "tray-closed",
        LidPinched = "lid-pinched",
        Gesture = "gesture",
        ArcChecked = "arc-checked",
        OvenProgramChosen = "oven-program-chosen",
        SleeveMisheated = "sleeve-misheated",
        BladeTurned = "blade-turned",
        ConnectorInspected = "connector-inspected",
        ConnectorCleaned = "connector-cleaned",
        ConnectorMated = "connector-mated",
        MatedUnseen = "mated-unseen",
        MatedDirty = "mated-dirty",
        MatedUnlike = "mated-unlike",
        MatedBadly = "mated-badly",
        OtdrAcquired = "otdr-acquired",
        OtdrOnLive = "otdr-on-live",
        MarkerPlaced = "marker-placed",
        ReferenceTaken = "reference-taken",
        PowerRead = "power-read",
        LocatorLit = "locator-lit",
        RecordWritten = "record-written",
        RecordSigned = "record-signed",
        LookedIntoFibre = "looked-into-fibre",
        LiveUnplugged = "live-unplugged",
        SiteWorked = "site-worked",
        SiteHarmed = "site-harmed",
        SiteForbidden = "site-forbidden",
        ItemRemoved = "item-removed",
        Answered = "answered",
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
        /// Most that a fibre in service lost over what its bends cost before, at 1550 nm, dB.
        LiveLoss = "live-loss-1550-db",
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
        /// Longest pulse of the traces that the record stands on, ns.
        PulseLongest = "pulse-longest-ns",
        /// Shortest averaging of the traces that the record stands on, s.
        AveragingShortest = "averaging-shortest-s",
        /// How far the range is from what fits the link: 0 between 1.1 and 4 times its length, else the factor, less 1.
        RangeMisfit = "range-misfit",
        /// Largest difference between the index that was set and the fibre's.
        IndexError = "index-error",
        /// Wavelengths that were measured on every fibre.
        Wavelengths = "wavelengths",
        /// Directions in which every fibre was measured.
        Directions = "directions",
        /// Shortest cord between the OTDR and the network, m.
        LaunchCord = "launch-cord-m",
        /// Lowest signal over noise at the end of the fibre, dB.
        SignalAtEnd = "signal-at-end-db",
        /// Error that the reference put into the readings, dB.
        ReferenceError = "reference-error-db",
        /// Error that the meter's wavelength put into the readings, dB.
        MeterError = "meter-error-db",
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
        TabsForgotten = "tabs-forgotten",
        BrokenFibre = "broken-fibre",
        NoGlasses = "no-glasses",
        ShardLeft = "shard-left",
        FingersOnShard = "fingers-on-shard",
        ShakyHand = "shaky-hand",
        WanderingHand = "wandering-hand",
        NoInspection = "no-inspection",
        NoCleaning = "no-cleaning",
        UnlikeCord = "unlike-cord",
        CrookedMating = "crooked-mating",
        LongPulse = "long-pulse",
        ShortAveraging = "short-averaging",
        LongRange = "long-range",
        WrongIndex = "wrong-index",
        OneWavelength = "one-wavelength",
        OneDirection = "one-direction",
        NoLaunchCord = "no-launch-cord",
        ColdReference = "cold-reference",
        WrongMeterWavelength = "wrong-meter-wavelength",
        LaserLeftOn = "laser-left-on",
        WrongDistance = "wrong-distance",
        WrongKind = "wrong-kind",
        WrongLoss = "wrong-loss",
        WrongLoss1310 = "wrong-loss-1310",
        WrongLevel = "wrong-level",
        WrongLength = "wrong-length",
        WrongCount = "wrong-count",
        WrongPort = "wrong-port",
        WrongVerdict = "wrong-verdict",
        UnsignedRecord = "unsigned-record",
        SiteSkipped = "site-skipped",
        SiteWrong = "site-wrong",
        SiteOff = "site-off",
        SiteForced = "site-forced",
        SiteLeft = "site-left",
        SiteRushed = "site-rushed",
        SiteShaky = "site-shaky",
        SitesSwapped = "sites-swapped",
        SiteForbidden = "site-forbidden",
        WrongAnswer = "wrong-answer",
        SlowHand = "slow-hand",
    }
}
