//! How a hand works on workpieces and answers questions: in which order, and the steps of each verb.

use crate::bench::Bench;
use crate::bench::craft::answers::{self, HAND_IN};
use crate::catalogue::vocabulary::{Part, Tool};
use crate::catalogue::workpiece::Verb;
use crate::scenario::craft::{JobAnswer, JobSite};
use crate::scenario::schema::{Criterion, Figure, Lang, Rule};

use super::SyntheticHand;
use super::plan::{Goal, Habits};
use super::script::{Pose, Step};

use Step::{Grip, Leave, Move, Take, Touch, Wait, Wheel};

/// Share of its misjudgement that a hand keeps when it sees the work close.
const LOUPE: f64 = 0.15;
/// Pause to look before a fine movement, s.
const LOOK_S: f64 = 0.25;
/// Share of the way from full points to none that a fault goes.
const FAULTY: f64 = 0.75;
/// Dirt that a careful hand leaves.
const CLEAN: f64 = 0.02;

/// The next site or question; finished when none is left.
pub(super) fn next(bench: &Bench, habits: &Habits) -> Goal {
    let Some(craft) = bench.craft() else { return Goal::Finish };
    let job = bench.job();
    let orders = Orders::of(bench, habits);
    let done = |site: u8| orders.is_done(bench, site);
    let ready = |site: &u8| {
        let (at, number) = (usize::from(*site), *site + 1);
        let closes = (0..job.craft.sites.len()).any(|other| {
            let waits = orders.needed.contains(&(other as u8)) && !done(other as u8);
            waits && job.craft.sites[other].before.contains(site)
        });
        let before = orders.sequences.iter().any(|sequence| {
            let place = sequence.iter().position(|of| of == site);
            place.is_some_and(|place| sequence[..place].iter().any(|of| !done(*of)))
        });
        let tests = job.craft.sites[at].of.iter().any(|of| orders.needed.contains(of) && !done(*of));
        !done(*site) && bench.is_open(number) && !closes && !before && !tests
    };
    if let Some(site) = orders.needed.iter().copied().find(ready) {
        return Goal::Site(site + 1);
    }
    match craft.given.iter().position(|given| !given.handed_in) {
        Some(question) => Goal::Answer(question as u8),
        None => Goal::Finish,
    }
}

/// What a hand means to do: the job's sites, less and more by its mistakes.
struct Orders {
    needed: Vec<u8>,
    sequences: Vec<Vec<u8>>,
    /// Item that goes into a site.
    items: Vec<Option<u8>>,
}

impl Orders {
    fn of(bench: &Bench, habits: &Habits) -> Orders {
        let craft = &bench.job().craft;
        let criteria = &bench.job().scenario.marking.criteria;
        let named = |names: &[String]| names.iter().flat_map(|name| craft.sites_named(name)).collect::<Vec<u8>>();
        let mut items: Vec<Option<u8>> = craft.sites.iter().map(|site| site.holds.first().copied()).collect();
        let (mut wanted, mut sequences, mut untouched) = (Vec::new(), Vec::new(), Vec::new());
        for criterion in criteria {
            match &criterion.rule {
                Rule::Sites { sites, .. } => wanted.extend(named(sites)),
                Rule::Sequence { sites } => {
                    wanted.extend(named(sites));
                    sequences.push(named(sites));
                }
                Rule::Planned { items } => {
                    wanted.extend(items.iter().filter_map(|item| craft.belongs(craft.kit_index(item)?)));
                }
                Rule::Picks { sites } => {
                    wanted.extend(named(sites).into_iter().filter(|site| craft.sites[usize::from(*site)].wanted));
                }
                Rule::Untouched { sites } => untouched.extend(named(sites)),
                _ => {}
            }
        }
        // What must be done before, too.
        let mut at = 0;
        while at < wanted.len() {
            let site = &craft.sites[usize::from(wanted[at])];
            for before in &site.after {
                if !wanted.contains(before) {
                    wanted.push(*before);
                }
            }
            at += 1;
        }
        let mut needed: Vec<u8> = (0..craft.sites.len() as u8)
            .filter(|site| {
                wanted.contains(site) && (!untouched.contains(site) || craft.sites[usize::from(*site)].starts.is_none())
            })
            .collect();
        for failed in &habits.failed {
            let Some(criterion) = criteria.get(*failed) else { continue };
            err(bench, criterion, &mut needed, &mut sequences, &mut items);
        }
        Orders { needed, sequences, items }
    }

    fn is_done(&self, bench: &Bench, site: u8) -> bool {
        let Some((job_site, state)) = bench.site(site + 1) else { return true };
        match job_site.verb {
            // A tool does its work and is drawn out; an item stays.
            Verb::Insert { .. } if job_site.tools.is_empty() || !job_site.holds.is_empty() => {
                state.item.is_some() && state.item == self.items[usize::from(site)]
            }
            _ => state.done,
        }
    }
}

/// What a failed criterion changes in what a hand means to do; how it works is changed in its gestures.
fn err(
    bench: &Bench,
    criterion: &Criterion,
    needed: &mut Vec<u8>,
    sequences: &mut Vec<Vec<u8>>,
    items: &mut [Option<u8>],
) {
    let craft = &bench.job().craft;
    let first = |names: &[String]| names.iter().flat_map(|name| craft.sites_named(name)).next();
    match &criterion.rule {
        Rule::Sites { sites, figure: Figure::Done, .. } => {
            if let Some(site) = first(sites) {
                needed.retain(|of| *of != site);
            }
        }
        Rule::Sites { sites, figure: Figure::Right, .. } => {
            let Some(site) = first(sites) else { return };
            if !matches!(craft.sites[usize::from(site)].verb, Verb::Insert { .. }) {
                needed.retain(|of| *of != site);
            } else {
                misplace(bench, site, needed, items);
            }
        }
        Rule::Picks { sites } => {
            let wanted = sites.iter().flat_map(|name| craft.sites_named(name)).find(|site| needed.contains(site));
            needed.retain(|of| Some(*of) != wanted);
        }
        Rule::Planned { items: names } => {
            let item = names.iter().find_map(|name| craft.kit_index(name));
            let Some((item, site)) = item.and_then(|item| Some((item, craft.belongs(item)?))) else { return };
            let free = |at: &u8| {
                let other = &craft.sites[usize::from(*at)];
                let like =
                    matches!(other.verb, Verb::Insert { .. }) && other.holds.is_empty() && other.starts.is_none();
                like && !needed.contains(at) && !other.forbidden && bench.is_open(*at + 1) && other.tools.is_empty()
            };
            match (0..craft.sites.len() as u8).find(free) {
                Some(wrong) => {
                    needed.retain(|of| *of != site);
                    needed.push(wrong);
                    items[usize::from(wrong)] = Some(item);
                    items[usize::from(site)] = None;
                }
                None => misplace(bench, site, needed, items),
            }
        }
        Rule::Sequence { sites } => {
            let order: Vec<u8> = sites.iter().flat_map(|name| craft.sites_named(name)).collect();
            let swappable = |pair: &&[u8]| !craft.sites[usize::from(pair[1])].after.contains(&pair[0]);
            if let Some(pair) = order.windows(2).find(swappable) {
                let swapped = vec![pair[1], pair[0]];
                sequences.iter_mut().filter(|of| **of == order).for_each(|of| of.clear());
                sequences.push(swapped);
            }
        }
        Rule::Untouched { sites } => {
            // The fault does what it may do there: the first that can be worked.
            let can = |site: &u8| bench.is_open(*site + 1);
            if let Some(site) = sites.iter().flat_map(|name| craft.sites_named(name)).find(can) {
                let taken = craft.sites[usize::from(site)].starts;
                if taken.is_none() || bench.site(site + 1).is_some_and(|(_, state)| state.item == taken) {
                    needed.insert(0, site);
                    // To be worked again, what is in it must come out.
                    items[usize::from(site)] =
                        taken.filter(|_| bench.site(site + 1).is_some_and(|(_, s)| s.item != taken));
                }
            }
        }
        _ => {}
    }
}

/// Puts into a site what does not belong there: what belongs nowhere, or what belongs in another one.
fn misplace(bench: &Bench, site: u8, needed: &mut Vec<u8>, items: &mut [Option<u8>]) {
    let craft = &bench.job().craft;
    let right = items[usize::from(site)];
    let is_item = |n: &u8| craft.kit[usize::from(*n)].item && Some(*n) != right;
    let all = (0..craft.kit.len() as u8).filter(is_item);
    let spare = all.clone().find(|n| craft.belongs(*n).is_none() && !craft.sites.iter().any(|s| s.starts == Some(*n)));
    if let Some(spare) = spare {
        items[usize::from(site)] = Some(spare);
        return;
    }
    let other = needed.iter().copied().find(|of| {
        let fits = matches!(craft.sites[usize::from(*of)].verb, Verb::Insert { .. });
        *of != site && fits && items[usize::from(*of)].is_some()
    });
    match other {
        Some(other) => items.swap(usize::from(site), usize::from(other)),
        None => needed.retain(|of| *of != site),
    }
}

/// A smooth way through gates (Catmull and Rom), a point every few mm; `cut` draws it towards the straight line.
pub(super) fn smooth(gates: &[(f64, f64)], cut: f64) -> Vec<(f64, f64)> {
    let at = |i: isize| gates[i.clamp(0, gates.len() as isize - 1) as usize];
    let mut way = Vec::new();
    for i in 0..gates.len().saturating_sub(1) as isize {
        let [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
        for step in 0..40 {
            let t = f64::from(step) / 40.0;
            let one = |a: f64, b: f64, c: f64, d: f64| {
                let bent = 0.5
                    * (2.0 * b
                        + (c - a) * t
                        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                        + (3.0 * b - a - 3.0 * c + d) * t * t * t);
                bent + (b + (c - b) * t - bent) * cut
            };
            way.push((one(p0.0, p1.0, p2.0, p3.0), one(p0.1, p1.1, p2.1, p3.1)));
        }
    }
    way.extend(gates.last().copied());
    way
}

impl SyntheticHand {
    /// What a failed criterion wants wrong at a site: the figure and a value that loses most of its points.
    fn fault_at(&self, bench: &Bench, site: u8) -> Option<(Figure, f64)> {
        let job = bench.job();
        self.habits.failed.iter().find_map(|failed| match &job.scenario.marking.criteria.get(*failed)?.rule {
            Rule::Sites { sites, figure, full, zero } => {
                let first = sites.iter().flat_map(|name| job.craft.sites_named(name)).next()?;
                (first == site).then_some((*figure, full + (zero - full) * FAULTY))
            }
            _ => None,
        })
    }

    pub(super) fn work_site(&mut self, bench: &Bench, number: u8) -> Vec<Step> {
        self.noise.swap_streams();
        let steps = self.site_steps(bench, number);
        self.noise.swap_streams();
        steps
    }

    fn site_steps(&mut self, bench: &Bench, number: u8) -> Vec<Step> {
        let Some((site, state)) = bench.site(number) else { return Vec::new() };
        let (part, index) = (Part::Site(number), number - 1);
        let fault = self.fault_at(bench, index);
        let wrong = |figure: Figure| fault.filter(|(of, _)| *of == figure).map(|(_, value)| value);
        self.noise.sway_mm = wrong(Figure::Drift).map_or(0.0, |drift| drift * 2.2);
        let Some(tool) = self.tool_for(bench, site, index) else { return Vec::new() };
        if let Verb::Insert { .. } = site.verb
            && state.item.is_some_and(|item| tool == Tool::Kit(item))
        {
            // What is in the way comes out, and goes back where it lies.
            return vec![Take(tool), Wait(LOOK_S), Take(Tool::Hand)];
        }
        let scale = bench.control(tool, part).scale_mm;
        let mut steps = vec![Take(tool)];
        match &site.verb {
            Verb::Score { station, wall, reach, spare } => {
                let at = self.noise.aim(*station, scale) + wrong(Figure::Error).unwrap_or(0.0);
                let depth = wrong(Figure::Harm).map_or(0.93 * wall, |harm| wall + spare * harm);
                let grip = self.noise.grip((depth / reach).min(1.0));
                steps.extend([
                    Touch(part, Pose::at(at)),
                    Wait(LOOK_S),
                    Grip(grip, 0.6),
                    Move(Pose { along: at, turn: 400.0, ..Pose::default() }, 2.6),
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Draw { length, speed, firm } => {
                let taken = self.noise.aim(*length, scale) + wrong(Figure::Error).unwrap_or(0.0);
                let taken = taken.max(0.4 * length);
                // A minimum jerk movement peaks at 1.875 times its mean speed.
                let peak = match (wrong(Figure::Harm), wrong(Figure::Peak)) {
                    (Some(harm), _) => speed * (1.15 + harm),
                    (_, Some(peak)) => peak * 1.1,
                    _ => 0.6 * speed,
                };
                let hasty_s = if wrong(Figure::Harm).is_some() || wrong(Figure::Peak).is_some() { 0.06 } else { 0.0 };
                let grip = self.noise.grip(0.3 + 0.4 * firm).clamp(0.28, 1.0);
                steps.extend([
                    Touch(part, Pose::at(0.4 * length)),
                    Move(Pose::at(taken), 0.9),
                    Wait(LOOK_S),
                    Grip(grip, 0.25),
                    // A short way is over before a speed is felt: haste makes it shorter still.
                    Move(Pose::at(-0.06 * length - 2.0), (1.875 * (taken + 2.0) / peak - hasty_s).max(0.04)),
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Slit { length, wall, reach, spare, drift } => {
                let depth = wrong(Figure::Harm).map_or(wall + 0.35 * spare, |harm| wall + spare * harm.max(0.2));
                let grip = self.noise.grip((depth / reach).min(1.0));
                let end = wrong(Figure::Error).map_or(length + 2.0, |error| length - error);
                let off = self.noise.aim(0.0, scale * LOUPE).clamp(-drift, *drift);
                steps.extend([
                    Touch(part, Pose { along: state.progress.max(0.0), across: 0.0, ..Pose::default() }),
                    Wait(LOOK_S),
                    Grip(grip, 0.6),
                    Move(Pose { along: end, across: off, ..Pose::default() }, 1.0 + length / 40.0),
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Wipe { length, left, .. } => {
                let enough = libm::ceil(libm::log(CLEAN / state.dirt.max(CLEAN)) / libm::log(*left)) + 1.0;
                let hasty = self.noise.skill().haste > 0.4 && self.noise.chance(self.noise.skill().haste * 0.4);
                let strokes = match wrong(Figure::Left) {
                    Some(dirt) => {
                        libm::floor(libm::log(dirt / state.dirt.max(CLEAN)) / libm::log(*left)).max(0.0) + 0.4
                    }
                    None if hasty => 2.0,
                    None => enough.clamp(2.0, 12.0),
                };
                let seconds = wrong(Figure::Peak).map_or(0.8, |peak| (1.9 * length / peak).max(0.08));
                for stroke in 0..libm::ceil(strokes) as u32 {
                    let whole = (strokes - f64::from(stroke)).min(1.0);
                    steps.extend([
                        Touch(part, Pose::at(*length)),
                        Wheel(stroke as i16 + 1),
                        Grip(self.noise.grip(0.5), 0.15),
                        Move(Pose::at(length * (1.0 - whole)), seconds),
                        Grip(0.0, 0.12),
                    ]);
                    if stroke + 1 < libm::ceil(strokes) as u32 {
                        // Back in the air, on the same contact.
                        steps.push(Move(Pose::at(*length), 0.5));
                    }
                }
                // One contact: the touches after the first are moves.
                steps = one_touch(steps, part);
                steps.push(Leave);
            }
            Verb::Turn { angle, over } => {
                let to = match (wrong(Figure::Error), wrong(Figure::Harm)) {
                    // Too little where that still counts as done, too far otherwise.
                    (Some(error), _) if error < 0.9 * over.min(angle.abs() * 0.5) => angle - angle.signum() * error,
                    (Some(error), _) => angle + angle.signum() * error,
                    (_, Some(harm)) => angle + angle.signum() * over * harm,
                    _ => self.noise.angle(*angle),
                };
                steps.extend([
                    Touch(part, Pose { turn: state.progress, ..Pose::default() }),
                    Wait(LOOK_S),
                    Grip(self.noise.grip(0.5), 0.2),
                    Move(Pose { turn: to, ..Pose::default() }, 0.6 + (to - state.progress).abs() / 300.0),
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Insert { depth, tolerance, .. } => {
                let aim = self.noise.aim(0.0, scale * LOUPE * 2.0);
                let off = wrong(Figure::Error).map_or(aim, |error| error.min(tolerance * 0.95));
                let pushes = wrong(Figure::Harm).map_or(0, |harm| libm::ceil(harm / 0.12) as u32 + 1);
                steps.push(Touch(part, Pose { along: *depth, across: tolerance * 4.0, ..Pose::default() }));
                for _ in 0..pushes.min(12) {
                    let beside = Pose { across: tolerance * 1.8, ..Pose::at(0.0) };
                    steps.extend([
                        Grip(0.5, 0.1),
                        Move(Pose { along: depth * 0.25, ..beside }, 0.3),
                        Grip(0.0, 0.1),
                        Move(Pose { along: depth * 0.6, ..beside }, 0.3),
                    ]);
                }
                steps.extend([
                    Move(Pose { along: depth * 0.6, across: off, ..Pose::default() }, 0.6),
                    Wait(LOOK_S),
                    Grip(self.noise.grip(0.5).max(0.3), 0.2),
                    Move(Pose { along: 0.0, across: off, ..Pose::default() }, 0.6),
                    Wait(0.1),
                    Grip(0.0, 0.15),
                    Leave,
                    Take(Tool::Hand),
                ]);
            }
            Verb::Squeeze { from, to, hold, station } => {
                let at = station.map_or(0.0, |station| self.noise.aim(station, scale));
                let at = at + wrong(Figure::Error).unwrap_or(0.0);
                let most = to.min(1.0);
                let grip =
                    wrong(Figure::Harm).map_or(self.noise.grip(from + (most - from) * 0.45), |harm| to + 0.2 * harm);
                steps.extend([
                    Touch(part, Pose::at(at)),
                    Wait(LOOK_S),
                    Grip(grip.min(1.0), 0.5),
                    Wait(hold + 0.2),
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Lead { gates, gate, .. } => {
                let beside = self.noise.aim(0.0, scale * LOUPE * 4.0).clamp(-0.8 * gate, 0.8 * gate);
                let beside = wrong(Figure::Error).map_or(beside, |error| error.min(0.9 * gate));
                let begin = gates.first().copied().unwrap_or_default();
                let way: f64 = gates.windows(2).map(|g| libm::hypot(g[1].0 - g[0].0, g[1].1 - g[0].1)).sum();
                let cut = if wrong(Figure::Harm).is_some() { 1.0 } else { 0.0 };
                steps.extend([
                    Touch(part, Pose { along: begin.0, across: begin.1 + beside, ..Pose::default() }),
                    Wait(LOOK_S),
                    Grip(0.45, 0.2),
                    Step::Gates { number, cut, beside, seconds: 0.8 + way / 90.0 },
                    Grip(0.0, 0.2),
                    Leave,
                ]);
            }
            Verb::Frame { aim, still } => {
                let start = bench.control(tool, part).start.unwrap_or_default();
                let off =
                    wrong(Figure::Error).unwrap_or_else(|| self.noise.aim(0.0, scale * LOUPE).abs().min(6.0 * aim));
                steps.extend([
                    Touch(part, Pose { along: start[0], across: start[1], ..Pose::default() }),
                    Move(Pose { along: off, across: 0.0, ..Pose::default() }, 1.2),
                    Wait(LOOK_S),
                    Grip(0.5, 0.2),
                    Wait(still + 0.25),
                    Grip(0.0, 0.15),
                    Leave,
                ]);
            }
            Verb::Pick { .. } | Verb::Test { .. } => {
                steps.extend([
                    Touch(part, Pose::default()),
                    Wait(LOOK_S),
                    Grip(0.7, 0.15),
                    Wait(0.15),
                    Grip(0.0, 0.15),
                    Leave,
                ]);
            }
        }
        if tool != Tool::Hand && !matches!(site.verb, Verb::Insert { .. }) {
            steps.push(Take(Tool::Hand));
        }
        steps
    }

    /// What goes into a site, or the tool that works on it.
    fn tool_for(&self, bench: &Bench, site: &JobSite, index: u8) -> Option<Tool> {
        if let Verb::Insert { .. } = site.verb {
            let orders = Orders::of(bench, &self.habits);
            let inside = bench.site(index + 1)?.1.item;
            return match (inside, orders.items[usize::from(index)]) {
                (Some(other), wanted) if Some(other) != wanted => Some(Tool::Kit(other)),
                (_, wanted) => wanted.map(Tool::Kit).or_else(|| site.tools.first().copied()),
            };
        }
        site.tools.first().copied()
    }

    pub(super) fn answer(&mut self, bench: &Bench, question: u8) -> Vec<Step> {
        let job = bench.job();
        let Some(asked) = job.craft.questions.get(usize::from(question)) else { return Vec::new() };
        let wrong = self.habits.failed.iter().any(|failed| {
            let rule = job.scenario.marking.criteria.get(*failed).map(|criterion| &criterion.rule);
            matches!(rule, Some(Rule::Answers { questions }) if questions.first() == Some(&asked.id))
        });
        let press = |control: i16, value: i32| Step::Press(Part::Questions, answers::code(question, control), value);
        let mut steps = vec![Wait(0.8)];
        match &asked.answer {
            JobAnswer::Choose { options, right } => {
                let chosen: Vec<u8> = if wrong {
                    (0..options.len() as u8).filter(|at| !right.contains(at)).take(1).collect()
                } else {
                    right.clone()
                };
                steps.extend(chosen.iter().map(|at| press(i16::from(*at), 0)));
            }
            JobAnswer::Number { value, tolerance, .. } => {
                let value = if wrong { value + tolerance * 3.0 + 1.0 } else { *value };
                steps.push(press(0, libm::round(value * 100.0) as i32));
            }
            JobAnswer::Order { right, .. } => {
                let mut order = right.clone();
                if wrong {
                    order.swap(0, 1);
                }
                steps.extend(order.iter().map(|at| press(i16::from(*at), 0)));
            }
            JobAnswer::Match { of, .. } => {
                let shift = usize::from(wrong);
                let joined = (0..of.len()).map(|left| press(left as i16, i32::from(of[(left + shift) % of.len()])));
                steps.extend(joined);
            }
            JobAnswer::Write { model, .. } => {
                let text = if wrong { "…" } else { model.get(Lang::Fr) };
                steps.extend(text.chars().map(|letter| press(0, letter as i32)));
            }
        }
        steps.push(press(HAND_IN, 0));
        steps
    }
}

/// Turns every touch after the first into a move of the same contact.
fn one_touch(steps: Vec<Step>, part: Part) -> Vec<Step> {
    let mut touched = false;
    steps
        .into_iter()
        .filter(|step| match step {
            Touch(of, _) if *of == part => !std::mem::replace(&mut touched, true),
            _ => true,
        })
        .collect()
}
