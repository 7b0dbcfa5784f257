//! Glass scraps and what guards against them: safety glasses, tweezers, the box.

use crate::catalogue::vocabulary::{Sample, Side, Tick, Tool};

use super::state::{Shard, ShardPlace};
use super::{Bench, Fact, GRIPPING, layout};

/// The glasses are on once they came down this far, mm.
pub const GLASSES_TRAVEL_MM: f64 = 60.0;
/// Grip that holds a scrap, of 255.
pub const HOLD: u8 = 102;
/// Jaws closed farther off than this hold nothing, mm.
pub const JAW_REACH_MM: f64 = 3.0;
/// A scrap must be brought this deep into the box, mm.
pub const BIN_DEPTH_MM: f64 = 20.0;
/// Scraps kept in memory; a worker who makes more has other problems.
const MAX_SHARDS: usize = 512;

/// Glasses on their way to the nose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glasses {
    last: Option<f64>,
}

/// Tweezers or fingers at a scrap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grab {
    shard: usize,
    fingers: bool,
    held: bool,
}

/// A scrap over the box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binning {
    shard: usize,
    start_mm: f64,
}

impl Bench {
    pub(super) fn begin_glasses(&self) -> Option<Glasses> {
        (!self.state.glasses).then_some(Glasses { last: None })
    }

    pub(super) fn put_on_glasses(&mut self, work: &mut Glasses, now: &Sample, from: Tick) {
        if now.grip < GRIPPING {
            work.last = None;
            return;
        }
        let station = now.along_mm();
        let step = work.last.map_or(0.0, |last| station - last);
        work.last = Some(station);
        self.state.glasses_mm = (self.state.glasses_mm + step).max(0.0);
        if self.state.glasses_mm >= GLASSES_TRAVEL_MM && !self.state.glasses {
            self.state.glasses = true;
            self.say(from, Fact::GlassesWorn);
        }
    }

    pub(super) fn new_shard(&mut self, side: Side, length_mm: f64, place: ShardPlace) {
        if self.state.shards.len() < MAX_SHARDS {
            self.state.shards.push(Shard { length_mm, place });
        }
        self.say(self.tick, Fact::ShardMade { side, length_mm });
    }

    pub(super) fn begin_grab(&self, tool: Tool) -> Option<Grab> {
        let held = self.state.shards.iter().any(|shard| shard.place == ShardPlace::Held);
        let shard = self.state.next_shard()?;
        let reach = self.state.shards[shard].place != ShardPlace::Cleaver || self.state.cleaver.lid < 0.5;
        (!held && reach).then_some(Grab { shard, fingers: tool == Tool::Hand, held: false })
    }

    pub(super) fn grab(&mut self, work: &mut Grab, now: &Sample, from: Tick) {
        // The jaws must come to the scrap: closed beside it they hold nothing.
        let near = now.along_mm().abs() < JAW_REACH_MM && now.across_mm().abs() < JAW_REACH_MM;
        if now.grip >= HOLD && near && !work.held {
            work.held = true;
            self.state.shards[work.shard].place = ShardPlace::Held;
            if work.fingers {
                self.say(from, Fact::ShardTouched);
            }
        } else if now.grip < HOLD && work.held {
            work.held = false;
            let at = self.place_of(now);
            self.state.shards[work.shard].place = ShardPlace::Bench(at[0], at[2]);
        }
    }

    pub(super) fn begin_binning(&self, sample: &Sample) -> Option<Binning> {
        let shard = self.state.shards.iter().position(|shard| shard.place == ShardPlace::Held)?;
        Some(Binning { shard, start_mm: sample.along_mm() })
    }

    pub(super) fn bin(&mut self, work: &mut Binning, now: &Sample, from: Tick) {
        let Some(shard) = self.state.shards.get_mut(work.shard) else { return };
        if now.grip >= HOLD || shard.place != ShardPlace::Held {
            return;
        }
        if now.along_mm() - work.start_mm.min(0.0) >= BIN_DEPTH_MM {
            shard.place = ShardPlace::Bin;
            self.say(from, Fact::ShardBinned);
        } else {
            // Let go over the box and not in it: it falls beside.
            shard.place = ShardPlace::Bench(layout::SHARD_BIN[0] - 60.0, layout::SHARD_BIN[2] + 40.0);
        }
    }

    pub(super) fn drop_held_shard(&mut self, now: &Sample) {
        let at = self.place_of(now);
        let Some(shard) = self.state.shards.iter_mut().find(|shard| shard.place == ShardPlace::Held) else { return };
        let [half_x, half_z] = layout::BENCH_HALF;
        if at[0].abs() <= half_x && at[2].abs() <= half_z {
            shard.place = ShardPlace::Bench(at[0], at[2]);
        } else {
            shard.place = ShardPlace::Floor;
            self.say(self.tick, Fact::ShardDropped);
        }
    }
}
