//! Work on workpieces of any trade: sites and their state, items that are put in and taken out, questions.
//!
//! What a verb does to a site stands in `verbs`; how a question is answered in `answers`. Both are data's: nothing here
//! knows a trade.

pub mod answers;
mod verbs;

use crate::catalogue::vocabulary::{Part, Sample, Tick, Tool};
use crate::catalogue::workpiece::Verb;
use crate::scenario::craft::JobSite;

use super::control::LIGHT;
use super::layout::{self, Anchor};
use super::state::RingCut;
use super::{Bench, Control, Fact, Grip, Travel, Wheel};
use answers::Given;
pub use verbs::Crafting;

/// Where the bench for workpieces is where there is another one: a table of its own on the other side.
const ASIDE_MM: f64 = -1_500.0;
/// Depth of the kit's first row, behind the workpieces, mm.
const KIT_Z: f64 = -140.0;
/// Most places in a row of the kit, distance of places and of rows, mm.
pub const KIT_ROW: (usize, f64, f64) = (12, 84.0, 52.0);
/// Millimetres of a tool that looks for its station, for one unit of the hand: the same wherever it belongs.
const STATION_SCALE_MM: f64 = 0.15;
/// The question sheet.
const SHEET_AT: [f64; 3] = [-430.0, 3.0, 235.0];
/// Harm from which a site is of no use.
const RUINED: f64 = 1.0;

/// What has become of a site.
#[derive(Clone, Debug)]
pub struct SiteState {
    /// Done, be it well or badly.
    pub done: bool,
    /// The item that is in it.
    pub item: Option<u8>,
    /// Distance from where or how far it belongs, mm or degrees.
    pub error: f64,
    /// Harm, 0 none to 1 ruined and more.
    pub harm: f64,
    /// Dirt on it, 0 to 1.
    pub dirt: f64,
    /// Highest speed while working, mm/s.
    pub peak: f64,
    /// RMS drift across while working, mm.
    pub drift: f64,
    /// How far it is, in the verb's own unit: mm, degrees, gates, seconds.
    pub progress: f64,
    /// The cut round it.
    pub cut: Option<RingCut>,
    /// What a tester said of it.
    pub verdict: Option<bool>,
    /// Way that it was led, along and across, mm.
    pub way: Vec<(f32, f32)>,
}

impl SiteState {
    fn new(site: &JobSite) -> SiteState {
        SiteState {
            done: site.starts.is_some(),
            item: site.starts,
            error: 0.0,
            harm: 0.0,
            dirt: if let Verb::Wipe { dirt, .. } = site.verb { dirt } else { 0.0 },
            peak: 0.0,
            drift: 0.0,
            progress: 0.0,
            cut: None,
            verdict: None,
            way: Vec::new(),
        }
    }

    /// So much harmed that it is of no use.
    pub fn ruined(&self) -> bool {
        self.harm >= RUINED
    }
}

/// Workpieces and questions of one attempt.
#[derive(Clone, Debug)]
pub struct Craft {
    /// Sites, in the job's order.
    pub sites: Vec<SiteState>,
    /// What was answered, in the job's order.
    pub given: Vec<Given>,
}

impl Craft {
    pub(super) fn new(job: &crate::scenario::Job) -> Option<Craft> {
        let craft = &job.craft;
        if craft.sites.is_empty() && craft.questions.is_empty() {
            return None;
        }
        Some(Craft {
            sites: craft.sites.iter().map(SiteState::new).collect(),
            given: craft.questions.iter().map(|question| Given::new(&question.answer)).collect(),
        })
    }

    /// The site that an item is in, from 0.
    pub fn place_of(&self, item: u8) -> Option<u8> {
        self.sites.iter().position(|site| site.item == Some(item)).map(|i| i as u8)
    }
}

impl Bench {
    /// Workpieces and questions, where the job has some.
    pub fn craft(&self) -> Option<&Craft> {
        self.craft.as_deref()
    }

    /// Whether there is nothing but workpieces and questions.
    pub fn only_crafts(&self) -> bool {
        self.job.scenario.work == crate::scenario::schema::Work::Pieces
    }

    /// Whether a splice is on this bench, wholly or in part.
    pub fn has_workshop(&self) -> bool {
        !self.only_measures() && !self.only_crafts()
    }

    /// A site and its state, by its number from 1.
    pub fn site(&self, number: u8) -> Option<(&JobSite, &SiteState)> {
        let at = usize::from(number.checked_sub(1)?);
        Some((self.job.craft.sites.get(at)?, self.craft.as_ref()?.sites.get(at)?))
    }

    /// Whether a site can be reached: what must be done before is, what would close it is not.
    pub fn is_open(&self, number: u8) -> bool {
        let Some((site, _)) = self.site(number) else { return false };
        let done = |at: &u8| self.craft.as_ref().is_some_and(|craft| craft.sites[usize::from(*at)].done);
        site.after.iter().all(done) && !site.before.iter().any(done)
    }

    /// Where the middle of the bench for workpieces is.
    pub fn craft_at(&self) -> [f64; 3] {
        if self.only_crafts() { [0.0; 3] } else { [ASIDE_MM, 0.0, 0.0] }
    }

    /// Where a tool or an item of the kit lies when it is not in a site, mm.
    pub fn kit_place(&self, n: u8) -> [f64; 3] {
        let (row, wide, deep) = KIT_ROW;
        let columns = self.job.craft.kit.len().clamp(1, row);
        let (column, row) = (usize::from(n) % row, usize::from(n) / row);
        let x = (column as f64 - (columns as f64 - 1.0) / 2.0) * wide;
        [self.craft_at()[0] + x, 10.0, KIT_Z - row as f64 * deep]
    }

    /// Where a tool or an item of the kit is: in the hand, in a site, or in its place.
    pub fn kit_is(&self, n: u8) -> [f64; 3] {
        if self.before.tool == Tool::Kit(n).code() {
            return self.hand_place();
        }
        let inside = self.craft.as_ref().and_then(|craft| craft.place_of(n));
        inside.map_or_else(|| self.kit_place(n), |site| self.anchor(Part::Site(site + 1)).at)
    }

    pub(super) fn craft_anchor(&self, part: Part) -> Option<Anchor> {
        let [x, y, z] = self.craft_at();
        match part {
            Part::Questions => Some(Anchor {
                at: [x + SHEET_AT[0], y + SHEET_AT[1], z + SHEET_AT[2]],
                along: [1.0, 0.0, 0.0],
                across: [0.0, 0.0, 1.0],
            }),
            Part::Site(number) => {
                let (site, _) = self.site(number)?;
                let at = [x + site.at[0], y + site.at[1], z + site.at[2]];
                Some(Anchor { at, along: site.along, across: site.across })
            }
            _ => None,
        }
    }

    pub(super) fn can_take_kit(&self, n: u8) -> bool {
        let Some(tool) = self.job.craft.kit.get(usize::from(n)) else { return false };
        let Some(craft) = &self.craft else { return false };
        // What is in a site comes out of it, unless the site is closed by now.
        !tool.item || craft.place_of(n).is_none_or(|site| self.is_open(site + 1))
    }

    /// An item that is taken comes out of where it is.
    pub(super) fn take_kit(&mut self, n: u8) {
        let Some(craft) = &mut self.craft else { return };
        let Some(at) = craft.place_of(n) else { return };
        let site = &self.job.craft.sites[usize::from(at)];
        let state = &mut craft.sites[usize::from(at)];
        *state = SiteState { harm: state.harm, item: None, done: false, ..SiteState::new(site) };
        let forbidden = site.forbidden;
        self.say(self.tick, Fact::ItemRemoved { site: at + 1, item: n });
        if forbidden {
            self.say(self.tick, Fact::SiteForbidden { site: at + 1 });
        }
    }

    pub(super) fn begin_craft(&self, tool: Tool, number: u8, sample: &Sample) -> Option<Crafting> {
        let (site, state) = self.site(number)?;
        if !self.is_open(number) {
            return None;
        }
        if matches!(site.verb, Verb::Insert { .. }) {
            let item = tool.kit()?;
            let is_item = self.job.craft.kit.get(usize::from(item)).is_some_and(|kit| kit.item);
            // A hole that is taken takes nothing else.
            if state.item.is_some() || (site.tools.is_empty() && !is_item) {
                return None;
            }
            if !site.tools.is_empty() && !site.tools.contains(&tool) {
                return None;
            }
        } else if !site.tools.contains(&tool) {
            return None;
        }
        Some(Crafting::new(number, tool, sample))
    }

    pub(super) fn work_craft(&mut self, work: &mut Crafting, before: &Sample, now: &Sample) {
        let at = usize::from(work.number - 1);
        let (Some(site), Some(craft)) = (self.job.craft.sites.get(at), &mut self.craft) else { return };
        let Some(state) = craft.sites.get_mut(at) else { return };
        self.resistance = verbs::step(&site.verb, state, work, before, now);
    }

    pub(super) fn leave_craft(&mut self, mut work: Crafting, peak_mm_s: f64, from: Tick) {
        let at = usize::from(work.number - 1);
        let (Some(site), Some(craft)) = (self.job.craft.sites.get(at), &mut self.craft) else { return };
        let Some(state) = craft.sites.get_mut(at) else { return };
        if !work.worked() {
            return;
        }
        let was = state.harm;
        verbs::settle(&site.verb, state, &mut work, peak_mm_s);
        if let Verb::Insert { .. } = site.verb
            && state.done
        {
            // What is put in stays there; a tool is drawn out again.
            let stays = |n: &u8| self.job.craft.kit.get(usize::from(*n)).is_some_and(|kit| kit.item);
            state.item = work.tool.kit().filter(stays);
        }
        let (renews, forbidden) = (site.renews.clone(), site.forbidden);
        if let Verb::Test { .. } = site.verb
            && state.done
        {
            self.test(at);
        }
        let Some(craft) = &mut self.craft else { return };
        let state = craft.sites[at].clone();
        if state.done {
            for renewed in renews {
                let site = &self.job.craft.sites[usize::from(renewed)];
                craft.sites[usize::from(renewed)] = SiteState::new(site);
            }
        }
        let right = self.is_right(at);
        self.say(
            from,
            Fact::SiteWorked {
                site: work.number,
                done: state.done,
                right,
                error: state.error,
                harm: state.harm,
                left: state.dirt,
                peak: state.peak,
                drift: state.drift,
                item: state.item,
            },
        );
        if state.ruined() && was < RUINED {
            self.say(from, Fact::SiteHarmed { site: work.number, harm: state.harm });
        }
        if forbidden {
            self.say(from, Fact::SiteForbidden { site: work.number });
        }
    }

    /// Whether what is at a site is what belongs there, and unharmed where nothing belongs there.
    fn is_right(&self, at: usize) -> bool {
        let (Some(site), Some(craft)) = (self.job.craft.sites.get(at), &self.craft) else { return false };
        let state = &craft.sites[at];
        match &site.verb {
            Verb::Insert { .. } if site.tools.is_empty() || !site.holds.is_empty() => {
                state.item.is_some_and(|item| site.holds.contains(&item))
            }
            Verb::Pick { .. } => site.wanted,
            Verb::Test { .. } => site.of.iter().all(|of| craft.sites[usize::from(*of)].verdict == Some(true)),
            _ => state.done && !state.ruined(),
        }
    }

    /// A tester looks at each of its sites: done, unharmed, and the right thing in it.
    fn test(&mut self, at: usize) {
        for of in self.job.craft.sites[at].of.clone() {
            let of = usize::from(of);
            let right = self.is_right(of);
            if let Some(craft) = &mut self.craft {
                let state = &mut craft.sites[of];
                state.verdict = Some(state.done && !state.ruined() && right);
            }
        }
    }

    /// How a pointer drives the verb of a site.
    pub(super) fn craft_control(&self, number: u8, base: Control) -> Option<Control> {
        let (site, state) = self.site(number)?;
        let base = Control { grip: LIGHT, view_mm: 90.0, ..base };
        Some(match &site.verb {
            Verb::Score { station, .. } => Control {
                travel: Travel::Circle,
                scale_mm: STATION_SCALE_MM,
                start: None,
                grip: Grip { rise: 0.7, hold: 1.0, creep: 0.0 },
                reach_mm: (0.0, station * 1.6 + 40.0),
                view_mm: (station * 0.6).clamp(50.0, 160.0),
                ..base
            },
            Verb::Draw { length, .. } => Control {
                scale_mm: (length / 300.0).clamp(0.05, 0.9),
                start: Some([length * 0.4, 0.0, 0.0]),
                grip: Grip { rise: 4.0, hold: 0.6, creep: 0.03 },
                view_mm: (length * 2.0).clamp(40.0, 400.0),
                reach_mm: (-0.1 * length - 5.0, length * 1.7 + 10.0),
                ..base
            },
            Verb::Slit { length, .. } => Control {
                scale_mm: (length / 380.0).max(0.05),
                grip: Grip { rise: 1.0, hold: 0.8, creep: 0.02 },
                view_mm: (length * 1.4).max(50.0),
                reach_mm: (-5.0, length + 8.0),
                ..base
            },
            Verb::Wipe { length, .. } => Control {
                scale_mm: (length / 380.0).max(0.05),
                start: Some([*length, 0.0, 0.0]),
                wheel: Wheel::FreshArea,
                view_mm: (length * 1.5).max(40.0),
                reach_mm: (-6.0, length + 6.0),
                ..base
            },
            Verb::Turn { .. } => Control {
                travel: Travel::Circle,
                wheel: Wheel::Turn,
                start_turn_deg: state.progress,
                view_mm: 80.0,
                reach_mm: (-1.0, 1.0),
                ..base
            },
            Verb::Insert { depth, tolerance, .. } => Control {
                scale_mm: (depth / 250.0).clamp(0.02, 0.3),
                start: Some([*depth, tolerance * 4.0, 0.0]),
                view_mm: (depth * 2.4).max(30.0),
                reach_mm: (0.0, depth * 1.6),
                ..base
            },
            Verb::Squeeze { station, .. } => Control {
                scale_mm: if station.is_some() { STATION_SCALE_MM } else { 0.05 },
                start: station.is_none().then_some([0.0; 3]),
                grip: Grip { rise: 0.9, hold: 1.0, creep: 0.0 },
                view_mm: station.map_or(70.0, |station| (station * 0.8).clamp(60.0, 200.0)),
                reach_mm: station.map_or((-2.0, 2.0), |station| (0.0, station * 1.6 + 20.0)),
                ..base
            },
            Verb::Lead { gates, .. } => {
                let far = gates.iter().flat_map(|gate| [gate.0.abs(), gate.1.abs()]).fold(20.0, f64::max);
                Control {
                    travel: Travel::Plane,
                    scale_mm: far / 380.0,
                    grip: Grip { creep: 0.0, ..LIGHT },
                    view_mm: far * 2.2,
                    reach_mm: (-far * 1.4, far * 1.4),
                    ..base
                }
            }
            Verb::Frame { aim, .. } => {
                let [along, across] = verbs::unframed(self.job.seed, number, *aim);
                Control {
                    travel: Travel::Plane,
                    scale_mm: aim / 18.0,
                    start: Some([along, across, 0.0]),
                    view_mm: aim * 24.0,
                    reach_mm: (-aim * 12.0, aim * 12.0),
                    ..base
                }
            }
            Verb::Pick { .. } => {
                Control { grip: Grip { rise: 3.0, ..LIGHT }, reach_mm: (-4.0, 4.0), view_mm: 160.0, ..base }
            }
            Verb::Test { .. } => Control {
                travel: Travel::Press,
                grip: Grip { rise: 12.0, hold: 0.8, creep: 0.0 },
                view_mm: 160.0,
                ..base
            },
        })
    }
}

/// Where the parts of this room stand when a job has none: far off the bench's middle.
pub(super) fn nowhere() -> Anchor {
    layout::Anchor { at: SHEET_AT, along: [1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] }
}
