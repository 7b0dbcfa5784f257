//! The microscope's screen: the end face as the probe sees it, its verdict, or what hinders one.

use bevy_egui::egui::{
    self, Align2, Area, ColorImage, Context, Id, Order, RichText, TextureHandle, TextureOptions, vec2,
};

use crate::bench::measure::Measure;
use crate::instrument::endface::{Verdict, ZoneVerdict};
use crate::instrument::microscope::{self, Refusal, render};
use crate::locale::{Texts, Value};

use super::small;
use crate::desktop::theme;

/// Pixels of the picture's side.
const SIDE: usize = 300;

/// The picture, drawn anew only when what it shows changed.
#[derive(Clone, Default)]
pub struct Picture {
    texture: Option<TextureHandle>,
    of: Option<(usize, microscope::View, usize)>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture").field("of", &self.of).finish_non_exhaustive()
    }
}

impl Picture {
    fn texture(&mut self, ctx: &Context, measure: &Measure) -> Option<&TextureHandle> {
        let seen = measure.view?;
        let face = measure.faces.get(seen.face)?;
        let of = (seen.face, seen.view, face.defects().len());
        if self.of != Some(of) {
            let mut rgba = vec![0; SIDE * SIDE * 4];
            render(face, &seen.view, SIDE, &mut rgba);
            let image = ColorImage::from_rgba_unmultiplied([SIDE, SIDE], &rgba);
            match &mut self.texture {
                Some(texture) => texture.set(image, TextureOptions::LINEAR),
                none => *none = Some(ctx.load_texture("scope", image, TextureOptions::LINEAR)),
            }
            self.of = Some(of);
        }
        self.texture.as_ref()
    }
}

pub fn show(ctx: &Context, measure: &Measure, picture: &mut Picture, texts: &Texts) {
    let Some(texture) = picture.texture(ctx, measure).cloned() else { return };
    let analysis = measure.analysis();
    let area = Area::new(Id::new("scope")).anchor(Align2::RIGHT_TOP, vec2(-14.0, 112.0)).order(Order::Middle);
    area.interactable(false).fade_in(false).show(ctx, |ui| {
        theme::glass().show(ui, |ui| {
            ui.set_width(520.0);
            ui.horizontal_top(|ui| {
                ui.image((texture.id(), vec2(SIDE as f32, SIDE as f32)));
                ui.vertical(|ui| {
                    ui.set_width(200.0);
                    match &analysis {
                        Some(Ok(verdict)) => told(ui, verdict, texts),
                        Some(Err(Refusal::Unfocused)) => {
                            ui.label(RichText::new(texts.get("face-scope-blurred")).text_style(theme::title()));
                        }
                        _ => {
                            ui.label(RichText::new(texts.get("face-scope-none")).text_style(theme::title()));
                        }
                    }
                });
            });
        });
    });
}

fn told(ui: &mut egui::Ui, verdict: &Verdict, texts: &Texts) {
    let passes = verdict.pass();
    let (key, colour) = if passes { ("face-scope-pass", theme::GOOD) } else { ("face-scope-fail", theme::CLAY) };
    ui.label(RichText::new(texts.get(key)).text_style(theme::title()).color(colour));
    for zone in &verdict.zones {
        let line = texts.with(
            "face-zone",
            &[
                ("zone", Value::from(zone.zone.letter().to_string())),
                ("count", Value::from(zone.defects.counted)),
                ("limit", Value::from(limit(zone, texts))),
            ],
        );
        let colour = if zone.pass() { theme::INK_SOFT } else { theme::CLAY };
        ui.label(small(&line).color(colour));
    }
}

/// What a zone allows: how many that count, or how large.
fn limit(zone: &ZoneVerdict, texts: &Texts) -> String {
    let limit = &zone.defects.limit;
    match limit.max_count {
        Some(count) => count.to_string(),
        None if limit.max_um.is_finite() => format!("{}\u{202f}µm", texts.number(limit.max_um, 0)),
        None => "–".to_owned(),
    }
}
