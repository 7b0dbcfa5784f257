//! The picture of the bench: drawn into an image of its own size, and shown under panels at full resolution.
//!
//! A machine without a graphics card is bound by pixels: a smaller picture is drawn sooner, and letters stay sharp. On pages where no bench is seen, nothing is drawn at all.

use bevy::camera::RenderTarget;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureFormat};
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, EguiTextureHandle, PrimaryEguiContext, egui};

use super::app::{Chosen, Phase, Screen};
use super::camera::Eye;
use super::effort::Effort;
use super::panels::settings::Quality;
use super::preset::Trial;
use super::screens::Panels;

/// The image that the eye draws into.
#[derive(Resource)]
pub struct Canvas {
    image: Handle<Image>,
    /// Pixels of the image for one of the window.
    scale: f32,
    /// Of that, what the machine has time for.
    share: f32,
    /// Size where the picture is only a part of the page, pixels.
    pane: Option<UVec2>,
}

impl Canvas {
    /// A place in the window as a place in the picture.
    pub fn inwards(&self, at: Vec2) -> Vec2 {
        at * self.scale
    }

    /// A place in the picture as a place in the window.
    pub fn outwards(&self, at: Vec2) -> Vec2 {
        at / self.scale
    }

    /// Pixels of the picture for one of the window.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The picture, for a page that shows it in a pane.
    pub fn picture(&self) -> Handle<Image> {
        self.image.clone()
    }

    /// Says how large that pane is, pixels; `None` where there is no pane.
    pub fn set_pane(&mut self, size: Option<UVec2>) {
        self.pane = size.filter(|size| size.min_element() >= 16);
    }

    /// Draws so much less sharply than the preset says, 1 for as it says.
    pub fn soften(&mut self, share: f32) {
        if self.share != share {
            self.share = share;
        }
    }

    /// What the eye draws into.
    pub fn target(&self) -> RenderTarget {
        self.image.clone().into()
    }
}

/// Share of the window's resolution that a preset draws.
fn scale(quality: Quality) -> f32 {
    match quality {
        Quality::Low | Quality::Medium => 0.75,
        Quality::High => 1.0,
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, prepare)
        .add_systems(Update, (fit, wake).in_set(Phase::View))
        .add_systems(EguiPrimaryContextPass, paint.before(Panels).run_if(seen));
}

fn prepare(
    mut commands: Commands,
    chosen: Res<Chosen>,
    mut images: ResMut<Assets<Image>>,
    windows: Query<&Window, With<PrimaryWindow>>,
) {
    let scale = scale(chosen.0.quality);
    let size = windows.single().map_or(UVec2::new(1366, 768), Window::physical_size);
    let [width, height] = [size.x, size.y].map(|side| ((side as f32 * scale) as u32).max(16));
    let mut image = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
    image.sampler = ImageSampler::linear();
    let image = images.add(image);
    commands.insert_resource(Canvas { image, scale, share: 1.0, pane: None });
    // Panels have a camera of their own, so that they are drawn at the window's resolution.
    commands.spawn((Camera2d, Camera { order: 1, ..default() }, Msaa::Off, PrimaryEguiContext));
}

fn fit(
    mut canvas: ResMut<Canvas>,
    chosen: Res<Chosen>,
    mut images: ResMut<Assets<Image>>,
    windows: Query<&Window, With<PrimaryWindow>>,
) {
    let Ok(window) = windows.single() else { return };
    let scale = scale(chosen.0.quality) * canvas.share;
    // A pane is small enough to be drawn whole.
    let (size, share) = canvas.pane.map_or((window.physical_size(), scale), |pane| (pane, 1.0));
    let [width, height] = [size.x, size.y].map(|side| ((side as f32 * share) as u32).clamp(16, 8_192));
    if canvas.scale != scale {
        canvas.scale = scale;
    }
    let fits = images.get(&canvas.image).is_some_and(|image| image.width() == width && image.height() == height);
    if !fits && let Some(mut image) = images.get_mut(&canvas.image) {
        image.resize(Extent3d { width, height, depth_or_array_layers: 1 });
    }
}

fn seen(screen: Res<State<Screen>>) -> bool {
    screen.get().is_at_bench()
}

/// The eye is open only where the bench is seen, and not where it would see what it saw.
fn wake(
    screen: Res<State<Screen>>,
    canvas: Res<Canvas>,
    effort: Option<Res<Effort>>,
    trial: Option<Res<Trial>>,
    mut eyes: Query<&mut Camera, With<Eye>>,
) {
    let rests = effort.is_some_and(|effort| effort.rests());
    let open = match screen.get() {
        screen if screen.is_at_bench() => !rests,
        Screen::Workshop => canvas.pane.is_some(),
        // Drawn behind the list, to see how long it takes.
        Screen::List => trial.is_some(),
        _ => false,
    };
    for mut camera in &mut eyes {
        if camera.is_active != open {
            camera.is_active = open;
        }
    }
}

fn paint(mut contexts: EguiContexts, canvas: Res<Canvas>) -> Result {
    let texture = contexts.add_image(EguiTextureHandle::Strong(canvas.image.clone()));
    let ctx = contexts.ctx_mut()?;
    let uv = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    ctx.layer_painter(egui::LayerId::background()).image(texture, ctx.content_rect(), uv, egui::Color32::WHITE);
    Ok(())
}
