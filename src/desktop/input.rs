//! From devices to the hand: clicks and keys become commands, raw motion becomes the pointer's frame.

use bevy::input::mouse::{AccumulatedMouseMotion, AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use bevy::window::{CursorGrabMode, CursorOptions, PrimaryWindow, WindowFocused};
use bevy_egui::input::EguiWantsInput;

use crate::catalogue::vocabulary::{Part, Tool};
use crate::pointing::{Command, Frame};

use super::aim::{Aim, Target};
use super::app::{Phase, Screen};
use super::faces::FaceLooks;
use super::steer::Steering;
use super::work::{Attempt, Desk};

/// The pointer is brought back when it strays this far from the middle while it drives a tool, pixels.
const STRAYS_PX: f32 = 160.0;
/// Pixels of a touchpad's scroll that make one detent.
const PIXELS_A_DETENT: f32 = 40.0;
/// Motion is spread over no more than this, s: a hitch is no slow movement.
const MOVED_S: f64 = 0.25;
/// Longest frame that counts as time, s.
const LONGEST_S: f64 = 2.5;
/// Two clicks within this time are one step back, s.
const DOUBLE_S: f64 = 0.25;

/// What the person's hands on the devices are doing.
#[derive(Resource, Default)]
pub struct Hands {
    /// The click that engaged a contact is still down: it is no grip yet.
    engaging: bool,
    /// A key of the splicer is pressed by the button; letting go leaves it.
    on_key: bool,
    /// Rest of a touchpad's scroll.
    scroll: f32,
    /// Detents that the wheel was turned in free movement since it was last read: the camera's.
    pub zoom: i32,
    /// The person asked for the whole bench.
    pub step_back: bool,
    /// When it last stepped out of something, s.
    left_at: f64,
}

/// What devices did has reached the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SystemSet)]
pub struct Steered;

/// A command that a panel or key asked for.
#[derive(Message, Clone, Copy, Debug)]
pub struct Ask(pub Command);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hands>()
        .init_resource::<FaceLooks>()
        .add_message::<Ask>()
        .add_systems(
            Update,
            (focus, clicks, drive, hold_pointer)
                .chain()
                .in_set(Steered)
                .in_set(Phase::Work)
                .run_if(in_state(Screen::Bench)),
        )
        .add_systems(OnExit(Screen::Bench), free_pointer);
}

/// A lost window opens the hand and is written down.
fn focus(mut changes: MessageReader<WindowFocused>, desk: Res<Desk>, attempt: Option<ResMut<Attempt>>) {
    let (Some(mut attempt), Some(bench)) = (attempt, &desk.bench) else { return };
    for change in changes.read() {
        if !change.focused {
            attempt.pointer.freeze(bench);
        }
        attempt.focus(change.focused);
    }
}

fn clicks(
    time: Res<Time<Real>>,
    mut hands: ResMut<Hands>,
    mut asks: MessageReader<Ask>,
    buttons: Res<ButtonInput<MouseButton>>,
    steering: Res<Steering>,
    wants: Res<EguiWantsInput>,
    aim: Res<Aim>,
    desk: Res<Desk>,
    mut looks: ResMut<FaceLooks>,
    attempt: Option<ResMut<Attempt>>,
) {
    let (Some(mut attempt), Some(bench)) = (attempt, &desk.bench) else { return };
    if attempt.is_held() {
        return;
    }
    for Ask(command) in asks.read() {
        attempt.pointer.command(*command, bench);
    }
    let touching = attempt.pointer.touching();
    // In contact the pointer is the tool's, wherever it strays over a panel.
    let busy = touching.is_none() && wants.wants_any_pointer_input();
    let leave = steering.leave || (buttons.just_pressed(MouseButton::Right) && !busy);
    let now = time.elapsed_secs_f64();
    // A nervous double click is one step.
    if leave && now - hands.left_at > DOUBLE_S {
        hands.left_at = now;
        // One step out each time: off the part, the tool put down, the whole bench.
        if touching.is_some() {
            attempt.pointer.command(Command::Leave, bench);
        } else if attempt.pointer.tool() != Tool::Hand {
            attempt.pointer.command(Command::Take(Tool::Hand), bench);
        } else if looks.0.open.take().is_none() {
            hands.step_back = true;
        }
    }
    // A key or a gamepad's button that engages is the button of the mouse.
    let pressed = buttons.pressed(MouseButton::Left) || steering.engage_held;
    let clicked = (buttons.just_pressed(MouseButton::Left) && !busy) || steering.engage;
    if hands.on_key && !pressed {
        hands.on_key = false;
        attempt.pointer.command(Command::Leave, bench);
    }
    if touching.is_none() && clicked {
        match aim.target {
            // A panel opens before the eyes; its keys are pressed there.
            Some(Target::Touch(part @ (Part::Panel(_) | Part::Record | Part::Questions), _)) => {
                looks.0.open = Some(part)
            }
            Some(Target::Touch(part, along_mm)) => {
                let on_key = matches!(part, Part::SplicerKey(_));
                if attempt.pointer.command(Command::Touch { part, along_mm }, bench) {
                    hands.on_key = on_key;
                    hands.engaging = !on_key;
                }
            }
            Some(Target::Take(tool)) => {
                attempt.pointer.command(Command::Take(tool), bench);
            }
            None => {}
        }
    }
    if !pressed {
        hands.engaging = false;
    }
    // What is in hand no longer exists: a threaded sleeve, worn glasses, a joint in the oven.
    let tool = attempt.pointer.tool();
    // A joint that was lowered into the oven lies there: the hand is free for the lid.
    let in_oven = tool == Tool::SplicedFibre && bench.state().oven.holds && bench.hand().tool == tool.code();
    // A connector that clicked in stays in its port.
    let seated = tool
        .plug()
        .is_some_and(|plug| bench.measure().is_some_and(|measure| measure.plugged[usize::from(plug)].is_some()))
        && bench.hand().tool == tool.code();
    // So does an item that went home in its site.
    let seated = seated
        || (tool.kit().is_some_and(|n| bench.craft().is_some_and(|craft| craft.place_of(n).is_some()))
            && bench.hand().tool == tool.code());
    let gone = tool != Tool::Hand && (!bench.can_take(tool) || seated);
    let grips = pressed || steering.held || steering.pressure.is_some();
    if seated && attempt.pointer.touching().is_some() && !grips {
        attempt.pointer.command(Command::Leave, bench);
    }
    if attempt.pointer.touching().is_none() && (gone || in_oven) {
        attempt.pointer.command(Command::Take(Tool::Hand), bench);
    }
}

fn drive(
    time: Res<Time<Real>>,
    mut hands: ResMut<Hands>,
    buttons: Res<ButtonInput<MouseButton>>,
    steering: Res<Steering>,
    motion: Res<AccumulatedMouseMotion>,
    scroll: Res<AccumulatedMouseScroll>,
    wants: Res<EguiWantsInput>,
    aim: Res<Aim>,
    mut desk: ResMut<Desk>,
    attempt: Option<ResMut<Attempt>>,
) {
    let Some(mut attempt) = attempt else { return };
    let Some(bench) = &mut desk.bench else { return };
    if attempt.paused {
        return;
    }
    let whole = time.delta_secs_f64().min(LONGEST_S);
    let seconds = whole.min(MOVED_S);
    let scrolled = match scroll.unit {
        MouseScrollUnit::Line => scroll.delta.y,
        MouseScrollUnit::Pixel => scroll.delta.y / PIXELS_A_DETENT,
    };
    hands.scroll += scrolled;
    let detents = hands.scroll.trunc() as i32;
    hands.scroll -= detents as f32;
    let wheel = detents + steering.wheel;
    let contact = attempt.pointer.touching().is_some();
    let busy = !contact && wants.wants_any_pointer_input();
    if !contact && !busy {
        hands.zoom += wheel;
    }
    // The clock runs on behind the examiner's window; the hand does nothing.
    if attempt.is_held() {
        let frame = Frame { seconds, ..Frame::default() };
        return attempt.advance(&frame, bench);
    }
    let button = (buttons.pressed(MouseButton::Left) && !busy) || steering.engage_held;
    let held = button && !hands.engaging;
    if whole > seconds {
        // A bench where nothing happens is seldom looked at: the hand held still until the last of so long a frame.
        let still = Steering { held: steering.held, pressure: steering.pressure, ..Steering::default() };
        let mouse = Frame { seconds: whole - seconds, held: held && contact, ..Frame::default() };
        attempt.advance(&still.add_to(mouse, contact), bench);
    }
    let moved = if contact { [f64::from(motion.delta.x), f64::from(motion.delta.y)] } else { [0.0; 2] };
    let mouse = Frame {
        motion: moved,
        wheel: if contact { wheel } else { 0 },
        held: held && contact,
        over: if contact || busy { None } else { aim.over },
        seconds,
        ..Frame::default()
    };
    let frame = steering.add_to(mouse, contact);
    attempt.advance(&frame, bench);
}

/// While it drives a tool the pointer is hidden and kept in the window, so that no movement ends at an edge.
fn hold_pointer(
    attempt: Option<Res<Attempt>>,
    mut windows: Query<(&mut Window, &mut CursorOptions), With<PrimaryWindow>>,
) {
    let (Some(attempt), Ok((mut window, mut cursor))) = (attempt, windows.single_mut()) else { return };
    let drives = attempt.pointer.touching().is_some_and(|part| !matches!(part, Part::SplicerKey(_))) && !attempt.paused;
    let mode = if drives { CursorGrabMode::Confined } else { CursorGrabMode::None };
    if cursor.grab_mode != mode {
        cursor.grab_mode = mode;
        cursor.visible = !drives;
    }
    if drives {
        let middle = window.size() / 2.0;
        if window.cursor_position().is_some_and(|at| at.distance(middle) > STRAYS_PX) {
            window.set_cursor_position(Some(middle));
        }
    }
}

fn free_pointer(mut cursors: Query<&mut CursorOptions, With<PrimaryWindow>>) {
    if let Ok(mut cursor) = cursors.single_mut() {
        cursor.grab_mode = CursorGrabMode::None;
        cursor.visible = true;
    }
}
