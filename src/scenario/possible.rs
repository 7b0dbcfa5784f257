//! What can happen in an exercise, from its work, its tools, its instruments and its workpieces; and why not.

use super::craft::Craft;
use super::names::Named;
use super::schema::{Event, Measure, Measuring, Mistake, Stage, Step, Work};
use crate::catalogue::schema::Tray;
use crate::catalogue::vocabulary::{Device, Tool};

/// What an exercise gives a person to work with.
pub(super) struct Setting<'s> {
    /// What is to be done.
    pub work: Work,
    /// The network and its instruments.
    pub measuring: Option<&'s Measuring>,
    /// What some seeds make of workpieces and questions.
    pub drawn: &'s [Craft],
    /// Tools on the rack.
    pub tools: &'s [Tool],
    /// Gel on tubes and fibres at the start, 0 to 1.
    pub gel: f64,
    /// The tray, where one is known.
    pub tray: Option<&'s Tray>,
}

/// Why something cannot happen, in words that follow a colon.
pub(super) type Possible = Result<(), String>;

impl Setting<'_> {
    /// Whether the guide can ever come to a step.
    pub(super) fn step(&self, step: Step) -> Possible {
        match step {
            Step::Finish => Ok(()),
            Step::WearGlasses => self.listed(Tool::SafetyGlasses),
            Step::Answer if self.drawn.iter().all(|craft| craft.questions.is_empty()) => {
                Err("there are no questions".to_owned())
            }
            Step::Answer => Ok(()),
            Step::Site => Err("a hint names the site itself".to_owned()),
            _ => match step.stage() {
                Some(stage) => self.stage(step, stage),
                None => self.measured(step),
            },
        }
    }

    /// A step of a splice.
    fn stage(&self, step: Step, stage: Stage) -> Possible {
        match self.work {
            Work::Coil { .. } if matches!(step, Step::LayFibre | Step::OpenTray | Step::CloseTray) => return Ok(()),
            Work::Coil { .. } if step == Step::TuckFibre => return self.listed(Tool::Tweezers),
            Work::Coil { .. } => return Err("fibres are coiled in this work, not spliced".to_owned()),
            Work::Measure | Work::Pieces => return Err("nothing is spliced in this work".to_owned()),
            Work::Splice | Work::Part { .. } => self.within(Some(stage))?,
        }
        if matches!(step, Step::CleanTube | Step::Degrease) && self.gel <= 0.0 {
            return Err("this cable has no gel".to_owned());
        }
        Ok(())
    }

    /// A step of measuring.
    fn measured(&self, step: Step) -> Possible {
        let Some(measuring) = self.measuring else { return Err("nothing is measured in this work".to_owned()) };
        match step {
            Step::InspectFace => self.listed(Tool::Probe),
            Step::CleanFace => self.one_of(&[Tool::ClickCleaner, Tool::DryWipe, Tool::AlcoholWipe]),
            Step::WaitOtdr => self.has(Device::Otdr),
            Step::WarmUp => self.has(Device::Source),
            Step::Plug | Step::Unplug if measuring.cords.is_empty() => Err("there is no cord".to_owned()),
            Step::Press if measuring.devices.is_empty() => Err("there is no instrument".to_owned()),
            Step::Write | Step::Sign if measuring.record.is_empty() => Err("the record asks nothing".to_owned()),
            _ => Ok(()),
        }
    }

    /// Whether a tool is on the rack.
    pub(super) fn listed(&self, tool: Tool) -> Possible {
        self.one_of(&[tool])
    }

    /// Whether one of some tools is on the rack.
    pub(super) fn one_of(&self, tools: &[Tool]) -> Possible {
        let names: Vec<String> = tools.iter().map(|tool| format!("`{}`", tool.name())).collect();
        let there = tools.iter().any(|tool| self.tools.contains(tool));
        if there { Ok(()) } else { Err(format!("{} is not among the tools", names.join(" or "))) }
    }

    /// Whether an instrument is on the bench.
    pub(super) fn has(&self, device: Device) -> Possible {
        let there = self.measuring.is_some_and(|measuring| measuring.devices.contains(&device));
        if there { Ok(()) } else { Err(format!("no `{}` is on the bench", device.name())) }
    }

    /// Whether anything here can trigger an event. Tools that the work itself needs are missed elsewhere.
    pub(super) fn event(&self, event: Event) -> Possible {
        match event {
            Event::ToolTaken | Event::Gesture => Ok(()),
            Event::GlassesWorn if self.work.splices() => Ok(()),
            Event::GlassesWorn => self.listed(Tool::SafetyGlasses),
            _ => match event.group() {
                "measuring" => self.measured_event(event),
                "pieces" => self.pieces_event(event),
                _ => self.spliced_event(event),
            },
        }
    }

    /// Whether an event comes to pass in the work that is asked.
    pub(super) fn reached(&self, event: Event) -> Possible {
        // The stage first: a tool for what comes later is not what is missing.
        self.within(stage(event))?;
        self.event(event)
    }

    /// Whether a stage is part of the work. An end that breaks is stripped anew; sheath and tube are opened once.
    fn within(&self, stage: Option<Stage>) -> Possible {
        match (self.work, stage) {
            (Work::Part { to, .. }, Some(stage)) if stage > to => Err(format!("the work ends with `{}`", to.name())),
            (Work::Part { from, .. }, Some(stage)) if stage < from && stage <= Stage::Tube => {
                Err(format!("the work begins with `{}`", from.name()))
            }
            _ => Ok(()),
        }
    }

    /// Whether a fault hand can make a mistake in the work that is asked.
    pub(super) fn mistake(&self, mistake: Mistake) -> Possible {
        let none = |why: &str| Err(why.to_owned());
        match (mistake.group(), mistake.stage(), self.work) {
            ("measuring", ..) if self.measuring.is_none() => none("nothing is measured in this work"),
            ("pieces", ..) if self.drawn.iter().all(|craft| craft.sites.is_empty() && craft.questions.is_empty()) => {
                none("there are no workpieces")
            }
            (_, None, _) => Ok(()),
            (_, Some(_), Work::Measure | Work::Pieces) => none("nothing is spliced in this work"),
            (_, Some(Stage::Tray), Work::Coil { .. }) if mistake != Mistake::WrongSlot => Ok(()),
            (_, Some(_), Work::Coil { .. }) => none("fibres are coiled in this work, not spliced"),
            // The hand makes it in its stage and in no other.
            (_, Some(stage), Work::Part { from, .. }) if stage < from => {
                Err(format!("the work begins with `{}`", from.name()))
            }
            (_, stage, _) => self.within(stage),
        }
    }

    /// Whether a measure finds something to measure in the work that is asked. Instruments are missed elsewhere.
    pub(super) fn measure(&self, measure: Measure) -> Possible {
        if measure.group() == "measuring" {
            let none = || "nothing is measured in this work".to_owned();
            return self.measuring.map(|_| ()).ok_or_else(none);
        }
        self.reached(measured_at(measure))
    }

    /// Least and most that a measure can come to on this bench.
    pub(super) fn bounds(&self, measure: Measure) -> (f64, f64) {
        match measure {
            Measure::PathRatio => (1.0, f64::INFINITY),
            Measure::TubeResidue | Measure::FibreGel | Measure::GlassDirt => (0.0, 1.0),
            Measure::TrayRadius => {
                (0.0, self.tray.map_or(f64::INFINITY, |tray| tray.length_mm.max(tray.width_mm) / 2.0))
            }
            Measure::Directions => (1.0, 2.0),
            Measure::LaunchCord => {
                let cords = self.measuring.iter().flat_map(|measuring| &measuring.cords);
                (0.0, cords.map(|cord| cord.length_m).fold(0.0, f64::max))
            }
            Measure::SignalAtEnd => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (0.0, f64::INFINITY),
        }
    }

    fn spliced_event(&self, event: Event) -> Possible {
        let (from, to) = match self.work {
            Work::Coil { .. } => {
                let live = matches!(self.work, Work::Coil { live, .. } if live > 0);
                if event == Event::LiveDisturbed && !live {
                    return Err("no fibre here is in service".to_owned());
                }
                let coiled = [
                    Event::FibreLaid,
                    Event::FibreSprang,
                    Event::LiveDisturbed,
                    Event::LidPinched,
                    Event::TrayClosed,
                    Event::FibreBroken,
                ];
                let why = || "fibres are coiled in this work, not spliced".to_owned();
                return coiled.contains(&event).then_some(()).ok_or_else(why);
            }
            Work::Measure | Work::Pieces => return Err("nothing is spliced in this work".to_owned()),
            Work::Part { from, to } => (from, to),
            Work::Splice => (Stage::Sheath, Stage::Tray),
        };
        if event == Event::LiveDisturbed {
            return Err("no fibre here is in service".to_owned());
        }
        let tools: &[Tool] = match event {
            Event::SheathCut | Event::TubeNicked | Event::SheathPulled => &[Tool::SheathCutter],
            Event::TubeScored | Event::TubeOpened => &[Tool::TubeCutter],
            Event::TubeWiped | Event::BundleWiped => &[Tool::SolventWipe, Tool::AlcoholWipe],
            Event::CoatingStripped => &[Tool::Stripper],
            Event::GlassWiped => &[Tool::AlcoholWipe, Tool::SolventWipe],
            Event::FibreCut => &[Tool::Scissors],
            Event::SleeveThreaded => &[Tool::ProtectionSleeve],
            _ => return Ok(()),
        };
        // A tool that a stage of the work needs is missed there.
        let needed = event != Event::FibreCut && stage(event).is_some_and(|stage| (from..=to).contains(&stage));
        if needed { Ok(()) } else { self.one_of(tools) }
    }

    fn measured_event(&self, event: Event) -> Possible {
        let Some(measuring) = self.measuring else { return Err("nothing is measured in this work".to_owned()) };
        match event {
            // Without a microscope: said where criteria ask for it.
            Event::ConnectorInspected | Event::MatedUnseen => Ok(()),
            Event::ConnectorCleaned => self.one_of(&[Tool::ClickCleaner, Tool::DryWipe, Tool::AlcoholWipe]),
            Event::OtdrOnLive if measuring.network.live_dbm.is_none() => {
                Err("the line is not in service: `live_dbm` is not given".to_owned())
            }
            Event::OtdrAcquired | Event::OtdrOnLive | Event::MarkerPlaced | Event::LiveUnplugged => {
                self.has(Device::Otdr)
            }
            Event::ReferenceTaken | Event::PowerRead => self.has(Device::Meter),
            Event::LocatorLit => self.has(Device::Locator),
            Event::RecordWritten | Event::RecordSigned => Ok(()),
            _ if measuring.cords.is_empty() => Err("there is no cord".to_owned()),
            _ => Ok(()),
        }
    }

    fn pieces_event(&self, event: Event) -> Possible {
        let any =
            |has: fn(&Craft) -> bool, why: &str| self.drawn.iter().any(has).then_some(()).ok_or_else(|| why.to_owned());
        match event {
            Event::Answered => any(|craft| !craft.questions.is_empty(), "there are no questions"),
            Event::SiteForbidden => {
                any(|craft| craft.sites.iter().any(|site| site.forbidden), "every site may be touched")
            }
            Event::ItemRemoved => any(|craft| craft.kit.iter().any(|tool| tool.item), "the kit has no item"),
            _ => any(|craft| !craft.sites.is_empty(), "there are no workpieces"),
        }
    }
}

/// The stage of a splice that an event belongs to; none where it may come at any time.
pub(super) fn stage(event: Event) -> Option<Stage> {
    Some(match event {
        Event::SheathCut | Event::TubeNicked | Event::SheathPulled => Stage::Sheath,
        Event::TubeWiped | Event::TubeScored | Event::TubeOpened | Event::BundleWiped | Event::FibrePicked => {
            Stage::Tube
        }
        Event::SleeveThreaded | Event::CoatingStripped => Stage::Strip,
        Event::GlassWiped => Stage::Clean,
        Event::FibreSeated | Event::Cleaved => Stage::Cleave,
        Event::FibreLoaded
        | Event::Inspected
        | Event::Spliced
        | Event::ReArced
        | Event::WrongProgram
        | Event::WrongFibre
        | Event::TensionTested => Stage::Splice,
        Event::SleeveHeated | Event::SleeveHandledHot | Event::SleeveMisheated => Stage::Sleeve,
        Event::FibreLaid
        | Event::FibreSprang
        | Event::LiveDisturbed
        | Event::LidPinched
        | Event::SleeveSeated
        | Event::WrongSlot
        | Event::TrayClosed => Stage::Tray,
        _ => return None,
    })
}

/// The event without which a measure of a splice has nothing to measure.
fn measured_at(measure: Measure) -> Event {
    match measure {
        Measure::RingError | Measure::RingOvercut => Event::SheathPulled,
        Measure::TubeResidue | Measure::TubeScoreDepth => Event::TubeOpened,
        Measure::StripNick | Measure::StripError => Event::CoatingStripped,
        Measure::CleaveAngle | Measure::BareError => Event::Cleaved,
        Measure::ViewTime | Measure::SpliceLoss => Event::Spliced,
        Measure::SleeveCentre => Event::SleeveHeated,
        Measure::TrayRadius
        | Measure::TwistTurns
        | Measure::Disturbed
        | Measure::LiveLoss
        | Measure::OutOfPlace
        | Measure::BendLoss
        | Measure::TrayLoss => Event::FibreLaid,
        Measure::FibreGel | Measure::GlassDirt | Measure::LooseShards => Event::ShardMade,
        _ => Event::Gesture,
    }
}

/// A word that may belong to a stage of a splice.
pub(super) trait Staged {
    /// The stage; none where it may come at any time, or in other work than a splice.
    fn stage(self) -> Option<Stage>;
}

impl Staged for Event {
    fn stage(self) -> Option<Stage> {
        stage(self)
    }
}

impl Staged for Measure {
    fn stage(self) -> Option<Stage> {
        stage(measured_at(self))
    }
}

impl Staged for Mistake {
    fn stage(self) -> Option<Stage> {
        Some(match self {
            Mistake::DeepRingCut | Mistake::RingMisplaced => Stage::Sheath,
            Mistake::TubeLeftDirty | Mistake::DeepTubeScore | Mistake::HastyDegrease | Mistake::BrokenFibre => {
                Stage::Tube
            }
            Mistake::HardStrip | Mistake::ShortStrip | Mistake::SleeveForgotten => Stage::Strip,
            Mistake::HastyClean => Stage::Clean,
            Mistake::TwistedCleave | Mistake::BadSeating | Mistake::ShardLeft | Mistake::FingersOnShard => {
                Stage::Cleave
            }
            Mistake::EndTouched
            | Mistake::WrongProgram
            | Mistake::BlindArc
            | Mistake::ReArc
            | Mistake::NoTensionTest => Stage::Splice,
            Mistake::SleeveOffCentre | Mistake::HotSleeve => Stage::Sleeve,
            Mistake::TightLoops
            | Mistake::FibreOutside
            | Mistake::EarlyRelease
            | Mistake::OneWayCoil
            | Mistake::NeighboursPushed
            | Mistake::WrongSlot
            | Mistake::TrayLeftOpen
            | Mistake::TabsForgotten => Stage::Tray,
            _ => return None,
        })
    }
}
