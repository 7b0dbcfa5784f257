//! How connectors are looked at, cleaned and plugged: the steps of the trade.

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, TICK_S, Tool};
use crate::scenario::schema::Mistake;

use super::SyntheticHand;
use super::script::{Pose, Step};

use Step::{Grip, Leave, Move, Take, Touch, Wait, Wheel};

impl SyntheticHand {
    /// Seconds until the reflectometer has done one more wavelength.
    pub(super) fn until_traced(&self, bench: &Bench) -> f64 {
        let running = bench.measure().and_then(|measure| measure.otdr.running);
        let ticks = running.map_or(0, |running| running.until.saturating_sub(bench.now()));
        f64::from(ticks) * TICK_S + 0.1
    }

    /// Seat the tip, turn the ring until it is sharp, look.
    pub(super) fn inspect_face(&mut self, bench: &Bench, part: Part) -> Vec<Step> {
        let Some(sharp) = bench.measure().and_then(|measure| Some(measure.sharp_mm(measure.face_of(part)?))) else {
            return Vec::new();
        };
        // Past the focus and back, as everybody finds it.
        let pose = |lift: f64| Pose { lift, ..Pose::at(0.5) };
        vec![
            Take(Tool::Probe),
            Touch(part, Pose::at(24.0)),
            Move(Pose::at(0.5), 0.6),
            Move(pose(sharp * 1.25), 0.8),
            Move(pose(sharp), 0.4),
            Wait(0.9),
            Leave,
            Take(Tool::Hand),
        ]
    }

    /// A straight stroke on a fresh part of the wipe, or a click of the dry cleaner.
    pub(super) fn clean_face(&mut self, bench: &Bench, part: Part, wet: bool) -> Vec<Step> {
        let scale = bench.control(Tool::DryWipe, part).scale_mm;
        if matches!(part, Part::Port(_)) {
            let depth = -self.noise.aim(10.6, scale).max(9.0);
            return vec![
                Take(Tool::ClickCleaner),
                Touch(part, Pose::at(22.0)),
                Move(Pose::at(depth), 0.9),
                Move(Pose::at(22.0), 0.6),
                Leave,
                Take(Tool::Hand),
            ];
        }
        let grip = self.noise.grip(0.4).clamp(0.3, 0.6);
        let mut steps = Vec::new();
        let mut stroke = |tool: Tool, length: f64| {
            steps.extend([
                Take(tool),
                Touch(part, Pose::at(12.0)),
                Wheel(1),
                Grip(grip, 0.15),
                Move(Pose::at(12.0 - length), 0.7),
                Grip(0.0, 0.12),
                Leave,
                Take(Tool::Hand),
            ]);
        };
        if wet {
            stroke(Tool::AlcoholWipe, 16.0);
        }
        stroke(Tool::DryWipe, 18.0);
        steps
    }

    /// Key to the slot, square to the adapter, in until it clicks.
    pub(super) fn plug(&mut self, bench: &Bench, plug: u8, port: u8) -> Vec<Step> {
        let tool = Tool::of_plug(plug);
        let part = Part::Port(port);
        let control = bench.control(tool, part);
        let [along, across, _] = control.start.unwrap_or([18.0, 0.0, 0.0]);
        let turn = control.start_turn_deg;
        let off = self.noise.aim(0.0, control.scale_mm).clamp(-0.6, 0.6);
        let mut steps = vec![Take(Tool::Hand), Take(tool), Touch(part, Pose { along, across, lift: 0.0, turn })];
        if self.slips_once(Mistake::CrookedMating) {
            // Pushed before the key was turned: it scrapes the rim, and is looked at again.
            let push = |along: f64| Pose { along, across, lift: 0.0, turn };
            steps.extend([Grip(0.5, 0.2), Move(push(4.0), 0.6), Move(push(along), 0.4), Leave, Take(Tool::Hand)]);
            return steps;
        }
        steps.extend([
            Move(Pose { along, across: off, lift: 0.0, turn: 0.0 }, 0.9),
            Grip(0.5, 0.2),
            Move(Pose { along: 0.0, across: off, lift: 0.0, turn: 0.0 }, 0.8),
            Wait(0.2),
            Leave,
            Take(Tool::Hand),
        ]);
        steps
    }
}
