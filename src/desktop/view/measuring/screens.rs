//! The instruments' screens as textures, drawn anew only when what they show has changed.

use core::hash::{Hash, Hasher};
use std::collections::hash_map::DefaultHasher;

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

use crate::bench::Bench;
use crate::bench::measure::Measure;
use crate::catalogue::vocabulary::Device;
use crate::instrument::power::Shown;
use crate::scenario::schema::Lang;

use super::super::super::app::Chosen;
use super::super::super::models::Surface;
use super::super::super::stage::Materials;
use super::super::super::work::Desk;
use super::super::Drawn;
use super::pixels::Pixels;
use super::{displays, otdr_screen};

/// Ticks between two looks at what changes by itself.
const STEP_TICKS: u32 = 12;

/// Sizes of each picture.
const MIPS: u32 = 4;

/// Every screen: what it is made of and how large it is.
const SCREENS: [(Surface, (u32, u32)); 5] = [
    (Surface::OtdrScreen, otdr_screen::SIZE),
    (Surface::MeterScreen, displays::SMALL),
    (Surface::SourceScreen, displays::SMALL),
    (Surface::ScopeScreen, displays::MONITOR),
    (Surface::SheetPaper, displays::PAPER),
];

/// The pictures, and what each was last drawn from.
#[derive(Resource)]
struct Pictures([(Handle<Image>, Option<u64>); 5]);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostStartup, prepare).add_systems(Update, draw.in_set(Drawn));
}

fn prepare(
    mut commands: Commands,
    mut known: ResMut<Materials>,
    mut images: ResMut<Assets<Image>>,
    mut materials: ResMut<Assets<StandardMaterial>>,
) {
    let pictures = SCREENS.map(|(surface, (width, height))| {
        let size = (width, height);
        let extent = Extent3d { width, height, depth_or_array_layers: 1 };
        let format = TextureFormat::Rgba8UnormSrgb;
        let mut image =
            Image::new_fill(extent, TextureDimension::D2, &[12, 14, 18, 255], format, RenderAssetUsages::default());
        image.sampler = ImageSampler::linear();
        // Smaller copies of itself, so that its letters do not glitter from afar.
        image.texture_descriptor.mip_level_count = MIPS;
        if let Some(data) = &mut image.data {
            data.resize(levels(size).map(|(_, [width, height])| width * height * 4).sum(), 255);
            shrink(data, size);
        }
        let image = images.add(image);
        let material = known.get(surface, &mut materials, &mut images);
        if let Some(mut material) = materials.get_mut(&material) {
            material.base_color_texture = Some(image.clone());
        }
        (image, None)
    });
    commands.insert_resource(Pictures(pictures));
}

fn draw(
    desk: Res<Desk>,
    chosen: Res<Chosen>,
    mut pictures: ResMut<Pictures>,
    mut images: ResMut<Assets<Image>>,
    known: Res<Materials>,
    mut materials: ResMut<Assets<StandardMaterial>>,
) {
    let Some(bench) = &desk.bench else { return };
    let Some(measure) = bench.measure() else { return };
    let lang = chosen.0.lang;
    for ((surface, size), (image, drawn)) in SCREENS.into_iter().zip(&mut pictures.0) {
        let there = match surface {
            Surface::OtdrScreen => measure.has(Device::Otdr),
            Surface::MeterScreen => measure.has(Device::Meter),
            Surface::SourceScreen => measure.has(Device::Source),
            Surface::ScopeScreen => measure.has(Device::Scope),
            _ => true,
        };
        if !there {
            continue;
        }
        let print = Some(print(bench, measure, surface, desk.generation, lang));
        if *drawn == print {
            continue;
        }
        *drawn = print;
        // A picture of its own each time: of a changed one the engine uploads the largest size alone, and the smaller
        // copies would show what was.
        let Some(mut fresh) = images.get(&*image).cloned() else { continue };
        if let Some(buffer) = &mut fresh.data {
            paint(bench, measure, surface, lang, &mut Pixels { buffer, size });
            shrink(buffer, size);
        }
        *image = images.add(fresh);
        if let Some(handle) = known.known(surface)
            && let Some(mut material) = materials.get_mut(&handle)
        {
            material.base_color_texture = Some(image.clone());
        }
    }
}

/// Where each size of a picture begins in its buffer, and its width and height.
fn levels(size: (u32, u32)) -> impl Iterator<Item = (usize, [usize; 2])> {
    let mut from = 0;
    (0..MIPS).map(move |level| {
        let [width, height] = [size.0, size.1].map(|side| (side as usize >> level).max(1));
        let first = from;
        from += width * height * 4;
        (first, [width, height])
    })
}

/// Makes the smaller copies from the picture: each pixel is the mean of four.
fn shrink(buffer: &mut [u8], size: (u32, u32)) {
    let levels: Vec<_> = levels(size).collect();
    for pair in levels.windows(2) {
        let [(from, [wide, _]), (to, [width, height])] = [pair[0], pair[1]];
        let (large, small) = buffer.split_at_mut(to);
        for y in 0..height {
            for x in 0..width {
                for channel in 0..4 {
                    let at = |dx: usize, dy: usize| {
                        let place = from + ((2 * y + dy) * wide + 2 * x + dx) * 4 + channel;
                        u32::from(large.get(place).copied().unwrap_or(0))
                    };
                    if let Some(pixel) = small.get_mut((y * width + x) * 4 + channel) {
                        *pixel = ((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4) as u8;
                    }
                }
            }
        }
    }
}

/// A number that changes with what a screen shows.
fn print(bench: &Bench, measure: &Measure, surface: Surface, generation: u32, lang: Lang) -> u64 {
    let mut hash = DefaultHasher::new();
    (generation, lang as u8).hash(&mut hash);
    match surface {
        Surface::OtdrScreen => {
            let otdr = &measure.otdr;
            (otdr.bands, otdr.pulse, otdr.range, otdr.time, otdr.index).hash(&mut hash);
            (otdr.shown, otdr.overlay, otdr.traces.len()).hash(&mut hash);
            // In a full memory the newest takes the place of the oldest.
            otdr.traces.last().map(|stored| stored.at).hash(&mut hash);
            otdr.running.map(|running| (running.band, bench.now() / STEP_TICKS)).hash(&mut hash);
        }
        Surface::MeterScreen => {
            let reading = measure.reading(bench.handmade(), bench.now() / STEP_TICKS * STEP_TICKS);
            let shown = match reading.shown {
                Shown::Value(value) => (value * 100.0) as i64,
                other => i64::MAX - other_code(other),
            };
            (shown, reading.unit as u8, measure.meter.band, measure.meter.held.is_some()).hash(&mut hash);
            measure.meter.meter.reference().map(|reference| reference.tick).hash(&mut hash);
        }
        Surface::SourceScreen => (measure.source.on, measure.source.band).hash(&mut hash),
        Surface::ScopeScreen => {
            if let Some(view) = measure.view {
                view.face.hash(&mut hash);
                let [x, y] = view.view.pan_um;
                [view.view.focus_um, x, y, view.view.zoom, view.view.core_light_01].map(f64::to_bits).hash(&mut hash);
                for defect in measure.faces.get(view.face).into_iter().flat_map(|face| face.defects()) {
                    (defect.at_um.map(f64::to_bits), defect.size_um.to_bits()).hash(&mut hash);
                }
            }
        }
        _ => (&measure.sheet.written, measure.sheet.signed).hash(&mut hash),
    }
    hash.finish()
}

fn other_code(shown: Shown) -> i64 {
    match shown {
        Shown::Value(_) => 0,
        Shown::Low => 1,
        Shown::Overload => 2,
        Shown::NoReference => 3,
    }
}

fn paint(bench: &Bench, measure: &Measure, surface: Surface, lang: Lang, pixels: &mut Pixels) {
    match surface {
        Surface::OtdrScreen => otdr_screen::draw(&measure.otdr, bench.now(), lang, pixels),
        Surface::MeterScreen => {
            let now = bench.now() / STEP_TICKS * STEP_TICKS;
            displays::meter(measure, measure.reading(bench.handmade(), now), lang, pixels);
        }
        Surface::SourceScreen => displays::source(measure, lang, pixels),
        Surface::ScopeScreen => displays::monitor(measure, lang, pixels),
        _ => displays::record(&measure.sheet, lang, pixels),
    }
}
