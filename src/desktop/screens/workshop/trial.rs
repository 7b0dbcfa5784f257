//! Trying the exercise that is being written, from any step; and the way back to where the author was.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

use super::super::super::app::{Screen, Words};
use super::super::super::panels::pictogram::Sign;
use super::super::super::panels::settings::Settings;
use super::super::super::panels::widgets::{Push, Weight};
use super::super::super::theme;
use super::super::super::work::{Attempt, Desk, Keyframes, Picked};
use super::super::Panels;
use super::studio::Studio;
use crate::bench::Bench;

/// The attempt is a trial of the workshop: nothing of it is kept.
#[derive(Resource)]
pub struct OnTrial;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::List), forget).add_systems(
        EguiPrimaryContextPass,
        bar.in_set(Panels).run_if(resource_exists::<OnTrial>.and_then(in_state(Screen::Bench))),
    );
}

fn forget(mut commands: Commands) {
    commands.remove_resource::<OnTrial>();
}

/// Gives the bench to the person, from the step that the preview shows.
pub(super) fn begin(
    studio: &mut Studio,
    settings: &Settings,
    desk: &mut Desk,
    next: &mut NextState<Screen>,
    commands: &mut Commands,
) {
    let Some(scenario) = studio.draft().and_then(|draft| draft.document.good().cloned()) else { return };
    let preview = &studio.preview;
    let Some(job) = preview.job().cloned() else { return };
    let before = preview.step.checked_sub(1).zip(preview.run());
    let (bench, samples) = match before {
        Some((step, run)) => {
            let (bench, samples) = run.at(step);
            (bench, samples.to_vec())
        }
        None => (Bench::new(job.clone()), Vec::new()),
    };
    let picked = Picked { scenario, seed: preview.seed, job };
    let attempt = Attempt::trial(&picked, settings, samples, &bench);
    desk.bench = Some(bench);
    desk.generation = desk.generation.wrapping_add(1);
    commands.insert_resource(attempt);
    commands.insert_resource(picked);
    commands.insert_resource(OnTrial);
    commands.insert_resource(Keyframes::default());
    next.set(Screen::Bench);
}

/// Says that it is a trial, and leads back.
fn bar(mut contexts: EguiContexts, words: Res<Words>, mut next: ResMut<NextState<Screen>>) -> Result {
    let ctx = contexts.ctx_mut()?;
    // Under the way out, clear of the guide.
    let area = egui::Area::new(egui::Id::new("workshop.trial")).fixed_pos([10.0, 86.0]);
    area.show(ctx, |ui| {
        theme::glass().show(ui, |ui| {
            let name = words.0.get("workshop-return");
            if Push::new(&name, Weight::Plain).sign(Sign::Back).show(ui).clicked() {
                next.set(Screen::Workshop);
            }
            let told = egui::RichText::new(words.0.get("workshop-trial")).text_style(egui::TextStyle::Small);
            ui.label(told.color(theme::ACCENT));
        });
    });
    Ok(())
}
