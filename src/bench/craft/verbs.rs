//! What each verb does to a site, tick by tick. Pure: a site's state, a hand's samples, nothing else.

use crate::bench::GRIPPING;
use crate::bench::state::RingCut;
use crate::catalogue::vocabulary::{Sample, TICK_S, TICKS_PER_SECOND, Tool};
use crate::catalogue::workpiece::Verb;

use super::SiteState;

/// Share of a wall that must be cut all round before a piece comes off, as on a cable's sheath.
const PARTS_AT: f64 = 0.8;
/// Degrees that a cut must go round.
const ROUND_DEG: f64 = 340.0;
/// Stations farther apart than this are two cuts, mm.
const SAME_CUT_MM: f64 = 5.0;
/// Share of a slit after which it is done.
const NEARLY: f64 = 0.97;
/// What a wipe's area holds before it only smears.
const CAPACITY: f64 = 1.2;
/// A stroke back carries this share of what the wipe holds.
const BACK: f64 = 0.04;
/// Nearer than this to the stop, something inserted is in, mm.
const HOME_MM: f64 = 0.3;
/// Share of the depth from which a wall stands beside the way in.
const MOUTH: f64 = 0.35;
/// Harm of one push against the mouth.
const JAM_HARM: f64 = 0.12;
/// A held hand is still under this speed over the aim, 1/s: more than a trembling hand, less than one that moves on.
const STILL_PER_S: f64 = 25.0;
/// So much farther from a gate's middle than it was, a hand has gone through, mm.
const PASSED_MM: f64 = 1.0;
/// Distance between kept points of a way, mm.
const WAY_STEP_MM: f64 = 3.0;
/// Most kept points of a way.
const WAY_POINTS: usize = 1_000;

/// A contact with a site.
#[derive(Clone, Copy, Debug)]
pub struct Crafting {
    pub(super) number: u8,
    pub(super) tool: Tool,
    /// A jaw, a blade or a thumb has closed at least once.
    gripped: bool,
    /// Where it closed first, mm.
    closed_at: f64,
    /// Farthest in it was while closed, mm; for a draw, where the jaws bit.
    farthest: f64,
    /// Sum over ticks of the drift squared, mm², and the ticks.
    drift2: f64,
    ticks: u32,
    /// What a wipe's area has taken up.
    load: f64,
    /// Nearest that a led thing came to the middle of its next gate, mm.
    nearest: f64,
    fresh_at: i16,
    /// Ticks that a squeeze was firm enough, or a frame still.
    held: u32,
    firmest: f64,
    /// Pushed against the mouth and not yet drawn back.
    jammed: bool,
    finished: bool,
}

impl Crafting {
    pub(super) fn new(number: u8, tool: Tool, sample: &Sample) -> Crafting {
        Crafting {
            number,
            tool,
            gripped: false,
            closed_at: sample.along_mm(),
            farthest: f64::NEG_INFINITY,
            drift2: 0.0,
            ticks: 0,
            load: 0.0,
            nearest: f64::INFINITY,
            fresh_at: 0,
            held: 0,
            firmest: 0.0,
            jammed: false,
            finished: false,
        }
    }

    /// Whether the tool did anything.
    pub(super) fn worked(&self) -> bool {
        self.gripped
    }

    fn drift(&self) -> f64 {
        (self.drift2 / f64::from(self.ticks.max(1))).sqrt()
    }
}

/// Offset at which a frame begins: by seed and site, six to nine aims off the middle.
pub(super) fn unframed(seed: u64, number: u8, aim: f64) -> [f64; 2] {
    let mut x = seed ^ (u64::from(number) << 40) ^ 0x9e37_79b9_7f4a_7c15;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    let angle = (x >> 11) as f64 / (1u64 << 53) as f64 * core::f64::consts::TAU;
    [aim * 8.0 * libm::cos(angle), aim * 6.0 * libm::sin(angle)]
}

/// One tick of a verb. Gives how firmly the work holds the tool back, 0 to 1.
pub(super) fn step(verb: &Verb, state: &mut SiteState, work: &mut Crafting, before: &Sample, now: &Sample) -> f64 {
    let closed = now.grip >= GRIPPING;
    if closed {
        if !work.gripped {
            work.closed_at = now.along_mm();
        }
        work.gripped = true;
        work.ticks += 1;
        work.drift2 += now.across_mm() * now.across_mm();
    }
    match *verb {
        Verb::Score { wall, reach, .. } => {
            let depth = now.grip_01() * reach;
            if depth < 0.1 * wall {
                return 0.0;
            }
            let station = now.along_mm();
            let fresh = state.cut.is_none_or(|cut| (cut.station_mm - station).abs() > SAME_CUT_MM);
            let cut = state.cut.get_or_insert(RingCut::at(station));
            if fresh {
                *cut = RingCut::at(station);
            }
            cut.deepen(before.turn_deg(), now.turn_deg(), depth);
            (depth / wall).min(1.0) * 0.5
        }
        Verb::Draw { length, .. } => {
            if !closed {
                return 0.0;
            }
            let station = now.along_mm();
            if work.farthest < station && work.farthest == f64::NEG_INFINITY {
                work.farthest = station;
            }
            work.firmest = work.firmest.max(now.grip_01());
            // Jaws that have bitten only go towards the end.
            if station <= 0.0 && work.farthest >= 0.35 * length {
                work.finished = true;
            }
            0.45
        }
        Verb::Slit { length, wall, reach, .. } => {
            let depth = now.grip_01() * reach;
            if depth < 0.2 * wall {
                return 0.0;
            }
            work.firmest = work.firmest.max(depth);
            work.farthest = work.farthest.max(now.across_mm().abs());
            let (from, to) = (state.progress, now.along_mm().clamp(0.0, length));
            // Where the blade is too shallow nothing opens, and one cannot jump over a piece.
            if depth >= wall && to > from && to - from < 8.0 {
                state.progress = to;
            }
            (depth / wall).min(1.0) * 0.4
        }
        Verb::Wipe { length, left, .. } => wipe(length, left, state, work, before, now),
        Verb::Turn { angle, over } => {
            if !closed {
                return 0.0;
            }
            state.progress += now.turn_deg() - before.turn_deg();
            let share = state.progress / angle;
            state.harm = state.harm.max(((state.progress - angle) * angle.signum() / over).max(0.0));
            // It tightens on the last part of its way.
            (share * share * share).clamp(0.05, 0.9)
        }
        Verb::Insert { depth, tolerance, .. } => {
            if !closed {
                work.jammed = false;
                return 0.0;
            }
            let (along, off) = (now.along_mm(), now.across_mm().abs());
            if along > MOUTH * depth {
                work.jammed = false;
                return 0.1;
            }
            if off > tolerance && work.farthest < 0.5 {
                if !work.jammed {
                    state.harm += JAM_HARM;
                }
                work.jammed = true;
                return 0.95;
            }
            // Inside, walls lead it.
            work.farthest = 1.0;
            if along <= HOME_MM && !work.finished {
                work.finished = true;
                state.error = off;
            }
            0.4
        }
        Verb::Squeeze { from, hold, .. } => {
            work.firmest = work.firmest.max(now.grip_01());
            if now.grip_01() >= from {
                if work.held == 0 {
                    work.closed_at = now.along_mm();
                }
                work.held += 1;
                let enough = (hold * f64::from(TICKS_PER_SECOND)) as u32;
                work.finished |= work.held > enough;
            } else if !work.finished {
                work.held = 0;
            }
            now.grip_01() * 0.6
        }
        Verb::Lead { ref gates, gate, .. } => {
            if !closed {
                return 0.0;
            }
            let at = (now.along_mm(), now.across_mm());
            let last = state.way.last().map(|last| (f64::from(last.0), f64::from(last.1)));
            if last.is_none_or(|last| libm::hypot(at.0 - last.0, at.1 - last.1) >= WAY_STEP_MM)
                && state.way.len() < WAY_POINTS
            {
                state.way.push((at.0 as f32, at.1 as f32));
            }
            if let Some(middle) = gates.get(state.progress as usize) {
                let off = libm::hypot(at.0 - middle.0, at.1 - middle.1);
                if off <= gate {
                    work.nearest = work.nearest.min(off);
                }
                // A gate is passed when the hand goes away from its middle again.
                if off > work.nearest + PASSED_MM {
                    pass(state, work);
                }
            }
            0.15
        }
        Verb::Frame { aim, still } => {
            let off = libm::hypot(now.along_mm(), now.across_mm());
            let moved = libm::hypot(now.along_mm() - before.along_mm(), now.across_mm() - before.across_mm());
            let steady = moved / TICK_S <= STILL_PER_S * aim.max(1.0);
            // Released while it moves, it is blurred: the wait begins again.
            work.held = if closed && steady { work.held + 1 } else { 0 };
            if f64::from(work.held) * TICK_S >= still && !work.finished {
                work.finished = true;
                state.error = off;
            }
            0.0
        }
        Verb::Pick { .. } | Verb::Test { .. } => {
            work.finished |= now.grip_01() >= 0.4;
            0.2
        }
    }
}

/// Counts the gate that the hand went through, by how near to its middle it came.
fn pass(state: &mut SiteState, work: &mut Crafting) {
    state.error = state.error.max(work.nearest);
    state.progress += 1.0;
    work.nearest = f64::INFINITY;
}

fn wipe(length: f64, left: f64, state: &mut SiteState, work: &mut Crafting, before: &Sample, now: &Sample) -> f64 {
    if now.wheel != work.fresh_at {
        work.fresh_at = now.wheel;
        work.load = 0.0;
    }
    let station = now.along_mm();
    let way = station - before.along_mm();
    if now.grip < GRIPPING || way == 0.0 || !(-2.0..=length + 2.0).contains(&station) {
        return if now.grip < GRIPPING { 0.0 } else { 0.25 };
    }
    let share = (way.abs() / length).min(1.0);
    let fresh = (1.0 - work.load / CAPACITY).max(0.0);
    if way < 0.0 {
        // Wiping as decay along the way: many short steps leave what one long one leaves.
        let taken = state.dirt * (1.0 - libm::pow(left, share * fresh));
        state.dirt = (state.dirt - taken).max(0.0);
        work.load += taken;
    } else {
        state.dirt = (state.dirt + BACK * work.load * share).min(1.0);
    }
    0.25
}

/// What a contact leaves behind.
pub(super) fn settle(verb: &Verb, state: &mut SiteState, work: &mut Crafting, peak_mm_s: f64) {
    state.drift = work.drift();
    state.peak = peak_mm_s;
    match *verb {
        Verb::Score { station, wall, spare, .. } => {
            let Some(cut) = state.cut else { return };
            state.done = cut.turned_deg(PARTS_AT * wall) >= ROUND_DEG;
            state.error = (cut.station_mm - station).abs();
            state.harm = state.harm.max((cut.max_mm() - wall).max(0.0) / spare);
        }
        Verb::Draw { length, speed, firm } if work.finished => {
            state.done = true;
            state.progress = work.farthest;
            state.error = (work.farthest - length).abs();
            let bitten = ((work.firmest - firm) / (1.0 - firm).max(0.05)).max(0.0);
            state.harm = state.harm.max((peak_mm_s / speed - 1.0).max(0.0)).max(bitten);
        }
        Verb::Slit { length, wall, spare, drift, .. } => {
            state.done = state.progress >= NEARLY * length;
            let deep = (work.firmest - wall).max(0.0) / spare;
            let aside = (work.farthest.max(0.0) - drift).max(0.0) / drift;
            state.harm = state.harm.max(deep).max(aside);
            state.error = (length - state.progress).max(0.0);
        }
        Verb::Wipe { .. } => state.done = true,
        Verb::Turn { angle, over } => {
            state.done = state.progress * angle.signum() >= angle.abs() - over.min(angle.abs() * 0.5);
            state.error = (state.progress - angle).abs();
        }
        Verb::Insert { .. } | Verb::Frame { .. } | Verb::Pick { .. } | Verb::Test { .. } => state.done |= work.finished,
        Verb::Squeeze { to, station, .. } => {
            state.harm = state.harm.max((work.firmest - to).max(0.0) / 0.2);
            if work.finished {
                state.done = true;
                state.error = station.map_or(0.0, |station| (work.closed_at - station).abs());
            }
        }
        Verb::Lead { ref gates, radius, .. } => {
            if work.nearest.is_finite() {
                pass(state, work);
            }
            state.done = state.progress as usize >= gates.len();
            if radius > 0.0 && state.done {
                let tightest = tightest_mm(&state.way);
                state.harm = state.harm.max(((radius - tightest) / radius).max(0.0) * 2.0);
            }
        }
        Verb::Draw { .. } => {}
    }
}

/// Smallest radius of a way: of the circle through points some way apart, so that a trembling hand is no kink.
fn tightest_mm(way: &[(f32, f32)]) -> f64 {
    const APART: usize = 4;
    let mut tightest = f64::INFINITY;
    for at in APART..way.len().saturating_sub(APART) {
        let [a, b, c] = [at - APART, at, at + APART].map(|i| (f64::from(way[i].0), f64::from(way[i].1)));
        let side = |p: (f64, f64), q: (f64, f64)| libm::hypot(p.0 - q.0, p.1 - q.1);
        let (ab, bc, ca) = (side(a, b), side(b, c), side(c, a));
        let area2 = ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).abs();
        if area2 > 1e-9 {
            tightest = tightest.min(ab * bc * ca / (2.0 * area2));
        }
    }
    tightest
}
