//! Textures made by code: wood, mat, pegboard, woven cloth. Each carries its mip levels, so none shimmers far away.

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageAddressMode, ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

/// An image of sRGB pixels given as rows of RGBA in 0 to 1, with mip levels.
pub fn image(width: u32, height: u32, pixels: Vec<[f32; 4]>, repeat: bool) -> Image {
    let mut data: Vec<u8> = Vec::new();
    let (mut w, mut h, mut level, mut levels) = (width, height, pixels, 0);
    loop {
        data.extend(level.iter().flatten().map(|c| (c.clamp(0.0, 1.0) * 255.0 + 0.5) as u8));
        levels += 1;
        if w == 1 && h == 1 {
            break;
        }
        let (nw, nh) = ((w / 2).max(1), (h / 2).max(1));
        let at = |x: u32, y: u32| level[(y.min(h - 1) * w + x.min(w - 1)) as usize];
        level = (0..nw * nh)
            .map(|i| {
                let (x, y) = (i % nw * 2, i / nw * 2);
                let four = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
                std::array::from_fn(|c| four.iter().map(|p| p[c]).sum::<f32>() / 4.0)
            })
            .collect();
        (w, h) = (nw, nh);
    }
    let mut image = Image::new_uninit(
        Extent3d { width, height, depth_or_array_layers: 1 },
        TextureDimension::D2,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    );
    image.texture_descriptor.mip_level_count = levels;
    image.data = Some(data);
    let mode = if repeat { ImageAddressMode::Repeat } else { ImageAddressMode::ClampToEdge };
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        address_mode_u: mode,
        address_mode_v: mode,
        mipmap_filter: ImageFilterMode::Nearest,
        anisotropy_clamp: 1,
        ..ImageSamplerDescriptor::linear()
    });
    image
}

fn painted(width: u32, height: u32, rule: impl Fn(f32, f32) -> [f32; 3]) -> Image {
    let pixels = (0..width * height)
        .map(|i| {
            let [r, g, b] = rule((i % width) as f32 / width as f32, (i / width) as f32 / height as f32);
            [r, g, b, 1.0]
        })
        .collect();
    image(width, height, pixels, true)
}

fn hash(x: i32, y: i32, seed: u32) -> f32 {
    let mut h =
        (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77) ^ seed.wrapping_mul(0xC2B2_AE3D);
    h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    (h ^ (h >> 15)) as f32 / u32::MAX as f32
}

/// Smooth noise of 0 to 1 that repeats after `px` by `py` cells.
fn noise(u: f32, v: f32, px: i32, py: i32, seed: u32) -> f32 {
    let (x, y) = (u * px as f32, v * py as f32);
    let (ix, iy) = (x.floor(), y.floor());
    let (fx, fy) = (x - ix, y - iy);
    let (fx, fy) = (fx * fx * (3.0 - 2.0 * fx), fy * fy * (3.0 - 2.0 * fy));
    let at = |dx: i32, dy: i32| hash((ix as i32 + dx).rem_euclid(px), (iy as i32 + dy).rem_euclid(py), seed);
    let (a, b) = (at(0, 0) + (at(1, 0) - at(0, 0)) * fx, at(0, 1) + (at(1, 1) - at(0, 1)) * fx);
    a + (b - a) * fy
}

fn mix(a: [f32; 3], b: [f32; 3], t: f32) -> [f32; 3] {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t)
}

/// Oiled beech in glued staves, the grain along u. One repeat stands for 400 mm.
pub fn wood() -> Image {
    painted(512, 512, |u, v| {
        let staves = 8.0;
        let row = (v * staves).floor();
        let shift = hash(row as i32, 3, 9);
        let su = (u + shift).fract();
        let piece = (su * 2.0).floor();
        let tone = hash(row as i32, piece as i32, 4);
        let wave = noise(su, v, 5, 24, 1) * 0.05;
        let grain = noise(su, v + wave, 6, 96, 2) * 0.6 + noise(su, v, 24, 160, 3) * 0.4;
        let pore = if noise(su, v, 40, 256, 5) > 0.82 { 0.10 } else { 0.0 };
        let seam = (v * staves).fract().min(1.0 - (v * staves).fract()) * 64.0;
        let end = ((su * 2.0).fract()).min(1.0 - (su * 2.0).fract()) * 256.0;
        let dark = (1.0 - seam.min(1.0)) * 0.16 + (1.0 - end.min(1.0)) * 0.14;
        let base = mix([0.80, 0.64, 0.45], [0.69, 0.51, 0.33], grain * 0.75 + tone * 0.45 - 0.1);
        base.map(|c| (c - pore * 0.5) * (1.0 - dark))
    })
}

/// Antistatic mat: faint mottling and fine grain. One repeat stands for 200 mm.
pub fn mat() -> Image {
    painted(256, 256, |u, v| {
        let blotch = noise(u, v, 5, 5, 11) * 0.5 + noise(u, v, 13, 13, 12) * 0.3;
        let grit = noise(u, v, 128, 128, 13) - 0.5;
        mix([0.34, 0.455, 0.52], [0.40, 0.52, 0.575], blotch).map(|c| c + grit * 0.05)
    })
}

/// Painted pegboard: one hole every 25 mm. One repeat stands for 100 mm.
pub fn pegboard() -> Image {
    painted(256, 256, |u, v| {
        let (x, y) = ((u * 4.0).fract() - 0.5, (v * 4.0).fract() - 0.5);
        let r = (x * x + y * y).sqrt() * 25.0;
        let rim = ((x * x + (y + 0.02) * (y + 0.02)).sqrt() * 25.0 - 3.3).abs();
        let hole = (3.0 - r + 0.5).clamp(0.0, 1.0);
        let paint = 0.80 + (noise(u, v, 8, 8, 21) - 0.5) * 0.02 + (0.5 - rim).clamp(0.0, 0.5) * 0.05;
        mix([paint, paint * 0.99, paint * 0.95], [0.16, 0.15, 0.15], hole)
    })
}

/// Plaster with a hint of unevenness. One repeat stands for 600 mm.
pub fn plaster() -> Image {
    painted(256, 256, |u, v| {
        let t = noise(u, v, 4, 4, 31) * 0.5 + noise(u, v, 17, 17, 32) * 0.3 + noise(u, v, 90, 90, 33) * 0.2;
        mix([0.845, 0.825, 0.785], [0.90, 0.885, 0.85], t)
    })
}

/// Non-woven wipe: crossing threads in white.
pub fn cloth() -> Image {
    painted(128, 128, |u, v| {
        let threads = ((u * 32.0).fract() - 0.5).abs() + ((v * 32.0).fract() - 0.5).abs();
        let t = threads * 0.5 + noise(u, v, 40, 40, 41) * 0.5;
        mix([0.86, 0.88, 0.90], [0.97, 0.98, 0.98], t)
    })
}

/// Corrugated board.
pub fn cardboard() -> Image {
    painted(128, 128, |u, v| {
        let t = noise(u, v, 3, 60, 51) * 0.5 + noise(u, v, 30, 30, 52) * 0.5;
        mix([0.66, 0.51, 0.35], [0.74, 0.59, 0.42], t)
    })
}

/// Foam of the tool tray: tiny open cells.
pub fn foam() -> Image {
    painted(128, 128, |u, v| {
        let t = noise(u, v, 64, 64, 61) * 0.6 + noise(u, v, 24, 24, 62) * 0.4;
        mix([0.13, 0.135, 0.14], [0.22, 0.225, 0.235], t)
    })
}
