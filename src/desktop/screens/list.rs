//! The list of exercises: open one, go on with one, see where one stands, settings, language.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::calendar;
use crate::catalogue::schema::Catalogue;
use crate::library::{self, Exercise, Library};
use crate::locale::Texts;
use crate::progress::{self, Lesson, Standing, gather, path};
use crate::records::code;
use crate::scenario::programme::{Mastery, Need, Speed};
use crate::scenario::schema::{Lang, Scenario, Stage, Work};

use super::super::app::{Chosen, Screen, Shelf, Words};
use super::super::here::Here;
use super::super::panels::list::{Action, Advice, Course, ListModel, Row, Take};
use super::super::panels::{self, list};
use super::super::store::{self, History};
use super::super::work::{Attempt, Desk, Picked};
use super::Panels;
use super::bench::verb_goal;
use super::settings::Back;
use super::workshop::Studio;

/// Prerequisites that are named; the others are counted.
const NAMED: usize = 2;

/// The rows, read when the screen opens.
#[derive(Resource, Default)]
pub(super) struct Rows {
    /// Every exercise, in the order of the list.
    pub(super) exercises: Vec<Exercise>,
    model: ListModel,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Rows>()
        .add_systems(OnEnter(Screen::List), read)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::List)));
}

fn read(mut rows: ResMut<Rows>, shelf: Res<Shelf>, words: Res<Words>, here: Res<Here>) {
    rows.exercises = shelf.0.exercises();
    rows.exercises.extend(shelf.0.own_exercises(&library::own_folder()));
    rows.model = model(&rows.exercises, &shelf.0, &words.0, &here);
}

/// Everything that the list is made of.
struct Model<'a> {
    library: &'a Library,
    exercises: &'a [Exercise],
    /// What was done of each exercise.
    history: Vec<History>,
    lessons: Vec<Lesson>,
    way: progress::Path,
    today: u32,
    texts: &'a Texts,
}

fn model(exercises: &[Exercise], library: &Library, texts: &Texts, here: &Here) -> ListModel {
    let (journals, catalogue) = (store::journals(), &library.catalogue);
    // What was finished and never marked is marked here: it counts below.
    let history = exercises.iter().map(|exercise| match &exercise.loaded {
        Ok(loaded) => store::history(loaded, &here.who, &journals, catalogue, texts.lang()),
        Err(_) => History::default(),
    });
    let history: Vec<History> = history.collect();
    let mut lessons = library.lessons(exercises);
    let planned = lessons.len();
    let mut courses: Vec<Course> = library
        .courses()
        .map(|course| Course {
            title: texts.pick(&course.title).to_owned(),
            about: course.about.as_ref().map_or(String::new(), |about| texts.pick(about).to_owned()),
            ..Course::default()
        })
        .collect();
    // One's own exercises are lessons for themselves, and nobody is advised to do them.
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, exercise) in exercises.iter().enumerate() {
        match exercise.place {
            Some(place) => match groups.last_mut().filter(|(lesson, _)| *lesson == place.lesson) {
                Some((_, speeds)) => speeds.push(at),
                None => groups.push((place.lesson, vec![at])),
            },
            None => {
                let title = texts.pick(&exercise.course);
                if courses.last().is_none_or(|course| course.title != title) {
                    courses.push(Course { title: title.to_owned(), ..Course::default() });
                }
                groups.push((lessons.len(), vec![at]));
                let id = exercise.loaded.as_ref().ok().map(|loaded| (Speed::Standard, loaded.scenario.id.clone()));
                lessons.push(Lesson {
                    course: courses.len() - 1,
                    ids: id.into_iter().collect(),
                    minutes: exercise.loaded.as_ref().map_or(0, |loaded| loaded.scenario.minutes),
                    needs: Vec::new(),
                    mastery: Mastery::default(),
                });
            }
        }
    }
    let (today, attempts) = (calendar::today(), gather(&library::attempts_folder(), Some(&here.who)));
    let mut way = path(&lessons, courses.len(), &attempts, today);
    way.next = path(&lessons[..planned], courses.len(), &attempts, today).next;
    for (course, stand) in courses.iter_mut().zip(&way.courses) {
        course.progress = texts.course(stand.mastered, stand.of, stand.minutes_left);
        course.share = f64::from(stand.mastered) / f64::from(stand.of.max(1));
    }
    let all = Model { library, exercises, history, lessons, way, today, texts };
    let titles: Vec<String> = groups.iter().map(|(_, at)| all.title(at)).collect();
    let rows: Vec<Row> = groups.iter().map(|(lesson, at)| all.row(*lesson, at, &titles, &courses)).collect();
    // Everybody's marks are no page for one of them, unless a code guards it.
    let board = here.called.is_empty() || code::is_set(&library::data_folder());
    ListModel { who: here.called.clone(), board, advice: all.advice(&rows), courses, rows }
}

/// The goal that stands for an exercise: what it is about, or what most of it is.
fn picture(scenario: &Scenario, catalogue: &Catalogue) -> &'static str {
    match &scenario.work {
        Work::Splice => "arc",
        Work::Part { from, .. } => match from {
            Stage::Sheath => "cut-sheath",
            Stage::Tube => "open-tube",
            Stage::Strip => "strip",
            Stage::Clean => "clean",
            Stage::Cleave => "stroke",
            Stage::Splice => "arc",
            Stage::Sleeve => "heat",
            Stage::Tray => "seat-sleeve",
        },
        Work::Coil { .. } => "lay-fibre",
        Work::Measure => "wait-otdr",
        Work::Pieces => {
            let placed = scenario.pieces.iter().flat_map(|pieces| &pieces.on_bench);
            let piece = placed.filter_map(|placed| catalogue.workpieces.iter().find(|piece| piece.id == placed.piece));
            let mut done: Vec<(&str, usize)> = Vec::new();
            for name in piece.flat_map(|piece| &piece.sites).map(|site| verb_goal(&site.verb)) {
                match done.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, times)) => *times += 1,
                    None => done.push((name, 1)),
                }
            }
            // Of equals the one that comes first on the bench.
            done.iter().rev().max_by_key(|(_, times)| *times).map_or("answer", |(name, _)| *name)
        }
    }
}

impl Model<'_> {
    /// The title of an exercise at several speeds: that of the usual one.
    fn title(&self, group: &[usize]) -> String {
        let speed = |at: &usize| self.exercises[*at].place.map_or(Speed::Standard, |place| place.speed);
        let usual = group.iter().find(|at| speed(at) == Speed::Standard).or(group.first());
        let Some(exercise) = usual.map(|at| &self.exercises[*at]) else { return String::new() };
        match &exercise.loaded {
            Ok(loaded) => match self.texts.pick(&loaded.scenario.title) {
                "" => loaded.scenario.id.clone(),
                title => title.to_owned(),
            },
            Err(_) => exercise.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }
    }

    fn row(&self, lesson: usize, group: &[usize], titles: &[String], courses: &[Course]) -> Row {
        let stand = &self.way.lessons[lesson];
        let take = |at: &usize| {
            let scenario = &self.exercises[*at].loaded.as_ref().ok()?.scenario;
            let speed = self.exercises[*at].place.map_or(Speed::Standard, |place| place.speed);
            let history = &self.history[*at];
            Some(Take {
                speed,
                exercise: *at,
                id: scenario.id.clone(),
                minutes: scenario.minutes,
                best: history.best,
                resumable: history.resumable.clone(),
                passed: stand.passed.contains(&speed),
            })
        };
        let takes: Vec<Take> = group.iter().filter_map(take).collect();
        let first = group.iter().find_map(|at| self.exercises[*at].loaded.as_ref().ok());
        let broken = group.iter().find_map(|at| {
            let exercise = &self.exercises[*at];
            let why = exercise.loaded.as_ref().err()?.first().map_or(String::new(), ToString::to_string);
            Some(format!("{} – {why}", exercise.path.display()))
        });
        Row {
            course: self.lessons[lesson].course,
            picture: first.map_or("", |loaded| picture(&loaded.scenario, &self.library.catalogue.catalogue)),
            title: titles[lesson].clone(),
            now: takes.iter().position(|take| take.speed == stand.speed).unwrap_or(0),
            takes,
            error: broken,
            standing: (stand.standing != Standing::New)
                .then(|| self.texts.get(&format!("standing-{}", stand.standing.name()))),
            passed: stand.standing >= Standing::Passed,
            due: stand.is_due(self.today),
            first: self.first(&stand.first, titles, courses),
        }
    }

    /// What comes first, by name.
    fn first(&self, needs: &[Need], titles: &[String], courses: &[Course]) -> Option<String> {
        let name = |need: &Need| match *need {
            Need::Course(at) => courses.get(at).map(|course| course.title.as_str()),
            Need::Entry(at) => titles.get(at).map(String::as_str),
        };
        let names: Vec<&str> = needs.iter().filter_map(name).collect();
        let more = names.len().saturating_sub(NAMED) as u32;
        let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        match (names.is_empty(), more) {
            (true, _) => None,
            (false, 0) => Some(named),
            (false, more) => Some(self.texts.with("list-more", &[("what", named.into()), ("n", more.into())])),
        }
    }

    /// An attempt that was cut off is finished first; else what the way through the programme says.
    fn advice(&self, rows: &[Row]) -> Option<Advice> {
        let cut = rows.iter().enumerate().flat_map(|(row, of)| of.takes.iter().map(move |take| (row, take)));
        // Names of journals begin with the time: the greatest is the latest.
        let cut = cut.filter_map(|(row, take)| Some((take.resumable.as_ref()?, row, take.exercise))).max();
        let told = |key: &str, exercise: usize| {
            let loaded = self.exercises[exercise].loaded.as_ref().ok()?;
            Some(self.texts.with(key, &[("title", self.texts.pick(&loaded.scenario.title).into())]))
        };
        if let Some((journal, row, exercise)) = cut {
            let go = told("list-go", exercise)?;
            return Some(Advice {
                why: self.texts.get("advice-resume"),
                go,
                row,
                action: Action::Resume(journal.clone()),
            });
        }
        let next = self.way.next?;
        let row = rows.get(next.lesson)?;
        let take = row.takes.iter().find(|take| take.speed == next.speed).or(row.takes.get(row.now))?;
        let key = if row.standing.is_none() { "list-begin" } else { "list-go" };
        let why = self.texts.get(&format!("advice-{}", next.why.name()));
        Some(Advice { why, go: told(key, take.exercise)?, row: next.lesson, action: Action::Open(take.exercise) })
    }
}

fn show(
    mut contexts: EguiContexts,
    mut rows: ResMut<Rows>,
    mut words: ResMut<Words>,
    (mut chosen, here): (ResMut<Chosen>, Res<Here>),
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
        Some(Action::Open(at)) => {
            if let Some(Ok(scenario)) = rows.exercises.get(at).map(|exercise| &exercise.loaded) {
                match Picked::draw(scenario.clone(), &shelf.0) {
                    Ok(picked) => {
                        commands.insert_resource(picked);
                        next.set(Screen::Brief);
                    }
                    Err(why) => refuse(&mut rows.model, |take| take.exercise == at, why.to_string()),
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
            Err(why) => refuse(&mut rows.model, |take| take.resumable.as_ref() == Some(&path), why),
        },
        Some(Action::Who) => next.set(Screen::Who),
        Some(Action::Passport) => next.set(Screen::Passport),
        Some(Action::Workshop) => next.set(Screen::Workshop),
        Some(Action::Exam) => next.set(Screen::Exam),
        Some(Action::Board) => next.set(Screen::Board),
        Some(Action::Settings) => {
            back.0 = Screen::List;
            next.set(Screen::Settings);
        }
        Some(Action::SwitchLanguage) => {
            chosen.0.lang = if chosen.0.lang == Lang::Fr { Lang::En } else { Lang::Fr };
            words.0 = Texts::new(chosen.0.lang);
            rows.model = model(&rows.exercises, &shelf.0, &words.0, &here);
            chosen.keep();
        }
        Some(Action::Quit) if studio.holds_back(&words.0, time.elapsed_secs_f64()) => next.set(Screen::Workshop),
        Some(Action::Quit) => {
            exit.write(AppExit::Success);
        }
    }
    Ok(())
}

/// Says at its row why something cannot be opened, and advises it no more.
fn refuse(model: &mut ListModel, is_it: impl Fn(&Take) -> bool, why: String) {
    let Some(at) = model.rows.iter().position(|row| row.takes.iter().any(&is_it)) else { return };
    let row = &mut model.rows[at];
    row.takes.iter_mut().filter(|take| is_it(take)).for_each(|take| take.resumable = None);
    row.error = Some(why);
    model.advice = model.advice.take().filter(|advice| advice.row != at);
}
