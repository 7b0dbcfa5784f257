//! The splicer's keypad: what each key does on each page of its screen.

use crate::catalogue::vocabulary::{Key, Sample, TICKS_PER_SECOND, Tick, Tool};

use super::fusing::{ALIGN_S, TEST_S};
use super::state::{Page, Phase, Remembered};
use super::upkeep::CHECK_S;
use super::{Bench, Fact};

/// Splices that the splicer remembers; the oldest goes first.
pub const REMEMBERED: usize = 100;

/// A finger on a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    key: Key,
    down: bool,
}

impl Page {
    /// The page after this one.
    pub fn next(self) -> Page {
        match self {
            Page::Splice => Page::Memory,
            Page::Memory => Page::Upkeep,
            Page::Upkeep => Page::Oven,
            Page::Oven => Page::Splice,
        }
    }
}

impl Bench {
    pub(super) fn begin_press(&self, tool: Tool, key: Key) -> Option<Press> {
        (tool == Tool::Hand).then_some(Press { key, down: false })
    }

    pub(super) fn press(&mut self, work: &mut Press, now: &Sample, from: Tick) {
        let down = now.grip_01() >= 0.5;
        if down && !work.down {
            self.key(work.key, from);
        }
        work.down = down;
        self.state.splicer.key_down = down.then_some(work.key);
    }

    fn key(&mut self, key: Key, from: Tick) {
        let splicer = &self.state.splicer;
        if splicer.phase.is_busy() {
            return;
        }
        match (splicer.page, key) {
            (_, Key::Heat) => self.start_oven(),
            (page, Key::Menu) => self.turn_to(page.next()),
            (_, Key::Back) => self.turn_to(Page::Splice),
            (Page::Splice, _) => self.splice_key(key, from),
            (_, Key::Reset) => self.turn_to(Page::Splice),
            (Page::Upkeep, Key::Set) => {
                self.state.splicer.phase = match self.refusal() {
                    Some(why) => Phase::Refused(why),
                    None => Phase::Checking(self.tick + CHECK_S * TICKS_PER_SECOND),
                };
            }
            (Page::Memory, Key::Up) => self.state.splicer.scroll = self.state.splicer.scroll.saturating_sub(1),
            (Page::Memory, Key::Down) => {
                let last = self.state.splicer.memory.len().saturating_sub(1);
                self.state.splicer.scroll = (self.state.splicer.scroll + 1).min(last);
            }
            (Page::Oven, Key::Up) => self.choose_oven(false, from),
            (Page::Oven, Key::Down) => self.choose_oven(true, from),
            (Page::Memory | Page::Oven, Key::Set) => self.turn_to(Page::Splice),
            _ => {}
        }
    }

    fn turn_to(&mut self, page: Page) {
        let splicer = &mut self.state.splicer;
        splicer.page = page;
        splicer.scroll = 0;
        if matches!(splicer.phase, Phase::Refused(_)) {
            splicer.phase = Phase::Idle;
        }
    }

    fn splice_key(&mut self, key: Key, from: Tick) {
        let phase = self.state.splicer.phase;
        match (key, phase) {
            (Key::Program | Key::Up | Key::Down, Phase::Idle | Phase::Refused(_) | Phase::Ready { .. }) => {
                let splicer = &mut self.state.splicer;
                let count = self.job.splicer.programs.len().max(1);
                splicer.program = (splicer.program + if key == Key::Up { count - 1 } else { 1 }) % count;
                let program = splicer.program as u8;
                self.say(from, Fact::ProgramChosen { program });
            }
            (Key::View, _) => self.state.splicer.view = 1 - self.state.splicer.view,
            (Key::Set, Phase::Idle | Phase::Refused(_)) => {
                self.state.splicer.phase = match self.refusal() {
                    Some(why) => Phase::Refused(why),
                    None => Phase::Aligning(self.tick + ALIGN_S * TICKS_PER_SECOND),
                };
                self.state.splicer.view_ticks = [0; 2];
                self.state.splicer.arcs = 0;
            }
            (Key::Set, Phase::Ready { warned }) => {
                if warned {
                    self.say(from, Fact::WarningOverridden);
                }
                self.fire();
            }
            (Key::Set, Phase::Joined(_)) if self.state.splicer.lid >= 0.9 && self.joint_in_splicer() => {
                let arcs = self.state.splicer.arcs + 1;
                self.say(from, Fact::ReArced { arcs });
                self.fire();
            }
            (Key::Reset, Phase::Idle | Phase::Refused(_) | Phase::Ready { .. }) => {
                self.state.splicer.phase = Phase::Idle;
            }
            (Key::Test, Phase::Joined(_)) if self.joint_in_splicer() => {
                let Phase::Joined(estimate) = phase else { return };
                self.state.splicer.phase = Phase::Testing(self.tick + TEST_S * TICKS_PER_SECOND, estimate);
            }
            _ => {}
        }
    }

    /// Keeps a splice; one more arc on the same joint changes its entry.
    pub(super) fn remember(&mut self, splice: Remembered) {
        let memory = &mut self.state.splicer.memory;
        let last = memory.last().map_or(0, |last| last.number);
        if splice.arcs > 1 {
            memory.pop();
        }
        let number = if splice.arcs > 1 { last.max(1) } else { last + 1 };
        if memory.len() >= REMEMBERED {
            memory.remove(0);
        }
        memory.push(Remembered { number, ..splice });
    }
}

#[cfg(test)]
#[path = "keypad_tests.rs"]
mod tests;
