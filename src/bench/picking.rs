//! Fingers in the bundle: taking one fibre out by its colour.

use crate::catalogue::vocabulary::{Sample, Side, TICK_S, Tick};

use super::facts::BreakCause;
use super::{Bench, Fact};

/// A fibre is out of the bundle once it was drawn aside this far, mm.
pub const ASIDE_MM: f64 = 25.0;
/// A pinch that holds a fibre.
const PINCH: f64 = 0.15;
/// A pinch that crushes it when it is drawn.
const CRUSH: f64 = 0.92;
/// Drawn aside faster than this, it breaks at the tube's edge, mm/s. The mean over the whole way, which a screen of
/// 15 frames a second shows as well as one of 60.
const SNATCH_MM_S: f64 = 200.0;
/// Movement with which the drawing begins, mm.
const STIRS_MM: f64 = 1.0;
/// Length lost at a break, mm.
const LOST_MM: f64 = 45.0;

/// Fingers on a fibre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    fibre: u8,
    from_mm: Option<f64>,
    since: Option<Tick>,
    done: bool,
}

impl Bench {
    pub(super) fn begin_pick(&self, fibre: u8) -> Option<Pick> {
        let cable = &self.state.cable;
        let per_tube = self.job.cable.fibres_per_tube.max(1);
        let end = cable.fibres.get(usize::from(fibre.checked_sub(1)?))?;
        let tube = cable.tubes.get(usize::from((fibre - 1) / per_tube))?;
        let free = tube.opened_mm > 0.0 && end.free_mm > 0.0 && cable.picked != Some(fibre);
        (free && self.state.joint.is_none()).then_some(Pick { fibre, from_mm: None, since: None, done: false })
    }

    pub(super) fn pick(&mut self, work: &mut Pick, now: &Sample, from: Tick) {
        if now.grip_01() < PINCH || work.done {
            work.from_mm = None;
            work.since = None;
            self.resistance = 0.0;
            return;
        }
        self.resistance = 0.15;
        let start = *work.from_mm.get_or_insert(now.across_mm());
        let way = (now.across_mm() - start).abs();
        if way > STIRS_MM {
            work.since.get_or_insert(self.tick);
        }
        if way < ASIDE_MM {
            return;
        }
        let seconds = f64::from(self.tick - work.since.unwrap_or(self.tick) + 1) * TICK_S;
        work.done = true;
        self.put_down_cable_fibre();
        self.state.cable.picked = Some(work.fibre);
        self.say(from, Fact::FibrePicked { fibre: work.fibre, right: work.fibre == self.job.fibre });
        if way / seconds > SNATCH_MM_S || now.grip_01() > CRUSH {
            self.break_end(Side::Cable, BreakCause::Picking, LOST_MM, from);
        }
    }

    /// Another fibre is taken: the one before leaves cleaver, splicer and sleeve.
    fn put_down_cable_fibre(&mut self) {
        self.take_fibre(Side::Cable);
        if self.state.sleeve.on == Some(Side::Cable) && !self.state.sleeve.shrunk {
            self.state.sleeve = Default::default();
        }
    }

    /// An end breaks: its preparation is lost and it is shorter by `lost_mm` and its bare part.
    pub(super) fn break_end(&mut self, side: Side, cause: BreakCause, lost_mm: f64, from: Tick) {
        self.state.breaks += 1;
        self.take_fibre(side);
        self.shed_glass(side);
        let Some(end) = self.state.end_mut(side) else { return };
        end.shorten(lost_mm);
        let left_mm = end.free_mm;
        self.say(from, Fact::FibreBroken { side, cause, left_mm });
    }

    /// The bare part of an end comes off as a piece of glass on the bench.
    pub(super) fn shed_glass(&mut self, side: Side) {
        let Some(end) = self.state.end(side) else { return };
        if end.bare_mm > 0.0 {
            let length = end.bare_mm;
            let at = self.hand_place();
            self.new_shard(side, length, super::state::ShardPlace::Bench(at[0], at[2]));
        }
    }
}
