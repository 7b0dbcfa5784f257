//! The eye: it goes where the work is, leans in for fine work, and can be moved.

use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::prelude::*;

use crate::bench::measure::ports::Socket;
use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::{Device, Part, Side, Tool};
use crate::catalogue::workpiece::Verb;
use crate::hands::Goal;
use crate::hands::plan::{self, Habits};

use super::aim::vec;
use super::app::{Phase, Screen, replays};
use super::canvas::Canvas;
use super::input::Hands;
use super::work::{Attempt, Desk, Playing};

/// The camera that looks at the bench.
#[derive(Component)]
pub struct Eye;

/// Vertical angle of view, radians.
const FOV: f32 = 0.62;
/// Time constant of the eye's movement, s.
const EASE_S: f32 = 0.28;
/// Narrowest and widest view, mm across.
const WIDTHS: (f32, f32) = (26.0, 2_600.0);

/// What the eye looks at: a place, and how many millimetres of it across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Middle of the picture.
    pub at: Vec3,
    /// Millimetres across the picture.
    pub width: f32,
    /// Height of the eye over the horizon, radians.
    pub pitch: f32,
}

/// The whole bench.
pub const WHOLE: Look = Look { at: Vec3::new(10.0, 0.0, 34.0), width: 1_400.0, pitch: 0.98 };

/// The whole of what a job needs: with the measuring table beside the workshop where there is one.
fn whole(bench: &Bench) -> Look {
    if bench.only_crafts() {
        return over_pieces(bench);
    }
    let right = bench.measuring_at()[0] as f32;
    let left = bench.craft().map_or(0.0, |_| bench.craft_at()[0] as f32);
    Look { at: WHOLE.at + Vec3::X * ((left + right) / 2.0), width: WHOLE.width + right - left, ..WHOLE }
}

/// The workpieces, the kit and the sheet of a job that has nothing else, as near as they all fit.
fn over_pieces(bench: &Bench) -> Look {
    let craft = &bench.job().craft;
    let sites = (1..=craft.sites.len() as u8).map(|n| bench.anchor(Part::Site(n)).at);
    let kit = (0..craft.kit.len() as u8).map(|n| bench.kit_place(n));
    let sheet = (!craft.questions.is_empty()).then(|| bench.anchor(Part::Questions).at);
    let (mut low, mut high) = (Vec3::splat(f32::INFINITY), Vec3::splat(f32::NEG_INFINITY));
    for at in sites.chain(kit).chain(sheet).map(vec) {
        (low, high) = (low.min(at), high.max(at));
    }
    if low.x > high.x {
        return WHOLE;
    }
    let (middle, size) = ((low + high) / 2.0, high - low);
    // The guide and the bar take a part of the picture's height.
    let width = (size.x + 260.0).max((size.z + size.y * 0.7 + 230.0) * 2.1).clamp(520.0, WHOLE.width);
    Look { at: Vec3::new(middle.x, middle.y * 0.5, middle.z + 10.0), width, ..WHOLE }
}

/// Where the eye is and where it goes.
#[derive(Resource)]
pub struct Gaze {
    now: Look,
    /// Where the work was last: the eye stays there until it has a reason to leave.
    station: Look,
    /// The wheel's share, 1 as the station says.
    zoom: f32,
    /// Goes at once: for pictures.
    pub jump: bool,
}

impl Default for Gaze {
    fn default() -> Self {
        Gaze { now: WHOLE, station: WHOLE, zoom: 1.0, jump: true }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Gaze>().add_systems(Startup, spawn).add_systems(OnEnter(Screen::Bench), reset).add_systems(
        Update,
        (work_gaze.run_if(in_state(Screen::Bench)), replay_gaze.run_if(replays), settle).chain().in_set(Phase::View),
    );
}

fn spawn(mut commands: Commands, canvas: Res<Canvas>) {
    // What its preset adds is `preset`'s.
    commands.spawn((
        Eye,
        Camera3d::default(),
        Projection::Perspective(PerspectiveProjection { fov: FOV, near: 2.0, far: 5_000.0, ..default() }),
        Tonemapping::TonyMcMapface,
        Camera { is_active: false, ..default() },
        canvas.target(),
        Transform::default(),
    ));
}

fn reset(mut gaze: ResMut<Gaze>) {
    *gaze = Gaze::default();
}

/// A station of the bench: near enough to see what is worked at, far enough to see what is beside it.
fn station(part: Part, bench: &Bench) -> Look {
    let at = |place: [f64; 3], width: f32| Look { at: vec(place), width, pitch: 0.85 };
    match part {
        Part::Face => whole(bench),
        Part::Sheath | Part::Tube(_) | Part::Bundle(_) | Part::Fibre(_) => at([-150.0, 30.0, 90.0], 760.0),
        Part::FibreEnd(side) => {
            let mut place = bench.anchor(part).at;
            place[0] += if side == Side::Cable { -60.0 } else { 60.0 };
            at(place, 420.0)
        }
        Part::CleaverGroove
        | Part::CleaverLid
        | Part::CleaverBlade
        | Part::CleaverDial
        | Part::CleaverHeight
        | Part::Shard => at([layout::CLEAVER[0], 26.0, layout::CLEAVER[2]], 260.0),
        Part::ShardBin => at(layout::SHARD_BIN, 500.0),
        // The oven is at the back: a station of its own keeps it clear of the guide's panel.
        Part::Oven | Part::OvenLid => Look { at: Vec3::new(110.0, 60.0, -150.0), width: 470.0, pitch: 0.82 },
        Part::SplicerGroove(_) | Part::SplicerLid | Part::Sleeve | Part::SplicerKey(_) => {
            // Screen, grooves, oven and both rows of keys, clear of the bars above and below.
            Look { at: Vec3::new(110.0, 50.0, -78.0), width: 470.0, pitch: 0.82 }
        }
        // From the worker's side, a little above: the whole panel or instrument with what hangs on it.
        Part::Port(port) => Look { at: vec(bench.anchor(part).at), width: 430.0, pitch: port_pitch(port, 0.62) },
        Part::Plug(_) => at(bench.anchor(part).at, 400.0),
        Part::Panel(device) => {
            let (width, pitch) = panel_view(device);
            Look { at: vec(bench.anchor(part).at), width: width * 1.5, pitch }
        }
        Part::Record | Part::Questions => Look { at: vec(bench.anchor(part).at), width: 480.0, pitch: 1.1 },
        Part::Site(_) => Look { at: vec(bench.anchor(part).at), width: 360.0, pitch: 0.8 },
        Part::Tray | Part::TraySlot(_) | Part::TrayLid => Look { at: vec(layout::TRAY), width: 380.0, pitch: 1.1 },
    }
}

/// How steeply a port is looked at: those that open away from the worker from higher up.
fn port_pitch(port: u8, level: f32) -> f32 {
    match Socket::of(port) {
        Some(Socket::Near(_) | Socket::Far(_)) => level,
        Some(Socket::Device(Device::Otdr)) => level + 0.06,
        _ => 1.05,
    }
}

/// How wide an instrument's face is looked at, mm, and from how high.
fn panel_view(device: Device) -> (f32, f32) {
    match device {
        Device::Otdr => (330.0, 0.60),
        Device::Scope => (290.0, 0.50),
        Device::Source | Device::Meter => (260.0, 1.02),
        Device::Locator => (260.0, 1.0),
    }
}

/// Where a goal is done.
fn goal_station(goal: Goal, bench: &Bench) -> Look {
    let part = match goal {
        Goal::CutSheath | Goal::PullSheath => Part::Sheath,
        Goal::CleanTube | Goal::ScoreTube | Goal::OpenTube => Part::Tube(bench.job().tube),
        Goal::Degrease | Goal::PickFibre => Part::Bundle(bench.job().tube),
        Goal::OpenCleaver | Goal::DrawCarriageBack | Goal::CloseCleaver | Goal::Stroke | Goal::TurnBlade => {
            Part::CleaverLid
        }
        Goal::OpenSplicer
        | Goal::CloseSplicer
        | Goal::ChooseProgram
        | Goal::CheckArc
        | Goal::LeaveMenu
        | Goal::ChooseOven
        | Goal::Inspect
        | Goal::ReadViews
        | Goal::Arc
        | Goal::Test
        | Goal::CentreSleeve
        | Goal::Heat
        | Goal::Cool => Part::SplicerLid,
        Goal::OpenOven | Goal::PlaceInOven | Goal::CloseOven | Goal::LiftOut => Part::OvenLid,
        Goal::LayFibre | Goal::TuckFibre(_) | Goal::SeatSleeve | Goal::OpenTray | Goal::CloseTray => Part::Tray,
        Goal::InspectFace(part) | Goal::CleanFace { part, .. } | Goal::Press { part, .. } => part,
        Goal::Plug { port, .. } => Part::Port(port),
        Goal::Unplug(plug) => match bench.measure().and_then(|measure| measure.plugged.get(usize::from(plug))) {
            Some(Some(port)) => Part::Port(*port),
            _ => Part::Plug(plug + 1),
        },
        Goal::Write { .. } => Part::Record,
        Goal::Site(number) => Part::Site(number),
        Goal::Answer(_) => Part::Questions,
        Goal::WaitOtdr => Part::Panel(Device::Otdr),
        Goal::WarmUp => Part::Panel(Device::Source),
        // These need the way to a tool or across the bench in view.
        _ => return whole(bench),
    };
    station(part, bench)
}

/// What an author looks at: where a goal is done, the whole bench before the first.
pub fn of_goal(goal: Option<Goal>, bench: &Bench) -> Look {
    goal.map_or_else(|| whole(bench), |goal| goal_station(goal, bench))
}

/// The close view of a contact.
fn close(part: Part, bench: &Bench, width_mm: f64) -> Look {
    let anchor = bench.anchor(part);
    let along = bench.hand().along_mm();
    let place = match part {
        // On long parts the eye follows the tool; elsewhere it holds still, so that the tool is seen to move.
        Part::Sheath | Part::Tube(_) if width_mm < 300.0 => layout::place(&anchor, along, 0.0, 0.0),
        Part::Sheath | Part::Tube(_) | Part::Bundle(_) | Part::FibreEnd(_) => {
            layout::place(&anchor, width_mm * 0.28, 0.0, 0.0)
        }
        Part::CleaverGroove => layout::place(&anchor, 3.0, 0.0, 0.0),
        Part::SplicerGroove(_) => anchor.at,
        Part::CleaverLid | Part::CleaverBlade => [layout::CLEAVER[0], 24.0, layout::CLEAVER[2]],
        Part::SplicerLid | Part::SplicerKey(_) | Part::OvenLid => return station(part, bench),
        Part::Panel(device) => {
            let (width, pitch) = panel_view(device);
            return Look { at: vec(anchor.at), width, pitch };
        }
        Part::Record | Part::Questions => return Look { at: vec(anchor.at), width: 400.0, pitch: 1.2 },
        // The eye follows a tool that looks for its station.
        Part::Site(number) if bench.site(number).is_some_and(|(site, _)| goes_along(&site.verb)) => {
            layout::place(&anchor, along, 0.0, 0.0)
        }
        Part::Port(port) => {
            // The middle of what is between the port's mouth and the hand.
            let at = vec(layout::place(&anchor, 14.0, 0.0, 0.0));
            let width = (width_mm as f32 * 2.1).clamp(95.0, 260.0);
            return Look { at, width, pitch: port_pitch(port, 0.5) };
        }
        // Cleaned on its cassette a plug is over the cassette's window.
        Part::Plug(_) if bench.hand().tool == Tool::DryWipe.code() => {
            let at = vec(layout::place(&anchor, 38.0, 0.0, 24.0));
            return Look { at, width: 190.0, pitch: 0.72 };
        }
        Part::Plug(_) => {
            let width = (width_mm as f32 * 2.0).clamp(110.0, 240.0);
            return Look { at: vec(anchor.at), width, pitch: 0.8 };
        }
        // Over the worker's shoulder: glasses come down into the picture as they are put on.
        Part::Face => return Look { at: vec(anchor.at) - Vec3::new(0.0, 55.0, 40.0), width: 420.0, pitch: 0.62 },
        _ => anchor.at,
    };
    let pitch = match part {
        Part::Tray | Part::TraySlot(_) => 1.25,
        Part::SplicerGroove(_) | Part::CleaverGroove => 1.0,
        _ => 0.85,
    };
    Look { at: vec(place), width: (width_mm as f32 * 1.9).clamp(60.0, 900.0), pitch }
}

fn work_gaze(
    mut gaze: ResMut<Gaze>,
    mut hands: ResMut<Hands>,
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
    time: Res<Time<Real>>,
    mut last: Local<Option<(Goal, Tool)>>,
) {
    let (Some(bench), Some(attempt)) = (&desk.bench, attempt) else { return };
    if hands.step_back {
        gaze.station = whole(bench);
        gaze.zoom = 1.0;
    }
    hands.step_back = false;
    let zoom = std::mem::take(&mut hands.zoom);
    gaze.zoom = (gaze.zoom * 0.88f32.powi(zoom)).clamp(0.25, 2.0);
    let touching = attempt.pointer.touching().zip(attempt.pointer.control());
    let wanted = match touching {
        Some((part, control)) => {
            gaze.station = station(part, bench);
            gaze.zoom = 1.0;
            close(part, bench, control.view_mm)
        }
        None => {
            if attempt.guided {
                let goal = plan::next(bench, &Habits::default());
                let tool = attempt.pointer.tool();
                // With the next goal, and with what is taken for it, the eye goes where it is done.
                let (was, held) = (*last).unzip();
                if was != Some(goal) || (tool != Tool::Hand && held != Some(tool)) {
                    gaze.station = goal_station(goal, bench);
                    gaze.zoom = 1.0;
                }
                *last = Some((goal, tool));
            }
            let station = gaze.station;
            Look { width: (station.width * gaze.zoom).clamp(WIDTHS.0, WIDTHS.1), ..station }
        }
    };
    gaze.go(wanted, time.delta_secs());
}

fn replay_gaze(mut gaze: ResMut<Gaze>, desk: Res<Desk>, playing: Option<Res<Playing>>, time: Res<Time<Real>>) {
    let (Some(bench), Some(_)) = (&desk.bench, playing) else { return };
    let wanted = seen(bench);
    gaze.go(wanted, time.delta_secs());
}

/// What an onlooker looks at: the contact, or the station of the last one, or the whole bench while tools are fetched.
pub fn seen(bench: &Bench) -> Look {
    match bench.touching() {
        Some(part) => {
            let tool = Tool::from_code(bench.hand().tool).unwrap_or(Tool::Hand);
            close(part, bench, bench.control(tool, part).view_mm)
        }
        None => whole(bench),
    }
}

impl Gaze {
    fn go(&mut self, wanted: Look, seconds: f32) {
        let share = if self.jump { 1.0 } else { 1.0 - (-seconds.min(0.25) / EASE_S).exp() };
        self.jump = false;
        // Widths by ratio: leaning in from far takes as long as from near.
        let width = self.now.width * (wanted.width / self.now.width).powf(share);
        self.now = Look {
            at: self.now.at.lerp(wanted.at, share),
            width,
            pitch: self.now.pitch + (wanted.pitch - self.now.pitch) * share,
        };
    }

    /// Goes at once.
    pub fn jump_to(&mut self, wanted: Look) {
        self.jump = true;
        self.go(wanted, 0.0);
    }

    /// What the eye sees now.
    pub fn now(&self) -> Look {
        self.now
    }
}

fn settle(gaze: Res<Gaze>, mut eyes: Query<(&mut Transform, &Projection), With<Eye>>) {
    for (mut transform, projection) in &mut eyes {
        let aspect = match projection {
            Projection::Perspective(perspective) => perspective.aspect_ratio,
            _ => 16.0 / 9.0,
        };
        let look = gaze.now;
        let distance = look.width / (2.0 * (FOV / 2.0).tan() * aspect);
        let away = Vec3::new(0.0, look.pitch.sin(), look.pitch.cos()) * distance;
        transform.set_if_neq(Transform::from_translation(look.at + away).looking_at(look.at, Vec3::Y));
    }
}

/// Whether a verb begins by finding a station.
fn goes_along(verb: &Verb) -> bool {
    matches!(verb, Verb::Score { .. } | Verb::Squeeze { station: Some(_), .. })
}
