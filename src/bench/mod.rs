//! The state of the work: `tick(sample)` changes it and says what happened. Deterministic; knows nothing of marks.
//!
//! One file a tool says what that tool does to what it touches. A contact is one tool on one part, from the tick
//! that engages it to the tick that leaves it; its working figures live in [`Work`] and die with it.

pub mod blade;
pub mod cleaving;
pub mod coil;
pub mod control;
pub mod craft;
pub mod cutting;
pub mod facts;
pub mod fusing;
pub mod glass;
pub mod keypad;
pub mod lanes;
pub mod layout;
mod lie;
pub mod measure;
mod motion;
pub mod oven;
mod picking;
mod places;
pub mod sleeve;
mod start;
pub mod state;
mod stretch;
pub mod stripping;
#[cfg(test)]
pub(crate) mod testing;
pub mod tray;
pub mod upkeep;
mod wiping;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

pub use control::{Control, Grip, Travel, Wheel};
pub use facts::{Fact, Stamped};
pub use state::State;

use crate::catalogue::vocabulary::{Part, Sample, Side, Tick, Tool};
use crate::scenario::Job;
use crate::scenario::schema::{self, Event};
use motion::Motion;
use state::{CableState, FibreEnd, OvenState, Phase, SplicerState, TrayState, TubeState};
use stretch::{lets_go, place, step_mm};

/// Facts kept at most in one attempt: four hours of the busiest hand stay far under it.
pub const MAX_FACTS: usize = 200_000;

/// What a contact is doing, by the tool file that owns it.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one contact at a time, and it is boxed")]
enum Work {
    Glasses(glass::Glasses),
    Ring(cutting::Ring),
    Slide(cutting::Slide),
    Wipe(wiping::Wipe),
    Pick(picking::Pick),
    Thread(sleeve::Thread),
    Strip(stripping::Strip),
    Snip(stripping::Snip),
    Seat(cleaving::Seating),
    Lid(Lid),
    Stroke(cleaving::Stroke),
    Grab(glass::Grab),
    Bin(glass::Binning),
    Load(fusing::Loading),
    Press(keypad::Press),
    Turn(blade::Turning),
    Centre(sleeve::Centre),
    Lay(tray::Lay),
    Tuck(tray::Tuck),
    Slot(tray::Slot),
    Mate(measure::Mate),
    Clean(measure::Clean),
    Look(measure::Look),
    Inspect(measure::Inspect),
    Touch(measure::Touch),
    Craft(craft::Crafting),
    Tick(craft::answers::Ticking),
}

/// A lid that is being moved, and where it was when it was taken.
#[derive(Clone, Copy, Debug)]
struct Lid {
    part: Part,
    from: f64,
    start_mm: f64,
}

#[derive(Clone, Copy, Debug)]
struct Contact {
    part: Part,
    from: Tick,
    motion: Motion,
    work: Work,
}

/// Way of the free hand since the last contact.
#[derive(Clone, Copy, Debug, Default)]
struct Approach {
    path: f64,
    shortest: f64,
    leg_from: [f64; 3],
}

/// The bench of one attempt.
#[derive(Clone, Debug)]
pub struct Bench {
    job: Job,
    state: State,
    rng: ChaCha8Rng,
    tick: Tick,
    before: Sample,
    /// Boxed: it is taken out and put back every tick.
    contact: Option<Box<Contact>>,
    approach: Approach,
    resistance: f64,
    facts: Vec<Stamped>,
    tables: tray::Tables,
    coil: coil::Coil,
    air: upkeep::Air,
    measure: Option<Box<measure::Measure>>,
    craft: Option<Box<craft::Craft>>,
}

impl Bench {
    /// A bench laid out for a job.
    pub fn new(job: Job) -> Bench {
        let tubes = usize::from(job.cable.tubes);
        let fibres = tubes * usize::from(job.cable.fibres_per_tube);
        let state = State {
            glasses: false,
            glasses_mm: 0.0,
            cable: CableState {
                ring: None,
                exposed_mm: 0.0,
                slid_mm: 0.0,
                tubes: vec![TubeState { gel: job.cable.gel, score: None, slid_mm: 0.0, opened_mm: 0.0 }; tubes],
                fibres: vec![FibreEnd::coated(0.0, job.cable.gel); fibres],
                lost_mm: 0.0,
                picked: None,
            },
            pigtail: FibreEnd::coated(job.pigtail.free_mm, 0.0),
            sleeve: state::SleeveState::default(),
            cleaver: state::CleaverState { opened: true, blade: blade::Blade::of(&job.cleaver), ..Default::default() },
            splicer: SplicerState {
                lid: 1.0,
                loaded: [None; 2],
                program: 0,
                view: 0,
                phase: Phase::Idle,
                view_ticks: [0; 2],
                arcs: 0,
                residual_um: [0.0; 2],
                tested: false,
                key_down: None,
                page: state::Page::Splice,
                scroll: 0,
                memory: Vec::new(),
                arcs_done: libm::round(job.splicer.electrode_wear * f64::from(upkeep::ELECTRODE_LIFE)) as u32,
                correction: 0.0,
                checked: None,
            },
            joint: None,
            oven: OvenState { lid: 1.0, ..OvenState::default() },
            tray: TrayState::default(),
            shards: Vec::new(),
            breaks: 0,
        };
        // The draw of the job used the same seed: another stream keeps luck and job apart.
        let mut rng = ChaCha8Rng::seed_from_u64(job.seed);
        rng.set_stream(1);
        let tables = tray::Tables::new(job.cable.fibre, job.pigtail.fibre);
        let mut coil = coil::Coil::new(&job.tray, 2, tray::TIGHT_MM);
        if let schema::Work::Coil { live, .. } = job.scenario.work {
            coil.lay_live(&tray::live_paths(&job.tray, live));
        }
        let mut bench = Bench {
            air: upkeep::Air::of_day(job.seed),
            measure: measure::Measure::new(&job).map(Box::new),
            craft: craft::Craft::new(&job).map(Box::new),
            coil,
            tables,
            job,
            state,
            rng,
            tick: 0,
            before: Sample::default(),
            contact: None,
            approach: Approach::default(),
            resistance: 0.0,
            facts: Vec::new(),
        };
        bench.start();
        bench.lay_before();
        bench
    }

    /// The job that is being done.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// The condition of everything on the bench.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Ticks done so far.
    pub fn now(&self) -> Tick {
        self.tick
    }

    /// The last sample.
    pub fn hand(&self) -> &Sample {
        &self.before
    }

    /// The part in contact, if the bench accepted it.
    pub fn touching(&self) -> Option<Part> {
        self.contact.as_ref().map(|contact| contact.part)
    }

    /// How firmly the work holds the tool back now, 0 free to 1 stuck: what pseudo-haptics shows.
    pub fn resistance(&self) -> f64 {
        self.resistance
    }

    /// Speed of the tool in contact, mm/s.
    pub fn speed(&self) -> f64 {
        self.contact.as_ref().map_or(0.0, |contact| contact.motion.speed())
    }

    /// All facts so far.
    pub fn facts(&self) -> &[Stamped] {
        &self.facts
    }

    /// Whether an event has happened.
    pub fn happened(&self, event: Event) -> bool {
        self.facts.iter().any(|stamped| stamped.fact.event() == event)
    }

    /// One step of 1/120 s. Returns the facts of this step.
    #[inline]
    pub fn tick(&mut self, sample: Sample) -> &[Stamped] {
        let known = self.facts.len();
        if sample.tool != self.before.tool {
            self.leave();
            self.take(&sample);
        }
        if let Some(contact) = &self.contact
            && contact.part.code() != sample.part
        {
            self.leave();
        }
        if self.contact.is_some() {
            self.work(&sample);
        } else {
            if sample.part == 0 {
                self.move_free(&sample);
            } else if sample.part != self.before.part || sample.tool != self.before.tool {
                self.engage(&sample);
            }
            self.run_machines();
            self.run_instruments();
            self.run_coil();
            self.before = sample;
            self.tick += 1;
        }
        &self.facts[known..]
    }

    /// Takes the hand off what it touches.
    pub fn let_go(&mut self) {
        self.leave();
    }

    /// Ends the attempt: a contact that is still open is left as if the hand had let go.
    pub fn finish(&mut self) {
        self.leave();
        // What still moves comes to rest.
        for _ in 0..tray::MAX_REST_TICKS {
            if self.coil.rests() {
                break;
            }
            self.run_coil();
        }
    }

    /// Whether a hand with this tool can work on this part now.
    pub fn can_touch(&self, tool: Tool, part: Part) -> bool {
        self.begin(tool, part, &Sample::default()).is_some()
    }

    /// Whether this tool can be taken in hand now.
    pub fn can_take(&self, tool: Tool) -> bool {
        let listed = |tool: Tool| self.job.scenario.tools.contains(&tool);
        match tool {
            Tool::Hand => true,
            Tool::SafetyGlasses => !self.state.glasses && listed(tool),
            Tool::ProtectionSleeve => self.state.sleeve.on.is_none() && listed(tool),
            Tool::CableFibre | Tool::PigtailFibre => tool.fibre().is_some_and(|side| self.can_hold(side)),
            Tool::SplicedFibre => self.can_lift_joint(),
            _ if tool.plug().is_some() => self.can_take_plug(tool),
            Tool::Kit(n) => self.can_take_kit(n),
            _ => listed(tool),
        }
    }

    /// Every part that a tool can work on now.
    pub fn touchable(&self, tool: Tool) -> Vec<Part> {
        (1..=255u8).filter_map(Part::from_code).filter(|part| self.can_touch(tool, *part)).collect()
    }

    /// How a pointer drives a tool on a part.
    pub fn control(&self, tool: Tool, part: Part) -> Control {
        control::control(self, tool, part)
    }

    fn say(&mut self, from: Tick, fact: Fact) {
        if self.facts.len() < MAX_FACTS {
            self.facts.push(Stamped { from, to: self.tick, fact });
        }
    }

    fn take(&mut self, sample: &Sample) {
        let Some(tool) = Tool::from_code(sample.tool) else { return };
        let here = self.hand_place();
        self.approach.shortest += distance(self.approach.leg_from, here);
        self.approach.leg_from = here;
        if !self.can_take(tool) {
            return;
        }
        if let Some(side) = tool.fibre() {
            self.take_fibre(side);
        }
        if tool == Tool::SplicedFibre {
            self.lift_joint();
        }
        if let Some(plug) = tool.plug() {
            self.unplug(plug);
        }
        if let Some(n) = tool.kit() {
            self.take_kit(n);
        }
        if tool != Tool::Hand {
            self.say(self.tick, Fact::ToolTaken { tool });
        }
    }

    fn move_free(&mut self, sample: &Sample) {
        self.resistance = 0.0;
        if self.before.part == 0 {
            self.approach.path += length(step_mm(&mut place(&self.before), sample));
        }
        if lets_go(&self.before, sample) {
            self.drop_held_shard(sample);
        }
    }

    fn engage(&mut self, sample: &Sample) {
        let (Some(tool), Some(part)) = (Tool::from_code(sample.tool), Part::from_code(sample.part)) else { return };
        let Some(work) = self.begin(tool, part, sample) else { return };
        let here = self.place_of(sample);
        self.approach.shortest += distance(self.approach.leg_from, here);
        self.contact = Some(Box::new(Contact { part, from: self.tick, motion: Motion::default(), work }));
    }

    fn begin(&self, tool: Tool, part: Part, sample: &Sample) -> Option<Work> {
        if let Some(side) = tool.fibre()
            && !self.can_hold(side)
        {
            return None;
        }
        if tool == Tool::SplicedFibre && self.state.joint.is_none() {
            return None;
        }
        Some(match (tool, part) {
            (_, Part::Panel(_) | Part::Record) => Work::Touch(self.begin_touch(part)?),
            (_, Part::Site(number)) => Work::Craft(self.begin_craft(tool, number, sample)?),
            (_, Part::Questions) => Work::Tick(self.begin_ticking()?),
            (Tool::Probe, Part::Port(_) | Part::Plug(_)) => Work::Inspect(self.begin_inspect(part)?),
            (Tool::ClickCleaner, Part::Port(_) | Part::Plug(_))
            | (Tool::DryWipe | Tool::AlcoholWipe, Part::Plug(_)) => Work::Clean(self.begin_clean(tool, part, sample)?),
            (_, Part::Port(port)) => Work::Mate(self.begin_mate(tool, port)?),
            (_, Part::Face) if tool.plug().is_some() => Work::Look(self.begin_look(tool)?),
            // Where there is no splice, nothing of it is on the bench.
            _ if !self.has_workshop() && !matches!((tool, part), (Tool::SafetyGlasses, Part::Face)) => return None,
            (Tool::SafetyGlasses, Part::Face) => Work::Glasses(self.begin_glasses()?),
            (Tool::SheathCutter, Part::Sheath) => Work::Ring(self.begin_sheath_ring(sample)?),
            (Tool::TubeCutter, Part::Tube(n)) => Work::Ring(self.begin_tube_ring(n, sample)?),
            (Tool::Hand, Part::Sheath) => Work::Slide(self.begin_sheath_slide()?),
            (Tool::Hand, Part::Tube(n)) => Work::Slide(self.begin_tube_slide(n)?),
            (Tool::SolventWipe | Tool::AlcoholWipe, Part::Tube(_) | Part::Bundle(_) | Part::FibreEnd(_)) => {
                Work::Wipe(self.begin_wipe(tool, part)?)
            }
            (Tool::Hand, Part::Fibre(n)) => Work::Pick(self.begin_pick(n)?),
            (Tool::ProtectionSleeve, Part::FibreEnd(side)) => Work::Thread(self.begin_thread(side)?),
            (Tool::Stripper, Part::FibreEnd(side)) => Work::Strip(self.begin_strip(side)?),
            (Tool::Scissors, Part::FibreEnd(side)) => Work::Snip(self.begin_snip(side)?),
            (Tool::CableFibre | Tool::PigtailFibre, Part::CleaverGroove) => {
                Work::Seat(self.begin_seating(tool.fibre()?)?)
            }
            (Tool::Hand, Part::CleaverLid | Part::SplicerLid | Part::OvenLid | Part::TrayLid) => {
                Work::Lid(Lid { part, from: self.lid(part)?, start_mm: sample.along_mm() })
            }
            (Tool::Hand, Part::CleaverBlade) => Work::Stroke(self.begin_stroke(sample)),
            (Tool::Hand, Part::CleaverDial | Part::CleaverHeight) => Work::Turn(self.begin_turning(part)),
            (Tool::Hand | Tool::Tweezers, Part::Shard) => Work::Grab(self.begin_grab(tool)?),
            (Tool::Hand | Tool::Tweezers, Part::ShardBin) => Work::Bin(self.begin_binning(sample)?),
            (Tool::CableFibre | Tool::PigtailFibre, Part::SplicerGroove(side)) => {
                Work::Load(self.begin_loading(tool.fibre()?, side)?)
            }
            (_, Part::SplicerKey(key)) => Work::Press(self.begin_press(tool, key)?),
            (Tool::SplicedFibre, Part::Sleeve) => Work::Centre(self.begin_centre(sample)?),
            (Tool::SplicedFibre, Part::Oven) => Work::Slot(self.begin_oven()?),
            (Tool::SplicedFibre, Part::Tray) if !self.coils() => Work::Lay(self.begin_lay()?),
            (Tool::Hand, Part::Tray) if self.coils() => Work::Lay(self.begin_lay()?),
            (Tool::Tweezers, Part::Tray) => Work::Tuck(self.begin_tuck()?),
            (Tool::SplicedFibre, Part::TraySlot(n)) => Work::Slot(self.begin_slot(n)?),
            _ => return None,
        })
    }

    #[inline]
    fn work(&mut self, sample: &Sample) {
        let Some(mut contact) = self.contact.take() else { return };
        let Contact { from, motion, work, .. } = &mut *contact;
        motion.push(&self.before, sample);
        self.use_tool(work, *from, std::slice::from_ref(sample), &[motion.worked_peak()]);
        self.contact = Some(contact);
    }

    /// Ticks of a contact, and what else happens in them. `peaks` are the highest speeds so far with the tool at work,
    /// mm/s. The tool is told apart once, not every tick.
    fn use_tool(&mut self, work: &mut Work, from: Tick, samples: &[Sample], peaks: &[f64]) {
        match work {
            Work::Glasses(work) => self.each(samples, |bench, _, sample| bench.put_on_glasses(work, sample, from)),
            Work::Ring(work) => self.each(samples, |bench, before, sample| bench.cut_ring(work, before, sample)),
            Work::Slide(work) => {
                let mut peaks = peaks.iter().copied();
                self.each(samples, |bench, _, sample| {
                    let peak_mm_s = peaks.next().unwrap_or(0.0);
                    bench.slide(work, sample, peak_mm_s, from);
                });
            }
            Work::Wipe(work) => self.each(samples, |bench, before, sample| bench.wipe(work, before, sample)),
            Work::Pick(work) => self.each(samples, |bench, _, sample| bench.pick(work, sample, from)),
            Work::Thread(work) => self.each(samples, |bench, before, sample| bench.thread(work, before, sample, from)),
            Work::Strip(work) => {
                let mut peaks = peaks.iter().copied();
                self.each(samples, |bench, _, sample| {
                    let peak_mm_s = peaks.next().unwrap_or(0.0);
                    bench.strip(work, sample, peak_mm_s);
                });
            }
            Work::Snip(work) => self.each(samples, |bench, _, sample| bench.snip(work, sample, from)),
            Work::Seat(work) => self.each(samples, |bench, _, sample| bench.seat(work, sample)),
            Work::Lid(work) => self.each(samples, |bench, _, sample| bench.move_lid(work, sample, from)),
            Work::Stroke(work) => self.each(samples, |bench, before, sample| bench.stroke(work, before, sample, from)),
            Work::Grab(work) => self.each(samples, |bench, _, sample| bench.grab(work, sample, from)),
            Work::Bin(work) => self.each(samples, |bench, _, sample| bench.bin(work, sample, from)),
            Work::Load(work) => self.each(samples, |bench, _, sample| bench.load(work, sample, from)),
            Work::Press(work) => self.each(samples, |bench, _, sample| bench.press(work, sample, from)),
            Work::Turn(work) => self.each(samples, |bench, _, sample| bench.turn_blade(work, sample)),
            Work::Centre(work) => self.each(samples, |bench, _, sample| bench.centre(work, sample)),
            Work::Lay(work) => self.each(samples, |bench, _, sample| bench.lay(work, sample)),
            Work::Tuck(work) => self.each(samples, |bench, _, sample| bench.tuck(work, sample)),
            Work::Slot(work) => self.each(samples, |bench, _, sample| bench.lower(work, sample, from)),
            Work::Mate(work) => self.each(samples, |bench, _, sample| bench.mate(work, sample, from)),
            Work::Clean(work) => self.each(samples, |bench, _, sample| bench.clean(work, sample)),
            Work::Look(work) => self.each(samples, |bench, _, sample| bench.look(work, sample, from)),
            Work::Inspect(work) => self.each(samples, |bench, _, sample| bench.inspect_face(work, sample, from)),
            Work::Touch(work) => self.each(samples, |bench, _, sample| bench.touch(work, sample, from)),
            Work::Craft(work) => self.each(samples, |bench, before, sample| bench.work_craft(work, before, sample)),
            Work::Tick(work) => self.each(samples, |bench, _, sample| bench.tick_sheet(work, sample, from)),
        }
    }

    fn leave(&mut self) {
        let Some(contact) = self.contact.take() else { return };
        let from = contact.from;
        match contact.work {
            Work::Ring(work) => self.leave_ring(work, from),
            Work::Wipe(work) => self.leave_wipe(work, from),
            Work::Seat(work) => self.leave_seat(work),
            Work::Load(work) => self.leave_load(work, from),
            Work::Lay(work) => self.leave_lay(work),
            Work::Tuck(work) => self.leave_tuck(work),
            Work::Turn(work) => self.leave_turning(work, from),
            Work::Press(_) => self.state.splicer.key_down = None,
            Work::Clean(work) => self.leave_clean(work, from),
            Work::Inspect(_) => self.leave_inspect(),
            Work::Touch(_) => self.leave_touch(),
            Work::Craft(work) => self.leave_craft(work, contact.motion.worked_peak(), from),
            _ => {}
        }
        let technique = contact.motion.technique(self.approach.path, self.approach.shortest);
        let at = self.hand_place();
        self.approach = Approach { path: 0.0, shortest: 0.0, leg_from: at };
        self.resistance = 0.0;
        if let Some(tool) = Tool::from_code(self.before.tool)
            && contact.motion.ticks() > 0
        {
            self.say(from, Fact::Gesture { tool, part: contact.part, technique });
        }
    }

    fn lid(&self, part: Part) -> Option<f64> {
        let state = &self.state;
        Some(match part {
            Part::CleaverLid => state.cleaver.lid,
            Part::SplicerLid
                if !matches!(state.splicer.phase, Phase::Aligning(_) | Phase::Arcing(_) | Phase::Checking(_)) =>
            {
                state.splicer.lid
            }
            Part::OvenLid => state.oven.lid,
            Part::TrayLid => state.tray.lid,
            _ => return None,
        })
    }

    fn move_lid(&mut self, work: &mut Lid, sample: &Sample, from: Tick) {
        if sample.grip < GRIPPING {
            work.start_mm = sample.along_mm();
            work.from = self.lid(work.part).unwrap_or(work.from);
            return;
        }
        self.resistance = 0.2;
        let travel = (sample.along_mm() - work.start_mm) / control::lid_travel_mm(work.part);
        let lid = match (work.from + travel).clamp(0.0, 1.0) {
            // Magnets and springs do the last of the way.
            nearly if nearly > 1.0 - LID_CATCHES && travel > 0.0 => 1.0,
            nearly if nearly < LID_CATCHES && travel < 0.0 => 0.0,
            between => between,
        };
        match work.part {
            Part::CleaverLid => self.set_cleaver_lid(lid, from),
            Part::SplicerLid => self.state.splicer.lid = lid,
            Part::OvenLid => self.state.oven.lid = lid,
            _ => self.set_tray_lid(lid, from),
        }
    }

    fn normal(&mut self) -> f64 {
        normal(&mut self.rng)
    }

    fn uniform(&mut self) -> f64 {
        uniform(&mut self.rng)
    }

    /// Whether a fibre end can be in the hand: it exists, is not joined, and no closed lid holds it.
    fn can_hold(&self, side: Side) -> bool {
        let state = &self.state;
        let in_cleaver = state.cleaver.fibre.is_some_and(|seat| seat.side == side) && state.cleaver.lid > 0.5;
        let in_splicer = state.splicer.loaded[side.index()].is_some() && state.splicer.lid > 0.5;
        state.end(side).is_some() && state.joint.is_none() && !in_cleaver && !in_splicer
    }

    fn take_fibre(&mut self, side: Side) {
        if self.state.cleaver.fibre.is_some_and(|seat| seat.side == side) {
            self.state.cleaver.fibre = None;
        }
        if self.state.splicer.loaded[side.index()].take().is_some() {
            self.state.splicer.phase = Phase::Idle;
        }
    }
}

/// Share of its travel from which a lid shuts or falls open by itself.
const LID_CATCHES: f64 = 0.15;
/// Grip from which a tool works, of 255.
pub(crate) const GRIPPING: u8 = 64;

/// A standard normal draw.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    // Box and Muller with libm, so that every build draws the same.
    let u = 1.0 - uniform(rng);
    let v = uniform(rng);
    libm::sqrt(-2.0 * libm::log(u)) * libm::cos(core::f64::consts::TAU * v)
}

/// A draw from 0 to 1.
fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

pub(crate) fn length(v: [f64; 3]) -> f64 {
    square(v).sqrt()
}

pub(crate) fn square(v: [f64; 3]) -> f64 {
    v[0] * v[0] + v[1] * v[1] + v[2] * v[2]
}

pub(crate) fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    length([a[0] - b[0], a[1] - b[1], a[2] - b[2]])
}
