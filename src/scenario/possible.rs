//! What can happen in an exercise, from its work, its tools, its instruments and its workpieces; and why not.

use super::craft::Craft;
use super::schema::{Measuring, Stage, Step, Work};
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
            Work::Coil { .. } if matches!(step, Step::LayFibre | Step::CloseTray) => return Ok(()),
            Work::Coil { .. } => return Err("fibres are coiled in this work, not spliced".to_owned()),
            Work::Measure | Work::Pieces => return Err("nothing is spliced in this work".to_owned()),
            Work::Part { to, .. } if stage > to => return Err(format!("the work ends with `{}`", to.name())),
            // A broken end is stripped anew; sheath and tube are opened once.
            Work::Part { from, .. } if stage < from && stage <= Stage::Tube => {
                return Err(format!("the work begins with `{}`", from.name()));
            }
            Work::Splice | Work::Part { .. } => {}
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
}
