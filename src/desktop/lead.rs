//! The guide's ring: where on the screen to go next, the tool to take or the place to bring it to.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use crate::bench::{Bench, layout};
use crate::catalogue::vocabulary::Tool;
use crate::hands::lead::{self, Lead};
use crate::hands::plan::{self, Habits};

use super::aim::{self, vec};
use super::app::{Phase, Screen};
use super::camera::Eye;
use super::canvas::Canvas;
use super::work::{Attempt, Desk};

/// What is led to, for which bench and which of its moments.
#[derive(Resource, Default)]
pub struct Ring {
    known: Option<(u32, crate::hands::Goal, Tool, u32)>,
    lead: Option<Lead>,
    /// Where it is on the screen, pixels; `None` while nothing is led to.
    pub at: Option<Vec2>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Ring>().add_systems(Update, follow.in_set(Phase::View).run_if(in_state(Screen::Bench)));
}

fn follow(
    desk: Res<Desk>,
    attempt: Option<Res<Attempt>>,
    mut ring: ResMut<Ring>,
    canvas: Res<Canvas>,
    windows: Query<&Window, With<PrimaryWindow>>,
    eyes: Query<(&Camera, &GlobalTransform), With<Eye>>,
) {
    ring.at = None;
    let (Some(bench), Some(attempt)) = (&desk.bench, attempt) else { return };
    if !attempt.guided || attempt.is_held() || attempt.pointer.touching().is_some() {
        return;
    }
    let held = attempt.pointer.tool();
    let now = (desk.generation, plan::next(bench, &Habits::default()), held, bench.state().breaks);
    if ring.known != Some(now) {
        ring.known = Some(now);
        ring.lead = lead::lead(bench);
    }
    let (Some(lead), Ok(window), Ok((camera, eye))) = (ring.lead, windows.single(), eyes.single()) else { return };
    let Some(place) = place(bench, held, lead) else { return };
    ring.at = camera.world_to_viewport(eye, vec(place)).ok().map(|at| {
        // What is out of the picture is shown at its edge, clear of the bars.
        let (low, high) = (Vec2::new(40.0, 150.0), window.size() - Vec2::new(40.0, 170.0));
        canvas.outwards(at).clamp(low, high.max(low))
    });
}

/// The tool to take, or with it in hand the part to go to, mm. Nothing while the wrong thing is to be put down.
fn place(bench: &Bench, held: Tool, lead: Lead) -> Option<[f64; 3]> {
    if held == lead.tool {
        return lead.at.map(|(part, along_mm)| layout::place(&bench.anchor(part), along_mm, 0.0, 0.0));
    }
    (held == Tool::Hand && bench.can_take(lead.tool)).then(|| aim::rests_at(bench, lead.tool)).flatten()
}
