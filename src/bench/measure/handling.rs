//! A hand and connectors: plugging, cleaning, and what nobody should do with an eye.

use crate::bench::{Bench, Fact, GRIPPING};
use crate::catalogue::vocabulary::{Device, Part, Sample, Tick, Tool};
use crate::instrument::endface::{Fit, Push, Stroke, click, mate, press, wipe};
use crate::optics::Wavelength;

use super::ports::{self, Socket};

/// A connector farther off its axis than this meets the adapter's rim, mm.
const RIM_MM: f64 = 1.2;
/// Its key must point to the slot to within this angle, degrees.
const KEY_DEG: f64 = 20.0;
/// Station at which the ferrule meets the adapter's mouth, mm.
const MOUTH_MM: f64 = 8.0;
/// Station at which it clicks in, mm.
const HOME_MM: f64 = 0.2;
/// What the rim leaves on a ferrule that is scraped over it: as much as the air does in this time, s.
const SCRAPED_S: f64 = 2_400.0;
/// A stroke shorter than this is none, mm.
const STROKE_MM: f64 = 4.0;
/// The eye is at the light from this travel on, mm.
const AT_EYE_MM: f64 = 70.0;
/// Station of a click cleaner at which its tip seats, mm.
const SEATED_MM: f64 = 0.0;

/// A plug on its way into a port.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Mate {
    plug: u8,
    port: u8,
    scraped: bool,
    home: bool,
}

/// A face being cleaned.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Clean {
    face: usize,
    tool: Tool,
    /// Deepest push, or start of the stroke, mm.
    mark_mm: f64,
    turn_from: f64,
    /// Farthest from the start of the stroke, and how often it came back.
    farthest_mm: f64,
    back: u8,
    rubbing: bool,
    pressure: f64,
    /// Last fold of the wipe that was used, and how much of it is used.
    fold: i16,
    used: f64,
    before: (u32, bool),
    strokes: u32,
}

/// A connector on its way to the face.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Look {
    plug: u8,
    done: bool,
}

impl Bench {
    pub(in crate::bench) fn begin_mate(&self, tool: Tool, port: u8) -> Option<Mate> {
        let measure = self.measure.as_ref()?;
        let plug = tool.plug()?;
        let free = measure.owns(plug) && measure.offers(port) && measure.plug_in(port).is_none();
        (free && measure.plugged[usize::from(plug)].is_none()).then_some(Mate {
            plug,
            port,
            scraped: false,
            home: false,
        })
    }

    pub(in crate::bench) fn mate(&mut self, work: &mut Mate, now: &Sample, from: Tick) {
        if work.home {
            return;
        }
        let (along, across, turn) = (now.along_mm(), now.across_mm(), now.turn_deg());
        self.resistance = 0.0;
        let square = across.abs() <= RIM_MM && turn.abs() <= KEY_DEG;
        if along < MOUTH_MM && !square {
            // It meets the rim: the ferrule is scraped, and goes no farther.
            self.resistance = 0.9;
            if along < MOUTH_MM - 2.0 && now.grip >= GRIPPING && !work.scraped {
                work.scraped = true;
                let Some(measure) = &mut self.measure else { return };
                let face = ports::plug_face(work.plug);
                measure.faces[face].uncapped(SCRAPED_S, &mut measure.rng);
                measure.seen[face] = false;
                let (plug, port) = (work.plug, work.port);
                self.say(from, Fact::MatedBadly { plug, port, across_mm: across, turn_deg: turn });
            }
            return;
        }
        if along < MOUTH_MM {
            self.resistance = 0.4;
        }
        if along <= HOME_MM && now.grip >= GRIPPING && square {
            work.home = true;
            self.mated(work.plug, work.port, from);
        }
    }

    fn mated(&mut self, plug: u8, port: u8, from: Tick) {
        let Some(measure) = &mut self.measure else { return };
        let ours = ports::plug_face(plug);
        // Through a coupler it meets another plug; elsewhere the port's own ferrule.
        let theirs = match Socket::of(port) {
            Some(Socket::Coupler(..)) => {
                ports::across(port).and_then(|port| measure.plug_in(port)).map(ports::plug_face)
            }
            _ => Some(ports::port_face(port)),
        };
        let device = matches!(Socket::of(port), Some(Socket::Device(Device::Meter | Device::Locator)));
        measure.plugged[usize::from(plug)] = Some(port);
        measure.fits[usize::from(plug)] = Fit::draw(&mut measure.rng);
        let Some(theirs) = theirs else { return };
        let faces = [ours, theirs];
        let unseen = faces.iter().any(|face| !measure.seen[*face]);
        let dirty = faces.iter().any(|face| !measure.passes(*face));
        let unlike = measure.faces[ours].polish != measure.faces[theirs].polish;
        let fit = measure.fits[usize::from(plug)];
        let at = |wavelength| mate(&measure.faces[ours], &measure.faces[theirs], wavelength, fit);
        let (short, long) = (at(Wavelength::Nm1310), at(Wavelength::Nm1550));
        // Nothing touches the ferrule in a meter's window, nor in the locator's sleeve.
        if !device {
            let (mut a, mut b) = (measure.faces[ours].clone(), measure.faces[theirs].clone());
            press(&mut a, &mut b, &mut measure.rng);
            (measure.faces[ours], measure.faces[theirs]) = (a, b);
            for face in faces {
                measure.seen[face] = false;
            }
        }
        self.say(
            from,
            Fact::ConnectorMated {
                plug,
                port,
                loss_1310_db: short.loss_db,
                loss_1550_db: long.loss_db,
                reflectance_db: short.reflectance_db,
            },
        );
        // A meter's large window forgives, and nobody looks into it: its own face is none of the worker's.
        if unseen && !device {
            self.say(from, Fact::MatedUnseen { plug, port });
        }
        if dirty && !device {
            self.say(from, Fact::MatedDirty { plug, port });
        }
        if unlike && !device {
            self.say(from, Fact::MatedUnlike { plug, port });
        }
    }

    /// A plug is taken out of where it was.
    pub(in crate::bench) fn unplug(&mut self, plug: u8) {
        let handmade = self.handmade();
        let Some(measure) = &mut self.measure else { return };
        let Some(port) = measure.plugged[usize::from(plug)] else { return };
        let shines = |measure: &super::Measure, from: u8| {
            let walk = measure.walk(from, handmade);
            walk.faces.contains(&ports::plug_face(plug))
        };
        // A steady source stays on between its reference and the measurement; a reflectometer's pulses are strong.
        let live = measure.otdr.running.is_some() && shines(measure, ports::OTDR);
        measure.plugged[usize::from(plug)] = None;
        if live {
            self.say(self.tick, Fact::LiveUnplugged { plug, port });
        }
    }

    pub(in crate::bench) fn begin_clean(&self, tool: Tool, part: Part, now: &Sample) -> Option<Clean> {
        let measure = self.measure.as_ref()?;
        let face = match (tool, part) {
            (Tool::ClickCleaner, Part::Port(port)) if measure.offers(port) && measure.plug_in(port).is_none() => {
                // A coupler and a meter's window hold no ferrule.
                let ferrule = !matches!(Socket::of(port)?, Socket::Coupler(..) | Socket::Device(Device::Meter));
                ferrule.then_some(ports::port_face(port))?
            }
            (_, Part::Plug(number)) => {
                let plug = number.checked_sub(1)?;
                let free = measure.owns(plug) && measure.plugged[usize::from(plug)].is_none();
                free.then_some(ports::plug_face(plug))?
            }
            _ => return None,
        };
        let defects = measure.faces[face].defects().len() as u32;
        Some(Clean {
            face,
            tool,
            mark_mm: now.along_mm(),
            turn_from: now.turn_deg(),
            farthest_mm: 0.0,
            back: 0,
            rubbing: false,
            pressure: 0.0,
            fold: now.wheel,
            used: 0.0,
            before: (defects, measure.passes(face)),
            strokes: 0,
        })
    }

    pub(in crate::bench) fn clean(&mut self, work: &mut Clean, now: &Sample) {
        let along = now.along_mm();
        self.resistance = 0.0;
        if work.tool == Tool::ClickCleaner {
            // Pushed in from its seat; every push is done when the hand comes back.
            let depth = (SEATED_MM - along).max(0.0);
            if depth > 0.0 {
                self.resistance = 0.3;
                work.rubbing = true;
                work.farthest_mm = work.farthest_mm.max(depth);
            } else if work.rubbing {
                self.pushed(work, now);
            }
            return;
        }
        if now.grip < GRIPPING {
            if work.rubbing {
                self.stroked(work);
            }
            return;
        }
        if !work.rubbing {
            work.rubbing = true;
            work.mark_mm = along;
            (work.farthest_mm, work.back, work.pressure) = (0.0, 0, 0.0);
            if now.wheel != work.fold {
                work.fold = now.wheel;
                work.used = 0.0;
            }
        }
        self.resistance = 0.15;
        let way = (along - work.mark_mm).abs();
        if way + 2.0 < work.farthest_mm {
            // Rubbed back over the same part.
            work.back = work.back.saturating_add(1);
            work.mark_mm = along;
            work.used = (work.used + 0.3).min(1.0);
        }
        work.farthest_mm = work.farthest_mm.max(way);
        work.pressure = work.pressure.max(now.grip_01());
    }

    fn pushed(&mut self, work: &mut Clean, now: &Sample) {
        let push = Push { push_mm: work.farthest_mm, turned_deg: now.turn_deg() - work.turn_from };
        (work.rubbing, work.farthest_mm, work.turn_from) = (false, 0.0, now.turn_deg());
        let Some(measure) = &mut self.measure else { return };
        if click(&mut measure.faces[work.face], &mut measure.cleaner, push, &mut measure.rng) {
            work.strokes += 1;
        }
        measure.seen[work.face] = false;
    }

    fn stroked(&mut self, work: &mut Clean) {
        work.rubbing = false;
        if work.farthest_mm < STROKE_MM {
            return;
        }
        let stroke = Stroke {
            length_mm: work.farthest_mm,
            direction_deg: 0.0,
            pressure_01: work.pressure,
            wet: work.tool == Tool::AlcoholWipe,
            fresh_area_01: 1.0 - work.used,
            circular: false,
            reversals: work.back,
        };
        work.used = (work.used + 0.5).min(1.0);
        work.strokes += 1;
        let Some(measure) = &mut self.measure else { return };
        wipe(&mut measure.faces[work.face], stroke, &mut measure.rng);
        measure.seen[work.face] = false;
    }

    pub(in crate::bench) fn leave_clean(&mut self, mut work: Clean, from: Tick) {
        if work.rubbing {
            let last = self.before;
            if work.tool == Tool::ClickCleaner {
                self.pushed(&mut work, &last);
            } else {
                self.stroked(&mut work);
            }
        }
        let Some(measure) = &self.measure else { return };
        let after = measure.faces[work.face].defects().len() as u32;
        let clean = measure.passes(work.face);
        if work.strokes > 0 {
            let (face, wet, strokes) = (work.face as u8, work.tool == Tool::AlcoholWipe, work.strokes);
            self.say(
                from,
                Fact::ConnectorCleaned {
                    face,
                    wet,
                    strokes,
                    before: work.before.0,
                    after,
                    was_clean: work.before.1,
                    clean,
                },
            );
        }
    }

    pub(in crate::bench) fn begin_look(&self, tool: Tool) -> Option<Look> {
        let plug = tool.plug()?;
        self.can_take_plug(tool).then_some(Look { plug, done: false })
    }

    /// A connector comes up to the eye.
    pub(in crate::bench) fn look(&mut self, work: &mut Look, now: &Sample, from: Tick) {
        if work.done || now.along_mm() < AT_EYE_MM {
            return;
        }
        work.done = true;
        let handmade = self.handmade();
        let face = ports::plug_face(work.plug);
        let live = self.measure.as_ref().is_some_and(|measure| measure.is_live(face, handmade));
        let plug = work.plug;
        self.say(from, Fact::LookedIntoFibre { plug, live });
    }
}
