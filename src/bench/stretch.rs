//! Many samples at once: what `tick` would do with each, to the last bit. Replays use it.
//!
//! While tool and part stay the same, nothing has to be decided anew each tick, and the figures of a movement can be
//! taken side by side.

use super::motion::BLOCK;
use super::state::ShardPlace;
use super::{Bench, Contact, Phase, Sample, glass, square};

impl Bench {
    /// Does [`Bench::tick`] with each of these samples.
    pub fn play(&mut self, samples: &[Sample]) {
        let mut rest = samples;
        while let Some((first, after)) = rest.split_first() {
            // Tools are taken and contacts begin and end here, and nowhere within the stretch.
            self.tick(*first);
            let alike = |sample: &&Sample| (sample.tool ^ first.tool) | (sample.part ^ first.part) == 0;
            let (stretch, next) = after.split_at(after.iter().take_while(alike).count());
            rest = next;
            match self.contact.take() {
                Some(contact) => self.work_along(contact, stretch),
                None if first.part == 0 => self.move_free_along(stretch),
                None => self.each(stretch, |_, _, _| {}),
            }
        }
    }

    fn work_along(&mut self, mut contact: Box<Contact>, stretch: &[Sample]) {
        let Contact { from, motion, work, .. } = &mut *contact;
        let from = *from;
        let mut peaks = [0.0; BLOCK];
        for block in stretch.chunks(BLOCK) {
            motion.push_block(&self.before, block, &mut peaks);
            self.use_tool(work, from, block, &peaks);
        }
        self.contact = Some(contact);
    }

    fn move_free_along(&mut self, stretch: &[Sample]) {
        let Some(last) = stretch.last() else { return };
        self.resistance = 0.0;
        let mut at = place(&self.before);
        let mut ways = [0.0; BLOCK];
        for block in stretch.chunks(BLOCK) {
            for (now, way) in block.iter().zip(&mut ways) {
                *way = square(step_mm(&mut at, now));
            }
            // Apart, so that two roots are taken at once.
            let ways = &mut ways[..block.len()];
            ways.iter_mut().for_each(|way| *way = way.sqrt());
            self.approach.path = ways.iter().fold(self.approach.path, |path, way| path + way);
        }
        // A free hand changes nothing but what it lets fall.
        if self.holds_shard() || !self.machines_rest() {
            self.each(stretch, |bench, before, now| {
                if lets_go(before, now) {
                    bench.drop_held_shard(now);
                }
            });
        } else {
            self.before = *last;
            self.tick += stretch.len() as u32;
        }
    }

    /// What is left of each tick once tool and part are known to stay.
    #[inline(always)]
    pub(super) fn each(&mut self, stretch: &[Sample], mut one: impl FnMut(&mut Bench, &Sample, &Sample)) {
        let first = self.before;
        let mut before = &first;
        for now in stretch {
            one(self, before, now);
            self.run_machines();
            self.run_instruments();
            self.run_coil();
            self.before = *now;
            self.tick += 1;
            before = now;
        }
    }

    fn holds_shard(&self) -> bool {
        self.state.shards.iter().any(|shard| shard.place == ShardPlace::Held)
    }

    /// Whether no machine does anything by itself until a hand touches it.
    fn machines_rest(&self) -> bool {
        let waits = matches!(self.state.splicer.phase, Phase::Idle | Phase::Joined(_) | Phase::Refused(_));
        waits && self.state.oven.since.is_none() && self.coil.rests() && self.instruments_rest()
    }
}

/// Along, across and lift of a sample, in its own hundredths of a millimetre.
#[inline(always)]
pub(super) fn place(sample: &Sample) -> [f64; 3] {
    [f64::from(sample.along), f64::from(sample.across), f64::from(sample.lift)]
}

/// The way from a place to a sample, mm; the place is then the sample's.
#[inline(always)]
pub(super) fn step_mm(at: &mut [f64; 3], now: &Sample) -> [f64; 3] {
    let before = std::mem::replace(at, place(now));
    [(at[0] - before[0]) * 0.01, (at[1] - before[1]) * 0.01, (at[2] - before[2]) * 0.01]
}

/// Whether the hand opens between two samples.
#[inline]
pub(super) fn lets_go(before: &Sample, now: &Sample) -> bool {
    now.grip < glass::HOLD && before.grip >= glass::HOLD
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{RngCore, SeedableRng};

    use super::super::Bench;
    use crate::catalogue::builtin_catalogue;
    use crate::catalogue::vocabulary::Sample;
    use crate::hands::{self, Who};
    use crate::scenario::{Job, load_scenario};

    /// All that a bench holds, to the last bit, but for the job and tables that never change.
    fn whole(bench: &Bench) -> String {
        let Bench { state, rng, tick, before, contact, approach, resistance, facts, .. } = bench;
        format!("{:?}", (state, rng, tick, before, contact, approach, resistance, facts))
    }

    /// A hand's samples with jumps, opened and closed grips, lost contacts and wrong tools here and there.
    fn spoilt(samples: &[Sample], rng: &mut ChaCha8Rng) -> Vec<Sample> {
        let mut spoilt = samples.to_vec();
        for _ in 0..samples.len() / 400 {
            let at = rng.next_u32() as usize % spoilt.len();
            let end = spoilt.len().min(at + rng.next_u32() as usize % 90);
            let (how, code) = (rng.next_u32() % 6, rng.next_u32() as u8);
            for sample in &mut spoilt[at..end] {
                match how {
                    0 => sample.grip = code,
                    1 => sample.part = code % 30,
                    2 => sample.tool = code % 14,
                    3 => sample.along = sample.along.wrapping_add(i32::from(code) * 40 - 5_000),
                    4 => sample.grip = if sample.along & 4 == 0 { 255 } else { 0 },
                    _ => sample.along = i32::MIN,
                }
            }
        }
        spoilt
    }

    #[test]
    fn samples_played_at_once_do_what_they_do_one_by_one() {
        let catalogue = builtin_catalogue().expect("sound catalogue").catalogue;
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/geste/premiere-epissure.ron");
        let scenario = load_scenario(&path, &catalogue).expect("sound exercise").scenario;
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        for (seed, who) in (0..).zip([Who::Reference, Who::Novice, Who::Trained, Who::Novice, Who::Novice]) {
            let job = Job::draw(&scenario, &catalogue, seed).expect("a job");
            let samples = hands::play(who, job.clone(), seed).0;
            for samples in [spoilt(&samples, &mut rng), samples] {
                let (mut one_by_one, mut at_once) = (Bench::new(job.clone()), Bench::new(job.clone()));
                let mut rest = &samples[..];
                while !rest.is_empty() {
                    let (some, after) = rest.split_at(rest.len().min(1 + rng.next_u32() as usize % 3_000));
                    rest = after;
                    for sample in some {
                        one_by_one.tick(*sample);
                    }
                    at_once.play(some);
                    assert_eq!(whole(&at_once), whole(&one_by_one), "{who:?}, seed {seed}, tick {}", at_once.now());
                }
            }
        }
    }
}
