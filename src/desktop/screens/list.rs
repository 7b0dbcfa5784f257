//! The list of exercises: open one, go on with one, settings, language.

use std::time::{SystemTime, UNIX_EPOCH};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::catalogue::vocabulary::Tool;
use crate::library::{self, Exercise, Library};
use crate::locale::Texts;
use crate::progress::{Standing, due_day, gather, standing};
use crate::scenario::Job;
use crate::scenario::schema::{Lang, Work};

use super::super::app::{Chosen, Screen, Shelf, Words};
use super::super::panels::list::{Action, ListModel, Row};
use super::super::panels::{self, list};
use super::super::store;
use super::super::work::{Attempt, Desk, Picked, new_seed};
use super::Panels;
use super::settings::Back;
use super::workshop::Studio;

/// The rows, read when the screen opens.
#[derive(Resource, Default)]
struct Rows {
    exercises: Vec<Exercise>,
    model: ListModel,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Rows>()
        .add_systems(OnEnter(Screen::List), read)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::List)));
}

fn read(mut rows: ResMut<Rows>, shelf: Res<Shelf>, words: Res<Words>) {
    rows.exercises = shelf.0.exercises();
    rows.exercises.extend(shelf.0.own_exercises(&library::own_folder()));
    rows.model = model(&rows.exercises, &shelf.0, &words.0);
}

fn model(exercises: &[Exercise], library: &Library, texts: &Texts) -> ListModel {
    let catalogue = &library.catalogue;
    let (journals, attempts) = (store::journals(), gather(&library::attempts_folder()));
    let today = today();
    let rows = exercises.iter().map(|exercise| match &exercise.loaded {
        Ok(loaded) => {
            let history = store::history(loaded, &journals, catalogue, texts.lang());
            let own = || attempts.iter().filter(|attempt| attempt.exercise == loaded.scenario.id);
            let course = library.programme.programme.courses.iter().find(|course| course.title == exercise.course);
            let stands = standing(own(), course.map_or_else(Default::default, |course| course.mastery));
            Row {
                path: exercise.path.clone(),
                course: texts.pick(&exercise.course).to_owned(),
                picture: Some(match loaded.scenario.work {
                    Work::Splice | Work::Part { .. } => Tool::SplicedFibre,
                    Work::Pieces => Tool::Kit(0),
                    Work::Coil { .. } => Tool::CableFibre,
                    Work::Measure => Tool::Plug1A,
                }),
                id: loaded.scenario.id.clone(),
                title: texts.pick(&loaded.scenario.title).to_owned(),
                minutes: loaded.scenario.minutes,
                best: history.best,
                attempts: history.attempts,
                resumable: history.resumable,
                error: None,
                standing: (stands != Standing::New).then(|| texts.get(&format!("standing-{}", stands.name()))),
                passed: stands >= Standing::Passed,
                due: due_day(own()).is_some_and(|day| day <= today),
            }
        }
        Err(errors) => Row {
            path: exercise.path.clone(),
            course: texts.pick(&exercise.course).to_owned(),
            picture: None,
            id: exercise.path.display().to_string(),
            title: exercise.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            minutes: 0,
            best: None,
            attempts: 0,
            resumable: None,
            error: errors.first().map(ToString::to_string),
            ..Row::default()
        },
    });
    ListModel { rows: rows.collect(), courses: courses(library, texts) }
}

/// What each course is for, and what comes before it.
fn courses(library: &Library, texts: &Texts) -> Vec<(String, String)> {
    let all = &library.programme.programme.courses;
    let told = all.iter().map(|course| {
        let about = course.about.as_ref().map_or(String::new(), |about| texts.pick(about).to_owned());
        let before: Vec<&str> =
            all.iter().filter(|other| course.needs.contains(&other.id)).map(|other| texts.pick(&other.title)).collect();
        let first = match before.is_empty() {
            true => String::new(),
            false => format!("  {}", texts.with("list-first", &[("course", before.join(", ").into())])),
        };
        (texts.pick(&course.title).to_owned(), about + &first)
    });
    told.collect()
}

/// Days since 1970: the clock is read here, at the edge.
fn today() -> u32 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| (since.as_secs() / 86_400) as u32)
}

fn show(
    mut contexts: EguiContexts,
    mut rows: ResMut<Rows>,
    mut words: ResMut<Words>,
    mut chosen: ResMut<Chosen>,
    mut desk: ResMut<Desk>,
    mut back: ResMut<Back>,
    mut next: ResMut<NextState<Screen>>,
    mut studio: ResMut<Studio>,
    time: Res<Time<Real>>,
    mut exit: MessageWriter<AppExit>,
    shelf: Res<Shelf>,
    mut commands: Commands,
) -> Result {
    let mut ui = panels::page(contexts.ctx_mut()?);
    match list::show(&mut ui, &rows.model, &words.0) {
        None => {}
        Some(Action::Open(row)) => {
            if let Some(Ok(scenario)) = rows.exercises.get(row).map(|exercise| &exercise.loaded) {
                let seed = new_seed();
                match Job::draw(&scenario.scenario, &shelf.0.catalogue.catalogue, seed) {
                    Ok(job) => {
                        commands.insert_resource(Picked { scenario: scenario.clone(), seed, job });
                        next.set(Screen::Brief);
                    }
                    Err(why) => refuse(&mut rows, row, why.to_string()),
                }
            }
        }
        Some(Action::Resume(path)) => match Attempt::resume(path.clone(), &shelf.0, &chosen.0) {
            Ok((attempt, bench, picked)) => {
                desk.bench = Some(bench);
                desk.generation += 1;
                commands.insert_resource(attempt);
                commands.insert_resource(picked);
                next.set(Screen::Bench);
            }
            Err(why) => {
                let row = rows.model.rows.iter().position(|row| row.resumable.as_ref() == Some(&path));
                if let Some(row) = row {
                    refuse(&mut rows, row, why);
                }
            }
        },
        Some(Action::Workshop) => next.set(Screen::Workshop),
        Some(Action::Settings) => {
            back.0 = Screen::List;
            next.set(Screen::Settings);
        }
        Some(Action::SwitchLanguage) => {
            chosen.0.lang = if chosen.0.lang == Lang::Fr { Lang::En } else { Lang::Fr };
            words.0 = Texts::new(chosen.0.lang);
            rows.model = model(&rows.exercises, &shelf.0, &words.0);
            if let Err(why) = store::save_settings(&chosen.0) {
                warn!("settings are not kept: {why}");
            }
        }
        Some(Action::Quit) if studio.holds_back(&words.0, time.elapsed_secs_f64()) => next.set(Screen::Workshop),
        Some(Action::Quit) => {
            exit.write(AppExit::Success);
        }
    }
    Ok(())
}

fn refuse(rows: &mut Rows, row: usize, why: String) {
    if let Some(row) = rows.model.rows.get_mut(row) {
        row.resumable = None;
        row.error = Some(why);
    }
}
