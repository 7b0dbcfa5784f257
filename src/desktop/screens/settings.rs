//! Settings, and the twenty seconds in which the hand is calibrated.

use bevy::input::mouse::AccumulatedMouseMotion;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

use crate::locale::Texts;

use super::super::app::{Chosen, Screen, Words};
use super::super::panels::settings::{Action, Settings};
use super::super::panels::{self, settings};
use super::super::theme;
use super::Panels;

/// Where the settings were opened from.
#[derive(Resource, Default)]
pub struct Back(pub Screen);

/// A calibration in progress: the comfortable sweeps of a hand.
#[derive(Resource, Default)]
struct Sweeps {
    running: bool,
    position: f64,
    heading: f64,
    turned_at: f64,
    widths: Vec<f64>,
}

/// Units that a comfortable sweep should be worth: a hand's breadth.
const SWEEP_UNITS: f64 = 400.0;
/// Sweeps that are measured.
const SWEEPS: usize = 6;
/// A change of direction shorter than this is tremor, pixels.
const TREMOR_PX: f64 = 40.0;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Back>()
        .init_resource::<Sweeps>()
        .add_systems(Update, sweep.run_if(in_state(Screen::Settings)))
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Settings)));
}

fn sweep(motion: Res<AccumulatedMouseMotion>, mut sweeps: ResMut<Sweeps>, mut chosen: ResMut<Chosen>) {
    if !sweeps.running || motion.delta.x == 0.0 {
        return;
    }
    sweeps.take(f64::from(motion.delta.x));
    if sweeps.widths.len() >= SWEEPS {
        sweeps.running = false;
        chosen.0.gain = sweeps.gain();
        chosen.keep();
    }
}

impl Sweeps {
    fn take(&mut self, dx: f64) {
        self.position += dx;
        if self.heading == 0.0 {
            self.heading = dx.signum();
            self.turned_at = self.position;
        }
        if dx.signum() != self.heading {
            let width = (self.position - dx - self.turned_at).abs();
            if width > TREMOR_PX {
                self.widths.push(width);
                self.turned_at = self.position - dx;
                self.heading = dx.signum();
            }
        }
    }

    /// The gain that makes the middle sweep a hand's breadth.
    fn gain(&self) -> f64 {
        let mut widths = self.widths.clone();
        widths.sort_by(f64::total_cmp);
        let middle = widths.get(widths.len() / 2).copied().unwrap_or(SWEEP_UNITS).max(1.0);
        (SWEEP_UNITS / middle).clamp(*Settings::GAIN.start(), *Settings::GAIN.end())
    }
}

fn show(
    mut contexts: EguiContexts,
    mut words: ResMut<Words>,
    mut chosen: ResMut<Chosen>,
    mut sweeps: ResMut<Sweeps>,
    back: Res<Back>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let mut ui = panels::page(ctx);
    if sweeps.running {
        calibrate(&mut ui, &sweeps, &words.0);
        if ctx_escape(&ui) {
            sweeps.running = false;
        }
        return Ok(());
    }
    match settings::show(&mut ui, &chosen.0, &words.0) {
        None => {}
        Some(Action::Set(settings)) => {
            if settings.lang != chosen.0.lang {
                words.0 = Texts::new(settings.lang);
            }
            chosen.0 = settings;
            chosen.keep();
        }
        Some(Action::Calibrate) => *sweeps = Sweeps { running: true, ..Sweeps::default() },
        Some(Action::Back) => next.set(back.0),
    }
    Ok(())
}

fn ctx_escape(ui: &egui::Ui) -> bool {
    ui.input(|input| input.key_pressed(egui::Key::Escape))
}

fn calibrate(ui: &mut egui::Ui, sweeps: &Sweeps, texts: &Texts) {
    egui::CentralPanel::default().frame(egui::Frame::NONE.fill(theme::SLATE)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.3);
            ui.label(egui::RichText::new(texts.get("calibrate-order")).text_style(theme::title()));
            ui.add_space(24.0);
            ui.add(egui::ProgressBar::new(sweeps.widths.len() as f32 / SWEEPS as f32).desired_width(420.0));
            ui.add_space(18.0);
            ui.label(texts.get("calibrate-about"));
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swept(width: f64) -> f64 {
        let mut sweeps = Sweeps { running: true, ..Sweeps::default() };
        for _ in 0..4 {
            for _ in 0..20 {
                sweeps.take(width / 20.0);
            }
            for _ in 0..20 {
                sweeps.take(-width / 20.0);
            }
        }
        sweeps.gain()
    }

    #[test]
    fn a_large_movement_gives_a_small_gain_and_a_small_one_a_large_gain() {
        assert!((swept(400.0) - 1.0).abs() < 0.05, "{}", swept(400.0));
        assert!((swept(800.0) - 0.5).abs() < 0.05);
        assert!((swept(200.0) - 2.0).abs() < 0.1);
    }
}
