//! A robot that does an exercise in the real window with real pointer events, then visits every page, for the window
//! test.
//!
//! It looks at the bench as a person looks at the screen, and moves the pointer through the X server (`xdotool`): what
//! it does takes the way of every event, from the server to the mark. Only built with the feature `desktop-tests`, and
//! only awake where `EPISSURE_ROBOT` is set.

mod visit;

use std::collections::VecDeque;
use std::process::Command as Process;

use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::EguiContexts;

use crate::bench::control::RAISE_STEP_MM;
use crate::bench::{Bench, Travel, Wheel, layout};
use crate::catalogue::vocabulary::{Part, Side, TICKS_PER_SECOND, Tick, Tool};
use crate::hands::plan::{self, Habits};
use crate::hands::script::{Pose, Step};
use crate::hands::{Goal, SyntheticHand, Who};
use crate::pointing::{STIFFNESS, on_screen};

use super::aim::{Aim, Target, vec};
use super::app::Screen;
use super::app::Words;
use super::camera::Eye;
use super::canvas::Canvas;
use super::panels::{list, widgets};
use super::work::{Attempt, Desk, Done};
use visit::{Visit, Want};

/// Set to wake the robot: the id of the exercise that it does.
const VARIABLE: &str = "EPISSURE_ROBOT";
/// Places of buttons in a window of 1366 × 768.
const LIST_MIDDLE: Vec2 = Vec2::new(400.0, 400.0);
/// Heights between which the list shows what can be clicked.
const LIST_PX: (f32, f32) = (100.0, 740.0);
const BRIEF_START: Vec2 = Vec2::new(1168.0, 377.0);
const FINISH: Vec2 = Vec2::new(1281.0, 42.0);
const FINISH_YES: Vec2 = Vec2::new(774.0, 428.0);
/// Frames after an event in which its effect arrives.
const SETTLE: u32 = 3;
/// Frames that one step may take before the robot gives up.
const PATIENCE: u32 = 400;
/// Fibre that is led in the tray in one frame, mm.
const LED_MM: f64 = 6.0;
/// Bench time after which the robot gives up, ticks.
const TOO_LONG: Tick = 20 * 60 * TICKS_PER_SECOND;

/// What the robot is doing.
#[derive(Resource)]
struct Robot {
    hand: Option<SyntheticHand>,
    steps: VecDeque<Step>,
    goal: Option<Goal>,
    tries: u32,
    wait: u32,
    spent: u32,
    until: Tick,
    angle: f64,
    led: usize,
    pressed: bool,
    stood: (i32, i32),
    /// The walk after the exercise.
    visit: Option<Visit>,
}

pub(super) fn plugin(app: &mut App) {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    app.insert_resource(Robot {
        hand: None,
        steps: VecDeque::new(),
        goal: None,
        tries: 0,
        wait: std::env::var("EPISSURE_ROBOT_WAIT").ok().and_then(|w| w.parse().ok()).unwrap_or(20),
        spent: 0,
        until: 0,
        angle: 0.0,
        led: 0,
        pressed: false,
        stood: (0, 0),
        visit: None,
    })
    .add_systems(PostUpdate, awake)
    .add_systems(Last, act);
}

/// How the robot sees where things are in the window.
#[derive(Clone, Copy)]
struct Sight<'a> {
    camera: &'a Camera,
    eye: &'a GlobalTransform,
    canvas: &'a Canvas,
}

impl Sight<'_> {
    fn of(&self, place: [f64; 3]) -> Option<Vec2> {
        self.camera.world_to_viewport(self.eye, vec(place)).ok().map(|at| self.canvas.outwards(at))
    }
}

/// Sends pointer events through the X server.
fn send(words: &[String]) {
    match Process::new("xdotool").args(words).status() {
        Ok(status) if status.success() => {}
        other => eprintln!("robot: xdotool {words:?}: {other:?}"),
    }
}

/// The exercise: `EPISSURE_ROBOT=geste/lover-1`.
fn exercise() -> String {
    std::env::var(VARIABLE).unwrap_or_default()
}

/// Whether an attempt was begun before: its journal lies in the data folder.
fn resumes() -> bool {
    let Some(data) = std::env::var_os("EPISSURE_DATA") else { return false };
    let attempts = std::path::Path::new(&data).join("attempts");
    attempts
        .read_dir()
        .is_ok_and(|files| files.flatten().any(|file| file.path().extension().is_some_and(|e| e == "epj")))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn click(at: Vec2) {
    send(&words(&format!("mousemove {} {} sleep 0.25 click 1", at.x.round(), at.y.round())));
}

/// A robot counts frames: there is no resting under its hand.
fn awake(mut settings: ResMut<WinitSettings>) {
    settings.focused_mode = UpdateMode::Continuous;
    settings.unfocused_mode = UpdateMode::Continuous;
}

fn act(
    mut robot: ResMut<Robot>,
    screen: Res<State<Screen>>,
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
    done: Option<Res<Done>>,
    aim: Res<Aim>,
    eyes: Query<(&Camera, &GlobalTransform), With<Eye>>,
    canvas: Res<Canvas>,
    mut contexts: EguiContexts,
    texts: Res<Words>,
    mut commands: Commands,
    mut exit: MessageWriter<AppExit>,
) {
    if robot.wait > 0 {
        robot.wait -= 1;
        return;
    }
    robot.spent += 1;
    if robot.spent > PATIENCE {
        eprintln!("robot: stuck at {:?}, {:?}, {:?}", screen.get(), robot.goal, robot.steps.front());
        exit.write(AppExit::error());
        return;
    }
    if let (Some(visit), Ok(ctx)) = (&mut robot.visit, contexts.ctx_mut()) {
        match visit.step(*screen.get(), ctx, &texts.0, &mut commands) {
            Want::Wait => {}
            Want::Click(at) => {
                click(at);
                robot.spent = 0;
            }
            Want::Done => drop(exit.write(AppExit::Success)),
        }
        return;
    }
    match screen.get() {
        Screen::Who => {
            // A first start asks; this robot has no name.
            let place = contexts.ctx_mut().ok().and_then(|ctx| widgets::place(ctx, &texts.0.get("who-nobody")));
            if let Some(at) = place.map(|place| place.center()) {
                click(Vec2::new(at.x, at.y));
            }
            robot.wait = 6;
        }
        Screen::List => {
            // What was cut off is what the list advises first.
            let name = if resumes() { list::GO.to_owned() } else { exercise() };
            let place = contexts.ctx_mut().ok().and_then(|ctx| widgets::place(ctx, &name));
            match place.map(|place| place.center()) {
                Some(at) if at.y > LIST_PX.0 && at.y < LIST_PX.1 => click(Vec2::new(at.x, at.y)),
                // Further down, as far as one knows.
                _ => send(&words(&format!("mousemove {} {} click 5", LIST_MIDDLE.x, LIST_MIDDLE.y))),
            }
            robot.wait = 6;
        }
        Screen::Brief => {
            click(BRIEF_START);
            robot.wait = 6;
        }
        Screen::Result => {
            if let Some(done) = done {
                let lost: Vec<String> = done
                    .mark
                    .criteria
                    .iter()
                    .filter(|c| !c.lost.is_empty())
                    .map(|c| format!("{} {:.2}", c.id, c.of - c.earned))
                    .collect();
                println!(
                    "window test: mark {} of 20, passed {}, lost: {}",
                    done.mark.mark,
                    done.mark.passed,
                    lost.join(", ")
                );
                if done.mark.passed {
                    robot.visit = Some(Visit::default());
                } else {
                    exit.write(AppExit::error());
                }
            }
        }
        Screen::Bench => {
            if let (Some(bench), Some(attempt), Ok((camera, eye))) = (&desk.bench, &attempt, eyes.single()) {
                let sight = Sight { camera, eye, canvas: &canvas };
                if bench.now() > TOO_LONG {
                    eprintln!("robot: out of time at {:?}", robot.goal);
                    exit.write(AppExit::error());
                    return;
                }
                robot.work(bench, attempt, &aim, sight);
            }
        }
        _ => {}
    }
}

impl Robot {
    fn work(&mut self, bench: &Bench, attempt: &Attempt, aim: &Aim, sight: Sight) {
        let Some(step) = self.steps.front().copied() else {
            self.next_goal(bench);
            return;
        };
        let pointer = &attempt.pointer;
        let done = match step {
            Step::Take(tool) => self.take(tool, bench, attempt, aim, sight),
            Step::Touch(part, pose) => self.touch(part, pose, bench, attempt, aim, sight),
            Step::Move(pose, _) => self.go(pose, bench, attempt),
            Step::Follow { lane, lift, .. } => self.follow(&lane.points(&bench.job().tray), lift, bench, attempt),
            Step::Grip(grip, _) => self.grip(grip >= 0.25, bench, attempt),
            Step::Wheel(wheel) => {
                let already = i32::from(bench.hand().wheel);
                let missing = i32::from(wheel) - already;
                if missing.abs() > 1 {
                    self.turn_wheel(missing);
                }
                missing.abs() <= 1
            }
            Step::Wait(seconds) => {
                if self.until == 0 {
                    self.until = bench.now() + (seconds * f64::from(TICKS_PER_SECOND)) as Tick;
                }
                bench.now() >= self.until
            }
            // Panels are egui's: the window test measures nothing yet.
            Step::Press(..) | Step::Gates { .. } => true,
            Step::Leave => {
                // What the jaws hold stays between them; everything else is let go.
                if self.pressed {
                    send(&words("mouseup 1"));
                    self.pressed = false;
                    self.wait = SETTLE;
                    return;
                }
                if pointer.touching().is_some() {
                    send(&words("click 3"));
                    self.wait = SETTLE;
                }
                pointer.touching().is_none()
            }
        };
        if done {
            self.steps.pop_front();
            self.spent = 0;
            self.until = 0;
            self.angle = 0.0;
            self.led = 0;
        }
    }

    fn next_goal(&mut self, bench: &Bench) {
        // It does not redo what is good enough to pass: one exercise is what the test is for.
        let habits = Habits { angle_deg: 2.0, estimate_db: 0.4, ..Habits::default() };
        let goal = plan::next(bench, &habits);
        self.tries = if self.goal == Some(goal) { self.tries + 1 } else { 0 };
        if self.goal != Some(goal) {
            println!("robot: {:6.1} s {}", f64::from(bench.now()) / f64::from(TICKS_PER_SECOND), goal.name());
        }
        self.goal = Some(goal);
        self.spent = 0;
        if goal == Goal::Finish || self.tries > 10 {
            if self.tries > 10 {
                eprintln!("robot: {} does not succeed", goal.name());
            }
            // The button, and a few frames later the question that it opens.
            click(if self.tries.is_multiple_of(2) { FINISH } else { FINISH_YES });
            self.wait = 8;
            return;
        }
        let hand = self.hand.get_or_insert_with(|| SyntheticHand::new(Who::Reference, bench.job(), 1));
        self.steps = hand.steps_of(goal, bench).into();
        // The camera goes to the goal's place first.
        self.wait = 4;
    }

    fn take(&mut self, tool: Tool, bench: &Bench, attempt: &Attempt, aim: &Aim, sight: Sight) -> bool {
        let held = attempt.pointer.tool();
        if held == tool {
            return true;
        }
        if attempt.pointer.touching().is_some() {
            // A click went to something else: off it again.
            send(&words("click 3"));
            self.wait = SETTLE;
            return false;
        }
        if tool == Tool::Hand {
            send(&words("click 3"));
            self.wait = SETTLE;
            return false;
        }
        if !bench.can_take(tool) {
            return true;
        }
        let place = match tool {
            Tool::CableFibre => bench.tip_place(Side::Cable),
            Tool::PigtailFibre => bench.tip_place(Side::Pigtail),
            Tool::SplicedFibre => bench.joint_place(),
            _ => layout::rack_place(tool),
        };
        // Something else in hand is put down first: from afar a fibre cannot be had with full hands.
        if held != Tool::Hand && matches!(tool, Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre) {
            send(&words("click 3"));
            self.wait = SETTLE;
            return false;
        }
        self.click_on(place, aim.target == Some(Target::Take(tool)), held == Tool::Hand, sight);
        false
    }

    /// Moves over a place, and clicks once the program says that the click would do what is wanted.
    fn click_on(&mut self, place: [f64; 3], right: bool, free: bool, sight: Sight) {
        let Some(at) = sight.of(place) else { return };
        let inside = at.x > 8.0 && at.x < 1358.0 && at.y > 100.0 && at.y < 632.0;
        if !inside {
            // Out of sight: step back and look at the whole bench; with something in hand that would put it down.
            if self.spent % 6 == 1 {
                send(&words(if free { "click 3" } else { "click 5" }));
            }
            self.wait = SETTLE;
            return;
        }
        if right {
            send(&words("click 1"));
            self.wait = SETTLE + 1;
            return;
        }
        // Aim beside the place when the place itself is another thing's.
        let spread = (self.spent % 9) as f32;
        let beside = Vec2::new((spread - 4.0) * 2.0, ((spread * 5.0) % 9.0 - 4.0) * 2.0)
            * if self.spent > 4 { 1.0 } else { 0.0 };
        let to = at + beside;
        send(&words(&format!("mousemove {} {}", to.x.round(), to.y.round())));
        self.wait = 1;
    }

    fn touch(&mut self, part: Part, pose: Pose, bench: &Bench, attempt: &Attempt, aim: &Aim, sight: Sight) -> bool {
        if attempt.pointer.touching() == Some(part) {
            return true;
        }
        let anchor = bench.anchor(part);
        let tool = attempt.pointer.tool();
        let station = match bench.control(tool, part).start {
            None => pose.along,
            Some(_) if matches!(part, Part::Bundle(_) | Part::Tube(_)) => 120.0,
            Some(_) if matches!(part, Part::FibreEnd(_)) => 12.0,
            Some(_) => 0.0,
        };
        let place = match (part, bench.control(tool, part).start) {
            // In the tray the hand goes where the fibre is.
            (Part::Tray, Some([along, across, lift])) => layout::place(&anchor, along, across, lift),
            _ => layout::place(&anchor, station, 0.0, 0.0),
        };
        let right = matches!(aim.target, Some(Target::Touch(over, along))
            if over == part && (bench.control(tool, part).start.is_some() || (along - station).abs() < 4.0));
        if matches!(part, Part::SplicerKey(_)) {
            // A key is pressed by the button itself: here the pointer only goes there.
            if right {
                return true;
            }
            if let Some(at) = sight.of(place) {
                send(&words(&format!("mousemove {} {}", at.x.round(), at.y.round())));
            }
            self.wait = 1;
            return false;
        }
        self.click_on(place, right, tool == Tool::Hand, sight);
        false
    }

    fn grip(&mut self, down: bool, bench: &Bench, attempt: &Attempt) -> bool {
        if self.pressed != down {
            send(&words(if down { "mousedown 1" } else { "mouseup 1" }));
            self.pressed = down;
            self.wait = SETTLE;
            return false;
        }
        let Some(control) = attempt.pointer.control() else { return true };
        if !down {
            return bench.hand().grip < 40 || matches!(attempt.pointer.touching(), Some(Part::Shard));
        }
        // Squeezed as far as the stop or the wish asks, not to the end of the squeeze.
        bench.hand().grip_01() >= (control.grip.hold * 0.9).min(0.62)
    }

    fn go(&mut self, pose: Pose, bench: &Bench, attempt: &Attempt) -> bool {
        let (Some(part), Some(control)) = (attempt.pointer.touching(), attempt.pointer.control()) else { return true };
        let hand = bench.hand();
        if control.travel == Travel::Circle && self.pressed {
            return self.turn(pose.turn, bench);
        }
        if !self.arrived(bench) {
            return false;
        }
        let twist = pose.turn - hand.turn_deg();
        if control.wheel == Wheel::Turn && twist.abs() > 5.1 {
            self.turn_wheel((twist / 5.0).round() as i32);
            return false;
        }
        let (along, across) = (pose.along - hand.along_mm(), pose.across - hand.across_mm());
        if std::env::var_os("EPISSURE_ROBOT_TALKS").is_some() {
            println!(
                "  {part:?} wants {:.2} {:.2}, is {:.2} {:.2}, grip {}",
                pose.along,
                pose.across,
                hand.along_mm(),
                hand.across_mm(),
                hand.grip
            );
        }
        let (low, high) = control.reach_mm;
        let at_end = hand.along_mm() <= low + 0.01 && along < 0.0 || hand.along_mm() >= high - 0.01 && along > 0.0;
        let near = 2.2 * control.scale_mm;
        if (along.abs() <= near || at_end) && across.abs() <= near.max(0.12) {
            return true;
        }
        let resisted = if hand.grip >= 64 { 1.0 - STIFFNESS * bench.resistance() } else { 1.0 };
        let sideways = if control.travel == Travel::Plane { resisted } else { 1.0 };
        let anchor = bench.anchor(part);
        let (a, c) = (on_screen(anchor.along), on_screen(anchor.across));
        let (u, v) = (along / control.scale_mm / resisted, across / control.scale_mm / sideways);
        // A tool that works is moved in strokes of a person's size, one that returns faster.
        let most = match (self.pressed, part) {
            (true, Part::Tube(_)) if attempt.pointer.tool() == Tool::Hand => 100.0,
            (true, _) => 160.0,
            (false, _) => 400.0,
        };
        let (u, v) = (u.clamp(-most, most), v.clamp(-most, most));
        push([a[0] * u + c[0] * v, a[1] * u + c[1] * v]);
        self.wait = 1;
        false
    }

    /// Whether the last movement has reached the bench: the tool stands where it stood a frame before.
    fn arrived(&mut self, bench: &Bench) -> bool {
        let now = (bench.hand().along, bench.hand().across);
        std::mem::replace(&mut self.stood, now) == now
    }

    /// Turns the wheel by detents, which are told twice like motion.
    fn turn_wheel(&mut self, detents: i32) {
        let button = if detents > 0 { 4 } else { 5 };
        send(&words(&format!("click --repeat {} --delay 20 {button}", (detents.abs() / 2).clamp(1, 5))));
        self.wait = SETTLE;
    }

    /// One chord of a circle round the part.
    fn turn(&mut self, to_deg: f64, bench: &Bench) -> bool {
        if bench.hand().turn_deg().abs() >= to_deg.abs() {
            return true;
        }
        self.angle += 0.7;
        let (from, to) = (self.angle - 0.7, self.angle);
        push([70.0 * (libm::cos(to) - libm::cos(from)), 70.0 * (libm::sin(to) - libm::sin(from))]);
        self.wait = 1;
        false
    }

    /// Leads the fibre along points in the tray, one short piece a frame.
    fn follow(&mut self, points: &[[f64; 2]], lift: f64, bench: &Bench, attempt: &Attempt) -> bool {
        let (Some(control), Some(last)) = (attempt.pointer.control(), points.len().checked_sub(1)) else { return true };
        if !self.arrived(bench) {
            return false;
        }
        let hand = bench.hand();
        let raise = ((lift - hand.lift_mm()) / RAISE_STEP_MM).round() as i32;
        if self.led == 0 && control.wheel == Wheel::Raise && raise.abs() > 1 {
            self.turn_wheel(raise);
            return false;
        }
        if self.led >= last {
            return true;
        }
        // From the wished point, not from where the hand is: errors do not add up.
        let from = points[self.led];
        let far = |point: &[f64; 2]| libm::hypot(point[0] - from[0], point[1] - from[1]) >= LED_MM;
        self.led = points.iter().skip(self.led).position(far).map_or(last, |on| self.led + on);
        let wish = points[self.led];
        push([(wish[0] - hand.along_mm()) / control.scale_mm, (wish[1] - hand.across_mm()) / control.scale_mm]);
        self.wait = 1;
        // A long way is no reason to give up.
        self.spent = 0;
        false
    }
}

/// Moves the pointer by so many pixels. The X server tells synthetic motion twice, of the device and of its master, so
/// half is sent; where it is told once, the robot's loop takes two looks instead of one.
fn push(by: [f64; 2]) {
    let [x, y] = by.map(|b| (b / 2.0).round());
    if x != 0.0 || y != 0.0 {
        send(&words(&format!("mousemove_relative -- {x} {y}")));
    }
}
