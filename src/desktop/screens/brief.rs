//! The job sheet, and the start of an attempt.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::catalogue::vocabulary::Colour;

use super::super::app::{Chosen, Screen, Shelf, Words};
use super::super::here::Here;
use super::super::invigilate::ExamRoom;
use super::super::panels::brief::{Action, BriefModel, Places};
use super::super::panels::{self, brief};
use super::super::work::{Attempt, Desk, Picked};
use super::Panels;
use super::exam::{ExamPart, Hall, sit_down, time_of};

/// With guidance, or free.
#[derive(Resource)]
pub struct Guided(pub bool);

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Guided(true))
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Brief)));
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    (chosen, here): (Res<Chosen>, Res<Here>),
    shelf: Res<Shelf>,
    picked: Option<Res<Picked>>,
    room: Option<Res<ExamRoom>>,
    part: Option<Res<ExamPart>>,
    mut hall: ResMut<Hall>,
    mut guided: ResMut<Guided>,
    mut desk: ResMut<Desk>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    let Some(picked) = picked else {
        next.set(Screen::List);
        return Ok(());
    };
    let texts = &words.0;
    let job = &picked.job;
    let model = BriefModel {
        title: texts.pick(&job.scenario.title).to_owned(),
        brief: job.brief(texts.lang()),
        places: job.scenario.work.splices().then(|| Places {
            tube: (job.tube, Colour::of(job.tube)),
            fibre: (job.fibre, Colour::of(job.fibre_in_tube())),
            slot: job.slot,
        }),
        guided: guided.0,
        assistance: job.scenario.assistance,
        exam: room.as_ref().zip(part.as_ref()).map(|(room, part)| time_of(room, part.0, texts)),
    };
    let mut ui = panels::page(contexts.ctx_mut()?);
    match brief::show(&mut ui, &model, texts) {
        None => {}
        Some(Action::Guided(on)) => guided.0 = on,
        Some(Action::Back) => next.set(if room.is_some() { Screen::Exam } else { Screen::List }),
        Some(Action::Start) if room.is_some() => {
            let (Some(room), Some(part)) = (room, part) else { return Ok(()) };
            match sit_down(&room, part.0, &shelf.0, &chosen.0) {
                Ok((attempt, bench)) => {
                    desk.bench = Some(bench);
                    desk.generation += 1;
                    commands.insert_resource(attempt);
                    next.set(Screen::Bench);
                }
                Err(why) => {
                    hall.tell(why);
                    next.set(Screen::Exam);
                }
            }
        }
        Some(Action::Start) => {
            let (attempt, bench) = Attempt::begin(&picked, &shelf.0, &chosen.0, guided.0, &here.who);
            desk.bench = Some(bench);
            desk.generation += 1;
            commands.insert_resource(attempt);
            next.set(Screen::Bench);
        }
    }
    Ok(())
}
