//! Ring cutters on sheath and tube, and the pull that takes the cut piece off.

use crate::catalogue::vocabulary::{Sample, Side, Tick};

use super::facts::BreakCause;
use super::state::RingCut;
use super::{Bench, Fact};

/// Blade stop that the user before left on the sheath cutter, mm: too shallow, so that it harms nothing.
pub const STOP_LEFT_MM: f64 = 1.0;
/// One detent of the blade stop, mm.
pub const STOP_STEP_MM: f64 = 0.1;
/// Depth of the sheath cutter's blade at the firmest grip, mm.
pub const SHEATH_PRESS_MM: f64 = 3.2;
/// Depth of the tube cutter's blade at the firmest grip, mm.
pub const TUBE_PRESS_MM: f64 = 0.5;
/// Share of the wall that must be cut before a piece comes off.
pub const PARTS_AT: f64 = 0.8;
/// A tube is scored over this share of its wall, and broken open by bending.
const TUBE_PARTS_AT: f64 = 0.6;
/// Degrees that a tube's score must turn.
const TUBE_TURN_DEG: f64 = 300.0;
/// Gap between sheath and tubes, mm.
const GAP_MM: f64 = 0.1;
/// Beyond the sheath by this much, the blade goes through the tube's wall, mm.
const THROUGH_MM: f64 = 0.6;
/// Over the wall by this much, the tube cutter breaks a fibre.
const FIBRE_AT: f64 = 1.4;
/// A tube torn off faster than this takes a fibre with it, mm/s.
const TUBE_TEAR_MM_S: f64 = 1_100.0;
/// Length that a fibre loses when it breaks in the cable, mm.
const LOST_IN_CABLE_MM: f64 = 60.0;
/// Grip from which fingers hold a sheath or a tube.
const HOLD: f64 = 0.3;

/// A ring cutter at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ring {
    tube: Option<u8>,
    cut: RingCut,
    low: f64,
    high: f64,
    touched: bool,
}

/// A loose piece being pulled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slide {
    tube: Option<u8>,
    last: Option<f64>,
}

impl Bench {
    /// Blade stop of the sheath cutter after so many detents, mm.
    pub fn blade_stop_mm(wheel: i16) -> f64 {
        (STOP_LEFT_MM + f64::from(wheel) * STOP_STEP_MM).clamp(0.3, SHEATH_PRESS_MM)
    }

    /// Depth of the blade now in the part under the cutter, mm.
    pub fn blade_depth_mm(&self, sample: &Sample, tube: bool) -> f64 {
        if tube {
            sample.grip_01() * TUBE_PRESS_MM
        } else {
            (sample.grip_01() * SHEATH_PRESS_MM).min(Bench::blade_stop_mm(sample.wheel))
        }
    }

    /// The ring that a cutter in contact is making.
    pub fn ring_in_progress(&self) -> Option<&RingCut> {
        match &self.contact.as_ref()?.work {
            super::Work::Ring(ring) => Some(&ring.cut),
            _ => None,
        }
    }

    pub(super) fn begin_sheath_ring(&self, sample: &Sample) -> Option<Ring> {
        let cable = &self.state.cable;
        if cable.exposed_mm > 0.0 {
            return None;
        }
        Some(self.ring(None, cable.ring, sample))
    }

    pub(super) fn begin_tube_ring(&self, tube: u8, sample: &Sample) -> Option<Ring> {
        let state = self.state.cable.tubes.get(usize::from(tube.checked_sub(1)?))?;
        if self.state.cable.exposed_mm <= 0.0 || state.opened_mm > 0.0 {
            return None;
        }
        Some(self.ring(Some(tube), state.score, sample))
    }

    fn ring(&self, tube: Option<u8>, known: Option<RingCut>, sample: &Sample) -> Ring {
        // A second cut within 5 mm deepens the first; farther off it is a new one.
        let station = sample.along_mm();
        let cut = known.filter(|cut| (cut.station_mm - station).abs() <= 5.0).unwrap_or(RingCut::at(station));
        Ring { tube, cut, low: f64::INFINITY, high: f64::NEG_INFINITY, touched: false }
    }

    pub(super) fn cut_ring(&mut self, work: &mut Ring, before: &Sample, now: &Sample) {
        let depth = self.blade_depth_mm(now, work.tube.is_some());
        let wall = if work.tube.is_some() { self.job.cable.tube_wall_mm } else { self.job.cable.sheath_mm };
        self.resistance = (depth / wall).min(1.0) * 0.5;
        if depth < 0.1 * wall {
            return;
        }
        let station = now.along_mm();
        if !work.touched {
            work.touched = true;
            if work.cut.max_mm() == 0.0 || (work.cut.station_mm - station).abs() > 5.0 {
                work.cut = RingCut::at(station);
            }
        }
        work.low = work.low.min(station);
        work.high = work.high.max(station);
        if now.turn != before.turn {
            work.cut.deepen(before.turn_deg(), now.turn_deg(), depth);
        } else {
            // A blade that is pressed and not turned cuts a slit under itself and no ring.
            work.cut.deepen(now.turn_deg(), now.turn_deg(), depth);
        }
    }

    pub(super) fn leave_ring(&mut self, work: Ring, from: Tick) {
        if !work.touched {
            return;
        }
        let cut = work.cut;
        match work.tube {
            None => self.leave_sheath_ring(&work, cut, from),
            Some(tube) => self.leave_tube_score(tube, cut, from),
        }
    }

    fn leave_sheath_ring(&mut self, work: &Ring, cut: RingCut, from: Tick) {
        let sheath = self.job.cable.sheath_mm;
        let over = (cut.max_mm() - sheath).max(0.0);
        self.state.cable.ring = Some(cut);
        self.say(
            from,
            Fact::SheathCut {
                station_mm: cut.station_mm,
                spread_mm: work.high - work.low,
                min_depth_mm: cut.min_mm(),
                max_depth_mm: cut.max_mm(),
                over_mm: over,
                turned_deg: cut.turned_deg(sheath * PARTS_AT),
            },
        );
        if over > GAP_MM {
            // The deepest sector tells which tube lies under it.
            let deepest = cut.depth_mm.iter().position(|d| *d >= cut.max_mm()).unwrap_or(0);
            let tubes = self.state.cable.tubes.len().max(1);
            let tube = (deepest * tubes / cut.depth_mm.len()) as u8 + 1;
            self.say(from, Fact::TubeNicked { tube, depth_mm: over - GAP_MM });
            if over > THROUGH_MM && tube == self.job.tube {
                self.break_in_cable(BreakCause::RingCut, from);
            }
        }
    }

    fn leave_tube_score(&mut self, tube: u8, cut: RingCut, from: Tick) {
        let wall = self.job.cable.tube_wall_mm;
        let Some(state) = self.state.cable.tubes.get_mut(usize::from(tube) - 1) else { return };
        state.score = Some(cut);
        let residue = state.gel;
        let depth = cut.max_mm() / wall;
        self.say(
            from,
            Fact::TubeScored {
                tube,
                station_mm: cut.station_mm,
                depth,
                turned_deg: cut.turned_deg(wall * TUBE_PARTS_AT),
                residue,
            },
        );
        if depth > FIBRE_AT && tube == self.job.tube {
            self.break_in_cable(BreakCause::TubeScore, from);
        }
    }

    /// Whether the ring cut in the sheath is deep enough all round for the piece to come off.
    pub fn sheath_parts(&self) -> bool {
        self.state.cable.ring.is_some_and(|ring| ring.min_mm() >= PARTS_AT * self.job.cable.sheath_mm)
    }

    /// Whether a tube's score is good for opening it.
    pub fn tube_parts(&self, tube: u8) -> bool {
        let wall = self.job.cable.tube_wall_mm;
        self.state
            .cable
            .tubes
            .get(usize::from(tube).wrapping_sub(1))
            .and_then(|state| state.score)
            .is_some_and(|cut| cut.turned_deg(wall * TUBE_PARTS_AT) >= TUBE_TURN_DEG)
    }

    pub(super) fn begin_sheath_slide(&self) -> Option<Slide> {
        let cable = &self.state.cable;
        (cable.exposed_mm <= 0.0 && cable.ring.is_some()).then_some(Slide { tube: None, last: None })
    }

    pub(super) fn begin_tube_slide(&self, tube: u8) -> Option<Slide> {
        let state = self.state.cable.tubes.get(usize::from(tube.checked_sub(1)?))?;
        (self.state.cable.exposed_mm > 0.0 && state.opened_mm <= 0.0 && state.score.is_some())
            .then_some(Slide { tube: Some(tube), last: None })
    }

    pub(super) fn slide(&mut self, work: &mut Slide, now: &Sample, peak_mm_s: f64, from: Tick) {
        let station = now.along_mm();
        if now.grip_01() < HOLD {
            work.last = None;
            self.resistance = 0.0;
            return;
        }
        let pulled = work.last.map_or(0.0, |last| (last - station).max(0.0));
        work.last = Some(station);
        let parts = match work.tube {
            None => self.sheath_parts(),
            Some(tube) => self.tube_parts(tube),
        };
        if !parts {
            self.resistance = 1.0;
            return;
        }
        self.resistance = 0.5;
        match work.tube {
            None => {
                let Some(ring) = self.state.cable.ring else { return };
                let cable = &mut self.state.cable;
                if cable.exposed_mm > 0.0 {
                    return;
                }
                cable.slid_mm += pulled;
                if cable.slid_mm >= ring.station_mm {
                    cable.exposed_mm = ring.station_mm;
                    self.say(from, Fact::SheathPulled { length_mm: ring.station_mm, peak_mm_s });
                }
            }
            Some(tube) => self.slide_tube(tube, pulled, peak_mm_s, from),
        }
    }

    fn slide_tube(&mut self, tube: u8, pulled: f64, peak_mm_s: f64, from: Tick) {
        let per_tube = self.job.cable.fibres_per_tube;
        let Some(state) = self.state.cable.tubes.get_mut(usize::from(tube) - 1) else { return };
        let Some(score) = state.score else { return };
        if state.opened_mm > 0.0 {
            return;
        }
        state.slid_mm += pulled;
        if state.slid_mm < score.station_mm {
            return;
        }
        state.opened_mm = score.station_mm;
        let left = score.station_mm;
        let first = usize::from(tube - 1) * usize::from(per_tube);
        for end in self.state.cable.fibres.iter_mut().skip(first).take(usize::from(per_tube)) {
            end.free_mm = left;
        }
        self.say(from, Fact::TubeOpened { tube, length_mm: left, peak_mm_s });
        if peak_mm_s > TUBE_TEAR_MM_S && tube == self.job.tube {
            self.break_in_cable(BreakCause::TubePull, from);
        }
        self.shorten_broken(tube);
    }

    /// The job's fibre breaks while it is still in the cable: it will come out shorter.
    fn break_in_cable(&mut self, cause: BreakCause, from: Tick) {
        self.state.breaks += 1;
        self.state.cable.lost_mm += LOST_IN_CABLE_MM;
        let left_mm = (self.job.cable.free_mm - self.state.cable.lost_mm).max(0.0);
        self.say(from, Fact::FibreBroken { side: Side::Cable, cause, left_mm });
    }

    fn shorten_broken(&mut self, tube: u8) {
        let lost = self.state.cable.lost_mm;
        if tube == self.job.tube
            && lost > 0.0
            && let Some(end) = self.state.cable.fibres.get_mut(usize::from(self.job.fibre) - 1)
        {
            end.shorten(lost);
        }
    }
}
