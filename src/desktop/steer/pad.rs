//! The gamepad's share: sticks are axes, the trigger is a grip with every value between open and firm.
//!
//! Without a gamepad, or without the system's support for one, nothing happens; one that is plugged in later is used.

use bevy::prelude::*;
use bevy_egui::egui::{Key, Modifiers};
use gilrs::{Axis, Button, EventType, GamepadId, Gilrs};

use super::{Axes, Repeat, Steering};
use crate::bench::Travel;

/// Share of a stick's way, and of a trigger's, in which it does nothing: worn sticks do not come back to the middle.
const DEAD: f64 = 0.16;
const DEAD_TRIGGER: f64 = 0.06;
/// Speed of the tool and of the pointer at full way, units or pixels a second.
const UNITS_S: f64 = 420.0;
const CURSOR_PX_S: f64 = 900.0;
/// A stick that goes round moves the tool on a circle of this size, units.
const CIRCLE_UNITS: f64 = 60.0;

/// What the buttons and sticks of a gamepad are doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pad {
    /// Sticks, −1 to 1, x to the right and y down.
    pub left: [f64; 2],
    pub right: [f64; 2],
    /// The trigger that is pulled farther, 0 to 1.
    pub trigger: f64,
    /// Bumpers, left and right.
    pub bumpers: [bool; 2],
    /// Left, right, up, down.
    pub cross: [bool; 4],
    /// The lower and the right button.
    pub a: bool,
    pub b: bool,
}

/// What is remembered from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Grip {
    before: Pad,
    bumpers: [Repeat; 2],
    cross: [Repeat; 4],
}

/// Way of a stick beyond its dead middle, growing slowly at first: fine work needs the middle of the way.
fn shaped(stick: [f64; 2]) -> [f64; 2] {
    let length = libm::hypot(stick[0], stick[1]);
    if length.is_nan() || length <= DEAD {
        return [0.0; 2];
    }
    let beyond = ((length - DEAD) / (1.0 - DEAD)).min(1.0);
    stick.map(|part| part / length * beyond * beyond)
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

impl Grip {
    /// What a gamepad asks in a frame of `seconds`; `axes` are those of the contact.
    pub(super) fn steer(&mut self, pad: &Pad, axes: Option<&Axes>, seconds: f64) -> Steering {
        let was = std::mem::replace(&mut self.before, *pad);
        let [left, right] = [pad.left, pad.right].map(shaped);
        let motion = match axes {
            None => [0.0; 2],
            // A tool that grips a round part is turned as the thumb goes round.
            Some(Axes { travel: Travel::Circle, grips: true, .. }) => {
                [0, 1].map(|i| (pad.right[i] - was.right[i]) * CIRCLE_UNITS)
            }
            Some(Axes { travel: Travel::Plane, .. }) => [0, 1].map(|i| (left[i] + 0.25 * right[i]) * UNITS_S * seconds),
            // One axis a stick: a thumb that pushes along must not drift across.
            Some(Axes { along, across, .. }) => {
                let (on, aside) = (dot(left, *along), dot(right, *across));
                [0, 1].map(|i| (on * along[i] + 0.5 * aside * across[i]) * UNITS_S * seconds)
            }
        };
        let bumpers = [0, 1].map(|i| self.bumpers[i].step(pad.bumpers[i], seconds));
        let cross = [0, 1, 2, 3].map(|i| self.cross[i].step(pad.cross[i], seconds));
        let trigger = (pad.trigger - DEAD_TRIGGER) / (1.0 - DEAD_TRIGGER);
        Steering {
            motion,
            cursor: if axes.is_none() { left.map(|way| way * CURSOR_PX_S * seconds) } else { [0.0; 2] },
            wheel: bumpers[1] - bumpers[0],
            pressure: (trigger > 0.0).then_some(trigger.min(1.0)),
            engage: pad.a && !was.a,
            engage_held: pad.a,
            leave: pad.b && !was.b,
            part_step: cross[1] - cross[0],
            tool_step: cross[3] - cross[2],
            ..Steering::default()
        }
    }
}

/// The gamepads of this PC.
pub(super) struct Pads {
    system: Option<Gilrs>,
    /// The one that was touched last.
    used: Option<GamepadId>,
    pad: Pad,
    grip: Grip,
    page: Grip,
}

pub(super) fn plugin(app: &mut App) {
    // Some systems have no support for gamepads at all, or do not let us have it.
    let system = Gilrs::new().ok();
    app.insert_non_send(Pads { system, used: None, pad: Pad::default(), grip: Grip::default(), page: Grip::default() });
}

impl Pads {
    /// Takes what happened on gamepads.
    pub(super) fn poll(&mut self) {
        let Some(system) = &mut self.system else { return };
        while let Some(event) = system.next_event() {
            match event.event {
                // A gamepad that is pulled out lets everything go.
                EventType::Disconnected if self.used == Some(event.id) => self.used = None,
                EventType::ButtonPressed(..) | EventType::ButtonChanged(..) | EventType::AxisChanged(..) => {
                    self.used = Some(event.id);
                }
                _ => {}
            }
        }
        let used = self.used.and_then(|id| system.connected_gamepad(id));
        self.pad = used.map_or_else(Pad::default, |pad| {
            let axis = |axis: Axis| f64::from(pad.value(axis));
            let pulled = |button: Button| pad.button_data(button).map_or(0.0, |data| f64::from(data.value()));
            Pad {
                // Upwards is positive there.
                left: [axis(Axis::LeftStickX), -axis(Axis::LeftStickY)],
                right: [axis(Axis::RightStickX), -axis(Axis::RightStickY)],
                trigger: pulled(Button::RightTrigger2).max(pulled(Button::LeftTrigger2)),
                bumpers: [pad.is_pressed(Button::LeftTrigger), pad.is_pressed(Button::RightTrigger)],
                cross: [Button::DPadLeft, Button::DPadRight, Button::DPadUp, Button::DPadDown]
                    .map(|button| pad.is_pressed(button)),
                a: pad.is_pressed(Button::South),
                b: pad.is_pressed(Button::East),
            }
        });
    }

    /// Whether somebody works with a gamepad.
    pub(super) fn in_use(&self) -> bool {
        self.used.is_some()
    }

    /// What the gamepad asks of the hand.
    pub(super) fn steer(&mut self, axes: Option<&Axes>, seconds: f64) -> Steering {
        self.grip.steer(&self.pad, axes, seconds)
    }

    /// The keys that it presses on a page.
    pub(super) fn page_keys(&mut self) -> Vec<(Key, Modifiers)> {
        let asked = self.page.steer(&self.pad, None, 0.0);
        let steps = asked.part_step + asked.tool_step;
        let tab = (Key::Tab, if steps < 0 { Modifiers::SHIFT } else { Modifiers::NONE });
        let mut keys = vec![tab; usize::from(steps != 0)];
        if asked.engage {
            keys.push((Key::Enter, Modifiers::NONE));
        }
        if asked.leave {
            keys.push((Key::Escape, Modifiers::NONE));
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: f64 = 1.0 / 60.0;
    const LINE: Axes = Axes { along: [-1.0, 0.0], across: [0.0, 1.0], travel: Travel::Line, grips: true };

    fn once(pad: Pad, axes: Option<&Axes>) -> Steering {
        Grip::default().steer(&pad, axes, FRAME)
    }

    #[test]
    fn sticks_that_rest_beside_their_middle_ask_nothing() {
        let worn = Pad { left: [0.1, -0.1], right: [-0.12, 0.05], trigger: 0.05, ..Pad::default() };
        for axes in [None, Some(&LINE)] {
            assert_eq!(once(worn, axes), Steering::default());
        }
    }

    #[test]
    fn the_left_stick_goes_along_and_nothing_of_it_across() {
        let asked = once(Pad { left: [-0.8, 0.5], ..Pad::default() }, Some(&LINE));
        assert!(asked.motion[0] < 0.0 && asked.motion[1] == 0.0, "{asked:?}");
        let aside = once(Pad { right: [0.7, 0.7], ..Pad::default() }, Some(&LINE));
        assert!(aside.motion[0] == 0.0 && aside.motion[1] > 0.0, "{aside:?}");
    }

    #[test]
    fn half_the_way_of_a_stick_is_far_less_than_half_the_speed_and_all_of_it_is_the_whole() {
        let speed = |way: f64| once(Pad { left: [way, 0.0], ..Pad::default() }, Some(&LINE)).motion[0] / FRAME;
        assert!((speed(1.0) - UNITS_S).abs() < 1e-6 && speed(0.5) < 0.25 * UNITS_S && speed(0.5) > 0.0);
    }

    #[test]
    fn a_thumb_that_goes_round_draws_a_circle_and_ends_where_it_began() {
        let round = Axes { travel: Travel::Circle, ..LINE };
        let mut grip = Grip::default();
        let at = |i: u32| {
            let angle = f64::from(i) / 60.0 * core::f64::consts::TAU;
            Pad { right: [libm::cos(angle), libm::sin(angle)], ..Pad::default() }
        };
        grip.steer(&at(0), Some(&round), FRAME);
        let (mut sum, mut path) = ([0.0; 2], 0.0);
        for i in 1..=60 {
            let motion = grip.steer(&at(i), Some(&round), FRAME).motion;
            sum = [sum[0] + motion[0], sum[1] + motion[1]];
            path += libm::hypot(motion[0], motion[1]);
        }
        assert!(sum.iter().all(|rest| rest.abs() < 1e-9), "{sum:?}");
        assert!((path - CIRCLE_UNITS * core::f64::consts::TAU).abs() < 2.0, "{path}");
    }

    #[test]
    fn the_trigger_is_a_grip_of_every_value() {
        let grip = |trigger: f64| once(Pad { trigger, ..Pad::default() }, Some(&LINE)).pressure;
        assert_eq!((grip(0.0), grip(1.0)), (None, Some(1.0)));
        let half = grip(0.53).expect("it grips");
        assert!((half - 0.5).abs() < 0.01, "{half}");
    }

    #[test]
    fn buttons_act_once_and_the_cross_and_bumpers_repeat() {
        let all = Pad { a: true, b: true, bumpers: [false, true], cross: [false, true, false, true], ..Pad::default() };
        let mut grip = Grip::default();
        let first = grip.steer(&all, None, FRAME);
        assert_eq!((first.engage, first.leave, first.wheel, first.part_step, first.tool_step), (true, true, 1, 1, 1));
        let held: Vec<Steering> = (0..60).map(|_| grip.steer(&all, None, FRAME)).collect();
        assert!(held.iter().all(|asked| !asked.engage && !asked.leave && asked.engage_held));
        assert!(held.iter().map(|asked| asked.wheel).sum::<i32>() > 4);
    }

    #[test]
    fn a_stick_that_is_no_number_moves_nothing() {
        let broken = Pad { left: [f64::NAN, 1.0], ..Pad::default() };
        assert_eq!(once(broken, Some(&LINE)).motion, [0.0; 2]);
    }
}
