//! What the pointer is over: parts that the held tool can work on, by their place on the screen.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::{Device, Part, Side, Tool};
use crate::catalogue::workpiece::Verb;

use super::app::{Phase, Screen};
use super::camera::Eye;
use super::canvas::Canvas;
use super::steer::Walk;
use super::work::{Attempt, Desk};

/// Pixels from a part within which the pointer is over it.
const NEAR_PX: f32 = 46.0;
/// The same for parts that stand close together.
const NEAR_KEY_PX: f32 = 26.0;
/// The same for plugs: they stand close, but their bodies are long.
const NEAR_PLUG_PX: f32 = 32.0;
/// Where fingers hold a plug, behind its tip, mm.
const GRIP_MM: f64 = 18.0;
/// Where fingers hold an item of a kit, behind its tip, mm.
const ITEM_MM: f64 = 14.0;
/// Where the mouth of an adapter is, in front of its port's place, mm.
const MOUTH_MM: f64 = 9.5;

/// What a click would do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Touch a part, at this station on its axis, mm.
    Touch(Part, f64),
    /// Take something in hand.
    Take(Tool),
}

impl Target {
    /// The same thing, wherever on it.
    pub fn is_same(self, other: Target) -> bool {
        match (self, other) {
            (Target::Touch(part, _), Target::Touch(other, _)) => part == other,
            (one, other) => one == other,
        }
    }
}

/// Something that could be aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// What it is, in the middle of its length.
    pub target: Target,
    /// Where it is on the screen, pixels.
    pub at: Vec2,
    /// Where it is on the bench, mm.
    pub over: [f64; 3],
}

/// What the pointer is over.
#[derive(Resource, Clone, Debug, Default)]
pub struct Aim {
    /// What a click would do.
    pub target: Option<Target>,
    /// Where on the bench, mm.
    pub over: Option<[f64; 3]>,
    /// Where the target is on the screen, pixels.
    pub at: Option<Vec2>,
    /// All that could be aimed at, from left to right.
    pub offers: Vec<Offer>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Aim>().add_systems(Update, look.in_set(Phase::Input).run_if(in_state(Screen::Bench)));
}

pub(super) fn look(
    mut aim: ResMut<Aim>,
    mut walk: ResMut<Walk>,
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
    windows: Query<&Window, With<PrimaryWindow>>,
    eyes: Query<(&Camera, &GlobalTransform), With<Eye>>,
    canvas: Res<Canvas>,
) {
    let mut offers = std::mem::take(&mut aim.offers);
    offers.clear();
    *aim = Aim::default();
    let (Some(bench), Some(attempt)) = (&desk.bench, attempt) else { return };
    let (Ok(window), Ok((camera, eye))) = (windows.single(), eyes.single()) else { return };
    let pointed = window.cursor_position();
    // Without a pointer in the window everything is far from it.
    let cursor = pointed.unwrap_or(Vec2::splat(f32::MIN / 4.0));
    let ray = pointed.and_then(|cursor| camera.viewport_to_world(eye, canvas.inwards(cursor)).ok());
    aim.over = ray.and_then(|ray| {
        let distance = ray.intersect_plane(Vec3::Y * layout::HAND_HEIGHT as f32, InfinitePlane3d::new(Vec3::Y))?;
        let at = ray.get_point(distance);
        let right = 620.0 + bench.measuring_at()[0];
        let left = bench.craft().map_or(0.0, |_| bench.craft_at()[0]) - 620.0;
        Some([f64::from(at.x).clamp(left, right), f64::from(at.y), f64::from(at.z).clamp(-380.0, 420.0)])
    });
    if attempt.pointer.touching().is_some() {
        return;
    }
    let to_screen = |at: [f64; 3]| camera.world_to_viewport(eye, vec(at)).ok().map(|at| canvas.outwards(at));
    let mut best = f32::INFINITY;
    let mut offer = |target: Target, distance: f32, reach: f32, at: Vec2| {
        if distance <= reach && distance < best {
            best = distance;
            aim.target = Some(target);
            aim.at = Some(at);
        }
    };
    let held = attempt.pointer.tool();
    for part in bench.touchable(held) {
        let Some((distance, along, at)) = nearest(bench, held, part, cursor, &to_screen) else { continue };
        let close =
            matches!(part, Part::SplicerKey(_) | Part::TraySlot(_) | Part::Fibre(_) | Part::Port(_) | Part::Site(_));
        // A short part on a long one wins: the tip of a fibre over the cable behind it.
        let weight = match part {
            // The sleeve is on the fibre in hand, always under the pointer: anything else that is near goes first.
            Part::Sleeve => distance + 30.0,
            // What is plugged into an instrument or lies on its sheet is nearer than the face round it.
            Part::Panel(_) | Part::Record | Part::Questions => distance + 10.0,
            _ if length_mm(bench, part) > 0.0 => distance + 6.0,
            _ => distance,
        };
        offer(Target::Touch(part, along), weight, if close { NEAR_KEY_PX } else { NEAR_PX }, at);
        let middle = length_mm(bench, part) / 2.0;
        let over = layout::place(&bench.anchor(part), middle, 0.0, 0.0);
        if let Some(at) = to_screen(over) {
            offers.push(Offer { target: Target::Touch(part, middle), at, over });
        }
    }
    let kit = (0..bench.job().craft.kit.len() as u8).map(Tool::Kit);
    for tool in Tool::ALL.into_iter().chain(kit) {
        let Some(at) = takes(bench, held, tool) else { continue };
        let reach = if tool.plug().is_some() { NEAR_PLUG_PX } else { NEAR_PX };
        if tool == held || !bench.can_take(tool) {
            continue;
        }
        let over = at;
        if let Some(at) = to_screen(at) {
            offers.push(Offer { target: Target::Take(tool), at, over });
            // A joint lies in the oven or under the cover: on it, it goes before the lid that stands behind it.
            let weight = if tool == Tool::SplicedFibre { -8.0 } else { 4.0 };
            offer(Target::Take(tool), at.distance(cursor) + weight, reach, at);
        }
    }
    offers.sort_by(|a, b| a.at.x.total_cmp(&b.at.x).then(a.at.y.total_cmp(&b.at.y)));
    // What was walked to goes before what a resting pointer happens to be over.
    if let Some(walked) = walk.at {
        match offers.iter().find(|offer| offer.target.is_same(walked)) {
            Some(offer) => {
                (aim.target, aim.at, aim.over) = (Some(offer.target), Some(offer.at), Some(offer.over));
            }
            None => walk.at = None,
        }
    }
    aim.offers = offers;
}

/// Where a click takes a tool, with this in hand; `None` where it cannot be taken by a click.
fn takes(bench: &Bench, held: Tool, tool: Tool) -> Option<[f64; 3]> {
    // With something in hand the click is for what it is brought to.
    let busy = held != Tool::Hand
        && match tool {
            Tool::Kit(n) => bench.craft().is_some_and(|craft| craft.place_of(n).is_some()),
            Tool::CableFibre | Tool::PigtailFibre | Tool::SplicedFibre => true,
            // So with a cleaner or another plug in hand.
            _ => tool.plug().is_some(),
        };
    if busy { None } else { rests_at(bench, tool) }
}

/// Where a tool is taken from, mm.
pub fn rests_at(bench: &Bench, tool: Tool) -> Option<[f64; 3]> {
    match tool {
        Tool::Hand => None,
        Tool::Kit(n) => Some(held_at(bench, n)),
        Tool::CableFibre => Some(bench.tip_place(Side::Cable)),
        Tool::PigtailFibre => Some(bench.tip_place(Side::Pigtail)),
        Tool::SplicedFibre => Some(bench.joint_place()),
        _ => match tool.plug() {
            Some(plug) => grip_of(bench, plug),
            None => Some(layout::rack_place(tool)),
        },
    }
}

/// Where fingers would hold a plug (from 0).
fn grip_of(bench: &Bench, plug: u8) -> Option<[f64; 3]> {
    let measure = bench.measure()?;
    Some(match measure.plugged.get(usize::from(plug)).copied().flatten() {
        Some(port) => layout::place(&bench.anchor(Part::Port(port)), GRIP_MM, 0.0, 0.0),
        // At rest its station is counted off the tip, away from the body.
        None => layout::place(&bench.anchor(Part::Plug(plug + 1)), -GRIP_MM, 0.0, 0.0),
    })
}

/// Half the width and height of an instrument's face or of the record on the bench, mm.
fn half_mm(part: Part) -> Option<[f64; 2]> {
    Some(match part {
        Part::Panel(Device::Otdr) => [75.0, 47.0],
        Part::Panel(Device::Scope) => [70.0, 50.0],
        Part::Panel(Device::Source | Device::Meter) => [32.0, 60.0],
        Part::Panel(Device::Locator) => [9.0, 45.0],
        Part::Record | Part::Questions => [64.0, 86.0],
        _ => return None,
    })
}

/// A bench place as the engine's vector.
pub fn vec(at: [f64; 3]) -> Vec3 {
    Vec3::new(at[0] as f32, at[1] as f32, at[2] as f32)
}

/// Length over which a part can be touched from its anchor, mm; 0 for a point.
fn length_mm(bench: &Bench, part: Part) -> f64 {
    let state = bench.state();
    match part {
        Part::Sheath => bench.job().cable.free_mm - state.cable.exposed_mm,
        Part::Tube(_) => state.cable.exposed_mm,
        Part::Bundle(n) => state.cable.tubes.get(usize::from(n).wrapping_sub(1)).map_or(0.0, |tube| tube.opened_mm),
        Part::Fibre(n) => state.cable.fibres.get(usize::from(n).wrapping_sub(1)).map_or(0.0, |end| end.free_mm) * 0.6,
        Part::FibreEnd(side) => state.end(side).map_or(0.0, |end| (end.free_mm * 0.5).min(120.0)),
        Part::Site(number) => match bench.site(number).map(|(site, _)| &site.verb) {
            Some(Verb::Score { station, .. } | Verb::Squeeze { station: Some(station), .. }) => station * 1.5,
            Some(Verb::Wipe { length, .. } | Verb::Slit { length, .. } | Verb::Draw { length, .. }) => *length,
            _ => 0.0,
        },
        _ => 0.0,
    }
}

/// Where fingers would take a tool or an item of the kit: what is in a site, behind its tip.
fn held_at(bench: &Bench, n: u8) -> [f64; 3] {
    let at = bench.kit_is(n);
    match bench.craft().and_then(|craft| craft.place_of(n)) {
        Some(site) => layout::place(&bench.anchor(Part::Site(site + 1)), ITEM_MM, 0.0, 0.0),
        None => at,
    }
}

/// Distance of the cursor from a part in pixels, the station there, and the place on the screen.
fn nearest(
    bench: &Bench,
    held: Tool,
    part: Part,
    cursor: Vec2,
    to_screen: &impl Fn([f64; 3]) -> Option<Vec2>,
) -> Option<(f32, f64, Vec2)> {
    let anchor = bench.anchor(part);
    let length = length_mm(bench, part);
    let from = match part {
        // The tray is touched where its fibre is.
        Part::Tray => {
            let [along, across, lift] = bench.control(held, part).start.unwrap_or_default();
            to_screen(layout::place(&anchor, along, across, lift))?
        }
        // A port is seen by its mouth.
        Part::Port(_) => to_screen(layout::place(&anchor, MOUTH_MM, 0.0, 0.0))?,
        _ => to_screen(anchor.at)?,
    };
    if let Some([wide, deep]) = half_mm(part) {
        // Anywhere on its face is on it; across runs to the worker, which on an upright face is down.
        let upright = matches!(part, Part::Panel(Device::Otdr | Device::Scope));
        let corner = |sx: f64, sy: f64| {
            let (across, lift) = if upright { (0.0, -deep * sy) } else { (deep * sy, 0.0) };
            to_screen(layout::place(&anchor, wide * sx, across, lift))
        };
        let (low, high) = (corner(-1.0, -1.0)?, corner(1.0, 1.0)?);
        let (low, high) = (low.min(high), low.max(high));
        return Some((cursor.distance(cursor.clamp(low, high)), 0.0, from));
    }
    if length <= 0.0 {
        return Some((from.distance(cursor), 0.0, from));
    }
    let to = to_screen(layout::place(&anchor, length, 0.0, 0.0))?;
    let way = to - from;
    let share = ((cursor - from).dot(way) / way.length_squared().max(1e-6)).clamp(0.0, 1.0);
    let at = from + way * share;
    Some((at.distance(cursor), f64::from(share) * length, at))
}
