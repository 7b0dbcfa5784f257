//! The stripper on coating and buffer, and scissors that cut a fibre back on purpose.

use crate::catalogue::vocabulary::{Sample, Side, Tick};

use super::facts::BreakCause;
use super::{Bench, Fact};

/// Grip from which the jaws are through the coating.
pub const CLOSED: f64 = 0.35;
/// Under this grip the jaws ride on the coating and leave some of it.
const FIRM: f64 = 0.5;
/// Over this grip the jaws reach the glass.
pub const TOO_FIRM: f64 = 0.75;
/// Nick at the firmest grip, µm.
const NICK_GRIP_UM: f64 = 20.0;
/// Tilt that the jaws' notch forgives, mm across.
const TILT_MM: f64 = 0.6;
/// Nick a millimetre of tilt beyond that, µm.
const NICK_TILT_UM: f64 = 5.0;
/// Drawn faster than this, coating smears on the glass, mm/s.
const FAST_MM_S: f64 = 260.0;
/// A nick that breaks the fibre in the jaws, µm.
const BREAK_UM: f64 = 24.0;
/// Length lost when it breaks in the jaws, mm.
const LOST_MM: f64 = 40.0;
/// Dirt on freshly stripped glass, with no gel about.
const STRIP_DIRT: f64 = 0.6;
/// Grip at which scissors are shut.
const SHUT: f64 = 0.7;
/// The longest strip that jaws hold, mm.
const MAX_STRIP_MM: f64 = 80.0;

/// Jaws on a coating.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strip {
    side: Side,
    bite: Option<Bite>,
}

#[derive(Clone, Copy, Debug)]
struct Bite {
    from_mm: f64,
    low_grip: f64,
    nick_um: f64,
    last_mm: f64,
    since: Tick,
}

/// Scissors at a fibre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Snip {
    side: Side,
    open: bool,
}

impl Bench {
    pub(super) fn begin_strip(&self, side: Side) -> Option<Strip> {
        self.lies_free(side).then_some(Strip { side, bite: None })
    }

    /// Whether an end lies on the bench, in no groove and no joint.
    pub(super) fn lies_free(&self, side: Side) -> bool {
        let state = &self.state;
        state.joint.is_none()
            && state.end(side).is_some_and(|end| end.free_mm > 0.0)
            && state.cleaver.fibre.is_none_or(|seat| seat.side != side)
            && state.splicer.loaded[side.index()].is_none()
    }

    pub(super) fn strip(&mut self, work: &mut Strip, now: &Sample, peak_mm_s: f64) {
        let grip = now.grip_01();
        let station = now.along_mm();
        if grip < CLOSED {
            work.bite = None;
            self.resistance = 0.0;
            return;
        }
        let Some(end) = self.state.end(work.side) else { return };
        let bare = end.bare_mm;
        let tick = self.tick;
        let bite = work.bite.get_or_insert(Bite {
            from_mm: station,
            low_grip: f64::INFINITY,
            nick_um: 0.0,
            last_mm: station,
            since: tick,
        });
        let moving = bite.last_mm - station > 0.0;
        bite.last_mm = station;
        if !moving {
            return;
        }
        self.resistance = if station > bare { 0.55 } else { 0.1 };
        bite.low_grip = bite.low_grip.min(grip);
        let squeezed = ((grip - TOO_FIRM) / (1.0 - TOO_FIRM)).max(0.0) * NICK_GRIP_UM;
        let tilted = (now.across_mm().abs() - TILT_MM).max(0.0) * NICK_TILT_UM;
        bite.nick_um = bite.nick_um.max(squeezed + tilted);
        if bite.nick_um > BREAK_UM {
            work.bite = None;
            self.break_end(work.side, BreakCause::Stripper, LOST_MM, tick);
            return;
        }
        if station <= 0.0 && bite.from_mm > bare.max(3.0) {
            let done = *bite;
            work.bite = None;
            self.strip_done(work.side, done, peak_mm_s);
        }
    }

    fn strip_done(&mut self, side: Side, bite: Bite, peak_mm_s: f64) {
        let residue = ((peak_mm_s - FAST_MM_S) / 500.0).clamp(0.0, 1.0) + ((FIRM - bite.low_grip) * 2.0).max(0.0);
        let Some(end) = self.state.end_mut(side) else { return };
        let length_mm = bite.from_mm.min(MAX_STRIP_MM).min(end.free_mm);
        end.bare_mm = length_mm;
        end.stripped_mm = length_mm;
        end.face = None;
        end.nick_um = end.nick_um.max(bite.nick_um);
        end.residue = residue.min(1.0);
        let gel = end.gel;
        let dirt = (STRIP_DIRT + 0.35 * gel + 0.2 * end.residue).min(1.0);
        end.dirt = [dirt; 4];
        let (nick_um, residue) = (end.nick_um, end.residue);
        self.say(bite.since, Fact::CoatingStripped { side, length_mm, peak_mm_s, nick_um, residue, gel });
    }

    /// The bite of the jaws in progress: where they closed, mm, and the nick so far, µm.
    pub fn bite(&self) -> Option<(f64, f64)> {
        match self.contact.as_ref()?.work {
            super::Work::Strip(Strip { bite: Some(bite), .. }) => Some((bite.from_mm, bite.nick_um)),
            _ => None,
        }
    }

    pub(super) fn begin_snip(&self, side: Side) -> Option<Snip> {
        let state = &self.state;
        let end = state.end(side)?;
        let reachable = state.joint.is_some() || self.lies_free(side);
        (end.free_mm > 0.0 && reachable && !state.oven.holds).then_some(Snip { side, open: true })
    }

    pub(super) fn snip(&mut self, work: &mut Snip, now: &Sample, from: Tick) {
        if now.grip_01() < SHUT {
            work.open = true;
            return;
        }
        if !work.open {
            return;
        }
        work.open = false;
        let station = now.along_mm();
        let Some(end) = self.state.end(work.side) else { return };
        if station <= 0.5 || station > end.free_mm {
            return;
        }
        if self.state.joint.is_some() {
            self.undo_joint(work.side, station);
        } else {
            self.shed_glass(work.side);
            if let Some(end) = self.state.end_mut(work.side) {
                end.shorten(station);
            }
        }
        self.say(from, Fact::FibreCut { side: work.side, length_mm: station });
    }
}
