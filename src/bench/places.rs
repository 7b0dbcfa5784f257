//! Where everything is on the bench now, in millimetres: for hands that go there and views that draw it.

use crate::catalogue::vocabulary::{Part, Sample, Side, Tool};

use super::measure::ports;
use super::state::ShardPlace;
use super::{Bench, layout};

/// Distance between the tips of the fibres of an opened tube, mm: they fan out by themselves.
pub const FAN_MM: f64 = 7.0;
/// Distance between tubes once the sheath is off, mm.
pub const SPREAD_MM: f64 = 20.0;
/// Where a lifted joint rests when nobody holds it.
const JOINT_RESTS: [f64; 3] = [60.0, 30.0, 90.0];

impl Bench {
    /// Where the hand is on the bench, mm.
    pub fn hand_place(&self) -> [f64; 3] {
        self.place_of(&self.before)
    }

    /// Where a sample is on the bench, mm.
    pub fn place_of(&self, sample: &Sample) -> [f64; 3] {
        match Part::from_code(sample.part) {
            None => [sample.along_mm(), sample.lift_mm(), sample.across_mm()],
            Some(part) => layout::place(&self.anchor(part), sample.along_mm(), sample.across_mm(), sample.lift_mm()),
        }
    }

    /// Where a part is on the bench.
    pub fn anchor(&self, part: Part) -> layout::Anchor {
        if let Some(anchor) = self.craft_anchor(part) {
            return anchor;
        }
        let mut anchor = layout::anchor(part, self.state.tip_mm(part, self.job.cable.free_mm));
        match part {
            Part::Shard => {
                if let Some(i) = self.state.next_shard()
                    && let ShardPlace::Bench(x, z) = self.state.shards[i].place
                {
                    anchor.at = [x, 4.0, z];
                }
            }
            Part::Fibre(n) => anchor.at[2] += self.fan_mm(n),
            Part::Tube(n) => anchor.at[2] += self.spread_mm(n),
            Part::TraySlot(slot) => {
                let tray = &self.job.tray;
                let [x, z] = layout::slot_place(tray, slot);
                anchor.at = layout::place(&anchor, x, z, 0.0);
            }
            Part::Port(port) => anchor = ports::port_anchor(port, self.job.strands.len() as u8),
            Part::Plug(number) => {
                if let Some(at) = number.checked_sub(1).and_then(|plug| self.plug_place(plug)) {
                    anchor.at = at;
                }
            }
            Part::Sleeve if !self.joint_in_splicer() => anchor.at = self.joint_place(),
            _ => {}
        }
        // A plug's place has it already.
        if matches!(part, Part::Port(_) | Part::Panel(_) | Part::Record) {
            anchor.at[0] += self.measuring_at()[0];
        }
        anchor
    }

    /// Where the middle of the bench for measuring is: a table of its own beside the workshop where both are needed.
    pub fn measuring_at(&self) -> [f64; 3] {
        if self.measure.is_none() || self.only_measures() { [0.0; 3] } else { [ports::ASIDE_MM, 0.0, 0.0] }
    }

    /// How far a tube stands off the cable's axis, mm towards the worker, half way to its end.
    pub fn spread_mm(&self, tube: u8) -> f64 {
        (f64::from(tube) - (f64::from(self.job.cable.tubes) + 1.0) / 2.0) * SPREAD_MM
    }

    /// How far the tip of a fibre stands off the cable's axis in its fan, mm towards the worker.
    pub fn fan_mm(&self, fibre: u8) -> f64 {
        let per_tube = self.job.cable.fibres_per_tube.max(1);
        let place = f64::from((fibre.max(1) - 1) % per_tube);
        (place - (f64::from(per_tube) - 1.0) / 2.0) * FAN_MM
    }

    /// Where the tip of a side's fibre is: in the hand, in a groove, or lying free.
    pub fn tip_place(&self, side: Side) -> [f64; 3] {
        let state = &self.state;
        let bare = state.end(side).map_or(0.0, |end| end.bare_mm);
        if self.before.tool == Tool::of_fibre(side).code() && state.joint.is_none() {
            let mut at = self.hand_place();
            if self.before.part == Part::CleaverGroove.code() {
                // At the cleaver the hand minds the coating's edge, not the tip.
                at[0] -= bare;
            }
            return at;
        }
        if let Some(seat) = state.cleaver.fibre.filter(|seat| seat.side == side) {
            let stop = layout::anchor(Part::CleaverGroove, 0.0);
            return layout::place(&stop, seat.error_mm - bare, seat.across_mm, 0.0);
        }
        if let Some(loaded) = state.splicer.loaded[side.index()] {
            let anchor = layout::anchor(Part::SplicerGroove(side), 0.0);
            return layout::place(&anchor, loaded.tip_mm, loaded.across_mm, 0.0);
        }
        self.anchor(Part::FibreEnd(side)).at
    }

    /// Whether a side's fibre lies in the cleaver or is being laid there, where both come from the right.
    pub fn at_cleaver(&self, side: Side) -> bool {
        let held = self.before.tool == Tool::of_fibre(side).code() && self.before.part == Part::CleaverGroove.code();
        held || self.state.cleaver.fibre.is_some_and(|seat| seat.side == side)
    }

    /// Where a cord's plug (from 0) is: in its port, or at rest. `None` where the job has none such.
    pub fn plug_place(&self, plug: u8) -> Option<[f64; 3]> {
        let measure = self.measure.as_ref().filter(|measure| measure.owns(plug))?;
        if self.before.tool == Tool::of_plug(plug).code() {
            return Some(self.hand_place());
        }
        Some(match measure.plugged[usize::from(plug)] {
            Some(port) => self.anchor(Part::Port(port)).at,
            None => {
                let at = ports::rest_anchor(plug).at;
                [at[0] + self.measuring_at()[0], at[1], at[2]]
            }
        })
    }

    /// Where the joint is: in the splicer, the oven, the tray, the hand, or at rest.
    pub fn joint_place(&self) -> [f64; 3] {
        let state = &self.state;
        if self.joint_in_splicer() {
            return layout::anchor(Part::SplicerGroove(Side::Cable), 0.0).at;
        }
        if state.oven.holds {
            return layout::anchor(Part::Oven, 0.0).at;
        }
        if let Some(slot) = state.sleeve.slot {
            return self.anchor(Part::TraySlot(slot)).at;
        }
        // Sliding the sleeve, the joint itself stays where the hand holds it.
        if self.before.tool == Tool::SplicedFibre.code() && self.before.part != Part::Sleeve.code() {
            return self.hand_place();
        }
        JOINT_RESTS
    }
}
