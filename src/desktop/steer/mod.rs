//! Keys and gamepad as a hand: every axis of a gesture, every command, without a mouse.
//!
//! What they ask for is added to the mouse's raw motion before it becomes a frame of the pointer, so that it is sampled
//! and marked alike.

mod keys;
mod pad;
mod walk;

use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;
use bevy_egui::{EguiContexts, EguiInput, EguiPreUpdateSet, PrimaryEguiContext, egui};

use crate::bench::{Bench, Travel};
use crate::catalogue::vocabulary::{Part, Tool};
use crate::pointing::{Frame, on_screen};

use super::aim;
use super::app::{Phase, Screen};
use super::effort::Effort;
use super::faces::FaceLooks;
use super::work::{Attempt, Desk};
pub use walk::Walk;

/// What is asked of the hand in one frame.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Steering {
    /// Movement of the tool in contact, units, x to the right and y down.
    pub motion: [f64; 2],
    /// Movement of the pointer out of contact, pixels.
    pub cursor: [f64; 2],
    /// Detents of the wheel.
    pub wheel: i32,
    /// Detents of turning.
    pub turn: i32,
    /// Grip, as a held button does it.
    pub held: bool,
    /// Grip of a trigger, 0 to 1.
    pub pressure: Option<f64>,
    /// Take or touch what is aimed at, now.
    pub engage: bool,
    /// What engaged is still held down.
    pub engage_held: bool,
    /// One step back, now.
    pub leave: bool,
    /// Steps to the next or to the one before of what can be touched or taken.
    pub part_step: i32,
    /// Steps along the bar of tools.
    pub tool_step: i32,
    /// The tool with this place on the bar, from 0.
    pub take: Option<usize>,
}

impl Steering {
    /// Both together.
    fn and(self, other: Steering) -> Steering {
        let sum = |a: [f64; 2], b: [f64; 2]| [a[0] + b[0], a[1] + b[1]];
        Steering {
            motion: sum(self.motion, other.motion),
            cursor: sum(self.cursor, other.cursor),
            wheel: self.wheel + other.wheel,
            turn: self.turn + other.turn,
            held: self.held || other.held,
            pressure: self.pressure.or(other.pressure),
            engage: self.engage || other.engage,
            engage_held: self.engage_held || other.engage_held,
            leave: self.leave || other.leave,
            part_step: self.part_step + other.part_step,
            tool_step: self.tool_step + other.tool_step,
            take: self.take.or(other.take),
        }
    }

    /// Adds what is asked to what the mouse did; the wheel is the mouse's to count, for it moves the eye, too.
    pub fn add_to(&self, mouse: Frame, contact: bool) -> Frame {
        if !contact {
            return Frame { turn: self.turn, ..mouse };
        }
        Frame {
            motion: [0, 1].map(|i| mouse.motion[i] + self.motion[i]),
            turn: self.turn,
            held: mouse.held || self.held,
            // On its way a hand keeps what it holds, whatever the trigger does: a grip is one in contact.
            pressure: self.pressure,
            ..mouse
        }
    }
}

/// The axes of a contact, as the worker sees them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axes {
    along: [f64; 2],
    across: [f64; 2],
    travel: Travel,
    /// The tool grips: what circles turns it.
    grips: bool,
}

impl Axes {
    fn of(bench: &Bench, tool: Tool, part: Part) -> Axes {
        let anchor = bench.anchor(part);
        Axes {
            along: on_screen(anchor.along),
            across: on_screen(anchor.across),
            travel: bench.control(tool, part).travel,
            grips: bench.hand().grip_01() >= GRIPPING,
        }
    }
}

/// Grip from which a tool works, as pointing has it.
const GRIPPING: f64 = 0.25;
/// A held key repeats after this time, and then so many times a second.
const REPEATS_AFTER_S: f64 = 0.35;
const REPEATS_A_SECOND: f64 = 14.0;

/// A key or button that is held down: one step at once, then more.
#[derive(Clone, Copy, Debug, Default)]
struct Repeat {
    held_s: f64,
    given: i32,
}

impl Repeat {
    /// Steps in a frame of `seconds`: the same in a second at any frame rate.
    fn step(&mut self, pressed: bool, seconds: f64) -> i32 {
        if !pressed {
            *self = Repeat::default();
            return 0;
        }
        let due = 1 + ((self.held_s - REPEATS_AFTER_S).max(0.0) * REPEATS_A_SECOND) as i32;
        self.held_s += seconds.clamp(0.0, 0.25);
        let steps = due - self.given;
        self.given = due;
        steps
    }
}

/// What asks the hand has been read from keys and gamepad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
pub struct Read;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Steering>().init_resource::<keys::Held>().init_resource::<Walk>();
    pad::plugin(app);
    app.add_systems(Update, read.in_set(Read).in_set(Phase::Input))
        .add_systems(
            Update,
            (walk::point, walk::walk).chain().after(aim::look).in_set(Phase::Input).run_if(in_state(Screen::Bench)),
        )
        .configure_sets(Update, Read.before(aim::look))
        .add_systems(PreUpdate, hand_over.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass));
}

fn read(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    buttons: Res<ButtonInput<KeyCode>>,
    wants: Res<EguiWantsInput>,
    attempt: Option<Res<Attempt>>,
    desk: Res<Desk>,
    mut held: ResMut<keys::Held>,
    mut pads: NonSendMut<pad::Pads>,
    mut steering: ResMut<Steering>,
    effort: Option<ResMut<Effort>>,
) {
    let seconds = time.delta_secs_f64().min(0.25);
    pads.poll();
    let (Screen::Bench, Some(attempt), Some(bench)) = (screen.get(), attempt, &desk.bench) else {
        *steering = Steering::default();
        return;
    };
    let pointer = &attempt.pointer;
    let axes = pointer.touching().map(|part| Axes::of(bench, pointer.tool(), part));
    // While a button or a text field of the window has the keyboard, keys are its own.
    let by_keys = if wants.wants_any_keyboard_input() {
        Steering::default()
    } else {
        held.steer(|key| buttons.pressed(key), |key| buttons.just_pressed(key), seconds)
    };
    *steering = by_keys.and(pads.steer(axes.as_ref(), seconds));
    // A gamepad wakes no window: a bench that rests would not see it for a second.
    if (pads.in_use() || *steering != Steering::default())
        && let Some(mut effort) = effort
    {
        effort.breathe();
    }
}

/// Tab walks over the bench there, and through buttons everywhere else; a gamepad presses the keys of a page.
fn hand_over(
    screen: Res<State<Screen>>,
    attempt: Option<Res<Attempt>>,
    looks: Option<Res<FaceLooks>>,
    keys: Res<ButtonInput<KeyCode>>,
    mut pads: NonSendMut<pad::Pads>,
    mut contexts: EguiContexts,
    mut inputs: Query<&mut EguiInput, With<PrimaryEguiContext>>,
) {
    let Ok(ctx) = contexts.ctx_mut() else { return };
    let (modal, focused) = ctx.memory(|memory| (memory.top_modal_layer().is_some(), memory.focused().is_some()));
    let free = attempt.is_some_and(|attempt| !attempt.is_held()) && looks.is_none_or(|looks| looks.0.open.is_none());
    let bench = *screen.get() == Screen::Bench && free && !modal && !focused;
    let Ok(mut input) = inputs.single_mut() else { return };
    // Asked for at the bench, too, so that a button that is held there is not pressed anew on the page after it.
    let page_keys = pads.page_keys();
    if bench {
        input.0.events.retain(|event| !matches!(event, egui::Event::Key { key: egui::Key::Tab, .. }));
        // Into the buttons round the bench; Escape comes back.
        if keys.just_pressed(KeyCode::F6) {
            press(&mut input.0, egui::Key::Tab, egui::Modifiers::NONE);
        }
        return;
    }
    for (key, modifiers) in page_keys {
        press(&mut input.0, key, modifiers);
    }
}

fn press(input: &mut egui::RawInput, key: egui::Key, modifiers: egui::Modifiers) {
    for pressed in [true, false] {
        input.events.push(egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
    }
}

#[cfg(test)]
#[path = "working_tests.rs"]
mod working;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_key_gives_as_many_steps_at_any_frame_rate() {
        let steps = |rate: u32| {
            let mut repeat = Repeat::default();
            (0..2 * rate).map(|_| repeat.step(true, 1.0 / f64::from(rate))).sum::<i32>()
        };
        let at_60 = steps(60);
        assert!((22..=25).contains(&at_60), "{at_60}");
        for rate in [15, 30, 144] {
            assert!((steps(rate) - at_60).abs() <= 1, "{rate}: {}", steps(rate));
        }
    }

    #[test]
    fn a_short_press_is_one_step() {
        let mut repeat = Repeat::default();
        let steps: Vec<i32> = [true, true, false, true].iter().map(|down| repeat.step(*down, 1.0 / 30.0)).collect();
        assert_eq!(steps, [1, 0, 0, 1]);
    }

    #[test]
    fn keys_and_gamepad_add_up() {
        let keys = Steering { motion: [1.0, 0.0], held: true, ..Steering::default() };
        let pad = Steering { motion: [0.5, -1.0], pressure: Some(0.4), wheel: 1, ..Steering::default() };
        let both = keys.and(pad);
        assert_eq!((both.motion, both.held, both.pressure, both.wheel), ([1.5, -1.0], true, Some(0.4), 1));
    }
}
