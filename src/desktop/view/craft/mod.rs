//! Workpieces on the bench: what stands, what changes when it is worked, the kit, and cords between ends.

mod stand;
mod traces;

use bevy::prelude::*;

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Tool};
use crate::catalogue::workpiece::Verb;

use super::super::aim::vec;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((stand::plugin, traces::plugin));
}

/// How a kit tool or item stands now: in the hand, in a site, or in its place.
pub fn kit_pose(bench: &Bench, n: u8) -> Transform {
    let hand = bench.hand();
    if hand.tool == Tool::Kit(n).code() && bench.craft().is_none_or(|craft| craft.place_of(n).is_none()) {
        let mut pose = Transform::from_translation(vec(bench.hand_place()));
        if let Some(Part::Site(number)) = bench.touching()
            && let Some((site, _)) = bench.site(number)
        {
            if bench.job().craft.kit[usize::from(n)].item {
                pose.rotation = outwards(vec(site.along));
            } else if matches!(site.verb, Verb::Score { .. } | Verb::Turn { .. }) {
                pose.rotation = Quat::from_axis_angle(vec(site.along), (hand.turn_deg() as f32).to_radians());
            }
        }
        return pose;
    }
    let inside = bench.craft().and_then(|craft| craft.place_of(n));
    let at = Transform::from_translation(vec(bench.kit_is(n)));
    match inside.and_then(|site| bench.site(site + 1)) {
        Some((site, _)) => at.with_rotation(outwards(vec(site.along))),
        None => at,
    }
}

/// An item is made along +x from its tip: in a site it points out of it.
fn outwards(along: Vec3) -> Quat {
    Quat::from_rotation_arc(Vec3::X, along.normalize_or(Vec3::X))
}
