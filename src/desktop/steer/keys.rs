//! The keyboard's share: which key asks what of the hand.

use bevy::prelude::*;

use super::{Repeat, Steering};

/// Speed of the tool and of the pointer by arrow keys, units or pixels a second.
const UNITS_S: f64 = 240.0;
const CURSOR_PX_S: f64 = 620.0;
/// With Shift the tool goes so much slower: for work under the loupe.
const FINE: f64 = 0.25;
/// The row of digits: a tool each.
const DIGITS: [KeyCode; 10] = [
    KeyCode::Digit1,
    KeyCode::Digit2,
    KeyCode::Digit3,
    KeyCode::Digit4,
    KeyCode::Digit5,
    KeyCode::Digit6,
    KeyCode::Digit7,
    KeyCode::Digit8,
    KeyCode::Digit9,
    KeyCode::Digit0,
];

/// Keys that repeat while they are held.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(super) struct Held {
    back: Repeat,
    on: Repeat,
    up: Repeat,
    down: Repeat,
}

impl Held {
    /// What the keys ask in a frame of `seconds`. Keys are places on the board: the same on every layout.
    pub(super) fn steer(
        &mut self,
        pressed: impl Fn(KeyCode) -> bool,
        just: impl Fn(KeyCode) -> bool,
        seconds: f64,
    ) -> Steering {
        let either = |keys: [KeyCode; 2]| keys.into_iter().any(&pressed);
        let shift = either([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
        let way =
            |more: KeyCode, less: KeyCode| f64::from(u8::from(pressed(more))) - f64::from(u8::from(pressed(less)));
        let arrows = [way(KeyCode::ArrowRight, KeyCode::ArrowLeft), way(KeyCode::ArrowDown, KeyCode::ArrowUp)];
        let fine = if shift { FINE } else { 1.0 };
        let step = |more: bool, less: bool| i32::from(more) - i32::from(less);
        Steering {
            motion: arrows.map(|arrow| arrow * fine * UNITS_S * seconds),
            cursor: arrows.map(|arrow| arrow * fine * CURSOR_PX_S * seconds),
            wheel: self.up.step(pressed(KeyCode::PageUp), seconds)
                - self.down.step(pressed(KeyCode::PageDown), seconds),
            turn: self.on.step(either([KeyCode::KeyE, KeyCode::Period]), seconds)
                - self.back.step(either([KeyCode::KeyQ, KeyCode::Comma]), seconds),
            held: pressed(KeyCode::Space),
            pressure: None,
            engage: just(KeyCode::Enter) || just(KeyCode::NumpadEnter),
            engage_held: either([KeyCode::Enter, KeyCode::NumpadEnter]),
            leave: just(KeyCode::Escape),
            part_step: step(just(KeyCode::Tab) && !shift, just(KeyCode::Tab) && shift),
            tool_step: step(just(KeyCode::End), just(KeyCode::Home)),
            take: DIGITS.iter().position(|digit| just(*digit)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steer(keys: &[KeyCode]) -> Steering {
        Held::default().steer(|key| keys.contains(&key), |key| keys.contains(&key), 0.1)
    }

    #[test]
    fn nothing_pressed_asks_nothing() {
        assert_eq!(steer(&[]), Steering::default());
    }

    #[test]
    fn arrows_move_and_shift_makes_them_fine() {
        let fast = steer(&[KeyCode::ArrowLeft, KeyCode::ArrowDown]);
        assert_eq!(fast.motion, [-24.0, 24.0]);
        let fine = steer(&[KeyCode::ArrowLeft, KeyCode::ArrowDown, KeyCode::ShiftLeft]);
        assert_eq!(fine.motion, [-6.0, 6.0]);
    }

    #[test]
    fn every_degree_of_freedom_and_every_command_has_a_key() {
        type Asked = fn(&Steering) -> bool;
        let asks: [(&[KeyCode], Asked); 12] = [
            (&[KeyCode::Space], |s| s.held && !s.engage),
            (&[KeyCode::KeyE], |s| s.turn == 1),
            (&[KeyCode::Comma], |s| s.turn == -1),
            (&[KeyCode::PageUp], |s| s.wheel == 1),
            (&[KeyCode::PageDown], |s| s.wheel == -1),
            (&[KeyCode::Enter], |s| s.engage && s.engage_held),
            (&[KeyCode::Escape], |s| s.leave),
            (&[KeyCode::Tab], |s| s.part_step == 1),
            (&[KeyCode::Tab, KeyCode::ShiftRight], |s| s.part_step == -1),
            (&[KeyCode::End], |s| s.tool_step == 1),
            (&[KeyCode::Digit1], |s| s.take == Some(0)),
            (&[KeyCode::Digit0], |s| s.take == Some(9)),
        ];
        for (keys, asked) in asks {
            assert!(asked(&steer(keys)), "{keys:?}: {:?}", steer(keys));
        }
    }
}
