//! What the picture costs: its sharpness follows the time that frames take, and where nothing changes nothing is drawn.

use std::time::Duration;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiInput, EguiPreUpdateSet, egui};

use super::app::{Chosen, Screen};
use super::camera::Eye;
use super::canvas::Canvas;
use super::work::Playing;

/// Shares of the preset's resolution, from sharp to coarse.
const SHARES: [f32; 5] = [1.0, 0.85, 0.72, 0.6, 0.52];
/// Frames whose mean decides.
const FRAMES: u32 = 12;
/// A mean above this makes the picture coarser, ms: 22 frames a second.
const SLOW_MS: f32 = 45.0;
/// It is made sharper where that would still take no more than this, ms.
const ROOM_MS: f32 = 34.0;
/// A frame this long says nothing of the picture: something was loaded or compiled, ms.
const HITCH_MS: f32 = 400.0;
/// Sharper again no sooner than this after it was coarse, s: a picture that swims is worse than a soft one.
const PATIENCE_S: f32 = 6.0;
/// Frames without a change after which no more are drawn: what changed has been drawn by then.
const STILL: u32 = 2;
/// Frames of a page that are drawn whatever changes: textures and pipelines arrive.
const ARRIVING: u32 = 30;
/// Between two looks at a bench where nothing happens; [`super::input`] counts so long a frame in full.
const REST: Duration = Duration::from_millis(1_900);
/// Between two frames where only a sign over the bench moves.
const BREATH: Duration = Duration::from_millis(60);
/// Between two frames of a window that is not in front, at least.
const BEHIND: Duration = Duration::from_millis(250);
/// Between two frames of a page that is read: what a person does wakes it at once.
const READ: Duration = Duration::from_millis(1_500);

/// What the picture may cost now.
#[derive(Resource, Debug)]
pub struct Effort {
    /// Which of [`SHARES`].
    step: usize,
    taken_ms: f32,
    frames: u32,
    since_s: f32,
    /// Frames since something that is seen changed.
    still: u32,
    /// Frames of this page.
    shown: u32,
    /// A sign over the bench moves by itself.
    breathes: bool,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { step: 0, taken_ms: 0.0, frames: 0, since_s: PATIENCE_S, still: 0, shown: 0, breathes: false }
    }
}

impl Effort {
    /// Share of the preset's resolution.
    pub fn share(&self) -> f32 {
        SHARES[self.step]
    }

    /// Whether the picture is as it was, so that none need be drawn.
    pub fn rests(&self) -> bool {
        self.still > STILL && self.shown > ARRIVING
    }

    /// Says, each frame anew, that a sign over the bench moves by itself.
    pub fn breathe(&mut self) {
        self.breathes = true;
    }

    /// Takes the time of a frame that was drawn, ms.
    fn take(&mut self, ms: f32) {
        self.since_s += ms / 1_000.0;
        if ms > HITCH_MS {
            return;
        }
        self.taken_ms += ms;
        self.frames += 1;
        if self.frames < FRAMES {
            return;
        }
        let mean = self.taken_ms / self.frames as f32;
        (self.taken_ms, self.frames) = (0.0, 0);
        if mean > SLOW_MS && self.step + 1 < SHARES.len() {
            // As many steps as pixels would explain, though a part of the frame is no pixels.
            let wanted = SHARES[self.step] * (SLOW_MS / mean).sqrt();
            let far = SHARES.iter().position(|share| *share <= wanted).unwrap_or(SHARES.len() - 1);
            self.step = far.clamp(self.step + 1, self.step + 2).min(SHARES.len() - 1);
            self.since_s = 0.0;
        } else if self.step > 0 && self.since_s > PATIENCE_S {
            let grown = SHARES[self.step - 1] / SHARES[self.step];
            if mean * grown * grown < ROOM_MS {
                self.step -= 1;
                self.since_s = 0.0;
            }
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Effort>()
        .add_systems(Update, pace)
        // After transforms were propagated: what the frame's end leaves is what is drawn.
        .add_systems(Last, (sharpen, look).chain())
        .add_systems(PreUpdate, hush.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass));
}

fn sharpen(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    mut effort: ResMut<Effort>,
    mut canvas: ResMut<Canvas>,
    eyes: Query<&Camera, With<Eye>>,
) {
    let drawn = screen.get().is_at_bench() && eyes.iter().any(|eye| eye.is_active);
    if drawn {
        effort.take(time.delta_secs() * 1_000.0);
    }
    canvas.soften(effort.share());
}

/// A body that stands, shows or is made otherwise than before.
type Moved = Or<(
    Changed<GlobalTransform>,
    Changed<InheritedVisibility>,
    Changed<Mesh3d>,
    Changed<MeshMaterial3d<StandardMaterial>>,
)>;

/// Anything that the eye sees and that changed.
#[derive(SystemParam)]
struct Changes<'w, 's> {
    bodies: Query<'w, 's, (), (With<Mesh3d>, Moved)>,
    eyes: Query<'w, 's, (), (With<Eye>, Changed<GlobalTransform>)>,
    meshes: MessageReader<'w, 's, AssetEvent<Mesh>>,
    materials: MessageReader<'w, 's, AssetEvent<StandardMaterial>>,
    images: MessageReader<'w, 's, AssetEvent<Image>>,
    windows: MessageReader<'w, 's, bevy::window::WindowResized>,
}

impl Changes<'_, '_> {
    fn any(&mut self) -> bool {
        let told = [
            self.meshes.read().count(),
            self.materials.read().count(),
            self.images.read().count(),
            self.windows.read().count(),
        ];
        let bodies = self.bodies.iter().count();
        let changed = told.iter().any(|count| *count > 0) || bodies > 0 || !self.eyes.is_empty();
        if changed {
            debug!("drawn again: meshes, materials, images, windows {told:?}, bodies {bodies}");
        }
        changed
    }
}

fn look(mut changes: Changes, chosen: Res<Chosen>, screen: Res<State<Screen>>, mut effort: ResMut<Effort>) {
    let changed = changes.any() || chosen.is_changed();
    effort.shown = if screen.is_changed() { 0 } else { effort.shown.saturating_add(1) };
    effort.still = if changed { 0 } else { effort.still.saturating_add(1) };
}

/// The engine tells egui of the modifier keys in every frame, and egui asks for another frame after each word it hears:
/// a page would never rest. What it knows already is not said again.
fn hush(mut inputs: Query<&mut EguiInput>, mut known: Local<Option<egui::Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => known.replace(*now) != Some(*now),
            _ => true,
        });
    }
}

/// Frames as fast as the display while something moves, a few a second while somebody reads or looks.
fn pace(
    screen: Res<State<Screen>>,
    mut effort: ResMut<Effort>,
    playing: Option<Res<Playing>>,
    mut settings: ResMut<WinitSettings>,
) {
    let breathes = std::mem::take(&mut effort.breathes);
    let moves = match screen.get() {
        screen if screen.replays() => playing.is_some_and(|playing| playing.running) || !effort.rests(),
        Screen::Bench => !effort.rests(),
        _ => false,
    };
    let wanted = match screen.get() {
        _ if moves => UpdateMode::Continuous,
        Screen::Bench if breathes => UpdateMode::reactive(BREATH),
        screen if screen.is_at_bench() => UpdateMode::reactive(REST),
        _ => UpdateMode::reactive(READ),
    };
    // A window that is not in front need not be smooth, nor look more often.
    let behind = match wanted {
        UpdateMode::Continuous => UpdateMode::reactive_low_power(BEHIND),
        UpdateMode::Reactive { wait, .. } => UpdateMode::reactive_low_power(wait.max(BEHIND)),
    };
    if settings.focused_mode != wanted || settings.unfocused_mode != behind {
        (settings.focused_mode, settings.unfocused_mode) = (wanted, behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of a machine that takes so much for each pixel's share and so much for everything else.
    fn settled(pixels_ms: f32, rest_ms: f32) -> (f32, f32) {
        let mut effort = Effort::default();
        let mut ms = 0.0;
        for _ in 0..2_000 {
            ms = rest_ms + pixels_ms * effort.share() * effort.share();
            effort.take(ms);
        }
        (effort.share(), ms)
    }

    #[test]
    fn a_slow_machine_gets_a_coarser_picture_and_its_frames_back() {
        let (share, ms) = settled(90.0, 12.0);
        assert!(share < 1.0 && ms < SLOW_MS, "{share}, {ms} ms");
    }

    #[test]
    fn a_fast_machine_keeps_the_sharp_picture() {
        assert_eq!(settled(8.0, 6.0).0, 1.0);
    }

    #[test]
    fn where_pixels_are_not_what_is_slow_the_picture_stops_at_the_coarsest() {
        assert_eq!(settled(5.0, 120.0).0, SHARES[SHARES.len() - 1]);
    }

    #[test]
    fn sharpness_does_not_swing() {
        let mut effort = Effort::default();
        let mut changes = 0;
        let mut last = effort.share();
        for _ in 0..3_000 {
            effort.take(10.0 + 62.0 * effort.share() * effort.share());
            changes += u32::from(effort.share() != last);
            last = effort.share();
        }
        assert!(changes <= 3, "{changes}");
    }

    #[test]
    fn a_picture_comes_back_to_its_sharpness_when_the_machine_is_free_again() {
        let mut effort = Effort::default();
        for _ in 0..60 {
            effort.take(90.0);
        }
        assert!(effort.share() < 1.0);
        for _ in 0..4_000 {
            effort.take(12.0);
        }
        assert_eq!(effort.share(), 1.0);
    }
}
