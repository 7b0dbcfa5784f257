//! Wipes: gel off tubes and fibres with solvent, dirt off bare glass with alcohol.

use crate::catalogue::vocabulary::{Part, Sample, Side, Tick, Tool};

use super::{Bench, Fact, GRIPPING};

/// Natural logarithm of the share of gel that one stroke over the whole length leaves, with a fresh wipe: 0.42.
const LN_GEL_LEFT: f64 = -0.8675;
/// The same for dirt on bare glass: 0.27.
const LN_DIRT_LEFT: f64 = -1.3093;
/// A stroke back towards the coating carries this share of what the wipe holds onto the glass.
const BACK: f64 = 0.04;
/// How much of what it took a wipe's area holds before it only smears: gel units.
const CAPACITY: f64 = 2.5;
/// A pinch firmer than this squeezes the solvent out and wipes half as well.
const TOO_FIRM: f64 = 0.85;
/// Shortest travel that counts as a stroke, as a share of the length.
const STROKE: f64 = 0.6;

/// A wipe at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wipe {
    part: Part,
    alcohol: bool,
    /// What this area of the wipe has taken up.
    load: f64,
    fresh_at: i16,
    travel: f64,
    strokes: u32,
    quarters: u8,
    worked: bool,
}

impl Bench {
    pub(super) fn begin_wipe(&self, tool: Tool, part: Part) -> Option<Wipe> {
        let alcohol = tool == Tool::AlcoholWipe;
        let fits = match part {
            Part::Tube(n) => {
                !alcohol
                    && self.state.cable.exposed_mm > 0.0
                    && self.state.cable.tubes.get(usize::from(n.checked_sub(1)?)).is_some_and(|t| t.opened_mm <= 0.0)
            }
            Part::Bundle(n) => {
                !alcohol
                    && self.state.cable.tubes.get(usize::from(n.checked_sub(1)?)).is_some_and(|t| t.opened_mm > 0.0)
            }
            Part::FibreEnd(side) => self.state.joint.is_none() && self.state.end(side).is_some(),
            _ => false,
        };
        fits.then_some(Wipe {
            part,
            alcohol,
            load: 0.0,
            fresh_at: 0,
            travel: 0.0,
            strokes: 0,
            quarters: 0,
            worked: false,
        })
    }

    /// What the wipe in contact has taken up, 0 fresh to 1 full.
    pub fn wipe_load(&self) -> Option<f64> {
        match &self.contact.as_ref()?.work {
            super::Work::Wipe(wipe) => Some((wipe.load / CAPACITY).min(1.0)),
            _ => None,
        }
    }

    /// Length that one stroke on a part covers, mm.
    pub fn stroke_length_mm(&self, part: Part) -> f64 {
        let cable = &self.state.cable;
        let length = match part {
            Part::Tube(_) => cable.exposed_mm,
            Part::Bundle(n) => cable.tubes.get(usize::from(n).wrapping_sub(1)).map_or(0.0, |tube| tube.opened_mm),
            Part::FibreEnd(side) => {
                self.state.end(side).map_or(0.0, |end| if end.bare_mm > 0.0 { end.bare_mm } else { 60.0 })
            }
            _ => 0.0,
        };
        length.max(8.0)
    }

    pub(super) fn wipe(&mut self, work: &mut Wipe, before: &Sample, now: &Sample) {
        if now.wheel != work.fresh_at {
            work.fresh_at = now.wheel;
            work.load = 0.0;
        }
        if now.grip < GRIPPING {
            work.travel = 0.0;
            self.resistance = 0.0;
            return;
        }
        let step = (f64::from(now.along) - f64::from(before.along)) * 0.01;
        if step == 0.0 {
            return;
        }
        let length = self.stroke_length_mm(work.part);
        // Past either end of the length there is nothing to wipe.
        let station = now.along_mm();
        if !(-2.0..=length + 2.0).contains(&station) {
            return;
        }
        work.worked = true;
        let firm = if now.grip_01() > TOO_FIRM { 0.5 } else { 1.0 };
        let fresh = (1.0 - work.load / CAPACITY).max(0.0);
        let share = step.abs() / length;
        if step < 0.0 {
            work.travel -= step;
            if work.travel >= STROKE * length {
                work.strokes += 1;
                work.travel = 0.0;
            }
        } else {
            work.travel = 0.0;
        }
        let bare = self.bare_side(work.part);
        let ln_left = if bare.is_some() { LN_DIRT_LEFT } else { LN_GEL_LEFT };
        // Wiping as decay along the way: many short steps leave what one long step leaves.
        let keep = 1.0 + ln_left * share * firm * fresh;
        let toward_tip = step < 0.0;
        self.resistance = 0.25;
        match (work.part, bare) {
            (_, Some(side)) => {
                let quarter = (libm::floor(now.turn_deg() / 90.0) as i64).rem_euclid(2) as usize;
                work.quarters |= 1 << quarter;
                let effect = if work.alcohol { 1.0 } else { 0.35 };
                let Some(end) = self.state.end_mut(side) else { return };
                for q in [quarter, quarter + 2] {
                    let dirt = &mut end.dirt[q];
                    if toward_tip {
                        let taken = *dirt * (1.0 - keep) * effect;
                        *dirt = (*dirt - taken).max(0.0);
                        work.load += taken * 0.25;
                    } else {
                        *dirt = (*dirt + BACK * work.load * share).min(1.0);
                    }
                }
                if toward_tip {
                    end.residue *= 1.0 - (1.0 - keep) * 0.4;
                    if let Some(face) = &mut end.face {
                        // Wiping a cleaved end drags lint over the face.
                        face.dust_um = face.dust_um.max(3.0);
                    }
                }
            }
            (part, None) => {
                let effect = if work.alcohol { 0.4 } else { 1.0 };
                let Some(gel) = self.gel_of(part) else { return };
                if toward_tip {
                    let taken = *gel * (1.0 - keep) * effect;
                    *gel = (*gel - taken).max(0.0);
                    work.load += taken;
                } else {
                    *gel = (*gel + BACK * work.load * share).min(1.0);
                }
                let left = *gel;
                if let Part::Bundle(n) = part {
                    self.spread_gel(n, left);
                }
            }
        }
    }

    fn bare_side(&self, part: Part) -> Option<Side> {
        let Part::FibreEnd(side) = part else { return None };
        self.state.end(side).filter(|end| end.bare_mm > 0.0).map(|_| side)
    }

    fn gel_of(&mut self, part: Part) -> Option<&mut f64> {
        let per_tube = usize::from(self.job.cable.fibres_per_tube);
        match part {
            Part::Tube(n) => self.state.cable.tubes.get_mut(usize::from(n.checked_sub(1)?)).map(|tube| &mut tube.gel),
            Part::Bundle(n) => {
                let first = usize::from(n.checked_sub(1)?) * per_tube;
                self.state.cable.fibres.get_mut(first).map(|end| &mut end.gel)
            }
            Part::FibreEnd(side) => self.state.end_mut(side).map(|end| &mut end.gel),
            _ => None,
        }
    }

    fn spread_gel(&mut self, tube: u8, gel: f64) {
        let per_tube = usize::from(self.job.cable.fibres_per_tube);
        let first = (usize::from(tube) - 1) * per_tube;
        for end in self.state.cable.fibres.iter_mut().skip(first).take(per_tube) {
            end.gel = gel;
        }
    }

    pub(super) fn leave_wipe(&mut self, work: Wipe, from: Tick) {
        if !work.worked {
            return;
        }
        let strokes = work.strokes;
        if let Some(side) = self.bare_side(work.part) {
            let dirt = self.state.end(side).map_or(0.0, |end| end.dirt_max());
            let quarters = work.quarters.count_ones();
            self.say(from, Fact::GlassWiped { side, dirt, strokes, quarters });
            return;
        }
        let Some(gel) = self.gel_of(work.part).map(|gel| *gel) else { return };
        match work.part {
            Part::Tube(tube) => self.say(from, Fact::TubeWiped { tube, residue: gel, strokes }),
            Part::Bundle(tube) => self.say(from, Fact::BundleWiped { tube, gel, strokes }),
            _ => {}
        }
    }
}
