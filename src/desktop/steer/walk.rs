//! Walking over the bench without a pointer: from one thing that can be touched or taken to the next.

use bevy::input::mouse::AccumulatedMouseMotion;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use super::super::aim::{Aim, Offer, Target};
use super::super::input::Ask;
use super::super::screens::tools_on_bar;
use super::super::work::{Attempt, Desk};
use super::Steering;
use crate::catalogue::vocabulary::Tool;
use crate::pointing::Command;

/// Mouse movement in one frame from which the person points again, pixels.
const POINTS_PX: f32 = 3.0;

/// What was walked to.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Walk {
    /// It is aimed at until the mouse moves or it is gone.
    pub at: Option<Target>,
}

/// The offer after or before the one that is aimed at, round the end; the nearest end where none is.
fn step(offers: &[Offer], at: Option<Target>, by: i32) -> Option<Target> {
    let count = offers.len() as i64;
    if count == 0 || by == 0 {
        return at;
    }
    let known = at.and_then(|at| offers.iter().position(|offer| offer.target.is_same(at)));
    let next = match known {
        Some(known) => (known as i64 + i64::from(by)).rem_euclid(count),
        None if by > 0 => 0,
        None => count - 1,
    };
    Some(offers[next as usize].target)
}

/// The tool after or before the one in hand that can be taken; bare fingers are one of them.
fn next_tool(tools: &[(Tool, bool)], held: Tool, by: i32) -> Option<Tool> {
    let can: Vec<Tool> = std::iter::once(Tool::Hand)
        .chain(tools.iter().filter(|(tool, can)| *can || *tool == held).map(|(tool, _)| *tool))
        .collect();
    let known = can.iter().position(|tool| *tool == held).unwrap_or(0) as i64;
    let next = can[(known + i64::from(by)).rem_euclid(can.len() as i64) as usize];
    (next != held).then_some(next)
}

/// Moves the pointer of the window, where sticks or arrows move it out of contact.
pub(super) fn point(
    steering: Res<Steering>,
    attempt: Option<Res<Attempt>>,
    mut walk: ResMut<Walk>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    let (Some(attempt), Ok(mut window)) = (attempt, windows.single_mut()) else { return };
    let way = Vec2::new(steering.cursor[0] as f32, steering.cursor[1] as f32);
    if attempt.pointer.touching().is_some() || attempt.is_held() || way == Vec2::ZERO {
        return;
    }
    walk.at = None;
    let size = window.size();
    let from = window.cursor_position().unwrap_or(size / 2.0);
    window.set_cursor_position(Some((from + way).clamp(Vec2::ZERO, (size - 1.0).max(Vec2::ZERO))));
}

/// Walks from thing to thing and from tool to tool.
pub(super) fn walk(
    steering: Res<Steering>,
    motion: Res<AccumulatedMouseMotion>,
    aim: Res<Aim>,
    attempt: Option<Res<Attempt>>,
    desk: Res<Desk>,
    mut walk: ResMut<Walk>,
    mut asks: MessageWriter<Ask>,
) {
    let (Some(attempt), Some(bench)) = (attempt, &desk.bench) else { return };
    let free = attempt.pointer.touching().is_none() && !attempt.is_held();
    if !free || motion.delta.length() > POINTS_PX {
        walk.at = None;
    }
    if !free {
        return;
    }
    if steering.part_step != 0 {
        walk.at = step(&aim.offers, walk.at.or(aim.target), steering.part_step);
    }
    if steering.tool_step == 0 && steering.take.is_none() {
        return;
    }
    let tools: Vec<(Tool, bool)> = tools_on_bar(bench).map(|tool| (tool, bench.can_take(tool))).collect();
    let held = attempt.pointer.tool();
    let asked = match steering.take {
        // The same key again puts it down.
        Some(place) => tools.get(place).map(|(tool, _)| if *tool == held { Tool::Hand } else { *tool }),
        None => next_tool(&tools, held, steering.tool_step),
    };
    if let Some(tool) = asked {
        asks.write(Ask(Command::Take(tool)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::vocabulary::Part;

    fn offers() -> Vec<Offer> {
        let targets =
            [Target::Touch(Part::Sheath, 20.0), Target::Take(Tool::Stripper), Target::Touch(Part::CleaverLid, 0.0)];
        targets.into_iter().map(|target| Offer { target, at: Vec2::ZERO, over: [0.0; 3] }).collect()
    }

    #[test]
    fn walking_goes_round_in_both_ways() {
        let offers = offers();
        let mut at = None;
        let mut seen = Vec::new();
        for _ in 0..4 {
            at = step(&offers, at, 1);
            seen.push(at);
        }
        assert_eq!(seen, [0, 1, 2, 0].map(|i| Some(offers[i].target)));
        assert_eq!(step(&offers, at, -1), Some(offers[2].target));
        assert_eq!(step(&offers, None, -1), Some(offers[2].target));
        assert_eq!(step(&[], None, 1), None);
    }

    #[test]
    fn a_part_is_the_same_wherever_on_it_one_points() {
        assert_eq!(step(&offers(), Some(Target::Touch(Part::Sheath, 3.0)), 1), Some(Target::Take(Tool::Stripper)));
    }

    #[test]
    fn tools_that_cannot_be_taken_are_passed_over() {
        let tools = [(Tool::Stripper, true), (Tool::Scissors, false), (Tool::Tweezers, true)];
        assert_eq!(next_tool(&tools, Tool::Hand, 1), Some(Tool::Stripper));
        assert_eq!(next_tool(&tools, Tool::Stripper, 1), Some(Tool::Tweezers));
        assert_eq!(next_tool(&tools, Tool::Tweezers, 1), Some(Tool::Hand));
        assert_eq!(next_tool(&tools, Tool::Hand, -1), Some(Tool::Tweezers));
        assert_eq!(next_tool(&[], Tool::Hand, 1), None);
    }
}
