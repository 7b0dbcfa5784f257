//! The words of a marking scheme: events that rules name, measures that they weigh, mistakes that prove them.

use serde::{Deserialize, Serialize};

use super::schema::Stage;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal [$group:literal $(, $cell:literal)+ $(,)?],)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`" $(, "; ", $cell)+)] #[serde(rename = $text)] $variant,)*
        }
        impl Named for $name {
            const ALL: &'static [$name] = $name::ALL;
            fn name(self) -> &'static str {
                self.name()
            }
            fn group(self) -> &'static str {
                match self { $($name::$variant => $group,)* }
            }
            fn cells(self) -> &'static [&'static str] {
                match self { $($name::$variant => &[$($cell),+],)* }
            }
        }
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

/// A word of a closed list, and its line in the reference.
pub(super) trait Named: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// As files write it.
    fn name(self) -> &'static str;
    /// What it belongs to: the table of the reference that it stands in; of a step, its stage.
    fn group(self) -> &'static str;
    /// Cells of its line behind the name.
    fn cells(self) -> &'static [&'static str];
}

named! {
    /// Kinds of facts that a rule can name.
    Event {
        ToolTaken = "tool-taken" ["splice", "a tool or a fibre is taken in hand"],
        GlassesWorn = "glasses-worn" ["splice", "the glasses are on"],
        SheathCut = "sheath-cut" ["splice", "the sheath cutter leaves a cut"],
        TubeNicked = "tube-nicked" ["splice", "a cut went more than 0.1 mm beyond the sheath"],
        SheathPulled = "sheath-pulled" ["splice", "the sheath is off"],
        TubeWiped = "tube-wiped" ["splice", "a wipe leaves a tube"],
        TubeScored = "tube-scored" ["splice", "the tube cutter leaves a score"],
        TubeOpened = "tube-opened" ["splice", "the tube is off its fibres"],
        BundleWiped = "bundle-wiped" ["splice", "a wipe leaves the fibres of a tube"],
        FibrePicked = "fibre-picked" ["splice", "a fibre is out of the bundle, the right one or not"],
        SleeveThreaded = "sleeve-threaded" ["splice", "the sleeve is on a fibre"],
        CoatingStripped = "coating-stripped" ["splice", "the stripper comes off the tip with the coating"],
        GlassWiped = "glass-wiped" ["splice", "a wipe leaves bare glass"],
        FibreSeated = "fibre-seated" ["splice", "the cleaver’s lid shuts on a fibre"],
        Cleaved = "cleaved" ["splice", "the blade has cut"],
        ShardMade = "shard-made" ["splice", "a piece of bare glass comes off"],
        ShardTouched = "shard-touched" ["splice", "fingers take a scrap"],
        ShardBinned = "shard-binned" ["splice", "a scrap goes into the box"],
        ShardDropped = "shard-dropped" ["splice", "a scrap falls off the bench"],
        FibreCut = "fibre-cut" ["splice", "scissors have cut a fibre"],
        FibreBroken = "fibre-broken" ["splice", "a fibre or a joint breaks"],
        FibreLoaded = "fibre-loaded" ["splice", "an end is laid in the splicer"],
        EndTouched = "end-touched" ["splice", "an end touches something while it is loaded"],
        ProgramChosen = "program-chosen" ["splice", "a splice program is chosen"],
        Inspected = "inspected" ["splice", "the splicer has aligned and looked"],
        WarningOverridden = "warning-overridden" ["splice", "the arc is asked for in spite of a warning"],
        Spliced = "spliced" ["splice", "an arc has burnt"],
        ReArced = "re-arced" ["splice", "one more arc on a joint is asked for"],
        WrongProgram = "wrong-program" ["splice", "an arc with a program for other fibres"],
        WrongFibre = "wrong-fibre" ["splice", "an arc on another fibre than the sheet’s"],
        TensionTested = "tension-tested" ["splice", "the splicer has pulled, held or not"],
        SleeveHeated = "sleeve-heated" ["splice", "the oven has shrunk the sleeve"],
        SleeveHandledHot = "sleeve-handled-hot" ["splice", "the sleeve was taken before `cool_s`"],
        FibreLaid = "fibre-laid" ["splice", "the slack stays in the tray"],
        FibreSprang = "fibre-sprang" ["splice", "the slack was let go too early"],
        LiveDisturbed = "live-disturbed" ["splice", "a fibre in service was pulled or bent, and lies still again"],
        SleeveSeated = "sleeve-seated" ["splice", "the sleeve is in a slot"],
        WrongSlot = "wrong-slot" ["splice", "the sleeve is in another slot than the sheet’s"],
        TrayClosed = "tray-closed" ["splice", "the tray’s lid shuts"],
        LidPinched = "lid-pinched" ["splice", "the tray’s lid is shut on fibre that lies on the wall"],
        Gesture = "gesture" ["splice", "any contact ends"],
        ArcChecked = "arc-checked" ["splice", "the splicer has checked its arc on two ends"],
        OvenProgramChosen = "oven-program-chosen" ["splice", "an oven program is chosen"],
        SleeveMisheated = "sleeve-misheated" ["splice", "the oven’s program was not this sleeve’s"],
        BladeTurned = "blade-turned" ["splice", "the cleaver’s blade stands at another position or height"],
        ConnectorInspected = "connector-inspected" ["measuring", "the microscope has shown a sharp face for 0.6 s"],
        ConnectorCleaned = "connector-cleaned" ["measuring", "a cleaner leaves a face"],
        ConnectorMated = "connector-mated" ["measuring", "a plug is home in a port"],
        MatedUnseen = "mated-unseen" [
            "measuring", "one of both faces had not been looked at since something last touched it",
        ],
        MatedDirty = "mated-dirty" ["measuring", "one of both faces fails the inspection"],
        MatedUnlike = "mated-unlike" ["measuring", "an APC face on a UPC face"],
        MatedBadly = "mated-badly" [
            "measuring", "a plug is pushed against the rim, off its axis or with its key turned",
        ],
        OtdrAcquired = "otdr-acquired" ["measuring", "a trace is done"],
        OtdrOnLive = "otdr-on-live" ["measuring", "the OTDR fires through a fibre in service"],
        MarkerPlaced = "marker-placed" ["measuring", "a marker is set"],
        ReferenceTaken = "reference-taken" ["measuring", "the meter has stored a reference"],
        PowerRead = "power-read" ["measuring", "the meter’s reading is held"],
        LocatorLit = "locator-lit" ["measuring", "red light is switched on"],
        RecordWritten = "record-written" ["measuring", "an answer is written"],
        RecordSigned = "record-signed" ["measuring", "the record is signed"],
        LookedIntoFibre = "looked-into-fibre" ["measuring", "a plug is brought to the eye, lit or not"],
        LiveUnplugged = "live-unplugged" ["measuring", "a plug is pulled while the OTDR fires through it"],
        SiteWorked = "site-worked" ["pieces", "a site of a workpiece was worked"],
        SiteHarmed = "site-harmed" ["pieces", "a site was ruined"],
        SiteForbidden = "site-forbidden" ["pieces", "a site that must not be touched was"],
        ItemRemoved = "item-removed" ["pieces", "an item was taken out of a site"],
        Answered = "answered" ["pieces", "an answer was handed in"],
    }
}

named! {
    /// Numbers that marking folds from facts. Units are in the name's doc.
    Measure {
        RingError = "ring-error-mm" [
            "splice", "mm", "ring cut from `ring_mm`", "last ring cut, once the sheath is off",
        ],
        RingOvercut = "ring-overcut-mm" [
            "splice", "mm", "blade beyond the sheath", "deepest ring cut, once the sheath is off",
        ],
        TubeResidue = "tube-residue" [
            "splice", "0 to 1", "gel on the job’s tube as it was scored", "last score, once a tube is open",
        ],
        TubeScoreDepth = "tube-score-depth" [
            "splice", "1 = wall", "depth of the score", "deepest score, once a tube is open",
        ],
        FibreGel = "fibre-gel" ["splice", "0 to 1", "gel on the cable’s fibre as it was stripped", "last strip"],
        StripNick = "strip-nick-um" ["splice", "µm", "deepest nick", "last strips before the last splice, worse side"],
        StripError = "strip-error-mm" ["splice", "mm", "strip from `strip_mm`", "last strip of each side, worse side"],
        GlassDirt = "glass-dirt" ["splice", "0 to 1", "dirt as it was cleaved", "last cleave of each side, worse side"],
        CleaveAngle = "cleave-angle-deg" ["splice", "degrees", "angle at the arc", "last splice, worse side"],
        BareError = "bare-error-mm" ["splice", "mm", "bare length error", "last splice, worse side"],
        ViewTime = "view-time-s" ["splice", "s", "time that each view was on the screen", "last splice, shorter view"],
        SpliceLoss = "splice-loss-1550-db" ["splice", "dB", "true loss at 1550 nm", "last splice"],
        SleeveCentre = "sleeve-centre-mm" ["splice", "mm", "sleeve’s middle from the joint", "last heating"],
        TrayRadius = "tray-radius-mm" ["splice", "mm", "smallest radius", "last laying"],
        TwistTurns = "twist-turns" ["splice", "turns", "loops one way less loops the other way", "last laying"],
        Disturbed = "live-fibres-disturbed" [
            "splice", "–", "fibres in service that were pushed from their place", "last laying",
        ],
        LiveLoss = "live-loss-1550-db" [
            "splice", "dB", "most that a fibre in service lost over its loss before, at 1550 nm",
            "worst of all, once a fibre is laid",
        ],
        OutOfPlace = "fibre-out-of-place" [
            "splice", "–", "places where a fibre lies on a tab or over a wall", "last laying",
        ],
        BendLoss = "bend-loss-1625-db" ["splice", "dB", "bends in the tray at 1625 nm", "last laying"],
        TrayLoss = "tray-loss-1625-db" ["splice", "dB", "bends and pinches at 1625 nm", "last laying or closing"],
        LooseShards = "loose-shards" [
            "splice", "pieces", "scraps made, less those put into the box", "all; a held scrap counts as loose",
        ],
        Steadiness = "steadiness-mm" [
            "splice", "mm", "RMS drift across, stripper and alcohol wipe on an end",
            "all such contacts, once spliced",
        ],
        PathRatio = "path-ratio" [
            "splice", "1 = straight", "way of the free hand over the shortest", "all contacts, once spliced",
        ],
        PulseLongest = "pulse-longest-ns" ["measuring", "ns", "longest pulse"],
        AveragingShortest = "averaging-shortest-s" ["measuring", "s", "shortest averaging"],
        RangeMisfit = "range-misfit" [
            "measuring", "0 = fits",
            "0 where the range is 1.1 to 4 times link and cords; else how many times too short or too long, less 1",
        ],
        IndexError = "index-error" ["measuring", "–", "largest difference of the set index from the fibre’s"],
        Wavelengths = "wavelengths" [
            "measuring", "number", "wavelengths on every measured fibre, at least; all traces and readings",
        ],
        Directions = "directions" ["measuring", "number", "directions on every measured fibre, at least; all traces"],
        LaunchCord = "launch-cord-m" ["measuring", "m", "shortest cord between OTDR and network"],
        SignalAtEnd = "signal-at-end-db" ["measuring", "dB", "least signal over noise at the end"],
        ReferenceError = "reference-error-db" [
            "measuring", "dB", "worst error that the reference put into a reading in dB",
        ],
        MeterError = "meter-error-db" ["measuring", "dB", "worst error that the meter’s wavelength put into a reading"],
    }
}

named! {
    /// What a fault hand does wrong; one each.
    Mistake {
        DeepRingCut = "deep-ring-cut" ["splice", "sets the stop 0.4 mm beyond the sheath"],
        RingMisplaced = "ring-misplaced" ["splice", "cuts 25 mm short"],
        TubeLeftDirty = "tube-left-dirty" ["splice", "does not wipe the tube"],
        DeepTubeScore = "deep-tube-score" ["splice", "scores to 112 % of the wall"],
        HastyDegrease = "hasty-degrease" ["splice", "is content with 45 % of gel"],
        HardStrip = "hard-strip" ["splice", "strips at grip 0.84"],
        ShortStrip = "short-strip" ["splice", "strips 9 mm short"],
        HastyClean = "hasty-clean" ["splice", "one stroke a face, content with 30 % of dirt"],
        TwistedCleave = "twisted-cleave" ["splice", "leaves 30° of twist and accepts the face"],
        BadSeating = "bad-seating" ["splice", "stays 1.6 mm from the stop"],
        EndTouched = "end-touched" ["splice", "pushes the tip 0.4 mm past the electrodes’ line"],
        WrongProgram = "wrong-program" ["splice", "keeps the program of power-on"],
        BlindArc = "blind-arc" ["splice", "fires without reading the views"],
        ReArc = "re-arc" ["splice", "fires up to five arcs"],
        NoTensionTest = "no-tension-test" ["splice", "does not test"],
        SleeveForgotten = "sleeve-forgotten" ["splice", "splices first, then cuts back and threads it"],
        SleeveOffCentre = "sleeve-off-centre" ["splice", "leaves the sleeve 7 mm off"],
        HotSleeve = "hot-sleeve" ["splice", "does not wait"],
        TightLoops = "tight-loops" ["splice", "coils with a radius of 19 mm"],
        FibreOutside = "fibre-outside" ["splice", "coils 30 mm off the tray’s middle"],
        EarlyRelease = "early-release" ["splice", "lets go half-way, once"],
        OneWayCoil = "one-way-coil" ["splice", "lays every loop the same way"],
        NeighboursPushed = "neighbours-pushed" ["splice", "pushes the fibres in service"],
        WrongSlot = "wrong-slot" ["splice", "takes the next slot"],
        TrayLeftOpen = "tray-left-open" ["splice", "does not close"],
        TabsForgotten = "tabs-forgotten" ["splice", "leaves fibres on the tabs"],
        BrokenFibre = "broken-fibre" ["splice", "snatches a fibre while picking, once"],
        NoGlasses = "no-glasses" ["splice", "does not wear them"],
        ShardLeft = "shard-left" ["splice", "leaves scraps"],
        FingersOnShard = "fingers-on-shard" ["splice", "takes them by hand"],
        ShakyHand = "shaky-hand" ["splice", "sways by 0.8 mm while stripping"],
        WanderingHand = "wandering-hand" ["splice", "makes detours of the free hand"],
        NoInspection = "no-inspection" ["measuring", "plugs without looking; cleans what it must, as if by luck"],
        NoCleaning = "no-cleaning" ["measuring", "looks, and plugs dirty faces"],
        UnlikeCord = "unlike-cord" ["measuring", "takes a cord of another polish, once"],
        CrookedMating = "crooked-mating" ["measuring", "pushes a plug against the rim, once"],
        LongPulse = "long-pulse" ["measuring", "sets 200 ns, or 50 ns on links under 1 km"],
        ShortAveraging = "short-averaging" ["measuring", "averages 5 s"],
        LongRange = "long-range" ["measuring", "sets twelve times the length"],
        WrongIndex = "wrong-index" ["measuring", "sets 1.4700"],
        OneWavelength = "one-wavelength" ["measuring", "measures at 1550 nm alone"],
        OneDirection = "one-direction" ["measuring", "measures from the near port alone"],
        NoLaunchCord = "no-launch-cord" ["measuring", "takes the patch cord"],
        ColdReference = "cold-reference" ["measuring", "takes the reference without warming up"],
        WrongMeterWavelength = "wrong-meter-wavelength" ["measuring", "leaves the meter at 1310 nm"],
        LaserLeftOn = "laser-left-on" ["measuring", "unplugs during a measurement, once"],
        WrongDistance = "wrong-distance" ["measuring", "writes 80 m too far"],
        WrongKind = "wrong-kind" ["measuring", "names another fault"],
        WrongLoss = "wrong-loss" ["measuring", "writes 1.5 dB too much"],
        WrongLoss1310 = "wrong-loss-1310" ["measuring", "writes 1.8 dB too much"],
        WrongLevel = "wrong-level" ["measuring", "writes 4 dB too much"],
        WrongLength = "wrong-length" ["measuring", "writes 250 m too much"],
        WrongCount = "wrong-count" ["measuring", "counts two events too many"],
        WrongPort = "wrong-port" ["measuring", "writes the next port or fibre"],
        WrongVerdict = "wrong-verdict" ["measuring", "writes the opposite"],
        UnsignedRecord = "unsigned-record" ["measuring", "does not sign"],
        SiteSkipped = "site-skipped" ["pieces", "leaves a site out"],
        SiteWrong = "site-wrong" ["pieces", "takes another item, or points out another site"],
        SiteOff = "site-off" ["pieces", "works beside or short of the place"],
        SiteForced = "site-forced" ["pieces", "works too hard"],
        SiteLeft = "site-left" ["pieces", "leaves dirt"],
        SiteRushed = "site-rushed" ["pieces", "works too fast"],
        SiteShaky = "site-shaky" ["pieces", "sways while working"],
        SitesSwapped = "sites-swapped" ["pieces", "exchanges two sites"],
        SiteForbidden = "site-forbidden" ["pieces", "touches what must not be touched"],
        WrongAnswer = "wrong-answer" ["pieces", "answers wrongly"],
        SlowHand = "slow-hand" ["splice", "works slowly"],
    }
}

named! {
    /// Steps of the work: what the guide shows next, and what a hint can be said at.
    Step {
        WearGlasses = "wear-glasses" ["any", "put the safety glasses on"],
        CutSheath = "cut-sheath" ["sheath", "cut the sheath round"],
        PullSheath = "pull-sheath" ["sheath", "pull it off"],
        CleanTube = "clean-tube" ["tube", "wipe the gel off the tube"],
        ScoreTube = "score-tube" ["tube", "score the tube"],
        OpenTube = "open-tube" ["tube", "slide it off"],
        Degrease = "degrease" ["tube", "wipe the gel off the fibres"],
        PickFibre = "pick-fibre" ["tube", "take the job’s fibre out of the bundle"],
        ThreadSleeve = "thread-sleeve" ["strip", "thread the protection sleeve"],
        Strip = "strip" ["strip", "strip a coating"],
        Clean = "clean" ["clean", "clean bare glass"],
        OpenCleaver = "open-cleaver" ["cleave", "open the cleaver’s lid"],
        DrawCarriageBack = "draw-carriage-back" ["cleave", "draw the blade’s carriage back"],
        TurnBlade = "turn-blade" ["cleave", "turn the blade to its next good position"],
        Seat = "seat" ["cleave", "seat a fibre in the cleaver"],
        CloseCleaver = "close-cleaver" ["cleave", "close its lid"],
        Stroke = "stroke" ["cleave", "push the blade through"],
        BinShard = "bin-shard" ["cleave", "put a scrap into the box"],
        LiftEnd = "lift-end" ["cleave", "take a cleaved end out and lay it aside"],
        OpenSplicer = "open-splicer" ["splice", "open the splicer’s cover"],
        Load = "load" ["splice", "lay an end in the splicer"],
        CloseSplicer = "close-splicer" ["splice", "close the cover"],
        ChooseProgram = "choose-program" ["splice", "choose the splice program"],
        CheckArc = "check-arc" ["splice", "let the splicer check its arc"],
        LeaveMenu = "leave-menu" ["splice", "go back to the splice page"],
        Inspect = "inspect" ["splice", "let the splicer align and look"],
        ReadViews = "read-views" ["splice", "read both views"],
        Reject = "take-out" ["splice", "put a bad end back to work"],
        Arc = "arc" ["splice", "fire the arc"],
        Test = "test" ["splice", "tension test"],
        CutBack = "cut-back" ["splice", "cut a joint out and start again"],
        CentreSleeve = "centre-sleeve" ["sleeve", "slide the sleeve over the joint"],
        OpenOven = "open-oven" ["sleeve", "open the oven’s lid"],
        PlaceInOven = "place-in-oven" ["sleeve", "lower the joint into the oven"],
        CloseOven = "close-oven" ["sleeve", "close the oven’s lid"],
        ChooseOven = "choose-oven" ["sleeve", "choose the oven’s program"],
        Heat = "heat" ["sleeve", "start the oven and wait"],
        Cool = "cool" ["sleeve", "wait until the sleeve is cool"],
        LiftOut = "lift-out" ["sleeve", "lift the joint out"],
        LayFibre = "lay-fibre" ["tray", "lay the slack in the tray"],
        SeatSleeve = "seat-sleeve" ["tray", "push the sleeve into its slot"],
        TuckFibre = "tuck-fibre" ["tray", "slip a fibre that lies on a tab under it"],
        OpenTray = "open-tray" ["tray", "open the tray again, to lay anew what the lid pinched"],
        CloseTray = "close-tray" ["tray", "close the tray"],
        InspectFace = "inspect-face" ["measuring", "look at an end face under the microscope"],
        CleanFace = "clean-face" ["measuring", "clean an end face"],
        Plug = "plug" ["measuring", "plug a connector"],
        Unplug = "unplug" ["measuring", "pull a connector out"],
        Press = "press" ["measuring", "set an instrument"],
        WaitOtdr = "wait-otdr" ["measuring", "wait for the trace"],
        WarmUp = "warm-up" ["measuring", "let the light source warm up"],
        Write = "write" ["measuring", "write on the record sheet"],
        Sign = "sign" ["measuring", "sign it"],
        Answer = "answer" ["pieces", "answer a question"],
        Finish = "finish" ["any", "nothing is left to do"],
        Site = "site" ["pieces", "work at a site: a hint names the site instead"],
    }
}

impl Step {
    /// The stage of a splice that it belongs to.
    pub fn stage(self) -> Option<Stage> {
        Stage::WORDS.iter().find(|(word, _)| *word == self.group()).map(|(_, stage)| *stage)
    }
}
