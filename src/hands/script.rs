//! A gesture as a short list of steps, and the samples that carry it out with a hand's own noise.

use std::collections::VecDeque;

use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::{Part, Sample, TICK_S, TICKS_PER_SECOND, Tool};
use crate::catalogue::workpiece::Verb;
use crate::pointing::PRESS;

use super::lane::Lane;
use super::noise::Noise;

/// Where a tool is in a contact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Pose {
    pub along: f64,
    pub across: f64,
    pub lift: f64,
    pub turn: f64,
}

impl Pose {
    /// On the axis.
    pub fn at(along: f64) -> Pose {
        Pose { along, ..Pose::default() }
    }
}

/// One step of a gesture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// Go to the rack (or the fibre) and take something.
    Take(Tool),
    /// Go to a part and touch it in a pose.
    Touch(Part, Pose),
    /// Move within the contact, minimum jerk, in so many seconds.
    Move(Pose, f64),
    /// Lead the fibre along a lane in the tray, at this height and in so many seconds.
    Follow { lane: Lane, lift: f64, seconds: f64 },
    /// Lead through the gates of a site in a smooth way, in so many seconds; the corners cut by this share, and so
    /// much beside their middles, mm.
    Gates { number: u8, cut: f64, beside: f64, seconds: f64 },
    /// Change the grip, in so many seconds.
    Grip(f64, f64),
    /// Set the wheel.
    Wheel(i16),
    /// Stay.
    Wait(f64),
    /// Press a control of a panel: its code and its raw value.
    Press(Part, i16, i32),
    /// Leave the contact.
    Leave,
}

/// Way over which a hand that leads a fibre goes up or down, mm.
const RAMP_MM: f64 = 80.0;

/// Carries steps out, sample by sample.
#[derive(Clone, Debug)]
pub(super) struct Player {
    steps: VecDeque<Step>,
    queue: VecDeque<Sample>,
    now: Sample,
    pose: Pose,
    grip: f64,
    /// Scale of the contact: a shaking hand shakes the tool by so many mm a unit.
    scale_mm: f64,
}

impl Player {
    pub fn new() -> Player {
        let home = Sample {
            lift: Sample::quantise_mm(layout::HAND_HEIGHT),
            across: Sample::quantise_mm(180.0),
            ..Sample::default()
        };
        Player {
            steps: VecDeque::new(),
            queue: VecDeque::new(),
            now: home,
            pose: Pose::default(),
            grip: 0.0,
            scale_mm: 0.1,
        }
    }

    pub fn is_idle(&self) -> bool {
        self.steps.is_empty() && self.queue.is_empty()
    }

    pub fn add(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.steps.extend(steps);
    }

    /// Does nothing for so many seconds, at most as long as an attempt may last.
    pub fn rest(&mut self, seconds: f64) {
        let count = ((seconds / TICK_S) as u32).min(super::MAX_TICKS) as usize;
        let last = self.last();
        self.queue.extend(std::iter::repeat_n(last, count));
    }

    /// The next sample; `None` when every step is done.
    pub fn next(&mut self, bench: &Bench, noise: &mut Noise) -> Option<Sample> {
        while self.queue.is_empty() {
            let step = self.steps.pop_front()?;
            self.expand(step, bench, noise);
        }
        let sample = self.queue.pop_front()?;
        self.now = sample;
        Some(sample)
    }

    fn expand(&mut self, step: Step, bench: &Bench, noise: &mut Noise) {
        match step {
            Step::Take(tool) => self.take(tool, bench, noise),
            Step::Touch(part, pose) => self.touch(part, pose, bench, noise),
            Step::Move(pose, seconds) => {
                let from = self.pose;
                self.trace(seconds, noise, |s| Pose {
                    along: from.along + (pose.along - from.along) * s,
                    across: from.across + (pose.across - from.across) * s,
                    lift: from.lift + (pose.lift - from.lift) * s,
                    turn: from.turn + (pose.turn - from.turn) * s,
                });
                self.pose = pose;
            }
            Step::Follow { lane, lift, seconds } => {
                let points = lane.points(&bench.job().tray);
                let from = self.pose;
                let Some(last) = points.len().checked_sub(1) else { return };
                let at = |s: f64| {
                    let place = s.clamp(0.0, 1.0) * last as f64;
                    let first = (place as usize).min(last.saturating_sub(1));
                    let (a, b) = (points[first], points[(first + 1).min(last)]);
                    let share = place - first as f64;
                    let along = a[0] + (b[0] - a[0]) * share;
                    let across = a[1] + (b[1] - a[1]) * share;
                    // Raised and lowered over some way: points are 1 mm apart.
                    let raised = (place.min(last as f64 - place) / RAMP_MM).clamp(0.0, 1.0);
                    Pose { along, across, lift: from.lift + (lift - from.lift) * raised, turn: 0.0 }
                };
                self.trace(seconds, noise, at);
                self.pose = at(1.0);
            }
            Step::Gates { number, cut, beside, seconds } => {
                let Some((site, _)) = bench.site(number) else { return };
                let Verb::Lead { gates, .. } = &site.verb else { return };
                let way = super::craft::smooth(gates, cut);
                let Some(last) = way.len().checked_sub(1) else { return };
                let at = |s: f64| {
                    let place = s.clamp(0.0, 1.0) * last as f64;
                    let first = (place as usize).min(last.saturating_sub(1));
                    let (a, b) = (way[first], way[(first + 1).min(last)]);
                    let share = place - first as f64;
                    Pose {
                        along: a.0 + (b.0 - a.0) * share,
                        across: a.1 + (b.1 - a.1) * share + beside,
                        ..Pose::default()
                    }
                };
                self.trace(seconds, noise, at);
                self.pose = at(1.0);
            }
            Step::Grip(to, seconds) => {
                let from = self.grip;
                let ticks = ticks(seconds);
                for i in 1..=ticks {
                    self.grip = from + (to - from) * f64::from(i) / f64::from(ticks);
                    self.emit(self.pose, noise);
                }
            }
            Step::Wheel(wheel) => {
                self.template().wheel = wheel;
                self.emit(self.pose, noise);
            }
            Step::Wait(seconds) => {
                for _ in 0..ticks(seconds) {
                    self.emit(self.pose, noise);
                }
            }
            Step::Press(part, code, value) => {
                self.touch(part, Pose::default(), bench, noise);
                let last = self.last();
                for grip in PRESS {
                    self.queue.push_back(Sample { along: value, wheel: code, grip, ..last });
                }
                self.free_at(bench.anchor(part).at);
            }
            Step::Leave => {
                let at = bench.place_of(&self.last());
                self.free_at(at);
            }
        }
    }

    fn last(&self) -> Sample {
        self.queue.back().copied().unwrap_or(self.now)
    }

    fn template(&mut self) -> &mut Sample {
        &mut self.now
    }

    /// Minimum jerk (Flash and Hogan 1985) along a path given for 0 to 1.
    fn trace(&mut self, seconds: f64, noise: &mut Noise, at: impl Fn(f64) -> Pose) {
        let ticks = ticks(seconds / noise.pace());
        for i in 1..=ticks {
            let t = f64::from(i) / f64::from(ticks);
            self.emit(at(t * t * t * (10.0 - 15.0 * t + 6.0 * t * t)), noise);
        }
    }

    fn emit(&mut self, pose: Pose, noise: &mut Noise) {
        let last = self.last();
        let [along, across] = noise.shake(pose.along, self.scale_mm);
        self.queue.push_back(Sample {
            tool: last.tool,
            part: last.part,
            along: Sample::quantise_mm(pose.along + along),
            across: Sample::quantise_mm(pose.across + across),
            lift: Sample::quantise_mm(pose.lift),
            turn: Sample::quantise_deg(pose.turn),
            grip: Sample::quantise_grip(self.grip),
            wheel: self.now.wheel,
        });
    }

    fn take(&mut self, tool: Tool, bench: &Bench, noise: &mut Noise) {
        if self.now.tool == tool.code() {
            return;
        }
        let place = match tool.fibre() {
            Some(side) => bench.anchor(Part::FibreEnd(side)).at,
            None if tool == Tool::Hand => self.free_place(bench),
            None if tool.kit().is_some() => bench.kit_is(tool.kit().unwrap_or(0)),
            // A connector is taken where it is: out of its port, or off the mat.
            None => tool.plug().and_then(|plug| bench.plug_place(plug)).unwrap_or_else(|| layout::rack_place(tool)),
        };
        if tool != Tool::Hand {
            self.fly(place, bench, noise);
        } else {
            self.free_at(place);
        }
        let mut sample = self.last();
        sample.tool = tool.code();
        self.grip = if tool == Tool::Hand { 0.0 } else { self.grip };
        sample.grip = Sample::quantise_grip(self.grip);
        self.now.tool = tool.code();
        self.queue.push_back(sample);
    }

    fn free_place(&self, bench: &Bench) -> [f64; 3] {
        bench.place_of(&self.last())
    }

    fn free_at(&mut self, at: [f64; 3]) {
        let last = self.last();
        self.now.wheel = 0;
        self.queue.push_back(free_sample(at, last.tool, Sample::quantise_grip(self.grip)));
    }

    fn fly(&mut self, to: [f64; 3], bench: &Bench, noise: &mut Noise) {
        let from = self.free_place(bench);
        let way = crate::bench::distance(from, to);
        let via = noise.detour(from, to);
        let seconds = (0.25 + way / 700.0) * (1.0 + via.len() as f64);
        let grip = Sample::quantise_grip(self.grip);
        let tool = self.last().tool;
        self.now.wheel = 0;
        let mut legs = vec![from];
        legs.extend(via);
        legs.push(to);
        let per_leg = seconds / (legs.len() - 1) as f64;
        for leg in legs.windows(2) {
            let count = ticks(per_leg / noise.pace());
            for i in 1..=count {
                let t = f64::from(i) / f64::from(count);
                let s = t * t * t * (10.0 - 15.0 * t + 6.0 * t * t);
                let hump = 30.0 * 4.0 * s * (1.0 - s);
                let at = |k: usize| leg[0][k] + (leg[1][k] - leg[0][k]) * s;
                self.queue.push_back(free_sample([at(0), at(1) + hump, at(2)], tool, grip));
            }
        }
    }

    fn touch(&mut self, part: Part, pose: Pose, bench: &Bench, noise: &mut Noise) {
        let place = layout::place(&bench.anchor(part), pose.along, pose.across, pose.lift);
        self.fly(place, bench, noise);
        let tool = Tool::from_code(self.last().tool).unwrap_or(Tool::Hand);
        self.scale_mm = bench.control(tool, part).scale_mm;
        self.pose = pose;
        let mut sample = self.last();
        sample.part = part.code();
        sample.along = Sample::quantise_mm(pose.along);
        sample.across = Sample::quantise_mm(pose.across);
        sample.lift = Sample::quantise_mm(pose.lift);
        sample.turn = Sample::quantise_deg(pose.turn);
        self.now.wheel = 0;
        self.queue.push_back(sample);
    }
}

fn free_sample(at: [f64; 3], tool: u8, grip: u8) -> Sample {
    Sample {
        tool,
        part: 0,
        along: Sample::quantise_mm(at[0]),
        across: Sample::quantise_mm(at[2]),
        lift: Sample::quantise_mm(at[1]),
        turn: 0,
        grip,
        wheel: 0,
    }
}

fn ticks(seconds: f64) -> u32 {
    ((seconds / TICK_S) as u32).clamp(1, 120 * TICKS_PER_SECOND)
}
